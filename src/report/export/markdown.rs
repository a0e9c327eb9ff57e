//! Markdown, for mail and wikis.

use std::io;

use super::shown;
use crate::report::Report;
use crate::report::table::{Align, Block, Table};
use crate::text::Language;

/// Writes headings, lines and tables.
pub(in crate::report) fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let blocks = report.blocks();
    // What a chart shows stands in a table too, figures in the sentences.
    let drawn = blocks
        .iter()
        .filter(|block| !matches!(block, Block::Chart(_) | Block::Figures(_)));
    for (index, block) in drawn.enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        match block {
            Block::Title(title) => writeln!(out, "# {}", escaped(&super::heading(title)))?,
            Block::Heading(heading) => writeln!(out, "## {}", escaped(&super::heading(heading)))?,
            Block::Break(anchor) => {
                writeln!(out, "## {}", escaped(&super::heading(&anchor.title)))?;
            }
            Block::Facts(facts) => {
                for (name, cell) in facts {
                    let value = escaped(&shown(cell, report.language()));
                    writeln!(out, "- {}: {value}", escaped(&super::heading(name)))?;
                }
            }
            Block::Chart(_) | Block::Figures(_) => {}
            Block::Lines(lines) => {
                // The steps of the lists that are open.
                let mut open: Vec<usize> = Vec::new();
                for line in lines {
                    let (steps, text) = super::indented(line);
                    let text = escaped(&super::line(text));
                    let was_in_list = !open.is_empty();
                    open.retain(|&step| step <= steps);
                    if steps > 0 && open.last() != Some(&steps) {
                        open.push(steps);
                    }
                    if was_in_list == open.is_empty() {
                        writeln!(out)?;
                    }
                    match open.len() {
                        // Two spaces at the end break the line.
                        0 => writeln!(out, "{text}  ")?,
                        depth => writeln!(out, "{}- {text}", "  ".repeat(depth - 1))?,
                    }
                }
            }
            Block::Table(table) => write_table(table, report.language(), out)?,
        }
    }
    Ok(())
}

fn write_table(table: &Table, language: Language, out: &mut dyn io::Write) -> io::Result<()> {
    let headings: Vec<String> = table
        .columns
        .iter()
        .map(|column| escaped(&super::heading(&column.heading)))
        .collect();
    writeln!(out, "| {} |", headings.join(" | "))?;
    let rules: Vec<&str> = table
        .columns
        .iter()
        .map(|column| rule(column.align))
        .collect();
    writeln!(out, "| {} |", rules.join(" | "))?;
    for row in &table.rows {
        let cells: Vec<String> = row
            .iter()
            .map(|cell| escaped(&shown(cell, language)))
            .collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}

const fn rule(align: Align) -> &'static str {
    match align {
        Align::Left | Align::Fixed => "---",
        Align::Right => "---:",
    }
}

/// Text that would be markup is shown as it is.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        if matches!(
            letter,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#'
        ) {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}
