//! The shapes people hand submissions in: a sheet for each unit, a row for each unit, layouts of
//! their own.

use chamdiem::finding::Problem;
use chamdiem::intake::{self, Request};
use chamdiem::submission::Reader;
use chamdiem::submission::mapping::{Heading, Mapping};
use chamdiem::submission::words::{Column, Label};
use chamdiem::unit::Roster;

use crate::aside;
use crate::builder::{Round, Set, criterion, folder, group, ratio, request, roster, set_of_groups};

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
    set_of_groups(vec![group("1", vec![criterion("1.1", "50"), lan])])
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
    let found = round.outcomes.iter().flat_map(intake::FileOutcome::found);
    found.map(|finding| finding.problem.clone()).collect()
}

fn places_of_findings(round: &Round) -> Vec<String> {
    let found = round.outcomes.iter().flat_map(intake::FileOutcome::found);
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
    assert_eq!(places_of_findings(&round), ["S013 Bảng!A4"]);
    let twice = format!("{header}Mã đơn vị|1.1|may_lan|may_tinh|1.1\n01864|27|10|20|30\n");
    let round = ranked("bang.xlsx", workbook(&[("Bảng", &twice)]));
    assert_eq!(round.places(), Vec::<String>::new());
    assert_eq!(places_of_findings(&round), ["S019 Bảng!E4"]);
}

#[test]
fn a_row_that_is_missing_is_told_behind_the_row_it_comes_after() {
    let form = form("Mã đơn vị|01864", "27");
    let without = |code: &str| {
        let kept = form.lines().filter(|line| !line.starts_with(code));
        let kept: Vec<&str> = kept.collect();
        let round = ranked("phieu.xlsx", workbook(&[("Phiếu", &kept.join("\n"))]));
        let said = problems(&round)
            .iter()
            .map(|problem| match problem {
                Problem::MissingRow {
                    code, vi, after, ..
                } => format!("{code} {vi} {after:?}"),
                other => format!("{other:?}"),
            })
            .collect::<Vec<_>>();
        (places_of_findings(&round).join(" "), said.join(" "))
    };
    let told = |place: &str, what: &str| (place.to_owned(), what.to_owned());
    assert_eq!(
        without("may_lan"),
        told("S013 Phiếu!A5", "may_lan Số liệu may_lan Some(5)")
    );
    // Nothing stands before the first.
    assert_eq!(without("1.1"), told("S013 ", "1.1 Tiêu chí 1.1 None"));
}

#[test]
fn what_stands_for_the_period_and_is_none_is_told_at_its_cell_and_once() {
    let set = two_criteria().read();
    let units = units();
    let told = |name: &str, text: &str| {
        let files = folder([(name, text.replace('|', ";").into_bytes())]);
        let names = intake::files(files.path()).expect("the folder can be listed");
        let request = Request {
            roster: Some(&units),
            of_several: intake::OfSeveral::Nothing,
            is_whole_period: false,
            ..request(&set)
        };
        let outcomes = intake::run(request, &names, |_| ());
        let found = outcomes.iter().flat_map(intake::FileOutcome::found);
        let found = found.map(|finding| {
            let cell = finding.place.cell().map(|cell| cell.to_string());
            let code = finding.code().as_str();
            format!("{code} {} {:?}", cell.unwrap_or_default(), finding.quoted)
        });
        found.collect::<Vec<_>>()
    };
    let one = form("Mã đơn vị|01864", "27");
    let unclear = one.replace("2021-11", "Kỳ này");
    assert_eq!(told("a.csv", &unclear), ["S020 B2 Some(\"Kỳ này\")"]);
    let silent = one.replace("Kỳ|2021-11\n", "");
    assert_eq!(told("a.csv", &silent), ["S020  None"]);
    let table = format!(
        "{}Mã đơn vị|1.1|may_lan|may_tinh\n01864|27|10|20\n01870|30|10|20\n",
        header("Bảng").replace("2021-11", "Kỳ này")
    );
    assert_eq!(told("a.csv", &table), ["S020 B2 Some(\"Kỳ này\")"]);
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

/// A layout of somebody's own, with the words of the criteria set.
fn in_words(above: &str, below: &str) -> String {
    format!(
        "||UBND XÃ\n{above}Kỳ|2021-11\nBộ tiêu chí|{}\n\n\
         |STT|Nội dung|Điểm tối đa|Tự đánh giá||Thẩm định||Minh chứng\n\
         ||||Số liệu|Điểm|Số liệu|Điểm|\n\
         |(1)|(2)|(3)|(4)|(5)|(6)|(7)|(8)\n\
         |I|Nhóm 1|100||52\n\
         |1|Tiêu chí 1.1|50||27\n\n\
         |1.2|Tiêu chí 1.2|50||25\n\
         ||- Số liệu may_lan||10||||Sổ tài sản\n\
         ||- Số liệu may_tinh:||20\n\
         ||Tổng cộng|100||52\n\
         {below}",
        Set::ID
    )
}

#[test]
fn a_layout_of_their_own_is_read_by_its_words() {
    let form = in_words(
        "|Đơn vị: X. Bộc Bố\n",
        "||NGƯỜI LẬP BIỂU|||CHỦ TỊCH\n||Nguyễn Văn A\n",
    );
    for (name, bytes) in [
        ("phieu.xlsx", workbook(&[("Biểu 1", &form)])),
        ("phieu.csv", form.replace('|', ";").into_bytes()),
    ] {
        let round = ranked(name, bytes);
        assert_eq!(round.places(), ["1. 01864 52.00"], "{name}");
        assert_eq!(problems(&round), [], "{name}");
    }
}

#[test]
fn words_that_mean_nothing_or_two_things_are_told_and_not_guessed() {
    let form = in_words("|Mã đơn vị: 01864\n", "|5|Tiêu chí 1.3||4|\n")
        .replace("|1|Tiêu chí 1.1|", "|1.2|Tiêu chí 1.1|")
        .replace("- Số liệu may_lan", "- Số máy trong mạng");
    let round = ranked("phieu.xlsx", workbook(&[("Biểu 1", &form)]));
    assert_eq!(round.places(), Vec::<String>::new());
    assert_eq!(
        places_of_findings(&round),
        [
            "S035 Biểu 1!C10",
            "S011 Biểu 1!C13",
            "S011 Biểu 1!C16",
            "S013 ",
            "S013 "
        ]
    );
}

#[test]
fn a_running_number_is_no_code_and_a_code_in_parts_is() {
    let header = header("Mã đơn vị|01864");
    let form = |first: &str| {
        format!(
            "{header}STT|Nội dung|Số liệu\n{first}|30\n2|Số liệu may_lan|10\n3|Số liệu may_tinh|20\n"
        )
    };
    let by_text = ranked("a.xlsx", workbook(&[("A", &form("7|Tiêu chí 1.1"))]));
    assert_eq!(by_text.places(), ["1. 01864 55.00"]);
    let by_code = ranked("a.xlsx", workbook(&[("A", &form("1.1.|Kế hoạch"))]));
    assert_eq!(by_code.places(), ["1. 01864 55.00"]);
    let by_number = ranked("a.xlsx", workbook(&[("A", &form("1|Kế hoạch"))]));
    assert_eq!(by_number.places(), Vec::<String>::new());
}

#[test]
fn points_are_no_figures() {
    let header = header("Mã đơn vị|01864");
    let form = format!(
        "{header}STT|Tiêu chí|Điểm tự chấm\n1|Tiêu chí 1.1|30\n2|Số liệu may_lan|10\n3|Số liệu may_tinh|20\n"
    );
    let round = ranked("a.xlsx", workbook(&[("A", &form)]));
    assert_eq!(round.places(), Vec::<String>::new());
    assert_eq!(places_of_findings(&round), ["S038 A!C6", "S038 A!C7"]);
}

#[test]
fn a_sheet_that_shows_results_is_no_second_form() {
    let form = form("Mã đơn vị|01864", "27");
    let results = "Tiêu chí|Điểm tối đa|Kết quả\nTiêu chí 1.1|50|27\n";
    let round = ranked(
        "a.xlsx",
        workbook(&[("Phiếu", &form), ("Kết quả", results)]),
    );
    assert_eq!(round.places(), ["1. 01864 52.00"]);
    assert_eq!(problems(&round), []);
}

#[test]
fn headings_texts_and_names_of_ones_own_are_written_down_once() {
    let mut mapping = Mapping::default();
    mapping.heading("Đạt được", Heading::Column(Column::Figures));
    mapping.heading("Tên cơ quan", Heading::Label(Label::UnitName));
    mapping.question("Máy nối mạng", "may_lan");
    mapping.unit("Cụm 1", "01864");
    mapping.sheet("Tháng 11");
    let form = format!(
        "Tên cơ quan|Cụm 1\nKỳ|2021-11\nBộ tiêu chí|{}\n\
         STT|Nội dung|Đạt được\n1|Tiêu chí 1.1|27\n2|Máy nối mạng|10\n3|Số liệu may_tinh|20\n",
        Set::ID
    );
    let other = form.replace("|27", "|30");
    let bytes = workbook(&[("Tháng 10", &other), ("Tháng 11", &form)]);
    let folder = folder([("a.xlsx", bytes)]);
    let set = two_criteria().read();
    let units = units();
    let period = "2021-11".parse().expect("a period");
    let request = Request {
        roster: Some(&units),
        period: Some(period),
        reader: Reader {
            mapping: Some(&mapping),
            ..aside::reader()
        },
        recognised: true,
        ..request(&set)
    };
    let files = intake::files(folder.path()).expect("the folder can be listed");
    let outcomes = intake::run(request, &files, |card| card.into_standing(&set));
    let [file] = outcomes.as_slice() else {
        panic!("one file: {outcomes:?}");
    };
    let [one] = file.submissions.as_slice() else {
        panic!("one submission: {file:?}");
    };
    let total = one
        .result
        .as_ref()
        .map(|standing| standing.total.to_string());
    assert_eq!(total.as_deref(), Some("52.00"));
    assert_eq!(file.found().count(), 0);
    let recognised = one.recognised.as_ref().expect("it was asked for");
    let columns: Vec<&str> = recognised
        .columns
        .iter()
        .map(|column| column.meaning)
        .collect();
    assert_eq!(columns, ["number", "text", "figures"]);
    let cells: Vec<String> = recognised
        .questions
        .iter()
        .map(|(input, place)| format!("{input}={}", place.cell().expect("a cell")))
        .collect();
    assert_eq!(cells, ["1.1=C5", "may_lan=C6", "may_tinh=C7"]);
}

#[test]
fn whose_a_file_is_says_its_code_then_its_name_then_the_file_then_the_sheet() {
    let set = two_criteria().read();
    let of = |name: &str, sheet: &str, header: &str| {
        let form = format!(
            "{header}Kỳ|2021-11\nBộ tiêu chí|{}\nMã|Giá trị\n1.1|27\nmay_lan|10\nmay_tinh|20\n",
            Set::ID
        );
        let folder = folder([(name, workbook(&[(sheet, &form)]))]);
        let round = folder.ranked(&set, Some(&units()), "2021-11");
        let codes: Vec<&str> = round.outcomes[0]
            .found()
            .map(|one| one.code().as_str())
            .collect();
        let place = round.ranking.places.first();
        let code = place.map_or("", |place| place.standing.unit.code.as_str());
        format!("{code} {}", codes.join(" ")).trim().to_owned()
    };
    for (name, sheet, header, told) in [
        (
            "xa-giao-hieu.xlsx",
            "Xã Giáo Hiệu",
            "Mã đơn vị|01864\n",
            "01864",
        ),
        ("01870.xlsx", "Phiếu", "Mã đơn vị|01864\n", "01864 S042"),
        ("a.xlsx", "Phiếu", "Mã đơn vị|1864\n", "01864 S041"),
        ("a.xlsx", "Phiếu", "Đơn vị|P. Sông Cầu\n", "01840"),
        ("a.xlsx", "Phiếu", "Đơn vị|Sông Cau\n", "S007"),
        ("phieu xa Boc Bo T11.xlsx", "Xã Giáo Hiệu", "", "01864 S039"),
        ("phieu.xlsx", "Giáo Hiệu", "", "01870 S039"),
        ("boc bo, giao hieu.xlsx", "Giáo Hiệu", "", "S040"),
        ("phieu.xlsx", "Phiếu", "", "S006"),
    ] {
        assert_eq!(of(name, sheet, header), told, "{name} {sheet} {header}");
    }
}

#[test]
fn of_two_files_that_differ_by_their_mark_the_later_one_counts() {
    let set = two_criteria().read();
    let one = |points: &str| {
        form("Mã đơn vị|01864", points)
            .replace('|', ";")
            .into_bytes()
    };
    // What is wrong in an earlier one is of no concern.
    let files = folder([
        ("xa (1).csv", one("nhiều")),
        ("xa (2).csv", one("30")),
        ("xa.csv", one("27")),
    ]);
    let round = files.ranked(&set, Some(&units()), "2021-11");
    assert_eq!(round.places(), ["1. 01864 55.00"]);
    assert_eq!(round.codes_in("xa.csv"), ["S044"]);
    assert_eq!(round.codes_in("xa (1).csv"), ["S044"]);
    assert_eq!(round.codes_in("xa (2).csv"), Vec::<&str>::new());
    assert!(
        !round
            .unranked()
            .iter()
            .any(|entry| entry.starts_with("01864"))
    );

    let names = intake::files(files.path()).expect("the folder can be listed");
    let units = units();
    let strict = Request {
        roster: Some(&units),
        period: "2021-11".parse().ok(),
        of_several: intake::OfSeveral::Nothing,
        ..request(&set)
    };
    let outcomes = intake::run(strict, &names, |_| ());
    assert!(outcomes.iter().all(|file| file.usable().next().is_none()));
}

#[test]
fn the_period_is_that_of_the_file_or_else_of_its_folder() {
    let set = two_criteria().read();
    let form = form("Mã đơn vị|01864", "27").replace('|', ";");
    let without = form.replace("Kỳ;2021-11\n", "");
    let files = folder([
        ("Tháng 11-2021/a.csv", without.into_bytes()),
        ("2021-10/b.csv", form.clone().into_bytes()),
        ("Năm 2021/c.csv", form.into_bytes()),
    ]);
    let request = Request {
        of_several: intake::OfSeveral::Nothing,
        is_whole_period: false,
        ..request(&set)
    };
    let names = intake::files(files.path()).expect("the folder can be listed");
    let told: Vec<String> = intake::run(request, &names, |_| ())
        .iter()
        .map(|file| {
            let period = file.submissions[0].period.expect("a period");
            let codes: Vec<&str> = file
                .found()
                .map(|finding| finding.code().as_str())
                .filter(|code| *code != "S014")
                .collect();
            format!("{period} {}", codes.join(" "))
        })
        .collect();
    assert_eq!(told, ["2021-11 S043", "2021-11 ", "2021-11 S009"]);
}

#[test]
fn json_is_a_submission_or_many() {
    let one = format!(
        r#"{{"format":"chamdiem/submission/1","criteria_set":"{}","period":"2021-11",
        "unit":{{"code":"01864"}},"answers":{{"1.1":27,"may_lan":{{"value":10,"note":"a"}},"may_tinh":"20"}}}}"#,
        Set::ID
    );
    let round = ranked("a.json", one.clone().into_bytes());
    assert_eq!(round.places(), ["1. 01864 52.00"]);
    assert_eq!(problems(&round), []);
    let many = format!(
        r#"{{"format":"chamdiem/submission/1","criteria_set":"{}","period":"2021-11","submissions":[
        {{"unit":{{"code":"01864"}},"answers":{{"1.1":27,"may_lan":10,"may_tinh":20}}}},
        {{"unit":{{"name":"Giáo Hiệu"}},"answers":{{"1.1":30,"may_lan":10}}}},
        {{"unit":{{"code":"01840"}},"answers":{{"1.1":null,"may_lan":null,"may_tinh":null}}}},
        {{"unit":{{"code":"01906"}},"answers":{{"1.1":31,"may_lan":10,"may_tinh":20,"1.2":5}}}}]}}"#,
        Set::ID
    );
    let round = ranked("a.json", many.into_bytes());
    assert_eq!(round.places(), ["1. 01864 52.00"]);
    assert_eq!(
        round.unranked(),
        ["01840 not_submitted", "01870 errors", "01906 errors"]
    );
    let found: Vec<&str> = round.outcomes[0]
        .found()
        .map(|one| one.code().as_str())
        .collect();
    assert_eq!(found, ["S013", "S035"]);

    for (right, wrong, code) in [
        (r#""period""#, r#""ky""#, "S048"),
        (r#""answers""#, r#""answer""#, "S048"),
        (r#""code":"01864""#, r#""code":1864"#, "S048"),
        (r#""1.1":27"#, r#""1.1":27,"1.1":28"#, "S012"),
        (r#""1.1":27"#, r#""1.1":[27]"#, "S048"),
        ("submission/1", "submission/9", "S048"),
        ("}}", "}", "S047"),
    ] {
        let round = ranked("a.json", one.replacen(right, wrong, 1).into_bytes());
        assert_eq!(round.places(), Vec::<String>::new(), "{wrong}");
        let mut found = round.outcomes[0].found().map(|one| one.code().as_str());
        assert!(
            found.any(|found| found == code),
            "{wrong}: {:?}",
            problems(&round)
        );
    }
}
