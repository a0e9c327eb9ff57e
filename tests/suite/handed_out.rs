//! A form of ours that comes back is held against what was handed out: what was overwritten is
//! told at its cell, and what office programs do by themselves is no change.

use std::io::{Cursor, Read, Write};
use std::path::Path;
use std::process::Command;

use chamdiem::definition::CriteriaSet;
use chamdiem::finding::{Finding, Findings, Place, Source};
use chamdiem::form::{self, Addressee, Answer, Filled, Flavour, Form};
use chamdiem::intake::{self, Request};
use chamdiem::period::Period;
use chamdiem::provenance::sha256;
use chamdiem::rule::{InputId, InputKind};
use chamdiem::submission::words::is_behind_our_form;
use chamdiem::text::{Language, form_words, sentence};
use zip::CompressionMethod;

use crate::aside;
use crate::builder::{self, criterion, folder, plain_unit};
use crate::catalogue;
use crate::samples::criteria_set;
use crate::xlsb::{self, Tab};

const PERIOD: Period = Period::Month(2021, 11);
const DIGEST: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
/// Every set that is shipped for one unit's form.
const SETS: [&str; 4] = [
    "minh-hoa-cqdt-cap-xa",
    "qd766-cap-xa",
    "tiep-can-phap-luat",
    "tayninh-dti-xa-2025",
];

fn form(set: &CriteriaSet, language: Language) -> Form<'_> {
    form_with(set, language, |input| Filled {
        value: answer(set, input, language),
        ..Filled::default()
    })
}

fn form_with(
    set: &CriteriaSet,
    language: Language,
    fill: impl FnMut(InputId) -> Filled,
) -> Form<'_> {
    let unit = plain_unit("00001", "Xã Hòa Bình");
    let addressee = Addressee {
        code: unit.code.as_str(),
        name: &unit.name,
        kind: "xã",
        language,
        digest: Some(DIGEST),
    };
    Form::addressed(set, addressee, PERIOD, fill)
}

fn answer(set: &CriteriaSet, input: InputId, language: Language) -> Option<Answer> {
    let asked = set.input(input);
    let text = |text: &str| Some(Answer::Text(text.to_owned()));
    match asked.shape.kind {
        InputKind::YesNo => text(language.pick("Có", "Yes")),
        InputKind::Choice => text(language.of(&asked.option_labels[0])),
        _ => asked
            .shape
            .minimum
            .as_ref()
            .and_then(chamdiem::number::Exact::to_decimal)
            .map(Answer::Number),
    }
}

fn workbook(set: &CriteriaSet) -> Vec<u8> {
    form::write_workbook(&form(set, Language::Vietnamese)).expect("a form")
}

/// What is found of what was handed out when this comes back.
fn changes(set: &CriteriaSet, name: &str, bytes: Vec<u8>) -> Vec<Finding> {
    changes_from(set, DIGEST, name, bytes)
}

fn changes_from(set: &CriteriaSet, digest: &str, name: &str, bytes: Vec<u8>) -> Vec<Finding> {
    let mut found = found_in(set, digest, name, bytes);
    found.retain(is_of_form);
    found
}

fn is_of_form(finding: &Finding) -> bool {
    matches!(finding.code().as_str(), "S049" | "S050" | "S046" | "S010")
}

fn request<'r>(set: &'r CriteriaSet, digest: &'r str) -> Request<'r> {
    Request {
        period: Some(PERIOD),
        set_digest: Some(digest),
        is_whole_period: false,
        ..builder::request(set)
    }
}

fn found_in(set: &CriteriaSet, digest: &str, name: &str, bytes: Vec<u8>) -> Vec<Finding> {
    let folder = folder([(name, bytes)]);
    let files = intake::files(folder.path()).expect("a folder");
    let outcomes = intake::run(request(set, digest), &files, |_| ());
    let read = outcomes.iter().flat_map(|file| &file.submissions);
    assert_eq!(read.count(), 1, "{outcomes:?}");
    let found = outcomes.iter().flat_map(intake::FileOutcome::found);
    found.cloned().collect()
}

/// Cell, code and sentence of each.
fn told(findings: &[Finding]) -> Vec<String> {
    let told = findings.iter().map(|finding| {
        let cell = finding.place.cell().map(|cell| cell.to_string());
        format!(
            "{} {} {}",
            cell.unwrap_or_default(),
            finding.code().as_str(),
            sentence(&finding.problem, Language::Vietnamese)
        )
    });
    told.collect()
}

/// The workbook with the text of one part replaced.
fn edited(workbook: &[u8], part: &str, edit: impl Fn(&str) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).expect("a workbook");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("a part");
        let name = entry.name().expect("a name").into_owned();
        let mut text = String::new();
        entry.read_to_string(&mut text).expect("parts are text");
        if name == part {
            let after = edit(&text);
            assert_ne!(after, text, "the edit changes something");
            text = after;
        }
        out.start_file(name, options).expect("a part");
        out.write_all(text.as_bytes()).expect("memory");
    }
    out.finish().expect("a workbook").into_inner()
}

/// The form with what stands in a cell replaced by this XML.
fn with_cell(workbook: &[u8], cell: &str, inside: &str) -> Vec<u8> {
    with_cell_of(workbook, "xl/worksheets/sheet1.xml", cell, inside)
}

fn with_cell_of(workbook: &[u8], sheet: &str, cell: &str, inside: &str) -> Vec<u8> {
    edited(workbook, sheet, |xml| {
        let start = xml.find(&format!("<c r=\"{cell}\"")).expect("the cell");
        let end = start + xml[start..].find("</c>").expect("the cell ends");
        format!(
            "{}<c r=\"{cell}\">{inside}</c>{}",
            &xml[..start],
            &xml[end + 4..]
        )
    })
}

/// The cells of a column with a formula, each with it.
fn formulas(workbook: &[u8], column: char) -> Vec<(String, String)> {
    formulas_of(workbook, "xl/worksheets/sheet1.xml", column)
}

fn formulas_of(workbook: &[u8], sheet: &str, column: char) -> Vec<(String, String)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).expect("a workbook");
    let mut xml = String::new();
    let mut part = archive.by_name(sheet).expect("a sheet");
    part.read_to_string(&mut xml).expect("text");
    let cells = xml.split("<c r=\"").skip(1).filter_map(|cell| {
        let (at, rest) = cell.split_once('"')?;
        let (_, formula) = rest.split_once("><f>")?;
        let (formula, _) = formula.split_once("</f>")?;
        let is_in_column = at.starts_with(column);
        is_in_column.then(|| (at.to_owned(), formula.to_owned()))
    });
    cells.collect()
}

/// The first cell with points below the total, and its formula.
fn first_points(workbook: &[u8]) -> (String, String) {
    formulas(workbook, 'G').swap_remove(1)
}

#[test]
fn a_form_that_comes_back_as_it_was_has_changed_nothing() {
    for id in SETS {
        let set = criteria_set(id);
        for &language in Language::ALL {
            let form = form(&set, language);
            let workbook = form::write_workbook(&form).expect("a form");
            let files = [
                ("phieu.xlsx", workbook),
                ("phieu.csv", form::write_csv(&form, Flavour::Plain)),
                ("phieu-excel.csv", form::write_csv(&form, Flavour::Excel)),
            ];
            for (name, bytes) in files {
                let found = changes(&set, name, bytes);
                assert!(found.is_empty(), "{id} {name}: {:#?}", told(&found));
            }
        }
    }
}

/// The form says which file of the set it was made for, in the words of its language.
#[test]
fn a_form_in_either_language_is_held_against_what_was_handed_out() {
    let set = criteria_set(SETS[0]);
    for &language in Language::ALL {
        let workbook = form::write_workbook(&form(&set, language)).expect("a form");
        let (cell, _) = first_points(&workbook);
        let typed = with_cell(&workbook, &cell, "<v>12</v>");
        let found = changes(&set, "phieu.xlsx", typed.clone());
        assert_eq!(builder::codes(&found), ["S049"], "{language:?}");
        let other_file = "f".repeat(64);
        let found = changes_from(&set, &other_file, "phieu.xlsx", typed);
        assert_eq!(builder::codes(&found), ["S046"], "{language:?}");
    }
}

#[test]
fn points_typed_over_a_formula_are_told_at_their_cell() {
    let set = criteria_set(SETS[0]);
    let workbook = workbook(&set);
    let (cell, formula) = first_points(&workbook);
    let typed = with_cell(&workbook, &cell, "<v>12</v>");
    assert_eq!(
        told(&changes(&set, "phieu.xlsx", typed)),
        [format!(
            "{cell} S049 công thức của phiếu bị ghi đè bằng giá trị gõ vào; chương trình tự tính lại"
        )]
    );
    let other = with_cell(&workbook, &cell, &format!("<f>{formula}+5</f><v>12</v>"));
    assert_eq!(
        told(&changes(&set, "phieu.xlsx", other)),
        [format!(
            "{cell} S049 công thức của phiếu bị thay bằng công thức khác; chương trình tự tính lại"
        )]
    );
    let gone = with_cell(&workbook, &cell, "");
    assert_eq!(
        told(&changes(&set, "phieu.xlsx", gone)),
        [format!(
            "{cell} S049 công thức của phiếu bị xóa; chương trình tự tính lại"
        )]
    );
}

#[test]
fn points_typed_over_a_formula_are_what_the_unit_says_of_itself() {
    let (set, digest, workbook) = of_the_samples();
    let (cell, _) = first_points(&workbook);
    for (inside, codes) in [
        ("<v>90</v>", &["S049", "V036"][..]),
        ("<v>81.89</v>", &["S049"]),
        ("<f>45+45</f><v>90</v>", &["S049"]),
    ] {
        let bytes = with_cell(&workbook, &cell, inside);
        let found = found_in(&set, &digest, "phieu.xlsx", bytes);
        assert_eq!(builder::codes(&found), codes, "{inside}");
    }
}

#[test]
fn total_level_and_remarks_are_formulas_too() {
    let set = criteria_set(SETS[0]);
    let workbook = workbook(&set);
    let first = |column| formulas(&workbook, column).swap_remove(0).0;
    for cell in [first('G'), first('H'), first('F')] {
        let typed = with_cell(&workbook, &cell, "<v>99</v>");
        let found = told(&changes(&set, "phieu.xlsx", typed));
        assert!(
            found.len() == 1 && found[0].starts_with(&format!("{cell} S049")),
            "{cell}: {found:?}"
        );
        let own = with_cell(&workbook, &cell, "<f>SUM(E1:E9)</f><v>99</v>");
        let found = told(&changes(&set, "phieu.xlsx", own));
        assert_eq!(found.len(), 1, "{cell}: {found:?}");
    }
}

#[test]
fn the_sheet_of_results_is_held_against_what_was_handed_out_too() {
    let set = criteria_set(SETS[0]);
    let workbook = workbook(&set);
    let results = "xl/worksheets/sheet2.xml";
    let levels = formulas_of(&workbook, results, 'C');
    let (level, _) = levels.last().expect("a level");
    let (total, _) = &formulas_of(&workbook, results, 'D')[0];
    for (cell, inside, by) in [
        (total, "<v>99</v>", "bị ghi đè bằng giá trị gõ vào"),
        (level, "<v>4</v>", "bị ghi đè bằng giá trị gõ vào"),
        (
            total,
            "<f>SUM(D7:D9)</f><v>99</v>",
            "bị thay bằng công thức khác",
        ),
        (total, "", "bị xóa"),
        (level, "", "bị xóa"),
    ] {
        let changed = with_cell_of(&workbook, results, cell, inside);
        let found = changes(&set, "phieu.xlsx", changed);
        assert_eq!(
            told(&found),
            [format!(
                "{cell} S049 công thức của phiếu {by}; chương trình tự tính lại"
            )]
        );
        assert!(matches!(&found[0].place, Place::Cell { sheet, .. } if &**sheet == "Kết quả"));
    }
}

/// The workbook as xlsb, with its formulas; what they say is not written.
fn as_xlsb(set: &CriteriaSet, workbook: &[u8]) -> Vec<u8> {
    let mut findings = Findings::new();
    let source = Source::new("phieu");
    let submission = aside::reader().read(set, &source, workbook, &mut findings);
    let sheet = submission.expect("a form").sheet;
    let tabs = std::iter::once(sheet.as_ref()).chain(sheet.beside());
    let tabs = tabs.map(|sheet| Tab {
        name: sheet.name().expect("a sheet of a workbook"),
        is_hidden: false,
        sheet,
    });
    xlsb::write(&tabs.collect::<Vec<_>>(), CompressionMethod::Deflated)
}

#[test]
fn of_xlsb_it_is_known_what_was_typed_over_a_formula_and_what_was_deleted() {
    let set = criteria_set(SETS[0]);
    let workbook = workbook(&set);
    let results = "xl/worksheets/sheet2.xml";
    let (points, _) = first_points(&workbook);
    let (total, _) = &formulas_of(&workbook, results, 'D')[0];
    let told_of = |workbook: &[u8]| {
        let found = changes(&set, "phieu.xlsb", as_xlsb(&set, workbook));
        told(&found)
    };
    assert_eq!(told_of(&workbook), Vec::<String>::new());
    for (inside, by) in [
        ("<v>12</v>", "bị ghi đè bằng giá trị gõ vào"),
        ("", "bị xóa"),
    ] {
        let sentence =
            |cell: &str| format!("{cell} S049 công thức của phiếu {by}; chương trình tự tính lại");
        assert_eq!(
            told_of(&with_cell(&workbook, &points, inside)),
            [sentence(&points)]
        );
        assert_eq!(
            told_of(&with_cell_of(&workbook, results, total, inside)),
            [sentence(total)]
        );
    }
}

#[test]
fn a_form_pasted_as_values_is_told_once() {
    let set = criteria_set(SETS[0]);
    let values = edited(&workbook(&set), "xl/worksheets/sheet1.xml", |xml| {
        let mut text = String::new();
        let mut rest = xml;
        while let Some((before, after)) = rest.split_once("<f>") {
            text.push_str(before);
            rest = after.split_once("</f>").expect("a formula ends").1;
        }
        text + rest
    });
    let found = told(&changes(&set, "phieu.xlsx", values));
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains(", cùng với "), "{found:?}");
}

#[test]
fn a_text_of_the_form_that_was_changed_is_told_with_what_it_said() {
    let set = criteria_set(SETS[0]);
    let workbook = workbook(&set);
    let node = &set.nodes[1];
    let input = &set.inputs[0];
    let cases = [
        (node.title.vi.as_str(), "Việc khác", "nội dung"),
        (input.label.vi.as_str(), "Số liệu khác", "nội dung"),
    ];
    for (text, other, what) in cases {
        let changed = edited(&workbook, "xl/sharedStrings.xml", |xml| {
            xml.replace(&format!(">{text}<"), &format!(">{other}<"))
        });
        let found = changes(&set, "phieu.xlsx", changed);
        assert_eq!(found.len(), 1, "{:?}", told(&found));
        assert_eq!(found[0].quoted.as_deref(), Some(other));
        let told = told(&found);
        assert!(
            told[0].contains(&format!("S050 {what} bị sửa; phiếu gốc ghi “")),
            "{told:?}"
        );
    }
}

/// A form as comma-separated text with something replaced, and what is told of it.
fn told_of_text(set: &CriteriaSet, from: &str, to: &str) -> Vec<String> {
    let bytes = form::write_csv(&form(set, Language::Vietnamese), Flavour::Plain);
    let text = String::from_utf8(bytes).expect("UTF-8");
    let changed = text.replacen(from, to, 1);
    assert_ne!(text, changed, "{from} is there");
    told(&changes(set, "phieu.csv", changed.into_bytes()))
}

#[test]
fn maxima_units_and_codes_of_the_form_are_held_against_it_in_text_too() {
    let unit = r#""unit": { "vi": "hồ sơ", "en": "files" }"#;
    let criterion = criterion("4.10", "10")
        .asks_with("ho_so", "count", unit)
        .rule(r#"{ "kind": "per_item", "count": "ho_so", "points_each": 1, "cap": 10 }"#);
    let set = builder::set(vec![criterion]).read();
    for (from, to, told) in [
        (
            ",10,",
            ",12,",
            "E7 S050 điểm tối đa bị sửa; phiếu gốc ghi “10”",
        ),
        (
            ",hồ sơ,",
            ",vụ,",
            "D7 S050 đơn vị tính bị sửa; phiếu gốc ghi “hồ sơ”",
        ),
        (",4.10,", ",4.1,", "B7 S050 mã bị sửa; phiếu gốc ghi “4.10”"),
        (",4.10,", ",,", "B7 S050 mã bị sửa; phiếu gốc ghi “4.10”"),
    ] {
        assert_eq!(told_of_text(&set, from, to), [told], "{from} → {to}");
    }
}

#[test]
fn a_form_of_another_file_of_the_set_is_not_held_against_this_one() {
    let set = criteria_set(SETS[0]);
    let workbook = workbook(&set);
    let (cell, _) = first_points(&workbook);
    let typed = with_cell(&workbook, &cell, "<v>12</v>");
    let found = changes_from(&set, &"f".repeat(64), "phieu.xlsx", typed);
    let codes: Vec<&str> = found
        .iter()
        .map(|finding| finding.code().as_str())
        .collect();
    assert_eq!(
        codes,
        ["S046"],
        "the digest is another one, and that is all"
    );
}

/// Has an office program read and save a file, as whoever fills it in does.
fn saved_by_office(folder: &Path, name: &str, format: &str) {
    let profile = tempfile::tempdir().expect("a folder");
    let output = Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.path().display()
        ))
        .args(["--headless", "--convert-to", format, "--outdir"])
        .arg(folder.join("out"))
        .arg(folder.join(name))
        .output()
        .expect("a spreadsheet (soffice) is installed");
    assert!(output.status.success(), "{output:?}");
}

#[test]
#[ignore = "needs LibreOffice"]
fn a_form_saved_by_another_office_program_has_changed_nothing() {
    for id in SETS {
        let set = criteria_set(id);
        for &language in Language::ALL {
            let kept = tempfile::tempdir().expect("a folder");
            let bytes = form::write_workbook(&form(&set, language)).expect("a form");
            std::fs::write(kept.path().join("phieu.xlsx"), bytes).expect("written");
            for (format, ending) in [
                ("xlsx:Calc MS Excel 2007 XML", "xlsx"),
                ("ods", "ods"),
                ("xls", "xls"),
            ] {
                saved_by_office(kept.path(), "phieu.xlsx", format);
                let name = format!("phieu.{ending}");
                let bytes = std::fs::read(kept.path().join("out").join(&name)).expect("saved");
                let found = changes(&set, &name, bytes);
                assert!(found.is_empty(), "{id} {name}: {:#?}", told(&found));
            }
            // Nor does another format hide what was typed over a formula.
            let workbook = form::write_workbook(&form(&set, language)).expect("a form");
            let (cell, _) = first_points(&workbook);
            let typed = with_cell(&workbook, &cell, "<v>1</v>");
            std::fs::write(kept.path().join("go.xlsx"), typed).expect("written");
            saved_by_office(kept.path(), "go.xlsx", "xls");
            let bytes = std::fs::read(kept.path().join("out/go.xls")).expect("saved");
            let found = told(&changes(&set, "go.xls", bytes));
            assert!(
                matches!(found.as_slice(), [one] if one.starts_with(&format!("{cell} S049"))),
                "{id}: {found:?}"
            );
        }
    }
}

#[test]
fn a_finding_about_the_form_is_placed_in_its_sheet() {
    let set = criteria_set(SETS[0]);
    let workbook = workbook(&set);
    let (cell, _) = first_points(&workbook);
    let found = changes(&set, "phieu.xlsx", with_cell(&workbook, &cell, "<v>1</v>"));
    assert!(matches!(&found[0].place, Place::Cell { sheet, .. } if &**sheet == "Phiếu"));
}

/// The criteria set of the samples of findings, its digest, and a form for it with an answer to
/// everything.
fn of_the_samples() -> (CriteriaSet, String, Vec<u8>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/findings/criteria-set.json");
    let text = std::fs::read(&path).expect("the set is there");
    let set = catalogue::criteria_set(&path);
    let digest = sha256(&text);
    let addressee = Addressee {
        code: "00001",
        name: "Xã Hòa Bình (xã giả định)",
        kind: "xã",
        language: Language::Vietnamese,
        digest: Some(&digest),
    };
    let form = Form::addressed(&set, addressee, PERIOD, |input| {
        let number = |number: i64| Answer::Number(number.into());
        let text = |text: &str| Answer::Text(text.to_owned());
        let value = match set.input(input).name.as_str() {
            "1.1" => number(8),
            "may_lan" => number(12),
            "may_tinh" => number(15),
            "ho_so" => number(85),
            "truong_ban" => text("Chủ tịch UBND"),
            "bang_thong" => number(60),
            "1.10" => number(9),
            "su_co" | "muc_thu_tuc" => text("Không"),
            _ => text("Có"),
        };
        Filled {
            value: Some(value),
            ..Filled::default()
        }
    });
    let workbook = form::write_workbook(&form).expect("a form");
    (set, digest, workbook)
}

#[test]
fn the_sample_of_an_overwritten_formula_is_our_form_with_one_overwritten() {
    let (_, _, form) = of_the_samples();
    let (cell, _) = first_points(&form);
    // The right number, so that nothing else is found.
    let made = with_cell(&form, &cell, "<v>81.89</v>");
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/findings");
    let sample = samples.join("S049-formula-overwritten.xlsx");
    if std::env::var_os("CHAMDIEM_ACCEPT").is_some() {
        std::fs::write(&sample, &made).expect("the sample can be written");
    }
    assert!(
        std::fs::read(&sample).is_ok_and(|kept| kept == made),
        "CHAMDIEM_ACCEPT=1 cargo test handed_out"
    );
}

/// Lines of the form as text, to which one can be added anywhere.
fn lines(set: &CriteriaSet) -> Vec<String> {
    let form = form(set, Language::Vietnamese);
    let text = String::from_utf8(form::write_csv(&form, Flavour::Plain)).expect("UTF-8");
    text.lines().map(str::to_owned).collect()
}

fn text_of(lines: &[String]) -> Vec<u8> {
    lines.join("\n").into_bytes()
}

#[test]
fn rows_that_were_moved_are_found_again() {
    for id in SETS {
        let set = criteria_set(id);
        let whole = lines(&set);
        let heading = whole.iter().position(|line| line.starts_with("Mã,"));
        let first = heading.expect("headings") + 1;
        for at in first..=whole.len() {
            let mut moved = whole.clone();
            moved.insert(at, ",của huyện,,,,".to_owned());
            let found = changes(&set, "phieu.csv", text_of(&moved));
            assert!(found.is_empty(), "{id}, line {at}: {:#?}", told(&found));
        }
    }
}

/// All figures stand above: no input is below the headings of the groups.
#[test]
fn headings_below_the_last_input_are_found_by_their_codes() {
    let of_fact = |code, maximum, fact| {
        let rule = format!(r#"{{ "kind": "yes_no", "input": "{fact}" }}"#);
        criterion(code, maximum).rule(&rule)
    };
    let criteria = vec![of_fact("1", "10", "a"), of_fact("2", "20", "b")];
    let set = builder::set(criteria).fact("a").fact("b").read();
    let whole = lines(&set);
    let last = whole.len();
    assert!(whole[last - 1].contains("Tiêu chí 2"), "{whole:#?}");
    let found = changes(&set, "phieu.csv", text_of(&whole));
    assert!(found.is_empty(), "{:#?}", told(&found));
    for at in [last - 2, last - 1, last] {
        let mut moved = whole.clone();
        moved.insert(at, ",của huyện,,,,".to_owned());
        let found = changes(&set, "phieu.csv", text_of(&moved));
        assert!(found.is_empty(), "line {at}: {:#?}", told(&found));
    }
    let mut other = whole.clone();
    other[last - 1] = other[last - 1].replace("Tiêu chí 2", "Tiêu chí khác");
    let found = changes(&set, "phieu.csv", text_of(&other));
    assert_eq!(builder::codes(&found), ["S050"]);
}

/// What was worked out for one form serves the next; neither which is first nor what else is in the
/// folder changes what is found.
#[test]
fn forms_of_one_folder_are_judged_as_each_by_itself() {
    let set = criteria_set(SETS[0]);
    let ours = workbook(&set);
    let (cell, formula) = first_points(&ours);
    let as_other_programs_write = formula.replace("IF(", "if( ").replace(',', ", ");
    let english = form::write_workbook(&form(&set, Language::English)).expect("a form");
    let files = [
        (
            "other",
            with_cell(
                &ours,
                &cell,
                &format!("<f>{as_other_programs_write}</f><v>1</v>"),
            ),
        ),
        ("ours", ours.clone()),
        ("typed", with_cell(&ours, &cell, "<v>12</v>")),
        (
            "changed",
            with_cell(&ours, &cell, &format!("<f>{formula}+5</f><v>12</v>")),
        ),
        ("english", with_cell(&english, &cell, "<v>12</v>")),
        ("text", text_of(&lines(&set)[..20])),
    ];
    let alone: Vec<Vec<String>> = files
        .iter()
        .map(|(_, bytes)| told(&changes(&set, "phieu.xlsx", bytes.clone())))
        .collect();
    assert_eq!(
        alone.iter().map(Vec::len).collect::<Vec<_>>(),
        [0, 0, 1, 1, 1, 0]
    );
    for turn in 0..files.len() {
        let named: Vec<String> = (0..files.len())
            .map(|index| format!("{}.xlsx", (index + turn) % files.len()))
            .collect();
        let named = named.iter().map(String::as_str);
        let folder = folder(named.zip(files.iter().map(|(_, bytes)| bytes.clone())));
        let paths = intake::files(folder.path()).expect("a folder");
        let outcomes = intake::run(request(&set, DIGEST), &paths, |_| ());
        for (index, expected) in alone.iter().enumerate() {
            let outcome = &outcomes[(index + turn) % files.len()];
            let mut found: Vec<Finding> = outcome.found().cloned().collect();
            found.retain(is_of_form);
            assert_eq!(&told(&found), expected, "{} in turn {turn}", files[index].0);
        }
    }
}

#[test]
fn formulas_whose_sheet_was_deleted_are_told() {
    let set = criteria_set(SETS[0]);
    let broken = edited(&workbook(&set), "xl/worksheets/sheet1.xml", |xml| {
        xml.replace("'Tính điểm'!", "#REF!")
    });
    let found = changes(&set, "phieu.xlsx", broken);
    assert_eq!(builder::codes(&found), ["S049"]);
    let told = told(&found);
    assert!(told[0].contains("bị thay bằng công thức khác"), "{told:?}");
}

/// Other office programs show sheets that only programs are to see.
#[test]
fn the_sheets_behind_our_form_are_no_hidden_sheets() {
    for &language in Language::ALL {
        let words = form_words(language);
        for sheet in [words.calculation_sheet, words.lists_sheet] {
            assert!(is_behind_our_form(sheet), "{sheet}");
        }
        assert!(!is_behind_our_form(words.results_sheet));
    }
    let set = criteria_set(SETS[0]);
    let shown = edited(&workbook(&set), "xl/workbook.xml", |xml| {
        xml.replace("veryHidden", "hidden")
    });
    let found = found_in(&set, DIGEST, "phieu.xlsx", shown);
    assert!(
        !builder::codes(&found).contains(&"S032"),
        "{:#?}",
        told(&found)
    );
}

/// One finding, and none for each question.
#[test]
fn a_form_that_comes_back_as_it_was_handed_out_is_not_filled_in() {
    for id in SETS {
        let set = criteria_set(id);
        let form = form_with(&set, Language::Vietnamese, |_| Filled::default());
        let files = [
            ("phieu.xlsx", form::write_workbook(&form).expect("a form")),
            ("phieu.csv", form::write_csv(&form, Flavour::Plain)),
        ];
        for (name, bytes) in files {
            let found = found_in(&set, DIGEST, name, bytes);
            assert_eq!(builder::codes(&found), ["S051"], "{id} {name}");
        }
    }
}
