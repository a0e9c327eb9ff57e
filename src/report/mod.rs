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

/// What every exporter receives: a document laid out three ways, each only when a format asks
/// for it.
pub struct Report<'d> {
    language: Language,
    blocks: Box<dyn Fn() -> Vec<Block> + 'd>,
    flat: Box<dyn Fn() -> Table + 'd>,
    data: Box<dyn Fn() -> Value + 'd>,
}

impl<'d> Report<'d> {
    /// Returns the report of a document, from what lays it out.
    pub fn new(
        language: Language,
        blocks: impl Fn() -> Vec<Block> + 'd,
        flat: impl Fn() -> Table + 'd,
        data: impl Fn() -> Value + 'd,
    ) -> Report<'d> {
        Report {
            language,
            blocks: Box::new(blocks),
            flat: Box::new(flat),
            data: Box::new(data),
        }
    }

    /// Returns the language of what people read.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Returns what people read, from top to bottom.
    pub fn blocks(&self) -> Vec<Block> {
        (self.blocks)()
    }

    /// Returns the rows for spreadsheets and scripts: one table, one kind of row.
    pub fn flat(&self) -> Table {
        (self.flat)()
    }

    /// Returns the whole document as data.
    pub fn data(&self) -> Value {
        (self.data)()
    }
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
