//! The districts side by side.

use std::collections::BTreeMap;

use serde::Serialize;

use super::overview::{FiguresEntry, LadderFigures, ladders, totals};
use crate::definition::CriteriaSet;
use crate::overview::Part;
use crate::ranking::Place;
use crate::report::document::ranking::Parent;
use crate::text::Language;
use crate::unit::Tier;

/// A district.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct District {
    /// The district.
    pub unit: Parent,
    /// Units expected of it.
    pub expected: usize,
    /// Units with a place.
    pub ranked: usize,
    /// Their totals.
    pub totals: Option<FiguresEntry>,
    /// How many hold which level, ladder by ladder.
    pub ladders: Vec<LadderFigures>,
    /// The codes of its ranked units, the best first.
    pub units: Vec<String>,
}

/// Returns the districts that are shown; none where units stand below nobody.
pub(super) fn districts(set: &CriteriaSet, part: &Part, language: Language) -> Vec<District> {
    let mut found: BTreeMap<&Tier, (usize, Vec<&Place>)> = BTreeMap::new();
    for entry in &part.unranked {
        if let Some(parent) = entry.unit.parent() {
            found.entry(parent).or_default().0 += 1;
        }
    }
    for &place in &part.places {
        if let Some(parent) = place.standing.unit.parent() {
            let (expected, places) = found.entry(parent).or_default();
            *expected += 1;
            places.push(place);
        }
    }
    let of_district = |(tier, (expected, places)): (&Tier, (usize, Vec<&Place>))| District {
        unit: Parent::new(tier),
        expected,
        ranked: places.len(),
        totals: totals(set, &places),
        ladders: ladders(set, &places, language),
        units: places
            .iter()
            .map(|place| place.standing.unit.code.as_str().to_owned())
            .collect(),
    };
    found.into_iter().map(of_district).collect()
}
