//! Whether conditions can hold together, for units of one class.
//!
//! A search that gives up says yes: what is called impossible is so, whatever the answers.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use super::interval::{End, Interval};
use super::reach::{Class, Reach, Span};
use crate::definition::{Compare, Condition, CriteriaSet, Ladder, NodeIndex};
use crate::finding::Asked;
use crate::number::{Exact, Rounding};
use crate::rule::InputId;

/// Steps after which nothing more is looked at, and everything counts as possible.
const MOST_STEPS: usize = 200_000;

/// What is known of one class of units: its scores, and the levels it can hold.
pub(super) struct Search<'s> {
    set: &'s CriteriaSet,
    reach: Reach<'s>,
    /// The levels that can be held on each ladder looked at so far.
    levels: Vec<Vec<Option<u32>>>,
    steps: Cell<usize>,
}

/// A condition, and whether it is to hold.
pub(super) type Demand<'c> = (&'c Condition, bool);

/// What must be so for what was demanded up to now.
#[derive(Clone)]
struct Supposed {
    /// The nodes something is demanded of.
    spans: BTreeMap<NodeIndex, Span>,
    /// Which of yes, no and blank a fact may be.
    facts: BTreeMap<InputId, [bool; 3]>,
    /// The levels that may be held on a ladder.
    levels: BTreeMap<usize, Vec<Option<u32>>>,
}

impl<'s> Search<'s> {
    pub fn new(set: &'s CriteriaSet, reach: Reach<'s>) -> Search<'s> {
        Search {
            set,
            reach,
            levels: Vec::new(),
            steps: Cell::new(0),
        }
    }

    /// Returns the most a node can come to, in points as published or in percent; none where
    /// there is no limit, or nothing to be had.
    pub fn most(&self, node: NodeIndex, asked: Asked) -> Option<Exact> {
        let span = &self.reach.spans[node];
        let share = || Some(&span.with.as_ref()?.share.high.as_ref()?.value);
        match asked {
            Asked::Percent | Asked::Conditions => Some(share()? * &Exact::integer(100)),
            Asked::Points => match self.set.scale.as_ref().filter(|_| node == 0) {
                Some(scale) => Some(share().map_or(Exact::ZERO, |share| share * scale)),
                None => Some(span.points().high?.value),
            },
        }
    }

    /// Returns how the set rounds.
    pub const fn rounding(&self) -> Rounding {
        self.set.rounding
    }

    /// Returns whether units of another class are asked the very same.
    pub fn is_like(&self, other: &Search) -> bool {
        let is_absent = |search: &Search| search.reach.class == Class::Absent;
        is_absent(self) == is_absent(other) && self.reach.spans == other.reach.spans
    }

    /// Adds the levels of the next ladder, which conditions of later ones may ask for.
    pub fn add(&mut self, ladder: &Ladder) {
        let mut held = vec![None];
        for (index, level) in ladder.levels.iter().enumerate() {
            let first = if ladder.needs_level_below { 0 } else { index };
            let needed = ladder.levels[first..=index].iter();
            let needed: Vec<Demand> = needed.map(|level| (&level.condition, true)).collect();
            if self.is_possible(&needed, ladder) {
                held.push(Some(level.level));
            }
        }
        self.levels.push(held);
    }

    /// Returns whether a level can be held on a ladder that was looked at.
    pub fn can_hold(&self, ladder: usize, at_least: u32) -> bool {
        let held = self.levels.get(ladder);
        held.is_none_or(|held| held.iter().flatten().any(|held| *held >= at_least))
    }

    /// Returns whether all demands can be met by one submission.
    pub fn is_possible(&self, demands: &[Demand], ladder: &Ladder) -> bool {
        let supposed = Supposed {
            spans: BTreeMap::new(),
            facts: BTreeMap::new(),
            levels: BTreeMap::new(),
        };
        // What is demanded outright first, so that alternatives meet it early.
        let is_choice = |(condition, holds): &Demand| match condition {
            Condition::Any(_) | Condition::Count { .. } => *holds,
            Condition::All(_) => !*holds,
            _ => false,
        };
        let (mut pending, outright): (Vec<Demand>, Vec<Demand>) =
            demands.iter().copied().partition(is_choice);
        pending.extend(outright);
        self.is_possible_with(pending, supposed, ladder)
    }

    fn gives_up(&self, steps: usize) -> bool {
        self.steps.set(self.steps.get().saturating_add(steps));
        self.steps.get() > MOST_STEPS
    }

    fn is_possible_with(
        &self,
        mut pending: Vec<Demand>,
        mut supposed: Supposed,
        ladder: &Ladder,
    ) -> bool {
        while let Some((condition, holds)) = pending.pop() {
            if self.gives_up(1) {
                return true;
            }
            match condition {
                Condition::Not(denied) => pending.push((denied, !holds)),
                Condition::All(parts) if holds => {
                    if self.gives_up(parts.len()) {
                        return true;
                    }
                    pending.extend(parts.iter().map(|part| (part, true)));
                }
                Condition::Any(parts) if !holds => {
                    if self.gives_up(parts.len()) {
                        return true;
                    }
                    pending.extend(parts.iter().map(|part| (part, false)));
                }
                Condition::All(parts) => {
                    return self.chosen(1, parts, false, &pending, &supposed, ladder);
                }
                Condition::Any(parts) => {
                    return self.chosen(1, parts, true, &pending, &supposed, ladder);
                }
                Condition::Count {
                    at_least,
                    conditions,
                } => {
                    // Not so many hold when all but fewer fail.
                    let count = if holds {
                        *at_least
                    } else {
                        (conditions.len() + 1).saturating_sub(*at_least)
                    };
                    return self.chosen(count, conditions, holds, &pending, &supposed, ladder);
                }
                _ => {
                    if !self.suppose(condition, holds, &mut supposed, ladder) {
                        return false;
                    }
                }
            }
        }
        self.is_consistent(supposed)
    }

    /// Returns whether so many of the parts can hold, or fail, together with the rest.
    fn chosen(
        &self,
        count: usize,
        parts: &[Condition],
        holds: bool,
        pending: &[Demand],
        supposed: &Supposed,
        ladder: &Ladder,
    ) -> bool {
        if count == 0 {
            return self.is_possible_with(pending.to_vec(), supposed.clone(), ladder);
        }
        if count > parts.len() {
            return false;
        }
        // With the first part among them, or all of them among the others.
        (0..=parts.len() - count).any(|first| {
            let mut with_first = supposed.clone();
            let is_simple = !matches!(
                parts[first],
                Condition::All(_) | Condition::Any(_) | Condition::Count { .. } | Condition::Not(_)
            );
            if self.gives_up(1 + pending.len()) {
                return true;
            }
            let mut pending = pending.to_vec();
            if is_simple {
                if !self.suppose(&parts[first], holds, &mut with_first, ladder) {
                    return false;
                }
            } else {
                pending.push((&parts[first], holds));
            }
            let rest = &parts[first + 1..];
            self.chosen(count - 1, rest, holds, &pending, &with_first, ladder)
        })
    }

    /// Supposes that a condition about one thing holds, or does not; returns whether that can be.
    fn suppose(
        &self,
        condition: &Condition,
        holds: bool,
        supposed: &mut Supposed,
        ladder: &Ladder,
    ) -> bool {
        let values = |at_least: &Exact| {
            let begin = match ladder.compare {
                Compare::Published => End::rounding_to_at_least(at_least, self.set.rounding),
                Compare::Exact => End::at(at_least.clone()),
            };
            if holds {
                Interval::from(begin)
            } else {
                Interval::up_to(begin)
            }
        };
        match condition {
            Condition::Points { of, at_least } => {
                let values = values(at_least);
                let without_any = values.contains(&Exact::ZERO);
                let scale = self.set.scale.as_ref().filter(|_| *of == 0);
                let span = supposed.span(*of, &self.reach);
                match scale {
                    Some(scale) => {
                        if let Some(with) = &mut span.with {
                            let shares = values.over(&Interval::point(scale));
                            with.share = with.share.meet(&shares);
                        }
                        span.without.take_if(|_| !without_any);
                    }
                    None => {
                        if let Some(with) = &mut span.with {
                            with.points = with.points.meet(&values);
                        }
                        if let Some(without) = &mut span.without {
                            *without = without.meet(&values);
                        }
                    }
                }
                span.settle()
            }
            Condition::Percent {
                of,
                at_least,
                holds_without,
            } => {
                let shares = values(at_least).over(&Interval::point(&Exact::integer(100)));
                let span = supposed.span(*of, &self.reach);
                if let Some(with) = &mut span.with {
                    with.share = with.share.meet(&shares);
                }
                span.without.take_if(|_| *holds_without != holds);
                span.settle()
            }
            Condition::Met(of) => {
                // Full points are compared as they are, and 0 of 0 is not full.
                let full = End::at(Exact::ONE);
                let span = supposed.span(*of, &self.reach);
                if let Some(with) = &mut span.with {
                    with.share = with.share.meet(&if holds {
                        Interval::from(full)
                    } else {
                        Interval::up_to(full)
                    });
                }
                span.without.take_if(|_| holds);
                span.settle()
            }
            Condition::Fact { input, is } => {
                let answers = self.reach.class != Class::Absent;
                let may = supposed.facts.entry(*input);
                let may = may.or_insert([answers, answers, true]);
                let wanted = usize::from(!*is);
                for (answer, may_be) in may.iter_mut().enumerate() {
                    *may_be &= (answer == wanted) == holds;
                }
                may.contains(&true)
            }
            Condition::Level {
                ladder: other,
                at_least,
            } => {
                let Some(known) = self.levels.get(*other) else {
                    return true;
                };
                let may = supposed.levels.entry(*other);
                let may = may.or_insert_with(|| known.clone());
                may.retain(|held| held.is_some_and(|held| held >= *at_least) == holds);
                !may.is_empty()
            }
            Condition::All(_) | Condition::Any(_) | Condition::Count { .. } | Condition::Not(_) => {
                true
            }
        }
    }

    /// Returns whether what is supposed of nodes goes together in the tree: branches are made
    /// of what is below them.
    fn is_consistent(&self, mut supposed: Supposed) -> bool {
        // What handed in nothing has its declared maxima, whatever they are made of.
        if self.reach.class == Class::Absent {
            return true;
        }
        let between = self.between(&supposed);
        let children = |index: &NodeIndex| self.set.children(*index).count();
        if self.gives_up(3 * between.iter().map(children).sum::<usize>()) {
            return true;
        }
        self.rises(&between, &mut supposed)
            && self.falls(&between, &mut supposed)
            && self.rises(&between, &mut supposed)
    }

    /// Returns the branches between nodes of which something is supposed and others above of
    /// which something is, too; nowhere else can one contradict the other.
    fn between(&self, supposed: &Supposed) -> BTreeSet<NodeIndex> {
        let mut between = BTreeSet::new();
        for &node in supposed.spans.keys() {
            let above =
                std::iter::successors(self.set.nodes[node].parent, |&at| self.set.nodes[at].parent);
            let mut passed = Vec::new();
            for at in above {
                passed.push(at);
                if supposed.spans.contains_key(&at) {
                    between.extend(passed.drain(..));
                }
            }
        }
        between
    }

    /// Narrows branches to what is below them.
    fn rises(&self, between: &BTreeSet<NodeIndex>, supposed: &mut Supposed) -> bool {
        between.iter().rev().all(|&index| {
            let of_below = self
                .reach
                .branch(index, |node| supposed.of(node, &self.reach));
            supposed.span(index, &self.reach).narrow(&of_below)
        })
    }

    /// Narrows what is below a sum to what the others leave for it.
    fn falls(&self, between: &BTreeSet<NodeIndex>, supposed: &mut Supposed) -> bool {
        for &index in between {
            if !self.reach.is_plain_sum(index) {
                continue;
            }
            let points = supposed.of(index, &self.reach).points();
            let mut all = Interval::point(&Exact::ZERO);
            let mut is_free_of_extras = true;
            for child in self.set.children(index) {
                let of_child = supposed.of(child, &self.reach);
                all = all.plus(&of_child.points());
                is_free_of_extras &= of_child.without.as_ref().is_none_or(Interval::is_zero);
            }
            if !is_free_of_extras {
                continue;
            }
            for child in self.set.children(index) {
                if !between.contains(&child) && !supposed.spans.contains_key(&child) {
                    continue;
                }
                let span = supposed.span(child, &self.reach);
                let own = span.points();
                let left = Interval {
                    low: left(points.low.as_ref(), all.high.as_ref(), own.high.as_ref()),
                    high: left(points.high.as_ref(), all.low.as_ref(), own.low.as_ref()),
                };
                if let Some(with) = &mut span.with {
                    with.points = with.points.meet(&left);
                }
                if let Some(without) = &mut span.without {
                    *without = without.meet(&left);
                }
                if !span.settle() {
                    return false;
                }
            }
        }
        true
    }
}

/// Returns what is left of a sum's end for one part, when the others go as far as they can.
fn left(sum: Option<&End>, all: Option<&End>, own: Option<&End>) -> Option<End> {
    let (sum, others) = (sum?, &all?.value - &own?.value);
    Some(End {
        value: (&sum.value - &others).settled(),
        included: sum.included,
    })
}

impl Supposed {
    fn of<'a>(&'a self, node: NodeIndex, reach: &'a Reach) -> &'a Span {
        self.spans.get(&node).unwrap_or(&reach.spans[node])
    }

    fn span(&mut self, node: NodeIndex, reach: &Reach) -> &mut Span {
        self.spans
            .entry(node)
            .or_insert_with(|| reach.spans[node].clone())
    }
}
