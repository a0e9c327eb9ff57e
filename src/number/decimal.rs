//! Numbers as people and files write them.

use std::borrow::Cow;

use rust_decimal::Decimal;

/// Reads plain decimal notation: digits, a dot, digits, perhaps a minus sign.
///
/// This is the notation of JSON, of machine-readable CSV and of our own output; exponents,
/// thousands separators and a leading or trailing dot are not part of it. Returns `None`
/// for anything else and for more than 28 digits.
pub fn parse_plain(text: &str) -> Option<Decimal> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = match unsigned.split_once('.') {
        Some((whole, fraction)) if !fraction.is_empty() => (whole, fraction),
        Some(_) => return None,
        None => (unsigned, ""),
    };
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    if whole.len() + fraction.len() <= 18 {
        let digits = |part: &str, start: i64| {
            part.bytes()
                .fold(start, |value, byte| value * 10 + i64::from(byte - b'0'))
        };
        let magnitude = digits(fraction, digits(whole, 0));
        let mantissa = if unsigned.len() == text.len() {
            magnitude
        } else {
            -magnitude
        };
        let scale = u32::try_from(fraction.len()).ok()?;
        return Some(Decimal::new(mantissa, scale));
    }
    Decimal::from_str_exact(text).ok()
}

/// What a person's spelling of a number turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WrittenNumber {
    /// One meaning only.
    Clear(Decimal),
    /// Followed by a percent sign; the number before it.
    Percent(Decimal),
    /// `1.234` or `1,234`: one and a fraction, or more than a thousand.
    Ambiguous {
        /// The value when the separator is a decimal one.
        as_fraction: Decimal,
        /// The value when the separator groups thousands.
        as_thousands: Decimal,
    },
}

/// Reads a number as people write it: decimal comma or dot, thousands separated by dots,
/// commas or spaces, a percent sign.
///
/// `70,02` and `70.02` are clear; `1.234,5` is clear because the last separator is the
/// decimal one; `1.234.567` is clear because a decimal separator stands once; `1.234` alone
/// is ambiguous, and `0,125` is not (nobody writes a thousand as `0,125`). The wide forms of East
/// Asian keyboards, `８５％`, are the same letters. Returns `None` for what is not a number.
pub fn read_number(text: &str) -> Option<WrittenNumber> {
    let text = narrow(text);
    let text = text.trim();
    if let Some(value) = parse_plain(text)
        && !looks_grouped(text)
    {
        return Some(WrittenNumber::Clear(value));
    }
    if let Some(number) = text.strip_suffix(['%', '％']) {
        return match read_number(number)? {
            WrittenNumber::Clear(value) => Some(WrittenNumber::Percent(value)),
            other @ WrittenNumber::Ambiguous { .. } => Some(other),
            WrittenNumber::Percent(_) => None,
        };
    }
    let compact = without_group_spaces(text)?;
    let commas = compact.matches(',').count();
    let dots = compact.matches('.').count();
    let clear = |decimal: char, group: Option<char>| -> Option<WrittenNumber> {
        plain_from(&compact, decimal, group).map(WrittenNumber::Clear)
    };
    match (commas, dots) {
        (0, 0) => parse_plain(&compact).map(WrittenNumber::Clear),
        (1, 0) if looks_grouped(&compact) => ambiguous(&compact, ','),
        (0, 1) if looks_grouped(&compact) => ambiguous(&compact, '.'),
        (1, 0) => clear(',', None),
        (0, 1) => clear('.', None),
        (0, _) => clear(',', Some('.')),
        (_, 0) => clear('.', Some(',')),
        (1, _) if compact.rfind(',') > compact.rfind('.') => clear(',', Some('.')),
        (_, 1) if compact.rfind('.') > compact.rfind(',') => clear('.', Some(',')),
        _ => None,
    }
}

/// Returns a text with the wide forms of ASCII, and the minus sign of typesetters, as ASCII.
fn narrow(text: &str) -> Cow<'_, str> {
    let is_wide =
        |letter: char| matches!(letter, '\u{2212}' | '\u{3000}' | '\u{ff01}'..='\u{ff5e}');
    if text.is_ascii() || !text.contains(is_wide) {
        return Cow::Borrowed(text);
    }
    let narrowed = text.chars().map(|letter| match letter {
        '\u{2212}' => '-',
        '\u{3000}' => ' ',
        // The wide forms stand in the order of ASCII.
        letter if is_wide(letter) => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        letter => letter,
    });
    Cow::Owned(narrowed.collect())
}

fn ambiguous(compact: &str, separator: char) -> Option<WrittenNumber> {
    Some(WrittenNumber::Ambiguous {
        as_fraction: parse_plain(&compact.replace(separator, "."))?,
        as_thousands: parse_plain(&compact.replace(separator, ""))?,
    })
}

/// One to three digits not starting with zero, one separator, exactly three digits.
fn looks_grouped(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let Some((whole, rest)) = unsigned.split_once([',', '.']) else {
        return false;
    };
    (1..=3).contains(&whole.len())
        && !whole.starts_with('0')
        && rest.len() == 3
        && whole
            .bytes()
            .chain(rest.bytes())
            .all(|byte| byte.is_ascii_digit())
}

/// Removes spaces that group digits by three; other spaces make it no number.
fn without_group_spaces(text: &str) -> Option<String> {
    let groups: Vec<&str> = text.split([' ', '\u{a0}', '\u{202f}']).collect();
    let (first, rest) = groups.split_first()?;
    if rest.is_empty() {
        return Some((*first).to_owned());
    }
    let last = rest.len() - 1;
    let well_grouped = rest.iter().enumerate().all(|(position, group)| {
        let digits = group.split([',', '.']).next().unwrap_or_default();
        digits.len() == 3
            && digits.bytes().all(|byte| byte.is_ascii_digit())
            && (position == last || group.len() == 3)
    });
    let first_digits = first.strip_prefix('-').unwrap_or(first);
    (well_grouped && (1..=3).contains(&first_digits.len())).then(|| groups.concat())
}

fn plain_from(compact: &str, decimal: char, group: Option<char>) -> Option<Decimal> {
    let (whole, fraction) = match compact.split_once(decimal) {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (compact, None),
    };
    let unsigned = whole.strip_prefix('-').unwrap_or(whole);
    if let Some(group) = group {
        let mut groups = unsigned.split(group);
        let first = groups.next()?;
        if !(1..=3).contains(&first.len()) || groups.any(|digits| digits.len() != 3) {
            return None;
        }
    }
    let mut plain: String = whole.chars().filter(|&c| Some(c) != group).collect();
    if let Some(fraction) = fraction {
        plain.push('.');
        plain.push_str(fraction);
    }
    parse_plain(&plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clear(text: &str) -> Option<String> {
        match read_number(text)? {
            WrittenNumber::Clear(value) => Some(value.to_string()),
            WrittenNumber::Percent(value) => Some(format!("{value} %")),
            WrittenNumber::Ambiguous {
                as_fraction,
                as_thousands,
            } => Some(format!("{as_fraction} or {as_thousands}")),
        }
    }

    #[test]
    fn people_write_numbers_in_many_ways() {
        for (written, read) in [
            ("70,02", "70.02"),
            ("70.02", "70.02"),
            ("  35 ", "35"),
            ("-4,5", "-4.5"),
            ("1.234,5", "1234.5"),
            ("1,234.5", "1234.5"),
            ("1.234.567", "1234567"),
            ("1 234 567", "1234567"),
            ("1\u{a0}234,25", "1234.25"),
            ("0,125", "0.125"),
            ("12,3456", "12.3456"),
            ("1234.567", "1234.567"),
            ("85%", "85 %"),
            ("85,5 %", "85.5 %"),
            ("1.234", "1.234 or 1234"),
            ("12,345", "12.345 or 12345"),
            ("\u{3000}８５", "85"),
            ("７０，０２", "70.02"),
            ("８５％", "85 %"),
            ("\u{2212}4,5", "-4.5"),
        ] {
            assert_eq!(clear(written).as_deref(), Some(read), "{written}");
        }
    }

    #[test]
    fn what_is_not_a_number_is_not_made_one() {
        for written in [
            "",
            " ",
            "-",
            "abc",
            "1e3",
            "1_000",
            "+1",
            ".5",
            "5.",
            "1.2.3",
            "1,2,3",
            "1 23",
            "12 34,5",
            "1.23.456",
            "10%%",
            "1,234,5",
            "1.234.56",
            "1.234,567.8",
            "٣",
        ] {
            assert_eq!(clear(written), None, "{written:?}");
        }
    }

    #[test]
    fn plain_notation_keeps_every_digit_or_refuses() {
        let longest = "7922816251426433759354395033.5";
        assert_eq!(
            parse_plain(longest)
                .map(|value| value.to_string())
                .as_deref(),
            Some(longest)
        );
        assert_eq!(parse_plain("0.12345678901234567890123456789"), None);
        assert_eq!(
            parse_plain("007.50")
                .map(|value| value.to_string())
                .as_deref(),
            Some("7.50")
        );
    }
}
