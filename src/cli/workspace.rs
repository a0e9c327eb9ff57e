//! `chamdiem.toml`: what a folder's commands take for granted, found from the current folder
//! upwards.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use chamdiem::finding::Position;
use chamdiem::report::letter::Letter;
use chamdiem::report::section::report::Issuer;
use chamdiem::submission::Limits;
use chamdiem::submission::mapping::{Heading, Mapping};
use chamdiem::text::Language;

/// The name of the file.
const FILE_NAME: &str = "chamdiem.toml";
/// What stands for the period in the path of the submissions.
const PERIOD: &str = "{period}";
/// Where reports go when the workspace does not say.
const REPORTS: &str = "reports/{period}";
/// Where forms go when the workspace does not say.
const FORMS: &str = "forms/{period}";

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
    /// The definition file, or those of several versions.
    #[serde(default, deserialize_with = "one_or_several")]
    criteria: Vec<PathBuf>,
    /// The roster.
    units: Option<PathBuf>,
    /// The figures the superior unit has set.
    targets: Option<PathBuf>,
    /// Who is excused from what.
    waivers: Option<PathBuf>,
    /// The folder of the submissions; `{period}` stands for the period.
    submissions: Option<String>,
    /// The folder the forms are written to; `{period}` stands for the period.
    forms: Option<String>,
    /// The folder the reports are written to; `{period}` stands for the period.
    reports: Option<String>,
    /// What every reader of a result from this workspace must know.
    #[serde(default, deserialize_with = "one_or_both_languages")]
    notice: Option<Notice>,
    /// Who issues reports, to whom, and who signs them.
    #[serde(default)]
    issuer: IssuerSettings,
    /// `vi` or `en`.
    lang: Option<LanguageSetting>,
    /// How much of everything a submission may hold.
    #[serde(default)]
    limits: LimitSettings,
    /// What headings, texts and names of somebody's own mean.
    mapping: Option<MappingSettings>,
}

/// Who issues reports; what is not said is left open in them.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct IssuerSettings {
    /// The authority directly above.
    superior: Option<String>,
    /// The issuing authority.
    authority: Option<String>,
    /// Number and sign; `{period}` stands for the period.
    number: Option<String>,
    /// The place of issue.
    place: Option<String>,
    /// To whom reports are addressed.
    #[serde(default)]
    addressees: Vec<String>,
    /// Who is sent a copy.
    #[serde(default)]
    recipients: Vec<String>,
    /// On whose behalf they are signed.
    on_behalf: Option<String>,
    /// The office of whoever signs.
    office: Option<String>,
    /// Who signs.
    signer: Option<String>,
}

/// What is written in the submissions, each with what it means.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct MappingSettings {
    /// The sheets that hold submissions; without any, all do.
    #[serde(default)]
    sheets: Vec<String>,
    /// Headings of columns, and labels above the table.
    #[serde(default)]
    columns: BTreeMap<String, HeadingSetting>,
    /// What stands in a row or above a column for an input.
    #[serde(default)]
    questions: BTreeMap<String, String>,
    /// Names of units, for their codes.
    #[serde(default)]
    units: BTreeMap<String, String>,
}

/// The word for what a column is.
#[derive(Debug, Clone, Copy)]
struct HeadingSetting(Heading);

impl<'de> Deserialize<'de> for HeadingSetting {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        let mut all = Heading::ALL.iter();
        match all.find(|(known, _)| *known == word) {
            Some((_, heading)) => Ok(HeadingSetting(*heading)),
            None => Err(D::Error::custom(format!(
                "unknown variant `{word}`, expected one of {}",
                Heading::ALL
                    .iter()
                    .map(|(known, _)| format!("`{known}`"))
                    .collect::<Vec<_>>()
                    .join(", ")
            ))),
        }
    }
}

/// The limits that are not those of the program.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct LimitSettings {
    file_mb: Option<UpTo<512>>,
    part_mb: Option<UpTo<1024>>,
    expanded_mb: Option<UpTo<1024>>,
    sheets: Option<UpTo<10_000>>,
    rows: Option<UpTo<1_048_576>>,
    columns: Option<UpTo<16_384>>,
    cells: Option<UpTo<20_000_000>>,
    text: Option<UpTo<1_000_000>>,
    nesting: Option<UpTo<10_000>>,
}

/// A whole number of at least one.
#[derive(Debug, Clone, Copy)]
struct UpTo<const MOST: u32>(u32);

impl<'de, const MOST: u32> Deserialize<'de> for UpTo<MOST> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = i64::deserialize(deserializer)?;
        match u32::try_from(value)
            .ok()
            .filter(|value| (1..=MOST).contains(value))
        {
            Some(value) => Ok(UpTo(value)),
            None => Err(D::Error::custom(format!("{OUT_OF_RANGE} 1..{MOST}"))),
        }
    }
}

/// How the message begins about a number that is too small or too large.
const OUT_OF_RANGE: &str = "out of range";

impl LimitSettings {
    /// Returns the limits of the program, but for those that are set.
    fn applied(&self) -> Limits {
        const MEGABYTE: u64 = 1 << 20;
        let own = Limits::default();
        let bytes = |megabytes: u32| u64::from(megabytes) * MEGABYTE;
        let count = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
        Limits {
            file: self.file_mb.map_or(own.file, |UpTo(most)| bytes(most)),
            part: self.part_mb.map_or(own.part, |UpTo(most)| bytes(most)),
            expanded: self
                .expanded_mb
                .map_or(own.expanded, |UpTo(most)| bytes(most)),
            sheets: self.sheets.map_or(own.sheets, |UpTo(most)| count(most)),
            rows: self.rows.map_or(own.rows, |UpTo(most)| most),
            columns: self.columns.map_or(own.columns, |UpTo(most)| most),
            cells: self.cells.map_or(own.cells, |UpTo(most)| count(most)),
            text: self.text.map_or(own.text, |UpTo(most)| count(most)),
            nesting: self.nesting.map_or(own.nesting, |UpTo(most)| count(most)),
        }
    }
}

/// Reads a path, or a list of paths.
fn one_or_several<'d, D: Deserializer<'d>>(deserializer: D) -> Result<Vec<PathBuf>, D::Error> {
    struct Paths;
    impl<'d> Visitor<'d> for Paths {
        type Value = Vec<PathBuf>;

        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str(PATH_OR_PATHS)
        }

        fn visit_str<E>(self, path: &str) -> Result<Vec<PathBuf>, E> {
            Ok(vec![PathBuf::from(path)])
        }

        fn visit_seq<A: SeqAccess<'d>>(self, paths: A) -> Result<Vec<PathBuf>, A::Error> {
            Vec::deserialize(SeqAccessDeserializer::new(paths))
        }
    }
    deserializer.deserialize_any(Paths)
}

/// What is expected of `criteria`, as it stands in a message of the library.
const PATH_OR_PATHS: &str = "a path or a list of paths";

/// What every reader must know.
#[derive(Debug, Clone)]
struct Notice {
    vi: String,
    en: String,
}

/// Takes a text for readers of either language, or one for each.
fn one_or_both_languages<'d, D: Deserializer<'d>>(
    deserializer: D,
) -> Result<Option<Notice>, D::Error> {
    struct Texts;
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Both {
        vi: String,
        en: String,
    }
    impl<'d> Visitor<'d> for Texts {
        type Value = Notice;

        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str(TEXT_OR_BOTH)
        }

        fn visit_str<E>(self, text: &str) -> Result<Notice, E> {
            let [vi, en] = [text; 2].map(str::to_owned);
            Ok(Notice { vi, en })
        }

        fn visit_map<A: MapAccess<'d>>(self, texts: A) -> Result<Notice, A::Error> {
            let Both { vi, en } = Both::deserialize(MapAccessDeserializer::new(texts))?;
            Ok(Notice { vi, en })
        }
    }
    deserializer.deserialize_any(Texts).map(Some)
}

/// What is expected of `notice`, as it stands in a message of the library.
const TEXT_OR_BOTH: &str = "a text or one in each language";

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
        // What is possible is listed behind it.
        let expected = || said.split('`').skip(3).step_by(2).collect::<Vec<&str>>();
        let one_of = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| format!("“{name}”")).collect();
            names.join(", ")
        };
        if let Some((least, most)) = said
            .strip_prefix(OUT_OF_RANGE)
            .and_then(|range| range.trim().split_once(".."))
        {
            return match language {
                Language::Vietnamese => format!("ở đây cần một số nguyên từ {least} đến {most}"),
                Language::English => {
                    format!("a whole number from {least} to {most} is needed here")
                }
            };
        }
        if said.starts_with("unknown field") {
            let (key, keys) = (named(), one_of(&expected()));
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
            let (value, values) = (named(), one_of(&expected()));
            return match language {
                Language::Vietnamese => {
                    format!("không dùng được giá trị “{value}”; chỉ dùng được: {values}")
                }
                Language::English => {
                    format!("the value “{value}” cannot be used; possible values: {values}")
                }
            };
        }
        if said.starts_with("invalid type") && said.ends_with(PATH_OR_PATHS) {
            let what = language.pick(
                "ở đây cần một văn bản trong dấu nháy kép, hoặc nhiều văn bản như vậy trong ngoặc vuông",
                "a text in quotation marks is needed here, or several of them in square brackets",
            );
            return what.to_owned();
        }
        if said.starts_with("invalid type") && said.ends_with(TEXT_OR_BOTH) {
            let what = language.pick(
                "ở đây cần một văn bản trong dấu nháy kép, hoặc { vi = \"…\", en = \"…\" }",
                "a text in quotation marks is needed here, or { vi = \"…\", en = \"…\" }",
            );
            return what.to_owned();
        }
        if said.starts_with("invalid type") && said.ends_with("expected i64") {
            let what = language.pick("ở đây cần một số nguyên", "a whole number is needed here");
            return what.to_owned();
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

    /// Returns the definition files, one for each version of the criteria set.
    pub(super) fn criteria(&self) -> Vec<PathBuf> {
        let paths = self.settings.criteria.iter();
        paths.map(|path| self.root.join(path)).collect()
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

    /// Returns the table of waivers.
    pub(super) fn waivers(&self) -> Option<PathBuf> {
        self.settings
            .waivers
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

    /// Returns the folder to which the reports of a period go.
    pub(super) fn reports(&self, period: &str) -> PathBuf {
        let pattern = self.settings.reports.as_deref().unwrap_or(REPORTS);
        self.root.join(Path::new(&pattern.replace(PERIOD, period)))
    }

    /// Returns who issues the report of a period.
    pub(super) fn issuer(&self, period: &str) -> Issuer {
        let settings = self.settings.issuer.clone();
        let number = settings.number.map(|number| number.replace(PERIOD, period));
        Issuer {
            place: settings.place,
            letter: Letter {
                superior: settings.superior,
                authority: settings.authority,
                number,
                addressees: settings.addressees,
                recipients: settings.recipients,
                on_behalf: settings.on_behalf,
                office: settings.office,
                signer: settings.signer,
                ..Letter::default()
            },
            day: None,
        }
    }

    /// Returns what every reader of a result must know.
    pub(super) fn notice(&self, language: Language) -> Option<String> {
        let notice = self.settings.notice.as_ref()?;
        Some(language.pick(&notice.vi, &notice.en).to_owned())
    }

    /// Returns how much of everything a submission may hold.
    pub(super) fn limits(&self) -> Limits {
        self.settings.limits.applied()
    }

    /// Returns what headings, texts and names of somebody's own mean.
    pub(super) fn mapping(&self) -> Option<Mapping> {
        let settings = self.settings.mapping.as_ref()?;
        let mut mapping = Mapping::default();
        for (text, HeadingSetting(heading)) in &settings.columns {
            mapping.heading(text, *heading);
        }
        for (text, input) in &settings.questions {
            mapping.question(text, input);
        }
        for (text, code) in &settings.units {
            mapping.unit(text, code);
        }
        for name in &settings.sheets {
            mapping.sheet(name);
        }
        Some(mapping)
    }

    /// Returns the texts that stand for questions, each with the name of an input.
    pub(super) fn questions(&self) -> impl Iterator<Item = (&str, &str)> {
        let settings = self.settings.mapping.iter();
        let questions = settings.flat_map(|settings| &settings.questions);
        questions.map(|(text, name)| (text.as_str(), name.as_str()))
    }

    /// Returns the names that stand for units, each with a code.
    pub(super) fn unit_names(&self) -> impl Iterator<Item = (&str, &str)> {
        let settings = self.settings.mapping.iter();
        let units = settings.flat_map(|settings| &settings.units);
        units.map(|(text, code)| (text.as_str(), code.as_str()))
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

    /// The keys of the file.
    const KEYS: &[&str] = &[
        "criteria",
        "units",
        "targets",
        "waivers",
        "submissions",
        "forms",
        "reports",
        "notice",
        "issuer",
        "lang",
        "limits",
        "mapping",
    ];

    /// The keys of the limits.
    const LIMIT_KEYS: &[&str] = &[
        "file_mb",
        "part_mb",
        "expanded_mb",
        "sheets",
        "rows",
        "columns",
        "cells",
        "text",
        "nesting",
    ];

    fn told(text: &str) -> String {
        let error = toml::from_str::<Settings>(text).expect_err("a mistake");
        Mistake::new(&error, text).told(Language::Vietnamese)
    }

    #[test]
    fn mistakes_are_told_in_words_with_their_place() {
        assert_eq!(
            told("units = \"units.csv\"\ncriterai = \"a.json\"\n"),
            "dòng 2, cột 1: khóa “criterai” không dùng được; các khóa dùng được: “criteria”, \
             “units”, “targets”, “waivers”, “submissions”, “forms”, “reports”, “notice”, “issuer”, “lang”, “limits”, “mapping”"
        );
        assert_eq!(
            told("lang = \"fr\"\n"),
            "dòng 1, cột 8: không dùng được giá trị “fr”; chỉ dùng được: “vi”, “en”"
        );
        assert_eq!(
            told("notice = 5\n"),
            "dòng 1, cột 10: ở đây cần một văn bản trong dấu nháy kép, hoặc { vi = \"…\", en = \"…\" }"
        );
        assert_eq!(
            told("notice = { vi = \"một\", enn = \"one\" }\n"),
            "dòng 1, cột 24: khóa “enn” không dùng được; các khóa dùng được: “vi”, “en”"
        );
        assert_eq!(
            told("units = 5\n"),
            "dòng 1, cột 9: ở đây cần một văn bản trong dấu nháy kép"
        );
        assert_eq!(
            told("criteria = 5\n"),
            "dòng 1, cột 12: ở đây cần một văn bản trong dấu nháy kép, hoặc nhiều văn bản như vậy \
             trong ngoặc vuông"
        );
        assert_eq!(
            told("criteria = [\"a.json\", 5]\n"),
            "dòng 1, cột 23: ở đây cần một văn bản trong dấu nháy kép"
        );
        let broken = told("criteria = \n");
        assert!(
            broken.starts_with("dòng 1, cột 12: không đúng cú pháp TOML ("),
            "{broken}"
        );
    }

    #[test]
    fn one_version_of_the_criteria_set_stands_there_without_brackets() {
        let criteria = |text: &str| toml::from_str::<Settings>(text).map(|read| read.criteria);
        let paths = |paths: &[&str]| Ok(paths.iter().map(PathBuf::from).collect());
        assert_eq!(criteria("criteria = \"a.json\""), paths(&["a.json"]));
        let several = "criteria = [\"a.json\", \"b.json\"]";
        assert_eq!(criteria(several), paths(&["a.json", "b.json"]));
        assert_eq!(criteria("lang = \"vi\""), paths(&[]));
    }

    #[test]
    fn every_key_of_the_file_is_offered() {
        for (text, keys) in [("x = 1", KEYS), ("[limits]\nx = 1", LIMIT_KEYS)] {
            let error = toml::from_str::<Settings>(text).expect_err("no such key");
            let listed = error.message().split('`').skip(3).step_by(2);
            assert_eq!(listed.collect::<Vec<_>>(), keys);
        }
    }

    #[test]
    fn a_limit_is_a_whole_number_in_its_range() {
        let settings: Settings =
            toml::from_str("[limits]\nfile_mb = 20\nrows = 500\n").expect("limits");
        let limits = settings.limits.applied();
        assert_eq!((limits.file, limits.rows), (20 << 20, 500));
        assert_eq!(limits.sheets, Limits::default().sheets);
        for (value, said) in [
            ("0", "dòng 2, cột 11: ở đây cần một số nguyên từ 1 đến 512"),
            ("-1", "dòng 2, cột 11: ở đây cần một số nguyên từ 1 đến 512"),
            (
                "513",
                "dòng 2, cột 11: ở đây cần một số nguyên từ 1 đến 512",
            ),
            ("\"16\"", "dòng 2, cột 11: ở đây cần một số nguyên"),
        ] {
            assert_eq!(told(&format!("[limits]\nfile_mb = {value}\n")), said);
        }
        assert!(told("[limits]\nfile = 16\n").contains("“file_mb”, “part_mb”"));
    }
}
