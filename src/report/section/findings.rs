//! Findings, laid out: by file, and one line for the run.

use super::waivers;
use super::{Field, counted, flat_rows, optional, optional_name, table, whole};
use crate::report::Report;
use crate::report::document::findings::{CheckedFile, Counts, FindingEntry, FindingsDocument};
use crate::report::page::{Page, Paper, Role};
use crate::report::table::{Align, Block, Cell, Rows, Table};
use crate::text::report::report_words;
use crate::text::{Language, labels, severity};

/// Returns the report of findings.
pub fn report(document: &FindingsDocument, language: Language) -> Report<'_> {
    Report::of_pages(
        language,
        move |_| pages(document, language),
        move || flat(&document.findings, language),
        document,
    )
    .titled(labels(language).findings_title)
}

/// Files, and what was found in them: in a workbook a sheet each, since their columns have nothing in common.
fn pages(document: &FindingsDocument, language: Language) -> Vec<Page> {
    let words = labels(language);
    let page = |id: &str, tab: &str, blocks| Page {
        id: id.to_owned(),
        title: String::new(),
        tab: tab.to_owned(),
        paper: Paper::Landscape,
        role: Role::Body,
        blocks,
    };
    let mut first = vec![Block::Heading(words.findings_title.to_owned())];
    if !document.files.is_empty() {
        first.push(Block::Table(files(&document.files, language)));
    }
    let found = found(document, language);
    if document.files.is_empty() || document.findings.is_empty() {
        first.extend(found);
        return vec![page("report", words.findings_title, first)];
    }
    vec![
        page("files", words.findings_title, first),
        page("findings", report_words(language).findings_tab, found),
    ]
}

fn found(document: &FindingsDocument, language: Language) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !document.findings.is_empty() {
        blocks.push(Block::Table(findings(&document.findings, language)));
    }
    blocks.extend(waivers_of(&document.files, language));
    blocks.push(Block::Lines(vec![summary(
        document.counts,
        document.read(),
        language,
    )]));
    blocks
}

/// Returns the report of what the units of these files are excused from, for people; none where
/// that is nothing.
pub fn waived(document: &FindingsDocument, language: Language) -> Option<Report<'_>> {
    let has_waivers = |file: &CheckedFile| !file.waivers.is_empty();
    document.files.iter().any(has_waivers).then(|| {
        Report::new(
            language,
            move || waivers_of(&document.files, language),
            move || flat(&document.findings, language),
            document,
        )
    })
}

fn waivers_of(files: &[CheckedFile], language: Language) -> Vec<Block> {
    let mut lines = Vec::new();
    for file in files {
        let unit = file.unit.as_ref();
        let unit = unit.map(|unit| [unit.code.as_str(), unit.name.as_str()]);
        lines.extend(waivers::of(unit, &file.waivers));
    }
    waivers::titled(&lines, language)
}

/// Returns the one line that sums up a run.
pub fn summary(counts: Counts, files: usize, language: Language) -> String {
    let found = counted(counts, language);
    match (language, found.is_empty(), files) {
        (Language::Vietnamese, true, 0) => "Không phát hiện vấn đề nào.".to_owned(),
        (Language::Vietnamese, false, 0) => format!("Phát hiện {found}."),
        (Language::Vietnamese, true, _) => {
            format!("Đã kiểm tra {files} tệp, không phát hiện vấn đề nào.")
        }
        (Language::Vietnamese, false, _) => format!("Đã kiểm tra {files} tệp, phát hiện {found}."),
        (Language::English, true, 0) => "Nothing found.".to_owned(),
        (Language::English, false, 0) => format!("Found {found}."),
        (Language::English, true, 1) => "Checked 1 file, nothing found.".to_owned(),
        (Language::English, false, 1) => format!("Checked 1 file, found {found}."),
        (Language::English, true, _) => format!("Checked {files} files, nothing found."),
        (Language::English, false, _) => format!("Checked {files} files, found {found}."),
    }
}

pub(super) fn files(files: &[CheckedFile], language: Language) -> Table {
    use Align::{Fixed, Left, Right};
    let words = labels(language);
    let unit = |file: &CheckedFile| optional_name(file.unit.as_ref().map(|unit| &unit.name));
    let code = |file: &CheckedFile| optional(file.unit.as_ref().map(|unit| &unit.code));
    let fields: Vec<Field<CheckedFile>> = vec![
        Field::new("file", words.place, Left, |file: &CheckedFile| {
            Cell::text(&file.place)
        }),
        Field::new("code", words.code, Fixed, code).droppable(1),
        Field::new("unit", words.unit, Left, unit),
        Field::new("errors", words.errors, Right, |file: &CheckedFile| {
            Cell::Whole(file.counts.error)
        }),
        Field::new("warnings", words.warnings, Right, |file: &CheckedFile| {
            Cell::Whole(file.counts.warning)
        }),
        Field::new("infos", words.remarks, Right, |file: &CheckedFile| {
            Cell::Whole(file.counts.info)
        })
        .droppable(2),
    ];
    table(fields, files)
}

pub(super) fn findings(entries: &[FindingEntry], language: Language) -> Table {
    use Align::{Fixed, Left};
    let words = labels(language);
    let mut fields: Vec<Field<FindingEntry>> = vec![
        Field::new("code", words.code, Fixed, |entry: &FindingEntry| {
            Cell::text(entry.code)
        }),
        Field::new("severity", words.severity, Fixed, |entry: &FindingEntry| {
            Cell::text(severity(entry.grade, language))
        }),
    ];
    if entries.iter().any(|entry| entry.unit.is_some()) {
        let unit = |entry: &FindingEntry| match &entry.unit {
            Some(unit) => Cell::name(format!("{} ({})", unit.name, unit.code)),
            None => Cell::Empty,
        };
        fields.push(Field::new("unit", words.unit, Left, unit));
    }
    if entries.iter().any(|entry| entry.criterion.is_some()) {
        let criterion = |entry: &FindingEntry| optional(entry.criterion.as_ref());
        fields.push(Field::new("criterion", words.criterion, Fixed, criterion).droppable(1));
    }
    fields.extend([
        Field::new("place", words.place, Left, |entry: &FindingEntry| {
            Cell::text(&entry.place)
        }),
        Field::new("text", words.answer, Left, |entry: &FindingEntry| {
            optional_name(entry.quoted.as_ref())
        }),
        Field::new("message", words.message, Left, |entry: &FindingEntry| {
            Cell::text(&entry.message)
        }),
        Field::new("remedy", words.remedy, Left, |entry: &FindingEntry| {
            Cell::text(entry.remedy)
        }),
    ]);
    table(fields, entries)
}

fn flat(entries: &[FindingEntry], language: Language) -> Rows<'_> {
    use Align::Left;
    let words = labels(language);
    let unit = |entry: &FindingEntry| optional(entry.unit.as_ref().map(|unit| &unit.name));
    let unit_code = |entry: &FindingEntry| optional(entry.unit.as_ref().map(|unit| &unit.code));
    let fields: Vec<Field<FindingEntry>> = vec![
        Field::new("code", words.code, Left, |entry: &FindingEntry| {
            Cell::text(entry.code)
        }),
        Field::new("slug", words.code, Left, |entry: &FindingEntry| {
            Cell::text(entry.slug)
        }),
        Field::new("severity", words.severity, Left, |entry: &FindingEntry| {
            Cell::text(entry.severity)
        }),
        Field::new("file", words.place, Left, |entry: &FindingEntry| {
            optional(entry.file.as_ref())
        }),
        Field::new("sheet", words.place, Left, |entry: &FindingEntry| {
            optional(entry.sheet.as_ref())
        }),
        Field::new("cell", words.place, Left, |entry: &FindingEntry| {
            optional(entry.cell.as_ref())
        }),
        Field::new("line", words.place, Left, |entry: &FindingEntry| {
            whole(entry.line)
        }),
        Field::new("column", words.place, Left, |entry: &FindingEntry| {
            whole(entry.column)
        }),
        Field::new("unit_code", words.code, Left, unit_code),
        Field::new("unit", words.unit, Left, unit),
        Field::new(
            "criterion",
            words.criterion,
            Left,
            |entry: &FindingEntry| optional(entry.criterion.as_ref()),
        ),
        Field::new("text", words.answer, Left, |entry: &FindingEntry| {
            optional_name(entry.text.as_ref())
        }),
        Field::new("message", words.message, Left, |entry: &FindingEntry| {
            Cell::text(&entry.message)
        }),
        Field::new("remedy", words.remedy, Left, |entry: &FindingEntry| {
            Cell::text(entry.remedy)
        }),
    ];
    flat_rows(fields, entries)
}
