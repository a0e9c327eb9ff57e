//! Arithmetic as a person writes it: `35 × min(1; 123 / 168)`.

use super::Language;
use crate::number::{Exact, Rounding, RoundingMode};
use crate::rule::{Formula, Halt, Irrational, Value};

/// How tightly a formula binds; a looser one inside a tighter one needs brackets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Sum,
    Product,
    Atom,
}

/// Returns the arithmetic carried out, with the answers in place of the inputs.
pub fn arithmetic(formula: &Formula, answers: &[Option<Value>], language: Language) -> String {
    Writer { answers, language }.write(formula).0
}

struct Writer<'w> {
    answers: &'w [Option<Value>],
    language: Language,
}

impl Writer<'_> {
    fn write(&self, formula: &Formula) -> (String, Binding) {
        match formula {
            Formula::Constant(value) => self.number(value),
            Formula::Input(input) => match self.answers.get(input.index()) {
                Some(Some(Value::Number(value))) => self.number(value),
                _ => ("–".to_owned(), Binding::Atom),
            },
            Formula::Sum(terms) => self.infix(terms, " + ", Binding::Sum),
            Formula::Product(factors) => self.infix(factors, " × ", Binding::Product),
            Formula::Difference(pair) => self.pair(pair, " − ", Binding::Sum),
            Formula::Quotient(pair) => self.pair(pair, " / ", Binding::Product),
            Formula::Minimum(of) => self.call("min", of),
            Formula::Maximum(of) => self.call("max", of),
            // Derivations have their conditions decided; one that is left is shown by name.
            Formula::If(_) => ("…".to_owned(), Binding::Atom),
            Formula::BlankIsZero(inner) => self.write(inner),
            Formula::OrWhenZero(pair) => self.write(&pair[0]),
            Formula::Irrational(function, of) => match function {
                Irrational::Ln => self.call("ln", of),
                Irrational::Sqrt => self.call("sqrt", of),
                Irrational::Power => self.call("power", of),
            },
            Formula::Stop(Halt::Undefined | Halt::Blank(_)) => ("–".to_owned(), Binding::Atom),
            Formula::Stop(Halt::NotApplicable) => (
                self.language
                    .pick("không áp dụng", "not applicable")
                    .to_owned(),
                Binding::Atom,
            ),
            Formula::Stop(Halt::ZeroDenominator) => (
                self.language
                    .pick("mẫu số bằng 0", "zero denominator")
                    .to_owned(),
                Binding::Atom,
            ),
        }
    }

    /// A decimal as such, another fraction as a quotient, a number without end shortened.
    fn number(&self, value: &Exact) -> (String, Binding) {
        if let Some(decimal) = value.to_decimal() {
            return (self.language.short_number(decimal), Binding::Atom);
        }
        let (numerator, denominator) = value.to_fraction_text();
        if numerator.len() + denominator.len() <= 12 {
            return (format!("{numerator} / {denominator}"), Binding::Product);
        }
        let nine = Rounding {
            digits: 9,
            mode: RoundingMode::HalfAwayFromZero,
        };
        (
            format!("≈ {}", self.language.number(value.round(nine))),
            Binding::Atom,
        )
    }

    fn within(&self, formula: &Formula, binding: Binding, is_right_operand: bool) -> String {
        let (text, own) = self.write(formula);
        if own < binding || (own == binding && is_right_operand) {
            format!("({text})")
        } else {
            text
        }
    }

    fn infix(&self, of: &[Formula], operator: &str, binding: Binding) -> (String, Binding) {
        match of {
            [] => (String::from("0"), Binding::Atom),
            [one] => self.write(one),
            _ => {
                let parts: Vec<String> = of
                    .iter()
                    .map(|part| self.within(part, binding, false))
                    .collect();
                (parts.join(operator), binding)
            }
        }
    }

    fn pair(&self, pair: &[Formula; 2], operator: &str, binding: Binding) -> (String, Binding) {
        let (left, right) = (
            self.within(&pair[0], binding, false),
            self.within(&pair[1], binding, true),
        );
        (format!("{left}{operator}{right}"), binding)
    }

    fn call(&self, name: &str, of: &[Formula]) -> (String, Binding) {
        let parts: Vec<String> = of.iter().map(|part| self.write(part).0).collect();
        (format!("{name}({})", parts.join("; ")), Binding::Atom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::InputId;

    #[test]
    fn arithmetic_reads_as_on_paper() {
        let number = |value| Some(Value::Number(Exact::integer(value)));
        let answers = [number(123), number(168)];
        let input = |index| Formula::Input(InputId::new(index));
        let half = Exact::ratio(1, 2).expect("a fraction");
        let share = Formula::Minimum(vec![Formula::integer(1), input(0).over(input(1))]);
        let score = Formula::Product(vec![Formula::integer(35), share]);
        let vietnamese = |formula: &Formula| arithmetic(formula, &answers, Language::Vietnamese);
        assert_eq!(vietnamese(&score), "35 × min(1; 123 / 168)");
        let sum = Formula::Sum(vec![Formula::Constant(half), input(0)]);
        assert_eq!(
            vietnamese(&Formula::Product(vec![sum.clone(), input(1)])),
            "(0,5 + 123) × 168"
        );
        assert_eq!(
            vietnamese(&input(0).over(input(0).over(input(1)))),
            "123 / (123 / 168)"
        );
        assert_eq!(arithmetic(&sum, &answers, Language::English), "0.5 + 123");
    }
}
