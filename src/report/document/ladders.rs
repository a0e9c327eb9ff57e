//! Ladders as data: every rung, and which condition holds or fails by how much.

use serde::Serialize;

use super::scope;
use super::scorecards::Cards;
use crate::definition::{Compare, Ladder, NodeIndex};
use crate::level::{GateOutcome, Rung};
use crate::number::{Decimal, Exact, Rounding, RoundingMode};
use crate::scorecard::Scorecard;
use crate::text;

/// A ladder, judged.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LadderEntry {
    /// The identifier.
    pub id: String,
    /// The title.
    pub title: String,
    /// The code of what it is the level of; none for the whole.
    pub scope: Option<String>,
    /// The level held.
    pub level: Option<u32>,
    /// Its name.
    pub name: Option<String>,
    /// The rungs, from the lowest up.
    pub rungs: Vec<RungEntry>,
}

/// A rung, judged.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RungEntry {
    /// The level.
    pub level: u32,
    /// Its name.
    pub name: String,
    /// Whether its own condition holds.
    pub condition_holds: bool,
    /// Whether it is reached.
    pub reached: bool,
    /// The condition, taken apart.
    pub condition: GateEntry,
}

/// A condition, judged.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum GateEntry {
    /// Points or percent against a threshold.
    Measure {
        /// The code of what is measured; none for the whole.
        of: Option<String>,
        /// Its title.
        title: String,
        /// `points` or `percent`.
        unit: &'static str,
        /// What there is.
        actual: Option<Decimal>,
        /// What is asked for.
        required: Decimal,
        /// How much is missing; none when it holds.
        short_by: Option<Decimal>,
        /// How much it is above what it must stay below; none where it may be there.
        above_by: Option<Decimal>,
        /// Whether it holds.
        holds: bool,
        /// Why nothing is there, in words; not part of the data.
        #[serde(skip)]
        why_nothing: &'static str,
    },
    /// A criterion with its full points.
    Met {
        /// The criterion.
        of: Option<String>,
        /// Its title.
        title: String,
        /// The points there are; none where nothing applies.
        actual: Option<Decimal>,
        /// The points there would have to be.
        required: Option<Decimal>,
        /// How much is missing; none when it holds.
        short_by: Option<Decimal>,
        /// Whether it holds.
        holds: bool,
        /// Why nothing is there, in words; not part of the data.
        #[serde(skip)]
        why_nothing: &'static str,
    },
    /// A fact.
    Fact {
        /// The input.
        input: String,
        /// Its label.
        title: String,
        /// The answer wanted.
        is: bool,
        /// The answer given.
        answered: Option<bool>,
        /// Whether it holds.
        holds: bool,
    },
    /// A level on another ladder.
    Level {
        /// The ladder.
        ladder: String,
        /// Its title.
        title: String,
        /// The level asked for.
        at_least: u32,
        /// Its name.
        name: String,
        /// The level held.
        held: Option<u32>,
        /// The name of the level held.
        held_name: Option<String>,
        /// Whether it holds.
        holds: bool,
    },
    /// Not this.
    Not {
        /// Whether it holds: that the condition does not.
        holds: bool,
        /// The condition.
        condition: Box<GateEntry>,
    },
    /// All of these.
    All {
        /// Whether it holds.
        holds: bool,
        /// The conditions.
        conditions: Vec<GateEntry>,
    },
    /// At least so many of these; one of them is "any".
    Count {
        /// How many are asked for.
        at_least: usize,
        /// How many hold.
        held: usize,
        /// Whether it holds.
        holds: bool,
        /// The conditions.
        conditions: Vec<GateEntry>,
    },
}

/// Returns a ladder of the set with every rung judged by the score that counts.
pub(super) fn entry(cards: Cards, card: &Scorecard, index: usize) -> LadderEntry {
    let ladder = &cards.set.ladders[index];
    let level = card.counted().levels.get(index).copied().flatten();
    let held = ladder.levels.iter().find(|rung| Some(rung.level) == level);
    let rung = |rung: &Rung| {
        let level = &ladder.levels[rung.index];
        RungEntry {
            level: level.level,
            name: cards.language.level(level),
            condition_holds: rung.condition_holds,
            reached: rung.reached,
            condition: Judge {
                cards,
                card,
                ladder,
            }
            .judged(&rung.gate, true),
        }
    };
    LadderEntry {
        id: ladder.id.clone(),
        title: cards.language.of(&ladder.title).to_owned(),
        scope: scope(cards.set, ladder.of),
        level,
        name: held.map(|level| cards.language.level(level)),
        rungs: card.rungs(cards.set, index).iter().map(rung).collect(),
    }
}

/// Digits after which an exact value is cut off: it then shows on which side of a threshold it is.
const SHOWN_DIGITS: u32 = 9;

struct Judge<'j> {
    cards: Cards<'j>,
    card: &'j Scorecard,
    ladder: &'j Ladder,
}

impl Judge<'_> {
    /// Takes a condition apart; one that is not `wanted` must not hold.
    fn judged(&self, gate: &GateOutcome, wanted: bool) -> GateEntry {
        let cards = self.cards;
        let title = |node: NodeIndex| cards.language.of(&cards.set.nodes[node].title).to_owned();
        let all = |conditions: &[GateOutcome]| {
            let judged = conditions.iter().map(|part| self.judged(part, wanted));
            judged.collect()
        };
        let held = |conditions: &[GateOutcome]| {
            let holding = conditions.iter().filter(|part| part.holds());
            holding.count()
        };
        let holds = gate.holds();
        match gate {
            GateOutcome::Measure {
                of,
                percent,
                actual,
                required,
                ..
            } => {
                let required = cards.short(required);
                let actual = actual.as_ref().map(|actual| self.compared(actual));
                GateEntry::Measure {
                    of: scope(cards.set, *of),
                    title: title(*of),
                    unit: if *percent { "percent" } else { "points" },
                    actual,
                    required,
                    short_by: actual
                        .filter(|_| wanted && !holds)
                        .map(|actual| required - actual),
                    above_by: actual
                        .filter(|_| !wanted && holds)
                        .map(|actual| actual - required),
                    holds,
                    why_nothing: self.why_nothing(*of),
                }
            }
            GateOutcome::Met { of, .. } => self.met(*of, holds, wanted),
            GateOutcome::Fact {
                input,
                is,
                answered,
            } => GateEntry::Fact {
                input: cards.set.input(*input).name.clone(),
                title: cards.language.of(&cards.set.input(*input).label).to_owned(),
                is: *is,
                answered: *answered,
                holds,
            },
            GateOutcome::Level {
                ladder,
                at_least,
                held,
            } => {
                let ladder = &cards.set.ladders[*ladder];
                let level = |number: u32| ladder.levels.iter().find(|level| level.level == number);
                let name = |number| level(number).map(|level| cards.language.level(level));
                GateEntry::Level {
                    ladder: ladder.id.clone(),
                    title: cards.language.of(&ladder.title).to_owned(),
                    at_least: *at_least,
                    name: name(*at_least).unwrap_or_else(|| at_least.to_string()),
                    held: *held,
                    held_name: held.and_then(name),
                    holds,
                }
            }
            GateOutcome::Not(condition) => GateEntry::Not {
                holds,
                condition: Box::new(self.judged(condition, !wanted)),
            },
            GateOutcome::All(conditions) => GateEntry::All {
                holds,
                conditions: all(conditions),
            },
            GateOutcome::Any(conditions) => GateEntry::Count {
                at_least: 1,
                held: held(conditions),
                holds,
                conditions: all(conditions),
            },
            GateOutcome::Count {
                at_least,
                conditions,
            } => GateEntry::Count {
                at_least: *at_least,
                held: held(conditions),
                holds,
                conditions: all(conditions),
            },
        }
    }

    /// Full points are compared as they are, whatever is published.
    fn met(&self, of: NodeIndex, holds: bool, wanted: bool) -> GateEntry {
        let cards = self.cards;
        let score = self.card.counted().scores.of(of);
        let applies = !score.maximum.is_zero();
        let shown = |value: &Exact| applies.then(|| unrounded(value, cards));
        let (actual, required) = (shown(&score.points), shown(&score.maximum));
        let short_by = actual.zip(required).filter(|_| wanted && !holds);
        GateEntry::Met {
            of: scope(cards.set, of),
            title: cards.language.of(&cards.set.nodes[of].title).to_owned(),
            actual,
            required,
            short_by: short_by.map(|(actual, required)| required - actual),
            holds,
            why_nothing: self.why_nothing(of),
        }
    }

    fn why_nothing(&self, of: NodeIndex) -> &'static str {
        let score = self.card.counted().scores.of(of);
        text::outcome(score.outcome, self.cards.language)
    }

    /// Returns a value as the ladder compares it.
    fn compared(&self, value: &Exact) -> Decimal {
        match self.ladder.compare {
            Compare::Published => value.round(self.cards.set.rounding),
            Compare::Exact => unrounded(value, self.cards),
        }
    }
}

/// Returns a value as it is, or cut off after so many digits that it is never taken for a larger
/// one; with no fewer digits than are published.
fn unrounded(value: &Exact, cards: Cards) -> Decimal {
    let published = value.round(cards.set.rounding);
    if Exact::from(published) == *value {
        return published;
    }
    let mode = if *value < Exact::ZERO {
        RoundingMode::Up
    } else {
        RoundingMode::Down
    };
    let digits = SHOWN_DIGITS.max(cards.set.rounding.digits);
    value.round(Rounding { digits, mode }).normalize()
}
