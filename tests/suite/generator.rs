//! Synthetic submissions from a seed: the same seed gives the same bytes on every machine.
//!
//! Used by the samples of Bắc Kạn and by the benchmarks. What it makes is plausible and
//! invented; no figure in it was reported by any unit.

use chamdiem::definition::CriteriaSet;
use chamdiem::form::{Answer, Filled};
use chamdiem::number::{Decimal, Exact};
use chamdiem::rule::{Formula, InputId, InputKind, Value};

/// A small generator of random numbers (`SplitMix64`), so that no library's next version can
/// change the samples.
pub struct Random(u64);

impl Random {
    pub fn seeded(seed: u64) -> Random {
        Random(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A whole number from `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high - low + 1).expect("low is not above high");
        low + i64::try_from(self.next() % span).expect("fits")
    }

    /// Whether an event of so many in a thousand happens.
    pub fn happens(&mut self, per_mille: i64) -> bool {
        self.between(0, 999) < per_mille
    }
}

/// How well a unit does, in thousandths; noise is added per answer.
#[derive(Debug, Clone, Copy)]
pub struct Quality(pub i64);

/// The answers of one unit, by input.
pub type Answers = Vec<Option<Answer>>;

/// Draws every answer.
pub fn draw(set: &CriteriaSet, quality: Quality, random: &mut Random) -> Answers {
    let mut answers: Answers = vec![None; set.inputs.len()];
    // Wholes first, so that parts can be drawn below them.
    for pass in [Pass::Wholes, Pass::Others] {
        for index in 0..set.inputs.len() {
            if pass.includes(set, index) {
                redraw(set, index, quality, &mut answers, random);
            }
        }
    }
    answers
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Pass {
    Wholes,
    Others,
}

impl Pass {
    fn includes(self, set: &CriteriaSet, index: usize) -> bool {
        (self == Pass::Wholes) == is_whole(set, index)
    }
}

fn parts_of_wholes(set: &CriteriaSet) -> impl Iterator<Item = (InputId, InputId)> + '_ {
    let criteria = set.nodes.iter().filter_map(|node| node.criterion());
    criteria.flat_map(|criterion| criterion.compiled.parts_of_wholes.iter().copied())
}

fn is_whole(set: &CriteriaSet, index: usize) -> bool {
    let id = InputId::new(index);
    let is_denominator = |node: &chamdiem::definition::Node| {
        node.criterion().is_some_and(|criterion| {
            criterion
                .compiled
                .denominators
                .contains(&Formula::Input(id))
        })
    };
    set.nodes.iter().any(is_denominator) && !parts_of_wholes(set).any(|(part, _)| part == id)
}

/// Draws one answer anew, consistent with the others.
pub fn redraw(
    set: &CriteriaSet,
    index: usize,
    quality: Quality,
    answers: &mut Answers,
    random: &mut Random,
) {
    let id = InputId::new(index);
    let shape = &set.inputs[index].shape;
    let share = (quality.0 + random.between(-250, 250)).clamp(0, 1000);
    let limit =
        |bound: &Option<Exact>, otherwise: i64| bound.as_ref().map_or(otherwise, whole_part);
    let answer = match shape.kind {
        // Facts are vetoes; nobody is accused of one, not even in invented data.
        InputKind::YesNo if set.inputs[index].is_fact => yes_no(false),
        InputKind::YesNo => yes_no(random.happens(share)),
        InputKind::Choice => {
            let best_first = i64::try_from(shape.options.len()).expect("few options");
            let chosen = if random.happens(share) {
                0
            } else {
                random.between(0, best_first - 1)
            };
            let label =
                &set.inputs[index].option_labels[usize::try_from(chosen).expect("not negative")];
            Answer::Text(label.vi.clone())
        }
        InputKind::Percent => Answer::Number(Decimal::new((share).max(11), 1)),
        InputKind::Points => {
            let most = limit(&shape.maximum, 10) * 4;
            Answer::Number(Decimal::new(most * share / 1000 * 25, 2))
        }
        InputKind::Count | InputKind::Decimal => {
            let low = limit(&shape.minimum, 0);
            let number = match whole_of(set, id, answers) {
                Some(whole) => whole * share / 1000,
                None if is_whole(set, index) => random.between(
                    low.max(6),
                    limit(&shape.maximum, 400).clamp(low.max(6), 240),
                ),
                None => {
                    let most = limit(&shape.maximum, 12).clamp(1, 12);
                    (most * share / 1000).max(low)
                }
            };
            // A whole that shrinks below its parts would be a mistake, so it never does.
            let number = number.max(greatest_part(set, id, answers)).max(low);
            Answer::Number(Decimal::from(number))
        }
    };
    answers[index] = Some(answer);
}

fn yes_no(yes: bool) -> Answer {
    Answer::Text(if yes { "Có" } else { "Không" }.to_owned())
}

fn whole_part(bound: &Exact) -> i64 {
    let down = chamdiem::number::Rounding {
        digits: 0,
        mode: chamdiem::number::RoundingMode::Down,
    };
    i64::try_from(bound.round(down).mantissa()).unwrap_or(i64::MAX)
}

fn number(answer: Option<&Answer>) -> Option<i64> {
    match answer? {
        Answer::Number(number) => i64::try_from(number.trunc().mantissa()).ok(),
        Answer::Text(_) => None,
    }
}

/// The least of the wholes an input is a part of, as far as they are drawn.
fn whole_of(set: &CriteriaSet, id: InputId, answers: &Answers) -> Option<i64> {
    let wholes = parts_of_wholes(set).filter(|(part, _)| *part == id);
    wholes
        .filter_map(|(_, whole)| number(answers[whole.index()].as_ref()))
        .min()
}

fn greatest_part(set: &CriteriaSet, id: InputId, answers: &Answers) -> i64 {
    let parts = parts_of_wholes(set).filter(|(_, whole)| *whole == id);
    parts
        .filter_map(|(part, _)| number(answers[part.index()].as_ref()))
        .max()
        .unwrap_or(0)
}

/// Returns the answers as values, the way reading a form of them would.
pub fn values(set: &CriteriaSet, answers: &Answers) -> Vec<Option<Value>> {
    let value = |(index, answer): (usize, &Option<Answer>)| match answer.as_ref()? {
        Answer::Number(number) => Some(Value::Number(Exact::from(*number))),
        Answer::Text(text) if set.inputs[index].shape.kind == InputKind::YesNo => {
            Some(Value::YesNo(text == "Có"))
        }
        Answer::Text(text) => set.inputs[index]
            .option_labels
            .iter()
            .position(|label| label.vi == *text)
            .map(Value::Option),
    };
    answers.iter().enumerate().map(value).collect()
}

/// Returns what stands in a form's row for an answer.
pub fn filled(answers: &Answers, id: InputId) -> Filled {
    Filled {
        value: answers[id.index()].clone(),
        ..Filled::default()
    }
}
