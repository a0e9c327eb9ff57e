//! The scorecards wanted, beside the medians of all units.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::definition::{CriteriaSet, NodeIndex};
use crate::number::Decimal;
use crate::overview::{self, NodeFigures, Results};
use crate::ranking::{Place, Ranking, Unranked};
use crate::report::document::findings::FindingEntry;
use crate::report::document::scorecards::Card;
use crate::text::Language;

/// A scorecard in a report.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReportedCard {
    /// The place; none where the unit has none.
    pub rank: Option<usize>,
    /// Of how many.
    pub of: Option<usize>,
    /// Why it has no place.
    pub unranked: Option<&'static str>,
    /// The groups against the middle of all ranked units.
    pub groups: Vec<AgainstMedian>,
    /// What was found in its submission.
    pub found: Vec<FindingEntry>,
    /// The card.
    pub card: Card,
    /// Why it has no place, in words; not part of the data.
    #[serde(skip)]
    pub explanation: Option<String>,
}

/// A group of one unit against the middle of all ranked units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AgainstMedian {
    /// The code.
    pub code: String,
    /// The title.
    pub title: String,
    /// Its points.
    pub points: Decimal,
    /// The maximum that applies to it.
    pub maximum: Decimal,
    /// Points ÷ maximum × 100.
    pub percent: Option<Decimal>,
    /// The median of the points of ranked units.
    pub median: Option<Decimal>,
    /// Points less the median.
    pub difference: Option<Decimal>,
}

/// A scorecard, and what was found in its submission.
#[derive(Debug, Clone, PartialEq)]
pub struct CardWithFindings {
    /// The card.
    pub card: Card,
    /// The results, for the comparison with others.
    pub results: Results,
    /// The findings.
    pub found: Vec<FindingEntry>,
}

/// Returns the cards in the order of the places, those without one last, by code.
pub(super) fn reported(
    set: &CriteriaSet,
    ranking: &Ranking,
    figures: &[NodeFigures],
    cards: Vec<CardWithFindings>,
    language: Language,
) -> Vec<ReportedCard> {
    let places = ranking.places.iter().enumerate();
    let places: BTreeMap<&str, (usize, &Place)> = places
        .map(|(position, place)| (place.standing.unit.code.as_str(), (position, place)))
        .collect();
    let unranked = ranking.unranked.iter();
    let unranked: BTreeMap<&str, &Unranked> = unranked
        .map(|entry| (entry.unit.code.as_str(), entry))
        .collect();
    let groups = overview::groups(set);
    let mut cards: Vec<(usize, ReportedCard)> = cards
        .into_iter()
        .map(
            |CardWithFindings {
                 card,
                 results,
                 found,
             }| {
                let place = places.get(card.unit.code.as_str());
                let without = unranked.get(card.unit.code.as_str());
                let against = |&node: &NodeIndex| {
                    let points = results.of_node(node);
                    let median = figures[node].points.map(|points| points.median);
                    AgainstMedian {
                        code: set.nodes[node].code.clone(),
                        title: language.of(&set.nodes[node].title).to_owned(),
                        points: points.points,
                        maximum: points.maximum.normalize(),
                        percent: points.percent,
                        median,
                        difference: median.map(|median| points.points - median),
                    }
                };
                let reported = ReportedCard {
                    rank: place.map(|(_, place)| place.rank),
                    of: place.map(|(_, place)| place.of),
                    unranked: without.map(|entry| entry.reason.name()),
                    explanation: without.map(|entry| crate::text::reason(entry.reason, language)),
                    groups: groups.iter().map(against).collect(),
                    found,
                    card,
                };
                (
                    place.map_or(usize::MAX, |(position, _)| *position),
                    reported,
                )
            },
        )
        .collect();
    cards.sort_by(|(one, card), (other, other_card)| {
        let by_code = || card.card.unit.code.cmp(&other_card.card.unit.code);
        one.cmp(other).then_with(by_code)
    });
    cards.into_iter().map(|(_, card)| card).collect()
}
