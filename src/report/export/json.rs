//! The document as data.

use std::io;

use crate::report::Report;

/// Writes one JSON document with a line break at its end.
pub(in crate::report) fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, &report.data())?;
    out.write_all(b"\n")
}
