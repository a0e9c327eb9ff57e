//! How answers become points: the kinds of rule, and the formula each one means.
//!
//! A [`Rule`] is what an author writes; compiling it gives a [`Formula`] over the inputs, which
//! is evaluated, bounded, and shown to people. Rules know inputs and points, and nothing of
//! sheets, trees or units.

mod arithmetic;
mod award;
mod checklist;
mod choice;
mod combination;
mod compile;
mod deduction;
mod expression;
mod formula;
mod information;
mod input;
mod manual;
mod per_item;
mod ratio;
mod steps;
mod weighted_count;
mod yes_no;

use serde::Deserialize;

pub use arithmetic::Arithmetic;
pub use award::Award;
pub use checklist::{Checklist, ChecklistMode};
pub use choice::{Choice, ChoiceOption};
pub use combination::{Best, Portion, Sum};
pub use compile::{
    Compiled, Compiler, NamedStatistic, NamedValue, Scope, ZeroDenominator, nearest,
};
pub use deduction::Deduction;
pub use expression::Function;
pub use formula::{Bounds, Domain, Formula, Halt, Irrational, Test};
pub use information::Information;
pub use input::{InputId, InputKind, InputShape, Value};
pub use manual::Manual;
pub use per_item::PerItem;
pub use ratio::Ratio;
pub use steps::{Band, Steps};
pub use weighted_count::{WeightedCount, WeightedItem};
pub use yes_no::YesNo;

use crate::number::Exact;

/// How inputs become points; one per criterion.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Rule {
    /// Points for yes.
    YesNo(YesNo),
    /// Points by the option chosen.
    Choice(Choice),
    /// Points in proportion to a share, full at the target.
    Ratio(Ratio),
    /// Points by the band in which a value lies.
    Steps(Steps),
    /// Points for each item, up to a cap.
    PerItem(PerItem),
    /// Points for each item, by its kind, up to a cap.
    WeightedCount(WeightedCount),
    /// Points for the items met, in proportion or only for all of them.
    Checklist(Checklist),
    /// Points less a deduction for each occurrence, down to a floor.
    Deduction(Deduction),
    /// Points by an expression over several inputs.
    Formula(Arithmetic),
    /// No points: asked and reported.
    Information(Information),
    /// Points awarded by a person.
    Manual(Manual),
    /// The sum of independent parts.
    Sum(Sum),
    /// The best of several alternatives.
    Best(Best),
}

impl Rule {
    /// Every kind's tag in a definition file, which is also the name of its source file.
    pub const KINDS: &'static [&'static str] = &[
        "yes_no",
        "choice",
        "ratio",
        "steps",
        "per_item",
        "weighted_count",
        "checklist",
        "deduction",
        "formula",
        "information",
        "manual",
        "sum",
        "best",
    ];

    /// Returns the tag of this rule's kind.
    pub const fn kind(&self) -> &'static str {
        match self {
            Rule::YesNo(_) => "yes_no",
            Rule::Choice(_) => "choice",
            Rule::Ratio(_) => "ratio",
            Rule::Steps(_) => "steps",
            Rule::PerItem(_) => "per_item",
            Rule::WeightedCount(_) => "weighted_count",
            Rule::Checklist(_) => "checklist",
            Rule::Deduction(_) => "deduction",
            Rule::Formula(_) => "formula",
            Rule::Information(_) => "information",
            Rule::Manual(_) => "manual",
            Rule::Sum(_) => "sum",
            Rule::Best(_) => "best",
        }
    }

    /// Returns the formula of this rule when `points` are to be had, reporting what is wrong
    /// with the rule to `compiler`.
    pub fn compile(&self, points: &Exact, compiler: &mut Compiler) -> Formula {
        let divisions = compiler.free_divisions();
        let formula = self.compile_kind(points, compiler);
        let is_made_of_rules = matches!(self, Rule::Sum(_) | Rule::Best(_));
        if is_made_of_rules || compiler.free_divisions() == divisions {
            return formula;
        }
        compiler.where_not_zero(formula, points)
    }

    fn compile_kind(&self, points: &Exact, compiler: &mut Compiler) -> Formula {
        match self {
            Rule::YesNo(rule) => rule.compile(points, compiler),
            Rule::Choice(rule) => rule.compile(points, compiler),
            Rule::Ratio(rule) => rule.compile(points, compiler),
            Rule::Steps(rule) => rule.compile(points, compiler),
            Rule::PerItem(rule) => rule.compile(points, compiler),
            Rule::WeightedCount(rule) => rule.compile(points, compiler),
            Rule::Checklist(rule) => rule.compile(points, compiler),
            Rule::Deduction(rule) => rule.compile(points, compiler),
            Rule::Formula(rule) => rule.compile(points, compiler),
            Rule::Information(rule) => rule.compile(compiler),
            Rule::Manual(rule) => rule.compile(points, compiler),
            Rule::Sum(rule) => rule.compile(points, compiler),
            Rule::Best(rule) => rule.compile(points, compiler),
        }
    }
}
