//! What parts, groups and criteria can come to, for units that are asked the same.
//!
//! Everything that can happen lies within what is said here; not everything within can happen.
//! So what lies outside is impossible for certain, and nothing else is called so.

use std::collections::BTreeSet;

use super::interval::{Interval, step};
use crate::definition::{
    Combine, CriteriaSet, Criterion, Node, NodeIndex, NotApplicable, NotAssigned, RoundingStage,
    Waived,
};
use crate::number::Exact;
use crate::rule::InputShape;

/// Units that are asked the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class<'k> {
    /// Of unknown kind: everything is asked.
    Unknown,
    /// Of a kind.
    Kind(&'k str),
    /// Of a kind that nothing names.
    Other,
    /// Whoever handed in nothing, where that counts as no points.
    Absent,
}

impl Class<'_> {
    fn is_asked(self, criterion: &Criterion) -> bool {
        match self {
            Class::Unknown | Class::Absent => true,
            Class::Kind(kind) => criterion.is_assigned_to(kind),
            Class::Other => criterion.assigned_to.is_empty(),
        }
    }
}

/// What a node can come to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Span {
    /// Its points where nothing of it applies and it has no maximum; none where that cannot be.
    pub without: Option<Interval>,
    /// Its points where it has a maximum; none where that cannot be.
    pub with: Option<Measured>,
}

/// Points, their share of the maximum, and the maximum.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Measured {
    pub points: Interval,
    pub share: Interval,
    /// Above zero.
    pub maximum: Interval,
}

impl Measured {
    /// Makes points, share and maximum say what each says of the others.
    pub fn settle(&mut self) {
        self.points = self.points.meet(&self.share.times(&self.maximum));
        self.share = self.share.meet(&self.points.over(&self.maximum));
    }

    pub fn is_empty(&self) -> bool {
        self.points.is_empty() || self.share.is_empty() || self.maximum.is_empty()
    }
}

impl Span {
    const NEVER_ANYTHING: Span = Span {
        without: None,
        with: None,
    };

    fn nothing() -> Span {
        Span {
            without: Some(Interval::point(&Exact::ZERO)),
            with: None,
        }
    }

    fn of(maximum: Interval, share: Interval) -> Span {
        let mut measured = Measured {
            points: Interval::EVERYTHING,
            share,
            maximum,
        };
        measured.settle();
        Span {
            without: None,
            with: Some(measured),
        }
    }

    /// Returns all points it can have, in whatever way.
    pub fn points(&self) -> Interval {
        match (&self.without, &self.with) {
            (Some(without), Some(with)) => without.hull(&with.points),
            (Some(without), None) => without.clone(),
            (None, Some(with)) => with.points.clone(),
            (None, None) => Interval::EVERYTHING,
        }
    }

    pub fn is_impossible(&self) -> bool {
        self.without.is_none() && self.with.is_none()
    }

    /// Takes out what is also outside `other`, and says whether anything is left.
    pub fn narrow(&mut self, other: &Span) -> bool {
        self.without = match (&self.without, &other.without) {
            (Some(one), Some(other)) => Some(one.meet(other)),
            _ => None,
        };
        self.with = match (self.with.take(), &other.with) {
            (Some(mut one), Some(other)) => {
                one.points = one.points.meet(&other.points);
                one.share = one.share.meet(&other.share);
                one.maximum = one.maximum.meet(&other.maximum);
                Some(one)
            }
            _ => None,
        };
        self.settle()
    }

    /// Lets what has become impossible go, and says whether anything is left.
    pub fn settle(&mut self) -> bool {
        if let Some(with) = &mut self.with {
            with.settle();
        }
        self.with.take_if(|with| with.is_empty());
        self.without.take_if(|without| without.is_empty());
        !self.is_impossible()
    }
}

/// What every node can come to, for one class of units.
#[derive(Debug, Clone)]
pub(super) struct Reach<'s> {
    set: &'s CriteriaSet,
    pub class: Class<'s>,
    /// The most of a maximum there can be when points move; none where none do.
    most: Vec<Option<Exact>>,
    pub spans: Vec<Span>,
}

impl<'s> Reach<'s> {
    pub fn new(set: &'s CriteriaSet, shapes: &[InputShape], class: Class<'s>) -> Reach<'s> {
        let more = more(set, class);
        let mut reach = Reach {
            most: most(set, class, &more),
            spans: vec![Span::NEVER_ANYTHING; set.nodes.len()],
            class,
            set,
        };
        for index in (0..set.nodes.len()).rev() {
            let node = &set.nodes[index];
            reach.spans[index] = match node.criterion() {
                _ if class == Class::Absent => absent(node),
                Some(criterion) => leaf(set, node, criterion, class, shapes, &more[index]),
                None => reach.branch(index, |node| &reach.spans[node]),
            };
        }
        reach
    }

    /// Returns what a branch can come to when each node directly below can come to its `span`.
    pub fn branch<'a>(&self, index: NodeIndex, span: impl Fn(NodeIndex) -> &'a Span) -> Span {
        let node = &self.set.nodes[index];
        let inside: Vec<NodeIndex> = self.inside(index).collect();
        let outside = Interval::point(&Exact::ZERO);
        let outside = self
            .outside(index)
            .fold(outside, |sum, child| sum.plus(&span(child).points()));
        let mut own = match node.combine {
            Combine::Sum => {
                let below: Vec<&Span> = inside.iter().map(|&child| span(child)).collect();
                self.sum(index, &below)
            }
            combine => mean(
                combine,
                &node.maximum,
                inside
                    .iter()
                    .map(|&child| (span(child), &self.set.nodes[child].weight)),
            ),
        };
        if !outside.is_zero() {
            if let Some(with) = &mut own.with {
                with.points = with.points.plus(&outside);
                with.share = Interval::EVERYTHING;
            }
            if let (Some(without), true) = (&mut own.without, node.maximum.is_zero()) {
                *without = without.plus(&outside);
            }
        }
        if let Some([least, most]) = &node.outside {
            let caps = [least, most];
            if let Some(with) = &mut own.with {
                with.points = clamped(&with.points, caps);
                with.share = Interval::EVERYTHING;
            }
            if let Some(without) = &mut own.without {
                *without = clamped(without, caps);
            }
        }
        let lacks_data = node
            .minimum_data
            .as_ref()
            .is_some_and(|least| *least > Exact::ZERO);
        if lacks_data || (own.with.is_none() && own.without.is_none()) {
            let nothing = Interval::point(&Exact::ZERO);
            own.without = Some(match own.without {
                Some(without) => without.hull(&nothing),
                None => nothing,
            });
        }
        if let Some(with) = &mut own.with {
            with.settle();
        }
        own
    }

    pub fn inside(&self, index: NodeIndex) -> impl Iterator<Item = NodeIndex> + '_ {
        let nodes = &self.set.nodes;
        let children = self.set.children(index);
        children.filter(move |&child| nodes[child].outside.is_none())
    }

    fn outside(&self, index: NodeIndex) -> impl Iterator<Item = NodeIndex> + '_ {
        let nodes = &self.set.nodes;
        let children = self.set.children(index);
        children.filter(move |&child| nodes[child].outside.is_some())
    }

    /// Returns whether the points of a branch are those of what is directly below it, always.
    pub fn is_plain_sum(&self, index: NodeIndex) -> bool {
        let node = &self.set.nodes[index];
        node.criterion().is_none()
            && node.combine == Combine::Sum
            && node.outside.is_none()
            && node.minimum_data.is_none()
            && self.outside(index).next().is_none()
    }

    fn sum(&self, index: NodeIndex, inside: &[&Span]) -> Span {
        let zero = Interval::point(&Exact::ZERO);
        let points = inside
            .iter()
            .fold(zero, |sum, child| sum.plus(&child.points()));
        let without = inside.iter().all(|child| child.without.is_some());
        let without = without.then(|| {
            // Without a maximum a branch does not count, whatever is below.
            if self.set.nodes[index].maximum.is_zero() {
                points.clone()
            } else {
                Interval::point(&Exact::ZERO)
            }
        });
        let measured: Vec<(&Measured, bool)> = inside
            .iter()
            .filter_map(|child| Some((child.with.as_ref()?, child.without.is_some())))
            .collect();
        if measured.is_empty() {
            return Span {
                without,
                with: None,
            };
        }
        let mut maximum = total_maximum(&measured);
        if let Some(most) = &self.most[index] {
            maximum = maximum.meet(&Interval::between(None, Some(most.clone())));
        }
        // Points without a maximum would be a share of what others have.
        let is_free_of_extras = inside
            .iter()
            .all(|child| child.without.as_ref().is_none_or(Interval::is_zero));
        let share = if is_free_of_extras {
            shared(&measured)
        } else {
            Interval::EVERYTHING
        };
        let mut with = Measured {
            points,
            share,
            maximum,
        };
        with.settle();
        Span {
            without,
            with: Some(with),
        }
    }
}

/// Returns the maxima a sum can have: all that must be there, and some of what may be.
fn total_maximum(measured: &[(&Measured, bool)]) -> Interval {
    let mut all = Interval::point(&Exact::ZERO);
    let mut required = all.clone();
    let mut least: Option<&Measured> = None;
    for (one, is_optional) in measured {
        all = all.plus(&one.maximum);
        if !is_optional {
            required = required.plus(&one.maximum);
        }
        let low = |of: &Measured| of.maximum.low.as_ref().map(|end| end.value.clone());
        if least.is_none_or(|least| low(one) < low(least)) {
            least = Some(one);
        }
    }
    let low = match least {
        // Something is there, if only the least.
        Some(least) if required.is_zero() => least.maximum.low.clone(),
        _ => required.low,
    };
    Interval {
        low,
        high: all.high,
    }
}

/// Returns the shares a sum can have: a mean of the shares below, weighted by their maxima.
fn shared(measured: &[(&Measured, bool)]) -> Interval {
    let values =
        |of: &Interval| [&of.low, &of.high].map(|end| end.as_ref().map(|end| end.value.clone()));
    let end = |is_high: bool| {
        let parts = measured.iter().map(|(one, is_optional)| {
            let share = values(&one.share)[usize::from(is_high)].clone()?;
            let [least, most] = values(&one.maximum);
            let (least, most) = (least?, most?);
            let (required, optional) = if *is_optional {
                (Exact::ZERO, most)
            } else {
                (least.clone(), &most - &least)
            };
            Some((share, required, optional))
        });
        farthest(parts.collect::<Option<Vec<_>>>()?, is_high)
    };
    Interval::between(end(false), end(true))
}

/// Returns the farthest weighted mean of shares that can be had, each with what it weighs at
/// least and how much more it may weigh.
fn farthest(mut parts: Vec<(Exact, Exact, Exact)>, is_high: bool) -> Option<Exact> {
    parts.sort_by(|(one, ..), (other, ..)| {
        if is_high {
            other.cmp(one)
        } else {
            one.cmp(other)
        }
    });
    let mut weight = Exact::sum(parts.iter().map(|(_, least, _)| least)).settled();
    let weighted: Vec<Exact> = parts
        .iter()
        .map(|(share, least, _)| share * least)
        .collect();
    let mut sum = Exact::sum(&weighted).settled();
    for (share, _, more) in &parts {
        let others = share * &weight;
        let helps = weight.is_zero() || if is_high { others > sum } else { others < sum };
        if helps && !more.is_zero() {
            sum = &sum + &(share * more);
            weight = &weight + more;
        }
    }
    sum.checked_div(&weight)
}

/// What of a mean is tried in every combination that could be the farthest.
const MOST_TRIED: usize = 16;

/// Returns what a mean of shares, times `maximum`, can come to.
fn mean<'c>(
    combine: Combine,
    maximum: &Exact,
    children: impl Iterator<Item = (&'c Span, &'c Exact)>,
) -> Span {
    let mut is_optional = true;
    let mut measured = Vec::new();
    for (span, weight) in children {
        if let Some(with) = &span.with {
            is_optional &= span.without.is_some();
            measured.push((with, weight, span.without.is_some()));
        }
    }
    if measured.is_empty() {
        return Span::nothing();
    }
    let is_negative = |(of, ..): &(&Measured, &Exact, bool)| {
        of.share
            .low
            .as_ref()
            .is_none_or(|low| low.value < Exact::ZERO)
    };
    // Of what is below zero there is no such mean, and whatever becomes of it is not foreseen.
    let is_defined = combine == Combine::WeightedMean || !measured.iter().any(is_negative);
    let share = if is_defined {
        let end = |is_high| farthest_mean(combine, &measured, is_high);
        Interval::between(end(false), end(true))
    } else {
        Interval::EVERYTHING
    };
    let mut span = if maximum.is_zero() {
        Span::nothing()
    } else {
        Span::of(Interval::point(maximum), share)
    };
    if is_optional || !is_defined {
        span.without = Some(Interval::point(&Exact::ZERO));
    }
    span
}

fn farthest_mean(
    combine: Combine,
    measured: &[(&Measured, &Exact, bool)],
    is_high: bool,
) -> Option<Exact> {
    let parts = measured.iter().map(|(of, weight, is_optional)| {
        let end = if is_high {
            &of.share.high
        } else {
            &of.share.low
        };
        let share = end.as_ref()?.value.clone();
        let weight = (*weight).clone();
        Some(if *is_optional {
            (share, Exact::ZERO, weight)
        } else {
            (share, weight, Exact::ZERO)
        })
    });
    let mut parts = parts.collect::<Option<Vec<_>>>()?;
    if combine == Combine::WeightedMean {
        return farthest(parts, is_high);
    }
    parts.sort_by(|(one, ..), (other, ..)| {
        if is_high {
            other.cmp(one)
        } else {
            one.cmp(other)
        }
    });
    let required: Vec<(Exact, Exact)> = parts
        .iter()
        .filter(|(_, least, _)| !least.is_zero())
        .map(|(share, least, _)| (share.clone(), least.clone()))
        .collect();
    if parts.len() > MOST_TRIED && required.len() < parts.len() {
        // No mean lies beyond the farthest of what it is a mean of.
        return parts.into_iter().next().map(|(share, ..)| share);
    }
    // What may be there helps where it lies beyond the mean of the rest: the farthest first.
    let mut some = required;
    let mut farthest = mean_of(combine, &some);
    for (share, least, more) in parts {
        if least.is_zero() {
            some.push((share, more));
            let with_this = mean_of(combine, &some);
            farthest = match (farthest, with_this) {
                (Some(one), Some(other)) if is_high => Some(one.max(other)),
                (Some(one), Some(other)) => Some(one.min(other)),
                (one, other) => one.or(other),
            };
        }
    }
    farthest
}

/// Returns the geometric or the harmonic mean of shares that are not below zero.
fn mean_of(combine: Combine, shares: &[(Exact, Exact)]) -> Option<Exact> {
    if combine == Combine::GeometricMean {
        return Exact::geometric_mean(shares);
    }
    if shares.iter().any(|(share, _)| share.is_zero()) {
        return Some(Exact::ZERO);
    }
    let weights = Exact::sum(shares.iter().map(|(_, weight)| weight));
    let parts: Option<Vec<Exact>> = shares
        .iter()
        .map(|(share, weight)| weight.checked_div(share))
        .collect();
    weights.checked_div(&Exact::sum(&parts?))
}

fn clamped(points: &Interval, [least, most]: [&Exact; 2]) -> Interval {
    let caps = Interval::between(Some(least.clone()), Some(most.clone()));
    let inner = points.meet(&caps);
    if inner.is_empty() {
        // All of it lies on one side.
        let is_above = points.low.as_ref().is_some_and(|low| low.value > *most);
        return Interval::point(if is_above { most } else { least });
    }
    inner
}

/// What a unit comes to that handed in nothing.
fn absent(node: &Node) -> Span {
    let nothing = Interval::point(&Exact::ZERO);
    if node.maximum.is_zero() {
        return Span::nothing();
    }
    Span::of(Interval::point(&node.maximum), nothing)
}

/// What a criterion can come to, when so much may be moved to it.
fn leaf(
    set: &CriteriaSet,
    node: &Node,
    criterion: &Criterion,
    class: Class,
    shapes: &[InputShape],
    more: &Exact,
) -> Span {
    let maximum = &node.maximum;
    let grown = Interval::between(Some(maximum.clone()), Some(maximum + more));
    let full = Interval::point(&Exact::ONE);
    if !class.is_asked(criterion) {
        return match set.not_assigned {
            NotAssigned::FullMarks if !maximum.is_zero() => Span::of(grown, full),
            NotAssigned::FullMarks | NotAssigned::Exclude => Span::nothing(),
        };
    }
    // Nothing is answered, or not accepted, and there are no points: that is always among it.
    let bounds = criterion.compiled.bounds(shapes);
    // More than the maximum is a mistake of its own.
    let most = bounds
        .high
        .map_or_else(|| maximum.clone(), |most| most.min(maximum.clone()));
    let rounded = |points: Exact| match set.rounding_stage {
        RoundingStage::Criterion => Exact::from(points.round(set.rounding)).min(maximum.clone()),
        RoundingStage::Published => points,
    };
    let mut low = bounds.low.map(|low| rounded(low).min(Exact::ZERO));
    let mut high = rounded(most).max(Exact::ZERO);
    let is_optional = criterion.waived == Waived::Exclude
        || matches!(
            criterion.not_applicable,
            NotApplicable::Exclude | NotApplicable::Transfer
        );
    let can_be_full = criterion.waived == Waived::FullMarks
        || criterion.not_applicable == NotApplicable::FullMarks;
    if can_be_full {
        high = high.max(maximum.clone());
    }
    // What has grown is rounded once it has.
    if !more.is_zero() && set.rounding_stage == RoundingStage::Criterion {
        let step = step(set.rounding);
        low = low.map(|low| &low - &step);
        high = (&high + &step).min(maximum.clone());
    }
    if maximum.is_zero() {
        return Span {
            without: Some(Interval::between(low, Some(high))),
            with: None,
        };
    }
    let share = |points: Exact| points.checked_div(maximum);
    let mut span = Span::of(grown, Interval::between(low.and_then(share), share(high)));
    span.without = is_optional.then(|| Interval::point(&Exact::ZERO));
    span
}

/// Returns how much more each criterion's maximum may become by what is moved to it.
fn more(set: &CriteriaSet, class: Class) -> Vec<Exact> {
    let mut more = vec![Exact::ZERO; set.nodes.len()];
    for (node, criterion) in movers(set, class) {
        for &taker in &criterion.transfer_to {
            more[taker] = &more[taker] + &set.nodes[node].maximum;
        }
    }
    more
}

fn movers<'s>(
    set: &'s CriteriaSet,
    class: Class,
) -> impl Iterator<Item = (NodeIndex, &'s Criterion)> {
    let criteria = set.nodes.iter().enumerate();
    let criteria = criteria.filter_map(|(index, node)| Some((index, node.criterion()?)));
    criteria.filter(move |(_, criterion)| {
        criterion.not_applicable == NotApplicable::Transfer && class.is_asked(criterion)
    })
}

/// Returns the most the maximum of each branch can be: what is moved within it stays the same.
fn most(set: &CriteriaSet, class: Class, more: &[Exact]) -> Vec<Option<Exact>> {
    if more.iter().all(Exact::is_zero) {
        return vec![None; set.nodes.len()];
    }
    let above = |node: NodeIndex| std::iter::successors(Some(node), |&at| set.nodes[at].parent);
    let mut most = vec![Exact::ZERO; set.nodes.len()];
    for (index, node) in set.nodes.iter().enumerate().rev() {
        let is_sum = node.combine == Combine::Sum;
        most[index] = match node.criterion() {
            Some(criterion) if !class.is_asked(criterion) => match set.not_assigned {
                NotAssigned::FullMarks => node.maximum.clone(),
                NotAssigned::Exclude => Exact::ZERO,
            },
            Some(_) => node.maximum.clone(),
            None if !is_sum => node.maximum.clone(),
            None => {
                let inside = set.children(index);
                let inside = inside.filter(|&child| set.nodes[child].outside.is_none());
                Exact::sum(inside.map(|child| &most[child])).settled()
            }
        };
    }
    for (mover, criterion) in movers(set, class) {
        // A branch that is the sum of both keeps what is moved within it.
        let mut own = vec![mover];
        for at in above(mover).skip(1) {
            let below = own.last().copied().unwrap_or(mover);
            if set.nodes[at].combine != Combine::Sum || set.nodes[below].outside.is_some() {
                break;
            }
            own.push(at);
        }
        let others = criterion.transfer_to.iter().flat_map(|&taker| above(taker));
        let others: BTreeSet<NodeIndex> = others.collect();
        for at in others.into_iter().filter(|at| !own.contains(at)) {
            most[at] = &most[at] + &set.nodes[mover].maximum;
        }
    }
    most.into_iter().map(Some).collect()
}
