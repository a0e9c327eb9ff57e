//! A table with a row for every unit and a column for every question.
//!
//! Its headings may take several rows: a criterion above, and below it who gives the value, or
//! which figure of the criterion is meant. A row without a single answer is nothing handed in.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::bind::{self, Take};
use super::declared::{self, Declared};
use super::layout::{self, Header};
use super::mapping::Heading;
use super::names::{LostCode, Names};
use super::recognised::Meaning;
use super::sheet::{Cell, Content, Row, Sheet};
use super::words::{Column, Label};
use super::{Answers, Part, Stage, Submission};
use crate::finding::{CellRef, Finding, Findings, Problem};
use crate::rule::{InputId, nearest};
use crate::unit::fold;
use crate::waiver::Granted;

/// Rows among which the headings begin.
const MOST_ABOVE: usize = 60;
/// Rows that headings may take.
const MOST_HEADINGS: usize = 4;

/// A table of units, found by its headings.
#[derive(Debug, Clone, PartialEq)]
pub struct Wide {
    /// What stands above the table.
    pub header: Header,
    /// The last row of headings.
    pub heading_row: u32,
    /// The columns that say whose row it is, and for which period.
    labels: Vec<(CellRef, Label)>,
    /// The columns that are read, in their order.
    columns: Vec<Asked>,
    /// The column of the points a unit says it has in all.
    total: Option<u32>,
    /// Headings that name something already named, or nothing that is asked.
    problems: Vec<(CellRef, Problem)>,
}

/// A column that answers a question.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Asked {
    /// The lowest heading.
    heading: CellRef,
    input: InputId,
    what: Column,
}

/// Finds the table, or nothing when the sheet holds none.
pub fn find(sheet: &Sheet, names: &Names) -> Option<Wide> {
    let rows: Vec<Row> = sheet.rows().collect();
    let mut header = Header::default();
    for (index, row) in rows.iter().enumerate().take(MOST_ABOVE) {
        if labels(*row, names)
            .iter()
            .any(|(_, label)| label.is_of_unit())
        {
            let above = index.checked_sub(1).map(|above| rows[above]);
            if let Some(wide) = table_at(above, &rows[index..], names, &header) {
                return Some(wide);
            }
        }
        layout::read_header_row(*row, names, &mut header);
    }
    None
}

/// Returns the headings of a row that say whose a row is.
fn labels(row: Row, names: &Names) -> Vec<(CellRef, Label)> {
    let texts = row.cells().filter_map(|cell| match cell.content {
        Content::Text(text) => Some((cell.at, names.label_of_column(text)?)),
        _ => None,
    });
    texts.collect()
}

/// Returns the table whose headings begin in the first of these rows.
fn table_at(above: Option<Row>, rows: &[Row], names: &Names, header: &Header) -> Option<Wide> {
    let mut labels = labels(rows[0], names);
    let mut headings: Vec<Row> = vec![rows[0]];
    for row in rows[1..].iter().take(MOST_HEADINGS - 1) {
        // Below a heading over several rows nothing stands where the units will.
        let is_of_table = |cell: &Cell| {
            labels
                .iter()
                .any(|(column, _)| column.column() == cell.at.column())
        };
        if row.cells().any(|cell| is_of_table(&cell)) {
            break;
        }
        labels.extend(self::labels(*row, names));
        headings.push(*row);
    }
    // The names of groups, or the codes, may stand one row above the word for the units.
    let above = above.filter(|above| {
        let is_free = |cell: Cell| {
            labels
                .iter()
                .all(|(column, _)| column.column() != cell.at.column())
        };
        above.cells().count() > 1 && above.cells().all(is_free)
    });
    if let Some(above) = above {
        headings.insert(0, above);
    }
    let columns = columns_of(&headings, names, &labels);
    if columns.asked.is_empty() {
        return None;
    }
    let heading_row = headings.last().map_or(0, |row| row.index());
    let heading_row = match rows.iter().find(|row| row.index() > heading_row) {
        Some(next) if layout::numbers_columns(*next, names) => next.index(),
        _ => heading_row,
    };
    Some(Wide {
        header: header.clone(),
        heading_row,
        labels,
        columns: columns.asked,
        total: match columns.totals.as_slice() {
            [only] => Some(*only),
            _ => None,
        },
        problems: columns.problems,
    })
}

#[derive(Default)]
struct Columns {
    asked: Vec<Asked>,
    totals: Vec<u32>,
    problems: Vec<(CellRef, Problem)>,
}

/// Understands each column by all headings above it: what they name together.
fn columns_of(headings: &[Row], names: &Names, labels: &[(CellRef, Label)]) -> Columns {
    let mut stacks: BTreeMap<u32, Vec<Cell>> = BTreeMap::new();
    for (depth, row) in headings.iter().enumerate() {
        for cell in row.cells() {
            stacks.entry(cell.at.column()).or_default().push(cell);
        }
        // A heading over several columns stands in the first of them.
        let own: Vec<Cell> = row.cells().collect();
        for below in headings[depth + 1..].iter().flat_map(|row| row.cells()) {
            let column = below.at.column();
            let before = own.partition_point(|cell| cell.at.column() <= column);
            if let Some(over) = before.checked_sub(1).map(|before| own[before])
                && over.at.column() < column
            {
                let stack = stacks.entry(column).or_default();
                if !stack.iter().any(|cell| cell.at.row() == over.at.row()) {
                    stack.push(over);
                }
            }
        }
    }
    let mut columns = Columns::default();
    for (column, stack) in stacks {
        if labels.iter().any(|(other, _)| other.column() == column) {
            continue;
        }
        columns.add(column, &stack, names);
    }
    columns
}

impl Columns {
    fn add(&mut self, column: u32, stack: &[Cell], names: &Names) {
        let mut what = None;
        let mut meant: Option<Vec<InputId>> = None;
        let lowest = stack.iter().map(|cell| cell.at.row()).max().unwrap_or(0);
        let heading = CellRef::from_absolute(lowest, column);
        for cell in stack {
            if let Content::Text(text) = cell.content
                && let Some(named) = names.column(text.trim())
                && !named.names_rows()
            {
                what = Some(named);
                continue;
            }
            match names.named_in(cell.content) {
                Ok(named) if named.is_empty() => {}
                Ok(named) => {
                    meant = Some(match meant {
                        None => named,
                        Some(before) => before
                            .into_iter()
                            .filter(|input| named.contains(input))
                            .collect(),
                    });
                }
                Err(LostCode) => {
                    self.problems.push((cell.at, Problem::CodeBecameNumber));
                    return;
                }
            }
        }
        let what = what.unwrap_or(Column::Figures);
        match meant.as_deref() {
            Some(&[input]) => {
                let same = |asked: &&Asked| asked.input == input && asked.what == what;
                if let Some(first) = self.asked.iter().find(same) {
                    let first = first.heading.to_string();
                    self.problems
                        .push((heading, Problem::DuplicateHeading { first }));
                    return;
                }
                self.asked.push(Asked {
                    heading,
                    input,
                    what,
                });
            }
            // Evidence and notes of a criterion with several figures stand beside all of them.
            Some(several @ [_, _, ..]) if matches!(what, Column::Evidence | Column::Note) => {
                self.asked.extend(several.iter().map(|&input| Asked {
                    heading,
                    input,
                    what,
                }));
            }
            Some(several) => {
                let candidates = several.iter();
                let candidates = candidates.map(|&input| names.set.input(input).name.clone());
                let candidates = candidates.collect();
                self.problems
                    .push((heading, Problem::AmbiguousQuestion { candidates }));
            }
            None if is_total(stack) => self.totals.push(column),
            None => self.unknown(stack, names),
        }
    }

    /// A heading that is nearly a name was meant to be one; any other column is of no concern.
    fn unknown(&mut self, stack: &[Cell], names: &Names) {
        for cell in stack {
            let Content::Text(text) = cell.content else {
                continue;
            };
            let known = names.set.inputs.iter().map(|input| input.name.as_str());
            if let Some(nearest) = nearest(text.trim(), known) {
                self.problems
                    .push((cell.at, Problem::UnknownColumn { nearest }));
                return;
            }
        }
    }
}

/// Returns whether the headings above a column name the unit's own points in all.
fn is_total(stack: &[Cell]) -> bool {
    let texts = stack.iter().filter_map(|cell| match cell.content {
        Content::Text(text) => Some(text),
        _ => None,
    });
    let is_of_appraisal = |text: &str| {
        let folded = fold(text);
        folded.contains("tham dinh") || folded.contains("cap tren")
    };
    let mut says_total = false;
    for text in texts {
        if is_of_appraisal(text) {
            return false;
        }
        says_total |= declared::says_total(text);
    }
    says_total
}

impl Wide {
    /// Reads the rows; what is found about the table as a whole is about the file.
    pub fn read(
        &self,
        names: &Names,
        sheet: &Arc<Sheet>,
        findings: &mut Findings,
        each: &mut dyn FnMut(Submission, Findings),
    ) {
        self.report(names, sheet, findings);
        let labels = self.labels.iter();
        let labels = labels.map(|&(at, label)| (at, Meaning::Heading(Heading::Label(label))));
        let asked = self.columns.iter();
        let asked = asked.map(|asked| (asked.heading, Meaning::Question(asked.input, asked.what)));
        let columns: Arc<[(CellRef, Meaning)]> = labels.chain(asked).collect();
        let mut rows_read = Vec::new();
        for row in sheet.rows().filter(|row| row.index() > self.heading_row) {
            let mut found = Findings::new();
            if let Some(mut submission) = self.row(names, sheet, row, &mut found) {
                submission.columns = Arc::clone(&columns);
                rows_read.push(row.index());
                each(submission, found);
            }
        }
        let labels = self.labels.iter().map(|(at, _)| at.column());
        let asked = self.columns.iter().map(|asked| asked.heading.column());
        let columns: Vec<u32> = labels.chain(asked).collect();
        bind::report_hidden(sheet, &rows_read, &columns, self.heading_row, findings);
    }

    fn report(&self, names: &Names, sheet: &Sheet, findings: &mut Findings) {
        bind::report_remarks(sheet, findings);
        for (at, problem) in &self.problems {
            let finding = Finding::new(problem.clone(), sheet.place(*at));
            let text = sheet.at(*at).map(|cell| cell.content.shown());
            findings.push(finding.quoting(text.unwrap_or_default()));
        }
        // A heading that was not understood may be any of those that seem to be missing.
        let may_be = |name: &String, problem: &Problem| match problem {
            Problem::CodeBecameNumber => true,
            Problem::AmbiguousQuestion { candidates } => candidates.contains(name),
            Problem::UnknownColumn { nearest } => nearest == name,
            _ => false,
        };
        for (index, input) in names.set.inputs.iter().enumerate() {
            let id = InputId::new(index);
            let is_asked = |asked: &Asked| asked.input == id && asked.what.is_own();
            let mut problems = self.problems.iter();
            if !input.is_set_by_superior
                && !self.columns.iter().any(is_asked)
                && !problems.any(|(_, problem)| may_be(&input.name, problem))
            {
                let place = sheet.place(CellRef::from_absolute(self.heading_row, 0));
                findings.push(super::missing(names.set, id, "column", None, place));
            }
        }
    }

    /// Reads one row; a heading of a group, a sum, or a unit that answered nothing is none.
    fn row(
        &self,
        names: &Names,
        sheet: &Arc<Sheet>,
        row: Row,
        findings: &mut Findings,
    ) -> Option<Submission> {
        let mut header = self.header.clone();
        let mut whose = None;
        for cell in row.cells() {
            let label = self
                .labels
                .iter()
                .find(|(column, _)| column.column() == cell.at.column());
            let Some((_, label)) = label else { continue };
            if label.is_of_unit() {
                whose = whose.or(Some(cell.at));
            }
            header.set(*label, (layout::header_text(&cell), cell.at));
        }
        let of_row = |entry: &Option<(String, CellRef)>| {
            entry
                .as_ref()
                .is_some_and(|(_, at)| at.row() == row.index())
        };
        for entry in [&mut header.unit_code, &mut header.unit_name] {
            if !of_row(entry) {
                *entry = None;
            }
        }
        if header.unit_code.is_none()
            && let Some((name, _)) = &header.unit_name
            && bind::is_sum(name)
        {
            return None;
        }
        let inputs = names.set.inputs.len();
        let mut take = Take {
            names,
            sheet,
            findings,
            own: Answers::none(inputs),
            appraised: Answers::none(inputs),
        };
        let (mut evidence, mut notes) = (vec![None; inputs], vec![None; inputs]);
        let mut is_answered = false;
        for asked in &self.columns {
            let at = CellRef::from_absolute(row.index(), asked.heading.column());
            let index = asked.input.index();
            let cell = row.in_column(at.column());
            let are_points = matches!(asked.what, Column::Points | Column::AppraisedPoints);
            match asked.what {
                Column::Figures | Column::Points => {
                    take.own.cells[index] = Some(at);
                    if let Some(cell) = cell {
                        is_answered = true;
                        take.answer(cell, asked.input, Stage::Own, are_points);
                    }
                }
                Column::AppraisedFigures | Column::AppraisedPoints => {
                    take.appraised.cells[index] = Some(at);
                    if let Some(cell) = cell {
                        is_answered = true;
                        take.answer(cell, asked.input, Stage::Appraised, are_points);
                    }
                }
                // What says what a row is about answers nothing.
                Column::Code | Column::Number | Column::Text => {}
                Column::Evidence => evidence[index] = cell.map(|cell| cell.at),
                Column::Note => notes[index] = cell.map(|cell| cell.at),
            }
        }
        let first = row.cells().next()?.at;
        let (own, appraised) = take.done();
        is_answered.then(|| Submission {
            sheet: Arc::clone(sheet),
            part: Part::Row(whose.unwrap_or(first)),
            columns: Arc::default(),
            has_own_period: of_row(&header.period),
            header,
            own,
            appraised,
            evidence,
            evidence_column: None,
            notes,
            declared: self.declared(row),
            waived: Granted::default(),
        })
    }

    /// Returns the points the unit says it has in all.
    fn declared(&self, row: Row) -> Vec<Declared> {
        let cell = self.total.and_then(|column| row.in_column(column));
        let declared = cell.and_then(|cell| {
            Some(Declared {
                node: 0,
                at: cell.at,
                points: declared::points(cell.content)?,
            })
        });
        declared.into_iter().collect()
    }
}
