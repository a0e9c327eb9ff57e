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
