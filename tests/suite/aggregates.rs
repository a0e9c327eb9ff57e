//! How branches are made up, worked out by hand: means, bonus and penalty, transfers.

use chamdiem::definition::CriteriaSet;
use chamdiem::ranking::Reason;
use chamdiem::scoring::{self, Outcome};
use chamdiem::submission::Stage;
use chamdiem::text::{self, Language, sentence};

use crate::builder::{
    self, Assessed, Form, criterion, folder, node, ratio, score, set, set_of_groups, unit,
};

/// Assesses a form by a set given as the JSON of its branches.
fn with(branches: &str, maximum: &str, form: &Form) -> Assessed {
    form.assessed(&read(branches, maximum))
}

fn read(branches: &str, maximum: &str) -> CriteriaSet {
    let text = set(vec![criterion("x", "0")])
        .text()
        .replace(r#""maximum": 0,"#, &format!(r#""maximum": {maximum},"#));
    let start = text.find(r#""groups": ["#).expect("groups");
    let end = text.find(r#""ladders""#).expect("ladders");
    let text = format!("{}{branches}, {}", &text[..start], &text[end..]);
    let mut findings = chamdiem::finding::Findings::new();
    let source = chamdiem::finding::Source::new("criteria-set.json");
    let set = chamdiem::definition::read(&source, &text, &mut findings);
    set.unwrap_or_else(|| panic!("{:#?} in\n{text}", findings.sorted()))
}

/// A group of hand-awarded criteria of ten points each.
fn group(code: &str, maximum: &str, more: &str, criteria: &[(&str, &str)]) -> String {
    let title = r#"{ "vi": "Tên", "en": "Name" }"#;
    let criteria: Vec<String> = criteria
        .iter()
        .map(|(code, more)| {
            format!(
                r#"{{ "code": "{code}", "title": {title}, "maximum": 10, "rule": {{ "kind": "manual" }}{more} }}"#
            )
        })
        .collect();
    format!(
        r#"{{ "code": "{code}", "title": {title}, "maximum": {maximum}{more}, "criteria": [{}] }}"#,
        criteria.join(", ")
    )
}

fn points(assessed: &Assessed) -> String {
    let (above, below) = assessed.card.own.scores.of(0).points.to_fraction_text();
    format!("{above}/{below}")
}

fn total(combine: &str, one: &str, two: &str) -> String {
    let more = format!(r#", "combine": "{combine}""#);
    let weights = [("1.1", r#", "weight": 3"#), ("1.2", "")];
    let branches = format!(r#""groups": [{}]"#, group("1", "100", &more, &weights));
    points(&with(
        &branches,
        "100",
        &unit("00412").answer("1.1", one).answer("1.2", two),
    ))
}

#[test]
fn means_are_of_shares_with_weights_apart_from_the_maxima() {
    // Shares 0.8 and 0.2 with weights 3 and 1.
    assert_eq!(total("weighted_mean", "8", "2"), "65/1");
    // 4 ÷ (3 ÷ 0.8 + 1 ÷ 0.2) = 4 ÷ 8.75
    assert_eq!(total("harmonic_mean", "8", "2"), "320/7");
    assert_eq!(total("harmonic_mean", "8", "0"), "0/1");
    // 0.81^(3/4) × 0.81^(1/4) = 0.81, to 50 digits.
    assert_eq!(total("geometric_mean", "10", "10"), "100/1");
    assert_eq!(total("geometric_mean", "5", "0"), "0/1");
}

#[test]
fn a_geometric_mean_has_the_digits_it_should() {
    let more = r#", "combine": "geometric_mean""#;
    let branches = format!(
        r#""groups": [{}]"#,
        group("1", "10", more, &[("1.1", ""), ("1.2", "")])
    );
    let form = unit("00412").answer("1.1", "8").answer("1.2", "2");
    // √(0.8 × 0.2) = 0.4
    let assessed = with(&branches, "10", &form);
    let rounded = assessed
        .card
        .own
        .scores
        .of(0)
        .points
        .round(chamdiem::number::Rounding {
            digits: 9,
            mode: chamdiem::number::RoundingMode::HalfAwayFromZero,
        });
    assert_eq!(rounded.to_string(), "4.000000000");
}

#[test]
fn bonus_and_penalty_come_on_top_within_their_caps_and_change_no_maximum() {
    let title = r#"{ "vi": "Tên", "en": "Name" }"#;
    let outside = format!(
        r#"{{ "code": "T", "title": {title}, "maximum": 3, "outside": {{ "minimum": -5, "maximum": 3 }}, "criteria": [
            {{ "code": "T.1", "title": {title}, "maximum": 3,
               "inputs": [{{ "name": "sang_kien", "label": {title}, "type": "count" }}],
               "rule": {{ "kind": "per_item", "count": "sang_kien", "points_each": 1, "cap": 3 }} }},
            {{ "code": "T.2", "title": {title}, "maximum": 0,
               "inputs": [{{ "name": "vi_pham", "label": {title}, "type": "count" }}],
               "rule": {{ "kind": "formula", "points": "-2 * vi_pham", "minimum": -100 }} }}
        ] }}"#
    );
    let branches = format!(
        r#""groups": [{}, {outside}]"#,
        group("1", "10", "", &[("1.1", "")])
    );
    let of = |bonus: &str, offences: &str| {
        let form = unit("00412").answer("1.1", "9");
        let form = form.answer("sang_kien", bonus).answer("vi_pham", offences);
        let assessed = with(&branches, "10", &form);
        let whole = assessed.card.own.scores.of(0);
        format!(
            "{} of {}",
            points(&assessed),
            whole.maximum.to_fraction_text().0
        )
    };
    assert_eq!(of("2", "0"), "11/1 of 10");
    assert_eq!(of("0", "1"), "7/1 of 10");
    assert_eq!(of("3", "2"), "8/1 of 10");
    assert_eq!(of("0", "50"), "4/1 of 10");
}

#[test]
fn what_does_not_apply_is_moved_to_siblings_in_equal_shares() {
    let moved = ratio("3", "6", ["lam", "tat_ca"])
        .not_applicable("transfer")
        .transfer_to(&["1", "2"]);
    let set = set(vec![criterion("1", "4"), criterion("2", "6"), moved]).read();
    let form = unit("00412").answer("1", "2").answer("2", "6");
    let assessed = form
        .answer("lam", "KAD")
        .answer("tat_ca", "KAD")
        .assessed(&set);
    let of = |code: &str| {
        let score = score(&set, &assessed.card.own, code);
        let [points, maximum] =
            [&score.points, &score.maximum].map(chamdiem::number::Exact::to_fraction_text);
        format!("{}/{} of {}", points.0, points.1, maximum.0)
    };
    // Three points to each: 2 of 4 becomes 3.5 of 7, 6 of 6 becomes 9 of 9.
    assert_eq!(
        [of("1"), of("2"), of("3")],
        ["7/2 of 7", "9/1 of 9", "0/1 of 0"]
    );
    let whole = assessed.card.own.scores.of(0);
    assert_eq!(whole.maximum.to_fraction_text().0, "16");
}

/// 2 of 3 is 6.667 of 10; with 5 more to be had it is 10 of 15, and not the 10.005 that the
/// rounded points would make.
#[test]
fn what_has_grown_is_rounded_once_where_every_criterion_is_rounded() {
    let moved = ratio("2", "5", ["lam", "tat_ca"])
        .not_applicable("transfer")
        .transfer_to(&["1"]);
    let share = ratio("1", "10", ["tu", "mau"]);
    let set = set(vec![share, moved]).rounding(2, "half_away_from_zero", "criterion");
    let set = set.read();
    let points = |lam: &str| {
        let form = unit("00412").answer("tu", "2").answer("mau", "3");
        let assessed = form.answer("lam", lam).answer("tat_ca", lam).assessed(&set);
        let score = score(&set, &assessed.card.own, "1");
        score.points.to_decimal().expect("rounded").to_string()
    };
    assert_eq!([points("1"), points("KAD")], ["6.67", "10"]);
}

/// How a node's points came about, as a Vietnamese reader sees it.
fn derived(set: &CriteriaSet, assessed: &Assessed, code: &str) -> String {
    let scores = &assessed.card.own.scores;
    let submission = assessed.card.valid.submission();
    let derivation = scoring::derive(set, submission, Stage::Own, node(set, code), scores);
    let arithmetic = derivation.and_then(|derivation| derivation.arithmetic);
    let arithmetic = arithmetic.expect("it is computed");
    let points = arithmetic.evaluate(&submission.own.values);
    assert_eq!(
        points,
        Ok(score(set, &assessed.card.own, code).points.clone())
    );
    text::arithmetic(&arithmetic, &submission.own.values, Language::Vietnamese)
}

#[test]
fn what_has_grown_shows_by_how_much() {
    let moved = ratio("3", "6", ["lam", "tat_ca"])
        .not_applicable("transfer")
        .transfer_to(&["1", "2"]);
    let set = set(vec![criterion("1", "4"), criterion("2", "6"), moved]).read();
    let form = unit("00412").answer("1", "2").answer("2", "6");
    let assessed = form
        .answer("lam", "KAD")
        .answer("tat_ca", "KAD")
        .assessed(&set);
    assert_eq!(derived(&set, &assessed, "1"), "min(4; 2) × 7 / 4");
}

#[test]
fn a_mean_shows_its_shares_and_weights() {
    for (combine, shown) in [
        ("weighted_mean", "20 × (3 × 5 / 10 + 10 / 10) / 4"),
        ("harmonic_mean", "20 × 4 / (3 / (5 / 10) + 1 / (10 / 10))"),
    ] {
        let criteria = vec![
            criterion("1", "10").also(r#""weight": 3"#),
            criterion("2", "10"),
        ];
        let group = builder::group("A", criteria).also(&format!(r#""combine": "{combine}""#));
        let set = set_of_groups(vec![group]).read();
        let form = unit("00412").answer("1", "5").answer("2", "10");
        assert_eq!(derived(&set, &form.assessed(&set), "A"), shown, "{combine}");
    }
}

#[test]
fn a_group_with_too_little_data_does_not_count() {
    let more = r#", "minimum_data": 0.6"#;
    let three = [("1.1", ""), ("1.2", ""), ("1.3", "")];
    let branches = format!(
        r#""groups": [{}, {}]"#,
        group("1", "30", more, &three),
        group("2", "10", "", &[("2.1", "")])
    );
    let form = || unit("00412").answer("1.1", "10").answer("2.1", "5");
    let two_of_three = with(
        &branches,
        "40",
        &form().answer("1.2", "4").answer("1.3", ""),
    );
    assert_eq!(points(&two_of_three), "19/1");
    let one_of_three = with(&branches, "40", &form().answer("1.2", "").answer("1.3", ""));
    assert_eq!(points(&one_of_three), "5/1");
    let whole = one_of_three.card.own.scores.of(0);
    assert_eq!(whole.maximum.to_fraction_text().0, "10");
    assert_eq!(
        one_of_three.card.own.scores.of(1).outcome,
        Outcome::InsufficientData
    );
}

#[test]
fn what_lacks_data_is_said_to_lack_data_and_not_to_be_inapplicable() {
    let more = r#", "minimum_data": 0.6"#;
    let branches = format!(
        r#""groups": [{}]"#,
        group("1", "20", more, &[("1.1", ""), ("1.2", "")])
    );
    let form = unit("00412").answer("1.1", "10").answer("1.2", "");
    let assessed = with(&branches, "20", &form);
    // Nothing else is there, so the whole lacks data as the group does.
    for node in [0, 1] {
        let outcome = assessed.card.own.scores.of(node).outcome;
        assert_eq!(outcome, Outcome::InsufficientData, "{node}");
    }
    let round = folder([("00412", form.csv())]).ranked(&read(&branches, "20"), None, "2021-11");
    let unranked: Vec<Reason> = round
        .ranking
        .unranked
        .iter()
        .map(|unit| unit.reason)
        .collect();
    assert_eq!(unranked, [Reason::InsufficientData]);
    let told = round.ranking.findings().sorted();
    let told = told
        .iter()
        .map(|finding| sentence(&finding.problem, Language::English));
    assert_eq!(
        told.collect::<Vec<_>>(),
        [
            "no form can be used for a ranking",
            "less is answered than the criteria set asks for, so the unit has no place"
        ]
    );
}

#[test]
fn a_geometric_mean_is_exact_wherever_it_is_a_fraction() {
    // Equal shares of any weight; √(1/4 × 1) is one half.
    assert_eq!(total("geometric_mean", "7", "7"), "70/1");
    assert_eq!(total("geometric_mean", "3", "3"), "30/1");
    let weights = [("1.1", ""), ("1.2", "")];
    let more = r#", "combine": "geometric_mean""#;
    let branches = format!(r#""groups": [{}]"#, group("1", "100", more, &weights));
    let form = unit("00412").answer("1.1", "2.5").answer("1.2", "10");
    assert_eq!(points(&with(&branches, "100", &form)), "50/1");
}
