#![doc = include_str!("checklist.md")]

use serde::Deserialize;

use super::{Compiler, Formula, InputKind, Test};
use crate::finding::Problem;
use crate::number::Exact;

/// Parameters of the `checklist` rule.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Checklist {
    /// The inputs asked, each yes or no.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub items: Vec<String>,
    /// Whether the points come in proportion or only for all.
    pub mode: ChecklistMode,
}

/// How the items of a checklist count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ChecklistMode {
    /// Items met ÷ items × points.
    Proportional,
    /// The points when every item is met, else none.
    AllOf,
}

impl Checklist {
    /// Returns the points for the items met; a blank item is not met.
    pub(super) fn compile(&self, points: &Exact, compiler: &mut Compiler) -> Formula {
        let mut met = Vec::new();
        for (index, name) in self.items.iter().enumerate() {
            if self.items[..index].contains(name) {
                let problem = Problem::DuplicateEntry {
                    entry: name.clone(),
                };
                compiler.report(&format!("items/{index}"), problem);
            }
            let Some(input) = compiler.input(&format!("items/{index}"), name, &[InputKind::YesNo])
            else {
                continue;
            };
            let one = Formula::when(Test::Yes(input), Formula::integer(1), Formula::integer(0));
            met.push(Formula::BlankIsZero(Box::new(one)));
        }
        let items = Exact::sum(std::iter::repeat_n(&Exact::ONE, met.len()));
        let full = Formula::Constant(points.clone());
        if met.is_empty() {
            return full;
        }
        match self.mode {
            ChecklistMode::Proportional => {
                let share = Formula::Sum(met).over(Formula::Constant(items));
                // The share of a list never passes one; said, so that bounds know it too.
                Formula::Product(vec![
                    full,
                    Formula::Minimum(vec![Formula::integer(1), share]),
                ])
            }
            ChecklistMode::AllOf => {
                let all = Test::AtLeast(Formula::Sum(met), Formula::Constant(items));
                Formula::when(all, full, Formula::integer(0))
            }
        }
    }
}
