//! Scorecards, laid out: one page per unit.

use super::waivers;
use super::{Field, counted, criteria_set_lines, evidence, flat_rows, optional, table};
use crate::report::Report;
use crate::report::document::ladders::{GateEntry, LadderEntry};
use crate::report::document::scorecards::{Card, NodeEntry, ScoreEntry, ScorecardsDocument, Total};
use crate::report::table::{Align, Block, Cell, Rows, Table};
use crate::text::{self, Labels, Language, labels};

/// How much of a scorecard people are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detail {
    /// Groups and criteria.
    Criteria,
    /// How each number came about as well.
    Derivations,
}

/// Returns the report of scorecards.
pub fn report(document: &ScorecardsDocument, detail: Detail, language: Language) -> Report<'_> {
    Report::new(
        language,
        move || blocks(document, detail, language),
        move || flat(document, language),
        document,
    )
    .titled(title(document, language))
}

fn blocks(document: &ScorecardsDocument, detail: Detail, language: Language) -> Vec<Block> {
    let mut blocks = Vec::new();
    for card in &document.scorecards {
        blocks.push(Block::Lines(heading(document, card, language)));
        blocks.push(Block::Table(tree(card, language)));
        blocks.extend(waivers::of_one(&card.waivers, language));
        if !card.evidence.is_empty() {
            blocks.push(Block::Heading(labels(language).evidence_title.to_owned()));
            blocks.push(Block::Table(evidence::documents(&card.evidence, language)));
        }
        if detail == Detail::Derivations {
            blocks.push(Block::Heading(labels(language).derivation.to_owned()));
            blocks.push(Block::Lines(derivations(card, language)));
        }
        for ladder in &card.ladders {
            blocks.push(Block::Lines(ladder_lines(ladder, language)));
        }
    }
    blocks
}

/// What the cards have together: of one, its unit and its period; of several, their period where they share it.
fn title(document: &ScorecardsDocument, language: Language) -> String {
    let title = labels(language).scorecard_title;
    match document.scorecards.as_slice() {
        [card] => title_of_one(card, language),
        [first, rest @ ..] if rest.iter().all(|card| card.period == first.period) => {
            format!("{title} – {}", first.period_text)
        }
        _ => title.to_owned(),
    }
}

fn title_of_one(card: &Card, language: Language) -> String {
    let title = labels(language).scorecard_title;
    let unit = &card.unit;
    format!(
        "{title} – {} ({}) – {}",
        unit.name, unit.code, card.period_text
    )
}

fn heading(document: &ScorecardsDocument, card: &Card, language: Language) -> Vec<String> {
    let words = labels(language);
    let mut lines = vec![title_of_one(card, language)];
    lines.extend(criteria_set_lines(
        &document.criteria_set,
        document.notice.as_ref(),
        language,
    ));
    if let Some(parent) = &card.unit.parent {
        let [above, _] = text::tier(&parent.tier, language);
        lines.push(format!("{above}: {}", parent.name));
    }
    lines.push(total_line(words.own_score, card.own, language));
    if let Some(appraised) = card.appraised {
        lines.push(total_line(words.appraised_score, appraised, language));
    }
    for ladder in &card.ladders {
        let name = ladder.name.as_deref().unwrap_or(words.no_level);
        lines.push(format!("{}: {name}", ladder.title));
    }
    let findings = counted(card.findings, language);
    if !findings.is_empty() {
        lines.push(format!("{}: {findings}", words.findings));
    }
    lines
}

pub(super) fn total_line(label: &str, total: Total, language: Language) -> String {
    let percent = total
        .percent
        .map(|percent| format!(" ({} %)", language.number(percent)))
        .unwrap_or_default();
    format!(
        "{label}: {} / {}{percent}",
        language.number(total.score),
        language.short_number(total.maximum)
    )
}

/// Returns the nodes of a card, each branch before what is below it.
pub(super) fn preorder(node: &NodeEntry) -> Vec<&NodeEntry> {
    let mut nodes = vec![node];
    for child in &node.children {
        nodes.extend(preorder(child));
    }
    nodes
}

fn tree(card: &Card, language: Language) -> Table {
    use Align::{Left, Right};
    let words = labels(language);
    let nodes = preorder(&card.tree);
    let headings = [words.maximum, words.own_score, words.appraised_score];
    let mut fields = points_of_nodes(card, headings, words);
    if card.appraised.is_some() {
        let difference = |node: &&NodeEntry| match &node.appraised {
            Some(appraised) => Cell::Signed(appraised.points - node.own.points),
            None => Cell::Empty,
        };
        fields.push(Field::new("difference", words.difference, Right, difference).droppable(2));
    }
    let percent = |node: &&NodeEntry| Cell::number(counted_score(card, node).percent);
    fields.push(Field::new("percent", words.percent, Right, percent).droppable(3));
    if nodes.iter().any(|node| !node.state.is_empty()) {
        let state = |node: &&NodeEntry| Cell::text(&node.state);
        fields.push(Field::new("state", words.outcome, Left, state).droppable(1));
    }
    Table {
        emphasised: branches(&nodes),
        ..table(fields, &nodes)
    }
}

/// The columns with which tables of a card's nodes begin: which node it is, its maximum, its own
/// points, and the appraised ones where there are any; the last three are called so.
pub(super) fn points_of_nodes<'c>(
    card: &Card,
    [maximum, own, appraised]: [&str; 3],
    labels: &'c Labels,
) -> Vec<Field<'c, &'c NodeEntry>> {
    use Align::{Fixed, Left, Right};
    let title = |node: &&NodeEntry| match node.role {
        "whole" => Cell::text(labels.total),
        _ => Cell::text(&node.title),
    };
    let mut fields: Vec<Field<&NodeEntry>> = vec![
        Field::new("code", labels.code, Fixed, |node: &&NodeEntry| {
            Cell::text(&node.code)
        }),
        Field::new("title", labels.criterion, Left, title),
        Field::new("maximum", maximum, Right, |node: &&NodeEntry| {
            Cell::Short(node.maximum)
        }),
        Field::new("self", own, Right, |node: &&NodeEntry| {
            Cell::Number(node.own.points)
        }),
    ];
    if card.appraised.is_some() {
        let points =
            |node: &&NodeEntry| Cell::number(node.appraised.as_ref().map(|score| score.points));
        fields.push(Field::new("appraised", appraised, Right, points));
    }
    fields
}

/// The rows of whole, parts and groups.
pub(super) fn branches(nodes: &[&NodeEntry]) -> Vec<usize> {
    let rows = 0..nodes.len();
    rows.filter(|&index| nodes[index].role != "criterion")
        .collect()
}

/// The score that counts on this card.
pub(super) fn counted_score<'c>(card: &Card, node: &'c NodeEntry) -> &'c ScoreEntry {
    node.appraised
        .as_ref()
        .filter(|_| card.counted == "appraised")
        .unwrap_or(&node.own)
}

/// How each criterion's points came about: arithmetic, then the answers with their cells.
fn derivations(card: &Card, language: Language) -> Vec<String> {
    let mut lines = Vec::new();
    for node in preorder(&card.tree) {
        let score = counted_score(card, node);
        let Some(derivation) = &score.derivation else {
            continue;
        };
        let points = language.number(score.points);
        let state = if node.state.is_empty() {
            String::new()
        } else {
            format!(" ({})", node.state)
        };
        let arithmetic = match &derivation.arithmetic {
            Some(arithmetic) => format!("{arithmetic} = {points}"),
            None => points,
        };
        let arithmetic = text::because(&arithmetic, &derivation.conditions, language);
        let code = match node.code.as_str() {
            "" => labels(language).total,
            code => code,
        };
        lines.push(format!("{code}  {arithmetic}{state}"));
        for input in &derivation.inputs {
            let value = input.shown.as_deref().unwrap_or(labels(language).blank);
            let cell = input
                .cell
                .as_ref()
                .map(|cell| format!(" [{cell}]"))
                .unwrap_or_default();
            lines.push(format!("      {}: {value}{cell}", input.label));
        }
    }
    lines
}

pub(super) fn ladder_lines(ladder: &LadderEntry, language: Language) -> Vec<String> {
    let words = labels(language);
    let mut lines = vec![format!(
        "{}: {}",
        ladder.title,
        ladder.name.as_deref().unwrap_or(words.no_level)
    )];
    for rung in &ladder.rungs {
        let but = if rung.condition_holds && !rung.reached {
            format!(" – {}", words.level_below_missing)
        } else {
            String::new()
        };
        lines.push(format!("  {} {}{but}", sign(rung.reached), rung.name));
        gate_lines(&rung.condition, 2, language, words, &mut lines);
    }
    lines
}

/// Returns a ladder in few lines: rungs side by side, each with its conditions behind it, which name what they measure
/// by its code alone.
pub(super) fn rung_lines(ladder: &LadderEntry, language: Language) -> Vec<String> {
    let words = labels(language);
    let name = ladder.name.as_deref().unwrap_or(words.no_level);
    let mut lines = vec![format!("{}: {name}", ladder.title)];
    let mut filled = 0;
    for rung in &ladder.rungs {
        let but = if rung.condition_holds && !rung.reached {
            format!(" – {}", words.level_below_missing)
        } else {
            String::new()
        };
        let mut conditions = Vec::new();
        conditions_in_short(&rung.condition, language, words, &mut conditions);
        let conditions = conditions.join("; ");
        let sign = sign(rung.reached);
        let told = format!("{sign} {}{but}: {conditions}", rung.name);
        let length = told.chars().count();
        match lines.last_mut() {
            Some(line) if filled > 0 && filled + length <= SIDE_BY_SIDE => {
                *line += " | ";
                *line += &told;
                filled += length;
            }
            _ => {
                lines.push(format!("  {told}"));
                filled = length;
            }
        }
    }
    lines
}

/// Letters of rungs that stand side by side.
const SIDE_BY_SIDE: usize = 180;

fn conditions_in_short(
    gate: &GateEntry,
    language: Language,
    words: &Labels,
    told: &mut Vec<String>,
) {
    let nested = |conditions: &[GateEntry]| {
        let mut told = Vec::new();
        for condition in conditions {
            conditions_in_short(condition, language, words, &mut told);
        }
        told.join("; ")
    };
    match gate {
        GateEntry::Measure { .. } | GateEntry::Met { .. } => {
            told.push(measured_line(gate, Naming::Code, language, words));
        }
        GateEntry::All { conditions, .. } => {
            for condition in conditions {
                conditions_in_short(condition, language, words, told);
            }
        }
        GateEntry::Not { holds, condition } => {
            let below = nested(std::slice::from_ref(condition));
            told.push(format!("{} {}: ({below})", sign(*holds), words.not));
        }
        GateEntry::Count {
            at_least,
            held,
            holds,
            conditions,
        } => {
            let asked = text::at_least(*at_least, conditions.len(), *held, language);
            let below = nested(conditions);
            told.push(format!("{} {asked}: ({below})", sign(*holds)));
        }
        GateEntry::Fact { .. } | GateEntry::Level { .. } => {
            let mut lines = Vec::new();
            gate_lines(gate, 0, language, words, &mut lines);
            told.append(&mut lines);
        }
    }
}

/// What a condition calls what it measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Naming {
    /// By its code: the title stands beside it.
    Code,
    /// By code and title.
    Title,
}

const fn sign(holds: bool) -> &'static str {
    if holds { "✓" } else { "✗" }
}

/// Returns what a gate measures, what is asked for, and how much is missing or too much.
fn measured_line(gate: &GateEntry, naming: Naming, language: Language, words: &Labels) -> String {
    let named = |of: &Option<String>, title: &str| match (of, naming) {
        (Some(code), Naming::Title) => format!("{code} {title}"),
        (Some(code), Naming::Code) => code.clone(),
        (None, _) => words.total.to_owned(),
    };
    match gate {
        GateEntry::Measure {
            of,
            title,
            unit,
            actual,
            required,
            short_by,
            above_by,
            holds,
            why_nothing,
        } => {
            let suffix = if *unit == "percent" { " %" } else { "" };
            let nothing = match *why_nothing {
                "" => words.not_applicable,
                why => why,
            };
            let actual = actual.map_or_else(
                || nothing.to_owned(),
                |actual| language.number(actual) + suffix,
            );
            let missing = short_by
                .map(|short_by| {
                    format!(", {} {}{suffix}", words.short_by, language.number(short_by))
                })
                .unwrap_or_default();
            let excess = above_by
                .filter(|above_by| !above_by.is_zero())
                .map(|above_by| {
                    format!(", {} {}{suffix}", words.above_by, language.number(above_by))
                })
                .unwrap_or_default();
            format!(
                "{} {}: {actual} ≥ {}{suffix}{missing}{excess}",
                sign(*holds),
                named(of, title),
                language.short_number(*required)
            )
        }
        GateEntry::Met {
            of,
            title,
            actual,
            required,
            short_by,
            holds,
            why_nothing,
        } => {
            let name = named(of, title);
            let of_full = match (actual, required) {
                (Some(actual), Some(required)) => format!(
                    "{} / {}",
                    language.number(*actual),
                    language.short_number(*required)
                ),
                _ if why_nothing.is_empty() => words.not_applicable.to_owned(),
                _ => (*why_nothing).to_owned(),
            };
            let missing = short_by
                .map(|short_by| format!(", {} {}", words.short_by, language.number(short_by)))
                .unwrap_or_default();
            format!(
                "{} {name}: {of_full} ({}){missing}",
                sign(*holds),
                words.full_points
            )
        }
        _ => String::new(),
    }
}

fn gate_lines(
    gate: &GateEntry,
    depth: usize,
    language: Language,
    words: &Labels,
    lines: &mut Vec<String>,
) {
    let indent = "  ".repeat(depth);
    match gate {
        GateEntry::Measure { .. } | GateEntry::Met { .. } => {
            let line = measured_line(gate, Naming::Title, language, words);
            lines.push(format!("{indent}{line}"));
        }
        GateEntry::Fact {
            title,
            is,
            answered,
            holds,
            ..
        } => {
            let word = |yes: bool| if yes { words.yes } else { words.no };
            let answered = answered.map_or(words.blank, word);
            let wanted = word(*is);
            lines.push(format!(
                "{indent}{} {title}: {answered} ({}: {wanted})",
                sign(*holds),
                words.wanted
            ));
        }
        GateEntry::Level {
            title,
            name,
            held_name,
            holds,
            ..
        } => {
            let held = held_name.as_deref().unwrap_or(words.no_level);
            lines.push(format!(
                "{indent}{} {title}: {held} ({}: {name})",
                sign(*holds),
                words.wanted
            ));
        }
        GateEntry::Not { holds, condition } => {
            lines.push(format!("{indent}{} {}:", sign(*holds), words.not));
            gate_lines(condition, depth + 1, language, words, lines);
        }
        GateEntry::All { conditions, .. } => {
            for condition in conditions {
                gate_lines(condition, depth, language, words, lines);
            }
        }
        GateEntry::Count {
            at_least,
            held,
            holds,
            conditions,
        } => {
            let conditions_below = text::at_least(*at_least, conditions.len(), *held, language);
            lines.push(format!("{indent}{} {conditions_below}:", sign(*holds)));
            for condition in conditions {
                gate_lines(condition, depth + 1, language, words, lines);
            }
        }
    }
}

/// One row per unit and node, for spreadsheets and scripts.
fn flat(document: &ScorecardsDocument, language: Language) -> Rows<'_> {
    rows(&document.scorecards, language)
}

/// A row of the flat table.
type Line<'l> = (&'l Card, &'l NodeEntry);

/// Returns how a score came about.
fn arithmetic(score: Option<&ScoreEntry>) -> Cell {
    let derivation = score.and_then(|score| score.derivation.as_ref());
    optional(derivation.and_then(|derivation| derivation.arithmetic.as_ref()))
}

/// Returns the comparisons that decided a score.
fn conditions(score: Option<&ScoreEntry>) -> Cell {
    let derivation = score.and_then(|score| score.derivation.as_ref());
    Cell::text(derivation.map_or_else(String::new, |derivation| derivation.conditions.join("; ")))
}

/// Returns one row per unit and node of these cards.
pub(super) fn rows<'c>(cards: impl IntoIterator<Item = &'c Card>, language: Language) -> Rows<'c> {
    use Align::{Fixed, Left, Right};
    let words = labels(language);
    let outcome = |score: Option<&ScoreEntry>| Cell::text(score.map_or("", |score| score.outcome));
    let points = |score: Option<&ScoreEntry>| Cell::number(score.map(|score| score.points));
    let percent = |score: Option<&ScoreEntry>| Cell::number(score.and_then(|score| score.percent));
    let mut fields: Vec<Field<Line>> = vec![
        Field::new("unit_code", words.code, Fixed, |(card, _): &Line| {
            Cell::text(&card.unit.code)
        }),
        Field::new("unit", words.unit, Left, |(card, _): &Line| {
            Cell::name(&card.unit.name)
        }),
        Field::new("period", words.period, Fixed, |(card, _): &Line| {
            Cell::text(&card.period)
        }),
        Field::new("code", words.criterion, Fixed, |(_, node): &Line| {
            Cell::text(&node.code)
        }),
        Field::new("role", words.kind, Fixed, |(_, node): &Line| {
            Cell::text(node.role)
        }),
        Field::new("title", words.criterion, Left, |(_, node): &Line| {
            Cell::text(&node.title)
        }),
        Field::new("maximum", words.maximum, Right, |(_, node): &Line| {
            Cell::Short(node.maximum)
        }),
        Field::new("self", words.own_score, Right, move |(_, node): &Line| {
            points(Some(&node.own))
        }),
        Field::new(
            "self_percent",
            words.percent,
            Right,
            move |(_, node): &Line| percent(Some(&node.own)),
        ),
        Field::new(
            "self_outcome",
            words.outcome,
            Fixed,
            move |(_, node): &Line| outcome(Some(&node.own)),
        ),
        Field::new(
            "appraised",
            words.appraised_score,
            Right,
            move |(_, node): &Line| points(node.appraised.as_ref()),
        ),
        Field::new(
            "appraised_percent",
            words.percent,
            Right,
            move |(_, node): &Line| percent(node.appraised.as_ref()),
        ),
        Field::new(
            "appraised_outcome",
            words.outcome,
            Fixed,
            move |(_, node): &Line| outcome(node.appraised.as_ref()),
        ),
        Field::new(
            "arithmetic",
            words.derivation,
            Left,
            move |(_, node): &Line| arithmetic(Some(&node.own)),
        ),
        Field::new("file", words.place, Left, |(card, _): &Line| {
            Cell::text(&card.file)
        }),
    ];
    fields.extend(waivers::fields(language, |(_, node): &Line| &node.waivers));
    fields.extend(applied(language));
    let lines: Vec<Line> = cards
        .into_iter()
        .flat_map(|card| {
            preorder(&card.tree)
                .into_iter()
                .map(move |node| (card, node))
        })
        .collect();
    flat_rows(fields, lines)
}

/// The columns of what was applied: the maxima that were asked for, the rule, which score counts, and what
/// decided the arithmetic.
fn applied<'l>(language: Language) -> [Field<'l, Line<'l>>; 7] {
    use Align::{Fixed, Left, Right};
    let words = labels(language);
    let most =
        |score: Option<&ScoreEntry>| score.map_or(Cell::Empty, |score| Cell::Short(score.maximum));
    let rule = |(_, node): &Line| {
        let derivation = node.own.derivation.as_ref();
        Cell::text(derivation.map_or("", |derivation| derivation.rule))
    };
    [
        Field::new(
            "self_maximum",
            words.maximum,
            Right,
            move |(_, node): &Line| most(Some(&node.own)),
        ),
        Field::new(
            "appraised_maximum",
            words.maximum,
            Right,
            move |(_, node): &Line| most(node.appraised.as_ref()),
        ),
        Field::new("rule", words.rule, Fixed, rule),
        Field::new(
            "appraised_arithmetic",
            words.derivation,
            Left,
            move |(_, node): &Line| arithmetic(node.appraised.as_ref()),
        ),
        Field::new("counted", words.counted_score, Fixed, |(card, _): &Line| {
            Cell::text(card.counted)
        }),
        Field::new("conditions", words.derivation, Left, |(_, node): &Line| {
            conditions(Some(&node.own))
        }),
        Field::new(
            "appraised_conditions",
            words.derivation,
            Left,
            |(_, node): &Line| conditions(node.appraised.as_ref()),
        ),
    ]
}
