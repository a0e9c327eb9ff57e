//! Waivers as data: what a unit is excused from, why, by whom and until when.

use serde::Serialize;

use crate::definition::{CriteriaSet, NodeIndex};
use crate::text::Language;
use crate::waiver::{Granted, Waiver};

/// A waiver that holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct WaiverEntry {
    /// The code of the part, group or criterion it names.
    pub code: String,
    /// Its title.
    pub title: String,
    /// The codes of the criteria the unit is excused from.
    pub criteria: Vec<String>,
    /// Why.
    pub reason: String,
    /// Who decided it.
    pub approver: String,
    /// The decision.
    pub document: Option<String>,
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub until: String,
    /// The last day as people read it; not part of the data.
    #[serde(skip)]
    pub until_text: String,
}

/// Returns the waivers of a unit, in the order of the criteria set.
pub fn entries(set: &CriteriaSet, granted: &Granted, language: Language) -> Vec<WaiverEntry> {
    within(set, 0, granted, language)
}

/// Returns those of the waivers that excuse from a criterion at or below a node.
pub(super) fn within(
    set: &CriteriaSet,
    node: NodeIndex,
    granted: &Granted,
    language: Language,
) -> Vec<WaiverEntry> {
    let below = node..set.nodes[node].end;
    let code = |&node: &NodeIndex| set.nodes[node].code.clone();
    let entry = |(waiver, criteria): (&Waiver, &[NodeIndex])| {
        let of = waiver.of?;
        let has_part = criteria.iter().any(|criterion| below.contains(criterion));
        has_part.then(|| WaiverEntry {
            code: code(&of),
            title: language.of(&set.nodes[of].title).to_owned(),
            criteria: criteria.iter().map(code).collect(),
            reason: waiver.reason.clone(),
            approver: waiver.approver.clone(),
            document: waiver.document.clone(),
            from: waiver.from.map(|day| day.to_string()),
            until: waiver.until.to_string(),
            until_text: language.day(waiver.until),
        })
    };
    granted.iter().filter_map(entry).collect()
}
