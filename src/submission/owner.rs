//! Whose submission it is: the code in it, then the name in it, then the name of the file, then
//! that of the sheet; never a guess between two.

use std::path::Path;
use std::sync::Arc;

use super::names::Names;
use super::{Part, Submission};
use crate::finding::{CellRef, Finding, Findings, Problem, Source};
use crate::unit::{AdministrativeUnit, Roster, UnitCode};

/// Returns the unit a submission belongs to.
///
/// With a roster the unit must be in it; without one, the file's own code and name make the
/// unit. What is missing or contradictory is in `findings`.
pub fn identify(
    submission: &Submission,
    roster: Option<&Roster>,
    findings: &mut Findings,
) -> Option<Arc<AdministrativeUnit>> {
    let names = None;
    Search {
        submission,
        names,
        findings,
    }
    .unit(roster)
}

/// Returns the unit a submission belongs to, also by what was written down of names.
pub(crate) fn identify_mapped(
    submission: &Submission,
    roster: Option<&Roster>,
    names: &Names,
    findings: &mut Findings,
) -> Option<Arc<AdministrativeUnit>> {
    let names = Some(names);
    Search {
        submission,
        names,
        findings,
    }
    .unit(roster)
}

/// Returns the only unit that the name of a file names, where the file itself cannot be asked.
pub(crate) fn named_by_file<'r>(
    roster: &'r Roster,
    source: &Source,
) -> Option<&'r Arc<AdministrativeUnit>> {
    match roster.meant_in(&stem(source)).as_slice() {
        [unit] => Some(*unit),
        _ => None,
    }
}

/// Returns the name of a file without its folder and its ending.
fn stem(source: &Source) -> String {
    let stem = Path::new(source.name()).file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}

struct Search<'s> {
    submission: &'s Submission,
    names: Option<&'s Names<'s>>,
    findings: &'s mut Findings,
}

impl Search<'_> {
    fn unit(&mut self, roster: Option<&Roster>) -> Option<Arc<AdministrativeUnit>> {
        let Some(roster) = roster else {
            return self.of_itself();
        };
        let header = &self.submission.header;
        let found = match (&header.unit_code, &header.unit_name) {
            (Some((code, at)), name) => self.by_code(roster, code, *at, name.as_ref()),
            (None, Some((name, at))) => self.by_name(roster, name, Some(*at)),
            (None, None) => self.by_file(roster),
        }?;
        self.compare_with_file_name(roster, found);
        Some(Arc::clone(found))
    }

    /// Without a roster a unit is what it says it is.
    fn of_itself(&mut self) -> Option<Arc<AdministrativeUnit>> {
        let header = &self.submission.header;
        let text = |entry: &Option<(String, CellRef)>| entry.as_ref().map(|(text, _)| text.clone());
        let (code, name) = (text(&header.unit_code), text(&header.unit_name));
        let (Some(code), Some(name)) = (code.clone().or(name.clone()), name.or(code)) else {
            self.report(None, Problem::NoUnit);
            return None;
        };
        Some(Arc::new(AdministrativeUnit {
            code: UnitCode::new(code),
            name,
            kind: String::new(),
            tiers: Arc::default(),
            valid_from: None,
            valid_until: None,
        }))
    }

    fn by_code<'r>(
        &mut self,
        roster: &'r Roster,
        code: &str,
        at: CellRef,
        name: Option<&(String, CellRef)>,
    ) -> Option<&'r Arc<AdministrativeUnit>> {
        let mut found = roster.by_code(code).or_else(|| self.mapped(roster, code));
        if found.is_none()
            && let Some(unit) = roster.by_cut_code(code)
        {
            let read_as = unit.code.as_str().to_owned();
            self.report(Some(at), Problem::UnitCodeCut { read_as });
            found = Some(unit);
        }
        let Some(unit) = found else {
            let near = name.map(|(name, _)| told(&roster.nearest(name)));
            let nearest = near.unwrap_or_default();
            self.report(Some(at), Problem::UnitNotInRoster { nearest });
            return None;
        };
        if let Some((name, at)) = name
            && self
                .mapped(roster, name)
                .is_none_or(|meant| meant.code != unit.code)
            && !roster
                .meant(name)
                .iter()
                .any(|meant| meant.code == unit.code)
        {
            let roster_name = unit.name.clone();
            self.report(Some(*at), Problem::UnitContradiction { roster_name });
            return None;
        }
        Some(unit)
    }

    fn by_name<'r>(
        &mut self,
        roster: &'r Roster,
        name: &str,
        at: Option<CellRef>,
    ) -> Option<&'r Arc<AdministrativeUnit>> {
        if let Some(unit) = self.mapped(roster, name) {
            return Some(unit);
        }
        match roster.meant(name).as_slice() {
            [unit] => Some(*unit),
            [] => {
                let nearest = told(&roster.nearest(name));
                self.report(at, Problem::UnitNotInRoster { nearest });
                None
            }
            several => {
                let candidates = told(several);
                self.report(at, Problem::AmbiguousUnit { candidates });
                None
            }
        }
    }

    /// The file itself says nothing; its name may, and where one of several sheets is the
    /// submission, only the sheet's.
    fn by_file<'r>(&mut self, roster: &'r Roster) -> Option<&'r Arc<AdministrativeUnit>> {
        let stem = match self.submission.part {
            Part::File => Some(self.stem()),
            Part::Sheet | Part::Row(_) => None,
        };
        let sheet = match self.submission.part {
            Part::File | Part::Sheet => self.submission.sheet.name().map(str::to_owned),
            Part::Row(_) => None,
        };
        for name in [stem, sheet].into_iter().flatten() {
            let found = match self.mapped(roster, &name) {
                Some(unit) => vec![unit],
                None => roster.meant_in(&name),
            };
            match found.as_slice() {
                [] => {}
                [unit] => {
                    self.report(None, Problem::UnitByName { name });
                    return Some(*unit);
                }
                several => {
                    let candidates = told(several);
                    self.report(None, Problem::AmbiguousUnit { candidates });
                    return None;
                }
            }
        }
        self.report(None, Problem::NoUnit);
        None
    }

    /// A form copied from a neighbour keeps the neighbour's header.
    fn compare_with_file_name(&mut self, roster: &Roster, found: &AdministrativeUnit) {
        if self.submission.part != Part::File {
            return;
        }
        if let Some(named) = roster.coded_in(&self.stem())
            && named.code != found.code
        {
            let named = told(&[named]).concat();
            self.report(None, Problem::OtherUnitInFileName { named });
        }
    }

    fn stem(&self) -> String {
        stem(self.submission.sheet.source())
    }

    fn mapped<'r>(&self, roster: &'r Roster, name: &str) -> Option<&'r Arc<AdministrativeUnit>> {
        roster.by_code(self.names?.unit_meant(name)?)
    }

    fn report(&mut self, at: Option<CellRef>, problem: Problem) {
        let submission = self.submission;
        let place = at.map_or_else(|| submission.whole(), |at| submission.place(at));
        let mut finding = Finding::new(problem, place);
        finding.quoted = at.and_then(|at| submission.text(at));
        self.findings.push(finding);
    }
}

fn told(units: &[&Arc<AdministrativeUnit>]) -> Vec<String> {
    units
        .iter()
        .map(|unit| format!("{} ({})", unit.name, unit.code))
        .collect()
}
