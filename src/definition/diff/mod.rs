//! Two versions of a criteria set, compared by what they mean: what was added and removed, what
//! became of the rest, and what of it may be compared across the two.
//!
//! Nodes, inputs, ladders and levels are matched first (`matching`), then each pair is looked
//! at; rules and conditions are the same when they say the same of the things matched
//! (`meaning`). The layout of the files, the order of keys, of siblings and of entries that are
//! all looked at do not count. Knows nothing of how a change reads.

mod crosswalk;
mod matching;
mod meaning;

use std::collections::BTreeSet;

use super::{Combine, CriteriaSet, Input, Ladder, Level, Node, NodeIndex, NotApplicable};
use crate::number::Exact;
use crate::rule::InputId;
use crate::unit::fold;
use matching::{Entry, Matching, interleaved, paired};
use meaning::Meaning;

pub use crosswalk::{Crosswalk, carried_inputs};

/// What changed about something that stands in both sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// Several nodes were made one.
    Merged,
    /// A group became a criterion, or the like.
    Role,
    /// It has another code or stands in another branch.
    Moved,
    /// It has another title.
    Renamed,
    /// It has another maximum.
    Reweighted,
    /// It is made up of what is below in another way, or weighs otherwise.
    Combined,
    /// The same answers earn other points, the maximum aside.
    Reruled,
    /// What a zero denominator means.
    ZeroDenominator,
    /// What "not applicable" means.
    NotApplicable,
    /// What a waiver gives.
    Waived,
    /// The kinds of unit asked.
    AssignedTo,
    /// Inputs of its rule changed in type, range, unit or options.
    Inputs,
    /// The evidence asked for.
    Evidence,
    /// Whether evidence must be named.
    EvidenceRequired,
    /// The office responsible.
    Responsible,
    /// The name rules and forms know an input by.
    Name,
    /// What the clerk reads.
    Label,
    /// The type of an input.
    Type,
    /// The least and the most an input can be.
    Range,
    /// The unit of measure.
    Unit,
    /// The options of a choice.
    Options,
    /// Who says what an input is: the unit, or its superior.
    Source,
    /// Whether an input counts from the beginning of the year.
    Cumulative,
    /// Beyond which share a change since the period before is told.
    Jump,
    /// Whose level a ladder tells.
    Scope,
    /// Whether conditions look at rounded or unrounded values.
    Compared,
    /// Whether a level needs every level below it.
    NeedsLevelBelow,
    /// The condition for a level.
    Gate,
    /// The identifier forms and results carry.
    Id,
    /// What every reader of a result must know.
    Notice,
    /// What has to hold between the answers of one form.
    Checks,
    /// The number of the decision.
    Number,
    /// The day it was signed.
    Date,
    /// Who issued it.
    Issuer,
    /// The level of government assessed.
    Government,
    /// First day of validity.
    ValidFrom,
    /// Last day of validity.
    ValidUntil,
    /// The decisions it amends or replaces.
    Amends,
    /// Digits, way and time of rounding.
    Rounding,
    /// Whether "not applicable" needs a reason.
    NeedsReason,
    /// What a criterion means for units of a kind it is not assigned to.
    NotAssigned,
    /// Which score counts.
    Counted,
    /// The scale the total is converted to.
    Scale,
    /// Places of equal scores.
    Ties,
    /// Whether rounded or unrounded scores are ranked.
    Ranked,
    /// Which of two scores is the better one.
    Best,
    /// What becomes of a unit without a submission.
    MissingSubmission,
    /// Groups of units ranked apart.
    Cohorts,
}

impl Change {
    /// Returns the name used in documents.
    pub const fn name(self) -> &'static str {
        match self {
            Change::Merged => "merged",
            Change::Role => "role",
            Change::Moved => "moved",
            Change::Renamed => "renamed",
            Change::Reweighted => "reweighted",
            Change::Reruled => "reruled",
            Change::ZeroDenominator => "zero_denominator",
            Change::Combined => "combined",
            Change::NotApplicable => "not_applicable",
            Change::Waived => "waived",
            Change::AssignedTo => "assigned_to",
            Change::Inputs => "inputs",
            Change::Evidence => "evidence",
            Change::EvidenceRequired => "evidence_required",
            Change::Responsible => "responsible",
            Change::Name => "name",
            Change::Label => "label",
            Change::Type => "type",
            Change::Range => "range",
            Change::Unit => "unit",
            Change::Options => "options",
            Change::Source => "source",
            Change::Cumulative => "cumulative",
            Change::Jump => "jump",
            Change::Scope => "scope",
            Change::Compared => "compared",
            Change::NeedsLevelBelow => "needs_level_below",
            Change::Gate => "gate",
            Change::Id => "id",
            Change::Notice => "notice",
            Change::Checks => "checks",
            Change::Number => "number",
            Change::Date => "date",
            Change::Issuer => "issuer",
            Change::Government => "government",
            Change::ValidFrom => "valid_from",
            Change::ValidUntil => "valid_until",
            Change::Amends => "amends",
            Change::Rounding => "rounding",
            Change::NeedsReason => "not_applicable_needs_reason",
            Change::NotAssigned => "not_assigned",
            Change::Counted => "counted",
            Change::Scale => "scale",
            Change::Ties => "ties",
            Change::Ranked => "ranked",
            Change::Best => "best",
            Change::MissingSubmission => "missing_submission",
            Change::Cohorts => "cohorts",
        }
    }
}

/// Something of either set, by its places there, and what changed about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair<I> {
    /// Its place in the old set; none when it was added.
    pub old: Option<I>,
    /// Its place in the new set; none when it was removed.
    pub new: Option<I>,
    /// What changed; empty when it was added or removed.
    pub changes: Vec<Change>,
}

/// A node of either set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NodeDiff {
    /// What it was; empty when it was added, several when they were made one.
    pub old: Vec<NodeIndex>,
    /// What it is; none when it was removed.
    pub new: Option<NodeIndex>,
    /// What changed; empty when it was added or removed.
    pub changes: Vec<Change>,
    /// Whether the same answers earn the same points of the same maximum in both sets, before
    /// rounding.
    pub comparable: bool,
}

/// A ladder of either set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LadderDiff {
    /// The ladder itself.
    pub ladder: Pair<usize>,
    /// Its levels, where it stands in both sets.
    pub levels: Vec<Pair<usize>>,
}

/// How a set differs from an earlier one.
///
/// Everything stands in the order of the new set; what was removed stands where it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diff {
    /// What changed about the set as a whole.
    pub set: Vec<Change>,
    /// Every node of both sets, the whole first.
    pub nodes: Vec<NodeDiff>,
    /// Every input of both sets, but for the points awarded by hand, which are their criteria's.
    pub inputs: Vec<Pair<InputId>>,
    /// Every ladder of both sets.
    pub ladders: Vec<LadderDiff>,
}

impl<I> Pair<I> {
    /// Returns whether it stands in both sets and nothing changed about it.
    pub fn is_same(&self) -> bool {
        self.old.is_some() && self.new.is_some() && self.changes.is_empty()
    }
}

impl NodeDiff {
    /// Returns whether it stands in both sets and nothing changed about it.
    pub fn is_same(&self) -> bool {
        !self.old.is_empty() && self.new.is_some() && self.changes.is_empty()
    }
}

impl LadderDiff {
    /// Returns whether it stands in both sets and nothing changed about it or its levels.
    pub fn is_same(&self) -> bool {
        self.ladder.is_same() && self.levels.iter().all(Pair::is_same)
    }
}

impl Diff {
    /// Compares two sets.
    pub fn of(old: &CriteriaSet, new: &CriteriaSet) -> Diff {
        let matching = Matching::of(old, new);
        let meaning = Meaning {
            old,
            new,
            matching: &matching,
        };
        let inputs = inputs(meaning);
        let mut nodes = nodes(meaning, &inputs);
        judge_comparable(meaning, &mut nodes);
        Diff {
            set: set_changes(old, new),
            nodes,
            inputs,
            ladders: ladders(meaning),
        }
    }

    /// Returns whether the two sets mean the same.
    pub fn is_empty(&self) -> bool {
        self.set.is_empty()
            && self.nodes.iter().all(NodeDiff::is_same)
            && self.inputs.iter().all(Pair::is_same)
            && self.ladders.iter().all(LadderDiff::is_same)
    }
}

/// Collects the changes whose two sides differ.
#[derive(Default)]
struct Changes(Vec<Change>);

impl Changes {
    fn note(&mut self, change: Change, differs: bool) {
        if differs {
            self.0.push(change);
        }
    }
}

fn set_changes(old: &CriteriaSet, new: &CriteriaSet) -> Vec<Change> {
    let mut changes = Changes::default();
    let (before, after) = (&old.document, &new.document);
    changes.note(Change::Id, old.id != new.id);
    changes.note(Change::Notice, old.notice != new.notice);
    let checks = |set: &CriteriaSet| -> Vec<_> {
        let checks = set.checks.iter();
        checks
            .map(|check| (check.holds.clone(), check.message.clone(), check.is_error))
            .collect()
    };
    changes.note(Change::Checks, checks(old) != checks(new));
    changes.note(Change::Number, before.number != after.number);
    changes.note(Change::Date, before.date != after.date);
    changes.note(Change::Issuer, before.issuer != after.issuer);
    changes.note(Change::Government, before.level != after.level);
    changes.note(Change::ValidFrom, before.valid_from != after.valid_from);
    changes.note(Change::ValidUntil, before.valid_until != after.valid_until);
    changes.note(Change::Amends, before.amends != after.amends);
    let rounding = |set: &CriteriaSet| (set.rounding, set.rounding_stage);
    changes.note(Change::Rounding, rounding(old) != rounding(new));
    let needs_reason = |set: &CriteriaSet| set.not_applicable_needs_reason;
    changes.note(Change::NeedsReason, needs_reason(old) != needs_reason(new));
    changes.note(Change::NotAssigned, old.not_assigned != new.not_assigned);
    changes.note(Change::Counted, old.counted != new.counted);
    changes.note(Change::Scale, old.scale != new.scale);
    changes.note(Change::Jump, old.jump != new.jump);
    let (before, after) = (&old.ranking, &new.ranking);
    changes.note(Change::Ties, before.ties != after.ties);
    changes.note(Change::Ranked, before.compare != after.compare);
    changes.note(Change::Best, before.best != after.best);
    changes.note(Change::MissingSubmission, before.missing != after.missing);
    changes.note(Change::Cohorts, before.cohorts != after.cohorts);
    changes.0
}

fn nodes(meaning: Meaning, inputs: &[Pair<InputId>]) -> Vec<NodeDiff> {
    let matching = meaning.matching;
    let node = |entry| match entry {
        Entry::Gone(old) => NodeDiff {
            old: vec![old],
            new: None,
            changes: Vec::new(),
            comparable: false,
        },
        Entry::Here(new) => {
            let old = matching.old_nodes[new].clone();
            let changes = match old.as_slice() {
                [] => Vec::new(),
                [old] => node_changes(meaning, *old, new, inputs),
                several => merged(meaning, several, new),
            };
            NodeDiff {
                old,
                new: Some(new),
                changes,
                comparable: false,
            }
        }
    };
    interleaved(&matching.new_nodes, meaning.new.nodes.len())
        .into_iter()
        .map(node)
        .collect()
}

/// Of several nodes made one only the weight can be compared.
fn merged(meaning: Meaning, old: &[NodeIndex], new: NodeIndex) -> Vec<Change> {
    let before = Exact::sum(old.iter().map(|&node| &meaning.old.nodes[node].maximum));
    let mut changes = Changes(vec![Change::Merged]);
    let after = &meaning.new.nodes[new].maximum;
    changes.note(Change::Reweighted, before != *after);
    changes.0
}

fn node_changes(
    meaning: Meaning,
    old: NodeIndex,
    new: NodeIndex,
    inputs: &[Pair<InputId>],
) -> Vec<Change> {
    let (before, after): (&Node, &Node) = (&meaning.old.nodes[old], &meaning.new.nodes[new]);
    let mut changes = Changes::default();
    changes.note(Change::Role, !is_same_role(before, after));
    let is_elsewhere = match (before.parent, after.parent) {
        (Some(old), Some(new)) => !meaning.matching.old_nodes[new].contains(&old),
        (old, new) => old != new,
    };
    changes.note(Change::Moved, before.code != after.code || is_elsewhere);
    changes.note(Change::Renamed, before.title != after.title);
    changes.note(Change::Reweighted, before.maximum != after.maximum);
    changes.note(Change::Combined, !meaning.is_same_combination(old, new));
    if let (Some(before), Some(after)) = (before.criterion(), after.criterion()) {
        changes.note(Change::Reruled, !meaning.is_same_rule(old, new));
        let divides =
            !before.compiled.denominators.is_empty() && !after.compiled.denominators.is_empty();
        changes.note(
            Change::ZeroDenominator,
            divides && before.zero_denominator != after.zero_denominator,
        );
        let policies_differ = before.not_applicable != after.not_applicable
            || before.not_applicable_by != after.not_applicable_by
            || !meaning.is_same_transfer(before, after);
        changes.note(Change::NotApplicable, policies_differ);
        changes.note(Change::Waived, before.waived != after.waived);
        let kinds = |kinds: &[String]| kinds.iter().cloned().collect::<BTreeSet<String>>();
        let kinds_differ = kinds(&before.assigned_to) != kinds(&after.assigned_to);
        changes.note(Change::AssignedTo, kinds_differ);
        let asks_otherwise = inputs.iter().any(|input| {
            let is_asked = |id: &InputId| after.compiled.inputs.contains(id);
            input.new.as_ref().is_some_and(is_asked) && asks_otherwise(&input.changes)
        });
        changes.note(Change::Inputs, asks_otherwise);
        changes.note(Change::Evidence, before.evidence != after.evidence);
        let required_differs = before.evidence_required != after.evidence_required;
        changes.note(Change::EvidenceRequired, required_differs);
        changes.note(Change::Responsible, before.responsible != after.responsible);
    }
    changes.0
}

/// Whether an answer to the input before would not be one now, or would mean something else.
fn asks_otherwise(changes: &[Change]) -> bool {
    changes.iter().any(|change| {
        matches!(
            change,
            Change::Type | Change::Range | Change::Unit | Change::Options | Change::Source
        )
    })
}

fn is_same_role(one: &Node, other: &Node) -> bool {
    std::mem::discriminant(&one.role) == std::mem::discriminant(&other.role)
}

/// Judges which nodes may be compared: criteria that ask and count the same, and branches made
/// of the same things in the same way, all of which may be.
fn judge_comparable(meaning: Meaning, nodes: &mut [NodeDiff]) {
    let mut comparable = comparable_criteria(meaning, nodes);
    // Whatever stands below a node stands after it.
    for node in nodes.iter_mut().rev() {
        let (&[before], Some(after)) = (node.old.as_slice(), node.new) else {
            continue;
        };
        if meaning.new.nodes[after].criterion().is_none() {
            comparable[after] = !counts_otherwise(&node.changes)
                && is_same_branch(meaning, before, after, &comparable);
        }
        node.comparable = comparable[after];
    }
}

/// Whether a node counts otherwise; what it weighs in a mean is its branch's affair.
fn counts_otherwise(changes: &[Change]) -> bool {
    changes.iter().any(|change| {
        matches!(
            change,
            Change::Role
                | Change::Reweighted
                | Change::Reruled
                | Change::ZeroDenominator
                | Change::NotApplicable
                | Change::Waived
                | Change::AssignedTo
                | Change::Inputs
        )
    })
}

/// Returns for every node of the new set whether it is a criterion that may be compared.
fn comparable_criteria(meaning: Meaning, nodes: &[NodeDiff]) -> Vec<bool> {
    let (old, new) = (meaning.old, meaning.new);
    let mut comparable = vec![false; new.nodes.len()];
    for node in nodes {
        let (&[before], Some(after)) = (node.old.as_slice(), node.new) else {
            continue;
        };
        let Some(criterion) = new.nodes[after].criterion() else {
            continue;
        };
        let counts_for_others =
            criterion.assigned_to.is_empty() || old.not_assigned == new.not_assigned;
        comparable[after] = !counts_otherwise(&node.changes)
            && counts_for_others
            && is_known_the_same(meaning, before, after);
    }
    // Who takes over points of another criterion is compared with that one or not at all.
    let (gave, gives) = (givers(old), givers(new));
    for node in 0..new.nodes.len() {
        if let [was] = meaning.matching.old_nodes[node].as_slice() {
            comparable[node] &= are_same_nodes(meaning, &gave[*was], &gives[node]);
        }
    }
    let mut changed: Vec<NodeIndex> = (0..new.nodes.len())
        .filter(|&node| !comparable[node])
        .collect();
    while let Some(giver) = changed.pop() {
        for &taker in takers(&new.nodes[giver]) {
            if std::mem::take(&mut comparable[taker]) {
                changed.push(taker);
            }
        }
    }
    comparable
}

/// Returns the criteria that take over the points of a node when it does not apply.
fn takers(node: &Node) -> &[NodeIndex] {
    node.criterion()
        .filter(|criterion| criterion.not_applicable == NotApplicable::Transfer)
        .map(|criterion| criterion.transfer_to.as_slice())
        .unwrap_or_default()
}

/// Returns for every node the criteria whose points it takes over.
fn givers(set: &CriteriaSet) -> Vec<Vec<NodeIndex>> {
    let mut givers = vec![Vec::new(); set.nodes.len()];
    for (index, node) in set.nodes.iter().enumerate() {
        for &taker in takers(node) {
            givers[taker].push(index);
        }
    }
    givers
}

/// Whether a branch is made in the same way of the same things as before, all of which may be
/// compared and weigh the same.
fn is_same_branch(meaning: Meaning, old: NodeIndex, new: NodeIndex, comparable: &[bool]) -> bool {
    let (was, is) = (&meaning.old.nodes[old], &meaning.new.nodes[new]);
    let is_whole = new == 0;
    let is_made_of = made_of(meaning.new, new);
    was.combine == is.combine
        && was.minimum_data == is.minimum_data
        && was.outside == is.outside
        && (!is_whole || meaning.old.scale == meaning.new.scale)
        && are_same_nodes(meaning, &made_of(meaning.old, old), &is_made_of)
        && is_made_of.iter().all(|&part| {
            let weighs_the_same = |&was: &NodeIndex| {
                let (was, part) = (&meaning.old.nodes[was], &meaning.new.nodes[part]);
                was.outside == part.outside
                    && (is.combine == Combine::Sum || was.weight == part.weight)
            };
            comparable[part] && meaning.matching.old_nodes[part].iter().all(weighs_the_same)
        })
}

/// Whether each of the new nodes is one of the old, and none of these is left.
fn are_same_nodes(meaning: Meaning, old: &[NodeIndex], new: &[NodeIndex]) -> bool {
    let stood: BTreeSet<NodeIndex> = old.iter().copied().collect();
    let was_there = |node: &NodeIndex| matches!(meaning.matching.old_nodes[*node].as_slice(), [was] if stood.contains(was));
    old.len() == new.len() && new.iter().all(was_there)
}

/// Returns whether a branch only adds up what is below it.
fn only_adds_up(set: &CriteriaSet, branch: NodeIndex) -> bool {
    let node = &set.nodes[branch];
    node.criterion().is_none()
        && node.combine == Combine::Sum
        && node.outside.is_none()
        && node.minimum_data.is_none()
}

/// Returns what the points of a branch are made of: where it only adds up, whatever is added,
/// in groups or not; else what stands directly below it.
fn made_of(set: &CriteriaSet, branch: NodeIndex) -> Vec<NodeIndex> {
    let is_sum = only_adds_up(set, branch);
    let mut parts = Vec::new();
    for child in set.children(branch) {
        if is_sum && only_adds_up(set, child) {
            parts.extend(made_of(set, child));
        } else {
            parts.push(child);
        }
    }
    parts
}

/// A code alone does not tell that a criterion is still about the same thing: its title or
/// `same_as` has to.
fn is_known_the_same(meaning: Meaning, old: NodeIndex, new: NodeIndex) -> bool {
    let (before, after) = (&meaning.old.nodes[old], &meaning.new.nodes[new]);
    after.same_as.contains(&before.code) || fold(&before.title.vi) == fold(&after.title.vi)
}

fn inputs(meaning: Meaning) -> Vec<Pair<InputId>> {
    let (old, new) = (meaning.old, meaning.new);
    let matching = meaning.matching;
    let changes =
        |old: usize, new: usize| input_changes(&meaning.old.inputs[old], &meaning.new.inputs[new]);
    pairs(&matching.inputs, new.inputs.len(), changes)
        .into_iter()
        .map(|pair| Pair {
            old: pair.old.map(InputId::new),
            new: pair.new.map(InputId::new),
            changes: pair.changes,
        })
        .filter(|pair| {
            let is_own = |set: &CriteriaSet, id: InputId| {
                let criterion = set.input(id).criterion;
                criterion.is_some_and(|node| set.own_points(node) == Some(id))
            };
            !pair.old.is_some_and(|id| is_own(old, id))
                && !pair.new.is_some_and(|id| is_own(new, id))
        })
        .collect()
}

fn input_changes(old: &Input, new: &Input) -> Vec<Change> {
    let mut changes = Changes::default();
    changes.note(Change::Name, old.name != new.name);
    changes.note(Change::Label, old.label != new.label);
    changes.note(Change::Type, old.shape.kind != new.shape.kind);
    let range = |input: &Input| (input.shape.minimum.clone(), input.shape.maximum.clone());
    changes.note(Change::Range, range(old) != range(new));
    changes.note(Change::Unit, old.unit != new.unit);
    let options = |input: &Input| {
        let labels = input.option_labels.iter();
        let mut options: Vec<_> = input.shape.options.iter().zip(labels).collect();
        options.sort_by_key(|(id, _)| *id);
        options
            .into_iter()
            .map(|(id, label)| (id.clone(), label.clone()))
            .collect::<Vec<_>>()
    };
    changes.note(Change::Options, options(old) != options(new));
    let other_source = old.is_set_by_superior != new.is_set_by_superior;
    changes.note(Change::Source, other_source);
    changes.note(Change::Cumulative, old.is_cumulative != new.is_cumulative);
    changes.note(Change::Jump, old.jump != new.jump);
    changes.0
}

fn ladders(meaning: Meaning) -> Vec<LadderDiff> {
    let (old, new) = (meaning.old, meaning.new);
    let counterparts = paired(
        &old.ladders,
        &new.ladders,
        |ladder: &Ladder| ladder.id.clone(),
        |ladder: &Ladder| fold(&ladder.title.vi),
    );
    let changes = |one: usize, other: usize| {
        let (before, after) = (&old.ladders[one], &new.ladders[other]);
        let mut changes = Changes::default();
        changes.note(Change::Renamed, before.title != after.title);
        let is_same_scope = meaning.is_same_node(before.of, after.of);
        changes.note(Change::Scope, !is_same_scope);
        changes.note(Change::Compared, before.compare != after.compare);
        let needs_otherwise = before.needs_level_below != after.needs_level_below;
        changes.note(Change::NeedsLevelBelow, needs_otherwise);
        changes.0
    };
    pairs(&counterparts, new.ladders.len(), changes)
        .into_iter()
        .map(|ladder| LadderDiff {
            levels: match (ladder.old, ladder.new) {
                (Some(one), Some(other)) => levels(meaning, &old.ladders[one], &new.ladders[other]),
                _ => Vec::new(),
            },
            ladder,
        })
        .collect()
}

fn levels(meaning: Meaning, old: &Ladder, new: &Ladder) -> Vec<Pair<usize>> {
    let number = |level: &Level| level.level;
    let counterparts = paired(&old.levels, &new.levels, number, number);
    let changes = |one: usize, other: usize| {
        let (before, after) = (&old.levels[one], &new.levels[other]);
        let mut changes = Changes::default();
        changes.note(Change::Renamed, before.name != after.name);
        let is_same = meaning.is_same_condition(&before.condition, &after.condition);
        changes.note(Change::Gate, !is_same);
        changes.0
    };
    pairs(&counterparts, new.levels.len(), changes)
}

/// Returns everything of either list in the order of the new one, with what changed.
fn pairs(
    counterparts: &[Option<usize>],
    new_count: usize,
    changes: impl Fn(usize, usize) -> Vec<Change>,
) -> Vec<Pair<usize>> {
    let mut old_of = vec![None; new_count];
    for (old, new) in counterparts.iter().enumerate() {
        if let Some(new) = new {
            old_of[*new] = Some(old);
        }
    }
    let pair = |entry| match entry {
        Entry::Gone(old) => Pair {
            old: Some(old),
            new: None,
            changes: Vec::new(),
        },
        Entry::Here(new) => Pair {
            old: old_of[new],
            new: Some(new),
            changes: old_of[new].map_or_else(Vec::new, |old| changes(old, new)),
        },
    };
    interleaved(counterparts, new_count)
        .into_iter()
        .map(pair)
        .collect()
}
