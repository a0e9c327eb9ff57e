//! The report of a period, laid out page by page: one file for each kind of page.

mod criteria;
mod districts;
mod findings;
mod groups;
mod letter;
mod overview;
mod provenance;
mod scorecards;

use super::{criteria_set_lines, ranking, waivers};
use crate::period::Period;
use crate::report::Report;
use crate::report::chart::{Chart, Kind, Series};
use crate::report::document::ranking::{RankingDocument, Row, Unit};
use crate::report::document::report::{ReportDocument, Section};
use crate::report::letter::Letter;
use crate::report::page::Paper::{self, Landscape, Portrait};
use crate::report::page::Role;
use crate::report::page::{Medium, Page};
use crate::report::table::{Block, Rows};
use crate::text::Language;
use crate::text::report::{report_title, report_words};

/// What the office that issues a report says of itself; what it does not say stays open.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Issuer {
    /// The letter as far as it does not depend on the period.
    pub letter: Letter,
    /// Where it is issued.
    pub place: Option<String>,
    /// The day of issue: year, month, day.
    pub day: Option<(u16, u8, u8)>,
}

/// Returns the report of a period with these of its sections.
pub fn report<'d>(
    document: &'d ReportDocument,
    issuer: &Issuer,
    sections: &[Section],
    language: Language,
) -> Report<'d> {
    let period = document.ranking.period_value;
    let dated = period.map(Period::last_day);
    let title = title(document, language);
    let letter = letter::letter(document, issuer, &title, sections, language);
    let sections = sections.to_vec();
    let report = Report::of_pages(
        language,
        move |medium| pages(document, &sections, medium, language),
        move || flat(document, language),
        document,
    )
    .titled(title)
    .with_letter(letter)
    .with_long(move || long(document, language));
    match dated {
        Some(day) => report.dated(day.parts()),
        None => report,
    }
}

/// What the report is of: its period, and the unit or the district that was named.
fn title(document: &ReportDocument, language: Language) -> String {
    let district = document.ranking.shown.district.as_ref();
    let district = district.map(|tier| tier.name.as_str());
    let unit = document.unit.as_ref().map(|unit| unit.name.as_str());
    title_of(document, unit.or(district), language)
}

fn title_of(document: &ReportDocument, part: Option<&str>, language: Language) -> String {
    let period = document.ranking.period_value;
    let period = period
        .map(|period| language.period(period))
        .unwrap_or_default();
    report_title(&period, part, language)
}

/// Returns a title with what it is of, where it is not of everybody, or of everybody in the report of one unit.
fn of_part(title: &str, section: Section, document: &ReportDocument, language: Language) -> String {
    let of_everybody = [
        Section::Overview,
        Section::Districts,
        Section::Groups,
        Section::Criteria,
    ];
    let district = document.ranking.shown.district.as_ref();
    let of = match (&document.unit, district, section) {
        (Some(_), _, section) if of_everybody.contains(&section) => {
            report_words(language).all_units
        }
        (None, Some(district), Section::Ranking | Section::Groups | Section::Criteria) => {
            &district.name
        }
        _ => return title.to_owned(),
    };
    format!("{title} – {of}")
}

/// One row for each unit; in the report of a unit its own.
fn flat(document: &ReportDocument, language: Language) -> Rows<'_> {
    let named = document.unit.as_ref();
    let is_wanted = |unit: &Unit| named.is_none_or(|named| named.code == unit.code);
    ranking::flat_of(&document.ranking, is_wanted, language)
}

fn pages(
    document: &ReportDocument,
    sections: &[Section],
    medium: Medium,
    language: Language,
) -> Vec<Page> {
    let words = report_words(language);
    let mut pages = Vec::new();
    for section in sections {
        let page = |title: &str, tab: &str, paper: Paper, blocks| Page {
            id: section.name().to_owned(),
            title: of_part(title, *section, document, language),
            tab: tab.to_owned(),
            paper,
            role: match section {
                Section::Overview => Role::Body,
                _ => Role::Annex,
            },
            blocks,
        };
        match section {
            Section::Overview => {
                let title = match document.unit {
                    Some(_) => title_of(document, None, language),
                    None => title(document, language),
                };
                let blocks = overview::blocks(document, language);
                pages.push(page(&title, words.overview_tab, Portrait, blocks));
            }
            Section::Ranking => {
                let blocks = ranking_blocks(document, language);
                pages.push(page(words.ranking, words.ranking_tab, Landscape, blocks));
            }
            Section::Districts => pages.extend(districts::pages(document, language)),
            Section::Groups => {
                let blocks = groups::blocks(document, language);
                pages.push(page(words.groups, words.groups_tab, Landscape, blocks));
            }
            Section::Criteria => {
                let blocks = criteria::blocks(document, language);
                pages.push(page(words.criteria, words.criteria_tab, Landscape, blocks));
            }
            Section::Scorecards => {
                let blocks = scorecards::blocks(document, medium, language);
                let paper = match medium {
                    Medium::Screen => Portrait,
                    Medium::Paper => Paper::Card,
                };
                pages.push(page(words.scorecards, words.scorecards_tab, paper, blocks));
            }
            Section::Answers => {
                let blocks = scorecards::answers(document, language);
                pages.push(page(
                    words.answers_of_units,
                    words.answers_tab,
                    Portrait,
                    blocks,
                ));
            }
            Section::Findings => {
                let blocks = findings::blocks(document, language);
                pages.push(page(words.findings, words.findings_tab, Landscape, blocks));
            }
            Section::Provenance => {
                let blocks = provenance::blocks(document, language);
                pages.push(page(
                    words.provenance,
                    words.provenance_tab,
                    Portrait,
                    blocks,
                ));
            }
        }
    }
    // An extract says as well of which period it is, and what every reader must know. A card has a
    // head of its own, and a page for itself.
    if !sections.contains(&Section::Overview)
        && let Some(first) = pages.first_mut()
        && first.paper != Paper::Card
    {
        first
            .blocks
            .insert(0, Block::Lines(of_what(document, language)));
    }
    pages
}

/// Returns the lines that say what a report is of.
fn of_what(document: &ReportDocument, language: Language) -> Vec<String> {
    let mut lines = vec![title(document, language)];
    lines.extend(criteria_set_lines(
        document.criteria_set(),
        document.ranking.notice.as_ref(),
        language,
    ));
    lines
}

/// The places, the waivers that have a part in them, and who has none.
fn ranking_blocks(document: &ReportDocument, language: Language) -> Vec<Block> {
    let words = crate::text::labels(language);
    let ranking = &document.ranking;
    let mut blocks = Vec::new();
    if let Some(rows) = &document.neighbours {
        blocks.push(Block::Heading(report_words(language).neighbours.to_owned()));
        blocks.push(Block::Table(ranking::people(ranking, rows, language)));
        // Whoever asks for one unit is not shown everybody.
        return blocks;
    }
    if ranking.rows.is_empty() {
        blocks.push(Block::Lines(vec![
            report_words(language).none_ranked.to_owned(),
        ]));
    } else {
        blocks.push(Block::Table(ranking::people(
            ranking,
            &ranking.rows,
            language,
        )));
        blocks.push(Block::Chart(scores(ranking, language)));
    }
    blocks.extend(waivers::titled(&ranking::waivers_of(ranking), language));
    if !ranking.unranked.is_empty() {
        blocks.push(Block::Heading(words.unranked_title.to_owned()));
        blocks.push(Block::Table(ranking::unranked(&ranking.unranked, language)));
    }
    blocks
}

/// The scores as bars, in the order of the places.
fn scores(ranking: &RankingDocument, language: Language) -> Chart {
    let words = report_words(language);
    let rows = &ranking.rows;
    let name = |row: &Row| format!("{}. {}", row.rank, row.unit.name);
    Chart {
        title: words.scores.to_owned(),
        kind: Kind::Bars,
        unit: words.points.to_owned(),
        maximum: rows.iter().map(|row| row.maximum).max(),
        categories: rows.iter().map(name).collect(),
        series: vec![Series {
            name: crate::text::labels(language).score.to_owned(),
            values: rows.iter().map(|row| Some(row.score)).collect(),
        }],
    }
}

/// One row for each unit and each part, group and criterion.
fn long(document: &ReportDocument, language: Language) -> Rows<'_> {
    let cards = document.scorecards.iter().flatten();
    super::scorecards::rows(cards.map(|reported| &reported.card), language)
}
