//! How two versions of a criteria set differ, as data: every node, input and ladder of both,
//! what changed about it, and which nodes may be compared.

mod side;

use serde::Serialize;

use super::{CriteriaSetReference, role, scope};
use crate::definition::diff::{Change, Diff, LadderDiff, NodeDiff, Pair};
use crate::definition::{CriteriaSet, Ladder, NodeIndex, Text};
use crate::number::Decimal;
use crate::rule::InputId;
use crate::text::{Language, difference};
use side::{Side, Value};

/// How two versions of a criteria set differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CriteriaDiffDocument {
    /// `chamdiem/criteria-diff/1`.
    pub schema: &'static str,
    /// The earlier version.
    pub old: CriteriaSetReference,
    /// The later version.
    pub new: CriteriaSetReference,
    /// Whether the two mean the same.
    pub equal: bool,
    /// How many parts, groups and criteria are what.
    pub nodes_count: NodesCount,
    /// What changed about the set as a whole.
    pub set: Vec<ChangeEntry>,
    /// The whole, and every part, group and criterion of both versions.
    pub nodes: Vec<NodeEntry>,
    /// Every input of both versions.
    pub inputs: Vec<InputEntry>,
    /// Every ladder of both versions.
    pub ladders: Vec<LadderEntry>,
}

/// How many parts, groups and criteria are what; the whole is not counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NodesCount {
    /// In the new version.
    pub all: usize,
    /// Only in the new version.
    pub added: usize,
    /// Only in the old version.
    pub removed: usize,
    /// In both, with changes.
    pub changed: usize,
    /// In both, and results may be compared.
    pub comparable: usize,
}

/// What changed, and from what to what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ChangeEntry {
    /// What changed.
    pub change: &'static str,
    /// What it was.
    pub old: Option<String>,
    /// What it is.
    pub new: Option<String>,
    /// What changed, in words; not part of the data.
    #[serde(skip)]
    pub label: &'static str,
    /// What it was and is, in words; not part of the data.
    #[serde(skip)]
    pub shown: [Option<String>; 2],
}

/// A node of either version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NodeEntry {
    /// `same`, `changed`, `added` or `removed`.
    pub status: &'static str,
    /// The code; none for the whole, and for what was removed.
    pub code: Option<String>,
    /// The codes it had; none for the whole, and for what was added.
    pub old_codes: Vec<String>,
    /// `whole`, `part`, `group` or `criterion`.
    pub role: &'static str,
    /// The title; the old one of what was removed.
    pub title: String,
    /// The maximum; the old one of what was removed.
    pub maximum: Decimal,
    /// Whether results of the two versions may be compared here.
    pub comparable: bool,
    /// What changed.
    pub changes: Vec<ChangeEntry>,
}

/// An input of either version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct InputEntry {
    /// `same`, `changed`, `added` or `removed`.
    pub status: &'static str,
    /// The name; the old one of what was removed.
    pub name: String,
    /// The code of the criterion it stands in; none for general figures and facts.
    pub criterion: Option<String>,
    /// The label; the old one of what was removed.
    pub label: String,
    /// What changed.
    pub changes: Vec<ChangeEntry>,
}

/// A ladder of either version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LadderEntry {
    /// `same`, `changed`, `added` or `removed`, its levels aside.
    pub status: &'static str,
    /// The identifier; the old one of what was removed.
    pub id: String,
    /// The title; the old one of what was removed.
    pub title: String,
    /// What changed.
    pub changes: Vec<ChangeEntry>,
    /// Its levels, where it stands in both versions.
    pub levels: Vec<LevelEntry>,
}

/// A level of either version of a ladder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LevelEntry {
    /// `same`, `changed`, `added` or `removed`.
    pub status: &'static str,
    /// Its number.
    pub level: u32,
    /// Its name; the old one of what was removed.
    pub name: String,
    /// Its condition in words; the old one of what was removed.
    pub condition: String,
    /// What changed.
    pub changes: Vec<ChangeEntry>,
}

/// A set, and the digest of its file.
#[derive(Debug, Clone, Copy)]
pub struct Version<'v> {
    /// The set.
    pub set: &'v CriteriaSet,
    /// SHA-256 of its file.
    pub sha256: &'v str,
}

impl CriteriaDiffDocument {
    /// Returns how the new version differs from the old one.
    pub fn new(old: Version, new: Version, language: Language) -> CriteriaDiffDocument {
        let diff = Diff::of(old.set, new.set);
        let sides = Sides {
            old: Side {
                set: old.set,
                language,
            },
            new: Side {
                set: new.set,
                language,
            },
        };
        let nodes: Vec<NodeEntry> = diff
            .nodes
            .iter()
            .filter_map(|node| sides.node(node))
            .collect();
        CriteriaDiffDocument {
            schema: "chamdiem/criteria-diff/1",
            old: CriteriaSetReference::new(old.set, old.sha256, language),
            new: CriteriaSetReference::new(new.set, new.sha256, language),
            equal: diff.is_empty(),
            nodes_count: NodesCount::of(&nodes),
            set: sides.changes(&diff.set, [Some(()); 2], Side::of_set),
            nodes,
            inputs: diff
                .inputs
                .iter()
                .filter_map(|input| sides.input(input))
                .collect(),
            ladders: diff
                .ladders
                .iter()
                .filter_map(|ladder| sides.ladder(ladder))
                .collect(),
        }
    }
}

impl NodesCount {
    fn of(nodes: &[NodeEntry]) -> NodesCount {
        let count = |is: &dyn Fn(&NodeEntry) -> bool| {
            let counted = nodes.iter().filter(|node| node.role != "whole");
            counted.filter(|node| is(node)).count()
        };
        NodesCount {
            all: count(&|node| node.status != "removed"),
            added: count(&|node| node.status == "added"),
            removed: count(&|node| node.status == "removed"),
            changed: count(&|node| node.status == "changed"),
            comparable: count(&|node| node.comparable),
        }
    }
}

#[derive(Clone, Copy)]
struct Sides<'s> {
    old: Side<'s>,
    new: Side<'s>,
}

impl<'s> Sides<'s> {
    /// Returns each change of what stands on both sides, with what it was and is.
    fn changes<T: Copy>(
        self,
        changes: &[Change],
        [old, new]: [Option<T>; 2],
        value: impl Fn(Side<'s>, T, Change) -> Value<'s>,
    ) -> Vec<ChangeEntry> {
        let at = |side, place: Option<T>, change| {
            place.map_or(Value::Nothing, |place| value(side, place, change))
        };
        let each = |&change: &Change| {
            self.change(change, at(self.old, old, change), at(self.new, new, change))
        };
        changes.iter().map(each).collect()
    }

    fn change(self, change: Change, old: Value, new: Value) -> ChangeEntry {
        let language = self.new.language;
        let ([old, old_shown], [new, new_shown]) = match (old, new) {
            // Only the other language's text changed.
            (Value::Text(one), Value::Text(two)) if language.of(one) == language.of(two) => {
                let other = Language::ALL.iter().find(|other| **other != language);
                let other = other.copied().unwrap_or(language);
                let told = |text: &Text| Some(format!("{}: {}", other.code(), other.of(text)));
                ([told(one), told(one)], [told(two), told(two)])
            }
            (old, new) => (old.said(language), new.said(language)),
        };
        ChangeEntry {
            change: change.name(),
            old,
            new,
            label: difference::change(change, language),
            shown: [old_shown, new_shown],
        }
    }

    /// Returns the new place of something with its side; the old one of what was removed.
    fn latest<T: Copy>(self, [old, new]: [Option<T>; 2]) -> Option<(Side<'s>, T)> {
        let removed = || old.map(|old| (self.old, old));
        new.map(|new| (self.new, new)).or_else(removed)
    }

    fn node(self, node: &NodeDiff) -> Option<NodeEntry> {
        let (side, index) = self.latest([node.old.first().copied(), node.new])?;
        let new: &[NodeIndex] = node.new.as_slice();
        let places = [Some(node.old.as_slice()), Some(new)];
        let shown = &side.set.nodes[index];
        Some(NodeEntry {
            status: status(!node.old.is_empty(), node.new.is_some(), node.is_same()),
            code: node.new.and_then(|new| scope(self.new.set, new)),
            old_codes: self.old.codes(&node.old),
            role: role(&shown.role),
            title: side.language.of(&shown.title).to_owned(),
            maximum: side.short(&shown.maximum),
            comparable: node.comparable,
            changes: self.changes(&node.changes, places, Side::of_nodes),
        })
    }

    fn input(self, input: &Pair<InputId>) -> Option<InputEntry> {
        let places = [input.old, input.new];
        let (side, id) = self.latest(places)?;
        let shown = side.set.input(id);
        Some(InputEntry {
            status: pair_status(input),
            name: shown.name.clone(),
            criterion: shown.criterion.and_then(|node| scope(side.set, node)),
            label: side.language.of(&shown.label).to_owned(),
            changes: self.changes(&input.changes, places, Side::of_input),
        })
    }

    fn ladder(self, diff: &LadderDiff) -> Option<LadderEntry> {
        let Pair { old, new, changes } = &diff.ladder;
        let old = old.map(|index| &self.old.set.ladders[index]);
        let new = new.map(|index| &self.new.set.ladders[index]);
        let (side, shown) = self.latest([old, new])?;
        let level = |level: &Pair<usize>| self.level(level, [old, new]);
        Some(LadderEntry {
            status: pair_status(&diff.ladder),
            id: shown.id.clone(),
            title: side.language.of(&shown.title).to_owned(),
            changes: self.changes(changes, [old, new], Side::of_ladder),
            levels: diff.levels.iter().filter_map(level).collect(),
        })
    }

    fn level(self, pair: &Pair<usize>, [old, new]: [Option<&'s Ladder>; 2]) -> Option<LevelEntry> {
        let old = old
            .zip(pair.old)
            .map(|(ladder, index)| &ladder.levels[index]);
        let new = new
            .zip(pair.new)
            .map(|(ladder, index)| &ladder.levels[index]);
        let (side, shown) = self.latest([old, new])?;
        Some(LevelEntry {
            status: pair_status(pair),
            level: shown.level,
            name: side.language.of(&shown.name).to_owned(),
            condition: side.condition(shown),
            changes: self.changes(
                &pair.changes,
                [old, new],
                |side, level, change| match change {
                    Change::Gate => Value::plain(Some(side.condition(level))),
                    _ => Value::Text(&level.name),
                },
            ),
        })
    }
}

fn pair_status<I>(pair: &Pair<I>) -> &'static str {
    status(pair.old.is_some(), pair.new.is_some(), pair.is_same())
}

const fn status(was: bool, is: bool, is_same: bool) -> &'static str {
    match (was, is) {
        (false, _) => "added",
        (true, false) => "removed",
        (true, true) if is_same => "same",
        (true, true) => "changed",
    }
}
