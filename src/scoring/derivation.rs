//! How each number came about, down to the cell.

use super::Outcome;
use crate::definition::{CriteriaSet, NodeIndex};
use crate::finding::CellRef;
use crate::rule::{Formula, InputId, Value};
use crate::submission::{Stage, Submission};

/// The way from cells to the points of one criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct Derivation {
    /// The inputs used, with what was answered and where.
    pub inputs: Vec<(InputId, Option<Value>, Option<CellRef>)>,
    /// The arithmetic that was carried out, conditions already decided; none where the state of
    /// the criterion gave the points, and no formula.
    pub arithmetic: Option<Formula>,
}

/// Returns how the points of a criterion came about; a branch is the sum of what is below it
/// and has no derivation of its own.
pub fn derive(
    set: &CriteriaSet,
    submission: &Submission,
    stage: Stage,
    node: NodeIndex,
    outcome: Outcome,
) -> Option<Derivation> {
    let criterion = set.nodes[node].criterion()?;
    let answers = submission.answers(stage)?;
    let answer = |&input: &InputId| {
        (
            input,
            answers.values[input.index()].clone(),
            answers.cells[input.index()],
        )
    };
    Some(Derivation {
        inputs: criterion.compiled.inputs.iter().map(answer).collect(),
        arithmetic: matches!(outcome, Outcome::Scored | Outcome::NothingHappened)
            .then(|| criterion.compiled.formula.taken(&answers.values)),
    })
}
