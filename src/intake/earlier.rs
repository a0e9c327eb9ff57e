//! What units answered in the period before, of the figures that are compared with it: those that
//! count from the beginning of the year and do not fall within it, and those that jump.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use super::FileOutcome;
use crate::definition::CriteriaSet;
use crate::finding::{CellRef, Finding, Findings, Place, Problem};
use crate::number::{Decimal, Exact, Rounding, RoundingMode};
use crate::period::Period;
use crate::rule::{InputId, Value};
use crate::scorecard::Scorecard;
use crate::submission::Submission;
use crate::unit::AdministrativeUnit;

/// What the units answered in a period, as far as it is compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Earlier {
    /// The period.
    pub period: Period,
    /// The names of the inputs.
    names: Vec<String>,
    /// The figures of each unit, by its code.
    units: BTreeMap<String, Then>,
}

/// What one unit answered.
#[derive(Debug, Clone, PartialEq)]
struct Then {
    /// Where: the file, or its sheet or row.
    place: Place,
    /// The figures that are numbers, by the place of their name.
    figures: Vec<(u32, Decimal, Option<CellRef>)>,
}

/// Figures of a period that is being read; scorecards come in any order.
#[derive(Debug)]
pub struct Gathering {
    period: Period,
    /// The inputs, as the version of the criteria set that judged the period has them.
    inputs: Vec<Option<InputId>>,
    names: Vec<String>,
    gathered: Mutex<BTreeMap<Place, (String, Then)>>,
}

/// Returns whether any input of a set is compared with the period before.
pub fn is_compared(set: &CriteriaSet) -> bool {
    !compared(set).is_empty()
}

fn compared(set: &CriteriaSet) -> Vec<InputId> {
    let ids = (0..set.inputs.len()).map(InputId::new);
    ids.filter(|&id| {
        let input = set.input(id);
        input.shape.kind.is_number() && (input.is_cumulative || set.jump_of(id).is_some())
    })
    .collect()
}

impl Gathering {
    /// Begins with what `now` compares of a period that was judged by `then`: the inputs of the
    /// same name and type.
    pub fn of(period: Period, then: &CriteriaSet, now: &CriteriaSet) -> Gathering {
        let compared = compared(now);
        let same = |id: &InputId| {
            let input = now.input(*id);
            let other = then.input_named(&input.name)?;
            (then.input(other).shape.kind == input.shape.kind).then_some(other)
        };
        Gathering {
            period,
            inputs: compared.iter().map(same).collect(),
            names: compared
                .iter()
                .map(|id| now.input(*id).name.clone())
                .collect(),
            gathered: Mutex::default(),
        }
    }

    /// Takes what is compared of a scorecard: the answers that counted.
    pub fn take(&self, card: &Scorecard) {
        let submission = card.valid.submission();
        let answers = submission.answers(card.counted).unwrap_or(&submission.own);
        let figures = (0..).zip(&self.inputs).filter_map(|(number, id)| {
            let index = (*id)?.index();
            match answers.values.get(index)? {
                Some(Value::Number(value)) => {
                    Some((number, value.to_decimal()?, answers.cells[index]))
                }
                _ => None,
            }
        });
        let place = submission.whole();
        let then = Then {
            place: place.clone(),
            figures: figures.collect(),
        };
        let code = card.unit.code.as_str().to_owned();
        // A thread that panicked has not harmed what is gathered.
        let mut gathered = self.gathered.lock().unwrap_or_else(PoisonError::into_inner);
        gathered.insert(place, (code, then));
    }

    /// Returns what was gathered of the submissions that can be used.
    pub fn done<T>(self, outcomes: &[FileOutcome<T>]) -> Earlier {
        let mut gathered = self
            .gathered
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        let usable = outcomes.iter().flat_map(FileOutcome::usable);
        Earlier {
            period: self.period,
            names: self.names,
            units: usable
                .filter_map(|one| gathered.remove(&one.place))
                .collect(),
        }
    }
}

impl Earlier {
    /// Reports figures that fell or jumped since then, where this is the period before `period`.
    pub fn compare(
        &self,
        set: &CriteriaSet,
        submission: &Submission,
        unit: &AdministrativeUnit,
        period: Period,
        findings: &mut Findings,
    ) {
        if period.previous() != self.period {
            return;
        }
        let Some(then) = self.units.get(unit.code.as_str()) else {
            return;
        };
        let is_same_year = period.year() == self.period.year();
        for &(number, was, cell) in &then.figures {
            let name = self.names.get(number as usize);
            let Some(id) = name.and_then(|name| set.input_named(name)) else {
                continue;
            };
            let index = id.index();
            let Some(Value::Number(now)) = &submission.own.values[index] else {
                continue;
            };
            let source = then.place.source().map(|source| source.name().to_owned());
            let found = Found {
                was,
                period: self.period.to_string().into(),
                file: source.unwrap_or_default().into(),
                cell: cell.map(|cell| cell.to_string()).unwrap_or_default().into(),
            };
            let input = set.input(id);
            let was = Exact::from(was);
            let problem = if input.is_cumulative && is_same_year && *now < was {
                Some(found.fell())
            } else if input.is_cumulative && !is_same_year {
                None
            } else {
                set.jump_of(id)
                    .and_then(|limit| found.jumped(now, &was, limit))
            };
            let Some(problem) = problem else { continue };
            let place = submission.place_of(&submission.own, id);
            let finding = Finding::new(problem, place);
            let mut finding = submission.quoted_by(finding, submission.own.cells[index]);
            finding.criterion = input.criterion.map(|node| set.nodes[node].code.clone());
            findings.push(finding);
        }
    }
}

/// What a figure was.
struct Found {
    was: Decimal,
    period: Box<str>,
    file: Box<str>,
    cell: Box<str>,
}

impl Found {
    fn fell(self) -> Problem {
        Problem::CumulativeFell {
            then: self.was,
            period: self.period,
            file: self.file,
            cell: self.cell,
        }
    }

    /// From nothing everything is infinitely far: that is no jump.
    fn jumped(self, now: &Exact, was: &Exact, limit: &Exact) -> Option<Problem> {
        let size = |value: Exact| if value < Exact::ZERO { -&value } else { value };
        let change = &size(now - was).checked_div(&size(was.clone()))?;
        if change <= limit {
            return None;
        }
        let percent = Rounding {
            digits: 0,
            mode: RoundingMode::HalfAwayFromZero,
        };
        let of_hundred = |share: &Exact| share * &Exact::integer(100);
        Some(Problem::Jump {
            then: self.was,
            percent: of_hundred(change).round(percent),
            limit: of_hundred(limit).to_decimal().unwrap_or_default(),
            period: self.period,
            file: self.file,
            cell: self.cell,
        })
    }
}
