//! What people and office programs do to cells: each is understood, with a note where a person
//! would want one, or told; nothing becomes zero in silence. The same in a workbook and in text.

use chamdiem::definition::CriteriaSet;
use chamdiem::finding::{Findings, Source};
use chamdiem::rule::Value;
use chamdiem::submission::Submission;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};

use crate::aside;
use crate::builder::{self, codes, criterion, exact};

/// A count, a percent, a number, a yes or no, and codes that Excel takes for numbers and days.
fn set() -> CriteriaSet {
    let points = |code: &str, inputs: &[(&str, &str)]| {
        let sum: Vec<&str> = inputs.iter().map(|(name, _)| *name).collect();
        let rule = format!(
            r#"{{ "kind": "formula", "points": "{}", "minimum": 0, "maximum": 10 }}"#,
            sum.join(" + ")
        );
        inputs
            .iter()
            .fold(criterion(code, "10"), |criterion, (name, kind)| {
                criterion.asks(name, kind)
            })
            .rule(&rule)
    };
    builder::set(vec![
        points(
            "2",
            &[("may", "count"), ("ho_so", "percent"), ("muc", "decimal")],
        ),
        builder::yes_no("3", "10", "co_lan"),
        criterion("4.1", "10"),
        criterion("4.10", "10"),
        criterion("5.20", "10"),
        criterion("1-2", "10"),
    ])
    .read()
}

/// The rows of the form but for the one that is looked at.
const ROWS: [(&str, &str); 8] = [
    ("may", "3"),
    ("ho_so", "50"),
    ("muc", "1"),
    ("co_lan", "Có"),
    ("4.1", "5"),
    ("4.10", "6"),
    ("5.20", "7"),
    ("1-2", "8"),
];
/// The row of the first answer, from zero.
const FIRST: u32 = 2;

/// What was understood of an input, and what was found.
#[derive(Debug, PartialEq)]
struct Read(Option<Value>, Vec<&'static str>);

fn number(value: &str, codes: &[&'static str]) -> Read {
    Read(Some(Value::Number(exact(value))), codes.to_vec())
}

fn refused(code: &'static str) -> Read {
    Read(None, vec![code])
}

fn submitted(bytes: &[u8], name: &str) -> (Submission, Vec<&'static str>) {
    let mut findings = Findings::new();
    let read = aside::reader().read(&set(), &Source::new(name), bytes, &mut findings);
    let found = codes(findings.clone().sorted().iter());
    (read.unwrap_or_else(|| panic!("{findings:?}")), found)
}

fn outcome(bytes: &[u8], name: &str, input: &str) -> Read {
    let (submission, found) = submitted(bytes, name);
    let id = set().input_named(input).expect("an input of the set");
    Read(submission.own.values[id.index()].clone(), found)
}

/// A workbook with something else in the cell of an input, or in the cell of its code.
fn workbook(of: &str, column: u16, write: impl Fn(&mut Worksheet, u32, u16)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "Kỳ").expect("a cell");
    sheet.write(0, 1, "2021-11").expect("a cell");
    sheet.write(1, 0, "Mã").expect("a cell");
    sheet.write(1, 1, "Giá trị").expect("a cell");
    for (row, (name, answer)) in (FIRST..).zip(ROWS) {
        for (at, text) in [(0, name), (1, answer)] {
            if name == of && at == column {
                write(sheet, row, at);
            } else {
                match text.parse::<i32>() {
                    Ok(number) if at == 1 => sheet.write_number(row, at, number),
                    _ => sheet.write_string(row, at, text),
                }
                .expect("a cell");
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

fn in_workbook(of: &str, write: impl Fn(&mut Worksheet, u32, u16)) -> Read {
    outcome(&workbook(of, 1, write), "phieu.xlsx", of)
}

/// A text as a cell of a workbook.
fn typed(of: &str, text: &str) -> Read {
    in_workbook(of, |sheet, row, column| {
        sheet.write_string(row, column, text).expect("a cell");
    })
}

fn csv(of: &str, column: usize, text: &str) -> Vec<u8> {
    let mut lines = vec!["Kỳ;2021-11".to_owned(), "Mã;Giá trị".to_owned()];
    for (name, answer) in ROWS {
        let mut cells = [name, answer];
        if name == of {
            cells[column] = text;
        }
        lines.push(cells.map(|cell| format!("\"{cell}\"")).join(";"));
    }
    lines.join("\n").into_bytes()
}

fn in_text(of: &str, text: &str) -> Read {
    outcome(&csv(of, 1, text), "phieu.csv", of)
}

/// What a text is read as, typed into a workbook and in a text file.
fn assert_both(of: &str, text: &str, read: &Read) {
    assert_eq!(&typed(of, text), read, "{text:?} in a workbook");
    assert_eq!(&in_text(of, text), read, "{text:?} in text");
}

#[test]
fn an_error_value_is_told_and_is_not_zero() {
    for error in ["#DIV/0!", "#REF!", "#N/A", "#NAME?", "#VALUE!"] {
        let read = in_workbook("may", |sheet, row, column| {
            let formula = Formula::new("1/0").set_result(error);
            sheet.write_formula(row, column, formula).expect("a cell");
        });
        assert_eq!(read, refused("V009"), "{error}");
        assert_eq!(in_text("may", error), refused("V001"), "{error}");
    }
}

#[test]
fn a_formula_that_was_never_computed_is_told_and_is_not_zero() {
    let read = in_workbook("may", |sheet, row, column| {
        sheet.set_formula_result_default("");
        let formula = Formula::new("1+1").set_result("");
        sheet.write_formula(row, column, formula).expect("a cell");
    });
    assert_eq!(read, refused("V010"));
}

#[test]
fn a_formula_counts_by_its_result_and_one_into_another_file_with_a_note() {
    let result = |formula: &str| {
        in_workbook("may", |sheet, row, column| {
            let formula = Formula::new(formula).set_result("2");
            sheet.write_formula(row, column, formula).expect("a cell");
        })
    };
    assert_eq!(result("1+1"), number("2", &[]));
    assert_eq!(result("SUM(Table1[May])"), number("2", &[]));
    assert_eq!(result("SUM(Table1[May])*Sheet1!A1"), number("2", &[]));
    for elsewhere in [
        "[1]Sheet1!$B$2",
        "'[so lieu.xlsx]Tháng 11'!B2",
        "SUM('C:\\So lieu\\[may.xlsx]Xã'!A1:A9)",
    ] {
        assert_eq!(result(elsewhere), number("2", &["V035"]), "{elsewhere}");
    }
}

#[test]
fn a_day_where_a_number_belongs_is_told() {
    let day = ExcelDateTime::from_ymd(2021, 2, 1).expect("a day");
    for format in ["dd/mm/yyyy", "d-mmm", "yyyy-mm-dd"] {
        let read = in_workbook("may", |sheet, row, column| {
            let format = Format::new().set_num_format(format);
            sheet
                .write_datetime_with_format(row, column, &day, &format)
                .expect("a cell");
        });
        assert_eq!(read, refused("V011"), "{format}");
    }
    for text in ["01/02/2021", "01-Feb"] {
        assert_both("may", text, &refused("V001"));
    }
}

#[test]
fn a_percent_format_and_a_percent_as_unit_are_told_apart() {
    let shown_as_percent = |of: &str| {
        in_workbook(of, |sheet, row, column| {
            let format = Format::new().set_num_format("0%");
            sheet
                .write_number_with_format(row, column, 0.85, &format)
                .expect("a cell");
        })
    };
    assert_eq!(shown_as_percent("ho_so"), number("85", &[]));
    assert_eq!(shown_as_percent("may"), refused("V013"));
    let plain = in_workbook("ho_so", |sheet, row, column| {
        sheet.write_number(row, column, 0.85).expect("a cell");
    });
    assert_eq!(plain, refused("V012"));
    assert_both("ho_so", "0,85", &refused("V012"));
}

#[test]
fn a_percent_sign_that_is_typed_belongs_to_a_percentage() {
    assert_both("ho_so", "85%", &number("85", &[]));
    assert_both("ho_so", "85,5 %", &number("85.5", &[]));
    assert_both("may", "85%", &refused("V013"));
}

#[test]
fn a_dot_before_three_digits_is_thousands_of_a_count_and_else_not_guessed() {
    assert_both("may", "1.234", &number("1234", &["V018"]));
    assert_both("muc", "1.234", &refused("V002"));
    assert_both("muc", "1.234,5", &number("1234.5", &[]));
}

#[test]
fn spaces_around_and_within_a_number_are_understood() {
    for text in [" 1 234 ", "1\u{a0}234", "\u{3000}1 234"] {
        assert_both("may", text, &number("1234", &[]));
    }
}

#[test]
fn fullwidth_digits_are_digits() {
    assert_both("may", "１２", &number("12", &[]));
    assert_both("ho_so", "８５，５％", &number("85.5", &[]));
}

#[test]
fn a_dash_or_a_word_for_nothing_is_asked_what_it_means() {
    for text in ["-", "–", "—", "--", "Không có", "không", "chưa có"] {
        assert_both("may", text, &refused("V034"));
        assert_both("muc", text, &refused("V034"));
    }
    let no = Read(Some(Value::YesNo(false)), vec![]);
    assert_both("co_lan", "Không có", &no);
    assert_both("co_lan", "-", &refused("V004"));
}

#[test]
fn hidden_rows_and_columns_count_and_are_told() {
    let row = in_workbook("may", |sheet, row, column| {
        sheet.write_number(row, column, 4).expect("a cell");
        sheet.set_row_hidden(row).expect("a row");
    });
    assert_eq!(row, number("4", &["S031"]));
    let column = in_workbook("may", |sheet, row, column| {
        sheet.write_number(row, column, 4).expect("a cell");
        sheet.set_column_hidden(column).expect("a column");
    });
    assert_eq!(column, number("4", &["S031"]));
}

#[test]
fn hidden_sheets_are_told_and_read_only_where_nothing_else_is() {
    let with_sheets = |is_form_hidden: bool| {
        let mut book = Workbook::new();
        for hides in [is_form_hidden, !is_form_hidden] {
            let sheet = book.add_worksheet().set_hidden(hides);
            if hides == is_form_hidden {
                sheet.write(0, 0, "Mã").expect("a cell");
                sheet.write(0, 1, "Giá trị").expect("a cell");
                for (row, (name, answer)) in (1..).zip(ROWS) {
                    sheet.write(row, 0, name).expect("a cell");
                    sheet.write(row, 1, answer).expect("a cell");
                }
            } else {
                sheet.write(0, 0, "Ghi nhớ").expect("a cell");
                if !hides {
                    sheet.set_active(true).set_first_tab(true);
                }
            }
        }
        let bytes = book.save_to_buffer().expect("a workbook");
        outcome(&bytes, "phieu.xlsx", "may")
    };
    assert_eq!(with_sheets(false), number("3", &["S032"]));
    assert_eq!(with_sheets(true), number("3", &["S033"]));
}

/// The workbook with a code that is a number or a day.
fn with_code(
    of: &str,
    write: impl Fn(&mut Worksheet, u32, u16),
) -> (Submission, Vec<&'static str>) {
    submitted(&workbook(of, 0, write), "phieu.xlsx")
}

fn value(submission: &Submission, input: &str) -> Option<Value> {
    let id = set().input_named(input).expect("an input of the set");
    submission.own.values[id.index()].clone()
}

#[test]
fn a_code_that_became_a_number_is_told_where_it_may_be_two() {
    let (read, found) = with_code("4.10", |sheet, row, column| {
        sheet.write_number(row, column, 4.1).expect("a cell");
    });
    assert_eq!(found, ["S016"]);
    assert_eq!(value(&read, "4.10"), None);
    assert_eq!(value(&read, "4.1"), Some(Value::Number(exact("5"))));
    // Text files have no numbers: there are two of one code.
    let (read, found) = submitted(&csv("4.10", 0, "4.1"), "phieu.csv");
    assert_eq!(found, ["S013", "S012"]);
    assert_eq!(value(&read, "4.10"), None);
    assert_eq!(value(&read, "4.1"), Some(Value::Number(exact("5"))));
}

#[test]
fn a_code_that_became_a_number_is_known_where_only_one_can_be_meant() {
    let (read, found) = with_code("5.20", |sheet, row, column| {
        sheet.write_number(row, column, 5.2).expect("a cell");
    });
    assert_eq!(found, Vec::<&str>::new());
    assert_eq!(value(&read, "5.20"), Some(Value::Number(exact("7"))));
    let (_, found) = submitted(&csv("5.20", 0, "5.2"), "phieu.csv");
    assert_eq!(found, ["S013", "S011"], "in text it is another code");
}

#[test]
fn a_code_that_became_a_day_is_told() {
    let day = ExcelDateTime::from_ymd(2021, 2, 1).expect("a day");
    let (read, found) = with_code("1-2", |sheet, row, column| {
        let format = Format::new().set_num_format("d-mmm");
        sheet
            .write_datetime_with_format(row, column, &day, &format)
            .expect("a cell");
    });
    assert_eq!(found, ["S016"]);
    assert_eq!(value(&read, "1-2"), None);
    for text in ["01-Feb", "Feb-01", "1-Thg2", "01/02/2021", "02 tháng 1"] {
        let (read, found) = submitted(&csv("1-2", 0, text), "phieu.csv");
        assert_eq!(found, ["S016"], "{text}");
        assert_eq!(value(&read, "1-2"), None, "{text}");
    }
}
