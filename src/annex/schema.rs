//! What the format's schema says of a value: the order of keys, and the words a key allows.

use std::sync::LazyLock;

use serde_json::Value;

use super::json::{Json, Object};
use crate::definition;

static SCHEMA: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(definition::SCHEMA).unwrap_or_default());

impl Json {
    /// Returns the value with the keys of every object in the order of the format's schema;
    /// keys the schema does not know come last, as they stood.
    pub fn in_order(self) -> Json {
        arrange(self, Some(&SCHEMA))
    }
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
