//! Delimited text → rows, numbered as the spreadsheet that opens the file shows them.
//!
//! Rosters and forms come as such text. Knows separators and quotes, and nothing of what the
//! fields mean.

use std::ops::Range;

use memchr::{memchr, memchr_iter, memchr2, memchr3};

use crate::finding::Problem;

/// Lines looked at to find the separator.
const LINES_SNIFFED: usize = 40;

/// Separators understood.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// A text taken apart: all fields one after the other in one string.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    text: String,
    /// Where each field ends in the text.
    ends: Vec<usize>,
    rows: Vec<Numbered>,
    separator: Separator,
    /// Whether another separator stands as regularly.
    is_contested: bool,
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

    /// Returns what separates the fields.
    pub fn separator(&self) -> Separator {
        self.separator
    }

    /// Returns whether another separator stands on the first rows as regularly.
    pub fn is_contested(&self) -> bool {
        self.is_contested
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

/// What separates fields.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Separator(usize);

impl Separator {
    /// Returns every separator understood.
    pub fn all() -> impl Iterator<Item = Separator> {
        (0..SEPARATORS.len()).map(Separator)
    }

    /// Returns the separator as a letter.
    pub fn letter(self) -> char {
        char::from(SEPARATORS[self.0])
    }
}

/// Takes UTF-8 text apart.
///
/// Fields are separated by commas, semicolons, tabs or bars, whichever stands most regularly on
/// the first rows, or what a first line `sep=;` says. A line break inside quotes
/// begins no row.
///
/// # Errors
///
/// Why the text cannot be read as a table: another encoding, or a quote that is never closed.
pub fn read(bytes: &[u8]) -> Result<Table, Problem> {
    let text = text_of(bytes)?;
    let sniffed = sniffed(text.as_bytes());
    let mut table = take_apart(text, sniffed.separator, sniffed.declaring_rows)?;
    table.is_contested = sniffed.is_contested;
    Ok(table)
}

/// Takes UTF-8 text apart by a separator that is known.
///
/// # Errors
///
/// As for [`read`].
pub fn read_separated(bytes: &[u8], separator: Separator) -> Result<Table, Problem> {
    let text = text_of(bytes)?;
    let declaring_rows = u32::from(declared(text.as_bytes()).is_some());
    take_apart(text, separator, declaring_rows)
}

/// Returns the text behind a byte order mark.
fn text_of(bytes: &[u8]) -> Result<&str, Problem> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    // UTF-16 begins with bytes that UTF-8 never has, or has NULs.
    match simdutf8::basic::from_utf8(bytes) {
        Ok(text) if memchr(0, bytes).is_none() => Ok(text),
        _ => Err(not_utf8()),
    }
}

fn not_utf8() -> Problem {
    Problem::NotUtf8 {
        candidates: Vec::new(),
    }
}

/// Takes a text apart, without its first rows that only declare something.
fn take_apart(text: &str, separator: Separator, declaring_rows: u32) -> Result<Table, Problem> {
    /// Bytes of a usual field, with what separates it.
    const FIELD: usize = 12;
    let mut table = Table {
        text: String::with_capacity(text.len()),
        ends: Vec::with_capacity(text.len() / FIELD),
        separator,
        ..Table::default()
    };
    let mut fields = Fields {
        text,
        separator: SEPARATORS[separator.0],
        at: 0,
    };
    let mut number = 0;
    while fields.at < text.len() {
        if !fields.ends_row() {
            fields.take_row(&mut table)?;
            if number < declaring_rows {
                table.text.clear();
                table.ends.clear();
            } else {
                table.rows.push(Numbered {
                    number,
                    fields_end: table.ends.len(),
                });
            }
        }
        fields.end_row();
        number = number.saturating_add(1);
    }
    Ok(table)
}

/// The fields of a text that were not taken yet. Source: RFC 4180, 2, and what spreadsheets make of
/// the rest: a quote within a field is itself, and what stands behind a closing one is part of the field.
struct Fields<'t> {
    text: &'t str,
    separator: u8,
    at: usize,
}

impl Fields<'_> {
    fn rest(&self) -> &[u8] {
        &self.text.as_bytes()[self.at..]
    }

    /// Returns whether a row ends here: with \n, \r\n, or \r as of old.
    fn ends_row(&self) -> bool {
        matches!(self.rest().first(), None | Some(b'\n' | b'\r'))
    }

    fn end_row(&mut self) {
        self.at += match self.rest() {
            [b'\r', b'\n', ..] => 2,
            [] => 0,
            _ => 1,
        };
    }

    /// Takes the fields up to the end of the row.
    fn take_row(&mut self, table: &mut Table) -> Result<(), Problem> {
        loop {
            if self.rest().first() == Some(&b'"') {
                self.take_quoted(&mut table.text)?;
            }
            // Many fields are empty.
            if self.rest().first() != Some(&self.separator) && !self.ends_row() {
                let plain = memchr3(self.separator, b'\n', b'\r', self.rest());
                self.take(plain.unwrap_or(self.rest().len()), &mut table.text);
            }
            table.ends.push(table.text.len());
            if self.ends_row() {
                return Ok(());
            }
            self.at += 1;
        }
    }

    /// Takes what stands between the quotes that open here; two within them are one.
    fn take_quoted(&mut self, text: &mut String) -> Result<(), Problem> {
        loop {
            self.at += 1;
            let length = memchr(b'"', self.rest()).ok_or(Problem::UnclosedQuote)?;
            self.take(length, text);
            self.at += 1;
            if self.rest().first() != Some(&b'"') {
                return Ok(());
            }
            text.push('"');
        }
    }

    /// Takes so many bytes; what comes behind them is ASCII.
    fn take(&mut self, length: usize, text: &mut String) {
        let taken = self.text.get(self.at..self.at + length);
        text.push_str(taken.unwrap_or_default());
        self.at += length;
    }
}

/// What the first rows of a text say about its separator.
struct Sniffed {
    separator: Separator,
    /// Rows that only declare it (`sep=;`).
    declaring_rows: u32,
    /// Whether another one stands there as regularly.
    is_contested: bool,
}

/// Returns the separator that a first line such as `sep=;` declares, as Excel writes it.
fn declared(bytes: &[u8]) -> Option<Separator> {
    let (name, rest) = bytes.split_at_checked(4)?;
    let (declared, rest) = rest.split_first()?;
    let is_line = rest.is_empty() || rest.starts_with(b"\n") || rest.starts_with(b"\r");
    let is_declaration = name.eq_ignore_ascii_case(b"sep=") && is_line;
    let of = |separator: &Separator| SEPARATORS[separator.0] == *declared;
    Separator::all().find(of).filter(|_| is_declaration)
}

fn sniffed(bytes: &[u8]) -> Sniffed {
    if let Some(separator) = declared(bytes) {
        return Sniffed {
            separator,
            declaring_rows: 1,
            is_contested: false,
        };
    }
    let mut rows_with = SEPARATORS.map(|_| Vec::with_capacity(LINES_SNIFFED));
    for counts in Rows::of(bytes).take(LINES_SNIFFED) {
        for (rows_with, count) in rows_with.iter_mut().zip(counts) {
            rows_with.push(count);
        }
    }
    let (mut best, mut most, mut is_contested) = (0, (0, 0), false);
    for (index, counts) in rows_with.iter().enumerate() {
        let weight = regular(counts);
        if weight > most {
            (best, most, is_contested) = (index, weight, false);
        } else if weight == most && weight != (0, 0) {
            is_contested = true;
        }
    }
    Sniffed {
        separator: Separator(best),
        declaring_rows: 0,
        is_contested,
    }
}

/// Goes through a text row by row without taking it apart, and counts the separators that stand
/// outside quotes.
struct Rows<'t> {
    bytes: &'t [u8],
    /// What ends a row; of old there were returns only.
    line_end: u8,
    at: usize,
}

impl<'t> Rows<'t> {
    fn of(bytes: &'t [u8]) -> Rows<'t> {
        let has_newline = memchr(b'\n', bytes).is_some();
        Rows {
            bytes,
            line_end: if has_newline { b'\n' } else { b'\r' },
            at: 0,
        }
    }

    fn opens(&self, quote: usize) -> bool {
        match quote.checked_sub(1).map(|before| self.bytes[before]) {
            None | Some(b'\n' | b'\r') => true,
            Some(before) => SEPARATORS.contains(&before),
        }
    }

    /// Returns where the quotes opened at `quote` end; two quotes within them are one.
    fn closed(&self, quote: usize) -> Option<usize> {
        let mut at = quote + 1;
        loop {
            let next = at + memchr(b'"', self.bytes.get(at..)?)?;
            if self.bytes.get(next + 1) != Some(&b'"') {
                return Some(next + 1);
            }
            at = next + 2;
        }
    }
}

impl Iterator for Rows<'_> {
    type Item = [usize; 4];

    fn next(&mut self) -> Option<[usize; 4]> {
        if self.at >= self.bytes.len() {
            return None;
        }
        let mut counts = [0; 4];
        let mut count = |stretch: &[u8]| {
            for (count, separator) in counts.iter_mut().zip(SEPARATORS) {
                *count += memchr_iter(separator, stretch).count();
            }
        };
        // What was not counted yet begins at `self.at`; a quote that opens nothing is in it.
        let mut searched = self.at;
        loop {
            let Some(found) = memchr2(b'"', self.line_end, &self.bytes[searched..]) else {
                count(&self.bytes[self.at..]);
                self.at = self.bytes.len();
                return Some(counts);
            };
            let found = searched + found;
            if self.bytes[found] == self.line_end {
                count(&self.bytes[self.at..found]);
                self.at = found + 1;
                return Some(counts);
            }
            if !self.opens(found) {
                searched = found + 1;
                continue;
            }
            count(&self.bytes[self.at..found]);
            let Some(end) = self.closed(found) else {
                self.at = self.bytes.len();
                return Some(counts);
            };
            (self.at, searched) = (end, end);
        }
    }
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
    use proptest::prelude::*;

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
        assert_eq!(read("SEP=;\r\na;b,c\r\n").as_deref(), Ok("2:a 2:b,c"));
        // Separators in a cell of several lines are none, nor does a quote within a field open
        // one.
        assert_eq!(
            read("a;b\n\"x, y, z\n1, 2, 3\n4, 5, 6\";c\n").as_deref(),
            Ok("1:a 1:b 2:x, y, z\n1, 2, 3\n4, 5, 6 2:c")
        );
        assert_eq!(
            read("21\" a;b\nc;d\n").as_deref(),
            Ok("1:21\" a 1:b 2:c 2:d")
        );
        assert_eq!(
            read("a;1,5\rb;2,5\rc;3\r").as_deref(),
            Ok("1:a 1:1,5 2:b 2:2,5 3:c 3:3")
        );
        assert_eq!(read("a\tb\n").as_deref(), Ok("1:a 1:b"));
        assert_eq!(read("a|b\n").as_deref(), Ok("1:a 1:b"));
        assert_eq!(read("\u{feff}a,b\n").as_deref(), Ok("1:a 1:b"));
    }

    #[test]
    fn what_is_no_table_has_a_reason() {
        assert_eq!(fields(b"a,\"b\nc,d\n"), Err(Problem::UnclosedQuote));
        // Two halves of a letter on both sides of a separator are no letter.
        for text in [&b"\xff\xfea\0"[..], b"M\xe3,Gi\xe1\n", b"\xc3,\xa9\n"] {
            assert_eq!(fields(text), Err(not_utf8()));
        }
    }

    /// Pieces of texts, in order and not.
    fn piece() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "a",
            "Xã",
            ",",
            ";",
            "\"",
            "\"\"",
            "\n",
            "\r\n",
            "\r",
            " ",
            "\"a\"",
            ",\"b, c\"",
        ])
    }

    proptest! {
        #[test]
        fn fields_are_those_another_reader_finds(pieces in prop::collection::vec(piece(), 0..24)) {
            let text = pieces.concat();
            if let Ok(table) = read_separated(text.as_bytes(), Separator(0)) {
                let rows = table.rows().map(|row| row.iter().map(str::to_owned).collect());
                let rows: Vec<Vec<String>> = rows.collect();
                let mut other = csv::ReaderBuilder::new();
                let other = other.has_headers(false).flexible(true).from_reader(text.as_bytes()).into_records();
                let others = other.map(|record| record.expect("a record").iter().map(str::to_owned).collect());
                prop_assert_eq!(rows, others.collect::<Vec<Vec<String>>>());
            }
        }
    }
}
