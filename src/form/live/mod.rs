//! The score while typing: what a spreadsheet computes beside the form, as the program would.
//!
//! One sheet behind the form holds a row for every input (is it answered, may it be used, what
//! is it worth), every node of the tree (points and maximum) and every rung and condition of the
//! ladders, each as a formula made from the criteria set itself, and with the result it has for
//! what is filled in. A spreadsheet computes in doubles, so what it shows is a preview; the
//! program's own exact result counts. Knows nothing of styles and files.

mod expression;
mod inputs;
mod ladders;
mod tree;

use crate::definition::{CriteriaSet, NodeIndex};
use crate::number::{Decimal, Exact, Rounding, RoundingMode};
use crate::rule::{InputId, Value};
use crate::scorecard::Scorecard;

pub(super) use inputs::{Entry, Remark, own_state, refused};
pub(super) use ladders::Held;
pub(super) use tree::{possible_points, possible_total};

use expression::code;

/// What is the matter with an answer that is not there.
pub(super) const BLANK: u32 = code::BLANK;

/// Columns of the sheet, from zero.
mod column {
    pub(super) const NAME: u16 = 0;
    /// Of an input, its answer as a number; of a node, its state.
    pub(super) const VALUE: u16 = 1;
    /// Of an input, what is the matter with its answer by itself; of a node, its points before
    /// others transfer theirs.
    pub(super) const ALONE: u16 = 2;
    /// Of an input, what is the matter beside the whole it is part of; of a node, its maximum
    /// before others transfer theirs.
    pub(super) const BESIDE: u16 = 3;
    /// Of an input, what is the matter in the end; of a node, its points.
    pub(super) const FINAL: u16 = 4;
    /// Of a node, its maximum.
    pub(super) const MAXIMUM: u16 = 5;
    /// Of a node in a mean, its share, its weight, and what the two come to.
    pub(super) const SHARE: u16 = 6;
    pub(super) const WEIGHT: u16 = 7;
    pub(super) const TERM: u16 = 8;
    /// Of a criterion, why its formula halts, what it is worth, and the input to blame.
    pub(super) const REASON: u16 = 9;
    pub(super) const RAW: u16 = 10;
    pub(super) const BLAMED: u16 = 11;
    /// Of a part of a formula, why it halts and what it is worth.
    pub(super) const HALT: u16 = 1;
    pub(super) const WORTH: u16 = 2;
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    /// A text.
    Text(String),
    /// A number.
    Number(Decimal),
    /// A formula, and its result for what is filled in.
    Formula { text: String, result: String },
}

impl Content {
    /// A formula whose result is this whole number.
    fn formula(text: &str, result: u32) -> Content {
        Content::Formula {
            text: format!("={text}"),
            result: result.to_string(),
        }
    }

    /// A formula whose result is this number.
    fn computed(text: &str, result: &Exact) -> Content {
        Content::Formula {
            text: format!("={text}"),
            result: nearest_decimal(result).to_string(),
        }
    }

    /// A formula whose result is shown as this text.
    pub(super) fn shown(text: &str, result: &str) -> Content {
        Content::Formula {
            text: format!("={text}"),
            result: result.to_owned(),
        }
    }
}

/// Returns the value, or as much of it as a double holds.
fn nearest_decimal(value: &Exact) -> Decimal {
    let most = Rounding {
        digits: 15,
        mode: RoundingMode::HalfAwayFromZero,
    };
    let decimal = value.to_decimal();
    decimal.unwrap_or_else(|| value.round(most)).normalize()
}

/// A cell of the sheet, by row and column from zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) row: u32,
    pub(super) column: u16,
    pub(super) content: Content,
}

/// The sheet behind the form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Calculation {
    /// Its cells.
    pub(super) cells: Vec<Placed>,
    /// The answer to each input, for remarks beside the form.
    pub(super) remarks: Vec<Remark>,
    /// The published points of each node, as shown beside the form.
    pub(super) points: Vec<Content>,
    /// The published maximum of each node.
    pub(super) maxima: Vec<Content>,
    /// The percent of each node.
    pub(super) percents: Vec<Content>,
    /// The total on the scale of the set, and its maximum.
    pub(super) total: Option<[Content; 2]>,
    /// The ladders, with everything to show of them.
    pub(super) held: Vec<Held>,
}

/// What a form is about, where its answers stand, and what they come to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Subject<'s> {
    pub(super) set: &'s CriteriaSet,
    /// The kind of the unit, in lower case.
    pub(super) kind: &'s str,
    /// What the program makes of what is filled in.
    pub(super) card: &'s Scorecard,
    /// What is filled in, before the program looks at several answers together.
    pub(super) filled: &'s [Option<Value>],
    /// What is the matter with each answer by itself.
    pub(super) own_states: &'s [u32],
    /// Where each input is answered: `'Phiếu'!$E$9`.
    pub(super) answers: &'s [String],
    /// Where the options of each choice stand, with their numbers: `'Danh mục'!$A$2:$A$4`.
    pub(super) options: &'s [Option<[String; 2]>],
    /// The name of the sheet, for those that look into it.
    pub(super) sheet: &'s str,
    /// The words of "not applicable", yes and no, in lower case.
    pub(super) words: [&'s str; 3],
    /// What is shown for a criterion that waits for the other units.
    pub(super) pending: &'s str,
    /// What is shown for a criterion the unit is not asked.
    pub(super) not_assigned: &'s str,
    /// What is shown for a criterion the unit is excused from.
    pub(super) waived: &'s str,
}

/// The sheet under construction.
pub(super) struct Sheet<'s> {
    subject: Subject<'s>,
    set: &'s CriteriaSet,
    cells: Vec<Placed>,
    /// The first row nobody has.
    next: u32,
    /// Inputs that are looked at beside the whole they are part of.
    has_whole: Vec<bool>,
    /// Inputs that a criterion can blame for having no result.
    may_be_blamed: Vec<bool>,
}

/// Returns the sheet behind a form.
pub(super) fn calculate(subject: Subject) -> Calculation {
    let set = subject.set;
    let rows = 1 + set.inputs.len() + 1 + set.nodes.len() + 1;
    let mut sheet = Sheet {
        subject,
        set,
        cells: Vec::new(),
        next: u32::try_from(rows).unwrap_or(u32::MAX),
        has_whole: vec![false; set.inputs.len()],
        may_be_blamed: vec![false; set.inputs.len()],
    };
    sheet.find_what_matters();
    let remarks = sheet.inputs();
    sheet.nodes();
    let held = sheet.ladders();
    let nodes = 0..set.nodes.len();
    Calculation {
        remarks,
        points: nodes.clone().map(|node| sheet.shown_points(node)).collect(),
        maxima: nodes
            .clone()
            .map(|node| sheet.shown_maximum(node))
            .collect(),
        percents: nodes.map(|node| sheet.shown_percent(node)).collect(),
        total: Some(sheet.shown_total()),
        held,
        cells: sheet.cells,
    }
}

impl Sheet<'_> {
    fn new_row(&mut self) -> u32 {
        self.next = self.next.saturating_add(1);
        self.next - 1
    }

    fn put(&mut self, row: u32, column: u16, content: Content) {
        self.cells.push(Placed {
            row,
            column,
            content,
        });
    }

    /// Returns whether the unit is excused from a criterion.
    fn is_waived(&self, criterion: NodeIndex) -> bool {
        self.subject.card.waived().waiver(criterion).is_some()
    }

    /// Returns what is filled in, as the program has admitted it.
    fn values(&self) -> &[Option<Value>] {
        &self.subject.card.valid.submission().own.values
    }

    fn input_row(input: InputId) -> u32 {
        u32::try_from(1 + input.index()).unwrap_or(u32::MAX)
    }

    fn node_row(&self, node: NodeIndex) -> u32 {
        u32::try_from(1 + self.set.inputs.len() + 1 + node).unwrap_or(u32::MAX)
    }

    /// Returns the cell with an input's answer as a number.
    fn value(input: InputId) -> String {
        format!("B{}", Self::input_row(input) + 1)
    }

    /// Returns the cell that says what is the matter with an answer by itself.
    fn alone(input: InputId) -> String {
        format!("C{}", Self::input_row(input) + 1)
    }

    /// Returns the cell that says what is the matter with an answer, as formulas see it.
    fn status(&self, input: InputId) -> String {
        if self.has_whole[input.index()] {
            format!("D{}", Self::input_row(input) + 1)
        } else {
            Self::alone(input)
        }
    }

    /// Returns the cell that says what is the matter with an answer in the end.
    fn final_status(&self, input: InputId) -> String {
        if self.may_be_blamed[input.index()] {
            format!("E{}", Self::input_row(input) + 1)
        } else {
            self.status(input)
        }
    }

    /// Returns a node's cell in the column with this letter.
    fn of_node(&self, letter: char, node: NodeIndex) -> String {
        format!("{letter}{}", self.node_row(node) + 1)
    }

    /// Returns a cell of this sheet as other sheets call it.
    fn called_elsewhere(&self, cell: &str) -> String {
        format!("'{}'!{cell}", self.subject.sheet)
    }
}

/// Returns the cells as the arguments of a function, neighbours as ranges.
fn ranges(letter: char, rows: impl IntoIterator<Item = u32>) -> String {
    let mut stretches: Vec<(u32, u32)> = Vec::new();
    for row in rows {
        match stretches.last_mut() {
            Some((_, last)) if *last + 1 == row => *last = row,
            _ => stretches.push((row, row)),
        }
    }
    let cells = stretches.into_iter().map(|(first, last)| {
        if first == last {
            format!("{letter}{}", first + 1)
        } else {
            format!("{letter}{}:{letter}{}", first + 1, last + 1)
        }
    });
    cells.collect::<Vec<_>>().join(",")
}
