//! Units × groups.

use serde::Serialize;

use crate::definition::{CriteriaSet, NodeIndex};
use crate::number::Decimal;
use crate::overview::{self, Member, NodeFigures};
use crate::report::document::ranking::Unit;
use crate::scoring::as_written;
use crate::text::Language;

/// Units × groups.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Matrix {
    /// The groups.
    pub columns: Vec<GroupColumn>,
    /// The units, in the order of their places.
    pub rows: Vec<MatrixRow>,
}

/// A group as a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GroupColumn {
    /// The code.
    pub code: String,
    /// The title.
    pub title: String,
    /// The declared maximum.
    pub maximum: Decimal,
    /// The points of the ranked units that are shown ÷ their maxima × 100.
    pub percent: Option<Decimal>,
    /// The same of all ranked units, to compare with; null where all are shown.
    pub percent_of_all: Option<Decimal>,
}

/// A unit as a row.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MatrixRow {
    /// The place.
    pub rank: usize,
    /// The unit.
    pub unit: Unit,
    /// Its points, group by group.
    pub groups: Vec<GroupPoints>,
}

/// The points of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GroupPoints {
    /// The points.
    pub points: Decimal,
    /// The maximum that applies.
    pub maximum: Decimal,
    /// Points ÷ maximum × 100.
    pub percent: Option<Decimal>,
}

pub(super) fn matrix(
    set: &CriteriaSet,
    figures: &[NodeFigures],
    figures_of_all: Option<&[NodeFigures]>,
    members: &[Member],
    language: Language,
) -> Matrix {
    let groups = overview::groups(set);
    let column = |&node: &NodeIndex| GroupColumn {
        code: set.nodes[node].code.clone(),
        title: language.of(&set.nodes[node].title).to_owned(),
        maximum: as_written(set, &set.nodes[node].maximum),
        percent: figures[node].percent,
        percent_of_all: figures_of_all.and_then(|figures| figures[node].percent),
    };
    let points = |member: &Member, &node: &NodeIndex| {
        let points = member.results.of_node(node);
        GroupPoints {
            points: points.points,
            maximum: points.maximum.normalize(),
            percent: points.percent,
        }
    };
    let row = |member: &Member| MatrixRow {
        rank: member.place.rank,
        unit: Unit::new(&member.place.standing.unit),
        groups: groups.iter().map(|node| points(member, node)).collect(),
    };
    Matrix {
        columns: groups.iter().map(column).collect(),
        rows: members.iter().map(row).collect(),
    }
}
