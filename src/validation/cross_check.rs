//! Answers of one form agree with each other, as far as the criteria set says how.

use super::{Check, Subject};
use crate::finding::{Code, Findings, Problem};
use crate::rule::InputId;

pub(super) const CHECK: Check = Check {
    emits: &[Code::Contradiction, Code::Doubtful],
    run,
};

fn run(subject: &Subject, findings: &mut Findings) -> Vec<InputId> {
    for check in &subject.set.checks {
        // What cannot be computed, because something is blank or does not apply, contradicts
        // nothing.
        let told = check.formula.evaluate(&subject.answers.values);
        let Some(&first) = check
            .inputs
            .first()
            .filter(|_| told.is_ok_and(|told| told.is_zero()))
        else {
            continue;
        };
        let answers = check.inputs.iter().filter_map(|input| {
            let cell = subject.answers.cells[input.index()]?;
            Some((cell.to_string(), subject.submission.text(cell)?))
        });
        let (vi, en) = (check.message.vi.clone(), check.message.en.clone());
        let answers = answers.collect();
        let problem = if check.is_error {
            Problem::Contradiction { vi, en, answers }
        } else {
            Problem::Doubtful { vi, en, answers }
        };
        subject.report(first, problem, findings);
    }
    // Each answer by itself can be used.
    Vec::new()
}
