//! Who is excused from which criterion, for which days, and who decided it: a table beside the
//! submissions.
//!
//! A waiver names a unit, a criterion (or a group or part, for all criteria below), the reason, who
//! approved it, and its last day: it has to end. What a waived criterion then gives is the criteria
//! set's choice. Knows nothing of answers and points.

mod table;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::definition::{CriteriaSet, NodeIndex};
use crate::finding::{Finding, Findings, Place, Problem};
use crate::period::{Date, Period};
use crate::rule::InputId;
use crate::unit::AdministrativeUnit;

pub use table::read;

/// A unit excused from something by decision of somebody, for some days.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiver {
    /// The code of what the unit is excused from.
    pub code: String,
    /// The criterion, or the group or part of which every criterion is meant; none where the
    /// criteria set at hand has none of that code, because the waiver belongs to another version.
    pub of: Option<NodeIndex>,
    /// Why.
    pub reason: String,
    /// Who decided it.
    pub approver: String,
    /// The decision, such as its number.
    pub document: Option<String>,
    /// First day; none when there is no limit.
    pub from: Option<Date>,
    /// Last day.
    pub until: Date,
    /// The unit's name in the roster, since codes pass to other units; none without a roster.
    unit_name: Option<String>,
    places: Places,
}

/// The cells of a waiver that a finding can be about.
#[derive(Debug, Clone, PartialEq)]
struct Places {
    criterion: Place,
    from: Option<Cell>,
    until: Cell,
}

/// A cell, and what stands in it.
#[derive(Debug, Clone, PartialEq)]
struct Cell {
    place: Place,
    text: String,
}

/// All waivers, by the code of the unit.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Waivers {
    by_unit: BTreeMap<String, Vec<Arc<Waiver>>>,
}

/// The waivers of one unit that hold in one period, and what they excuse it from.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Granted {
    /// Each waiver with the criteria it excuses from, in the order of the tree.
    waivers: Vec<(Arc<Waiver>, Vec<NodeIndex>)>,
    /// The inputs that nothing else asks for.
    inputs: BTreeSet<InputId>,
}

impl Waiver {
    /// Returns whether the waiver holds on `day`; its first and its last day belong to it.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && day <= self.until
    }

    fn is_about(&self, unit: &AdministrativeUnit) -> bool {
        self.unit_name
            .as_ref()
            .is_none_or(|name| *name == unit.name)
    }

    /// Says that the waiver has no effect in a period, at the day that makes it so.
    fn not_in_force(&self, period: Period) -> Finding {
        let is_over = self.until < period.last_day();
        let cell = match &self.places.from {
            Some(cell) if !is_over => cell,
            _ => &self.places.until,
        };
        let problem = Problem::WaiverNotInForce {
            period: period.to_string(),
            from: self.from.map(|day| day.to_string()),
            until: self.until.to_string(),
        };
        let finding = Finding::new(problem, cell.place.clone());
        finding.quoting(&cell.text).about(&self.code)
    }
}

impl Waivers {
    /// Returns what excuses a unit in a period: the waivers that hold on its last day. One without
    /// effect is told.
    pub fn granted(
        &self,
        set: &CriteriaSet,
        unit: &AdministrativeUnit,
        period: Period,
        findings: &mut Findings,
    ) -> Granted {
        let own = self.by_unit.get(unit.code.as_str());
        let own = own.map_or(&[][..], Vec::as_slice);
        let mut waivers = Vec::new();
        for waiver in own.iter().filter(|waiver| waiver.is_about(unit)) {
            if !waiver.holds_on(period.last_day()) {
                findings.push(waiver.not_in_force(period));
                continue;
            }
            let criteria = waiver
                .of
                .map(|of| asked_below(set, of, &unit.kind).collect());
            let criteria: Vec<NodeIndex> = criteria.unwrap_or_default();
            if criteria.is_empty() {
                let place = waiver.places.criterion.clone();
                let finding = Finding::new(Problem::WaiverWithoutEffect, place);
                findings.push(finding.quoting(&waiver.code).about(&waiver.code));
            } else {
                waivers.push((Arc::clone(waiver), criteria));
            }
        }
        Granted::of(set, waivers, &unit.kind)
    }
}

/// Returns the criteria at or below a node that a kind of unit is asked.
fn asked_below<'s>(
    set: &'s CriteriaSet,
    node: NodeIndex,
    unit_kind: &'s str,
) -> impl Iterator<Item = NodeIndex> + 's {
    (node..set.nodes[node].end).filter(move |&node| {
        let criterion = set.nodes[node].criterion();
        criterion.is_some_and(|criterion| criterion.is_assigned_to(unit_kind))
    })
}

impl Granted {
    fn of(
        set: &CriteriaSet,
        mut waivers: Vec<(Arc<Waiver>, Vec<NodeIndex>)>,
        unit_kind: &str,
    ) -> Granted {
        if waivers.is_empty() {
            return Granted::default();
        }
        waivers.sort_by(|(_, one), (_, other)| one.cmp(other));
        let mut granted = Granted {
            waivers,
            inputs: BTreeSet::new(),
        };
        let mut asked_elsewhere = set.inputs_of_ladders();
        for node in asked_below(set, 0, unit_kind) {
            if let Some(criterion) = set.nodes[node].criterion() {
                let inputs = if granted.waiver(node).is_some() {
                    &mut granted.inputs
                } else {
                    &mut asked_elsewhere
                };
                inputs.extend(&criterion.compiled.inputs);
            }
        }
        granted
            .inputs
            .retain(|input| !asked_elsewhere.contains(input));
        granted
    }

    /// Returns whether the unit is excused from nothing.
    pub fn is_empty(&self) -> bool {
        self.waivers.is_empty()
    }

    /// Returns the waiver that excuses from a criterion.
    pub fn waiver(&self, criterion: NodeIndex) -> Option<&Waiver> {
        let mut waivers = self.waivers.iter();
        let (waiver, _) = waivers.find(|(_, criteria)| criteria.contains(&criterion))?;
        Some(waiver)
    }

    /// Returns whether an input is asked for by nothing but criteria the unit is excused from, so
    /// that what is answered does not count.
    pub fn sets_aside(&self, input: InputId) -> bool {
        self.inputs.contains(&input)
    }

    /// Returns each waiver with the criteria it excuses from, in the order of the tree.
    pub fn iter(&self) -> impl Iterator<Item = (&Waiver, &[NodeIndex])> {
        self.waivers
            .iter()
            .map(|(waiver, criteria)| (waiver.as_ref(), criteria.as_slice()))
    }
}
