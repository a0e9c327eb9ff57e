//! Ladders and their conditions, with what they ask of looked up.

use super::Resolver;
use crate::definition::{Condition, Ladder, Level, Node, NodeIndex, raw};
use crate::finding::{Problem, Reference};
use crate::number::Literal;
use crate::rule::{InputKind, nearest};

/// Conditions of the longest list; each is held against each other one.
const MOST_CONDITIONS: usize = 1_000;

/// What stands for a condition about nothing, so that one mistake is told once.
const ALWAYS: Condition = Condition::All(Vec::new());

impl Resolver<'_, '_> {
    pub(super) fn ladders(&mut self, raw: &raw::CriteriaSet) -> Vec<Ladder> {
        let mut ladders = Vec::new();
        for (position, ladder) in raw.ladders.iter().enumerate() {
            if self.has_given_up() {
                break;
            }
            let pointer = format!("/ladders/{position}");
            let of = self.measured(ladder.of.as_ref(), &pointer).unwrap_or(0);
            let mut levels = Vec::new();
            for (index, level) in ladder.levels.iter().enumerate() {
                levels.push(Level {
                    level: level.level,
                    name: level.name.clone(),
                    condition: self.condition(
                        &level.when,
                        &raw.ladders[..position],
                        &format!("{pointer}/levels/{index}/when"),
                    ),
                });
            }
            ladders.push(Ladder {
                id: ladder.id.clone(),
                title: ladder.title.clone(),
                of,
                compare: ladder.compare.unwrap_or(raw::Compare::Published),
                needs_level_below: ladder.needs_level_below,
                levels,
            });
        }
        ladders
    }

    /// Every node of a branch has so many percent.
    fn each(
        &mut self,
        of: NodeIndex,
        below: raw::Below,
        at_least: Literal,
        pointer: &str,
    ) -> Condition {
        let end = self.nodes[of].end;
        if self.is_too_large(pointer, end - of) {
            return ALWAYS;
        }
        // Bonus and penalty are no part of the scale of which a share could be asked.
        let is_outside = |node: NodeIndex| {
            let mut above = Some(node);
            while let Some(at) = above.filter(|at| *at != of) {
                if self.nodes[at].outside.is_some() {
                    return true;
                }
                above = self.nodes[at].parent;
            }
            false
        };
        let is_meant = |&node: &NodeIndex| match below {
            _ if is_outside(node) => false,
            raw::Below::Directly => self.nodes[node].parent == Some(of),
            raw::Below::Criteria => self.nodes[node].criterion().is_some(),
        };
        let percent = |of| Condition::Percent {
            of,
            at_least: at_least.exact(),
            holds_without: true,
        };
        Condition::All((of + 1..end).filter(is_meant).map(percent).collect())
    }

    fn level(
        &mut self,
        name: &str,
        at_least: u32,
        before: &[raw::Ladder],
        pointer: &str,
    ) -> Condition {
        let Some(ladder) = before.iter().position(|ladder| ladder.id == name) else {
            if let Some(position) = self.ladder_ids.iter().position(|id| id == name) {
                let name = name.to_owned();
                let is_circular = position == before.len();
                let problem = Problem::UsedBeforeDefined { name, is_circular };
                self.report(&format!("{pointer}/ladder"), problem);
                return ALWAYS;
            }
            let problem = Problem::UnknownReference {
                name: name.to_owned(),
                reference: Reference::Ladder,
                nearest: nearest(name, before.iter().map(|ladder| ladder.id.as_str())),
            };
            self.report(&format!("{pointer}/ladder"), problem);
            return ALWAYS;
        };
        let levels = &before[ladder].levels;
        if !levels.iter().any(|level| level.level >= at_least) {
            let allowed = levels.iter().map(|level| level.level.to_string()).collect();
            self.report(
                &format!("{pointer}/at_least"),
                Problem::ValueNotAllowed { allowed },
            );
        }
        Condition::Level { ladder, at_least }
    }

    /// A condition of a ladder behind those `before`.
    fn condition(
        &mut self,
        raw: &raw::Condition,
        before: &[raw::Ladder],
        pointer: &str,
    ) -> Condition {
        match raw {
            raw::Condition::Points { of, at_least } => match self.measured(of.as_ref(), pointer) {
                Some(of) => Condition::Points {
                    of,
                    at_least: at_least.exact(),
                },
                None => ALWAYS,
            },
            raw::Condition::Percent { of, at_least } => match self.measured(of.as_ref(), pointer) {
                Some(of) => Condition::Percent {
                    of,
                    at_least: at_least.exact(),
                    holds_without: false,
                },
                None => ALWAYS,
            },
            raw::Condition::Each {
                of,
                below,
                at_least,
            } => match self.measured(of.as_ref(), pointer) {
                Some(of) => self.each(of, *below, *at_least, pointer),
                None => ALWAYS,
            },
            raw::Condition::Level { ladder, at_least } => {
                self.level(ladder, *at_least, before, pointer)
            }
            raw::Condition::Not { condition } => {
                let pointer = format!("{pointer}/condition");
                Condition::Not(Box::new(self.condition(condition, before, &pointer)))
            }
            raw::Condition::Met { criterion } => {
                let node = self.node_called(criterion, &format!("{pointer}/criterion"));
                node.map_or(ALWAYS, Condition::Met)
            }
            raw::Condition::Fact { input, is } => {
                self.fact(input, *is, &format!("{pointer}/input"))
            }
            raw::Condition::All { conditions } => {
                Condition::All(self.conditions(conditions, before, pointer))
            }
            raw::Condition::Any { conditions } => {
                Condition::Any(self.conditions(conditions, before, pointer))
            }
            raw::Condition::Count {
                at_least,
                conditions,
            } => Condition::Count {
                at_least: *at_least as usize,
                conditions: self.conditions(conditions, before, pointer),
            },
        }
    }

    fn conditions(
        &mut self,
        raw: &[raw::Condition],
        before: &[raw::Ladder],
        pointer: &str,
    ) -> Vec<Condition> {
        if raw.len() > MOST_CONDITIONS {
            let limit = MOST_CONDITIONS as u64;
            let pointer = format!("{pointer}/conditions");
            self.report(&pointer, Problem::FormulaTooLarge { limit });
            return Vec::new();
        }
        raw.iter()
            .enumerate()
            .map(|(index, condition)| {
                self.condition(condition, before, &format!("{pointer}/conditions/{index}"))
            })
            .collect()
    }

    fn measured(&mut self, of: Option<&String>, pointer: &str) -> Option<NodeIndex> {
        match of {
            Some(code) => self.node_called(code, &format!("{pointer}/of")),
            None => Some(0),
        }
    }

    fn fact(&mut self, name: &str, is: bool, pointer: &str) -> Condition {
        let Some(&input) = self.names.get(name) else {
            let problem = Problem::UnknownReference {
                name: name.to_owned(),
                reference: Reference::Input,
                nearest: nearest(name, self.names.keys().map(String::as_str)),
            };
            self.report(pointer, problem);
            return ALWAYS;
        };
        if self.inputs[input.index()].shape.kind != InputKind::YesNo {
            let problem = Problem::WrongInputType {
                name: name.to_owned(),
                expected: vec![InputKind::YesNo.name().to_owned()],
            };
            self.report(pointer, problem);
        }
        let criteria = self.nodes.iter().filter_map(Node::criterion);
        let counts = criteria
            .into_iter()
            .any(|criterion| criterion.compiled.inputs.contains(&input));
        self.inputs[input.index()].is_fact = !counts;
        Condition::Fact { input, is }
    }
}
