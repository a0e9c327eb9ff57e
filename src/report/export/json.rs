//! The document as data.

use std::io;

use serde::Serialize;
use serde_json::ser::{CompactFormatter, Formatter, PrettyFormatter, Serializer};

use crate::report::Report;
use crate::text::safe::steers;

/// Writes one JSON document with a line break at its end.
pub(in crate::report) fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    report.data().write_for_people(out)?;
    out.write_all(b"\n")
}

/// What can be written as JSON, whatever its type, without a tree of it in memory.
pub(in crate::report) trait Data {
    /// Writes it over as many lines as its parts are.
    fn write_for_people(&self, out: &mut dyn io::Write) -> io::Result<()>;

    /// Writes it on one line, without the break at its end.
    fn write_on_one_line(&self, out: &mut dyn io::Write) -> io::Result<()>;
}

impl<T: Serialize> Data for T {
    fn write_for_people(&self, out: &mut dyn io::Write) -> io::Result<()> {
        let mut serializer = Serializer::with_formatter(out, Escaped(PrettyFormatter::new()));
        Ok(self.serialize(&mut serializer)?)
    }

    fn write_on_one_line(&self, out: &mut dyn io::Write) -> io::Result<()> {
        let mut serializer = Serializer::with_formatter(out, Escaped(CompactFormatter));
        Ok(self.serialize(&mut serializer)?)
    }
}

/// JSON as usual, with `\u…` for what would steer a terminal it is printed on; whoever parses it
/// gets the text as it was.
struct Escaped<F>(F);

impl<F: Formatter> Formatter for Escaped<F> {
    fn write_string_fragment<W>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()>
    where
        W: io::Write + ?Sized,
    {
        let mut rest = fragment;
        while let Some((at, letter)) = rest.char_indices().find(|(_, letter)| steers(*letter)) {
            writer.write_all(&rest.as_bytes()[..at])?;
            for unit in letter.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = &rest[at + letter.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }

    fn begin_array<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W>(&mut self, writer: &mut W, first: bool) -> io::Result<()>
    where
        W: io::Write + ?Sized,
    {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W>(&mut self, writer: &mut W, first: bool) -> io::Result<()>
    where
        W: io::Write + ?Sized,
    {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: io::Write + ?Sized>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_is_escaped_and_read_back_as_it_was() {
        let text = "Xã\u{9b}2J \u{202e}Bố\u{feff}\u{e0041} “½”";
        let mut written = Vec::new();
        let mut serializer =
            Serializer::with_formatter(&mut written, Escaped(PrettyFormatter::new()));
        [text]
            .serialize(&mut serializer)
            .expect("memory can be written");
        let written = String::from_utf8(written).expect("UTF-8");
        assert!(!written.contains(|letter| steers(letter) && letter != '\n'));
        let read: Vec<String> = serde_json::from_str(&written).expect("JSON");
        assert_eq!(read, [text]);
    }
}
