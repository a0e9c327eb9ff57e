#![doc = include_str!("information.md")]

use serde::Deserialize;

use super::{Compiler, Formula};

/// Parameters of the `information` rule.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Information {
    /// The inputs asked for.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub inputs: Vec<String>,
}

impl Information {
    /// Returns no points, whatever is answered.
    pub(super) fn compile(&self, compiler: &mut Compiler) -> Formula {
        for (index, name) in self.inputs.iter().enumerate() {
            compiler.any_input(&format!("inputs/{index}"), name);
        }
        Formula::integer(0)
    }
}
