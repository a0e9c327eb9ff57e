//! The file's types → the tree: codes and names looked up, rules compiled.

mod figures;
mod levels;
mod rules;
mod tree;

use std::collections::{BTreeMap, BTreeSet};

use super::mistakes::Mistakes;
use super::raw;
use super::schema::Parsed;
use super::{Cohort, CriteriaSet, Document, Input, Node, NodeIndex, RankingPolicy, lint};
use crate::finding::{Finding, Findings, Measure, Problem, Reference};
use crate::number::{Exact, Literal, Rounding};
use crate::rule::{
    Compiled, Compiler, InputId, InputShape, NamedStatistic, NamedValue, Scope, ZeroDenominator,
    nearest,
};

/// Returns the set, with what is wrong in `findings`; a reference to nothing is replaced by
/// something harmless, since a set with errors is not used.
pub(super) fn resolve(
    raw: &raw::CriteriaSet,
    parsed: &Parsed,
    findings: &mut Findings,
) -> CriteriaSet {
    let mut resolver = Resolver {
        parsed,
        mistakes: Mistakes::new(findings),
        nodes: Vec::new(),
        pointers: Vec::new(),
        inputs: Vec::new(),
        input_pointers: Vec::new(),
        names: BTreeMap::new(),
        values: BTreeMap::new(),
        statistics: BTreeMap::new(),
        declared: BTreeMap::new(),
        worked: Vec::new(),
        used_elsewhere: BTreeSet::new(),
        value_pointers: Vec::new(),
        uses_are_known: true,
        parts: 0,
        codes: BTreeMap::new(),
        unit_types: BTreeSet::new(),
        ladder_ids: raw.ladders.iter().map(|ladder| ladder.id.clone()).collect(),
        criteria: Vec::new(),
    };
    resolver.tree(raw);
    for (index, cohort) in raw.ranking.cohorts.iter().enumerate() {
        resolver.unit_types(&cohort.types, &format!("/ranking/cohorts/{index}/types"));
    }
    resolver.check_jump(raw.jump, "");
    let (statistics, checks) = resolver.compile(raw);
    let ladders = resolver.ladders(raw);
    let set = CriteriaSet {
        id: raw.id.clone(),
        version: raw.version.clone(),
        title: raw.title.clone(),
        notice: raw.notice.clone(),
        document: document(&raw.document),
        rounding: Rounding {
            digits: raw.scoring.rounding.digits,
            mode: raw.scoring.rounding.mode,
        },
        rounding_stage: raw.scoring.rounding.stage,
        not_applicable_needs_reason: raw.scoring.not_applicable_needs_reason,
        not_assigned: raw
            .scoring
            .not_assigned
            .unwrap_or(raw::NotAssigned::Exclude),
        counted: raw.scoring.counted,
        scale: raw.scoring.scale.map(Literal::exact),
        ranking: RankingPolicy {
            ties: raw.ranking.ties,
            compare: raw.ranking.compare,
            best: raw.ranking.best,
            missing: raw.ranking.missing,
            cohorts: raw.ranking.cohorts.iter().map(cohort).collect(),
        },
        jump: raw.jump.map(Literal::exact),
        input_names: resolver
            .names
            .iter()
            .map(|(name, id)| (name.clone(), *id))
            .collect(),
        named_values: resolver.values.clone(),
        named_statistics: resolver.statistics.clone(),
        inputs: std::mem::take(&mut resolver.inputs),
        nodes: std::mem::take(&mut resolver.nodes),
        statistics,
        checks,
        ladders,
    };
    resolver.examples(&set);
    if resolver.has_given_up() {
        return set;
    }
    let places = lint::Places {
        parsed,
        nodes: &resolver.pointers,
        inputs: &resolver.input_pointers,
        uses_are_known: resolver.uses_are_known,
        used_elsewhere: &resolver.used_elsewhere,
    };
    lint::check(raw, &set, &places, resolver.mistakes.all());
    set
}

fn document(raw: &raw::Document) -> Document {
    // `schema` admits only days the calendar has.
    let day = |text: &Option<String>| text.as_ref().and_then(|text| text.parse().ok());
    Document {
        number: raw.number.clone(),
        date: day(&raw.date),
        issuer: raw.issuer.clone(),
        level: raw.level,
        valid_from: day(&raw.valid_from),
        valid_until: day(&raw.valid_until),
        amends: raw.amends.clone(),
        source: raw.source.clone(),
    }
}

fn cohort(raw: &raw::Cohort) -> Cohort {
    Cohort {
        id: raw.id.clone(),
        title: raw.title.clone(),
        types: raw.types.iter().map(|kind| kind.to_lowercase()).collect(),
    }
}

/// Parts of all formulas and conditions of the largest set.
const MOST_PARTS: usize = 2_000_000;

/// Types of unit of the largest set, for each of which everything is worked out anew. There are a
/// dozen in the country.
const MOST_UNIT_TYPES: usize = 100;

struct Resolver<'r, 'p> {
    parsed: &'r Parsed<'p>,
    mistakes: Mistakes<'r>,
    nodes: Vec<Node>,
    /// The JSON pointer of each node.
    pointers: Vec<String>,
    inputs: Vec<Input>,
    /// The JSON pointer of each input.
    input_pointers: Vec<String>,
    names: BTreeMap<String, InputId>,
    values: BTreeMap<String, NamedValue>,
    statistics: BTreeMap<String, NamedStatistic>,
    /// Names of figures that stand somewhere in the file, and whether each is made of itself.
    declared: BTreeMap<String, bool>,
    /// The worked examples of each criterion.
    worked: Vec<(NodeIndex, Vec<raw::Example>)>,
    /// Inputs that figures of all units or checks use.
    used_elsewhere: BTreeSet<InputId>,
    /// The JSON pointer of each value's name.
    value_pointers: Vec<(String, String)>,
    /// Whether every expression was understood.
    uses_are_known: bool,
    /// How many parts all formulas and conditions have together.
    parts: usize,
    codes: BTreeMap<String, NodeIndex>,
    /// The types of unit that are named so far.
    unit_types: BTreeSet<String>,
    /// The identifiers of all ladders.
    ladder_ids: Vec<String>,
    /// Node, definition and own points of each criterion, in the order of the tree.
    criteria: Vec<(NodeIndex, raw::Criterion, Option<InputId>)>,
}

impl Resolver<'_, '_> {
    fn report(&mut self, pointer: &str, problem: Problem) {
        self.uses_are_known &= !is_broken_expression(&problem);
        let place = self.parsed.place(pointer);
        let mut finding = Finding::new(problem, place);
        finding.quoted = self.parsed.quote(&finding.place);
        self.mistakes.push(finding);
    }

    /// Whether what follows is not looked at.
    fn has_given_up(&self) -> bool {
        self.mistakes.are_too_many() || self.unit_types.len() > MOST_UNIT_TYPES
    }

    /// Whether what stands here is not put together any more.
    fn stops_at(&mut self, pointer: &str) -> bool {
        self.has_given_up() || self.is_too_large(pointer, 0)
    }

    /// Counts the types of unit; where there are more than in any country, that is reported once.
    fn unit_types(&mut self, types: &[String], pointer: &str) {
        let were_too_many = self.unit_types.len() > MOST_UNIT_TYPES;
        self.unit_types
            .extend(types.iter().map(|kind| kind.to_lowercase()));
        if self.unit_types.len() > MOST_UNIT_TYPES && !were_too_many {
            let (what, limit) = (Measure::UnitTypes, MOST_UNIT_TYPES as u64);
            self.report(pointer, Problem::TooLarge { what, limit });
        }
    }

    /// Counts parts of formulas and conditions; where a set has more than any regulation, that is
    /// reported once, and what follows is not put together.
    fn is_too_large(&mut self, pointer: &str, more: usize) -> bool {
        let was_too_large = self.parts > MOST_PARTS;
        self.parts = self.parts.saturating_add(more);
        let is_too_large = self.parts > MOST_PARTS;
        if is_too_large && !was_too_large {
            let limit = MOST_PARTS as u64;
            self.report(pointer, Problem::FormulaTooLarge { limit });
        }
        is_too_large
    }

    fn node_called(&mut self, code: &str, pointer: &str) -> Option<NodeIndex> {
        if let Some(&node) = self.codes.get(code) {
            return Some(node);
        }
        let problem = Problem::UnknownReference {
            name: code.to_owned(),
            reference: Reference::Node,
            nearest: nearest(code, self.codes.keys().map(String::as_str)),
        };
        self.report(pointer, problem);
        None
    }
}

fn is_broken_expression(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::MalformedExpression { .. }
            | Problem::UnknownReference {
                reference: Reference::Function,
                ..
            }
            | Problem::WrongOperand { .. }
            | Problem::WrongArguments { .. }
            | Problem::ExpressionUndefined { .. }
            | Problem::UsedBeforeDefined { .. }
            | Problem::FormulaTooLarge { .. }
    )
}

/// Returns a criterion's rule compiled as if it had these points and this policy; nothing for
/// a branch.
pub(super) fn compiled_as(
    set: &CriteriaSet,
    node: NodeIndex,
    points: &Exact,
    zero_denominator: ZeroDenominator,
) -> Option<Compiled> {
    let rule = &set.nodes[node].criterion()?.declared;
    let named = |(index, input): (usize, &Input)| (input.name.clone(), InputId::new(index));
    let names = set.inputs.iter().enumerate().map(named).collect();
    let shapes: Vec<InputShape> = set.inputs.iter().map(|input| input.shape.clone()).collect();
    let scope = Scope {
        names: &names,
        shapes: &shapes,
        statistics: &set.named_statistics,
        values: &set.named_values,
        declared: &BTreeMap::new(),
        own_points: set.own_points(node),
    };
    let mut compiler = Compiler::new(scope, zero_denominator, String::new());
    let formula = rule.compile(points, &mut compiler);
    Some(compiler.finish(formula).0)
}
