//! The page that leads from an empty folder to a ranking: its files are written and its commands
//! are run in an empty folder, in the order in which they stand.
//!
//! `CHAMDIEM_ACCEPT=1 cargo test first_set` accepts what the program prints now.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn page() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/your-first-set/huong-dan.md")
}

/// Runs a command in a folder; returns what it prints, with its exit code unless that is 0.
fn run(folder: &Path, command: &str) -> String {
    let mut words = command.split_whitespace();
    assert_eq!(words.next(), Some("chamdiem"), "{command}");
    let done = Command::new(env!("CARGO_BIN_EXE_chamdiem"))
        .args(words)
        .current_dir(folder)
        .env_clear()
        .env("LC_ALL", "C")
        .env("LANG", "C")
        .env("COLUMNS", "100")
        .env("NO_COLOR", "1")
        .output()
        .expect("the program runs");
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut printed = match done.status.code() {
        Some(0) => String::new(),
        code => format!("? {}\n", code.unwrap_or(-1)),
    };
    printed += &text(&done.stdout);
    printed += &text(&done.stderr);
    printed
}

/// Writes a file, or changes one where the block says from what to what.
fn write(folder: &Path, name: &str, content: &str) {
    let path = folder.join(name);
    let content = match content.split_once("\n⇒\n") {
        None => content.to_owned(),
        Some((from, to)) => {
            let text = fs::read_to_string(&path).expect("the file to change is there");
            let (from, to) = (from.trim(), to.trim());
            assert_eq!(text.matches(from).count(), 1, "{from} in {name}");
            text.replace(from, to)
        }
    };
    fs::create_dir_all(path.parent().expect("a folder")).expect("folders can be made");
    fs::write(path, content).expect("the file can be written");
}

#[test]
fn the_page_for_a_first_set_can_be_followed_from_an_empty_folder() {
    let folder = tempfile::tempdir().expect("an empty folder");
    let written = fs::read_to_string(page()).expect("the page is there");
    let mut done = String::new();
    let mut commands = 0;
    let mut lines = written.lines();
    while let Some(line) = lines.next() {
        let _ = writeln!(done, "{line}");
        let Some(kind) = line.strip_prefix("```").filter(|kind| !kind.is_empty()) else {
            continue;
        };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        match kind.split_once(' ') {
            Some((_, file)) => {
                let content = block.join("\n") + "\n";
                write(folder.path(), file, &content);
                done += &content;
            }
            None => {
                assert_eq!(kind, "console");
                for command in block.iter().filter_map(|line| line.strip_prefix("$ ")) {
                    commands += 1;
                    let _ = write!(done, "$ {command}\n{}", run(folder.path(), command));
                }
            }
        }
        done += "```\n";
    }
    assert!(commands > 5, "{commands} commands");
    if std::env::var_os("CHAMDIEM_ACCEPT").is_some() {
        fs::write(page(), &done).expect("the page can be written");
    }
    snapbox::assert_data_eq!(fs::read_to_string(page()).expect("the page is there"), done);
}
