//! Standings → places: in the province, in the district, against an earlier period; and who
//! is left out, and why.

mod change;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::definition::{Best, CriteriaSet, MissingSubmission, Ties};
use crate::finding::{self, Finding, Findings, Problem};
use crate::intake::FileOutcome;
use crate::scorecard::{self, Standing};
use crate::scoring::Outcome;
use crate::unit::{AdministrativeUnit, Tier, UnitCode};
use crate::waiver::Granted;

pub use change::{Bridge, Change, CommonChange};

/// Everybody's place.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranking {
    /// The places, cohort by cohort, the best first.
    pub places: Vec<Place>,
    /// Units that have no place, by code.
    pub unranked: Vec<Unranked>,
    /// How many units were expected.
    pub expected: usize,
}

/// One unit's place.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The standing.
    pub standing: Standing,
    /// The cohort, by its position in the criteria set; none when all are ranked together.
    pub cohort: Option<usize>,
    /// The place in the cohort.
    pub rank: usize,
    /// How many are ranked in the cohort.
    pub of: usize,
    /// The place among those of the same unit above, and how many they are.
    pub in_parent: Option<(usize, usize)>,
    /// Whether the unit handed in nothing and is ranked with zero.
    pub nothing_submitted: bool,
    /// The movement against the earlier period; none when the unit had no place then.
    pub change: Option<Change>,
    /// Whether the unit was not even expected in the earlier period.
    pub is_new: bool,
}

/// A unit without a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Unranked {
    /// The unit.
    pub unit: Arc<AdministrativeUnit>,
    /// Why.
    pub reason: Reason,
    /// What the unit is excused from; nothing where its form has no score.
    pub waived: Granted,
}

/// Why a unit has no place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Nothing was handed in.
    NotSubmitted,
    /// What was handed in has so many errors.
    Errors(usize),
    /// The unit's kind belongs to no cohort of the criteria set.
    NoCohort,
    /// Nothing of the criteria set applies to the unit: 0 of 0 is no score.
    NothingApplies,
    /// Less is answered than the criteria set asks for.
    InsufficientData,
}

impl Reason {
    /// Returns the name used in machine formats.
    pub const fn name(self) -> &'static str {
        match self {
            Reason::NotSubmitted => "not_submitted",
            Reason::Errors(_) => "errors",
            Reason::NoCohort => "no_cohort",
            Reason::NothingApplies => "nothing_applies",
            Reason::InsufficientData => "insufficient_data",
        }
    }
}

/// What a ranking is made of.
#[derive(Debug, Clone, Default)]
pub struct Field {
    /// The units with a usable submission.
    pub standings: Vec<Standing>,
    /// The units whose submission has errors, and how many.
    pub refused: Vec<(Arc<AdministrativeUnit>, usize)>,
    /// The units expected; without a roster, those found.
    pub expected: Vec<Arc<AdministrativeUnit>>,
}

impl Field {
    /// Returns the field of what became of a period's files, with everything found in them.
    ///
    /// A file whose unit nobody knows is among the findings only. Without a roster, the units
    /// expected are those found.
    pub fn of(
        outcomes: Vec<FileOutcome<Standing>>,
        expected: Option<&[Arc<AdministrativeUnit>]>,
    ) -> (Field, Findings) {
        let mut findings = Findings::new();
        let mut standings = Vec::new();
        // A unit that handed in several files is refused once, with the errors of all.
        let mut refused: BTreeMap<UnitCode, (Arc<AdministrativeUnit>, usize)> = BTreeMap::new();
        for file in outcomes {
            let errors: Vec<usize> = file
                .submissions
                .iter()
                .map(|one| file.errors(one))
                .collect();
            for (one, errors) in file.submissions.into_iter().zip(errors) {
                match (one.unit, one.result) {
                    (Some(_), Some(standing)) if errors == 0 => standings.push(standing),
                    // An earlier one, which a later one has replaced.
                    (Some(_), None) if errors == 0 => {}
                    (Some(unit), _) => {
                        refused.entry(unit.code.clone()).or_insert((unit, 0)).1 += errors;
                    }
                    (None, _) => {}
                }
                findings.extend(one.findings);
            }
            findings.extend(file.findings);
        }
        let refused: Vec<(Arc<AdministrativeUnit>, usize)> = refused.into_values().collect();
        let found = || {
            let ranked = standings.iter().map(|standing: &Standing| &standing.unit);
            ranked
                .chain(refused.iter().map(|(unit, _)| unit))
                .cloned()
                .collect()
        };
        let expected = expected.map_or_else(found, <[Arc<AdministrativeUnit>]>::to_vec);
        let field = Field {
            standings,
            refused,
            expected,
        };
        (field, findings)
    }
}

/// Ranks a field as the criteria set says.
pub fn rank(set: &CriteriaSet, field: Field) -> Ranking {
    let expected = field.expected.len();
    let mut unranked: Vec<Unranked> = Vec::new();
    let found: BTreeSet<&str> = field
        .standings
        .iter()
        .map(|standing| standing.unit.code.as_str())
        .chain(field.refused.iter().map(|(unit, _)| unit.code.as_str()))
        .collect();
    let missing: Vec<Arc<AdministrativeUnit>> = field
        .expected
        .iter()
        .filter(|unit| !found.contains(unit.code.as_str()))
        .cloned()
        .collect();
    let mut entries: Vec<(Standing, bool)> = field
        .standings
        .into_iter()
        .map(|standing| (standing, false))
        .collect();
    match set.ranking.missing {
        MissingSubmission::Unranked => {
            unranked.extend(missing.into_iter().map(|unit| Unranked {
                unit,
                reason: Reason::NotSubmitted,
                waived: Granted::default(),
            }));
        }
        MissingSubmission::Zero => {
            let nothing = scorecard::nothing(set);
            entries.extend(
                missing
                    .into_iter()
                    .map(|unit| (Standing::of(set, unit, &nothing), true)),
            );
        }
    }
    unranked.extend(field.refused.into_iter().map(|(unit, errors)| Unranked {
        unit,
        reason: Reason::Errors(errors),
        waived: Granted::default(),
    }));
    let mut places = Vec::with_capacity(entries.len());
    for (cohort, members) in cohorts(set, entries, &mut unranked) {
        places.extend(places_of(set, cohort, members));
    }
    unranked.sort_by(|one, two| one.unit.code.cmp(&two.unit.code));
    Ranking {
        places,
        unranked,
        expected,
    }
}

type Entry = (Standing, bool);

/// Splits the field into the cohorts of the set; whoever belongs to none, or has nothing to be
/// ranked by, is left out.
fn cohorts(
    set: &CriteriaSet,
    entries: Vec<Entry>,
    unranked: &mut Vec<Unranked>,
) -> BTreeMap<Option<usize>, Vec<Entry>> {
    let mut cohorts: BTreeMap<Option<usize>, Vec<Entry>> = BTreeMap::new();
    for entry in entries {
        // The maximum as published may be zero by rounding alone.
        if entry.0.percent.is_none() {
            let reason = match entry.0.outcome {
                Outcome::InsufficientData => Reason::InsufficientData,
                _ => Reason::NothingApplies,
            };
            unranked.push(without_place(entry.0, reason));
            continue;
        }
        if set.ranking.cohorts.is_empty() {
            cohorts.entry(None).or_default().push(entry);
            continue;
        }
        match set.cohort_of(&entry.0.unit) {
            Some(cohort) => cohorts.entry(Some(cohort)).or_default().push(entry),
            None => unranked.push(without_place(entry.0, Reason::NoCohort)),
        }
    }
    cohorts
}

fn without_place(standing: Standing, reason: Reason) -> Unranked {
    Unranked {
        unit: standing.unit,
        reason,
        waived: standing.waived,
    }
}

fn places_of(set: &CriteriaSet, cohort: Option<usize>, mut members: Vec<Entry>) -> Vec<Place> {
    // Equal scores are listed by code; their place is the same.
    members.sort_by(|(one, _), (two, _)| {
        ahead(set, one, two).then_with(|| one.unit.code.cmp(&two.unit.code))
    });
    let of = members.len();
    let ranks = ranks(set, members.iter().map(|(standing, _)| standing));
    let mut by_parent: BTreeMap<Tier, Vec<&Standing>> = BTreeMap::new();
    for (standing, _) in &members {
        if let Some(parent) = standing.unit.parent() {
            by_parent.entry(parent.clone()).or_default().push(standing);
        }
    }
    let mut in_parent: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for siblings in by_parent.values() {
        let siblings_ranks = self::ranks(set, siblings.iter().copied());
        for (standing, rank) in siblings.iter().zip(siblings_ranks) {
            in_parent.insert(
                standing.unit.code.as_str().to_owned(),
                (rank, siblings.len()),
            );
        }
    }
    members
        .into_iter()
        .zip(ranks)
        .map(|((standing, nothing_submitted), rank)| Place {
            in_parent: in_parent.get(standing.unit.code.as_str()).copied(),
            standing,
            cohort,
            rank,
            of,
            nothing_submitted,
            change: None,
            is_new: false,
        })
        .collect()
}

/// The better first.
fn ahead(set: &CriteriaSet, one: &Standing, two: &Standing) -> Ordering {
    match set.ranking.best {
        Best::Highest => two.compared.cmp(&one.compared),
        Best::Lowest => one.compared.cmp(&two.compared),
    }
}

/// Returns the places of standings that are in order.
///
/// Competition ranking: one more than the units strictly ahead (1, 2, 2, 4), as the published
/// table of 2017 has it; dense ranking: one more than the scores strictly ahead (1, 2, 2, 3).
fn ranks<'s>(set: &CriteriaSet, standings: impl Iterator<Item = &'s Standing>) -> Vec<usize> {
    let mut ranks: Vec<usize> = Vec::new();
    let mut before: Option<&Standing> = None;
    for (index, standing) in standings.enumerate() {
        let last = ranks.last().copied().unwrap_or(0);
        let tied = before.is_some_and(|before| ahead(set, before, standing) == Ordering::Equal);
        ranks.push(match (tied, set.ranking.ties) {
            (true, _) => last,
            (false, Ties::Competition) => index + 1,
            (false, Ties::Dense) => last + 1,
        });
        before = Some(standing);
    }
    ranks
}

/// Returns a finding for every unit expected and not found.
pub fn not_submitted<'u>(
    expected: &'u [Arc<AdministrativeUnit>],
    found: impl Iterator<Item = &'u Arc<AdministrativeUnit>>,
) -> impl Iterator<Item = Finding> {
    let found: BTreeSet<&str> = found.map(|unit| unit.code.as_str()).collect();
    let missing = expected
        .iter()
        .filter(move |unit| !found.contains(unit.code.as_str()));
    missing.map(|unit| about(unit, Problem::NotSubmitted))
}

fn about(unit: &AdministrativeUnit, problem: Problem) -> Finding {
    let mut finding = Finding::new(problem, finding::Place::Run);
    finding.unit = Some((unit.code.as_str().to_owned(), unit.name.clone()));
    finding
}

impl Ranking {
    /// Returns what is to be said of those without a place, and of those with a place for
    /// nothing.
    pub fn findings(&self) -> Findings {
        let unranked = self.unranked.iter().map(|entry| {
            let problem = match entry.reason {
                Reason::NotSubmitted => Problem::NotSubmitted,
                Reason::Errors(errors) => Problem::NotRanked { errors },
                Reason::NoCohort => Problem::NoCohort {
                    kind: entry.unit.kind.clone(),
                },
                Reason::NothingApplies => Problem::NothingApplies { lacks_data: false },
                Reason::InsufficientData => Problem::NothingApplies { lacks_data: true },
            };
            about(&entry.unit, problem)
        });
        let nothing = self.places.iter().filter(|place| place.nothing_submitted);
        let nothing = nothing.map(|place| about(&place.standing.unit, Problem::NotSubmitted));
        let nobody = self
            .is_hollow()
            .then(|| Finding::new(Problem::NobodyRanked, finding::Place::Run));
        unranked.chain(nothing).chain(nobody).collect()
    }

    /// Returns whether no place rests on a submission: nobody has one, or all have that of
    /// zero points.
    pub fn is_hollow(&self) -> bool {
        self.places.iter().all(|place| place.nothing_submitted)
    }

    /// Adds the movement against an earlier ranking by the same version of the set.
    pub fn compare_with(&mut self, earlier: &Ranking) {
        change::compare(&mut self.places, earlier, change::within_version);
    }

    /// Adds the movement against an earlier ranking by another version of the set, as far as the
    /// two may be compared. Standings need the part that is common to both ([`Bridge::common`]).
    pub fn compare_across(&mut self, earlier: &Ranking, bridge: Bridge) {
        change::compare(&mut self.places, earlier, change::across_versions(&bridge));
    }
}
