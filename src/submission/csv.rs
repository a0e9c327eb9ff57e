//! A delimited text file → [`Sheet`].

use super::limits;
use super::sheet::Sheet;
use crate::delimited;
use crate::finding::{Finding, Place, Source};

/// Reads UTF-8 text.
///
/// # Errors
///
/// The finding that says why the text cannot be read as a table.
pub fn read(source: &Source, bytes: &[u8]) -> Result<Sheet, Box<Finding>> {
    let failed = |problem| Box::new(Finding::new(problem, Place::File(source.clone())));
    let sheet = Sheet::of_text(source, delimited::read(bytes).map_err(failed)?);
    if sheet.len() > limits::CELLS {
        return Err(failed(limits::too_many_cells()));
    }
    Ok(sheet)
}
