//! Documents → blocks people read, and one flat table for spreadsheets: the order of columns
//! and the headings, once for all formats.

pub mod criteria;
pub mod criteria_diff;
mod evidence;
pub mod explanation;
pub mod findings;
pub mod mapping;
pub mod ranking;
pub mod report;
pub mod scorecards;
pub mod summary;
mod waivers;

use rayon::prelude::*;

use super::document::CriteriaSetReference;
use super::document::findings::Counts;
use super::table::{Align, Cell, Column, Rows, Table};
use crate::finding::Severity;
use crate::text::{self, Language, labels};

/// A column, and how its cell is found in a row.
struct Field<'f, R> {
    column: Column,
    cell: Box<dyn Fn(&R) -> Cell + Sync + 'f>,
}

impl<'f, R> Field<'f, R> {
    fn new(
        key: &'static str,
        heading: &str,
        align: Align,
        cell: impl Fn(&R) -> Cell + Sync + 'f,
    ) -> Field<'f, R> {
        Field {
            column: Column::new(key, heading, align),
            cell: Box::new(cell),
        }
    }

    /// Says that all numbers of the column are whole.
    fn counted(mut self) -> Field<'f, R> {
        self.column.whole = true;
        self
    }

    /// Lets narrow screens drop the column: higher numbers earlier.
    fn droppable(mut self, order: u8) -> Field<'f, R> {
        self.column.drop = order;
        self
    }
}

/// Returns the table of `rows`, column by column.
fn table<'r, R: Sync + 'r>(fields: Vec<Field<R>>, rows: impl IntoIterator<Item = &'r R>) -> Table {
    let rows: Vec<&R> = rows.into_iter().collect();
    let cells = |row: &&R| fields.iter().map(|field| (field.cell)(row)).collect();
    Table {
        rows: in_order(&rows, cells),
        columns: fields.into_iter().map(|field| field.column).collect(),
        emphasised: Vec::new(),
        fold: 0,
    }
}

/// Returns the rows of these things for spreadsheets and scripts.
fn flat_rows<'d, R: 'd>(fields: Vec<Field<'d, R>>, of: impl AsRef<[R]> + Sync + 'd) -> Rows<'d> {
    let (columns, cells): (Vec<_>, Vec<_>) = fields
        .into_iter()
        .map(|field| (field.column, field.cell))
        .unzip();
    let count = of.as_ref().len();
    let row = move |index: usize| {
        let thing = of.as_ref().get(index);
        let cells = cells.iter();
        cells.map(|cell| thing.map_or(Cell::Empty, cell)).collect()
    };
    Rows::new(columns, count, row)
}

/// Returns what is made of each of these, in their order: of many side by side.
fn in_order<T: Sync, U: Send>(items: &[T], of: impl Fn(&T) -> U + Sync + Send) -> Vec<U> {
    if items.len() < MANY {
        items.iter().map(of).collect()
    } else {
        items.par_iter().map(of).collect()
    }
}

/// So many that it is worth the while to share them out.
const MANY: usize = 512;

/// Returns a text cell; nothing is an empty cell.
fn optional(text: Option<&String>) -> Cell {
    text.map_or(Cell::Empty, Cell::text)
}

/// Returns a cell with a name; nothing is an empty cell.
fn optional_name(name: Option<&String>) -> Cell {
    name.map_or(Cell::Empty, Cell::name)
}

/// Returns a cell with a whole number; nothing is an empty cell.
fn whole(value: Option<usize>) -> Cell {
    value.map_or(Cell::Empty, Cell::Whole)
}

/// Returns the lines that name the criteria set, with what every reader must know about it
/// and about the submissions.
fn criteria_set_lines(
    reference: &CriteriaSetReference,
    notice: Option<&String>,
    language: Language,
) -> Vec<String> {
    let words = labels(language);
    let mut lines = vec![format!(
        "{}: {} ({}, {} {})",
        words.criteria_set, reference.title, reference.id, words.version, reference.version
    )];
    for notice in reference.notice.iter().chain(notice) {
        lines.push(format!("{}: {notice}", words.notice));
    }
    lines
}

/// Returns "3 errors, 2 warnings" as far as there are any.
fn counted(counts: Counts, language: Language) -> String {
    let parts: Vec<String> = [
        (counts.error, Severity::Error),
        (counts.warning, Severity::Warning),
        (counts.info, Severity::Info),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, severity)| text::findings(count, severity, language))
    .collect();
    parts.join(", ")
}
