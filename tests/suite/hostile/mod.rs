//! Whatever stands in a file, reading it ends in findings or in a result, never in a panic,
//! and the other units are ranked beside it.
//!
//! Files that were made to do harm are in `tests/hostile`; those that would weigh too much are
//! made here. What nobody thought of is made from seeds: a test that fails names the seed.

mod folders;
mod outputs;
mod workbooks;

use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use chamdiem::definition::{self, CriteriaSet};
use chamdiem::finding::{Finding, Findings, Measure, Problem, Source};
use chamdiem::form::{self, Answer, Filled, Form};
use chamdiem::number::Decimal;
use chamdiem::period::Period;
use chamdiem::submission::{Names, Submission};
use chamdiem::text::safe::printable;
use chamdiem::text::{self, Language};
use chamdiem::unit::{self, Roster};
use chamdiem::{scorecard, submission};
use rayon::prelude::*;
use serde_json::Value;
use tempfile::TempDir;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::aside;
use crate::builder;
use crate::catalogue::{criteria_set, ranked, roster};
use crate::generator::Random;

/// The files of `tests/hostile` and what is found in each. Definitions are named
/// `definition-…`, rosters `roster-…`; all others are handed in by one unit while another
/// unit hands in a form without a fault.
const EXPECTED: &[(&str, &[&str])] = &[
    ("archive-in-an-archive.xlsx", &["S029"]),
    ("bytes-in-order.csv", &["S004"]),
    ("cells-of-impossible-names.xlsx", &["S001"]),
    ("definition-largest-numbers.json", &["D023"]),
    ("definition-numbers-and-keys.json", &["D004", "D005"]),
    ("definition-of-nothing.json", &["D004"]),
    ("definition-with-escapes.json", &["D002"]),
    ("document.xls", &["S028"]),
    ("empty.csv", &["S001"]),
    ("empty.xlsx", &["S001"]),
    ("encrypted.xlsx", &["S015"]),
    ("escapes-in-a-value.csv", &["V001"]),
    ("escapes-in-the-header.csv", &["S018"]),
    ("formula-injection.csv", &["V001"]),
    ("header-block-with-commas.csv", &[]),
    ("invisible-letters-in-the-header.csv", &["S018"]),
    ("largest-number-of-all.xlsx", &[]),
    ("letters-lost.txt", &["S026"]),
    ("lone-carriage-returns.csv", &[]),
    ("longest-name.csv", &["S018"]),
    ("longest-numbers.csv", &["V014"]),
    ("nul-bytes.csv", &["S004"]),
    ("number-beyond-all-decimals.xlsx", &["V009"]),
    ("numbers-of-many-kinds.csv", &["V001"]),
    ("old-workbook-of-garbage.xls", &["S001"]),
    ("percent-of-ten-to-the-27-for-a-count.xlsx", &["V013"]),
    ("percent-of-ten-to-the-27.xlsx", &["V017"]),
    ("quotes-only.csv", &["S005"]),
    ("roster-of-one-line.csv", &[]),
    ("roster-with-escapes.csv", &["U003"]),
    ("roster-with-unclosed-quote.csv", &["S017"]),
    ("separator-declared-wrongly.csv", &[]),
    ("serial-day-before-time.xlsx", &["V011"]),
    ("shared-strings-without-number.xlsx", &[]),
    ("sheet-says-it-is-four-gigabytes.xlsx", &["S003"]),
    ("sheet-says-it-is-one-byte.xlsx", &["S001"]),
    ("stray-cell-in-the-last-corner.xls", &["S001"]),
    ("spreadsheet-2003.xls", &["S002"]),
    ("stray-cell-in-the-last-corner.xlsx", &[]),
    ("tcvn3-in-utf-8.csv", &["S025"]),
    ("tcvn3-with-a-utf-8-mark.csv", &["S025"]),
    ("tcvn3.csv", &["S025"]),
    ("truncated.xlsx", &["S001"]),
    ("unclosed-quote.csv", &["S017"]),
    ("utf-16-big-endian-without-mark.csv", &["S024"]),
    ("utf-16-cut-in-a-letter.csv", &["S004"]),
    ("utf-16-lone-surrogate.csv", &["S004"]),
    ("utf-16.csv", &["S024"]),
    ("utf-8-with-one-broken-letter.csv", &["S004"]),
    ("vni-in-utf-8.csv", &["S025"]),
    ("vni.csv", &["S025"]),
    ("web-page.xls", &["S002"]),
    ("windows-1258-with-every-letter.csv", &["S024"]),
    ("windows-1258.csv", &["S026"]),
    ("workbook-without-sheets.xlsx", &["S005"]),
];

/// The period of everything handed in here.
const PERIOD: Period = Period::Month(2021, 11);
/// The total of the form without a fault, whoever hands it in.
const TOTAL: &str = "81.89";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn findings_folder() -> PathBuf {
    root().join("samples/findings")
}

fn set() -> CriteriaSet {
    criteria_set(&findings_folder().join("criteria-set.json"))
}

fn units() -> Roster {
    roster(&findings_folder().join("units.csv"))
}

/// The form of a unit without a fault: of 00001 or of 00002.
fn good_form(unit: &str) -> PathBuf {
    let name = match unit {
        "00001" => "xa-hoa-binh.csv",
        _ => "xa-tan-tien.csv",
    };
    findings_folder()
        .join("R003-nothing-earlier/submissions/2021-11")
        .join(name)
}

fn bytes_of(path: &Path) -> Vec<u8> {
    fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Every sentence of a finding, in both languages: making one must not fail either.
fn told<'f>(findings: impl Iterator<Item = &'f Finding>) -> BTreeSet<&'static str> {
    let mut codes = BTreeSet::new();
    for finding in findings {
        for &language in Language::ALL {
            let sentence = printable(&text::finding(finding, language))
                + &printable(&text::place(&finding.place, language));
            assert!(!sentence.is_empty(), "{finding:?}");
        }
        codes.insert(finding.code().as_str());
    }
    codes
}

/// What became of a file handed in beside a form without a fault.
#[derive(Debug, PartialEq, Eq)]
struct Verdict {
    /// The codes found in the files.
    codes: BTreeSet<&'static str>,
    /// Unit and total of everybody who is ranked.
    ranked: Vec<(String, String)>,
}

/// Hands `files` in together with the form of unit 00002.
fn hand_in(files: &[PathBuf]) -> Verdict {
    let mut all = files.to_vec();
    all.push(good_form("00002"));
    let (ranking, findings) = ranked(&set(), &units(), PERIOD, &all);
    let in_files = findings
        .iter()
        .filter(|finding| !finding.code().as_str().starts_with('R'));
    let place = |place: &chamdiem::ranking::Place| {
        (
            place.standing.unit.code.to_string(),
            place.standing.total.to_string(),
        )
    };
    Verdict {
        codes: told(in_files),
        ranked: ranking.places.iter().map(place).collect(),
    }
}

/// Writes bytes into a folder of its own and hands them in.
fn hand_in_bytes(name: &str, bytes: &[u8]) -> Verdict {
    let folder = TempDir::new().expect("a temporary folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("the file can be written");
    hand_in(&[path])
}

/// The unit 00002, whose form has no fault, is ranked.
fn assert_the_other_is_ranked(verdict: &Verdict, what: &str) {
    let other = ("00002".to_owned(), TOTAL.to_owned());
    assert!(
        verdict.ranked.contains(&other),
        "{what}: the other unit is not ranked: {:?}",
        verdict.ranked
    );
}

fn definition_codes(text: &str) -> BTreeSet<&'static str> {
    let mut findings = Findings::new();
    let set = definition::read(&Source::new("criteria-set.json"), text, &mut findings);
    assert_eq!(
        set.is_none(),
        findings.has_errors(),
        "a set with errors is none, and one without is one"
    );
    told(findings.iter())
}

fn roster_codes(text: &str) -> BTreeSet<&'static str> {
    let mut findings = Findings::new();
    let roster = unit::read(&Source::new("units.csv"), text, &mut findings);
    let in_force = roster.in_force(PERIOD);
    for unit in roster.units().iter().take(3) {
        assert!(
            !roster.by_name(&unit.name).is_empty(),
            "a unit is found by its own name"
        );
        let _ = in_force.nearest(&unit.name);
    }
    told(findings.iter())
}

/// Returns what is found in a file of `tests/hostile`.
fn codes_of(name: &str) -> BTreeSet<&'static str> {
    let path = root().join("tests/hostile").join(name);
    let text =
        || String::from_utf8(bytes_of(&path)).unwrap_or_else(|error| panic!("{name}: {error}"));
    if name.starts_with("definition-") {
        return definition_codes(&text());
    }
    if name.starts_with("roster-") {
        return roster_codes(&text());
    }
    let verdict = hand_in(std::slice::from_ref(&path));
    assert_the_other_is_ranked(&verdict, name);
    verdict.codes
}

#[test]
fn what_fuzzing_found_of_interest_is_read_without_a_panic() {
    let set = criteria_set(&root().join("tests/forms/everything.json"));
    let mut read = 0;
    for target in ["definition", "csv", "workbook", "cell_value"] {
        let folder = root().join("fuzz/corpus").join(target);
        for file in fs::read_dir(&folder).expect("the corpus is there") {
            let bytes = fs::read(file.expect("a file").path()).expect("it can be read");
            let mut findings = Findings::new();
            if target == "definition" {
                let text = String::from_utf8_lossy(&bytes);
                definition::read(&Source::new("dinh-nghia.json"), &text, &mut findings);
            } else {
                submission::read(&set, &Source::new("phieu"), &bytes, &mut findings);
            }
            for finding in &findings {
                assert!(!text::finding(finding, Language::Vietnamese).is_empty());
            }
            read += 1;
        }
    }
    assert!(read > 200, "{read}");
}

#[test]
fn every_hostile_file_is_listed_with_what_is_found_in_it() {
    let entries = fs::read_dir(root().join("tests/hostile")).expect("tests/hostile can be listed");
    let name = |entry: std::io::Result<fs::DirEntry>| {
        entry
            .expect("an entry")
            .file_name()
            .to_string_lossy()
            .into_owned()
    };
    let kept: BTreeSet<String> = entries
        .map(name)
        .filter(|name| name != "README.md")
        .collect();
    let listed: BTreeSet<String> = EXPECTED
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    assert_eq!(kept, listed, "tests/hostile (left) and the list (right)");
}

#[test]
fn every_hostile_file_ends_in_findings_and_the_other_unit_is_ranked() {
    let judge = |(name, expected): &(&str, &[&'static str])| {
        let expected: BTreeSet<&str> = expected.iter().copied().collect();
        match catch_unwind(|| codes_of(name)) {
            Ok(found) if found == expected => None,
            Ok(found) => Some(format!("{name}: found {found:?}, expected {expected:?}")),
            Err(_) => Some(format!("{name}: a panic")),
        }
    };
    let wrong: Vec<String> = EXPECTED.iter().filter_map(judge).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_stray_cell_in_the_last_corner_of_a_sheet_changes_no_score() {
    let verdict = hand_in(&[root().join("tests/hostile/stray-cell-in-the-last-corner.xlsx")]);
    let total = |unit: &str| (unit.to_owned(), TOTAL.to_owned());
    assert_eq!(
        (verdict.codes, verdict.ranked),
        (BTreeSet::new(), vec![total("00001"), total("00002")])
    );
}

/// Returns an archive of parts with their contents.
fn archive(parts: &[(String, Vec<u8>)], method: CompressionMethod) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        writer
            .start_file(
                name.as_str(),
                SimpleFileOptions::default().compression_method(method),
            )
            .expect("a part begins");
        writer.write_all(content).expect("a part is written");
    }
    writer.finish().expect("an archive ends").into_inner()
}

/// Returns the parts of a workbook.
fn parts_of(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a workbook is an archive");
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let mut content = Vec::new();
        part.read_to_end(&mut content).expect("a part can be read");
        parts.push((
            String::from_utf8_lossy(part.name_raw()).into_owned(),
            content,
        ));
    }
    parts
}

#[test]
fn a_bomb_of_one_megabyte_is_refused_before_it_goes_off() {
    // Ten megabytes of blanks shrink to some ten kilobytes; a hundred of them are a gigabyte.
    let blanks = archive(
        &[("xl/media/0.xml".to_owned(), vec![b' '; 10 << 20])],
        CompressionMethod::Deflated,
    );
    let mut packed = ZipArchive::new(Cursor::new(&blanks)).expect("an archive");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..100 {
        let part = packed.by_index_raw(0).expect("the only part");
        writer
            .raw_copy_file_rename(part, format!("xl/worksheets/sheet{index}.xml"))
            .expect("a copy");
    }
    let bomb = writer.finish().expect("an archive ends").into_inner();
    assert!(
        (1 << 19..2 << 20).contains(&bomb.len()),
        "about a megabyte: {}",
        bomb.len()
    );
    let verdict = hand_in_bytes("bomb.xlsx", &bomb);
    assert_eq!(verdict.codes, BTreeSet::from(["S003"]));
    assert_the_other_is_ranked(&verdict, "bomb.xlsx");
}

#[test]
fn a_sheet_that_hides_how_large_it_is_is_not_expanded_to_its_end() {
    // Forty megabytes of blanks in the sheet, which says of itself that it has a hundred bytes.
    let honest = bytes_of(&root().join("tests/hostile/stray-cell-in-the-last-corner.xlsx"));
    let mut parts = parts_of(&honest);
    let real = 40_u32 << 20;
    for (name, content) in &mut parts {
        if name == "xl/worksheets/sheet1.xml" {
            content.resize(real as usize, b' ');
        }
    }
    let mut bytes = archive(&parts, CompressionMethod::Deflated);
    let size = real.to_le_bytes();
    let places: Vec<usize> = bytes
        .windows(4)
        .enumerate()
        .filter(|(_, window)| *window == size)
        .map(|(at, _)| at)
        .collect();
    assert!(!places.is_empty(), "the size stands in the directory");
    for at in places {
        bytes[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
    }
    let verdict = hand_in_bytes("hidden.xlsx", &bytes);
    assert_eq!(verdict.codes, BTreeSet::from(["S001"]));
    assert_the_other_is_ranked(&verdict, "hidden.xlsx");
}

#[test]
fn a_line_of_a_hundred_thousand_columns_is_wider_than_any_sheet() {
    let line = "x,".repeat(100_000) + "\n";
    let alone = hand_in_bytes("wide.csv", line.as_bytes());
    assert_eq!(alone.codes, BTreeSet::from(["S003"]));
    assert_the_other_is_ranked(&alone, "wide.csv");
    let form = [line.as_bytes(), &bytes_of(&good_form("00001"))].concat();
    let before_a_form = hand_in_bytes("wide.csv", &form);
    assert_eq!(
        (before_a_form.codes, before_a_form.ranked.len()),
        (BTreeSet::from(["S003"]), 1)
    );
}

#[test]
fn a_million_short_cells_are_too_many() {
    let verdict = hand_in_bytes("cells.csv", "x,".repeat(1_000_001).as_bytes());
    assert_eq!(verdict.codes, BTreeSet::from(["S003"]));
    assert_the_other_is_ranked(&verdict, "cells.csv");
}

#[test]
fn a_definition_nested_a_hundred_thousand_deep_is_no_json() {
    for opening in ["[", "{\"groups\":[", "{\"rule\":{\"parts\":["] {
        assert_eq!(
            definition_codes(&opening.repeat(100_000)),
            BTreeSet::from(["D001"]),
            "{opening}"
        );
    }
}

/// Returns what of a definition is too much, and how many findings there are.
fn too_much(text: &str) -> (Vec<Measure>, usize) {
    let mut findings = Findings::new();
    let set = definition::read(&Source::new("criteria-set.json"), text, &mut findings);
    assert!(set.is_none(), "it is not used");
    let measure = |finding: &Finding| match finding.problem {
        Problem::TooLarge { what, .. } => Some(what),
        _ => None,
    };
    let measures = findings.iter().filter_map(measure).collect();
    (measures, findings.iter().count())
}

#[test]
fn a_definition_of_a_hundred_thousand_entries_is_not_read_to_its_end() {
    let criteria = vec!["{}"; 100_000].join(",");
    let text = format!(r#"{{ "criteria": [{criteria}] }}"#);
    // What the set lacks itself is not told either: it may stand behind.
    assert_eq!(too_much(&text), (vec![Measure::Entries], 1));
    let inputs = vec![r#"{ "name": "x" }"#; 9_000].join(",");
    let text = format!(r#"{{ "inputs": [{inputs}], "criteria": [{criteria}] }}"#);
    assert_eq!(too_much(&text), (vec![Measure::Mistakes], 1_001));
}

#[test]
fn of_a_hundred_thousand_mistakes_a_thousand_are_told_and_that_there_are_more() {
    let keys = (0..100_000).map(|key| format!(r#""khoa{key}": 1"#));
    let unknown = format!("{{ {} }}", keys.collect::<Vec<_>>().join(","));
    assert_eq!(too_much(&unknown), (vec![Measure::Mistakes], 1_001));
    let twice = format!("{{ {} }}", vec![r#""id": "a""#; 100_000].join(","));
    assert_eq!(too_much(&twice), (vec![Measure::Mistakes], 1_001));
    // Of structure nothing is wrong here, only of sense.
    let nobody = (0..5_000).map(|code| format!(r#""{code}.1""#));
    let transfers = format!(
        r#""not_applicable": "transfer", "transfer_to": [{}]"#,
        nobody.collect::<Vec<_>>().join(",")
    );
    let set = builder::set(vec![builder::criterion("1", "10").also(&transfers)]);
    assert_eq!(too_much(&set.text()), (vec![Measure::Mistakes], 1_001));
}

#[test]
fn a_definition_for_a_thousand_types_of_unit_is_refused() {
    let asked = |number: usize| {
        let assigned = format!(r#""assigned_to": ["loại {number}"]"#);
        builder::criterion(&number.to_string(), "10").also(&assigned)
    };
    let set = builder::set((0..1_000).map(asked).collect());
    assert_eq!(too_much(&set.text()), (vec![Measure::UnitTypes], 1));
}

#[test]
fn a_definition_may_nest_as_deep_as_json_is_read() {
    let text = fs::read_to_string(findings_folder().join("D008-unknown-reference.json"))
        .expect("a sample");
    let rule = r#"{ "kind": "yes_no", "input": "trang_thong_tin" }"#;
    let condition = r#"{ "kind": "met", "criterion": "1.9" }"#;
    let simple = r#"{ "kind": "met", "criterion": "1" }"#;
    let nested = |kind: &str, key: &str, inner: &str, wrap: [&str; 2], depth: usize| {
        let [before, after] = wrap;
        let opening = format!(r#"{{ "kind": "{kind}", "{key}": [{before}"#).repeat(depth);
        opening + inner + &format!("{after}] }}").repeat(depth)
    };
    let mut deepest = 0;
    for depth in [1, 10, 50, 80, 100, 120, 150, 200, 250] {
        let deep = text
            .replace(
                rule,
                &nested("sum", "parts", rule, [r#"{ "rule": "#, " }"], depth),
            )
            .replace(
                condition,
                &nested("all", "conditions", simple, ["", ""], depth),
            );
        let codes = definition_codes(&deep);
        assert!(
            codes.is_empty() || codes == BTreeSet::from(["D001"]),
            "{depth}: {codes:?}"
        );
        if codes.is_empty() {
            deepest = depth;
        }
    }
    assert!(deepest >= 50, "only {deepest} deep");
}

#[test]
fn a_folder_named_like_a_workbook_is_no_file() {
    let folder = TempDir::new().expect("a temporary folder");
    let path = folder.path().join("xa-hoa-binh.xlsx");
    fs::create_dir(&path).expect("a folder can be made");
    let verdict = hand_in(std::slice::from_ref(&path));
    assert_eq!(verdict.codes, BTreeSet::from(["S002"]));
    assert_the_other_is_ranked(&verdict, "a folder");
    let listed = chamdiem::intake::files(folder.path()).expect("the folder can be listed");
    assert_eq!(
        listed,
        Vec::<PathBuf>::new(),
        "an empty folder holds no submission"
    );
}

#[cfg(unix)]
#[test]
fn links_that_lead_in_a_circle_are_findings() {
    use std::os::unix::fs::symlink;
    let folder = TempDir::new().expect("a temporary folder");
    let at = |name: &str| folder.path().join(name);
    symlink("xa-hoa-binh.xlsx", at("xa-hoa-binh.xlsx")).expect("a link to itself");
    symlink(".", at("xa-hoa-binh")).expect("a link to its own folder");
    symlink("nowhere", at("xa-hoa-binh.csv")).expect("a link to nothing");
    let listed = chamdiem::intake::files(folder.path()).expect("the folder can be listed");
    assert_eq!(
        listed,
        [
            at("xa-hoa-binh"),
            at("xa-hoa-binh.csv"),
            at("xa-hoa-binh.xlsx")
        ]
    );
    let verdict = hand_in(&listed);
    assert_eq!(verdict.codes, BTreeSet::from(["S001", "S002"]));
    assert_the_other_is_ranked(&verdict, "links");
}

/// Runs the program at the package root, with nothing of this machine around it.
fn chamdiem(arguments: &[&str]) -> Output {
    let mut run = Command::new(env!("CARGO_BIN_EXE_chamdiem"));
    run.env_clear()
        .current_dir(root())
        .args(["--color", "never", "--verbose"])
        .args(arguments);
    run.output().expect("the program runs")
}

fn assert_steers_no_terminal(output: &Output, what: &str) {
    assert!(
        matches!(output.status.code(), Some(0..=2)),
        "{what}: {output:?}"
    );
    for said in [&output.stdout, &output.stderr] {
        let said = String::from_utf8_lossy(said);
        let steers = |letter: char| {
            (letter.is_control() && letter != '\n')
                || matches!(
                    letter,
                    '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
                        | '\u{2060}'..='\u{2069}' | '\u{feff}'
                )
        };
        let line = said.lines().find(|line| line.contains(steers));
        assert_eq!(line, None, "{what}: a line of the file steers the terminal");
    }
}

#[test]
fn escapes_in_files_with_a_roster_steer_no_terminal() {
    let common = [
        "--criteria",
        "samples/findings/criteria-set.json",
        "--units",
        "samples/findings/units.csv",
    ];
    for file in [
        "tests/hostile/escapes-in-a-value.csv",
        "tests/hostile/escapes-in-the-header.csv",
    ] {
        let output = chamdiem(&[&["check", file], &common[..]].concat());
        assert_steers_no_terminal(&output, file);
    }
    let definition = "tests/hostile/definition-with-escapes.json";
    assert_steers_no_terminal(&chamdiem(&["criteria", "check", definition]), definition);
    let units = "tests/hostile/roster-with-escapes.csv";
    let output = chamdiem(&[
        "check",
        "samples/findings/V003-blank.csv",
        "--criteria",
        common[1],
        "--units",
        units,
    ]);
    assert_steers_no_terminal(&output, units);
}

#[test]
fn escapes_in_a_unit_that_names_itself_steer_no_terminal() {
    let file = "tests/hostile/escapes-in-the-header.csv";
    let criteria = ["--criteria", "samples/findings/criteria-set.json"];
    for command in ["check", "score"] {
        assert_steers_no_terminal(
            &chamdiem(&[&[command, file], &criteria[..]].concat()),
            command,
        );
    }
}

#[test]
fn nothing_steers_in_any_format_and_no_name_floods_the_screen() {
    let criteria = ["--criteria", "samples/findings/criteria-set.json"];
    for file in [
        "tests/hostile/escapes-in-the-header.csv",
        "tests/hostile/invisible-letters-in-the-header.csv",
        "tests/hostile/longest-name.csv",
    ] {
        for command in [&["check"][..], &["score"], &["score", "--derivation"]] {
            for format in ["table", "json", "csv", "markdown"] {
                let arguments = [command, &[file], &criteria, &["--format", format]].concat();
                let output = chamdiem(&arguments);
                assert_steers_no_terminal(&output, &format!("{arguments:?}"));
                if matches!(format, "table" | "markdown") {
                    let said = output.stdout.len() + output.stderr.len();
                    assert!(said < 40_000, "{arguments:?}: {said} bytes");
                }
            }
        }
    }
}

#[test]
fn json_says_what_a_submission_says_to_the_letter() {
    let file = "tests/hostile/invisible-letters-in-the-header.csv";
    let output = chamdiem(&[
        "score",
        file,
        "--criteria",
        "samples/findings/criteria-set.json",
        "--format",
        "json",
    ]);
    let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(
        document["scorecards"][0]["unit"]["name"],
        "X\u{200b}ã\u{2066} Hòa\u{ad} Bình\u{2069}\u{202e} (xã giả định)"
    );
}

#[test]
fn no_encoding_or_separator_mended_makes_a_seed_panic() {
    let form = String::from_utf8(bytes_of(&good_form("00001"))).expect("UTF-8");
    let set = set();
    assert_no_seed_panics(0..400, |random| {
        let encodings = crate::encoder::Encoding::ALL;
        let encoding = encodings[index(random, encodings.len())];
        let bytes = mutated(&encoding.encode(&form), random);
        let mut findings = Findings::new();
        let source = Source::new("phieu.csv");
        submission::read(&set, &source, &bytes, &mut findings);
        told(findings.iter());
    });
}

/// What text files that went wrong have in them, and what numbers go wrong with.
const TOKENS: &[&str] = &[
    "\"",
    "\"\"",
    ",",
    ";",
    "\t",
    "\n",
    "\r",
    "\0",
    "\u{feff}",
    "\u{202e}",
    "\u{1b}[2J",
    "%",
    "-",
    "0",
    "1e999",
    "-0",
    "9999999999999999999999999999",
    "79228162514264337593543950335",
    "0.0000000000000000000000000001",
    "1.234",
    "#DIV/0!",
    "Mã",
    "Giá trị",
    "Không áp dụng",
    "sep=;",
    "2021-02-30",
    "</c>",
    "<c r=\"XFD1048576\"><v>1</v></c>",
    "&#0;",
    "&lt;",
    "1E+28",
    "NaN",
    "<!--",
    "]]>",
];

fn index(random: &mut Random, length: usize) -> usize {
    let last = i64::try_from(length.max(1) - 1).expect("a file fits");
    usize::try_from(random.between(0, last)).expect("not negative")
}

/// A stretch of at most 64 bytes.
fn stretch(random: &mut Random, bytes: &[u8]) -> std::ops::Range<usize> {
    let start = index(random, bytes.len());
    let end = (start + index(random, 64)).min(bytes.len());
    start..end
}

/// Changes bytes in one to four places.
fn mutated(original: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = original.to_vec();
    for _ in 0..random.between(1, 4) {
        if bytes.is_empty() {
            break;
        }
        match random.between(0, 6) {
            0 => {
                let at = index(random, bytes.len());
                bytes[at] ^= 1 << random.between(0, 7);
            }
            1 => {
                let at = index(random, bytes.len());
                bytes[at] = u8::try_from(random.between(0, 255)).expect("a byte");
            }
            2 => bytes.truncate(index(random, original.len())),
            3 => {
                let chunk = bytes[stretch(random, &bytes)].to_vec();
                let at = index(random, bytes.len());
                bytes.splice(at..at, chunk);
            }
            4 => {
                bytes.drain(stretch(random, &bytes));
            }
            5 => {
                let (one, two) = (stretch(random, &bytes), stretch(random, &bytes));
                let (one, two) = if one.start <= two.start {
                    (one, two)
                } else {
                    (two, one)
                };
                if one.end <= two.start {
                    let swapped = [
                        &bytes[two.clone()],
                        &bytes[one.end..two.start],
                        &bytes[one.clone()],
                    ]
                    .concat();
                    bytes.splice(one.start..two.end, swapped);
                }
            }
            _ => {
                let at = stretch(random, &bytes);
                bytes.splice(at, TOKENS[index(random, TOKENS.len())].bytes());
            }
        }
    }
    bytes
}

/// Tries many seeds, side by side, and names those that end in a panic.
fn assert_no_seed_panics(seeds: std::ops::Range<u64>, attempt: impl Fn(&mut Random) + Sync) {
    let panics = |seed: &u64| {
        catch_unwind(AssertUnwindSafe(|| attempt(&mut Random::seeded(*seed)))).is_err()
    };
    let failed: Vec<u64> = seeds.into_par_iter().filter(panics).collect();
    assert!(failed.is_empty(), "a panic with the seeds {failed:?}");
}

/// Takes bytes the whole way: read, whose, checked, scored, told.
fn assess(set: &CriteriaSet, units: &Roster, bytes: &[u8]) {
    let (mut of_file, names) = (Findings::new(), Names::of(set));
    let (reader, source) = (aside::reader(), Source::new("phieu"));
    let mut each = |submission: Submission, mut findings: Findings| {
        let unit = submission::identify(&submission, Some(units), &mut findings);
        scorecard::check_period(&submission, PERIOD, &mut findings);
        scorecard::check_criteria_set(set, None, &submission, &mut findings);
        if let Some(unit) = unit {
            let card = scorecard::assess(set, submission, unit, PERIOD, &mut findings);
            let standing = card.into_standing(set);
            assert!(
                standing.total <= standing.maximum,
                "more points than there are"
            );
        }
        told(findings.iter());
    };
    reader.read_each(&names, &source, bytes, &mut of_file, &mut each);
    told(of_file.iter());
}

#[test]
fn no_mutation_of_a_text_form_panics() {
    let (set, units, form) = (set(), units(), bytes_of(&good_form("00001")));
    assert_no_seed_panics(0..6_000, |random| {
        assess(&set, &units, &mutated(&form, random));
    });
    for length in 0..form.len() {
        assess(&set, &units, &form[..length]);
    }
}

/// Workbooks of every kind of cell: the form as the program writes it, and the samples.
fn workbooks(set: &CriteriaSet) -> Vec<Vec<u8>> {
    let form = Form::new(
        set,
        ["00001", "Xã Hòa Bình (xã giả định)"],
        PERIOD,
        |_| one(),
    );
    let mut workbooks = vec![form::write_workbook(&form).expect("short texts")];
    let of_samples = [
        "V009-error-value",
        "V010-formula-without-value",
        "V011-date-for-number",
        "V019-logical-value",
    ];
    workbooks.extend(
        of_samples.map(|name| bytes_of(&findings_folder().join(name).with_extension("xlsx"))),
    );
    let mut with_percent = parts_of(&bytes_of(
        &root().join("tests/hostile/percent-of-ten-to-the-27.xlsx"),
    ));
    for (_, content) in &mut with_percent {
        *content = String::from_utf8_lossy(content)
            .replace("1e27", "0.85")
            .into_bytes();
    }
    workbooks.push(archive(&with_percent, CompressionMethod::Deflated));
    workbooks
}

fn one() -> Filled {
    Filled {
        value: Some(Answer::Number(Decimal::ONE)),
        ..Filled::default()
    }
}

#[test]
fn no_mutation_of_a_workbook_panics() {
    let (set, units) = (set(), units());
    let workbooks = workbooks(&set);
    assert_no_seed_panics(10_000..13_000, |random| {
        let workbook = &workbooks[index(random, workbooks.len())];
        assess(&set, &units, &mutated(workbook, random));
    });
}

#[test]
fn no_mutation_inside_a_workbook_panics() {
    let (set, units) = (set(), units());
    let workbooks: Vec<_> = workbooks(&set)
        .iter()
        .map(|workbook| parts_of(workbook))
        .collect();
    assert_no_seed_panics(20_000..26_000, |random| {
        let mut parts = workbooks[index(random, workbooks.len())].clone();
        let sheet = parts
            .iter()
            .position(|(name, _)| name.ends_with("sheet1.xml"))
            .expect("a sheet");
        // Half of the time in the sheet, where the answers are; else in any part, and at times
        // two parts change places.
        let part = if random.happens(500) {
            sheet
        } else {
            index(random, parts.len())
        };
        parts[part].1 = mutated(&parts[part].1, random);
        if random.happens(50) {
            let (one, two) = (index(random, parts.len()), index(random, parts.len()));
            let content = std::mem::take(&mut parts[one].1);
            parts[one].1 = std::mem::replace(&mut parts[two].1, content);
        }
        assess(&set, &units, &archive(&parts, CompressionMethod::Stored));
    });
}

#[test]
fn no_mutation_of_a_roster_panics() {
    let text = bytes_of(&root().join("samples/backan/units.csv"));
    let few: Vec<u8> = text
        .split_inclusive(|&byte| byte == b'\n')
        .take(12)
        .flatten()
        .copied()
        .collect();
    assert_no_seed_panics(30_000..33_000, |random| {
        roster_codes(&String::from_utf8_lossy(&mutated(&few, random)));
    });
}

#[test]
fn no_mutation_of_the_text_of_a_definition_panics() {
    let text = bytes_of(&findings_folder().join("criteria-set.json"));
    assert_no_seed_panics(40_000..42_000, |random| {
        definition_codes(&String::from_utf8_lossy(&mutated(&text, random)));
    });
}

/// What a definition may hold where something else was.
const VALUES: &[&str] = &[
    "null",
    "true",
    "[]",
    "{}",
    "\"\"",
    "\"1\"",
    "\"x\"",
    "0",
    "1",
    "-1",
    "0.5",
    "100",
    "1000000000000",
    "-1000000000000",
    "0.0000000000001",
    "12345.678901234567890123",
    "\"may_lan\"",
    "\"1.1\"",
    "\"su_co\"",
    "\"exclude\"",
    "\"full_marks\"",
    "\"zero\"",
    "\"not_applicable\"",
    "\"count\"",
    "\"percent\"",
    "\"points\"",
    "\"choice\"",
    "\"yes_no\"",
    "\"exact\"",
    "\"criterion\"",
    "\"dense\"",
    "\"up\"",
];

/// Returns every place in a value, as JSON pointers.
fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
    all.push(at.to_owned());
    match value {
        Value::Object(entries) => entries
            .iter()
            .for_each(|(key, value)| pointers(value, &format!("{at}/{key}"), all)),
        Value::Array(items) => items
            .iter()
            .zip(0..)
            .for_each(|(item, index)| pointers(item, &format!("{at}/{index}"), all)),
        _ => {}
    }
}

/// Takes away, puts in, doubles or swaps values of a definition.
fn rearrange(definition: &mut Value, random: &mut Random) {
    for _ in 0..random.between(1, 3) {
        let mut places = Vec::new();
        pointers(definition, "", &mut places);
        let mut place = || places[index(random, places.len())].clone();
        let (one, two) = (place(), place());
        match random.between(0, 3) {
            0 => {
                let other = definition.pointer(&two).expect("a place").clone();
                *definition.pointer_mut(&one).expect("a place") = other;
            }
            1 => match definition.pointer_mut(&one).expect("a place") {
                Value::Array(items) if !items.is_empty() => {
                    let item = items[index(random, items.len())].clone();
                    items.push(item);
                }
                Value::Object(entries) if !entries.is_empty() => {
                    let key = entries
                        .keys()
                        .nth(index(random, entries.len()))
                        .expect("a key")
                        .clone();
                    entries.remove(&key);
                }
                other => *other = Value::Null,
            },
            _ => {
                let value = VALUES[index(random, VALUES.len())];
                let value = serde_json::from_str(value).expect("a value");
                *definition.pointer_mut(&one).expect("a place") = value;
            }
        }
    }
}

#[test]
fn no_rearranged_definition_panics_nor_does_a_form_filled_in_for_it() {
    let text = fs::read_to_string(findings_folder().join("criteria-set.json")).expect("a sample");
    let definition: Value = serde_json::from_str(&text).expect("JSON");
    let units = units();
    assert_no_seed_panics(50_000..54_000, |random| {
        let mut rearranged = definition.clone();
        rearrange(&mut rearranged, random);
        let text = rearranged.to_string();
        definition_codes(&text);
        if let Some(set) = definition::read(
            &Source::new("criteria-set.json"),
            &text,
            &mut Findings::new(),
        ) {
            let form = Form::new(
                &set,
                ["00001", "Xã Hòa Bình (xã giả định)"],
                PERIOD,
                |_| one(),
            );
            assess(&set, &units, &form::write_csv(&form, form::Flavour::Plain));
        }
    });
}

/// Definitions that are small as files and would grow without end when they are put together.
#[test]
fn a_definition_that_would_grow_without_end_is_refused() {
    let values = |count: usize| -> String {
        let value = |index: usize| {
            let before = index
                .checked_sub(1)
                .map_or("a".to_owned(), |index| format!("v{index}"));
            format!(r#"{{ "name": "v{index}", "expression": "{before} + 1" }}"#)
        };
        (0..count).map(value).collect::<Vec<_>>().join(", ")
    };
    let chain = format!(
        r#"{{ "kind": "formula", "points": "min(10, v4999)" }}, "values": [{}]"#,
        values(5_000)
    );
    let bands = (0..10_000).map(|band| {
        format!(
            r#"{{ "from": {band}, "below": {}, "points": 1 }}"#,
            band + 1
        )
    });
    let steps = format!(
        r#"{{ "kind": "steps", "numerator": "a", "bands": [{}] }}"#,
        bands.collect::<Vec<_>>().join(", ")
    );
    for rule in [chain, steps] {
        let set = builder::set(vec![
            builder::criterion("1", "10")
                .asks("a", "decimal")
                .rule(&rule),
        ]);
        let told = definition_codes(&set.text());
        assert!(told.contains("D032"), "{told:?}");
    }
    let each = r#"{ "kind": "each", "below": "criteria", "at_least": 50 }"#;
    // A thousand conditions of two thousand parts each; and more conditions than anybody writes.
    for (criteria, conditions) in [(2_001, 1_000), (1, 1_001)] {
        let conditions = vec![each; conditions].join(", ");
        let criteria = (0..criteria).map(|code| builder::criterion(&code.to_string(), "1"));
        let all = format!(r#"{{ "kind": "all", "conditions": [{conditions}] }}"#);
        let set = builder::set(criteria.collect()).ladder(true, &[(1, &all)]);
        let told = definition_codes(&set.text());
        assert!(told.contains("D032"), "{told:?}");
    }
}
