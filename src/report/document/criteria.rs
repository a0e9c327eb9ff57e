//! A criteria set as data: its tree, inputs and ladders, for reading.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{CriteriaSetReference, role, scope};
use crate::definition::{CriteriaSet, Node, NodeIndex, attainable};
use crate::number::{Decimal, Exact};
use crate::scoring::published;
use crate::text::{self, Language};

/// A criteria set, laid out.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CriteriaDocument {
    /// `chamdiem/criteria/1`.
    pub schema: &'static str,
    /// The set.
    pub criteria_set: CriteriaSetReference,
    /// The number of the decision.
    pub document: Option<String>,
    /// The level of government: `province`, `district` or `commune`.
    pub level: &'static str,
    /// The level in words; not part of the data.
    #[serde(skip)]
    pub level_name: &'static str,
    /// First day of validity.
    pub valid_from: Option<String>,
    /// Last day of validity.
    pub valid_until: Option<String>,
    /// The declared maximum of the whole.
    pub maximum: Decimal,
    /// The most a submission can reach.
    pub attainable: Decimal,
    /// The most that units of each type can reach, where types are asked different things.
    pub attainable_by_type: Vec<AttainableByType>,
    /// How many inputs are asked for.
    pub inputs: usize,
    /// How many criteria there are.
    pub criteria: usize,
    /// Parts, groups and criteria, from top to bottom.
    pub nodes: Vec<CriteriaNode>,
    /// The ladders.
    pub ladders: Vec<CriteriaLadder>,
    /// The units ranked apart; empty when all are ranked together.
    pub cohorts: Vec<CriteriaCohort>,
    /// Whether criteria compare units, so that one more submission changes every score.
    pub compares_units: bool,
}

/// A part, group or criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CriteriaNode {
    /// The code.
    pub code: String,
    /// The code of the branch it stands in; none directly below the whole.
    pub parent: Option<String>,
    /// `part`, `group` or `criterion`.
    pub role: &'static str,
    /// Steps below the whole.
    pub depth: usize,
    /// The title.
    pub title: String,
    /// The maximum.
    pub maximum: Decimal,
    /// The kind of rule of a criterion.
    pub rule: Option<&'static str>,
    /// The inputs a criterion asks for.
    pub inputs: Vec<String>,
    /// What the rule of a criterion computes, in words, a line for each condition.
    pub formula: Vec<String>,
    /// The rule's kind in words; not part of the data.
    #[serde(skip)]
    pub rule_name: String,
}

/// The most that units of a type can reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AttainableByType {
    /// The type.
    #[serde(rename = "type")]
    pub unit_type: String,
    /// The points.
    pub attainable: Decimal,
}

/// A ladder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CriteriaLadder {
    /// The identifier.
    pub id: String,
    /// The title.
    pub title: String,
    /// The code of what it is the level of; none for the whole.
    pub scope: Option<String>,
    /// Whether a level needs every level below it.
    pub needs_level_below: bool,
    /// The levels, from the lowest up.
    pub levels: Vec<CriteriaLevel>,
}

/// A level of a ladder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CriteriaLevel {
    /// Its number.
    pub level: u32,
    /// Its name.
    pub name: String,
    /// What it asks for, in words.
    pub condition: String,
}

/// Units ranked apart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CriteriaCohort {
    /// The identifier.
    pub id: String,
    /// The title.
    pub title: String,
    /// The types of unit in it.
    pub types: Vec<String>,
}

impl CriteriaDocument {
    /// Returns the document of a set whose file has this digest; units of `kinds` are there
    /// besides those the set names.
    pub fn new(
        set: &CriteriaSet,
        sha256: &str,
        kinds: &[String],
        language: Language,
    ) -> CriteriaDocument {
        let short = |value: &Exact| value.to_decimal().unwrap_or_else(|| published(set, value));
        let nodes = (1..set.nodes.len())
            .map(|index| node(set, index, language, short(&set.nodes[index].maximum)));
        let day = |day: Option<crate::period::Date>| day.map(|day| day.to_string());
        CriteriaDocument {
            schema: "chamdiem/criteria/1",
            criteria_set: CriteriaSetReference::new(set, sha256, language),
            document: set.document.number.clone(),
            level: text::government_level(set.document.level, Language::English),
            level_name: text::government_level(set.document.level, language),
            valid_from: day(set.document.valid_from),
            valid_until: day(set.document.valid_until),
            maximum: short(&set.whole().maximum),
            attainable: short(&attainable(set, "")),
            attainable_by_type: kinds_asked_apart(set, kinds)
                .into_iter()
                .map(|unit_type| AttainableByType {
                    unit_type: unit_type.to_owned(),
                    attainable: short(&attainable(set, unit_type)),
                })
                .collect(),
            inputs: set.inputs.len(),
            criteria: set
                .nodes
                .iter()
                .filter(|node| node.criterion().is_some())
                .count(),
            nodes: nodes.collect(),
            ladders: set
                .ladders
                .iter()
                .map(|ladder| CriteriaLadder {
                    id: ladder.id.clone(),
                    title: language.of(&ladder.title).to_owned(),
                    scope: scope(set, ladder.of),
                    needs_level_below: ladder.needs_level_below,
                    levels: ladder
                        .levels
                        .iter()
                        .map(|level| CriteriaLevel {
                            level: level.level,
                            name: language.level(level),
                            condition: text::condition(&level.condition, set, language),
                        })
                        .collect(),
                })
                .collect(),
            cohorts: set
                .ranking
                .cohorts
                .iter()
                .map(|cohort| CriteriaCohort {
                    id: cohort.id.clone(),
                    title: language.of(&cohort.title).to_owned(),
                    types: cohort.types.clone(),
                })
                .collect(),
            compares_units: !set.statistics.is_empty(),
        }
    }
}

/// Returns the kinds of unit there are, where not all are asked the same: those that criteria are
/// assigned to, those of the cohorts, and `kinds`.
fn kinds_asked_apart<'k>(set: &'k CriteriaSet, kinds: &'k [String]) -> BTreeSet<&'k str> {
    let assigned = set.unit_types();
    if assigned.is_empty() {
        return BTreeSet::new();
    }
    let cohorts = set.ranking.cohorts.iter().flat_map(|cohort| &cohort.types);
    let others = cohorts.chain(kinds).map(String::as_str);
    let all = assigned.into_iter().chain(others);
    all.filter(|kind| !kind.is_empty()).collect()
}

fn node(set: &CriteriaSet, index: NodeIndex, language: Language, maximum: Decimal) -> CriteriaNode {
    let node: &Node = &set.nodes[index];
    let criterion = node.criterion();
    let rule = match criterion {
        Some(criterion) => Some(criterion.rule),
        None if node.outside.is_some() => Some("outside"),
        None => node.combine.name(),
    };
    let inputs = criterion
        .map(|criterion| criterion.compiled.inputs.as_slice())
        .unwrap_or_default();
    CriteriaNode {
        code: node.code.clone(),
        parent: node.parent.and_then(|parent| scope(set, parent)),
        role: role(&node.role),
        depth: node.depth,
        title: language.of(&node.title).to_owned(),
        maximum,
        rule,
        inputs: inputs
            .iter()
            .map(|&input| set.input(input).name.clone())
            .collect(),
        formula: criterion
            .map(|criterion| text::formula_lines(&criterion.compiled.formula, set, language))
            .unwrap_or_default(),
        rule_name: rule
            .map(|rule| text::rule(rule, language).to_owned())
            .unwrap_or_default(),
    }
}
