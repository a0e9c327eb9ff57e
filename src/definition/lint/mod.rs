//! What is well-formed and wrong all the same: sums, ranges, ladders nobody can climb.

mod interval;
mod ladders;
mod reach;
mod search;

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::mistakes::Mistakes;
use super::raw;
use super::schema::{BothLanguages, Parsed};
use super::{
    Best, Combine, Condition, CriteriaSet, MissingSubmission, Node, NodeIndex, NotApplicable,
    NotAssigned,
};
use crate::finding::{Finding, Findings, Problem};
use crate::number::Exact;
use crate::rule::{Formula, Halt, InputId, InputKind, nearest};
use crate::unit::{self, fold};
use reach::{Class, Reach};

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
        mistakes: Mistakes::new(findings),
    };
    lint.validity(raw);
    lint.ranking();
    lint.sums();
    lint.inputs();
    lint.rules();
    lint.ladders(raw);
    lint.identifiers(raw);
    lint.unit_types(raw);
    lint.translations();
    lint.means();
    lint.transfers();
    lint.crosswalk();
    if places.uses_are_known {
        lint.uses();
    }
    lint.mistakes.finish();
}

struct Lint<'l, 'p> {
    set: &'l CriteriaSet,
    places: &'l Places<'l, 'p>,
    mistakes: Mistakes<'l>,
}

impl Lint<'_, '_> {
    fn report(&mut self, pointer: &str, problem: Problem) {
        let place = self.places.parsed.place(pointer);
        let mut finding = Finding::new(problem, place);
        finding.quoted = self.places.parsed.quote(&finding.place);
        self.mistakes.sort(finding);
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
            let asked = types.iter().map(|kind| (*kind, self.asked_of(index, kind)));
            let asked: Vec<(&str, Exact)> = asked.collect();
            let pointer = format!("{}/maximum", self.places.nodes[index]);
            let (code, declared) = (node.code.clone(), written(&node.maximum));
            if sum != node.maximum {
                let (fitting, others): (Vec<_>, Vec<_>) =
                    asked.iter().partition(|(_, of)| *of == node.maximum);
                if fitting.is_empty() || !others.is_empty() {
                    // Where it fits for some, it is told of whom it does not.
                    let other = others.first().filter(|_| !fitting.is_empty());
                    let problem = Problem::SumDiffers {
                        code,
                        declared,
                        sum: written(other.map_or(&sum, |(_, of)| of)),
                        unit_type: other.map(|(kind, _)| (*kind).to_owned()),
                    };
                    self.report(&pointer, problem);
                }
            } else if self.set.not_assigned == NotAssigned::Exclude
                && let Some((kind, most)) = asked.iter().max_by_key(|(_, of)| of)
                && *most < node.maximum
            {
                let problem = Problem::MaximumOfNobody {
                    code,
                    declared,
                    unit_type: (*kind).to_owned(),
                    most: written(most),
                };
                self.report(&pointer, problem);
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

    /// A text that is there twice in Vietnamese was not translated. Of a set in Vietnamese alone
    /// that is told once.
    fn translations(&mut self) {
        let parsed = self.places.parsed;
        let texts = parsed.texts();
        let untranslated =
            |text: &BothLanguages| is_untranslated(text.vietnamese.0, text.english.0);
        let missing = texts.iter().filter(|text| untranslated(text)).count();
        let is_translated = |text: &BothLanguages| {
            let (vietnamese, english) = (text.vietnamese.0, text.english.0);
            !english.trim().is_empty() && english != vietnamese
        };
        if missing > 1 && !texts.iter().any(is_translated) {
            let problem = Problem::TranslationMissing { texts: missing };
            self.report("/title/en", problem);
            return;
        }
        for text in &texts {
            let vietnamese = text.vietnamese.0.trim().is_empty();
            let span = match vietnamese {
                true => text.vietnamese.1,
                false if untranslated(text) => text.english.1,
                false => continue,
            };
            let place = parsed.place_of(span);
            let problem = Problem::MissingTranslation { vietnamese };
            let quoted = parsed.quote(&place);
            let mut finding = Finding::new(problem, place);
            finding.quoted = quoted;
            self.mistakes.sort(finding);
        }
    }

    /// Of numbers below zero there is no geometric and no harmonic mean.
    fn means(&mut self) {
        let set = self.set;
        let shapes: Vec<_> = set.inputs.iter().map(|input| input.shape.clone()).collect();
        let takes = |node: &Node| {
            let means = [Combine::GeometricMean, Combine::HarmonicMean];
            node.criterion().is_none() && means.contains(&node.combine)
        };
        if !set.nodes.iter().any(takes) {
            return;
        }
        let reach = Reach::new(set, &shapes, Class::Unknown);
        for (index, _) in set.nodes.iter().enumerate().filter(|(_, node)| takes(node)) {
            let inside = reach.inside(index);
            let negative = inside.filter(|&child| {
                let low = reach.spans[child].with.as_ref().map(|with| &with.share.low);
                low.is_some_and(|low| low.as_ref().is_none_or(|low| low.value < Exact::ZERO))
            });
            for child in negative {
                let code = set.nodes[child].code.clone();
                let pointer = self.places.nodes[child].clone();
                self.report(&format!("{pointer}/code"), Problem::MeanOfNegative { code });
            }
        }
    }

    /// Points can be moved only where they still count as what they were: where everything from
    /// both up to the branch they share is added.
    fn transfers(&mut self) {
        let set = self.set;
        let above = |node: NodeIndex| {
            std::iter::successors(set.nodes[node].parent, |&at| set.nodes[at].parent)
        };
        for (index, node) in set.nodes.iter().enumerate() {
            let Some(criterion) = node.criterion() else {
                continue;
            };
            for (position, &taker) in criterion.transfer_to.iter().enumerate() {
                let own: BTreeSet<NodeIndex> = above(index).collect();
                let shared = above(taker).find(|at| own.contains(at)).unwrap_or(0);
                let below = above(index).take_while(|&at| at != shared);
                let mut between = below.chain(above(taker).take_while(|&at| at != shared));
                let adds = |&at: &NodeIndex| set.nodes[at].combine == Combine::Sum;
                let lost = between.find(|at| !adds(at) || set.nodes[*at].outside.is_some());
                if let Some(at) = lost.or_else(|| Some(shared).filter(|at| !adds(at))) {
                    let code = set.nodes[taker].code.clone();
                    let between = Some(set.nodes[at].code.clone());
                    let between = between.filter(|code| !code.is_empty());
                    let pointer = format!("{}/transfer_to/{position}", self.places.nodes[index]);
                    self.report(&pointer, Problem::TransferLost { code, between });
                }
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
fn is_untranslated(vietnamese: &str, english: &str) -> bool {
    english.trim().is_empty() || (english == vietnamese && !english.is_ascii())
}

/// Returns the most points the whole can have for a unit of this kind; of a unit of unknown kind
/// everything is asked.
pub fn attainable(set: &CriteriaSet, unit_kind: &str) -> Exact {
    let shapes: Vec<_> = set.inputs.iter().map(|input| input.shape.clone()).collect();
    let class = if unit_kind.is_empty() {
        Class::Unknown
    } else {
        Class::Kind(unit_kind)
    };
    let reach = Reach::new(set, &shapes, class);
    let most = reach.spans[0].points().high;
    most.map_or_else(|| set.whole().maximum.clone(), |end| end.value)
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

/// A number of the definition as it is shown.
fn written(value: &Exact) -> Decimal {
    value.written()
}
