//! What headings and texts of somebody's own mean, written down once: looked up before anything
//! else is. Knows no criteria set and no roster; whoever reads it from a file checks its words
//! against them.

use std::collections::BTreeMap;

use super::words::{Column, Label};
use crate::unit::fold;

/// What the heading of a column, or a label above the table, names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heading {
    /// A column of a form's table.
    Column(Column),
    /// Whose the file is, and for when.
    Label(Label),
}

impl Heading {
    /// Everything a heading can name, by the word for it.
    pub const ALL: &'static [(&'static str, Heading)] = &[
        ("code", Heading::Column(Column::Code)),
        ("number", Heading::Column(Column::Number)),
        ("text", Heading::Column(Column::Text)),
        ("figures", Heading::Column(Column::Figures)),
        ("points", Heading::Column(Column::Points)),
        (
            "appraised_figures",
            Heading::Column(Column::AppraisedFigures),
        ),
        ("appraised_points", Heading::Column(Column::AppraisedPoints)),
        ("evidence", Heading::Column(Column::Evidence)),
        ("note", Heading::Column(Column::Note)),
        ("unit_code", Heading::Label(Label::UnitCode)),
        ("unit_name", Heading::Label(Label::UnitName)),
        ("period", Heading::Label(Label::Period)),
        ("criteria_set", Heading::Label(Label::CriteriaSet)),
    ];

    /// Returns the word for it.
    pub fn word(self) -> &'static str {
        let mut all = Heading::ALL.iter();
        all.find(|(_, heading)| *heading == self)
            .map_or("", |(word, _)| word)
    }
}

/// Headings, texts and names, each with what it means; how they are typed does not matter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Mapping {
    headings: BTreeMap<String, Heading>,
    questions: BTreeMap<String, String>,
    units: BTreeMap<String, String>,
    sheets: Vec<String>,
}

impl Mapping {
    /// Says what a heading names.
    pub fn heading(&mut self, text: &str, heading: Heading) {
        self.headings.insert(fold(text), heading);
    }

    /// Says which input a text asks for.
    pub fn question(&mut self, text: &str, input: &str) {
        self.questions.insert(fold(text), input.to_owned());
    }

    /// Says which unit a name means, by its code.
    pub fn unit(&mut self, text: &str, code: &str) {
        self.units.insert(fold(text), code.to_owned());
    }

    /// Says which sheets hold submissions; without any, all do.
    pub fn sheet(&mut self, name: &str) {
        self.sheets.push(fold(name));
    }

    /// Returns whether a sheet is to be read.
    pub(super) fn has_sheet(&self, name: &str) -> bool {
        self.sheets.is_empty() || self.sheets.contains(&fold(name))
    }

    /// Returns what a heading or a label names.
    pub(super) fn named(&self, text: &str) -> Option<Heading> {
        if self.headings.is_empty() {
            return None;
        }
        let folded = fold(text);
        let name = folded.trim_end_matches([':', '*', ' ']);
        self.headings.get(name).copied()
    }

    /// Returns the input a text asks for.
    pub(super) fn asked(&self, text: &str) -> Option<&str> {
        if self.questions.is_empty() {
            return None;
        }
        self.questions.get(&fold(text)).map(String::as_str)
    }

    /// Returns the code of the unit a name means.
    pub(super) fn meant(&self, name: &str) -> Option<&str> {
        if self.units.is_empty() {
            return None;
        }
        self.units.get(&fold(name)).map(String::as_str)
    }
}
