//! What stands first: who has handed in, what it came to, who moved, who holds which level.

use serde::Serialize;

use super::UnitTotal;
use crate::definition::{CriteriaSet, MissingSubmission};
use crate::number::{Decimal, Exact};
use crate::overview::{Figures, Part, distribution};
use crate::period::Period;
use crate::ranking::{Change, Place};
use crate::report::document::ranking::{RankingDocument, Row};
use crate::report::document::scope;
use crate::scoring::published;
use crate::text::Language;

/// Units listed among those that moved most.
const MOVERS: usize = 5;

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

pub(super) fn handed_in(set: &CriteriaSet, part: &Part) -> HandedIn {
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

pub(super) fn totals(set: &CriteriaSet, places: &[&Place]) -> Option<FiguresEntry> {
    let totals = places.iter().map(|place| place.standing.total);
    Figures::of(set, totals).map(FiguresEntry::from)
}

pub(super) fn course(
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

pub(super) fn movement(places: &[&Place]) -> MovementCounts {
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
pub(super) fn moved_most(rows: &[Row], way: impl Fn(Decimal) -> bool) -> Vec<String> {
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

pub(super) fn ladders(
    set: &CriteriaSet,
    places: &[&Place],
    language: Language,
) -> Vec<LadderFigures> {
    let of_ladder = |(index, ladder): (usize, &crate::definition::Ladder)| {
        let counted = distribution(set, index, places.iter().copied());
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
