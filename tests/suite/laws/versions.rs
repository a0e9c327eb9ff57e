//! Laws of two versions of a criteria set.

use chamdiem::definition::CriteriaSet;
use chamdiem::definition::diff::{Crosswalk, Diff};
use proptest::prelude::*;

use super::cases;
use super::drawing::*;

/// The codes of what stands in one of the sets only, in alphabetical order.
fn only_in(set: &CriteriaSet, nodes: impl Iterator<Item = usize>) -> Vec<String> {
    let mut codes: Vec<String> = nodes.map(|node| set.nodes[node].code.clone()).collect();
    codes.sort();
    codes
}

fn added(diff: &Diff, new: &CriteriaSet) -> Vec<String> {
    let added = diff.nodes.iter().filter(|node| node.old.is_empty());
    only_in(new, added.filter_map(|node| node.new))
}

fn removed(diff: &Diff, old: &CriteriaSet) -> Vec<String> {
    let removed = diff.nodes.iter().filter(|node| node.new.is_none());
    only_in(old, removed.flat_map(|node| node.old.clone()))
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn a_set_compared_with_itself_is_the_same_and_comparable_throughout(plan in plan()) {
        let set = plan.set();
        let diff = Diff::of(&set, &set.clone());
        prop_assert!(diff.is_empty(), "{diff:?}");
        let every: Vec<(usize, usize)> = (0..set.nodes.len()).map(|node| (node, node)).collect();
        let crosswalk = Crosswalk::of(&set, &set);
        prop_assert_eq!(crosswalk.pairs(), every);
    }

    #[test]
    fn what_one_direction_adds_the_other_removes(one in plan(), other in plan()) {
        let (one, other) = (one.set(), other.set());
        let (there, back) = (Diff::of(&one, &other), Diff::of(&other, &one));
        prop_assert_eq!(added(&there, &other), removed(&back, &other));
        prop_assert_eq!(removed(&there, &one), added(&back, &one));
        prop_assert_eq!(there.is_empty(), back.is_empty());
        let turned: Vec<(usize, usize)> = {
            let crosswalk = Crosswalk::of(&other, &one);
            let mut pairs: Vec<_> = crosswalk.pairs().iter().map(|&(old, new)| (new, old)).collect();
            pairs.sort_by_key(|(_, new)| *new);
            pairs
        };
        let crosswalk = Crosswalk::of(&one, &other);
        prop_assert_eq!(crosswalk.pairs(), turned, "what may be compared may be compared both ways");
    }
}
