//! A definition file held against the format's JSON Schema: every mistake of structure at
//! once, each with its place.
//!
//! The schema is the one generated from the types in `raw`; of JSON Schema only what the
//! generator writes is understood (a test keeps it so). What passes comes out as a JSON value
//! in which every number that is not a whole number by type is the text the file has, so that
//! no digit goes through a double.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jsonc_parser::ast::{Object, Value as Ast};
use jsonc_parser::common::{Range, Ranged};
use jsonc_parser::errors::ParseError;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::mistakes::Mistakes;
use super::raw;
use crate::finding::{Finding, Findings, Lines, Measure, Place, Problem, Shape, Source, Span};
use crate::number::{Exact, parse_plain};
use crate::period::Date;
use crate::rule::{Rule, nearest};

/// The schema as kept in `criteria/`.
pub const TEXT: &str = include_str!("../../criteria/criteria-set.schema.json");

static SCHEMA: LazyLock<Value> = LazyLock::new(|| serde_json::from_str(TEXT).unwrap_or_default());

/// Entries of all lists of the largest set. Of the decisions known the longest come to some
/// hundreds.
const MOST_ENTRIES: usize = 20_000;

/// The text of a definition file, parsed but not yet understood.
pub(super) struct Parsed<'a> {
    source: &'a Source,
    text: &'a str,
    lines: Lines<'a>,
    ast: Ast<'a>,
}

impl<'a> Parsed<'a> {
    /// Parses strict JSON.
    ///
    /// # Errors
    ///
    /// The finding that says where it is not JSON.
    pub fn new(source: &'a Source, text: &'a str) -> Result<Parsed<'a>, Box<Finding>> {
        let finding = |detail: String, span: Span| {
            Box::new(Finding::new(
                Problem::InvalidJson { detail },
                Place::in_text(source, text, span),
            ))
        };
        let parsed = parse_strictly(text)
            .map_err(|error| finding(error.kind().to_string(), span(error.range())))?;
        match parsed {
            Some(ast) => Ok(Parsed {
                source,
                text,
                lines: Lines::of(text),
                ast,
            }),
            None => Err(finding("no value".to_owned(), Span::default())),
        }
    }

    /// Returns the value for `raw`, with every mistake of structure in `findings`.
    ///
    /// A rule that cannot be read is replaced by points awarded by hand, so that what is wrong
    /// elsewhere is told as well.
    pub fn checked(&self, findings: &mut Findings) -> Checked {
        let mut walk = Walk {
            parsed: self,
            mistakes: Mistakes::new(findings),
            numeric_codes: BTreeMap::new(),
            has_replaced_rules: false,
            entries: 0,
        };
        let value = walk.value(&SCHEMA, &self.ast);
        Checked {
            value,
            has_replaced_rules: walk.has_replaced_rules,
            is_incomplete: walk.has_given_up(),
        }
    }

    /// Returns the place of a JSON pointer, or of the deepest part of it that exists.
    pub fn place(&self, pointer: &str) -> Place {
        let mut at = &self.ast;
        for segment in pointer.split('/').skip(1) {
            let next = match at {
                Ast::Object(object) => object
                    .properties
                    .iter()
                    .find(|property| property.name.as_str() == segment)
                    .map(|property| &property.value),
                Ast::Array(array) => segment
                    .parse()
                    .ok()
                    .and_then(|index: usize| array.elements.get(index)),
                _ => None,
            };
            match next {
                Some(value) => at = value,
                None => break,
            }
        }
        self.lines.place(self.source, span(at.range()))
    }

    /// Returns every text in both languages, with its place.
    pub fn texts(&self) -> Vec<BothLanguages<'_>> {
        fn walk<'w>(ast: &'w Ast, texts: &mut Vec<BothLanguages<'w>>) {
            match ast {
                Ast::Object(object) => {
                    let text = |key| match &object.get(key)?.value {
                        Ast::StringLit(text) => Some((text.value.as_ref(), span(text.range))),
                        _ => None,
                    };
                    if let (Some(vietnamese), Some(english)) = (text("vi"), text("en")) {
                        texts.push(BothLanguages {
                            vietnamese,
                            english,
                        });
                    }
                    for property in &object.properties {
                        walk(&property.value, texts);
                    }
                }
                Ast::Array(array) => {
                    for element in &array.elements {
                        walk(element, texts);
                    }
                }
                _ => {}
            }
        }
        let mut texts = Vec::new();
        walk(&self.ast, &mut texts);
        texts
    }

    /// Returns the place of a stretch of the text.
    pub fn place_of(&self, span: Span) -> Place {
        self.lines.place(self.source, span)
    }

    /// Returns the text at a JSON pointer when it is short enough to quote.
    pub fn quote(&self, place: &Place) -> Option<String> {
        let Place::Text { span, .. } = place else {
            return None;
        };
        let text = self.text.get(span.start..span.end)?;
        (text.chars().count() <= 60 && !text.contains('\n')).then(|| text.to_owned())
    }
}

/// Parses strict JSON: no comments, no trailing commas.
///
/// # Errors
///
/// Where it is not JSON, and why.
pub(crate) fn parse_strictly(text: &str) -> Result<Option<Ast<'_>>, ParseError> {
    let collect = jsonc_parser::CollectOptions {
        comments: jsonc_parser::CommentCollectionStrategy::Off,
        tokens: false,
    };
    let strict = jsonc_parser::ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    Ok(jsonc_parser::parse_to_ast(text, &collect, &strict)?.value)
}

/// A text in both languages, each with where it stands.
pub(super) struct BothLanguages<'t> {
    pub vietnamese: (&'t str, Span),
    pub english: (&'t str, Span),
}

/// A definition file's value.
pub(super) struct Checked {
    /// The value for `raw`.
    pub value: Value,
    /// Whether a rule that cannot be read was replaced.
    pub has_replaced_rules: bool,
    /// Whether the file is too large, or has too many mistakes, to have been read to its end.
    pub is_incomplete: bool,
}

struct Walk<'p, 'a, 'f> {
    parsed: &'p Parsed<'a>,
    mistakes: Mistakes<'f>,
    /// Codes written as numbers so far, by value.
    numeric_codes: BTreeMap<Exact, String>,
    has_replaced_rules: bool,
    /// How many entries all lists have together.
    entries: usize,
}

impl Walk<'_, '_, '_> {
    fn report(&mut self, range: Range, problem: Problem) {
        let place = self.parsed.lines.place(self.parsed.source, span(range));
        let mut finding = Finding::new(problem, place);
        finding.quoted = self.parsed.quote(&finding.place);
        self.mistakes.push(finding);
    }

    /// Whether what follows is not looked at.
    const fn has_given_up(&self) -> bool {
        self.entries > MOST_ENTRIES || self.mistakes.are_too_many()
    }

    /// Counts the entries of a list; where there are more than in any regulation, that is reported
    /// once.
    fn count_entries(&mut self, of: usize, range: Range) {
        let was_too_large = self.entries > MOST_ENTRIES;
        self.entries = self.entries.saturating_add(of);
        if self.entries > MOST_ENTRIES && !was_too_large {
            let (what, limit) = (Measure::Entries, MOST_ENTRIES as u64);
            // The bracket: the list as a whole runs over many lines.
            let bracket = Range::new(range.start, range.start + 1);
            self.report(bracket, Problem::TooLarge { what, limit });
        }
    }

    /// Returns the value of `ast` under `schema`; null where it is not of the right type.
    fn value(&mut self, schema: &Value, ast: &Ast) -> Value {
        if self.has_given_up() {
            return Value::Null;
        }
        let schema = resolve(schema);
        if let Some(options) = schema["anyOf"].as_array() {
            // The generator writes anyOf only for "this or null".
            let is_null = matches!(ast, Ast::NullKeyword(_));
            let wanted = options
                .iter()
                .find(|option| (option["type"] == "null") == is_null);
            return self.value(wanted.unwrap_or(&options[0]), ast);
        }
        if let Some(variants) = schema["oneOf"].as_array() {
            return self.one_of(variants, ast);
        }
        match (types(schema).as_slice(), ast) {
            (kinds, Ast::NullKeyword(_)) if kinds.contains(&"null") => Value::Null,
            (kinds, Ast::Object(object)) if kinds.contains(&"object") => {
                self.object(schema, object)
            }
            (kinds, Ast::Array(array)) if kinds.contains(&"array") => {
                if array.elements.is_empty() && schema["minItems"].as_u64() > Some(0) {
                    self.report(array.range, Problem::EmptyList);
                }
                self.count_entries(array.elements.len(), array.range);
                Value::Array(
                    array
                        .elements
                        .iter()
                        .map(|element| self.value(&schema["items"], element))
                        .collect(),
                )
            }
            (kinds, Ast::StringLit(text)) if kinds.contains(&"string") => {
                self.text(schema, &text.value, text.range);
                Value::String(text.value.to_string())
            }
            (kinds, Ast::NumberLit(number))
                if kinds.contains(&"string") && schema["pattern"] == raw::CODE =>
            {
                let _ = kinds;
                self.numeric_code(number.value, number.range);
                Value::String(number.value.to_owned())
            }
            (kinds, Ast::NumberLit(number))
                if kinds.contains(&"number") || kinds.contains(&"integer") =>
            {
                self.number(
                    schema,
                    number.value,
                    number.range,
                    kinds.contains(&"integer"),
                )
            }
            (kinds, Ast::BooleanLit(boolean)) if kinds.contains(&"boolean") => {
                Value::Bool(boolean.value)
            }
            (kinds, _) => {
                let expected = shape(kinds);
                self.report(ast.range(), Problem::WrongType { expected });
                Value::Null
            }
        }
    }

    /// One of several texts, or one of several objects told apart by their `kind`.
    fn one_of(&mut self, variants: &[Value], ast: &Ast) -> Value {
        let constants: Vec<&str> = variants
            .iter()
            .filter_map(|variant| variant["const"].as_str())
            .collect();
        if constants.len() == variants.len() {
            let Ast::StringLit(text) = ast else {
                self.report(
                    ast.range(),
                    Problem::WrongType {
                        expected: Shape::Text,
                    },
                );
                return Value::Null;
            };
            if !constants.contains(&text.value.as_ref()) {
                let allowed = constants
                    .iter()
                    .map(|&constant| constant.to_owned())
                    .collect();
                self.report(text.range, Problem::ValueNotAllowed { allowed });
            }
            return Value::String(text.value.to_string());
        }
        let Ast::Object(object) = ast else {
            self.report(
                ast.range(),
                Problem::WrongType {
                    expected: Shape::Object,
                },
            );
            return Value::Null;
        };
        let kind_of = |variant: &Value| {
            variant["properties"]["kind"]["const"]
                .as_str()
                .map(str::to_owned)
        };
        let Some(kind) = object.get("kind") else {
            let key = "kind".to_owned();
            self.report(object.range, Problem::MissingKey { key });
            return Value::Null;
        };
        let Ast::StringLit(name) = &kind.value else {
            self.report(
                kind.value.range(),
                Problem::WrongType {
                    expected: Shape::Text,
                },
            );
            return Value::Null;
        };
        match variants
            .iter()
            .find(|variant| kind_of(variant).as_deref() == Some(name.value.as_ref()))
        {
            Some(variant) => self.object(variant, object),
            None => {
                let allowed = variants.iter().filter_map(kind_of).collect();
                self.report(name.range, Problem::ValueNotAllowed { allowed });
                Value::Null
            }
        }
    }

    fn object(&mut self, schema: &Value, object: &Object) -> Value {
        let empty = Map::new();
        let known = schema["properties"].as_object().unwrap_or(&empty);
        let mut result = Map::new();
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for (index, property) in object.properties.iter().enumerate() {
            if self.has_given_up() {
                return Value::Null;
            }
            let key = property.name.as_str();
            if let Some(&first) = seen.get(key) {
                let start = object.properties[first].range.start;
                let first_line = self.parsed.lines.position(start).line;
                let key = key.to_owned();
                self.report(
                    property.name.range(),
                    Problem::DuplicateKey { key, first_line },
                );
                continue;
            }
            seen.insert(key, index);
            match known.get(key) {
                Some(schema) => {
                    let mut value = self.value(schema, &property.value);
                    // A criterion's own rule, not one within another rule.
                    if key == "rule" && known.contains_key("code") && is_unreadable(&value) {
                        self.has_replaced_rules = true;
                        value = serde_json::json!({ "kind": "manual" });
                    }
                    result.insert(key.to_owned(), value);
                }
                None => {
                    let problem = Problem::UnknownKey {
                        key: key.to_owned(),
                        nearest: nearest(key, known.keys().map(String::as_str)),
                        allowed: known.keys().cloned().collect(),
                    };
                    self.report(property.name.range(), problem);
                }
            }
        }
        if self.has_given_up() {
            return Value::Null;
        }
        let required = schema["required"].as_array().map_or(&[][..], Vec::as_slice);
        for key in required.iter().filter_map(Value::as_str) {
            if !result.contains_key(key) {
                let key = key.to_owned();
                // The opening brace: the object as a whole may run over many lines.
                let brace = Range::new(object.range.start, object.range.start + 1);
                self.report(brace, Problem::MissingKey { key });
            }
        }
        Value::Object(result)
    }

    fn text(&mut self, schema: &Value, text: &str, range: Range) {
        let malformed = match schema["pattern"].as_str() {
            Some(pattern) => !matches_pattern(pattern, text),
            None => schema["minLength"].as_u64() > Some(0) && text.trim().is_empty(),
        };
        if malformed {
            let pattern = schema["pattern"].as_str().unwrap_or("^.+$").to_owned();
            self.report(range, Problem::MalformedText { pattern });
        }
    }

    fn number(&mut self, schema: &Value, text: &str, range: Range, whole: bool) -> Value {
        let Some(value) = parse_plain(text) else {
            let expected = if whole {
                Shape::WholeNumber
            } else {
                Shape::Number
            };
            self.report(range, Problem::WrongType { expected });
            return Value::Null;
        };
        let limit = |key: &str| schema[key].as_i64();
        let value_exact = Exact::from(value);
        let too_low = limit("minimum").is_some_and(|minimum| value_exact < Exact::integer(minimum));
        let too_high =
            limit("maximum").is_some_and(|maximum| value_exact > Exact::integer(maximum));
        if too_low || too_high {
            let problem = Problem::NumberOutOfRange {
                minimum: limit("minimum").map(|limit| limit.to_string()),
                maximum: limit("maximum").map(|limit| limit.to_string()),
            };
            self.report(range, problem);
            return Value::Null;
        }
        if !whole {
            return Value::String(text.to_owned());
        }
        match text.parse::<i64>() {
            Ok(number) => Value::from(number),
            Err(_) => {
                self.report(
                    range,
                    Problem::WrongType {
                        expected: Shape::WholeNumber,
                    },
                );
                Value::Null
            }
        }
    }

    /// A code without its quotes: 4.10 is then the same number as 4.1.
    fn numeric_code(&mut self, text: &str, range: Range) {
        let value = parse_plain(text).map(Exact::from);
        let first = value
            .as_ref()
            .and_then(|value| self.numeric_codes.get(value));
        let merges_with = first.cloned();
        let written = text.to_owned();
        if let Some(value) = value {
            self.numeric_codes
                .entry(value)
                .or_insert_with(|| written.clone());
        }
        self.report(
            range,
            Problem::CodeIsANumber {
                written,
                merges_with,
            },
        );
    }
}

fn is_unreadable(rule: &Value) -> bool {
    Rule::deserialize(rule).is_err()
}

fn resolve(schema: &Value) -> &Value {
    match schema["$ref"]
        .as_str()
        .and_then(|reference| reference.strip_prefix("#/$defs/"))
    {
        Some(name) => &SCHEMA["$defs"][name],
        None => schema,
    }
}

fn types(schema: &Value) -> Vec<&str> {
    match &schema["type"] {
        Value::String(kind) => vec![kind],
        Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn shape(types: &[&str]) -> Shape {
    match types.first() {
        Some(&"object") => Shape::Object,
        Some(&"array") => Shape::List,
        Some(&"number") => Shape::Number,
        Some(&"integer") => Shape::WholeNumber,
        Some(&"boolean") => Shape::TrueOrFalse,
        _ => Shape::Text,
    }
}

/// The four patterns of the format, without an engine for all patterns.
fn matches_pattern(pattern: &str, text: &str) -> bool {
    let lower_or_digit = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    match pattern {
        raw::CODE => text
            .split(['.', '-'])
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric())),
        raw::NAME => {
            text.bytes()
                .next()
                .is_some_and(|first| first.is_ascii_lowercase())
                && text
                    .bytes()
                    .all(|byte| lower_or_digit(byte) || byte == b'_')
        }
        raw::IDENTIFIER => text
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(lower_or_digit)),
        // A day the calendar has, which is stricter than the pattern an editor checks.
        raw::DATE => text.parse::<Date>().is_ok(),
        _ => false,
    }
}

fn span(range: Range) -> Span {
    Span {
        start: range.start,
        end: range.end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_rule_in_the_format_is_listed_and_has_a_name() {
        let variants = SCHEMA["$defs"]["Rule"]["oneOf"]
            .as_array()
            .expect("a choice of kinds");
        let kinds: Vec<&str> = variants
            .iter()
            .filter_map(|variant| variant["properties"]["kind"]["const"].as_str())
            .collect();
        assert_eq!(kinds, Rule::KINDS);
    }

    /// Whoever adds a keyword to the schema has to teach it to this file.
    #[test]
    fn the_schema_uses_only_keywords_that_are_understood() {
        const UNDERSTOOD: &[&str] = &[
            "$defs",
            "$ref",
            "$schema",
            "additionalProperties",
            "anyOf",
            "const",
            "default",
            "description",
            "format",
            "items",
            "maximum",
            "minItems",
            "minLength",
            "minimum",
            "oneOf",
            "pattern",
            "properties",
            "required",
            "title",
            "type",
        ];
        fn walk(schema: &Value, path: &str) {
            let Some(keywords) = schema.as_object() else {
                return;
            };
            for (keyword, value) in keywords {
                assert!(UNDERSTOOD.contains(&keyword.as_str()), "{path}: {keyword}");
                match keyword.as_str() {
                    "properties" | "$defs" => {
                        for (name, schema) in value.as_object().into_iter().flatten() {
                            walk(schema, &format!("{path}/{name}"));
                        }
                    }
                    "oneOf" | "anyOf" => {
                        for (index, schema) in value.as_array().into_iter().flatten().enumerate() {
                            walk(schema, &format!("{path}/{keyword}/{index}"));
                        }
                    }
                    "items" => walk(value, &format!("{path}/items")),
                    "pattern" => {
                        let known = [raw::CODE, raw::NAME, raw::IDENTIFIER, raw::DATE];
                        assert!(
                            known.contains(&value.as_str().unwrap_or_default()),
                            "{path}: {value}"
                        );
                    }
                    _ => {}
                }
            }
        }
        assert!(SCHEMA["$defs"].is_object());
        walk(&SCHEMA, "");
    }
}
