//! What each code means: its title, why it matters, and what to do about it.

mod en;
mod vi;

use super::Language;
use crate::finding::Code;

/// What is to be known about a code, in one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// A short phrase without a full stop, in lower case.
    pub title: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// What the reader does now.
    pub remedy: &'static str,
}

/// Returns what is to be known about a code.
pub const fn entry(code: Code, language: Language) -> Entry {
    match language {
        Language::Vietnamese => vi::entry(code),
        Language::English => en::entry(code),
    }
}
