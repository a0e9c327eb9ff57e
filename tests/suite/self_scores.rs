//! The points a unit says it has, beside those its answers come to: of criteria, of groups and in
//! all, told at their cells with both numbers, and never used.

use chamdiem::definition::CriteriaSet;
use chamdiem::intake::FileOutcome;

use crate::builder::{self, Round, criterion, folder, group, ratio, set_of_groups};

/// Two groups: 1.1 is awarded by hand, 1.2 a ratio of two figures, 2.1 a ratio of one and another.
fn set() -> CriteriaSet {
    let one = group(
        "1",
        vec![
            criterion("1.1", "50"),
            ratio("1.2", "20", ["may_lan", "may_tinh"]),
        ],
    );
    let two = group("2", vec![ratio("2.1", "30", ["ho_so_mang", "ho_so"])]);
    set_of_groups(vec![one, two]).read()
}

/// Rows of a form in a layout of their own: 40 points by hand, 16 and 10 by figures, 66 in all.
const FORM: &str = "Đơn vị;Xã Hòa Bình
Mã đơn vị;00001
Kỳ;2021-11
Bộ tiêu chí;{set}
STT;Tiêu chí;Điểm tối đa;Số liệu;Điểm tự chấm
1;;70;;56
1.1;;50;;40
1.2;;20;;16
;may_lan;;12;
;may_tinh;;15;
2;;30;;10
2.1;;30;;10
;ho_so_mang;;5;
;ho_so;;15;
;Tổng cộng;100;;66
";

fn ranked(set: &CriteriaSet, form: &str) -> Round {
    let text = form.replace("{set}", &set.id);
    folder([("phieu.csv", text.into_bytes())]).ranked(set, None, "2021-11")
}

/// Cell, criterion and both numbers of what differs.
fn told(round: &Round) -> Vec<String> {
    let found = round.outcomes.iter().flat_map(FileOutcome::found);
    let told = found.map(|finding| {
        let cell = finding.place.cell().map(|cell| cell.to_string());
        let facts = serde_json::to_value(&finding.problem).expect("facts");
        format!(
            "{} {} {} {} {}",
            finding.code().as_str(),
            cell.unwrap_or_default(),
            finding.criterion.as_deref().unwrap_or("–"),
            facts["declared"].as_str().unwrap_or_default(),
            facts["computed"].as_str().unwrap_or_default(),
        )
    });
    told.collect()
}

fn told_of(from: &str, to: &str) -> Vec<String> {
    let form = FORM.replacen(from, to, 1);
    assert_ne!(form, FORM, "{from} is there");
    told(&ranked(&set(), &form))
}

#[test]
fn what_a_unit_says_of_its_points_is_fine_where_its_answers_come_to_it() {
    let round = ranked(&set(), FORM);
    assert_eq!(told(&round), Vec::<String>::new());
    assert_eq!(round.places(), ["1. 00001 66.00"]);
}

#[test]
fn a_criterion_a_group_and_the_total_are_told_each_with_both_numbers() {
    assert_eq!(told_of("20;;16", "20;;18"), ["V036 E8 1.2 18 16.00"]);
    assert_eq!(told_of("70;;56", "70;;58"), ["V036 E6 1 58 56.00"]);
    assert_eq!(told_of("100;;66", "100;;67,5"), ["V036 E15 – 67.5 66.00"]);
}

#[test]
fn points_that_are_the_answer_are_compared_with_nothing() {
    // 1.1 is answered by its points: another answer is another score, and the sums differ.
    assert_eq!(
        told_of("50;;40", "50;;41"),
        ["V036 E6 1 56 57.00", "V036 E15 – 66 67.00"]
    );
}

#[test]
fn what_is_said_changes_no_score() {
    let form = FORM
        .replace("100;;66", "100;;99")
        .replace("20;;16", "20;;20");
    assert_eq!(ranked(&set(), &form).places(), ["1. 00001 66.00"]);
}

#[test]
fn more_digits_than_are_published_make_no_difference() {
    assert_eq!(told_of("20;;16", "20;;16,0000001"), Vec::<String>::new());
    assert_eq!(told_of("20;;16", "20;;16,01"), ["V036 E8 1.2 16.01 16.00"]);
}

#[test]
fn beside_a_figure_the_points_are_those_of_its_criterion() {
    assert_eq!(
        told_of("20;;16\n;may_lan;;12;", "20;;\n;may_lan;;12;18"),
        ["V036 E9 1.2 18 16.00"]
    );
    // In two rows nobody knows which ones are meant.
    assert_eq!(
        told_of(
            "20;;16\n;may_lan;;12;\n;may_tinh;;15;",
            "20;;\n;may_lan;;12;9\n;may_tinh;;15;9"
        ),
        Vec::<String>::new()
    );
}

#[test]
fn where_an_answer_cannot_be_used_there_is_nothing_to_compare() {
    assert_eq!(
        told_of(";may_lan;;12;", ";may_lan;;nhiều;"),
        ["V001 D9 1.2  "],
        "neither the criterion, nor the group, nor the total"
    );
}

#[test]
fn sums_of_several_groups_that_say_only_sum_are_not_guessed() {
    assert_eq!(
        told_of(";Tổng cộng;100;;66", ";Cộng;70;;99\n;Cộng;30;;99"),
        Vec::<String>::new()
    );
}

#[test]
fn a_table_of_units_has_a_column_of_totals() {
    let set = set();
    let table = "Kỳ;2021-11\nBộ tiêu chí;{set}\n\
        Mã đơn vị;1.1;may_lan;may_tinh;ho_so_mang;ho_so;{total}\n\
        00001;40;12;15;5;15;66\n\
        00002;40;12;15;5;15;70\n";
    for (heading, differs) in [
        ("Tổng điểm", &["V036 G5 – 70 66.00"][..]),
        ("Tổng điểm tự chấm", &["V036 G5 – 70 66.00"]),
        ("Tổng điểm thẩm định", &[]),
    ] {
        let round = ranked(&set, &table.replace("{total}", heading));
        assert_eq!(told(&round), differs, "{heading}");
    }
}

#[test]
fn units_that_are_compared_are_told_once_and_with_the_points_of_the_second_pass() {
    let criterion = criterion("1", "100").asks("v", "count").rule(
        r#"{ "kind": "formula", "points": "v / nhieu_nhat * 100", "minimum": 0, "maximum": 100 }"#,
    );
    let statistics = r#"{ "name": "nhieu_nhat", "kind": "maximum", "of": "v", "among": "all" }"#;
    let set = builder::set(vec![criterion]).statistics(statistics).read();
    let form = |code: &str, v: &str, points: &str| {
        format!(
            "Đơn vị;Xã {code}\nMã đơn vị;{code}\nKỳ;2021-11\nBộ tiêu chí;{}\n\
             Mã;Nội dung;Giá trị;Điểm tự chấm\nv;v;{v};{points}\n",
            set.id
        )
        .into_bytes()
    };
    let files = [
        ("a.csv", form("00001", "5", "50")),
        ("b.csv", form("00002", "10", "90")),
    ];
    let round = folder(files).ranked(&set, None, "2021-11");
    assert_eq!(told(&round), ["V036 D6 1 90 100.00"]);
    let unit = round.outcomes.iter().flat_map(FileOutcome::found).next();
    let unit = unit.and_then(|finding| finding.unit.clone());
    assert_eq!(unit.map(|(code, _)| code).as_deref(), Some("00002"));
}

/// The same answers as software exports them.
#[test]
fn software_says_its_own_points_under_codes_and_for_the_whole() {
    let exported = |self_score: &str| {
        let set = set();
        let text = format!(
            r#"{{ "format": "chamdiem/submission/1", "criteria_set": "{}", "period": "2021-11",
                 "unit": {{ "code": "00001", "name": "Xã Hòa Bình" }},
                 "answers": {{ "1.1": 40, "may_lan": 12, "may_tinh": 15, "ho_so_mang": 5, "ho_so": 15 }},
                 "self_score": {self_score} }}"#,
            set.id
        );
        let round = folder([("phieu.json", text.into_bytes())]).ranked(&set, None, "2021-11");
        let places = round.places();
        (told(&round), places)
    };
    let ranked = vec!["1. 00001 66.00".to_owned()];
    let fine = r#"{ "total": 66, "1": "56", "1.2": 16.0, "2": null, "2.1": "10,00" }"#;
    assert_eq!(exported(fine), (Vec::new(), ranked.clone()));
    let differing = r#"{
        "total": 67.5, "1": 56,
        "1.2": 1.8e1 }"#;
    let told = vec![
        "V036 B5 – 67.5 66.00".to_owned(),
        "V036 C6 1.2 18 16.00".to_owned(),
    ];
    let (differs, places) = exported(differing);
    assert_eq!(differs.len(), told.len(), "{differs:?}");
    assert_eq!(places, ranked, "what is said is never counted");
    for (one, expected) in differs.iter().zip(&told) {
        let facts = |text: &str| {
            text.split(' ')
                .skip(2)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        assert_eq!(facts(one), facts(expected));
    }
    // A code nobody has, and points that are none.
    assert_eq!(exported(r#"{ "1.3": 5 }"#).0.len(), 1);
    assert!(exported(r#"{ "1.3": 5 }"#).0[0].starts_with("S011"));
    assert!(exported(r#"{ "1.2": true }"#).0[0].starts_with("S048"));
    assert!(exported("66").0[0].starts_with("S048"));
}
