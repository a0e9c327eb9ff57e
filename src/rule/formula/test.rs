//! Questions a formula asks on its way, and their answers.

use super::{Answers, Formula, Halt};
use crate::rule::{InputId, Value};

/// A question with the answer yes or no.
#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    /// The input was answered yes.
    Yes(InputId),
    /// The input was answered with this option.
    Option(InputId, usize),
    /// a ≥ b
    AtLeast(Formula, Formula),
    /// a > b
    Above(Formula, Formula),
    /// a = 0
    IsZero(Formula),
    /// a = b
    Equal(Formula, Formula),
    /// All of these.
    All(Vec<Test>),
    /// Any of these.
    Any(Vec<Test>),
    /// Not this.
    Not(Box<Test>),
}

impl Test {
    pub(super) fn visit(&self, see: &mut impl FnMut(&Formula)) {
        match self {
            Test::Yes(_) | Test::Option(..) => {}
            Test::AtLeast(one, two) | Test::Above(one, two) | Test::Equal(one, two) => {
                one.visit(see);
                two.visit(see);
            }
            Test::IsZero(formula) => formula.visit(see),
            Test::All(tests) | Test::Any(tests) => tests.iter().for_each(|test| test.visit(see)),
            Test::Not(test) => test.visit(see),
        }
    }

    pub(super) fn size(&self) -> usize {
        1 + match self {
            Test::Yes(_) | Test::Option(..) => 0,
            Test::AtLeast(one, two) | Test::Above(one, two) | Test::Equal(one, two) => {
                one.size() + two.size()
            }
            Test::IsZero(formula) => formula.size(),
            Test::All(tests) | Test::Any(tests) => tests.iter().map(Test::size).sum(),
            Test::Not(test) => test.size(),
        }
    }

    /// Answers the question.
    ///
    /// # Errors
    ///
    /// The reason why it cannot be answered.
    pub fn holds(&self, answers: Answers) -> Result<bool, Halt> {
        match self {
            Test::Yes(input) => match answers.get(input.index()) {
                Some(Some(Value::YesNo(yes))) => Ok(*yes),
                Some(Some(Value::NotApplicable)) => Err(Halt::NotApplicable),
                _ => Err(Halt::Blank(*input)),
            },
            Test::Option(input, option) => match answers.get(input.index()) {
                Some(Some(Value::Option(chosen))) => Ok(chosen == option),
                Some(Some(Value::NotApplicable)) => Err(Halt::NotApplicable),
                _ => Err(Halt::Blank(*input)),
            },
            Test::AtLeast(one, two) => Ok(one.value(answers)? >= two.value(answers)?),
            Test::Above(one, two) => Ok(one.value(answers)? > two.value(answers)?),
            Test::IsZero(formula) => Ok(formula.value(answers)?.is_zero()),
            Test::Equal(one, two) => Ok(one.value(answers)? == two.value(answers)?),
            Test::Not(test) => Ok(!test.holds(answers)?),
            Test::Any(tests) => {
                for test in tests {
                    if test.holds(answers)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Test::All(tests) => {
                for test in tests {
                    if !test.holds(answers)? {
                        return Ok(false);
                    }
                }
                Ok(true)
            }
        }
    }
}
