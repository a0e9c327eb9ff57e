//! Published indices written as data: what comes out is what was published, and where it is not,
//! the sample says what comes out instead.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use chamdiem::definition::{self, CriteriaSet};
use chamdiem::finding::{Findings, Source};
use chamdiem::intake;
use chamdiem::submission;
use chamdiem::unit::Roster;

use crate::builder::{self, Round, folder, ranked, roster, shown, unit};

const INDICES: [&str; 5] = [
    "council-climate-2021",
    "egdi-2018",
    "gii-2021",
    "hdi-2021",
    "spbe-2018",
];

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/indices")
}

fn text(index: &str, name: &str) -> String {
    let path = samples().join(index).join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The set, in whose definition nothing may be wrong.
fn set(index: &str) -> CriteriaSet {
    let mut findings = Findings::new();
    let set = definition::read(
        &Source::new(index),
        &text(index, "criteria-set.json"),
        &mut findings,
    );
    assert!(findings.is_empty(), "{index}: {:#?}", findings.sorted());
    set.expect("a set without findings")
}

fn units(index: &str) -> Roster {
    roster(&text(index, "units.csv"))
}

/// A line of `published.csv`, by the headings of its columns.
type Line = BTreeMap<String, String>;

fn published(index: &str) -> Vec<Line> {
    let text = text(index, "published.csv");
    let mut lines = text.lines();
    let headings: Vec<&str> = lines.next().expect("headings").split(',').collect();
    let line = |text: &str| {
        let cells: Vec<&str> = text.split(',').collect();
        assert_eq!(cells.len(), headings.len(), "{index}: {text}");
        let owned = |cells: &[&str]| cells.iter().map(|&cell| cell.to_owned()).collect();
        let [names, cells]: [Vec<String>; 2] = [owned(&headings), owned(&cells)];
        names.into_iter().zip(cells).collect()
    };
    lines.map(line).collect()
}

/// The published figures of the units that have a form here.
fn compared(index: &str) -> Vec<Line> {
    let roster = units(index);
    let known: BTreeSet<&str> = roster
        .units()
        .iter()
        .map(|unit| unit.code.as_str())
        .collect();
    let lines = published(index).into_iter();
    let lines: Vec<Line> = lines
        .filter(|line| known.contains(line["code"].as_str()))
        .collect();
    let covered: BTreeSet<&str> = lines.iter().map(|line| line["code"].as_str()).collect();
    assert_eq!(covered, known, "{index}");
    lines
}

fn round(index: &str, period: &str) -> Round {
    ranked(
        &set(index),
        Some(&units(index)),
        period,
        &samples().join(index).join(period),
    )
}

/// What comes out for a node in a period, by unit.
fn results(index: &str, period: &str, node: &str) -> BTreeMap<String, String> {
    let (set, roster) = (set(index), units(index));
    let request = intake::Request {
        roster: Some(&roster),
        period: Some(period.parse().expect("a period")),
        reader: submission::Reader::default(),
        ..builder::request(&set)
    };
    let files = intake::files(&samples().join(index).join(period)).expect("a folder");
    let outcomes = intake::run(request, &files, |card| {
        shown(&set, &card.own, node)[0].clone()
    });
    let result = |outcome: intake::Outcome<String>| {
        let unit = outcome.unit.expect("a unit of the roster");
        assert!(
            outcome.findings.is_empty(),
            "{index}: {:?}",
            outcome.findings
        );
        (
            unit.code.as_str().to_owned(),
            outcome.result.expect("points"),
        )
    };
    let submissions = outcomes.into_iter().flat_map(|file| file.submissions);
    submissions.map(result).collect()
}

#[test]
fn every_published_figure_comes_out_or_the_sample_says_what_does() {
    for index in INDICES {
        for line in compared(index) {
            let [period, code, published] = ["period", "code", "published"].map(|key| &line[key]);
            let node = line.get("node").map_or("", String::as_str);
            // What is rounded has the digits of the set; the sources drop zeros at the end.
            let result = builder::decimal(&results(index, period, node)[code]);
            let published = builder::decimal(published);
            let exception = line.get("comes_out").filter(|text| !text.is_empty());
            let exception = exception.map(|text| builder::decimal(text));
            assert_ne!(
                exception,
                Some(published),
                "{index} {code} {node}: no exception"
            );
            let expected = exception.unwrap_or(published);
            assert_eq!(result, expected, "{index} {period} {code} {node}");
        }
    }
}

#[test]
fn the_order_is_that_of_the_published_ranks() {
    for index in ["egdi-2018", "gii-2021", "hdi-2021"] {
        let lines = compared(index);
        let rank = |line: &Line| line["rank"].parse::<usize>().expect("a rank");
        let mut ranks: Vec<usize> = lines.iter().map(rank).collect();
        ranks.sort_unstable();
        let round = round(index, &lines[0]["period"]);
        for line in &lines {
            // One more than the units here whose published rank is better.
            let ahead = ranks.iter().filter(|other| **other < rank(line)).count();
            assert_eq!(
                round.place(&line["code"]).rank,
                ahead + 1,
                "{index} {}",
                line["code"]
            );
        }
    }
}

/// Every country of the survey, from the three published components.
fn survey(set: &CriteriaSet) -> Round {
    let files: Vec<(String, Vec<u8>)> = published("egdi-2018")
        .iter()
        .map(|line| {
            let form = unit(&line["code"])
                .header("Kỳ", "2018")
                .header("Bộ tiêu chí", "egdi-2018");
            let form = ["osi", "hci", "tii"]
                .into_iter()
                .fold(form, |form, name| form.answer(name, &line[name]));
            (format!("{}.csv", line["code"]), form.csv())
        })
        .collect();
    folder(
        files
            .iter()
            .map(|(name, bytes)| (name.as_str(), bytes.clone())),
    )
    .ranked(set, None, "2018")
}

#[test]
fn all_193_countries_of_the_survey_have_their_published_index_and_rank() {
    let round = survey(&set("egdi-2018"));
    assert_eq!(round.ranking.places.len(), 193);
    for line in published("egdi-2018") {
        let place = round.place(&line["code"]);
        let index = builder::decimal(&line["published"]);
        assert_eq!(place.standing.total, index, "{}", line["code"]);
        assert_eq!(place.rank.to_string(), line["rank"], "{}", line["code"]);
    }
}

#[test]
fn the_ties_of_the_survey_are_ties_of_the_published_figure_only() {
    let published = text("egdi-2018", "criteria-set.json");
    let exact = published.replace(r#""compare": "published""#, r#""compare": "exact""#);
    let mut findings = Findings::new();
    let set = definition::read(&Source::new("exact"), &exact, &mut findings).expect("a set");
    let round = survey(&set);
    let rank = |code: &str| round.place(code).rank;
    assert_eq!(
        [rank("AGO"), rank("IRQ")],
        [155, 156],
        "both 155 in the survey"
    );
    assert_eq!(
        [rank("SVK"), rank("SRB")],
        [49, 50],
        "both 49 in the survey"
    );
}

#[test]
fn levels_of_the_human_development_index_are_the_published_groups() {
    let round = round("hdi-2021", "2021");
    let level = |code: &str| round.place(code).standing.levels[0];
    for (code, group) in [
        ("YEM", 1),
        ("AFG", 1),
        ("AGO", 2),
        ("VNM", 3),
        ("ALB", 3), // 0.796, just below the very high
        ("AUT", 4),
        ("AUS", 4),
    ] {
        assert_eq!(level(code), Some(group), "{code}");
    }
}

#[test]
fn a_country_with_a_figure_missing_is_not_the_most_equal() {
    let set = set("gii-2021");
    let figures = [
        ("tu_vong_me", "43"),
        ("sinh_con_vi_thanh_nien", "34.6"),
        ("hoc_van_nu", "61.2890892"),
        ("hoc_van_nam", "69.64498901"),
        ("nghi_si_nu", "30.26052104"),
        ("nghi_si_nam", "69.73947896"),
        ("lao_dong_nu", "69.6370"),
        ("lao_dong_nam", "79.4370"),
    ];
    let form = |code: &str, without: &str| {
        let form = unit(code)
            .header("Kỳ", "2021")
            .header("Bộ tiêu chí", "gii-2021");
        figures
            .iter()
            .map(|(name, value)| (name, if *name == without { "" } else { value }))
            .fold(form, |form, (name, value)| form.answer(name, value))
            .csv()
    };
    let files = [
        ("a.csv", form("AAA", "hoc_van_nu")),
        ("v.csv", form("VNM", "")),
    ];
    let round = folder(files).ranked(&set, None, "2021");
    // Not 0.000, which would be less than 0.296.
    assert_eq!(round.places(), ["1. VNM 0.296"]);
    assert_eq!(round.unranked(), ["AAA insufficient_data"]);
}
