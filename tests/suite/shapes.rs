//! The shapes people hand submissions in: a sheet for each unit, a row for each unit, layouts of
//! their own.

use chamdiem::finding::Problem;
use chamdiem::unit::Roster;

use crate::builder::{Round, Set, criterion, folder, ratio, roster, set};

fn units() -> Roster {
    roster(
        "code,name,type\n\
         01840,Phường Sông Cầu,phường\n\
         01864,Xã Bộc Bố,xã\n\
         01870,Xã Giáo Hiệu,xã\n\
         01906,Thị trấn Yến Lạc,thị trấn\n",
    )
}

fn two_criteria() -> Set {
    let lan = ratio("1.2", "50", ["may_lan", "may_tinh"]);
    set(vec![criterion("1.1", "50"), lan])
}

/// A workbook of these sheets, each line with its cells separated by bars; what is a whole number
/// is one.
fn workbook(sheets: &[(&str, &str)]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, lines) in sheets {
        let sheet = book.add_worksheet().set_name(*name).expect("a short name");
        for (row, line) in (0..).zip(lines.lines()) {
            for (column, text) in (0..).zip(line.trim().split('|')) {
                match text.trim().parse::<i32>() {
                    Ok(number) if !text.trim().starts_with('0') || number == 0 => {
                        sheet.write_number(row, column, number)
                    }
                    _ => sheet.write_string(row, column, text.trim()),
                }
                .expect("a cell");
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

fn ranked(name: &str, bytes: Vec<u8>) -> Round {
    folder([(name, bytes)]).ranked(&two_criteria().read(), Some(&units()), "2021-11")
}

fn problems(round: &Round) -> Vec<Problem> {
    let found = round
        .outcomes
        .iter()
        .flat_map(chamdiem::intake::FileOutcome::found);
    found.map(|finding| finding.problem.clone()).collect()
}

fn places_of_findings(round: &Round) -> Vec<String> {
    let found = round
        .outcomes
        .iter()
        .flat_map(chamdiem::intake::FileOutcome::found);
    found
        .map(|finding| {
            let place = &finding.place;
            let cell = place
                .cell()
                .map(|cell| format!("!{cell}"))
                .unwrap_or_default();
            format!(
                "{} {}{cell}",
                finding.code().as_str(),
                place.sheet().unwrap_or_default()
            )
        })
        .collect()
}

/// The lines of a form above its table.
fn header(unit: &str) -> String {
    format!("{unit}\nKỳ|2021-11\nBộ tiêu chí|{}\n", Set::ID)
}

fn form(unit: &str, points: &str) -> String {
    let header = header(unit);
    format!("{header}Mã|Giá trị\n1.1|{points}\nmay_lan|10\nmay_tinh|20\n")
}

#[test]
fn a_workbook_may_have_a_sheet_for_each_unit() {
    let (one, two) = (
        form("Mã đơn vị|01864", "27"),
        form("Đơn vị|Xã Giáo Hiệu", "30"),
    );
    let round = ranked(
        "huyen.xlsx",
        workbook(&[("Bộc Bố", &one), ("Giáo Hiệu", &two)]),
    );
    assert_eq!(round.places(), ["1. 01870 55.00", "2. 01864 52.00"]);
    assert_eq!(problems(&round), []);
}

#[test]
fn what_is_wrong_on_one_sheet_is_told_of_that_sheet_and_refuses_only_it() {
    let (one, two) = (
        form("Mã đơn vị|01864", "nhiều"),
        form("Mã đơn vị|01870", "30"),
    );
    let three = form("Mã đơn vị|99999", "30").replace("Kỳ|2021-11\n", "");
    let sheets = [("A", one.as_str()), ("B", &two), ("C", &three)];
    let round = ranked("huyen.xlsx", workbook(&sheets));
    assert_eq!(round.places(), ["1. 01870 55.00"]);
    assert_eq!(
        places_of_findings(&round),
        ["V001 A!B5", "S007 C!B1", "S009 C"]
    );
    assert_eq!(round.unranked()[1], "01864 errors");
}

#[test]
fn a_sheet_nobody_has_filled_in_is_nothing_handed_in() {
    let blank = format!(
        "{}Mã|Giá trị\n1.1|\nmay_lan|\nmay_tinh|\n",
        header("Mã đơn vị|01840")
    );
    let one = form("Mã đơn vị|01864", "27");
    let round = ranked("huyen.xlsx", workbook(&[("Mẫu", &blank), ("Bộc Bố", &one)]));
    assert_eq!(round.places(), ["1. 01864 52.00"]);
    assert_eq!(round.unranked()[0], "01840 not_submitted");
    assert_eq!(problems(&round), []);
}

#[test]
fn a_table_may_have_a_row_for_each_unit() {
    let table = format!(
        "{}STT|Mã đơn vị|Tên đơn vị|1.1|may_lan|may_tinh|Tổng điểm\n\
         |Huyện Pác Nặm|||||\n\
         1|01864|Xã Bộc Bố|27|10|20|52\n\
         2|01870|Xã Giáo Hiệu|30|10|20|55\n\
         3|01906|Thị trấn Yến Lạc||||\n\
         ||Tổng cộng|57|20|40|107\n",
        header("BẢNG TỔNG HỢP")
    );
    for (name, bytes) in [
        ("bang.xlsx", workbook(&[("Tổng hợp", &table)])),
        ("bang.csv", table.replace('|', ";").into_bytes()),
        ("bang.txt", table.replace('|', "\t").into_bytes()),
    ] {
        let round = ranked(name, bytes);
        assert_eq!(
            round.places(),
            ["1. 01870 55.00", "2. 01864 52.00"],
            "{name}"
        );
        assert_eq!(
            round.unranked(),
            ["01840 not_submitted", "01906 not_submitted"]
        );
        assert_eq!(problems(&round), [], "{name}");
    }
}

#[test]
fn headings_over_two_rows_are_read_together() {
    let table = format!(
        "{}STT|Xã, phường|1.1 Tiêu chí||1.2. Máy tính||Ghi chú\n\
         ||Tự chấm|Thẩm định|Số liệu may_lan|Số liệu may_tinh|\n\
         (1)|(2)|(3)|(4)|(5)|(6)|(7)\n\
         1|Bộc Bố|27|25|10|20|\n",
        header("BẢNG TỔNG HỢP")
    );
    let round = ranked("bang.xlsx", workbook(&[("Tổng hợp", &table)]));
    assert_eq!(places_of_findings(&round), ["S007 Tổng hợp!B7"]);
    let named = table.replace("|Bộc Bố|", "|Xã Bộc Bố|");
    let round = ranked("bang.xlsx", workbook(&[("Tổng hợp", &named)]));
    // Appraised points of the one criterion, and no appraised figures of the other.
    assert_eq!(round.places(), ["1. 01864 25.00"]);
}

#[test]
fn a_column_that_is_missing_or_said_twice_refuses_the_whole_table() {
    let header = header("Bảng");
    let missing =
        format!("{header}Mã đơn vị|1.1|may_lan|may_tin\n01864|27|10|20\n01870|30|10|20\n");
    let round = ranked("bang.xlsx", workbook(&[("Bảng", &missing)]));
    assert_eq!(round.places(), Vec::<String>::new());
    assert_eq!(places_of_findings(&round), ["S036 Bảng!D4"]);
    let less = missing.replace("|may_tin\n", "\n").replace("|20\n", "\n");
    let round = ranked("bang.xlsx", workbook(&[("Bảng", &less)]));
    assert_eq!(round.places(), Vec::<String>::new());
    assert_eq!(places_of_findings(&round), ["S013 "]);
    let twice = format!("{header}Mã đơn vị|1.1|may_lan|may_tinh|1.1\n01864|27|10|20|30\n");
    let round = ranked("bang.xlsx", workbook(&[("Bảng", &twice)]));
    assert_eq!(round.places(), Vec::<String>::new());
    assert_eq!(places_of_findings(&round), ["S019 Bảng!E4"]);
}

#[test]
fn a_unit_with_two_rows_has_none() {
    let header = header("Bảng");
    let table = format!(
        "{header}Mã đơn vị|1.1|may_lan|may_tinh\n01864|27|10|20\n01870|30|10|20\n01864|28|10|20\n"
    );
    let round = ranked("bang.xlsx", workbook(&[("Bảng", &table)]));
    assert_eq!(round.places(), ["1. 01870 55.00"]);
    let first = "A5".to_owned();
    let problem = Problem::UnitRepeated { first };
    assert_eq!(problems(&round), [problem.clone(), problem]);
}

#[test]
fn what_stands_above_a_table_is_told_once() {
    let table = "Mã đơn vị|1.1|may_lan|may_tinh\n01864|27|10|20\n01870|30|10|20\n";
    let round = ranked("bang.xlsx", workbook(&[("Bảng", table)]));
    assert_eq!(round.places(), ["1. 01870 55.00", "2. 01864 52.00"]);
    assert_eq!(places_of_findings(&round), ["S023 Bảng", "S009 Bảng"]);
}

#[test]
fn a_column_may_say_the_period_of_each_row() {
    let set = format!("Bộ tiêu chí|{}\n", Set::ID);
    let table = format!(
        "{set}Kỳ|Mã đơn vị|1.1|may_lan|may_tinh\n\
         2021-11|01864|27|10|20\nTháng 10/2021|01870|30|10|20\n"
    );
    let round = ranked("bang.xlsx", workbook(&[("Bảng", &table)]));
    assert_eq!(round.places(), ["1. 01864 52.00"]);
    assert_eq!(places_of_findings(&round), ["S008 Bảng!A4"]);
}
