//! Findings as data.

use std::borrow::Cow;

use serde::Serialize;

use super::waivers::WaiverEntry;
use crate::finding::{Finding, Place, Problem, Severity};
use crate::text::{self, Language};

/// Findings of a run, file by file.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FindingsDocument {
    /// `chamdiem/findings/1`.
    pub schema: &'static str,
    /// How many there are of each severity.
    pub counts: Counts,
    /// What was looked at, each with its own count.
    pub files: Vec<CheckedFile>,
    /// The findings, in the order of files and places.
    pub findings: Vec<FindingEntry>,
}

/// How many findings there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Counts {
    /// Errors.
    pub error: usize,
    /// Warnings.
    pub warning: usize,
    /// Remarks.
    pub info: usize,
}

/// A file that was checked, or one of several submissions in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CheckedFile {
    /// The file.
    pub file: String,
    /// The sheet, where several hold a submission.
    pub sheet: Option<String>,
    /// The cell that names the unit, where every row of a table is a submission.
    pub cell: Option<String>,
    /// The unit, where it is known.
    pub unit: Option<UnitName>,
    /// Its findings.
    pub counts: Counts,
    /// What the unit is excused from.
    pub waivers: Vec<WaiverEntry>,
    /// The place in words; not part of the data.
    #[serde(skip)]
    pub place: String,
}

impl CheckedFile {
    /// Returns the entry of a file or of a submission in it.
    pub fn new(
        place: &Place,
        unit: Option<UnitName>,
        counts: Counts,
        language: Language,
    ) -> CheckedFile {
        CheckedFile {
            file: place.source().map_or("", |source| source.name()).to_owned(),
            sheet: place.sheet().map(str::to_owned),
            cell: place.cell().map(|cell| cell.to_string()),
            unit,
            counts,
            waivers: Vec::new(),
            place: text::place(place, language),
        }
    }
}

/// A unit by code and name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct UnitName {
    /// The code.
    pub code: String,
    /// The name.
    pub name: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FindingEntry {
    /// The catalogue code.
    pub code: &'static str,
    /// The catalogue name.
    pub slug: &'static str,
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// The file.
    pub file: Option<String>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The cell, such as `D12`.
    pub cell: Option<String>,
    /// The line of a text file.
    pub line: Option<usize>,
    /// The column of a text file, in characters.
    pub column: Option<usize>,
    /// The unit concerned.
    pub unit: Option<UnitName>,
    /// The criterion concerned.
    pub criterion: Option<String>,
    /// What stands at the place.
    pub text: Option<String>,
    /// The facts of the case, by name.
    #[cfg_attr(
        test,
        schemars(with = "Option<std::collections::BTreeMap<String, serde_json::Value>>")
    )]
    pub facts: Problem,
    /// The finding as a sentence, in the report's language.
    pub message: String,
    /// What to do.
    pub remedy: &'static str,
    /// The place in words; not part of the data.
    #[serde(skip)]
    pub place: String,
    /// What stands at the place, as the language writes it; not part of the data.
    #[serde(skip)]
    pub quoted: Option<String>,
    /// The severity as a value; not part of the data.
    #[serde(skip)]
    pub grade: Severity,
}

impl Counts {
    /// Counts findings.
    pub fn of<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Counts {
        let mut counts = Counts::default();
        for finding in findings {
            match finding.severity() {
                Severity::Error => counts.error += 1,
                Severity::Warning => counts.warning += 1,
                Severity::Info => counts.info += 1,
            }
        }
        counts
    }

    /// Returns whether there is any finding at least as bad as `severity`.
    pub const fn any_at_least(self, severity: Severity) -> bool {
        match severity {
            Severity::Error => self.error > 0,
            Severity::Warning => self.error + self.warning > 0,
            Severity::Info => self.error + self.warning + self.info > 0,
        }
    }
}

impl FindingEntry {
    /// Returns the entry for a finding.
    pub fn new(finding: &Finding, language: Language) -> FindingEntry {
        let code = finding.code();
        let position = match &finding.place {
            Place::Text { position, .. } => Some(*position),
            _ => None,
        };
        FindingEntry {
            code: code.as_str(),
            slug: code.slug(),
            severity: finding.severity().name(),
            file: finding
                .place
                .source()
                .map(|source| source.name().to_owned()),
            sheet: finding.place.sheet().map(str::to_owned),
            cell: finding.place.cell().map(|cell| cell.to_string()),
            line: position.map(|position| position.line),
            column: position.map(|position| position.column),
            unit: finding.unit.as_ref().map(|(code, name)| UnitName {
                code: code.clone(),
                name: name.clone(),
            }),
            criterion: finding.criterion.clone(),
            text: finding.quoted.clone(),
            facts: finding.problem.clone(),
            message: text::finding(finding, language),
            remedy: text::entry(code, language).remedy,
            place: text::place(&finding.place, language),
            quoted: text::quoted(finding, language).map(Cow::into_owned),
            grade: finding.severity(),
        }
    }
}

impl FindingsDocument {
    /// Returns how many files were read.
    pub fn read(&self) -> usize {
        self.files.chunk_by(|one, two| one.file == two.file).count()
    }

    /// Returns the document for findings already in order.
    pub fn new(
        findings: &[Finding],
        files: Vec<CheckedFile>,
        language: Language,
    ) -> FindingsDocument {
        FindingsDocument {
            schema: "chamdiem/findings/1",
            counts: Counts::of(findings),
            files,
            findings: findings
                .iter()
                .map(|finding| FindingEntry::new(finding, language))
                .collect(),
        }
    }
}
