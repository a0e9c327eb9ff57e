//! What a table leaves out and its rows tell: points by hand, and maxima that are sums.

use super::super::columns;
use super::super::json::Json;
use super::Reader;
use super::cells::Members;
use super::rows::Node;
use crate::finding::{Finding, Place, Problem};
use crate::number::{Decimal, parse_plain};

impl Reader<'_> {
    /// Gives criteria a rule and branches a maximum where the table has none.
    pub(super) fn complete(&mut self, nodes: &mut [Node], parents: &[Option<usize>]) {
        let mut has_children = vec![false; nodes.len()];
        for parent in parents.iter().flatten() {
            has_children[*parent] = true;
        }
        for (index, node) in nodes.iter_mut().enumerate() {
            let role = if has_children[index] {
                "groups"
            } else {
                "criteria"
            };
            let role = *node.role.get_or_insert(role);
            if role == "criteria" && !node.members.has("rule") {
                let manual = vec![("kind".to_owned(), Json::Text("manual".to_owned()))];
                node.members
                    .object
                    .push(("rule".to_owned(), Json::Object(manual)));
            }
            if !node.remarks.is_empty() {
                let more = node.remarks.join("\n");
                let said = node
                    .members
                    .object
                    .iter_mut()
                    .find(|(key, _)| key == "remark");
                match said {
                    Some((_, Json::Text(text))) => *text = format!("{text}\n{more}"),
                    Some(_) => {}
                    None => node
                        .members
                        .object
                        .push(("remark".to_owned(), Json::Text(more))),
                }
            }
        }
        // What is below stands after what it is in.
        let mut sums: Vec<Option<Decimal>> = vec![Some(Decimal::ZERO); nodes.len()];
        for index in (0..nodes.len()).rev() {
            let node = &mut nodes[index];
            let own = match node.members.object.iter().find(|(key, _)| key == "maximum") {
                Some((_, Json::Number(text))) => parse_plain(text),
                Some(_) => None,
                None if has_children[index] => {
                    let sum = sums[index].map(|sum| sum.normalize());
                    if let Some(sum) = sum {
                        let sum = Json::Number(sum.to_string());
                        node.members.add("maximum", sum, node.maximum_at.clone());
                    }
                    sum
                }
                None => {
                    let place = node.maximum_at.clone();
                    if !self.findings.iter().any(|finding| finding.place == place) {
                        self.findings
                            .push(Finding::new(Problem::NotANumber, place).about(&node.code));
                    }
                    None
                }
            };
            if let Some(parent) = parents[index] {
                sums[parent] = sums[parent]
                    .zip(own)
                    .and_then(|(sum, own)| sum.checked_add(own));
            }
        }
    }

    /// Gives the whole its maximum: the last row's, or the sum.
    pub(super) fn maximum(
        &mut self,
        whole: &mut Members,
        total: Option<(String, Place)>,
        nodes: &[Node],
        parents: &[Option<usize>],
    ) {
        match total {
            Some((_, place)) if whole.has("maximum") => {
                let key = "maximum".to_owned();
                let general = self.places.get("/maximum").and_then(Place::cell);
                let other = general.map(|cell| format!("{cell} ({})", columns::GENERAL));
                let other = other.unwrap_or_default();
                self.report(Problem::SaidTwice { key, other }, place, "");
            }
            Some((number, place)) => {
                whole
                    .object
                    .push(("maximum".to_owned(), Json::Number(number)));
                self.places.insert("/maximum".to_owned(), place);
            }
            None if whole.has("maximum") => {}
            None => {
                let own = |node: &Node| match node
                    .members
                    .object
                    .iter()
                    .find(|(key, _)| key == "maximum")
                {
                    Some((_, Json::Number(text))) => parse_plain(text),
                    _ => None,
                };
                let top = nodes
                    .iter()
                    .zip(parents)
                    .filter(|(_, parent)| parent.is_none());
                let sum = top
                    .map(|(node, _)| own(node))
                    .try_fold(Decimal::ZERO, |sum, own| sum.checked_add(own?));
                if let Some(sum) = sum {
                    let sum = Json::Number(sum.normalize().to_string());
                    whole.object.push(("maximum".to_owned(), sum));
                }
            }
        }
    }
}
