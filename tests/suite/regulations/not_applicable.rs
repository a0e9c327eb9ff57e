//! N1–N6: not applicable, or nothing happened.

use chamdiem::scoring::Outcome;

use super::{answers, assessed, fraction, of, points, set, set_of, totals};
use crate::builder::{score, unit};

/// Petitions answered on time (QĐ 766/QĐ-TTg, component 5.2) under a policy for having none.
fn petitions(policies: &str) -> String {
    r#"{
      "code": "5.2", "title": { "vi": "PAKN xử lý đúng hạn", "en": "Petitions on time" }, "maximum": 6,
      "inputs": [
        { "name": "dung_han", "label": { "vi": "Số đúng hạn", "en": "On time" }, "type": "count" },
        { "name": "tiep_nhan", "label": { "vi": "Số tiếp nhận", "en": "Received" }, "type": "count" }
      ],
      "rule": { "kind": "ratio", "numerator": "dung_han", "denominator": "tiep_nhan" },
      POLICIES
    }"#
    .replace("POLICIES", policies)
}

/// QĐ 766/QĐ-TTg, API: no petitions → 6 of 6. Tây Ninh DTI 3.1: no systems of one's own, declared
/// not applicable → 20 of 20 (inferred).
#[test]
fn n01_full_marks_where_nothing_happened_or_nothing_is_there() {
    let criterion = petitions(r#""zero_denominator": "full_marks""#);
    let of = |given: &str| points(&criterion, given);
    assert_eq!(of("dung_han = 0; tiep_nhan = 0"), "6");
    assert_eq!(of("dung_han = 0; tiep_nhan = 1"), "0");
    let systems = r#"{
      "code": "3.1", "title": { "vi": "Hệ thống được phê duyệt cấp độ", "en": "Systems classified" }, "maximum": 20,
      "inputs": [
        { "name": "da_duyet", "label": { "vi": "Số đã duyệt", "en": "Approved" }, "type": "count" },
        { "name": "tu_quan_ly", "label": { "vi": "Số tự quản lý", "en": "Own systems" }, "type": "count" }
      ],
      "rule": { "kind": "ratio", "numerator": "da_duyet", "denominator": "tu_quan_ly" },
      "not_applicable": "full_marks"
    }"#;
    assert_eq!(points(systems, "da_duyet = KAD; tu_quan_ly = KAD"), "20");
    assert_eq!(points(systems, "da_duyet = 1; tu_quan_ly = 4"), "5");
}

/// QĐ 766/QĐ-TTg, METRICS: a commune receives the maximum of a criterion outside its level, such
/// as 4.5a, which is scoped to the province.
#[test]
fn n01_full_marks_for_what_is_outside_the_units_level() {
    let set = set(r#"
      "scoring": {
        "rounding": { "digits": 2, "mode": "half_away_from_zero", "stage": "published" },
        "not_applicable": "forbidden", "zero_denominator": "error", "not_assigned": "full_marks", "counted": "latest"
      },
      "maximum": 8,
      "criteria": [
        { "code": "4.5a", "title": { "vi": "TTHC kết nối dữ liệu dân cư", "en": "Connected" }, "maximum": 2,
          "assigned_to": ["tỉnh"], "rule": { "kind": "manual" } },
        { "code": "5.4", "title": { "vi": "Hài lòng", "en": "Satisfaction" }, "maximum": 6, "rule": { "kind": "manual" } }
      ]
    "#);
    let of_kind = |kind: &str| {
        let assessed = answers(unit("00412"), "4.5a = 0,5; 5.4 = 5").assessed_as(kind, &set);
        ["4.5a", ""].map(|code| of(&set, &assessed, code))
    };
    assert_eq!(of_kind("xã"), ["2 of 2", "7 of 8"]);
    assert_eq!(of_kind("tỉnh"), ["1/2 of 2", "11/2 of 8"]);
}

/// QĐ 766/QĐ-TTg, 5.4 and payment: no dossiers → 0, and the maximum stays.
#[test]
fn n02_zero() {
    let criterion = r#"{
      "code": "5.4", "title": { "vi": "Hài lòng giải quyết TTHC", "en": "Satisfaction" }, "maximum": 6,
      "inputs": [
        { "name": "tre_han", "label": { "vi": "Trễ hạn", "en": "Late" }, "type": "count" },
        { "name": "ho_so", "label": { "vi": "Số hồ sơ", "en": "Dossiers" }, "type": "count" }
      ],
      "rule": { "kind": "formula", "share": "(1 - tre_han / ho_so) / 0.9" },
      "zero_denominator": "zero"
    }"#;
    let set = set_of(criterion);
    let nothing = assessed(&set, "tre_han = 0; ho_so = 0");
    assert_eq!(of(&set, &nothing, "5.4"), "0 of 6");
    assert_eq!(
        score(&set, &nothing.card.own, "5.4").outcome,
        Outcome::NothingHappened
    );
    // One dossier, and that in time: all of it.
    assert_eq!(points(criterion, "tre_han = 0; ho_so = 1"), "6");
}

/// QĐ 766/QĐ-TTg, METRICS text: without petitions their points are shared equally among two other
/// components (which ones was not read; 2.1 and 5.4 are ours). A policy of its own, `transfer`.
#[test]
fn n03_points_moved_to_named_siblings_in_equal_shares() {
    let moved = petitions(
        r#""zero_denominator": "not_applicable", "not_applicable": "transfer", "transfer_to": ["2.1", "5.4"]"#,
    );
    let set = set(&format!(
        r#""maximum": 32, "criteria": [
          {{ "code": "2.1", "title": {{ "vi": "Đúng hạn", "en": "On time" }}, "maximum": 20, "rule": {{ "kind": "manual" }} }},
          {{ "code": "5.4", "title": {{ "vi": "Hài lòng", "en": "Satisfaction" }}, "maximum": 6, "rule": {{ "kind": "manual" }} }},
          {moved}
        ]"#
    ));
    let with = |petitions: &str| {
        let assessed = assessed(&set, &format!("2.1 = 15; 5.4 = 4; {petitions}"));
        ["2.1", "5.4", "5.2", ""].map(|code| of(&set, &assessed, code))
    };
    // Three points to each: 15 of 20 becomes 17.25 of 23, 4 of 6 becomes 6 of 9.
    assert_eq!(
        with("dung_han = 0; tiep_nhan = 0"),
        ["69/4 of 23", "6 of 9", "0 of 0", "93/4 of 32"]
    );
    assert_eq!(
        with("dung_han = 1; tiep_nhan = 2"),
        ["15 of 20", "4 of 6", "3 of 6", "22 of 32"]
    );
}

/// Emulation, "không được giao": out of points and maximum, and the result is a percent of what
/// applies; only some criteria allow it.
#[test]
fn n04_dropped_from_numerator_and_denominator() {
    let set = set(r#"
      "maximum": 20,
      "criteria": [
        { "code": "1", "title": { "vi": "Chỉ tiêu chung", "en": "Common" }, "maximum": 15, "rule": { "kind": "manual" } },
        { "code": "2", "title": { "vi": "Chỉ tiêu được giao", "en": "Assigned" }, "maximum": 5,
          "not_applicable": "exclude", "rule": { "kind": "manual" } }
      ]
    "#);
    let without = assessed(&set, "1 = 13; 2 = KAD");
    assert_eq!(
        ["2", ""].map(|code| of(&set, &without, code)),
        ["0 of 0", "13 of 15"]
    );
    // 13 ÷ 15 × 100 = 260/3; with 0 of 5 it is 65.
    let percent = |assessed: &crate::builder::Assessed| {
        let percent = score(&set, &assessed.card.own, "").percent();
        fraction(&percent.expect("something applies"))
    };
    assert_eq!(percent(&without), "260/3");
    assert_eq!(percent(&assessed(&set, "1 = 13; 2 = 0")), "65");
    let common = answers(unit("00412"), "1 = KAD; 2 = 5").assessed(&set);
    assert_eq!(common.codes(), ["V008"]);
}

/// QĐ 766/QĐ-TTg, component 1.4: where nothing was due by either source, last year's number ÷ 12
/// stands in for the denominator. Computed under `values`; without last year's, 0.
#[test]
fn n05_denominator_imputed() {
    let criterion = r#"{
      "code": "1.4", "title": { "vi": "Hồ sơ đồng bộ", "en": "Dossiers synced" }, "maximum": 6,
      "inputs": [
        { "name": "dong_bo", "label": { "vi": "Đã đồng bộ", "en": "Synced" }, "type": "count" },
        { "name": "trong_ky", "label": { "vi": "Trong kỳ", "en": "In the period" }, "type": "count" },
        { "name": "nam_truoc", "label": { "vi": "Năm trước", "en": "Last year" }, "type": "count" }
      ],
      "values": [{ "name": "phai_dong_bo", "expression": "if(trong_ky > 0, trong_ky, nam_truoc / 12)" }],
      "rule": { "kind": "ratio", "numerator": "dong_bo", "denominator": "phai_dong_bo" },
      "zero_denominator": "zero"
    }"#;
    let with = |[synced, due, last]: [u32; 3]| {
        points(
            criterion,
            &format!("dong_bo = {synced}; trong_ky = {due}; nam_truoc = {last}"),
        )
    };
    // 3 of 100 ÷ 12: 3 × 12/100 × 6 = 54/25; what is due in the period goes first.
    assert_eq!(with([3, 0, 100]), "54/25");
    assert_eq!(with([3, 4, 100]), "9/2");
    assert_eq!(with([0, 0, 0]), "0");
    // An imputed denominator is an estimate: passing it is no mistake, and earns no more.
    assert_eq!(with([9, 0, 100]), "6");
}

/// Emulation: a unit without a target is scored in another cohort, those without a target. Two
/// `statistics`, each with its `where`; both cohorts against their best.
#[test]
fn n06_scored_in_another_cohort() {
    let set = set(r#"
      "maximum": 10,
      "statistics": [
        { "name": "tot_nhat_co", "kind": "maximum", "of": "dat / chi_tieu", "where": "chi_tieu > 0" },
        { "name": "tot_nhat_khong", "kind": "maximum", "of": "dat", "where": "chi_tieu = 0" }
      ],
      "criteria": [{
        "code": "1", "title": { "vi": "Kết quả", "en": "Result" }, "maximum": 10,
        "inputs": [
          { "name": "dat", "label": { "vi": "Kết quả", "en": "Result" }, "type": "decimal" },
          { "name": "chi_tieu", "label": { "vi": "Chỉ tiêu", "en": "Target" }, "type": "decimal" }
        ],
        "rule": { "kind": "formula", "share": "if(chi_tieu > 0, dat / chi_tieu / tot_nhat_co, dat / tot_nhat_khong)" }
      }]
    "#);
    let units = "code,name,type\n00001,Một,xã\n00002,Hai,xã\n00003,Ba,xã\n00004,Bốn,xã\n";
    // With a target 3/2 is the best, 1 ÷ (3/2) × 10 = 20/3; without one 8, 2 ÷ 8 × 10 = 5/2.
    let given = [
        ("00001", "dat = 30; chi_tieu = 20"),
        ("00002", "dat = 20; chi_tieu = 20"),
        ("00003", "dat = 8; chi_tieu = 0"),
        ("00004", "dat = 2; chi_tieu = 0"),
    ];
    assert_eq!(
        totals(&set, units, &given),
        ["00001 10", "00002 20/3", "00003 10", "00004 5/2"]
    );
}
