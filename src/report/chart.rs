//! Figures to be drawn. What a chart shows stands in a table as well: not everybody sees charts.

use rust_decimal::Decimal;

/// A chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// The heading.
    pub title: String,
    /// How it is drawn.
    pub kind: Kind,
    /// What the values are, such as "points".
    pub unit: String,
    /// The end of the scale; none where the greatest value is.
    pub maximum: Option<Decimal>,
    /// What is compared, in order.
    pub categories: Vec<String>,
    /// The values, series by series.
    pub series: Vec<Series>,
}

/// Bars that a page has room for.
const FEW: usize = 20;

impl Chart {
    /// Returns whether all values are whole and none is above this, so that steps between them mean nothing.
    pub fn is_of_few(&self, most: u32) -> bool {
        let values = || {
            self.series
                .iter()
                .flat_map(|series| &series.values)
                .flatten()
        };
        values().all(|value| value.is_integer() && value.abs() <= Decimal::from(most))
    }

    /// Returns whether it has more bars than a printed page or a terminal has room for beside a
    /// table that says the same.
    pub fn is_long(&self) -> bool {
        self.categories.len() > FEW
    }

    /// Returns whether its bars go to both sides of zero.
    pub fn is_signed(&self) -> bool {
        let mut values = self.series.iter().flat_map(|series| &series.values);
        values.any(|value| value.is_some_and(|value| value.is_sign_negative()))
    }
}

/// How a chart is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Bars that lie, for long names.
    Bars,
    /// Bars that stand, for few categories.
    Columns,
    /// A line through periods.
    Line,
}

/// Values of one kind, one for each category.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// The name.
    pub name: String,
    /// The values; none where there is nothing to draw.
    pub values: Vec<Option<Decimal>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_axis_of_few_whole_numbers_counts_each() {
        let chart = |values: &[(i64, u32)]| {
            let values = values.iter();
            let values = values.map(|&(units, scale)| Some(Decimal::new(units, scale)));
            Chart {
                title: String::new(),
                kind: Kind::Columns,
                unit: String::new(),
                maximum: None,
                categories: Vec::new(),
                series: vec![Series {
                    name: String::new(),
                    values: values.chain([None]).collect(),
                }],
            }
        };
        assert!(chart(&[(0, 0), (4, 0), (1000, 2)]).is_of_few(10));
        assert!(!chart(&[(11, 0)]).is_of_few(10));
        assert!(!chart(&[(25, 1)]).is_of_few(10));
    }
}
