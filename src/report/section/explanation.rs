//! A catalogue entry, laid out.

use serde::{Serialize, Serializer};

use super::{Field, flat_rows};
use crate::finding::Severity;
use crate::report::Report;
use crate::report::document::explanation::{Catalogue, Explanation};
use crate::report::table::{Align, Block, Cell, Rows};
use crate::text::{Language, labels, severity};

/// Returns the report of one or several catalogue entries.
pub fn report(entries: &[Explanation], language: Language) -> Report<'_> {
    Report::new(
        language,
        move || blocks(entries, language),
        move || flat(entries, language),
        Entries(entries),
    )
}

/// One entry by itself, several as a catalogue.
struct Entries<'e>(&'e [Explanation]);

impl Serialize for Entries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            [entry] => entry.serialize(serializer),
            codes => {
                let schema = "chamdiem/finding-codes/1";
                Catalogue { schema, codes }.serialize(serializer)
            }
        }
    }
}

fn blocks(entries: &[Explanation], language: Language) -> Vec<Block> {
    let words = labels(language);
    let name = |name: &str| {
        Severity::ALL
            .iter()
            .find(|severity| severity.name() == name)
            .copied()
            .unwrap_or(Severity::Info)
    };
    let lines = |entry: &Explanation| {
        vec![
            format!("{} {} – {}", entry.code, entry.slug, entry.title),
            format!(
                "{}: {}",
                words.severity,
                severity(name(entry.severity), language)
            ),
            format!("{}: {}", words.why, entry.why),
            format!("{}: {}", words.remedy, entry.remedy),
        ]
    };
    entries
        .iter()
        .map(|entry| Block::Lines(lines(entry)))
        .collect()
}

fn flat(entries: &[Explanation], language: Language) -> Rows<'_> {
    let words = labels(language);
    let fields: Vec<Field<Explanation>> = vec![
        Field::new("code", words.code, Align::Left, |entry: &Explanation| {
            Cell::text(entry.code)
        }),
        Field::new("slug", words.code, Align::Left, |entry: &Explanation| {
            Cell::text(entry.slug)
        }),
        Field::new(
            "severity",
            words.severity,
            Align::Left,
            |entry: &Explanation| Cell::text(entry.severity),
        ),
        Field::new(
            "title",
            words.message,
            Align::Left,
            |entry: &Explanation| Cell::text(entry.title),
        ),
        Field::new("why", words.why, Align::Left, |entry: &Explanation| {
            Cell::text(entry.why)
        }),
        Field::new(
            "remedy",
            words.remedy,
            Align::Left,
            |entry: &Explanation| Cell::text(entry.remedy),
        ),
    ];
    flat_rows(fields, entries)
}
