//! `check`: criteria set, roster and submissions → findings; no scores.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::Args;

use chamdiem::finding::{Finding, Findings, Place, in_order};
use chamdiem::intake::FileOutcome;
use chamdiem::period::Period;
use chamdiem::ranking;
use chamdiem::report::Format;
use chamdiem::report::document::findings::{CheckedFile, Counts, FindingsDocument, UnitName};
use chamdiem::report::document::mapping::MappingDocument;
use chamdiem::report::document::waivers;
use chamdiem::report::section;
use chamdiem::returned;
use chamdiem::text::Language;
use chamdiem::text::safe::{self, printable};
use chamdiem::unit::AdministrativeUnit;
use chamdiem::waiver::Granted;

use super::hand_back::{Destination, Faulty, hand_back, said};
use super::judgement::Judgement;
use super::output::Output;
use super::selection::{Basis, Selection, list, one_period_only};
use super::terminal::{Room, write_findings};
use super::versions::{Asked, Versions};
use super::{FailOn, Session, Status};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Periods, files or folders.
    what: Vec<String>,
    #[command(flatten)]
    selection: Selection,
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,
    #[command(flatten)]
    judgement: Judgement,
    /// The folder for what goes back to whoever sent a faulty file.
    #[arg(long = "return", value_name = "DIR")]
    return_to: Option<PathBuf>,
    /// Replaces what was handed back before.
    #[arg(long, requires = "return_to")]
    overwrite: bool,
    /// Shows what was recognised of each file instead of what is wrong in it.
    #[arg(long)]
    show_mapping: bool,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(arguments: &Arguments, session: Session) -> Result<Status> {
    let language = session.language;
    arguments.output.check(language)?;
    let judge = arguments.judgement.judge(language)?;
    let (basis, of_tables) = arguments.selection.basis_and_findings(session)?;
    let work = Work::of(&arguments.what, &arguments.selection, &basis, language)?;
    let earlier = basis.earlier_of(&work, language)?;
    basis.progress.expect(work.files.len());
    let asked = Asked {
        earlier: &earlier,
        roster: basis.roster.as_ref(),
        reader: basis.reader(),
        period: work.period,
        of_several: basis.of_several,
        recognised: arguments.show_mapping,
        is_whole_period: work.is_whole_period,
    };
    let mut outcomes = basis.versions.check(&work.files, asked);
    if arguments.show_mapping {
        let document = MappingDocument::new(&outcomes, language);
        let report = section::mapping::report(&document, language);
        arguments.output.write(&report, language)?;
        return Ok(Status::Done);
    }
    for file in &mut outcomes {
        judge.apply(&mut file.findings);
        for submission in &mut file.submissions {
            judge.apply(&mut submission.findings);
        }
    }
    if let Some(folder) = &arguments.return_to {
        let destination = Destination {
            folder,
            overwrite: arguments.overwrite,
        };
        let faulty = faulty(&work.files, &outcomes);
        let limits = &basis.reader().limits;
        hand_back(destination, &work, &faulty, limits, language)?;
        session.terminal.hint(&said(faulty.len(), folder, language));
    }
    let submissions = || outcomes.iter().flat_map(|file| &file.submissions);
    let periods = submissions().filter_map(|one| one.period);
    let not_in_force = basis.versions.not_in_force(periods);
    let mut of_run: Findings = not_in_force.into_iter().collect();
    of_run.extend(of_tables);
    judge.apply(&mut of_run);
    let mut findings = of_run.sorted();
    let mut files = Vec::new();
    for file in &outcomes {
        files.extend(checked(&basis.versions, file, language));
        findings.extend(file.found().cloned().collect::<Findings>().sorted());
    }
    if let (true, Some(period), Some(roster)) = (work.is_whole_period, work.period, &basis.roster) {
        let found = submissions().filter_map(|one| one.unit.as_ref());
        let expected = roster.in_force(period);
        let missing = ranking::not_submitted(expected.units(), found);
        let mut missing: Findings = missing.into_iter().collect();
        judge.apply(&mut missing);
        findings.extend(missing.sorted());
    }
    let document = FindingsDocument::new(&findings, files, language);
    let is_told =
        |file: &&CheckedFile| file.counts != Counts::default() || session.terminal.verbose;
    let lines = document.files.iter().filter(is_told);
    let lines = lines.map(|file| line(file, language));
    let in_all = section::findings::summary(document.counts, document.read(), language);
    let lines: Vec<String> = lines.collect();
    if arguments.output.is_table() {
        arguments.output.write_with(language, |width, out| {
            let room = Room::of_output(arguments.output.is_stdout());
            write_findings(&findings, &[], language, room, out)?;
            for line in &lines {
                room.write(&printable(line), ["", "    "], out)?;
            }
            if let Some(waived) = section::findings::waived(&document, language) {
                writeln!(out)?;
                Format::Table.write(&waived, width, out)?;
                writeln!(out)?;
            }
            writeln!(out, "{in_all}")
        })?;
    } else {
        arguments
            .output
            .write(&section::findings::report(&document, language), language)?;
        // Delimited text is one table, of the findings; a person is told the rest.
        if matches!(arguments.output.format(), Format::Csv | Format::CsvExcel) {
            for line in lines.iter().chain([&in_all]) {
                session.terminal.hint(line);
            }
        }
    }
    Ok(arguments.fail_on.status(document.counts))
}

/// Returns the files that somebody has to mend, each with all that was found in it.
fn faulty<'f>(files: &'f [PathBuf], outcomes: &'f [FileOutcome<Granted>]) -> Vec<Faulty<'f>> {
    let faulty = |(path, file): (&'f PathBuf, &'f FileOutcome<Granted>)| {
        // What is found in a table of the superior is not for the unit to mend.
        let is_own = |finding: &&Finding| {
            let source = finding.place.source();
            source.is_none_or(|source| *source == file.source)
        };
        let is_faulty = file.found().filter(is_own).any(returned::is_to_mend);
        is_faulty.then(|| Faulty {
            path,
            findings: in_order(file.found().filter(is_own)),
        })
    };
    files.iter().zip(outcomes).filter_map(faulty).collect()
}

/// Returns what was looked at in a file: the file, or every submission in it and, where something
/// was found about it, the file besides.
fn checked(
    versions: &Versions,
    file: &FileOutcome<Granted>,
    language: Language,
) -> Vec<CheckedFile> {
    let entry = |place: &Place, unit: Option<&AdministrativeUnit>, findings: &Findings| {
        let unit = unit.map(|unit| UnitName {
            code: unit.code.as_str().to_owned(),
            name: unit.name.clone(),
        });
        CheckedFile::new(place, unit, Counts::of(findings), language)
    };
    let whole = Place::File(file.source.clone());
    let is_only = matches!(file.submissions.as_slice(), [one] if one.place == whole);
    let of_file = (!is_only && (file.submissions.is_empty() || !file.findings.is_empty()))
        .then(|| entry(&whole, None, &file.findings));
    let within = file.submissions.iter().map(|one| {
        let granted = one.period.zip(one.result.as_ref());
        let waivers = granted.map(|(period, granted)| {
            let set = &versions.of(period).set;
            waivers::entries(set, granted, language)
        });
        CheckedFile {
            waivers: waivers.unwrap_or_default(),
            ..entry(&one.place, one.unit.as_deref(), &one.findings)
        }
    });
    of_file.into_iter().chain(within).collect()
}

/// One line for a file: whose it is, and what was found in it.
fn line(file: &CheckedFile, language: Language) -> String {
    let unit = file
        .unit
        .as_ref()
        .map(|unit| format!(" – {} ({})", safe::name(&unit.name), safe::name(&unit.code)))
        .unwrap_or_default();
    format!(
        "{}{unit}: {}",
        file.place,
        section::findings::summary(file.counts, 0, language)
    )
}

/// What a command that takes periods, files and folders works on.
#[derive(Debug)]
pub(super) struct Work {
    pub(super) files: Vec<PathBuf>,
    /// The folders in which files were looked for.
    pub(super) folders: Vec<PathBuf>,
    /// The period all files are for, where it is known.
    pub(super) period: Option<Period>,
    /// Whether these are all the submissions of a period, so that absence means something.
    pub(super) is_whole_period: bool,
}

impl Work {
    /// Returns the work named: each word is a file or folder where there is one of that name,
    /// else a period.
    pub(super) fn of(
        what: &[String],
        selection: &Selection,
        basis: &Basis,
        language: Language,
    ) -> Result<Work> {
        let mut files = Vec::new();
        let mut period = selection.period(None, language)?;
        let mut is_whole_period = false;
        let mut searched: Vec<PathBuf> = Vec::new();
        for word in what {
            let path = Path::new(word);
            if path.exists() {
                files.extend(list(path, language)?);
                searched.push(path.to_owned());
            } else if let Ok(named) = word.parse::<Period>() {
                if is_whole_period || period.is_some_and(|period| period != named) {
                    bail!(one_period_only(language));
                }
                files.extend(basis.files_of(named, language)?);
                searched.extend(basis.folder_of(named));
                period = Some(named);
                is_whole_period = true;
            } else {
                bail!(match language {
                    Language::Vietnamese =>
                        format!("“{word}” không phải là tệp, thư mục hay kỳ (ví dụ 2021-11)"),
                    Language::English =>
                        format!("“{word}” is no file, no folder and no period such as 2021-11"),
                });
            }
        }
        if what.is_empty() {
            let Some(named) = period else {
                bail!(language.pick(
                    "cho biết kỳ (ví dụ 2021-11), tệp hoặc thư mục phiếu chấm điểm",
                    "name a period such as 2021-11, a file or a folder of submissions"
                ));
            };
            files.extend(basis.files_of(named, language)?);
            searched.extend(basis.folder_of(named));
            is_whole_period = true;
        }
        if files.is_empty() {
            bail!(nothing_in(&searched, language));
        }
        searched.retain(|path| path.is_dir());
        Ok(Work {
            files,
            folders: searched,
            period,
            is_whole_period,
        })
    }
}

/// Folders without a single file are the wrong folders, not folders without a mistake.
fn nothing_in(folders: &[PathBuf], language: Language) -> String {
    let folders: Vec<String> = folders
        .iter()
        .map(|folder| folder.display().to_string())
        .collect();
    let folders = folders.join(", ");
    match language {
        Language::Vietnamese => format!(
            "không có phiếu chấm điểm nào trong thư mục {folders}; đặt các tệp phiếu (xlsx, xls, ods, csv) vào đó, hoặc kiểm tra lại kỳ và đường dẫn"
        ),
        Language::English => format!(
            "there is no submission in {folders}; put the forms (xlsx, xls, ods, csv) there, or see whether period and path are right"
        ),
    }
}
