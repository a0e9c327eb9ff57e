//! A catalogue entry as data.

use serde::Serialize;

use crate::finding::Code;
use crate::text::{self, Language};

/// What a finding's code means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Explanation {
    /// `chamdiem/finding-code/1`.
    pub schema: &'static str,
    /// The code.
    pub code: &'static str,
    /// The readable name.
    pub slug: &'static str,
    /// `error`, `warning` or `info`.
    pub severity: &'static str,
    /// What it says.
    pub title: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// What to do.
    pub remedy: &'static str,
}

impl Explanation {
    /// Returns the entry of a code.
    pub fn new(code: Code, language: Language) -> Explanation {
        let entry = text::entry(code, language);
        Explanation {
            schema: "chamdiem/finding-code/1",
            code: code.as_str(),
            slug: code.slug(),
            severity: code.severity().name(),
            title: entry.title,
            why: entry.why,
            remedy: entry.remedy,
        }
    }
}

/// Several catalogue entries as one document.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Catalogue<'c> {
    /// `chamdiem/finding-codes/1`.
    pub schema: &'static str,
    /// The entries, by code.
    pub codes: &'c [Explanation],
}
