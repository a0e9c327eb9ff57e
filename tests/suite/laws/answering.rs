//! Answers drawn for the inputs of a criteria set, some blank, some "not applicable".

use std::collections::BTreeMap;

use chamdiem::definition::{CriteriaSet, NotApplicable};
use chamdiem::form::{self, Answer, Filled, Flavour};
use chamdiem::number::{Decimal, Exact};
use chamdiem::rule::{Formula, InputId, InputKind};
use chamdiem::scorecard::Scorecard;
use proptest::collection::vec;
use proptest::prelude::*;

use super::MONTH;
use super::drawing::*;
use crate::builder::{assessed, codes};

/// Answers by the input's name; an input without one is blank.
pub(super) type Given = BTreeMap<String, Answer>;

pub(super) const NOT_APPLICABLE: &str = "KAD";

/// Numbers to make answers of, enough for any drawn set.
pub(super) fn picks() -> impl Strategy<Value = Vec<u16>> {
    vec(any::<u16>(), 64)
}

/// Answers that a set admits: parts not above their wholes, no zero where it is an error, "not
/// applicable" only where it can be declared.
pub(super) fn given(set: &CriteriaSet, picks: &[u16]) -> Given {
    let criteria = || set.nodes.iter().filter_map(|node| node.criterion());
    let wholes: BTreeMap<InputId, InputId> = criteria()
        .flat_map(|criterion| criterion.compiled.parts_of_wholes.iter().copied())
        .collect();
    let mut given = Given::new();
    let ids = || (0..set.inputs.len()).map(InputId::new);
    let parts_last = ids()
        .filter(|id| !wholes.contains_key(id))
        .chain(ids().filter(|id| wholes.contains_key(id)));
    for id in parts_last {
        let input = set.input(id);
        let pick = picks[id.index() % picks.len()];
        let (outcome, number) = (pick % 16, i64::from(pick / 16));
        let mut users = criteria().filter(|criterion| criterion.compiled.inputs.contains(&id));
        let may_decline = !input.is_fact
            && users.clone().count() > 0
            && users.all(|criterion| criterion.not_applicable != NotApplicable::Forbidden);
        let never_zero = criteria().any(|criterion| {
            let compiled = &criterion.compiled;
            compiled.zero_is_a_mistake && compiled.denominators.contains(&Formula::Input(id))
        });
        let answer = match (outcome, input.shape.kind) {
            (1, _) => continue,
            (2, _) if may_decline => Answer::Text(NOT_APPLICABLE.to_owned()),
            (_, InputKind::YesNo) => yes_no(number % 2 == 0),
            (_, InputKind::Choice) => {
                let option =
                    usize::try_from(number).expect("not negative") % input.option_labels.len();
                Answer::Text(input.option_labels[option].vi.clone())
            }
            (_, InputKind::Points) => {
                let most = input
                    .shape
                    .maximum
                    .as_ref()
                    .and_then(Exact::to_decimal)
                    .expect("points have a maximum");
                Answer::Number((most * Decimal::new(number % 101, 2)).round_dp(2))
            }
            (_, InputKind::Count | InputKind::Decimal | InputKind::Percent) => {
                let whole = wholes
                    .get(&id)
                    .and_then(|whole| number_of(given.get(&set.input(*whole).name)));
                let least = i64::from(never_zero);
                Answer::Number(Decimal::from(
                    whole.map_or(least + number % 12, |whole| number % (whole + 1)),
                ))
            }
        };
        given.insert(input.name.clone(), answer);
    }
    given
}

pub(super) fn yes_no(yes: bool) -> Answer {
    Answer::Text(if yes { "Có" } else { "Không" }.to_owned())
}

pub(super) fn number_of(answer: Option<&Answer>) -> Option<i64> {
    match answer? {
        Answer::Number(number) => i64::try_from(number.trunc().mantissa()).ok(),
        Answer::Text(_) => None,
    }
}

pub(super) fn filled_form<'s>(
    set: &'s CriteriaSet,
    unit: [&str; 2],
    given: &Given,
) -> form::Form<'s> {
    form::Form::new(set, unit, MONTH, |id| Filled {
        value: given.get(&set.input(id).name).cloned(),
        ..Filled::default()
    })
}

/// Fills a form in, hands it in, and assesses it; drawn answers have nothing wrong with them.
pub(super) fn card(set: &CriteriaSet, given: &Given) -> Scorecard {
    card_of(set, ["00412", "Xã Thử"], given)
}

pub(super) fn card_of(set: &CriteriaSet, unit: [&str; 2], given: &Given) -> Scorecard {
    let form = filled_form(set, unit, given);
    card_of_file(set, &form::write_csv(&form, Flavour::Plain))
}

pub(super) fn card_of_file(set: &CriteriaSet, bytes: &[u8]) -> Scorecard {
    let assessed = assessed(set, bytes, "");
    let mut codes = codes(&assessed.findings);
    codes.retain(|code| !matches!(*code, "V003" | "L001"));
    assert!(
        codes.is_empty(),
        "{codes:?} in {}",
        String::from_utf8_lossy(bytes)
    );
    assessed.card
}

/// A set with answers for it.
pub(super) fn answered() -> impl Strategy<Value = (Plan, Vec<u16>)> {
    (plan(), picks())
}
