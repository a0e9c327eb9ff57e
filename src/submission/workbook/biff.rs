//! The records of xls (BIFF5, BIFF8) and xlsb (BIFF12), for what the library leaves out: which
//! numbers are shown as percent, which rows and columns are hidden, which cells have a formula,
//! which of these have no value and, in xlsb, which have an error.
//!
//! Numbers of records and places of fields are those of [MS-XLS] 2.4 and [MS-XLSB] 2.4.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::archive::{self, Archive};
use super::xml::{Event, Xml};
use super::{BUILT_IN_PERCENT, damaged, shows_percent, unreadable};
use crate::finding::{CellRef, Problem};
use crate::submission::limits::Limits;
use crate::submission::sheet::{Content, Sheet};

/// What the library leaves out of one sheet.
#[derive(Debug, Default)]
pub(super) struct Untold {
    percent: Vec<CellRef>,
    formulas: Vec<CellRef>,
    uncalculated: Vec<CellRef>,
    errors: Vec<(CellRef, &'static str)>,
    hidden_rows: Vec<(u32, u32)>,
    hidden_columns: Vec<(u32, u32)>,
}

impl Untold {
    /// Adds it to what the library told.
    pub(super) fn tell(&self, sheet: &mut Sheet) {
        // What they say is written in pieces that no two programs write alike.
        sheet.tell_formulas();
        for &at in &self.formulas {
            sheet.push_formula(at, "");
        }
        for &at in &self.uncalculated {
            sheet.push(at, Content::UncalculatedFormula);
        }
        for &(at, error) in &self.errors {
            sheet.push(at, Content::Error(error));
        }
        sheet.settle();
        for &at in &self.percent {
            sheet.mark_percent(at);
        }
        for &(first, last) in &self.hidden_rows {
            sheet.hide_rows(first, last);
        }
        for &(first, last) in &self.hidden_columns {
            sheet.hide_columns(first, last);
        }
    }
}

fn byte(data: &[u8], at: usize) -> Result<u8, Problem> {
    data.get(at).copied().ok_or_else(damaged)
}

fn u16_at(data: &[u8], at: usize) -> Result<u16, Problem> {
    let bytes = data.get(at..).and_then(<[u8]>::first_chunk);
    bytes
        .map(|&bytes| u16::from_le_bytes(bytes))
        .ok_or_else(damaged)
}

fn u32_at(data: &[u8], at: usize) -> Result<u32, Problem> {
    let bytes = data.get(at..).and_then(<[u8]>::first_chunk);
    bytes
        .map(|&bytes| u32::from_le_bytes(bytes))
        .ok_or_else(damaged)
}

fn index(number: u32) -> Result<usize, Problem> {
    usize::try_from(number).map_err(|_| damaged())
}

fn utf_16(bytes: &[u8]) -> String {
    let (pairs, _) = bytes.as_chunks();
    let units = pairs.iter().map(|&pair| u16::from_le_bytes(pair));
    char::decode_utf16(units)
        .map(|letter| letter.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// Returns what the library leaves out of the sheets of an xls, in the order of the tabs.
pub(super) fn of_xls(bytes: &[u8]) -> Result<Vec<Untold>, Problem> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(unreadable)?;
    let name = ["Workbook", "Book"]
        .into_iter()
        .find(|name| file.is_stream(name));
    let name = name.ok_or_else(damaged)?;
    let mut stream = Vec::new();
    let mut workbook = file.open_stream(name).map_err(unreadable)?;
    workbook.read_to_end(&mut stream).map_err(unreadable)?;

    let mut percent_formats = BTreeSet::from(BUILT_IN_PERCENT);
    let mut formats = Vec::new();
    let mut sheets = Vec::new();
    let mut is_biff_8 = true;
    for (kind, data) in Records8(&stream) {
        match kind {
            // BOF
            0x0809 => is_biff_8 = u16_at(data, 0)? >= 0x0600,
            // FilePass
            0x002f => return Err(Problem::Password),
            // Format
            0x041e => {
                let id = u16_at(data, 0)?;
                if shows_percent(&format_code(data, is_biff_8)?) {
                    percent_formats.insert(id);
                } else {
                    percent_formats.remove(&id);
                }
            }
            // XF
            0x00e0 => formats.push(u16_at(data, 2)?),
            // BoundSheet
            0x0085 => sheets.push(index(u32_at(data, 0)?)?),
            EOF => break,
            _ => {}
        }
    }
    let is_percent: Vec<bool> = formats
        .iter()
        .map(|id| percent_formats.contains(id))
        .collect();
    let untold = sheets.iter().map(|&start| {
        let records = stream.get(start..).ok_or_else(damaged)?;
        untold_of_sheet_8(records, &is_percent)
    });
    untold.collect()
}

fn format_code(data: &[u8], is_biff_8: bool) -> Result<String, Problem> {
    let start = if is_biff_8 { 5 } else { 3 };
    let letters = data.get(start..).ok_or_else(damaged)?;
    Ok(if is_biff_8 && byte(data, 4)? & 1 != 0 {
        utf_16(letters)
    } else {
        letters.iter().map(|&letter| char::from(letter)).collect()
    })
}

/// The end of a stretch of records of an xls.
const EOF: u16 = 0x000a;

fn untold_of_sheet_8(records: &[u8], is_percent: &[bool]) -> Result<Untold, Problem> {
    let mut untold = Untold::default();
    let is_percent = |format: u16| is_percent.get(usize::from(format)) == Some(&true);
    // Charts inside a sheet have records of the same numbers.
    let mut depth = 0_usize;
    // A formula whose text has to come.
    let mut awaited = None;
    for (kind, data) in Records8(records) {
        match kind {
            0x0809 => depth += 1,
            EOF if depth <= 1 => break,
            EOF => depth -= 1,
            _ => {}
        }
        if depth > 1 {
            continue;
        }
        match kind {
            // String
            0x0207 => awaited = None,
            // Array, Table, ShrFmla, Continue: between a formula and its text.
            0x0221 | 0x0236 | 0x04bc | 0x003c => {}
            _ => untold.uncalculated.extend(awaited.take()),
        }
        let at = || -> Result<CellRef, Problem> {
            let (row, column) = (u16_at(data, 0)?, u16_at(data, 2)?);
            Ok(CellRef::from_absolute(row.into(), column.into()))
        };
        if kind == 0x0006 {
            untold.formulas.push(at()?);
        }
        match kind {
            // Number, RK
            0x0203 | 0x027e if is_percent(u16_at(data, 4)?) => untold.percent.push(at()?),
            // MulRk: row, first column, a format and four bytes for each, last column
            0x00bd => {
                let first = at()?;
                let numbers = data.get(4..).unwrap_or_default().chunks_exact(6);
                for (column, number) in (first.column()..).zip(numbers) {
                    if is_percent(u16_at(number, 0)?) {
                        let at = CellRef::from_absolute(first.row(), column);
                        untold.percent.push(at);
                    }
                }
            }
            // Formula
            0x0006 => match (byte(data, 6)?, u16_at(data, 12)?) {
                (0, 0xffff) => awaited = Some(at()?),
                (3, 0xffff) => untold.uncalculated.push(at()?),
                (_, 0xffff) => {}
                _ if is_percent(u16_at(data, 4)?) => untold.percent.push(at()?),
                _ => {}
            },
            // Row: fDyZero
            0x0208 if byte(data, 12)? & 0x20 != 0 => {
                let row = u16_at(data, 0)?.into();
                untold.hidden_rows.push((row, row));
            }
            // ColInfo: fHidden
            0x007d if byte(data, 8)? & 1 != 0 => {
                let (first, last) = (u16_at(data, 0)?, u16_at(data, 2)?);
                untold.hidden_columns.push((first.into(), last.into()));
            }
            _ => {}
        }
    }
    untold.uncalculated.extend(awaited);
    Ok(untold)
}

/// Records of BIFF5 and BIFF8: number, length, content.
struct Records8<'s>(&'s [u8]);

impl<'s> Iterator for Records8<'s> {
    type Item = (u16, &'s [u8]);

    fn next(&mut self) -> Option<(u16, &'s [u8])> {
        let (head, rest) = self.0.split_first_chunk::<4>()?;
        let [kind, length] = [[head[0], head[1]], [head[2], head[3]]].map(u16::from_le_bytes);
        let (data, rest) = rest.split_at_checked(usize::from(length))?;
        self.0 = rest;
        Some((kind, data))
    }
}

/// Returns what the library leaves out of the sheets of an xlsb, in the order of the tabs.
pub(super) fn of_xlsb(bytes: &[u8]) -> Result<Vec<Untold>, Problem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(unreadable)?;
    let formats = percent_formats_12(&mut archive)?;
    let paths = relationships(&mut archive)?;
    let workbook = archive::part(&mut archive, "xl/workbook.bin")?.ok_or_else(damaged)?;
    let mut untold = Vec::new();
    for (kind, data) in Records12(&workbook) {
        // BrtBundleSh; without a part it is no sheet.
        if kind != 0x009c || u32_at(data, 8)? == u32::MAX {
            continue;
        }
        let id = wide_text(data, 8)?;
        let path = paths.iter().find(|(other, _)| *other == id);
        let (_, path) = path.ok_or_else(damaged)?;
        let sheet = archive::part(&mut archive, &format!("xl/{path}"))?.ok_or_else(damaged)?;
        untold.push(untold_of_sheet_12(&sheet, &formats)?);
    }
    Ok(untold)
}

fn wide_text(data: &[u8], at: usize) -> Result<String, Problem> {
    let letters = index(u32_at(data, at)?)?;
    let bytes = data.get(at + 4..).unwrap_or_default();
    let text = bytes.get(..letters.saturating_mul(2)).ok_or_else(damaged)?;
    Ok(utf_16(text))
}

/// Returns which parts the workbook calls by which identifiers.
fn relationships(archive: &mut Archive) -> Result<Vec<(String, String)>, Problem> {
    let part = archive::part(archive, "xl/_rels/workbook.bin.rels")?.ok_or_else(damaged)?;
    let mut xml = Xml::of(&part, &Limits::default())?;
    let mut paths = Vec::new();
    loop {
        let element = match xml.next()? {
            Event::Start(element) | Event::Empty(element) => element,
            Event::Eof => return Ok(paths),
            _ => continue,
        };
        let (id, target) = (element.attribute("Id")?, element.attribute("Target")?);
        if let (Some(id), Some(target)) = (id, target) {
            paths.push((id.into_owned(), target.into_owned()));
        }
    }
}

/// Returns for each cell format whether it shows percent.
fn percent_formats_12(archive: &mut Archive) -> Result<Vec<bool>, Problem> {
    let Some(styles) = archive::part(archive, "xl/styles.bin")? else {
        return Ok(Vec::new());
    };
    let mut percent_formats = BTreeSet::from(BUILT_IN_PERCENT);
    let mut formats = Vec::new();
    let mut is_of_cells = false;
    for (kind, data) in Records12(&styles) {
        match kind {
            // BrtFmt
            0x002c => {
                let id = u16_at(data, 0)?;
                if shows_percent(&wide_text(data, 2)?) {
                    percent_formats.insert(id);
                } else {
                    percent_formats.remove(&id);
                }
            }
            // BrtBeginCellXFs, BrtEndCellXFs
            0x0269 => is_of_cells = true,
            0x026a => is_of_cells = false,
            // BrtXF; those of named styles have the same number.
            0x002f if is_of_cells => formats.push(percent_formats.contains(&u16_at(data, 2)?)),
            _ => {}
        }
    }
    Ok(formats)
}

fn untold_of_sheet_12(records: &[u8], is_percent: &[bool]) -> Result<Untold, Problem> {
    let mut untold = Untold::default();
    let mut row = 0;
    for (kind, data) in Records12(records) {
        let at =
            || -> Result<CellRef, Problem> { Ok(CellRef::from_absolute(row, u32_at(data, 0)?)) };
        // BrtFmlaString, BrtFmlaNum, BrtFmlaBool, BrtFmlaError
        if (0x0008..=0x000b).contains(&kind) {
            untold.formulas.push(at()?);
        }
        match kind {
            // BrtRowHdr: fDyZero
            0x0000 => {
                row = u32_at(data, 0)?;
                if byte(data, 11)? & 0x10 != 0 {
                    untold.hidden_rows.push((row, row));
                }
            }
            // BrtColInfo: fHidden
            0x003c if byte(data, 16)? & 1 != 0 => {
                let (first, last) = (u32_at(data, 0)?, u32_at(data, 4)?);
                untold.hidden_columns.push((first, last));
            }
            // BrtCellRk, BrtCellReal, BrtFmlaNum: the format has three bytes
            0x0002 | 0x0005 | 0x0009 => {
                let format = index(u32_at(data, 4)? & 0x00ff_ffff)?;
                if is_percent.get(format) == Some(&true) {
                    untold.percent.push(at()?);
                }
            }
            // BrtCellError, BrtFmlaError
            0x0003 | 0x000b => untold.errors.push((at()?, error(byte(data, 8)?))),
            // BrtFmlaString
            0x0008 if u32_at(data, 8)? == 0 => untold.uncalculated.push(at()?),
            // BrtEndSheetData
            0x0092 => break,
            _ => {}
        }
    }
    Ok(untold)
}

/// [MS-XLSB] 2.5.97.2, and what came later.
const fn error(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0f => "#VALUE!",
        0x17 => "#REF!",
        0x1d => "#NAME?",
        0x24 => "#NUM!",
        0x2a => "#N/A",
        0x2b => "#GETTING_DATA",
        _ => "#ERROR!",
    }
}

/// Records of BIFF12: number and length in groups of seven bits, content.
struct Records12<'s>(&'s [u8]);

impl Records12<'_> {
    /// Returns a number of at most so many groups, the lowest first.
    fn number(&mut self, groups: u32) -> Option<u32> {
        let mut number = 0;
        for group in 0..groups {
            let (&byte, rest) = self.0.split_first()?;
            self.0 = rest;
            number |= u32::from(byte & 0x7f) << (7 * group);
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(number)
    }
}

impl<'s> Iterator for Records12<'s> {
    type Item = (u32, &'s [u8]);

    fn next(&mut self) -> Option<(u32, &'s [u8])> {
        let kind = self.number(2)?;
        let length = usize::try_from(self.number(4)?).ok()?;
        let (data, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some((kind, data))
    }
}
