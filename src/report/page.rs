//! A report as pages: each is a sheet of a workbook, a section of a document, a view of something to look at.

use super::table::Block;

/// A page.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The name machines know it by: letters, digits and hyphens, the same in every language.
    pub id: String,
    /// The heading.
    pub title: String,
    /// The heading in a word or two, for tabs and menus.
    pub tab: String,
    /// How it lies when printed.
    pub paper: Paper,
    /// What it is to the document it stands in.
    pub role: Role,
    /// What stands on it, from top to bottom.
    pub blocks: Vec<Block>,
}

/// How a page lies when printed, on A4.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paper {
    /// Upright.
    Portrait,
    /// On its side, for wide tables.
    Landscape,
    /// On its side with narrow margins: what follows a break has one page, in type as large as fits.
    Card,
}

/// What a report is laid out for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// What scrolls, and is as long as it wants.
    Screen,
    /// Sheets of paper, on which room is scarce.
    Paper,
}

/// What a page is to the document it stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// What the document itself says, above the signature.
    Body,
    /// Attached to it.
    Annex,
    /// Attached together with the page before it.
    Continued,
}

/// A place other places point to, where a printed page begins: a unit's scorecard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor {
    /// What links name: the code of a unit.
    pub id: String,
    /// The heading.
    pub title: String,
}
