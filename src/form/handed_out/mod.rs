//! A form that comes back, held against what was handed out: what stands in the cells nobody is to
//! fill in. Nothing of it counts, since the program asks and computes by the criteria set; but who
//! read a changed question has answered another one.

mod formulas;
mod texts;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::iter;
use std::sync::OnceLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use super::{Addressee, Filled, Form, Row};
use crate::definition::CriteriaSet;
use crate::finding::{Finding, Findings};
use crate::period::Period;
use crate::submission::sheet::{Cell, Content, Row as Cells, Sheet};
use crate::submission::{HandedOut, Submission};
use crate::text::{FormWords, Language, form_words};

use formulas::Formula;

/// Returns what the forms of a criteria set that come back are held against.
pub fn handed_out(set: &CriteriaSet) -> Box<dyn HandedOut + '_> {
    Box::new(Forms {
        set,
        in_language: Language::ALL.iter().map(|_| OnceLock::new()).collect(),
    })
}

/// The forms of a criteria set, in each language in which one came back.
struct Forms<'s> {
    set: &'s CriteriaSet,
    in_language: Vec<OnceLock<Layout>>,
}

impl HandedOut for Forms<'_> {
    fn compare(&self, submission: &Submission, findings: &mut Findings) {
        if let Some(comparison) = Comparison::of(self, submission) {
            comparison.texts(findings);
            comparison.formulas(findings);
        }
    }
}

/// What of a form is the same for every unit and period.
struct Layout {
    words: &'static FormWords,
    total: Formula,
    lines: Vec<Line>,
}

/// A row, and the formula of the points beside it.
struct Line {
    row: Row,
    points: Option<Formula>,
    /// How the first form that came back had the maximum: mostly all of them have it so.
    maximum: OnceLock<String>,
}

impl Layout {
    fn of(set: &CriteriaSet, language: Language) -> Layout {
        let addressee = Addressee {
            code: "",
            name: "",
            kind: "",
            language,
            digest: None,
        };
        let form = Form::addressed(set, addressee, Period::Year(0), |_| Filled::default());
        let line = |row: Row| {
            let node = match row {
                Row::Heading { node, .. } => Some(node),
                Row::Input { node, .. } => node,
            };
            let points = node.map(|node| Formula::of_points(set, node));
            Line {
                row,
                points,
                maximum: OnceLock::new(),
            }
        };
        Layout {
            words: form_words(language),
            total: Formula::of_total(set),
            lines: form.rows.into_iter().map(line).collect(),
        }
    }
}

/// The columns of the form that are not to be filled in.
#[derive(Debug, Default)]
struct Columns {
    code: Option<u32>,
    criterion: Option<u32>,
    question: Option<u32>,
    unit: Option<u32>,
    maximum: Option<u32>,
    evidence_wanted: Option<u32>,
    check: Option<u32>,
    points: Option<u32>,
    previous: Option<u32>,
}

impl Columns {
    fn of(sheet: &Sheet, heading_row: u32, words: &FormWords) -> Columns {
        let mut columns = Columns::default();
        let slots = [
            (words.code, &mut columns.code),
            (words.criterion, &mut columns.criterion),
            (words.question, &mut columns.question),
            (words.unit_of_measure, &mut columns.unit),
            (words.maximum, &mut columns.maximum),
            (words.evidence_wanted, &mut columns.evidence_wanted),
            (words.check, &mut columns.check),
            (words.points, &mut columns.points),
            (words.previous, &mut columns.previous),
        ];
        let row = sheet.rows().find(|row| row.index() == heading_row);
        let cells = row.into_iter().flat_map(Cells::cells);
        let texts: Vec<(&str, u32)> = cells
            .filter_map(|cell| match cell.content {
                Content::Text(text) => Some((text, cell.at.column())),
                _ => None,
            })
            .collect();
        for (heading, slot) in slots {
            // Mostly it is as it was written.
            let as_written = texts.iter().find(|(text, _)| *text == heading);
            let found =
                as_written.or_else(|| texts.iter().find(|(text, _)| is_same(text, heading)));
            *slot = found.map(|(_, column)| *column);
        }
        columns
    }
}

/// A form of ours that came back, and where its rows are in its sheet.
struct Comparison<'c> {
    set: &'c CriteriaSet,
    submission: &'c Submission,
    sheet: &'c Sheet,
    layout: &'c Layout,
    columns: Columns,
    heading_row: u32,
    /// Where each row that was handed out is now.
    places: Vec<Option<Place<'c>>>,
}

/// A row of the sheet with its cells, where it has any.
#[derive(Debug, Clone, Copy)]
struct Place<'c> {
    row: u32,
    cells: Option<Cells<'c>>,
}

impl<'c> Place<'c> {
    fn of(sheet: &'c Sheet, row: u32) -> Place<'c> {
        Place {
            row,
            cells: sheet.row(row),
        }
    }

    fn cell(self, column: u32) -> Option<Cell<'c>> {
        self.cells?.in_column(column)
    }
}

impl<'c> Comparison<'c> {
    /// Returns the comparison with the form in the language it speaks; what has not its headings
    /// was laid out anew by somebody.
    fn of(forms: &'c Forms, submission: &'c Submission) -> Option<Comparison<'c>> {
        let sheet = submission.sheet.as_ref();
        let heading_row = submission.columns.iter().map(|(at, _)| at.row()).max()?;
        let mut languages = Language::ALL.iter().zip(&forms.in_language);
        let (layout, columns) = languages.find_map(|(&language, known)| {
            let columns = Columns::of(sheet, heading_row, form_words(language));
            let is_ours = columns.code.is_some() && columns.question.is_some();
            if !is_ours || columns.maximum.is_none() {
                return None;
            }
            let layout = known.get_or_init(|| Layout::of(forms.set, language));
            Some((layout, columns))
        })?;
        let mut comparison = Comparison {
            set: forms.set,
            submission,
            sheet,
            layout,
            columns,
            heading_row,
            places: Vec::new(),
        };
        comparison.places = comparison
            .untouched()
            .unwrap_or_else(|| comparison.found_again());
        Some(comparison)
    }

    /// Returns the rows and where they are.
    fn rows(&self) -> impl Iterator<Item = (&'c Line, Place<'c>)> {
        let lines = self.layout.lines.iter().zip(&self.places);
        lines.filter_map(|(line, place)| Some((line, (*place)?)))
    }

    /// Returns the row above the first one: directly below the headings of a workbook stands the
    /// total.
    fn row_above(&self) -> u32 {
        self.heading_row + u32::from(self.columns.points.is_some())
    }

    /// Returns the places of the rows if each is where it was handed out, by the names of the inputs;
    /// below the last input, where nothing else tells, by the codes of the headings.
    fn untouched(&self) -> Option<Vec<Option<Place<'c>>>> {
        let lines = &self.layout.lines;
        let last_input = lines
            .iter()
            .rposition(|line| matches!(line.row, Row::Input { .. }));
        let says = |place: Place, column: Option<u32>, text: &str| {
            let cell = column.and_then(|column| place.cell(column));
            cell.is_some_and(|cell| is_written(&cell, text) || shown(&cell) == text)
        };
        let mut places = Vec::with_capacity(lines.len());
        for (index, line) in lines.iter().enumerate() {
            let offset = u32::try_from(index + 1).ok()?;
            let place = Place::of(self.sheet, self.row_above().checked_add(offset)?);
            let is_there = match &line.row {
                Row::Input { name, .. } => says(place, self.columns.code, name),
                Row::Heading { .. } if Some(index) < last_input => true,
                Row::Heading { code, .. } => says(place, self.columns.criterion, code),
            };
            if !is_there {
                return None;
            }
            places.push(Some(place));
        }
        Some(places)
    }

    /// Finds the rows again: of an input by its name; the headings between two of them by their
    /// number, or else by their codes, since somebody may have inserted a row.
    fn found_again(&self) -> Vec<Option<Place<'c>>> {
        let lines = &self.layout.lines;
        let in_column = |column: Option<u32>| -> Vec<(Cow<str>, u32)> {
            let rows = self.sheet.rows();
            let below = rows.filter(|row| row.index() > self.heading_row);
            below
                .filter_map(|row| {
                    let cell = row.in_column(column?)?;
                    Some((shown(&cell), row.index()))
                })
                .collect()
        };
        let mut inputs: BTreeMap<Cow<str>, u32> = BTreeMap::new();
        for (name, row) in in_column(self.columns.code) {
            inputs.entry(name).or_insert(row);
        }
        let codes = in_column(self.columns.criterion);
        let found = |row: &Row| match row {
            Row::Input { name, .. } => inputs.get(name.as_str()).copied(),
            Row::Heading { .. } => None,
        };
        let mut places: Vec<Option<u32>> = lines.iter().map(|line| found(&line.row)).collect();
        let mut before = Some(self.row_above());
        let mut start = 0;
        while start < lines.len() {
            if let Row::Input { .. } = lines[start].row {
                before = places[start];
                start += 1;
                continue;
            }
            let rest = lines[start..].iter();
            let length = rest
                .take_while(|line| matches!(line.row, Row::Heading { .. }))
                .count();
            let after = places.get(start + length).copied().flatten();
            let count = u32::try_from(length).unwrap_or(u32::MAX);
            let is_whole = before
                .zip(after)
                .is_some_and(|(before, after)| before.checked_add(count + 1) == Some(after));
            for (offset, index) in (start..start + length).enumerate() {
                places[index] = match (is_whole, before) {
                    (true, Some(before)) => {
                        Some(before + 1 + u32::try_from(offset).unwrap_or(u32::MAX))
                    }
                    _ => {
                        let Row::Heading { code, .. } = &lines[index].row else {
                            continue;
                        };
                        let mut same = codes.iter().filter(|(text, row)| {
                            text == code && !inputs.values().any(|input| input == row)
                        });
                        same.next().map(|(_, row)| *row)
                    }
                };
            }
            start += length;
        }
        let places = places.into_iter();
        places
            .map(|row| row.map(|row| Place::of(self.sheet, row)))
            .collect()
    }
}

/// Returns the text of a cell, without the spaces around it.
fn shown<'c>(cell: &Cell<'c>) -> Cow<'c, str> {
    match cell.content {
        Content::Text(text) => Cow::Borrowed(text.trim()),
        content => Cow::Owned(content.shown().trim().to_owned()),
    }
}

/// Returns whether a cell holds exactly this text, as most do.
fn is_written(cell: &Cell, text: &str) -> bool {
    matches!(cell.content, Content::Text(written) if written == text)
}

fn about(finding: Finding, row: &Row) -> Finding {
    let (Row::Heading { code, .. }
    | Row::Input {
        criterion: code, ..
    }) = row;
    if code.is_empty() {
        finding
    } else {
        finding.about(code)
    }
}

/// Returns whether two texts say the same, however they are spaced and composed.
fn is_same(one: &str, other: &str) -> bool {
    let letters = |text| {
        let words = str::split_whitespace(text);
        words.flat_map(|word| iter::once(' ').chain(word.nfc()))
    };
    one == other || (begin_alike(one, other) && letters(one).eq(letters(other)))
}

/// Returns whether two texts may begin with the same letter, however it is composed: most that differ
/// do so there.
fn begin_alike(one: &str, other: &str) -> bool {
    let begins = |text: &str| {
        let mut first = None;
        let letter = text.trim_start().chars().next()?;
        decompose_canonical(letter, |part| first = first.or(Some(part)));
        first
    };
    let is_mark = |letter: Option<char>| letter.is_some_and(is_combining_mark);
    let (one, other) = (begins(one), begins(other));
    one == other || is_mark(one) || is_mark(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spaces_and_the_composition_of_letters_are_no_change() {
        assert!(is_same(" Máy  tính\n", "Ma\u{301}y tính"));
        assert!(!is_same("Máy tính", "Máy in"));
        assert!(!is_same("1.1", "1.10"));
        assert!(is_same(" \u{1ea4}m", "A\u{302}\u{301}m"));
        assert!(!is_same("", "a"));
    }
}
