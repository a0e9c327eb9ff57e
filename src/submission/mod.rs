//! What a unit answered: from a file's bytes to answers, each with its cell.
//!
//! Readers make [`sheet::Sheet`]s, [`layout`] finds a form and [`wide`] a table of many units in
//! one, [`value`] understands a cell, and [`Reader::read_each`] puts them together: a file holds
//! submissions. Reading content never fails: it returns what could be understood, and findings.
//! Nothing here judges whether an answer is admissible.

mod csv;
mod encoding;
pub mod evidence;
mod font;
mod kind;
pub mod layout;
mod limits;
mod names;
mod owner;
pub mod sheet;
pub mod target;
pub mod value;
pub mod wide;
pub(crate) mod workbook;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::definition::CriteriaSet;
use crate::finding::{CellRef, Finding, Findings, Place, Problem, Source};
use crate::number::parse_plain;
use crate::period::Period;
use crate::rule::{InputId, Value, nearest};
use crate::waiver::Granted;

use evidence::Document;
use layout::{Header, Layout};
use sheet::{Cell, Content, Row, Sheet};
use value::Reading;
use wide::Wide;
use workbook::Shown;

pub use limits::Limits;
pub use names::Names;
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
    /// The sheet it was read from, which it may share with others.
    pub sheet: Arc<Sheet>,
    /// What of the file it is.
    pub part: Part,
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
    /// What the unit is excused from; no form says it.
    pub waived: Granted,
}

/// What of a file a submission is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// All of it.
    File,
    /// One sheet of several.
    Sheet,
    /// A row of a table of units, told by the cell that names the unit.
    Row(CellRef),
}

impl Part {
    /// Returns its place.
    fn place(self, sheet: &Sheet) -> Place {
        match self {
            Part::File => Place::File(sheet.source().clone()),
            Part::Sheet => sheet.whole(),
            Part::Row(cell) => sheet.place(cell),
        }
    }
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
            sheet: Arc::new(Sheet::new(source, None)),
            part: Part::File,
            header: Header::default(),
            own: Answers {
                values,
                ..Answers::none(inputs)
            },
            appraised: None,
            evidence: vec![None; inputs],
            evidence_column: None,
            notes: vec![None; inputs],
            waived: Granted::default(),
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

    /// Returns the place of the submission as a whole.
    pub fn whole(&self) -> Place {
        self.part.place(&self.sheet)
    }

    /// Returns the place of what its header belongs to: rows of a table have one together.
    pub fn whole_of_header(&self) -> Place {
        match self.part {
            Part::Row(_) => self.sheet.whole(),
            Part::File | Part::Sheet => self.whole(),
        }
    }

    /// Returns whether nothing at all was answered.
    pub fn is_empty(&self) -> bool {
        let is_empty = |answers: &Answers| {
            answers.values.iter().all(Option::is_none) && !answers.refused.contains(&true)
        };
        is_empty(&self.own) && self.appraised.as_ref().is_none_or(is_empty)
    }

    /// Returns the place of an input's answer, or of the submission when there is none.
    pub fn place_of(&self, answers: &Answers, input: InputId) -> Place {
        match answers.cells[input.index()] {
            Some(cell) => self.place(cell),
            None => self.whole(),
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

    /// Returns whether its row of a table names the period, and not what stands above the table.
    pub fn has_own_period(&self) -> bool {
        match (self.part, &self.header.period) {
            (Part::Row(row), Some((_, at))) => row.row() == at.row(),
            _ => false,
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

/// Reads a file's bytes, in whatever format they are, as one submission for `set`.
pub fn read(
    set: &CriteriaSet,
    source: &Source,
    bytes: &[u8],
    findings: &mut Findings,
) -> Option<Submission> {
    Reader::default().read(set, source, bytes, findings)
}

impl Reader<'_> {
    /// Reads a file's bytes, in whatever format they are, as one submission for `set`; a file of
    /// several is refused.
    pub fn read(
        self,
        set: &CriteriaSet,
        source: &Source,
        bytes: &[u8],
        findings: &mut Findings,
    ) -> Option<Submission> {
        let mut read = Vec::new();
        self.read_each(
            &Names::of(set),
            source,
            bytes,
            findings,
            &mut |one, of_one| {
                read.push((one, of_one));
            },
        );
        if read.len() > 1 {
            let sheets = read.iter().filter_map(|(one, _)| one.sheet.name());
            let sheets = sheets.map(str::to_owned).collect();
            let problem = Problem::SeveralForms { sheets };
            findings.push(Finding::new(problem, Place::File(source.clone())));
            return None;
        }
        let (submission, of_one) = read.pop()?;
        findings.extend(of_one);
        Some(submission)
    }

    /// Reads a file's bytes, in whatever format they are, and gives each submission in it to
    /// `each`, with what was found in it; what is found about the file as a whole is in
    /// `findings`.
    ///
    /// A file with a single form is that submission. A workbook may have one on each of several
    /// sheets, and a table one in each row; what holds no answer at all is then no submission.
    pub fn read_each(
        self,
        names: &Names,
        source: &Source,
        bytes: &[u8],
        findings: &mut Findings,
        each: &mut dyn FnMut(Submission, Findings),
    ) {
        let tables = match read_tables(self, names, source, bytes, findings) {
            Ok(tables) => tables,
            Err(finding) => {
                findings.push(*finding);
                return;
            }
        };
        let is_only = tables.len() == 1;
        let mut is_filled_in = false;
        let mut each = |submission, found| {
            is_filled_in = true;
            each(submission, found);
        };
        for (sheet, table) in tables {
            let sheet = Arc::new(sheet);
            match table {
                Table::Form(layout) => {
                    let mut found = Findings::new();
                    let part = if is_only { Part::File } else { Part::Sheet };
                    let submission = bind(names, &sheet, &layout, part, &mut found);
                    if is_only {
                        findings.extend(found);
                        each(submission, std::mem::take(findings));
                    } else if !submission.is_empty() {
                        each(submission, found);
                    }
                }
                Table::Wide(wide) => wide.read(names, &sheet, findings, &mut each),
            }
        }
        if !is_filled_in {
            let place = Place::File(source.clone());
            findings.push(Finding::new(Problem::NothingFilledIn, place));
        }
    }
}

/// What a sheet holds.
#[derive(Debug, Clone, PartialEq)]
enum Table {
    /// The form of one unit.
    Form(Layout),
    /// A row for every unit.
    Wide(Wide),
}

/// The sheets of a file that hold something, each with what it holds.
type Tables = Vec<(Sheet, Table)>;

impl Table {
    fn header(&self) -> &Header {
        match self {
            Table::Form(layout) => &layout.header,
            Table::Wide(wide) => &wide.header,
        }
    }

    /// Finds the form or the table in a sheet.
    fn find(sheet: &Sheet, names: &Names) -> Option<Table> {
        match layout::find(sheet) {
            Some(layout) => Some(Table::Form(layout)),
            None => wide::find(sheet, names).map(Table::Wide),
        }
    }
}

/// Returns the sheets that hold something, each with what it holds; never none.
fn read_tables(
    reader: Reader,
    names: &Names,
    source: &Source,
    bytes: &[u8],
    findings: &mut Findings,
) -> Result<Tables, Box<Finding>> {
    let file = || Place::File(source.clone());
    let failed = |problem| Box::new(Finding::new(problem, file()));
    reader
        .limits
        .check_file(bytes.len() as u64)
        .map_err(failed)?;
    // Content decides, not the file's name: people rename files.
    if is_workbook(bytes) {
        let mut workbook = open(reader, source, bytes).map_err(failed)?;
        let (tables, problem) = tables_in(names, source, &mut workbook)?;
        for (sheet, _) in &tables {
            reader.limits.check_sheet(sheet)?;
        }
        let told = problem.map(|problem| Finding::new(problem, file()));
        findings.extend(told.into_iter().collect());
        return Ok(tables);
    }
    if let Some(problem) = kind::of_file(bytes) {
        return Err(failed(problem));
    }
    csv::read(reader.limits, names, source, bytes).map(|table| vec![table])
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

/// Returns the sheets of a workbook that hold a form or a table, and what is to be told of hidden
/// ones: they are looked at only when no sheet that a user sees holds anything.
fn tables_in(
    names: &Names,
    source: &Source,
    workbook: &mut Workbook,
) -> Result<(Tables, Option<Problem>), Box<Finding>> {
    let failed = |problem| Box::new(Finding::new(problem, Place::File(source.clone())));
    let is_visible = |shown| shown == Shown::Visible;
    let seen = workbook.sheets(is_visible);
    let mut tables = tables_on(names, workbook, seen).map_err(failed)?;
    let is_hidden = tables.is_empty();
    if is_hidden {
        let hidden = workbook.sheets(|shown| !is_visible(shown));
        tables = tables_on(names, workbook, hidden).map_err(failed)?;
    }
    let Some((first, _)) = tables.first() else {
        return Err(Box::new(layout::no_table(Place::File(source.clone()))));
    };
    if is_hidden && tables.len() > 1 {
        let sheets = tables.iter().filter_map(|(sheet, _)| sheet.name());
        let sheets = sheets.map(str::to_owned).collect();
        return Err(failed(Problem::SeveralForms { sheets }));
    }
    // What a program hid so that no menu offers it, nobody misses.
    let unread = workbook.sheets(|shown| shown == Shown::Hidden);
    let problem = if is_hidden {
        let sheet = first.name().unwrap_or_default().to_owned();
        Some(Problem::HiddenForm { sheet })
    } else {
        (!unread.is_empty()).then_some(Problem::HiddenSheets { sheets: unread })
    };
    Ok((tables, problem))
}

/// Returns the sheets, of those named, that ask for something of this criteria set, or else those
/// that hold a table with the headings of a form.
fn tables_on(
    names: &Names,
    workbook: &mut Workbook,
    sheets: Vec<String>,
) -> Result<Tables, Problem> {
    let mut tables = Vec::new();
    for name in sheets {
        let sheet = workbook.sheet(&name)?;
        tables.extend(font::find(sheet, names));
    }
    let asks = |(sheet, table): &(Sheet, Table)| match table {
        Table::Form(layout) => asks(names.set, sheet, layout),
        Table::Wide(_) => true,
    };
    if tables.len() > 1 && tables.iter().any(asks) {
        tables.retain(asks);
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

/// Binds the rows of a form to the inputs of the set.
fn bind(
    names: &Names,
    sheet: &Arc<Sheet>,
    layout: &Layout,
    part: Part,
    findings: &mut Findings,
) -> Submission {
    let inputs = names.set.inputs.len();
    layout.report_duplicates(sheet, findings);
    report_remarks(sheet, findings);
    let mut binder = Binder {
        set: names.set,
        sheet,
        layout,
        part,
        take: Take {
            names,
            sheet,
            findings,
            own: Answers::none(inputs),
            appraised: Answers::none(inputs),
        },
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
        take,
        evidence,
        notes,
        ..
    } = binder;
    let (own, appraised) = take.done();
    Submission {
        own,
        appraised,
        evidence,
        notes,
        evidence_column: layout.evidence,
        waived: Granted::default(),
        header: layout.header.clone(),
        sheet: Arc::clone(sheet),
        part,
    }
}

/// Reports what was done to the texts of a sheet, and the errors of which nobody knows where they
/// stand.
fn report_remarks(sheet: &Sheet, findings: &mut Findings) {
    findings.extend(sheet.remarks().iter().cloned().collect());
    for error in sheet.lost() {
        let place = Place::File(sheet.source().clone());
        findings.push(Finding::new(Problem::ErrorValue, place).quoting(error));
    }
}

/// Reports the rows and columns of answers that nobody sees.
fn report_hidden(
    sheet: &Sheet,
    rows: &[u32],
    columns: &[u32],
    heading_row: u32,
    findings: &mut Findings,
) {
    let hidden = |stretches: &[(u32, u32)], at: u32| {
        stretches
            .iter()
            .any(|&(first, last)| (first..=last).contains(&at))
    };
    let of = |all: &[u32], stretches: &[(u32, u32)]| -> BTreeSet<u32> {
        let all = all.iter().copied();
        all.filter(|&at| hidden(stretches, at)).collect()
    };
    if sheet.hidden_rows().is_empty() && sheet.hidden_columns().is_empty() {
        return;
    }
    let hidden_rows = of(rows, sheet.hidden_rows());
    let hidden_columns = of(columns, sheet.hidden_columns());
    if hidden_rows.is_empty() && hidden_columns.is_empty() {
        return;
    }
    let row = hidden_rows.first().copied().unwrap_or(heading_row);
    let column = hidden_columns.first().or(columns.get(1)).copied();
    let numbers = hidden_rows.into_iter().map(|row| u64::from(row) + 1);
    let letters = hidden_columns
        .into_iter()
        .map(|column| CellRef::from_absolute(0, column).column_letters());
    let problem = Problem::HiddenCells {
        rows: numbers.collect(),
        columns: letters.collect(),
    };
    let place = sheet.place(CellRef::from_absolute(row, column.unwrap_or_default()));
    findings.push(Finding::new(problem, place));
}

/// Answers as they are taken from cells.
struct Take<'t> {
    names: &'t Names<'t>,
    sheet: &'t Sheet,
    findings: &'t mut Findings,
    own: Answers,
    appraised: Answers,
}

impl Take<'_> {
    /// Takes a cell as the answer to an input.
    fn answer(&mut self, cell: Cell, input: InputId, stage: Stage) {
        let set = self.names.set;
        let (value, problem) = match value::read(cell.content, set.input(input)) {
            Reading::Value(value, problem) => (Some(value), problem),
            Reading::Refused(_)
                if stage == Stage::Appraised && value::says_not_accepted(cell.content) =>
            {
                (Some(Value::NotAccepted), None)
            }
            Reading::Refused(problem) => {
                let asked = set.input(input);
                match font::answer(cell.content, |content| value::read(content, asked)) {
                    Some((value, remark)) => (Some(value), Some(remark)),
                    None => (None, Some(problem)),
                }
            }
        };
        if let Some(problem) = problem {
            let finding =
                Finding::new(problem, self.sheet.place(cell.at)).quoting(cell.content.shown());
            self.findings.push(about(finding, set, input));
        }
        let answers = match stage {
            Stage::Own => &mut self.own,
            Stage::Appraised => &mut self.appraised,
        };
        answers.refused[input.index()] = value.is_none();
        answers.values[input.index()] = value;
    }

    /// Returns the unit's own answers, and the appraised ones when there is any.
    fn done(self) -> (Answers, Option<Answers>) {
        let Take {
            names,
            own,
            mut appraised,
            ..
        } = self;
        let is_appraised =
            appraised.values.iter().any(Option::is_some) || appraised.refused.contains(&true);
        // A fact is stated once: it stands until the appraiser states another.
        for (index, input) in names.set.inputs.iter().enumerate() {
            if input.is_fact && appraised.values[index].is_none() && !appraised.refused[index] {
                appraised.values[index].clone_from(&own.values[index]);
                appraised.cells[index] = own.cells[index];
            }
        }
        (own, is_appraised.then_some(appraised))
    }
}

struct Binder<'b> {
    set: &'b CriteriaSet,
    sheet: &'b Sheet,
    layout: &'b Layout,
    part: Part,
    take: Take<'b>,
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
        self.take.own.cells[index] = Some(at_row(self.layout.value));
        if let Some(cell) = row.in_column(self.layout.value) {
            self.take.answer(cell, input, Stage::Own);
        }
        if let Some(column) = self.layout.appraised {
            self.take.appraised.cells[index] = Some(at_row(column));
            if let Some(cell) = row.in_column(column) {
                self.take.answer(cell, input, Stage::Appraised);
            }
        }
        let filled = |column: Option<u32>| row.in_column(column?).map(|cell| cell.at);
        self.evidence[index] = filled(self.layout.evidence);
        self.notes[index] = filled(self.layout.note);
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
        self.take
            .findings
            .push(Finding::new(problem, self.sheet.place(at)).quoting(code.shown()));
    }

    fn report_hidden(&mut self) {
        let rows: Vec<u32> = self.rows.iter().flatten().map(|at| at.row()).collect();
        let layout = self.layout;
        let more = [layout.appraised, layout.evidence, layout.note];
        let columns = [layout.code, layout.value].into_iter();
        let columns: Vec<u32> = columns.chain(more.into_iter().flatten()).collect();
        report_hidden(
            self.sheet,
            &rows,
            &columns,
            layout.heading_row,
            self.take.findings,
        );
    }

    fn report_missing_rows(&mut self) {
        // A code that has become a number may be any of the rows that seem to be missing.
        if self.lost_codes {
            return;
        }
        for (index, row) in self.rows.iter().enumerate() {
            if row.is_none() && !self.set.inputs[index].is_set_by_superior {
                let code = self.set.inputs[index].name.clone();
                let place = self.part.place(self.sheet);
                let finding = Finding::new(Problem::MissingRow { code }, place);
                self.take
                    .findings
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
