//! Every rule page is a test: its criteria are read as an author writes them, and every row of
//! its tables is filled into a form, read, checked and scored.
//!
//! The last column of a table says what comes out: points, exactly (`1.975`, `205/8`); or
//! `blank`, `refused`, `nothing happened (2)`, `not applicable (2)` with the points in brackets.
//! `not applicable` without points is out of the points and out of the maximum.

use std::fs;
use std::path::{Path, PathBuf};

use chamdiem::definition::{self, CriteriaSet, NodeIndex};
use chamdiem::finding::{Findings, Source};
use chamdiem::number::{Exact, parse_plain};
use chamdiem::period::Period;
use chamdiem::rule::Rule;
use chamdiem::scoring::{self, Outcome, Score};
use chamdiem::submission::{self, Stage};
use chamdiem::validation::{self, ValidSubmission};

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
    let entries = fs::read_dir(page("x").parent().expect("a page has a folder"))
        .expect("src/rule can be listed");
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
        let derivation = scoring::derive(
            &example.set,
            submission,
            Stage::Own,
            example.criterion,
            row.score.outcome,
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

fn page(kind: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("src/rule")
        .join(kind)
        .with_extension("md")
}

/// Returns every example of every page; a page without one fails.
fn examples() -> Vec<Example> {
    let mut examples = Vec::new();
    for kind in Rule::KINDS {
        let name = format!("src/rule/{kind}.md");
        let text = fs::read_to_string(page(kind)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(
            text.lines().next(),
            Some(format!("# `{kind}`").as_str()),
            "{name}: the first line"
        );
        let on_page = examples_of(&name, &text);
        assert!(
            !on_page.is_empty(),
            "{name}: no criterion in a ```json block"
        );
        for example in &on_page {
            assert!(
                example.uses(kind),
                "{}: the criterion has no rule of kind {kind}",
                example.place
            );
        }
        examples.extend(on_page.into_iter().map(Block::read));
    }
    examples
}

/// A block and its table, as they stand on the page.
struct Block {
    place: String,
    criterion: String,
    heading: Vec<String>,
    rows: Vec<(usize, Vec<String>)>,
}

fn examples_of(name: &str, text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.lines().zip(1..).peekable();
    while let Some((line, number)) = lines.next() {
        assert!(
            !line.starts_with('|'),
            "{name}:{number}: a table that follows no ```json block"
        );
        if line != "```json" {
            continue;
        }
        let place = format!("{name}, block {} (line {number})", blocks.len() + 1);
        let criterion: Vec<&str> = lines
            .by_ref()
            .map(|(line, _)| line)
            .take_while(|line| *line != "```")
            .collect();
        while lines.next_if(|(line, _)| line.is_empty()).is_some() {}
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
            criterion: criterion.join("\n"),
            heading,
            rows,
        });
    }
    blocks
}

/// Returns the cells of a row `| a | b |`; identifiers stand in backticks on the page.
fn cells(row: &str) -> Vec<String> {
    let row = row.trim();
    let inner = row.strip_prefix('|').and_then(|row| row.strip_suffix('|'));
    let inner = inner.unwrap_or_else(|| panic!("a row begins and ends with a bar: {row}"));
    inner
        .split('|')
        .map(|cell| cell.trim().trim_matches('`').to_owned())
        .collect()
}

impl Block {
    fn uses(&self, kind: &str) -> bool {
        self.criterion.contains(&format!("\"kind\": \"{kind}\""))
    }

    /// Returns the criterion's maximum as it is written, so that no digit goes through a double.
    fn maximum(&self) -> &str {
        let line = self
            .criterion
            .lines()
            .find_map(|line| line.strip_prefix("  \"maximum\": "));
        let line =
            line.unwrap_or_else(|| panic!("{}: the maximum has no line of its own", self.place));
        line.trim_end_matches(',')
    }

    /// Reads the criterion in a set of its own, in which it may have no fault at all.
    fn read(self) -> Example {
        let text = format!(
            r#"{{
  "format": "chamdiem/criteria-set/1",
  "id": "trang-quy-tac",
  "version": "1",
  "title": {{ "vi": "Trang quy tắc", "en": "Rule page" }},
  "document": {{ "level": "commune" }},
  "scoring": {{
    "rounding": {{ "digits": 2, "mode": "half_away_from_zero", "stage": "published" }},
    "not_applicable": "forbidden",
    "zero_denominator": "error",
    "counted": "self"
  }},
  "ranking": {{ "ties": "competition", "compare": "published", "missing": "unranked" }},
  "maximum": {},
  "criteria": [{}]
}}"#,
            self.maximum(),
            self.criterion
        );
        let mut findings = Findings::new();
        let set = definition::read(&Source::new(&self.place), &text, &mut findings);
        let found: Vec<_> = findings.iter().map(|finding| &finding.problem).collect();
        assert!(found.is_empty(), "{}: {found:?}", self.place);
        let set = set.unwrap_or_else(|| panic!("{}: no criteria set", self.place));
        let criterion = set.nodes.iter().position(|node| node.criterion().is_some());
        let criterion = criterion.unwrap_or_else(|| panic!("{}: no criterion", self.place));
        let mut inputs = self.heading;
        assert_eq!(
            inputs.pop().as_deref(),
            Some("points"),
            "{}: the last column",
            self.place
        );
        let names: Vec<&String> = set.inputs.iter().map(|input| &input.name).collect();
        assert_eq!(
            inputs.iter().collect::<Vec<_>>(),
            names,
            "{}: the columns are the inputs",
            self.place
        );
        Example {
            place: self.place,
            criterion,
            inputs,
            rows: self.rows,
            set,
        }
    }
}

impl Example {
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
            let expected = expectation(expected, maximum).unwrap_or_else(|| {
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

/// Returns what a cell of the last column says of a criterion worth `maximum`.
fn expectation(cell: &str, maximum: &Exact) -> Option<Score> {
    let (word, points) = match cell.split_once(" (") {
        Some((word, rest)) => (word, Some(exact(rest.strip_suffix(')')?)?)),
        None => (cell, None),
    };
    let (outcome, points, maximum) = match (word, points) {
        ("blank", None) => (Outcome::Blank, Exact::ZERO, maximum.clone()),
        ("refused", None) => (Outcome::Refused, Exact::ZERO, maximum.clone()),
        ("nothing happened", Some(points)) => (Outcome::NothingHappened, points, maximum.clone()),
        ("not applicable", Some(points)) => (Outcome::NotApplicable, points, maximum.clone()),
        ("not applicable", None) => (Outcome::NotApplicable, Exact::ZERO, Exact::ZERO),
        (number, None) => (Outcome::Scored, exact(number)?, maximum.clone()),
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
