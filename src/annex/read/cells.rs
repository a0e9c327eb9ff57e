//! The cells of a row → the keys their columns are for.

use super::super::columns::{self, Field};
use super::super::json::{Json, Object};
use super::Reader;
use super::table::{Table, collapsed, without_unit};
use crate::finding::{Place, Problem, Shape};
use crate::number::{WrittenNumber, read_number};
use crate::submission::sheet::{Cell, Content, Row, Sheet};

/// What a table is: with the columns of the program, or without.
pub(super) enum Kind<'r> {
    Ours,
    /// How points are given is told in words, which go to the remarks.
    Bare(&'r mut Vec<String>),
}

/// The members of an object as they are found, each with its cell.
#[derive(Default)]
pub(super) struct Members {
    pub(super) object: Object,
    pub(super) cells: Vec<(String, Place)>,
}

impl Members {
    pub(super) fn has(&self, key: &str) -> bool {
        self.object.iter().any(|(other, _)| other == key)
    }

    pub(super) fn add(&mut self, key: &str, value: Json, place: Place) {
        self.object.push((key.to_owned(), value));
        self.cells.push((key.to_owned(), place));
    }

    pub(super) fn text(&self, key: &str) -> Option<&str> {
        let (_, value) = self.object.iter().find(|(other, _)| other == key)?;
        value.text()
    }
}

/// A text and where it stands.
type Placed = Option<(String, Place)>;

impl Reader<'_> {
    /// Reads the cells of a row into the keys their columns are for.
    #[expect(
        clippy::too_many_lines,
        reason = "a line or two for each kind of column"
    )]
    pub(super) fn members(&mut self, table: &Table, row: Row, mut kind: Kind) -> Members {
        let mut members = Members::default();
        let sheet = &table.sheet;
        let mut rule: Option<(Object, Place)> = None;
        let mut texts: Vec<(&'static str, [Placed; 2])> = Vec::new();
        for (field, column) in &table.columns {
            let Some(cell) = row.in_column(*column) else {
                continue;
            };
            let place = sheet.place(cell.at);
            match *field {
                Field::Vietnamese(key) | Field::English(key) => {
                    let Some(mut text) = self.text(sheet, cell) else {
                        continue;
                    };
                    if matches!(kind, Kind::Bare(_)) {
                        text = collapsed(&text);
                    }
                    let language = usize::from(*field == Field::English(key));
                    let found = texts.iter().position(|(other, _)| *other == key);
                    let found = found.unwrap_or_else(|| {
                        texts.push((key, [None, None]));
                        texts.len() - 1
                    });
                    texts[found].1[language] = Some((text, place));
                }
                Field::Text(key) => {
                    if let Some(text) = self.text(sheet, cell) {
                        members.add(key, Json::Text(text), place);
                    }
                }
                Field::Number(key) => {
                    if let Some(number) = self.number(sheet, cell) {
                        members.add(key, Json::Number(number), place);
                    }
                }
                Field::RuleKind => {
                    let Some(text) = self.text(sheet, cell) else {
                        continue;
                    };
                    let found = columns::kind_named(&text, columns::rule_kinds());
                    match (found, &mut kind) {
                        (Some(found), _) => {
                            let found = ("kind".to_owned(), Json::Text(found.to_owned()));
                            rule.get_or_insert((Object::new(), place))
                                .0
                                .insert(0, found);
                        }
                        // Of a bare table the words of the decision.
                        (None, Kind::Bare(remarks)) => remarks.push(collapsed(&text)),
                        (None, Kind::Ours) => {
                            let allowed = columns::rule_kinds();
                            let allowed = allowed.map(|(name, _)| name.to_owned()).collect();
                            self.report_cell(Problem::ValueNotAllowed { allowed }, sheet, cell);
                        }
                    }
                }
                Field::RuleKeys => {
                    for (key, value) in self.object(sheet, cell).unwrap_or_default() {
                        members.cells.push((format!("rule/{key}"), place.clone()));
                        let rule = rule.get_or_insert((Object::new(), place.clone()));
                        rule.0.push((key, value));
                    }
                }
                Field::InputKind => {
                    let Some(text) = self.text(sheet, cell) else {
                        continue;
                    };
                    match columns::kind_named(&text, columns::input_kinds()) {
                        Some(found) => members.add("type", Json::Text(found.to_owned()), place),
                        None => {
                            let allowed = columns::input_kinds();
                            let allowed = allowed.map(|(name, _)| name.to_owned()).collect();
                            self.report_cell(Problem::ValueNotAllowed { allowed }, sheet, cell);
                        }
                    }
                }
                Field::Options => {
                    let Some(text) = self.text(sheet, cell) else {
                        continue;
                    };
                    match columns::options_of_lines(&text) {
                        Some((options, untranslated)) => {
                            self.untranslated
                                .extend(std::iter::repeat_n(place.clone(), untranslated));
                            members.add("options", options, place);
                        }
                        None => {
                            let pattern = "co_ban: Cơ bản | Basic".to_owned();
                            self.report_cell(Problem::MalformedText { pattern }, sheet, cell);
                        }
                    }
                }
                Field::Json(key) => {
                    if let Some(value) = self.json(sheet, cell) {
                        members.add(key, value, place);
                    }
                }
                Field::Rest
                | Field::Code
                | Field::Role
                | Field::Parent
                | Field::Path
                | Field::Label
                | Field::Value => {}
            }
        }
        for (key, [vi, en]) in texts {
            let (value, place) = match (vi, en) {
                (Some((vi, place)), Some((en, _))) => (columns::in_both(&vi, &en), place),
                (Some((text, place)), None) | (None, Some((text, place))) => {
                    self.untranslated.push(place.clone());
                    (columns::in_both(&text, &text), place)
                }
                (None, None) => continue,
            };
            members.add(key, value, place);
        }
        if let Some((rule, place)) = rule {
            members.add("rule", Json::Object(rule), place);
        }
        if let Some(cell) = table.cell(row, Field::Rest) {
            let place = sheet.place(cell.at);
            for (key, value) in self.object(sheet, cell).unwrap_or_default() {
                let said = members.cells.iter().find(|(other, _)| *other == key);
                match said.map(|(_, place)| place.cell()) {
                    Some(other) => {
                        let other = other.map(|cell| cell.to_string()).unwrap_or_default();
                        self.report(Problem::SaidTwice { key, other }, place.clone(), "");
                    }
                    None => members.add(&key, value, place.clone()),
                }
            }
        }
        members
    }

    /// Reads a cell as text: what a person sees in it.
    pub(super) fn text(&mut self, sheet: &Sheet, cell: Cell) -> Option<String> {
        let problem = match cell.content {
            Content::Text(text) => return Some(text.trim().to_owned()),
            Content::Error(_) => Problem::ErrorValue,
            Content::UncalculatedFormula => Problem::FormulaWithoutValue,
            content => return Some(content.shown()),
        };
        self.report_cell(problem, sheet, cell);
        None
    }

    /// Reads a cell as a number, in plain notation.
    pub(super) fn number(&mut self, sheet: &Sheet, cell: Cell) -> Option<String> {
        let problem = match cell.content {
            Content::Number {
                value,
                percent: false,
            } => return Some(value.normalize().to_string()),
            Content::Number { percent: true, .. } => Problem::PercentForNumber,
            Content::Text(text) => match read_number(without_unit(text)) {
                Some(WrittenNumber::Clear(value)) => return Some(value.normalize().to_string()),
                Some(WrittenNumber::Percent(_)) => Problem::PercentForNumber,
                Some(WrittenNumber::Ambiguous {
                    as_fraction,
                    as_thousands,
                }) => Problem::AmbiguousNumber {
                    either: as_fraction,
                    or: as_thousands,
                },
                None => Problem::NotANumber,
            },
            Content::Date(_) => Problem::DateForNumber,
            Content::Logical(_) => Problem::LogicalValue,
            Content::Error(_) => Problem::ErrorValue,
            Content::UncalculatedFormula => Problem::FormulaWithoutValue,
        };
        self.report_cell(problem, sheet, cell);
        None
    }

    pub(super) fn json(&mut self, sheet: &Sheet, cell: Cell) -> Option<Json> {
        // A number or a word that is JSON by itself.
        let text = match cell.content {
            Content::Logical(value) => value.to_string(),
            _ => self.text(sheet, cell)?,
        };
        match Json::parse(&text) {
            Ok(value) => Some(value),
            Err(detail) => {
                self.report_cell(Problem::InvalidJson { detail }, sheet, cell);
                None
            }
        }
    }

    pub(super) fn object(&mut self, sheet: &Sheet, cell: Cell) -> Option<Object> {
        match self.json(sheet, cell)? {
            Json::Object(members) => Some(members),
            _ => {
                let expected = Shape::Object;
                self.report_cell(Problem::WrongType { expected }, sheet, cell);
                None
            }
        }
    }
}
