//! The formula a rule means: evaluated to score, bounded to check, shown to explain.
//!
//! Every kind of rule compiles to this one small language, so that scoring, the check of a
//! definition and the explanation of a result cannot tell different stories.

use super::{InputId, InputShape, Value};
use crate::number::Exact;

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
        match self {
            Formula::Constant(value) => Ok(value.clone()),
            Formula::Input(input) => number(*input, answers).cloned(),
            Formula::Sum(terms) => {
                let terms = terms
                    .iter()
                    .map(|term| term.evaluate(answers))
                    .collect::<Result<Vec<_>, _>>()?;
                Ok(Exact::sum(&terms))
            }
            Formula::Product(factors) => {
                let mut product = Exact::ONE;
                for factor in factors {
                    product = &product * &factor.evaluate(answers)?;
                }
                Ok(product)
            }
            Formula::Difference(pair) => {
                Ok(&pair[0].evaluate(answers)? - &pair[1].evaluate(answers)?)
            }
            Formula::Quotient(pair) => {
                let (dividend, divisor) = (pair[0].evaluate(answers)?, pair[1].evaluate(answers)?);
                dividend.checked_div(&divisor).ok_or(Halt::ZeroDenominator)
            }
            Formula::Minimum(of) => farthest(of, answers, Exact::min),
            Formula::Maximum(of) => farthest(of, answers, Exact::max),
            Formula::Best(of) => best(of, answers),
            Formula::If(branches) => branches.taken(answers)?.evaluate(answers),
            Formula::BlankIsZero(inner) => match inner.evaluate(answers) {
                Err(Halt::Blank(_)) => Ok(Exact::ZERO),
                other => other,
            },
            Formula::OrWhenZero(pair) => match pair[0].evaluate(answers) {
                Err(Halt::ZeroDenominator) => pair[1].evaluate(answers),
                other => other,
            },
            Formula::Irrational(function, of) => function.of(of, answers),
            Formula::Stop(halt) => Err(*halt),
        }
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

    /// Returns the least and the most this can be over all admissible answers.
    ///
    /// The bounds are safe, not always tight: an input used twice counts as two.
    pub fn bounds(&self, domain: Domain) -> Bounds {
        let all = |of: &[Formula]| -> Vec<Bounds> {
            of.iter().map(|formula| formula.bounds(domain)).collect()
        };
        match self {
            Formula::Constant(value) => Bounds::exactly(value),
            Formula::Input(input) => match domain.inputs.get(input.index()) {
                Some(shape) => Bounds {
                    low: shape.minimum.clone(),
                    high: shape.maximum.clone(),
                },
                None => Bounds::UNKNOWN,
            },
            Formula::Sum(terms) => all(terms)
                .into_iter()
                .fold(Bounds::exactly(&Exact::ZERO), Bounds::plus),
            Formula::Product(factors) => all(factors)
                .into_iter()
                .fold(Bounds::exactly(&Exact::ONE), Bounds::times),
            Formula::Difference(pair) => pair[0]
                .bounds(domain)
                .plus(pair[1].bounds(domain).negated()),
            Formula::Quotient(pair) => {
                let quotient = pair[0].bounds(domain).over(&pair[1].bounds(domain));
                if domain.is_part_of_whole(pair) {
                    quotient.least(Bounds::exactly(&Exact::ONE))
                } else {
                    quotient
                }
            }
            Formula::Minimum(of) => all(of)
                .into_iter()
                .reduce(Bounds::least)
                .unwrap_or(Bounds::UNKNOWN),
            Formula::Maximum(of) | Formula::Best(of) => all(of)
                .into_iter()
                .reduce(Bounds::greatest)
                .unwrap_or(Bounds::UNKNOWN),
            Formula::If(branches) => {
                let (_, then, otherwise) = branches.as_ref();
                match (then, otherwise) {
                    (Formula::Stop(_), other) | (other, Formula::Stop(_)) => other.bounds(domain),
                    _ => then.bounds(domain).hull(otherwise.bounds(domain)),
                }
            }
            Formula::BlankIsZero(inner) => inner.bounds(domain).hull(Bounds::exactly(&Exact::ZERO)),
            Formula::OrWhenZero(pair) => match &pair[1] {
                Formula::Stop(_) => pair[0].bounds(domain),
                other => pair[0].bounds(domain).hull(other.bounds(domain)),
            },
            Formula::Irrational(function, of) => function.bounds(&all(of)),
            Formula::Stop(_) => Bounds::exactly(&Exact::ZERO),
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
fn farthest(
    of: &[Formula],
    answers: Answers,
    choose: fn(Exact, Exact) -> Exact,
) -> Result<Exact, Halt> {
    let mut farthest: Option<Exact> = None;
    for formula in of {
        let value = formula.evaluate(answers)?;
        farthest = Some(match farthest {
            Some(farthest) => choose(farthest, value),
            None => value,
        });
    }
    farthest.ok_or(Halt::NotApplicable)
}

/// The greatest of those that apply; that nothing happened in one case takes nothing from
/// another. When none applies, neither does the whole.
fn best(of: &[Formula], answers: Answers) -> Result<Exact, Halt> {
    let mut best: Option<Exact> = None;
    for formula in of {
        match formula.evaluate(answers) {
            Ok(value) => {
                best = Some(match best {
                    Some(best) => best.max(value),
                    None => value,
                });
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

    /// Roots, logarithms and powers of e rise with their argument; of other powers nothing is
    /// promised.
    fn bounds(self, arguments: &[Bounds]) -> Bounds {
        let [of] = arguments else {
            return Bounds::UNKNOWN;
        };
        let end = |end: &Option<Exact>| match self {
            Irrational::Ln => end.as_ref()?.ln(),
            Irrational::Exp => end.as_ref()?.exp(),
            Irrational::Sqrt => end.as_ref()?.sqrt(),
            Irrational::Power => None,
        };
        Bounds {
            low: end(&of.low),
            high: end(&of.high),
        }
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

impl Test {
    fn visit(&self, see: &mut impl FnMut(&Formula)) {
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

    fn size(&self) -> usize {
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
            Test::AtLeast(one, two) => Ok(one.evaluate(answers)? >= two.evaluate(answers)?),
            Test::Above(one, two) => Ok(one.evaluate(answers)? > two.evaluate(answers)?),
            Test::IsZero(formula) => Ok(formula.evaluate(answers)?.is_zero()),
            Test::Equal(one, two) => Ok(one.evaluate(answers)? == two.evaluate(answers)?),
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

/// What answers can be admitted.
#[derive(Debug, Clone, Copy)]
pub struct Domain<'d> {
    /// The shapes of the inputs, by index.
    pub inputs: &'d [InputShape],
    /// Pairs of which the first cannot exceed the second.
    pub parts_of_wholes: &'d [(InputId, InputId)],
}

impl Domain<'_> {
    fn is_part_of_whole(self, pair: &[Formula; 2]) -> bool {
        match pair {
            [Formula::Input(part), Formula::Input(whole)] => {
                self.parts_of_wholes.contains(&(*part, *whole))
            }
            _ => false,
        }
    }
}

/// The least and the most a formula can be; `None` is no limit.
#[derive(Debug, Clone, PartialEq)]
pub struct Bounds {
    /// The least.
    pub low: Option<Exact>,
    /// The most.
    pub high: Option<Exact>,
}

impl Bounds {
    /// No limit on either side.
    const UNKNOWN: Bounds = Bounds {
        low: None,
        high: None,
    };

    /// Returns the bounds of a number.
    pub fn exactly(value: &Exact) -> Bounds {
        Bounds {
            low: Some(value.clone()),
            high: Some(value.clone()),
        }
    }

    /// Returns the bounds of the sum.
    #[must_use]
    pub fn plus(self, other: Bounds) -> Bounds {
        let add = |one: Option<Exact>, two: Option<Exact>| Some(&one? + &two?);
        Bounds {
            low: add(self.low, other.low),
            high: add(self.high, other.high),
        }
    }

    fn negated(self) -> Bounds {
        Bounds {
            low: self.high.map(|high| -&high),
            high: self.low.map(|low| -&low),
        }
    }

    fn is_not_negative(&self) -> bool {
        self.low.as_ref().is_some_and(|low| *low >= Exact::ZERO)
    }

    fn times(self, other: Bounds) -> Bounds {
        if !self.is_not_negative() {
            return if other.is_not_negative() {
                other.times(self)
            } else {
                Bounds::UNKNOWN
            };
        }
        // A factor that is not negative keeps the order of the other's ends; which of its own
        // ends carries them further depends on their sign.
        let farthest = |end: &Exact, toward_more: bool| {
            if end.is_zero() {
                return Some(Exact::ZERO);
            }
            let own = if (*end > Exact::ZERO) == toward_more {
                &self.high
            } else {
                &self.low
            };
            Some(own.as_ref()? * end)
        };
        let is_zero = self.high.as_ref().is_some_and(Exact::is_zero);
        let end = |end: &Option<Exact>, toward_more| match end {
            _ if is_zero => Some(Exact::ZERO),
            Some(end) => farthest(end, toward_more),
            None => None,
        };
        Bounds {
            low: end(&other.low, false),
            high: end(&other.high, true),
        }
    }

    fn over(self, divisor: &Bounds) -> Bounds {
        if !self.is_not_negative() || !divisor.is_not_negative() {
            return Bounds::UNKNOWN;
        }
        let divided =
            |value: &Option<Exact>, by: &Option<Exact>| value.as_ref()?.checked_div(by.as_ref()?);
        Bounds {
            low: divided(&self.low, &divisor.high).or(Some(Exact::ZERO)),
            high: divided(&self.high, &divisor.low),
        }
    }

    fn least(self, other: Bounds) -> Bounds {
        Bounds {
            low: lower(self.low, other.low),
            high: match (self.high, other.high) {
                (Some(one), Some(two)) => Some(one.min(two)),
                (one, two) => one.or(two),
            },
        }
    }

    fn greatest(self, other: Bounds) -> Bounds {
        Bounds {
            low: match (self.low, other.low) {
                (Some(one), Some(two)) => Some(one.max(two)),
                (one, two) => one.or(two),
            },
            high: higher(self.high, other.high),
        }
    }

    fn hull(self, other: Bounds) -> Bounds {
        Bounds {
            low: lower(self.low, other.low),
            high: higher(self.high, other.high),
        }
    }
}

fn lower(one: Option<Exact>, two: Option<Exact>) -> Option<Exact> {
    Some(one?.min(two?))
}

fn higher(one: Option<Exact>, two: Option<Exact>) -> Option<Exact> {
    Some(one?.max(two?))
}
