//! What people see besides results: findings with their places, troubles, hints; all of it on
//! standard error, in colour where the terminal has colour.

use std::error::Error;
use std::io::{self, IsTerminal, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use anstyle::{AnsiColor, Style};

use chamdiem::finding::{Finding, Place, Severity, Source};
use chamdiem::report::Screen;
use chamdiem::text::safe::{self, cut, printable};
use chamdiem::text::{self, Language};

use super::ColorChoice;
use super::progress::Progress;
use super::workspace::Mistake;

/// The width of tables where no terminal says how wide it is.
pub(super) const DEFAULT_WIDTH: u16 = 120;

/// Letters of the user's own text that are shown, and of a sentence that has it inside.
const LONGEST_QUOTE: usize = 200;
const LONGEST_SENTENCE: usize = 1_000;

/// How much is said besides results.
#[derive(Debug, Clone, Copy)]
pub(super) struct Terminal {
    pub(super) quiet: bool,
    pub(super) verbose: bool,
}

/// The text of a file, for excerpts.
#[derive(Debug, Clone, Copy)]
pub(super) struct SourceText<'t> {
    source: &'t Source,
    text: &'t str,
}

impl<'t> SourceText<'t> {
    pub(super) const fn new(source: &'t Source, text: &'t str) -> SourceText<'t> {
        SourceText { source, text }
    }
}

/// Sets when colour is used; otherwise the terminal and `NO_COLOR` decide.
pub(super) fn choose_color(choice: ColorChoice) {
    match choice {
        ColorChoice::Auto => anstream::ColorChoice::Auto,
        ColorChoice::Always => anstream::ColorChoice::Always,
        ColorChoice::Never => anstream::ColorChoice::Never,
    }
    .write_global();
}

/// Returns the screen: where its output goes somewhere without colours, `anstream` takes them out.
pub(super) fn screen() -> Screen {
    Screen {
        width: Some(width()),
        has_colours: true,
    }
}

/// Returns the width of the screen; where there is none, `COLUMNS` or a fixed width.
pub(super) fn width() -> u16 {
    let of_terminal = || terminal_size::terminal_size().map(|(width, _)| width.0);
    let of_environment = || {
        std::env::var("COLUMNS")
            .ok()
            .and_then(|columns| columns.parse().ok())
    };
    of_terminal()
        .filter(|&width| width > 0)
        .or_else(of_environment)
        .unwrap_or(DEFAULT_WIDTH)
        .max(40)
}

impl Terminal {
    /// Returns what shows how far the work has come, on a terminal only.
    pub(super) fn progress(self) -> Progress {
        Progress::new(!self.quiet && io::stderr().is_terminal())
    }

    /// Adds a sentence that helps, unless nothing is to be said.
    pub(super) fn hint(self, sentence: &str) {
        if !self.quiet {
            complain(format_args!("{}", printable(sentence)));
        }
    }
}

/// Says why nothing could be done.
pub(super) fn trouble(error: &anyhow::Error, language: Language) {
    let style = style(Severity::Error);
    let name = text::severity(Severity::Error, language);
    let causes: Vec<String> = error.chain().map(|cause| told(cause, language)).collect();
    // A name of a file in it may be anybody's.
    let causes = causes.join(": ");
    let lines: Vec<String> = causes.lines().map(printable).collect();
    complain(format_args!("{style}{name}{style:#}: {}", lines.join("\n")));
}

/// What the system or a library says is told in words of ours.
fn told(cause: &(dyn Error + 'static), language: Language) -> String {
    if let Some(error) = cause.downcast_ref::<io::Error>() {
        return text::system_error(error, language);
    }
    if let Some(mistake) = cause.downcast_ref::<Mistake>() {
        return mistake.told(language);
    }
    cause.to_string()
}

/// Prints findings on standard error.
pub(super) fn findings(findings: &[Finding], texts: &[SourceText], language: Language) {
    let mut error = anstream::stderr().lock();
    // Nobody is left to be told that standard error is gone.
    let _ = write_findings(findings, texts, language, &mut error);
}

fn complain(line: std::fmt::Arguments) {
    // Nobody is left to be told that standard error is gone.
    let _ = writeln!(anstream::stderr().lock(), "{line}");
}

/// Bytes of the longest line a finding is drawn on; of a longer one its place is told in words.
const LONGEST_DRAWN: usize = 1_000;
/// The most findings of a text that are drawn; whoever has more mends those first.
const MOST_DRAWN: usize = 200;

/// Returns the line a place is on, where it is short enough to be drawn.
fn line_of<'t>(text: &SourceText<'t>, start: usize) -> Option<&'t str> {
    let before = text.text.get(..start)?;
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let line = text
        .text
        .get(line_start..)?
        .lines()
        .next()
        .unwrap_or_default();
    (line.len() <= LONGEST_DRAWN).then_some(line)
}

/// Writes findings one below the other: what, where, the user's own text, whose, and what
/// to do.
pub(super) fn write_findings(
    findings: &[Finding],
    texts: &[SourceText],
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut drawn = 0;
    for (index, finding) in findings.iter().enumerate() {
        if drawn == MOST_DRAWN {
            let rest = findings.len() - index;
            let more = match language {
                Language::Vietnamese => {
                    format!("… và {rest} phát hiện nữa; xem tất cả: thêm --format json")
                }
                Language::English => format!("… and {rest} more; see all with --format json"),
            };
            return writeln!(out, "{more}");
        }
        drawn += usize::from(matches!(finding.place, Place::Text { .. }));
        let in_text = match &finding.place {
            Place::Text { source, span, .. } => texts
                .iter()
                .find(|text| text.source == source)
                .filter(|text| line_of(text, span.start).is_some())
                .map(|text| (text, span)),
            _ => None,
        };
        match in_text {
            Some((text, span)) => writeln!(
                out,
                "{}",
                excerpt(finding, text, span.start..span.end, language)
            )?,
            None => write_cell_finding(finding, language, out)?,
        }
        writeln!(out)?;
    }
    Ok(())
}

/// A finding in a text file, drawn on the lines concerned.
fn excerpt(
    finding: &Finding,
    text: &SourceText,
    span: std::ops::Range<usize>,
    language: Language,
) -> String {
    let severity = finding.severity();
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let sentence = printable(&cut(&text::finding(finding, language), LONGEST_SENTENCE));
    let remedy = text::entry(finding.code(), language).remedy;
    // Only the first line of a long stretch: the place is where it begins.
    let stretch = text.text.get(span.clone()).unwrap_or_default();
    let end = stretch
        .find('\n')
        .map_or(span.end, |newline| span.start + newline);
    // Only the line it is on: a file may be long, and its findings many.
    let line_start = text
        .text
        .get(..span.start)
        .and_then(|before| before.rfind('\n'));
    let line_start = line_start.map_or(0, |newline| newline + 1);
    let rest = text.text.get(line_start..).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default();
    let number = match &finding.place {
        Place::Text { position, .. } => position.line,
        _ => 1,
    };
    let start = span.start - line_start;
    let stretch = start..(end.max(span.start) - line_start);
    let group = level
        .with_name(text::severity(severity, language))
        .primary_title(sentence)
        .id(finding.code().as_str())
        .element(
            Snippet::source(line)
                .line_start(number)
                .path(printable(text.source.name()))
                .annotation(AnnotationKind::Primary.span(stretch)),
        )
        .element(
            Level::HELP
                .with_name(language.pick("cách sửa", "help"))
                .message(remedy),
        );
    Renderer::styled()
        .decor_style(DecorStyle::Ascii)
        .term_width(usize::from(width()))
        .render(&[group])
}

fn write_cell_finding(
    finding: &Finding,
    language: Language,
    out: &mut dyn Write,
) -> io::Result<()> {
    let severity = finding.severity();
    let code = finding.code();
    let color = style(severity);
    let name = text::severity(severity, language);
    let sentence = printable(&cut(&text::finding(finding, language), LONGEST_SENTENCE));
    writeln!(out, "{color}{name}[{}]{color:#}: {sentence}", code.as_str())?;
    let place = text::place(&finding.place, language);
    if !place.is_empty() {
        writeln!(out, "  --> {}", printable(&place))?;
    }
    if let Some(quoted) = text::quoted(finding, language) {
        writeln!(out, "   |  {}", printable(&cut(&quoted, LONGEST_QUOTE)))?;
    }
    let unit = finding
        .unit
        .as_ref()
        .map(|(code, name)| format!("{} ({})", safe::name(name), safe::name(code)));
    let criterion = finding.criterion.as_ref().map(|code| {
        format!(
            "{} {}",
            language.pick("tiêu chí", "criterion"),
            safe::name(code)
        )
    });
    let about: Vec<String> = unit.into_iter().chain(criterion).collect();
    if !about.is_empty() {
        writeln!(out, "   = {}", about.join(", "))?;
    }
    let help = language.pick("cách sửa", "help");
    writeln!(out, "   = {help}: {}", text::entry(code, language).remedy)
}

const fn style(severity: Severity) -> Style {
    let color = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Info => AnsiColor::Cyan,
    };
    color.on_default().bold()
}
