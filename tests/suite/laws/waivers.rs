//! Laws of waivers.

use std::sync::Arc;

use chamdiem::definition::CriteriaSet;
use chamdiem::finding::{Findings, Source};
use chamdiem::form::{self, Flavour};
use chamdiem::period::Date;
use chamdiem::scorecard::{self, Scorecard};
use chamdiem::scoring::{Outcome, Score};
use chamdiem::submission;
use chamdiem::waiver;
use proptest::prelude::*;
use proptest::sample::Index;

use super::answering::*;
use super::drawing::*;
use super::{MONTH, cases};
use crate::builder::{self, Branch, Criterion};

/// A day of 2021.
fn day() -> impl Strategy<Value = Date> {
    (1_u8..=12, 1_u8..=30).prop_filter_map("February is short", |(month, day)| {
        Date::new(2021, month, day)
    })
}

/// Assesses answers of a commune that these rows of a table excuse: code, first and last day.
fn card_with(set: &CriteriaSet, given: &Given, rows: &[(String, Date, Date)]) -> Scorecard {
    let rows = rows
        .iter()
        .map(|(code, from, until)| format!("00412,{code},Lũ,UBND tỉnh,{from},{until}\n"));
    let rows: String = rows.collect();
    let table = format!("code,criterion,reason,approver,from,until\n{rows}");
    let mut findings = Findings::new();
    let source = Source::new("mien-xet.csv");
    let waivers = waiver::read(set, None, &source, &table, &mut findings);
    assert!(!findings.has_errors(), "{findings:?} in {table}");
    let form = filled_form(set, ["00412", "Xã Thử"], given);
    let bytes = form::write_csv(&form, Flavour::Plain);
    let submission = submission::read(set, &Source::new("phieu.csv"), &bytes, &mut findings);
    let mut submission = submission.expect("a form");
    let mut unit = submission::identify(&submission, None, &mut findings).expect("a unit");
    "xã".clone_into(&mut Arc::make_mut(&mut unit).kind);
    submission.waived = waivers.granted(set, &unit, MONTH, &mut findings);
    let card = scorecard::assess(set, submission, unit, MONTH, &mut findings);
    assert!(!findings.has_errors(), "{findings:?}");
    card
}

/// A waiver of all of 2021.
fn whole_year(code: &str) -> (String, Date, Date) {
    let day = |month, day| Date::new(2021, month, day).expect("a day");
    (code.to_owned(), day(1, 1), day(12, 31))
}

fn set_where(plan: &Plan, policy: &str) -> CriteriaSet {
    let policy = format!("\"{policy}\"");
    let set = plan.definition().scoring("waived", &policy);
    read(&set).expect("a ladder that can be climbed")
}

/// Returns the set in which only wards are asked one criterion.
fn not_assigned(plan: &Plan, code: &str) -> CriteriaSet {
    fn assign(criteria: &mut [Criterion], code: &str) {
        for criterion in criteria
            .iter_mut()
            .filter(|criterion| criterion.code == code)
        {
            *criterion = criterion.clone().assigned_to("phường");
        }
    }
    fn within(branch: &mut Branch, code: &str) {
        assign(&mut branch.criteria, code);
        branch
            .groups
            .iter_mut()
            .for_each(|group| within(group, code));
    }
    let mut set = plan.definition();
    assign(&mut set.criteria, code);
    set.groups.iter_mut().for_each(|group| within(group, code));
    read(&set).expect("a ladder that can be climbed")
}

fn scores(set: &CriteriaSet, card: &Scorecard) -> Vec<Score> {
    let nodes = 0..set.nodes.len();
    nodes.map(|node| card.own.scores.of(node).clone()).collect()
}

fn codes(plan: &Plan) -> Vec<String> {
    plan.drawn().map(|drawn| drawn.code.clone()).collect()
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn to_be_excused_where_that_excludes_is_not_to_be_asked((plan, picks) in answered(), which in any::<Index>()) {
        let codes = codes(&plan);
        let code = which.get(&codes);
        let (waiving, assigning) = (set_where(&plan, "exclude"), not_assigned(&plan, code));
        let answers = given(&waiving, &picks);
        let excused = card_with(&waiving, &answers, &[whole_year(code)]);
        let not_asked = card_with(&assigning, &answers, &[]);
        prop_assert_eq!(builder::score(&waiving, &excused.own, code).outcome, Outcome::Waived);
        prop_assert_eq!(builder::score(&assigning, &not_asked.own, code).outcome, Outcome::NotAssigned);
        for (one, other) in scores(&waiving, &excused).iter().zip(scores(&assigning, &not_asked)) {
            prop_assert_eq!((&one.points, &one.maximum), (&other.points, &other.maximum));
        }
        let (one, other) = (excused.into_standing(&waiving), not_asked.into_standing(&assigning));
        prop_assert_eq!((one.total, one.maximum, one.percent), (other.total, other.maximum, other.percent));
        prop_assert_eq!((one.compared, one.levels), (other.compared, other.levels));
    }

    #[test]
    fn a_waiver_outside_its_days_changes_nothing(
        (plan, picks) in answered(),
        which in any::<Index>(),
        days in [day(), day()],
        policy in prop_oneof![Just("exclude"), Just("full_marks")],
    ) {
        let set = set_where(&plan, policy);
        let answers = given(&set, &picks);
        let codes = codes(&plan);
        let code = which.get(&codes);
        let [from, until] = if days[0] <= days[1] { days } else { [days[1], days[0]] };
        let card = card_with(&set, &answers, &[(code.clone(), from, until)]);
        let holds = from <= MONTH.last_day() && MONTH.last_day() <= until;
        prop_assert_eq!(card.waived().is_empty(), !holds);
        let outcome = builder::score(&set, &card.own, code).outcome;
        prop_assert_eq!(outcome == Outcome::Waived, holds);
        if !holds {
            prop_assert_eq!(&card.own, &card_with(&set, &answers, &[]).own);
        }
    }

    #[test]
    fn to_be_excused_with_full_marks_never_lowers_anything((plan, picks) in answered(), which in any::<Index>()) {
        let set = set_where(&plan, "full_marks");
        let answers = given(&set, &picks);
        let codes = codes(&plan);
        let without = card_with(&set, &answers, &[]);
        let code: &String = which.get(&codes);
        let with = card_with(&set, &answers, &[whole_year(code)]);
        for (more, less) in scores(&set, &with).iter().zip(scores(&set, &without)) {
            prop_assert!(more.points >= less.points && more.percent() >= less.percent(), "{more:?} {less:?}");
        }
        let (with, without) = (with.into_standing(&set), without.into_standing(&set));
        prop_assert!(with.total >= without.total && with.compared >= without.compared, "{with:?} {without:?}");
        prop_assert!(with.levels >= without.levels, "{with:?} {without:?}");
    }

    #[test]
    fn a_waiver_of_a_group_is_one_of_every_criterion_in_it((plan, picks) in answered(), which in any::<Index>()) {
        prop_assume!(!plan.groups.is_empty());
        let set = set_where(&plan, "exclude");
        let answers = given(&set, &picks);
        let group = which.index(plan.groups.len());
        let (own, below) = &plan.groups[group];
        let rows: Vec<_> = own.iter().chain(below).map(|drawn| whole_year(&drawn.code)).collect();
        prop_assume!(!rows.is_empty());
        let at_once = card_with(&set, &answers, &[whole_year(&format!("G{group}"))]);
        let one_by_one = card_with(&set, &answers, &rows);
        prop_assert_eq!(at_once.own, one_by_one.own);
    }
}
