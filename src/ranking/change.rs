//! Movement against an earlier period, and how much of it there is when that period was judged
//! by another version of the criteria set.

use std::cell::LazyCell;
use std::collections::HashMap;

use super::{Place, Ranking};
use crate::definition::diff::Crosswalk;
use crate::definition::{CriteriaSet, NodeIndex, versions};
use crate::finding::{self, Finding, Problem};
use crate::number::{Decimal, Exact};
use crate::period::Period;
use crate::scorecard::{self, Part};
use crate::scoring::{as_written, published};
use crate::unit::AdministrativeUnit;

/// How far a unit has moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Places gained; negative when places were lost; none where places may not be compared.
    pub places: Option<i64>,
    /// Points gained, of the published totals; none where totals may not be compared.
    pub score: Option<Decimal>,
    /// What may be compared instead of totals; none where totals may be, or nothing may.
    pub common: Option<CommonChange>,
}

/// What a unit had and has of the part that two versions have in common, as published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CommonChange {
    /// The points of the earlier period.
    pub before: Decimal,
    /// The maximum that applied then.
    pub maximum_before: Decimal,
    /// The points now.
    pub now: Decimal,
    /// The maximum that applies now.
    pub maximum: Decimal,
}

impl Change {
    /// Returns the points gained: of the totals, or of what may be compared in their place.
    pub fn gained(self) -> Option<Decimal> {
        let common = self.common.map(|common| common.score());
        self.score.or(common)
    }
}

impl CommonChange {
    /// Returns the points gained.
    pub fn score(&self) -> Decimal {
        self.now - self.before
    }
}

/// The version an earlier period was judged by, the one of now, and what of the two may be
/// compared.
#[derive(Debug, Clone, Copy)]
pub struct Bridge<'b> {
    /// The version of the earlier period.
    pub old: &'b CriteriaSet,
    /// The version of now.
    pub new: &'b CriteriaSet,
    /// What may be compared.
    pub crosswalk: &'b Crosswalk,
}

impl Bridge<'_> {
    /// Returns the nodes of both versions that may be compared and added up, as far as they are
    /// wanted: where totals may be compared they are compared, and nothing else.
    pub fn common(&self) -> &[(NodeIndex, NodeIndex)] {
        if self.crosswalk.compares_totals() {
            &[]
        } else {
            self.crosswalk.common()
        }
    }

    /// Returns the declared maximum of what may be compared.
    pub fn maximum(&self) -> Decimal {
        let nodes = self.common().iter().map(|&(_, node)| &self.new.nodes[node]);
        let maxima = nodes.filter(|node| node.outside.is_none());
        let maximum = Exact::sum(maxima.map(|node| &node.maximum));
        as_written(self.new, &maximum)
    }

    /// Returns the declared maximum of a node of the version of now.
    pub fn maximum_of(&self, node: NodeIndex) -> Decimal {
        as_written(self.new, &self.new.nodes[node].maximum)
    }

    /// Returns what is to be said when totals or places may not be compared with those of an
    /// earlier period.
    pub fn finding(&self, earlier: Period) -> Option<Finding> {
        if self.crosswalk.compares_places() {
            return None;
        }
        let (then, now) = versions::names(self.old, self.new);
        let nodes = self.common().iter();
        let problem = Problem::VersionsDiffer {
            period: earlier.to_string(),
            then,
            now,
            compares_totals: self.crosswalk.compares_totals(),
            nodes: nodes
                .map(|&(_, node)| self.new.nodes[node].code.clone())
                .collect(),
            maximum: self.maximum(),
        };
        Some(Finding::new(problem, finding::Place::Run))
    }
}

/// Adds to each place the movement against `earlier`, and whether the unit is new.
///
/// A unit is the same when code and name are: a code alone may have passed to another unit. One
/// that was there and had no place has no movement and is not new.
pub(super) fn compare(
    places: &mut [Place],
    earlier: &Ranking,
    movement: impl Fn(&Place, &Place) -> Change,
) {
    let ranked = earlier
        .places
        .iter()
        .map(|place| (key(&place.standing.unit), Some(place)));
    let unranked = earlier
        .unranked
        .iter()
        .map(|entry| (key(&entry.unit), None));
    let earlier: HashMap<(&str, &str), Option<&Place>> = unranked.chain(ranked).collect();
    for place in places {
        let before = earlier.get(&key(&place.standing.unit));
        place.is_new = before.is_none();
        place.change = before
            .copied()
            .flatten()
            .map(|before| movement(before, place));
    }
}

/// The movement of one who was judged by the same version.
pub(super) fn within_version(before: &Place, now: &Place) -> Change {
    Change {
        places: Some(signed(before.rank) - signed(now.rank)),
        score: Some(now.standing.total - before.standing.total),
        common: None,
    }
}

/// Returns the movement of one who was judged by an earlier version.
pub(super) fn across_versions<'b>(bridge: &'b Bridge) -> impl Fn(&Place, &Place) -> Change + 'b {
    let (old_nodes, new_nodes): (Vec<_>, Vec<_>) = bridge.common().iter().copied().unzip();
    let nothing_then = LazyCell::new(move || nothing(bridge.old, &old_nodes));
    let nothing_now = LazyCell::new(move || nothing(bridge.new, &new_nodes));
    move |before, now| {
        let within = within_version(before, now);
        let crosswalk = bridge.crosswalk;
        let common = || {
            let (then, now) = (part(before, &nothing_then)?, part(now, &nothing_now)?);
            // Both in the digits of now, whatever those of then were.
            Some(CommonChange {
                before: published(bridge.new, &then.points),
                maximum_before: as_written(bridge.new, &then.maximum),
                now: published(bridge.new, &now.points),
                maximum: as_written(bridge.new, &now.maximum),
            })
        };
        Change {
            places: within.places.filter(|_| crosswalk.compares_places()),
            score: within.score.filter(|_| crosswalk.compares_totals()),
            common: if bridge.common().is_empty() {
                None
            } else {
                common()
            },
        }
    }
}

/// What a unit has of the nodes compared; one that is ranked for nothing has nothing of them.
fn part<'p>(place: &'p Place, nothing: &'p Part) -> Option<&'p Part> {
    let of_nothing = place.nothing_submitted.then_some(nothing);
    place.standing.part.as_ref().or(of_nothing)
}

fn nothing(set: &CriteriaSet, nodes: &[NodeIndex]) -> Part {
    Part::of(set, &scorecard::nothing(set).scores, nodes)
}

fn key(unit: &AdministrativeUnit) -> (&str, &str) {
    (unit.code.as_str(), unit.name.as_str())
}

fn signed(rank: usize) -> i64 {
    i64::try_from(rank).unwrap_or(i64::MAX)
}
