//! clap in the user's language: help texts, headings, and mistakes in the arguments.

use std::process::ExitCode;

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, ArgAction, Command};

use chamdiem::text::Language;
use chamdiem::text::help::{self, CallMistake};

/// Returns the command with every text in `language`, commands below it included.
pub(super) fn command(command: Command, language: Language) -> Command {
    localized(command, "", language)
}

fn localized(mut command: Command, path: &str, language: Language) -> Command {
    let phrases = help::phrases(language);
    let called = if path.is_empty() {
        "chamdiem".to_owned()
    } else {
        format!("chamdiem {path}")
    };
    if let Some(help) = help::command(path, language) {
        command = command
            .about(help.about)
            .override_usage(format!("{called} {}", help.usage));
    }
    command = command
        .long_about(None::<&str>)
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .subcommand_help_heading(phrases.commands)
        .help_template(format!(
            "{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}{{after-help}}",
            phrases.usage
        ));
    if path.is_empty() {
        command = command
            .disable_version_flag(true)
            .arg(flag("version", 'V', ArgAction::Version));
    }
    command = command.arg(flag("help", 'h', ArgAction::Help));
    command = command.mut_args(|argument| {
        let heading = if argument.is_positional() {
            phrases.arguments
        } else {
            phrases.options
        };
        let takes_value = argument.get_action().takes_values();
        let argument = argument
            .help_heading(heading)
            .hide_possible_values(takes_value)
            .hide_default_value(takes_value);
        match help::argument(argument.get_id().as_str(), language) {
            Some(help) if help.value.is_empty() => argument.help(help.help),
            Some(help) => argument.help(help.help).value_name(help.value),
            None => argument,
        }
    });
    command.mut_subcommands(|below| {
        let name = below.get_name().to_owned();
        let path = if path.is_empty() {
            name
        } else {
            format!("{path} {name}")
        };
        localized(below, &path, language)
    })
}

fn flag(name: &'static str, short: char, action: ArgAction) -> Arg {
    Arg::new(name).short(short).long(name).action(action)
}

/// Prints help where it was asked for, a mistake in the arguments otherwise.
pub(super) fn report(error: &clap::Error, language: Language) -> ExitCode {
    let is_help = matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    );
    if is_help || error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        // Nobody is left to be told that the output is gone.
        let _ = error.print();
        return if is_help {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(2)
        };
    }
    let phrases = help::phrases(language);
    eprintln!(
        "{}: {}",
        phrases.error,
        help::call_mistake(mistake(error), language)
    );
    if let Some(suggestion) = suggestion(error) {
        eprintln!("  {} “{suggestion}”?", phrases.did_you_mean);
    }
    eprintln!("{}", phrases.see_help);
    ExitCode::from(2)
}

fn mistake(error: &clap::Error) -> CallMistake<'_> {
    let text = |kind| match error.get(kind) {
        Some(ContextValue::String(text)) => Some(text.as_str()),
        Some(ContextValue::Strings(texts)) => texts.first().map(String::as_str),
        _ => None,
    };
    let argument = text(ContextKind::InvalidArg);
    let value = text(ContextKind::InvalidValue);
    match (error.kind(), argument, value) {
        (ErrorKind::UnknownArgument, Some(argument), _) => CallMistake::Unknown(argument),
        (ErrorKind::InvalidSubcommand, ..) => {
            text(ContextKind::InvalidSubcommand).map_or(CallMistake::Other, CallMistake::Unknown)
        }
        (ErrorKind::InvalidValue, Some(argument), Some("") | None) => {
            CallMistake::NoValue(argument)
        }
        (ErrorKind::InvalidValue | ErrorKind::ValueValidation, Some(argument), Some(value)) => {
            CallMistake::Value { argument, value }
        }
        (ErrorKind::MissingRequiredArgument, Some(argument), _) => CallMistake::Missing(argument),
        (ErrorKind::MissingSubcommand, ..) => CallMistake::NoCommand,
        (ErrorKind::ArgumentConflict, Some(argument), _) => match text(ContextKind::PriorArg) {
            Some(prior) => CallMistake::Conflict(argument, prior),
            None => CallMistake::Other,
        },
        _ => CallMistake::Other,
    }
}

fn suggestion(error: &clap::Error) -> Option<String> {
    let kinds = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ];
    kinds.into_iter().find_map(|kind| match error.get(kind)? {
        ContextValue::String(text) => Some(text.clone()),
        ContextValue::Strings(texts) => texts.first().cloned(),
        ContextValue::StyledStr(text) => Some(StyledStr::to_string(text)),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    fn walk(command: &Command, path: &str, language: Language) {
        assert!(
            help::command(path, language).is_some(),
            "no help for the command “{path}”"
        );
        for argument in command.get_arguments() {
            let id = argument.get_id().as_str();
            let help = help::argument(id, language);
            assert!(
                help.is_some(),
                "no help for {id} of “{path}” in {}",
                language.code()
            );
            let takes_value = argument.get_action().takes_values();
            assert_eq!(
                help.is_some_and(|help| !help.value.is_empty()),
                takes_value,
                "{id} of “{path}”"
            );
        }
        for below in command.get_subcommands() {
            let name = below.get_name();
            let path = if path.is_empty() {
                name.to_owned()
            } else {
                format!("{path} {name}")
            };
            walk(below, &path, language);
        }
    }

    #[test]
    fn every_command_and_argument_has_help_in_both_languages() {
        for &language in Language::ALL {
            let command = command(crate::cli::Arguments::command(), language);
            walk(&command, "", language);
            command.debug_assert();
        }
    }

    #[test]
    fn vietnamese_help_has_no_english_headings() {
        fn pages(command: &mut Command, text: &mut String) {
            text.push_str(&command.render_help().to_string());
            for below in command.get_subcommands_mut() {
                pages(below, text);
            }
        }
        let mut text = String::new();
        let mut vietnamese = command(crate::cli::Arguments::command(), Language::Vietnamese);
        vietnamese.build();
        pages(&mut vietnamese, &mut text);
        for english in [
            "Usage",
            "Options",
            "Commands",
            "Arguments",
            "OPTIONS",
            "default:",
            "possible values",
            "Print ",
        ] {
            assert!(
                !text.contains(english),
                "{english} stands in the Vietnamese help"
            );
        }
    }
}
