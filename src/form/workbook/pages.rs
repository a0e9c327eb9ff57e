//! The sheets to read: the results so far, and the guide.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::super::live::Held;
use super::style::height;
use super::table::{page, quoted};
use super::{Content, Draft, put};
use crate::definition::{Condition, Role};
use crate::text;

/// Widths of the results' columns, in characters.
const WIDTHS: [u16; 5] = [10, 78, 14, 14, 12];
/// Width of the guide, in characters, and of each of the columns it goes over: one column alone is
/// not made to fit the page.
const GUIDE: u16 = 110;
const GUIDE_COLUMNS: u16 = 5;

/// Writes the results so far: the total, every branch, every rung with its conditions.
pub(super) fn results(sheet: &mut Worksheet, draft: &Draft) -> Result<(), XlsxError> {
    let (form, words, styles) = (draft.form, draft.words, &draft.styles);
    for (column, width) in (0_u16..).zip(WIDTHS) {
        sheet.set_column_width(column, f64::from(width))?;
    }
    sheet.write_with_format(0, 0, words.results_title, &styles.title)?;
    let about: Vec<&str> = form
        .header
        .iter()
        .map(|(_, value)| value.as_str())
        .filter(|value| !value.is_empty())
        .collect();
    sheet.write_with_format(1, 0, about.join(" – "), &styles.plain)?;
    let mut row = 2;
    let width = WIDTHS.iter().sum();
    for note in std::iter::once(words.results_note).chain(form.notices.iter().map(String::as_str)) {
        sheet.merge_range(row, 0, row, 4, note, &styles.notice)?;
        sheet.set_row_height(row, height(&[(note, width)]))?;
        row += 1;
    }
    row += 1;
    let headings = [
        words.criterion,
        words.node,
        words.maximum,
        words.points,
        words.percent,
    ];
    for (column, heading) in (0_u16..).zip(headings) {
        sheet.write_with_format(row, column, heading, &styles.heading)?;
    }
    sheet.set_repeat_rows(row, row)?;
    row += 1;
    for column in 0..5 {
        sheet.write_blank(row, column, &styles.total)?;
    }
    sheet.write_with_format(row, 1, words.total, &styles.total)?;
    if let Some([points, maximum]) = &draft.calculation.total {
        put(sheet, row, 2, maximum, Some(&styles.total_number))?;
        put(sheet, row, 3, points, Some(&styles.total_number))?;
    }
    put(
        sheet,
        row,
        4,
        &draft.calculation.percents[0],
        Some(&styles.total_number),
    )?;
    row += 1;
    for (index, node) in form.set.nodes.iter().enumerate() {
        if !matches!(node.role, Role::Part | Role::Group) {
            continue;
        }
        let title = form.language.of(&node.title);
        let indented = format!("{}{title}", "   ".repeat(node.depth.saturating_sub(1)));
        sheet.set_row_height(row, height(&[(&indented, WIDTHS[1])]))?;
        sheet.write_with_format(row, 0, &node.code, &styles.code)?;
        sheet.write_with_format(row, 1, indented, &styles.text)?;
        let columns = [
            &draft.calculation.maxima[index],
            &draft.calculation.points[index],
            &draft.calculation.percents[index],
        ];
        for (column, content) in (2..).zip(columns) {
            put(sheet, row, column, content, Some(&styles.points))?;
        }
        row += 1;
    }
    row += 1;
    for held in &draft.calculation.held {
        row = ladder(sheet, row, held, draft)? + 1;
    }
    page(sheet, draft, false);
    sheet.protect();
    Ok(())
}

fn ladder(
    sheet: &mut Worksheet,
    mut row: u32,
    held: &Held,
    draft: &Draft,
) -> Result<u32, XlsxError> {
    let (form, styles) = (draft.form, &draft.styles);
    let ladder = &form.set.ladders[held.ladder];
    let language = form.language;
    for column in 0..5 {
        sheet.write_blank(row, column, &styles.total)?;
    }
    sheet.write_with_format(row, 1, language.of(&ladder.title), &styles.total)?;
    sheet.merge_range(row, 2, row, 4, "", &styles.total)?;
    put(
        sheet,
        row,
        2,
        &draft.level_in_words(held),
        Some(&styles.total),
    )?;
    row += 1;
    for (level, rung) in ladder.levels.iter().zip(&held.rungs) {
        for column in 0..5 {
            sheet.write_blank(row, column, &styles.group)?;
        }
        sheet.write_with_format(row, 1, language.level(level), &styles.group)?;
        sheet.merge_range(row, 2, row, 4, "", &styles.group)?;
        put(
            sheet,
            row,
            2,
            &yes_or_no(&rung.cell, rung.now, draft),
            Some(&styles.group),
        )?;
        row += 1;
        for line in &rung.lines {
            let shown = match &line.condition {
                // What follows are its parts.
                Condition::All(_) if line.depth == 0 => continue,
                condition => text::condition(condition, form.set, language),
            };
            let shown = format!("{}{shown}", "   ".repeat(line.depth + 1));
            sheet.set_row_height(row, height(&[(&shown, WIDTHS[1])]))?;
            sheet.write_blank(row, 0, &styles.text)?;
            sheet.write_with_format(row, 1, shown, &styles.text)?;
            sheet.merge_range(row, 2, row, 4, "", &styles.text)?;
            put(
                sheet,
                row,
                2,
                &yes_or_no(&line.cell, line.now, draft),
                Some(&styles.text),
            )?;
            row += 1;
        }
    }
    Ok(row)
}

fn yes_or_no(cell: &str, now: bool, draft: &Draft) -> Content {
    let (held, not_held) = (draft.words.held, draft.words.not_held);
    let text = format!("IF({cell}=1,{},{})", quoted(held), quoted(not_held));
    Content::shown(&text, if now { held } else { not_held })
}

impl Draft<'_> {
    /// Returns the name of the level held on a ladder.
    fn level_in_words(&self, held: &Held) -> Content {
        let ladder = &self.form.set.ladders[held.ladder];
        let none = self.words.no_level;
        let mut texts = vec![format!("IF({}=-1,{},\"\")", held.cell, quoted(none))];
        let mut now = none.to_owned();
        for level in &ladder.levels {
            let name = self.form.language.level(level);
            texts.push(format!(
                "IF({}={},{},\"\")",
                held.cell,
                level.level,
                quoted(&name)
            ));
            if held.now == Some(level.level) {
                now = name;
            }
        }
        Content::shown(&texts.join("&"), &now)
    }

    /// Returns the levels of all ladders in one line; nothing where there are no ladders.
    pub(super) fn levels_in_words(&self) -> Option<Content> {
        let mut texts = Vec::new();
        let mut now = Vec::new();
        for held in &self.calculation.held {
            let title = self
                .form
                .language
                .of(&self.form.set.ladders[held.ladder].title);
            let Content::Formula { text, result } = self.level_in_words(held) else {
                continue;
            };
            let text = text.trim_start_matches('=');
            texts.push(format!("{}&{text}", quoted(&format!("{title}: "))));
            now.push(format!("{title}: {result}"));
        }
        if texts.is_empty() {
            return None;
        }
        Some(Content::shown(&texts.join("&\"; \"&"), &now.join("; ")))
    }
}

/// Writes the guide.
pub(super) fn guide(sheet: &mut Worksheet, draft: &Draft) -> Result<(), XlsxError> {
    let styles = &draft.styles;
    for column in 0..GUIDE_COLUMNS {
        sheet.set_column_width(column, f64::from(GUIDE / GUIDE_COLUMNS))?;
    }
    let across = GUIDE_COLUMNS - 1;
    let mut row = 0;
    for (index, line) in draft.words.guide.iter().enumerate() {
        let format = if index == 0 {
            &styles.title
        } else {
            &styles.paragraph
        };
        sheet.set_row_height(row, height(&[(line, GUIDE)]) + 6.0)?;
        sheet.merge_range(row, 0, row, across, line, format)?;
        row += 1;
    }
    for notice in &draft.form.notices {
        sheet.set_row_height(row, height(&[(notice, GUIDE)]) + 6.0)?;
        sheet.merge_range(row, 0, row, across, notice, &styles.notice)?;
        row += 1;
    }
    page(sheet, draft, false);
    sheet.protect();
    Ok(())
}
