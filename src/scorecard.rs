//! One unit in one period, assessed: its whole way in one function, [`assess`].

mod declared;

use std::sync::Arc;

use crate::definition::{Compare, Counted, CriteriaSet, NodeIndex};
use crate::finding::{Finding, Findings, Problem};
use crate::level::{self, Evidence, Rung};
use crate::number::{Decimal, Exact};
use crate::period::Period;
use crate::scoring::{self, Outcome, ScoreTree, published};
use crate::submission::layout::Origin;
use crate::submission::{Answers, Stage, Submission};
use crate::unit::AdministrativeUnit;
use crate::validation::{self, ValidSubmission};
use crate::waiver::Granted;

pub use declared::check_declared;

/// Everything known about one unit in one period.
#[derive(Debug, Clone, PartialEq)]
pub struct Scorecard {
    /// The unit.
    pub unit: Arc<AdministrativeUnit>,
    /// The period.
    pub period: Period,
    /// The answers admitted.
    pub valid: ValidSubmission,
    /// The scores of the unit's own answers.
    pub own: Assessment,
    /// The scores of the appraised answers, when there are any.
    pub appraised: Option<Assessment>,
    /// Which of the two counts.
    pub counted: Stage,
}

/// Scores and levels of one stage.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// The scores.
    pub scores: ScoreTree,
    /// The level held on each ladder of the set; none when not even the lowest is.
    pub levels: Vec<Option<u32>>,
}

/// What is left of a scorecard when only its standing matters.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// The unit.
    pub unit: Arc<AdministrativeUnit>,
    /// The total as the ranking compares it: published or unrounded, as the set says.
    pub compared: Exact,
    /// The total as published.
    pub total: Decimal,
    /// The maximum as published.
    pub maximum: Decimal,
    /// Total ÷ maximum × 100 as published; none when nothing applies.
    pub percent: Option<Decimal>,
    /// The unit's own total as published, where an appraised one counts.
    pub own_total: Option<Decimal>,
    /// The appraised total as published, where there is one, whether it counts or not.
    pub appraised_total: Option<Decimal>,
    /// The level held on each ladder.
    pub levels: Vec<Option<u32>>,
    /// What the unit is excused from.
    pub waived: Granted,
    /// How the whole came to be: why there is no total, where its maximum is 0.
    pub outcome: Outcome,
    /// What a part of the set comes to, where that is wanted beside the total.
    pub part: Option<Part>,
}

/// What a part of a set comes to, before rounding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The points.
    pub points: Exact,
    /// The maximum that applies.
    pub maximum: Exact,
}

/// Assesses a submission of `unit` by itself: validation → scoring → levels. Criteria that compare
/// units are left pending.
pub fn assess(
    set: &CriteriaSet,
    submission: Submission,
    unit: Arc<AdministrativeUnit>,
    period: Period,
    findings: &mut Findings,
) -> Scorecard {
    let place = submission.whole();
    let valid = validation::check(set, submission, &unit.kind, period, findings);
    if !set.statistics.is_empty() {
        findings.push(Finding::new(Problem::CohortMissing, place));
    }
    let card = score(set, valid, unit, period);
    check_declared(set, &card, findings);
    card
}

/// Scores admitted answers of `unit`: scoring → levels.
pub fn score(
    set: &CriteriaSet,
    valid: ValidSubmission,
    unit: Arc<AdministrativeUnit>,
    period: Period,
) -> Scorecard {
    let assessment = |stage| {
        let scores = scoring::score(set, &valid, stage, &unit.kind)?;
        Some(Assessment::new(
            set,
            scores,
            valid.submission().answers(stage)?,
        ))
    };
    let appraised = assessment(Stage::Appraised);
    let own = assessment(Stage::Own).unwrap_or_else(|| nothing(set));
    let counted = match (set.counted, &appraised) {
        (Counted::Latest, Some(_)) => Stage::Appraised,
        _ => Stage::Own,
    };
    Scorecard {
        unit,
        period,
        valid,
        own,
        appraised,
        counted,
    }
}

/// Returns the assessment of a unit that handed in nothing, where that counts as zero.
pub fn nothing(set: &CriteriaSet) -> Assessment {
    let answers = Answers {
        values: vec![None; set.inputs.len()],
        ..Answers::default()
    };
    Assessment::new(set, scoring::nothing(set), &answers)
}

impl Assessment {
    fn new(set: &CriteriaSet, scores: ScoreTree, answers: &Answers) -> Assessment {
        let mut levels = Vec::with_capacity(set.ladders.len());
        for ladder in &set.ladders {
            let evidence = Evidence {
                set,
                scores: &scores,
                answers,
                levels: &levels,
            };
            let level = level::assign(ladder, evidence).map(|level| level.level);
            levels.push(level);
        }
        Assessment { scores, levels }
    }
}

/// Reports the period a form names against the one that is asked for.
///
/// A form for another period is an error; one that does not say is taken for this one, with a
/// warning.
pub fn check_period(submission: &Submission, period: Period, findings: &mut Findings) {
    match &submission.header.period {
        None => {
            let assumed = period.to_string();
            let place = submission.whole_of_header();
            findings.push(Finding::new(Problem::NoPeriod { assumed }, place));
        }
        Some((text, at)) if submission.period() != Some(period) => {
            let expected = period.to_string();
            let finding = Finding::new(Problem::OtherPeriod { expected }, submission.place(*at));
            findings.push(finding.quoting(text));
        }
        Some(_) => {}
    }
}

/// Reports the criteria set a form names against the one it is scored by, of whose file this is the
/// digest.
///
/// A form for another set is an error; one for another version of it, or one that does not say, is
/// taken for this one, with a warning.
pub fn check_criteria_set(
    set: &CriteriaSet,
    digest: Option<&str>,
    submission: &Submission,
    findings: &mut Findings,
) {
    let Some((text, at)) = &submission.header.criteria_set else {
        let assumed = set.id.clone();
        let place = submission.whole_of_header();
        findings.push(Finding::new(Problem::NoCriteriaSet { assumed }, place));
        return;
    };
    let origin = Origin::of(text);
    let problem = if origin.id != set.id {
        let expected = set.id.clone();
        Some(Problem::OtherCriteriaSet { expected })
    } else if let Some(written) = origin.version.filter(|version| *version != set.version) {
        Some(Problem::OtherVersion {
            written: written.to_owned(),
            expected: set.version.clone(),
        })
    } else {
        let other = origin.digest.zip(digest);
        let other = other.filter(|(written, digest)| !digest.starts_with(written));
        other.map(|(written, digest)| Problem::OtherDigest {
            expected: digest.get(..written.len()).unwrap_or(digest).to_owned(),
            written: written.to_owned(),
        })
    };
    if let Some(problem) = problem {
        let finding = Finding::new(problem, submission.place(*at));
        findings.push(finding.quoting(text));
    }
}

/// Returns whether a form says that it was handed out for this very file of the criteria set.
pub fn is_of(set: &CriteriaSet, digest: Option<&str>, submission: &Submission) -> bool {
    let Some((text, _)) = &submission.header.criteria_set else {
        return false;
    };
    let origin = Origin::of(text);
    let is_of_file = origin.digest.zip(digest);
    origin.id == set.id
        && origin.version == Some(set.version.as_str())
        && is_of_file.is_some_and(|(written, digest)| digest.starts_with(written))
}

impl Scorecard {
    /// Returns the assessment of a stage.
    pub fn assessment(&self, stage: Stage) -> Option<&Assessment> {
        match stage {
            Stage::Own => Some(&self.own),
            Stage::Appraised => self.appraised.as_ref(),
        }
    }

    /// Returns the assessment that counts.
    pub fn counted(&self) -> &Assessment {
        self.assessment(self.counted).unwrap_or(&self.own)
    }

    /// Returns what the unit is excused from.
    pub fn waived(&self) -> &Granted {
        &self.valid.submission().waived
    }

    /// Returns every rung of a ladder of the set, judged by the assessment that counts.
    pub fn rungs(&self, set: &CriteriaSet, ladder: usize) -> Vec<Rung> {
        let answers = self.valid.submission().answers(self.counted);
        let evidence = Evidence {
            set,
            scores: &self.counted().scores,
            answers: answers.unwrap_or(&self.valid.submission().own),
            levels: &self.counted().levels,
        };
        set.ladders
            .get(ladder)
            .map(|ladder| level::explain(ladder, evidence))
            .unwrap_or_default()
    }

    /// Returns what a ranking needs, and lets the rest go.
    pub fn into_standing(self, set: &CriteriaSet) -> Standing {
        let total = |assessment: &Assessment| published(set, &assessment.scores.total(set).0);
        let own_total = match self.counted {
            Stage::Own => None,
            Stage::Appraised => Some(total(&self.own)),
        };
        let appraised_total = self.appraised.as_ref().map(total);
        let mut standing = Standing::of(set, self.unit.clone(), self.counted());
        standing.own_total = own_total;
        standing.appraised_total = appraised_total;
        standing.waived = self.waived().clone();
        standing
    }

    /// Returns what a ranking needs, with what these nodes come to together.
    pub fn into_standing_with(self, set: &CriteriaSet, nodes: &[NodeIndex]) -> Standing {
        let part = Part::of(set, &self.counted().scores, nodes);
        let mut standing = self.into_standing(set);
        standing.part = Some(part);
        standing
    }
}

impl Part {
    /// Returns what these nodes come to together; none of them is below another.
    pub fn of(set: &CriteriaSet, scores: &ScoreTree, nodes: &[NodeIndex]) -> Part {
        let (points, maximum) = scores.together(set, nodes);
        Part {
            points: points.settled(),
            maximum: maximum.settled(),
        }
    }
}

impl Standing {
    /// Returns the standing of a unit with this assessment.
    pub fn of(
        set: &CriteriaSet,
        unit: Arc<AdministrativeUnit>,
        assessment: &Assessment,
    ) -> Standing {
        let (exact, maximum) = assessment.scores.total(set);
        let share = exact.checked_div(&maximum);
        let total = published(set, &exact);
        Standing {
            unit,
            total,
            maximum: published(set, &maximum),
            percent: share.map(|share| published(set, &(&share * &Exact::integer(100)))),
            own_total: None,
            appraised_total: None,
            levels: assessment.levels.clone(),
            waived: Granted::default(),
            outcome: assessment.scores.of(0).outcome,
            part: None,
            compared: match set.ranking.compare {
                Compare::Published => Exact::from(total),
                Compare::Exact => exact.settled(),
            },
        }
    }
}
