//! What stands in a cell of evidence → documents, each with number (số, ký hiệu), day and
//! abstract (trích yếu).
//!
//! Nothing is guessed: what is not recognised stays text, and whoever reads it decides. Knows
//! nothing of criteria, of periods, or of whether evidence was asked for.

mod grammar;

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use crate::period::Date;
use crate::unit::fold;

use grammar::{Mark, begins_document, exported, headed, marked, next_document};

/// The mark of scoring software, which exports an entry as `*number - day: abstract`.
const EXPORTED: Mark = Mark::Sign('*');

/// The most documents a cell is taken apart into; no real list comes near.
const MOST: usize = 200;

/// A document named as evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its number and symbol, such as `12/KH-UBND`, without the blanks some people type in it.
    pub number: Option<String>,
    /// The day it bears.
    pub date: Option<DocumentDate>,
    /// What it is about, on one line; of what is no numbered document, all there is.
    pub subject: Option<String>,
    /// The entry as it stands in the cell, without its bullet.
    pub text: String,
}

/// The day a document bears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DocumentDate {
    /// A day of the calendar.
    Day(Date),
    /// Written like a day, such as `31/02/2021`, and none.
    Impossible(String),
}

impl Document {
    /// Returns what is no document, or not taken apart.
    fn of_text(text: &str) -> Document {
        Document {
            number: None,
            date: None,
            subject: subject_of(text),
            text: text.trim().to_owned(),
        }
    }

    /// Returns the day, where it is one of the calendar.
    pub fn day(&self) -> Option<Date> {
        match self.date {
            Some(DocumentDate::Day(day)) => Some(day),
            _ => None,
        }
    }

    /// Returns what tells the document from others: number and day. A number without a symbol,
    /// such as `01`, tells nothing: every office begins with it.
    pub fn key(&self) -> Option<(String, Date)> {
        let number = self.number.as_ref()?;
        let has_symbol = number.contains(char::is_alphabetic);
        let key = number.trim_start_matches('0').to_uppercase();
        has_symbol.then_some((key, self.day()?))
    }
}

/// Returns the documents a cell names, in its order; none where it says that there are none. What
/// is left behind the two-hundredth is one text.
pub fn parse(cell: &str) -> Vec<Document> {
    let cell: String = cell.nfc().collect();
    if says_none(&cell) {
        return Vec::new();
    }
    let mut documents = Vec::new();
    for (mark, range) in entries(&cell) {
        if documents.len() >= MOST {
            documents.push(Document::of_text(&cell[range.start..]));
            break;
        }
        let entry = cell[range].trim();
        match exported(entry).filter(|_| mark == Some(EXPORTED)) {
            Some((number, date, subject)) => documents.push(Document {
                number,
                date: Some(date),
                subject: subject_of(subject),
                text: entry.to_owned(),
            }),
            None => written(entry, &mut documents),
        }
    }
    documents
}

/// "There is none", in the words people use.
fn says_none(cell: &str) -> bool {
    const NONE: [&str; 6] = ["khong", "khong co", "chua", "chua co", "no", "none"];
    let bare = cell.trim_matches(|letter: char| !letter.is_alphanumeric());
    bare.is_empty() || bare.len() <= 20 && NONE.contains(&fold(bare).as_str())
}

/// Returns the entries of a cell, each with its mark.
///
/// An entry runs over the ends of lines up to a line with the mark the list has. Without marks it
/// runs up to a line that begins a document or a link, or that stands behind a semicolon or an
/// empty line.
fn entries(cell: &str) -> Vec<(Option<Mark>, Range<usize>)> {
    let list_mark = cell.lines().find_map(|line| marked(line).0);
    let mut entries: Vec<(Option<Mark>, Range<usize>)> = Vec::new();
    let mut is_closed = true;
    let mut offset = 0;
    for line in cell.split_inclusive('\n') {
        let (mark, length) = marked(line);
        let mark = mark.filter(|_| mark == list_mark);
        let begins = match list_mark {
            Some(_) => mark.is_some() || entries.is_empty(),
            None => is_closed || is_link(line) || begins_document(line),
        };
        if begins {
            let content = mark.map_or(offset, |_| offset + length);
            entries.push((mark, content..content));
        }
        is_closed = line.trim().is_empty() || line.trim_end().ends_with(';');
        offset += line.len();
        if let Some((_, range)) = entries.last_mut() {
            range.end = offset;
        }
    }
    entries
}

fn is_link(line: &str) -> bool {
    let schemes = ["http://", "https://", "www."];
    schemes
        .iter()
        .any(|scheme| line.trim_start().starts_with(scheme))
}

/// Adds what an entry names in people's own words: one document after the other, or text.
///
/// A document ends at a semicolon in front of another one, and at a comma or an "and" where these
/// follow directly on number and day: further on they belong to what it is about.
fn written(entry: &str, documents: &mut Vec<Document>) {
    let mut rest = entry;
    while !rest.is_empty() {
        if documents.len() >= MOST {
            documents.push(Document::of_text(rest));
            break;
        }
        let (head, behind) = headed(rest);
        let subject = match next_document(behind) {
            Some(_) => "",
            None => &behind[..end_of_text(behind)],
        };
        let end = rest.len() - behind.len() + subject.len();
        let (text, left) = rest.split_at(end);
        if text.contains(char::is_alphanumeric) {
            // A symbol says of which kind the document is; without one the kind is told.
            let has_symbol = |number: &String| number.contains(char::is_alphabetic);
            let kind = head
                .kind
                .filter(|_| !head.number.as_ref().is_some_and(has_symbol));
            let subject = kind.map(on_one_line).into_iter().chain(subject_of(subject));
            let subject: Vec<String> = subject.collect();
            documents.push(Document {
                number: head.number,
                date: head.date,
                subject: (!subject.is_empty()).then(|| subject.join(" ")),
                text: text.trim().to_owned(),
            });
        }
        rest = next_document(left).unwrap_or_default();
    }
}

/// Returns where a text ends: at a semicolon in front of a document, or with all there is.
fn end_of_text(text: &str) -> usize {
    let mut semicolons = text.match_indices(';').map(|(at, _)| at);
    let end = semicolons.find(|at| begins_document(&text[at + 1..]));
    end.unwrap_or(text.len())
}

/// Returns what stands behind number and day, without what separates it from these.
fn subject_of(text: &str) -> Option<String> {
    let text = text.trim_start_matches(|letter: char| {
        letter.is_whitespace() || matches!(letter, ':' | ',' | ';' | '.' | '-' | '–' | '—' | ')')
    });
    let subject = on_one_line(text.trim_end_matches([';', ',', ' ', '\n', '\r']));
    (!subject.is_empty()).then_some(subject)
}

/// Returns a text with one blank for each stretch of blanks and line ends.
fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    /// Returns each document as `number | day | abstract`, with `-` for what it has not.
    fn read(cell: &str) -> Vec<String> {
        let part = |part: Option<String>| part.unwrap_or_else(|| "-".to_owned());
        let line = |document: Document| {
            let date = document.date.map(|date| match date {
                DocumentDate::Day(day) => day.to_string(),
                DocumentDate::Impossible(text) => format!("{text}?"),
            });
            let (number, subject) = (part(document.number), part(document.subject));
            format!("{number} | {} | {subject}", part(date))
        };
        parse(cell).into_iter().map(line).collect()
    }

    #[track_caller]
    fn all_read(examples: &[(&str, &[&str])]) {
        for (cell, documents) in examples {
            assert_eq!(read(cell), *documents, "{cell}");
        }
    }

    #[test]
    fn software_exports_number_day_and_abstract_behind_an_asterisk() {
        all_read(&[
            (
                "*12/KH-UBND - 05/03/2021: Triển khai chuyển đổi số",
                &["12/KH-UBND | 2021-03-05 | Triển khai chuyển đổi số"],
            ),
            // As printed in the business rules of the tool that exports Tây Ninh's assessment.
            (
                "*2121/TNH-TH - 04/03/2026: V/v thông tin số liệu phục vụ đánh giá mức độ\n\
                 chuyển đổi số DTI các địa phương năm 2025\n\
                 và đề xuất lịch tham vấn.",
                &[
                    "2121/TNH-TH | 2026-03-04 | V/v thông tin số liệu phục vụ đánh giá mức độ \
                   chuyển đổi số DTI các địa phương năm 2025 và đề xuất lịch tham vấn.",
                ],
            ),
            (
                "*12/KH-UBND - 05/03/2021: Kế hoạch\n\
                 * 31/QĐ-UBND - 06/03/2021: \n\
                 Thành lập tổ công nghệ số; phân công nhiệm vụ",
                &[
                    "12/KH-UBND | 2021-03-05 | Kế hoạch",
                    "31/QĐ-UBND | 2021-03-06 | Thành lập tổ công nghệ số; phân công nhiệm vụ",
                ],
            ),
            // Blanks in the number, and numbers without a symbol.
            (
                "*       1598   /GM-UBND - 10/10/2021: Tập huấn\n*31/QĐ- UBND - 06/03/2021: Tổ",
                &[
                    "1598/GM-UBND | 2021-10-10 | Tập huấn",
                    "31/QĐ-UBND | 2021-03-06 | Tổ",
                ],
            ),
            (
                "*01 - 31/10/2021: Bảng thống kê\n*BB-07 - 31/10/2021: Biên bản họp",
                &[
                    "01 | 2021-10-31 | Bảng thống kê",
                    "BB-07 | 2021-10-31 | Biên bản họp",
                ],
            ),
            // The abstract may cite another document, in a line of its own too.
            (
                "*12/BC-UBND - 05/03/2021: Kết quả thực hiện\nKế hoạch số 7/KH-UBND; 8/KH-UBND",
                &["12/BC-UBND | 2021-03-05 | Kết quả thực hiện Kế hoạch số 7/KH-UBND; 8/KH-UBND"],
            ),
            // A day in the place of the number is no number.
            (
                "*04/03/2021 - 04/03/2021: Thông tin số liệu",
                &["- | 2021-03-04 | Thông tin số liệu"],
            ),
            // What appraisers write there is text.
            (
                "* Thành viên thẩm định: Thống nhất tiêu chí",
                &["- | - | Thành viên thẩm định: Thống nhất tiêu chí"],
            ),
        ]);
    }

    #[test]
    fn people_cite_documents_as_they_are_used_to() {
        all_read(&[
            (
                "Kế hoạch số 12/KH-UBND ngày 05/3/2021 về việc triển khai chuyển đổi số",
                &["12/KH-UBND | 2021-03-05 | về việc triển khai chuyển đổi số"],
            ),
            (
                "QĐ số 15/QĐ-UBND ngày 5 tháng 3 năm 2021 của UBND xã thành lập tổ",
                &["15/QĐ-UBND | 2021-03-05 | của UBND xã thành lập tổ"],
            ),
            ("12/KH-UBND", &["12/KH-UBND | - | -"]),
            (
                "12/KH-UBND, ngày 5-3-2021.",
                &["12/KH-UBND | 2021-03-05 | -"],
            ),
            (
                "Công văn 808/CAX (05.3.2021)",
                &["808/CAX | 2021-03-05 | -"],
            ),
            ("Số: 15/2021/QĐ-UBND", &["15/2021/QĐ-UBND | - | -"]),
            ("Nghị quyết số 36-NQ/TW", &["36-NQ/TW | - | -"]),
            (
                "ke hoach so 12/KH-UBND ngay 05/3/2021",
                &["12/KH-UBND | 2021-03-05 | -"],
            ),
            ("12 / KH – UBND: Kế hoạch", &["12/KH-UBND | - | Kế hoạch"]),
            ("808/CAX - Báo cáo", &["808/CAX | - | Báo cáo"]),
            (
                "Đã ban hành Kế hoạch số 12/KH-UBND",
                &["12/KH-UBND | - | -"],
            ),
            (
                "Thông báo số 5 ngày 05/3/2021",
                &["5 | 2021-03-05 | Thông báo"],
            ),
            (
                "Biên bản ngày 05/3/2021, 12 người ký",
                &["- | 2021-03-05 | Biên bản 12 người ký"],
            ),
            ("05/3/2021", &["- | 2021-03-05 | -"]),
            (
                "31/QĐ-UBND ngày 31/02/2021",
                &["31/QĐ-UBND | 31/02/2021? | -"],
            ),
        ]);
    }

    #[test]
    fn several_documents_stand_in_lists_lines_or_one_after_the_other() {
        all_read(&[
            (
                "- Kế hoạch số 12/KH-UBND\n- Biên bản họp tổ\ncông nghệ số",
                &["12/KH-UBND | - | -", "- | - | Biên bản họp tổ công nghệ số"],
            ),
            (
                "1. 12/KH-UBND\n2. 15/QĐ-UBND\n   - phụ lục",
                &["12/KH-UBND | - | -", "15/QĐ-UBND | - | phụ lục"],
            ),
            (
                "a) 12/KH-UBND\nb) Ảnh chụp",
                &["12/KH-UBND | - | -", "- | - | Ảnh chụp"],
            ),
            (
                "Hồ sơ gồm:\n• 12/KH-UBND\n• 15/QĐ-UBND",
                &[
                    "- | - | Hồ sơ gồm:",
                    "12/KH-UBND | - | -",
                    "15/QĐ-UBND | - | -",
                ],
            ),
            (
                "Kế hoạch số 12/KH-UBND ngày 05/3/2021 về việc\nchuyển đổi số\n\
                 Quyết định số 15/QĐ-UBND ngày 06/3/2021",
                &[
                    "12/KH-UBND | 2021-03-05 | về việc chuyển đổi số",
                    "15/QĐ-UBND | 2021-03-06 | -",
                ],
            ),
            (
                "12/KH-UBND; 15/QĐ-UBND ngày 06/3/2021, 20/BC-UBND và 21/TB-UBND",
                &[
                    "12/KH-UBND | - | -",
                    "15/QĐ-UBND | 2021-03-06 | -",
                    "20/BC-UBND | - | -",
                    "21/TB-UBND | - | -",
                ],
            ),
            // Behind an abstract only a semicolon parts documents: a comma may go on citing.
            (
                "12/BC-UBND về Quyết định số 7/QĐ-UBND, 8/QĐ-UBND; đào tạo; 15/TB-UBND",
                &[
                    "12/BC-UBND | - | về Quyết định số 7/QĐ-UBND, 8/QĐ-UBND; đào tạo",
                    "15/TB-UBND | - | -",
                ],
            ),
            (
                "Ảnh chụp màn hình;\nDanh sách lớp",
                &["- | - | Ảnh chụp màn hình", "- | - | Danh sách lớp"],
            ),
        ]);
    }

    #[test]
    fn what_is_not_recognised_stays_text() {
        for text in [
            "Ảnh chụp màn hình trang thông tin điện tử",
            "https://xahoabinh.gov.vn/van-ban/12/KH-UBND?ngay=05/3/2021",
            "12-KH-UBND.pdf",
            "12/KH-UBND.signed.pdf",
            "vanban/12/KH-UBND",
            "Kế hoạch 5 năm 2021-2025",
            "Quyết định 749 của Thủ tướng",
            "Báo cáo kết quả thực hiện Kế hoạch số 12/KH-UBND ngày 05/3/2021",
            "Biên bản họp ngày 05/3/2021",
            "Tài liệu đính kèm số 01",
            "12/15 máy tính",
            "Số 3 Đường Hùng Vương",
            "từ 01 - 31/10/2021: 508 giấy mời",
            "01 - 31/10/2021: 508 giấy mời",
        ] {
            assert_eq!(read(text), [format!("- | - | {text}")]);
        }
        // Of two digits nobody knows which are the year.
        assert_eq!(
            read("12/KH-UBND ngày 05/3/21"),
            ["12/KH-UBND | - | ngày 05/3/21"]
        );
    }

    #[test]
    fn a_cell_may_say_that_there_is_none() {
        for cell in [
            "",
            "  ",
            "-",
            "–",
            "...",
            "Không",
            "không có.",
            "Chưa có",
            "KHÔNG CÓ",
        ] {
            assert_eq!(parse(cell), [], "{cell}");
        }
        assert_eq!(
            read("Không có văn bản riêng"),
            ["- | - | Không có văn bản riêng"]
        );
    }

    #[test]
    fn what_is_left_behind_the_two_hundredth_document_is_one_text() {
        for list in [
            "12/KH-UBND; ",
            "*12/KH-UBND - 05/03/2021: Kế hoạch\n",
            "- 12/KH-UBND\n",
        ] {
            let documents = parse(&list.repeat(300));
            assert_eq!(documents.len(), 201);
            let is_numbered = |document: &Document| document.number.is_some();
            assert_eq!(documents.iter().filter(|one| is_numbered(one)).count(), 200);
            let left = documents
                .last()
                .map(|document| document.text.matches("12/KH").count());
            assert_eq!(left, Some(100));
        }
    }

    #[test]
    fn a_document_is_known_by_number_and_day_however_they_are_typed() {
        let key = |cell: &str| parse(cell).first().and_then(Document::key);
        let plan = key("Kế hoạch số 05/KH-UBND ngày 5 tháng 3 năm 2021");
        assert!(plan.is_some());
        assert_eq!(key("*5 /KH- UBND - 05/03/2021: Kế hoạch"), plan);
        assert_ne!(key("5/QĐ-UBND ngày 05/3/2021"), plan);
        assert_ne!(key("5/KH-UBND ngày 06/3/2021"), plan);
        // One of these is missing, impossible or says nothing.
        for cell in [
            "5/KH-UBND",
            "5/KH-UBND ngày 31/02/2021",
            "*05 - 05/03/2021: Bảng",
        ] {
            assert_eq!(key(cell), None, "{cell}");
        }
    }

    /// What cells of evidence are made of, well-formed or not.
    fn scrap() -> impl Strategy<Value = String> {
        let known = select(vec![
            "*",
            "-",
            "1.",
            "a)",
            "\n",
            " ",
            ";",
            ",",
            ":",
            "và",
            "(",
            ")",
            "/",
            "–",
            "12/KH-UBND",
            "15/2021/QĐ- UBND",
            "36-KH/ĐU",
            "Kế hoạch",
            "số",
            "QĐ",
            "ngày",
            "05/3/2021",
            "31/02/2021",
            "5 tháng 3 năm 2021",
            "2021-03-05",
            "99999999",
            "Không",
            "https://",
            "ban hành",
            "Ngày\u{300}",
            "\u{f0b7}",
            "ﬁ",
            "İ",
        ]);
        prop_oneof![4 => known.prop_map(str::to_owned), 1 => ".{0,3}"]
    }

    /// Returns letters and digits, which are what may not get lost.
    fn substance(text: &str) -> String {
        text.nfc()
            .filter(|letter| letter.is_alphanumeric())
            .collect()
    }

    proptest! {
        #[test]
        fn whatever_stands_in_a_cell_is_read_and_kept(scraps in prop::collection::vec(scrap(), 0..24)) {
            let cell = scraps.concat();
            let documents = parse(&cell);
            let mut left = cell.nfc().collect::<String>();
            for document in &documents {
                // Each entry stands in the cell, behind the one before.
                let at = left.find(&document.text);
                prop_assert!(at.is_some(), "{:?} in {left:?}", document.text);
                left = left.split_off(at.unwrap_or_default() + document.text.len());
                if let Some(subject) = &document.subject {
                    // What it is about is in its words and their order.
                    let text = substance(&document.text);
                    let mut left = text.chars();
                    prop_assert!(substance(subject).chars().all(|letter| left.any(|other| other == letter)));
                }
                if document.number.is_none() && document.date.is_none() {
                    let subject = document.subject.as_deref().unwrap_or_default();
                    prop_assert_eq!(substance(subject), substance(&document.text));
                }
            }
        }

        #[test]
        fn an_exported_list_is_read_as_it_was_exported(
            list in prop::collection::vec((1_u32..5000, 0_usize..4, 1_u8..29, "\\PC{1,30}"), 1..6),
        ) {
            let symbols = ["KH-UBND", "QĐ-UBND", "PVHXH", "TTr-CCHC&PC"];
            let (mut cell, mut expected) = (String::new(), Vec::new());
            for (number, symbol, day, subject) in list {
                let subject = on_one_line(&subject.replace(|letter: char| !letter.is_alphanumeric(), " "));
                prop_assume!(!subject.is_empty());
                let number = format!("{number}/{}", symbols[symbol]);
                let lines = subject.replace(' ', "\n");
                cell = format!("{cell}*{number} - {day:02}/03/2021: {lines}\n");
                let subject: String = subject.nfc().collect();
                expected.push(format!("{number} | 2021-03-{day:02} | {subject}"));
            }
            prop_assert_eq!(read(&cell), expected);
        }
    }
}
