//! A question left open is told, and so is a row nobody has appraised.

use super::{Check, Subject};
use crate::finding::{Code, Findings, Problem};
use crate::number::Decimal;
use crate::rule::InputId;
use crate::submission::Stage;

pub(super) const CHECK: Check = Check {
    emits: &[Code::Blank, Code::NotAppraised, Code::FactMissing],
    run,
};

fn run(subject: &Subject, findings: &mut Findings) -> Vec<InputId> {
    let mut asked = vec![false; subject.set.inputs.len()];
    for criterion in subject.criteria() {
        for input in &criterion.compiled.inputs {
            asked[input.index()] = true;
        }
    }
    for (index, input) in subject.set.inputs.iter().enumerate() {
        let id = InputId::new(index);
        let is_blank = subject.answers.values[index].is_none()
            && !subject.answers.refused[index]
            && subject.answers.cells[index].is_some();
        if !is_blank {
            continue;
        }
        let problem = match (subject.stage, input.is_fact, asked[index]) {
            (Stage::Own, true, _) => Problem::FactMissing {
                input: input.name.clone(),
                vi: input.label.vi.clone(),
                en: input.label.en.clone(),
            },
            (Stage::Appraised, false, true) => Problem::NotAppraised,
            (Stage::Own, false, true) => Problem::Blank {
                counts_as: Decimal::ZERO,
            },
            _ => continue,
        };
        subject.report(id, problem, findings);
    }
    Vec::new()
}
