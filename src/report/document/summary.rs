//! Scores branch by branch, as data: what a part or a group came to, and how its criteria stand.

use std::collections::BTreeSet;

use serde::Serialize;

use super::findings::Counts;
use super::ranking::Unit;
use super::scorecards::{Cards, Total};
use super::waivers::{self, WaiverEntry};
use super::{CriteriaSetReference, LevelHeld, levels_held, role};
use crate::definition::NodeIndex;
use crate::number::{Decimal, Exact};
use crate::provenance::Provenance;
use crate::scorecard::{Assessment, Scorecard};
use crate::scoring::{Outcome, Score, published};
use crate::submission::Stage;
use crate::text;

/// Scores of one run, branch by branch.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SummariesDocument {
    /// `chamdiem/score-summary/1`.
    pub schema: &'static str,
    /// The criteria set.
    pub criteria_set: CriteriaSetReference,
    /// What every reader must know about the submissions.
    pub notice: Option<String>,
    /// The units, in the order of the files.
    pub summaries: Vec<Summary>,
    /// Findings in the submissions.
    pub findings: Counts,
    /// What produced the scores.
    pub provenance: Provenance,
    /// The titles of the set's ladders, for headings; not part of the data.
    #[serde(skip)]
    pub ladder_titles: Vec<String>,
}

/// One unit's scores, branch by branch.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Summary {
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
    /// The level held on each ladder, where the set has any.
    pub levels: Vec<LevelHeld>,
    /// Findings in this file.
    pub findings: Counts,
    /// What the unit is excused from.
    pub waivers: Vec<WaiverEntry>,
    /// The whole, and every part and group.
    pub branches: Vec<BranchEntry>,
    /// The period in words; not part of the data.
    #[serde(skip)]
    pub period_text: String,
}

/// The whole, a part or a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BranchEntry {
    /// The code; empty for the whole.
    pub code: String,
    /// The title.
    pub title: String,
    /// `whole`, `part` or `group`.
    pub role: &'static str,
    /// The declared maximum.
    pub maximum: Decimal,
    /// The unit's own score.
    #[serde(rename = "self")]
    pub own: BranchScore,
    /// The appraised score.
    pub appraised: Option<BranchScore>,
    /// Appraised points less own ones.
    pub difference: Option<Decimal>,
    /// The criteria below.
    pub criteria: CriteriaCounts,
    /// The waivers that have a part in it; in the data they stand with the unit.
    #[serde(skip)]
    pub waivers: Vec<WaiverEntry>,
}

/// The score of a branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct BranchScore {
    /// The points, as published.
    pub points: Decimal,
    /// The maximum that applies.
    pub maximum: Decimal,
    /// Points ÷ maximum × 100.
    pub percent: Option<Decimal>,
}

/// How the criteria below a branch stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CriteriaCounts {
    /// How many there are.
    pub all: usize,
    /// Of how many the appraised points are others than the unit's own.
    pub differing: Option<usize>,
    /// How many are in which state, by the score that counts; only states there are.
    pub states: Vec<StateCount>,
}

/// How many criteria are in a state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct StateCount {
    /// The state: `scored`, `blank` and so on.
    pub outcome: &'static str,
    /// How many.
    pub criteria: usize,
    /// The state in words, none for a plain result; not part of the data.
    #[serde(skip)]
    pub state: &'static str,
}

/// Returns the summary of a unit.
pub fn summary(cards: Cards, card: &Scorecard, file: &str, findings: Counts) -> Summary {
    let total = |assessment: &Assessment| cards.total(&assessment.scores);
    let own = total(&card.own);
    let appraised = card.appraised.as_ref().map(total);
    let branches = (0..cards.set.nodes.len())
        .filter(|&node| cards.set.nodes[node].criterion().is_none())
        .map(|node| branch(cards, card, node));
    Summary {
        unit: Unit::new(&card.unit),
        period: card.period.to_string(),
        period_text: cards.language.period(card.period),
        file: file.to_owned(),
        counted: match card.counted {
            Stage::Own => "self",
            Stage::Appraised => "appraised",
        },
        own,
        appraised,
        difference: appraised.map(|appraised| appraised.score - own.score),
        levels: levels_held(cards.set, &card.counted().levels, cards.language),
        findings,
        waivers: waivers::entries(cards.set, card.waived(), cards.language),
        branches: branches.collect(),
    }
}

fn branch(cards: Cards, card: &Scorecard, index: NodeIndex) -> BranchEntry {
    let node = &cards.set.nodes[index];
    let score = |assessment: &Assessment| branch_score(cards, assessment.scores.of(index));
    let own = score(&card.own);
    let appraised = card.appraised.as_ref().map(score);
    BranchEntry {
        code: node.code.clone(),
        title: cards.language.of(&node.title).to_owned(),
        role: role(&node.role),
        maximum: cards.short(&node.maximum),
        difference: appraised.map(|appraised| appraised.points - own.points),
        own,
        appraised,
        criteria: counts(cards, card, index),
        waivers: waivers::within(cards.set, index, card.waived(), cards.language),
    }
}

fn branch_score(cards: Cards, score: &Score) -> BranchScore {
    let shown = |value: &Exact| published(cards.set, value);
    BranchScore {
        points: shown(&score.points),
        maximum: cards.short(&score.maximum),
        percent: score.percent().as_ref().map(shown),
    }
}

fn counts(cards: Cards, card: &Scorecard, branch: NodeIndex) -> CriteriaCounts {
    let below = branch + 1..cards.set.nodes[branch].end;
    let criteria: Vec<NodeIndex> = below
        .filter(|&node| cards.set.nodes[node].criterion().is_some())
        .collect();
    let points =
        |assessment: &Assessment, node| published(cards.set, &assessment.scores.of(node).points);
    let differs = |appraised: &Assessment, node| points(appraised, node) != points(&card.own, node);
    let outcome = |node: &NodeIndex| card.counted().scores.of(*node).outcome;
    let outcomes: BTreeSet<Outcome> = criteria.iter().map(outcome).collect();
    let state = |state: Outcome| StateCount {
        outcome: state.name(),
        criteria: criteria
            .iter()
            .filter(|node| outcome(node) == state)
            .count(),
        state: text::outcome(state, cards.language),
    };
    CriteriaCounts {
        all: criteria.len(),
        differing: card.appraised.as_ref().map(|appraised| {
            let differing = criteria.iter().filter(|&&node| differs(appraised, node));
            differing.count()
        }),
        states: outcomes.into_iter().map(state).collect(),
    }
}
