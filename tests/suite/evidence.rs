//! Evidence: where it is required, what is told of it, and that none of it changes a score.

use chamdiem::definition::CriteriaSet;
use chamdiem::finding::Finding;
use chamdiem::report::document::findings::Counts;
use chamdiem::report::document::scorecards::Cards;
use chamdiem::text::{self, Language};
use proptest::prelude::*;
use proptest::sample::select;

use crate::builder::{
    Assessed, Criterion, Set, assessed, codes, criterion, exact, ratio, set, yes_no,
};
use crate::laws::cases;

/// A row of the form: what it answers, the answer, evidence and note.
type Row<'r> = [&'r str; 4];

/// Reads and assesses a form of November 2021 whose evidence stands in column C.
fn handed_in(set: &CriteriaSet, rows: &[Row]) -> Assessed {
    let quoted = |text: &&str| format!("\"{}\"", text.replace('"', "\"\""));
    let line = |row: &Row| row.iter().map(quoted).collect::<Vec<_>>().join(",");
    let header = format!(
        "Đơn vị,Xã Một\nMã đơn vị,1\nKỳ,2021-11\nBộ tiêu chí,{}\n\
         Mã,Giá trị,Tài liệu kiểm chứng,Ghi chú\n",
        Set::ID
    );
    let rows: Vec<String> = rows.iter().map(line).collect();
    assessed(set, (header + &rows.join("\n")).as_bytes(), "xã")
}

/// Returns code, cell and criterion of what was found.
fn told(findings: &[Finding]) -> Vec<String> {
    let told = |finding: &Finding| {
        let cell = finding.place.cell().map(|cell| cell.to_string());
        format!(
            "{} {} {}",
            finding.code().as_str(),
            cell.unwrap_or_default(),
            finding.criterion.as_deref().unwrap_or("-")
        )
    };
    findings.iter().map(told).collect()
}

/// Says what evidence a criterion asks for.
fn asking(criterion: Criterion) -> Criterion {
    criterion.also(r#""evidence": { "vi": "Văn bản", "en": "A document" }"#)
}

/// Two questions, of which the first asks for evidence; the set requires what is asked for.
fn requiring() -> CriteriaSet {
    let criteria = vec![asking(yes_no("1", "10", "mot")), yes_no("2", "10", "hai")];
    set(criteria).scoring("evidence_required", "true").read()
}

#[test]
fn evidence_that_is_asked_for_is_required_only_where_the_set_says_so() {
    let rows = [["mot", "Có", "", ""], ["hai", "Có", "", ""]];
    let found = handed_in(&requiring(), &rows).findings;
    // The cell is the one to fill in, not that of the answer.
    assert_eq!(told(&found), ["V025 C6 1"]);
    let set = set(vec![
        asking(yes_no("1", "10", "mot")),
        yes_no("2", "10", "hai"),
    ]);
    assert_eq!(handed_in(&set.read(), &rows).codes(), [""; 0]);
}

#[test]
fn a_criterion_may_require_evidence_or_do_without_whatever_the_set_says() {
    let required = r#""evidence_required": true"#;
    let criteria = vec![
        asking(yes_no("1", "10", "mot")).also(r#""evidence_required": false"#),
        yes_no("2", "10", "hai").also(required),
    ];
    let set = set(criteria).scoring("evidence_required", "true").read();
    let rows = [["mot", "Có", "", ""], ["hai", "Có", "", ""]];
    assert_eq!(told(&handed_in(&set, &rows).findings), ["V025 C7 2"]);
}

#[test]
fn a_document_a_text_or_a_note_is_enough_and_a_word_for_none_is_not() {
    let found = |evidence, note| {
        let rows = [["mot", "Có", evidence, note], ["hai", "Có", "", ""]];
        codes(&handed_in(&requiring(), &rows).findings)
    };
    assert_eq!(found("12/KH-UBND", ""), [""; 0]);
    assert_eq!(found("Ảnh chụp màn hình", ""), [""; 0]);
    assert_eq!(found("", "Lấy từ phần mềm một cửa"), [""; 0]);
    for none in ["Không có", "-", "chưa có"] {
        assert_eq!(found(none, ""), ["V025"], "{none}");
    }
}

#[test]
fn who_claims_no_points_has_nothing_to_prove() {
    let found = |answer| {
        let rows = [["mot", answer, "", ""], ["hai", "Có", "", ""]];
        codes(&handed_in(&requiring(), &rows).findings)
    };
    assert_eq!(found("Không"), [""; 0]);
    // What is blank or refused is told as that, and once.
    assert_eq!(found(""), ["V003"]);
    assert_eq!(found("có lẽ"), ["V004"]);
    let excused = vec![asking(yes_no("1", "10", "mot")).not_applicable("exclude")];
    let excused = set(excused).scoring("evidence_required", "true").read();
    let found = handed_in(&excused, &[["mot", "Không áp dụng", "", ""]]);
    assert_eq!(found.codes(), [""; 0]);
}

#[test]
fn one_of_a_criterions_rows_is_enough_and_the_first_is_where_it_is_missing() {
    let set = set(vec![asking(ratio("1", "10", ["tu", "mau"]))]);
    let set = set.scoring("evidence_required", "true").read();
    let found = |first, second| {
        let rows = [["tu", "1", first, ""], ["mau", "2", second, ""]];
        told(&handed_in(&set, &rows).findings)
    };
    assert_eq!(found("", "Sổ tài sản"), [""; 0]);
    assert_eq!(found("", ""), ["V025 C6 1"]);
}

#[test]
fn a_form_without_a_column_for_evidence_is_told_at_the_answer() {
    let form = format!(
        "Đơn vị,Xã Một\nMã đơn vị,1\nKỳ,2021-11\nBộ tiêu chí,{}\nMã,Giá trị\nmot,Có\nhai,Có\n",
        Set::ID
    );
    let found = assessed(&requiring(), form.as_bytes(), "xã").findings;
    assert_eq!(told(&found), ["V025 B6 1"]);
}

#[test]
fn points_that_compare_units_are_claimed_by_any_answer() {
    let best = r#"{ "name": "cao_nhat", "label": { "vi": "Cao nhất", "en": "Most" }, "kind": "maximum", "of": "toc_do" }"#;
    let rule = r#"{ "kind": "formula", "points": "toc_do / cao_nhat * 10" }"#;
    let compared = criterion("1", "10").asks("toc_do", "decimal").rule(rule);
    let set = set(vec![asking(compared)]).statistics(best);
    let set = set.scoring("evidence_required", "true").read();
    let found = handed_in(&set, &[["toc_do", "5", "", ""]]);
    assert_eq!(found.codes(), ["V022", "V025"]);
}

#[test]
fn a_day_after_the_period_and_a_day_that_is_none_are_told_for_each_document() {
    let set = set(vec![criterion("1", "10")]).read();
    let found = |evidence| {
        let found = handed_in(&set, &[["1", "5", evidence, ""]]).findings;
        let told = |finding: &Finding| {
            let text = finding.quoted.clone().unwrap_or_default();
            format!("{} {text}", finding.code().as_str())
        };
        found.iter().map(told).collect::<Vec<_>>()
    };
    assert_eq!(
        found("12/KH-UBND ngày 30/11/2021"),
        [""; 0],
        "the last day is of the period"
    );
    assert_eq!(
        found("*1/KH-UBND - 05/03/2021: Kế hoạch\n*2/BC-UBND - 01/12/2021: Báo\ncáo"),
        ["V026 2/BC-UBND - 01/12/2021: Báo cáo"]
    );
    assert_eq!(
        found("1/KH-UBND ngày 01/12/2021; 2/KH-UBND ngày 01/12/2021; 1/KH-UBND ngày 01/12/2021"),
        [
            "V026 1/KH-UBND ngày 01/12/2021",
            "V026 2/KH-UBND ngày 01/12/2021"
        ],
        "each document once"
    );
    assert_eq!(
        found("1/KH-UBND ngày 31/11/2021; 2/KH-UBND ngày 30/02/2021"),
        [
            "V027 1/KH-UBND ngày 31/11/2021",
            "V027 2/KH-UBND ngày 30/02/2021"
        ]
    );
}

#[test]
fn one_document_of_two_criteria_is_told_at_the_second() {
    let set = set(vec![
        ratio("1", "10", ["tu", "mau"]),
        criterion("2", "10"),
        criterion("3", "10"),
    ]);
    let set = set.read();
    let plan = "Kế hoạch số 12/KH-UBND ngày 5 tháng 3 năm 2021";
    let found = handed_in(
        &set,
        &[
            ["tu", "1", "*12/KH-UBND - 05/03/2021: Kế hoạch", ""],
            ["mau", "2", plan, ""],
            ["2", "5", plan, ""],
            // Another number, another day, and a number without a day.
            [
                "3",
                "5",
                "12/QĐ-UBND ngày 05/3/2021; 12/KH-UBND ngày 06/3/2021; 12/KH-UBND",
                "",
            ],
        ],
    );
    assert_eq!(told(&found.findings), ["V028 C8 2"]);
    let finding = &found.findings[0];
    assert_eq!(
        text::finding(finding, Language::Vietnamese),
        "văn bản 12/KH-UBND ngày 05/03/2021 đã dùng cho tiêu chí 1 ở ô C6"
    );
}

#[test]
fn a_scorecard_has_the_documents_beside_what_was_written() {
    let set = set(vec![criterion("1", "10")]).read();
    let written =
        "*12/KH-UBND - 05/03/2021: Kế hoạch\nnăm\n*Ảnh chụp\n*5/TB-UBND - 31/02/2021: Họp";
    let assessed = handed_in(&set, &[["1", "5", written, ""]]);
    let cards = Cards {
        set: &set,
        language: Language::English,
    };
    let card = cards.card(&assessed.card, "xa-mot.csv", Counts::default());
    let data = serde_json::to_value(&card).expect("a card is data");
    let input = &data["tree"]["children"][0]["self"]["derivation"]["inputs"][0];
    assert_eq!(input["evidence"], written);
    assert_eq!(
        input["documents"],
        serde_json::json!([
            {
                "number": "12/KH-UBND",
                "date": "2021-03-05",
                "abstract": "Kế hoạch năm",
                "text": "12/KH-UBND - 05/03/2021: Kế hoạch\nnăm",
            },
            { "number": null, "date": null, "abstract": "Ảnh chụp", "text": "Ảnh chụp" },
            {
                "number": "5/TB-UBND",
                "date": null,
                "abstract": "Họp",
                "text": "5/TB-UBND - 31/02/2021: Họp",
            },
        ])
    );
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn no_evidence_changes_a_score(
        evidence in select(vec![
            "", "Không có", "12/KH-UBND", "12/KH-UBND ngày 01/12/2021", "ngày 31/02/2021",
            "*12/KH-UBND - 05/03/2021: Kế hoạch", "https://xa-mot.example", "=1+1",
        ]),
        note in select(vec!["", "Giải trình"]),
        points in 0_u32..=10,
    ) {
        let set = set(vec![asking(criterion("1", "10")), criterion("2", "10")]);
        let set = set.scoring("evidence_required", "true").read();
        let points = points.to_string();
        let second = ["2", "3", "*12/KH-UBND - 05/03/2021: Kế hoạch", ""];
        let found = handed_in(&set, &[["1", &points, evidence, note], second]);
        prop_assert_eq!(&found.card.own.scores.of(1).points, &exact(&points));
        prop_assert!(found.findings.iter().all(|finding| finding.severity() != chamdiem::finding::Severity::Error));
    }
}
