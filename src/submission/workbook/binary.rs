//! xls and xlsb through the library, and what it leaves out. Called where the reading may be lost
//! (`aside`): a damaged file can make the library panic, ask for all memory, or never end.

use std::io::Cursor;

use calamine::{Data, DataRef, Reader, SheetType, Xls, XlsError, Xlsb, XlsbError};

use super::biff::{self, Untold};
use super::{COMPOUND_FILE, Shown, Tab, contained, push, unreadable};
use crate::finding::{CellRef, Problem, Source};
use crate::submission::sheet::Sheet;

/// Reads all sheets of a workbook.
pub(super) fn read(source: &Source, bytes: &[u8]) -> Result<Vec<Tab>, Problem> {
    contained(|| {
        if bytes.starts_with(COMPOUND_FILE) {
            read_xls(source, bytes)
        } else {
            read_xlsb(source, bytes)
        }
    })
}

fn read_xls(source: &Source, bytes: &[u8]) -> Result<Vec<Tab>, Problem> {
    // First, because the library takes one kind of encryption for none.
    let untold = biff::of_xls(bytes)?;
    let mut library = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => Problem::Password,
        error => unreadable(error),
    })?;
    let sheets = library.sheets_metadata().to_vec();
    let mut tabs = Vec::new();
    for (metadata, untold) in sheets.iter().zip(&untold) {
        if metadata.typ != SheetType::WorkSheet {
            continue;
        }
        let mut sheet = Sheet::new(source, Some(&metadata.name));
        let range = library
            .worksheet_range(&metadata.name)
            .map_err(unreadable)?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let at = [(top, row), (left, column)].map(|(first, index)| {
                u32::try_from(index).map_or(u32::MAX, |index| first.saturating_add(index))
            });
            let at = CellRef::from_absolute(at[0], at[1]);
            push(&mut sheet, at, &borrowed(value), false);
        }
        tabs.push(completed(metadata, sheet, untold));
    }
    Ok(tabs)
}

fn read_xlsb(source: &Source, bytes: &[u8]) -> Result<Vec<Tab>, Problem> {
    let failed = |error| match error {
        XlsbError::Password => Problem::Password,
        error => unreadable(error),
    };
    let untold = biff::of_xlsb(bytes)?;
    let mut library = Xlsb::new(Cursor::new(bytes)).map_err(failed)?;
    let sheets = library.sheets_metadata().to_vec();
    let mut tabs = Vec::new();
    for (metadata, untold) in sheets.iter().zip(&untold) {
        if metadata.typ != SheetType::WorkSheet {
            continue;
        }
        let mut sheet = Sheet::new(source, Some(&metadata.name));
        let mut reader = library
            .worksheet_cells_reader(&metadata.name)
            .map_err(failed)?;
        loop {
            match reader.next_cell() {
                Ok(Some(cell)) => {
                    let (row, column) = cell.get_position();
                    let at = CellRef::from_absolute(row, column);
                    push(&mut sheet, at, cell.get_value(), false);
                }
                Ok(None) => break,
                // A kind of error value the library does not know; `untold` has it.
                Err(XlsbError::CellError(_)) => {}
                Err(error) => return Err(failed(error)),
            }
        }
        tabs.push(completed(metadata, sheet, untold));
    }
    Ok(tabs)
}

fn completed(metadata: &calamine::Sheet, mut sheet: Sheet, untold: &Untold) -> Tab {
    untold.tell(&mut sheet);
    Tab {
        name: metadata.name.clone(),
        shown: Shown::from(metadata.visible),
        sheet,
    }
}

fn borrowed(value: &Data) -> DataRef<'_> {
    match value {
        Data::Int(value) => DataRef::Int(*value),
        Data::Float(value) => DataRef::Float(*value),
        Data::Bool(value) => DataRef::Bool(*value),
        Data::DateTime(time) => DataRef::DateTime(*time),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            DataRef::SharedString(text)
        }
        Data::Error(error) => DataRef::Error(error.clone()),
        Data::Empty => DataRef::Empty,
    }
}
