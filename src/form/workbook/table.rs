//! The sheet to fill in: header block, table, drop-downs and checks of what is typed.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Format, Formula, ProtectionOptions, Worksheet,
    XlsxError,
};

use super::super::live::refused;
use super::style::height;
use super::{Content, Draft, Entry, Filled, Form, Row, put, put_answer};
use crate::number::{Decimal, Exact};
use crate::rule::{InputId, InputKind};
use crate::text::FormWords;

/// The columns of the table.
mod column {
    pub(super) const CRITERION: u16 = 0;
    pub(super) const QUESTION: u16 = 1;
    pub(super) const UNIT: u16 = 2;
    pub(super) const MAXIMUM: u16 = 3;
    pub(super) const VALUE: u16 = 4;
    pub(super) const CHECK: u16 = 5;
    pub(super) const POINTS: u16 = 6;
    pub(super) const PREVIOUS: u16 = 7;
    pub(super) const EVIDENCE_WANTED: u16 = 8;
    pub(super) const EVIDENCE: u16 = 9;
    pub(super) const NOTE: u16 = 10;
    pub(super) const CODE: u16 = 11;
}

/// Widths of the columns, in characters.
const WIDTHS: [u16; 12] = [9, 44, 13, 9, 14, 20, 12, 11, 22, 28, 20, 16];
/// Texts in a cell's own message to the typist.
const LONGEST_MESSAGE: usize = 255;

/// Where things are in the sheet.
pub(super) struct Table {
    heading_row: u32,
    /// The row of each input, from zero.
    rows: Vec<u32>,
}

impl Table {
    pub(super) fn of(form: &Form, _: &FormWords) -> Table {
        let notices = u32::try_from(form.notices.len()).unwrap_or(u32::MAX);
        // Title, notices, two lines of header, the hint.
        let heading_row = 1 + notices + 3;
        let first = heading_row + 2;
        let mut rows = vec![0; form.set.inputs.len()];
        for (row, content) in (first..).zip(&form.rows) {
            if let Row::Input { input, .. } = content {
                rows[input.index()] = row;
            }
        }
        Table { heading_row, rows }
    }

    /// Returns the cell of each input's answer, as other sheets call it.
    pub(super) fn answers(&self, words: &FormWords) -> Vec<String> {
        let cell = |row: &u32| format!("'{}'!$E${}", words.sheet, row + 1);
        self.rows.iter().map(cell).collect()
    }
}

/// Writes the sheet.
pub(super) fn write(sheet: &mut Worksheet, draft: &Draft) -> Result<(), XlsxError> {
    for (column, width) in (0_u16..).zip(WIDTHS) {
        sheet.set_column_width(column, f64::from(width))?;
    }
    write_header(sheet, draft)?;
    let words = draft.words;
    let headings = [
        words.criterion,
        words.question,
        words.unit_of_measure,
        words.maximum,
        words.value,
        words.check,
        words.points,
        words.previous,
        words.evidence_wanted,
        words.evidence,
        words.note,
        words.code,
    ];
    let heading_row = draft.table.heading_row;
    sheet.set_row_height(heading_row, 32.0)?;
    for (column, heading) in (0_u16..).zip(headings) {
        sheet.write_with_format(heading_row, column, heading, &draft.styles.heading)?;
    }
    write_total(sheet, draft)?;
    let first = heading_row + 2;
    for (row, content) in (first..).zip(&draft.form.rows) {
        match content {
            Row::Heading { .. } => write_heading(sheet, row, content, draft)?,
            Row::Input { .. } => write_input(sheet, row, content, draft)?,
        }
    }
    let rows = u32::try_from(draft.form.rows.len()).unwrap_or(u32::MAX);
    let last = first.saturating_add(rows).saturating_sub(1);
    sheet.set_freeze_panes(first, 2)?;
    sheet.set_repeat_rows(heading_row, heading_row)?;
    let last = write_signatures(sheet, last, draft)?;
    sheet.set_print_area(0, 0, last, column::NOTE)?;
    page(sheet, draft, true);
    sheet.protect_with_options(&ProtectionOptions {
        format_columns: true,
        format_rows: true,
        ..ProtectionOptions::default()
    });
    Ok(())
}

/// Sets up a page: A4, everything in width, with page numbers.
pub(super) fn page(sheet: &mut Worksheet, draft: &Draft, landscape: bool) {
    if landscape {
        sheet.set_landscape();
    }
    let unit = draft
        .form
        .header
        .first()
        .map_or("", |(_, name)| name.as_str());
    let period = draft.form.language.period_of_form(draft.form.period);
    let page = draft.words.page;
    // An ampersand begins a code in a footer.
    let unit = unit.replace('&', "&&");
    sheet
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0)
        .set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3)
        .set_footer(format!("&L{unit} – {period}&R{page} &P/&N"));
}

fn write_header(sheet: &mut Worksheet, draft: &Draft) -> Result<(), XlsxError> {
    let (form, words, styles) = (draft.form, draft.words, &draft.styles);
    sheet.set_row_height(0, 21.0)?;
    sheet.write_with_format(0, 0, &form.title, &styles.title)?;
    let width: u16 = WIDTHS[..=usize::from(column::NOTE)].iter().sum();
    let mut row = 1;
    for notice in &form.notices {
        sheet.merge_range(row, 0, row, column::NOTE, notice, &styles.notice)?;
        sheet.set_row_height(row, height(&[(notice, width)]))?;
        row += 1;
    }
    // Two labels to a line: the second stands over the column of units.
    for pair in form.header.chunks(2) {
        for ((label, value), column) in pair.iter().zip([column::CRITERION, column::UNIT]) {
            sheet.write_with_format(row, column, *label, &styles.label)?;
            sheet.write_with_format(row, column + 1, value, &styles.plain)?;
        }
        row += 1;
    }
    for (offset, (count, now)) in (0..).zip(draft.counts()) {
        let at = row - 2 + offset;
        put(sheet, at, column::EVIDENCE, &count, Some(&styles.label))?;
        sheet.write_with_format(at, column::NOTE, now, &styles.plain)?;
    }
    sheet.write_with_format(row, 0, words.hint, &styles.paragraph_line())?;
    Ok(())
}

fn write_total(sheet: &mut Worksheet, draft: &Draft) -> Result<(), XlsxError> {
    let (row, words) = (draft.table.heading_row + 1, draft.words);
    let (total, number) = (&draft.styles.total, &draft.styles.total_number);
    sheet.set_row_height(row, 18.0)?;
    for column in 0..=column::CODE {
        sheet.write_blank(row, column, total)?;
    }
    sheet.write_with_format(row, column::QUESTION, words.total, total)?;
    if let Some([points, maximum]) = &draft.calculation.total {
        put(sheet, row, column::MAXIMUM, maximum, Some(number))?;
        put(sheet, row, column::POINTS, points, Some(number))?;
    }
    if let Some(level) = draft.levels_in_words() {
        sheet.merge_range(row, column::PREVIOUS, row, column::NOTE, "", total)?;
        put(sheet, row, column::PREVIOUS, &level, Some(total))?;
    }
    Ok(())
}

/// Writes where people sign, below the last row of the table; returns the last row of it.
fn write_signatures(sheet: &mut Worksheet, last: u32, draft: &Draft) -> Result<u32, XlsxError> {
    /// Rows left free for a signature.
    const FREE: u32 = 4;
    let (words, styles) = (draft.words, &draft.styles);
    let left = [column::CRITERION, column::MAXIMUM];
    let right = [column::PREVIOUS, column::NOTE];
    let mut put = |row: u32, [first, last]: [u16; 2], text: &str, format: &Format| {
        sheet
            .merge_range(row, first, row, last, text, format)
            .map(drop)
    };
    let date = last.saturating_add(2);
    put(date, right, words.signed_on, &styles.signed)?;
    for (columns, [who, how]) in [(left, words.prepared_by), (right, words.head)] {
        put(date + 1, columns, who, &styles.signs)?;
        put(date + 2, columns, how, &styles.signed)?;
        put(date + 3 + FREE, columns, "", &styles.signed)?;
    }
    Ok(date + 3 + FREE)
}

fn write_heading(
    sheet: &mut Worksheet,
    row: u32,
    content: &Row,
    draft: &Draft,
) -> Result<(), XlsxError> {
    let Row::Heading {
        code,
        title,
        maximum,
        node,
        evidence_wanted,
        ..
    } = content
    else {
        return Ok(());
    };
    let styles = &draft.styles;
    let lines = [
        (title.as_str(), WIDTHS[1]),
        (evidence_wanted.as_str(), WIDTHS[8]),
    ];
    sheet.set_row_height(row, height(&lines))?;
    for column in 0..=column::CODE {
        sheet.write_blank(row, column, &styles.group)?;
    }
    sheet.write_with_format(row, column::CRITERION, code, &styles.group_code)?;
    sheet.write_with_format(row, column::QUESTION, title, &styles.group)?;
    let maximum = Content::Number(*maximum);
    put(
        sheet,
        row,
        column::MAXIMUM,
        &maximum,
        Some(&styles.group_number),
    )?;
    let points = &draft.calculation.points[*node];
    put(
        sheet,
        row,
        column::POINTS,
        points,
        Some(&styles.group_points),
    )?;
    sheet.write_with_format(row, column::EVIDENCE_WANTED, evidence_wanted, &styles.group)?;
    Ok(())
}

fn write_input(
    sheet: &mut Worksheet,
    row: u32,
    content: &Row,
    draft: &Draft,
) -> Result<(), XlsxError> {
    let Row::Input {
        name,
        criterion,
        label,
        unit,
        maximum,
        node,
        evidence_wanted,
        input,
        filled,
    } = content
    else {
        return Ok(());
    };
    let styles = &draft.styles;
    let lines = [
        (label.as_str(), WIDTHS[1]),
        (unit.as_str(), WIDTHS[2]),
        (evidence_wanted.as_str(), WIDTHS[8]),
        (filled.evidence.as_str(), WIDTHS[9]),
        (filled.note.as_str(), WIDTHS[10]),
    ];
    sheet.set_row_height(row, height(&lines))?;
    sheet.write_with_format(row, column::CRITERION, criterion, &styles.code)?;
    sheet.write_with_format(row, column::QUESTION, label, &styles.text)?;
    sheet.write_with_format(row, column::UNIT, unit, &styles.text)?;
    match maximum {
        Some(maximum) => {
            let maximum = Content::Number(*maximum);
            put(sheet, row, column::MAXIMUM, &maximum, Some(&styles.number))?;
        }
        None => {
            sheet.write_blank(row, column::MAXIMUM, &styles.text)?;
        }
    }
    write_answer(sheet, row, *input, filled, draft)?;
    match node {
        Some(node) => {
            let points = &draft.calculation.points[*node];
            put(sheet, row, column::POINTS, points, Some(&styles.points))?;
        }
        None => {
            sheet.write_blank(row, column::POINTS, &styles.text)?;
        }
    }
    put_answer(
        sheet,
        row,
        column::PREVIOUS,
        filled.previous.as_ref(),
        &styles.given,
    )?;
    sheet.write_with_format(row, column::EVIDENCE_WANTED, evidence_wanted, &styles.text)?;
    sheet.write_with_format(row, column::EVIDENCE, &filled.evidence, &styles.answer_text)?;
    sheet.write_with_format(row, column::NOTE, &filled.note, &styles.answer_text)?;
    sheet.write_with_format(row, column::CODE, name, &draft.styles.grey_code())?;
    Ok(())
}

/// Writes the cell to fill in, and beside it what is the matter with it.
fn write_answer(
    sheet: &mut Worksheet,
    row: u32,
    input: InputId,
    filled: &Filled,
    draft: &Draft,
) -> Result<(), XlsxError> {
    let (styles, words) = (&draft.styles, draft.words);
    let asked = draft.form.set.input(input);
    let value = filled.value.as_ref();
    if !draft.is_asked(input) {
        put_answer(sheet, row, column::VALUE, value, &styles.given)?;
        sheet.write_with_format(row, column::CHECK, words.not_asked, &styles.grey)?;
        return Ok(());
    }
    let remark = draft.remark(input);
    if asked.is_set_by_superior {
        put_answer(sheet, row, column::VALUE, value, &styles.given)?;
        put(sheet, row, column::CHECK, &remark, Some(&styles.grey))?;
        return Ok(());
    }
    put_answer(sheet, row, column::VALUE, value, &styles.answer)?;
    put(sheet, row, column::CHECK, &remark, Some(&styles.remark))?;
    let validation = validation(input, &draft.entries[input.index()], row, draft)?;
    sheet.add_data_validation(row, column::VALUE, row, column::VALUE, &validation)?;
    Ok(())
}

impl Draft<'_> {
    /// Returns what is said beside an answer.
    fn remark(&self, input: InputId) -> Content {
        let remark = &self.calculation.remarks[input.index()];
        let (words, cell) = (self.words, &remark.cell);
        let mut refused_words = words.refused.map(str::to_owned);
        if let Some(whole) = remark.wholes.first() {
            let row = self.table.rows[whole.index()] + 1;
            let part_above_whole = refused::PART_ABOVE_WHOLE - refused::NOT_UNDERSTOOD;
            refused_words[part_above_whole as usize] = format!("{} E{row}", words.above);
        }
        let fine = if self.form.set.input(input).is_set_by_superior {
            words.given_by_superior
        } else {
            ""
        };
        let choices: Vec<String> = refused_words.iter().map(|word| quoted(word)).collect();
        let lacks_reason = self.lacks_reason(input);
        let declared = if self.form.set.not_applicable_needs_reason {
            let row = self.table.rows[input.index()] + 1;
            let (missing, fine) = (quoted(words.reason_missing), quoted(words.not_applicable));
            format!("IF(TRIM(K{row})=\"\",{missing},{fine})")
        } else {
            quoted(words.not_applicable)
        };
        let text = format!(
            "IF({cell}=0,{},IF({cell}=1,{},IF({cell}=2,{},CHOOSE({cell}-{},{}))))",
            quoted(fine),
            quoted(words.blank),
            declared,
            refused::NOT_UNDERSTOOD - 1,
            choices.join(",")
        );
        let now = match remark.state {
            0 => fine,
            1 => words.blank,
            2 if lacks_reason => words.reason_missing,
            2 => words.not_applicable,
            state => {
                let index = state.saturating_sub(refused::NOT_UNDERSTOOD) as usize;
                refused_words.get(index).map_or("", String::as_str)
            }
        };
        Content::shown(&text, now)
    }

    /// Returns whether the reason for “not applicable” is asked for and not there.
    fn lacks_reason(&self, input: InputId) -> bool {
        let is_without_note = |row: &Row| match row {
            Row::Input {
                input: of, filled, ..
            } => *of == input && filled.note.trim().is_empty(),
            Row::Heading { .. } => false,
        };
        let is_declared = self.calculation.remarks[input.index()].state == 2;
        self.form.set.not_applicable_needs_reason
            && is_declared
            && self.form.rows.iter().any(is_without_note)
    }

    /// Returns how many cells are blank and how many are to be corrected, each with its label.
    fn counts(&self) -> Vec<(Content, &'static str)> {
        let words = self.words;
        let first = self.table.heading_row + 3;
        let rows = u32::try_from(self.form.rows.len()).unwrap_or(u32::MAX);
        let checks = format!("F{first}:F{}", first.saturating_add(rows).saturating_sub(1));
        let like = |word: &str| format!("COUNTIF({checks},{})", quoted(word));
        let asked = (0..self.form.set.inputs.len()).map(InputId::new);
        let asked: Vec<InputId> = asked.filter(|input| self.is_asked(*input)).collect();
        let state = |input: &InputId| self.calculation.remarks[input.index()].state;
        let blank = asked.iter().filter(|input| state(input) == 1).count();
        let is_wrong = |input: &&InputId| {
            state(input) >= refused::NOT_UNDERSTOOD || self.lacks_reason(**input)
        };
        let wrong = asked.iter().filter(is_wrong).count();
        let others = [
            words.blank,
            words.not_applicable,
            words.not_asked,
            words.given_by_superior,
        ];
        let others: Vec<String> = others.into_iter().map(like).collect();
        vec![
            (
                Content::shown(&like(words.blank), &blank.to_string()),
                words.blank_count,
            ),
            (
                Content::shown(
                    &format!("COUNTIF({checks},\"?*\")-{}", others.join("-")),
                    &wrong.to_string(),
                ),
                words.wrong_count,
            ),
        ]
    }
}

/// Returns a text as a formula writes it; a cell takes 255 letters of it.
pub(super) fn quoted(text: &str) -> String {
    let text: String = text.chars().take(LONGEST_MESSAGE).collect();
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// Returns the check of what is typed, and what the typist is told.
fn validation(
    input: InputId,
    entry: &Entry,
    row: u32,
    draft: &Draft,
) -> Result<DataValidation, XlsxError> {
    let words = draft.words;
    let validation = DataValidation::new();
    let validation = match entry.kind {
        InputKind::YesNo => {
            let mut answers = vec![words.yes, words.no];
            if entry.may_not_apply {
                answers.push(words.not_applicable);
            }
            validation.allow_list_strings(&answers)?
        }
        InputKind::Choice => match draft.lists.choices(input, words) {
            Some(choices) => validation.allow_list_formula(Formula::new(choices)),
            None => validation.allow_any_value(),
        },
        InputKind::Count | InputKind::Decimal | InputKind::Percent | InputKind::Points => {
            validation.allow_custom(Formula::new(number_check(entry, row, words)))
        }
    };
    let message: String = message(entry, draft)
        .chars()
        .take(LONGEST_MESSAGE)
        .collect();
    validation
        .set_error_title(words.wrong_entry)?
        .set_error_message(&message)
        .map(|validation| validation.set_error_style(DataValidationErrorStyle::Stop))
}

fn plain(value: &Exact) -> Option<Decimal> {
    value.to_decimal().map(|value| value.normalize())
}

fn number_check(entry: &Entry, row: u32, words: &FormWords) -> String {
    let cell = format!("E{}", row + 1);
    let mut tests = Vec::new();
    if let Some(least) = entry.minimum.as_ref().and_then(plain) {
        tests.push(format!("{cell}>={least}"));
    }
    if let Some(most) = entry.maximum.as_ref().and_then(plain) {
        tests.push(format!("{cell}<={most}"));
    }
    if entry.kind == InputKind::Count {
        tests.push(format!("{cell}=INT({cell})"));
    }
    let in_range = if tests.is_empty() {
        "TRUE".to_owned()
    } else {
        format!("AND({})", tests.join(","))
    };
    let otherwise = if entry.may_not_apply {
        format!("{cell}={}", quoted(words.not_applicable))
    } else {
        "FALSE".to_owned()
    };
    format!("=IF(ISNUMBER({cell}),{in_range},{otherwise})")
}

/// Says what can be typed.
fn message(entry: &Entry, draft: &Draft) -> String {
    let (words, language) = (draft.words, draft.form.language);
    let mut text = match entry.kind {
        InputKind::YesNo | InputKind::Choice => return words.choose_from_list.to_owned(),
        InputKind::Count => words.enter_whole,
        InputKind::Percent => words.enter_percent,
        InputKind::Decimal | InputKind::Points => words.enter_number,
    }
    .to_owned();
    let limit = |value: &Option<Exact>| value.as_ref().and_then(plain);
    if let Some(least) = limit(&entry.minimum) {
        text = format!("{text} {} {}", words.from, language.short_number(least));
    }
    if let Some(most) = limit(&entry.maximum) {
        text = format!("{text} {} {}", words.up_to, language.short_number(most));
    }
    if entry.may_not_apply {
        text = format!("{text}, {}", words.or_not_applicable);
    }
    format!("{text}.")
}

impl super::Styles {
    fn grey_code(&self) -> Format {
        self.grey.clone().set_num_format("@")
    }

    fn paragraph_line(&self) -> Format {
        self.paragraph.clone().unset_text_wrap()
    }
}
