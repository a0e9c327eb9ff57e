//! A cell as a spreadsheet keeps it; numbers become its doubles here, and inches.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Format, Url, Worksheet, XlsxError};

use super::Anchors;
use super::grid::Span;
use crate::report::export::shown;
use crate::report::table::Cell;
use crate::text::Language;

/// Where a cell stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct At {
    pub row: u32,
    pub span: Span,
}

/// Writes a cell over the columns it takes: numbers as numbers, units with their links.
pub(super) fn write(
    sheet: &mut Worksheet,
    at: At,
    cell: &Cell,
    format: &Format,
    anchors: &Anchors,
    language: Language,
) -> Result<(), XlsxError> {
    let At { row, span } = at;
    if span.columns > 1 {
        sheet.merge_range(row, span.first, row, span.last(), "", format)?;
    }
    let column = span.first;
    match cell {
        Cell::Empty => {
            sheet.write_blank(row, column, format)?;
        }
        Cell::Number(value)
        | Cell::Short(value)
        | Cell::Signed(value)
        | Cell::Share(value)
        | Cell::Bar { percent: value, .. } => {
            sheet.write_number_with_format(row, column, double(*value), format)?;
        }
        Cell::Whole(value) => {
            sheet.write_number_with_format(row, column, double(Decimal::from(*value)), format)?;
        }
        Cell::SignedWhole(value) => {
            sheet.write_number_with_format(row, column, double(Decimal::from(*value)), format)?;
        }
        Cell::Link { to, .. } if anchors.contains_key(to) => {
            let (name, row_there) = &anchors[to];
            let place = format!("internal:'{name}'!A{}", row_there + 1);
            let link = Url::new(place).set_text(shown(cell, language));
            sheet.write_url_with_format(row, column, link, format)?;
        }
        Cell::Text(_) | Cell::Name(_) | Cell::Link { .. } | Cell::Level { .. } => {
            sheet.write_string_with_format(row, column, shown(cell, language), format)?;
        }
    }
    Ok(())
}

/// Leaves a card nearly the whole sheet of paper: a centimetre all around, and below it room for the number.
pub(super) fn narrow_margins(sheet: &mut Worksheet) {
    // Left, right, top, bottom, head, foot, in inches.
    sheet.set_margins(0.4, 0.4, 0.4, 0.55, 0.2, 0.25);
}

/// A decimal as the double next to it: a spreadsheet shows as many digits as its format says.
pub(super) fn double(value: Decimal) -> f64 {
    value.to_f64().unwrap_or_default()
}
