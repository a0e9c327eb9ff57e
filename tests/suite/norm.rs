//! `docs/scoring.md` is normative: its examples are run, its tables are held against the program,
//! and every shape of a decision it names as a source is a case in `regulations`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use chamdiem::number::{Rounding, RoundingMode};
use chamdiem::rule::Rule;
use chamdiem::submission::evidence;

use crate::builder::{decimal, exact};
use crate::examples::Example;
use crate::pages;

const PAGE: &str = "docs/scoring.md";

/// Returns the rows of the table whose heading begins so.
fn table(first: &str) -> Vec<Vec<String>> {
    let text = pages::text(PAGE);
    let is_heading = |line: &&str| line.starts_with(&format!("| {first} |"));
    let from = text.lines().skip_while(|line| !is_heading(line));
    let rows: Vec<&str> = from.take_while(|line| line.starts_with('|')).collect();
    assert!(rows.len() > 2, "{PAGE}: no table headed {first}");
    rows[2..].iter().map(|row| pages::cells(row)).collect()
}

#[test]
fn every_row_of_the_examples_comes_to_what_it_says() {
    let blocks = pages::blocks(PAGE, &pages::text(PAGE));
    assert!(blocks.len() >= 9, "{PAGE}: the examples are found");
    let differences = blocks
        .into_iter()
        .flat_map(|block| Example::read(block).differences());
    let wrong: Vec<String> = differences.collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_kind_of_rule_has_a_line_and_a_link_to_its_page() {
    let rows = table("rule").into_iter();
    let lines: BTreeSet<[String; 2]> = rows.map(|row| [row[0].clone(), row[3].clone()]).collect();
    let wanted = Rule::KINDS.iter().map(|kind| {
        [
            format!("`{kind}`"),
            format!("[{kind}](../src/rule/{kind}.md)"),
        ]
    });
    let wanted: BTreeSet<[String; 2]> = wanted.collect();
    assert_eq!(lines, wanted);
}

#[test]
fn every_mode_of_rounding_does_what_the_page_says() {
    let rows = table("`mode`");
    let modes: Vec<RoundingMode> = rows
        .iter()
        .map(|row| {
            let name = row[0].trim_matches('`');
            let mode = serde_json::from_value(name.into());
            mode.unwrap_or_else(|error| panic!("{PAGE}: {name}: {error}"))
        })
        .collect();
    for (mode, row) in modes.iter().copied().zip(&rows) {
        let examples = row[1]
            .split([',', ';'])
            .filter_map(|part| part.split_once(" → "));
        let examples: Vec<(String, String)> = examples
            .map(|(from, to)| (from.trim().replace('−', "-"), to.trim().replace('−', "-")))
            .collect();
        assert!(examples.len() >= 2, "{PAGE}: {mode:?} has examples");
        for (from, to) in examples {
            let digits = to.split_once('.').map_or(0, |(_, digits)| digits.len());
            let digits = u32::try_from(digits).expect("a few digits");
            let rounded = exact(&from).round(Rounding { digits, mode });
            assert_eq!(rounded, decimal(&to), "{mode:?}: {from}");
        }
    }
}

#[test]
fn what_is_written_as_evidence_is_read_as_the_page_says() {
    let quoted = |cell: &str| -> Vec<String> {
        let quoted = cell.split('`').skip(1).step_by(2);
        quoted.map(str::to_owned).collect()
    };
    for row in table("written") {
        let [written, number, day, subject] = &row[..] else {
            panic!("{PAGE}: {row:?}");
        };
        for cell in quoted(written) {
            let documents = evidence::parse(&cell);
            if number == "no evidence" {
                assert!(documents.is_empty(), "{cell}: {documents:?}");
                continue;
            }
            let told = |of: Vec<Option<String>>| {
                let all: Option<Vec<String>> = of.into_iter().collect();
                all.map_or_else(|| "–".to_owned(), |all| all.join(", "))
            };
            let numbers = documents.iter().map(|document| document.number.clone());
            assert_eq!(&told(numbers.collect()), number, "{cell}");
            let days = documents.iter().map(|document| match &document.date {
                Some(evidence::DocumentDate::Impossible(_)) => Some("none (V027)".to_owned()),
                _ => document.day().map(|day| day.to_string()),
            });
            assert_eq!(&told(days.collect()), day, "{cell}");
            let subjects = documents.iter().map(|document| document.subject.clone());
            let subjects = told(subjects.collect());
            let expected = if subject == "all of it" {
                &cell
            } else {
                subject
            };
            assert_eq!(&subjects, expected, "{cell}");
        }
    }
}

/// Returns the shapes (`R1`, `A9`) that a text names.
fn shapes(text: &str) -> BTreeSet<(char, u32)> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words
        .filter_map(|word| {
            let letter = word
                .chars()
                .next()
                .filter(|letter| "RANG".contains(*letter))?;
            let digits = &word[1..];
            // `R001` is a finding.
            let is_number = digits.len() <= 2 && !digits.starts_with('0');
            Some((letter, digits.parse().ok().filter(|_| is_number)?))
        })
        .collect()
}

#[test]
fn every_shape_met_in_a_decision_is_the_source_of_something_and_has_a_case() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/regulations");
    let entries = fs::read_dir(folder).expect("the cases can be listed");
    let texts = entries.map(|entry| {
        let path = entry.expect("an entry").path();
        fs::read_to_string(path).expect("a case can be read")
    });
    let mut cases = BTreeSet::new();
    for text in texts {
        let names = text.lines().filter_map(|line| line.strip_prefix("fn "));
        let names = names.filter_map(|name| name.split_once('_'));
        cases.extend(names.filter_map(|(shape, _)| {
            let letter = shape.chars().next()?.to_ascii_uppercase();
            Some((letter, shape[1..].parse().ok()?))
        }));
    }
    let page = pages::text(PAGE);
    // The paragraph that says what the letters mean names the first and the last of each.
    let said = page
        .split("\n\n")
        .filter(|part| !part.starts_with("**Sources.**"));
    let said: BTreeSet<(char, u32)> = said.flat_map(shapes).collect();
    assert_eq!(said, cases, "named on the page (left), worked out (right)");
    let of_each = "RANG".chars().zip([30, 9, 6, 8]);
    let all = of_each.flat_map(|(letter, last)| (1..=last).map(move |number| (letter, number)));
    assert_eq!(cases, all.collect());
}
