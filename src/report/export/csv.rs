//! The flat table as delimited text, for scripts or for Excel.

use std::io;

use rayon::prelude::*;

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

/// Rows that are written in one go, those of other goes beside them.
const GO: usize = 512;

/// Writes the flat table under the columns' machine names.
pub(in crate::report) fn write(
    report: &Report,
    flavour: Flavour,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    if flavour == Flavour::Excel {
        out.write_all("\u{feff}".as_bytes())?;
    }
    let rows = report.flat();
    let keys: Vec<&str> = rows.columns().iter().map(|column| column.key).collect();
    out.write_all(&records([keys], flavour)?)?;
    let goes: Vec<io::Result<Vec<u8>>> = (0..rows.count().div_ceil(GO))
        .into_par_iter()
        .map(|go| {
            let first = go * GO;
            let fields = |row: usize| -> Vec<String> {
                let cells = rows.row(row).into_iter();
                cells.map(|cell| field(&cell, flavour)).collect()
            };
            let last = rows.count().min(first + GO);
            records((first..last).map(fields), flavour)
        })
        .collect();
    for go in goes {
        out.write_all(&go?)?;
    }
    out.flush()
}

/// Returns records as delimited text.
fn records<F: AsRef<[u8]>>(
    records: impl IntoIterator<Item = Vec<F>>,
    flavour: Flavour,
) -> io::Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(match flavour {
            Flavour::Plain => b',',
            Flavour::Excel => b';',
        })
        .from_writer(Vec::new());
    for record in records {
        writer.write_record(record)?;
    }
    writer.into_inner().map_err(csv::IntoInnerError::into_error)
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
