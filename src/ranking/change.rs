//! Movement against an earlier period.

use std::collections::HashMap;

use super::Place;
use crate::number::Decimal;

/// How far a unit has moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Places gained; negative when places were lost.
    pub places: i64,
    /// Points gained, of the published totals.
    pub score: Decimal,
}

/// Adds to each place the movement against `earlier`.
///
/// A unit is the same when code and name are: a code alone may have passed to another unit.
pub(super) fn compare(places: &mut [Place], earlier: &[Place]) {
    let earlier: HashMap<(&str, &str), &Place> = earlier
        .iter()
        .map(|place| {
            (
                (
                    place.standing.unit.code.as_str(),
                    place.standing.unit.name.as_str(),
                ),
                place,
            )
        })
        .collect();
    for place in places {
        let unit = &place.standing.unit;
        place.change = earlier
            .get(&(unit.code.as_str(), unit.name.as_str()))
            .map(|before| Change {
                places: signed(before.rank) - signed(place.rank),
                score: place.standing.total - before.standing.total,
            });
    }
}

fn signed(rank: usize) -> i64 {
    i64::try_from(rank).unwrap_or(i64::MAX)
}
