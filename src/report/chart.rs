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
