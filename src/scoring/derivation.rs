//! How each number came about, down to the cell.

use super::decided::{Decided, decided};
use super::{Outcome, Score, ScoreTree};
use crate::definition::{Combine, CriteriaSet, NodeIndex};
use crate::finding::CellRef;
use crate::number::Exact;
use crate::rule::{Formula, InputId, Irrational, Value};
use crate::submission::{Stage, Submission};

/// The way to the points of one node: of a criterion from its cells, of a branch from what is
/// directly below.
#[derive(Debug, Clone, PartialEq)]
pub struct Derivation {
    /// The inputs used, with what was answered and where.
    pub inputs: Vec<(InputId, Option<Value>, Option<CellRef>)>,
    /// The arithmetic that was carried out, conditions already decided; none where the state of
    /// the criterion gave the points, and no formula.
    pub arithmetic: Option<Formula>,
    /// The comparisons that decided which arithmetic that was.
    pub decided: Vec<Decided>,
}

/// Returns how the points of a node came about; a branch that only adds what is below it has no
/// derivation of its own.
pub fn derive(
    set: &CriteriaSet,
    submission: &Submission,
    stage: Stage,
    node: NodeIndex,
    scores: &ScoreTree,
) -> Option<Derivation> {
    let score = scores.of(node);
    let is_scored = matches!(score.outcome, Outcome::Scored | Outcome::NothingHappened);
    let Some(criterion) = set.nodes[node].criterion() else {
        let arithmetic = branch(set, node, scores).filter(|_| is_scored)?;
        return Some(Derivation {
            inputs: Vec::new(),
            arithmetic: Some(arithmetic),
            decided: Vec::new(),
        });
    };
    let answers = submission.answers(stage)?;
    let answer = |&input: &InputId| {
        (
            input,
            answers.values[input.index()].clone(),
            answers.cells[input.index()],
        )
    };
    let arithmetic = || {
        let own = criterion.compiled.formula.taken(&answers.values);
        grown(own, &set.nodes[node].maximum, score)
    };
    Some(Derivation {
        inputs: criterion.compiled.inputs.iter().map(answer).collect(),
        arithmetic: is_scored.then(arithmetic),
        decided: if is_scored {
            decided(&criterion.compiled.formula, &answers.values)
        } else {
            Vec::new()
        },
    })
}

/// Returns the arithmetic with what others moved to the criterion: its points grew with its
/// maximum.
fn grown(own: Formula, maximum: &Exact, score: &Score) -> Formula {
    if score.maximum == *maximum || maximum.is_zero() {
        return own;
    }
    let growth = constant(&score.maximum).over(constant(maximum));
    Formula::Product(vec![own, growth])
}

/// Returns what a branch is made of, where that is no plain sum: a mean of shares, bonus and
/// penalty on top, caps.
fn branch(set: &CriteriaSet, branch: NodeIndex, scores: &ScoreTree) -> Option<Formula> {
    let node = &set.nodes[branch];
    let is_outside = |child: &NodeIndex| set.nodes[*child].outside.is_some();
    let points = |child: NodeIndex| constant(&scores.of(child).points);
    let inside: Vec<NodeIndex> = set
        .children(branch)
        .filter(|child| !is_outside(child))
        .collect();
    let outside: Vec<NodeIndex> = set.children(branch).filter(is_outside).collect();
    if node.combine == Combine::Sum && outside.is_empty() && node.outside.is_none() {
        return None;
    }
    let mut terms: Vec<Formula> = match node.combine {
        Combine::Sum => inside.iter().map(|&child| points(child)).collect(),
        combine => {
            let counted = inside.iter().filter(|&&child| {
                let score = scores.of(child);
                !score.maximum.is_zero()
            });
            let shares: Vec<(Formula, &Exact)> = counted
                .map(|&child| {
                    let share = points(child).over(constant(&scores.of(child).maximum));
                    (share, &set.nodes[child].weight)
                })
                .collect();
            vec![Formula::Product(vec![
                constant(&node.maximum),
                mean(combine, shares),
            ])]
        }
    };
    terms.extend(outside.into_iter().map(points));
    let mut made = Formula::Sum(terms);
    if let Some([least, most]) = &node.outside {
        made = Formula::Minimum(vec![constant(most), made]);
        made = Formula::Maximum(vec![constant(least), made]);
    }
    Some(made)
}

fn mean(combine: Combine, shares: Vec<(Formula, &Exact)>) -> Formula {
    let weights = Exact::sum(shares.iter().map(|(_, weight)| *weight)).settled();
    let weighted = |share: Formula, weight: &Exact| {
        if *weight == Exact::ONE {
            share
        } else {
            Formula::Product(vec![constant(weight), share])
        }
    };
    match combine {
        Combine::Sum | Combine::WeightedMean => {
            let terms = shares
                .into_iter()
                .map(|(share, weight)| weighted(share, weight));
            Formula::Sum(terms.collect()).over(constant(&weights))
        }
        Combine::GeometricMean => {
            let powers = shares.into_iter().map(|(share, weight)| {
                let exponent = constant(weight).over(constant(&weights));
                Formula::irrational(Irrational::Power, vec![share, exponent])
            });
            Formula::Product(powers.collect())
        }
        Combine::HarmonicMean => {
            let parts = shares
                .into_iter()
                .map(|(share, weight)| constant(weight).over(share));
            constant(&weights).over(Formula::Sum(parts.collect()))
        }
    }
}

fn constant(value: &Exact) -> Formula {
    Formula::Constant(value.settled())
}
