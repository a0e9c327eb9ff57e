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
                name: level.map(|level| language.of(&level.name).to_owned()),
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
