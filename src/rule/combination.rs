//! Rules made of rules: the sum of parts, and the best of alternatives.

use serde::Deserialize;

use super::{Compiler, Formula, Rule};
use crate::number::{Exact, Literal};

/// Parameters of the `sum` rule.
#[doc = include_str!("sum.md")]
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Sum {
    /// The parts.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub parts: Vec<Portion>,
}

/// Parameters of the `best` rule.
#[doc = include_str!("best.md")]
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Best {
    /// The alternatives.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub of: Vec<Portion>,
}

/// A rule within a rule, with the points to be had there.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Portion {
    /// The points to be had; all of them unless said.
    pub points: Option<Literal>,
    /// How they are earned.
    pub rule: Rule,
}

impl Portion {
    /// Returns the portion's formula; a portion not answered is worth nothing.
    fn compile(&self, key: &str, points: &Exact, compiler: &mut Compiler) -> Formula {
        let points = self.points.map_or_else(|| points.clone(), Literal::exact);
        let formula = compiler.within(&format!("{key}/rule"), |compiler| {
            self.rule.compile(&points, compiler)
        });
        Formula::BlankIsZero(Box::new(formula))
    }
}

impl Sum {
    /// Returns the sum of the parts.
    pub(super) fn compile(&self, points: &Exact, compiler: &mut Compiler) -> Formula {
        let compile = |(index, part): (usize, &Portion)| {
            part.compile(&format!("parts/{index}"), points, compiler)
        };
        Formula::Sum(self.parts.iter().enumerate().map(compile).collect())
    }
}

impl Best {
    /// Returns the greatest of the alternatives.
    pub(super) fn compile(&self, points: &Exact, compiler: &mut Compiler) -> Formula {
        let compile = |(index, case): (usize, &Portion)| {
            case.compile(&format!("of/{index}"), points, compiler)
        };
        Formula::Best(self.of.iter().enumerate().map(compile).collect())
    }
}
