//! "Not applicable" can be declared only where the criteria set allows it, by whom it allows it,
//! and with a reason where it asks for one.

use super::{Check, Subject};
use crate::definition::{CriteriaSet, Criterion, DeclaredBy, NotApplicable};
use crate::finding::{Code, Findings, Problem};
use crate::rule::{InputId, Value};
use crate::submission::Stage;

pub(super) const CHECK: Check = Check {
    emits: &[Code::NotApplicableRefused, Code::ReasonMissing],
    run,
};

fn run(subject: &Subject, findings: &mut Findings) -> Vec<InputId> {
    let declared = subject
        .answered()
        .filter(|(_, value)| **value == Value::NotApplicable);
    let (allowed, refused): (Vec<InputId>, Vec<InputId>) = declared
        .map(|(input, _)| input)
        // Whoever is excused may well say so in the form too.
        .filter(|&input| !subject.submission.waived.sets_aside(input))
        .partition(|&input| may_be_declared(subject.set, input, subject.stage));
    for &input in &allowed {
        let has_reason = subject.submission.notes[input.index()].is_some();
        if subject.set.not_applicable_needs_reason && !has_reason {
            subject.report(input, Problem::ReasonMissing, findings);
        }
    }
    for &input in &refused {
        subject.report(input, Problem::NotApplicableRefused, findings);
    }
    refused
}

/// Returns whether an input can be declared not applicable in this stage: every criterion that
/// uses it must allow it.
pub(crate) fn may_be_declared(set: &CriteriaSet, input: InputId, stage: Stage) -> bool {
    let mut users = set
        .nodes
        .iter()
        .filter_map(|node| node.criterion())
        .peekable();
    let uses = |criterion: &Criterion| criterion.compiled.inputs.contains(&input);
    users.peek().is_some()
        && !set.input(input).is_fact
        && users.filter(|criterion| uses(criterion)).all(|criterion| {
            let by_whom =
                stage == Stage::Appraised || criterion.not_applicable_by == DeclaredBy::Unit;
            criterion.not_applicable != NotApplicable::Forbidden && by_whom
        })
}
