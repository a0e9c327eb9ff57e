//! What everybody has of each criterion.

use serde::Serialize;

use super::overview::FiguresEntry;
use crate::definition::CriteriaSet;
use crate::number::Decimal;
use crate::overview::{Member, NodeFigures};
use crate::report::document::role;
use crate::scoring::as_written;
use crate::text::Language;

/// What ranked units have together of a node.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NodeStatistics {
    /// The code; empty for the whole.
    pub code: String,
    /// The title.
    pub title: String,
    /// `whole`, `part`, `group` or `criterion`.
    pub role: &'static str,
    /// The declared maximum.
    pub maximum: Decimal,
    /// The points of the units to which it applies.
    pub points: Option<FiguresEntry>,
    /// The sum of their points ÷ the sum of their maxima × 100.
    pub percent: Option<Decimal>,
    /// How many have all its points.
    pub full: usize,
    /// How many have no point of it.
    pub zero: usize,
    /// The sum of what they lack to their maxima.
    pub lost: Decimal,
    /// The codes of the units with the most points.
    pub best: Vec<String>,
    /// The codes of the units with the fewest points.
    pub worst: Vec<String>,
    /// The names of one of the best and one of the worst; not part of the data.
    #[serde(skip)]
    pub extremes: [Option<String>; 2],
}

pub(super) fn node_entry(
    set: &CriteriaSet,
    figures: &NodeFigures,
    members: &[Member],
    language: Language,
) -> NodeStatistics {
    let node = &set.nodes[figures.node];
    let unit = |member: usize| &members[member].place.standing.unit;
    let codes = |members: &[usize]| {
        let codes = members
            .iter()
            .map(|&member| unit(member).code.as_str().to_owned());
        codes.collect()
    };
    let name = |members: &[usize]| members.first().map(|&member| unit(member).name.clone());
    NodeStatistics {
        code: node.code.clone(),
        title: language.of(&node.title).to_owned(),
        role: role(&node.role),
        maximum: as_written(set, &node.maximum),
        points: figures.points.map(FiguresEntry::from),
        percent: figures.percent,
        full: figures.full,
        zero: figures.zero,
        lost: figures.lost,
        best: codes(&figures.best),
        worst: codes(&figures.worst),
        extremes: [name(&figures.best), name(&figures.worst)],
    }
}
