//! The shapes real regulations have, one worked case for each: how raw values become points
//! (R1–R30), how totals combine (A1–A9), what "not applicable" means (N1–N6), and what a level
//! asks for (G1–G8).
//!
//! Every case is written as the author of a criteria set writes it, in JSON and nothing else;
//! what stands here only puts the heading around it, and what repeats is filled in. The figures
//! are worked out by hand in the comments, and compared as exact fractions. Each case names its
//! source. Where the source does not give a number, the comment says that the number is ours.

mod gates;
mod not_applicable;
mod rules;
mod totals;

use chamdiem::definition::{self, CriteriaSet};
use chamdiem::finding::{Findings, Source};
use chamdiem::number::Exact;

use crate::builder::{self, Assessed, Form, Set, folder, roster, unit};

/// Reads a criteria set given from `maximum` on. What it does not say itself is as usual: of
/// communes, two digits where it is published, nothing not applicable, no zero denominator.
fn set(body: &str) -> CriteriaSet {
    let usual = [
        ("document", r#"{ "level": "commune" }"#),
        (
            "scoring",
            r#"{
              "rounding": { "digits": 2, "mode": "half_away_from_zero", "stage": "published" },
              "not_applicable": "forbidden", "zero_denominator": "error", "counted": "latest"
            }"#,
        ),
        (
            "ranking",
            r#"{ "ties": "competition", "compare": "exact", "missing": "unranked" }"#,
        ),
    ];
    let usual: Vec<String> = usual
        .iter()
        .map(|(key, value)| (format!("\"{key}\":"), value))
        .filter(|(key, _)| !body.contains(key.as_str()))
        .map(|(key, value)| format!("{key} {value},"))
        .collect();
    let text = format!(
        r#"{{
          "format": "chamdiem/criteria-set/1", "id": "{}", "version": "1",
          "title": {{ "vi": "Bộ tiêu chí", "en": "Criteria set" }},
          {}
          {body}
        }}"#,
        Set::ID,
        usual.join("\n")
    );
    let mut findings = Findings::new();
    let set = definition::read(&Source::new("criteria-set.json"), &text, &mut findings);
    match set {
        Some(set) if findings.is_empty() => set,
        _ => panic!("{:#?} in\n{text}", findings.sorted()),
    }
}

/// Reads a criterion, in a set of its own that has the same maximum.
fn set_of(criterion: &str) -> CriteriaSet {
    set(&format!(
        r#""maximum": {}, "criteria": [{criterion}]"#,
        maximum(criterion)
    ))
}

/// The first maximum in a criterion is its own: it stands before the inputs.
fn maximum(criterion: &str) -> &str {
    let (_, rest) = criterion
        .split_once(r#""maximum": "#)
        .expect("a criterion has a maximum");
    rest.split(',').next().expect("text").trim()
}

/// Fills in a form: `co_may_tinh = 13; tong_so = 20`.
fn answers(form: Form, given: &str) -> Form {
    given
        .split(';')
        .filter(|pair| !pair.trim().is_empty())
        .fold(form, |form, pair| {
            let (name, value) = pair.split_once('=').expect("a name and a value");
            form.answer(name.trim(), value.trim())
        })
}

/// Assesses a form that has nothing wrong with it.
fn assessed(set: &CriteriaSet, given: &str) -> Assessed {
    let assessed = answers(unit("00412"), given).assessed(set);
    assert!(assessed.findings.is_empty(), "{:?}", assessed.findings);
    assessed
}

/// Returns a number as it is, without rounding: `5`, `5/6`.
fn fraction(number: &Exact) -> String {
    match number.to_fraction_text() {
        (above, below) if below == "1" => above,
        (above, below) => format!("{above}/{below}"),
    }
}

/// Returns the points a criterion gives for these answers, as a fraction.
fn points(criterion: &str, given: &str) -> String {
    total(&set_of(criterion), given)
}

/// Returns the points of the whole, as a fraction.
fn total(set: &CriteriaSet, given: &str) -> String {
    fraction(&assessed(set, given).card.own.scores.of(0).points)
}

/// Returns what a criterion finds wrong with these answers.
fn complaints(criterion: &str, given: &str) -> Vec<&'static str> {
    answers(unit("00412"), given)
        .assessed(&set_of(criterion))
        .codes()
}

/// Returns points and applicable maximum of a node: `6 of 10`.
fn of(set: &CriteriaSet, assessed: &Assessed, code: &str) -> String {
    let score = builder::score(set, &assessed.card.own, code);
    format!(
        "{} of {}",
        fraction(&score.points),
        fraction(&score.maximum)
    )
}

/// Returns the level held on the first ladder.
fn level(set: &CriteriaSet, given: &str) -> Option<u32> {
    assessed(set, given).level()
}

/// Ranks units with these answers and returns their exact totals, by code: `00001 5/2`.
fn totals(set: &CriteriaSet, units: &str, given: &[(&str, &str)]) -> Vec<String> {
    let files = given
        .iter()
        .map(|(code, given)| (*code, answers(unit(code).without("Đơn vị"), given).csv()));
    let round = folder(files).ranked(set, Some(&roster(units)), "2021-11");
    assert_eq!(
        round.unranked(),
        Vec::<String>::new(),
        "{:?}",
        round.outcomes
    );
    let mut totals: Vec<String> = round
        .ranking
        .places
        .iter()
        .map(|place| {
            format!(
                "{} {}",
                place.standing.unit.code,
                fraction(&place.standing.compared)
            )
        })
        .collect();
    totals.sort();
    totals
}
