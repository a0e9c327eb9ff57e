//! `score`: submissions → scorecards.

use anyhow::{Result, bail};
use clap::Args;

use chamdiem::definition::CriteriaSet;
use chamdiem::finding::{Finding, Findings};
use chamdiem::intake::{self, FileOutcome, Outcome, Request};
use chamdiem::provenance::InputFile;
use chamdiem::report::document::CriteriaSetReference;
use chamdiem::report::document::findings::Counts;
use chamdiem::report::document::scorecards::{Cards, ScorecardsDocument};
use chamdiem::report::document::summary::{SummariesDocument, summary};
use chamdiem::report::section;
use chamdiem::report::section::scorecards::Detail;
use chamdiem::scorecard::Scorecard;
use chamdiem::text::Language;
use chamdiem::unit::AdministrativeUnit;

use super::asked_for::no_submission_of;
use super::check::Work;
use super::output::Output;
use super::selection::{Basis, Selection};
use super::versions::{Division, Version};
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
    let version = only_version(&basis, &work, language)?;
    let earlier = basis.earlier_of(&work, language)?;
    let request = Request {
        set: &version.set,
        roster: basis.roster.as_ref(),
        targets: version.targets.as_ref(),
        waivers: version.waivers.as_ref(),
        earlier: &earlier,
        reader: basis.reader(),
        period: work.period,
        set_digest: Some(&version.file.sha256),
        of_several: basis.of_several,
        recognised: false,
        digests: true,
        is_whole_period: work.is_whole_period,
    };
    basis.progress.expect(work.files.len());
    let outcomes = intake::run(request, &work.files, |card| card);
    let wanted = |unit: &AdministrativeUnit| {
        let name = arguments.unit.as_deref();
        name.is_none_or(|name| unit.goes_by(name))
    };
    let within = || outcomes.iter().flat_map(|file| &file.submissions);
    if let Some(name) = &arguments.unit
        && !within().any(|one| one.unit.as_deref().is_some_and(wanted))
    {
        bail!(no_submission_of(name, &unidentified(&outcomes), language));
    }
    let mut cards = Vec::new();
    let mut summaries = Vec::new();
    let mut submissions = Vec::new();
    let periods = within().filter_map(|one| one.period);
    let mut findings = basis.versions.not_in_force(periods);
    for file in outcomes.into_iter().filter_map(|file| only(file, wanted)) {
        let source = file.source.name().to_owned();
        let mut own: Vec<Finding> = file.found().cloned().collect::<Findings>().sorted();
        for one in &file.submissions {
            let Some(card) = &one.result else { continue };
            let set = Cards {
                set: &version.set,
                language,
            };
            let counts = Counts::of(file.findings.iter().chain(&one.findings));
            if arguments.summary {
                summaries.push(summary(set, card, &source, counts));
            } else {
                cards.push(set.card(card, &source, counts));
            }
        }
        submissions.extend(file.sha256.map(|sha256| InputFile {
            file: source,
            sha256,
        }));
        findings.append(&mut own);
    }
    let counts = Counts::of(&findings);
    let provenance = basis.provenance(version, submissions);
    let criteria_set =
        CriteriaSetReference::new(&version.set, &provenance.criteria_set.sha256, language);
    if arguments.summary {
        let ladders = version.set.ladders.iter();
        let document = SummariesDocument {
            schema: "chamdiem/score-summary/1",
            criteria_set,
            notice: basis.notice(language),
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
            notice: basis.notice(language),
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

/// Returns the version everything is scored by; a scorecard is of one.
fn only_version<'b>(basis: &'b Basis, work: &Work, language: Language) -> Result<&'b Version> {
    let versions = &basis.versions;
    let divisions = versions.divide(&work.files, work.period, basis.reader());
    match divisions.as_slice() {
        [Division { version, .. }] => Ok(version),
        _ => bail!(several_versions(&divisions, language)),
    }
}

/// Scorecards of one run are by one version, which every one of them names.
fn several_versions(divisions: &[Division], language: Language) -> String {
    let names = divisions.iter().map(|division| {
        let CriteriaSet { id, version, .. } = &division.version.set;
        format!("{id} {version}")
    });
    let names = names.collect::<Vec<_>>().join(", ");
    match language {
        Language::Vietnamese => format!(
            "các phiếu thuộc những kỳ được chấm theo các phiên bản khác nhau của bộ tiêu chí ({names}); hãy chấm riêng từng kỳ"
        ),
        Language::English => format!(
            "the submissions are of periods that are scored by different versions of the criteria set ({names}); score each period by itself"
        ),
    }
}

/// Returns a file with the submissions of wanted units only; one of which none is left, but for
/// what could not be read, is of no concern.
fn only(
    mut file: FileOutcome<Scorecard>,
    wanted: impl Fn(&AdministrativeUnit) -> bool,
) -> Option<FileOutcome<Scorecard>> {
    let is_unread = file.submissions.is_empty();
    let is_wanted = |one: &Outcome<_>| one.unit.as_deref().is_none_or(&wanted);
    file.submissions.retain(is_wanted);
    (is_unread || !file.submissions.is_empty()).then_some(file)
}

/// Returns the files in which something belongs to nobody known.
fn unidentified(outcomes: &[FileOutcome<Scorecard>]) -> Vec<&str> {
    let is_unidentified = |file: &&FileOutcome<Scorecard>| {
        let mut within = file.submissions.iter();
        file.submissions.is_empty() || within.any(|one| one.unit.is_none())
    };
    let files = outcomes.iter().filter(is_unidentified);
    files.map(|file| file.source.name()).collect()
}
