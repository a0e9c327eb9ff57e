//! Laws of scores.

use chamdiem::definition::CriteriaSet;
use chamdiem::form::Answer;
use chamdiem::number::{Decimal, Exact};
use chamdiem::scorecard::Scorecard;
use chamdiem::scoring::{self, Outcome, published};
use chamdiem::submission::Stage;
use chamdiem::text::{self, Language};
use dashu_ratio::RBig;
use proptest::prelude::*;
use proptest::sample::Index;

use super::answering::*;
use super::arithmetic::*;
use super::cases;
use super::drawing::*;
use crate::builder::{self};

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn every_score_lies_between_zero_and_the_maximum((plan, picks) in answered()) {
        let set = plan.set();
        let card = card(&set, &given(&set, &picks));
        for (index, node) in set.nodes.iter().enumerate() {
            let score = card.own.scores.of(index);
            prop_assert!(Exact::ZERO <= score.points && score.points <= score.maximum, "{}: {score:?}", node.code);
            prop_assert!(score.maximum <= node.maximum, "{}: {score:?} of {:?}", node.code, node.maximum);
            if let Some(percent) = score.percent() {
                prop_assert!(Exact::ZERO <= percent && percent <= Exact::integer(100), "{}: {percent:?}", node.code);
            }
        }
        let standing = card.into_standing(&set);
        prop_assert!(Decimal::ZERO <= standing.total && standing.total <= standing.maximum, "{standing:?}");
    }

    #[test]
    fn points_below_a_branch_add_up_to_its_points_to_the_last_digit((plan, picks) in answered()) {
        let set = plan.set();
        let card = card(&set, &given(&set, &picks));
        let scores = &card.own.scores;
        for index in 0..set.nodes.len() {
            if set.nodes[index].criterion().is_some() {
                continue;
            }
            // By an arithmetic that is not the program's.
            let points = sum(set.children(index).map(|child| fraction(&scores.of(child).points)));
            let maximum = sum(set.children(index).map(|child| fraction(&scores.of(child).maximum)));
            prop_assert_eq!(fraction(&scores.of(index).points), points, "{}", &set.nodes[index].code);
            prop_assert_eq!(fraction(&scores.of(index).maximum), maximum, "{}", &set.nodes[index].code);
        }
    }

    #[test]
    fn the_published_total_is_the_exact_sum_rounded_once((plan, picks) in answered()) {
        let set = plan.set();
        let card = card(&set, &given(&set, &picks));
        let criteria = (0..set.nodes.len()).filter(|&index| set.nodes[index].criterion().is_some());
        let mut sum = sum(criteria.map(|index| fraction(&card.own.scores.of(index).points)));
        let maximum = fraction(&card.own.scores.of(0).maximum);
        if let Some(scale) = plan.scale {
            prop_assume!(maximum != RBig::ZERO);
            sum = sum / maximum * RBig::from(scale);
        }
        let total = fraction(&Exact::from(card.into_standing(&set).total));
        prop_assert_eq!(total, rounded(&sum, plan.digits, plan.mode), "{:?} to {} digits, {}", sum, plan.digits, plan.mode);
    }

    #[test]
    fn the_arithmetic_that_is_shown_comes_to_the_points((plan, picks) in answered()) {
        let set = plan.set();
        let card = card(&set, &given(&set, &picks));
        let submission = card.valid.submission();
        for index in 0..set.nodes.len() {
            let score = card.own.scores.of(index);
            let Some(derivation) = scoring::derive(&set, submission, Stage::Own, index, &card.own.scores) else { continue };
            let Some(arithmetic) = derivation.arithmetic else {
                prop_assert!(!matches!(score.outcome, Outcome::Scored | Outcome::NothingHappened));
                continue;
            };
            let value = arithmetic.evaluate(&submission.own.values);
            let value = value.map_err(|halt| TestCaseError::fail(format!("{}: {halt:?}", set.nodes[index].code)))?;
            for language in [Language::Vietnamese, Language::English] {
                let shown = text::arithmetic(&arithmetic, &submission.own.values, language);
                prop_assert_eq!(paper::evaluate(&shown), Some(fraction(&value)), "{}", shown);
            }
            let expected = match plan.stage {
                // Rounding up never carries past the maximum.
                "criterion" => Exact::from(published(&set, &value)).min(score.maximum.clone()),
                _ => value,
            };
            prop_assert_eq!(&score.points, &expected, "{}", &set.nodes[index].code);
        }
    }

    #[test]
    fn a_better_answer_never_lowers_the_total((plan, picks) in answered(), which in any::<Index>(), more in 1_u32..20) {
        let set = plan.set();
        let before = given(&set, &picks);
        let steps = improvements(&set, &plan, &before, i64::from(more));
        prop_assume!(!steps.is_empty());
        let (name, better) = which.get(&steps);
        let mut after = before.clone();
        after.insert(name.clone(), better.clone());
        let (before, after) = (card(&set, &before), card(&set, &after));
        for index in 0..set.nodes.len() {
            let points = |card: &Scorecard| card.own.scores.of(index).points.clone();
            prop_assert!(points(&after) >= points(&before), "{name} = {better:?} lowers {}", set.nodes[index].code);
        }
        let (before, after) = (before.into_standing(&set), after.into_standing(&set));
        prop_assert!(after.total >= before.total && after.compared >= before.compared, "{before:?} {after:?}");
    }

    #[test]
    fn a_criterion_excluded_as_not_applicable_is_as_if_it_were_not_there(
        (mut plan, picks) in answered(),
        which in any::<Index>(),
    ) {
        // The gates of the ladder speak of criterion 1, which may be the one that goes.
        plan.levels.iter_mut().for_each(|(_, gates)| gates.clear());
        let codes: Vec<String> = plan.drawn().map(|drawn| drawn.code.clone()).collect();
        let code = which.get(&codes);
        for drawn in plan.drawn_mut().filter(|drawn| drawn.code == *code) {
            drawn.not_applicable = "exclude";
        }
        let mut rest = plan.clone();
        rest.criteria.retain(|drawn| drawn.code != *code);
        for (own, below) in &mut rest.groups {
            own.retain(|drawn| drawn.code != *code);
            below.retain(|drawn| drawn.code != *code);
        }
        // Where nothing is left, there is nothing to climb.
        prop_assume!(plan.read().is_some() && rest.read().is_some());
        let (with, without) = (plan.set(), rest.set());
        let mut answers = given(&with, &picks);
        for input in with.inputs.iter().filter(|input| input.criterion == with.node(code)) {
            answers.insert(input.name.clone(), Answer::Text(NOT_APPLICABLE.to_owned()));
        }
        let there = card(&with, &answers);
        prop_assert_eq!(there.own.scores.of(builder::node(&with, code)).outcome, Outcome::NotApplicable);
        answers.retain(|name, _| without.input_named(name).is_some());
        let gone = card(&without, &answers);
        for node in &without.nodes {
            let (one, other) = (builder::score(&with, &there.own, &node.code), builder::score(&without, &gone.own, &node.code));
            prop_assert_eq!(&one.points, &other.points, "{}", &node.code);
            prop_assert_eq!(&one.maximum, &other.maximum, "{}", &node.code);
            prop_assert_eq!(one.percent(), other.percent(), "{}", &node.code);
        }
        let (there, gone) = (there.into_standing(&with), gone.into_standing(&without));
        prop_assert_eq!((there.total, there.maximum, there.percent), (gone.total, gone.maximum, gone.percent));
        prop_assert_eq!(there.levels, gone.levels);
    }
}

/// Answers that are better than those given, each for one input: one more counted, a no turned
/// into a yes, a better option, one violation fewer, something where nothing was said.
fn improvements(set: &CriteriaSet, plan: &Plan, given: &Given, more: i64) -> Vec<(String, Answer)> {
    let mut better = Vec::new();
    for drawn in plan.drawn() {
        let node = builder::node(set, &drawn.code);
        let inputs: Vec<&str> = set
            .inputs
            .iter()
            .filter(|input| input.criterion == Some(node))
            .map(|input| input.name.as_str())
            .collect();
        let declined =
            |name: &&str| given.get(*name) == Some(&Answer::Text(NOT_APPLICABLE.to_owned()));
        if inputs.iter().any(declined) {
            continue;
        }
        let [above, below, asked] = ["tu", "mau", "hoi"].map(|role| drawn.name(role));
        let count = |name: &str| number_of(given.get(name));
        let mut improve = |name: &str, answer: Answer| better.push((name.to_owned(), answer));
        let counted = |number: i64| Answer::Number(Decimal::from(number));
        match &drawn.kind {
            Kind::Ratio { .. } | Kind::Steps | Kind::Sum | Kind::Best => {
                // A zero denominator is no question of more or less.
                if let Some(whole) = count(&below).filter(|&whole| whole > 0) {
                    improve(
                        &above,
                        counted((count(&above).unwrap_or(0) + more).min(whole)),
                    );
                }
                if matches!(drawn.kind, Kind::Sum | Kind::Best) {
                    improve(&asked, yes_no(true));
                }
            }
            Kind::YesNo => improve(&asked, yes_no(true)),
            Kind::Choice { .. } => improve(&asked, Answer::Text("nhat".to_owned())),
            Kind::PerItem { .. } => improve(&above, counted(count(&above).unwrap_or(0) + more)),
            Kind::WeightedCount { .. } => {
                for name in [&above, &below] {
                    improve(name, counted(count(name).unwrap_or(0) + more));
                }
            }
            Kind::Checklist { .. } => inputs.iter().for_each(|name| improve(name, yes_no(true))),
            Kind::Deduction { .. } => {
                if let Some(violations) = count(&above) {
                    improve(&above, counted((violations - more).max(0)));
                }
            }
            Kind::Manual => {
                let points = match given.get(&drawn.code) {
                    Some(Answer::Number(points)) => *points,
                    _ => Decimal::ZERO,
                };
                let most = Decimal::new(i64::from(drawn.maximum), 2);
                improve(
                    &drawn.code,
                    Answer::Number((points + Decimal::new(more, 1)).min(most)),
                );
            }
        }
    }
    better
}
