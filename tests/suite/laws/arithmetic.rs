//! Another arithmetic, to compare with.

use chamdiem::number::Exact;
use dashu_ratio::RBig;

use crate::builder::exact;

pub(super) fn fraction(value: &Exact) -> RBig {
    let (numerator, denominator) = value.to_fraction_text();
    format!("{numerator}/{denominator}")
        .parse()
        .expect("a fraction")
}

/// Rounds the way it is taught: cut off, and look at what was cut.
pub(super) fn rounded(value: &RBig, digits: u32, mode: &str) -> RBig {
    let factor = RBig::from(10_u64.pow(digits));
    let (whole, rest) = (value * &factor).split_at_point();
    let half = RBig::from_parts(1.into(), 2_u8.into());
    let away = match mode {
        "down" => false,
        "up" => rest != RBig::ZERO,
        "half_even" => rest > half || (rest == half && &whole % 2 != 0),
        _ => rest >= half,
    };
    (RBig::from(whole) + RBig::from(u8::from(away))) / factor
}

pub(super) fn sum(terms: impl Iterator<Item = RBig>) -> RBig {
    terms.fold(RBig::ZERO, |sum, term| sum + term)
}

/// Arithmetic as it is printed, computed by hand: numbers, + − × /, min(…), max(…), brackets.
pub(super) mod paper {
    use dashu_ratio::RBig;

    /// Returns the value of a line of arithmetic, in either language's notation.
    pub fn evaluate(line: &str) -> Option<RBig> {
        let signs: Vec<char> = line.chars().filter(|sign| !sign.is_whitespace()).collect();
        let mut reader = Reader { signs: &signs };
        let value = reader.sum()?;
        reader.signs.is_empty().then_some(value).flatten()
    }

    struct Reader<'r> {
        signs: &'r [char],
    }

    /// What cannot be read is no value at all; what does not apply is none inside.
    type Value = Option<RBig>;

    impl Reader<'_> {
        fn take(&mut self, word: &str) -> bool {
            let word: Vec<char> = word.chars().collect();
            match self.signs.strip_prefix(word.as_slice()) {
                Some(rest) => {
                    self.signs = rest;
                    true
                }
                None => false,
            }
        }

        fn sum(&mut self) -> Option<Value> {
            let mut value = self.product()?;
            loop {
                if self.take("+") {
                    value = self.product()?.and_then(|term| Some(value? + term));
                } else if self.take("−") {
                    value = self.product()?.and_then(|term| Some(value? - term));
                } else {
                    return Some(value);
                }
            }
        }

        fn product(&mut self) -> Option<Value> {
            let mut value = self.atom()?;
            loop {
                if self.take("×") {
                    value = self.atom()?.and_then(|factor| Some(value? * factor));
                } else if self.take("/") {
                    let divisor = self.atom()?;
                    if divisor == Some(RBig::ZERO) {
                        return None;
                    }
                    value = divisor.and_then(|divisor| Some(value? / divisor));
                } else {
                    return Some(value);
                }
            }
        }

        fn atom(&mut self) -> Option<Value> {
            for none in ["không áp dụng", "not applicable"] {
                if self.take(&none.replace(' ', "")) {
                    return Some(None);
                }
            }
            for (name, keeps_greater) in [("min(", false), ("max(", true)] {
                if self.take(name) {
                    return self.extreme(keeps_greater);
                }
            }
            if self.take("(") {
                let value = self.sum()?;
                return self.take(")").then_some(value);
            }
            let length = self
                .signs
                .iter()
                .take_while(|sign| sign.is_ascii_digit() || matches!(sign, '.' | ','))
                .count();
            let (number, rest) = self.signs.split_at(length);
            self.signs = rest;
            let number: String = number
                .iter()
                .map(|sign| if *sign == ',' { '.' } else { *sign })
                .collect();
            let (whole, decimals) = number.split_once('.').unwrap_or((&number, ""));
            let digits: u128 = format!("{whole}{decimals}").parse().ok()?;
            let scale = 10_u128.checked_pow(u32::try_from(decimals.len()).ok()?)?;
            Some(Some(RBig::from(digits) / RBig::from(scale)))
        }

        fn extreme(&mut self, keeps_greater: bool) -> Option<Value> {
            let mut best: Value = None;
            loop {
                if let Some(value) = self.sum()? {
                    let better = best
                        .as_ref()
                        .is_none_or(|best| (value > *best) == keeps_greater);
                    if better {
                        best = Some(value);
                    }
                }
                if self.take(")") {
                    return Some(best);
                }
                if !self.take(";") {
                    return None;
                }
            }
        }
    }
}

#[test]
pub(super) fn the_other_arithmetic_is_right_too() {
    let third = || RBig::from(1) / RBig::from(3);
    let half = || RBig::from(1) / RBig::from(2);
    for (line, value) in [
        ("35 × min(1; 123 / 168)", Some(fraction(&exact("205/8")))),
        ("(0,5 + 1) × 2", Some(RBig::from(3))),
        ("5 − 3 − 1", Some(RBig::from(1))),
        ("max(0; 1 − 2)", Some(RBig::ZERO)),
        ("max(không áp dụng; 0.5)", Some(half())),
        ("1 / 3", Some(third())),
        ("1 / 0", None),
        ("1 +", None),
    ] {
        assert_eq!(paper::evaluate(line), value, "{line}");
    }
    for (value, mode, expected) in [
        (half(), "half_away_from_zero", 1),
        (half(), "half_even", 0),
        (third(), "up", 1),
        (third(), "down", 0),
    ] {
        assert_eq!(
            rounded(&value, 0, mode),
            RBig::from(expected),
            "{value} {mode}"
        );
    }
    assert_eq!(
        rounded(&(RBig::from(3) / RBig::from(2)), 0, "half_even"),
        RBig::from(2)
    );
    assert_eq!(
        rounded(&third(), 2, "half_even"),
        RBig::from(33) / RBig::from(100)
    );
}
