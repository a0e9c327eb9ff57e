//! The district that is meant by what somebody typed.

use anyhow::{Result, bail};

use chamdiem::period::Period;
use chamdiem::report::document::ranking::{is_called, is_same};
use chamdiem::text::Language;
use chamdiem::unit::{Roster, Tier};

use super::selection::Basis;

/// Returns the district that is meant; one that no unit belongs to is a slip of the hand, not
/// an empty ranking, and a name that several have is none.
pub(super) fn district_called(
    basis: &Basis,
    period: Period,
    district: &str,
    language: Language,
) -> Result<Tier> {
    let Some(roster) = &basis.roster else {
        bail!(language.pick(
            "cần danh sách đơn vị (--units) để lọc theo huyện",
            "filtering by district needs a roster (--units)"
        ));
    };
    let roster = roster.in_force(period);
    let mut called: Vec<Called> = Vec::new();
    for unit in roster.units() {
        for (index, tier) in unit.tiers.iter().enumerate() {
            let known = || called.iter().any(|other| is_same(other.tier, tier));
            if is_called(tier, district) && !known() {
                let above = unit.tiers.get(index + 1);
                called.push(Called { tier, above });
            }
        }
    }
    // A code means one district, even where another has it for a name.
    if called.iter().any(|called| called.tier.code == district) {
        called.retain(|called| called.tier.code == district);
    }
    called.sort_by(|one, other| one.tier.code.cmp(&other.tier.code));
    match called.as_slice() {
        [one] => Ok(one.tier.clone()),
        [] => bail!(no_district(district, &roster, language)),
        several => bail!(several_districts(district, several, language)),
    }
}

/// A unit above that goes by the name asked for, and the one above it.
struct Called<'c> {
    tier: &'c Tier,
    above: Option<&'c Tier>,
}

fn no_district(district: &str, roster: &Roster, language: Language) -> String {
    let parents = roster.units().iter().filter_map(|unit| unit.parent());
    let mut known: Vec<&str> = parents.map(|parent| parent.name.as_str()).collect();
    known.sort_unstable();
    known.dedup();
    let known = known.join(", ");
    match language {
        Language::Vietnamese => {
            format!("không có huyện nào tên “{district}”; danh sách đơn vị có: {known}")
        }
        Language::English => {
            format!("no district is called “{district}”; the roster has: {known}")
        }
    }
}

fn several_districts(district: &str, several: &[Called], language: Language) -> String {
    let names = several.iter().map(|called| match called.above {
        Some(above) => format!("{} ({})", called.tier.name, above.name),
        None => called.tier.name.clone(),
    });
    let names = names.collect::<Vec<_>>().join(", ");
    let codes: Vec<&str> = several
        .iter()
        .map(|called| called.tier.code.as_str())
        .filter(|code| !code.is_empty())
        .collect();
    let codes = codes.join(", ");
    match language {
        Language::Vietnamese => {
            format!("“{district}” có thể là nhiều đơn vị: {names}; dùng mã: {codes}")
        }
        Language::English => format!("“{district}” may be several: {names}; use the code: {codes}"),
    }
}
