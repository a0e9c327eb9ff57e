//! Which comparisons decided the way a formula took: the band of a figure, the floor it was held against.
//!
//! Yes/no questions and options chosen are answers, and told as such.

use crate::number::Exact;
use crate::rule::{Formula, Halt, Test, Value};

/// A figure, and what it was compared with on the way to the points.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// How the figure was computed, conditions already decided.
    pub measure: Formula,
    /// What it came to.
    pub value: Exact,
    /// What it was compared with.
    pub against: Against,
}

/// What a figure was compared with, said as it turned out.
#[derive(Debug, Clone, PartialEq)]
pub enum Against {
    /// It is no less than the first, and no more than the second; `None` was not asked.
    Between(Option<Limit>, Option<Limit>),
    /// It is equal to this.
    Equal(Exact),
    /// It is not equal to this.
    Unequal(Exact),
}

/// One end of a stretch of figures.
#[derive(Debug, Clone, PartialEq)]
pub struct Limit {
    /// The figure.
    pub value: Exact,
    /// Whether it belongs to the stretch.
    pub included: bool,
}

/// Returns the comparisons on the way that `formula` took with these answers, in their order; those of one
/// figure as the narrowest stretch it was found to be in.
pub(super) fn decided(formula: &Formula, answers: &[Option<Value>]) -> Vec<Decided> {
    let mut way = Way {
        answers,
        decided: Vec::new(),
    };
    way.through(formula);
    way.decided
        .into_iter()
        .map(|(_, decided)| decided)
        .collect()
}

struct Way<'w> {
    answers: &'w [Option<Value>],
    /// Each with its figure as it is defined: with their conditions decided, two figures may look alike.
    decided: Vec<(&'w Formula, Decided)>,
}

impl<'w> Way<'w> {
    fn through(&mut self, formula: &'w Formula) {
        match formula {
            Formula::Constant(_) | Formula::Input(_) | Formula::Stop(_) => {}
            Formula::Sum(of)
            | Formula::Product(of)
            | Formula::Minimum(of)
            | Formula::Maximum(of)
            | Formula::Best(of)
            | Formula::Irrational(_, of) => of.iter().for_each(|part| self.through(part)),
            Formula::Difference(pair) | Formula::Quotient(pair) => {
                pair.iter().for_each(|part| self.through(part));
            }
            Formula::If(branches) => {
                let (test, then, otherwise) = branches.as_ref();
                let Ok(holds) = test.holds(self.answers) else {
                    return;
                };
                self.found(test, holds);
                self.through(if holds { then } else { otherwise });
            }
            Formula::BlankIsZero(inner) => {
                if !matches!(inner.evaluate(self.answers), Err(Halt::Blank(_))) {
                    self.through(inner);
                }
            }
            Formula::OrWhenZero(pair) => match pair[0].evaluate(self.answers) {
                Err(Halt::ZeroDenominator) => self.through(&pair[1]),
                _ => self.through(&pair[0]),
            },
        }
    }

    /// Notes what a test found: of several conditions those that decided it.
    fn found(&mut self, test: &'w Test, holds: bool) {
        let answers = self.answers;
        match test {
            // Answers stand beside the points; that something was divided by zero is the criterion's state.
            Test::Yes(_) | Test::Option(..) | Test::IsZero(_) => {}
            Test::Not(denied) => self.found(denied, !holds),
            Test::All(tests) | Test::Any(tests) => {
                let all_alike = matches!(test, Test::All(_)) == holds;
                let deciding = tests
                    .iter()
                    .filter(|part| all_alike || part.holds(answers) == Ok(holds));
                let most = if all_alike { tests.len() } else { 1 };
                for part in deciding.take(most) {
                    self.found(part, holds);
                }
            }
            Test::AtLeast(one, other) => self.compared(one, other, holds, true),
            Test::Above(one, other) => self.compared(one, other, holds, false),
            Test::Equal(one, other) => {
                let (measure, other) = if is_fixed(one) {
                    (other, one)
                } else {
                    (one, other)
                };
                let is_equal = if holds {
                    Against::Equal
                } else {
                    Against::Unequal
                };
                self.note(measure, other, is_equal);
            }
        }
    }

    /// Notes that one figure was, or was not, `or_equal` to another or above it.
    fn compared(&mut self, one: &'w Formula, other: &'w Formula, holds: bool, or_equal: bool) {
        let limit = |included| move |value| Some(Limit { value, included });
        let least = |included| move |value| Against::Between(limit(included)(value), None);
        let most = |included| move |value| Against::Between(None, limit(included)(value));
        // A constant is what the other one is held against, on whichever side it stands.
        let is_turned = is_fixed(one);
        match (is_turned, holds) {
            (false, true) => self.note(one, other, least(or_equal)),
            (false, false) => self.note(one, other, most(!or_equal)),
            (true, true) => self.note(other, one, most(or_equal)),
            (true, false) => self.note(other, one, least(!or_equal)),
        }
    }

    fn note(
        &mut self,
        measure: &'w Formula,
        other: &'w Formula,
        against: impl Fn(Exact) -> Against,
    ) {
        let figures = [measure, other].map(|formula| formula.evaluate(self.answers));
        let [Ok(value), Ok(other)] = figures else {
            return;
        };
        if is_fixed(measure) {
            return;
        }
        let against = against(other);
        for (figure, known) in &mut self.decided {
            if *figure == measure
                && let Against::Between(low, high) = &mut known.against
                && let Against::Between(least, most) = &against
            {
                *low = narrower(low.take(), least.clone(), Exact::gt);
                *high = narrower(high.take(), most.clone(), Exact::lt);
                return;
            }
        }
        let decided = Decided {
            measure: measure.taken(self.answers),
            value,
            against,
        };
        self.decided.push((measure, decided));
    }
}

/// Whether a formula is made of numbers of the definition alone; one that counts what is answered is not, though
/// it comes to zero without an answer.
fn is_fixed(formula: &Formula) -> bool {
    match formula {
        Formula::Constant(_) => true,
        Formula::Sum(of)
        | Formula::Product(of)
        | Formula::Minimum(of)
        | Formula::Maximum(of)
        | Formula::Irrational(_, of) => of.iter().all(is_fixed),
        Formula::Difference(pair) | Formula::Quotient(pair) => pair.iter().all(is_fixed),
        _ => false,
    }
}

/// Returns the end that leaves less: the one `beyond` the other, or the one that does not belong to the stretch.
fn narrower(
    one: Option<Limit>,
    other: Option<Limit>,
    beyond: fn(&Exact, &Exact) -> bool,
) -> Option<Limit> {
    match (one, other) {
        (Some(one), Some(other)) => {
            let is_beyond =
                beyond(&other.value, &one.value) || (other.value == one.value && !other.included);
            Some(if is_beyond { other } else { one })
        }
        (one, other) => one.or(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::InputId;

    fn numbers<const N: usize>(values: [i64; N]) -> [Option<Value>; N] {
        values.map(|value| Some(Value::Number(Exact::integer(value))))
    }

    fn input(index: usize) -> Formula {
        Formula::Input(InputId::new(index))
    }

    fn limit(value: i64, included: bool) -> Limit {
        let value = Exact::integer(value);
        Limit { value, included }
    }

    fn between(least: impl Into<Option<Limit>>, most: impl Into<Option<Limit>>) -> Against {
        Against::Between(least.into(), most.into())
    }

    fn worth(points: i64) -> Formula {
        Formula::integer(points)
    }

    /// 3 from 9 on, 2 above 5, 1 from 2 on, else nothing.
    fn bands() -> Formula {
        let lowest = Formula::when(Test::AtLeast(input(0), worth(2)), worth(1), worth(0));
        let middle = Formula::when(Test::Above(input(0), worth(5)), worth(2), lowest);
        Formula::when(Test::AtLeast(input(0), worth(9)), worth(3), middle)
    }

    #[test]
    fn a_figure_is_told_with_the_nearest_limits_it_was_held_against() {
        let found = |value| match decided(&bands(), &numbers([value])).as_slice() {
            [only] => only.against.clone(),
            several => panic!("{several:?}"),
        };
        assert_eq!(found(9), between(limit(9, true), None));
        assert_eq!(found(6), between(limit(5, false), limit(9, false)));
        assert_eq!(found(5), between(limit(2, true), limit(5, true)));
        assert_eq!(found(1), between(None, limit(2, false)));
    }

    #[test]
    fn only_the_conditions_that_decided_are_told() {
        let both = Test::All(vec![
            Test::AtLeast(input(0), worth(1)),
            Test::AtLeast(input(1), worth(1)),
        ]);
        let formula = Formula::when(both, worth(1), worth(0));
        let figures = |answers: &[Option<Value>]| -> Vec<Formula> {
            let decided = decided(&formula, answers).into_iter();
            decided.map(|one| one.measure).collect()
        };
        assert_eq!(figures(&numbers([2, 2])), [input(0), input(1)]);
        assert_eq!(figures(&numbers([2, 0])), [input(1)]);
        assert_eq!(figures(&[numbers([0])[0].clone(), None]), [input(0)]);
    }

    #[test]
    fn a_constant_in_front_is_what_the_figure_is_held_against() {
        // 5 > x
        let test = || Test::Above(worth(5), input(0));
        let formula = Formula::when(test(), worth(1), worth(0));
        let found = |value| decided(&formula, &numbers([value]))[0].against.clone();
        assert_eq!(found(3), between(None, limit(5, false)));
        assert_eq!(found(5), between(limit(5, true), None));
        let formula = Formula::when(Test::Not(Box::new(test())), worth(1), worth(0));
        let found = decided(&formula, &numbers([7]))[0].against.clone();
        assert_eq!(found, between(limit(5, true), None));
    }

    #[test]
    fn how_many_of_a_list_are_met_is_a_figure() {
        let met = |index| {
            let one = Formula::when(Test::Yes(InputId::new(index)), worth(1), worth(0));
            Formula::BlankIsZero(Box::new(one))
        };
        let all = Test::AtLeast(Formula::Sum(vec![met(0), met(1)]), worth(2));
        let answers = [Some(Value::YesNo(true)), None];
        let found = decided(&Formula::when(all, worth(1), worth(0)), &answers);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].measure, Formula::Sum(vec![worth(1), worth(0)]));
        assert_eq!(found[0].against, between(None, limit(2, false)));
    }

    #[test]
    fn two_counts_that_come_to_the_same_are_two_figures() {
        let met = |index| {
            let one = Formula::when(Test::Yes(InputId::new(index)), worth(1), worth(0));
            Formula::BlankIsZero(Box::new(one))
        };
        let count = |first| Formula::Sum(vec![met(first), met(first + 1)]);
        let lower = Formula::when(Test::AtLeast(count(2), worth(1)), worth(10), worth(0));
        let formula = Formula::when(Test::AtLeast(count(0), worth(2)), worth(35), lower);
        let yes = || Some(Value::YesNo(true));
        let found = decided(&formula, &[yes(), None, yes(), None]);
        let against: Vec<Against> = found.into_iter().map(|one| one.against).collect();
        let [two, one] = [limit(2, false), limit(1, true)];
        assert_eq!(against, [between(None, two), between(one, None)]);
    }

    #[test]
    fn what_is_not_reached_and_what_is_blank_is_not_told() {
        let of_blank = Formula::BlankIsZero(Box::new(bands()));
        assert_eq!(decided(&of_blank, &[None]), []);
        let formula = Formula::when(Test::Equal(input(1), worth(0)), worth(0), bands());
        let found = decided(&formula, &numbers([9, 0]));
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].against, Against::Equal(Exact::ZERO));
    }
}
