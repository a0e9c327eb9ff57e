//! Movement against an earlier period.

use std::collections::HashMap;

use super::{Place, Ranking};
use crate::number::Decimal;
use crate::unit::AdministrativeUnit;

/// How far a unit has moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Places gained; negative when places were lost.
    pub places: i64,
    /// Points gained, of the published totals.
    pub score: Decimal,
}

/// Adds to each place the movement against `earlier`, and whether the unit is new.
///
/// A unit is the same when code and name are: a code alone may have passed to another unit. One
/// that was there and had no place has no movement and is not new.
pub(super) fn compare(places: &mut [Place], earlier: &Ranking) {
    let ranked = earlier
        .places
        .iter()
        .map(|place| (key(&place.standing.unit), Some(place)));
    let unranked = earlier
        .unranked
        .iter()
        .map(|entry| (key(&entry.unit), None));
    let earlier: HashMap<(&str, &str), Option<&Place>> = unranked.chain(ranked).collect();
    for place in places {
        let before = earlier.get(&key(&place.standing.unit));
        place.is_new = before.is_none();
        place.change = before.copied().flatten().map(|before| Change {
            places: signed(before.rank) - signed(place.rank),
            score: place.standing.total - before.standing.total,
        });
    }
}

fn key(unit: &AdministrativeUnit) -> (&str, &str) {
    (unit.code.as_str(), unit.name.as_str())
}

fn signed(rank: usize) -> i64 {
    i64::try_from(rank).unwrap_or(i64::MAX)
}
