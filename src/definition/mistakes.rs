//! What is found in one file, up to the number nobody reads to the end of: behind that a file is
//! not looked at, so that one made of mistakes takes no longer than one that is right.

use crate::finding::{Finding, Findings, Measure, Place, Problem, Severity};

/// So many mistakes of one kind of reading are told.
const MOST: usize = 1_000;

/// Findings of a file as they are collected.
pub(super) struct Mistakes<'f> {
    findings: &'f mut Findings,
    told: usize,
    warnings: usize,
    /// Where the first warning stands that is not told.
    left_out: Option<Place>,
}

impl<'f> Mistakes<'f> {
    /// Begins to count.
    pub fn new(findings: &'f mut Findings) -> Mistakes<'f> {
        Mistakes {
            findings,
            told: 0,
            warnings: 0,
            left_out: None,
        }
    }

    /// Returns whether nothing more is told.
    pub const fn are_too_many(&self) -> bool {
        self.told > MOST
    }

    /// Adds one; of the first that is too many only that.
    pub fn push(&mut self, mut finding: Finding) {
        if self.are_too_many() {
            return;
        }
        if self.told == MOST {
            finding.problem = Problem::TooLarge {
                what: Measure::Mistakes,
                limit: MOST as u64,
            };
            finding.quoted = None;
        }
        self.told += 1;
        self.findings.push(finding);
    }

    /// Adds one, a warning apart from the errors: a set is used, however much there is to warn of.
    pub fn sort(&mut self, finding: Finding) {
        if finding.severity() == Severity::Error {
            return self.push(finding);
        }
        self.warnings += 1;
        if self.warnings <= MOST {
            self.findings.push(finding);
        } else {
            self.left_out.get_or_insert(finding.place);
        }
    }

    /// Says how many warnings were left out.
    pub fn finish(self) {
        if let Some(place) = self.left_out {
            let (limit, left_out) = (MOST, self.warnings - MOST);
            let problem = Problem::WarningsLeftOut { limit, left_out };
            self.findings.push(Finding::new(problem, place));
        }
    }

    /// Returns all that was found, for who looks at the whole.
    pub fn all(&mut self) -> &mut Findings {
        self.findings
    }
}
