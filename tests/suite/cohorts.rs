//! Criteria that compare units, and figures set by the superior: worked out by hand.

use chamdiem::finding::{Findings, Problem, Source};
use chamdiem::intake;
use chamdiem::submission::Reader;
use chamdiem::submission::target::Targets;
use chamdiem::unit::Roster;

use crate::builder::{
    Form, Round, Set, codes, criterion, exact, folder, request, roster, set, unit,
};

const UNITS: &str = "\
code,name,type,district_code,district
00001,Xã Một,xã,001,Huyện A
00002,Xã Hai,xã,001,Huyện A
00003,Xã Ba,xã,002,Huyện B
00004,Phường Bốn,phường,002,Huyện B
";

/// A set of one criterion of ten points that asks for `v`.
fn comparing(statistics: &str, rule: &str) -> Set {
    let criterion = criterion("1", "10").asks("v", "decimal").rule(rule);
    set(vec![criterion]).statistics(statistics)
}

fn form(code: &str, v: &str) -> Form {
    unit(code).without("Đơn vị").answer("v", v)
}

/// The four units ranked, with these figures.
fn ranked(set: &Set, figures: [&str; 4]) -> Round {
    let codes = ["00001", "00002", "00003", "00004"];
    let forms = codes.into_iter().zip(figures);
    let files = forms.map(|(code, v)| (code, form(code, v).csv()));
    folder(files).ranked(&set.read(), Some(&roster(UNITS)), "2021-11")
}

/// The exact totals by code.
fn totals(round: &Round) -> Vec<String> {
    let mut totals: Vec<String> = round
        .ranking
        .places
        .iter()
        .map(|place| {
            let (above, below) = place.standing.compared.to_fraction_text();
            format!("{} {above}/{below}", place.standing.unit.code)
        })
        .collect();
    totals.sort();
    totals
}

/// How many findings have this code.
fn told(round: &Round, code: &str) -> usize {
    let in_files = round.outcomes.iter().flat_map(intake::FileOutcome::found);
    let of_ranking = round.ranking.findings();
    let all = codes(in_files.chain(of_ranking.iter()));
    all.into_iter().filter(|other| *other == code).count()
}

fn exact_totals(set: &Set, figures: [&str; 4]) -> Vec<String> {
    totals(&ranked(
        &set.clone().ranking("compare", "\"exact\""),
        figures,
    ))
}

const BEST: &str = r#"{ "name": "tot_nhat", "kind": "maximum", "of": "v" }"#;

#[test]
fn points_relative_to_the_best_unit() {
    let set = comparing(BEST, r#"{ "kind": "formula", "share": "v / tot_nhat" }"#);
    // 8 is the best: 10 × v ÷ 8.
    assert_eq!(
        exact_totals(&set, ["8", "4", "1", "0"]),
        ["00001 10/1", "00002 5/1", "00003 5/4", "00004 0/1"]
    );
}

#[test]
fn a_ratio_takes_a_statistic_for_its_denominator() {
    let rule = r#"{ "kind": "ratio", "numerator": "v", "denominator": "tot_nhat" }"#;
    assert_eq!(
        exact_totals(&comparing(BEST, rule), ["8", "4", "1", "0"])[1],
        "00002 5/1"
    );
}

#[test]
fn the_worst_unit_has_nothing_and_the_best_all_between_the_two() {
    let both = r#"{ "name": "cao", "kind": "maximum", "of": "v" }, { "name": "thap", "kind": "minimum", "of": "v" }"#;
    let set = comparing(
        both,
        r#"{ "kind": "formula", "share": "(v - thap) / (cao - thap)" }"#,
    );
    // From 2 to 8: 10 × (v − 2) ÷ 6.
    assert_eq!(
        exact_totals(&set, ["8", "4", "5", "2"]),
        ["00001 10/1", "00002 10/3", "00003 5/1", "00004 0/1"]
    );
    // All equal: nothing to be divided by; zero_denominator says what that gives.
    let equal = set.scoring("zero_denominator", "\"full_marks\"");
    assert_eq!(exact_totals(&equal, ["3", "3", "3", "3"])[0], "00001 10/1");
}

#[test]
fn a_mean_and_a_deviation_standardise() {
    let both = r#"{ "name": "tb", "kind": "mean", "of": "v" }, { "name": "lech", "kind": "standard_deviation", "of": "v" }"#;
    let set = comparing(
        both,
        r#"{ "kind": "formula", "points": "5 + 2 * (v - tb) / lech" }"#,
    );
    // 2, 4, 4, 6: mean 4, σ = √((4 + 0 + 0 + 4) ÷ 4) = √2; 5 ± 2 × 2 ÷ √2 = 5 ± 2√2.
    let round = ranked(&set, ["2", "4", "4", "6"]);
    assert_eq!(
        round.places(),
        [
            "1. 00004 7.83",
            "2. 00002 5.00",
            "2. 00003 5.00",
            "4. 00001 2.17"
        ]
    );
}

#[test]
fn a_percentile_rank_counts_the_others_below_and_ties_half() {
    let rank = r#"{ "name": "vi_tri", "kind": "percentile_rank", "of": "v" }"#;
    let set = comparing(rank, r#"{ "kind": "formula", "share": "vi_tri" }"#);
    // Of three others: 3 below; 1 below and 1 equal, 1 + ½; the same; none.
    assert_eq!(
        exact_totals(&set, ["9", "5", "5", "1"]),
        ["00001 10/1", "00002 5/1", "00003 5/1", "00004 0/1"]
    );
}

#[test]
fn a_rank_counts_those_below_and_ties_share_the_lowest_place() {
    let rank = r#"{ "name": "hang", "kind": "rank", "of": "v" },
        { "name": "so_don_vi", "kind": "count", "of": "v" }"#;
    let set = comparing(
        rank,
        r#"{ "kind": "formula", "share": "(hang - 1) / (so_don_vi - 1)" }"#,
    );
    // Places 4, 2, 2, 1 of 4: the share of the others below, ties counting not at all.
    assert_eq!(
        exact_totals(&set, ["9", "5", "5", "1"]),
        ["00001 10/1", "00002 10/3", "00003 10/3", "00004 0/1"]
    );
}

/// As a survey does that standardises its indicators, takes their mean, and spreads the means
/// between 0 and 1 over all units.
#[test]
fn a_statistic_is_made_of_values_and_these_of_statistics() {
    let criterion = criterion("1", "10")
        .asks("v", "decimal")
        .asks("w", "decimal")
        .rule(r#"{ "kind": "formula", "share": "(z - z_thap) / (z_cao - z_thap)" }"#);
    let set = set(vec![criterion])
        .values(
            r#"{ "name": "z", "expression": "((v - tb_v) / lech_v + (w - tb_w) / lech_w) / 2" }"#,
        )
        .statistics(
            r#"{ "name": "tb_v", "kind": "mean", "of": "v" },
               { "name": "lech_v", "kind": "standard_deviation", "of": "v" },
               { "name": "tb_w", "kind": "mean", "of": "w" },
               { "name": "lech_w", "kind": "standard_deviation", "of": "w" },
               { "name": "z_thap", "kind": "minimum", "of": "z" },
               { "name": "z_cao", "kind": "maximum", "of": "z" }"#,
        )
        .rounding(4, "half_away_from_zero", "published");
    // v: 1, 3, 3, 5, mean 3, σ = √2; w: 10, 10, 20, 20, mean 15, σ = 5.
    // z: −1/√2 − 1/2, −1/2, 1/2, 1/√2 + 1/2; with the greatest a = 1/√2 + 1/2 and the least −a,
    // 10 (z + a) ÷ 2a: 0, 10 × (1/√2) ÷ (√2 + 1) = 10 ÷ (2 + √2) = 2.9289, 7.0711, 10.
    let files = [
        ("00001", "1", "10"),
        ("00002", "3", "10"),
        ("00003", "3", "20"),
        ("00004", "5", "20"),
    ]
    .map(|(code, v, w)| (code, form(code, v).answer("w", w).csv()));
    let round = folder(files).ranked(&set.read(), Some(&roster(UNITS)), "2021-11");
    assert_eq!(
        round.places(),
        [
            "1. 00004 10.0000",
            "2. 00003 7.0711",
            "3. 00002 2.9289",
            "4. 00001 0.0000"
        ]
    );
}

#[test]
fn a_statistic_of_a_statistic_leaves_out_whoever_has_none() {
    // Places among those above zero; the mean of the places is of those who have one.
    let both = r#"{ "name": "hang", "kind": "rank", "of": "v", "where": "v > 0" },
        { "name": "hang_tb", "kind": "mean", "of": "hang" }"#;
    let set = comparing(both, r#"{ "kind": "formula", "points": "hang_tb" }"#);
    // 8, 4 and 2 have 3, 2 and 1: the mean is 2; 0 has none, but is told the mean.
    assert_eq!(
        exact_totals(&set, ["8", "4", "2", "0"]),
        ["00001 2/1", "00002 2/1", "00003 2/1", "00004 2/1"]
    );
}

#[test]
fn units_are_compared_within_their_district_or_cohort_where_the_set_says() {
    let siblings = r#"{ "name": "tot_nhat", "kind": "maximum", "of": "v", "among": "siblings" }"#;
    let rule = r#"{ "kind": "formula", "share": "v / tot_nhat" }"#;
    assert_eq!(
        exact_totals(&comparing(siblings, rule), ["8", "4", "1", "2"]),
        ["00001 10/1", "00002 5/1", "00003 5/1", "00004 10/1"]
    );
    let cohort = r#"{ "name": "tot_nhat", "kind": "maximum", "of": "v", "among": "cohort" }"#;
    let cohorts = r#"[
        { "id": "xa", "title": { "vi": "Xã", "en": "Communes" }, "types": ["xã"] },
        { "id": "phuong", "title": { "vi": "Phường", "en": "Wards" }, "types": ["phường"] }
    ]"#;
    let apart = comparing(cohort, rule).ranking("cohorts", cohorts);
    assert_eq!(
        exact_totals(&apart, ["8", "4", "1", "2"]),
        ["00001 10/1", "00002 5/1", "00003 5/4", "00004 10/1"]
    );
}

/// Target and leader (R25): half of the points at the target, the other half by the excess over it
/// against the leader's; without a target (R26) against the best of those without.
#[test]
fn target_and_leader_with_a_cohort_of_their_own_for_those_without_a_target() {
    let criterion = criterion("1", "10")
        .asks("v", "decimal")
        .asks("chi_tieu", "decimal")
        .rule(
            r#"{ "kind": "formula", "share": "if(chi_tieu > 0,
                if(v < chi_tieu, 0.5 * v / chi_tieu, 0.5 + if(dan_dau > 0, 0.5 * (v / chi_tieu - 1) / dan_dau, 0)),
                v / tot_nhat)" }"#
                .replace('\n', " ")
                .as_str(),
        );
    let set = set(vec![criterion])
        .statistics(
            r#"{ "name": "dan_dau", "kind": "maximum", "of": "v / chi_tieu - 1", "where": "chi_tieu > 0" },
               { "name": "tot_nhat", "kind": "maximum", "of": "v", "where": "chi_tieu = 0" }"#,
        )
        .ranking("compare", "\"exact\"");
    let files = [
        ("00001", "5", "10"),  // half of the target: 2.5
        ("00002", "12", "10"), // excess 0.2 of the leader's 0.5: 5 + 2 = 7
        ("00003", "15", "10"), // the leader: 10
        ("00004", "3", "0"),   // no target, best of its kind: 10
    ]
    .map(|(code, v, target)| (code, form(code, v).answer("chi_tieu", target).csv()));
    let round = folder(files).ranked(&set.read(), Some(&roster(UNITS)), "2021-11");
    assert_eq!(
        totals(&round),
        ["00001 5/2", "00002 7/1", "00003 10/1", "00004 10/1"]
    );
}

#[test]
fn a_late_submission_changes_everybody_and_one_with_errors_nobody() {
    let set = comparing(BEST, r#"{ "kind": "formula", "share": "v / tot_nhat" }"#);
    let files = |figures: &[(&'static str, &str)]| {
        let files: Vec<(&str, Vec<u8>)> = figures
            .iter()
            .map(|(code, v)| (*code, form(code, v).csv()))
            .collect();
        folder(files)
            .ranked(&set.read(), Some(&roster(UNITS)), "2021-11")
            .places()
    };
    let early = [("00001", "4"), ("00002", "2")];
    assert_eq!(files(&early), ["1. 00001 10.00", "2. 00002 5.00"]);
    let late = [early[0], early[1], ("00003", "8")];
    assert_eq!(
        files(&late),
        ["1. 00003 10.00", "2. 00001 5.00", "3. 00002 2.50"]
    );
    let broken = [early[0], early[1], ("00003", "tám")];
    assert_eq!(files(&broken), ["1. 00001 10.00", "2. 00002 5.00"]);
}

#[test]
fn a_form_scored_by_itself_is_compared_with_nobody_and_says_so() {
    let set = comparing(BEST, r#"{ "kind": "formula", "share": "v / tot_nhat" }"#).read();
    let assessed = form("00001", "4").assessed(&set);
    assert_eq!(assessed.codes(), ["V022"]);
    assert_eq!(assessed.standing(&set).compared, exact("0"));
    let outcome = crate::builder::score(&set, &assessed.card.own, "1").outcome;
    assert_eq!(outcome.name(), "pending");
}

#[test]
fn a_unit_whose_figure_is_blank_is_not_in_the_statistic() {
    let mean = r#"{ "name": "tb", "kind": "mean", "of": "v" }"#;
    let set = comparing(mean, r#"{ "kind": "formula", "share": "v / tb / 2" }"#);
    // The mean of 2 and 6 is 4.
    assert_eq!(
        exact_totals(&set, ["2", "6", "", ""]),
        ["00001 5/2", "00002 15/2", "00003 0/1", "00004 0/1"]
    );
}

// Figures set by the superior.

/// Directives signed of those the province asks for (R6): the target stands in a table, not in
/// the form.
#[test]
fn a_figure_set_by_the_superior_comes_from_its_table_and_for_its_period() {
    let criterion = criterion("1", "20")
        .asks("da_ky", "count")
        .asks_with("duoc_giao", "count", r#""source": "superior""#)
        .rule(r#"{ "kind": "ratio", "numerator": "da_ky", "denominator": "duoc_giao", "may_exceed": true }"#);
    let set = set(vec![criterion]).read();
    let folder = folder([
        (
            "00001",
            unit("00001").without("Đơn vị").answer("da_ky", "3").csv(),
        ),
        (
            "00002",
            unit("00002").without("Đơn vị").answer("da_ky", "3").csv(),
        ),
        (
            "00003",
            unit("00003").without("Đơn vị").answer("da_ky", "3").csv(),
        ),
    ]);
    let roster = roster(UNITS);
    let mut findings = Findings::new();
    let table = "Mã đơn vị;Kỳ;duoc_giao\n00001;;4\n00002;;4\n00002;Tháng 11/2021;12\n";
    let targets = Targets::read(
        &set,
        &[],
        Some(&roster),
        &Source::new("chi-tieu.csv"),
        table,
        &mut findings,
    );
    assert!(findings.is_empty(), "{findings:?}");
    let request = intake::Request {
        roster: Some(&roster),
        targets: Some(&targets),
        reader: Reader::default(),
        period: Some("2021-11".parse().expect("a period")),
        ..request(&set)
    };
    let paths = intake::files(folder.path()).expect("a folder");
    let outcomes = intake::run(request, &paths, |card| {
        card.into_standing(&set).total.to_string()
    });
    let totals: Vec<_> = outcomes
        .iter()
        .map(|outcome| outcome.submissions[0].result.clone())
        .collect();
    let of = |total: &str| Some(total.to_owned());
    // 3 of 4, 3 of 12, and no target: blank, with a warning.
    assert_eq!(totals, [of("15.00"), of("5.00"), of("0.00")]);
    assert_eq!(codes(outcomes[2].found()), ["V023"]);
}

#[test]
fn mistakes_of_a_table_of_targets_are_told_with_their_cells() {
    let criterion = criterion("1", "20")
        .asks("da_ky", "count")
        .asks_with("duoc_giao", "count", r#""source": "superior""#)
        .rule(r#"{ "kind": "ratio", "numerator": "da_ky", "denominator": "duoc_giao", "may_exceed": true }"#);
    let set = set(vec![criterion]).read();
    let told = |table: &str| {
        let mut findings = Findings::new();
        Targets::read(&set, &[], None, &Source::new("t.csv"), table, &mut findings);
        let told = findings.sorted().into_iter().map(|finding| {
            let cell = finding.place.cell().map(|cell| cell.to_string());
            format!("{} {}", cell.unwrap_or_default(), finding.code().as_str())
        });
        told.collect::<Vec<_>>()
    };
    assert_eq!(told("code,duoc_gia\n00001,4\n"), ["B1 D008"]);
    assert_eq!(told("name,duoc_giao\nXã Một,4\n"), [" U001"]);
    assert_eq!(told("code,duoc_giao\n00001,bốn\n"), ["B2 V001"]);
    assert_eq!(told("code,duoc_giao\n00001,4,5\n"), ["A2 U007"]);
    assert_eq!(
        told("code,period,duoc_giao\n00001,tháng ba,4\n"),
        ["B2 U004"]
    );
    // What the unit itself says is none of the superior's.
    assert_eq!(told("code,da_ky\n00001,4\n"), ["B1 D008"]);
}

#[test]
fn a_row_of_the_targets_for_a_unit_nobody_knows_is_told_with_the_code_that_is_near() {
    let criterion = criterion("1", "20")
        .asks("da_ky", "count")
        .asks_with("duoc_giao", "count", r#""source": "superior""#)
        .rule(r#"{ "kind": "ratio", "numerator": "da_ky", "denominator": "duoc_giao", "may_exceed": true }"#);
    let set = set(vec![criterion]).read();
    let roster = roster(UNITS);
    let told = |roster: Option<&Roster>, table: &str| {
        let mut findings = Findings::new();
        let source = Source::new("t.csv");
        let targets = Targets::read(&set, &[], roster, &source, table, &mut findings);
        let told = findings.sorted().into_iter().map(|finding| {
            let Problem::TargetUnitUnknown { nearest } = finding.problem else {
                panic!("{finding:?}")
            };
            (finding.place.cell().map(|cell| cell.to_string()), nearest)
        });
        (told.collect::<Vec<_>>(), targets)
    };
    let table = "name,code,duoc_giao\nXã Một,00001,4\nXã Hai,2,5\nXã Nào,99999,6\n";
    let at =
        |cell: &str, nearest: Option<&str>| (Some(cell.to_owned()), nearest.map(str::to_owned));
    let (findings, targets) = told(Some(&roster), table);
    assert_eq!(findings, [at("B3", Some("00002")), at("B4", None)]);
    // The row is kept: a warning changes nothing of the others.
    let november = "2021-11".parse().expect("a period");
    let id = set.input_named("duoc_giao").expect("an input");
    assert!(targets.of("00001", id, november).is_some());
    // Without a roster nobody knows who there is.
    assert_eq!(told(None, table).0, []);
}

#[test]
fn a_unit_with_nobody_to_be_compared_with_has_the_criterion_not_applicable_in_every_rule() {
    let rank = r#"{ "name": "vi_tri", "kind": "percentile_rank", "of": "v" }"#;
    for rule in [
        r#"{ "kind": "formula", "share": "vi_tri" }"#,
        r#"{ "kind": "formula", "points": "max(10 * vi_tri, 3)" }"#,
        r#"{ "kind": "ratio", "numerator": "v", "denominator": "vi_tri", "may_exceed": true, "cap": 1 }"#,
    ] {
        let set = comparing(rank, rule).scoring("not_applicable", "\"exclude\"");
        let files = [("00001", form("00001", "5").csv())];
        let round = folder(files).ranked(&set.read(), Some(&roster(UNITS)), "2021-11");
        // Nothing else is asked, so that nothing applies: no place, and not one with 0 points.
        assert!(round.places().is_empty(), "{rule}: {:?}", round.places());
        assert_eq!(told(&round, "R006"), 1, "{rule}");
    }
}

#[test]
fn nobody_who_counts_is_zero_units_and_zero_together() {
    let none = r#"{ "name": "kem", "kind": "count", "of": "v", "where": "v < 0" },
        { "name": "tong", "kind": "sum", "of": "v", "where": "v < 0" }"#;
    let set = comparing(
        none,
        r#"{ "kind": "formula", "points": "10 - kem - tong" }"#,
    );
    assert_eq!(
        exact_totals(&set, ["8", "4", "1", "2"]),
        ["00001 10/1", "00002 10/1", "00003 10/1", "00004 10/1"]
    );
}

#[test]
fn a_denominator_that_the_units_make_zero_together_is_told_where_it_is_a_mistake() {
    let both = r#"{ "name": "cao", "kind": "maximum", "of": "v" }, { "name": "thap", "kind": "minimum", "of": "v" }"#;
    for (rule, code) in [
        (
            r#"{ "kind": "formula", "share": "(v - thap) / (cao - thap)" }"#,
            "V016",
        ),
        (
            r#"{ "kind": "formula", "points": "ln(v - cao) + thap - thap" }"#,
            "V021",
        ),
    ] {
        let round = ranked(&comparing(both, rule), ["3", "3", "3", "3"]);
        assert!(round.places().is_empty());
        assert_eq!(told(&round, code), 4, "{rule}");
    }
}

#[test]
fn a_district_that_is_its_own_district_counts_once() {
    let units = "\
code,name,type,district_code,district
001,Huyện A,huyện,001,Huyện A
00001,Xã Một,xã,001,Huyện A
";
    let below = r#"{ "name": "tong", "kind": "sum", "of": "v", "among": "below" }"#;
    let set = comparing(below, r#"{ "kind": "formula", "points": "tong" }"#);
    let files = [
        ("001", form("001", "3").csv()),
        ("00001", form("00001", "4").csv()),
    ];
    let set = set.ranking("compare", "\"exact\"").read();
    let round = folder(files).ranked(&set, Some(&roster(units)), "2021-11");
    assert_eq!(totals(&round), ["00001 4/1", "001 7/1"]);
}
