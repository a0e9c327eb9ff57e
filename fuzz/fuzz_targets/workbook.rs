//! A workbook handed in as a form, and handed back with what was found in it.
//!
//! What begins like an archive is one. Anything else is the XML of a sheet, since hardly a byte of
//! an archive can be changed that is not noticed by its checksums.
#![no_main]

use std::io::{Cursor, Write};

use chamdiem::finding::Finding;
use chamdiem::returned;
use chamdiem::submission::Limits;
use chamdiem::text::Language;
use chamdiem_fuzz::{contained, hand_in};
use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const TYPES: &str = r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>"#;
const PACKAGE: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Phiếu" sheetId="1" r:id="r1"/></sheets></workbook>"#;
const SHEETS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;

fn around(sheet: &[u8]) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in [
        ("[Content_Types].xml", TYPES.as_bytes()),
        ("_rels/.rels", PACKAGE.as_bytes()),
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", SHEETS.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet),
    ] {
        archive.start_file(name, options).expect("memory");
        archive.write_all(content).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}

fuzz_target!(|data: &[u8]| {
    contained(|| {
        let made;
        let workbook = if data.starts_with(b"PK\x03\x04") {
            data
        } else {
            made = around(data);
            &made
        };
        let findings = hand_in(workbook);
        let findings: Vec<&Finding> = findings.iter().collect();
        let limits = Limits::default();
        let back = returned::workbook(workbook, &findings, &limits, Language::Vietnamese);
        if let Ok(back) = back {
            // What goes back may come back.
            hand_in(&back);
        }
    });
});
