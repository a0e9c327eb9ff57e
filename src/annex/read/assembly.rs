//! Rows → one JSON value, and under which pointer each cell stands in it.

use std::collections::BTreeMap;

use super::super::json::{Json, Object};
use super::Reader;
use super::cells::Members;
use super::rows::Node;
use crate::finding::{Place, Problem};

/// The groups and criteria of one node, as they are collected from the last to the first.
#[derive(Default)]
struct Lists(Vec<(usize, &'static str, Vec<Json>)>);

impl Lists {
    fn put_first(&mut self, role: &'static str, row: usize, value: Json) {
        match self.0.iter_mut().find(|(_, other, _)| *other == role) {
            Some((first, _, list)) => {
                *first = row;
                list.push(value);
            }
            None => self.0.push((row, role, vec![value])),
        }
    }

    /// Returns the lists in the order of their first rows.
    fn in_order(mut self) -> impl Iterator<Item = (&'static str, Vec<Json>)> {
        self.0.sort_by_key(|(first, ..)| *first);
        let lists = self.0.into_iter();
        lists.map(|(_, role, list)| (role, list.into_iter().rev().collect()))
    }
}

impl Reader<'_> {
    /// Returns the members as an object that stands at `pointer`.
    pub(super) fn placed(&mut self, members: Members, place: Place, pointer: &str) -> Object {
        self.places.insert(pointer.to_owned(), place);
        for (key, place) in members.cells {
            self.places.insert(format!("{pointer}/{key}"), place);
        }
        members.object
    }

    pub(super) fn plain_list(&mut self, items: Vec<(Members, Place)>, pointer: &str) -> Vec<Json> {
        let items = items.into_iter().enumerate();
        items
            .map(|(index, (members, place))| {
                Json::Object(self.placed(members, place, &format!("{pointer}/{index}")))
            })
            .collect()
    }

    /// Adds a list made of rows; the object may say the same in JSON.
    pub(super) fn add_list(
        &mut self,
        object: &mut Object,
        key: &str,
        list: Vec<Json>,
        pointer: &str,
    ) {
        if list.is_empty() {
            return;
        }
        if object.iter().any(|(other, _)| other == key) {
            let place = self.places.get(&format!("{pointer}/{key}/0")).cloned();
            let place = place.unwrap_or_else(|| Place::File(self.source.clone()));
            let other = self
                .places
                .get(&format!("{pointer}/{key}"))
                .or_else(|| self.places.get(pointer));
            let other = other.and_then(Place::cell).map(|cell| cell.to_string());
            let other = other.unwrap_or_default();
            self.report(
                Problem::SaidTwice {
                    key: key.to_owned(),
                    other,
                },
                place,
                "",
            );
            return;
        }
        object.push((key.to_owned(), Json::List(list)));
    }

    /// Puts the rows together to a tree.
    pub(super) fn assemble(
        &mut self,
        whole: Members,
        lists: Vec<(&str, Vec<Json>)>,
        nodes: Vec<Node>,
        parents: &[Option<usize>],
    ) -> Json {
        // Where each node stands, told by the lists of what it is in.
        let mut counts: BTreeMap<(Option<usize>, &str), usize> = BTreeMap::new();
        let mut pointers: Vec<String> = Vec::with_capacity(nodes.len());
        for (node, parent) in nodes.iter().zip(parents) {
            let role = node.role.unwrap_or("criteria");
            let count = counts.entry((*parent, role)).or_default();
            let above = parent.map_or("", |parent| pointers[parent].as_str());
            pointers.push(format!("{above}/{role}/{count}"));
            *count += 1;
        }
        let mut below: Vec<Lists> = std::iter::repeat_with(Lists::default)
            .take(nodes.len())
            .collect();
        let mut top = Lists::default();
        // What is below a node is put together before it, last rows first.
        for (index, node) in nodes.into_iter().enumerate().rev() {
            let pointer = &pointers[index];
            let inputs = self.plain_list(node.inputs, &format!("{pointer}/inputs"));
            let mut object = self.placed(node.members, node.place, pointer);
            self.add_list(&mut object, "inputs", inputs, pointer);
            for (role, list) in std::mem::take(&mut below[index]).in_order() {
                self.add_list(&mut object, role, list, pointer);
            }
            let role = node.role.unwrap_or("criteria");
            let lists = parents[index].map_or(&mut top, |parent| &mut below[parent]);
            lists.put_first(role, index, Json::Object(object));
        }
        let mut object = whole.object;
        for (key, list) in lists {
            self.add_list(&mut object, key, list, "");
        }
        for (role, list) in top.in_order() {
            self.add_list(&mut object, role, list, "");
        }
        Json::Object(object)
    }
}
