//! The keys of one object → the cells of its row, what has no column in the last one.

use super::super::columns::{self, Column, Field};
use super::super::json::{Json, Object};
use super::Cell;

pub(super) fn text_cell(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

pub(super) fn number(value: &Json) -> Option<Cell> {
    match value {
        Json::Number(text) if columns::is_plain_number(text) => Some(Cell::Number(text.clone())),
        _ => None,
    }
}

pub(super) fn plain(value: &Json) -> Option<Cell> {
    let text = value.text().filter(|text| columns::is_plain(text))?;
    Some(text_cell(text))
}

/// Puts every key of an object into its column, and those without one into the last.
pub(super) fn cells_of(
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
