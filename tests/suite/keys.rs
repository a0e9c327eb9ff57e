//! Every page of a key of a criteria set is a test: what stands in its blocks is read as an
//! author writes it, every row of its tables is a form, and a table is one round of one period.
//!
//! A heading in backticks is an input, with what the clerk types; one in bold is a code, or
//! `total`, with what comes out (`pages::expectation` says how). The other columns say of which
//! unit a row is: `unit`, its code; `type`; `district`, the code of the unit above.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use chamdiem::definition::{CriteriaSet, NodeIndex};
use chamdiem::finding::{Findings, Source};
use chamdiem::intake;
use chamdiem::scoring::{Outcome, ScoreTree};
use chamdiem::submission::Reader;
use chamdiem::submission::target::Targets;
use chamdiem::unit::Roster;

use crate::builder::{self, folder, roster};
use crate::pages::{self, Block};

/// The keys that have a page, and what only such a set says.
const PAGES: [(&str, &str); 7] = [
    ("combine", "\"combine\""),
    ("minimum_data", "\"minimum_data\""),
    ("outside", "\"outside\""),
    ("statistics", "\"statistics\""),
    ("targets", "\"source\": \"superior\""),
    ("transfer", "\"not_applicable\": \"transfer\""),
    ("values", "\"values\""),
];
/// The period of every round.
const PERIOD: &str = "2021-11";

/// What a column of a table holds.
enum Column {
    Unit,
    Type,
    District,
    Input(String),
    Result(NodeIndex),
}

/// A block with its table, read.
struct Example {
    place: String,
    set: CriteriaSet,
    targets: Option<Targets>,
    columns: Vec<Column>,
    rows: Vec<(usize, Vec<String>)>,
}

#[test]
fn every_page_beside_the_definition_is_of_a_key_that_has_one() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/definition");
    let entries = fs::read_dir(folder).expect("src/definition can be listed");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let names = names.filter_map(|name| Some(name.to_str()?.strip_suffix(".md")?.to_owned()));
    let mut names: Vec<String> = names.collect();
    names.sort();
    assert_eq!(names, PAGES.map(|(name, _)| name));
}

#[test]
fn every_row_of_every_page_of_a_key_comes_to_what_it_says() {
    let mut wrong = Vec::new();
    for example in PAGES.iter().flat_map(|(name, key)| examples(name, key)) {
        wrong.extend(example.differences());
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn examples(name: &str, key: &str) -> Vec<Example> {
    let page = format!("src/definition/{name}.md");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&page);
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{page}: {error}"));
    assert_eq!(
        text.lines().next(),
        Some(format!("# `{name}`").as_str()),
        "{page}: the first line"
    );
    let blocks = pages::blocks(&page, &text);
    assert!(!blocks.is_empty(), "{page}: no set in a ```json block");
    for block in &blocks {
        assert!(block.text.contains(key), "{}: no {key} in it", block.place);
    }
    blocks.into_iter().map(Example::read).collect()
}

impl Example {
    /// Reads what a block says of a set; what it does not say is as usual.
    fn read(block: Block) -> Example {
        let place = block.place;
        let keys = block
            .text
            .strip_prefix("{")
            .and_then(|text| text.strip_suffix("}"));
        let keys = keys.unwrap_or_else(|| panic!("{place}: the block is no object"));
        let set = pages::criteria_set(&place, keys);
        let targets = block.csv.map(|text| {
            let mut findings = Findings::new();
            let targets = Targets::read(&set, &[], &Source::new(&place), &text, &mut findings);
            assert!(findings.is_empty(), "{place}: {:#?}", findings.sorted());
            targets
        });
        let column = |cell: &String| column(&set, cell);
        let columns: Option<Vec<Column>> = block.heading.iter().map(column).collect();
        let columns = columns.unwrap_or_else(|| panic!("{place}: the heading {:?}", block.heading));
        let asked = set.inputs.iter().filter(|input| !input.is_set_by_superior);
        let named = columns.iter().filter_map(|column| match column {
            Column::Input(name) => Some(name),
            _ => None,
        });
        assert!(
            asked.map(|input| &input.name).eq(named),
            "{place}: the columns in backticks are the inputs that are asked"
        );
        Example {
            place,
            set,
            targets,
            columns,
            rows: block.rows,
        }
    }

    /// Hands every row in, and tells where something else comes out.
    fn differences(&self) -> Vec<String> {
        let results = self.results();
        let mut wrong = Vec::new();
        for (index, (line, row)) in self.rows.iter().enumerate() {
            let place = format!("{} | {} | (line {line})", self.place, row.join(" | "));
            assert_eq!(
                row.len(),
                self.columns.len(),
                "{place}: as many cells as columns"
            );
            let outcome = &results[&self.code(index)];
            let scores = outcome.result.as_ref().expect("a form is read");
            let mut is_refused = false;
            for (column, cell) in self.columns.iter().zip(row) {
                let Column::Result(node) = *column else {
                    continue;
                };
                let maximum = &self.set.nodes[node].maximum;
                let expected = pages::expectation(cell, maximum)
                    .unwrap_or_else(|| panic!("{place}: \"{cell}\" is no result"));
                is_refused |= expected.outcome == Outcome::Refused;
                let score = scores.of(node);
                if *score != expected {
                    let code = &self.set.nodes[node].code;
                    wrong.push(format!("{place}: {code} is {score:?}, not {cell}"));
                }
            }
            if is_refused != outcome.findings.has_errors() {
                wrong.push(format!(
                    "{place}: found {:#?}",
                    outcome.findings.clone().sorted()
                ));
            }
        }
        wrong
    }

    /// Reads and scores the rows together, as a province does with a folder.
    fn results(&self) -> BTreeMap<String, intake::Outcome<ScoreTree>> {
        let files = (0..self.rows.len()).map(|row| {
            let code = self.code(row);
            let form = builder::unit(&code)
                .named(&name_of(&code))
                .header("Kỳ", PERIOD)
                .header("Bộ tiêu chí", self.set.id.as_str());
            let answers = self.columns.iter().zip(&self.rows[row].1);
            let form = answers.fold(form, |form, (column, cell)| match column {
                Column::Input(name) => form.answer(name, cell),
                _ => form,
            });
            (format!("{row:03}.csv"), form.csv())
        });
        let files: Vec<(String, Vec<u8>)> = files.collect();
        let folder = folder(
            files
                .iter()
                .map(|(name, bytes)| (name.as_str(), bytes.clone())),
        );
        let roster = self.roster();
        let request = intake::Request {
            set: &self.set,
            roster: Some(&roster),
            targets: self.targets.as_ref(),
            waivers: None,
            period: Some(PERIOD.parse().expect("a period")),
            reader: Reader::default(),
            set_digest: None,
            of_several: intake::OfSeveral::Latest,
            recognised: false,
            digests: false,
            is_whole_period: true,
        };
        let files = intake::files(folder.path()).expect("the folder can be listed");
        let outcomes = intake::run(request, &files, |card| card.own.scores);
        let by_code = |outcome: intake::Outcome<ScoreTree>| {
            let unit = outcome.unit.clone();
            let unit = unit.unwrap_or_else(|| panic!("{}: {:#?}", self.place, outcome.findings));
            (unit.code.as_str().to_owned(), outcome)
        };
        let submissions = outcomes.into_iter().flat_map(|file| file.submissions);
        submissions.map(by_code).collect()
    }

    fn roster(&self) -> Roster {
        let unit = |row: usize| {
            let cell = |wanted: fn(&Column) -> bool| self.cell(row, wanted).unwrap_or_default();
            let district = cell(|column| matches!(column, Column::District));
            let kind = match cell(|column| matches!(column, Column::Type)) {
                "" => "xã",
                kind => kind,
            };
            let code = self.code(row);
            let name = name_of(&code);
            format!("{code},{name},{kind},{district},{district}\n")
        };
        let units: String = (0..self.rows.len()).map(unit).collect();
        roster(&format!("code,name,type,district_code,district\n{units}"))
    }

    /// The code of a row's unit: as the table says, or as the row counts.
    fn code(&self, row: usize) -> String {
        let code = self.cell(row, |column| matches!(column, Column::Unit));
        code.map_or_else(|| format!("{:05}", row + 1), str::to_owned)
    }

    fn cell(&self, row: usize, wanted: fn(&Column) -> bool) -> Option<&str> {
        let column = self.columns.iter().position(wanted)?;
        Some(self.rows[row].1[column].as_str())
    }
}

fn name_of(code: &str) -> String {
    format!("Đơn vị {code}")
}

/// Returns what a heading means; none where it means nothing.
fn column(set: &CriteriaSet, cell: &str) -> Option<Column> {
    let within = |mark: &str| cell.strip_prefix(mark)?.strip_suffix(mark);
    if let Some(name) = within("`") {
        return Some(Column::Input(name.to_owned()));
    }
    if let Some(code) = within("**") {
        let code = if code == "total" { "" } else { code };
        let node = set.nodes.iter().position(|node| node.code == code)?;
        return Some(Column::Result(node));
    }
    match cell {
        "unit" => Some(Column::Unit),
        "type" => Some(Column::Type),
        "district" => Some(Column::District),
        _ => None,
    }
}
