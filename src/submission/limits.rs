//! Limits that a real submission never meets.

use super::sheet::Sheet;
use crate::finding::{CellRef, Finding, Place, Problem};

/// Parts of a workbook.
pub(super) const PARTS: usize = 4096;
/// Bytes of a part that only describes the others, such as the styles: the library makes many
/// times as much of them.
pub(super) const DESCRIBING_PART: u64 = 8 << 20;
/// Formats of cells in a workbook, of its own and of its styles; Excel has at most 65 490 of each.
pub(super) const FORMATS: usize = 131_072;

/// How much of everything a file may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file.
    pub file: u64,
    /// Bytes of one part of a workbook, expanded.
    pub part: u64,
    /// Bytes of all parts of a workbook, expanded.
    pub expanded: u64,
    /// Sheets of a workbook.
    pub sheets: usize,
    /// Rows of a sheet, empty ones before and between too.
    pub rows: u32,
    /// Columns of a sheet, empty ones before and between too.
    pub columns: u32,
    /// Cells of a sheet that hold something.
    pub cells: usize,
    /// Characters of a text in a cell.
    pub text: usize,
    /// Elements inside one another in the XML of a part.
    pub nesting: usize,
}

/// As many rows and columns as a spreadsheet has, as long a text as its cells hold.
impl Default for Limits {
    fn default() -> Limits {
        Limits {
            file: 16 << 20,
            part: 32 << 20,
            expanded: 64 << 20,
            sheets: 1_000,
            rows: 1_048_576,
            columns: 16_384,
            cells: 1_000_000,
            text: 32_767,
            nesting: 256,
        }
    }
}

impl Limits {
    /// Says whether a file is not too large.
    ///
    /// # Errors
    ///
    /// What is to be said of a file with too many bytes.
    pub fn check_file(&self, bytes: u64) -> Result<(), Problem> {
        if bytes > self.file {
            return Err(too_large("bytes", self.file));
        }
        Ok(())
    }

    /// Returns what is to be said of a workbook with too many sheets.
    pub(super) fn check_sheets(&self, sheets: usize) -> Result<(), Problem> {
        if sheets > self.sheets {
            return Err(too_large("sheets", self.sheets as u64));
        }
        Ok(())
    }

    /// Returns what is to be said of a sheet that has grown by a cell at this place.
    pub(super) fn check_cell(&self, at: CellRef, sheet: &Sheet) -> Result<(), Problem> {
        if sheet.len() > self.cells {
            return Err(too_large("cells", self.cells as u64));
        }
        // One text can stand in any number of cells.
        if sheet.bytes_of_text() > self.expanded {
            return Err(too_large("bytes expanded", self.expanded));
        }
        if at.row() >= self.rows {
            return Err(too_large("rows", u64::from(self.rows)));
        }
        if at.column() >= self.columns {
            return Err(too_large("columns", u64::from(self.columns)));
        }
        Ok(())
    }

    /// Returns what is to be said of a sheet as a whole, whatever made it.
    pub(super) fn check_sheet(&self, sheet: &Sheet) -> Result<(), Box<Finding>> {
        if let Some(corner) = sheet.corner()
            && let Err(problem) = self.check_cell(corner, sheet)
        {
            let file = Place::File(sheet.source().clone());
            return Err(Box::new(Finding::new(problem, file)));
        }
        match sheet.text_longer_than(self.text) {
            None => Ok(()),
            Some(at) => {
                let problem = too_large("characters", self.text as u64);
                Err(Box::new(Finding::new(problem, sheet.place(at))))
            }
        }
    }
}

/// Returns the finding for too much of something.
pub(super) fn too_large(what: &str, limit: u64) -> Problem {
    Problem::FileTooLarge {
        what: what.to_owned(),
        limit,
    }
}
