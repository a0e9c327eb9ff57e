//! Scores of criteria → scores of groups, parts and the whole.

use super::{Outcome, Score};
use crate::definition::CriteriaSet;
use crate::number::Exact;

/// What a branch holds until its sum is known.
pub(super) const EMPTY: Score = Score {
    outcome: Outcome::NotApplicable,
    points: Exact::ZERO,
    maximum: Exact::ZERO,
};

/// Fills in every branch, from the lowest up: the points are the sum of the points below,
/// the applicable maximum the sum of the applicable maxima (regulations: plain sums, A1).
///
/// A branch in which nothing applies is itself not applicable: 0/0 is not 0.
pub(super) fn branches(set: &CriteriaSet, scores: &mut [Score]) {
    for index in (0..set.nodes.len()).rev() {
        let node = &set.nodes[index];
        if node.criterion().is_some() {
            continue;
        }
        let points = Exact::sum(set.children(index).map(|child| &scores[child].points));
        let maximum = Exact::sum(set.children(index).map(|child| &scores[child].maximum));
        let applies = !maximum.is_zero() || node.maximum.is_zero();
        scores[index] = Score {
            outcome: if applies {
                Outcome::Scored
            } else {
                Outcome::NotApplicable
            },
            points,
            maximum,
        };
    }
}
