//! Long lines, broken where a screen ends.

use unicode_width::UnicodeWidthStr;

/// Returns a text in lines that fit into `room`, broken between words: the first behind `first`, the
/// others behind `next`. A word longer than that is not broken.
pub fn broken(text: &str, first: &str, next: &str, room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = first.to_owned();
    let mut is_begun = false;
    // Of several spaces all are kept, but none where a line begins.
    for word in text.split(' ') {
        if word.is_empty() && !is_begun {
            continue;
        }
        if is_begun && line.width() + 1 + word.width() > room {
            lines.push(std::mem::replace(&mut line, next.to_owned()));
            is_begun = false;
        }
        if is_begun {
            line.push(' ');
        }
        line.push_str(word);
        is_begun = true;
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_broken_between_words_and_no_word_in_two() {
        let text = "cách sửa: điền câu trả lời vào ô";
        assert_eq!(
            broken(text, "   = ", "     ", 24),
            ["   = cách sửa: điền câu", "     trả lời vào ô"]
        );
        assert_eq!(broken("một", "= ", "  ", 2), ["= một"]);
        assert_eq!(broken("1.1  25,63", "", "", 12), ["1.1  25,63"]);
        assert_eq!(
            broken("submissions/2021-11/00001.csv là phiếu", "", "  ", 12),
            ["submissions/2021-11/00001.csv", "  là phiếu"]
        );
    }

    #[test]
    fn a_letter_with_its_marks_apart_is_one_letter_wide() {
        let apart = "ye\u{302}\u{301}u to\u{302}\u{301}";
        assert_eq!(broken(apart, "", "", 6), [apart]);
    }
}
