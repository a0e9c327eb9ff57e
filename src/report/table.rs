//! A table between what is known and how it is drawn: cells know their type, formats draw them.

use rust_decimal::Decimal;

use super::chart::Chart;
use super::page::Anchor;

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// The name of a unit or a text of a submission: cut where people read it.
    Name(String),
    /// A number with all its digits, such as points.
    Number(Decimal),
    /// A number without the zeros at its end, such as a maximum.
    Short(Decimal),
    /// A number with its sign, such as a difference; zero has none.
    Signed(Decimal),
    /// A whole number.
    Whole(usize),
    /// A whole number with its sign.
    SignedWhole(i64),
    /// The name of a unit, which leads to an anchor.
    Link {
        /// The name.
        name: String,
        /// The anchor.
        to: String,
    },
    /// A level of a ladder.
    Level {
        /// Its name as it is shown; of no level, the words for that.
        name: String,
        /// Its place in the ladder, the lowest being 1; 0 is no level.
        step: usize,
        /// How many levels the ladder has.
        of: usize,
    },
    /// A percentage of a maximum, coloured by how much it is.
    Share(Decimal),
    /// A percentage of a maximum, with a bar as long as it is much.
    Bar {
        /// The percentage.
        percent: Decimal,
        /// The percentage it is compared with, for a mark on the bar.
        mark: Option<Decimal>,
    },
}

impl Cell {
    /// Returns whether it holds a number.
    pub const fn is_number(&self) -> bool {
        match self {
            Cell::Number(_)
            | Cell::Short(_)
            | Cell::Signed(_)
            | Cell::Whole(_)
            | Cell::SignedWhole(_)
            | Cell::Share(_)
            | Cell::Bar { .. } => true,
            Cell::Empty
            | Cell::Text(_)
            | Cell::Name(_)
            | Cell::Link { .. }
            | Cell::Level { .. } => false,
        }
    }

    /// Returns a text cell; an empty text is an empty cell.
    pub fn text(text: impl Into<String>) -> Cell {
        let text = text.into();
        if text.is_empty() {
            Cell::Empty
        } else {
            Cell::Text(text)
        }
    }

    /// Returns the cell of a name; an empty name is an empty cell.
    pub fn name(name: impl Into<String>) -> Cell {
        match Cell::text(name) {
            Cell::Text(name) => Cell::Name(name),
            other => other,
        }
    }

    /// Returns the cell of a number that may be missing.
    pub fn number(value: Option<Decimal>) -> Cell {
        value.map_or(Cell::Empty, Cell::Number)
    }
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The name machines know it by; the same in every language.
    pub key: &'static str,
    /// The heading people read.
    pub heading: String,
    /// How its cells stand.
    pub align: Align,
    /// When a narrow screen drops it: 0 never, higher numbers earlier.
    pub drop: u8,
    /// Whether all its numbers are whole: counts and places.
    pub whole: bool,
}

/// How cells stand in their column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Text that may be broken over lines.
    Left,
    /// Text that is never broken, such as a code.
    Fixed,
    /// Numbers, never broken.
    Right,
}

impl Column {
    /// Returns a column that no screen drops.
    pub fn new(key: &'static str, heading: &str, align: Align) -> Column {
        Column {
            key,
            heading: heading.to_owned(),
            align,
            drop: 0,
            whole: false,
        }
    }

    /// Lets narrow screens drop the column.
    #[must_use]
    pub fn droppable(mut self, order: u8) -> Column {
        self.drop = order;
        self
    }
}

/// A table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, each with a cell for every column.
    pub rows: Vec<Vec<Cell>>,
    /// Rows that stand out, such as totals and groups; of a folded table those of its right half are counted
    /// behind those of its left half.
    pub emphasised: Vec<usize>,
    /// The columns of the left half, where the table stands in two halves side by side; else 0.
    pub fold: usize,
}

/// Rows of a table that is folded where room is scarce.
const TALL: usize = 24;
/// Rows by which a half may be longer than the other, so that the right one begins with what stands out.
const UNEVEN: usize = 4;

impl Table {
    /// Returns whether a cell stands out.
    pub fn is_emphasised(&self, row: usize, column: usize) -> bool {
        let is_right = self.fold > 0 && column >= self.fold;
        let row = if is_right { row + self.rows.len() } else { row };
        self.emphasised.contains(&row)
    }

    /// Returns the table in two halves side by side, where it is long.
    #[must_use]
    pub fn folded(self) -> Table {
        let count = self.rows.len();
        if count <= TALL || self.fold > 0 {
            return self;
        }
        let middle = count.div_ceil(2);
        let near = (0..=UNEVEN).flat_map(|off| [middle + off, middle - off]);
        let mut near = near.filter(|at| self.emphasised.contains(at));
        let cut = near.next().unwrap_or(middle);
        let rows_of_half = cut.max(count - cut);
        let width = self.columns.len();
        let mut rows = self.rows;
        let mut right = rows.split_off(cut).into_iter();
        let mut left = rows.into_iter();
        let empty = || vec![Cell::Empty; width];
        let row = |_| {
            let (left, right) = (left.next(), right.next());
            let mut row = left.unwrap_or_else(empty);
            row.extend(right.unwrap_or_else(empty));
            row
        };
        let emphasised = self.emphasised.iter();
        Table {
            rows: (0..rows_of_half).map(row).collect(),
            columns: [self.columns.clone(), self.columns].concat(),
            emphasised: emphasised
                .map(|&row| {
                    if row < cut {
                        row
                    } else {
                        row - cut + rows_of_half
                    }
                })
                .collect(),
            fold: width,
        }
    }

    /// Returns the table with these of its columns on every screen, however narrow.
    #[must_use]
    pub fn keeping(mut self, keys: &[&str]) -> Table {
        for column in &mut self.columns {
            if keys.contains(&column.key) {
                column.drop = 0;
            }
        }
        self
    }

    /// Returns the table without the column of this key.
    #[must_use]
    pub fn without(self, key: &str) -> Table {
        self.of_columns(|other| other != key)
    }

    /// Returns the table with only the columns of these keys.
    #[must_use]
    pub fn only(self, keys: &[&str]) -> Table {
        self.of_columns(|key| keys.contains(&key))
    }

    fn of_columns(mut self, is_kept: impl Fn(&str) -> bool) -> Table {
        let columns = self.columns.iter();
        let kept: Vec<bool> = columns.map(|column| is_kept(column.key)).collect();
        let mut kept_columns = kept.iter();
        self.columns
            .retain(|_| kept_columns.next().copied().unwrap_or_default());
        for row in &mut self.rows {
            let mut kept_cells = kept.iter();
            row.retain(|_| kept_cells.next().copied().unwrap_or_default());
        }
        self
    }
}

/// Rows of one kind for spreadsheets and scripts. Each is laid out when it is asked for, so that a
/// format that writes row by row holds only a few.
pub struct Rows<'d> {
    columns: Vec<Column>,
    count: usize,
    row: Box<dyn Fn(usize) -> Vec<Cell> + Sync + 'd>,
}

impl<'d> Rows<'d> {
    /// Returns so many rows under these columns; `row` returns each, with a cell for every column.
    pub fn new(
        columns: Vec<Column>,
        count: usize,
        row: impl Fn(usize) -> Vec<Cell> + Sync + 'd,
    ) -> Rows<'d> {
        let row = Box::new(row);
        Rows {
            columns,
            count,
            row,
        }
    }

    /// Returns no rows under no columns.
    pub fn none() -> Rows<'d> {
        Rows::new(Vec::new(), 0, |_| Vec::new())
    }

    /// Returns the columns.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Returns how many rows there are.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Lays out a row.
    pub fn row(&self, index: usize) -> Vec<Cell> {
        (self.row)(index)
    }
}

/// A stretch of a report that people read.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// The title of a page.
    Title(String),
    /// A heading.
    Heading(String),
    /// Facts, each with what it is called.
    Facts(Vec<(String, Cell)>),
    /// Figures to look at, each with what it is called; the sentences below say them too.
    Figures(Vec<(String, Cell)>),
    /// A chart.
    Chart(Chart),
    /// A printed page begins, to which links lead.
    Break(Anchor),
    /// Lines of text.
    Lines(Vec<String>),
    /// A table.
    Table(Table),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: usize, emphasised: &[usize]) -> Table {
        Table {
            columns: vec![
                Column::new("a", "A", Align::Fixed),
                Column::new("b", "B", Align::Left),
            ],
            rows: (0..rows)
                .map(|row| vec![Cell::Whole(row), Cell::Empty])
                .collect(),
            emphasised: emphasised.to_vec(),
            fold: 0,
        }
    }

    #[test]
    fn a_long_table_is_folded_where_something_begins() {
        let folded = table(30, &[0, 10, 17]).folded();
        assert_eq!((folded.columns.len(), folded.fold), (4, 2));
        assert_eq!(folded.rows.len(), 17);
        let firsts = |row: usize| [&folded.rows[row][0], &folded.rows[row][2]];
        assert_eq!(firsts(0), [&Cell::Whole(0), &Cell::Whole(17)]);
        assert_eq!(firsts(12), [&Cell::Whole(12), &Cell::Whole(29)]);
        assert_eq!(firsts(13), [&Cell::Whole(13), &Cell::Empty]);
        let out: Vec<[bool; 2]> = [0, 10, 12]
            .map(|row| [0, 3].map(|column| folded.is_emphasised(row, column)))
            .to_vec();
        assert_eq!(out, [[true, true], [true, false], [false, false]]);
    }

    #[test]
    fn columns_are_kept_or_left_out_by_their_keys() {
        let whole = table(2, &[]);
        let keys = |table: &Table| -> Vec<&str> {
            let columns = table.columns.iter();
            columns.map(|column| column.key).collect()
        };
        let without = whole.clone().without("b");
        assert_eq!((keys(&without), without.rows[1].len()), (vec!["a"], 1));
        assert_eq!(whole.clone().without("c"), whole);
        assert_eq!(whole.only(&["b"]).rows, [[Cell::Empty], [Cell::Empty]]);
    }

    #[test]
    fn a_short_table_stays_as_it_is() {
        let short = table(24, &[3]);
        assert_eq!(short.clone().folded(), short);
        assert!(short.is_emphasised(3, 1) && !short.is_emphasised(4, 1));
    }
}
