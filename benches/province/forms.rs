//! Forms out, against the library writing the same cells.

use std::hint::black_box;

use anyhow::{Context, Result};
use calamine::{Data, Reader, Xlsx};
use rayon::prelude::*;
use rust_xlsxwriter::{Formula, Workbook};
use std::io::Cursor;

use super::job;
use super::workload::{self, Kind, Workload};

/// Writes the form of every unit of a workload, as `template` does, and keeps none.
pub fn write(workload: &Workload) -> Result<()> {
    let (set, file) = job::criteria_set()?;
    (0..workload.units)
        .into_par_iter()
        .try_for_each(|unit| -> Result<()> {
            black_box(workload::bytes(&set, &file.sha256, Kind::Workbook, unit)?);
            Ok(())
        })
}

/// What a cell of a form holds.
enum Content {
    Text(String),
    Number(f64),
    Formula(String, String),
}

/// A cell by row and column.
type Cell = (u32, u16, Content);

/// The cells of a form, sheet by sheet.
pub struct Cells(Vec<(String, Vec<Cell>)>);

impl Cells {
    /// Returns those of the first unit's form; the other units' are as many.
    pub fn of(workload: &Workload) -> Result<Cells> {
        let files = workload.files(Kind::Workbook)?;
        let bytes = std::fs::read(files.first().context("a unit")?)?;
        let mut book = Xlsx::new(Cursor::new(bytes))?;
        let mut sheets = Vec::new();
        for name in book.sheet_names() {
            let formulas = book.worksheet_formula(&name)?;
            let values = book.worksheet_range(&name)?;
            let (top, left) = values.start().unwrap_or_default();
            let mut cells = Vec::new();
            for (row, column, value) in values.used_cells() {
                let (row, column) = (top + u32::try_from(row)?, left + u32::try_from(column)?);
                let text = value.to_string();
                let formula = formulas.get_value((row, column));
                let cell = match (formula.filter(|formula| !formula.is_empty()), value) {
                    (Some(formula), _) => Content::Formula(formula.clone(), text),
                    (None, Data::Float(value)) => Content::Number(*value),
                    (None, _) => Content::Text(text),
                };
                cells.push((row, u16::try_from(column)?, cell));
            }
            sheets.push((name, cells));
        }
        Ok(Cells(sheets))
    }

    /// Writes as many workbooks with these cells, and nothing else, as a workload has units.
    pub fn write(&self, units: usize) -> Result<()> {
        (0..units).into_par_iter().try_for_each(|_| -> Result<()> {
            black_box(self.workbook()?);
            Ok(())
        })
    }

    fn workbook(&self) -> Result<Vec<u8>> {
        let mut book = Workbook::new();
        for (name, cells) in &self.0 {
            let sheet = book.add_worksheet();
            sheet.set_name(name)?;
            for (row, column, cell) in cells {
                match cell {
                    Content::Text(text) => sheet.write_string(*row, *column, text)?,
                    Content::Number(value) => sheet.write_number(*row, *column, *value)?,
                    Content::Formula(formula, value) => {
                        let formula = Formula::new(formula).set_result(value);
                        sheet.write_formula(*row, *column, formula)?
                    }
                };
            }
        }
        Ok(book.save_to_buffer()?)
    }
}
