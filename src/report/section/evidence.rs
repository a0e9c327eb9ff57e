//! Evidence, laid out: a row per document.

use super::{Field, optional, table};
use crate::report::document::evidence::{DocumentEntry, EvidenceEntry};
use crate::report::table::{Align, Cell, Table};
use crate::text::{Language, labels};

/// Returns the documents named as evidence, in the order of the form.
pub(super) fn documents(entries: &[EvidenceEntry], language: Language) -> Table {
    use Align::{Fixed, Left};
    type Line<'l> = (&'l EvidenceEntry, &'l DocumentEntry);
    let words = labels(language);
    let fields: Vec<Field<Line>> = vec![
        Field::new("code", words.code, Fixed, |(entry, _): &Line| {
            Cell::text(&entry.code)
        }),
        Field::new(
            "number",
            words.document_number,
            Fixed,
            |(_, document): &Line| optional(document.number.as_ref()),
        ),
        Field::new("date", words.document_day, Fixed, |(_, document): &Line| {
            Cell::text(&document.day)
        }),
        Field::new(
            "abstract",
            words.document_subject,
            Left,
            |(_, document): &Line| optional(document.subject.as_ref()),
        ),
        Field::new("cell", words.cell, Fixed, |(entry, _): &Line| {
            Cell::text(&entry.cell)
        })
        .droppable(1),
    ];
    let lines: Vec<Line> = entries
        .iter()
        .flat_map(|entry| {
            entry
                .documents
                .iter()
                .map(move |document| (entry, document))
        })
        .collect();
    table(fields, &lines)
}
