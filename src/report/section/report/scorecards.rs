//! One page for each unit: total, level and what it lacks, groups against the median, criteria with their
//! answers.

use rust_decimal::Decimal;

use std::collections::BTreeMap;

use crate::report::document::ranking::Row;
use crate::report::document::report::{AgainstMedian, ReportDocument, ReportedCard};
use crate::report::document::scorecards::{Card, InputEntry, NodeEntry};
use crate::report::page::{Anchor, Medium};
use crate::report::section::scorecards::{
    branches, counted_score, ladder_lines, points_of_nodes, preorder, rung_lines, total_line,
};
use crate::report::section::{Field, counted, evidence, findings, optional, table, waivers};
use crate::report::table::{Align, Block, Cell, Table};
use crate::text::report::{beside_median, place_of, place_within, report_words};
use crate::text::{Language, because, form_words, labels, tier};

pub(super) fn blocks(document: &ReportDocument, medium: Medium, language: Language) -> Vec<Block> {
    let rows = document.ranking.rows.iter();
    let rows: BTreeMap<&str, &Row> = rows.map(|row| (row.unit.code.as_str(), row)).collect();
    let cards = document.scorecards.iter().flatten();
    cards
        .flat_map(|reported| {
            let card = &reported.card;
            let anchor = Block::Break(Anchor {
                id: card.unit.code.clone(),
                title: format!("{} ({})", card.unit.name, card.unit.code),
            });
            let row = rows.get(card.unit.code.as_str()).copied();
            let blocks = match medium {
                Medium::Screen => whole(reported, row, language),
                Medium::Paper => brief(reported, row, language),
            };
            std::iter::once(anchor).chain(blocks)
        })
        .collect()
}

/// Everything there is to say.
fn whole(reported: &ReportedCard, row: Option<&Row>, language: Language) -> Vec<Block> {
    let words = report_words(language);
    let card = &reported.card;
    let mut blocks = vec![Block::Facts(facts(reported, row, language))];
    for ladder in &card.ladders {
        blocks.push(Block::Lines(ladder_lines(ladder, language)));
    }
    blocks.push(Block::Heading(words.against_median.to_owned()));
    blocks.push(Block::Table(against_median(&reported.groups, language)));
    blocks.push(Block::Heading(words.criteria_of_unit.to_owned()));
    blocks.push(Block::Table(criteria(card, language)));
    blocks.extend(behind(reported, language));
    blocks
}

/// What has room on one page: every rung with its conditions, every criterion in short, groups beside the
/// median.
fn brief(reported: &ReportedCard, row: Option<&Row>, language: Language) -> Vec<Block> {
    let card = &reported.card;
    let facts = facts(reported, row, language).into_iter();
    let said = |(name, cell): (String, Cell)| match cell {
        Cell::Text(text) | Cell::Name(text) | Cell::Level { name: text, .. } => {
            Some(format!("{name}: {text}"))
        }
        _ => None,
    };
    let levels = card.ladders.len();
    let mut facts: Vec<String> = facts.filter_map(said).collect();
    // The levels are said with their conditions.
    let file = facts.pop();
    facts.truncate(facts.len().saturating_sub(levels));
    let found = counted(card.findings, language);
    if !found.is_empty() {
        facts.push(format!("{}: {found}", labels(language).findings));
    }
    facts.extend(file);
    let mut blocks = vec![Block::Lines(vec![facts.join("; ")])];
    for ladder in &card.ladders {
        blocks.push(Block::Lines(rung_lines(ladder, language)));
    }
    blocks.push(Block::Table(criteria_in_short(reported, language).folded()));
    blocks
}

/// What stands behind the figures of a card: what is excused, documents, findings.
fn behind(reported: &ReportedCard, language: Language) -> Vec<Block> {
    let card = &reported.card;
    let mut blocks = waivers::of_one(&card.waivers, language);
    if !card.evidence.is_empty() {
        blocks.push(Block::Heading(labels(language).evidence_title.to_owned()));
        blocks.push(Block::Table(evidence::documents(&card.evidence, language)));
    }
    if !reported.found.is_empty() {
        blocks.push(Block::Heading(report_words(language).findings.to_owned()));
        blocks.push(Block::Table(findings::findings(&reported.found, language)));
    }
    blocks
}

/// What each unit answered, and what stands behind it: what has no room on its card.
pub(super) fn answers(document: &ReportDocument, language: Language) -> Vec<Block> {
    let cards = document.scorecards.iter().flatten();
    let of_unit = |reported: &ReportedCard| {
        let unit = &reported.card.unit;
        let anchor = Block::Break(Anchor {
            id: format!("answers-{}", unit.code),
            title: format!("{} ({})", unit.name, unit.code),
        });
        let answers = Block::Table(answers_of(&reported.card, language));
        let behind = behind(reported, language);
        [anchor, answers].into_iter().chain(behind)
    };
    cards.flat_map(of_unit).collect()
}

fn facts(reported: &ReportedCard, row: Option<&Row>, language: Language) -> Vec<(String, Cell)> {
    let (words, labels) = (report_words(language), labels(language));
    let card = &reported.card;
    let mut facts = vec![(labels.period.to_owned(), Cell::text(&card.period_text))];
    if let Some(parent) = &card.unit.parent {
        let [above, _] = tier(&parent.tier, language);
        facts.push((above.to_owned(), Cell::name(&parent.name)));
    }
    let place = match (reported.rank.zip(reported.of), &reported.explanation) {
        (Some((rank, of)), _) => {
            let is_tied = row.is_some_and(|row| row.tied);
            let within = row.and_then(|row| row.rank_in_parent.zip(row.of_in_parent));
            let place = place_of(rank, of, is_tied, language);
            match (within, &card.unit.parent) {
                (Some(within), Some(parent)) => {
                    place_within(&place, within, &parent.name, language)
                }
                _ => place,
            }
        }
        (None, Some(explanation)) => explanation.clone(),
        (None, None) => labels.unranked.to_owned(),
    };
    facts.push((words.place.to_owned(), Cell::text(place)));
    let mut total = |label: &str, total| {
        // "Điểm: 70,02 / 100 (70,02 %)": the label is the fact's name.
        let line = total_line("", total, language);
        let line = line.trim_start_matches([':', ' ']).to_owned();
        facts.push((label.to_owned(), Cell::text(line)));
    };
    total(labels.own_score, card.own);
    if let Some(appraised) = card.appraised {
        total(labels.appraised_score, appraised);
    }
    for ladder in &card.ladders {
        let name = ladder
            .name
            .clone()
            .unwrap_or_else(|| labels.no_level.to_owned());
        let step = ladder
            .rungs
            .iter()
            .position(|rung| Some(rung.level) == ladder.level);
        let level = Cell::Level {
            name,
            step: step.map_or(0, |step| step + 1),
            of: ladder.rungs.len(),
        };
        facts.push((ladder.title.clone(), level));
    }
    facts.push((words.file.to_owned(), Cell::text(&card.file)));
    facts
}

fn against_median(groups: &[AgainstMedian], language: Language) -> Table {
    use Align::{Fixed, Left, Right};
    let (words, labels) = (report_words(language), labels(language));
    let fields: Vec<Field<AgainstMedian>> = vec![
        Field::new("code", labels.code, Fixed, |group: &AgainstMedian| {
            Cell::text(&group.code)
        }),
        Field::new("title", labels.criterion, Left, |group: &AgainstMedian| {
            Cell::text(&group.title)
        }),
        Field::new("maximum", labels.maximum, Right, |group: &AgainstMedian| {
            Cell::Short(group.maximum)
        })
        .droppable(2),
        Field::new("points", labels.score, Right, |group: &AgainstMedian| {
            Cell::Number(group.points)
        }),
        Field::new("percent", labels.percent, Right, |group: &AgainstMedian| {
            let mark = median_percent(group);
            let bar = |percent| Cell::Bar { percent, mark };
            group.percent.map_or(Cell::Empty, bar)
        })
        .droppable(1),
        Field::new("median", words.median, Right, |group: &AgainstMedian| {
            Cell::number(group.median)
        }),
        Field::new(
            "difference",
            labels.difference,
            Right,
            |group: &AgainstMedian| group.difference.map_or(Cell::Empty, Cell::Signed),
        ),
    ];
    table(fields, groups)
}

/// Returns where the median stands on a bar that is as long as the unit's maximum.
fn median_percent(group: &AgainstMedian) -> Option<Decimal> {
    let share = group.median?.checked_div(group.maximum)?;
    Some(share.checked_mul(Decimal::ONE_HUNDRED)?.round_dp(2))
}

/// Every criterion in a row as short as it can be said; groups beside the median.
fn criteria_in_short(reported: &ReportedCard, language: Language) -> Table {
    use Align::Left;
    let (words, labels) = (report_words(language), labels(language));
    let card = &reported.card;
    let nodes = preorder(&card.tree);
    let headings = [words.most, words.own, words.appraised];
    let mut fields = points_of_nodes(card, headings, labels);
    let in_short = move |node: &&NodeEntry| {
        let group = reported.groups.iter().find(|group| {
            // A criterion that stands for a group says its arithmetic.
            group.code == node.code && node.role != "criterion"
        });
        let compared = group.and_then(|group| group.median.zip(group.difference));
        match compared {
            Some((median, difference)) => Cell::text(beside_median(median, difference, language)),
            None => Cell::text(derived_in_short(card, node, language)),
        }
    };
    fields.push(Field::new("short", labels.derivation, Left, in_short));
    Table {
        emphasised: branches(&nodes),
        ..table(fields, &nodes)
    }
}

/// Returns the arithmetic; where that says no more than the points do, what decided it, or else the answers; and why
/// there are none.
fn derived_in_short(card: &Card, node: &NodeEntry, language: Language) -> String {
    let score = counted_score(card, node);
    let derivation = score.derivation.as_ref();
    let arithmetic = derivation.and_then(|derivation| derivation.arithmetic.as_deref());
    let points = language.short_number(score.points.normalize());
    let shown = match (arithmetic, inputs(card, node)) {
        (Some(arithmetic), _) if arithmetic != points => Some(arithmetic.to_owned()),
        (Some(_), inputs) => {
            let conditions = derivation.map(|derivation| derivation.conditions.join("; "));
            let conditions = conditions.filter(|conditions| !conditions.is_empty());
            Some(conditions.unwrap_or_else(|| answers_in_short(inputs)))
        }
        (None, [input]) => input.shown.clone(),
        (None, _) => None,
    };
    beside_state(shown.as_deref(), node)
}

/// Returns the answers alone: their questions have no room on a card, and stand beside them elsewhere.
fn answers_in_short(inputs: &[InputEntry]) -> String {
    let answers = inputs.iter().filter_map(|input| input.shown.as_deref());
    answers.collect::<Vec<_>>().join("; ")
}

/// Returns every answer with its question.
fn with_questions(inputs: &[InputEntry], language: Language) -> String {
    let answers = inputs.iter().map(|input| {
        let value = input.shown.as_deref().unwrap_or(labels(language).blank);
        format!("{}: {value}", input.label)
    });
    answers.collect::<Vec<_>>().join("; ")
}

/// Returns what is said of a node's points, and why there are none.
fn beside_state(said: Option<&str>, node: &NodeEntry) -> String {
    let parts = [said.unwrap_or_default(), &node.state];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("; ")
}

/// Returns the answers that the counted points come from.
fn inputs<'c>(card: &Card, node: &'c NodeEntry) -> &'c [InputEntry] {
    let derivation = counted_score(card, node).derivation.as_ref();
    derivation.map_or(&[][..], |derivation| &derivation.inputs)
}

/// An answer, and the criterion it belongs to.
type AnswerLine<'l> = (&'l NodeEntry, &'l InputEntry);

fn answers_of(card: &Card, language: Language) -> Table {
    use Align::{Fixed, Left};
    let (words, labels) = (report_words(language), labels(language));
    let nodes = preorder(&card.tree);
    let lines: Vec<AnswerLine> = nodes
        .into_iter()
        .flat_map(|node| {
            let inputs = inputs(card, node).iter();
            inputs.map(move |input| (node, input))
        })
        .collect();
    let mut fields: Vec<Field<AnswerLine>> = vec![
        Field::new("code", labels.code, Fixed, |(node, _): &AnswerLine| {
            Cell::text(&node.code)
        }),
        Field::new(
            "question",
            form_words(language).question,
            Left,
            |(_, input): &AnswerLine| Cell::text(&input.label),
        ),
        Field::new("answer", words.answers, Left, |(_, input): &AnswerLine| {
            Cell::text(input.shown.as_deref().unwrap_or(labels.blank))
        }),
        Field::new("cell", labels.place, Fixed, |(_, input): &AnswerLine| {
            optional(input.cell.as_ref())
        })
        .droppable(2),
    ];
    if lines.iter().any(|(_, input)| input.note.is_some()) {
        let note = |(_, input): &AnswerLine| optional(input.note.as_ref());
        fields.push(Field::new("note", words.notes, Left, note).droppable(1));
    }
    table(fields, &lines)
}

fn criteria(card: &Card, language: Language) -> Table {
    use Align::Left;
    let (words, labels) = (report_words(language), labels(language));
    let nodes = preorder(&card.tree);
    let headings = [labels.maximum, labels.own_score, labels.appraised_score];
    let mut fields = points_of_nodes(card, headings, labels);
    let arithmetic = |node: &&NodeEntry| {
        let derivation = counted_score(card, node).derivation.as_ref();
        let told = derivation.and_then(|derivation| {
            let arithmetic = derivation.arithmetic.as_deref()?;
            Some(because(arithmetic, &derivation.conditions, language))
        });
        Cell::text(beside_state(told.as_deref(), node))
    };
    fields.push(Field::new("arithmetic", labels.derivation, Left, arithmetic).droppable(2));
    let answers = move |node: &&NodeEntry| Cell::text(with_questions(inputs(card, node), language));
    fields.push(Field::new("answers", words.answers, Left, answers).droppable(3));
    let notes = move |node: &&NodeEntry| {
        let notes = inputs(card, node)
            .iter()
            .filter_map(|input| input.note.clone());
        Cell::text(notes.collect::<Vec<_>>().join("; "))
    };
    if nodes.iter().any(|node| notes(node) != Cell::Empty) {
        fields.push(Field::new("notes", words.notes, Left, notes).droppable(1));
    }
    Table {
        emphasised: branches(&nodes),
        ..table(fields, &nodes)
    }
}
