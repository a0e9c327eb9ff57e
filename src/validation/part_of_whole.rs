//! A part is not greater than the whole it is counted from.

use super::{Check, Subject};
use crate::finding::{Code, Findings, Problem};
use crate::rule::{InputId, Value};

pub(super) const CHECK: Check = Check {
    emits: &[Code::PartAboveWhole],
    run,
};

fn run(subject: &Subject, findings: &mut Findings) -> Vec<InputId> {
    let mut refused: Vec<InputId> = Vec::new();
    for criterion in subject.criteria() {
        for &(part, whole) in &criterion.compiled.parts_of_wholes {
            let (Some(Value::Number(part_value)), Some(Value::Number(whole_value))) =
                (subject.value(part), subject.value(whole))
            else {
                continue;
            };
            if part_value <= whole_value || refused.contains(&part) {
                continue;
            }
            let problem = Problem::PartAboveWhole {
                part: part_value.written(),
                whole: whole_value.written(),
                whole_at: subject.answers.cells[whole.index()]
                    .map(|cell| cell.to_string())
                    .unwrap_or_default(),
            };
            subject.report(part, problem, findings);
            refused.push(part);
        }
    }
    refused
}
