//! A workbook (xlsx, xlsm) → [`Sheet`]; the only place that meets calamine, its relative
//! coordinates and a spreadsheet's floating point. Floats stop here.
//!
//! Cells are streamed, never spread over a rectangle: a stray cell in XFD1048576 costs one
//! cell. What could make the library ask for absurd memory is refused before it is opened.

use std::io::{Cursor, Read};
use std::panic::{self, AssertUnwindSafe};

use calamine::{CellErrorType, DataRef, Reader, SheetVisible, Xlsx, XlsxError};
use num_traits::ToPrimitive;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use zip::ZipArchive;

use super::limits;
use super::sheet::{Content, Sheet};
use crate::finding::{CellRef, Problem, Source};
use crate::period::Date;

/// An opened workbook.
pub struct Workbook<'b> {
    source: Source,
    xlsx: Xlsx<Cursor<&'b [u8]>>,
}

impl<'b> Workbook<'b> {
    /// Opens a workbook that was read into memory.
    ///
    /// # Errors
    ///
    /// What makes it unreadable, as a finding about the file.
    pub fn open(source: &Source, bytes: &'b [u8]) -> Result<Workbook<'b>, Problem> {
        preflight(bytes)?;
        let xlsx = contained(|| Xlsx::new(Cursor::new(bytes)).map_err(unreadable))?;
        Ok(Workbook {
            source: source.clone(),
            xlsx,
        })
    }

    /// Returns the names of the sheets a user sees, in the order of the tabs.
    pub fn visible_sheets(&self) -> Vec<String> {
        let sheets = self.xlsx.sheets_metadata().iter();
        sheets
            .filter(|sheet| sheet.visible == SheetVisible::Visible)
            .map(|sheet| sheet.name.clone())
            .collect()
    }

    /// Reads the cells of a sheet.
    ///
    /// # Errors
    ///
    /// What makes the sheet unreadable, as a finding about the file.
    pub fn sheet(&mut self, name: &str) -> Result<Sheet, Problem> {
        contained(|| {
            let mut sheet = Sheet::new(&self.source, Some(name));
            let has_percent_formats = self.read_values(name, &mut sheet)?;
            sheet.settle();
            if has_percent_formats {
                self.read_percent_formats(name, &mut sheet)?;
            }
            Ok(sheet)
        })
    }

    /// Returns whether any cell format of the workbook shows percent.
    fn read_values(&mut self, name: &str, sheet: &mut Sheet) -> Result<bool, Problem> {
        let mut reader = self.xlsx.worksheet_cells_reader(name).map_err(unreadable)?;
        loop {
            let cell = match reader.next_cell_with_formula_metadata() {
                Ok(Some(cell)) => cell,
                Ok(None) => break,
                // A kind of error value calamine does not know, such as #SPILL!: it does not say
                // in which cell, and the stream goes on behind it.
                Err(XlsxError::CellError(error)) => {
                    sheet.push_lost(error);
                    continue;
                }
                Err(error) => return Err(unreadable(error)),
            };
            let at = CellRef::from_absolute(cell.pos.0, cell.pos.1);
            push(sheet, at, &cell.value, cell.formula.is_some());
            if sheet.len() > limits::CELLS {
                return Err(limits::too_many_cells());
            }
        }
        Ok(reader.styles().iter().any(shows_percent))
    }

    /// A second pass, only for workbooks that use percent formats at all: calamine tells
    /// either formulas or formats in one pass.
    fn read_percent_formats(&mut self, name: &str, sheet: &mut Sheet) -> Result<(), Problem> {
        let mut reader = self.xlsx.worksheet_cells_reader(name).map_err(unreadable)?;
        let percent: Vec<bool> = reader.styles().iter().map(shows_percent).collect();
        loop {
            match reader.next_cell_with_style_id() {
                Ok(Some((cell, style))) => {
                    let (row, column) = cell.get_position();
                    if percent.get(style) == Some(&true) {
                        sheet.mark_percent(CellRef::from_absolute(row, column));
                    }
                }
                Ok(None) => return Ok(()),
                Err(XlsxError::CellError(_)) => {}
                Err(error) => return Err(unreadable(error)),
            }
        }
    }
}

/// Runs the library on a file from outside; where it panics (a cell named `ZZZZZZZZ1` overflows
/// its arithmetic), the file is unreadable and the run goes on. What was half read is dropped.
fn contained<T>(read: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    panic::catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| {
        Err(Problem::UnreadableFile {
            detail: "damaged workbook".to_owned(),
        })
    })
}

fn shows_percent(style: &calamine::Style) -> bool {
    style.number_format.as_ref().is_some_and(|format| {
        // 9 and 10 are the built-in formats 0% and 0.00%.
        format.format_code.contains('%') || matches!(format.format_id, Some(9 | 10))
    })
}

fn push(sheet: &mut Sheet, at: CellRef, value: &DataRef, formula: bool) {
    match value {
        DataRef::Empty if formula => sheet.push(at, Content::UncalculatedFormula),
        DataRef::Empty => {}
        DataRef::Int(value) => sheet.push(at, number(Decimal::from(*value))),
        DataRef::Float(value) => match decimal(*value) {
            Some(value) => sheet.push(at, number(value)),
            None => sheet.push(at, Content::Error(&value.to_string())),
        },
        DataRef::String(text) if text.is_empty() && formula => {
            sheet.push(at, Content::UncalculatedFormula);
        }
        DataRef::String(text) | DataRef::DurationIso(text) => sheet.push(at, Content::Text(text)),
        DataRef::SharedString(text) => sheet.push(at, Content::Text(text)),
        DataRef::Bool(value) => sheet.push(at, Content::Logical(*value)),
        DataRef::DateTime(time) => {
            let (year, month, day, ..) = time.to_ymd_hms_milli();
            match Date::new(year, month, day) {
                Some(date) => sheet.push(at, Content::Date(date)),
                None => sheet.push(at, Content::Error(&time.as_f64().to_string())),
            }
        }
        DataRef::DateTimeIso(text) => match text.get(..10).and_then(|day| day.parse().ok()) {
            Some(date) => sheet.push(at, Content::Date(date)),
            None => sheet.push(at, Content::Text(text)),
        },
        DataRef::Error(error) => sheet.push(at, Content::Error(error_text(error))),
    }
}

fn number<'c>(value: Decimal) -> Content<'c> {
    Content::Number {
        value,
        percent: false,
    }
}

/// Returns the number a spreadsheet shows for its double: the shortest decimal of at most 15
/// significant digits, so that a cell computed as 0.1 + 0.2 reads 0.3.
fn decimal(value: f64) -> Option<Decimal> {
    if value.fract() == 0.0
        && let Some(whole) = value.to_i64()
    {
        return Some(Decimal::from(whole));
    }
    // from_f64 keeps about 15 significant digits, as Excel does; from_f64_retain would not.
    Decimal::from_f64(value)
}

const fn error_text(error: &CellErrorType) -> &'static str {
    match error {
        CellErrorType::Div0 => "#DIV/0!",
        CellErrorType::NA => "#N/A",
        CellErrorType::Name => "#NAME?",
        CellErrorType::Null => "#NULL!",
        CellErrorType::Num => "#NUM!",
        CellErrorType::Ref => "#REF!",
        CellErrorType::Value => "#VALUE!",
        CellErrorType::GettingData => "#GETTING_DATA",
    }
}

fn unreadable(error: XlsxError) -> Problem {
    match error {
        XlsxError::Password => Problem::Password,
        error => Problem::UnreadableFile {
            detail: error.to_string(),
        },
    }
}

/// Refuses what would make the library allocate without measure: declared sizes are checked
/// before anything is expanded (and the zip library fails a read that runs past them), and
/// the count of shared strings against the size of their part.
fn preflight(bytes: &[u8]) -> Result<(), Problem> {
    let too_large = |what: &str, limit: u64| Problem::FileTooLarge {
        what: what.to_owned(),
        limit,
    };
    let broken = |error: zip::result::ZipError| Problem::UnreadableFile {
        detail: error.to_string(),
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > limits::PARTS {
        return Err(too_large("parts", limits::PARTS as u64));
    }
    let mut expanded = 0_u64;
    let mut shared_strings = Vec::new();
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(broken)?;
        let name = String::from_utf8_lossy(part.name_raw()).to_ascii_lowercase();
        let size = part.size();
        expanded = expanded.saturating_add(size);
        if size > limits::PART || expanded > limits::EXPANDED {
            return Err(too_large("bytes", limits::EXPANDED));
        }
        if name.ends_with("sharedstrings.xml") {
            shared_strings.push((index, size));
        }
        if name == "xl/workbook.bin" {
            return Err(Problem::UnsupportedFormat {
                kind: "xlsb".to_owned(),
            });
        }
        if name == "word/document.xml" || name == "ppt/presentation.xml" {
            return Err(Problem::UnsupportedFormat {
                kind: if name.starts_with('w') {
                    "docx"
                } else {
                    "pptx"
                }
                .to_owned(),
            });
        }
        if name == "content.xml" {
            return Err(Problem::UnsupportedFormat {
                kind: "ods".to_owned(),
            });
        }
    }
    for (index, size) in shared_strings {
        let mut head = Vec::new();
        archive
            .by_index(index)
            .map_err(broken)?
            .take(512)
            .read_to_end(&mut head)
            .map_err(|error| Problem::UnreadableFile {
                detail: error.to_string(),
            })?;
        // The shortest string is `<si/>`, five bytes.
        if declared_count(&head).is_some_and(|count| count > size / 5) {
            return Err(too_large("shared strings", size / 5));
        }
    }
    Ok(())
}

/// Returns the largest of the counts the `<sst>` tag declares.
fn declared_count(head: &[u8]) -> Option<u64> {
    let start = head.windows(4).position(|window| window == b"<sst")? + 4;
    let rest = head.get(start..)?;
    let tag = rest.split(|&byte| byte == b'>').next()?;
    let counts = tag
        .split(|byte| matches!(byte, b'"' | b'\''))
        .filter(|value| !value.is_empty() && value.iter().all(u8::is_ascii_digit))
        .map(|digits| {
            digits.iter().fold(0_u64, |count, digit| {
                count
                    .saturating_mul(10)
                    .saturating_add(u64::from(digit - b'0'))
            })
        });
    counts.max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_double_is_read_as_the_spreadsheet_shows_it() {
        for (double, shown) in [
            (0.1 + 0.2, "0.3"),
            (70.02, "70.02"),
            (70.02 - 1e-14, "70.02"),
            (29.0 - 4e-15, "29"),
            (168.0, "168"),
            (-4.5, "-4.5"),
            (1e15, "1000000000000000"),
        ] {
            assert_eq!(
                decimal(double)
                    .map(|value| value.normalize().to_string())
                    .as_deref(),
                Some(shown)
            );
        }
        assert_eq!(decimal(f64::NAN), None);
        assert_eq!(decimal(f64::INFINITY), None);
        assert_eq!(decimal(1e300), None);
    }

    #[test]
    fn shared_strings_that_cannot_be_there_are_refused() {
        assert_eq!(
            declared_count(br#"<?xml?><sst count="3" uniqueCount="4000000000">"#),
            Some(4_000_000_000)
        );
        assert_eq!(
            declared_count(b"<sst uniqueCount='99999999999999999999999'>"),
            Some(u64::MAX)
        );
        assert_eq!(declared_count(b"<x/>"), None);
    }
}
