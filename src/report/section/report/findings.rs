//! What was found in the submissions.

use std::collections::BTreeSet;

use crate::report::document::findings::{CheckedFile, Counts};
use crate::report::document::report::ReportDocument;
use crate::report::section::{counted, findings};
use crate::report::table::Block;
use crate::text::report::report_words;
use crate::text::{self, Language};

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
    // Those without findings are counted, and listed among the sources only.
    let all: BTreeSet<&str> = found.files.iter().map(|file| file.file.as_str()).collect();
    let counts = format!("{}; {counts}", text::files(all.len(), language));
    let mut blocks = vec![Block::Lines(vec![counts])];
    let files = found.files.iter();
    let files = files.filter(|file| file.counts != Counts::default());
    let files: Vec<CheckedFile> = files.cloned().collect();
    if !files.is_empty() {
        blocks.push(Block::Table(findings::files(&files, language)));
    }
    blocks.push(Block::Table(findings::findings(&found.findings, language)));
    blocks
}
