#![doc = include_str!("yes_no.md")]

use serde::Deserialize;

use super::{Compiler, Formula, InputKind, Test};
use crate::number::Exact;

/// Parameters of the `yes_no` rule.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct YesNo {
    /// The input asked.
    pub input: String,
}

impl YesNo {
    /// Returns the full points for yes and none for no.
    pub(super) fn compile(&self, points: &Exact, compiler: &mut Compiler) -> Formula {
        match compiler.input("input", &self.input, &[InputKind::YesNo]) {
            Some(input) => Formula::when(
                Test::Yes(input),
                Formula::Constant(points.clone()),
                Formula::integer(0),
            ),
            None => Formula::Constant(points.clone()),
        }
    }
}
