//! The form as a workbook; numbers become a spreadsheet's doubles here.

use num_traits::ToPrimitive;
use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet,
    XlsxError,
};

use super::{Answer, Form, HEADINGS, Row};

/// Why a form cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("the form cannot be written as a workbook")]
pub struct FormError(#[from] XlsxError);

/// Widths of the columns, in characters.
const WIDTHS: [u16; 8] = [22, 9, 52, 20, 10, 14, 32, 26];

/// Returns the form as an xlsx file; the same form gives the same bytes.
///
/// # Errors
///
/// When a text is too long for a cell.
pub fn write(form: &Form) -> Result<Vec<u8>, FormError> {
    let mut workbook = Workbook::new();
    let (year, month, day) = form.period.last_day().parts();
    let dated = ExcelDateTime::from_ymd(year, month, day)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&dated));
    let sheet = workbook.add_worksheet().set_name("Phiếu")?;
    for (column, width) in (0_u16..).zip(WIDTHS) {
        sheet.set_column_width(column, f64::from(width))?;
    }
    let heading_row = write_header(sheet, form)?;
    let styles = Styles::new();
    for (column, heading) in (0_u16..).zip(HEADINGS) {
        sheet.write_with_format(heading_row, column, heading, &styles.heading)?;
    }
    for (row, content) in (heading_row + 1..).zip(&form.rows) {
        write_row(sheet, row, content, &styles)?;
    }
    sheet.set_freeze_panes(heading_row + 1, 0)?;
    sheet.set_repeat_rows(heading_row, heading_row)?;
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0);
    Ok(workbook.save_to_buffer()?)
}

/// How cells look.
struct Styles {
    heading: Format,
    group: Format,
    text: Format,
    code: Format,
    answer: Format,
}

impl Styles {
    fn new() -> Styles {
        let bordered = || {
            Format::new()
                .set_border(FormatBorder::Thin)
                .set_align(FormatAlign::Top)
        };
        Styles {
            heading: bordered()
                .set_bold()
                .set_text_wrap()
                .set_background_color(Color::RGB(0x00D9_E2F3)),
            group: bordered()
                .set_bold()
                .set_text_wrap()
                .set_background_color(Color::RGB(0x00F2_F2F2)),
            text: bordered().set_text_wrap(),
            // Codes are text, so that 4.10 stays 4.10.
            code: bordered().set_num_format("@"),
            answer: bordered().set_background_color(Color::RGB(0x00FF_F2CC)),
        }
    }
}

/// Writes title, notices and header block; returns the row of the headings.
fn write_header(sheet: &mut Worksheet, form: &Form) -> Result<u32, XlsxError> {
    let bold = Format::new().set_bold();
    let text = Format::new().set_num_format("@");
    sheet.write_with_format(0, 0, &form.title, &bold.clone().set_font_size(14))?;
    let mut row = 1;
    for notice in &form.notices {
        sheet.write_with_format(row, 0, notice, &Format::new().set_italic())?;
        row += 1;
    }
    row += 1;
    for (label, value) in &form.header {
        sheet.write_with_format(row, 0, *label, &bold)?;
        sheet.write_with_format(row, 1, value, &text)?;
        row += 1;
    }
    Ok(row + 1)
}

/// Height of a line of text, in points.
const HEIGHT: f64 = 15.0;

/// Returns how many lines the longest text of a row takes; spreadsheets do not all stretch
/// rows by themselves.
fn lines(content: &Row) -> u32 {
    let texts: &[(&str, usize)] = match content {
        Row::Heading { title, .. } => &[(title, 2)],
        Row::Input { label, unit, .. } => &[(label, 2), (unit, 3)],
    };
    let needed = |(text, column): &(&str, usize)| {
        // Words do not fill lines to the last letter.
        let letters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
        letters.div_ceil(u32::from(WIDTHS[*column]) - 4)
    };
    texts.iter().map(needed).max().unwrap_or(1).clamp(1, 12)
}

fn write_row(
    sheet: &mut Worksheet,
    row: u32,
    content: &Row,
    styles: &Styles,
) -> Result<(), XlsxError> {
    sheet.set_row_height(row, HEIGHT * f64::from(lines(content)))?;
    match content {
        Row::Heading {
            code,
            title,
            maximum,
            ..
        } => {
            for column in [0, 3, 5, 6, 7] {
                sheet.write_blank(row, column, &styles.group)?;
            }
            sheet.write_with_format(row, 1, code, &styles.group)?;
            sheet.write_with_format(row, 2, title, &styles.group)?;
            sheet.write_with_format(row, 4, maximum.to_f64().unwrap_or_default(), &styles.group)?;
        }
        Row::Input {
            name,
            criterion,
            label,
            unit,
            maximum,
            value,
            evidence,
            note,
        } => {
            sheet.write_with_format(row, 0, name, &styles.code)?;
            sheet.write_with_format(row, 1, criterion, &styles.code)?;
            sheet.write_with_format(row, 2, label, &styles.text)?;
            sheet.write_with_format(row, 3, unit, &styles.text)?;
            match maximum.and_then(|maximum| maximum.to_f64()) {
                Some(maximum) => sheet.write_with_format(row, 4, maximum, &styles.text)?,
                None => sheet.write_blank(row, 4, &styles.text)?,
            };
            match value {
                None => sheet.write_blank(row, 5, &styles.answer)?,
                Some(Answer::Text(text)) => {
                    sheet.write_with_format(row, 5, text, &styles.answer)?
                }
                Some(Answer::Number(number)) => sheet.write_with_format(
                    row,
                    5,
                    number.to_f64().unwrap_or_default(),
                    &styles.answer,
                )?,
            };
            sheet.write_with_format(row, 6, evidence, &styles.text)?;
            sheet.write_with_format(row, 7, note, &styles.text)?;
        }
    }
    Ok(())
}
