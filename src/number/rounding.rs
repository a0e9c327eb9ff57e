//! How a number is rounded; called where the criteria set says, and nowhere else.

use std::cmp::Ordering;

use num_integer::Integer;
use serde::{Deserialize, Serialize};

/// Digits after the point and the way halves go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rounding {
    /// Digits kept after the decimal point, at most [`Rounding::MAX_DIGITS`].
    pub digits: u32,
    /// Where the rest goes.
    pub mode: RoundingMode,
}

impl Rounding {
    /// The most digits a published number can have.
    pub const MAX_DIGITS: u32 = 18;
}

impl Default for Rounding {
    /// Two digits, halves away from zero: how every published table seen so far rounds
    /// (25,625 → 25,63).
    fn default() -> Self {
        Rounding {
            digits: 2,
            mode: RoundingMode::HalfAwayFromZero,
        }
    }
}

/// Where the digits that are cut off go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RoundingMode {
    /// 0.125 → 0.13, −0.125 → −0.13: what is taught at school and done by Excel's ROUND.
    HalfAwayFromZero,
    /// 0.125 → 0.12, 0.135 → 0.14: halves to the even digit.
    HalfEven,
    /// 0.129 → 0.12: the rest is cut off.
    Down,
    /// 0.121 → 0.13: any rest counts as one more.
    Up,
}

impl RoundingMode {
    /// Returns whether a magnitude with this rest moves one step away from zero.
    pub(super) fn rounds_away(self, has_rest: bool, rest_to_half: Ordering, odd: bool) -> bool {
        match self {
            RoundingMode::HalfAwayFromZero => rest_to_half != Ordering::Less,
            RoundingMode::HalfEven => {
                rest_to_half == Ordering::Greater || (rest_to_half == Ordering::Equal && odd)
            }
            RoundingMode::Down => false,
            RoundingMode::Up => has_rest,
        }
    }
}

/// Returns `numerator / denominator` as a whole number rounded in `mode`.
pub(super) fn divide_rounded(numerator: i128, denominator: i128, mode: RoundingMode) -> i128 {
    let magnitude = numerator.unsigned_abs();
    let divisor = denominator.unsigned_abs();
    let (quotient, rest) = magnitude.div_rem(&divisor);
    let to_half = rest.cmp(&(divisor - rest));
    let away = mode.rounds_away(rest != 0, to_half, quotient.is_odd());
    // The quotient of two i128 magnitudes is below 2¹²⁷ but for MIN / 1, which no caller forms.
    let rounded = i128::try_from(quotient + u128::from(away)).unwrap_or(i128::MAX);
    if (numerator < 0) == (denominator < 0) {
        rounded
    } else {
        -rounded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rounded(numerator: i128, mode: RoundingMode) -> i128 {
        divide_rounded(numerator, 10, mode)
    }

    #[test]
    fn each_mode_moves_halves_and_rests_its_own_way() {
        use RoundingMode::{Down, HalfAwayFromZero, HalfEven, Up};
        assert_eq!(
            [25, -25, 35, 24].map(|n| rounded(n, HalfAwayFromZero)),
            [3, -3, 4, 2]
        );
        assert_eq!(
            [25, -25, 35, 26].map(|n| rounded(n, HalfEven)),
            [2, -2, 4, 3]
        );
        assert_eq!([29, -29, 20].map(|n| rounded(n, Down)), [2, -2, 2]);
        assert_eq!([21, -21, 20].map(|n| rounded(n, Up)), [3, -3, 2]);
    }
}
