//! What headings and labels say, however they are typed: the words of forms everywhere.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::unit::fold;

/// Bytes of the longest text that may be a heading or a label; what is longer is a notice.
const LONGEST_LABEL: usize = 80;

/// Texts of which each thread remembers what they say.
const REMEMBERED: usize = 4_096;

thread_local! {
    /// The same words stand in every file of a folder.
    static MEMORY: RefCell<HashMap<Box<str>, Words>> = RefCell::default();
}

/// What a text may say: of a column of a form, above a table, or of a column about units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Words {
    column: Option<Column>,
    label: Option<Label>,
    label_of_column: Option<Label>,
}

impl Words {
    fn of(text: &str) -> Words {
        let text = text.trim();
        if text.len() > LONGEST_LABEL {
            return Words::default();
        }
        MEMORY.with_borrow_mut(|memory| {
            if let Some(words) = memory.get(text) {
                return *words;
            }
            if memory.len() == REMEMBERED {
                memory.clear();
            }
            let words = Words::of_folded(&fold(text));
            memory.insert(text.into(), words);
            words
        })
    }

    fn of_folded(folded: &str) -> Words {
        let label = Label::of_folded(folded);
        Words {
            column: Column::of_folded(folded),
            label,
            label_of_column: label.or_else(|| Label::of_folded_heading(folded)),
        }
    }
}

/// The sheets of our own form that compute and that list answers, in every language. Other office
/// programs show that they are there.
const BEHIND_OUR_FORM: &[&str] = &["Tính điểm", "Danh mục", "Calculation", "Lists"];

/// Returns whether a hidden sheet is one that our own form needs.
pub fn is_behind_our_form(sheet: &str) -> bool {
    BEHIND_OUR_FORM.contains(&sheet)
}

/// A column of the form's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// The name of the input, or the code of a criterion awarded by hand.
    Code,
    /// What numbers the rows: a running number, or the code of a criterion.
    Number,
    /// What a row is about, in words.
    Text,
    /// The unit's own figures.
    Figures,
    /// The points the unit gives itself.
    Points,
    /// The figures as appraised.
    AppraisedFigures,
    /// The points as appraised.
    AppraisedPoints,
    /// Evidence.
    Evidence,
    /// A note.
    Note,
}

impl Column {
    /// Every column, in the order of the form.
    pub const ALL: &'static [Column] = &[
        Column::Code,
        Column::Number,
        Column::Text,
        Column::Figures,
        Column::Points,
        Column::AppraisedFigures,
        Column::AppraisedPoints,
        Column::Evidence,
        Column::Note,
    ];

    /// Returns the headings understood, folded; the first is the usual one.
    const fn headings(self) -> &'static [&'static str] {
        match self {
            Column::Code => &["ma", "ma so lieu", "ma chi tieu", "ma tieu chi", "code"],
            Column::Number => &["stt", "tt", "so tt", "so thu tu", "no."],
            Column::Text => &[
                "tieu chi",
                "noi dung",
                "chi so",
                "chi tieu",
                "ten tieu chi",
                "ten chi so",
                "ten chi tieu",
                "noi dung tieu chi",
                "noi dung danh gia",
                "noi dung cham diem",
                "tieu chi danh gia",
                "tieu chi cham diem",
                "tieu chi thanh phan",
                "chi so thanh phan",
                "linh vuc, tieu chi",
                "linh vuc/tieu chi",
                "tieu chi/noi dung",
                "criterion",
                "question",
            ],
            Column::Figures => &[
                "gia tri",
                "so lieu",
                "ket qua",
                "ket qua thuc hien",
                "so lieu bao cao",
                "so lieu thuc hien",
                "value",
            ],
            Column::Points => &[
                "diem tu cham",
                "diem tu danh gia",
                "tu cham",
                "tu danh gia",
                "tu cham diem",
                "diem don vi tu cham",
                "diem xa tu cham",
                "self score",
            ],
            Column::AppraisedFigures => {
                &["gia tri tham dinh", "so lieu tham dinh", "appraised value"]
            }
            Column::AppraisedPoints => &[
                "diem tham dinh",
                "tham dinh",
                "ket qua tham dinh",
                "diem cap tren cham",
                "diem cap tren tham dinh",
                "appraised score",
            ],
            Column::Evidence => &[
                "tai lieu kiem chung",
                "minh chung",
                "tai lieu minh chung",
                "evidence",
            ],
            Column::Note => &["ghi chu", "giai trinh", "giai trinh ket qua", "note"],
        }
    }

    /// Returns the column a heading names.
    pub(super) fn of_heading(text: &str) -> Option<Column> {
        Words::of(text).column
    }

    fn of_folded(folded: &str) -> Option<Column> {
        let name = folded.trim_end_matches([':', '*', ' ']);
        let mut columns = Column::ALL.iter().copied();
        columns.find(|column| column.headings().contains(&name))
    }

    /// Returns whether a unit's own answers stand in it.
    pub(super) const fn is_own(self) -> bool {
        matches!(self, Column::Figures | Column::Points)
    }

    /// Returns whether it says what a row is about.
    pub(super) const fn names_rows(self) -> bool {
        matches!(self, Column::Code | Column::Number | Column::Text)
    }
}

/// What a label of the header block, or the heading of a column about units, names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// The unit's name.
    UnitName,
    /// The unit's code.
    UnitCode,
    /// The period.
    Period,
    /// The criteria set.
    CriteriaSet,
}

impl Label {
    /// Returns whether it says which unit is meant.
    pub(super) const fn is_of_unit(self) -> bool {
        matches!(self, Label::UnitCode | Label::UnitName)
    }

    /// Returns what a text names, if it is a label.
    pub fn of(text: &str) -> Option<Label> {
        Words::of(text).label
    }

    /// Returns what the heading of a column names in a table with a row for every unit.
    pub fn of_column(text: &str) -> Option<Label> {
        Words::of(text).label_of_column
    }

    fn of_folded(folded: &str) -> Option<Label> {
        match folded {
            "don vi" | "ten don vi" | "don vi tu cham" | "unit" => Some(Label::UnitName),
            "ma don vi" | "ma dvhc" | "unit code" => Some(Label::UnitCode),
            "ky" | "ky cham diem" | "ky danh gia" | "ky bao cao" | "period" => Some(Label::Period),
            "bo tieu chi" | "ma bo tieu chi" | "criteria set" => Some(Label::CriteriaSet),
            _ => None,
        }
    }

    fn of_folded_heading(folded: &str) -> Option<Label> {
        match folded {
            "ten xa"
            | "ten xa, phuong"
            | "ten xa, phuong, thi tran"
            | "ten xa/phuong"
            | "xa"
            | "xa, phuong"
            | "xa, phuong, thi tran"
            | "xa/phuong"
            | "xa phuong"
            | "xa, phuong, dac khu"
            | "ubnd xa"
            | "ubnd cap xa"
            | "don vi hanh chinh"
            | "ten don vi hanh chinh"
            | "unit name" => Some(Label::UnitName),
            "ma xa" | "ma xa, phuong" | "ma xa/phuong" | "ma don vi hanh chinh" => {
                Some(Label::UnitCode)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_says_the_same_the_second_time_and_among_thousands_of_others() {
        let told = || {
            let texts = [
                "MÃ SỐ LIỆU",
                " Gia\u{301} trị *",
                "Tên xã, phường",
                "Đơn vị",
                "Đơn vị tính",
            ];
            texts.map(Words::of)
        };
        let first = told();
        let columns = first.map(|words| words.column);
        assert_eq!(
            columns,
            [Some(Column::Code), Some(Column::Figures), None, None, None]
        );
        let labels = first.map(|words| (words.label, words.label_of_column));
        let unit = Some(Label::UnitName);
        assert_eq!(labels[2..], [(None, unit), (unit, unit), (None, None)]);
        for number in 0..2 * REMEMBERED {
            assert_eq!(Words::of(&format!("Xã {number}")), Words::default());
        }
        assert_eq!(told(), first);
    }

    #[test]
    fn a_notice_is_no_heading() {
        let long = format!("{}Mã", " ".repeat(LONGEST_LABEL));
        assert_eq!(Words::of(&long).column, Some(Column::Code));
        let notice = format!("Mã{}:", ":".repeat(LONGEST_LABEL));
        assert_eq!(Words::of(&notice), Words::default());
    }
}
