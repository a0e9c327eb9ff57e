//! What a level asks for, in words: `1.2 Màn hình: phải đạt điểm tối đa`.

use super::{Language, labels};
use crate::definition::{Condition, CriteriaSet, NodeIndex};
use crate::number::Exact;

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
            let name = level.map_or_else(|| at_least.to_string(), |level| language.level(level));
            let at_least = language.pick("ít nhất", "at least");
            format!("{}: {at_least} {name}", language.of(&ladder.title))
        }
        Condition::Not(denied) => {
            let denied = self::condition(denied, set, language);
            format!("{} ({denied})", language.pick("không có", "not"))
        }
        Condition::All(conditions) if let Some(each) = each(conditions, language, set) => each,
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

/// Returns a condition for each of a branch: their codes, and what is asked of each.
fn each(conditions: &[Condition], language: Language, set: &CriteriaSet) -> Option<String> {
    let mut asked = conditions.iter().map(|condition| match condition {
        Condition::Percent {
            of,
            at_least,
            holds_without: true,
        } => Some((set.nodes[*of].code.as_str(), at_least)),
        _ => None,
    });
    let (first, at_least) = asked.next()??;
    let mut codes = vec![first];
    for one in asked {
        let (code, other) = one?;
        if other != at_least {
            return None;
        }
        codes.push(code);
    }
    let (codes, at_least) = (codes.join(", "), number(at_least, language));
    Some(match language {
        Language::Vietnamese => format!("từng mục {codes} ≥ {at_least} %"),
        Language::English => format!("each of {codes} ≥ {at_least} %"),
    })
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
    language.short_number(value.written())
}
