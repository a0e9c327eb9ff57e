//! What the criteria set says has to hold between the answers of one form.

use chamdiem::definition::{self, CriteriaSet};
use chamdiem::finding::{Findings, Source};

use crate::builder::{self, codes, criterion, unit};

/// A set of one ratio over two counts, with a check.
fn set(check: &str) -> CriteriaSet {
    let text = builder::set(vec![
        criterion("1", "10")
            .asks("a", "count")
            .asks("b", "count")
            .asks("c", "count")
            .rule(r#"{ "kind": "formula", "points": "min(10, a + b + c)" }"#),
    ])
    .text();
    let checks = format!(
        r#""checks": [{{ "holds": "{check}", "message": {{ "vi": "không khớp", "en": "no match" }} }}], "criteria""#
    );
    let mut findings = Findings::new();
    let text = text.replacen("\"criteria\"", &checks, 1);
    definition::read(&Source::new("bo-tieu-chi.json"), &text, &mut findings)
        .unwrap_or_else(|| panic!("{findings:?}"))
}

fn found(check: &str, answers: [&str; 3]) -> Vec<&'static str> {
    let [a, b, c] = answers;
    let form = unit("00001").answer("a", a).answer("b", b).answer("c", c);
    form.assessed(&set(check)).codes()
}

#[test]
fn a_sum_that_is_none_of_its_parts_is_a_contradiction() {
    assert_eq!(found("a + b = c", ["1", "2", "3"]), Vec::<&str>::new());
    assert_eq!(found("a + b = c", ["1", "2", "4"]), ["V032"]);
    assert_eq!(found("a <= b", ["3", "2", "0"]), ["V032"]);
}

#[test]
fn what_is_blank_contradicts_nothing() {
    assert_eq!(found("a + b = c", ["1", "", "4"]), ["V003"]);
}

#[test]
fn what_cannot_be_divided_contradicts_nothing() {
    assert_eq!(
        found("b = 0 or a / b < 2", ["4", "0", "1"]),
        Vec::<&str>::new()
    );
    assert_eq!(found("b = 0 or a / b < 2", ["4", "1", "1"]), ["V032"]);
}

#[test]
fn a_contradiction_is_told_at_its_first_answer_with_all_of_them() {
    let form = unit("00001")
        .answer("a", "1")
        .answer("b", "2")
        .answer("c", "4");
    let assessed = form.assessed(&set("a + b = c"));
    let finding = assessed.findings.first().expect("a finding");
    let sentence = chamdiem::text::finding(finding, chamdiem::text::Language::English);
    let cells: Vec<&str> = sentence
        .split('(')
        .nth(1)
        .expect("cells")
        .split("; ")
        .collect();
    assert!(sentence.starts_with("no match ("), "{sentence}");
    assert_eq!(cells.len(), 3, "{sentence}");
    let place = finding.place.cell().expect("a cell").to_string();
    assert!(cells[0].starts_with(&place), "{place} {sentence}");
    assert_eq!(codes(assessed.findings.iter()), ["V032"]);
}
