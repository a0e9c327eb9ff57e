//! Exports as files one can open, compared byte for byte with those in `tests/golden`.
//!
//! `CHAMDIEM_ACCEPT=1 cargo test golden` writes them anew; open them before committing.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What is exported: the name of the files, and the call.
const REPORTS: &[(&str, &[&str])] = &[
    (
        "backan-2021-11-ranking",
        &["-C", "samples/backan", "rank", "2021-11"],
    ),
    (
        "backan-2021-11-xa-boc-bo",
        &[
            "-C",
            "samples/backan",
            "score",
            "2021-11",
            "--unit",
            "01864",
            "--derivation",
        ],
    ),
    (
        "tayninh-2025-xa-can-giuoc",
        &["-C", "samples/tayninh-dti-xa-2025", "score", "2025"],
    ),
    (
        "tayninh-2025-summary",
        &[
            "-C",
            "samples/tayninh-dti-xa-2025",
            "score",
            "2025",
            "--summary",
        ],
    ),
    (
        "tai-lieu-kiem-chung-2021-11",
        &["-C", "samples/tai-lieu-kiem-chung", "score", "2021-11"],
    ),
    (
        "first-steps-findings",
        &[
            "check",
            "samples/first-steps/xa-hoa-binh-co-loi.csv",
            "--criteria",
            "samples/first-steps/criteria-set.json",
            "--fail-on",
            "never",
        ],
    ),
    (
        "minh-hoa-criteria",
        &[
            "criteria",
            "show",
            "criteria/minh-hoa-cqdt-cap-xa/criteria-set.json",
        ],
    ),
    ("V014", &["explain", "V014"]),
];

/// Each format: the options that ask for it, and the end of the file's name.
const FORMATS: &[(&[&str], &str)] = &[
    (&["--format", "table"], "vi.txt"),
    (&["--format", "table", "--lang", "en"], "en.txt"),
    (&["--format", "json"], "json"),
    (&["--format", "csv"], "csv"),
    (&["--csv", "excel"], "excel.csv"),
    (&["--format", "markdown"], "md"),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Runs the program in an emptied environment, in Vietnamese unless the call says otherwise.
fn run(arguments: &[&str]) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_chamdiem"))
        // What is said beside a report is in none of its formats.
        .arg("--quiet")
        .args(arguments)
        .current_dir(root())
        .env_clear()
        .output()
        .expect("the program runs");
    let complaints = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {complaints}");
    assert_eq!(complaints, "", "{arguments:?}");
    output.stdout
}

#[test]
fn every_format_of_every_report_is_the_golden_file() {
    let folder = root().join("tests/golden");
    let accept = std::env::var_os("CHAMDIEM_ACCEPT").is_some();
    let mut differing = Vec::new();
    for (name, call) in REPORTS {
        for (options, extension) in FORMATS {
            let made = run(&[*call, *options].concat());
            let path = folder.join(format!("{name}.{extension}"));
            if accept {
                fs::create_dir_all(&folder).expect("the folder can be made");
                fs::write(&path, &made).expect("the file can be written");
            }
            if fs::read(&path).ok().as_deref() != Some(&made) {
                differing.push(
                    path.file_name()
                        .map(|name| name.to_string_lossy().into_owned()),
                );
            }
        }
    }
    assert!(
        differing.is_empty(),
        "differ from tests/golden: {differing:?}"
    );
}

#[test]
fn a_report_written_to_a_file_is_the_one_printed() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("xep-hang.json");
    let file = path.to_str().expect("UTF-8");
    let call = [
        "-C",
        "samples/backan",
        "rank",
        "2021-11",
        "--format",
        "json",
    ];
    assert_eq!(run(&[&call[..], &["--out", file]].concat()), b"");
    assert_eq!(fs::read(&path).expect("written"), run(&call));
    let left: Vec<_> = fs::read_dir(folder.path()).expect("a folder").collect();
    assert_eq!(left.len(), 1, "no temporary file is left");
}

#[test]
fn a_file_that_cannot_be_written_is_left_as_it_was() {
    let missing = Path::new("no-such-folder").join("xep-hang.csv");
    let output = Command::new(env!("CARGO_BIN_EXE_chamdiem"))
        .args(["-C", "samples/backan", "rank", "2021-11", "--out"])
        .arg(&missing)
        .current_dir(root())
        .env_clear()
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("không ghi được tệp"));
}
