//! Where a finding is, in the coordinates its reader sees on the screen.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

/// A file as the user named it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source(Arc<str>);

impl Source {
    /// Returns a source shown under `name`.
    pub fn new(name: &str) -> Source {
        Source(Arc::from(name))
    }

    /// Returns the name shown.
    pub fn name(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A cell by its absolute position in the sheet; prints as `D12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellRef {
    row: u32,
    column: u32,
}

impl CellRef {
    /// Returns the cell at a row and a column, both counted from zero.
    pub const fn from_absolute(row: u32, column: u32) -> CellRef {
        CellRef { row, column }
    }

    /// Returns the row, counted from zero.
    pub const fn row(self) -> u32 {
        self.row
    }

    /// Returns the column, counted from zero.
    pub const fn column(self) -> u32 {
        self.column
    }

    /// Returns the row number a spreadsheet shows, counted from one.
    pub const fn row_number(self) -> u64 {
        self.row as u64 + 1
    }

    /// Returns the letters a spreadsheet shows above the column.
    pub fn column_letters(self) -> String {
        let mut letters = Vec::new();
        let mut rest = u64::from(self.column) + 1;
        while rest > 0 {
            let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
            letters.push(char::from(b'A' + digit));
            rest = (rest - 1) / 26;
        }
        letters.iter().rev().collect()
    }
}

impl fmt::Display for CellRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.column_letters(), self.row_number())
    }
}

/// A stretch of a text file, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// First byte after.
    pub end: usize,
}

/// A line and a column, both counted from one; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl Position {
    /// Returns the position of byte `offset` in `text`.
    pub fn of(text: &str, offset: usize) -> Position {
        let before = text.get(..offset).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Position {
            line: before.bytes().filter(|&byte| byte == b'\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
        }
    }
}

/// Bytes between the marks of [`Lines`].
const STRIDE: usize = 4_096;

/// Where the lines of a text begin, so that a long text with many findings is gone through once.
#[derive(Debug, Clone)]
pub struct Lines<'t> {
    text: &'t str,
    /// The first byte of each line.
    starts: Vec<usize>,
    /// How many characters stand before every so many bytes.
    marks: Vec<usize>,
}

impl<'t> Lines<'t> {
    /// Goes through a text.
    pub fn of(text: &'t str) -> Lines<'t> {
        let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let starts = std::iter::once(0).chain(newlines.map(|(at, _)| at + 1));
        let mut characters = 0;
        let marks = text.as_bytes().chunks(STRIDE).map(|chunk| {
            let before = characters;
            characters += chunk.iter().filter(|byte| begins_character(**byte)).count();
            before
        });
        Lines {
            text,
            marks: marks.collect(),
            starts: starts.collect(),
        }
    }

    /// Returns the position of byte `offset`.
    pub fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.text.len());
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        Position {
            line,
            column: self.characters_before(offset) - self.characters_before(start) + 1,
        }
    }

    /// Returns the place of `span`.
    pub fn place(&self, source: &Source, span: Span) -> Place {
        Place::Text {
            source: source.clone(),
            span,
            position: self.position(span.start),
        }
    }

    fn characters_before(&self, offset: usize) -> usize {
        let Some(before) = self.marks.get(offset / STRIDE) else {
            // At the very end of a text of whole strides.
            return self.text.chars().count();
        };
        let since = &self.text.as_bytes()[offset / STRIDE * STRIDE..offset];
        before + since.iter().filter(|byte| begins_character(**byte)).count()
    }
}

/// Bytes within a character begin with the bits 10.
const fn begins_character(byte: u8) -> bool {
    byte & 0b1100_0000 != 0b1000_0000
}

/// Where a finding is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// The run as a whole, such as a unit that sent nothing.
    Run,
    /// A file as a whole.
    File(Source),
    /// A sheet of a workbook that holds several forms.
    Sheet {
        /// The workbook.
        source: Source,
        /// The sheet's name.
        sheet: Arc<str>,
    },
    /// A cell of a workbook's sheet.
    Cell {
        /// The workbook.
        source: Source,
        /// The sheet's name.
        sheet: Arc<str>,
        /// The cell.
        cell: CellRef,
    },
    /// A field of a delimited text file, told as row and column of the spreadsheet that
    /// opens it.
    Field {
        /// The file.
        source: Source,
        /// The field.
        cell: CellRef,
    },
    /// A place in a text file.
    Text {
        /// The file.
        source: Source,
        /// The stretch of text.
        span: Span,
        /// Its line and column.
        position: Position,
    },
}

impl Place {
    /// Returns the place of `span` in `text`.
    pub fn in_text(source: &Source, text: &str, span: Span) -> Place {
        Place::Text {
            source: source.clone(),
            span,
            position: Position::of(text, span.start),
        }
    }

    /// Returns the file, where there is one.
    pub fn source(&self) -> Option<&Source> {
        match self {
            Place::Run => None,
            Place::File(source)
            | Place::Sheet { source, .. }
            | Place::Cell { source, .. }
            | Place::Field { source, .. }
            | Place::Text { source, .. } => Some(source),
        }
    }

    /// Returns the cell, where there is one.
    pub fn cell(&self) -> Option<CellRef> {
        match self {
            Place::Cell { cell, .. } | Place::Field { cell, .. } => Some(*cell),
            Place::Run | Place::File(_) | Place::Sheet { .. } | Place::Text { .. } => None,
        }
    }

    /// Returns the sheet's name, where there is one.
    pub fn sheet(&self) -> Option<&str> {
        match self {
            Place::Sheet { sheet, .. } | Place::Cell { sheet, .. } => Some(sheet),
            Place::Run | Place::File(_) | Place::Field { .. } | Place::Text { .. } => None,
        }
    }

    fn key(
        &self,
    ) -> (
        Option<&Source>,
        Option<&str>,
        Option<CellRef>,
        Option<Position>,
    ) {
        let position = match self {
            Place::Text { position, .. } => Some(*position),
            _ => None,
        };
        (self.source(), self.sheet(), self.cell(), position)
    }
}

/// Files by name, then sheet, row, column: the order in which a person walks through them.
impl Ord for Place {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl PartialOrd for Place {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_print_as_a_spreadsheet_names_them() {
        for (row, column, name) in [
            (11, 3, "D12"),
            (0, 25, "Z1"),
            (0, 26, "AA1"),
            (1_048_575, 16_383, "XFD1048576"),
        ] {
            assert_eq!(CellRef::from_absolute(row, column).to_string(), name);
        }
    }

    #[test]
    fn an_index_of_lines_tells_the_same_as_counting() {
        let long = "tiêu chí ".repeat(1_000);
        for text in [
            "",
            "\n",
            "a\nđ\n\nb",
            long.as_str(),
            &format!("{long}\n{long}"),
        ] {
            let lines = Lines::of(text);
            for offset in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
                assert_eq!(
                    lines.position(offset),
                    Position::of(text, offset),
                    "{offset}"
                );
            }
        }
    }

    #[test]
    fn columns_of_text_count_characters_not_bytes() {
        let text = "{\n  \"tên\": 4.1\n}";
        let offset = text.find("4.1").unwrap_or_default();
        assert_eq!(
            Position::of(text, offset),
            Position {
                line: 2,
                column: 10
            }
        );
    }
}
