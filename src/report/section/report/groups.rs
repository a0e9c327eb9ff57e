//! Units × groups: how much of each group's points every unit has.

use rust_decimal::Decimal;

use crate::report::document::report::{GroupColumn, MatrixRow, ReportDocument};
use crate::report::section::{Field, table};
use crate::report::table::{Align, Block, Cell, Table};
use crate::text::report::report_words;
use crate::text::{Language, labels};

pub(super) fn blocks(document: &ReportDocument, language: Language) -> Vec<Block> {
    let words = report_words(language);
    let Some(matrix) = &document.groups else {
        return Vec::new();
    };
    // The columns are headed by codes; what these are stands above.
    let key = matrix.columns.iter().map(|group| {
        let maximum = language.short_number(group.maximum);
        (
            group.code.clone(),
            Cell::text(format!("{} ({maximum} {})", group.title, words.points)),
        )
    });
    let mut fields: Vec<Field<MatrixRow>> = vec![
        Field::new(
            "rank",
            labels(language).rank,
            Align::Right,
            |row: &MatrixRow| Cell::Whole(row.rank),
        ),
        Field::new(
            "name",
            labels(language).unit,
            Align::Left,
            |row: &MatrixRow| Cell::Link {
                name: row.unit.name.clone(),
                to: row.unit.code.clone(),
            },
        ),
    ];
    for (index, group) in matrix.columns.iter().enumerate() {
        let share = move |row: &MatrixRow| {
            let percent = row.groups.get(index).and_then(|points| points.percent);
            percent.map_or(Cell::Empty, Cell::Share)
        };
        fields.push(Field::new("group", &group.code, Align::Right, share).droppable(1));
    }
    let mut cells: Table = table(fields, &matrix.rows);
    let district = document.ranking.shown.district.as_ref();
    let mut together = |name: Cell, percent: fn(&GroupColumn) -> Option<Decimal>| {
        let shares = matrix.columns.iter().map(percent);
        let shares = shares.map(|percent| percent.map_or(Cell::Empty, Cell::Share));
        let row = [Cell::Empty, name].into_iter().chain(shares).collect();
        let position = cells.emphasised.len();
        cells.rows.insert(position, row);
        cells.emphasised.push(position);
    };
    if let Some(district) = district {
        together(Cell::name(&district.name), |group| group.percent);
        together(Cell::text(words.all_units), |group| group.percent_of_all);
    } else {
        together(Cell::text(words.all_units), |group| group.percent);
    }
    vec![Block::Facts(key.collect()), Block::Table(cells)]
}
