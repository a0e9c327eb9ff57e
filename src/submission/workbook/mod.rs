//! A workbook → [`Sheet`]s, whatever program saved it; a spreadsheet's floating point stops here.
//!
//! xlsx, xlsm and ods are read from their XML (`xlsx`, `ods`). The library's readers of xls and xlsb panic, abort or loop on damaged files: they run [`aside`],
//! in something that may be lost, and only what they found comes back (`binary`, `biff`).
//! Nothing here knows what the cells mean.

pub(crate) mod archive;
pub mod aside;
mod biff;
mod binary;
mod ods;
pub(crate) mod package;
mod xlsx;
mod xml;

use std::fmt::Display;
use std::panic::{self, AssertUnwindSafe};
use std::str::Chars;

use calamine::{CellErrorType, DataRef, ExcelDateTime, ExcelDateTimeType, SheetVisible};
use num_traits::ToPrimitive;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

use super::Reader;
use super::sheet::{Content, Sheet};
use crate::finding::{CellRef, Problem, Source};
use crate::period::Date;

use archive::Kind;
use xlsx::Xlsx;

/// How the two wrappings of workbooks begin: an archive, and the compound file of former times.
pub(super) const ARCHIVE: &[u8] = b"PK\x03\x04";
pub(super) const COMPOUND_FILE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];

/// An opened workbook.
pub struct Workbook<'b>(Inner<'b>);

enum Inner<'b> {
    /// Sheets are read when they are asked for.
    Streamed(Box<Xlsx<'b>>),
    /// All sheets were read.
    Whole(Vec<Tab>),
}

/// A sheet of a workbook that was read.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Tab {
    name: String,
    shown: Shown,
    sheet: Sheet,
}

/// Whether a user sees a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// Its tab is there.
    Visible,
    /// Its tab was hidden, and can be shown again from the menu.
    Hidden,
    /// A program hid it so that the menu does not offer it.
    VeryHidden,
}

impl From<SheetVisible> for Shown {
    fn from(visible: SheetVisible) -> Shown {
        match visible {
            SheetVisible::Visible => Shown::Visible,
            SheetVisible::Hidden => Shown::Hidden,
            SheetVisible::VeryHidden => Shown::VeryHidden,
        }
    }
}

impl<'b> Workbook<'b> {
    /// Opens a workbook that was read into memory and begins like one.
    ///
    /// # Errors
    ///
    /// What makes it unreadable, as a finding about the file.
    pub fn open(reader: Reader, source: &Source, bytes: &'b [u8]) -> Result<Workbook<'b>, Problem> {
        let limits = &reader.limits;
        let inner = if bytes.starts_with(ARCHIVE) {
            let (kind, mut archive) = archive::open(bytes, limits)?;
            match kind {
                Kind::Xlsx => {
                    let xlsx = Xlsx::open(source, archive, reader.limits)?;
                    Inner::Streamed(Box::new(xlsx))
                }
                Kind::Ods => Inner::Whole(ods::read(source, &mut archive, limits)?),
                Kind::Xlsb => Inner::Whole(reader.read_aside(source, bytes, "xlsb")?),
            }
        } else {
            if is_encrypted(bytes) {
                return Err(Problem::Password);
            }
            Inner::Whole(reader.read_aside(source, bytes, "xls")?)
        };
        Ok(Workbook(inner))
    }

    /// Returns the names of the sheets a user sees, in the order of the tabs.
    pub fn visible_sheets(&self) -> Vec<String> {
        self.sheets(|shown| shown == Shown::Visible)
    }

    /// Returns the names of the sheets of which `wanted` says so, in the order of the tabs.
    pub(super) fn sheets(&self, wanted: impl Fn(Shown) -> bool) -> Vec<String> {
        match &self.0 {
            Inner::Streamed(xlsx) => {
                let sheets = xlsx.sheets().filter(|&(_, shown)| wanted(shown));
                sheets.map(|(name, _)| name.to_owned()).collect()
            }
            Inner::Whole(tabs) => {
                let tabs = tabs.iter().filter(|tab| wanted(tab.shown));
                tabs.map(|tab| tab.name.clone()).collect()
            }
        }
    }

    /// Reads the cells of a sheet.
    ///
    /// # Errors
    ///
    /// What makes the sheet unreadable, as a finding about the file.
    pub fn sheet(&mut self, name: &str) -> Result<Sheet, Problem> {
        match &mut self.0 {
            Inner::Streamed(xlsx) => xlsx.sheet(name),
            Inner::Whole(tabs) => {
                let tab = tabs.iter().find(|tab| tab.name == name);
                tab.map(|tab| tab.sheet.clone()).ok_or_else(damaged)
            }
        }
    }
}

/// Returns whether a compound file is the wrapping of a workbook behind a password: streams'
/// names stand in it as they are.
fn is_encrypted(bytes: &[u8]) -> bool {
    let name = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes);
    memchr::memmem::find(bytes, &name.collect::<Vec<u8>>()).is_some()
}

/// Runs the library on a file from outside; where it panics (a cell named `ZZZZZZZZ1` overflows
/// its arithmetic), the file is unreadable and the run goes on. What was half read is dropped.
fn contained<T>(read: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    panic::catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(damaged()))
}

pub(crate) fn damaged() -> Problem {
    Problem::UnreadableFile {
        detail: "damaged workbook".to_owned(),
    }
}

pub(crate) fn unreadable(error: impl Display) -> Problem {
    Problem::UnreadableFile {
        detail: error.to_string(),
    }
}

/// Adds a cell as the library tells it.
fn push(sheet: &mut Sheet, at: CellRef, value: &DataRef, formula: bool) {
    match value {
        DataRef::Empty if formula => sheet.push(at, Content::UncalculatedFormula),
        DataRef::Empty => {}
        DataRef::Int(value) => sheet.push(at, number(Decimal::from(*value), false)),
        DataRef::Float(value) => match decimal(*value) {
            Some(value) => sheet.push(at, number(value, false)),
            None => sheet.push(at, Content::Error(&value.to_string())),
        },
        DataRef::String(text) if text.is_empty() && formula => {
            sheet.push(at, Content::UncalculatedFormula);
        }
        DataRef::String(text) | DataRef::DurationIso(text) => sheet.push(at, Content::Text(text)),
        DataRef::SharedString(text) => sheet.push(at, Content::Text(text)),
        DataRef::Bool(value) => sheet.push(at, Content::Logical(*value)),
        DataRef::DateTime(time) => match day_of(*time) {
            Some(date) => sheet.push(at, Content::Date(date)),
            None => sheet.push(at, Content::Error(&time.as_f64().to_string())),
        },
        DataRef::DateTimeIso(text) => sheet.push(at, day(text)),
        DataRef::Error(error) => sheet.push(at, Content::Error(error_text(error))),
    }
}

/// Returns the day a time such as `2021-11-30T00:00:00` is on, or the text where it is none.
fn day(text: &str) -> Content<'_> {
    match text.get(..10).and_then(|day| day.parse().ok()) {
        Some(date) => Content::Date(date),
        None => Content::Text(text),
    }
}

fn number<'c>(value: Decimal, percent: bool) -> Content<'c> {
    Content::Number { value, percent }
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

/// Returns the number a spreadsheet shows for a double that is written out; an error where no
/// decimal can hold it, and the text where it is no number.
fn number_written(text: &str, percent: bool) -> Content<'_> {
    if let Some(value) = short_decimal(text) {
        return number(value, percent);
    }
    match text.trim().parse() {
        Ok(value) => decimal(value).map_or(Content::Error(text), |value| number(value, percent)),
        Err(_) => Content::Text(text),
    }
}

/// Returns a number of so few digits that it is shown as it is written.
fn short_decimal(text: &str) -> Option<Decimal> {
    const MOST_DIGITS: usize = 15;
    let is_plain = |byte: u8| byte.is_ascii_digit() || byte == b'.';
    if text.len() > MOST_DIGITS || !text.bytes().all(is_plain) {
        return None;
    }
    let value: Decimal = text.parse().ok()?;
    Some(value.normalize())
}

/// Returns the day of a time that is written out as a number of days.
fn time_written(text: &str, is_1904: bool) -> Content<'_> {
    match text.trim().parse() {
        Ok(days) => {
            let time = ExcelDateTime::new(days, ExcelDateTimeType::DateTime, is_1904);
            day_of(time).map_or(Content::Error(text), Content::Date)
        }
        Err(_) => Content::Text(text),
    }
}

fn day_of(time: ExcelDateTime) -> Option<Date> {
    let (year, month, day, ..) = time.to_ymd_hms_milli();
    Date::new(year, month, day)
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

/// Returns whether a number format shows a hundred times the value: it has a percent sign that
/// is no literal. `0"%"` shows 85 as 85%, and `0%` shows 0.85 so.
fn shows_percent(format: &str) -> bool {
    Letters(format.chars()).any(|letter| letter == '%')
}

/// The letters of a number format's first section that are no literals; what comes behind is for
/// other numbers.
struct Letters<'f>(Chars<'f>);

impl Iterator for Letters<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        loop {
            match self.0.next()? {
                '"' => {
                    self.0.find(|&letter| letter == '"');
                }
                // The next letter is shown, skipped or repeated as it is.
                '\\' | '_' | '*' => {
                    self.0.next();
                }
                ';' => return None,
                letter => return Some(letter),
            }
        }
    }
}

/// The built-in formats 0% and 0.00%.
const BUILT_IN_PERCENT: [u16; 2] = [9, 10];

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
    fn a_number_written_out_is_read_as_its_double_is_shown() {
        for text in [
            "0",
            "168",
            "70.02",
            "1.50",
            "0.1",
            "123456789012345",
            "000.5",
            ".5",
            "5.",
            "1.2.3",
            ".",
            "0.30000000000000004",
            "1E3",
            "-4.5",
            "abc",
            "1e300",
            "nan",
            " 7 ",
        ] {
            let as_double = match text.trim().parse::<f64>() {
                Ok(value) => {
                    decimal(value).map_or(Content::Error(text), |value| number(value, true))
                }
                Err(_) => Content::Text(text),
            };
            assert_eq!(number_written(text, true), as_double, "{text}");
        }
    }

    #[test]
    fn a_percent_sign_that_is_only_written_multiplies_nothing() {
        for format in [
            "0%",
            "0.00%",
            "# ##0.0 %;[Red]-0.0 %",
            "[Blue]0%",
            "0_%%",
            "* %0",
        ] {
            assert!(shows_percent(format), "{format}");
        }
        for format in ["General", "0\"%\"", "0\\%", "0.0_%", "*%0", "0;0%", "\"%"] {
            assert!(!shows_percent(format), "{format}");
        }
    }
}
