//! `criteria check`, `criteria show`, `criteria schema`: everything about a definition file.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::{Args, Subcommand};

use chamdiem::definition::{self, CriteriaSet};
use chamdiem::finding::{Finding, Findings, Source};
use chamdiem::provenance::InputFile;
use chamdiem::report::document::criteria::CriteriaDocument;
use chamdiem::report::document::criteria_diff::{CriteriaDiffDocument, Version};
use chamdiem::report::document::findings::{CheckedFile, Counts, FindingsDocument};
use chamdiem::report::section;
use chamdiem::text::Language;

use super::output::{Destination, Output};
use super::selection::{Role, read_text, workspace};
use super::terminal::{self, SourceText, write_findings};
use super::{FailOn, Session, Status};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check {
        file: Option<PathBuf>,
        #[arg(long, value_enum, default_value_t = FailOn::Error)]
        fail_on: FailOn,
        #[command(flatten)]
        output: Output,
    },
    Show {
        file: Option<PathBuf>,
        #[command(flatten)]
        output: Output,
    },
    Diff {
        old: PathBuf,
        new: PathBuf,
        #[command(flatten)]
        output: Output,
    },
    Schema {
        #[command(flatten)]
        output: Destination,
    },
}

pub(super) fn run(arguments: &Arguments, session: Session) -> Result<Status> {
    let language = session.language;
    match &arguments.command {
        Command::Check {
            file,
            fail_on,
            output,
        } => check(&chosen(file.as_ref(), language)?, *fail_on, output, session),
        Command::Show { file, output } => show(&chosen(file.as_ref(), language)?, output, session),
        Command::Diff { old, new, output } => diff(old, new, output, session),
        Command::Schema { output } => {
            output.write_with(language, |_, out| {
                out.write_all(definition::SCHEMA.as_bytes())
            })?;
            Ok(Status::Done)
        }
    }
}

/// The file named, or the workspace's.
fn chosen(file: Option<&PathBuf>, language: Language) -> Result<PathBuf> {
    if let Some(file) = file {
        return Ok(file.clone());
    }
    match workspace(language)?.and_then(|workspace| workspace.criteria()) {
        Some(path) => Ok(path),
        None => bail!(language.pick("chưa cho biết tệp bộ tiêu chí", "no criteria set given")),
    }
}

fn check(path: &Path, fail_on: FailOn, output: &Output, session: Session) -> Result<Status> {
    let language = session.language;
    output.check(language)?;
    let (source, text, file) = read_text(path, Role::CriteriaSet, language)?;
    let mut findings = Findings::new();
    let set = definition::read(&source, &text, &mut findings);
    let findings: Vec<Finding> = findings.sorted();
    let counts = Counts::of(&findings);
    if output.is_table() {
        let texts = [SourceText::new(&source, &text)];
        let summary = summary(set.as_ref(), &file.sha256, counts, language);
        output.write_with(language, |_, out| {
            write_findings(&findings, &texts, language, out)?;
            writeln!(out, "{source}: {summary}")
        })?;
    } else {
        let checked = CheckedFile {
            file: source.name().to_owned(),
            unit: None,
            counts,
        };
        let document = FindingsDocument::new(&findings, vec![checked], language);
        output.write(&section::findings::report(&document, language), language)?;
    }
    Ok(fail_on.status(counts))
}

/// What was found, and of a usable set how large it is and what can be reached in it.
fn summary(set: Option<&CriteriaSet>, sha256: &str, counts: Counts, language: Language) -> String {
    let found = section::findings::summary(counts, 0, language);
    let Some(set) = set else { return found };
    let document = CriteriaDocument::new(set, sha256, language);
    let (criteria, inputs) = (document.criteria, document.inputs);
    let maximum = language.short_number(document.maximum);
    let by_type = document.attainable_by_type.iter().map(|of| {
        let attainable = language.short_number(of.attainable);
        format!("{} {attainable}", of.unit_type)
    });
    let by_type: Vec<String> = by_type.collect();
    let by_type = if by_type.is_empty() {
        String::new()
    } else {
        format!(" ({})", by_type.join("; "))
    };
    let attainable = language.short_number(document.attainable) + &by_type;
    match language {
        Language::Vietnamese => format!(
            "{found} {criteria} tiêu chí, {inputs} số liệu; điểm tối đa {maximum}, cao nhất có thể đạt {attainable}."
        ),
        Language::English => {
            format!(
                "{found} {criteria} criteria, {inputs} inputs; maximum {maximum}, most that can be reached {attainable}."
            )
        }
    }
}

fn show(path: &Path, output: &Output, session: Session) -> Result<Status> {
    let language = session.language;
    output.check(language)?;
    let Some((set, file)) = usable(path, language)? else {
        bail!(has_errors(&[path], language));
    };
    let document = CriteriaDocument::new(&set, &file.sha256, language);
    output.write(&section::criteria::report(&document, language), language)?;
    Ok(Status::Done)
}

fn diff(old: &Path, new: &Path, output: &Output, session: Session) -> Result<Status> {
    let language = session.language;
    output.check(language)?;
    // Of both files everything is told, even when the first cannot be used.
    let versions = [usable(old, language)?, usable(new, language)?];
    let [Some((old_set, old_file)), Some((new_set, new_file))] = &versions else {
        let broken: Vec<&Path> = [old, new]
            .into_iter()
            .zip(&versions)
            .filter(|(_, version)| version.is_none())
            .map(|(path, _)| path)
            .collect();
        bail!(has_errors(&broken, language));
    };
    let source = Source::new(&new_file.file);
    if let (Some(overlap), false) = (new_set.overlap(&source, old_set), session.terminal.quiet) {
        terminal::findings(&[overlap], &[], language);
    }
    let old = Version {
        set: old_set,
        sha256: &old_file.sha256,
    };
    let new = Version {
        set: new_set,
        sha256: &new_file.sha256,
    };
    let document = CriteriaDiffDocument::new(old, new, language);
    output.write(
        &section::criteria_diff::report(&document, language),
        language,
    )?;
    Ok(if document.equal {
        Status::Done
    } else {
        Status::Differ
    })
}

/// Reads a criteria set; prints what is wrong with one that cannot be used.
fn usable(path: &Path, language: Language) -> Result<Option<(CriteriaSet, InputFile)>> {
    let (source, text, file) = read_text(path, Role::CriteriaSet, language)?;
    let mut findings = Findings::new();
    let set = definition::read(&source, &text, &mut findings);
    if set.is_none() {
        terminal::findings(
            &findings.sorted(),
            &[SourceText::new(&source, &text)],
            language,
        );
    }
    Ok(set.map(|set| (set, file)))
}

fn has_errors(paths: &[&Path], language: Language) -> String {
    let names: Vec<String> = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    format!(
        "{}: {}",
        names.join(", "),
        language.pick("bộ tiêu chí có lỗi", "the criteria set has errors")
    )
}
