//! Mistakes in a criteria set: each is found, at its line and column, with all the others.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use chamdiem::definition;
use chamdiem::finding::{Finding, Findings, Place, Problem, Reference, Source};
use chamdiem::text::Language;

use crate::builder::{
    Branch, Criterion, Set, codes, criterion, decimal, group, ratio, set, set_of_groups, yes_no,
};

/// Reads a definition; returns what was found, in the order of the places.
fn found(text: &str) -> Vec<Finding> {
    let mut findings = Findings::new();
    let set = definition::read(&Source::new("criteria-set.json"), text, &mut findings);
    assert_eq!(
        set.is_none(),
        findings.has_errors(),
        "a set with errors is none: {findings:?}"
    );
    findings.sorted()
}

/// Returns `line:column code` of everything found, from top to bottom.
fn told(text: &str) -> Vec<String> {
    let told = |finding: &Finding| match &finding.place {
        Place::Text { position, .. } => format!(
            "{}:{} {}",
            position.line,
            position.column,
            finding.code().as_str()
        ),
        place => panic!("{:?} at {place:?}", finding.problem),
    };
    found(text).iter().map(told).collect()
}

/// Returns the only thing found, with the text it was found at.
fn only(set: &Set) -> (Problem, String) {
    let mut findings = found(&set.text());
    assert_eq!(findings.len(), 1, "{findings:#?} in\n{}", set.text());
    let finding = findings.remove(0);
    (finding.problem, finding.quoted.unwrap_or_default())
}

const BADLY_BUILT: &str = r#"{
  "format": "chamdiem/criteria-set/1",
  "id": "Bộ thử",
  "version": "1",
  "title": { "vi": "Bộ thử" },
  "document": { "level": "huyện", "date": "2021-02-30" },
  "scoring": {
    "rounding": { "digits": 12, "mode": "half_away_from_zero", "stage": "published" },
    "not_applicable": "forbidden",
    "zero_denominator": "error",
    "counted": "self",
    "counted": "latest"
  },
  "ranking": { "ties": "competition", "compare": "published", "missing": "unranked", "cohorst": [] },
  "maximum": "20",
  "criteria": [
    {
      "code": 4.1,
      "title": { "vi": "Tiêu chí đặt tên dài", "en": "One" },
      "maximum": 10,
      "rule": { "kind": "yes_no", "inputt": "co_cong" }
    },
    { "code": 4.10, "title": { "vi": "Hai", "en": "Two" }, "maximum": 10, "rule": { "kind": "yesno" } }
  ],
  "ladders": [
    { "id": "bac", "title": { "vi": "Bậc", "en": "Rung" }, "needs_level_below": "có", "levels": [] }
  ]
}
"#;

#[test]
fn every_mistake_of_structure_is_told_at_once() {
    assert_eq!(
        told(BADLY_BUILT),
        [
            "3:9 D022",   // no identifier: capitals and spaces
            "5:12 D003",  // no English title
            "6:26 D006",  // no such level of government
            "6:43 D022",  // no such day
            "8:29 D023",  // more digits than there are
            "12:5 D005",  // counted twice
            "14:86 D002", // cohorst
            "15:14 D004", // a number in quotes
            "18:15 D007", // 4.1
            "21:15 D003", // no input
            "21:35 D002", // inputt
            "23:15 D007", // 4.10
            "23:93 D006", // yesno
            "26:81 D004", // neither true nor false
            "26:97 D024", // no level
        ]
    );
}

const BADLY_MEANT: &str = r#"{
  "format": "chamdiem/criteria-set/1",
  "id": "bo-thu",
  "version": "1",
  "title": { "vi": "Bộ thử", "en": "A set" },
  "document": { "level": "commune", "valid_from": "2022-01-01", "valid_until": "2021-12-31" },
  "scoring": {
    "rounding": { "digits": 2, "mode": "half_away_from_zero", "stage": "published" },
    "not_applicable": "forbidden", "zero_denominator": "error", "counted": "self"
  },
  "ranking": { "ties": "competition", "compare": "published", "missing": "unranked" },
  "maximum": 60,
  "inputs": [
    { "name": "khong_dung", "label": { "vi": "Thừa", "en": "Idle" }, "type": "count" }
  ],
  "groups": [
    {
      "code": "1", "title": { "vi": "Nhóm", "en": "Group" },
      "maximum": 50,
      "criteria": [
        {
          "code": "1.1", "title": { "vi": "Một", "en": "One" }, "maximum": 10,
          "inputs": [{ "name": "ty_le", "label": { "vi": "Tỷ lệ", "en": "Share" }, "type": "percent" }],
          "rule": {
            "kind": "steps", "numerator": "ty_le",
            "bands": [
              { "to": 49, "points": 0 },
              { "from": 49, "to": 89, "points": 5 },
              { "from": 90, "points": 10 }
            ]
          }
        },
        {
          "code": "1.2", "title": { "vi": "Hai", "en": "Two" }, "maximum": 10,
          "inputs": [
            { "name": "may_lan", "label": { "vi": "Máy", "en": "LAN" }, "type": "count", "minimum": 9, "maximum": 5 },
            { "name": "may_tinh", "label": { "vi": "Tổng", "en": "All" }, "type": "count" }
          ],
          "rule": { "kind": "ratio", "numerator": "may_lan", "denominator": "may_tinh", "target": 0 }
        },
        {
          "code": "1.1", "title": { "vi": "Ba", "en": "Three" }, "maximum": 10,
          "inputs": [{ "name": "so_ung_dung", "label": { "vi": "Ứng dụng", "en": "Apps" }, "type": "count" }],
          "rule": { "kind": "per_item", "count": "so_ung_dung", "points_each": 1, "cap": 5 }
        },
        {
          "code": "1.4", "title": { "vi": "Bốn", "en": "Four" }, "maximum": 10,
          "inputs": [
            {
              "name": "truong_ban", "label": { "vi": "Ai", "en": "Who" }, "type": "choice",
              "options": [
                { "id": "chu_tich", "label": { "vi": "Chủ tịch", "en": "Chair" } },
                { "id": "pho", "label": { "vi": "Phó", "en": "Deputy" } }
              ]
            }
          ],
          "rule": {
            "kind": "choice", "input": "truong_ban",
            "options": [
              { "option": "chu_tich", "points": 10.5 }, { "option": "pho", "points": 5 },
              { "option": "pho", "points": 4 }, { "option": "chu_tick", "points": 3 }
            ]
          }
        }
      ]
    }
  ],
  "ladders": [
    {
      "id": "bac", "title": { "vi": "Bậc", "en": "Rung" }, "needs_level_below": true,
      "levels": [
        { "level": 1, "name": { "vi": "Một", "en": "One" }, "when": { "kind": "percent", "of": "1.4", "at_least": 80 } },
        { "level": 1, "name": { "vi": "Hai", "en": "Two" }, "when": { "kind": "percent", "of": "1.4", "at_least": 60 } },
        { "level": 3, "name": { "vi": "Ba", "en": "Three" }, "when": { "kind": "points", "at_least": 60.5 } },
        { "level": 4, "name": { "vi": "Bốn", "en": "Four" }, "when": { "kind": "percent", "of": "1.5", "at_least": 1 } },
        { "level": 5, "name": { "vi": "Năm", "en": "Five" }, "when": { "kind": "fact", "input": "may_lan", "is": true } }
      ]
    }
  ]
}
"#;

#[test]
fn every_mistake_of_meaning_is_told_at_once() {
    assert_eq!(
        told(BADLY_MEANT),
        [
            "6:80 D021",   // valid until the day before it begins
            "12:14 D009",  // 60 declared, 50 below
            "14:15 D020",  // nobody asks for it
            "19:18 D009",  // 50 declared, 40 below
            "28:15 D011",  // 49 belongs to two bands
            "29:15 D010",  // nothing between 89 and 90
            "36:115 D021", // from 9 to 5
            "39:99 D012",  // a target of zero
            "42:19 D015",  // 1.1 again
            "44:19 D019",  // 5 of 10 at most
            "57:19 D018",  // 10.5 of 10
            "61:27 D025",  // pho again
            "61:61 D008",  // chu_tick
            "73:20 D014",  // level 1 again
            "73:69 D014",  // 60 % after 80 %
            "74:70 D013",  // 60.5 of 60
            "75:97 D008",  // no 1.5
            "76:97 D017",  // a count is no fact
        ]
    );
}

#[test]
fn an_input_that_stands_twice_is_told_with_the_line_of_the_first() {
    let twice = set(vec![
        yes_no("1", "10", "co_cong"),
        yes_no("2", "10", "co_cong"),
    ])
    .text()
    .replace(", \"inputs\"", ",\n\"inputs\"");
    let first_line = 1 + twice
        .lines()
        .position(|line| line.contains("co_cong"))
        .expect("it stands there");
    let problem = Problem::DuplicateInput {
        name: "co_cong".to_owned(),
        first_line,
    };
    assert!(
        found(&twice)
            .iter()
            .any(|finding| finding.problem == problem),
        "{:?}",
        found(&twice)
    );
}

/// A rule that could not be understood promises nothing: that it "cannot give its maximum", or
/// that a level is out of reach because of it, is not so.
#[test]
fn a_misspelled_name_is_not_blamed_on_rules_and_levels_too() {
    let misspelled = criterion("1", "10")
        .asks("so_may", "count")
        .rule(r#"{ "kind": "per_item", "count": "so_mai", "points_each": 1 }"#);
    let set = set(vec![misspelled]).ladder(true, &[(1, r#"{ "kind": "points", "at_least": 5 }"#)]);
    let mut codes = codes(&found(&set.text()));
    // That so_may is used nowhere is true as it stands.
    codes.retain(|code| *code != "D020");
    assert_eq!(codes, ["D008"]);
}

/// 4.11 is not there; that it asks for less than the level before, of the whole, is not so.
#[test]
fn a_misspelled_code_in_a_condition_is_not_taken_for_the_whole() {
    let levels = [
        (1, r#"{ "kind": "points", "at_least": 5 }"#),
        (2, r#"{ "kind": "points", "of": "4.11", "at_least": 1 }"#),
    ];
    let set = set(vec![criterion("4.10", "10")]).ladder(true, &levels);
    assert_eq!(codes(&found(&set.text())), ["D008"]);
}

#[test]
fn a_file_that_is_not_json_says_where_it_stops_being() {
    assert_eq!(
        told("{\n  \"id\": \"bo-thu\",\n  // chú thích\n}"),
        ["3:3 D001"]
    );
    assert_eq!(told("{ \"id\": \"bo-thu\", }").len(), 1);
    assert_eq!(told("").len(), 1);
    assert_eq!(codes(&found("[]")), ["D004"]);
}

#[test]
fn a_byte_order_mark_before_a_definition_is_no_mistake() {
    let text = format!("\u{feff}{}", set(vec![yes_no("1", "10", "co_cong")]).text());
    assert_eq!(found(&text), []);
}

/// 4.1 and 4.10 without quotes are one number, and two criteria have become one.
#[test]
fn codes_written_as_numbers_are_refused_and_told_which_they_merge_with() {
    let quoted = set(["4.1", "4.10", "5"]
        .map(|code| criterion(code, "10"))
        .to_vec())
    .text();
    let text = ["4.1", "4.10", "5"].iter().fold(quoted, |text, code| {
        text.replace(
            &format!(r#""code": "{code}""#),
            &format!(r#""code": {code}"#),
        )
    });
    let told: Vec<_> = found(&text)
        .into_iter()
        .map(|finding| match finding.problem {
            Problem::CodeIsANumber {
                written,
                merges_with,
            } => (written, merges_with),
            other => panic!("{other:?}"),
        })
        .collect();
    let code = |text: &str| text.to_owned();
    assert_eq!(
        told,
        [
            (code("4.1"), None),
            (code("4.10"), Some(code("4.1"))),
            (code("5"), None)
        ]
    );
}

#[test]
fn codes_in_quotes_stay_two() {
    let set = set(["4.1", "4.10"].map(|code| criterion(code, "10")).to_vec()).read();
    assert_ne!(set.node("4.1"), set.node("4.10"));
}

/// A percentage in bands, each written as the JSON of its ends.
fn in_bands(bands: &[&str]) -> Set {
    let rule = format!(
        r#"{{ "kind": "steps", "numerator": "ty_le", "bands": [{}] }}"#,
        bands.join(", ")
    );
    set(vec![
        criterion("1", "10").asks("ty_le", "percent").rule(&rule),
    ])
}

#[test]
fn bands_of_whole_numbers_leave_a_hole_between_89_and_90() {
    let set = in_bands(&[
        r#"{ "below": 80, "points": 0 }"#,
        r#"{ "from": 80, "to": 89, "points": 5 }"#,
        r#"{ "from": 90, "points": 10 }"#,
    ]);
    let hole = Problem::BandHole {
        from: Some(decimal("89")),
        to: Some(decimal("90")),
    };
    assert_eq!(
        only(&set),
        (hole, r#"{ "from": 90, "points": 10 }"#.to_owned())
    );
}

#[test]
fn a_value_left_out_by_both_neighbours_is_a_hole_too() {
    let set = in_bands(&[
        r#"{ "below": 90, "points": 0 }"#,
        r#"{ "above": 90, "points": 10 }"#,
    ]);
    let hole = Problem::BandHole {
        from: Some(decimal("90")),
        to: Some(decimal("90")),
    };
    assert_eq!(only(&set).0, hole);
}

#[test]
fn bands_that_both_claim_a_value_overlap() {
    let overlap = |from: &str, to: &str, ends_below| Problem::BandOverlap {
        bands: [1, 2],
        from: Some(decimal(from)),
        begins_above: false,
        to: Some(decimal(to)),
        ends_below,
    };
    let shared_end = in_bands(&[
        r#"{ "to": 90, "points": 0 }"#,
        r#"{ "from": 90, "points": 10 }"#,
    ]);
    assert_eq!(only(&shared_end).0, overlap("90", "90", false));
    let shared_stretch = in_bands(&[
        r#"{ "below": 90, "points": 0 }"#,
        r#"{ "from": 80, "points": 10 }"#,
    ]);
    assert_eq!(only(&shared_stretch).0, overlap("80", "90", true));
}

#[test]
fn bands_that_end_before_the_values_do_leave_a_hole_at_the_end() {
    let below = in_bands(&[
        r#"{ "from": 50, "below": 80, "points": 0 }"#,
        r#"{ "from": 80, "points": 10 }"#,
    ]);
    assert_eq!(
        only(&below).0,
        Problem::BandHole {
            from: None,
            to: Some(decimal("50"))
        }
    );
    let above = in_bands(&[
        r#"{ "below": 80, "points": 0 }"#,
        r#"{ "from": 80, "to": 99, "points": 10 }"#,
    ]);
    assert_eq!(
        only(&above).0,
        Problem::BandHole {
            from: Some(decimal("99")),
            to: None
        }
    );
}

#[test]
fn half_open_bands_written_in_any_order_are_right() {
    let set = in_bands(&[
        r#"{ "from": 90, "points": 10 }"#,
        r#"{ "below": 80, "points": 0 }"#,
        r#"{ "from": 80, "below": 90, "points": 5 }"#,
    ]);
    assert_eq!(found(&set.text()), []);
}

#[test]
fn a_target_of_zero_is_refused_where_it_stands() {
    let rule = r#"{ "kind": "ratio", "numerator": "tu", "denominator": "mau", "target": 0.0 }"#;
    let set = set(vec![ratio("1", "10", ["tu", "mau"]).rule(rule)]);
    assert_eq!(
        only(&set),
        (
            Problem::TargetNotPositive {
                value: decimal("0.0")
            },
            "0.0".to_owned()
        )
    );
}

#[test]
fn a_level_nobody_can_reach_is_told_with_what_can_be_reached() {
    let groups = || {
        set_of_groups(vec![
            group("A", vec![criterion("1", "40")]),
            group("B", vec![criterion("2", "60")]),
        ])
    };
    let unreachable = |condition: &str| match only(&groups().ladder(true, &[(1, condition)])).0 {
        Problem::LevelUnreachable {
            level: 1,
            required,
            attainable: Some(attainable),
            ..
        } => [required, attainable].map(|value| value.to_string()),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        unreachable(r#"{ "kind": "points", "at_least": 100.5 }"#),
        ["100.5", "100.00"]
    );
    assert_eq!(
        unreachable(r#"{ "kind": "points", "of": "A", "at_least": 41 }"#),
        ["41", "40.00"]
    );
    assert_eq!(
        unreachable(r#"{ "kind": "percent", "of": "B", "at_least": 110 }"#),
        ["110", "100.00"]
    );
    let impossible = r#"{ "kind": "points", "of": "A", "at_least": 41 }"#;
    let possible = r#"{ "kind": "points", "of": "A", "at_least": 40 }"#;
    let two_of = format!(
        r#"{{ "kind": "count", "at_least": 2, "conditions": [{impossible}, {possible}] }}"#
    );
    assert_eq!(unreachable(&two_of), ["2", "1"]);
    let any_of = format!(r#"{{ "kind": "any", "conditions": [{impossible}, {possible}] }}"#);
    assert_eq!(found(&groups().ladder(true, &[(1, &any_of)]).text()), []);
    let all = r#"{ "kind": "points", "at_least": 100 }"#;
    assert_eq!(found(&groups().ladder(true, &[(1, all)]).text()), []);
}

/// The rule gives 5 of 10 at most, so full points for the criterion are out of reach.
#[test]
fn what_a_rule_cannot_give_is_out_of_reach_for_a_level() {
    let capped = criterion("1", "10")
        .asks("so", "count")
        .rule(r#"{ "kind": "per_item", "count": "so", "points_each": 1, "cap": 5 }"#);
    let set = set(vec![capped]).ladder(true, &[(1, r#"{ "kind": "met", "criterion": "1" }"#)]);
    assert_eq!(codes(&found(&set.text())), ["D019", "D013"]);
}

#[test]
fn a_ladder_is_written_from_the_lowest_level_up() {
    let at_least = |percent: u32| format!(r#"{{ "kind": "percent", "at_least": {percent} }}"#);
    let of_100 = |levels: &[(u32, &str)]| set(vec![criterion("1", "100")]).ladder(true, levels);
    let (fifty, eighty) = (at_least(50), at_least(80));
    let out_of_order =
        |level, before, thresholds: Option<(&str, &str)>| Problem::LadderOutOfOrder {
            level,
            before,
            required: thresholds.map(|(required, _)| decimal(required)),
            required_before: thresholds.map(|(_, before)| decimal(before)),
        };
    let numbers = of_100(&[(2, &fifty), (1, &eighty)]);
    assert_eq!(only(&numbers), (out_of_order(1, 2, None), "1".to_owned()));
    let same = of_100(&[(1, &fifty), (1, &eighty)]);
    assert_eq!(only(&same).0, out_of_order(1, 1, None));
    let thresholds = of_100(&[(1, &eighty), (2, &fifty)]);
    assert_eq!(
        only(&thresholds),
        (out_of_order(2, 1, Some(("50", "80"))), fifty.clone())
    );
    assert_eq!(
        found(&of_100(&[(1, &fifty), (5, &eighty)]).text()),
        [],
        "numbers may be left out"
    );
}

#[test]
fn the_declared_maximum_of_a_branch_is_the_sum_below_it() {
    let right = set_of_groups(vec![group(
        "A",
        vec![criterion("1", "12.99"), criterion("2", "9.98")],
    )])
    .text();
    assert_eq!(found(&right), []);
    // The whole and group A both declare 22.97; only the group is changed.
    let group_only = right.replace(
        r#""vi": "Nhóm A", "en": "nhom a" }, "maximum": 22.97"#,
        r#""vi": "Nhóm A", "en": "nhom a" }, "maximum": 23"#,
    );
    let sums: Vec<(String, String, String)> = found(&group_only)
        .into_iter()
        .map(|finding| match finding.problem {
            Problem::SumDiffers {
                code,
                declared,
                sum,
                ..
            } => (code, declared.to_string(), sum.to_string()),
            other => panic!("{other:?}"),
        })
        .collect();
    let entry = |code: &str, declared: &str, sum: &str| {
        (code.to_owned(), declared.to_owned(), sum.to_owned())
    };
    assert_eq!(sums, [entry("", "22.97", "23"), entry("A", "23", "22.97")]);
}

#[test]
fn a_name_that_refers_to_nothing_is_told_with_the_nearest_that_does() {
    let unknown = |set: &Set| match only(set) {
        (
            Problem::UnknownReference {
                name,
                reference,
                nearest,
            },
            quoted,
        ) => {
            assert_eq!(quoted, format!("\"{name}\""));
            (reference, nearest)
        }
        other => panic!("{other:?}"),
    };
    let nearest = |name: &str| Some(name.to_owned());
    let both = |input: &str| {
        let rule = format!(
            r#"{{ "kind": "weighted_count", "items": [
                {{ "count": "so_may", "points_each": 1 }}, {{ "count": "{input}", "points_each": 1 }}
            ] }}"#
        );
        set(vec![
            criterion("1", "10").asks("so_may", "count").rule(&rule),
        ])
    };
    assert_eq!(
        unknown(&both("so_mai")),
        (Reference::Input, nearest("so_may"))
    );
    assert_eq!(unknown(&both("dien_thoai")), (Reference::Input, None));
    let measured = set(vec![criterion("4.10", "10"), criterion("4.2", "10")]);
    let ladder = measured.ladder(
        true,
        &[(1, r#"{ "kind": "points", "of": "4.11", "at_least": 1 }"#)],
    );
    assert_eq!(unknown(&ladder), (Reference::Node, nearest("4.10")));
    let options = r#"{ "kind": "choice", "input": "ai", "options": [
        { "option": "truong", "share": 1 }, { "option": "pho", "share": 0 }, { "option": "phoo", "share": 0 }
    ] }"#;
    let choice = set(vec![
        criterion("1", "10")
            .asks_choice("ai", &["truong", "pho"])
            .rule(options),
    ]);
    assert_eq!(unknown(&choice), (Reference::Option, nearest("pho")));
}

#[test]
fn a_zero_denominator_leads_to_not_applicable_only_where_that_is_allowed() {
    let share = |policy: &str| {
        set(vec![
            ratio("1", "10", ["tu", "mau"])
                .zero_denominator("not_applicable")
                .not_applicable(policy),
        ])
    };
    for policy in ["full_marks", "zero", "exclude"] {
        assert_eq!(found(&share(policy).text()), [], "{policy}");
    }
    assert_eq!(codes(&found(&share("forbidden").text())), ["D006"]);
}

#[test]
fn a_rule_gives_the_maximum_at_its_best_no_more_and_no_less() {
    let choice = |worth: &str| {
        let rule = format!(
            r#"{{ "kind": "choice", "input": "ai", "options": [{{ "option": "co", "points": {worth} }}, {{ "option": "khong", "points": 0 }}] }}"#
        );
        set(vec![
            criterion("1", "10")
                .asks_choice("ai", &["co", "khong"])
                .rule(&rule),
        ])
    };
    assert_eq!(found(&choice("10").text()), []);
    assert_eq!(codes(&found(&choice("10.01").text())), ["D018"]);
    assert_eq!(codes(&found(&choice("9.99").text())), ["D019"]);
}

/// An unknown key in any kind of object is a mistake: nothing that is written goes unread.
#[test]
fn an_unknown_key_anywhere_is_an_error() {
    let text =
        fs::read_to_string(shipped("minh-hoa-cqdt-cap-xa")).expect("the criteria set is there");
    let mut tried = BTreeSet::new();
    for (offset, _) in text.match_indices('{') {
        // One object of each make: the keys it has, as far as its first nested object.
        let make: Vec<&str> = text[offset..]
            .split(['{', '}'])
            .nth(1)
            .unwrap_or_default()
            .split('"')
            .skip(1)
            .step_by(4)
            .collect();
        if !tried.insert(make) {
            continue;
        }
        let with_key = format!(
            "{}{{ \"khoa_la\": 1,{}",
            &text[..offset],
            &text[offset + 1..]
        );
        let findings = found(&with_key);
        assert_eq!(
            codes(&findings),
            ["D002"],
            "{:?}",
            text[offset..].chars().take(80).collect::<String>()
        );
        assert!(
            matches!(&findings[0].problem, Problem::UnknownKey { key, .. } if key == "khoa_la")
        );
    }
    assert!(tried.len() > 20, "{tried:?}");
}

#[test]
fn an_unknown_key_is_told_with_the_nearest_known_one() {
    let text = set(vec![criterion("1", "10")])
        .text()
        .replace("\"ladders\"", "\"lader\"");
    let findings = found(&text);
    assert!(
        matches!(&findings[..], [Finding { problem: Problem::UnknownKey { key, nearest: Some(nearest), .. }, .. }] if key == "lader" && nearest == "ladders"),
        "{findings:?}"
    );
}

fn shipped(id: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("criteria")
        .join(id)
        .join("criteria-set.json")
}

#[test]
fn the_criteria_sets_that_are_shipped_have_no_mistake() {
    let folders = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("criteria"))
        .expect("criteria can be listed");
    let mut sets = 0;
    for folder in folders.map(|entry| entry.expect("criteria can be listed")) {
        let id = folder.file_name().to_string_lossy().into_owned();
        let Ok(text) = fs::read_to_string(shipped(&id)) else {
            continue;
        };
        assert_eq!(found(&text), [], "{id}");
        assert!(
            text.contains(&format!("\"id\": \"{id}\"")),
            "{id}: the folder is called after the set"
        );
        sets += 1;
    }
    assert!(sets >= 4, "{sets}");
}

/// A definition is read in one sitting: whoever mends it wants the whole list.
#[test]
fn mistakes_of_meaning_are_told_beside_mistakes_of_structure() {
    let wrong_reference: Criterion =
        criterion("1", "10").rule(r#"{ "kind": "yes_no", "input": "khong_co" }"#);
    let text = set(vec![wrong_reference]).text().replace(
        "\"version\": \"1\"",
        "\"version\": \"1\", \"phien_ban\": \"1\"",
    );
    assert_eq!(codes(&found(&text)), ["D002", "D008"]);
}

/// What a rule key is spelled like has nothing to do with what the groups add up to.
#[test]
fn a_rule_that_cannot_be_read_hides_no_other_mistake() {
    let broken = criterion("1", "10")
        .asks("so_may", "count")
        .rule(r#"{ "kind": "per_item", "count": "so_may", "point_each": 1 }"#);
    let text = set(vec![broken, criterion("2", "5")])
        .text()
        .replace(r#""maximum": 15"#, r#""maximum": 20"#);
    let mut codes = codes(&found(&text));
    codes.sort_unstable();
    // An unknown key and a missing one, and the sum; not that so_may is not used.
    assert_eq!(codes, ["D002", "D003", "D009"]);
}

/// A part never exceeds its whole, so a target of 80 for 0.8 is out of everybody's reach.
#[test]
fn a_target_in_percent_where_a_share_is_meant_is_told() {
    let percent = ratio("1", "10", ["lam", "tat_ca"])
        .rule(r#"{ "kind": "ratio", "numerator": "lam", "denominator": "tat_ca", "target": 80 }"#);
    let set = set(vec![percent]).ladder(true, &[(1, r#"{ "kind": "points", "at_least": 5 }"#)]);
    let mut codes = codes(&found(&set.text()));
    codes.sort_unstable();
    assert_eq!(codes, ["D013", "D019"]);
}

/// Whatever the parser says in English has Vietnamese words in `text::problem`.
#[test]
fn mistakes_of_syntax_are_told_in_vietnamese() {
    for text in [
        "",
        "{",
        "[",
        "{\"a\": 1,}",
        "{\"a\" 1}",
        "{\"a\": }",
        "{\"a\": 1 \"b\": 2}",
        "{a: 1}",
        "{'a': 1}",
        "{\"a\": 1} x",
        "{\"a\": \"1}",
        "// a\n{}",
        "}",
        "]",
        ":",
        ",",
        "abc",
        "{\"a\": .5}",
        "{\"a\": +5}",
        "{\"a\": 0x5}",
        "{\"a\": -}",
        "{\"a\": \"C:\\phieu\"}",
        "{\"a\": \"\\u12\"}",
    ] {
        let found = found(text);
        let said = found.iter().find_map(|finding| match &finding.problem {
            Problem::InvalidJson { detail } => Some(detail),
            _ => None,
        });
        let said = said.unwrap_or_else(|| panic!("{text}: no mistake of syntax"));
        let told = chamdiem::text::finding(&found[0], Language::Vietnamese);
        assert!(!told.contains(said.as_str()), "{text}: {told}");
    }
}

#[test]
fn figures_that_wait_for_each_other_are_told_as_such() {
    let rule = |share| format!(r#"{{ "kind": "formula", "share": "{share}" }}"#);
    let asks = |share| {
        set(vec![
            criterion("1", "10").asks("v", "decimal").rule(&rule(share)),
        ])
    };
    let name = |set: &Set| match only(set).0 {
        Problem::UsedBeforeDefined { name, is_circular } => (name, is_circular),
        problem => panic!("{problem:?}"),
    };
    let circle = asks("z / 2")
        .values(r#"{ "name": "z", "expression": "v / cao" }"#)
        .statistics(r#"{ "name": "cao", "kind": "maximum", "of": "z" }"#);
    assert_eq!(name(&circle), ("cao".to_owned(), true));
    let too_early = asks("v / hieu").statistics(
        r#"{ "name": "hieu", "kind": "maximum", "of": "v - thap" },
           { "name": "thap", "kind": "minimum", "of": "v" }"#,
    );
    assert_eq!(name(&too_early), ("thap".to_owned(), false));
}

/// A set of groups whose lowest total is the best.
fn lowest_of(groups: Vec<Branch>) -> Set {
    set_of_groups(groups).ranking("best", "\"lowest\"")
}

#[test]
fn where_the_lowest_is_best_nothing_handed_in_cannot_be_no_points() {
    let best_is_lowest = lowest_of(vec![
        group("A", vec![yes_no("1", "2", "co")]).also(r#""minimum_data": 1"#),
    ]);
    best_is_lowest.read();
    let zero = best_is_lowest.ranking("missing", "\"zero\"");
    let (problem, quoted) = only(&zero);
    let allowed = vec!["unranked".to_owned()];
    assert_eq!(problem, Problem::ValueNotAllowed { allowed });
    assert_eq!(quoted, "\"zero\"");
}
