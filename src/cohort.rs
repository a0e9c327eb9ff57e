//! What all units of a cohort have together: the best, the mean, where each one stands.
//!
//! The declared second pass: criteria that compare units need every unit's figures first. A
//! statistic is computed from admitted answers and then handed to scoring like an answer, so
//! that rules need not know of other units; those behind it in the set see it the same way. A
//! late submission can change everybody's score.

use std::collections::{BTreeMap, BTreeSet};

use crate::definition::{Among, CriteriaSet, Statistic, StatisticKind};
use crate::number::Exact;
use crate::rule::Value;
use crate::unit::AdministrativeUnit;

/// A unit with its answers that count.
#[derive(Debug, Clone, Copy)]
pub struct Member<'m> {
    /// The unit.
    pub unit: &'m AdministrativeUnit,
    /// The answers, by input.
    pub values: &'m [Option<Value>],
}

/// Returns for every member the value of every statistic of the set, in its order; none where
/// nobody has the figure, or where the member has no place among those who have.
pub fn statistics(set: &CriteriaSet, members: &[Member]) -> Vec<Vec<Option<Exact>>> {
    if set.statistics.is_empty() {
        return vec![Vec::new(); members.len()];
    }
    let mut answers: Vec<Vec<Option<Value>>> = members
        .iter()
        .map(|member| member.values.to_vec())
        .collect();
    let mut of_members = vec![Vec::with_capacity(set.statistics.len()); members.len()];
    for statistic in &set.statistics {
        let figures: Vec<Option<Exact>> = answers
            .iter()
            .map(|answers| figure(statistic, answers))
            .collect();
        let values = of_each(set, statistic, members, &figures);
        for ((own, answers), value) in of_members.iter_mut().zip(&mut answers).zip(values) {
            answers.push(Some(Value::of_statistic(value.clone())));
            own.push(value);
        }
    }
    of_members
}

fn of_each(
    set: &CriteriaSet,
    statistic: &Statistic,
    members: &[Member],
    figures: &[Option<Exact>],
) -> Vec<Option<Exact>> {
    let groups: Vec<Option<Group>> = members
        .iter()
        .map(|member| Group::of(set, statistic.among, member.unit))
        .collect();
    let mut by_group: BTreeMap<Group, Vec<Exact>> = BTreeMap::new();
    for (member, figure) in members.iter().zip(figures) {
        if let Some(figure) = figure {
            for group in Group::joined_by(set, statistic.among, member.unit) {
                by_group.entry(group).or_default().push(figure.clone());
            }
        }
    }
    let mut of_group: BTreeMap<&Group, Option<Exact>> = BTreeMap::new();
    for figures in by_group.values_mut() {
        figures.sort();
    }
    for (group, figures) in &by_group {
        of_group.insert(group, common(statistic.kind, figures));
    }
    groups
        .iter()
        .zip(figures)
        .map(|(group, own)| {
            let group = group.as_ref()?;
            let all = || by_group.get(group);
            match statistic.kind {
                StatisticKind::PercentileRank => share_below(all()?, own.as_ref()?),
                StatisticKind::Rank => rank(all()?, own.as_ref()?),
                // Nobody who counts is zero units, and what they have together is zero.
                StatisticKind::Count | StatisticKind::Sum if !of_group.contains_key(group) => {
                    Some(Exact::ZERO)
                }
                _ => of_group.get(group).cloned().flatten(),
            }
        })
        .collect()
}

/// Returns a unit's figure; none where it is blank or the unit is left out.
fn figure(statistic: &Statistic, answers: &[Option<Value>]) -> Option<Exact> {
    if let Some(test) = &statistic.filter
        && test.holds(answers) != Ok(true)
    {
        return None;
    }
    statistic.of.evaluate(answers).ok()
}

/// Units that are compared with each other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Everybody,
    Cohort(usize),
    Parent(String, String),
    Below(String),
}

impl Group {
    /// Returns the group of a unit; none where it belongs to no cohort or has nobody above.
    fn of(set: &CriteriaSet, among: Among, unit: &AdministrativeUnit) -> Option<Group> {
        match among {
            Among::All => Some(Group::Everybody),
            Among::Cohort if set.ranking.cohorts.is_empty() => Some(Group::Everybody),
            Among::Cohort => set.cohort_of(unit).map(Group::Cohort),
            Among::Siblings => {
                let parent = unit.parent()?;
                Some(Group::Parent(parent.tier.clone(), parent.code.clone()))
            }
            Among::Below => Some(Group::Below(unit.code.as_str().to_owned())),
        }
    }

    /// Returns the groups whose figures a unit's own figure belongs to: its own, and where units
    /// below count, those of every unit above it.
    fn joined_by(set: &CriteriaSet, among: Among, unit: &AdministrativeUnit) -> Vec<Group> {
        match among {
            Among::Below => {
                let above = unit.tiers.iter().map(|tier| tier.code.as_str());
                let own = std::iter::once(unit.code.as_str());
                // A district's own row may name the district it is.
                let codes: BTreeSet<&str> = own.chain(above).collect();
                codes
                    .into_iter()
                    .map(|code| Group::Below(code.to_owned()))
                    .collect()
            }
            _ => Group::of(set, among, unit).into_iter().collect(),
        }
    }
}

/// Returns what a group has in common, from its figures in rising order.
fn common(kind: StatisticKind, figures: &[Exact]) -> Option<Exact> {
    let count = count(figures.len());
    let mean = || Exact::sum(figures).settled().checked_div(&count);
    match kind {
        StatisticKind::Minimum => figures.first().cloned(),
        StatisticKind::Maximum => figures.last().cloned(),
        StatisticKind::Sum => Some(Exact::sum(figures).settled()),
        StatisticKind::Count => Some(count),
        StatisticKind::Mean => mean(),
        StatisticKind::Median => {
            let middle = figures.len() / 2;
            let upper = figures.get(middle)?;
            if figures.len() % 2 == 1 {
                return Some(upper.clone());
            }
            (figures.get(middle - 1)? + upper).checked_div(&Exact::integer(2))
        }
        // σ = √(Σ (x − mean)² ÷ n), of the population: the units are all there are.
        StatisticKind::StandardDeviation => {
            let mean = mean()?;
            let squares: Vec<Exact> = figures
                .iter()
                .map(|figure| {
                    let distance = (figure - &mean).settled();
                    &distance * &distance
                })
                .collect();
            Exact::sum(&squares).settled().checked_div(&count)?.sqrt()
        }
        // Each unit has its own.
        StatisticKind::PercentileRank | StatisticKind::Rank => None,
    }
}

/// Returns the share of the other figures that lie below; ties count half, and a unit alone has
/// nobody to be compared with.
fn share_below(figures: &[Exact], own: &Exact) -> Option<Exact> {
    let below = figures.partition_point(|figure| figure < own);
    let not_above = figures.partition_point(|figure| figure <= own);
    let others = figures.len().checked_sub(1)?;
    let ties = (not_above - below).checked_sub(1)?;
    (&count(2 * below) + &count(ties)).checked_div(&count(2 * others))
}

/// Returns one more than the figures below; of equal figures all have the lowest place. None for
/// a unit that is not among those compared.
fn rank(figures: &[Exact], own: &Exact) -> Option<Exact> {
    figures.binary_search(own).ok()?;
    Some(count(1 + figures.partition_point(|figure| figure < own)))
}

fn count(of: usize) -> Exact {
    Exact::integer(i64::try_from(of).unwrap_or(i64::MAX))
}
