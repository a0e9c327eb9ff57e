//! What of the old set is what of the new one.

use std::collections::BTreeMap;

use super::is_same_role;
use crate::definition::{CriteriaSet, Input, NodeIndex, Role};
use crate::rule::InputId;
use crate::unit::fold;

/// Which nodes and inputs of two sets are the same things.
#[derive(Debug)]
pub(super) struct Matching {
    /// What each old node became.
    pub new_nodes: Vec<Option<NodeIndex>>,
    /// What each new node was; several where they were made one.
    pub old_nodes: Vec<Vec<NodeIndex>>,
    /// What each old input became.
    pub inputs: Vec<Option<usize>>,
}

impl Matching {
    pub(super) fn of(old: &CriteriaSet, new: &CriteriaSet) -> Matching {
        let mut matching = Matching {
            new_nodes: vec![None; old.nodes.len()],
            old_nodes: vec![Vec::new(); new.nodes.len()],
            inputs: vec![None; old.inputs.len()],
        };
        matching.join(0, 0);
        matching.by_same_as(old, new);
        matching.by_code(old, new);
        matching.by_title(old, new);
        matching.inputs(old, new);
        matching
    }

    fn join(&mut self, old: NodeIndex, new: NodeIndex) {
        self.new_nodes[old] = Some(new);
        self.old_nodes[new].push(old);
    }

    fn by_same_as(&mut self, old: &CriteriaSet, new: &CriteriaSet) {
        let codes = codes(old);
        for (index, node) in new.nodes.iter().enumerate() {
            let namesake = codes.get(node.code.as_str());
            for code in &node.same_as {
                let Some(&named) = codes.get(code.as_str()) else {
                    continue;
                };
                // What the old set says already was said of a version before it.
                let is_older = namesake.is_some_and(|&old_node| {
                    old_node != named && old.nodes[old_node].same_as.contains(code)
                });
                if !is_older && self.new_nodes[named].is_none() {
                    self.join(named, index);
                }
            }
        }
    }

    fn by_code(&mut self, old: &CriteriaSet, new: &CriteriaSet) {
        let codes = codes(old);
        for (index, node) in new.nodes.iter().enumerate() {
            if let Some(&namesake) = codes.get(node.code.as_str())
                && self.old_nodes[index].is_empty()
                && self.new_nodes[namesake].is_none()
                && is_same_role(&old.nodes[namesake], node)
            {
                self.join(namesake, index);
            }
        }
    }

    /// A title that several of one kind have tells nothing.
    fn by_title(&mut self, old: &CriteriaSet, new: &CriteriaSet) {
        let unmatched = |set: &CriteriaSet, is_matched: &dyn Fn(NodeIndex) -> bool| {
            let nodes = set.nodes.iter().enumerate();
            let left = nodes.filter(|(index, _)| !is_matched(*index));
            unique(left.map(|(index, node)| {
                let role = match &node.role {
                    Role::Whole => 0,
                    Role::Part => 1,
                    Role::Group => 2,
                    Role::Criterion(_) => 3,
                };
                ((role, fold(&node.title.vi)), index)
            }))
        };
        let old_titles = unmatched(old, &|index| self.new_nodes[index].is_some());
        let new_titles = unmatched(new, &|index| !self.old_nodes[index].is_empty());
        for (title, new) in new_titles {
            if let Some(&old) = old_titles.get(&title) {
                self.join(old, new);
            }
        }
    }

    /// Points awarded by hand go with their criterion; every other input by its name, else by
    /// its label and type.
    fn inputs(&mut self, old: &CriteriaSet, new: &CriteriaSet) {
        let own = |set: &CriteriaSet, count| -> Vec<Option<InputId>> {
            (0..count).map(|node| set.own_points(node)).collect()
        };
        let (old_own, new_own) = (own(old, old.nodes.len()), own(new, new.nodes.len()));
        let others = |set: &CriteriaSet, own: &[Option<InputId>]| -> Vec<usize> {
            let is_own = |index: &usize| own.contains(&Some(InputId::new(*index)));
            (0..set.inputs.len())
                .filter(|index| !is_own(index))
                .collect()
        };
        let (old_others, new_others) = (others(old, &old_own), others(new, &new_own));
        let listed = |set: &'_ CriteriaSet, of: &[usize]| -> Vec<Input> {
            of.iter().map(|&index| set.inputs[index].clone()).collect()
        };
        let counterparts = paired(
            &listed(old, &old_others),
            &listed(new, &new_others),
            |input| input.name.clone(),
            |input| (input.shape.kind.name(), fold(&input.label.vi)),
        );
        for (old, new) in old_others.iter().zip(counterparts) {
            self.inputs[*old] = new.map(|new| new_others[new]);
        }
        for (new, old) in self.old_nodes.iter().enumerate() {
            if let [old] = old.as_slice()
                && let (Some(old), Some(new)) = (old_own[*old], new_own[new])
            {
                self.inputs[old.index()] = Some(new.index());
            }
        }
    }
}

fn codes(set: &CriteriaSet) -> BTreeMap<&str, NodeIndex> {
    let nodes = set.nodes.iter().enumerate().skip(1);
    nodes
        .map(|(index, node)| (node.code.as_str(), index))
        .collect()
}

/// Returns the keys that stand only once.
fn unique<K: Ord>(entries: impl Iterator<Item = (K, usize)>) -> BTreeMap<K, usize> {
    let mut found: BTreeMap<K, Option<usize>> = BTreeMap::new();
    for (key, index) in entries {
        found
            .entry(key)
            .and_modify(|other| *other = None)
            .or_insert(Some(index));
    }
    found
        .into_iter()
        .filter_map(|(key, index)| Some((key, index?)))
        .collect()
}

/// Returns what each of `old` became in `new`: what has the same key, else what alone has the
/// same words.
pub(super) fn paired<T, K: Ord, W: Ord>(
    old: &[T],
    new: &[T],
    key: impl Fn(&T) -> K,
    words: impl Fn(&T) -> W,
) -> Vec<Option<usize>> {
    let keys: BTreeMap<K, usize> = (0..new.len())
        .map(|index| (key(&new[index]), index))
        .collect();
    let mut counterparts: Vec<Option<usize>> = old
        .iter()
        .map(|entry| keys.get(&key(entry)).copied())
        .collect();
    let left_old = (0..old.len()).filter(|&index| counterparts[index].is_none());
    let old_words = unique(left_old.map(|index| (words(&old[index]), index)));
    let left_new = (0..new.len()).filter(|index| !counterparts.contains(&Some(*index)));
    let new_words = unique(left_new.map(|index| (words(&new[index]), index)));
    for (words, new) in new_words {
        if let Some(&old) = old_words.get(&words) {
            counterparts[old] = Some(new);
        }
    }
    counterparts
}

/// A place in the list of what stands in either set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    /// It stands in the new set.
    Here(usize),
    /// It stood in the old set only.
    Gone(usize),
}

/// Returns what stands in either list, in the order of the new one; what is gone stands behind
/// what it stood behind.
pub(super) fn interleaved(counterparts: &[Option<usize>], new_count: usize) -> Vec<Entry> {
    let mut gone_before: Vec<Vec<Entry>> = vec![Vec::new(); new_count + 1];
    let mut place = 0;
    for (old, new) in counterparts.iter().enumerate() {
        match new {
            Some(new) => place = new + 1,
            None => gone_before[place].push(Entry::Gone(old)),
        }
    }
    let mut entries = Vec::new();
    for (new, gone) in gone_before.into_iter().enumerate() {
        entries.extend(gone);
        if new < new_count {
            entries.push(Entry::Here(new));
        }
    }
    entries
}
