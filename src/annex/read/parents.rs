//! Which row stands in which: by the code a row names, or of a bare table by the codes alone.

use std::collections::{BTreeMap, BTreeSet};

use super::super::bare;
use super::super::json::Json;
use super::rows::Node;
use super::table::Table;
use super::{DEEPEST, Reader};
use crate::finding::{Measure, Problem, Reference};
use crate::rule::nearest;

impl Reader<'_> {
    /// Returns for each node the node it stands in.
    pub(super) fn parents(&mut self, nodes: &mut [Node], table: &Table) -> Vec<Option<usize>> {
        let parents = if table.is_ours() {
            self.named_parents(nodes)
        } else {
            let codes: Vec<String> = nodes.iter().map(|node| node.code.clone()).collect();
            let parents = bare::parents(&codes, DEEPEST);
            let unique = bare::unique(&codes, &parents);
            let changed: Vec<(&String, &String)> = codes
                .iter()
                .zip(&unique)
                .filter(|(old, new)| old != new)
                .collect();
            if let Some((written, becomes)) = changed.first() {
                let problem = Problem::CodesQualified {
                    codes: changed.len(),
                    written: (*written).clone(),
                    becomes: (*becomes).clone(),
                };
                let first = codes.iter().zip(&unique).position(|(old, new)| old != new);
                let place = nodes[first.unwrap_or_default()].place.clone();
                self.report(problem, place, "");
            }
            for (node, code) in nodes.iter_mut().zip(unique) {
                if let Some((_, value)) = node
                    .members
                    .object
                    .iter_mut()
                    .find(|(key, _)| key == "code")
                {
                    *value = Json::Text(code.clone());
                }
                node.code = code;
            }
            parents
        };
        let mut first: BTreeMap<&str, u64> = BTreeMap::new();
        let mut twice = Vec::new();
        for node in nodes.iter() {
            match first.get(node.code.as_str()) {
                Some(&row) => twice.push((node.code.clone(), node.place.clone(), row)),
                None => {
                    first.insert(&node.code, node.row_number);
                }
            }
        }
        for (code, place, row) in twice {
            let first_line = usize::try_from(row).unwrap_or(usize::MAX);
            let quoted = code.clone();
            self.report(Problem::DuplicateCode { code, first_line }, place, &quoted);
        }
        parents
    }

    fn named_parents(&mut self, nodes: &[Node]) -> Vec<Option<usize>> {
        let all: BTreeSet<&str> = nodes.iter().map(|node| node.code.as_str()).collect();
        let mut above: BTreeMap<&str, usize> = BTreeMap::new();
        let mut depths: Vec<usize> = Vec::with_capacity(nodes.len());
        let mut parents: Vec<Option<usize>> = Vec::with_capacity(nodes.len());
        for (index, node) in nodes.iter().enumerate() {
            let mut parent = None;
            if let Some((code, place)) = &node.parent {
                match above.get(code.as_str()) {
                    Some(&found) if depths[found] < DEEPEST => parent = Some(found),
                    Some(_) => {
                        let limit = DEEPEST as u64;
                        let what = Measure::Depth;
                        self.report(Problem::TooLarge { what, limit }, place.clone(), code);
                    }
                    None if all.contains(code.as_str()) => {
                        let allowed = above.keys().map(|&code| code.to_owned()).collect();
                        self.report(Problem::ValueNotAllowed { allowed }, place.clone(), code);
                    }
                    None => {
                        let nearest = nearest(code, above.keys().copied());
                        let (name, reference) = (code.clone(), Reference::Node);
                        let problem = Problem::UnknownReference {
                            name,
                            reference,
                            nearest,
                        };
                        self.report(problem, place.clone(), code);
                    }
                }
            }
            depths.push(parent.map_or(0, |parent| depths[parent] + 1));
            parents.push(parent);
            if node.role != Some("criteria") {
                above.entry(&node.code).or_insert(index);
            }
        }
        parents
    }
}
