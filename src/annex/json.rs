//! JSON as written: numbers keep their text, objects the order of their keys.
//!
//! It is written as the shipped sets are: two spaces deep, a list or an object on one line where
//! it fits, keys in the order in which the format's schema lists them, and what is below a branch
//! at its end.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::LazyLock;

use jsonc_parser::ast::Value as Ast;
use serde_json::Value;

use crate::definition;
use crate::finding::{Place, Span};
use crate::text::safe::steers;

/// Characters of a line that is still short enough.
const WIDTH: usize = 120;

static SCHEMA: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(definition::SCHEMA).unwrap_or_default());

/// A JSON value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    /// As written.
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Object),
}

/// The members of an object, in order.
pub(super) type Object = Vec<(String, Json)>;

impl Json {
    /// Parses strict JSON.
    ///
    /// # Errors
    ///
    /// What the parser says.
    pub fn parse(text: &str) -> Result<Json, String> {
        match definition::parse_strictly(text) {
            Ok(Some(ast)) => Ok(Json::of(&ast)),
            Ok(None) => Err("no value".to_owned()),
            Err(error) => Err(error.kind().to_string()),
        }
    }

    fn of(ast: &Ast) -> Json {
        match ast {
            Ast::NullKeyword(_) => Json::Null,
            Ast::BooleanLit(value) => Json::Bool(value.value),
            Ast::NumberLit(value) => Json::Number(value.value.to_owned()),
            Ast::StringLit(value) => Json::Text(value.value.to_string()),
            Ast::Array(array) => Json::List(array.elements.iter().map(Json::of).collect()),
            Ast::Object(object) => {
                let members = object.properties.iter();
                let member = members.map(|member| {
                    let key = member.name.as_str().to_owned();
                    (key, Json::of(&member.value))
                });
                Json::Object(member.collect())
            }
        }
    }

    /// Returns the text, where it is one.
    pub fn text(&self) -> Option<&str> {
        match self {
            Json::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the value on one line without a blank, in characters every cell can hold.
    pub fn compact(&self) -> String {
        let mut out = String::new();
        self.write_compact(&mut out);
        out
    }

    fn write_compact(&self, out: &mut String) {
        match self {
            Json::List(items) => {
                out.push('[');
                for (index, item) in items.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { "," });
                    item.write_compact(out);
                }
                out.push(']');
            }
            Json::Object(members) => {
                out.push('{');
                for (index, (key, value)) in members.iter().enumerate() {
                    out.push_str(if index == 0 { "" } else { "," });
                    write_text(key, Escape::ForCells, out);
                    out.push(':');
                    value.write_compact(out);
                }
                out.push('}');
            }
            scalar => scalar.write_scalar(Escape::ForCells, out),
        }
    }

    fn write_scalar(&self, escape: Escape, out: &mut String) {
        match self {
            Json::Null => out.push_str("null"),
            Json::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
            Json::Number(text) => out.push_str(text),
            Json::Text(text) => write_text(text, escape, out),
            Json::List(_) | Json::Object(_) => {}
        }
    }

    /// Returns the value on one line with blanks, unless it is longer than `limit` characters.
    fn on_one_line(&self, limit: usize) -> Option<String> {
        let mut line = String::new();
        self.write_line(limit, &mut line).then_some(line)
    }

    /// Writes on one line; stops and returns false when that becomes too long.
    fn write_line(&self, limit: usize, out: &mut String) -> bool {
        let [open, close] = match self {
            Json::List(items) if items.is_empty() => ["[]", ""],
            Json::Object(members) if members.is_empty() => ["{}", ""],
            Json::List(_) => ["[", "]"],
            Json::Object(_) => ["{ ", " }"],
            scalar => {
                scalar.write_scalar(Escape::Needed, out);
                ["", ""]
            }
        };
        out.push_str(open);
        let none = Vec::new();
        let no_members = Vec::new();
        let items = if let Json::List(items) = self {
            items
        } else {
            &none
        };
        let members = if let Json::Object(members) = self {
            members
        } else {
            &no_members
        };
        for (index, item) in items.iter().enumerate() {
            out.push_str(if index == 0 { "" } else { ", " });
            if !item.write_line(limit, out) {
                return false;
            }
        }
        for (index, (key, value)) in members.iter().enumerate() {
            out.push_str(if index == 0 { "" } else { ", " });
            write_text(key, Escape::Needed, out);
            out.push_str(": ");
            if !value.write_line(limit, out) {
                return false;
            }
        }
        out.push_str(close);
        // A character has four bytes at most.
        out.len() <= limit || (out.len() <= 4 * limit && out.chars().count() <= limit)
    }

    /// Returns the value with the keys of every object in the order of the format's schema;
    /// keys the schema does not know come last, as they stood.
    pub fn in_order(self) -> Json {
        arrange(self, Some(&SCHEMA))
    }
}

/// Which characters are escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Escape {
    /// Those JSON cannot hold.
    Needed,
    /// Those a workbook cannot hold either.
    ForCells,
}

fn write_text(text: &str, escape: Escape, out: &mut String) {
    out.push('"');
    let mut before = ' ';
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // `_x0041_` is how a workbook writes an A.
            'x' if before == '_' && escape == Escape::ForCells => out.push_str("\\u0078"),
            letter if steers(letter) || matches!(letter, '\u{fffe}' | '\u{ffff}') => {
                for unit in letter.encode_utf16(&mut [0; 2]) {
                    // Writing to a text does not fail.
                    let _ = write!(out, "\\u{unit:04x}");
                }
            }
            letter => out.push(letter),
        }
        before = letter;
    }
    out.push('"');
}

fn resolved(schema: &'static Value) -> &'static Value {
    let reference = schema["$ref"].as_str();
    match reference.and_then(|reference| reference.strip_prefix("#/$defs/")) {
        Some(name) => &SCHEMA["$defs"][name],
        None => schema,
    }
}

/// Returns the schema that describes `value`: of "this or null" this, of several kinds its own.
fn described(value: &Json, schema: &'static Value) -> &'static Value {
    let schema = resolved(schema);
    if let Some(options) = schema["anyOf"].as_array() {
        let option = options.iter().find(|option| option["type"] != "null");
        return option.map_or(schema, |option| described(value, option));
    }
    let (Some(variants), Json::Object(members)) = (schema["oneOf"].as_array(), value) else {
        return schema;
    };
    let kind = members.iter().find(|(key, _)| key == "kind");
    let kind = kind.and_then(|(_, kind)| kind.text());
    let is_own = |variant: &&Value| variant["properties"]["kind"]["const"].as_str() == kind;
    variants.iter().find(is_own).map_or(schema, resolved)
}

fn arrange(value: Json, schema: Option<&'static Value>) -> Json {
    let schema = schema.map(|schema| described(&value, schema));
    match value {
        Json::List(items) => {
            let below = schema.and_then(|schema| schema.get("items"));
            Json::List(items.into_iter().map(|item| arrange(item, below)).collect())
        }
        Json::Object(members) => {
            let known = schema.and_then(|schema| schema["properties"].as_object());
            let position = |key: &str| match known {
                _ if key == "kind" => 0,
                Some(known) => known
                    .keys()
                    .position(|other| other == key)
                    .map_or(usize::MAX, |position| position + 1),
                None => usize::MAX,
            };
            let mut members: Object = members
                .into_iter()
                .map(|(key, value)| {
                    let below = known.and_then(|known| known.get(&key));
                    (key, arrange(value, below))
                })
                .collect();
            // What a branch says of itself stands before what is below it, which stays in order.
            let is_branch = members.iter().any(|(key, _)| key == "code");
            members.sort_by_key(|(key, _)| match key.as_str() {
                "groups" | "criteria" if is_branch => (true, 0),
                key => (false, position(key)),
            });
            Json::Object(members)
        }
        scalar => scalar,
    }
}

/// Returns the words the schema allows for a key of the set, such as `document.level`.
pub(super) fn constants(path: &str) -> Vec<String> {
    let mut schema: &'static Value = &SCHEMA;
    for key in path.split('.') {
        schema = described(&Json::Null, &schema["properties"][key]);
    }
    let variants = schema["oneOf"].as_array().into_iter().flatten();
    let words = variants.filter_map(|variant| variant["const"].as_str());
    words.map(str::to_owned).collect()
}

/// A JSON text, and which stretch of it came from where.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Written {
    /// The text.
    pub text: String,
    stretches: Vec<Stretch>,
}

#[derive(Debug, Clone, PartialEq)]
struct Stretch {
    span: Span,
    place: Place,
    /// The stretch around this one.
    around: Option<usize>,
}

impl Written {
    /// Writes a value of whose parts, named by JSON pointers, it is known where they come from.
    pub fn new(value: &Json, places: &BTreeMap<String, Place>) -> Written {
        let mut writer = Writer {
            text: String::new(),
            stretches: Vec::new(),
            around: None,
            places,
        };
        writer.value(value, "", 0, 0);
        writer.text.push('\n');
        Written {
            text: writer.text,
            stretches: writer.stretches,
        }
    }

    /// Returns where the smallest part around this byte of the text comes from.
    pub fn origin(&self, byte: usize) -> Option<&Place> {
        let before = self
            .stretches
            .partition_point(|stretch| stretch.span.start <= byte);
        let mut at = before.checked_sub(1);
        while let Some(stretch) = at.map(|index| &self.stretches[index]) {
            if byte < stretch.span.end {
                return Some(&stretch.place);
            }
            at = stretch.around;
        }
        None
    }
}

struct Writer<'p> {
    text: String,
    stretches: Vec<Stretch>,
    around: Option<usize>,
    places: &'p BTreeMap<String, Place>,
}

impl Writer<'_> {
    /// Writes a value that begins in column `column` on a line `depth` deep.
    fn value(&mut self, value: &Json, pointer: &str, column: usize, depth: usize) {
        // The whole stands on many lines however short it is.
        let limit = WIDTH.saturating_sub(column + 1);
        let line = (depth > 0).then(|| value.on_one_line(limit)).flatten();
        match (line, value) {
            (Some(line), _) if !self.has_places_below(pointer) => self.text.push_str(&line),
            (Some(_), Json::List(items)) => {
                self.text.push('[');
                for (index, item) in items.iter().enumerate() {
                    self.text.push_str(if index == 0 { "" } else { ", " });
                    self.part(item, &format!("{pointer}/{index}"), None, 0, depth);
                }
                self.text.push(']');
            }
            (Some(_), Json::Object(members)) => {
                self.text.push_str("{ ");
                for (index, (key, value)) in members.iter().enumerate() {
                    self.text.push_str(if index == 0 { "" } else { ", " });
                    self.part(value, &format!("{pointer}/{key}"), Some(key), 0, depth);
                }
                self.text.push_str(" }");
            }
            (None, Json::List(items)) if !items.is_empty() => {
                self.text.push('[');
                for (index, item) in items.iter().enumerate() {
                    self.new_line(index == 0, depth + 1);
                    self.part(
                        item,
                        &format!("{pointer}/{index}"),
                        None,
                        2 * (depth + 1),
                        depth + 1,
                    );
                }
                self.close(']', depth);
            }
            (None, Json::Object(members)) if !members.is_empty() => {
                self.text.push('{');
                for (index, (key, value)) in members.iter().enumerate() {
                    self.new_line(index == 0, depth + 1);
                    let column = 2 * (depth + 1) + key.chars().count() + 4;
                    self.part(
                        value,
                        &format!("{pointer}/{key}"),
                        Some(key),
                        column,
                        depth + 1,
                    );
                }
                self.close('}', depth);
            }
            (_, other) => {
                let line = other.on_one_line(usize::MAX / 4);
                self.text.push_str(&line.unwrap_or_default());
            }
        }
    }

    /// Writes a member or an item, and notes which stretch it is.
    fn part(
        &mut self,
        value: &Json,
        pointer: &str,
        key: Option<&str>,
        column: usize,
        depth: usize,
    ) {
        let start = self.text.len();
        let around = self.around;
        let place = self.places.get(pointer).cloned();
        let own = self.stretches.len();
        let is_placed = place.is_some();
        if let Some(place) = place {
            let span = Span { start, end: start };
            self.stretches.push(Stretch {
                span,
                place,
                around,
            });
            self.around = Some(own);
        }
        if let Some(key) = key {
            write_text(key, Escape::Needed, &mut self.text);
            self.text.push_str(": ");
        }
        self.value(value, pointer, column, depth);
        if is_placed {
            self.stretches[own].span.end = self.text.len();
        }
        self.around = around;
    }

    fn has_places_below(&self, pointer: &str) -> bool {
        let below = format!("{pointer}/");
        let mut after = self.places.range(below.clone()..);
        after
            .next()
            .is_some_and(|(other, _)| other.starts_with(&below))
    }

    fn new_line(&mut self, is_first: bool, depth: usize) {
        self.text.push_str(if is_first { "\n" } else { ",\n" });
        self.text.push_str(&"  ".repeat(depth));
    }

    fn close(&mut self, bracket: char, depth: usize) {
        self.text.push('\n');
        self.text.push_str(&"  ".repeat(depth));
        self.text.push(bracket);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The shipped sets are the measure of how a set is written.
    #[test]
    fn the_shipped_sets_are_written_as_they_are() {
        for id in ["minh-hoa-cqdt-cap-xa", "tayninh-dti-xa-2025"] {
            let path = format!(
                "{}/criteria/{id}/criteria-set.json",
                env!("CARGO_MANIFEST_DIR")
            );
            let text = std::fs::read_to_string(path).expect("a shipped set");
            let value = Json::parse(&text).expect("JSON");
            let written = Written::new(&value.in_order(), &BTreeMap::new());
            // Whoever wrote them broke a few lines earlier than was needed.
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            let same = |text: &str| {
                words(text)
                    .replace("{ ", "{")
                    .replace(" }", "}")
                    .replace("[ ", "[")
                    .replace(" ]", "]")
            };
            assert_eq!(same(&written.text), same(&text), "{id}");
        }
    }

    #[test]
    fn what_a_cell_cannot_hold_is_escaped() {
        let value = Json::Text("_x0041_\r\u{1}\u{ffff}\"\\ă".to_owned());
        assert_eq!(value.compact(), r#""_\u00780041_\u000d\u0001\uffff\"\\ă""#);
        assert_eq!(Json::parse(&value.compact()), Ok(value));
    }

    #[test]
    fn a_part_knows_where_it_came_from() {
        let value = Json::parse(r#"{ "a": { "b": 1, "c": [2] }, "d": 3 }"#).expect("JSON");
        let place = |name: &str| Place::File(crate::finding::Source::new(name));
        let places = [("/a", "a"), ("/a/c/0", "c")];
        let places = places.map(|(pointer, name)| (pointer.to_owned(), place(name)));
        let written = Written::new(&value, &places.into());
        let origin = |of: &str| written.origin(written.text.find(of).expect(of)).cloned();
        assert_eq!(origin("1"), Some(place("a")));
        assert_eq!(origin("2"), Some(place("c")));
        assert_eq!(origin("3"), None);
    }
}
