//! What one of two versions says of a thing that changed, as scripts read it and in words.

use serde::Serialize;

use super::super::{role, scope};
use crate::definition::diff::Change;
use crate::definition::{Cohort, CriteriaSet, Criterion, Ladder, Level, NodeIndex, Text};
use crate::number::{Decimal, Exact};
use crate::period::Date;
use crate::rule::{Formula, InputId, InputShape};
use crate::scoring::published;
use crate::text::{self, Language, difference};

/// What stands on one side of a change.
pub(super) enum Value<'v> {
    Nothing,
    /// As scripts read it, and in words.
    Words(String, String),
    /// A text of the criteria set.
    Text(&'v Text),
}

impl Value<'_> {
    pub fn plain(text: Option<String>) -> Value<'static> {
        text.map_or(Value::Nothing, |text| Value::Words(text.clone(), text))
    }

    /// A word of the file's format, such as `full_marks`, and what it means.
    fn word(word: &impl Serialize, meaning: &str) -> Value<'static> {
        let word = serde_json::to_value(word).unwrap_or_default();
        let word = word.as_str().unwrap_or_default().to_owned();
        Value::Words(word, meaning.to_owned())
    }

    fn yes_no(is: bool, language: Language) -> Value<'static> {
        let words = text::labels(language);
        let shown = if is { words.yes } else { words.no };
        Value::Words(is.to_string(), shown.to_owned())
    }

    fn text(text: Option<&Text>) -> Value<'_> {
        text.map_or(Value::Nothing, Value::Text)
    }

    pub fn said(self, language: Language) -> [Option<String>; 2] {
        match self {
            Value::Nothing => [None, None],
            Value::Words(word, words) => [Some(word), Some(words)],
            Value::Text(text) => [
                Some(language.of(text).to_owned()),
                Some(language.of(text).to_owned()),
            ],
        }
    }
}

/// One of the two sets, told in a language.
#[derive(Clone, Copy)]
pub(super) struct Side<'s> {
    pub set: &'s CriteriaSet,
    pub language: Language,
}

impl<'s> Side<'s> {
    pub fn short(self, value: &Exact) -> Decimal {
        let decimal = value.to_decimal();
        decimal.unwrap_or_else(|| published(self.set, value))
    }

    fn number(self, value: &Exact) -> Value<'static> {
        let value = self.short(value);
        Value::Words(
            value.normalize().to_string(),
            self.language.short_number(value),
        )
    }

    pub fn codes(self, nodes: &[NodeIndex]) -> Vec<String> {
        nodes
            .iter()
            .filter_map(|&node| scope(self.set, node))
            .collect()
    }

    pub fn condition(self, level: &Level) -> String {
        text::condition(&level.condition, self.set, self.language)
    }

    /// What the set says of itself.
    pub fn of_set(self, (): (), change: Change) -> Value<'s> {
        let Side { set, language } = self;
        let document = &set.document;
        let day = |day: Option<Date>| match day {
            Some(day) => Value::Words(day.to_string(), language.day(day)),
            None => Value::Nothing,
        };
        match change {
            Change::Id => Value::plain(Some(set.id.clone())),
            Change::Notice => Value::text(set.notice.as_ref()),
            Change::Checks => {
                let checks = set.checks.iter().map(|check| check.holds.as_str());
                Value::plain(
                    (!set.checks.is_empty()).then(|| checks.collect::<Vec<_>>().join("; ")),
                )
            }
            Change::Number => Value::plain(document.number.clone()),
            Change::Date => day(document.date),
            Change::Issuer => Value::text(document.issuer.as_ref()),
            Change::Government => Value::word(
                &document.level,
                text::government_level(document.level, language),
            ),
            Change::ValidFrom => day(document.valid_from),
            Change::ValidUntil => day(document.valid_until),
            Change::Amends => {
                let amends = &document.amends;
                Value::plain((!amends.is_empty()).then(|| amends.join("; ")))
            }
            Change::Rounding => Value::plain(Some(difference::rounding(
                set.rounding,
                set.rounding_stage,
                language,
            ))),
            Change::NeedsReason => Value::yes_no(set.not_applicable_needs_reason, language),
            Change::NotAssigned => Value::word(
                &set.not_assigned,
                difference::not_assigned(set.not_assigned, language),
            ),
            Change::Counted => {
                Value::word(&set.counted, difference::counted(set.counted, language))
            }
            Change::Jump => set
                .jump
                .as_ref()
                .map_or(Value::Nothing, |jump| self.number(jump)),
            Change::Scale => set
                .scale
                .as_ref()
                .map_or(Value::Nothing, |scale| self.number(scale)),
            Change::Ties => Value::word(&set.ranking.ties, difference::ties(set.ranking.ties)),
            Change::Ranked => {
                let compare = set.ranking.compare;
                Value::word(&compare, difference::compared(compare, language))
            }
            Change::Best => {
                let best = set.ranking.best;
                Value::word(&best, difference::best(best, language))
            }
            Change::MissingSubmission => {
                let missing = set.ranking.missing;
                Value::word(&missing, difference::missing(missing, language))
            }
            Change::Cohorts => {
                let cohort = |cohort: &Cohort| {
                    let title = language.of(&cohort.title);
                    format!("{title}: {}", cohort.types.join(", "))
                };
                let cohorts: Vec<String> = set.ranking.cohorts.iter().map(cohort).collect();
                Value::plain((!cohorts.is_empty()).then(|| cohorts.join("; ")))
            }
            _ => Value::Nothing,
        }
    }

    /// What stands about a node, or about those that were made one.
    pub fn of_nodes(self, nodes: &[NodeIndex], change: Change) -> Value<'s> {
        let Side { set, language } = self;
        let Some(&index) = nodes.first() else {
            return Value::Nothing;
        };
        let node = &set.nodes[index];
        match change {
            Change::Merged => return Value::plain(Some(self.codes(nodes).join(", "))),
            Change::Role => {
                let meaning = difference::role(&node.role, language);
                return Value::Words(role(&node.role).to_owned(), meaning.to_owned());
            }
            Change::Moved => {
                let parent = node.parent.and_then(|parent| scope(set, parent));
                return Value::Words(
                    node.code.clone(),
                    difference::place(&node.code, parent.as_deref(), language),
                );
            }
            Change::Renamed => return Value::Text(&node.title),
            Change::Reweighted => {
                let maximum = Exact::sum(nodes.iter().map(|&node| &set.nodes[node].maximum));
                return self.number(&maximum);
            }
            Change::Combined => {
                let number = |value: &Exact| value.to_decimal().map(|value| value.normalize());
                let mut parts: Vec<String> = Vec::new();
                parts.extend(
                    node.combine
                        .name()
                        .map(|name| text::rule(name, language).to_owned()),
                );
                let weight = language.pick("trọng số", "weight");
                let shown = |value: &Exact| {
                    number(value).map_or_else(String::new, |value| language.short_number(value))
                };
                parts.push(format!("{weight} {}", shown(&node.weight)));
                if let Some(least) = &node.minimum_data {
                    let words = language.pick("số liệu tối thiểu", "minimum data");
                    parts.push(format!("{words} {}", shown(least)));
                }
                if let Some([least, most]) = &node.outside {
                    let words = text::rule("outside", language);
                    parts.push(format!("{words} {} … {}", shown(least), shown(most)));
                }
                return Value::plain(Some(parts.join("; ")));
            }
            _ => {}
        }
        let Some(criterion) = node.criterion() else {
            return Value::Nothing;
        };
        match change {
            Change::Reruled => Value::plain(Some(self.rule(criterion))),
            Change::ZeroDenominator => Value::word(
                &criterion.zero_denominator,
                difference::zero_denominator(criterion.zero_denominator, language),
            ),
            Change::NotApplicable => Value::word(
                &criterion.not_applicable,
                difference::not_applicable(criterion.not_applicable, language),
            ),
            Change::Waived => Value::word(
                &criterion.waived,
                difference::waived(criterion.waived, language),
            ),
            Change::AssignedTo => {
                let kinds = &criterion.assigned_to;
                Value::plain((!kinds.is_empty()).then(|| kinds.join(", ")))
            }
            Change::Inputs => {
                let inputs = &criterion.compiled.inputs;
                let name = |&input: &InputId| set.input(input).name.clone();
                Value::plain(Some(inputs.iter().map(name).collect::<Vec<_>>().join(", ")))
            }
            Change::Evidence => Value::text(criterion.evidence.as_ref()),
            Change::EvidenceRequired => Value::yes_no(criterion.evidence_required, language),
            Change::Responsible => Value::text(criterion.responsible.as_ref()),
            _ => Value::Nothing,
        }
    }

    /// The kind of rule, and what it computes.
    fn rule(self, criterion: &Criterion) -> String {
        let Side { set, language } = self;
        let kind = text::rule(criterion.rule, language);
        let compiled = &criterion.compiled;
        let formula = text::formula(&compiled.formula, set, language);
        let may_exceed = compiled.denominators.iter().any(|denominator| {
            let mut wholes = compiled.parts_of_wholes.iter().map(|(_, whole)| *whole);
            wholes.all(|whole| Formula::Input(whole) != *denominator)
        });
        let exception = if may_exceed {
            format!(" ({})", difference::may_exceed(language))
        } else {
            String::new()
        };
        format!("{kind}: {formula}{exception}")
    }

    pub fn of_input(self, id: InputId, change: Change) -> Value<'s> {
        let Side { set, language } = self;
        let input = set.input(id);
        match change {
            Change::Name => Value::plain(Some(input.name.clone())),
            Change::Label => Value::Text(&input.label),
            Change::Type => {
                let kind = input.shape.kind.name();
                let meaning = text::input_type(kind, language).unwrap_or(kind);
                Value::Words(kind.to_owned(), meaning.to_owned())
            }
            Change::Range => self.range(&input.shape),
            Change::Unit => Value::text(input.unit.as_ref()),
            Change::Options => {
                let option = |(id, label): (&String, &Text)| {
                    let label = language.of(label);
                    format!("{label} ({id})")
                };
                let options = input.shape.options.iter().zip(&input.option_labels);
                let options: Vec<String> = options.map(option).collect();
                Value::plain((!options.is_empty()).then(|| options.join("; ")))
            }
            Change::Cumulative => Value::yes_no(input.is_cumulative, language),
            Change::Jump => input
                .jump
                .as_ref()
                .map_or(Value::Nothing, |jump| self.number(jump)),
            Change::Source => {
                let is_set = input.is_set_by_superior;
                let word = if is_set { "superior" } else { "unit" };
                Value::Words(
                    word.to_owned(),
                    difference::source(is_set, language).to_owned(),
                )
            }
            _ => Value::Nothing,
        }
    }

    fn range(self, shape: &InputShape) -> Value<'static> {
        let ends = [&shape.minimum, &shape.maximum];
        let [data_least, data_most] = ends.map(|end| {
            let end = end
                .as_ref()
                .map(|end| self.short(end).normalize().to_string());
            end.unwrap_or_default()
        });
        let [least, most] = ends.map(|end| {
            let end = end.as_ref()?;
            Some(self.language.short_number(self.short(end)))
        });
        Value::Words(
            format!("{data_least}..{data_most}"),
            difference::range(least.as_deref(), most.as_deref(), self.language),
        )
    }

    pub fn of_ladder(self, ladder: &'s Ladder, change: Change) -> Value<'s> {
        let Side { set, language } = self;
        match change {
            Change::Renamed => Value::Text(&ladder.title),
            Change::Scope => {
                let of = &set.nodes[ladder.of];
                let shown = format!("{} {}", of.code, language.of(&of.title));
                Value::Words(of.code.clone(), shown.trim().to_owned())
            }
            Change::Compared => Value::word(
                &ladder.compare,
                difference::compared(ladder.compare, language),
            ),
            Change::NeedsLevelBelow => Value::yes_no(ladder.needs_level_below, language),
            _ => Value::Nothing,
        }
    }
}
