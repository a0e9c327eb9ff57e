//! What tests are made of, with defaults: a criteria set of a few criteria, a form of a few
//! answers, a folder of forms. Knows no expectations.
//!
//! A set is commune-level, rounds to two digits where it publishes, and calls a zero
//! denominator an error, unless told otherwise; a form is of November 2021 and for that set.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use chamdiem::definition::{self, CriteriaSet, NodeIndex};
use chamdiem::finding::{Finding, Findings, Source};
use chamdiem::intake::{self, FileOutcome, Request};
use chamdiem::number::{Decimal, Exact, parse_plain};
use chamdiem::period::Period;
use chamdiem::ranking::{self, Field, Place, Ranking};
use chamdiem::scorecard::{self, Assessment, Scorecard, Standing};
use chamdiem::scoring::{Score, published};
use chamdiem::submission;
use chamdiem::unit::{self, AdministrativeUnit, Roster, UnitCode};

use crate::aside;

/// A criterion of a set under construction.
#[derive(Debug, Clone)]
pub struct Criterion {
    pub code: String,
    pub maximum: Decimal,
    inputs: Vec<String>,
    rule: String,
    policies: String,
}

/// A criterion worth `maximum`, written as a decimal; awarded by hand unless a rule is given.
pub fn criterion(code: &str, maximum: &str) -> Criterion {
    Criterion {
        code: code.to_owned(),
        maximum: decimal(maximum),
        inputs: Vec::new(),
        rule: r#"{ "kind": "manual" }"#.to_owned(),
        policies: String::new(),
    }
}

impl Criterion {
    /// Adds an input of a type.
    pub fn asks(self, name: &str, kind: &str) -> Criterion {
        self.asks_with(name, kind, "")
    }

    /// Adds an input with further keys, such as `"minimum": 1`.
    pub fn asks_with(mut self, name: &str, kind: &str, more: &str) -> Criterion {
        self.inputs.push(input_text(name, kind, more));
        self
    }

    /// Adds a choice among options.
    pub fn asks_choice(self, name: &str, options: &[&str]) -> Criterion {
        let option = |id: &&str| format!(r#"{{ "id": "{id}", "label": {} }}"#, both(id));
        let options: Vec<String> = options.iter().map(option).collect();
        self.asks_with(
            name,
            "choice",
            &format!(r#""options": [{}]"#, options.join(", ")),
        )
    }

    /// Replaces the rule.
    pub fn rule(mut self, rule: &str) -> Criterion {
        rule.clone_into(&mut self.rule);
        self
    }

    /// Says what "not applicable" means.
    pub fn not_applicable(mut self, policy: &str) -> Criterion {
        let _ = write!(self.policies, r#", "not_applicable": "{policy}""#);
        self
    }

    /// Says what a zero denominator means.
    pub fn zero_denominator(mut self, policy: &str) -> Criterion {
        let _ = write!(self.policies, r#", "zero_denominator": "{policy}""#);
        self
    }

    /// Adds any other key.
    pub fn also(mut self, key: &str) -> Criterion {
        let _ = write!(self.policies, ", {key}");
        self
    }

    /// Says which criteria take over its points.
    pub fn transfer_to(mut self, codes: &[&str]) -> Criterion {
        let _ = write!(self.policies, r#", "transfer_to": {codes:?}"#);
        self
    }

    /// Asks only units of this kind.
    pub fn assigned_to(mut self, kind: &str) -> Criterion {
        let _ = write!(self.policies, r#", "assigned_to": ["{kind}"]"#);
        self
    }

    fn text(&self) -> String {
        format!(
            r#"{{ "code": "{}", "title": {}, "maximum": {}, "inputs": [{}], "rule": {}{} }}"#,
            self.code,
            both(&format!("Tiêu chí {}", self.code)),
            self.maximum,
            self.inputs.join(", "),
            self.rule,
            self.policies
        )
    }
}

/// A ratio of two counts, `numerator` and `denominator`.
pub fn ratio(code: &str, maximum: &str, [numerator, denominator]: [&str; 2]) -> Criterion {
    let rule = format!(
        r#"{{ "kind": "ratio", "numerator": "{numerator}", "denominator": "{denominator}" }}"#
    );
    criterion(code, maximum)
        .asks(numerator, "count")
        .asks(denominator, "count")
        .rule(&rule)
}

/// A question worth all points for yes.
pub fn yes_no(code: &str, maximum: &str, input: &str) -> Criterion {
    let rule = format!(r#"{{ "kind": "yes_no", "input": "{input}" }}"#);
    criterion(code, maximum).asks(input, "yes_no").rule(&rule)
}

/// A part or a group of a set under construction; its maximum is the sum below it.
#[derive(Debug, Clone)]
pub struct Branch {
    pub code: String,
    pub groups: Vec<Branch>,
    pub criteria: Vec<Criterion>,
    more: String,
}

/// A group of criteria.
pub fn group(code: &str, criteria: Vec<Criterion>) -> Branch {
    Branch {
        code: code.to_owned(),
        groups: Vec::new(),
        criteria,
        more: String::new(),
    }
}

impl Branch {
    /// Adds any other key.
    pub fn also(mut self, key: &str) -> Branch {
        let _ = write!(self.more, ", {key}");
        self
    }

    /// What stands outside the scale adds nothing to the maximum above.
    fn is_inside(&self) -> bool {
        !self.more.contains("\"outside\"")
    }

    fn maximum(&self) -> Decimal {
        self.groups
            .iter()
            .filter(|group| group.is_inside())
            .map(Branch::maximum)
            .chain(self.criteria.iter().map(|criterion| criterion.maximum))
            .sum()
    }

    fn text(&self) -> String {
        format!(
            r#"{{ "code": "{}", "title": {}, "maximum": {}, "groups": [{}], "criteria": [{}]{} }}"#,
            self.code,
            both(&format!("Nhóm {}", self.code)),
            self.maximum(),
            joined(&self.groups, Branch::text),
            joined(&self.criteria, Criterion::text),
            self.more
        )
    }
}

/// A criteria set under construction.
#[derive(Debug, Clone)]
pub struct Set {
    pub parts: Vec<Branch>,
    pub groups: Vec<Branch>,
    pub criteria: Vec<Criterion>,
    inputs: Vec<String>,
    values: String,
    statistics: String,
    ladders: Vec<String>,
    scoring: BTreeMap<String, String>,
    rounding: [String; 3],
    ranking: BTreeMap<String, String>,
}

/// A set of criteria directly below the whole.
pub fn set(criteria: Vec<Criterion>) -> Set {
    let entries = |entries: &[(&str, &str)]| {
        entries
            .iter()
            .map(|(key, value)| ((*key).to_owned(), format!("\"{value}\"")))
            .collect()
    };
    Set {
        parts: Vec::new(),
        groups: Vec::new(),
        criteria,
        inputs: Vec::new(),
        values: String::new(),
        statistics: String::new(),
        ladders: Vec::new(),
        scoring: entries(&[
            ("not_applicable", "forbidden"),
            ("zero_denominator", "error"),
            ("counted", "latest"),
        ]),
        rounding: ["2", "half_away_from_zero", "published"].map(str::to_owned),
        ranking: entries(&[
            ("ties", "competition"),
            ("compare", "published"),
            ("missing", "unranked"),
        ]),
    }
}

/// A set of groups directly below the whole.
pub fn set_of_groups(groups: Vec<Branch>) -> Set {
    Set {
        groups,
        ..set(Vec::new())
    }
}

impl Set {
    /// The identifier of every set made here.
    pub const ID: &'static str = "bo-thu";

    /// Adds a yes/no input that no criterion owns.
    pub fn fact(mut self, name: &str) -> Set {
        self.inputs.push(input_text(name, "yes_no", ""));
        self
    }

    /// Adds values under names of their own, as a list of JSON objects without its brackets.
    pub fn values(mut self, values: &str) -> Set {
        values.clone_into(&mut self.values);
        self
    }

    /// Adds figures of all units, as a list of JSON objects without its brackets.
    pub fn statistics(mut self, statistics: &str) -> Set {
        statistics.clone_into(&mut self.statistics);
        self
    }

    /// Adds a ladder `bac`; each level is its number and its condition.
    pub fn ladder(self, needs_level_below: bool, levels: &[(u32, &str)]) -> Set {
        self.ladder_with(needs_level_below, "", levels)
    }

    /// Adds a ladder with further keys, such as `"compare": "exact"`.
    pub fn ladder_with(
        mut self,
        needs_level_below: bool,
        more: &str,
        levels: &[(u32, &str)],
    ) -> Set {
        let level = |(level, when): &(u32, &str)| {
            format!(
                r#"{{ "level": {level}, "name": {}, "when": {when} }}"#,
                both(&format!("Mức độ {level}"))
            )
        };
        let comma = if more.is_empty() { "" } else { "," };
        self.ladders.push(format!(
            r#"{{ "id": "bac-{}", "title": {}, "needs_level_below": {needs_level_below}{comma} {more}, "levels": [{}] }}"#,
            self.ladders.len() + 1,
            both("Bậc"),
            joined(levels, level)
        ));
        self
    }

    /// Replaces an entry of `scoring` by a JSON value.
    pub fn scoring(mut self, key: &str, value: &str) -> Set {
        self.scoring.insert(key.to_owned(), value.to_owned());
        self
    }

    /// Replaces digits, mode and stage of rounding.
    pub fn rounding(mut self, digits: u32, mode: &str, stage: &str) -> Set {
        self.rounding = [digits.to_string(), mode.to_owned(), stage.to_owned()];
        self
    }

    /// Replaces an entry of `ranking` by a JSON value.
    pub fn ranking(mut self, key: &str, value: &str) -> Set {
        self.ranking.insert(key.to_owned(), value.to_owned());
        self
    }

    /// Returns the text of the definition file.
    pub fn text(&self) -> String {
        let branches = self.parts.iter().chain(&self.groups);
        let branches = branches.filter(|branch| branch.is_inside());
        let maximum: Decimal = branches
            .map(Branch::maximum)
            .chain(self.criteria.iter().map(|criterion| criterion.maximum))
            .sum();
        let entries = |entries: &BTreeMap<String, String>| {
            let entries: Vec<String> = entries
                .iter()
                .map(|(key, value)| format!("\"{key}\": {value}"))
                .collect();
            entries.join(", ")
        };
        let [digits, mode, stage] = &self.rounding;
        format!(
            r#"{{
              "format": "chamdiem/criteria-set/1",
              "id": "{}",
              "version": "1",
              "title": {},
              "document": {{ "level": "commune" }},
              "scoring": {{ "rounding": {{ "digits": {digits}, "mode": "{mode}", "stage": "{stage}" }}, {} }},
              "ranking": {{ {} }},
              "maximum": {maximum},
              "inputs": [{}],
              "values": [{}],
              "statistics": [{}],
              "parts": [{}],
              "groups": [{}],
              "criteria": [{}],
              "ladders": [{}]
            }}"#,
            Set::ID,
            both("Bộ tiêu chí thử"),
            entries(&self.scoring),
            entries(&self.ranking),
            self.inputs.join(", "),
            self.values,
            self.statistics,
            joined(&self.parts, Branch::text),
            joined(&self.groups, Branch::text),
            joined(&self.criteria, Criterion::text),
            self.ladders.join(", ")
        )
    }

    /// Reads the set as its file would be read.
    pub fn read(&self) -> CriteriaSet {
        let text = self.text();
        let mut findings = Findings::new();
        let set = definition::read(&Source::new("criteria-set.json"), &text, &mut findings);
        match set {
            Some(set) if findings.is_empty() => set,
            _ => panic!("{:#?} in\n{text}", findings.sorted()),
        }
    }
}

/// A form under construction: one unit in one period.
#[derive(Debug, Clone)]
pub struct Form {
    header: Vec<(&'static str, String)>,
    rows: Vec<[String; 3]>,
}

/// The form of the unit with this code, for November 2021; the unit is called after its code
/// unless told otherwise.
pub fn unit(code: &str) -> Form {
    let header = [
        ("Đơn vị", format!("Xã {code}")),
        ("Mã đơn vị", code.to_owned()),
    ];
    let of = [
        ("Kỳ", "2021-11".to_owned()),
        ("Bộ tiêu chí", Set::ID.to_owned()),
    ];
    Form {
        header: header.into_iter().chain(of).collect(),
        rows: Vec::new(),
    }
}

impl Form {
    /// Answers a row.
    pub fn answer(self, row: &str, value: &str) -> Form {
        self.answer_appraised(row, value, "")
    }

    /// Answers a row, with what the appraiser says.
    pub fn answer_appraised(mut self, row: &str, own: &str, appraised: &str) -> Form {
        self.rows.push([row, own, appraised].map(str::to_owned));
        self
    }

    /// Replaces a line of the header block: `Đơn vị`, `Mã đơn vị`, `Kỳ`, `Bộ tiêu chí`.
    pub fn header(mut self, label: &str, value: &str) -> Form {
        let line = self
            .header
            .iter_mut()
            .find(|(other, _)| *other == label)
            .expect("a line of the header block");
        value.clone_into(&mut line.1);
        self
    }

    /// Names the unit.
    pub fn named(self, name: &str) -> Form {
        self.header("Đơn vị", name)
    }

    /// Leaves out a line of the header block.
    pub fn without(mut self, label: &str) -> Form {
        self.header.retain(|(other, _)| *other != label);
        self
    }

    /// Returns the file's bytes.
    pub fn csv(&self) -> Vec<u8> {
        let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
        let mut lines: Vec<String> = self
            .header
            .iter()
            .map(|(label, value)| format!("{label},{},", quoted(value)))
            .collect();
        lines.push("Mã,Giá trị,Giá trị thẩm định".to_owned());
        lines.extend(
            self.rows
                .iter()
                .map(|row| row.each_ref().map(|cell| quoted(cell)).join(",")),
        );
        (lines.join("\n") + "\n").into_bytes()
    }

    /// Reads and assesses the form, as the form of a unit of this kind.
    pub fn assessed_as(&self, kind: &str, set: &CriteriaSet) -> Assessed {
        assessed(set, &self.csv(), kind)
    }

    /// Reads and assesses the form.
    pub fn assessed(&self, set: &CriteriaSet) -> Assessed {
        assessed(set, &self.csv(), "")
    }
}

/// Reads and assesses a file of the unit it names.
pub fn assessed(set: &CriteriaSet, bytes: &[u8], kind: &str) -> Assessed {
    let mut findings = Findings::new();
    let submission = aside::reader()
        .read(set, &Source::new("phieu"), bytes, &mut findings)
        .expect("a form");
    let mut unit = submission::identify(&submission, None, &mut findings).expect("a unit");
    kind.clone_into(&mut Arc::make_mut(&mut unit).kind);
    let period = submission.period().expect("a period");
    Assessed {
        card: scorecard::assess(set, submission, unit, period, &mut findings),
        findings: findings.sorted(),
    }
}

/// A form read and assessed.
#[derive(Debug)]
pub struct Assessed {
    pub card: Scorecard,
    pub findings: Vec<Finding>,
}

impl Assessed {
    /// Returns the codes found, in the order of their places.
    pub fn codes(&self) -> Vec<&'static str> {
        codes(&self.findings)
    }

    /// Returns the level held on the set's first ladder.
    pub fn level(&self) -> Option<u32> {
        self.card.counted().levels[0]
    }

    /// Returns the standing of the unit.
    pub fn standing(&self, set: &CriteriaSet) -> Standing {
        Standing::of(set, self.card.unit.clone(), self.card.counted())
    }
}

/// Returns the score of the node with this code; the whole has none.
pub fn score<'s>(set: &CriteriaSet, assessment: &'s Assessment, code: &str) -> &'s Score {
    assessment.scores.of(node(set, code))
}

/// Returns points and percent of a node as published.
pub fn shown(set: &CriteriaSet, assessment: &Assessment, code: &str) -> [String; 2] {
    let score = score(set, assessment, code);
    let percent = score.percent().map_or_else(
        || "-".to_owned(),
        |percent| published(set, &percent).to_string(),
    );
    [published(set, &score.points).to_string(), percent]
}

/// Returns the node with this code; the whole has none.
pub fn node(set: &CriteriaSet, code: &str) -> NodeIndex {
    set.node(code)
        .unwrap_or_else(|| panic!("no node is called “{code}”"))
}

/// Returns the codes of findings, as they stand.
pub fn codes<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Vec<&'static str> {
    findings
        .into_iter()
        .map(|finding| finding.code().as_str())
        .collect()
}

/// A unit that was always there and has nothing above it.
pub fn plain_unit(code: &str, name: &str) -> AdministrativeUnit {
    AdministrativeUnit {
        code: UnitCode::new(code),
        name: name.to_owned(),
        kind: String::new(),
        tiers: Arc::default(),
        valid_from: None,
        valid_until: None,
    }
}

/// Reads a roster that has nothing wrong with it.
pub fn roster(text: &str) -> Roster {
    let mut findings = Findings::new();
    let roster = unit::read(&Source::new("units.csv"), text, &mut findings);
    assert!(findings.is_empty(), "{findings:?}");
    roster
}

/// A folder of submissions, gone when it is dropped.
#[derive(Debug)]
pub struct Folder(tempfile::TempDir);

/// A folder of files, each with its name.
pub fn folder<'f>(files: impl IntoIterator<Item = (&'f str, Vec<u8>)>) -> Folder {
    let folder = Folder(tempfile::tempdir().expect("a temporary folder"));
    for (name, bytes) in files {
        folder.add(name, &bytes);
    }
    folder
}

impl Folder {
    /// Adds a file, in a folder below where its name says so.
    pub fn add(&self, name: &str, bytes: &[u8]) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a file is in a folder"))
            .expect("the folder can be made");
        fs::write(path, bytes).expect("the file can be written");
    }

    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Reads and ranks everything in the folder.
    pub fn ranked(&self, set: &CriteriaSet, roster: Option<&Roster>, period: &str) -> Round {
        ranked(set, roster, period, self.path())
    }
}

/// One period, read and ranked.
#[derive(Debug)]
pub struct Round {
    pub ranking: Ranking,
    pub outcomes: Vec<FileOutcome<Standing>>,
}

/// A whole period by this criteria set, of which nothing else is known.
pub fn request(set: &CriteriaSet) -> Request<'_> {
    Request {
        set,
        roster: None,
        targets: None,
        waivers: None,
        earlier: &[],
        period: None,
        reader: aside::reader(),
        set_digest: None,
        of_several: intake::OfSeveral::Latest,
        recognised: false,
        digests: false,
        is_whole_period: true,
    }
}

/// Reads and ranks everything in a folder, as the `rank` command does.
pub fn ranked(set: &CriteriaSet, roster: Option<&Roster>, period: &str, folder: &Path) -> Round {
    let period: Period = period.parse().expect("a period");
    let request = Request {
        roster,
        period: Some(period),
        ..request(set)
    };
    let files = intake::files(folder).expect("the folder can be listed");
    let outcomes = intake::run(request, &files, |card| card.into_standing(set));
    let expected = roster.map(|roster| roster.in_force(period));
    let expected = expected.as_ref().map(Roster::units);
    let (field, _) = Field::of(outcomes.clone(), expected);
    Round {
        ranking: ranking::rank(set, field),
        outcomes,
    }
}

impl Round {
    /// Returns the places as `rank. code total`, the best first.
    pub fn places(&self) -> Vec<String> {
        let shown = |place: &Place| {
            format!(
                "{}. {} {}",
                place.rank, place.standing.unit.code, place.standing.total
            )
        };
        self.ranking.places.iter().map(shown).collect()
    }

    /// Returns who has no place and why, as `code reason`.
    pub fn unranked(&self) -> Vec<String> {
        self.ranking
            .unranked
            .iter()
            .map(|entry| format!("{} {}", entry.unit.code, entry.reason.name()))
            .collect()
    }

    /// Returns the place of a unit.
    pub fn place(&self, code: &str) -> &Place {
        let place = self
            .ranking
            .places
            .iter()
            .find(|place| place.standing.unit.code.as_str() == code);
        place.unwrap_or_else(|| panic!("{code} has no place"))
    }

    /// Returns the codes found in the file whose name ends like this.
    pub fn codes_in(&self, name: &str) -> Vec<&'static str> {
        let outcome = self
            .outcomes
            .iter()
            .find(|outcome| outcome.source.name().ends_with(name));
        codes(
            outcome
                .unwrap_or_else(|| panic!("{name} was not read"))
                .found(),
        )
    }
}

/// Returns the number written as a plain decimal or as a fraction, such as `205/8`.
pub fn exact(text: &str) -> Exact {
    match text.split_once('/') {
        Some((above, below)) => exact(above)
            .checked_div(&exact(below))
            .expect("no division by zero"),
        None => Exact::from(decimal(text)),
    }
}

/// Returns the number written as a plain decimal.
pub fn decimal(text: &str) -> Decimal {
    parse_plain(text).unwrap_or_else(|| panic!("“{text}” is no plain decimal"))
}

fn input_text(name: &str, kind: &str, more: &str) -> String {
    let comma = if more.is_empty() { "" } else { ", " };
    format!(
        r#"{{ "name": "{name}", "label": {}, "type": "{kind}"{comma}{more} }}"#,
        both(&format!("Số liệu {name}"))
    )
}

fn both(text: &str) -> String {
    // Something that no Vietnamese is, and told apart where it matters.
    format!(r#"{{ "vi": "{text}", "en": "{}" }}"#, unit::fold(text))
}

fn joined<T>(of: &[T], text: impl Fn(&T) -> String) -> String {
    of.iter().map(text).collect::<Vec<_>>().join(", ")
}
