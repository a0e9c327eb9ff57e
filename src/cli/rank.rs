//! `rank`: a province or a district → ranking.

use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::str::FromStr;

use anyhow::{Result, bail};
use clap::Args;

use chamdiem::definition::NodeIndex;
use chamdiem::definition::diff::Crosswalk;
use chamdiem::finding::{Code, Finding, Findings, Place, Problem, Severity};
use chamdiem::intake::earlier::{Earlier as Answered, Gathering};
use chamdiem::intake::{self, Request};
use chamdiem::period::{NotATime, Period};
use chamdiem::provenance::InputFile;
use chamdiem::ranking::{self, Bridge, Field, Ranking};
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
use super::versions::Version;
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
    let mut findings = Findings::new();
    let earlier = Earlier::of(arguments, &basis, period, &mut findings);
    let version = basis.versions.of(period);
    let bridge = earlier.as_ref().and_then(|earlier| earlier.bridge(version));
    let common = bridge.as_ref().map_or(&[][..], |bridge| bridge.common());
    let (old_nodes, new_nodes): (Vec<_>, Vec<_>) = common.iter().copied().unzip();
    let mut before = None;
    let mut answered = None;
    if let Some(earlier) = &earlier {
        let gathering = basis.gathering(earlier.period, period);
        let reading = Reading {
            period: earlier.period,
            part: &old_nodes,
            digests: false,
            earlier: &[],
        };
        let files = list(&earlier.folder, language)?;
        let (then, gathered) = Round::read(&basis, reading, &files, gathering);
        answered = gathered;
        before = Some((earlier.period, then));
    }
    // Movements may be measured against another period than the one before, or none.
    let answered = match answered {
        None => basis.earlier(period, language)?,
        answered => answered,
    };
    let answered: Vec<_> = answered.into_iter().collect();
    let reading = Reading {
        period,
        part: &new_nodes,
        digests: arguments.output.format() == Format::Json,
        earlier: &answered,
    };
    let (mut round, _) = Round::read(&basis, reading, &files, None);
    round.findings.extend(findings);
    if let Some((earlier, then)) = &before {
        round.compare(then, *earlier, bridge);
    }
    round.findings.extend(round.ranking.findings());
    let judged = std::iter::once(period).chain(round.compared_with);
    let not_in_force = basis.versions.not_in_force(judged).into_iter().collect();
    round.findings.extend(not_in_force);
    let findings = round.findings.sorted();
    let counts = Counts::of(&findings);
    let digest = earlier
        .as_ref()
        .map(|earlier| earlier.version.file.sha256.as_str());
    let document = RankingDocument::new(
        &round.ranking,
        Frame {
            set: &version.set,
            period,
            compared_with: round.compared_with,
            across: bridge.zip(digest),
            shown: Shown {
                district,
                top: arguments.top.map(NonZeroUsize::get),
            },
            findings: counts,
            notice: basis.notice(),
            provenance: basis.provenance(version, round.submissions),
            language,
        },
    );
    arguments
        .output
        .write(&section::ranking::report(&document, language), language)?;
    let errors_before = before
        .as_ref()
        .map(|(earlier, before)| (*earlier, errors_in_files(&before.findings)));
    tell(arguments, &findings, (period, errors_before), session);
    Ok(arguments.fail_on.status(counts))
}

/// Tells beside the ranking what stands in none of its tables, and how to see the errors in the
/// files of the period and of the earlier one.
fn tell(
    arguments: &Arguments,
    findings: &[Finding],
    (period, before): (Period, Option<(Period, usize)>),
    session: Session,
) {
    let language = session.language;
    if session.terminal.verbose {
        terminal::findings(findings, &[], language);
    } else if !session.terminal.quiet {
        terminal::findings(&told_nowhere_else(findings), &[], language);
        let errors = errors_in_files(findings);
        if errors > 0 {
            let call = arguments.selection.call("check", period, session);
            session.terminal.hint(&see_errors(errors, &call, language));
        }
    }
    if let Some((earlier, errors)) = before
        && errors > 0
    {
        let call = arguments.selection.call("check", earlier, session);
        session
            .terminal
            .hint(&see_earlier_errors(errors, earlier, &call, language));
    }
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

/// What is wanted of a period.
#[derive(Clone, Copy)]
struct Reading<'r> {
    period: Period,
    /// The nodes whose points are wanted beside the total.
    part: &'r [NodeIndex],
    digests: bool,
    /// What was answered in the period before.
    earlier: &'r [Answered],
}

/// One period, read and ranked.
struct Round {
    ranking: Ranking,
    findings: Findings,
    submissions: Vec<InputFile>,
    compared_with: Option<Period>,
}

impl Round {
    /// Reads and ranks a period, and gathers what is compared with the next one.
    fn read(
        basis: &Basis,
        reading: Reading,
        files: &[PathBuf],
        gathering: Option<Gathering>,
    ) -> (Round, Option<Answered>) {
        let Reading { period, part, .. } = reading;
        let version = basis.versions.of(period);
        let set = &version.set;
        let request = Request {
            set,
            roster: basis.roster.as_ref(),
            targets: version.targets.as_ref(),
            waivers: version.waivers.as_ref(),
            earlier: reading.earlier,
            reader: basis.reader(),
            period: Some(period),
            set_digest: Some(&version.file.sha256),
            of_several: basis.of_several,
            recognised: false,
            digests: reading.digests,
            is_whole_period: true,
        };
        let mut outcomes = intake::run(request, files, |card| {
            if let Some(gathering) = &gathering {
                gathering.take(&card);
            }
            match part {
                [] => card.into_standing(set),
                part => card.into_standing_with(set, part),
            }
        });
        let gathered = gathering.map(|gathering| gathering.done(&outcomes));
        let submissions = outcomes.iter_mut().filter_map(|outcome| {
            Some(InputFile {
                sha256: outcome.sha256.take()?,
                file: outcome.source.name().to_owned(),
            })
        });
        let submissions = submissions.collect();
        let expected = basis.roster.as_ref().map(|roster| roster.in_force(period));
        let (field, findings) = Field::of(outcomes, expected.as_ref().map(Roster::units));
        let round = Round {
            ranking: ranking::rank(set, field),
            findings,
            submissions,
            compared_with: None,
        };
        (round, gathered)
    }

    /// Adds the movement since an earlier period, as far as it may be compared.
    fn compare(&mut self, before: &Round, earlier: Period, bridge: Option<Bridge>) {
        if before.ranking.is_hollow() {
            self.findings.push(nothing_earlier(earlier));
            return;
        }
        match bridge {
            None => self.ranking.compare_with(&before.ranking),
            Some(bridge) => {
                self.ranking.compare_across(&before.ranking, bridge);
                self.findings
                    .extend(bridge.finding(earlier).into_iter().collect());
            }
        }
        self.compared_with = Some(earlier);
    }
}

/// What movements are measured against.
struct Earlier<'b> {
    period: Period,
    folder: PathBuf,
    /// The version that judged it.
    version: &'b Version,
    /// What may be compared, where that is another version than the one of now.
    crosswalk: Option<Crosswalk>,
}

impl<'b> Earlier<'b> {
    /// Returns the earlier period asked for, or the one before if the workspace has it.
    fn of(
        arguments: &Arguments,
        basis: &'b Basis,
        period: Period,
        findings: &mut Findings,
    ) -> Option<Earlier<'b>> {
        let earlier = match arguments.against {
            Some(Against::Nothing) => return None,
            Some(Against::Period(earlier)) => earlier,
            None => period.previous(),
        };
        let folder = basis.earlier_folder(earlier);
        if folder.is_none() && arguments.against.is_some() {
            findings.push(nothing_earlier(earlier));
        }
        Some(Earlier {
            period: earlier,
            folder: folder?,
            version: basis.versions.of(earlier),
            crosswalk: basis.versions.crosswalk(earlier, period),
        })
    }

    /// Returns the way from that period's version to the one of now, where these are two.
    fn bridge<'e>(&'e self, now: &'e Version) -> Option<Bridge<'e>> {
        Some(Bridge {
            old: &self.version.set,
            new: &now.set,
            crosswalk: self.crosswalk.as_ref()?,
        })
    }
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
