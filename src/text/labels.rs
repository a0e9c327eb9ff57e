//! Headings, names of states and short phrases of tables and reports.

use super::Language;
use crate::definition::GovernmentLevel;
use crate::finding::Severity;
use crate::ranking::Reason;
use crate::scoring::Outcome;

/// The words of one language; a field added here is asked for in both.
#[derive(Debug)]
#[expect(missing_docs, reason = "each field is named after what it labels")]
pub struct Labels {
    pub ranking_title: &'static str,
    pub district_title: &'static str,
    pub scorecard_title: &'static str,
    pub unranked_title: &'static str,
    pub waivers_title: &'static str,
    pub criteria_title: &'static str,
    pub findings_title: &'static str,
    pub findings: &'static str,
    pub levels_title: &'static str,
    pub period: &'static str,
    pub criteria_set: &'static str,
    pub document: &'static str,
    pub validity: &'static str,
    pub until: &'static str,
    pub level_of_government: &'static str,
    pub version: &'static str,
    pub notice: &'static str,
    pub compared_with: &'static str,
    pub program: &'static str,
    pub rank: &'static str,
    pub rank_in_parent: &'static str,
    pub code: &'static str,
    pub unit: &'static str,
    pub kind: &'static str,
    pub parent: &'static str,
    pub score: &'static str,
    pub maximum: &'static str,
    pub percent: &'static str,
    pub level: &'static str,
    pub rank_change: &'static str,
    pub score_change: &'static str,
    pub cohort: &'static str,
    pub reason: &'static str,
    pub criterion: &'static str,
    pub rule: &'static str,
    pub inputs: &'static str,
    pub own_score: &'static str,
    pub appraised_score: &'static str,
    pub difference: &'static str,
    pub counted_score: &'static str,
    pub outcome: &'static str,
    pub derivation: &'static str,
    pub total: &'static str,
    pub condition: &'static str,
    pub reached: &'static str,
    pub severity: &'static str,
    pub place: &'static str,
    pub answer: &'static str,
    pub message: &'static str,
    pub remedy: &'static str,
    pub attainable: &'static str,
    pub no_level: &'static str,
    pub new_unit: &'static str,
    pub nothing_submitted: &'static str,
    pub expected: &'static str,
    pub ranked: &'static str,
    pub unranked: &'static str,
    pub units_with_waivers: &'static str,
    pub waived: &'static str,
    pub approver: &'static str,
    pub until_day: &'static str,
    pub yes: &'static str,
    pub no: &'static str,
    pub why: &'static str,
    pub errors: &'static str,
    pub warnings: &'static str,
    pub remarks: &'static str,
    pub held: &'static str,
    pub failed: &'static str,
    pub short_by: &'static str,
    pub full_points: &'static str,
    pub wanted: &'static str,
    /// Before a condition that must not hold.
    pub not: &'static str,
    pub blank: &'static str,
    pub not_applicable: &'static str,
    pub inputs_count: &'static str,
    pub criteria_count: &'static str,
    pub comparison_title: &'static str,
    pub old_version: &'static str,
    pub new_version: &'static str,
    pub general_rules: &'static str,
    pub criteria_changes: &'static str,
    pub title: &'static str,
    pub change: &'static str,
    pub added: &'static str,
    pub removed: &'static str,
    pub comparable: &'static str,
    pub evidence_title: &'static str,
    pub document_number: &'static str,
    pub document_day: &'static str,
    pub document_subject: &'static str,
    pub cell: &'static str,
    pub summary_title: &'static str,
    pub branch: &'static str,
    pub criteria_number: &'static str,
    /// Criteria of which the appraised points are others than the unit's own.
    pub differing: &'static str,
}

const VIETNAMESE: Labels = Labels {
    ranking_title: "KẾT QUẢ XẾP HẠNG",
    district_title: "Địa bàn",
    scorecard_title: "PHIẾU KẾT QUẢ CHẤM ĐIỂM",
    unranked_title: "Đơn vị chưa được xếp hạng",
    waivers_title: "Tiêu chí được miễn xét",
    criteria_title: "BỘ TIÊU CHÍ",
    findings_title: "KẾT QUẢ KIỂM TRA",
    findings: "Phát hiện",
    levels_title: "Mức độ",
    period: "Kỳ",
    criteria_set: "Bộ tiêu chí",
    document: "Văn bản",
    validity: "Hiệu lực",
    until: "đến",
    level_of_government: "Cấp đánh giá",
    version: "phiên bản",
    notice: "Lưu ý",
    compared_with: "So với",
    program: "Chương trình",
    rank: "Hạng",
    rank_in_parent: "Hạng trong huyện",
    code: "Mã",
    unit: "Đơn vị",
    kind: "Loại",
    parent: "Huyện, thành phố",
    score: "Điểm",
    maximum: "Điểm tối đa",
    percent: "Tỷ lệ %",
    level: "Mức độ",
    rank_change: "± hạng",
    score_change: "± điểm",
    cohort: "Nhóm xếp hạng",
    reason: "Lý do",
    criterion: "Tiêu chí",
    rule: "Cách tính điểm",
    inputs: "Số liệu",
    own_score: "Điểm tự chấm",
    appraised_score: "Điểm thẩm định",
    difference: "Chênh lệch",
    counted_score: "Điểm được tính",
    outcome: "Trạng thái",
    derivation: "Diễn giải",
    total: "Tổng điểm",
    condition: "Điều kiện",
    reached: "Đạt",
    severity: "Loại",
    place: "Vị trí",
    answer: "Nội dung ghi",
    message: "Vấn đề",
    remedy: "Cách xử lý",
    attainable: "Điểm cao nhất có thể đạt",
    no_level: "chưa đạt",
    new_unit: "mới",
    nothing_submitted: "không nộp phiếu",
    expected: "phải nộp phiếu",
    ranked: "được xếp hạng",
    unranked: "chưa được xếp hạng",
    units_with_waivers: "Đơn vị được miễn xét tiêu chí",
    waived: "Miễn xét",
    approver: "Phê duyệt",
    until_day: "Đến hết ngày",
    yes: "Có",
    no: "Không",
    why: "Vì sao",
    errors: "lỗi",
    warnings: "cảnh báo",
    remarks: "lưu ý",
    held: "đạt",
    failed: "chưa đạt",
    short_by: "còn thiếu",
    full_points: "phải đạt điểm tối đa",
    wanted: "yêu cầu",
    not: "không được có điều kiện sau",
    blank: "để trống",
    not_applicable: "không áp dụng",
    inputs_count: "số liệu",
    criteria_count: "tiêu chí",
    comparison_title: "SO SÁNH HAI BẢN CỦA BỘ TIÊU CHÍ",
    old_version: "Bản cũ",
    new_version: "Bản mới",
    general_rules: "Quy định chung",
    criteria_changes: "Hạng mục, nhóm tiêu chí, tiêu chí",
    title: "Nội dung",
    change: "Thay đổi",
    added: "thêm mới",
    removed: "bãi bỏ",
    comparable: "So sánh được",
    evidence_title: "Tài liệu kiểm chứng",
    document_number: "Số, ký hiệu",
    document_day: "Ngày",
    document_subject: "Trích yếu, nội dung",
    cell: "Ô",
    summary_title: "TỔNG HỢP ĐIỂM THEO NHÓM TIÊU CHÍ",
    branch: "Nhóm tiêu chí",
    criteria_number: "Số tiêu chí",
    differing: "Có chênh lệch",
};

const ENGLISH: Labels = Labels {
    ranking_title: "RANKING",
    district_title: "Area",
    scorecard_title: "SCORECARD",
    unranked_title: "Units without a place",
    waivers_title: "Waivers",
    criteria_title: "CRITERIA SET",
    findings_title: "FINDINGS",
    findings: "Findings",
    levels_title: "Levels",
    period: "Period",
    criteria_set: "Criteria set",
    document: "Document",
    validity: "Valid",
    until: "until",
    level_of_government: "Level of government",
    version: "version",
    notice: "Notice",
    compared_with: "Compared with",
    program: "Program",
    rank: "Rank",
    rank_in_parent: "Rank in district",
    code: "Code",
    unit: "Unit",
    kind: "Type",
    parent: "District",
    score: "Points",
    maximum: "Maximum",
    percent: "Percent",
    level: "Level",
    rank_change: "± rank",
    score_change: "± points",
    cohort: "Cohort",
    reason: "Reason",
    criterion: "Criterion",
    rule: "Rule",
    inputs: "Inputs",
    own_score: "Self score",
    appraised_score: "Appraised score",
    difference: "Difference",
    counted_score: "Score that counts",
    outcome: "State",
    derivation: "Derivation",
    total: "Total",
    condition: "Condition",
    reached: "Reached",
    severity: "Severity",
    place: "Place",
    answer: "Written there",
    message: "Finding",
    remedy: "Remedy",
    attainable: "Most that can be reached",
    no_level: "none",
    new_unit: "new",
    nothing_submitted: "nothing submitted",
    expected: "expected",
    ranked: "ranked",
    unranked: "without a place",
    units_with_waivers: "Units with waivers",
    waived: "Waived",
    approver: "Approved by",
    until_day: "Until",
    yes: "Yes",
    no: "No",
    why: "Why",
    errors: "errors",
    warnings: "warnings",
    remarks: "remarks",
    held: "holds",
    failed: "fails",
    short_by: "short by",
    full_points: "full points wanted",
    wanted: "wanted",
    not: "this must not hold",
    blank: "blank",
    not_applicable: "not applicable",
    inputs_count: "inputs",
    criteria_count: "criteria",
    comparison_title: "COMPARISON OF CRITERIA SETS",
    old_version: "Old version",
    new_version: "New version",
    general_rules: "General rules",
    criteria_changes: "Parts, groups and criteria",
    title: "Title",
    change: "Change",
    added: "added",
    removed: "removed",
    comparable: "Comparable",
    evidence_title: "Evidence",
    document_number: "Number",
    document_day: "Date",
    document_subject: "Abstract",
    cell: "Cell",
    summary_title: "SCORES BY GROUP",
    branch: "Group",
    criteria_number: "Criteria",
    differing: "Changed",
};

/// Returns the words of a language.
pub const fn labels(language: Language) -> &'static Labels {
    match language {
        Language::Vietnamese => &VIETNAMESE,
        Language::English => &ENGLISH,
    }
}

/// Returns the name of a severity.
pub const fn severity(severity: Severity, language: Language) -> &'static str {
    match (language, severity) {
        (Language::Vietnamese, Severity::Error) => "lỗi",
        (Language::Vietnamese, Severity::Warning) => "cảnh báo",
        (Language::Vietnamese, Severity::Info) => "lưu ý",
        (Language::English, severity) => severity.name(),
    }
}

/// Returns the state of a score in words; a plain result needs none.
pub const fn outcome(outcome: Outcome, language: Language) -> &'static str {
    match (language, outcome) {
        (_, Outcome::Scored) => "",
        (Language::Vietnamese, Outcome::Blank) => "để trống",
        (Language::Vietnamese, Outcome::NotAccepted) => "không được công nhận",
        (Language::English, Outcome::NotAccepted) => "not accepted",
        (Language::Vietnamese, Outcome::Refused) => "số liệu có lỗi",
        (Language::Vietnamese, Outcome::NothingHappened) => "không phát sinh",
        (Language::Vietnamese, Outcome::NotApplicable) => "không áp dụng",
        (Language::Vietnamese, Outcome::NotAssigned) => "không giao",
        (Language::Vietnamese, Outcome::Waived) => "miễn xét",
        (Language::English, Outcome::Waived) => "waived",
        (Language::Vietnamese, Outcome::InsufficientData) => "chưa đủ số liệu",
        (Language::English, Outcome::InsufficientData) => "not enough data",
        (Language::Vietnamese, Outcome::Pending) => "chờ so sánh",
        (Language::English, Outcome::Pending) => "pending",
        (Language::English, Outcome::Blank) => "blank",
        (Language::English, Outcome::Refused) => "refused",
        (Language::English, Outcome::NothingHappened) => "nothing happened",
        (Language::English, Outcome::NotApplicable) => "not applicable",
        (Language::English, Outcome::NotAssigned) => "not assigned",
    }
}

/// Returns why a unit has no place.
pub fn reason(reason: Reason, language: Language) -> String {
    match (language, reason) {
        (Language::Vietnamese, Reason::NotSubmitted) => "chưa nộp phiếu chấm điểm".to_owned(),
        (Language::Vietnamese, Reason::Errors(count)) => format!("phiếu chấm điểm có {count} lỗi"),
        (Language::Vietnamese, Reason::NoCohort) => {
            "loại đơn vị không thuộc nhóm xếp hạng nào".to_owned()
        }
        (Language::Vietnamese, Reason::NothingApplies) => {
            "không có tiêu chí nào áp dụng".to_owned()
        }
        (Language::Vietnamese, Reason::InsufficientData) => "chưa đủ số liệu".to_owned(),
        (Language::English, Reason::InsufficientData) => "not enough data".to_owned(),
        (Language::English, Reason::NothingApplies) => "nothing applies to it".to_owned(),
        (Language::English, Reason::NotSubmitted) => "no submission".to_owned(),
        (Language::English, Reason::Errors(1)) => "the submission has 1 error".to_owned(),
        (Language::English, Reason::Errors(count)) => format!("the submission has {count} errors"),
        (Language::English, Reason::NoCohort) => "its type belongs to no cohort".to_owned(),
    }
}

/// Returns the name of a kind of rule; the kind itself where there is none.
pub fn rule(kind: &str, language: Language) -> &str {
    if language == Language::English {
        return match kind {
            "yes_no" => "yes or no",
            "choice" => "choice",
            "ratio" => "ratio",
            "steps" => "steps",
            "per_item" => "per item",
            "weighted_count" => "weighted count",
            "checklist" => "checklist",
            "deduction" => "deduction",
            "formula" => "formula",
            "information" => "information only",
            "manual" => "awarded by hand",
            "sum" => "sum of parts",
            "best" => "best of",
            "outside" => "outside the scale",
            "weighted_mean" => "weighted mean",
            "geometric_mean" => "geometric mean",
            "harmonic_mean" => "harmonic mean",
            other => other,
        };
    }
    match kind {
        "yes_no" => "có/không",
        "choice" => "lựa chọn",
        "ratio" => "tỷ lệ",
        "steps" => "theo bậc",
        "per_item" => "theo số lượng",
        "weighted_count" => "theo số lượng có trọng số",
        "checklist" => "danh mục nội dung",
        "deduction" => "trừ điểm",
        "formula" => "công thức",
        "information" => "chỉ báo cáo",
        "manual" => "chấm trực tiếp",
        "sum" => "cộng các phần",
        "best" => "lấy phương án cao nhất",
        "outside" => "điểm thưởng, điểm phạt",
        "weighted_mean" => "trung bình cộng có trọng số",
        "geometric_mean" => "trung bình nhân có trọng số",
        "harmonic_mean" => "trung bình điều hòa có trọng số",
        other => other,
    }
}

/// Returns the name of a type of input; the type itself where there is none.
pub fn input_kind(kind: &str, language: Language) -> &str {
    match (language, kind) {
        (Language::Vietnamese, "count") => "số nguyên",
        (Language::Vietnamese, "decimal") => "số thập phân",
        (Language::Vietnamese, "percent") => "tỷ lệ phần trăm",
        (Language::Vietnamese, "yes_no") => "có/không",
        (Language::Vietnamese, "choice") => "lựa chọn",
        (Language::Vietnamese, "points") => "điểm",
        (Language::English, "count") => "whole number",
        (Language::English, "decimal") => "number with decimals",
        (Language::English, "percent") => "percentage",
        (Language::English, "yes_no") => "yes or no",
        (_, other) => other,
    }
}

/// Returns the name of a level of government.
pub const fn government_level(level: GovernmentLevel, language: Language) -> &'static str {
    match (language, level) {
        (Language::Vietnamese, GovernmentLevel::Country) => "quốc gia",
        (Language::Vietnamese, GovernmentLevel::Province) => "cấp tỉnh",
        (Language::Vietnamese, GovernmentLevel::District) => "cấp huyện",
        (Language::Vietnamese, GovernmentLevel::Commune) => "cấp xã",
        (Language::English, GovernmentLevel::Country) => "country",
        (Language::English, GovernmentLevel::Province) => "province",
        (Language::English, GovernmentLevel::District) => "district",
        (Language::English, GovernmentLevel::Commune) => "commune",
    }
}

/// Returns the headings for a tier of the roster: the units of that tier, and the rank among
/// those below one of them.
pub fn tier(tier: &str, language: Language) -> [&'static str; 2] {
    match (language, tier) {
        (Language::Vietnamese, "district") => ["Huyện, thành phố", "Hạng trong huyện"],
        (Language::Vietnamese, "province") => ["Tỉnh, thành phố", "Hạng trong tỉnh"],
        (Language::Vietnamese, _) => ["Đơn vị cấp trên", "Hạng trong đơn vị cấp trên"],
        (Language::English, "district") => ["District", "Rank in district"],
        (Language::English, "province") => ["Province", "Rank in province"],
        (Language::English, _) => ["Unit above", "Rank there"],
    }
}

/// Returns "at least so many of these conditions", and how many hold.
pub fn at_least(wanted: usize, of: usize, held: usize, language: Language) -> String {
    match language {
        Language::Vietnamese => format!("ít nhất {wanted} trong {of} điều kiện sau (đạt {held})"),
        Language::English => format!("at least {wanted} of these {of} conditions ({held} hold)"),
    }
}

/// Returns a number of findings of one severity: `1 error`, `3 cảnh báo`.
pub fn findings(count: usize, severity: Severity, language: Language) -> String {
    let name = match (language, severity) {
        (Language::English, Severity::Error) => "error",
        (Language::English, Severity::Warning) => "warning",
        (Language::English, Severity::Info) => "remark",
        (Language::Vietnamese, severity) => self::severity(severity, Language::Vietnamese),
    };
    let plural = if language == Language::English && count != 1 {
        "s"
    } else {
        ""
    };
    format!("{count} {name}{plural}")
}
