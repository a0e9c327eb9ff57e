//! Which level is held, and which condition holds or fails: `level`, as formulas.

use super::expression::{literal, not_negative, rounded};
use super::{Content, Sheet, column, ranges};
use crate::definition::{Compare, Condition, Ladder, NodeIndex};
use crate::level::GateOutcome;
use crate::rule::InputId;

/// What stands for no level at all.
const NONE: i64 = -1;

/// A ladder, with everything to show of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::form) struct Held {
    /// Its position in the set.
    pub(in crate::form) ladder: usize,
    /// The cell with the number of the level held, as other sheets call it.
    pub(in crate::form) cell: String,
    /// The level held now.
    pub(in crate::form) now: Option<u32>,
    /// The rungs, from the lowest up.
    pub(in crate::form) rungs: Vec<HeldRung>,
}

/// A rung: whether it is reached, and its conditions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::form) struct HeldRung {
    /// The cell that is 1 when it is reached, as other sheets call it.
    pub(in crate::form) cell: String,
    /// Whether it is reached now.
    pub(in crate::form) now: bool,
    /// Its conditions, each below the ones that hold it together.
    pub(in crate::form) lines: Vec<Line>,
}

/// A condition.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::form) struct Line {
    /// The condition.
    pub(in crate::form) condition: Condition,
    /// The cell that is 1 when it holds, as other sheets call it.
    pub(in crate::form) cell: String,
    /// Whether it holds now.
    pub(in crate::form) now: bool,
    /// How many conditions it stands in.
    pub(in crate::form) depth: usize,
}

impl Eq for Line {}

impl Sheet<'_> {
    /// Writes every ladder.
    pub(super) fn ladders(&mut self) -> Vec<Held> {
        let set = self.set;
        let mut held: Vec<Held> = Vec::new();
        for (position, ladder) in set.ladders.iter().enumerate() {
            let before: Vec<String> = held.iter().map(|held| held.cell.clone()).collect();
            held.push(self.ladder(position, ladder, &before));
        }
        held
    }

    fn ladder(&mut self, position: usize, ladder: &Ladder, before: &[String]) -> Held {
        let card = self.subject.card;
        let judged = card.rungs(self.set, position);
        let level_row = self.new_row();
        let rung_rows: Vec<u32> = ladder.levels.iter().map(|_| self.new_row()).collect();
        let mut rungs = Vec::new();
        for ((level, rung), row) in ladder.levels.iter().zip(&judged).zip(&rung_rows) {
            let mut lines = Vec::new();
            let holds = self.condition(
                &level.condition,
                &rung.gate,
                (ladder, before),
                0,
                &mut lines,
            );
            let holds = format!("B{}", holds + 1);
            let text = match rungs.len().checked_sub(1) {
                Some(below) if ladder.needs_level_below => {
                    let below = rung_rows[below] + 1;
                    format!("IF(AND({holds}=1,B{below}=1),1,0)")
                }
                _ => holds,
            };
            self.put(
                *row,
                column::NAME,
                Content::Text(format!("{} {}", ladder.id, level.level)),
            );
            self.put(
                *row,
                column::VALUE,
                Content::formula(&text, u32::from(rung.reached)),
            );
            let number = format!("IF(B{}=1,{},{NONE})", row + 1, level.level);
            let now = if rung.reached {
                i64::from(level.level)
            } else {
                NONE
            };
            self.put(
                *row,
                column::WORTH,
                Content::Formula {
                    text: format!("={number}"),
                    result: now.to_string(),
                },
            );
            rungs.push(HeldRung {
                cell: self.called_elsewhere(&format!("B{}", row + 1)),
                now: rung.reached,
                lines,
            });
        }
        let now = card.own.levels.get(position).copied().flatten();
        self.put(level_row, column::NAME, Content::Text(ladder.id.clone()));
        self.put(
            level_row,
            column::VALUE,
            Content::Formula {
                // Numbers of levels rise with the rungs, so the greatest is the highest.
                text: format!("=MAX({})", ranges('C', rung_rows)),
                result: now.map_or(NONE, i64::from).to_string(),
            },
        );
        Held {
            ladder: position,
            cell: self.called_elsewhere(&format!("B{}", level_row + 1)),
            now,
            rungs,
        }
    }

    /// Writes a condition and those inside it; returns the row whose value is 1 when it holds.
    fn condition(
        &mut self,
        condition: &Condition,
        outcome: &GateOutcome,
        within: (&Ladder, &[String]),
        depth: usize,
        lines: &mut Vec<Line>,
    ) -> u32 {
        let row = self.new_row();
        let cell = format!("B{}", row + 1);
        lines.push(Line {
            condition: condition.clone(),
            cell: self.called_elsewhere(&cell),
            now: outcome.holds(),
            depth,
        });
        let (ladder, before) = within;
        let text = match condition {
            Condition::Points { of, at_least } => {
                let points = self.points_of(*of);
                let enough = self.enough_for(&points, &literal(at_least), ladder);
                format!("IF({enough},1,0)")
            }
            Condition::Percent {
                of,
                at_least,
                holds_without,
            } => {
                let [points, maximum] = ['E', 'F'].map(|letter| self.of_node(letter, *of));
                let percent = format!("{points}/{maximum}*100");
                let enough = self.enough_for(&percent, &literal(at_least), ladder);
                let without = u32::from(*holds_without);
                format!("IF({maximum}=0,{without},IF({enough},1,0))")
            }
            Condition::Met(of) => {
                let [points, maximum] = ['E', 'F'].map(|letter| self.of_node(letter, *of));
                let full = not_negative(&format!("{points}-{maximum}"));
                format!("IF({maximum}=0,0,IF({full},1,0))")
            }
            Condition::Fact { input, is } => self.fact(*input, *is),
            Condition::Level { ladder, at_least } => {
                let held = before.get(*ladder).map_or("-1", String::as_str);
                format!("IF({held}>={at_least},1,0)")
            }
            Condition::Not(denied) => {
                let inner = match outcome {
                    GateOutcome::Not(inner) => inner,
                    other => other,
                };
                let inside = self.condition(denied, inner, within, depth + 1, lines);
                format!("1-B{}", inside + 1)
            }
            Condition::All(conditions) => {
                let cells = self.conditions(conditions, outcome, within, depth, lines);
                format!("IF(SUM({cells})={},1,0)", conditions.len())
            }
            Condition::Any(conditions) => {
                let cells = self.conditions(conditions, outcome, within, depth, lines);
                format!("IF(SUM({cells})>=1,1,0)")
            }
            Condition::Count {
                at_least,
                conditions,
            } => {
                let cells = self.conditions(conditions, outcome, within, depth, lines);
                format!("IF(SUM({cells})>={at_least},1,0)")
            }
        };
        self.put(
            row,
            column::VALUE,
            Content::formula(&text, u32::from(outcome.holds())),
        );
        row
    }

    /// Writes several conditions; returns their cells as the arguments of a sum.
    fn conditions(
        &mut self,
        conditions: &[Condition],
        outcome: &GateOutcome,
        within: (&Ladder, &[String]),
        depth: usize,
        lines: &mut Vec<Line>,
    ) -> String {
        let inside: &[GateOutcome] = match outcome {
            GateOutcome::All(inside)
            | GateOutcome::Any(inside)
            | GateOutcome::Count {
                conditions: inside, ..
            } => inside,
            _ => &[],
        };
        let rows: Vec<u32> = conditions
            .iter()
            .zip(inside)
            .map(|(condition, outcome)| {
                self.condition(condition, outcome, within, depth + 1, lines)
            })
            .collect();
        if rows.is_empty() {
            return "0".to_owned();
        }
        ranges('B', rows)
    }

    /// Returns the points a condition looks at: of the whole, the total on its scale.
    fn points_of(&self, of: NodeIndex) -> String {
        if of != 0 {
            return self.of_node('E', of);
        }
        match &self.set.scale {
            None => self.of_node('E', 0),
            Some(scale) => {
                let [points, maximum] = ['E', 'F'].map(|letter| self.of_node(letter, 0));
                format!("IF({maximum}=0,0,{points}/{maximum}*{})", literal(scale))
            }
        }
    }

    fn enough_for(&self, measured: &str, at_least: &str, ladder: &Ladder) -> String {
        let measured = match ladder.compare {
            Compare::Published => rounded(measured, self.set.rounding),
            Compare::Exact => measured.to_owned(),
        };
        not_negative(&format!("{measured}-{at_least}"))
    }

    fn fact(&self, input: InputId, is: bool) -> String {
        let (status, value) = (self.final_status(input), Self::value(input));
        format!("IF(AND({status}=0,{value}={}),1,0)", u32::from(is))
    }
}
