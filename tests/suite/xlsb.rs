//! A writer of small xlsb workbooks, since no free program writes them: the records of
//! [MS-XLSB] 2.4 that a reader of cells looks at. `LibreOffice` opens what it makes.

use std::collections::BTreeMap;
use std::io::{Cursor, Write};

use chamdiem::finding::CellRef;
use chamdiem::period::Date;
use chamdiem::submission::sheet::{Content, Origin, Sheet};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A sheet to be written.
pub struct Tab<'s> {
    pub name: &'s str,
    pub is_hidden: bool,
    pub sheet: &'s Sheet,
}

/// The cell formats that are written, by their place in the list.
const GENERAL: u32 = 0;
const PERCENT: u32 = 1;
const DAY: u32 = 2;

/// Returns a workbook of these sheets, with its parts as they are or packed.
pub fn write(tabs: &[Tab], method: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(method);
    for (name, content) in parts(tabs) {
        writer.start_file(name, options).expect("a part begins");
        writer.write_all(&content).expect("a part is written");
    }
    writer.finish().expect("an archive ends").into_inner()
}

fn parts(tabs: &[Tab]) -> Vec<(String, Vec<u8>)> {
    let mut texts = Vec::new();
    let sheets: Vec<Vec<u8>> = tabs
        .iter()
        .map(|tab| sheet(tab.sheet, &mut texts))
        .collect();
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), content_types(tabs.len())),
        (
            "_rels/.rels".to_owned(),
            relationships(&[("officeDocument", "xl/workbook.bin".to_owned())]),
        ),
        ("xl/workbook.bin".to_owned(), workbook(tabs)),
    ];
    let mut targets: Vec<(&str, String)> = (1..=tabs.len())
        .map(|number| ("worksheet", format!("worksheets/sheet{number}.bin")))
        .collect();
    targets.push(("styles", "styles.bin".to_owned()));
    targets.push(("sharedStrings", "sharedStrings.bin".to_owned()));
    parts.push((
        "xl/_rels/workbook.bin.rels".to_owned(),
        relationships(&targets),
    ));
    parts.push(("xl/styles.bin".to_owned(), styles()));
    parts.push(("xl/sharedStrings.bin".to_owned(), shared_strings(&texts)));
    for (number, sheet) in (1..).zip(sheets) {
        parts.push((format!("xl/worksheets/sheet{number}.bin"), sheet));
    }
    parts
}

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#;

fn content_types(sheets: usize) -> Vec<u8> {
    let office = "application/vnd.ms-excel";
    let part = |name: &str, kind: &str| {
        format!(r#"<Override PartName="/xl/{name}.bin" ContentType="{office}.{kind}"/>"#)
    };
    let mut types = part("workbook", "sheet.binary.macroEnabled.main");
    types += &part("styles", "styles");
    types += &part("sharedStrings", "sharedStrings");
    for number in 1..=sheets {
        types += &part(&format!("worksheets/sheet{number}"), "worksheet");
    }
    let rels = r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#;
    let space = "http://schemas.openxmlformats.org/package/2006/content-types";
    format!(r#"{HEAD}<Types xmlns="{space}">{rels}{types}</Types>"#).into_bytes()
}

fn relationships(targets: &[(&str, String)]) -> Vec<u8> {
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let space = "http://schemas.openxmlformats.org/package/2006/relationships";
    let entries: Vec<String> = (1..)
        .zip(targets)
        .map(|(number, (kind, target))| {
            format!(r#"<Relationship Id="rId{number}" Type="{office}/{kind}" Target="{target}"/>"#)
        })
        .collect();
    format!(
        r#"{HEAD}<Relationships xmlns="{space}">{}</Relationships>"#,
        entries.concat()
    )
    .into_bytes()
}

/// A stream of records.
#[derive(Default)]
struct Records(Vec<u8>);

impl Records {
    fn add(&mut self, kind: u16, data: &[u8]) {
        self.number(kind.into());
        self.number(u32::try_from(data.len()).expect("a short record"));
        self.0.extend(data);
    }

    /// In groups of seven bits, the lowest first.
    fn number(&mut self, mut number: u32) {
        loop {
            let group = u8::try_from(number & 0x7f).expect("seven bits");
            number >>= 7;
            self.0.push(if number == 0 { group } else { group | 0x80 });
            if number == 0 {
                break;
            }
        }
    }
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = u32::try_from(units.len()).expect("a short text");
    let letters = units.into_iter().flat_map(u16::to_le_bytes);
    length.to_le_bytes().into_iter().chain(letters).collect()
}

fn longs(numbers: &[u32]) -> Vec<u8> {
    numbers
        .iter()
        .flat_map(|number| number.to_le_bytes())
        .collect()
}

fn workbook(tabs: &[Tab]) -> Vec<u8> {
    let mut records = Records::default();
    records.add(0x0083, &[]);
    records.add(0x008f, &[]);
    for (number, tab) in (1..).zip(tabs) {
        let mut data = longs(&[tab.is_hidden.into(), number]);
        data.extend(wide(&format!("rId{number}")));
        data.extend(wide(tab.name));
        records.add(0x009c, &data);
    }
    records.add(0x0090, &[]);
    records.add(0x0084, &[]);
    records.0
}

fn styles() -> Vec<u8> {
    let mut records = Records::default();
    records.add(0x0116, &[]);
    records.add(0x0267, &longs(&[2]));
    for (id, code) in [(164_u16, "0.0%"), (165, "yyyy-mm-dd")] {
        let mut data = id.to_le_bytes().to_vec();
        data.extend(wide(code));
        records.add(0x002c, &data);
    }
    records.add(0x0268, &[]);
    // The formats of named styles, of which there is one, and those of cells.
    let format = |parent: u16, id: u16| {
        let mut data: Vec<u8> = [parent, id]
            .into_iter()
            .flat_map(u16::to_le_bytes)
            .collect();
        data.resize(16, 0);
        data
    };
    records.add(0x0272, &longs(&[1]));
    records.add(0x002f, &format(0xffff, 0));
    records.add(0x0273, &[]);
    records.add(0x0269, &longs(&[3]));
    for id in [0, 164, 165] {
        records.add(0x002f, &format(0, id));
    }
    records.add(0x026a, &[]);
    records.add(0x0117, &[]);
    records.0
}

fn shared_strings(texts: &[String]) -> Vec<u8> {
    let mut records = Records::default();
    let count = u32::try_from(texts.len()).expect("few texts");
    records.add(0x009f, &longs(&[count, count]));
    for text in texts {
        let mut data = vec![0];
        data.extend(wide(text));
        records.add(0x0013, &data);
    }
    records.add(0x00a0, &[]);
    records.0
}

fn sheet(sheet: &Sheet, texts: &mut Vec<String>) -> Vec<u8> {
    let mut records = Records::default();
    records.add(0x0081, &[]);
    records.add(0x0094, &longs(&[0, 0, 0, 0]));
    if !sheet.hidden_columns().is_empty() {
        records.add(0x0186, &[]);
        for &(first, last) in sheet.hidden_columns() {
            let mut data = longs(&[first, last, 0, 0]);
            data.extend([1, 0]);
            records.add(0x003c, &data);
        }
        records.add(0x0187, &[]);
    }
    records.add(0x0091, &[]);
    for row in sheet.rows() {
        let is_hidden = sheet
            .hidden_rows()
            .iter()
            .any(|&(first, last)| (first..=last).contains(&row.index()));
        let mut data = longs(&[row.index(), 0]);
        data.extend([0x2c, 0x01, 0, if is_hidden { 0x10 } else { 0 }, 0]);
        data.extend(longs(&[0]));
        records.add(0x0000, &data);
        let mut cells: BTreeMap<u32, (u16, u32, Vec<u8>)> = BTreeMap::new();
        // A formula that gives an empty text has nothing in it.
        let of_row = |at: &CellRef| at.row() == row.index();
        for at in sheet.computed().filter(of_row) {
            cells.insert(at.column(), formula_record(Content::Text(""), texts));
        }
        for cell in row.cells() {
            let record = match sheet.origin(cell.at) {
                Origin::Computed(_) => formula_record(cell.content, texts),
                Origin::Typed | Origin::Unknown => cell_record(cell.content, texts),
            };
            cells.insert(cell.at.column(), record);
        }
        for (column, (kind, format, value)) in cells {
            let mut data = longs(&[column, format]);
            data.extend(value);
            records.add(kind, &data);
        }
    }
    records.add(0x0092, &[]);
    records.add(0x0082, &[]);
    records.0
}

/// Returns the number of a cell's record, its format, and its value.
fn cell_record(content: Content, texts: &mut Vec<String>) -> (u16, u32, Vec<u8>) {
    let double = |text: &str| {
        let value: f64 = text.parse().expect("a number");
        value.to_le_bytes().to_vec()
    };
    match content {
        Content::Text(text) => {
            texts.push(text.to_owned());
            let index = u32::try_from(texts.len() - 1).expect("few texts");
            (0x0007, GENERAL, longs(&[index]))
        }
        Content::Number { value, percent } => {
            let format = if percent { PERCENT } else { GENERAL };
            (0x0005, format, double(&value.to_string()))
        }
        Content::Logical(value) => (0x0004, GENERAL, vec![value.into()]),
        Content::Date(date) => (0x0005, DAY, double(&serial(date).to_string())),
        Content::Error(text) => {
            let errors = [("#DIV/0!", 0x07), ("#N/A", 0x2a)];
            let (_, code) = errors
                .iter()
                .find(|(name, _)| *name == text)
                .expect("an error that is known here");
            // The error of a formula without tokens.
            let mut data = vec![*code];
            data.extend([0; 10]);
            (0x000b, GENERAL, data)
        }
        Content::UncalculatedFormula => {
            let mut data = longs(&[0]);
            data.extend([0; 10]);
            (0x0008, GENERAL, data)
        }
    }
}

/// Returns the same for a cell with a formula, without the tokens of what it computes.
fn formula_record(content: Content, texts: &mut Vec<String>) -> (u16, u32, Vec<u8>) {
    let (kind, format, mut data) = match content {
        Content::Text(text) => (0x0008, GENERAL, wide(text)),
        Content::Number { .. } | Content::Date(_) => {
            let (_, format, value) = cell_record(content, texts);
            (0x0009, format, value)
        }
        Content::Logical(value) => (0x000a, GENERAL, vec![value.into()]),
        Content::Error(_) | Content::UncalculatedFormula => return cell_record(content, texts),
    };
    data.extend([0; 10]);
    (kind, format, data)
}

/// The day as a spreadsheet counts it.
fn serial(date: Date) -> i64 {
    let (year, month, day) = date.parts();
    // The calendar begins anew with March, so that leap days come last.
    let (year, month) = match month {
        1 | 2 => (i64::from(year) - 1, i64::from(month) + 9),
        _ => (i64::from(year), i64::from(month) - 3),
    };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5;
    // 30 December 1899, counted the same way.
    days + i64::from(day) - 1 - 693_899
}
