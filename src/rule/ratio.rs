#![doc = include_str!("ratio.md")]

use serde::Deserialize;

use super::{Compiler, Formula, Test};
use crate::finding::Problem;
use crate::number::{Exact, Literal};

/// Parameters of the `ratio` rule.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Ratio {
    /// The input above the line, or the whole measure when there is no denominator; a
    /// percentage alone counts as a share of one.
    pub numerator: String,
    /// The input below the line.
    pub denominator: Option<String>,
    /// The ratio at which the full points are reached; 1 unless said.
    pub target: Option<Literal>,
    /// The ratio below which there are no points.
    pub floor: Option<Literal>,
    /// The most that ratio ÷ target can count; 1 unless said.
    pub cap: Option<Literal>,
    /// Whether the numerator may exceed the denominator, as when the denominator is a number
    /// set by the superior; otherwise that is a mistake in the submission.
    #[serde(default)]
    pub may_exceed: bool,
}

impl Ratio {
    /// Returns `min(cap, ratio ÷ target) × points`, or nothing below the floor.
    pub(super) fn compile(&self, points: &Exact, compiler: &mut Compiler) -> Formula {
        let target = self
            .target
            .map(|target| compiler.positive("target", target));
        let cap = self
            .cap
            .map_or(Exact::ONE, |cap| compiler.positive("cap", cap));
        if let Some(floor) = self.floor
            && floor.exact() > target.clone().unwrap_or(Exact::ONE)
        {
            let problem = Problem::RangeReversed {
                lower: floor.to_string(),
                upper: self
                    .target
                    .map_or_else(|| "1".to_owned(), |target| target.to_string()),
            };
            compiler.report("floor", problem);
        }
        let score = |ratio: Formula| {
            let attained = match &target {
                Some(target) => ratio.clone().over(Formula::Constant(target.clone())),
                None => ratio.clone(),
            };
            // QĐ 766/QĐ-TTg: full marks from the target on, below it in proportion.
            let attained = Formula::Minimum(vec![Formula::Constant(cap.clone()), attained]);
            let proportional = Formula::Product(vec![Formula::Constant(points.clone()), attained]);
            match self.floor {
                Some(floor) => Formula::when(
                    Test::AtLeast(ratio, Formula::Constant(floor.exact())),
                    proportional,
                    Formula::integer(0),
                ),
                None => proportional,
            }
        };
        match &self.denominator {
            Some(denominator) => compiler.quotient(
                [&self.numerator, denominator],
                self.may_exceed,
                points,
                score,
            ),
            None => score(compiler.share("numerator", &self.numerator)),
        }
    }
}
