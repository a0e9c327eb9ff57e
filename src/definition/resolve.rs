//! The file's types → the tree: codes and names looked up, rules compiled.

mod figures;

use std::collections::{BTreeMap, BTreeSet};

use super::raw;
use super::schema::Parsed;
use super::{
    Cohort, Condition, CriteriaSet, Criterion, CrossCheck, Document, Input, Ladder, Level, Node,
    NodeIndex, RankingPolicy, Role, Statistic, example, lint,
};
use crate::finding::{Finding, Findings, Place, Problem, Reference};
use crate::number::{Exact, Literal, Rounding};
use crate::rule::{
    Compiled, Compiler, Formula, InputId, InputKind, InputShape, NamedStatistic, NamedValue, Rule,
    Scope, ZeroDenominator, nearest,
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
        findings,
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
        ladder_ids: raw.ladders.iter().map(|ladder| ladder.id.clone()).collect(),
        criteria: Vec::new(),
    };
    resolver.tree(raw);
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
    let places = lint::Places {
        parsed,
        nodes: &resolver.pointers,
        inputs: &resolver.input_pointers,
        uses_are_known: resolver.uses_are_known,
        used_elsewhere: &resolver.used_elsewhere,
    };
    lint::check(raw, &set, &places, resolver.findings);
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

/// What stands for a condition about nothing, so that one mistake is told once.
const ALWAYS: Condition = Condition::All(Vec::new());

/// Parts of all formulas and conditions of the largest set.
const MOST_PARTS: usize = 2_000_000;

struct Resolver<'r, 'p> {
    parsed: &'r Parsed<'p>,
    findings: &'r mut Findings,
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
    /// The identifiers of all ladders.
    ladder_ids: Vec<String>,
    /// Node, definition and own points of each criterion, in the order of the tree.
    criteria: Vec<(NodeIndex, raw::Criterion, Option<InputId>)>,
}

/// What a branch of the file and a criterion of the file have in common.
struct Heading<'h> {
    code: &'h str,
    title: &'h raw::Text,
    maximum: Literal,
    weight: Option<Literal>,
    same_as: &'h [String],
}

impl Resolver<'_, '_> {
    fn report(&mut self, pointer: &str, problem: Problem) {
        self.uses_are_known &= !is_broken_expression(&problem);
        let place = self.parsed.place(pointer);
        let mut finding = Finding::new(problem, place);
        finding.quoted = self.parsed.quote(&finding.place);
        self.findings.push(finding);
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

    fn tree(&mut self, raw: &raw::CriteriaSet) {
        self.nodes.push(Node {
            code: String::new(),
            title: raw.title.clone(),
            maximum: raw.maximum.exact(),
            role: Role::Whole,
            depth: 0,
            parent: None,
            end: 0,
            combine: raw.combine.unwrap_or(raw::Combine::Sum),
            weight: Exact::ONE,
            minimum_data: None,
            outside: None,
            same_as: Vec::new(),
        });
        self.pointers.push(String::new());
        for (index, input) in raw.inputs.iter().enumerate() {
            self.input(input, None, &format!("/inputs/{index}"));
        }
        for (index, part) in raw.parts.iter().enumerate() {
            self.branch(part, Role::Part, 0, &format!("/parts/{index}"));
        }
        self.below(&raw.groups, &raw.criteria, 0, "");
        self.nodes[0].end = self.nodes.len();
    }

    fn below(
        &mut self,
        groups: &[raw::Branch],
        criteria: &[raw::Criterion],
        parent: NodeIndex,
        pointer: &str,
    ) {
        for (index, group) in groups.iter().enumerate() {
            self.branch(
                group,
                Role::Group,
                parent,
                &format!("{pointer}/groups/{index}"),
            );
        }
        for (index, criterion) in criteria.iter().enumerate() {
            self.criterion(criterion, parent, &format!("{pointer}/criteria/{index}"));
        }
    }

    fn branch(&mut self, branch: &raw::Branch, role: Role, parent: NodeIndex, pointer: &str) {
        let heading = Heading {
            code: &branch.code,
            title: &branch.title,
            maximum: branch.maximum,
            weight: branch.weight,
            same_as: &branch.same_as,
        };
        let node = self.node(&heading, role, parent, pointer);
        let own = &mut self.nodes[node];
        own.combine = branch.combine.unwrap_or(raw::Combine::Sum);
        own.minimum_data = branch.minimum_data.map(Literal::exact);
        own.outside = branch
            .outside
            .as_ref()
            .map(|caps| [caps.minimum.exact(), caps.maximum.exact()]);
        let is_share = |share: &Exact| *share >= Exact::ZERO && *share <= Exact::ONE;
        if !own.minimum_data.as_ref().is_none_or(is_share) {
            let problem = Problem::NumberOutOfRange {
                minimum: Some("0".to_owned()),
                maximum: Some("1".to_owned()),
            };
            self.report(&format!("{pointer}/minimum_data"), problem);
        }
        self.below(&branch.groups, &branch.criteria, node, pointer);
        self.nodes[node].end = self.nodes.len();
    }

    fn criterion(&mut self, criterion: &raw::Criterion, parent: NodeIndex, pointer: &str) {
        let heading = Heading {
            code: &criterion.code,
            title: &criterion.title,
            maximum: criterion.maximum,
            weight: criterion.weight,
            same_as: &criterion.same_as,
        };
        // The place is kept by a group until the rule is compiled, when all names are known.
        let node = self.node(&heading, Role::Group, parent, pointer);
        for (index, input) in criterion.inputs.iter().enumerate() {
            self.input(input, Some(node), &format!("{pointer}/inputs/{index}"));
        }
        let own_points =
            asks_for_own_points(&criterion.rule).then(|| self.own_points(criterion, node, pointer));
        self.criteria.push((node, criterion.clone(), own_points));
        self.nodes[node].end = self.nodes.len();
    }

    fn node(
        &mut self,
        heading: &Heading,
        role: Role,
        parent: NodeIndex,
        pointer: &str,
    ) -> NodeIndex {
        let index = self.nodes.len();
        let code = heading.code.to_owned();
        if let Some(&first) = self.codes.get(&code) {
            let first_line = line(&self.parsed.place(&format!("{}/code", self.pointers[first])));
            self.report(
                &format!("{pointer}/code"),
                Problem::DuplicateCode {
                    code: code.clone(),
                    first_line,
                },
            );
        } else {
            self.codes.insert(code.clone(), index);
        }
        if let Some(weight) = heading.weight
            && weight.exact() <= Exact::ZERO
        {
            let problem = Problem::TargetNotPositive { value: weight.0 };
            self.report(&format!("{pointer}/weight"), problem);
        }
        if heading.maximum.exact() < Exact::ZERO {
            let problem = Problem::NumberOutOfRange {
                minimum: Some("0".to_owned()),
                maximum: None,
            };
            self.report(&format!("{pointer}/maximum"), problem);
        }
        self.nodes.push(Node {
            code,
            title: heading.title.clone(),
            maximum: heading.maximum.exact(),
            role,
            depth: self.nodes[parent].depth + 1,
            parent: Some(parent),
            end: index + 1,
            combine: raw::Combine::Sum,
            weight: heading.weight.map_or(Exact::ONE, Literal::exact),
            minimum_data: None,
            outside: None,
            same_as: heading.same_as.to_vec(),
        });
        self.pointers.push(pointer.to_owned());
        index
    }

    fn input(&mut self, raw: &raw::Input, criterion: Option<NodeIndex>, pointer: &str) {
        let own_maximum = criterion.map(|node| self.nodes[node].maximum.clone());
        let maximum = match (raw.maximum, raw.kind) {
            (Some(maximum), _) => Some(maximum.exact()),
            (None, InputKind::Percent) => Some(Exact::integer(100)),
            (None, InputKind::Points) => own_maximum,
            (None, _) => None,
        };
        let input = Input {
            name: raw.name.clone(),
            label: raw.label.clone(),
            unit: raw.unit.clone(),
            shape: InputShape {
                kind: raw.kind,
                minimum: raw
                    .kind
                    .is_number()
                    .then(|| raw.minimum.map_or(Exact::ZERO, Literal::exact)),
                maximum,
                options: raw.options.iter().map(|option| option.id.clone()).collect(),
            },
            option_labels: raw
                .options
                .iter()
                .map(|option| option.label.clone())
                .collect(),
            criterion,
            is_fact: false,
            is_set_by_superior: raw.source == Some(raw::InputSource::Superior),
            is_cumulative: raw.cumulative,
            jump: raw.jump.map(Literal::exact),
        };
        self.check_changes(raw, pointer);
        self.add_input(input, pointer);
    }

    /// Only numbers of the unit's own can be compared with the period before.
    fn check_changes(&mut self, raw: &raw::Input, pointer: &str) {
        let keys = [("cumulative", raw.cumulative), ("jump", raw.jump.is_some())];
        for (key, _) in keys.into_iter().filter(|(_, is_said)| *is_said) {
            if !raw.kind.is_number() {
                let problem = Problem::WrongInputType {
                    name: raw.name.clone(),
                    expected: ["count", "decimal", "percent", "points"]
                        .map(str::to_owned)
                        .into(),
                };
                self.report(&format!("{pointer}/{key}"), problem);
            }
        }
        self.check_jump(raw.jump, pointer);
    }

    fn check_jump(&mut self, jump: Option<Literal>, pointer: &str) {
        if let Some(jump) = jump.filter(|jump| jump.exact() <= Exact::ZERO) {
            let problem = Problem::TargetNotPositive { value: jump.0 };
            self.report(&format!("{pointer}/jump"), problem);
        }
    }

    /// The row a criterion awarded by hand has in the form, under its own code.
    fn own_points(
        &mut self,
        criterion: &raw::Criterion,
        node: NodeIndex,
        pointer: &str,
    ) -> InputId {
        let input = Input {
            name: criterion.code.clone(),
            label: criterion.title.clone(),
            unit: None,
            shape: InputShape {
                kind: InputKind::Points,
                minimum: Some(Exact::ZERO),
                maximum: Some(criterion.maximum.exact()),
                options: Vec::new(),
            },
            option_labels: Vec::new(),
            criterion: Some(node),
            is_fact: false,
            is_set_by_superior: false,
            is_cumulative: false,
            jump: None,
        };
        self.add_input(input, pointer)
    }

    fn add_input(&mut self, input: Input, pointer: &str) -> InputId {
        let id = InputId::new(self.inputs.len());
        if let Some(&first) = self.names.get(&input.name) {
            let first_line = line(&self.parsed.place(&self.input_pointers[first.index()]));
            let name = input.name.clone();
            self.report(
                &format!("{pointer}/name"),
                Problem::DuplicateInput { name, first_line },
            );
        } else {
            self.names.insert(input.name.clone(), id);
        }
        self.inputs.push(input);
        self.input_pointers.push(pointer.to_owned());
        id
    }

    /// Compiles every rule, now that every name is known.
    fn compile(&mut self, raw: &raw::CriteriaSet) -> (Vec<Statistic>, Vec<CrossCheck>) {
        let shapes: Vec<InputShape> = self
            .inputs
            .iter()
            .map(|input| input.shape.clone())
            .collect();
        let mut used = BTreeSet::new();
        self.declared = figures::declared(raw, &self.criteria);
        let statistics = self.figures(raw, &shapes, &mut used);
        let checks = self.checks(raw, &shapes, &mut used);
        for (node, criterion, own_points) in std::mem::take(&mut self.criteria) {
            let pointer = self.pointers[node].clone();
            for (index, value) in criterion.values.iter().enumerate() {
                let pointer = format!("{pointer}/values/{index}");
                self.value(value, pointer, &shapes, &mut used);
            }
            let scope = Scope {
                names: &self.names,
                shapes: &shapes,
                statistics: &self.statistics,
                values: &self.values,
                declared: &self.declared,
                own_points,
            };
            let zero_denominator = criterion
                .zero_denominator
                .unwrap_or(raw.scoring.zero_denominator);
            let rule_place = format!("{pointer}/rule");
            let mut compiler = Compiler::new(scope, zero_denominator, rule_place.clone());
            let formula = criterion
                .rule
                .compile(&self.nodes[node].maximum, &mut compiler);
            let uses_broken_value = compiler.has_met_broken_value();
            used.extend(compiler.values().iter().cloned());
            let (mut compiled, problems) = compiler.finish(formula);
            let place = self.pointers[node].clone();
            let is_too_large = self.is_too_large(&place, compiled.formula.size());
            let is_broken =
                is_too_large || uses_broken_value || problems.iter().any(is_broken_name);
            if !is_broken && problems.is_empty() && compiled.inputs.is_empty() {
                self.report(&rule_place, Problem::RuleWithoutInputs);
            }
            if is_broken {
                // One mistake is told once: what follows from it elsewhere is not.
                compiled.formula = Formula::Constant(self.nodes[node].maximum.clone());
            }
            for (pointer, problem) in problems {
                self.report(&pointer, problem);
            }
            let transfer_to = self.transfer_to(node, &criterion, raw.scoring.not_applicable);
            if !is_broken {
                self.worked.push((node, criterion.examples));
            }
            self.nodes[node].role = Role::Criterion(Box::new(Criterion {
                rule: criterion.rule.kind(),
                transfer_to,
                not_applicable_by: criterion.not_applicable_by.unwrap_or(raw::DeclaredBy::Unit),
                declared: criterion.rule,
                compiled,
                zero_denominator,
                not_applicable: criterion
                    .not_applicable
                    .unwrap_or(raw.scoring.not_applicable),
                waived: criterion
                    .waived
                    .or(raw.scoring.waived)
                    .unwrap_or(raw::Waived::Forbidden),
                assigned_to: criterion
                    .assigned_to
                    .iter()
                    .map(|kind| kind.to_lowercase())
                    .collect(),
                evidence_required: criterion
                    .evidence_required
                    .unwrap_or(raw.scoring.evidence_required && criterion.evidence.is_some()),
                evidence: criterion.evidence,
                responsible: criterion.responsible,
                source: criterion.source,
            }));
        }
        self.report_unused_values(&used);
        (statistics, checks)
    }

    /// Returns the criteria that take over a criterion's points.
    fn transfer_to(
        &mut self,
        node: NodeIndex,
        criterion: &raw::Criterion,
        default: raw::NotApplicable,
    ) -> Vec<NodeIndex> {
        let pointer = self.pointers[node].clone();
        let policy = criterion.not_applicable.unwrap_or(default);
        if policy == raw::NotApplicable::Transfer && criterion.transfer_to.is_empty() {
            let key = "transfer_to".to_owned();
            self.report(&pointer, Problem::MissingKey { key });
        }
        let mut others = Vec::new();
        for (index, code) in criterion.transfer_to.iter().enumerate() {
            let pointer = format!("{pointer}/transfer_to/{index}");
            let Some(other) = self.node_called(code, &pointer) else {
                continue;
            };
            let is_criterion = self.pointers[other].contains("/criteria/");
            if other == node || !is_criterion || others.contains(&other) {
                let entry = code.clone();
                self.report(&pointer, Problem::DuplicateEntry { entry });
            } else {
                others.push(other);
            }
        }
        others
    }

    /// Tries the worked examples, where every rule is understood.
    fn examples(&mut self, set: &CriteriaSet) {
        for (node, examples) in std::mem::take(&mut self.worked) {
            let pointer = self.pointers[node].clone();
            for (index, example) in examples.iter().enumerate() {
                for (key, problem) in example::try_out(set, node, example) {
                    self.report(&format!("{pointer}/examples/{index}/{key}"), problem);
                }
            }
        }
    }

    fn report_unused_values(&mut self, used: &BTreeSet<String>) {
        for (name, pointer) in std::mem::take(&mut self.value_pointers) {
            if self.uses_are_known && !used.contains(&name) {
                self.report(&pointer, Problem::UnusedInput { name });
            }
        }
    }

    fn ladders(&mut self, raw: &raw::CriteriaSet) -> Vec<Ladder> {
        let mut ladders = Vec::new();
        for (position, ladder) in raw.ladders.iter().enumerate() {
            let pointer = format!("/ladders/{position}");
            let of = self.measured(ladder.of.as_ref(), &pointer).unwrap_or(0);
            let mut levels = Vec::new();
            for (index, level) in ladder.levels.iter().enumerate() {
                levels.push(Level {
                    level: level.level,
                    name: level.name.clone(),
                    condition: self.condition(
                        &level.when,
                        &raw.ladders[..position],
                        &format!("{pointer}/levels/{index}/when"),
                    ),
                });
            }
            ladders.push(Ladder {
                id: ladder.id.clone(),
                title: ladder.title.clone(),
                of,
                compare: ladder.compare.unwrap_or(raw::Compare::Published),
                needs_level_below: ladder.needs_level_below,
                levels,
            });
        }
        ladders
    }

    /// Every node of a branch has so many percent.
    fn each(
        &mut self,
        of: NodeIndex,
        below: raw::Below,
        at_least: Literal,
        pointer: &str,
    ) -> Condition {
        let end = self.nodes[of].end;
        if self.is_too_large(pointer, end - of) {
            return ALWAYS;
        }
        // Bonus and penalty are no part of the scale of which a share could be asked.
        let is_outside = |node: NodeIndex| {
            let mut above = Some(node);
            while let Some(at) = above.filter(|at| *at != of) {
                if self.nodes[at].outside.is_some() {
                    return true;
                }
                above = self.nodes[at].parent;
            }
            false
        };
        let is_meant = |&node: &NodeIndex| match below {
            _ if is_outside(node) => false,
            raw::Below::Directly => self.nodes[node].parent == Some(of),
            raw::Below::Criteria => self.nodes[node].criterion().is_some(),
        };
        let percent = |of| Condition::Percent {
            of,
            at_least: at_least.exact(),
            holds_without: true,
        };
        Condition::All((of + 1..end).filter(is_meant).map(percent).collect())
    }

    fn level(
        &mut self,
        name: &str,
        at_least: u32,
        before: &[raw::Ladder],
        pointer: &str,
    ) -> Condition {
        let Some(ladder) = before.iter().position(|ladder| ladder.id == name) else {
            if let Some(position) = self.ladder_ids.iter().position(|id| id == name) {
                let name = name.to_owned();
                let is_circular = position == before.len();
                let problem = Problem::UsedBeforeDefined { name, is_circular };
                self.report(&format!("{pointer}/ladder"), problem);
                return ALWAYS;
            }
            let problem = Problem::UnknownReference {
                name: name.to_owned(),
                reference: Reference::Ladder,
                nearest: nearest(name, before.iter().map(|ladder| ladder.id.as_str())),
            };
            self.report(&format!("{pointer}/ladder"), problem);
            return ALWAYS;
        };
        let levels = &before[ladder].levels;
        if !levels.iter().any(|level| level.level >= at_least) {
            let allowed = levels.iter().map(|level| level.level.to_string()).collect();
            self.report(
                &format!("{pointer}/at_least"),
                Problem::ValueNotAllowed { allowed },
            );
        }
        Condition::Level { ladder, at_least }
    }

    /// A condition of a ladder behind those `before`.
    fn condition(
        &mut self,
        raw: &raw::Condition,
        before: &[raw::Ladder],
        pointer: &str,
    ) -> Condition {
        match raw {
            raw::Condition::Points { of, at_least } => match self.measured(of.as_ref(), pointer) {
                Some(of) => Condition::Points {
                    of,
                    at_least: at_least.exact(),
                },
                None => ALWAYS,
            },
            raw::Condition::Percent { of, at_least } => match self.measured(of.as_ref(), pointer) {
                Some(of) => Condition::Percent {
                    of,
                    at_least: at_least.exact(),
                    holds_without: false,
                },
                None => ALWAYS,
            },
            raw::Condition::Each {
                of,
                below,
                at_least,
            } => match self.measured(of.as_ref(), pointer) {
                Some(of) => self.each(of, *below, *at_least, pointer),
                None => ALWAYS,
            },
            raw::Condition::Level { ladder, at_least } => {
                self.level(ladder, *at_least, before, pointer)
            }
            raw::Condition::Not { condition } => {
                let pointer = format!("{pointer}/condition");
                Condition::Not(Box::new(self.condition(condition, before, &pointer)))
            }
            raw::Condition::Met { criterion } => {
                let node = self.node_called(criterion, &format!("{pointer}/criterion"));
                node.map_or(ALWAYS, Condition::Met)
            }
            raw::Condition::Fact { input, is } => {
                self.fact(input, *is, &format!("{pointer}/input"))
            }
            raw::Condition::All { conditions } => {
                Condition::All(self.conditions(conditions, before, pointer))
            }
            raw::Condition::Any { conditions } => {
                Condition::Any(self.conditions(conditions, before, pointer))
            }
            raw::Condition::Count {
                at_least,
                conditions,
            } => Condition::Count {
                at_least: *at_least as usize,
                conditions: self.conditions(conditions, before, pointer),
            },
        }
    }

    fn conditions(
        &mut self,
        raw: &[raw::Condition],
        before: &[raw::Ladder],
        pointer: &str,
    ) -> Vec<Condition> {
        raw.iter()
            .enumerate()
            .map(|(index, condition)| {
                self.condition(condition, before, &format!("{pointer}/conditions/{index}"))
            })
            .collect()
    }

    fn measured(&mut self, of: Option<&String>, pointer: &str) -> Option<NodeIndex> {
        match of {
            Some(code) => self.node_called(code, &format!("{pointer}/of")),
            None => Some(0),
        }
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

    fn fact(&mut self, name: &str, is: bool, pointer: &str) -> Condition {
        let Some(&input) = self.names.get(name) else {
            let problem = Problem::UnknownReference {
                name: name.to_owned(),
                reference: Reference::Input,
                nearest: nearest(name, self.names.keys().map(String::as_str)),
            };
            self.report(pointer, problem);
            return ALWAYS;
        };
        if self.inputs[input.index()].shape.kind != InputKind::YesNo {
            let problem = Problem::WrongInputType {
                name: name.to_owned(),
                expected: vec![InputKind::YesNo.name().to_owned()],
            };
            self.report(pointer, problem);
        }
        let criteria = self.nodes.iter().filter_map(Node::criterion);
        let counts = criteria
            .into_iter()
            .any(|criterion| criterion.compiled.inputs.contains(&input));
        self.inputs[input.index()].is_fact = !counts;
        Condition::Fact { input, is }
    }
}

/// Whether a rule could not be understood, so that what it promises says nothing.
fn is_broken_name((_, problem): &(String, Problem)) -> bool {
    is_broken_expression(problem)
        || matches!(
            problem,
            Problem::WrongInputType { .. }
                | Problem::UnknownReference {
                    reference: Reference::Input,
                    ..
                }
        )
}

fn is_broken_expression(problem: &Problem) -> bool {
    matches!(
        problem,
        Problem::MalformedExpression { .. }
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

/// Returns whether a rule awards points by hand under the criterion's own code.
fn asks_for_own_points(rule: &Rule) -> bool {
    match rule {
        Rule::Manual(manual) => manual.input.is_none(),
        Rule::Sum(sum) => sum.parts.iter().any(|part| asks_for_own_points(&part.rule)),
        Rule::Best(best) => best.of.iter().any(|case| asks_for_own_points(&case.rule)),
        _ => false,
    }
}

fn line(place: &Place) -> usize {
    match place {
        Place::Text { position, .. } => position.line,
        _ => 0,
    }
}
