//! What concerns the set as a whole: a key a row, or what is assumed of a table that does not say.

use std::collections::BTreeMap;

use super::super::columns::{self, Field};
use super::super::json::{Json, Object};
use super::cells::Members;
use super::table::{Table, number_above, title_above};
use super::{DEEPEST, Reader};
use crate::finding::{CellRef, Measure, Place, Problem};
use crate::submission::sheet::Content;
use crate::unit::fold;

impl Reader<'_> {
    /// Reads the keys of the whole.
    pub(super) fn general(&mut self, table: &Table, whole: &mut Members) {
        let mut object = Json::Object(Object::new());
        let mut first: BTreeMap<String, CellRef> = BTreeMap::new();
        for row in table.rows() {
            let Some(path) = table.cell(row, Field::Path) else {
                continue;
            };
            let json = table.cell(row, Field::Rest);
            let cell = table.cell(row, Field::Value);
            let place = table
                .sheet
                .place(cell.or(json).map_or(path.at, |cell| cell.at));
            let value = match (cell, json) {
                (None, None) => continue,
                (Some(cell), Some(json)) => {
                    let key = path.content.shown();
                    let other = cell.at.to_string();
                    let place = table.sheet.place(json.at);
                    self.report(Problem::SaidTwice { key, other }, place, "");
                    continue;
                }
                (Some(cell), None) => match cell.content {
                    Content::Number {
                        value,
                        percent: false,
                    } => Some(Json::Number(value.normalize().to_string())),
                    _ => self.text(&table.sheet, cell).map(Json::Text),
                },
                (None, Some(json)) => self.json(&table.sheet, json),
            };
            let Some(value) = value else { continue };
            let path_text = path.content.shown().trim().to_owned();
            let segments: Vec<&str> = path_text.split('.').collect();
            if segments.len() > DEEPEST {
                let limit = DEEPEST as u64;
                let what = Measure::Depth;
                self.report_cell(Problem::TooLarge { what, limit }, &table.sheet, path);
                continue;
            }
            if !insert(&mut object, &segments, value) {
                let other = first
                    .get(&path_text)
                    .map_or_else(String::new, ToString::to_string);
                let key = path_text.clone();
                self.report_cell(Problem::SaidTwice { key, other }, &table.sheet, path);
                continue;
            }
            // A key within another one is told of the cell of either.
            for length in 1..=segments.len() {
                let pointer = format!("/{}", segments[..length].join("/"));
                self.places.entry(pointer).or_insert_with(|| place.clone());
            }
            first.insert(path_text, path.at);
        }
        if let Json::Object(object) = object {
            whole.object = object;
        }
    }

    /// What a bare table does not say.
    pub(super) fn assumed(&mut self, table: &Table, whole: &mut Members) {
        let name = self
            .source
            .name()
            .rsplit(['/', '\\'])
            .next()
            .unwrap_or_default();
        let stem = name
            .rsplit_once('.')
            .map_or(name, |(stem, _)| stem)
            .to_owned();
        let words: Vec<String> = fold(&stem)
            .split(|letter: char| !letter.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        let id = if words.is_empty() {
            "bo-tieu-chi".to_owned()
        } else {
            words.join("-")
        };
        let title = title_above(table).unwrap_or((stem, Place::File(self.source.clone())));
        let number = number_above(table);
        let text = |text: &str| Json::Text(text.to_owned());
        let object = |members: &[(&str, Json)]| {
            let members = members.iter();
            Json::Object(
                members
                    .map(|(key, value)| ((*key).to_owned(), value.clone()))
                    .collect(),
            )
        };
        let mut document = Object::new();
        if let Some((number, place)) = number {
            document.push(("number".to_owned(), Json::Text(number)));
            self.places.insert("/document/number".to_owned(), place);
        }
        document.push(("level".to_owned(), text("commune")));
        self.untranslated.push(title.1.clone());
        self.places.insert("/title".to_owned(), title.1);
        let rounding = object(&[
            ("digits", Json::Number("2".to_owned())),
            ("mode", text("half_away_from_zero")),
            ("stage", text("published")),
        ]);
        let members = [
            ("format", text("chamdiem/criteria-set/1")),
            ("id", Json::Text(id)),
            ("version", text("1")),
            ("title", columns::in_both(&title.0, &title.0)),
            ("document", Json::Object(document)),
            (
                "scoring",
                object(&[
                    ("rounding", rounding),
                    ("not_applicable", text("forbidden")),
                    ("zero_denominator", text("error")),
                    ("counted", text("latest")),
                ]),
            ),
            (
                "ranking",
                object(&[
                    ("ties", text("competition")),
                    ("compare", text("published")),
                    ("missing", text("unranked")),
                ]),
            ),
        ];
        let members = members.into_iter();
        whole
            .object
            .extend(members.map(|(key, value)| (key.to_owned(), value)));
    }
}

/// Puts a value under a path of keys; false when something stands there already.
fn insert(at: &mut Json, path: &[&str], value: Json) -> bool {
    let (Json::Object(members), Some((first, rest))) = (at, path.split_first()) else {
        return false;
    };
    let found = members.iter().position(|(key, _)| key == first);
    match (found, rest) {
        (Some(_), []) => false,
        (Some(index), rest) => insert(&mut members[index].1, rest, value),
        (None, []) => {
            members.push(((*first).to_owned(), value));
            true
        }
        (None, rest) => {
            let mut below = Json::Object(Object::new());
            let is_new = insert(&mut below, rest, value);
            members.push(((*first).to_owned(), below));
            is_new
        }
    }
}
