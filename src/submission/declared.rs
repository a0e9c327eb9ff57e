//! The points a unit says it has: of criteria that ask for figures, of groups, and in all. They
//! answer nothing, since points are computed; whoever reads both wants to know where they differ.

use std::collections::{BTreeMap, BTreeSet};

use super::layout::Layout;
use super::names::Names;
use super::sheet::{Cell, Content, Origin, Row, Sheet};
use super::words::Column;
use crate::definition::NodeIndex;
use crate::finding::CellRef;
use crate::number::{Decimal, WrittenNumber, read_number};
use crate::rule::InputKind;
use crate::unit::fold;

/// Points a unit says it has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Declared {
    /// Of what: a criterion, a branch, or with the first node of all the total.
    pub node: NodeIndex,
    /// Where.
    pub at: CellRef,
    /// How many.
    pub points: Decimal,
}

/// A form's rows, and the columns that say what they are about.
pub(super) struct Rows<'r> {
    pub(super) names: &'r Names<'r>,
    pub(super) sheet: &'r Sheet,
    pub(super) layout: &'r Layout,
    /// The columns that say what a row is about, the plainest first.
    pub(super) naming: &'r [(u32, Column)],
    /// The code cell of each input's row.
    pub(super) inputs: &'r [Option<CellRef>],
}

impl Rows<'_> {
    /// Returns what is declared in them; what stands in two rows of one criterion is not.
    pub(super) fn declared(&self) -> Vec<Declared> {
        let Some((column, is_computed)) = self.column() else {
            return Vec::new();
        };
        let mut found: BTreeMap<NodeIndex, Vec<(Declared, bool)>> = BTreeMap::new();
        let below = |row: &Row| row.index() > self.layout.heading_row;
        for row in self.sheet.rows().filter(below) {
            let Some(cell) = row.in_column(column) else {
                continue;
            };
            // Where our form computes points, only what was typed says something.
            if is_computed && self.sheet.origin(cell.at) != Origin::Typed {
                continue;
            }
            let (Some(points), Some((node, is_own_row))) = (points(cell.content), self.node(row))
            else {
                continue;
            };
            let declared = Declared {
                node,
                at: cell.at,
                points,
            };
            found.entry(node).or_default().push((declared, is_own_row));
        }
        let only = |several: Vec<(Declared, bool)>| match several.as_slice() {
            [(one, _)] => Some(*one),
            // Above the rows of its figures a criterion has one of its own.
            several => {
                let mut own = several.iter().filter(|(_, is_own_row)| *is_own_row);
                let first = own.next()?.0;
                own.next().is_none().then_some(first)
            }
        };
        let mut found: Vec<Declared> = found.into_values().filter_map(only).collect();
        found.sort_by_key(|declared| declared.at);
        found
    }

    /// Returns the column of points, and whether our form computes there.
    fn column(&self) -> Option<(u32, bool)> {
        if let Some(column) = self.layout.own.points {
            return Some((column, false));
        }
        let heading_row = self.layout.heading_row;
        let mut rows = self.sheet.rows();
        let headings = rows.find(|row| row.index() == heading_row)?;
        let is_ours = |cell: &Cell| match cell.content {
            Content::Text(text) => {
                matches!(fold(text).as_str(), "diem tam tinh" | "points so far")
            }
            _ => false,
        };
        let heading = headings.cells().find(is_ours)?;
        Some((heading.at.column(), true))
    }

    /// Returns what a row is about, and whether it is the criterion's or the branch's own row.
    fn node(&self, row: Row) -> Option<(NodeIndex, bool)> {
        let set = self.names.set;
        let is_of_row = |at: &Option<CellRef>| at.is_some_and(|at| at.row() == row.index());
        if let Some(input) = self.inputs.iter().position(is_of_row) {
            let input = &set.inputs[input];
            // Points that answer a question are no sum.
            let is_answer = input.shape.kind == InputKind::Points;
            return input
                .criterion
                .filter(|_| !is_answer)
                .map(|node| (node, false));
        }
        let mut meant: Option<BTreeSet<NodeIndex>> = None;
        let mut numbered = None;
        let mut is_total = false;
        for &(column, what) in self.naming {
            let Some(cell) = row.in_column(column) else {
                continue;
            };
            let Content::Text(text) = cell.content else {
                continue;
            };
            is_total |= says_total(text);
            let nodes: BTreeSet<NodeIndex> = self.names.nodes(text).into_iter().collect();
            if nodes.is_empty() {
                // Words that mean something else are no words for a code beside them.
                if what == Column::Text && !text.trim().is_empty() && numbered.is_some() {
                    numbered = None;
                }
                continue;
            }
            // Rows are numbered 1, 2, 3 whatever their criteria are called.
            if what == Column::Number && text.trim().chars().all(char::is_numeric) {
                numbered = Some(nodes);
                continue;
            }
            meant = Some(match meant {
                None => nodes,
                Some(before) => before.intersection(&nodes).copied().collect(),
            });
        }
        match meant.or(numbered) {
            None => is_total.then_some((0, true)),
            Some(nodes) => {
                let mut nodes = nodes.into_iter();
                let node = nodes.next()?;
                nodes.next().is_none().then_some((node, true))
            }
        }
    }
}

/// Returns whether words mean the total of the whole form.
pub(super) fn says_total(text: &str) -> bool {
    let folded = fold(text);
    let words = folded.split('(').next().unwrap_or_default();
    let words = words.trim_matches([' ', ':', '.', '*']);
    matches!(
        words,
        "tong"
            | "tong cong"
            | "tong so"
            | "tong diem"
            | "tong so diem"
            | "tong cong diem"
            | "tong diem tu cham"
            | "tong diem tu danh gia"
            | "cong"
            | "total"
            | "total points"
            | "total score"
    )
}

/// Returns the points a cell holds, where it holds a plain number.
pub(super) fn points(content: Content) -> Option<Decimal> {
    match content {
        Content::Number {
            value,
            percent: false,
        } => Some(value),
        Content::Text(text) => match read_number(text)? {
            WrittenNumber::Clear(value) => Some(value),
            // Nobody has more than a thousand points written with a point.
            WrittenNumber::Ambiguous { as_fraction, .. } => Some(as_fraction),
            WrittenNumber::Percent(_) => None,
        },
        _ => None,
    }
}
