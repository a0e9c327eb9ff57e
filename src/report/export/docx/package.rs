//! The archive a document is: its parts, always packed the same way.

use std::io::{self, Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::markup::escaped;
use super::styles::{self, HEADER};
use crate::report::Report;
use crate::report::export::heading;

const OPEN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const KIND: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Returns the bytes of the document with this main part.
pub(super) fn packed(report: &Report, document: &str) -> io::Result<Vec<u8>> {
    let parts: [(&str, String); 11] = [
        ("[Content_Types].xml", content_types()),
        ("_rels/.rels", package_relationships()),
        ("docProps/core.xml", core_properties(report)),
        ("docProps/app.xml", app_properties()),
        ("word/document.xml", document.to_owned()),
        ("word/_rels/document.xml.rels", document_relationships()),
        ("word/styles.xml", styles::styles(report.language())),
        ("word/numbering.xml", styles::numbering()),
        ("word/settings.xml", settings()),
        ("word/header1.xml", page_number()),
        ("word/header2.xml", empty_header()),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        // The same bytes at any time.
        .last_modified_time(DateTime::default());
    for (name, text) in &parts {
        archive.start_file(*name, options)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish()?.into_inner())
}

fn content_types() -> String {
    let part = |name: &str, kind: &str| {
        format!("<Override PartName=\"/{name}\" ContentType=\"{kind}+xml\"/>")
    };
    let word =
        |name: &str, kind: &str| part(&format!("word/{name}.xml"), &format!("{KIND}.{kind}"));
    let parts = [
        word("document", "document.main"),
        word("styles", "styles"),
        word("numbering", "numbering"),
        word("settings", "settings"),
        word("header1", "header"),
        word("header2", "header"),
        part(
            "docProps/core.xml",
            "application/vnd.openxmlformats-package.core-properties",
        ),
        part(
            "docProps/app.xml",
            "application/vnd.openxmlformats-officedocument.extended-properties",
        ),
    ];
    format!(
        "{OPEN}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" \
         ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{}</Types>",
        parts.concat()
    )
}

fn relationships(related: &[(&str, String, &str)]) -> String {
    let related = related.iter().map(|(id, kind, target)| {
        format!("<Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{target}\"/>")
    });
    let related: String = related.collect();
    format!("{OPEN}<Relationships xmlns=\"{PACKAGE}/relationships\">{related}</Relationships>")
}

fn package_relationships() -> String {
    let office = |kind: &str| format!("{RELATIONSHIPS}/{kind}");
    relationships(&[
        ("rIdDocument", office("officeDocument"), "word/document.xml"),
        (
            "rIdCore",
            format!("{PACKAGE}/relationships/metadata/core-properties"),
            "docProps/core.xml",
        ),
        ("rIdApp", office("extended-properties"), "docProps/app.xml"),
    ])
}

fn document_relationships() -> String {
    let office = |kind: &str| format!("{RELATIONSHIPS}/{kind}");
    relationships(&[
        ("rIdStyles", office("styles"), "styles.xml"),
        ("rIdNumbering", office("numbering"), "numbering.xml"),
        ("rIdSettings", office("settings"), "settings.xml"),
        ("rIdNumber", office("header"), "header1.xml"),
        ("rIdFirst", office("header"), "header2.xml"),
    ])
}

fn core_properties(report: &Report) -> String {
    let title = escaped(&heading(report.title()));
    let authority = report
        .letter()
        .and_then(|letter| letter.authority.as_deref());
    let creator = escaped(&heading(authority.unwrap_or("chamdiem")));
    let language = report.language().code();
    let dated = report.day().map(|(year, month, day)| {
        let day = format!("{year:04}-{month:02}-{day:02}T00:00:00Z");
        let at = |what: &str| {
            format!("<dcterms:{what} xsi:type=\"dcterms:W3CDTF\">{day}</dcterms:{what}>")
        };
        at("created") + &at("modified")
    });
    format!(
        "{OPEN}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{title}</dc:title>\
         <dc:creator>{creator}</dc:creator><dc:language>{language}</dc:language>{}\
         </cp:coreProperties>",
        dated.unwrap_or_default()
    )
}

fn app_properties() -> String {
    format!(
        "{OPEN}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">\
         <Application>chamdiem</Application></Properties>"
    )
}

/// The layout of Word 2013 and later; without it, Word lays out as in 2007 and says so in the title.
fn settings() -> String {
    format!(
        "{OPEN}<w:settings xmlns:w=\"{WORD}\"><w:zoom w:percent=\"100\"/>\
         <w:defaultTabStop w:val=\"720\"/><w:characterSpacingControl w:val=\"doNotCompress\"/><w:compat>\
         <w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" \
         w:val=\"15\"/></w:compat></w:settings>"
    )
}

/// The number of the page, in the middle of the upper margin.
fn page_number() -> String {
    format!(
        "{OPEN}<w:hdr xmlns:w=\"{WORD}\"><w:p><w:pPr><w:pStyle w:val=\"{HEADER}\"/></w:pPr>\
         <w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGE \
         </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>2</w:t></w:r>\
         <w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p></w:hdr>"
    )
}

fn empty_header() -> String {
    format!(
        "{OPEN}<w:hdr xmlns:w=\"{WORD}\"><w:p><w:pPr><w:pStyle w:val=\"{HEADER}\"/></w:pPr></w:p></w:hdr>"
    )
}
