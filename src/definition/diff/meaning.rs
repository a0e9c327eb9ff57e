//! Whether a rule or a condition of the new set says the same as one of the old set, about the
//! same things.

use super::crosswalk::divides_alike;
use super::matching::Matching;
use crate::definition::{Among, Condition, CriteriaSet, Criterion, NodeIndex, Statistic, resolve};
use crate::number::Exact;
use crate::rule::{Compiled, Formula, Halt, InputId, Test};

#[derive(Debug, Clone, Copy)]
pub(super) struct Meaning<'m> {
    pub old: &'m CriteriaSet,
    pub new: &'m CriteriaSet,
    pub matching: &'m Matching,
}

impl Meaning<'_> {
    pub(super) fn is_same_node(self, old: NodeIndex, new: NodeIndex) -> bool {
        self.matching.old_nodes[new] == [old]
    }

    fn is_same_input(self, old: InputId, new: InputId) -> bool {
        let (old, new) = (old.index(), new.index());
        let statistics = (
            old.checked_sub(self.old.inputs.len()),
            new.checked_sub(self.new.inputs.len()),
        );
        match statistics {
            (None, None) => self.matching.inputs[old] == Some(new),
            (Some(old), Some(new)) => {
                self.is_same_statistic(&self.old.statistics[old], &self.new.statistics[new])
            }
            _ => false,
        }
    }

    /// Whether two figures of all units are the same, whatever they are called.
    fn is_same_statistic(self, old: &Statistic, new: &Statistic) -> bool {
        let is_same_filter = match (&old.filter, &new.filter) {
            (None, None) => true,
            (Some(old), Some(new)) => self.is_same_test(old, new),
            _ => false,
        };
        let cohorts = (&self.old.ranking.cohorts, &self.new.ranking.cohorts);
        let is_same_group = old.among == new.among
            && (old.among != Among::Cohort || divides_alike(cohorts.0, cohorts.1));
        old.kind == new.kind
            && is_same_group
            && is_same_filter
            && self.is_same_formula(&old.of, &new.of)
    }

    /// Whether two branches are made up in the same way, and two nodes weigh the same.
    pub(super) fn is_same_combination(self, old: NodeIndex, new: NodeIndex) -> bool {
        let (old, new) = (&self.old.nodes[old], &self.new.nodes[new]);
        old.combine == new.combine
            && old.weight == new.weight
            && old.minimum_data == new.minimum_data
            && old.outside == new.outside
    }

    /// Whether what does not apply goes to the same criteria.
    pub(super) fn is_same_transfer(self, old: &Criterion, new: &Criterion) -> bool {
        all_matched(&old.transfer_to, &new.transfer_to, |old, new| {
            self.is_same_node(*old, *new)
        })
    }

    /// Whether two criteria's rules say the same once they are worth the same, whatever a zero
    /// denominator means: both are changes of their own.
    pub(super) fn is_same_rule(self, old: NodeIndex, new: NodeIndex) -> bool {
        let criteria = (
            self.old.nodes[old].criterion(),
            self.new.nodes[new].criterion(),
        );
        let (Some(before), Some(after)) = criteria else {
            return false;
        };
        let maximum = &self.new.nodes[new].maximum;
        let is_as_it_was = *maximum == self.old.nodes[old].maximum
            && before.zero_denominator == after.zero_denominator;
        if is_as_it_was {
            return self.is_same_computation(&before.compiled, &after.compiled);
        }
        resolve::compiled_as(self.old, old, maximum, after.zero_denominator)
            .is_some_and(|before| self.is_same_computation(&before, &after.compiled))
    }

    fn is_same_computation(self, old: &Compiled, new: &Compiled) -> bool {
        self.is_same_formula(&old.formula, &new.formula)
            && all_matched(&old.parts_of_wholes, &new.parts_of_wholes, |old, new| {
                self.is_same_input(old.0, new.0) && self.is_same_input(old.1, new.1)
            })
    }

    fn is_same_formula(self, old: &Formula, new: &Formula) -> bool {
        match (undivided(old), undivided(new)) {
            (Formula::Constant(old), Formula::Constant(new)) => old == new,
            (Formula::Input(old), Formula::Input(new)) => self.is_same_input(*old, *new),
            (Formula::Sum(old), Formula::Sum(new))
            | (Formula::Product(old), Formula::Product(new))
            | (Formula::Minimum(old), Formula::Minimum(new))
            | (Formula::Maximum(old), Formula::Maximum(new))
            | (Formula::Best(old), Formula::Best(new)) => {
                all_matched(old, new, |old, new| self.is_same_formula(old, new))
            }
            (Formula::Irrational(before, old), Formula::Irrational(after, new)) => {
                let pairs = || old.iter().zip(new);
                before == after
                    && old.len() == new.len()
                    && pairs().all(|(old, new)| self.is_same_formula(old, new))
            }
            (Formula::Difference(old), Formula::Difference(new))
            | (Formula::OrWhenZero(old), Formula::OrWhenZero(new))
            | (Formula::Quotient(old), Formula::Quotient(new)) => {
                self.is_same_formula(&old[0], &new[0]) && self.is_same_formula(&old[1], &new[1])
            }
            (old @ Formula::If(before), new @ Formula::If(after)) => match (&before.0, &after.0) {
                (Test::Option(asked_before, _), Test::Option(asked_after, _)) => {
                    self.is_same_choice((old, *asked_before), (new, *asked_after))
                }
                (test_before, test_after) => {
                    self.is_same_test(test_before, test_after)
                        && self.is_same_formula(&before.1, &after.1)
                        && self.is_same_formula(&before.2, &after.2)
                }
            },
            (Formula::BlankIsZero(old), Formula::BlankIsZero(new)) => {
                self.is_same_formula(old, new)
            }
            (Formula::Stop(Halt::Blank(old)), Formula::Stop(Halt::Blank(new))) => {
                self.is_same_input(*old, *new)
            }
            (Formula::Stop(old), Formula::Stop(new)) => old == new,
            _ => false,
        }
    }

    fn is_same_test(self, old: &Test, new: &Test) -> bool {
        match (old, new) {
            (Test::Yes(old), Test::Yes(new)) => self.is_same_input(*old, *new),
            (Test::AtLeast(before, old), Test::AtLeast(after, new))
            | (Test::Equal(before, old), Test::Equal(after, new))
            | (Test::Above(before, old), Test::Above(after, new)) => {
                self.is_same_formula(before, after) && self.is_same_formula(old, new)
            }
            (Test::IsZero(old), Test::IsZero(new)) => self.is_same_formula(old, new),
            (Test::Option(old, before), Test::Option(new, after)) => {
                before == after && self.is_same_input(*old, *new)
            }
            (Test::Not(old), Test::Not(new)) => self.is_same_test(old, new),
            (Test::Any(old), Test::Any(new)) | (Test::All(old), Test::All(new)) => {
                all_matched(old, new, |old, new| self.is_same_test(old, new))
            }
            _ => false,
        }
    }

    /// Whether every option is worth the same, in whatever order they stand.
    fn is_same_choice(self, old: (&Formula, InputId), new: (&Formula, InputId)) -> bool {
        let options = |set: &'_ CriteriaSet, input: InputId| set.input(input).shape.options.clone();
        let (before, after) = (options(self.old, old.1), options(self.new, new.1));
        let is_same_option = |(place, option): (usize, &String)| {
            after
                .iter()
                .position(|other| other == option)
                .is_some_and(|other| {
                    self.is_same_formula(worth(old.0, old.1, place), worth(new.0, new.1, other))
                })
        };
        self.is_same_input(old.1, new.1)
            && before.len() == after.len()
            && before.iter().enumerate().all(is_same_option)
    }

    pub(super) fn is_same_condition(self, old: &Condition, new: &Condition) -> bool {
        match (old, new) {
            (
                Condition::Points {
                    of: old,
                    at_least: before,
                },
                Condition::Points {
                    of: new,
                    at_least: after,
                },
            )
            | (
                Condition::Percent {
                    of: old,
                    at_least: before,
                    ..
                },
                Condition::Percent {
                    of: new,
                    at_least: after,
                    ..
                },
            ) => before == after && self.is_same_node(*old, *new),
            (Condition::Met(old), Condition::Met(new)) => self.is_same_node(*old, *new),
            (
                Condition::Fact {
                    input: old,
                    is: before,
                },
                Condition::Fact {
                    input: new,
                    is: after,
                },
            ) => before == after && self.is_same_input(*old, *new),
            (
                Condition::Level {
                    ladder: old,
                    at_least: before,
                },
                Condition::Level {
                    ladder: new,
                    at_least: after,
                },
            ) => before == after && self.old.ladders[*old].id == self.new.ladders[*new].id,
            (Condition::Not(old), Condition::Not(new)) => self.is_same_condition(old, new),
            (old, new) => match (several(old), several(new)) {
                (Some((before, old)), Some((after, new))) => {
                    before == after
                        && all_matched(old, new, |old, new| self.is_same_condition(old, new))
                }
                _ => false,
            },
        }
    }
}

/// Returns how many of which conditions have to hold.
fn several(condition: &Condition) -> Option<(usize, &[Condition])> {
    match condition {
        Condition::All(conditions) => Some((conditions.len(), conditions)),
        Condition::Any(conditions) => Some((1, conditions)),
        Condition::Count {
            at_least,
            conditions,
        } => Some((*at_least, conditions)),
        _ => None,
    }
}

/// Returns a formula without divisions by one, such as by a target of 1 that could be left out.
fn undivided(mut formula: &Formula) -> &Formula {
    while let Formula::Quotient(pair) = formula
        && pair[1] == Formula::Constant(Exact::ONE)
    {
        formula = &pair[0];
    }
    formula
}

/// Returns the branch that an option leads to.
fn worth(mut formula: &Formula, input: InputId, option: usize) -> &Formula {
    while let Formula::If(branches) = formula
        && let Test::Option(asked, asked_for) = &branches.0
        && *asked == input
    {
        formula = if *asked_for == option {
            &branches.1
        } else {
            &branches.2
        };
    }
    formula
}

/// Whether each of one list has one of the other as its like, in any order.
fn all_matched<T>(old: &[T], new: &[T], is_same: impl Fn(&T, &T) -> bool) -> bool {
    let mut left: Vec<&T> = new.iter().collect();
    let mut is_found = |old: &T| {
        let place = left.iter().position(|new| is_same(old, new));
        place.is_some_and(|place| {
            left.remove(place);
            true
        })
    };
    old.len() == new.len() && old.iter().all(&mut is_found)
}
