//! What a cell answers to an input: number, percentage, yes or no, option, or a finding.

use rust_decimal::Decimal;

use super::sheet::Content;
use crate::definition::Input;
use crate::finding::Problem;
use crate::number::{Exact, WrittenNumber, read_number};
use crate::rule::{InputKind, Value};
use crate::unit::fold;

/// What was understood of a cell.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// A value, perhaps with a remark.
    Value(Value, Option<Problem>),
    /// Nothing that can be used, for a reason.
    Refused(Problem),
}

/// Reads a cell as the answer to `input`.
pub fn read(content: Content, input: &Input) -> Reading {
    match content {
        Content::Error(_) => Reading::Refused(Problem::ErrorValue),
        Content::UncalculatedFormula => Reading::Refused(Problem::FormulaWithoutValue),
        Content::Text(text) if declares_not_applicable(text) => {
            Reading::Value(Value::NotApplicable, None)
        }
        _ => match input.shape.kind {
            InputKind::YesNo => yes_or_no(content),
            InputKind::Choice => choice(content, input),
            InputKind::Count | InputKind::Decimal | InputKind::Percent | InputKind::Points => {
                number(content, input.shape.kind)
            }
        },
    }
}

fn number(content: Content, kind: InputKind) -> Reading {
    match content {
        Content::Number { value, percent } => spreadsheet_number(value, percent, kind),
        Content::Text(text) => written_number(text, kind),
        Content::Date(_) => Reading::Refused(Problem::DateForNumber),
        Content::Logical(_) => Reading::Refused(Problem::LogicalValue),
        Content::Error(_) => Reading::Refused(Problem::ErrorValue),
        Content::UncalculatedFormula => Reading::Refused(Problem::FormulaWithoutValue),
    }
}

/// A number cell: 0.85 formatted as percent is 85 %; 0.85 in a percentage without that format
/// may be 85 % or 0.85 %.
fn spreadsheet_number(value: Decimal, percent: bool, kind: InputKind) -> Reading {
    match (percent, kind) {
        (true, InputKind::Percent) => match value.checked_mul(Decimal::ONE_HUNDRED) {
            Some(percent) => accept(percent),
            None => Reading::Refused(Problem::TooManyDigits),
        },
        (true, _) => Reading::Refused(Problem::PercentForNumber),
        (false, InputKind::Percent) => plain_percent(value),
        (false, _) => accept(value),
    }
}

fn plain_percent(value: Decimal) -> Reading {
    if value > Decimal::ZERO && value <= Decimal::ONE {
        return Reading::Refused(Problem::PercentOrShare {
            value,
            as_percent: (value * Decimal::ONE_HUNDRED).normalize(),
        });
    }
    accept(value)
}

fn written_number(text: &str, kind: InputKind) -> Reading {
    match read_number(text) {
        Some(WrittenNumber::Clear(value)) if kind == InputKind::Percent => plain_percent(value),
        Some(WrittenNumber::Clear(value)) => accept(value),
        Some(WrittenNumber::Percent(value)) if kind == InputKind::Percent => accept(value),
        Some(WrittenNumber::Percent(_)) => Reading::Refused(Problem::PercentForNumber),
        // A count has no fraction, so only thousands can be meant.
        Some(WrittenNumber::Ambiguous { as_thousands, .. }) if kind == InputKind::Count => {
            Reading::Value(
                Value::Number(Exact::from(as_thousands)),
                Some(Problem::ReadAsThousands {
                    value: as_thousands,
                }),
            )
        }
        Some(WrittenNumber::Ambiguous {
            as_fraction,
            as_thousands,
        }) => Reading::Refused(Problem::AmbiguousNumber {
            either: as_fraction,
            or: as_thousands,
        }),
        None if says_none(text) => Reading::Refused(Problem::DashForNumber),
        None if has_many_digits(text) => Reading::Refused(Problem::TooManyDigits),
        None => Reading::Refused(Problem::NotANumber),
    }
}

fn accept(value: Decimal) -> Reading {
    Reading::Value(Value::Number(Exact::from(value)), None)
}

/// A dash, or words for it, where a number belongs: zero, not known, or not applicable.
fn says_none(text: &str) -> bool {
    let text = text.trim();
    let is_dash = |letter: char| {
        matches!(
            letter,
            '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' | '_' | '.' | '…'
        )
    };
    // Of words only the shortest are looked at.
    text.chars().all(is_dash)
        || (text.len() <= 40
            && matches!(
                fold(text).as_str(),
                "khong"
                    | "khong co"
                    | "khong co so lieu"
                    | "chua co"
                    | "chua co so lieu"
                    | "none"
                    | "nil"
                    | "no data"
            ))
}

fn has_many_digits(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let others = text.trim().chars().filter(|c| !c.is_ascii_digit()).count();
    digits > 28 && others <= 2
}

/// Returns whether a cell says yes or no.
pub(super) fn says_yes_or_no(content: Content) -> bool {
    matches!(yes_or_no(content), Reading::Value(..))
}

fn yes_or_no(content: Content) -> Reading {
    let yes = match content {
        Content::Logical(value) => Some(value),
        Content::Number {
            value,
            percent: false,
        } if value == Decimal::ONE => Some(true),
        Content::Number {
            value,
            percent: false,
        } if value.is_zero() => Some(false),
        Content::Text(text) => match text.trim() {
            "Có" | "có" | "1" | "x" | "X" => Some(true),
            "Không" | "không" | "0" => Some(false),
            // Said in full: a word that begins with yes may go on with "but".
            other => match fold(other).as_str() {
                "co" | "dung" | "dat" | "roi" | "da co" | "yes" | "true" | "y" => Some(true),
                "khong" | "sai" | "khong dat" | "chua" | "chua co" | "khong co" | "no"
                | "false" | "n" => Some(false),
                _ => None,
            },
        },
        _ => None,
    };
    // Others may mean a number by a digit, and no by a cross.
    let is_mark = match content {
        Content::Number { .. } => true,
        Content::Text(text) => matches!(text.trim(), "1" | "0" | "x" | "X"),
        _ => false,
    };
    match yes {
        Some(yes) => {
            let remark = is_mark.then_some(Problem::ReadAsYesOrNo { yes });
            Reading::Value(Value::YesNo(yes), remark)
        }
        None => Reading::Refused(Problem::NotYesOrNo),
    }
}

/// An option by its label, by its identifier, or by its number in the list.
fn choice(content: Content, input: &Input) -> Reading {
    let shown = content.shown();
    let text = shown.trim();
    let exact = input
        .option_labels
        .iter()
        .position(|label| label.vi == text || label.en == text)
        .or_else(|| input.shape.options.iter().position(|id| id == text));
    if let Some(option) = exact {
        return Reading::Value(Value::Option(option), None);
    }
    let folded = fold(text);
    let same = |label: &str| fold(label) == folded;
    let alike: Vec<usize> = input
        .option_labels
        .iter()
        .enumerate()
        .filter(|(_, label)| same(&label.vi) || same(&label.en))
        .map(|(index, _)| index)
        .collect();
    let numbered = text
        .parse::<usize>()
        .ok()
        .filter(|number| (1..=input.option_labels.len()).contains(number));
    match (alike.as_slice(), numbered) {
        ([option], _) => Reading::Value(Value::Option(*option), None),
        ([], Some(number)) => Reading::Value(Value::Option(number - 1), None),
        _ => Reading::Refused(Problem::UnknownOption {
            options: input
                .option_labels
                .iter()
                .map(|label| label.vi.clone())
                .collect(),
        }),
    }
}

/// "Not accepted", in the words appraisers use.
pub fn says_not_accepted(content: Content) -> bool {
    let Content::Text(text) = content else {
        return false;
    };
    text.len() <= 60
        && matches!(
            fold(text).as_str(),
            "khong chap nhan" | "khong cong nhan" | "khong duoc cong nhan" | "not accepted"
        )
}

/// "Does not apply", in the words people use; "không" and "không có" are answers, not this.
fn declares_not_applicable(text: &str) -> bool {
    let text = text.trim();
    // The commonest answer begins with K too, and needs no folding.
    let may_be = text.len() <= 40
        && text != "Không"
        && text
            .bytes()
            .next()
            .is_some_and(|first| matches!(first, b'K' | b'k' | b'N' | b'n'));
    may_be
        && matches!(
            fold(text).as_str(),
            "khong ap dung"
                | "kad"
                | "k/ad"
                | "khong phat sinh"
                | "kps"
                | "n/a"
                | "na"
                | "not applicable"
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::definition::Text;
    use crate::rule::InputShape;

    fn input(kind: InputKind, options: &[(&str, &str)]) -> Input {
        let text = |vi: &str| Text {
            vi: vi.to_owned(),
            en: vi.to_owned(),
        };
        Input {
            name: "so_lieu".to_owned(),
            label: text("Số liệu"),
            unit: None,
            shape: InputShape {
                kind,
                minimum: None,
                maximum: None,
                options: options.iter().map(|(id, _)| (*id).to_owned()).collect(),
            },
            option_labels: options.iter().map(|(_, label)| text(label)).collect(),
            criterion: None,
            is_fact: false,
            is_set_by_superior: false,
            is_cumulative: false,
            jump: None,
        }
    }

    fn shown(content: Content, kind: InputKind) -> String {
        match read(
            content,
            &input(
                kind,
                &[
                    ("truong_ban", "Chủ tịch UBND là Trưởng ban"),
                    ("khac", "Khác"),
                ],
            ),
        ) {
            Reading::Value(Value::Number(number), None) => format!("{number:?}"),
            Reading::Value(value, None) => format!("{value:?}"),
            Reading::Value(value, Some(problem)) => {
                format!("{value:?} {}", problem.code().as_str())
            }
            Reading::Refused(problem) => problem.code().as_str().to_owned(),
        }
    }

    fn cell(text: &str) -> Option<Content<'static>> {
        let value = crate::number::parse_plain(text)?;
        Some(Content::Number {
            value,
            percent: false,
        })
    }

    #[test]
    fn yes_and_no_have_many_words() {
        for text in ["Có", "có", "CÓ", "Co\u{301}", "Đạt", "rồi", "TRUE"] {
            assert_eq!(
                shown(Content::Text(text), InputKind::YesNo),
                "YesNo(true)",
                "{text}"
            );
        }
        for text in [
            "Không",
            "KHÔNG",
            "Kho\u{302}ng",
            "chưa",
            "Chưa có",
            "không đạt",
        ] {
            assert_eq!(
                shown(Content::Text(text), InputKind::YesNo),
                "YesNo(false)",
                "{text}"
            );
        }
        // What may mean something else is understood, and told.
        for (text, yes) in [("x", true), ("X", true), (" 1 ", true), ("0", false)] {
            assert_eq!(
                shown(Content::Text(text), InputKind::YesNo),
                format!("YesNo({yes}) V039"),
                "{text}"
            );
        }
        for text in ["có nhưng hỏng", "50%", "2", "?"] {
            assert_eq!(
                shown(Content::Text(text), InputKind::YesNo),
                "V004",
                "{text}"
            );
        }
        assert_eq!(
            shown(Content::Logical(true), InputKind::YesNo),
            "YesNo(true)"
        );
    }

    #[test]
    fn a_percentage_that_may_be_a_share_is_not_guessed() {
        let percent = |percent| Content::Number {
            value: Decimal::new(85, 2),
            percent,
        };
        assert_eq!(shown(percent(true), InputKind::Percent), "85");
        assert_eq!(shown(percent(false), InputKind::Percent), "V012");
        assert_eq!(shown(percent(true), InputKind::Count), "V013");
        assert_eq!(shown(Content::Text("85%"), InputKind::Percent), "85");
        assert_eq!(shown(Content::Text("85,5"), InputKind::Percent), "171/2");
        assert_eq!(shown(Content::Text("0,85"), InputKind::Percent), "V012");
        assert_eq!(shown(Content::Text("0"), InputKind::Percent), "0");
        assert_eq!(
            cell("85")
                .map(|content| shown(content, InputKind::Percent))
                .as_deref(),
            Some("85")
        );
    }

    #[test]
    fn what_is_no_number_says_why() {
        assert_eq!(shown(Content::Text("1.234"), InputKind::Decimal), "V002");
        assert_eq!(
            shown(Content::Text("1.234"), InputKind::Count),
            "Number(1234) V018"
        );
        assert_eq!(shown(Content::Text("nhiều"), InputKind::Count), "V001");
        for text in ["-", " – ", "--", "Không có", "không", "chưa có số liệu"] {
            assert_eq!(
                shown(Content::Text(text), InputKind::Count),
                "V034",
                "{text}"
            );
        }
        assert_eq!(
            shown(
                Content::Text("123456789012345678901234567890"),
                InputKind::Count
            ),
            "V017"
        );
        assert_eq!(shown(Content::Error("#DIV/0!"), InputKind::Count), "V009");
        assert_eq!(
            shown(Content::UncalculatedFormula, InputKind::Count),
            "V010"
        );
        let day = "2021-02-01".parse().expect("a day");
        assert_eq!(shown(Content::Date(day), InputKind::Count), "V011");
        assert_eq!(shown(Content::Logical(true), InputKind::Count), "V019");
        assert_eq!(
            shown(Content::Text("Không áp dụng"), InputKind::Count),
            "NotApplicable"
        );
    }

    #[test]
    fn an_option_is_known_by_label_identifier_or_number() {
        for text in [
            "Chủ tịch UBND là Trưởng ban",
            "chu tich ubnd la truong ban",
            "truong_ban",
            "1",
        ] {
            assert_eq!(
                shown(Content::Text(text), InputKind::Choice),
                "Option(0)",
                "{text}"
            );
        }
        for text in ["3", "0", "Phó Chủ tịch"] {
            assert_eq!(
                shown(Content::Text(text), InputKind::Choice),
                "V005",
                "{text}"
            );
        }
    }
}
