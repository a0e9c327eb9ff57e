//! What a rule needs while it becomes a formula: names looked up, mistakes collected.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Bounds, Domain, Formula, Halt, InputId, InputKind, InputShape, Test};
use crate::finding::{Problem, Reference};
use crate::number::{Exact, Literal};

/// What a zero denominator means: nothing happened, and then?
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ZeroDenominator {
    /// Full marks: nothing to do, nothing left undone.
    FullMarks,
    /// No points.
    Zero,
    /// The criterion does not apply; its not-applicable policy decides.
    NotApplicable,
    /// A mistake in the submission.
    Error,
}

/// The inputs a rule can name.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    /// Inputs by name.
    pub names: &'a BTreeMap<String, InputId>,
    /// Their shapes, by index.
    pub shapes: &'a [InputShape],
    /// The input that stands for the criterion itself, for points awarded by hand.
    pub own_points: Option<InputId>,
}

/// A rule's formula, and what validation wants to know about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Compiled {
    /// The formula.
    pub formula: Formula,
    /// The inputs it uses, each once, in the order of their first use.
    pub inputs: Vec<InputId>,
    /// Pairs of which the first cannot exceed the second.
    pub parts_of_wholes: Vec<(InputId, InputId)>,
    /// Inputs divided by.
    pub denominators: Vec<InputId>,
    /// Those of them for which zero is a mistake.
    pub never_zero: Vec<InputId>,
}

impl Compiled {
    /// Returns the least and the most the formula can be over all admissible answers.
    pub fn bounds(&self, inputs: &[InputShape]) -> Bounds {
        self.formula.bounds(Domain {
            inputs,
            parts_of_wholes: &self.parts_of_wholes,
        })
    }
}

/// Looks names up while a rule is compiled, and collects what is wrong with it.
#[derive(Debug)]
pub struct Compiler<'a> {
    scope: Scope<'a>,
    zero_denominator: ZeroDenominator,
    path: String,
    /// The length of the path of the criterion's own rule.
    rule_path_length: usize,
    problems: Vec<(String, Problem)>,
    inputs: Vec<InputId>,
    parts_of_wholes: Vec<(InputId, InputId)>,
    denominators: Vec<InputId>,
    never_zero: Vec<InputId>,
}

impl<'a> Compiler<'a> {
    /// Returns a compiler for one criterion whose rule stands at JSON pointer `path`.
    pub fn new(scope: Scope<'a>, zero_denominator: ZeroDenominator, path: String) -> Compiler<'a> {
        Compiler {
            scope,
            zero_denominator,
            rule_path_length: path.len(),
            path,
            problems: Vec::new(),
            inputs: Vec::new(),
            parts_of_wholes: Vec::new(),
            denominators: Vec::new(),
            never_zero: Vec::new(),
        }
    }

    /// Returns the compiled rule, and its mistakes with their JSON pointers.
    pub fn finish(self, formula: Formula) -> (Compiled, Vec<(String, Problem)>) {
        let compiled = Compiled {
            formula,
            inputs: self.inputs,
            parts_of_wholes: self.parts_of_wholes,
            denominators: self.denominators,
            never_zero: self.never_zero,
        };
        (compiled, self.problems)
    }

    /// Reports a mistake at `key`, a JSON pointer relative to the current rule.
    pub fn report(&mut self, key: &str, problem: Problem) {
        self.problems
            .push((format!("{}/{key}", self.path), problem));
    }

    /// Compiles something that stands at `key` below the current rule.
    pub fn within<T>(&mut self, key: &str, compile: impl FnOnce(&mut Compiler<'a>) -> T) -> T {
        let length = self.path.len();
        self.path.push('/');
        self.path.push_str(key);
        let result = compile(self);
        self.path.truncate(length);
        result
    }

    /// Returns the input called `name` if it has one of `kinds`.
    pub fn input(&mut self, key: &str, name: &str, kinds: &[InputKind]) -> Option<InputId> {
        let Some(&input) = self.scope.names.get(name) else {
            let problem = Problem::UnknownReference {
                name: name.to_owned(),
                reference: Reference::Input,
                nearest: nearest(name, self.scope.names.keys().map(String::as_str)),
            };
            self.report(key, problem);
            return None;
        };
        if !self.inputs.contains(&input) {
            self.inputs.push(input);
        }
        if !kinds.contains(&self.shape(input).kind) {
            let problem = Problem::WrongInputType {
                name: name.to_owned(),
                expected: kinds.iter().map(|kind| kind.name().to_owned()).collect(),
            };
            self.report(key, problem);
            return None;
        }
        Some(input)
    }

    /// Returns the number an input holds, in its own unit.
    pub fn number(&mut self, key: &str, name: &str) -> Formula {
        match self.input(key, name, NUMBERS) {
            Some(input) => Formula::Input(input),
            None => Formula::integer(0),
        }
    }

    /// Returns the number an input holds, a percentage as a share of one.
    pub fn share(&mut self, key: &str, name: &str) -> Formula {
        match self.input(key, name, NUMBERS) {
            Some(input) if self.shape(input).kind == InputKind::Percent => {
                Formula::Input(input).over(Formula::integer(100))
            }
            Some(input) => Formula::Input(input),
            None => Formula::integer(0),
        }
    }

    /// Returns `measure ÷ denominator` handed to `then`, or what the criteria set says when
    /// the denominator is zero; `points` is what full marks are.
    pub fn quotient(
        &mut self,
        [numerator, denominator]: [&str; 2],
        may_exceed: bool,
        points: &Exact,
        then: impl FnOnce(Formula) -> Formula,
    ) -> Formula {
        let part = self.input("numerator", numerator, NUMBERS);
        let whole = self.input("denominator", denominator, NUMBERS);
        let (Some(part), Some(whole)) = (part, whole) else {
            return Formula::integer(0);
        };
        if !may_exceed {
            self.parts_of_wholes.push((part, whole));
        }
        self.denominators.push(whole);
        if self.zero_denominator == ZeroDenominator::Error {
            self.never_zero.push(whole);
        }
        let nothing_happened = match self.zero_denominator {
            ZeroDenominator::FullMarks => Formula::Constant(points.clone()),
            ZeroDenominator::Zero => Formula::integer(0),
            ZeroDenominator::NotApplicable => Formula::Stop(Halt::NotApplicable),
            ZeroDenominator::Error => Formula::Stop(Halt::ZeroDenominator),
        };
        let quotient = Formula::Input(part).over(Formula::Input(whole));
        Formula::when(
            Test::IsZero(Formula::Input(whole)),
            nothing_happened,
            then(quotient),
        )
    }

    /// Returns the input that holds the points awarded by hand to this criterion.
    ///
    /// A part of a combined rule has no row of its own in the form, so it must name an input.
    pub fn own_points(&mut self) -> Formula {
        if self.path.len() != self.rule_path_length {
            let key = "input".to_owned();
            self.report("input", Problem::MissingKey { key });
        }
        match self.scope.own_points {
            Some(input) => {
                if !self.inputs.contains(&input) {
                    self.inputs.push(input);
                }
                Formula::Input(input)
            }
            None => Formula::integer(0),
        }
    }

    /// Returns the options of a choice input.
    pub fn options(&self, input: InputId) -> &'a [String] {
        match self.scope.shapes.get(input.index()) {
            Some(shape) => &shape.options,
            None => &[],
        }
    }

    /// Returns the most the input called `name` can be, where there is a limit.
    pub fn maximum_of(&self, name: &str) -> Option<Exact> {
        let input = self.scope.names.get(name)?;
        self.shape(*input).maximum.clone()
    }

    /// Returns the least the input called `name` can be, where there is a limit.
    pub fn minimum_of(&self, name: &str) -> Option<Exact> {
        let input = self.scope.names.get(name)?;
        self.shape(*input).minimum.clone()
    }

    /// Returns `value`, reporting it unless it is above zero.
    pub fn positive(&mut self, key: &str, value: Literal) -> Exact {
        if value.exact() <= Exact::ZERO {
            self.report(key, Problem::TargetNotPositive { value: value.0 });
            return Exact::ONE;
        }
        value.exact()
    }

    fn shape(&self, input: InputId) -> &'a InputShape {
        // Every id in `names` was made from an index into `shapes` (definition::resolve).
        &self.scope.shapes[input.index()]
    }
}

/// The types a number can have.
pub(super) const NUMBERS: &[InputKind] = &[
    InputKind::Count,
    InputKind::Decimal,
    InputKind::Percent,
    InputKind::Points,
];

/// Returns the candidate nearest to `name`, if it is near enough to be what was meant.
pub fn nearest<'n>(name: &str, candidates: impl Iterator<Item = &'n str>) -> Option<String> {
    let limit = 1 + name.chars().count() / 4;
    candidates
        .map(|candidate| (strsim::osa_distance(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate.to_owned())
}
