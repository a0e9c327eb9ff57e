//! Laws of levels.

use chamdiem::definition::CriteriaSet;
use proptest::prelude::*;
use proptest::sample::Index;

use super::answering::*;
use super::cases;
use super::drawing::*;

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn a_level_is_held_only_with_its_conditions((plan, picks) in answered()) {
        let set = plan.set();
        let card = card(&set, &given(&set, &picks));
        for (ladder, held) in set.ladders.iter().zip(&card.own.levels) {
            let index = set.ladders.iter().position(|other| other.id == ladder.id).expect("one of them");
            let rungs = card.rungs(&set, index);
            let reached = rungs.iter().filter(|rung| rung.reached).map(|rung| ladder.levels[rung.index].level).max();
            prop_assert_eq!(*held, reached, "what is explained is what was assigned");
            let holds: Vec<bool> = rungs.iter().map(|rung| rung.condition_holds).collect();
            let position = held.and_then(|held| ladder.levels.iter().position(|level| level.level == held));
            match position {
                Some(position) if ladder.needs_level_below => {
                    prop_assert!(holds[..=position].iter().all(|holds| *holds), "{held:?} with {holds:?}");
                    prop_assert!(holds.get(position + 1) != Some(&true), "{held:?} with {holds:?}");
                }
                Some(position) => {
                    prop_assert!(holds[position] && !holds[position + 1..].contains(&true), "{held:?} with {holds:?}");
                }
                None if ladder.needs_level_below => prop_assert!(!holds[0], "{holds:?}"),
                None => prop_assert!(!holds.contains(&true), "{holds:?}"),
            }
        }
    }

    #[test]
    fn a_failed_gate_never_raises_a_level((plan, picks) in answered(), gated in any::<Index>(), is in any::<bool>()) {
        let mut stricter = plan.clone();
        let index = gated.index(stricter.levels.len());
        stricter.levels[index].1.push(Gate::Fact(is));
        // Yes and no at once is refused by the definition's own check.
        prop_assume!(stricter.read().is_some());
        let (free, strict) = (plan.set(), stricter.set());
        let answers = given(&free, &picks);
        let level = |set: &CriteriaSet, fact: Option<bool>| {
            let mut answers = answers.clone();
            answers.remove(FACT);
            answers.extend(fact.map(|fact| (FACT.to_owned(), yes_no(fact))));
            card(set, &answers).own.levels[0]
        };
        prop_assert!(level(&strict, Some(!is)) <= level(&free, Some(!is)));
        prop_assert!(level(&strict, None) <= level(&free, None));
        prop_assert_eq!(level(&strict, Some(is)), level(&free, Some(is)), "a gate that holds changes nothing");
        for fact in [false, true] {
            prop_assert!(level(&strict, None) <= level(&strict, Some(fact)), "what was not said holds less than any answer");
        }
    }
}
