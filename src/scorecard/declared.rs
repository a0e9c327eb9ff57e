//! The points a unit says it has, beside those its figures come to.

use super::Scorecard;
use crate::definition::{CriteriaSet, NodeIndex};
use crate::finding::{Finding, Findings, Problem};
use crate::number::Exact;
use crate::rule::InputId;
use crate::scoring::{Outcome, published};

/// Reports where what a unit says of its own points is not what its answers come to, to the last
/// digit that is published. Where an answer cannot be used, or the other units are not known, there
/// is nothing to compare with.
pub fn check_declared(set: &CriteriaSet, card: &Scorecard, findings: &mut Findings) {
    let submission = card.valid.submission();
    for declared in &submission.declared {
        if !is_known(set, card, declared.node) {
            continue;
        }
        let scores = &card.own.scores;
        let computed = match declared.node {
            0 => published(set, &scores.total(set).0),
            node => published(set, &scores.of(node).points),
        };
        if published(set, &Exact::from(declared.points)) == computed {
            continue;
        }
        let problem = Problem::SelfScoreDiffers {
            declared: declared.points,
            computed,
            is_total: declared.node == 0,
        };
        let mut finding = Finding::new(problem, submission.place(declared.at));
        if let Some(text) = submission.text(declared.at) {
            finding = finding.quoting(text);
        }
        findings.push(match declared.node {
            0 => finding,
            node => finding.about(&set.nodes[node].code),
        });
    }
}

/// Returns whether everything in and below a node has points, and is asked in the form.
fn is_known(set: &CriteriaSet, card: &Scorecard, node: NodeIndex) -> bool {
    let cells = &card.valid.submission().own.cells;
    let is_asked = |input: &InputId| {
        let asked = set.inputs.get(input.index());
        // Figures of all units stand behind the inputs.
        asked.is_none_or(|asked| asked.is_set_by_superior)
            || cells.get(input.index()).is_some_and(Option::is_some)
    };
    let mut below = node..set.nodes[node].end.max(node + 1);
    below.all(|node| {
        let outcome = card.own.scores.of(node).outcome;
        let criterion = set.nodes[node].criterion();
        let is_whole =
            criterion.is_none_or(|criterion| criterion.compiled.inputs.iter().all(is_asked));
        is_whole && !matches!(outcome, Outcome::Refused | Outcome::Pending)
    })
}
