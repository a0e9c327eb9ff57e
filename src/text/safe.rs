//! Texts of others, shown so that they steer neither a terminal nor a spreadsheet, nor hide
//! anything from whoever reads them.

use std::borrow::Cow;

/// Letters of the longest name shown in a table.
const LONGEST_NAME: usize = 80;

/// Returns a text in which nothing steers a terminal: control characters, marks that turn the
/// direction of writing and letters nobody sees are shown as `�`; line breaks become spaces.
pub fn printable(text: &str) -> String {
    if !text.contains(steers) {
        return text.to_owned();
    }
    text.chars()
        .map(|letter| match letter {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => ' ',
            letter if steers(letter) => '\u{fffd}',
            letter => letter,
        })
        .collect()
}

/// Returns whether a letter acts on what is around it instead of being seen.
pub fn steers(letter: char) -> bool {
    // Nearly every letter is one of these.
    match letter {
        ' '..='~' | '\u{ae}'..='\u{2ff}' | '\u{1e00}'..='\u{1fff}' => return false,
        _ => {}
    }
    letter.is_control()
        || matches!(
            letter,
            // The soft hyphen, joiners, fillers, and variants of the letter before.
            '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}'
            // Spaces without width, directions of writing, separators of lines.
            | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            // Signs of music and shorthand, and tags, that are not drawn.
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
        )
}

/// Returns the beginning of a text, with an ellipsis where the rest is left out.
pub fn cut(text: &str, letters: usize) -> Cow<'_, str> {
    match text.char_indices().nth(letters) {
        None => Cow::Borrowed(text),
        // The ellipsis takes the place of a letter.
        Some(_) => {
            let end = text.char_indices().nth(letters.saturating_sub(1));
            let end = end.map_or(0, |(at, _)| at);
            Cow::Owned(format!("{}…", text[..end].trim_end()))
        }
    }
}

/// Returns a name as a table shows it.
pub fn name(text: &str) -> String {
    printable(&cut(text, LONGEST_NAME))
}

/// Returns a text as a field of delimited text: what a spreadsheet would take for a formula gets
/// an apostrophe in front, and only line breaks are left of what steers.
pub fn in_csv(text: &str) -> Cow<'_, str> {
    let is_plain = |letter: char| !steers(letter) || matches!(letter, '\n' | '\t');
    let begins = text.trim_start().chars().next();
    // The wide forms are taken for the narrow ones by spreadsheets in East Asia.
    let is_formula = text.starts_with(['\t', '\r'])
        || begins.is_some_and(|first| "=+-@＝＋－＠".contains(first));
    if !is_formula && text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 1);
    if is_formula {
        safe.push('\'');
    }
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' if letters.peek() == Some(&'\n') => {}
            '\r' | '\u{2028}' | '\u{2029}' => safe.push(' '),
            letter if is_plain(letter) => safe.push(letter),
            _ => safe.push('\u{fffd}'),
        }
    }
    Cow::Owned(safe)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn text_from_a_submission_cannot_steer_a_terminal() {
        assert_eq!(
            printable("a\u{1b}[31m\u{202e}b\u{200b}\nc\u{9b}2J"),
            "a\u{fffd}[31m\u{fffd}b\u{fffd} c\u{fffd}2J"
        );
        // Marks of Vietnamese letters are no such thing.
        assert_eq!(
            printable("Xa\u{303} Bộc Bố – “½”"),
            "Xa\u{303} Bộc Bố – “½”"
        );
    }

    #[test]
    fn what_looks_like_a_formula_is_a_text() {
        for (text, field) in [
            ("=1+1", "'=1+1"),
            ("  @SUM(A1)", "'  @SUM(A1)"),
            ("\t1", "'\t1"),
            ("\r=1", "' =1"),
            ("－1", "'－1"),
            ("a\r\nb", "a\nb"),
            ("\u{1b}]0;x\u{7}", "\u{fffd}]0;x\u{fffd}"),
            ("1-2", "1-2"),
        ] {
            assert_eq!(in_csv(text), field);
        }
    }

    #[test]
    fn a_name_is_cut_between_letters() {
        assert_eq!(cut("Xã Bộc Bố", 9), "Xã Bộc Bố");
        assert_eq!(cut("Xã Bộc Bố", 8), "Xã Bộc…");
        assert_eq!(cut("", 0), "");
        assert_eq!(name(&"ố".repeat(1000)).chars().count(), LONGEST_NAME);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn nothing_steers_whatever_the_text(text in any::<String>()) {
            prop_assert!(!printable(&text).contains(steers));
            let field = in_csv(&text);
            prop_assert!(field.chars().all(|letter| !steers(letter) || matches!(letter, '\n' | '\t')));
            prop_assert!(!field.starts_with(['=', '+', '-', '@', '\t', '\r']));
        }

        #[test]
        fn a_text_with_nothing_that_steers_is_shown_as_it_is(text in any::<String>()) {
            prop_assert_eq!(printable(&text) == text, !text.contains(steers));
        }

        #[test]
        fn a_text_without_anything_strange_is_left_alone(text in "[A-Za-zÀ-ɏẠ-ỹ0-9][A-Za-zÀ-ɏẠ-ỹ0-9 .,;=+-]*") {
            prop_assert_eq!(printable(&text), text.as_str());
            prop_assert_eq!(in_csv(&text), text.as_str());
        }
    }
}
