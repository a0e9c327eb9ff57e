//! An answer in a criterion the unit is excused from does not count, and that is told.

use super::{Check, Subject};
use crate::finding::{Code, Findings, Problem};
use crate::rule::{InputId, Value};

pub(super) const CHECK: Check = Check {
    emits: &[Code::WaivedAnswered],
    run,
};

fn run(subject: &Subject, findings: &mut Findings) -> Vec<InputId> {
    let says_something = |value: &Value| !matches!(value, Value::NotApplicable);
    let answered = subject.answered();
    let in_vain = answered.filter(|(input, value)| {
        let is_set_aside = subject.submission.waived.sets_aside(*input);
        let is_own = !subject.set.input(*input).is_set_by_superior;
        is_set_aside && is_own && says_something(value)
    });
    let in_vain: Vec<InputId> = in_vain.map(|(input, _)| input).collect();
    for input in in_vain {
        subject.report(input, Problem::WaivedAnswered, findings);
    }
    Vec::new()
}
