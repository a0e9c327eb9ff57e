//! What a level asks for, in words: `1.2 Màn hình: phải đạt điểm tối đa`.

use super::{Language, labels};
use crate::definition::{Condition, CriteriaSet, NodeIndex};
use crate::number::{Exact, Rounding, RoundingMode};

/// Returns the condition in one sentence.
pub fn condition(condition: &Condition, set: &CriteriaSet, language: Language) -> String {
    let words = labels(language);
    let all = |conditions: &[Condition]| -> Vec<String> {
        let part = |part: &Condition| match part {
            Condition::All(several) if several.len() > 1 => {
                format!("({})", self::condition(part, set, language))
            }
            _ => self::condition(part, set, language),
        };
        conditions.iter().map(part).collect()
    };
    match condition {
        Condition::Points { of, at_least } => {
            format!(
                "{} ≥ {}",
                named(set, *of, language),
                number(at_least, language)
            )
        }
        Condition::Percent { of, at_least, .. } => {
            format!(
                "{} ≥ {} %",
                named(set, *of, language),
                number(at_least, language)
            )
        }
        Condition::Met(of) => format!("{}: {}", named(set, *of, language), words.full_points),
        Condition::Fact { input, is } => {
            let label = language.of(&set.input(*input).label);
            format!("{label}: {}", if *is { words.yes } else { words.no })
        }
        Condition::Level { ladder, at_least } => {
            let ladder = &set.ladders[*ladder];
            let level = ladder.levels.iter().find(|level| level.level == *at_least);
            let name = level.map_or_else(
                || at_least.to_string(),
                |level| language.of(&level.name).to_owned(),
            );
            let at_least = language.pick("ít nhất", "at least");
            format!("{}: {at_least} {name}", language.of(&ladder.title))
        }
        Condition::Not(denied) => {
            let denied = self::condition(denied, set, language);
            format!("{} ({denied})", language.pick("không có", "not"))
        }
        Condition::All(conditions) => {
            let parts = all(conditions);
            parts.join(language.pick(" và ", " and "))
        }
        Condition::Any(conditions) => some(1, &all(conditions), language),
        Condition::Count {
            at_least,
            conditions,
        } => some(*at_least, &all(conditions), language),
    }
}

fn some(at_least: usize, conditions: &[String], language: Language) -> String {
    let conditions = conditions.join("; ");
    match language {
        Language::Vietnamese => format!("ít nhất {at_least} trong số: ({conditions})"),
        Language::English => format!("at least {at_least} of: ({conditions})"),
    }
}

/// Returns the code and title of a node; the whole is the total.
fn named(set: &CriteriaSet, node: NodeIndex, language: Language) -> String {
    let node = &set.nodes[node];
    if node.code.is_empty() {
        return labels(language).total.to_owned();
    }
    format!("{} {}", node.code, language.of(&node.title))
}

fn number(value: &Exact, language: Language) -> String {
    let nine = Rounding {
        digits: 9,
        mode: RoundingMode::HalfAwayFromZero,
    };
    let decimal = value.to_decimal().unwrap_or_else(|| value.round(nine));
    language.short_number(decimal)
}
