//! The sheet with the options of choices, from which drop-down lists are made: longer than a
//! list inside a cell can be, and with any letter in them.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::{Entry, Form};
use crate::rule::{InputId, InputKind};
use crate::text::FormWords;

/// The options of every choice, one below the other.
pub(super) struct Lists {
    /// Label and number of each row; the word for "not applicable" has no number.
    rows: Vec<(String, Option<usize>)>,
    /// First and last row of each input's options, and of its list, from zero.
    spans: Vec<Option<Span>>,
}

#[derive(Clone, Copy)]
struct Span {
    first: usize,
    last_option: usize,
    last: usize,
}

impl Lists {
    pub(super) fn of(form: &Form, entries: &[Entry], words: &FormWords) -> Lists {
        let mut rows = Vec::new();
        let mut spans = Vec::new();
        for (input, entry) in form.set.inputs.iter().zip(entries) {
            if entry.kind != InputKind::Choice || input.option_labels.is_empty() {
                spans.push(None);
                continue;
            }
            let first = rows.len();
            let mut seen: Vec<&str> = Vec::new();
            for (number, label) in input.option_labels.iter().enumerate() {
                let label = form.language.of(label);
                // Of two options with one label the first is meant, as where a form is read.
                if !seen.contains(&label) {
                    seen.push(label);
                    rows.push((label.to_owned(), Some(number + 1)));
                }
            }
            let last_option = rows.len() - 1;
            if entry.may_not_apply {
                rows.push((words.not_applicable.to_owned(), None));
            }
            let last = rows.len() - 1;
            spans.push(Some(Span {
                first,
                last_option,
                last,
            }));
        }
        Lists { rows, spans }
    }

    /// Returns where the options of each input and their numbers stand.
    pub(super) fn options(&self, words: &FormWords) -> Vec<Option<[String; 2]>> {
        let sheet = words.lists_sheet;
        let range = |column: char, span: &Span| {
            let (first, last) = (span.first + 1, span.last_option + 1);
            format!("'{sheet}'!${column}${first}:${column}${last}")
        };
        let both = |span: &Span| [range('A', span), range('B', span)];
        self.spans
            .iter()
            .map(|span| span.as_ref().map(both))
            .collect()
    }

    /// Returns where the list to choose from stands.
    pub(super) fn choices(&self, input: InputId, words: &FormWords) -> Option<String> {
        let span = self.spans.get(input.index())?.as_ref()?;
        let (first, last) = (span.first + 1, span.last + 1);
        Some(format!("='{}'!$A${first}:$A${last}", words.lists_sheet))
    }

    pub(super) fn write(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        for (row, (label, number)) in (0_u32..).zip(&self.rows) {
            sheet.write(row, 0, label)?;
            if let Some(number) = number {
                sheet.write(row, 1, u32::try_from(*number).unwrap_or(u32::MAX))?;
            }
        }
        Ok(())
    }
}
