//! What was recognised of submissions, laid out: a table for each form.

use super::{Field, flat_rows, optional, optional_name, table};
use crate::report::Report;
use crate::report::document::mapping::{MappedEntry, MappedTable, MappingDocument};
use crate::report::table::{Align, Block, Cell, Rows, Table};
use crate::text::{Language, labels, meaning};

/// Returns the report of what was recognised.
pub fn report(document: &MappingDocument, language: Language) -> Report<'_> {
    Report::new(
        language,
        move || blocks(document, language),
        move || flat(document, language),
        document,
    )
}

fn blocks(document: &MappingDocument, language: Language) -> Vec<Block> {
    let words = labels(language);
    let mut blocks = vec![Block::Heading(words.mapping_title.to_owned())];
    for of in &document.tables {
        let mut lines = vec![of.place.clone()];
        let units: Vec<String> = of
            .units
            .iter()
            .map(|unit| format!("{} ({})", unit.name, unit.code))
            .collect();
        if !units.is_empty() {
            lines.push(format!("{}: {}", words.unit, units.join(", ")));
        }
        if of.unidentified > 0 {
            lines.push(format!("{}: {}", words.unidentified, of.unidentified));
        }
        if !of.missing.is_empty() {
            lines.push(format!(
                "{}: {}",
                words.not_recognised,
                of.missing.join(", ")
            ));
        }
        blocks.push(Block::Lines(lines));
        blocks.push(Block::Table(entries(of, language)));
    }
    if !document.unread.is_empty() {
        let files = document.unread.join(", ");
        blocks.push(Block::Lines(vec![format!(
            "{}: {files}",
            words.not_recognised
        )]));
    }
    blocks
}

fn entries(of: &MappedTable, language: Language) -> Table {
    use Align::{Fixed, Left};
    let words = labels(language);
    let fields: Vec<Field<MappedEntry>> = vec![
        Field::new("at", words.place, Fixed, |entry: &MappedEntry| {
            Cell::text(&entry.at)
        }),
        Field::new("text", words.written, Left, |entry: &MappedEntry| {
            Cell::name(&entry.text)
        }),
        Field::new(
            "meaning",
            words.taken_for,
            Left,
            move |entry: &MappedEntry| Cell::text(meaning(entry.meaning, language)),
        ),
        Field::new("input", words.code, Left, |entry: &MappedEntry| {
            optional(entry.input.as_ref())
        }),
    ];
    table(fields, &of.entries)
}

fn flat(document: &MappingDocument, language: Language) -> Rows<'_> {
    type Pair<'p> = (&'p MappedTable, &'p MappedEntry);
    use Align::Left;
    let words = labels(language);
    let rows: Vec<(&MappedTable, &MappedEntry)> = document
        .tables
        .iter()
        .flat_map(|of| of.entries.iter().map(move |entry| (of, entry)))
        .collect();
    let fields: Vec<Field<Pair>> = vec![
        Field::new("file", words.place, Left, |(of, _): &Pair| {
            Cell::text(&of.file)
        }),
        Field::new("sheet", words.place, Left, |(of, _): &Pair| {
            optional_name(of.sheet.as_ref())
        }),
        Field::new("shape", words.taken_for, Left, |(of, _): &Pair| {
            Cell::text(of.shape)
        }),
        Field::new("at", words.place, Left, |(_, entry): &Pair| {
            Cell::text(&entry.at)
        }),
        Field::new("text", words.written, Left, |(_, entry): &Pair| {
            Cell::name(&entry.text)
        }),
        Field::new("meaning", words.taken_for, Left, |(_, entry): &Pair| {
            Cell::text(entry.meaning)
        }),
        Field::new("input", words.code, Left, |(_, entry): &Pair| {
            optional(entry.input.as_ref())
        }),
    ];
    flat_rows(fields, rows)
}
