//! `rank`: a province or a district → ranking.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use clap::Args;

use chamdiem::finding::{Finding, Findings, Place, Problem, Severity};
use chamdiem::intake::{self, Request};
use chamdiem::period::Period;
use chamdiem::provenance::InputFile;
use chamdiem::ranking::{self, Field, Ranking};
use chamdiem::report::Format;
use chamdiem::report::document::findings::Counts;
use chamdiem::report::document::ranking::{
    Context as Frame, RankingDocument, Selection as Shown, is_called,
};
use chamdiem::report::section;
use chamdiem::text::{self, Language};
use chamdiem::unit::Roster;

use super::output::Output;
use super::selection::{Basis, Selection, list};
use super::{FailOn, Session, Status, terminal};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The period.
    period: Option<Period>,
    #[command(flatten)]
    selection: Selection,
    /// Only units of this district, by code or by name.
    #[arg(long)]
    district: Option<String>,
    /// Only so many rows.
    #[arg(long)]
    top: Option<usize>,
    /// The earlier period movements are measured against, or `none`.
    #[arg(long)]
    against: Option<String>,
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(arguments: &Arguments, session: Session) -> Result<Status> {
    let language = session.language;
    arguments.output.check(language)?;
    let Some(period) = arguments.selection.period(arguments.period) else {
        bail!(language.pick(
            "cho biết kỳ cần xếp hạng, ví dụ 2021-11",
            "name the period to rank, such as 2021-11"
        ));
    };
    let basis = arguments.selection.basis(session)?;
    let district = arguments.district.as_ref();
    let district = district
        .map(|name| district_called(&basis, period, name, language))
        .transpose()?;
    let files = basis.files_of(period, language)?;
    let digests = arguments.output.format() == Format::Json;
    let mut round = Round::read(&basis, period, &files, digests);
    if let Some((earlier, folder)) =
        earlier(arguments, &basis, period, &mut round.findings, language)?
    {
        let files = list(&folder, language)?;
        let before = Round::read(&basis, earlier, &files, false);
        round.ranking.compare_with(&before.ranking);
        round.compared_with = Some(earlier);
    }
    round.findings.extend(round.ranking.findings());
    let findings = round.findings.sorted();
    let counts = Counts::of(&findings);
    let document = RankingDocument::new(
        &round.ranking,
        Frame {
            set: &basis.set,
            period,
            compared_with: round.compared_with,
            shown: Shown {
                district,
                top: arguments.top,
            },
            findings: counts,
            notice: basis.notice(),
            provenance: basis.provenance(round.submissions),
            language,
        },
    );
    arguments
        .output
        .write(&section::ranking::report(&document, language), language)?;
    if session.terminal.verbose {
        terminal::findings(&findings, &[], language);
    } else if counts.error > 0 {
        session.terminal.hint(&match language {
            Language::Vietnamese => format!(
                "Có {} lỗi trong các phiếu; xem chi tiết: chamdiem check {period}",
                counts.error
            ),
            Language::English => format!(
                "The submissions have {}; see them with: chamdiem check {period}",
                text::findings(counts.error, Severity::Error, language)
            ),
        });
    }
    Ok(arguments.fail_on.status(counts))
}

/// One period, read and ranked.
struct Round {
    ranking: Ranking,
    findings: Findings,
    submissions: Vec<InputFile>,
    compared_with: Option<Period>,
}

impl Round {
    fn read(basis: &Basis, period: Period, files: &[PathBuf], digests: bool) -> Round {
        let request = Request {
            set: &basis.set,
            roster: basis.roster.as_ref(),
            period: Some(period),
            digests,
        };
        let mut outcomes = intake::run(request, files, |card| card.into_standing(&basis.set));
        let submissions = outcomes.iter_mut().filter_map(|outcome| {
            Some(InputFile {
                sha256: outcome.sha256.take()?,
                file: outcome.source.name().to_owned(),
            })
        });
        let submissions = submissions.collect();
        let expected = basis.roster.as_ref().map(|roster| roster.in_force(period));
        let (field, findings) = Field::of(outcomes, expected.as_ref().map(Roster::units));
        Round {
            ranking: ranking::rank(&basis.set, field),
            findings,
            submissions,
            compared_with: None,
        }
    }
}

/// Returns the earlier period and its folder: the one asked for, or the one before if the
/// workspace has it.
fn earlier(
    arguments: &Arguments,
    basis: &Basis,
    period: Period,
    findings: &mut Findings,
    language: Language,
) -> Result<Option<(Period, PathBuf)>> {
    let asked = match arguments.against.as_deref() {
        Some("none") => return Ok(None),
        Some(text) => Some(text.parse::<Period>().with_context(|| {
            format!(
                "{} “{text}”",
                language.pick("kỳ so sánh không hợp lệ", "no period to compare with")
            )
        })?),
        None => None,
    };
    let earlier = asked.unwrap_or_else(|| period.previous());
    let folder = basis.earlier_folder(earlier);
    if folder.is_none() && asked.is_some() {
        let problem = Problem::NothingEarlier {
            period: earlier.to_string(),
        };
        findings.push(Finding::new(problem, Place::Run));
    }
    Ok(folder.map(|folder| (earlier, folder)))
}

/// Returns the name of the district that is meant; one that no unit belongs to is a slip of
/// the hand, not an empty ranking.
fn district_called(
    basis: &Basis,
    period: Period,
    district: &str,
    language: Language,
) -> Result<String> {
    let Some(roster) = &basis.roster else {
        bail!(language.pick(
            "cần danh sách đơn vị (--units) để lọc theo huyện",
            "filtering by district needs a roster (--units)"
        ));
    };
    let roster = roster.in_force(period);
    let mut names: Vec<&str> = roster
        .units()
        .iter()
        .flat_map(|unit| &unit.tiers)
        .filter(|tier| is_called(tier, district))
        .map(|tier| tier.name.as_str())
        .collect();
    names.sort_unstable();
    names.dedup();
    let known = || {
        let mut known: Vec<&str> = roster
            .units()
            .iter()
            .filter_map(|unit| Some(unit.parent()?.name.as_str()))
            .collect();
        known.sort_unstable();
        known.dedup();
        known.join(", ")
    };
    match (names.as_slice(), language) {
        ([name], _) => Ok((*name).to_owned()),
        ([], Language::Vietnamese) => {
            bail!(
                "không có huyện nào tên “{district}”; danh sách đơn vị có: {}",
                known()
            )
        }
        ([], Language::English) => bail!(
            "no district is called “{district}”; the roster has: {}",
            known()
        ),
        (several, Language::Vietnamese) => {
            bail!(
                "“{district}” có thể là nhiều đơn vị: {}; hãy ghi mã",
                several.join(", ")
            )
        }
        (several, Language::English) => bail!(
            "“{district}” may be several: {}; give the code",
            several.join(", ")
        ),
    }
}
