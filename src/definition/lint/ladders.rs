//! Ladders nobody can climb: levels out of reach, conditions that contradict each other or say
//! nothing, rungs out of order.

use std::collections::BTreeSet;

use super::reach::{Class, Reach};
use super::search::{Demand, Search};
use super::{Lint, written};
use crate::definition::{Compare, Condition, CriteriaSet, Ladder, NodeIndex, raw};
use crate::finding::{Asked, Problem};
use crate::number::{Decimal, Exact};

/// A condition of a level that must hold for itself, with where it stands.
struct Gate<'c> {
    condition: &'c Condition,
    pointer: String,
}

impl Lint<'_, '_> {
    pub(super) fn ladders(&mut self, raw: &raw::CriteriaSet) {
        let set = self.set;
        debug_assert_eq!(raw.ladders.len(), set.ladders.len(), "one ladder each");
        let shapes: Vec<_> = set.inputs.iter().map(|input| input.shape.clone()).collect();
        let kinds = kinds(set);
        let named = kinds.iter().map(|kind| Class::Kind(kind));
        let others = [Class::Unknown, Class::Other, Class::Absent];
        let mut searches: Vec<Search> = Vec::new();
        // Which of the searches is that of each kind.
        let mut of_kinds = Vec::new();
        for class in named.chain(others) {
            let search = Search::new(set, Reach::new(set, &shapes, class));
            let like = searches.iter().position(|other| other.is_like(&search));
            of_kinds.push(like.unwrap_or(searches.len()));
            if like.is_none() {
                searches.push(search);
            }
        }
        let kinds: Vec<(&str, usize)> = kinds.into_iter().zip(of_kinds).collect();
        for (position, (ladder, raw)) in set.ladders.iter().zip(&raw.ladders).enumerate() {
            for search in &mut searches {
                search.add(ladder);
            }
            let pointer = format!("/ladders/{position}");
            self.ladder(ladder, raw, &pointer, &searches, &kinds);
        }
        // What is told of levels comes first: every search ends after so many steps.
        for (position, (ladder, raw)) in set.ladders.iter().zip(&raw.ladders).enumerate() {
            for (index, (level, raw)) in ladder.levels.iter().zip(&raw.levels).enumerate() {
                let level_of = LevelOf {
                    ladder,
                    level: level.level,
                    searches: &searches,
                };
                let pointer = format!("/ladders/{position}/levels/{index}/when");
                self.alternatives(&level_of, &level.condition, &raw.when, &pointer);
            }
        }
    }

    /// Tells which alternatives of a condition say nothing, however deep they stand.
    fn alternatives(
        &mut self,
        of: &LevelOf,
        condition: &Condition,
        raw: &raw::Condition,
        pointer: &str,
    ) {
        match (condition, raw) {
            (Condition::Not(denied), raw::Condition::Not { condition }) => {
                self.alternatives(of, denied, condition, &format!("{pointer}/condition"));
            }
            (Condition::All(parts), raw::Condition::All { conditions })
            | (Condition::Any(parts), raw::Condition::Any { conditions })
            | (
                Condition::Count {
                    conditions: parts, ..
                },
                raw::Condition::Count { conditions, .. },
            ) => {
                let place = |index: usize| format!("{pointer}/conditions/{index}");
                if matches!(condition, Condition::Any(_)) && !is_unknown(condition) {
                    for (index, problem) in of.without_effect(parts) {
                        self.report(&place(index), problem);
                    }
                }
                for (index, (part, raw)) in parts.iter().zip(conditions).enumerate() {
                    self.alternatives(of, part, raw, &place(index));
                }
            }
            _ => {}
        }
    }

    fn ladder(
        &mut self,
        ladder: &Ladder,
        raw: &raw::Ladder,
        pointer: &str,
        searches: &[Search],
        kinds: &[(&str, usize)],
    ) {
        let mut reachable = Vec::new();
        for (index, level) in ladder.levels.iter().enumerate() {
            let pointer = format!("{pointer}/levels/{index}");
            let when = raw.levels.get(index).map(|level| &level.when);
            if is_unknown(&level.condition) {
                reachable.push(false);
                continue;
            }
            let mut gates = Vec::new();
            flatten(
                &level.condition,
                when,
                format!("{pointer}/when"),
                &mut gates,
            );
            reachable.push(self.reached(ladder, index, &gates, &pointer, searches, kinds));
            if let Some(before) = index.checked_sub(1) {
                self.order(ladder, index, before, &reachable, &pointer, searches);
            }
        }
    }

    /// Tells why nobody can have the condition of a level, or what in it says nothing; returns
    /// whether somebody can.
    fn reached(
        &mut self,
        ladder: &Ladder,
        index: usize,
        gates: &[Gate],
        pointer: &str,
        searches: &[Search],
        kinds: &[(&str, usize)],
    ) -> bool {
        let level = ladder.levels[index].level;
        let possible = |demands: &[Demand]| {
            let mut searches = searches.iter();
            searches.any(|search| search.is_possible(demands, ladder))
        };
        let mut each_is_possible = true;
        for gate in gates {
            if possible(&[(gate.condition, true)]) {
                continue;
            }
            each_is_possible = false;
            if let Some((asked, required, attainable)) =
                out_of_reach(gate.condition, ladder, searches)
            {
                let problem = Problem::LevelUnreachable {
                    level,
                    asked,
                    required,
                    attainable,
                };
                self.report(&gate.pointer, problem);
            }
        }
        if !each_is_possible {
            return false;
        }
        let own: Vec<Demand> = gates.iter().map(|gate| (gate.condition, true)).collect();
        if !possible(&own) {
            let with_levels_below = false;
            let problem = Problem::ConditionsContradict {
                level,
                with_levels_below,
            };
            self.report(&format!("{pointer}/when"), problem);
            return false;
        }
        let below = if ladder.needs_level_below {
            &ladder.levels[..index]
        } else {
            &[]
        };
        let below: Vec<Demand> = below.iter().map(|level| (&level.condition, true)).collect();
        let all: Vec<Demand> = below.iter().chain(&own).copied().collect();
        let can_reach: Vec<bool> = searches
            .iter()
            .map(|search| search.is_possible(&all, ladder))
            .collect();
        if !can_reach.contains(&true) {
            // Of a level below that is out of reach itself it is told already.
            if possible(&below) {
                let with_levels_below = true;
                let problem = Problem::ConditionsContradict {
                    level,
                    with_levels_below,
                };
                self.report(&format!("{pointer}/when"), problem);
            }
            return false;
        }
        // Where the level below is out of reach for them, so is this, and it is told there.
        let is_told = |search: &Search| !below.is_empty() && !search.is_possible(&below, ladder);
        let unit_types: Vec<String> = kinds
            .iter()
            .filter(|(_, search)| !can_reach[*search] && !is_told(&searches[*search]))
            .map(|(kind, _)| (*kind).to_owned())
            .collect();
        if !unit_types.is_empty() {
            let problem = Problem::LevelUnreachableForTypes { level, unit_types };
            self.report(&format!("{pointer}/when"), problem);
        }
        self.implied(ladder, level, gates, searches);
        true
    }

    /// Tells which conditions of a level hold whenever its others do.
    fn implied(&mut self, ladder: &Ladder, level: u32, gates: &[Gate], searches: &[Search]) {
        let mut speaking: Vec<&Gate> = gates.iter().collect();
        for gate in gates.iter().rev() {
            let others: Vec<&Gate> = speaking
                .iter()
                .copied()
                .filter(|other| !std::ptr::eq(*other, gate))
                .collect();
            if others.is_empty() {
                continue;
            }
            let denied = [(gate.condition, false)];
            let mut without: Vec<Demand> =
                others.iter().map(|gate| (gate.condition, true)).collect();
            without.extend(denied);
            let possible = |demands: &[Demand]| {
                let mut searches = searches.iter();
                searches.any(|search| search.is_possible(demands, ladder))
            };
            // What everybody has says nothing by itself: that is how the lowest level is written.
            if possible(&without) || !possible(&denied) {
                continue;
            }
            let own = threshold(gate.condition);
            let stronger = others.iter().find_map(|other| {
                let (measure, required) = threshold(other.condition)?;
                let (own_measure, implied) = own?;
                (measure == own_measure).then_some((implied, required))
            });
            let problem = Problem::ImpliedCondition {
                level,
                implied: stronger.map(|(implied, _)| written(implied)),
                required: stronger.map(|(_, required)| written(required)),
                is_alternative: false,
            };
            self.report(&gate.pointer, problem);
            speaking = others;
        }
    }

    /// Tells of a rung that is not above the one before it: by its number, or because whoever has
    /// the lower has the higher as well.
    fn order(
        &mut self,
        ladder: &Ladder,
        index: usize,
        before: usize,
        reachable: &[bool],
        pointer: &str,
        searches: &[Search],
    ) {
        let (level, lower) = (&ladder.levels[index], &ladder.levels[before]);
        let problem = |thresholds: Option<(&Exact, &Exact)>| Problem::LadderOutOfOrder {
            level: level.level,
            before: lower.level,
            required: thresholds.map(|(required, _)| written(required)),
            required_before: thresholds.map(|(_, before)| written(before)),
        };
        if level.level <= lower.level {
            self.report(&format!("{pointer}/level"), problem(None));
        }
        if !(reachable[index] && reachable[before]) {
            return;
        }
        let below = if ladder.needs_level_below {
            &ladder.levels[..=before]
        } else {
            &ladder.levels[before..=before]
        };
        let mut demands: Vec<Demand> = below.iter().map(|level| (&level.condition, true)).collect();
        demands.push((&level.condition, false));
        let mut any = searches.iter();
        let is_passed_over = !any.any(|search| search.is_possible(&demands, ladder));
        let thresholds = asks_for_less(&level.condition, &lower.condition);
        if is_passed_over || (ladder.needs_level_below && thresholds.is_some()) {
            self.report(&format!("{pointer}/when"), problem(thresholds));
        }
    }
}

/// Of longer lists of alternatives nothing is told: each is held against all others.
const MOST_ALTERNATIVES: usize = 100;

/// A level of a ladder, and what is known of all units.
struct LevelOf<'l, 's> {
    ladder: &'l Ladder,
    level: u32,
    searches: &'l [Search<'s>],
}

impl LevelOf<'_, '_> {
    fn is_possible(&self, demands: &[Demand]) -> bool {
        let mut searches = self.searches.iter();
        searches.any(|search| search.is_possible(demands, self.ladder))
    }

    /// Returns which alternatives are met only where another one is, the last first.
    fn without_effect(&self, parts: &[Condition]) -> Vec<(usize, Problem)> {
        let mut without_effect = Vec::new();
        if parts.len() > MOST_ALTERNATIVES {
            return without_effect;
        }
        let mut speaking: Vec<&Condition> = parts.iter().collect();
        for (index, part) in parts.iter().enumerate().rev() {
            let others = speaking.iter().copied();
            let others: Vec<&Condition> =
                others.filter(|other| !std::ptr::eq(*other, part)).collect();
            if others.is_empty() {
                break;
            }
            let mut alone: Vec<Demand> = others.iter().map(|other| (*other, false)).collect();
            alone.push((part, true));
            // What nobody can have is another matter.
            if self.is_possible(&alone) || !self.is_possible(&[(part, true)]) {
                continue;
            }
            let weaker = others.iter().find_map(|other| {
                let (own, other) = (threshold(part)?, threshold(other)?);
                (own.0 == other.0).then_some((own.1, other.1))
            });
            let problem = Problem::ImpliedCondition {
                level: self.level,
                implied: weaker.map(|(implied, _)| written(implied)),
                required: weaker.map(|(_, required)| written(required)),
                is_alternative: true,
            };
            without_effect.push((index, problem));
            speaking = others;
        }
        without_effect
    }
}

/// Returns the kinds of unit that the set names.
fn kinds(set: &CriteriaSet) -> Vec<&str> {
    let assigned = set.unit_types().into_iter();
    let cohorts = set.ranking.cohorts.iter();
    let cohorts = cohorts.flat_map(|cohort| cohort.types.iter().map(String::as_str));
    let kinds: BTreeSet<&str> = assigned.chain(cohorts).collect();
    kinds.into_iter().collect()
}

/// Takes a condition apart into what must hold for itself.
fn flatten<'c>(
    condition: &'c Condition,
    raw: Option<&raw::Condition>,
    pointer: String,
    gates: &mut Vec<Gate<'c>>,
) {
    // A condition for each of a branch is one in the file.
    if let (Condition::All(parts), Some(raw::Condition::All { conditions })) = (condition, raw) {
        for (index, (part, raw)) in parts.iter().zip(conditions).enumerate() {
            let pointer = format!("{pointer}/conditions/{index}");
            flatten(part, Some(raw), pointer, gates);
        }
    } else {
        gates.push(Gate { condition, pointer });
    }
}

/// Returns whether part of a condition is about nothing that is known, which is told already.
fn is_unknown(condition: &Condition) -> bool {
    match condition {
        Condition::All(parts) if parts.is_empty() => true,
        Condition::All(parts)
        | Condition::Any(parts)
        | Condition::Count {
            conditions: parts, ..
        } => parts.iter().any(is_unknown),
        Condition::Not(denied) => is_unknown(denied),
        Condition::Points { .. }
        | Condition::Percent { .. }
        | Condition::Level { .. }
        | Condition::Met(_)
        | Condition::Fact { .. } => false,
    }
}

/// What is asked for, how much of it, and the most there can be.
type OutOfReach = (Asked, Decimal, Option<Decimal>);

/// Returns what of a condition nobody can reach; nothing where that is told elsewhere.
fn out_of_reach(condition: &Condition, ladder: &Ladder, searches: &[Search]) -> Option<OutOfReach> {
    let can = |condition: &Condition| {
        let mut searches = searches.iter();
        searches.any(|search| search.is_possible(&[(condition, true)], ladder))
    };
    let count = |at_least: usize, conditions: &[Condition]| {
        let number = |count: usize| Decimal::from(count);
        let possible = conditions.iter().filter(|part| can(part)).count();
        // When each can hold, it is that they cannot together.
        let possible = Some(possible).filter(|possible| *possible < at_least);
        Some((Asked::Conditions, number(at_least), possible.map(number)))
    };
    let most = |of: NodeIndex, asked: Asked| {
        let ends = searches.iter().map(|search| search.most(of, asked));
        let most = ends.flatten().max();
        most.map(|most| match ladder.compare {
            Compare::Published => most.round(searches[0].rounding()),
            Compare::Exact => written(&most),
        })
    };
    match condition {
        Condition::Points { of, at_least } => {
            let asked = Asked::Points;
            Some((asked, written(at_least), most(*of, asked)))
        }
        Condition::Percent { of, at_least, .. } => {
            let asked = Asked::Percent;
            Some((asked, written(at_least), most(*of, asked)))
        }
        Condition::Met(of) => {
            let asked = Asked::Percent;
            Some((asked, Decimal::ONE_HUNDRED, most(*of, asked)))
        }
        Condition::All(parts) => {
            let part = parts.iter().find(|part| !can(part));
            match part {
                Some(part) => out_of_reach(part, ladder, searches),
                None => count(parts.len(), parts),
            }
        }
        Condition::Any(parts) => count(1, parts),
        Condition::Count {
            at_least,
            conditions,
        } => count(*at_least, conditions),
        Condition::Not(_) | Condition::Fact { .. } => Some((Asked::Conditions, Decimal::ONE, None)),
        Condition::Level {
            ladder: other,
            at_least,
        } => {
            let can_hold = searches
                .iter()
                .any(|search| search.can_hold(*other, *at_least));
            can_hold.then_some((Asked::Conditions, Decimal::ONE, None))
        }
    }
}

/// Returns what a condition measures, in percent or in points, and its threshold.
fn threshold(condition: &Condition) -> Option<((bool, NodeIndex), &Exact)> {
    match condition {
        Condition::Points { of, at_least } => Some(((false, *of), at_least)),
        Condition::Percent { of, at_least, .. } => Some(((true, *of), at_least)),
        _ => None,
    }
}

/// Returns what a level and the one before it ask for of the same thing, when the higher one
/// asks for less.
fn asks_for_less<'c>(
    level: &'c Condition,
    before: &'c Condition,
) -> Option<(&'c Exact, &'c Exact)> {
    let mut limits = Vec::new();
    thresholds(before, &mut limits);
    let mut own = Vec::new();
    thresholds(level, &mut own);
    own.iter().find_map(|(measure, required)| {
        let (_, required_before) = limits.iter().find(|(other, _)| other == measure)?;
        (required < required_before).then_some((*required, *required_before))
    })
}

/// The thresholds a condition sets outright.
fn thresholds<'c>(condition: &'c Condition, limits: &mut Vec<((bool, NodeIndex), &'c Exact)>) {
    if let Condition::All(conditions) = condition {
        for part in conditions {
            thresholds(part, limits);
        }
    }
    limits.extend(threshold(condition));
}
