//! What a report says, decided once; serialised, it is the JSON that scripts read.
//!
//! Points are decimal strings ("70.02"), so that no reader loses digits. Every document
//! begins with the name and version of its schema.

pub mod criteria;
pub mod criteria_diff;
pub mod evidence;
pub mod explanation;
pub mod findings;
pub mod ladders;
pub mod mapping;
pub mod ranking;
pub mod report;
pub mod scorecards;
pub mod summary;
pub mod waivers;

use serde::Serialize;

use crate::definition::{CriteriaSet, Role};
use crate::text::Language;

/// The criteria set behind a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CriteriaSetReference {
    /// The identifier.
    pub id: String,
    /// The version.
    pub version: String,
    /// The title, in the report's language.
    pub title: String,
    /// What every reader must know, such as that the set is illustrative.
    pub notice: Option<String>,
    /// SHA-256 of the definition file.
    pub sha256: String,
}

impl CriteriaSetReference {
    /// Returns the reference to `set`, whose file has this digest.
    pub fn new(set: &CriteriaSet, sha256: &str, language: Language) -> CriteriaSetReference {
        CriteriaSetReference {
            id: set.id.clone(),
            version: set.version.clone(),
            title: language.of(&set.title).to_owned(),
            notice: set
                .notice
                .as_ref()
                .map(|notice| language.of(notice).to_owned()),
            sha256: sha256.to_owned(),
        }
    }
}

/// A level held on one ladder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LevelHeld {
    /// The ladder.
    pub ladder: String,
    /// The code of the part or group whose level it is; none for the whole.
    pub scope: Option<String>,
    /// The level; none when not even the lowest is reached.
    pub level: Option<u32>,
    /// Its name.
    pub name: Option<String>,
    /// Its place in the ladder, the lowest being 1, and 0 for none; not part of the data.
    #[serde(skip)]
    pub step: usize,
    /// How many levels the ladder has; not part of the data.
    #[serde(skip)]
    pub of: usize,
}

/// Returns the levels held, ladder by ladder.
pub(super) fn levels_held(
    set: &CriteriaSet,
    levels: &[Option<u32>],
    language: Language,
) -> Vec<LevelHeld> {
    set.ladders
        .iter()
        .zip(levels)
        .map(|(ladder, held)| {
            let mut levels = ladder.levels.iter().zip(1..);
            let level = levels.find(|(level, _)| Some(level.level) == *held);
            let (level, step) = level.unzip();
            LevelHeld {
                step: step.unwrap_or(0),
                of: ladder.levels.len(),
                ladder: ladder.id.clone(),
                scope: scope(set, ladder.of),
                level: *held,
                name: level.map(|level| language.level(level)),
            }
        })
        .collect()
}

/// Returns the code of a node; none for the whole.
pub(super) fn scope(set: &CriteriaSet, node: usize) -> Option<String> {
    let code = &set.nodes[node].code;
    (!code.is_empty()).then(|| code.clone())
}

/// Returns the name of what a node is.
const fn role(role: &Role) -> &'static str {
    match role {
        Role::Whole => "whole",
        Role::Part => "part",
        Role::Group => "group",
        Role::Criterion(_) => "criterion",
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use schemars::generate::SchemaSettings;
    use schemars::{JsonSchema, Schema};
    use serde_json::Value;

    use super::*;

    /// Numbers that carry points are texts, so that no reader loses digits.
    fn as_written(schema: &mut Value) {
        match schema {
            Value::Object(keywords) => {
                if let Some(Value::Array(kinds)) = keywords.get_mut("type")
                    && kinds.contains(&Value::from("string"))
                {
                    kinds.retain(|kind| kind != "number");
                }
                keywords.values_mut().for_each(as_written);
            }
            Value::Array(items) => items.iter_mut().for_each(as_written),
            _ => {}
        }
    }

    fn written<T: JsonSchema>() -> String {
        let settings = SchemaSettings::draft2020_12().for_serialize();
        let schema: Schema = settings.into_generator().into_root_schema_for::<T>();
        let mut schema = schema.to_value();
        as_written(&mut schema);
        assert!(schema["$schema"].is_string() && schema["title"].is_string());
        let text = serde_json::to_string_pretty(&schema).expect("JSON");
        format!("{text}\n")
    }

    #[test]
    fn the_schema_of_every_document_is_the_one_in_the_manual() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schemas");
        let accept = std::env::var_os("CHAMDIEM_ACCEPT").is_some();
        let schemas = [
            ("report", written::<report::ReportDocument>()),
            ("ranking", written::<ranking::RankingDocument>()),
            ("scorecards", written::<scorecards::ScorecardsDocument>()),
            ("score-summary", written::<summary::SummariesDocument>()),
            ("findings", written::<findings::FindingsDocument>()),
            ("mapping", written::<mapping::MappingDocument>()),
            ("criteria", written::<criteria::CriteriaDocument>()),
            (
                "criteria-diff",
                written::<criteria_diff::CriteriaDiffDocument>(),
            ),
            ("finding-code", written::<explanation::Explanation>()),
            ("finding-codes", written::<explanation::Catalogue>()),
        ];
        for (name, schema) in schemas {
            let path = folder.join(format!("{name}.schema.json"));
            if accept {
                fs::create_dir_all(&folder).expect("the folder can be made");
                fs::write(&path, &schema).expect("the file can be written");
            }
            let kept = fs::read_to_string(&path).unwrap_or_default();
            assert!(
                kept == schema,
                "{name} differs; accept it with CHAMDIEM_ACCEPT=1"
            );
        }
    }
}
