//! The sheets of the workbook and their columns: what both directions share.

use super::json::{Json, Object};
use crate::number::parse_plain;
use crate::rule::Rule;
use crate::text::{self, Language};
use crate::unit::fold;

/// The sheet laid out as the annex.
pub(super) const ANNEX: &str = "Phụ lục";
/// The sheet of the figures asked for.
pub(super) const INPUTS: &str = "Số liệu";
/// The sheet of the ladders.
pub(super) const LADDERS: &str = "Mức độ";
/// The sheet of what concerns the set as a whole.
pub(super) const GENERAL: &str = "Chung";
/// The sheet of the words that can be chosen.
pub(super) const WORDS: &str = "Danh mục";

/// What stands beside the sum in the last row of the annex.
pub(super) const TOTAL: &str = "Tổng cộng";

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// The code of the row's part, group or criterion.
    Code,
    /// Whether it is a part, a group or a criterion.
    Role,
    /// The code of what it stands in; on the sheet of figures, of the criterion that asks.
    Parent,
    /// The Vietnamese of a text in both languages.
    Vietnamese(&'static str),
    /// Its English.
    English(&'static str),
    /// A text.
    Text(&'static str),
    /// A number.
    Number(&'static str),
    /// The kind of the rule.
    RuleKind,
    /// The other keys of the rule.
    RuleKeys,
    /// The type of a figure.
    InputKind,
    /// The options of a figure, one a line.
    Options,
    /// Any value, as JSON.
    Json(&'static str),
    /// A key of the set, such as `document.number`.
    Path,
    /// What a key means; nobody reads it again.
    Label,
    /// The value of a key.
    Value,
    /// All keys without a column of their own, as one JSON object.
    Rest,
}

/// A column of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Column {
    /// What stands above it.
    pub heading: &'static str,
    /// What it holds.
    pub field: Field,
    /// Its width, in characters.
    pub width: u16,
}

const fn column(heading: &'static str, field: Field, width: u16) -> Column {
    Column {
        heading,
        field,
        width,
    }
}

/// The columns of the annex: those a decision has, and behind them those of the program.
pub(super) const ANNEX_COLUMNS: &[Column] = &[
    column("STT", Field::Code, 7),
    column("Tiêu chí", Field::Vietnamese("title"), 48),
    column("Điểm tối đa", Field::Number("maximum"), 9),
    column("Cách tính điểm", Field::RuleKind, 18),
    column("Tài liệu kiểm chứng", Field::Vietnamese("evidence"), 30),
    column("Ghi chú", Field::Text("remark"), 26),
    column("Loại", Field::Role, 10),
    column("Thuộc mục", Field::Parent, 10),
    column("Tham số tính điểm", Field::RuleKeys, 44),
    column("Căn cứ", Field::Text("source"), 26),
    column("Cơ quan phụ trách", Field::Vietnamese("responsible"), 24),
    column("Tên tiếng Anh", Field::English("title"), 40),
    column(
        "Tài liệu kiểm chứng (tiếng Anh)",
        Field::English("evidence"),
        38,
    ),
    column(
        "Cơ quan phụ trách (tiếng Anh)",
        Field::English("responsible"),
        24,
    ),
    column("Nội dung khác", Field::Rest, 44),
];

/// How many columns of the annex a decision has, and are printed.
pub(super) const PRINTED: u16 = 6;

/// The columns of the figures.
pub(super) const INPUT_COLUMNS: &[Column] = &[
    column("Thuộc tiêu chí", Field::Parent, 10),
    column("Tên số liệu", Field::Text("name"), 24),
    column("Nội dung", Field::Vietnamese("label"), 48),
    column("Kiểu", Field::InputKind, 16),
    column("Đơn vị tính", Field::Vietnamese("unit"), 14),
    column("Nhỏ nhất", Field::Number("minimum"), 10),
    column("Lớn nhất", Field::Number("maximum"), 10),
    column("Lựa chọn", Field::Options, 44),
    column("Nội dung (tiếng Anh)", Field::English("label"), 40),
    column("Đơn vị tính (tiếng Anh)", Field::English("unit"), 14),
    column("Nội dung khác", Field::Rest, 30),
];

/// The columns of the ladders: a row for the ladder, then one for each level.
pub(super) const LADDER_COLUMNS: &[Column] = &[
    column("Thang", Field::Text("id"), 24),
    column("Mức", Field::Number("level"), 7),
    // The title of a ladder, the name of a level.
    column("Tên", Field::Vietnamese("title"), 36),
    column("Điều kiện", Field::Json("when"), 70),
    column("Tên tiếng Anh", Field::English("title"), 30),
    column("Nội dung khác", Field::Rest, 44),
];

/// The columns of what concerns the set as a whole.
pub(super) const GENERAL_COLUMNS: &[Column] = &[
    column("Nội dung", Field::Label, 40),
    column("Khóa", Field::Path, 28),
    column("Giá trị", Field::Value, 60),
    column("Giá trị dạng JSON", Field::Rest, 60),
];

/// The lists of a node, each with the name a row below it has.
pub(super) const ROLES: &[(&str, &str)] = &[
    ("parts", "phần"),
    ("groups", "nhóm"),
    ("criteria", "tiêu chí"),
];

/// What a key of the whole set means.
const LABELS: &[(&str, &str)] = &[
    ("id", "Mã bộ tiêu chí"),
    ("version", "Phiên bản"),
    ("title.vi", "Tên bộ tiêu chí"),
    ("title.en", "Tên bộ tiêu chí (tiếng Anh)"),
    ("notice.vi", "Lưu ý cho người đọc"),
    ("notice.en", "Lưu ý cho người đọc (tiếng Anh)"),
    ("document.number", "Số quyết định"),
    ("document.date", "Ngày ký"),
    ("document.issuer.vi", "Cơ quan ban hành"),
    ("document.issuer.en", "Cơ quan ban hành (tiếng Anh)"),
    ("document.level", "Cấp được đánh giá"),
    ("document.valid_from", "Có hiệu lực từ ngày"),
    ("document.valid_until", "Có hiệu lực đến hết ngày"),
    ("document.amends", "Sửa đổi hoặc thay thế các văn bản"),
    ("document.source", "Nguồn văn bản"),
    (
        "scoring.rounding.digits",
        "Số chữ số thập phân khi làm tròn",
    ),
    ("scoring.rounding.mode", "Cách làm tròn"),
    ("scoring.rounding.stage", "Làm tròn ở bước nào"),
    ("scoring.not_applicable", "Khi không áp dụng"),
    ("scoring.zero_denominator", "Khi mẫu số bằng 0"),
    ("scoring.not_assigned", "Khi không được giao"),
    ("scoring.waived", "Khi được miễn xét"),
    ("scoring.counted", "Điểm được tính"),
    ("scoring.scale", "Thang điểm quy đổi"),
    ("ranking.ties", "Thứ hạng khi bằng điểm"),
    ("ranking.compare", "So sánh theo điểm"),
    ("ranking.best", "Điểm xếp hạng nhất"),
    ("ranking.missing", "Đơn vị không nộp phiếu"),
    ("ranking.cohorts", "Nhóm xếp hạng"),
    ("jump", "Chênh lệch so với kỳ trước phải xem lại"),
    ("maximum", "Điểm tối đa của cả bộ"),
    ("values", "Giá trị trung gian dùng chung"),
    ("checks", "Kiểm tra chéo giữa các câu trả lời"),
    ("format", "Định dạng tệp"),
    ("$schema", "Lược đồ cho trình soạn thảo"),
    ("remark", "Ghi chú"),
];

/// Returns what a key of the set means; nothing for one without a name of its own.
pub(super) fn label(path: &str) -> &'static str {
    let found = LABELS.iter().find(|(key, _)| *key == path);
    found.map_or("", |(_, label)| label)
}

/// Returns the values possible for a key of the set, where they are a list of words.
pub(super) fn choices(path: &str) -> Vec<String> {
    super::schema::constants(path)
}

/// Returns the Vietnamese names of the kinds of rule, each with the kind.
pub(super) fn rule_kinds() -> impl Iterator<Item = (&'static str, &'static str)> {
    let kinds = Rule::KINDS.iter().copied();
    kinds.map(|kind| (text::rule(kind, Language::Vietnamese), kind))
}

/// Returns the Vietnamese names of the types of figure, each with the type.
pub(super) fn input_kinds() -> impl Iterator<Item = (&'static str, &'static str)> {
    const KINDS: [&str; 6] = ["count", "decimal", "percent", "yes_no", "choice", "points"];
    let kinds = KINDS.into_iter();
    kinds.map(|kind| (text::input_kind(kind, Language::Vietnamese), kind))
}

/// Returns which of the kinds a cell names: in Vietnamese, or as definition files do.
pub(super) fn kind_named(
    written: &str,
    mut kinds: impl Iterator<Item = (&'static str, &'static str)>,
) -> Option<&'static str> {
    let folded = fold(written);
    let found = kinds.find(|(name, kind)| fold(name) == folded || *kind == written.trim());
    found.map(|(_, kind)| kind)
}

/// Returns a code as a definition file has it: `4.1.` and `a)` lose their mark.
pub(super) fn bare_code(written: &str) -> &str {
    let written = written.trim();
    let written = written.strip_prefix('(').unwrap_or(written);
    written.trim_end_matches(['.', ')', ':', ' '])
}

/// Whether a cell gives back just this text.
pub(super) fn is_plain(text: &str) -> bool {
    let is_odd = |letter: char| {
        (letter.is_control() && letter != '\n') || matches!(letter, '\u{fffe}' | '\u{ffff}')
    };
    !text.is_empty() && text.trim() == text && !text.contains("_x") && !text.contains(is_odd)
}

/// Whether a cell gives back just this number: a double keeps fifteen digits.
pub(super) fn is_plain_number(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    digits <= 15 && parse_plain(text).is_some_and(|value| value.normalize().to_string() == text)
}

/// Returns a text in both languages, when cells give back both.
pub(super) fn both_languages(value: &Json) -> Option<[&str; 2]> {
    let Json::Object(members) = value else {
        return None;
    };
    let text = |wanted: &str| {
        let found = members.iter().find(|(key, _)| key == wanted)?;
        found.1.text().filter(|text| is_plain(text))
    };
    let both = [text("vi")?, text("en")?];
    (members.len() == 2).then_some(both)
}

/// Makes a text in both languages.
pub(super) fn in_both(vi: &str, en: &str) -> Json {
    let text = |language: &str, text: &str| (language.to_owned(), Json::Text(text.to_owned()));
    Json::Object(vec![text("vi", vi), text("en", en)])
}

/// Returns options one a line, `co_ban: Cơ bản | Basic`, when they can be read again from that.
pub(super) fn options_as_lines(value: &Json) -> Option<String> {
    let Json::List(options) = value else {
        return None;
    };
    let line = |option: &Json| {
        let Json::Object(members) = option else {
            return None;
        };
        let member = |wanted: &str| members.iter().find(|(key, _)| key == wanted);
        let [vi, en] = both_languages(&member("label")?.1)?;
        Some(format!("{}: {vi} | {en}", member("id")?.1.text()?))
    };
    let lines: Option<Vec<String>> = options.iter().map(line).collect();
    let lines = lines?.join("\n");
    let again = options_of_lines(&lines)?.0;
    let is_same = again.clone().in_order() == value.clone().in_order();
    (is_same && is_plain(&lines)).then_some(lines)
}

/// Reads options one a line, and counts those without English; nothing when a line is no option.
pub(super) fn options_of_lines(lines: &str) -> Option<(Json, usize)> {
    let mut untranslated = 0;
    let mut option = |line: &str| {
        let (id, label) = line.split_once(':')?;
        let (vi, en) = label.split_once('|').unwrap_or_else(|| {
            untranslated += 1;
            (label, label)
        });
        let [id, vi, en] = [id, vi, en].map(str::trim);
        let is_whole = ![id, vi, en].contains(&"");
        let id = ("id".to_owned(), Json::Text(id.to_owned()));
        let label = ("label".to_owned(), in_both(vi, en));
        is_whole.then(|| Json::Object(vec![id, label]))
    };
    let lines = lines.lines().filter(|line| !line.trim().is_empty());
    let options: Option<Vec<Json>> = lines.map(&mut option).collect();
    let options = Json::List(options?);
    Some((options, untranslated))
}

/// Takes a member out of an object when `wanted` says so.
pub(super) fn take<T>(
    object: &mut Object,
    key: &str,
    wanted: impl FnOnce(&Json) -> Option<T>,
) -> Option<T> {
    let index = object.iter().position(|(other, _)| other == key)?;
    let value = wanted(&object[index].1)?;
    object.remove(index);
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_to_choose_means_one_thing() {
        for names in [
            rule_kinds().collect::<Vec<_>>(),
            input_kinds().collect::<Vec<_>>(),
        ] {
            for (name, kind) in &names {
                assert_eq!(kind_named(name, names.iter().copied()), Some(*kind));
                assert_eq!(kind_named(kind, names.iter().copied()), Some(*kind));
            }
        }
    }

    #[test]
    fn options_are_lines_where_they_can_be_read_again() {
        let value = |text: &str| Json::parse(text).expect("JSON");
        let simple = value(r#"[{ "id": "a", "label": { "vi": "Có", "en": "Yes" } }]"#);
        assert_eq!(options_as_lines(&simple).as_deref(), Some("a: Có | Yes"));
        for odd in [
            "[]",
            r#"[{ "id": "a", "label": { "vi": "Có | không", "en": "Yes" } }]"#,
            r#"[{ "id": "a", "label": { "vi": "Có\nkhông", "en": "Yes" } }]"#,
            r#"[{ "id": "a", "label": { "vi": "Có", "en": "Yes" }, "more": 1 }]"#,
        ] {
            assert_eq!(options_as_lines(&value(odd)), None, "{odd}");
        }
    }

    #[test]
    fn a_number_of_a_cell_is_short_and_plain() {
        for (text, plain) in [
            ("1.5", true),
            ("100", true),
            ("-0.125", true),
            ("1.50", false),
            ("1e3", false),
            ("-0", false),
            ("1234567890.123456", false),
        ] {
            assert_eq!(is_plain_number(text), plain, "{text}");
        }
    }
}
