//! Every sentence a person reads, in Vietnamese and English; and how numbers and days are
//! written in each.
//!
//! The code that decides carries facts; this module makes sentences of them. A sentence that
//! exists in one language only does not compile: both stand in one exhaustive `match` each.

mod catalogue;
mod condition;
pub mod difference;
mod form;
mod formula;
pub mod help;
mod kind;
mod labels;
pub mod letter;
pub mod lines;
mod problem;
pub mod report;
mod returned;
pub mod safe;
pub mod screen;
mod system;

use std::borrow::Cow;

use rust_decimal::Decimal;

use crate::definition;
use crate::finding::{Finding, Place};
use crate::period::{Date, MONTHS, Period};

pub use catalogue::{Entry, entry};
pub use condition::condition;
pub use form::{FormWords, excused, form_words};
pub use formula::{arithmetic, because, decided, formula, formula_lines};
pub use labels::{
    Labels, at_least, files, findings, government_level, input_kind, labels, meaning, outcome,
    reason, rule, severity, tier,
};
pub use problem::{input_type, sentence};
pub use returned::{ReturnedWords, note, place_in_file, returned_words};
pub use system::system_error;

/// A language of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Tiếng Việt.
    Vietnamese,
    /// English.
    English,
}

impl Language {
    /// Every language.
    pub const ALL: &'static [Language] = &[Language::Vietnamese, Language::English];

    /// Returns the code used in options and files.
    pub const fn code(self) -> &'static str {
        match self {
            Language::Vietnamese => "vi",
            Language::English => "en",
        }
    }

    /// Returns the text of a criteria set in this language; where it is blank, that in the other one.
    pub fn of(self, text: &definition::Text) -> &str {
        let (own, other) = match self {
            Language::Vietnamese => (&text.vi, &text.en),
            Language::English => (&text.en, &text.vi),
        };
        if own.trim().is_empty() { other } else { own }
    }

    /// Returns the name of a level; where it has none in any language, "Mức độ 2".
    pub fn level(self, level: &definition::Level) -> String {
        let name = self.of(&level.name);
        if name.trim().is_empty() {
            format!("{} {}", labels(self).level, level.level)
        } else {
            name.to_owned()
        }
    }

    /// Returns one of two texts.
    pub const fn pick<'t>(self, vietnamese: &'t str, english: &'t str) -> &'t str {
        match self {
            Language::Vietnamese => vietnamese,
            Language::English => english,
        }
    }

    /// Returns a number with all its digits: `70,02` in Vietnamese, `70.02` in English.
    pub fn number(self, value: Decimal) -> String {
        self.decimal_mark(value.to_string())
    }

    /// Returns a number without the zeros at its end: `100` for 100.00.
    pub fn short_number(self, value: Decimal) -> String {
        self.decimal_mark(value.normalize().to_string())
    }

    fn decimal_mark(self, plain: String) -> String {
        match self {
            Language::Vietnamese => plain.replace('.', ","),
            Language::English => plain,
        }
    }

    /// Returns a day: `30/11/2021` in Vietnamese, `2021-11-30` in English.
    pub fn day(self, date: Date) -> String {
        let (year, month, day) = date.parts();
        match self {
            Language::Vietnamese => format!("{day:02}/{month:02}/{year}"),
            Language::English => date.to_string(),
        }
    }

    /// Returns a period in words: `tháng 11 năm 2021`, `November 2021`.
    pub fn period(self, period: Period) -> String {
        const QUARTERS: [&str; 4] = ["I", "II", "III", "IV"];
        let name = |names: &[&'static str], number: u8| {
            let index = usize::from(number).saturating_sub(1);
            names.get(index).copied().unwrap_or_default()
        };
        match (self, period) {
            (Language::Vietnamese, Period::Month(year, month)) => {
                format!("tháng {month} năm {year}")
            }
            (Language::Vietnamese, Period::Quarter(year, quarter)) => {
                format!("quý {} năm {year}", name(&QUARTERS, quarter))
            }
            (Language::Vietnamese, Period::Year(year)) => format!("năm {year}"),
            (Language::English, Period::Month(year, month)) => {
                format!("{} {year}", name(&MONTHS, month))
            }
            (Language::English, Period::Quarter(year, quarter)) => {
                format!("quarter {quarter} of {year}")
            }
            (Language::English, Period::Year(year)) => year.to_string(),
        }
    }

    /// Returns a period as it heads a form, in words that are read back from it
    /// ([`Period::from_form`]): `Tháng 11/2021`, `November 2021`.
    pub fn period_of_form(self, period: Period) -> String {
        match (self, period) {
            (Language::Vietnamese, Period::Month(year, month)) => format!("Tháng {month}/{year}"),
            (Language::Vietnamese, Period::Quarter(year, quarter)) => {
                format!("Quý {quarter}/{year}")
            }
            (Language::Vietnamese, Period::Year(year)) => format!("Năm {year}"),
            (Language::English, Period::Quarter(year, quarter)) => {
                format!("Quarter {quarter} of {year}")
            }
            (Language::English, period) => self.period(period),
        }
    }
}

/// Returns a place as its reader sees it: `bo-bo.xlsx, sheet "Phiếu", ô D12`.
pub fn place(place: &Place, language: Language) -> String {
    match place {
        Place::Run => String::new(),
        Place::File(source) => source.name().to_owned(),
        Place::Sheet { source, sheet } => match language {
            Language::Vietnamese => format!("{source}, trang tính “{sheet}”"),
            Language::English => format!("{source}, sheet “{sheet}”"),
        },
        Place::Cell {
            source,
            sheet,
            cell,
        } => match language {
            Language::Vietnamese => format!("{source}, trang tính “{sheet}”, ô {cell}"),
            Language::English => format!("{source}, sheet “{sheet}”, cell {cell}"),
        },
        Place::Field { source, cell } => match language {
            Language::Vietnamese => format!(
                "{source}, dòng {}, cột {}",
                cell.row_number(),
                cell.column_letters()
            ),
            Language::English => format!(
                "{source}, row {}, column {}",
                cell.row_number(),
                cell.column_letters()
            ),
        },
        Place::Text {
            source, position, ..
        } => match language {
            Language::Vietnamese => {
                format!("{source}, dòng {}, cột {}", position.line, position.column)
            }
            Language::English => format!(
                "{source}, line {}, column {}",
                position.line, position.column
            ),
        },
    }
}

/// Returns what stands at the place of a finding: what somebody typed as it is, numbers and days of a
/// spreadsheet in the style of the language.
pub fn quoted(finding: &Finding, language: Language) -> Option<Cow<'_, str>> {
    let quoted = finding.quoted.as_deref()?;
    if !finding.quotes_value {
        return Some(Cow::Borrowed(quoted));
    }
    let (value, percent) = match quoted.strip_suffix('%') {
        Some(value) => (value, "%"),
        None => (quoted, ""),
    };
    let value = problem::literal(value, language);
    Some(Cow::Owned(format!("{value}{percent}")))
}

/// Returns that so many units have handed in nothing.
pub fn not_submitted(units: usize, language: Language) -> String {
    match language {
        Language::Vietnamese => {
            format!("{units} đơn vị có trong danh sách của kỳ nhưng chưa nộp phiếu")
        }
        Language::English => {
            format!("{units} units are in the period's roster and have handed in nothing")
        }
    }
}

/// Returns what was found, in one sentence.
pub fn finding(finding: &Finding, language: Language) -> String {
    sentence(&finding.problem, language)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{CellRef, Code, Problem, Source};

    #[test]
    fn the_period_that_heads_a_form_is_read_back_from_it() {
        for period in ["2021-12", "2021-01", "2021-Q4", "2021"] {
            let period: Period = period.parse().expect("a period");
            for &language in Language::ALL {
                for text in [language.period_of_form(period), language.period(period)] {
                    assert_eq!(Period::from_form(&text), Some(period), "{text}");
                }
            }
        }
        let december = Period::Month(2021, 12);
        assert_eq!(
            Language::Vietnamese.period_of_form(december),
            "Tháng 12/2021"
        );
        assert_eq!(Language::English.period_of_form(december), "December 2021");
    }

    #[test]
    fn numbers_and_days_follow_the_language() {
        let value = Decimal::new(7002, 2);
        assert_eq!(Language::Vietnamese.number(value), "70,02");
        assert_eq!(Language::English.number(value), "70.02");
        assert_eq!(
            Language::Vietnamese.short_number(Decimal::new(10_000, 2)),
            "100"
        );
        assert_eq!(
            Language::Vietnamese.period(Period::Month(2021, 11)),
            "tháng 11 năm 2021"
        );
        assert_eq!(
            Language::English.period(Period::Month(2021, 11)),
            "November 2021"
        );
    }

    #[test]
    fn a_place_is_told_as_the_user_sees_it() {
        let place_in_sheet = Place::Cell {
            source: Source::new("bo-bo.xlsx"),
            sheet: "Phiếu".into(),
            cell: CellRef::from_absolute(11, 3),
        };
        assert_eq!(
            place(&place_in_sheet, Language::Vietnamese),
            "bo-bo.xlsx, trang tính “Phiếu”, ô D12"
        );
        assert_eq!(
            place(&place_in_sheet, Language::English),
            "bo-bo.xlsx, sheet “Phiếu”, cell D12"
        );
    }

    #[test]
    fn a_number_of_a_spreadsheet_is_quoted_as_the_language_writes_it_and_a_text_as_it_is() {
        let quoted = |finding: Finding| {
            let languages = [Language::Vietnamese, Language::English];
            languages.map(|language| quoted(&finding, language).map(Cow::into_owned))
        };
        let finding = || Finding::new(Problem::NotANumber, Place::Run);
        let both = |vi: &str, en: &str| [Some(vi.to_owned()), Some(en.to_owned())];
        assert_eq!(quoted(finding()), [None, None]);
        assert_eq!(
            quoted(finding().quoting_value("81.89")),
            both("81,89", "81.89")
        );
        assert_eq!(
            quoted(finding().quoting_value("2021-12-02")),
            both("02/12/2021", "2021-12-02")
        );
        assert_eq!(
            quoted(finding().quoting_value("85.5%")),
            both("85,5%", "85.5%")
        );
        assert_eq!(quoted(finding().quoting("1.024")), both("1.024", "1.024"));
    }

    #[test]
    fn every_kind_of_rule_has_a_name_in_both_languages() {
        for &kind in crate::rule::Rule::KINDS {
            assert_ne!(rule(kind, Language::Vietnamese), kind);
            assert!(!rule(kind, Language::English).contains('_'), "{kind}");
        }
    }

    #[test]
    fn every_code_has_a_title_a_reason_and_a_remedy_in_both_languages() {
        for &code in Code::ALL {
            for &language in Language::ALL {
                let Entry { title, why, remedy } = entry(code, language);
                for text in [title, why, remedy] {
                    assert!(
                        text.chars().count() > 5,
                        "{code:?} in {}: {text:?}",
                        language.code()
                    );
                }
                assert!(!title.ends_with('.'), "{code:?}: a title is no sentence");
                assert!(
                    why.ends_with('.') && remedy.ends_with('.'),
                    "{code:?}: sentences end in a full stop"
                );
            }
        }
    }
}
