//! Whose submission it is: the code in the file, then the name in the file; never a guess.

use std::sync::Arc;

use super::Submission;
use crate::finding::{CellRef, Finding, Findings, Problem};
use crate::unit::{AdministrativeUnit, Roster, UnitCode, is_name_of};

/// Returns the unit a submission belongs to.
///
/// With a roster the unit must be in it; without one, the file's own code and name make the
/// unit. What is missing or contradictory is in `findings`.
pub fn identify(
    submission: &Submission,
    roster: Option<&Roster>,
    findings: &mut Findings,
) -> Option<Arc<AdministrativeUnit>> {
    let header = &submission.header;
    let mut report = |at: Option<CellRef>, problem: Problem| {
        let place = at.map_or_else(|| submission.whole(), |at| submission.place(at));
        let mut finding = Finding::new(problem, place);
        finding.quoted = at.and_then(|at| submission.text(at));
        findings.push(finding);
    };
    let Some(roster) = roster else {
        let code = header
            .unit_code
            .as_ref()
            .or(header.unit_name.as_ref())
            .map(|(text, _)| text.clone());
        let name = header
            .unit_name
            .as_ref()
            .or(header.unit_code.as_ref())
            .map(|(text, _)| text.clone());
        let (Some(code), Some(name)) = (code, name) else {
            report(None, Problem::NoUnit);
            return None;
        };
        return Some(Arc::new(AdministrativeUnit {
            code: UnitCode::new(code),
            name,
            kind: String::new(),
            tiers: Vec::new(),
            valid_from: None,
            valid_until: None,
        }));
    };
    match (&header.unit_code, &header.unit_name) {
        (Some((code, at)), name) => {
            let Some(unit) = roster.by_code(code) else {
                let nearest = name
                    .as_ref()
                    .map(|(name, _)| names(&roster.nearest(name)))
                    .unwrap_or_default();
                report(Some(*at), Problem::UnitNotInRoster { nearest });
                return None;
            };
            if let Some((name, at)) = name
                && !is_name_of(name, &unit.name)
            {
                let roster_name = unit.name.clone();
                report(Some(*at), Problem::UnitContradiction { roster_name });
                return None;
            }
            Some(Arc::clone(unit))
        }
        (None, Some((name, at))) => match roster.by_name(name).as_slice() {
            [unit] => Some(Arc::clone(unit)),
            [] => {
                let nearest = names(&roster.nearest(name));
                report(Some(*at), Problem::UnitNotInRoster { nearest });
                None
            }
            several => {
                let nearest = names(several);
                report(Some(*at), Problem::UnitNotInRoster { nearest });
                None
            }
        },
        (None, None) => {
            report(None, Problem::NoUnit);
            None
        }
    }
}

fn names(units: &[&Arc<AdministrativeUnit>]) -> Vec<String> {
    units
        .iter()
        .map(|unit| format!("{} ({})", unit.name, unit.code))
        .collect()
}
