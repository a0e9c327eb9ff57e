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
    /// Rows that stand out, such as totals and groups.
    pub emphasised: Vec<usize>,
}

impl Table {
    /// Returns the table with only the columns of these keys.
    #[must_use]
    pub fn only(mut self, keys: &[&str]) -> Table {
        let kept: Vec<bool> = self
            .columns
            .iter()
            .map(|column| keys.contains(&column.key))
            .collect();
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
