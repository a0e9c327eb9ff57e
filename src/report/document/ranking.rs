//! The ranking as data.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::{Serialize, Serializer};

use super::findings::Counts;
use super::waivers::{self, WaiverEntry};
use super::{CriteriaSetReference, LevelHeld, levels_held, role, scope};
use crate::definition::CriteriaSet;
use crate::number::Decimal;
use crate::period::Period;
use crate::provenance::Provenance;
use crate::ranking::{Bridge, Place, Ranking, Unranked};
use crate::text::{self, Language};
use crate::unit::{AdministrativeUnit, Tier, fold};

/// A province's ranking for one period.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RankingDocument {
    /// `chamdiem/ranking/1`.
    pub schema: &'static str,
    /// The period.
    pub period: String,
    /// The criteria set.
    pub criteria_set: CriteriaSetReference,
    /// What every reader must know about the submissions.
    pub notice: Option<String>,
    /// How many were expected, ranked, left out.
    pub cohort: CohortCounts,
    /// Whether criteria compare units, so that one more submission changes every score.
    pub compares_units: bool,
    /// The period movements are measured against.
    pub compared_with: Option<String>,
    /// What may be compared with that period, where another version of the set judged it.
    pub comparison: Option<Comparison>,
    /// What part of the ranking the rows show.
    pub shown: Selection,
    /// How many of the district that is shown were expected, ranked, left out.
    pub of_district: Option<CohortCounts>,
    /// The places, the best first.
    pub rows: Vec<Row>,
    /// The units without a place.
    pub unranked: Vec<UnrankedRow>,
    /// Findings in the submissions.
    pub findings: Counts,
    /// What produced the ranking.
    pub provenance: Provenance,
    /// The titles of the set's ladders, for headings; not part of the data.
    #[serde(skip)]
    pub ladder_titles: Vec<String>,
    /// The period as a value; not part of the data.
    #[serde(skip)]
    pub period_value: Option<Period>,
    /// The earlier period as a value; not part of the data.
    #[serde(skip)]
    pub compared_value: Option<Period>,
}

/// What two versions of a set let be compared.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Comparison {
    /// The version of the earlier period.
    pub criteria_set: CriteriaSetReference,
    /// Whether totals are compared.
    pub totals: bool,
    /// Whether places are compared.
    pub places: bool,
    /// The declared maximum of the comparable part; none where totals are compared.
    pub maximum: Option<Decimal>,
    /// The comparable part: the largest nodes whose points may be compared and added; empty where
    /// totals are compared.
    pub nodes: Vec<ComparableNode>,
}

/// A node whose points may be compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ComparableNode {
    /// The code; none for the whole.
    pub code: Option<String>,
    /// The code it had.
    pub old_code: Option<String>,
    /// `whole`, `part`, `group` or `criterion`.
    pub role: &'static str,
    /// The title.
    pub title: String,
    /// The maximum.
    pub maximum: Decimal,
}

/// How many units there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CohortCounts {
    /// Expected.
    pub expected: usize,
    /// With a place.
    pub ranked: usize,
    /// Without a place.
    pub unranked: usize,
    /// With a place, and excused from something.
    pub with_waivers: usize,
}

impl CohortCounts {
    /// Counts units, all of which were expected.
    fn of(ranking: &Ranking, is_counted: impl Fn(&AdministrativeUnit) -> bool) -> CohortCounts {
        let places = ranking.places.iter();
        let places = places.filter(|place| is_counted(&place.standing.unit));
        let waived = |place: &&Place| !place.standing.waived.is_empty();
        let unranked = ranking.unranked.iter();
        let (ranked, with_waivers) = (places.clone().count(), places.filter(waived).count());
        let unranked = unranked.filter(|entry| is_counted(&entry.unit)).count();
        CohortCounts {
            expected: ranked + unranked,
            ranked,
            unranked,
            with_waivers,
        }
    }
}

/// What part of a ranking is shown; places and counts are always those of the whole.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Selection {
    /// Only units below this one; its name in the data.
    #[serde(serialize_with = "name_of")]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub district: Option<Tier>,
    /// Only so many rows.
    pub top: Option<usize>,
}

impl Selection {
    /// Returns whether a unit is among those shown, places apart.
    pub fn covers(&self, unit: &AdministrativeUnit) -> bool {
        let district = self.district.as_ref();
        district.is_none_or(|district| unit.tiers.iter().any(|tier| is_same(tier, district)))
    }
}

#[expect(clippy::ref_option, reason = "serde hands over the field")]
fn name_of<S: Serializer>(tier: &Option<Tier>, serializer: S) -> Result<S::Ok, S::Error> {
    tier.as_ref().map(|tier| &tier.name).serialize(serializer)
}

/// A place.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Row {
    /// The place.
    pub rank: usize,
    /// Of how many.
    pub of: usize,
    /// Whether others share the place.
    pub tied: bool,
    /// The cohort, where units are ranked apart.
    pub cohort: Option<String>,
    /// Its title; not part of the data.
    #[serde(skip)]
    pub cohort_title: Option<String>,
    /// The place among units of the same district.
    pub rank_in_parent: Option<usize>,
    /// Of how many there.
    pub of_in_parent: Option<usize>,
    /// The unit.
    pub unit: Unit,
    /// The score that counts.
    pub score: Decimal,
    /// The unit's own score, where an appraised one counts.
    pub own_score: Option<Decimal>,
    /// The appraised score, where there is one, whether it counts or not.
    pub appraised_score: Option<Decimal>,
    /// The maximum that applies.
    pub maximum: Decimal,
    /// Score ÷ maximum × 100.
    pub percent: Option<Decimal>,
    /// The levels held.
    pub levels: Vec<LevelHeld>,
    /// The movement; none without an earlier place.
    pub change: Option<Movement>,
    /// Whether the unit was not even expected in the earlier period; not part of the data.
    #[serde(skip)]
    pub is_new: bool,
    /// Whether nothing was handed in, and the place is that of zero points.
    pub nothing_submitted: bool,
    /// What the unit is excused from.
    pub waivers: Vec<WaiverEntry>,
}

/// A unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Unit {
    /// The code.
    pub code: String,
    /// The name.
    pub name: String,
    /// The type.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// The unit directly above.
    pub parent: Option<Parent>,
}

/// The unit directly above another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Parent {
    /// Its tier, as the roster's column names it: `district`, `province`.
    pub tier: String,
    /// The code.
    pub code: String,
    /// The name.
    pub name: String,
}

/// A movement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Movement {
    /// Places gained; negative when lost; none where places are not compared.
    pub rank: Option<i64>,
    /// Points gained; none where totals are not compared.
    pub score: Option<Decimal>,
    /// The points of the comparable part; none where totals are compared, or nothing is.
    pub comparable: Option<ComparableMovement>,
}

impl Movement {
    /// Returns the points gained: of the total, or of what may be compared in its place.
    pub fn gained(self) -> Option<Decimal> {
        let comparable = self.comparable.map(|comparable| comparable.score);
        self.score.or(comparable)
    }
}

/// Then and now, on what two versions have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ComparableMovement {
    /// The points then.
    pub before: Decimal,
    /// The maximum that applied then.
    pub maximum_before: Decimal,
    /// The points now.
    pub now: Decimal,
    /// The maximum that applies now.
    pub maximum: Decimal,
    /// Points gained.
    pub score: Decimal,
}

/// A unit without a place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct UnrankedRow {
    /// The unit.
    pub unit: Unit,
    /// Why: `not_submitted`, `errors`, `no_cohort`, `nothing_applies`, `insufficient_data`.
    pub reason: &'static str,
    /// Why, in words.
    pub explanation: String,
    /// What the unit is excused from.
    pub waivers: Vec<WaiverEntry>,
}

impl Unit {
    /// Returns the entry for a unit.
    pub fn new(unit: &AdministrativeUnit) -> Unit {
        Unit {
            code: unit.code.as_str().to_owned(),
            name: unit.name.clone(),
            kind: (!unit.kind.is_empty()).then(|| unit.kind.clone()),
            parent: unit.parent().map(Parent::new),
        }
    }
}

impl Parent {
    /// Returns the entry for a unit above.
    pub fn new(tier: &Tier) -> Parent {
        Parent {
            tier: tier.tier.clone(),
            code: tier.code.clone(),
            name: tier.name.clone(),
        }
    }
}

/// What a ranking document is made of, besides the ranking.
#[derive(Debug, Clone)]
pub struct Context<'c> {
    /// The criteria set.
    pub set: &'c CriteriaSet,
    /// The period.
    pub period: Period,
    /// What every reader must know about the submissions.
    pub notice: Option<String>,
    /// The earlier period.
    pub compared_with: Option<Period>,
    /// The version that judged it, where that is another one, and the digest of its file.
    pub across: Option<(Bridge<'c>, &'c str)>,
    /// What part is shown.
    pub shown: Selection,
    /// Findings in the submissions.
    pub findings: Counts,
    /// What produced the ranking.
    pub provenance: Provenance,
    /// The language of names.
    pub language: Language,
}

impl RankingDocument {
    /// Returns the document of a ranking.
    pub fn new(ranking: &Ranking, context: Context) -> RankingDocument {
        let Context { set, language, .. } = context;
        let mut sharing: BTreeMap<(Option<usize>, usize), usize> = BTreeMap::new();
        for place in &ranking.places {
            *sharing.entry((place.cohort, place.rank)).or_default() += 1;
        }
        let is_tied = |place: &Place| sharing.get(&(place.cohort, place.rank)) > Some(&1);
        let shown = |unit: &AdministrativeUnit| context.shown.covers(unit);
        let places: Vec<&Place> = ranking
            .places
            .iter()
            .filter(|place| shown(&place.standing.unit))
            .take(context.shown.top.unwrap_or(usize::MAX))
            .collect();
        // The country has ten thousand.
        let rows = places
            .par_iter()
            .with_min_len(512)
            .map(|place| row(set, place, is_tied(place), language))
            .collect();
        let unranked = ranking.unranked.iter().filter(|entry| shown(&entry.unit));
        RankingDocument {
            schema: "chamdiem/ranking/1",
            period: context.period.to_string(),
            criteria_set: CriteriaSetReference::new(
                set,
                &context.provenance.criteria_set.sha256,
                language,
            ),
            notice: context.notice,
            cohort: CohortCounts {
                expected: ranking.expected,
                ..CohortCounts::of(ranking, |_| true)
            },
            of_district: context
                .shown
                .district
                .is_some()
                .then(|| CohortCounts::of(ranking, shown)),
            compares_units: !set.statistics.is_empty(),
            compared_with: context.compared_with.map(|period| period.to_string()),
            comparison: context
                .across
                .filter(|_| context.compared_with.is_some())
                .map(|(bridge, sha256)| comparison(bridge, sha256, language)),
            rows,
            unranked: unranked
                .map(|entry| unranked_row(set, entry, language))
                .collect(),
            findings: context.findings,
            provenance: context.provenance,
            ladder_titles: set
                .ladders
                .iter()
                .map(|ladder| language.of(&ladder.title).to_owned())
                .collect(),
            period_value: Some(context.period),
            compared_value: context.compared_with,
            shown: context.shown,
        }
    }
}

/// Returns whether two entries of a roster name one unit above: by the code, and by the name
/// only where there is no code.
pub fn is_same(one: &Tier, other: &Tier) -> bool {
    one.tier == other.tier
        && one.code == other.code
        && (!one.code.is_empty() || one.name == other.name)
}

/// Returns whether a unit above has this code, or this name however it is typed.
pub fn is_called(tier: &Tier, district: &str) -> bool {
    let (name, wanted) = (fold(&tier.name), fold(district));
    tier.code == district || name == wanted || without_type(&name) == wanted
}

/// "Huyện Pác Nặm" is also called "Pác Nặm".
fn without_type(folded: &str) -> &str {
    ["huyen ", "thanh pho ", "thi xa ", "quan ", "tinh "]
        .iter()
        .find_map(|kind| folded.strip_prefix(kind))
        .unwrap_or(folded)
}

fn comparison(bridge: Bridge, sha256: &str, language: Language) -> Comparison {
    let totals = bridge.crosswalk.compares_totals();
    let node = |&(old, new): &(usize, usize)| {
        let node = &bridge.new.nodes[new];
        ComparableNode {
            code: scope(bridge.new, new),
            old_code: scope(bridge.old, old),
            role: role(&node.role),
            title: language.of(&node.title).to_owned(),
            maximum: bridge.maximum_of(new),
        }
    };
    Comparison {
        criteria_set: CriteriaSetReference::new(bridge.old, sha256, language),
        totals,
        places: bridge.crosswalk.compares_places(),
        maximum: (!totals).then(|| bridge.maximum()),
        nodes: bridge.common().iter().map(node).collect(),
    }
}

fn row(set: &CriteriaSet, place: &Place, tied: bool, language: Language) -> Row {
    let standing = &place.standing;
    let cohort = place
        .cohort
        .and_then(|cohort| set.ranking.cohorts.get(cohort));
    Row {
        rank: place.rank,
        of: place.of,
        tied,
        cohort: cohort.map(|cohort| cohort.id.clone()),
        cohort_title: cohort.map(|cohort| language.of(&cohort.title).to_owned()),
        rank_in_parent: place.in_parent.map(|(rank, _)| rank),
        of_in_parent: place.in_parent.map(|(_, of)| of),
        unit: Unit::new(&standing.unit),
        score: standing.total,
        own_score: standing.own_total,
        appraised_score: standing.appraised_total,
        maximum: standing.maximum.normalize(),
        percent: standing.percent,
        levels: levels_held(set, &standing.levels, language),
        change: place.change.map(|change| Movement {
            rank: change.places,
            score: change.score,
            comparable: change.common.map(|common| ComparableMovement {
                before: common.before,
                maximum_before: common.maximum_before,
                now: common.now,
                maximum: common.maximum,
                score: common.score(),
            }),
        }),
        is_new: place.is_new,
        nothing_submitted: place.nothing_submitted,
        waivers: waivers::entries(set, &standing.waived, language),
    }
}

fn unranked_row(set: &CriteriaSet, entry: &Unranked, language: Language) -> UnrankedRow {
    UnrankedRow {
        unit: Unit::new(&entry.unit),
        reason: entry.reason.name(),
        explanation: text::reason(entry.reason, language),
        waivers: waivers::entries(set, &entry.waived, language),
    }
}
