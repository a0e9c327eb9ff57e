//! A file → the sheets in it that hold something: a form, or a table of units.

use super::layout::{self, Header, Layout};
use super::names::Names;
use super::sheet::Sheet;
use super::wide::{self, Wide};
use super::workbook::{self, Shown};
use super::{Reader, Workbook, bind, csv, font, kind, words};
use crate::finding::{Finding, Findings, Place, Problem, Source};

/// What a sheet holds.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Table {
    /// The form of one unit.
    Form(Layout),
    /// A row for every unit.
    Wide(Wide),
}

/// The sheets of a file that hold something, each with what it holds.
pub(super) type Tables = Vec<(Sheet, Table)>;

impl Table {
    pub(super) fn header(&self) -> &Header {
        match self {
            Table::Form(layout) => &layout.header,
            Table::Wide(wide) => &wide.header,
        }
    }

    /// Finds the form or the table in a sheet. Rows told by words make a form only where the words
    /// are those of the criteria set: many tables have a heading “Nội dung”.
    pub(super) fn find(sheet: &Sheet, names: &Names) -> Option<Table> {
        let layout = layout::find(sheet, names);
        let layout = layout.filter(|layout| {
            layout.code.is_some() || bind::asks(names, sheet, layout, &layout.texts)
        });
        match layout {
            Some(layout) => Some(Table::Form(layout)),
            None => wide::find(sheet, names).map(Table::Wide),
        }
    }
}

/// Returns the sheets that hold something, each with what it holds; never none.
pub(super) fn read(
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
pub(crate) fn open_workbook<'b>(source: &Source, bytes: &'b [u8]) -> Result<Workbook<'b>, Problem> {
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
fn open<'b>(reader: Reader, source: &Source, bytes: &'b [u8]) -> Result<Workbook<'b>, Problem> {
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
    let mut unread = workbook.sheets(|shown| shown == Shown::Hidden);
    unread.retain(|sheet| !words::is_behind_our_form(sheet));
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
    let mut others = Vec::new();
    for name in sheets.into_iter().filter(|name| names.has_sheet(name)) {
        let sheet = workbook.sheet(&name)?;
        match font::find(sheet, names) {
            Ok(found) => tables.push(found),
            Err(other) => others.push(other),
        }
    }
    // A form with the codes of the set, or a table of units, leaves no doubt; words may be those
    // of a sheet that shows results.
    let by_code = |(sheet, table): &(Sheet, Table)| match table {
        Table::Form(layout) => bind::asks_by_code(names, sheet, layout),
        Table::Wide(_) => true,
    };
    let by_words = |(sheet, table): &(Sheet, Table)| match table {
        Table::Form(layout) => bind::asks(names, sheet, layout, &layout.texts),
        Table::Wide(_) => true,
    };
    if tables.len() > 1 {
        if tables.iter().any(by_code) {
            tables.retain(by_code);
        } else if tables.iter().any(by_words) {
            tables.retain(by_words);
        }
    }
    if let [(sheet, Table::Form(_))] = tables.as_mut_slice() {
        for other in others {
            sheet.put_beside(*other);
        }
    }
    Ok(tables)
}
