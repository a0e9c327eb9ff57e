//! Laws of files and documents.

use std::sync::Arc;

use chamdiem::definition::CriteriaSet;
use chamdiem::form::{self, Flavour};
use chamdiem::number::parse_plain;
use chamdiem::provenance::{InputFile, Provenance};
use chamdiem::ranking::{self, Field, Ranking};
use chamdiem::report::document::CriteriaSetReference;
use chamdiem::report::document::findings::Counts;
use chamdiem::report::document::ranking::{Context, RankingDocument, Selection};
use chamdiem::report::document::scorecards::{Cards, ScorecardsDocument};
use chamdiem::report::section::scorecards::Detail;
use chamdiem::report::{Format, Report, section};
use chamdiem::scorecard::Scorecard;
use chamdiem::text::Language;
use chamdiem::unit::{AdministrativeUnit, UnitCode};
use proptest::collection::vec;
use proptest::prelude::*;

use super::answering::*;
use super::drawing::*;
use super::{MONTH, cases};
use crate::builder::{self, plain_unit};

/// Some units' answers to one set.
fn answered_by_several() -> impl Strategy<Value = (Plan, Vec<Vec<u16>>)> {
    (plan(), vec(picks(), 1..5))
}

fn several(set: &CriteriaSet, picks: &[Vec<u16>]) -> Vec<Scorecard> {
    let unit = |(number, picks): (usize, &Vec<u16>)| {
        let code = format!("0041{number}");
        card_of(set, [&code, &format!("Xã {code}")], &given(set, picks))
    };
    picks.iter().enumerate().map(unit).collect()
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn the_names_and_the_order_of_the_files_change_no_place((plan, picks) in answered_by_several(), names in vec(any::<u16>(), 8)) {
        let set = plan.set();
        let files: Vec<(String, Vec<u8>)> = (0..)
            .zip(&picks)
            .map(|(number, picks): (u32, _)| {
                let code = format!("0041{number}");
                (code.clone(), form::write_csv(&filled_form(&set, [&code, &code], &given(&set, picks)), Flavour::Plain))
            })
            .collect();
        let in_order = builder::folder(files.iter().map(|(code, bytes)| (code.as_str(), bytes.clone())));
        let elsewhere = builder::folder([]);
        for ((code, bytes), name) in files.iter().zip(&names) {
            elsewhere.add(&format!("{}/{name}-{code}.xlsx", name % 3), bytes);
        }
        let [one, other] = [&in_order, &elsewhere].map(|folder| folder.ranked(&set, None, "2021-11").ranking);
        prop_assert_eq!(one.places.len() + one.unranked.len(), picks.len());
        prop_assert_eq!(one, other);
    }

    #[test]
    fn a_document_is_json_with_every_point_a_plain_decimal_text((plan, picks) in answered_by_several()) {
        let set = plan.set();
        let cards = several(&set, &picks);
        let (scorecards, ranking) = documents(&set, &cards, Language::Vietnamese);
        let documents = [serde_json::to_value(&scorecards), serde_json::to_value(&ranking)];
        for (report, document) in reports(&scorecards, &ranking, Language::Vietnamese).iter().zip(documents) {
            let bytes = written(Format::Json, report);
            let value: serde_json::Value = serde_json::from_slice(&bytes).map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert_eq!(&value, &document.expect("documents are JSON"), "what is read is what was written");
            prop_assert!(value["schema"].as_str().is_some_and(|schema| schema.starts_with("chamdiem/")));
            let keys: Vec<&String> = value.as_object().into_iter().flat_map(serde_json::Map::keys).collect();
            prop_assert!(!keys.is_empty());
            let mut wrong = Vec::new();
            look_for_numbers("", &value, &mut wrong);
            prop_assert!(wrong.is_empty(), "{wrong:?}");
        }
    }

    #[test]
    fn two_runs_write_the_same_bytes_in_every_format((plan, picks) in answered_by_several()) {
        let run = || {
            let set = plan.set();
            let cards = several(&set, &picks);
            let mut files = Vec::new();
            for language in [Language::Vietnamese, Language::English] {
                let (scorecards, ranking) = documents(&set, &cards, language);
                for report in reports(&scorecards, &ranking, language) {
                    files.extend(Format::ALL.iter().map(|format| written(*format, &report)));
                }
            }
            files
        };
        let (one, other) = (run(), run());
        prop_assert_eq!(one.len(), 2 * 2 * Format::ALL.len());
        prop_assert!(one == other);
    }

    #[test]
    fn two_workbooks_of_one_form_are_the_same_bytes((plan, picks) in answered()) {
        let set = plan.set();
        let form = filled_form(&set, ["00412", "Xã Thử"], &given(&set, &picks));
        let [one, other] = [(); 2].map(|()| form::write_workbook(&form).expect("short texts"));
        prop_assert!(one == other);
    }
}

/// Points and percents: always a plain decimal in quotes, or null where there is none.
const POINTS: &[&str] = &[
    "score",
    "own_score",
    "appraised_score",
    "maximum",
    "percent",
    "points",
    "difference",
    "actual",
    "required",
    "short_by",
    "above_by",
    "attainable",
];

fn look_for_numbers(at: &str, value: &serde_json::Value, wrong: &mut Vec<String>) {
    use serde_json::Value;
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let at = format!("{at}/{key}");
                if POINTS.contains(&key.as_str()) {
                    let plain = value
                        .as_str()
                        .is_some_and(|text| parse_plain(text).is_some());
                    if !plain && !value.is_null() {
                        wrong.push(format!("{at} = {value}"));
                    }
                }
                look_for_numbers(&at, value, wrong);
            }
        }
        Value::Array(values) => values
            .iter()
            .for_each(|value| look_for_numbers(at, value, wrong)),
        Value::Number(number) if number.is_f64() => wrong.push(format!("{at} = {number}")),
        _ => {}
    }
}

/// The scorecards and the ranking of these units.
fn documents(
    set: &CriteriaSet,
    cards: &[Scorecard],
    language: Language,
) -> (ScorecardsDocument, RankingDocument) {
    let provenance = || Provenance {
        program: "chamdiem".to_owned(),
        criteria_set: InputFile {
            file: "criteria-set.json".to_owned(),
            sha256: "0".repeat(64),
        },
        roster: None,
        targets: None,
        waivers: None,
        submissions: Vec::new(),
    };
    let builds = Cards { set, language };
    let document = ScorecardsDocument {
        notice: None,
        schema: "chamdiem/scorecards/1",
        criteria_set: CriteriaSetReference::new(set, "0", language),
        scorecards: cards
            .iter()
            .map(|card| builds.card(card, "phieu.csv", Counts::default()))
            .collect(),
        findings: Counts::default(),
        provenance: provenance(),
    };
    let mut ranking = ranking_of(set, cards);
    ranking.compare_with(&ranking.clone());
    let context = Context {
        notice: None,
        set,
        period: MONTH,
        compared_with: Some(MONTH.previous()),
        across: None,
        shown: Selection::default(),
        findings: Counts::default(),
        provenance: provenance(),
        language,
    };
    (document, RankingDocument::new(&ranking, context))
}

fn reports<'d>(
    scorecards: &'d ScorecardsDocument,
    ranking: &'d RankingDocument,
    language: Language,
) -> [Report<'d>; 2] {
    [
        section::scorecards::report(scorecards, Detail::Derivations, language),
        section::ranking::report(ranking, language),
    ]
}

/// The ranking of these units and of one that sent nothing.
fn ranking_of(set: &CriteriaSet, cards: &[Scorecard]) -> Ranking {
    let silent = AdministrativeUnit {
        code: UnitCode::new("99999"),
        ..plain_unit("99999", "Xã Vắng")
    };
    let field = Field {
        standings: cards
            .iter()
            .map(|card| card.clone().into_standing(set))
            .collect(),
        refused: Vec::new(),
        expected: cards
            .iter()
            .map(|card| card.unit.clone())
            .chain([Arc::new(silent)])
            .collect(),
    };
    ranking::rank(set, field)
}

fn written(format: Format, report: &Report) -> Vec<u8> {
    let mut bytes = Vec::new();
    format
        .write(report, Some(100), &mut bytes)
        .expect("memory can be written");
    bytes
}
