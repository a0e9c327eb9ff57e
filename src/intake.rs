//! A folder of files → one outcome per file, read and assessed side by side.
//!
//! The order of the outcomes is that of the files' names, whatever thread was first. A file
//! that cannot be read is a finding, and the other files go on.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

use crate::cohort::{self, Member};
use crate::definition::CriteriaSet;
use crate::finding::{Finding, Findings, Place, Problem, Severity, Source};
use crate::number::Exact;
use crate::period::Period;
use crate::provenance::sha256;
use crate::scorecard::{self, Scorecard};
use crate::submission::target::{self, Targets};
use crate::submission::{self, Limits, Submission};
use crate::unit::{AdministrativeUnit, Roster};
use crate::validation::{self, ValidSubmission};

/// What the files are held against.
#[derive(Debug, Clone, Copy)]
pub struct Request<'r> {
    /// The criteria set.
    pub set: &'r CriteriaSet,
    /// The units expected; without a roster every unit that names itself is welcome.
    pub roster: Option<&'r Roster>,
    /// The figures the superior unit has set.
    pub targets: Option<&'r Targets>,
    /// The period asked for; without one, each file's own.
    pub period: Option<Period>,
    /// What they are read with.
    pub reader: submission::Reader<'r>,
    /// Whether a digest of each file is wanted.
    pub digests: bool,
    /// Whether the files are all that were handed in for the period, so that criteria that
    /// compare units can be scored.
    pub is_whole_period: bool,
}

/// What became of one file.
#[derive(Debug, Clone)]
pub struct FileOutcome<T> {
    /// The file, as shown.
    pub source: Source,
    /// Its digest, where asked for.
    pub sha256: Option<String>,
    /// The unit it belongs to, where that is known.
    pub unit: Option<Arc<AdministrativeUnit>>,
    /// The period it was read for, where that is known.
    pub period: Option<Period>,
    /// What was made of its scorecard; none when it could not be read.
    pub result: Option<T>,
    /// What was found.
    pub findings: Findings,
}

impl<T> FileOutcome<T> {
    /// Returns how many errors were found.
    pub fn errors(&self) -> usize {
        self.findings.count(Severity::Error)
    }

    /// Returns the outcome with something else made of the scorecard, or nothing.
    fn map<U>(self, of: impl FnOnce(T) -> Option<U>) -> FileOutcome<U> {
        FileOutcome {
            source: self.source,
            sha256: self.sha256,
            unit: self.unit,
            period: self.period,
            result: self.result.and_then(of),
            findings: self.findings,
        }
    }

    /// Returns whether the submission can be used.
    pub fn is_usable(&self) -> bool {
        self.result.is_some() && !self.findings.has_errors()
    }
}

/// Returns the files to read at `path`: itself, or everything in the folder and the folders
/// below, by name. Hidden files, lock files of office programs and read-me files are not
/// submissions.
///
/// # Errors
///
/// When `path` cannot be listed. A folder below it that cannot be stands for its files.
pub fn files(path: &Path) -> io::Result<Vec<PathBuf>> {
    /// Folders below a folder of submissions: district, then commune; more is a mistake.
    const DEEPEST: usize = 8;
    fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> io::Result<()> {
        let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let kind = entry.file_type()?;
            if kind.is_dir() && !name.starts_with('.') && depth < DEEPEST {
                // A folder that cannot be listed is told like a file that cannot be read.
                if collect(&entry.path(), depth + 1, files).is_err() {
                    files.push(entry.path());
                }
            } else if !kind.is_dir() && is_submission_name(&name) {
                files.push(entry.path());
            }
        }
        Ok(())
    }
    if !fs::metadata(path)?.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    collect(path, 0, &mut files)?;
    Ok(files)
}

fn is_submission_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    !lower.starts_with('.')
        && !lower.starts_with("~$")
        && !lower.starts_with("readme")
        && lower != "thumbs.db"
        && lower != "desktop.ini"
}

/// Reads and assesses every file; `keep` says what is kept of a scorecard, so that a ranking
/// of ten thousand units need not hold ten thousand trees.
pub fn run<T: Send>(
    request: Request,
    files: &[PathBuf],
    keep: impl Fn(Scorecard) -> T + Sync,
) -> Vec<FileOutcome<T>> {
    let in_force = request
        .period
        .and_then(|period| Some((period, request.roster?.in_force(period))));
    let reader = Reader { request, in_force };
    let set = request.set;
    let compares = request.is_whole_period && !set.statistics.is_empty();
    if !compares {
        let assess = |submission, unit: &Arc<AdministrativeUnit>, period, findings: &mut _| {
            let unit = Arc::clone(unit);
            keep(scorecard::assess(set, submission, unit, period, findings))
        };
        return reader.read_all(files, assess);
    }
    let admit = |submission, unit: &Arc<AdministrativeUnit>, period, findings: &mut _| {
        validation::check(set, submission, &unit.kind, period, findings)
    };
    score_together(set, reader.read_all(files, admit), keep)
}

/// The second pass: what the units have together, and then each one's score. A unit with errors
/// is compared with nobody.
fn score_together<T: Send>(
    set: &CriteriaSet,
    admitted: Vec<FileOutcome<ValidSubmission>>,
    keep: impl Fn(Scorecard) -> T + Sync,
) -> Vec<FileOutcome<T>> {
    let usable: Vec<usize> = (0..admitted.len())
        .filter(|&index| admitted[index].is_usable())
        .collect();
    let members: Vec<Member> = usable
        .iter()
        .filter_map(|&index| {
            let outcome = &admitted[index];
            Some(Member {
                unit: outcome.unit.as_deref()?,
                values: &outcome.result.as_ref()?.counted(set.counted).values,
            })
        })
        .collect();
    let mut statistics: Vec<Option<Vec<Option<Exact>>>> = vec![None; admitted.len()];
    for (&index, own) in usable.iter().zip(cohort::statistics(set, &members)) {
        statistics[index] = Some(own);
    }
    let score = |(outcome, statistics): (FileOutcome<ValidSubmission>, Option<Vec<_>>)| {
        let known = outcome.unit.clone().zip(outcome.period);
        let mut found = Findings::new();
        let mut scored = outcome.map(|valid| {
            let (unit, period) = known?;
            let valid = match statistics {
                Some(statistics) => {
                    let valid = valid.with_statistics(statistics);
                    let valid =
                        validation::check_together(set, valid, &unit.kind, period, &mut found);
                    found.name_unit(unit.code.as_str(), &unit.name);
                    valid
                }
                None => valid,
            };
            Some(keep(scorecard::score(set, valid, unit, period)))
        });
        scored.findings.extend(found);
        scored
    };
    admitted
        .into_par_iter()
        .zip(statistics)
        .map(score)
        .collect()
}

struct Reader<'r> {
    request: Request<'r>,
    /// The roster in force in the period asked for.
    in_force: Option<(Period, Roster)>,
}

impl Reader<'_> {
    /// Reads every file; `of` says what is made of a submission whose unit and period are known.
    fn read_all<T: Send>(
        &self,
        files: &[PathBuf],
        of: impl Fn(Submission, &Arc<AdministrativeUnit>, Period, &mut Findings) -> T + Sync,
    ) -> Vec<FileOutcome<T>> {
        let mut outcomes: Vec<FileOutcome<T>> =
            files.par_iter().map(|path| self.read(path, &of)).collect();
        report_duplicates(&mut outcomes);
        outcomes
    }

    fn read<T>(
        &self,
        path: &Path,
        of: impl Fn(Submission, &Arc<AdministrativeUnit>, Period, &mut Findings) -> T,
    ) -> FileOutcome<T> {
        let source = Source::new(&path.display().to_string());
        let mut outcome = FileOutcome {
            source: source.clone(),
            sha256: None,
            unit: None,
            period: None,
            result: None,
            findings: Findings::new(),
        };
        let bytes = match read_bytes(path, &self.request.reader.limits) {
            Ok(bytes) => bytes,
            Err(problem) => {
                outcome
                    .findings
                    .push(Finding::new(problem, Place::File(source)));
                return outcome;
            }
        };
        if self.request.digests {
            outcome.sha256 = Some(sha256(&bytes));
        }
        let findings = &mut outcome.findings;
        let (reader, set) = (self.request.reader, self.request.set);
        let Some(mut submission) = reader.read(set, &source, &bytes, findings) else {
            return outcome;
        };
        drop(bytes);
        let Some(period) = self.request.period.or_else(|| submission.period()) else {
            findings.push(Finding::new(Problem::PeriodUnknown, Place::File(source)));
            return outcome;
        };
        let own_roster;
        let roster = match (&self.in_force, self.request.roster) {
            (Some((_, roster)), _) => Some(roster),
            (None, Some(roster)) => {
                own_roster = roster.in_force(period);
                Some(&own_roster)
            }
            (None, None) => None,
        };
        let unit = submission::identify(&submission, roster, findings);
        scorecard::check_header(self.request.set, &submission, period, findings);
        if let Some(unit) = unit {
            let (set, targets) = (self.request.set, self.request.targets);
            target::fill(set, targets, &unit, period, &mut submission, findings);
            let result = of(submission, &unit, period, findings);
            findings.name_unit(unit.code.as_str(), &unit.name);
            outcome.unit = Some(unit);
            outcome.period = Some(period);
            outcome.result = Some(result);
        }
        outcome
    }
}

fn read_bytes(path: &Path, limits: &Limits) -> Result<Vec<u8>, Problem> {
    let unreadable = |error: io::Error| Problem::UnreadableFile {
        detail: error.kind().to_string(),
    };
    // Looked at before it is opened: opening a pipe waits for whoever writes into it.
    let metadata = fs::metadata(path).map_err(unreadable)?;
    if metadata.is_dir() {
        fs::read_dir(path).map_err(unreadable)?;
    }
    if !metadata.is_file() {
        return Err(Problem::UnsupportedFormat {
            kind: "not a file".to_owned(),
        });
    }
    limits.check_file(metadata.len())?;
    // A little room behind the end, so that the read that finds the end needs no more.
    let length = usize::try_from(metadata.len()).unwrap_or_default();
    let mut bytes = Vec::with_capacity(length + 64);
    let file = fs::File::open(path).map_err(unreadable)?;
    file.take(limits.file + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    limits.check_file(bytes.len() as u64)?;
    Ok(bytes)
}

/// Two files of one unit and period: neither is taken, since nobody said which.
fn report_duplicates<T>(outcomes: &mut [FileOutcome<T>]) {
    let mut by_unit: BTreeMap<(String, Option<Period>), Vec<usize>> = BTreeMap::new();
    for (index, outcome) in outcomes.iter().enumerate() {
        if let Some(unit) = &outcome.unit {
            by_unit
                .entry((unit.code.as_str().to_owned(), outcome.period))
                .or_default()
                .push(index);
        }
    }
    for indices in by_unit.values().filter(|indices| indices.len() > 1) {
        for &index in indices {
            let others = indices.iter().filter(|&&other| other != index);
            let names: Vec<&str> = others.map(|&other| outcomes[other].source.name()).collect();
            let problem = Problem::DuplicateSubmission {
                other: names.join(", "),
            };
            let outcome = &mut outcomes[index];
            let mut finding = Finding::new(problem, Place::File(outcome.source.clone()));
            finding.unit = outcome
                .unit
                .as_ref()
                .map(|unit| (unit.code.as_str().to_owned(), unit.name.clone()));
            outcome.findings.push(finding);
        }
    }
}
