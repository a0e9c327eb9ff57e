//! Roots, logarithms and powers: where a result has no end, its digits up to a bound.
//!
//! What is a fraction stays exact: the root of a square, a power with a whole exponent, the mean
//! of equal shares. Any other result is computed to [`DIGITS`] significant digits, so that it is wrong by less than
//! one part in 10⁴⁹ (dashu-float rounds correctly at a precision of 60), which no rounding to nine
//! digits of numbers below 10¹² can see.

use dashu_float::DBig;
use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::Exact;

/// Significant digits of a result that has no end.
const DIGITS: usize = 50;
/// Significant digits of what it is computed from.
const WORKING_DIGITS: usize = 60;
/// Whole exponents up to this size are carried out by multiplication.
const LARGEST_WHOLE_EXPONENT: u32 = 64;
/// Bits of the longest product whose root is looked for among the fractions.
const LONGEST_PRODUCT: u64 = 20_000;
/// Exponents beyond this are in no formula of a regulation.
const LARGEST_EXPONENT: i64 = 1_000;
/// Digits before or after the point of a result that a score can be made of.
const MOST_DIGITS: isize = 200;

impl Exact {
    /// Returns the natural logarithm; none of what is not above zero.
    pub fn ln(&self) -> Option<Exact> {
        let value = self.carried_out();
        if !value.is_positive() {
            return None;
        }
        if value.is_one() {
            return Some(Exact::ZERO);
        }
        rounded(working(&value).ln())
    }

    /// Returns e to this power; none where it is absurdly large or small.
    pub fn exp(&self) -> Option<Exact> {
        let exponent = self.carried_out();
        if exponent.is_zero() {
            return Some(Exact::ONE);
        }
        let is_moderate = exponent.abs() <= BigRational::from_integer(LARGEST_EXPONENT.into());
        is_moderate
            .then(|| rounded(working(&exponent).exp()))
            .flatten()
    }

    /// Returns the square root; none of what is below zero.
    pub fn sqrt(&self) -> Option<Exact> {
        let value = self.carried_out();
        if value.is_negative() {
            return None;
        }
        let (above, below) = (value.numer().sqrt(), value.denom().sqrt());
        if &above * &above == *value.numer() && &below * &below == *value.denom() {
            return Some(Exact::from_big(BigRational::new(above, below)));
        }
        rounded(working(&value).sqrt())
    }

    /// Returns the power; none where there is none (a fraction as exponent of what is below
    /// zero, zero with an exponent that is not above zero) or where it is absurdly large or
    /// small.
    pub fn power(&self, exponent: &Exact) -> Option<Exact> {
        let (base, exponent) = (self.carried_out(), exponent.carried_out());
        if exponent.is_zero() {
            return (!base.is_zero()).then_some(Exact::ONE);
        }
        if exponent.is_integer()
            && let Some(whole) = exponent.numer().to_i64()
            && let Ok(size) = u32::try_from(whole.unsigned_abs())
            && size <= LARGEST_WHOLE_EXPONENT
        {
            if base.is_zero() {
                return (whole > 0).then_some(Exact::ZERO);
            }
            let power = base.pow(i32::try_from(whole).ok()?);
            let digits = |of: &BigInt| of.bits() / 3;
            let is_moderate = digits(power.numer()).max(digits(power.denom())) <= 400;
            return is_moderate.then(|| Exact::from_big(power));
        }
        if base.is_zero() {
            return exponent.is_positive().then_some(Exact::ZERO);
        }
        let is_moderate = exponent.abs() <= BigRational::from_integer(LARGEST_EXPONENT.into());
        if base.is_negative() || !is_moderate {
            return None;
        }
        let whole = exponent.numer().to_i64().zip(exponent.denom().to_u32());
        if let Some((above, below)) = whole
            && let Some(root) = exact_root(&[(&base, above)], below)
        {
            return Some(root);
        }
        rounded(working(&base).powf(&working(&exponent)))
    }

    /// Returns the weighted geometric mean Π s^(w ÷ Σ w) of shares that are not below zero, each
    /// with a weight above zero; none of nothing, and where a share is below zero.
    ///
    /// Exact where the mean is a fraction, as that of equal shares always is.
    pub fn geometric_mean(shares: &[(Exact, Exact)]) -> Option<Exact> {
        let shares: Vec<(BigRational, BigRational)> = shares
            .iter()
            .map(|(share, weight)| (share.carried_out(), weight.carried_out()))
            .collect();
        let [(first, _), rest @ ..] = shares.as_slice() else {
            return None;
        };
        if rest.iter().all(|(share, _)| share == first) {
            return Some(Exact::from_big(first.clone()));
        }
        if shares.iter().any(|(share, _)| share.is_negative()) {
            return None;
        }
        if shares.iter().any(|(share, _)| share.is_zero()) {
            return Some(Exact::ZERO);
        }
        let weights: BigRational = shares.iter().map(|(_, weight)| weight).sum();
        // Weights as whole numbers: 1.5 and 1 are 3 and 2.
        let common = shares.iter().fold(BigInt::one(), |common, (_, weight)| {
            common.lcm(weight.denom())
        });
        let whole = |weight: &BigRational| (weight * &common).to_integer().to_i64();
        let powers: Option<Vec<(&BigRational, i64)>> = shares
            .iter()
            .map(|(share, weight)| Some((share, whole(weight)?)))
            .collect();
        let degree = whole(&weights).and_then(|degree| u32::try_from(degree).ok());
        if let (Some(powers), Some(degree)) = (powers, degree)
            && let Some(root) = exact_root(&powers, degree)
        {
            return Some(root);
        }
        // ln of the mean is the weighted mean of the logarithms.
        let mut logarithm = DBig::ZERO.with_precision(WORKING_DIGITS).value();
        for (share, weight) in &shares {
            logarithm += working(share).ln() * working(&(weight / &weights));
        }
        rounded(logarithm.exp())
    }
}

/// Returns (Π base^power)^(1 ÷ degree) where that is a fraction, and the product is not absurdly
/// long.
fn exact_root(powers: &[(&BigRational, i64)], degree: u32) -> Option<Exact> {
    let bits = |of: &BigRational| of.numer().bits().max(of.denom().bits());
    let length = powers
        .iter()
        .map(|(base, power)| bits(base).saturating_mul(power.unsigned_abs()))
        .fold(0_u64, u64::saturating_add);
    if length > LONGEST_PRODUCT || degree == 0 {
        return None;
    }
    let mut product = BigRational::one();
    for (base, power) in powers {
        product *= base.pow(i32::try_from(*power).ok()?);
    }
    let root = |of: &BigInt| {
        let root = of.nth_root(degree);
        (num_traits::pow(root.clone(), degree as usize) == *of).then_some(root)
    };
    let root = BigRational::new(root(product.numer())?, root(product.denom())?);
    Some(Exact::from_big(root))
}

/// The value to as many digits as results are computed from.
fn working(value: &BigRational) -> DBig {
    let float = |of: &BigInt| -> DBig {
        let whole: DBig = of.to_string().parse().unwrap_or(DBig::ZERO);
        whole.with_precision(WORKING_DIGITS).value()
    };
    float(value.numer()) / float(value.denom())
}

/// The result to as many digits as are kept; none where it is absurdly large or small.
fn rounded(result: DBig) -> Option<Exact> {
    let result = result.with_precision(DIGITS).value();
    let repr = result.repr();
    if repr.is_infinite() {
        return None;
    }
    let significand: BigInt = repr.significand().to_string().parse().ok()?;
    let exponent = repr.exponent();
    if exponent.abs() > MOST_DIGITS {
        return None;
    }
    let power = num_traits::pow(BigInt::from(10), exponent.unsigned_abs());
    Some(Exact::from_big(if exponent < 0 {
        BigRational::new(significand, power)
    } else {
        BigRational::from_integer(significand * power)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::number::{Rounding, RoundingMode, parse_plain};

    fn exact(text: &str) -> Exact {
        Exact::from(parse_plain(text).expect("a number"))
    }

    fn shown(value: Option<Exact>) -> String {
        let rounding = Rounding {
            digits: 9,
            mode: RoundingMode::HalfAwayFromZero,
        };
        value.map_or_else(
            || "none".to_owned(),
            |value| value.round(rounding).to_string(),
        )
    }

    #[test]
    fn results_without_an_end_have_the_digits_of_the_tables() {
        assert_eq!(shown(exact("2").ln()), "0.693147181");
        assert_eq!(shown(exact("0.001").ln()), "-6.907755279");
        assert_eq!(shown(exact("1").exp()), "2.718281828");
        assert_eq!(shown(exact("-2.5").exp()), "0.082084999");
        assert_eq!(shown(exact("2").sqrt()), "1.414213562");
        assert_eq!(shown(exact("2").power(&exact("0.5"))), "1.414213562");
        assert_eq!(shown(exact("10").power(&exact("-0.3"))), "0.501187234");
    }

    #[test]
    fn what_is_a_fraction_stays_one() {
        let third = Exact::ratio(1, 3).expect("a fraction");
        assert_eq!(
            Exact::ratio(4, 9).and_then(|four_ninths| four_ninths.sqrt()),
            Exact::ratio(2, 3)
        );
        assert_eq!(third.power(&exact("3")), Exact::ratio(1, 27));
        assert_eq!(third.power(&exact("-2")), Some(exact("9")));
        assert_eq!(Exact::ONE.ln(), Some(Exact::ZERO));
        assert_eq!(Exact::ZERO.exp(), Some(Exact::ONE));
    }

    #[test]
    fn what_has_no_value_has_none() {
        assert_eq!(exact("0").ln(), None);
        assert_eq!(exact("-1").sqrt(), None);
        assert_eq!(exact("-8").power(&exact("0.5")), None);
        assert_eq!(exact("1000").exp(), None);
        assert_eq!(exact("-1000000").exp(), None);
        assert_eq!(exact("0").power(&exact("-1")), None);
        assert_eq!(exact("0").power(&exact("0")), None);
        assert_eq!(exact("10").power(&exact("1000000")), None);
        assert_eq!(exact("1000000000000").power(&exact("64")), None);
    }
}
