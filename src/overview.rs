//! Everybody's published points → what the units of a province have together: means, medians, the best
//! and the worst, where points are lost, how many hold which level.
//!
//! Everything is computed from points as published, so that whoever has the printed figures comes to the
//! same results; what is divided is rounded once, as the criteria set rounds. Knows nothing of files.

use std::collections::BTreeMap;

use crate::definition::{CriteriaSet, NodeIndex, Role};
use crate::number::{Decimal, Exact};
use crate::ranking::{Place, Ranking, Reason, Unranked};
use crate::scorecard::Scorecard;
use crate::scoring::{self, Outcome, published};
use crate::unit::{AdministrativeUnit, UnitCode};

/// What one unit came to, node by node in the order of the set, by the score that counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Results {
    nodes: Vec<Points>,
}

/// The points of a node as published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Points {
    /// How they came to be.
    pub outcome: Outcome,
    /// The points.
    pub points: Decimal,
    /// The maximum that applies.
    pub maximum: Decimal,
    /// Points ÷ maximum × 100; none when nothing applies.
    pub percent: Option<Decimal>,
}

impl Results {
    /// Returns the results of a scorecard.
    pub fn of(set: &CriteriaSet, card: &Scorecard) -> Results {
        Results::of_scores(set, &card.counted().scores)
    }

    /// Returns the results of a unit that handed in nothing, where that counts as zero.
    pub fn of_nothing(set: &CriteriaSet) -> Results {
        Results::of_scores(set, &scoring::nothing(set))
    }

    fn of_scores(set: &CriteriaSet, scores: &scoring::ScoreTree) -> Results {
        let points = |node| {
            let score = scores.of(node);
            Points {
                outcome: score.outcome,
                points: published(set, &score.points),
                maximum: published(set, &score.maximum),
                percent: score.percent().map(|percent| published(set, &percent)),
            }
        };
        Results {
            nodes: (0..set.nodes.len()).map(points).collect(),
        }
    }

    /// Returns the points of a node.
    pub fn of_node(&self, node: NodeIndex) -> &Points {
        &self.nodes[node]
    }
}

/// Units of a ranking looked at together: those of a district, or all. Their places stay those among everybody.
#[derive(Debug, Clone)]
pub struct Part<'r> {
    /// The ranked ones, in the order of their places.
    pub places: Vec<&'r Place>,
    /// Those without a place, by code.
    pub unranked: Vec<&'r Unranked>,
    /// How many were expected.
    pub expected: usize,
}

impl<'r> Part<'r> {
    /// Returns all units of a ranking.
    pub fn whole(ranking: &'r Ranking) -> Part<'r> {
        Part {
            places: ranking.places.iter().collect(),
            unranked: ranking.unranked.iter().collect(),
            expected: ranking.expected,
        }
    }

    /// Returns the units of a ranking that are wanted.
    pub fn of(ranking: &'r Ranking, wanted: impl Fn(&AdministrativeUnit) -> bool) -> Part<'r> {
        let places = ranking.places.iter();
        let places = places.filter(|place| wanted(&place.standing.unit));
        let places: Vec<&Place> = places.collect();
        let unranked = ranking.unranked.iter();
        let unranked: Vec<&Unranked> = unranked.filter(|entry| wanted(&entry.unit)).collect();
        Part {
            expected: places.len() + unranked.len(),
            places,
            unranked,
        }
    }

    /// Returns how many handed in what.
    pub fn handed_in(&self) -> HandedIn {
        let nothing = self.places.iter().filter(|place| place.nothing_submitted);
        let nothing = nothing.count();
        let without = |wanted: fn(Reason) -> bool| {
            let entries = self.unranked.iter();
            entries.filter(|entry| wanted(entry.reason)).count()
        };
        let missing = nothing + without(|reason| reason == Reason::NotSubmitted);
        HandedIn {
            expected: self.expected,
            handed_in: self.expected.saturating_sub(missing),
            ranked: self.places.len(),
            usable: self.places.len() - nothing,
            with_errors: without(|reason| matches!(reason, Reason::Errors(_))),
            missing,
        }
    }
}

/// How many units handed in what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HandedIn {
    /// Units expected.
    pub expected: usize,
    /// Units that handed something in.
    pub handed_in: usize,
    /// Units with a place.
    pub ranked: usize,
    /// Units with a place by what they handed in.
    pub usable: usize,
    /// Units whose submission has errors.
    pub with_errors: usize,
    /// Units that handed in nothing.
    pub missing: usize,
}

/// A ranked unit with its results.
#[derive(Debug, Clone, Copy)]
pub struct Member<'m> {
    /// Its place.
    pub place: &'m Place,
    /// Its results.
    pub results: &'m Results,
}

/// Returns the ranked units with their results, in the order of their places; one of which nothing is
/// known handed in nothing, which counts as zero.
pub fn members<'m>(
    places: impl IntoIterator<Item = &'m Place>,
    results: &'m BTreeMap<UnitCode, Results>,
    nothing: &'m Results,
) -> Vec<Member<'m>> {
    let member = |place: &'m Place| Member {
        place,
        results: results.get(&place.standing.unit.code).unwrap_or(nothing),
    };
    places.into_iter().map(member).collect()
}

/// What several published figures have together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Figures {
    /// How many there are.
    pub count: usize,
    /// Their sum ÷ how many they are.
    pub mean: Decimal,
    /// The one in the middle; of an even number, half the sum of the two in the middle.
    pub median: Decimal,
    /// The least.
    pub least: Decimal,
    /// The greatest.
    pub greatest: Decimal,
}

impl Figures {
    /// Returns what `values` have together; nothing when there are none.
    pub fn of(set: &CriteriaSet, values: impl IntoIterator<Item = Decimal>) -> Option<Figures> {
        let mut values: Vec<Decimal> = values.into_iter().collect();
        values.sort_unstable();
        let (&least, &greatest) = (values.first()?, values.last()?);
        let divided = |values: &[Decimal]| {
            let values: Vec<Exact> = values.iter().copied().map(Exact::from).collect();
            let count = Exact::from(Decimal::from(values.len()));
            let quotient = Exact::sum(&values).checked_div(&count)?;
            Some(published(set, &quotient))
        };
        let upper = values.len() / 2;
        let lower = (values.len() - 1) / 2;
        Some(Figures {
            count: values.len(),
            mean: divided(&values)?,
            median: divided(&[values[lower], values[upper]])?,
            least,
            greatest,
        })
    }
}

/// What ranked units have together of one part, group or criterion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeFigures {
    /// The node.
    pub node: NodeIndex,
    /// The points of the units to which it applies; none where it applies to nobody.
    pub points: Option<Figures>,
    /// The sum of their points ÷ the sum of their maxima × 100.
    pub percent: Option<Decimal>,
    /// How many of them have all its points.
    pub full: usize,
    /// How many of them have no point of it.
    pub zero: usize,
    /// The sum of what they lack to their maxima.
    pub lost: Decimal,
    /// The units with the most points, by position.
    pub best: Vec<usize>,
    /// The units with the fewest points, by position.
    pub worst: Vec<usize>,
}

/// Returns what `members` have together of every node, in the order of the set.
pub fn nodes(set: &CriteriaSet, members: &[Member]) -> Vec<NodeFigures> {
    (0..set.nodes.len())
        .map(|node| of_node(set, node, members))
        .collect()
}

fn of_node(set: &CriteriaSet, node: NodeIndex, members: &[Member]) -> NodeFigures {
    let results = members.iter().map(|member| member.results.of_node(node));
    let stands_outside = set.nodes[node].outside.is_some();
    let applies = |points: &Points| stands_outside || points.percent.is_some();
    let applied: Vec<(usize, &Points)> = results
        .enumerate()
        .filter(|(_, points)| applies(points))
        .collect();
    let points = Figures::of(set, applied.iter().map(|(_, points)| points.points));
    let sum = |of: fn(&Points) -> Decimal| -> Decimal {
        applied.iter().map(|(_, points)| of(points)).sum()
    };
    let (sum_of_points, maxima) = (sum(|points| points.points), sum(|points| points.maximum));
    let share = Exact::from(sum_of_points).checked_div(&Exact::from(maxima));
    let percent = share.map(|share| published(set, &(&share * &Exact::integer(100))));
    let count = |wanted: fn(&Points) -> bool| {
        let wanted = applied.iter().filter(|(_, points)| wanted(points));
        wanted.count()
    };
    let with = |value: Option<Decimal>| -> Vec<usize> {
        let has = applied
            .iter()
            .filter(|(_, points)| Some(points.points) == value);
        has.map(|(member, _)| *member).collect()
    };
    NodeFigures {
        node,
        percent: percent.filter(|_| !stands_outside),
        full: count(|points| points.maximum > Decimal::ZERO && points.points >= points.maximum),
        zero: count(|points| points.points.is_zero()),
        lost: if stands_outside {
            Decimal::ZERO
        } else {
            maxima - sum_of_points
        },
        best: with(points.map(|points| points.greatest)),
        worst: with(points.map(|points| points.least)),
        points,
    }
}

/// Returns the criteria that cost points, those that cost most first; of equal ones the first of the set.
pub fn costly(set: &CriteriaSet, figures: &[NodeFigures]) -> Vec<NodeIndex> {
    let is_costly = |figures: &&NodeFigures| {
        figures.lost > Decimal::ZERO && set.nodes[figures.node].criterion().is_some()
    };
    let mut costly: Vec<&NodeFigures> = figures.iter().filter(is_costly).collect();
    costly.sort_by(|one, other| other.lost.cmp(&one.lost).then(one.node.cmp(&other.node)));
    costly.iter().map(|figures| figures.node).collect()
}

/// Returns how many units hold each level of a ladder, the lowest first, and before them how many hold
/// none.
pub fn distribution<'p>(
    set: &CriteriaSet,
    ladder: usize,
    places: impl IntoIterator<Item = &'p Place>,
) -> Vec<(Option<u32>, usize)> {
    let levels = set.ladders[ladder].levels.iter();
    let mut counts = vec![(None, 0)];
    counts.extend(levels.map(|level| (Some(level.level), 0)));
    for place in places {
        let held = place.standing.levels.get(ladder).copied().flatten();
        if let Some((_, count)) = counts.iter_mut().find(|(level, _)| *level == held) {
            *count += 1;
        }
    }
    counts
}

/// Returns the groups units are compared by: the uppermost groups of the set, or what stands in their
/// place where a branch has none.
pub fn groups(set: &CriteriaSet) -> Vec<NodeIndex> {
    fn collect(set: &CriteriaSet, node: NodeIndex, groups: &mut Vec<NodeIndex>) {
        for child in set.children(node) {
            let holds_groups = set
                .children(child)
                .any(|below| !matches!(set.nodes[below].role, Role::Criterion(_)));
            if matches!(set.nodes[child].role, Role::Part) && holds_groups {
                collect(set, child, groups);
            } else {
                groups.push(child);
            }
        }
    }
    let mut groups = Vec::new();
    collect(set, 0, &mut groups);
    groups
}
