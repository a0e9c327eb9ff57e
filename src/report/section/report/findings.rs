//! What was found in the submissions.

use crate::report::document::report::ReportDocument;
use crate::report::section::{counted, findings};
use crate::report::table::Block;
use crate::text::Language;
use crate::text::report::report_words;

pub(super) fn blocks(document: &ReportDocument, language: Language) -> Vec<Block> {
    let Some(found) = &document.findings else {
        return Vec::new();
    };
    let counts = counted(found.counts, language);
    if counts.is_empty() {
        return vec![Block::Lines(vec![
            report_words(language).no_findings.to_owned(),
        ])];
    }
    vec![
        Block::Lines(vec![counts]),
        Block::Table(findings::files(&found.files, language)),
        Block::Table(findings::findings(&found.findings, language)),
    ]
}
