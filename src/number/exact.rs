//! The exact number: a fraction while it is small, a sum with bounds while it can wait,
//! arbitrary precision when it must.
//!
//! Adding 75 shares with 75 different denominators exactly is slow, and nearly always
//! unnecessary: what is wanted in the end is a rounded number or a comparison. A sum
//! therefore keeps its terms and an enclosure (a lower bound and how far the value can lie
//! above it), answers from the enclosure when that settles the question, and is carried out
//! with arbitrary precision when it does not. docs/decisions/0002-exact-numbers.md.

use std::cmp::Ordering;
use std::fmt;
use std::ops::{Add, Mul, Neg, Sub};
use std::sync::Arc;

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;

use super::rounding::{Rounding, RoundingMode, divide_rounded};

/// Digits after the point of the fixed-point numbers that enclose a sum.
const ENCLOSURE_DIGITS: u32 = 18;
/// One in the unit of an enclosure.
const ENCLOSURE_ONE: i128 = 10_i128.pow(ENCLOSURE_DIGITS);

/// An exact rational number: points, shares, maxima, answers.
///
/// Equality and order are those of the values, however they are represented.
#[derive(Clone)]
pub struct Exact(Repr);

#[derive(Clone)]
enum Repr {
    /// `numerator / denominator`, denominator positive, not necessarily reduced.
    Fraction { numerator: i64, denominator: i64 },
    /// A value that does not fit a small fraction.
    Large(Arc<BigRational>),
    /// A sum that has not been carried out.
    Sum(Arc<Sum>),
}

/// `factor × (term + term + …)`, the factor positive.
struct Sum {
    terms: Arc<[Exact]>,
    factor: (i64, i64),
    enclosure: Enclosure,
}

/// Bounds of a value: `floor ≤ value ≤ floor + slack`, in units of 10⁻¹⁸.
#[derive(Clone, Copy, Default)]
struct Enclosure {
    floor: i128,
    slack: i128,
}

impl Exact {
    /// Zero.
    pub const ZERO: Exact = Exact::integer(0);
    /// One.
    pub const ONE: Exact = Exact::integer(1);

    /// Returns a whole number.
    pub const fn integer(value: i64) -> Exact {
        Exact(Repr::Fraction {
            numerator: value,
            denominator: 1,
        })
    }

    /// Returns `numerator / denominator`, or `None` when the denominator is zero.
    pub fn ratio(numerator: i64, denominator: i64) -> Option<Exact> {
        Exact::integer(numerator).checked_div(&Exact::integer(denominator))
    }

    /// Returns `self / divisor`, or `None` when the divisor is zero.
    pub fn checked_div(&self, divisor: &Exact) -> Option<Exact> {
        if let (Repr::Sum(sum), Some((c, d))) = (&self.0, divisor.small())
            && c > 0
            && let Some(scaled) = sum.scaled(d, c)
        {
            return Some(scaled);
        }
        if let (Some((a, b)), Some((c, d))) = (self.reduced(), divisor.reduced()) {
            if c == 0 {
                return None;
            }
            if let (true, Some(numerator), Some(denominator)) =
                (c > 0, a.checked_mul(d), b.checked_mul(c))
            {
                return Some(Exact(Repr::Fraction {
                    numerator,
                    denominator,
                }));
            }
            let sign = if c < 0 { -1 } else { 1 };
            return Some(Exact::from_wide(
                i128::from(a) * i128::from(d) * sign,
                i128::from(b) * i128::from(c) * sign,
            ));
        }
        let divisor = divisor.carried_out();
        if divisor.is_zero() {
            return None;
        }
        Some(Exact::from_big(self.carried_out() / divisor))
    }

    /// Returns the sum of `terms`; terms of unlike denominators are left standing.
    pub fn sum<'a>(terms: impl IntoIterator<Item = &'a Exact>) -> Exact {
        let mut settled = Exact::ZERO;
        let mut open: Vec<Exact> = Vec::new();
        for term in terms {
            match settled.add_of_like_denominator(term) {
                Some(sum) => settled = sum,
                None => open.push(term.clone()),
            }
        }
        if open.is_empty() {
            return settled;
        }
        open.push(settled);
        let enclosure = open
            .iter()
            .map(Exact::enclosure)
            .try_fold(Enclosure::default(), |sum, term| sum.plus(term?));
        match enclosure {
            Some(enclosure) => Exact(Repr::Sum(Arc::new(Sum {
                terms: open.into(),
                factor: (1, 1),
                enclosure,
            }))),
            None => Exact::from_big(add_pairwise(&open)),
        }
    }

    /// Rounds to `rounding.digits` decimals in `rounding.mode`.
    ///
    /// The result is that of rounding the exact value once. Values beyond what a
    /// [`Decimal`] holds (7.9 × 10²⁸) saturate; a criteria set cannot reach them, because
    /// its own numbers end at 10¹².
    pub fn round(&self, rounding: Rounding) -> Decimal {
        let Rounding { digits, mode } = rounding;
        let scale = digits.min(Rounding::MAX_DIGITS);
        let factor = 10_i128.pow(scale);
        let mantissa = match &self.0 {
            Repr::Fraction {
                numerator,
                denominator,
            } => Some(divide_rounded(
                i128::from(*numerator) * factor,
                i128::from(*denominator),
                mode,
            )),
            Repr::Sum(sum) => sum.enclosure.round(scale, mode),
            Repr::Large(_) => None,
        };
        let mantissa = mantissa.unwrap_or_else(|| {
            let scaled = self.carried_out() * BigRational::from_integer(BigInt::from(factor));
            round_big(&scaled, mode)
        });
        decimal(mantissa, scale)
    }

    /// Returns the value as a decimal when it is one of at most 28 digits.
    pub fn to_decimal(&self) -> Option<Decimal> {
        if let Some((numerator, denominator)) = self.lowest_terms()
            && let Ok(decimal) = small_decimal(numerator, denominator)
        {
            return decimal;
        }
        let value = self.carried_out();
        let (mut rest, mut scale) = (value.denom().clone(), 0);
        // A fraction ends when its denominator is made of twos and fives.
        let twos = rest.trailing_zeros().unwrap_or(0);
        rest >>= twos;
        let five = BigInt::from(5);
        while !rest.is_one() {
            let (quotient, remainder) = rest.div_rem(&five);
            scale += 1;
            if !remainder.is_zero() || scale > Decimal::MAX_SCALE {
                return None;
            }
            rest = quotient;
        }
        let scale = u32::try_from(twos).ok()?.max(scale);
        if scale > Decimal::MAX_SCALE {
            return None;
        }
        let factor = BigInt::from(10_i128.pow(scale));
        let mantissa = (value.numer() * factor / value.denom()).to_i128()?;
        Decimal::try_from_i128_with_scale(mantissa, scale).ok()
    }

    /// Returns the decimal the value is, or nine digits of one that does not end, for showing it.
    pub fn written(&self) -> Decimal {
        self.to_decimal().unwrap_or_else(|| {
            self.round(Rounding {
                digits: 9,
                mode: RoundingMode::HalfAwayFromZero,
            })
        })
    }

    /// Returns the value carried out, so that nothing of its way here is kept.
    #[must_use]
    pub fn settled(&self) -> Exact {
        match &self.0 {
            Repr::Sum(sum) => match sum.reduced() {
                Some((numerator, denominator)) => Exact(Repr::Fraction {
                    numerator,
                    denominator,
                }),
                None => Exact::from_big(sum.carried_out()),
            },
            Repr::Fraction { .. } | Repr::Large(_) => self.clone(),
        }
    }

    /// Returns numerator and denominator in lowest terms, as text.
    pub fn to_fraction_text(&self) -> (String, String) {
        if let Some((numerator, denominator)) = self.lowest_terms() {
            return (numerator.to_string(), denominator.to_string());
        }
        let value = self.carried_out();
        (value.numer().to_string(), value.denom().to_string())
    }

    /// Returns whether the value is zero.
    pub fn is_zero(&self) -> bool {
        match self.small() {
            Some((numerator, _)) => numerator == 0,
            None => self.sign() == Ordering::Equal,
        }
    }

    /// Returns whether the value is a whole number.
    pub fn is_whole(&self) -> bool {
        match self.reduced() {
            Some((numerator, denominator)) => numerator % denominator == 0,
            None => self.carried_out().is_integer(),
        }
    }

    /// Returns how the value compares with zero.
    pub fn sign(&self) -> Ordering {
        self.cmp(&Exact::ZERO)
    }

    fn small(&self) -> Option<(i64, i64)> {
        match &self.0 {
            Repr::Fraction {
                numerator,
                denominator,
            } => Some((*numerator, *denominator)),
            _ => None,
        }
    }

    /// Returns the value as a small fraction where adding up what it is a sum of never leaves
    /// 128 bits; `None` says nothing about the value.
    fn reduced(&self) -> Option<(i64, i64)> {
        match &self.0 {
            Repr::Fraction {
                numerator,
                denominator,
            } => Some((*numerator, *denominator)),
            Repr::Large(_) => None,
            Repr::Sum(sum) => sum.reduced(),
        }
    }

    /// Returns [`Exact::reduced`] with nothing left that divides both; of 128 bits, because what the
    /// least number of 64 and itself have in common is one more than the greatest.
    fn lowest_terms(&self) -> Option<(i128, i128)> {
        let (numerator, denominator) = self.reduced()?;
        let (numerator, denominator) = (i128::from(numerator), i128::from(denominator));
        let divisor = numerator.gcd(&denominator);
        Some((numerator / divisor, denominator / divisor))
    }

    /// Adds without a common denominator having to be found, or returns `None`.
    fn add_of_like_denominator(&self, other: &Exact) -> Option<Exact> {
        let ((a, b), (c, d)) = (self.small()?, other.small()?);
        let (numerator, denominator) = if b == d {
            (a.checked_add(c)?, b)
        } else if b % d == 0 {
            (a.checked_add(c.checked_mul(b / d)?)?, b)
        } else if d % b == 0 {
            (a.checked_mul(d / b)?.checked_add(c)?, d)
        } else {
            return None;
        };
        Some(Exact(Repr::Fraction {
            numerator,
            denominator,
        }))
    }

    /// Reduces only when the fraction does not fit otherwise.
    fn from_wide(numerator: i128, denominator: i128) -> Exact {
        debug_assert!(denominator > 0, "denominators are kept positive");
        if let (Ok(numerator), Ok(denominator)) =
            (i64::try_from(numerator), i64::try_from(denominator))
        {
            return Exact(Repr::Fraction {
                numerator,
                denominator,
            });
        }
        let divisor = numerator.gcd(&denominator);
        let (numerator, denominator) = (numerator / divisor, denominator / divisor);
        match (i64::try_from(numerator), i64::try_from(denominator)) {
            (Ok(numerator), Ok(denominator)) => Exact(Repr::Fraction {
                numerator,
                denominator,
            }),
            _ => Exact(Repr::Large(Arc::new(BigRational::new(
                BigInt::from(numerator),
                BigInt::from(denominator),
            )))),
        }
    }

    pub(super) fn from_big(value: BigRational) -> Exact {
        match (value.numer().to_i64(), value.denom().to_i64()) {
            (Some(numerator), Some(denominator)) => Exact(Repr::Fraction {
                numerator,
                denominator,
            }),
            _ => Exact(Repr::Large(Arc::new(value))),
        }
    }

    /// Returns the value in arbitrary precision.
    pub(super) fn carried_out(&self) -> BigRational {
        match &self.0 {
            Repr::Fraction {
                numerator,
                denominator,
            } => BigRational::new(BigInt::from(*numerator), BigInt::from(*denominator)),
            Repr::Large(value) => value.as_ref().clone(),
            Repr::Sum(sum) => sum.carried_out(),
        }
    }

    fn enclosure(&self) -> Option<Enclosure> {
        match &self.0 {
            Repr::Fraction {
                numerator,
                denominator,
            } => {
                let (numerator, denominator) = (i128::from(*numerator), i128::from(*denominator));
                let (floor, rest) = (numerator * ENCLOSURE_ONE).div_mod_floor(&denominator);
                Some(Enclosure {
                    floor,
                    slack: i128::from(rest != 0),
                })
            }
            Repr::Sum(sum) => Some(sum.enclosure),
            Repr::Large(value) => {
                let scaled = value.numer() * BigInt::from(ENCLOSURE_ONE);
                let (floor, rest) = scaled.div_mod_floor(value.denom());
                Some(Enclosure {
                    floor: floor.to_i128()?,
                    slack: i128::from(!rest.is_zero()),
                })
            }
        }
    }
}

impl Sum {
    /// Carries out a sum of few, small terms, without arbitrary precision.
    fn reduced(&self) -> Option<(i64, i64)> {
        let (mut numerator, mut denominator) = (0_i128, 1_i128);
        for term in self.terms.iter() {
            let (a, b) = term.reduced()?;
            let (a, b) = (i128::from(a), i128::from(b));
            let shared = denominator.gcd(&b);
            let (own, others) = (b / shared, denominator / shared);
            numerator = numerator
                .checked_mul(own)?
                .checked_add(a.checked_mul(others)?)?;
            denominator = denominator.checked_mul(own)?;
            let shared = numerator.gcd(&denominator);
            (numerator, denominator) = (numerator / shared, denominator / shared);
        }
        let (a, b) = (i128::from(self.factor.0), i128::from(self.factor.1));
        let (across, back) = (numerator.gcd(&b), a.gcd(&denominator));
        let numerator = (numerator / across).checked_mul(a / back)?;
        let denominator = (denominator / back).checked_mul(b / across)?;
        Some((numerator.try_into().ok()?, denominator.try_into().ok()?))
    }

    fn carried_out(&self) -> BigRational {
        let (numerator, denominator) = self.factor;
        add_pairwise(&self.terms)
            * BigRational::new(BigInt::from(numerator), BigInt::from(denominator))
    }

    /// Returns the sum times `numerator / denominator`, both positive, without touching its
    /// terms; none when that does not fit.
    fn scaled(self: &Arc<Sum>, numerator: i64, denominator: i64) -> Option<Exact> {
        if numerator == denominator {
            return Some(Exact(Repr::Sum(Arc::clone(self))));
        }
        let (a, b) = self.factor;
        let (across, back) = (numerator.gcd(&b), a.gcd(&denominator));
        let factor = (
            (a / back).checked_mul(numerator / across)?,
            (b / across).checked_mul(denominator / back)?,
        );
        Some(Exact(Repr::Sum(Arc::new(Sum {
            terms: Arc::clone(&self.terms),
            factor,
            enclosure: self.enclosure.times(numerator.into(), denominator.into())?,
        }))))
    }
}

impl Enclosure {
    /// Scales by a positive fraction, rounding outwards.
    fn times(self, numerator: i128, denominator: i128) -> Option<Enclosure> {
        let scaled = self.floor.checked_mul(numerator)?;
        let ceiling = self.floor.checked_add(self.slack)?.checked_mul(numerator)?;
        let floor = Integer::div_floor(&scaled, &denominator);
        Some(Enclosure {
            floor,
            slack: Integer::div_ceil(&ceiling, &denominator).checked_sub(floor)?,
        })
    }

    fn plus(self, other: Enclosure) -> Option<Enclosure> {
        Some(Enclosure {
            floor: self.floor.checked_add(other.floor)?,
            slack: self.slack.checked_add(other.slack)?,
        })
    }

    /// Rounds when both ends of the enclosure round alike; rounding is monotone.
    fn round(self, scale: u32, mode: RoundingMode) -> Option<i128> {
        let unit = 10_i128.pow(ENCLOSURE_DIGITS - scale);
        let lowest = divide_rounded(self.floor, unit, mode);
        let highest = divide_rounded(self.floor.checked_add(self.slack)?, unit, mode);
        (lowest == highest).then_some(lowest)
    }
}

fn add_pairwise(terms: &[Exact]) -> BigRational {
    match terms {
        [] => BigRational::zero(),
        [term] => term.carried_out(),
        _ => {
            let (left, right) = terms.split_at(terms.len() / 2);
            add_pairwise(left) + add_pairwise(right)
        }
    }
}

fn round_big(value: &BigRational, mode: RoundingMode) -> i128 {
    let (quotient, rest) = value.numer().abs().div_rem(value.denom());
    let twice = (&rest * 2_u8).cmp(value.denom());
    let up = mode.rounds_away(!rest.is_zero(), twice, quotient.is_odd());
    let magnitude = if up { quotient + 1_u8 } else { quotient };
    let magnitude = magnitude.to_i128().unwrap_or(i128::MAX);
    if value.is_negative() {
        -magnitude
    } else {
        magnitude
    }
}

/// What does not fit into 128 bits.
struct TooLarge;

/// Returns the decimal that a fraction in lowest terms is, or none where it does not end.
fn small_decimal(numerator: i128, denominator: i128) -> Result<Option<Decimal>, TooLarge> {
    let (mut rest, mut scale, mut factor) = (denominator, 0_u32, 1_i128);
    // As many digits as make a whole number of it.
    while rest != 1 {
        let shared = rest.gcd(&10);
        if shared == 1 {
            return Ok(None);
        }
        rest /= shared;
        factor = factor.checked_mul(10).ok_or(TooLarge)?;
        scale += 1;
    }
    let mantissa = numerator.checked_mul(factor / denominator);
    let mantissa = mantissa.ok_or(TooLarge)?;
    let decimal = Decimal::try_from_i128_with_scale(mantissa, scale);
    decimal.map(Some).map_err(|_| TooLarge)
}

fn decimal(mantissa: i128, scale: u32) -> Decimal {
    Decimal::try_from_i128_with_scale(mantissa, scale).unwrap_or(if mantissa < 0 {
        Decimal::MIN
    } else {
        Decimal::MAX
    })
}

impl Default for Exact {
    fn default() -> Self {
        Exact::ZERO
    }
}

impl From<Decimal> for Exact {
    fn from(value: Decimal) -> Self {
        let (mantissa, scale) = (value.mantissa(), value.scale());
        Exact::from_wide(mantissa, 10_i128.pow(scale))
    }
}

impl From<i64> for Exact {
    fn from(value: i64) -> Self {
        Exact::integer(value)
    }
}

impl Add for &Exact {
    type Output = Exact;

    fn add(self, other: &Exact) -> Exact {
        Exact::sum([self, other])
    }
}

impl Sub for &Exact {
    type Output = Exact;

    fn sub(self, other: &Exact) -> Exact {
        self + &-other
    }
}

impl Neg for &Exact {
    type Output = Exact;

    fn neg(self) -> Exact {
        match &self.0 {
            Repr::Fraction {
                numerator,
                denominator,
            } => Exact::from_wide(-i128::from(*numerator), i128::from(*denominator)),
            Repr::Large(value) => Exact::from_big(-value.as_ref().clone()),
            Repr::Sum(sum) => {
                let terms: Vec<Exact> = sum.terms.iter().map(|term| -term).collect();
                let (numerator, denominator) = sum.factor;
                let factor = Exact::from_wide(numerator.into(), denominator.into());
                &Exact::sum(&terms) * &factor
            }
        }
    }
}

impl Mul for &Exact {
    type Output = Exact;

    fn mul(self, other: &Exact) -> Exact {
        if let (Some((a, b)), Some((c, d))) = (self.small(), other.small())
            && let (Some(numerator), Some(denominator)) = (a.checked_mul(c), b.checked_mul(d))
        {
            return Exact(Repr::Fraction {
                numerator,
                denominator,
            });
        }
        for (sum, factor) in [(self, other), (other, self)] {
            if let (Repr::Sum(sum), Some((c, d))) = (&sum.0, factor.small())
                && c > 0
                && let Some(scaled) = sum.scaled(c, d)
            {
                return scaled;
            }
        }
        if let (Some((a, b)), Some((c, d))) = (self.reduced(), other.reduced()) {
            return Exact::from_wide(i128::from(a) * i128::from(c), i128::from(b) * i128::from(d));
        }
        Exact::from_big(self.carried_out() * other.carried_out())
    }
}

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        if let (Some((a, b)), Some((c, d))) = (self.small(), other.small()) {
            if b == d {
                return a.cmp(&c);
            }
            return (i128::from(a) * i128::from(d)).cmp(&(i128::from(c) * i128::from(b)));
        }
        if let (Some(one), Some(two)) = (self.enclosure(), other.enclosure()) {
            if one.floor > two.floor.saturating_add(two.slack) {
                return Ordering::Greater;
            }
            if two.floor > one.floor.saturating_add(one.slack) {
                return Ordering::Less;
            }
        }
        if let (Some((a, b)), Some((c, d))) = (self.reduced(), other.reduced()) {
            return (i128::from(a) * i128::from(d)).cmp(&(i128::from(c) * i128::from(b)));
        }
        self.carried_out().cmp(&other.carried_out())
    }
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Exact {}

impl fmt::Debug for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (numerator, denominator) = self.to_fraction_text();
        if denominator == "1" {
            write!(f, "{numerator}")
        } else {
            write!(f, "{numerator}/{denominator}")
        }
    }
}

#[cfg(test)]
mod tests {
    use dashu_ratio::RBig;
    use proptest::prelude::*;

    use super::*;

    /// The same value in another library's arbitrary precision.
    fn oracle(value: &Exact) -> RBig {
        let (numerator, denominator) = value.to_fraction_text();
        format!("{numerator}/{denominator}")
            .parse()
            .expect("digits")
    }

    fn exact(numerator: i64, denominator: i64) -> Exact {
        Exact::ratio(numerator, denominator).expect("denominator is not zero")
    }

    fn fraction() -> impl Strategy<Value = (i64, i64)> {
        prop_oneof![
            (-1_000_i64..1_000, 1_i64..1_000),
            (
                -1_000_000_i64..1_000_000,
                prop::sample::select(vec![1_i64, 10, 100, 1_000])
            ),
            (any::<i64>(), 1_i64..i64::MAX),
            (
                prop::sample::select(vec![
                    i64::MAX,
                    i64::MAX - 1,
                    i64::MAX / 3,
                    i64::MIN,
                    i64::MIN + 1
                ]),
                prop::sample::select(vec![1_i64, 2, 3, i64::MAX / 2, i64::MAX]),
            ),
        ]
    }

    fn half_away(value: &RBig, digits: u32) -> String {
        let scaled: RBig = value * RBig::from(10_u128.pow(digits));
        let half: RBig = "1/2".parse().expect("digits");
        let floor = if scaled < RBig::ZERO {
            -(half - scaled).floor()
        } else {
            (scaled + half).floor()
        };
        floor.to_string()
    }

    #[test]
    fn a_share_of_123_in_168_at_35_points_is_published_as_25_63() {
        let points = &exact(123, 168) * &Exact::integer(35);
        assert_eq!(points, exact(25_625, 1_000));
        assert_eq!(points.round(Rounding::default()).to_string(), "25.63");
    }

    #[test]
    fn a_sum_of_unlike_thirds_and_sevenths_meets_its_threshold_exactly() {
        let terms: Vec<Exact> = (1..=40)
            .flat_map(|n| [exact(1, n + 2), exact(n + 1, n + 2)])
            .collect();
        let sum = Exact::sum(&terms);
        assert!(matches!(sum.0, Repr::Sum(_)), "kept as a sum");
        assert_eq!(sum, Exact::integer(40));
        assert!(sum >= Exact::integer(40));
        assert_eq!(sum.round(Rounding::default()).to_string(), "40.00");
        assert!(&sum - &exact(1, 1_000_000_000_000_000_000) < Exact::integer(40));
    }

    #[test]
    fn division_by_zero_has_no_value() {
        assert!(Exact::ONE.checked_div(&Exact::ZERO).is_none());
        let nothing = Exact::sum([&exact(1, 3), &exact(-1, 7), &exact(1, 7), &exact(-1, 3)]);
        assert!(Exact::ONE.checked_div(&nothing).is_none());
    }

    #[test]
    fn only_terminating_fractions_have_a_decimal() {
        assert_eq!(
            exact(1, 8).to_decimal().map(|d| d.to_string()),
            Some("0.125".into())
        );
        assert_eq!(exact(1, 3).to_decimal(), None);
    }

    proptest! {
        #[test]
        fn arithmetic_agrees_with_an_independent_library((a, b) in fraction(), (c, d) in fraction()) {
            let (x, y) = (exact(a, b), exact(c, d));
            let (u, v) = (oracle(&x), oracle(&y));
            prop_assert_eq!(oracle(&(&x + &y)), &u + &v);
            prop_assert_eq!(oracle(&(&x - &y)), &u - &v);
            prop_assert_eq!(oracle(&(&x * &y)), &u * &v);
            prop_assert_eq!(x.cmp(&y), u.cmp(&v));
            if c != 0 {
                prop_assert_eq!(oracle(&x.checked_div(&y).expect("not zero")), &u / &v);
            }
        }

        #[test]
        fn sums_round_and_compare_as_if_carried_out(
            terms in prop::collection::vec(fraction(), 0..40),
            digits in 0_u32..7,
            offset in -2_i64..3,
        ) {
            let terms: Vec<Exact> = terms.into_iter().map(|(a, b)| exact(a, b)).collect();
            let sum = Exact::sum(&terms);
            let carried_out = terms.iter().fold(RBig::ZERO, |sum, term| sum + oracle(term));
            prop_assert_eq!(oracle(&sum), carried_out.clone());
            let rounded = sum.round(Rounding { digits, mode: RoundingMode::HalfAwayFromZero });
            prop_assert_eq!(rounded.mantissa().to_string(), half_away(&carried_out, digits));
            let threshold = Exact::from(rounded);
            prop_assert_eq!(sum.cmp(&threshold), carried_out.cmp(&oracle(&threshold)));
            let near = &threshold + &exact(offset, 1_000_000_000_000_000_000);
            prop_assert_eq!(sum.cmp(&near), carried_out.cmp(&oracle(&near)));
        }

        #[test]
        fn sums_are_scaled_as_if_carried_out(
            terms in prop::collection::vec(fraction(), 2..20),
            (a, b) in (1_i64..100_000, 1_i64..100_000),
            (c, d) in fraction(),
            digits in 0_u32..7,
        ) {
            let terms: Vec<Exact> = terms.into_iter().map(|(a, b)| exact(a, b)).collect();
            let sum = Exact::sum(&terms);
            let (factor, other) = (exact(a, b), exact(c, d));
            let scaled = &sum * &factor;
            prop_assert_eq!(oracle(&scaled), oracle(&sum) * oracle(&factor));
            prop_assert_eq!(oracle(&-&scaled), RBig::ZERO - oracle(&scaled));
            prop_assert_eq!(oracle(&(&scaled * &other)), oracle(&scaled) * oracle(&other));
            let divided = scaled.checked_div(&factor).expect("not zero");
            prop_assert_eq!(&divided, &sum);
            prop_assert_eq!(&scaled.settled(), &scaled);
            let rounding = Rounding { digits, mode: RoundingMode::HalfAwayFromZero };
            prop_assert_eq!(scaled.round(rounding), scaled.settled().round(rounding));
            let grown = Exact::sum([&scaled, &other]);
            prop_assert_eq!(oracle(&grown), oracle(&scaled) + oracle(&other));
        }

        #[test]
        fn order_of_terms_changes_nothing(mut terms in prop::collection::vec(fraction(), 0..20)) {
            let forward: Vec<Exact> = terms.iter().map(|&(a, b)| exact(a, b)).collect();
            terms.reverse();
            let backward: Vec<Exact> = terms.iter().map(|&(a, b)| exact(a, b)).collect();
            prop_assert_eq!(Exact::sum(&forward), Exact::sum(&backward));
        }
    }

    proptest! {
        #[test]
        fn a_decimal_is_told_the_same_in_either_precision((a, b) in fraction()) {
            let value = exact(a, b);
            let large = Exact(Repr::Large(Arc::new(value.carried_out())));
            prop_assert_eq!(value.to_decimal(), large.to_decimal());
            prop_assert_eq!(value.to_fraction_text(), large.to_fraction_text());
        }
    }

    #[test]
    fn a_decimal_of_any_size_is_told_whole_or_not_at_all() {
        for text in [
            "950000000000",
            "79228162514.5",
            "0.0000000000000000000000000001",
            "-12.5",
        ] {
            let value: Decimal = text.parse().expect("a decimal");
            assert_eq!(
                Exact::from(value).to_decimal(),
                Some(value.normalize()),
                "{text}"
            );
        }
        let product = &Exact::integer(i64::MAX) * &Exact::integer(i64::MAX);
        assert_eq!((&product * &product).to_decimal(), None);
        assert_eq!(
            Exact::ratio(1, 3).and_then(|third| third.to_decimal()),
            None
        );
    }
}
