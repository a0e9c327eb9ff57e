#![doc = include_str!("choice.md")]

use serde::Deserialize;

use super::{Award, Compiler, Formula, InputKind, Test};
use crate::finding::Problem;
use crate::number::{Exact, Literal};

/// Parameters of the `choice` rule.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// The input asked.
    pub input: String,
    /// What each option is worth; every option of the input stands here once.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub options: Vec<ChoiceOption>,
}

/// What one option is worth: `points` outright or a `share` of the maximum.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChoiceOption {
    /// The option's identifier in the input.
    pub option: String,
    /// Points outright.
    pub points: Option<Literal>,
    /// A share of the maximum: 0.5 is half of it.
    pub share: Option<Literal>,
}

impl Choice {
    /// Returns the points of the option chosen.
    pub(super) fn compile(&self, points: &Exact, compiler: &mut Compiler) -> Formula {
        let Some(input) = compiler.input("input", &self.input, &[InputKind::Choice]) else {
            return Formula::Constant(points.clone());
        };
        if compiler.is_too_long("options", self.options.len()) {
            return Formula::Constant(points.clone());
        }
        let known = compiler.options(input);
        let mut worth: Vec<Option<Exact>> = vec![None; known.len()];
        for (index, option) in self.options.iter().enumerate() {
            let key = format!("options/{index}");
            let award = Award {
                points: option.points,
                share: option.share,
            };
            let award = award.of(points, &key, compiler);
            let Some(position) = known.iter().position(|id| *id == option.option) else {
                compiler.report_unknown_option(&format!("{key}/option"), &option.option, known);
                continue;
            };
            if worth[position].replace(award).is_some() {
                let problem = Problem::DuplicateEntry {
                    entry: option.option.clone(),
                };
                compiler.report(&format!("{key}/option"), problem);
            }
        }
        for (option, worth) in known.iter().zip(&worth) {
            if worth.is_none() {
                let problem = Problem::MissingKey {
                    key: option.clone(),
                };
                compiler.report("options", problem);
            }
        }
        // The last option needs no question: an admitted answer is one of them.
        let mut options = worth
            .into_iter()
            .map(Option::unwrap_or_default)
            .enumerate()
            .rev();
        let last = options.next().map(|(_, worth)| worth).unwrap_or_default();
        options.fold(Formula::Constant(last), |otherwise, (option, worth)| {
            Formula::when(
                Test::Option(input, option),
                Formula::Constant(worth),
                otherwise,
            )
        })
    }
}
