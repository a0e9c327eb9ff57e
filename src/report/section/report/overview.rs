//! What stands first: who has handed in, what it came to, who moved, what cost most points.

use rust_decimal::Decimal;

use crate::report::chart::{Chart, Kind, Series};
use crate::report::document::ranking::{Movement, Row};
use crate::report::document::report::{
    Decision, FiguresEntry, LadderFigures, LevelCount, NodeStatistics, PeriodFigures,
    ReportDocument,
};
use crate::report::section::{Field, ranking, table};
use crate::report::table::{Align, Block, Cell, Table};
use crate::text::report::{
    Extreme, Handed, ReportWords, handed_in, missing_policy, moved, report_words, same_total,
    totals, totals_of_all,
};
use crate::text::{Language, labels};

/// Rows at either end of the ranking that are shown.
const ENDS: usize = 5;

pub(super) fn blocks(document: &ReportDocument, language: Language) -> Vec<Block> {
    let words = report_words(language);
    let mut blocks = vec![
        Block::Heading(words.basis.to_owned()),
        Block::Facts(facts(document, language)),
        Block::Heading(words.handing_in.to_owned()),
        Block::Figures(handing_in_figures(document, language)),
        Block::Lines(handing_in(document, language)),
    ];
    let unranked = &document.ranking.unranked;
    if !unranked.is_empty() {
        blocks.push(Block::Table(ranking::unranked(unranked, language)));
    }
    blocks.push(Block::Heading(words.results.to_owned()));
    if let Some(figures) = results_figures(document, language) {
        blocks.push(Block::Figures(figures));
    }
    blocks.push(Block::Lines(results(document, language)));
    blocks.extend(ends(document, language));
    if !document.ladders.is_empty() && document.totals.is_some() {
        blocks.push(Block::Heading(words.levels.to_owned()));
        for ladder in &document.ladders {
            blocks.extend(levels(ladder, language));
        }
    }
    blocks.extend(movement(document, language));
    blocks.extend(costly(document, language));
    blocks
}

/// Returns the line above a table.
fn caption(text: &str) -> Block {
    Block::Lines(vec![format!("{text}:")])
}

fn facts(document: &ReportDocument, language: Language) -> Vec<(String, Cell)> {
    let (words, labels) = (report_words(language), labels(language));
    let set = document.criteria_set();
    let period = document.ranking.period_value;
    let mut facts = vec![
        (
            labels.period.to_owned(),
            Cell::text(
                period
                    .map(|period| language.period(period))
                    .unwrap_or_default(),
            ),
        ),
        (
            labels.criteria_set.to_owned(),
            Cell::text(format!(
                "{} ({}, {} {})",
                set.title, set.id, labels.version, set.version
            )),
        ),
    ];
    let decision = decision(&document.decision);
    if !decision.is_empty() {
        facts.push((words.decision.to_owned(), Cell::text(decision)));
    }
    let validity = validity(&document.decision, language);
    if !validity.is_empty() {
        facts.push((words.validity.to_owned(), Cell::text(validity)));
    }
    if let Some(district) = &document.ranking.shown.district {
        facts.push((labels.district_title.to_owned(), Cell::name(&district.name)));
    }
    for notice in set.notice.iter().chain(&document.ranking.notice) {
        facts.push((labels.notice.to_owned(), Cell::text(notice)));
    }
    facts.push((
        labels.program.to_owned(),
        Cell::text(&document.provenance.program),
    ));
    facts
}

/// The decision in a line: number, day, issuer.
fn decision(decision: &Decision) -> String {
    let [day, ..] = &decision.days_text;
    let parts = [&decision.number, day, &decision.issuer];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    parts.join(", ")
}

fn validity(decision: &Decision, language: Language) -> String {
    let from = language.pick("từ ngày", "from");
    let until = language.pick("đến hết ngày", "until");
    match &decision.days_text {
        [_, None, None] => String::new(),
        [_, Some(first), None] => format!("{from} {first}"),
        [_, None, Some(last)] => format!("{until} {last}"),
        [_, Some(first), Some(last)] => format!("{from} {first} {until} {last}"),
    }
}

fn handing_in_figures(document: &ReportDocument, language: Language) -> Vec<(String, Cell)> {
    let words = report_words(language);
    let handed = document.handed_in;
    [
        (words.expected, handed.expected),
        (words.handed_in, handed.handed_in),
        (words.ranked, document.handed_in.ranked),
    ]
    .map(|(name, count)| (name.to_owned(), Cell::Whole(count)))
    .into()
}

fn results_figures(document: &ReportDocument, language: Language) -> Option<Vec<(String, Cell)>> {
    let words = report_words(language);
    let totals = document.totals?;
    let figures = [
        (words.mean, totals.mean),
        (words.median, totals.median),
        (words.greatest, totals.greatest),
        (words.least, totals.least),
    ];
    let figures = figures.map(|(name, figure)| (name.to_owned(), Cell::Number(figure)));
    Some(figures.into())
}

fn handing_in(document: &ReportDocument, language: Language) -> Vec<String> {
    let handed = document.handed_in;
    let mut lines = vec![handed_in(
        Handed {
            expected: handed.expected,
            handed_in: handed.handed_in,
            ranked: document.handed_in.ranked,
            with_errors: handed.with_errors,
        },
        language,
    )];
    if handed.missing > 0 {
        lines.push(missing_policy(handed.policy == "zero", language).to_owned());
    }
    lines
}

fn results(document: &ReportDocument, language: Language) -> Vec<String> {
    let words = report_words(language);
    let rows = &document.ranking.rows;
    let Some(figures) = document.totals else {
        return vec![words.none_ranked.to_owned()];
    };
    let mut lines = Vec::new();
    let extreme = |score| {
        let mut having = rows.iter().filter(|row| row.score == score);
        let unit = having.next()?.unit.name.as_str();
        Some(Extreme {
            score,
            unit,
            others: having.count(),
        })
    };
    match (extreme(figures.greatest), extreme(figures.least)) {
        (Some(everybody), Some(_)) if figures.greatest == figures.least => {
            lines.push(same_total(everybody, language));
        }
        (Some(highest), Some(lowest)) => lines.push(totals(
            (figures.mean, figures.median),
            highest,
            lowest,
            language,
        )),
        _ => {}
    }
    if let Some(of_all) = &document.totals_of_all {
        let compared = [of_all.mean, of_all.median, of_all.greatest, of_all.least];
        lines.push(totals_of_all(compared, language));
    }
    lines
}

/// The means and medians of several periods, where there are several.
fn course(document: &ReportDocument, language: Language) -> Vec<Block> {
    use Align::{Left, Right};
    let (words, labels) = (report_words(language), labels(language));
    let periods = &document.course;
    if periods.len() < 2 {
        return Vec::new();
    }
    let figure = |of: fn(&FiguresEntry) -> Decimal| {
        move |period: &PeriodFigures| period.totals.as_ref().map(of)
    };
    let mean = figure(|totals| totals.mean);
    let median = figure(|totals| totals.median);
    let ranked = |period: &PeriodFigures| {
        let totals = period.totals.as_ref();
        totals.map_or(Cell::Empty, |totals| Cell::Whole(totals.count))
    };
    let fields: Vec<Field<PeriodFigures>> = vec![
        Field::new("period", labels.period, Left, |period: &PeriodFigures| {
            Cell::text(&period.period_text)
        }),
        Field::new("ranked", words.ranked, Right, ranked),
        Field::new("mean", words.mean, Right, move |period: &PeriodFigures| {
            Cell::number(mean(period))
        }),
        Field::new(
            "median",
            words.median,
            Right,
            move |period: &PeriodFigures| Cell::number(median(period)),
        ),
    ];
    let series = |name: &str, values: Vec<Option<Decimal>>| Series {
        name: name.to_owned(),
        values,
    };
    vec![
        Block::Table(table(fields, periods)),
        Block::Chart(Chart {
            title: words.course.to_owned(),
            kind: Kind::Line,
            unit: words.points.to_owned(),
            maximum: None,
            categories: periods.iter().map(|period| period.period.clone()).collect(),
            series: vec![
                series(words.mean, periods.iter().map(mean).collect()),
                series(words.median, periods.iter().map(median).collect()),
            ],
        }),
    ]
}

/// The first and the last places, where there are more than those.
fn ends(document: &ReportDocument, language: Language) -> Vec<Block> {
    let words = report_words(language);
    let rows = &document.ranking.rows;
    if rows.is_empty() {
        return Vec::new();
    }
    let part = |title: &str, rows: &[Row]| {
        [
            caption(title),
            Block::Table(ranking::brief(&document.ranking, rows, language)),
        ]
    };
    let first = &rows[..rows.len().min(ENDS)];
    let mut blocks = Vec::from(part(words.highest, first));
    let mut last: &[Row] = &[];
    if rows.len() > 2 * ENDS {
        last = &rows[rows.len() - ENDS..];
        blocks.extend(part(words.lowest, last));
    }
    let drawn = || first.iter().chain(last);
    blocks.push(Block::Chart(Chart {
        title: words.ends.to_owned(),
        kind: Kind::Bars,
        unit: words.points.to_owned(),
        maximum: None,
        categories: drawn()
            .map(|row| format!("{}. {}", row.rank, row.unit.name))
            .collect(),
        series: vec![Series {
            name: labels(language).score.to_owned(),
            values: drawn().map(|row| Some(row.score)).collect(),
        }],
    }));
    blocks
}

fn levels(ladder: &LadderFigures, language: Language) -> Vec<Block> {
    use Align::{Left, Right};
    let words = report_words(language);
    let of = ladder.levels.len().saturating_sub(1);
    let name = |count: &LevelCount| {
        count
            .name
            .clone()
            .unwrap_or_else(|| words.no_level.to_owned())
    };
    let rows: Vec<(usize, &LevelCount)> = ladder.levels.iter().enumerate().collect();
    let fields: Vec<Field<(usize, &LevelCount)>> = vec![
        Field::new(
            "level",
            labels(language).level,
            Left,
            |(step, count): &(usize, &LevelCount)| Cell::Level {
                name: name(count),
                step: *step,
                of,
            },
        ),
        Field::new(
            "units",
            words.units,
            Right,
            |(_, count): &(usize, &LevelCount)| Cell::Whole(count.units),
        ),
        Field::new(
            "share",
            words.share,
            Right,
            |(_, count): &(usize, &LevelCount)| Cell::number(count.percent),
        ),
    ];
    let short = |count: &LevelCount| {
        let name = name(count);
        name.split(" – ").next().unwrap_or_default().to_owned()
    };
    vec![
        caption(&ladder.title),
        Block::Table(table(fields, &rows)),
        Block::Chart(Chart {
            title: format!("{}: {}", words.levels, ladder.title),
            kind: Kind::Columns,
            unit: words.units.to_lowercase(),
            maximum: None,
            categories: ladder.levels.iter().map(short).collect(),
            series: vec![Series {
                name: words.units.to_owned(),
                values: ladder
                    .levels
                    .iter()
                    .map(|count| Some(count.units.into()))
                    .collect(),
            }],
        }),
    ]
}

/// How many moved which way, what the totals were before, and who moved most.
fn movement(document: &ReportDocument, language: Language) -> Vec<Block> {
    let words = report_words(language);
    let course = course(document, language);
    let (Some(earlier), Some(counts)) = (document.ranking.compared_value, document.movement) else {
        if course.is_empty() {
            return Vec::new();
        }
        let heading = Block::Heading(words.course.to_owned());
        return std::iter::once(heading).chain(course).collect();
    };
    let counted = moved(
        &language.period(earlier),
        [counts.risen, counts.fallen, counts.unchanged],
        language,
    );
    let provisional = ranking::provisional(&document.ranking, language);
    let mut blocks = vec![
        Block::Heading(words.movements.to_owned()),
        Block::Lines(std::iter::once(counted).chain(provisional).collect()),
    ];
    if !course.is_empty() {
        blocks.push(caption(words.course));
        blocks.extend(course);
    }
    let rows = |codes: &[String]| -> Vec<&Row> {
        let row = |code: &String| {
            document
                .ranking
                .rows
                .iter()
                .find(|row| row.unit.code == *code)
        };
        codes.iter().filter_map(row).collect()
    };
    let mut moved_most = Vec::new();
    for (title, codes) in [
        (words.risen_most, &document.risen_most),
        (words.fallen_most, &document.fallen_most),
    ] {
        let rows = rows(codes);
        if !rows.is_empty() {
            blocks.push(caption(title));
            moved_most.extend_from_slice(&rows);
            let rows = rows.iter().copied();
            let table = ranking::brief(&document.ranking, rows, language);
            // What they are listed for.
            let table = table.keeping(&["score_change", "comparable_change"]);
            blocks.push(Block::Table(table));
        }
    }
    if !moved_most.is_empty() {
        let points = |row: &&Row| row.change.and_then(Movement::gained);
        blocks.push(Block::Chart(Chart {
            title: words.movements.to_owned(),
            kind: Kind::Bars,
            unit: words.points.to_owned(),
            maximum: None,
            categories: moved_most.iter().map(|row| row.unit.name.clone()).collect(),
            series: vec![Series {
                name: labels(language).score_change.to_owned(),
                values: moved_most.iter().map(points).collect(),
            }],
        }));
    }
    blocks
}

fn costly(document: &ReportDocument, language: Language) -> Vec<Block> {
    let words = report_words(language);
    let nodes = &document.costly;
    if nodes.is_empty() {
        return Vec::new();
    }
    let name = |node: &NodeStatistics| format!("{} {}", node.code, node.title);
    vec![
        Block::Heading(words.costly.to_owned()),
        Block::Table(costly_table(nodes, words, language)),
        Block::Chart(Chart {
            title: words.costly.to_owned(),
            kind: Kind::Bars,
            unit: words.points.to_owned(),
            maximum: None,
            categories: nodes.iter().map(name).collect(),
            series: vec![Series {
                name: words.lost.to_owned(),
                values: nodes.iter().map(|node| Some(node.lost)).collect(),
            }],
        }),
    ]
}

fn costly_table(nodes: &[NodeStatistics], words: &ReportWords, language: Language) -> Table {
    use Align::{Fixed, Left, Right};
    let labels = labels(language);
    let mean = |node: &NodeStatistics| Cell::number(node.points.map(|points| points.mean));
    let fields: Vec<Field<NodeStatistics>> = vec![
        Field::new("code", labels.code, Fixed, |node: &NodeStatistics| {
            Cell::text(&node.code)
        }),
        Field::new("title", labels.criterion, Left, |node: &NodeStatistics| {
            Cell::text(&node.title)
        }),
        Field::new("maximum", labels.maximum, Right, |node: &NodeStatistics| {
            Cell::Short(node.maximum)
        })
        .droppable(2),
        Field::new("mean", words.mean, Right, mean),
        Field::new("percent", labels.percent, Right, |node: &NodeStatistics| {
            node.percent.map_or(Cell::Empty, Cell::Share)
        })
        .droppable(1),
        Field::new("lost", words.lost, Right, |node: &NodeStatistics| {
            Cell::Number(node.lost)
        }),
    ];
    table(fields, nodes)
}
