//! A period, read and ranked, with the movement since an earlier one: what `rank` and `report` share.

use std::path::PathBuf;
use std::str::FromStr;
use std::sync::Arc;

use anyhow::Result;

use chamdiem::definition::diff::Crosswalk;
use chamdiem::definition::{CriteriaSet, NodeIndex};
use chamdiem::finding::{Finding, Findings, Place, Problem, Severity};
use chamdiem::intake::earlier::{Earlier as Answered, Gathering};
use chamdiem::intake::{self, FileOutcome, Outcome, Request};
use chamdiem::period::{NotATime, Period};
use chamdiem::provenance::InputFile;
use chamdiem::ranking::{self, Bridge, Field, Ranking};
use chamdiem::report::document::findings::Counts;
use chamdiem::report::document::ranking::{Context as Frame, RankingDocument, Selection};
use chamdiem::report::document::report::UnitTotal;
use chamdiem::scorecard::{Scorecard, Standing};
use chamdiem::text::Language;
use chamdiem::unit::{AdministrativeUnit, Roster};

use super::selection::{Basis, list};
use super::versions::Version;

/// What movements are measured against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Against {
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

/// A period asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Wanted {
    pub(super) period: Period,
    pub(super) against: Option<Against>,
    /// Whether a digest of each submission is wanted.
    pub(super) digests: bool,
    /// How many periods in a row are wanted of the course totals took, the one asked for among them.
    pub(super) periods: usize,
}

/// A period, read and ranked, with the movement since an earlier one as far as that may be compared.
pub(super) struct Judged<'b, K> {
    period: Period,
    pub(super) version: &'b Version,
    pub(super) ranking: Ranking,
    /// Everything found, in order.
    pub(super) findings: Vec<Finding>,
    /// What of it was found in no file.
    pub(super) elsewhere: Findings,
    /// What was kept of the submissions, in the order of the files.
    pub(super) kept: Vec<Kept<K>>,
    submissions: Vec<InputFile>,
    compared_with: Option<Period>,
    earlier: Option<Earlier<'b>>,
    /// The errors in the files of the earlier period.
    pub(super) errors_before: Option<(Period, usize)>,
    /// The totals of earlier periods that may be compared with those of now, the earliest first.
    pub(super) course: Vec<(Period, Vec<UnitTotal>)>,
}

/// What was kept of a submission, and what was found in it.
pub(super) struct Kept<K> {
    pub(super) place: Place,
    pub(super) unit: Option<Arc<AdministrativeUnit>>,
    pub(super) findings: Findings,
    /// What was kept of its scorecard; none where it has none.
    pub(super) value: Option<K>,
}

/// Reads and ranks a period; `keep` says what is kept of a scorecard beside its standing, so that a ranking
/// of ten thousand units need not hold ten thousand trees.
///
/// # Errors
///
/// When no folder is named for the period, or one cannot be listed.
pub(super) fn judge<K: Send>(
    basis: &Basis,
    wanted: Wanted,
    language: Language,
    keep: impl Fn(&CriteriaSet, &Scorecard) -> Option<K> + Sync,
) -> Result<Judged<'_, K>> {
    let period = wanted.period;
    let files = basis.files_of(period, language)?;
    let mut elsewhere = Findings::new();
    let earlier = Earlier::of(wanted, basis, &mut elsewhere);
    let version = basis.versions.of(period);
    let bridge = earlier.as_ref().and_then(|earlier| earlier.bridge(version));
    let common = bridge.as_ref().map_or(&[][..], |bridge| bridge.common());
    let (old_nodes, new_nodes): (Vec<_>, Vec<_>) = common.iter().copied().unzip();
    let mut before = None;
    let mut answered = None;
    if let Some(earlier) = &earlier {
        let gathering = basis.gathering(earlier.period, period);
        let reading = Reading {
            part: &old_nodes,
            ..Reading::of(earlier.period)
        };
        let files = list(&earlier.folder, language)?;
        let (then, gathered) = Round::read(basis, reading, &files, gathering, |_, _| None::<()>);
        answered = gathered;
        before = Some((earlier.period, then));
    }
    // Movements may be measured against another period than the one before, or none.
    let answered = match answered {
        None => basis.earlier(period, language)?,
        answered => answered,
    };
    let answered: Vec<Answered> = answered.into_iter().collect();
    let reading = Reading {
        part: &new_nodes,
        digests: wanted.digests,
        earlier: &answered,
        ..Reading::of(period)
    };
    let (mut round, _) = Round::read(basis, reading, &files, None, keep);
    let mut errors_before = None;
    if let Some((earlier, then)) = &before {
        elsewhere.extend(round.compare(&then.ranking, *earlier, bridge));
        errors_before = Some((*earlier, errors_in_files(&then.found)));
    }
    let known = before.map(|(earlier, then)| (earlier, then.ranking));
    let course = course(basis, wanted, known.as_ref(), language)?;
    elsewhere.extend(round.ranking.findings());
    let judged = std::iter::once(period).chain(round.compared_with);
    let not_in_force = basis.versions.not_in_force(judged).into_iter().collect();
    elsewhere.extend(not_in_force);
    let mut findings = round.found;
    findings.extend(elsewhere.clone());
    Ok(Judged {
        period,
        version,
        findings: findings.sorted(),
        elsewhere,
        ranking: round.ranking,
        kept: round.kept,
        submissions: round.submissions,
        compared_with: round.compared_with,
        earlier,
        errors_before,
        course,
    })
}

/// Returns the totals of the periods before the one asked for, as far back as they are wanted, there is one
/// next to the other, and totals may be compared. What is known already is not read again.
fn course(
    basis: &Basis,
    wanted: Wanted,
    known: Option<&(Period, Ranking)>,
    language: Language,
) -> Result<Vec<(Period, Vec<UnitTotal>)>> {
    let mut course = Vec::new();
    let mut period = wanted.period;
    while course.len() + 1 < wanted.periods {
        period = period.previous();
        let crosswalk = basis.versions.crosswalk(period, wanted.period);
        let are_comparable = crosswalk.is_none_or(|crosswalk| crosswalk.compares_totals());
        let Some(folder) = basis.earlier_folder(period).filter(|_| are_comparable) else {
            break;
        };
        let totals = |ranking: &Ranking| -> Vec<UnitTotal> {
            let standings = ranking.places.iter().map(|place| &place.standing);
            standings
                .map(|standing| (Arc::clone(&standing.unit), standing.total))
                .collect()
        };
        let totals = match known {
            Some((known, ranking)) if *known == period => totals(ranking),
            _ => {
                let reading = Reading::of(period);
                let files = list(&folder, language)?;
                let (then, _) = Round::read(basis, reading, &files, None, |_, _| None::<()>);
                totals(&then.ranking)
            }
        };
        course.push((period, totals));
    }
    course.reverse();
    Ok(course)
}

impl<K> Judged<'_, K> {
    /// Returns the document of the ranking, as far as it is shown.
    pub(super) fn document(
        &self,
        shown: Selection,
        basis: &Basis,
        language: Language,
    ) -> RankingDocument {
        let bridge = self.earlier.as_ref().and_then(|earlier| {
            let digest = earlier.version.file.sha256.as_str();
            Some((earlier.bridge(self.version)?, digest))
        });
        let frame = Frame {
            set: &self.version.set,
            period: self.period,
            compared_with: self.compared_with,
            across: bridge,
            shown,
            findings: Counts::of(&self.findings),
            notice: basis.notice(language),
            provenance: basis.provenance(self.version, self.submissions.clone()),
            language,
        };
        RankingDocument::new(&self.ranking, frame)
    }
}

/// What is wanted of the files of a period.
#[derive(Clone, Copy)]
struct Reading<'r> {
    period: Period,
    /// The nodes whose points are wanted beside the total.
    part: &'r [NodeIndex],
    digests: bool,
    /// What was answered in the period before.
    earlier: &'r [Answered],
}

impl Reading<'_> {
    /// Returns what a period is read for when nothing but its ranking is wanted.
    const fn of(period: Period) -> Reading<'static> {
        Reading {
            period,
            part: &[],
            digests: false,
            earlier: &[],
        }
    }
}

/// The files of one period, read and ranked.
struct Round<K> {
    ranking: Ranking,
    /// What was found in the files.
    found: Findings,
    kept: Vec<Kept<K>>,
    submissions: Vec<InputFile>,
    compared_with: Option<Period>,
}

impl<K: Send> Round<K> {
    /// Reads and ranks a period, and gathers what is compared with the next one.
    fn read(
        basis: &Basis,
        reading: Reading,
        files: &[PathBuf],
        gathering: Option<Gathering>,
        keep: impl Fn(&CriteriaSet, &Scorecard) -> Option<K> + Sync,
    ) -> (Round<K>, Option<Answered>) {
        let Reading { period, part, .. } = reading;
        basis.progress.expect(files.len());
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
        let outcomes = intake::run(request, files, |card| {
            if let Some(gathering) = &gathering {
                gathering.take(&card);
            }
            let kept = keep(set, &card);
            let standing = match part {
                [] => card.into_standing(set),
                part => card.into_standing_with(set, part),
            };
            (standing, kept)
        });
        let gathered = gathering.map(|gathering| gathering.done(&outcomes));
        let mut submissions = Vec::new();
        let mut kept = Vec::new();
        let mut standings = Vec::with_capacity(outcomes.len());
        for mut file in outcomes {
            submissions.extend(file.sha256.take().map(|sha256| InputFile {
                file: file.source.name().to_owned(),
                sha256,
            }));
            standings.push(parted(file, &mut kept));
        }
        let expected = basis.roster.as_ref().map(|roster| roster.in_force(period));
        let (field, found) = Field::of(standings, expected.as_ref().map(Roster::units));
        let round = Round {
            ranking: ranking::rank(set, field),
            found,
            kept,
            submissions,
            compared_with: None,
        };
        (round, gathered)
    }

    /// Adds the movement since an earlier period, as far as it may be compared; returns what stands in the
    /// way.
    fn compare(&mut self, before: &Ranking, earlier: Period, bridge: Option<Bridge>) -> Findings {
        let mut found = Findings::new();
        if before.is_hollow() {
            found.push(nothing_earlier(earlier));
            return found;
        }
        match bridge {
            None => self.ranking.compare_with(before),
            Some(bridge) => {
                self.ranking.compare_across(before, bridge);
                found.extend(bridge.finding(earlier).into_iter().collect());
            }
        }
        self.compared_with = Some(earlier);
        found
    }
}

/// Parts the standings of a file from what is kept of its scorecards.
fn parted<K>(
    file: FileOutcome<(Standing, Option<K>)>,
    kept: &mut Vec<Kept<K>>,
) -> FileOutcome<Standing> {
    let whole = Place::File(file.source.clone());
    if file.submissions.is_empty() || !file.findings.is_empty() {
        kept.push(Kept {
            place: whole,
            unit: None,
            findings: file.findings.clone(),
            value: None,
        });
    }
    let standing = |one: Outcome<(Standing, Option<K>)>| {
        let (standing, value) = one.result.unzip();
        kept.push(Kept {
            place: one.place.clone(),
            unit: one.unit.clone(),
            findings: one.findings.clone(),
            value: value.flatten(),
        });
        Outcome {
            place: one.place,
            named_at: one.named_at,
            unit: one.unit,
            period: one.period,
            result: standing,
            findings: one.findings,
            recognised: one.recognised,
        }
    };
    FileOutcome {
        source: file.source,
        sha256: file.sha256,
        findings: file.findings,
        submissions: file.submissions.into_iter().map(standing).collect(),
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
    fn of(wanted: Wanted, basis: &'b Basis, findings: &mut Findings) -> Option<Earlier<'b>> {
        let Wanted {
            period, against, ..
        } = wanted;
        let earlier = match against {
            Some(Against::Nothing) => return None,
            Some(Against::Period(earlier)) => earlier,
            None => period.previous(),
        };
        let folder = basis.earlier_folder(earlier);
        if folder.is_none() && against.is_some() {
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

/// Returns how many errors `check` would show.
pub(super) fn errors_in_files<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> usize {
    findings
        .into_iter()
        .filter(|finding| finding.severity() == Severity::Error && finding.place != Place::Run)
        .count()
}

fn nothing_earlier(period: Period) -> Finding {
    let problem = Problem::NothingEarlier {
        period: period.to_string(),
    };
    Finding::new(problem, Place::Run)
}
