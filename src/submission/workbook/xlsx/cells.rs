//! The cells of a sheet, and what of it is hidden.

use std::borrow::Cow;

use super::super::xml::{Element, Event, Xml, local};
use super::super::{damaged, day, number_written, time_written};
use super::Common;
use super::formats::Format;
use super::strings::{read_text, shared, unescaped};
use crate::finding::{CellRef, Problem};
use crate::submission::limits::Limits;
use crate::submission::sheet::{Content, Sheet};

/// Reads the part of a sheet; what stands behind the cells is about how it looks.
pub(super) fn read(
    part: &[u8],
    common: &Common,
    limits: &Limits,
    sheet: &mut Sheet,
) -> Result<(), Problem> {
    sheet.tell_formulas();
    let mut reading = Reading {
        xml: Xml::of(part, limits)?,
        common,
        limits,
        sheet,
        next: (0, 0),
        value: String::new(),
        formula: String::new(),
    };
    loop {
        let event = reading.xml.next()?;
        let is_open = matches!(event, Event::Start(_));
        match event {
            Event::Start(element) | Event::Empty(element) => match element.local_name() {
                "col" => reading.columns(&element)?,
                "row" => reading.row(&element)?,
                "c" => reading.cell(&element, is_open)?,
                "sheetData" if !is_open => return Ok(()),
                _ => {}
            },
            Event::End(name) if local(name) == "sheetData" => return Ok(()),
            Event::Eof => return Err(damaged()),
            _ => {}
        }
    }
}

struct Reading<'r> {
    xml: Xml<'r>,
    common: &'r Common,
    limits: &'r Limits,
    sheet: &'r mut Sheet,
    /// Row and column of the next cell that does not say where it is.
    next: (u32, u32),
    /// What the cell holds, and its formula, as written.
    value: String,
    formula: String,
}

/// What a cell says of itself.
#[derive(Default)]
struct Cell<'c> {
    place: Option<&'c str>,
    kind: Option<&'c str>,
    format: Option<&'c str>,
}

impl Reading<'_> {
    /// Takes note of columns that nobody sees.
    fn columns(&mut self, element: &Element) -> Result<(), Problem> {
        if !is_hidden(element)? {
            return Ok(());
        }
        let ends = (counted(element, "min")?, counted(element, "max")?);
        if let (Some(first), Some(last)) = ends {
            self.sheet.hide_columns(first, last);
        }
        Ok(())
    }

    fn row(&mut self, element: &Element) -> Result<(), Problem> {
        // A row without a number is the next one.
        let mut row = self.next.0;
        let mut is_hidden = false;
        for attribute in element.attributes() {
            let (name, written) = attribute?;
            match name {
                "r" => row = index(written)?,
                "hidden" => is_hidden = is_true(written),
                _ => {}
            }
        }
        self.next = (row.saturating_add(1), 0);
        if is_hidden {
            self.sheet.hide_rows(row, row);
        }
        Ok(())
    }

    fn cell(&mut self, element: &Element, is_open: bool) -> Result<(), Problem> {
        let mut cell = Cell::default();
        for attribute in element.attributes() {
            let (name, written) = attribute?;
            let slot = match name {
                "r" => &mut cell.place,
                "t" => &mut cell.kind,
                "s" => &mut cell.format,
                _ => continue,
            };
            *slot = Some(written);
            // Of most cells that are empty nothing else is of concern.
            if !is_open && cell.place.is_some() {
                break;
            }
        }
        let (row, column) = match cell.place {
            Some(place) => place_of(place).ok_or_else(damaged)?,
            None => (self.next.0.saturating_sub(1), self.next.1),
        };
        self.next.1 = column.saturating_add(1);
        if !is_open {
            return Ok(());
        }
        let at = CellRef::from_absolute(row, column);
        let has_formula = self.parts()?;
        if cell.kind == Some("str")
            && let Cow::Owned(text) = unescaped(&self.value)
        {
            self.value = text;
        }
        match content(&cell, &self.value, self.common)? {
            None | Some(Content::Text("")) if has_formula => {
                self.sheet.push(at, Content::UncalculatedFormula);
            }
            content => {
                if let Some(content) = content {
                    self.sheet.push(at, content);
                }
            }
        }
        if has_formula {
            self.sheet.push_formula(at, &self.formula);
        }
        self.limits.check_cell(at, self.sheet)
    }

    /// Reads what is inside the cell that was just opened; returns whether it has a formula.
    fn parts(&mut self) -> Result<bool, Problem> {
        self.value.clear();
        self.formula.clear();
        let mut has_formula = false;
        let outside = self.xml.depth() - 1;
        while self.xml.depth() > outside {
            match self.xml.next()? {
                Event::Start(element) => match element.local_name() {
                    "v" => self.xml.text(&mut self.value)?,
                    "is" => read_text(&mut self.xml, &mut self.value)?,
                    "f" => {
                        has_formula = true;
                        self.xml.text(&mut self.formula)?;
                        // Of one that is another cell's, only that cell says what it is.
                        let follows = element.attribute("t")?.as_deref() == Some("shared")
                            && element.attribute("ref")?.is_none();
                        if follows {
                            self.formula.clear();
                        }
                    }
                    _ => self.xml.skip()?,
                },
                Event::Empty(element) if element.local_name() == "f" => {
                    has_formula = true;
                }
                _ => {}
            }
        }
        Ok(has_formula)
    }
}

/// Returns what a cell holds, nothing where it is empty. Source: ECMA-376 part 1, 18.18.11
/// (`ST_CellType`).
fn content<'c>(
    cell: &Cell,
    value: &'c str,
    common: &'c Common,
) -> Result<Option<Content<'c>>, Problem> {
    if value.is_empty() {
        return Ok(None);
    }
    Ok(Some(match cell.kind {
        Some("s") => Content::Text(shared(&common.strings, value)?),
        Some("str" | "inlineStr") => Content::Text(value),
        Some("e") => Content::Error(value.trim()),
        Some("d") => day(value),
        Some("b") => match value.trim() {
            "1" | "true" => Content::Logical(true),
            "0" | "false" => Content::Logical(false),
            _ => return Err(damaged()),
        },
        Some("n") | None => {
            let format = cell.format.map(|format| common.formats.get(format));
            match format.unwrap_or_default() {
                Format::Plain => number_written(value, false),
                Format::Percent => number_written(value, true),
                Format::Time => time_written(value, common.is_1904),
            }
        }
        Some(_) => return Err(damaged()),
    }))
}

fn is_hidden(element: &Element) -> Result<bool, Problem> {
    let hidden = element.attribute("hidden")?;
    Ok(hidden.as_deref().is_some_and(is_true))
}

fn is_true(value: &str) -> bool {
    matches!(value, "1" | "true")
}

/// Returns the index that an attribute tells.
fn counted(element: &Element, name: &str) -> Result<Option<u32>, Problem> {
    let number = element.attribute(name)?;
    number.map(|number| index(&number)).transpose()
}

/// Returns the index that a number is, which counts from one.
fn index(number: &str) -> Result<u32, Problem> {
    let number: Option<u32> = number.trim().parse().ok();
    number
        .and_then(|number| number.checked_sub(1))
        .ok_or_else(damaged)
}

/// Returns row and column of a place such as `B12`.
fn place_of(place: &str) -> Option<(u32, u32)> {
    let mut column = 0_u32;
    let mut row = 0_u32;
    let mut letters = place.bytes().peekable();
    while let Some(letter) = letters.next_if(u8::is_ascii_alphabetic) {
        let value = u32::from(letter.to_ascii_uppercase() - b'A') + 1;
        column = column.checked_mul(26)?.checked_add(value)?;
    }
    for digit in letters {
        if !digit.is_ascii_digit() {
            return None;
        }
        row = row.checked_mul(10)?.checked_add(u32::from(digit - b'0'))?;
    }
    Some((row.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::super::formats::Formats;
    use super::super::strings::Strings;
    use super::*;
    use crate::finding::Source;
    use crate::submission::sheet::Row;

    #[test]
    fn rows_and_cells_may_leave_out_where_they_are_and_say_things_in_any_order() {
        let rows = r#"<row r="2"><c s="1" r="B2"/><c><v>1</v></c></row>
            <row hidden="1"><c/><c s="1"/><c><v>2</v></c></row>
            <row hidden="true" r="7"><c r="A7"><v>3</v></c></row>"#;
        let part = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        let limits = Limits::default();
        let common = Common {
            strings: Strings::of(&[], &limits).expect("no texts"),
            formats: Formats::of(&[], &limits).expect("no formats"),
            is_1904: false,
        };
        let mut sheet = Sheet::new(&Source::new("a.xlsx"), Some("A"));
        read(part.as_bytes(), &common, &limits, &mut sheet).expect("a sheet");
        let cells = sheet.rows().flat_map(Row::cells);
        let cells: Vec<String> = cells
            .map(|cell| format!("{}={}", cell.at, cell.content.shown()))
            .collect();
        assert_eq!(cells, ["C2=1", "C3=2", "A7=3"]);
        assert_eq!(sheet.hidden_rows(), [(2, 2), (6, 6)]);
    }

    #[test]
    fn a_place_is_letters_and_a_number() {
        assert_eq!(place_of("A1"), Some((0, 0)));
        assert_eq!(place_of("xfd1048576"), Some((1_048_575, 16_383)));
        for place in ["", "A", "1", "A0", "1A", "A-1", "A1B", "ZZZZZZZZ1", "Ă1"] {
            assert_eq!(place_of(place), None, "{place}");
        }
    }
}
