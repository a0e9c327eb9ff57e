//! Delimited text → rows, numbered as the spreadsheet that opens the file shows them.
//!
//! Rosters and forms come as such text. Knows separators and quotes, and nothing of what the
//! fields mean.

use std::ops::ControlFlow;

use csv::{ErrorKind, ReaderBuilder, StringRecord};

use crate::finding::Problem;

/// Lines looked at to find the separator.
const LINES_SNIFFED: usize = 40;

/// Hands every row of UTF-8 text to `each`, with its number counted from zero, until there is
/// none left or `each` breaks off.
///
/// Fields are separated by commas, semicolons, tabs or bars, whichever stands most often on
/// one of the first lines, or what a first line `sep=;` says. An empty line is a row that is
/// not handed over; a line break inside quotes begins none.
///
/// # Errors
///
/// Why the text cannot be read as a table: another encoding, or a quote that is never closed.
pub fn rows(
    bytes: &[u8],
    mut each: impl FnMut(u32, &StringRecord) -> ControlFlow<()>,
) -> Result<(), Problem> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let is_utf_16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    if is_utf_16 || bytes.contains(&0) {
        return Err(Problem::NotUtf8);
    }
    // A quote inside a quoted field is written twice, so a well-formed file has an even number.
    if bytes.iter().filter(|&&byte| byte == b'"').count() % 2 == 1 {
        return Err(Problem::UnclosedQuote);
    }
    let (delimiter, declaring_rows) = delimiter(bytes);
    let mut reader = ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(bytes.len().clamp(1, 1 << 16))
        .from_reader(bytes);
    let mut record = StringRecord::new();
    let mut rows = RowCounter { bytes, next: 0 };
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(error) if matches!(error.kind(), ErrorKind::Utf8 { .. }) => {
                return Err(Problem::NotUtf8);
            }
            Err(error) => {
                return Err(Problem::UnreadableFile {
                    detail: error.to_string(),
                });
            }
        }
        let row = rows.row(&record);
        if row >= declaring_rows && each(row, &record).is_break() {
            return Ok(());
        }
    }
}

/// Counts rows as a spreadsheet shows them.
struct RowCounter<'t> {
    bytes: &'t [u8],
    /// The row after the last record.
    next: u32,
}

impl RowCounter<'_> {
    /// Returns the row of a record, which the reader says begins at or before its empty lines.
    fn row(&mut self, record: &StringRecord) -> u32 {
        let start = record
            .position()
            .map_or(0, |position| usize::try_from(position.byte()).unwrap_or(0));
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

/// Returns the separator, and how many rows only declare it (`sep=;`).
fn delimiter(bytes: &[u8]) -> (u8, u32) {
    let first_line = bytes
        .split(|&byte| byte == b'\n')
        .next()
        .unwrap_or_default();
    if let [
        b's',
        b'e',
        b'p',
        b'=',
        delimiter @ (b',' | b';' | b'\t' | b'|'),
        rest @ ..,
    ] = first_line
        && matches!(rest, [] | [b'\r'])
    {
        return (*delimiter, 1);
    }
    let mut best = (b',', 0);
    for line in bytes.split(|&byte| byte == b'\n').take(LINES_SNIFFED) {
        let mut counts = [(b',', 0), (b';', 0), (b'\t', 0), (b'|', 0)];
        let mut quoted = false;
        for &byte in line {
            quoted ^= byte == b'"';
            if !quoted
                && let Some((_, count)) =
                    counts.iter_mut().find(|(delimiter, _)| *delimiter == byte)
            {
                *count += 1;
            }
        }
        for (delimiter, count) in counts {
            if count > best.1 {
                best = (delimiter, count);
            }
        }
    }
    (best.0, 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(text: &[u8]) -> Result<Vec<String>, Problem> {
        let mut fields = Vec::new();
        rows(text, |row, record| {
            let numbered = record.iter().map(|field| format!("{}:{field}", row + 1));
            fields.extend(numbered);
            ControlFlow::Continue(())
        })?;
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
        assert_eq!(read("a\tb\n").as_deref(), Ok("1:a 1:b"));
        assert_eq!(read("a|b\n").as_deref(), Ok("1:a 1:b"));
        assert_eq!(read("\u{feff}a,b\n").as_deref(), Ok("1:a 1:b"));
    }

    #[test]
    fn what_is_no_table_has_a_reason() {
        assert_eq!(fields(b"a,\"b\nc,d\n"), Err(Problem::UnclosedQuote));
        assert_eq!(fields(b"\xff\xfea\0"), Err(Problem::NotUtf8));
        assert_eq!(fields(b"M\xe3,Gi\xe1\n"), Err(Problem::NotUtf8));
    }
}
