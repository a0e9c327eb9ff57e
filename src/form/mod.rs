//! Criteria set → the form to fill in: one row per input, in the layout that
//! `submission::layout` finds again.

mod csv;
mod workbook;

use rust_decimal::Decimal;

use crate::definition::CriteriaSet;
use crate::period::Period;
use crate::rule::{InputId, InputKind};
use crate::text::Language;

pub use csv::{Flavour, write as write_csv};
pub use workbook::{FormError, write as write_workbook};

/// The heading of the table, in the order of the columns.
pub const HEADINGS: [&str; 8] = [
    "Mã",
    "Tiêu chí",
    "Nội dung",
    "Đơn vị tính",
    "Điểm tối đa",
    "Giá trị",
    "Tài liệu kiểm chứng",
    "Ghi chú",
];

/// A form for one unit and one period.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// The title.
    pub title: String,
    /// What every reader of the form must know; empty lines are left out.
    pub notices: Vec<String>,
    /// Label and value of each line of the header block.
    pub header: Vec<(&'static str, String)>,
    /// The rows of the table.
    pub rows: Vec<Row>,
    /// The period, whose last day dates the file.
    pub period: Period,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    /// A part, a group or a criterion that asks for several inputs.
    Heading {
        /// Its code.
        code: String,
        /// Its title.
        title: String,
        /// Its maximum.
        maximum: Decimal,
        /// Steps below the whole.
        depth: usize,
    },
    /// An input.
    Input {
        /// The input's name, by which the row is found again.
        name: String,
        /// The code of its criterion; empty for general figures and facts.
        criterion: String,
        /// What is asked.
        label: String,
        /// The unit of measure, or the answers possible.
        unit: String,
        /// The criterion's maximum, on the row of its only input.
        maximum: Option<Decimal>,
        /// The answer filled in.
        value: Option<Answer>,
        /// The evidence filled in.
        evidence: String,
        /// The note filled in.
        note: String,
    },
}

/// An answer filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A number.
    Number(Decimal),
    /// A word: yes, no, an option.
    Text(String),
}

/// What is filled in for one input.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filled {
    /// The answer.
    pub value: Option<Answer>,
    /// The evidence.
    pub evidence: String,
    /// The note.
    pub note: String,
}

impl Form {
    /// Returns the Vietnamese form of a unit, with what `fill` says for each input.
    pub fn new(
        set: &CriteriaSet,
        unit: [&str; 2],
        period: Period,
        mut fill: impl FnMut(InputId) -> Filled,
    ) -> Form {
        let language = Language::Vietnamese;
        let [code, name] = unit;
        let mut rows = Vec::new();
        let mut inputs = |criterion: Option<usize>, rows: &mut Vec<Row>| {
            let own: Vec<usize> = (0..set.inputs.len())
                .filter(|&index| set.inputs[index].criterion == criterion)
                .filter(|&index| !set.inputs[index].is_set_by_superior)
                .collect();
            if let (Some(node), true) = (criterion, own.len() != 1) {
                rows.push(heading(set, node, language));
            }
            for &index in &own {
                rows.push(input_row(
                    set,
                    index,
                    own.len() == 1,
                    fill(InputId::new(index)),
                    language,
                ));
            }
        };
        inputs(None, &mut rows);
        for index in 1..set.nodes.len() {
            match set.nodes[index].criterion() {
                Some(_) => inputs(Some(index), &mut rows),
                None => rows.push(heading(set, index, language)),
            }
        }
        Form {
            title: "PHIẾU TỰ CHẤM ĐIỂM".to_owned(),
            notices: set
                .notice
                .iter()
                .map(|notice| language.of(notice).to_owned())
                .collect(),
            header: vec![
                ("Đơn vị", name.to_owned()),
                ("Mã đơn vị", code.to_owned()),
                ("Kỳ", period.to_string()),
                ("Bộ tiêu chí", set.id.clone()),
            ],
            rows,
            period,
        }
    }
}

fn heading(set: &CriteriaSet, node: usize, language: Language) -> Row {
    let node = &set.nodes[node];
    Row::Heading {
        code: node.code.clone(),
        title: language.of(&node.title).to_owned(),
        maximum: node.maximum.to_decimal().unwrap_or_default(),
        depth: node.depth,
    }
}

fn input_row(
    set: &CriteriaSet,
    index: usize,
    is_only: bool,
    filled: Filled,
    language: Language,
) -> Row {
    let input = &set.inputs[index];
    let criterion = input.criterion.map(|node| &set.nodes[node]);
    let possible = match input.shape.kind {
        InputKind::YesNo => "Có/Không".to_owned(),
        InputKind::Choice => {
            let labels: Vec<&str> = input
                .option_labels
                .iter()
                .map(|label| language.of(label))
                .collect();
            labels.join(" / ")
        }
        InputKind::Percent => "%".to_owned(),
        InputKind::Points => "điểm".to_owned(),
        InputKind::Count | InputKind::Decimal => String::new(),
    };
    Row::Input {
        name: input.name.clone(),
        criterion: criterion.map(|node| node.code.clone()).unwrap_or_default(),
        label: language.of(&input.label).to_owned(),
        unit: input
            .unit
            .as_ref()
            .map_or(possible, |unit| language.of(unit).to_owned()),
        maximum: criterion
            .filter(|_| is_only)
            .and_then(|node| node.maximum.to_decimal()),
        value: filled.value,
        evidence: filled.evidence,
        note: filled.note,
    }
}
