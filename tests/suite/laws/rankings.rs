//! Laws of rankings.

use std::sync::Arc;

use chamdiem::number::{Decimal, Exact};
use chamdiem::ranking::{self, Field};
use chamdiem::scorecard::Standing;
use chamdiem::scoring::Outcome;
use chamdiem::unit::{AdministrativeUnit, Tier};
use chamdiem::waiver::Granted;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::cases;
use crate::builder::{self, criterion, group, plain_unit};

/// A unit of a drawn ranking: total in tenths of a hundredth, district, kind.
fn field() -> impl Strategy<Value = Vec<(i64, u8, u8)>> {
    vec((0_i64..40, 0_u8..4, 0_u8..3), 1..40)
}

fn standing(
    number: usize,
    (thousandths, district, kind): &(i64, u8, u8),
    compare: &str,
) -> Standing {
    let exact = Exact::ratio(*thousandths, 1000).expect("no division by zero");
    let total = exact.round(chamdiem::number::Rounding::default());
    let tier = |code: &str| Tier {
        tier: "district".to_owned(),
        code: code.to_owned(),
        name: format!("Huyện {code}"),
    };
    Standing {
        unit: Arc::new(AdministrativeUnit {
            kind: ["xã", "phường", "thị trấn"][usize::from(*kind)].to_owned(),
            // Units of district 0 have nothing above them.
            tiers: (*district > 0)
                .then(|| tier(&district.to_string()))
                .into_iter()
                .collect(),
            ..plain_unit(&format!("{number:05}"), "Xã Thử")
        }),
        compared: if compare == "exact" {
            exact
        } else {
            Exact::from(total)
        },
        total,
        maximum: Decimal::ONE_HUNDRED,
        percent: Some(total),
        own_total: None,
        appraised_total: None,
        levels: Vec::new(),
        waived: Granted::default(),
        outcome: Outcome::Scored,
        part: None,
    }
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn a_place_is_one_plus_what_is_strictly_ahead(
        field in field(),
        ties in select(vec!["competition", "dense"]),
        compare in select(vec!["published", "exact"]),
        best in select(vec!["highest", "lowest"]),
        apart in any::<bool>(),
    ) {
        let cohorts = r#"[
            { "id": "xa", "title": { "vi": "Xã", "en": "Rural" }, "types": ["Xã"] },
            { "id": "do-thi", "title": { "vi": "Đô thị", "en": "Urban" }, "types": ["phường", "thị trấn"] }
        ]"#;
        // Where the lowest is the best a set has to ask for data.
        let all = group("A", vec![criterion("1", "100")]).also(r#""minimum_data": 1"#);
        let set = builder::set_of_groups(vec![all])
            .ranking("best", &format!("\"{best}\""))
            .ranking("ties", &format!("\"{ties}\""))
            .ranking("compare", &format!("\"{compare}\""))
            .ranking("cohorts", if apart { cohorts } else { "[]" })
            .read();
        let standings: Vec<Standing> = field.iter().enumerate().map(|(number, drawn)| standing(number, drawn, compare)).collect();
        let expected = standings.iter().map(|standing| standing.unit.clone()).collect();
        let ranking = ranking::rank(&set, Field { standings: standings.clone(), refused: Vec::new(), expected });
        prop_assert_eq!(ranking.places.len(), standings.len());
        prop_assert!(ranking.unranked.is_empty());
        let value = |standing: &Standing| standing.compared.clone();
        let cohort = |standing: &Standing| apart.then(|| usize::from(standing.unit.kind != "xã"));
        let place = |standing: &Standing, others: &[&Standing]| {
            let mut ahead: Vec<Exact> = others.iter().map(|other| value(other)).filter(|other| match best {
                "lowest" => *other < value(standing),
                _ => *other > value(standing),
            }).collect();
            if ties == "dense" {
                ahead.sort();
                ahead.dedup();
            }
            ahead.len() + 1
        };
        for entry in &ranking.places {
            let own = &entry.standing;
            prop_assert_eq!(entry.cohort, cohort(own));
            let together: Vec<&Standing> = standings.iter().filter(|other| cohort(other) == cohort(own)).collect();
            prop_assert_eq!((entry.rank, entry.of), (place(own, &together), together.len()), "{:?}", own);
            let parent = own.unit.parent();
            let siblings: Vec<&Standing> = together.into_iter().filter(|other| other.unit.parent() == parent).collect();
            prop_assert_eq!(entry.in_parent, parent.map(|_| (place(own, &siblings), siblings.len())), "{:?}", own);
        }
        for pair in ranking.places.windows(2) {
            let (one, two) = (&pair[0], &pair[1]);
            prop_assert!(one.cohort < two.cohort || one.rank <= two.rank, "the best first, cohort by cohort");
            if one.cohort == two.cohort {
                let equal = value(&one.standing) == value(&two.standing);
                prop_assert_eq!(one.rank == two.rank, equal, "equal scores share a place, others do not");
                prop_assert!(!equal || one.standing.unit.code < two.standing.unit.code, "equal scores by code");
            }
        }
    }

    #[test]
    fn the_order_in_which_units_come_in_changes_no_place(field in field(), order in vec(any::<u32>(), 40)) {
        let set = builder::set(vec![criterion("1", "100")]).read();
        let rank = |standings: Vec<Standing>| {
            let expected = standings.iter().map(|standing| standing.unit.clone()).collect();
            ranking::rank(&set, Field { standings, refused: Vec::new(), expected })
        };
        let standings: Vec<Standing> = field.iter().enumerate().map(|(number, drawn)| standing(number, drawn, "published")).collect();
        let mut shuffled: Vec<(u32, Standing)> = order.iter().copied().zip(standings.clone()).collect();
        shuffled.sort_by_key(|(key, _)| *key);
        prop_assert_eq!(rank(standings), rank(shuffled.into_iter().map(|(_, standing)| standing).collect()));
    }
}
