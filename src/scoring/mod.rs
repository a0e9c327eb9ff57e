//! Answers → a tree of scores, exact to the last digit.
//!
//! Knows the criteria set and admitted answers; nothing of levels, ranks or files.

mod aggregate;
mod decided;
mod derivation;

use crate::definition::{
    CriteriaSet, Criterion, NodeIndex, NotApplicable, NotAssigned, RoundingStage, Waived,
};
use crate::number::{Decimal, Exact};
use crate::rule::{Compiled, Formula, Halt, Value};
use crate::submission::{Answers, Stage};
use crate::validation::ValidSubmission;

pub use decided::{Against, Decided, Limit};
pub use derivation::{Derivation, derive};

/// How a score came to be: a result, or one of the kinds of nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// Answered, and scored; the points may be zero.
    Scored,
    /// Asked and not answered: no points, with its full maximum.
    Blank,
    /// Not accepted by the appraiser: no points, with its full maximum.
    NotAccepted,
    /// Answered with something that cannot be used: no points, and the unit is not ranked.
    Refused,
    /// There was nothing to count (a zero denominator); the criteria set says what that gives.
    NothingHappened,
    /// Declared not applicable, as the criteria set allows.
    NotApplicable,
    /// Not asked of this kind of unit.
    NotAssigned,
    /// The unit is excused from it for the time being, by decision of somebody named.
    Waived,
    /// A branch of which too little is answered for it to count.
    InsufficientData,
    /// Compares units, and the others are not known here: no points yet.
    Pending,
}

impl Outcome {
    /// Returns the name used in machine formats.
    pub const fn name(self) -> &'static str {
        match self {
            Outcome::Scored => "scored",
            Outcome::Blank => "blank",
            Outcome::NotAccepted => "not_accepted",
            Outcome::Refused => "refused",
            Outcome::NothingHappened => "nothing_happened",
            Outcome::NotApplicable => "not_applicable",
            Outcome::NotAssigned => "not_assigned",
            Outcome::Waived => "waived",
            Outcome::InsufficientData => "insufficient_data",
            Outcome::Pending => "pending",
        }
    }
}

/// The score of one node.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// How it came to be.
    pub outcome: Outcome,
    /// The points.
    pub points: Exact,
    /// The maximum that applies to this unit: less than declared where something is excluded.
    pub maximum: Exact,
}

impl Score {
    /// Returns points ÷ maximum × 100; none when nothing applies, since 0/0 is not 0.
    pub fn percent(&self) -> Option<Exact> {
        let share = self.points.checked_div(&self.maximum)?;
        Some(&share * &Exact::integer(100))
    }
}

/// The scores of all nodes, in the order of the criteria set's tree.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreTree {
    scores: Vec<Score>,
}

impl ScoreTree {
    /// Returns the score of a node.
    pub fn of(&self, node: NodeIndex) -> &Score {
        &self.scores[node]
    }

    /// Returns the published total and its maximum: points, or what the set's scale makes of
    /// them.
    pub fn total(&self, set: &CriteriaSet) -> (Exact, Exact) {
        let whole = self.of(0);
        match &set.scale {
            None => (whole.points.clone(), whole.maximum.clone()),
            Some(scale) => match whole.points.checked_div(&whole.maximum) {
                Some(share) => (&share * scale, scale.clone()),
                // Nothing applies: 0 of 0, on any scale.
                None => (Exact::ZERO, Exact::ZERO),
            },
        }
    }

    /// Returns the points and the applicable maximum of several nodes together, none of which is
    /// below another; what stands outside the scale has no maximum.
    pub fn together(&self, set: &CriteriaSet, nodes: &[NodeIndex]) -> (Exact, Exact) {
        let inside = |node: &&NodeIndex| set.nodes[**node].outside.is_none();
        let points = nodes.iter().map(|&node| &self.of(node).points);
        let maxima = nodes.iter().filter(inside);
        (
            Exact::sum(points),
            Exact::sum(maxima.map(|&node| &self.of(node).maximum)),
        )
    }
}

/// Scores one stage of a submission; none when the submission has no such stage.
pub fn score(
    set: &CriteriaSet,
    valid: &ValidSubmission,
    stage: Stage,
    unit_kind: &str,
) -> Option<ScoreTree> {
    let answers = valid.submission().answers(stage)?;
    let waived = &valid.submission().waived;
    let mut scores: Vec<Score> = set
        .nodes
        .iter()
        .enumerate()
        .map(|(index, node)| match node.criterion() {
            Some(criterion) => {
                let is_waived = waived.waiver(index).is_some();
                judge(
                    set,
                    criterion,
                    &node.maximum,
                    answers,
                    (unit_kind, is_waived),
                )
            }
            None => aggregate::EMPTY,
        })
        .collect();
    aggregate::transfers(set, &mut scores);
    if set.rounding_stage == RoundingStage::Criterion {
        for score in &mut scores {
            round(set, score);
        }
    }
    aggregate::branches(set, &mut scores);
    Some(ScoreTree { scores })
}

/// Returns the tree of a unit that handed in nothing, where the set counts that as zero.
pub fn nothing(set: &CriteriaSet) -> ScoreTree {
    let blank = |maximum: &Exact| Score {
        outcome: Outcome::Blank,
        points: Exact::ZERO,
        maximum: maximum.clone(),
    };
    ScoreTree {
        scores: set.nodes.iter().map(|node| blank(&node.maximum)).collect(),
    }
}

/// Scores one criterion, for a unit of this kind that is or is not excused from it.
fn judge(
    set: &CriteriaSet,
    criterion: &Criterion,
    maximum: &Exact,
    answers: &Answers,
    (unit_kind, is_waived): (&str, bool),
) -> Score {
    let full = |outcome| Score {
        outcome,
        points: maximum.clone(),
        maximum: maximum.clone(),
    };
    let without_points = |outcome| Score {
        outcome,
        points: Exact::ZERO,
        maximum: maximum.clone(),
    };
    let excluded = |outcome| Score {
        outcome,
        points: Exact::ZERO,
        maximum: Exact::ZERO,
    };
    if !criterion.is_assigned_to(unit_kind) {
        return match set.not_assigned {
            NotAssigned::FullMarks => full(Outcome::NotAssigned),
            NotAssigned::Exclude => excluded(Outcome::NotAssigned),
        };
    }
    match criterion.waived {
        Waived::FullMarks if is_waived => return full(Outcome::Waived),
        Waived::Exclude if is_waived => return excluded(Outcome::Waived),
        // A waiver of what forbids it is a mistake of its table, which is not used then.
        Waived::Forbidden | Waived::FullMarks | Waived::Exclude => {}
    }
    let not_applicable = || match criterion.not_applicable {
        NotApplicable::FullMarks => full(Outcome::NotApplicable),
        // Validation refuses the declaration where it is forbidden, and a definition in which
        // a zero denominator leads here is refused too.
        NotApplicable::Zero | NotApplicable::Forbidden => without_points(Outcome::NotApplicable),
        // What is transferred goes out here and in elsewhere.
        NotApplicable::Exclude | NotApplicable::Transfer => excluded(Outcome::NotApplicable),
    };
    let (mut refused, mut answered) = (false, false);
    let (mut declared_not_applicable, mut not_accepted) = (false, false);
    for input in &criterion.compiled.inputs {
        refused |= answers.refused[input.index()];
        match &answers.values[input.index()] {
            Some(Value::NotApplicable) => declared_not_applicable = true,
            Some(Value::NotAccepted) => not_accepted = true,
            Some(_) => answered = true,
            None => {}
        }
    }
    if refused {
        return without_points(Outcome::Refused);
    }
    if not_accepted {
        return without_points(Outcome::NotAccepted);
    }
    if declared_not_applicable {
        return not_applicable();
    }
    if !answered {
        return without_points(Outcome::Blank);
    }
    match criterion.compiled.formula.evaluate(&answers.values) {
        Ok(points) => Score {
            outcome: if nothing_happened(criterion, answers) {
                Outcome::NothingHappened
            } else {
                Outcome::Scored
            },
            points,
            maximum: maximum.clone(),
        },
        // The figures of all units stand behind the inputs, where they are known.
        Err(Halt::Blank(input)) if input.index() >= set.inputs.len() => {
            without_points(Outcome::Pending)
        }
        Err(Halt::Blank(_)) => without_points(Outcome::Blank),
        Err(Halt::NotApplicable) => not_applicable(),
        // Validation has told why.
        Err(Halt::ZeroDenominator | Halt::Undefined) => without_points(Outcome::Refused),
    }
}

/// Rounds what a criterion was scored with, once and after what was moved to it; never past its
/// maximum.
fn round(set: &CriteriaSet, score: &mut Score) {
    if matches!(score.outcome, Outcome::Scored | Outcome::NothingHappened) {
        let rounded = Exact::from(score.points.round(set.rounding));
        score.points = rounded.min(score.maximum.clone());
    }
}

fn nothing_happened(criterion: &Criterion, answers: &Answers) -> bool {
    let Compiled {
        formula,
        denominators,
        ..
    } = &criterion.compiled;
    let is_zero = |of: &Formula| of.evaluate(&answers.values) == Ok(Exact::ZERO);
    denominators.iter().any(is_zero) && formula.meets_zero(&answers.values)
}

/// Returns a value as published: rounded once, as the set says.
pub fn published(set: &CriteriaSet, value: &Exact) -> Decimal {
    value.round(set.rounding)
}

/// Returns a maximum as it is written; what has no end is rounded as the set says.
pub fn as_written(set: &CriteriaSet, maximum: &Exact) -> Decimal {
    let exact = maximum.to_decimal();
    exact.unwrap_or_else(|| published(set, maximum)).normalize()
}
