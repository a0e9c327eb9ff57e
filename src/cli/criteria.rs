//! `criteria new`, `criteria check`, `criteria show`, `criteria schema`, `criteria export`, `criteria import`:
//! everything about a definition file.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use clap::{Args, Subcommand, ValueEnum};

use chamdiem::annex::{self, AnnexError};
use chamdiem::definition::{self, CriteriaSet};
use chamdiem::finding::{Finding, Findings, Place, Source};
use chamdiem::provenance::{InputFile, sha256};
use chamdiem::report::document::criteria::CriteriaDocument;
use chamdiem::report::document::criteria_diff::{CriteriaDiffDocument, Version};
use chamdiem::report::document::findings::{CheckedFile, Counts, FindingsDocument};
use chamdiem::report::section;
use chamdiem::text::Language;
use chamdiem::unit;

use super::basis::{Role, read_bytes, read_text};
use super::output::{Destination, Output};
use super::selection::workspace;
use super::terminal::{self, Room, SourceText, write_findings};
use super::workspace::Workspace;
use super::{FailOn, Session, Status};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    New {
        #[command(flatten)]
        output: Destination,
    },
    Check {
        file: Vec<PathBuf>,
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
    Export {
        file: Option<PathBuf>,
        #[arg(long, value_enum)]
        to: ExportFormat,
        #[command(flatten)]
        output: Destination,
    },
    Import {
        workbook: PathBuf,
        #[arg(long)]
        id: Option<String>,
        #[arg(long, value_enum, default_value_t = FailOn::Error)]
        fail_on: FailOn,
        #[command(flatten)]
        output: Destination,
    },
}

/// What a criteria set is exported to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ExportFormat {
    Xlsx,
}

pub(super) fn run(arguments: &Arguments, session: Session) -> Result<Status> {
    let language = session.language;
    match &arguments.command {
        Command::New { output } => new(output, language),
        Command::Check {
            file,
            fail_on,
            output,
        } => check(file, *fail_on, output, session),
        Command::Show { file, output } => {
            let is_of_workspace = file.is_none();
            show(
                &one(file.as_ref(), language)?,
                is_of_workspace,
                output,
                session,
            )
        }
        Command::Diff { old, new, output } => diff(old, new, output, session),
        Command::Schema { output } => {
            output.write_with(language, |_, out| {
                out.write_all(definition::SCHEMA.as_bytes())
            })?;
            Ok(Status::Done)
        }
        Command::Export { file, to, output } => {
            export(&one(file.as_ref(), language)?, *to, output, session)
        }
        Command::Import {
            workbook,
            id,
            fail_on,
            output,
        } => import(workbook, id.as_deref(), *fail_on, output, session),
    }
}

/// Writes a small set to begin with; what is there already is left alone.
fn new(output: &Destination, language: Language) -> Result<Status> {
    if let Some(path) = output.path().filter(|path| path.exists()) {
        bail!(
            "{}: {}",
            path.display(),
            language.pick(
                "tệp này đã có, hãy chọn tên khác",
                "this file is there already, choose another name"
            )
        );
    }
    output.write_with(language, |_, out| {
        out.write_all(definition::STARTER.as_bytes())
    })?;
    Ok(Status::Done)
}

/// The file named, or the workspace's: one for each version.
fn chosen(file: Option<&PathBuf>, language: Language) -> Result<Vec<PathBuf>> {
    if let Some(file) = file {
        return Ok(vec![file.clone()]);
    }
    let of_workspace = workspace(language)?.map(|workspace| workspace.criteria());
    match of_workspace {
        Some(paths) if !paths.is_empty() => Ok(paths),
        _ => bail!(language.pick("chưa cho biết tệp bộ tiêu chí", "no criteria set given")),
    }
}

/// The file named, or the workspace's only one.
fn one(file: Option<&PathBuf>, language: Language) -> Result<PathBuf> {
    let paths = chosen(file, language)?;
    if let [path] = paths.as_slice() {
        return Ok(path.clone());
    }
    let paths: Vec<String> = paths
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    bail!(
        "{}: {}",
        language.pick(
            "bộ tiêu chí có nhiều phiên bản, hãy nêu một tệp",
            "the criteria set has several versions, name one of the files"
        ),
        paths.join(", ")
    );
}

/// A definition file, read, with what was found in it.
struct Checked {
    source: Source,
    text: String,
    sha256: String,
    set: Option<CriteriaSet>,
    findings: Findings,
}

impl Checked {
    fn read(path: &Path, language: Language) -> Result<Checked> {
        let (source, text, file) = read_text(path, Role::CriteriaSet, language)?;
        let mut findings = Findings::new();
        let set = definition::read(&source, &text, &mut findings);
        let merging = set
            .as_ref()
            .and_then(|set| definition::merging_codes(&source, &text, set));
        findings.extend(merging.into_iter().collect());
        Ok(Checked {
            set,
            source,
            text,
            sha256: file.sha256,
            findings,
        })
    }
}

fn check(files: &[PathBuf], fail_on: FailOn, output: &Output, session: Session) -> Result<Status> {
    let language = session.language;
    output.check(language)?;
    let of_workspace = workspace(language)?;
    let standing = of_workspace.as_ref().map(Workspace::criteria);
    let standing = standing.unwrap_or_default();
    let paths = match files {
        [] => chosen(None, language)?,
        files => files.to_vec(),
    };
    let is_same = |one: &Path, other: &Path| match (one.canonicalize(), other.canonicalize()) {
        (Ok(one), Ok(other)) => one == other,
        _ => one == other,
    };
    let stands = |path: &PathBuf| standing.iter().any(|other| is_same(path, other));
    // What units there are is known where the set is one of the workspace's.
    let kinds = match of_workspace.as_ref().and_then(Workspace::units) {
        Some(roster) if paths.iter().any(stands) => kinds(&roster, language),
        _ => Vec::new(),
    };
    let read = |path: &PathBuf| Checked::read(path, language);
    let mut versions = paths.iter().map(read).collect::<Result<Vec<_>>>()?;
    // A version that is to come is held against those that are there; of these nothing is told.
    let is_new = |path: &&PathBuf| !paths.iter().any(|other| is_same(path, other));
    let others = standing.iter().filter(is_new);
    let others: Vec<Checked> = others.filter_map(|path| read(path).ok()).collect();
    let all = others.iter().chain(&versions);
    let usable: Vec<(&Source, &CriteriaSet)> = all
        .filter_map(|version| Some((&version.source, version.set.as_ref()?)))
        .collect();
    for overlap in definition::versions::overlaps(&usable) {
        let of_file = |version: &&mut Checked| overlap.place == Place::File(version.source.clone());
        if let Some(version) = versions.iter_mut().find(of_file) {
            let mut overlap = overlap.clone();
            overlap.place =
                definition::place(&version.source, &version.text, "/document/valid_from");
            version.findings.push(overlap);
        }
    }
    let mut findings: Vec<Finding> = Vec::new();
    let (mut files, mut lines) = (Vec::new(), Vec::new());
    for version in &versions {
        let of_file = version.findings.clone().sorted();
        let counts = Counts::of(&of_file);
        let set = version.set.as_ref();
        let summary = summary(set, &version.sha256, &kinds, counts, language);
        lines.push(format!("{}: {summary}", version.source));
        let place = Place::File(version.source.clone());
        files.push(CheckedFile::new(&place, None, counts, language));
        findings.extend(of_file);
    }
    let counts = Counts::of(&findings);
    if output.is_table() {
        let texts: Vec<SourceText> = versions
            .iter()
            .map(|version| SourceText::new(&version.source, &version.text))
            .collect();
        output.write_with(language, |_, out| {
            let room = Room::of_output(output.is_stdout());
            write_findings(&findings, &texts, language, room, out)?;
            lines.iter().try_for_each(|line| writeln!(out, "{line}"))
        })?;
    } else {
        let document = FindingsDocument::new(&findings, files, language);
        output.write(&section::findings::report(&document, language), language)?;
    }
    Ok(fail_on.status(counts))
}

/// Returns the kinds of unit in a roster; a roster that cannot be read says nothing here.
fn kinds(roster: &Path, language: Language) -> Vec<String> {
    let Ok((source, text, _)) = read_text(roster, Role::Roster, language) else {
        return Vec::new();
    };
    let roster = unit::read(&source, &text, &mut Findings::new());
    let kinds: BTreeSet<&str> = roster
        .units()
        .iter()
        .map(|unit| unit.kind.as_str())
        .collect();
    kinds.into_iter().map(str::to_owned).collect()
}

/// What was found, and of a usable set how large it is and what can be reached in it.
fn summary(
    set: Option<&CriteriaSet>,
    sha256: &str,
    kinds: &[String],
    counts: Counts,
    language: Language,
) -> String {
    let found = section::findings::summary(counts, 0, language);
    let Some(set) = set else { return found };
    let document = CriteriaDocument::new(set, sha256, kinds, language);
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

fn show(path: &Path, is_of_workspace: bool, output: &Output, session: Session) -> Result<Status> {
    let language = session.language;
    output.check(language)?;
    let Some((set, file)) = usable(path, language)? else {
        bail!(has_errors(&[path], language));
    };
    let of_workspace = workspace(language)?;
    let kinds = match of_workspace.as_ref().and_then(Workspace::units) {
        Some(roster) if is_of_workspace => kinds(&roster, language),
        _ => Vec::new(),
    };
    let document = CriteriaDocument::new(&set, &file.sha256, &kinds, language);
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

fn export(path: &Path, to: ExportFormat, output: &Destination, session: Session) -> Result<Status> {
    let language = session.language;
    let ExportFormat::Xlsx = to;
    if output.is_stdout() {
        bail!(language.pick(
            "tệp Excel không in ra màn hình được: thêm --out TỆP.xlsx",
            "a workbook cannot be printed: add --out FILE.xlsx"
        ));
    }
    let (source, text, _) = read_text(path, Role::CriteriaSet, language)?;
    let mut findings = Findings::new();
    if definition::read(&source, &text, &mut findings).is_none() {
        terminal::findings(
            &findings.sorted(),
            &[SourceText::new(&source, &text)],
            language,
        );
        bail!(
            "{source}: {}",
            language.pick("bộ tiêu chí có lỗi", "the criteria set has errors")
        );
    }
    let workbook = annex::write(&text).map_err(|error| told(error, language))?;
    output.write_with(language, |_, out| out.write_all(&workbook))?;
    Ok(Status::Done)
}

/// Says why a set cannot be a workbook.
fn told(error: AnnexError, language: Language) -> anyhow::Error {
    match error {
        AnnexError::TooLong {
            sheet,
            row,
            column,
            letters,
        } => match language {
            Language::Vietnamese => anyhow!(
                "trang “{sheet}”, dòng “{row}”, cột “{column}”: nội dung dài {letters} ký tự, mà một ô Excel chỉ chứa được 32.767 ký tự"
            ),
            Language::English => anyhow!(
                "sheet “{sheet}”, row “{row}”, column “{column}”: the text has {letters} letters, and a cell of a workbook holds no more than 32,767"
            ),
        },
        other => anyhow::Error::new(other).context(language.pick(
            "không lập được tệp Excel từ bộ tiêu chí này",
            "this criteria set cannot be made a workbook",
        )),
    }
}

fn import(
    path: &Path,
    id: Option<&str>,
    fail_on: FailOn,
    output: &Destination,
    session: Session,
) -> Result<Status> {
    let language = session.language;
    let bytes = read_bytes(path).with_context(|| {
        let what = language.pick("không đọc được tệp", "cannot read");
        format!("{what} {}", path.display())
    })?;
    let source = Source::new(&path.display().to_string());
    let mut findings = Findings::new();
    let imported = annex::read(&source, &bytes, id, &mut findings);
    let findings = findings.sorted();
    let counts = Counts::of(&findings);
    terminal::findings(&findings, &[], language);
    let Some(imported) = imported else {
        bail!(
            "{source}: {}",
            language.pick(
                "chưa chuyển được thành bộ tiêu chí, hãy sửa các lỗi nêu trên",
                "no criteria set could be made of it; mend the errors above"
            )
        );
    };
    output.write_with(language, |_, out| out.write_all(imported.text.as_bytes()))?;
    let digest = sha256(imported.text.as_bytes());
    let summary = summary(imported.set.as_ref(), &digest, &[], counts, language);
    session.terminal.hint(&format!("{source}: {summary}"));
    Ok(fail_on.status(counts))
}
