//! Arithmetic as a person writes it: `35 × min(1; 123 / 168)`.

use super::difference::zero_denominator;
use super::{Language, labels};
use crate::definition::CriteriaSet;
use crate::number::{Exact, Rounding, RoundingMode};
use crate::rule::{Formula, Halt, InputId, Irrational, Test, Value, ZeroDenominator};
use crate::scoring::{Against, Decided, Limit};

/// How tightly a formula binds; a looser one inside a tighter one needs brackets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Condition,
    Sum,
    Product,
    Atom,
}

/// Returns the arithmetic carried out, with the answers in place of the inputs.
pub fn arithmetic(formula: &Formula, answers: &[Option<Value>], language: Language) -> String {
    let inputs = Inputs::Answers(answers);
    Writer { inputs, language }.write(formula).0
}

/// Returns a figure with what it was compared with: `0,5 ≤ 123 / 168 ≈ 0,7321 < 0,8`.
pub fn decided(decided: &Decided, answers: &[Option<Value>], language: Language) -> String {
    let inputs = Inputs::Answers(answers);
    let writer = Writer { inputs, language };
    let number = |value: &Exact| writer.number(value).0;
    let (mut told, binding) = writer.write(&decided.measure);
    // What it is equal to is what it came to.
    if binding != Binding::Atom && !matches!(decided.against, Against::Equal(_)) {
        told += &writer.come_to(decided, &told);
    }
    let sign = |limit: &Limit, or_equal, strict| if limit.included { or_equal } else { strict };
    match &decided.against {
        Against::Equal(value) => format!("{told} = {}", writer.exact(value)),
        Against::Unequal(value) => format!("{told} ≠ {}", number(value)),
        Against::Between(Some(least), Some(most)) => {
            let [from, to] = [least, most].map(|limit| sign(limit, "≤", "<"));
            let [least, most] = [least, most].map(|limit| number(&limit.value));
            format!("{least} {from} {told} {to} {most}")
        }
        Against::Between(Some(least), None) => {
            format!("{told} {} {}", sign(least, "≥", ">"), number(&least.value))
        }
        Against::Between(None, Some(most)) => {
            format!("{told} {} {}", sign(most, "≤", "<"), number(&most.value))
        }
        Against::Between(None, None) => told,
    }
}

/// Returns arithmetic with what decided it: `5 (vì 0,5 ≤ 123 / 168 ≈ 0,7321 < 0,8)`.
pub fn because(arithmetic: &str, conditions: &[String], language: Language) -> String {
    if conditions.is_empty() {
        return arithmetic.to_owned();
    }
    let why = language.pick("vì", "because");
    format!("{arithmetic} ({why} {})", conditions.join("; "))
}

/// Returns what a rule of `set` computes, with the labels of its inputs: every condition is told.
pub fn formula(formula: &Formula, set: &CriteriaSet, language: Language) -> String {
    let inputs = Inputs::Labels(set);
    Writer { inputs, language }.write(formula).0
}

/// Returns what a rule of `set` computes, each condition with what holds then in a line of its own.
pub fn formula_lines(formula: &Formula, set: &CriteriaSet, language: Language) -> Vec<String> {
    let inputs = Inputs::Labels(set);
    let writer = Writer { inputs, language };
    match formula {
        Formula::If(branches) => writer.branches(branches),
        other => vec![writer.write(other).0],
    }
}

/// What stands in place of the inputs.
#[derive(Clone, Copy)]
enum Inputs<'w> {
    Answers(&'w [Option<Value>]),
    Labels(&'w CriteriaSet),
}

struct Writer<'w> {
    inputs: Inputs<'w>,
    language: Language,
}

impl Writer<'_> {
    fn write(&self, formula: &Formula) -> (String, Binding) {
        match formula {
            Formula::Constant(value) => self.number(value),
            Formula::Input(input) => self.input(*input),
            Formula::Sum(terms) => self.infix(terms, " + ", Binding::Sum),
            Formula::Product(factors) => self.infix(factors, " × ", Binding::Product),
            Formula::Difference(pair) => self.pair(pair, " − ", Binding::Sum),
            Formula::Quotient(pair) => self.pair(pair, " / ", Binding::Product),
            Formula::Minimum(of) => self.call("min", of),
            Formula::Maximum(of) | Formula::Best(of) => self.call("max", of),
            Formula::If(branches) => self.conditions(branches),
            Formula::BlankIsZero(inner) => self.write(inner),
            Formula::OrWhenZero(pair) => self.write(&pair[0]),
            Formula::Irrational(function, of) => match function {
                Irrational::Ln => self.call("ln", of),
                Irrational::Exp => self.call("exp", of),
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
            Formula::Stop(Halt::ZeroDenominator) => {
                let words = match self.inputs {
                    Inputs::Answers(_) => self.language.pick("mẫu số bằng 0", "zero denominator"),
                    Inputs::Labels(_) => zero_denominator(ZeroDenominator::Error, self.language),
                };
                (words.to_owned(), Binding::Atom)
            }
        }
    }

    fn input(&self, input: InputId) -> (String, Binding) {
        match self.inputs {
            Inputs::Labels(_) => (self.label(input), Binding::Atom),
            Inputs::Answers(answers) => match answers.get(input.index()) {
                Some(Some(Value::Number(value))) => self.number(value),
                _ => ("–".to_owned(), Binding::Atom),
            },
        }
    }

    fn label(&self, input: InputId) -> String {
        let Inputs::Labels(set) = self.inputs else {
            return "–".to_owned();
        };
        if let Some(statistic) = input.index().checked_sub(set.inputs.len()) {
            let statistic = set.statistics.get(statistic);
            let label = statistic.and_then(|statistic| statistic.label.as_ref());
            let name = || statistic.map_or("–", |statistic| statistic.name.as_str());
            return format!(
                "“{}”",
                label.map_or_else(name, |label| self.language.of(label))
            );
        }
        let asked = set.input(input);
        let own = asked.criterion.and_then(|node| set.own_points(node));
        if own == Some(input) {
            return self
                .language
                .pick("điểm được chấm", "points awarded")
                .to_owned();
        }
        format!("“{}”", self.language.of(&asked.label))
    }

    /// One condition after the other, each with what holds then, and last what holds otherwise.
    fn conditions(&self, branches: &(Test, Formula, Formula)) -> (String, Binding) {
        // The derivation of a result has its conditions decided, and its reader no use for them.
        let Inputs::Labels(_) = self.inputs else {
            return ("…".to_owned(), Binding::Atom);
        };
        (self.branches(branches).join("; "), Binding::Condition)
    }

    fn branches(&self, branches: &(Test, Formula, Formula)) -> Vec<String> {
        let mut parts = Vec::new();
        let mut rest = branches;
        loop {
            let (test, then, otherwise) = rest;
            let (test, then) = (self.test(test), self.within(then, Binding::Sum, false));
            parts.push(match self.language {
                Language::Vietnamese => format!("nếu {test} thì {then}"),
                Language::English => format!("if {test} then {then}"),
            });
            match otherwise {
                Formula::If(more) => rest = more,
                last => {
                    let last = self.within(last, Binding::Sum, false);
                    let otherwise = self.language.pick("còn lại", "otherwise");
                    parts.push(format!("{otherwise} {last}"));
                    return parts;
                }
            }
        }
    }

    fn test(&self, test: &Test) -> String {
        let is = self.language.pick("là", "is");
        let compared = |one: &Formula, sign: &str, other: &Formula| {
            let [one, other] = [one, other].map(|side| self.within(side, Binding::Sum, false));
            format!("{one} {sign} {other}")
        };
        match test {
            Test::Yes(input) => {
                let yes = labels(self.language).yes;
                format!("{} {is} “{yes}”", self.label(*input))
            }
            Test::Option(input, option) => {
                let Inputs::Labels(set) = self.inputs else {
                    return "…".to_owned();
                };
                let label = set.input(*input).option_labels.get(*option);
                let label = label.map_or("–", |label| self.language.of(label));
                format!("{} {is} “{label}”", self.label(*input))
            }
            Test::AtLeast(one, other) => compared(one, "≥", other),
            Test::Above(one, other) => compared(one, ">", other),
            Test::Equal(one, other) => compared(one, "=", other),
            Test::Not(test) => {
                let test = self.test(test);
                format!("{} ({test})", self.language.pick("không phải", "not"))
            }
            Test::Any(tests) => {
                let tests: Vec<String> = tests.iter().map(|test| self.test(test)).collect();
                format!("({})", tests.join(self.language.pick(" hoặc ", " or ")))
            }
            Test::IsZero(formula) => compared(formula, "=", &Formula::integer(0)),
            Test::All(tests) => {
                let tests: Vec<String> = tests.iter().map(|test| self.test(test)).collect();
                tests.join(self.language.pick(" và ", " and "))
            }
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

    /// A decimal as such, everything else as a quotient.
    fn exact(&self, value: &Exact) -> String {
        if let Some(decimal) = value.to_decimal() {
            return self.language.short_number(decimal);
        }
        let (numerator, denominator) = value.to_fraction_text();
        format!("{numerator} / {denominator}")
    }

    /// Returns ` = 0,75`, or ` ≈ 0,7321` with as many digits as show on which side of its limits it is; on one of
    /// them it is told exactly, as far as what is `told` of it does not say so.
    fn come_to(&self, decided: &Decided, told: &str) -> String {
        let value = &decided.value;
        if let Some(short) = value.to_decimal().filter(|exact| exact.scale() <= 4) {
            return format!(" = {}", self.language.short_number(short));
        }
        let limits: Vec<&Exact> = match &decided.against {
            Against::Between(least, most) => [least, most]
                .into_iter()
                .flatten()
                .map(|limit| &limit.value)
                .collect(),
            Against::Equal(value) | Against::Unequal(value) => vec![value],
        };
        if limits.contains(&value) {
            let exact = self.exact(value);
            return if exact == told {
                String::new()
            } else {
                format!(" = {exact}")
            };
        }
        let rounded = (4..=18).map(|digits| {
            value.round(Rounding {
                digits,
                mode: RoundingMode::HalfAwayFromZero,
            })
        });
        let mut rounded = rounded.filter(|rounded| {
            let rounded = Exact::from(*rounded);
            let same = |limit: &&Exact| rounded.cmp(*limit) == value.cmp(*limit);
            limits.iter().all(same)
        });
        let shown = rounded
            .next()
            .map(|shown| self.language.short_number(shown));
        shown.map_or_else(String::new, |shown| format!(" ≈ {shown}"))
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
    fn a_figure_reads_with_what_it_was_held_against() {
        let number = |value| Some(Value::Number(Exact::integer(value)));
        let input = |index| Formula::Input(InputId::new(index));
        let of = |numerator, denominator| Exact::ratio(numerator, denominator).expect("a fraction");
        let limit = |value, included| Some(Limit { value, included });
        let told = |answers: [i64; 2], least, most| {
            let found = Decided {
                measure: input(0).over(input(1)),
                value: of(answers[0], answers[1]),
                against: Against::Between(least, most),
            };
            decided(&found, &answers.map(number), Language::Vietnamese)
        };
        let [half, most] = [of(1, 2), of(4, 5)];
        let both = told(
            [123, 168],
            limit(half.clone(), true),
            limit(most.clone(), false),
        );
        assert_eq!(both, "0,5 ≤ 123 / 168 ≈ 0,7321 < 0,8");
        assert_eq!(
            told([4, 5], limit(most.clone(), true), None),
            "4 / 5 = 0,8 ≥ 0,8"
        );
        // Four digits would say 0,8 < 0,8.
        let near = told([799_999, 1_000_001], None, limit(most, false));
        assert_eq!(near, "799999 / 1000001 ≈ 0,799998 < 0,8");
        let count = Decided {
            measure: input(0),
            value: Exact::integer(7),
            against: Against::Between(limit(Exact::integer(5), false), None),
        };
        assert_eq!(decided(&count, &[number(7)], Language::English), "7 > 5");
    }

    #[test]
    fn what_is_equal_to_its_limit_is_told_exactly() {
        let told = |answers: [i64; 2], against: fn(Exact) -> Against| {
            let input = |index| Formula::Input(InputId::new(index));
            let value = Exact::ratio(answers[0], answers[1]).expect("a fraction");
            let found = Decided {
                measure: input(0).over(input(1)),
                value: value.clone(),
                against: against(value),
            };
            let answers = answers.map(|value| Some(Value::Number(Exact::integer(value))));
            decided(&found, &answers, Language::Vietnamese)
        };
        let at_least = |value| {
            let included = true;
            Against::Between(Some(Limit { value, included }), None)
        };
        let equal = Against::Equal;
        assert_eq!(told([1, 2], equal), "1 / 2 = 0,5");
        assert_eq!(told([1, 3], equal), "1 / 3 = 1 / 3");
        assert_eq!(told([2, 6], equal), "2 / 6 = 1 / 3");
        assert_eq!(told([1, 100_000], equal), "1 / 100000 = 0,00001");
        let long = told([2_000_000, 14_000_014], equal);
        assert_eq!(long, "2000000 / 14000014 = 1000000 / 7000007");
        assert_eq!(told([1, 3], at_least), "1 / 3 ≥ 1 / 3");
        assert_eq!(told([2, 6], at_least), "2 / 6 = 1 / 3 ≥ 1 / 3");
        let short = told([1, 100_000], at_least);
        assert_eq!(short, "1 / 100000 = 0,00001 ≥ 0,00001");
    }

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
