//! Everything above, read-only → documents.
//!
//! [`document`] builds what a report says, once; [`section`] lays it out as tables; [`export`]
//! draws it. Nothing is decided in `export`: no arithmetic, no sorting, no filtering.

pub mod chart;
pub mod document;
pub mod export;
pub mod letter;
pub mod page;
pub mod section;
pub mod table;

use std::io;
use std::path::Path;

use serde::Serialize;

use crate::text::Language;
use export::json::Data;
use letter::Letter;
use page::{Medium, Page, Paper, Role};
use table::{Block, Rows};

/// What every exporter receives: a document laid out for each kind of reader, each only when a
/// format asks for it.
pub struct Report<'d> {
    language: Language,
    title: String,
    pages: Box<dyn Fn(Medium) -> Vec<Page> + 'd>,
    flat: Box<dyn Fn() -> Rows<'d> + 'd>,
    long: Option<Box<dyn Fn() -> Rows<'d> + 'd>>,
    data: Box<dyn Data + 'd>,
    letter: Option<Letter>,
    dated: Option<(u16, u8, u8)>,
    translation: Option<Box<Report<'d>>>,
}

impl<'d> Report<'d> {
    /// Returns the report of a document that is one page, from what lays it out.
    pub fn new(
        language: Language,
        blocks: impl Fn() -> Vec<Block> + 'd,
        flat: impl Fn() -> Rows<'d> + 'd,
        data: impl Serialize + 'd,
    ) -> Report<'d> {
        let page = move |_| {
            vec![Page {
                id: "report".to_owned(),
                title: String::new(),
                tab: String::new(),
                paper: Paper::Landscape,
                role: Role::Body,
                blocks: blocks(),
            }]
        };
        Report::of_pages(language, page, flat, data)
    }

    /// Returns the report of a document of several pages, from what lays it out.
    pub fn of_pages(
        language: Language,
        pages: impl Fn(Medium) -> Vec<Page> + 'd,
        flat: impl Fn() -> Rows<'d> + 'd,
        data: impl Serialize + 'd,
    ) -> Report<'d> {
        Report {
            language,
            title: String::new(),
            pages: Box::new(pages),
            flat: Box::new(flat),
            long: None,
            data: Box::new(data),
            letter: None,
            dated: None,
            translation: None,
        }
    }

    /// Gives the report a title, for the properties of files and the heads of windows.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Report<'d> {
        self.title = title.into();
        self
    }

    /// Dates the report: year, month and day that files carry, which are never those of a clock.
    #[must_use]
    pub fn dated(mut self, day: (u16, u8, u8)) -> Report<'d> {
        self.dated = Some(day);
        self
    }

    /// Gives the report what makes an official document of it.
    #[must_use]
    pub fn with_letter(mut self, letter: Letter) -> Report<'d> {
        self.letter = Some(letter);
        self
    }

    /// Gives the report finer rows than the flat ones.
    #[must_use]
    pub fn with_long(mut self, long: impl Fn() -> Rows<'d> + 'd) -> Report<'d> {
        self.long = Some(Box::new(long));
        self
    }

    /// Gives the report its like in the other language, for formats that show both.
    #[must_use]
    pub fn with_translation(mut self, translation: Report<'d>) -> Report<'d> {
        self.translation = Some(Box::new(translation));
        self
    }

    /// Returns the report with its finer rows in place of the others, where it has any.
    #[must_use]
    pub fn in_long_rows(mut self) -> Report<'d> {
        if let Some(long) = self.long.take() {
            self.flat = long;
        }
        self
    }

    /// Returns the language of what people read.
    pub fn language(&self) -> Language {
        self.language
    }

    /// Returns the title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Returns year, month and day that files carry.
    pub fn day(&self) -> Option<(u16, u8, u8)> {
        self.dated
    }

    /// Returns what makes an official document of it.
    pub fn letter(&self) -> Option<&Letter> {
        self.letter.as_ref()
    }

    /// Returns the same report in the other language.
    pub fn translation(&self) -> Option<&Report<'d>> {
        self.translation.as_deref()
    }

    /// Returns what people read, page by page.
    pub fn pages(&self, medium: Medium) -> Vec<Page> {
        (self.pages)(medium)
    }

    /// Returns what people read, from top to bottom: pages under their titles.
    pub fn blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for page in self.pages(Medium::Screen) {
            if !page.title.is_empty() {
                blocks.push(Block::Title(page.title));
            }
            blocks.extend(page.blocks);
        }
        blocks
    }

    /// Returns the rows for spreadsheets and scripts, all of one kind.
    pub fn flat(&self) -> Rows<'d> {
        (self.flat)()
    }

    /// Returns the whole document as data.
    fn data(&self) -> &(dyn Data + 'd) {
        self.data.as_ref()
    }
}

/// What a terminal has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Screen {
    /// Its width in letters; none where nothing has to be broken.
    pub width: Option<u16>,
    /// Whether it shows colours.
    pub has_colours: bool,
}

impl From<Option<u16>> for Screen {
    fn from(width: Option<u16>) -> Screen {
        Screen {
            width,
            has_colours: false,
        }
    }
}

/// The formats a report can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Tables for a terminal.
    Table,
    /// One JSON document.
    Json,
    /// A JSON value a line.
    Jsonl,
    /// Comma-separated values, UTF-8, decimal point.
    Csv,
    /// What Excel opens in a Vietnamese locale: byte order mark, semicolons, decimal comma.
    CsvExcel,
    /// Markdown.
    Markdown,
    /// A workbook.
    Xlsx,
    /// A Word document.
    Docx,
    /// The rows of the finest table, for engines that query many of them.
    #[cfg(feature = "parquet")]
    Parquet,
    /// A page to look at, in both languages.
    Html,
}

/// What there is to say of a format; each field is told by the method of its name.
#[expect(
    clippy::struct_excessive_bools,
    reason = "answers to questions that have nothing to do with each other"
)]
struct Entry {
    name: &'static str,
    extension: &'static str,
    is_text: bool,
    is_read_through: bool,
    is_of_finest_rows: bool,
    is_bilingual: bool,
    is_printed: bool,
}

impl Entry {
    const fn text(name: &'static str, extension: &'static str) -> Entry {
        Entry {
            name,
            extension,
            is_text: true,
            is_read_through: false,
            is_of_finest_rows: false,
            is_bilingual: false,
            is_printed: false,
        }
    }

    const fn file(name: &'static str) -> Entry {
        Entry {
            is_text: false,
            ..Entry::text(name, name)
        }
    }

    const fn printed(self) -> Entry {
        Entry {
            is_printed: true,
            ..self
        }
    }

    const fn read_through(self) -> Entry {
        Entry {
            is_read_through: true,
            ..self
        }
    }
}

impl Format {
    /// Every format.
    pub const ALL: &'static [Format] = &[
        Format::Table,
        Format::Json,
        Format::Jsonl,
        Format::Csv,
        Format::CsvExcel,
        Format::Markdown,
        Format::Xlsx,
        Format::Docx,
        #[cfg(feature = "parquet")]
        Format::Parquet,
        Format::Html,
    ];

    /// Returns what there is to say of the format.
    const fn entry(self) -> Entry {
        // Each with what is true of it alone.
        match self {
            Format::Table => Entry::text("table", "txt").read_through(),
            Format::Json => Entry::text("json", "json"),
            Format::Jsonl => Entry::text("jsonl", "jsonl"),
            Format::Csv => Entry::text("csv", "csv"),
            Format::CsvExcel => Entry::text("csv-excel", "csv"),
            Format::Markdown => Entry::text("markdown", "md").read_through(),
            Format::Xlsx => Entry::file("xlsx").printed(),
            Format::Docx => Entry::file("docx").read_through().printed(),
            #[cfg(feature = "parquet")]
            Format::Parquet => Entry {
                is_of_finest_rows: true,
                ..Entry::file("parquet")
            },
            Format::Html => Entry {
                is_bilingual: true,
                ..Entry::file("html")
            },
        }
    }

    /// Returns the format that files of such a name have.
    pub fn of_file(path: &Path) -> Option<Format> {
        let ending = path.extension()?.to_str()?.to_lowercase();
        let mut formats = Format::ALL.iter().copied();
        formats.find(|format| format.extension() == ending)
    }

    /// Returns the name used in options and file names.
    pub const fn name(self) -> &'static str {
        self.entry().name
    }

    /// Returns the end of the name of a file in this format.
    pub const fn extension(self) -> &'static str {
        self.entry().extension
    }

    /// Returns whether it is read from top to bottom, so that a summary serves better than everything.
    pub const fn is_read_through(self) -> bool {
        self.entry().is_read_through
    }

    /// Returns whether it is laid out for paper.
    pub const fn is_printed(self) -> bool {
        self.entry().is_printed
    }

    /// Returns whether its rows are the finest there are, without being asked.
    pub const fn is_of_finest_rows(self) -> bool {
        self.entry().is_of_finest_rows
    }

    /// Returns whether it can be printed on a terminal.
    pub const fn is_text(self) -> bool {
        self.entry().is_text
    }

    /// Returns whether it shows a report in both languages.
    pub const fn is_bilingual(self) -> bool {
        self.entry().is_bilingual
    }

    /// Writes a report, for formats that have one to a screen like this.
    ///
    /// # Errors
    ///
    /// When `out` cannot be written.
    pub fn write(
        self,
        report: &Report,
        screen: impl Into<Screen>,
        out: &mut dyn io::Write,
    ) -> io::Result<()> {
        match self {
            Format::Table => export::text::write(report, screen.into(), out),
            Format::Json => export::json::write(report, out),
            Format::Jsonl => export::jsonl::write(report, out),
            Format::Csv => export::csv::write(report, export::csv::Flavour::Plain, out),
            Format::CsvExcel => export::csv::write(report, export::csv::Flavour::Excel, out),
            Format::Markdown => export::markdown::write(report, out),
            Format::Xlsx => export::xlsx::write(report, out),
            Format::Docx => export::docx::write(report, out),
            #[cfg(feature = "parquet")]
            Format::Parquet => export::parquet::write(report, out),
            Format::Html => export::html::write(report, out),
        }
    }
}
