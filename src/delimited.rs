//! Delimited text → rows, numbered as the spreadsheet that opens the file shows them.
//!
//! Rosters and forms come as such text. Knows separators and quotes, and nothing of what the
//! fields mean.

use std::cell::RefCell;
use std::ops::Range;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use memchr::{memchr, memchr_iter};

use crate::finding::Problem;

/// Lines looked at to find the separator.
const LINES_SNIFFED: usize = 40;

/// Separators understood.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

thread_local! {
    /// Readers for each of them: making one takes longer than reading a form, and a clone of one
    /// that was made forgets its states.
    static READERS: [RefCell<Reader>; 4] = SEPARATORS
        .map(|separator| RefCell::new(ReaderBuilder::new().delimiter(separator).build()));
}

/// A text taken apart: all fields one after the other in one string.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    text: String,
    /// Where each field ends in the text.
    ends: Vec<usize>,
    rows: Vec<Numbered>,
}

/// A row's number and where its fields end among all fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Numbered {
    number: u32,
    fields_end: usize,
}

/// A row.
#[derive(Debug, Clone)]
pub struct Row<'t> {
    table: &'t Table,
    number: u32,
    fields: Range<usize>,
}

impl Table {
    /// Returns the rows from top to bottom; an empty line is none.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let mut start = 0;
        self.rows.iter().map(move |row| Row {
            table: self,
            number: row.number,
            fields: std::mem::replace(&mut start, row.fields_end)..row.fields_end,
        })
    }

    /// Returns the string all fields lie in.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns how many fields there are, empty ones too.
    pub fn fields(&self) -> usize {
        self.ends.len()
    }

    /// Returns the string all fields lie in, and lets the rest go.
    pub fn into_text(self) -> String {
        self.text
    }
}

impl<'t> Row<'t> {
    /// Returns the row's number, counted from zero.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Returns how many fields the row has.
    pub fn width(&self) -> usize {
        self.fields.len()
    }

    /// Returns the text of a field.
    pub fn get(&self, column: usize) -> Option<&'t str> {
        let index = self.fields.clone().nth(column)?;
        let start = match index.checked_sub(1) {
            Some(before) => *self.table.ends.get(before)?,
            None => 0,
        };
        self.table.text.get(start..*self.table.ends.get(index)?)
    }

    /// Returns the texts of the fields.
    pub fn iter(&self) -> impl Iterator<Item = &'t str> {
        let text = &self.table.text;
        self.spans()
            .map(move |span| text.get(span).unwrap_or_default())
    }

    /// Returns where the fields lie in the table's string.
    pub fn spans(&self) -> impl Iterator<Item = Range<usize>> + use<'t> {
        let ends = &self.table.ends;
        let before = self.fields.start.checked_sub(1);
        let mut start = before
            .and_then(|before| ends.get(before))
            .map_or(0, |&end| end);
        let ends = ends.get(self.fields.clone()).unwrap_or_default();
        ends.iter()
            .map(move |&end| std::mem::replace(&mut start, end)..end)
    }
}

/// Takes UTF-8 text apart.
///
/// Fields are separated by commas, semicolons, tabs or bars, whichever stands most regularly on
/// the first lines, or what a first line `sep=;` says. A line break inside quotes
/// begins no row.
///
/// # Errors
///
/// Why the text cannot be read as a table: another encoding, or a quote that is never closed.
pub fn read(bytes: &[u8]) -> Result<Table, Problem> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    // UTF-16 begins with bytes that UTF-8 never has, or has NULs.
    if simdutf8::basic::from_utf8(bytes).is_err() || memchr(0, bytes).is_some() {
        return Err(Problem::NotUtf8);
    }
    // A quote inside a quoted field is written twice, so a well-formed file has an even number.
    if memchr_iter(b'"', bytes).count() % 2 == 1 {
        return Err(Problem::UnclosedQuote);
    }
    let (separator, declaring_rows) = separator(bytes);
    READERS.with(|readers| {
        let mut reader = readers[separator].borrow_mut();
        reader.reset();
        take_apart(bytes, &mut reader, declaring_rows)
    })
}

/// Takes a text apart with a reader, without its first rows that only declare something.
fn take_apart(bytes: &[u8], reader: &mut Reader, declaring_rows: u32) -> Result<Table, Problem> {
    let mut rest = bytes;
    // Fields are never longer than the text they come from.
    let mut text = vec![0; bytes.len()];
    let mut length = 0;
    let mut ends = [0; 64];
    let mut table = Table::default();
    let mut counter = RowCounter { bytes, next: 0 };
    let mut row_start = (0, 0);
    loop {
        let (result, read, written, ended) =
            reader.read_record(rest, &mut text[length..], &mut ends);
        rest = &rest[read..];
        length += written;
        // The reader counts from the beginning of the row.
        table
            .ends
            .extend(ends[..ended].iter().map(|end| row_start.1 + end));
        match result {
            ReadRecordResult::InputEmpty | ReadRecordResult::OutputEndsFull => {}
            ReadRecordResult::Record => {
                let number = counter.row(row_start.0);
                table.rows.push(Numbered {
                    number,
                    fields_end: table.ends.len(),
                });
                if number < declaring_rows {
                    length = 0;
                    table = Table::default();
                }
                row_start = (bytes.len() - rest.len(), length);
            }
            ReadRecordResult::End => break,
            ReadRecordResult::OutputFull => {
                return Err(Problem::UnreadableFile {
                    detail: "a field longer than the file".to_owned(),
                });
            }
        }
    }
    // The whole was UTF-8, and without its quotes and separators it still is.
    let text = simdutf8::basic::from_utf8(&text[..length]).map_err(|_| Problem::NotUtf8)?;
    text.clone_into(&mut table.text);
    Ok(table)
}

/// Counts rows as a spreadsheet shows them.
struct RowCounter<'t> {
    bytes: &'t [u8],
    /// The row after the last record.
    next: u32,
}

impl RowCounter<'_> {
    /// Returns the row of the record the reader found from byte `start` on, where empty lines
    /// may stand before it.
    fn row(&mut self, start: usize) -> u32 {
        let mut rest = self.bytes.get(start..).unwrap_or_default();
        // The reader ends a record at the \r of \r\n and leaves the \n before the next one.
        if start > 0 && self.bytes.get(start - 1) == Some(&b'\r') {
            rest = rest.strip_prefix(b"\n").unwrap_or(rest);
        }
        loop {
            rest = match rest {
                [b'\r', b'\n', rest @ ..] | [b'\r' | b'\n', rest @ ..] => rest,
                _ => break,
            };
            self.next = self.next.saturating_add(1);
        }
        let row = self.next;
        self.next = row.saturating_add(1);
        row
    }
}

/// Returns which separator it is, and how many rows only declare it (`sep=;`).
fn separator(bytes: &[u8]) -> (usize, u32) {
    let mut start = 0;
    let ends = memchr_iter(b'\n', bytes).map(|newline| newline + 1);
    let mut lines = ends
        .chain([bytes.len()])
        .map(|end| &bytes[std::mem::replace(&mut start, end)..end])
        .take(LINES_SNIFFED)
        .peekable();
    let declared = lines.peek().and_then(|line| line.strip_prefix(b"sep="));
    if let Some([declared] | [declared, b'\n'] | [declared, b'\r', b'\n']) = declared
        && let Some(index) = SEPARATORS
            .iter()
            .position(|separator| separator == declared)
    {
        return (index, 1);
    }
    let mut lines_with: [Vec<usize>; 4] = Default::default();
    for line in lines {
        let mut counts = [0; 4];
        let mut count = |stretch: &[u8]| {
            for (count, separator) in counts.iter_mut().zip(SEPARATORS) {
                *count += memchr_iter(separator, stretch).count();
            }
        };
        // What stands between two quotes separates nothing.
        let mut start = 0;
        let mut quotes = memchr_iter(b'"', line);
        while let Some(opened) = quotes.next() {
            count(&line[start..opened]);
            start = quotes.next().map_or(line.len(), |closed| closed + 1);
        }
        count(&line[start..]);
        for (counts, count) in lines_with.iter_mut().zip(counts) {
            counts.push(count);
        }
    }
    let (mut best, mut most) = (0, (0, 0));
    for (index, counts) in lines_with.iter().enumerate() {
        let weight = regular(counts);
        if weight > most {
            (best, most) = (index, weight);
        }
    }
    (best, 0)
}

/// Returns in how many lines a separator stands as often as it usually does, and how often that
/// is: a table has the same number in every row, a sentence full of commas has not.
fn regular(counts: &[usize]) -> (usize, usize) {
    let lines_with = |count: usize| counts.iter().filter(|&&other| other == count).count();
    let found = counts.iter().filter(|&&count| count > 0);
    let usual = found.map(|&count| (lines_with(count), count)).max();
    usual.unwrap_or((0, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &[u8]) -> Result<Vec<String>, Problem> {
        let mut fields = Vec::new();
        for row in read(text)?.rows() {
            assert_eq!(row.width(), row.iter().count());
            for (column, field) in row.iter().enumerate() {
                assert_eq!(row.get(column), Some(field));
                fields.push(format!("{}:{field}", row.number() + 1));
            }
        }
        Ok(fields)
    }

    #[test]
    fn rows_are_those_a_spreadsheet_shows() {
        let text = b"a,b\n\n\"two\nlines\",c\r\n\r\nd,\"e \"\"f\"\"\"\n";
        let shown = ["1:a", "1:b", "3:two\nlines", "3:c", "5:d", "5:e \"f\""];
        assert_eq!(fields(text), Ok(shown.map(str::to_owned).to_vec()));
    }

    #[test]
    fn the_separator_is_found_or_declared() {
        let read = |text: &str| fields(text.as_bytes()).map(|fields| fields.join(" "));
        assert_eq!(
            read("x\nMã;Giá trị;Ghi chú\na;1,5;\n").as_deref(),
            Ok("1:x 2:Mã 2:Giá trị 2:Ghi chú 3:a 3:1,5 3:")
        );
        assert_eq!(read("sep=;\r\na;b,c,d\r\n").as_deref(), Ok("2:a 2:b,c,d"));
        assert_eq!(read("sep=\t\na\tb,c,d\n").as_deref(), Ok("2:a 2:b,c,d"));
        assert_eq!(read("\"a;b;c\",d\n").as_deref(), Ok("1:a;b;c 1:d"));
        // A sentence full of commas is no row.
        assert_eq!(
            read("Mã;Giá trị\na;1\na, b, c, d, e, f\nb;2\n").as_deref(),
            Ok("1:Mã 1:Giá trị 2:a 2:1 3:a, b, c, d, e, f 4:b 4:2")
        );
        assert_eq!(read("a\tb\n").as_deref(), Ok("1:a 1:b"));
        assert_eq!(read("a|b\n").as_deref(), Ok("1:a 1:b"));
        assert_eq!(read("\u{feff}a,b\n").as_deref(), Ok("1:a 1:b"));
    }

    #[test]
    fn what_is_no_table_has_a_reason() {
        assert_eq!(fields(b"a,\"b\nc,d\n"), Err(Problem::UnclosedQuote));
        assert_eq!(fields(b"\xff\xfea\0"), Err(Problem::NotUtf8));
        assert_eq!(fields(b"M\xe3,Gi\xe1\n"), Err(Problem::NotUtf8));
        // Two halves of a letter on both sides of a separator are no letter.
        assert_eq!(fields(b"\xc3,\xa9\n"), Err(Problem::NotUtf8));
    }
}
