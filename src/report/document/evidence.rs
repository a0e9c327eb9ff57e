//! Evidence as data: the documents named beside an answer, taken apart.

use serde::Serialize;

use crate::definition::CriteriaSet;
use crate::rule::InputId;
use crate::submission::Submission;
use crate::submission::evidence::{Document, DocumentDate};
use crate::text::Language;

/// A document named as evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DocumentEntry {
    /// Its number and symbol, where it has any.
    pub number: Option<String>,
    /// Its day; none where it has none, or one that the calendar does not have.
    pub date: Option<String>,
    /// What it is about; all there is, where it is no numbered document.
    #[serde(rename = "abstract")]
    pub subject: Option<String>,
    /// The entry as it stands in the form.
    pub text: String,
    /// The day as people read it; not part of the data.
    #[serde(skip)]
    pub day: String,
}

/// What stands in one cell of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceEntry {
    /// The code of the criterion, or the name of a figure no criterion owns.
    pub code: String,
    /// The cell.
    pub cell: String,
    /// The documents.
    pub documents: Vec<DocumentEntry>,
}

/// Returns the documents named beside an input.
pub(super) fn documents(
    submission: &Submission,
    input: InputId,
    language: Language,
) -> Vec<DocumentEntry> {
    let documents = submission.documents(input).into_iter();
    documents
        .map(|document| entry(document, language))
        .collect()
}

/// Returns what is named as evidence in a whole submission, in the order of the form.
pub(super) fn entries(
    set: &CriteriaSet,
    submission: &Submission,
    language: Language,
) -> Vec<EvidenceEntry> {
    let cells = submission.evidence.iter().zip(&set.inputs).enumerate();
    let entry = |(index, (cell, input)): (usize, (&Option<_>, &crate::definition::Input))| {
        let cell: crate::finding::CellRef = (*cell)?;
        Some(EvidenceEntry {
            code: match input.criterion {
                Some(node) => set.nodes[node].code.clone(),
                None => input.name.clone(),
            },
            cell: cell.to_string(),
            documents: documents(submission, InputId::new(index), language),
        })
    };
    cells
        .filter_map(entry)
        .filter(|entry| !entry.documents.is_empty())
        .collect()
}

fn entry(document: Document, language: Language) -> DocumentEntry {
    DocumentEntry {
        date: document.day().map(|day| day.to_string()),
        day: match document.date {
            None => String::new(),
            Some(DocumentDate::Day(day)) => language.day(day),
            Some(DocumentDate::Impossible(text)) => text,
        },
        number: document.number,
        subject: document.subject,
        text: document.text,
    }
}
