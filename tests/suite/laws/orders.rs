//! Orders that say nothing: of rows, of siblings, of columns, of formats.

use chamdiem::form::{self, Answer, Flavour};
use chamdiem::scorecard::{Assessment, Scorecard};
use chamdiem::scoring::published;
use chamdiem::submission::Stage;
use proptest::collection::vec;
use proptest::prelude::*;

use super::answering::*;
use super::cases;
use super::drawing::*;
use crate::builder::{self};

/// What a scorecard says, without where it was read.
fn said(card: &Scorecard) -> (&Assessment, Option<&Assessment>, Stage) {
    (&card.own, card.appraised.as_ref(), card.counted)
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn the_order_of_the_rows_in_a_file_changes_nothing((plan, picks) in answered(), order in vec(any::<u32>(), 64)) {
        let set = plan.set();
        let answers = given(&set, &picks);
        let mut form = filled_form(&set, ["00412", "Xã Thử"], &answers);
        let mut order = order.iter().cycle();
        form.rows.sort_by_cached_key(|_| order.next().copied());
        let shuffled = card_of_file(&set, &form::write_csv(&form, Flavour::Plain));
        let in_order = card(&set, &answers);
        prop_assert_eq!(said(&shuffled), said(&in_order));
    }

    #[test]
    fn the_order_of_siblings_in_the_definition_changes_the_listing_only((plan, picks) in answered(), turn in 0_usize..3) {
        let set = plan.set();
        let answers = given(&set, &picks);
        let mut turned = plan.clone();
        let turn = |siblings: &mut Vec<Drawn>| {
            siblings.reverse();
            let by = turn.min(siblings.len());
            siblings.rotate_left(by);
        };
        turn(&mut turned.criteria);
        for (own, below) in &mut turned.groups {
            turn(own);
            turn(below);
        }
        let other = turned.set();
        let (one, two) = (card(&set, &answers), card(&other, &answers));
        for node in &set.nodes {
            prop_assert_eq!(builder::score(&set, &one.own, &node.code), builder::score(&other, &two.own, &node.code));
        }
        prop_assert_eq!(&one.own.levels, &two.own.levels);
        prop_assert_eq!(one.into_standing(&set), two.into_standing(&other));
    }

    #[test]
    fn appraised_answers_are_scored_like_own_ones((plan, own) in answered(), appraised in picks()) {
        let set = plan.set();
        let [own, appraised] = [own, appraised].map(|picks| given(&set, &picks));
        let text = |answer: Option<&Answer>| match answer {
            Some(Answer::Number(number)) => number.to_string(),
            Some(Answer::Text(text)) => text.clone(),
            None => String::new(),
        };
        let form = set.inputs.iter().fold(builder::unit("00412"), |form, input| {
            form.answer_appraised(&input.name, &text(own.get(&input.name)), &text(appraised.get(&input.name)))
        });
        let both = form.assessed(&set).card;
        prop_assert_eq!(&both.own, &card(&set, &own).own);
        // A fact is stated once: it stands until the appraiser states another.
        let fact = appraised.get(FACT).or(own.get(FACT)).cloned();
        let stated = fact.map(|fact| (FACT.to_owned(), fact));
        let expected = (!appraised.is_empty()).then(|| card(&set, &appraised.clone().into_iter().chain(stated).collect()).own);
        prop_assert_eq!(&both.appraised, &expected);
        prop_assert_eq!(both.counted, if appraised.is_empty() { Stage::Own } else { Stage::Appraised });
        let own_total = both.own.scores.total(&set).0;
        let shown = (!appraised.is_empty()).then(|| published(&set, &own_total));
        prop_assert_eq!(both.into_standing(&set).own_total, shown);
    }

    #[test]
    fn a_workbook_and_both_kinds_of_text_file_give_one_scorecard((plan, picks) in answered()) {
        let set = plan.set();
        let form = filled_form(&set, ["00412", "Xã Thử"], &given(&set, &picks));
        let plain = card_of_file(&set, &form::write_csv(&form, Flavour::Plain));
        let excel = card_of_file(&set, &form::write_csv(&form, Flavour::Excel));
        let workbook = card_of_file(&set, &form::write_workbook(&form).expect("short texts"));
        for other in [&excel, &workbook] {
            prop_assert_eq!(&plain.valid.submission().own.values, &other.valid.submission().own.values);
            prop_assert_eq!(said(&plain), said(other));
            prop_assert_eq!((&plain.unit, plain.period), (&other.unit, other.period));
        }
    }
}
