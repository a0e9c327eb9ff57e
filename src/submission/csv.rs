//! A delimited text file → [`Sheet`].

use std::ops::ControlFlow;

use super::limits;
use super::sheet::{Content, Sheet};
use crate::delimited;
use crate::finding::{CellRef, Finding, Place, Source};

/// Reads UTF-8 text.
///
/// # Errors
///
/// The finding that says why the text cannot be read as a table.
pub fn read(source: &Source, bytes: &[u8]) -> Result<Sheet, Box<Finding>> {
    let failed = |problem| Box::new(Finding::new(problem, Place::File(source.clone())));
    let mut sheet = Sheet::new(source, None);
    let read = delimited::rows(bytes, |row, record| {
        for (column, field) in (0_u32..).zip(record) {
            sheet.push(CellRef::from_absolute(row, column), Content::Text(field));
        }
        if sheet.len() > limits::CELLS {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    read.map_err(failed)?;
    if sheet.len() > limits::CELLS {
        return Err(failed(limits::too_many_cells()));
    }
    Ok(sheet)
}
