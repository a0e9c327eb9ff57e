//! Scorecards as data: the tree of scores, and how each number came about.

use serde::Serialize;

use super::CriteriaSetReference;
use super::evidence::{self, DocumentEntry, EvidenceEntry};
use super::findings::Counts;
use super::ladders::{self, LadderEntry};
use super::ranking::Unit;
use super::waivers::{self, WaiverEntry};
use crate::definition::{CriteriaSet, NodeIndex, Role};
use crate::number::{Decimal, Exact};
use crate::provenance::Provenance;
use crate::rule::{InputId, Value};
use crate::scorecard::Scorecard;
use crate::scoring::{self, Outcome, Score, published};
use crate::submission::Stage;
use crate::text::{self, Language};

/// Scorecards of one run.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ScorecardsDocument {
    /// `chamdiem/scorecards/1`.
    pub schema: &'static str,
    /// The criteria set.
    pub criteria_set: CriteriaSetReference,
    /// What every reader must know about the submissions.
    pub notice: Option<String>,
    /// The cards, in the order of the files.
    pub scorecards: Vec<Card>,
    /// Findings in the submissions.
    pub findings: Counts,
    /// What produced the cards.
    pub provenance: Provenance,
}

/// One unit's scorecard.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Card {
    /// The unit.
    pub unit: Unit,
    /// The period.
    pub period: String,
    /// The file.
    pub file: String,
    /// Which score counts: `self` or `appraised`.
    pub counted: &'static str,
    /// The unit's own total.
    #[serde(rename = "self")]
    pub own: Total,
    /// The appraised total.
    pub appraised: Option<Total>,
    /// Appraised less own.
    pub difference: Option<Decimal>,
    /// The ladders, every rung judged.
    pub ladders: Vec<LadderEntry>,
    /// Findings in this file.
    pub findings: Counts,
    /// What the unit is excused from.
    pub waivers: Vec<WaiverEntry>,
    /// The whole, and everything below it.
    pub tree: NodeEntry,
    /// The period in words; not part of the data.
    #[serde(skip)]
    pub period_text: String,
    /// All evidence of the form, which the data have beside each answer; not part of the data.
    #[serde(skip)]
    pub evidence: Vec<EvidenceEntry>,
}

/// A total.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Total {
    /// The points, as published.
    pub score: Decimal,
    /// The maximum that applies.
    pub maximum: Decimal,
    /// Score ÷ maximum × 100.
    pub percent: Option<Decimal>,
}

/// A part, group or criterion with its scores.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NodeEntry {
    /// The code; empty for the whole.
    pub code: String,
    /// The title.
    pub title: String,
    /// `whole`, `part`, `group` or `criterion`.
    pub role: &'static str,
    /// The declared maximum.
    pub maximum: Decimal,
    /// The unit's own score.
    #[serde(rename = "self")]
    pub own: ScoreEntry,
    /// The appraised score.
    pub appraised: Option<ScoreEntry>,
    /// What is below.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<NodeEntry>,
    /// The state in words, of the score that counts; not part of the data.
    #[serde(skip)]
    pub state: String,
    /// The waivers that have a part in it; in the data they stand with the unit.
    #[serde(skip)]
    pub waivers: Vec<WaiverEntry>,
    /// Steps below the whole; not part of the data.
    #[serde(skip)]
    pub depth: usize,
}

/// A score.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ScoreEntry {
    /// How it came to be: `scored`, `blank`, `refused`, `nothing_happened`,
    /// `not_applicable`, `not_assigned`, `waived`.
    pub outcome: &'static str,
    /// The points, as published.
    pub points: Decimal,
    /// The points before rounding, as a fraction, where rounding changed them.
    pub exact: Option<String>,
    /// The maximum that applies.
    pub maximum: Decimal,
    /// Points ÷ maximum × 100.
    pub percent: Option<Decimal>,
    /// How it came about, for a criterion and for a branch that does not only add.
    pub derivation: Option<DerivationEntry>,
}

/// How points came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct DerivationEntry {
    /// The kind of rule, or of mean.
    pub rule: &'static str,
    /// The arithmetic, with the answers in place of the inputs; none where the outcome alone
    /// gave the points.
    pub arithmetic: Option<String>,
    /// The comparisons that decided which arithmetic that was: each figure with the limits it was held against.
    pub conditions: Vec<String>,
    /// The inputs.
    pub inputs: Vec<InputEntry>,
}

/// An answer used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct InputEntry {
    /// The input's name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// The answer admitted: a plain decimal, `yes`, `no`, an option's identifier or
    /// `not_applicable`; none when it is blank or was refused.
    pub value: Option<String>,
    /// The cell it was read from.
    pub cell: Option<String>,
    /// The evidence given beside it.
    pub evidence: Option<String>,
    /// The documents named there.
    pub documents: Vec<DocumentEntry>,
    /// The note given beside it.
    pub note: Option<String>,
    /// The answer as people read it; not part of the data.
    #[serde(skip)]
    pub shown: Option<String>,
}

/// Builds cards of one criteria set in one language.
#[derive(Debug, Clone, Copy)]
pub struct Cards<'c> {
    /// The criteria set.
    pub set: &'c CriteriaSet,
    /// The language.
    pub language: Language,
}

impl Cards<'_> {
    /// Returns the card of a unit.
    pub fn card(self, card: &Scorecard, file: &str, findings: Counts) -> Card {
        let own = self.total(&card.own.scores);
        let appraised = card
            .appraised
            .as_ref()
            .map(|assessment| self.total(&assessment.scores));
        Card {
            unit: Unit::new(&card.unit),
            period: card.period.to_string(),
            period_text: self.language.period(card.period),
            file: file.to_owned(),
            counted: match card.counted {
                Stage::Own => "self",
                Stage::Appraised => "appraised",
            },
            difference: appraised.map(|appraised| appraised.score - own.score),
            own,
            appraised,
            ladders: (0..self.set.ladders.len())
                .map(|ladder| ladders::entry(self, card, ladder))
                .collect(),
            findings,
            waivers: waivers::entries(self.set, card.waived(), self.language),
            evidence: evidence::entries(self.set, card.valid.submission(), self.language),
            tree: self.node(card, 0),
        }
    }

    pub(super) fn total(self, scores: &scoring::ScoreTree) -> Total {
        let (score, maximum) = scores.total(self.set);
        let share = score.checked_div(&maximum);
        Total {
            score: published(self.set, &score),
            maximum: self.short(&maximum),
            percent: share.map(|share| published(self.set, &(&share * &Exact::integer(100)))),
        }
    }

    pub(super) fn short(self, value: &Exact) -> Decimal {
        value
            .to_decimal()
            .unwrap_or_else(|| published(self.set, value))
    }

    fn node(self, card: &Scorecard, index: NodeIndex) -> NodeEntry {
        let node = &self.set.nodes[index];
        let score = |stage| {
            let assessment = card.assessment(stage)?;
            Some(self.score(card, stage, index, assessment.scores.of(index)))
        };
        let counted = card.counted().scores.of(index).outcome;
        NodeEntry {
            code: node.code.clone(),
            title: self.language.of(&node.title).to_owned(),
            role: match node.role {
                Role::Whole => "whole",
                Role::Part => "part",
                Role::Group => "group",
                Role::Criterion(_) => "criterion",
            },
            maximum: self.short(&node.maximum),
            appraised: score(Stage::Appraised),
            own: self.score(card, Stage::Own, index, card.own.scores.of(index)),
            children: self
                .set
                .children(index)
                .map(|child| self.node(card, child))
                .collect(),
            state: text::outcome(counted, self.language).to_owned(),
            waivers: waivers::within(self.set, index, card.waived(), self.language),
            depth: node.depth,
        }
    }

    fn score(self, card: &Scorecard, stage: Stage, index: NodeIndex, score: &Score) -> ScoreEntry {
        let points = published(self.set, &score.points);
        let exact = (Exact::from(points) != score.points).then(|| {
            let (numerator, denominator) = score.points.to_fraction_text();
            format!("{numerator}/{denominator}")
        });
        ScoreEntry {
            outcome: score.outcome.name(),
            points,
            exact,
            maximum: self.short(&score.maximum),
            percent: score.percent().map(|percent| published(self.set, &percent)),
            derivation: self.derivation(card, stage, index),
        }
    }

    fn derivation(
        self,
        card: &Scorecard,
        stage: Stage,
        index: NodeIndex,
    ) -> Option<DerivationEntry> {
        let node = &self.set.nodes[index];
        let rule = match node.criterion() {
            Some(criterion) => criterion.rule,
            None => node.combine.name().unwrap_or("sum"),
        };
        let submission = card.valid.submission();
        let scores = &card.assessment(stage)?.scores;
        let derivation = scoring::derive(self.set, submission, stage, index, scores)?;
        let answers = submission.answers(stage)?;
        let text_of =
            |cell: Option<crate::finding::CellRef>| cell.and_then(|cell| submission.text(cell));
        let input =
            |(id, value, cell): &(InputId, Option<Value>, Option<crate::finding::CellRef>)| {
                let input = self.set.input(*id);
                InputEntry {
                    name: input.name.clone(),
                    label: self.language.of(&input.label).to_owned(),
                    value: value.as_ref().map(|value| self.value(*id, value)),
                    shown: match value {
                        Some(value) => Some(self.shown(*id, value)),
                        None if answers.refused[id.index()] => {
                            text_of(*cell).map(|text| self.refused(&text))
                        }
                        None => None,
                    },
                    cell: cell.map(|cell| cell.to_string()),
                    evidence: text_of(submission.evidence[id.index()]),
                    documents: evidence::documents(submission, *id, self.language),
                    note: text_of(submission.notes[id.index()]),
                }
            };
        Some(DerivationEntry {
            rule,
            arithmetic: derivation
                .arithmetic
                .map(|formula| text::arithmetic(&formula, &answers.values, self.language)),
            conditions: derivation
                .decided
                .iter()
                .map(|decided| text::decided(decided, &answers.values, self.language))
                .collect(),
            inputs: derivation.inputs.iter().map(input).collect(),
        })
    }

    /// What stands in a cell and cannot be used.
    fn refused(self, text: &str) -> String {
        let state = text::outcome(Outcome::Refused, self.language);
        format!("{text} ({state})")
    }

    fn value(self, input: InputId, value: &Value) -> String {
        match value {
            Value::Number(number) => self.short(number).to_string(),
            Value::YesNo(yes) => if *yes { "yes" } else { "no" }.to_owned(),
            Value::Option(option) => {
                let options = &self.set.input(input).shape.options;
                options.get(*option).cloned().unwrap_or_default()
            }
            Value::NotApplicable => "not_applicable".to_owned(),
            Value::NotAccepted => "not_accepted".to_owned(),
        }
    }

    fn shown(self, input: InputId, value: &Value) -> String {
        let words = text::labels(self.language);
        match value {
            Value::Number(number) => self.language.short_number(self.short(number)),
            Value::YesNo(yes) => if *yes { words.yes } else { words.no }.to_owned(),
            Value::Option(option) => {
                let label = self.set.input(input).option_labels.get(*option);
                label
                    .map(|label| self.language.of(label).to_owned())
                    .unwrap_or_default()
            }
            Value::NotApplicable => words.not_applicable.to_owned(),
            Value::NotAccepted => text::outcome(Outcome::NotAccepted, self.language).to_owned(),
        }
    }
}
