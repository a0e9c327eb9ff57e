//! What is wrong, where, and how to mend it.
//!
//! A [`Finding`] is a value about the data, collected with all the others; it carries facts,
//! and `text` makes a sentence of them in either language. Troubles of the machine (a disk
//! that is full) are errors and never findings.

mod catalogue;
mod location;

use std::cmp::Ordering;

pub use catalogue::{
    Asked, Code, ExpressionLimit, KeptText, Measure, OtherSubmission, Problem, Reference, Shape,
    UnknownCode,
};
pub use location::{CellRef, Lines, Place, Position, Source, Span};

/// How bad a finding is; the worst comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The data cannot be used as they stand.
    Error,
    /// The data are used; somebody should look.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// All severities, the worst first.
    pub const ALL: &'static [Severity] = &[Severity::Error, Severity::Warning, Severity::Info];

    /// Returns the name used in machine formats and options.
    pub const fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }
}

/// One thing to know about the data.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What it is, with the numbers involved.
    pub problem: Problem,
    /// Where it is, as the user sees it.
    pub place: Place,
    /// The user's own text at that place.
    pub quoted: Option<String>,
    /// Whether that is a number or a day of a spreadsheet, and no text that somebody typed.
    pub quotes_value: bool,
    /// The unit whose submission it concerns: code and name.
    pub unit: Option<(String, String)>,
    /// The code of the criterion it concerns.
    pub criterion: Option<String>,
    /// Whether whoever asked will not have it, however the catalogue sees it.
    pub is_denied: bool,
}

impl Finding {
    /// Returns a finding about `place`.
    pub fn new(problem: Problem, place: Place) -> Finding {
        Finding {
            problem,
            place,
            quoted: None,
            quotes_value: false,
            unit: None,
            criterion: None,
            is_denied: false,
        }
    }

    /// Adds the user's own text.
    #[must_use]
    pub fn quoting(mut self, text: impl Into<String>) -> Finding {
        self.quoted = Some(text.into());
        self
    }

    /// Adds the number or the day that stands in a cell, in machine notation.
    #[must_use]
    pub fn quoting_value(self, value: impl Into<String>) -> Finding {
        Finding {
            quotes_value: true,
            ..self.quoting(value)
        }
    }

    /// Adds the criterion concerned.
    #[must_use]
    pub fn about(mut self, criterion: impl Into<String>) -> Finding {
        self.criterion = Some(criterion.into());
        self
    }

    /// Returns the catalogue code.
    pub fn code(&self) -> Code {
        self.problem.code()
    }

    /// Returns how bad it is.
    pub fn severity(&self) -> Severity {
        if self.is_denied {
            return Severity::Error;
        }
        self.code().severity()
    }
}

/// Findings as they are collected.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// Returns an empty collection.
    pub fn new() -> Findings {
        Findings::default()
    }

    /// Adds one finding.
    pub fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// Keeps only the findings of which `keep` says so.
    pub fn retain(&mut self, keep: impl FnMut(&Finding) -> bool) {
        self.0.retain(keep);
    }

    /// Makes errors of the findings of which `denied` says so.
    pub fn deny(&mut self, denied: impl Fn(&Finding) -> bool) {
        for finding in &mut self.0 {
            finding.is_denied |= denied(finding);
        }
    }

    /// Adds all findings of another collection.
    pub fn extend(&mut self, other: Findings) {
        self.0.extend(other.0);
    }

    /// Returns whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.0
            .iter()
            .any(|finding| finding.severity() == Severity::Error)
    }

    /// Returns how many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0
            .iter()
            .filter(|finding| finding.severity() == severity)
            .count()
    }

    /// Returns the findings in the order of files, places and codes.
    pub fn sorted(mut self) -> Vec<Finding> {
        self.0.sort_by(by_place);
        self.0
    }

    /// Returns whether nothing was found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the findings as collected.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.0.iter()
    }

    /// Names the unit in every finding that names none yet.
    pub fn name_unit(&mut self, code: &str, name: &str) {
        for finding in &mut self.0 {
            finding
                .unit
                .get_or_insert_with(|| (code.to_owned(), name.to_owned()));
        }
    }
}

/// Returns findings in the order of files, places and codes, without taking them.
pub fn in_order<'f>(findings: impl Iterator<Item = &'f Finding>) -> Vec<&'f Finding> {
    let mut findings: Vec<&Finding> = findings.collect();
    findings.sort_by(|one, two| by_place(one, two));
    findings
}

fn by_place(one: &Finding, two: &Finding) -> Ordering {
    (&one.place, one.code(), &one.quoted).cmp(&(&two.place, two.code(), &two.quoted))
}

impl<'f> IntoIterator for &'f Findings {
    type Item = &'f Finding;
    type IntoIter = std::slice::Iter<'f, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl FromIterator<Finding> for Findings {
    fn from_iter<I: IntoIterator<Item = Finding>>(findings: I) -> Self {
        Findings(findings.into_iter().collect())
    }
}
