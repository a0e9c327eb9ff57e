//! xlsx and xlsm, read from their XML in one pass: cells are never spread over a rectangle, so a
//! stray cell in XFD1048576 costs one cell. The library's reader takes twice as long, and tells
//! neither where an error value stands that it does not know, nor what is hidden, nor formulas and
//! formats together (docs/decisions/0021).

mod cells;
mod formats;
mod strings;

use std::collections::BTreeSet;

use super::archive::{self, Archive};
use super::package::{self, SheetPart};
use super::{Shown, damaged};
use crate::finding::{Problem, Source};
use crate::submission::limits::Limits;
use crate::submission::sheet::Sheet;

use formats::Formats;
use strings::Strings;

/// An opened workbook; a sheet is expanded when it is asked for.
pub(super) struct Xlsx<'b> {
    source: Source,
    limits: Limits,
    archive: Archive<'b>,
    sheets: Vec<SheetPart>,
    common: Common,
}

/// What the cells of all sheets refer to.
struct Common {
    strings: Strings,
    formats: Formats,
    /// Whether days are counted from 1904 and not from 1900.
    is_1904: bool,
}

impl<'b> Xlsx<'b> {
    /// Opens a workbook whose archive was found in order.
    pub(super) fn open(
        source: &Source,
        mut archive: Archive<'b>,
        limits: Limits,
    ) -> Result<Xlsx<'b>, Problem> {
        let workbook = package::workbook(&mut archive, &limits)?;
        limits.check_sheets(workbook.sheets.len())?;
        // Else a small file could have a large part read a thousand times.
        let mut used = BTreeSet::new();
        let mut sheets = workbook.sheets.iter();
        if !sheets.all(|sheet| used.insert(&sheet.path)) {
            return Err(damaged());
        }
        let mut part = |path: &str| archive::part(&mut archive, path);
        let strings = part(&workbook.part("sharedStrings"))?.unwrap_or_default();
        let formats = part(&workbook.part("styles"))?.unwrap_or_default();
        Ok(Xlsx {
            source: source.clone(),
            limits,
            common: Common {
                strings: Strings::of(&strings, &limits)?,
                formats: Formats::of(&formats, &limits)?,
                is_1904: workbook.is_1904,
            },
            sheets: workbook.sheets,
            archive,
        })
    }

    /// Returns the sheets in the order of the tabs.
    pub(super) fn sheets(&self) -> impl Iterator<Item = (&str, Shown)> {
        let sheets = self.sheets.iter().filter(|sheet| sheet.has_cells);
        sheets.map(|sheet| (sheet.name.as_str(), sheet.shown))
    }

    /// Reads the cells of a sheet.
    pub(super) fn sheet(&mut self, name: &str) -> Result<Sheet, Problem> {
        let part = self.sheets.iter().find(|sheet| sheet.name == name);
        let path = &part.ok_or_else(damaged)?.path;
        let part = archive::part(&mut self.archive, path)?.ok_or_else(damaged)?;
        let mut sheet = Sheet::new(&self.source, Some(name));
        cells::read(&part, &self.common, &self.limits, &mut sheet)?;
        sheet.settle();
        Ok(sheet)
    }
}

#[cfg(test)]
pub(super) mod tests;
