//! R1–R30: raw value → points.

use chamdiem::scoring::Outcome;

use super::{assessed, complaints, fraction, of, points, set, set_of, total, totals};
use crate::builder::{score, unit};

/// Four units of two kinds.
const UNITS: &str = "\
code,name,type
00001,Xã Một,xã
00002,Xã Hai,xã
00003,Xã Ba,xã
00004,Phường Bốn,phường
";

/// Tây Ninh 2747/2019, group I, criterion 5: firewall, có 2, không 0.
#[test]
fn r01_yes_or_no() {
    let criterion = r#"{
      "code": "5", "title": { "vi": "Tường lửa", "en": "Firewall" }, "maximum": 2,
      "inputs": [{ "name": "tuong_lua", "label": { "vi": "Có tường lửa", "en": "There is one" }, "type": "yes_no" }],
      "rule": { "kind": "yes_no", "input": "tuong_lua" }
    }"#;
    assert_eq!(points(criterion, "tuong_lua = Có"), "2");
    assert_eq!(points(criterion, "tuong_lua = Không"), "0");
}

/// A district DTI table, criterion 1.1: meetings 4/3/2/1 → 20/15/10/5, else 0. Asked in words
/// here; asked as a number the same table is `steps` (R7).
#[test]
fn r02_choice_among_options_with_points_of_their_own() {
    let criterion = r#"{
      "code": "1.1", "title": { "vi": "Số cuộc họp của Ban Chỉ đạo", "en": "Meetings" }, "maximum": 20,
      "inputs": [{
        "name": "so_cuoc_hop", "label": { "vi": "Số cuộc họp", "en": "Meetings" }, "type": "choice",
        "options": [
          { "id": "bon", "label": { "vi": "Bốn cuộc", "en": "Four" } },
          { "id": "ba", "label": { "vi": "Ba cuộc", "en": "Three" } },
          { "id": "hai", "label": { "vi": "Hai cuộc", "en": "Two" } },
          { "id": "mot", "label": { "vi": "Một cuộc", "en": "One" } },
          { "id": "khac", "label": { "vi": "Không họp", "en": "None" } }
        ]
      }],
      "rule": { "kind": "choice", "input": "so_cuoc_hop", "options": [
        { "option": "bon", "points": 20 }, { "option": "ba", "points": 15 }, { "option": "hai", "points": 10 },
        { "option": "mot", "points": 5 }, { "option": "khac", "points": 0 }
      ] }
    }"#;
    let options = ["bon", "ba", "hai", "mot", "khac"];
    assert_eq!(
        options.map(|option| points(criterion, &format!("so_cuoc_hop = {option}"))),
        ["20", "15", "10", "5", "0"]
    );
}

/// Thanh Hóa 3716/2021, criterion 1.1 (Cao Lãnh 1.1 alike): the chair heads the committee, the
/// maximum; a deputy, half of it; nobody, nothing. The maximum is 20.
#[test]
fn r03_choice_as_a_fraction_of_the_maximum() {
    let criterion = r#"{
      "code": "1.1", "title": { "vi": "Trưởng Ban Chỉ đạo", "en": "Head of the committee" }, "maximum": 20,
      "inputs": [{
        "name": "truong_ban", "label": { "vi": "Trưởng ban", "en": "Head" }, "type": "choice",
        "options": [
          { "id": "cap_truong", "label": { "vi": "Bí thư hoặc Chủ tịch", "en": "Chair" } },
          { "id": "cap_pho", "label": { "vi": "Cấp phó", "en": "Deputy" } },
          { "id": "khong", "label": { "vi": "Không có", "en": "Nobody" } }
        ]
      }],
      "rule": { "kind": "choice", "input": "truong_ban", "options": [
        { "option": "cap_truong", "share": 1 }, { "option": "cap_pho", "share": 0.5 }, { "option": "khong", "share": 0 }
      ] }
    }"#;
    let options = ["cap_truong", "cap_pho", "khong"];
    assert_eq!(
        options.map(|option| points(criterion, &format!("truong_ban = {option}"))),
        ["20", "10", "0"]
    );
    // Cao Lãnh has 10 where Thanh Hóa has 20, and the rule stays as it is.
    let cao_lanh = criterion.replace(r#""maximum": 20"#, r#""maximum": 10"#);
    assert_eq!(points(&cao_lanh, "truong_ban = cap_pho"), "5");
}

/// Tây Ninh 2747/2019, group I, criterion 1: officials with a computer, percent × 2.
#[test]
fn r04_ratio_times_the_maximum() {
    let criterion = r#"{
      "code": "1", "title": { "vi": "Trang bị máy tính", "en": "Officials with a computer" }, "maximum": 2,
      "inputs": [
        { "name": "co_may", "label": { "vi": "Số người có máy", "en": "With one" }, "type": "count" },
        { "name": "tong_so", "label": { "vi": "Tổng số", "en": "All" }, "type": "count" }
      ],
      "rule": { "kind": "ratio", "numerator": "co_may", "denominator": "tong_so" }
    }"#;
    // 5 ÷ 12 × 2 = 5/6
    assert_eq!(points(criterion, "co_may = 5; tong_so = 12"), "5/6");
    assert_eq!(points(criterion, "co_may = 0; tong_so = 12"), "0");
    assert_eq!(points(criterion, "co_may = 12; tong_so = 12"), "2");
    assert_eq!(complaints(criterion, "co_may = 13; tong_so = 12"), ["V007"]);
}

/// QĐ 766/QĐ-TTg, component 4.3: digitised data reused, 2 points from 80 % on, below
/// R × 2 ÷ 80 %. Targets of 50 % (3.3) and 90 % (5.4) are the same with another number.
#[test]
fn r05_ratio_against_a_target_capped() {
    let criterion = r#"{
      "code": "4.3", "title": { "vi": "Sử dụng lại dữ liệu số hóa", "en": "Reuse" }, "maximum": 2,
      "inputs": [
        { "name": "su_dung_lai", "label": { "vi": "Số hồ sơ dùng lại", "en": "Reused" }, "type": "count" },
        { "name": "tiep_nhan", "label": { "vi": "Số hồ sơ tiếp nhận", "en": "Received" }, "type": "count" }
      ],
      "rule": { "kind": "ratio", "numerator": "su_dung_lai", "denominator": "tiep_nhan", "target": 0.8 }
    }"#;
    let of_100 = |reused| {
        points(
            criterion,
            &format!("su_dung_lai = {reused}; tiep_nhan = 100"),
        )
    };
    // 0.3 ÷ 0.8 × 2 = 3/4; 0.79 ÷ 0.8 × 2 = 79/40
    assert_eq!(
        [0, 30, 79, 80, 81, 100].map(of_100),
        ["0", "3/4", "79/40", "2", "2", "2"]
    );
}

/// A district DTI table, criterion 1.3: directives signed ÷ directives the province requires,
/// × 20. More than required is no mistake and earns no more.
#[test]
fn r06_ratio_of_a_number_the_superior_sets() {
    let criterion = r#"{
      "code": "1.3", "title": { "vi": "Văn bản chỉ đạo", "en": "Directives" }, "maximum": 20,
      "inputs": [
        { "name": "da_ky", "label": { "vi": "Số văn bản đã ký", "en": "Signed" }, "type": "count" },
        { "name": "tinh_giao", "label": { "vi": "Số tỉnh yêu cầu", "en": "Required" }, "type": "count" }
      ],
      "rule": { "kind": "ratio", "numerator": "da_ky", "denominator": "tinh_giao", "may_exceed": true }
    }"#;
    let of_four = |signed| points(criterion, &format!("da_ky = {signed}; tinh_giao = 4"));
    assert_eq!([0, 3, 4, 6].map(of_four), ["0", "15", "20", "20"]);
}

/// Legal-access rules (QĐ 25/2021/QĐ-TTg): 80–90 % → 1; 70–80 → 0.5; 50–70 → 0.25; below 50
/// nothing. The top step is not in the text that could be read; its 2 points are ours.
#[test]
fn r07_banded_thresholds() {
    let criterion = r#"{
      "code": "1", "title": { "vi": "Văn bản đúng hạn", "en": "Documents on time" }, "maximum": 2,
      "inputs": [
        { "name": "dung_han", "label": { "vi": "Số đúng hạn", "en": "On time" }, "type": "count" },
        { "name": "tong_so", "label": { "vi": "Tổng số", "en": "All" }, "type": "count" }
      ],
      "rule": { "kind": "steps", "numerator": "dung_han", "denominator": "tong_so", "bands": [
        { "from": 0.9, "points": 2 },
        { "from": 0.8, "below": 0.9, "points": 1 },
        { "from": 0.7, "below": 0.8, "points": 0.5 },
        { "from": 0.5, "below": 0.7, "points": 0.25 },
        { "below": 0.5, "points": 0 }
      ] }
    }"#;
    let of_1000 = |on_time| points(criterion, &format!("dung_han = {on_time}; tong_so = 1000"));
    // The lower end of a band belongs to it.
    assert_eq!(
        [0, 499, 500, 699, 700, 799, 800, 899, 900, 1000].map(of_1000),
        ["0", "0", "1/4", "1/4", "1/2", "1/2", "1", "1", "2", "2"]
    );
}

/// Xuân Lộc 244/PNV (2022), item 4.1: below 90 % of the plan 0, from there done ÷ planned × 1.
/// The guide's own example gives 0.8 for 4 of 5, which its rule does not.
#[test]
fn r08_floor_then_proportional() {
    let criterion = r#"{
      "code": "4.1", "title": { "vi": "Kế hoạch tuyên truyền", "en": "Publicity plan" }, "maximum": 1,
      "inputs": [
        { "name": "hoan_thanh", "label": { "vi": "Số hoàn thành", "en": "Done" }, "type": "count" },
        { "name": "ke_hoach", "label": { "vi": "Số theo kế hoạch", "en": "Planned" }, "type": "count" }
      ],
      "rule": { "kind": "ratio", "numerator": "hoan_thanh", "denominator": "ke_hoach", "floor": 0.9 }
    }"#;
    let of_100 = |done| points(criterion, &format!("hoan_thanh = {done}; ke_hoach = 100"));
    assert_eq!(
        [0, 80, 89, 90, 95, 100].map(of_100),
        ["0", "0", "0", "9/10", "19/20", "1"]
    );
}

/// 2342/QĐ-BTTTT family, annex 1B, item 4: one point for each application on the wide-area
/// network, at most 5.
#[test]
fn r09_points_per_item_capped() {
    let criterion = r#"{
      "code": "4", "title": { "vi": "Ứng dụng trên WAN", "en": "Applications" }, "maximum": 5,
      "inputs": [{ "name": "ung_dung", "label": { "vi": "Số ứng dụng", "en": "Applications" }, "type": "count" }],
      "rule": { "kind": "per_item", "count": "ung_dung", "points_each": 1, "cap": 5 }
    }"#;
    let with = |applications| points(criterion, &format!("ung_dung = {applications}"));
    assert_eq!([0, 3, 5, 6].map(with), ["0", "3", "5", "5"]);
}

/// An older ranking of the information ministry: 1/1/4/8 points for each online service of level
/// 1/2/3/4. There the sum ranks; the maximum of 100 is ours.
#[test]
fn r10_weighted_count() {
    let criterion = r#"{
      "code": "1", "title": { "vi": "Dịch vụ công trực tuyến", "en": "Online services" }, "maximum": 100,
      "inputs": [
        { "name": "muc_1", "label": { "vi": "Mức 1", "en": "Level 1" }, "type": "count" },
        { "name": "muc_2", "label": { "vi": "Mức 2", "en": "Level 2" }, "type": "count" },
        { "name": "muc_3", "label": { "vi": "Mức 3", "en": "Level 3" }, "type": "count" },
        { "name": "muc_4", "label": { "vi": "Mức 4", "en": "Level 4" }, "type": "count" }
      ],
      "rule": { "kind": "weighted_count", "items": [
        { "count": "muc_1", "points_each": 1 }, { "count": "muc_2", "points_each": 1 },
        { "count": "muc_3", "points_each": 4 }, { "count": "muc_4", "points_each": 8 }
      ] }
    }"#;
    // 10 + 6 + 3 × 4 + 2 × 8 = 44; 12 + 0 + 6 × 4 + 8 × 8 = 100
    let of = |[one, two, three, four]: [u32; 4]| {
        let given = format!("muc_1 = {one}; muc_2 = {two}; muc_3 = {three}; muc_4 = {four}");
        points(criterion, &given)
    };
    assert_eq!(
        [[0, 0, 0, 0], [10, 6, 3, 2], [12, 0, 6, 8], [13, 0, 6, 8]].map(of),
        ["0", "44", "100", "100"]
    );
}

/// Tây Ninh DTI of communes 2025, criterion 4.1: mandatory content of the website, appraised at
/// 17.14 of 20, which is 6 of 7 (inferred; the names of the items are ours).
#[test]
fn r11_checklist_in_proportion() {
    let criterion = r#"{
      "code": "4.1", "title": { "vi": "Trang thông tin điện tử", "en": "Website" }, "maximum": 20,
      "inputs": [
        { "name": "gioi_thieu", "label": { "vi": "Giới thiệu", "en": "About" }, "type": "yes_no" },
        { "name": "tin_tuc", "label": { "vi": "Tin tức", "en": "News" }, "type": "yes_no" },
        { "name": "chi_dao", "label": { "vi": "Chỉ đạo", "en": "Directives" }, "type": "yes_no" },
        { "name": "phap_luat", "label": { "vi": "Pháp luật", "en": "Law" }, "type": "yes_no" },
        { "name": "quy_hoach", "label": { "vi": "Quy hoạch", "en": "Plans" }, "type": "yes_no" },
        { "name": "dich_vu", "label": { "vi": "Dịch vụ công", "en": "Services" }, "type": "yes_no" },
        { "name": "hoi_dap", "label": { "vi": "Hỏi đáp", "en": "Questions" }, "type": "yes_no" }
      ],
      "rule": {
        "kind": "checklist", "mode": "proportional",
        "items": ["gioi_thieu", "tin_tuc", "chi_dao", "phap_luat", "quy_hoach", "dich_vu", "hoi_dap"]
      }
    }"#;
    let set = set_of(criterion);
    let of = |six: &str, seventh: &str| {
        let names = [
            "gioi_thieu",
            "tin_tuc",
            "chi_dao",
            "phap_luat",
            "quy_hoach",
            "dich_vu",
        ];
        let six = names.map(|name| format!("{name} = {six}")).join("; ");
        total(&set, &format!("{six}; hoi_dap = {seventh}"))
    };
    // 6 ÷ 7 × 20 = 120/7 = 17.14…
    assert_eq!(of("Có", "Không"), "120/7");
    assert_eq!(of("Có", "Có"), "20");
    assert_eq!(of("Không", "Không"), "0");
}

/// Tây Ninh DTI of communes 2025, criterion 3.5: took part in *all* drills, 10 points.
#[test]
fn r12_checklist_only_for_all() {
    let criterion = r#"{
      "code": "3.5", "title": { "vi": "Tham gia đủ các lớp diễn tập", "en": "All drills" }, "maximum": 10,
      "inputs": [
        { "name": "lop_1", "label": { "vi": "Lớp 1", "en": "First" }, "type": "yes_no" },
        { "name": "lop_2", "label": { "vi": "Lớp 2", "en": "Second" }, "type": "yes_no" },
        { "name": "lop_3", "label": { "vi": "Lớp 3", "en": "Third" }, "type": "yes_no" }
      ],
      "rule": { "kind": "checklist", "mode": "all_of", "items": ["lop_1", "lop_2", "lop_3"] }
    }"#;
    let with = |third| {
        points(
            criterion,
            &format!("lop_1 = Có; lop_2 = Có; lop_3 = {third}"),
        )
    };
    assert_eq!(["Có", "Không"].map(with), ["10", "0"]);
}

/// Xuân Lộc 244/PNV, item 4.2: boards 0.25 + website 0.25 + traditional channels 0.5. And
/// 2342/QĐ-BTTTT family, annex 1B, item 4: R × 45 + one point for each application up to 5.
#[test]
fn r13_sum_of_independent_parts() {
    let channels = r#"{
      "code": "4.2", "title": { "vi": "Hình thức tuyên truyền", "en": "Channels" }, "maximum": 1,
      "inputs": [
        { "name": "bang_tin", "label": { "vi": "Bảng điện tử", "en": "Screens" }, "type": "yes_no" },
        { "name": "trang_tin", "label": { "vi": "Trang tin, mạng xã hội", "en": "Website" }, "type": "yes_no" },
        { "name": "truyen_thong", "label": { "vi": "Hình thức truyền thống", "en": "Traditional" }, "type": "yes_no" }
      ],
      "rule": { "kind": "sum", "parts": [
        { "points": 0.25, "rule": { "kind": "yes_no", "input": "bang_tin" } },
        { "points": 0.25, "rule": { "kind": "yes_no", "input": "trang_tin" } },
        { "points": 0.5, "rule": { "kind": "yes_no", "input": "truyen_thong" } }
      ] }
    }"#;
    let with = |[boards, site, old]: [&str; 3]| {
        let given = format!("bang_tin = {boards}; trang_tin = {site}; truyen_thong = {old}");
        points(channels, &given)
    };
    assert_eq!(with(["Có", "Có", "Có"]), "1");
    assert_eq!(with(["Không", "Có", "Có"]), "3/4");
    assert_eq!(with(["Không", "Không", "Không"]), "0");

    let network = r#"{
      "code": "4", "title": { "vi": "Mạng diện rộng", "en": "Wide-area network" }, "maximum": 50,
      "inputs": [
        { "name": "da_noi", "label": { "vi": "Số đơn vị đã nối", "en": "Connected" }, "type": "count" },
        { "name": "don_vi", "label": { "vi": "Tổng số đơn vị", "en": "Units" }, "type": "count" },
        { "name": "ung_dung", "label": { "vi": "Số ứng dụng", "en": "Applications" }, "type": "count" }
      ],
      "rule": { "kind": "sum", "parts": [
        { "points": 45, "rule": { "kind": "ratio", "numerator": "da_noi", "denominator": "don_vi" } },
        { "rule": { "kind": "per_item", "count": "ung_dung", "points_each": 1, "cap": 5 } }
      ] }
    }"#;
    // 5 ÷ 7 × 45 + 3 = 225/7 + 21/7 = 246/7
    assert_eq!(
        points(network, "da_noi = 5; don_vi = 7; ung_dung = 3"),
        "246/7"
    );
    assert_eq!(
        points(network, "da_noi = 7; don_vi = 7; ung_dung = 9"),
        "50"
    );
}

/// 2342/QĐ-BTTTT family, annex 1B, item 5: 35 points for a data centre, and on top the case with
/// the highest score. The cases and what they are worth are ours: certified, 25; else 5 for each
/// rented server up to 15. Composed: `best` within `sum`.
#[test]
fn r14_best_of_alternatives() {
    let criterion = r#"{
      "code": "5", "title": { "vi": "Trung tâm dữ liệu", "en": "Data centre" }, "maximum": 60,
      "inputs": [
        { "name": "co_trung_tam", "label": { "vi": "Có trung tâm dữ liệu", "en": "There is one" }, "type": "yes_no" },
        { "name": "dat_chuan", "label": { "vi": "Đạt chuẩn", "en": "Certified" }, "type": "yes_no" },
        { "name": "may_thue", "label": { "vi": "Số máy chủ thuê", "en": "Rented servers" }, "type": "count" }
      ],
      "rule": { "kind": "sum", "parts": [
        { "points": 35, "rule": { "kind": "yes_no", "input": "co_trung_tam" } },
        { "points": 25, "rule": { "kind": "best", "of": [
          { "points": 25, "rule": { "kind": "yes_no", "input": "dat_chuan" } },
          { "points": 15, "rule": { "kind": "per_item", "count": "may_thue", "points_each": 5 } }
        ] } }
      ] }
    }"#;
    let with = |[centre, certified, rented]: [&str; 3]| {
        let given =
            format!("co_trung_tam = {centre}; dat_chuan = {certified}; may_thue = {rented}");
        points(criterion, &given)
    };
    assert_eq!(with(["Có", "Có", "9"]), "60");
    assert_eq!(with(["Có", "Không", "2"]), "45");
    assert_eq!(with(["Không", "Không", "9"]), "15");
    assert_eq!(with(["Không", "Không", "0"]), "0");
}

/// QĐ 766/QĐ-TTg, payment (10 points): 6·A + min(2; 2.5·B) + 2.5·C, where A is dossiers paid
/// online ÷ with a fee, B services with a payment ÷ with a fee, C services integrated ÷ with a
/// fee. What passes 10 is cut.
#[test]
fn r15_formula_over_several_values_of_766_payment() {
    let criterion = r#"{
      "code": "3.5", "title": { "vi": "Thanh toán trực tuyến", "en": "Payment online" }, "maximum": 10,
      "inputs": [
        { "name": "hs_tra", "label": { "vi": "Hồ sơ thanh toán trực tuyến", "en": "Paid online" }, "type": "count" },
        { "name": "hs_phi", "label": { "vi": "Hồ sơ có phí", "en": "Dossiers with a fee" }, "type": "count" },
        { "name": "tt_tra", "label": { "vi": "Thủ tục có giao dịch", "en": "Services paid" }, "type": "count" },
        { "name": "tt_tich_hop", "label": { "vi": "Thủ tục đã tích hợp", "en": "Integrated" }, "type": "count" },
        { "name": "tt_phi", "label": { "vi": "Thủ tục có phí", "en": "Services with a fee" }, "type": "count" }
      ],
      "values": [
        { "name": "a", "expression": "hs_tra / hs_phi" },
        { "name": "b", "expression": "tt_tra / tt_phi" },
        { "name": "c", "expression": "tt_tich_hop / tt_phi" }
      ],
      "rule": { "kind": "formula", "points": "6 * a + min(2; 2.5 * b) + 2.5 * c" },
      "zero_denominator": "zero"
    }"#;
    let with = |[paid, services, integrated]: [u32; 3]| {
        let dossiers = format!("hs_tra = {paid}; hs_phi = 40");
        let services = format!("tt_tra = {services}; tt_tich_hop = {integrated}; tt_phi = 10");
        points(criterion, &format!("{dossiers}; {services}"))
    };
    // 6 × 3/4 + 2.5 × 0.5 + 2.5 × 0.6 = 4.5 + 1.25 + 1.5 = 7.25
    assert_eq!(with([30, 5, 6]), "29/4");
    // 6 + 2 + 2 at 80 % of the services; 6 + 2 + 2.5 beyond, cut to 10.
    assert_eq!([with([40, 8, 8]), with([40, 10, 10])], ["10", "10"]);
    assert_eq!(with([0, 0, 0]), "0");
}

/// QĐ 766/QĐ-TTg, 3.1: (partial + full) ÷ in authority, full at 80 %, with the figures of the
/// Phú Thọ test vector; and 5.4: 1 − (late + complained) ÷ all, full at 90 %.
#[test]
fn r15_formula_over_several_values_of_766_services_and_satisfaction() {
    let services = r#"{
      "code": "3.1", "title": { "vi": "Cung cấp DVC trực tuyến", "en": "Services online" }, "maximum": 2,
      "inputs": [
        { "name": "mot_phan", "label": { "vi": "Một phần", "en": "Partial" }, "type": "count" },
        { "name": "toan_trinh", "label": { "vi": "Toàn trình", "en": "Full" }, "type": "count" },
        { "name": "tham_quyen", "label": { "vi": "Thuộc thẩm quyền", "en": "In authority" }, "type": "count" }
      ],
      "rule": { "kind": "formula", "share": "(mot_phan + toan_trinh) / tham_quyen / 0.8" }
    }"#;
    // (31 + 21) ÷ 89 ÷ 0.8 × 2 = 52/89 × 5/2 = 130/89 = 1.4607…, as published.
    assert_eq!(
        points(services, "mot_phan = 31; toan_trinh = 21; tham_quyen = 89"),
        "130/89"
    );
    let satisfaction = r#"{
      "code": "5.4", "title": { "vi": "Hài lòng giải quyết TTHC", "en": "Satisfaction" }, "maximum": 6,
      "inputs": [
        { "name": "tre_han", "label": { "vi": "Trễ hạn", "en": "Late" }, "type": "count" },
        { "name": "phan_anh", "label": { "vi": "Bị phản ánh", "en": "Complained of" }, "type": "count" },
        { "name": "ho_so", "label": { "vi": "Số hồ sơ", "en": "Dossiers" }, "type": "count" }
      ],
      "rule": { "kind": "formula", "share": "(1 - (tre_han + phan_anh) / ho_so) / 0.9" },
      "zero_denominator": "zero"
    }"#;
    let of_100 = |late, complained| {
        let given = format!("tre_han = {late}; phan_anh = {complained}; ho_so = 100");
        points(satisfaction, &given)
    };
    // 0.7 ÷ 0.9 × 6 = 14/3; full at 0.9; below nothing there is nothing.
    assert_eq!(
        [of_100(20, 10), of_100(6, 4), of_100(0, 0), of_100(60, 60)],
        ["14/3", "6", "6", "0"]
    );
}

/// QĐ 766/QĐ-TTg, component 3.3: dossiers online ÷ received × sync coefficient, 6 points from
/// 50 % on. A product of ratios is a `formula`.
#[test]
fn r16_product_of_ratios() {
    let criterion = r#"{
      "code": "3.3", "title": { "vi": "Hồ sơ nộp trực tuyến", "en": "Dossiers online" }, "maximum": 6,
      "inputs": [
        { "name": "truc_tuyen", "label": { "vi": "Nộp trực tuyến", "en": "Online" }, "type": "count" },
        { "name": "tiep_nhan", "label": { "vi": "Tiếp nhận", "en": "Received" }, "type": "count" },
        { "name": "dong_bo", "label": { "vi": "Đã đồng bộ", "en": "Synced" }, "type": "count" },
        { "name": "phai_dong_bo", "label": { "vi": "Phải đồng bộ", "en": "To be synced" }, "type": "count" }
      ],
      "values": [{ "name": "he_so", "expression": "dong_bo / phai_dong_bo" }],
      "rule": { "kind": "formula", "share": "truc_tuyen / tiep_nhan * he_so / 0.5" }
    }"#;
    let with = |[online, received, synced]: [u32; 3]| {
        let dossiers = format!("truc_tuyen = {online}; tiep_nhan = {received}");
        points(
            criterion,
            &format!("{dossiers}; dong_bo = {synced}; phai_dong_bo = 100"),
        )
    };
    // 0.3 × 0.8 ÷ 0.5 × 6 = 2.88
    assert_eq!(with([30, 100, 80]), "72/25");
    // 50/80 × 80/100 is just the half.
    assert_eq!([with([50, 80, 80]), with([50, 80, 81])], ["6", "6"]);
    // Phú Thọ: 591 643 of 600 057, all synced: the full 6.
    assert_eq!(with([591_643, 600_057, 100]), "6");
    assert_eq!(with([30, 100, 0]), "0");
}

/// QĐ 766/QĐ-TTg, component 1.4 (6 points): synced ÷ the greater of two sources; where both are
/// zero last year's number ÷ 12 in a month and ÷ 4 in a quarter; without one, 0. What is computed
/// stands under `values`.
#[test]
fn r17_denominator_of_two_sources_or_last_year() {
    let criterion = r#"{
      "code": "1.4", "title": { "vi": "Hồ sơ đồng bộ", "en": "Dossiers synced" }, "maximum": 6,
      "inputs": [
        { "name": "dong_bo", "label": { "vi": "Đã đồng bộ", "en": "Synced" }, "type": "count" },
        { "name": "bao_cao", "label": { "vi": "Theo báo cáo", "en": "National report" }, "type": "count" },
        { "name": "cong", "label": { "vi": "Theo Cổng", "en": "Portal" }, "type": "count" },
        { "name": "nam_truoc", "label": { "vi": "Năm trước", "en": "Last year" }, "type": "count" },
        {
          "name": "ky_bao_cao", "label": { "vi": "Kỳ", "en": "Period" }, "type": "choice",
          "options": [
            { "id": "thang", "label": { "vi": "Tháng", "en": "Month" } },
            { "id": "quy", "label": { "vi": "Quý", "en": "Quarter" } }
          ]
        }
      ],
      "values": [
        { "name": "nguon", "expression": "max(bao_cao, cong)" },
        { "name": "phai_dong_bo", "expression": "if(nguon > 0, nguon, nam_truoc / if(ky_bao_cao = thang, 12, 4))" }
      ],
      "rule": { "kind": "ratio", "numerator": "dong_bo", "denominator": "phai_dong_bo" },
      "zero_denominator": "zero"
    }"#;
    let with = |synced, [report, portal, last]: [u32; 3], period| {
        let sources = format!("bao_cao = {report}; cong = {portal}; nam_truoc = {last}");
        points(
            criterion,
            &format!("dong_bo = {synced}; {sources}; ky_bao_cao = {period}"),
        )
    };
    // 40 of max(80; 100): 2.4, and the same the other way round.
    assert_eq!(with(40, [80, 100, 600], "thang"), "12/5");
    assert_eq!(with(40, [100, 80, 600], "thang"), "12/5");
    // 10 of 600 ÷ 12 = 50: 1.2; of 600 ÷ 4 = 150: 0.4.
    assert_eq!(with(10, [0, 0, 600], "thang"), "6/5");
    assert_eq!(with(10, [0, 0, 600], "quy"), "2/5");
    assert_eq!(with(0, [0, 0, 0], "thang"), "0");
}

/// QĐ 766/QĐ-TTg, component 5.3: 1 − (dissatisfied + repeated + late) ÷ petitions, × 6; each
/// petition is counted once. Without petitions the full 6.
#[test]
fn r18_complement_of_the_bad_share() {
    let criterion = r#"{
      "code": "5.3", "title": { "vi": "Hài lòng xử lý phản ánh, kiến nghị", "en": "Satisfaction" }, "maximum": 6,
      "inputs": [
        { "name": "khong_hai_long", "label": { "vi": "Không hài lòng", "en": "Dissatisfied" }, "type": "count" },
        { "name": "lap_lai", "label": { "vi": "Lặp lại", "en": "Repeated" }, "type": "count" },
        { "name": "qua_han", "label": { "vi": "Quá hạn", "en": "Late" }, "type": "count" },
        { "name": "tong_so", "label": { "vi": "Tổng số", "en": "Petitions" }, "type": "count" }
      ],
      "rule": { "kind": "formula", "share": "1 - (khong_hai_long + lap_lai + qua_han) / tong_so" },
      "zero_denominator": "full_marks"
    }"#;
    let with = |[bad, again, late, all]: [u32; 4]| {
        let given =
            format!("khong_hai_long = {bad}; lap_lai = {again}; qua_han = {late}; tong_so = {all}");
        points(criterion, &given)
    };
    // (1 − 4/20) × 6 = 24/5
    assert_eq!(with([2, 1, 1, 20]), "24/5");
    assert_eq!(
        [
            with([0, 0, 0, 20]),
            with([20, 0, 0, 20]),
            with([0, 0, 0, 0])
        ],
        ["6", "0", "6"]
    );
}

/// Emulation system, criteria of type 4: points off for each occurrence, between a least and a
/// most. The values were not found; 5 less 1 each, not below 1, are ours.
#[test]
fn r19_deduction_for_each_violation_floored() {
    let criterion = r#"{
      "code": "1", "title": { "vi": "Chấp hành quy định", "en": "Compliance" }, "maximum": 5,
      "inputs": [{ "name": "vi_pham", "label": { "vi": "Số vi phạm", "en": "Violations" }, "type": "count" }],
      "rule": { "kind": "deduction", "count": "vi_pham", "points_each": 1, "floor": 1 }
    }"#;
    let with = |violations| points(criterion, &format!("vi_pham = {violations}"));
    assert_eq!([0, 1, 4, 5, 90].map(with), ["5", "4", "1", "1", "1"]);
}

/// The same sources: clamp(n₊·p₊ − n₋·p₋; lo; hi), here 1 point each, 2 off each, from −5 to 3
/// (ours). One clamp over both is a `formula` with a `minimum`; with a cap for each it is a `sum`.
#[test]
fn r20_bonus_and_penalty_together() {
    let criterion = r#"{
      "code": "9", "title": { "vi": "Điểm thưởng, điểm trừ", "en": "Bonus and penalty" }, "maximum": 3,
      "inputs": [
        { "name": "khen", "label": { "vi": "Số sáng kiến", "en": "Initiatives" }, "type": "count" },
        { "name": "nhac_nho", "label": { "vi": "Số lần nhắc nhở", "en": "Reprimands" }, "type": "count" }
      ],
      "rule": { "kind": "formula", "points": "1 * khen - 2 * nhac_nho", "minimum": -5, "maximum": 3 }
    }"#;
    let with = |[praise, blame]: [u32; 2]| {
        points(criterion, &format!("khen = {praise}; nhac_nho = {blame}"))
    };
    // Clamped once: 5 − 2 × 1 is 3, not 3 − 2.
    assert_eq!(
        [[0, 0], [2, 1], [3, 0], [5, 1], [9, 0], [1, 3], [0, 3]].map(with),
        ["0", "0", "3", "3", "3", "-5", "-5"]
    );
}

/// Tây Ninh DTI of communes 2025, criterion 1.4, use of artificial intelligence: 5 of 20 by the
/// commune, 0 by the appraiser (that it is judged by hand is inferred).
#[test]
fn r21_awarded_by_hand() {
    let criterion = r#"{
      "code": "1.4", "title": { "vi": "Mức độ ứng dụng AI", "en": "Use of AI" }, "maximum": 20,
      "rule": { "kind": "manual" }
    }"#;
    let set = set_of(criterion);
    let both = unit("00412")
        .answer_appraised("1.4", "5", "0")
        .assessed(&set);
    let appraised = both.card.appraised.as_ref().expect("it was appraised");
    assert_eq!(fraction(&score(&set, &both.card.own, "1.4").points), "5");
    assert_eq!(fraction(&score(&set, appraised, "1.4").points), "0");
    assert_eq!(points(criterion, "1.4 = 20"), "20");
    assert_eq!(complaints(criterion, "1.4 = 20,01"), ["V014"]);
}

/// 2342/QĐ-BTTTT family, annex 1B, item 3: bandwidth per head ÷ the highest bandwidth per head,
/// × 40. The highest is one of the `statistics`.
#[test]
fn r22_relative_to_the_best_unit() {
    let set = set(r#"
      "maximum": 40,
      "statistics": [{ "name": "cao_nhat", "kind": "maximum", "of": "bang_thong / can_bo" }],
      "criteria": [{
        "code": "3", "title": { "vi": "Băng thông trên đầu người", "en": "Bandwidth per head" }, "maximum": 40,
        "inputs": [
          { "name": "bang_thong", "label": { "vi": "Băng thông", "en": "Bandwidth" }, "type": "decimal" },
          { "name": "can_bo", "label": { "vi": "Số cán bộ", "en": "Staff" }, "type": "count" }
        ],
        "rule": { "kind": "formula", "share": "bang_thong / can_bo / cao_nhat" }
      }]
    "#);
    // 2 a head is the best; 1.5 of 2 × 40 = 30; 1/3 of 2 × 40 = 20/3.
    let given = [
        ("00001", "bang_thong = 100; can_bo = 50"),
        ("00002", "bang_thong = 60; can_bo = 40"),
        ("00003", "bang_thong = 10; can_bo = 30"),
        ("00004", "bang_thong = 0; can_bo = 30"),
    ];
    assert_eq!(
        totals(&set, UNITS, &given),
        ["00001 40", "00002 30", "00003 20/3", "00004 0"]
    );
}

/// UN EGDI as thutuchanhchinh.vn tells it: the best country 1, the worst 0,
/// (v − min) ÷ (max − min). Two `statistics`; where all are equal there is nothing to divide by,
/// and the full point for everybody is ours.
#[test]
fn r23_min_max_across_units() {
    let set = set(r#"
      "maximum": 1,
      "statistics": [
        { "name": "tot_nhat", "kind": "maximum", "of": "gia_tri" },
        { "name": "kem_nhat", "kind": "minimum", "of": "gia_tri" }
      ],
      "criteria": [{
        "code": "1", "title": { "vi": "Chỉ số", "en": "Index" }, "maximum": 1,
        "inputs": [{ "name": "gia_tri", "label": { "vi": "Giá trị", "en": "Value" }, "type": "decimal" }],
        "rule": { "kind": "formula", "share": "(gia_tri - kem_nhat) / (tot_nhat - kem_nhat)" },
        "zero_denominator": "full_marks"
      }]
    "#);
    let of = |values: [&str; 4]| {
        let given = values.map(|value| format!("gia_tri = {value}"));
        let codes = ["00001", "00002", "00003", "00004"];
        let given: Vec<(&str, &str)> = codes
            .into_iter()
            .zip(given.iter().map(String::as_str))
            .collect();
        totals(&set, UNITS, &given)
    };
    // From 2 to 8: (v − 2) ÷ 6.
    assert_eq!(
        of(["8", "5", "4", "2"]),
        ["00001 1", "00002 1/2", "00003 1/3", "00004 0"]
    );
    assert_eq!(of(["3", "3", "3", "3"])[3], "00004 1");
}

/// Vietnam ICT Index 2014: z-scores with the component weights of its annex (its figures were
/// not read; weights 0.6 and 0.4 and the conversion 5 + 2z are ours). Means and deviations are
/// `statistics`; the weights are written as the annex prints them, the program finds none.
#[test]
fn r24_standardised_with_component_weights() {
    let set = set(r#"
      "maximum": 10,
      "inputs": [
        { "name": "ha_tang", "label": { "vi": "Hạ tầng", "en": "Infrastructure" }, "type": "decimal" },
        { "name": "ung_dung", "label": { "vi": "Ứng dụng", "en": "Applications" }, "type": "decimal" }
      ],
      "statistics": [
        { "name": "tb_ha_tang", "kind": "mean", "of": "ha_tang" },
        { "name": "lech_ha_tang", "kind": "standard_deviation", "of": "ha_tang" },
        { "name": "tb_ung_dung", "kind": "mean", "of": "ung_dung" },
        { "name": "lech_ung_dung", "kind": "standard_deviation", "of": "ung_dung" }
      ],
      "criteria": [{
        "code": "1", "title": { "vi": "Chỉ số tổng hợp", "en": "Composite" }, "maximum": 10,
        "values": [
          { "name": "z_ha_tang", "expression": "(ha_tang - tb_ha_tang) / lech_ha_tang" },
          { "name": "z_ung_dung", "expression": "(ung_dung - tb_ung_dung) / lech_ung_dung" }
        ],
        "rule": { "kind": "formula", "points": "5 + 2 * (0.6 * z_ha_tang + 0.4 * z_ung_dung)" }
      }]
    "#);
    // Infrastructure 1, 1, 3, 3: mean 2, σ 1. Applications 10, 30, 10, 30: mean 20, σ 10.
    // 5 − 2 × 1; 5 + 2 × (−0.6 + 0.4); 5 + 2 × (0.6 − 0.4); 5 + 2 × 1.
    let given = [
        ("00001", "ha_tang = 1; ung_dung = 10"),
        ("00002", "ha_tang = 1; ung_dung = 30"),
        ("00003", "ha_tang = 3; ung_dung = 10"),
        ("00004", "ha_tang = 3; ung_dung = 30"),
    ];
    assert_eq!(
        totals(&set, UNITS, &given),
        ["00001 3", "00002 23/5", "00003 27/5", "00004 7"]
    );
}

/// Police emulation clusters, Quảng Trị (ThuatNguyen/NationalSecurityContest2): below the target
/// ½ × v ÷ t; from it ½ and the excess ÷ the leader's excess × ½, each of the maximum; the best
/// of the cluster has it all. Clusters are cohorts; the leader is one of the `statistics` among
/// the cohort. The excess is taken relative to the target, and the maximum of 10 is ours.
#[test]
fn r25_target_and_leader() {
    let set = set(r#"
      "ranking": {
        "ties": "competition", "compare": "exact", "missing": "unranked",
        "cohorts": [
          { "id": "cum-xa", "title": { "vi": "Cụm xã", "en": "Communes" }, "types": ["xã"] },
          { "id": "cum-phuong", "title": { "vi": "Cụm phường", "en": "Wards" }, "types": ["phường"] }
        ]
      },
      "maximum": 10,
      "statistics": [{ "name": "dan_dau", "kind": "maximum", "of": "dat / chi_tieu - 1", "among": "cohort" }],
      "criteria": [{
        "code": "1", "title": { "vi": "Chỉ tiêu được giao", "en": "Target" }, "maximum": 10,
        "inputs": [
          { "name": "dat", "label": { "vi": "Kết quả", "en": "Result" }, "type": "decimal" },
          { "name": "chi_tieu", "label": { "vi": "Chỉ tiêu", "en": "Target" }, "type": "decimal" }
        ],
        "values": [
          { "name": "vuot", "expression": "dat / chi_tieu - 1" },
          { "name": "phan_vuot", "expression": "if(dan_dau > 0, vuot / dan_dau, 0)" }
        ],
        "rule": { "kind": "formula", "share": "if(vuot < 0, 0.5 * dat / chi_tieu, 0.5 + 0.5 * phan_vuot)" }
      }]
    "#);
    let units = format!("{UNITS}00005,Xã Năm,xã\n");
    // Half of the target: 10 × ½ × ½. At it: 5. A fifth above, the leader a half: 5 + 5 × 2/5.
    // The ward leads its own cluster with a tenth.
    let given = [
        ("00001", "dat = 5; chi_tieu = 10"),
        ("00002", "dat = 10; chi_tieu = 10"),
        ("00003", "dat = 12; chi_tieu = 10"),
        ("00004", "dat = 11; chi_tieu = 10"),
        ("00005", "dat = 30; chi_tieu = 20"),
    ];
    assert_eq!(
        totals(&set, &units, &given),
        ["00001 5/2", "00002 5", "00003 7", "00004 10", "00005 10"]
    );
}

/// The same source: who was given no target is compared with the best of those without, × max.
/// A target of 0 says that there is none; `where` keeps the others out of the statistic.
#[test]
fn r26_without_a_target_against_the_best_of_those_without() {
    let set = set(r#"
      "maximum": 10,
      "statistics": [{ "name": "tot_nhat", "kind": "maximum", "of": "dat", "where": "chi_tieu = 0" }],
      "criteria": [{
        "code": "1", "title": { "vi": "Kết quả", "en": "Result" }, "maximum": 10,
        "inputs": [
          { "name": "dat", "label": { "vi": "Kết quả", "en": "Result" }, "type": "decimal" },
          { "name": "chi_tieu", "label": { "vi": "Chỉ tiêu", "en": "Target" }, "type": "decimal" }
        ],
        "rule": { "kind": "formula", "share": "if(chi_tieu = 0, dat / tot_nhat, dat / chi_tieu)" }
      }]
    "#);
    // 6 is the best of 6 and 4, whatever the one with a target has: 4 ÷ 6 × 10 = 20/3.
    let given = [
        ("00001", "dat = 90; chi_tieu = 100"),
        ("00002", "dat = 6; chi_tieu = 0"),
        ("00003", "dat = 4; chi_tieu = 0"),
        ("00004", "dat = 0; chi_tieu = 0"),
    ];
    assert_eq!(
        totals(&set, UNITS, &given),
        ["00001 9", "00002 10", "00003 20/3", "00004 0"]
    );
}

/// Survey part of the PAR index (its formula was not read): the mean share of the satisfied over
/// the questions, × max. Three questions and 30 points are ours; a mean of ratios is a `formula`,
/// since the ratio of the sums would be another figure.
#[test]
fn r27_survey_average() {
    let criterion = r#"{
      "code": "8", "title": { "vi": "Điều tra xã hội học", "en": "Survey" }, "maximum": 30,
      "inputs": [
        { "name": "hl_1", "label": { "vi": "Hài lòng, câu 1", "en": "Satisfied, 1" }, "type": "count" },
        { "name": "tl_1", "label": { "vi": "Trả lời, câu 1", "en": "Answers, 1" }, "type": "count" },
        { "name": "hl_2", "label": { "vi": "Hài lòng, câu 2", "en": "Satisfied, 2" }, "type": "count" },
        { "name": "tl_2", "label": { "vi": "Trả lời, câu 2", "en": "Answers, 2" }, "type": "count" },
        { "name": "hl_3", "label": { "vi": "Hài lòng, câu 3", "en": "Satisfied, 3" }, "type": "count" },
        { "name": "tl_3", "label": { "vi": "Trả lời, câu 3", "en": "Answers, 3" }, "type": "count" }
      ],
      "rule": { "kind": "formula", "share": "(hl_1 / tl_1 + hl_2 / tl_2 + hl_3 / tl_3) / 3" }
    }"#;
    let with = |[one, two, three]: [u32; 3]| {
        let satisfied = format!("hl_1 = {one}; hl_2 = {two}; hl_3 = {three}");
        points(
            criterion,
            &format!("{satisfied}; tl_1 = 10; tl_2 = 4; tl_3 = 100"),
        )
    };
    // (0.9 + 0.5 + 0.7) ÷ 3 × 30 = 21; the ratio of the sums would be 81/114 × 30.
    assert_eq!(with([9, 2, 70]), "21");
    assert_eq!([with([10, 4, 100]), with([0, 0, 0])], ["30", "0"]);
}

/// QĐ 766/QĐ-TTg, components 1.1 and 1.2: a procedure amended several times in one period counts
/// late if it was late once. Days late of each announcement, the worst by `max`, late or not by
/// `if`; how many announcements a form has room for is fixed by the set (two procedures with two
/// each, ours).
#[test]
fn r28_worst_of_in_the_period() {
    let criterion = r#"{
      "code": "1.1", "title": { "vi": "TTHC công bố đúng hạn", "en": "Announced on time" }, "maximum": 6,
      "inputs": [
        { "name": "a_1", "label": { "vi": "Thủ tục A, lần 1: số ngày trễ", "en": "A, first" }, "type": "count" },
        { "name": "a_2", "label": { "vi": "Thủ tục A, lần 2: số ngày trễ", "en": "A, second" }, "type": "count" },
        { "name": "b_1", "label": { "vi": "Thủ tục B, lần 1: số ngày trễ", "en": "B, first" }, "type": "count" },
        { "name": "b_2", "label": { "vi": "Thủ tục B, lần 2: số ngày trễ", "en": "B, second" }, "type": "count" }
      ],
      "values": [
        { "name": "a_dung_han", "expression": "if(max(a_1, a_2) > 0, 0, 1)" },
        { "name": "b_dung_han", "expression": "if(max(b_1, b_2) > 0, 0, 1)" }
      ],
      "rule": { "kind": "formula", "share": "(a_dung_han + b_dung_han) / 2" }
    }"#;
    let with = |[a_1, a_2, b_1, b_2]: [u32; 4]| {
        points(
            criterion,
            &format!("a_1 = {a_1}; a_2 = {a_2}; b_1 = {b_1}; b_2 = {b_2}"),
        )
    };
    // Late once or twice is late: one of two on time is half of 6.
    assert_eq!(
        [[0, 0, 0, 0], [0, 1, 0, 0], [5, 1, 0, 0], [0, 1, 1, 0]].map(with),
        ["6", "3", "3", "0"]
    );
}

/// Khánh Hòa, district set: share of the communes that meet the standard (the maximum of 20 is
/// ours); QĐ 766/QĐ-TTg: communes that offer certified electronic copies, × 2. A roll-up is a
/// `ratio` of sub-units.
#[test]
fn r29_roll_up_from_sub_units() {
    let criterion = r#"{
      "code": "1", "title": { "vi": "Tỷ lệ xã đạt chuẩn", "en": "Communes that pass" }, "maximum": 20,
      "inputs": [
        { "name": "xa_dat", "label": { "vi": "Số xã đạt", "en": "Passing" }, "type": "count" },
        { "name": "so_xa", "label": { "vi": "Số xã", "en": "Communes" }, "type": "count" }
      ],
      "rule": { "kind": "ratio", "numerator": "xa_dat", "denominator": "so_xa" }
    }"#;
    let of_nine = |passing| points(criterion, &format!("xa_dat = {passing}; so_xa = 9"));
    // 7 ÷ 9 × 20 = 140/9
    assert_eq!([0, 7, 9].map(of_nine), ["0", "140/9", "20"]);
}

/// QĐ 766/QĐ-TTg, 5.1, classification of petitions: asked, published, and worth 0 of 0.
#[test]
fn r30_information_only() {
    let set = set(r#"
      "maximum": 6,
      "criteria": [
        {
          "code": "5.1", "title": { "vi": "Phân loại phản ánh, kiến nghị", "en": "Petitions" }, "maximum": 0,
          "inputs": [{ "name": "tiep_nhan", "label": { "vi": "Số tiếp nhận", "en": "Received" }, "type": "count" }],
          "rule": { "kind": "information", "inputs": ["tiep_nhan"] }
        },
        { "code": "5.2", "title": { "vi": "Đúng hạn", "en": "On time" }, "maximum": 6, "rule": { "kind": "manual" } }
      ]
    "#);
    for received in ["0", "168"] {
        let assessed = assessed(&set, &format!("tiep_nhan = {received}; 5.2 = 4"));
        assert_eq!(
            ["5.1", ""].map(|code| of(&set, &assessed, code)),
            ["0 of 0", "4 of 6"]
        );
        assert_eq!(
            score(&set, &assessed.card.own, "5.1").outcome,
            Outcome::Scored
        );
    }
}
