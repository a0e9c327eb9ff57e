//! G1–G8: what a level asks for.

use super::{assessed, level, set};

/// QĐ 766/QĐ-TTg: ≥ 90, 80, 70, 50, and below; MIC's systems A–E alike with 90/80/65/50.
#[test]
fn g01_bands_on_the_total() {
    let set = set(r#"
      "maximum": 100,
      "criteria": [
        { "code": "1", "title": { "vi": "Tổng điểm", "en": "Points" }, "maximum": 100, "rule": { "kind": "manual" } }
      ],
      "ladders": [{
        "id": "xep-loai", "title": { "vi": "Xếp loại", "en": "Grade" }, "needs_level_below": false, "compare": "exact",
        "levels": [
          { "level": 1, "name": { "vi": "Yếu", "en": "Weak" }, "when": { "kind": "points", "at_least": 0 } },
          { "level": 2, "name": { "vi": "Trung bình", "en": "Average" }, "when": { "kind": "points", "at_least": 50 } },
          { "level": 3, "name": { "vi": "Khá", "en": "Fair" }, "when": { "kind": "points", "at_least": 70 } },
          { "level": 4, "name": { "vi": "Tốt", "en": "Good" }, "when": { "kind": "points", "at_least": 80 } },
          { "level": 5, "name": { "vi": "Xuất sắc", "en": "Excellent" }, "when": { "kind": "points", "at_least": 90 } }
        ]
      }]
    "#);
    let points = ["0", "49,9999", "50", "70", "79,9999", "80", "90", "100"];
    assert_eq!(
        points.map(|points| level(&set, &format!("1 = {points}"))),
        [1, 1, 2, 3, 3, 4, 5, 5].map(Some)
    );
}

/// Legal access (QĐ 25/2021/QĐ-TTg): total ≥ 80, each criterion ≥ 50 %, and no head disciplined
/// or prosecuted in the year. Two criteria of 80 and 20 points are ours.
#[test]
fn g02_total_and_every_criterion_and_no_veto() {
    let set = set(r#"
      "maximum": 100,
      "inputs": [{ "name": "bi_ky_luat", "label": { "vi": "Người đứng đầu bị kỷ luật, truy cứu", "en": "Disciplined" }, "type": "yes_no" }],
      "criteria": [
        { "code": "1", "title": { "vi": "Tiêu chí 1–4", "en": "1–4" }, "maximum": 80, "rule": { "kind": "manual" } },
        { "code": "5", "title": { "vi": "Tiêu chí 5", "en": "5" }, "maximum": 20, "rule": { "kind": "manual" } }
      ],
      "ladders": [{
        "id": "dat-chuan", "title": { "vi": "Đạt chuẩn", "en": "Standard" }, "needs_level_below": true,
        "levels": [{ "level": 1, "name": { "vi": "Đạt", "en": "Passed" }, "when": { "kind": "all", "conditions": [
          { "kind": "points", "at_least": 80 },
          { "kind": "each", "below": "criteria", "at_least": 50 },
          { "kind": "fact", "input": "bi_ky_luat", "is": false }
        ] } }]
      }]
    "#);
    let with = |[one, five, veto]: [&str; 3]| {
        level(&set, &format!("1 = {one}; 5 = {five}; bi_ky_luat = {veto}"))
    };
    assert_eq!(with(["70", "10", "Không"]), Some(1));
    assert_eq!(with(["69,99", "10", "Không"]), None);
    assert_eq!(with(["80", "9,99", "Không"]), None);
    assert_eq!(with(["80", "20", "Có"]), None);
}

/// The same decision, for a district: 100 % of its communes pass, total ≥ 90, each indicator
/// ≥ 50 %, no veto. The share of the communes is no indicator: it stands in a branch `outside` the
/// scale that may add nothing, and the level asks for all of its points.
#[test]
fn g03_roll_up_condition() {
    let set = set(r#"
      "document": { "level": "district" },
      "maximum": 100,
      "inputs": [{ "name": "bi_ky_luat", "label": { "vi": "Người đứng đầu bị kỷ luật", "en": "Disciplined" }, "type": "yes_no" }],
      "groups": [
        { "code": "1", "title": { "vi": "Chỉ tiêu", "en": "Indicators" }, "maximum": 100, "criteria": [
          { "code": "1.1", "title": { "vi": "Chỉ tiêu 1", "en": "First" }, "maximum": 80, "rule": { "kind": "manual" } },
          { "code": "1.2", "title": { "vi": "Chỉ tiêu 2", "en": "Second" }, "maximum": 20, "rule": { "kind": "manual" } }
        ] },
        {
          "code": "X", "title": { "vi": "Điều kiện", "en": "Conditions" }, "maximum": 1,
          "outside": { "minimum": 0, "maximum": 0 },
          "criteria": [{
            "code": "X.1", "title": { "vi": "Tỷ lệ xã đạt chuẩn", "en": "Communes that pass" }, "maximum": 1,
            "inputs": [
              { "name": "xa_dat", "label": { "vi": "Số xã đạt", "en": "Passing" }, "type": "count" },
              { "name": "so_xa", "label": { "vi": "Số xã", "en": "Communes" }, "type": "count" }
            ],
            "rule": { "kind": "ratio", "numerator": "xa_dat", "denominator": "so_xa" }
          }]
        }
      ],
      "ladders": [{
        "id": "dat-chuan", "title": { "vi": "Đạt chuẩn", "en": "Standard" }, "needs_level_below": true,
        "levels": [{ "level": 1, "name": { "vi": "Đạt", "en": "Passed" }, "when": { "kind": "all", "conditions": [
          { "kind": "met", "criterion": "X.1" },
          { "kind": "points", "at_least": 90 },
          { "kind": "each", "of": "1", "below": "criteria", "at_least": 50 },
          { "kind": "fact", "input": "bi_ky_luat", "is": false }
        ] } }]
      }]
    "#);
    let with = |[one, two, passing, veto]: [&str; 4]| {
        let given =
            format!("1.1 = {one}; 1.2 = {two}; xa_dat = {passing}; so_xa = 9; bi_ky_luat = {veto}");
        level(&set, &given)
    };
    assert_eq!(with(["80", "10", "9", "Không"]), Some(1));
    assert_eq!(with(["80", "10", "8", "Không"]), None);
    assert_eq!(with(["79,99", "10", "9", "Không"]), None);
    assert_eq!(with(["80", "9,99", "9", "Không"]), None);
    assert_eq!(with(["80", "20", "9", "Có"]), None);
    // The share of the communes adds nothing.
    let passed = assessed(
        &set,
        "1.1 = 80; 1.2 = 10; xa_dat = 9; so_xa = 9; bi_ky_luat = Không",
    );
    assert_eq!(super::of(&set, &passed, ""), "90 of 100");
}

/// The result groups of QĐ 2392/QĐ-BTTTT, each worth 25 and asked for 60 % (both ours: the
/// thresholds were not found). `ladder_of` says whose ladder it is.
fn stages(ladder_of: &str) -> chamdiem::definition::CriteriaSet {
    let stage = |(code, name): (&str, &str)| {
        format!(
            r#"{{ "code": "{code}", "title": {{ "vi": "{name}", "en": "Stage {code}" }}, "maximum": 25, "criteria": [
              {{ "code": "{code}.1", "title": {{ "vi": "{name}", "en": "Stage {code}" }}, "maximum": 25, "rule": {{ "kind": "manual" }} }}
            ] }}"#
        )
    };
    let names = [
        ("4", "Hiện diện"),
        ("5", "Tương tác"),
        ("6", "Giao dịch"),
        ("7", "Chuyển đổi"),
    ];
    let level = |(level, of): (u32, &str)| {
        format!(
            r#"{{ "level": {level}, "name": {{ "vi": "Mức độ {level}", "en": "Level {level}" }},
              "when": {{ "kind": "percent", "of": "{of}", "at_least": 60 }} }}"#
        )
    };
    set(&format!(
        r#""maximum": 150,
        "parts": [
          {{ "code": "I", "title": {{ "vi": "Sẵn sàng", "en": "Readiness" }}, "maximum": 50, "criteria": [
            {{ "code": "1", "title": {{ "vi": "Hạ tầng", "en": "Infrastructure" }}, "maximum": 50, "rule": {{ "kind": "manual" }} }}
          ] }},
          {{ "code": "II", "title": {{ "vi": "Kết quả", "en": "Results" }}, "maximum": 100, "groups": [{}] }}
        ],
        "ladders": [{{ "id": "muc-do", "title": {{ "vi": "Mức độ", "en": "Level" }}{ladder_of}, "needs_level_below": true,
          "levels": [{}] }}]"#,
        names.map(stage).join(", "),
        [(1, "4"), (2, "5"), (3, "6"), (4, "7")]
            .map(level)
            .join(", ")
    ))
}

/// QĐ 2392/QĐ-BTTTT: hiện diện → tương tác → giao dịch → chuyển đổi; level k needs the stage
/// groups 1 to k (inferred).
#[test]
fn g04_ladder_of_stage_groups() {
    let set = stages("");
    let with = |[four, five, six, seven]: [u32; 4]| {
        level(
            &set,
            &format!("1 = 0; 4.1 = {four}; 5.1 = {five}; 6.1 = {six}; 7.1 = {seven}"),
        )
    };
    // 60 % of 25 is 15.
    assert_eq!(with([15, 15, 15, 15]), Some(4));
    assert_eq!(with([25, 25, 14, 25]), Some(2));
    assert_eq!(with([14, 25, 25, 25]), None);
}

/// Bắc Kạn 2021: a commune with 70.02 points holds "mức độ 4 ở hạng mục Chính quyền điện tử", so
/// the level is that of the part and not of the total.
#[test]
fn g05_level_of_a_part() {
    let set = stages(r#", "of": "II""#);
    let ladder = &set.ladders[0];
    assert_eq!(set.nodes[ladder.of].code, "II");
    // 70.02 points of 150 in all; and more of them where the part lags behind.
    let low = "1 = 0; 4.1 = 25; 5.1 = 15; 6.1 = 15; 7.1 = 15,02";
    let high = "1 = 50; 4.1 = 25; 5.1 = 25; 6.1 = 25; 7.1 = 14,9";
    assert_eq!([level(&set, low), level(&set, high)], [Some(4), Some(3)]);
}

/// Thanh Hóa 1829/2023 and the plan of xã Gia Phong: a list of indicators, each a share with a
/// target (mostly 100 %), passed when all are at their targets. `each`, compared exactly; one
/// that does not apply is passed over.
#[test]
fn g06_all_of_a_list_of_targets() {
    let set = set(r#"
      "maximum": 2,
      "criteria": [
        {
          "code": "1", "title": { "vi": "Hồ sơ trực tuyến", "en": "Online" }, "maximum": 1,
          "inputs": [
            { "name": "truc_tuyen", "label": { "vi": "Trực tuyến", "en": "Online" }, "type": "count" },
            { "name": "ho_so", "label": { "vi": "Hồ sơ", "en": "Dossiers" }, "type": "count" }
          ],
          "rule": { "kind": "ratio", "numerator": "truc_tuyen", "denominator": "ho_so" }
        },
        {
          "code": "2", "title": { "vi": "Hộ có cáp quang", "en": "Fibre" }, "maximum": 1, "not_applicable": "exclude",
          "inputs": [{ "name": "cap_quang", "label": { "vi": "Tỷ lệ hộ", "en": "Share" }, "type": "percent" }],
          "rule": { "kind": "ratio", "numerator": "cap_quang", "target": 0.8 }
        }
      ],
      "ladders": [{
        "id": "cong-nhan", "title": { "vi": "Công nhận", "en": "Recognised" }, "needs_level_below": true, "compare": "exact",
        "levels": [{
          "level": 1, "name": { "vi": "Đạt", "en": "Passed" },
          "when": { "kind": "each", "below": "criteria", "at_least": 100 }
        }]
      }]
    "#);
    let with = |[online, fibre]: [&str; 2]| {
        level(
            &set,
            &format!("truc_tuyen = {online}; ho_so = 100000; cap_quang = {fibre}"),
        )
    };
    assert_eq!(with(["100000", "80"]), Some(1));
    // 99.999 % is published as 100.00 and is not all.
    assert_eq!(with(["99999", "80"]), None);
    assert_eq!(with(["100000", "79,9"]), None);
    assert_eq!(with(["100000", "KAD"]), Some(1));
}

/// An older legal-access rule (stp.binhdinh.gov.vn) excluded a commune of which an official was
/// warned or worse, whatever its points. That criterion 2 has to be met in full, and half of
/// criterion 3, is ours.
#[test]
fn g07_named_criteria_and_facts_are_mandatory() {
    let set = set(r#"
      "maximum": 100,
      "inputs": [{ "name": "bi_canh_cao", "label": { "vi": "Có cán bộ bị cảnh cáo trở lên", "en": "Warned" }, "type": "yes_no" }],
      "criteria": [
        { "code": "1", "title": { "vi": "Tiêu chí 1", "en": "1" }, "maximum": 60, "rule": { "kind": "manual" } },
        { "code": "2", "title": { "vi": "Tiêu chí 2", "en": "2" }, "maximum": 20, "rule": { "kind": "manual" } },
        { "code": "3", "title": { "vi": "Tiêu chí 3", "en": "3" }, "maximum": 20, "rule": { "kind": "manual" } }
      ],
      "ladders": [{
        "id": "dat-chuan", "title": { "vi": "Đạt chuẩn", "en": "Standard" }, "needs_level_below": true,
        "levels": [{ "level": 1, "name": { "vi": "Đạt", "en": "Passed" }, "when": { "kind": "all", "conditions": [
          { "kind": "fact", "input": "bi_canh_cao", "is": false },
          { "kind": "met", "criterion": "2" },
          { "kind": "points", "of": "3", "at_least": 10 }
        ] } }]
      }]
    "#);
    let with = |[one, two, three, warned]: [&str; 4]| {
        level(
            &set,
            &format!("1 = {one}; 2 = {two}; 3 = {three}; bi_canh_cao = {warned}"),
        )
    };
    assert_eq!(with(["0", "20", "10", "Không"]), Some(1));
    assert_eq!(with(["60", "19,99", "20", "Không"]), None);
    assert_eq!(with(["60", "20", "9,99", "Không"]), None);
    assert_eq!(with(["60", "20", "20", "Có"]), None);
}

/// PAR index, in %: without its survey of 30 (Hà Nội) 63 of 70 is 90 %, although it is fewer
/// points than 80. The threshold of 80 % is ours.
#[test]
fn g08_percent_of_the_scale() {
    let set = set(r#"
      "maximum": 100,
      "criteria": [
        { "code": "A", "title": { "vi": "Thẩm định", "en": "Appraised" }, "maximum": 70, "rule": { "kind": "manual" } },
        { "code": "B", "title": { "vi": "Điều tra", "en": "Survey" }, "maximum": 30,
          "not_applicable": "exclude", "rule": { "kind": "manual" } }
      ],
      "ladders": [{
        "id": "xep-loai", "title": { "vi": "Xếp loại", "en": "Grade" }, "needs_level_below": true,
        "levels": [{ "level": 1, "name": { "vi": "Tốt", "en": "Good" }, "when": { "kind": "percent", "at_least": 80 } }]
      }]
    "#);
    let with =
        |[appraised, survey]: [&str; 2]| level(&set, &format!("A = {appraised}; B = {survey}"));
    assert_eq!(with(["63", "KAD"]), Some(1));
    // 56 of 70 is 80 %; 63 and 16.99 of 100 is just less.
    assert_eq!(
        [with(["56", "KAD"]), with(["55,9", "KAD"])],
        [Some(1), None]
    );
    assert_eq!([with(["63", "17"]), with(["63", "16,99"])], [Some(1), None]);
}
