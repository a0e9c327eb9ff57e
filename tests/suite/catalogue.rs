//! The catalogue of findings: every code is one of a kind, has the smallest input that
//! produces it in `samples/findings`, and stands in `docs/findings.md`.
//!
//! `CHAMDIEM_ACCEPT=1 cargo test catalogue` writes `docs/findings.md` anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use chamdiem::annex;
use chamdiem::definition::{self, CriteriaSet};
use chamdiem::finding::{Code, Findings, Problem, Severity, Source};
use chamdiem::intake::{self, Request};
use chamdiem::period::Period;
use chamdiem::provenance::sha256;
use chamdiem::ranking::{self, Field, Ranking};
use chamdiem::submission::target::Targets;
use chamdiem::text::{Language, entry, severity};
use chamdiem::unit::{self, Roster};
use chamdiem::validation;
use chamdiem::waiver;

use crate::builder::{self, criterion};

/// What stands in the folder beside the samples.
const BESIDE: [&str; 4] = [
    "README.md",
    "chamdiem.toml",
    "criteria-set.json",
    "units.csv",
];

/// The period of the samples.
const PERIOD: Period = Period::Month(2021, 11);

/// The codes that cannot come alone, with what comes along (samples/findings/README.md).
const ALONG: [(Code, &[Code]); 1] = [(Code::NotRanked, &[Code::NotANumber])];

/// The letters, what they stand for, and what a reader of the page is told of them.
const STAGES: [(char, &str, &str); 6] = [
    (
        'D',
        "The criteria set",
        "Mistakes in a definition file; a set with an error is not used.",
    ),
    (
        'U',
        "The roster, the waivers and the targets",
        "Mistakes in the list of units, in the table of what they are excused from and in that of the figures set for them; a table with an error is not used.",
    ),
    (
        'S',
        "The submission",
        "What is wrong with a file, its sheet or its layout.",
    ),
    ('V', "Values", "What is wrong with one answer."),
    (
        'L',
        "Levels",
        "What a maturity level depends on and nobody stated.",
    ),
    (
        'R',
        "The ranking",
        "Who is left out of the ranking, and why.",
    ),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn folder() -> PathBuf {
    root().join("samples/findings")
}

/// Returns the entries of the folder that are samples, by the name before the extension.
fn samples() -> BTreeMap<String, PathBuf> {
    let entries = fs::read_dir(folder()).expect("samples/findings can be listed");
    let paths = entries.map(|entry| entry.expect("samples/findings can be listed").path());
    let name = |path: &Path| {
        path.file_name()
            .expect("an entry has a name")
            .to_string_lossy()
            .into_owned()
    };
    let mut samples = BTreeMap::new();
    for path in paths.filter(|path| !BESIDE.contains(&name(path).as_str())) {
        let stem = path
            .file_stem()
            .expect("an entry has a name")
            .to_string_lossy()
            .into_owned();
        if let Some(other) = samples.insert(stem, path.clone()) {
            panic!(
                "{} and {} are samples of one finding",
                other.display(),
                path.display()
            );
        }
    }
    samples
}

fn stem(code: Code) -> String {
    format!("{}-{}", code.as_str(), code.slug())
}

/// Whether the sample would weigh megabytes and is made when it is needed.
fn is_made(code: Code) -> bool {
    matches!(code, Code::TooLarge | Code::WarningsLeftOut)
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn codes(findings: &Findings) -> BTreeSet<&'static str> {
    findings
        .iter()
        .map(|finding| finding.code().as_str())
        .collect()
}

/// Reads a criteria set that has no mistake.
pub fn criteria_set(path: &Path) -> CriteriaSet {
    let mut findings = Findings::new();
    let set = definition::read(
        &Source::new("criteria-set.json"),
        &read(path),
        &mut findings,
    );
    assert!(findings.is_empty(), "{}: {findings:?}", path.display());
    set.unwrap_or_else(|| panic!("{}: no criteria set", path.display()))
}

/// Reads a roster that has no mistake.
pub fn roster(path: &Path) -> Roster {
    let mut findings = Findings::new();
    let roster = unit::read(&Source::new("units.csv"), &read(path), &mut findings);
    assert!(findings.is_empty(), "{}: {findings:?}", path.display());
    roster
}

/// Reads and ranks files as the command line does; returns what was found on the whole way.
pub fn ranked(
    set: &CriteriaSet,
    roster: &Roster,
    period: Period,
    files: &[PathBuf],
) -> (Ranking, Findings) {
    let request = Request {
        roster: Some(roster),
        period: Some(period),
        ..builder::request(set)
    };
    let outcomes = intake::run(request, files, |card| card.into_standing(set));
    let (field, mut findings) = Field::of(outcomes, Some(roster.in_force(period).units()));
    let ranking = ranking::rank(set, field);
    findings.extend(ranking.findings());
    (ranking, findings)
}

/// Returns the sample's own file of this name, or the one that serves all.
fn own_or_common(sample: &Path, name: &str) -> PathBuf {
    let own = sample.join(name);
    if own.exists() {
        own
    } else {
        folder().join(name)
    }
}

/// Returns what is found in a table of waivers, and in submissions beside it.
fn found_in_waivers(sample: &Path) -> Findings {
    let set = criteria_set(&own_or_common(sample, "criteria-set.json"));
    let roster = roster(&own_or_common(sample, "units.csv"));
    let table = if sample.is_dir() {
        sample.join("waivers.csv")
    } else {
        sample.to_owned()
    };
    let source = Source::new(&table.display().to_string());
    let mut findings = Findings::new();
    let waivers = waiver::read(&set, Some(&roster), &source, &read(&table), &mut findings);
    let request = Request {
        roster: Some(&roster),
        period: Some(PERIOD),
        waivers: Some(&waivers),
        ..builder::request(&set)
    };
    let submissions = sample.join("submissions").join(PERIOD.to_string());
    let files = intake::files(&submissions).unwrap_or_default();
    for file in intake::run(request, &files, |_| ()) {
        findings.extend(file.found().cloned().collect::<Findings>());
    }
    findings
}

/// Returns the codes of what is found in the sample of `code`.
fn found_in_sample_of(code: Code, sample: &Path) -> BTreeSet<&'static str> {
    let mut findings = Findings::new();
    let source = Source::new(&sample.display().to_string());
    match code.as_str().chars().next() {
        Some('D')
            if sample
                .extension()
                .is_some_and(|extension| extension == "xlsx") =>
        {
            let bytes = fs::read(sample).expect("the sample can be read");
            annex::read(&source, &bytes, None, &mut findings);
        }
        Some('D') => {
            let set = definition::read(&source, &read(sample), &mut findings);
            // What period a set is used for is not in its file.
            if let (Code::NotInForce, Some(set)) = (code, &set) {
                findings.extend(set.not_in_force(&source, PERIOD).into_iter().collect());
            }
            // Whoever uses a set is not told.
            if let (Code::CodesMerge, Some(set)) = (code, &set) {
                let merging = definition::merging_codes(&source, &read(sample), set);
                findings.extend(merging.into_iter().collect());
            }
            // Nor is which other version there is.
            if let (Code::VersionsOverlap, Some(set)) = (code, &set) {
                let other = criteria_set(&folder().join("criteria-set.json"));
                findings.extend(set.overlap(&source, &other).into_iter().collect());
            }
        }
        _ if code.slug().starts_with("waive") => findings = found_in_waivers(sample),
        Some('U') if code == Code::TargetUnitUnknown => {
            let set = criteria_set(&folder().join("V023-target-missing/criteria-set.json"));
            let roster = roster(&folder().join("units.csv"));
            Targets::read(
                &set,
                &[],
                Some(&roster),
                &source,
                &read(sample),
                &mut findings,
            );
        }
        Some('U') => {
            unit::read(&source, &read(sample), &mut findings);
        }
        // Only the command line knows what there is to compare with.
        _ if matches!(code, Code::CumulativeFell | Code::Jump) => {
            return found_by_command(sample);
        }
        Some('R') if matches!(code, Code::NothingEarlier | Code::VersionsDiffer) => {
            return found_by_command(sample);
        }
        Some('R') => {
            let set = criteria_set(&own_or_common(sample, "criteria-set.json"));
            let roster = roster(&own_or_common(sample, "units.csv"));
            let files = intake::files(&sample.join("submissions").join(PERIOD.to_string()));
            let files = files.unwrap_or_else(|error| panic!("{}: {error}", sample.display()));
            findings = ranked(&set, &roster, PERIOD, &files).1;
        }
        _ => {
            let set = criteria_set(&own_or_common(sample, "criteria-set.json"));
            let roster = roster(&folder().join("units.csv"));
            let digest = sha256(read(&own_or_common(sample, "criteria-set.json")).as_bytes());
            let request = Request {
                roster: Some(&roster),
                // This one shows what happens when nobody says which period it is.
                period: (![Code::PeriodUnknown, Code::OtherPeriodInFolder].contains(&code))
                    .then_some(PERIOD),
                set_digest: Some(&digest),
                is_whole_period: false,
                ..builder::request(&set)
            };
            let submissions = sample.join("submissions");
            let files = intake::files(if submissions.exists() {
                &submissions
            } else {
                sample
            })
            .unwrap_or_else(|error| panic!("{}: {error}", sample.display()));
            for outcome in intake::run(request, &files, |_| ()) {
                findings.extend(outcome.found().cloned().collect());
            }
        }
    }
    codes(&findings)
}

/// Returns the codes that `chamdiem rank` prints of a workspace when it is to compare.
fn found_by_command(workspace: &Path) -> BTreeSet<&'static str> {
    let run = Command::new(env!("CARGO_BIN_EXE_chamdiem"))
        .env_clear()
        .arg("--directory")
        .arg(workspace)
        .args(["--color", "never", "--verbose", "rank"])
        .args([
            PERIOD.to_string(),
            "--against".to_owned(),
            PERIOD.previous().to_string(),
        ])
        .output()
        .expect("the program runs");
    let said = String::from_utf8(run.stderr).expect("the program speaks UTF-8");
    let all = Code::ALL.iter().map(|code| code.as_str());
    all.filter(|code| said.contains(&format!("[{code}]")))
        .collect()
}

#[test]
fn every_code_is_a_letter_and_three_digits() {
    for code in Code::ALL {
        let (letter, digits) = code.as_str().split_at(1);
        let known = STAGES.iter().any(|(stage, ..)| letter.starts_with(*stage));
        assert!(known, "{}: no stage has this letter", code.as_str());
        let well_formed = digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
        assert!(well_formed, "{}: not three digits", code.as_str());
    }
}

#[test]
fn every_slug_is_lower_case_words_with_hyphens() {
    for code in Code::ALL {
        let word = |word: &str| {
            !word.is_empty()
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        };
        assert!(
            code.slug().split('-').all(word),
            "{}: {}",
            code.as_str(),
            code.slug()
        );
    }
}

#[test]
fn no_two_codes_share_a_name() {
    let mut names = BTreeSet::new();
    for code in Code::ALL {
        for name in [code.as_str(), code.slug()] {
            assert!(names.insert(name), "{name} names two kinds of finding");
            assert_eq!(name.parse(), Ok(*code), "{name} is not understood");
        }
    }
}

#[test]
fn codes_of_a_stage_count_up_without_a_gap() {
    // A code that is no longer raised stays listed, so a gap is a code somebody took away.
    let mut last: BTreeMap<&str, u32> = BTreeMap::new();
    for code in Code::ALL {
        let (letter, digits) = code.as_str().split_at(1);
        let number: u32 = digits.parse().expect("three digits");
        let before = last.insert(letter, number).unwrap_or(0);
        assert_eq!(
            number,
            before + 1,
            "{} follows {letter}{before:03}",
            code.as_str()
        );
    }
}

#[test]
fn every_code_has_a_sample_and_every_sample_a_code() {
    let samples = samples();
    let kept: Vec<&String> = samples.keys().collect();
    let mut wanted: Vec<String> = Code::ALL
        .iter()
        .copied()
        .filter(|&code| !is_made(code))
        .map(stem)
        .collect();
    wanted.sort();
    assert_eq!(
        kept,
        wanted.iter().collect::<Vec<_>>(),
        "samples/findings (left) and the catalogue (right)"
    );
}

#[test]
fn every_sample_produces_its_code_and_nothing_else() {
    let samples = samples();
    let mut wrong = Vec::new();
    for &code in Code::ALL {
        let Some(sample) = samples.get(&stem(code)) else {
            continue;
        };
        let along = ALONG
            .iter()
            .find(|(other, _)| *other == code)
            .map_or(&[][..], |(_, along)| along);
        let expected: BTreeSet<&str> = along
            .iter()
            .copied()
            .chain([code])
            .map(Code::as_str)
            .collect();
        let found = found_in_sample_of(code, sample);
        if found != expected {
            wrong.push(format!(
                "{}: found {found:?}, expected {expected:?}",
                sample.display()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_definition_larger_than_any_real_one_is_refused_unread() {
    let blank = " ".repeat(16 * 1024 * 1024 + 1);
    let mut findings = Findings::new();
    let set = definition::read(&Source::new("criteria-set.json"), &blank, &mut findings);
    assert_eq!(
        (set, codes(&findings)),
        (None, BTreeSet::from([Code::TooLarge.as_str()]))
    );
}

#[test]
fn of_more_warnings_than_anybody_reads_the_rest_is_counted() {
    let kinds_without_marks =
        |number: usize| criterion(&format!("a{number}"), "1").assigned_to("xa");
    let of = builder::set((1..=1_100).map(kinds_without_marks).collect());
    let mut findings = Findings::new();
    let set = definition::read(&Source::new("criteria-set.json"), &of.text(), &mut findings);
    assert!(
        set.is_some(),
        "warnings do not keep anybody from using a set"
    );
    let told = |code| {
        findings
            .iter()
            .filter(|finding| finding.code() == code)
            .count()
    };
    assert_eq!(told(Code::UnknownUnitType), 1_000);
    let rest: Vec<&Problem> = findings
        .iter()
        .map(|finding| &finding.problem)
        .filter(|problem| problem.code() != Code::UnknownUnitType)
        .collect();
    let (limit, left_out) = (1_000, 100);
    assert_eq!(rest, [&Problem::WarningsLeftOut { limit, left_out }]);
}

#[test]
fn the_samples_have_a_form_without_a_fault() {
    // The sample of a unit that sent nothing holds what another unit sent.
    let set = criteria_set(&folder().join("criteria-set.json"));
    let roster = roster(&folder().join("units.csv"));
    let form = samples()[&stem(Code::NotSubmitted)].join("submissions/2021-11/xa-hoa-binh.csv");
    let (ranking, findings) = ranked(&set, &roster, PERIOD, &[form]);
    assert_eq!(
        codes(&findings),
        BTreeSet::from([Code::NotSubmitted.as_str()])
    );
    let totals: Vec<String> = ranking
        .places
        .iter()
        .map(|place| place.standing.total.to_string())
        .collect();
    // 8 + 12/15 × 20 + 85/90 × 20 + 10 + 10 + 1/2 × 10 + 5 + 9 = 81.888…
    assert_eq!(totals, ["81.89"]);
}

#[test]
fn validation_declares_codes_of_values_and_levels_only_and_each_once() {
    let mut seen = BTreeSet::new();
    for code in validation::emits() {
        assert!(
            code.as_str().starts_with(['V', 'L']),
            "{} is no matter of validation",
            code.as_str()
        );
        assert!(
            seen.insert(code),
            "{} is declared by two checks",
            code.as_str()
        );
    }
    assert!(!seen.is_empty(), "validation emits something");
}

#[test]
fn the_page_of_findings_is_the_catalogue() {
    let path = root().join("docs/findings.md");
    let page = page();
    if std::env::var_os("CHAMDIEM_ACCEPT").is_some() {
        fs::create_dir_all(root().join("docs")).expect("docs can be made");
        fs::write(&path, &page).expect("docs/findings.md can be written");
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == page,
        "docs/findings.md is out of date: CHAMDIEM_ACCEPT=1 cargo test catalogue"
    );
}

/// Returns the catalogue as a page.
fn page() -> String {
    let mut page = String::from(
        "# Findings\n\n\
        <!-- Generated by tests/suite/catalogue.rs: CHAMDIEM_ACCEPT=1 cargo test catalogue -->\n\n\
        Everything the program can find. `chamdiem explain V014` prints one entry, in the language of\n\
        the interface. A code is never reused; each has the smallest input that produces it in\n\
        [samples/findings](../samples/findings/README.md).\n",
    );
    let samples = samples();
    for (letter, title, what) in STAGES {
        let codes = Code::ALL
            .iter()
            .copied()
            .filter(|code| code.as_str().starts_with(letter));
        let _ = write!(page, "\n## {letter}: {title}\n\n{what}\n");
        for code in codes {
            let _ = write!(page, "\n{}", section(code, samples.get(&stem(code))));
        }
    }
    page
}

fn section(code: Code, sample: Option<&PathBuf>) -> String {
    let mut section = format!("### {} {}\n\n", code.as_str(), code.slug());
    for (language, name) in [
        (Language::English, "English"),
        (Language::Vietnamese, "Tiếng Việt"),
    ] {
        let entry = entry(code, language);
        let severity = severity(code.severity(), language);
        let (title, why, remedy) = (entry.title, entry.why, entry.remedy);
        let [why_label, remedy_label] = match language {
            Language::English => ["Why", "Remedy"],
            Language::Vietnamese => ["Vì sao", "Cách sửa"],
        };
        let _ = write!(
            section,
            "- {name}: **{title}** ({severity})\n  - {why_label}: {why}\n  - {remedy_label}: {remedy}\n"
        );
    }
    let name = sample
        .and_then(|path| path.file_name())
        .map(|name| name.to_string_lossy().into_owned());
    let _ = match name {
        Some(name) => writeln!(section, "- Sample: [{name}](../samples/findings/{name})"),
        None => writeln!(
            section,
            "- Sample: made by [tests/suite/catalogue.rs](../tests/suite/catalogue.rs)"
        ),
    };
    section
}

#[test]
fn the_page_of_findings_tells_every_severity() {
    let page = page();
    for severity in Severity::ALL {
        let count = Code::ALL
            .iter()
            .filter(|code| code.severity() == *severity)
            .count();
        let label = chamdiem::text::severity(*severity, Language::English);
        assert_eq!(
            page.matches(&format!("** ({label})\n")).count(),
            count,
            "{label}"
        );
    }
}
