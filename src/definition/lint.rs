//! What is well-formed and wrong all the same: sums, ranges, ladders nobody can climb.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::raw;
use super::schema::Parsed;
use super::{
    Best, Combine, Condition, CriteriaSet, MissingSubmission, NodeIndex, NotApplicable,
    NotAssigned, Text,
};
use crate::finding::{Finding, Findings, Problem};
use crate::number::{Exact, Rounding, RoundingMode};
use crate::rule::{Formula, Halt, InputId, InputKind, nearest};
use crate::unit::{self, fold};

/// The JSON pointers of what is checked.
pub(super) struct Places<'l, 'p> {
    pub parsed: &'l Parsed<'p>,
    pub nodes: &'l [String],
    pub inputs: &'l [String],
    /// Whether every expression is understood, so that it is known which inputs are used.
    pub uses_are_known: bool,
    /// Inputs that figures of all units use.
    pub used_elsewhere: &'l BTreeSet<InputId>,
}

/// Reports every mistake that only shows when the whole set is known.
pub(super) fn check(
    raw: &raw::CriteriaSet,
    set: &CriteriaSet,
    places: &Places,
    findings: &mut Findings,
) {
    let mut lint = Lint {
        set,
        places,
        findings,
    };
    lint.validity(raw);
    lint.ranking();
    lint.sums();
    lint.inputs();
    lint.rules();
    lint.ladders(raw);
    lint.identifiers(raw);
    lint.unit_types(raw);
    lint.translations(raw);
    lint.crosswalk();
    if places.uses_are_known {
        lint.uses();
    }
}

struct Lint<'l, 'p> {
    set: &'l CriteriaSet,
    places: &'l Places<'l, 'p>,
    findings: &'l mut Findings,
}

impl Lint<'_, '_> {
    fn report(&mut self, pointer: &str, problem: Problem) {
        let place = self.places.parsed.place(pointer);
        let mut finding = Finding::new(problem, place);
        finding.quoted = self.places.parsed.quote(&finding.place);
        self.findings.push(finding);
    }

    fn validity(&mut self, raw: &raw::CriteriaSet) {
        let document = &raw.document;
        if let (Some(from), Some(until)) =
            (self.set.document.valid_from, self.set.document.valid_until)
            && until < from
        {
            let problem = Problem::RangeReversed {
                lower: document.valid_from.clone().unwrap_or_default(),
                upper: document.valid_until.clone().unwrap_or_default(),
            };
            self.report("/document/valid_until", problem);
        }
        if let Some(scale) = raw.scoring.scale
            && scale.exact() <= Exact::ZERO
        {
            self.report(
                "/scoring/scale",
                Problem::TargetNotPositive { value: scale.0 },
            );
        }
    }

    /// Where the lowest total is the best, whoever says nothing must not come first.
    fn ranking(&mut self) {
        let ranking = &self.set.ranking;
        if (ranking.best, ranking.missing) == (Best::Lowest, MissingSubmission::Zero) {
            let allowed = vec!["unranked".to_owned()];
            self.report("/ranking/missing", Problem::ValueNotAllowed { allowed });
        }
    }

    /// The declared maximum of a branch is the sum of the maxima directly below it.
    fn sums(&mut self) {
        let types = self.set.unit_types();
        for (index, node) in self.set.nodes.iter().enumerate() {
            if let Some([least, most]) = &node.outside
                && (least > most || *least > Exact::ZERO)
            {
                let problem = Problem::RangeReversed {
                    lower: written(least).to_string(),
                    upper: written(most).to_string(),
                };
                let pointer = format!("{}/outside", self.places.nodes[index]);
                self.report(&pointer, problem);
            }
            // Means are of shares: what is below may add up to anything.
            if node.criterion().is_some() || node.combine != Combine::Sum {
                continue;
            }
            let inside = self.set.children(index).map(|child| &self.set.nodes[child]);
            let sum = Exact::sum(
                inside
                    .filter(|child| child.outside.is_none())
                    .map(|child| &child.maximum),
            );
            // Criteria that only some types of unit are asked may stand for each other.
            let fits_each_type = !types.is_empty()
                && types
                    .iter()
                    .all(|unit_type| self.asked_of(index, unit_type) == node.maximum);
            if sum != node.maximum && !fits_each_type {
                let problem = Problem::SumDiffers {
                    code: node.code.clone(),
                    declared: written(&node.maximum),
                    sum: written(&sum),
                };
                self.report(&format!("{}/maximum", self.places.nodes[index]), problem);
            }
        }
    }

    /// Returns the sum of the maxima directly below a branch that a type of unit is asked for.
    fn asked_of(&self, branch: NodeIndex, unit_type: &str) -> Exact {
        let is_asked = |&child: &NodeIndex| {
            let node = &self.set.nodes[child];
            let criterion = node.criterion();
            node.outside.is_none()
                && criterion.is_none_or(|criterion| criterion.is_assigned_to(unit_type))
        };
        let asked = self.set.children(branch).filter(is_asked);
        Exact::sum(asked.map(|child| &self.set.nodes[child].maximum))
    }

    fn inputs(&mut self) {
        for (index, input) in self.set.inputs.iter().enumerate() {
            let pointer = self.places.inputs[index].clone();
            let shape = &input.shape;
            if let (Some(minimum), Some(maximum)) = (&shape.minimum, &shape.maximum)
                && minimum > maximum
            {
                let problem = Problem::RangeReversed {
                    lower: written(minimum).to_string(),
                    upper: written(maximum).to_string(),
                };
                self.report(&format!("{pointer}/maximum"), problem);
            }
            if shape.kind == InputKind::Points && shape.maximum.is_none() {
                let key = "maximum".to_owned();
                self.report(&pointer, Problem::MissingKey { key });
            }
            match (shape.kind, shape.options.is_empty()) {
                (InputKind::Choice, true) => self.report(&pointer, Problem::EmptyList),
                (InputKind::Choice, false) | (_, true) => {}
                (_, false) => {
                    let problem = Problem::WrongInputType {
                        name: input.name.clone(),
                        expected: vec![InputKind::Choice.name().to_owned()],
                    };
                    self.report(&format!("{pointer}/options"), problem);
                }
            }
            let mut seen = BTreeSet::new();
            for (position, option) in shape.options.iter().enumerate() {
                if !seen.insert(option) {
                    let entry = option.clone();
                    self.report(
                        &format!("{pointer}/options/{position}/id"),
                        Problem::DuplicateEntry { entry },
                    );
                }
            }
        }
    }

    /// A rule gives the criterion's maximum at its best: no more, and no less.
    fn rules(&mut self) {
        let shapes: Vec<_> = self
            .set
            .inputs
            .iter()
            .map(|input| input.shape.clone())
            .collect();
        for (index, node) in self.set.nodes.iter().enumerate() {
            let Some(criterion) = node.criterion() else {
                continue;
            };
            let most = criterion.compiled.bounds(&shapes).high;
            let pointer = format!("{}/rule", self.places.nodes[index]);
            if stops_as_not_applicable(&criterion.compiled.formula)
                && criterion.not_applicable == NotApplicable::Forbidden
            {
                // A zero denominator would make the criterion not applicable, which it forbids.
                let allowed = ["full_marks", "zero", "exclude"]
                    .map(str::to_owned)
                    .to_vec();
                let pointer = format!("{}/not_applicable", self.places.nodes[index]);
                self.report(&pointer, Problem::ValueNotAllowed { allowed });
            }
            let maximum = written(&node.maximum);
            match most {
                Some(most) if most == node.maximum => {}
                Some(most) if most < node.maximum => {
                    let attainable = written(&most);
                    self.report(
                        &pointer,
                        Problem::RuleBelowMaximum {
                            attainable,
                            maximum,
                        },
                    );
                }
                most => {
                    let attainable = most.as_ref().map(written);
                    self.report(
                        &pointer,
                        Problem::RuleAboveMaximum {
                            attainable,
                            maximum,
                        },
                    );
                }
            }
        }
    }

    fn ladders(&mut self, raw: &raw::CriteriaSet) {
        let attainable = attainable(self.set);
        for (ladder_index, ladder) in self.set.ladders.iter().enumerate() {
            for (index, level) in ladder.levels.iter().enumerate() {
                let pointer = format!("/ladders/{ladder_index}/levels/{index}");
                if let Err((required, most)) = reachable(&level.condition, self.set, &attainable) {
                    let problem = Problem::LevelUnreachable {
                        level: level.level,
                        required: written(&required),
                        attainable: written(&most),
                    };
                    self.report(&format!("{pointer}/when"), problem);
                }
                if let Some((required, implied)) = implied(&level.condition) {
                    let problem = Problem::ImpliedCondition {
                        level: level.level,
                        implied: written(implied),
                        required: written(required),
                    };
                    self.report(&format!("{pointer}/when"), problem);
                }
                let Some(before) = index.checked_sub(1).map(|before| &ladder.levels[before]) else {
                    continue;
                };
                if level.level <= before.level {
                    let problem = Problem::LadderOutOfOrder {
                        level: level.level,
                        before: before.level,
                        required: None,
                        required_before: None,
                    };
                    self.report(&format!("{pointer}/level"), problem);
                }
                if let Some((required, required_before)) =
                    asks_for_less(&level.condition, &before.condition)
                {
                    let problem = Problem::LadderOutOfOrder {
                        level: level.level,
                        before: before.level,
                        required: Some(written(required)),
                        required_before: Some(written(required_before)),
                    };
                    self.report(&format!("{pointer}/when"), problem);
                }
            }
        }
        debug_assert_eq!(raw.ladders.len(), self.set.ladders.len(), "one ladder each");
    }

    fn identifiers(&mut self, raw: &raw::CriteriaSet) {
        let ladders = raw.ladders.iter().map(|ladder| &ladder.id).enumerate();
        self.unique(ladders, "/ladders");
        let cohorts = raw
            .ranking
            .cohorts
            .iter()
            .map(|cohort| &cohort.id)
            .enumerate();
        self.unique(cohorts, "/ranking/cohorts");
    }

    /// A text that is there twice in Vietnamese was not translated.
    fn translations(&mut self, raw: &raw::CriteriaSet) {
        let set = self.set;
        let mut texts: Vec<(String, &Text)> = vec![("/title".to_owned(), &raw.title)];
        texts.extend(raw.notice.iter().map(|text| ("/notice".to_owned(), text)));
        let nodes = set.nodes.iter().zip(self.places.nodes).skip(1);
        texts.extend(nodes.map(|(node, place)| (format!("{place}/title"), &node.title)));
        let inputs = set.inputs.iter().zip(self.places.inputs);
        texts.extend(inputs.map(|(input, place)| {
            // Points awarded by hand have the criterion's own title.
            let key = if place.contains("/inputs/") {
                "label"
            } else {
                "title"
            };
            (format!("{place}/{key}"), &input.label)
        }));
        for (index, ladder) in set.ladders.iter().enumerate() {
            texts.push((format!("/ladders/{index}/title"), &ladder.title));
            for (level, rung) in ladder.levels.iter().enumerate() {
                texts.push((format!("/ladders/{index}/levels/{level}/name"), &rung.name));
            }
        }
        let mut told = BTreeSet::new();
        for (pointer, text) in texts {
            if is_untranslated(text) && told.insert(pointer.clone()) {
                self.report(&format!("{pointer}/en"), Problem::MissingTranslation);
            }
        }
    }

    /// Types of unit are compared with the roster's, so a misspelt one applies to nobody.
    fn unit_types(&mut self, raw: &raw::CriteriaSet) {
        for (index, cohort) in raw.ranking.cohorts.iter().enumerate() {
            let pointer = format!("/ranking/cohorts/{index}/types");
            self.known_unit_types(&pointer, cohort.types.iter());
        }
        for (index, node) in self.set.nodes.iter().enumerate() {
            if let Some(criterion) = node.criterion() {
                let pointer = format!("{}/assigned_to", self.places.nodes[index]);
                self.known_unit_types(&pointer, criterion.assigned_to.iter());
            }
        }
    }

    /// What one thing of the version before has become can be said once only.
    fn crosswalk(&mut self) {
        let mut seen = BTreeSet::new();
        for (index, node) in self.set.nodes.iter().enumerate() {
            for (position, code) in node.same_as.iter().enumerate() {
                if !seen.insert(code) {
                    let entry = code.clone();
                    self.report(
                        &format!("{}/same_as/{position}", self.places.nodes[index]),
                        Problem::DuplicateEntry { entry },
                    );
                }
            }
        }
    }

    fn known_unit_types<'t>(&mut self, pointer: &str, types: impl Iterator<Item = &'t String>) {
        for (index, kind) in types.enumerate() {
            let kind = kind.to_lowercase();
            if !unit::TYPES.contains(&kind.as_str()) {
                let without_marks = fold(&kind);
                let nearest = unit::TYPES
                    .iter()
                    .find(|known| fold(known) == without_marks)
                    .map(|known| (*known).to_owned())
                    .or_else(|| nearest(&kind, unit::TYPES.iter().copied()));
                let problem = Problem::UnknownUnitType { nearest };
                self.report(&format!("{pointer}/{index}"), problem);
            }
        }
    }

    fn unique<'i>(
        &mut self,
        identifiers: impl Iterator<Item = (usize, &'i String)>,
        pointer: &str,
    ) {
        let mut seen = BTreeSet::new();
        for (index, id) in identifiers {
            if !seen.insert(id) {
                let entry = id.clone();
                self.report(
                    &format!("{pointer}/{index}/id"),
                    Problem::DuplicateEntry { entry },
                );
            }
        }
    }

    fn uses(&mut self) {
        let mut used = self.places.used_elsewhere.clone();
        for criterion in self.set.nodes.iter().filter_map(|node| node.criterion()) {
            used.extend(&criterion.compiled.inputs);
        }
        used.extend(self.set.inputs_of_ladders());
        for (index, input) in self.set.inputs.iter().enumerate() {
            // Of two inputs with one name only the first can be named; that is told already.
            let is_named = self.set.input_named(&input.name) == Some(InputId::new(index));
            if is_named && !used.contains(&InputId::new(index)) {
                let name = input.name.clone();
                self.report(
                    &format!("{}/name", self.places.inputs[index]),
                    Problem::UnusedInput { name },
                );
            }
        }
    }
}

/// Names stay as they are: only words with Vietnamese marks, or none at all, are told.
fn is_untranslated(text: &Text) -> bool {
    text.en.trim().is_empty() || (text.en == text.vi && !text.en.is_ascii())
}

/// Returns the most points each node can have, over all criteria.
pub fn attainable(set: &CriteriaSet) -> Vec<Exact> {
    attainable_by(set, "")
}

/// Returns the most points each node can have for a unit of this type; of a unit of unknown type
/// everything is asked.
pub fn attainable_by(set: &CriteriaSet, unit_type: &str) -> Vec<Exact> {
    let shapes: Vec<_> = set.inputs.iter().map(|input| input.shape.clone()).collect();
    let mut attainable = vec![Exact::ZERO; set.nodes.len()];
    for (index, node) in set.nodes.iter().enumerate().rev() {
        attainable[index] = match node.criterion() {
            Some(criterion) if !criterion.is_assigned_to(unit_type) => match set.not_assigned {
                NotAssigned::FullMarks => node.maximum.clone(),
                NotAssigned::Exclude => Exact::ZERO,
            },
            Some(criterion) => {
                let most = criterion.compiled.bounds(&shapes).high;
                most.map_or_else(
                    || node.maximum.clone(),
                    |most| most.min(node.maximum.clone()),
                )
            }
            None if node.combine != Combine::Sum => node.maximum.clone(),
            None => Exact::sum(set.children(index).map(|child| &attainable[child])),
        };
        if let Some([_, most]) = &node.outside {
            attainable[index] = attainable[index].clone().min(most.clone());
        }
    }
    attainable
}

/// Returns what is asked for and the most there can be, when that is less.
fn reachable(
    condition: &Condition,
    set: &CriteriaSet,
    attainable: &[Exact],
) -> Result<(), (Exact, Exact)> {
    let enough = |required: Exact, node: NodeIndex| {
        let most = attainable[node].clone();
        if most >= required {
            Ok(())
        } else {
            Err((required, most))
        }
    };
    match condition {
        Condition::Points { of: 0, at_least } => {
            let most = published_total(set, &attainable[0]);
            if most >= *at_least {
                Ok(())
            } else {
                Err((at_least.clone(), most))
            }
        }
        Condition::Points { of, at_least } => enough(at_least.clone(), *of),
        Condition::Percent { of, at_least, .. } => {
            let share = at_least * &set.nodes[*of].maximum;
            enough(
                share.checked_div(&Exact::integer(100)).unwrap_or_default(),
                *of,
            )
        }
        Condition::Met(node) => enough(set.nodes[*node].maximum.clone(), *node),
        Condition::Fact { .. } | Condition::Level { .. } | Condition::Not(_) => Ok(()),
        Condition::All(conditions) => conditions
            .iter()
            .try_for_each(|part| reachable(part, set, attainable)),
        Condition::Any(conditions) => count(1, conditions, set, attainable),
        Condition::Count {
            at_least,
            conditions,
        } => count(*at_least, conditions, set, attainable),
    }
}

/// Returns what the set publishes for so many points: the points, or their share of the scale.
fn published_total(set: &CriteriaSet, points: &Exact) -> Exact {
    match &set.scale {
        None => points.clone(),
        Some(scale) => {
            let share = points.checked_div(&set.whole().maximum);
            &share.unwrap_or_default() * scale
        }
    }
}

fn count(
    at_least: usize,
    conditions: &[Condition],
    set: &CriteriaSet,
    attainable: &[Exact],
) -> Result<(), (Exact, Exact)> {
    let parts = conditions
        .iter()
        .map(|part| reachable(part, set, attainable));
    let possible = parts.flatten().count();
    if possible >= at_least {
        return Ok(());
    }
    let number = |count: usize| Exact::integer(i64::try_from(count).unwrap_or(i64::MAX));
    Err((number(at_least), number(possible)))
}

/// Returns what a level and the one before it ask for of the same thing, when the higher one
/// asks for less.
fn asks_for_less<'c>(
    level: &'c Condition,
    before: &'c Condition,
) -> Option<(&'c Exact, &'c Exact)> {
    let mut limits = Vec::new();
    thresholds(before, &mut limits);
    let mut own = Vec::new();
    thresholds(level, &mut own);
    own.iter().find_map(|(measure, required)| {
        let (_, required_before) = limits.iter().find(|(other, _)| other == measure)?;
        (required < required_before).then_some((*required, *required_before))
    })
}

/// Returns the two thresholds of a condition that sets two for the same thing: the higher one,
/// and the one it implies.
fn implied(condition: &Condition) -> Option<(&Exact, &Exact)> {
    let mut limits = Vec::new();
    thresholds(condition, &mut limits);
    limits
        .iter()
        .enumerate()
        .find_map(|(index, (measure, limit))| {
            let (_, other) = limits[index + 1..]
                .iter()
                .find(|(other, _)| other == measure)?;
            Some((*limit.max(other), *limit.min(other)))
        })
}

/// The thresholds a condition sets outright: percent or points, and of what.
fn thresholds<'c>(condition: &'c Condition, limits: &mut Vec<((bool, NodeIndex), &'c Exact)>) {
    match condition {
        Condition::Points { of, at_least } => limits.push(((false, *of), at_least)),
        Condition::Percent { of, at_least, .. } => limits.push(((true, *of), at_least)),
        Condition::All(conditions) => {
            for part in conditions {
                thresholds(part, limits);
            }
        }
        Condition::Met(_)
        | Condition::Fact { .. }
        | Condition::Level { .. }
        | Condition::Not(_)
        | Condition::Any(_)
        | Condition::Count { .. } => {}
    }
}

/// Adds the inputs whose facts a condition asks for.
pub(super) fn facts(condition: &Condition, used: &mut BTreeSet<InputId>) {
    match condition {
        Condition::Fact { input, .. } => {
            used.insert(*input);
        }
        Condition::All(conditions)
        | Condition::Any(conditions)
        | Condition::Count { conditions, .. } => {
            for part in conditions {
                facts(part, used);
            }
        }
        Condition::Not(part) => facts(part, used),
        Condition::Points { .. }
        | Condition::Percent { .. }
        | Condition::Level { .. }
        | Condition::Met(_) => {}
    }
}

/// Returns whether a zero denominator makes the criterion not applicable.
fn stops_as_not_applicable(formula: &Formula) -> bool {
    match formula {
        Formula::Stop(halt) => *halt == Halt::NotApplicable,
        Formula::Constant(_) | Formula::Input(_) => false,
        Formula::Sum(of)
        | Formula::Product(of)
        | Formula::Minimum(of)
        | Formula::Maximum(of)
        | Formula::Best(of)
        | Formula::Irrational(_, of) => of.iter().any(stops_as_not_applicable),
        Formula::Difference(pair) | Formula::Quotient(pair) | Formula::OrWhenZero(pair) => {
            pair.iter().any(stops_as_not_applicable)
        }
        Formula::If(branches) => {
            stops_as_not_applicable(&branches.1) || stops_as_not_applicable(&branches.2)
        }
        Formula::BlankIsZero(inner) => stops_as_not_applicable(inner),
    }
}

/// A number of the definition as it is shown; sums and products of decimals have one.
fn written(value: &Exact) -> Decimal {
    value.to_decimal().unwrap_or_else(|| {
        let nine = Rounding {
            digits: 9,
            mode: RoundingMode::HalfAwayFromZero,
        };
        value.round(nine)
    })
}
