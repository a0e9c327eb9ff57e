//! What a command works on: criteria set, roster, period and submissions, from its arguments
//! or from the workspace.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow, bail};
use clap::Args;

use chamdiem::definition::{self, CriteriaSet};
use chamdiem::finding::{Finding, Findings, Source};
use chamdiem::intake::{self, OfSeveral};
use chamdiem::period::Period;
use chamdiem::provenance::{InputFile, Provenance, sha256};
use chamdiem::submission::mapping::Mapping;
use chamdiem::submission::target::Targets;
use chamdiem::submission::{Names, Reader};
use chamdiem::text::Language;
use chamdiem::unit::{self, Roster};
use chamdiem::waiver::{self, Waivers};

use super::Session;
use super::aside::Child;
use super::terminal::{self, SourceText};
use super::workspace::Workspace;

/// Where criteria set, roster and submissions are, when the workspace does not say.
#[derive(Debug, Clone, Args)]
pub(super) struct Selection {
    #[arg(long)]
    criteria: Option<PathBuf>,
    #[arg(long)]
    units: Option<PathBuf>,
    #[arg(long)]
    targets: Option<PathBuf>,
    #[arg(long)]
    waivers: Option<PathBuf>,
    #[arg(long)]
    submissions: Option<PathBuf>,
    #[arg(long = "period", id = "period_option")]
    period: Option<Period>,
    /// Takes none of several submissions of one unit.
    #[arg(long)]
    strict: bool,
}

/// A criteria set and a roster, read and found in order.
#[derive(Debug)]
pub(super) struct Basis {
    pub(super) set: CriteriaSet,
    pub(super) roster: Option<Roster>,
    pub(super) targets: Option<Targets>,
    pub(super) waivers: Option<Waivers>,
    targets_file: Option<InputFile>,
    waivers_file: Option<InputFile>,
    set_file: InputFile,
    roster_file: Option<InputFile>,
    workspace: Option<Workspace>,
    submissions: Option<PathBuf>,
    aside: Child,
    mapping: Option<Mapping>,
    pub(super) of_several: OfSeveral,
}

impl Selection {
    /// Returns the period asked for by option or by position.
    ///
    /// # Errors
    ///
    /// When the two are different.
    pub(super) fn period(
        &self,
        positional: Option<Period>,
        language: Language,
    ) -> Result<Option<Period>> {
        match (positional, self.period) {
            (Some(one), Some(other)) if one != other => bail!(one_period_only(language)),
            (one, other) => Ok(one.or(other)),
        }
    }

    /// Returns a call that works on the same things, as it would be typed where this one was.
    pub(super) fn call(&self, command: &str, period: Period, session: Session) -> String {
        let period = period.to_string();
        let words = [
            ("-C", session.directory),
            (command, Some(Path::new(&period))),
            ("--criteria", self.criteria.as_deref()),
            ("--units", self.units.as_deref()),
            ("--targets", self.targets.as_deref()),
            ("--waivers", self.waivers.as_deref()),
            ("--submissions", self.submissions.as_deref()),
        ];
        let given = words
            .into_iter()
            .filter_map(|(option, value)| Some(format!(" {option} {}", quoted(value?))));
        let strict = if self.strict { " --strict" } else { "" };
        format!("chamdiem{}{strict}", given.collect::<String>())
    }

    /// Reads criteria set and roster.
    ///
    /// # Errors
    ///
    /// When one is missing or cannot be read, and when one has errors, which are all printed.
    pub(super) fn basis(&self, session: Session) -> Result<Basis> {
        let language = session.language;
        let workspace = workspace(language)?;
        let from_workspace =
            |path: fn(&Workspace) -> Option<PathBuf>| workspace.as_ref().and_then(path);
        let Some(criteria) = self
            .criteria
            .clone()
            .or_else(|| from_workspace(Workspace::criteria))
        else {
            bail!(language.pick(
                "chưa biết dùng bộ tiêu chí nào: thêm --criteria TỆP, hoặc chạy trong thư mục có tệp chamdiem.toml",
                "no criteria set given: add --criteria FILE, or run in a folder with chamdiem.toml"
            ));
        };
        let (set, set_file) = read_set(&criteria, session)?;
        let units = self
            .units
            .clone()
            .or_else(|| from_workspace(Workspace::units));
        let roster = units.map(|path| read_roster(&path, session)).transpose()?;
        let (roster, roster_file) = roster.unzip();
        let targets = self
            .targets
            .clone()
            .or_else(|| from_workspace(Workspace::targets));
        let targets = targets.map(|path| read_targets(&set, &path, session));
        let (targets, targets_file) = targets.transpose()?.unzip();
        let waivers = self
            .waivers
            .clone()
            .or_else(|| from_workspace(Workspace::waivers));
        let waivers = waivers.map(|path| read_waivers(&set, roster.as_ref(), &path, session));
        let (waivers, waivers_file) = waivers.transpose()?.unzip();
        let mapping = workspace.as_ref().and_then(Workspace::mapping);
        if let Some(workspace) = &workspace {
            check_mapping(workspace, &set, roster.as_ref(), language)?;
        }
        Ok(Basis {
            set,
            roster,
            targets,
            waivers,
            targets_file,
            waivers_file,
            set_file,
            roster_file,
            workspace,
            submissions: self.submissions.clone(),
            aside: Child::of_this_program(),
            mapping,
            of_several: if self.strict {
                OfSeveral::Nothing
            } else {
                OfSeveral::Latest
            },
        })
    }
}

impl Basis {
    /// Returns what is to be said of periods in which the criteria set is not in force.
    pub(super) fn not_in_force(&self, periods: impl IntoIterator<Item = Period>) -> Vec<Finding> {
        let source = Source::new(&self.set_file.file);
        let periods: BTreeSet<Period> = periods.into_iter().collect();
        let findings = periods
            .into_iter()
            .filter_map(|period| self.set.not_in_force(&source, period));
        findings.collect()
    }

    /// Returns the files of a period, by name.
    ///
    /// # Errors
    ///
    /// When no folder is named for it, or the folder cannot be listed.
    pub(super) fn files_of(&self, period: Period, language: Language) -> Result<Vec<PathBuf>> {
        let Some(folder) = self.folder_of(period) else {
            bail!(language.pick(
                "chưa biết phiếu chấm điểm ở đâu: thêm --submissions THƯ_MỤC, hoặc ghi “submissions” trong chamdiem.toml",
                "no submissions given: add --submissions DIR, or write “submissions” in chamdiem.toml"
            ));
        };
        list(&folder, language)
    }

    /// Returns the folder in which the workspace keeps a period's submissions.
    pub(super) fn folder_of(&self, period: Period) -> Option<PathBuf> {
        let of_workspace = || self.workspace.as_ref()?.submissions(&period.to_string());
        self.submissions.clone().or_else(of_workspace)
    }

    /// Returns the folder of an earlier period, if the workspace has one.
    pub(super) fn earlier_folder(&self, period: Period) -> Option<PathBuf> {
        if self.submissions.is_some() {
            return None;
        }
        let folder = self.workspace.as_ref()?.submissions(&period.to_string())?;
        folder.is_dir().then_some(folder)
    }

    /// Returns the folder to which the forms of a period go.
    pub(super) fn forms_folder(&self, period: Period) -> PathBuf {
        let period = period.to_string();
        let of_workspace = self.workspace.as_ref();
        of_workspace.map_or_else(
            || Path::new("forms").join(&period),
            |workspace| workspace.forms(&period),
        )
    }

    /// Returns the digest of the criteria set's file.
    pub(super) fn set_digest(&self) -> &str {
        &self.set_file.sha256
    }

    /// Returns what submissions are read with.
    pub(super) fn reader(&self) -> Reader<'_> {
        Reader {
            limits: self
                .workspace
                .as_ref()
                .map(Workspace::limits)
                .unwrap_or_default(),
            aside: Some(&self.aside),
            mapping: self.mapping.as_ref(),
        }
    }

    /// Returns what every reader of a result must know about the submissions.
    pub(super) fn notice(&self) -> Option<String> {
        self.workspace.as_ref().and_then(Workspace::notice)
    }

    /// Returns what produced a result of these submissions.
    pub(super) fn provenance(&self, submissions: Vec<InputFile>) -> Provenance {
        Provenance {
            program: Provenance::PROGRAM.to_owned(),
            criteria_set: self.set_file.clone(),
            roster: self.roster_file.clone(),
            targets: self.targets_file.clone(),
            waivers: self.waivers_file.clone(),
            submissions,
        }
    }
}

/// Refuses words of the mapping that name nothing: what they were meant for would be passed over.
fn check_mapping(
    workspace: &Workspace,
    set: &CriteriaSet,
    roster: Option<&Roster>,
    language: Language,
) -> Result<()> {
    let names = Names::of(set);
    for (text, name) in workspace.questions() {
        if names.coded(name).len() != 1 {
            bail!(match language {
                Language::Vietnamese => format!(
                    "chamdiem.toml, [mapping.questions]: “{text}” trỏ tới “{name}”, không phải mã của một số liệu trong bộ tiêu chí"
                ),
                Language::English => format!(
                    "chamdiem.toml, [mapping.questions]: “{text}” means “{name}”, which is not the code of one input of the criteria set"
                ),
            });
        }
    }
    let Some(roster) = roster else { return Ok(()) };
    for (text, code) in workspace.unit_names() {
        if roster.by_code(code).is_none() {
            bail!(match language {
                Language::Vietnamese => format!(
                    "chamdiem.toml, [mapping.units]: “{text}” trỏ tới “{code}”, không phải mã đơn vị trong danh sách"
                ),
                Language::English => format!(
                    "chamdiem.toml, [mapping.units]: “{text}” means “{code}”, which is no unit's code in the roster"
                ),
            });
        }
    }
    Ok(())
}

/// Returns what is said to whoever names two periods.
pub(super) const fn one_period_only(language: Language) -> &'static str {
    language.pick(
        "mỗi lần chỉ xử lý một kỳ",
        "only one period can be worked on at a time",
    )
}

/// Returns a path as it is typed: in quotation marks where a shell would take it apart.
fn quoted(path: &Path) -> String {
    let path = path.display().to_string();
    let is_plain = |c: char| c.is_alphanumeric() || "-_./\\:+=@%,".contains(c);
    if !path.is_empty() && path.chars().all(is_plain) {
        path
    } else {
        format!("\"{path}\"")
    }
}

/// Returns the workspace, if the current folder is in one.
///
/// # Errors
///
/// When its file cannot be read or understood.
pub(super) fn workspace(language: Language) -> Result<Option<Workspace>> {
    Workspace::find().with_context(|| {
        language
            .pick(
                "không đọc được tệp cấu hình",
                "the workspace file cannot be read",
            )
            .to_owned()
    })
}

/// Returns the files at a path: itself or, of a folder, what is in it.
///
/// # Errors
///
/// When the path cannot be listed.
pub(super) fn list(path: &Path, language: Language) -> Result<Vec<PathBuf>> {
    intake::files(path).with_context(|| {
        format!(
            "{} {}",
            language.pick("không đọc được", "cannot read"),
            path.display()
        )
    })
}

/// Reads a criteria set; a set with errors ends the run, with all of them printed.
fn read_set(path: &Path, session: Session) -> Result<(CriteriaSet, InputFile)> {
    let (source, text, file) = read_text(path, Role::CriteriaSet, session.language)?;
    let mut findings = Findings::new();
    let Some(set) = definition::read(&source, &text, &mut findings) else {
        terminal::findings(
            &findings.sorted(),
            &[SourceText::new(&source, &text)],
            session.language,
        );
        bail!(
            "{}: {}",
            source,
            session.language.pick(
                "bộ tiêu chí có lỗi, không dùng được",
                "the criteria set has errors and cannot be used"
            )
        );
    };
    if session.terminal.verbose {
        terminal::findings(
            &findings.sorted(),
            &[SourceText::new(&source, &text)],
            session.language,
        );
    }
    Ok((set, file))
}

/// Reads a roster; a roster with errors ends the run, with all of them printed.
fn read_roster(path: &Path, session: Session) -> Result<(Roster, InputFile)> {
    let (source, text, file) = read_text(path, Role::Roster, session.language)?;
    let mut findings = Findings::new();
    let roster = unit::read(&source, &text, &mut findings);
    let usable = !findings.has_errors();
    if !usable || session.terminal.verbose {
        terminal::findings(&findings.sorted(), &[], session.language);
    }
    if !usable {
        bail!(
            "{}: {}",
            source,
            session.language.pick(
                "danh sách đơn vị có lỗi, không dùng được",
                "the roster has errors and cannot be used"
            )
        );
    }
    Ok((roster, file))
}

/// Reads a table of targets; one with errors ends the run, with all of them printed.
fn read_targets(set: &CriteriaSet, path: &Path, session: Session) -> Result<(Targets, InputFile)> {
    let (source, text, file) = read_text(path, Role::Targets, session.language)?;
    let mut findings = Findings::new();
    let targets = Targets::read(set, &source, &text, &mut findings);
    let usable = !findings.has_errors();
    if !usable || session.terminal.verbose {
        terminal::findings(&findings.sorted(), &[], session.language);
    }
    if !usable {
        bail!(
            "{}: {}",
            source,
            session.language.pick(
                "bảng chỉ tiêu có lỗi, không dùng được",
                "the table of targets has errors and cannot be used"
            )
        );
    }
    Ok((targets, file))
}

/// Reads a table of waivers; one with errors ends the run, with all of them printed.
fn read_waivers(
    set: &CriteriaSet,
    roster: Option<&Roster>,
    path: &Path,
    session: Session,
) -> Result<(Waivers, InputFile)> {
    let (source, text, file) = read_text(path, Role::Waivers, session.language)?;
    let mut findings = Findings::new();
    let waivers = waiver::read(set, roster, &source, &text, &mut findings);
    let usable = !findings.has_errors();
    if !usable || session.terminal.verbose {
        terminal::findings(&findings.sorted(), &[], session.language);
    }
    if !usable {
        bail!(
            "{}: {}",
            source,
            session.language.pick(
                "bảng miễn xét có lỗi, không dùng được",
                "the table of waivers has errors and cannot be used"
            )
        );
    }
    Ok((waivers, file))
}

/// Bytes of the largest file a run stands on; what is longer is no definition and no roster.
const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// Reads a file; `-` is standard input. One that is too large is not read to its end.
pub(super) fn read_bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        let input = io::stdin().lock();
        input.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    } else {
        let file = fs::File::open(path)?;
        file.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    }
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(io::Error::from(io::ErrorKind::FileTooLarge));
    }
    Ok(bytes)
}

/// What a text file is read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    CriteriaSet,
    Roster,
    Targets,
    Waivers,
}

/// Reads a text file that must be UTF-8.
///
/// # Errors
///
/// When it cannot be read, or is no text in UTF-8.
pub(super) fn read_text(
    path: &Path,
    role: Role,
    language: Language,
) -> Result<(Source, String, InputFile)> {
    let name = match role {
        Role::CriteriaSet => language.pick("bộ tiêu chí", "the criteria set"),
        Role::Roster => language.pick("danh sách đơn vị", "the roster"),
        Role::Targets => language.pick("bảng chỉ tiêu", "the table of targets"),
        Role::Waivers => language.pick("bảng miễn xét", "the table of waivers"),
    };
    let what = || {
        format!(
            "{} {name} {}",
            language.pick("không đọc được", "cannot read"),
            path.display()
        )
    };
    let bytes = read_bytes(path).with_context(what)?;
    let file = InputFile {
        file: path.display().to_string(),
        sha256: sha256(&bytes),
    };
    match String::from_utf8(bytes) {
        Ok(text) if !text.starts_with(WORKBOOK) && !is_markup(&text) => {
            Ok((Source::new(&path.display().to_string()), text, file))
        }
        Ok(text) => Err(no_text(text.as_bytes(), role, language)).with_context(what),
        Err(error) => Err(no_text(error.as_bytes(), role, language)).with_context(what),
    }
}

/// Programs write web pages and call them `.xls` or `.csv`.
fn is_markup(text: &str) -> bool {
    text.trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('<')
}

/// How a file begins that Excel saved as a workbook.
const WORKBOOK: &str = "PK\u{3}\u{4}";
const OLD_WORKBOOK: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];

/// Says what a file is that is no text in UTF-8, and how to make it one.
fn no_text(bytes: &[u8], role: Role, language: Language) -> anyhow::Error {
    let utf_16 = [b"\xff\xfe", b"\xfe\xff"];
    let is_workbook = bytes.starts_with(WORKBOOK.as_bytes()) || bytes.starts_with(OLD_WORKBOOK);
    let what = if is_workbook {
        language.pick("đây là tệp Excel", "this is an Excel workbook")
    } else if utf_16.iter().any(|mark| bytes.starts_with(*mark)) {
        language.pick("tệp dùng bảng mã UTF-16", "the file is in UTF-16")
    } else if std::str::from_utf8(bytes).is_ok_and(is_markup) {
        language.pick("đây là tệp HTML hoặc XML", "this is an HTML or XML file")
    } else {
        language.pick("tệp không dùng bảng mã UTF-8", "the file is not in UTF-8")
    };
    let remedy = match role {
        Role::Roster | Role::Targets | Role::Waivers => language.pick(
            "mở tệp bằng Excel, chọn File → Save As → CSV UTF-8 (Comma delimited), rồi dùng tệp mới",
            "open it in Excel, choose File → Save As → CSV UTF-8 (Comma delimited), and use the new file",
        ),
        Role::CriteriaSet if is_workbook => language.pick(
            "bộ tiêu chí phải là tệp JSON; kiểm tra lại đường dẫn, hoặc chuyển phụ lục Excel bằng lệnh criteria import",
            "a criteria set is a JSON file; see whether the path is right, or use criteria import for an annex in Excel",
        ),
        Role::CriteriaSet => language.pick(
            "lưu lại tệp với bảng mã UTF-8",
            "save it with the encoding UTF-8",
        ),
    };
    anyhow!("{what}; {remedy}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_quoted_where_a_shell_would_take_it_apart() {
        for (path, typed) in [
            ("samples/backan", "samples/backan"),
            ("Tháng-11", "Tháng-11"),
            (r"C:\phieu", r"C:\phieu"),
            ("-", "-"),
            ("Phiếu tháng 11", "\"Phiếu tháng 11\""),
            ("a&b", "\"a&b\""),
        ] {
            assert_eq!(quoted(Path::new(path)), typed);
        }
    }
}
