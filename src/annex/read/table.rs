//! Where a table is and what its columns are: found by what headings say, never by an address.

use std::collections::BTreeMap;

use super::super::columns::{self, Field};
use crate::finding::{CellRef, Place};
use crate::submission::sheet::{Cell, Content, Row, Sheet};
use crate::unit::fold;

/// Bytes of the longest text that may be a heading.
const LONGEST_HEADING: usize = 120;

/// A table and where its columns are.
pub(super) struct Table {
    pub(super) sheet: Sheet,
    pub(super) heading_row: u32,
    pub(super) columns: Vec<(Field, u32)>,
}

impl Table {
    pub(super) fn column(&self, field: Field) -> Option<u32> {
        let found = self.columns.iter().find(|(other, _)| *other == field);
        found.map(|(_, column)| *column)
    }

    pub(super) fn cell<'s>(&self, row: Row<'s>, field: Field) -> Option<Cell<'s>> {
        row.in_column(self.column(field)?)
    }

    /// Whether it has the columns of the program.
    pub(super) fn is_ours(&self) -> bool {
        self.column(Field::Parent).is_some()
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.sheet
            .rows()
            .filter(|row| row.index() > self.heading_row)
    }
}

/// Which numbers of a code came last, to tell 4.10 from 4.1.
#[derive(Default)]
pub(super) struct Sequence {
    last: BTreeMap<String, u64>,
}

impl Sequence {
    /// Notes a code; returns whether it may be what was written where a spreadsheet has a number.
    ///
    /// 4.1 is the first below 4, 4.2 follows 4.1; 4.1 after 4.9 was 4.10.
    pub(super) fn goes_on_with(&mut self, code: &str) -> bool {
        self.last.remove(code);
        let Some((above, number)) = code.rsplit_once('.') else {
            return true;
        };
        let Ok(number) = number.parse::<u64>() else {
            return true;
        };
        let last = self.last.get(above).copied().unwrap_or(0);
        let follows = number == last + 1 || number > 9;
        let meant = if follows {
            number
        } else {
            number.saturating_mul(10)
        };
        self.last.insert(above.to_owned(), meant.max(number));
        follows
    }
}

/// Returns the folded text of a cell that may be a heading.
pub(super) fn heading(cell: Cell) -> Option<String> {
    match cell.content {
        Content::Text(text) if text.len() <= LONGEST_HEADING => {
            Some(fold(text).trim_end_matches([':', '*', ' ']).to_owned())
        }
        _ => None,
    }
}

/// Returns what a heading of an annex stands above.
pub(super) fn annex_field(cell: Cell) -> Option<Field> {
    let text = heading(cell)?;
    let ours = columns::ANNEX_COLUMNS
        .iter()
        .find(|column| fold(column.heading) == text);
    if let Some(ours) = ours {
        return Some(ours.field);
    }
    let is = |names: &[&str]| names.contains(&text.as_str());
    let has = |names: &[&str]| names.iter().any(|name| text.contains(name));
    let field = if is(&["tt", "so tt", "so thu tu", "ma", "ma so", "no"]) {
        Field::Code
    } else if has(&["diem toi da", "diem chuan", "thang diem"]) || is(&["diem", "so diem"]) {
        Field::Number("maximum")
    } else if has(&["kiem chung", "minh chung"]) {
        Field::Vietnamese("evidence")
    } else if has(&["phu trach", "chu tri", "theo doi"]) {
        Field::Vietnamese("responsible")
    } else if has(&[
        "cach tinh",
        "phuong phap tinh",
        "cach cham",
        "cach danh gia",
        "huong dan cham",
    ]) {
        Field::RuleKind
    } else if has(&["tieu chi"]) || text.starts_with("noi dung") || is(&["chi so", "chi tieu"]) {
        Field::Vietnamese("title")
    } else {
        return None;
    };
    Some(field)
}

/// A heading that names a column a second time, and the first one.
pub(super) type Duplicates = Vec<(CellRef, CellRef)>;

/// Finds the table of an annex; its headings may stand in two rows, as merged cells make them.
pub(super) fn find_annex(sheet: Sheet) -> Option<(Table, Duplicates)> {
    let needed = [
        Field::Code,
        Field::Vietnamese("title"),
        Field::Number("maximum"),
    ];
    let mut found = None;
    let mut recent: Vec<(Field, CellRef)> = Vec::new();
    for row in sheet.rows() {
        recent.retain(|(_, at)| at.row() + 2 >= row.index());
        // A row that begins with a code is no second row of headings.
        let fields = row
            .cells()
            .filter_map(|cell| Some((annex_field(cell)?, cell.at)));
        let mut duplicates = Vec::new();
        for (field, at) in fields {
            match recent.iter().find(|(other, _)| *other == field) {
                Some((_, first)) if first.row() == at.row() => duplicates.push((at, *first)),
                Some((_, first)) if first.column() == at.column() => {}
                Some(_) => recent.retain(|(other, _)| *other != field),
                None => {}
            }
            if !recent.iter().any(|(other, _)| *other == field) {
                recent.push((field, at));
            }
        }
        if needed
            .iter()
            .all(|field| recent.iter().any(|(other, _)| other == field))
        {
            found = Some((row.index(), recent, duplicates));
            break;
        }
    }
    let (heading_row, columns, duplicates) = found?;
    let columns = columns
        .into_iter()
        .map(|(field, at)| (field, at.column()))
        .collect();
    let table = Table {
        sheet,
        heading_row,
        columns,
    };
    Some((table, duplicates))
}

/// Whether a row repeats the headings, as tables over several pages do.
pub(super) fn is_heading_again(table: &Table, row: Row) -> bool {
    let names = |field: Field| table.cell(row, field).and_then(annex_field) == Some(field);
    names(Field::Code) && names(Field::Vietnamese("title"))
}

/// Whether a row below the headings numbers the columns: (1), (2), (3), or A, B, 1.
pub(super) fn is_numbering(table: &Table, row: Row) -> bool {
    let number = |cell: Cell| {
        let shown = cell.content.shown();
        let inner = shown.trim().trim_matches(['(', ')', '[', ']']).to_owned();
        let is_number = inner.len() <= 2 && inner.bytes().all(|byte| byte.is_ascii_digit());
        let is_letter = inner.len() == 1 && inner.bytes().all(|byte| byte.is_ascii_uppercase());
        !inner.is_empty() && (is_number || is_letter)
    };
    let title = table.cell(row, Field::Vietnamese("title"));
    row.index() <= table.heading_row + 1 && title.is_some_and(number) && row.cells().all(number)
}

/// Line breaks and runs of blanks become one blank.
pub(super) fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `10 điểm` is 10.
pub(super) fn without_unit(text: &str) -> &str {
    let text = text.trim();
    let units = ["điểm", "Điểm", "đ", "ĐIỂM"];
    let found = units.iter().find_map(|unit| text.strip_suffix(unit));
    found.unwrap_or(text).trim()
}

/// The line above the table that names the set.
pub(super) fn title_above(table: &Table) -> Option<(String, Place)> {
    let above = table
        .sheet
        .rows()
        .take_while(|row| row.index() < table.heading_row);
    let lines = above.flat_map(|row| row.cells().collect::<Vec<_>>());
    let lines: Vec<(String, CellRef)> = lines
        .filter_map(|cell| match cell.content {
            Content::Text(text) => Some((collapsed(text), cell.at)),
            _ => None,
        })
        .filter(|(line, _)| line.chars().count() <= 300)
        .collect();
    let names = [
        "bo tieu chi",
        "bo chi so",
        "bo chi tieu",
        "tieu chi",
        "chi so",
    ];
    let found = names.iter().find_map(|name| {
        let has_name = |(line, _): &&(String, CellRef)| {
            let folded = fold(line);
            folded.contains(name) && !folded.starts_with('(')
        };
        lines.iter().find(has_name)
    });
    found.map(|(line, at)| (line.clone(), table.sheet.place(*at)))
}

/// The number of the decision named above the table.
pub(super) fn number_above(table: &Table) -> Option<(String, Place)> {
    let above = table
        .sheet
        .rows()
        .take_while(|row| row.index() < table.heading_row);
    let mut cells = above.flat_map(|row| row.cells().collect::<Vec<_>>());
    cells.find_map(|cell| {
        let Content::Text(text) = cell.content else {
            return None;
        };
        let word = text.split_whitespace().find(|word| word.contains("/QĐ"))?;
        let number = word.trim_matches(['(', ')', ',', ';', '.', ':']);
        let is_number = number.starts_with(|letter: char| letter.is_ascii_digit());
        is_number.then(|| (number.to_owned(), table.sheet.place(cell.at)))
    })
}
