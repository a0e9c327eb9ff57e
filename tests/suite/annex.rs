//! Criteria sets as workbooks: what comes back, what a bare table becomes, and what is said of
//! cells that cannot be understood.

use std::fs;
use std::path::Path;

use chamdiem::annex::{self, AnnexError, Imported};
use chamdiem::finding::{CellRef, Findings, Place, Source};
use rust_xlsxwriter::{Format, Formula, Workbook};
use serde_json::Value;

use crate::builder;

const SHIPPED: [&str; 10] = [
    "criteria/minh-hoa-cqdt-cap-xa",
    "criteria/tayninh-dti-xa-2025",
    "samples/findings",
    "samples/first-steps",
    "samples/indices/council-climate-2021",
    "samples/indices/egdi-2018",
    "samples/indices/gii-2021",
    "samples/indices/hdi-2021",
    "samples/indices/spbe-2018",
    "samples/tai-lieu-kiem-chung",
];

fn text_of(folder: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(root.join(folder).join("criteria-set.json")).expect("a shipped set")
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

/// Reads a workbook; the findings as code and place.
fn read(bytes: &[u8]) -> (Option<Imported>, Vec<String>) {
    let mut findings = Findings::new();
    let imported = annex::read(&Source::new("phu-luc.xlsx"), bytes, None, &mut findings);
    let told = |finding: &chamdiem::finding::Finding| {
        let cell = finding.place.cell().map(|cell| format!(" {cell}"));
        format!("{}{}", finding.code().as_str(), cell.unwrap_or_default())
    };
    (imported, findings.sorted().iter().map(told).collect())
}

/// What a cell of a drawn table holds.
enum Cell {
    Text(&'static str),
    Number(f64),
    Formula(&'static str),
}

use Cell::{Formula as F, Number as N, Text as T};

/// Writes a sheet of these rows, the first of them in row `first`, from column `left` on.
fn table(first: u32, left: u16, rows: &[&[Cell]]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (first..).zip(rows) {
        for (column, cell) in (left..).zip(*cells) {
            match cell {
                T("") => continue,
                T(text) => sheet.write_string(row, column, *text),
                N(number) => sheet.write_number(row, column, *number),
                F(formula) => sheet.write_formula(row, column, Formula::new(*formula)),
            }
            .expect("a cell");
        }
    }
    workbook.save_to_buffer().expect("a workbook")
}

#[test]
fn the_shipped_sets_come_back_as_they_are() {
    for folder in SHIPPED {
        let text = text_of(folder);
        let workbook = annex::write(&text).expect(folder);
        assert!(
            workbook == annex::write(&text).expect(folder),
            "{folder}: the same bytes"
        );
        let (imported, mut found) = read(&workbook);
        let imported = imported.expect(folder);
        // Some have 2.1 and 2.10, as their decisions have.
        found.retain(|found| !found.starts_with("D051"));
        assert_eq!(found, Vec::<String>::new(), "{folder}");
        assert_eq!(value(&imported.text), value(&text), "{folder}");
        assert!(imported.set.is_some(), "{folder}");
    }
}

#[test]
fn a_bare_table_becomes_a_set_with_points_awarded_by_hand() {
    let bytes = table(
        3,
        1,
        &[
            &[T("Bộ tiêu chí đánh giá chuyển đổi số cấp xã")],
            &[T("(Kèm theo Quyết định số 12/QĐ-UBND ngày 01/02/2026)")],
            &[],
            &[
                T("TT"),
                T("NỘI DUNG\nTIÊU CHÍ"),
                T("Điểm chuẩn"),
                T("Ghi chú"),
            ],
            &[T("(1)"), T("(2)"), T("(3)"), T("(4)")],
            &[T("I"), T("Hạ tầng số")],
            &[N(1.0), T("Máy tính"), N(10.5)],
            &[T(""), T("- Đạt 100%: 10,5 điểm")],
            &[N(2.0), T("Mạng"), T(""), T("Xem phụ lục 2")],
            &[N(2.1), T("Mạng\n nội bộ"), T("5,5 điểm")],
            &[N(2.2), T("Internet"), N(4.0)],
            &[T("II"), T("Nhân lực số"), N(20.0)],
            &[N(1.0), T("Cán bộ"), N(20.0)],
            &[T(""), T("Tổng cộng"), N(40.0)],
            &[],
            &[T("Nơi nhận: như trên")],
        ],
    );
    let (imported, found) = read(&bytes);
    let imported = imported.expect("a set");
    assert_eq!(found, ["D038 C7", "D040 B10"]);
    let set = value(&imported.text);
    assert_eq!(
        set["title"]["vi"],
        "Bộ tiêu chí đánh giá chuyển đổi số cấp xã"
    );
    assert_eq!(set["document"]["number"], "12/QĐ-UBND");
    assert_eq!(set["id"], "phu-luc");
    assert_eq!(set["maximum"], 40);
    let shown: Vec<String> = imported
        .set
        .expect("a set without errors")
        .nodes
        .iter()
        .map(|node| {
            let kind = node.criterion().map_or("", |criterion| criterion.rule);
            let maximum = node.maximum.to_decimal().expect("a decimal");
            format!(
                "{}{} {} {kind}",
                "  ".repeat(node.depth),
                node.code,
                maximum.normalize()
            )
        })
        .collect();
    assert_eq!(
        shown,
        [
            " 40 ",
            "  I 20 ",
            "    I.2 9.5 ",
            "      I.2.1 5.5 manual",
            "      I.2.2 4 manual",
            "    I.1 10.5 manual",
            "  II 20 ",
            "    II.1 20 manual",
        ]
    );
    let machine = &set["groups"][0]["criteria"][0];
    assert_eq!(machine["remark"], "- Đạt 100%: 10,5 điểm");
    assert_eq!(
        set["groups"][0]["groups"][0]["criteria"][0]["title"]["vi"],
        "Mạng nội bộ"
    );
    assert_eq!(set["groups"][0]["groups"][0]["remark"], "Xem phụ lục 2");
}

#[test]
fn a_code_that_became_a_number_is_told_where_it_may_be_two() {
    let heading: &[Cell] = &[T("STT"), T("Tiêu chí"), T("Điểm tối đa")];
    let nine = table(
        0,
        0,
        &[
            heading,
            &[T("4.9"), T("a"), N(1.0)],
            &[N(4.1), T("b"), N(1.0)],
        ],
    );
    assert_eq!(read(&nine).1, ["D038 B1", "S016 A3"]);
    assert!(read(&nine).0.is_none());
    let one = table(
        0,
        0,
        &[
            heading,
            &[N(4.1), T("a"), N(1.0)],
            &[N(4.2), T("b"), N(1.0)],
        ],
    );
    assert_eq!(read(&one).1, ["D038 B1"]);
}

#[test]
fn cells_that_cannot_be_understood_are_all_told_with_their_places() {
    let bytes = table(
        0,
        0,
        &[
            &[T("STT"), T("Tiêu chí"), T("Điểm tối đa")],
            &[T("1"), T("a"), T("mười")],
            &[T("2"), T("b"), T("1.234")],
            &[T("3"), T("c")],
            &[T("3"), T("d"), N(1.0)],
            &[T("4"), T(""), N(1.0)],
            &[T("5"), T("e"), F("=1/0")],
        ],
    );
    let (imported, found) = read(&bytes);
    assert!(imported.is_none());
    for expected in ["V001 C2", "V002 C3", "V001 C4", "D015 A5"] {
        assert!(
            found.contains(&expected.to_owned()),
            "{expected}: {found:?}"
        );
    }
}

/// Writes a shipped set as a workbook with one cell changed, by the text that stood in it.
fn changed(folder: &str, from: &str, to: &str) -> Vec<u8> {
    let workbook = annex::write(&text_of(folder)).expect(folder);
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).expect("an archive");
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let mut changes = 0;
    for index in 0..archive.len() {
        use std::io::{Read, Write};
        let mut part = archive.by_index(index).expect("a part");
        let mut content = String::new();
        part.read_to_string(&mut content).expect("XML");
        changes += content.matches(from).count();
        let options = zip::write::SimpleFileOptions::default();
        writer
            .start_file(part.name().expect("a name").into_owned(), options)
            .expect("a part");
        writer
            .write_all(content.replace(from, to).as_bytes())
            .expect("a part");
    }
    assert_eq!(changes, 1, "{from}");
    writer.finish().expect("an archive").into_inner()
}

#[test]
fn a_mistake_of_meaning_is_told_with_its_cell() {
    let escaped = |json: &str| json.replace('"', "&quot;");
    let is_there = |text: &str| {
        let workbook = annex::write(&text_of("samples/first-steps")).expect("a workbook");
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(workbook)).expect("an archive");
        let mut part = archive.by_name("xl/sharedStrings.xml").expect("texts");
        let mut content = String::new();
        std::io::Read::read_to_string(&mut part, &mut content).expect("XML");
        content.contains(text)
    };
    // Whichever way the library writes quotation marks.
    let write = |json: &str| {
        if is_there(&escaped("\"")) {
            escaped(json)
        } else {
            json.to_owned()
        }
    };
    let from = write(r#"{"numerator":"may_lan","denominator":"may_tinh"}"#);
    for (to, expected) in [
        (
            write(r#"{"numerator":"may_lan","denominator":"may_tin"}"#),
            "D008 I7",
        ),
        (
            write(r#"{"numerator":"may_lan","denominator":"may_tinh""#),
            "D001 I7",
        ),
        (write(r#"["may_lan"]"#), "D004 I7"),
    ] {
        let (_, found) = read(&changed("samples/first-steps", &from, &to));
        assert!(found.contains(&expected.to_owned()), "{to}: {found:?}");
    }
}

#[test]
fn a_word_that_cannot_be_chosen_is_told_with_those_that_can() {
    let (imported, found) = read(&changed("samples/first-steps", "<t>nhóm</t>", "<t>mục</t>"));
    // The list of words has it as well.
    assert!(imported.is_none());
    assert!(
        found.iter().any(|found| found.starts_with("D006")),
        "{found:?}"
    );
}

#[test]
fn a_text_too_long_for_a_cell_names_its_row() {
    let long = "a".repeat(32_768);
    let text = builder::set(vec![builder::criterion("4.10", "5")]).text();
    let mut set = value(&text);
    set["criteria"][0]["remark"] = Value::String(long);
    match annex::write(&set.to_string()) {
        Err(AnnexError::TooLong {
            row,
            column,
            letters,
            ..
        }) => {
            assert_eq!((row.as_str(), column, letters), ("4.10", "Ghi chú", 32_768));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn whatever_is_no_annex_is_refused_with_its_reason() {
    for (bytes, expected) in [
        (&b""[..], "S001"),
        (b"STT,Ti\xc3\xaau ch\xc3\xad\n1,a\n", "S002"),
        (b"PK\x03\x04 and no more", "S001"),
        (b"\xd0\xcf\x11\xe0 old", "S002"),
        (b"<html>", "S002"),
    ] {
        assert_eq!(read(bytes).1, [expected]);
    }
    let empty = table(0, 0, &[]);
    assert_eq!(read(&empty).1, ["D037"]);
    let hostile = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile");
    for entry in fs::read_dir(hostile).expect("tests/hostile can be listed") {
        let path = entry.expect("an entry").path();
        let (imported, found) = read(&fs::read(&path).expect("a file"));
        assert!(
            imported.is_none() && !found.is_empty(),
            "{}",
            path.display()
        );
    }
}

#[test]
fn deep_and_long_tables_do_no_harm() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let text = Format::new().set_num_format("@");
    for (column, heading) in ["STT", "Tiêu chí", "Điểm tối đa"].into_iter().enumerate() {
        let column = u16::try_from(column).expect("a column");
        sheet.write_string(0, column, heading).expect("a cell");
    }
    let mut code = "1".to_owned();
    for row in 1..400 {
        sheet
            .write_string_with_format(row, 0, &code, &text)
            .expect("a cell");
        sheet.write_string(row, 1, "a").expect("a cell");
        sheet.write_number(row, 2, 1).expect("a cell");
        code.push_str(".1");
    }
    let bytes = workbook.save_to_buffer().expect("a workbook");
    let (imported, _) = read(&bytes);
    assert!(imported.is_some_and(|imported| imported.set.is_none()));
    let path = "a.".repeat(5000) + "a";
    let long = annex::write(&text_of("samples/first-steps")).expect("a workbook");
    assert!(read(&long).0.is_some());
    let (imported, found) = read(&changed(
        "samples/first-steps",
        "<t>scoring.counted</t>",
        &format!("<t>{path}</t>"),
    ));
    assert!(imported.is_none(), "{found:?}");
}

#[test]
fn a_place_is_a_cell_of_a_sheet() {
    let heading: &[Cell] = &[T("STT"), T("Tiêu chí"), T("Điểm tối đa")];
    let bytes = table(0, 0, &[heading, &[T("1"), T("a"), T("mười")]]);
    let mut findings = Findings::new();
    annex::read(&Source::new("a.xlsx"), &bytes, None, &mut findings);
    let places: Vec<&Place> = findings.iter().map(|finding| &finding.place).collect();
    let cell = CellRef::from_absolute(1, 2);
    assert!(places.iter().any(|place| matches!(place, Place::Cell { sheet, cell: at, .. } if &**sheet == "Sheet1" && *at == cell)));
}

#[test]
fn the_command_line_writes_a_workbook_and_reads_it_again() {
    let folder = tempfile::TempDir::new().expect("a temporary folder");
    let run = |arguments: &[&str]| {
        let run = std::process::Command::new(env!("CARGO_BIN_EXE_chamdiem"))
            .env_clear()
            .arg("--directory")
            .arg(folder.path())
            .args(["criteria"])
            .args(arguments)
            .output()
            .expect("the program runs");
        (
            run.status.code(),
            String::from_utf8_lossy(&run.stderr).into_owned(),
        )
    };
    let text = text_of("criteria/minh-hoa-cqdt-cap-xa");
    fs::write(folder.path().join("a.json"), &text).expect("a file");
    assert_eq!(
        run(&["export", "a.json", "--to", "xlsx", "--out", "a.xlsx"]),
        (Some(0), String::new())
    );
    let (code, said) = run(&["import", "a.xlsx", "--id", "bo-moi", "--out", "b.json"]);
    assert_eq!(code, Some(0), "{said}");
    let back = fs::read_to_string(folder.path().join("b.json")).expect("a file");
    let mut expected = value(&text);
    expected["id"] = Value::String("bo-moi".to_owned());
    assert_eq!(value(&back), expected);
}
