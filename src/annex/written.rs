//! A value → the text of a definition file, and from which cell each stretch of it came.
//!
//! It is written as the shipped sets are: two spaces deep, a list or an object on one line where
//! it fits, keys in the order in which the format's schema lists them, and what is below a branch
//! at its end.

use std::collections::BTreeMap;

use super::json::{Escape, Json, write_text};
use crate::finding::{Place, Span};

/// Characters of a line that is still short enough.
const WIDTH: usize = 120;

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
