//! Versions of a criteria set side by side: which of them a period is judged by, and when that
//! cannot be told.
//!
//! Knows days of validity only; what changed from one version to the next is told by `diff`.

use super::{CriteriaSet, Document};
use crate::finding::{Finding, Place, Problem, Source};
use crate::period::{Date, Period};

/// Returns the place of the version a period is judged by: the one in force on its last day.
/// Where none is, the last one that was in force before that day, else the first one after it.
pub fn for_period(versions: &[&CriteriaSet], period: Period) -> Option<usize> {
    let day = period.last_day();
    let validity = || versions.iter().map(|set| &set.document).enumerate();
    let in_force = validity().find(|(_, document)| document.is_in_force(day));
    let before = || {
        let has_ended = |document: &Document| document.valid_until.is_some_and(|end| end < day);
        let ended = validity().filter(|(_, document)| has_ended(document));
        ended.max_by_key(|(_, document)| document.valid_until)
    };
    let after = || validity().min_by_key(|(_, document)| document.valid_from);
    let (place, _) = in_force.or_else(before).or_else(after)?;
    Some(place)
}

/// Returns what is to be said of versions, each with the file it was read from, of which one
/// alone can be in force on a day; it is said of the one that stands behind.
pub fn overlaps(versions: &[(&Source, &CriteriaSet)]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, (source, version)) in versions.iter().enumerate() {
        for (other_source, other) in &versions[..index] {
            if !version.document.meets(&other.document) {
                continue;
            }
            let (mut name, mut other_name) = names(version, other);
            if name == other_name {
                name = format!("{name} ({source})");
                other_name = format!("{other_name} ({other_source})");
            }
            findings.push(overlapping(source, name, other_name));
        }
    }
    findings
}

/// Returns what two versions are called where they are told apart: by the version alone, unless
/// their identifiers differ too.
pub fn names(one: &CriteriaSet, other: &CriteriaSet) -> (String, String) {
    let name = |set: &CriteriaSet| {
        if one.id == other.id {
            set.version.clone()
        } else {
            format!("{} {}", set.id, set.version)
        }
    };
    (name(one), name(other))
}

fn overlapping(source: &Source, version: String, other: String) -> Finding {
    let problem = Problem::VersionsOverlap { version, other };
    Finding::new(problem, Place::File(source.clone()))
}

impl CriteriaSet {
    /// Returns what is to be said when two versions of one set, this one read from `source`, are in
    /// force on the same day.
    pub fn overlap(&self, source: &Source, other: &CriteriaSet) -> Option<Finding> {
        let are_versions = self.id == other.id && self.version != other.version;
        (are_versions && self.document.meets(&other.document))
            .then(|| overlapping(source, self.version.clone(), other.version.clone()))
    }

    /// Returns what is to be said when the set, read from `source`, is used for `period` and is
    /// not in force on its last day.
    pub fn not_in_force(&self, source: &Source, period: Period) -> Option<Finding> {
        let Document {
            valid_from,
            valid_until,
            ..
        } = &self.document;
        let problem = Problem::NotInForce {
            period: period.to_string(),
            valid_from: valid_from.map(|day| day.to_string()),
            valid_until: valid_until.map(|day| day.to_string()),
        };
        (!self.document.is_in_force(period.last_day()))
            .then(|| Finding::new(problem, Place::File(source.clone())))
    }
}

impl Document {
    fn is_in_force(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day)
            && self.valid_until.is_none_or(|until| day <= until)
    }

    /// Returns whether both are in force on some day.
    fn meets(&self, other: &Document) -> bool {
        let ends_before = |until: Option<Date>, from: Option<Date>| matches!((until, from), (Some(until), Some(from)) if until < from);
        !ends_before(self.valid_until, other.valid_from)
            && !ends_before(other.valid_until, self.valid_from)
    }
}
