#![doc = include_str!("formula.md")]

use serde::Deserialize;

use super::expression::{Expression, Function, Malformed, Operator};
use super::{Compiler, Formula, InputKind, Irrational, Test, nearest};
use crate::finding::{Problem, Reference};
use crate::number::{Exact, Literal};

/// Parameters of the `formula` rule.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Arithmetic {
    /// The points, as an expression over inputs and values.
    pub points: Option<String>,
    /// The share of the points to be had, as an expression; this or `points`.
    pub share: Option<String>,
    /// The least it can be worth; 0 unless said.
    pub minimum: Option<Literal>,
    /// The most it can be worth; the points to be had unless said.
    pub maximum: Option<Literal>,
}

impl Arithmetic {
    /// Returns the expression's value, kept between the least and the most.
    pub(super) fn compile(&self, points: &Exact, compiler: &mut Compiler) -> Formula {
        let worth = match (&self.points, &self.share) {
            (Some(text), None) => compiler.expression("points", text),
            (None, Some(text)) => Formula::Product(vec![
                Formula::Constant(points.clone()),
                compiler.expression("share", text),
            ]),
            (None, None) => {
                let key = "points".to_owned();
                compiler.report("", Problem::MissingKey { key });
                Formula::integer(0)
            }
            (Some(_), Some(_)) => {
                let entry = "points, share".to_owned();
                compiler.report("share", Problem::DuplicateEntry { entry });
                Formula::integer(0)
            }
        };
        let least = self.minimum.map_or(Exact::ZERO, Literal::exact);
        let most = self.maximum.map_or_else(|| points.clone(), Literal::exact);
        if least > most {
            let problem = Problem::RangeReversed {
                lower: self
                    .minimum
                    .map_or_else(String::new, |value| value.to_string()),
                upper: most
                    .to_decimal()
                    .map_or_else(String::new, |value| value.to_string()),
            };
            compiler.report("minimum", problem);
        }
        clamp(worth, Formula::Constant(least), Formula::Constant(most))
    }
}

/// Letters of what is shown of an expression that is wrong.
const LONGEST_REST: usize = 40;

fn clamp(value: Formula, least: Formula, most: Formula) -> Formula {
    Formula::Maximum(vec![least, Formula::Minimum(vec![most, value])])
}

impl Compiler<'_> {
    /// Returns the formula an expression at `key` means, or zero when it means none.
    pub fn expression(&mut self, key: &str, text: &str) -> Formula {
        match Expression::parse(text) {
            Ok(expression) => self.number_of(key, &expression),
            Err(malformed) => {
                self.report_malformed(key, malformed);
                Formula::integer(0)
            }
        }
    }

    /// Returns the test an expression at `key` means, or one that always holds.
    pub fn condition(&mut self, key: &str, text: &str) -> Test {
        match Expression::parse(text) {
            Ok(expression) => self.test_of(key, &expression),
            Err(malformed) => {
                self.report_malformed(key, malformed);
                Test::All(Vec::new())
            }
        }
    }

    /// Tells from where on an expression is wrong; the beginning of that is enough.
    fn report_malformed(&mut self, key: &str, malformed: Malformed) {
        let Malformed {
            rest,
            passes,
            called,
        } = malformed;
        // A name with a bracket behind it lacks an operator.
        if let Some(name) =
            called.filter(|name| !self.is_known(name) && name.chars().count() <= LONGEST_REST)
        {
            let functions = Function::ALL.iter().map(|function| function.name());
            let problem = Problem::UnknownReference {
                name: name.to_owned(),
                reference: Reference::Function,
                nearest: nearest(&name.to_lowercase(), functions),
            };
            self.report(key, problem);
            return;
        }
        let rest = match rest.char_indices().nth(LONGEST_REST) {
            Some((end, _)) => format!("{}…", &rest[..end]),
            None => rest.to_owned(),
        };
        self.report(key, Problem::MalformedExpression { rest, passes });
    }

    fn number_of(&mut self, key: &str, expression: &Expression) -> Formula {
        match expression {
            Expression::Number(value) => Formula::Constant(Exact::from(*value)),
            Expression::Name(name) => self.number(key, name),
            Expression::Negated(of) => {
                let of = self.number_of(key, of);
                Formula::Difference(Box::new([Formula::integer(0), of]))
            }
            Expression::Binary(operator, pair) => self.binary(key, *operator, pair, expression),
            Expression::Call(function, arguments) => {
                self.call(key, *function, arguments, expression)
            }
            Expression::Not(_) => self.not_a_number(key, expression),
        }
    }

    fn binary(
        &mut self,
        key: &str,
        operator: Operator,
        pair: &[Expression; 2],
        whole: &Expression,
    ) -> Formula {
        let is_arithmetic = matches!(
            operator,
            Operator::Plus | Operator::Minus | Operator::Times | Operator::Over
        );
        if !is_arithmetic {
            return self.not_a_number(key, whole);
        }
        let one = self.number_of(key, &pair[0]);
        let mistakes = self.mistakes();
        let two = self.number_of(key, &pair[1]);
        let is_understood = self.mistakes() == mistakes;
        match operator {
            Operator::Plus => joined(one, two, Formula::Sum, |of| match of {
                Formula::Sum(terms) => Ok(terms),
                other => Err(other),
            }),
            Operator::Times => joined(one, two, Formula::Product, |of| match of {
                Formula::Product(factors) => Ok(factors),
                other => Err(other),
            }),
            Operator::Minus => Formula::Difference(Box::new([one, two])),
            _ if is_understood => self.division(key, [one, two], || whole.to_string()),
            // What stands for a divisor that means nothing is no zero to be told of.
            _ => one,
        }
    }

    fn call(
        &mut self,
        key: &str,
        function: Function,
        arguments: &[Expression],
        whole: &Expression,
    ) -> Formula {
        if let Some(expected) = function.arguments()
            && expected != arguments.len()
        {
            let problem = Problem::WrongArguments {
                function: function.name().to_owned(),
                expected,
                given: arguments.len(),
            };
            self.report(key, problem);
            return Formula::integer(0);
        }
        if let (Function::If, [condition, then, otherwise]) = (function, arguments) {
            let test = self.test_of(key, condition);
            return Formula::when(
                test,
                self.number_of(key, then),
                self.number_of(key, otherwise),
            );
        }
        let mut of: Vec<Formula> = arguments
            .iter()
            .map(|argument| self.number_of(key, argument))
            .collect();
        let written = || whole.to_string();
        match function {
            Function::Min => Formula::Minimum(of),
            Function::Max => Formula::Maximum(of),
            Function::Ln => self.irrational(key, Irrational::Ln, of, written),
            Function::Exp => self.irrational(key, Irrational::Exp, of, written),
            Function::Sqrt => self.irrational(key, Irrational::Sqrt, of, written),
            Function::Power => self.irrational(key, Irrational::Power, of, written),
            // The number of arguments was looked at above.
            Function::Clamp | Function::If => {
                let most = of.pop().unwrap_or(Formula::integer(0));
                let least = of.pop().unwrap_or(Formula::integer(0));
                let (least, most) = self.in_order(key, least, most);
                clamp(of.pop().unwrap_or(Formula::integer(0)), least, most)
            }
        }
    }

    /// Returns the ends of a range; where the least is above the most, that is reported, and they
    /// change places.
    fn in_order(&mut self, key: &str, least: Formula, most: Formula) -> (Formula, Formula) {
        let (Some(lower), Some(upper)) = (least.constant(), most.constant()) else {
            return (least, most);
        };
        if lower <= upper {
            return (least, most);
        }
        let problem = Problem::RangeReversed {
            lower: lower.written().to_string(),
            upper: upper.written().to_string(),
        };
        self.report(key, problem);
        (most, least)
    }

    fn test_of(&mut self, key: &str, expression: &Expression) -> Test {
        match expression {
            Expression::Not(of) => Test::Not(Box::new(self.test_of(key, of))),
            Expression::Name(name) => match self.input(key, name, &[InputKind::YesNo]) {
                Some(input) => Test::Yes(input),
                None => Test::All(Vec::new()),
            },
            Expression::Binary(Operator::And, pair) => Test::All(vec![
                self.test_of(key, &pair[0]),
                self.test_of(key, &pair[1]),
            ]),
            Expression::Binary(Operator::Or, pair) => Test::Any(vec![
                self.test_of(key, &pair[0]),
                self.test_of(key, &pair[1]),
            ]),
            Expression::Binary(operator, pair) => self.comparison(key, *operator, pair, expression),
            Expression::Number(_) | Expression::Negated(_) | Expression::Call(..) => {
                self.not_a_condition(key, expression)
            }
        }
    }

    fn comparison(
        &mut self,
        key: &str,
        operator: Operator,
        pair: &[Expression; 2],
        whole: &Expression,
    ) -> Test {
        let is_equality = matches!(operator, Operator::Equal | Operator::Unequal);
        if let (true, [Expression::Name(name), Expression::Name(option)]) = (is_equality, pair)
            && let Some(test) = self.option_test(key, name, option)
        {
            return match operator {
                Operator::Unequal => Test::Not(Box::new(test)),
                _ => test,
            };
        }
        let negated = |test| Test::Not(Box::new(test));
        let [one, two] = pair;
        let (one, two) = match operator {
            Operator::Plus | Operator::Minus | Operator::Times | Operator::Over => {
                return self.not_a_condition(key, whole);
            }
            _ => (self.number_of(key, one), self.number_of(key, two)),
        };
        match operator {
            Operator::AtLeast => Test::AtLeast(one, two),
            Operator::Above => Test::Above(one, two),
            Operator::AtMost => Test::AtLeast(two, one),
            Operator::Below => Test::Above(two, one),
            Operator::Unequal => negated(Test::Equal(one, two)),
            _ => Test::Equal(one, two),
        }
    }

    /// Returns the test whether a choice was answered with an option, where `name` is a choice.
    fn option_test(&mut self, key: &str, name: &str, option: &str) -> Option<Test> {
        if self.kind_of(name)? != InputKind::Choice {
            return None;
        }
        let input = self.input(key, name, &[InputKind::Choice])?;
        let options = self.options(input);
        let Some(index) = options.iter().position(|other| other == option) else {
            self.report_unknown_option(key, option, options);
            return Some(Test::All(Vec::new()));
        };
        Some(Test::Option(input, index))
    }

    fn not_a_number(&mut self, key: &str, expression: &Expression) -> Formula {
        self.report_operand(key, expression, "number");
        Formula::integer(0)
    }

    fn not_a_condition(&mut self, key: &str, expression: &Expression) -> Test {
        self.report_operand(key, expression, "condition");
        Test::All(Vec::new())
    }

    fn report_operand(&mut self, key: &str, expression: &Expression, expected: &'static str) {
        let problem = Problem::WrongOperand {
            operand: expression.to_string(),
            expected: expected.to_owned(),
        };
        self.report(key, problem);
    }
}

/// Joins a long sum or product into one list, so that it is no deep tree.
fn joined(
    one: Formula,
    two: Formula,
    join: fn(Vec<Formula>) -> Formula,
    take: fn(Formula) -> Result<Vec<Formula>, Formula>,
) -> Formula {
    match take(one) {
        Ok(mut of) => {
            of.push(two);
            join(of)
        }
        Err(one) => join(vec![one, two]),
    }
}
