//! What people see besides results: findings with their places, troubles, hints; all of it on
//! standard error, in colour where the terminal has colour.

use std::error::Error;
use std::io::{self, IsTerminal, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use anstyle::{AnsiColor, Style};

use chamdiem::finding::{Code, Finding, Place, Severity, Source};
use chamdiem::report::Screen;
use chamdiem::text::lines::broken;
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
            let room = Room::of(io::stderr().is_terminal());
            let lines = room.broken(&printable(sentence), ["", "    "]);
            complain(format_args!("{}", lines.join("\n")));
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
    let room = Room::of(io::stderr().is_terminal());
    let before = format!("{name}: ");
    let lines = causes.lines().map(printable).enumerate();
    let lines: Vec<String> = lines
        .flat_map(|(number, line)| {
            let first = if number == 0 { before.as_str() } else { "" };
            room.broken(&line, [first, "    "])
        })
        .collect();
    complain(format_args!("{}", with_coloured(name, style, &lines)));
}

/// Returns lines with the name coloured that they begin with, which has to wait until they are as long
/// as they will be.
fn with_coloured(name: &str, style: Style, lines: &[String]) -> String {
    let lines = lines.join("\n");
    let rest = lines.strip_prefix(name).unwrap_or(&lines);
    format!("{style}{name}{style:#}{rest}")
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

/// How wide lines may be: on a terminal as wide as it is, and as long as they are where a program
/// reads them or searches in them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Room(Option<usize>);

impl Room {
    /// Returns the room of standard output, or of a file in its place.
    pub(super) fn of_output(is_stdout: bool) -> Room {
        Room::of(is_stdout && io::stdout().is_terminal())
    }

    fn of(is_terminal: bool) -> Room {
        Room(is_terminal.then(|| usize::from(width())))
    }

    /// Returns a text in lines, for whoever draws it behind `name` and the number of a line.
    fn lines(self, text: &str, name: &str) -> String {
        const NUMBER: usize = 10;
        match self.0 {
            Some(room) => {
                let before = name.chars().count() + NUMBER;
                broken(text, "", "", room.saturating_sub(before)).join("\n")
            }
            None => text.to_owned(),
        }
    }

    /// Writes a line behind `first`; what has no room goes on below, behind `next`.
    pub(super) fn write(
        self,
        line: &str,
        [first, next]: [&str; 2],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        for line in self.broken(line, [first, next]) {
            writeln!(out, "{line}")?;
        }
        Ok(())
    }

    fn broken(self, line: &str, [first, next]: [&str; 2]) -> Vec<String> {
        match self.0 {
            Some(room) => broken(line, first, next, room),
            None => vec![format!("{first}{line}")],
        }
    }
}

/// Prints findings on standard error.
pub(super) fn findings(findings: &[Finding], texts: &[SourceText], language: Language) {
    let room = Room::of(io::stderr().is_terminal());
    let mut error = anstream::stderr().lock();
    // Nobody is left to be told that standard error is gone.
    let _ = write_findings(findings, texts, language, room, &mut error);
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
    room: Room,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut drawn = 0;
    let mut index = 0;
    while let Some(finding) = findings.get(index) {
        let missing = findings[index..].iter().take_while(|one| is_missing(one));
        let missing = missing.count();
        if missing > 1 {
            write_missing(&findings[index..index + missing], language, room, out)?;
            writeln!(out)?;
            index += missing;
            continue;
        }
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
                excerpt(finding, text, span.start..span.end, language, room)
            )?,
            None => write_cell_finding(finding, language, room, out)?,
        }
        writeln!(out)?;
        index += 1;
    }
    Ok(())
}

/// Returns whether a finding says nothing but which unit has handed in nothing.
fn is_missing(finding: &Finding) -> bool {
    finding.code() == Code::NotSubmitted && finding.unit.is_some()
}

/// A space at which no line is broken.
const NO_BREAK: &str = "\u{a0}";

/// Writes the units that have handed in nothing in one paragraph: there may be hundreds of them.
fn write_missing(
    findings: &[Finding],
    language: Language,
    room: Room,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Some(first) = findings.first() else {
        return Ok(());
    };
    write_title(
        first,
        &text::not_submitted(findings.len(), language),
        language,
        room,
        out,
    )?;
    // The list is broken anywhere: nobody searches in it for more than a name.
    let room = Room(room.0.or_else(|| Some(usize::from(width()))));
    let whole = |unit: String| unit.replace(' ', NO_BREAK);
    let units: Vec<String> = findings.iter().filter_map(named).map(whole).collect();
    for line in room.broken(&units.join(", "), ["   = ", "     "]) {
        writeln!(out, "{}", line.replace(NO_BREAK, " "))?;
    }
    write_help(first.code(), language, room, out)
}

/// Returns the unit of a finding, by name and code.
fn named(finding: &Finding) -> Option<String> {
    let (code, name) = finding.unit.as_ref()?;
    Some(format!("{} ({})", safe::name(name), safe::name(code)))
}

fn write_title(
    finding: &Finding,
    sentence: &str,
    language: Language,
    room: Room,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (severity, code) = (finding.severity(), finding.code().as_str());
    let name = text::severity(severity, language);
    let title = format!("{name}[{code}]");
    let lines = room.broken(sentence, [&format!("{title}: "), "    "]);
    let title = with_coloured(&title, style(severity), &lines);
    writeln!(out, "{title}")
}

fn write_help(code: Code, language: Language, room: Room, out: &mut dyn Write) -> io::Result<()> {
    let help = language.pick("cách sửa", "help");
    let remedy = text::entry(code, language).remedy;
    room.write(&format!("{help}: {remedy}"), ["   = ", "     "], out)
}

/// A finding in a text file, drawn on the lines concerned.
fn excerpt(
    finding: &Finding,
    text: &SourceText,
    span: std::ops::Range<usize>,
    language: Language,
    room: Room,
) -> String {
    let severity = finding.severity();
    let level = match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Info => Level::INFO,
    };
    let sentence = printable(&cut(&text::finding(finding, language), LONGEST_SENTENCE));
    let help = language.pick("cách sửa", "help");
    let remedy = room.lines(text::entry(finding.code(), language).remedy, help);
    let sentence = room.lines(&sentence, &format!("{severity:?}[D000]"));
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
        .element(Level::HELP.with_name(help).message(remedy));
    Renderer::styled()
        .decor_style(DecorStyle::Ascii)
        .term_width(usize::from(width()))
        .render(&[group])
}

fn write_cell_finding(
    finding: &Finding,
    language: Language,
    room: Room,
    out: &mut dyn Write,
) -> io::Result<()> {
    let sentence = printable(&cut(&text::finding(finding, language), LONGEST_SENTENCE));
    write_title(finding, &sentence, language, room, out)?;
    let place = text::place(&finding.place, language);
    if !place.is_empty() {
        // Whole, so that it can be copied.
        writeln!(out, "  --> {}", printable(&place))?;
    }
    if let Some(quoted) = text::quoted(finding, language) {
        let quoted = printable(&cut(&quoted, LONGEST_QUOTE));
        room.write(&quoted, ["   |  ", "   |  "], out)?;
    }
    let criterion = finding.criterion.as_ref().map(|code| {
        format!(
            "{} {}",
            language.pick("tiêu chí", "criterion"),
            safe::name(code)
        )
    });
    let about: Vec<String> = named(finding).into_iter().chain(criterion).collect();
    if !about.is_empty() {
        room.write(&about.join(", "), ["   = ", "     "], out)?;
    }
    write_help(finding.code(), language, room, out)
}

const fn style(severity: Severity) -> Style {
    let color = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Info => AnsiColor::Cyan,
    };
    color.on_default().bold()
}

#[cfg(test)]
mod tests {
    use chamdiem::finding::{CellRef, Problem};

    use super::*;

    fn missing(number: usize) -> Finding {
        let mut finding = Finding::new(Problem::NotSubmitted, Place::Run);
        finding.unit = Some((format!("{number:05}"), format!("Xã Số {number}")));
        finding
    }

    fn written(findings: &[Finding], room: Option<usize>, language: Language) -> String {
        let mut out = Vec::new();
        write_findings(findings, &[], language, Room(room), &mut out).expect("memory");
        let out = anstream::adapter::strip_bytes(&out).into_vec();
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn many_units_that_handed_in_nothing_are_one_paragraph_with_one_remedy() {
        let fifty: Vec<Finding> = (1..=50).map(missing).collect();
        for &language in Language::ALL {
            let told = written(&fifty, Some(80), language);
            assert!(told.lines().count() < 25, "{told}");
            let help = language.pick("cách sửa", "help");
            assert_eq!(told.matches(help).count(), 1, "{told}");
            for number in 1..=50 {
                let unit = format!("Xã Số {number} ({number:05})");
                assert_eq!(told.matches(&unit).count(), 1, "{number} in {told}");
            }
        }
        let told = written(&fifty[..1], None, Language::Vietnamese);
        assert!(told.contains("   = Xã Số 1 (00001)\n"), "{told}");
    }

    #[test]
    fn on_a_terminal_no_line_is_longer_than_it_is_wide_and_in_a_pipe_none_is_broken() {
        let place = Place::Field {
            source: Source::new("phieu.csv"),
            cell: CellRef::from_absolute(3, 1),
        };
        let finding = Finding::new(Problem::DashForNumber, place).quoting(
            "không có số liệu vì máy chủ của huyện hỏng từ đầu tháng, đến nay chưa sửa xong",
        );
        for &language in Language::ALL {
            for room in [60, 80, 140] {
                let told = written(std::slice::from_ref(&finding), Some(room), language);
                assert!(
                    told.lines().all(|line| line.chars().count() <= room),
                    "{told}"
                );
            }
            let told = written(std::slice::from_ref(&finding), None, language);
            // What, where, the text, what to do, and a blank line.
            assert_eq!(told.lines().count(), 5, "{told}");
        }
    }
}
