//! What is read of a workbook, held against what another reader tells of it.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use calamine::{Reader as _, XlsxError, XlsxFormulaMetadata};

use super::super::{BUILT_IN_PERCENT, Workbook, push, shows_percent};
use crate::finding::{CellRef, Source};
use crate::submission::Reader;
use crate::submission::sheet::{Content, Origin, Row, Sheet};

/// Some workbooks of each folder of the repository, but no hostile ones: they abort the other reader.
pub(in super::super) fn workbooks() -> Vec<PathBuf> {
    fn of_folder(folder: &Path, found: &mut Vec<PathBuf>) {
        const MOST: usize = 20;
        let entries = fs::read_dir(folder).expect("a folder").flatten();
        let mut paths: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        paths.sort();
        let before = found.len();
        for path in paths {
            let is_workbook = path
                .extension()
                .is_some_and(|end| end == "xlsx" || end == "xlsm");
            if path.is_dir() && !path.ends_with("hostile") {
                of_folder(&path, found);
            } else if is_workbook && found.len() - before < MOST {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["samples", "tests"] {
        of_folder(&root.join(folder), &mut found);
    }
    found
}

/// Reads a sheet with the other reader, in the two passes it takes: formulas, then formats.
fn as_the_library_tells(bytes: &[u8], source: &Source, name: &str) -> Result<Sheet, XlsxError> {
    let mut sheet = Sheet::new(source, Some(name));
    sheet.tell_formulas();
    let mut library = calamine::Xlsx::new(Cursor::new(bytes))?;
    let mut cells = library.worksheet_cells_reader(name)?;
    while let Some(cell) = cells.next_cell_with_formula_metadata()? {
        let at = CellRef::from_absolute(cell.pos.0, cell.pos.1);
        push(&mut sheet, at, &cell.value, cell.formula.is_some());
        match &cell.formula {
            Some(
                XlsxFormulaMetadata::Normal { formula }
                | XlsxFormulaMetadata::Shared { formula, .. },
            ) => sheet.push_formula(at, formula),
            Some(_) => sheet.push_formula(at, ""),
            None => {}
        }
    }
    drop(cells);
    sheet.settle();
    let mut cells = library.worksheet_cells_reader(name)?;
    let percent: Vec<bool> = cells
        .styles()
        .iter()
        .map(|style| {
            style.number_format.as_ref().is_some_and(|format| {
                let id = format.format_id;
                shows_percent(&format.format_code)
                    || id.is_some_and(|id| BUILT_IN_PERCENT.map(u32::from).contains(&id))
            })
        })
        .collect();
    while let Some((cell, style)) = cells.next_cell_with_style_id()? {
        if percent.get(style) == Some(&true) {
            let (row, column) = cell.get_position();
            sheet.mark_percent(CellRef::from_absolute(row, column));
        }
    }
    Ok(sheet)
}

fn told(sheet: &Sheet) -> Vec<(CellRef, Content<'_>, Origin<'_>)> {
    let cells = sheet.rows().flat_map(Row::cells);
    cells
        .map(|cell| (cell.at, cell.content, sheet.origin(cell.at)))
        .collect()
}

#[test]
fn every_workbook_reads_as_another_reader_reads_it() {
    let mut compared = 0;
    for path in workbooks() {
        let bytes = fs::read(&path).expect("a file");
        let source = Source::new(&path.display().to_string());
        let Ok(mut workbook) = Workbook::open(Reader::default(), &source, &bytes) else {
            continue;
        };
        for name in workbook.sheets(|_| true) {
            let Ok(sheet) = workbook.sheet(&name) else {
                continue;
            };
            match as_the_library_tells(&bytes, &source, &name) {
                Ok(other) => {
                    assert_eq!(told(&sheet), told(&other), "{}: {name}", path.display());
                    compared += told(&sheet).len();
                }
                // It does not know every error value, and says no more of the sheet then.
                Err(XlsxError::CellError(_)) => {}
                Err(error) => panic!("{}: {name}: {error}", path.display()),
            }
        }
    }
    assert!(compared > 40_000, "only {compared} cells");
}
