//! The texts that cells share.

use std::borrow::Cow;

use super::super::damaged;
use super::super::xml::{Event, Xml};
use crate::finding::Problem;
use crate::submission::limits::Limits;

/// The texts that cells refer to by number, one behind the other.
#[derive(Debug, Default)]
pub(super) struct Strings {
    texts: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl Strings {
    /// Reads the part that holds them.
    pub(super) fn of(part: &[u8], limits: &Limits) -> Result<Strings, Problem> {
        let mut strings = Strings::default();
        let mut xml = Xml::of(part, limits)?;
        loop {
            match xml.next()? {
                Event::Start(element) if element.local_name() == "si" => {
                    read_text(&mut xml, &mut strings.texts)?;
                    strings.ends.push(strings.texts.len());
                }
                Event::Empty(element) if element.local_name() == "si" => {
                    strings.ends.push(strings.texts.len());
                }
                Event::Eof => return Ok(strings),
                _ => {}
            }
        }
    }

    /// Returns the text of this number.
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)?;
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.texts.get(start..end)
    }
}

/// Adds the text of the element that was just opened, which may be in several runs of different
/// fonts; how a text is pronounced is no part of it.
pub(super) fn read_text(xml: &mut Xml, text: &mut String) -> Result<(), Problem> {
    let outside = xml.depth() - 1;
    let mut run = String::new();
    while xml.depth() > outside {
        let Event::Start(element) = xml.next()? else {
            continue;
        };
        match element.local_name() {
            "rPh" => xml.skip()?,
            "t" => {
                let keeps_space = element.attribute("xml:space")?.as_deref() == Some("preserve");
                run.clear();
                xml.text(&mut run)?;
                let run = if keeps_space {
                    run.as_str()
                } else {
                    run.trim_matches([' ', '\t', '\r', '\n'])
                };
                text.push_str(&unescaped(run));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Returns a text in which what XML cannot hold, and is written as `_x000D_`, is itself again.
/// Source: ECMA-376 part 1, 22.9.2.19 (`ST_Xstring`).
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains("_x") {
        return Cow::Borrowed(text);
    }
    let mut units: Vec<u16> = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        if let Some((unit, behind)) = escape(rest) {
            units.push(unit);
            rest = behind;
        } else {
            units.extend_from_slice(letter.encode_utf16(&mut [0; 2]));
            rest = &rest[letter.len_utf8()..];
        }
    }
    String::from_utf16_lossy(&units).into()
}

/// Returns the unit of UTF-16 that a text begins with as `_xhhhh_`, and what stands behind it.
fn escape(text: &str) -> Option<(u16, &str)> {
    let digits = text.strip_prefix("_x")?;
    let (digits, behind) = digits.split_at_checked(4)?;
    let is_number = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    let unit = u16::from_str_radix(digits, 16).ok().filter(|_| is_number)?;
    Some((unit, behind.strip_prefix('_')?))
}

/// Returns the text a cell refers to.
pub(super) fn shared<'s>(strings: &'s Strings, number: &str) -> Result<&'s str, Problem> {
    let number = number.trim().parse().ok();
    number
        .and_then(|number| strings.get(number))
        .ok_or_else(damaged)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_in_runs_are_one_and_pronunciation_is_none_of_it() {
        let part = "<sst><si><t>Xã</t></si><si/><si><r><t xml:space=\"preserve\">Bộc </t></r><r><t>\
            Bố</t></r><rPh><t>x</t></rPh></si><x:si><x:t> a &amp; b_x000D_\n</x:t></x:si></sst>";
        let strings = Strings::of(part.as_bytes(), &Limits::default()).expect("texts");
        let texts: Vec<Option<&str>> = (0..5).map(|number| strings.get(number)).collect();
        assert_eq!(
            texts,
            [Some("Xã"), Some(""), Some("Bộc Bố"), Some("a & b\r"), None]
        );
    }

    #[test]
    fn only_four_digits_between_marks_are_an_escape() {
        for (written, meant) in [
            ("_x0041_", "A"),
            ("_x005F_x0041_", "_x0041_"),
            ("_xD83D__xDE00_", "😀"),
            ("_xD83D_", "\u{fffd}"),
            ("_x41_", "_x41_"),
            ("_x+041_", "_x+041_"),
            ("_xố041_", "_xố041_"),
        ] {
            assert_eq!(unescaped(written), meant, "{written}");
        }
    }
}
