//! Files are written whole or not at all, whatever happens to the run.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::Duration;

use tempfile::TempDir;

use crate::program::{self, root};

/// What is scored: a form with a report of a few kilobytes.
const SCORE: &str = "score samples/first-steps/xa-hoa-binh.csv --period 2021-11 \
    --criteria samples/first-steps/criteria-set.json --format json --lang en --quiet";

fn score() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chamdiem"));
    command.current_dir(root()).args(SCORE.split_whitespace());
    command
}

fn whole_report() -> Vec<u8> {
    let output = score().output().expect("it runs");
    assert!(output.status.success());
    output.stdout
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr)
        .trim_end()
        .to_owned()
}

/// What a folder holds besides `name`.
fn beside(folder: &Path, name: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    entries
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .filter(|entry| entry != name)
        .collect()
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let mut child = score()
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(
        (output.status.code(), said(&output)),
        (Some(0), String::new())
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said_and_the_code_is_2() {
    let full = File::options()
        .write(true)
        .open("/dev/full")
        .expect("a device that is full");
    let output = score().stdout(full).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(said(&output), "error: the disk is full");
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_nobody_may_write_in_is_said_and_nothing_is_left() {
    // A folder of the system's that refuses even the administrator.
    let output = score()
        .args(["--out", "/proc/self/phieu-diem.json"])
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    let said = said(&output);
    assert!(
        said.starts_with("error: cannot write /proc/self/phieu-diem.json: "),
        "{said}"
    );
}

#[cfg(unix)]
#[test]
fn a_file_that_may_grow_no_further_leaves_the_old_one() {
    let folder = TempDir::new().expect("a folder");
    let out = folder.path().join("phieu-diem.json");
    fs::write(&out, "cũ").expect("a file");
    // The system ends a process that writes beyond the limit, as it does one that is killed.
    let limited = format!(
        "ulimit -f 1; exec '{}' {SCORE} --out '{}'",
        env!("CARGO_BIN_EXE_chamdiem"),
        out.display()
    );
    let output = Command::new("bash")
        .current_dir(root())
        .args(["-c", &limited])
        .output()
        .expect("it runs");
    assert!(!output.status.success());
    assert_eq!(fs::read_to_string(&out).expect("the old file"), "cũ");
}

/// The files of a report in every format, as many as there are.
fn whole_reports(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let output = reports(folder).output().expect("it runs");
    assert!(output.status.success(), "{}", said(&output));
    let mut files: Vec<(String, Vec<u8>)> = beside(folder, "")
        .into_iter()
        .map(|name| {
            let bytes = fs::read(folder.join(&name)).expect("written");
            (name, bytes)
        })
        .collect();
    files.sort();
    assert!(files.len() >= 8, "{}", files.len());
    files
}

const REPORTS: &str = "-C samples/hai-phien-ban report 2025-01 --all --lang en";

fn reports(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chamdiem"));
    command
        .current_dir(root())
        .args(REPORTS.split_whitespace())
        .arg("--out")
        .arg(folder.join(""));
    command
}

#[cfg(target_os = "linux")]
#[test]
fn every_report_that_cannot_be_written_is_named() {
    let folder = TempDir::new().expect("a folder");
    let whole = whole_reports(folder.path());
    let output = reports(Path::new("/proc/self")).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    let said = said(&output);
    for (name, _) in &whole {
        let told = format!("cannot write /proc/self/{name}: ");
        assert!(said.contains(&told), "{told}: {said}");
    }
    assert!(!said.contains("Written"), "{said}");
}

#[test]
fn a_report_that_cannot_be_written_leaves_the_others_whole() {
    let [folder, other] = [(); 2].map(|()| TempDir::new().expect("a folder"));
    let whole = whole_reports(folder.path());
    let is_in_the_way = |name: &str| name.contains(".xlsx");
    let (in_the_way, _) = whole
        .iter()
        .find(|(name, _)| is_in_the_way(name))
        .expect("a workbook");
    let in_the_way = other.path().join(in_the_way);
    fs::create_dir(&in_the_way).expect("a folder");
    let output = reports(other.path()).output().expect("it runs");
    assert_eq!(output.status.code(), Some(2));
    let told = format!("error: cannot write {}: ", in_the_way.display());
    assert!(said(&output).contains(&told), "{}", said(&output));
    assert_eq!(beside(other.path(), "").len(), whole.len());
    for (name, bytes) in &whole {
        if !is_in_the_way(name) {
            assert!(fs::read(other.path().join(name)).expect("written") == *bytes);
        }
    }
}

#[cfg(unix)]
#[test]
fn reports_for_which_there_is_no_room_leave_the_old_ones_and_no_half_ones() {
    let [folder, full] = [(); 2].map(|()| TempDir::new().expect("a folder"));
    let whole = whole_reports(folder.path());
    for (name, _) in &whole {
        fs::write(full.path().join(name), "cũ").expect("a file");
    }
    // Files end at eight kilobytes, and who writes on is told so, as on a disk that is full.
    let limited = format!(
        "trap '' XFSZ; ulimit -f 8; exec '{}' {REPORTS} --out '{}/'",
        env!("CARGO_BIN_EXE_chamdiem"),
        full.path().display()
    );
    let output = Command::new("bash")
        .current_dir(root())
        .args(["-c", &limited])
        .output()
        .expect("it runs");
    assert_eq!(output.status.code(), Some(2), "{}", said(&output));
    let said = said(&output);
    let mut failed = 0;
    for (name, bytes) in &whole {
        let now = fs::read(full.path().join(name)).expect("a file");
        let is_too_long = bytes.len() > 8 * 1024;
        failed += usize::from(is_too_long);
        assert_eq!(
            said.contains(&format!("/{name}: ")),
            is_too_long,
            "{name}: {said}"
        );
        assert!(
            now == if is_too_long {
                "cũ".as_bytes().to_vec()
            } else {
                bytes.clone()
            }
        );
    }
    assert!((1..whole.len()).contains(&failed), "{failed}");
    assert_eq!(
        beside(full.path(), "").len(),
        whole.len(),
        "nothing besides"
    );
}

/// Lets a run live for a while, and kills it.
fn killed_after(mut child: Child, while_: Duration) {
    std::thread::sleep(while_);
    // It may have ended by itself.
    let _ = child.kill();
    child.wait().expect("it has ended");
}

#[test]
fn a_run_that_is_killed_leaves_the_old_file_or_the_new_one() {
    let folder = TempDir::new().expect("a folder");
    let out = folder.path().join("phieu-diem.json");
    let new = whole_report();
    let (mut old_seen, mut new_seen) = (0, 0);
    for step in 0..24 {
        fs::write(&out, "cũ").expect("a file");
        let child = score().arg("--out").arg(&out).spawn().expect("it runs");
        killed_after(child, Duration::from_millis(step));
        let left = fs::read(&out).expect("a file is there");
        match left.as_slice() {
            left if left == "cũ".as_bytes() => old_seen += 1,
            left if left == new => new_seen += 1,
            left => panic!("{} bytes that are neither", left.len()),
        }
    }
    assert_eq!(old_seen + new_seen, 24);
    // What a killed run leaves is hidden, and no submission.
    let left = beside(folder.path(), "phieu-diem.json");
    assert!(
        left.iter().all(|name| name.starts_with(".chamdiem-")),
        "{left:?}"
    );
}

#[test]
fn two_runs_at_once_write_one_whole_file() {
    let folder = TempDir::new().expect("a folder");
    let out = folder.path().join("phieu-diem.json");
    let runs: Vec<Child> = (0..4)
        .map(|_| score().arg("--out").arg(&out).spawn().expect("it runs"))
        .collect();
    for mut run in runs {
        assert!(run.wait().expect("it ends").success());
    }
    assert_eq!(fs::read(&out).expect("the report"), whole_report());
    assert_eq!(
        beside(folder.path(), "phieu-diem.json"),
        Vec::<String>::new()
    );
}

#[cfg(unix)]
#[test]
fn a_link_is_followed_and_a_pipe_stays_one() {
    use std::os::unix::fs::{FileTypeExt, symlink};
    let folder = TempDir::new().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    fs::write(at("target.json"), "cũ").expect("a file");
    symlink("target.json", at("link.json")).expect("a link");
    let write_to = |name: &str| {
        score()
            .arg("--out")
            .arg(at(name))
            .output()
            .expect("it runs")
    };
    assert_eq!(write_to("link.json").status.code(), Some(0));
    assert!(at("link.json").is_symlink());
    assert!(fs::read(at("target.json")).expect("the target") == whole_report());
    let made = Command::new("mkfifo").arg(at("pipe")).status();
    assert!(made.expect("it runs").success());
    let pipe = at("pipe");
    let reader = std::thread::spawn(move || fs::read(pipe).expect("a pipe"));
    assert_eq!(write_to("pipe").status.code(), Some(0));
    assert!(reader.join().expect("a reader") == whole_report());
    let kind = fs::symlink_metadata(at("pipe"))
        .expect("a pipe")
        .file_type();
    assert!(kind.is_fifo());
}

#[test]
fn the_end_of_a_name_tells_the_format_and_may_not_contradict_it() {
    let folder = TempDir::new().expect("a folder");
    let backan = |arguments: &[&str], name: &str| {
        let out = folder.path().join(name).display().to_string();
        let always = ["--lang", "en", "--fail-on", "never", "--out", &out];
        program::run(
            &root().join("samples/backan"),
            &[arguments, &always].concat(),
        )
    };
    for (name, begins) in [
        ("a.xlsx", &b"PK"[..]),
        ("a.DOCX", b"PK"),
        ("a.html", b"<!DOCTYPE html>"),
        ("a.json", b"{"),
        ("a.csv", b"rank,"),
    ] {
        for command in [&["rank", "2021-11"][..], &["report", "2021-11"]] {
            let output = backan(command, name);
            assert_eq!(output.status.code(), Some(0), "{}", said(&output));
            let written = fs::read(folder.path().join(name)).expect("the file");
            assert!(written.starts_with(begins), "{command:?} {name}");
        }
    }
    for command in [&["rank", "2021-11"][..], &["report", "2021-11"]] {
        let output = backan(&[command, &["--format", "json"]].concat(), "b.xlsx");
        assert_eq!(output.status.code(), Some(2));
        assert!(
            said(&output).contains("change its ending, or --format"),
            "{}",
            said(&output)
        );
        assert!(!folder.path().join("b.xlsx").exists());
    }
    let output = backan(&["rank", "2021-11", "--format", "json"], "b.txt");
    assert_eq!(output.status.code(), Some(0), "any text may be called so");
}

#[test]
fn a_report_of_a_unit_that_handed_in_nothing_is_refused() {
    let folder = TempDir::new().expect("a folder");
    let submissions = folder.path().display().to_string();
    let unit = ["report", "2021-11", "--unit", "01864", "--lang", "en"];
    let output = program::run(
        &root().join("samples/backan"),
        &[&unit[..], &["--submissions", &submissions]].concat(),
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains("there is no submission of a unit “Xã Bộc Bố”"),
        "{}",
        said(&output)
    );
}
