//! What a rule needs while it becomes a formula: names looked up, mistakes collected.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Bounds, Domain, Formula, Halt, InputId, InputKind, InputShape, Irrational, Test};
use crate::finding::{Problem, Reference};
use crate::number::{Decimal, Exact, Literal};

/// Parts of the largest formula that names may be put together to.
const LARGEST_FORMULA: usize = 10_000;

/// The longest list of bands or options: each is a condition within the one before.
const LONGEST_LIST: usize = 200;

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
    /// Figures of all units by name.
    pub statistics: &'a BTreeMap<String, NamedStatistic>,
    /// Values by name.
    pub values: &'a BTreeMap<String, NamedValue>,
    /// Names that stand somewhere in the file, and whether each is made of itself.
    pub declared: &'a BTreeMap<String, bool>,
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
    /// What is divided by: where one of these is zero, nothing happened.
    pub denominators: Vec<Formula>,
    /// Whether a denominator of zero is a mistake in the submission.
    pub zero_is_a_mistake: bool,
    /// Whether there may be no such number.
    pub may_be_undefined: bool,
}

/// A figure of all units, usable wherever an input is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedStatistic {
    /// Where it stands in the answers: behind the inputs.
    pub id: InputId,
    /// The inputs each unit's own figure is made of.
    pub inputs: Vec<InputId>,
}

/// A figure computed from inputs, usable wherever an input is.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedValue {
    /// How it is computed.
    pub compiled: Compiled,
    /// Whether it divides by what may be zero.
    pub divides: bool,
    /// Whether its expression is not understood, so that what uses it promises nothing.
    pub is_broken: bool,
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
    denominators: Vec<Formula>,
    /// Divisions met that no rule has looked after.
    free_divisions: usize,
    has_met_broken_value: bool,
    /// The values used.
    values: BTreeSet<String>,
    /// How large what was put in place of names has grown.
    size: usize,
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
            free_divisions: 0,
            has_met_broken_value: false,
            values: BTreeSet::new(),
            size: 0,
        }
    }

    /// Returns the compiled rule, and its mistakes with their JSON pointers.
    pub fn finish(self, formula: Formula) -> (Compiled, Vec<(String, Problem)>) {
        let compiled = Compiled {
            may_be_undefined: formula.may_be_undefined(),
            formula,
            inputs: self.inputs,
            parts_of_wholes: self.parts_of_wholes,
            zero_is_a_mistake: self.zero_denominator == ZeroDenominator::Error
                && !self.denominators.is_empty(),
            denominators: self.denominators,
        };
        (compiled, self.problems)
    }

    /// Returns a value under a name of its own, and the mistakes of its expression.
    pub fn finish_value(self, formula: Formula) -> (NamedValue, Vec<(String, Problem)>) {
        let divides = self.free_divisions > 0;
        let is_broken = self.has_met_broken_value || !self.problems.is_empty();
        let (compiled, problems) = self.finish(formula);
        let value = NamedValue {
            compiled,
            divides,
            is_broken,
        };
        (value, problems)
    }

    /// Returns whether a value was used whose expression is not understood.
    pub const fn has_met_broken_value(&self) -> bool {
        self.has_met_broken_value
    }

    /// Returns the names of the values used.
    pub fn values(&self) -> &BTreeSet<String> {
        &self.values
    }

    /// Returns how many mistakes were met.
    pub(super) const fn mistakes(&self) -> usize {
        self.problems.len()
    }

    /// Returns how many divisions were met that no rule has looked after.
    pub(super) const fn free_divisions(&self) -> usize {
        self.free_divisions
    }

    /// Reports a mistake at `key`, a JSON pointer relative to the current rule.
    pub fn report(&mut self, key: &str, problem: Problem) {
        self.problems
            .push((format!("{}/{key}", self.path), problem));
    }

    /// Returns whether a list of conditions at `key` is longer than any regulation's, reporting it.
    pub(super) fn is_too_long(&mut self, key: &str, length: usize) -> bool {
        let is_too_long = length > LONGEST_LIST;
        if is_too_long {
            let limit = LONGEST_LIST as u64;
            self.report(key, Problem::FormulaTooLarge { limit });
        }
        is_too_long
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
            if let Some(&is_circular) = self.scope.declared.get(name) {
                let name = name.to_owned();
                self.report(key, Problem::UsedBeforeDefined { name, is_circular });
                return None;
            }
            let (inputs, values) = (self.scope.names.keys(), self.scope.values.keys());
            let values = values.chain(self.scope.statistics.keys());
            let problem = Problem::UnknownReference {
                name: name.to_owned(),
                reference: Reference::Input,
                nearest: nearest(name, inputs.chain(values).map(String::as_str)),
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

    /// Makes the input called `name` one of those the rule uses, whatever its type.
    pub(super) fn any_input(&mut self, key: &str, name: &str) {
        const KINDS: &[InputKind] = &[
            InputKind::Count,
            InputKind::Decimal,
            InputKind::Percent,
            InputKind::YesNo,
            InputKind::Choice,
            InputKind::Points,
        ];
        self.input(key, name, KINDS);
    }

    /// Returns the number an input holds, in its own unit, or a value has.
    pub fn number(&mut self, key: &str, name: &str) -> Formula {
        self.operand(key, name).unwrap_or(Formula::integer(0))
    }

    /// Returns the number an input holds, a percentage as a share of one, or a value has.
    pub fn share(&mut self, key: &str, name: &str) -> Formula {
        match self.operand(key, name) {
            Some(Formula::Input(input))
                if self.scope.shapes.get(input.index()).map(|shape| shape.kind)
                    == Some(InputKind::Percent) =>
            {
                Formula::Input(input).over(Formula::integer(100))
            }
            Some(formula) => formula,
            None => Formula::integer(0),
        }
    }

    /// Returns the number called `name`: an input, or what a value is computed as.
    fn operand(&mut self, key: &str, name: &str) -> Option<Formula> {
        if let Some(statistic) = self.scope.statistics.get(name) {
            self.values.insert(name.to_owned());
            // A unit that leaves its own figure blank is compared with nobody.
            for &input in &statistic.inputs {
                if !self.inputs.contains(&input) {
                    self.inputs.push(input);
                }
            }
            return Some(Formula::Input(statistic.id));
        }
        let Some(value) = self.scope.values.get(name) else {
            return self.input(key, name, NUMBERS).map(Formula::Input);
        };
        self.values.insert(name.to_owned());
        self.has_met_broken_value |= value.is_broken;
        self.size = self.size.saturating_add(value.compiled.formula.size());
        if self.size > LARGEST_FORMULA {
            let limit = LARGEST_FORMULA as u64;
            self.report(key, Problem::FormulaTooLarge { limit });
            return None;
        }
        for &input in &value.compiled.inputs {
            if !self.inputs.contains(&input) {
                self.inputs.push(input);
            }
        }
        for denominator in &value.compiled.denominators {
            self.divide_by(denominator.clone());
        }
        self.free_divisions += usize::from(value.divides);
        Some(value.compiled.formula.clone())
    }

    /// Returns whether something is called so.
    pub(super) fn is_known(&self, name: &str) -> bool {
        let scope = &self.scope;
        scope.names.contains_key(name)
            || scope.values.contains_key(name)
            || scope.statistics.contains_key(name)
            || scope.declared.contains_key(name)
    }

    /// Returns whether what is called so is counted: an input of whole numbers.
    pub(super) fn is_count(&self, name: &str) -> bool {
        self.kind_of(name) == Some(InputKind::Count)
    }

    /// Returns the type of the input called `name`.
    pub(super) fn kind_of(&self, name: &str) -> Option<InputKind> {
        let input = self.scope.names.get(name)?;
        Some(self.shape(*input).kind)
    }

    /// Returns `one ÷ two` in an expression, which is `written` so; what a zero means is the
    /// rule's to say.
    pub(super) fn division(
        &mut self,
        key: &str,
        [one, two]: [Formula; 2],
        written: impl Fn() -> String,
    ) -> Formula {
        match (&two, two.constant()) {
            (Formula::Constant(value), _) if value.is_zero() => {
                let value = Decimal::ZERO;
                self.report(key, Problem::TargetNotPositive { value });
                return Formula::integer(1);
            }
            (_, Some(value)) if value.is_zero() => {
                let operand = written();
                self.report(key, Problem::ExpressionUndefined { operand });
                return Formula::integer(1);
            }
            (_, Some(_)) => {}
            (_, None) => {
                self.divide_by(two.clone());
                self.free_divisions += 1;
            }
        }
        one.over(two)
    }

    /// Returns the function of its arguments, reporting one that never has a value.
    pub(super) fn irrational(
        &mut self,
        key: &str,
        function: Irrational,
        of: Vec<Formula>,
        written: impl Fn() -> String,
    ) -> Formula {
        let most = match of.as_slice() {
            [of] => {
                let domain = Domain {
                    inputs: self.scope.shapes,
                    parts_of_wholes: &[],
                };
                of.bounds(domain).high
            }
            _ => None,
        };
        let never = most.is_some_and(|most| match function {
            Irrational::Ln => most <= Exact::ZERO,
            Irrational::Sqrt => most < Exact::ZERO,
            Irrational::Exp | Irrational::Power => false,
        });
        let formula = Formula::irrational(function, of);
        if never || formula.evaluate(&[]) == Err(Halt::Undefined) {
            let operand = written();
            self.report(key, Problem::ExpressionUndefined { operand });
            return Formula::integer(1);
        }
        formula
    }

    fn divide_by(&mut self, denominator: Formula) {
        if !self.denominators.contains(&denominator) {
            self.denominators.push(denominator);
        }
    }

    /// Returns the formula, or what the criteria set says where it divides by zero; `points` is
    /// what full marks are.
    pub(super) fn where_not_zero(&self, formula: Formula, points: &Exact) -> Formula {
        Formula::OrWhenZero(Box::new([formula, self.nothing_happened(points)]))
    }

    fn nothing_happened(&self, points: &Exact) -> Formula {
        match self.zero_denominator {
            ZeroDenominator::FullMarks => Formula::Constant(points.clone()),
            ZeroDenominator::Zero => Formula::integer(0),
            ZeroDenominator::NotApplicable => Formula::Stop(Halt::NotApplicable),
            ZeroDenominator::Error => Formula::Stop(Halt::ZeroDenominator),
        }
    }

    /// Reports an option that a choice does not have.
    pub(super) fn report_unknown_option(&mut self, key: &str, option: &str, known: &[String]) {
        let problem = Problem::UnknownReference {
            name: option.to_owned(),
            reference: Reference::Option,
            nearest: nearest(option, known.iter().map(String::as_str)),
        };
        self.report(key, problem);
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
        let part = self.operand("numerator", numerator);
        let whole = self.operand("denominator", denominator);
        let (Some(part), Some(whole)) = (part, whole) else {
            return Formula::integer(0);
        };
        if let (false, Formula::Input(part), Formula::Input(whole)) = (may_exceed, &part, &whole)
            && [part, whole].map(|input| input.index() < self.scope.shapes.len()) == [true; 2]
        {
            self.parts_of_wholes.push((*part, *whole));
        }
        self.divide_by(whole.clone());
        let nothing_happened = self.nothing_happened(points);
        let quotient = part.over(whole.clone());
        Formula::when(Test::IsZero(whole), nothing_happened, then(quotient))
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

    /// Returns the most the input or the value called `name` can be, where there is a limit.
    pub fn maximum_of(&self, name: &str) -> Option<Exact> {
        self.bounds_of(name)?.high
    }

    /// Returns the least the input or the value called `name` can be, where there is a limit.
    pub fn minimum_of(&self, name: &str) -> Option<Exact> {
        self.bounds_of(name)?.low
    }

    fn bounds_of(&self, name: &str) -> Option<Bounds> {
        if self.scope.statistics.contains_key(name) {
            return None;
        }
        if let Some(value) = self.scope.values.get(name) {
            return Some(value.compiled.bounds(self.scope.shapes));
        }
        let input = self.scope.names.get(name)?;
        let formula = Formula::Input(*input);
        Some(formula.bounds(Domain {
            inputs: self.scope.shapes,
            parts_of_wholes: &[],
        }))
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
    let length = name.chars().count();
    let limit = 1 + length / 4;
    // Much longer or shorter names need no closer look.
    let is_near = |candidate: &&str| candidate.chars().count().abs_diff(length) <= limit;
    candidates
        .filter(is_near)
        .map(|candidate| (strsim::osa_distance(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate.to_owned())
}
