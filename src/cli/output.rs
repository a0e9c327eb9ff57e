//! Where results go: standard output, or a file that is written whole or not at all.

use std::fs;
use std::io::{self, BufWriter, ErrorKind, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use clap::{Args, ValueEnum};

use chamdiem::report::{Format, Report, Screen};
use chamdiem::text::{self, Language};

use super::terminal;

/// In which format, and where to.
#[derive(Debug, Clone, Args)]
pub(super) struct Output {
    #[arg(long, value_enum)]
    format: Option<FormatChoice>,
    #[arg(long, value_enum)]
    csv: Option<CsvFlavour>,
    #[command(flatten)]
    destination: Destination,
}

/// Where to: a file, or standard output, which is `-` too.
#[derive(Debug, Clone, Args)]
pub(super) struct Destination {
    #[arg(long)]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FormatChoice {
    Table,
    Json,
    Jsonl,
    Csv,
    Markdown,
    Xlsx,
    Docx,
    #[cfg(feature = "parquet")]
    Parquet,
    Html,
}

impl From<FormatChoice> for Format {
    fn from(choice: FormatChoice) -> Format {
        match choice {
            FormatChoice::Table => Format::Table,
            FormatChoice::Json => Format::Json,
            FormatChoice::Jsonl => Format::Jsonl,
            FormatChoice::Csv => Format::Csv,
            FormatChoice::Markdown => Format::Markdown,
            FormatChoice::Xlsx => Format::Xlsx,
            FormatChoice::Docx => Format::Docx,
            #[cfg(feature = "parquet")]
            FormatChoice::Parquet => Format::Parquet,
            FormatChoice::Html => Format::Html,
        }
    }
}

/// Which notation delimited text has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum CsvFlavour {
    Plain,
    Excel,
}

impl Output {
    /// Refuses `--csv` beside another format, and a file called as if it were in another one.
    ///
    /// # Errors
    ///
    /// When the two options contradict each other.
    pub(super) fn check(&self, language: Language) -> Result<()> {
        if self.csv.is_some() && !matches!(self.format, None | Some(FormatChoice::Csv)) {
            bail!(language.pick(
                "--csv chỉ dùng cùng --format csv",
                "--csv goes only with --format csv"
            ));
        }
        match self.destination.path() {
            Some(path) => agree(self.format(), path, language),
            None => Ok(()),
        }
    }

    /// Returns the format asked for; `--csv` alone asks for CSV, and the end of a file's name for its
    /// own.
    pub(super) fn format(&self) -> Format {
        match (self.format, self.csv) {
            (Some(FormatChoice::Csv) | None, Some(CsvFlavour::Excel)) => Format::CsvExcel,
            (None, Some(CsvFlavour::Plain)) => Format::Csv,
            (None, None) => {
                let of_file = self.destination.path().and_then(Format::of_file);
                of_file.unwrap_or(Format::Table)
            }
            (Some(choice), _) => Format::from(choice),
        }
    }

    /// Returns whether the result goes to people at a terminal or in a file, as tables.
    pub(super) fn is_table(&self) -> bool {
        self.format() == Format::Table
    }

    /// Returns whether the result goes to standard output.
    pub(super) fn is_stdout(&self) -> bool {
        self.destination.is_stdout()
    }

    /// Writes a report.
    ///
    /// # Errors
    ///
    /// When the file cannot be written; a reader that has gone away is none.
    pub(super) fn write(&self, report: &Report, language: Language) -> Result<()> {
        self.destination
            .write_report(self.format(), report, language)
    }

    /// Writes whatever `draw` draws for a screen of that width.
    ///
    /// # Errors
    ///
    /// When the file cannot be written; a reader that has gone away is none.
    pub(super) fn write_with(
        &self,
        language: Language,
        draw: impl FnOnce(Screen, &mut dyn Write) -> io::Result<()>,
    ) -> Result<()> {
        self.destination.write_with(language, draw)
    }
}

impl Destination {
    /// Returns the file named, if one is.
    pub(super) fn path(&self) -> Option<&Path> {
        self.out.as_deref()
    }

    /// Returns standard output.
    pub(super) const fn stdout() -> Destination {
        Destination { out: None }
    }

    /// Returns whether the result goes to standard output.
    pub(super) fn is_stdout(&self) -> bool {
        self.out.as_ref().is_none_or(|path| path == Path::new("-"))
    }

    /// Writes a report. What is no text is not shown on a screen.
    ///
    /// # Errors
    ///
    /// When the file cannot be written, or there is only a screen for what is no text; a reader that has
    /// gone away is none.
    pub(super) fn write_report(
        &self,
        format: Format,
        report: &Report,
        language: Language,
    ) -> Result<()> {
        if format.is_text() || !self.is_stdout() {
            return self.write_with(language, |screen, out| format.write(report, screen, out));
        }
        let name = format.name();
        if io::stdout().is_terminal() {
            bail!(match language {
                Language::Vietnamese => format!(
                    "định dạng {name} không hiển thị được trên màn hình; hãy ghi ra tệp bằng --out"
                ),
                Language::English =>
                    format!("{name} cannot be shown on a screen; write it to a file with --out"),
            });
        }
        // Not through the stream for people, which takes out what would colour a screen.
        let mut out = BufWriter::new(io::stdout().lock());
        let written = format
            .write(report, None, &mut out)
            .and_then(|()| out.flush());
        unless_gone(written)
    }

    /// Writes whatever `draw` draws for a screen of that width.
    ///
    /// # Errors
    ///
    /// When the file cannot be written; a reader that has gone away is none.
    pub(super) fn write_with(
        &self,
        language: Language,
        draw: impl FnOnce(Screen, &mut dyn Write) -> io::Result<()>,
    ) -> Result<()> {
        match &self.out {
            Some(path) if path != Path::new("-") => {
                let mut bytes = Vec::new();
                draw(Some(terminal::DEFAULT_WIDTH).into(), &mut bytes)?;
                replace(path, &bytes).map_err(|error| cannot_write(path, &error, language))
            }
            _ => to_stdout(|out| draw(terminal::screen(), out)),
        }
    }
}

/// Refuses a file called as if it were in another format: who is sent it could not open it.
///
/// # Errors
///
/// When it is.
pub(super) fn agree(format: Format, path: &Path, language: Language) -> Result<()> {
    match Format::of_file(path) {
        // Any text may be called so.
        None | Some(Format::Table) => Ok(()),
        Some(named) if named.extension() == format.extension() => Ok(()),
        Some(_) => bail!(match language {
            Language::Vietnamese => format!(
                "tên tệp {} không phải của định dạng {}; đổi đuôi tệp hoặc --format",
                path.display(),
                format.name()
            ),
            Language::English => format!(
                "{} is not the name of a file in the format {}; change its ending, or --format",
                path.display(),
                format.name()
            ),
        }),
    }
}

fn to_stdout(draw: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let mut out = BufWriter::new(anstream::stdout().lock());
    unless_gone(draw(&mut out).and_then(|()| out.flush()))
}

/// A reader that has gone away is no error.
fn unless_gone(written: io::Result<()>) -> Result<()> {
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => Ok(other?),
    }
}

/// Makes a folder and those above it, as far as they are not there.
///
/// # Errors
///
/// When one cannot be made.
pub(super) fn make_folder(folder: &Path, language: Language) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| {
        let what = language.pick("không tạo được thư mục", "cannot make the folder");
        format!("{what} {}", folder.display())
    })
}

/// Writes a file whole or not at all.
///
/// # Errors
///
/// When it cannot be written.
pub(super) fn replace_file(path: &Path, bytes: &[u8], language: Language) -> Result<()> {
    replace(path, bytes).map_err(|error| cannot_write(path, &error, language))
}

/// Writes beside the file and renames: a reader sees the old file or the new one. A link is followed;
/// what is no file, such as a device or a pipe, stays what it is and is written into.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let is_link = fs::symlink_metadata(path).is_ok_and(|found| found.is_symlink());
    let followed = if is_link {
        fs::canonicalize(path)?
    } else {
        path.to_owned()
    };
    let path = followed.as_path();
    if fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir()) {
        let mut open = fs::OpenOptions::new();
        return open.write(true).open(path)?.write_all(bytes);
    }
    let mut file = tempfile::Builder::new()
        .prefix(".chamdiem-")
        .tempfile_in(folder_of(path))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    keep_mode(path, file.path())?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A temporary file is private; the result is what any new file of the user would be, or
/// what the file it replaces was.
#[cfg(unix)]
fn keep_mode(path: &Path, temporary: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(path).map_or(0o644, |metadata| metadata.permissions().mode());
    fs::set_permissions(temporary, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn keep_mode(_: &Path, _: &Path) -> io::Result<()> {
    Ok(())
}

/// Says why a file cannot be written. The error is of a temporary file beside it, whose path
/// means nothing to anybody.
fn cannot_write(path: &Path, error: &io::Error, language: Language) -> anyhow::Error {
    let folder = folder_of(path);
    let why = if error.kind() == ErrorKind::NotFound && !folder.exists() {
        match language {
            Language::Vietnamese => format!("thư mục {} không tồn tại", folder.display()),
            Language::English => format!("there is no folder {}", folder.display()),
        }
    } else {
        text::system_error(&io::Error::from(error.kind()), language)
    };
    let hint = if may_be_open_elsewhere(error.kind()) {
        language.pick(
            "; nếu tệp đang mở trong Excel, hãy đóng lại",
            "; if it is open in Excel, close it there",
        )
    } else {
        ""
    };
    let what = language.pick("không ghi được tệp", "cannot write");
    anyhow!("{what} {}: {why}{hint}", path.display())
}

/// A file that another program holds gives errors of many kinds, but none of these.
const fn may_be_open_elsewhere(kind: ErrorKind) -> bool {
    !matches!(
        kind,
        ErrorKind::NotFound
            | ErrorKind::IsADirectory
            | ErrorKind::NotADirectory
            | ErrorKind::StorageFull
            | ErrorKind::ReadOnlyFilesystem
            | ErrorKind::InvalidFilename
    )
}
