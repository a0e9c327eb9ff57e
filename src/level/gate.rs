//! Which conditions hold, and by how much the others fail.

use super::Evidence;
use crate::definition::{Compare, Condition, Ladder, NodeIndex};
use crate::number::Exact;
use crate::rule::{InputId, Value};

/// A condition, judged and taken apart.
#[derive(Debug, Clone, PartialEq)]
pub enum GateOutcome {
    /// Points or percent against a threshold.
    Measure {
        /// What is measured.
        of: NodeIndex,
        /// Whether it is measured in percent.
        percent: bool,
        /// What there is, as it is compared; none where nothing applies.
        actual: Option<Exact>,
        /// What is asked for.
        required: Exact,
        /// Whether it is enough.
        holds: bool,
    },
    /// A criterion with its full points.
    Met {
        /// The criterion.
        of: NodeIndex,
        /// Whether it has them.
        holds: bool,
    },
    /// A fact.
    Fact {
        /// The input that states it.
        input: InputId,
        /// The answer wanted.
        is: bool,
        /// The answer given; none when it is blank.
        answered: Option<bool>,
    },
    /// A level on another ladder.
    Level {
        /// The ladder.
        ladder: usize,
        /// The level asked for.
        at_least: u32,
        /// The level held.
        held: Option<u32>,
    },
    /// Not this.
    Not(Box<GateOutcome>),
    /// All of these.
    All(Vec<GateOutcome>),
    /// Any of these.
    Any(Vec<GateOutcome>),
    /// At least so many of these.
    Count {
        /// How many are asked for.
        at_least: usize,
        /// The conditions.
        conditions: Vec<GateOutcome>,
    },
}

impl GateOutcome {
    /// Returns whether the condition holds.
    pub fn holds(&self) -> bool {
        match self {
            GateOutcome::Measure { holds, .. } | GateOutcome::Met { holds, .. } => *holds,
            // A fact that was not stated is not a fact.
            GateOutcome::Fact { is, answered, .. } => *answered == Some(*is),
            GateOutcome::Level { at_least, held, .. } => held.is_some_and(|held| held >= *at_least),
            GateOutcome::Not(condition) => !condition.holds(),
            GateOutcome::All(conditions) => conditions.iter().all(GateOutcome::holds),
            GateOutcome::Any(conditions) => conditions.iter().any(GateOutcome::holds),
            GateOutcome::Count {
                at_least,
                conditions,
            } => {
                conditions
                    .iter()
                    .filter(|condition| condition.holds())
                    .count()
                    >= *at_least
            }
        }
    }
}

/// Returns the value a threshold is compared with; none where nothing applies.
fn measured(of: NodeIndex, percent: bool, ladder: &Ladder, evidence: Evidence) -> Option<Exact> {
    let score = evidence.scores.of(of);
    let value = if percent {
        score.percent()?
    } else if of == 0 {
        // The total is what the set publishes: in points, or on its scale.
        evidence.scores.total(evidence.set).0
    } else {
        score.points.clone()
    };
    Some(match ladder.compare {
        Compare::Published => Exact::from(value.round(evidence.set.rounding)),
        Compare::Exact => value,
    })
}

fn is_met(node: NodeIndex, evidence: Evidence) -> bool {
    let score = evidence.scores.of(node);
    // 0 of 0 is not full points: a criterion of which nothing is asked is not met.
    !score.maximum.is_zero() && score.points >= score.maximum
}

fn held(ladder: usize, evidence: Evidence) -> Option<u32> {
    evidence.levels.get(ladder).copied().flatten()
}

fn fact(input: InputId, evidence: Evidence) -> Option<bool> {
    match &evidence.answers.values[input.index()] {
        Some(Value::YesNo(yes)) => Some(*yes),
        _ => None,
    }
}

/// Takes a condition apart.
pub(super) fn judge(condition: &Condition, ladder: &Ladder, evidence: Evidence) -> GateOutcome {
    let measure = |of: NodeIndex, percent, at_least: &Exact, without: bool| {
        let value = measured(of, percent, ladder, evidence);
        GateOutcome::Measure {
            of,
            percent,
            required: at_least.clone(),
            holds: value.as_ref().map_or(without, |value| value >= at_least),
            actual: value,
        }
    };
    let all = |conditions: &[Condition]| {
        conditions
            .iter()
            .map(|part| judge(part, ladder, evidence))
            .collect()
    };
    match condition {
        Condition::Points { of, at_least } => measure(*of, false, at_least, false),
        Condition::Percent {
            of,
            at_least,
            holds_without,
        } => measure(*of, true, at_least, *holds_without),
        Condition::Level {
            ladder: other,
            at_least,
        } => GateOutcome::Level {
            ladder: *other,
            at_least: *at_least,
            held: held(*other, evidence),
        },
        Condition::Not(condition) => GateOutcome::Not(Box::new(judge(condition, ladder, evidence))),
        Condition::Met(node) => GateOutcome::Met {
            of: *node,
            holds: is_met(*node, evidence),
        },
        Condition::Fact { input, is } => GateOutcome::Fact {
            input: *input,
            is: *is,
            answered: fact(*input, evidence),
        },
        Condition::All(conditions) => GateOutcome::All(all(conditions)),
        Condition::Any(conditions) => GateOutcome::Any(all(conditions)),
        Condition::Count {
            at_least,
            conditions,
        } => GateOutcome::Count {
            at_least: *at_least,
            conditions: all(conditions),
        },
    }
}
