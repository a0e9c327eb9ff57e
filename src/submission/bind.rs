//! The rows of a form → the answers in them.
//!
//! A row says what it answers by a code, or else by its words: the code of a criterion, its title,
//! the question itself. What the words of a row mean together is one question, or nothing is taken.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::declared::Rows;
use super::layout::{Answering, Layout};
use super::mapping::Heading;
use super::names::{LostCode, Names};
use super::recognised::Meaning;
use super::sheet::{Cell, Content, Origin, Row, Sheet};
use super::unasked::Unasked;
use super::value::{self, Reading};
use super::words::Column;
use super::{Answers, Part, Stage, Submission, about, font, missing};
use crate::definition::CriteriaSet;
use crate::finding::{CellRef, Finding, Findings, Place, Problem};
use crate::number::{WrittenNumber, parse_plain, read_number};
use crate::rule::{InputId, InputKind, Value, nearest};
use crate::unit::fold;
use crate::waiver::Granted;

/// Returns whether a table has a row for an input of this criteria set, told by its code.
pub(super) fn asks_by_code(names: &Names, sheet: &Sheet, layout: &Layout) -> bool {
    let Some(code) = layout.code else {
        return false;
    };
    let rows = sheet.rows().filter(|row| row.index() > layout.heading_row);
    rows.filter_map(|row| row.in_column(code))
        .any(|cell| match cell.content {
            Content::Text(text) => names.set.input_named(text.trim()).is_some(),
            _ => false,
        })
}

/// Returns whether a table has a row for an input of this criteria set, told by its words.
pub(super) fn asks(names: &Names, sheet: &Sheet, layout: &Layout, texts: &[(u32, Column)]) -> bool {
    let rows = sheet.rows().filter(|row| row.index() > layout.heading_row);
    let words = texts.iter().filter(|(_, column)| *column == Column::Text);
    let words: Vec<u32> = words.map(|(column, _)| *column).collect();
    rows.flat_map(|row| {
        words
            .iter()
            .filter_map(move |&column| row.in_column(column))
    })
    .any(|cell| match cell.content {
        Content::Text(text) => !names.named(text).is_empty(),
        _ => false,
    })
}

/// Binds the rows of a form to the inputs of the set.
pub(super) fn form(
    names: &Names,
    sheet: &Arc<Sheet>,
    layout: &Layout,
    part: Part,
    findings: &mut Findings,
) -> Submission {
    let inputs = names.set.inputs.len();
    layout.report_duplicates(sheet, findings);
    report_remarks(sheet, findings);
    // Codes of somebody else's are none; then the words say what a row is about.
    let is_coded =
        layout.code.is_some() && (layout.texts.is_empty() || asks_by_code(names, sheet, layout));
    let coded = layout.code.map(|column| (column, Column::Code));
    let mut binder = Binder {
        names,
        set: names.set,
        naming: coded
            .into_iter()
            .chain(layout.texts.iter().copied())
            .collect(),
        context: Vec::new(),
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
        unasked: Unasked::new(names, sheet, layout),
        expected: 0,
    };
    for row in sheet.rows().filter(|row| row.index() > layout.heading_row) {
        match layout.code.filter(|_| is_coded) {
            Some(code) => binder.row_of_code(row, code),
            None => binder.row_of_words(row),
        }
    }
    let without_code = binder.unasked.report(&binder.rows, binder.take.findings);
    binder.report_missing_rows(&without_code);
    binder.report_hidden();
    let declared = Rows {
        names,
        sheet,
        layout,
        naming: &binder.naming,
        inputs: &binder.rows,
    }
    .declared();
    let Binder {
        take,
        evidence,
        notes,
        ..
    } = binder;
    let (own, appraised) = take.done();
    let columns = layout.headings.iter();
    let columns = columns.map(|&(at, column)| (at, Meaning::Heading(Heading::Column(column))));
    Submission {
        columns: columns.collect(),
        own,
        appraised,
        evidence,
        notes,
        declared,
        waived: Granted::default(),
        evidence_column: layout.evidence,
        header: layout.header.clone(),
        has_own_period: true,
        sheet: Arc::clone(sheet),
        part,
    }
}

/// Reports what was done to the texts of a sheet, and the errors of which nobody knows where they
/// stand.
pub(super) fn report_remarks(sheet: &Sheet, findings: &mut Findings) {
    findings.extend(sheet.remarks().iter().cloned().collect());
    for error in sheet.lost() {
        let place = Place::File(sheet.source().clone());
        findings.push(Finding::new(Problem::ErrorValue, place).quoting(error));
    }
}

/// Reports the rows and columns of answers that nobody sees.
pub(super) fn report_hidden(
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
pub(super) struct Take<'t> {
    pub names: &'t Names<'t>,
    pub sheet: &'t Sheet,
    pub findings: &'t mut Findings,
    pub own: Answers,
    pub appraised: Answers,
}

impl Take<'_> {
    /// Takes a cell as the answer to an input; in a column of points a number is points, and no
    /// answer to who asks for something else.
    pub fn answer(&mut self, cell: Cell, input: InputId, stage: Stage, are_points: bool) {
        let set = self.names.set;
        let is_of_points = set.input(input).shape.kind == InputKind::Points;
        let reading = if are_points && !is_of_points && is_number(cell.content) {
            Reading::Refused(Problem::PointsForFigures)
        } else {
            value::read(cell.content, set.input(input))
        };
        if let Origin::Computed(Some(formula)) = self.sheet.origin(cell.at)
            && looks_into_another_file(formula)
        {
            let problem = Problem::ValueFromAnotherFile;
            let finding = Finding::new(problem, self.sheet.place(cell.at));
            let finding = cell.content.quoted_by(finding);
            self.findings.push(about(finding, set, input));
        }
        let (value, problem) = match reading {
            Reading::Value(value, problem) => (Some(value), problem),
            Reading::Refused(_)
                if stage == Stage::Appraised && value::says_not_accepted(cell.content) =>
            {
                (Some(Value::NotAccepted), None)
            }
            Reading::Refused(problem) => {
                let asked = set.input(input);
                let meant = font::answer(cell.content, |content| value::read(content, asked));
                match meant.filter(|_| problem != Problem::PointsForFigures) {
                    Some((value, remark)) => (Some(value), Some(remark)),
                    None => (None, Some(problem)),
                }
            }
        };
        if let Some(problem) = problem {
            let finding = Finding::new(problem, self.sheet.place(cell.at));
            let finding = cell.content.quoted_by(finding);
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
    pub fn done(self) -> (Answers, Option<Answers>) {
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

/// Returns whether a formula calls a cell of another file: `[1]Sheet!A1`, `'[so lieu.xlsx]Tháng 11'!A1`,
/// or in ods `['file:///so-lieu.ods'#$Sheet.A1]`. Columns of tables have brackets too.
fn looks_into_another_file(formula: &str) -> bool {
    let is_of_sheet = |letter: char| letter.is_alphanumeric() || " _.'-".contains(letter);
    let before_sheet = |rest: &str| {
        let rest = rest.trim_start_matches(is_of_sheet);
        rest.starts_with('!')
    };
    let mut behind_brackets = formula.match_indices(']').map(|(at, _)| &formula[at + 1..]);
    formula.contains("'file:") || (formula.contains('[') && behind_brackets.any(before_sheet))
}

/// Returns whether a cell holds a plain number, however it is typed.
pub(super) fn is_number(content: Content) -> bool {
    match content {
        Content::Number { percent, .. } => !percent,
        Content::Text(text) => matches!(
            read_number(text),
            Some(WrittenNumber::Clear(_) | WrittenNumber::Ambiguous { .. })
        ),
        _ => false,
    }
}

struct Binder<'b> {
    names: &'b Names<'b>,
    set: &'b CriteriaSet,
    /// The columns that say what a row is about, the plainest first.
    naming: Vec<(u32, Column)>,
    /// The inputs of the criterion whose rows these are, where words alone do not say it.
    context: Vec<InputId>,
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
    /// Rows with an answer of which nothing says what it is to.
    unasked: Unasked<'b>,
    /// The input whose row comes next when the form keeps its order.
    expected: usize,
}

impl<'b> Binder<'b> {
    /// Reads a row of a form that has codes.
    fn row_of_code(&mut self, row: Row<'b>, column: u32) {
        let Some(code) = row.in_column(column) else {
            self.unasked.look_at(row);
            return;
        };
        let input = match code.content {
            Content::Text(text) => self.input_called(text.trim()),
            Content::Number { value, .. } => {
                match self.input_numbered(&value.normalize().to_string()) {
                    Ok(input) => input,
                    Err(LostCode) => {
                        self.lost_codes = true;
                        self.report_row(code, Problem::CodeBecameNumber);
                        return;
                    }
                }
            }
            Content::Date(_) => {
                self.lost_codes = true;
                self.report_row(code, Problem::CodeBecameNumber);
                return;
            }
            Content::Logical(_) | Content::Error(_) | Content::UncalculatedFormula => None,
        };
        let Some(input) = input else {
            if let Content::Text(text) = code.content
                && is_day(text)
                && self.answer_in(row).is_some()
            {
                self.lost_codes = true;
                self.report_row(code, Problem::CodeBecameNumber);
                return;
            }
            // The form shows what the superior has set; the superior's own table is what counts.
            if let Content::Text(text) = code.content
                && self.set.input_named(text.trim()).is_some()
            {
                return;
            }
            // Heading rows of groups and criteria carry codes too, and no values.
            if self.answer_in(row).is_some() {
                let shown = code.content.shown();
                let names = self.set.inputs.iter().map(|input| input.name.as_str());
                let nearest = nearest(&shown, names);
                // Points in all, beside the code of what they are for.
                if self.unasked.look_at_heading(code, nearest.as_ref()) {
                    return;
                }
                // A sentence is no code: a total, or the line where people sign.
                if nearest.is_some() || !shown.trim().contains(char::is_whitespace) {
                    let told_by = "code";
                    self.report_row(code, Problem::UnknownRow { told_by, nearest });
                }
            }
            return;
        };
        if let (Some(fields), Some(expected)) = (
            self.sheet.width(row.index()),
            self.sheet.width(self.layout.heading_row),
        ) && fields > expected
        {
            self.report_row(code, Problem::RowTooLong { fields, expected });
        }
        self.answers(row, code, input);
    }

    /// Reads a row of a form that says what it asks for in words.
    fn row_of_words(&mut self, row: Row<'b>) {
        let mut said = Said::default();
        let mut first = None;
        for index in 0..self.naming.len() {
            let (column, what) = self.naming[index];
            if let Some(cell) = row.in_column(column) {
                if first.is_none() || what == Column::Text {
                    first = first.filter(|_| said.has_words).or(Some(cell));
                }
                said.hear(cell, what, self.names);
            }
        }
        let Some(first) = first else { return };
        let answer = self.answer_in(row);
        let meant = said.together(&self.context);
        match (meant.as_slice(), answer) {
            (&[input], _) => {
                self.context = self.of_criterion(input);
                self.answers_in_words(row, first, input);
            }
            // A criterion above its figures.
            ([_, ..], None) => self.context = meant,
            ([_, ..], Some(answer)) if self.is_sum_of_points(&meant, answer) => {
                self.context = meant;
            }
            ([_, ..], Some(_)) => {
                let candidates = meant.iter();
                let candidates = candidates.map(|&input| self.set.input(input).name.clone());
                let candidates = candidates.collect();
                self.report_row(first, Problem::AmbiguousQuestion { candidates });
            }
            ([], _) if said.is_lost => {
                self.lost_codes = true;
                self.report_row(first, Problem::CodeBecameNumber);
            }
            ([], Some(_)) if said.meant.is_some() => {
                let candidates = Vec::new();
                self.report_row(first, Problem::AmbiguousQuestion { candidates });
            }
            ([], answer) => {
                self.context = Vec::new();
                let shown = first.content.shown();
                let is_passed_over =
                    said.is_branch || is_sum(&shown) || self.names.is_branch_code(&shown);
                if let Some(answer) = answer.filter(|_| !is_passed_over) {
                    let nearest = self.names.nearest(&shown);
                    // Below the table people sign.
                    if nearest.is_some() || is_number(answer.content) {
                        let told_by = "words";
                        self.report_row(first, Problem::UnknownRow { told_by, nearest });
                    } else {
                        self.unasked.look_at_words(first, answer);
                    }
                }
            }
        }
    }

    /// Returns the cell in which a row is answered by the unit.
    fn answer_in<'r>(&self, row: Row<'r>) -> Option<Cell<'r>> {
        let mut columns = self.layout.own.columns();
        columns.find_map(|column| row.in_column(column))
    }

    /// Returns whether a row has the points of a criterion that is scored by its figures.
    fn is_sum_of_points(&self, meant: &[InputId], answer: Cell) -> bool {
        let is_of_points = self.layout.own.points == Some(answer.at.column());
        let criterion = |input: &InputId| self.set.input(*input).criterion;
        let mut criteria = meant.iter().map(criterion);
        let first = criteria.next();
        is_of_points && criteria.all(|criterion| Some(criterion) == first)
    }

    fn of_criterion(&self, input: InputId) -> Vec<InputId> {
        let criterion = self.set.input(input).criterion;
        let code = criterion.map(|node| self.set.nodes[node].code.as_str());
        code.map_or_else(|| vec![input], |code| self.names.of_code(code))
    }

    /// Takes the answers of a row told by its words. A criterion may stand above the question it
    /// asks by the same words: the one that is answered counts.
    fn answers_in_words(&mut self, row: Row, named: Cell, input: InputId) {
        let layout = self.layout;
        let mut columns = layout.own.columns().chain(layout.appraised.columns());
        let is_answered = columns.any(|column| row.in_column(column).is_some());
        let index = input.index();
        if self.rows[index].is_some() && !is_answered {
            return;
        }
        let was_answered = [&self.take.own, &self.take.appraised]
            .into_iter()
            .any(|answers| answers.values[index].is_some() || answers.refused[index]);
        if !was_answered {
            self.rows[index] = None;
        }
        self.answers(row, named, input);
    }

    /// Takes the answers of a row.
    fn answers(&mut self, row: Row, code: Cell, input: InputId) {
        let index = input.index();
        if let Some(first) = self.rows[index] {
            let first = first.to_string();
            self.report_row(code, Problem::DuplicateRow { first });
            return;
        }
        self.rows[index] = Some(code.at);
        self.expected = index + 1;
        self.stage(row, input, self.layout.own, Stage::Own);
        self.stage(row, input, self.layout.appraised, Stage::Appraised);
        let filled = |column: Option<u32>| row.in_column(column?).map(|cell| cell.at);
        self.evidence[index] = filled(self.layout.evidence);
        self.notes[index] = filled(self.layout.note);
    }

    fn stage(&mut self, row: Row, input: InputId, columns: Answering, stage: Stage) {
        let kind = self.set.input(input).shape.kind;
        let Some((column, are_points)) = columns.column(kind) else {
            return;
        };
        let answers = match stage {
            Stage::Own => &mut self.take.own,
            Stage::Appraised => &mut self.take.appraised,
        };
        answers.cells[input.index()] = Some(CellRef::from_absolute(row.index(), column));
        if let Some(cell) = row.in_column(column) {
            self.take.answer(cell, input, stage, are_points);
        }
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
    fn input_numbered(&self, shown: &str) -> Result<Option<InputId>, LostCode> {
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
            (Some(_), Some(_)) => Err(LostCode),
        }
    }

    fn report_row(&mut self, named: Cell, problem: Problem) {
        let finding = Finding::new(problem, self.sheet.place(named.at));
        self.take
            .findings
            .push(finding.quoting(named.content.shown()));
    }

    fn report_hidden(&mut self) {
        let rows: Vec<u32> = self.rows.iter().flatten().map(|at| at.row()).collect();
        let layout = self.layout;
        let naming = self.naming.first().map(|(column, _)| *column);
        let columns = naming.into_iter().chain(layout.own.columns());
        let columns = columns.chain(layout.appraised.columns());
        let more = [layout.evidence, layout.note].into_iter().flatten();
        let columns: Vec<u32> = columns.chain(more).collect();
        report_hidden(
            self.sheet,
            &rows,
            &columns,
            layout.heading_row,
            self.take.findings,
        );
    }

    fn report_missing_rows(&mut self, without_code: &[InputId]) {
        // A code that has become a number may be any of the rows that seem to be missing.
        if self.lost_codes {
            return;
        }
        for (index, row) in self.rows.iter().enumerate() {
            let id = InputId::new(index);
            if row.is_none()
                && !self.set.inputs[index].is_set_by_superior
                && !without_code.contains(&id)
            {
                // What stands before it in the form tells where it belongs.
                let before = self.rows[..index].iter().rev().flatten().next();
                let after = before.map(|at| at.row_number());
                let place =
                    before.map_or_else(|| self.part.place(self.sheet), |at| self.sheet.place(*at));
                self.take
                    .findings
                    .push(missing(self.set, id, "row", after, place));
            }
        }
    }
}

/// What the words of a row say.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// What they mean together.
    meant: Option<Vec<InputId>>,
    /// What a running number would mean, were it a code.
    numbered: Vec<InputId>,
    /// Whether there is a text beside the number.
    has_words: bool,
    pub(super) is_branch: bool,
    is_lost: bool,
}

impl Said {
    pub(super) fn hear(&mut self, cell: Cell, what: Column, names: &Names) {
        if let Content::Text(text) = cell.content
            && what == Column::Text
        {
            self.has_words = true;
            self.is_branch |= names.is_branch(text);
        }
        let named = match names.named_in(cell.content) {
            Ok(named) if named.is_empty() => return,
            Ok(named) => named,
            Err(LostCode) => {
                self.is_lost = true;
                return;
            }
        };
        // Rows are numbered 1, 2, 3 whatever their criteria are called.
        let shown = cell.content.shown();
        if what == Column::Number && shown.trim().chars().all(char::is_numeric) {
            self.numbered = named;
            return;
        }
        self.meant = Some(match self.meant.take() {
            None => named,
            Some(before) => {
                let both = before.into_iter();
                both.filter(|input| named.contains(input)).collect()
            }
        });
    }

    /// Returns what the row can mean, among the rows of a criterion where the words alone do not
    /// say it.
    pub(super) fn together(&self, context: &[InputId]) -> Vec<InputId> {
        let meant = match &self.meant {
            Some(meant) => meant.clone(),
            None if self.has_words => Vec::new(),
            None => self.numbered.clone(),
        };
        if meant.len() < 2 {
            return meant;
        }
        let within = meant.iter().copied();
        let within: Vec<InputId> = within.filter(|input| context.contains(input)).collect();
        if within.len() == 1 { within } else { meant }
    }
}

/// Returns whether a text is a day as Excel writes it into a text file: `01-Feb`, `Feb-01`,
/// `01-Thg2`, `01/02/2021`.
fn is_day(text: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let folded = fold(text);
    let parts = folded
        .split(['-', '/', ' '])
        .filter(|part| !part.is_empty());
    let parts: Vec<&str> = parts.collect();
    let is_number = |part: &&&str| part.bytes().all(|byte| byte.is_ascii_digit());
    let is_month =
        |part: &&str| MONTHS.contains(part) || part.starts_with("thg") || part.starts_with("thang");
    let numbers = parts.iter().filter(is_number).count();
    match parts.len() {
        2 => numbers == 1 && parts.iter().any(is_month),
        3 => numbers == 3 || (numbers == 2 && parts.iter().any(is_month)),
        _ => false,
    }
}

/// Returns whether a row is what others come to together.
pub(super) fn is_sum(text: &str) -> bool {
    let folded = fold(text);
    [
        "tong",
        "cong",
        "trung binh",
        "binh quan",
        "total",
        "average",
    ]
    .iter()
    .any(|word| {
        let rest = folded.strip_prefix(word);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', ':', '(']))
    })
}
