//! Rules → formulas, once every name is known; and the worked examples tried on them.

use std::collections::BTreeSet;

use super::{Resolver, figures, is_broken_expression};
use crate::definition::{
    CriteriaSet, Criterion, CrossCheck, NodeIndex, Role, Statistic, example, raw,
};
use crate::finding::{Problem, Reference};
use crate::rule::{Compiler, Formula, InputShape, Scope};

impl Resolver<'_, '_> {
    /// Compiles every rule, now that every name is known.
    pub(super) fn compile(&mut self, raw: &raw::CriteriaSet) -> (Vec<Statistic>, Vec<CrossCheck>) {
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
            if self.has_given_up() {
                break;
            }
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
    pub(super) fn examples(&mut self, set: &CriteriaSet) {
        for (node, examples) in std::mem::take(&mut self.worked) {
            if self.has_given_up() {
                return;
            }
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
