//! Tables for a terminal, as wide as the screen, or as wide as they are when there is none.

use std::io;

use anstyle::{AnsiColor, Reset, Style};
use comfy_table::{
    Cell as TableCell, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle,
    Table as Drawing, Width, presets,
};

use rust_decimal::Decimal;
use unicode_width::UnicodeWidthStr;

use super::chart::{greatest, parts};
use crate::report::chart::Chart;
use crate::report::table::{Align, Block, Cell, Table};
use crate::report::{Report, Screen};
use crate::text::Language;
use crate::text::lines::broken;

/// Writes headings, lines and tables.
pub(in crate::report) fn write(
    report: &Report,
    screen: Screen,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let width = screen.width;
    let language = report.language();
    let room = width.map_or(usize::MAX, usize::from);
    let blocks = report.blocks();
    let is_long = |block: &Block| matches!(block, Block::Chart(chart) if chart.is_long());
    // Figures stand in the sentences too, and of long charts the table says enough.
    let written = blocks
        .iter()
        .filter(|block| !matches!(block, Block::Figures(_)) && !is_long(block));
    for (index, block) in written.enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        match block {
            Block::Title(title) => {
                let title = super::heading(title);
                writeln!(out, "{title}\n{}", "═".repeat(title.width().min(room)))?;
            }
            Block::Heading(heading) => writeln!(out, "{}", super::heading(heading))?,
            Block::Break(anchor) => {
                let title = super::heading(&anchor.title);
                writeln!(out, "{title}\n{}", "─".repeat(title.width().min(room)))?;
            }
            Block::Facts(facts) => {
                for (name, cell) in facts {
                    let line = format!("{}: {}", super::heading(name), shown(cell, language));
                    write_line(&coloured(&line, screen), width, out)?;
                }
            }
            Block::Figures(_) => {}
            Block::Chart(chart) => bars(chart, language, room, out)?,
            Block::Lines(lines) => {
                for line in lines {
                    write_line(&super::line(line), width, out)?;
                }
            }
            Block::Table(table) => {
                let drawing = draw(table, language, width);
                for line in drawing.lines() {
                    writeln!(out, "{}", coloured(line.trim_end(), screen))?;
                }
            }
        }
    }
    Ok(())
}

/// Writes a line, broken between words where the screen ends; what follows keeps its indent.
fn write_line(line: &str, width: Option<u16>, out: &mut dyn io::Write) -> io::Result<()> {
    let Some(width) = width.map(usize::from) else {
        return writeln!(out, "{line}");
    };
    let indent: String = line.chars().take_while(|&letter| letter == ' ').collect();
    for line in broken(line, &indent, &indent, width) {
        writeln!(out, "{line}")?;
    }
    Ok(())
}

/// How many letters a bar has at most.
const LONGEST_BAR: usize = 30;
/// How many letters the bar of a cell has.
const BAR: usize = 10;

/// Returns a cell as a terminal shows it: percentages of a maximum with a bar.
fn shown(cell: &Cell, language: Language) -> String {
    let text = super::shown(cell, language);
    match cell {
        Cell::Bar { percent, .. } => {
            let length = parts(*percent, Decimal::ONE_HUNDRED, BAR);
            let bar = format!("{}{}", "█".repeat(length), "░".repeat(BAR - length));
            format!("{text:>6} {bar}")
        }
        Cell::Level { step, of, .. } => {
            let mark = match (step, of) {
                (0, _) => NO_LEVEL,
                (step, of) if step == of => HIGHEST,
                (step, of) if 2 * step > *of => HIGH,
                _ => LOW,
            };
            format!("{mark}{text}{END}")
        }
        _ => text,
    }
}

// Letters without width, which no text of others is shown with (`text::safe`), tell where colours begin and
// end in what is drawn: escapes would count as letters when columns are measured.
const NO_LEVEL: char = '\u{2061}';
const LOW: char = '\u{2062}';
const HIGH: char = '\u{2063}';
const HIGHEST: char = '\u{2064}';
const END: char = '\u{206a}';

/// Returns a line with colours in place of the marks, or without either.
fn coloured(line: &str, screen: Screen) -> String {
    let mut drawn = String::with_capacity(line.len());
    for letter in line.chars() {
        let style = match letter {
            NO_LEVEL => Style::new().dimmed(),
            LOW => AnsiColor::Yellow.on_default(),
            HIGH => AnsiColor::Green.on_default(),
            HIGHEST => AnsiColor::Green.on_default().bold(),
            END if screen.has_colours => {
                drawn.push_str(&Reset.render().to_string());
                continue;
            }
            END => continue,
            letter => {
                drawn.push(letter);
                continue;
            }
        };
        if screen.has_colours {
            drawn.push_str(&style.render().to_string());
        }
    }
    drawn
}

/// Draws a chart as bars of letters, one below the other, with the value behind each.
fn bars(chart: &Chart, language: Language, room: usize, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "{} ({})", super::heading(&chart.title), chart.unit)?;
    let greatest = greatest(chart);
    let names = chart.categories.iter().map(|name| super::heading(name));
    let names: Vec<String> = names.collect();
    let widest = names.iter().map(|name| name.width()).max();
    let widest = widest.unwrap_or(0).min(room / 2);
    for (index, name) in names.iter().enumerate() {
        for (position, series) in chart.series.iter().enumerate() {
            let value = series.values.get(index).copied().flatten();
            let bar = value.map_or(0, |value| parts(value, greatest, LONGEST_BAR));
            let cell = if chart.is_signed() {
                Cell::Signed
            } else {
                Cell::Number
            };
            let value = value.map_or(Cell::Empty, cell);
            let value = shown(&value, language);
            let name = if position == 0 { name.as_str() } else { "" };
            let of = if chart.series.len() > 1 {
                &series.name
            } else {
                ""
            };
            let gap = " ".repeat(widest.saturating_sub(name.width()));
            let line = format!("{name}{gap} {} {value} {of}", "█".repeat(bar));
            writeln!(out, "{}", line.trim_end())?;
        }
    }
    Ok(())
}

fn draw(table: &Table, language: Language, width: Option<u16>) -> Drawing {
    let room = width.map_or(usize::MAX, usize::from);
    let (kept, headings) = kept_columns(table, language, room);
    let mut drawing = Drawing::new();
    drawing.load_style(presets::UTF8_HORIZONTAL_ONLY);
    // Rows stand close together; only the heading is ruled off.
    drawing.style_mut().row_separator = LineStyle::none();
    drawing.set_content_arrangement(ContentArrangement::Dynamic);
    drawing.set_width(width.unwrap_or(u16::MAX));
    drawing.set_header(kept.iter().map(|&index| {
        let column = &table.columns[index];
        TableCell::new(&column.heading).set_alignment(alignment(column.align))
    }));
    for row in &table.rows {
        drawing.add_row(kept.iter().map(|&index| {
            let align = table.columns[index].align;
            TableCell::new(shown(&row[index], language)).set_alignment(alignment(align))
        }));
    }
    for (position, &index) in kept.iter().enumerate() {
        if let Some(column) = drawing.column_mut(position) {
            let needed = needed(table, index, language, headings);
            let width = Width::Fixed(u16::try_from(needed).unwrap_or(u16::MAX));
            column.set_constraint(match table.columns[index].align {
                Align::Left => ColumnConstraint::LowerBoundary(width),
                // Neither numbers nor codes are ever broken in two.
                Align::Fixed | Align::Right => ColumnConstraint::Absolute(width),
            });
        }
    }
    drawing
}

/// Whether headings stand on one line or are broken between words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Headings {
    Whole,
    Broken,
}

/// Returns the columns a screen has room for, and how their headings stand: whole if there is
/// room, else broken; then droppable columns go, the first to go first, until the rest fits.
fn kept_columns(table: &Table, language: Language, room: usize) -> (Vec<usize>, Headings) {
    let mut kept: Vec<usize> = (0..table.columns.len()).collect();
    let width = |kept: &[usize], headings| -> usize {
        // A space between two columns, besides those around each cell.
        let gaps = kept.len().saturating_sub(1);
        let columns = kept
            .iter()
            .map(|&index| needed(table, index, language, headings));
        columns.sum::<usize>() + gaps
    };
    if width(&kept, Headings::Whole) <= room {
        return (kept, Headings::Whole);
    }
    while width(&kept, Headings::Broken) > room {
        let droppable = kept
            .iter()
            .copied()
            .filter(|&index| table.columns[index].drop > 0);
        let Some(index) = droppable.max_by_key(|&index| table.columns[index].drop) else {
            break;
        };
        kept.retain(|&other| other != index);
    }
    (kept, Headings::Broken)
}

/// Returns the width a column needs at least, with the spaces around it.
fn needed(table: &Table, index: usize, language: Language, headings: Headings) -> usize {
    /// What text that may be broken is content with.
    const NARROWEST: usize = 20;
    /// Spaces around a cell.
    const PADDING: usize = 2;
    let column = &table.columns[index];
    let heading = match headings {
        Headings::Whole => column.heading.width(),
        Headings::Broken => longest_word(&column.heading),
    };
    let cells = table
        .rows
        .iter()
        .map(|row| shown(&row[index], language).width());
    let widest = cells.chain([heading]).max().unwrap_or(0);
    PADDING
        + if column.align == Align::Left {
            widest.min(NARROWEST.max(heading))
        } else {
            widest
        }
}

fn longest_word(heading: &str) -> usize {
    heading
        .split(' ')
        .map(UnicodeWidthStr::width)
        .max()
        .unwrap_or(0)
}

const fn alignment(align: Align) -> CellAlignment {
    match align {
        Align::Left | Align::Fixed => CellAlignment::Left,
        Align::Right => CellAlignment::Right,
    }
}
