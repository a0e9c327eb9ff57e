//! Scores branch by branch, laid out: one table per unit.

use super::scorecards::total_line;
use super::waivers;
use super::{Field, counted, criteria_set_lines, flat_rows, table, whole};
use crate::report::Report;
use crate::report::document::summary::{
    BranchEntry, BranchScore, StateCount, SummariesDocument, Summary,
};
use crate::report::table::{Align, Block, Cell, Rows, Table};
use crate::text::{self, Language, labels};

/// Returns the report of summaries.
pub fn report(document: &SummariesDocument, language: Language) -> Report<'_> {
    Report::new(
        language,
        move || blocks(document, language),
        move || flat(document, language),
        document,
    )
    .titled(labels(language).summary_title)
}

fn blocks(document: &SummariesDocument, language: Language) -> Vec<Block> {
    let mut blocks = Vec::new();
    for summary in &document.summaries {
        blocks.push(Block::Lines(heading(document, summary, language)));
        blocks.push(Block::Table(branches(summary, language)));
        blocks.extend(waivers::of_one(&summary.waivers, language));
    }
    blocks
}

fn heading(document: &SummariesDocument, summary: &Summary, language: Language) -> Vec<String> {
    let words = labels(language);
    let unit = &summary.unit;
    let mut lines = vec![format!(
        "{} – {} ({}) – {}",
        words.summary_title, unit.name, unit.code, summary.period_text
    )];
    lines.extend(criteria_set_lines(
        &document.criteria_set,
        document.notice.as_ref(),
        language,
    ));
    if let Some(parent) = &unit.parent {
        let [above, _] = text::tier(&parent.tier, language);
        lines.push(format!("{above}: {}", parent.name));
    }
    lines.push(total_line(words.own_score, summary.own, language));
    if let Some(appraised) = summary.appraised {
        lines.push(total_line(words.appraised_score, appraised, language));
    }
    for (level, title) in summary.levels.iter().zip(&document.ladder_titles) {
        let name = level.name.as_deref().unwrap_or(words.no_level);
        lines.push(format!("{title}: {name}"));
    }
    let findings = counted(summary.findings, language);
    if !findings.is_empty() {
        lines.push(format!("{}: {findings}", words.findings));
    }
    lines
}

fn branches(summary: &Summary, language: Language) -> Table {
    use Align::{Fixed, Left, Right};
    type Line<'l> = &'l BranchEntry;
    let words = labels(language);
    let title = |branch: &Line| match branch.role {
        "whole" => Cell::text(words.total),
        _ => Cell::text(&branch.title),
    };
    let percent = |score: Option<BranchScore>| Cell::number(score.and_then(|score| score.percent));
    let mut fields: Vec<Field<Line>> = vec![
        Field::new("code", words.code, Fixed, |branch: &Line| {
            Cell::text(&branch.code)
        }),
        Field::new("title", words.branch, Left, title),
        Field::new("maximum", words.maximum, Right, |branch: &Line| {
            Cell::Short(branch.maximum)
        }),
        Field::new("self", words.own_score, Right, |branch: &Line| {
            Cell::Number(branch.own.points)
        }),
        Field::new(
            "self_percent",
            words.percent,
            Right,
            move |branch: &Line| percent(Some(branch.own)),
        ),
    ];
    if summary.appraised.is_some() {
        let points = |branch: &Line| Cell::number(branch.appraised.map(|score| score.points));
        let difference = |branch: &Line| branch.difference.map_or(Cell::Empty, Cell::Signed);
        fields.extend([
            Field::new("appraised", words.appraised_score, Right, points),
            Field::new(
                "appraised_percent",
                words.percent,
                Right,
                move |branch: &Line| percent(branch.appraised),
            ),
            Field::new("difference", words.difference, Right, difference).droppable(1),
        ]);
    }
    fields.push(
        Field::new("criteria", words.criteria_number, Right, |branch: &Line| {
            Cell::Whole(branch.criteria.all)
        })
        .droppable(3),
    );
    if summary.appraised.is_some() {
        let differing = |branch: &Line| whole(branch.criteria.differing);
        fields.push(Field::new("differing", words.differing, Right, differing).droppable(2));
    }
    let states = |branch: &Line| Cell::text(unusual(&branch.criteria.states));
    if summary
        .branches
        .iter()
        .any(|branch| states(&branch) != Cell::Empty)
    {
        fields.push(Field::new("states", words.outcome, Left, states).droppable(4));
    }
    Table {
        emphasised: (0..summary.branches.len())
            .filter(|&index| summary.branches[index].role == "whole")
            .collect(),
        ..table(fields, &summary.branches.iter().collect::<Vec<_>>())
    }
}

/// How many criteria are in each state that is worth a word.
fn unusual(states: &[StateCount]) -> String {
    let unusual = states.iter().filter(|state| !state.state.is_empty());
    let unusual = unusual.map(|state| format!("{} {}", state.criteria, state.state));
    unusual.collect::<Vec<_>>().join(", ")
}

/// One row per unit and branch, for spreadsheets and scripts.
fn flat(document: &SummariesDocument, language: Language) -> Rows<'_> {
    use Align::{Fixed, Left, Right};
    type Line<'l> = (&'l Summary, &'l BranchEntry);
    let words = labels(language);
    let points = |score: Option<BranchScore>| Cell::number(score.map(|score| score.points));
    let percent = |score: Option<BranchScore>| Cell::number(score.and_then(|score| score.percent));
    let states = |(_, branch): &Line| {
        let states = branch.criteria.states.iter();
        let states = states.map(|state| format!("{}={}", state.outcome, state.criteria));
        Cell::text(states.collect::<Vec<_>>().join(" "))
    };
    let mut fields: Vec<Field<Line>> = vec![
        Field::new("unit_code", words.code, Fixed, |(summary, _): &Line| {
            Cell::text(&summary.unit.code)
        }),
        Field::new("unit", words.unit, Left, |(summary, _): &Line| {
            Cell::text(&summary.unit.name)
        }),
        Field::new("period", words.period, Fixed, |(summary, _): &Line| {
            Cell::text(&summary.period)
        }),
        Field::new("code", words.code, Fixed, |(_, branch): &Line| {
            Cell::text(&branch.code)
        }),
        Field::new("role", words.kind, Fixed, |(_, branch): &Line| {
            Cell::text(branch.role)
        }),
        Field::new("title", words.branch, Left, |(_, branch): &Line| {
            Cell::text(&branch.title)
        }),
        Field::new("maximum", words.maximum, Right, |(_, branch): &Line| {
            Cell::Short(branch.maximum)
        }),
        Field::new("self", words.own_score, Right, move |(_, branch): &Line| {
            points(Some(branch.own))
        }),
        Field::new(
            "self_percent",
            words.percent,
            Right,
            move |(_, branch): &Line| percent(Some(branch.own)),
        ),
        Field::new(
            "appraised",
            words.appraised_score,
            Right,
            move |(_, branch): &Line| points(branch.appraised),
        ),
        Field::new(
            "appraised_percent",
            words.percent,
            Right,
            move |(_, branch): &Line| percent(branch.appraised),
        ),
        Field::new(
            "difference",
            words.difference,
            Right,
            |(_, branch): &Line| branch.difference.map_or(Cell::Empty, Cell::Signed),
        ),
        Field::new(
            "criteria",
            words.criteria_number,
            Right,
            |(_, branch): &Line| Cell::Whole(branch.criteria.all),
        ),
        Field::new("differing", words.differing, Right, |(_, branch): &Line| {
            whole(branch.criteria.differing)
        }),
        Field::new("states", words.outcome, Left, states),
        Field::new("file", words.place, Left, |(summary, _): &Line| {
            Cell::text(&summary.file)
        }),
    ];
    fields.extend(waivers::fields(language, |(_, branch): &Line| {
        &branch.waivers
    }));
    let lines: Vec<Line> = document
        .summaries
        .iter()
        .flat_map(|summary| summary.branches.iter().map(move |branch| (summary, branch)))
        .collect();
    flat_rows(fields, lines)
}
