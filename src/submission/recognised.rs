//! What was recognised of a file: where its table is, what each column was taken for, and what
//! says whose it is, for whoever wants to see before trusting it.

use super::layout::Header;
use super::mapping::Heading;
use super::words::Column;
use super::{Part, Submission};
use crate::definition::CriteriaSet;
use crate::finding::{CellRef, Place};
use crate::rule::InputId;

/// What a column was taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// A column of a form, or one that says whose a row is.
    Heading(Heading),
    /// The answers to one question.
    Question(InputId, Column),
}

/// What was recognised of a submission.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recognised {
    /// What the submission is: `form`, `table`, `json`.
    pub shape: &'static str,
    /// The sheet, where there are sheets.
    pub sheet: Option<String>,
    /// What says whose it is and for when: the word for it, the text, the place.
    pub header: Vec<(&'static str, String, Place)>,
    /// The headings understood: the place, the text, the word for its meaning, the input.
    pub columns: Vec<RecognisedColumn>,
    /// Where each question is answered, in the order of the criteria set; of a form.
    pub questions: Vec<(String, Place)>,
    /// The questions that nothing answers.
    pub missing: Vec<String>,
}

/// A heading and what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecognisedColumn {
    /// Where it stands.
    pub place: Place,
    /// The text.
    pub text: String,
    /// The word for what the column is.
    pub meaning: &'static str,
    /// The input it answers, in a table of units.
    pub input: Option<String>,
}

impl Recognised {
    /// Returns what was recognised of a submission.
    pub fn of(set: &CriteriaSet, submission: &Submission) -> Recognised {
        let place = |at: CellRef| submission.place(at);
        let columns = submission.columns.iter().map(|&(at, meaning)| {
            let (heading, input) = match meaning {
                Meaning::Heading(heading) => (heading, None),
                Meaning::Question(input, column) => {
                    let name = set.input(input).name.clone();
                    (Heading::Column(column), Some(name))
                }
            };
            RecognisedColumn {
                place: place(at),
                text: submission.text(at).unwrap_or_default(),
                meaning: heading.word(),
                input,
            }
        });
        let asked = || {
            let inputs = set.inputs.iter().enumerate();
            inputs.filter(|(_, input)| !input.is_set_by_superior)
        };
        let answered = |index: usize| submission.own.cells.get(index).copied().flatten();
        let is_table = matches!(submission.part, Part::Row(_));
        let is_json = submission.sheet.is_json();
        Recognised {
            shape: match (is_json, is_table) {
                (true, _) => "json",
                (_, true) => "table",
                _ => "form",
            },
            sheet: submission.sheet.name().map(str::to_owned),
            header: header(&submission.header, place),
            columns: columns.collect(),
            questions: asked()
                .filter(|_| !is_table)
                .filter_map(|(index, input)| Some((input.name.clone(), place(answered(index)?))))
                .collect(),
            missing: asked()
                .filter(|(index, _)| answered(*index).is_none())
                .map(|(_, input)| input.name.clone())
                .collect(),
        }
    }
}

fn header(header: &Header, place: impl Fn(CellRef) -> Place) -> Vec<(&'static str, String, Place)> {
    let entries = [
        ("unit_code", &header.unit_code),
        ("unit_name", &header.unit_name),
        ("period", &header.period),
        ("criteria_set", &header.criteria_set),
    ];
    let entries = entries.into_iter();
    entries
        .filter_map(|(word, entry)| {
            let (text, at) = entry.as_ref()?;
            Some((word, text.clone(), place(*at)))
        })
        .collect()
}
