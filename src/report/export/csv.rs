//! The flat table as delimited text, for scripts or for Excel.

use std::io;

use crate::report::Report;
use crate::report::table::Cell;
use crate::text::Language;
use crate::text::safe::in_csv;

/// Who opens the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flavour {
    /// Scripts: comma, decimal point, no byte order mark.
    Plain,
    /// Excel in a Vietnamese locale: semicolon, decimal comma, byte order mark.
    Excel,
}

/// Writes the flat table under the columns' machine names.
pub(in crate::report) fn write(
    report: &Report,
    flavour: Flavour,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    if flavour == Flavour::Excel {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let mut writer = csv::WriterBuilder::new()
        .delimiter(match flavour {
            Flavour::Plain => b',',
            Flavour::Excel => b';',
        })
        .from_writer(&mut *out);
    let table = report.flat();
    writer.write_record(table.columns.iter().map(|column| column.key))?;
    for row in &table.rows {
        writer.write_record(row.iter().map(|cell| field(cell, flavour)))?;
    }
    writer.flush()
}

fn field(cell: &Cell, flavour: Flavour) -> String {
    let language = match flavour {
        Flavour::Plain => Language::English,
        Flavour::Excel => Language::Vietnamese,
    };
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text)
        | Cell::Name(text)
        | Cell::Link { name: text, .. }
        | Cell::Level { name: text, .. } => in_csv(text).into_owned(),
        Cell::Number(value)
        | Cell::Signed(value)
        | Cell::Share(value)
        | Cell::Bar { percent: value, .. } => language.number(*value),
        Cell::Short(value) => language.short_number(*value),
        Cell::Whole(value) => value.to_string(),
        Cell::SignedWhole(value) => value.to_string(),
    }
}
