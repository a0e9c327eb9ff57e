//! Evidence is there where it is required, or its absence is explained; it is of the period, of a
//! day that exists, and of one criterion.
//!
//! None of this changes a score: what evidence is worth, the appraiser says.

use std::collections::{BTreeMap, BTreeSet};

use super::{Check, Subject};
use crate::definition::{CriteriaSet, Criterion, NodeIndex};
use crate::finding::{CellRef, Code, Finding, Findings, Problem};
use crate::number::Exact;
use crate::period::Date;
use crate::rule::{Halt, InputId, Value};
use crate::submission::Stage;
use crate::submission::evidence::{Document, DocumentDate};

pub(super) const CHECK: Check = Check {
    emits: &[
        Code::EvidenceMissing,
        Code::EvidenceAfterPeriod,
        Code::EvidenceImpossibleDate,
        Code::EvidenceReused,
    ],
    run,
};

fn run(subject: &Subject, findings: &mut Findings) -> Vec<InputId> {
    // Evidence stands beside the unit's answers, once for both columns.
    if subject.stage == Stage::Own {
        documents(subject, findings);
        missing(subject, findings);
    }
    Vec::new()
}

/// Reports what is wrong with the documents that are named.
fn documents(subject: &Subject, findings: &mut Findings) {
    let submission = subject.submission;
    let last_day = subject.period.last_day();
    let mut named: BTreeMap<(String, Date), (CellRef, NodeIndex)> = BTreeMap::new();
    for (index, cell) in submission.evidence.iter().enumerate() {
        let (input, Some(cell)) = (InputId::new(index), *cell) else {
            continue;
        };
        let mut seen = BTreeSet::new();
        for document in submission.documents(input) {
            let text = document.text.split_whitespace().collect::<Vec<_>>();
            let text = text.join(" ");
            // What is written twice in one cell is told once.
            if !seen.insert(text.clone()) {
                continue;
            }
            let mut report = |problem| {
                let finding = Finding::new(problem, submission.place(cell));
                subject.add(input, finding.quoting(&text), findings);
            };
            if let Some(problem) = wrong_day(&document, last_day) {
                report(problem);
            }
            let (Some(node), Some(key)) = (subject.set.input(input).criterion, document.key())
            else {
                continue;
            };
            let (first, criterion) = *named.entry(key).or_insert((cell, node));
            if criterion != node {
                report(Problem::EvidenceReused {
                    number: document.number.clone().unwrap_or_default(),
                    date: document
                        .day()
                        .map_or_else(String::new, |day| day.to_string()),
                    first: first.to_string(),
                    first_criterion: subject.set.nodes[criterion].code.clone(),
                });
            }
        }
    }
}

fn wrong_day(document: &Document, last_day: Date) -> Option<Problem> {
    match document.date.as_ref()? {
        DocumentDate::Impossible(date) => {
            Some(Problem::EvidenceImpossibleDate { date: date.clone() })
        }
        DocumentDate::Day(day) => (*day > last_day).then(|| Problem::EvidenceAfterPeriod {
            date: day.to_string(),
            last_day: last_day.to_string(),
        }),
    }
}

/// Reports criteria for which points are claimed without the evidence they require.
fn missing(subject: &Subject, findings: &mut Findings) {
    let submission = subject.submission;
    let is_given = |input: &InputId| {
        submission.notes[input.index()].is_some() || !submission.documents(*input).is_empty()
    };
    for criterion in subject.criteria().filter(|one| one.evidence_required) {
        let rows = rows(subject.set, criterion);
        let Some(&first) = rows.first() else {
            continue;
        };
        if rows.iter().any(is_given) || !claims_points(subject, criterion) {
            continue;
        }
        let asked = criterion.evidence.as_ref();
        let problem = Problem::EvidenceMissing {
            asked: asked.map(|asked| asked.vi.clone()),
        };
        match (
            submission.evidence_column,
            subject.answers.cells[first.index()],
        ) {
            (Some(column), Some(answer)) => {
                let cell = CellRef::from_absolute(answer.row(), column);
                let finding = Finding::new(problem, submission.place(cell));
                subject.add(first, finding, findings);
            }
            _ => subject.report(first, problem, findings),
        }
    }
}

/// Returns the rows beside which the evidence of a criterion stands: those asked for it, or else
/// those of the general figures its rule uses.
fn rows(set: &CriteriaSet, criterion: &Criterion) -> Vec<InputId> {
    let used = criterion.compiled.inputs.iter().copied();
    // Behind the inputs stand figures of all units, which have no row.
    let used = used.filter(|input| input.index() < set.inputs.len());
    let mut rows: Vec<InputId> = used
        .filter(|input| !set.input(*input).is_set_by_superior)
        .collect();
    let is_own = |input: &InputId| set.input(*input).criterion.is_some();
    if rows.iter().any(is_own) {
        rows.retain(is_own);
    }
    rows
}

/// Whether the answers come to points: for a plain no, or nothing at all, there is nothing to
/// prove. Points that compare units are not known yet, and are claimed by any answer.
fn claims_points(subject: &Subject, criterion: &Criterion) -> bool {
    let inputs = &criterion.compiled.inputs;
    let values = &subject.answers.values;
    let value = |input: &InputId| values.get(input.index()).and_then(Option::as_ref);
    let declared = inputs.iter().filter_map(value);
    let mut declared = declared.filter(|value| **value == Value::NotApplicable);
    let is_answered = inputs.iter().any(|input| value(input).is_some());
    if !is_answered || declared.next().is_some() {
        return false;
    }
    match criterion.compiled.formula.evaluate(values) {
        Ok(points) => points > Exact::ZERO,
        Err(Halt::Blank(input)) => input.index() >= subject.set.inputs.len(),
        Err(Halt::NotApplicable | Halt::ZeroDenominator | Halt::Undefined) => false,
    }
}
