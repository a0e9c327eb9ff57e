//! The report of a period as data: everything every format shows, decided once.

mod criteria;
mod districts;
mod groups;
mod overview;
mod scorecards;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::CriteriaSetReference;
use super::findings::{CheckedFile, Counts, FindingEntry};
use super::ranking::{RankingDocument, Row, Unit};
use crate::definition::CriteriaSet;
use crate::number::Decimal;
use crate::overview::{self as province, Part, Results};
use crate::period::Period;
use crate::provenance::Provenance;
use crate::ranking::Ranking;
use crate::text::Language;
use crate::unit::{AdministrativeUnit, UnitCode};

pub use criteria::NodeStatistics;
pub use districts::District;
pub use groups::{GroupColumn, GroupPoints, Matrix, MatrixRow};
pub use overview::{
    FiguresEntry, HandedIn, LadderFigures, LevelCount, MovementCounts, PeriodFigures,
};
pub use scorecards::{AgainstMedian, CardWithFindings, ReportedCard};

use criteria::node_entry;
use districts::districts;
use groups::matrix;
use overview::{course, handed_in, ladders, moved_most, movement, totals};
use scorecards::reported;

/// The parts a report can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    /// Who has handed in, what it came to, what cost most points.
    Overview,
    /// Everybody's place.
    Ranking,
    /// The places within each district.
    Districts,
    /// Units × groups.
    Groups,
    /// What the units have together of each criterion.
    Criteria,
    /// One page for each unit.
    Scorecards,
    /// What each unit answered, with notes, documents and findings, where its card has no room for them.
    Answers,
    /// What was found in the submissions.
    Findings,
    /// What produced the report.
    Provenance,
}

impl Section {
    /// Every section, in the order of the report.
    pub const ALL: &'static [Section] = &[
        Section::Overview,
        Section::Ranking,
        Section::Districts,
        Section::Groups,
        Section::Criteria,
        Section::Scorecards,
        Section::Answers,
        Section::Findings,
        Section::Provenance,
    ];

    /// Returns the name used in options and in the data.
    pub const fn name(self) -> &'static str {
        match self {
            Section::Overview => "overview",
            Section::Ranking => "ranking",
            Section::Districts => "districts",
            Section::Groups => "groups",
            Section::Criteria => "criteria",
            Section::Scorecards => "scorecards",
            Section::Answers => "answers",
            Section::Findings => "findings",
            Section::Provenance => "provenance",
        }
    }
}

/// The report of a period. Where only a district is shown, counts and figures are those of its units,
/// and its places are those among everybody and within it; what is of all units has `of_all` in its name or is
/// said to be.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReportDocument {
    /// `chamdiem/report/1`.
    pub schema: &'static str,
    /// The sections there are; what belongs to others is null.
    pub sections: Vec<&'static str>,
    /// The decision behind the criteria set.
    pub decision: Decision,
    /// Who has handed in, and what becomes of who has not.
    pub handed_in: HandedIn,
    /// The unit that was named: scorecards and findings are its own, everything else is of everybody.
    pub unit: Option<Unit>,
    /// The ranking.
    pub ranking: RankingDocument,
    /// The places around a unit that was named, and its own.
    pub neighbours: Option<Vec<Row>>,
    /// The totals of the ranked units that are shown; null where there are none.
    pub totals: Option<FiguresEntry>,
    /// The totals of all ranked units, to compare with; null where all are shown.
    pub totals_of_all: Option<FiguresEntry>,
    /// The totals of the periods up to this one, the earliest first.
    pub course: Vec<PeriodFigures>,
    /// How many gained and lost points against the earlier period.
    pub movement: Option<MovementCounts>,
    /// The codes of the units that gained most points, the most first.
    pub risen_most: Vec<String>,
    /// The codes of the units that lost most points, the most first.
    pub fallen_most: Vec<String>,
    /// How many hold which level, ladder by ladder.
    pub ladders: Vec<LadderFigures>,
    /// The districts, by code.
    pub districts: Option<Vec<District>>,
    /// Units × groups.
    pub groups: Option<Matrix>,
    /// What ranked units have together of every part, group and criterion.
    pub criteria: Option<Vec<NodeStatistics>>,
    /// The criteria that cost most points, those that cost most first.
    pub costly: Vec<NodeStatistics>,
    /// The scorecards, in the order of the places; those without a place last.
    pub scorecards: Option<Vec<ReportedCard>>,
    /// What was found in the submissions.
    pub findings: Option<FindingsPart>,
    /// What produced the report; the files handed in among it.
    pub provenance: Provenance,
}

/// The decision behind a criteria set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Decision {
    /// Its number.
    pub number: Option<String>,
    /// The day it was signed.
    pub date: Option<String>,
    /// Who issued it.
    pub issuer: Option<String>,
    /// First day of validity.
    pub valid_from: Option<String>,
    /// Last day of validity.
    pub valid_until: Option<String>,
    /// The days as people read them: signed, valid from, valid until; not part of the data.
    #[serde(skip)]
    pub days_text: [Option<String>; 3],
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FindingsPart {
    /// How much.
    pub counts: Counts,
    /// What was looked at.
    pub files: Vec<CheckedFile>,
    /// The findings, in the order of files and places.
    pub findings: Vec<FindingEntry>,
}

/// The total of a unit in an earlier period.
pub type UnitTotal = (Arc<AdministrativeUnit>, Decimal);

/// What a report is made of.
#[derive(Debug)]
pub struct Context<'c> {
    /// The criteria set.
    pub set: &'c CriteriaSet,
    /// The language of names.
    pub language: Language,
    /// The sections wanted.
    pub sections: &'c [Section],
    /// The places, all of them.
    pub ranking: &'c Ranking,
    /// The ranking as it is shown.
    pub document: RankingDocument,
    /// The results of the units that handed in.
    pub results: &'c BTreeMap<UnitCode, Results>,
    /// The scorecards wanted.
    pub cards: Vec<CardWithFindings>,
    /// What was found in the submissions wanted.
    pub findings: FindingsPart,
    /// The unit named, whose neighbours are shown.
    pub unit: Option<&'c AdministrativeUnit>,
    /// The totals of everybody in earlier periods that may be compared with those of now, the earliest first.
    pub course: &'c [(Period, Vec<UnitTotal>)],
}

/// Criteria listed among those that cost most points.
const COSTLY: usize = 10;
/// Places shown above and below a unit that is named.
const NEIGHBOURS: usize = 5;

impl ReportDocument {
    /// Returns the report.
    pub fn new<'c>(context: Context<'c>) -> ReportDocument {
        let Context {
            set,
            language,
            sections,
            ranking,
            ..
        } = context;
        let whole = Part::whole(ranking);
        let shown = &context.document.shown;
        let is_whole = shown.district.is_none();
        let part = if is_whole {
            whole.clone()
        } else {
            Part::of(ranking, |unit| shown.covers(unit))
        };
        let nothing = Results::of_nothing(set);
        let members_of = |part: &Part<'c>| {
            province::members(part.places.iter().copied(), context.results, &nothing)
        };
        let members = members_of(&part);
        let figures = province::nodes(set, &members);
        // What units are compared with stays that of everybody.
        let figures_of_all = (!is_whole).then(|| province::nodes(set, &members_of(&whole)));
        let costly = province::costly(set, &figures);
        let has = |section: Section| sections.contains(&section);
        let compared = context.document.compared_with.is_some();
        let has_cards = has(Section::Scorecards) || has(Section::Answers);
        let scorecards = has_cards.then(|| {
            let figures = figures_of_all.as_ref().unwrap_or(&figures);
            reported(set, ranking, figures, context.cards, language)
        });
        ReportDocument {
            schema: "chamdiem/report/1",
            sections: sections.iter().map(|section| section.name()).collect(),
            decision: decision(set, language),
            handed_in: handed_in(set, &part),
            unit: context.unit.map(Unit::new),
            neighbours: context
                .unit
                .and_then(|unit| neighbours(&context.document.rows, unit.code.as_str())),
            totals: totals(set, &part.places),
            totals_of_all: if is_whole {
                None
            } else {
                totals(set, &whole.places)
            },
            course: course(set, context.course, &context.document, &part, language),
            movement: compared.then(|| movement(&part.places)),
            risen_most: moved_most(&context.document.rows, |change| !change.is_sign_negative()),
            fallen_most: moved_most(&context.document.rows, |change| change.is_sign_negative()),
            ladders: ladders(set, &part.places, language),
            districts: has(Section::Districts).then(|| districts(set, &part, language)),
            groups: has(Section::Groups)
                .then(|| matrix(set, &figures, figures_of_all.as_deref(), &members, language)),
            criteria: has(Section::Criteria).then(|| {
                let entry = |figures| node_entry(set, figures, &members, language);
                figures.iter().map(entry).collect()
            }),
            costly: costly
                .iter()
                .take(COSTLY)
                .map(|&node| node_entry(set, &figures[node], &members, language))
                .collect(),
            scorecards,
            findings: has(Section::Findings).then_some(context.findings),
            provenance: context.document.provenance.clone(),
            ranking: context.document,
        }
    }

    /// Returns the criteria set.
    pub fn criteria_set(&self) -> &CriteriaSetReference {
        &self.ranking.criteria_set
    }
}

fn decision(set: &CriteriaSet, language: Language) -> Decision {
    let document = &set.document;
    let days = [document.date, document.valid_from, document.valid_until];
    let [date, valid_from, valid_until] = days.map(|day| day.map(|day| day.to_string()));
    Decision {
        number: document.number.clone(),
        date,
        issuer: document
            .issuer
            .as_ref()
            .map(|issuer| language.of(issuer).to_owned()),
        valid_from,
        valid_until,
        days_text: days.map(|day| day.map(|day| language.day(day))),
    }
}

/// Returns the rows around the one of a unit; none where it has no place.
fn neighbours(rows: &[Row], code: &str) -> Option<Vec<Row>> {
    let own = rows.iter().position(|row| row.unit.code == code)?;
    let is_peer = |row: &&Row| row.cohort == rows[own].cohort;
    let first = own.saturating_sub(NEIGHBOURS);
    let last = rows.len().min(own + NEIGHBOURS + 1);
    Some(rows[first..last].iter().filter(is_peer).cloned().collect())
}
