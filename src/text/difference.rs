//! How two versions of a criteria set differ, in words: what changed, and what policies mean.

use super::Language;
use crate::definition::diff::Change;
use crate::definition::{
    Best, Compare, Counted, MissingSubmission, NotApplicable, NotAssigned, Role, RoundingStage,
    Ties, Waived,
};
use crate::number::{Rounding, RoundingMode};
use crate::rule::ZeroDenominator;

/// Returns what changed, in a few words.
pub const fn change(change: Change, language: Language) -> &'static str {
    let [vietnamese, english] = match change {
        Change::Merged => ["gộp lại", "merged"],
        Change::Role => ["đổi loại mục", "kind of entry"],
        Change::Moved => ["đổi mã, vị trí", "moved"],
        Change::Renamed => ["đổi tên", "renamed"],
        Change::Reweighted => ["đổi điểm tối đa", "re-weighted"],
        Change::Reruled => ["đổi cách tính điểm", "re-ruled"],
        Change::ZeroDenominator => ["khi mẫu số bằng 0", "zero denominator"],
        Change::Combined => ["cách tổng hợp điểm", "how it is made up"],
        Change::NotApplicable => ["khi không áp dụng", "when not applicable"],
        Change::Waived => ["khi được miễn xét", "when waived"],
        Change::AssignedTo => ["loại đơn vị được giao", "types of unit asked"],
        Change::Inputs => ["đổi số liệu phải báo cáo", "inputs"],
        Change::Evidence => ["tài liệu kiểm chứng", "evidence"],
        Change::EvidenceRequired => ["bắt buộc có tài liệu kiểm chứng", "evidence required"],
        Change::Responsible => ["cơ quan phụ trách", "office responsible"],
        Change::Name => ["mã số liệu", "name"],
        Change::Label => ["nội dung số liệu", "label"],
        Change::Type => ["kiểu số liệu", "type"],
        Change::Range => ["giới hạn giá trị", "range"],
        Change::Unit => ["đơn vị tính", "unit of measure"],
        Change::Options => ["các lựa chọn", "options"],
        Change::Source => ["nguồn số liệu", "who says it"],
        Change::Cumulative => [
            "số lũy kế từ đầu năm",
            "counted from the beginning of the year",
        ],
        Change::Jump => [
            "chênh lệch so với kỳ trước phải xem lại",
            "change since the period before to be looked at",
        ],
        Change::Scope => ["phạm vi xét mức độ", "what it is the level of"],
        Change::Compared => ["giá trị dùng để xét mức độ", "values the levels look at"],
        Change::NeedsLevelBelow => ["phải đạt các mức thấp hơn", "needs every level below"],
        Change::Gate => ["đổi điều kiện đạt mức", "condition"],
        Change::Id => ["mã bộ tiêu chí", "identifier"],
        Change::Notice => ["lưu ý", "notice"],
        Change::Checks => ["điều kiện kiểm tra chéo", "checks between answers"],
        Change::Number => ["số văn bản", "number of the document"],
        Change::Date => ["ngày ban hành", "date of the document"],
        Change::Issuer => ["cơ quan ban hành", "issuer"],
        Change::Government => ["cấp đánh giá", "level of government"],
        Change::ValidFrom => ["có hiệu lực từ ngày", "valid from"],
        Change::ValidUntil => ["có hiệu lực đến ngày", "valid until"],
        Change::Amends => ["sửa đổi, thay thế văn bản", "amends or replaces"],
        Change::Rounding => ["làm tròn điểm", "rounding"],
        Change::NeedsReason => ["phải nêu lý do không áp dụng", "reason for not applicable"],
        Change::NotAssigned => ["tiêu chí không giao", "criteria not assigned"],
        Change::Counted => ["điểm được tính", "score that counts"],
        Change::Scale => ["thang điểm quy đổi", "scale"],
        Change::Ties => ["hạng khi bằng điểm", "places of equal scores"],
        Change::Ranked => ["điểm dùng để xếp hạng", "values ranked"],
        Change::Best => ["điểm xếp hạng nhất", "score that comes first"],
        Change::MissingSubmission => ["đơn vị không nộp phiếu", "units without a submission"],
        Change::Cohorts => ["nhóm xếp hạng", "cohorts"],
    };
    language.pick(vietnamese, english)
}

/// Returns what a node is.
pub const fn role(role: &Role, language: Language) -> &'static str {
    let [vietnamese, english] = match role {
        Role::Whole => ["toàn bộ tiêu chí", "whole"],
        Role::Part => ["hạng mục", "part"],
        Role::Group => ["nhóm tiêu chí", "group"],
        Role::Criterion(_) => ["tiêu chí", "criterion"],
    };
    language.pick(vietnamese, english)
}

/// Returns the code of a node, and the branch it stands in unless its code tells.
pub fn place(code: &str, parent: Option<&str>, language: Language) -> String {
    match parent {
        Some(parent) if !code.starts_with(parent) => match language {
            Language::Vietnamese => format!("{code} (thuộc {parent})"),
            Language::English => format!("{code} (in {parent})"),
        },
        _ => code.to_owned(),
    }
}

/// Returns what "not applicable" means.
pub const fn not_applicable(policy: NotApplicable, language: Language) -> &'static str {
    let [vietnamese, english] = match policy {
        NotApplicable::Forbidden => ["không được ghi không áp dụng", "cannot be declared"],
        NotApplicable::FullMarks => ["tính điểm tối đa", "full marks"],
        NotApplicable::Zero => ["tính 0 điểm", "no points"],
        NotApplicable::Exclude => [
            "không tính vào điểm và điểm tối đa",
            "out of points and maximum",
        ],
        NotApplicable::Transfer => [
            "chuyển điểm sang tiêu chí khác",
            "its points go to other criteria",
        ],
    };
    language.pick(vietnamese, english)
}

/// Returns what a zero denominator means.
pub const fn zero_denominator(policy: ZeroDenominator, language: Language) -> &'static str {
    let [vietnamese, english] = match policy {
        ZeroDenominator::FullMarks => ["tính điểm tối đa", "full marks"],
        ZeroDenominator::Zero => ["tính 0 điểm", "no points"],
        ZeroDenominator::NotApplicable => ["coi là không áp dụng", "not applicable"],
        ZeroDenominator::Error => ["coi là số liệu sai", "a mistake"],
    };
    language.pick(vietnamese, english)
}

/// Returns what a criterion means for units of a kind it is not assigned to.
pub const fn not_assigned(policy: NotAssigned, language: Language) -> &'static str {
    match policy {
        NotAssigned::FullMarks => not_applicable(NotApplicable::FullMarks, language),
        NotAssigned::Exclude => not_applicable(NotApplicable::Exclude, language),
    }
}

/// Returns what a waiver gives.
pub const fn waived(policy: Waived, language: Language) -> &'static str {
    match policy {
        Waived::Forbidden => language.pick("không được miễn xét", "nobody can be excused"),
        Waived::Exclude => not_applicable(NotApplicable::Exclude, language),
        Waived::FullMarks => not_applicable(NotApplicable::FullMarks, language),
    }
}

/// Returns which score counts.
pub const fn counted(counted: Counted, language: Language) -> &'static str {
    let [vietnamese, english] = match counted {
        Counted::SelfScore => ["điểm tự chấm", "self score"],
        Counted::Latest => [
            "điểm thẩm định, chưa thẩm định thì điểm tự chấm",
            "appraised score, else self score",
        ],
    };
    language.pick(vietnamese, english)
}

/// Returns how places of equal scores are counted, by example.
pub const fn ties(ties: Ties) -> &'static str {
    match ties {
        Ties::Competition => "1, 2, 2, 4",
        Ties::Dense => "1, 2, 2, 3",
    }
}

/// Returns which values are compared.
pub const fn compared(compare: Compare, language: Language) -> &'static str {
    match compare {
        Compare::Published => language.pick("đã làm tròn", "rounded"),
        Compare::Exact => language.pick("chưa làm tròn", "unrounded"),
    }
}

/// Returns which of two scores comes first.
pub const fn best(best: Best, language: Language) -> &'static str {
    match best {
        Best::Highest => language.pick("điểm cao nhất", "the highest"),
        Best::Lowest => language.pick("điểm thấp nhất", "the lowest"),
    }
}

/// Returns what becomes of a unit without a submission.
pub const fn missing(missing: MissingSubmission, language: Language) -> &'static str {
    match missing {
        MissingSubmission::Unranked => language.pick("không xếp hạng", "not ranked"),
        MissingSubmission::Zero => language.pick("xếp hạng với 0 điểm", "ranked with no points"),
    }
}

/// Returns how and when points are rounded.
pub fn rounding(rounding: Rounding, stage: RoundingStage, language: Language) -> String {
    let [mode, english_mode] = match rounding.mode {
        RoundingMode::HalfAwayFromZero => ["từ 5 trở lên thì tăng 1", "halves up"],
        RoundingMode::HalfEven => ["số 5 làm tròn về chữ số chẵn", "halves to even"],
        RoundingMode::Down => ["bỏ phần dư", "down"],
        RoundingMode::Up => ["có dư là tăng 1", "up"],
    };
    let [stage, english_stage] = match stage {
        RoundingStage::Criterion => ["làm tròn từng tiêu chí", "every criterion"],
        RoundingStage::Published => ["chỉ làm tròn khi công bố", "only what is published"],
    };
    let digits = rounding.digits;
    match language {
        Language::Vietnamese => format!("{digits} chữ số thập phân, {mode}, {stage}"),
        Language::English => format!("{digits} digits, {english_mode}, {english_stage}"),
    }
}

/// Returns the least and the most that can be answered, as they are written.
pub fn range(least: Option<&str>, most: Option<&str>, language: Language) -> String {
    match (language, least, most) {
        (Language::Vietnamese, Some(least), Some(most)) => format!("từ {least} đến {most}"),
        (Language::Vietnamese, Some(least), None) => format!("từ {least} trở lên"),
        (Language::Vietnamese, None, Some(most)) => format!("không quá {most}"),
        (Language::Vietnamese, None, None) => "không giới hạn".to_owned(),
        (Language::English, Some(least), Some(most)) => format!("{least} to {most}"),
        (Language::English, Some(least), None) => format!("{least} or more"),
        (Language::English, None, Some(most)) => format!("at most {most}"),
        (Language::English, None, None) => "no limit".to_owned(),
    }
}

/// Returns who says what an input is.
pub const fn source(is_set_by_superior: bool, language: Language) -> &'static str {
    if is_set_by_superior {
        language.pick("cấp trên giao", "set by the superior unit")
    } else {
        language.pick("đơn vị tự báo cáo", "reported by the unit")
    }
}

/// Returns that the numerator of a rule may exceed its denominator.
pub const fn may_exceed(language: Language) -> &'static str {
    language.pick(
        "tử số được lớn hơn mẫu số",
        "the numerator may exceed the denominator",
    )
}

/// Returns how many parts, groups and criteria changed, and how many may be compared.
pub fn summary(counts: [usize; 5], language: Language) -> String {
    let [added, removed, changed, comparable, all] = counts;
    match language {
        Language::Vietnamese => format!(
            "Hạng mục, nhóm tiêu chí và tiêu chí: thêm {added}, bỏ {removed}, thay đổi {changed}; \
             so sánh được kết quả hai bản ở {comparable} trên {all} mục của bản mới"
        ),
        Language::English => format!(
            "Parts, groups and criteria: {added} added, {removed} removed, {changed} changed; results of both \
             versions may be compared in {comparable} of the {all} of the new version"
        ),
    }
}

/// Returns that two sets mean the same.
pub const fn nothing(language: Language) -> &'static str {
    language.pick(
        "Hai bộ tiêu chí có nội dung như nhau.",
        "The two criteria sets mean the same.",
    )
}
