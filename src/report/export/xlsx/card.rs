//! Cards: what follows a break is printed on one page, as large as there is room for. How high rows are is
//! measured, because a spreadsheet that opens the file finds heights only when it shows the sheet.

use super::grid::{Grid, Span};
use crate::report::export::measure::lines;
use crate::report::export::{heading, indented, line, shown};
use crate::report::page::Page;
use crate::report::table::{Block, Table};
use crate::text::Language;

/// How large a card can be printed, in percent; the last is type of seven points.
const SCALES: [u16; 11] = [100, 95, 90, 85, 80, 75, 71, 69, 67, 65, 64];
/// Width and height between the margins of A4 on its side, in pixels of a spreadsheet, with a little left over: 96
/// to an inch.
const ROOM: [u32; 2] = [1_034, 680];
/// Height of a line of text, in pixels, and what a row has besides.
const LINE: u32 = 17;
const AROUND: u32 = 1;
/// Height of the row with the title of a card, and of the row between two blocks.
pub(super) const TITLE: u32 = 27;
pub(super) const BETWEEN: u32 = 5;
/// What the title of the page takes of the first card's room.
const ABOVE: u32 = 45;
/// Twentieths of a point in a pixel.
const PIXEL: u32 = 15;
/// Type, in half points.
const TYPE: u32 = 22;
/// What a letter of a column's width is wide, and what the column has besides, in twentieths of a point.
const LETTER: u32 = 110;
const BESIDE: u32 = 75;
/// What a cell leaves free left and right, in twentieths of a point.
const FREE: u32 = 120;

/// Columns in which every card has a page of its own, and how large it is printed.
pub(super) struct Fitted {
    pub(super) grid: Grid,
    pub(super) scale: u16,
}

/// Returns the largest type in which every card has room on its page; the smallest where none is small enough.
pub(super) fn fit(page: &Page, language: Language) -> Fitted {
    let widest = Grid::of(&page.blocks, language);
    let mut fitted = None;
    for scale in SCALES {
        let room = ROOM.map(|pixels| pixels * 100 / u32::from(scale));
        let letters = room[0] * PIXEL - BESIDE * count(widest.widths.len());
        let grid = widest.sharing(&page.blocks, letters / LETTER, language);
        let has_room = {
            let measure = Measure {
                grid: &grid,
                language,
            };
            width(&grid) <= room[0] * PIXEL && measure.fits(&page.blocks, room[1])
        };
        fitted = Some(Fitted { grid, scale });
        if has_room {
            break;
        }
    }
    fitted.unwrap_or(Fitted {
        grid: widest,
        scale: 100,
    })
}

fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn width(grid: &Grid) -> u32 {
    let columns = grid.widths.iter();
    columns
        .map(|&letters| u32::from(letters) * LETTER + BESIDE)
        .sum()
}

/// How high rows are.
#[derive(Clone, Copy)]
pub(super) struct Measure<'m> {
    pub(super) grid: &'m Grid,
    pub(super) language: Language,
}

impl Measure<'_> {
    /// Whether every card is at most so high.
    fn fits(self, blocks: &[Block], room: u32) -> bool {
        let mut height = ABOVE;
        for (index, block) in blocks.iter().enumerate() {
            if index > 0 && matches!(block, Block::Break(_)) {
                height = 0;
            }
            height += self.block(block);
            if height > room {
                return false;
            }
        }
        true
    }

    fn block(self, block: &Block) -> u32 {
        let whole = self.grid.whole();
        match block {
            Block::Break(_) => TITLE,
            Block::Title(text) | Block::Heading(text) => self.text(&heading(text), whole, true),
            Block::Lines(texts) => {
                let height = |text: &String| self.line(text);
                texts.iter().map(height).sum::<u32>() + BETWEEN
            }
            Block::Facts(facts) | Block::Figures(facts) => {
                let [_, values] = self.grid.fact_spans();
                let height = |(_, cell)| self.text(&shown(cell, self.language), values, false);
                let facts = facts.iter().map(|(name, cell)| (name, cell));
                facts.map(height).sum::<u32>() + BETWEEN
            }
            Block::Table(table) => {
                let spans = self.grid.spans(table, self.language);
                let rows = (0..table.rows.len()).map(|row| self.row(table, row, &spans));
                self.head(table, &spans) + rows.sum::<u32>() + BETWEEN
            }
            Block::Chart(_) => 0,
        }
    }

    /// Returns the height of a line over all columns, in pixels.
    pub(super) fn line(self, text: &str) -> u32 {
        let (_, text) = indented(text);
        self.text(&line(text), self.grid.whole(), true)
    }

    /// Returns the height of the row with a table's headings.
    pub(super) fn head(self, table: &Table, spans: &[Span]) -> u32 {
        let cells = table.columns.iter().zip(spans);
        let heights = cells.map(|(column, span)| self.text(&heading(&column.heading), *span, true));
        heights.max().unwrap_or(LINE)
    }

    /// Returns the height of a row of a table.
    pub(super) fn row(self, table: &Table, row: usize, spans: &[Span]) -> u32 {
        let cells = table.rows[row].iter().zip(spans).enumerate();
        let heights = cells.map(|(column, (cell, span))| {
            let is_bold = table.is_emphasised(row, column);
            self.text(&shown(cell, self.language), *span, is_bold)
        });
        heights.max().unwrap_or(LINE)
    }

    fn text(self, text: &str, span: Span, is_bold: bool) -> u32 {
        let columns = self.grid.widths.iter().skip(usize::from(span.first));
        let columns = columns.take(usize::from(span.columns));
        let width: u32 = columns
            .map(|&letters| u32::from(letters) * LETTER + BESIDE)
            .sum();
        lines(text, TYPE, is_bold, width.saturating_sub(FREE)) * LINE + AROUND
    }
}
