//! Districts: all of them side by side, and the places within each.

use crate::report::document::ranking::Row;
use crate::report::document::report::{District, ReportDocument};
use crate::report::page::{Page, Paper, Role};
use crate::report::section::{Field, ranking, table};
use crate::report::table::{Align, Block, Cell, Table};
use crate::text::report::report_words;
use crate::text::{Language, labels, tier};

/// Returns a page for all districts and one for each; none where units stand below nobody.
pub(super) fn pages(document: &ReportDocument, language: Language) -> Vec<Page> {
    let words = report_words(language);
    let districts = document.districts.as_deref().unwrap_or_default();
    if districts.is_empty() {
        return Vec::new();
    }
    let mut pages = vec![Page {
        id: "districts".to_owned(),
        title: words.districts.to_owned(),
        tab: words.districts_tab.to_owned(),
        paper: Paper::Landscape,
        role: Role::Annex,
        blocks: vec![Block::Table(side_by_side(districts, language))],
    }];
    for (index, district) in districts.iter().enumerate() {
        let rows = document.ranking.rows.iter();
        let rows: Vec<&Row> = rows
            .filter(|row| row.unit.parent.as_ref() == Some(&district.unit))
            .collect();
        let places = if rows.is_empty() {
            Block::Lines(vec![words.none_ranked.to_owned()])
        } else {
            let rows = rows.iter().copied();
            // The title names the district.
            let places = ranking::people(&document.ranking, rows, language);
            Block::Table(places.without("district"))
        };
        pages.push(Page {
            id: format!("district-{}", index + 1),
            title: format!("{} – {}", words.ranking, district.unit.name),
            tab: district.unit.name.clone(),
            paper: Paper::Landscape,
            role: Role::Continued,
            blocks: vec![places],
        });
    }
    pages
}

fn side_by_side(districts: &[District], language: Language) -> Table {
    use Align::{Left, Right};
    let (words, labels) = (report_words(language), labels(language));
    let above = districts.first().map_or(labels.parent, |district| {
        tier(&district.unit.tier, language)[0]
    });
    let mut fields: Vec<Field<District>> = vec![
        Field::new("district", above, Left, |district: &District| {
            Cell::name(&district.unit.name)
        }),
        Field::new("expected", words.expected, Right, |district: &District| {
            Cell::Whole(district.expected)
        })
        .droppable(2),
        Field::new("ranked", words.ranked, Right, |district: &District| {
            Cell::Whole(district.ranked)
        }),
    ];
    let of_totals =
        |of: fn(&crate::report::document::report::FiguresEntry) -> rust_decimal::Decimal| {
            move |district: &District| Cell::number(district.totals.as_ref().map(of))
        };
    fields.extend([
        Field::new("mean", words.mean, Right, of_totals(|totals| totals.mean)),
        Field::new(
            "median",
            words.median,
            Right,
            of_totals(|totals| totals.median),
        )
        .droppable(3),
        Field::new(
            "greatest",
            words.greatest,
            Right,
            of_totals(|totals| totals.greatest),
        ),
        Field::new(
            "least",
            words.least,
            Right,
            of_totals(|totals| totals.least),
        ),
    ]);
    // How many hold each level of the first ladder, the one people ask for.
    if let Some(ladder) = districts
        .first()
        .and_then(|district| district.ladders.first())
    {
        for (index, level) in ladder.levels.iter().enumerate() {
            let name = level.name.as_deref().unwrap_or(words.no_level);
            let heading = name.split(" – ").next().unwrap_or(name);
            let units = move |district: &District| {
                let ladder = district.ladders.first();
                let level = ladder.and_then(|ladder| ladder.levels.get(index));
                level.map_or(Cell::Empty, |level| Cell::Whole(level.units))
            };
            fields.push(Field::new("level", heading, Right, units).droppable(4));
        }
    }
    table(fields, districts)
}
