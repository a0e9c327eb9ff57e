//! How two versions of a criteria set differ, as data: every node, input and ladder of both,
//! what changed about it, and which nodes may be compared.

use serde::Serialize;

use super::{CriteriaSetReference, role, scope};
use crate::definition::diff::{Change, Diff, LadderDiff, NodeDiff, Pair};
use crate::definition::{Cohort, CriteriaSet, Criterion, Ladder, Level, NodeIndex, Text};
use crate::number::{Decimal, Exact};
use crate::period::Date;
use crate::rule::{Formula, InputId, InputShape};
use crate::scoring::published;
use crate::text::{self, Language, difference};

/// How two versions of a criteria set differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CriteriaDiffDocument {
    /// `chamdiem/criteria-diff/1`.
    pub schema: &'static str,
    /// The earlier version.
    pub old: CriteriaSetReference,
    /// The later version.
    pub new: CriteriaSetReference,
    /// Whether the two mean the same.
    pub equal: bool,
    /// How many parts, groups and criteria are what.
    pub nodes_count: NodesCount,
    /// What changed about the set as a whole.
    pub set: Vec<ChangeEntry>,
    /// The whole, and every part, group and criterion of both versions.
    pub nodes: Vec<NodeEntry>,
    /// Every input of both versions.
    pub inputs: Vec<InputEntry>,
    /// Every ladder of both versions.
    pub ladders: Vec<LadderEntry>,
}

/// How many parts, groups and criteria are what; the whole is not counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NodesCount {
    /// In the new version.
    pub all: usize,
    /// Only in the new version.
    pub added: usize,
    /// Only in the old version.
    pub removed: usize,
    /// In both, with changes.
    pub changed: usize,
    /// In both, and results may be compared.
    pub comparable: usize,
}

/// What changed, and from what to what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ChangeEntry {
    /// What changed.
    pub change: &'static str,
    /// What it was.
    pub old: Option<String>,
    /// What it is.
    pub new: Option<String>,
    /// What changed, in words; not part of the data.
    #[serde(skip)]
    pub label: &'static str,
    /// What it was and is, in words; not part of the data.
    #[serde(skip)]
    pub shown: [Option<String>; 2],
}

/// A node of either version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct NodeEntry {
    /// `same`, `changed`, `added` or `removed`.
    pub status: &'static str,
    /// The code; none for the whole, and for what was removed.
    pub code: Option<String>,
    /// The codes it had; none for the whole, and for what was added.
    pub old_codes: Vec<String>,
    /// `whole`, `part`, `group` or `criterion`.
    pub role: &'static str,
    /// The title; the old one of what was removed.
    pub title: String,
    /// The maximum; the old one of what was removed.
    pub maximum: Decimal,
    /// Whether results of the two versions may be compared here.
    pub comparable: bool,
    /// What changed.
    pub changes: Vec<ChangeEntry>,
}

/// An input of either version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct InputEntry {
    /// `same`, `changed`, `added` or `removed`.
    pub status: &'static str,
    /// The name; the old one of what was removed.
    pub name: String,
    /// The code of the criterion it stands in; none for general figures and facts.
    pub criterion: Option<String>,
    /// The label; the old one of what was removed.
    pub label: String,
    /// What changed.
    pub changes: Vec<ChangeEntry>,
}

/// A ladder of either version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LadderEntry {
    /// `same`, `changed`, `added` or `removed`, its levels aside.
    pub status: &'static str,
    /// The identifier; the old one of what was removed.
    pub id: String,
    /// The title; the old one of what was removed.
    pub title: String,
    /// What changed.
    pub changes: Vec<ChangeEntry>,
    /// Its levels, where it stands in both versions.
    pub levels: Vec<LevelEntry>,
}

/// A level of either version of a ladder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LevelEntry {
    /// `same`, `changed`, `added` or `removed`.
    pub status: &'static str,
    /// Its number.
    pub level: u32,
    /// Its name; the old one of what was removed.
    pub name: String,
    /// Its condition in words; the old one of what was removed.
    pub condition: String,
    /// What changed.
    pub changes: Vec<ChangeEntry>,
}

/// A set, and the digest of its file.
#[derive(Debug, Clone, Copy)]
pub struct Version<'v> {
    /// The set.
    pub set: &'v CriteriaSet,
    /// SHA-256 of its file.
    pub sha256: &'v str,
}

impl CriteriaDiffDocument {
    /// Returns how the new version differs from the old one.
    pub fn new(old: Version, new: Version, language: Language) -> CriteriaDiffDocument {
        let diff = Diff::of(old.set, new.set);
        let sides = Sides {
            old: Side {
                set: old.set,
                language,
            },
            new: Side {
                set: new.set,
                language,
            },
        };
        let nodes: Vec<NodeEntry> = diff
            .nodes
            .iter()
            .filter_map(|node| sides.node(node))
            .collect();
        CriteriaDiffDocument {
            schema: "chamdiem/criteria-diff/1",
            old: CriteriaSetReference::new(old.set, old.sha256, language),
            new: CriteriaSetReference::new(new.set, new.sha256, language),
            equal: diff.is_empty(),
            nodes_count: NodesCount::of(&nodes),
            set: sides.changes(&diff.set, [Some(()); 2], Side::of_set),
            nodes,
            inputs: diff
                .inputs
                .iter()
                .filter_map(|input| sides.input(input))
                .collect(),
            ladders: diff
                .ladders
                .iter()
                .filter_map(|ladder| sides.ladder(ladder))
                .collect(),
        }
    }
}

impl NodesCount {
    fn of(nodes: &[NodeEntry]) -> NodesCount {
        let count = |is: &dyn Fn(&NodeEntry) -> bool| {
            let counted = nodes.iter().filter(|node| node.role != "whole");
            counted.filter(|node| is(node)).count()
        };
        NodesCount {
            all: count(&|node| node.status != "removed"),
            added: count(&|node| node.status == "added"),
            removed: count(&|node| node.status == "removed"),
            changed: count(&|node| node.status == "changed"),
            comparable: count(&|node| node.comparable),
        }
    }
}

/// What stands on one side of a change.
enum Value<'v> {
    Nothing,
    /// As scripts read it, and in words.
    Words(String, String),
    /// A text of the criteria set.
    Text(&'v Text),
}

impl Value<'_> {
    fn plain(text: Option<String>) -> Value<'static> {
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

    fn said(self, language: Language) -> [Option<String>; 2] {
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
struct Side<'s> {
    set: &'s CriteriaSet,
    language: Language,
}

#[derive(Clone, Copy)]
struct Sides<'s> {
    old: Side<'s>,
    new: Side<'s>,
}

impl<'s> Sides<'s> {
    /// Returns each change of what stands on both sides, with what it was and is.
    fn changes<T: Copy>(
        self,
        changes: &[Change],
        [old, new]: [Option<T>; 2],
        value: impl Fn(Side<'s>, T, Change) -> Value<'s>,
    ) -> Vec<ChangeEntry> {
        let at = |side, place: Option<T>, change| {
            place.map_or(Value::Nothing, |place| value(side, place, change))
        };
        let each = |&change: &Change| {
            self.change(change, at(self.old, old, change), at(self.new, new, change))
        };
        changes.iter().map(each).collect()
    }

    fn change(self, change: Change, old: Value, new: Value) -> ChangeEntry {
        let language = self.new.language;
        let ([old, old_shown], [new, new_shown]) = match (old, new) {
            // Only the other language's text changed.
            (Value::Text(one), Value::Text(two)) if language.of(one) == language.of(two) => {
                let other = Language::ALL.iter().find(|other| **other != language);
                let other = other.copied().unwrap_or(language);
                let told = |text: &Text| Some(format!("{}: {}", other.code(), other.of(text)));
                ([told(one), told(one)], [told(two), told(two)])
            }
            (old, new) => (old.said(language), new.said(language)),
        };
        ChangeEntry {
            change: change.name(),
            old,
            new,
            label: difference::change(change, language),
            shown: [old_shown, new_shown],
        }
    }

    /// Returns the new place of something with its side; the old one of what was removed.
    fn latest<T: Copy>(self, [old, new]: [Option<T>; 2]) -> Option<(Side<'s>, T)> {
        let removed = || old.map(|old| (self.old, old));
        new.map(|new| (self.new, new)).or_else(removed)
    }

    fn node(self, node: &NodeDiff) -> Option<NodeEntry> {
        let (side, index) = self.latest([node.old.first().copied(), node.new])?;
        let new: &[NodeIndex] = node.new.as_slice();
        let places = [Some(node.old.as_slice()), Some(new)];
        let shown = &side.set.nodes[index];
        Some(NodeEntry {
            status: status(!node.old.is_empty(), node.new.is_some(), node.is_same()),
            code: node.new.and_then(|new| scope(self.new.set, new)),
            old_codes: self.old.codes(&node.old),
            role: role(&shown.role),
            title: side.language.of(&shown.title).to_owned(),
            maximum: side.short(&shown.maximum),
            comparable: node.comparable,
            changes: self.changes(&node.changes, places, Side::of_nodes),
        })
    }

    fn input(self, input: &Pair<InputId>) -> Option<InputEntry> {
        let places = [input.old, input.new];
        let (side, id) = self.latest(places)?;
        let shown = side.set.input(id);
        Some(InputEntry {
            status: pair_status(input),
            name: shown.name.clone(),
            criterion: shown.criterion.and_then(|node| scope(side.set, node)),
            label: side.language.of(&shown.label).to_owned(),
            changes: self.changes(&input.changes, places, Side::of_input),
        })
    }

    fn ladder(self, diff: &LadderDiff) -> Option<LadderEntry> {
        let Pair { old, new, changes } = &diff.ladder;
        let old = old.map(|index| &self.old.set.ladders[index]);
        let new = new.map(|index| &self.new.set.ladders[index]);
        let (side, shown) = self.latest([old, new])?;
        let level = |level: &Pair<usize>| self.level(level, [old, new]);
        Some(LadderEntry {
            status: pair_status(&diff.ladder),
            id: shown.id.clone(),
            title: side.language.of(&shown.title).to_owned(),
            changes: self.changes(changes, [old, new], Side::of_ladder),
            levels: diff.levels.iter().filter_map(level).collect(),
        })
    }

    fn level(self, pair: &Pair<usize>, [old, new]: [Option<&'s Ladder>; 2]) -> Option<LevelEntry> {
        let old = old
            .zip(pair.old)
            .map(|(ladder, index)| &ladder.levels[index]);
        let new = new
            .zip(pair.new)
            .map(|(ladder, index)| &ladder.levels[index]);
        let (side, shown) = self.latest([old, new])?;
        Some(LevelEntry {
            status: pair_status(pair),
            level: shown.level,
            name: side.language.of(&shown.name).to_owned(),
            condition: side.condition(shown),
            changes: self.changes(
                &pair.changes,
                [old, new],
                |side, level, change| match change {
                    Change::Gate => Value::plain(Some(side.condition(level))),
                    _ => Value::Text(&level.name),
                },
            ),
        })
    }
}

impl<'s> Side<'s> {
    fn short(self, value: &Exact) -> Decimal {
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

    fn codes(self, nodes: &[NodeIndex]) -> Vec<String> {
        nodes
            .iter()
            .filter_map(|&node| scope(self.set, node))
            .collect()
    }

    fn condition(self, level: &Level) -> String {
        text::condition(&level.condition, self.set, self.language)
    }

    /// What the set says of itself.
    fn of_set(self, (): (), change: Change) -> Value<'s> {
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
    fn of_nodes(self, nodes: &[NodeIndex], change: Change) -> Value<'s> {
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

    fn of_input(self, id: InputId, change: Change) -> Value<'s> {
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

    fn of_ladder(self, ladder: &'s Ladder, change: Change) -> Value<'s> {
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

fn pair_status<I>(pair: &Pair<I>) -> &'static str {
    status(pair.old.is_some(), pair.new.is_some(), pair.is_same())
}

const fn status(was: bool, is: bool, is_same: bool) -> &'static str {
    match (was, is) {
        (false, _) => "added",
        (true, false) => "removed",
        (true, true) if is_same => "same",
        (true, true) => "changed",
    }
}
