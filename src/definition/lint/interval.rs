//! Stretches of values, with or without their ends. Knows numbers only.

use crate::number::{Exact, Rounding, RoundingMode};

/// Where a stretch of values ends, and whether the end belongs to it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct End {
    pub value: Exact,
    pub included: bool,
}

/// All values between two ends; an end left out is no limit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Interval {
    pub low: Option<End>,
    pub high: Option<End>,
}

impl End {
    pub const fn at(value: Exact) -> End {
        End {
            value,
            included: true,
        }
    }

    /// Returns where the values begin that are at least `threshold` once they are rounded.
    pub fn rounding_to_at_least(threshold: &Exact, rounding: Rounding) -> End {
        let step = step(rounding);
        let cut_off = Rounding {
            mode: RoundingMode::Down,
            ..rounding
        };
        let mut rounded = Exact::from(threshold.round(cut_off));
        if rounded < *threshold {
            rounded = &rounded + &step;
        }
        let one_below = &rounded - &step;
        let is_positive = rounded > Exact::ZERO;
        let value = match rounding.mode {
            RoundingMode::HalfAwayFromZero | RoundingMode::HalfEven => {
                half_between(&one_below, &rounded)
            }
            // The rest is cut off, or counted as one more: towards zero, or away from it.
            RoundingMode::Down if is_positive => rounded.clone(),
            RoundingMode::Up if !is_positive => rounded.clone(),
            RoundingMode::Down | RoundingMode::Up => one_below,
        };
        let included = Exact::from(value.round(rounding)) >= rounded;
        End { value, included }
    }

    fn plus(&self, other: &End) -> End {
        End {
            value: (&self.value + &other.value).settled(),
            included: self.included && other.included,
        }
    }

    fn times(&self, factor: &Exact) -> End {
        End {
            value: &self.value * factor,
            included: self.included,
        }
    }

    fn over(&self, divisor: &Exact) -> Option<End> {
        Some(End {
            value: self.value.checked_div(divisor)?,
            included: self.included,
        })
    }
}

/// Returns the step between two published values.
pub(super) fn step(rounding: Rounding) -> Exact {
    Exact::ratio(1, 10_i64.pow(rounding.digits.min(Rounding::MAX_DIGITS))).unwrap_or(Exact::ONE)
}

fn half_between(one: &Exact, other: &Exact) -> Exact {
    let sum = one + other;
    sum.checked_div(&Exact::integer(2)).unwrap_or(sum)
}

impl Interval {
    /// Every value.
    pub const EVERYTHING: Interval = Interval {
        low: None,
        high: None,
    };

    pub fn point(value: &Exact) -> Interval {
        Interval::between(Some(value.clone()), Some(value.clone()))
    }

    /// Returns the values between these, both included; no limit where there is none.
    pub fn between(low: Option<Exact>, high: Option<Exact>) -> Interval {
        Interval {
            low: low.map(End::at),
            high: high.map(End::at),
        }
    }

    /// Returns the values from an end on.
    pub const fn from(low: End) -> Interval {
        Interval {
            low: Some(low),
            high: None,
        }
    }

    /// Returns the values that do not reach this end of others.
    pub fn up_to(low: End) -> Interval {
        Interval {
            low: None,
            high: Some(End {
                included: !low.included,
                ..low
            }),
        }
    }

    pub fn is_empty(&self) -> bool {
        match (&self.low, &self.high) {
            (Some(low), Some(high)) => {
                low.value > high.value
                    || (low.value == high.value && !(low.included && high.included))
            }
            _ => false,
        }
    }

    pub fn contains(&self, value: &Exact) -> bool {
        !self.meet(&Interval::point(value)).is_empty()
    }

    pub fn is_zero(&self) -> bool {
        *self == Interval::point(&Exact::ZERO)
    }

    /// Returns the values in both.
    pub fn meet(&self, other: &Interval) -> Interval {
        let inner = |one: &Option<End>, other: &Option<End>, is_low: bool| match (one, other) {
            (Some(one), Some(other)) => {
                let is_inner = match one.value.cmp(&other.value) {
                    std::cmp::Ordering::Equal => !one.included,
                    order => (order == std::cmp::Ordering::Greater) == is_low,
                };
                Some(if is_inner { one.clone() } else { other.clone() })
            }
            (one, other) => one.clone().or_else(|| other.clone()),
        };
        Interval {
            low: inner(&self.low, &other.low, true),
            high: inner(&self.high, &other.high, false),
        }
    }

    /// Returns the values in either, and those between.
    pub fn hull(&self, other: &Interval) -> Interval {
        let outer = |one: &Option<End>, other: &Option<End>, is_low: bool| {
            let (one, other) = (one.as_ref()?, other.as_ref()?);
            let is_outer = match one.value.cmp(&other.value) {
                std::cmp::Ordering::Equal => one.included,
                order => (order == std::cmp::Ordering::Less) == is_low,
            };
            Some(if is_outer { one.clone() } else { other.clone() })
        };
        Interval {
            low: outer(&self.low, &other.low, true),
            high: outer(&self.high, &other.high, false),
        }
    }

    pub fn plus(&self, other: &Interval) -> Interval {
        let add =
            |one: &Option<End>, other: &Option<End>| Some(one.as_ref()?.plus(other.as_ref()?));
        Interval {
            low: add(&self.low, &other.low),
            high: add(&self.high, &other.high),
        }
    }

    /// Returns the products with the values of `factors`, which are above zero.
    pub fn times(&self, factors: &Interval) -> Interval {
        self.scaled(factors, |end, factor| Some(end.times(factor)))
    }

    /// Returns the quotients by the values of `divisors`, which are above zero.
    pub fn over(&self, divisors: &Interval) -> Interval {
        let swapped = Interval {
            low: divisors.high.clone(),
            high: divisors.low.clone(),
        };
        self.scaled(&swapped, End::over)
    }

    /// Carries both ends as far out as the factors do: what is above zero grows with the
    /// high one, what is below with the low one.
    fn scaled(&self, factors: &Interval, by: impl Fn(&End, &Exact) -> Option<End>) -> Interval {
        let end = |end: &Option<End>, is_low: bool| {
            let end = end.as_ref()?;
            if end.value.is_zero() {
                return Some(end.clone());
            }
            let grows = (end.value > Exact::ZERO) != is_low;
            let factor = if grows { &factors.high } else { &factors.low };
            by(end, &factor.as_ref()?.value)
        };
        Interval {
            low: end(&self.low, true),
            high: end(&self.high, false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rounds_to_a_threshold_begins_where_the_mode_says() {
        let modes = [
            RoundingMode::HalfAwayFromZero,
            RoundingMode::HalfEven,
            RoundingMode::Down,
            RoundingMode::Up,
        ];
        let tenth = |tenths: i64| Exact::ratio(tenths, 10).expect("no zero");
        for mode in modes {
            let rounding = Rounding { digits: 0, mode };
            for threshold in (-30..=30).map(tenth) {
                let begin = End::rounding_to_at_least(&threshold, rounding);
                let values = Interval::from(begin);
                // Every twentieth, so that halves are met and what lies beside them.
                for value in (-90..=90).map(|n| Exact::ratio(n, 20).expect("no zero")) {
                    let reaches = Exact::from(value.round(rounding)) >= threshold;
                    assert_eq!(
                        values.contains(&value),
                        reaches,
                        "{value:?} at {threshold:?} in {mode:?}"
                    );
                }
            }
        }
    }
}
