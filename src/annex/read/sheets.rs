//! Which sheet holds what: the annex is found by its headings, the sheets of ours by their names.

use super::super::columns::{self, Column, Field};
use super::Reader;
use super::table::{Table, find_annex, heading};
use crate::finding::{CellRef, Place, Problem};
use crate::submission::Workbook;
use crate::submission::sheet::{Cell, Sheet};
use crate::unit::fold;

impl Reader<'_> {
    /// Finds the table of the annex.
    pub(super) fn annex(&mut self, workbook: &mut Workbook) -> Result<Option<Table>, Problem> {
        let ours = [
            columns::INPUTS,
            columns::LADDERS,
            columns::GENERAL,
            columns::WORDS,
        ]
        .map(fold);
        let mut tables = Vec::new();
        for name in workbook.visible_sheets() {
            let folded = fold(&name);
            if ours.contains(&folded) {
                continue;
            }
            let sheet = workbook.sheet(&name)?;
            let Some((table, duplicates)) = find_annex(sheet) else {
                continue;
            };
            if folded == fold(columns::ANNEX) {
                tables.clear();
                tables.push((name, table, duplicates));
                break;
            }
            tables.push((name, table, duplicates));
        }
        if tables.len() > 1 {
            let sheets = tables.into_iter().map(|(name, ..)| name).collect();
            return Err(Problem::SeveralForms { sheets });
        }
        let Some((_, table, duplicates)) = tables.pop() else {
            return Err(Problem::NoAnnexTable {
                headings: ["STT", "Tiêu chí", "Điểm tối đa"].map(str::to_owned).into(),
            });
        };
        self.lost_cells(&table.sheet);
        for (at, first) in duplicates {
            if let Some(cell) = table.sheet.at(at) {
                let first = first.to_string();
                self.report_cell(Problem::DuplicateHeading { first }, &table.sheet, cell);
            }
        }
        Ok(Some(table))
    }

    fn lost_cells(&mut self, sheet: &Sheet) {
        for error in sheet.lost() {
            self.report(Problem::ErrorValue, Place::File(self.source.clone()), error);
        }
    }

    /// Finds a sheet of ours by its name, and its table.
    pub(super) fn sheet(
        &mut self,
        workbook: &mut Workbook,
        wanted: &str,
        known: &'static [Column],
        needed: &[Field],
    ) -> Result<Option<Table>, Problem> {
        let folded = fold(wanted);
        let names = workbook.visible_sheets();
        let Some(name) = names.iter().find(|name| fold(name) == folded) else {
            return Ok(None);
        };
        let sheet = workbook.sheet(name)?;
        self.lost_cells(&sheet);
        let column = |cell: Cell| {
            let text = heading(cell)?;
            let found = known.iter().find(|column| fold(column.heading) == text)?;
            Some((found.field, cell.at.column()))
        };
        let found = sheet.rows().find_map(|row| {
            let columns: Vec<(Field, u32)> = row.cells().filter_map(column).collect();
            let has = |field: &Field| columns.iter().any(|(other, _)| other == field);
            needed.iter().all(has).then(|| (row.index(), columns))
        });
        if let Some((heading_row, columns)) = found {
            return Ok(Some(Table {
                sheet,
                heading_row,
                columns,
            }));
        }
        if sheet.is_empty() {
            return Ok(None);
        }
        let headings = known.iter().filter(|column| needed.contains(&column.field));
        let headings = headings.map(|column| column.heading.to_owned()).collect();
        let place = sheet.place(CellRef::from_absolute(0, 0));
        self.report(Problem::NoAnnexTable { headings }, place, "");
        Ok(None)
    }
}
