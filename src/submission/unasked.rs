//! Rows of a form that have an answer and no question: somebody put a row in, or took a code away.
//!
//! An answer is never passed over silently. But people also write totals, headings and their names
//! into a form, so that a row is told only where it stands among those that answer something.

use super::bind::{Said, is_number, is_sum};
use super::layout::Layout;
use super::names::Names;
use super::sheet::{Cell, Content, Origin, Row, Sheet};
use super::value::{self, Reading};
use crate::finding::{CellRef, Finding, Findings, Problem};
use crate::rule::InputId;

/// The rows of which nothing tells what they answer, as they are come by.
pub(super) struct Unasked<'u> {
    names: &'u Names<'u>,
    sheet: &'u Sheet,
    layout: &'u Layout,
    rows: Vec<Answered<'u>>,
}

/// A row with an answer to nothing.
struct Answered<'u> {
    /// What the row says, or else the answer.
    said: Cell<'u>,
    answer: Cell<'u>,
    /// By what it says what it is about, as in the finding.
    told_by: &'static str,
    /// The question of these very words.
    meant: Option<InputId>,
}

impl<'u> Unasked<'u> {
    pub(super) fn new(names: &'u Names<'u>, sheet: &'u Sheet, layout: &'u Layout) -> Unasked<'u> {
        Unasked {
            names,
            sheet,
            layout,
            rows: Vec::new(),
        }
    }

    /// Keeps a row without a code, if it has an answer and neither adds up others nor heads them.
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
        let heads = |text: &str| {
            let is_capital = || text.chars().all(|letter| !letter.is_lowercase());
            is_sum(text)
                || self.names.is_branch_code(text)
                || (own.figures.is_none() && is_capital())
        };
        let mut said = Said::default();
        let mut first = None;
        for &(column, what) in &self.layout.texts {
            if let Some(cell) = row.in_column(column) {
                if matches!(cell.content, Content::Text(text) if heads(text)) {
                    return;
                }
                said.hear(cell, what, self.names);
                first = Some(cell);
            }
        }
        let is_bare = first.is_none() && !self.layout.texts.is_empty();
        if said.is_branch || (is_bare && own.figures.is_none()) {
            return;
        }
        let meant = match said.together(&[]).as_slice() {
            &[input] => Some(input),
            _ => None,
        };
        self.rows.push(Answered {
            said: first.unwrap_or(answer),
            answer,
            told_by: "nothing",
            meant,
        });
    }

    /// Keeps a row whose words mean nothing to the criteria set, if its answer is one.
    pub(super) fn look_at_words(&mut self, said: Cell<'u>, answer: Cell<'u>) {
        if self.answers(answer.content) {
            self.rows.push(Answered {
                said,
                answer,
                told_by: "words",
                meant: None,
            });
        }
    }

    /// Returns whether any question of the set could be answered so.
    fn answers(&self, content: Content) -> bool {
        let mut inputs = self.names.set.inputs.iter();
        is_sure(content)
            || inputs.any(|input| matches!(value::read(content, input), Reading::Value(..)))
    }

    /// Reports the rows that stand among those of the inputs, or right below them, and those that
    /// ask in the words of a question that has no row; returns those questions.
    pub(super) fn report(
        &self,
        inputs: &[Option<CellRef>],
        findings: &mut Findings,
    ) -> Vec<InputId> {
        let mut without_code = Vec::new();
        let rows = || inputs.iter().flatten().map(|at| at.row());
        let (first, mut last) = (rows().min(), rows().max().unwrap_or_default());
        for row in &self.rows {
            let (at, answer) = (row.said.at.row(), row.answer);
            let lost = row.meant.filter(|input| inputs[input.index()].is_none());
            // Below the table people sign with what they are, which may be an option, and add up.
            let may_be_below = row.said.at != answer.at && is_sure(answer.content);
            let is_among = first.is_some_and(|first| first < at)
                && (at < last || (may_be_below && at == last + 1));
            let is_figure = self.layout.own.figures == Some(answer.at.column());
            let is_typed = !matches!(self.sheet.origin(answer.at), Origin::Computed(_));
            // A criterion above its questions may have their points in all.
            let is_new = is_typed && (is_figure || row.meant.is_none());
            if lost.is_none() && !(is_among && is_new) {
                continue;
            }
            last = last.max(at);
            without_code.extend(lost);
            let problem = Problem::UnknownRow {
                told_by: row.told_by,
                nearest: lost.map(|input| self.names.set.input(input).name.clone()),
            };
            let finding = Finding::new(problem, self.sheet.place(row.said.at));
            findings.push(row.said.content.quoted_by(finding));
        }
        without_code
    }
}

/// Returns whether nobody would write this but as an answer.
fn is_sure(content: Content) -> bool {
    is_number(content) || value::says_yes_or_no(content)
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
        let text = format!("Mã đơn vị,00001\n{headings}\n{}\n", rows.join("\n"));
        let mut findings = Findings::new();
        let source = Source::new("phieu.csv");
        read(&names::sample(), &source, text.as_bytes(), &mut findings).expect("a form");
        let is_missing = |code: &str| {
            findings.iter().any(|finding| {
                matches!(&finding.problem, Problem::MissingRow { code: missing, .. } if missing == code)
            })
        };
        let told = findings
            .iter()
            .filter_map(|finding| match &finding.problem {
                Problem::UnknownRow { nearest, .. } => {
                    let row = finding.place.cell()?.row_number();
                    let text = finding.quoted.as_deref().unwrap_or_default();
                    let nearest = nearest.as_deref().unwrap_or("?");
                    assert!(!is_missing(nearest), "told twice: {nearest}");
                    Some(format!("{row} {text}: {nearest}"))
                }
                _ => None,
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
        let put_in = [",,Điểm thưởng khác,5,"];
        assert_eq!(told_under(headings, 5, &put_in), ["8 Điểm thưởng khác: ?"]);
    }

    #[test]
    fn a_row_in_other_words_is_told_whatever_it_answers() {
        let headings = "Mã số,TT,Nội dung,Giá trị,Ghi chú";
        for (answer, expected) in [
            ("3", &["8 Số máy in dùng chung: ?"][..]),
            ("Có", &["8 Số máy in dùng chung: ?"]),
            ("chưa rõ", &[]),
        ] {
            let row = format!(",,Số máy in dùng chung,{answer},");
            assert_eq!(told_under(headings, 5, &[&row]), expected, "{answer}");
        }
    }
}
