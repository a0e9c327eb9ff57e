//! The form that is handed out, as whoever fills it in and signs it sees it.

use std::io::{Cursor, Read};

use calamine::{Data, Reader, Xlsx};
use chamdiem::definition::CriteriaSet;
use chamdiem::finding::{Findings, Source};
use chamdiem::form::{self, Addressee, Answer, Filled, Form};
use chamdiem::period::Period;
use chamdiem::submission;
use chamdiem::text::Language;

use crate::builder::{codes, criterion, set};

const PERIOD: Period = Period::Month(2021, 11);

/// A criterion that may not apply, and one that always does.
fn two(needs_reason: &str) -> CriteriaSet {
    let may_be = criterion("1", "10").not_applicable("exclude");
    set(vec![may_be, criterion("2", "10")])
        .scoring("not_applicable_needs_reason", needs_reason)
        .read()
}

fn form<'s>(set: &'s CriteriaSet, language: Language, answers: [(&str, &str); 2]) -> Form<'s> {
    let addressee = Addressee {
        code: "00001",
        name: "Xã Hòa Bình",
        kind: "xã",
        language,
        digest: None,
    };
    let mut answers = answers.into_iter();
    Form::addressed(set, addressee, PERIOD, |_| {
        let (value, note) = answers.next().expect("two inputs");
        Filled {
            value: Some(match value.parse() {
                Ok(number) => Answer::Number(number),
                Err(_) => Answer::Text(value.to_owned()),
            }),
            note: note.to_owned(),
            ..Filled::default()
        }
    })
}

fn book(form: &Form) -> Xlsx<Cursor<Vec<u8>>> {
    let bytes = form::write_workbook(form).expect("a form");
    Xlsx::new(Cursor::new(bytes)).expect("a workbook")
}

/// Everything the sheet to fill in says, row by row.
fn texts(form: &Form, sheet: &str) -> Vec<String> {
    let range = book(form).worksheet_range(sheet).expect("the sheet");
    let text = |value: &Data| match value {
        Data::String(text) => text.clone(),
        Data::Float(number) => number.to_string(),
        _ => String::new(),
    };
    range
        .used_cells()
        .map(|(_, _, value)| text(value))
        .collect()
}

#[test]
fn who_declares_that_something_does_not_apply_is_asked_for_the_reason() {
    let asked = "Nêu lý do ở cột “Ghi chú”";
    for (needs_reason, note, is_asked) in [
        ("true", "", true),
        ("true", "Không có trụ sở riêng", false),
        ("false", "", false),
    ] {
        let set = two(needs_reason);
        let form = form(
            &set,
            Language::Vietnamese,
            [("Không áp dụng", note), ("5", "")],
        );
        let texts = texts(&form, "Phiếu");
        let says = |text: &str| texts.iter().any(|other| other == text);
        assert_eq!(says(asked), is_asked, "{needs_reason} {note}");
        let wrong = texts
            .iter()
            .position(|text| text == "ô cần sửa")
            .expect("the count");
        let count = if is_asked { "1" } else { "0" };
        assert_eq!(texts[wrong - 1], count, "cells to correct");
    }
}

#[test]
fn below_the_table_the_unit_signs_in_both_languages() {
    let set = two("true");
    for (language, sheet, words) in [
        (
            Language::Vietnamese,
            "Phiếu",
            ["NGƯỜI LẬP PHIẾU", "THỦ TRƯỞNG ĐƠN VỊ", "(Ký tên, đóng dấu)"],
        ),
        (
            Language::English,
            "Form",
            ["PREPARED BY", "HEAD OF THE UNIT", "(Signature, seal)"],
        ),
    ] {
        let form = form(&set, language, [("4", ""), ("5", "")]);
        let texts = texts(&form, sheet);
        for word in words {
            assert!(texts.iter().any(|text| text == word), "{word}: {texts:?}");
        }
        // What people sign says nothing of their answers.
        let bytes = form::write_workbook(&form).expect("a form");
        let mut findings = Findings::new();
        submission::read(&set, &Source::new("phieu.xlsx"), &bytes, &mut findings);
        assert_eq!(codes(&findings), [""; 0]);
    }
}

#[test]
fn every_sheet_that_is_printed_fits_the_width_of_a_page() {
    let set = two("true");
    let form = form(&set, Language::Vietnamese, [("4", ""), ("5", "")]);
    let bytes = form::write_workbook(&form).expect("a form");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a workbook");
    for number in 1..=3 {
        let name = format!("xl/worksheets/sheet{number}.xml");
        let mut xml = String::new();
        let mut part = archive.by_name(&name).expect("a sheet");
        part.read_to_string(&mut xml).expect("text");
        assert!(xml.contains("<pageSetUpPr fitToPage=\"1\"/>"), "{name}");
        assert!(xml.contains("fitToHeight=\"0\""), "{name}");
        // A single column is cut off at the edge of the page instead of made to fit.
        let columns: u32 = xml
            .split("<col ")
            .skip(1)
            .map(|column| {
                let end = |key: &str| {
                    let value = column.split(&format!("{key}=\"")).nth(1);
                    let value = value.and_then(|rest| rest.split('"').next());
                    value
                        .and_then(|value| value.parse::<u32>().ok())
                        .expect("a number")
                };
                end("max") - end("min") + 1
            })
            .sum();
        assert!(columns > 1, "{name}");
    }
}

/// Returns a part of a workbook.
fn part(workbook: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).expect("a workbook");
    let mut xml = String::new();
    let mut part = archive.by_name(name).expect("a part");
    part.read_to_string(&mut xml).expect("text");
    xml
}

/// What stands between the first `before` and the `after` behind it.
fn between<'x>(xml: &'x str, before: &str, after: &str) -> &'x str {
    let rest = xml.split_once(before).expect("it stands there").1;
    rest.split_once(after).expect("it ends").0
}

/// A form that is hard to fill in wrongly: what is to be filled in is coloured and open, the rest is
/// protected, without a password for whoever has to mend it.
#[test]
fn only_what_is_to_be_filled_in_is_coloured_and_open() {
    let set = two("true");
    let addressee = Addressee {
        code: "00001",
        name: "Xã Hòa Bình",
        kind: "xã",
        language: Language::Vietnamese,
        digest: None,
    };
    let form = Form::addressed(&set, addressee, PERIOD, |_| Filled {
        previous: Some(Answer::Number("7.5".parse().expect("a number"))),
        ..Filled::default()
    });
    let workbook = form::write_workbook(&form).expect("a form");
    let sheet = part(&workbook, "xl/worksheets/sheet1.xml");
    let styles = part(&workbook, "xl/styles.xml");

    let protection = between(&sheet, "<sheetProtection", ">");
    assert!(protection.contains(r#"sheet="1""#), "{protection}");
    for key in ["password", "hashValue"] {
        assert!(!protection.contains(key), "{protection}");
    }

    let formats: Vec<&str> = between(&styles, "<cellXfs", "</cellXfs>")
        .split("<xf ")
        .skip(1)
        .collect();
    let is_open = |format: &str| format.contains(r#"locked="0""#);
    let is_coloured = |format: &str| is_open(format) && format.contains("applyFill");
    let text_format = between(&styles, "<numFmt numFmtId=\"", "\" formatCode=\"@\"");
    let cells: Vec<(&str, &str)> = sheet
        .split("<c r=\"")
        .skip(1)
        .map(|cell| {
            let at = cell.split('"').next().expect("a cell");
            let style = cell.split('>').next().expect("a tag");
            let style = style.split(" s=\"").nth(1).map_or(0, |style| {
                let number = style.split('"').next().expect("a number");
                number.parse().expect("a number")
            });
            (at, formats[style])
        })
        .collect();
    let coloured: Vec<&str> = cells
        .iter()
        .filter(|(_, format)| is_coloured(format))
        .map(|(at, _)| *at)
        .collect();
    // Answer, evidence and note of both questions.
    assert_eq!(coloured, ["E7", "J7", "K7", "E8", "J8", "K8"]);
    let format_of = |cell: &str| {
        let mut found = cells.iter().filter(|(at, _)| *at == cell);
        found.next().map(|(_, format)| *format).expect("the cell")
    };
    for code in ["D2", "L7", "L8"] {
        let as_text = format!("numFmtId=\"{text_format}\"");
        assert!(format_of(code).contains(&as_text), "{code} stays text");
        assert!(!is_open(format_of(code)), "{code} is locked");
    }
    // What was answered in the period before stands beside it.
    assert_eq!(
        between(&sheet, "<c r=\"H7\"", "</c>").split("<v>").nth(1),
        Some("7.5</v>")
    );

    assert!(sheet.contains(r#"state="frozen""#));
    let page = between(&sheet, "<pageSetup", "/>");
    assert!(page.contains(r#"paperSize="9""#) && page.contains(r#"orientation="landscape""#));
    assert!(sheet.contains("&amp;P/&amp;N"), "pages are numbered");
    let book = part(&workbook, "xl/workbook.xml");
    assert!(book.contains("_xlnm.Print_Titles"), "headings are repeated");
    let errors: Vec<&str> = sheet.split(" error=\"").skip(1).collect();
    assert!(!errors.is_empty());
    assert!(
        errors.iter().all(|error| error.starts_with("Nhập ")),
        "{errors:?}"
    );
}
