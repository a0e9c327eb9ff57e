//! Laws of two versions of a criteria set.

use chamdiem::definition::diff::{Crosswalk, Diff, carried_inputs};
use chamdiem::definition::{self, CriteriaSet, RoundingStage};
use chamdiem::finding::{Findings, Source};
use chamdiem::scorecard::Part;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::answering::*;
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

/// Something a new version changes.
#[derive(Debug, Clone)]
enum Edit {
    Maximum(Index, u32),
    Kind(Index, Kind),
    NotApplicable(Index, &'static str),
    ZeroDenominator(Index, &'static str),
    /// Into another group, or out of one.
    Moved(Index),
    Renumbered(Index),
    Removed(Index),
    Added(Drawn),
    Digits(u32),
    Stage(&'static str),
    Scale(Option<u32>),
}

fn edit() -> impl Strategy<Value = Edit> {
    let which = any::<Index>;
    let policies = select(vec!["full_marks", "zero", "exclude"]);
    let zeros = select(vec!["full_marks", "zero"]);
    prop_oneof![
        1 => (which(), 1_u32..2000).prop_map(|(which, half)| Edit::Maximum(which, half * 2)),
        1 => (which(), kind()).prop_map(|(which, kind)| Edit::Kind(which, kind)),
        1 => (which(), policies).prop_map(|(which, policy)| Edit::NotApplicable(which, policy)),
        1 => (which(), zeros).prop_map(|(which, policy)| Edit::ZeroDenominator(which, policy)),
        3 => which().prop_map(Edit::Moved),
        3 => which().prop_map(Edit::Renumbered),
        1 => which().prop_map(Edit::Removed),
        1 => drawn().prop_map(Edit::Added),
        1 => (0_u32..=4).prop_map(Edit::Digits),
        1 => select(vec!["published", "criterion"]).prop_map(Edit::Stage),
        1 => proptest::option::of(select(vec![1_u32, 100])).prop_map(Edit::Scale),
    ]
}

/// Takes a criterion out; the first stays, because levels ask for it.
fn taken_out(plan: &mut Plan, which: Index) -> Option<(Drawn, bool)> {
    let count = plan.drawn().count();
    let place = (count > 1).then(|| 1 + which.index(count - 1))?;
    if place < plan.criteria.len() {
        return Some((plan.criteria.remove(place), false));
    }
    let mut place = place - plan.criteria.len();
    for (own, below) in &mut plan.groups {
        for list in [own, below] {
            if place < list.len() {
                return Some((list.remove(place), true));
            }
            place -= list.len();
        }
    }
    None
}

/// Returns the next version of a drawn set.
fn next_version(plan: &Plan, edits: &[Edit]) -> CriteriaSet {
    let mut plan = plan.clone();
    let mut renumbered = Vec::new();
    for (number, edit) in edits.iter().enumerate() {
        let count = plan.drawn().count();
        let mut at = |which: &Index, change: &dyn Fn(&mut Drawn)| {
            let place = which.index(count);
            plan.drawn_mut().skip(place).take(1).for_each(change);
        };
        match edit {
            Edit::Maximum(which, maximum) => at(which, &|drawn| drawn.maximum = *maximum),
            Edit::Kind(which, kind) => at(which, &|drawn| drawn.kind = kind.clone()),
            Edit::NotApplicable(which, policy) => at(which, &|drawn| drawn.not_applicable = policy),
            Edit::ZeroDenominator(which, policy) => {
                at(which, &|drawn| drawn.zero_denominator = policy);
            }
            Edit::Moved(which) => {
                if let Some((moved, was_grouped)) = taken_out(&mut plan, *which) {
                    match plan.groups.last_mut() {
                        Some((_, below)) if !was_grouped => below.push(moved),
                        _ => plan.criteria.push(moved),
                    }
                }
            }
            Edit::Renumbered(which) => {
                let codes: Vec<String> = plan.drawn().map(|drawn| drawn.code.clone()).collect();
                renumbered.push(which.get(&codes).clone());
            }
            Edit::Removed(which) => {
                taken_out(&mut plan, *which);
            }
            Edit::Added(drawn) => {
                let code = format!("moi{number}");
                plan.criteria.push(Drawn {
                    code,
                    ..drawn.clone()
                });
            }
            Edit::Digits(digits) => plan.digits = *digits,
            Edit::Stage(stage) => plan.stage = stage,
            Edit::Scale(scale) => plan.scale = *scale,
        }
    }
    let read = |plan: &Plan| {
        let mut text = plan.definition().text();
        for code in renumbered.iter().filter(|code| *code != "1") {
            text = text.replace(
                &format!(r#""code": "{code}","#),
                &format!(r#""code": "N.{code}","#),
            );
        }
        let mut findings = Findings::new();
        let set = definition::read(&Source::new("criteria-set.json"), &text, &mut findings);
        set.ok_or_else(|| format!("{:#?} in\n{text}", findings.sorted()))
    };
    // A ladder that could be climbed may have come out of reach.
    read(&plan).unwrap_or_else(|_| {
        plan.levels = vec![(0, Vec::new())];
        read(&plan).unwrap_or_else(|told| panic!("{told}"))
    })
}

/// Answers for the new set: whatever may be compared is answered as before.
fn answered_again(
    old: &CriteriaSet,
    new: &CriteriaSet,
    before: &Given,
    picks: &[u16],
) -> Result<Given, TestCaseError> {
    let carried = carried_inputs(old, new);
    let mut after = given(new, picks);
    for &(_, node) in Crosswalk::of(old, new).pairs() {
        let criterion = new.nodes[node].criterion();
        for id in criterion
            .map(|criterion| &criterion.compiled.inputs)
            .into_iter()
            .flatten()
        {
            let name = &new.input(*id).name;
            let was =
                carried[id.index()].ok_or_else(|| TestCaseError::fail(format!("{name} is new")))?;
            after.remove(name);
            let answer = before.get(&old.input(was).name);
            after.extend(answer.map(|answer| (name.clone(), answer.clone())));
        }
    }
    Ok(after)
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

    #[test]
    fn what_may_be_compared_is_worth_the_same_for_the_same_answers(
        (plan, picks) in answered(),
        edits in vec(edit(), 0..4),
    ) {
        let (old, new) = (plan.set(), next_version(&plan, &edits));
        let crosswalk = Crosswalk::of(&old, &new);
        let before = given(&old, &picks);
        let after = answered_again(&old, &new, &before, &picks)?;
        let (then, now) = (card(&old, &before), card(&new, &after));
        let rounds_late = |set: &CriteriaSet| set.rounding_stage == RoundingStage::Published;
        if rounds_late(&old) && rounds_late(&new) {
            for &(was, is) in crosswalk.pairs() {
                let (then, now) = (then.own.scores.of(was), now.own.scores.of(is));
                prop_assert_eq!(&then.points, &now.points, "{}", &new.nodes[is].code);
                prop_assert_eq!(&then.maximum, &now.maximum, "{}", &new.nodes[is].code);
            }
        }
        let (was, is): (Vec<_>, Vec<_>) = crosswalk.common().iter().copied().unzip();
        let (part_then, part_now) = (
            Part::of(&old, &then.own.scores, &was),
            Part::of(&new, &now.own.scores, &is),
        );
        prop_assert_eq!(part_then, part_now, "the comparable part, {:?} and {:?}", was, is);
        if crosswalk.compares_totals() {
            prop_assert_eq!(then.into_standing(&old).total, now.into_standing(&new).total);
        }
    }

    #[test]
    fn a_version_in_between_that_changes_nothing_changes_nothing(plan in plan(), edits in vec(edit(), 0..4)) {
        let (old, new) = (plan.set(), next_version(&plan, &edits));
        let direct = Some(Crosswalk::of(&old, &new));
        prop_assert_eq!(Crosswalk::through(&[&old, &old, &new]), direct.clone());
        prop_assert_eq!(Crosswalk::through(&[&old, &new, &new]), direct);
    }
}
