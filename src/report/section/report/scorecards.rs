//! One page for each unit: total, level and what it lacks, groups against the median, criteria with their
//! answers.

use rust_decimal::Decimal;

use std::collections::BTreeSet;

use crate::report::document::report::{AgainstMedian, ReportDocument, ReportedCard};
use crate::report::document::scorecards::{Card, NodeEntry};
use crate::report::page::Anchor;
use crate::report::section::scorecards::{counted_score, ladder_lines, preorder, total_line};
use crate::report::section::{Field, evidence, findings, table, waivers};
use crate::report::table::{Align, Block, Cell, Table};
use crate::text::report::{place_of, report_words};
use crate::text::{Language, labels, tier};

pub(super) fn blocks(document: &ReportDocument, language: Language) -> Vec<Block> {
    let tied = document.ranking.rows.iter().filter(|row| row.tied);
    let tied: BTreeSet<&str> = tied.map(|row| row.unit.code.as_str()).collect();
    let cards = document.scorecards.iter().flatten();
    cards
        .flat_map(|card| {
            let is_tied = tied.contains(card.card.unit.code.as_str());
            of_unit(card, is_tied, language)
        })
        .collect()
}

fn of_unit(reported: &ReportedCard, is_tied: bool, language: Language) -> Vec<Block> {
    let words = report_words(language);
    let card = &reported.card;
    let mut blocks = vec![
        Block::Break(Anchor {
            id: card.unit.code.clone(),
            title: format!("{} ({})", card.unit.name, card.unit.code),
        }),
        Block::Facts(facts(reported, is_tied, language)),
    ];
    for ladder in &card.ladders {
        blocks.push(Block::Lines(ladder_lines(ladder, language)));
    }
    blocks.push(Block::Heading(words.against_median.to_owned()));
    blocks.push(Block::Table(against_median(&reported.groups, language)));
    blocks.push(Block::Heading(words.criteria_of_unit.to_owned()));
    blocks.push(Block::Table(criteria(card, language)));
    blocks.extend(waivers::of_one(&card.waivers, language));
    if !card.evidence.is_empty() {
        blocks.push(Block::Heading(labels(language).evidence_title.to_owned()));
        blocks.push(Block::Table(evidence::documents(&card.evidence, language)));
    }
    if !reported.found.is_empty() {
        blocks.push(Block::Heading(words.findings.to_owned()));
        blocks.push(Block::Table(findings::findings(&reported.found, language)));
    }
    blocks
}

fn facts(reported: &ReportedCard, is_tied: bool, language: Language) -> Vec<(String, Cell)> {
    let (words, labels) = (report_words(language), labels(language));
    let card = &reported.card;
    let mut facts = vec![(labels.period.to_owned(), Cell::text(&card.period_text))];
    if let Some(parent) = &card.unit.parent {
        let [above, _] = tier(&parent.tier, language);
        facts.push((above.to_owned(), Cell::name(&parent.name)));
    }
    let place = match (reported.rank.zip(reported.of), &reported.explanation) {
        (Some((rank, of)), _) => place_of(rank, of, is_tied, language),
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

fn criteria(card: &Card, language: Language) -> Table {
    use Align::{Fixed, Left, Right};
    let (words, labels) = (report_words(language), labels(language));
    let nodes = preorder(&card.tree);
    let title = |node: &&NodeEntry| match node.role {
        "whole" => Cell::text(labels.total),
        _ => Cell::text(&node.title),
    };
    let mut fields: Vec<Field<&NodeEntry>> = vec![
        Field::new("code", labels.code, Fixed, |node: &&NodeEntry| {
            Cell::text(&node.code)
        }),
        Field::new("title", labels.criterion, Left, title),
        Field::new("maximum", labels.maximum, Right, |node: &&NodeEntry| {
            Cell::Short(node.maximum)
        }),
        Field::new("self", labels.own_score, Right, |node: &&NodeEntry| {
            Cell::Number(node.own.points)
        }),
    ];
    if card.appraised.is_some() {
        let points =
            |node: &&NodeEntry| Cell::number(node.appraised.as_ref().map(|score| score.points));
        fields.push(Field::new(
            "appraised",
            labels.appraised_score,
            Right,
            points,
        ));
    }
    let derivation = |node: &NodeEntry| counted_score(card, node).derivation.clone();
    let arithmetic = move |node: &&NodeEntry| {
        let arithmetic = derivation(node).and_then(|derivation| derivation.arithmetic);
        let parts = [arithmetic.as_deref().unwrap_or_default(), &node.state];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        Cell::text(parts.join("; "))
    };
    fields.push(Field::new("arithmetic", labels.derivation, Left, arithmetic).droppable(2));
    let answers = move |node: &&NodeEntry| {
        let inputs = derivation(node)
            .map(|derivation| derivation.inputs)
            .unwrap_or_default();
        let answers = inputs.iter().map(|input| {
            let value = input.shown.as_deref().unwrap_or(labels.blank);
            format!("{}: {value}", input.label)
        });
        Cell::text(answers.collect::<Vec<_>>().join("; "))
    };
    fields.push(Field::new("answers", words.answers, Left, answers).droppable(3));
    let notes = move |node: &&NodeEntry| {
        let inputs = derivation(node)
            .map(|derivation| derivation.inputs)
            .unwrap_or_default();
        let notes = inputs.iter().filter_map(|input| input.note.clone());
        Cell::text(notes.collect::<Vec<_>>().join("; "))
    };
    if nodes.iter().any(|node| notes(node) != Cell::Empty) {
        fields.push(Field::new("notes", words.notes, Left, notes).droppable(1));
    }
    Table {
        emphasised: (0..nodes.len())
            .filter(|&index| nodes[index].role != "criterion")
            .collect(),
        ..table(fields, &nodes)
    }
}
