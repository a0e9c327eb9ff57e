//! Named figures: what is computed from one unit's answers, and what all units have together.

use std::collections::{BTreeMap, BTreeSet};

use super::Resolver;
use crate::definition::{CrossCheck, NodeIndex, Statistic, raw};
use crate::finding::Problem;
use crate::rule::{Compiler, Formula, InputId, InputShape, NamedStatistic, Scope, ZeroDenominator};

impl Resolver<'_, '_> {
    /// Compiles the set's values and its figures of all units, which may be made of each other:
    /// each list in its order, and of the two first what the other one is waiting for.
    pub(super) fn figures(
        &mut self,
        raw: &raw::CriteriaSet,
        shapes: &[InputShape],
        used: &mut BTreeSet<String>,
    ) -> Vec<Statistic> {
        let places_of_values = places(raw.values.iter().map(|value| value.name.as_str()));
        let places_of_statistics = places(raw.statistics.iter().map(|other| other.name.as_str()));
        // How many of the other list have to stand before each.
        let statistics_before: Vec<usize> = raw
            .values
            .iter()
            .map(|value| last(named([value.expression.as_str()], &places_of_statistics)))
            .collect();
        let values_before: Vec<usize> = raw
            .statistics
            .iter()
            .map(|statistic| {
                let texts = std::iter::once(&statistic.of).chain(&statistic.filter);
                last(named(texts.map(String::as_str), &places_of_values))
            })
            .collect();
        // Who waits in vain is told so; what it waits for is not called unused on top of that.
        let expressions = raw.values.iter().map(|value| value.expression.as_str());
        let of = raw.statistics.iter().map(|statistic| statistic.of.as_str());
        used.extend(named(expressions, &places_of_statistics).map(|(name, _)| name.to_owned()));
        used.extend(named(of, &places_of_statistics).map(|(name, _)| name.to_owned()));
        let (mut value, mut statistic) = (0, 0);
        let mut compiled = Vec::with_capacity(raw.statistics.len());
        loop {
            // Where each waits for the other, the value is told that there is no such name.
            let waits = statistics_before.get(value).is_some_and(|before| {
                let can_go_on = values_before.get(statistic).is_some_and(|at| *at <= value);
                *before > statistic && can_go_on
            });
            if let Some(next) = raw.values.get(value).filter(|_| !waits) {
                self.value(next, format!("/values/{value}"), shapes, used);
                value += 1;
            } else if let Some(next) = raw.statistics.get(statistic) {
                let id = InputId::new(self.inputs.len() + compiled.len());
                let pointer = format!("/statistics/{statistic}");
                compiled.extend(self.statistic(next, id, pointer, shapes, used));
                statistic += 1;
            } else {
                return compiled;
            }
        }
    }

    /// Compiles a figure of all units together, from what stands before it.
    fn statistic(
        &mut self,
        statistic: &raw::Statistic,
        id: InputId,
        pointer: String,
        shapes: &[InputShape],
        used: &mut BTreeSet<String>,
    ) -> Option<Statistic> {
        let name = &statistic.name;
        if self.stops_at(&pointer) || self.is_taken(name, &pointer) {
            return None;
        }
        let place = format!("{pointer}/name");
        let scope = Scope {
            names: &self.names,
            shapes,
            statistics: &self.statistics,
            values: &self.values,
            declared: &self.declared,
            own_points: None,
        };
        let mut compiler = Compiler::new(scope, ZeroDenominator::Zero, pointer);
        let of = compiler.expression("of", &statistic.of);
        let filter = statistic.filter.as_ref();
        let filter = filter.map(|text| compiler.condition("where", text));
        used.extend(compiler.values().iter().cloned());
        let (compiled, problems) = compiler.finish(of);
        for (pointer, problem) in problems {
            self.report(&pointer, problem);
        }
        self.is_too_large(&place, compiled.formula.size());
        self.used_elsewhere.extend(&compiled.inputs);
        let inputs = compiled.inputs;
        self.statistics
            .insert(name.clone(), NamedStatistic { id, inputs });
        self.value_pointers.push((name.clone(), place));
        Some(Statistic {
            name: name.clone(),
            label: statistic.label.clone(),
            kind: statistic.kind,
            of: compiled.formula,
            among: statistic.among.unwrap_or(raw::Among::All),
            filter,
        })
    }

    /// Returns whether something is called so already, and says so.
    fn is_taken(&mut self, name: &str, pointer: &str) -> bool {
        let is_taken = self.names.contains_key(name)
            || self.values.contains_key(name)
            || self.statistics.contains_key(name);
        if is_taken {
            let entry = name.to_owned();
            self.report(
                &format!("{pointer}/name"),
                Problem::DuplicateEntry { entry },
            );
        }
        is_taken
    }

    /// Compiles what has to hold between the answers of one form.
    pub(super) fn checks(
        &mut self,
        raw: &raw::CriteriaSet,
        shapes: &[InputShape],
        used: &mut BTreeSet<String>,
    ) -> Vec<CrossCheck> {
        // What all units have together is not known when a form is checked.
        let of_all_units = BTreeMap::new();
        let nothing_later = BTreeMap::new();
        let mut checks = Vec::with_capacity(raw.checks.len());
        for (index, check) in raw.checks.iter().enumerate() {
            let pointer = format!("/checks/{index}");
            if self.stops_at(&pointer) {
                break;
            }
            let scope = Scope {
                names: &self.names,
                shapes,
                statistics: &of_all_units,
                values: &self.values,
                declared: &nothing_later,
                own_points: None,
            };
            let mut compiler = Compiler::new(scope, ZeroDenominator::Zero, pointer.clone());
            let test = compiler.condition("holds", &check.holds);
            used.extend(compiler.values().iter().cloned());
            let told = Formula::when(test, Formula::integer(1), Formula::integer(0));
            let (compiled, problems) = compiler.finish(told);
            let is_understood = problems.is_empty();
            for (pointer, problem) in problems {
                self.report(&pointer, problem);
            }
            self.is_too_large(&format!("{pointer}/holds"), compiled.formula.size());
            if is_understood && compiled.inputs.is_empty() {
                let pointer = format!("{pointer}/holds");
                self.report(&pointer, Problem::CheckOfNothing);
            }
            self.used_elsewhere.extend(&compiled.inputs);
            checks.push(CrossCheck {
                holds: check.holds.clone(),
                formula: compiled.formula,
                inputs: compiled.inputs,
                message: check.message.clone(),
                is_error: check.severity != Some(raw::CheckSeverity::Warning),
            });
        }
        checks
    }

    /// Compiles a figure computed from inputs and from what stands before it.
    pub(super) fn value(
        &mut self,
        value: &raw::NamedValue,
        pointer: String,
        shapes: &[InputShape],
        used: &mut BTreeSet<String>,
    ) {
        if self.stops_at(&pointer) || self.is_taken(&value.name, &pointer) {
            return;
        }
        let scope = Scope {
            names: &self.names,
            shapes,
            statistics: &self.statistics,
            values: &self.values,
            declared: &self.declared,
            own_points: None,
        };
        // What a zero means is for the rule to say that uses the value.
        let place = format!("{pointer}/name");
        let mut compiler = Compiler::new(scope, ZeroDenominator::Zero, pointer);
        let formula = compiler.expression("expression", &value.expression);
        used.extend(compiler.values().iter().cloned());
        let (compiled, problems) = compiler.finish_value(formula);
        for (pointer, problem) in problems {
            self.report(&pointer, problem);
        }
        self.is_too_large(&place, compiled.compiled.formula.size());
        self.values.insert(value.name.clone(), compiled);
        self.value_pointers.push((value.name.clone(), place));
    }
}

/// Returns the names of all figures, and whether each is made of itself.
pub(super) fn declared(
    raw: &raw::CriteriaSet,
    criteria: &[(NodeIndex, raw::Criterion, Option<InputId>)],
) -> BTreeMap<String, bool> {
    let of_criteria = criteria
        .iter()
        .flat_map(|(_, criterion, _)| &criterion.values);
    let values = raw.values.iter().chain(of_criteria);
    let values = values.map(|value| (value.name.as_str(), vec![value.expression.as_str()]));
    let statistics = raw.statistics.iter().map(|statistic| {
        let texts = std::iter::once(&statistic.of).chain(&statistic.filter);
        (statistic.name.as_str(), texts.map(String::as_str).collect())
    });
    let texts: Vec<(&str, Vec<&str>)> = values.chain(statistics).collect();
    let places = places(texts.iter().map(|(name, _)| *name));
    let mut needs: Vec<BTreeSet<usize>> = Vec::with_capacity(texts.len());
    let mut is_needed_by: Vec<Vec<usize>> = vec![Vec::new(); texts.len()];
    for (index, (_, texts)) in texts.iter().enumerate() {
        let needed = named(texts.iter().copied(), &places).map(|(_, place)| place - 1);
        let needed: BTreeSet<usize> = needed.collect();
        for &other in &needed {
            is_needed_by[other].push(index);
        }
        needs.push(needed);
    }
    // What needs nothing is no circle, nor is what needs only such; and the same from above.
    let mut left: Vec<usize> = needs.iter().map(BTreeSet::len).collect();
    let in_circle = unravel(&mut left, |index| is_needed_by[index].clone());
    let mut left: Vec<usize> = is_needed_by.iter().map(Vec::len).collect();
    let feeds_circle = unravel(&mut left, |index| needs[index].iter().copied().collect());
    let circles = in_circle.into_iter().zip(feeds_circle);
    let is_circular = circles.map(|(one, other)| one && other);
    let names = texts.iter().map(|(name, _)| (*name).to_owned());
    names.zip(is_circular).collect()
}

/// Takes away what waits for nothing, again and again; returns what is left.
fn unravel(left: &mut [usize], waiting: impl Fn(usize) -> Vec<usize>) -> Vec<bool> {
    let mut free: Vec<usize> = (0..left.len()).filter(|index| left[*index] == 0).collect();
    let mut is_left = vec![true; left.len()];
    while let Some(index) = free.pop() {
        is_left[index] = false;
        for other in waiting(index) {
            left[other] = left[other].saturating_sub(1);
            if left[other] == 0 && is_left[other] {
                free.push(other);
            }
        }
    }
    is_left
}

/// Returns where each name stands last, counted from one.
fn places<'n>(names: impl Iterator<Item = &'n str>) -> BTreeMap<&'n str, usize> {
    names.zip(1..).collect()
}

/// Returns those of the names that occur in expressions.
fn named<'t>(
    expressions: impl IntoIterator<Item = &'t str>,
    places: &BTreeMap<&'t str, usize>,
) -> impl Iterator<Item = (&'t str, usize)> {
    let ends = |letter: char| !letter.is_ascii_alphanumeric() && letter != '_';
    let words = expressions
        .into_iter()
        .flat_map(move |text| text.split(ends));
    words.filter_map(|word| {
        places
            .get_key_value(word)
            .map(|(name, place)| (*name, *place))
    })
}

/// Returns the last place of those named; 0 for none.
fn last<'t>(named: impl Iterator<Item = (&'t str, usize)>) -> usize {
    named.map(|(_, place)| place).max().unwrap_or(0)
}
