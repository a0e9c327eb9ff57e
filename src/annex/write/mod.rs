//! JSON → the rows of the sheets, every key in the column made for it or else in the last one.

mod branches;
mod cells;
mod general;
mod ladders;

use std::collections::BTreeSet;

use super::columns::{self, Column, Field, ROLES, TOTAL};
use super::json::{Json, Object};
use super::{AnnexError, LONGEST_CELL};
use crate::period::Date;
use crate::text::Language;

use cells::{number, text_cell};

/// What a cell is given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell {
    Empty,
    Text(String),
    /// In plain notation, with fifteen digits at most.
    Number(String),
}

/// What a row is, which decides how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Part,
    Group,
    Plain,
    Total,
}

/// A row of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub cells: Vec<Cell>,
    pub look: Look,
}

/// A sheet of the workbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sheet {
    pub name: &'static str,
    pub columns: &'static [Column],
    pub rows: Vec<Row>,
}

/// All that a workbook holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Book {
    /// What stands above the annex: the title of the set, the decision, the notice.
    pub title: String,
    pub decision: String,
    pub notice: String,
    pub sheets: Vec<Sheet>,
    /// The day of the decision, which dates the file.
    pub day: Option<Date>,
}

/// Lays a criteria set out.
pub(super) fn book(set: Object) -> Result<Book, AnnexError> {
    let member = |path: &[&str]| at(&set, path).and_then(Json::text).map(str::to_owned);
    let day = |path: &[&str]| member(path).and_then(|day| day.parse::<Date>().ok());
    let signed = day(&["document", "date"]);
    let title = member(&["title", "vi"]).unwrap_or_default();
    let notice = member(&["notice", "vi"]).unwrap_or_default();
    let decision = decision(
        member(&["document", "number"]),
        signed,
        member(&["document", "issuer", "vi"]),
    );
    let mut rows = Rows::default();
    let mut set = set;
    rows.inputs_of(&mut set, "");
    rows.branches(&mut set, "");
    let total = columns::take(&mut set, "maximum", number);
    if let Some(total) = total {
        rows.annex.push(total_row(total));
    }
    rows.ladders(&mut set);
    rows.general(set);
    let sheet = |name, columns, rows| Sheet {
        name,
        columns,
        rows,
    };
    let book = Book {
        title,
        decision,
        notice,
        day: signed.or_else(|| member_day(&rows.general)),
        sheets: vec![
            sheet(columns::ANNEX, columns::ANNEX_COLUMNS, rows.annex),
            sheet(columns::INPUTS, columns::INPUT_COLUMNS, rows.inputs),
            sheet(columns::LADDERS, columns::LADDER_COLUMNS, rows.ladders),
            sheet(columns::GENERAL, columns::GENERAL_COLUMNS, rows.general),
        ],
    };
    book.sheets.iter().try_for_each(refuse_long_texts)?;
    Ok(book)
}

/// The first day of validity, which dates the file of a set without a decision.
fn member_day(general: &[Row]) -> Option<Date> {
    let is_wanted = |row: &&Row| row.cells.get(1) == Some(&text_cell("document.valid_from"));
    match general.iter().find(is_wanted)?.cells.get(2)? {
        Cell::Text(day) => day.parse().ok(),
        Cell::Empty | Cell::Number(_) => None,
    }
}

fn decision(number: Option<String>, signed: Option<Date>, issuer: Option<String>) -> String {
    let Some(number) = number else {
        return String::new();
    };
    let signed = signed.map(|day| format!(" ngày {}", Language::Vietnamese.day(day)));
    let issuer = issuer.map(|issuer| format!(" của {issuer}"));
    format!(
        "(Kèm theo Quyết định số {number}{}{})",
        signed.unwrap_or_default(),
        issuer.unwrap_or_default()
    )
}

fn at<'j>(object: &'j Object, path: &[&str]) -> Option<&'j Json> {
    let (first, rest) = path.split_first()?;
    let (_, value) = object.iter().find(|(key, _)| key == first)?;
    match (rest, value) {
        ([], value) => Some(value),
        (rest, Json::Object(below)) => at(below, rest),
        _ => None,
    }
}

fn total_row(total: Cell) -> Row {
    let mut total = Some(total);
    let cell = |column: &Column| match column.field {
        Field::Vietnamese("title") => text_cell(TOTAL),
        Field::Number("maximum") => total.take().unwrap_or(Cell::Empty),
        _ => Cell::Empty,
    };
    Row {
        cells: columns::ANNEX_COLUMNS.iter().map(cell).collect(),
        look: Look::Total,
    }
}

#[derive(Debug, Default)]
struct Rows {
    annex: Vec<Row>,
    inputs: Vec<Row>,
    ladders: Vec<Row>,
    general: Vec<Row>,
    codes: BTreeSet<String>,
    names: BTreeSet<String>,
}

/// Excel counts the letters of a cell as UTF-16 does.
fn refuse_long_texts(sheet: &Sheet) -> Result<(), AnnexError> {
    for row in &sheet.rows {
        for (cell, column) in row.cells.iter().zip(sheet.columns) {
            let Cell::Text(text) = cell else { continue };
            let letters = text.encode_utf16().count();
            if letters > LONGEST_CELL {
                return Err(AnnexError::TooLong {
                    sheet: sheet.name,
                    row: name_of(row, sheet.columns),
                    column: column.heading,
                    letters,
                });
            }
        }
    }
    Ok(())
}

/// What a row is known by: a code, a name, a key.
fn name_of(row: &Row, columns: &[Column]) -> String {
    let is_name = |field: Field| {
        matches!(
            field,
            Field::Code | Field::Path | Field::Text("name" | "id")
        )
    };
    let cells = row.cells.iter().zip(columns);
    let mut names = cells.filter(|(_, column)| is_name(column.field));
    match names.next() {
        Some((Cell::Text(text), _)) => text.chars().take(60).collect(),
        _ => String::new(),
    }
}

/// Returns the words that can be chosen: a heading, and each word with what the JSON has.
pub(super) fn words() -> Vec<(&'static str, Vec<(String, String)>)> {
    let owned = |(name, kind): (&str, &str)| (name.to_owned(), kind.to_owned());
    let roles = ROLES.iter().map(|(key, name)| owned((name, key)));
    vec![
        ("Cách tính điểm", columns::rule_kinds().map(owned).collect()),
        ("Loại", roles.collect()),
        ("Kiểu số liệu", columns::input_kinds().map(owned).collect()),
    ]
}
