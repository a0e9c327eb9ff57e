//! Rows and columns an xlsx hides, which the library does not tell.
//!
//! Few workbooks hide anything, and a look for the words is enough to know that one does not.

use memchr::memmem;
use quick_xml::events::{BytesStart, Event};

use super::{attribute, unreadable};
use crate::finding::Problem;
use crate::submission::sheet::Sheet;

/// What a sheet hides, each stretch as its first and last.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    rows: Vec<(u32, u32)>,
    columns: Vec<(u32, u32)>,
}

impl Hidden {
    /// Returns whether a part has the words with which something is hidden.
    pub(super) fn may_be_in(part: &[u8]) -> bool {
        const WORD: &[u8] = b" hidden=\"";
        let mut places = memmem::find_iter(part, WORD);
        places.any(|at| {
            let value = &part[at + WORD.len()..];
            value.starts_with(b"1\"") || value.starts_with(b"true\"")
        })
    }

    /// Returns what a part hides that is a sheet.
    pub(super) fn of_part(part: &[u8]) -> Result<Hidden, Problem> {
        let mut hidden = Hidden::default();
        let mut row = 0_u32;
        let number = |element: &BytesStart, name: &str| -> Result<Option<u32>, Problem> {
            Ok(attribute(element, name)?.and_then(|number| number.parse().ok()))
        };
        let mut xml = quick_xml::Reader::from_reader(part);
        loop {
            let element = match xml.read_event().map_err(unreadable)? {
                Event::Start(element) | Event::Empty(element) => element,
                Event::End(element) if element.local_name().as_ref() == "sheetData" => break,
                Event::Eof => break,
                _ => continue,
            };
            let is_hidden = || -> Result<bool, Problem> {
                let hidden = attribute(&element, "hidden")?;
                Ok(matches!(hidden.as_deref(), Some("1" | "true")))
            };
            match element.local_name().as_ref() {
                "row" => {
                    // Counted from one; a row without a number is the next one.
                    row = number(&element, "r")?.unwrap_or(row.saturating_add(1));
                    if row > 0 && is_hidden()? {
                        hidden.rows.push((row - 1, row - 1));
                    }
                }
                "col" if is_hidden()? => {
                    let ends = (number(&element, "min")?, number(&element, "max")?);
                    if let (Some(first @ 1..), Some(last @ 1..)) = ends {
                        hidden.columns.push((first - 1, last - 1));
                    }
                }
                _ => {}
            }
        }
        Ok(hidden)
    }

    /// Adds it to what the library told.
    pub(super) fn tell(&self, sheet: &mut Sheet) {
        for &(first, last) in &self.rows {
            sheet.hide_rows(first, last);
        }
        for &(first, last) in &self.columns {
            sheet.hide_columns(first, last);
        }
    }
}
