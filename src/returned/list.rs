//! The first sheet: everything that was found in the file, each with a link to its place.

use std::fmt::Write as _;

use quick_xml::escape::escape;

use super::package::Package;
use super::style::Styles;
use super::xml::{Edit, Part};
use crate::finding::{CellRef, Finding, Place, Problem, Severity};
use crate::submission::workbook::unreadable;
use crate::text::safe::{cut, printable};
use crate::text::{self, Language, returned_words};

const CONTENT_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
/// Letters of what a cell shows of somebody's text, and of a sentence about it.
const LONGEST_QUOTE: usize = 200;
const LONGEST_SENTENCE: usize = 1_000;
/// How wide the columns are, in letters.
const WIDTHS: [usize; 7] = [10, 24, 9, 24, 50, 56, 8];

/// What stands above the list.
pub(super) struct Heading<'h> {
    pub(super) title: &'h str,
    pub(super) what_to_do: &'h str,
}

/// Puts the list in front of a workbook's sheets, or in the place of an earlier one.
pub(super) fn put(
    package: &mut Package,
    heading: &Heading,
    findings: &[&Finding],
    styles: Styles,
    language: Language,
) -> Result<(), Problem> {
    let workbook = package.part(&package.workbook.clone())?;
    let namespace = workbook.namespace();
    let sheet = sheet(heading, findings, styles, &namespace, language).into_bytes();
    let is_ours = |name: &str| {
        let languages = [Language::Vietnamese, Language::English];
        languages
            .iter()
            .any(|language| returned_words(*language).sheet == name)
    };
    let earlier = package.sheets.iter().find(|sheet| is_ours(&sheet.name));
    if let Some(path) = earlier.map(|sheet| sheet.path.clone()) {
        package.put(&path, sheet);
        return Ok(());
    }
    let path = package.free_name("xl/worksheets/chamdiem", ".xml");
    package.put(&path, sheet);
    package.declare(&path, CONTENT_TYPE)?;
    let own = package.workbook.clone();
    let id = package.relate(&own, &path, "worksheet")?;
    deselect(package)?;
    let name = returned_words(language).sheet;
    let relationships = package.namespace_of_relationships();
    let workbook = with_sheet(workbook, name, &id, relationships)?;
    package.put(&own, workbook.into_bytes());
    Ok(())
}

/// Returns the workbook with one more sheet, the first and the one that is shown.
fn with_sheet(workbook: Part, name: &str, id: &str, namespace: &str) -> Result<Part, Problem> {
    let prefix = workbook.prefix().to_owned();
    let root = workbook.root();
    let sheets = root
        .child("sheets")
        .ok_or_else(|| unreadable("no sheets"))?;
    let numbers = sheets
        .children
        .iter()
        .filter_map(|sheet| workbook.attribute(sheet, "sheetId")?.parse::<u32>().ok());
    let number = numbers.max().unwrap_or(0).saturating_add(1);
    let addition = format!(
        "<{prefix}sheet xmlns:r=\"{namespace}\" name=\"{}\" sheetId=\"{number}\" r:id=\"{id}\"/>",
        escape(name)
    );
    let mut edits: Vec<Edit> = vec![workbook.prepended(sheets, &addition)];
    // Names of one sheet only are given by its position, which is one further now.
    let names = root.child("definedNames").into_iter();
    for defined in names.flat_map(|names| &names.children) {
        let position = workbook.attribute(defined, "localSheetId");
        if let Some(position) = position.and_then(|position| position.parse::<u32>().ok()) {
            let next = position.saturating_add(1).to_string();
            edits.extend(workbook.with_attribute(defined, "localSheetId", &next));
        }
    }
    let views = root.child("bookViews").into_iter();
    for view in views.flat_map(|views| &views.children) {
        for position in ["activeTab", "firstSheet"] {
            edits.extend(workbook.with_attribute(view, position, "0"));
        }
    }
    workbook.edited(edits)
}

/// Takes the selection from all sheets: two that are selected are written in at once.
fn deselect(package: &mut Package) -> Result<(), Problem> {
    let paths: Vec<String> = package
        .sheets
        .iter()
        .map(|sheet| sheet.path.clone())
        .collect();
    for path in paths {
        let Some(bytes) = package.bytes(&path)? else {
            continue;
        };
        if memchr::memmem::find(&bytes, b"tabSelected").is_none() {
            continue;
        }
        let sheet = Part::parse(bytes)?;
        let views = sheet.root().child("sheetViews").into_iter();
        let edits: Vec<Edit> = views
            .flat_map(|views| &views.children)
            .filter_map(|view| sheet.with_attribute(view, "tabSelected", "0"))
            .collect();
        package.put(&path, sheet.edited(edits)?.into_bytes());
    }
    Ok(())
}

fn sheet(
    heading: &Heading,
    findings: &[&Finding],
    styles: Styles,
    namespace: &str,
    language: Language,
) -> String {
    let words = returned_words(language);
    let mut rows = Rows::default();
    rows.push_across((heading.title, styles.title));
    rows.push_across((heading.what_to_do, styles.paragraph));
    rows.push(&[]);
    let headings = [
        words.severity,
        words.place,
        words.criterion,
        words.quoted,
        words.message,
        words.remedy,
        words.code,
    ];
    rows.push(&headings.map(|heading| (heading, styles.heading)));
    let mut links = String::new();
    for finding in findings {
        let severity = finding.severity();
        let color = match severity {
            Severity::Error => styles.error_cell,
            Severity::Warning => styles.warning_cell,
            Severity::Info => styles.text,
        };
        let place = text::place_in_file(&finding.place, language);
        let quoted = text::quoted(finding, language).unwrap_or_default();
        let sentence = text::finding(finding, language);
        let code = finding.code();
        let target = target(&finding.place);
        rows.push(&[
            (text::severity(severity, language), color),
            (
                &place,
                if target.is_some() {
                    styles.link
                } else {
                    styles.text
                },
            ),
            (
                finding.criterion.as_deref().unwrap_or_default(),
                styles.text,
            ),
            (&cut(&quoted, LONGEST_QUOTE), styles.text),
            (&cut(&sentence, LONGEST_SENTENCE), styles.text),
            (text::entry(code, language).remedy, styles.text),
            (code.as_str(), styles.text),
        ]);
        if let Some(target) = target {
            let row = rows.count;
            let _ = write!(
                links,
                "<hyperlink ref=\"B{row}\" location=\"{}\"/>",
                escape(target)
            );
        }
    }
    if !links.is_empty() {
        links = format!("<hyperlinks>{links}</hyperlinks>");
    }
    let mut widths = String::new();
    for (column, width) in (1..).zip(WIDTHS) {
        let _ = write!(
            widths,
            "<col min=\"{column}\" max=\"{column}\" width=\"{width}\" customWidth=\"1\"/>"
        );
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <worksheet xmlns=\"{namespace}\"><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>\
         <sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\"><pane ySplit=\"4\" \
         topLeftCell=\"A5\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>\
         <cols>{widths}</cols><sheetData>{}</sheetData><mergeCells count=\"1\">\
         <mergeCell ref=\"A2:G2\"/></mergeCells>{links}<pageSetup paperSize=\"9\" \
         orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>",
        rows.text
    )
}

/// Returns what a link to a place in the workbook leads to.
fn target(place: &Place) -> Option<String> {
    let (sheet, cell) = match place {
        Place::Sheet { sheet, .. } => (sheet, CellRef::from_absolute(0, 0)),
        Place::Cell { sheet, cell, .. } => (sheet, *cell),
        Place::Run | Place::File(_) | Place::Field { .. } | Place::Text { .. } => return None,
    };
    Some(format!("'{}'!{cell}", sheet.replace('\'', "''")))
}

/// Rows of texts, as a sheet has them.
#[derive(Default)]
struct Rows {
    text: String,
    count: usize,
}

impl Rows {
    /// Adds a row of texts, each with its style, as high as its longest text needs: not every
    /// program looks for itself.
    fn push(&mut self, cells: &[(&str, usize)]) {
        let lines = cells.iter().zip(WIDTHS).map(|((text, _), width)| {
            // A line breaks between words, so that it holds a little less than its width.
            text.chars().count().div_ceil(width - width / 10)
        });
        self.push_with(lines.max().unwrap_or(1), cells);
    }

    /// Adds a row whose one text goes over all columns.
    fn push_across(&mut self, cell: (&str, usize)) {
        let width: usize = WIDTHS.iter().sum();
        let lines = cell.0.chars().count().div_ceil(width - width / 10);
        self.push_with(lines, &[cell]);
    }

    fn push_with(&mut self, lines: usize, cells: &[(&str, usize)]) {
        self.count += 1;
        let row = self.count;
        let height = 15 * lines.clamp(1, 25);
        let text = &mut self.text;
        let _ = write!(text, "<row r=\"{row}\" ht=\"{height}\" customHeight=\"1\">");
        for (column, (content, style)) in ('A'..).zip(cells) {
            let _ = write!(
                text,
                "<c r=\"{column}{row}\" s=\"{style}\" t=\"inlineStr\"><is>\
                 <t xml:space=\"preserve\">{}</t></is></c>",
                escape(printable(content))
            );
        }
        text.push_str("</row>");
    }
}
