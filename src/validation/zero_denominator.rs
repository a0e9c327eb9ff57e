//! A denominator is not zero where the criteria set calls that a mistake.

use super::{Check, Subject};
use crate::finding::{Code, Findings, Problem};
use crate::rule::{InputId, Value};

pub(super) const CHECK: Check = Check {
    emits: &[Code::ZeroDenominator],
    run,
};

fn run(subject: &Subject, findings: &mut Findings) -> Vec<InputId> {
    let mut refused: Vec<InputId> = Vec::new();
    for criterion in subject.criteria() {
        for &input in &criterion.compiled.never_zero {
            let is_zero =
                matches!(subject.value(input), Some(Value::Number(number)) if number.is_zero());
            if is_zero && !refused.contains(&input) {
                subject.report(input, Problem::ZeroDenominator, findings);
                refused.push(input);
            }
        }
    }
    refused
}
