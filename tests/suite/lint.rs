//! What is well-formed and wrong all the same, and what is right although it looks wrong: levels
//! out of reach, conditions without effect, rungs out of order, points that get lost.
//!
//! `laws/lint.rs` holds every such claim against drawn submissions.

use chamdiem::definition;
use chamdiem::finding::{Asked, Finding, Findings, Problem, Source};

use crate::builder::{Criterion, Set, codes, criterion, decimal, group, ratio, set, set_of_groups};

fn found(set: &Set) -> Vec<Finding> {
    let mut findings = Findings::new();
    definition::read(
        &Source::new("criteria-set.json"),
        &set.text(),
        &mut findings,
    );
    findings.sorted()
}

/// Returns `code text` of everything found, each with the text it was found at.
fn told(set: &Set) -> Vec<String> {
    let told = |finding: &Finding| {
        let quoted = finding.quoted.as_deref().unwrap_or("…");
        format!("{} {quoted}", finding.code().as_str())
    };
    found(set).iter().map(told).collect()
}

/// Returns the only problem found.
fn only(set: &Set) -> Problem {
    let mut findings = found(set);
    assert_eq!(findings.len(), 1, "{findings:#?} in\n{}", set.text());
    findings.remove(0).problem
}

/// A criterion that never comes to more than half of its ten points, told by D019.
fn half(code: &str) -> Criterion {
    criterion(code, "10")
        .asks(&format!("so_{code}"), "count")
        .rule(&format!(
            r#"{{ "kind": "per_item", "count": "so_{code}", "points_each": 1, "cap": 5 }}"#
        ))
}

fn percent(of: &str, at_least: &str) -> String {
    let of = if of.is_empty() {
        String::new()
    } else {
        format!(r#""of": "{of}", "#)
    };
    format!(r#"{{ "kind": "percent", {of}"at_least": {at_least} }}"#)
}

fn points(of: &str, at_least: &str) -> String {
    let of = if of.is_empty() {
        String::new()
    } else {
        format!(r#""of": "{of}", "#)
    };
    format!(r#"{{ "kind": "points", {of}"at_least": {at_least} }}"#)
}

fn not(condition: &str) -> String {
    format!(r#"{{ "kind": "not", "condition": {condition} }}"#)
}

fn of_several(kind: &str, conditions: &[&str]) -> String {
    format!(
        r#"{{ "kind": "{kind}", "conditions": [{}] }}"#,
        conditions.join(", ")
    )
}

fn rung(set: Set, condition: &str) -> Set {
    set.ladder(false, &[(1, condition)])
}

/// 15 of 20 is what can be had of both; without the first one it is 10 of 10.
#[test]
fn a_share_out_of_reach_with_everything_is_in_reach_where_something_does_not_apply() {
    let of = |policy: &str| set(vec![half("1").not_applicable(policy), criterion("2", "10")]);
    let gate = percent("", "80");
    assert_eq!(codes(&found(&rung(of("exclude"), &gate))), ["D019"]);
    assert_eq!(codes(&found(&rung(of("zero"), &gate))), ["D019", "D013"]);
    assert_eq!(
        found(&rung(of("zero"), &gate))[1].problem,
        Problem::LevelUnreachable {
            level: 1,
            asked: Asked::Percent,
            required: decimal("80"),
            attainable: Some(decimal("75")),
        }
    );
}

/// What must be there drags down whatever else may be: 5 of 10 and the best of the rest.
#[test]
fn what_always_applies_limits_the_share_however_much_else_does_not() {
    let of = set(vec![
        half("1"),
        criterion("2", "10").not_applicable("exclude"),
        criterion("3", "30").not_applicable("exclude"),
    ]);
    let reach = |at_least: &str| codes(&found(&rung(of.clone(), &percent("", at_least))));
    assert_eq!(reach("90"), ["D019"]);
    assert_eq!(reach("90.01"), ["D019", "D013"]);
}

/// The rule gives 9.995 at most, and that is published as 10.00.
#[test]
fn what_is_reached_only_once_it_is_rounded_is_reached_where_rounded_values_are_compared() {
    let almost = || {
        criterion("1", "10")
            .asks("so", "count")
            .rule(r#"{ "kind": "per_item", "count": "so", "points_each": 1, "cap": 9.995 }"#)
    };
    let level = [(1, r#"{ "kind": "points", "at_least": 10 }"#)];
    let published = set(vec![almost()]).ladder(true, &level);
    assert_eq!(codes(&found(&published)), ["D019"]);
    let exact = set(vec![almost()]).ladder_with(true, r#""compare": "exact""#, &level);
    assert_eq!(codes(&found(&exact)), ["D019", "D013"]);
    let down = published.rounding(2, "down", "published");
    assert_eq!(codes(&found(&down)), ["D019", "D013"]);
}

#[test]
fn the_most_of_a_mean_is_the_mean_of_what_can_be_had_with_its_weights() {
    let of = |combine: &str| {
        set_of_groups(vec![
            group(
                "A",
                vec![half("1").also(r#""weight": 3"#), criterion("2", "10")],
            )
            .also(&format!(r#""combine": "{combine}""#)),
        ])
    };
    // 3 × ½ + 1 × 1 of 4; ½ to the power of ¾; 4 of 3 ÷ ½ + 1.
    for (combine, reached, not_reached) in [
        ("weighted_mean", "62.5", "62.51"),
        ("geometric_mean", "59.46", "59.47"),
        ("harmonic_mean", "57.14", "57.15"),
    ] {
        let reach = |at_least| codes(&found(&rung(of(combine), &percent("A", at_least))));
        assert_eq!(reach(reached), ["D019"], "{combine}");
        assert_eq!(reach(not_reached), ["D019", "D013"], "{combine}");
    }
}

#[test]
fn a_level_that_units_of_one_type_cannot_reach_is_told_for_them_and_not_for_all() {
    let of = || {
        let both = criterion("1", "50");
        set(vec![both, criterion("2", "50").assigned_to("phường")])
    };
    let gate = points("", "60");
    let types = |set: &Set| match only(set) {
        Problem::LevelUnreachableForTypes {
            level: 1,
            unit_types,
        } => unit_types,
        other => panic!("{other:?}"),
    };
    // Communes are not named by any criterion, and by a cohort they are.
    assert_eq!(found(&rung(of(), &gate)), []);
    let cohorts =
        r#"[{ "id": "xa", "title": { "vi": "Các xã", "en": "Communes" }, "types": ["xã"] }]"#;
    assert_eq!(
        types(&rung(of(), &gate).ranking("cohorts", cohorts)),
        ["xã"]
    );
    // In percent of what they are asked they can.
    assert_eq!(
        found(&rung(of(), &percent("", "60")).ranking("cohorts", cohorts)),
        []
    );
    let nobody = rung(of(), &points("", "101")).ranking("cohorts", cohorts);
    assert_eq!(codes(&found(&nobody)), ["D013"]);
}

#[test]
fn conditions_that_exclude_each_other_are_told_as_such() {
    let of = || set(vec![criterion("1", "50"), criterion("2", "50")]).fact("ky_luat");
    let fact = |is: bool| format!(r#"{{ "kind": "fact", "input": "ky_luat", "is": {is} }}"#);
    let met = r#"{ "kind": "met", "criterion": "1" }"#;
    let uses_fact = |conditions: &[&str]| {
        let all = of_several("all", conditions);
        of().ladder(false, &[(1, &all)])
            .ladder(true, &[(1, &fact(true))])
    };
    for conditions in [
        [fact(true), fact(false)],
        [points("", "80"), not(&points("", "50"))],
        [percent("1", "80"), not(&points("1", "40"))],
        [met.to_owned(), not(&percent("1", "90"))],
        [met.to_owned(), not(met)],
        // 90 of 100 leaves no less than 40 of the first 50.
        [points("", "90"), not(&points("1", "40"))],
        // Half of each is half of all.
        [
            r#"{ "kind": "each", "below": "criteria", "at_least": 50 }"#.to_owned(),
            not(&percent("", "50")),
        ],
        [
            not(&of_several("any", &[&fact(true), &fact(false)])),
            fact(true),
        ],
        [
            points("", "60"),
            not(&of_several(
                "any",
                &[&points("1", "20"), &points("2", "20")],
            )),
        ],
    ] {
        let [one, other] = conditions.each_ref().map(String::as_str);
        let problem = Problem::ConditionsContradict {
            level: 1,
            with_levels_below: false,
        };
        assert_eq!(
            only(&uses_fact(&[one, other])),
            problem,
            "{one} and {other}"
        );
    }
    // One point less, and they go together.
    for conditions in [
        [points("", "90"), not(&points("1", "40.01"))],
        [points("", "80"), not(&points("1", "50"))],
        [percent("1", "80"), not(&points("1", "40.01"))],
        // A fact that was not stated is neither.
        [not(&fact(true)), not(&fact(false))],
        [
            points("", "39.99"),
            not(&of_several(
                "any",
                &[&points("1", "20"), &points("2", "20")],
            )),
        ],
    ] {
        let [one, other] = conditions.each_ref().map(String::as_str);
        assert_eq!(found(&uses_fact(&[one, other])), [], "{one} and {other}");
    }
}

#[test]
fn a_level_that_excludes_those_below_it_is_never_reached_where_it_needs_them() {
    let low = not(&points("", "50"));
    let levels = [
        (1, low.as_str()),
        (2, r#"{ "kind": "points", "at_least": 80 }"#),
    ];
    let of = || set(vec![criterion("1", "100")]);
    let problem = Problem::ConditionsContradict {
        level: 2,
        with_levels_below: true,
    };
    assert_eq!(only(&of().ladder(true, &levels)), problem);
    assert_eq!(found(&of().ladder(false, &levels)), []);
}

#[test]
fn a_condition_that_the_others_imply_is_told_where_it_stands() {
    let of = || set(vec![criterion("1", "50"), criterion("2", "50")]);
    let each = r#"{ "kind": "each", "below": "criteria", "at_least": 50 }"#;
    let low = points("1", "40");
    for (conditions, implied) in [
        ([points("", "50"), points("", "80")], "50"),
        ([percent("", "80"), points("", "50")], "50"),
        ([each.to_owned(), percent("", "50")], "50"),
        ([points("", "90"), low], "40"),
        (
            [
                points("1", "40"),
                of_several("any", &[&points("1", "30"), &points("2", "50")]),
            ],
            "30",
        ),
    ] {
        let [one, other] = conditions.each_ref().map(String::as_str);
        let told = told(&rung(of(), &of_several("all", &[one, other])));
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(
            told[0].starts_with("D034 ") && told[0].contains(implied) || told[0] == "D034 …",
            "{told:?}"
        );
    }
    // Legal access: 80 of 100 leaves no less than 30 of 50, and that is less than 35.
    let free = of_several("all", &[&points("", "80"), &points("1", "35")]);
    assert_eq!(found(&rung(of(), &free)), []);
    // What everybody has is how the lowest level is written.
    let lowest = of_several("all", &[&points("", "0"), &points("1", "35")]);
    assert_eq!(found(&rung(of(), &lowest)), []);
}

/// Half of each that applies is no half of a fixed number of points.
#[test]
fn percent_and_points_are_two_things_where_the_maximum_moves() {
    let of = |policy: &str| {
        set(vec![
            criterion("1", "50"),
            criterion("2", "50").not_applicable(policy),
        ])
    };
    let both = of_several("all", &[&percent("", "60"), &points("", "50")]);
    assert_eq!(codes(&found(&rung(of("zero"), &both))), ["D034"]);
    assert_eq!(found(&rung(of("exclude"), &both)), []);
}

#[test]
fn a_rung_nobody_stays_on_is_out_of_order_and_an_alternative_is_not() {
    let of = || set(vec![criterion("1", "50"), criterion("2", "50")]);
    let ladder = |needs_level_below, levels: [&str; 2]| {
        let [one, two] = levels;
        of().ladder(needs_level_below, &[(1, one), (2, two)])
    };
    // Whoever has 40 of the first has 30 of it.
    let passed_over = [points("1", "40"), points("1", "30")];
    let [one, two] = passed_over.each_ref().map(String::as_str);
    for needs_level_below in [true, false] {
        assert_eq!(
            codes(&found(&ladder(needs_level_below, [one, two]))),
            ["D014"]
        );
    }
    // Less of the first and more of the whole is another way up, where each level is for itself.
    let more = of_several("all", &[two, &points("", "90")]);
    assert_eq!(
        found(&ladder(
            false,
            [
                one,
                &of_several("all", &[&points("1", "30"), &points("2", "50")])
            ]
        )),
        []
    );
    assert_eq!(codes(&found(&ladder(true, [one, &more])))[0], "D014");
    // The same said otherwise.
    let met = r#"{ "kind": "met", "criterion": "1" }"#;
    assert_eq!(
        codes(&found(&ladder(true, [met, &percent("1", "100")]))),
        ["D014"]
    );
}

#[test]
fn a_level_on_a_ladder_before_is_in_reach_only_with_that_level() {
    let of = || set(vec![criterion("1", "50")]);
    let ladder = |at_least: u32| {
        format!(r#"{{ "kind": "level", "ladder": "bac-1", "at_least": {at_least} }}"#)
    };
    let of = |condition: &str| {
        of().ladder(true, &[(1, &points("", "20")), (2, &points("", "60"))])
            .ladder(true, &[(1, condition)])
    };
    assert_eq!(
        codes(&found(&of(&ladder(2)))),
        ["D013"],
        "told once, where it is so"
    );
    let contradiction = of_several("all", &[&ladder(1), &not(&ladder(1))]);
    assert_eq!(codes(&found(&of(&contradiction))), ["D013", "D042"]);
    assert_eq!(codes(&found(&of(&ladder(1)))), ["D013"]);
}

#[test]
fn an_error_is_not_told_again_as_a_level_out_of_reach() {
    let unknown = rung(
        set(vec![criterion("1", "50")]),
        &of_several("all", &[&points("9", "5"), &points("", "60")]),
    );
    assert_eq!(codes(&found(&unknown)), ["D008"]);
}

#[test]
fn points_are_not_moved_to_where_they_would_be_lost() {
    let mover = || {
        criterion("1", "10")
            .not_applicable("transfer")
            .transfer_to(&["2"])
    };
    let taker = || criterion("2", "10");
    let lost = |set: &Set| match only(set) {
        Problem::TransferLost { code, between } => (code, between),
        other => panic!("{other:?}"),
    };
    let mean = r#""combine": "weighted_mean""#;
    let told = |between: &str| ("2".to_owned(), Some(between.to_owned()));
    let within = set_of_groups(vec![group("A", vec![mover(), taker()]).also(mean)]);
    assert_eq!(lost(&within), told("A"));
    let into = set_of_groups(vec![
        group("A", vec![mover()]),
        group("B", vec![taker()]).also(mean),
    ]);
    assert_eq!(lost(&into), told("B"));
    let out_of = set_of_groups(vec![
        group("A", vec![mover()]).also(mean),
        group("B", vec![taker()]),
    ]);
    assert_eq!(lost(&out_of), told("A"));
    let caps = r#""outside": { "minimum": 0, "maximum": 10 }"#;
    let bonus = set_of_groups(vec![
        group("A", vec![mover()]),
        group("B", vec![taker()]).also(caps),
    ]);
    assert_eq!(lost(&bonus), told("B"));
    let sums = set_of_groups(vec![group("A", vec![mover()]), group("B", vec![taker()])]);
    assert_eq!(found(&sums), []);
}

#[test]
fn what_may_be_below_zero_stands_in_no_geometric_or_harmonic_mean() {
    let penalty = |floor: &str| {
        criterion("1", "10").asks("loi", "count").rule(&format!(
            r#"{{ "kind": "deduction", "count": "loi", "points_each": 1, "floor": {floor} }}"#
        ))
    };
    let of = |combine: &str, floor: &str| {
        set_of_groups(vec![
            group("A", vec![penalty(floor), criterion("2", "10")])
                .also(&format!(r#""combine": "{combine}""#)),
        ])
    };
    for combine in ["geometric_mean", "harmonic_mean"] {
        let code = "1".to_owned();
        assert_eq!(only(&of(combine, "-5")), Problem::MeanOfNegative { code });
        assert_eq!(found(&of(combine, "0")), []);
    }
    assert_eq!(found(&of("weighted_mean", "-5")), []);
}

fn by_formula(points: &str) -> Set {
    let rule = format!(r#"{{ "kind": "formula", "points": "{points}" }}"#);
    set(vec![criterion("1", "10").asks("v", "decimal").rule(&rule)])
}

#[test]
fn what_never_has_a_value_is_told_before_anybody_answers() {
    for (expression, operand) in [
        ("v + ln(0)", "ln(0)"),
        ("v + ln(1 - 1)", "ln((1 - 1))"),
        ("v / (1 - 1)", "(v / (1 - 1))"),
        ("v + sqrt(-1)", "sqrt(-1)"),
        ("v + sqrt(0 - 1 - v)", "sqrt(((0 - 1) - v))"),
        ("v + power(0, -1)", "power(0, -1)"),
        ("if(v > 1, ln(0), v)", "ln(0)"),
    ] {
        let operand = operand.to_owned();
        assert_eq!(
            only(&by_formula(expression)),
            Problem::ExpressionUndefined { operand },
            "{expression}"
        );
    }
    // Something may come of these.
    for expression in [
        "v + ln(2 - 1)",
        "v / (3 - 1)",
        "v + sqrt(v - 1)",
        "v / (v - 1)",
        "min(10, v + power(2, -1))",
    ] {
        assert_eq!(found(&by_formula(expression)), [], "{expression}");
    }
}

/// A divisor of numbers is as good as a number: nothing can happen to make it zero.
#[test]
fn a_divisor_of_numbers_asks_for_no_policy() {
    let set = by_formula("v / (2 * 3)").read();
    let criterion = set.nodes[1].criterion().expect("a criterion");
    assert!(criterion.compiled.denominators.is_empty());
    assert!(!criterion.compiled.zero_is_a_mistake);
}

#[test]
fn a_rule_that_looks_at_no_answer_is_refused() {
    let rule = r#"{ "kind": "formula", "points": "4 + 6" }"#;
    let constant = set(vec![criterion("1", "10").rule(rule)]);
    assert_eq!(only(&constant), Problem::RuleWithoutInputs);
}

#[test]
fn an_example_says_only_what_a_form_can_say() {
    let of = |given: &str| {
        let example = format!(r#""examples": [{{ "given": [{given}], "points": 5 }}]"#);
        set(vec![ratio("1", "10", ["tu", "mau"]).also(&example)])
    };
    assert_eq!(found(&of(r#""tu = 1", "mau = 2""#)), []);
    assert_eq!(codes(&found(&of(r#""tu = -1", "mau = 2""#))), ["D023"]);
    assert_eq!(codes(&found(&of(r#""tu = 0.5", "mau = 1""#))), ["D004"]);
    assert_eq!(
        codes(&found(&of(r#""tu = not_applicable", "mau = 1""#))),
        ["D006"]
    );
    assert_eq!(
        codes(&found(&of(r#""tu = 1", "tu = 1", "mau = 2""#))),
        ["D025"]
    );
    let holds = "tu <= mau".to_owned();
    assert_eq!(
        only(&of(r#""tu = 3", "mau = 2""#)),
        Problem::ExampleContradicts { holds }
    );
}

#[test]
fn an_example_meets_the_checks_between_answers() {
    let of = |severity: &str| {
        let example = r#""examples": [{ "given": ["tu = 1", "mau = 2"], "points": 5 }]"#;
        let text = set(vec![ratio("1", "10", ["tu", "mau"]).also(example)]).text();
        let check = format!(
            r#""checks": [{{ "holds": "mau >= 5", "severity": "{severity}", "message": {{ "vi": "Ít quá", "en": "Too few" }} }}], "ladders""#
        );
        let text = text.replacen(r#""ladders""#, &check, 1);
        let mut findings = Findings::new();
        definition::read(&Source::new("criteria-set.json"), &text, &mut findings);
        findings.sorted()
    };
    let told = of("error");
    let holds = "mau >= 5".to_owned();
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].problem, Problem::ExampleContradicts { holds });
    assert_eq!(of("warning"), []);
}

#[test]
fn every_text_that_has_one_language_only_is_told_where_the_set_has_two() {
    let option = |vi: &str, en: &str| {
        format!(r#"{{ "id": "co", "label": {{ "vi": "{vi}", "en": "{en}" }} }}"#)
    };
    let of = |unit: &str, options: &str, evidence: &str| {
        let more = format!(
            r#""options": [{options}, {{ "id": "khong", "label": {{ "vi": "Không có", "en": "No" }} }}], "unit": {unit}"#
        );
        set(vec![
            criterion("1", "10")
                .asks_with("ai", "choice", &more)
                .rule(r#"{ "kind": "choice", "input": "ai", "options": [{ "option": "co", "share": 1 }, { "option": "khong", "share": 0 }] }"#)
                .also(&format!(r#""evidence": {evidence}"#)),
        ])
    };
    let (good_unit, good_text) = (
        r#"{ "vi": "máy", "en": "computers" }"#,
        r#"{ "vi": "Ảnh", "en": "A photo" }"#,
    );
    assert_eq!(found(&of(good_unit, &option("Có", "Yes"), good_text)), []);
    assert_eq!(
        told(&of(
            r#"{ "vi": "máy", "en": "máy" }"#,
            &option("Có", "Yes"),
            good_text
        )),
        ["D035 \"máy\""]
    );
    assert_eq!(
        told(&of(good_unit, &option("Có", ""), good_text)),
        ["D035 \"\""]
    );
    assert_eq!(
        told(&of(
            good_unit,
            &option("Có", "Yes"),
            r#"{ "vi": "Ảnh", "en": " " }"#
        )),
        ["D035 \" \""]
    );
    let vietnamese = only(&of(good_unit, &option("", "Yes"), good_text));
    assert_eq!(vietnamese, Problem::MissingTranslation { vietnamese: true });
    let cohorts = |en: &str| {
        let cohorts = format!(
            r#"[{{ "id": "xa", "title": {{ "vi": "Các xã", "en": "{en}" }}, "types": ["xã"] }}]"#
        );
        set(vec![criterion("1", "10")]).ranking("cohorts", &cohorts)
    };
    assert_eq!(found(&cohorts("Communes")), []);
    assert_eq!(told(&cohorts("Các xã")), ["D035 \"Các xã\""]);
    let issuer = set(vec![criterion("1", "10")]).text().replace(
        r#""level": "commune""#,
        r#""level": "commune", "issuer": { "vi": "Ủy ban nhân dân tỉnh", "en": "" }"#,
    );
    let mut findings = Findings::new();
    definition::read(&Source::new("criteria-set.json"), &issuer, &mut findings);
    assert_eq!(codes(&findings.sorted()), ["D035"]);
}

/// Whoever writes in Vietnamese alone is told so once, and not a hundred times.
#[test]
fn a_set_in_one_language_is_told_once() {
    let text = set(vec![criterion("1", "10"), criterion("2", "10")]).text();
    let mut vietnamese = String::new();
    for (index, piece) in text.split(r#""en": ""#).enumerate() {
        if index == 0 {
            vietnamese.push_str(piece);
        } else {
            let rest = piece.split_once('"').expect("an end").1;
            vietnamese.push_str(r#""en": ""#);
            vietnamese.push('"');
            vietnamese.push_str(rest);
        }
    }
    let mut findings = Findings::new();
    definition::read(
        &Source::new("criteria-set.json"),
        &vietnamese,
        &mut findings,
    );
    let found = findings.sorted();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].problem, Problem::TranslationMissing { texts: 3 });
}

fn in_bands(kind: &str, bands: &[&str]) -> Set {
    let rule = format!(
        r#"{{ "kind": "steps", "numerator": "so", "bands": [{}] }}"#,
        bands.join(", ")
    );
    set(vec![criterion("1", "10").asks("so", kind).rule(&rule)])
}

#[test]
fn bands_of_a_count_are_written_in_whole_numbers() {
    let bands = [
        r#"{ "from": 0, "to": 4, "points": 0 }"#,
        r#"{ "from": 5, "to": 9, "points": 5 }"#,
        r#"{ "from": 10, "points": 10 }"#,
    ];
    assert_eq!(found(&in_bands("count", &bands)), []);
    assert_eq!(
        codes(&found(&in_bands("decimal", &bands))),
        ["D010", "D010"]
    );
    let hole = [bands[0], r#"{ "from": 6, "points": 10 }"#];
    assert_eq!(
        only(&in_bands("count", &hole)),
        Problem::BandHole {
            from: Some(decimal("4")),
            to: Some(decimal("6")),
        }
    );
}

#[test]
fn an_overlap_is_told_with_its_two_bands_and_its_own_ends() {
    let bands = [
        r#"{ "below": 90, "points": 0 }"#,
        r#"{ "from": 50, "to": 60, "points": 5 }"#,
        r#"{ "from": 90, "points": 10 }"#,
    ];
    assert_eq!(
        only(&in_bands("percent", &bands)),
        Problem::BandOverlap {
            bands: [1, 2],
            from: Some(decimal("50")),
            begins_above: false,
            to: Some(decimal("60")),
            ends_below: false,
        }
    );
}

#[test]
fn a_band_without_values_is_told() {
    for (kind, band) in [
        ("percent", r#"{ "from": 50, "below": 50, "points": 5 }"#),
        ("percent", r#"{ "above": 50, "to": 50, "points": 5 }"#),
        ("count", r#"{ "above": 49, "below": 50, "points": 5 }"#),
    ] {
        let bands = [
            r#"{ "below": 50, "points": 0 }"#,
            band,
            r#"{ "from": 50, "points": 10 }"#,
        ];
        assert_eq!(only(&in_bands(kind, &bands)), Problem::BandEmpty, "{band}");
    }
}

#[test]
fn a_name_used_too_early_is_told_apart_from_one_that_is_nothing() {
    let of = |values: &str| {
        let rule = r#"{ "kind": "formula", "share": "a" }"#;
        set(vec![criterion("1", "10").asks("v", "decimal").rule(rule)]).values(values)
    };
    let early = |name: &str, is_circular| Problem::UsedBeforeDefined {
        name: name.to_owned(),
        is_circular,
    };
    let value = |name: &str, expression: &str| {
        format!(r#"{{ "name": "{name}", "expression": "{expression}" }}"#)
    };
    let forward = [value("a", "b / 2"), value("b", "v * 2")].join(", ");
    assert_eq!(only(&of(&forward)), early("b", false));
    let circle = [value("a", "b / 2"), value("b", "a * v")].join(", ");
    assert_eq!(found(&of(&circle))[0].problem, early("b", true));
    assert_eq!(
        found(&of(&value("a", "a * v")))[0].problem,
        early("a", true)
    );
    let ladder = |name: &str| {
        let level = format!(r#"{{ "kind": "level", "ladder": "{name}", "at_least": 1 }}"#);
        set(vec![criterion("1", "10")])
            .ladder(true, &[(1, &level)])
            .ladder(true, &[(1, r#"{ "kind": "points", "at_least": 5 }"#)])
    };
    assert_eq!(only(&ladder("bac-2")), early("bac-2", false));
    assert_eq!(only(&ladder("bac-1")), early("bac-1", true));
    assert_eq!(codes(&found(&ladder("bac-9"))), ["D008"]);
}

fn formula(points: &str) -> Set {
    set(vec![criterion("1", "10").asks("a", "count").rule(
        &format!(r#"{{ "kind": "formula", "points": "{points}" }}"#),
    )])
}

#[test]
fn a_clamp_that_ends_before_it_begins_is_told_where_it_stands() {
    assert_eq!(
        told(&formula("clamp(a, 10, 0)")),
        [r#"D021 "clamp(a, 10, 0)""#]
    );
    assert_eq!(told(&formula("clamp(a, 0, 10)")), [""; 0]);
}

#[test]
fn an_unknown_function_is_told_with_the_one_that_was_meant_and_all_there_are() {
    let unknown = only(&formula("mim(a, 10)"));
    assert_eq!(
        chamdiem::text::sentence(&unknown, chamdiem::text::Language::English),
        "there is no function “mim”, only min, max, if, clamp, ln, exp, sqrt, power; did you mean “min”?"
    );
    // Between a name and a bracket something is missing, and it is no function.
    let codes = codes(&found(&formula("a (2)")));
    assert_eq!(codes, ["D029"]);
}

#[test]
fn codes_a_spreadsheet_would_merge_are_told_once_to_whoever_writes_the_set() {
    let codes = [
        "4.1", "4.2", "4.10", "1", "5.1", "1.0", "5.10", "6.10", "6.1", "1.1.10", "1.1.1",
    ];
    let of = set(codes.iter().map(|code| criterion(code, "10")).collect());
    assert_eq!(told(&of), [""; 0], "who uses the set is not told");
    let source = Source::new("criteria-set.json");
    let text = of.text();
    let told = definition::merging_codes(&source, &text, &of.read()).expect("some merge");
    assert_eq!(told.quoted.as_deref(), Some("\"4.10\""));
    assert_eq!(
        chamdiem::text::sentence(&told.problem, chamdiem::text::Language::English),
        "a spreadsheet takes codes for one number: 4.1 = 4.10; 1 = 1.0; 5.1 = 5.10 and 1 more"
    );
    let apart = set(vec![criterion("4.01", "10"), criterion("4.10", "10")]);
    assert_eq!(
        definition::merging_codes(&source, &apart.text(), &apart.read()),
        None
    );
}

#[test]
fn an_alternative_met_only_where_another_is_met_says_nothing() {
    let two = || set(vec![criterion("1", "10"), criterion("2", "10")]);
    let fact = r#"{ "kind": "fact", "input": "su_that", "is": true }"#;
    let any = |parts: &[&str]| {
        let needs_fact = parts.contains(&fact);
        let two = if needs_fact {
            two().fact("su_that")
        } else {
            two()
        };
        told(&rung(two, &of_several("any", parts)))
    };
    let [low, high] = [percent("", "15"), percent("", "18")];
    assert_eq!(any(&[&low, &high]), [format!("D034 {high}")]);
    assert_eq!(any(&[&high, fact, &low]), [format!("D034 {high}")]);
    // Of two that say the same the first is enough.
    assert_eq!(any(&[&low, &low]).len(), 1);
    assert_eq!(any(&[&high, fact]), [""; 0]);
    // 10 points of the first are more than half of nothing else: each can be had without the other.
    assert_eq!(any(&[&points("1", "8"), &points("", "12")]), [""; 0]);
    // All points of the whole are not to be had without those of the first.
    let all = points("", "20");
    assert_eq!(any(&[&points("1", "8"), &all]), [format!("D034 {all}")]);
    // However deep it stands.
    let deep = of_several("all", &[fact, &not(&of_several("any", &[&low, &high]))]);
    assert_eq!(
        told(&rung(two().fact("su_that"), &deep)),
        [format!("D034 {high}")]
    );
    let problem = only(&rung(two(), &of_several("any", &[&low, &high])));
    assert_eq!(
        chamdiem::text::sentence(&problem, chamdiem::text::Language::English),
        "15 is enough already, so that the alternative of 18 says nothing"
    );
}

/// Asked of everybody, of communes, of wards: 10, 10, 10.
fn for_types(maximum: &str) -> String {
    let criteria = vec![
        criterion("1", "10"),
        criterion("2", "10").assigned_to("xã"),
        criterion("3", "10").assigned_to("phường"),
    ];
    let text = set(criteria).text();
    assert!(text.contains(r#""maximum": 30"#), "{text}");
    text.replace(r#""maximum": 30"#, &format!(r#""maximum": {maximum}"#))
}

fn sentences(text: &str) -> Vec<String> {
    let mut findings = Findings::new();
    definition::read(&Source::new("criteria-set.json"), text, &mut findings);
    let english = chamdiem::text::Language::English;
    let told = |finding: &Finding| {
        let sentence = chamdiem::text::sentence(&finding.problem, english);
        format!("{} {sentence}", finding.code().as_str())
    };
    findings.sorted().iter().map(told).collect()
}

#[test]
fn a_maximum_that_no_type_of_unit_is_asked_for_is_told_with_the_type_asked_for_most() {
    let told = sentences(&for_types("30"));
    assert_eq!(
        told,
        [
            "D052 the declared maximum of the whole is 30, but no type of unit is asked for all of it; \
          xã is asked for most, 20"
        ]
    );
    assert_eq!(sentences(&for_types("20")), [""; 0], "each is asked for 20");
    // What is not asked counts in full: everybody has the 30.
    let full = for_types("30").replace(
        r#""scoring": {"#,
        r#""scoring": { "not_assigned": "full_marks","#,
    );
    assert_eq!(sentences(&full), [""; 0]);
}

#[test]
fn a_sum_that_fits_for_one_type_of_unit_is_told_of_the_other() {
    let uneven = for_types("20").replace(
        r#""code": "3", "title": { "vi": "Tiêu chí 3", "en": "tieu chi 3" }, "maximum": 10"#,
        r#""code": "3", "title": { "vi": "Tiêu chí 3", "en": "tieu chi 3" }, "maximum": 15"#,
    );
    let told = sentences(&uneven);
    assert!(
        told.contains(&"D009 the declared maximum of the whole is 20, but what is below it and asked of phường adds up to 25".to_owned()),
        "{told:#?}"
    );
}
