//! xlsx and xlsm, streamed: cells are never spread over a rectangle, so a stray cell in
//! XFD1048576 costs one cell.
//!
//! What the library reads is expanded once, looked over, and given to it as it is: so it is
//! known how much the library reads at all, and what it does not tell can be found.

use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};

use calamine::{Reader, Style, XlsxError, XlsxFormulaMetadata};
use memchr::memmem;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::archive::{self, Archive};
use super::hidden::Hidden;
use super::package::{self, SheetPart};
use super::{BUILT_IN_PERCENT, Shown, contained, damaged, push, shows_percent, unreadable};
use crate::finding::{CellRef, Problem, Source};
use crate::submission::limits::{self, Limits};
use crate::submission::sheet::Sheet;

/// An opened workbook.
pub(super) struct Xlsx<'b> {
    source: Source,
    limits: Limits,
    archive: Archive<'b>,
    /// The parts of the sheets, as far as they are known.
    parts: Vec<SheetPart>,
    opened: Opened,
}

/// The parts of a workbook that are needed, in the hands of the library.
struct Opened {
    library: calamine::Xlsx<Metered>,
    /// What sheets hide that hide something, each with the name of its part.
    hidden: Vec<(String, Hidden)>,
    /// Whether hidden sheets are among the parts.
    has_hidden_sheets: bool,
}

impl Opened {
    /// Expands the parts but those left out, and has the library look at them.
    fn of(
        archive: &mut Archive,
        left_out: &[SheetPart],
        has_hidden_sheets: bool,
    ) -> Result<Opened, Problem> {
        let Expanded { parts, hidden } = expand(archive, left_out)?;
        let library = contained(|| calamine::Xlsx::new(Metered::of(parts)).map_err(failed))?;
        Ok(Opened {
            library,
            hidden,
            has_hidden_sheets,
        })
    }
}

impl<'b> Xlsx<'b> {
    /// Opens a workbook whose archive was found in order.
    ///
    /// Hidden sheets, of which our own form has two, are expanded when one is asked for.
    pub(super) fn open(
        source: &Source,
        mut archive: Archive<'b>,
        limits: Limits,
    ) -> Result<Xlsx<'b>, Problem> {
        // Where the sheets cannot be told, nothing is left out, and the library says what is wrong.
        let parts = package::workbook(&mut archive)
            .and_then(|workbook| package::sheets(&mut archive, &workbook))
            .unwrap_or_default();
        let (seen, unseen): (Vec<_>, Vec<_>) = parts.into_iter().partition(|sheet| sheet.is_seen);
        let opened = Opened::of(&mut archive, &unseen, unseen.is_empty())?;
        limits.check_sheets(opened.library.sheets_metadata().len())?;
        Ok(Xlsx {
            source: source.clone(),
            limits,
            archive,
            parts: seen.into_iter().chain(unseen).collect(),
            opened,
        })
    }

    /// Returns the sheets in the order of the tabs.
    pub(super) fn sheets(&self) -> impl Iterator<Item = (&str, Shown)> {
        let sheets = self.opened.library.sheets_metadata().iter();
        sheets.map(|sheet| (sheet.name.as_str(), Shown::from(sheet.visible)))
    }

    /// Reads the cells of a sheet.
    pub(super) fn sheet(&mut self, name: &str) -> Result<Sheet, Problem> {
        let part = self.parts.iter().find(|part| part.name == name);
        let is_expanded = self.opened.has_hidden_sheets || part.is_none_or(|part| part.is_seen);
        if !is_expanded {
            self.opened = Opened::of(&mut self.archive, &[], true)?;
        }
        contained(|| {
            let mut sheet = Sheet::new(&self.source, Some(name));
            let has_percent_formats = self.read_values(name, &mut sheet)?;
            sheet.settle();
            if has_percent_formats {
                self.read_percent_formats(name, &mut sheet)?;
            }
            let part = self.parts.iter().find(|part| part.name == name);
            if let Some(part) = part {
                let hidden = self.opened.hidden.iter();
                let mut of_sheet = hidden.filter(|(of, _)| part.path.eq_ignore_ascii_case(of));
                of_sheet
                    .by_ref()
                    .for_each(|(_, hidden)| hidden.tell(&mut sheet));
            }
            Ok(sheet)
        })
    }

    /// Returns whether any cell format of the workbook shows percent.
    fn read_values(&mut self, name: &str, sheet: &mut Sheet) -> Result<bool, Problem> {
        let mut reader = self
            .opened
            .library
            .worksheet_cells_reader(name)
            .map_err(failed)?;
        sheet.tell_formulas();
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
                Err(error) => return Err(failed(error)),
            };
            let at = CellRef::from_absolute(cell.pos.0, cell.pos.1);
            push(sheet, at, &cell.value, cell.formula.is_some());
            if let Some(formula) = &cell.formula {
                sheet.push_formula(at, written(formula));
            }
            self.limits.check_cell(at, sheet)?;
        }
        Ok(reader.styles().iter().any(is_percent))
    }

    /// A second pass, only for workbooks that use percent formats at all: calamine tells
    /// either formulas or formats in one pass.
    fn read_percent_formats(&mut self, name: &str, sheet: &mut Sheet) -> Result<(), Problem> {
        let mut reader = self
            .opened
            .library
            .worksheet_cells_reader(name)
            .map_err(failed)?;
        let percent: Vec<bool> = reader.styles().iter().map(is_percent).collect();
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
                Err(error) => return Err(failed(error)),
            }
        }
    }
}

/// Returns what a formula says; of one that follows another, nothing.
fn written(formula: &XlsxFormulaMetadata) -> &str {
    match formula {
        XlsxFormulaMetadata::Normal { formula } | XlsxFormulaMetadata::Shared { formula, .. } => {
            formula
        }
        _ => "",
    }
}

fn is_percent(style: &Style) -> bool {
    style.number_format.as_ref().is_some_and(|format| {
        shows_percent(&format.format_code)
            || format.format_id.is_some_and(|id| {
                BUILT_IN_PERCENT
                    .iter()
                    .any(|&percent| u32::from(percent) == id)
            })
    })
}

fn failed(error: XlsxError) -> Problem {
    match error {
        XlsxError::Password => Problem::Password,
        error => unreadable(error),
    }
}

/// The parts the library reads, expanded.
struct Expanded {
    /// An archive of them, in which nothing is packed.
    parts: Vec<u8>,
    /// What sheets hide that hide something, each with the name of its part.
    hidden: Vec<(String, Hidden)>,
}

fn expand(archive: &mut Archive, left_out: &[SheetPart]) -> Result<Expanded, Problem> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut hidden = Vec::new();
    let mut content = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(archive::broken)?;
        let name = String::from_utf8_lossy(part.name_raw()).into_owned();
        let is_left_out = |sheet: &SheetPart| sheet.path.eq_ignore_ascii_case(&name);
        if !is_read(&name) || left_out.iter().any(is_left_out) {
            continue;
        }
        content.clear();
        part.read_to_end(&mut content).map_err(unreadable)?;
        // No office program writes one; it is how entities are made that grow.
        if memmem::find(&content, b"<!DOCTYPE").is_some() {
            return Err(damaged());
        }
        if name.eq_ignore_ascii_case("xl/styles.xml") && formats(&content) > limits::FORMATS {
            return Err(limits::too_large("formats", limits::FORMATS as u64));
        }
        if Hidden::may_be_in(&content) {
            hidden.push((name.clone(), Hidden::of_part(&content)?));
        }
        writer.start_file(name, options).map_err(archive::broken)?;
        writer.write_all(&content).map_err(unreadable)?;
    }
    let parts = writer.finish().map_err(archive::broken)?.into_inner();
    Ok(Expanded { parts, hidden })
}

/// Returns how many formats of cells the styles have, each of which the library makes some 150
/// bytes of; with a prefix before their names too.
fn formats(styles: &[u8]) -> usize {
    let is_whole = |at: &usize| {
        let next = styles.get(at + 3);
        next.is_some_and(|next| !next.is_ascii_alphanumeric())
    };
    let tags: [&[u8]; 2] = [b"<xf", b":xf"];
    let counts = tags.map(|tag| memmem::find_iter(styles, tag).filter(is_whole).count());
    counts.iter().sum()
}

/// Returns whether the library reads a part for cells; it reads the theme only for colours.
fn is_read(name: &str) -> bool {
    const NEVER: [&str; 8] = [
        "docprops/",
        "customxml/",
        "xl/theme/",
        "xl/media/",
        "xl/drawings/",
        "xl/charts/",
        "xl/worksheets/_rels/",
        "xl/calcchain.xml",
    ];
    let name = name.to_ascii_lowercase();
    [b".xml".as_slice(), b".rels"]
        .iter()
        .any(|ending| name.as_bytes().ends_with(ending))
        && !NEVER.iter().any(|never| name.starts_with(never))
}

/// How many times the parts may be read: values and formats are a reading each.
const READINGS: u64 = 4;
/// What is read besides, to find the directory.
const DIRECTORY: u64 = 256 << 10;

/// The expanded parts, which can be read only a few times over: a workbook whose thousand sheets
/// are all the same large part would else be read a thousand times.
struct Metered {
    parts: Cursor<Vec<u8>>,
    left: u64,
}

impl Metered {
    fn of(parts: Vec<u8>) -> Metered {
        Metered {
            left: (parts.len() as u64) * READINGS + DIRECTORY,
            parts: Cursor::new(parts),
        }
    }
}

impl Read for Metered {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.parts.read(buffer)?;
        let left = self.left.checked_sub(read as u64);
        self.left = left.ok_or_else(|| io::Error::other("one part is used for many"))?;
        Ok(read)
    }
}

impl Seek for Metered {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.parts.seek(to)
    }
}
