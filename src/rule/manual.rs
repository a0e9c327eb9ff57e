#![doc = include_str!("manual.md")]

use serde::Deserialize;

use super::{Compiler, Formula, InputKind};
use crate::number::Exact;

/// Parameters of the `manual` rule.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Manual {
    /// The input that holds the points. Left out, the criterion itself is asked: its code is
    /// the name of the row, and its range is from zero to its maximum.
    pub input: Option<String>,
}

impl Manual {
    /// Returns the points awarded.
    pub(super) fn compile(&self, points: &Exact, compiler: &mut Compiler) -> Formula {
        let awarded = match &self.input {
            Some(name) => match compiler.input("input", name, &[InputKind::Points]) {
                Some(input) => Formula::Input(input),
                None => Formula::integer(0),
            },
            None => compiler.own_points(),
        };
        Formula::Minimum(vec![Formula::Constant(points.clone()), awarded])
    }
}
