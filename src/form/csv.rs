//! The form as delimited text.

use super::{Answer, Filled, Form, Row};
use crate::text::Language;
use crate::text::safe::in_csv;

/// The headings of the table, in the order of the columns.
const HEADINGS: [[&str; 2]; 8] = [
    ["Mã", "Code"],
    ["Tiêu chí", "Criterion"],
    ["Nội dung", "Question"],
    ["Đơn vị tính", "Unit of measure"],
    ["Điểm tối đa", "Maximum"],
    ["Giá trị", "Value"],
    ["Tài liệu kiểm chứng", "Evidence"],
    ["Ghi chú", "Note"],
];

/// Which notation the file has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// Comma and decimal point.
    Plain,
    /// What Excel saves in a Vietnamese locale: semicolon, decimal comma, byte order mark.
    Excel,
}

/// What people read in the form; codes and answers are read back as they are.
fn safe(text: &str) -> String {
    in_csv(text).into_owned()
}

/// Returns the form as UTF-8 text.
pub fn write(form: &Form, flavour: Flavour) -> Vec<u8> {
    let (delimiter, language) = match flavour {
        Flavour::Plain => (b',', Language::English),
        Flavour::Excel => (b';', Language::Vietnamese),
    };
    let mut records: Vec<Vec<String>> = vec![vec![safe(&form.title)]];
    records.extend(form.notices.iter().map(|notice| vec![safe(notice)]));
    records.extend(
        form.header
            .iter()
            .map(|(label, value)| vec![(*label).to_owned(), safe(value)]),
    );
    let headings = HEADINGS.map(|[vietnamese, english]| form.language.pick(vietnamese, english));
    records.push(headings.map(str::to_owned).to_vec());
    for row in &form.rows {
        records.push(match row {
            Row::Heading {
                code,
                title,
                maximum,
                ..
            } => {
                vec![
                    String::new(),
                    code.clone(),
                    safe(title),
                    String::new(),
                    language.short_number(*maximum),
                ]
            }
            Row::Input {
                name,
                criterion,
                label,
                unit,
                maximum,
                filled:
                    Filled {
                        value,
                        evidence,
                        note,
                        ..
                    },
                ..
            } => vec![
                name.clone(),
                criterion.clone(),
                safe(label),
                safe(unit),
                maximum
                    .map(|maximum| language.short_number(maximum))
                    .unwrap_or_default(),
                match value {
                    None => String::new(),
                    Some(Answer::Text(text)) => text.clone(),
                    Some(Answer::Number(number)) => language.short_number(*number),
                },
                safe(evidence),
                safe(note),
            ],
        });
    }
    let mut text = match flavour {
        Flavour::Plain => Vec::new(),
        Flavour::Excel => "\u{feff}".as_bytes().to_vec(),
    };
    let mut writer = csv::WriterBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_writer(&mut text);
    for mut record in records {
        record.resize(HEADINGS.len(), String::new());
        // Writing to memory has no way to fail.
        let _ = writer.write_record(&record);
    }
    drop(writer);
    text
}
