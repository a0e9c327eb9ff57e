//! One page as a sheet.

use rust_xlsxwriter::{
    Color, ConditionalFormat2ColorScale, ConditionalFormatDataBar, ConditionalFormatType, Format,
    FormatAlign, Worksheet, XlsxError,
};

use super::Anchors;
use super::cell::{self, At};
use super::chart::{self, Figures};
use super::grid::Span;
use super::height::{Measure, ROW, Spacing, TITLE};
use super::paper::Layout;
use super::style::{self, FONT, Styles};
use crate::report::export::{heading, indented, line};
use crate::report::page::{Page, Paper};
use crate::report::table::{Block, Cell, Table};
use crate::text::Language;
use crate::text::report::report_words;

/// Rows a chart takes.
pub(super) const CHART_ROWS: u32 = 18;
/// Rows from which a table can be filtered.
pub(super) const LONG: usize = 10;

/// Returns the first row behind the title.
pub(super) fn first_row(page: &Page) -> u32 {
    if page.title.is_empty() { 0 } else { 2 }
}

/// Returns how many rows a block takes, with the empty one behind it.
pub(super) fn rows_of(block: &Block) -> u32 {
    let count = |rows: usize| u32::try_from(rows).unwrap_or(u32::MAX);
    match block {
        Block::Title(_) | Block::Heading(_) | Block::Break(_) => 1,
        Block::Lines(lines) => count(lines.len()) + 1,
        Block::Facts(facts) | Block::Figures(facts) => count(facts.len()) + 1,
        Block::Table(table) => count(table.rows.len()) + 2,
        Block::Chart(chart) if chart.is_long() => 0,
        Block::Chart(_) => CHART_ROWS + 1,
    }
}

/// What a sheet is drawn from.
pub(super) struct Drawing<'d> {
    pub page: &'d Page,
    pub layout: &'d Layout,
    pub styles: &'d Styles,
    pub anchors: &'d Anchors,
    pub language: Language,
}

impl Drawing<'_> {
    pub(super) fn draw(
        &self,
        sheet: &mut Worksheet,
        figures: &mut Figures,
    ) -> Result<(), XlsxError> {
        for (column, width) in (0..).zip(&self.layout.grid.widths) {
            sheet.set_column_width(column, *width)?;
        }
        if !self.page.title.is_empty() {
            self.text(sheet, 0, &heading(&self.page.title), &self.styles.title)?;
        }
        let mut row = first_row(self.page);
        for (index, block) in self.page.blocks.iter().enumerate() {
            match block {
                Block::Title(text) => self.text(sheet, row, &heading(text), &self.styles.title)?,
                Block::Heading(text) => {
                    self.text(sheet, row, &heading(text), &self.styles.heading)?;
                }
                Block::Break(anchor) => {
                    self.text(sheet, row, &heading(&anchor.title), &self.styles.anchor)?;
                    sheet.set_row_height_pixels(row, TITLE)?;
                }
                Block::Lines(lines) => self.lines(sheet, row, lines)?,
                Block::Facts(facts) | Block::Figures(facts) => self.facts(sheet, row, facts)?,
                Block::Table(table) => {
                    let again = self.layout.again.get(&index);
                    self.table(sheet, row, table, again.map_or(&[], Vec::as_slice))?;
                    if self.layout.main == Some(index) {
                        as_main(sheet, row, table)?;
                    }
                }
                // Of these the table says enough.
                Block::Chart(chart) if chart.is_long() => {}
                Block::Chart(chart) => {
                    let place = figures.add(chart);
                    let room = chart::room(&self.layout.grid.widths);
                    chart::insert(sheet, row, chart, &place, room)?;
                }
            }
            row += self.layout.rows_of(index, block);
            if self.layout.spacing == Spacing::Close
                && matches!(block, Block::Lines(_) | Block::Facts(_) | Block::Table(_))
            {
                sheet.set_row_height_pixels(row - 1, self.measure().between())?;
            }
        }
        self.print_setup(sheet)
    }

    fn measure(&self) -> Measure<'_> {
        self.layout.measure(self.language)
    }

    /// Writes a text over all columns.
    fn text(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        self.spanned(sheet, row, self.layout.grid.whole(), text, format)
    }

    /// Writes a text over several columns, in a row as high as it needs.
    fn spanned(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        span: Span,
        text: &str,
        format: &Format,
    ) -> Result<(), XlsxError> {
        if span.columns > 1 {
            sheet.merge_range(row, span.first, row, span.last(), text, format)?;
        } else {
            sheet.write_string_with_format(row, span.first, text, format)?;
        }
        let height = self.measure().text(text, span, true);
        if height > ROW || self.layout.spacing == Spacing::Close {
            sheet.set_row_height_pixels(row, height)?;
        }
        Ok(())
    }

    /// Two spaces in front of a line are a step of indentation.
    fn lines(&self, sheet: &mut Worksheet, row: u32, lines: &[String]) -> Result<(), XlsxError> {
        for ((row, text), index) in (row..).zip(lines).zip(0..) {
            let (steps, text) = indented(text);
            let next = lines.get(index + 1);
            let is_head = steps == 0 && next.is_some_and(|next| next.starts_with(' '));
            let format = self.styles.line.clone();
            let format = if is_head { format.set_bold() } else { format };
            let format = match u8::try_from(steps) {
                Ok(0) | Err(_) => format,
                Ok(steps) => format.set_align(FormatAlign::Left).set_indent(steps),
            };
            self.text(sheet, row, &line(text), &format)?;
        }
        Ok(())
    }

    fn facts(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        facts: &[(String, Cell)],
    ) -> Result<(), XlsxError> {
        let [names, values] = self.layout.grid.fact_spans();
        for (row, (name, cell)) in (row..).zip(facts) {
            self.spanned(sheet, row, names, &heading(name), &self.styles.fact)?;
            let at = At { row, span: values };
            let format = style::fact(cell);
            cell::write(sheet, at, cell, &format, self.anchors, self.language)?;
            sheet.set_row_height_pixels(row, self.measure().fact(name, cell))?;
        }
        Ok(())
    }

    /// Writes a table, with its head again before some of its rows, which are in order.
    fn table(
        &self,
        sheet: &mut Worksheet,
        first: u32,
        table: &Table,
        again: &[usize],
    ) -> Result<(), XlsxError> {
        let spans = self.layout.grid.spans(table, self.language);
        self.head(sheet, first, table, &spans)?;
        let mut row = first + 1;
        let mut again = again.iter().peekable();
        for (index, cells) in table.rows.iter().enumerate() {
            if again.next_if_eq(&&index).is_some() {
                self.head(sheet, row, table, &spans)?;
                row += 1;
            }
            let cells = cells.iter().zip(&table.columns).zip(&spans).enumerate();
            for (position, ((cell, column), span)) in cells {
                let is_emphasised = table.is_emphasised(index, position);
                let at = At { row, span: *span };
                let format = style::cell(cell, column.align, is_emphasised);
                cell::write(sheet, at, cell, &format, self.anchors, self.language)?;
            }
            let height = self.measure().row(table, index, &spans);
            if height != ROW {
                sheet.set_row_height_pixels(row, height)?;
            }
            row += 1;
        }
        if row > first + 1 {
            Self::shares(sheet, [first + 1, row - 1], table, &spans)?;
        }
        Ok(())
    }

    fn head(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        table: &Table,
        spans: &[Span],
    ) -> Result<(), XlsxError> {
        for (column, span) in table.columns.iter().zip(spans) {
            let text = heading(&column.heading);
            if span.columns > 1 {
                sheet.merge_range(row, span.first, row, span.last(), &text, &self.styles.head)?;
            } else {
                sheet.write_string_with_format(row, span.first, &text, &self.styles.head)?;
            }
        }
        sheet.set_row_height_pixels(row, self.measure().head(table, spans))?;
        Ok(())
    }

    /// Colours the percentages of a maximum, and draws their bars.
    fn shares(
        sheet: &mut Worksheet,
        [first, last]: [u32; 2],
        table: &Table,
        spans: &[Span],
    ) -> Result<(), XlsxError> {
        for (index, span) in spans.iter().enumerate() {
            let has = |wanted: fn(&Cell) -> bool| {
                let cells = table.rows.iter().filter_map(|cells| cells.get(index));
                cells.into_iter().any(wanted)
            };
            if has(|cell| matches!(cell, Cell::Share(_))) {
                let scale = ConditionalFormat2ColorScale::new()
                    .set_minimum(ConditionalFormatType::Number, 0)
                    .set_maximum(ConditionalFormatType::Number, 100)
                    .set_minimum_color(Color::RGB(0x00F8_BBB0))
                    .set_maximum_color(Color::RGB(0x009F_D59A));
                sheet.add_conditional_format(first, span.first, last, span.first, &scale)?;
            }
            if has(|cell| matches!(cell, Cell::Bar { .. })) {
                let bar = ConditionalFormatDataBar::new()
                    .set_minimum(ConditionalFormatType::Number, 0)
                    .set_maximum(ConditionalFormatType::Number, 100)
                    .set_fill_color(Color::RGB(0x009D_C3E6))
                    .set_solid_fill(true);
                sheet.add_conditional_format(first, span.first, last, span.first, &bar)?;
            }
        }
        Ok(())
    }

    fn print_setup(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_paper_size(9);
        match self.page.paper {
            Paper::Portrait => sheet.set_portrait(),
            Paper::Landscape | Paper::Card => sheet.set_landscape(),
        };
        match self.layout.scale {
            Some(scale) => {
                sheet.set_print_scale(scale);
            }
            // As many pages as it needs, each as wide as the sheet.
            None => {
                sheet.set_print_fit_to_pages(1, 0);
            }
        }
        if self.page.paper == Paper::Card {
            cell::narrow_margins(sheet);
        }
        sheet.set_print_center_horizontally(true);
        if !self.layout.breaks.is_empty() {
            sheet.set_page_breaks(&self.layout.breaks)?;
        }
        let page = report_words(self.language).page;
        sheet.set_footer(format!("&R&\"{FONT}\"{page} &P/&N"));
        Ok(())
    }
}

/// Keeps the head of a long table in view and on every printed page, and lets it be filtered.
fn as_main(sheet: &mut Worksheet, row: u32, table: &Table) -> Result<(), XlsxError> {
    let rows = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
    let last = u16::try_from(table.columns.len().saturating_sub(1));
    sheet.autofilter(row, 0, row + rows, last.unwrap_or(0))?;
    sheet.set_repeat_rows(row, row)?;
    // What stands above would fill a small screen.
    if row <= 12 {
        sheet.set_freeze_panes(row + 1, 0)?;
    }
    Ok(())
}
