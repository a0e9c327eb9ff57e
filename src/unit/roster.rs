//! `units.csv` → [`Roster`], with every mistake found on the way.
//!
//! Columns: `code`, `name`, perhaps `type`, `valid_from`, `valid_until`, and for each tier
//! above a pair such as `district_code`, `district`. Vietnamese headings are understood too.

use std::collections::BTreeMap;
use std::sync::Arc;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::{AdministrativeUnit, Roster, Tier, UnitCode, fold};
use crate::delimited;
use crate::finding::{CellRef, Finding, Findings, Place, Problem, Source};
use crate::period::Date;

/// Where the columns are.
struct Columns {
    code: usize,
    name: usize,
    kind: Option<usize>,
    valid_from: Option<usize>,
    valid_until: Option<usize>,
    /// Name of the tier, column of its code, column of its name.
    tiers: Vec<(String, usize, usize)>,
}

/// Reads a roster; what cannot be understood is in `findings`.
pub fn read(source: &Source, text: &str, findings: &mut Findings) -> Roster {
    let table = match delimited::read(text.as_bytes()) {
        Ok(table) => table,
        Err(problem) => {
            findings.push(Finding::new(problem, Place::File(source.clone())));
            return Roster::default();
        }
    };
    let mut rows = table.rows();
    let heading: Vec<&str> = rows.next().iter().flat_map(delimited::Row::iter).collect();
    let Some(columns) = columns(source, &heading, findings) else {
        return Roster::default();
    };
    let mut units: Vec<AdministrativeUnit> = Vec::new();
    let mut cells = Vec::new();
    // A row of nothing but separators is what a spreadsheet leaves below the table.
    for fields in rows.filter(|fields| fields.iter().any(|field| !field.trim().is_empty())) {
        let row = fields.number();
        let mut line = Row {
            source,
            fields: &fields,
            findings,
        };
        if fields.width() != heading.len() {
            line.report(
                0,
                Problem::RosterRowLength {
                    fields: fields.width(),
                    expected: heading.len(),
                },
            );
            continue;
        }
        if let Some(mut unit) = line.unit(&columns) {
            if let Some(before) = units.last().filter(|before| before.tiers == unit.tiers) {
                unit.tiers = Arc::clone(&before.tiers);
            }
            units.push(unit);
            cells.push(CellRef::from_absolute(row, to_u32(columns.code)));
        }
    }
    report_duplicates(source, &units, &cells, findings);
    report_cut_zeros(source, &units, &cells, findings);
    Roster::new(units)
}

struct Row<'a> {
    source: &'a Source,
    fields: &'a delimited::Row<'a>,
    findings: &'a mut Findings,
}

impl Row<'_> {
    fn report(&mut self, column: usize, problem: Problem) {
        let cell = CellRef::from_absolute(self.fields.number(), to_u32(column));
        let text = self.fields.get(column).unwrap_or_default().to_owned();
        let place = Place::Field {
            source: self.source.clone(),
            cell,
        };
        self.findings
            .push(Finding::new(problem, place).quoting(text));
    }

    fn text(&self, column: usize) -> String {
        let text = self.fields.get(column).unwrap_or_default().trim();
        // To compose what is composed takes ten times as long as to see that it is.
        match is_nfc_quick(text.chars()) {
            IsNormalized::Yes => text.to_owned(),
            IsNormalized::No | IsNormalized::Maybe => text.nfc().collect(),
        }
    }

    fn required(&mut self, column: usize, name: &str) -> Option<String> {
        let text = self.text(column);
        if text.is_empty() {
            self.report(
                column,
                Problem::RosterCellEmpty {
                    column: name.to_owned(),
                },
            );
            return None;
        }
        Some(text)
    }

    fn date(&mut self, column: Option<usize>) -> Option<Date> {
        let column = column?;
        let text = self.text(column);
        if text.is_empty() {
            return None;
        }
        let date = text.parse().ok();
        if date.is_none() {
            self.report(column, Problem::RosterDate);
        }
        date
    }

    fn unit(&mut self, columns: &Columns) -> Option<AdministrativeUnit> {
        let code = self.required(columns.code, "code");
        let name = self.required(columns.name, "name");
        let valid_from = self.date(columns.valid_from);
        let valid_until = self.date(columns.valid_until);
        if let (Some(from), Some(until), Some(column)) =
            (valid_from, valid_until, columns.valid_until)
            && until < from
        {
            self.report(
                column,
                Problem::ValidityReversed {
                    from: from.to_string(),
                    until: until.to_string(),
                },
            );
        }
        let tiers = columns
            .tiers
            .iter()
            .map(|(tier, code, name)| Tier {
                tier: tier.clone(),
                code: self.text(*code),
                name: self.text(*name),
            })
            .filter(|tier| !tier.code.is_empty() || !tier.name.is_empty())
            .collect();
        Some(AdministrativeUnit {
            code: UnitCode::new(code?),
            name: name?,
            kind: columns
                .kind
                .map(|column| self.text(column).to_lowercase())
                .unwrap_or_default(),
            tiers,
            valid_from,
            valid_until,
        })
    }
}

fn columns(source: &Source, heading: &[&str], findings: &mut Findings) -> Option<Columns> {
    let names: Vec<String> = heading.iter().map(|name| fold(name)).collect();
    let position = |wanted: &[&str]| {
        names
            .iter()
            .position(|name| wanted.contains(&name.as_str()))
    };
    let code = position(&["code", "ma", "ma don vi"]);
    let name = position(&["name", "ten", "ten don vi", "don vi"]);
    for (column, found) in [("code", code), ("name", name)] {
        if found.is_none() {
            let problem = Problem::RosterColumnMissing {
                column: column.to_owned(),
            };
            findings.push(Finding::new(problem, Place::File(source.clone())));
        }
    }
    let tiers = names
        .iter()
        .enumerate()
        .filter_map(|(code_column, name)| {
            let tier = name.strip_suffix("_code")?;
            let name_column = names.iter().position(|other| other == tier)?;
            Some((tier.to_owned(), code_column, name_column))
        })
        .collect();
    Some(Columns {
        code: code?,
        name: name?,
        kind: position(&["type", "loai", "loai don vi"]),
        valid_from: position(&["valid_from", "hieu luc tu"]),
        valid_until: position(&["valid_until", "hieu luc den"]),
        tiers,
    })
}

/// Two units may share a code, but not on the same day.
fn report_duplicates(
    source: &Source,
    units: &[AdministrativeUnit],
    cells: &[CellRef],
    findings: &mut Findings,
) {
    let mut earlier: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, unit) in units.iter().enumerate() {
        let same_code = earlier.entry(unit.code.as_str()).or_default();
        let clash = same_code
            .iter()
            .find(|&&other| overlap(unit, &units[other]));
        if let Some(&first) = clash {
            let problem = Problem::DuplicateUnit {
                code: unit.code.as_str().to_owned(),
                first_row: cells[first].row_number(),
            };
            findings.push(field(source, cells[index], problem, unit.code.as_str()));
        }
        same_code.push(index);
    }
}

fn overlap(one: &AdministrativeUnit, two: &AdministrativeUnit) -> bool {
    let before = |until: Option<Date>, from: Option<Date>| matches!((until, from), (Some(until), Some(from)) if until < from);
    !before(one.valid_until, two.valid_from) && !before(two.valid_until, one.valid_from)
}

fn report_cut_zeros(
    source: &Source,
    units: &[AdministrativeUnit],
    cells: &[CellRef],
    findings: &mut Findings,
) {
    let is_number = |code: &str| code.bytes().all(|byte| byte.is_ascii_digit());
    let length = units
        .iter()
        .map(|unit| unit.code.as_str().len())
        .max()
        .unwrap_or(0);
    for (unit, cell) in units.iter().zip(cells) {
        let code = unit.code.as_str();
        if code.len() < length && is_number(code) && !code.starts_with('0') {
            findings.push(field(source, *cell, Problem::ZeroCut { length }, code));
        }
    }
}

fn field(source: &Source, cell: CellRef, problem: Problem, text: &str) -> Finding {
    let place = Place::Field {
        source: source.clone(),
        cell,
    };
    Finding::new(problem, place).quoting(text)
}

fn to_u32(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}
