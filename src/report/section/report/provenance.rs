//! What produced the report: every file with its digest.

use crate::provenance::InputFile;
use crate::report::document::report::ReportDocument;
use crate::report::section::{Field, table};
use crate::report::table::{Align, Block, Cell};
use crate::text::report::report_words;
use crate::text::{Language, labels};

/// A file, and what it is.
type Line<'l> = (&'l str, &'l InputFile);

pub(super) fn blocks(document: &ReportDocument, language: Language) -> Vec<Block> {
    let (words, labels) = (report_words(language), labels(language));
    let provenance = &document.provenance;
    let mut files: Vec<(&str, &InputFile)> = vec![(labels.criteria_set, &provenance.criteria_set)];
    let single = [
        (words.roster, &provenance.roster),
        (words.targets, &provenance.targets),
        (words.waivers, &provenance.waivers),
    ];
    files.extend(
        single
            .iter()
            .filter_map(|(what, file)| Some((*what, file.as_ref()?))),
    );
    files.extend(
        provenance
            .submissions
            .iter()
            .map(|file| (words.submissions, file)),
    );
    let fields: Vec<Field<Line>> = vec![
        Field::new("what", words.what, Align::Left, |(what, _): &Line| {
            Cell::text(*what)
        })
        .droppable(1),
        Field::new("file", words.file, Align::Left, |(_, file): &Line| {
            Cell::text(&file.file)
        }),
        Field::new("sha256", words.digest, Align::Fixed, |(_, file): &Line| {
            Cell::text(&file.sha256)
        }),
    ];
    let program = (labels.program.to_owned(), Cell::text(&provenance.program));
    vec![
        Block::Facts(vec![program]),
        Block::Table(table(fields, &files)),
    ]
}
