//! What a unit answered: from a file's bytes to answers, each with its cell.
//!
//! Readers make [`sheet::Sheet`]s, [`layout`] finds a form and [`wide`] a table of many units in
//! one, [`value`] understands a cell, and [`Reader::read_each`] puts them together: a file holds
//! submissions. Reading content never fails: it returns what could be understood, and findings.
//! Nothing here judges whether an answer is admissible.

mod bind;
mod csv;
pub mod declared;
mod encoding;
pub mod evidence;
mod font;
pub mod json;
mod kind;
pub mod layout;
mod limits;
pub mod mapping;
mod names;
mod owner;
pub mod recognised;
pub mod sheet;
mod tables;
pub mod target;
mod unasked;
pub mod value;
pub mod wide;
pub mod words;
pub(crate) mod workbook;

use std::fmt;
use std::sync::Arc;

use crate::definition::CriteriaSet;
use crate::finding::{CellRef, Finding, Findings, Place, Problem, Source};
use crate::period::Period;
use crate::rule::{InputId, Value};
use crate::waiver::Granted;

use declared::Declared;
use evidence::Document;
use layout::Header;
use mapping::Mapping;
use recognised::Meaning;
use sheet::{Content, Sheet};
use tables::Table;

pub use limits::Limits;
pub use names::Names;
pub use owner::identify;
pub(crate) use owner::{identify_mapped, named_by_file};
pub(crate) use tables::open_workbook;
pub(crate) use workbook::Workbook;
pub use workbook::aside;

/// What files are read with.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reader<'r> {
    /// How much of everything a file may hold.
    pub limits: Limits,
    /// Where xls and xlsb are read, because the reading may be lost; without it they are not.
    pub aside: Option<&'r dyn aside::Aside>,
    /// What headings and texts of somebody's own mean.
    pub mapping: Option<&'r Mapping>,
    /// What makes known the forms of a criteria set as they are handed out, where those that come back
    /// are to be held against them.
    pub handed_out: Option<KnowingForms>,
    /// Who is told when a file has been read.
    pub watch: Option<&'r dyn Watch>,
}

/// Somebody who wants to know how far the reading of many files has come.
pub trait Watch: fmt::Debug + Sync {
    /// Takes note that one more file has been read.
    fn has_read(&self);
}

/// What the forms of a criteria set that come back are held against.
pub trait HandedOut: Send + Sync {
    /// Reports what was changed in a form that was made for this very file of the criteria set.
    fn compare(&self, submission: &Submission, findings: &mut Findings);
}

/// Makes known the forms of a criteria set.
pub type KnowingForms = fn(&CriteriaSet) -> Box<dyn HandedOut + '_>;

/// What one unit handed in for one period, as read.
#[derive(Debug, Clone, PartialEq)]
pub struct Submission {
    /// The sheet it was read from, which it may share with others.
    pub sheet: Arc<Sheet>,
    /// What of the file it is.
    pub part: Part,
    /// What its columns were taken for.
    pub columns: Arc<[(CellRef, Meaning)]>,
    /// What the header block says.
    pub header: Header,
    /// Whether the period is said of this submission alone, and not above a table of several.
    pub has_own_period: bool,
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
    /// The points the unit says it has, where they answer nothing.
    pub declared: Vec<Declared>,
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
    /// Returns whether nothing was answered, not even something that cannot be used.
    pub fn are_none(&self) -> bool {
        self.values.iter().all(Option::is_none) && !self.refused.contains(&true)
    }

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
            columns: Arc::default(),
            header: Header::default(),
            has_own_period: false,
            own: Answers {
                values,
                ..Answers::none(inputs)
            },
            appraised: None,
            evidence: vec![None; inputs],
            evidence_column: None,
            notes: vec![None; inputs],
            declared: Vec::new(),
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

    /// Returns the place of the cell that names the unit, by its code or else by its name.
    pub fn unit_named_at(&self) -> Option<Place> {
        let header = &self.header;
        let named = header.unit_code.as_ref().or(header.unit_name.as_ref());
        named.map(|(_, at)| self.place(*at))
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

    /// Adds what stands in a cell to a finding about it.
    pub fn quoted_by(&self, finding: Finding, at: Option<CellRef>) -> Finding {
        match at.and_then(|at| self.sheet.at(at)) {
            Some(cell) => cell.content.quoted_by(finding),
            None => finding,
        }
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
        if json::is_json(bytes) {
            let limits = self.limits;
            let checked = limits.check_file(bytes.len() as u64);
            let read = match checked {
                Ok(()) => json::read(limits, names, source, bytes, findings, each),
                Err(problem) => {
                    let place = Place::File(source.clone());
                    Err(Box::new(Finding::new(problem, place)))
                }
            };
            findings.extend(read.err().map(|finding| *finding).into_iter().collect());
            return;
        }
        let tables = match tables::read(self, names, source, bytes, findings) {
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
                    let submission = bind::form(names, &sheet, &layout, part, &mut found);
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

/// Returns the finding for a question that a submission has no place for: a `row`, a `column` or an
/// `answer`.
fn missing(
    set: &CriteriaSet,
    input: InputId,
    what: &'static str,
    after: Option<u64>,
    place: Place,
) -> Finding {
    let asked = set.input(input);
    let problem = Problem::MissingRow {
        code: asked.name.clone(),
        vi: asked.label.vi.clone(),
        en: asked.label.en.clone(),
        what,
        after,
    };
    about(Finding::new(problem, place), set, input)
}

/// Names the criterion an input belongs to.
fn about(finding: Finding, set: &CriteriaSet, input: InputId) -> Finding {
    match set.input(input).criterion {
        Some(node) => finding.about(&set.nodes[node].code),
        None => finding,
    }
}
