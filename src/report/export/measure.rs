//! How wide a text is in Times New Roman, in twentieths of a point: what columns of a table need, how many
//! lines a cell has, and how long the rules of a letter's head are.

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

/// Returns how many lines a text has in a space so wide: words are not broken, but where one is wider than
/// that.
pub(super) fn lines(text: &str, half_points: u32, bold: bool, room: u32) -> u32 {
    let room = room.max(1);
    let space = width(" ", half_points, bold);
    let (mut lines, mut taken) = (1, 0);
    for word in text.split(' ') {
        let width = width(word, half_points, bold);
        let with_word = if taken == 0 {
            width
        } else {
            taken + space + width
        };
        if with_word <= room {
            taken = with_word;
            continue;
        }
        if taken > 0 {
            lines += 1;
        }
        lines += width.saturating_sub(1) / room;
        taken = width - width.saturating_sub(1) / room * room;
    }
    lines
}

/// The width a column needs at least, the one in which nothing of it is broken, and how wide all its cells
/// together are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Need {
    pub least: u32,
    pub most: u32,
    pub ink: u32,
}

/// Shares the room among columns: first what each needs at least; then what they would like, more to those
/// with more in them; then what is left, in proportion to what they have.
pub(super) fn shared(needs: &[Need], room: u32) -> Vec<u32> {
    /// Columns that get all they would like leave something to the others.
    const ROUNDS: usize = 4;
    let part = |of: u32, whole: u64, amount: u32| {
        let part = u64::from(of) * u64::from(amount) / whole.max(1);
        u32::try_from(part).unwrap_or(amount)
    };
    let mut widths: Vec<u32> = needs.iter().map(|need| need.least).collect();
    let spare = |widths: &[u32]| room.saturating_sub(widths.iter().sum());
    for _ in 0..ROUNDS {
        let amount = spare(&widths);
        let wanting = |(need, width): (&Need, &u32)| if need.most > *width { need.ink } else { 0 };
        let ink = needs.iter().zip(&widths).map(wanting).map(u64::from).sum();
        for (need, width) in needs.iter().zip(&mut widths) {
            if need.most > *width {
                *width = need.most.min(*width + part(need.ink, ink, amount));
            }
        }
    }
    let taken: u32 = widths.iter().sum();
    let rest = spare(&widths);
    for width in &mut widths {
        *width += part(*width, u64::from(taken), rest);
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_take_all_the_room_and_no_more() {
        let of = |needs: &[[u32; 3]]| -> Vec<Need> {
            let need = |&[least, most, ink]: &[u32; 3]| Need { least, most, ink };
            needs.iter().map(need).collect()
        };
        for (needs, room) in [
            (
                of(&[[500, 900, 9], [300, 300, 900], [1_000, 4_000, 90]]),
                9_354,
            ),
            (
                of(&[[500, 900, 9], [300, 300, 9], [1_000, 40_000, 90]]),
                9_354,
            ),
            (of(&[[100, 100, 0]]), 14_286),
        ] {
            let widths = shared(&needs, room);
            let taken: u32 = widths.iter().sum();
            assert!(taken <= room && room - taken < 4, "{widths:?}");
            let mut enough = needs.iter().zip(&widths);
            assert!(enough.all(|(need, &width)| width >= need.least));
        }
    }

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

    #[test]
    fn words_stand_in_the_line_that_has_room_for_them() {
        let digits = |count: u32| width("0", 20, false) * count;
        let lines = |text, room| lines(text, 20, false, room);
        assert_eq!(lines("", digits(1)), 1);
        assert_eq!(lines("0000 0000", digits(9)), 1);
        assert_eq!(lines("0000 0000", digits(8)), 2);
        assert_eq!(lines("0000 0000 00", digits(7)), 2);
        assert_eq!(lines("0000 0000 00 00", digits(7)), 3);
        assert_eq!(lines("0000000000", digits(4)), 3);
        assert_eq!(lines("00 0000000000 0", digits(4)), 4);
    }
}
