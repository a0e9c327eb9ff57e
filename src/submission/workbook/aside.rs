//! Reading where nothing is lost but the reading: what goes there, and how its answer is written.
//!
//! The library's readers of xls and xlsb can panic, ask for all memory there is, or never end.
//! Whoever has somewhere to run them that may be lost (the program has: a child process) hands
//! it in as [`Aside`]; there [`answer`] is called, and what it writes is taken apart here, a line
//! at a time, and trusted no more than the file was. Knows nothing of processes.

use std::fmt;
use std::io::{self, Write};

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Shown, Tab, binary, damaged, number};
use crate::finding::{CellRef, Problem, Source};
use crate::period::Date;
use crate::submission::Reader;
use crate::submission::limits::Limits;
use crate::submission::sheet::{Content, Sheet};

/// Somewhere to read a file that may be lost.
pub trait Aside: fmt::Debug + Sync {
    /// Has [`answer`] called there with these bytes, and returns what it wrote.
    ///
    /// # Errors
    ///
    /// Why there is no answer.
    fn ask(&self, bytes: &[u8]) -> Result<Vec<u8>, Unanswered>;
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unanswered {
    /// The reader came to grief over the file: it is damaged, or takes too much memory.
    Lost,
    /// It was not done in the time it had.
    TooSlow,
    /// The answer has more bytes than it may have.
    TooLong,
    /// There was no reader, as the system tells it.
    NotStarted(io::ErrorKind),
}

impl Unanswered {
    /// Returns what it says about the file.
    fn problem(self) -> Problem {
        let detail = match self {
            Unanswered::Lost | Unanswered::TooLong => "lost".to_owned(),
            Unanswered::TooSlow => "too slow".to_owned(),
            Unanswered::NotStarted(kind) => format!("no reader: {kind}"),
        };
        Problem::UnreadableFile { detail }
    }
}

/// A line of an answer. Cells belong to the sheet named last; the last line is the end, so that
/// an answer that was cut off is none.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    Sheet(String, Visibility),
    Text(u32, u32, String),
    Number(u32, u32, Decimal),
    Percent(u32, u32, Decimal),
    Logical(u32, u32, bool),
    Day(u32, u32, u16, u8, u8),
    Error(u32, u32, String),
    Uncalculated(u32, u32),
    Formula(u32, u32),
    LostError(String),
    HiddenRows(u32, u32),
    HiddenColumns(u32, u32),
    Password,
    Unreadable(String),
    End,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Visibility {
    Visible,
    Hidden,
    VeryHidden,
}

/// Reads a workbook of a format that is read aside and writes what was found.
///
/// # Errors
///
/// When the answer cannot be written.
pub fn answer(bytes: &[u8], out: &mut dyn Write) -> io::Result<()> {
    match binary::read(&Source::new(""), bytes) {
        Ok(tabs) => tabs.iter().try_for_each(|tab| write_tab(tab, out))?,
        Err(Problem::Password) => write_line(&Line::Password, out)?,
        Err(Problem::UnreadableFile { detail }) => write_line(&Line::Unreadable(detail), out)?,
        Err(_) => write_line(&Line::Unreadable(String::new()), out)?,
    }
    write_line(&Line::End, out)?;
    out.flush()
}

fn write_line(line: &Line, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, line)?;
    out.write_all(b"\n")
}

fn write_tab(tab: &Tab, out: &mut dyn Write) -> io::Result<()> {
    let visibility = match tab.shown {
        Shown::Visible => Visibility::Visible,
        Shown::Hidden => Visibility::Hidden,
        Shown::VeryHidden => Visibility::VeryHidden,
    };
    let sheet = &tab.sheet;
    write_line(&Line::Sheet(tab.name.clone(), visibility), out)?;
    for cell in sheet.rows().flat_map(super::super::sheet::Row::cells) {
        let (row, column) = (cell.at.row(), cell.at.column());
        let line = match cell.content {
            Content::Text(text) => Line::Text(row, column, text.to_owned()),
            Content::Number { value, percent } if percent => Line::Percent(row, column, value),
            Content::Number { value, .. } => Line::Number(row, column, value),
            Content::Logical(value) => Line::Logical(row, column, value),
            Content::Date(date) => {
                let (year, month, day) = date.parts();
                Line::Day(row, column, year, month, day)
            }
            Content::Error(text) => Line::Error(row, column, text.to_owned()),
            Content::UncalculatedFormula => Line::Uncalculated(row, column),
        };
        write_line(&line, out)?;
    }
    for at in sheet.computed() {
        write_line(&Line::Formula(at.row(), at.column()), out)?;
    }
    for error in sheet.lost() {
        write_line(&Line::LostError(error.clone()), out)?;
    }
    for &(first, last) in sheet.hidden_rows() {
        write_line(&Line::HiddenRows(first, last), out)?;
    }
    for &(first, last) in sheet.hidden_columns() {
        write_line(&Line::HiddenColumns(first, last), out)?;
    }
    Ok(())
}

impl Reader<'_> {
    /// Reads a file of a format that is read aside, if there is somewhere to do so.
    pub(super) fn read_aside(
        &self,
        source: &Source,
        bytes: &[u8],
        kind: &str,
    ) -> Result<Vec<Tab>, Problem> {
        let Some(aside) = self.aside else {
            return Err(Problem::UnsupportedFormat {
                kind: kind.to_owned(),
            });
        };
        let answer = aside.ask(bytes).map_err(Unanswered::problem)?;
        tabs(source, &answer, &self.limits)
    }
}

/// Takes an answer apart.
fn tabs(source: &Source, answer: &[u8], limits: &Limits) -> Result<Vec<Tab>, Problem> {
    let mut tabs: Vec<Tab> = Vec::new();
    let mut lines = serde_json::Deserializer::from_slice(answer).into_iter::<Line>();
    loop {
        let Some(Ok(line)) = lines.next() else {
            return Err(damaged());
        };
        let (at, content) = match &line {
            Line::End => break,
            Line::Password => return Err(Problem::Password),
            Line::Unreadable(detail) if detail.is_empty() => return Err(damaged()),
            Line::Unreadable(detail) => {
                let detail = detail.clone();
                return Err(Problem::UnreadableFile { detail });
            }
            Line::Sheet(name, visibility) => {
                let shown = match visibility {
                    Visibility::Visible => Shown::Visible,
                    Visibility::Hidden => Shown::Hidden,
                    Visibility::VeryHidden => Shown::VeryHidden,
                };
                let mut sheet = Sheet::new(source, Some(name));
                sheet.tell_formulas();
                tabs.push(Tab {
                    name: name.clone(),
                    shown,
                    sheet,
                });
                limits.check_sheets(tabs.len())?;
                continue;
            }
            Line::LostError(error) => {
                last(&mut tabs)?.push_lost(error.clone());
                continue;
            }
            Line::Formula(row, column) => {
                let at = CellRef::from_absolute(*row, *column);
                let sheet = last(&mut tabs)?;
                sheet.push_formula(at, "");
                limits.check_cell(at, sheet)?;
                continue;
            }
            Line::HiddenRows(first, after) => {
                last(&mut tabs)?.hide_rows(*first, *after);
                continue;
            }
            Line::HiddenColumns(first, after) => {
                last(&mut tabs)?.hide_columns(*first, *after);
                continue;
            }
            Line::Text(row, column, text) => ((row, column), Content::Text(text)),
            Line::Number(row, column, value) => ((row, column), number(*value, false)),
            Line::Percent(row, column, value) => ((row, column), number(*value, true)),
            Line::Logical(row, column, value) => ((row, column), Content::Logical(*value)),
            Line::Day(row, column, year, month, day) => {
                let date = Date::new(*year, *month, *day).ok_or_else(damaged)?;
                ((row, column), Content::Date(date))
            }
            Line::Error(row, column, text) => ((row, column), Content::Error(text)),
            Line::Uncalculated(row, column) => ((row, column), Content::UncalculatedFormula),
        };
        let at = CellRef::from_absolute(*at.0, *at.1);
        let sheet = last(&mut tabs)?;
        sheet.push(at, content);
        limits.check_cell(at, sheet)?;
    }
    for tab in &mut tabs {
        tab.sheet.settle();
    }
    Ok(tabs)
}

fn last(tabs: &mut [Tab]) -> Result<&mut Sheet, Problem> {
    tabs.last_mut()
        .map(|tab| &mut tab.sheet)
        .ok_or_else(damaged)
}
