//! The versions of the criteria set a run knows, and which of them a period or a file is held
//! against.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use chamdiem::definition::diff::Crosswalk;
use chamdiem::definition::versions;
use chamdiem::definition::{self, CriteriaSet};
use chamdiem::finding::{Finding, Findings, Place, Source};
use chamdiem::intake::earlier::Earlier;
use chamdiem::intake::{self, FileOutcome, OfSeveral, Request};
use chamdiem::period::Period;
use chamdiem::provenance::InputFile;
use chamdiem::submission::Reader;
use chamdiem::submission::target::Targets;
use chamdiem::text::Language;
use chamdiem::unit::Roster;
use chamdiem::waiver::{Granted, Waivers};

use super::Session;
use super::basis::{Role, read_set, read_targets, read_text, read_waivers};
use super::terminal::{self, SourceText};

/// The versions, by their first day; at least one.
#[derive(Debug)]
pub(super) struct Versions(Vec<Version>);

/// A version of the criteria set, with the figures the superior has set for it and what units are
/// excused from in it.
#[derive(Debug)]
pub(super) struct Version {
    pub(super) set: CriteriaSet,
    pub(super) targets: Option<Targets>,
    pub(super) waivers: Option<Waivers>,
    pub(super) file: InputFile,
}

/// Files of which something is held against one version.
#[derive(Debug)]
pub(super) struct Division<'v> {
    pub(super) version: &'v Version,
    files: Vec<PathBuf>,
    shares: Vec<Share>,
}

/// What of a file is held against a version.
#[derive(Debug, Clone, Copy)]
struct Share {
    /// Where the file stands among all.
    file: usize,
    /// Whether that is also what does not say its period.
    has_undated: bool,
}

/// What is asked of files that are checked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) roster: Option<&'a Roster>,
    pub(super) reader: Reader<'a>,
    /// What was answered in the periods before.
    pub(super) earlier: &'a [Earlier],
    /// The period all of them are for, where it is known.
    pub(super) period: Option<Period>,
    /// Which of several submissions of one unit counts.
    pub(super) of_several: OfSeveral,
    /// Whether it is wanted what was recognised of each.
    pub(super) recognised: bool,
    /// Whether they are all the submissions of a period.
    pub(super) is_whole_period: bool,
}

impl Versions {
    /// Reads the versions; without a path there is none.
    ///
    /// # Errors
    ///
    /// When one cannot be read or has errors, when two are in force on one day, and when two go
    /// by one name.
    pub(super) fn read(paths: &[PathBuf], session: Session) -> Result<Option<Versions>> {
        let read = |path: &PathBuf| {
            let (set, file) = read_set(path, session)?;
            Ok(Version {
                set,
                targets: None,
                waivers: None,
                file,
            })
        };
        let mut versions = paths.iter().map(read).collect::<Result<Vec<_>>>()?;
        versions.sort_by_key(|version| version.set.document.valid_from);
        let overlaps = overlaps(&versions);
        if !overlaps.is_empty() {
            tell(overlaps, paths, session.language)?;
            bail!(session.language.pick(
                "các phiên bản của bộ tiêu chí có ngày cùng có hiệu lực, không biết phải chấm theo phiên bản nào",
                "versions of the criteria set are in force on the same day, and nobody knows which one to score by"
            ));
        }
        if let Some([one, other]) = of_one_name(&versions) {
            bail!(named_twice(one, other, session.language));
        }
        Ok((!versions.is_empty()).then_some(Versions(versions)))
    }

    /// Reads the table of targets, for every version.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or has errors.
    pub(super) fn read_targets(
        &mut self,
        roster: Option<&Roster>,
        path: &Path,
        told: &mut Findings,
        session: Session,
    ) -> Result<InputFile> {
        let (targets, file) = read_targets(&self.sets(), roster, path, told, session)?;
        for (version, targets) in self.0.iter_mut().zip(targets) {
            version.targets = Some(targets);
        }
        Ok(file)
    }

    /// Reads the table of waivers, for every version.
    ///
    /// # Errors
    ///
    /// When it cannot be read, or has errors.
    pub(super) fn read_waivers(
        &mut self,
        roster: Option<&Roster>,
        path: &Path,
        session: Session,
    ) -> Result<InputFile> {
        let (waivers, file) = read_waivers(&self.sets(), roster, path, session)?;
        for (version, waivers) in self.0.iter_mut().zip(waivers) {
            version.waivers = Some(waivers);
        }
        Ok(file)
    }

    /// Returns the criteria sets, by their first day.
    pub(super) fn sets(&self) -> Vec<&CriteriaSet> {
        self.0.iter().map(|version| &version.set).collect()
    }

    fn place_of(&self, period: Period) -> usize {
        versions::for_period(&self.sets(), period).unwrap_or_default()
    }

    /// Returns the version a period is judged by.
    pub(super) fn of(&self, period: Period) -> &Version {
        &self.0[self.place_of(period)]
    }

    /// Returns the files, divided by the version each is held against: that of the period asked
    /// for, else those of its own periods.
    pub(super) fn divide(
        &self,
        files: &[PathBuf],
        period: Option<Period>,
        reader: Reader,
    ) -> Vec<Division<'_>> {
        let place = period.map(|period| self.place_of(period));
        let mut known: Vec<BTreeSet<usize>> = match place.or((self.0.len() == 1).then_some(0)) {
            Some(place) => vec![BTreeSet::from([place]); files.len()],
            None => {
                let periods = intake::periods(&self.sets(), files, reader).into_iter();
                let places = |periods: BTreeSet<Period>| {
                    let places = periods.into_iter().map(|period| self.place_of(period));
                    places.collect()
                };
                periods.map(places).collect()
            }
        };
        // A file that does not say its period is reported for that; it shall not have other
        // findings than those beside it.
        let latest = known.iter().flatten().max().copied();
        let latest = latest.unwrap_or(self.0.len() - 1);
        let mut divisions: BTreeMap<usize, Division> = BTreeMap::new();
        for (file, (path, places)) in files.iter().zip(&mut known).enumerate() {
            if places.is_empty() {
                places.insert(latest);
            }
            for &place in places.iter() {
                let division = divisions.entry(place).or_insert_with(|| Division {
                    version: &self.0[place],
                    files: Vec::new(),
                    shares: Vec::new(),
                });
                division.files.push(path.clone());
                let has_undated = places.last() == Some(&place);
                division.shares.push(Share { file, has_undated });
            }
        }
        divisions.into_values().collect()
    }

    /// Checks files, each submission by the version of its period; what is kept of it is what its
    /// unit is excused from.
    pub(super) fn check(&self, files: &[PathBuf], asked: Asked) -> Vec<FileOutcome<Granted>> {
        let mut outcomes: BTreeMap<usize, FileOutcome<Granted>> = BTreeMap::new();
        for division in self.divide(files, asked.period, asked.reader) {
            let version = division.version;
            let request = Request {
                set: &version.set,
                roster: asked.roster,
                targets: version.targets.as_ref(),
                waivers: version.waivers.as_ref(),
                earlier: asked.earlier,
                reader: asked.reader,
                period: asked.period,
                set_digest: Some(&version.file.sha256),
                of_several: asked.of_several,
                recognised: asked.recognised,
                digests: false,
                is_whole_period: asked.is_whole_period,
            };
            let checked = intake::run(request, &division.files, |card| card.waived().clone());
            for (share, mut outcome) in division.shares.into_iter().zip(checked) {
                outcome.submissions.retain(|one| match one.period {
                    Some(period) => std::ptr::eq(self.of(period), version),
                    None => share.has_undated,
                });
                if let Some(earlier) = outcomes.remove(&share.file) {
                    outcome.submissions.extend(earlier.submissions);
                    outcome
                        .submissions
                        .sort_by(|one, other| one.place.cmp(&other.place));
                }
                outcomes.insert(share.file, outcome);
            }
        }
        outcomes.into_values().collect()
    }

    /// Returns what of results of `earlier` may be compared with results of `period`; none where
    /// one version judges both.
    pub(super) fn crosswalk(&self, earlier: Period, period: Period) -> Option<Crosswalk> {
        let (old, new) = (self.place_of(earlier), self.place_of(period));
        if old == new {
            return None;
        }
        let sets = self.sets();
        let between = &sets[old.min(new)..=old.max(new)];
        let crosswalk = Crosswalk::through(between)?;
        Some(if old < new {
            crosswalk
        } else {
            crosswalk.reversed()
        })
    }

    /// Returns what is to be said of periods in which no version is in force.
    pub(super) fn not_in_force(&self, periods: impl IntoIterator<Item = Period>) -> Vec<Finding> {
        let periods: BTreeSet<Period> = periods.into_iter().collect();
        let findings = periods.into_iter().filter_map(|period| {
            let version = self.of(period);
            let source = Source::new(&version.file.file);
            version.set.not_in_force(&source, period)
        });
        findings.collect()
    }
}

/// Returns what is to be said of versions that are in force on the same day.
fn overlaps(versions: &[Version]) -> Vec<Finding> {
    let sources: Vec<Source> = versions
        .iter()
        .map(|version| Source::new(&version.file.file))
        .collect();
    let sets = versions.iter().map(|version| &version.set);
    versions::overlaps(&sources.iter().zip(sets).collect::<Vec<_>>())
}

/// Prints what is to be said of versions, each where its file says from when on it is in force.
fn tell(mut overlaps: Vec<Finding>, paths: &[PathBuf], language: Language) -> Result<()> {
    let read = |path: &PathBuf| read_text(path, Role::CriteriaSet, language);
    let files = paths.iter().map(read).collect::<Result<Vec<_>>>()?;
    for (source, text, _) in &files {
        let of_file = Place::File(source.clone());
        for overlap in overlaps
            .iter_mut()
            .filter(|overlap| overlap.place == of_file)
        {
            overlap.place = definition::place(source, text, "/document/valid_from");
        }
    }
    let texts = files
        .iter()
        .map(|(source, text, _)| SourceText::new(source, text));
    terminal::findings(&overlaps, &texts.collect::<Vec<_>>(), language);
    Ok(())
}

/// Returns two files that say they are the same version of the same set.
fn of_one_name(versions: &[Version]) -> Option<[&Version; 2]> {
    let mut known = BTreeMap::new();
    versions.iter().find_map(|version| {
        let name = (&version.set.id, &version.set.version);
        Some([known.insert(name, version)?, version])
    })
}

fn named_twice(one: &Version, other: &Version, language: Language) -> String {
    let (one_file, other_file) = (&one.file.file, &other.file.file);
    let CriteriaSet { id, version, .. } = &one.set;
    match language {
        Language::Vietnamese => format!(
            "{one_file} và {other_file} đều ghi là phiên bản {version} của bộ tiêu chí {id}; mỗi phiên bản phải có tên riêng"
        ),
        Language::English => format!(
            "{one_file} and {other_file} both say they are version {version} of {id}; each version needs a name of its own"
        ),
    }
}
