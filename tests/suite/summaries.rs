//! One line for every unit in which something was found, and one for the run, in every format.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// Two files, one of them without a fault; what `check` says on both of its ways.
fn check(arguments: &[&str]) -> [String; 2] {
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/findings");
    let output = Command::new(env!("CARGO_BIN_EXE_chamdiem"))
        .env_clear()
        .arg("--directory")
        .arg(samples)
        .args([
            "check",
            "R001-not-submitted/submissions/2021-11/xa-hoa-binh.csv",
        ])
        .args(["V012-percent-or-share.csv", "--strict"])
        .args(arguments)
        .output()
        .expect("the program runs");
    [output.stdout, output.stderr].map(|said| String::from_utf8(said).expect("UTF-8"))
}

/// The same unit twice is an error of both.
const UNIT: &str =
    "V012-percent-or-share.csv – Xã Hòa Bình (xã giả định) (00001): Phát hiện 2 lỗi.";
const RUN: &str = "Đã kiểm tra 2 tệp, phát hiện 3 lỗi.";

#[test]
fn people_read_a_line_for_each_unit_and_one_for_the_run() {
    let [said, _] = check(&[]);
    assert!(said.lines().any(|line| line == UNIT), "{said}");
    assert_eq!(said.lines().last(), Some(RUN), "{said}");
    let [said, _] = check(&["--lang", "en"]);
    assert!(said.contains(
        "V012-percent-or-share.csv – Xã Hòa Bình (xã giả định) (00001): Found 2 errors."
    ));
    assert_eq!(
        said.lines().last(),
        Some("Checked 2 files, found 3 errors.")
    );
}

#[test]
fn markdown_has_a_row_for_each_unit_and_a_line_for_the_run() {
    let [said, _] = check(&["--format", "markdown"]);
    let row = "| V012-percent-or-share.csv | 00001 | Xã Hòa Bình (xã giả định) | 2 | 0 | 0 |";
    assert!(said.lines().any(|line| line.trim_end() == row), "{said}");
    assert_eq!(said.lines().last().map(str::trim_end), Some(RUN), "{said}");
}

#[test]
fn json_counts_for_each_unit_and_for_the_run() {
    let [said, _] = check(&["--format", "json"]);
    let document: Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!(document["counts"]["error"], 3, "{document:#}");
    let files = document["files"].as_array().expect("files");
    assert_eq!(files.len(), 2);
    assert_eq!(files[1]["unit"]["code"], "00001");
    assert_eq!(files[1]["counts"]["error"], 2);
}

#[test]
fn beside_delimited_text_people_are_told_and_asked_for_quiet_they_are_not() {
    for csv in ["plain", "excel"] {
        let [table, said] = check(&["--format", "csv", "--csv", csv]);
        assert_eq!(
            table.lines().count(),
            4,
            "a heading and three findings: {table}"
        );
        assert!(said.lines().any(|line| line == UNIT), "{said}");
        assert_eq!(said.lines().last(), Some(RUN), "{said}");
        let [_, said] = check(&["--format", "csv", "--csv", csv, "--quiet"]);
        assert_eq!(said, "");
    }
}
