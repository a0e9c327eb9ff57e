//! A folder in which good forms lie beside whatever else a mail brings: the good ones are ranked
//! by the program, within its memory.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;
use zip::CompressionMethod;

use super::{archive, good_form, parts_of, root};
use crate::formats::{as_xlsb, form};

/// Fills a folder with the forms of both units and with what no one can read; returns how many
/// files cannot be read.
fn fill(folder: &Path) -> usize {
    for unit in ["00001", "00002"] {
        fs::copy(good_form(unit), folder.join(format!("{unit}.csv"))).expect("a copy");
    }
    let mut bad: Vec<(&str, Vec<u8>)> = Vec::new();
    for format in ["xlsx", "ods", "xls"] {
        let mut half = form(&format!("xa-hoa-binh.{format}"));
        half.truncate(half.len() / 2);
        bad.push((format, half));
    }
    bad.push(("xlsb", as_xlsb("xa-hoa-binh.xls")[..600].to_vec()));
    bad.push(("xlsx", Vec::new()));
    bad.push(("xlsx", growing(4)));
    for (number, (format, bytes)) in bad.iter().enumerate() {
        fs::write(folder.join(format!("hong-{number}.{format}")), bytes).expect("a file");
    }
    let hostile = root().join("tests/hostile/stray-cell-in-the-last-corner.xls");
    fs::copy(hostile, folder.join("goc.xls")).expect("a copy");
    fs::create_dir(folder.join("thu-muc.xlsx")).expect("a folder");
    bad.len() + 1 + links_and_pipes(folder)
}

/// As many styles and texts as the limits let through, each of which the library makes a hundred
/// bytes of.
fn growing(megabytes: usize) -> Vec<u8> {
    let mut parts = parts_of(&form("xa-hoa-binh.xlsx"));
    let times = |what: &str, megabytes: usize| what.repeat((megabytes << 20) / what.len() - 1_000);
    for (name, content) in &mut parts {
        let (tag, what) = match name.as_str() {
            "xl/styles.xml" => ("</cellXfs>", times("<xf/>", 2 * megabytes)),
            "xl/sharedStrings.xml" => ("</sst>", times("<si/>", 6 * megabytes)),
            "xl/worksheets/sheet1.xml" => ("<sheetData>", String::new()),
            _ => continue,
        };
        let text = String::from_utf8_lossy(content).into_owned();
        let at = text.find(tag).expect("the tag is there");
        // The form is gone, so that the file is none.
        let rest = if what.is_empty() {
            "<sheetData/></worksheet>"
        } else {
            &text[at..]
        };
        *content = format!("{}{what}{rest}", &text[..at]).into_bytes();
    }
    archive(&parts, CompressionMethod::Deflated)
}

#[cfg(unix)]
fn links_and_pipes(folder: &Path) -> usize {
    use std::os::unix::fs::symlink;
    symlink("vong.xlsx", folder.join("vong.xlsx")).expect("a link to itself");
    symlink(".", folder.join("day.xls")).expect("a link to its own folder");
    symlink("/dev/zero", folder.join("so-khong.ods")).expect("a link to a device");
    let pipe = Command::new("mkfifo").arg(folder.join("ong.xlsx")).status();
    assert!(pipe.expect("mkfifo runs").success(), "a pipe");
    4
}

#[cfg(not(unix))]
fn links_and_pipes(_: &Path) -> usize {
    0
}

/// Runs the program on a folder; on Linux no process of it may have more than 500 MB of data.
fn run(command: &str, folder: &Path) -> Value {
    let program = env!("CARGO_BIN_EXE_chamdiem");
    let mut run = if cfg!(target_os = "linux") {
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", "ulimit -d 500000; exec \"$0\" \"$@\"", program]);
        shell
    } else {
        Command::new(program)
    };
    let samples = root().join("samples/findings");
    run.args([command, "2021-11", "--format", "json", "--lang", "en"]);
    run.arg("--criteria").arg(samples.join("criteria-set.json"));
    run.arg("--units").arg(samples.join("units.csv"));
    let output = run
        .arg("--submissions")
        .arg(folder)
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn the_good_forms_of_a_folder_are_ranked_whatever_lies_beside_them() {
    let folder = TempDir::new().expect("a temporary folder");
    let bad = fill(folder.path());
    let start = Instant::now();
    let ranking = run("rank", folder.path());
    // A process that waits for a pipe, or reads in a circle, would wait for ever.
    assert!(start.elapsed() < Duration::from_mins(2));
    let rows = ranking["rows"].as_array().expect("rows");
    let units: Vec<&str> = rows
        .iter()
        .filter_map(|row| row["unit"]["code"].as_str())
        .collect();
    assert_eq!(units, ["00001", "00002"]);
    let found = run("check", folder.path());
    let files = found["files"].as_array().expect("files");
    let faulty = files.iter().filter(|file| file["counts"]["error"] == 1);
    assert_eq!(faulty.count(), bad, "{found:#}");
    assert_eq!(files.len(), bad + 2);
}
