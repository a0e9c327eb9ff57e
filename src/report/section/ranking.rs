//! The ranking, laid out.

use super::waivers;
use super::{Field, counted, criteria_set_lines, flat_rows, optional, optional_name, table, whole};
use crate::number::Decimal;
use crate::report::Report;
use crate::report::document::ranking::{
    CohortCounts, ComparableMovement, ComparableNode, Comparison, RankingDocument, Row, Unit,
    UnrankedRow,
};
use crate::report::document::waivers::WaiverEntry;
use crate::report::document::{CriteriaSetReference, LevelHeld};
use crate::report::table::{Align, Block, Cell, Rows, Table};
use crate::text::report::report_words;
use crate::text::{self, Labels, Language, labels};

/// Returns the report of a ranking.
pub fn report(document: &RankingDocument, language: Language) -> Report<'_> {
    Report::new(
        language,
        move || blocks(document, language),
        move || flat(document, language),
        document,
    )
    .titled(title(document, language))
}

fn blocks(document: &RankingDocument, language: Language) -> Vec<Block> {
    let words = labels(language);
    let mut blocks = vec![
        Block::Lines(heading(document, language)),
        Block::Table(people(document, &document.rows, language)),
    ];
    blocks.extend(waivers::titled(&waivers_of(document), language));
    if !document.unranked.is_empty() {
        blocks.push(Block::Heading(words.unranked_title.to_owned()));
        blocks.push(Block::Table(unranked(&document.unranked, language)));
    }
    blocks
}

/// Returns the waivers of the units shown, in the order of their places; those of units without
/// a place come last.
pub(super) fn waivers_of(document: &RankingDocument) -> Vec<waivers::Line<'_>> {
    let placed = document.rows.iter().map(Line::Ranked);
    let shown = placed.chain(document.unranked.iter().map(Line::Unranked));
    let mut lines = Vec::new();
    for line in shown {
        let unit = line.unit();
        let unit = [unit.code.as_str(), unit.name.as_str()];
        lines.extend(waivers::of(Some(unit), line.waivers()));
    }
    lines
}

/// "Bảng xếp hạng – tháng 11 năm 2021".
fn title(document: &RankingDocument, language: Language) -> String {
    let period = document.period_value;
    let period = period
        .map(|period| language.period(period))
        .unwrap_or_default();
    format!("{} – {period}", labels(language).ranking_title)
}

/// Returns the sentence that movements of places are those of an unfinished ranking, where they are.
pub(super) fn provisional(document: &RankingDocument, language: Language) -> Option<String> {
    let cohort = document.cohort;
    let is_compared = document.compared_value.is_some() && cohort.ranked > 0;
    (is_compared && cohort.ranked < cohort.expected)
        .then(|| text::report::provisional(cohort.ranked, cohort.expected, language))
}

fn heading(document: &RankingDocument, language: Language) -> Vec<String> {
    let words = labels(language);
    let mut lines = vec![title(document, language)];
    lines.extend(criteria_set_lines(
        &document.criteria_set,
        document.notice.as_ref(),
        language,
    ));
    let all = report_words(language).all_units;
    match (&document.shown.district, document.of_district) {
        (Some(district), Some(counts)) => {
            let name = &district.name;
            lines.push(format!("{}: {name}", words.district_title));
            lines.push(format!("{name}: {}", counted_units(counts, words)));
            lines.push(format!("{all}: {}", counted_units(document.cohort, words)));
        }
        _ => lines.push(counted_units(document.cohort, words)),
    }
    if document.compares_units {
        lines.push(words.compares_units.to_owned());
    }
    let with_waivers = document.of_district.unwrap_or(document.cohort).with_waivers;
    if with_waivers > 0 {
        lines.push(format!("{}: {with_waivers}", words.units_with_waivers));
    }
    if let Some(earlier) = document.compared_value {
        let earlier = language.period(earlier);
        match &document.comparison {
            None => lines.push(format!("{}: {earlier}", words.compared_with)),
            Some(comparison) => {
                let CriteriaSetReference { id, version, .. } = &comparison.criteria_set;
                lines.push(format!(
                    "{}: {earlier} ({id}, {} {version})",
                    words.compared_with, words.version
                ));
                lines.extend(comparable_part(comparison, language));
            }
        }
        lines.extend(provisional(document, language));
    }
    let findings = counted(document.findings, language);
    if !findings.is_empty() {
        let of_all = match document.of_district {
            Some(_) => format!(" ({})", all.to_lowercase()),
            None => String::new(),
        };
        lines.push(format!("{}{of_all}: {findings}", words.findings));
    }
    lines
}

/// "108 phải nộp phiếu; 107 được xếp hạng; 1 chưa được xếp hạng".
fn counted_units(counts: CohortCounts, words: &Labels) -> String {
    format!(
        "{} {}; {} {}; {} {}",
        counts.expected,
        words.expected,
        counts.ranked,
        words.ranked,
        counts.unranked,
        words.unranked
    )
}

/// Which part of the totals may be compared, where these may not.
fn comparable_part(comparison: &Comparison, language: Language) -> Option<String> {
    let words = labels(language);
    let name = |node: &ComparableNode| match &node.code {
        Some(code) => code.clone(),
        None => words.before_rounding.to_owned(),
    };
    let names: Vec<String> = comparison.nodes.iter().map(name).collect();
    let part = if names.is_empty() {
        words.nothing.to_owned()
    } else {
        names.join(", ")
    };
    let maximum = language.short_number(comparison.maximum?);
    Some(format!(
        "{}: {part} ({} {maximum})",
        words.comparable_part,
        words.maximum.to_lowercase()
    ))
}

/// The table for people, of these rows. A level is told by what stands before the dash of its name:
/// "Mức độ 4" of "Mức độ 4 – Chuyển đổi".
pub(super) fn people<'r>(
    document: &RankingDocument,
    rows: impl IntoIterator<Item = &'r Row>,
    language: Language,
) -> Table {
    use Align::{Fixed, Left, Right};
    let words = labels(language);
    // A part of the ranking has the columns of the whole.
    let has = |wanted: fn(&Row) -> bool| document.rows.iter().any(wanted);
    let name = |row: &Row| {
        let to = row.unit.code.clone();
        let name = if row.nothing_submitted {
            format!("{} ({})", row.unit.name, words.nothing_submitted)
        } else {
            row.unit.name.clone()
        };
        Cell::Link { name, to }
    };
    let mut fields = vec![
        Field::new("rank", words.rank, Right, |row: &Row| Cell::Whole(row.rank)),
        Field::new("code", words.code, Fixed, |row: &Row| {
            Cell::text(&row.unit.code)
        })
        .droppable(9),
        Field::new("name", words.unit, Left, name),
    ];
    if has(|row| row.tied) {
        let tied = |row: &Row| {
            if row.tied {
                Cell::text(words.yes)
            } else {
                Cell::Empty
            }
        };
        let heading = report_words(language).tied;
        fields.push(Field::new("tied", heading, Fixed, tied).droppable(10));
    }
    if has(|row| row.cohort.is_some()) {
        let cohort = |row: &Row| optional(row.cohort_title.as_ref());
        fields.push(Field::new("cohort", words.cohort, Left, cohort).droppable(2));
    }
    let mut parents = document.rows.iter();
    let tier = parents.find_map(|row| row.unit.parent.as_ref());
    let headings = tier.map(|parent| text::tier(&parent.tier, language));
    if let Some([above, _]) = headings {
        let parent = |row: &Row| optional_name(row.unit.parent.as_ref().map(|parent| &parent.name));
        fields.push(Field::new("district", above, Left, parent).droppable(3));
    }
    let is_appraised = has(|row| row.appraised_score.is_some());
    if is_appraised {
        fields.extend(stages(words));
    }
    let score = if is_appraised {
        words.counted_score
    } else {
        words.score
    };
    fields.push(Field::new("score", score, Right, |row: &Row| {
        Cell::Number(row.score)
    }));
    for (index, title) in document.ladder_titles.iter().enumerate() {
        let level = move |row: &Row| match row.levels.get(index) {
            Some(held) => Cell::Level {
                name: short_name(held, words.no_level).to_owned(),
                step: held.step,
                of: held.of,
            },
            None => Cell::Empty,
        };
        // The first ladder is the one people ask for.
        let order = if index == 0 { 1 } else { 6 };
        fields.push(Field::new("level", title, Fixed, level).droppable(order));
    }
    fields.extend(movement(document, language));
    if let Some([_, rank_there]) = headings {
        let in_parent = |row: &Row| match row.rank_in_parent.zip(row.of_in_parent) {
            Some((rank, of)) => Cell::text(format!("{rank}/{of}")),
            None => Cell::Empty,
        };
        fields.push(Field::new("rank_in_parent", rank_there, Right, in_parent).droppable(8));
    }
    if has(|row| !row.waivers.is_empty()) {
        let waived = |row: &Row| {
            let codes = row.waivers.iter().map(|waiver| waiver.code.as_str());
            Cell::text(codes.collect::<Vec<_>>().join(", "))
        };
        fields.push(Field::new("waived", words.waived, Left, waived).droppable(4));
    }
    table(fields, rows)
}

/// The table for people without what only a whole ranking needs.
pub(super) fn brief<'r>(
    document: &RankingDocument,
    rows: impl IntoIterator<Item = &'r Row> + Clone,
    language: Language,
) -> Table {
    people(document, rows, language).only(&[
        "rank",
        "name",
        "district",
        "score",
        "level",
        "rank_change",
        "score_change",
        "comparable_change",
    ])
}

/// The columns of both scores, where one of them was appraised. Who handed in nothing has neither.
fn stages<'f>(words: &Labels) -> [Field<'f, Row>; 2] {
    let none = || Cell::text("–");
    let own = move |row: &Row| match row.own_score {
        Some(score) => Cell::Number(score),
        None if row.nothing_submitted => none(),
        None => Cell::Number(row.score),
    };
    let appraised = move |row: &Row| row.appraised_score.map_or_else(none, Cell::Number);
    let right = Align::Right;
    [
        Field::new("own_score", words.own_score, right, own).droppable(4),
        Field::new("appraised_score", words.appraised_score, right, appraised).droppable(4),
    ]
}

/// The columns of movement: what of it there is, and in the first of them who is new.
fn movement(document: &RankingDocument, language: Language) -> Vec<Field<'_, Row>> {
    use Align::Right;
    let words = labels(language);
    if document.compared_with.is_none() {
        return Vec::new();
    }
    let comparison = document.comparison.as_ref();
    let without = move |row: &Row| {
        let word = if row.is_new { words.new_unit } else { "–" };
        Cell::text(word)
    };
    let places = move |row: &Row| {
        row.change.map_or_else(
            || without(row),
            |change| change.rank.map_or(Cell::Empty, Cell::SignedWhole),
        )
    };
    let places_are_compared = comparison.is_none_or(|comparison| comparison.places);
    let points = move |row: &Row| match row.change.and_then(|change| change.score) {
        Some(score) => Cell::Signed(score),
        None if places_are_compared => Cell::Empty,
        None => without(row),
    };
    let totals_are_compared = comparison.is_none_or(|comparison| comparison.totals);
    let mut fields = Vec::new();
    if places_are_compared {
        fields.push(Field::new("rank_change", words.rank_change, Right, places).droppable(5));
    }
    if totals_are_compared {
        fields.push(Field::new("score_change", words.score_change, Right, points).droppable(7));
    }
    if comparison.is_some_and(|comparison| !comparison.nodes.is_empty()) {
        let common = |row: &Row| row.change.and_then(|change| change.comparable);
        let before = move |row: &Row| {
            common(row).map_or_else(|| without(row), |common| Cell::Number(common.before))
        };
        let now = move |row: &Row| Cell::number(common(row).map(|common| common.now));
        let change =
            move |row: &Row| common(row).map_or(Cell::Empty, |common| Cell::Signed(common.score));
        fields.extend([
            Field::new("comparable_before", words.comparable_before, Right, before).droppable(7),
            Field::new("comparable_score", words.comparable_now, Right, now).droppable(7),
            Field::new("comparable_change", words.comparable_change, Right, change).droppable(5),
        ]);
    }
    fields
}

pub(super) fn short_name<'h>(held: &'h LevelHeld, no_level: &'h str) -> &'h str {
    match &held.name {
        Some(name) => name.split(" – ").next().unwrap_or(name),
        None => no_level,
    }
}

pub(super) fn unranked(rows: &[UnrankedRow], language: Language) -> Table {
    use Align::{Fixed, Left};
    let words = labels(language);
    let mut fields: Vec<Field<UnrankedRow>> = vec![
        Field::new("code", words.code, Fixed, |row: &UnrankedRow| {
            Cell::text(&row.unit.code)
        }),
        Field::new("name", words.unit, Left, |row: &UnrankedRow| {
            Cell::name(&row.unit.name)
        }),
    ];
    let tier = rows.iter().find_map(|row| row.unit.parent.as_ref());
    if let Some([above, _]) = tier.map(|parent| text::tier(&parent.tier, language)) {
        let parent =
            |row: &UnrankedRow| optional_name(row.unit.parent.as_ref().map(|parent| &parent.name));
        fields.push(Field::new("district", above, Left, parent).droppable(1));
    }
    let reason = |row: &UnrankedRow| Cell::text(&row.explanation);
    fields.push(Field::new("reason", words.reason, Left, reason));
    table(fields, rows)
}

/// A unit with or without a place.
enum Line<'l> {
    Ranked(&'l Row),
    Unranked(&'l UnrankedRow),
}

impl<'l> Line<'l> {
    fn unit(&self) -> &'l Unit {
        match self {
            Line::Ranked(row) => &row.unit,
            Line::Unranked(row) => &row.unit,
        }
    }

    fn waivers(&self) -> &'l [WaiverEntry] {
        match self {
            Line::Ranked(row) => &row.waivers,
            Line::Unranked(row) => &row.waivers,
        }
    }

    fn ranked(&self, cell: impl Fn(&Row) -> Cell) -> Cell {
        match self {
            Line::Ranked(row) => cell(row),
            Line::Unranked(_) => Cell::Empty,
        }
    }
}

/// One row per unit, ranked or not, for spreadsheets and scripts. Every column stands in
/// every file, whatever the criteria set, so that the columns of two files agree; the first
/// ladder gives `level`, all of them `levels`.
pub(super) fn flat(document: &RankingDocument, language: Language) -> Rows<'_> {
    flat_of(document, |_| true, language)
}

/// Returns the rows of these units only.
pub(super) fn flat_of(
    document: &RankingDocument,
    is_wanted: impl Fn(&Unit) -> bool,
    language: Language,
) -> Rows<'_> {
    use Align::{Fixed, Left, Right};
    let words = labels(language);
    let set = format!(
        "{}/{}",
        document.criteria_set.id, document.criteria_set.version
    );
    let level = |row: &Row| row.levels.first()?.level.map(|level| level as usize);
    let reason = |line: &Line| match line {
        Line::Ranked(_) => Cell::Empty,
        Line::Unranked(row) => Cell::text(row.reason),
    };
    let mut fields: Vec<Field<Line>> = vec![
        Field::new("rank", words.rank, Right, |line: &Line| {
            line.ranked(|row| Cell::Whole(row.rank))
        })
        .counted(),
        Field::new("code", words.code, Fixed, |line: &Line| {
            Cell::text(&line.unit().code)
        }),
        Field::new("name", words.unit, Left, |line: &Line| {
            Cell::name(&line.unit().name)
        }),
        Field::new("district", words.parent, Left, |line: &Line| {
            optional_name(line.unit().parent.as_ref().map(|parent| &parent.name))
        }),
        Field::new("score", words.score, Right, |line: &Line| {
            line.ranked(|row| Cell::Number(row.score))
        }),
        Field::new("maximum", words.maximum, Right, |line: &Line| {
            line.ranked(|row| Cell::Short(row.maximum))
        }),
        Field::new("percent", words.percent, Right, |line: &Line| {
            line.ranked(|row| Cell::number(row.percent))
        }),
        Field::new("level", words.level, Right, move |line: &Line| {
            line.ranked(|row| whole(level(row)))
        })
        .counted(),
        Field::new("of", words.ranked, Right, |line: &Line| {
            line.ranked(|row| Cell::Whole(row.of))
        })
        .counted(),
        Field::new("cohort", words.cohort, Fixed, |line: &Line| {
            line.ranked(|row| optional(row.cohort.as_ref()))
        }),
        Field::new(
            "rank_in_district",
            words.rank_in_parent,
            Right,
            |line: &Line| line.ranked(|row| whole(row.rank_in_parent)),
        )
        .counted(),
        Field::new(
            "of_in_district",
            words.rank_in_parent,
            Right,
            |line: &Line| line.ranked(|row| whole(row.of_in_parent)),
        )
        .counted(),
        Field::new("type", words.kind, Fixed, |line: &Line| {
            optional(line.unit().kind.as_ref())
        }),
        Field::new("district_code", words.code, Fixed, |line: &Line| {
            optional(line.unit().parent.as_ref().map(|parent| &parent.code))
        }),
        Field::new("own_score", words.own_score, Right, |line: &Line| {
            line.ranked(|row| Cell::number(row.own_score))
        }),
        Field::new("levels", words.levels_title, Left, |line: &Line| {
            line.ranked(levels)
        }),
    ];
    fields.extend(changes(language));
    fields.extend([
        Field::new("unranked_reason", words.reason, Left, reason),
        Field::new("period", words.period, Fixed, |_| {
            Cell::text(&document.period)
        }),
        Field::new("criteria_set", words.criteria_set, Fixed, move |_| {
            Cell::text(&set)
        }),
    ]);
    fields.extend(waivers::fields(language, Line::waivers));
    fields.extend(comparable(language));
    fields.extend(circumstances(language));
    let ranked = document.rows.iter().map(Line::Ranked);
    let lines: Vec<Line> = ranked
        .chain(document.unranked.iter().map(Line::Unranked))
        .filter(|line| is_wanted(line.unit()))
        .collect();
    flat_rows(fields, lines)
}

/// The columns that tell how a place came to be.
fn circumstances<'l>(language: Language) -> [Field<'l, Line<'l>>; 3] {
    use Align::{Fixed, Right};
    let words = labels(language);
    let yes_or_no = |yes| Cell::text(if yes { "yes" } else { "no" });
    [
        Field::new(
            "tied",
            report_words(language).tied,
            Fixed,
            move |line: &Line| line.ranked(|row| yes_or_no(row.tied)),
        ),
        Field::new(
            "nothing_submitted",
            words.nothing_submitted,
            Fixed,
            move |line: &Line| line.ranked(|row| yes_or_no(row.nothing_submitted)),
        ),
        Field::new(
            "appraised_score",
            words.appraised_score,
            Right,
            |line: &Line| line.ranked(|row| Cell::number(row.appraised_score)),
        ),
    ]
}

/// The columns of movement.
fn changes<'l>(language: Language) -> [Field<'l, Line<'l>>; 2] {
    use Align::Right;
    let words = labels(language);
    [
        Field::new("rank_change", words.rank_change, Right, |line: &Line| {
            line.ranked(|row| {
                let places = row.change.and_then(|change| change.rank);
                places.map_or(Cell::Empty, Cell::SignedWhole)
            })
        })
        .counted(),
        Field::new("score_change", words.score_change, Right, |line: &Line| {
            line.ranked(|row| {
                let points = row.change.and_then(|change| change.score);
                points.map_or(Cell::Empty, Cell::Signed)
            })
        }),
    ]
}

/// The columns of the comparable part.
fn comparable<'l>(language: Language) -> [Field<'l, Line<'l>>; 5] {
    let words = labels(language);
    let column = |key, heading, of: fn(ComparableMovement) -> Decimal| {
        let number = move |row: &Row| {
            let common = row.change.and_then(|change| change.comparable);
            Cell::number(common.map(of))
        };
        Field::new(key, heading, Align::Right, move |line: &Line| {
            line.ranked(number)
        })
    };
    [
        column("comparable_before", words.comparable_before, |common| {
            common.before
        }),
        column("comparable_score", words.comparable_now, |common| {
            common.now
        }),
        column("comparable_maximum", words.maximum, |common| common.maximum),
        column("comparable_maximum_before", words.maximum, |common| {
            common.maximum_before
        }),
        column("comparable_change", words.comparable_change, |common| {
            common.score
        }),
    ]
}

/// The level held on every ladder: `chinh-quyen-dien-tu=4 xep-loai=3`, a dash for none.
fn levels(row: &Row) -> Cell {
    let level = |held: &LevelHeld| {
        held.level
            .map_or_else(|| "-".to_owned(), |level| level.to_string())
    };
    let levels: Vec<String> = row
        .levels
        .iter()
        .map(|held| format!("{}={}", held.ladder, level(held)))
        .collect();
    Cell::text(levels.join(" "))
}
