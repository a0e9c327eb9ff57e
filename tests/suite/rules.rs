//! Every rule page is a test: its criteria are read as an author writes them, and every row of
//! its tables is filled into a form, read, checked and scored.
//!
//! The last column of a table says what comes out (`pages::expectation` says how).

use std::fs;
use std::path::Path;

use chamdiem::definition::{CriteriaSet, NodeIndex};
use chamdiem::finding::{Findings, Source};
use chamdiem::period::Period;
use chamdiem::rule::{Rule, Value};
use chamdiem::scoring::{self, Outcome, Score};
use chamdiem::submission::{self, Stage};
use chamdiem::validation::{self, ValidSubmission};

use crate::pages::{self, Block};

/// The period of the forms.
const PERIOD: Period = Period::Month(2021, 11);

/// A criterion of a page, with the table below it.
struct Example {
    /// Which page and which block, for people.
    place: String,
    /// The criteria set made around the criterion.
    set: CriteriaSet,
    /// The criterion's place in it.
    criterion: NodeIndex,
    /// The names in the table's heading, without the last.
    inputs: Vec<String>,
    /// The rows, each with its line on the page.
    rows: Vec<(usize, Vec<String>)>,
}

/// A row of a table, scored.
struct Scored {
    /// Which page, which block and which row, for people.
    place: String,
    /// What the last cell says.
    expected: Score,
    /// What came out.
    score: Score,
    /// What was scored.
    valid: ValidSubmission,
    /// What was found on the way.
    findings: Findings,
}

#[test]
fn every_kind_of_rule_has_a_page_and_every_page_a_kind() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rule");
    let entries = fs::read_dir(folder).expect("src/rule can be listed");
    let mut pages: Vec<String> = entries
        .map(|entry| entry.expect("src/rule can be listed").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .map(|path| {
            path.file_stem()
                .expect("a page has a name")
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    pages.sort();
    let mut kinds = Rule::KINDS.to_vec();
    kinds.sort_unstable();
    assert_eq!(
        pages, kinds,
        "the pages src/rule/*.md (left) are those of Rule::KINDS (right)"
    );
}

#[test]
fn every_row_of_every_rule_page_scores_as_it_says() {
    let mut wrong = Vec::new();
    for row in examples().iter().flat_map(Example::scored) {
        if row.score != row.expected {
            wrong.push(format!(
                "{}: the page says {:?}, the program {:?}",
                row.place, row.expected, row.score
            ));
        }
        // What is refused says why, and what is not refused has nothing to complain of.
        if (row.score.outcome == Outcome::Refused) != row.findings.has_errors() {
            let found: Vec<_> = row
                .findings
                .iter()
                .map(|finding| &finding.problem)
                .collect();
            let outcome = row.score.outcome;
            wrong.push(format!(
                "{}: {outcome:?} with findings {found:?}",
                row.place
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_derivation_of_every_row_comes_to_the_points_it_scores() {
    let mut wrong = Vec::new();
    for (example, row) in examples()
        .iter()
        .flat_map(|example| example.scored().map(move |row| (example, row)))
    {
        let submission = row.valid.submission();
        let scores = scoring::score(&example.set, &row.valid, Stage::Own, "");
        let derivation = scoring::derive(
            &example.set,
            submission,
            Stage::Own,
            example.criterion,
            &scores.expect("a form is scored"),
        )
        .expect("a criterion that scores has a derivation");
        let Some(arithmetic) = derivation.arithmetic else {
            let is_computed = matches!(
                row.score.outcome,
                Outcome::Scored | Outcome::NothingHappened
            );
            assert!(!is_computed, "{}", row.place);
            continue;
        };
        let result = arithmetic.evaluate(&submission.own.values);
        if result.as_ref() != Ok(&row.score.points) {
            wrong.push(format!(
                "{}: scored {:?}, derived {result:?}",
                row.place, row.score.points
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_derivation_of_every_row_says_more_than_its_points() {
    let mut silent = Vec::new();
    for (example, row) in examples()
        .iter()
        .flat_map(|example| example.scored().map(move |row| (example, row)))
    {
        let criterion = example.set.nodes[example.criterion].criterion();
        let formula = criterion.map(|criterion| &criterion.compiled.formula);
        let is_worth_the_same = formula.is_some_and(|formula| formula.constant().is_some());
        if row.score.outcome != Outcome::Scored || is_worth_the_same {
            continue;
        }
        let scores = scoring::score(&example.set, &row.valid, Stage::Own, "");
        let derivation = scoring::derive(
            &example.set,
            row.valid.submission(),
            Stage::Own,
            example.criterion,
            &scores.expect("a form is scored"),
        )
        .expect("a criterion that scores has a derivation");
        // An answer in words says itself what it was worth.
        let is_answer =
            |value: &Option<Value>| matches!(value, Some(Value::YesNo(_) | Value::Option(_)));
        let answers = derivation.inputs.iter();
        let has_words = answers.into_iter().any(|(_, value, _)| is_answer(value));
        let has_figures = derivation
            .arithmetic
            .is_some_and(|arithmetic| !arithmetic.inputs().is_empty());
        if !has_words && !has_figures && derivation.decided.is_empty() {
            silent.push(row.place);
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}

/// Returns the definition of a set around each example of every page.
pub fn definitions() -> Vec<String> {
    let blocks = blocks();
    blocks
        .iter()
        .map(|block| pages::definition(&block.place, &keys(block)))
        .collect()
}

fn examples() -> Vec<Example> {
    blocks().into_iter().map(Example::read).collect()
}

/// Returns every example of every page; a page without one fails.
fn blocks() -> Vec<Block> {
    let mut blocks = Vec::new();
    for kind in Rule::KINDS {
        let name = format!("src/rule/{kind}.md");
        let text = pages::text(&name);
        assert_eq!(
            text.lines().next(),
            Some(format!("# `{kind}`").as_str()),
            "{name}: the first line"
        );
        let on_page = pages::only_blocks(&name, &text);
        assert!(
            !on_page.is_empty(),
            "{name}: no criterion in a ```json block"
        );
        for block in &on_page {
            assert!(
                block.text.contains(&format!("\"kind\": \"{kind}\"")),
                "{}: the criterion has no rule of kind {kind}",
                block.place
            );
        }
        blocks.extend(on_page);
    }
    blocks
}

/// Returns a criterion's maximum as it is written, so that no digit goes through a double.
fn maximum(block: &Block) -> &str {
    let mut lines = block.text.lines();
    let line = lines.find_map(|line| line.strip_prefix("  \"maximum\": "));
    let line =
        line.unwrap_or_else(|| panic!("{}: the maximum has no line of its own", block.place));
    line.trim_end_matches(',')
}

/// Returns the keys of a set with nothing but the criterion.
fn keys(block: &Block) -> String {
    let (maximum, criterion) = (maximum(block), &block.text);
    format!("\"maximum\": {maximum}, \"criteria\": [{criterion}]")
}

impl Example {
    /// Reads the criterion in a set of its own, in which it may have no fault at all.
    fn read(block: Block) -> Example {
        let keys = keys(&block);
        let place = block.place;
        let set = pages::criteria_set(&place, &keys);
        let criterion = set.nodes.iter().position(|node| node.criterion().is_some());
        let criterion = criterion.unwrap_or_else(|| panic!("{place}: no criterion"));
        let bare = |cells: Vec<String>| -> Vec<String> {
            let bare = |cell: &String| cell.trim_matches('`').to_owned();
            cells.iter().map(bare).collect()
        };
        let mut inputs = bare(block.heading);
        assert_eq!(
            inputs.pop().as_deref(),
            Some("points"),
            "{place}: the last column"
        );
        let names: Vec<&String> = set.inputs.iter().map(|input| &input.name).collect();
        assert_eq!(
            inputs.iter().collect::<Vec<_>>(),
            names,
            "{place}: the columns are the inputs"
        );
        let rows = block.rows.into_iter();
        Example {
            criterion,
            inputs,
            rows: rows.map(|(line, cells)| (line, bare(cells))).collect(),
            set,
            place,
        }
    }

    fn scored(&self) -> impl Iterator<Item = Scored> {
        self.rows.iter().enumerate().map(|(index, (line, row))| {
            let place = format!(
                "{}, row {} (line {line}) | {} |",
                self.place,
                index + 1,
                row.join(" | ")
            );
            let (expected, answers) = row.split_last().expect("a row has cells");
            assert_eq!(
                answers.len(),
                self.inputs.len(),
                "{place}: as many cells as columns"
            );
            let maximum = &self.set.nodes[self.criterion].maximum;
            let expected = pages::expectation(expected, maximum).unwrap_or_else(|| {
                panic!("{place}: \"{expected}\" is neither points nor an outcome")
            });
            let mut findings = Findings::new();
            let form = self.form(answers);
            let submission = submission::read(
                &self.set,
                &Source::new("phieu.csv"),
                form.as_bytes(),
                &mut findings,
            );
            let submission = submission.unwrap_or_else(|| panic!("{place}: no form in\n{form}"));
            let valid = validation::check(&self.set, submission, "", PERIOD, &mut findings);
            let scores = scoring::score(&self.set, &valid, Stage::Own, "")
                .expect("a unit has answers of its own");
            Scored {
                score: scores.of(self.criterion).clone(),
                place,
                expected,
                valid,
                findings,
            }
        })
    }

    /// Returns the form a clerk hands in with these answers.
    fn form(&self, answers: &[String]) -> String {
        let header = [
            ("Đơn vị", "Xã Bộc Bố"),
            ("Mã đơn vị", "01864"),
            ("Kỳ", &PERIOD.to_string()),
            ("Bộ tiêu chí", self.set.id.as_str()),
            ("Mã", "Giá trị"),
        ];
        let answers = self
            .inputs
            .iter()
            .zip(answers)
            .map(|(name, answer)| (name.as_str(), answer.as_str()));
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let row = |(name, value): (&str, &str)| format!("{},{}\n", quoted(name), quoted(value));
        header.into_iter().chain(answers).map(row).collect()
    }
}
