//! Scores of criteria → scores of groups, parts and the whole.

use std::collections::BTreeMap;

use super::{Outcome, Score};
use crate::definition::{Combine, CriteriaSet, NodeIndex, NotApplicable};
use crate::number::Exact;

/// What a branch holds until its sum is known.
pub(super) const EMPTY: Score = Score {
    outcome: Outcome::NotApplicable,
    points: Exact::ZERO,
    maximum: Exact::ZERO,
};

/// Moves the maximum of criteria that do not apply to those that take it over, in equal shares
/// (766 METRICS on petitions, N3): the points of a criterion grow with its maximum. What nobody
/// can take over is out of points and maximum.
pub(super) fn transfers(set: &CriteriaSet, scores: &mut [Score]) {
    let mut more: BTreeMap<NodeIndex, Vec<Exact>> = BTreeMap::new();
    for (index, node) in set.nodes.iter().enumerate() {
        let Some(criterion) = node.criterion() else {
            continue;
        };
        let is_moved = criterion.not_applicable == NotApplicable::Transfer
            && scores[index].outcome == Outcome::NotApplicable;
        if !is_moved {
            continue;
        }
        let takers: Vec<NodeIndex> = criterion
            .transfer_to
            .iter()
            .copied()
            .filter(|&other| !scores[other].maximum.is_zero())
            .collect();
        let count = Exact::integer(i64::try_from(takers.len()).unwrap_or(i64::MAX));
        if let Some(share) = node.maximum.checked_div(&count) {
            for taker in takers {
                more.entry(taker).or_default().push(share.clone());
            }
        }
    }
    for (taker, more) in more {
        let score = &mut scores[taker];
        let grown = Exact::sum(std::iter::once(&score.maximum).chain(&more));
        if let Some(factor) = grown.checked_div(&score.maximum) {
            score.points = &score.points * &factor;
            score.maximum = grown;
        }
    }
}

/// Fills in every branch, from the lowest up. A branch in which nothing applies, or of which too
/// little is answered, does not count itself: 0/0 is not 0.
pub(super) fn branches(set: &CriteriaSet, scores: &mut [Score]) {
    for index in (0..set.nodes.len()).rev() {
        let node = &set.nodes[index];
        if node.criterion().is_some() {
            continue;
        }
        let inside = || {
            set.children(index)
                .filter(|&child| set.nodes[child].outside.is_none())
        };
        let (mut points, maximum) = match node.combine {
            // Plain sums (A1).
            Combine::Sum => (
                Exact::sum(inside().map(|child| &scores[child].points)),
                Exact::sum(inside().map(|child| &scores[child].maximum)),
            ),
            combine => {
                let shares = inside().filter_map(|child| {
                    let share = scores[child].points.checked_div(&scores[child].maximum)?;
                    Some((share, set.nodes[child].weight.clone()))
                });
                match mean(combine, &shares.collect::<Vec<_>>()) {
                    Some(share) => (&share * &node.maximum, node.maximum.clone()),
                    None => (Exact::ZERO, Exact::ZERO),
                }
            }
        };
        // Bonus and penalty come on top, and change no maximum (A6).
        let outside = set
            .children(index)
            .filter(|child| set.nodes[*child].outside.is_some());
        let outside: Vec<&Exact> = outside.map(|child| &scores[child].points).collect();
        if !outside.is_empty() {
            points = Exact::sum(std::iter::once(&points).chain(outside));
        }
        if let Some([least, most]) = &node.outside {
            points = points.min(most.clone()).max(least.clone());
        }
        let applies = !maximum.is_zero() || node.maximum.is_zero();
        let has_enough = has_enough(set, index, scores);
        scores[index] = if applies && has_enough {
            Score {
                outcome: Outcome::Scored,
                points,
                maximum,
            }
        } else {
            Score {
                outcome: why_empty(set, index, scores, has_enough),
                ..EMPTY
            }
        };
    }
}

/// Returns why a branch does not count: too little of it, or of what is directly below, is
/// answered; the unit is excused from all of it; or it does not apply.
fn why_empty(set: &CriteriaSet, branch: NodeIndex, scores: &[Score], has_enough: bool) -> Outcome {
    let lacks_data = |child: NodeIndex| scores[child].outcome == Outcome::InsufficientData;
    if !has_enough || set.children(branch).any(lacks_data) {
        return Outcome::InsufficientData;
    }
    let below = branch + 1..set.nodes[branch].end;
    let criteria = below.filter(|&node| set.nodes[node].criterion().is_some());
    let mut asked = criteria
        .map(|node| scores[node].outcome)
        .filter(|outcome| *outcome != Outcome::NotAssigned)
        .peekable();
    let is_asked = asked.peek().is_some();
    if is_asked && asked.all(|outcome| outcome == Outcome::Waived) {
        Outcome::Waived
    } else {
        Outcome::NotApplicable
    }
}

/// Returns whether as large a share of the criteria below is answered as the branch asks for.
fn has_enough(set: &CriteriaSet, branch: NodeIndex, scores: &[Score]) -> bool {
    let node = &set.nodes[branch];
    let Some(least) = &node.minimum_data else {
        return true;
    };
    let below = branch + 1..node.end;
    let criteria = below.filter(|&node| set.nodes[node].criterion().is_some());
    let (mut all, mut answered) = (0, 0);
    for criterion in criteria {
        match scores[criterion].outcome {
            // Criteria do not lack data themselves.
            Outcome::NotAssigned
            | Outcome::NotApplicable
            | Outcome::Waived
            | Outcome::InsufficientData => {}
            Outcome::Scored | Outcome::NothingHappened | Outcome::NotAccepted => {
                all += 1;
                answered += 1;
            }
            Outcome::Blank | Outcome::Refused | Outcome::Pending => all += 1,
        }
    }
    Exact::ratio(answered, all).is_none_or(|share| share >= *least)
}

/// Returns the weighted mean of shares; none of nothing.
fn mean(combine: Combine, shares: &[(Exact, Exact)]) -> Option<Exact> {
    let weights = Exact::sum(shares.iter().map(|(_, weight)| weight));
    match combine {
        Combine::Sum | Combine::WeightedMean => {
            // Σ w·s ÷ Σ w
            let weighted: Vec<Exact> = shares
                .iter()
                .map(|(share, weight)| share * weight)
                .collect();
            Exact::sum(&weighted).checked_div(&weights)
        }
        Combine::GeometricMean => {
            // Π s^(w ÷ Σ w); a share of zero makes it zero.
            Exact::geometric_mean(shares)
        }
        Combine::HarmonicMean => {
            // Σ w ÷ Σ (w ÷ s); a share of zero makes it zero.
            let parts: Option<Vec<Exact>> = shares
                .iter()
                .map(|(share, weight)| weight.checked_div(share))
                .collect();
            match parts {
                Some(parts) => weights.checked_div(&Exact::sum(&parts)),
                None => Some(Exact::ZERO),
            }
        }
    }
}
