//! Is an answer admissible: [`Submission`] → [`ValidSubmission`], with findings on the side.
//!
//! One check per file, each declaring the codes it can emit. What is not admissible leaves the
//! answers; what was blank stays blank. Nothing here gives points.

mod applicable;
mod blank;
mod cross_check;
mod evidence;
mod part_of_whole;
mod range;
mod waived;
mod zero_denominator;

use std::borrow::Cow;

use crate::definition::{Counted, CriteriaSet, Criterion};
use crate::finding::{Code, Finding, Findings, Problem};
use crate::number::Exact;
use crate::period::Period;
use crate::rule::{InputId, Value};
use crate::submission::{Answers, Stage, Submission};

pub(crate) use applicable::may_be_declared;

/// Answers admitted for scoring; only [`check`] makes one.
#[derive(Debug, Clone, PartialEq)]
pub struct ValidSubmission {
    submission: Submission,
}

impl ValidSubmission {
    /// Returns the submission as admitted: what was refused has no value.
    pub fn submission(&self) -> &Submission {
        &self.submission
    }

    /// Returns the answers of the stage that counts.
    pub fn counted(&self, counted: Counted) -> &Answers {
        match (counted, &self.submission.appraised) {
            (Counted::Latest, Some(appraised)) => appraised,
            _ => &self.submission.own,
        }
    }

    /// Returns the answers of the stage that counts, as far as they count: without those in which
    /// only criteria ask that the unit is excused from.
    pub fn compared(&self, counted: Counted) -> Cow<'_, [Option<Value>]> {
        let values = &self.counted(counted).values;
        let waived = &self.submission.waived;
        if waived.is_empty() {
            return Cow::Borrowed(values);
        }
        let value = |(index, value): (usize, &Option<Value>)| {
            let is_set_aside = waived.sets_aside(InputId::new(index));
            value.clone().filter(|_| !is_set_aside)
        };
        Cow::Owned(values.iter().enumerate().map(value).collect())
    }

    /// Adds the figures of all units, in the order of the set's statistics; a figure that the
    /// unit cannot be compared by does not apply to it.
    #[must_use]
    pub fn with_statistics(mut self, statistics: Vec<Option<Exact>>) -> ValidSubmission {
        let statistics = statistics.into_iter().map(Value::of_statistic);
        let statistics: Vec<Option<Value>> = statistics.map(Some).collect();
        if let Some(appraised) = &mut self.submission.appraised {
            appraised.values.extend(statistics.iter().cloned());
        }
        self.submission.own.values.extend(statistics);
        self
    }
}

/// Everything a check may look at.
struct Subject<'s> {
    set: &'s CriteriaSet,
    submission: &'s Submission,
    answers: &'s Answers,
    /// Whose answers these are.
    stage: Stage,
    /// The kind of the unit, in lower case; empty when unknown.
    unit_kind: &'s str,
    /// The period the submission is for.
    period: Period,
}

/// A check: what it can emit, and how it looks.
struct Check {
    /// The codes it can emit.
    emits: &'static [Code],
    /// Reports what it finds; returns the inputs whose answers cannot be used.
    run: fn(&Subject, &mut Findings) -> Vec<InputId>,
}

/// Every check, in the order in which they run; each sees what the earlier ones admitted.
const CHECKS: &[Check] = &[
    applicable::CHECK,
    range::CHECK,
    part_of_whole::CHECK,
    zero_denominator::CHECK,
    blank::CHECK,
    cross_check::CHECK,
    evidence::CHECK,
    waived::CHECK,
];

/// Returns the codes that validation can emit.
pub fn emits() -> Vec<Code> {
    CHECKS
        .iter()
        .flat_map(|check| check.emits)
        .copied()
        .collect()
}

/// Admits the answers of a unit of kind `unit_kind` for `period`.
pub fn check(
    set: &CriteriaSet,
    submission: Submission,
    unit_kind: &str,
    period: Period,
    findings: &mut Findings,
) -> ValidSubmission {
    admitted(CHECKS, set, submission, unit_kind, period, findings)
}

/// Takes away the answers that one of `checks` refuses.
fn admitted(
    checks: &[Check],
    set: &CriteriaSet,
    mut submission: Submission,
    unit_kind: &str,
    period: Period,
    findings: &mut Findings,
) -> ValidSubmission {
    let mut admit = |submission: &Submission, mut answers: Answers, stage: Stage| {
        for check in checks {
            let subject = Subject {
                set,
                submission,
                answers: &answers,
                stage,
                unit_kind,
                period,
            };
            for input in (check.run)(&subject, findings) {
                answers.values[input.index()] = None;
                answers.refused[input.index()] = true;
            }
        }
        answers
    };
    let own = std::mem::take(&mut submission.own);
    submission.own = admit(&submission, own, Stage::Own);
    if let Some(appraised) = submission.appraised.take() {
        submission.appraised = Some(admit(&submission, appraised, Stage::Appraised));
    }
    ValidSubmission { submission }
}

/// Looks once more at criteria without a result, when the figures of all units stand behind the
/// answers: what the units have together can be a denominator too.
pub fn check_together(
    set: &CriteriaSet,
    valid: ValidSubmission,
    unit_kind: &str,
    period: Period,
    findings: &mut Findings,
) -> ValidSubmission {
    admitted(
        &[zero_denominator::CHECK],
        set,
        valid.submission,
        unit_kind,
        period,
        findings,
    )
}

impl Subject<'_> {
    fn value(&self, input: InputId) -> Option<&Value> {
        self.answers.values[input.index()].as_ref()
    }

    /// Returns the inputs and their values, where there is one.
    fn answered(&self) -> impl Iterator<Item = (InputId, &Value)> {
        let values = self.answers.values.iter().enumerate();
        values.filter_map(|(index, value)| Some((InputId::new(index), value.as_ref()?)))
    }

    /// Returns the criteria that are asked of this unit, and of which it is not excused.
    fn criteria(&self) -> impl Iterator<Item = &Criterion> {
        let nodes = self.set.nodes.iter().enumerate();
        let criteria = nodes.filter_map(|(index, node)| Some((index, node.criterion()?)));
        let judged = criteria.filter(|(index, criterion)| {
            let is_waived = self.submission.waived.waiver(*index).is_some();
            criterion.is_assigned_to(self.unit_kind) && !is_waived
        });
        judged.map(|(_, criterion)| criterion)
    }

    fn report(&self, input: InputId, problem: Problem, findings: &mut Findings) {
        let place = self.submission.place_of(self.answers, input);
        let at = place.cell();
        let finding = self.submission.quoted_by(Finding::new(problem, place), at);
        self.add(input, finding, findings);
    }

    /// Adds a finding about an input, wherever its place is.
    fn add(&self, input: InputId, mut finding: Finding, findings: &mut Findings) {
        finding.criterion = self
            .set
            .input(input)
            .criterion
            .map(|node| self.set.nodes[node].code.clone());
        debug_assert!(
            emits().contains(&finding.code()),
            "a check emits only what it declares"
        );
        findings.push(finding);
    }
}
