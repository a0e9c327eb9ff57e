//! The text of an expression → its tree: `min(2; 2.5 * b) + if(co_cong, 1, 0)`.
//!
//! Arithmetic, comparisons, and, or, not, and a handful of functions; no loops, and no names
//! but those of inputs and values. Arguments are separated by commas or semicolons, decimals
//! have a point.

use std::fmt;

use rust_decimal::Decimal;
use winnow::ascii::multispace0;
use winnow::combinator::{
    Infix, Prefix, alt, cut_err, delimited, dispatch, empty, expression, fail, not, peek, separated,
};
use winnow::error::{ContextError, ErrMode, ParserError};
use winnow::prelude::*;
use winnow::token::{any, one_of, take_while};

use crate::finding::ExpressionLimit;
use crate::number::parse_plain;

/// Characters of the longest expression.
const LONGEST: usize = 1_000;
/// Brackets within brackets.
const DEEPEST: usize = 64;

/// An expression, as written.
#[derive(Debug, Clone, PartialEq)]
pub enum Expression {
    /// A number.
    Number(Decimal),
    /// The name of an input, a value or an option.
    Name(String),
    /// −a
    Negated(Box<Expression>),
    /// not a
    Not(Box<Expression>),
    /// a ∘ b
    Binary(Operator, Box<[Expression; 2]>),
    /// f(a, b, …)
    Call(Function, Vec<Expression>),
}

/// What stands between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// +
    Plus,
    /// −
    Minus,
    /// ×
    Times,
    /// ÷
    Over,
    /// =
    Equal,
    /// ≠
    Unequal,
    /// ≥
    AtLeast,
    /// >
    Above,
    /// ≤
    AtMost,
    /// <
    Below,
    /// and
    And,
    /// or
    Or,
}

/// What can be called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    /// The least of its arguments.
    Min,
    /// The greatest of its arguments.
    Max,
    /// `if(condition, then, otherwise)`
    If,
    /// `clamp(value, least, greatest)`
    Clamp,
    /// The natural logarithm.
    Ln,
    /// e to the power of its argument.
    Exp,
    /// The square root.
    Sqrt,
    /// `power(base, exponent)`
    Power,
}

impl Operator {
    /// Returns how it is written.
    pub const fn sign(self) -> &'static str {
        match self {
            Operator::Plus => "+",
            Operator::Minus => "-",
            Operator::Times => "*",
            Operator::Over => "/",
            Operator::Equal => "=",
            Operator::Unequal => "!=",
            Operator::AtLeast => ">=",
            Operator::Above => ">",
            Operator::AtMost => "<=",
            Operator::Below => "<",
            Operator::And => "and",
            Operator::Or => "or",
        }
    }
}

impl Function {
    /// Every function.
    pub const ALL: &'static [Function] = &[
        Function::Min,
        Function::Max,
        Function::If,
        Function::Clamp,
        Function::Ln,
        Function::Exp,
        Function::Sqrt,
        Function::Power,
    ];

    /// Returns its name.
    pub const fn name(self) -> &'static str {
        match self {
            Function::Min => "min",
            Function::Max => "max",
            Function::If => "if",
            Function::Clamp => "clamp",
            Function::Ln => "ln",
            Function::Exp => "exp",
            Function::Sqrt => "sqrt",
            Function::Power => "power",
        }
    }

    /// Returns how many arguments it takes; none when it takes one or more.
    pub const fn arguments(self) -> Option<usize> {
        match self {
            Function::Min | Function::Max => None,
            Function::If | Function::Clamp => Some(3),
            Function::Ln | Function::Exp | Function::Sqrt => Some(1),
            Function::Power => Some(2),
        }
    }
}

impl Expression {
    /// Reads an expression.
    ///
    /// # Errors
    ///
    /// From where on the text is wrong.
    pub fn parse(text: &str) -> Result<Expression, Malformed<'_>> {
        let from = |at: usize, passes| Malformed {
            rest: text.get(at..).unwrap_or("").trim(),
            passes,
            called: None,
        };
        if let Some((at, _)) = text.char_indices().nth(LONGEST) {
            return Err(from(at, Some(ExpressionLimit::Characters(LONGEST))));
        }
        if let Some(at) = too_deep(text) {
            return Err(from(at, Some(ExpressionLimit::Brackets(DEEPEST))));
        }
        let mut whole = (any_expression, multispace0).map(|(expression, _)| expression);
        whole.parse(text).map_err(|error| Malformed {
            called: called_at(text, error.offset()),
            ..from(error.offset(), None)
        })
    }
}

/// A text that is no expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed<'t> {
    /// What is left of the text from the mistake on; nothing where something is missing at the end.
    pub rest: &'t str,
    /// The limit it passes there, where nothing else is known to be wrong.
    pub passes: Option<ExpressionLimit>,
    /// What stands there as if it were a function, and is none.
    pub called: Option<&'t str>,
}

/// Returns the word at which, or behind which, an expression is wrong, when a bracket follows it.
fn called_at(text: &str, at: usize) -> Option<&str> {
    let is_letter = |letter: char| letter.is_alphanumeric() || letter == '_';
    let before = text.get(..at)?.trim_end();
    let begin = before.trim_end_matches(is_letter).len();
    [begin, at].into_iter().find_map(|begin| {
        let word = text.get(begin..)?.trim_start();
        let (word, behind) = word.split_at(word.find(|letter| !is_letter(letter))?);
        let is_known = word == "not" || Function::ALL.iter().any(|known| known.name() == word);
        let is_word = word.starts_with(|letter: char| !letter.is_ascii_digit());
        (is_word && !is_known && behind.trim_start().starts_with('(')).then_some(word)
    })
}

/// Returns where brackets are nested too deeply.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    text.char_indices().find_map(|(at, letter)| {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (depth > DEEPEST).then_some(at)
    })
}

type Read<T> = Result<T, ErrMode<ContextError>>;

fn any_expression(input: &mut &str) -> Read<Expression> {
    fn binary(operator: Operator, one: Expression, two: Expression) -> Expression {
        Expression::Binary(operator, Box::new([one, two]))
    }
    use Operator::{
        Above, And, AtLeast, AtMost, Below, Equal, Minus, Or, Over, Plus, Times, Unequal,
    };
    expression(operand)
        .prefix(delimited(
            multispace0,
            alt((
                // A sign before a sign is a slip, and would nest without end.
                ('-', not(peek((multispace0, '-'))))
                    .value(Prefix(9, |_, of| Ok(Expression::Negated(Box::new(of))))),
                (word("not"), not(peek((multispace0, word("not")))))
                    .value(Prefix(3, |_, of| Ok(Expression::Not(Box::new(of))))),
            )),
            multispace0,
        ))
        .infix(delimited(
            multispace0,
            alt((
                word("or").value(Infix::Left(1, |_, a, b| Ok(binary(Or, a, b)))),
                word("and").value(Infix::Left(2, |_, a, b| Ok(binary(And, a, b)))),
                ">=".value(Infix::Neither(4, |_, a, b| Ok(binary(AtLeast, a, b)))),
                "<=".value(Infix::Neither(4, |_, a, b| Ok(binary(AtMost, a, b)))),
                "!=".value(Infix::Neither(4, |_, a, b| Ok(binary(Unequal, a, b)))),
                dispatch! { any;
                    '>' => empty.value(Infix::Neither(4, |_, a, b| Ok(binary(Above, a, b)))),
                    '<' => empty.value(Infix::Neither(4, |_, a, b| Ok(binary(Below, a, b)))),
                    '=' => empty.value(Infix::Neither(4, |_, a, b| Ok(binary(Equal, a, b)))),
                    '+' => empty.value(Infix::Left(5, |_, a, b| Ok(binary(Plus, a, b)))),
                    '-' => empty.value(Infix::Left(5, |_, a, b| Ok(binary(Minus, a, b)))),
                    '*' => empty.value(Infix::Left(7, |_, a, b| Ok(binary(Times, a, b)))),
                    '/' => empty.value(Infix::Left(7, |_, a, b| Ok(binary(Over, a, b)))),
                    _ => fail,
                },
            )),
            multispace0,
        ))
        .parse_next(input)
}

fn operand(input: &mut &str) -> Read<Expression> {
    delimited(
        multispace0,
        alt((
            delimited('(', cut_err(any_expression), cut_err((multispace0, ')'))),
            number,
            call,
            name.map(Expression::Name),
        )),
        multispace0,
    )
    .parse_next(input)
}

fn number(input: &mut &str) -> Read<Expression> {
    let digits = take_while(1.., |letter: char| letter.is_ascii_digit() || letter == '.');
    digits
        .verify_map(|text: &str| parse_plain(text).map(Expression::Number))
        .parse_next(input)
}

fn call(input: &mut &str) -> Read<Expression> {
    let function = name
        .verify_map(|name| {
            let mut functions = Function::ALL.iter().copied();
            functions.find(|function| function.name() == name)
        })
        .parse_next(input)?;
    let separator = (multispace0, one_of([',', ';']), multispace0);
    let arguments = delimited(
        (multispace0, '('),
        cut_err(separated(1.., any_expression, separator)),
        cut_err((multispace0, ')')),
    )
    .parse_next(input)?;
    Ok(Expression::Call(function, arguments))
}

fn name(input: &mut &str) -> Read<String> {
    let letters =
        |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    (one_of('a'..='z'), take_while(0.., letters))
        .take()
        .verify(|name: &str| !matches!(name, "and" | "or" | "not"))
        .map(str::to_owned)
        .parse_next(input)
}

/// A word of the language, and not the beginning of a longer name.
fn word<'i, E: ParserError<&'i str>>(word: &'static str) -> impl Parser<&'i str, (), E> {
    let letter = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    (word, not(peek(one_of(letter)))).void()
}

/// As it can be written.
impl fmt::Display for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expression::Number(value) => write!(f, "{value}"),
            Expression::Name(name) => f.write_str(name),
            Expression::Negated(of) => write!(f, "-{of}"),
            Expression::Not(of) => write!(f, "not {of}"),
            Expression::Binary(operator, pair) => {
                write!(f, "({} {} {})", pair[0], operator.sign(), pair[1])
            }
            Expression::Call(function, arguments) => {
                write!(f, "{}(", function.name())?;
                for (index, argument) in arguments.iter().enumerate() {
                    let separator = if index == 0 { "" } else { ", " };
                    write!(f, "{separator}{argument}")?;
                }
                f.write_str(")")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, String> {
        let read = Expression::parse(text).map(|expression| expression.to_string());
        read.map_err(|malformed| malformed.rest.to_owned())
    }

    #[test]
    fn an_expression_too_long_or_too_deep_is_told_from_one_that_is_wrong() {
        let passes = |text: &str| {
            let malformed = Expression::parse(text).expect_err("no expression");
            (malformed.rest.to_owned(), malformed.passes)
        };
        let long = format!("a{}", " + a".repeat(250));
        let (rest, limit) = passes(&long);
        assert_eq!(limit, Some(ExpressionLimit::Characters(LONGEST)));
        assert_eq!(rest, "a");
        let deep = format!("{}a{}", "(".repeat(65), ")".repeat(65));
        let (rest, limit) = passes(&deep);
        assert_eq!(limit, Some(ExpressionLimit::Brackets(DEEPEST)));
        assert_eq!(rest, format!("(a{}", ")".repeat(65)));
        assert_eq!(passes("a +"), (String::new(), None));
    }

    #[test]
    fn operators_bind_as_in_school() {
        for (text, meant) in [
            ("1 + 2 * 3 - 4", "((1 + (2 * 3)) - 4)"),
            ("a / b / c", "((a / b) / c)"),
            ("-a * b", "(-a * b)"),
            ("(a1 + a2) / b", "((a1 + a2) / b)"),
            (
                "not a >= 1 and b or c < 2",
                "((not (a >= 1) and b) or (c < 2))",
            ),
            (
                "if(x != 0; min(1, a/x), 0.50)",
                "if((x != 0), min(1, (a / x)), 0.50)",
            ),
            ("notable + order", "(notable + order)"),
            (" a\n", "a"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(meant), "{text}");
        }
    }

    #[test]
    fn a_mistake_is_shown_from_where_it_is() {
        for (text, rest) in [
            ("", ""),
            ("1 +", ""),
            ("1 + * 2", "* 2"),
            ("a b", "b"),
            ("min(a", ""),
            ("if(a > b, 1 2)", "2)"),
            ("a = b = c", "= c"),
            ("--a", "--a"),
            ("tên + 1", "ên + 1"),
            ("0,5", ",5"),
        ] {
            assert_eq!(read(text), Err(rest.to_owned()), "{text}");
        }
    }

    #[test]
    fn a_call_of_what_is_no_function_is_told_from_other_mistakes() {
        let called = |text| Expression::parse(text).expect_err("no expression").called;
        for (text, function) in [
            ("foo(a)", Some("foo")),
            ("1 + foo (a)", Some("foo")),
            ("min(foo(a), 1)", Some("foo")),
            ("ROUND(a; 2)", Some("ROUND")),
            ("a + làm_tròn(a)", Some("làm_tròn")),
            ("and(a, b)", Some("and")),
            ("a b", None),
            ("min(a", None),
            ("2 min(a, b)", None),
            ("2(a)", None),
            ("a + (b", None),
        ] {
            assert_eq!(called(text), function, "{text}");
        }
    }

    #[test]
    fn what_nests_without_end_is_refused() {
        let deep = format!("{}1{}", "(".repeat(65), ")".repeat(65));
        assert!(read(&deep).is_err());
        assert!(read(&"1+".repeat(600)).is_err());
        assert!(read(&format!("1{}", "+1".repeat(499))).is_ok());
    }
}
