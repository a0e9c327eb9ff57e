//! A number lies within the range of its input, and a count has no fraction.

use super::{Check, Subject};
use crate::finding::{Code, Findings, Problem};
use crate::number::Exact;
use crate::rule::{InputId, InputKind, Value};

pub(super) const CHECK: Check = Check {
    emits: &[
        Code::ValueAboveMaximum,
        Code::ValueBelowMinimum,
        Code::NotWhole,
    ],
    run,
};

fn run(subject: &Subject, findings: &mut Findings) -> Vec<InputId> {
    let mut refused = Vec::new();
    for (input, value) in subject.answered() {
        let Value::Number(number) = value else {
            continue;
        };
        if let Some(problem) = problem(subject, input, number) {
            subject.report(input, problem, findings);
            refused.push(input);
        }
    }
    refused
}

fn problem(subject: &Subject, input: InputId, number: &Exact) -> Option<Problem> {
    let shape = &subject.set.input(input).shape;
    if let Some(maximum) = shape.maximum.as_ref().filter(|maximum| number > maximum) {
        return Some(Problem::ValueAboveMaximum {
            value: number.written(),
            maximum: maximum.written(),
        });
    }
    if let Some(minimum) = shape.minimum.as_ref().filter(|minimum| number < minimum) {
        return Some(Problem::ValueBelowMinimum {
            value: number.written(),
            minimum: minimum.written(),
        });
    }
    (shape.kind == InputKind::Count && !number.is_whole()).then_some(Problem::NotWhole)
}
