//! Scores the e-government of communes: criteria set + roster + submissions → exact weighted
//! scores, maturity levels, a province-wide ranking.
//!
//! Data flow one way, and the modules stand here in that order; a module may import what
//! stands before it, never what stands after (docs/architecture.md).
//!
//! ```
//! use chamdiem::finding::{Findings, Source};
//! use chamdiem::{definition, scorecard, scoring, submission};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mut findings = Findings::new();                          // what is wrong with the data
//! let criteria = std::fs::read_to_string("samples/first-steps/criteria-set.json")?;
//! let form = std::fs::read("samples/first-steps/xa-hoa-binh.csv")?; // `?` is for the disk
//!
//! let set = definition::read(&Source::new("criteria-set.json"), &criteria, &mut findings)
//!     .ok_or("a criteria set with errors is none")?;
//! let submission = submission::read(&set, &Source::new("xa-hoa-binh.csv"), &form, &mut findings)
//!     .ok_or("no form in the file")?;
//! let unit = submission::identify(&submission, None, &mut findings).ok_or("whose form is it?")?;
//! let period = "2021-11".parse()?;
//! let card = scorecard::assess(&set, submission, unit, period, &mut findings);
//!
//! // 123 of 168 at 35 points is exactly 25.625, and is published as 25.63.
//! let criterion = set.node("1.1").ok_or("no such criterion")?;
//! let points = &card.own.scores.of(criterion).points;
//! assert_eq!(scoring::published(&set, points).to_string(), "25.63");
//! assert!(!findings.has_errors());
//! # Ok(())
//! # }
//! ```

// Blank lines keep the order of the layers from being sorted.
// Exact quantities, one rounding function.
pub mod number;

// When.
pub mod period;

// What is wrong, where, how to mend it.
pub mod finding;

// Delimited text → rows.
pub mod delimited;

// Who: units, and the roster of those expected.
pub mod unit;

// Inputs → points.
pub mod rule;

// What is asked and how it counts.
pub mod definition;

// Who is excused from what.
pub mod waiver;

// What a unit answered.
pub mod submission;

// Is it admissible.
pub mod validation;

// What the units of a cohort have together.
pub mod cohort;

// The tree of scores.
pub mod scoring;

// Scores and conditions → maturity level.
pub mod level;

// One unit in one period, assessed.
pub mod scorecard;

// What produced a result.
pub mod provenance;

// A folder of files → one outcome each.
pub mod intake;

// Scorecards → places.
pub mod ranking;

// What the units of a province have together.
pub mod overview;

// Every sentence a person reads, in two languages.
pub mod text;

// The form to fill in.
pub mod form;

// What was found in a file, handed back with it.
pub mod returned;

// A criteria set as the annex of a decision: a workbook, both ways.
pub mod annex;

// Values → documents.
pub mod report;
