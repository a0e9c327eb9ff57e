//! Answers beside those of the period before: what counts from the beginning of the year does not
//! fall within it, and what jumps is told, with the value and the file of then.

use std::path::{Path, PathBuf};
use std::process::Command;

use chamdiem::definition::CriteriaSet;
use chamdiem::finding::Finding;
use chamdiem::intake::earlier::{Earlier, Gathering};
use chamdiem::intake::{self, FileOutcome, Request};
use chamdiem::period::Period;

use crate::builder::{self, Folder, codes, criterion, folder, unit};

/// A figure from the beginning of the year, one that jumps beyond a half, and one of no concern.
fn set() -> CriteriaSet {
    named("luy_ke")
}

fn named(cumulative: &str) -> CriteriaSet {
    let rule = |name: &str| {
        format!(r#"{{ "kind": "per_item", "count": "{name}", "points_each": 1, "cap": 10 }}"#)
    };
    let one = |code: &str, name: &str, more: &str| {
        criterion(code, "10")
            .asks_with(name, "count", more)
            .rule(&rule(name))
    };
    builder::set(vec![
        one("1", cumulative, r#""cumulative": true"#),
        one("2", "may", r#""jump": 0.5"#),
        one("3", "khac", ""),
    ])
    .read()
}

fn form(set: &CriteriaSet, code: &str, period: &str, figures: [&str; 3]) -> Vec<u8> {
    let form = unit(code)
        .header("Kỳ", period)
        .header("Bộ tiêu chí", &set.id);
    let names = set.inputs.iter().map(|input| input.name.as_str());
    let form = names
        .zip(figures)
        .fold(form, |form, (name, figure)| form.answer(name, figure));
    form.csv()
}

fn read<T: Send>(
    set: &CriteriaSet,
    folder: &Folder,
    period: Period,
    earlier: &[Earlier],
    keep: impl Fn(chamdiem::scorecard::Scorecard) -> T + Sync,
) -> Vec<FileOutcome<T>> {
    let request = Request {
        earlier,
        period: Some(period),
        ..builder::request(set)
    };
    let files = intake::files(folder.path()).expect("a folder");
    intake::run(request, &files, keep)
}

/// What is found of the forms of a period beside those of an earlier one.
fn found_between(
    [then, now]: [&CriteriaSet; 2],
    before: (&str, &Folder),
    after: (&str, &Folder),
) -> Vec<Finding> {
    let [was, is]: [Period; 2] =
        [before.0, after.0].map(|period| period.parse().expect("a period"));
    let gathering = Gathering::of(was, then, now);
    let outcomes = read(then, before.1, was, &[], |card| gathering.take(&card));
    let earlier = [gathering.done(&outcomes)];
    let outcomes = read(now, after.1, is, &earlier, |_| ());
    let found = outcomes.iter().flat_map(FileOutcome::found);
    found.cloned().collect()
}

/// The codes of what is found of one unit's figures in two periods.
fn codes_of(before: (&str, [&str; 3]), after: (&str, [&str; 3])) -> Vec<&'static str> {
    let set = set();
    let in_folder = |(period, figures): (&str, [&str; 3])| {
        folder([("a.csv", form(&set, "00001", period, figures))])
    };
    let (was, is) = (in_folder(before), in_folder(after));
    let found = found_between([&set, &set], (before.0, &was), (after.0, &is));
    codes(&found)
}

#[test]
fn a_cumulative_figure_that_falls_and_a_figure_that_jumps_are_told_with_value_and_file_of_then() {
    let set = set();
    let was = folder([(
        "thang-10.csv",
        form(&set, "00001", "2021-10", ["7", "4", "9"]),
    )]);
    let is = folder([(
        "thang-11.csv",
        form(&set, "00001", "2021-11", ["5", "9", "1"]),
    )]);
    let found = found_between([&set, &set], ("2021-10", &was), ("2021-11", &is));
    let facts: Vec<String> = found
        .iter()
        .map(|finding| {
            let facts = serde_json::to_value(&finding.problem).expect("facts");
            let file = facts["file"].as_str().expect("a file");
            let file = Path::new(file).file_name().expect("a name");
            format!(
                "{} {} {} in {} {}, now {} at {}",
                finding.code().as_str(),
                finding.criterion.as_deref().unwrap_or_default(),
                facts["then"].as_str().expect("a value"),
                file.to_string_lossy(),
                facts["cell"].as_str().expect("a cell"),
                finding.quoted.as_deref().unwrap_or_default(),
                finding
                    .place
                    .cell()
                    .map(|cell| cell.to_string())
                    .unwrap_or_default(),
            )
        })
        .collect();
    let cells: Vec<String> = found
        .iter()
        .filter_map(|finding| finding.place.cell())
        .map(|cell| cell.to_string())
        .collect();
    let [one, two] = cells.as_slice() else {
        panic!("{facts:?}");
    };
    assert_eq!(
        facts,
        [
            format!("V037 1 7 in thang-10.csv {one}, now 5 at {one}"),
            format!("V038 2 4 in thang-10.csv {two}, now 9 at {two}"),
        ]
    );
    let units = found.iter().map(|finding| finding.unit.as_ref());
    assert!(units.flatten().all(|(code, _)| code == "00001"));
}

#[test]
fn only_the_period_directly_before_is_compared_and_a_year_begins_anew() {
    let (many, few) = (["9", "4", "0"], ["1", "4", "0"]);
    assert_eq!(codes_of(("2021-10", many), ("2021-11", few)), ["V037"]);
    assert_eq!(codes_of(("2021-09", many), ("2021-11", few)), [""; 0]);
    assert_eq!(codes_of(("2021-12", many), ("2022-01", few)), [""; 0]);
    assert_eq!(codes_of(("2021-Q3", many), ("2021-Q4", few)), ["V037"]);
    assert_eq!(codes_of(("2021-Q4", many), ("2022-Q1", few)), [""; 0]);
    assert_eq!(codes_of(("2021", many), ("2022", few)), [""; 0]);
    // What jumps is compared across the year.
    let more = ["1", "40", "0"];
    assert_eq!(codes_of(("2021-12", many), ("2022-01", more)), ["V038"]);
}

#[test]
fn what_is_blank_or_cannot_be_used_is_no_zero() {
    let full = ["9", "4", "0"];
    assert_eq!(
        codes_of(("2021-10", full), ("2021-11", ["", "", ""])),
        ["V003"; 3]
    );
    let found = codes_of(("2021-10", full), ("2021-11", ["nhiều", "4", "0"]));
    assert_eq!(found, ["V001"]);
    assert_eq!(
        codes_of(("2021-10", ["", "", ""]), ("2021-11", full)),
        [""; 0]
    );
    // With an error then nothing of that form counts.
    let faulty = ["9", "4", "nhiều"];
    let now = ["1", "9", "0"];
    assert_eq!(codes_of(("2021-10", faulty), ("2021-11", now)), [""; 0]);
}

#[test]
fn the_version_that_judged_then_may_be_another_one() {
    let (then, now) = (named("luy_ke"), named("luy_ke"));
    let other = named("so_khac");
    let is = folder([("a.csv", form(&now, "00001", "2021-11", ["1", "4", "0"]))]);
    for (then, told) in [(&then, &["V037"][..]), (&other, &[])] {
        let was = folder([("a.csv", form(then, "00001", "2021-10", ["9", "4", "0"]))]);
        let found = found_between([then, &now], ("2021-10", &was), ("2021-11", &is));
        assert_eq!(codes(&found), told);
    }
}

#[test]
fn each_unit_is_compared_with_itself_whatever_the_file_is_called() {
    let set = set();
    let was = folder([
        ("a.csv", form(&set, "00001", "2021-10", ["9", "4", "0"])),
        ("b.csv", form(&set, "00002", "2021-10", ["2", "4", "0"])),
    ]);
    let is = folder([
        ("a.csv", form(&set, "00002", "2021-11", ["5", "4", "0"])),
        ("b.csv", form(&set, "00001", "2021-11", ["5", "4", "0"])),
        ("c.csv", form(&set, "00003", "2021-11", ["1", "400", "0"])),
    ]);
    let found = found_between([&set, &set], ("2021-10", &was), ("2021-11", &is));
    let units = found.iter().filter_map(|finding| finding.unit.as_ref());
    let units: Vec<&str> = units.map(|(code, _)| code.as_str()).collect();
    assert_eq!(units, ["00001"]);
}

#[test]
fn of_two_forms_of_then_the_one_that_counted_is_compared() {
    let set = set();
    let was = folder([
        ("a.csv", form(&set, "00001", "2021-10", ["9", "4", "0"])),
        ("a (2).csv", form(&set, "00001", "2021-10", ["1", "4", "0"])),
    ]);
    let is = folder([("a.csv", form(&set, "00001", "2021-11", ["5", "4", "0"]))]);
    let found = found_between([&set, &set], ("2021-10", &was), ("2021-11", &is));
    assert_eq!(codes(&found), [""; 0]);
}

fn sample(name: &str) -> PathBuf {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/findings");
    samples.join(name)
}

/// What the program says, on both of its ways.
fn said(workspace: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_chamdiem"))
        .env_clear()
        .arg("--directory")
        .arg(workspace)
        .args(["--color", "never", "--verbose"])
        .args(arguments)
        .output()
        .expect("the program runs");
    let both = [output.stdout, output.stderr].concat();
    String::from_utf8(both).expect("the program speaks UTF-8")
}

#[test]
fn every_command_that_reads_submissions_in_a_workspace_looks_at_the_period_before() {
    for (name, code) in [("V037-cumulative-fell", "[V037]"), ("V038-jump", "[V038]")] {
        let workspace = sample(name);
        for arguments in [
            &["check", "2021-11"][..],
            &["check", "submissions/2021-11"],
            &["check", "submissions/2021-11/xa-hoa-binh.csv"],
            &["score", "2021-11"],
            &["score", "submissions/2021-11/xa-hoa-binh.csv"],
            &["rank", "2021-11"],
            &["rank", "2021-11", "--against", "none"],
            &["rank", "2021-11", "--against", "2021-09"],
        ] {
            let said = said(&workspace, arguments);
            assert!(said.contains(code), "{arguments:?}: {said}");
            assert!(
                said.contains("submissions/2021-10/xa-hoa-binh.csv"),
                "{said}"
            );
        }
        let first = said(&workspace, &["check", "2021-10"]);
        assert!(
            !first.contains(code),
            "nothing stands before October: {first}"
        );
    }
}
