//! What a unit answered: from a file's bytes to answers, each with its cell.
//!
//! Readers make a [`sheet::Sheet`], [`layout`] finds the form in it, [`value`] understands a
//! cell, and [`read`] puts them together. Reading content never fails: it returns what could
//! be understood, and findings. Nothing here judges whether an answer is admissible.

mod csv;
mod encoding;
pub mod evidence;
mod font;
mod kind;
pub mod layout;
mod limits;
mod owner;
pub mod sheet;
pub mod target;
pub mod value;
mod workbook;

use std::collections::BTreeSet;

use crate::definition::CriteriaSet;
use crate::finding::{CellRef, Finding, Findings, Place, Problem, Source};
use crate::number::parse_plain;
use crate::period::Period;
use crate::rule::{InputId, Value, nearest};

use evidence::Document;
use layout::{Header, Layout};
use sheet::{Content, Row, Sheet};
use value::Reading;
use workbook::Shown;

pub use limits::Limits;
pub use owner::identify;
pub(crate) use workbook::Workbook;
pub use workbook::aside;

/// What files are read with.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reader<'r> {
    /// How much of everything a file may hold.
    pub limits: Limits,
    /// Where xls and xlsb are read, because the reading may be lost; without it they are not.
    pub aside: Option<&'r dyn aside::Aside>,
}

/// What one unit handed in for one period, as read.
#[derive(Debug, Clone, PartialEq)]
pub struct Submission {
    /// The sheet it was read from.
    pub sheet: Sheet,
    /// What the header block says.
    pub header: Header,
    /// The unit's own answers, one for every input.
    pub own: Answers,
    /// The appraised answers, when there is any.
    pub appraised: Option<Answers>,
    /// Where evidence was given, by input.
    pub evidence: Vec<Option<CellRef>>,
    /// The column of evidence, where the form has one.
    pub evidence_column: Option<u32>,
    /// Where a note was given, by input.
    pub notes: Vec<Option<CellRef>>,
}

/// Whose answers a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The unit's own.
    Own,
    /// The appraiser's.
    Appraised,
}

/// One column of answers: for every input the value, the cell, and whether what stands there
/// was refused.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answers {
    /// The values; none where nothing usable was answered.
    pub values: Vec<Option<Value>>,
    /// The cells; none where the form has no row for the input.
    pub cells: Vec<Option<CellRef>>,
    /// Whether something was answered that cannot be used.
    pub refused: Vec<bool>,
}

impl Answers {
    fn none(inputs: usize) -> Answers {
        Answers {
            values: vec![None; inputs],
            cells: vec![None; inputs],
            refused: vec![false; inputs],
        }
    }
}

impl Submission {
    /// Returns a submission of these answers, one for every input, that was never a file.
    pub fn of_values(source: &Source, values: Vec<Option<Value>>) -> Submission {
        let inputs = values.len();
        Submission {
            sheet: Sheet::new(source, None),
            header: Header::default(),
            own: Answers {
                values,
                ..Answers::none(inputs)
            },
            appraised: None,
            evidence: vec![None; inputs],
            evidence_column: None,
            notes: vec![None; inputs],
        }
    }

    /// Returns the answers of a stage; without an appraisal there are none of that stage.
    pub fn answers(&self, stage: Stage) -> Option<&Answers> {
        match stage {
            Stage::Own => Some(&self.own),
            Stage::Appraised => self.appraised.as_ref(),
        }
    }

    /// Returns the place of a cell, as the user sees it.
    pub fn place(&self, cell: CellRef) -> Place {
        self.sheet.place(cell)
    }

    /// Returns the place of an input's answer, or of the file when there is none.
    pub fn place_of(&self, answers: &Answers, input: InputId) -> Place {
        match answers.cells[input.index()] {
            Some(cell) => self.place(cell),
            None => Place::File(self.sheet.source().clone()),
        }
    }

    /// Returns the text of a cell.
    pub fn text(&self, cell: CellRef) -> Option<String> {
        self.sheet.at(cell).map(|cell| cell.content.shown())
    }

    /// Returns the documents named as evidence beside an input; what the spreadsheet could not
    /// compute names none.
    pub fn documents(&self, input: InputId) -> Vec<Document> {
        let cell = self.evidence[input.index()].and_then(|cell| self.sheet.at(cell));
        match cell.map(|cell| cell.content) {
            None | Some(Content::Error(_) | Content::UncalculatedFormula) => Vec::new(),
            Some(content) => evidence::parse(&content.shown()),
        }
    }

    /// Returns the period the file names.
    pub fn period(&self) -> Option<Period> {
        self.header
            .period
            .as_ref()
            .and_then(|(text, _)| Period::from_form(text))
    }
}

/// Reads a file's bytes, in whatever format they are, as a submission for `set`.
pub fn read(
    set: &CriteriaSet,
    source: &Source,
    bytes: &[u8],
    findings: &mut Findings,
) -> Option<Submission> {
    Reader::default().read(set, source, bytes, findings)
}

impl Reader<'_> {
    /// Reads a file's bytes, in whatever format they are, as a submission for `set`.
    pub fn read(
        self,
        set: &CriteriaSet,
        source: &Source,
        bytes: &[u8],
        findings: &mut Findings,
    ) -> Option<Submission> {
        match read_sheet(self, set, source, bytes, findings) {
            Ok((sheet, layout)) => Some(bind(set, sheet, &layout, findings)),
            Err(finding) => {
                findings.push(*finding);
                None
            }
        }
    }
}

/// Returns the sheet that holds the form.
fn read_sheet(
    reader: Reader,
    set: &CriteriaSet,
    source: &Source,
    bytes: &[u8],
    findings: &mut Findings,
) -> Result<(Sheet, Layout), Box<Finding>> {
    let file = || Place::File(source.clone());
    let failed = |problem| Box::new(Finding::new(problem, file()));
    reader
        .limits
        .check_file(bytes.len() as u64)
        .map_err(failed)?;
    // Content decides, not the file's name: people rename files.
    if is_workbook(bytes) {
        let mut workbook = open(reader, source, bytes).map_err(failed)?;
        let (sheet, layout, problem) = form_in(set, source, &mut workbook)?;
        reader.limits.check_sheet(&sheet)?;
        let told = problem.map(|problem| Finding::new(problem, file()));
        findings.extend(told.into_iter().collect());
        return Ok((sheet, layout));
    }
    if let Some(problem) = kind::of_file(bytes) {
        return Err(failed(problem));
    }
    csv::read(reader.limits, source, bytes)
}

/// Opens a file that has to be a workbook.
///
/// # Errors
///
/// What makes it none, as a finding about the file.
pub(crate) fn open_workbook(source: &Source, bytes: &[u8]) -> Result<Workbook, Problem> {
    let reader = Reader::default();
    reader.limits.check_file(bytes.len() as u64)?;
    if is_workbook(bytes) {
        return open(reader, source, bytes);
    }
    let text = if bytes.trim_ascii_start().starts_with(b"{") {
        "json"
    } else {
        "text"
    };
    Err(
        kind::of_file(bytes).unwrap_or_else(|| Problem::UnsupportedFormat {
            kind: text.to_owned(),
        }),
    )
}

/// Opens a file in the wrapping of workbooks; what turns out to be something else is named.
fn open(reader: Reader, source: &Source, bytes: &[u8]) -> Result<Workbook, Problem> {
    if !bytes.starts_with(workbook::ARCHIVE)
        && let Some(problem) = kind::of_compound_file(bytes)
    {
        return Err(problem);
    }
    Workbook::open(reader, source, bytes)
        .map_err(|problem| kind::of_archive(bytes).unwrap_or(problem))
}

/// Returns whether a file is in the wrapping of workbooks.
fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(workbook::ARCHIVE) || bytes.starts_with(workbook::COMPOUND_FILE)
}

/// Returns the sheet of a workbook that holds the form, and what is to be told of hidden ones: a
/// form is looked for there only when no sheet that a user sees holds one.
fn form_in(
    set: &CriteriaSet,
    source: &Source,
    workbook: &mut Workbook,
) -> Result<(Sheet, Layout, Option<Problem>), Box<Finding>> {
    let failed = |problem| Box::new(Finding::new(problem, Place::File(source.clone())));
    let is_visible = |shown| shown == Shown::Visible;
    let mut forms = form_sheets(set, workbook, workbook.sheets(is_visible)).map_err(failed)?;
    let is_hidden = forms.is_empty();
    if is_hidden {
        let hidden = workbook.sheets(|shown| !is_visible(shown));
        forms = form_sheets(set, workbook, hidden).map_err(failed)?;
    }
    if forms.len() > 1 {
        let sheets = forms.into_iter().map(|(name, ..)| name).collect();
        return Err(failed(Problem::SeveralForms { sheets }));
    }
    let Some((name, sheet, layout)) = forms.pop() else {
        return Err(Box::new(layout::no_table(Place::File(source.clone()))));
    };
    // What a program hid so that no menu offers it, nobody misses.
    let unread = workbook.sheets(|shown| shown == Shown::Hidden);
    let problem = if is_hidden {
        Some(Problem::HiddenForm { sheet: name })
    } else {
        (!unread.is_empty()).then_some(Problem::HiddenSheets { sheets: unread })
    };
    Ok((sheet, layout, problem))
}

/// Returns the sheets, of those named, that hold a form of this criteria set, or else those that
/// hold a table with the headings of one.
fn form_sheets(
    set: &CriteriaSet,
    workbook: &mut Workbook,
    names: Vec<String>,
) -> Result<Vec<(String, Sheet, Layout)>, Problem> {
    let mut tables = Vec::new();
    for name in names {
        let sheet = workbook.sheet(&name)?;
        if let Some((sheet, layout)) = font::find(sheet) {
            tables.push((name, sheet, layout));
        }
    }
    if tables.len() > 1
        && tables
            .iter()
            .any(|(_, sheet, layout)| asks(set, sheet, layout))
    {
        tables.retain(|(_, sheet, layout)| asks(set, sheet, layout));
    }
    Ok(tables)
}

/// Returns whether a table has a row for an input of this criteria set.
fn asks(set: &CriteriaSet, sheet: &Sheet, layout: &Layout) -> bool {
    let rows = sheet.rows().filter(|row| row.index() > layout.heading_row);
    rows.filter_map(|row| row.in_column(layout.code))
        .any(|cell| match cell.content {
            Content::Text(text) => set.input_named(text.trim()).is_some(),
            _ => false,
        })
}

/// Binds the rows of a form to the inputs of `set`.
pub fn bind(
    set: &CriteriaSet,
    sheet: Sheet,
    layout: &Layout,
    findings: &mut Findings,
) -> Submission {
    let inputs = set.inputs.len();
    layout.report_duplicates(&sheet, findings);
    findings.extend(sheet.remarks().iter().cloned().collect());
    for error in sheet.lost() {
        let place = Place::File(sheet.source().clone());
        findings.push(Finding::new(Problem::ErrorValue, place).quoting(error));
    }
    let mut binder = Binder {
        set,
        sheet: &sheet,
        layout,
        findings,
        own: Answers::none(inputs),
        appraised: Answers::none(inputs),
        evidence: vec![None; inputs],
        notes: vec![None; inputs],
        rows: vec![None; inputs],
        lost_codes: false,
        expected: 0,
    };
    for row in sheet.rows().filter(|row| row.index() > layout.heading_row) {
        binder.row(row);
    }
    binder.report_missing_rows();
    binder.report_hidden();
    let Binder {
        own,
        mut appraised,
        evidence,
        notes,
        ..
    } = binder;
    let is_appraised =
        appraised.values.iter().any(Option::is_some) || appraised.refused.contains(&true);
    // A fact is stated once: it stands until the appraiser states another.
    for (index, input) in set.inputs.iter().enumerate() {
        if input.is_fact && appraised.values[index].is_none() && !appraised.refused[index] {
            appraised.values[index].clone_from(&own.values[index]);
            appraised.cells[index] = own.cells[index];
        }
    }
    Submission {
        own,
        appraised: is_appraised.then_some(appraised),
        evidence,
        notes,
        evidence_column: layout.evidence,
        header: layout.header.clone(),
        sheet,
    }
}

struct Binder<'b> {
    set: &'b CriteriaSet,
    sheet: &'b Sheet,
    layout: &'b Layout,
    findings: &'b mut Findings,
    own: Answers,
    appraised: Answers,
    evidence: Vec<Option<CellRef>>,
    notes: Vec<Option<CellRef>>,
    /// The code cell of each input's row.
    rows: Vec<Option<CellRef>>,
    /// Whether a row's code could not be told.
    lost_codes: bool,
    /// The input whose row comes next when the form keeps its order.
    expected: usize,
}

impl Binder<'_> {
    fn row(&mut self, row: Row) {
        let Some(code) = row.in_column(self.layout.code) else {
            return;
        };
        let input = match code.content {
            Content::Text(text) => self.input_called(text.trim()),
            Content::Number { value, .. } => {
                match self.input_numbered(&value.normalize().to_string()) {
                    Ok(input) => input,
                    Err(()) => {
                        self.lost_codes = true;
                        self.report_row(row, Problem::CodeBecameNumber, code.content);
                        return;
                    }
                }
            }
            Content::Date(_) => {
                self.lost_codes = true;
                self.report_row(row, Problem::CodeBecameNumber, code.content);
                return;
            }
            Content::Logical(_) | Content::Error(_) | Content::UncalculatedFormula => None,
        };
        let Some(input) = input else {
            // The form shows what the superior has set; the superior's own table is what counts.
            if let Content::Text(text) = code.content
                && self.set.input_named(text.trim()).is_some()
            {
                return;
            }
            // Heading rows of groups and criteria carry codes too, and no values.
            if row.in_column(self.layout.value).is_some() {
                let shown = code.content.shown();
                let names = self.set.inputs.iter().map(|input| input.name.as_str());
                let nearest = nearest(&shown, names);
                // A sentence is no code: a total, or the line where people sign.
                if nearest.is_some() || !shown.trim().contains(char::is_whitespace) {
                    self.report_row(row, Problem::UnknownRow { nearest }, code.content);
                }
            }
            return;
        };
        let index = input.index();
        if let (Some(fields), Some(expected)) = (
            self.sheet.width(row.index()),
            self.sheet.width(self.layout.heading_row),
        ) && fields > expected
        {
            self.report_row(row, Problem::RowTooLong { fields, expected }, code.content);
        }
        if let Some(first) = self.rows[index] {
            let first = first.to_string();
            self.report_row(row, Problem::DuplicateRow { first }, code.content);
            return;
        }
        self.rows[index] = Some(code.at);
        self.expected = index + 1;
        let at_row = |column: u32| CellRef::from_absolute(row.index(), column);
        self.own.cells[index] = Some(at_row(self.layout.value));
        self.answer(row, input, self.layout.value, Stage::Own);
        if let Some(column) = self.layout.appraised {
            self.appraised.cells[index] = Some(at_row(column));
            self.answer(row, input, column, Stage::Appraised);
        }
        let filled = |column: Option<u32>| row.in_column(column?).map(|cell| cell.at);
        self.evidence[index] = filled(self.layout.evidence);
        self.notes[index] = filled(self.layout.note);
    }

    fn answer(&mut self, row: Row, input: InputId, column: u32, stage: Stage) {
        let Some(cell) = row.in_column(column) else {
            return;
        };
        let (value, problem) = match value::read(cell.content, self.set.input(input)) {
            Reading::Value(value, problem) => (Some(value), problem),
            Reading::Refused(_)
                if stage == Stage::Appraised && value::says_not_accepted(cell.content) =>
            {
                (Some(Value::NotAccepted), None)
            }
            Reading::Refused(problem) => {
                let input = self.set.input(input);
                match font::answer(cell.content, |content| value::read(content, input)) {
                    Some((value, remark)) => (Some(value), Some(remark)),
                    None => (None, Some(problem)),
                }
            }
        };
        if let Some(problem) = problem {
            let finding =
                Finding::new(problem, self.sheet.place(cell.at)).quoting(cell.content.shown());
            self.findings.push(about(finding, self.set, input));
        }
        let answers = match stage {
            Stage::Own => &mut self.own,
            Stage::Appraised => &mut self.appraised,
        };
        answers.refused[input.index()] = value.is_none();
        answers.values[input.index()] = value;
    }

    fn input_called(&self, name: &str) -> Option<InputId> {
        let expected = self.set.inputs.get(self.expected);
        if expected.is_some_and(|input| input.name == name && !input.is_set_by_superior) {
            return Some(InputId::new(self.expected));
        }
        let found = self.set.input_named(name);
        found.filter(|&input| !self.set.input(input).is_set_by_superior)
    }

    /// A code that has become a number names an input only when no other code is the same
    /// number.
    fn input_numbered(&self, shown: &str) -> Result<Option<InputId>, ()> {
        let value = parse_plain(shown);
        let mut same = self
            .set
            .inputs
            .iter()
            .enumerate()
            .filter(|(_, input)| parse_plain(&input.name) == value);
        match (same.next(), same.next()) {
            (Some((index, _)), None) => Ok(Some(InputId::new(index))),
            (None, _) => Ok(None),
            (Some(_), Some(_)) => Err(()),
        }
    }

    fn report_row(&mut self, row: Row, problem: Problem, code: Content) {
        let at = CellRef::from_absolute(row.index(), self.layout.code);
        self.findings
            .push(Finding::new(problem, self.sheet.place(at)).quoting(code.shown()));
    }

    /// Reports the rows and columns of answers that nobody sees.
    fn report_hidden(&mut self) {
        let hidden = |stretches: &[(u32, u32)], at: u32| {
            stretches
                .iter()
                .any(|&(first, last)| (first..=last).contains(&at))
        };
        let (rows, columns) = (self.sheet.hidden_rows(), self.sheet.hidden_columns());
        if rows.is_empty() && columns.is_empty() {
            return;
        }
        let of_answers = self.rows.iter().flatten().map(|at| at.row());
        let rows: BTreeSet<u32> = of_answers.filter(|&row| hidden(rows, row)).collect();
        let layout = self.layout;
        let used = [layout.code, layout.value].into_iter();
        let used = used.chain(
            [layout.appraised, layout.evidence, layout.note]
                .into_iter()
                .flatten(),
        );
        let columns: BTreeSet<u32> = used.filter(|&column| hidden(columns, column)).collect();
        if rows.is_empty() && columns.is_empty() {
            return;
        }
        let row = rows.first().copied().unwrap_or(layout.heading_row);
        let column = columns.first().copied().unwrap_or(layout.value);
        let problem = Problem::HiddenCells {
            rows: rows.into_iter().map(|row| u64::from(row) + 1).collect(),
            columns: columns
                .into_iter()
                .map(|column| CellRef::from_absolute(0, column).column_letters())
                .collect(),
        };
        let place = self.sheet.place(CellRef::from_absolute(row, column));
        self.findings.push(Finding::new(problem, place));
    }

    fn report_missing_rows(&mut self) {
        // A code that has become a number may be any of the rows that seem to be missing.
        if self.lost_codes {
            return;
        }
        for (index, row) in self.rows.iter().enumerate() {
            if row.is_none() && !self.set.inputs[index].is_set_by_superior {
                let code = self.set.inputs[index].name.clone();
                let place = Place::File(self.sheet.source().clone());
                let finding = Finding::new(Problem::MissingRow { code }, place);
                self.findings
                    .push(about(finding, self.set, InputId::new(index)));
            }
        }
    }
}

/// Names the criterion an input belongs to.
fn about(finding: Finding, set: &CriteriaSet, input: InputId) -> Finding {
    match set.input(input).criterion {
        Some(node) => finding.about(&set.nodes[node].code),
        None => finding,
    }
}
