#![doc = include_str!("deduction.md")]

use serde::Deserialize;

use super::{Compiler, Formula};
use crate::number::{Exact, Literal};

/// Parameters of the `deduction` rule.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Deduction {
    /// The input that counts the occurrences.
    pub count: String,
    /// Points lost for each.
    pub points_each: Literal,
    /// The least there can be; 0 unless said.
    pub floor: Option<Literal>,
}

impl Deduction {
    /// Returns `max(floor, points − count × points_each)`.
    pub(super) fn compile(&self, points: &Exact, compiler: &mut Compiler) -> Formula {
        let each = compiler.positive("points_each", self.points_each);
        let count = compiler.number("count", &self.count);
        let lost = Formula::Product(vec![count, Formula::Constant(each)]);
        let left = Formula::Difference(Box::new([Formula::Constant(points.clone()), lost]));
        let floor = self.floor.map_or(Exact::ZERO, Literal::exact);
        Formula::Maximum(vec![Formula::Constant(floor), left])
    }
}
