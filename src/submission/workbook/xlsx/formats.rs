//! How cells show their numbers, as far as it changes what they mean.

use std::collections::BTreeMap;

use super::super::xml::{Element, Event, Xml, local};
use super::super::{BUILT_IN_PERCENT, Letters, shows_percent};
use crate::finding::Problem;
use crate::submission::limits::{self, Limits, too_large};

/// What a number in a cell is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Format {
    /// Itself.
    #[default]
    Plain,
    /// A hundredth of what is shown.
    Percent,
    /// A day or a time of day.
    Time,
}

/// The formats that cells refer to by number.
#[derive(Debug, Default)]
pub(super) struct Formats(Vec<Format>);

impl Formats {
    /// Reads the part that holds them.
    pub(super) fn of(part: &[u8], limits: &Limits) -> Result<Formats, Problem> {
        let mut written: BTreeMap<u32, Format> = BTreeMap::new();
        let mut formats = Vec::new();
        let mut is_of_cells = false;
        let mut xml = Xml::of(part, limits)?;
        loop {
            match xml.next()? {
                Event::Start(element) | Event::Empty(element) => match element.local_name() {
                    "cellXfs" => is_of_cells = true,
                    "numFmt" => {
                        let code = element.attribute("formatCode")?;
                        if let (Some(id), Some(code)) = (id_of(&element)?, code) {
                            written.insert(id, meaning(&code));
                        }
                    }
                    "xf" if is_of_cells => {
                        let id = id_of(&element)?.unwrap_or(0);
                        let format = written.get(&id).copied();
                        formats.push(format.unwrap_or_else(|| built_in(id)));
                        if formats.len() > limits::FORMATS {
                            return Err(too_large("formats", limits::FORMATS as u64));
                        }
                    }
                    _ => {}
                },
                Event::End(name) if local(name) == "cellXfs" => {
                    is_of_cells = false;
                }
                Event::Eof => return Ok(Formats(formats)),
                _ => {}
            }
        }
    }

    /// Returns the format of this number; one that is not there changes nothing.
    pub(super) fn get(&self, number: &str) -> Format {
        let number: Option<usize> = number.trim().parse().ok();
        let format = number.and_then(|number| self.0.get(number));
        format.copied().unwrap_or_default()
    }
}

fn id_of(element: &Element) -> Result<Option<u32>, Problem> {
    let id = element.attribute("numFmtId")?;
    Ok(id.and_then(|id| id.trim().parse().ok()))
}

/// Returns what a format is that is not written out. Source: ECMA-376 part 1, 18.8.30 (`numFmt`).
fn built_in(id: u32) -> Format {
    match id {
        14..=22 | 27..=36 | 45..=47 | 50..=58 => Format::Time,
        id if BUILT_IN_PERCENT.map(u32::from).contains(&id) => Format::Percent,
        _ => Format::Plain,
    }
}

fn meaning(code: &str) -> Format {
    if shows_percent(code) {
        Format::Percent
    } else if shows_time(code) {
        Format::Time
    } else {
        Format::Plain
    }
}

/// Returns whether a format shows a day or a time: its first section has one of their letters that
/// is no literal. In brackets stand colours, currencies and conditions, but also hours, minutes or
/// seconds that go on counting.
fn shows_time(code: &str) -> bool {
    let mut letters = Letters(code.chars());
    while let Some(letter) = letters.next() {
        match letter {
            '[' => {
                let inside: String = letters.0.by_ref().take_while(|&end| end != ']').collect();
                let counts = |unit: char| {
                    let mut inside = inside.chars();
                    inside.all(|letter| letter.eq_ignore_ascii_case(&unit))
                };
                if !inside.is_empty() && ['h', 'm', 's'].into_iter().any(counts) {
                    return true;
                }
            }
            'd' | 'm' | 'y' | 'h' | 's' | 'D' | 'M' | 'Y' | 'H' | 'S' => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_times_are_told_from_numbers() {
        for code in [
            "dd/mm/yyyy",
            "[$-42A]d mmmm yyyy",
            "[h]:mm:ss",
            "h:mm AM/PM",
            "\"ngày\" d",
            "YYYY\\-MM",
        ] {
            assert_eq!(meaning(code), Format::Time, "{code}");
        }
        for code in [
            "General",
            "0.00",
            "#,##0\\ \"đ\"",
            "[Red]0;dd/mm",
            "\"ngày dd\" 0",
            "[$-42A]0",
            "0\\h",
            "@",
        ] {
            assert_eq!(meaning(code), Format::Plain, "{code}");
        }
        assert_eq!(meaning("0.0%"), Format::Percent);
    }

    #[test]
    fn formats_of_cells_are_those_of_cells_only() {
        let part = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"0.0%\"/></numFmts>\
            <cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf \
            numFmtId=\"164\"><alignment/></xf><xf numFmtId=\"14\"/><xf numFmtId=\"10\"/></cellXfs>\
            <dxfs><dxf><numFmt numFmtId=\"165\" formatCode=\"d\"/></dxf></dxfs></styleSheet>";
        let formats = Formats::of(part.as_bytes(), &Limits::default()).expect("formats");
        let read: Vec<Format> = ["0", "1", "2", "3", "4"]
            .map(|number| formats.get(number))
            .to_vec();
        let (plain, percent) = (Format::Plain, Format::Percent);
        assert_eq!(read, [plain, percent, Format::Time, percent, plain]);
    }
}
