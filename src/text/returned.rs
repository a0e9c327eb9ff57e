//! Words of what is handed back: the list of what to mend, and the notes at the cells.

use super::{Language, entry, finding, severity};
use crate::finding::{Finding, Place};

/// The words of one language; a field added here is asked for in both.
#[derive(Debug)]
#[expect(missing_docs, reason = "each field is named after what it labels")]
pub struct ReturnedWords {
    /// The name of the list's tab; a workbook of any language may come back.
    pub sheet: &'static str,
    pub title: &'static str,
    /// What to do, where the list is in the workbook itself.
    pub in_the_workbook: &'static str,
    /// What to do, where it lies beside a file.
    pub beside: &'static str,
    pub severity: &'static str,
    pub place: &'static str,
    pub criterion: &'static str,
    pub quoted: &'static str,
    pub message: &'static str,
    pub remedy: &'static str,
    pub code: &'static str,
    /// What the list beside a file is called after it.
    pub file_suffix: &'static str,
}

static VIETNAMESE: ReturnedWords = ReturnedWords {
    sheet: "Cần sửa (chamdiem)",
    title: "Những chỗ cần sửa",
    in_the_workbook: "Bấm vào cột “Chỗ” để đến đúng ô; các ô này được tô màu và có ghi chú. Sửa xong, lưu lại và nộp lại chính tệp này; không cần xóa trang này hay các ghi chú.",
    beside: "Mở tệp nêu trên, sửa từng chỗ dưới đây, lưu lại và nộp lại tệp đó.",
    severity: "Mức",
    place: "Chỗ",
    criterion: "Tiêu chí",
    quoted: "Đang ghi",
    message: "Vấn đề",
    remedy: "Cách sửa",
    code: "Mã",
    file_suffix: "can-sua",
};

static ENGLISH: ReturnedWords = ReturnedWords {
    sheet: "To mend (chamdiem)",
    title: "What has to be mended",
    in_the_workbook: "Click in the column “Place” to get to the cell; these cells are coloured and have a note. When everything is mended, save and hand in this same file; neither this sheet nor the notes need to be deleted.",
    beside: "Open the file named above, mend each place below, save it and hand it in again.",
    severity: "Severity",
    place: "Place",
    criterion: "Criterion",
    quoted: "What is there",
    message: "What is wrong",
    remedy: "How to mend it",
    code: "Code",
    file_suffix: "to-mend",
};

/// Returns the words of a language.
pub const fn returned_words(language: Language) -> &'static ReturnedWords {
    match language {
        Language::Vietnamese => &VIETNAMESE,
        Language::English => &ENGLISH,
    }
}

/// Returns a place as it is called within its file.
pub fn place_in_file(place: &Place, language: Language) -> String {
    match (place, language) {
        (Place::Run | Place::File(_), Language::Vietnamese) => "Cả tệp".to_owned(),
        (Place::Run | Place::File(_), Language::English) => "The whole file".to_owned(),
        (Place::Sheet { sheet, .. }, Language::Vietnamese) => format!("Trang “{sheet}”"),
        (Place::Sheet { sheet, .. }, Language::English) => format!("Sheet “{sheet}”"),
        (Place::Cell { sheet, cell, .. }, Language::Vietnamese) => {
            format!("Ô {cell}, trang “{sheet}”")
        }
        (Place::Cell { sheet, cell, .. }, Language::English) => {
            format!("Cell {cell}, sheet “{sheet}”")
        }
        (Place::Field { cell, .. }, Language::Vietnamese) => {
            format!("Dòng {}, cột {}", cell.row_number(), cell.column_letters())
        }
        (Place::Field { cell, .. }, Language::English) => {
            format!(
                "Row {}, column {}",
                cell.row_number(),
                cell.column_letters()
            )
        }
        (Place::Text { position, .. }, Language::Vietnamese) => {
            format!("Dòng {}, ký tự {}", position.line, position.column)
        }
        (Place::Text { position, .. }, Language::English) => {
            format!("Line {}, character {}", position.line, position.column)
        }
    }
}

/// Returns the note at a cell: what was found there, and what to do.
pub fn note(findings: &[&Finding], language: Language) -> String {
    let notes: Vec<String> = findings
        .iter()
        .map(|found| {
            let code = found.code();
            let name = severity(found.severity(), language);
            let name = capitalized(name);
            let remedy = entry(code, language).remedy;
            let help = language.pick("Cách sửa", "How to mend it");
            let said = finding(found, language);
            let stop = if said.ends_with(['?', '.', '…']) {
                ""
            } else {
                "."
            };
            format!("{name} {}: {said}{stop}\n{help}: {remedy}", code.as_str())
        })
        .collect();
    notes.join("\n\n")
}

fn capitalized(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
