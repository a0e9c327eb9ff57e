//! Each kind of condition holds and fails exactly at its threshold, and a ladder is climbed the
//! way its definition says.

use chamdiem::level::GateOutcome;
use chamdiem::number::Exact;
use chamdiem::scoring::Outcome;

use crate::builder::{
    Criterion, Form, Set, criterion, decimal, exact, group, ratio, score, set, set_of_groups,
    shown, unit, yes_no,
};

const YES: &str = "Có";
const NO: &str = "Không";

fn by_hand(code: &str, maximum: &str) -> Criterion {
    criterion(code, maximum)
}

/// The level of a form on the first ladder of a set.
fn level(set: &Set, form: &Form) -> Option<u32> {
    form.assessed(&set.read()).level()
}

/// The level of a unit given these points for criterion 1.
fn level_of(set: &Set, points: &str) -> Option<u32> {
    level(set, &unit("00412").answer("1", points))
}

#[test]
fn points_hold_from_the_threshold_on() {
    let set = set(vec![by_hand("1", "100")])
        .ladder(true, &[(1, r#"{ "kind": "points", "at_least": 50 }"#)]);
    assert_eq!(
        ["49.99", "50", "50.01", "100"].map(|points| level_of(&set, points)),
        [None, Some(1), Some(1), Some(1)]
    );
}

#[test]
fn a_threshold_of_zero_points_holds_for_a_unit_without_any() {
    let set = set(vec![by_hand("1", "100")])
        .ladder(true, &[(1, r#"{ "kind": "points", "at_least": 0 }"#)]);
    assert_eq!(
        [level_of(&set, "0"), level_of(&set, "")],
        [Some(1), Some(1)]
    );
}

#[test]
fn percent_holds_from_the_threshold_on_of_the_whole_and_of_a_group() {
    let groups = || {
        vec![
            group("A", vec![by_hand("1", "40")]),
            group("B", vec![by_hand("2", "60")]),
        ]
    };
    let of_group = set_of_groups(groups()).ladder(
        true,
        &[(1, r#"{ "kind": "percent", "of": "A", "at_least": 65 }"#)],
    );
    assert_eq!(
        ["25.99", "26", "26.01"].map(|points| level_of(&of_group, points)),
        [None, Some(1), Some(1)]
    );
    let of_whole =
        set_of_groups(groups()).ladder(true, &[(1, r#"{ "kind": "percent", "at_least": 65 }"#)]);
    let form = |two: &str| unit("00412").answer("1", "40").answer("2", two);
    assert_eq!(
        ["24.99", "25", "25.01"].map(|two| level(&of_whole, &form(two))),
        [None, Some(1), Some(1)]
    );
}

#[test]
fn a_criterion_is_met_with_its_full_points_only() {
    let set = set(vec![by_hand("1", "2.5")])
        .ladder(true, &[(1, r#"{ "kind": "met", "criterion": "1" }"#)]);
    assert_eq!(
        ["0", "2.49", "2.5"].map(|points| level_of(&set, points)),
        [None, None, Some(1)]
    );
}

/// Rounding makes 2.50 of 2.496, and still it is not all of it.
#[test]
fn a_criterion_is_met_by_its_exact_points_not_by_the_rounded_ones() {
    let set = set(vec![ratio("1", "10", ["tu", "mau"])])
        .ladder(true, &[(1, r#"{ "kind": "met", "criterion": "1" }"#)]);
    let form = |above: &str| unit("00412").answer("tu", above).answer("mau", "10000");
    let read = set.read();
    let almost = form("9996").assessed(&read);
    assert_eq!(shown(&read, &almost.card.own, "1")[0], "10.00");
    assert_eq!(
        [almost.level(), form("10000").assessed(&read).level()],
        [None, Some(1)]
    );
}

#[test]
fn a_fact_holds_when_it_was_answered_as_wanted() {
    for (wanted, held) in [
        ("true", [Some(1), None, None]),
        ("false", [None, Some(1), None]),
    ] {
        let condition = format!(r#"{{ "kind": "fact", "input": "ky_luat", "is": {wanted} }}"#);
        let set = set(vec![by_hand("1", "10")])
            .fact("ky_luat")
            .ladder(true, &[(1, &condition)]);
        assert_eq!(
            [YES, NO, ""].map(|answer| level(&set, &unit("00412").answer("ky_luat", answer))),
            held,
            "{wanted}"
        );
    }
}

#[test]
fn a_fact_left_blank_is_told_and_holds_neither_way() {
    let fact = |is: bool| format!(r#"{{ "kind": "fact", "input": "ky_luat", "is": {is} }}"#);
    let either = format!(
        r#"{{ "kind": "any", "conditions": [{}, {}] }}"#,
        fact(true),
        fact(false)
    );
    let set = set(vec![by_hand("1", "10")])
        .fact("ky_luat")
        .ladder(false, &[(1, &either)]);
    let form = |answer: &str| unit("00412").answer("1", "10").answer("ky_luat", answer);
    let read = set.read();
    let blank = form("").assessed(&read);
    assert_eq!((blank.level(), blank.codes()), (None, vec!["L001"]));
    for answer in [YES, NO] {
        let answered = form(answer).assessed(&read);
        assert_eq!(
            (answered.level(), answered.codes()),
            (Some(1), Vec::new()),
            "{answer}"
        );
    }
    // A row that is not in the form says nothing either, and that is worse.
    let missing = unit("00412").answer("1", "10").assessed(&read);
    assert_eq!((missing.level(), missing.codes()), (None, vec!["S013"]));
}

#[test]
fn a_question_that_earns_points_can_be_a_condition_too() {
    let set = set(vec![yes_no("1", "10", "co_cong")]).ladder(
        true,
        &[(1, r#"{ "kind": "fact", "input": "co_cong", "is": false }"#)],
    );
    assert_eq!(
        [YES, NO, ""].map(|answer| level(&set, &unit("00412").answer("co_cong", answer))),
        [None, Some(1), None]
    );
}

/// Three criteria worth one point each, and a level for some of them.
fn three(condition: &str) -> Set {
    let met = |code: &str| format!(r#"{{ "kind": "met", "criterion": "{code}" }}"#);
    let conditions = ["1", "2", "3"].map(met).join(", ");
    let level = condition.replace("CONDITIONS", &format!(r#""conditions": [{conditions}]"#));
    set(["1", "2", "3"].map(|code| by_hand(code, "1")).to_vec()).ladder(true, &[(1, &level)])
}

/// The levels of forms with none, one, two and three of three criteria met.
fn with_none_to_three(set: &Set) -> [Option<u32>; 4] {
    ["000", "010", "011", "111"].map(|points| {
        let points: Vec<String> = points.chars().map(String::from).collect();
        level(
            set,
            &unit("00412")
                .answer("1", &points[0])
                .answer("2", &points[1])
                .answer("3", &points[2]),
        )
    })
}

#[test]
fn all_any_and_count_hold_from_three_one_and_so_many_of_three() {
    assert_eq!(
        with_none_to_three(&three(r#"{ "kind": "all", CONDITIONS }"#)),
        [None, None, None, Some(1)]
    );
    assert_eq!(
        with_none_to_three(&three(r#"{ "kind": "any", CONDITIONS }"#)),
        [None, Some(1), Some(1), Some(1)]
    );
    assert_eq!(
        with_none_to_three(&three(r#"{ "kind": "count", "at_least": 2, CONDITIONS }"#)),
        [None, None, Some(1), Some(1)]
    );
    assert_eq!(
        with_none_to_three(&three(r#"{ "kind": "count", "at_least": 3, CONDITIONS }"#)),
        [None, None, None, Some(1)]
    );
}

#[test]
fn conditions_nest() {
    let met = |code: &str| format!(r#"{{ "kind": "met", "criterion": "{code}" }}"#);
    let any = format!(
        r#"{{ "kind": "any", "conditions": [{}, {}] }}"#,
        met("2"),
        met("3")
    );
    let both = format!(
        r#"{{ "kind": "all", "conditions": [{}, {any}] }}"#,
        met("1")
    );
    let set =
        set(["1", "2", "3"].map(|code| by_hand(code, "1")).to_vec()).ladder(true, &[(1, &both)]);
    let levels = ["100", "011", "110", "101"].map(|points| {
        let points: Vec<String> = points.chars().map(String::from).collect();
        level(
            &set,
            &unit("00412")
                .answer("1", &points[0])
                .answer("2", &points[1])
                .answer("3", &points[2]),
        )
    });
    assert_eq!(levels, [None, None, Some(1), Some(1)]);
}

/// 49.996 is published as 50.00: whoever sees the published value finds the condition met.
#[test]
fn published_and_exact_values_part_just_below_a_threshold() {
    let condition = [(1, r#"{ "kind": "points", "at_least": 50 }"#)];
    let of_100 = || set(vec![ratio("1", "100", ["tu", "mau"])]);
    let published = of_100().ladder(true, &condition);
    let exactly = of_100().ladder_with(true, r#""compare": "exact""#, &condition);
    let form = |above: &str| unit("00412").answer("tu", above).answer("mau", "100000");
    let levels =
        |set: &Set| ["49994", "49995", "49996", "50000"].map(|above| level(set, &form(above)));
    assert_eq!(levels(&published), [None, Some(1), Some(1), Some(1)]);
    assert_eq!(levels(&exactly), [None, None, None, Some(1)]);
    let read = exactly.read();
    assert_eq!(
        form("49996").assessed(&read).standing(&read).total,
        decimal("50.00")
    );
}

#[test]
fn published_and_exact_percents_part_too() {
    let condition = [(1, r#"{ "kind": "percent", "of": "A", "at_least": 66.67 }"#)];
    let groups = || set_of_groups(vec![group("A", vec![ratio("1", "100", ["tu", "mau"])])]);
    let form = unit("00412").answer("tu", "2").answer("mau", "3");
    assert_eq!(level(&groups().ladder(true, &condition), &form), Some(1));
    assert_eq!(
        level(
            &groups().ladder_with(true, r#""compare": "exact""#, &condition),
            &form
        ),
        None
    );
}

/// Level 1 asks for criterion 1, level 2 for criterion 2, level 3 for criterion 3.
fn stairs(needs_level_below: bool) -> Set {
    let met = |code: &str| format!(r#"{{ "kind": "met", "criterion": "{code}" }}"#);
    let [one, two, three] = ["1", "2", "3"].map(met);
    set(["1", "2", "3"].map(|code| by_hand(code, "1")).to_vec())
        .ladder(needs_level_below, &[(1, &one), (2, &two), (3, &three)])
}

#[test]
fn a_level_needs_every_level_below_it_where_the_ladder_says_so() {
    let held = |set: &Set| {
        ["000", "100", "110", "111", "011", "101", "001"].map(|points| {
            let points: Vec<String> = points.chars().map(String::from).collect();
            level(
                set,
                &unit("00412")
                    .answer("1", &points[0])
                    .answer("2", &points[1])
                    .answer("3", &points[2]),
            )
        })
    };
    assert_eq!(
        held(&stairs(true)),
        [None, Some(1), Some(2), Some(3), None, Some(1), None]
    );
    assert_eq!(
        held(&stairs(false)),
        [None, Some(1), Some(2), Some(3), Some(3), Some(3), Some(3)]
    );
}

#[test]
fn a_rung_above_a_failed_one_has_its_condition_and_is_not_reached() {
    let set = stairs(true).read();
    let assessed = unit("00412")
        .answer("1", "1")
        .answer("2", "0")
        .answer("3", "1")
        .assessed(&set);
    let rungs = assessed.card.rungs(&set, 0);
    let judged: Vec<(bool, bool)> = rungs
        .iter()
        .map(|rung| (rung.condition_holds, rung.reached))
        .collect();
    assert_eq!(judged, [(true, true), (false, false), (true, false)]);
    let free = stairs(false).read();
    let rungs = unit("00412")
        .answer("1", "1")
        .answer("2", "0")
        .answer("3", "1")
        .assessed(&free)
        .card
        .rungs(&free, 0);
    assert_eq!(
        rungs.iter().map(|rung| rung.reached).collect::<Vec<_>>(),
        [true, false, true]
    );
}

/// Half of a group is half of what is asked there: 5 of 10, when the other 10 do not apply.
#[test]
fn percent_of_a_group_looks_at_the_applicable_maximum() {
    let criteria = vec![
        by_hand("1", "10"),
        ratio("2", "10", ["tu", "mau"]).not_applicable("exclude"),
    ];
    let groups = set_of_groups(vec![
        group("A", criteria),
        group("B", vec![by_hand("3", "10")]),
    ]);
    let set = groups.ladder(
        true,
        &[(1, r#"{ "kind": "percent", "of": "A", "at_least": 50 }"#)],
    );
    let form = |above: &str, below: &str| {
        unit("00412")
            .answer("1", "5")
            .answer("tu", above)
            .answer("mau", below)
            .answer("3", "0")
    };
    let read = set.read();
    let applies = form("0", "4").assessed(&read);
    let excluded = form("KAD", "KAD").assessed(&read);
    assert_eq!([applies.level(), excluded.level()], [None, Some(1)]);
    assert_eq!(shown(&read, &applies.card.own, "A"), ["5.00", "25.00"]);
    assert_eq!(shown(&read, &excluded.card.own, "A"), ["5.00", "50.00"]);
    assert_eq!(score(&read, &excluded.card.own, "A").maximum, exact("10"));
    assert_eq!(score(&read, &excluded.card.own, "").maximum, exact("20"));
}

#[test]
fn a_criterion_not_assigned_to_a_kind_of_unit_leaves_the_percent_or_fills_it() {
    let criteria = || vec![by_hand("1", "10"), by_hand("2", "10").assigned_to("Phường")];
    let form = unit("00412").answer("1", "5").answer("2", "0");
    let percent = |policy: &str, kind: &str| {
        let set = set_of_groups(vec![group("A", criteria())])
            .scoring("not_assigned", &format!("\"{policy}\""))
            .read();
        shown(&set, &form.assessed_as(kind, &set).card.own, "A")
    };
    assert_eq!(percent("exclude", "xã"), ["5.00", "50.00"]);
    assert_eq!(percent("full_marks", "xã"), ["15.00", "75.00"]);
    for policy in ["exclude", "full_marks"] {
        assert_eq!(percent(policy, "phường"), ["5.00", "25.00"], "{policy}");
    }
}

/// Nothing asked, nothing answered: no percent at all, which is enough for no threshold, not
/// even for one of 0 %.
#[test]
fn nothing_out_of_nothing_is_not_zero_percent() {
    let group_a = group("A", vec![by_hand("1", "10").not_applicable("exclude")]);
    let set = set_of_groups(vec![group_a, group("B", vec![by_hand("2", "10")])]).ladder(
        true,
        &[(1, r#"{ "kind": "percent", "of": "A", "at_least": 0 }"#)],
    );
    let read = set.read();
    let nothing = unit("00412")
        .answer("1", "KAD")
        .answer("2", "5")
        .assessed(&read);
    let zero = unit("00412")
        .answer("1", "0")
        .answer("2", "5")
        .assessed(&read);
    assert_eq!([nothing.level(), zero.level()], [None, Some(1)]);
    assert_eq!(shown(&read, &nothing.card.own, "A"), ["0.00", "-"]);
    assert_eq!(
        score(&read, &nothing.card.own, "A").outcome,
        Outcome::NotApplicable
    );
    let rungs = nothing.card.rungs(&read, 0);
    assert!(
        matches!(
            rungs[0].gate,
            GateOutcome::Measure {
                actual: None,
                holds: false,
                ..
            }
        ),
        "{rungs:?}"
    );
    assert_eq!(shown(&read, &nothing.card.own, ""), ["5.00", "50.00"]);
}

#[test]
fn a_unit_of_which_nothing_is_asked_has_no_percent() {
    let set = set(vec![by_hand("1", "10").not_applicable("exclude")]).read();
    let standing = unit("00412")
        .answer("1", "KAD")
        .assessed(&set)
        .standing(&set);
    assert_eq!((standing.compared, standing.percent), (Exact::ZERO, None));
}

#[test]
fn a_unit_of_which_nothing_is_asked_has_no_percent_on_a_scale_either() {
    let set = set(vec![by_hand("1", "10").not_applicable("exclude")])
        .scoring("scale", "100")
        .read();
    let standing = unit("00412")
        .answer("1", "KAD")
        .assessed(&set)
        .standing(&set);
    assert_eq!(standing.percent, None, "0/0 is not 0: {standing:?}");
}

#[test]
fn a_criterion_of_which_nothing_is_asked_is_not_met() {
    let criteria = vec![
        by_hand("1", "10").not_applicable("exclude"),
        by_hand("2", "10"),
    ];
    let set = set(criteria)
        .ladder(true, &[(1, r#"{ "kind": "met", "criterion": "1" }"#)])
        .read();
    let nothing = unit("00412")
        .answer("1", "KAD")
        .answer("2", "10")
        .assessed(&set);
    assert_eq!(
        nothing.level(),
        None,
        "0 of 0 points are not full points: 0/0 is not 1 either"
    );
}

#[test]
fn full_marks_for_what_does_not_apply_meet_the_criterion() {
    let criteria = vec![by_hand("1", "10").not_applicable("full_marks")];
    let set = set(criteria)
        .ladder(true, &[(1, r#"{ "kind": "met", "criterion": "1" }"#)])
        .read();
    assert_eq!(
        unit("00412").answer("1", "KAD").assessed(&set).level(),
        Some(1)
    );
}

/// Whoever publishes 50 of 100 does not ask for 100 of 200.
#[test]
fn points_of_the_whole_are_those_published_and_points_below_it_those_earned() {
    let of_200 = |condition: &str| {
        let groups = vec![
            group("A", vec![by_hand("1", "150")]),
            group("B", vec![by_hand("2", "50")]),
        ];
        set_of_groups(groups)
            .scoring("scale", "100")
            .ladder(true, &[(1, condition)])
    };
    let form = |points: &str| unit("00412").answer("1", points).answer("2", "0");
    let levels = |set: &Set| ["99.98", "100"].map(|points| level(set, &form(points)));
    assert_eq!(
        levels(&of_200(r#"{ "kind": "points", "at_least": 50 }"#)),
        [None, Some(1)]
    );
    assert_eq!(
        levels(&of_200(
            r#"{ "kind": "points", "of": "A", "at_least": 100 }"#
        )),
        [None, Some(1)]
    );
    assert_eq!(
        levels(&of_200(r#"{ "kind": "percent", "at_least": 50 }"#)),
        [None, Some(1)]
    );
    let read = of_200(r#"{ "kind": "points", "at_least": 50 }"#).read();
    let half = form("100").assessed(&read).standing(&read);
    assert_eq!(
        (half.total, half.maximum),
        (decimal("50.00"), decimal("100.00"))
    );
}

#[test]
fn a_fact_is_stated_once_and_stands_until_the_appraiser_states_another() {
    let condition = r#"{ "kind": "fact", "input": "ky_luat", "is": false }"#;
    let set = set(vec![by_hand("1", "10")])
        .fact("ky_luat")
        .ladder(true, &[(1, condition)]);
    let appraised = |fact: &str| {
        unit("00412")
            .answer_appraised("1", "10", "8")
            .answer_appraised("ky_luat", NO, fact)
    };
    assert_eq!(
        ["", NO, YES].map(|fact| level(&set, &appraised(fact))),
        [Some(1), Some(1), None]
    );
}

#[test]
fn the_appraised_answers_decide_the_level_where_they_count() {
    let ladder = [(1, r#"{ "kind": "points", "at_least": 5 }"#)];
    let form = unit("00412").answer_appraised("1", "10", "4");
    let latest = set(vec![by_hand("1", "10")]).ladder(true, &ladder);
    let own = set(vec![by_hand("1", "10")])
        .scoring("counted", "\"self\"")
        .ladder(true, &ladder);
    assert_eq!([level(&latest, &form), level(&own, &form)], [None, Some(1)]);
    let read = latest.read();
    let assessed = form.assessed(&read);
    assert_eq!(assessed.card.own.levels, [Some(1)]);
    assert!(!assessed.card.rungs(&read, 0)[0].reached);
}

/// 2.5 of 2.5 rounded to whole points in each criterion is 3 of 2.5.
#[test]
fn rounding_a_criterion_never_lifts_it_above_its_maximum() {
    let set = set(vec![by_hand("1", "2.5")])
        .rounding(0, "half_away_from_zero", "criterion")
        .read();
    let assessed = unit("00412").answer("1", "2.5").assessed(&set);
    let score = score(&set, &assessed.card.own, "1");
    assert!(score.points <= score.maximum, "{score:?}");
}

// Conditions on other ladders, denials, and every node of a branch.

#[test]
fn a_ladder_may_ask_for_a_level_on_one_before_it() {
    let points = r#"{ "kind": "points", "of": "1", "at_least": 50 }"#;
    let above = r#"{ "kind": "level", "ladder": "bac-1", "at_least": 1 }"#;
    let set = set(vec![by_hand("1", "60"), by_hand("2", "40")])
        .ladder(true, &[(1, points)])
        .ladder(
            true,
            &[(1, above), (2, r#"{ "kind": "points", "at_least": 90 }"#)],
        )
        .read();
    let held = |one: &str, two: &str| {
        let form = unit("00412").answer("1", one).answer("2", two);
        form.assessed(&set).card.own.levels
    };
    assert_eq!(held("49", "40"), [None, None]);
    assert_eq!(held("50", "0"), [Some(1), Some(1)]);
    assert_eq!(held("60", "40"), [Some(1), Some(2)]);
}

#[test]
fn what_must_not_hold_is_denied() {
    let set = set(vec![by_hand("1", "100")]).fact("ky_luat").ladder(
        true,
        &[(
            1,
            r#"{ "kind": "not", "condition": { "kind": "fact", "input": "ky_luat", "is": true } }"#,
        )],
    );
    let with = |answer: &str| {
        level(
            &set,
            &unit("00412").answer("1", "1").answer("ky_luat", answer),
        )
    };
    // A fact that was not stated is not a fact, and so it does not hold.
    assert_eq!([with(YES), with(NO), with("")], [None, Some(1), Some(1)]);
}

#[test]
fn every_criterion_of_a_branch_is_asked_for_so_much_and_what_does_not_apply_is_passed_over() {
    let each = r#"{ "kind": "each", "below": "criteria", "at_least": 50 }"#;
    let excluded = ratio("3", "10", ["lam", "tat_ca"]).not_applicable("exclude");
    let set =
        set(vec![by_hand("1", "40"), by_hand("2", "50"), excluded]).ladder(true, &[(1, each)]);
    let with = |one: &str, two: &str, three: &str| {
        let form = unit("00412").answer("1", one).answer("2", two);
        level(&set, &form.answer("lam", three).answer("tat_ca", "10"))
    };
    assert_eq!(with("20", "25", "5"), Some(1));
    assert_eq!(with("19.9", "50", "10"), None);
    assert_eq!(with("40", "50", "4"), None);
    assert_eq!(with("20", "25", "KAD"), Some(1));
}

#[test]
fn each_passes_over_what_stands_outside_the_scale() {
    let title = r#"{ "vi": "Tên", "en": "Name" }"#;
    let text = set(vec![by_hand("1", "10")])
        .ladder(
            true,
            &[(
                1,
                r#"{ "kind": "each", "below": "criteria", "at_least": 50 }"#,
            )],
        )
        .text();
    let bonus = format!(
        r#""groups": [{{ "code": "T", "title": {title}, "maximum": 5, "outside": {{ "minimum": 0, "maximum": 5 }},
          "criteria": [{{ "code": "T.1", "title": {title}, "maximum": 5, "rule": {{ "kind": "manual" }} }}] }}]"#
    );
    let text = text.replace(r#""groups": []"#, &bonus);
    let mut findings = chamdiem::finding::Findings::new();
    let source = chamdiem::finding::Source::new("criteria-set.json");
    let set = chamdiem::definition::read(&source, &text, &mut findings).expect("a set");
    let form = unit("00412").answer("1", "9");
    assert_eq!(form.assessed(&set).level(), Some(1));
}
