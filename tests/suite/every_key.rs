//! The comparison of two versions sees a change of every key of the format, but for those that
//! say nothing about what is assessed.
//!
//! Goes by the schema: a key the format gains fails here until the comparison knows it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use chamdiem::definition::diff::Diff;
use chamdiem::definition::{self, CriteriaSet, SCHEMA};
use chamdiem::finding::{Findings, Source};
use serde_json::{Map, Value, json};

use crate::rules;

/// Keys whose change is none of the assessment, and why.
const SAYS_NOTHING: [(&str, &[&str]); 4] = [
    (
        "what a version is called, and how its file is written",
        &[
            "CriteriaSet.$schema",
            "CriteriaSet.format",
            "CriteriaSet.version",
        ],
    ),
    (
        "for readers of the file",
        &[
            "CriteriaSet.remark",
            "Branch.remark",
            "Criterion.remark",
            "Criterion.source",
            "Document.source",
            "Example.source",
        ],
    ),
    (
        "tells what became of the version before",
        &["Branch.same_as", "Criterion.same_as"],
    ),
    (
        "shown nowhere: examples only test a rule, and figures in between are known to rules alone",
        &[
            "Criterion.examples",
            "Example.given",
            "Example.points",
            "NamedValue.label",
            "NamedValue.name",
            "Statistic.label",
            "Statistic.name",
        ],
    ),
];

/// What no shipped set has.
const RARE: &str = r#"{
  "format": "chamdiem/criteria-set/1",
  "id": "khoa-hiem", "version": "1", "remark": "Để thử",
  "title": { "vi": "Khóa hiếm", "en": "Rare keys" },
  "document": {
    "date": "2024-12-01", "level": "commune", "valid_from": "2025-01-01", "valid_until": "2025-12-31",
    "amends": ["01/QĐ-UBND"]
  },
  "scoring": {
    "rounding": { "digits": 2, "mode": "half_even", "stage": "published" },
    "not_applicable": "zero", "not_applicable_needs_reason": true, "zero_denominator": "zero",
    "evidence_required": true, "not_assigned": "full_marks", "waived": "exclude", "counted": "latest", "scale": 100
  },
  "ranking": {
    "ties": "dense", "compare": "exact", "missing": "zero",
    "cohorts": [{ "id": "xa", "title": { "vi": "Các xã", "en": "Communes" }, "types": ["xã", "phường"] }]
  },
  "jump": 0.5, "maximum": 50, "combine": "weighted_mean",
  "inputs": [
    { "name": "tong", "label": { "vi": "Tổng", "en": "All" }, "type": "count", "minimum": 1, "maximum": 500, "jump": 2 },
    { "name": "muc", "label": { "vi": "Mức giao", "en": "Target" }, "type": "count", "minimum": 1, "source": "superior" },
    { "name": "su_co", "label": { "vi": "Có sự cố", "en": "Incident" }, "type": "yes_no" }
  ],
  "values": [{ "name": "phan", "label": { "vi": "Phần", "en": "Part" }, "expression": "tong / 100" }],
  "statistics": [{
    "name": "nhieu_nhat", "label": { "vi": "Nhiều nhất", "en": "Most" },
    "kind": "maximum", "of": "tong", "among": "all", "where": "tong > 1"
  }],
  "checks": [{
    "holds": "dat < tong", "message": { "vi": "đạt ít hơn tổng", "en": "fewer are met than there are" }, "severity": "warning"
  }],
  "parts": [{
    "code": "A", "same_as": ["Z"], "title": { "vi": "Hạng mục A", "en": "Part A" },
    "maximum": 30, "combine": "geometric_mean", "weight": 2, "minimum_data": 0.5, "remark": "Để thử",
    "groups": [{
      "code": "A.0", "title": { "vi": "Thưởng", "en": "Bonus" }, "maximum": 5,
      "outside": { "minimum": -5, "maximum": 5 },
      "criteria": [{
        "code": "A.0.1", "title": { "vi": "Sáng kiến", "en": "Ideas" }, "maximum": 5, "rule": { "kind": "manual" }
      }]
    }, {
      "code": "A.7", "title": { "vi": "Cộng điểm", "en": "Added" }, "maximum": 20,
      "criteria": [
        {
          "code": "A.5", "same_as": ["Y"], "title": { "vi": "Chuyển điểm", "en": "Giving" }, "maximum": 10,
          "rule": { "kind": "manual" }, "not_applicable": "transfer", "not_applicable_by": "appraiser",
          "transfer_to": ["A.6"], "evidence": { "vi": "Báo cáo", "en": "A report" }, "evidence_required": false
        },
        {
          "code": "A.6", "title": { "vi": "Nhận điểm", "en": "Taking" }, "maximum": 10, "rule": { "kind": "manual" },
          "assigned_to": ["xã", "phường"], "waived": "full_marks", "responsible": { "vi": "Văn phòng", "en": "The office" }
        }
      ]
    }],
    "criteria": [
      {
        "code": "A.1", "title": { "vi": "Tỷ lệ", "en": "Share" }, "maximum": 10, "weight": 3,
        "inputs": [{ "name": "dat", "label": { "vi": "Đạt", "en": "Met" }, "type": "count", "cumulative": true }],
        "rule": { "kind": "ratio", "numerator": "dat", "denominator": "muc", "target": 0.8, "floor": 0.1, "cap": 0.9, "may_exceed": true },
        "examples": [{ "given": ["dat = 4", "muc = 10"], "points": 5, "source": "Phụ lục" }]
      },
      {
        "code": "A.2", "title": { "vi": "Việc", "en": "Deeds" }, "maximum": 10,
        "inputs": [{ "name": "viec", "label": { "vi": "Số việc", "en": "Deeds" }, "type": "count" }],
        "rule": { "kind": "per_item", "count": "viec", "points_each": 2, "cap": 10 }
      },
      {
        "code": "A.3", "title": { "vi": "Bậc", "en": "Bands" }, "maximum": 10, "zero_denominator": "full_marks",
        "inputs": [{ "name": "xong", "label": { "vi": "Xong", "en": "Done" }, "type": "count" }],
        "rule": {
          "kind": "steps", "numerator": "xong", "denominator": "viec", "may_exceed": true,
          "bands": [{ "below": 0.5, "points": 0 }, { "from": 0.5, "to": 0.8, "share": 0.5 }, { "above": 0.8, "share": 1 }]
        }
      },
      {
        "code": "A.4", "title": { "vi": "Công thức", "en": "Formula" }, "maximum": 10,
        "values": [{ "name": "rieng", "expression": "tong / nhieu_nhat" }],
        "rule": { "kind": "formula", "points": "rieng * 5 + phan", "minimum": 0, "maximum": 10 }
      }
    ]
  }],
  "criteria": [{ "code": "C", "title": { "vi": "Riêng", "en": "Alone" }, "maximum": 5, "rule": { "kind": "manual" } }],
  "ladders": [
    {
      "id": "mot", "title": { "vi": "Thang một", "en": "First" }, "of": "A", "compare": "exact", "needs_level_below": false,
      "levels": [
        { "level": 1, "name": { "vi": "Một", "en": "One" }, "when": { "kind": "points", "of": "A", "at_least": 5 } },
        { "level": 2, "name": { "vi": "Hai", "en": "Two" }, "when": { "kind": "each", "of": "A", "below": "directly", "at_least": 10 } }
      ]
    },
    {
      "id": "giua", "title": { "vi": "Thang giữa", "en": "Middle" }, "needs_level_below": false,
      "levels": [
        { "level": 1, "name": { "vi": "Một", "en": "One" }, "when": {
          "kind": "any", "conditions": [{ "kind": "met", "criterion": "A.1" }, { "kind": "met", "criterion": "A.2" }]
        } },
        { "level": 2, "name": { "vi": "Hai", "en": "Two" }, "when": {
          "kind": "count", "at_least": 1,
          "conditions": [{ "kind": "met", "criterion": "A.3" }, { "kind": "percent", "of": "A.4", "at_least": 50 }]
        } }
      ]
    },
    {
      "id": "hai", "title": { "vi": "Thang hai", "en": "Second" }, "needs_level_below": true,
      "levels": [
        { "level": 1, "name": { "vi": "Một", "en": "One" }, "when": { "kind": "level", "ladder": "mot", "at_least": 1 } },
        { "level": 2, "name": { "vi": "Hai", "en": "Two" }, "when": {
          "kind": "not", "condition": { "kind": "fact", "input": "su_co", "is": true }
        } }
      ]
    }
  ]
}"#;

/// A value of a definition, with the keys it is under.
struct Spot {
    pointer: String,
    /// The keys on the way to it, its own last, each as `Type.key`.
    keys: Vec<String>,
    /// The words the schema allows for it, if it names any.
    words: Vec<String>,
}

/// Walks a definition along the schema.
struct Walk<'w> {
    schema: &'w Value,
    spots: Vec<Spot>,
}

impl<'w> Walk<'w> {
    fn of(schema: &'w Value, definition: &Value) -> Vec<Spot> {
        let mut walk = Walk {
            schema,
            spots: Vec::new(),
        };
        walk.value(definition, schema, "CriteriaSet", "", &[]);
        walk.spots
    }

    /// Returns the schema meant, and the name it has.
    fn meant(&self, schema: &'w Value, name: &str) -> (&'w Value, String) {
        if let Some(reference) = schema["$ref"].as_str() {
            let definition = reference.trim_start_matches("#/$defs/");
            return self.meant(&self.schema["$defs"][definition], definition);
        }
        let or_null = schema["anyOf"].as_array().into_iter().flatten();
        match or_null.into_iter().find(|option| option["type"] != "null") {
            Some(option) => self.meant(option, name),
            None => (schema, name.to_owned()),
        }
    }

    fn value(
        &mut self,
        value: &Value,
        schema: &'w Value,
        name: &str,
        pointer: &str,
        keys: &[String],
    ) {
        let (schema, mut name) = self.meant(schema, name);
        match value {
            Value::Object(members) => {
                let schema = of_kind(schema, members, &mut name);
                for (key, value) in members {
                    let below = &schema["properties"][key];
                    assert!(!below.is_null(), "{name}.{key} is not in the schema");
                    let keys = [keys, &[format!("{name}.{key}")]].concat();
                    let pointer = format!("{pointer}/{key}");
                    let words = self.words(below);
                    self.spots.push(Spot {
                        pointer: pointer.clone(),
                        keys: keys.clone(),
                        words,
                    });
                    self.value(value, below, key, &pointer, &keys);
                }
            }
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    let pointer = format!("{pointer}/{index}");
                    let keys = keys.to_vec();
                    self.spots.push(Spot {
                        pointer: pointer.clone(),
                        keys: keys.clone(),
                        words: Vec::new(),
                    });
                    self.value(item, &schema["items"], &name, &pointer, &keys);
                }
            }
            _ => {}
        }
    }

    fn words(&self, schema: &'w Value) -> Vec<String> {
        let (schema, _) = self.meant(schema, "");
        let constants = schema["oneOf"].as_array().into_iter().flatten();
        let listed = schema["enum"].as_array().into_iter().flatten();
        constants
            .map(|constant| &constant["const"])
            .chain(listed)
            .filter_map(|word| Some(word.as_str()?.to_owned()))
            .collect()
    }
}

/// Returns the schema of an object; of several kinds that of its own, which is added to the name.
fn of_kind<'s>(schema: &'s Value, members: &Map<String, Value>, name: &mut String) -> &'s Value {
    let mut kinds = schema["oneOf"].as_array().into_iter().flatten();
    let kind = members.get("kind").unwrap_or(&Value::Null);
    match kinds.find(|variant| variant["properties"]["kind"]["const"] == *kind) {
        Some(variant) => {
            *name = format!("{name}:{}", kind.as_str().unwrap_or_default());
            variant
        }
        None => schema,
    }
}

/// Returns every key of the schema, as `Type.key` or `Type:kind.key`.
fn every_key(schema: &Value) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let types = schema["$defs"].as_object().into_iter().flatten();
    for (name, described) in types
        .map(|(name, described)| (name.as_str(), described))
        .chain([("CriteriaSet", schema)])
    {
        let properties = |described: &Value| {
            described["properties"]
                .as_object()
                .cloned()
                .unwrap_or_default()
        };
        keys.extend(
            properties(described)
                .keys()
                .map(|key| format!("{name}.{key}")),
        );
        for variant in described["oneOf"].as_array().into_iter().flatten() {
            if let Some(kind) = variant["properties"]["kind"]["const"].as_str() {
                // With another kind everything else is another, too.
                keys.extend(
                    properties(variant)
                        .keys()
                        .filter(|key| *key != "kind")
                        .map(|key| format!("{name}:{kind}.{key}")),
                );
            }
        }
    }
    keys
}

/// Returns other values that may stand there.
fn others(value: &Value, words: &[String], names: &BTreeSet<String>) -> Vec<Value> {
    match value {
        Value::Bool(is) => vec![json!(!is)],
        Value::Number(number) => {
            let number = number.as_f64().expect("a small number");
            [1.0, -1.0, 0.01]
                .iter()
                .map(|more| trimmed(number + more))
                .collect()
        }
        Value::String(text) if !words.is_empty() => words
            .iter()
            .filter(|word| *word != text)
            .map(|word| json!(word))
            .collect(),
        Value::String(text) => {
            let other_name = names
                .iter()
                .filter(|name| *name != text)
                .map(|name| json!(name));
            let other = [
                format!("{text}1"),
                format!("{text} + 1"),
                "2025-06-30".to_owned(),
                "2031-12-31".to_owned(),
            ];
            other
                .into_iter()
                .map(|text| json!(text))
                .chain(other_name)
                .collect()
        }
        Value::Array(items) => (0..items.len())
            .map(|gone| {
                let kept = items.iter().enumerate().filter(|(index, _)| *index != gone);
                Value::Array(kept.map(|(_, item)| item.clone()).collect())
            })
            .collect(),
        Value::Null | Value::Object(_) => Vec::new(),
    }
}

/// Whole numbers without a fraction, as the format wants them.
fn trimmed(number: f64) -> Value {
    let text = format!("{number:.4}");
    serde_json::from_str(text.trim_end_matches('0').trim_end_matches('.')).expect("a number")
}

/// Returns what rules and conditions call things by.
fn names(definition: &Value, found: &mut BTreeSet<String>) {
    match definition {
        Value::Object(members) => {
            for (key, value) in members {
                if let ("name" | "code" | "id", Some(name)) = (key.as_str(), value.as_str()) {
                    found.insert(name.to_owned());
                }
                names(value, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| names(item, found)),
        _ => {}
    }
}

fn read(definition: &Value) -> Option<CriteriaSet> {
    let text = definition.to_string();
    definition::read(
        &Source::new("criteria-set.json"),
        &text,
        &mut Findings::new(),
    )
}

/// Puts another value wherever the same one stands.
fn replace(within: &mut Value, value: &Value, other: &Value) {
    match within {
        Value::Object(members) => members
            .values_mut()
            .for_each(|member| replace(member, value, other)),
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| replace(item, value, other)),
        scalar if *scalar == *value => *scalar = other.clone(),
        _ => {}
    }
}

/// Returns the definition with another value in a place, and with the same change also where a
/// name is repeated, or where one band ends and the next begins.
fn changed(definition: &Value, spot: &Spot, value: &Value, other: &Value) -> [Value; 2] {
    let mut here = definition.clone();
    *here.pointer_mut(&spot.pointer).expect("a value") = other.clone();
    let mut around = definition.clone();
    let two_above = || Some(spot.pointer.rsplit_once('/')?.0.rsplit_once('/')?.0);
    let branch = if value.is_number() { two_above() } else { None };
    let branch = branch.unwrap_or("");
    replace(around.pointer_mut(branch).expect("a branch"), value, other);
    [here, around]
}

/// Whether some other value in this place is a change.
fn is_seen(definition: &Value, set: &CriteriaSet, spot: &Spot, names: &BTreeSet<String>) -> bool {
    let value = definition.pointer(&spot.pointer).expect("a value");
    let mut others = others(value, &spot.words, names).into_iter();
    others.any(|other| {
        let versions = changed(definition, spot, value, &other);
        let mut sets = versions.iter().filter_map(read);
        sets.any(|changed| !Diff::of(set, &changed).is_empty())
    })
}

fn definitions() -> Vec<Value> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shipped = [
        "samples/findings",
        "samples/first-steps",
        "samples/tai-lieu-kiem-chung",
        "criteria/tiep-can-phap-luat",
    ];
    let read = |folder: &&str| {
        fs::read_to_string(root.join(folder).join("criteria-set.json")).expect("a shipped set")
    };
    // Whoever sends nothing cannot be the lowest.
    let lowest = RARE.replace(
        r#""missing": "zero""#,
        r#""best": "lowest", "missing": "unranked""#,
    );
    let texts = [RARE.to_owned(), lowest]
        .into_iter()
        .chain(rules::definitions())
        .chain(shipped.iter().map(read));
    texts
        .map(|text| serde_json::from_str(&text).expect("JSON"))
        .collect()
}

#[test]
fn a_change_of_every_key_is_seen() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    let mut untold: BTreeMap<String, &str> = BTreeMap::new();
    for (why, keys) in SAYS_NOTHING {
        untold.extend(keys.iter().map(|&key| (key.to_owned(), why)));
    }
    let every = every_key(&schema);
    let unknown: Vec<&String> = untold.keys().filter(|key| !every.contains(*key)).collect();
    assert!(unknown.is_empty(), "{unknown:?} are no keys of the format");
    let mut left: BTreeSet<String> = every
        .into_iter()
        .filter(|key| !untold.contains_key(key))
        .collect();
    for definition in definitions() {
        let set = read(&definition).unwrap_or_else(|| panic!("{} has errors", definition["id"]));
        let mut known = BTreeSet::new();
        names(&definition, &mut known);
        for spot in Walk::of(&schema, &definition) {
            let is_wanted = spot.keys.iter().any(|key| left.contains(key));
            let says_nothing = spot.keys.iter().any(|key| untold.contains_key(key));
            if is_wanted && !says_nothing && is_seen(&definition, &set, &spot, &known) {
                left.retain(|key| !spot.keys.contains(key));
            }
        }
    }
    assert!(left.is_empty(), "nobody is told of a change of {left:#?}");
}
