//! Scores and conditions → maturity levels.
//!
//! [`assign`] says which level is held; [`explain`] says why, condition by condition.

mod gate;

use crate::definition::{CriteriaSet, Ladder, Level};
use crate::scoring::ScoreTree;
use crate::submission::Answers;

pub use gate::GateOutcome;

/// What conditions are judged by.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'e> {
    /// The criteria set.
    pub set: &'e CriteriaSet,
    /// The scores.
    pub scores: &'e ScoreTree,
    /// The answers, for facts.
    pub answers: &'e Answers,
    /// The levels held on the ladders judged so far, for conditions on another ladder.
    pub levels: &'e [Option<u32>],
}

/// One rung of a ladder, judged.
#[derive(Debug, Clone, PartialEq)]
pub struct Rung {
    /// Its position in the ladder.
    pub index: usize,
    /// Whether its own condition holds.
    pub condition_holds: bool,
    /// Whether the level is reached: its condition holds, and where the ladder asks for it,
    /// so does every condition below.
    pub reached: bool,
    /// The condition, taken apart.
    pub gate: GateOutcome,
}

/// Returns the level held on a ladder; none when not even the lowest is reached.
pub fn assign<'s>(ladder: &'s Ladder, evidence: Evidence) -> Option<&'s Level> {
    let holds = |level: &&Level| gate::judge(&level.condition, ladder, evidence).holds();
    if ladder.needs_level_below {
        ladder.levels.iter().take_while(holds).last()
    } else {
        ladder.levels.iter().rev().find(holds)
    }
}

/// Returns every rung of a ladder with its conditions.
pub fn explain(ladder: &Ladder, evidence: Evidence) -> Vec<Rung> {
    let mut below_reached = true;
    ladder
        .levels
        .iter()
        .enumerate()
        .map(|(index, level)| {
            let gate = gate::judge(&level.condition, ladder, evidence);
            let condition_holds = gate.holds();
            let reached = condition_holds && (below_reached || !ladder.needs_level_below);
            below_reached &= condition_holds;
            Rung {
                index,
                condition_holds,
                reached,
                gate,
            }
        })
        .collect()
}
