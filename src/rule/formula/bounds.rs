//! The least and the most a formula can be over all answers that can be admitted.

use super::{Formula, Irrational};
use crate::number::Exact;
use crate::rule::{InputId, InputShape};

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

impl Formula {
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

impl Irrational {
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
