//! How a sheet is printed: how large, and where pages begin, so that every card has one and nothing that belongs
//! together is cut.

use super::grid::Grid;
use super::height::{Measure, ROW, Spacing, letters, width};
use super::sheet::{first_row, rows_of};
use crate::report::page::{Page, Paper};
use crate::report::table::Block;
use crate::text::Language;

/// How large a card can be printed, in percent; the last is type of seven points.
const OF_CARDS: [u16; 11] = [100, 95, 90, 85, 80, 75, 71, 69, 67, 65, 64];
/// The smallest that anything is printed, in percent.
const SMALLEST: u32 = 40;
/// The most places where a printed page may begin by order.
const MOST_BREAKS: usize = 1_000;

/// How a sheet is laid out and printed.
pub(super) struct Layout {
    pub(super) grid: Grid,
    pub(super) spacing: Spacing,
    /// How large it is printed, in percent, where pages begin by order: a spreadsheet that makes a sheet fit passes
    /// over these.
    pub(super) scale: Option<u16>,
    /// The rows with which pages begin.
    pub(super) breaks: Vec<u32>,
}

/// Returns the width and the height between the margins of A4, in pixels of 96 to an inch, with a little left over.
const fn room(paper: Paper) -> [u32; 2] {
    match paper {
        Paper::Portrait => [650, 950],
        Paper::Landscape => [978, 625],
        Paper::Card => [1_034, 680],
    }
}

impl Layout {
    pub(super) fn of(page: &Page, language: Language) -> Layout {
        let grid = Grid::of(&page.blocks, language);
        match page.paper {
            Paper::Card => of_cards(page, &grid, language),
            Paper::Portrait | Paper::Landscape => as_needed(page, grid, language),
        }
    }

    pub(super) fn measure(&self, language: Language) -> Measure<'_> {
        Measure {
            grid: &self.grid,
            spacing: self.spacing,
            language,
        }
    }
}

/// The largest type in which every card has room on its page; the smallest where none is small enough.
fn of_cards(page: &Page, widest: &Grid, language: Language) -> Layout {
    let needs = widest.needs(&page.blocks, language);
    let at = |scale: u16| {
        let [width, height] = room(page.paper).map(|pixels| pixels * 100 / u32::from(scale));
        let letters = letters(widest.widths.len(), width);
        let layout = Layout {
            grid: widest.sharing(&needs, letters),
            spacing: Spacing::Close,
            scale: Some(scale),
            breaks: Vec::new(),
        };
        (layout, [width, height])
    };
    let mut layouts = OF_CARDS.into_iter().map(at);
    let fits = |(layout, [wide, high]): &(Layout, [u32; 2])| {
        let measure = layout.measure(language);
        width(&layout.grid) <= *wide && has_room(page, measure, *high)
    };
    let fitting = layouts.by_ref().find(fits).map(|(layout, _)| layout);
    let smallest = || at(OF_CARDS[OF_CARDS.len() - 1]).0;
    Layout {
        breaks: of_units(page),
        ..fitting.unwrap_or_else(smallest)
    }
}

/// Whether every card is at most so high.
fn has_room(page: &Page, measure: Measure, room: u32) -> bool {
    let mut height = first_row(page) * ROW;
    let mut cards = 0;
    page.blocks.iter().all(|block| {
        if matches!(block, Block::Break(_)) {
            cards += 1;
            if cards > 1 {
                height = 0;
            }
        }
        height += measure.block(block);
        height <= room
    })
}

/// The rows with which units begin, but for the first.
fn of_units(page: &Page) -> Vec<u32> {
    let mut row = first_row(page);
    let mut breaks = Vec::new();
    for block in &page.blocks {
        if matches!(block, Block::Break(_)) && row > first_row(page) {
            breaks.push(row);
        }
        row += rows_of(block);
    }
    breaks.truncate(MOST_BREAKS);
    breaks
}

/// As wide as the paper; a page begins before what would be cut by its end.
fn as_needed(page: &Page, grid: Grid, language: Language) -> Layout {
    let [wide, high] = room(page.paper);
    let scale = (wide * 100 / width(&grid).max(1)).clamp(SMALLEST, 100);
    let mut layout = Layout {
        grid,
        spacing: Spacing::Usual,
        scale: None,
        breaks: Vec::new(),
    };
    let room = high * 100 / scale;
    layout.breaks = before_what_is_cut(page, layout.measure(language), room);
    if !layout.breaks.is_empty() {
        layout.scale = u16::try_from(scale).ok();
    }
    layout
}

fn before_what_is_cut(page: &Page, measure: Measure, room: u32) -> Vec<u32> {
    let mut breaks = Vec::new();
    let mut row = first_row(page);
    // What is taken of the page that begins last.
    let mut taken = row * ROW;
    let mut rest = page.blocks.as_slice();
    while !rest.is_empty() {
        let count = together(rest);
        let (group, after) = rest.split_at(count);
        let height: u32 = group.iter().map(|block| measure.block(block)).sum();
        let begins = matches!(group.first(), Some(Block::Break(_)));
        let is_cut = taken + height > room && height <= room;
        if taken > first_row(page) * ROW && (begins || is_cut) {
            breaks.push(row);
            taken = 0;
        }
        taken += height;
        if taken > room {
            // It goes on over as many pages as it needs.
            taken %= room;
        }
        row += group.iter().map(rows_of).sum::<u32>();
        rest = after;
    }
    breaks.truncate(MOST_BREAKS);
    breaks
}

/// Returns how many blocks stay together: headings and the lines above a table with what is below them.
fn together(blocks: &[Block]) -> usize {
    let is_head = |(index, block): &(usize, &Block)| match block {
        Block::Break(_) | Block::Title(_) | Block::Heading(_) => true,
        // A line alone is what the table below it is called.
        Block::Lines(lines) => {
            lines.len() == 1 && matches!(blocks.get(index + 1), Some(Block::Table(_)))
        }
        _ => false,
    };
    let heads = blocks.iter().enumerate().take_while(is_head).count();
    (heads + 1).min(blocks.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::chart::{Chart, Kind};
    use crate::report::page::Role;
    use crate::report::table::{Align, Cell, Column, Table};

    fn page(paper: Paper, blocks: Vec<Block>) -> Page {
        Page {
            id: String::new(),
            title: "Trang".to_owned(),
            tab: String::new(),
            paper,
            role: Role::Body,
            blocks,
        }
    }

    fn table(rows: usize) -> Block {
        Block::Table(Table {
            columns: vec![Column::new("name", "Tên", Align::Left)],
            rows: vec![vec![Cell::text("Xã")]; rows],
            ..Table::default()
        })
    }

    fn chart() -> Block {
        Block::Chart(Chart {
            title: String::new(),
            kind: Kind::Bars,
            unit: String::new(),
            maximum: None,
            categories: vec!["Xã".to_owned()],
            series: Vec::new(),
        })
    }

    fn heading() -> Block {
        Block::Heading("Mục".to_owned())
    }

    #[test]
    fn a_heading_goes_to_the_page_of_its_table() {
        // 46 rows of 20 pixels have room on a page.
        let blocks = vec![table(38), heading(), table(10), heading(), chart()];
        let layout = Layout::of(&page(Paper::Portrait, blocks), Language::Vietnamese);
        // Title and space, head, 38 rows, space: the heading is row 42.
        assert_eq!(layout.breaks, [42]);
        assert!(layout.scale.is_some());
    }

    #[test]
    fn what_has_room_is_made_to_fit_and_what_has_not_flows() {
        let short = page(Paper::Portrait, vec![heading(), table(10)]);
        let long = page(Paper::Landscape, vec![table(500)]);
        for page in [short, long] {
            let layout = Layout::of(&page, Language::Vietnamese);
            assert_eq!((layout.breaks, layout.scale), (Vec::new(), None));
        }
    }

    #[test]
    fn a_line_stays_with_the_table_it_names() {
        let lines = |count: usize| Block::Lines(vec![String::new(); count]);
        assert_eq!(together(&[heading(), lines(1), table(1), chart()]), 3);
        assert_eq!(together(&[lines(1), lines(1)]), 1);
        assert_eq!(together(&[lines(2), table(1)]), 1);
        assert_eq!(together(&[chart(), table(1)]), 1);
        assert_eq!(together(&[heading()]), 1);
    }
}
