//! Words of the page that is looked at in a browser: its menu, its buttons, its fields.

use super::Language;

/// The words of one language; a field added here is asked for in both.
#[derive(Debug)]
#[expect(missing_docs, reason = "each field is named after what it labels")]
pub struct ScreenWords {
    /// The language's own name.
    pub language: &'static str,
    pub languages: &'static str,
    pub skip: &'static str,
    pub menu: &'static str,
    pub parts: &'static str,
    pub dark: &'static str,
    pub print: &'static str,
    pub find: &'static str,
    pub all: &'static str,
    pub none: &'static str,
    pub clear: &'static str,
    /// With `{shown}` of `{all}`.
    pub rows: &'static str,
    pub no_row: &'static str,
    pub all_columns: &'static str,
    pub fewer_columns: &'static str,
    pub sort: &'static str,
    pub previous: &'static str,
    pub next: &'static str,
    pub show_all: &'static str,
    pub needs_script: &'static str,
    /// What the mark on a bar is.
    pub mark: &'static str,
}

const VIETNAMESE: ScreenWords = ScreenWords {
    language: "Tiếng Việt",
    languages: "Ngôn ngữ",
    skip: "Đến nội dung chính",
    menu: "Các phần của báo cáo",
    parts: "Chi tiết từng nơi",
    dark: "Nền tối",
    print: "In trang này",
    find: "Tìm (gõ không dấu cũng được)",
    all: "Tất cả",
    none: "(trống)",
    clear: "Bỏ lọc",
    rows: "{shown}/{all} dòng",
    no_row: "Không có dòng nào phù hợp.",
    all_columns: "Hiện đủ cột",
    fewer_columns: "Bớt cột",
    sort: "Bấm vào tiêu đề cột để sắp xếp",
    previous: "Phiếu trước",
    next: "Phiếu sau",
    show_all: "Hiện tất cả các phiếu để in",
    needs_script: "Từng phiếu kết quả chỉ hiện khi trình duyệt cho chạy JavaScript; các phần khác vẫn xem được.",
    mark: "Vạch trên thanh là mức để so sánh.",
};

const ENGLISH: ScreenWords = ScreenWords {
    language: "English",
    languages: "Language",
    skip: "Skip to the content",
    menu: "Sections of the report",
    parts: "One by one",
    dark: "Dark",
    print: "Print this page",
    find: "Find (marks may be left out)",
    all: "All",
    none: "(blank)",
    clear: "Clear",
    rows: "{shown} of {all} rows",
    no_row: "No row matches.",
    all_columns: "All columns",
    fewer_columns: "Fewer columns",
    sort: "Click a heading to sort",
    previous: "Previous",
    next: "Next",
    show_all: "Show all scorecards, for printing",
    needs_script: "Scorecards are shown only when the browser runs JavaScript; everything else can be read without it.",
    mark: "The tick on a bar is what it is compared with.",
};

/// Returns the words of the page.
pub const fn screen_words(language: Language) -> &'static ScreenWords {
    match language {
        Language::Vietnamese => &VIETNAMESE,
        Language::English => &ENGLISH,
    }
}
