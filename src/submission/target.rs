//! Figures set by the superior unit, such as how many directives a commune has to issue: a table
//! beside the submissions, filled into them as if the unit had been asked.
//!
//! A row per unit (`code`), a column per input that the criteria set leaves to the superior, and
//! perhaps a column `period` for rows that hold for one period only.

use std::collections::BTreeMap;

use super::sheet::Content;
use super::value::{self, Reading};
use super::{Answers, Submission};
use crate::definition::CriteriaSet;
use crate::delimited;
use crate::finding::{CellRef, Finding, Findings, Place, Problem, Reference, Source};
use crate::period::Period;
use crate::rule::{InputId, Value, nearest};
use crate::unit::{AdministrativeUnit, Roster, fold};

/// The figures, by unit, input and period; none as period is every period.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Targets {
    values: BTreeMap<(String, InputId, Option<Period>), Value>,
}

/// What a column of the table holds.
#[derive(Clone, Copy)]
enum Column {
    Code,
    Period,
    Input(InputId),
    /// A column for people, such as the unit's name, or for another version of the set.
    Other,
}

impl Targets {
    /// Reads the table for one version of a set; what cannot be understood is in `findings`. A
    /// column of one of the `others` is theirs. Where there is a roster, a row of nobody is told: the
    /// figure may be missing for who has the code it was meant for.
    pub fn read(
        set: &CriteriaSet,
        others: &[&CriteriaSet],
        roster: Option<&Roster>,
        source: &Source,
        text: &str,
        findings: &mut Findings,
    ) -> Targets {
        let mut targets = Targets::default();
        let table = match delimited::read(text.as_bytes()) {
            Ok(table) => table,
            Err(problem) => {
                findings.push(Finding::new(problem, Place::File(source.clone())));
                return targets;
            }
        };
        let place = |row: u32, column: usize| Place::Field {
            source: source.clone(),
            cell: CellRef::from_absolute(row, at_column(column)),
        };
        let mut rows = table.rows();
        let Some(heading) = rows.next() else {
            return targets;
        };
        let mut columns = Vec::new();
        for (index, name) in heading.iter().enumerate() {
            match column(set, others, name.trim()) {
                Ok(column) => columns.push(column),
                Err(problem) => {
                    let at = place(heading.number(), index);
                    findings.push(Finding::new(problem, at).quoting(name));
                    columns.push(Column::Other);
                }
            }
        }
        let Some(code_column) = columns.iter().position(|of| matches!(of, Column::Code)) else {
            let column = "code".to_owned();
            let problem = Problem::RosterColumnMissing { column };
            findings.push(Finding::new(problem, Place::File(source.clone())));
            return targets;
        };
        let period_column = columns.iter().position(|of| matches!(of, Column::Period));
        let mut first_rows = BTreeMap::new();
        for row in rows.filter(|row| row.iter().any(|field| !field.trim().is_empty())) {
            let field = |column: usize| row.get(column).unwrap_or_default().trim();
            let mut report = |column: usize, problem: Problem| {
                let at = place(row.number(), column);
                findings.push(Finding::new(problem, at).quoting(field(column)));
            };
            if row.width() != columns.len() {
                let (fields, expected) = (row.width(), columns.len());
                report(code_column, Problem::RosterRowLength { fields, expected });
                continue;
            }
            if let Some(problem) = roster.and_then(|roster| unknown_to(roster, field(code_column)))
            {
                report(code_column, problem);
            }
            let period = match period_column.map(field) {
                None | Some("") => None,
                Some(text) => match Period::from_form(text) {
                    Some(period) => Some(period),
                    None => {
                        report(period_column.unwrap_or(0), Problem::RosterDate);
                        continue;
                    }
                },
            };
            for (index, column) in columns.iter().enumerate() {
                let Column::Input(input) = *column else {
                    continue;
                };
                if field(index).is_empty() {
                    continue;
                }
                match value::read(Content::Text(field(index)), set.input(input)) {
                    Reading::Value(value, problem) => {
                        if let Some(problem) = problem {
                            report(index, problem);
                        }
                        let key = (field(code_column).to_owned(), input, period);
                        if let Some(first) = first_rows.get(&key) {
                            let first =
                                CellRef::from_absolute(*first, at_column(index)).to_string();
                            report(index, Problem::DuplicateRow { first });
                            continue;
                        }
                        first_rows.insert(key.clone(), row.number());
                        targets.values.insert(key, value);
                    }
                    Reading::Refused(problem) => report(index, problem),
                }
            }
        }
        targets
    }

    /// Returns the figure set for a unit: the one of the period, or else the one of every period.
    pub fn of(&self, unit: &str, input: InputId, period: Period) -> Option<&Value> {
        let at = |period| self.values.get(&(unit.to_owned(), input, period));
        at(Some(period)).or_else(|| at(None))
    }
}

/// Returns what is to be said of a code that the roster has on no day.
fn unknown_to(roster: &Roster, code: &str) -> Option<Problem> {
    if roster.by_code(code).is_some() {
        return None;
    }
    let known = roster.units().iter().map(|unit| unit.code.as_str());
    let uncut = roster.by_cut_code(code);
    let uncut = uncut.map(|unit| unit.code.as_str().to_owned());
    let nearest = uncut.or_else(|| nearest(code, known));
    Some(Problem::TargetUnitUnknown { nearest })
}

fn at_column(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// Returns what a heading names.
fn column(set: &CriteriaSet, others: &[&CriteriaSet], name: &str) -> Result<Column, Problem> {
    match fold(name).as_str() {
        "code" | "ma" | "ma don vi" => return Ok(Column::Code),
        "period" | "ky" => return Ok(Column::Period),
        "name" | "ten" | "ten don vi" | "don vi" => return Ok(Column::Other),
        _ => {}
    }
    let input = |set: &CriteriaSet| {
        let named = set.input_named(name);
        named.filter(|input| set.input(*input).is_set_by_superior)
    };
    match input(set) {
        Some(input) => Ok(Column::Input(input)),
        None if others.iter().any(|other| input(other).is_some()) => Ok(Column::Other),
        None => {
            let known = set.inputs.iter().filter(|input| input.is_set_by_superior);
            Err(Problem::UnknownReference {
                name: name.to_owned(),
                reference: Reference::Input,
                nearest: nearest(name, known.map(|input| input.name.as_str())),
            })
        }
    }
}

/// Fills in the figures the superior has set for a unit and a period; one that is missing is told.
pub fn fill(
    set: &CriteriaSet,
    targets: Option<&Targets>,
    unit: &AdministrativeUnit,
    period: Period,
    submission: &mut Submission,
    findings: &mut Findings,
) {
    for (index, input) in set.inputs.iter().enumerate() {
        if !input.is_set_by_superior {
            continue;
        }
        let id = InputId::new(index);
        let value = targets.and_then(|targets| targets.of(unit.code.as_str(), id, period));
        if value.is_none() && !submission.waived.sets_aside(id) {
            let problem = Problem::TargetMissing {
                input: input.name.clone(),
            };
            let place = submission.whole();
            findings.push(super::about(Finding::new(problem, place), set, id));
        }
        let answers = [Some(&mut submission.own), submission.appraised.as_mut()];
        for Answers { values, .. } in answers.into_iter().flatten() {
            values[index] = value.cloned();
        }
    }
}
