//! A1–A9: how totals combine.

use super::{assessed, of, set, total, totals};
use crate::builder::{decimal, exact};

/// QĐ 766/QĐ-TTg: six groups, 18 + 20 + 12 + 22 + 10 + 18 = 100, and the points are simply added
/// (8.56 is the Phú Thọ test vector, the other points are ours).
#[test]
fn a01_plain_sum_of_points() {
    let set = set(r#"
      "maximum": 100,
      "groups": [
        { "code": "I", "title": { "vi": "Công khai, minh bạch", "en": "Openness" }, "maximum": 18, "criteria": [
          { "code": "1", "title": { "vi": "Nhóm 1", "en": "1" }, "maximum": 18, "rule": { "kind": "manual" } }] },
        { "code": "II", "title": { "vi": "Tiến độ giải quyết", "en": "Progress" }, "maximum": 20, "criteria": [
          { "code": "2", "title": { "vi": "Nhóm 2", "en": "2" }, "maximum": 20, "rule": { "kind": "manual" } }] },
        { "code": "III", "title": { "vi": "DVC trực tuyến", "en": "Online services" }, "maximum": 12, "criteria": [
          { "code": "3", "title": { "vi": "Nhóm 3", "en": "3" }, "maximum": 12, "rule": { "kind": "manual" } }] },
        { "code": "IV", "title": { "vi": "Số hóa hồ sơ", "en": "Digitisation" }, "maximum": 22, "criteria": [
          { "code": "4", "title": { "vi": "Nhóm 4", "en": "4" }, "maximum": 22, "rule": { "kind": "manual" } }] },
        { "code": "V", "title": { "vi": "Thanh toán trực tuyến", "en": "Payment" }, "maximum": 10, "criteria": [
          { "code": "5", "title": { "vi": "Nhóm 5", "en": "5" }, "maximum": 10, "rule": { "kind": "manual" } }] },
        { "code": "VI", "title": { "vi": "Mức độ hài lòng", "en": "Satisfaction" }, "maximum": 18, "criteria": [
          { "code": "6", "title": { "vi": "Nhóm 6", "en": "6" }, "maximum": 18, "rule": { "kind": "manual" } }] }
      ]
    "#);
    // 16.5 + 18.24 + 8.56 + 20 + 7.25 + 17 = 87.55
    let assessed = assessed(
        &set,
        "1 = 16,5; 2 = 18,24; 3 = 8,56; 4 = 20; 5 = 7,25; 6 = 17",
    );
    assert_eq!(of(&set, &assessed, ""), "1751/20 of 100");
    assert_eq!(of(&set, &assessed, "III"), "214/25 of 12");
}

/// DTI: points ÷ 1000, Đà Nẵng 2020 0.4874. The two halves of 500 are those of QĐ 922, the points
/// within them ours.
#[test]
fn a02_sum_on_a_scale_of_one() {
    let set = set(r#"
      "scoring": {
        "rounding": { "digits": 4, "mode": "half_away_from_zero", "stage": "published" },
        "not_applicable": "forbidden", "zero_denominator": "error", "counted": "latest", "scale": 1
      },
      "maximum": 1000,
      "criteria": [
        { "code": "1", "title": { "vi": "Chỉ số nền tảng", "en": "General" }, "maximum": 500, "rule": { "kind": "manual" } },
        { "code": "2", "title": { "vi": "Chỉ số hoạt động", "en": "Activity" }, "maximum": 500, "rule": { "kind": "manual" } }
      ]
    "#);
    let standing = |given: &str| assessed(&set, given).standing(&set);
    let da_nang = standing("1 = 267,3; 2 = 220,1");
    assert_eq!(da_nang.compared, exact("0.4874"));
    assert_eq!(
        (da_nang.total.to_string(), da_nang.maximum),
        ("0.4874".to_owned(), decimal("1.0000"))
    );
    assert_eq!(standing("1 = 500; 2 = 500").compared, exact("1"));
    assert_eq!(standing("1 = 0; 2 = 0").compared, exact("0"));
}

/// Emulation: achieved ÷ assigned, 13 of 15 = 86.67 % (how 15 is made up is ours); Hà Nội PAR
/// without its survey of 30: the appraised part alone is converted to the scale of 100.
#[test]
fn a03_sum_of_the_applicable_maxima() {
    let of_applicable = r#""scoring": {
        "rounding": { "digits": 2, "mode": "half_away_from_zero", "stage": "published" },
        "not_applicable": "exclude", "zero_denominator": "error", "counted": "latest", "scale": 100
      }"#;
    let emulation = set(&format!(
        r#"{of_applicable}, "maximum": 20, "criteria": [
          {{ "code": "1", "title": {{ "vi": "Chỉ tiêu 1", "en": "1" }}, "maximum": 10, "rule": {{ "kind": "manual" }} }},
          {{ "code": "2", "title": {{ "vi": "Chỉ tiêu 2", "en": "2" }}, "maximum": 5, "rule": {{ "kind": "manual" }} }},
          {{ "code": "3", "title": {{ "vi": "Chỉ tiêu 3", "en": "3" }}, "maximum": 5, "rule": {{ "kind": "manual" }} }}
        ]"#
    ));
    let standing = assessed(&emulation, "1 = 9; 2 = 4; 3 = KAD").standing(&emulation);
    // 13 ÷ 15 × 100 = 260/3
    assert_eq!(standing.compared, exact("260/3"));
    assert_eq!(standing.total, decimal("86.67"));
    let standing = assessed(&emulation, "1 = 9; 2 = 4; 3 = 0").standing(&emulation);
    assert_eq!(standing.compared, exact("65"));

    let par = set(&format!(
        r#"{of_applicable}, "maximum": 100, "criteria": [
          {{ "code": "A", "title": {{ "vi": "Thẩm định", "en": "Appraised" }}, "maximum": 70, "rule": {{ "kind": "manual" }} }},
          {{ "code": "B", "title": {{ "vi": "Điều tra", "en": "Survey" }}, "maximum": 30, "rule": {{ "kind": "manual" }} }}
        ]"#
    ));
    // 63 of 70 without the survey is 90; with 18 of 30 it is 81.
    let index = |given: &str| assessed(&par, given).standing(&par).compared;
    assert_eq!(
        [index("A = 63; B = KAD"), index("A = 63; B = 18")],
        [exact("90"), exact("81")]
    );
}

/// PAR, Đà Nẵng 2012: 53.25 appraised + 33.87 by survey = 87.12 (how the 100 are divided was not
/// read; 60 and 40 are ours).
#[test]
fn a04_two_sources_added_in_points() {
    let set = set(r#"
      "maximum": 100,
      "parts": [
        { "code": "A", "title": { "vi": "Thẩm định", "en": "Appraised" }, "maximum": 60, "criteria": [
          { "code": "1", "title": { "vi": "Điểm thẩm định", "en": "Appraised" }, "maximum": 60, "rule": { "kind": "manual" } }] },
        { "code": "B", "title": { "vi": "Điều tra xã hội học", "en": "Survey" }, "maximum": 40, "criteria": [
          { "code": "2", "title": { "vi": "Điểm điều tra", "en": "Survey" }, "maximum": 40, "rule": { "kind": "manual" } }] }
      ]
    "#);
    // 87.12 = 2178/25
    assert_eq!(total(&set, "1 = 53,25; 2 = 33,87"), "2178/25");
}

/// Cần Giuộc dashboard, "tiến độ chung": the mean of the groups' percents weighted by their
/// maxima, 82.07 %, which is the plain sum ÷ 960 (regulations 5.2). Groups are criteria here.
#[test]
fn a05_mean_of_group_percents_weighted_by_maxima_equals_the_sum() {
    let groups = |combine: &str| {
        let group = |(code, maximum): (&str, &str)| {
            format!(
                r#"{{
                  "code": "{code}", "title": {{ "vi": "Nhóm {code}", "en": "Group {code}" }},
                  "maximum": {maximum}, "weight": {maximum}, "rule": {{ "kind": "manual" }}
                }}"#
            )
        };
        let maxima = [
            ("1", "80"),
            ("2", "100"),
            ("3", "100"),
            ("4", "520"),
            ("5", "80"),
            ("6", "80"),
        ];
        let groups = maxima.map(group).join(", ");
        set(&format!(
            r#""maximum": 960, "combine": "{combine}", "criteria": [{groups}]"#
        ))
    };
    let own = "1 = 59,47; 2 = 51,85; 3 = 100; 4 = 442,43; 5 = 80; 6 = 54,09";
    for combine in ["weighted_mean", "sum"] {
        let set = groups(combine);
        let assessed = assessed(&set, own);
        // 59.47 + 51.85 + 100 + 442.43 + 80 + 54.09 = 787.84
        assert_eq!(of(&set, &assessed, ""), "19696/25 of 960", "{combine}");
        let percent = assessed.standing(&set).percent;
        assert_eq!(percent, Some(decimal("82.07")), "{combine}");
    }
}

/// Hà Nội 5666/2025: eight content areas make the scale of 100 (one stands for them here), the
/// ninth is bonus and penalty on top. Its values were not read; 1 for each bonus up to 3 and 2
/// off for each reprimand down to −5 are ours.
#[test]
fn a06_bonus_and_penalty_outside_the_scale() {
    let set = set(r#"
      "maximum": 100,
      "groups": [
        { "code": "1", "title": { "vi": "Nội dung 1–8", "en": "Areas 1–8" }, "maximum": 100, "criteria": [
          { "code": "1.1", "title": { "vi": "Điểm", "en": "Points" }, "maximum": 100, "rule": { "kind": "manual" } }] },
        {
          "code": "9", "title": { "vi": "Điểm thưởng, điểm trừ", "en": "Bonus and penalty" }, "maximum": 3,
          "outside": { "minimum": -5, "maximum": 3 },
          "criteria": [
            {
              "code": "9.1", "title": { "vi": "Điểm thưởng", "en": "Bonus" }, "maximum": 3,
              "inputs": [{ "name": "khen", "label": { "vi": "Số sáng kiến", "en": "Initiatives" }, "type": "count" }],
              "rule": { "kind": "per_item", "count": "khen", "points_each": 1 }
            },
            {
              "code": "9.2", "title": { "vi": "Điểm trừ", "en": "Penalty" }, "maximum": 0,
              "inputs": [{ "name": "nhac_nho", "label": { "vi": "Số lần nhắc nhở", "en": "Reprimands" }, "type": "count" }],
              "rule": { "kind": "deduction", "count": "nhac_nho", "points_each": 2, "floor": -10 }
            }
          ]
        }
      ]
    "#);
    let with = |[points, praise, blame]: [u32; 3]| {
        let given = format!("1.1 = {points}; khen = {praise}; nhac_nho = {blame}");
        of(&set, &assessed(&set, &given), "")
    };
    assert_eq!(with([80, 0, 0]), "80 of 100");
    assert_eq!(with([80, 2, 1]), "80 of 100");
    // The caps: 5 bonuses are 3, four reprimands are −5; and the total may pass the scale.
    assert_eq!(
        [with([99, 5, 0]), with([80, 0, 4])],
        ["102 of 100", "75 of 100"]
    );
}

/// DTI 2024 of merged provinces (huengaynay.vn): the arithmetic mean of the main indices of the
/// predecessors. A main index is a `weighted_mean` of its predecessors', and who has fewer
/// declares the others not applicable. The predecessors' points are entered: the program knows of
/// no succession, and looks nothing up.
#[test]
fn a07_mean_over_the_predecessors_of_a_merged_unit() {
    let index = |code: &str, maximum: &str| {
        let predecessor = |of: &str| {
            format!(
                r#"{{
                  "code": "{code}.{of}", "title": {{ "vi": "Đơn vị cũ {of}", "en": "Predecessor {of}" }},
                  "maximum": {maximum}, "not_applicable": "exclude", "rule": {{ "kind": "manual" }}
                }}"#
            )
        };
        format!(
            r#"{{
              "code": "{code}", "title": {{ "vi": "Chỉ số chính {code}", "en": "Main index {code}" }},
              "maximum": {maximum}, "combine": "weighted_mean", "criteria": [{}]
            }}"#,
            ["1", "2", "3"].map(predecessor).join(", ")
        )
    };
    let set = set(&format!(
        r#""maximum": 300, "groups": [{}, {}]"#,
        index("1", "100"),
        index("2", "200")
    ));
    // Two predecessors: (70 + 61) ÷ 2 = 65.5 and (120 + 90) ÷ 2 = 105.
    let two = assessed(
        &set,
        "1.1 = 70; 1.2 = 61; 1.3 = KAD; 2.1 = 120; 2.2 = 90; 2.3 = KAD",
    );
    assert_eq!(
        ["1", "2", ""].map(|code| of(&set, &two, code)),
        ["131/2 of 100", "105 of 200", "341/2 of 300"]
    );
    // Three: (70 + 61 + 0) ÷ 3; and a unit that was never merged is its own predecessor.
    let three = assessed(
        &set,
        "1.1 = 70; 1.2 = 61; 1.3 = 0; 2.1 = 120; 2.2 = 90; 2.3 = 90",
    );
    assert_eq!(of(&set, &three, "1"), "131/3 of 100");
    let alone = assessed(
        &set,
        "1.1 = 70; 1.2 = KAD; 1.3 = KAD; 2.1 = 120; 2.2 = KAD; 2.3 = KAD",
    );
    assert_eq!(of(&set, &alone, ""), "190 of 300");
}

/// QĐ 766/QĐ-TTg: a province's component 2.1 uses the dossiers of the province and of all its
/// communes, and not the mean of their scores. Two `statistics` of kind `sum`, and a criterion
/// that only the province is asked, in the place of the communes'.
#[test]
fn a08_the_superior_unit_has_the_ratio_of_summed_values() {
    let set = set(r#"
      "ranking": {
        "ties": "competition", "compare": "exact", "missing": "unranked",
        "cohorts": [
          { "id": "tinh", "title": { "vi": "Tỉnh", "en": "Province" }, "types": ["tỉnh"] },
          { "id": "xa", "title": { "vi": "Xã", "en": "Communes" }, "types": ["xã"] }
        ]
      },
      "maximum": 20,
      "inputs": [
        { "name": "dung_han", "label": { "vi": "Hồ sơ đúng hạn", "en": "On time" }, "type": "count" },
        { "name": "tiep_nhan", "label": { "vi": "Hồ sơ tiếp nhận", "en": "Received" }, "type": "count" }
      ],
      "statistics": [
        { "name": "tong_dung_han", "kind": "sum", "of": "dung_han" },
        { "name": "tong_tiep_nhan", "kind": "sum", "of": "tiep_nhan" }
      ],
      "criteria": [
        {
          "code": "2.1", "title": { "vi": "Hồ sơ đúng hạn", "en": "On time" }, "maximum": 20, "assigned_to": ["xã"],
          "rule": { "kind": "ratio", "numerator": "dung_han", "denominator": "tiep_nhan" }
        },
        {
          "code": "2.1T", "title": { "vi": "Hồ sơ đúng hạn toàn tỉnh", "en": "Province" }, "maximum": 20,
          "assigned_to": ["tỉnh"],
          "rule": { "kind": "ratio", "numerator": "tong_dung_han", "denominator": "tong_tiep_nhan" }
        }
      ]
    "#);
    let units = "code,name,type\n00001,Tỉnh T,tỉnh\n00002,Xã Hai,xã\n00003,Xã Ba,xã\n";
    // (21 + 9 + 30) ÷ (100 + 10 + 90) × 20 = 60/200 × 20 = 6. The communes have 18 and 20/3, and
    // no mean of theirs is 6.
    let given = [
        ("00001", "dung_han = 21; tiep_nhan = 100"),
        ("00002", "dung_han = 9; tiep_nhan = 10"),
        ("00003", "dung_han = 30; tiep_nhan = 90"),
    ];
    assert_eq!(
        totals(&set, units, &given),
        ["00001 6", "00002 18", "00003 20/3"]
    );
}

/// The same for several superior units in one round: each district the ratio of its own communes.
#[test]
fn a08_every_superior_unit_has_the_ratio_of_its_own_units() {
    let set = set(r#"
      "ranking": {
        "ties": "competition", "compare": "exact", "missing": "unranked",
        "cohorts": [
          { "id": "huyen", "title": { "vi": "Huyện", "en": "Districts" }, "types": ["huyện"] },
          { "id": "xa", "title": { "vi": "Xã", "en": "Communes" }, "types": ["xã"] }
        ]
      },
      "maximum": 20,
      "inputs": [
        { "name": "dung_han", "label": { "vi": "Hồ sơ đúng hạn", "en": "On time" }, "type": "count" },
        { "name": "tiep_nhan", "label": { "vi": "Hồ sơ tiếp nhận", "en": "Received" }, "type": "count" }
      ],
      "statistics": [
        { "name": "tong_dung_han", "kind": "sum", "of": "dung_han", "among": "below" },
        { "name": "tong_tiep_nhan", "kind": "sum", "of": "tiep_nhan", "among": "below" }
      ],
      "criteria": [
        {
          "code": "2.1", "title": { "vi": "Hồ sơ đúng hạn", "en": "On time" }, "maximum": 20, "assigned_to": ["xã"],
          "rule": { "kind": "ratio", "numerator": "dung_han", "denominator": "tiep_nhan" }
        },
        {
          "code": "2.1H", "title": { "vi": "Hồ sơ đúng hạn toàn huyện", "en": "District" }, "maximum": 20,
          "assigned_to": ["huyện"],
          "rule": { "kind": "ratio", "numerator": "tong_dung_han", "denominator": "tong_tiep_nhan" }
        }
      ]
    "#);
    let units = "\
code,name,type,district_code,district
001,Huyện A,huyện,,
002,Huyện B,huyện,,
00003,Xã Ba,xã,001,Huyện A
00004,Xã Bốn,xã,001,Huyện A
00005,Xã Năm,xã,002,Huyện B
";
    // A: (0 + 9 + 30) ÷ (30 + 10 + 90) × 20 = 39/130 × 20 = 6; B: (10 + 5) ÷ (10 + 10) × 20 = 15.
    let given = [
        ("001", "dung_han = 0; tiep_nhan = 30"),
        ("002", "dung_han = 10; tiep_nhan = 10"),
        ("00003", "dung_han = 9; tiep_nhan = 10"),
        ("00004", "dung_han = 30; tiep_nhan = 90"),
        ("00005", "dung_han = 5; tiep_nhan = 10"),
    ];
    assert_eq!(
        totals(&set, units, &given),
        ["00003 18", "00004 20/3", "00005 10", "001 6", "002 15"]
    );
}

/// Tây Ninh DTI of communes 2025: area 4, group 4.22, criterion 4.22.11. Only leaves have points
/// of their own. Here 4.22 has two of its eleven criteria, beside 4.1 and 4.10, and stands below a
/// part as PAR's areas do.
#[test]
fn a09_tree_of_any_depth() {
    let set = set(r#"
      "maximum": 80,
      "parts": [{ "code": "II", "title": { "vi": "Hoạt động", "en": "Activity" }, "maximum": 80, "groups": [{
        "code": "4", "title": { "vi": "Chính quyền số", "en": "Digital government" }, "maximum": 80,
        "criteria": [
          { "code": "4.1", "title": { "vi": "Trang thông tin", "en": "Website" }, "maximum": 20, "rule": { "kind": "manual" } },
          { "code": "4.10", "title": { "vi": "Số hóa hồ sơ", "en": "Digitised" }, "maximum": 10, "rule": { "kind": "manual" } }
        ],
        "groups": [{
          "code": "4.22", "title": { "vi": "Thực hiện nhiệm vụ", "en": "Tasks" }, "maximum": 50,
          "criteria": [
            { "code": "4.22.10", "title": { "vi": "Tuyên truyền", "en": "Publicity" }, "maximum": 30, "rule": { "kind": "manual" } },
            { "code": "4.22.11", "title": { "vi": "Ngày CĐS", "en": "The day" }, "maximum": 20, "rule": { "kind": "manual" } }
          ]
        }]
      }] }]
    "#);
    // Appraised: 17.14 + 10 + (26 + 0) = 53.14 = 2657/50
    let assessed = assessed(&set, "4.1 = 17,14; 4.10 = 10; 4.22.10 = 26; 4.22.11 = 0");
    assert_eq!(
        ["4.22.10", "4.22", "4", "II", ""].map(|code| of(&set, &assessed, code)),
        [
            "26 of 30",
            "26 of 50",
            "2657/50 of 80",
            "2657/50 of 80",
            "2657/50 of 80"
        ]
    );
}
