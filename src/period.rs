//! The time an assessment speaks of: a month first, a quarter or a year too.
//!
//! Knows calendars, and nothing of clocks: nobody here asks what day it is.

use std::fmt;
use std::str::FromStr;

use unicode_normalization::UnicodeNormalization;

/// The months in English, as forms print them.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day of the calendar, such as 2021-11-30.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// Returns the day, or `None` when the calendar has no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Date> {
        let valid = (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
        valid.then_some(Date { year, month, day })
    }

    /// Returns year, month and day.
    pub fn parts(self) -> (u16, u8, u8) {
        (self.year, self.month, self.day)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// Parses `2021-11-30`.
impl FromStr for Date {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Self, NotATime> {
        let mut parts = text.split('-');
        let (Some(year), Some(month), Some(day), None) = (
            digits(parts.next(), 4),
            digits(parts.next(), 2),
            digits(parts.next(), 2),
            parts.next(),
        ) else {
            return Err(NotATime);
        };
        let (Ok(month), Ok(day)) = (u8::try_from(month), u8::try_from(day)) else {
            return Err(NotATime);
        };
        Date::new(year, month, day).ok_or(NotATime)
    }
}

/// A text that is neither a period nor a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a period such as 2021-11, 2021-Q4 or 2021")]
pub struct NotATime;

/// The period of an assessment; ordered by the day it begins, the shorter first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// A month: year, 1 to 12.
    Month(u16, u8),
    /// A quarter: year, 1 to 4.
    Quarter(u16, u8),
    /// A year.
    Year(u16),
}

impl Period {
    /// Returns the period just before, of the same length.
    #[must_use]
    pub fn previous(self) -> Period {
        match self {
            Period::Month(year, 1) => Period::Month(year.saturating_sub(1), 12),
            Period::Month(year, month) => Period::Month(year, month - 1),
            Period::Quarter(year, 1) => Period::Quarter(year.saturating_sub(1), 4),
            Period::Quarter(year, quarter) => Period::Quarter(year, quarter - 1),
            Period::Year(year) => Period::Year(year.saturating_sub(1)),
        }
    }

    /// Returns the year it is in.
    pub const fn year(self) -> u16 {
        match self {
            Period::Month(year, _) | Period::Quarter(year, _) | Period::Year(year) => year,
        }
    }

    /// Returns the last day; a unit is expected when it exists on this day.
    pub fn last_day(self) -> Date {
        let (year, month) = match self {
            Period::Month(year, month) => (year, month),
            Period::Quarter(year, quarter) => (year, quarter * 3),
            Period::Year(year) => (year, 12),
        };
        Date {
            year,
            month,
            day: days_in_month(year, month),
        }
    }

    /// Reads a period as forms print it: `2021-11`, `11/2021`, `Tháng 11/2021`,
    /// `tháng 11 năm 2021`, `Quý IV/2021`, `Năm 2021`, `November 2021`, `Quarter 4 of 2021`.
    pub fn from_form(text: &str) -> Option<Period> {
        let text = text.trim();
        if let Ok(period) = text.parse() {
            return Some(period);
        }
        if let Some(period) = Period::from_english(text) {
            return Some(period);
        }
        let folded = text.to_lowercase().replace("năm", "/");
        let folded: String = folded.split_whitespace().collect();
        let folded = folded.replace("//", "/");
        if let Some(rest) = folded.strip_prefix("quý") {
            let (quarter, year) = rest.split_once('/')?;
            let quarter = match quarter {
                "1" | "i" => 1,
                "2" | "ii" => 2,
                "3" | "iii" => 3,
                "4" | "iv" => 4,
                _ => return None,
            };
            return Some(Period::Quarter(digits(Some(year), 4)?, quarter));
        }
        let rest = folded.strip_prefix("tháng").unwrap_or(&folded);
        let (month, year) = rest.split_once('/')?;
        if month.is_empty() {
            return Some(Period::Year(digits(Some(year), 4)?));
        }
        let month: u8 = month.parse().ok()?;
        let year = digits(Some(year), 4)?;
        (1..=12)
            .contains(&month)
            .then_some(Period::Month(year, month))
    }

    fn from_english(text: &str) -> Option<Period> {
        let words: Vec<&str> = text.split_whitespace().collect();
        match words.as_slice() {
            [month, year] => {
                let year = digits(Some(year), 4)?;
                let months = (1..).zip(MONTHS);
                let mut named = months.filter(|(_, name)| name.eq_ignore_ascii_case(month));
                named.next().map(|(number, _)| Period::Month(year, number))
            }
            [word, quarter, of, year] => {
                let is_quarter =
                    word.eq_ignore_ascii_case("quarter") && of.eq_ignore_ascii_case("of");
                let quarter: u8 = quarter.parse().ok().filter(|_| is_quarter)?;
                let year = digits(Some(year), 4)?;
                (1..=4)
                    .contains(&quarter)
                    .then_some(Period::Quarter(year, quarter))
            }
            _ => None,
        }
    }
}

impl Period {
    /// Reads a period as folders are called: as forms print it, or with other marks and short
    /// words (`Thang 11-2021`, `T11.2021`, `11_2021`).
    pub fn from_folder(name: &str) -> Option<Period> {
        if let Some(period) = Period::from_form(name) {
            return Some(period);
        }
        let lower = name.nfc().collect::<String>().to_lowercase();
        let mut words: Vec<&str> = Vec::new();
        let mut rest = lower.as_str();
        while let Some(first) = rest.chars().next() {
            let same = |letter: char| {
                letter.is_ascii_digit() == first.is_ascii_digit()
                    && letter.is_alphanumeric() == first.is_alphanumeric()
            };
            let end = rest.find(|letter| !same(letter)).unwrap_or(rest.len());
            words.push(&rest[..end]);
            rest = &rest[end..];
        }
        let is_word = |word: &&str| word.chars().all(char::is_alphanumeric);
        words.retain(is_word);
        let is_of_quarter = |word: &str| matches!(word, "quý" | "quy" | "q");
        let (numbers, texts): (Vec<&str>, Vec<&str>) = words
            .into_iter()
            .partition(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
        let is_known = |word: &&str| {
            is_of_quarter(word)
                || matches!(*word, "tháng" | "thang" | "t" | "kỳ" | "ky" | "năm" | "nam")
        };
        if !texts.iter().all(is_known) {
            return None;
        }
        let (year, part) = match numbers.as_slice() {
            [one, two] if two.len() == 4 => (two, one),
            [one, two] if one.len() == 4 => (one, two),
            _ => return None,
        };
        let year = digits(Some(year), 4)?;
        let part: u8 = part.parse().ok()?;
        if texts.into_iter().any(is_of_quarter) {
            return (1..=4)
                .contains(&part)
                .then_some(Period::Quarter(year, part));
        }
        (1..=12)
            .contains(&part)
            .then_some(Period::Month(year, part))
    }

    /// Returns whether another period is this one, or within it.
    pub fn contains(self, other: Period) -> bool {
        let quarter = |month: u8| month.div_ceil(3);
        match (self, other) {
            (Period::Year(year), Period::Month(other, _) | Period::Quarter(other, _)) => {
                year == other
            }
            (Period::Quarter(year, number), Period::Month(other, month)) => {
                year == other && number == quarter(month)
            }
            (one, other) => one == other,
        }
    }
}

/// Parses `2021-11`, `2021-Q4` or `2021`.
impl FromStr for Period {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<Self, NotATime> {
        let (year, rest) = match text.split_once('-') {
            Some((year, rest)) => (year, Some(rest)),
            None => (text, None),
        };
        let year = digits(Some(year), 4)
            .filter(|&year| year > 0)
            .ok_or(NotATime)?;
        let Some(rest) = rest else {
            return Ok(Period::Year(year));
        };
        if let Some(quarter) = rest.strip_prefix('Q') {
            return match digits(Some(quarter), 1) {
                Some(quarter @ 1..=4) => {
                    Ok(Period::Quarter(year, u8::try_from(quarter).unwrap_or(4)))
                }
                _ => Err(NotATime),
            };
        }
        match digits(Some(rest), 2) {
            Some(month @ 1..=12) => Ok(Period::Month(year, u8::try_from(month).unwrap_or(12))),
            _ => Err(NotATime),
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Period::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Period::Quarter(year, quarter) => write!(f, "{year:04}-Q{quarter}"),
            Period::Year(year) => write!(f, "{year:04}"),
        }
    }
}

fn digits(text: Option<&str>, length: usize) -> Option<u16> {
    let text = text?;
    let well_formed = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    if well_formed { text.parse().ok() } else { None }
}

fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_print_as_they_are_written() {
        for text in ["2021-11", "2021-Q4", "2021"] {
            assert_eq!(
                text.parse::<Period>()
                    .map(|period| period.to_string())
                    .as_deref(),
                Ok(text)
            );
        }
        for text in [
            "2021-13",
            "2021-00",
            "2021-1",
            "21-11",
            "2021-Q5",
            "2021-Q",
            "",
            "0000",
            "2021-11-01",
        ] {
            assert_eq!(text.parse::<Period>(), Err(NotATime), "{text}");
        }
    }

    #[test]
    fn forms_name_the_period_in_words() {
        for text in [
            "2021-11",
            "11/2021",
            "Tháng 11/2021",
            "tháng 11 năm 2021",
            "THÁNG 11 / 2021",
            "November 2021",
            "november  2021",
        ] {
            assert_eq!(
                Period::from_form(text),
                Some(Period::Month(2021, 11)),
                "{text}"
            );
        }
        assert_eq!(
            Period::from_form("Quý IV/2021"),
            Some(Period::Quarter(2021, 4))
        );
        assert_eq!(
            Period::from_form("Quarter 4 of 2021"),
            Some(Period::Quarter(2021, 4))
        );
        assert_eq!(Period::from_form("Quarter 5 of 2021"), None);
        assert_eq!(Period::from_form("Brumaire 2021"), None);
        assert_eq!(Period::from_form("Năm 2021"), Some(Period::Year(2021)));
        assert_eq!(Period::from_form("tháng 13/2021"), None);
        assert_eq!(Period::from_form("kỳ này"), None);
    }

    #[test]
    fn the_month_before_january_is_december() {
        assert_eq!(Period::Month(2022, 1).previous(), Period::Month(2021, 12));
        assert_eq!(
            Period::Quarter(2022, 1).previous(),
            Period::Quarter(2021, 4)
        );
        assert_eq!(Period::Month(2024, 2).last_day().to_string(), "2024-02-29");
    }

    #[test]
    fn folders_are_called_after_periods_in_many_ways() {
        for (name, period) in [
            ("2021-11", Some("2021-11")),
            ("Tháng 11-2021", Some("2021-11")),
            ("Thang 11.2021", Some("2021-11")),
            ("Tha\u{301}ng 11 năm 2021", Some("2021-11")),
            ("T11.2021", Some("2021-11")),
            ("11_2021", Some("2021-11")),
            ("2021_11", Some("2021-11")),
            ("Quý 4-2021", Some("2021-Q4")),
            ("2021", Some("2021")),
            ("13-2021", None),
            ("11", None),
            ("phieu 11-2021", None),
            ("submissions", None),
        ] {
            let expected = period.map(|period| period.parse().expect("a period"));
            assert_eq!(Period::from_folder(name), expected, "{name}");
        }
    }

    #[test]
    fn a_year_contains_its_months_and_a_month_itself() {
        let contains = |one: &str, other: &str| {
            let period = |text: &str| text.parse::<Period>().expect("a period");
            period(one).contains(period(other))
        };
        assert!(contains("2021", "2021-11") && contains("2021-Q4", "2021-11"));
        assert!(contains("2021-11", "2021-11") && contains("2021", "2021-Q4"));
        assert!(!contains("2021-11", "2021") && !contains("2021-Q3", "2021-11"));
        assert!(!contains("2020", "2021-11"));
    }
}
