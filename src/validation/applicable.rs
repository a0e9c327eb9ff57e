//! "Not applicable" can be declared only where the criteria set allows it.

use super::{Check, Subject};
use crate::definition::NotApplicable;
use crate::finding::{Code, Findings, Problem};
use crate::rule::{InputId, Value};

pub(super) const CHECK: Check = Check {
    emits: &[Code::NotApplicableRefused],
    run,
};

fn run(subject: &Subject, findings: &mut Findings) -> Vec<InputId> {
    let declared = subject
        .answered()
        .filter(|(_, value)| **value == Value::NotApplicable);
    let refused: Vec<InputId> = declared
        .map(|(input, _)| input)
        .filter(|&input| !allowed(subject, input))
        .collect();
    for &input in &refused {
        subject.report(input, Problem::NotApplicableRefused, findings);
    }
    refused
}

/// Every criterion that uses the input must allow it.
fn allowed(subject: &Subject, input: InputId) -> bool {
    let mut users = subject
        .set
        .nodes
        .iter()
        .filter_map(|node| node.criterion())
        .peekable();
    let uses =
        |criterion: &crate::definition::Criterion| criterion.compiled.inputs.contains(&input);
    users.peek().is_some()
        && !subject.set.input(input).is_fact
        && users
            .filter(|criterion| uses(criterion))
            .all(|criterion| criterion.not_applicable != NotApplicable::Forbidden)
}
