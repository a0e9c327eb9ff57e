//! Charts of the spreadsheet's own, and the sheet that holds their figures.

use rust_decimal::Decimal;
use rust_xlsxwriter::{
    Chart as Drawing, ChartAxisLabelPosition, ChartDataLabel, ChartFont, ChartFormat,
    ChartSolidFill, ChartType, Color, Format, Worksheet, XlsxError,
};

use super::cell::double;
use crate::report::chart::{Chart, Kind};
use crate::report::export::heading;

/// Letters of a category that are shown.
const LONGEST: usize = 48;
/// Width of a chart in pixels where there is room for it, and its height.
const SIZE: [u32; 2] = [720, 330];

/// The figures of all charts, in columns side by side on a sheet of their own.
pub(super) struct Figures {
    sheet: String,
    columns: Vec<Vec<Figure>>,
}

#[derive(Debug, Clone)]
enum Figure {
    Text(String),
    Number(Decimal),
    Nothing,
}

/// Where the figures of a chart stand.
pub(super) struct Place {
    sheet: String,
    first_column: u16,
    rows: u32,
}

impl Figures {
    pub(super) fn new(sheet: &str) -> Figures {
        Figures {
            sheet: sheet.to_owned(),
            columns: Vec::new(),
        }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// Adds the figures of a chart.
    pub(super) fn add(&mut self, chart: &Chart) -> Place {
        let first_column = u16::try_from(self.columns.len()).unwrap_or(u16::MAX);
        let categories = chart.categories.iter().map(|name| {
            let name = heading(name);
            Figure::Text(crate::text::safe::cut(&name, LONGEST).into_owned())
        });
        let title = Figure::Text(heading(&chart.title));
        self.columns
            .push(std::iter::once(title).chain(categories).collect());
        for series in &chart.series {
            let name = Figure::Text(heading(&series.name));
            let values = series
                .values
                .iter()
                .map(|value| value.map_or(Figure::Nothing, Figure::Number));
            self.columns
                .push(std::iter::once(name).chain(values).collect());
        }
        Place {
            sheet: self.sheet.clone(),
            first_column,
            rows: u32::try_from(chart.categories.len()).unwrap_or(u32::MAX),
        }
    }

    /// Writes the sheet, which nobody needs to see.
    pub(super) fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_name(&self.sheet)?.set_hidden(true);
        let plain = Format::new();
        for (column, figures) in (0..).zip(&self.columns) {
            for (row, figure) in (0..).zip(figures) {
                match figure {
                    Figure::Text(text) => {
                        sheet.write_string_with_format(row, column, text, &plain)?;
                    }
                    Figure::Number(value) => {
                        sheet.write_number_with_format(row, column, double(*value), &plain)?;
                    }
                    Figure::Nothing => {}
                }
            }
        }
        Ok(())
    }
}

/// Returns how wide columns are together, as drawings are placed: fewer pixels than they have on paper.
pub(super) fn room(widths: &[u16]) -> u32 {
    let widths = widths.iter().map(|&letters| u32::from(letters) * 7 + 5);
    // The last pixel would be in the next column.
    widths.sum::<u32>().saturating_sub(1)
}

/// Puts a chart into a sheet, no wider than its columns: paper ends with them.
pub(super) fn insert(
    sheet: &mut Worksheet,
    row: u32,
    chart: &Chart,
    place: &Place,
    room: u32,
) -> Result<(), XlsxError> {
    if place.rows == 0 {
        return Ok(());
    }
    let mut drawing = Drawing::new(match chart.kind {
        Kind::Bars => ChartType::Bar,
        Kind::Columns => ChartType::Column,
        Kind::Line => ChartType::Line,
    });
    let sheet_name = place.sheet.as_str();
    let last = place.rows;
    for (index, _) in (1..).zip(&chart.series) {
        let column = place.first_column + index;
        let colour = COLOURS[usize::from(index - 1) % COLOURS.len()];
        let fill = ChartSolidFill::new().set_color(colour).clone();
        drawing
            .add_series()
            .set_name((sheet_name, 0, column))
            .set_categories((sheet_name, 1, place.first_column, last, place.first_column))
            .set_values((sheet_name, 1, column, last, column))
            .set_format(ChartFormat::new().set_solid_fill(&fill))
            .set_data_label(ChartDataLabel::new().show_value());
    }
    drawing
        .title()
        .set_name(heading(&chart.title).as_str())
        .set_font(ChartFont::new().set_size(12).set_bold());
    if chart.series.len() < 2 {
        drawing.legend().set_hidden();
    }
    let unit = heading(&chart.unit);
    if chart.kind == Kind::Bars {
        // The first stands on top, as in the table.
        drawing.y_axis().set_reverse();
        // Names of two lines have room, so that none is left out.
        drawing.y_axis().set_font(ChartFont::new().set_size(8));
        drawing.x_axis().set_name(unit.as_str());
    } else {
        drawing.y_axis().set_name(unit.as_str());
    }
    if chart.is_signed() {
        // Names stand beside the bars, not on those that go the other way.
        let names = match chart.kind {
            Kind::Bars => drawing.y_axis(),
            Kind::Columns | Kind::Line => drawing.x_axis(),
        };
        names.set_label_position(ChartAxisLabelPosition::Low);
    }
    let values = match chart.kind {
        Kind::Bars => drawing.x_axis(),
        Kind::Columns | Kind::Line => drawing.y_axis(),
    };
    if !chart.is_signed() {
        values.set_min(0);
    }
    if chart.is_of_few(FEW) {
        values.set_major_unit(double(Decimal::ONE));
    }
    if let Some(maximum) = chart.maximum {
        values.set_max(double(maximum));
    }
    drawing.set_width(SIZE[0].min(room)).set_height(SIZE[1]);
    sheet.insert_chart(row, 0, &drawing)?;
    Ok(())
}

/// Up to so many of something an axis counts each.
const FEW: u32 = 10;

const COLOURS: [Color; 3] = [
    Color::RGB(0x002E_75B6),
    Color::RGB(0x00A5_A5A5),
    Color::RGB(0x0070_AD47),
];
