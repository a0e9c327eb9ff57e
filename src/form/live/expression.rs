//! A rule's formula → what a spreadsheet has to compute.
//!
//! A formula of ours either has a number or halts for a reason; a spreadsheet knows numbers only.
//! So each part becomes two texts: which reason it halts for, first come first told, and what
//! it is worth where there is none. Parts too large for one cell get a row of their own.

use super::{Content, Sheet, column};
use crate::number::{Exact, Rounding, RoundingMode};
use crate::rule::{Formula, Halt, InputId, Irrational, Test};

/// Why there is no number, as the cells say it; 0 is no reason.
pub(super) mod code {
    pub(in crate::form) const BLANK: u32 = 1;
    pub(in crate::form) const NOT_APPLICABLE: u32 = 2;
    pub(in crate::form) const ZERO_DENOMINATOR: u32 = 3;
    pub(in crate::form) const UNDEFINED: u32 = 4;
    pub(in crate::form) const PENDING: u32 = 6;
    /// From here on: answers that cannot be used, by what is wrong with them.
    pub(in crate::form) const REFUSED: u32 = 10;
}

/// Letters from which a part gets a row of its own; a cell takes 8192.
const LONGEST_PART: usize = 400;
/// Functions inside functions from which a part gets a row of its own; a cell takes 64.
const DEEPEST_PART: usize = 12;
/// Digits at which a computed number is taken for the one that is meant: far more than are
/// published, and fewer than a double is wrong by.
const TRUSTED_DIGITS: u32 = 10;

/// How tightly a text binds; a looser one inside a tighter one needs brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Sum,
    Product,
    Atom,
}

/// A reason a part may halt for.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Halts {
    /// The answer to an input is missing.
    Input(InputId),
    /// What this text says, 0 for no reason.
    Text(String),
}

/// What a part of a formula is in a spreadsheet.
#[derive(Debug, Clone)]
pub(super) struct Part {
    halts: Vec<Halts>,
    text: String,
    binding: Binding,
    depth: usize,
    /// Whether a double holds exactly what is meant, or the nearest there is to a fraction of
    /// two such numbers, so that comparing needs no care.
    is_plain: bool,
}

/// A question in a spreadsheet.
struct Question {
    halts: Vec<Halts>,
    text: String,
    depth: usize,
}

impl Part {
    fn atom(text: String) -> Part {
        Part {
            halts: Vec::new(),
            text,
            binding: Binding::Atom,
            depth: 0,
            is_plain: false,
        }
    }

    fn bound(&self, at_least: Binding) -> String {
        if self.binding < at_least {
            format!("({})", self.text)
        } else {
            self.text.clone()
        }
    }
}

/// Returns a number as a spreadsheet's formula writes it.
pub(super) fn literal(value: &Exact) -> String {
    let (above, below) = value.to_fraction_text();
    let text = match value.to_decimal() {
        Some(decimal) => decimal.normalize().to_string(),
        None => format!("({above}/{below})"),
    };
    if text.starts_with('-') {
        format!("({text})")
    } else {
        text
    }
}

/// Returns the number in `cell` rounded as the set rounds.
///
/// A double is a little beside the decimal that is meant: 25.625 may come as
/// 25.624999999999996. It is brought back before the digit that decides is looked at.
pub(super) fn rounded(cell: &str, rounding: Rounding) -> String {
    let digits = rounding.digits;
    let trusted = TRUSTED_DIGITS.max(digits + 3);
    let near = format!("ROUND({cell},{trusted})");
    match rounding.mode {
        RoundingMode::HalfAwayFromZero => format!("ROUND({near},{digits})"),
        RoundingMode::Down => format!("ROUNDDOWN({near},{digits})"),
        RoundingMode::Up => format!("ROUNDUP({near},{digits})"),
        RoundingMode::HalfEven => {
            let shifted = format!("{near}*10^{digits}");
            format!(
                "IF(ROUND(ABS({shifted}-INT({shifted})-0.5),6)=0,\
                 2*ROUND(ROUND({shifted},6)/2,0)/10^{digits},ROUND({near},{digits}))"
            )
        }
    }
}

/// Returns what a spreadsheet asks to know whether a computed number is zero or more.
pub(super) fn not_negative(text: &str) -> String {
    format!("ROUND({text},{TRUSTED_DIGITS})>=0")
}

/// Returns the code of a reason; figures of all units stand behind the inputs.
pub(super) fn halt_code(halt: Halt, inputs: usize) -> u32 {
    match halt {
        Halt::Blank(input) if input.index() >= inputs => code::PENDING,
        Halt::Blank(_) => code::BLANK,
        Halt::NotApplicable => code::NOT_APPLICABLE,
        Halt::ZeroDenominator => code::ZERO_DENOMINATOR,
        Halt::Undefined => code::UNDEFINED,
    }
}

fn merged<'p>(parts: impl IntoIterator<Item = &'p Part>) -> (Vec<Halts>, usize) {
    let mut halts = Vec::new();
    let mut depth = 0;
    for part in parts {
        extend(&mut halts, &part.halts);
        depth = depth.max(part.depth);
    }
    (halts, depth)
}

/// A reason that has been asked for needs no second question.
fn extend(halts: &mut Vec<Halts>, more: &[Halts]) {
    for halt in more {
        if !halts.contains(halt) {
            halts.push(halt.clone());
        }
    }
}

fn texts(parts: &[Part]) -> String {
    let texts: Vec<&str> = parts.iter().map(|part| part.text.as_str()).collect();
    texts.join(",")
}

impl Sheet<'_> {
    /// Returns a formula as the text that says why it halts, and the one that says what it is
    /// worth where it does not.
    pub(super) fn formula(&mut self, formula: &Formula) -> (String, String) {
        let part = self.part(formula);
        (self.reason(&part.halts), part.text)
    }

    /// Returns the text that says which reason comes first.
    fn reason(&self, halts: &[Halts]) -> String {
        let mut reasons: Vec<String> = Vec::new();
        let mut rest = halts;
        while let Some(first) = rest.first() {
            match first {
                Halts::Text(text) => {
                    reasons.push(text.clone());
                    rest = &rest[1..];
                }
                // Where the formula is asked, an input is answered or blank: what does not
                // apply or cannot be used has been seen to before.
                Halts::Input(_) => {
                    let cells: Vec<String> = rest
                        .iter()
                        .map_while(|halt| match halt {
                            Halts::Input(input) => Some(self.status(*input)),
                            Halts::Text(_) => None,
                        })
                        .collect();
                    rest = &rest[cells.len()..];
                    reasons.push(match cells.as_slice() {
                        [cell] => cell.clone(),
                        cells => format!("MAX({})", cells.join(",")),
                    });
                }
            }
        }
        let Some(last) = reasons.pop() else {
            return "0".to_owned();
        };
        reasons.iter().rev().fold(last, |later, reason| {
            format!("IF({reason}<>0,{reason},{later})")
        })
    }

    /// Returns a part of a formula, in a row of its own when it is large.
    fn part(&mut self, formula: &Formula) -> Part {
        let part = self.part_in_place(formula);
        let reasons: usize = part
            .halts
            .iter()
            .map(|halt| match halt {
                Halts::Input(_) => 6,
                Halts::Text(text) => text.len(),
            })
            .sum();
        if part.text.len() > LONGEST_PART || reasons > LONGEST_PART || part.depth > DEEPEST_PART {
            return self.apart(formula, &part);
        }
        part
    }

    /// Gives a part a row of its own.
    fn apart(&mut self, formula: &Formula, part: &Part) -> Part {
        let inputs = self.set.inputs.len();
        let (halt, value) = match formula.evaluate(self.values()) {
            Ok(value) => (0, value),
            Err(halt) => (halt_code(halt, inputs), Exact::ZERO),
        };
        let reason = self.reason(&part.halts);
        self.helper(&reason, &part.text, halt, &value)
    }

    fn helper(&mut self, reason: &str, text: &str, halt: u32, value: &Exact) -> Part {
        let row = self.new_row();
        let cell = |letter| format!("{letter}{}", row + 1);
        self.put(row, column::HALT, Content::formula(reason, halt));
        let guarded = if reason == "0" {
            text.to_owned()
        } else {
            format!("IF({}=0,{text},0)", cell('B'))
        };
        self.put(row, column::WORTH, Content::computed(&guarded, value));
        Part {
            halts: if reason == "0" {
                Vec::new()
            } else {
                vec![Halts::Text(cell('B'))]
            },
            ..Part::atom(cell('C'))
        }
    }

    fn part_in_place(&mut self, formula: &Formula) -> Part {
        match formula {
            Formula::Constant(value) => Part {
                is_plain: true,
                ..Part::atom(literal(value))
            },
            Formula::Input(input) => self.answer(*input),
            Formula::Sum(terms) => self.infix(terms, "+", Binding::Sum),
            Formula::Product(factors) => self.infix(factors, "*", Binding::Product),
            Formula::Difference(pair) => {
                let [one, two] = [self.part(&pair[0]), self.part(&pair[1])];
                let (halts, depth) = merged([&one, &two]);
                Part {
                    halts,
                    text: format!("{}-{}", one.text, two.bound(Binding::Product)),
                    binding: Binding::Sum,
                    depth,
                    is_plain: false,
                }
            }
            Formula::Quotient(pair) => self.quotient(pair),
            Formula::Minimum(of) => self.call("MIN", of),
            Formula::Maximum(of) => self.call("MAX", of),
            Formula::Best(of) => self.best(of),
            Formula::If(branches) => self.branches(branches),
            Formula::BlankIsZero(inner) => {
                let part = self.part(inner);
                let part = self.with_one_reason(inner, part);
                let Some(reason) = part.halts.first().map(|halt| self.text_of(halt)) else {
                    return part;
                };
                let (blank, pending) = (code::BLANK, code::PENDING);
                let is_blank = format!("OR({reason}={blank},{reason}={pending})");
                Part {
                    halts: vec![Halts::Text(format!("IF({is_blank},0,{reason})"))],
                    text: format!("IF({is_blank},0,{})", part.text),
                    depth: part.depth + 2,
                    ..Part::atom(String::new())
                }
            }
            Formula::OrWhenZero(pair) => {
                let one = self.part(&pair[0]);
                let one = self.with_one_reason(&pair[0], one);
                let Some(reason) = one.halts.first().map(|halt| self.text_of(halt)) else {
                    return one;
                };
                let two = self.part(&pair[1]);
                let other = self.reason(&two.halts);
                let zero = code::ZERO_DENOMINATOR;
                Part {
                    halts: vec![Halts::Text(format!("IF({reason}={zero},{other},{reason})"))],
                    text: format!("IF({reason}={zero},{},{})", two.text, one.text),
                    depth: one.depth.max(two.depth) + 2,
                    ..Part::atom(String::new())
                }
            }
            Formula::Irrational(function, of) => self.irrational(*function, of),
            Formula::Stop(halt) => Part {
                halts: vec![Halts::Text(
                    halt_code(*halt, self.set.inputs.len()).to_string(),
                )],
                ..Part::atom("0".to_owned())
            },
        }
    }

    fn text_of(&self, halt: &Halts) -> String {
        match halt {
            Halts::Input(input) => self.status(*input),
            Halts::Text(text) => text.clone(),
        }
    }

    /// A part whose reasons are asked for several times gets them in a cell.
    fn with_one_reason(&mut self, formula: &Formula, part: Part) -> Part {
        match part.halts.as_slice() {
            [] | [Halts::Input(_)] => part,
            _ => self.apart(formula, &part),
        }
    }

    fn answer(&self, input: InputId) -> Part {
        if input.index() >= self.set.inputs.len() {
            return Part {
                halts: vec![Halts::Text(code::PENDING.to_string())],
                ..Part::atom("0".to_owned())
            };
        }
        Part {
            halts: vec![Halts::Input(input)],
            is_plain: true,
            ..Part::atom(Self::value(input))
        }
    }

    fn parts(&mut self, of: &[Formula]) -> Vec<Part> {
        of.iter().map(|formula| self.part(formula)).collect()
    }

    fn infix(&mut self, of: &[Formula], operator: &str, binding: Binding) -> Part {
        let parts = self.parts(of);
        let (halts, depth) = merged(&parts);
        let operands: Vec<String> = parts.iter().map(|part| part.bound(binding)).collect();
        if operands.is_empty() {
            let neutral = if binding == Binding::Sum { "0" } else { "1" };
            return Part::atom(neutral.to_owned());
        }
        Part {
            halts,
            text: operands.join(operator),
            binding,
            depth,
            is_plain: parts.len() == 1 && parts[0].is_plain,
        }
    }

    fn call(&mut self, function: &str, of: &[Formula]) -> Part {
        let parts = self.parts(of);
        let (mut halts, depth) = merged(&parts);
        if parts.is_empty() {
            halts.push(Halts::Text(code::NOT_APPLICABLE.to_string()));
        }
        Part {
            halts,
            text: format!("{function}({})", texts(&parts)),
            binding: Binding::Atom,
            depth: depth + 1,
            is_plain: parts.iter().all(|part| part.is_plain),
        }
    }

    fn quotient(&mut self, pair: &[Formula; 2]) -> Part {
        let [above, below] = [self.part(&pair[0]), self.part(&pair[1])];
        let (mut halts, depth) = merged([&above, &below]);
        if !matches!(&pair[1], Formula::Constant(value) if !value.is_zero()) {
            let zero = code::ZERO_DENOMINATOR;
            let is_zero = is_zero(&below);
            extend(
                &mut halts,
                &[Halts::Text(format!("IF({is_zero},{zero},0)"))],
            );
        }
        let is_plain = |part: &Part, formula: &Formula| {
            part.is_plain && matches!(formula, Formula::Constant(_) | Formula::Input(_))
        };
        Part {
            halts,
            text: format!(
                "{}/{}",
                above.bound(Binding::Product),
                below.bound(Binding::Atom)
            ),
            binding: Binding::Product,
            depth: depth + 1,
            is_plain: is_plain(&above, &pair[0]) && is_plain(&below, &pair[1]),
        }
    }

    /// The greatest of those that apply.
    fn best(&mut self, of: &[Formula]) -> Part {
        if of.is_empty() || !of.iter().any(Formula::may_not_apply) {
            return self.call("MAX", of);
        }
        let cases: Vec<(String, String)> = of
            .iter()
            .map(|formula| {
                let part = self.part(formula);
                let apart = self.apart(formula, &part);
                (self.reason(&apart.halts), apart.text)
            })
            .collect();
        let not_applicable = code::NOT_APPLICABLE;
        let none: Vec<String> = cases
            .iter()
            .map(|(reason, _)| format!("{reason}={not_applicable}"))
            .collect();
        let none = format!("IF(AND({}),{not_applicable},0)", none.join(","));
        let reason = cases.iter().rev().fold(none, |later, (reason, _)| {
            format!("IF(AND({reason}<>0,{reason}<>{not_applicable}),{reason},{later})")
        });
        let worths: Vec<String> = cases
            .iter()
            .map(|(reason, worth)| format!("IF({reason}=0,{worth},-1E+300)"))
            .collect();
        Part {
            halts: vec![Halts::Text(reason)],
            text: format!("MAX({})", worths.join(",")),
            depth: cases.len() + 1,
            ..Part::atom(String::new())
        }
    }

    fn branches(&mut self, branches: &(Test, Formula, Formula)) -> Part {
        let (test, then, otherwise) = branches;
        let question = self.question(test);
        let [then, otherwise] = [self.part(then), self.part(otherwise)];
        let mut halts = question.halts;
        let [then_halts, otherwise_halts] = [&then, &otherwise].map(|part| {
            let mut own = part.halts.clone();
            // What the question needs is known when a branch is taken.
            own.retain(|halt| !halts.contains(halt));
            self.reason(&own)
        });
        if then_halts != "0" || otherwise_halts != "0" {
            halts.push(Halts::Text(format!(
                "IF({},{then_halts},{otherwise_halts})",
                question.text
            )));
        }
        Part {
            halts,
            text: format!("IF({},{},{})", question.text, then.text, otherwise.text),
            binding: Binding::Atom,
            depth: question.depth.max(then.depth).max(otherwise.depth) + 1,
            is_plain: then.is_plain && otherwise.is_plain,
        }
    }

    fn irrational(&mut self, function: Irrational, of: &[Formula]) -> Part {
        let parts = self.parts(of);
        let (mut halts, depth) = merged(&parts);
        let text = texts(&parts);
        let first = parts.first().map_or("0", |part| part.text.as_str());
        let second = parts.get(1).map_or("1", |part| part.text.as_str());
        let (undefined, name) = match function {
            Irrational::Ln => (format!("{first}<=0"), "LN"),
            // Beyond these there are more digits than any score is made of (`number`).
            Irrational::Exp => (format!("OR({first}>573,{first}<-347)"), "EXP"),
            Irrational::Sqrt => (format!("{first}<0"), "SQRT"),
            Irrational::Power => (
                format!("OR(AND({first}=0,{second}<=0),AND({first}<0,{second}<>INT({second})))"),
                "POWER",
            ),
        };
        let code = code::UNDEFINED;
        extend(
            &mut halts,
            &[Halts::Text(format!("IF({undefined},{code},0)"))],
        );
        Part {
            halts,
            text: format!("{name}({text})"),
            binding: Binding::Atom,
            depth: depth + 3,
            is_plain: false,
        }
    }

    /// Returns a question, in a row of its own when it is large.
    fn question(&mut self, test: &Test) -> Question {
        let question = self.question_in_place(test);
        if question.text.len() <= LONGEST_PART && question.depth <= DEEPEST_PART {
            return question;
        }
        let inputs = self.set.inputs.len();
        let (halt, value) = match test.holds(self.values()) {
            Ok(holds) => (0, Exact::integer(i64::from(holds))),
            Err(halt) => (halt_code(halt, inputs), Exact::ZERO),
        };
        let reason = self.reason(&question.halts);
        let part = self.helper(&reason, &format!("IF({},1,0)", question.text), halt, &value);
        Question {
            halts: part.halts,
            text: format!("{}=1", part.text),
            depth: 0,
        }
    }

    fn question_in_place(&mut self, test: &Test) -> Question {
        match test {
            Test::Yes(input) => self.answered_with(*input, 1),
            Test::Option(input, option) => self.answered_with(*input, option + 1),
            Test::AtLeast(one, two) => self.compared(one, two, ">="),
            Test::Above(one, two) => self.compared(one, two, ">"),
            Test::Equal(one, two) => self.compared(one, two, "="),
            Test::IsZero(formula) => {
                let part = self.part(formula);
                Question {
                    text: is_zero(&part),
                    halts: part.halts,
                    depth: part.depth + 1,
                }
            }
            Test::Not(test) => {
                let question = self.question(test);
                Question {
                    text: format!("NOT({})", question.text),
                    halts: question.halts,
                    depth: question.depth + 1,
                }
            }
            Test::All(tests) => self.together(tests, true),
            Test::Any(tests) => self.together(tests, false),
        }
    }

    fn answered_with(&self, input: InputId, answer: usize) -> Question {
        let part = self.answer(input);
        Question {
            text: format!("{}={answer}", part.text),
            halts: part.halts,
            depth: 0,
        }
    }

    fn compared(&mut self, one: &Formula, two: &Formula, operator: &str) -> Question {
        let [one, two] = [self.part(one), self.part(two)];
        let (halts, depth) = merged([&one, &two]);
        let text = if one.is_plain && two.is_plain {
            format!("{}{operator}{}", one.text, two.text)
        } else {
            let two = two.bound(Binding::Product);
            format!("ROUND({}-{two},{TRUSTED_DIGITS}){operator}0", one.text)
        };
        Question {
            halts,
            text,
            depth: depth + 1,
        }
    }

    /// All or any of several: the first that decides is the last that is asked.
    fn together(&mut self, tests: &[Test], all: bool) -> Question {
        let neutral = if all { "TRUE" } else { "FALSE" };
        let mut questions = tests
            .iter()
            .map(|test| self.question(test))
            .collect::<Vec<_>>();
        let Some(last) = questions.pop() else {
            return Question {
                halts: Vec::new(),
                text: neutral.to_owned(),
                depth: 0,
            };
        };
        questions.into_iter().rev().fold(last, |later, first| {
            let mut halts = first.halts;
            let mut own = later.halts;
            own.retain(|halt| !halts.contains(halt));
            let reason = self.reason(&own);
            let (text, later_reason) = if all {
                (
                    format!("IF({},{},FALSE)", first.text, later.text),
                    format!("IF({},{reason},0)", first.text),
                )
            } else {
                (
                    format!("IF({},TRUE,{})", first.text, later.text),
                    format!("IF({},0,{reason})", first.text),
                )
            };
            if reason != "0" {
                halts.push(Halts::Text(later_reason));
            }
            Question {
                halts,
                text,
                depth: first.depth.max(later.depth) + 1,
            }
        })
    }
}

fn is_zero(part: &Part) -> String {
    if part.is_plain {
        format!("{}=0", part.text)
    } else {
        format!("ROUND({},{TRUSTED_DIGITS})=0", part.text)
    }
}
