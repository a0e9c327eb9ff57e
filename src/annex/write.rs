//! JSON → the rows of the sheets, every key in the column made for it or else in the last one.

use std::collections::BTreeSet;

use super::columns::{self, Column, Field, ROLES, TOTAL};
use super::json::{Json, Object};
use super::{AnnexError, LONGEST_CELL};
use crate::period::Date;
use crate::text::Language;

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

fn text_cell(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn number(value: &Json) -> Option<Cell> {
    match value {
        Json::Number(text) if columns::is_plain_number(text) => Some(Cell::Number(text.clone())),
        _ => None,
    }
}

fn plain(value: &Json) -> Option<Cell> {
    let text = value.text().filter(|text| columns::is_plain(text))?;
    Some(text_cell(text))
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

impl Rows {
    /// Takes the parts, groups and criteria out of a node and gives each a row, in the order of
    /// their codes as far as the order of each list allows.
    fn branches(&mut self, node: &mut Object, parent: &str) {
        let mut lists: Vec<(usize, std::vec::IntoIter<(String, Object)>)> = Vec::new();
        for (role, (key, _)) in ROLES.iter().enumerate() {
            // Only the whole has parts.
            if *key == "parts" && !parent.is_empty() {
                continue;
            }
            let is_code = |code: &str| columns::is_plain(code) && columns::bare_code(code) == code;
            let known = &mut self.codes;
            let items = columns::take(node, key, |value| records(value, "code", is_code, known));
            lists.extend(items.map(|items| (role, items.into_iter())));
        }
        let next = |items: &std::vec::IntoIter<(String, Object)>| {
            items.as_slice().first().map(|(code, _)| natural(code))
        };
        while let Some((role, items)) = lists
            .iter_mut()
            .filter(|(_, items)| next(items).is_some())
            .min_by_key(|(_, items)| next(items))
        {
            let role = *role;
            if let Some((code, item)) = items.next() {
                self.branch(role, &code, item, parent);
            }
        }
    }

    fn branch(&mut self, role: usize, code: &str, mut item: Object, parent: &str) {
        let (key, name) = ROLES[role];
        let mut below = Object::new();
        for below_key in ["groups", "criteria"] {
            let list = columns::take(&mut item, below_key, |value| Some(value.clone()));
            below.extend(list.map(|list| (below_key.to_owned(), list)));
        }
        let is_criterion = key == "criteria";
        if is_criterion {
            self.inputs_of(&mut item, code);
        }
        let index = self.annex.len();
        let cells = Vec::new();
        let look = match key {
            "parts" => Look::Part,
            "groups" => Look::Group,
            _ => Look::Plain,
        };
        self.annex.push(Row { cells, look });
        if !is_criterion {
            self.branches(&mut below, code);
        }
        item.extend(below);
        self.annex[index].cells = cells_of(item, columns::ANNEX_COLUMNS, code, parent, name);
    }

    /// Takes the figures out of a criterion, or of the whole, and gives each a row.
    fn inputs_of(&mut self, node: &mut Object, criterion: &str) {
        let known = &mut self.names;
        let items = columns::take(node, "inputs", |value| {
            records(value, "name", columns::is_plain, known)
        });
        for (_, item) in items.into_iter().flatten() {
            let cells = cells_of(item, columns::INPUT_COLUMNS, "", criterion, "");
            let look = Look::Plain;
            self.inputs.push(Row { cells, look });
        }
    }

    /// Takes the ladders out of the set, when every one of them can be laid out.
    fn ladders(&mut self, set: &mut Object) {
        let mut known = BTreeSet::new();
        let ladders = columns::take(set, "ladders", |value| {
            let ladders = records(value, "id", columns::is_plain, &mut known)?;
            let ladders = ladders.into_iter().map(|(id, ladder)| {
                let mut ladder = ladder;
                let has_level = ladder.iter().any(|(key, _)| key == "level");
                let levels = columns::take(&mut ladder, "levels", levels).unwrap_or_default();
                (!has_level).then_some((id, ladder, levels))
            });
            ladders.collect::<Option<Vec<_>>>()
        });
        for (id, ladder, levels) in ladders.into_iter().flatten() {
            let row = |object, look| Row {
                cells: cells_of(object, columns::LADDER_COLUMNS, "", "", ""),
                look,
            };
            self.ladders.push(row(ladder, Look::Group));
            for mut level in levels {
                level.push(("id".to_owned(), Json::Text(id.clone())));
                for (key, _) in &mut level {
                    if key == "name" {
                        "title".clone_into(key);
                    }
                }
                self.ladders.push(row(level, Look::Plain));
            }
        }
    }

    /// Gives a row to every key that is left of the set.
    fn general(&mut self, set: Object) {
        let Json::Object(set) = Json::Object(set).in_order() else {
            return;
        };
        self.flatten(set, "");
    }

    fn flatten(&mut self, object: Object, prefix: &str) {
        for (key, value) in object {
            let path = format!("{prefix}{key}");
            match value {
                Json::Object(below) if can_be_flattened(&below) => {
                    self.flatten(below, &format!("{path}."));
                }
                value => {
                    let cell = plain(&value).or_else(|| number(&value));
                    let json = match cell {
                        Some(_) => Cell::Empty,
                        None => text_cell(&value.compact()),
                    };
                    let name = match columns::label(&path) {
                        "" => Cell::Empty,
                        label => text_cell(label),
                    };
                    let cells = vec![name, text_cell(&path), cell.unwrap_or(Cell::Empty), json];
                    let look = Look::Plain;
                    self.general.push(Row { cells, look });
                }
            }
        }
    }
}

fn can_be_flattened(object: &Object) -> bool {
    let is_plain = |(key, _): &(String, Json)| columns::is_plain(key) && !key.contains(['.', '\n']);
    !object.is_empty() && object.iter().all(is_plain)
}

/// Returns the objects of a list with the name each has under `key`, when all have one that is
/// `possible` and new.
fn records(
    value: &Json,
    key: &str,
    possible: impl Fn(&str) -> bool,
    known: &mut BTreeSet<String>,
) -> Option<Vec<(String, Object)>> {
    let Json::List(items) = value else {
        return None;
    };
    let named = |item: &Json| {
        let Json::Object(members) = item else {
            return None;
        };
        let (_, name) = members.iter().find(|(other, _)| other == key)?;
        let name = name.text().filter(|name| possible(name))?;
        Some((name.to_owned(), members.clone()))
    };
    let named: Option<Vec<(String, Object)>> = items.iter().map(named).collect();
    let named = named.filter(|named| !named.is_empty())?;
    let mut new = BTreeSet::new();
    let all_new = named
        .iter()
        .all(|(name, _)| !known.contains(name) && new.insert(name.clone()));
    known.append(&mut new);
    all_new.then_some(named)
}

/// Returns a code as people count: 4.9 before 4.10.
fn natural(code: &str) -> Vec<(u64, String)> {
    let parts = code.split(['.', '-']);
    parts
        .map(|part| match part.parse() {
            Ok(number) => (number, String::new()),
            Err(_) => (0, part.to_owned()),
        })
        .collect()
}

/// Returns the levels of a ladder, when each can have a row.
fn levels(value: &Json) -> Option<Vec<Object>> {
    let Json::List(levels) = value else {
        return None;
    };
    let level = |level: &Json| {
        let Json::Object(members) = level else {
            return None;
        };
        let has = |wanted: &str| members.iter().any(|(key, _)| key == wanted);
        let numbered = members.iter().find(|(key, _)| key == "level")?;
        number(&numbered.1)?;
        (!has("id") && !has("title")).then(|| members.clone())
    };
    let levels: Option<Vec<Object>> = levels.iter().map(level).collect();
    levels.filter(|levels| !levels.is_empty())
}

/// Puts every key of an object into its column, and those without one into the last.
fn cells_of(
    mut object: Object,
    columns: &[Column],
    code: &str,
    parent: &str,
    role: &str,
) -> Vec<Cell> {
    let mut english: Vec<(&str, String)> = Vec::new();
    let mut rule_keys = None;
    let text = |text: &str| {
        if text.is_empty() {
            Cell::Empty
        } else {
            text_cell(text)
        }
    };
    let mut cells = Vec::with_capacity(columns.len());
    for column in columns {
        let cell = match column.field {
            Field::Code => {
                columns::take(&mut object, "code", |_| Some(()));
                Some(text(code))
            }
            Field::Role => Some(text(role)),
            Field::Parent => Some(text(parent)),
            Field::Vietnamese(key) => columns::take(&mut object, key, |value| {
                let [vi, en] = columns::both_languages(value)?;
                english.push((key, en.to_owned()));
                Some(text_cell(vi))
            }),
            Field::English(key) => {
                let found = english.iter().find(|(other, _)| *other == key);
                found.map(|(_, text)| text_cell(text))
            }
            Field::Text(key) => columns::take(&mut object, key, plain),
            Field::Number(key) => columns::take(&mut object, key, number),
            Field::RuleKind => columns::take(&mut object, "rule", |rule| {
                let Json::Object(members) = rule else {
                    return None;
                };
                let mut keys = members.clone();
                let kind = columns::take(&mut keys, "kind", |kind| kind.text().map(str::to_owned))?;
                let (name, _) = columns::rule_kinds().find(|(_, known)| *known == kind)?;
                rule_keys = Some(keys);
                Some(text_cell(name))
            }),
            Field::RuleKeys => rule_keys
                .take()
                .filter(|keys| !keys.is_empty())
                .map(|keys| text_cell(&Json::Object(keys).in_order().compact())),
            Field::InputKind => columns::take(&mut object, "type", |kind| {
                let mut kinds = columns::input_kinds();
                let (name, _) = kinds.find(|(_, known)| Some(*known) == kind.text())?;
                Some(text_cell(name))
            }),
            Field::Options => columns::take(&mut object, "options", |options| {
                columns::options_as_lines(options).map(|lines| text_cell(&lines))
            }),
            Field::Json(key) => columns::take(&mut object, key, |value| {
                Some(text_cell(&value.clone().in_order().compact()))
            }),
            Field::Rest if !object.is_empty() => Some(text_cell(
                &Json::Object(std::mem::take(&mut object)).compact(),
            )),
            Field::Rest | Field::Path | Field::Label | Field::Value => None,
        };
        cells.push(cell.unwrap_or(Cell::Empty));
    }
    cells
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
