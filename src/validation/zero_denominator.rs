//! A denominator is not zero where the criteria set calls that a mistake, and a formula has a
//! value.

use super::{Check, Subject};
use crate::definition::Criterion;
use crate::finding::{Code, Findings, Problem};
use crate::number::Exact;
use crate::rule::{Formula, Halt, InputId, Value};

pub(super) const CHECK: Check = Check {
    emits: &[Code::ZeroDenominator, Code::NoResult],
    run,
};

fn run(subject: &Subject, findings: &mut Findings) -> Vec<InputId> {
    let mut refused: Vec<InputId> = Vec::new();
    for criterion in subject.criteria() {
        let Some((problem, inputs)) = mistake(subject, criterion) else {
            continue;
        };
        // One input answers for all: the first that is zero, or the first of all.
        let is_zero = |input: &&InputId| matches!(subject.value(**input), Some(Value::Number(number)) if number.is_zero());
        // A figure of all units has no cell: the unit's own part in it answers for it.
        let is_asked = |input: &&InputId| input.index() < subject.set.inputs.len();
        let asked: Vec<InputId> = inputs.iter().filter(is_asked).copied().collect();
        let asked = if asked.is_empty() {
            &criterion.compiled.inputs
        } else {
            &asked
        };
        let blamed = asked.iter().find(is_zero).or(asked.first());
        if let Some(&input) = blamed
            && !refused.contains(&input)
        {
            subject.report(input, problem, findings);
            refused.push(input);
        }
    }
    refused
}

/// Returns what is wrong with a criterion's answers taken together, and with which of them.
fn mistake(subject: &Subject, criterion: &Criterion) -> Option<(Problem, Vec<InputId>)> {
    let compiled = &criterion.compiled;
    let values = &subject.answers.values;
    if compiled.zero_is_a_mistake {
        let is_zero = |of: &&Formula| of.evaluate(values) == Ok(Exact::ZERO);
        if let Some(denominator) = compiled.denominators.iter().find(is_zero)
            && compiled.formula.evaluate(values) == Err(Halt::ZeroDenominator)
        {
            return Some((Problem::ZeroDenominator, denominator.inputs()));
        }
    }
    if compiled.may_be_undefined && compiled.formula.evaluate(values) == Err(Halt::Undefined) {
        return Some((Problem::NoResult, compiled.inputs.clone()));
    }
    None
}
