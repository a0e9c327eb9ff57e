//! JSON as written: numbers keep their text, objects the order of their keys.

use std::fmt::Write as _;

use jsonc_parser::ast::Value as Ast;

use crate::definition;
use crate::text::safe::steers;

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
    pub(super) fn on_one_line(&self, limit: usize) -> Option<String> {
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
}

/// Which characters are escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Escape {
    /// Those JSON cannot hold.
    Needed,
    /// Those a workbook cannot hold either.
    ForCells,
}

pub(super) fn write_text(text: &str, escape: Escape, out: &mut String) {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_cell_cannot_hold_is_escaped() {
        let value = Json::Text("_x0041_\r\u{1}\u{ffff}\"\\ă".to_owned());
        assert_eq!(value.compact(), r#""_\u00780041_\u000d\u0001\uffff\"\\ă""#);
        assert_eq!(Json::parse(&value.compact()), Ok(value));
    }
}
