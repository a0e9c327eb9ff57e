//! Rows of a form that have an answer and no code: somebody put a row in, or took a code away.
//!
//! A row in the words of a question that has no row is an error, wherever it stands. Of other rows
//! with an answer those are told that stand among the rows of the inputs, and right below them those
//! with a number: people also write totals, headings, remarks and their names into a form. Looked at
//! is the column of the figures, and that of the points only where there is no such column; what
//! else a row holds beside it, and what heads rows, adds up or is computed, is passed over.

use super::bind::{Said, is_number};
use super::layout::Layout;
use super::names::Names;
use super::sheet::{Cell, Content, Origin, Row, Sheet};
use super::value::{self, Reading};
use super::words::Column;
use crate::finding::{CellRef, Finding, Findings, Problem};
use crate::rule::InputId;
use crate::unit::words;

/// The rows of which nothing tells what they answer, as they are come by.
pub(super) struct Unasked<'u> {
    names: &'u Names<'u>,
    sheet: &'u Sheet,
    layout: &'u Layout,
    rows: Vec<Answered<'u>>,
    headings: Vec<Heading<'u>>,
}

/// A row with an answer to nothing.
struct Answered<'u> {
    /// What the row says, or else the answer.
    said: Cell<'u>,
    answer: Cell<'u>,
    /// Whether rows say in words what they are about, and not by codes.
    is_of_words: bool,
    /// The question of these very words.
    meant: Option<InputId>,
    /// The questions of the criterion whose code or title the row has.
    headed: Option<Vec<InputId>>,
}

/// A row with an answer and the code of a part, a group or a criterion in place of an input's.
struct Heading<'u> {
    code: Cell<'u>,
    headed: Vec<InputId>,
    /// The known code nearest to it.
    nearest: Option<String>,
}

impl<'u> Unasked<'u> {
    pub(super) fn new(names: &'u Names<'u>, sheet: &'u Sheet, layout: &'u Layout) -> Unasked<'u> {
        Unasked {
            names,
            sheet,
            layout,
            rows: Vec::new(),
            headings: Vec::new(),
        }
    }

    /// Keeps a row without a code, if it has an answer and neither adds up others nor heads a group.
    pub(super) fn look_at(&mut self, row: Row<'u>) {
        let own = self.layout.own;
        // Where there is a column for figures, that of the points has those of groups too.
        let Some(column) = own.figures.or(own.points) else {
            return;
        };
        let answer = row.in_column(column);
        let Some(answer) = answer.filter(|answer| self.answers(answer.content)) else {
            return;
        };
        let mut said = Said::default();
        let mut first = None;
        let (mut numbers, mut words) = (Vec::new(), Vec::new());
        for &(column, what) in &self.layout.texts {
            if let Some(cell) = row.in_column(column) {
                said.hear(cell, what, self.names);
                first = Some(cell);
                match cell.content {
                    Content::Text(text) if what == Column::Text => words.push(text),
                    _ => numbers.push(cell.content.shown()),
                }
            }
        }
        let is_bare = first.is_none() && !self.layout.texts.is_empty();
        if said.is_branch || (is_bare && own.figures.is_none()) {
            return;
        }
        // A question may be called “Tổng cộng số máy”, or be written in capitals.
        let heads = |text: &&str| {
            let is_in_capitals = || own.figures.is_none() && is_in_capitals(text);
            (is_subtotal(text) || is_in_capitals()) && self.names.named(text).is_empty()
        };
        // Beside words a plain number only numbers the row.
        let heads_by_number = |number: &String| {
            self.names.is_branch_code(number)
                && (words.is_empty() || !number.trim().chars().all(char::is_numeric))
        };
        if words.iter().any(heads) || numbers.iter().any(heads_by_number) {
            return;
        }
        let headed = if words.is_empty() {
            numbers.iter().find_map(|number| self.headed(number))
        } else {
            let headed: Option<Vec<_>> = words.iter().map(|text| self.headed(text)).collect();
            headed.map(|headed| headed.concat())
        };
        let meant = match said.together(&[]).as_slice() {
            &[input] => Some(input),
            _ => None,
        };
        self.rows.push(Answered {
            said: first.unwrap_or(answer),
            answer,
            is_of_words: false,
            meant,
            headed,
        });
    }

    /// Keeps a row whose words mean nothing to the criteria set, if its answer is one.
    pub(super) fn look_at_words(&mut self, said: Cell<'u>, answer: Cell<'u>) {
        if self.answers(answer.content) {
            self.rows.push(Answered {
                said,
                answer,
                is_of_words: true,
                meant: None,
                headed: None,
            });
        }
    }

    /// Keeps a row with an answer and a code of no input, if the code is that of a heading; returns
    /// whether it is.
    pub(super) fn look_at_heading(&mut self, code: Cell<'u>, nearest: Option<&String>) -> bool {
        let Some(headed) = self.headed(&code.content.shown()) else {
            return false;
        };
        self.headings.push(Heading {
            code,
            headed,
            nearest: nearest.cloned(),
        });
        true
    }

    /// Returns the questions right below the heading of this code or title, if it is one.
    fn headed(&self, text: &str) -> Option<Vec<InputId>> {
        let nodes = self.names.nodes(text);
        let codes = nodes.iter().map(|&node| &self.names.set.nodes[node].code);
        let headed = codes.flat_map(|code| self.names.of_code(code));
        (!nodes.is_empty()).then(|| headed.collect())
    }

    /// Returns whether any question of the set could be answered so.
    fn answers(&self, content: Content) -> bool {
        let mut inputs = self.names.set.inputs.iter();
        is_number(content)
            || value::says_yes_or_no(content)
            || inputs.any(|input| matches!(value::read(content, input), Reading::Value(..)))
    }

    /// Reports the rows that stand among those of the inputs, or right below them, and those that
    /// ask in the words of a question that has no row; returns those questions.
    pub(super) fn report(
        &self,
        inputs: &[Option<CellRef>],
        findings: &mut Findings,
    ) -> Vec<InputId> {
        let has_row = |input: &InputId| inputs[input.index()].is_some();
        for heading in &self.headings {
            // Points in all, above the questions they are for.
            if !heading.headed.iter().all(has_row) {
                let problem = Problem::UnknownRow {
                    told_by: "code",
                    nearest: heading.nearest.clone(),
                };
                let finding = Finding::new(problem, self.sheet.place(heading.code.at));
                findings.push(finding.quoting(heading.code.content.shown()));
            }
        }
        let mut without_code = Vec::new();
        let rows = || inputs.iter().flatten().map(|at| at.row());
        let (first, mut last) = (rows().min(), rows().max().unwrap_or_default());
        for row in &self.rows {
            let (at, answer) = (row.said.at.row(), row.answer);
            let lost = row.meant.filter(|input| !has_row(input));
            let is_among = first.is_some_and(|first| first < at)
                && (at < last || (at == last + 1 && row.may_be_below()));
            let is_figure = self.layout.own.figures == Some(answer.at.column());
            let is_typed = !matches!(self.sheet.origin(answer.at), Origin::Computed(_));
            let is_new = is_typed && (is_figure || row.meant.is_none());
            let is_heading = row.headed.as_ref();
            let is_heading = is_heading.is_some_and(|headed| headed.iter().all(has_row));
            if lost.is_none() && !(is_among && is_new && !is_heading) {
                continue;
            }
            last = last.max(at);
            without_code.extend(lost);
            let problem = match lost {
                None if !row.is_of_words => Problem::UnaskedAnswer,
                lost => Problem::UnknownRow {
                    told_by: if row.is_of_words { "words" } else { "nothing" },
                    nearest: lost.map(|input| self.names.set.input(input).name.clone()),
                },
            };
            let finding = Finding::new(problem, self.sheet.place(row.said.at));
            findings.push(row.said.content.quoted_by(finding));
        }
        without_code
    }
}

impl Answered<'_> {
    /// Returns whether right below the table this is still a row of it: there people also add up,
    /// judge, sign and say how they are to be reached.
    fn may_be_below(&self) -> bool {
        const BESIDES: [&str; 10] = [
            "diem tong",
            "tong",
            "cong",
            "xep loai",
            "ket qua",
            "kien nghi",
            "de xuat",
            "dien thoai",
            "ngay",
            "trang",
        ];
        const DIGITS_OF_A_TELEPHONE: usize = 9;
        let answer = self.answer.content.shown();
        let digits = answer.chars().filter(char::is_ascii_digit).count();
        let mut begin = answer.trim().chars();
        let begins_with_zero =
            begin.next() == Some('0') && begin.next().is_some_and(|next| next.is_ascii_digit());
        let words = words(&self.said.content.shown()).join(" ");
        let words = format!(" {words} ");
        self.said.at != self.answer.at
            && is_number(self.answer.content)
            && !begins_with_zero
            && digits < DIGITS_OF_A_TELEPHONE
            && !BESIDES
                .iter()
                .any(|word| words.contains(&format!(" {word} ")))
    }
}

/// Returns whether a row is what others come to together, or some of another one.
///
/// “Tổng số máy in” is counted, as “Cộng tác viên” are: behind the word must stand what is added up
/// in forms, or nothing.
fn is_subtotal(text: &str) -> bool {
    const ADDED_UP: [&str; 8] = ["cong", "diem", "nhom", "muc", "phan", "chuong", "i", "a"];
    let words = words(text);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let is_added_up = |rest: &[&str]| match rest {
        [] | ["so", "diem", ..] => true,
        [word, ..] => ADDED_UP.contains(word) || word.bytes().all(|byte| byte.is_ascii_digit()),
    };
    let begins = |at: usize| {
        let rest = words.get(at + 1..).unwrap_or_default();
        match words[at] {
            "tong" => is_added_up(rest),
            // Unmarked, “công” and “cổng” are written the same.
            "cong" | "total" | "subtotal" => at == 0 && is_added_up(rest),
            "diem" => matches!(rest, ["muc" | "nhom" | "phan", ..]),
            _ => false,
        }
    };
    words.starts_with(&["trong", "do"]) || (0..words.len()).any(begins)
}

/// Returns whether a text is in capitals throughout, as headings of groups are.
fn is_in_capitals(text: &str) -> bool {
    text.chars().any(char::is_alphabetic) && !text.chars().any(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use crate::finding::{Findings, Problem, Source};
    use crate::submission::{names, read};

    /// The form of the samples, with its general question and two criteria.
    const ROWS: [&str; 8] = [
        "su_co,,Trong kỳ có sự cố mất an toàn thông tin,Không,",
        ",1,Chính quyền điện tử,,",
        "1.1,1.1,Kế hoạch chuyển đổi số,8,",
        ",1.2,Máy tính kết nối mạng LAN,,",
        "may_lan,1.2,Số máy tính kết nối mạng LAN,12,",
        "may_tinh,1.2,Tổng số máy tính,15,",
        "ho_so,1.3,Tỷ lệ hồ sơ trực tuyến,85%,",
        "truong_ban,1.4,Trưởng ban chỉ đạo,Chủ tịch UBND,",
    ];

    /// Reads the form with lines put in before one of its rows, under these headings; returns the
    /// rows that are told, each with its text and what was perhaps meant.
    fn told_under(headings: &str, before: usize, lines: &[&str]) -> Vec<String> {
        let mut rows = ROWS.to_vec();
        rows.splice(before..before, lines.iter().copied());
        told_of(headings, &rows)
    }

    fn told_of(headings: &str, rows: &[&str]) -> Vec<String> {
        let text = format!("Mã đơn vị,00001\n{headings}\n{}\n", rows.join("\n"));
        let mut findings = Findings::new();
        let source = Source::new("phieu.csv");
        read(&names::sample(), &source, text.as_bytes(), &mut findings).expect("a form");
        let is_missing = |code: &str| {
            findings.iter().any(|finding| {
                matches!(&finding.problem, Problem::MissingRow { code: missing, .. } if missing == code)
            })
        };
        let told = findings.iter().filter_map(|finding| {
            let nearest = match &finding.problem {
                Problem::UnaskedAnswer => "?",
                Problem::UnknownRow { told_by, nearest } => nearest.as_deref().unwrap_or(told_by),
                _ => return None,
            };
            assert!(!is_missing(nearest), "told twice: {nearest}");
            let row = finding.place.cell()?.row_number();
            let text = finding.quoted.as_deref().unwrap_or_default();
            Some(format!("{row} {text}: {nearest}"))
        });
        told.collect()
    }

    fn told(before: usize, lines: &[&str]) -> Vec<String> {
        told_under("Mã,Tiêu chí,Nội dung,Giá trị,Ghi chú", before, lines)
    }

    const LAST: usize = ROWS.len();

    #[test]
    fn a_row_that_a_clerk_put_in_with_an_answer_is_told() {
        for answer in ["3", "Có", "40%", "x", "Chủ tịch UBND", "\"1,5\""] {
            let row = format!(",1.2,Số máy in dùng chung,{answer},");
            let expected = ["8 Số máy in dùng chung: ?"];
            assert_eq!(told(5, &[&row]), expected, "{answer}");
        }
        let below = [",,Số camera,4,", ",,Số loa,2,"];
        assert_eq!(told(LAST, &below), ["11 Số camera: ?", "12 Số loa: ?"]);
    }

    #[test]
    fn a_row_that_lost_its_code_is_told_with_the_code_it_had() {
        let row = [",1.5,Bộ phận một cửa có màn hình tra cứu,Có,"];
        let expected = "Bộ phận một cửa có màn hình tra cứu: man_hinh";
        assert_eq!(told(LAST, &row), [format!("11 {expected}")]);
        assert_eq!(told(0, &row), [format!("3 {expected}")]);
    }

    #[test]
    fn a_question_called_a_total_is_one() {
        let headings = "Mã,Tiêu chí,Nội dung,Giá trị,Ghi chú";
        for question in ["Tổng số máy tính", "TỔNG SỐ MÁY TÍNH"] {
            let mut rows = ROWS.to_vec();
            let lost = format!(",1.2,{question},15,");
            rows[5] = &lost;
            let expected = [format!("8 {question}: may_tinh")];
            assert_eq!(told_of(headings, &rows), expected);
        }
        let put_in = [",1.2,Tổng số máy in,3,", ",1.2,Số hồ sơ dịch vụ công,3,"];
        let expected = ["8 Tổng số máy in: ?", "9 Số hồ sơ dịch vụ công: ?"];
        assert_eq!(told(5, &put_in), expected);
    }

    #[test]
    fn what_is_added_up_or_is_part_of_another_row_is_no_answer() {
        for text in [
            "Tổng cộng",
            "Tổng:",
            "Cộng",
            "Cộng nhóm 1",
            "Tổng số điểm",
            "Điểm tổng cộng",
            "A. Tổng điểm nhóm 1",
            "Cộng điểm mục I",
            "Trong đó: máy mới mua",
        ] {
            let line = format!(",,{text},45,");
            assert_eq!(told(5, &[&line]), [""; 0], "{text}");
            assert_eq!(told(LAST, &[&line]), [""; 0], "{text}");
        }
    }

    #[test]
    fn what_people_write_below_the_table_is_no_answer() {
        for line in [
            ",,Điện thoại liên hệ,0912345678,",
            ",,Liên hệ,0912,",
            ",,Liên hệ,912345678,",
            ",,\"Kiến nghị, đề xuất\",Không,",
            ",,Nội dung khác (nếu có),Không có,",
            ",,Có camera,Có,",
            ",,Xếp loại,Đạt,",
            ",,Kết quả tự chấm,45,",
            ",,Ngày,30,",
            ",,Số trang đính kèm,4,",
        ] {
            assert_eq!(told(LAST, &[line]), [""; 0], "{line}");
        }
        let counted = [",,Số người tham gia chấm,5,"];
        assert_eq!(told(LAST, &counted), ["11 Số người tham gia chấm: ?"]);
    }

    #[test]
    fn points_beside_a_heading_are_those_of_the_rows_below_it() {
        for line in [
            ",1.2,Máy tính kết nối mạng LAN,20,",
            ",,Máy tính kết nối mạng LAN,20,",
            ",1.2,,20,",
            "1.2,,Máy tính kết nối mạng LAN,20,",
            "1,,Chính quyền điện tử,20,",
        ] {
            assert_eq!(told(4, &[line]), [""; 0], "{line}");
        }
        // The row of one of its questions is gone.
        let headings = "Mã,Tiêu chí,Nội dung,Giá trị,Ghi chú";
        let lost = |row: &'static str| {
            let mut rows = ROWS.to_vec();
            rows[4] = row;
            told_of(headings, &rows)
        };
        let by_title = lost(",1.2,Máy tính kết nối mạng LAN,20,");
        assert_eq!(by_title, ["7 Máy tính kết nối mạng LAN: ?"]);
        let by_code = lost("1.2,,Máy tính kết nối mạng LAN,20,");
        assert_eq!(by_code, ["7 1.2: 1.1"]);
    }

    #[test]
    fn what_people_write_besides_answers_is_no_row_put_in() {
        for line in [
            ",,,,",
            ",,Số máy in dùng chung,,",
            ",,Ghi chú: số liệu đến hết ngày 30,,",
            ",,Số máy in dùng chung,chưa thống kê,",
            ",,Số máy in dùng chung,,2 máy đã hỏng",
            ",,Tổng cộng,35,",
            ",1,Chính quyền điện tử,35,",
            ",,Chính quyền điện tử,35,",
        ] {
            assert_eq!(told(5, &[line]), [""; 0], "{line}");
            assert_eq!(told(LAST, &[line]), [""; 0], "{line}");
        }
        // An answer that says nothing is one, but below the table it adds up.
        assert_eq!(told(5, &[",,,35,"]), ["8 35: ?"]);
        assert_eq!(told(LAST, &[",,,35,"]), [""; 0]);
        // Signed right below the table, and something counted further down.
        let signed = [",,Người lập phiếu,Chủ tịch UBND,", ",,Nguyễn Văn A,,"];
        assert_eq!(told(LAST, &signed), [""; 0]);
        let further = [",,,,", ",,Số trang đính kèm,4,"];
        assert_eq!(told(LAST, &further), [""; 0]);
    }

    #[test]
    fn points_of_headings_are_no_answers_where_points_are_all_that_is_asked() {
        let headings = "Mã,STT,Tiêu chí,Điểm tự chấm,Ghi chú";
        for line in [
            ",I,HẠ TẦNG SỐ,30,",
            ",1.2,Máy tính kết nối mạng LAN,20,",
            ",,Kế hoạch chuyển đổi số,8,",
        ] {
            assert_eq!(told_under(headings, 5, &[line]), [""; 0], "{line}");
        }
        for number in ["", "1", "3", "12", "3.1", "-", "V", "X."] {
            let put_in = format!(",{number},Điểm thưởng khác,5,");
            let expected = ["8 Điểm thưởng khác: ?"];
            assert_eq!(told_under(headings, 5, &[&put_in]), expected, "{number}");
        }
    }

    #[test]
    fn a_row_in_other_words_is_told_whatever_it_answers() {
        let headings = "Mã số,TT,Nội dung,Giá trị,Ghi chú";
        for (answer, expected) in [
            ("3", &["8 Số máy in dùng chung: words"][..]),
            ("Có", &["8 Số máy in dùng chung: words"]),
            ("chưa rõ", &[]),
        ] {
            let row = format!(",,Số máy in dùng chung,{answer},");
            assert_eq!(told_under(headings, 5, &[&row]), expected, "{answer}");
        }
    }
}
