//! A faulty file → what goes back to whoever sent it.
//!
//! A workbook goes back as it came, with three things put in: a first sheet that lists what was
//! found with links to the cells, a comment and a colour at each cell. Nothing else of it changes:
//! values, formulas and formats stay byte for byte, and what an earlier return put in is replaced.
//! Beside a file of another format goes the list alone, as a workbook of its own.

mod list;
mod mark;
mod note;
mod package;
mod style;
mod xml;

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use crate::finding::{CellRef, Finding, Place, Problem, Severity};
use crate::submission::Limits;
use crate::submission::workbook::unreadable;
use crate::text::{self, Language, returned_words};

use list::Heading;
use package::Package;
use style::Styles;

/// A workbook without a sheet, into which a list is put that lies beside a file.
const NO_WORKBOOK: [(&str, &str); 4] = [
    (
        "[Content_Types].xml",
        concat!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">",
            "<Default Extension=\"rels\" ",
            "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>",
            "<Default Extension=\"xml\" ContentType=\"application/xml\"/>",
            "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/",
            "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>",
        ),
    ),
    (
        "_rels/.rels",
        concat!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">",
            "<Relationship Id=\"rId1\" Target=\"xl/workbook.xml\" Type=\"http://",
            "schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\"/>",
            "</Relationships>",
        ),
    ),
    (
        "xl/workbook.xml",
        concat!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
            "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">",
            "<sheets/></workbook>",
        ),
    ),
    (
        "xl/_rels/workbook.xml.rels",
        concat!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>",
        ),
    ),
];

/// Returns an xlsx or xlsm with what was found in it put in.
///
/// # Errors
///
/// What keeps the file from being marked: it is no workbook of these formats, or a damaged one. A
/// list beside it says the same.
pub fn workbook(
    bytes: &[u8],
    findings: &[&Finding],
    limits: &Limits,
    language: Language,
) -> Result<Vec<u8>, Problem> {
    let mut package = Package::open(bytes, limits)?;
    let styles = Styles::add(&mut package)?;
    for sheet in package.sheets.clone() {
        let mut at_cells: BTreeMap<CellRef, Vec<&Finding>> = BTreeMap::new();
        for &finding in findings.iter().filter(|finding| is_to_mend(finding)) {
            if let Place::Cell {
                sheet: of, cell, ..
            } = &finding.place
                && **of == *sheet.name
            {
                at_cells.entry(*cell).or_default().push(finding);
            }
        }
        if at_cells.is_empty() && !may_have_marks(&mut package, &sheet.path)? {
            continue;
        }
        let marks = at_cells.iter().map(|(cell, findings)| {
            let worst = findings.iter().map(|finding| finding.severity()).min();
            (*cell, worst.unwrap_or(Severity::Warning))
        });
        let notes = at_cells
            .iter()
            .map(|(cell, findings)| (*cell, text::note(findings, language)));
        let content = package.part(&sheet.path)?;
        let content = mark::put(content, &marks.collect(), styles)?;
        let content = note::write(&mut package, &sheet.path, content, &notes.collect())?;
        package.put(&sheet.path, content.into_bytes());
    }
    let words = returned_words(language);
    let heading = Heading {
        title: words.title,
        what_to_do: words.in_the_workbook,
    };
    list::put(&mut package, &heading, findings, styles, language)?;
    package.finish()
}

/// Returns a workbook that lists what was found in `file`.
///
/// # Errors
///
/// None that a file could cause; the archive is written in memory.
pub fn list(file: &str, findings: &[&Finding], language: Language) -> Result<Vec<u8>, Problem> {
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    let mut empty = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in NO_WORKBOOK {
        empty.start_file(name, options).map_err(unreadable)?;
        empty.write_all(content.as_bytes()).map_err(unreadable)?;
    }
    let empty = empty.finish().map_err(unreadable)?.into_inner();
    let mut package = Package::open(&empty, &Limits::default())?;
    let styles = Styles::add(&mut package)?;
    let words = returned_words(language);
    let heading = Heading {
        title: &format!("{}: {file}", words.title),
        what_to_do: words.beside,
    };
    list::put(&mut package, &heading, findings, styles, language)?;
    package.finish()
}

/// Returns whether somebody has to do something about it.
pub fn is_to_mend(finding: &Finding) -> bool {
    finding.severity() != Severity::Info
}

/// Returns whether a sheet may have what an earlier return put in.
fn may_have_marks(package: &mut Package, sheet: &str) -> Result<bool, Problem> {
    let content = package.bytes(sheet)?.unwrap_or_default();
    if memchr::memmem::find(&content, b"chamdiem").is_some() {
        return Ok(true);
    }
    let Some(comments) = package.related(sheet, "comments")? else {
        return Ok(false);
    };
    let comments = package.bytes(&comments)?.unwrap_or_default();
    Ok(memchr::memmem::find(&comments, b"chamdiem").is_some())
}
