//! The blocks of a page, as paragraphs and tables.

use std::collections::BTreeMap;

use super::card::Card;
use super::markup::{Paragraph, Run};
use super::sheet::{height, room};
use super::styles::{ANNEX, BODY, HEADING, LINE, SUBHEADING};
use super::tables;
use crate::report::export::{heading, line, shown};
use crate::report::page::{Page, Paper};
use crate::report::table::{Block, Cell};
use crate::text::Language;

/// Where blocks stand: what is read as a letter looks different from what is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Setting {
    Letter,
    Sheet,
}

/// What blocks are drawn with.
#[derive(Clone, Copy)]
pub(super) struct Writer<'w> {
    pub language: Language,
    /// The places links lead to.
    pub places: &'w BTreeMap<String, usize>,
}

/// Spaces at the beginning of a line that are one step of its indent.
const STEP: usize = 2;
/// Twentieths of a point that a step is wide.
const INDENT: u32 = 360;
/// Height that the title of a page takes from its first card, in twentieths of a point.
const BELOW_TITLE: u32 = 1_300;
/// Height that is left over below a card: fonts differ a little.
const LEFT_OVER: u32 = 250;
/// Steps that are shown as such.
const DEEPEST: usize = 8;

impl Writer<'_> {
    /// Returns the blocks of a page. What a chart shows stands in a table too, and figures in the
    /// sentences.
    pub(super) fn blocks(&self, page: &Page, setting: Setting) -> String {
        if page.paper == Paper::Card {
            return self.cards(page);
        }
        let is_drawn = |block: &&Block| !matches!(block, Block::Chart(_) | Block::Figures(_));
        let blocks: Vec<&Block> = page.blocks.iter().filter(is_drawn).collect();
        let room = room(page.paper);
        let mut xml = String::new();
        for (index, block) in blocks.iter().enumerate() {
            let is_above_table = matches!(blocks.get(index + 1), Some(Block::Table(_)));
            // Who signs does not sign on a page of its own.
            let is_above_foot = setting == Setting::Letter && index + 1 == blocks.len();
            xml += &match block {
                Block::Title(title) => page_title(&heading(title)),
                Block::Heading(text) => {
                    let style = match setting {
                        Setting::Letter => HEADING,
                        Setting::Sheet => SUBHEADING,
                    };
                    let mut paragraph = Paragraph::styled(style).run(&Run::new(heading(text)));
                    if is_above_table {
                        paragraph = paragraph.spaced([240, 80]);
                    }
                    paragraph.xml()
                }
                Block::Break(anchor) => {
                    let title = Run::new(heading(&anchor.title));
                    let mut paragraph = Paragraph::styled(SUBHEADING)
                        .on_new_page(index > 0)
                        .run(&title);
                    if let Some(&place) = self.places.get(&anchor.id) {
                        paragraph = paragraph.marked(place);
                    }
                    paragraph.xml()
                }
                Block::Facts(facts) => self.facts(facts, setting, room),
                Block::Lines(lines) => self::lines(lines, setting, is_above_table, is_above_foot),
                Block::Table(table) => tables::table(table, room, is_above_foot, *self),
                Block::Chart(_) | Block::Figures(_) => String::new(),
            };
        }
        xml
    }

    /// Returns the cards of a page, the first below the page's title.
    fn cards(&self, page: &Page) -> String {
        let mut xml = String::new();
        let mut rest = page.blocks.as_slice();
        let mut is_first = true;
        while let Some((block, after)) = rest.split_first() {
            let end = after
                .iter()
                .position(|block| matches!(block, Block::Break(_)));
            let end = end.unwrap_or(after.len());
            if let Block::Break(anchor) = block {
                let title = if is_first { BELOW_TITLE } else { 0 };
                let card = Card {
                    anchor,
                    blocks: &after[..end],
                    room: [room(page.paper), height(page.paper) - LEFT_OVER - title],
                };
                xml += &card.xml(!is_first, *self);
                is_first = false;
            }
            rest = &after[end..];
        }
        xml
    }

    fn facts(&self, facts: &[(String, Cell)], setting: Setting, room: u32) -> String {
        let facts = facts
            .iter()
            .map(|(name, cell)| (heading(name), shown(cell, self.language)));
        match setting {
            Setting::Letter => facts
                .map(|(name, text)| {
                    let end = if text.ends_with('.') { "" } else { "." };
                    let text = Run::new(format!("- {name}: {text}{end}"));
                    Paragraph::styled(BODY).run(&text).xml()
                })
                .collect(),
            Setting::Sheet => tables::facts(&facts.collect::<Vec<_>>(), room),
        }
    }
}

fn lines(lines: &[String], setting: Setting, is_above_table: bool, is_above_foot: bool) -> String {
    let last = lines.len().saturating_sub(1);
    let of_line = |(index, text): (usize, &String)| {
        let begun = text.trim_start_matches(' ');
        let steps = ((text.len() - begun.len()) / STEP).min(DEEPEST);
        let style = match setting {
            Setting::Letter => BODY,
            Setting::Sheet => LINE,
        };
        let is_kept = is_above_table && index == last;
        let is_held = is_kept || (is_above_foot && index == last);
        let mut paragraph = Paragraph::styled(style).kept_with_next(is_held);
        if let (Setting::Sheet, Ok(steps @ 1..)) = (setting, u32::try_from(steps)) {
            paragraph = paragraph.indented([steps * INDENT, 0]);
        }
        if is_kept {
            let above = match setting {
                Setting::Letter => 120,
                Setting::Sheet => 20,
            };
            paragraph = paragraph.spaced([above, 80]);
        }
        paragraph.run(&Run::new(line(begun))).xml()
    };
    lines.iter().enumerate().map(of_line).collect()
}

/// Returns the title of a page that is attached to nothing.
pub(super) fn page_title(title: &str) -> String {
    Paragraph::styled(ANNEX)
        .spaced([0, 200])
        .run(&Run::new(title).capitals())
        .xml()
}

/// Returns the title of what stands below another title.
pub(super) fn part_title(title: &str) -> String {
    Paragraph::styled(SUBHEADING)
        .run(&Run::new(heading(title)))
        .xml()
}
