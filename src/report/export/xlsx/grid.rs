//! How wide the columns of a sheet are, and which of them the columns of each table take.
//!
//! One table has a column of the sheet for each of its own; others, and what stands beside tables, take as
//! many of these columns together as they need.

use std::cmp::Reverse;

use crate::report::export::measure::{Need, shared};
use crate::report::export::shown;
use crate::report::table::{Align, Block, Table};
use crate::text::Language;

/// Letters of the widest column of text that may be broken, and of one with long texts.
const WIDEST: [usize; 2] = [42, 64];
/// Letters from which a text is long.
const LONG: usize = 120;
/// Letters of the narrowest column.
const NARROWEST: usize = 6;
/// Letters of the widest column that is never broken.
const WIDEST_FIXED: usize = 70;
/// Letters of a column that is there only to be taken together with others.
const SPARE: u16 = 12;
/// Such columns are added up to so many letters of all columns together.
const WIDEST_SHEET: u32 = 104;
/// What a sheet without tables has.
const WITHOUT_TABLES: [u16; 2] = [28, 72];

/// The columns of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Grid {
    /// Their widths, in letters.
    pub widths: Vec<u16>,
    /// The keys of the columns of the table they were made for.
    keys: Vec<&'static str>,
}

/// Tables with the same columns.
struct Kind {
    keys: Vec<&'static str>,
    /// Of each table the letters its columns need.
    needed: Vec<Vec<u16>>,
}

/// The columns of a sheet that something takes: the first, and how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Span {
    pub first: u16,
    pub columns: u16,
}

impl Span {
    /// Returns the last column.
    pub(super) const fn last(self) -> u16 {
        self.first + self.columns - 1
    }
}

impl Grid {
    /// Returns the columns for these blocks: those of the table with whose columns all others lack least.
    pub(super) fn of(blocks: &[Block], language: Language) -> Grid {
        // Of hundreds of scorecards all tables are of a few kinds.
        let mut kinds: Vec<Kind> = Vec::new();
        for block in blocks {
            let Block::Table(table) = block else { continue };
            if table.columns.is_empty() {
                continue;
            }
            let (keys, needed) = (keys(table), needed(table, language));
            match kinds.iter_mut().find(|kind| kind.keys == keys) {
                Some(kind) => kind.needed.push(needed),
                None => kinds.push(Kind {
                    keys,
                    needed: vec![needed],
                }),
            }
        }
        let grids = kinds.iter().map(|kind| {
            let grid = Grid::made_for(kind, &kinds);
            let narrowest = kind.needed.iter().filter_map(|needed| needed.iter().max());
            // Of several the one with most columns, and then with the narrowest: several can be taken together,
            // and none can be split.
            let fitness = (
                grid.lack(&kinds),
                Reverse(kind.keys.len()),
                narrowest.min().copied(),
            );
            (fitness, grid)
        });
        let best = grids.min_by_key(|(fitness, _)| *fitness);
        best.map_or_else(
            || Grid {
                widths: WITHOUT_TABLES.to_vec(),
                keys: Vec::new(),
            },
            |(_, grid)| grid,
        )
    }

    /// Returns the columns of the tables of a kind, with more for what those of others lack.
    fn made_for(finest: &Kind, kinds: &[Kind]) -> Grid {
        let columns = 0..finest.keys.len();
        let widest = |column: usize| finest.needed.iter().map(move |needed| needed[column]).max();
        let mut grid = Grid {
            widths: columns.map(|column| widest(column).unwrap_or(0)).collect(),
            keys: finest.keys.clone(),
        };
        let most = kinds.iter().map(|kind| kind.keys.len()).max();
        while grid.widths.len() < most.unwrap_or(0) {
            grid.widths.push(SPARE);
        }
        while width(&grid.widths) + u32::from(SPARE) <= WIDEST_SHEET && grid.lack(kinds) > 0 {
            grid.widths.push(SPARE);
        }
        grid
    }

    /// Returns the letters that columns of tables lack of two thirds of what they need.
    fn lack(&self, kinds: &[Kind]) -> u32 {
        let of_column = |(span, needed): (Span, &u16)| {
            let (first, end) = (usize::from(span.first), usize::from(span.last()) + 1);
            let taken = self.widths.get(first..end).unwrap_or_default();
            (u32::from(*needed) * 2 / 3).saturating_sub(width(taken))
        };
        // The columns of its own kind are as wide as they need.
        let others = kinds.iter().filter(|kind| kind.keys != self.keys);
        let tables = others.flat_map(|kind| &kind.needed);
        tables
            .map(|needed| {
                let spans = self.spans_of(needed).into_iter();
                spans.zip(needed).map(of_column).sum::<u32>()
            })
            .sum()
    }

    /// Returns what each column needs.
    pub(super) fn needs(&self, blocks: &[Block], language: Language) -> Vec<Need> {
        /// Letters of the narrowest column of text.
        const LEAST: u32 = 10;
        let tables: Vec<&Table> = blocks
            .iter()
            .filter_map(|block| match block {
                Block::Table(table) if self.is_made_for(table) => Some(table),
                _ => None,
            })
            .collect();
        let count = |letters: usize| u32::try_from(letters).unwrap_or(u32::MAX);
        let need = |index: usize| {
            let mut widest = 0;
            let mut ink = 0;
            for table in &tables {
                let cells = table.rows.iter().filter_map(|row| row.get(index));
                for cell in cells {
                    let letters = shown(cell, language).chars().count();
                    widest = widest.max(letters);
                    ink += letters;
                }
                widest = widest.max(widest_word(table, index));
            }
            let is = |align| {
                tables
                    .iter()
                    .any(|table| table.columns[index].align == align)
            };
            let is_text = is(Align::Left);
            // A number does not touch the text beside it.
            let beside = if is(Align::Right) { 3 } else { 2 };
            let most = count(widest.max(if tables.is_empty() { NARROWEST } else { 0 }) + beside);
            Need {
                least: if is_text { most.min(LEAST) } else { most },
                most,
                ink: count(ink),
            }
        };
        (0..self.keys.len()).map(need).collect()
    }

    /// Returns the columns as wide as they need, but no wider than so many letters together: of these, columns of
    /// text have more the more there is in them.
    pub(super) fn sharing(&self, needs: &[Need], room: u32) -> Grid {
        let widths = shared(needs, room);
        // What is left over stays free.
        let widths = widths.iter().zip(needs);
        let widths = widths.map(|(&width, need)| width.min(need.most));
        Grid {
            widths: widths
                .map(|width| u16::try_from(width).unwrap_or(u16::MAX))
                .collect(),
            keys: self.keys.clone(),
        }
    }

    /// Returns whether the columns of a table are those of the sheet.
    pub(super) fn is_made_for(&self, table: &Table) -> bool {
        keys(table) == self.keys
    }

    /// Returns the columns each column of a table takes.
    pub(super) fn spans(&self, table: &Table, language: Language) -> Vec<Span> {
        if !self.is_made_for(table) {
            return self.spans_of(&needed(table, language));
        }
        let own = |column| Span {
            first: column_number(column),
            columns: 1,
        };
        (0..table.columns.len()).map(own).collect()
    }

    /// Returns the columns that those of a table take that need as much, where the sheet was made for another.
    fn spans_of(&self, needed: &[u16]) -> Vec<Span> {
        let count = needed.len();
        let mut first = 0;
        let mut spans = Vec::with_capacity(count);
        for (index, &needed) in needed.iter().enumerate() {
            let columns_after = count - index - 1;
            let mut columns = 1;
            let width = |columns: usize| {
                let taken = self.widths.get(first..first + columns);
                width(taken.unwrap_or_default())
            };
            while width(columns) < u32::from(needed)
                && first + columns + columns_after < self.widths.len()
            {
                columns += 1;
            }
            spans.push(Span {
                first: column_number(first),
                columns: column_number(columns),
            });
            first += columns;
        }
        spans
    }

    /// Returns the columns for what facts are called, and those for the facts.
    pub(super) fn fact_spans(&self) -> [Span; 2] {
        /// Letters of what a fact is called.
        const NAME: u16 = 26;
        let count = self.widths.len();
        let mut columns = 1;
        while self.widths.iter().take(columns).sum::<u16>() < NAME && columns + 1 < count {
            columns += 1;
        }
        let rest = count.saturating_sub(columns).max(1);
        [
            Span {
                first: 0,
                columns: column_number(columns),
            },
            Span {
                first: column_number(columns),
                columns: column_number(rest),
            },
        ]
    }

    /// Returns all columns.
    pub(super) fn whole(&self) -> Span {
        Span {
            first: 0,
            columns: column_number(self.widths.len().max(1)),
        }
    }
}

/// Returns the letters of columns together.
fn width(columns: &[u16]) -> u32 {
    columns.iter().map(|&letters| u32::from(letters)).sum()
}

fn keys(table: &Table) -> Vec<&'static str> {
    table.columns.iter().map(|column| column.key).collect()
}

fn column_number(index: usize) -> u16 {
    // A table has dozens of columns, not thousands.
    u16::try_from(index).unwrap_or(u16::MAX)
}

/// Returns the letters of the longest text of a column, and of the longest word of its heading.
fn widest(table: &Table, column: usize, language: Language) -> usize {
    let cells = table.rows.iter().filter_map(|row| row.get(column));
    let cells = cells.map(|cell| shown(cell, language).chars().count());
    cells.max().unwrap_or(0).max(widest_word(table, column))
}

/// Returns the letters of the longest word of a column's heading.
fn widest_word(table: &Table, column: usize) -> usize {
    let heading = table.columns.get(column);
    let words = heading.iter().flat_map(|column| column.heading.split(' '));
    words.map(|word| word.chars().count()).max().unwrap_or(0)
}

/// Returns the letters each column of a table needs.
fn needed(table: &Table, language: Language) -> Vec<u16> {
    let of_column = |(index, column): (usize, &crate::report::table::Column)| {
        let widest = widest(table, index, language);
        let most = match column.align {
            Align::Left if widest > LONG => WIDEST[1],
            Align::Left => WIDEST[0],
            Align::Fixed | Align::Right => WIDEST_FIXED,
        };
        let width = widest.clamp(NARROWEST, most) + 2;
        u16::try_from(width).unwrap_or(u16::MAX)
    };
    table.columns.iter().enumerate().map(of_column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::table::{Cell, Column};

    fn table(columns: &[(&'static str, &str)]) -> Table {
        Table {
            columns: columns
                .iter()
                .map(|(key, _)| Column::new(key, key, Align::Left))
                .collect(),
            rows: vec![columns.iter().map(|(_, cell)| Cell::text(*cell)).collect()],
            emphasised: Vec::new(),
            fold: 0,
        }
    }

    #[test]
    fn a_small_table_takes_columns_of_the_large_one_together() {
        let large = table(&[("a", "1"), ("b", "12345678"), ("c", "1"), ("d", "1")]);
        let small = table(&[("x", "twenty letters and more"), ("y", "1")]);
        let blocks = [Block::Table(small.clone()), Block::Table(large.clone())];
        let grid = Grid::of(&blocks, Language::English);
        assert_eq!(grid.widths, [8, 10, 8, 8]);
        let spans = |table: &Table| -> Vec<(u16, u16)> {
            let spans = grid.spans(table, Language::English).into_iter();
            spans.map(|span| (span.first, span.columns)).collect()
        };
        assert_eq!(spans(&large), [(0, 1), (1, 1), (2, 1), (3, 1)]);
        assert_eq!(spans(&small), [(0, 3), (3, 1)]);
    }

    #[test]
    fn a_wide_column_takes_several_and_leaves_those_of_another_table_as_they_are() {
        let title = "a title that is much longer than any name";
        let wide = table(&[("code", "1"), ("title", title), ("lost", "208.50")]);
        let even = table(&[("rank", "1"), ("name", "a name"), ("points", "83.99")]);
        for blocks in [[&wide, &even], [&even, &wide]] {
            let blocks = blocks.map(|table| Block::Table(table.clone()));
            let grid = Grid::of(&blocks, Language::English);
            assert_eq!(grid.widths, [8, 8, 8, 12, 12]);
            assert!(grid.is_made_for(&even));
            let spans = grid.spans(&wide, Language::English).into_iter();
            let taken: Vec<u16> = spans.map(|span| span.columns).collect();
            assert_eq!(taken, [1, 3, 1]);
        }
    }

    #[test]
    fn a_sheet_without_tables_has_columns_too() {
        let grid = Grid::of(&[Block::Lines(vec![String::new()])], Language::English);
        assert_eq!(grid.widths, WITHOUT_TABLES);
        assert_eq!(grid.fact_spans().map(|span| span.columns), [1, 1]);
    }
}
