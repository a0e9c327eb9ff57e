//! A card on one page: type as large as there is room for, down to what can still be read; what is longer
//! than that goes on over the page.

use super::body::Writer;
use super::markup::{Paragraph, Run, gap};
use super::styles::{CELL, SUBHEADING};
use super::tables::Compact;
use crate::report::export::measure::lines;
use crate::report::export::{heading, indented, line, shown};
use crate::report::page::Anchor;
use crate::report::table::Block;

/// Sizes of type that are tried, in half points.
const TRIED: [u32; 8] = [22, 20, 19, 18, 17, 16, 15, 14];
/// How much larger the title is.
const LARGER: u32 = 6;
/// The space a step of indentation takes.
const STEP: u32 = 200;
/// The space above a block.
const ABOVE: u32 = 60;

/// Height of a line of type, in twentieths of a point: Times New Roman wants 1.15 times its size.
pub(super) const fn line_height(half_points: u32) -> u32 {
    (half_points * 23).div_ceil(2)
}

/// A card, and the width and the height there is for it.
#[derive(Clone, Copy)]
pub(super) struct Card<'c> {
    pub anchor: &'c Anchor,
    pub blocks: &'c [Block],
    pub room: [u32; 2],
}

impl Card<'_> {
    /// Returns the card; `begins` says whether it begins a page.
    pub(super) fn xml(self, begins: bool, writer: Writer) -> String {
        let mut drawn = (String::new(), u32::MAX);
        for half_points in TRIED {
            drawn = self.in_type_of(half_points, begins, writer);
            if drawn.1 <= self.room[1] {
                break;
            }
        }
        drawn.0
    }

    /// Returns the card in type of a size, and how high it is.
    fn in_type_of(self, half_points: u32, begins: bool, writer: Writer) -> (String, u32) {
        let size = half_points + LARGER;
        let title = Run::new(heading(&self.anchor.title)).sized(size);
        let mut title = Paragraph::styled(SUBHEADING)
            .on_new_page(begins)
            .spaced([0, 0])
            .run(&title);
        if let Some(&place) = writer.places.get(&self.anchor.id) {
            title = title.marked(place);
        }
        let mut drawing = Drawing {
            half_points,
            room: self.room[0],
            xml: title.xml(),
            height: line_height(size),
        };
        for block in self.blocks {
            drawing.block(block, writer);
        }
        (drawing.xml, drawing.height)
    }
}

/// What is drawn so far, in type of one size.
struct Drawing {
    half_points: u32,
    room: u32,
    xml: String,
    height: u32,
}

impl Drawing {
    fn block(&mut self, block: &Block, writer: Writer) {
        match block {
            Block::Title(text) | Block::Heading(text) => {
                self.paragraph(&heading(text), true, 0, ABOVE);
            }
            Block::Lines(texts) => {
                for (index, text) in texts.iter().enumerate() {
                    let (steps, text) = indented(text);
                    let steps = u32::try_from(steps).unwrap_or(0);
                    let above = if index == 0 { ABOVE } else { 0 };
                    // What has something below it is its heading.
                    let next = texts.get(index + 1);
                    let is_head = steps == 0 && next.is_some_and(|next| next.starts_with(' '));
                    self.paragraph(&line(text), is_head, steps, above);
                }
            }
            Block::Facts(facts) => {
                for (name, cell) in facts {
                    let text = format!("{}: {}", heading(name), shown(cell, writer.language));
                    self.paragraph(&text, false, 0, 0);
                }
            }
            Block::Table(table) => {
                let compact = Compact::new(table, self.half_points, self.room, writer);
                self.xml += &gap(ABOVE, None);
                self.xml += &compact.xml(table, writer);
                self.height += ABOVE + compact.height();
            }
            Block::Break(_) | Block::Chart(_) | Block::Figures(_) => {}
        }
    }

    fn paragraph(&mut self, text: &str, is_bold: bool, steps: u32, above: u32) {
        let run = Run::new(text).bold_if(is_bold).sized(self.half_points);
        let mut paragraph = Paragraph::styled(CELL).spaced([above, 0]).run(&run);
        if steps > 0 {
            paragraph = paragraph.indented([steps * STEP, 0]);
        }
        self.xml += &paragraph.xml();
        let room = self.room.saturating_sub(steps * STEP);
        let lines = lines(text, self.half_points, is_bold, room);
        self.height += above + lines * line_height(self.half_points);
    }
}
