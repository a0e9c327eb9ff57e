//! The rows of the annex and of the figures, taken out of the tree.

use std::collections::BTreeSet;

use super::super::columns::{self, ROLES};
use super::super::json::{Json, Object};
use super::cells::cells_of;
use super::{Look, Row, Rows};

impl Rows {
    /// Takes the parts, groups and criteria out of a node and gives each a row, in the order of
    /// their codes as far as the order of each list allows.
    pub(super) fn branches(&mut self, node: &mut Object, parent: &str) {
        let mut lists: Vec<(usize, std::vec::IntoIter<(String, Object)>)> = Vec::new();
        for (role, (key, _)) in ROLES.iter().enumerate() {
            // Only the whole has parts.
            if *key == "parts" && !parent.is_empty() {
                continue;
            }
            let is_code = |code: &str| columns::is_plain(code) && columns::bare_code(code) == code;
            let known = &mut self.codes;
            let items = columns::take(node, key, |value| records(value, "code", is_code, known));
            lists.extend(items.map(|items| (role, items.into_iter())));
        }
        let next = |items: &std::vec::IntoIter<(String, Object)>| {
            items.as_slice().first().map(|(code, _)| natural(code))
        };
        while let Some((role, items)) = lists
            .iter_mut()
            .filter(|(_, items)| next(items).is_some())
            .min_by_key(|(_, items)| next(items))
        {
            let role = *role;
            if let Some((code, item)) = items.next() {
                self.branch(role, &code, item, parent);
            }
        }
    }

    fn branch(&mut self, role: usize, code: &str, mut item: Object, parent: &str) {
        let (key, name) = ROLES[role];
        let mut below = Object::new();
        for below_key in ["groups", "criteria"] {
            let list = columns::take(&mut item, below_key, |value| Some(value.clone()));
            below.extend(list.map(|list| (below_key.to_owned(), list)));
        }
        let is_criterion = key == "criteria";
        if is_criterion {
            self.inputs_of(&mut item, code);
        }
        let index = self.annex.len();
        let cells = Vec::new();
        let look = match key {
            "parts" => Look::Part,
            "groups" => Look::Group,
            _ => Look::Plain,
        };
        self.annex.push(Row { cells, look });
        if !is_criterion {
            self.branches(&mut below, code);
        }
        item.extend(below);
        self.annex[index].cells = cells_of(item, columns::ANNEX_COLUMNS, code, parent, name);
    }

    /// Takes the figures out of a criterion, or of the whole, and gives each a row.
    pub(super) fn inputs_of(&mut self, node: &mut Object, criterion: &str) {
        let known = &mut self.names;
        let items = columns::take(node, "inputs", |value| {
            records(value, "name", columns::is_plain, known)
        });
        for (_, item) in items.into_iter().flatten() {
            let cells = cells_of(item, columns::INPUT_COLUMNS, "", criterion, "");
            let look = Look::Plain;
            self.inputs.push(Row { cells, look });
        }
    }
}

/// Returns the objects of a list with the name each has under `key`, when all have one that is
/// `possible` and new.
pub(super) fn records(
    value: &Json,
    key: &str,
    possible: impl Fn(&str) -> bool,
    known: &mut BTreeSet<String>,
) -> Option<Vec<(String, Object)>> {
    let Json::List(items) = value else {
        return None;
    };
    let named = |item: &Json| {
        let Json::Object(members) = item else {
            return None;
        };
        let (_, name) = members.iter().find(|(other, _)| other == key)?;
        let name = name.text().filter(|name| possible(name))?;
        Some((name.to_owned(), members.clone()))
    };
    let named: Option<Vec<(String, Object)>> = items.iter().map(named).collect();
    let named = named.filter(|named| !named.is_empty())?;
    let mut new = BTreeSet::new();
    let all_new = named
        .iter()
        .all(|(name, _)| !known.contains(name) && new.insert(name.clone()));
    known.append(&mut new);
    all_new.then_some(named)
}

/// Returns a code as people count: 4.9 before 4.10.
fn natural(code: &str) -> Vec<(u64, String)> {
    let parts = code.split(['.', '-']);
    parts
        .map(|part| match part.parse() {
            Ok(number) => (number, String::new()),
            Err(_) => (0, part.to_owned()),
        })
        .collect()
}
