//! The formula a rule means: evaluated to score, bounded to check, shown to explain.
//!
//! Every kind of rule compiles to this one small language, so that scoring, the check of a
//! definition and the explanation of a result cannot tell different stories.

mod bounds;
mod test;

use std::borrow::Cow;
use std::cmp::Ordering;

use super::{InputId, Value};
use crate::number::Exact;

pub use bounds::{Bounds, Domain};
pub use test::Test;

/// An exact, total computation over inputs: no loops, and no result but a number or a
/// [`Halt`] with its reason.
#[derive(Debug, Clone, PartialEq)]
pub enum Formula {
    /// A number of the definition.
    Constant(Exact),
    /// The answer to an input.
    Input(InputId),
    /// a + b + …
    Sum(Vec<Formula>),
    /// a × b × …
    Product(Vec<Formula>),
    /// a − b
    Difference(Box<[Formula; 2]>),
    /// a ÷ b
    Quotient(Box<[Formula; 2]>),
    /// The least of several.
    Minimum(Vec<Formula>),
    /// The greatest of several.
    Maximum(Vec<Formula>),
    /// The greatest of those alternatives that apply.
    Best(Vec<Formula>),
    /// One or the other.
    If(Box<(Test, Formula, Formula)>),
    /// Its value, or zero where an answer is blank.
    BlankIsZero(Box<Formula>),
    /// The first, or the second where something is divided by zero in the first.
    OrWhenZero(Box<[Formula; 2]>),
    /// A root, a logarithm or a power.
    Irrational(Irrational, Vec<Formula>),
    /// No number, for a reason.
    Stop(Halt),
}

/// A function whose result may have no end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Irrational {
    /// The natural logarithm of one number.
    Ln,
    /// e to the power of one number.
    Exp,
    /// The square root of one number.
    Sqrt,
    /// One number to the power of another.
    Power,
}

/// Why a formula has no number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Halt {
    /// An answer it needs is blank, or could not be admitted.
    Blank(InputId),
    /// The criterion does not apply.
    NotApplicable,
    /// A denominator is zero, and the criteria set calls that an error.
    ZeroDenominator,
    /// There is no such number: the root or the logarithm of what has none.
    Undefined,
}

/// The answers a formula sees, by input; `None` is blank.
pub type Answers<'a> = &'a [Option<Value>];

impl Formula {
    /// Returns the constant `value`.
    pub const fn integer(value: i64) -> Formula {
        Formula::Constant(Exact::integer(value))
    }

    /// Returns `self ÷ divisor`.
    #[must_use]
    pub fn over(self, divisor: Formula) -> Formula {
        Formula::Quotient(Box::new([self, divisor]))
    }

    /// Returns the formula that is `then` when `test` holds, else `otherwise`.
    pub fn when(test: Test, then: Formula, otherwise: Formula) -> Formula {
        Formula::If(Box::new((test, then, otherwise)))
    }

    /// Returns the function of its arguments.
    pub const fn irrational(function: Irrational, of: Vec<Formula>) -> Formula {
        Formula::Irrational(function, of)
    }

    /// Returns its value where that is the same whatever is answered.
    pub fn constant(&self) -> Option<Exact> {
        self.evaluate(&[]).ok()
    }

    /// Returns the inputs the formula uses, each once.
    pub fn inputs(&self) -> Vec<InputId> {
        let mut inputs = Vec::new();
        self.visit(&mut |part| {
            if let Formula::Input(input) = part
                && !inputs.contains(input)
            {
                inputs.push(*input);
            }
        });
        inputs
    }

    /// Returns whether there may be no such number.
    pub fn may_be_undefined(&self) -> bool {
        let mut found = false;
        self.visit(&mut |part| found |= matches!(part, Formula::Irrational(..)));
        found
    }

    /// Returns whether the formula itself may find that the criterion does not apply.
    pub fn may_not_apply(&self) -> bool {
        let mut found = false;
        self.visit(&mut |part| found |= matches!(part, Formula::Stop(Halt::NotApplicable)));
        found
    }

    /// Shows every part to `see`, itself first.
    fn visit(&self, see: &mut impl FnMut(&Formula)) {
        see(self);
        match self {
            Formula::Constant(_) | Formula::Input(_) | Formula::Stop(_) => {}
            Formula::Sum(of)
            | Formula::Product(of)
            | Formula::Minimum(of)
            | Formula::Maximum(of)
            | Formula::Best(of)
            | Formula::Irrational(_, of) => of.iter().for_each(|part| part.visit(see)),
            Formula::Difference(pair) | Formula::Quotient(pair) | Formula::OrWhenZero(pair) => {
                pair.iter().for_each(|part| part.visit(see));
            }
            Formula::If(branches) => {
                branches.0.visit(see);
                branches.1.visit(see);
                branches.2.visit(see);
            }
            Formula::BlankIsZero(inner) => inner.visit(see),
        }
    }

    /// Returns how many parts the formula has, itself counted.
    pub fn size(&self) -> usize {
        let all = |of: &[Formula]| of.iter().map(Formula::size).sum::<usize>();
        1 + match self {
            Formula::Constant(_) | Formula::Input(_) | Formula::Stop(_) => 0,
            Formula::Sum(of)
            | Formula::Product(of)
            | Formula::Minimum(of)
            | Formula::Maximum(of)
            | Formula::Best(of)
            | Formula::Irrational(_, of) => all(of),
            Formula::Difference(pair) | Formula::Quotient(pair) | Formula::OrWhenZero(pair) => {
                all(pair.as_slice())
            }
            Formula::If(branches) => branches.0.size() + branches.1.size() + branches.2.size(),
            Formula::BlankIsZero(inner) => inner.size(),
        }
    }

    /// Computes the value.
    ///
    /// # Errors
    ///
    /// The reason why there is none.
    pub fn evaluate(&self, answers: Answers) -> Result<Exact, Halt> {
        self.value(answers).map(Cow::into_owned)
    }

    /// Computes the value; what stands in the definition or in an answer is not copied.
    fn value<'v>(&'v self, answers: Answers<'v>) -> Result<Cow<'v, Exact>, Halt> {
        let computed = match self {
            Formula::Constant(value) => return Ok(Cow::Borrowed(value)),
            Formula::Input(input) => return number(*input, answers).map(Cow::Borrowed),
            Formula::Sum(terms) => {
                let terms = terms.iter().map(|term| term.value(answers));
                let terms = terms.collect::<Result<Vec<_>, _>>()?;
                Exact::sum(terms.iter().map(Cow::as_ref))
            }
            Formula::Product(factors) => {
                let Some((first, others)) = factors.split_first() else {
                    return Ok(Cow::Owned(Exact::ONE));
                };
                let mut product = first.value(answers)?;
                for factor in others {
                    product = Cow::Owned(product.as_ref() * factor.value(answers)?.as_ref());
                }
                return Ok(product);
            }
            Formula::Difference(pair) => {
                pair[0].value(answers)?.as_ref() - pair[1].value(answers)?.as_ref()
            }
            Formula::Quotient(pair) => {
                let (dividend, divisor) = (pair[0].value(answers)?, pair[1].value(answers)?);
                let quotient = dividend.checked_div(&divisor);
                quotient.ok_or(Halt::ZeroDenominator)?
            }
            Formula::Minimum(of) => return farthest(of, answers, Ordering::Less),
            Formula::Maximum(of) => return farthest(of, answers, Ordering::Greater),
            Formula::Best(of) => return best(of, answers),
            Formula::If(branches) => return branches.taken(answers)?.value(answers),
            Formula::BlankIsZero(inner) => {
                return match inner.value(answers) {
                    Err(Halt::Blank(_)) => Ok(Cow::Owned(Exact::ZERO)),
                    other => other,
                };
            }
            Formula::OrWhenZero(pair) => {
                return match pair[0].value(answers) {
                    Err(Halt::ZeroDenominator) => pair[1].value(answers),
                    other => other,
                };
            }
            Formula::Irrational(function, of) => function.of(of, answers)?,
            Formula::Stop(halt) => return Err(*halt),
        };
        Ok(Cow::Owned(computed))
    }

    /// Returns whether something was to be divided by zero on the way that was taken.
    pub fn meets_zero(&self, answers: Answers) -> bool {
        let any = |of: &[Formula]| of.iter().any(|part| part.meets_zero(answers));
        match self {
            Formula::Constant(_) | Formula::Input(_) | Formula::Stop(_) => false,
            Formula::Sum(of)
            | Formula::Product(of)
            | Formula::Minimum(of)
            | Formula::Maximum(of)
            | Formula::Best(of)
            | Formula::Irrational(_, of) => any(of),
            Formula::Difference(pair) | Formula::Quotient(pair) => any(pair.as_slice()),
            // Only a rule's own denominator is asked whether it is zero.
            Formula::If(branches) => match (&branches.0, branches.0.holds(answers)) {
                (Test::IsZero(_), Ok(true)) => true,
                _ => branches
                    .taken(answers)
                    .is_ok_and(|branch| branch.meets_zero(answers)),
            },
            Formula::BlankIsZero(inner) => {
                inner.evaluate(answers).is_ok() && inner.meets_zero(answers)
            }
            Formula::OrWhenZero(pair) => {
                pair[0].evaluate(answers) == Err(Halt::ZeroDenominator)
                    || pair[0].meets_zero(answers)
            }
        }
    }

    /// Returns what was actually computed: the same formula with each condition replaced by
    /// the branch taken, for showing how a result came about.
    #[must_use]
    pub fn taken(&self, answers: Answers) -> Formula {
        let all = |of: &[Formula]| of.iter().map(|formula| formula.taken(answers)).collect();
        let both = |pair: &[Formula; 2]| Box::new([pair[0].taken(answers), pair[1].taken(answers)]);
        match self {
            Formula::Constant(_) | Formula::Input(_) | Formula::Stop(_) => self.clone(),
            Formula::Sum(terms) => Formula::Sum(all(terms)),
            Formula::Product(factors) => Formula::Product(all(factors)),
            Formula::Difference(pair) => Formula::Difference(both(pair)),
            Formula::Quotient(pair) => Formula::Quotient(both(pair)),
            Formula::Minimum(of) => Formula::Minimum(all(of)),
            Formula::Maximum(of) => Formula::Maximum(all(of)),
            Formula::Best(of) => Formula::Best(all(of)),
            Formula::If(branches) => match branches.taken(answers) {
                Ok(branch) => branch.taken(answers),
                Err(halt) => Formula::Stop(halt),
            },
            Formula::BlankIsZero(inner) => match inner.evaluate(answers) {
                Err(Halt::Blank(_)) => Formula::integer(0),
                _ => inner.taken(answers),
            },
            Formula::OrWhenZero(pair) => match pair[0].evaluate(answers) {
                Err(Halt::ZeroDenominator) => pair[1].taken(answers),
                _ => pair[0].taken(answers),
            },
            Formula::Irrational(function, of) => Formula::Irrational(*function, all(of)),
        }
    }
}

fn number(input: InputId, answers: Answers<'_>) -> Result<&Exact, Halt> {
    match answers.get(input.index()) {
        Some(Some(Value::Number(value))) => Ok(value),
        Some(Some(Value::NotApplicable)) => Err(Halt::NotApplicable),
        _ => Err(Halt::Blank(input)),
    }
}

/// The least or the greatest of several, each of which must have a value.
fn farthest<'v>(
    of: &'v [Formula],
    answers: Answers<'v>,
    side: Ordering,
) -> Result<Cow<'v, Exact>, Halt> {
    let mut farthest: Option<Cow<Exact>> = None;
    for formula in of {
        let value = formula.value(answers)?;
        if farthest
            .as_ref()
            .is_none_or(|so_far| value.cmp(so_far) == side)
        {
            farthest = Some(value);
        }
    }
    farthest.ok_or(Halt::NotApplicable)
}

/// The greatest of those that apply; that nothing happened in one case takes nothing from
/// another. When none applies, neither does the whole.
fn best<'v>(of: &'v [Formula], answers: Answers<'v>) -> Result<Cow<'v, Exact>, Halt> {
    let mut best: Option<Cow<Exact>> = None;
    for formula in of {
        match formula.value(answers) {
            Ok(value) => {
                if best.as_ref().is_none_or(|so_far| value > *so_far) {
                    best = Some(value);
                }
            }
            Err(Halt::NotApplicable) => {}
            Err(halt) => return Err(halt),
        }
    }
    best.ok_or(Halt::NotApplicable)
}

impl Irrational {
    fn of(self, arguments: &[Formula], answers: Answers) -> Result<Exact, Halt> {
        let [first, rest @ ..] = arguments else {
            return Err(Halt::Undefined);
        };
        let value = first.evaluate(answers)?;
        let result = match (self, rest) {
            (Irrational::Ln, _) => value.ln(),
            (Irrational::Exp, _) => value.exp(),
            (Irrational::Sqrt, _) => value.sqrt(),
            (Irrational::Power, [exponent, ..]) => value.power(&exponent.evaluate(answers)?),
            (Irrational::Power, []) => None,
        };
        result.ok_or(Halt::Undefined)
    }
}

trait Branches {
    fn taken(&self, answers: Answers) -> Result<&Formula, Halt>;
}

impl Branches for (Test, Formula, Formula) {
    fn taken(&self, answers: Answers) -> Result<&Formula, Halt> {
        let (test, then, otherwise) = self;
        Ok(if test.holds(answers)? {
            then
        } else {
            otherwise
        })
    }
}
