//! A folder of files → what each holds, read and assessed side by side.
//!
//! A file holds submissions: mostly one, of a workbook one on each of several sheets, of a table
//! one in each row. What is found about a file as a whole stands apart from what is found about a
//! submission in it; an error about the file refuses all of it, one about a submission only that
//! one. The order of the outcomes is that of the files' names, and within a file that of sheets
//! and rows, whatever thread was first. A file that cannot be read is a finding, and the other
//! files go on.

mod bytes;
pub mod earlier;
mod later;
mod several;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::prelude::*;

use crate::cohort::{self, Member};
use crate::definition::CriteriaSet;
use crate::finding::{Code, Finding, Findings, Place, Problem, Severity, Source};
use crate::number::Exact;
use crate::period::Period;
use crate::provenance::sha256;
use crate::rule::Value;
use crate::scorecard::{self, Scorecard};
use crate::submission::recognised::Recognised;
use crate::submission::sheet::Sheet;
use crate::submission::target::{self, Targets};
use crate::submission::{self, HandedOut, Names, Part, Submission};
use crate::unit::{AdministrativeUnit, Roster, UnitCode};
use crate::validation::{self, ValidSubmission};
use crate::waiver::Waivers;

use earlier::Earlier;

/// What the files are held against.
#[derive(Debug, Clone, Copy)]
pub struct Request<'r> {
    /// The criteria set.
    pub set: &'r CriteriaSet,
    /// The units expected; without a roster every unit that names itself is welcome.
    pub roster: Option<&'r Roster>,
    /// The figures the superior unit has set.
    pub targets: Option<&'r Targets>,
    /// Who is excused from what.
    pub waivers: Option<&'r Waivers>,
    /// The period asked for; without one, each file's own.
    pub period: Option<Period>,
    /// What was answered in earlier periods.
    pub earlier: &'r [Earlier],
    /// What they are read with.
    pub reader: submission::Reader<'r>,
    /// The digest of the criteria set's file, which forms carry; without one they are not
    /// compared.
    pub set_digest: Option<&'r str>,
    /// What is taken of several submissions of one unit.
    pub of_several: OfSeveral,
    /// Whether what was recognised of each submission is wanted.
    pub recognised: bool,
    /// Whether a digest of each file is wanted.
    pub digests: bool,
    /// Whether the files are all that were handed in for the period, so that criteria that
    /// compare units can be scored.
    pub is_whole_period: bool,
}

/// What is taken of several submissions of one unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfSeveral {
    /// The latest, where the files' names say which that is; else none.
    Latest,
    /// None, whatever they are called.
    Nothing,
}

/// What became of one file.
#[derive(Debug, Clone)]
pub struct FileOutcome<T> {
    /// The file, as shown.
    pub source: Source,
    /// Its digest, where asked for.
    pub sha256: Option<String>,
    /// What was found about the file as a whole; of a file that is one submission, nothing.
    pub findings: Findings,
    /// What it holds, in its order; nothing when it could not be read.
    pub submissions: Vec<Outcome<T>>,
}

/// What became of one submission.
#[derive(Debug, Clone)]
pub struct Outcome<T> {
    /// Where it is: the file, or its sheet or row.
    pub place: Place,
    /// Where it names its unit, if it does.
    pub named_at: Option<Place>,
    /// The unit it belongs to, where that is known.
    pub unit: Option<Arc<AdministrativeUnit>>,
    /// The period it was read for, where that is known.
    pub period: Option<Period>,
    /// What was made of its scorecard; none when nobody knows whose it is, or for when.
    pub result: Option<T>,
    /// What was found.
    pub findings: Findings,
    /// What was recognised of it, where asked for.
    pub recognised: Option<Box<Recognised>>,
}

impl<T> Outcome<T> {
    /// Returns the outcome with something else made of the scorecard, or nothing.
    fn map<U>(self, of: impl FnOnce(T) -> Option<U>) -> Outcome<U> {
        Outcome {
            place: self.place,
            named_at: self.named_at,
            unit: self.unit,
            period: self.period,
            result: self.result.and_then(of),
            findings: self.findings,
            recognised: self.recognised,
        }
    }

    /// Names the unit in a finding about the submission.
    fn report(&mut self, problem: Problem) {
        self.report_at(self.place.clone(), problem);
    }

    /// Names the unit in a finding about the submission, somewhere in it.
    fn report_at(&mut self, place: Place, problem: Problem) {
        let mut finding = Finding::new(problem, place);
        let unit = self.unit.as_ref();
        finding.unit = unit.map(|unit| (unit.code.as_str().to_owned(), unit.name.clone()));
        self.findings.push(finding);
    }
}

impl<T> FileOutcome<T> {
    fn new(source: Source) -> FileOutcome<T> {
        FileOutcome {
            source,
            sha256: None,
            findings: Findings::new(),
            submissions: Vec::new(),
        }
    }

    /// Returns everything found about the file and in it.
    pub fn found(&self) -> impl Iterator<Item = &Finding> {
        let within = self.submissions.iter().flat_map(|one| one.findings.iter());
        self.findings.iter().chain(within)
    }

    /// Returns how many errors stand against a submission of this file.
    pub fn errors(&self, submission: &Outcome<T>) -> usize {
        self.findings.count(Severity::Error) + submission.findings.count(Severity::Error)
    }

    /// Returns the submissions that can be used.
    pub fn usable(&self) -> impl Iterator<Item = &Outcome<T>> {
        let is_usable = |one: &&Outcome<T>| one.result.is_some() && self.errors(one) == 0;
        self.submissions.iter().filter(is_usable)
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
        entries.sort_by_cached_key(fs::DirEntry::file_name);
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

/// Returns the periods named in each file, whichever of the sets its forms are for; none where it
/// names none or cannot be read.
pub fn periods(
    sets: &[&CriteriaSet],
    files: &[PathBuf],
    reader: submission::Reader,
) -> Vec<BTreeSet<Period>> {
    let names: Vec<Names> = sets.iter().map(|set| Names::of(set)).collect();
    let periods = |path: &PathBuf| {
        let mut periods = BTreeSet::new();
        let Ok(bytes) = bytes::read(path, &reader.limits) else {
            return periods;
        };
        let source = Source::new(&path.display().to_string());
        for names in &names {
            let mut each = |submission: Submission, _| periods.extend(submission.period());
            reader.read_each(names, &source, &bytes, &mut Findings::new(), &mut each);
        }
        periods
    };
    files.par_iter().map(periods).collect()
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
    let set = request.set;
    let reader = Reader {
        names: Names::mapped(set, request.reader.mapping),
        handed_out: request.reader.handed_out.map(|of| of(set)),
        request,
        in_force,
        sheets: Mutex::default(),
    };
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
    let usable = admitted.iter().flat_map(FileOutcome::usable);
    let compared = usable.filter_map(|outcome| {
        let values = outcome.result.as_ref()?.compared(set.counted);
        Some((outcome.unit.as_deref()?, values))
    });
    let compared: Vec<(&AdministrativeUnit, Cow<[Option<Value>]>)> = compared.collect();
    let members: Vec<Member> = compared
        .iter()
        .map(|(unit, values)| Member { unit, values })
        .collect();
    let mut computed = cohort::statistics(set, &members).into_iter();
    let is_usable = |file: &FileOutcome<ValidSubmission>| -> Vec<bool> {
        let own = file.submissions.iter();
        own.map(|one| one.result.is_some() && file.errors(one) == 0)
            .collect()
    };
    let statistics: Vec<Vec<Option<Vec<Option<Exact>>>>> = admitted
        .iter()
        .map(|file| {
            let usable = is_usable(file).into_iter();
            usable
                .map(|is_usable| is_usable.then(|| computed.next()).flatten())
                .collect()
        })
        .collect();
    let score = |(outcome, statistics): (Outcome<ValidSubmission>, Option<Vec<_>>)| {
        let known = outcome.unit.clone().zip(outcome.period);
        let mut found = Findings::new();
        let mut scored = outcome.map(|valid| {
            let (unit, period) = known?;
            let is_compared = statistics.is_some();
            let valid = match statistics {
                Some(statistics) => {
                    let valid = valid.with_statistics(statistics);
                    validation::check_together(set, valid, &unit.kind, period, &mut found)
                }
                None => valid,
            };
            let card = scorecard::score(set, valid, Arc::clone(&unit), period);
            if is_compared {
                scorecard::check_declared(set, &card, &mut found);
            }
            found.name_unit(unit.code.as_str(), &unit.name);
            Some(keep(card))
        });
        scored.findings.extend(found);
        scored
    };
    admitted
        .into_par_iter()
        .zip(statistics)
        .map(|(file, statistics)| {
            let within = file.submissions.into_par_iter().zip(statistics);
            FileOutcome {
                source: file.source,
                sha256: file.sha256,
                findings: file.findings,
                submissions: within.map(score).collect(),
            }
        })
        .collect()
}

/// Questions from which nobody leaves every one blank on purpose.
const A_FORM: usize = 5;

struct Reader<'r> {
    request: Request<'r>,
    names: Names<'r>,
    /// What forms of the program's own are held against.
    handed_out: Option<Box<dyn HandedOut + 'r>>,
    /// The roster in force in the period asked for.
    in_force: Option<(Period, Roster)>,
    /// Names of sheets, mostly the same in all files. A name of each file's own would lie, for as long as the run,
    /// between what is let go, and keep that memory from being used again.
    sheets: Mutex<BTreeSet<Arc<str>>>,
}

impl Reader<'_> {
    /// Returns a place that shares the name of its sheet with all others.
    fn shared(&self, mut place: Place) -> Place {
        if let Place::Sheet { sheet, .. } | Place::Cell { sheet, .. } = &mut place {
            let mut sheets = self.sheets.lock().unwrap_or_else(PoisonError::into_inner);
            match sheets.get(&**sheet) {
                Some(known) => *sheet = Arc::clone(known),
                None => {
                    sheets.insert(Arc::clone(sheet));
                }
            }
        }
        place
    }

    /// Reads every file; `of` says what is made of a submission whose unit and period are known.
    fn read_all<T: Send>(
        &self,
        files: &[PathBuf],
        of: impl Fn(Submission, &Arc<AdministrativeUnit>, Period, &mut Findings) -> T + Sync,
    ) -> Vec<FileOutcome<T>> {
        let mut outcomes: Vec<FileOutcome<T>> = files
            .par_iter()
            .map(|path| self.read_watched(path, &of))
            .collect();
        self.name_unreadable(&mut outcomes);
        if self.request.of_several == OfSeveral::Latest {
            several::set_earlier_aside(&mut outcomes);
        }
        several::report(&mut outcomes);
        outcomes
    }

    /// A file that cannot be read is still its unit's, where its name says whose: the unit did hand
    /// something in. A unit that has another file is judged by that one.
    fn name_unreadable<T>(&self, outcomes: &mut [FileOutcome<T>]) {
        let Some((period, roster)) = &self.in_force else {
            return;
        };
        let within = outcomes.iter().flat_map(|file| &file.submissions);
        let units = within.filter_map(|one| one.unit.as_ref());
        let mut known: BTreeSet<UnitCode> = units.map(|unit| unit.code.clone()).collect();
        for file in outcomes {
            if !file.submissions.is_empty() || file.findings.count(Severity::Error) == 0 {
                continue;
            }
            let Some(unit) = submission::named_by_file(roster, &file.source) else {
                continue;
            };
            if known.insert(unit.code.clone()) {
                file.findings.name_unit(unit.code.as_str(), &unit.name);
                file.submissions.push(Outcome {
                    place: Place::File(file.source.clone()),
                    named_at: None,
                    unit: Some(Arc::clone(unit)),
                    period: Some(*period),
                    result: None,
                    findings: Findings::new(),
                    recognised: None,
                });
            }
        }
    }

    /// Reads a file, and tells that it has been read.
    fn read_watched<T>(
        &self,
        path: &Path,
        of: impl Fn(Submission, &Arc<AdministrativeUnit>, Period, &mut Findings) -> T,
    ) -> FileOutcome<T> {
        let outcome = self.read(path, of);
        if let Some(watch) = self.request.reader.watch {
            watch.has_read();
        }
        outcome
    }

    fn read<T>(
        &self,
        path: &Path,
        of: impl Fn(Submission, &Arc<AdministrativeUnit>, Period, &mut Findings) -> T,
    ) -> FileOutcome<T> {
        let source = Source::new(&path.display().to_string());
        let mut outcome = FileOutcome::new(source.clone());
        let bytes = match bytes::read(path, &self.request.reader.limits) {
            Ok(bytes) => bytes,
            Err(problem) => {
                let finding = Finding::new(problem, Place::File(source));
                outcome.findings.push(finding);
                return outcome;
            }
        };
        if self.request.digests {
            outcome.sha256 = Some(sha256(&bytes));
        }
        let mut file = File {
            reader: self,
            rosters: BTreeMap::new(),
            headed: None,
            findings: Findings::new(),
        };
        let submissions = &mut outcome.submissions;
        let mut each = |submission: Submission, findings: Findings| {
            submissions.push(file.outcome(submission, findings, &of));
        };
        self.request.reader.read_each(
            &self.names,
            &source,
            &bytes,
            &mut outcome.findings,
            &mut each,
        );
        outcome.findings.extend(file.findings);
        // Nearly every file is one submission, and room for four would be kept for each of thousands.
        outcome.submissions.shrink_to_fit();
        outcome
    }
}

/// A file whose submissions come one after the other.
struct File<'f> {
    reader: &'f Reader<'f>,
    /// The roster in force in each period met, where no period was asked for.
    rosters: BTreeMap<Period, Roster>,
    /// The table whose header was looked at.
    headed: Option<Arc<Sheet>>,
    /// What was found about the file as a whole.
    findings: Findings,
}

impl File<'_> {
    /// Returns the period asked for; or else that of the file, or else that of its folder.
    fn period(&self, submission: &Submission, findings: &mut Findings) -> Option<Period> {
        if let Some(period) = self.reader.request.period {
            return Some(period);
        }
        let of_folder = period_of_folder(submission.sheet.source());
        let own = submission.period();
        if let (Some(own), Some(folder), Some((text, at))) =
            (own, of_folder, &submission.header.period)
            && !folder.contains(own)
        {
            let folder = folder.to_string();
            let problem = Problem::OtherPeriodInFolder { folder };
            findings.push(Finding::new(problem, submission.place(*at)).quoting(text));
        }
        own.or(of_folder)
    }

    /// Reports what stands where the period belongs; what stands above a table is told once.
    fn report_unknown_period(&mut self, submission: &Submission, findings: &mut Findings) {
        let written = submission.header.period.as_ref();
        let problem = Problem::PeriodUnknown {
            is_written: written.is_some(),
        };
        let is_shared = matches!(submission.part, Part::Row(_)) && !submission.has_own_period;
        let Some((text, at)) = written else {
            findings.push(Finding::new(problem, submission.whole()));
            return;
        };
        let finding = Finding::new(problem, submission.place(*at)).quoting(text);
        if !is_shared {
            findings.push(finding);
        } else if !self.findings.iter().any(|other| *other == finding) {
            self.findings.push(finding);
        }
    }

    fn outcome<T>(
        &mut self,
        mut submission: Submission,
        mut findings: Findings,
        of: impl Fn(Submission, &Arc<AdministrativeUnit>, Period, &mut Findings) -> T,
    ) -> Outcome<T> {
        let request = &self.reader.request;
        let place = submission.whole();
        let mut outcome = Outcome {
            place: place.clone(),
            named_at: submission
                .unit_named_at()
                .map(|place| self.reader.shared(place)),
            unit: None,
            period: None,
            result: None,
            findings: Findings::new(),
            recognised: request
                .recognised
                .then(|| Box::new(Recognised::of(request.set, &submission))),
        };
        let Some(period) = self.period(&submission, &mut findings) else {
            self.report_unknown_period(&submission, &mut findings);
            outcome.findings = findings;
            return outcome;
        };
        let roster = match (&self.reader.in_force, request.roster) {
            (Some((_, roster)), _) => Some(roster),
            (None, Some(roster)) => {
                let in_force = self.rosters.entry(period);
                Some(&*in_force.or_insert_with(|| roster.in_force(period)))
            }
            (None, None) => None,
        };
        let names = &self.reader.names;
        let unit = submission::identify_mapped(&submission, roster, names, &mut findings);
        // What stands above a table is told once, and of the file.
        let is_shared = matches!(submission.part, Part::Row(_));
        let is_told = |headed: &Arc<Sheet>| is_shared && Arc::ptr_eq(headed, &submission.sheet);
        if !self.headed.as_ref().is_some_and(is_told) {
            let found = if is_shared {
                self.headed = Some(Arc::clone(&submission.sheet));
                &mut self.findings
            } else {
                &mut findings
            };
            scorecard::check_criteria_set(request.set, request.set_digest, &submission, found);
            if !submission.has_own_period {
                scorecard::check_period(&submission, period, found);
            }
        }
        if let Some(handed_out) = &self.reader.handed_out
            && !is_shared
            && scorecard::is_of(request.set, request.set_digest, &submission)
        {
            handed_out.compare(&submission, &mut findings);
        }
        if submission.has_own_period {
            scorecard::check_period(&submission, period, &mut findings);
        }
        if let Some(unit) = unit {
            let (set, targets) = (request.set, request.targets);
            if let Some(waivers) = request.waivers {
                submission.waived = waivers.granted(set, &unit, period, &mut findings);
            }
            let is_untouched = submission.own.are_none() && submission.appraised.is_none();
            if is_untouched && set.inputs.len() >= A_FORM && submission.waived.is_empty() {
                findings.push(Finding::new(Problem::NothingAnswered, place));
            } else {
                target::fill(set, targets, &unit, period, &mut submission, &mut findings);
                for earlier in request.earlier {
                    earlier.compare(set, &submission, &unit, period, &mut findings);
                }
                outcome.result = Some(of(submission, &unit, period, &mut findings));
            }
            findings.name_unit(unit.code.as_str(), &unit.name);
            outcome.unit = Some(unit);
            outcome.period = Some(period);
        }
        let is_of_another_set = |found: &Finding| found.code() == Code::OtherCriteriaSet;
        if findings.iter().any(is_of_another_set) {
            findings.retain(|found| !is_of_rows(found));
        }
        outcome.findings = findings;
        outcome
    }
}

/// Returns whether a finding says of a form's rows that they are not those of the criteria set: of a
/// form for another set that goes without saying.
fn is_of_rows(finding: &Finding) -> bool {
    matches!(
        finding.code(),
        Code::MissingRow | Code::UnknownRow | Code::UnaskedAnswer | Code::NothingAnswered
    )
}

/// Returns the period the nearest folder is called after that is called after one.
fn period_of_folder(source: &Source) -> Option<Period> {
    let path = Path::new(source.name());
    let mut folders = path.ancestors().skip(1).filter_map(Path::file_name);
    folders.find_map(|folder| Period::from_folder(&folder.to_string_lossy()))
}
