//! Blocks as elements: facts, lines, tables and their cells.

use std::collections::BTreeSet;

use maud::{Markup, html};
use rust_decimal::Decimal;

use super::{address, chart};
use crate::report::export::chart::parts;
use crate::report::export::{heading, line, shown};
use crate::report::table::{Align, Block, Cell, Column, Table};
use crate::text::Language;
use crate::text::screen::screen_words;

/// Letters of an indent that count as one step.
const STEP: usize = 2;
/// The deepest indent there is a style for.
const DEEPEST: usize = 6;
/// Shades of a percentage, besides none.
const SHADES: usize = 10;
/// Colours of a level, besides that of none.
const GRADES: usize = 4;
/// Rows of a table that is printed in two columns where it is narrow enough.
const TALL: usize = 24;
/// Letters of the longest name that is a code.
const CODE: usize = 6;
/// Length of a bar in a cell.
const BAR: usize = 100;

/// What all blocks of an edition are drawn with.
#[derive(Clone, Copy)]
pub(super) struct Drawing<'d> {
    pub(super) language: Language,
    /// What links may lead to.
    pub(super) anchors: &'d BTreeSet<&'d str>,
}

impl Drawing<'_> {
    /// Draws blocks that stand under this title.
    pub(super) fn blocks(self, blocks: &[Block], title: &str) -> Markup {
        let mut above = title.to_owned();
        let draw = |block: &Block| match block {
            Block::Title(text) | Block::Heading(text) => {
                above = heading(text);
                html! { h3 { (above) } }
            }
            // Cards are cut at their breaks before they are drawn.
            Block::Break(anchor) => html! { h2 { (heading(&anchor.title)) } },
            Block::Facts(facts) | Block::Figures(facts) => self.facts(facts),
            Block::Chart(chart) => chart::draw(chart, self.language),
            Block::Lines(lines) => self::lines(lines),
            Block::Table(table) => self.table(table, &above),
        };
        let drawn: Vec<Markup> = blocks.iter().map(draw).collect();
        html! {
            @for block in drawn { (block) }
        }
    }

    /// Figures stand side by side, texts one below the other.
    fn facts(self, facts: &[(String, Cell)]) -> Markup {
        let class = |cell: &Cell| {
            if cell.is_number() {
                "fact figure"
            } else {
                "fact"
            }
        };
        let is_short = |(name, _): &(String, Cell)| name.chars().count() <= CODE;
        html! {
            dl.facts.codes[facts.iter().all(is_short)] {
                @for (name, cell) in facts {
                    div class=(class(cell)) {
                        dt { (heading(name)) }
                        dd { (self.cell(cell)) }
                    }
                }
            }
        }
    }

    fn table(self, table: &Table, title: &str) -> Markup {
        let named = table
            .columns
            .iter()
            .position(|column| column.align == Align::Left);
        let is_marked = table
            .rows
            .iter()
            .flatten()
            .any(|cell| matches!(cell, Cell::Bar { mark: Some(_), .. }));
        html! {
            div.wrap.tall[table.rows.len() > TALL] role="region" tabindex="0" aria-label=(title) {
                table data-kept=(kept(table)) {
                    thead {
                        tr {
                            @for column in &table.columns {
                                th scope="col" class=[class(column, None)] data-key=(column.key) {
                                    (heading(&column.heading))
                                }
                            }
                        }
                    }
                    tbody {
                        @for (index, row) in table.rows.iter().enumerate() {
                            tr class=[table.emphasised.contains(&index).then_some("strong")] {
                                @for (position, (cell, column)) in row.iter().zip(&table.columns).enumerate() {
                                    @if Some(position) == named {
                                        th scope="row" class=[class(column, Some(cell))] { (self.cell(cell)) }
                                    } @else {
                                        td class=[class(column, Some(cell))] { (self.cell(cell)) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
            @if is_marked {
                p.note { (screen_words(self.language).mark) }
            }
        }
    }

    fn cell(self, cell: &Cell) -> Markup {
        let text = shown(cell, self.language);
        match cell {
            Cell::Link { to, .. } if self.anchors.contains(to.as_str()) => html! {
                a href=(address(to)) { (text) }
            },
            Cell::Level { step, of, .. } => level(&text, *step, *of),
            Cell::Signed(value) => moved(&text, value.is_sign_negative(), value.is_zero()),
            Cell::SignedWhole(value) => moved(&text, *value < 0, *value == 0),
            Cell::Bar { percent, mark } => html! {
                (bar(*percent, *mark)) (text)
            },
            _ => html! { (text) },
        }
    }
}

/// Returns how many rows at the top stay there whatever the order; of a tree, whose emphasised rows stand
/// among the others, all of them.
fn kept(table: &Table) -> usize {
    let top = (0..table.rows.len())
        .take_while(|index| table.emphasised.contains(index))
        .count();
    if top == table.emphasised.len() {
        top
    } else {
        table.rows.len()
    }
}

/// The classes of a cell, or of a heading.
fn class(column: &Column, cell: Option<&Cell>) -> Option<String> {
    let mut classes = Vec::new();
    match column.align {
        Align::Left => {}
        Align::Fixed => classes.push("f".to_owned()),
        Align::Right => classes.push("n".to_owned()),
    }
    if column.drop > 1 {
        classes.push("d".to_owned());
    }
    if let Some(Cell::Share(percent)) = cell {
        classes.push(format!(
            "h{}",
            parts(*percent, Decimal::ONE_HUNDRED, SHADES)
        ));
    }
    (!classes.is_empty()).then(|| classes.join(" "))
}

/// A level, with as many full signs as it has steps.
fn level(name: &str, step: usize, of: usize) -> Markup {
    let step = step.min(of);
    let grade = match step {
        0 => 0,
        step => parts(Decimal::from(step), Decimal::from(of), GRADES).max(1),
    };
    html! {
        span.level {
            span.signs.(format!("l{grade}")) aria-hidden="true" {
                ("■".repeat(step)) ("□".repeat(of - step))
            }
            " " (name)
        }
    }
}

/// A movement, or a difference.
fn moved(text: &str, is_down: bool, is_none: bool) -> Markup {
    if is_none {
        return html! { (text) };
    }
    let (class, arrow) = if is_down {
        ("down", "▼")
    } else {
        ("up", "▲")
    };
    html! {
        span class=(class) { span aria-hidden="true" { (arrow) } " " (text) }
    }
}

fn bar(percent: Decimal, mark: Option<Decimal>) -> Markup {
    let length = |percent| parts(percent, Decimal::ONE_HUNDRED, BAR);
    html! {
        svg.bar viewBox=(format!("0 0 {BAR} 10")) preserveAspectRatio="none" aria-hidden="true" {
            rect.ground width=(BAR) height="10" {}
            rect.s0 y="2" width=(length(percent)) height="6" {}
            @if let Some(mark) = mark {
                rect.mark x=(length(mark).saturating_sub(1)) width="2" height="10" {}
            }
        }
    }
}

/// Lines with their indents; what holds and what does not is coloured besides its sign.
fn lines(lines: &[String]) -> Markup {
    let class = |text: &str| {
        let indent = text.chars().take_while(|&letter| letter == ' ').count();
        let depth = (indent / STEP).min(DEEPEST);
        let sign = match text.trim_start().chars().next() {
            Some('✓') => " held",
            Some('✗') => " failed",
            _ => "",
        };
        format!("i{depth}{sign}")
    };
    let has_steps = lines.iter().any(|line| line.starts_with(' '));
    html! {
        div.lines.tree[has_steps] {
            @for text in lines {
                p class=(class(text)) { (line(text.trim_start())) }
            }
        }
    }
}
