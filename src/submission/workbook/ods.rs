//! ods, read from its XML within limits. The library's own reader never ends on a damaged file,
//! and tells neither percent formats nor what is hidden (docs/decisions/0013).
//!
//! A table is a list of rows and a row a list of cells; both say how often they are repeated,
//! and places follow by counting.

use std::borrow::Cow;
use std::collections::BTreeSet;

use memchr::memmem;

use super::archive::{self, Archive};
use super::xml::{Element, Event, Xml, push_text};
use super::{Shown, Tab, damaged, day, number_written};
use crate::finding::{CellRef, Problem, Source};
use crate::submission::limits::{Limits, too_large};
use crate::submission::sheet::{Content, Sheet};

/// Reads all sheets of a document whose archive was found in order.
pub(super) fn read(
    source: &Source,
    archive: &mut Archive,
    limits: &Limits,
) -> Result<Vec<Tab>, Problem> {
    let manifest = archive::part(archive, "META-INF/manifest.xml")?.unwrap_or_default();
    if memmem::find(&manifest, b"encryption-data").is_some()
        || archive.index_for_name("encrypted-package").is_some()
    {
        return Err(Problem::Password);
    }
    let content = archive::part(archive, "content.xml")?.ok_or_else(damaged)?;
    let document = Document {
        source,
        limits,
        xml: Xml::of(&content, limits)?.with_empty_elements_expanded(),
    };
    document.tabs()
}

struct Document<'d> {
    source: &'d Source,
    limits: &'d Limits,
    xml: Xml<'d>,
}

/// What a cell holds, with a text of its own.
enum Held {
    Text(String),
    Error(String),
    Other(Content<'static>),
}

impl Held {
    fn content(&self) -> Content<'_> {
        match self {
            Held::Text(text) => Content::Text(text),
            Held::Error(text) => Content::Error(text),
            Held::Other(content) => *content,
        }
    }
}

impl Document<'_> {
    fn tabs(mut self) -> Result<Vec<Tab>, Problem> {
        let mut tabs = Vec::new();
        let mut hidden_styles = BTreeSet::new();
        let mut style = String::new();
        loop {
            match self.xml.next()? {
                Event::Start(element) => match element.name() {
                    "style:style" => {
                        style = element.attribute("style:name")?.unwrap_or_default().into();
                    }
                    "style:table-properties"
                        if element.attribute("table:display")?.as_deref() == Some("false") =>
                    {
                        hidden_styles.insert(style.clone());
                    }
                    "table:table" => {
                        let style = element.attribute("table:style-name")?;
                        let is_hidden = style.is_some_and(|style| hidden_styles.contains(&*style));
                        let tab = self.table(&element, is_hidden)?;
                        // What other files held when they were last looked at.
                        if !(is_hidden && tab.name.starts_with("'file:")) {
                            tabs.push(tab);
                            self.limits.check_sheets(tabs.len())?;
                        }
                    }
                    // Tables that are no sheets.
                    "table:tracked-changes" | "table:dde-links" => self.xml.skip()?,
                    _ => {}
                },
                Event::Eof => return Ok(tabs),
                _ => {}
            }
        }
    }

    /// Reads the table that was just opened.
    fn table(&mut self, element: &Element, is_hidden: bool) -> Result<Tab, Problem> {
        let name = element.attribute("table:name")?.ok_or_else(damaged)?;
        let mut sheet = Sheet::new(self.source, Some(&name));
        sheet.tell_formulas();
        let (mut row, mut column) = (0_u32, 0_u32);
        let outside = self.xml.depth() - 1;
        while self.xml.depth() > outside {
            let Event::Start(element) = self.xml.next()? else {
                continue;
            };
            match element.name() {
                "table:table-column" => {
                    let after = column.saturating_add(repeated(&element, COLUMNS)?);
                    if is_collapsed(&element)? && after > column {
                        sheet.hide_columns(column, after - 1);
                    }
                    column = after;
                }
                "table:table-row" => {
                    let after = row.saturating_add(repeated(&element, ROWS)?);
                    if is_collapsed(&element)? && after > row {
                        sheet.hide_rows(row, after - 1);
                    }
                    self.row(&mut sheet, row..after)?;
                    row = after;
                }
                // Drawings have texts, and objects have tables.
                "table:shapes" => self.xml.skip()?,
                _ => {}
            }
        }
        sheet.settle();
        Ok(Tab {
            name: name.into_owned(),
            shown: if is_hidden {
                Shown::Hidden
            } else {
                Shown::Visible
            },
            sheet,
        })
    }

    /// Reads the row that was just opened, which stands for all of these.
    fn row(&mut self, sheet: &mut Sheet, rows: std::ops::Range<u32>) -> Result<(), Problem> {
        let mut cells: Vec<(std::ops::Range<u32>, Held, Option<String>)> = Vec::new();
        let mut column = 0_u32;
        let outside = self.xml.depth() - 1;
        while self.xml.depth() > outside {
            let Event::Start(element) = self.xml.next()? else {
                continue;
            };
            match element.name() {
                "table:table-cell" | "table:covered-table-cell" => {
                    let after = column.saturating_add(repeated(&element, COLUMNS)?);
                    let formula = element.attribute("table:formula")?.map(Cow::into_owned);
                    let held = self.cell(&element)?;
                    cells.extend(held.map(|held| (column..after, held, formula)));
                    column = after;
                }
                _ => self.xml.skip()?,
            }
        }
        if cells.is_empty() {
            return Ok(());
        }
        for row in rows {
            for (columns, held, formula) in &cells {
                for column in columns.clone() {
                    let at = CellRef::from_absolute(row, column);
                    sheet.push(at, held.content());
                    if let Some(formula) = formula {
                        sheet.push_formula(at, formula);
                    }
                    self.limits.check_cell(at, sheet)?;
                }
            }
        }
        Ok(())
    }

    /// Reads the cell that was just opened; a blank text is nothing.
    fn cell(&mut self, element: &Element) -> Result<Option<Held>, Problem> {
        let text = self.text()?;
        let attribute = |name| element.attribute(name);
        let has_formula = attribute("table:formula")?.is_some();
        let kind = attribute("office:value-type")?;
        let is_error = attribute("calcext:value-type")?.as_deref() == Some("error")
            || (has_formula && says_error(&text));
        if is_error {
            return Ok(Some(Held::Error(text)));
        }
        let value = || Ok(attribute("office:value")?.unwrap_or_default());
        let of_number = |value: &str, percent| match number_written(value, percent) {
            Content::Number { value, percent } => Held::Other(Content::Number { value, percent }),
            _ => Held::Error(value.to_owned()),
        };
        Ok(match kind.as_deref() {
            Some("float" | "currency") => Some(of_number(&value()?, false)),
            Some("percentage") => Some(of_number(&value()?, true)),
            Some("boolean") => {
                let value = attribute("office:boolean-value")?;
                Some(Held::Other(Content::Logical(
                    value.as_deref() == Some("true"),
                )))
            }
            Some("date") => {
                let value = attribute("office:date-value")?.unwrap_or_default();
                Some(match day(&value) {
                    Content::Date(date) => Held::Other(Content::Date(date)),
                    _ => Held::Text(value.into_owned()),
                })
            }
            _ => {
                let written = attribute("office:string-value")?;
                let text = written.map_or(text, Cow::into_owned);
                if !text.trim().is_empty() {
                    Some(Held::Text(text))
                } else if has_formula {
                    Some(Held::Other(Content::UncalculatedFormula))
                } else {
                    None
                }
            }
        })
    }

    /// Reads what is written in the cell that was just opened: a line for each paragraph, without
    /// comments and drawings.
    fn text(&mut self) -> Result<String, Problem> {
        let mut text = String::new();
        let mut has_paragraph = false;
        let outside = self.xml.depth() - 1;
        while self.xml.depth() > outside {
            // Between the paragraphs there are only line breaks of the XML.
            let is_inside = self.xml.depth() > outside + 1;
            match self.xml.next()? {
                Event::Start(element) => match element.name() {
                    "text:p" => {
                        if std::mem::replace(&mut has_paragraph, true) {
                            text.push('\n');
                        }
                    }
                    "text:span" | "text:a" => {}
                    "text:s" => {
                        let count = element.attribute("text:c")?;
                        let count = count.and_then(|count| count.parse().ok()).unwrap_or(1);
                        text.extend(std::iter::repeat_n(' ', self.limits.text.min(count)));
                    }
                    "text:tab" => text.push('\t'),
                    "text:line-break" => text.push('\n'),
                    _ => self.xml.skip()?,
                },
                event if is_inside => push_text(&event, &mut text)?,
                _ => {}
            }
            if text.len() / 4 > self.limits.text {
                return Err(too_large("characters", self.limits.text as u64));
            }
        }
        Ok(text)
    }
}

/// What a table may repeat at the most; more is as much as the rest of it.
const ROWS: u32 = 1 << 24;
const COLUMNS: u32 = 1 << 20;

/// Returns how often a row, column or cell is there.
fn repeated(element: &Element, most: u32) -> Result<u32, Problem> {
    let names = [
        "table:number-rows-repeated",
        "table:number-columns-repeated",
    ];
    let name = names[usize::from(!element.name().ends_with("row"))];
    let times = element.attribute(name)?;
    // More digits than any count has.
    let times = times.map(|times| times.parse().unwrap_or(most));
    Ok(times.unwrap_or(1).min(most))
}

/// Returns whether nobody sees a row or column: it was hidden, or a filter left it out.
fn is_collapsed(element: &Element) -> Result<bool, Problem> {
    let visibility = element.attribute("table:visibility")?;
    Ok(matches!(visibility.as_deref(), Some("collapse" | "filter")))
}

/// Office programs show an error of a formula as text: `#DIV/0!`, `Err:502`.
fn says_error(text: &str) -> bool {
    let is_name = text.starts_with('#') && (text.ends_with(['!', '?']) || text == "#N/A");
    is_name
        || text
            .strip_prefix("Err:")
            .is_some_and(|code| code.parse::<u16>().is_ok())
}
