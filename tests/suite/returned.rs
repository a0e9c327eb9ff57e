//! What is handed back: a workbook says at its cells what is wrong, and is otherwise as it came.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::PathBuf;

use calamine::Reader;
use chamdiem::definition::CriteriaSet;
use chamdiem::finding::{CellRef, Finding, Findings, Place, Problem, Source};
use chamdiem::submission::Limits;
use chamdiem::text::Language;
use chamdiem::{form, returned, submission};
use rust_xlsxwriter::{Format, Note, Workbook};
use zip::ZipArchive;

use crate::catalogue::criteria_set;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn set() -> CriteriaSet {
    criteria_set(&root().join("samples/findings/criteria-set.json"))
}

/// Our form of a unit that has answered nothing: every answer is missing.
fn blank_form() -> Vec<u8> {
    let set = set();
    let period = "2021-11".parse().expect("a period");
    let addressee = form::Addressee {
        code: "00001",
        name: "Xã Hòa Bình",
        kind: "commune",
        language: Language::Vietnamese,
        digest: None,
    };
    let form = form::Form::addressed(&set, addressee, period, |_| form::Filled::default());
    form::write_workbook(&form).expect("a form")
}

/// What the program finds in a file.
fn findings(bytes: &[u8]) -> Vec<Finding> {
    let set = set();
    let mut findings = Findings::new();
    let submission =
        submission::read(&set, &Source::new("phieu.xlsx"), bytes, &mut findings).expect("a form");
    let unit = submission::identify(&submission, None, &mut findings).expect("a unit");
    let period = "2021-11".parse().expect("a period");
    chamdiem::scorecard::assess(&set, submission, unit, period, &mut findings);
    findings.sorted()
}

fn handed_back(bytes: &[u8], findings: &[Finding]) -> Vec<u8> {
    let findings: Vec<&Finding> = findings.iter().collect();
    returned::workbook(bytes, &findings, &Limits::default(), Language::Vietnamese)
        .expect("a workbook")
}

fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut parts = BTreeMap::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("its content");
        parts.insert(name, content);
    }
    parts
}

/// The values, formulas and formats of every cell of the sheets a workbook came with.
fn cells(bytes: &[u8]) -> Vec<String> {
    let mut workbook = calamine::Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook");
    let mut cells = Vec::new();
    for name in workbook.sheet_names() {
        if name == "Cần sửa (chamdiem)" {
            continue;
        }
        let values = workbook.worksheet_range(&name).expect("values");
        cells.extend(values.used_cells().map(|cell| format!("{name} {cell:?}")));
        let formulas = workbook.worksheet_formula(&name).expect("formulas");
        cells.extend(formulas.used_cells().map(|cell| format!("{name} {cell:?}")));
        let mut reader = workbook.worksheet_cells_reader(&name).expect("cells");
        while let Some((cell, style)) = reader.next_cell_with_style_id().expect("a cell") {
            cells.push(format!("{name} {:?} {style}", cell.get_position()));
        }
    }
    cells.sort();
    cells
}

fn text(parts: &BTreeMap<String, Vec<u8>>, name: &str) -> String {
    let part = parts.get(name).unwrap_or_else(|| panic!("no {name}"));
    String::from_utf8(part.clone()).expect("UTF-8")
}

/// A finding at a cell, whatever stands there.
fn at(sheet: &str, row: u32, column: u32) -> Finding {
    Finding::new(
        Problem::NotANumber,
        Place::Cell {
            source: Source::new("phieu.xlsx"),
            sheet: sheet.into(),
            cell: CellRef::from_absolute(row, column),
        },
    )
}

#[test]
fn a_returned_workbook_differs_in_nothing_but_what_was_put_in() {
    let form = blank_form();
    let found = findings(&form);
    assert!(
        found
            .iter()
            .filter(|finding| finding.place.cell().is_some())
            .count()
            > 3
    );
    let back = handed_back(&form, &found);
    let (before, after) = (parts(&form), parts(&back));
    let changed: Vec<&str> = before
        .iter()
        .filter(|(name, content)| after.get(*name) != Some(content))
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(
        changed,
        [
            "[Content_Types].xml",
            "xl/_rels/workbook.xml.rels",
            "xl/styles.xml",
            "xl/workbook.xml",
            "xl/worksheets/sheet1.xml",
        ]
    );
    // Of the sheet itself, the cells are byte for byte as they were.
    let data = |parts| {
        let sheet = text(parts, "xl/worksheets/sheet1.xml");
        let start = sheet.find("<sheetData>").expect("cells");
        let end = sheet
            .find("<mergeCells")
            .or_else(|| sheet.find("</sheetData>"));
        sheet[start..end.expect("their end")].to_owned()
    };
    assert_eq!(data(&before), data(&after));
}

#[test]
fn values_formulas_and_formats_are_read_back_as_they_were() {
    let samples = [
        "01834-phuong-nguyen-thi-minh-khai.xlsx",
        "01858-xa-bang-thanh.xlsx",
    ];
    let mut workbooks: Vec<Vec<u8>> = samples
        .iter()
        .map(|name| {
            let path = root().join("samples/backan/submissions/2021-11").join(name);
            fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
        })
        .collect();
    workbooks.push(crate::formats::form("every-kind-of-cell.xlsx"));
    for bytes in workbooks {
        let workbook = calamine::Xlsx::new(Cursor::new(bytes.clone())).expect("a workbook");
        let sheet = workbook.sheet_names().swap_remove(0);
        let found: Vec<Finding> = (0..40).map(|row| at(&sheet, row, row % 7)).collect();
        let back = handed_back(&bytes, &found);
        assert_eq!(cells(&back), cells(&bytes));
    }
}

#[test]
fn what_was_found_is_at_its_cell_and_in_the_list() {
    let form = blank_form();
    let found = findings(&form);
    let back = parts(&handed_back(&form, &found));
    let comments = text(&back, "xl/chamdiem-comments1.xml");
    let drawing = text(&back, "xl/chamdiem-notes1.vml");
    let sheet = text(&back, "xl/worksheets/sheet1.xml");
    let list = text(&back, "xl/worksheets/chamdiem1.xml");
    for finding in &found {
        let Some(cell) = finding.place.cell() else {
            continue;
        };
        assert!(
            list.contains(&format!("location=\"&apos;Phiếu&apos;!{cell}\"")),
            "{cell}"
        );
        if !returned::is_to_mend(finding) {
            continue;
        }
        assert!(comments.contains(&format!("ref=\"{cell}\"")), "{cell}");
        let (row, column) = (cell.row(), cell.column());
        let shape = format!("<x:Row>{row}</x:Row><x:Column>{column}</x:Column>");
        assert!(drawing.contains(&shape), "{cell}");
        let colored = sheet.split("<conditionalFormatting").any(|condition| {
            let cells = condition.split('"').nth(1).unwrap_or_default();
            cells.split(' ').any(|colored| colored == cell.to_string())
        });
        assert!(colored, "{cell}");
    }
    let workbook = text(&back, "xl/workbook.xml");
    let first = workbook.split("<sheet ").nth(1).expect("a sheet");
    assert!(first.contains("Cần sửa (chamdiem)"), "{first}");
    // Names of one sheet moved with it, and one sheet only is selected.
    assert!(workbook.contains("localSheetId=\"1\""), "{workbook}");
    assert!(!workbook.contains("localSheetId=\"0\""), "{workbook}");
    let selected = back.iter().filter(|(name, content)| {
        name.starts_with("xl/worksheets/")
            && String::from_utf8_lossy(content).contains("tabSelected=\"1\"")
    });
    assert_eq!(selected.count(), 1);
}

#[test]
fn a_returned_workbook_that_comes_back_is_read_as_the_form_it_is() {
    let form = blank_form();
    let found = findings(&form);
    assert_eq!(findings(&handed_back(&form, &found)), found);
}

#[test]
fn handing_back_twice_is_handing_back_once() {
    let form = blank_form();
    let found = findings(&form);
    let once = handed_back(&form, &found);
    assert_eq!(parts(&handed_back(&once, &found)), parts(&once));
}

#[test]
fn what_has_been_mended_is_no_longer_marked() {
    let form = blank_form();
    let found = findings(&form);
    let back = parts(&handed_back(&handed_back(&form, &found), &[]));
    let comments = text(&back, "xl/chamdiem-comments1.xml");
    assert!(!comments.contains("<comment "), "{comments}");
    let drawing = text(&back, "xl/chamdiem-notes1.vml");
    assert!(!drawing.contains("<v:shape "), "{drawing}");
    let sheet = text(&back, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("\"chamdiem\"=\"chamdiem\""), "{sheet}");
}

/// A workbook with somebody's comments at B2 and C3.
fn commented() -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Sổ ghi").expect("a name");
    let bold = Format::new().set_bold();
    sheet
        .write_with_format(1, 1, "có ghi chú", &bold)
        .expect("a cell");
    for (row, column, said) in [(1, 1, "của kế toán"), (2, 2, "hỏi lại <thôn>")] {
        let note = Note::new(said).set_author("Lan");
        sheet.insert_note(row, column, &note).expect("a note");
    }
    workbook.save_to_buffer().expect("a workbook")
}

#[test]
fn comments_of_others_stay_and_ours_stand_below_them() {
    let back = parts(&handed_back(
        &commented(),
        &[at("Sổ ghi", 1, 1), at("Sổ ghi", 4, 0)],
    ));
    let comments = text(&back, "xl/comments1.xml");
    assert_eq!(comments.matches("<comment ").count(), 3, "{comments}");
    let [first, second, third] = ["ref=\"B2\"", "ref=\"C3\"", "ref=\"A5\""]
        .map(|at| {
            comments
                .split("<comment ")
                .find(|comment| comment.contains(at))
        })
        .map(|comment| comment.expect("a comment"));
    assert!(
        first.contains("của kế toán") && first.contains("Cách sửa"),
        "{first}"
    );
    assert!(
        second.contains("hỏi lại &lt;thôn&gt;") && !second.contains("Cách sửa"),
        "{second}"
    );
    assert!(third.contains("Cách sửa"), "{third}");
    let drawing = text(&back, "xl/drawings/vmlDrawing1.vml");
    assert_eq!(drawing.matches("<v:shape ").count(), 3, "{drawing}");
    let ids: Vec<&str> = drawing
        .split("<v:shape ")
        .skip(1)
        .map(|shape| {
            shape
                .split("id=\"")
                .nth(1)
                .and_then(|id| id.split('"').next())
                .expect("an id")
        })
        .collect();
    let mut distinct = ids.clone();
    distinct.sort_unstable();
    distinct.dedup();
    assert_eq!(distinct.len(), ids.len(), "{ids:?}");
}

#[test]
fn a_file_that_is_no_workbook_gets_a_list_beside_it() {
    let finding = Finding::new(Problem::Password, Place::File(Source::new("=1+1.xls")));
    let refused = returned::workbook(
        b"M\xc3 s\xe1",
        &[&finding],
        &Limits::default(),
        Language::Vietnamese,
    );
    assert!(refused.is_err());
    let list = returned::list("=1+1.xls", &[&finding], Language::Vietnamese).expect("a list");
    let mut workbook = calamine::Xlsx::new(Cursor::new(list)).expect("a workbook");
    let sheet = workbook
        .worksheet_range("Cần sửa (chamdiem)")
        .expect("the list");
    let rows: Vec<String> = sheet
        .rows()
        .map(|row| {
            row.iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" | ")
        })
        .collect();
    assert_eq!(
        rows[0].trim_end_matches(" | "),
        "Những chỗ cần sửa: =1+1.xls"
    );
    assert!(rows[4].starts_with("lỗi | Cả tệp |"), "{}", rows[4]);
    assert!(rows[4].ends_with("| S015"), "{}", rows[4]);
}

#[test]
fn whatever_a_file_is_it_goes_back_marked_or_is_refused() {
    let mut marked = 0;
    for folder in ["tests/hostile", "tests/formats", "samples/findings"] {
        let files = fs::read_dir(root().join(folder)).expect("a folder");
        for file in files.map(|file| file.expect("a file").path()) {
            // It says it has more texts than there is memory, and this test's reader believes it.
            if file.ends_with("shared-strings-without-number.xlsx") {
                continue;
            }
            let Ok(bytes) = fs::read(&file) else {
                continue;
            };
            let found: Vec<Finding> = ["Phiếu", "Sheet1", "Sheet 1"]
                .iter()
                .flat_map(|sheet| (0..3).map(move |row| at(sheet, row, u32::MAX - row)))
                .collect();
            let found: Vec<&Finding> = found.iter().collect();
            let back = returned::workbook(&bytes, &found, &Limits::default(), Language::English);
            if let Ok(back) = back {
                let opened = calamine::Xlsx::new(Cursor::new(back)).expect("a workbook");
                assert_eq!(opened.sheet_names()[0], "To mend (chamdiem)");
                marked += 1;
            }
        }
    }
    assert!(marked > 10, "{marked}");
}
