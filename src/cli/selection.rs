//! What a command works on: criteria set, roster, period and submissions, from its arguments
//! or from the workspace.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Args;

use chamdiem::finding::{Finding, Findings, Source};
use chamdiem::form;
use chamdiem::intake::{self, OfSeveral};
use chamdiem::period::Period;
use chamdiem::provenance::{InputFile, Provenance};
use chamdiem::report::section::report::Issuer;
use chamdiem::submission::mapping::Mapping;
use chamdiem::submission::{Names, Reader};
use chamdiem::text::Language;
use chamdiem::unit::Roster;

use super::Session;
use super::aside::Child;
use super::basis::read_roster;
use super::progress::Progress;
use super::terminal;
use super::versions::{Version, Versions};
use super::workspace::Workspace;

/// Where criteria set, roster and submissions are, when the workspace does not say.
#[derive(Debug, Clone, Args)]
pub(super) struct Selection {
    #[arg(long)]
    criteria: Vec<PathBuf>,
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
    pub(super) versions: Versions,
    pub(super) roster: Option<Roster>,
    targets_file: Option<InputFile>,
    waivers_file: Option<InputFile>,
    roster_file: Option<InputFile>,
    workspace: Option<Workspace>,
    submissions: Option<PathBuf>,
    aside: Child,
    pub(super) progress: Progress,
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
        let mut words = vec![
            ("-C", session.directory),
            (command, Some(Path::new(&period))),
        ];
        words.extend(
            self.criteria
                .iter()
                .map(|path| ("--criteria", Some(path.as_path()))),
        );
        words.extend([
            ("--units", self.units.as_deref()),
            ("--targets", self.targets.as_deref()),
            ("--waivers", self.waivers.as_deref()),
            ("--submissions", self.submissions.as_deref()),
        ]);
        let given = words
            .into_iter()
            .filter_map(|(option, value)| Some(format!(" {option} {}", quoted(value?))));
        let strict = if self.strict { " --strict" } else { "" };
        format!("chamdiem{}{strict}", given.collect::<String>())
    }

    /// Reads criteria set, roster and tables; what they are warned of is printed.
    ///
    /// # Errors
    ///
    /// When one is missing or cannot be read, and when one has errors, which are all printed.
    pub(super) fn basis(&self, session: Session) -> Result<Basis> {
        let (basis, mut told) = self.basis_and_findings(session)?;
        // What a roster is warned of is the same in every run: `check` tells it.
        let of_roster = |finding: &Finding| {
            let source = finding.place.source().map(Source::name);
            source
                == basis
                    .roster_file
                    .as_ref()
                    .map(|roster| roster.file.as_str())
        };
        told.retain(|finding| session.terminal.verbose || !of_roster(finding));
        terminal::findings(&told.sorted(), &[], session.language);
        Ok(basis)
    }

    /// Reads criteria set, roster and tables, with what was found in roster and tables.
    ///
    /// # Errors
    ///
    /// When one is missing or cannot be read, and when one has errors, which are all printed.
    pub(super) fn basis_and_findings(&self, session: Session) -> Result<(Basis, Findings)> {
        let language = session.language;
        let workspace = workspace(language)?;
        let from_workspace =
            |path: fn(&Workspace) -> Option<PathBuf>| workspace.as_ref().and_then(path);
        let criteria = match (self.criteria.as_slice(), &workspace) {
            ([], Some(workspace)) => workspace.criteria(),
            (named, _) => named.to_vec(),
        };
        let Some(mut versions) = Versions::read(&criteria, session)? else {
            bail!(language.pick(
                "chưa biết dùng bộ tiêu chí nào: thêm --criteria TỆP, hoặc chạy trong thư mục có tệp chamdiem.toml",
                "no criteria set given: add --criteria FILE, or run in a folder with chamdiem.toml"
            ));
        };
        let units = self
            .units
            .clone()
            .or_else(|| from_workspace(Workspace::units));
        let mut told = Findings::new();
        let roster = units
            .map(|path| read_roster(&path, &mut told, session))
            .transpose()?;
        let (roster, roster_file) = roster.unzip();
        let targets = self
            .targets
            .clone()
            .or_else(|| from_workspace(Workspace::targets));
        let targets_file = targets
            .map(|path| versions.read_targets(roster.as_ref(), &path, &mut told, session))
            .transpose()?;
        let waivers = self
            .waivers
            .clone()
            .or_else(|| from_workspace(Workspace::waivers));
        let waivers_file = waivers
            .map(|path| versions.read_waivers(roster.as_ref(), &path, session))
            .transpose()?;
        let mapping = workspace.as_ref().and_then(Workspace::mapping);
        if let Some(workspace) = &workspace {
            check_mapping(workspace, &versions, roster.as_ref(), language)?;
        }
        let basis = Basis {
            versions,
            roster,
            targets_file,
            waivers_file,
            roster_file,
            workspace,
            submissions: self.submissions.clone(),
            aside: Child::of_this_program(),
            progress: session.terminal.progress(),
            mapping,
            of_several: if self.strict {
                OfSeveral::Nothing
            } else {
                OfSeveral::Latest
            },
        };
        Ok((basis, told))
    }
}

impl Basis {
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

    /// Returns whether there are folders of earlier periods at all.
    pub(super) fn has_earlier_folders(&self) -> bool {
        self.submissions.is_none() && self.workspace.is_some()
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

    /// Returns the folder to which the reports of a period go.
    pub(super) fn reports_folder(&self, period: Period) -> PathBuf {
        let period = period.to_string();
        let of_workspace = self.workspace.as_ref();
        of_workspace.map_or_else(
            || Path::new("reports").join(&period),
            |workspace| workspace.reports(&period),
        )
    }

    /// Returns who issues the report of a period.
    pub(super) fn issuer(&self, period: Period) -> Issuer {
        let of_workspace = self.workspace.as_ref();
        of_workspace.map_or_else(Issuer::default, |workspace| {
            workspace.issuer(&period.to_string())
        })
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
            handed_out: Some(form::handed_out),
            watch: Some(&self.progress),
        }
    }

    /// Returns what every reader of a result must know about the submissions.
    pub(super) fn notice(&self, language: Language) -> Option<String> {
        self.workspace.as_ref()?.notice(language)
    }

    /// Returns what produced a result of these submissions by a version of the set.
    pub(super) fn provenance(&self, version: &Version, submissions: Vec<InputFile>) -> Provenance {
        Provenance {
            program: Provenance::PROGRAM.to_owned(),
            criteria_set: version.file.clone(),
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
    versions: &Versions,
    roster: Option<&Roster>,
    language: Language,
) -> Result<()> {
    // A question of an earlier version is one too.
    let names: Vec<Names> = versions.sets().into_iter().map(Names::of).collect();
    for (text, name) in workspace.questions() {
        if names.iter().all(|names| names.coded(name).len() != 1) {
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
