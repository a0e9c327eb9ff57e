//! How high rows are: measured, because not every spreadsheet finds heights by itself when it opens a file.

use super::grid::{Grid, Span};
use super::sheet::CHART_ROWS;
use crate::report::export::measure::lines;
use crate::report::export::{heading, indented, line, shown};
use crate::report::table::{Block, Cell, Table};
use crate::text::Language;

/// Height of a line of text, in pixels: 96 to an inch.
const LINE: u32 = 17;
/// Height of a row nobody has said anything about.
pub(super) const ROW: u32 = 20;
/// Height of the row with the title of a card.
pub(super) const TITLE: u32 = 27;
/// The highest row there can be.
const HIGHEST: u32 = 540;
/// Type, in half points.
const TYPE: u32 = 22;
/// What a letter of a column's width is wide, and what the column has besides, in twentieths of a point.
const LETTER: u32 = 110;
const BESIDE: u32 = 75;
/// What a cell leaves free left and right, in twentieths of a point.
const FREE: u32 = 120;
/// Twentieths of a point in a pixel.
const PIXEL: u32 = 15;

/// Returns how wide columns are together, in pixels.
pub(super) fn width(grid: &Grid) -> u32 {
    let columns = grid.widths.iter();
    let width = columns.map(|&letters| u32::from(letters) * LETTER + BESIDE);
    width.sum::<u32>().div_ceil(PIXEL)
}

/// Returns how many letters so many columns have together, where they are so many pixels wide.
pub(super) fn letters(columns: usize, pixels: u32) -> u32 {
    let columns = u32::try_from(columns).unwrap_or(u32::MAX);
    (pixels * PIXEL).saturating_sub(columns.saturating_mul(BESIDE)) / LETTER
}

/// How close rows stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spacing {
    Usual,
    /// As on cards.
    Close,
}

/// Measures rows, in pixels.
#[derive(Clone, Copy)]
pub(super) struct Measure<'m> {
    pub(super) grid: &'m Grid,
    pub(super) spacing: Spacing,
    pub(super) language: Language,
}

impl Measure<'_> {
    /// Returns the height of the row between two blocks.
    pub(super) const fn between(self) -> u32 {
        match self.spacing {
            Spacing::Usual => ROW,
            Spacing::Close => 5,
        }
    }

    /// Returns the height of a block with the row behind it.
    pub(super) fn block(self, block: &Block) -> u32 {
        match block {
            Block::Break(_) => TITLE,
            Block::Title(text) | Block::Heading(text) => {
                self.text(&heading(text), self.grid.whole(), true)
            }
            Block::Lines(texts) => {
                let heights = texts.iter().map(|text| self.line(text));
                heights.sum::<u32>() + self.between()
            }
            Block::Facts(facts) | Block::Figures(facts) => {
                let heights = facts.iter().map(|(name, cell)| self.fact(name, cell));
                heights.sum::<u32>() + self.between()
            }
            Block::Table(table) => {
                let spans = self.grid.spans(table, self.language);
                let rows = (0..table.rows.len()).map(|row| self.row(table, row, &spans));
                self.head(table, &spans) + rows.sum::<u32>() + self.between()
            }
            Block::Chart(chart) if chart.is_long() => 0,
            Block::Chart(_) => (CHART_ROWS + 1) * ROW,
        }
    }

    /// Returns the height of a line over all columns.
    pub(super) fn line(self, text: &str) -> u32 {
        let (_, text) = indented(text);
        self.text(&line(text), self.grid.whole(), true)
    }

    /// Returns the height of the row of a fact.
    pub(super) fn fact(self, name: &str, cell: &Cell) -> u32 {
        let [names, values] = self.grid.fact_spans();
        let name = self.text(&heading(name), names, true);
        name.max(self.text(&shown(cell, self.language), values, false))
    }

    /// Returns the height of the row with a table's headings.
    pub(super) fn head(self, table: &Table, spans: &[Span]) -> u32 {
        let cells = table.columns.iter().zip(spans);
        let heights = cells.map(|(column, span)| self.text(&heading(&column.heading), *span, true));
        heights.max().unwrap_or(ROW)
    }

    /// Returns the height of a row of a table.
    pub(super) fn row(self, table: &Table, row: usize, spans: &[Span]) -> u32 {
        let cells = table.rows[row].iter().zip(spans).enumerate();
        let heights = cells.map(|(column, (cell, span))| {
            let is_bold = table.is_emphasised(row, column);
            match cell {
                // Numbers stand on one line.
                Cell::Empty | Cell::Whole(_) | Cell::SignedWhole(_) => self.of_lines(1),
                cell => self.text(&shown(cell, self.language), *span, is_bold),
            }
        });
        heights.max().unwrap_or(ROW)
    }

    /// Returns the height of the row of a text.
    pub(super) fn text(self, text: &str, span: Span, is_bold: bool) -> u32 {
        let columns = self.grid.widths.iter().skip(usize::from(span.first));
        let columns = columns.take(usize::from(span.columns));
        let width: u32 = columns
            .map(|&letters| u32::from(letters) * LETTER + BESIDE)
            .sum();
        self.of_lines(lines(text, TYPE, is_bold, width.saturating_sub(FREE)))
    }

    fn of_lines(self, lines: u32) -> u32 {
        let height = lines * LINE;
        match self.spacing {
            Spacing::Usual => (height + 3).clamp(ROW, HIGHEST),
            Spacing::Close => (height + 1).min(HIGHEST),
        }
    }
}
