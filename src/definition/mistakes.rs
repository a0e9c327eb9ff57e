//! What is found in one file, up to the number nobody reads to the end of: behind that a file is
//! not looked at, so that one made of mistakes takes no longer than one that is right.

use crate::finding::{Finding, Findings, Measure, Problem};

/// So many mistakes of one kind of reading are told.
const MOST: usize = 1_000;

/// Findings of a file as they are collected.
pub(super) struct Mistakes<'f> {
    findings: &'f mut Findings,
    told: usize,
}

impl<'f> Mistakes<'f> {
    /// Begins to count.
    pub fn new(findings: &'f mut Findings) -> Mistakes<'f> {
        Mistakes { findings, told: 0 }
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

    /// Returns all that was found, for who looks at the whole.
    pub fn all(&mut self) -> &mut Findings {
        self.findings
    }
}
