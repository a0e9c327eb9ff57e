//! How wide a text is in Times New Roman, in twentieths of a point: what columns of a table need, and how
//! long the rules of the head are.

/// Returns the width of a letter in thousandths of the size of the type, after the metrics Times Roman was
/// published with; Times New Roman and Liberation Serif keep them.
fn letter(letter: char) -> u32 {
    match letter {
        ' ' | '.' | ',' => 250,
        'i' | 'j' | 'l' | 't' | ':' | ';' | '/' => 278,
        'f' | 'r' | '-' | '(' | ')' | '[' | ']' | 'I' | '\'' => 333,
        's' | 'J' => 389,
        'a' | 'c' | 'e' | 'z' => 444,
        'm' => 778,
        'w' | 'A' | 'D' | 'G' | 'H' | 'K' | 'N' | 'O' | 'Q' | 'U' | 'V' | 'X' | 'Y' => 722,
        'M' => 889,
        'W' => 944,
        'B' | 'C' | 'R' => 667,
        'E' | 'L' | 'T' | 'Z' => 611,
        'F' | 'P' | 'S' => 556,
        '%' | '…' => 1000,
        '≥' | '±' | '−' | '+' => 564,
        // Marks that are written apart from their letters.
        '\u{300}'..='\u{36f}' => 0,
        // Most small letters, and the digits.
        '\0'..='\u{7f}' => 500,
        letter if letter.is_lowercase() => 510,
        _ => 740,
    }
}

/// Returns the width of a text.
pub(super) fn width(text: &str, half_points: u32, bold: bool) -> u32 {
    let of_letter = |shown: char| {
        let width = letter(shown);
        match (bold, shown.is_uppercase()) {
            (false, _) => width,
            // Bold letters are wider, capitals a little.
            (true, true) => width + width / 16,
            (true, false) => width + width / 8,
        }
    };
    let thousandths: u32 = text.chars().map(of_letter).sum();
    // A size of two half points is 20 twentieths wide.
    thousandths.saturating_mul(half_points) / 100
}

/// Returns the width of the longest word of a text.
pub(super) fn longest_word(text: &str, half_points: u32, bold: bool) -> u32 {
    let words = text.split(' ').map(|word| width(word, half_points, bold));
    words.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_as_wide_as_its_letters() {
        // Ten digits of 14 points, each half as wide as the type is high.
        assert_eq!(width("0123456789", 28, false), 1_400);
        assert_eq!(width("Xã", 20, false), width("Xa\u{303}", 20, false) + 13);
        assert!(width("WWW", 24, false) > width("iii", 24, false) * 3);
        assert_eq!(
            longest_word("Xã Phùng Chí Kiên", 24, false),
            width("Phùng", 24, false)
        );
    }
}
