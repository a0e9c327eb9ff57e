//! Cells by absolute position: the one shape every reader produces.

use std::sync::Arc;

use rust_decimal::Decimal;

use crate::delimited::Table;
use crate::finding::{CellRef, Finding, Place, Position, Source, Span};
use crate::period::Date;

/// One sheet's cells that hold something, from top to bottom and left to right.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    source: Source,
    name: Option<Arc<str>>,
    /// Whether cells are lines and columns of a text that is no table.
    is_json: bool,
    /// The texts of all cells, one after the other.
    texts: String,
    cells: Vec<(CellRef, Stored)>,
    /// Bytes of the longest text.
    longest: u32,
    /// How many fields each row of a delimited text has, empty ones too; of a workbook nothing.
    widths: Vec<(u32, u32)>,
    /// Error values of which the reader does not know where they stand.
    lost: Vec<String>,
    /// Rows nobody sees, each stretch as its first and last.
    hidden_rows: Vec<(u32, u32)>,
    /// Columns nobody sees, each stretch as its first and last.
    hidden_columns: Vec<(u32, u32)>,
    /// What was done to the texts so that they can be understood.
    remarks: Vec<Finding>,
    /// The cells with a formula and its text, of which some readers know nothing; none where the
    /// reader does not tell formulas from values.
    formulas: Option<Vec<(CellRef, (u32, u32))>>,
    /// The other sheets of the workbook that were looked at, and hold nothing that is read.
    beside: Vec<Sheet>,
}

/// How a cell came by what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin<'s> {
    /// Nobody knows: the format has no formulas, or its reader does not tell.
    Unknown,
    /// It was typed.
    Typed,
    /// A formula gave it, and says this; nothing where the reader does not tell what.
    Computed(Option<&'s str>),
}

/// A cell's content as kept: texts by their place in the common string.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Stored {
    Text { start: u32, length: u32 },
    Number { value: Decimal, percent: bool },
    Logical(bool),
    Date(Date),
    Error { start: u32, length: u32 },
    UncalculatedFormula,
}

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Content<'s> {
    /// Text, never empty.
    Text(&'s str),
    /// A number of a spreadsheet.
    Number {
        /// The value as the spreadsheet shows it to 15 digits.
        value: Decimal,
        /// Whether the cell is formatted as a percentage (0.85 is shown as 85 %).
        percent: bool,
    },
    /// TRUE or FALSE.
    Logical(bool),
    /// A day.
    Date(Date),
    /// An error such as `#DIV/0!`, or a number no decimal can hold.
    Error(&'s str),
    /// A formula whose result was never calculated.
    UncalculatedFormula,
}

/// A cell with its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell<'s> {
    /// Where it is.
    pub at: CellRef,
    /// What it holds.
    pub content: Content<'s>,
}

impl Content<'_> {
    /// Returns the content as a person reads it.
    pub fn shown(&self) -> String {
        match self {
            Content::Text(text) | Content::Error(text) => (*text).to_owned(),
            Content::Number {
                value,
                percent: false,
            } => value.normalize().to_string(),
            Content::Number {
                value,
                percent: true,
            } => match value.checked_mul(Decimal::ONE_HUNDRED) {
                Some(percent) => format!("{}%", percent.normalize()),
                None => value.normalize().to_string(),
            },
            Content::Logical(true) => "TRUE".to_owned(),
            Content::Logical(false) => "FALSE".to_owned(),
            Content::Date(date) => date.to_string(),
            Content::UncalculatedFormula => "=…".to_owned(),
        }
    }

    /// Adds the content to a finding about it.
    pub fn quoted_by(&self, finding: Finding) -> Finding {
        match self {
            Content::Number { .. } | Content::Date(_) => finding.quoting_value(self.shown()),
            _ => finding.quoting(self.shown()),
        }
    }
}

impl Sheet {
    /// Returns an empty sheet of a workbook, or of a text file when it has no name.
    pub fn new(source: &Source, name: Option<&str>) -> Sheet {
        Sheet {
            source: source.clone(),
            name: name.map(Arc::from),
            is_json: false,
            texts: String::new(),
            cells: Vec::new(),
            longest: 0,
            widths: Vec::new(),
            lost: Vec::new(),
            hidden_rows: Vec::new(),
            hidden_columns: Vec::new(),
            remarks: Vec::new(),
            formulas: None,
            beside: Vec::new(),
        }
    }

    /// Returns an empty sheet of a text whose values stand at lines and columns.
    pub fn of_json(source: &Source) -> Sheet {
        Sheet {
            is_json: true,
            ..Sheet::new(source, None)
        }
    }

    /// Returns whether cells are lines and columns of a text that is no table.
    pub fn is_json(&self) -> bool {
        self.is_json
    }

    /// Returns the sheet of a delimited text.
    pub fn of_text(source: &Source, table: Table) -> Sheet {
        let mut cells = Vec::with_capacity(table.fields());
        let mut longest = 0;
        let mut widths = Vec::new();
        for row in table.rows() {
            widths.push((row.number(), offset(row.width())));
            for (column, span) in (0_u32..).zip(row.spans()) {
                if span.is_empty() || is_blank(&table.text()[span.clone()]) {
                    continue;
                }
                let length = offset(span.len());
                longest = longest.max(length);
                let stored = Stored::Text {
                    start: offset(span.start),
                    length,
                };
                cells.push((CellRef::from_absolute(row.number(), column), stored));
            }
        }
        Sheet {
            source: source.clone(),
            name: None,
            is_json: false,
            texts: table.into_text(),
            cells,
            longest,
            widths,
            lost: Vec::new(),
            hidden_rows: Vec::new(),
            hidden_columns: Vec::new(),
            remarks: Vec::new(),
            formulas: None,
            beside: Vec::new(),
        }
    }

    /// Adds a cell; an empty text is no cell.
    pub fn push(&mut self, at: CellRef, content: Content) {
        let stored = match content {
            Content::Text(text) if is_blank(text) => return,
            Content::Text(text) => {
                let (start, length) = self.keep(text);
                Stored::Text { start, length }
            }
            Content::Error(text) => {
                let (start, length) = self.keep(text);
                Stored::Error { start, length }
            }
            Content::Number { value, percent } => Stored::Number { value, percent },
            Content::Logical(value) => Stored::Logical(value),
            Content::Date(date) => Stored::Date(date),
            Content::UncalculatedFormula => Stored::UncalculatedFormula,
        };
        self.cells.push((at, stored));
    }

    /// Adds an error value of which nobody knows where it stands.
    pub fn push_lost(&mut self, error: String) {
        self.lost.push(error);
    }

    /// Returns the error values of which nobody knows where they stand.
    pub fn lost(&self) -> &[String] {
        &self.lost
    }

    /// Adds a stretch of rows nobody sees.
    pub fn hide_rows(&mut self, first: u32, last: u32) {
        self.hidden_rows.push((first, last));
    }

    /// Adds a stretch of columns nobody sees.
    pub fn hide_columns(&mut self, first: u32, last: u32) {
        self.hidden_columns.push((first, last));
    }

    /// Returns the rows nobody sees, each stretch as its first and last.
    pub fn hidden_rows(&self) -> &[(u32, u32)] {
        &self.hidden_rows
    }

    /// Returns the columns nobody sees, each stretch as its first and last.
    pub fn hidden_columns(&self) -> &[(u32, u32)] {
        &self.hidden_columns
    }

    /// Says that every formula there is will be told.
    pub fn tell_formulas(&mut self) {
        self.formulas.get_or_insert_default();
    }

    /// Adds that a cell has a formula, with its text where that is known.
    pub fn push_formula(&mut self, at: CellRef, text: &str) {
        let kept = self.keep_unmeasured(text);
        self.formulas.get_or_insert_default().push((at, kept));
    }

    /// Returns the cells that have a formula, where that is told.
    pub fn computed(&self) -> impl Iterator<Item = CellRef> + '_ {
        self.formulas.iter().flatten().map(|(at, _)| *at)
    }

    /// Returns how a cell came by what it holds.
    pub fn origin(&self, at: CellRef) -> Origin<'_> {
        let Some(formulas) = &self.formulas else {
            return Origin::Unknown;
        };
        match formulas.binary_search_by_key(&at, |(cell, _)| *cell) {
            Err(_) => Origin::Typed,
            Ok(index) => {
                let (start, length) = formulas[index].1;
                let text = self.kept(start, length);
                Origin::Computed((!text.is_empty()).then_some(text))
            }
        }
    }

    /// Adds a sheet of the workbook that holds nothing that is read.
    pub fn put_beside(&mut self, other: Sheet) {
        self.beside.push(other);
    }

    /// Returns the sheets of the workbook that hold nothing that is read.
    pub fn beside(&self) -> &[Sheet] {
        &self.beside
    }

    /// Adds what was done to the texts so that they can be understood.
    pub fn remark(&mut self, finding: Finding) {
        self.remarks.push(finding);
    }

    /// Returns what was done to the texts so that they can be understood.
    pub fn remarks(&self) -> &[Finding] {
        &self.remarks
    }

    /// Replaces the texts for which `replacement` has another one, and returns their cells.
    pub fn replace_texts(
        &mut self,
        replacement: impl Fn(CellRef, &str) -> Option<String>,
    ) -> Vec<CellRef> {
        let mut replaced = Vec::new();
        for index in 0..self.cells.len() {
            let (at, Stored::Text { start, length }) = self.cells[index] else {
                continue;
            };
            if let Some(text) = replacement(at, self.kept(start, length)) {
                let (start, length) = self.keep(&text);
                self.cells[index].1 = Stored::Text { start, length };
                replaced.push(at);
            }
        }
        replaced
    }

    /// Marks the number at `at` as shown in percent.
    pub fn mark_percent(&mut self, at: CellRef) {
        let found = self.cells.binary_search_by_key(&at, |(cell, _)| *cell);
        if let Some((_, Stored::Number { percent, .. })) =
            found.ok().and_then(|index| self.cells.get_mut(index))
        {
            *percent = true;
        }
    }

    /// Puts the cells in order; a cell written twice keeps what was written last.
    pub fn settle(&mut self) {
        if let Some(formulas) = &mut self.formulas
            && !formulas.is_sorted_by_key(|(at, _)| *at)
        {
            formulas.sort_by_key(|(at, _)| *at);
        }
        if self.cells.is_sorted_by(|one, two| one.0 < two.0) {
            return;
        }
        self.cells.sort_by_key(|(at, _)| *at);
        let mut settled: Vec<(CellRef, Stored)> = Vec::with_capacity(self.cells.len());
        for cell in self.cells.drain(..) {
            match settled.last_mut() {
                Some(last) if last.0 == cell.0 => *last = cell,
                _ => settled.push(cell),
            }
        }
        self.cells = settled;
    }

    /// Returns how many cells hold something.
    pub fn len(&self) -> usize {
        self.cells.len()
    }

    /// Returns whether no cell holds anything.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Returns the rows that hold something, each as its cells from left to right.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.cells
            .chunk_by(|one, two| one.0.row() == two.0.row())
            .map(|cells| Row { sheet: self, cells })
    }

    /// Returns the row of this number, if it holds something.
    pub fn row(&self, number: u32) -> Option<Row<'_>> {
        let before = self.cells.partition_point(|(at, _)| at.row() < number);
        let cells = self.cells.get(before..)?;
        let length = cells.iter().take_while(|(at, _)| at.row() == number);
        let cells = cells
            .get(..length.count())
            .filter(|cells| !cells.is_empty())?;
        Some(Row { sheet: self, cells })
    }

    /// Returns the cell at `at`, if it holds something.
    pub fn at(&self, at: CellRef) -> Option<Cell<'_>> {
        let index = self
            .cells
            .binary_search_by_key(&at, |(cell, _)| *cell)
            .ok()?;
        Some(self.view(&self.cells[index]))
    }

    /// Returns how long the texts of all cells are together.
    pub(super) fn bytes_of_text(&self) -> u64 {
        self.texts.len() as u64
    }

    /// Returns the last row, and the last column as far as it is known: of a delimited text.
    pub(super) fn corner(&self) -> Option<CellRef> {
        let (last, _) = self.cells.last()?;
        let widest = self.widths.iter().map(|&(_, width)| width).max();
        Some(CellRef::from_absolute(
            last.row(),
            widest.unwrap_or(0).saturating_sub(1),
        ))
    }

    /// Returns the first cell whose text has more characters than this.
    pub(super) fn text_longer_than(&self, characters: usize) -> Option<CellRef> {
        if self.longest as usize <= characters {
            return None;
        }
        let longer = |&&(_, stored): &&(CellRef, Stored)| match stored {
            Stored::Text { start, length } => self.kept(start, length).chars().count() > characters,
            _ => false,
        };
        self.cells.iter().find(longer).map(|(at, _)| *at)
    }

    /// Returns how many fields a row of a delimited text has, empty ones too.
    pub fn width(&self, row: u32) -> Option<u32> {
        let index = self.widths.binary_search_by_key(&row, |(row, _)| *row);
        index.ok().map(|index| self.widths[index].1)
    }

    /// Returns the file.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Returns the place of the sheet as a whole; a text file is one sheet.
    pub fn whole(&self) -> Place {
        let source = self.source.clone();
        match &self.name {
            Some(name) => Place::Sheet {
                source,
                sheet: Arc::clone(name),
            },
            None => Place::File(source),
        }
    }

    /// Returns the sheet's name; a text file has none.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Returns the place of a cell, as the user sees it.
    pub fn place(&self, cell: CellRef) -> Place {
        let source = self.source.clone();
        match &self.name {
            Some(name) => Place::Cell {
                source,
                sheet: Arc::clone(name),
                cell,
            },
            None if self.is_json => Place::Text {
                source,
                span: Span::default(),
                position: Position {
                    line: cell.row() as usize + 1,
                    column: cell.column() as usize + 1,
                },
            },
            None => Place::Field { source, cell },
        }
    }

    fn keep(&mut self, text: &str) -> (u32, u32) {
        let kept = self.keep_unmeasured(text);
        self.longest = self.longest.max(kept.1);
        kept
    }

    /// Keeps a text that is not what a cell holds.
    fn keep_unmeasured(&mut self, text: &str) -> (u32, u32) {
        let start = offset(self.texts.len());
        self.texts.push_str(text);
        (start, offset(text.len()))
    }

    fn kept(&self, start: u32, length: u32) -> &str {
        let (start, length) = (start as usize, length as usize);
        self.texts.get(start..start + length).unwrap_or_default()
    }

    fn view(&self, (at, stored): &(CellRef, Stored)) -> Cell<'_> {
        let content = match *stored {
            Stored::Text { start, length } => Content::Text(self.kept(start, length)),
            Stored::Error { start, length } => Content::Error(self.kept(start, length)),
            Stored::Number { value, percent } => Content::Number { value, percent },
            Stored::Logical(value) => Content::Logical(value),
            Stored::Date(date) => Content::Date(date),
            Stored::UncalculatedFormula => Content::UncalculatedFormula,
        };
        Cell { at: *at, content }
    }
}

/// Readers stop at limits far below 4 GiB of text.
fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

/// Most texts begin with a visible letter, and then need no closer look.
fn is_blank(text: &str) -> bool {
    match text.as_bytes().first() {
        None => true,
        Some(b'!'..=b'~') => false,
        Some(_) => text.trim().is_empty(),
    }
}

/// One row of a sheet.
#[derive(Debug, Clone, Copy)]
pub struct Row<'s> {
    sheet: &'s Sheet,
    cells: &'s [(CellRef, Stored)],
}

impl<'s> Row<'s> {
    /// Returns the row's number, counted from zero.
    pub fn index(self) -> u32 {
        self.cells.first().map_or(0, |(at, _)| at.row())
    }

    /// Returns the cells from left to right.
    pub fn cells(self) -> impl Iterator<Item = Cell<'s>> {
        self.cells.iter().map(move |cell| self.sheet.view(cell))
    }

    /// Returns the cell in `column`, if it holds something.
    pub fn in_column(self, column: u32) -> Option<Cell<'s>> {
        let before = self.cells.partition_point(|(at, _)| at.column() < column);
        let cell = self.cells.get(before)?;
        (cell.0.column() == column).then(|| self.sheet.view(cell))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(row: u32, column: u32, text: &str) -> (CellRef, Content<'_>) {
        (CellRef::from_absolute(row, column), Content::Text(text))
    }

    #[test]
    fn cells_keep_their_absolute_places_whatever_their_order() {
        let source = Source::new("phieu.xlsx");
        let mut sheet = Sheet::new(&source, Some("Phiếu"));
        for (at, content) in [
            text(5, 2, "c"),
            text(2, 1, "old"),
            text(2, 1, "new"),
            text(5, 1, "b"),
            text(9, 0, "  "),
        ] {
            sheet.push(at, content);
        }
        sheet.settle();
        let seen: Vec<String> = sheet
            .rows()
            .flat_map(|row| {
                row.cells()
                    .map(|cell| format!("{}={}", cell.at, cell.content.shown()))
                    .collect::<Vec<_>>()
            })
            .collect();
        assert_eq!(seen, ["B3=new", "B6=b", "C6=c"]);
        assert_eq!(sheet.at(CellRef::from_absolute(0, 0)), None);
    }
}
