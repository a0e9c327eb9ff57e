//! How a sheet is printed: how large, and where pages begin, so that every card has one and nothing that belongs
//! together is cut.

use std::collections::BTreeMap;

use super::grid::Grid;
use super::height::{Measure, ROW, Spacing, letters, width};
use super::sheet::{LONG, first_row, rows_of};
use crate::report::page::{Page, Paper};
use crate::report::table::{Block, Table};
use crate::text::Language;

/// How large a card can be printed, in percent; the last is type of seven points.
const OF_CARDS: [u16; 11] = [100, 95, 90, 85, 80, 75, 71, 69, 67, 65, 64];
/// The smallest that anything is printed, in percent.
const SMALLEST: u32 = 40;
/// The most places where a printed page may begin by order.
pub(super) const MOST_BREAKS: usize = 1_000;
/// Rows of a table that its head is not parted from.
const FIRST_ROWS: usize = 3;

/// How a sheet is laid out and printed.
pub(super) struct Layout {
    pub(super) grid: Grid,
    pub(super) spacing: Spacing,
    /// How large it is printed, in percent, where pages begin by order: a spreadsheet that makes a sheet fit passes
    /// over these.
    pub(super) scale: Option<u16>,
    /// The rows with which pages begin.
    pub(super) breaks: Vec<u32>,
    /// Of tables that are longer than a page, by their blocks: the rows before which the head stands again, where a
    /// page begins.
    pub(super) again: BTreeMap<usize, Vec<usize>>,
    /// The block with the table whose head a spreadsheet keeps in view and repeats on every page.
    pub(super) main: Option<usize>,
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

    /// Returns how many rows a block of the page takes, with the empty one behind it.
    pub(super) fn rows_of(&self, index: usize, block: &Block) -> u32 {
        let again = self.again.get(&index).map_or(0, Vec::len);
        rows_of(block) + u32::try_from(again).unwrap_or(u32::MAX)
    }

    /// Lets no more than so many pages begin by order; behind the last no head stands again, since a page may begin
    /// anywhere.
    pub(super) fn keep_breaks(&mut self, page: &Page, most: usize) {
        if self.breaks.len() <= most {
            return;
        }
        self.breaks.truncate(most);
        let end = self.breaks.last().copied().unwrap_or_default();
        let mut first = first_row(page);
        for (index, block) in page.blocks.iter().enumerate() {
            let next = first + self.rows_of(index, block);
            if let Some(again) = self.again.get_mut(&index) {
                // Above are the head and those that stand again, and as many rows of the table.
                let is_kept = |(heads, row): &(u32, &usize)| {
                    u32::try_from(**row).is_ok_and(|row| heads.saturating_add(row) <= end)
                };
                let kept = (first + 1..).zip(again.iter()).take_while(is_kept);
                let kept = kept.count();
                again.truncate(kept);
            }
            first = next;
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
            again: BTreeMap::new(),
            main: None,
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
    breaks
}

/// As wide as the paper; a page begins before what would be cut by its end.
fn as_needed(page: &Page, grid: Grid, language: Language) -> Layout {
    let [wide, high] = room(page.paper);
    let scale = (wide * 100 / width(&grid).max(1)).clamp(SMALLEST, 100);
    let mut layout = Layout {
        main: main_table(page, &grid),
        grid,
        spacing: Spacing::Usual,
        scale: None,
        breaks: Vec::new(),
        again: BTreeMap::new(),
    };
    let room = high * 100 / scale;
    let cut = Cutting {
        room,
        measure: layout.measure(language),
        main: layout.main,
        row: first_row(page),
        taken: first_row(page) * ROW,
        is_fresh: true,
        breaks: Vec::new(),
        again: BTreeMap::new(),
    };
    (layout.breaks, layout.again) = cut.page(page);
    if !layout.breaks.is_empty() {
        layout.scale = u16::try_from(scale).ok();
    }
    layout
}

/// Returns the table whose head can be repeated on every page: long, the only one of its kind, and with no other
/// behind it, above which that head would be wrong.
fn main_table(page: &Page, grid: &Grid) -> Option<usize> {
    let tables = page.blocks.iter().enumerate();
    let mut tables = tables.filter_map(|(index, block)| match block {
        Block::Table(table) => Some((index, table)),
        _ => None,
    });
    let mut alike = tables.clone().filter(|(_, table)| grid.is_made_for(table));
    let (main, table) = alike.next()?;
    let (last, _) = tables.next_back()?;
    (alike.next().is_none() && table.rows.len() >= LONG && main == last).then_some(main)
}

/// Finds where pages begin.
struct Cutting<'c> {
    measure: Measure<'c>,
    main: Option<usize>,
    /// The height of a page.
    room: u32,
    /// The row that comes next.
    row: u32,
    /// What is taken of the page that begins last, and whether that is nothing but its title.
    taken: u32,
    is_fresh: bool,
    breaks: Vec<u32>,
    again: BTreeMap<usize, Vec<usize>>,
}

impl Cutting<'_> {
    fn page(mut self, page: &Page) -> (Vec<u32>, BTreeMap<usize, Vec<usize>>) {
        let mut index = 0;
        while index < page.blocks.len() {
            let rest = &page.blocks[index..];
            let group = &rest[..together(rest)];
            let height: u32 = group.iter().map(|block| self.measure.block(block)).sum();
            let begins = matches!(group.first(), Some(Block::Break(_)));
            let (heads, last) = group.split_at(group.len() - 1);
            let end = index + heads.len();
            let long = match last {
                [Block::Table(table)] if self.main != Some(end) && height > self.room => {
                    Some(table)
                }
                _ => None,
            };
            let least = long.map_or(height, |table| self.beginning(heads, table));
            let is_cut = self.taken + least > self.room && least <= self.room;
            if !self.is_fresh && (begins || is_cut) {
                self.begin();
            }
            self.is_fresh = false;
            if let Some(table) = long {
                for head in heads {
                    self.taken += self.measure.block(head);
                    self.row += rows_of(head);
                }
                self.table(end, table);
            } else {
                self.taken += height;
                if self.taken > self.room {
                    // It goes on over as many pages as it needs.
                    self.taken %= self.room;
                }
                self.row += group.iter().map(rows_of).sum::<u32>();
            }
            index = end + 1;
        }
        (self.breaks, self.again)
    }

    fn begin(&mut self) {
        self.breaks.push(self.row);
        self.taken = 0;
    }

    /// Returns the height of the headings above a long table, of its head, and of its first rows.
    fn beginning(&self, heads: &[Block], table: &Table) -> u32 {
        let spans = self.measure.grid.spans(table, self.measure.language);
        let heads = heads.iter().map(|block| self.measure.block(block));
        let rows = 0..table.rows.len().min(FIRST_ROWS);
        let rows = rows.map(|row| self.measure.row(table, row, &spans));
        heads.sum::<u32>() + self.measure.head(table, &spans) + rows.sum::<u32>()
    }

    /// Goes through a table that is longer than a page.
    fn table(&mut self, index: usize, table: &Table) {
        let spans = self.measure.grid.spans(table, self.measure.language);
        let head = self.measure.head(table, &spans);
        let mut again = Vec::new();
        self.taken += head;
        self.row += 1;
        for row in 0..table.rows.len() {
            let height = self.measure.row(table, row, &spans);
            if self.taken + height > self.room && row > 0 {
                self.begin();
                again.push(row);
                self.taken = head;
                self.row += 1;
            }
            self.taken += height;
            self.row += 1;
        }
        self.taken += self.measure.between();
        self.row += 1;
        self.again.insert(index, again);
    }
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
pub(super) mod tests {
    use super::*;
    use crate::report::chart::{Chart, Kind};
    use crate::report::page::Role;
    use crate::report::table::{Align, Cell, Column};

    pub(in super::super) fn page(paper: Paper, blocks: Vec<Block>) -> Page {
        Page {
            id: String::new(),
            title: "Trang".to_owned(),
            tab: "Xếp hạng".to_owned(),
            paper,
            role: Role::Body,
            blocks,
        }
    }

    pub(in super::super) fn table(rows: usize) -> Block {
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
    fn a_table_longer_than_a_page_has_its_head_again_on_each() {
        let heads = |blocks| Layout::of(&page(Paper::Portrait, blocks), Language::Vietnamese);
        // With another table behind it no head can be repeated for all of the sheet.
        let layout = heads(vec![table(100), heading(), table(2)]);
        assert_eq!(layout.main, None);
        let again = &layout.again[&0];
        // The title and a row take the room of two of the 47, the head that of one.
        assert_eq!(again, &[44, 90]);
        // Where a page begins the head takes a row more.
        assert_eq!(layout.breaks, [2 + 1 + 44, 2 + 1 + 90 + 1]);
        assert_eq!(layout.rows_of(0, &table(100)), 100 + 2 + 2);
        let alone = heads(vec![table(100)]);
        assert_eq!((alone.main, alone.again.len()), (Some(0), 0));
    }

    #[test]
    fn behind_the_last_break_no_head_stands_again() {
        let blocks = vec![table(100), heading(), table(40), heading(), table(100)];
        let page = page(Paper::Portrait, blocks);
        let whole = Layout::of(&page, Language::Vietnamese);
        // Two heads, two headings without room for their tables, and two heads.
        assert_eq!(whole.breaks.len(), 6);
        let kept = |most: usize| {
            let mut layout = Layout::of(&page, Language::Vietnamese);
            layout.keep_breaks(&page, most);
            assert_eq!(layout.breaks, whole.breaks[..most]);
            [0, 4].map(|index| layout.again[&index].len())
        };
        let heads = (0..=6).map(kept);
        let expected = [[0, 0], [1, 0], [2, 0], [2, 0], [2, 0], [2, 1], [2, 2]];
        assert!(heads.eq(expected));
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
