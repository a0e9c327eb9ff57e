//! Pages whose examples are tests: what is written in a `json` block, and a table directly below
//! it whose rows say what comes of which answers.

use std::fs;
use std::iter::{Peekable, Zip};
use std::ops::RangeFrom;
use std::path::Path;
use std::str::Lines;

use chamdiem::definition::{self, CriteriaSet};
use chamdiem::finding::{Findings, Source};
use chamdiem::number::{Exact, parse_plain};
use chamdiem::scoring::{Outcome, Score};

/// A block and its table, as they stand on a page.
pub struct Block {
    /// Which page and which block, for people.
    pub place: String,
    /// What stands in the block.
    pub text: String,
    /// What stands in a `csv` block between the two, where there is one.
    pub csv: Option<String>,
    /// The cells of the heading.
    pub heading: Vec<String>,
    /// The rows, each with its line on the page.
    pub rows: Vec<(usize, Vec<String>)>,
}

type Numbered<'t> = Peekable<Zip<Lines<'t>, RangeFrom<usize>>>;

/// Returns the text of a file of the repository.
pub fn text(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Returns the blocks of a page all of whose tables are examples: one without a block fails.
pub fn only_blocks(name: &str, text: &str) -> Vec<Block> {
    let blocks = blocks(name, text);
    let in_blocks: usize = blocks.iter().map(|block| block.rows.len() + 2).sum();
    let in_tables = text.lines().filter(|line| line.starts_with('|')).count();
    assert_eq!(
        in_blocks, in_tables,
        "{name}: lines of tables directly below a ```json block (left), and of all (right)"
    );
    blocks
}

/// Returns the blocks of a page; one without a table directly below it fails.
pub fn blocks(name: &str, text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines: Numbered = text.lines().zip(1..).peekable();
    while let Some((line, number)) = lines.next() {
        if line != "```json" {
            continue;
        }
        let place = format!("{name}, block {} (line {number})", blocks.len() + 1);
        let text = fenced(&mut lines);
        let csv = lines.next_if(|(line, _)| *line == "```csv");
        let csv = csv.map(|_| fenced(&mut lines));
        let mut table = Vec::new();
        while let Some((row, number)) = lines.next_if(|(line, _)| line.starts_with('|')) {
            table.push((number, cells(row)));
        }
        assert!(
            table.len() > 2,
            "{place}: no table directly below the block"
        );
        let mut table = table.into_iter();
        let (_, heading) = table.next().expect("a table has a heading");
        let rows = table.skip(1).collect();
        blocks.push(Block {
            place,
            text,
            csv,
            heading,
            rows,
        });
    }
    blocks
}

/// Returns what stands up to the end of a fence, and passes over the empty lines after it.
fn fenced(lines: &mut Numbered) -> String {
    let within = lines.by_ref().map(|(line, _)| line);
    let within: Vec<&str> = within.take_while(|line| *line != "```").collect();
    while lines.next_if(|(line, _)| line.is_empty()).is_some() {}
    within.join("\n")
}

/// Returns the cells of a row `| a | b |`.
pub fn cells(row: &str) -> Vec<String> {
    let row = row.trim();
    let inner = row.strip_prefix('|').and_then(|row| row.strip_suffix('|'));
    let inner = inner.unwrap_or_else(|| panic!("a row begins and ends with a bar: {row}"));
    inner
        .split('|')
        .map(|cell| cell.trim().to_owned())
        .collect()
}

/// Returns a definition of which only this is said, `"maximum"` and what follows; the rest is as
/// usual.
pub fn definition(place: &str, keys: &str) -> String {
    const USUAL: [(&str, &str); 7] = [
        ("format", r#""chamdiem/criteria-set/1""#),
        ("id", r#""trang-vi-du""#),
        ("version", r#""1""#),
        ("title", r#"{ "vi": "Trang ví dụ", "en": "A page" }"#),
        ("document", r#"{ "level": "commune" }"#),
        (
            "scoring",
            r#"{
              "rounding": { "digits": 2, "mode": "half_away_from_zero", "stage": "published" },
              "not_applicable": "forbidden", "zero_denominator": "error", "counted": "self"
            }"#,
        ),
        (
            "ranking",
            r#"{ "ties": "competition", "compare": "published", "missing": "unranked" }"#,
        ),
    ];
    let said: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(&format!("{{{keys}}}"))
            .unwrap_or_else(|error| panic!("{place}: {error}"));
    let usual = USUAL.iter().filter(|(key, _)| !said.contains_key(*key));
    let usual: Vec<String> = usual
        .map(|(key, value)| format!("\"{key}\": {value},"))
        .collect();
    format!("{{ {} {keys} }}", usual.join("\n"))
}

/// Reads the definition around some of a set's keys, which may have no fault at all.
pub fn criteria_set(place: &str, keys: &str) -> CriteriaSet {
    let text = definition(place, keys);
    let mut findings = Findings::new();
    let set = definition::read(&Source::new(place), &text, &mut findings);
    let found: Vec<_> = findings.iter().map(|finding| &finding.problem).collect();
    assert!(found.is_empty(), "{place}: {found:?}");
    set.unwrap_or_else(|| panic!("{place}: no criteria set"))
}

/// Returns what a cell says of a criterion, or of a branch, worth `maximum`: points, exactly
/// (`1.975`, `205/8`), or out of another maximum (`6 of 9`); or `blank`, `refused`,
/// `not accepted`, `nothing happened (2)`, `not applicable (2)`, `not assigned (2)` with the points in brackets.
/// Without points the last two are out of points and maximum, as is `insufficient data`.
pub fn expectation(cell: &str, maximum: &Exact) -> Option<Score> {
    let (word, points) = match cell.split_once(" (") {
        Some((word, rest)) => (word, Some(exact(rest.strip_suffix(')')?)?)),
        None => (cell, None),
    };
    let nothing = Exact::ZERO;
    let (outcome, points, maximum) = match (word, points) {
        ("blank", None) => (Outcome::Blank, nothing, maximum.clone()),
        ("refused", None) => (Outcome::Refused, nothing, maximum.clone()),
        ("not accepted", None) => (Outcome::NotAccepted, nothing, maximum.clone()),
        ("nothing happened", Some(points)) => (Outcome::NothingHappened, points, maximum.clone()),
        ("not applicable", Some(points)) => (Outcome::NotApplicable, points, maximum.clone()),
        ("not applicable", None) => (Outcome::NotApplicable, nothing.clone(), nothing),
        ("insufficient data", None) => (Outcome::InsufficientData, nothing.clone(), nothing),
        ("not assigned", Some(points)) => (Outcome::NotAssigned, points, maximum.clone()),
        ("not assigned", None) => (Outcome::NotAssigned, nothing.clone(), nothing),
        (number, None) => match number.split_once(" of ") {
            Some((points, of)) => (Outcome::Scored, exact(points)?, exact(of)?),
            None => (Outcome::Scored, exact(number)?, maximum.clone()),
        },
        _ => return None,
    };
    Some(Score {
        outcome,
        points,
        maximum,
    })
}

/// Returns the number written `1.975`, `-5` or `205/8`.
fn exact(text: &str) -> Option<Exact> {
    match text.split_once('/') {
        Some((numerator, denominator)) => {
            Exact::ratio(numerator.parse().ok()?, denominator.parse().ok()?)
        }
        None => parse_plain(text).map(Exact::from),
    }
}
