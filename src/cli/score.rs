//! `score`: submissions → scorecards.

use anyhow::{Result, bail};
use clap::Args;

use chamdiem::finding::Finding;
use chamdiem::intake::{self, Request};
use chamdiem::provenance::InputFile;
use chamdiem::report::document::CriteriaSetReference;
use chamdiem::report::document::findings::Counts;
use chamdiem::report::document::scorecards::{Cards, ScorecardsDocument};
use chamdiem::report::document::summary::{SummariesDocument, summary};
use chamdiem::report::section;
use chamdiem::report::section::scorecards::Detail;
use chamdiem::text::Language;

use super::check::Work;
use super::output::Output;
use super::selection::Selection;
use super::{FailOn, Session, Status, terminal};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Periods, files or folders.
    what: Vec<String>,
    #[command(flatten)]
    selection: Selection,
    /// Only this unit, by code or by name.
    #[arg(long)]
    unit: Option<String>,
    /// Shows how each number came about.
    #[arg(long)]
    derivation: bool,
    /// Shows parts and groups only.
    #[arg(long, conflicts_with = "derivation")]
    summary: bool,
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(arguments: &Arguments, session: Session) -> Result<Status> {
    let language = session.language;
    arguments.output.check(language)?;
    let basis = arguments.selection.basis(session)?;
    let work = Work::of(&arguments.what, &arguments.selection, &basis, language)?;
    let request = Request {
        set: &basis.set,
        roster: basis.roster.as_ref(),
        targets: basis.targets.as_ref(),
        reader: basis.reader(),
        period: work.period,
        digests: true,
        is_whole_period: work.is_whole_period,
    };
    let outcomes = intake::run(request, &work.files, |card| card);
    let wanted = |unit: &chamdiem::unit::AdministrativeUnit| {
        let folded = arguments.unit.as_deref().map(chamdiem::unit::fold);
        folded.is_none_or(|name| {
            let own = chamdiem::unit::fold(&unit.name);
            unit.code.as_str() == name || own == name || own.ends_with(&format!(" {name}"))
        })
    };
    if let Some(unit) = &arguments.unit
        && !outcomes
            .iter()
            .any(|outcome| outcome.unit.as_deref().is_some_and(wanted))
    {
        let unidentified = outcomes.iter().filter(|outcome| outcome.unit.is_none());
        let unidentified: Vec<&str> = unidentified.map(|outcome| outcome.source.name()).collect();
        bail!(no_submission_of(unit, &unidentified, language));
    }
    let mut cards = Vec::new();
    let mut summaries = Vec::new();
    let mut submissions = Vec::new();
    let periods = outcomes.iter().filter_map(|outcome| outcome.period);
    let mut findings = basis.not_in_force(periods);
    for outcome in outcomes {
        if outcome.unit.as_ref().is_some_and(|unit| !wanted(unit)) {
            continue;
        }
        let source = outcome.source.name().to_owned();
        let own: Vec<Finding> = outcome.findings.sorted();
        if let Some(card) = &outcome.result {
            let set = Cards {
                set: &basis.set,
                language,
            };
            let counts = Counts::of(&own);
            if arguments.summary {
                summaries.push(summary(set, card, &source, counts));
            } else {
                cards.push(set.card(card, &source, counts));
            }
        }
        submissions.extend(outcome.sha256.map(|sha256| InputFile {
            file: source,
            sha256,
        }));
        findings.extend(own);
    }
    let counts = Counts::of(&findings);
    let provenance = basis.provenance(submissions);
    let criteria_set =
        CriteriaSetReference::new(&basis.set, &provenance.criteria_set.sha256, language);
    if arguments.summary {
        let ladders = basis.set.ladders.iter();
        let document = SummariesDocument {
            schema: "chamdiem/score-summary/1",
            criteria_set,
            notice: basis.notice(),
            summaries,
            findings: counts,
            provenance,
            ladder_titles: ladders
                .map(|ladder| language.of(&ladder.title).to_owned())
                .collect(),
        };
        let report = section::summary::report(&document, language);
        arguments.output.write(&report, language)?;
    } else {
        let document = ScorecardsDocument {
            schema: "chamdiem/scorecards/1",
            criteria_set,
            notice: basis.notice(),
            scorecards: cards,
            findings: counts,
            provenance,
        };
        let detail = if arguments.derivation {
            Detail::Derivations
        } else {
            Detail::Criteria
        };
        let report = section::scorecards::report(&document, detail, language);
        arguments.output.write(&report, language)?;
    }
    if counts.error > 0 || session.terminal.verbose {
        terminal::findings(&findings, &[], language);
    }
    Ok(arguments.fail_on.status(counts))
}

/// Says that nothing of this unit was found; a file of unknown owner may be the unit's.
fn no_submission_of(unit: &str, unidentified: &[&str], language: Language) -> String {
    let files = unidentified.join(", ");
    match (language, unidentified) {
        (Language::Vietnamese, []) => format!("không có phiếu nào của đơn vị “{unit}”"),
        (Language::Vietnamese, _) => format!(
            "không có phiếu nào của đơn vị “{unit}”; tệp chưa xác định được đơn vị: {files} (xem lỗi bằng lệnh check)"
        ),
        (Language::English, []) => format!("there is no submission of a unit “{unit}”"),
        (Language::English, _) => format!(
            "there is no submission of a unit “{unit}”; files of unknown units: {files} (see why with check)"
        ),
    }
}
