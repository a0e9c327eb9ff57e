//! What a report says: titles of its sections and the sentences of its overview.

use super::Language;
use crate::number::Decimal;

/// The words of a report; a field added here is asked for in both languages.
#[derive(Debug)]
#[expect(missing_docs, reason = "each field is named after what it labels")]
pub struct ReportWords {
    pub title: &'static str,
    pub overview: &'static str,
    pub ranking: &'static str,
    pub districts: &'static str,
    pub groups: &'static str,
    pub criteria: &'static str,
    pub scorecards: &'static str,
    pub answers_of_units: &'static str,
    pub findings: &'static str,
    pub provenance: &'static str,
    /// The same in a word or two, on tabs.
    pub overview_tab: &'static str,
    pub ranking_tab: &'static str,
    pub districts_tab: &'static str,
    pub groups_tab: &'static str,
    pub criteria_tab: &'static str,
    pub scorecards_tab: &'static str,
    pub answers_tab: &'static str,
    pub findings_tab: &'static str,
    pub provenance_tab: &'static str,
    pub basis: &'static str,
    pub handing_in: &'static str,
    pub results: &'static str,
    pub levels: &'static str,
    pub movements: &'static str,
    pub scores: &'static str,
    pub costly: &'static str,
    pub decision: &'static str,
    pub validity: &'static str,
    pub expected: &'static str,
    pub handed_in: &'static str,
    pub ranked: &'static str,
    pub missing: &'static str,
    pub with_errors: &'static str,
    pub units: &'static str,
    pub mean: &'static str,
    pub median: &'static str,
    pub least: &'static str,
    pub greatest: &'static str,
    pub share: &'static str,
    pub all_units: &'static str,
    pub tied: &'static str,
    pub no_level: &'static str,
    pub highest: &'static str,
    pub lowest: &'static str,
    /// Of the chart of both.
    pub ends: &'static str,
    pub course: &'static str,
    pub risen_most: &'static str,
    pub fallen_most: &'static str,
    pub neighbours: &'static str,
    pub lost: &'static str,
    pub full: &'static str,
    pub zero: &'static str,
    pub best: &'static str,
    pub worst: &'static str,
    pub against_median: &'static str,
    pub points: &'static str,
    pub place: &'static str,
    pub criteria_of_unit: &'static str,
    pub answers: &'static str,
    /// Heads of narrow columns: maximum, own points, appraised points.
    pub most: &'static str,
    pub own: &'static str,
    pub appraised: &'static str,
    pub notes: &'static str,
    pub file: &'static str,
    pub digest: &'static str,
    pub what: &'static str,
    pub roster: &'static str,
    pub targets: &'static str,
    pub waivers: &'static str,
    pub submissions: &'static str,
    pub none_ranked: &'static str,
    pub no_findings: &'static str,
    /// Before the number of a page.
    pub page: &'static str,
    pub figures_of_charts: &'static str,
}

const VIETNAMESE: ReportWords = ReportWords {
    title: "Kết quả chấm điểm, xếp hạng",
    overview: "Tổng hợp kết quả",
    ranking: "Bảng xếp hạng",
    districts: "Kết quả theo địa bàn",
    groups: "Kết quả theo nhóm tiêu chí",
    criteria: "Kết quả theo tiêu chí",
    scorecards: "Phiếu kết quả của từng đơn vị",
    answers_of_units: "Số liệu, tài liệu kiểm chứng, ghi chú của từng đơn vị",
    findings: "Lỗi và cảnh báo trong các phiếu",
    provenance: "Nguồn số liệu",
    overview_tab: "Tổng hợp",
    ranking_tab: "Xếp hạng",
    districts_tab: "Địa bàn",
    groups_tab: "Nhóm tiêu chí",
    criteria_tab: "Tiêu chí",
    scorecards_tab: "Phiếu kết quả",
    answers_tab: "Số liệu",
    findings_tab: "Lỗi, cảnh báo",
    provenance_tab: "Nguồn số liệu",
    basis: "Căn cứ chấm điểm",
    handing_in: "Tình hình nộp phiếu",
    results: "Kết quả chấm điểm",
    levels: "Phân bố mức độ",
    movements: "Biến động so với kỳ trước",
    scores: "Điểm của từng đơn vị, theo thứ hạng",
    costly: "Tiêu chí bị mất nhiều điểm nhất",
    decision: "Căn cứ",
    validity: "Hiệu lực",
    expected: "Số đơn vị phải nộp",
    handed_in: "Đã nộp",
    ranked: "Được xếp hạng",
    missing: "Chưa nộp",
    with_errors: "Phiếu còn lỗi",
    units: "Số đơn vị",
    mean: "Trung bình",
    median: "Trung vị",
    least: "Thấp nhất",
    greatest: "Cao nhất",
    share: "Tỷ lệ (%)",
    all_units: "Toàn tỉnh",
    tied: "Đồng hạng",
    no_level: "Chưa đạt mức độ nào",
    highest: "Các đơn vị có điểm cao nhất",
    lowest: "Các đơn vị có điểm thấp nhất",
    ends: "Các đơn vị đứng đầu và đứng cuối",
    course: "Diễn biến qua các kỳ",
    risen_most: "Các đơn vị tăng điểm nhiều nhất",
    fallen_most: "Các đơn vị giảm điểm nhiều nhất",
    neighbours: "Các đơn vị liền kề trong bảng xếp hạng",
    lost: "Điểm bị mất",
    full: "Đạt tối đa",
    zero: "Không điểm",
    best: "Cao nhất thuộc về",
    worst: "Thấp nhất thuộc về",
    against_median: "So với trung vị toàn tỉnh",
    points: "điểm",
    place: "Thứ hạng",
    criteria_of_unit: "Kết quả từng tiêu chí",
    answers: "Số liệu",
    most: "Tối đa",
    own: "Tự chấm",
    appraised: "Thẩm định",
    notes: "Ghi chú",
    file: "Tệp",
    digest: "SHA-256",
    what: "Nội dung",
    roster: "Danh sách đơn vị",
    targets: "Chỉ tiêu cấp trên giao",
    waivers: "Danh sách miễn xét",
    submissions: "Phiếu chấm điểm",
    none_ranked: "Chưa có đơn vị nào được xếp hạng.",
    no_findings: "Không phát hiện lỗi hay cảnh báo nào.",
    page: "Trang",
    figures_of_charts: "Số liệu biểu đồ",
};

const ENGLISH: ReportWords = ReportWords {
    title: "Results and ranking",
    overview: "Summary",
    ranking: "Ranking",
    districts: "Results by district",
    groups: "Results by group of criteria",
    criteria: "Results by criterion",
    scorecards: "Scorecards",
    answers_of_units: "Answers, documents and notes",
    findings: "Errors and warnings in the submissions",
    provenance: "Sources",
    overview_tab: "Summary",
    ranking_tab: "Ranking",
    districts_tab: "Districts",
    groups_tab: "Groups",
    criteria_tab: "Criteria",
    scorecards_tab: "Scorecards",
    answers_tab: "Answers",
    findings_tab: "Findings",
    provenance_tab: "Sources",
    basis: "Basis",
    handing_in: "Submissions",
    results: "Scores",
    levels: "Levels",
    movements: "Movement since the earlier period",
    scores: "Scores by place",
    costly: "Criteria that cost most points",
    decision: "Decision",
    validity: "In force",
    expected: "Units expected",
    handed_in: "Handed in",
    ranked: "Ranked",
    missing: "Not handed in",
    with_errors: "With errors",
    units: "Units",
    mean: "Mean",
    median: "Median",
    least: "Lowest",
    greatest: "Highest",
    share: "Share (%)",
    all_units: "Whole province",
    tied: "Tied",
    no_level: "No level",
    highest: "Highest scores",
    lowest: "Lowest scores",
    ends: "The first and the last places",
    course: "Period by period",
    risen_most: "Largest gains",
    fallen_most: "Largest losses",
    neighbours: "Neighbours in the ranking",
    lost: "Points lost",
    full: "Full points",
    zero: "No points",
    best: "Highest: whose",
    worst: "Lowest: whose",
    against_median: "Against the province's median",
    points: "points",
    place: "Place",
    criteria_of_unit: "Criterion by criterion",
    answers: "Answers",
    most: "Max.",
    own: "Self",
    appraised: "Appraised",
    notes: "Notes",
    file: "File",
    digest: "SHA-256",
    what: "What",
    roster: "Roster",
    targets: "Targets set by the superior unit",
    waivers: "Waivers",
    submissions: "Submissions",
    none_ranked: "No unit is ranked yet.",
    no_findings: "No errors and no warnings.",
    page: "Page",
    figures_of_charts: "Figures of charts",
};

/// Returns the words of a report.
pub const fn report_words(language: Language) -> &'static ReportWords {
    match language {
        Language::Vietnamese => &VIETNAMESE,
        Language::English => &ENGLISH,
    }
}

/// Returns what becomes of units that handed in nothing.
pub const fn missing_policy(counts_as_zero: bool, language: Language) -> &'static str {
    match (counts_as_zero, language) {
        (false, Language::Vietnamese) => "Đơn vị chưa nộp phiếu không được xếp hạng.",
        (false, Language::English) => "Units that handed in nothing are not ranked.",
        (true, Language::Vietnamese) => "Đơn vị chưa nộp phiếu được tính 0 điểm.",
        (true, Language::English) => "Units that handed in nothing are ranked with no points.",
    }
}

/// How many units handed in.
#[derive(Debug, Clone, Copy)]
pub struct Handed {
    /// Units expected.
    pub expected: usize,
    /// Units that handed something in.
    pub handed_in: usize,
    /// Units with a place.
    pub ranked: usize,
    /// Units whose submission has errors.
    pub with_errors: usize,
}

/// Says how many units handed in: "Có 107/108 đơn vị đã nộp phiếu …".
pub fn handed_in(handed: Handed, language: Language) -> String {
    let Handed {
        expected,
        handed_in,
        ranked,
        with_errors,
    } = handed;
    match language {
        Language::Vietnamese => {
            let errors = if with_errors > 0 {
                format!(", {with_errors} đơn vị có phiếu còn lỗi")
            } else {
                String::new()
            };
            format!(
                "Có {handed_in}/{expected} đơn vị đã nộp phiếu chấm điểm{errors}; {ranked} đơn vị được xếp hạng."
            )
        }
        Language::English => {
            let errors = if with_errors > 0 {
                format!(", {with_errors} of them with errors")
            } else {
                String::new()
            };
            format!("{handed_in} of {expected} units handed in{errors}; {ranked} are ranked.")
        }
    }
}

/// A score, and whose it is.
#[derive(Debug, Clone, Copy)]
pub struct Extreme<'e> {
    /// The score.
    pub score: Decimal,
    /// One of the units that have it.
    pub unit: &'e str,
    /// How many others have it too.
    pub others: usize,
}

impl Extreme<'_> {
    fn told(self, language: Language) -> String {
        let score = language.number(self.score);
        let unit = super::safe::name(self.unit);
        match (self.others, language) {
            (0, _) => format!("{score} ({unit})"),
            (others, Language::Vietnamese) => {
                format!("{score} ({unit} và {others} đơn vị khác)")
            }
            (others, Language::English) => format!("{score} ({unit} and {others} more)"),
        }
    }
}

/// Says what the totals came to.
pub fn totals(
    (mean, median): (Decimal, Decimal),
    highest: Extreme,
    lowest: Extreme,
    language: Language,
) -> String {
    let (mean, median) = (language.number(mean), language.number(median));
    let (highest, lowest) = (highest.told(language), lowest.told(language));
    match language {
        Language::Vietnamese => format!(
            "Điểm trung bình là {mean}, trung vị là {median}; cao nhất là {highest}, thấp nhất là {lowest}."
        ),
        Language::English => format!(
            "The mean is {mean}, the median {median}; the highest score is {highest}, the lowest {lowest}."
        ),
    }
}

/// Says what the only unit has, or all units have.
pub fn same_total(everybody: Extreme, language: Language) -> String {
    let score = language.number(everybody.score);
    let unit = super::safe::name(everybody.unit);
    let all = everybody.others + 1;
    match (everybody.others, language) {
        (0, Language::Vietnamese) => {
            format!("Chỉ có một đơn vị được xếp hạng: {unit}, {score} điểm.")
        }
        (0, Language::English) => {
            format!("Only one unit is ranked: {unit}, with {score} points.")
        }
        (_, Language::Vietnamese) => {
            format!("Tất cả {all} đơn vị được xếp hạng cùng đạt {score} điểm.")
        }
        (_, Language::English) => format!("All {all} ranked units have {score} points."),
    }
}

/// Says what the totals of all units came to, where only some of these are shown.
pub fn totals_of_all([mean, median, greatest, least]: [Decimal; 4], language: Language) -> String {
    let [mean, median, greatest, least] =
        [mean, median, greatest, least].map(|figure| language.number(figure));
    let all = report_words(language).all_units;
    match language {
        Language::Vietnamese => format!(
            "{all}: điểm trung bình là {mean}, trung vị là {median}, cao nhất là {greatest}, thấp nhất là {least}."
        ),
        Language::English => format!(
            "{all}: the mean is {mean}, the median {median}, the highest score {greatest}, the lowest {least}."
        ),
    }
}

/// Says how many units moved which way since an earlier period.
pub fn moved(earlier: &str, [risen, fallen, unchanged]: [usize; 3], language: Language) -> String {
    match language {
        Language::Vietnamese => format!(
            "So với {earlier}: {risen} đơn vị tăng điểm, {fallen} đơn vị giảm điểm, {unchanged} đơn vị giữ nguyên."
        ),
        Language::English => format!(
            "Since {earlier}, {risen} {} gained points, {fallen} lost points and {unchanged} stayed the same.",
            if risen == 1 { "unit" } else { "units" }
        ),
    }
}

/// Says that movements of places are those of an unfinished ranking.
pub fn provisional(ranked: usize, expected: usize, language: Language) -> String {
    match language {
        Language::Vietnamese => format!(
            "Xếp hạng tạm thời: mới có {ranked}/{expected} đơn vị được xếp hạng; hạng và tăng, giảm hạng còn thay đổi khi các \
             đơn vị còn lại có kết quả."
        ),
        Language::English => format!(
            "Provisional: {ranked} of {expected} units are ranked; places and movements of places will change with the results \
             of the others."
        ),
    }
}

/// Returns a place among how many: "8/108".
pub fn place_of(rank: usize, of: usize, tied: bool, language: Language) -> String {
    let tie = if tied {
        language.pick(" (đồng hạng)", " (tied)")
    } else {
        ""
    };
    format!("{rank}/{of}{tie}")
}

/// Adds the place in the district to one in the province: "8/108 toàn tỉnh; 1/10 trong Huyện Pác Nặm".
pub fn place_within(
    place: &str,
    (rank, of): (usize, usize),
    district: &str,
    language: Language,
) -> String {
    let district = super::safe::name(district);
    match language {
        Language::Vietnamese => format!("{place} toàn tỉnh; {rank}/{of} trong {district}"),
        Language::English => format!("{place} in the province; {rank}/{of} in {district}"),
    }
}

/// Says how a group stands beside the median: "trung vị tỉnh 8,54 (+2,39)".
pub fn beside_median(median: Decimal, difference: Decimal, language: Language) -> String {
    let sign = match (difference.is_zero(), difference.is_sign_negative()) {
        (true, _) => "",
        (false, true) => "−",
        (false, false) => "+",
    };
    let (median, difference) = (language.number(median), language.number(difference.abs()));
    match language {
        Language::Vietnamese => format!("trung vị tỉnh {median} ({sign}{difference})"),
        Language::English => format!("province's median {median} ({sign}{difference})"),
    }
}

/// Returns the title of a report: "Kết quả chấm điểm, xếp hạng tháng 11 năm 2021".
pub fn report_title(period: &str, district: Option<&str>, language: Language) -> String {
    let title = report_words(language).title;
    let district = district
        .map(|name| format!(" – {name}"))
        .unwrap_or_default();
    match language {
        Language::Vietnamese => format!("{title} {period}{district}"),
        Language::English => format!("{title}, {period}{district}"),
    }
}
