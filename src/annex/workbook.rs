//! The sheets as an xlsx file; numbers become a spreadsheet's doubles here.

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format,
    FormatAlign, FormatBorder, Formula, IgnoreError, Workbook, Worksheet, XlsxError,
};

use super::AnnexError;
use super::columns::{self, Column, Field, PRINTED, WORDS};
use super::write::{self, Book, Cell, Look, Row, Sheet};
use crate::period::Date;

/// Height of a line of text, in points.
const HEIGHT: f64 = 15.75;
/// The most lines a row is made high for.
const MOST_LINES: u32 = 25;
const FONT: &str = "Times New Roman";
/// Rows below the last one in which words can still be chosen.
const ROOM: u32 = 200;

/// Returns the workbook; the same book gives the same bytes.
pub(super) fn write(book: &Book) -> Result<Vec<u8>, AnnexError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&dated(book)?));
    let lists = write::words();
    for sheet in &book.sheets {
        let page = workbook.add_worksheet().set_name(sheet.name)?;
        let above = if sheet.name == columns::ANNEX {
            write_title(page, book)?
        } else {
            0
        };
        write_table(page, sheet, above)?;
        choose_words(page, sheet, above, &lists)?;
    }
    write_words(workbook.add_worksheet().set_name(WORDS)?, &lists)?;
    Ok(workbook.save_to_buffer()?)
}

/// The day of the decision; a spreadsheet has no day before 1900.
fn dated(book: &Book) -> Result<ExcelDateTime, XlsxError> {
    let (year, month, day) = book.day.map_or((2000, 1, 1), Date::parts);
    match ExcelDateTime::from_ymd(year, month, day) {
        Ok(day) => Ok(day),
        Err(_) => ExcelDateTime::from_ymd(2000, 1, 1),
    }
}

fn plain() -> Format {
    Format::new().set_font_name(FONT).set_font_size(12)
}

fn bordered() -> Format {
    plain()
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Top)
        .set_text_wrap()
}

fn heading() -> Format {
    bordered()
        .set_bold()
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
}

/// Returns the format of a cell, by what its row is and what its column holds.
fn format(look: Look, field: Field, is_printed: bool) -> Format {
    let format = match look {
        Look::Part | Look::Total => bordered()
            .set_bold()
            .set_background_color(Color::RGB(0x00D9_E2F3)),
        Look::Group => bordered()
            .set_bold()
            .set_background_color(Color::RGB(0x00F2_F2F2)),
        Look::Plain => bordered(),
    };
    let format = if is_printed {
        format
    } else {
        format.set_font_size(11)
    };
    match field {
        Field::Number(_) => format.set_align(FormatAlign::Center),
        Field::Code | Field::Parent | Field::Role => {
            format.set_num_format("@").set_align(FormatAlign::Center)
        }
        // Whatever is typed into these stays as it is typed.
        Field::RuleKeys
        | Field::Json(_)
        | Field::Rest
        | Field::Path
        | Field::Text("name" | "id") => format.set_num_format("@"),
        Field::Value => format.set_align(FormatAlign::Left),
        _ => format,
    }
}

/// Writes what stands above the annex; returns how many rows it takes.
fn write_title(page: &mut Worksheet, book: &Book) -> Result<u32, XlsxError> {
    let centred = || {
        plain()
            .set_align(FormatAlign::Center)
            .set_align(FormatAlign::VerticalCenter)
            .set_text_wrap()
    };
    let lines = [
        ("PHỤ LỤC", centred().set_bold().set_font_size(14)),
        (book.title.as_str(), centred().set_bold().set_font_size(14)),
        (book.decision.as_str(), centred().set_italic()),
        (
            book.notice.as_str(),
            centred().set_italic().set_font_size(11),
        ),
    ];
    let width: u32 = columns::ANNEX_COLUMNS
        .iter()
        .take(usize::from(PRINTED))
        .map(|column| u32::from(column.width))
        .sum();
    let mut row = 0;
    for (line, format) in lines.iter().filter(|(line, _)| !line.is_empty()) {
        page.merge_range(row, 0, row, PRINTED - 1, line, format)?;
        let letters = u32::try_from(line.chars().count()).unwrap_or(u32::MAX);
        let lines = letters.div_ceil(width - 10).clamp(1, MOST_LINES);
        page.set_row_height(row, 1.25 * HEIGHT * f64::from(lines))?;
        row += 1;
    }
    Ok(row + 1)
}

fn write_table(page: &mut Worksheet, sheet: &Sheet, above: u32) -> Result<(), XlsxError> {
    let is_annex = sheet.name == columns::ANNEX;
    for (column, described) in (0_u16..).zip(sheet.columns) {
        page.set_column_width(column, f64::from(described.width))?;
        let is_ours = is_annex && column >= PRINTED;
        let color = if is_ours { 0x00E7_E6E6 } else { 0x00D9_E2F3 };
        let format = heading().set_background_color(Color::RGB(color));
        page.write_with_format(above, column, described.heading, &format)?;
    }
    page.set_row_height(above, 2.5 * HEIGHT)?;
    let printed = if is_annex {
        usize::from(PRINTED)
    } else {
        sheet.columns.len()
    };
    for (index, row) in (above + 1..).zip(&sheet.rows) {
        page.set_row_height(
            index,
            HEIGHT * f64::from(lines(row, &sheet.columns[..printed])),
        )?;
        for ((column, described), cell) in (0_u16..).zip(sheet.columns).zip(&row.cells) {
            let is_printed = !is_annex || column < PRINTED;
            let format = format(row.look, described.field, is_printed);
            match cell {
                Cell::Empty => page.write_blank(index, column, &format)?,
                Cell::Text(text) => page.write_string_with_format(index, column, text, &format)?,
                Cell::Number(text) => match text.parse::<f64>() {
                    Ok(number) => page.write_number_with_format(index, column, number, &format)?,
                    Err(_) => page.write_string_with_format(index, column, text, &format)?,
                },
            };
        }
    }
    let last_row = above + u32::try_from(sheet.rows.len()).unwrap_or(u32::MAX - above);
    let last_column = u16::try_from(sheet.columns.len()).unwrap_or(u16::MAX) - 1;
    // Codes are text, so that 4.10 stays 4.10; nobody needs to be warned of it.
    page.ignore_error_range(0, 0, last_row, last_column, IgnoreError::NumberStoredAsText)?;
    page.set_freeze_panes(above + 1, if is_annex { 2 } else { 0 })?;
    page.set_repeat_rows(above, above)?;
    if is_annex {
        page.set_print_area(0, 0, last_row, PRINTED - 1)?;
    }
    page.set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0)
        .set_print_center_horizontally(true)
        .set_margins(0.6, 0.5, 0.6, 0.7, 0.3, 0.3)
        .set_footer("&C&\"Times New Roman,Regular\"&10&P/&N");
    Ok(())
}

/// Returns how many lines the longest text of a row takes; spreadsheets do not all stretch
/// rows by themselves. What is for the program may be cut off on the screen.
fn lines(row: &Row, columns: &[Column]) -> u32 {
    let needed = |(cell, column): (&Cell, &Column)| {
        let Cell::Text(text) = cell else { return 1 };
        if matches!(column.field, Field::RuleKeys | Field::Rest) {
            return 1;
        }
        let of_line = |line: &str| {
            // A column is as wide as so many digits, which are broader than most letters; words
            // do not fill lines to the last one.
            let letters = u32::try_from(line.chars().count()).unwrap_or(u32::MAX);
            letters
                .div_ceil(u32::from(column.width.max(4)) * 6 / 5)
                .max(1)
        };
        text.lines().map(of_line).fold(0, u32::saturating_add)
    };
    let cells = row.cells.iter().zip(columns);
    cells.map(needed).max().unwrap_or(1).clamp(1, MOST_LINES)
}

/// Lets people choose where only some words are possible.
fn choose_words(
    page: &mut Worksheet,
    sheet: &Sheet,
    above: u32,
    lists: &[(&str, Vec<(String, String)>)],
) -> Result<(), XlsxError> {
    let first = above + 1;
    let last = first + u32::try_from(sheet.rows.len()).unwrap_or(0) + ROOM;
    for (column, described) in (0_u16..).zip(sheet.columns) {
        let list = match described.field {
            Field::RuleKind => 0_u16,
            Field::Role => 1,
            Field::InputKind => 2,
            _ => continue,
        };
        let words = lists
            .get(usize::from(list))
            .map_or(0, |(_, words)| words.len());
        let letter = char::from(b'A' + u8::try_from(3 * list).unwrap_or(0));
        let range = format!("='{WORDS}'!${letter}$2:${letter}${}", words + 1);
        let choice = choice(DataValidation::new().allow_list_formula(Formula::new(range)))?;
        page.add_data_validation(first, column, last, column, &choice)?;
    }
    for (row, content) in (first..).zip(&sheet.rows) {
        let Some(Cell::Text(path)) = content.cells.get(1) else {
            continue;
        };
        if sheet.name != columns::GENERAL {
            break;
        }
        let words = columns::choices(path);
        if !words.is_empty() {
            let choice = choice(DataValidation::new().allow_list_strings(&words)?)?;
            page.add_data_validation(row, 2, row, 2, &choice)?;
        }
    }
    Ok(())
}

fn choice(choice: DataValidation) -> Result<DataValidation, XlsxError> {
    choice
        .set_error_style(DataValidationErrorStyle::Stop)
        .set_error_title("Không có trong danh mục")?
        .set_error_message("Hãy chọn một giá trị trong danh sách của ô này.")
}

/// Writes the words that can be chosen, each with what the JSON has for it.
fn write_words(
    page: &mut Worksheet,
    lists: &[(&str, Vec<(String, String)>)],
) -> Result<(), XlsxError> {
    let heading = heading().set_background_color(Color::RGB(0x00D9_E2F3));
    for ((title, words), column) in lists.iter().zip((0_u16..).step_by(3)) {
        page.set_column_width(column, 30)?;
        page.set_column_width(column + 1, 20)?;
        page.set_column_width(column + 2, 3)?;
        page.write_with_format(0, column, *title, &heading)?;
        page.write_with_format(0, column + 1, "Trong tệp JSON", &heading)?;
        for (row, (name, kind)) in (1..).zip(words) {
            page.write_string_with_format(row, column, name, &bordered())?;
            page.write_string_with_format(row, column + 1, kind, &bordered())?;
        }
    }
    page.set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0);
    Ok(())
}
