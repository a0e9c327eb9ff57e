//! Waivers: what excuses whom from what and when, what it does to a score, and what is wrong with
//! their table. The figures are worked out by hand.

use std::sync::Arc;

use chamdiem::definition::{self, CriteriaSet};
use chamdiem::finding::{Findings, Source};
use chamdiem::intake::{self, Request};
use chamdiem::scorecard;
use chamdiem::scoring::Outcome;
use chamdiem::submission;
use chamdiem::unit::Roster;
use chamdiem::waiver::{self, Waivers};

use crate::builder::{
    self, Assessed, Form, criterion, exact, folder, group, ratio, roster, score, set,
    set_of_groups, unit, yes_no,
};

const HEADING: &str = "code,criterion,reason,approver,until";

/// Reads a table that has nothing wrong with it: rows of unit and criterion, until the end of
/// 2021.
fn waivers(set: &CriteriaSet, rows: &[(&str, &str)]) -> Waivers {
    let rows: Vec<String> = rows
        .iter()
        .map(|(unit, criterion)| format!("{unit},{criterion},Lũ,UBND tỉnh,2021-12-31"))
        .collect();
    table(set, None, &format!("{HEADING}\n{}\n", rows.join("\n")))
}

fn table(set: &CriteriaSet, roster: Option<&Roster>, text: &str) -> Waivers {
    let mut findings = Findings::new();
    let source = Source::new("mien-xet.csv");
    let waivers = waiver::read(set, roster, &source, text, &mut findings);
    assert!(findings.is_empty(), "{:?}", findings.sorted());
    waivers
}

/// Returns cell and code of what is wrong with a table.
fn told(set: &CriteriaSet, roster: Option<&Roster>, text: &str) -> Vec<String> {
    let mut findings = Findings::new();
    waiver::read(
        set,
        roster,
        &Source::new("mien-xet.csv"),
        text,
        &mut findings,
    );
    let told = findings.sorted().into_iter().map(|finding| {
        let cell = finding.place.cell().map(|cell| cell.to_string());
        format!("{} {}", cell.unwrap_or_default(), finding.code().as_str())
    });
    told.collect()
}

/// Assesses a form of a unit of this kind that these waivers excuse.
fn excused(set: &CriteriaSet, kind: &str, waivers: &Waivers, form: &Form) -> Assessed {
    let mut findings = Findings::new();
    let bytes = form.csv();
    let submission = submission::read(set, &Source::new("phieu"), &bytes, &mut findings);
    let mut submission = submission.expect("a form");
    let mut unit = submission::identify(&submission, None, &mut findings).expect("a unit");
    kind.clone_into(&mut Arc::make_mut(&mut unit).kind);
    let period = submission.period().expect("a period");
    submission.waived = waivers.granted(set, &unit, period, &mut findings);
    Assessed {
        card: scorecard::assess(set, submission, unit, period, &mut findings),
        findings: findings.sorted(),
    }
}

/// Returns outcome, points and maximum of a node: `waived 0/1 of 0/1`.
fn of(set: &CriteriaSet, assessed: &Assessed, code: &str) -> String {
    let score = score(set, assessed.card.counted(), code);
    let [points, maximum] =
        [&score.points, &score.maximum].map(|value| match value.to_fraction_text() {
            (above, below) if below == "1" => above,
            (above, below) => format!("{above}/{below}"),
        });
    format!("{} {points} of {maximum}", score.outcome.name())
}

// What a waiver does to a score.

#[test]
fn a_waived_criterion_gives_what_the_criteria_set_says() {
    let with = |policy: &str| {
        let set = set(vec![
            criterion("1", "10").also(policy),
            criterion("2", "30"),
        ])
        .read();
        let form = unit("00412").answer("1", "").answer("2", "15");
        let assessed = excused(&set, "", &waivers(&set, &[("00412", "1")]), &form);
        assert_eq!(assessed.codes(), Vec::<&str>::new());
        [of(&set, &assessed, "1"), of(&set, &assessed, "")]
    };
    assert_eq!(
        with(r#""waived": "exclude""#),
        ["waived 0 of 0", "scored 15 of 30"]
    );
    assert_eq!(
        with(r#""waived": "full_marks""#),
        ["waived 10 of 10", "scored 25 of 40"]
    );
}

#[test]
fn what_the_set_says_of_waivers_holds_where_a_criterion_says_nothing() {
    let criteria = vec![
        criterion("1", "10"),
        criterion("2", "30").also(r#""waived": "full_marks""#),
    ];
    let set = set(criteria).scoring("waived", r#""exclude""#).read();
    let both = waivers(&set, &[("00412", "1"), ("00412", "2")]);
    let assessed = excused(&set, "", &both, &unit("00412"));
    assert_eq!(
        ["1", "2", ""].map(|code| of(&set, &assessed, code)),
        ["waived 0 of 0", "waived 30 of 30", "scored 30 of 30"]
    );
}

#[test]
fn a_waiver_of_a_group_excuses_from_every_criterion_below() {
    let mut outer = group("1", vec![criterion("1.1", "10")]);
    outer
        .groups
        .push(group("1.2", vec![criterion("1.2.1", "5")]));
    let set = set_of_groups(vec![outer, group("2", vec![criterion("2.1", "20")])])
        .scoring("waived", r#""exclude""#)
        .read();
    let form = unit("00412").answer("2.1", "7");
    let assessed = excused(&set, "", &waivers(&set, &[("00412", "1")]), &form);
    // A branch of which nothing else is asked is waived itself.
    assert_eq!(
        ["1", "1.1", "1.2", "1.2.1", ""].map(|code| of(&set, &assessed, code)),
        [
            "waived 0 of 0",
            "waived 0 of 0",
            "waived 0 of 0",
            "waived 0 of 0",
            "scored 7 of 20"
        ]
    );
    let granted: Vec<(&str, usize)> = assessed
        .card
        .waived()
        .iter()
        .map(|(waiver, criteria)| (waiver.code.as_str(), criteria.len()))
        .collect();
    assert_eq!(granted, [("1", 2)]);
}

#[test]
fn a_waiver_holds_for_the_units_own_score_and_for_the_appraised_one() {
    let set = set(vec![criterion("1", "10"), criterion("2", "10")])
        .scoring("waived", r#""exclude""#)
        .read();
    let form = unit("00412")
        .answer("1", "")
        .answer_appraised("2", "9", "6");
    let assessed = excused(&set, "", &waivers(&set, &[("00412", "1")]), &form);
    assert_eq!(assessed.codes(), Vec::<&str>::new());
    let total = |assessment: &scorecard::Assessment| {
        let total = assessment.scores.total(&set);
        [total.0, total.1]
    };
    let of = |points: &str| [exact(points), exact("10")];
    assert_eq!(total(&assessed.card.own), of("9"));
    let appraised = assessed.card.appraised.as_ref().expect("an appraisal");
    assert_eq!(total(appraised), of("6"));
}

#[test]
fn a_waiver_holds_for_a_period_when_it_holds_on_its_last_day() {
    let set = set(vec![criterion("1", "10")])
        .scoring("waived", r#""exclude""#)
        .read();
    let outcome = |from: &str, until: &str| {
        let text = format!(
            "code,criterion,reason,approver,from,until\n00412,1,Lũ,UBND tỉnh,{from},{until}\n"
        );
        let assessed = excused(
            &set,
            "",
            &table(&set, None, &text),
            &unit("00412").answer("1", "8"),
        );
        let codes = assessed.codes();
        let outcome = score(&set, &assessed.card.own, "1").outcome;
        assert_eq!(
            codes.contains(&"V029"),
            outcome == Outcome::Scored,
            "{codes:?}"
        );
        outcome
    };
    // The period is November 2021; the first and the last day belong to the waiver.
    assert_eq!(outcome("", "2021-11-30"), Outcome::Waived);
    assert_eq!(outcome("2021-11-30", "2021-11-30"), Outcome::Waived);
    assert_eq!(outcome("", "2021-11-29"), Outcome::Scored);
    assert_eq!(outcome("2021-12-01", "2021-12-31"), Outcome::Scored);
}

#[test]
fn what_is_waived_is_not_asked_and_an_answer_to_it_is_told() {
    let set = set(vec![
        ratio("1", "10", ["lam", "tat_ca"]),
        criterion("2", "10"),
    ])
    .scoring("waived", r#""exclude""#)
    .scoring("not_applicable_needs_reason", "true")
    .read();
    let excuse = waivers(&set, &[("00412", "1")]);
    let codes = |part: &str, whole: &str| {
        let form = unit("00412").answer("lam", part).answer("tat_ca", whole);
        let assessed = excused(&set, "", &excuse, &form.answer("2", "5"));
        assert_eq!(of(&set, &assessed, ""), "scored 5 of 10");
        assessed.codes()
    };
    assert_eq!(codes("", ""), Vec::<&str>::new());
    assert_eq!(codes("4", ""), ["V031"]);
    // Neither a zero denominator nor "not applicable", which the set forbids, is a mistake here.
    assert_eq!(codes("0", "0"), ["V031", "V031"]);
    assert_eq!(codes("KAD", "KAD"), Vec::<&str>::new());
    // What stands in a cell and cannot be read leaves the unit without a place all the same.
    assert_eq!(codes("bốn", ""), ["V001"]);
}

#[test]
fn an_answer_that_another_criterion_uses_counts_there() {
    let shared = yes_no("2", "10", "co_mang").also(r#""waived": "exclude""#);
    let other = criterion("1", "10").rule(r#"{ "kind": "yes_no", "input": "co_mang" }"#);
    let set = set(vec![other, shared]).read();
    let excuse = waivers(&set, &[("00412", "2")]);
    let yes = excused(&set, "", &excuse, &unit("00412").answer("co_mang", "Có"));
    assert_eq!(yes.codes(), Vec::<&str>::new());
    assert_eq!(of(&set, &yes, ""), "scored 10 of 10");
    let blank = excused(&set, "", &excuse, &unit("00412").answer("co_mang", ""));
    assert_eq!(blank.codes(), ["V003"]);
}

#[test]
fn a_fact_that_a_level_asks_for_is_stated_although_its_criterion_is_waived() {
    let asked = yes_no("1", "10", "co_su_co").also(r#""waived": "exclude""#);
    let veto = r#"{ "kind": "fact", "input": "co_su_co", "is": false }"#;
    let set = set(vec![asked, criterion("2", "10")])
        .ladder(true, &[(1, veto)])
        .read();
    let excuse = waivers(&set, &[("00412", "1")]);
    let form = |fact: &str| unit("00412").answer("co_su_co", fact).answer("2", "5");
    let no = excused(&set, "", &excuse, &form("Không"));
    assert_eq!((no.codes(), no.level()), (Vec::new(), Some(1)));
    assert_eq!(excused(&set, "", &excuse, &form("Có")).level(), None);
}

#[test]
fn conditions_see_a_waived_criterion_as_what_it_gives() {
    let with = |policy: &str| {
        let waived = criterion("1", "10").also(&format!(r#""waived": "{policy}""#));
        let each = r#"{ "kind": "each", "below": "criteria", "at_least": 50 }"#;
        let met = r#"{ "kind": "met", "criterion": "1" }"#;
        let points = r#"{ "kind": "points", "at_least": 15 }"#;
        let ladder = |set: builder::Set, when: &str| set.ladder(true, &[(1, when)]);
        let set = [each, met, points]
            .into_iter()
            .fold(set(vec![waived, criterion("2", "10")]), ladder)
            .read();
        let form = unit("00412").answer("1", "").answer("2", "8");
        let assessed = excused(&set, "", &waivers(&set, &[("00412", "1")]), &form);
        assessed.card.own.levels
    };
    // 0 of 0 is no percent to fall short of, but neither full points nor points at all.
    assert_eq!(with("exclude"), [Some(1), None, None]);
    assert_eq!(with("full_marks"), [Some(1), Some(1), Some(1)]);
}

#[test]
fn a_group_need_not_have_data_on_what_is_waived() {
    let criteria = ["1.1", "1.2", "1.3"].map(|code| criterion(code, "10"));
    let text = set_of_groups(vec![
        group("1", criteria.to_vec()),
        group("2", vec![criterion("2.1", "10")]),
    ])
    .scoring("waived", r#""exclude""#)
    .text()
    .replacen(
        r#""maximum": 30,"#,
        r#""maximum": 30, "minimum_data": 0.6,"#,
        1,
    );
    let mut findings = Findings::new();
    let set = definition::read(&Source::new("criteria-set.json"), &text, &mut findings);
    let set = set.unwrap_or_else(|| panic!("{:?} in {text}", findings.sorted()));
    let form = || {
        unit("00412")
            .answer("1.1", "9")
            .answer("1.2", "")
            .answer("2.1", "5")
    };
    let of_form = |rows: &[(&str, &str)]| {
        let assessed = excused(&set, "", &waivers(&set, rows), &form().answer("1.3", ""));
        of(&set, &assessed, "1")
    };
    // One of three, one of two, one of one.
    assert_eq!(of_form(&[]), "insufficient_data 0 of 0");
    assert_eq!(of_form(&[("00412", "1.2")]), "insufficient_data 0 of 0");
    assert_eq!(
        of_form(&[("00412", "1.2"), ("00412", "1.3")]),
        "scored 9 of 10"
    );
}

#[test]
fn a_waived_criterion_takes_over_no_points_and_gives_none_away() {
    let moved = ratio("3", "6", ["lam", "tat_ca"])
        .not_applicable("transfer")
        .transfer_to(&["1", "2"]);
    let set = set(vec![criterion("1", "4"), criterion("2", "6"), moved])
        .scoring("waived", r#""exclude""#)
        .read();
    let form = unit("00412").answer("1", "2").answer("2", "6");
    let form = form.answer("lam", "KAD").answer("tat_ca", "KAD");
    let taker = excused(&set, "", &waivers(&set, &[("00412", "2")]), &form);
    // All six points to 1: 2 of 4 becomes 5 of 10.
    assert_eq!(
        ["1", "2", ""].map(|code| of(&set, &taker, code)),
        ["scored 5 of 10", "waived 0 of 0", "scored 5 of 10"]
    );
    let giver = excused(&set, "", &waivers(&set, &[("00412", "3")]), &form);
    assert_eq!(
        ["1", "3", ""].map(|code| of(&set, &giver, code)),
        ["scored 2 of 4", "waived 0 of 0", "scored 8 of 10"]
    );
}

#[test]
fn nobody_is_excused_from_what_is_not_asked() {
    let set = set(vec![
        criterion("1", "10").assigned_to("phường"),
        criterion("2", "10"),
    ])
    .scoring("waived", r#""full_marks""#)
    .read();
    let excuse = waivers(&set, &[("00412", "1")]);
    let form = unit("00412").answer("1", "").answer("2", "5");
    let rural = excused(&set, "xã", &excuse, &form);
    assert_eq!(rural.codes(), ["V030"]);
    assert_eq!(of(&set, &rural, "1"), "not_assigned 0 of 0");
    assert!(rural.card.waived().is_empty());
    let urban = excused(&set, "phường", &excuse, &form);
    assert_eq!(of(&set, &urban, "1"), "waived 10 of 10");
}

/// Reads and ranks forms of the units 00001 to 00003 with this table of waivers, and returns their
/// published totals and what was found.
fn ranked(
    set: &CriteriaSet,
    table_text: &str,
    forms: &[(&str, Form)],
) -> (Vec<String>, Vec<&'static str>) {
    let roster = roster("code,name,type\n00001,Xã Một,xã\n00002,Xã Hai,xã\n00003,Xã Ba,xã\n");
    let waivers = table(set, Some(&roster), table_text);
    let folder = folder(forms.iter().map(|(code, form)| (*code, form.csv())));
    let request = Request {
        roster: Some(&roster),
        waivers: Some(&waivers),
        reader: submission::Reader::default(),
        period: Some("2021-11".parse().expect("a period")),
        ..builder::request(set)
    };
    let files = intake::files(folder.path()).expect("a folder");
    let outcomes = intake::run(request, &files, |card| card.into_standing(set));
    let codes = outcomes
        .iter()
        .flat_map(|file| builder::codes(file.found()));
    let codes = codes.collect();
    let submissions = outcomes.iter().flat_map(|file| &file.submissions);
    let standings = submissions.filter_map(|one| one.result.as_ref());
    let shown = standings.map(|standing| {
        let mark = if standing.waived.is_empty() {
            ""
        } else {
            " waived"
        };
        format!(
            "{} {}/{}{mark}",
            standing.unit.code, standing.total, standing.maximum
        )
    });
    (shown.collect(), codes)
}

#[test]
fn an_answer_that_does_not_count_is_no_figure_to_be_compared_with() {
    let best = r#"{ "name": "tot_nhat", "kind": "maximum", "of": "v" }"#;
    let compared = criterion("1", "10")
        .asks("v", "count")
        .rule(r#"{ "kind": "formula", "share": "v / tot_nhat" }"#);
    let set = set(vec![compared, criterion("2", "10")])
        .statistics(best)
        .scoring("waived", r#""exclude""#)
        .read();
    let form = |code: &str, v: &str| {
        (
            code.to_owned(),
            unit(code).without("Đơn vị").answer("v", v).answer("2", "5"),
        )
    };
    let forms = [form("00001", "4"), form("00002", "2"), form("00003", "40")];
    let forms: Vec<(&str, Form)> = forms
        .iter()
        .map(|(code, form)| (code.as_str(), form.clone()))
        .collect();
    let heading = format!("{HEADING}\n");
    let (all, _) = ranked(&set, &heading, &forms);
    assert_eq!(
        all,
        ["00001 6.00/20.00", "00002 5.50/20.00", "00003 15.00/20.00"]
    );
    let (without, codes) = ranked(
        &set,
        &format!("{heading}00003,1,Lũ,UBND tỉnh,2021-12-31\n"),
        &forms,
    );
    assert_eq!(
        without,
        [
            "00001 15.00/20.00",
            "00002 10.00/20.00",
            "00003 5.00/10.00 waived"
        ]
    );
    assert_eq!(codes, ["V031"]);
}

#[test]
fn a_figure_the_superior_has_not_set_is_not_missed_where_it_would_not_count() {
    let asked = criterion("1", "20")
        .asks("da_ky", "count")
        .asks_with("duoc_giao", "count", r#""source": "superior""#)
        .rule(r#"{ "kind": "ratio", "numerator": "da_ky", "denominator": "duoc_giao", "may_exceed": true }"#);
    let set = set(vec![asked]).scoring("waived", r#""full_marks""#).read();
    let form = unit("00001").without("Đơn vị").answer("da_ky", "");
    let forms = [("00001", form)];
    let heading = format!("{HEADING}\n");
    assert_eq!(ranked(&set, &heading, &forms).1, ["V023", "V003"]);
    let waived = ranked(
        &set,
        &format!("{heading}00001,1,Lũ,UBND tỉnh,2021-12-31\n"),
        &forms,
    );
    assert_eq!(
        waived,
        (vec!["00001 20.00/20.00 waived".to_owned()], vec![])
    );
}

// The table.

#[test]
fn columns_are_known_by_headings_in_both_languages() {
    let set = set(vec![criterion("1", "10")])
        .scoring("waived", r#""exclude""#)
        .read();
    for text in [
        "MÃ ĐƠN VỊ;Đơn vị;Tiêu chí;Tên tiêu chí;Lý do;Phê duyệt;Văn bản;Từ ngày;Đến hết ngày;Ghi chú\n\
         00412;Xã 00412;1;Máy quét;Lũ;UBND tỉnh;12/QĐ-UBND;2021-01-01;2021-12-31;\n",
        "code,criterion,reason,approver,document,from,until\n00412,1,Flood,The province,12,2021-01-01,2021-12-31\n",
        "Mã\tMã tiêu chí\tLý do\tCơ quan phê duyệt\tĐến\n00412\t1\tLũ\tUBND tỉnh\t2021-12-31\n\t\t\t\t\n",
    ] {
        let assessed = excused(&set, "", &table(&set, None, text), &unit("00412"));
        let outcome = score(&set, &assessed.card.own, "1").outcome;
        assert_eq!(outcome, Outcome::Waived, "{text}");
    }
}

#[test]
fn mistakes_of_the_table_are_all_told_with_their_cells() {
    let forbidden = criterion("1.4", "10").also(r#""waived": "forbidden""#);
    let set = set_of_groups(vec![group("1", vec![criterion("1.10", "10"), forbidden])])
        .scoring("waived", r#""exclude""#)
        .read();
    let roster = roster("code,name\n00001,Xã Một\n00002,Xã Hai\n");
    let told_of = |text: &str| told(&set, Some(&roster), text);
    let row = |row: &str| {
        told_of(&format!(
            "code,name,criterion,reason,approver,from,until\n{row}\n"
        ))
    };
    assert_eq!(told_of(""), [" U008"; 5]);
    assert_eq!(told_of("code,criterion,reason,approver\n"), [" U008"]);
    assert_eq!(
        told_of(&format!("{HEADING},untill,reason\n")),
        ["F1 U009", "G1 U010"]
    );
    assert_eq!(
        row("00001,,1.10,Lũ,UBND tỉnh,,2021-12-31"),
        Vec::<String>::new()
    );
    assert_eq!(row("00001,,1.10,Lũ,UBND tỉnh,,2021-12-31,"), ["A2 U011"]);
    // All that is wrong with a row at once.
    assert_eq!(
        row("00003,,1.11,,,2021-02-30,"),
        [
            "A2 U015", "C2 U018", "D2 U012", "E2 U012", "F2 U013", "G2 U012"
        ]
    );
    assert_eq!(
        row("00001,Xã Hai,1.10,Lũ,UBND tỉnh,,2021-12-31"),
        ["B2 U016"]
    );
    assert_eq!(
        row("00001,xa mot,1.10,Lũ,UBND tỉnh,,2021-12-31"),
        Vec::<String>::new()
    );
    assert_eq!(row("00001,,1.4,Lũ,UBND tỉnh,,2021-12-31"), ["C2 U019"]);
    assert_eq!(row("00001,,1,Lũ,UBND tỉnh,,2021-12-31"), ["C2 U019"]);
    assert_eq!(
        row("00001,,1.10,Lũ,UBND tỉnh,2021-12-31,2021-12-30"),
        ["G2 U014"]
    );
    assert_eq!(row("00001,,1.10,Lũ,UBND tỉnh,,cuối năm"), ["G2 U013"]);
    assert_eq!(told_of("code\u{0},x\n"), [" S004"]);
}

#[test]
fn a_criterion_is_waived_once_on_one_day() {
    let set = set_of_groups(vec![group(
        "1",
        vec![criterion("1.1", "10"), criterion("1.2", "10")],
    )])
    .scoring("waived", r#""exclude""#)
    .read();
    let rows = |rows: &[[&str; 4]]| {
        let rows = rows
            .iter()
            .map(|[unit, of, from, until]| format!("{unit},{of},Lũ,UBND tỉnh,{from},{until}\n"));
        let rows: String = rows.collect();
        told(
            &set,
            None,
            &format!("code,criterion,reason,approver,from,until\n{rows}"),
        )
    };
    let nothing = Vec::<String>::new();
    let year = ["2021-01-01", "2021-12-31"];
    let one = |of| ["00001", of, year[0], year[1]];
    assert_eq!(rows(&[one("1.1"), one("1.2")]), nothing);
    assert_eq!(
        rows(&[one("1.1"), ["00002", "1.1", year[0], year[1]]]),
        nothing
    );
    assert_eq!(rows(&[one("1.1"), one("1.1")]), ["B3 U020"]);
    // A group is every criterion in it.
    assert_eq!(rows(&[one("1.1"), one("1")]), ["B3 U020"]);
    assert_eq!(
        rows(&[one("1"), one("1.2"), one("1.1")]),
        ["B3 U020", "B4 U020"]
    );
    // One may follow the other; the later row is the one that is told.
    let next = ["00001", "1.1", "2022-01-01", "2022-12-31"];
    assert_eq!(rows(&[one("1.1"), next]), nothing);
    assert_eq!(
        rows(&[["00001", "1.1", "2021-12-31", "2022-12-31"], one("1.1")]),
        ["B3 U020"]
    );
    assert_eq!(
        rows(&[["00001", "1.1", "", "2021-01-01"], one("1.1")]),
        ["B3 U020"]
    );
}

#[test]
fn a_day_with_slashes_is_understood_where_it_can_mean_one_day_only() {
    let set = set(vec![criterion("1", "10")])
        .scoring("waived", r#""exclude""#)
        .read();
    let holds = |from: &str, until: &str| {
        let text = format!(
            "code,criterion,reason,approver,from,until\n00412,1,Lũ,UBND tỉnh,{from},{until}\n"
        );
        let mut findings = Findings::new();
        let waivers = waiver::read(&set, None, &Source::new("t.csv"), &text, &mut findings);
        if findings.has_errors() {
            return builder::codes(&findings).join(" ");
        }
        let assessed = excused(&set, "", &waivers, &unit("00412"));
        let granted: Vec<String> = assessed
            .card
            .waived()
            .iter()
            .map(|(waiver, _)| {
                format!(
                    "{} {}",
                    waiver.from.map(|day| day.to_string()).unwrap_or_default(),
                    waiver.until
                )
            })
            .collect();
        granted.join(" ")
    };
    assert_eq!(holds("", "31/12/2021"), " 2021-12-31");
    assert_eq!(holds("", "12.12.2021"), " 2021-12-12");
    // May be 1 July or 7 January, until another day shows how days are written here.
    assert_eq!(holds("", "1/12/2021"), "U013");
    assert_eq!(holds("1/7/2021", "31-12-2021"), "2021-07-01 2021-12-31");
    // As an American computer writes it.
    assert_eq!(holds("", "12/31/2021"), "U013");
    assert_eq!(holds("30/06/2021", "12/31/2021"), "U013");
    assert_eq!(holds("1/7/2021", "12/31/2021"), "U013 U013");
}

#[test]
fn a_waiver_does_not_pass_on_with_the_code() {
    let set = set(vec![criterion("1", "10")])
        .scoring("waived", r#""exclude""#)
        .read();
    let units = "code,name,valid_from,valid_until\n01864,Xã Bộc Bố,,2025-06-30\n01864,Xã Bằng Thành,2025-07-01,\n";
    let roster = roster(units);
    let rows = |rows: &str| format!("code,name,criterion,reason,approver,from,until\n{rows}\n");
    let told_of = |row: &str| told(&set, Some(&roster), &rows(row));
    // Without a first day it may be either's.
    assert_eq!(told_of("01864,,1,Lũ,UBND tỉnh,,2025-12-31"), ["A2 U017"]);
    assert_eq!(
        told_of("01864,,1,Lũ,UBND tỉnh,,2025-06-30"),
        Vec::<String>::new()
    );
    assert_eq!(
        told_of("01864,,1,Lũ,UBND tỉnh,2025-07-01,2025-12-31"),
        Vec::<String>::new()
    );
    assert_eq!(
        told_of("01864,Xã Bằng Thành,1,Lũ,UBND tỉnh,,2025-06-30"),
        ["B2 U016"]
    );
    let old = table(
        &set,
        Some(&roster),
        &rows("01864,Xã Bộc Bố,1,Lũ,UBND tỉnh,,2025-12-31"),
    );
    let granted = |period: &str| {
        let period = period.parse().expect("a period");
        let in_force = roster.in_force(period);
        let unit = in_force.by_code("01864").expect("a unit");
        let mut findings = Findings::new();
        let granted = old.granted(&set, unit, period, &mut findings);
        assert!(
            findings.is_empty(),
            "what is another unit's is not told of this one"
        );
        !granted.is_empty()
    };
    assert!(granted("2025-06"));
    assert!(!granted("2025-07"));
}

#[test]
fn a_waiver_of_another_version_of_the_set_is_no_mistake() {
    let text = set(vec![
        criterion("1", "10").also(r#""waived": "exclude""#),
        criterion("2", "10"),
    ])
    .text()
    .replace(
        r#"{ "level": "commune" }"#,
        r#"{ "level": "commune", "valid_from": "2021-01-01", "valid_until": "2021-12-31" }"#,
    );
    let mut findings = Findings::new();
    let set =
        definition::read(&Source::new("criteria-set.json"), &text, &mut findings).expect("a set");
    let row = |of: &str, from: &str, until: &str| {
        format!(
            "code,criterion,reason,approver,from,until\n00412,{of},Lũ,UBND tỉnh,{from},{until}\n"
        )
    };
    for of in ["9", "2"] {
        assert_eq!(
            told(&set, None, &row(of, "", "2020-12-31")),
            Vec::<String>::new()
        );
        assert_eq!(
            told(&set, None, &row(of, "2022-01-01", "2022-06-30")),
            Vec::<String>::new()
        );
        // One day in common is enough to be held against this version.
        assert_eq!(told(&set, None, &row(of, "", "2021-01-01")).len(), 1);
    }
    // Whoever scores a month with a set that was not in force is told that it knows no such waiver.
    let waivers = table(&set, None, &row("9", "2020-01-01", "2020-12-31"));
    let form = unit("00412")
        .header("Kỳ", "2020-11")
        .answer("1", "8")
        .answer("2", "8");
    assert_eq!(excused(&set, "", &waivers, &form).codes(), ["V030"]);
    let known = table(&set, None, &row("1", "2020-01-01", "2020-12-31"));
    assert_eq!(
        of(&set, &excused(&set, "", &known, &form), "1"),
        "waived 0 of 0"
    );
}

#[test]
fn a_table_without_end_is_read_in_reasonable_time() {
    let set = set(vec![criterion("1", "10")])
        .scoring("waived", r#""exclude""#)
        .read();
    let row = "00412,1,Lũ,UBND tỉnh,2021-12-31\n";
    let told = told(&set, None, &format!("{HEADING}\n{}", row.repeat(50_000)));
    assert_eq!(told.len(), 49_999);
}
