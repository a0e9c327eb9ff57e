//! The whole job of `chamdiem rank`, as `src/cli/rank.rs` does it, and its scoring alone.

use std::fs;
use std::hint::black_box;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use chamdiem::definition::{self, CriteriaSet};
use chamdiem::finding::{Findings, Source};
use chamdiem::form;
use chamdiem::intake::{self, Request};
use chamdiem::provenance::{InputFile, Provenance, sha256};
use chamdiem::ranking::{self, Field};
use chamdiem::report::document::findings::Counts;
use chamdiem::report::document::ranking::{Context as Frame, RankingDocument, Selection};
use chamdiem::report::{Format, section};
use chamdiem::scorecard::{self, Scorecard};
use chamdiem::scoring;
use chamdiem::submission::{self, Stage, Submission};
use chamdiem::text::Language;
use chamdiem::unit::{self, AdministrativeUnit, Roster};
use rayon::prelude::*;

use super::measure::median;
use super::workload::{CRITERIA_SET, Kind, PERIOD, Workload};

/// Durations of the same thing, round after round.
pub struct Times(Vec<Duration>);

impl Times {
    pub fn new() -> Times {
        Times(Vec::new())
    }

    pub fn push(&mut self, time: Duration) {
        self.0.push(time);
    }

    pub fn median(&self) -> Duration {
        median(&self.0)
    }
}

/// What came of a job.
pub struct Done {
    /// Units with a place.
    pub ranked: usize,
    /// Findings that are errors.
    pub errors: usize,
    /// The time until the first submission was read: criteria set, roster.
    pub before_files: Duration,
}

/// Criteria set and roster.
pub struct Basis {
    set: CriteriaSet,
    roster: Roster,
    provenance: Provenance,
}

fn text_of(path: &Path) -> Result<(Source, String, InputFile)> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    let file = path.display().to_string();
    let sha256 = sha256(text.as_bytes());
    Ok((Source::new(&file), text, InputFile { file, sha256 }))
}

/// Reads and checks the criteria set.
pub fn criteria_set() -> Result<(CriteriaSet, InputFile)> {
    let (source, text, file) = text_of(Path::new(CRITERIA_SET))?;
    let mut findings = Findings::new();
    match definition::read(&source, &text, &mut findings) {
        Some(set) => Ok((set, file)),
        None => bail!("{:?}", findings.sorted()),
    }
}

impl Basis {
    pub fn read(workload: &Workload) -> Result<Basis> {
        let (set, set_file) = criteria_set()?;
        let (source, text, roster_file) = text_of(&workload.roster())?;
        let mut findings = Findings::new();
        let roster = unit::read(&source, &text, &mut findings);
        if !findings.is_empty() {
            bail!("{:?}", findings.sorted());
        }
        Ok(Basis {
            set,
            roster,
            provenance: Provenance {
                program: Provenance::PROGRAM.to_owned(),
                criteria_set: set_file,
                roster: Some(roster_file),
                targets: None,
                waivers: None,
                submissions: Vec::new(),
            },
        })
    }
}

/// Reads, scores and ranks every unit and writes the ranking.
pub fn rank(workload: &Workload, kind: Kind, format: Format, out: &mut dyn Write) -> Result<Done> {
    let start = Instant::now();
    let Basis {
        set,
        roster,
        provenance,
    } = Basis::read(workload)?;
    let before_files = start.elapsed();
    let files = intake::files(&workload.folder(kind))?;
    let digest = provenance.criteria_set.sha256.clone();
    let request = Request {
        set: &set,
        roster: Some(&roster),
        period: Some(PERIOD),
        targets: None,
        waivers: None,
        earlier: &[],
        reader: submission::Reader {
            handed_out: Some(form::handed_out),
            ..submission::Reader::default()
        },
        set_digest: Some(&digest),
        of_several: intake::OfSeveral::Latest,
        recognised: false,
        digests: false,
        is_whole_period: true,
    };
    let outcomes = intake::run(request, &files, |card| card.into_standing(&set));
    let in_force = roster.in_force(PERIOD);
    let (field, mut findings) = Field::of(outcomes, Some(in_force.units()));
    let ranking = ranking::rank(&set, field);
    findings.extend(ranking.findings());
    let counts = Counts::of(&findings.sorted());
    let document = RankingDocument::new(
        &ranking,
        Frame {
            notice: None,
            set: &set,
            period: PERIOD,
            compared_with: None,
            across: None,
            shown: Selection::default(),
            findings: counts,
            provenance,
            language: Language::Vietnamese,
        },
    );
    let report = section::ranking::report(&document, Language::Vietnamese);
    format.write(&report, None, out)?;
    Ok(Done {
        ranked: ranking.places.len(),
        errors: counts.error,
        before_files,
    })
}

/// Which part of the scoring is timed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scoring {
    /// From answers to a scorecard.
    Assess,
    /// From admitted answers to a tree of scores.
    Score,
}

/// Returns the time that scoring all files takes once they are read.
pub fn score(basis: &Basis, files: &[PathBuf], scoring: Scoring) -> Result<Duration> {
    /// Submissions held in memory at a time.
    const HELD: usize = 1_000;
    let Basis { set, roster, .. } = basis;
    let read = |path: &PathBuf| -> Result<(Submission, Arc<AdministrativeUnit>)> {
        let mut findings = Findings::new();
        let source = Source::new(&path.display().to_string());
        let submission =
            submission::read(set, &source, &fs::read(path)?, &mut findings).context("no form")?;
        let unit = submission::identify(&submission, Some(roster), &mut findings)
            .context("nobody's form")?;
        Ok((submission, unit))
    };
    let mut time = Duration::ZERO;
    for files in files.chunks(HELD) {
        let read: Vec<_> = files.par_iter().map(read).collect::<Result<_>>()?;
        let start = Instant::now();
        let cards: Vec<Scorecard> = read
            .into_par_iter()
            .map(|(submission, unit)| {
                scorecard::assess(set, submission, unit, PERIOD, &mut Findings::new())
            })
            .collect();
        if scoring == Scoring::Assess {
            time += start.elapsed();
            continue;
        }
        let start = Instant::now();
        cards.par_iter().for_each(|card| {
            black_box(scoring::score(
                set,
                &card.valid,
                Stage::Own,
                &card.unit.kind,
            ));
        });
        time += start.elapsed();
    }
    Ok(time)
}
