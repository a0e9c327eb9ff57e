//! One file per format. These see `report` and the language, and nothing deeper.

pub mod csv;
pub mod json;
pub mod markdown;
pub mod text;

use super::table::Cell;
use crate::text::Language;

/// Returns a cell as people read it.
fn shown(cell: &Cell, language: Language) -> String {
    let signed = |negative: bool, zero: bool, magnitude: String| match (zero, negative) {
        (true, _) => "0".to_owned(),
        (false, true) => format!("−{magnitude}"),
        (false, false) => format!("+{magnitude}"),
    };
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => printable(text),
        Cell::Number(value) => language.number(*value),
        Cell::Short(value) => language.short_number(*value),
        Cell::Signed(value) => signed(
            value.is_sign_negative(),
            value.is_zero(),
            language.number(value.abs()),
        ),
        Cell::Whole(value) => value.to_string(),
        Cell::SignedWhole(value) => {
            signed(*value < 0, *value == 0, value.unsigned_abs().to_string())
        }
    }
}

/// Returns a text in which nothing steers a terminal: control characters and marks that turn
/// the direction of writing are shown as `�`; line breaks become spaces.
pub fn printable(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '\n' | '\r' | '\t' => ' ',
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => {
                '\u{fffd}'
            }
            letter if letter.is_control() => '\u{fffd}',
            letter => letter,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_from_a_submission_cannot_steer_a_terminal() {
        assert_eq!(
            printable("a\u{1b}[31m\u{202e}b\nc"),
            "a\u{fffd}[31m\u{fffd}b c"
        );
    }
}
