#![doc = include_str!("per_item.md")]

use serde::Deserialize;

use super::{Compiler, Formula};
use crate::number::{Exact, Literal};

/// Parameters of the `per_item` rule.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PerItem {
    /// The input that counts the items.
    pub count: String,
    /// Points for each.
    pub points_each: Literal,
    /// The most there can be; the criterion's maximum unless said.
    pub cap: Option<Literal>,
}

impl PerItem {
    /// Returns `min(cap, count × points_each)`.
    pub(super) fn compile(&self, points: &Exact, compiler: &mut Compiler) -> Formula {
        let each = compiler.positive("points_each", self.points_each);
        let count = compiler.number("count", &self.count);
        let cap = self.cap.map_or_else(|| points.clone(), Literal::exact);
        Formula::Minimum(vec![
            Formula::Constant(cap),
            Formula::Product(vec![count, Formula::Constant(each)]),
        ])
    }
}
