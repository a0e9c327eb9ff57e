//! The report as a Word document: the same bytes every time, the whole ranking in it, and read without
//! repair by programs that are not ours.
//!
//! What needs an office suite (`soffice`) is ignored unless asked for:
//! `cargo test --test suite word -- --ignored`.

use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::program;

/// What the program writes to its standard output.
fn written(arguments: &[&str]) -> Vec<u8> {
    let folder = ["-C", "samples/backan"];
    let rest = ["--fail-on", "never", "--out", "-", "--quiet"];
    program::written(&[&folder, arguments, &rest].concat())
}

/// The places as the data has them: rank, name and score in the words of a language.
fn places(decimal_mark: &str) -> Vec<[String; 3]> {
    let data = written(&["report", "2021-11", "--format", "json"]);
    let data: Value = serde_json::from_slice(&data).expect("JSON");
    let rows = data["ranking"]["rows"].as_array().expect("rows");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    let place = |row: &Value| {
        [
            row["rank"].to_string(),
            text(&row["unit"]["name"]),
            text(&row["score"]).replace('.', decimal_mark),
        ]
    };
    rows.iter().map(place).collect()
}

/// The document's part with the text, with every tag a line break.
pub fn text(document: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(document)).expect("an archive");
    let mut part = archive.by_name("word/document.xml").expect("a part");
    let mut xml = String::new();
    part.read_to_string(&mut xml).expect("UTF-8");
    let mut text = String::new();
    let mut rest = xml.as_str();
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        text.push('\n');
        rest = after.split_once('>').expect("a tag ends").1;
    }
    text
}

/// Whether these stand in a text one after the other.
fn stand_in_order(wanted: impl IntoIterator<Item = String>, text: &str) -> Result<(), String> {
    let mut rest = text;
    for wanted in wanted {
        match rest.split_once(&wanted) {
            Some((_, after)) => rest = after,
            None => return Err(wanted),
        }
    }
    Ok(())
}

#[test]
fn every_place_is_in_the_document_in_either_language() {
    for (language, decimal_mark, annex) in [("vi", ",", "Phụ lục I"), ("en", ".", "Annex I")] {
        let document = written(&["--lang", language, "report", "2021-11", "--format", "docx"]);
        let text = text(&document);
        let places = places(decimal_mark);
        assert_eq!(places.len(), 108);
        let cells = places
            .into_iter()
            .flatten()
            .map(|cell| format!("\n{cell}\n"));
        // Names follow each other in one row: the break behind the one is that before the other.
        let text = text.replace('\n', "\n\n");
        let wanted = std::iter::once(annex.to_owned()).chain(cells);
        assert_eq!(stand_in_order(wanted, &text), Ok(()), "{language}");
    }
}

#[test]
fn the_document_has_the_same_bytes_every_time() {
    for command in ["report", "rank", "score"] {
        let document = || written(&[command, "2021-11", "--format", "docx"]);
        assert!(document() == document(), "{command}");
    }
}

/// Has an office suite convert a document.
fn converted(folder: &Path, name: &str, format: &str) -> Vec<u8> {
    let profile = tempfile::tempdir().expect("a folder");
    let output = Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.path().display()
        ))
        .args(["--headless", "--convert-to", format, "--outdir"])
        .arg(folder)
        .arg(folder.join(name))
        .output()
        .expect("an office suite (soffice) is installed");
    let ending = format.split(':').next().expect("a format");
    let path = folder.join(name).with_extension(ending);
    // A conversion that fails leaves nothing; what else is told is often about the machine.
    fs::read(&path).unwrap_or_else(|_| panic!("{name} was not converted: {output:?}"))
}

#[test]
#[ignore = "needs LibreOffice"]
fn an_office_suite_shows_every_place_and_prints_the_document() {
    let folder = tempfile::tempdir().expect("a folder");
    for (language, decimal_mark, annex) in [("vi", ",", "Phụ lục I"), ("en", ".", "Annex I")] {
        let document = written(&["--lang", language, "report", "2021-11", "--format", "docx"]);
        let name = format!("{language}.docx");
        fs::write(folder.path().join(&name), document).expect("written");
        let pdf = converted(folder.path(), &name, "pdf");
        assert!(pdf.starts_with(b"%PDF-"), "{name}");
        let text = converted(folder.path(), &name, "txt:Text (encoded):UTF8");
        let text = String::from_utf8(text).expect("UTF-8");
        let wanted =
            std::iter::once(annex.to_owned()).chain(places(decimal_mark).into_iter().flatten());
        assert_eq!(stand_in_order(wanted, &text), Ok(()), "{language}");
    }
}

/// How many pages a document has when it is printed.
fn printed_pages(folder: &Path, name: &str) -> usize {
    let pdf = converted(folder, name, "pdf");
    let pdf = String::from_utf8_lossy(&pdf);
    let pages = pdf
        .match_indices("/Type/Page")
        .map(|(at, found)| at + found.len());
    pages.filter(|&end| !pdf[end..].starts_with('s')).count()
}

#[test]
#[ignore = "needs LibreOffice"]
fn every_scorecard_is_printed_on_one_page_as_a_document_and_as_a_sheet() {
    let folder = tempfile::tempdir().expect("a folder");
    for (language, section, pages) in [
        ("vi", &["--section", "scorecards"][..], 108),
        (
            "en",
            &["--section", "scorecards", "--district", "Pác Nặm"],
            10,
        ),
    ] {
        for format in ["docx", "xlsx"] {
            let always = ["--lang", language, "report", "2021-11", "--format", format];
            let document = written(&[&always, section].concat());
            let name = format!("{language}.{format}");
            fs::write(folder.path().join(&name), document).expect("written");
            assert_eq!(printed_pages(folder.path(), &name), pages, "{name}");
        }
    }
}
