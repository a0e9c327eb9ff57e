//! Which language is spoken: the option, the workspace, the system; Vietnamese when unknown.

use std::ffi::OsString;

use chamdiem::text::Language;

use super::workspace::Workspace;

/// Returns the language for help and for mistakes in the arguments.
pub(super) fn before_parsing(arguments: &[OsString]) -> Language {
    from_option(arguments).unwrap_or_else(|| of_system(sys_locale::get_locale().as_deref()))
}

/// Returns the language a workspace asks for.
pub(super) fn of_workspace() -> Option<Language> {
    let workspace = Workspace::find().ok().flatten()?;
    workspace.language()
}

fn from_option(arguments: &[OsString]) -> Option<Language> {
    let mut arguments = arguments.iter().filter_map(|argument| argument.to_str());
    while let Some(argument) = arguments.next() {
        if let Some(code) = argument.strip_prefix("--lang=") {
            return by_code(code);
        }
        if argument == "--lang" {
            return by_code(arguments.next()?);
        }
    }
    None
}

fn by_code(code: &str) -> Option<Language> {
    Language::ALL
        .iter()
        .copied()
        .find(|language| language.code() == code)
}

/// A system that is set to another language than Vietnamese reads English; one that says
/// nothing (`C`, `POSIX`) reads Vietnamese.
fn of_system(locale: Option<&str>) -> Language {
    match locale {
        None | Some("" | "C" | "POSIX") => Language::Vietnamese,
        Some(locale) if locale.starts_with("C.") || locale.starts_with("vi") => {
            Language::Vietnamese
        }
        Some(_) => Language::English,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_is_spoken_where_the_system_says_nothing() {
        for locale in [
            None,
            Some("C"),
            Some("C.UTF-8"),
            Some("POSIX"),
            Some("vi-VN"),
            Some("vi_VN.UTF-8"),
        ] {
            assert_eq!(of_system(locale), Language::Vietnamese, "{locale:?}");
        }
        assert_eq!(of_system(Some("en-US")), Language::English);
        assert_eq!(of_system(Some("fr_FR.UTF-8")), Language::English);
    }

    #[test]
    fn the_option_is_found_wherever_it_stands() {
        let arguments = |words: &[&str]| words.iter().map(OsString::from).collect::<Vec<_>>();
        assert_eq!(
            from_option(&arguments(&["chamdiem", "rank", "--lang", "en"])),
            Some(Language::English)
        );
        assert_eq!(
            from_option(&arguments(&["chamdiem", "--lang=vi", "rank"])),
            Some(Language::Vietnamese)
        );
        assert_eq!(
            from_option(&arguments(&["chamdiem", "rank", "--lang"])),
            None
        );
    }
}
