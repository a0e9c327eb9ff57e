//! The bare loop: every file read into memory, opened with its library, every cell counted,
//! the files side by side; nothing else.

use std::fs;
use std::hint::black_box;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use calamine::{Reader, Xlsx};
use rayon::prelude::*;

use super::workload::Kind;

/// Returns how many cells the files hold.
pub fn read(kind: Kind, files: &[PathBuf]) -> Result<usize> {
    let count = match kind {
        Kind::Workbook => workbook,
        Kind::Text => text,
    };
    files.par_iter().map(|path| count(path)).sum()
}

fn workbook(path: &Path) -> Result<usize> {
    let bytes = fs::read(path)?;
    let mut xlsx = Xlsx::new(Cursor::new(bytes.as_slice()))?;
    let name = xlsx
        .sheet_names()
        .into_iter()
        .next()
        .context("a workbook has a sheet")?;
    let mut reader = xlsx.worksheet_cells_reader(&name)?;
    let mut cells = 0;
    while let Some(cell) = reader.next_cell()? {
        black_box(&cell);
        cells += 1;
    }
    Ok(cells)
}

fn text(path: &Path) -> Result<usize> {
    let bytes = fs::read(path)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes.as_slice());
    let mut record = csv::ByteRecord::new();
    let mut cells = 0;
    while reader.read_byte_record(&mut record)? {
        cells += black_box(&record).len();
    }
    Ok(cells)
}
