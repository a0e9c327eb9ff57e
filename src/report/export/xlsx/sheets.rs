//! Which sheets a page becomes: one, unless a spreadsheet would repeat the head of a table above another one, or
//! cannot begin as many printed pages as there are.

use super::paper::{Layout, MOST_BREAKS};
use super::sheet::{LONG, first_row};
use crate::report::page::{Page, Paper};
use crate::report::table::Block;
use crate::text::Language;

/// Returns the sheets of a page, each with its layout.
pub(super) fn of(page: Page, language: Language) -> Vec<(Page, Layout)> {
    let sheets = by_tables(page).into_iter();
    sheets
        .flat_map(|sheet| {
            let layout = Layout::of(&sheet, language);
            if layout.breaks.len() <= MOST_BREAKS {
                return vec![(sheet, layout)];
            }
            let parts = by_breaks(sheet, &layout).into_iter();
            let laid_out = |part: Page| {
                let mut layout = Layout::of(&part, language);
                layout.keep_breaks(&part, MOST_BREAKS);
                (part, layout)
            };
            parts.map(laid_out).collect()
        })
        .collect()
}

/// What stands below its own heading behind a long table has a sheet of its own: on one sheet the head of the long
/// table would stand above it too, on every page that is printed.
fn by_tables(page: Page) -> Vec<Page> {
    let is_table = |block: &Block| matches!(block, Block::Table(_));
    let is_long = |block: &Block| matches!(block, Block::Table(table) if table.rows.len() >= LONG);
    let blocks = page.blocks.iter();
    let long = blocks.clone().position(is_long);
    let cut = long.and_then(|long| {
        let mut after = blocks.enumerate().skip(long + 1);
        after.find_map(|(index, block)| match block {
            Block::Heading(heading) => Some((index, heading.clone())),
            _ => None,
        })
    });
    match cut {
        Some((cut, heading))
            if page.paper == Paper::Landscape && page.blocks[cut..].iter().any(is_table) =>
        {
            let mut first = page;
            let rest = Page {
                id: first.id.clone(),
                title: String::new(),
                tab: heading,
                paper: first.paper,
                role: first.role,
                blocks: first.blocks.split_off(cut),
            };
            std::iter::once(first).chain(by_tables(rest)).collect()
        }
        _ => vec![page],
    }
}

/// Cuts a page where units begin, so that no part has more printed pages than a sheet can.
fn by_breaks(mut page: Page, layout: &Layout) -> Vec<Page> {
    let mut units = Vec::new();
    let mut row = first_row(&page);
    for (index, block) in page.blocks.iter().enumerate() {
        if matches!(block, Block::Break(_)) {
            units.push((index, row));
        }
        row += layout.rows_of(index, block);
    }
    let pages_before = |row: u32| layout.breaks.partition_point(|&other| other < row);
    let mut cuts = Vec::new();
    let mut begun = 0;
    for (position, &(index, row)) in units.iter().enumerate() {
        let end = units.get(position + 1).map_or(u32::MAX, |&(_, row)| row);
        if pages_before(end) - begun > MOST_BREAKS && position > 0 {
            cuts.push(index);
            begun = pages_before(row);
        }
    }
    let mut parts = Vec::new();
    for cut in cuts.into_iter().rev() {
        let blocks = page.blocks.split_off(cut);
        let title = page.title.clone();
        let tab = page.tab.clone();
        let id = page.id.clone();
        parts.push(Page {
            id,
            title,
            tab,
            blocks,
            ..page
        });
    }
    parts.push(page);
    parts.reverse();
    parts
}

#[cfg(test)]
mod tests {
    use super::super::paper::tests::{page, table};
    use super::*;
    use crate::report::page::Anchor;

    fn tabs(page: Page) -> Vec<String> {
        let sheets = of(page, Language::Vietnamese).into_iter();
        sheets.map(|(sheet, _)| sheet.tab).collect()
    }

    #[test]
    fn what_stands_behind_a_long_table_has_a_sheet_of_its_own() {
        let heading = || Block::Heading("Đơn vị chưa được xếp hạng".to_owned());
        let blocks = |rows| vec![table(rows), heading(), table(2)];
        let own = "Đơn vị chưa được xếp hạng";
        assert_eq!(tabs(page(Paper::Landscape, blocks(10))), ["Xếp hạng", own]);
        assert_eq!(tabs(page(Paper::Landscape, blocks(9))), ["Xếp hạng"]);
        assert_eq!(tabs(page(Paper::Portrait, blocks(10))), ["Xếp hạng"]);
        let lines = vec![table(10), heading(), Block::Lines(Vec::new())];
        assert_eq!(tabs(page(Paper::Landscape, lines)), ["Xếp hạng"]);
    }

    #[test]
    fn a_sheet_has_no_more_printed_pages_than_it_can() {
        let unit = |index: usize| {
            let anchor = Anchor {
                id: index.to_string(),
                title: index.to_string(),
            };
            [Block::Break(anchor), table(100)]
        };
        // Three pages each.
        let units = (0..600).flat_map(unit).collect();
        let sheets = of(page(Paper::Portrait, units), Language::Vietnamese);
        let breaks: Vec<usize> = sheets
            .iter()
            .map(|(_, layout)| layout.breaks.len())
            .collect();
        assert_eq!(breaks, [998, 800]);
        let count = |(sheet, _): &(Page, Layout)| sheet.blocks.len();
        assert_eq!(sheets.iter().map(count).sum::<usize>(), 1_200);
    }

    #[test]
    fn a_table_of_more_pages_than_can_begin_by_order_has_as_many_heads() {
        let blocks = vec![table(60_000), table(2)];
        let sheets = of(page(Paper::Portrait, blocks), Language::Vietnamese);
        let [(_, layout)] = sheets.as_slice() else {
            panic!("{} sheets", sheets.len());
        };
        assert_eq!(layout.breaks.len(), MOST_BREAKS);
        assert_eq!(layout.again[&0].len(), MOST_BREAKS);
    }
}
