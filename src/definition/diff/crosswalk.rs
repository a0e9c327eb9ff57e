//! From what changed to what may be compared: results of one period under one version of a set
//! with results of another period under a later one.

use std::collections::{BTreeMap, BTreeSet};

use super::matching::Matching;
use super::meaning::Meaning;
use super::{Diff, NodeDiff, asks_otherwise, input_changes, is_known_the_same, only_adds_up};
use crate::definition::{Cohort, CriteriaSet, NodeIndex, RoundingStage};
use crate::rule::InputId;

/// What of two versions of a set may be compared: results of one period under the old version
/// with those of another under the new one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Crosswalk {
    pairs: Vec<(NodeIndex, NodeIndex)>,
    common: Vec<(NodeIndex, NodeIndex)>,
    totals: bool,
    places: bool,
}

impl Crosswalk {
    /// Returns the crosswalk from `old` to `new`.
    pub fn of(old: &CriteriaSet, new: &CriteriaSet) -> Crosswalk {
        Crosswalk::of_pairs(old, new, comparable_pairs(old, new))
    }

    /// Returns the crosswalk from the first of several versions to the last, each of which says
    /// by `same_as` what its nodes were in the one before; none without a version.
    pub fn through(versions: &[&CriteriaSet]) -> Option<Crosswalk> {
        let (first, last) = (versions.first()?, versions.last()?);
        let mut pairs: Vec<_> = (0..first.nodes.len()).map(|node| (node, node)).collect();
        for step in versions.windows(2) {
            let so_far: BTreeMap<_, _> = pairs.iter().map(|&(old, node)| (node, old)).collect();
            let onwards = comparable_pairs(step[0], step[1]).into_iter();
            pairs = onwards
                .filter_map(|(node, new)| Some((*so_far.get(&node)?, new)))
                .collect();
        }
        Some(Crosswalk::of_pairs(first, last, pairs))
    }

    fn of_pairs(
        old: &CriteriaSet,
        new: &CriteriaSet,
        pairs: Vec<(NodeIndex, NodeIndex)>,
    ) -> Crosswalk {
        let mut crosswalk = Crosswalk {
            pairs,
            common: Vec::new(),
            totals: false,
            places: false,
        };
        if old.counted == new.counted && rounds_alike(old, new) {
            crosswalk.common = crosswalk.common_part(old, new);
        }
        crosswalk.totals = crosswalk.common == [(0, 0)]
            && (old.rounding, old.rounding_stage) == (new.rounding, new.rounding_stage);
        crosswalk.places = crosswalk.totals && ranks_alike(old, new);
        crosswalk
    }

    /// Returns the crosswalk the other way round.
    #[must_use]
    pub fn reversed(&self) -> Crosswalk {
        let turned = |pairs: &[(NodeIndex, NodeIndex)]| {
            let mut turned: Vec<_> = pairs.iter().map(|&(old, new)| (new, old)).collect();
            turned.sort_by_key(|(_, node)| *node);
            turned
        };
        Crosswalk {
            pairs: turned(&self.pairs),
            common: turned(&self.common),
            ..*self
        }
    }

    /// Returns the nodes that may be compared, old and new, in the order of the new set.
    pub fn pairs(&self) -> &[(NodeIndex, NodeIndex)] {
        &self.pairs
    }

    /// Returns what a node of the new set may be compared with.
    pub fn counterpart(&self, new: NodeIndex) -> Option<NodeIndex> {
        let place = self
            .pairs
            .binary_search_by_key(&new, |(_, new)| *new)
            .ok()?;
        Some(self.pairs[place].0)
    }

    /// Returns the largest nodes that may be compared and are added up in both totals, old and
    /// new; none of them is below another, so that their points can be added here too. The whole
    /// alone, where all of it may be compared.
    ///
    /// Empty also where another score counts, or where criteria are rounded otherwise.
    pub fn common(&self) -> &[(NodeIndex, NodeIndex)] {
        &self.common
    }

    /// Returns whether published totals may be compared.
    pub const fn compares_totals(&self) -> bool {
        self.totals
    }

    /// Returns whether places may be compared: totals may, and they are ranked in the same way.
    pub const fn compares_places(&self) -> bool {
        self.places
    }

    fn common_part(&self, old: &CriteriaSet, new: &CriteriaSet) -> Vec<(NodeIndex, NodeIndex)> {
        if self.counterpart(0).is_some() {
            return vec![(0, 0)];
        }
        let mut common = Vec::new();
        let mut next = 1;
        if only_adds_up(old, 0) && only_adds_up(new, 0) {
            while let Some(node) = new.nodes.get(next) {
                let was = self
                    .counterpart(next)
                    .filter(|&was| adds_to_total(old, was));
                match was {
                    Some(was) => common.push((was, next)),
                    None if only_adds_up(new, next) => {
                        next += 1;
                        continue;
                    }
                    None => {}
                }
                next = node.end;
            }
        }
        common
    }
}

/// Returns for every input of the new set the one of the old set whose answers it could have too:
/// the same figure, asked for in the same way.
pub fn carried_inputs(old: &CriteriaSet, new: &CriteriaSet) -> Vec<Option<InputId>> {
    let matching = Matching::of(old, new);
    let meaning = Meaning {
        old,
        new,
        matching: &matching,
    };
    let mut carried = vec![None; new.inputs.len()];
    for (was, is) in matching.inputs.iter().enumerate() {
        let Some(is) = *is else { continue };
        let (input_was, input_is) = (&old.inputs[was], &new.inputs[is]);
        let is_known = match (input_was.criterion, input_is.criterion) {
            (Some(node_was), Some(node)) if new.own_points(node) == Some(InputId::new(is)) => {
                is_known_the_same(meaning, node_was, node)
            }
            _ => true,
        };
        if is_known && !asks_otherwise(&input_changes(input_was, input_is)) {
            carried[is] = Some(InputId::new(was));
        }
    }
    carried
}

fn comparable_pairs(old: &CriteriaSet, new: &CriteriaSet) -> Vec<(NodeIndex, NodeIndex)> {
    let pair = |node: &NodeDiff| match (node.old.as_slice(), node.new) {
        (&[old], Some(new)) if node.comparable => Some((old, new)),
        _ => None,
    };
    Diff::of(old, new).nodes.iter().filter_map(pair).collect()
}

/// Whether only additions stand between a node and the total.
fn adds_to_total(set: &CriteriaSet, node: NodeIndex) -> bool {
    let parents = std::iter::successors(set.nodes[node].parent, |&above| set.nodes[above].parent);
    parents.into_iter().all(|above| only_adds_up(set, above))
}

/// Whether the same answers earn the same points of a criterion after rounding as well, where
/// criteria are rounded; what is rounded only when it is shown can be shown in the same way.
fn rounds_alike(old: &CriteriaSet, new: &CriteriaSet) -> bool {
    let is_unrounded = |set: &CriteriaSet| set.rounding_stage == RoundingStage::Published;
    (is_unrounded(old) && is_unrounded(new))
        || (old.rounding, old.rounding_stage) == (new.rounding, new.rounding_stage)
}

fn ranks_alike(old: &CriteriaSet, new: &CriteriaSet) -> bool {
    let (before, after) = (&old.ranking, &new.ranking);
    before.ties == after.ties
        && before.compare == after.compare
        && before.missing == after.missing
        && divides_alike(&before.cohorts, &after.cohorts)
}

/// Whether units are divided into the same cohorts, whatever these are called.
pub(super) fn divides_alike(old: &[Cohort], new: &[Cohort]) -> bool {
    let types = |cohorts: &[Cohort]| -> BTreeSet<BTreeSet<String>> {
        let types = cohorts.iter().map(|cohort| cohort.types.iter().cloned());
        types.map(Iterator::collect).collect()
    };
    types(old) == types(new)
}
