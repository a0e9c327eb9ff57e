#![doc = include_str!("weighted_count.md")]

use serde::Deserialize;

use super::{Compiler, Formula};
use crate::number::{Exact, Literal};

/// Parameters of the `weighted_count` rule.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WeightedCount {
    /// The kinds of items.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub items: Vec<WeightedItem>,
    /// The most there can be; the criterion's maximum unless said.
    pub cap: Option<Literal>,
}

/// One kind of item.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WeightedItem {
    /// The input that counts items of this kind.
    pub count: String,
    /// Points for each.
    pub points_each: Literal,
}

impl WeightedCount {
    /// Returns `min(cap, Σ count × points_each)`; a blank count is none.
    pub(super) fn compile(&self, points: &Exact, compiler: &mut Compiler) -> Formula {
        let mut terms = Vec::new();
        for (index, item) in self.items.iter().enumerate() {
            let term = compiler.within(&format!("items/{index}"), |compiler| {
                let each = compiler.positive("points_each", item.points_each);
                let count = compiler.number("count", &item.count);
                Formula::Product(vec![count, Formula::Constant(each)])
            });
            terms.push(Formula::BlankIsZero(Box::new(term)));
        }
        let cap = self.cap.map_or_else(|| points.clone(), Literal::exact);
        Formula::Minimum(vec![Formula::Constant(cap), Formula::Sum(terms)])
    }
}
