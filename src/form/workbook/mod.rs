//! The form as a workbook: the sheet to fill in, the results so far, the guide, and behind them
//! the sheets that compute. Numbers become a spreadsheet's doubles here.

mod lists;
mod pages;
mod style;
mod table;

use std::sync::Arc;

use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, Formula, Workbook, Worksheet, XlsxError,
};

use num_traits::ToPrimitive;

use super::live::{self, Calculation, Content, Entry, Subject};
use super::{Answer, Filled, Form, Row};
use crate::finding::Source;
use crate::number::Decimal;
use crate::rule::InputId;
use crate::scorecard;
use crate::submission::sheet::Content as Cell;
use crate::submission::value::{self, Reading};
use crate::submission::{Stage, Submission};
use crate::text::{FormWords, form_words};
use crate::unit::{AdministrativeUnit, UnitCode};
use crate::validation;

use lists::Lists;
use style::Styles;
use table::Table;

/// Why a form cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("the form cannot be written as a workbook")]
pub struct FormError(#[from] XlsxError);

/// Letters a cell's formula can have.
const LONGEST_FORMULA: usize = 8_192;

/// Everything the sheets of one form are written from.
struct Draft<'d> {
    form: &'d Form<'d>,
    words: &'static FormWords,
    entries: Vec<Entry>,
    table: Table,
    lists: Lists,
    calculation: Calculation,
    styles: Styles,
}

/// Returns the form as an xlsx file; the same form gives the same bytes.
///
/// # Errors
///
/// When a text is too long for a cell, or there are more rows than a sheet has.
pub fn write(form: &Form) -> Result<Vec<u8>, FormError> {
    let mut workbook = Workbook::new();
    let (year, month, day) = form.period.last_day().parts();
    let dated = ExcelDateTime::from_ymd(year, month, day)?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(&form.title)
            .set_creation_datetime(&dated),
    );
    let draft = Draft::of(form);
    let words = draft.words;
    // An empty result is a result: what is not said would be zero.
    let table = workbook.add_worksheet().set_formula_result_default("");
    table::write(table.set_name(words.sheet)?, &draft)?;
    let results = workbook.add_worksheet().set_formula_result_default("");
    pages::results(results.set_name(words.results_sheet)?, &draft)?;
    pages::guide(
        workbook.add_worksheet().set_name(words.guide_sheet)?,
        &draft,
    )?;
    let behind = workbook.add_worksheet().set_name(words.calculation_sheet)?;
    // No menu offers to show what is only computed with.
    behind.set_very_hidden(true).protect();
    for placed in &draft.calculation.cells {
        put(behind, placed.row, placed.column, &placed.content, None)?;
    }
    let lists = workbook.add_worksheet().set_name(words.lists_sheet)?;
    lists.set_very_hidden(true).protect();
    draft.lists.write(lists)?;
    Ok(workbook.save_to_buffer()?)
}

impl<'d> Draft<'d> {
    fn of(form: &'d Form) -> Draft<'d> {
        let words = form_words(form.language);
        let set = form.set;
        let entries: Vec<Entry> = (0..set.inputs.len())
            .map(|index| {
                let id = InputId::new(index);
                let shape = &set.input(id).shape;
                Entry {
                    kind: shape.kind,
                    minimum: shape.minimum.clone(),
                    maximum: shape.maximum.clone(),
                    may_not_apply: validation::may_be_declared(set, id, Stage::Own),
                }
            })
            .collect();
        let table = Table::of(form, words);
        let lists = Lists::of(form, &entries, words);
        let (submission, own_states) = filled_in(form, &entries);
        let filled = submission.own.values.clone();
        let valid = validation::check(
            set,
            submission,
            &form.kind,
            form.period,
            &mut crate::finding::Findings::new(),
        );
        let unit = AdministrativeUnit {
            code: UnitCode::new(String::new()),
            name: String::new(),
            kind: form.kind.clone(),
            tiers: Arc::default(),
            valid_from: None,
            valid_until: None,
        };
        let card = scorecard::score(set, valid, Arc::new(unit), form.period);
        let lower = [words.not_applicable, words.yes, words.no].map(str::to_lowercase);
        let calculation = live::calculate(Subject {
            set,
            kind: &form.kind,
            card: &card,
            filled: &filled,
            own_states: &own_states,
            answers: &table.answers(words),
            options: &lists.options(words),
            sheet: words.calculation_sheet,
            words: [&lower[0], &lower[1], &lower[2]],
            pending: words.pending,
            not_assigned: words.not_assigned,
            waived: words.waived,
        });
        Draft {
            form,
            words,
            entries,
            table,
            lists,
            calculation,
            styles: Styles::new(set.rounding.digits),
        }
    }

    /// Returns whether an input is asked of the unit: by a criterion it is given and not excused
    /// from, or by nobody in particular.
    fn is_asked(&self, input: InputId) -> bool {
        if self.form.waived.sets_aside(input) {
            return false;
        }
        let criteria = self
            .form
            .set
            .nodes
            .iter()
            .filter_map(|node| node.criterion());
        let mut users = criteria
            .filter(|criterion| criterion.compiled.inputs.contains(&input))
            .peekable();
        users.peek().is_none() || users.any(|criterion| criterion.is_assigned_to(&self.form.kind))
    }
}

/// Returns what is filled in as a submission, and what is the matter with each answer by itself.
fn filled_in(form: &Form, entries: &[Entry]) -> (Submission, Vec<u32>) {
    let set = form.set;
    let mut submission = Submission::of_values(&Source::new(""), vec![None; entries.len()]);
    submission.waived = form.waived.clone();
    let mut states = vec![live::BLANK; entries.len()];
    for row in &form.rows {
        let Row::Input { input, filled, .. } = row else {
            continue;
        };
        let Filled {
            value: Some(answer),
            ..
        } = filled
        else {
            continue;
        };
        let content = match answer {
            Answer::Number(value) => Cell::Number {
                value: *value,
                percent: false,
            },
            Answer::Text(text) => Cell::Text(text),
        };
        let reading = value::read(content, set.input(*input));
        let index = input.index();
        states[index] = live::own_state(Some(&reading), &entries[index]);
        match reading {
            Reading::Value(value, _) => submission.own.values[index] = Some(value),
            Reading::Refused(_) => submission.own.refused[index] = true,
        }
    }
    (submission, states)
}

/// Writes a cell, formulas with their result.
fn put(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    content: &Content,
    format: Option<&Format>,
) -> Result<(), XlsxError> {
    let plain = Format::default();
    let format = format.unwrap_or(&plain);
    match content {
        Content::Text(text) => sheet.write_with_format(row, column, text, format)?,
        Content::Number(number) => {
            sheet.write_with_format(row, column, double(*number)?, format)?
        }
        Content::Formula { text, result } => {
            if text.len() > LONGEST_FORMULA {
                return Err(XlsxError::MaxStringLengthExceeded);
            }
            let formula = Formula::new(text).set_result(result);
            sheet.write_formula_with_format(row, column, formula, format)?
        }
    };
    Ok(())
}

/// Returns a number as a workbook keeps it; a cell that cannot have it is no zero.
fn double(number: Decimal) -> Result<f64, XlsxError> {
    let double = number.to_f64();
    double.ok_or_else(|| XlsxError::ParameterError(format!("{number}: no number of a workbook")))
}

/// Returns an answer as a cell shows it.
fn put_answer(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    answer: Option<&Answer>,
    format: &Format,
) -> Result<(), XlsxError> {
    match answer {
        None => sheet.write_blank(row, column, format)?,
        Some(Answer::Text(text)) => sheet.write_with_format(row, column, text, format)?,
        Some(Answer::Number(number)) => {
            sheet.write_with_format(row, column, double(*number)?, format)?
        }
    };
    Ok(())
}
