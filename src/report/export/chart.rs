//! How long the bars of a chart are: the one sum drawing needs.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::report::chart::Chart;

/// Returns the end of the scale of a chart: what it names, or its greatest value.
pub(super) fn greatest(chart: &Chart) -> Decimal {
    let values = chart.series.iter().flat_map(|series| &series.values);
    let values = values.copied().flatten().map(|value| value.abs());
    chart
        .maximum
        .or_else(|| values.max())
        .unwrap_or(Decimal::ZERO)
}

/// Returns how many of `whole` parts a value fills of a scale that ends at `end`.
pub(super) fn parts(value: Decimal, end: Decimal, whole: usize) -> usize {
    let share = value.abs().checked_div(end).unwrap_or(Decimal::ZERO);
    let filled = share.checked_mul(Decimal::from(whole)).unwrap_or_default();
    filled.round().to_usize().unwrap_or(whole).min(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share_of_the_scale() {
        let of_hundred = |value: i64| parts(Decimal::new(value, 0), Decimal::ONE_HUNDRED, 10);
        assert_eq!([0, 50, 96, 100, 250].map(of_hundred), [0, 5, 10, 10, 10]);
        assert_eq!(parts(Decimal::ONE, Decimal::ZERO, 10), 0);
    }
}
