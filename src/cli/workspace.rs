//! `chamdiem.toml`: what a folder's commands take for granted, found from the current folder
//! upwards.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use chamdiem::text::Language;

/// The name of the file.
const FILE_NAME: &str = "chamdiem.toml";
/// What stands for the period in the path of the submissions.
const PERIOD: &str = "{period}";

/// A workspace.
#[derive(Debug, Clone)]
pub(super) struct Workspace {
    /// The way from the current folder to the workspace's; empty when they are one.
    root: PathBuf,
    settings: Settings,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Settings {
    /// The definition file.
    criteria: Option<PathBuf>,
    /// The roster.
    units: Option<PathBuf>,
    /// The folder of the submissions; `{period}` stands for the period.
    submissions: Option<String>,
    /// What every reader of a result from this workspace must know.
    notice: Option<String>,
    /// `vi` or `en`.
    lang: Option<LanguageSetting>,
}

/// The languages a workspace can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum LanguageSetting {
    Vi,
    En,
}

/// Why a workspace cannot be used.
#[derive(Debug, thiserror::Error)]
pub(super) enum WorkspaceError {
    /// The file cannot be read.
    #[error("{}", .path.display())]
    Unreadable {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// The file is not what it should be.
    #[error("{}", .path.display())]
    Malformed {
        path: PathBuf,
        #[source]
        source: Box<toml::de::Error>,
    },
}

impl Workspace {
    /// Returns the workspace of the current folder or of the nearest folder above.
    ///
    /// # Errors
    ///
    /// When there is a file that cannot be read or understood.
    pub(super) fn find() -> Result<Option<Workspace>, WorkspaceError> {
        let here = std::env::current_dir().unwrap_or_default();
        let mut root = PathBuf::new();
        for _ in here.ancestors() {
            let path = root.join(FILE_NAME);
            match fs::read_to_string(&path) {
                Ok(text) => {
                    let settings =
                        toml::from_str(&text).map_err(|source| WorkspaceError::Malformed {
                            path,
                            source: Box::new(source),
                        })?;
                    return Ok(Some(Workspace { root, settings }));
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => root.push(".."),
                Err(source) => return Err(WorkspaceError::Unreadable { path, source }),
            }
        }
        Ok(None)
    }

    /// Returns the definition file.
    pub(super) fn criteria(&self) -> Option<PathBuf> {
        self.settings
            .criteria
            .as_ref()
            .map(|path| self.root.join(path))
    }

    /// Returns the roster.
    pub(super) fn units(&self) -> Option<PathBuf> {
        self.settings
            .units
            .as_ref()
            .map(|path| self.root.join(path))
    }

    /// Returns the folder of the submissions of a period.
    pub(super) fn submissions(&self, period: &str) -> Option<PathBuf> {
        let pattern = self.settings.submissions.as_ref()?;
        Some(self.root.join(Path::new(&pattern.replace(PERIOD, period))))
    }

    /// Returns what every reader of a result must know.
    pub(super) fn notice(&self) -> Option<String> {
        self.settings.notice.clone()
    }

    /// Returns the language asked for.
    pub(super) fn language(&self) -> Option<Language> {
        Some(match self.settings.lang? {
            LanguageSetting::Vi => Language::Vietnamese,
            LanguageSetting::En => Language::English,
        })
    }
}
