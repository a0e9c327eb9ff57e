//! The report of a period as data: everything every format shows, decided once.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::findings::{CheckedFile, Counts, FindingEntry};
use super::ranking::{Parent, RankingDocument, Row, Unit};
use super::scorecards::Card;
use super::{CriteriaSetReference, role, scope};
use crate::definition::{CriteriaSet, MissingSubmission, NodeIndex};
use crate::number::{Decimal, Exact};
use crate::overview::{self, Figures, Member, NodeFigures, Part, Results};
use crate::period::Period;
use crate::provenance::Provenance;
use crate::ranking::{Change, Place, Ranking, Unranked};
use crate::scoring::{as_written, published};
use crate::text::Language;
use crate::unit::{AdministrativeUnit, Tier, UnitCode};

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

/// Who has handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct HandedIn {
    /// Units expected.
    pub expected: usize,
    /// Units that handed something in.
    pub handed_in: usize,
    /// Units with a place.
    pub ranked: usize,
    /// Units with a place by what they handed in.
    pub usable: usize,
    /// Units whose submission has errors.
    pub with_errors: usize,
    /// Units that handed in nothing.
    pub missing: usize,
    /// What becomes of them: `unranked`, or `zero`.
    pub policy: &'static str,
}

/// What several figures have together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FiguresEntry {
    /// How many there are.
    pub count: usize,
    /// Their mean.
    pub mean: Decimal,
    /// The one in the middle.
    pub median: Decimal,
    /// The least.
    pub least: Decimal,
    /// The greatest.
    pub greatest: Decimal,
}

impl From<Figures> for FiguresEntry {
    fn from(figures: Figures) -> FiguresEntry {
        FiguresEntry {
            count: figures.count,
            mean: figures.mean,
            median: figures.median,
            least: figures.least,
            greatest: figures.greatest,
        }
    }
}

/// The totals of a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PeriodFigures {
    /// The period.
    pub period: String,
    /// The totals of its ranked units; none where there are none.
    pub totals: Option<FiguresEntry>,
    /// The period in words; not part of the data.
    #[serde(skip)]
    pub period_text: String,
}

/// How many units moved which way; where totals may not be compared, by what may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MovementCounts {
    /// Units that gained points.
    pub risen: usize,
    /// Units that lost points.
    pub fallen: usize,
    /// Units with the same points.
    pub unchanged: usize,
    /// Units that cannot be compared.
    pub without: usize,
}

/// How many units hold which level of a ladder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LadderFigures {
    /// The ladder.
    pub ladder: String,
    /// Its title.
    pub title: String,
    /// The code of the part or group whose level it is; none for the whole.
    pub scope: Option<String>,
    /// The levels, the lowest first, and before them those who hold none.
    pub levels: Vec<LevelCount>,
}

/// How many units hold a level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LevelCount {
    /// The level; none for no level.
    pub level: Option<u32>,
    /// Its name.
    pub name: Option<String>,
    /// How many units.
    pub units: usize,
    /// Units ÷ ranked units × 100.
    pub percent: Option<Decimal>,
}

/// A district.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct District {
    /// The district.
    pub unit: Parent,
    /// Units expected of it.
    pub expected: usize,
    /// Units with a place.
    pub ranked: usize,
    /// Their totals.
    pub totals: Option<FiguresEntry>,
    /// How many hold which level, ladder by ladder.
    pub ladders: Vec<LadderFigures>,
    /// The codes of its ranked units, the best first.
    pub units: Vec<String>,
}

/// Units × groups.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Matrix {
    /// The groups.
    pub columns: Vec<GroupColumn>,
    /// The units, in the order of their places.
    pub rows: Vec<MatrixRow>,
}

/// A group as a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GroupColumn {
    /// The code.
    pub code: String,
    /// The title.
    pub title: String,
    /// The declared maximum.
    pub maximum: Decimal,
    /// The points of the ranked units that are shown ÷ their maxima × 100.
    pub percent: Option<Decimal>,
    /// The same of all ranked units, to compare with; null where all are shown.
    pub percent_of_all: Option<Decimal>,
}

/// A unit as a row.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MatrixRow {
    /// The place.
    pub rank: usize,
    /// The unit.
    pub unit: Unit,
    /// Its points, group by group.
    pub groups: Vec<GroupPoints>,
}

/// The points of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct GroupPoints {
    /// The points.
    pub points: Decimal,
    /// The maximum that applies.
    pub maximum: Decimal,
    /// Points ÷ maximum × 100.
    pub percent: Option<Decimal>,
}

/// What ranked units have together of a node.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NodeStatistics {
    /// The code; empty for the whole.
    pub code: String,
    /// The title.
    pub title: String,
    /// `whole`, `part`, `group` or `criterion`.
    pub role: &'static str,
    /// The declared maximum.
    pub maximum: Decimal,
    /// The points of the units to which it applies.
    pub points: Option<FiguresEntry>,
    /// The sum of their points ÷ the sum of their maxima × 100.
    pub percent: Option<Decimal>,
    /// How many have all its points.
    pub full: usize,
    /// How many have no point of it.
    pub zero: usize,
    /// The sum of what they lack to their maxima.
    pub lost: Decimal,
    /// The codes of the units with the most points.
    pub best: Vec<String>,
    /// The codes of the units with the fewest points.
    pub worst: Vec<String>,
    /// The names of one of the best and one of the worst; not part of the data.
    #[serde(skip)]
    pub extremes: [Option<String>; 2],
}

/// A scorecard in a report.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ReportedCard {
    /// The place; none where the unit has none.
    pub rank: Option<usize>,
    /// Of how many.
    pub of: Option<usize>,
    /// Why it has no place.
    pub unranked: Option<&'static str>,
    /// The groups against the middle of all ranked units.
    pub groups: Vec<AgainstMedian>,
    /// What was found in its submission.
    pub found: Vec<FindingEntry>,
    /// The card.
    pub card: Card,
    /// Why it has no place, in words; not part of the data.
    #[serde(skip)]
    pub explanation: Option<String>,
}

/// A group of one unit against the middle of all ranked units.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct AgainstMedian {
    /// The code.
    pub code: String,
    /// The title.
    pub title: String,
    /// Its points.
    pub points: Decimal,
    /// The maximum that applies to it.
    pub maximum: Decimal,
    /// Points ÷ maximum × 100.
    pub percent: Option<Decimal>,
    /// The median of the points of ranked units.
    pub median: Option<Decimal>,
    /// Points less the median.
    pub difference: Option<Decimal>,
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

/// A scorecard, and what was found in its submission.
#[derive(Debug, Clone, PartialEq)]
pub struct CardWithFindings {
    /// The card.
    pub card: Card,
    /// The results, for the comparison with others.
    pub results: Results,
    /// The findings.
    pub found: Vec<FindingEntry>,
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
/// Units listed among those that moved most.
const MOVERS: usize = 5;
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
            overview::members(part.places.iter().copied(), context.results, &nothing)
        };
        let members = members_of(&part);
        let figures = overview::nodes(set, &members);
        // What units are compared with stays that of everybody.
        let figures_of_all = (!is_whole).then(|| overview::nodes(set, &members_of(&whole)));
        let costly = overview::costly(set, &figures);
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

fn handed_in(set: &CriteriaSet, part: &Part) -> HandedIn {
    let counted = part.handed_in();
    HandedIn {
        expected: counted.expected,
        handed_in: counted.handed_in,
        ranked: counted.ranked,
        usable: counted.usable,
        with_errors: counted.with_errors,
        missing: counted.missing,
        policy: match set.ranking.missing {
            MissingSubmission::Unranked => "unranked",
            MissingSubmission::Zero => "zero",
        },
    }
}

fn totals(set: &CriteriaSet, places: &[&Place]) -> Option<FiguresEntry> {
    let totals = places.iter().map(|place| place.standing.total);
    Figures::of(set, totals).map(FiguresEntry::from)
}

fn course(
    set: &CriteriaSet,
    earlier: &[(Period, Vec<UnitTotal>)],
    document: &RankingDocument,
    part: &Part,
    language: Language,
) -> Vec<PeriodFigures> {
    let figures = |period: Period, totals: Option<FiguresEntry>| PeriodFigures {
        period: period.to_string(),
        period_text: language.period(period),
        totals,
    };
    let of_then = |(period, units): &(Period, Vec<UnitTotal>)| {
        let shown = units.iter().filter(|(unit, _)| document.shown.covers(unit));
        let totals = Figures::of(set, shown.map(|(_, total)| *total));
        figures(*period, totals.map(FiguresEntry::from))
    };
    let now = document.period_value;
    let now = now.map(|period| figures(period, totals(set, &part.places)));
    earlier.iter().map(of_then).chain(now).collect()
}

fn movement(places: &[&Place]) -> MovementCounts {
    let mut counts = MovementCounts::default();
    for place in places {
        match place.change.and_then(Change::gained) {
            None => counts.without += 1,
            Some(change) if change.is_zero() => counts.unchanged += 1,
            Some(change) if change.is_sign_negative() => counts.fallen += 1,
            Some(_) => counts.risen += 1,
        }
    }
    counts
}

/// Returns the codes of the rows that moved most, of those that moved the way asked for; of equal ones
/// the better placed first.
fn moved_most(rows: &[Row], way: impl Fn(Decimal) -> bool) -> Vec<String> {
    let moved = rows
        .iter()
        .filter_map(|row| Some((row.change?.gained()?, row)));
    let mut moved: Vec<(Decimal, &Row)> = moved
        .filter(|(change, _)| !change.is_zero() && way(*change))
        .collect();
    moved.sort_by_key(|(change, _)| std::cmp::Reverse(change.abs()));
    let codes = moved.iter().map(|(_, row)| row.unit.code.clone());
    codes.take(MOVERS).collect()
}

/// Returns the rows around the one of a unit; none where it has no place.
fn neighbours(rows: &[Row], code: &str) -> Option<Vec<Row>> {
    let own = rows.iter().position(|row| row.unit.code == code)?;
    let is_peer = |row: &&Row| row.cohort == rows[own].cohort;
    let first = own.saturating_sub(NEIGHBOURS);
    let last = rows.len().min(own + NEIGHBOURS + 1);
    Some(rows[first..last].iter().filter(is_peer).cloned().collect())
}

fn ladders(set: &CriteriaSet, places: &[&Place], language: Language) -> Vec<LadderFigures> {
    let of_ladder = |(index, ladder): (usize, &crate::definition::Ladder)| {
        let counted = overview::distribution(set, index, places.iter().copied());
        let name = |held: Option<u32>| {
            let level = ladder
                .levels
                .iter()
                .find(|level| Some(level.level) == held)?;
            Some(language.level(level))
        };
        let all = Exact::from(Decimal::from(places.len()));
        let percent = |units: usize| {
            let hundredfold = Exact::from(Decimal::from(units * 100));
            let share = hundredfold.checked_div(&all)?;
            Some(published(set, &share))
        };
        LadderFigures {
            ladder: ladder.id.clone(),
            title: language.of(&ladder.title).to_owned(),
            scope: scope(set, ladder.of),
            levels: counted
                .into_iter()
                .map(|(level, units)| LevelCount {
                    level,
                    name: name(level),
                    units,
                    percent: percent(units),
                })
                .collect(),
        }
    };
    set.ladders.iter().enumerate().map(of_ladder).collect()
}

/// Returns the districts that are shown; none where units stand below nobody.
fn districts(set: &CriteriaSet, part: &Part, language: Language) -> Vec<District> {
    let mut found: BTreeMap<&Tier, (usize, Vec<&Place>)> = BTreeMap::new();
    for entry in &part.unranked {
        if let Some(parent) = entry.unit.parent() {
            found.entry(parent).or_default().0 += 1;
        }
    }
    for &place in &part.places {
        if let Some(parent) = place.standing.unit.parent() {
            let (expected, places) = found.entry(parent).or_default();
            *expected += 1;
            places.push(place);
        }
    }
    let of_district = |(tier, (expected, places)): (&Tier, (usize, Vec<&Place>))| District {
        unit: Parent::new(tier),
        expected,
        ranked: places.len(),
        totals: totals(set, &places),
        ladders: ladders(set, &places, language),
        units: places
            .iter()
            .map(|place| place.standing.unit.code.as_str().to_owned())
            .collect(),
    };
    found.into_iter().map(of_district).collect()
}

fn matrix(
    set: &CriteriaSet,
    figures: &[NodeFigures],
    figures_of_all: Option<&[NodeFigures]>,
    members: &[Member],
    language: Language,
) -> Matrix {
    let groups = overview::groups(set);
    let column = |&node: &NodeIndex| GroupColumn {
        code: set.nodes[node].code.clone(),
        title: language.of(&set.nodes[node].title).to_owned(),
        maximum: as_written(set, &set.nodes[node].maximum),
        percent: figures[node].percent,
        percent_of_all: figures_of_all.and_then(|figures| figures[node].percent),
    };
    let points = |member: &Member, &node: &NodeIndex| {
        let points = member.results.of_node(node);
        GroupPoints {
            points: points.points,
            maximum: points.maximum.normalize(),
            percent: points.percent,
        }
    };
    let row = |member: &Member| MatrixRow {
        rank: member.place.rank,
        unit: Unit::new(&member.place.standing.unit),
        groups: groups.iter().map(|node| points(member, node)).collect(),
    };
    Matrix {
        columns: groups.iter().map(column).collect(),
        rows: members.iter().map(row).collect(),
    }
}

fn node_entry(
    set: &CriteriaSet,
    figures: &NodeFigures,
    members: &[Member],
    language: Language,
) -> NodeStatistics {
    let node = &set.nodes[figures.node];
    let unit = |member: usize| &members[member].place.standing.unit;
    let codes = |members: &[usize]| {
        let codes = members
            .iter()
            .map(|&member| unit(member).code.as_str().to_owned());
        codes.collect()
    };
    let name = |members: &[usize]| members.first().map(|&member| unit(member).name.clone());
    NodeStatistics {
        code: node.code.clone(),
        title: language.of(&node.title).to_owned(),
        role: role(&node.role),
        maximum: as_written(set, &node.maximum),
        points: figures.points.map(FiguresEntry::from),
        percent: figures.percent,
        full: figures.full,
        zero: figures.zero,
        lost: figures.lost,
        best: codes(&figures.best),
        worst: codes(&figures.worst),
        extremes: [name(&figures.best), name(&figures.worst)],
    }
}

/// Returns the cards in the order of the places, those without one last, by code.
fn reported(
    set: &CriteriaSet,
    ranking: &Ranking,
    figures: &[NodeFigures],
    cards: Vec<CardWithFindings>,
    language: Language,
) -> Vec<ReportedCard> {
    let places = ranking.places.iter().enumerate();
    let places: BTreeMap<&str, (usize, &Place)> = places
        .map(|(position, place)| (place.standing.unit.code.as_str(), (position, place)))
        .collect();
    let unranked = ranking.unranked.iter();
    let unranked: BTreeMap<&str, &Unranked> = unranked
        .map(|entry| (entry.unit.code.as_str(), entry))
        .collect();
    let groups = overview::groups(set);
    let mut cards: Vec<(usize, ReportedCard)> = cards
        .into_iter()
        .map(
            |CardWithFindings {
                 card,
                 results,
                 found,
             }| {
                let place = places.get(card.unit.code.as_str());
                let without = unranked.get(card.unit.code.as_str());
                let against = |&node: &NodeIndex| {
                    let points = results.of_node(node);
                    let median = figures[node].points.map(|points| points.median);
                    AgainstMedian {
                        code: set.nodes[node].code.clone(),
                        title: language.of(&set.nodes[node].title).to_owned(),
                        points: points.points,
                        maximum: points.maximum.normalize(),
                        percent: points.percent,
                        median,
                        difference: median.map(|median| points.points - median),
                    }
                };
                let reported = ReportedCard {
                    rank: place.map(|(_, place)| place.rank),
                    of: place.map(|(_, place)| place.of),
                    unranked: without.map(|entry| entry.reason.name()),
                    explanation: without.map(|entry| crate::text::reason(entry.reason, language)),
                    groups: groups.iter().map(against).collect(),
                    found,
                    card,
                };
                (
                    place.map_or(usize::MAX, |(position, _)| *position),
                    reported,
                )
            },
        )
        .collect();
    cards.sort_by(|(one, card), (other, other_card)| {
        let by_code = || card.card.unit.code.cmp(&other_card.card.unit.code);
        one.cmp(other).then_with(by_code)
    });
    cards.into_iter().map(|(_, card)| card).collect()
}
