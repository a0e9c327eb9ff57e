//! `rank`: a province or a district → ranking.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::str::FromStr;

use anyhow::{Result, bail};
use clap::Args;

use chamdiem::finding::{Code, Finding, Findings, Place, Problem, Severity};
use chamdiem::intake::{self, Request};
use chamdiem::period::{NotATime, Period};
use chamdiem::provenance::InputFile;
use chamdiem::ranking::{self, Field, Ranking};
use chamdiem::report::Format;
use chamdiem::report::document::findings::Counts;
use chamdiem::report::document::ranking::{
    Context as Frame, RankingDocument, Selection as Shown, is_called, is_same,
};
use chamdiem::report::section;
use chamdiem::text::{self, Language};
use chamdiem::unit::{Roster, Tier};

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
    top: Option<NonZeroUsize>,
    /// The earlier period movements are measured against, or `none`.
    #[arg(long)]
    against: Option<Against>,
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,
    #[command(flatten)]
    output: Output,
}

/// What movements are measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Against {
    Nothing,
    Period(Period),
}

/// Parses `none` or a period.
impl FromStr for Against {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Self, NotATime> {
        if text == "none" {
            return Ok(Against::Nothing);
        }
        text.parse().map(Against::Period)
    }
}

pub(super) fn run(arguments: &Arguments, session: Session) -> Result<Status> {
    let language = session.language;
    arguments.output.check(language)?;
    let Some(period) = arguments.selection.period(arguments.period, language)? else {
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
    let before = match earlier(arguments, &basis, period, &mut round.findings) {
        None => None,
        Some((earlier, folder)) => {
            let files = list(&folder, language)?;
            Some((earlier, Round::read(&basis, earlier, &files, false)))
        }
    };
    if let Some((earlier, before)) = &before {
        if before.ranking.is_hollow() {
            round.findings.push(nothing_earlier(*earlier));
        } else {
            round.ranking.compare_with(&before.ranking);
            round.compared_with = Some(*earlier);
        }
    }
    round.findings.extend(round.ranking.findings());
    round
        .findings
        .extend(basis.not_in_force([period]).into_iter().collect());
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
                top: arguments.top.map(NonZeroUsize::get),
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
    } else if !session.terminal.quiet {
        terminal::findings(&told_nowhere_else(&findings), &[], language);
        let errors = errors_in_files(&findings);
        if errors > 0 {
            let call = arguments.selection.call("check", period, session);
            session.terminal.hint(&see_errors(errors, &call, language));
        }
    }
    if let Some((earlier, before)) = &before {
        let errors = errors_in_files(&before.findings);
        if errors > 0 {
            let call = arguments.selection.call("check", *earlier, session);
            session
                .terminal
                .hint(&see_earlier_errors(errors, *earlier, &call, language));
        }
    }
    Ok(arguments.fail_on.status(counts))
}

/// Returns the findings about the run as a whole and about its criteria set; those about units
/// stand in the tables or in the units' files.
fn told_nowhere_else(findings: &[Finding]) -> Vec<Finding> {
    findings
        .iter()
        .filter(|finding| {
            let is_about_run = finding.place == Place::Run || finding.code() == Code::NotInForce;
            is_about_run && finding.unit.is_none()
        })
        .cloned()
        .collect()
}

/// Returns how many errors `check` would show.
fn errors_in_files<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> usize {
    findings
        .into_iter()
        .filter(|finding| finding.severity() == Severity::Error && finding.place != Place::Run)
        .count()
}

fn see_errors(errors: usize, call: &str, language: Language) -> String {
    match language {
        Language::Vietnamese => format!("Có {errors} lỗi trong các phiếu; xem chi tiết: {call}"),
        Language::English => format!(
            "The submissions have {}; see them with: {call}",
            text::findings(errors, Severity::Error, language)
        ),
    }
}

fn see_earlier_errors(errors: usize, earlier: Period, call: &str, language: Language) -> String {
    let period = language.period(earlier);
    match language {
        Language::Vietnamese => {
            format!("Các phiếu của kỳ so sánh ({period}) có {errors} lỗi; xem chi tiết: {call}")
        }
        Language::English => format!(
            "The submissions of the earlier period ({period}) have {}; see them with: {call}",
            text::findings(errors, Severity::Error, language)
        ),
    }
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
            targets: basis.targets.as_ref(),
            waivers: basis.waivers.as_ref(),
            reader: basis.reader(),
            period: Some(period),
            set_digest: Some(basis.set_digest()),
            of_several: basis.of_several,
            recognised: false,
            digests,
            is_whole_period: true,
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
) -> Option<(Period, PathBuf)> {
    let earlier = match arguments.against {
        Some(Against::Nothing) => return None,
        Some(Against::Period(earlier)) => earlier,
        None => period.previous(),
    };
    let folder = basis.earlier_folder(earlier);
    if folder.is_none() && arguments.against.is_some() {
        findings.push(nothing_earlier(earlier));
    }
    Some((earlier, folder?))
}

fn nothing_earlier(period: Period) -> Finding {
    let problem = Problem::NothingEarlier {
        period: period.to_string(),
    };
    Finding::new(problem, Place::Run)
}

/// Returns the district that is meant; one that no unit belongs to is a slip of the hand, not
/// an empty ranking, and a name that several have is none.
fn district_called(
    basis: &Basis,
    period: Period,
    district: &str,
    language: Language,
) -> Result<Tier> {
    let Some(roster) = &basis.roster else {
        bail!(language.pick(
            "cần danh sách đơn vị (--units) để lọc theo huyện",
            "filtering by district needs a roster (--units)"
        ));
    };
    let roster = roster.in_force(period);
    let mut called: Vec<Called> = Vec::new();
    for unit in roster.units() {
        for (index, tier) in unit.tiers.iter().enumerate() {
            let known = || called.iter().any(|other| is_same(other.tier, tier));
            if is_called(tier, district) && !known() {
                let above = unit.tiers.get(index + 1);
                called.push(Called { tier, above });
            }
        }
    }
    // A code means one district, even where another has it for a name.
    if called.iter().any(|called| called.tier.code == district) {
        called.retain(|called| called.tier.code == district);
    }
    called.sort_by(|one, other| one.tier.code.cmp(&other.tier.code));
    match called.as_slice() {
        [one] => Ok(one.tier.clone()),
        [] => bail!(no_district(district, &roster, language)),
        several => bail!(several_districts(district, several, language)),
    }
}

/// A unit above that goes by the name asked for, and the one above it.
struct Called<'c> {
    tier: &'c Tier,
    above: Option<&'c Tier>,
}

fn no_district(district: &str, roster: &Roster, language: Language) -> String {
    let parents = roster.units().iter().filter_map(|unit| unit.parent());
    let mut known: Vec<&str> = parents.map(|parent| parent.name.as_str()).collect();
    known.sort_unstable();
    known.dedup();
    let known = known.join(", ");
    match language {
        Language::Vietnamese => {
            format!("không có huyện nào tên “{district}”; danh sách đơn vị có: {known}")
        }
        Language::English => {
            format!("no district is called “{district}”; the roster has: {known}")
        }
    }
}

fn several_districts(district: &str, several: &[Called], language: Language) -> String {
    let names = several.iter().map(|called| match called.above {
        Some(above) => format!("{} ({})", called.tier.name, above.name),
        None => called.tier.name.clone(),
    });
    let names = names.collect::<Vec<_>>().join(", ");
    let codes: Vec<&str> = several
        .iter()
        .map(|called| called.tier.code.as_str())
        .filter(|code| !code.is_empty())
        .collect();
    let codes = codes.join(", ");
    match language {
        Language::Vietnamese => {
            format!("“{district}” có thể là nhiều đơn vị: {names}; dùng mã: {codes}")
        }
        Language::English => format!("“{district}” may be several: {names}; use the code: {codes}"),
    }
}
