//! The facts of a finding as one sentence.
//!
//! What both languages share is here: lists, suggestions, and texts that hold a number, a day
//! or a period. The place and the user's own text are shown beside the sentence, not in it.

mod en;
mod vi;

use super::Language;
use super::safe::cut;
use crate::finding::{KeptText, OtherSubmission, Problem};
use crate::number::parse_plain;
use crate::period::{Date, Period};
use crate::rule::Function;

/// Entries of a list that are shown; the criteria set or the roster has them all.
const LISTED: usize = 8;

/// Returns what was found, with the facts of the case: no capital first, no full stop last.
pub fn sentence(problem: &Problem, language: Language) -> String {
    match language {
        Language::Vietnamese => vi::sentence(problem),
        Language::English => en::sentence(problem),
    }
}

/// Returns the names in quotation marks after `before`, the first few of many; nothing when
/// there are none.
fn listed(before: &str, names: &[String]) -> String {
    if names.is_empty() {
        return String::new();
    }
    let mut shown: Vec<String> = names
        .iter()
        .take(LISTED)
        .map(|name| format!("“{name}”"))
        .collect();
    if names.len() > LISTED {
        shown.push("…".to_owned());
    }
    format!("{before}{}", shown.join(", "))
}

/// Returns the end of a sentence that asks whether one of these names was meant.
fn did_you_mean(names: &[String], language: Language) -> String {
    let mut question = listed(language.pick("; có phải ", "; did you mean "), names);
    if !question.is_empty() {
        question.push('?');
    }
    question
}

/// Returns the functions of expressions.
fn functions() -> String {
    let names: Vec<&str> = Function::ALL
        .iter()
        .map(|function| function.name())
        .collect();
    names.join(", ")
}

/// Returns a text of a file that may hold a day or a number, in the style of the language.
pub(super) fn literal(text: &str, language: Language) -> String {
    if let Ok(date) = text.parse::<Date>() {
        return language.day(date);
    }
    parse_plain(text).map_or_else(|| text.to_owned(), |value| language.short_number(value))
}

/// Returns a period in words.
fn period(text: &str, language: Language) -> String {
    text.parse::<Period>()
        .map_or_else(|_| text.to_owned(), |period| language.period(period))
}

/// Returns where something stood in an earlier period: the period, the file and the cell.
fn earlier(month: &str, file: &str, cell: &str, language: Language) -> String {
    let month = period(month, language);
    if cell.is_empty() {
        return format!("{month} ({file})");
    }
    let word = language.pick("ô", "cell");
    format!("{month} ({file}, {word} {cell})")
}

/// Returns the days between which something is in force, in words.
fn validity(from: Option<&str>, until: Option<&str>, language: Language) -> String {
    let from = from.map(|day| {
        let word = language.pick("từ ngày ", "from ");
        format!("{word}{}", literal(day, language))
    });
    let until = until.map(|day| {
        let word = language.pick("đến hết ngày ", "until ");
        format!("{word}{}", literal(day, language))
    });
    let stretch: Vec<String> = from.into_iter().chain(until).collect();
    stretch.join(" ")
}

/// Returns what stands above a column of the table of waivers.
fn waiver_column(column: &str, language: Language) -> &str {
    if language == Language::English {
        return column;
    }
    match column {
        "code" => "Mã đơn vị",
        "name" => "Đơn vị",
        "criterion" => "Tiêu chí",
        "reason" => "Lý do",
        "approver" => "Phê duyệt",
        "document" => "Văn bản",
        "from" => "Từ ngày",
        "until" => "Đến ngày",
        "note" => "Ghi chú",
        other => other,
    }
}

/// Letters shown of a text of the form within a sentence.
const LONGEST_KEPT: usize = 80;

/// Returns a text of the form: its beginning, or a number in the style of the language.
fn kept(what: KeptText, text: &str, language: Language) -> String {
    match what {
        KeptText::Maximum => literal(text, language),
        _ => cut(text, LONGEST_KEPT).into_owned(),
    }
}

/// Returns whether two bands share a single value.
fn is_one_value(problem: &Problem) -> bool {
    matches!(problem, Problem::BandOverlap { from: Some(from), to: Some(to), .. } if from == to)
}

/// Letters shown of an answer within a sentence.
const LONGEST_ANSWER: usize = 40;

/// How the detail begins that is no fault of the file.
const NO_READER: &str = "no reader: ";

/// Returns why a file cannot be read.
fn unreadable(detail: &str, language: Language) -> String {
    if let Some(meaning) = super::system::described(detail, language) {
        return meaning.to_owned();
    }
    match (language, detail) {
        (Language::Vietnamese, "damaged workbook") => "tệp bảng tính bị hỏng".to_owned(),
        (Language::Vietnamese, "being saved") => {
            "có người đang lưu tệp này; đợi lưu xong rồi chạy lại".to_owned()
        }
        (Language::English, "being saved") => {
            "somebody is saving it; wait until that is done and run again".to_owned()
        }
        (Language::Vietnamese, "lost") => {
            "tệp bảng tính bị hỏng, hoặc cần quá nhiều bộ nhớ để đọc".to_owned()
        }
        (Language::English, "lost") => {
            "damaged workbook, or one that takes too much memory".to_owned()
        }
        (Language::Vietnamese, "too slow") => {
            "tệp bảng tính bị hỏng, đọc mãi không xong".to_owned()
        }
        (Language::English, "too slow") => "damaged workbook, reading it does not end".to_owned(),
        (_, detail) if detail.starts_with(NO_READER) => {
            let kind = &detail[NO_READER.len()..];
            let why = super::system::described(kind, language).unwrap_or(kind);
            let what = language.pick(
                "không chạy được phần đọc tệp xls, xlsb",
                "what reads xls and xlsb cannot be run",
            );
            format!("{what} ({why})")
        }
        (Language::Vietnamese, "empty") => "tệp trống, bên trong không có gì".to_owned(),
        (Language::English, "empty") => "it is empty, there is nothing in it".to_owned(),
        // What the library says of the inside of a file is in the facts, and helps no clerk.
        (Language::Vietnamese, _) => "nội dung tệp bị hỏng".to_owned(),
        (Language::English, _) => "its content is damaged".to_owned(),
    }
}

/// Returns a question as the clerk sees it, with its code.
fn question(code: &str, vi: &str, en: &str, language: Language) -> String {
    let (own, other) = match language {
        Language::Vietnamese => (vi, en),
        Language::English => (en, vi),
    };
    let asked = if own.trim().is_empty() { other } else { own };
    if asked.trim().is_empty() || asked == code {
        return format!("“{code}”");
    }
    let word = language.pick("mã", "code");
    format!("“{}” ({word} {code})", cut(asked, LONGEST_KEPT))
}

/// Returns where the other submissions of a unit are.
fn elsewhere(others: &[OtherSubmission], language: Language) -> String {
    let place = |one: &OtherSubmission| -> String {
        let sheet = one.sheet.as_ref().map(|sheet| match language {
            Language::Vietnamese => format!(", trang tính “{sheet}”"),
            Language::English => format!(", sheet “{sheet}”"),
        });
        let cell = one.cell.as_ref();
        let cell = cell.map(|cell| format!(", {}", spot(cell, language)));
        let called = one.called.as_ref().map(|called| match language {
            Language::Vietnamese => format!(" (tên tệp lại là của {called})"),
            Language::English => format!(" (though by its name the file is that of {called})"),
        });
        let parts = [Some(one.file.clone()), sheet, cell, called];
        parts.into_iter().flatten().collect()
    };
    let mut places: Vec<String> = others.iter().take(LISTED).map(place).collect();
    if others.len() > LISTED {
        places.push("…".to_owned());
    }
    places.join("; ")
}

/// Returns where something stands: in a cell, or in JSON at a line and a character, `12:3`.
fn spot(at: &str, language: Language) -> String {
    match at.split_once(':') {
        Some((line, character)) => match language {
            Language::Vietnamese => format!("dòng {line}, ký tự {character}"),
            Language::English => format!("line {line}, character {character}"),
        },
        None => format!("{} {at}", language.pick("ô", "cell")),
    }
}

/// Returns what a check says, with the answers it is about: `… (E12: 130; E13: 120)`.
fn with_answers(message: &str, answers: &[(String, String)]) -> String {
    let answers: Vec<String> = answers
        .iter()
        .map(|(cell, answer)| format!("{cell}: {}", cut(answer, LONGEST_ANSWER)))
        .collect();
    if answers.is_empty() {
        return message.to_owned();
    }
    format!("{message} ({})", answers.join("; "))
}

/// Returns numbers of rows, those in a row as a stretch: `12, 15–18`.
fn stretches(rows: &[u64]) -> String {
    let mut shown: Vec<String> = rows
        .chunk_by(|one, next| one.checked_add(1) == Some(*next))
        .filter_map(|stretch| Some((stretch.first()?, stretch.last()?)))
        .take(LISTED + 1)
        .map(|(first, last)| {
            if first == last {
                first.to_string()
            } else {
                format!("{first}–{last}")
            }
        })
        .collect();
    if shown.len() > LISTED {
        shown.truncate(LISTED);
        shown.push("…".to_owned());
    }
    shown.join(", ")
}

/// Returns a number of bytes as people read it.
fn bytes(count: u64) -> String {
    const MEGABYTE: u64 = 1 << 20;
    if count >= MEGABYTE && count.is_multiple_of(MEGABYTE) {
        format!("{} MB", count / MEGABYTE)
    } else {
        format!("{count} B")
    }
}

/// Returns what an input of a type holds; the type is named as in definition files.
pub fn input_type(name: &str, language: Language) -> Option<&'static str> {
    Some(match name {
        "count" => language.pick("số nguyên", "a whole number"),
        "decimal" => language.pick("số có phần thập phân", "a number with decimals"),
        "percent" => language.pick("tỷ lệ phần trăm", "a percentage"),
        "yes_no" => language.pick("có hoặc không", "yes or no"),
        "choice" => language.pick("chọn một trong các lựa chọn", "one of several options"),
        "points" => language.pick("điểm", "points"),
        _ => return None,
    })
}

/// Returns the types of input as a definition file names them, each explained.
fn types(names: &[String], language: Language) -> String {
    let explained = |name: &String| match input_type(name, language) {
        Some(meaning) => format!("“{name}” ({meaning})"),
        None => format!("“{name}”"),
    };
    names.iter().map(explained).collect::<Vec<_>>().join(", ")
}

/// Returns what the pattern of a text asks for, in words.
fn form(pattern: &str, language: Language) -> String {
    let words = match pattern {
        "^[0-9A-Za-z]+([.-][0-9A-Za-z]+)*$" => language.pick(
            "cần một mã gồm chữ cái không dấu và chữ số, các phần cách nhau bằng dấu chấm hoặc gạch nối, \
             ví dụ II hoặc 4.10",
            "a code is needed: letters without diacritics and digits, in parts separated by dots or hyphens, \
             for example II or 4.10",
        ),
        "^[a-z][a-z0-9_]*$" => language.pick(
            "cần một tên bắt đầu bằng chữ cái, chỉ gồm chữ thường không dấu, chữ số và dấu gạch dưới, \
             ví dụ so_ho_so",
            "a name is needed: small letters without diacritics, digits and underscores, beginning with a letter, \
             for example so_ho_so",
        ),
        "^[a-z0-9]+(-[a-z0-9]+)*$" => language.pick(
            "cần một định danh chỉ gồm chữ thường không dấu và chữ số, các phần cách nhau bằng một gạch nối, \
             ví dụ dti-xa-2025",
            "an identifier is needed: small letters without diacritics and digits, in parts separated by single \
             hyphens, for example dti-xa-2025",
        ),
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => language.pick(
            "cần một ngày dạng năm-tháng-ngày, có trong lịch, ví dụ 2021-11-30",
            "a day of the calendar is needed, as year-month-day, for example 2021-11-30",
        ),
        "^.+$" => language.pick("không được để trống", "a text is needed here, not an empty one"),
        other => {
            return format!("{} {other}", language.pick("cần một văn bản theo mẫu", "a text is needed of the form"));
        }
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::Decimal;

    fn both(problem: &Problem) -> [String; 2] {
        [Language::Vietnamese, Language::English].map(|language| sentence(problem, language))
    }

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|&name| name.to_owned()).collect()
    }

    #[test]
    fn numbers_are_written_as_the_language_writes_them() {
        let above = Problem::ValueAboveMaximum {
            value: Decimal::from(140),
            maximum: Decimal::new(12_000, 2),
        };
        assert_eq!(
            both(&above),
            [
                "giá trị 140 vượt mức tối đa 120",
                "140 is above the maximum of 120"
            ]
        );
        let differs = Problem::SumDiffers {
            code: "II".to_owned(),
            declared: Decimal::from(60),
            sum: Decimal::new(595, 1),
            unit_type: None,
        };
        assert_eq!(
            both(&differs),
            [
                "điểm tối đa khai báo của nhóm II là 60, nhưng tổng các mục con là 59,5",
                "the declared maximum of II is 60, but what is below it adds up to 59.5",
            ]
        );
        let reversed = Problem::RangeReversed {
            lower: "0.9".to_owned(),
            upper: "0.8".to_owned(),
        };
        assert_eq!(
            both(&reversed),
            [
                "khoảng bắt đầu từ 0,9 nhưng kết thúc ở 0,8",
                "the range begins at 0.9 but ends at 0.8"
            ]
        );
    }

    #[test]
    fn days_and_periods_are_written_as_the_language_writes_them() {
        let reversed = Problem::ValidityReversed {
            from: "2025-07-01".to_owned(),
            until: "2025-06-30".to_owned(),
        };
        assert_eq!(
            both(&reversed),
            [
                "hiệu lực bắt đầu ngày 01/07/2025 nhưng kết thúc ngày 30/06/2025",
                "the validity begins on 2025-07-01 but ends on 2025-06-30",
            ]
        );
        let assumed = Problem::NoPeriod {
            assumed: "2021-11".to_owned(),
        };
        assert_eq!(
            both(&assumed),
            [
                "phiếu không ghi kỳ, được tính cho kỳ tháng 11 năm 2021",
                "the form names no period and is counted for November 2021",
            ]
        );
    }

    #[test]
    fn a_name_that_was_nearly_right_is_suggested() {
        let unknown = Problem::UnknownKey {
            key: "maximun".to_owned(),
            nearest: Some("maximum".to_owned()),
            allowed: names(&["code", "maximum"]),
        };
        assert_eq!(
            both(&unknown),
            [
                "khóa “maximun” không dùng được ở đây; các khóa dùng được: “code”, “maximum”; có phải “maximum”?",
                "the key “maximun” cannot be used here; possible keys: “code”, “maximum”; did you mean “maximum”?",
            ]
        );
        let row = |told_by| {
            both(&Problem::UnknownRow {
                told_by,
                nearest: None,
            })
        };
        assert_eq!(
            row("code"),
            [
                "bộ tiêu chí không có số liệu nào mang mã này",
                "the criteria set has no input with this code"
            ]
        );
        assert_eq!(
            row("words"),
            [
                "bộ tiêu chí không hỏi nội dung của dòng này, nên câu trả lời ở đây không được tính",
                "the criteria set does not ask what this row says, so its answer does not count"
            ]
        );
        assert_eq!(
            row("nothing"),
            [
                "dòng có câu trả lời nhưng không có mã, nên không được tính",
                "the row has an answer and no code, so it does not count"
            ]
        );
    }

    #[test]
    fn long_lists_are_cut() {
        let nine = names(&["a", "b", "c", "d", "e", "f", "g", "h", "i"]);
        assert_eq!(
            listed(": ", &nine[..8]),
            ": “a”, “b”, “c”, “d”, “e”, “f”, “g”, “h”"
        );
        assert_eq!(
            listed(": ", &nine),
            ": “a”, “b”, “c”, “d”, “e”, “f”, “g”, “h”, …"
        );
    }

    #[test]
    fn a_hole_in_the_bands_is_told_in_words() {
        let hole = |from: Option<i64>, to: Option<i64>| Problem::BandHole {
            from: from.map(Decimal::from),
            to: to.map(Decimal::from),
        };
        let vietnamese = |from, to| sentence(&hole(from, to), Language::Vietnamese);
        assert_eq!(
            vietnamese(Some(89), Some(90)),
            "có giá trị trong khoảng từ 89 đến 90 không thuộc bậc nào"
        );
        assert_eq!(
            vietnamese(Some(80), Some(80)),
            "giá trị 80 không thuộc bậc nào"
        );
        assert_eq!(
            vietnamese(None, Some(10)),
            "có giá trị từ 10 trở xuống không thuộc bậc nào"
        );
        assert_eq!(
            vietnamese(Some(90), None),
            "có giá trị từ 90 trở lên không thuộc bậc nào"
        );
        let english = sentence(&hole(Some(89), Some(90)), Language::English);
        assert_eq!(english, "some values between 89 and 90 are in no band");
    }

    /// Whoever adds a pattern to the format has to explain it here.
    #[test]
    fn every_pattern_of_the_format_is_explained_in_words() {
        let quoted = crate::definition::SCHEMA.split("\"pattern\": \"").skip(1);
        let patterns: Vec<&str> = quoted.filter_map(|rest| rest.split('"').next()).collect();
        assert!(!patterns.is_empty());
        for pattern in patterns.into_iter().chain(["^.+$"]) {
            for &language in Language::ALL {
                assert!(!form(pattern, language).contains('^'), "{pattern}");
            }
        }
    }
}
