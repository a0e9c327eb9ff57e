//! The outside world: arguments, files, the terminal, exit codes. Only here is anything
//! printed, and only here is the environment read.

mod aside;
mod asked_for;
mod basis;
mod check;
mod criteria;
mod district;
mod earlier;
mod explain;
mod hand_back;
mod judgement;
mod language;
mod localized;
mod made;
mod output;
mod progress;
mod rank;
mod report;
mod round;
mod score;
mod selection;
mod template;
mod terminal;
mod versions;
mod workspace;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use chamdiem::finding::Severity;
use chamdiem::report::document::findings::Counts;
use chamdiem::text::Language;

use terminal::Terminal;

/// The command line. Help texts in both languages are in `text::help`.
#[derive(Debug, Parser)]
#[command(name = "chamdiem", version)]
struct Arguments {
    #[arg(long, global = true, value_enum)]
    lang: Option<LanguageChoice>,
    #[arg(long, global = true, value_enum, default_value_t = ColorChoice::Auto)]
    color: ColorChoice,
    #[arg(short, long, global = true)]
    quiet: bool,
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    verbose: bool,
    #[arg(short = 'C', long, global = true)]
    directory: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Check(check::Arguments),
    Score(score::Arguments),
    Rank(rank::Arguments),
    Report(report::Arguments),
    Template(template::Arguments),
    Criteria(criteria::Arguments),
    Explain(explain::Arguments),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum LanguageChoice {
    Vi,
    En,
}

impl From<LanguageChoice> for Language {
    fn from(choice: LanguageChoice) -> Language {
        match choice {
            LanguageChoice::Vi => Language::Vietnamese,
            LanguageChoice::En => Language::English,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ColorChoice {
    Auto,
    Always,
    Never,
}

/// The severity from which a run with findings ends with exit code 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    /// Returns how a run with these findings ends.
    fn status(self, counts: Counts) -> Status {
        let severity = match self {
            FailOn::Error => Severity::Error,
            FailOn::Warning => Severity::Warning,
            FailOn::Info => Severity::Info,
            FailOn::Never => return Status::Done,
        };
        if counts.any_at_least(severity) {
            Status::Findings
        } else {
            Status::Done
        }
    }
}

/// How a run ended that could do its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Status {
    /// Exit code 0.
    Done,
    /// Exit code 1: done, with findings at or above the chosen severity.
    Findings,
    /// Exit code 1: done, and the two compared differ.
    Differ,
}

/// What every command is given.
#[derive(Debug, Clone, Copy)]
struct Session<'s> {
    language: Language,
    terminal: Terminal,
    /// Where the run was asked to start, as typed.
    directory: Option<&'s Path>,
}

/// Runs the command line; the exit code is 0, 1 or 2 as docs/cli.md says.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    contain_panics_of_the_reader();
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if arguments
        .get(1)
        .is_some_and(|first| first == aside::ARGUMENT)
    {
        return aside::serve();
    }
    // Help and mistakes in the arguments speak the user's language too, so it is looked for
    // before the arguments are understood.
    let guessed = language::before_parsing(&arguments);
    let command = localized::command(Arguments::command(), guessed);
    let parsed = command
        .try_get_matches_from(arguments)
        .and_then(|matches| Arguments::from_arg_matches(&matches));
    let parsed = match parsed {
        Ok(parsed) => parsed,
        Err(error) => return localized::report(&error, guessed),
    };
    terminal::choose_color(parsed.color);
    let terminal = Terminal {
        quiet: parsed.quiet,
        verbose: parsed.verbose,
    };
    if let Some(directory) = &parsed.directory
        && let Err(error) = std::env::set_current_dir(directory)
    {
        let what = guessed.pick("không mở được thư mục", "cannot open the folder");
        let error = anyhow::Error::new(error).context(format!("{what} {}", directory.display()));
        terminal::trouble(&error, guessed);
        return ExitCode::from(2);
    }
    let language = parsed.lang.map_or_else(
        || language::of_workspace().unwrap_or(guessed),
        Language::from,
    );
    let session = Session {
        language,
        terminal,
        directory: parsed.directory.as_deref(),
    };
    let result = match &parsed.command {
        Command::Check(arguments) => check::run(arguments, session),
        Command::Score(arguments) => score::run(arguments, session),
        Command::Rank(arguments) => rank::run(arguments, session),
        Command::Report(arguments) => report::run(arguments, session),
        Command::Template(arguments) => template::run(arguments, session),
        Command::Criteria(arguments) => criteria::run(arguments, session),
        Command::Explain(arguments) => explain::run(arguments, session),
    };
    match result {
        Ok(Status::Done) => ExitCode::SUCCESS,
        Ok(Status::Findings | Status::Differ) => ExitCode::from(1),
        Err(error) => {
            terminal::trouble(&error, language);
            ExitCode::from(2)
        }
    }
}

/// A damaged workbook can make the reading library panic; that is caught and becomes a finding
/// (`submission::workbook`), and nobody needs to see its trace. Any other panic is a bug of
/// ours and is printed.
fn contain_panics_of_the_reader() {
    let default = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let of_the_reader = panic
            .location()
            .is_some_and(|place| place.file().contains("calamine"));
        if !of_the_reader {
            default(panic);
        }
    }));
}
