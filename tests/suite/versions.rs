//! Two versions of a criteria set: what changed, told by meaning, and what may be compared.

use chamdiem::definition::diff::{Change, Crosswalk, Diff, carried_inputs};
use chamdiem::definition::{self, CriteriaSet, versions};
use chamdiem::finding::{Code, Findings, Problem, Source};
use chamdiem::report::document::criteria_diff::{CriteriaDiffDocument, Version};
use chamdiem::report::{Format, section};
use chamdiem::text::Language;

use crate::builder::{Set, criterion, group, ratio, set, set_of_groups, yes_no};

/// Two groups, a ladder, a fact: what most tests begin with.
fn first() -> Set {
    let rule = r#"{ "kind": "choice", "input": "muc", "options": [
        { "option": "tot", "share": 1 }, { "option": "kha", "share": 0.5 }, { "option": "kem", "share": 0 }
    ] }"#;
    let mut first = set_of_groups(vec![
        group(
            "1",
            vec![ratio("1.1", "10", ["tu", "mau"]), yes_no("1.2", "5", "hoi")],
        ),
        group(
            "2",
            vec![
                criterion("2.1", "20"),
                criterion("2.2", "8")
                    .asks_choice("muc", &["tot", "kha", "kem"])
                    .rule(rule),
            ],
        ),
    ]);
    first = first.fact("su_that");
    first.ladder(
        true,
        &[
            (1, r#"{ "kind": "percent", "of": "1", "at_least": 50 }"#),
            (
                2,
                r#"{ "kind": "any", "conditions": [
                    { "kind": "met", "criterion": "1.2" },
                    { "kind": "fact", "input": "su_that", "is": true }
                ] }"#,
            ),
        ],
    )
}

fn read(text: &str) -> CriteriaSet {
    let mut findings = Findings::new();
    let set = definition::read(&Source::new("criteria-set.json"), text, &mut findings);
    match set {
        Some(set) => set,
        None => panic!("{:#?} in\n{text}", findings.sorted()),
    }
}

/// Returns the text with each of these replaced wherever it stands; it has to stand there.
fn with(text: &str, replacements: &[(&str, &str)]) -> String {
    replacements
        .iter()
        .fold(text.to_owned(), |text, (old, new)| {
            assert!(text.contains(old), "{old} is not in\n{text}");
            text.replace(old, new)
        })
}

/// Returns everything that changed, as `what it is now: change, change`.
fn changes(old: &CriteriaSet, new: &CriteriaSet) -> Vec<String> {
    let diff = Diff::of(old, new);
    let mut told = Vec::new();
    let mut tell = |name: String, was: bool, is: bool, changes: &[Change]| {
        let names: Vec<&str> = changes.iter().map(|change| change.name()).collect();
        match (was, is) {
            (false, _) => told.push(format!("{name}: added")),
            (_, false) => told.push(format!("{name}: removed")),
            _ if names.is_empty() => {}
            _ => told.push(format!("{name}: {}", names.join(", "))),
        }
    };
    tell("set".to_owned(), true, true, &diff.set);
    for node in &diff.nodes {
        let code = match (node.new, node.old.first()) {
            (Some(index), _) => &new.nodes[index].code,
            (None, Some(&index)) => &old.nodes[index].code,
            (None, None) => unreachable!("a node of neither set"),
        };
        let name = if code.is_empty() { "whole" } else { code };
        tell(
            name.to_owned(),
            !node.old.is_empty(),
            node.new.is_some(),
            &node.changes,
        );
    }
    for input in &diff.inputs {
        let name = match (input.new, input.old) {
            (Some(id), _) => &new.input(id).name,
            (None, Some(id)) => &old.input(id).name,
            (None, None) => unreachable!("an input of neither set"),
        };
        tell(
            name.clone(),
            input.old.is_some(),
            input.new.is_some(),
            &input.changes,
        );
    }
    for ladder in &diff.ladders {
        let entry = &ladder.ladder;
        let own = match (entry.new, entry.old) {
            (Some(index), _) => &new.ladders[index],
            (None, Some(index)) => &old.ladders[index],
            (None, None) => unreachable!("a ladder of neither set"),
        };
        tell(
            own.id.clone(),
            entry.old.is_some(),
            entry.new.is_some(),
            &entry.changes,
        );
        for level in &ladder.levels {
            let number = match (level.new, level.old) {
                (Some(index), _) => own.levels[index].level,
                (None, Some(index)) => old.ladders[entry.old.expect("both")].levels[index].level,
                (None, None) => unreachable!("a level of neither ladder"),
            };
            tell(
                format!("{}/{number}", own.id),
                level.old.is_some(),
                level.new.is_some(),
                &level.changes,
            );
        }
    }
    told
}

/// Returns what changed when these texts of the first version are replaced.
fn changed(replacements: &[(&str, &str)]) -> Vec<String> {
    let old = first().text();
    changes(&read(&old), &read(&with(&old, replacements)))
}

/// Returns the codes that may be compared, `old=new`; the whole is `=`.
fn comparable(old: &CriteriaSet, new: &CriteriaSet) -> Vec<String> {
    let code = |set: &CriteriaSet, node: usize| set.nodes[node].code.clone();
    let crosswalk = Crosswalk::of(old, new);
    let pairs = crosswalk.pairs().iter();
    pairs
        .map(|&(one, other)| {
            assert_eq!(crosswalk.counterpart(other), Some(one));
            format!("{}={}", code(old, one), code(new, other))
        })
        .collect()
}

const NOTHING: [&str; 0] = [];

#[test]
fn a_set_written_in_another_layout_is_the_same() {
    let text = first().text();
    let value: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let other = serde_json::to_string(&sorted(&value)).expect("JSON");
    assert_ne!(text, other);
    assert_eq!(changes(&read(&text), &read(&other)), NOTHING);
}

/// Every object with its keys in the order of the alphabet.
fn sorted(value: &serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    match value {
        Value::Object(object) => {
            let mut entries: Vec<_> = object.iter().collect();
            entries.sort_by_key(|(key, _)| *key);
            let entries = entries.into_iter();
            Value::Object(
                entries
                    .map(|(key, value)| (key.clone(), sorted(value)))
                    .collect(),
            )
        }
        Value::Array(values) => Value::Array(values.iter().map(sorted).collect()),
        other => other.clone(),
    }
}

#[test]
fn what_was_added_stands_in_the_new_order_and_what_was_removed_at_its_old_place() {
    let old = set(vec![
        criterion("1", "1"),
        criterion("2", "1"),
        criterion("3", "1"),
    ]);
    let new = set(vec![
        criterion("0", "1"),
        criterion("1", "1"),
        criterion("3", "1"),
    ]);
    assert_eq!(
        changes(&old.read(), &new.read()),
        ["0: added", "2: removed"]
    );
    assert_eq!(
        changes(&new.read(), &old.read()),
        ["0: removed", "2: added"]
    );
}

#[test]
fn another_title_is_a_new_name_in_either_language() {
    let title = r#"{ "vi": "Tiêu chí 1.1", "en": "tieu chi 1.1" }"#;
    let vi = r#"{ "vi": "Tỷ lệ", "en": "Tiêu chí 1.1" }"#;
    let en = r#"{ "vi": "Tiêu chí 1.1", "en": "Share" }"#;
    assert_eq!(changed(&[(title, vi)]), ["1.1: renamed"]);
    assert_eq!(changed(&[(title, en)]), ["1.1: renamed"]);
}

#[test]
fn a_title_tells_what_has_another_code() {
    let old = set_of_groups(vec![
        group("1", vec![criterion("1.1", "10")]),
        group("2", vec![criterion("2.1", "10")]),
    ]);
    let text = with(&old.text(), &[(r#""code": "1.1""#, r#""code": "1.7""#)]);
    assert_eq!(changes(&old.read(), &read(&text)), ["1.7: moved"]);
    assert_eq!(
        comparable(&old.read(), &read(&text)),
        ["=", "1=1", "1.1=1.7", "2=2", "2.1=2.1"]
    );
}

#[test]
fn a_criterion_in_another_group_was_moved() {
    let [one, other] = ["a", "b"].map(|code| criterion(code, "10"));
    let old = set_of_groups(vec![
        group("1", vec![one.clone(), other.clone()]),
        group("2", vec![criterion("c", "5")]),
    ]);
    let new = set_of_groups(vec![
        group("1", vec![one]),
        group("2", vec![criterion("c", "5"), other]),
    ]);
    assert_eq!(
        changes(&old.read(), &new.read()),
        ["1: reweighted", "2: reweighted", "b: moved"]
    );
    assert_eq!(
        comparable(&old.read(), &new.read()),
        ["=", "a=a", "c=c", "b=b"],
        "the whole asks and counts the same, the groups do not"
    );
}

#[test]
fn another_maximum_alone_is_no_other_rule() {
    let old = set(vec![
        ratio("1", "10", ["tu", "mau"]),
        criterion("2", "10"),
        yes_no("3", "10", "hoi"),
    ]);
    let new = set(vec![
        ratio("1", "20", ["tu", "mau"]),
        criterion("2", "20"),
        yes_no("3", "20", "hoi"),
    ]);
    assert_eq!(
        changes(&old.read(), &new.read()),
        [
            "whole: reweighted",
            "1: reweighted",
            "2: reweighted",
            "3: reweighted"
        ]
    );
    assert_eq!(comparable(&old.read(), &new.read()), NOTHING);
}

#[test]
fn another_target_is_another_rule_and_a_target_of_one_is_none() {
    let rule = r#""denominator": "mau" "#;
    let target = |target| format!(r#"{rule}, "target": {target} "#);
    assert_eq!(changed(&[(rule, &target("0.8"))]), ["1.1: reruled"]);
    assert_eq!(changed(&[(rule, &target("1.0"))]), NOTHING);
}

#[test]
fn that_the_numerator_may_exceed_the_denominator_is_another_rule() {
    let rule = r#""denominator": "mau" "#;
    let exceeding = format!(r#"{rule}, "may_exceed": true "#);
    assert_eq!(changed(&[(rule, &exceeding)]), ["1.1: reruled"]);
}

#[test]
fn options_in_another_order_are_worth_the_same() {
    let id = |id| format!(r#"{{ "id": "{id}", "label": {{ "vi": "{id}", "en": "{id}" }} }}"#);
    let old = [id("tot"), id("kha"), id("kem")].join(", ");
    let new = [id("kem"), id("tot"), id("kha")].join(", ");
    assert_eq!(changed(&[(&old, &new)]), NOTHING);
    let worth = [
        (
            r#""option": "kha", "share": 0.5"#,
            r#""option": "kha", "share": 0.6"#,
        ),
        (&*old, &*new),
    ];
    assert_eq!(changed(&worth), ["2.2: reruled"]);
}

#[test]
fn policies_and_texts_of_a_criterion_are_told_one_by_one() {
    let code = r#""code": "1.1""#;
    let more = |more: &str| changed(&[(code, &format!("{code}, {more}"))]);
    assert_eq!(
        more(r#""zero_denominator": "zero""#),
        ["1.1: zero_denominator"]
    );
    assert_eq!(more(r#""not_applicable": "zero""#), ["1.1: not_applicable"]);
    assert_eq!(more(r#""assigned_to": ["xã"]"#), ["1.1: assigned_to"]);
    let text = r#"{ "vi": "Văn bản", "en": "A document" }"#;
    assert_eq!(more(&format!(r#""evidence": {text}"#)), ["1.1: evidence"]);
    assert_eq!(
        more(r#""evidence_required": true"#),
        ["1.1: evidence_required"]
    );
    assert_eq!(
        more(&format!(r#""responsible": {text}"#)),
        ["1.1: responsible"]
    );
    let division = r#""code": "1.2""#;
    let policy = format!(r#"{division}, "zero_denominator": "zero""#);
    assert_eq!(
        changed(&[(division, &policy)]),
        NOTHING,
        "where nothing is divided the policy says nothing"
    );
}

#[test]
fn an_input_of_another_type_or_range_makes_its_criterion_ask_something_else() {
    let mau = r#""type": "count" }], "rule""#;
    let ranged = r#""type": "count", "maximum": 100 }], "rule""#;
    let told = changed(&[(mau, ranged)]);
    assert_eq!(told, ["1.1: inputs", "mau: range"]);
    let decimal = r#""type": "decimal" }], "rule""#;
    assert_eq!(changed(&[(mau, decimal)]), ["1.1: inputs", "mau: type"]);
    let superior = r#""type": "count", "source": "superior" }], "rule""#;
    assert_eq!(
        changed(&[(mau, superior)]),
        ["1.1: inputs", "mau: source"],
        "what the superior sets is not asked of the unit"
    );
    let unit = r#""type": "count", "unit": { "vi": "máy", "en": "computers" } }], "rule""#;
    assert_eq!(changed(&[(mau, unit)]), ["1.1: inputs", "mau: unit"]);
}

#[test]
fn an_input_with_another_label_or_name_is_still_the_same() {
    let label = r#"{ "vi": "Số liệu tu", "en": "so lieu tu" }"#;
    let other = r#"{ "vi": "Tử số", "en": "Numerator" }"#;
    assert_eq!(changed(&[(label, other)]), ["tu: label"]);
    assert_eq!(changed(&[(r#""tu""#, r#""dat""#)]), ["dat: name"]);
    let both = [(label, other), (r#""tu""#, r#""dat""#)];
    assert_eq!(
        changed(&both),
        ["1.1: reruled", "tu: removed", "dat: added"],
        "nothing says that it is the same"
    );
}

#[test]
fn what_holds_for_the_whole_set_is_told() {
    let told = |old: &str, new: &str| changed(&[(old, new)]);
    assert_eq!(told(r#""digits": 2"#, r#""digits": 3"#), ["set: rounding"]);
    assert_eq!(
        told(r#""counted": "latest""#, r#""counted": "self""#),
        ["set: counted"]
    );
    assert_eq!(
        told(
            r#""counted": "latest""#,
            r#""counted": "latest", "scale": 100, "not_assigned": "full_marks""#
        ),
        ["set: not_assigned, scale"]
    );
    assert_eq!(
        told(r#""ties": "competition""#, r#""ties": "dense""#),
        ["set: ties"]
    );
    let order = r#""ties": "competition", "best": "#;
    assert_eq!(
        told(r#""ties": "competition""#, &format!("{order}\"lowest\"")),
        ["set: best"]
    );
    assert_eq!(
        told(r#""ties": "competition""#, &format!("{order}\"highest\"")),
        NOTHING,
        "the highest is the best unless the set says otherwise"
    );
    assert_eq!(
        told(
            r#""level": "commune""#,
            r#""level": "commune", "valid_from": "2025-01-01""#
        ),
        ["set: valid_from"]
    );
    let needs_reason = (
        r#""not_applicable": "forbidden""#,
        r#""not_applicable": "forbidden", "not_applicable_needs_reason": true"#,
    );
    assert_eq!(
        told(needs_reason.0, needs_reason.1),
        ["set: not_applicable_needs_reason"]
    );
    assert_eq!(told(r#""id": "bo-thu""#, r#""id": "bo-moi""#), ["set: id"]);
    assert_eq!(
        told(
            r#""level": "commune""#,
            r#""level": "commune", "amends": ["01/QĐ-UBND"]"#
        ),
        ["set: amends"]
    );
    assert_eq!(
        told(r#""version": "1""#, r#""version": "2""#),
        NOTHING,
        "that it is another version is no change of meaning"
    );
}

#[test]
fn ladders_and_levels_are_told_with_their_conditions() {
    let percent = r#""of": "1", "at_least": 50"#;
    assert_eq!(
        changed(&[(percent, r#""of": "1", "at_least": 60"#)]),
        ["bac-1/1: gate"]
    );
    assert_eq!(
        changed(&[(
            r#"{ "vi": "Mức độ 2", "en": "muc do 2" }"#,
            r#"{ "vi": "Khá", "en": "Good" }"#
        )]),
        ["bac-1/2: renamed"]
    );
    assert_eq!(
        changed(&[(
            r#""needs_level_below": true"#,
            r#""needs_level_below": false"#
        )]),
        ["bac-1: needs_level_below"]
    );
    assert_eq!(
        changed(&[(r#""level": 2, "name""#, r#""level": 3, "name""#)]),
        ["bac-1/2: removed", "bac-1/3: added"]
    );
    let more = first().ladder(true, &[(1, r#"{ "kind": "points", "at_least": 5 }"#)]);
    assert_eq!(changes(&first().read(), &more.read()), ["bac-2: added"]);
    assert_eq!(changes(&more.read(), &first().read()), ["bac-2: removed"]);
}

#[test]
fn a_condition_said_in_other_words_is_the_same() {
    let any = r#"{ "kind": "any", "conditions""#;
    let count = r#"{ "kind": "count", "at_least": 1, "conditions""#;
    assert_eq!(changed(&[(any, count)]), NOTHING);
    let all = r#"{ "kind": "all", "conditions""#;
    assert_eq!(changed(&[(any, all)]), ["bac-1/2: gate"]);
}

#[test]
fn same_as_tells_what_has_another_code_and_another_title() {
    let old = set(vec![criterion("1", "10"), criterion("2", "10")]);
    let renumbered = [(
        r#""code": "2", "title": { "vi": "Tiêu chí 2", "en": "tieu chi 2" }"#,
        r#""code": "3", "same_as": ["1"], "title": { "vi": "Hai", "en": "Two" }"#,
    )];
    let new = read(&with(&old.text(), &renumbered));
    assert_eq!(
        changes(&old.read(), &new),
        ["1: added", "3: moved, renamed", "2: removed"]
    );
    assert_eq!(comparable(&old.read(), &new), ["1=3"]);
}

#[test]
fn what_was_made_one_is_told_with_its_weight_and_is_not_compared() {
    let old = set(vec![criterion("1", "10"), criterion("2", "10")]);
    let whole = set(vec![criterion("3", "15")]).text();
    let merged = [(r#""code": "3""#, r#""code": "3", "same_as": ["1", "2"]"#)];
    let new = read(&with(&whole, &merged));
    assert_eq!(
        changes(&old.read(), &new),
        ["whole: reweighted", "3: merged, reweighted"]
    );
    assert_eq!(comparable(&old.read(), &new), NOTHING);
}

#[test]
fn a_crosswalk_copied_from_the_version_before_says_nothing() {
    let codes = set(vec![criterion("1", "10"), criterion("2", "10")]).text();
    let second = with(
        &codes,
        &[(r#""code": "2""#, r#""code": "2", "same_as": ["1"]"#)],
    );
    assert_eq!(changes(&read(&second), &read(&second)), NOTHING);
}

#[test]
fn a_code_alone_does_not_make_results_comparable() {
    let old = set(vec![criterion("1", "10"), criterion("2", "10")]);
    let title = r#"{ "vi": "Tiêu chí 1", "en": "tieu chi 1" }"#;
    let other = r#"{ "vi": "Việc khác", "en": "Something else" }"#;
    let new = with(&old.text(), &[(title, other)]);
    assert_eq!(comparable(&old.read(), &read(&new)), ["2=2"]);
    let said = with(
        &new,
        &[(r#""code": "1""#, r#""code": "1", "same_as": ["1"]"#)],
    );
    assert_eq!(comparable(&old.read(), &read(&said)), ["=", "1=1", "2=2"]);
}

#[test]
fn a_code_of_the_version_before_is_named_once() {
    let text = set(vec![criterion("1", "10"), criterion("2", "10")]).text();
    let twice = [
        (r#""code": "1""#, r#""code": "1", "same_as": ["7", "8"]"#),
        (r#""code": "2""#, r#""code": "2", "same_as": ["8"]"#),
    ];
    let mut findings = Findings::new();
    let source = Source::new("criteria-set.json");
    let set = definition::read(&source, &with(&text, &twice), &mut findings);
    let findings = findings.sorted();
    assert!(set.is_none());
    assert_eq!(findings.len(), 1, "{findings:#?}");
    assert_eq!(findings[0].code(), Code::DuplicateEntry);
    let entry = "8".to_owned();
    assert_eq!(findings[0].problem, Problem::DuplicateEntry { entry });
}

#[test]
fn every_kind_of_change_reaches_every_format_in_both_languages() {
    let text = first().text();
    let changed = [
        (
            r#""denominator": "mau" "#,
            r#""denominator": "mau", "target": 0.8 "#,
        ),
        (r#""at_least": 50"#, r#""at_least": 60"#),
        (
            r#"{ "vi": "Tiêu chí 2.1", "en": "tieu chi 2.1" }"#,
            r#"{ "vi": "Tiêu chí 2.1", "en": "Another" }"#,
        ),
    ];
    let (old, new) = (read(&text), read(&with(&text, &changed)));
    for &language in Language::ALL {
        let version = |set| Version { set, sha256: "0" };
        let document = CriteriaDiffDocument::new(version(&old), version(&new), language);
        let report = section::criteria_diff::report(&document, language);
        for &format in Format::ALL.iter().filter(|format| format.is_text()) {
            let mut bytes = Vec::new();
            format.write(&report, None, &mut bytes).expect("memory");
            let written = String::from_utf8(bytes).expect("UTF-8");
            for target in ["min(1", "≥ 60 %", "Another"] {
                assert!(
                    written.contains(target),
                    "{target} in {format:?}:\n{written}"
                );
            }
        }
        let data = serde_json::to_value(&document).expect("documents are JSON");
        assert_eq!(data["schema"], "chamdiem/criteria-diff/1");
        assert_eq!(data["equal"], false);
        assert_eq!(data["nodes_count"]["changed"], 2);
    }
}

#[test]
fn another_weight_in_a_mean_leaves_what_weighs_comparable_and_not_what_it_is_part_of() {
    let mean = |text: &str| {
        let whole = r#""maximum": 43,"#;
        with(
            text,
            &[(whole, r#""maximum": 43, "combine": "weighted_mean","#)],
        )
    };
    let old = mean(&first().text());
    let new = with(
        &old,
        &[(
            r#""code": "1", "title""#,
            r#""code": "1", "weight": 3, "title""#,
        )],
    );
    let comparable = comparable(&read(&old), &read(&new));
    assert!(!comparable.contains(&"=".to_owned()), "{comparable:?}");
    for same in ["1=1", "1.1=1.1", "2=2"] {
        assert!(comparable.contains(&same.to_owned()), "{comparable:?}");
    }
}

#[test]
fn a_criterion_in_another_group_of_a_mean_leaves_the_whole_not_comparable() {
    let mean = r#""maximum": 43, "combine": "geometric_mean","#;
    let moved = {
        let mut moved = first();
        let criterion = moved.groups[0].criteria.remove(1);
        moved.groups[1].criteria.push(criterion);
        moved
    };
    let added_up = [first().text(), moved.text()];
    let [old, new] = &added_up.each_ref().map(|text| read(text));
    assert!(comparable(old, new).contains(&"=".to_owned()));
    let [old, new] = &added_up.map(|text| read(&with(&text, &[(r#""maximum": 43,"#, mean)])));
    assert!(!comparable(old, new).contains(&"=".to_owned()));
}

/// Returns the codes of the comparable part, what totals and places may be compared.
fn across(old: &CriteriaSet, new: &CriteriaSet) -> (Vec<String>, bool, bool) {
    let crosswalk = Crosswalk::of(old, new);
    let codes = crosswalk.common().iter();
    let codes = codes.map(|&(_, node)| new.nodes[node].code.clone());
    let (totals, places) = (crosswalk.compares_totals(), crosswalk.compares_places());
    (codes.collect(), totals, places)
}

/// Returns what may be compared when these texts of the first version are replaced.
fn across_changed(replacements: &[(&str, &str)]) -> (Vec<String>, bool, bool) {
    let old = first().text();
    across(&read(&old), &read(&with(&old, replacements)))
}

fn codes(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|&code| code.to_owned()).collect()
}

#[test]
fn places_are_compared_only_where_units_are_ranked_in_the_same_way() {
    let whole = codes(&[""]);
    let version = (r#""version": "1""#, r#""version": "2""#);
    assert_eq!(across_changed(&[version]), (whole.clone(), true, true));
    for other in [
        (r#""ties": "competition""#, r#""ties": "dense""#),
        (r#""missing": "unranked""#, r#""missing": "zero""#),
        (
            r#""compare": "published", "missing""#,
            r#""compare": "exact", "missing""#,
        ),
    ] {
        assert_eq!(
            across_changed(&[other]),
            (whole.clone(), true, false),
            "{other:?}"
        );
    }
}

#[test]
fn totals_rounded_otherwise_are_compared_before_rounding() {
    let digits = (r#""digits": 2"#, r#""digits": 1"#);
    assert_eq!(across_changed(&[digits]), (codes(&[""]), false, false));
    let stage = (r#""stage": "published""#, r#""stage": "criterion""#);
    assert_eq!(
        across_changed(&[digits, stage]),
        (codes(&[]), false, false),
        "criteria that are rounded otherwise are worth something else"
    );
}

#[test]
fn of_another_score_that_counts_nothing_is_compared() {
    let counted = (r#""counted": "latest""#, r#""counted": "self""#);
    assert_eq!(across_changed(&[counted]), (codes(&[]), false, false));
}

#[test]
fn the_comparable_part_is_of_the_largest_branches_that_add_up() {
    let old = first();
    let mut new = first();
    new.groups[0].criteria.push(criterion("1.3", "6"));
    let part = codes(&["1.1", "1.2", "2"]);
    assert_eq!(across(&old.read(), &new.read()), (part, false, false));
    let mean = |text: &str, maximum: &str| {
        let maximum = format!(r#""maximum": {maximum},"#);
        let mean = format!(r#"{maximum} "combine": "weighted_mean","#);
        read(&with(text, &[(&maximum, &mean)]))
    };
    let means = (mean(&old.text(), "43"), mean(&new.text(), "49"));
    assert_eq!(
        across(&means.0, &means.1),
        (codes(&[]), false, false),
        "what is part of a mean is no part of the total"
    );
}

#[test]
fn who_takes_over_points_is_compared_only_with_who_gives_them() {
    let giving = |maximum: &str| {
        let gives = criterion("1", maximum)
            .not_applicable("transfer")
            .transfer_to(&["2"]);
        set(vec![gives, criterion("2", "10"), criterion("3", "10")]).read()
    };
    assert_eq!(
        comparable(&giving("10"), &giving("10")),
        ["=", "1=1", "2=2", "3=3"]
    );
    assert_eq!(comparable(&giving("10"), &giving("20")), ["3=3"]);
    let alone = set(vec![
        criterion("1", "10"),
        criterion("2", "10"),
        criterion("3", "10"),
    ]);
    assert_eq!(comparable(&alone.read(), &giving("10")), ["3=3"]);
}

#[test]
fn over_several_versions_each_says_what_its_nodes_were_in_the_one_before() {
    let plain = set(vec![criterion("1", "10"), criterion("2", "10")]).text();
    let renumbered = |text: &str, from: &str, to: &str, title: &str| {
        let code =
            format!(r#""code": "{from}", "title": {{ "vi": "Tiêu chí 1", "en": "tieu chi 1" }}"#);
        let said = format!(r#""code": "{to}", "same_as": ["{from}"], "title": {title}"#);
        with(text, &[(&code, &said)])
    };
    let same = r#"{ "vi": "Tiêu chí 1", "en": "tieu chi 1" }"#;
    let second = renumbered(&plain, "1", "7", same);
    let third = renumbered(&plain, "1", "9", r#"{ "vi": "Việc ấy", "en": "That" }"#)
        .replace(r#""same_as": ["1"]"#, r#""same_as": ["7"]"#);
    let [first, second, third] = [plain, second, third].map(|text| read(&text));
    assert_eq!(
        comparable(&first, &third),
        ["2=2"],
        "7 is nothing the first version knows"
    );
    let crosswalk = Crosswalk::through(&[&first, &second, &third]).expect("versions");
    assert_eq!(crosswalk.counterpart(1), Some(1));
    assert!(crosswalk.compares_places());
    assert!(crosswalk.reversed().compares_places());
    assert_eq!(Crosswalk::through(&[]), None);
}

#[test]
fn answers_go_on_where_the_same_is_asked_in_the_same_way() {
    let old = first().text();
    let carried = |replacements: &[(&str, &str)]| {
        let (old, new) = (read(&old), read(&with(&old, replacements)));
        let carried = carried_inputs(&old, &new);
        let names = carried.iter().zip(&new.inputs);
        let names = names.filter_map(|(was, input)| Some((was.as_ref()?, input)));
        names
            .filter(|(was, input)| old.input(**was).name != input.name)
            .map(|(was, input)| format!("{}={}", old.input(*was).name, input.name))
            .chain(
                new.inputs
                    .iter()
                    .zip(&carried)
                    .filter(|(_, was)| was.is_none())
                    .map(|(input, _)| format!("={}", input.name)),
            )
            .collect::<Vec<_>>()
    };
    assert_eq!(
        carried(&[(r#""version": "1""#, r#""version": "2""#)]),
        NOTHING
    );
    assert_eq!(
        carried(&[(r#""tu""#, r#""dat""#)]),
        ["tu=dat"],
        "by its label"
    );
    let mau = r#""type": "count" }], "rule""#;
    assert_eq!(
        carried(&[(mau, r#""type": "percent" }], "rule""#)]),
        ["=mau"]
    );
    let title = r#"{ "vi": "Tiêu chí 2.1", "en": "tieu chi 2.1" }"#;
    let other = r#"{ "vi": "Việc khác", "en": "Something else" }"#;
    assert_eq!(
        carried(&[(title, other)]),
        ["=2.1"],
        "points by hand go with their criterion"
    );
}

/// What the workspace knows of: the versions that stand, and what kinds of unit there are.
#[test]
fn the_versions_and_the_units_of_a_workspace_reach_the_check_of_a_set() {
    let version = |version: &str, from: &str| {
        let all = criterion("1", "10");
        let of_communes = criterion("2", "10").assigned_to("xã");
        let text = set(vec![all, of_communes]).text();
        let set: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let mut set = set;
        set["version"] = version.into();
        set["document"]["valid_from"] = from.into();
        set.to_string()
    };
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        std::fs::write(folder.path().join(name), text).expect("the file can be written");
    };
    write("cu.json", &version("1", "2024-01-01"));
    write("moi.json", &version("2", "2025-01-01"));
    write(
        "units.csv",
        "code,name,type\n1,Xã Một,xã\n2,Thị trấn Hai,thị trấn\n",
    );
    let check = |file: &[&str]| {
        let done = std::process::Command::new(env!("CARGO_BIN_EXE_chamdiem"))
            .args(["--lang", "en", "criteria", "check"])
            .args(file)
            .current_dir(folder.path())
            .env_clear()
            .output()
            .expect("the program runs");
        String::from_utf8(done.stdout).expect("UTF-8")
    };
    // Alone in a folder a file is held against nothing.
    let alone = check(&["moi.json"]);
    assert!(!alone.contains("D036"), "{alone}");
    assert!(
        alone.contains("most that can be reached 20 (xã 20)"),
        "{alone}"
    );
    write(
        "chamdiem.toml",
        "criteria = [\"cu.json\"]\nunits = \"units.csv\"\n",
    );
    let held = check(&["moi.json"]);
    assert!(
        held.contains("warning[D036]: version 2 and version 1"),
        "{held}"
    );
    assert!(held.contains("--> moi.json:1:"), "{held}");
    // The roster is that of the sets that stand.
    let standing = check(&[]);
    assert!(
        standing.contains("cu.json: Nothing found.")
            && standing.contains("most that can be reached 20 (thị trấn 10; xã 20)"),
        "{standing}"
    );
}

#[test]
fn a_period_is_judged_by_the_version_in_force_on_its_last_day() {
    let valid = |days: &str| {
        let text = first().text();
        read(&with(
            &text,
            &[(
                r#""level": "commune""#,
                &format!(r#""level": "commune"{days}"#),
            )],
        ))
    };
    let one = valid(r#", "valid_until": "2024-12-15""#);
    let two = valid(r#", "valid_from": "2025-01-01", "valid_until": "2025-03-31""#);
    let three = valid(r#", "valid_from": "2025-06-01""#);
    let place = |period: &str| {
        versions::for_period(&[&one, &two, &three], period.parse().expect("a period"))
    };
    assert_eq!(place("2024-11"), Some(0));
    assert_eq!(
        place("2024-12"),
        Some(0),
        "none is in force on its last day: the last one that was"
    );
    assert_eq!(place("2025-01"), Some(1));
    assert_eq!(place("2025-05"), Some(1));
    assert_eq!(place("2025-06"), Some(2));
    assert_eq!(place("2025"), Some(2), "a year is judged by its last day");
    let later = versions::for_period(&[&two, &three], "2024-06".parse().expect("a period"));
    assert_eq!(later, Some(0), "before the first one: the first one");
    assert_eq!(
        versions::for_period(&[], "2025-01".parse().expect("a period")),
        None
    );
}
