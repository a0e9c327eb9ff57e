//! Everything above, read-only → documents.
//!
//! [`document`] builds what a report says, once; [`section`] lays it out as tables; [`export`]
//! draws it. Nothing is decided in `export`: no arithmetic, no sorting, no filtering.

pub mod document;
pub mod export;
pub mod section;
pub mod table;

use std::io;

use serde_json::Value;

use crate::text::Language;
use table::{Block, Table};

/// What every exporter receives.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// The language of what people read.
    pub language: Language,
    /// What people read, from top to bottom.
    pub blocks: Vec<Block>,
    /// The rows for spreadsheets and scripts: one table, one kind of row.
    pub flat: Table,
    /// The whole document as data.
    pub data: Value,
}

/// The formats a report can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Tables for a terminal.
    Table,
    /// One JSON document.
    Json,
    /// Comma-separated values, UTF-8, decimal point.
    Csv,
    /// What Excel opens in a Vietnamese locale: byte order mark, semicolons, decimal comma.
    CsvExcel,
    /// Markdown.
    Markdown,
}

impl Format {
    /// Every format.
    pub const ALL: &'static [Format] = &[
        Format::Table,
        Format::Json,
        Format::Csv,
        Format::CsvExcel,
        Format::Markdown,
    ];

    /// Returns the name used in options and file names.
    pub const fn name(self) -> &'static str {
        match self {
            Format::Table => "table",
            Format::Json => "json",
            Format::Csv => "csv",
            Format::CsvExcel => "csv-excel",
            Format::Markdown => "markdown",
        }
    }

    /// Writes a report; `width` is the width of the screen, for formats that have one.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    pub fn write(
        self,
        report: &Report,
        width: Option<u16>,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        match self {
            Format::Table => export::text::write(report, width, out),
            Format::Json => export::json::write(report, out),
            Format::Csv => export::csv::write(report, export::csv::Flavour::Plain, out),
            Format::CsvExcel => export::csv::write(report, export::csv::Flavour::Excel, out),
            Format::Markdown => export::markdown::write(report, out),
        }
    }
}
