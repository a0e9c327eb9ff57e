//! `chamdiem.toml`: what a folder's commands take for granted, found from the current folder
//! upwards.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use chamdiem::finding::Position;
use chamdiem::text::Language;

/// The name of the file.
const FILE_NAME: &str = "chamdiem.toml";
/// What stands for the period in the path of the submissions.
const PERIOD: &str = "{period}";
/// Where forms go when the workspace does not say.
const FORMS: &str = "forms/{period}";

/// The keys of the file.
const KEYS: &[&str] = &[
    "criteria",
    "units",
    "targets",
    "submissions",
    "forms",
    "notice",
    "lang",
];

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
    /// The figures the superior unit has set.
    targets: Option<PathBuf>,
    /// The folder of the submissions; `{period}` stands for the period.
    submissions: Option<String>,
    /// The folder the forms are written to; `{period}` stands for the period.
    forms: Option<String>,
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
        source: Mistake,
    },
}

/// What is wrong inside the file.
#[derive(Debug, thiserror::Error)]
#[error("{said}")]
pub(super) struct Mistake {
    /// What the library says.
    said: String,
    place: Option<Position>,
}

impl Mistake {
    fn new(error: &toml::de::Error, text: &str) -> Mistake {
        Mistake {
            said: error.message().to_owned(),
            place: error.span().map(|span| Position::of(text, span.start)),
        }
    }

    /// Returns where the mistake is and what it is, in words.
    pub(super) fn told(&self, language: Language) -> String {
        let what = self.what(language);
        match (self.place, language) {
            (None, _) => what,
            (Some(Position { line, column }), Language::Vietnamese) => {
                format!("dòng {line}, cột {column}: {what}")
            }
            (Some(Position { line, column }), Language::English) => {
                format!("line {line}, column {column}: {what}")
            }
        }
    }

    /// serde begins its messages with these words, whatever the format.
    fn what(&self, language: Language) -> String {
        let said = self.said.trim();
        let named = || said.split('`').nth(1).unwrap_or_default();
        let one_of = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
            names.join(", ")
        };
        if said.starts_with("unknown field") {
            let (key, keys) = (named(), one_of(KEYS));
            return match language {
                Language::Vietnamese => {
                    format!("khóa “{key}” không dùng được; các khóa dùng được: {keys}")
                }
                Language::English => {
                    format!("the key “{key}” cannot be used; possible keys: {keys}")
                }
            };
        }
        if said.starts_with("unknown variant") {
            let (value, values) = (named(), one_of(&["vi", "en"]));
            return match language {
                Language::Vietnamese => {
                    format!("không dùng được giá trị “{value}”; chỉ dùng được: {values}")
                }
                Language::English => {
                    format!("the value “{value}” cannot be used; possible values: {values}")
                }
            };
        }
        if said.starts_with("invalid type") {
            let what = language.pick(
                "ở đây cần một văn bản trong dấu nháy kép",
                "a text in quotation marks is needed here",
            );
            return what.to_owned();
        }
        let what = language.pick("không đúng cú pháp TOML", "this is not TOML");
        format!("{what} ({})", said.lines().collect::<Vec<_>>().join("; "))
    }
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
                        toml::from_str(&text).map_err(|error| WorkspaceError::Malformed {
                            path,
                            source: Mistake::new(&error, &text),
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

    /// Returns the table of figures the superior unit has set.
    pub(super) fn targets(&self) -> Option<PathBuf> {
        self.settings
            .targets
            .as_ref()
            .map(|path| self.root.join(path))
    }

    /// Returns the folder of the submissions of a period.
    pub(super) fn submissions(&self, period: &str) -> Option<PathBuf> {
        let pattern = self.settings.submissions.as_ref()?;
        Some(self.root.join(Path::new(&pattern.replace(PERIOD, period))))
    }

    /// Returns the folder to which the forms of a period go.
    pub(super) fn forms(&self, period: &str) -> PathBuf {
        let pattern = self.settings.forms.as_deref().unwrap_or(FORMS);
        self.root.join(Path::new(&pattern.replace(PERIOD, period)))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> String {
        let error = toml::from_str::<Settings>(text).expect_err("a mistake");
        Mistake::new(&error, text).told(Language::Vietnamese)
    }

    #[test]
    fn mistakes_are_told_in_words_with_their_place() {
        assert_eq!(
            told("units = \"units.csv\"\ncriterai = \"a.json\"\n"),
            "dòng 2, cột 1: khóa “criterai” không dùng được; các khóa dùng được: “criteria”, \
             “units”, “targets”, “submissions”, “forms”, “notice”, “lang”"
        );
        assert_eq!(
            told("lang = \"fr\"\n"),
            "dòng 1, cột 8: không dùng được giá trị “fr”; chỉ dùng được: “vi”, “en”"
        );
        assert_eq!(
            told("criteria = 5\n"),
            "dòng 1, cột 12: ở đây cần một văn bản trong dấu nháy kép"
        );
        let broken = told("criteria = \n");
        assert!(
            broken.starts_with("dòng 1, cột 12: không đúng cú pháp TOML ("),
            "{broken}"
        );
    }

    #[test]
    fn every_key_of_the_file_is_offered() {
        let error = toml::from_str::<Settings>("x = 1").expect_err("no such key");
        let listed = error.message().split('`').skip(3).step_by(2);
        assert_eq!(listed.collect::<Vec<_>>(), KEYS);
    }
}
