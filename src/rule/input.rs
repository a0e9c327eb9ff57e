//! What rules know of an input: its place, its type, its range, its value.

use serde::{Deserialize, Serialize};

use crate::number::Exact;

/// The place of an input in the criteria set's list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InputId(u32);

impl InputId {
    /// Returns the input at `index` of the list.
    ///
    /// A definition file ends long before 2³² inputs (`definition::schema` limits its size).
    pub fn new(index: usize) -> InputId {
        InputId(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// Returns the index.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

/// The type of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum InputKind {
    /// A whole number, zero or more.
    Count,
    /// A number with decimals, zero or more unless a range says otherwise.
    Decimal,
    /// A percentage: 85 means 85 %.
    Percent,
    /// Yes or no.
    YesNo,
    /// One of the options the input lists.
    Choice,
    /// Points given by a person.
    Points,
}

impl InputKind {
    /// Returns the name used in definition files.
    pub const fn name(self) -> &'static str {
        match self {
            InputKind::Count => "count",
            InputKind::Decimal => "decimal",
            InputKind::Percent => "percent",
            InputKind::YesNo => "yes_no",
            InputKind::Choice => "choice",
            InputKind::Points => "points",
        }
    }

    /// Returns whether values of this type are numbers.
    pub const fn is_number(self) -> bool {
        match self {
            InputKind::Count | InputKind::Decimal | InputKind::Percent | InputKind::Points => true,
            InputKind::YesNo | InputKind::Choice => false,
        }
    }
}

/// The part of an input that a rule needs to know.
#[derive(Debug, Clone, PartialEq)]
pub struct InputShape {
    /// Its type.
    pub kind: InputKind,
    /// The least it can be; none when there is no limit.
    pub minimum: Option<Exact>,
    /// The most it can be; none when there is no limit.
    pub maximum: Option<Exact>,
    /// The options' identifiers, for a choice.
    pub options: Vec<String>,
}

/// What was answered, once it is understood and admitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A number, in the input's own unit (85 for 85 %).
    Number(Exact),
    /// Yes or no.
    YesNo(bool),
    /// An option, by its index in the input's list.
    Option(usize),
    /// Declared not applicable.
    NotApplicable,
    /// Not accepted by the appraiser: no points, whatever the unit answered.
    NotAccepted,
}

impl Value {
    /// Returns a figure of all units as rules see it: where there is none, nothing applies.
    pub fn of_statistic(figure: Option<Exact>) -> Value {
        figure.map_or(Value::NotApplicable, Value::Number)
    }
}
