//! JSON → submissions, for whoever exports them from software. `docs/submission.schema.json` says
//! what may stand in it; every value keeps its line and column.
//!
//! Keys of answers are names of inputs, codes of criteria with a single input, or their texts, as
//! in any other file. Numbers are read digit by digit.

use std::sync::Arc;

use jsonc_parser::ast::{Object, ObjectProp, Value as Ast};
use jsonc_parser::common::Ranged;
use rust_decimal::Decimal;

use super::bind::Take;
use super::declared::{self, Declared};
use super::layout::Header;
use super::limits::{self, Limits};
use super::names::Names;
use super::recognised::Meaning;
use super::sheet::{Content, Sheet};
use super::words::{Column, Label};
use super::{Answers, Part, Stage, Submission, missing};
use crate::definition::parse_strictly;
use crate::finding::{CellRef, Finding, Findings, Lines, Place, Problem, Source, Span};
use crate::rule::{InputId, nearest};
use crate::waiver::Granted;

/// What the format is called.
pub const FORMAT: &str = "chamdiem/submission/1";

/// The keys of a file, of a unit's part of it, of a unit, of a criteria set, and of an answer.
const FILE: &[&str] = &[
    "$schema",
    "format",
    "criteria_set",
    "period",
    "unit",
    "answers",
    "self_score",
    "submissions",
];
const PART: &[&str] = &["unit", "period", "answers", "self_score"];
const UNIT: &[&str] = &["code", "name"];
const SET: &[&str] = &["id", "version", "sha256"];
const ANSWER: &[&str] = &["value", "appraised", "evidence", "note"];

/// What stands for the whole among the codes of `self_score`.
const TOTAL: &str = "total";

/// Returns whether a file is meant to be JSON.
pub(super) fn is_json(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.trim_ascii_start().starts_with(b"{")
}

/// Reads the submissions of a file.
///
/// # Errors
///
/// The finding that says why nothing can be read.
pub(super) fn read(
    limits: Limits,
    names: &Names,
    source: &Source,
    bytes: &[u8],
    findings: &mut Findings,
    each: &mut dyn FnMut(Submission, Findings),
) -> Result<(), Box<Finding>> {
    let failed = |problem| Box::new(Finding::new(problem, Place::File(source.clone())));
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|_| {
        failed(Problem::InvalidJsonSubmission {
            detail: "UTF-8".to_owned(),
        })
    })?;
    if depth(bytes) > limits.nesting {
        return Err(failed(limits::too_large("nesting", limits.nesting as u64)));
    }
    let ast = parse_strictly(text).map_err(|error| {
        let span = span(error.range());
        let detail = error.kind().to_string();
        let problem = Problem::InvalidJsonSubmission { detail };
        Box::new(Finding::new(problem, Place::in_text(source, text, span)))
    })?;
    let Some(Ast::Object(file)) = ast else {
        let detail = "{ … }".to_owned();
        return Err(failed(Problem::InvalidJsonSubmission { detail }));
    };
    let mut reader = Reader {
        lines: Lines::of(text),
        source,
        findings,
        sheet: Sheet::of_json(source),
        names,
    };
    let parts = reader.file(&file);
    reader.sheet.settle();
    limits.check_sheet(&reader.sheet)?;
    let sheet = Arc::new(reader.sheet);
    let is_only = matches!(parts.as_slice(), [part] if part.at.is_none());
    for part in parts {
        let mut found = part.found.clone();
        let submission = part.bind(names, &sheet, &mut found);
        if is_only {
            let mut of_file = std::mem::take(findings);
            of_file.extend(found);
            each(submission, of_file);
        } else if !submission.is_empty() {
            each(submission, found);
        }
    }
    Ok(())
}

/// Returns how deep brackets stand in one another, outside of texts.
fn depth(bytes: &[u8]) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let (mut is_text, mut is_escaped) = (false, false);
    for byte in bytes {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_text => is_escaped = true,
            b'"' => is_text = !is_text,
            _ if is_text => {}
            b'{' | b'[' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    deepest
}

fn span(range: jsonc_parser::common::Range) -> Span {
    Span {
        start: range.start,
        end: range.end,
    }
}

struct Reader<'r> {
    lines: Lines<'r>,
    source: &'r Source,
    findings: &'r mut Findings,
    sheet: Sheet,
    names: &'r Names<'r>,
}

/// One unit's part of a file.
struct OfUnit {
    /// Where the unit is named, in a list of several.
    at: Option<CellRef>,
    header: Header,
    has_own_period: bool,
    /// Key, column and value of each answer.
    answers: Vec<(InputId, Column, CellRef)>,
    /// The points it says it has.
    declared: Vec<Declared>,
    found: Findings,
}

impl Reader<'_> {
    fn file(&mut self, file: &Object) -> Vec<OfUnit> {
        let mut header = Header::default();
        match text_of(file, "format") {
            Some((FORMAT, _)) => {}
            // A file of another kind, of which every key would be told.
            Some((_, at)) => {
                self.malformed(at, "format", FORMAT);
                return Vec::new();
            }
            None => self.malformed(file, "format", "missing"),
        }
        self.known_keys(file, FILE);
        match property(file, "criteria_set").map(|property| &property.value) {
            None => {}
            Some(Ast::StringLit(text)) => {
                header.set(
                    Label::CriteriaSet,
                    (text.value.to_string(), self.cell(text)),
                );
            }
            Some(Ast::Object(set)) => {
                self.known_keys(set, SET);
                if let Some((id, at)) = text_of(set, "id") {
                    let said = |key, word: &str| {
                        let text = text_of(set, key).map(|(text, _)| text);
                        text.map_or_else(String::new, |text| format!(" {word} {text}"))
                    };
                    // As our forms say it.
                    let (version, digest) = (said("version", "version"), said("sha256", "digest"));
                    let text = format!("{id}{version}{digest}");
                    header.set(Label::CriteriaSet, (text, self.cell(at)));
                }
            }
            Some(other) => self.malformed(other, "criteria_set", "{ … }"),
        }
        self.period(file, &mut header);
        let Some(list) = property(file, "submissions") else {
            if property(file, "answers").is_none() {
                self.malformed(file, "answers", "missing");
                return Vec::new();
            }
            let mut part = self.part(file, header);
            part.at = None;
            part.has_own_period = true;
            return vec![part];
        };
        let Ast::Array(list) = &list.value else {
            self.malformed(&list.value, "submissions", "[ … ]");
            return Vec::new();
        };
        let mut parts = Vec::new();
        for entry in &list.elements {
            let Ast::Object(entry) = entry else {
                self.malformed(entry, "submissions", "{ … }");
                continue;
            };
            self.known_keys(entry, PART);
            let mut own = header.clone();
            let has_own_period = self.period(entry, &mut own);
            let mut part = self.part(entry, own);
            part.has_own_period = has_own_period;
            parts.push(part);
        }
        parts
    }

    fn part(&mut self, object: &Object, mut header: Header) -> OfUnit {
        let mut at = self.cell(object);
        match property(object, "unit").map(|property| &property.value) {
            Some(Ast::Object(unit)) => {
                self.known_keys(unit, UNIT);
                at = self.cell(unit);
                for (key, label) in [("code", Label::UnitCode), ("name", Label::UnitName)] {
                    match property(unit, key).map(|property| &property.value) {
                        None | Some(Ast::NullKeyword(_)) => {}
                        Some(Ast::StringLit(text)) => {
                            let cell = self.keep(text, Content::Text(&text.value));
                            header.set(label, (text.value.trim().to_owned(), cell));
                        }
                        // A code is a text: a number has lost its zeros.
                        Some(other) => self.malformed(other, key, "\"…\""),
                    }
                }
            }
            Some(other) => self.malformed(other, "unit", "{ … }"),
            None => {}
        }
        let mut part = OfUnit {
            at: Some(at),
            header,
            has_own_period: false,
            answers: Vec::new(),
            declared: Vec::new(),
            found: Findings::new(),
        };
        match property(object, "answers").map(|property| &property.value) {
            Some(Ast::Object(answers)) => {
                self.distinct(answers);
                for answer in &answers.properties {
                    self.answer(answer, &mut part);
                }
            }
            Some(other) => self.malformed(other, "answers", "{ … }"),
            None => self.malformed(object, "answers", "missing"),
        }
        match property(object, "self_score").map(|property| &property.value) {
            Some(Ast::Object(points)) => {
                self.distinct(points);
                for of in &points.properties {
                    self.declared(of, &mut part);
                }
            }
            None | Some(Ast::NullKeyword(_)) => {}
            Some(other) => self.malformed(other, "self_score", "{ … }"),
        }
        part
    }

    /// Keeps the points that stand under the code of a node.
    fn declared(&mut self, points: &ObjectProp, part: &mut OfUnit) {
        let key = points.name.as_str();
        let set = self.names.set;
        let coded = set.node(key).filter(|node| *node > 0);
        let Some(node) = coded.or((key == TOTAL).then_some(0)) else {
            let codes = set.nodes.iter().skip(1).map(|node| node.code.as_str());
            let nearest = nearest(key, codes.chain([TOTAL]));
            let place = self.lines.place(self.source, span(points.name.range()));
            let problem = Problem::UnknownRow {
                told_by: "code",
                nearest,
            };
            part.found.push(Finding::new(problem, place).quoting(key));
            return;
        };
        if matches!(points.value, Ast::NullKeyword(_)) {
            return;
        }
        let at = self.value(&points.value, key);
        let kept = match &points.value {
            Ast::NumberLit(number) => decimal(number.value),
            Ast::StringLit(text) => declared::points(Content::Text(&text.value)),
            _ => None,
        };
        match kept {
            Some(points) => part.declared.push(Declared { node, at, points }),
            None => self.malformed(&points.value, key, "1.5"),
        }
    }

    fn answer(&mut self, answer: &ObjectProp, part: &mut OfUnit) {
        let key = answer.name.as_str();
        let named = self.names.named(key);
        let &[input] = named.as_slice() else {
            let problem = if named.is_empty() {
                // What the superior has set is shown in forms, and not read.
                if self.names.set.input_named(key).is_some() {
                    return;
                }
                let known = self.names.set.inputs.iter();
                Problem::UnknownRow {
                    told_by: "code",
                    nearest: nearest(key, known.map(|input| input.name.as_str())),
                }
            } else {
                let candidates = named.iter();
                let name = |input: &InputId| self.names.set.input(*input).name.clone();
                Problem::AmbiguousQuestion {
                    candidates: candidates.map(name).collect(),
                }
            };
            let place = self.lines.place(self.source, span(answer.name.range()));
            part.found.push(Finding::new(problem, place).quoting(key));
            return;
        };
        if let Some((_, _, first)) = part.answers.iter().find(|(other, ..)| *other == input) {
            let first = format!("{}:{}", first.row_number(), first.column() + 1);
            let place = self.lines.place(self.source, span(answer.name.range()));
            let problem = Problem::DuplicateRow { first };
            part.found.push(Finding::new(problem, place).quoting(key));
            return;
        }
        match &answer.value {
            Ast::Object(object) => {
                self.known_keys(object, ANSWER);
                let mut has_value = false;
                for property in &object.properties {
                    let column = match property.name.as_str() {
                        "value" => Column::Figures,
                        "appraised" => Column::AppraisedFigures,
                        "evidence" => Column::Evidence,
                        "note" => Column::Note,
                        _ => continue,
                    };
                    has_value |= column == Column::Figures;
                    let at = self.value(&property.value, property.name.as_str());
                    part.answers.push((input, column, at));
                }
                if !has_value {
                    let at = self.cell(object);
                    part.answers.push((input, Column::Figures, at));
                }
            }
            value => {
                let at = self.value(value, key);
                part.answers.push((input, Column::Figures, at));
            }
        }
    }

    /// Keeps a value as a cell; null is an empty one.
    fn value(&mut self, value: &Ast, key: &str) -> CellRef {
        match value {
            Ast::StringLit(text) => self.keep(text, Content::Text(&text.value)),
            Ast::BooleanLit(truth) => self.keep(truth, Content::Logical(truth.value)),
            Ast::NumberLit(number) => {
                let content = match decimal(number.value) {
                    Some(value) => Content::Number {
                        value,
                        percent: false,
                    },
                    None => Content::Text(number.value),
                };
                self.keep(number, content)
            }
            Ast::NullKeyword(null) => self.cell(null),
            Ast::Object(_) | Ast::Array(_) => {
                self.malformed(value, key, "\"…\" / 1.5 / true / null");
                self.cell(value)
            }
        }
    }

    fn period(&mut self, object: &Object, header: &mut Header) -> bool {
        match property(object, "period").map(|property| &property.value) {
            None | Some(Ast::NullKeyword(_)) => false,
            Some(Ast::StringLit(text)) => {
                let cell = self.keep(text, Content::Text(&text.value));
                header.set(Label::Period, (text.value.trim().to_owned(), cell));
                true
            }
            Some(other) => {
                self.malformed(other, "period", "\"2021-11\"");
                false
            }
        }
    }

    fn keep(&mut self, at: &impl Ranged, content: Content) -> CellRef {
        let cell = self.cell(at);
        self.sheet.push(cell, content);
        cell
    }

    /// Returns the line and the column of a value, as the cell that stands for it.
    fn cell(&self, at: &impl Ranged) -> CellRef {
        let position = self.lines.position(at.range().start);
        let index = |number: usize| u32::try_from(number - 1).unwrap_or(u32::MAX);
        CellRef::from_absolute(index(position.line), index(position.column))
    }

    fn known_keys(&mut self, object: &Object, known: &[&str]) {
        self.distinct(object);
        for property in &object.properties {
            let key = property.name.as_str();
            if !known.contains(&key) {
                self.report(span(property.name.range()), key, "unknown");
            }
        }
    }

    /// JSON readers would silently keep one of two.
    fn distinct(&mut self, object: &Object) {
        let mut keys = std::collections::BTreeSet::new();
        for property in &object.properties {
            let key = property.name.as_str();
            if !keys.insert(key) {
                self.report(span(property.name.range()), key, "twice");
            }
        }
    }

    fn malformed(&mut self, at: &impl Ranged, key: &str, wanted: &str) {
        let mut place = span(at.range());
        // Of what takes many lines the beginning is enough.
        place.end = place.end.min(place.start + 1);
        self.report(place, key, wanted);
    }

    fn report(&mut self, at: Span, key: &str, wanted: &str) {
        let problem = Problem::MalformedJsonSubmission {
            key: key.to_owned(),
            wanted: wanted.to_owned(),
        };
        let place = self.lines.place(self.source, at);
        self.findings.push(Finding::new(problem, place));
    }
}

/// Returns a number of the file, digit by digit.
fn decimal(written: &str) -> Option<Decimal> {
    let plain = written.parse().ok();
    plain.or_else(|| Decimal::from_scientific(written).ok())
}

fn property<'o, 'a>(object: &'o Object<'a>, key: &str) -> Option<&'o ObjectProp<'a>> {
    let mut properties = object.properties.iter();
    properties.find(|property| property.name.as_str() == key)
}

fn text_of<'o>(
    object: &'o Object,
    key: &str,
) -> Option<(&'o str, &'o jsonc_parser::ast::StringLit<'o>)> {
    match &property(object, key)?.value {
        Ast::StringLit(text) => Some((text.value.as_ref(), text)),
        _ => None,
    }
}

impl OfUnit {
    fn bind(self, names: &Names, sheet: &Arc<Sheet>, findings: &mut Findings) -> Submission {
        let inputs = names.set.inputs.len();
        let mut take = Take {
            names,
            sheet,
            findings,
            own: Answers::none(inputs),
            appraised: Answers::none(inputs),
        };
        let (mut evidence, mut notes) = (vec![None; inputs], vec![None; inputs]);
        for &(input, column, at) in &self.answers {
            let index = input.index();
            let cell = sheet.at(at);
            match column {
                Column::Evidence => evidence[index] = cell.map(|cell| cell.at),
                Column::Note => notes[index] = cell.map(|cell| cell.at),
                Column::AppraisedFigures => {
                    take.appraised.cells[index] = Some(at);
                    if let Some(cell) = cell {
                        take.answer(cell, input, Stage::Appraised, false);
                    }
                }
                _ => {
                    take.own.cells[index] = Some(at);
                    if let Some(cell) = cell {
                        take.answer(cell, input, Stage::Own, false);
                    }
                }
            }
        }
        let part = self.at.map_or(Part::File, Part::Row);
        for (index, input) in names.set.inputs.iter().enumerate() {
            if take.own.cells[index].is_none() && !input.is_set_by_superior {
                let (id, place) = (InputId::new(index), part.place(sheet));
                take.findings
                    .push(missing(names.set, id, "answer", None, place));
            }
        }
        let (own, appraised) = take.done();
        let columns: &[(CellRef, Meaning)] = &[];
        Submission {
            sheet: Arc::clone(sheet),
            part,
            columns: Arc::from(columns),
            header: self.header,
            has_own_period: self.has_own_period,
            own,
            appraised,
            evidence,
            evidence_column: None,
            declared: self.declared,
            notes,
            waived: Granted::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use schemars::JsonSchema;

    use super::*;

    /// The answers of units to a criteria set, as software exports them: one unit with `unit` and
    /// `answers`, or many in `submissions`.
    #[derive(JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[expect(
        dead_code,
        reason = "the types describe the format; it is read with places"
    )]
    struct File {
        /// Where editors find the schema of this format.
        #[serde(rename = "$schema")]
        schema: Option<String>,
        /// The version of the file format.
        format: Format,
        /// The criteria set the answers are for.
        criteria_set: Option<CriteriaSet>,
        /// The period: `2021-11`, `2021-Q4` or `2021`.
        period: Option<String>,
        /// The unit, where the file has one.
        unit: Option<Unit>,
        /// Its answers.
        answers: Option<BTreeMap<String, Answer>>,
        /// The points the unit says it has, under the code of a part, group or criterion, or under
        /// `total`; held against what its answers come to, and never counted.
        self_score: Option<BTreeMap<String, Points>>,
        /// Many units with their answers.
        submissions: Option<Vec<OneOfMany>>,
    }

    #[derive(JsonSchema)]
    #[expect(dead_code, reason = "the types describe the format")]
    enum Format {
        #[serde(rename = "chamdiem/submission/1")]
        V1,
    }

    #[derive(JsonSchema)]
    #[serde(untagged)]
    #[expect(dead_code, reason = "the types describe the format")]
    enum CriteriaSet {
        /// Its identifier.
        Id(String),
        /// Its identifier, and which version and file of it.
        Origin(Origin),
    }

    #[derive(JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "the types describe the format")]
    struct Origin {
        /// The identifier.
        id: String,
        /// The version; another one than that in use is told.
        version: Option<String>,
        /// The digest of the set's file, or its first twelve letters; another one is told.
        sha256: Option<String>,
    }

    /// A unit by its code, its name, or both.
    #[derive(JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "the types describe the format")]
    struct Unit {
        /// The code: a text, with its leading zeros.
        code: Option<String>,
        /// The name.
        name: Option<String>,
    }

    #[derive(JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "the types describe the format")]
    struct OneOfMany {
        /// The unit.
        unit: Unit,
        /// Its period, where it is not that of the file.
        period: Option<String>,
        /// Its answers, by the name of the input or the code of a criterion with one input; every
        /// input has to be there, null where nothing was answered.
        answers: BTreeMap<String, Answer>,
        /// The points the unit says it has, under the code of a part, group or criterion, or under
        /// `total`; held against what its answers come to, and never counted.
        self_score: Option<BTreeMap<String, Points>>,
    }

    /// A number is read digit by digit; a text as a cell is; null says nothing.
    #[derive(JsonSchema)]
    #[serde(untagged)]
    #[expect(dead_code, reason = "the types describe the format")]
    enum Points {
        Number(f64),
        Text(String),
        Nothing,
    }

    #[derive(JsonSchema)]
    #[serde(untagged)]
    #[expect(dead_code, reason = "the types describe the format")]
    enum Answer {
        /// The value alone.
        Value(Value),
        /// The value with what stands beside it.
        Full(FullAnswer),
    }

    #[derive(JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "the types describe the format")]
    struct FullAnswer {
        /// The unit's own value.
        value: Option<Value>,
        /// The value as appraised.
        appraised: Option<Value>,
        /// The documents that prove it.
        evidence: Option<String>,
        /// A note.
        note: Option<String>,
    }

    /// A number is read digit by digit, and 85 is 85 %; a text is read as a cell is; null is blank.
    #[derive(JsonSchema)]
    #[serde(untagged)]
    #[expect(dead_code, reason = "the types describe the format")]
    enum Value {
        Number(f64),
        Text(String),
        YesNo(bool),
        Blank,
    }

    /// `CHAMDIEM_ACCEPT=1 cargo test` writes the schema anew after a change of these types.
    #[test]
    fn the_schema_in_docs_is_generated_from_these_types() {
        let mut schema = schemars::schema_for!(File);
        schema.insert("title".into(), "chamdiem submission".into());
        let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n";
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/submission.schema.json");
        if std::env::var_os("CHAMDIEM_ACCEPT").is_some() {
            std::fs::write(path, &text).expect("the schema file can be written");
        }
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            kept == text,
            "docs/submission.schema.json is out of date: CHAMDIEM_ACCEPT=1 cargo test"
        );
    }

    #[test]
    fn the_keys_that_are_read_are_those_of_the_schema() {
        let schema = schemars::schema_for!(File);
        let schema = serde_json::to_value(&schema).expect("a schema is JSON");
        let keys = |of: &serde_json::Value| -> BTreeSet<String> {
            let properties = of["properties"].as_object().expect("an object has keys");
            properties.keys().cloned().collect()
        };
        let of = |name: &str| keys(&schema["$defs"][name]);
        let known = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect();
        assert_eq!(keys(&schema), known(FILE));
        assert_eq!(of("OneOfMany"), known(PART));
        assert_eq!(of("Unit"), known(UNIT));
        assert_eq!(of("Origin"), known(SET));
        assert_eq!(of("FullAnswer"), known(ANSWER));
    }

    #[test]
    fn brackets_in_texts_nest_nothing() {
        assert_eq!(depth(br#"{"a": [1, {"b": "[[{\\\"["}]}"#), 3);
        assert_eq!(depth(b"]]]["), 1);
    }
}
