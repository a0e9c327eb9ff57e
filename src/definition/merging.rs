//! Codes that a spreadsheet takes for one number, such as 4.1 and 4.10.
//!
//! They are right as they are, since codes are text: whoever writes a set is told, and nobody who uses it.

use std::collections::BTreeMap;

use super::schema::Parsed;
use super::{CriteriaSet, NodeIndex, Role};
use crate::finding::{Finding, Problem, Source};
use crate::number::{Decimal, parse_plain};

/// So many groups of such codes are named; how many there are is told.
const MOST_NAMED: usize = 3;

/// Returns what is to be said, once, of all codes of a set read from `text` that would become one
/// number.
pub fn merging_codes(source: &Source, text: &str, set: &CriteriaSet) -> Option<Finding> {
    let mut alike: BTreeMap<Decimal, Vec<NodeIndex>> = BTreeMap::new();
    for (index, node) in set.nodes.iter().enumerate() {
        if let Some(number) = parse_plain(&node.code) {
            alike.entry(number).or_default().push(index);
        }
    }
    let mut merging: Vec<Vec<NodeIndex>> = alike.into_values().collect();
    merging.retain(|nodes| nodes.len() > 1);
    merging.sort();
    let second = *merging.first()?.get(1)?;
    let code = |&node: &NodeIndex| set.nodes[node].code.clone();
    let named = merging.iter().take(MOST_NAMED);
    let problem = Problem::CodesMerge {
        codes: named
            .map(|nodes| nodes.iter().map(code).collect())
            .collect(),
        groups: merging.len(),
    };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let parsed = Parsed::new(source, text).ok()?;
    let place = parsed.place(&format!("{}/code", pointer(set, second)));
    let mut finding = Finding::new(problem, place);
    finding.quoted = parsed.quote(&finding.place);
    Some(finding)
}

/// Returns the JSON pointer of a node.
fn pointer(set: &CriteriaSet, node: NodeIndex) -> String {
    let list_of = |node: NodeIndex| match set.nodes[node].role {
        Role::Whole => "",
        Role::Part => "parts",
        Role::Group => "groups",
        Role::Criterion(_) => "criteria",
    };
    let Some(parent) = set.nodes[node].parent else {
        return String::new();
    };
    let list = list_of(node);
    let before = set.children(parent).take_while(|&child| child != node);
    let before = before.filter(|&child| list_of(child) == list).count();
    format!("{}/{list}/{before}", pointer(set, parent))
}
