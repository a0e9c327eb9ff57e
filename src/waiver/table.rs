//! The table of waivers → [`Waivers`], with every mistake found on the way.
//!
//! A CSV like the roster: a row per waiver, columns known by Vietnamese or English headings.

use std::collections::BTreeMap;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use super::{Cell, Places, Waiver, Waivers, asked_below};
use crate::definition::{CriteriaSet, NodeIndex, Waived};
use crate::delimited;
use crate::finding::{CellRef, Finding, Findings, Place, Problem, Source};
use crate::period::Date;
use crate::rule::nearest;
use crate::unit::{AdministrativeUnit, Roster, fold, is_name_of};

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Unit,
    Name,
    Criterion,
    Reason,
    Approver,
    Document,
    From,
    Until,
    /// For people: the title of the criterion, a remark.
    Other,
}

/// The headings of the columns, folded; the first is the column's name.
const HEADINGS: &[(Column, &[&str])] = &[
    (Column::Unit, &["code", "ma", "ma don vi"]),
    (Column::Name, &["name", "ten", "ten don vi", "don vi"]),
    (
        Column::Criterion,
        &["criterion", "tieu chi", "ma tieu chi", "ma tieu chi, nhom"],
    ),
    (Column::Reason, &["reason", "ly do"]),
    (
        Column::Approver,
        &[
            "approver",
            "phe duyet",
            "nguoi phe duyet",
            "co quan phe duyet",
            "cap phe duyet",
        ],
    ),
    (
        Column::Document,
        &[
            "document",
            "van ban",
            "so van ban",
            "quyet dinh",
            "so quyet dinh",
        ],
    ),
    (Column::From, &["from", "tu", "tu ngay"]),
    (Column::Until, &["until", "den", "den ngay", "den het ngay"]),
    (
        Column::Other,
        &[
            "note",
            "title",
            "stt",
            "ghi chu",
            "ten tieu chi",
            "noi dung",
        ],
    ),
];

/// The columns that have to be there, and filled in.
const NEEDED: [Column; 5] = [
    Column::Unit,
    Column::Criterion,
    Column::Reason,
    Column::Approver,
    Column::Until,
];

impl Column {
    fn name(self) -> &'static str {
        let mut headings = HEADINGS.iter();
        let found = headings.find(|(column, _)| *column == self);
        found.map_or("", |(_, names)| names[0])
    }
}

/// Reads the table. What cannot be understood or used is in `findings`; with an error among them
/// the table is not to be used. Units are looked up in the roster, where there is one.
pub fn read(
    set: &CriteriaSet,
    roster: Option<&Roster>,
    source: &Source,
    text: &str,
    findings: &mut Findings,
) -> Waivers {
    let table = match delimited::read(text.as_bytes()) {
        Ok(table) => table,
        Err(problem) => {
            findings.push(Finding::new(problem, Place::File(source.clone())));
            return Waivers::default();
        }
    };
    let mut rows = table.rows();
    let heading = rows.next();
    let mut reader = Reader {
        set,
        units: roster.map(by_code),
        source,
        columns: Vec::new(),
        is_day_first: false,
        findings,
    };
    if !reader.heading(heading.as_ref()) {
        return Waivers::default();
    }
    // A row of nothing but separators is what a spreadsheet leaves below the table.
    let rows = || {
        let rows = table.rows().skip(1);
        rows.filter(|row| row.iter().any(|field| !field.trim().is_empty()))
    };
    reader.is_day_first = reader.tells_days_first(rows());
    let mut read: BTreeMap<String, Vec<(u32, Waiver)>> = BTreeMap::new();
    for row in rows() {
        if let Some((unit, waiver)) = reader.row(&row) {
            read.entry(unit).or_default().push((row.number(), waiver));
        }
    }
    for waivers in read.values() {
        reader.report_twice(waivers);
    }
    let without_rows = |(_, waiver): (u32, Waiver)| Arc::new(waiver);
    let of_unit = |(unit, waivers): (String, Vec<(u32, Waiver)>)| {
        (unit, waivers.into_iter().map(without_rows).collect())
    };
    Waivers {
        by_unit: read.into_iter().map(of_unit).collect(),
    }
}

type Units<'r> = BTreeMap<&'r str, Vec<&'r AdministrativeUnit>>;

fn by_code(roster: &Roster) -> Units<'_> {
    let mut units = Units::new();
    for unit in roster.units() {
        units.entry(unit.code.as_str()).or_default().push(unit);
    }
    units
}

/// Something is wrong, and it is among the findings already.
struct Told;

struct Reader<'r> {
    set: &'r CriteriaSet,
    units: Option<Units<'r>>,
    source: &'r Source,
    columns: Vec<Column>,
    /// Whether days with slashes are known to begin with the day.
    is_day_first: bool,
    findings: &'r mut Findings,
}

impl Reader<'_> {
    fn place(&self, row: u32, column: usize) -> Place {
        Place::Field {
            source: self.source.clone(),
            cell: CellRef::from_absolute(row, u32::try_from(column).unwrap_or(u32::MAX)),
        }
    }

    fn report(&mut self, row: &delimited::Row, column: usize, problem: Problem) {
        let place = self.place(row.number(), column);
        let mut finding = Finding::new(problem, place);
        let text = row.get(column).map(str::trim);
        finding.quoted = text.filter(|text| !text.is_empty()).map(str::to_owned);
        self.findings.push(finding);
    }

    fn position(&self, wanted: Column) -> Option<usize> {
        self.columns.iter().position(|column| *column == wanted)
    }

    /// Finds the columns; without those that are needed there is no table.
    fn heading(&mut self, heading: Option<&delimited::Row>) -> bool {
        if let Some(row) = heading {
            for (index, text) in row.iter().enumerate() {
                let column = self.column(row, index, &fold(text));
                self.columns.push(column);
            }
        }
        let missing = NEEDED
            .into_iter()
            .filter(|column| self.position(*column).is_none());
        let missing: Vec<Column> = missing.collect();
        for column in &missing {
            let column = column.name().to_owned();
            let place = Place::File(self.source.clone());
            let problem = Problem::WaiverColumnMissing { column };
            self.findings.push(Finding::new(problem, place));
        }
        missing.is_empty()
    }

    /// Returns what a heading names; one without text is of a column for people.
    fn column(&mut self, row: &delimited::Row, index: usize, heading: &str) -> Column {
        let column = HEADINGS
            .iter()
            .find(|(_, names)| names.contains(&heading))
            .map(|(column, _)| *column);
        let first = column.and_then(|column| self.position(column));
        match (column, first) {
            (None, _) if !heading.is_empty() => {
                let known = |(column, names): &(Column, &'static [&'static str])| {
                    let column = *column;
                    names.iter().map(move |name| (*name, column))
                };
                let known: BTreeMap<&str, Column> = HEADINGS.iter().flat_map(known).collect();
                let nearest = nearest(heading, known.keys().copied());
                let nearest = nearest.and_then(|name| known.get(name.as_str()).copied());
                let nearest = nearest.map(|column| column.name().to_owned());
                self.report(row, index, Problem::WaiverHeadingUnknown { nearest });
            }
            (Some(column), Some(first)) if column != Column::Other => {
                let first = u32::try_from(first).unwrap_or(u32::MAX);
                let first = CellRef::from_absolute(row.number(), first).to_string();
                self.report(row, index, Problem::WaiverHeadingTwice { first });
            }
            _ => {}
        }
        column.unwrap_or(Column::Other)
    }

    /// Returns whether a day of the table shows that all begin with the day: `31/12/2025` does,
    /// and `12/31/2025` shows the contrary.
    fn tells_days_first<'t>(&self, rows: impl Iterator<Item = delimited::Row<'t>>) -> bool {
        let columns = [Column::From, Column::Until].map(|column| self.position(column));
        let (mut day_first, mut month_first) = (false, false);
        for row in rows {
            for column in columns.into_iter().flatten() {
                if let Some([day, month]) = readings(row.get(column).unwrap_or_default()) {
                    day_first |= day.is_some() && month.is_none();
                    month_first |= day.is_none() && month.is_some();
                }
            }
        }
        day_first && !month_first
    }

    fn text(&self, row: &delimited::Row, column: Column) -> Option<String> {
        let field = row.get(self.position(column)?).unwrap_or_default();
        let words: Vec<&str> = field.split_whitespace().collect();
        (!words.is_empty()).then(|| words.join(" ").nfc().collect())
    }

    fn required(&mut self, row: &delimited::Row, column: Column) -> Option<String> {
        let text = self.text(row, column);
        if text.is_none() {
            let problem = Problem::WaiverCellEmpty {
                column: column.name().to_owned(),
            };
            self.report(row, self.position(column).unwrap_or(0), problem);
        }
        text
    }

    /// Reads a day; nothing where there is none, or where it is told what is wrong with it.
    fn day(&mut self, row: &delimited::Row, column: Column) -> Result<Option<Date>, Told> {
        let Some(text) = self.text(row, column) else {
            return Ok(None);
        };
        if let Ok(day) = text.parse() {
            return Ok(Some(day));
        }
        let possible = match readings(&text) {
            Some([Some(one), Some(other)]) if one == other || self.is_day_first => {
                return Ok(Some(one));
            }
            Some([Some(day), None]) => return Ok(Some(day)),
            Some([Some(one), Some(other)]) => vec![one.to_string(), other.to_string()],
            Some([None, _]) | None => Vec::new(),
        };
        let problem = Problem::WaiverDate { readings: possible };
        self.report(row, self.position(column).unwrap_or(0), problem);
        Err(Told)
    }

    /// Reads a row; nothing where something is wrong with it.
    fn row(&mut self, row: &delimited::Row) -> Option<(String, Waiver)> {
        if row.width() != self.columns.len() {
            let (fields, expected) = (row.width(), self.columns.len());
            self.report(row, 0, Problem::WaiverRowLength { fields, expected });
            return None;
        }
        let unit = self.required(row, Column::Unit);
        let criterion = self.required(row, Column::Criterion);
        let reason = self.required(row, Column::Reason);
        let approver = self.required(row, Column::Approver);
        self.required(row, Column::Until);
        let days = [Column::From, Column::Until].map(|column| self.day(row, column));
        let days = match days {
            [Ok(from), Ok(Some(until))] => Some((from, until)),
            _ => None,
        };
        let days = days.filter(|&(from, until)| {
            let reversed = from.filter(|from| until < *from);
            if let Some(from) = reversed {
                let (from, until) = (from.to_string(), until.to_string());
                let column = self.position(Column::Until).unwrap_or(0);
                self.report(row, column, Problem::WaiverDaysReversed { from, until });
            }
            reversed.is_none()
        });
        // What days there are when something is wrong with them is not known, so they set no limit.
        let limits = days.map_or([None; 2], |(from, until)| [from, Some(until)]);
        let known = unit
            .as_deref()
            .and_then(|code| self.unit(row, code, limits).ok());
        let kind = known.flatten().map_or("", |unit| unit.kind.as_str());
        let of = criterion
            .as_deref()
            .and_then(|code| self.criterion(row, code, limits, kind).ok());
        let (from, until) = days?;
        let place = |column| Some(self.place(row.number(), self.position(column)?));
        let cell = |column| {
            let (place, text) = (place(column)?, self.text(row, column)?);
            Some(Cell { place, text })
        };
        let waiver = Waiver {
            code: criterion?,
            of: of?,
            reason: reason?,
            approver: approver?,
            document: self.text(row, Column::Document),
            from,
            until,
            unit_name: known?.map(|unit| unit.name.clone()),
            places: Places {
                criterion: place(Column::Criterion)?,
                from: cell(Column::From),
                until: cell(Column::Until)?,
            },
        };
        Some((unit?, waiver))
    }
}

impl<'r> Reader<'r> {
    /// Finds the unit in the roster; nothing where it is not the one unit there has to be, and
    /// no unit where there is no roster.
    fn unit(
        &mut self,
        row: &delimited::Row,
        code: &str,
        days: [Option<Date>; 2],
    ) -> Result<Option<&'r AdministrativeUnit>, Told> {
        let Some(units) = &self.units else {
            return Ok(None);
        };
        let with_code = units.get(code).map_or(&[][..], Vec::as_slice);
        let then = with_code
            .iter()
            .filter(|unit| overlap(days, [unit.valid_from, unit.valid_until]));
        let then: Vec<&AdministrativeUnit> = then.copied().collect();
        let [at_code, at_name] =
            [Column::Unit, Column::Name].map(|column| self.position(column).unwrap_or(0));
        let name = self.text(row, Column::Name);
        let is_called = |unit: &&&AdministrativeUnit| {
            name.as_ref()
                .is_none_or(|name| is_name_of(name, &unit.name))
        };
        let called: Vec<&AdministrativeUnit> = then.iter().filter(is_called).copied().collect();
        let (problem, column) = match (then.as_slice(), called.as_slice()) {
            ([], _) => {
                let nearest = nearest_code(units, code);
                (Problem::WaiverUnitUnknown { nearest }, at_code)
            }
            (_, [unit]) => return Ok(Some(unit)),
            ([first, ..], []) => {
                let roster_name = first.name.clone();
                (Problem::WaiverUnitContradiction { roster_name }, at_name)
            }
            // Told of the days already.
            _ if days[1].is_none() => return Err(Told),
            (_, several) => {
                let units = several.iter().map(|unit| unit.name.clone()).collect();
                (Problem::WaiverUnitUnclear { units }, at_code)
            }
        };
        self.report(row, column, problem);
        Err(Told)
    }

    /// Finds what the unit is excused from; nothing where it cannot be. A waiver of days on which
    /// this version of the criteria set is not in force may speak of another version.
    fn criterion(
        &mut self,
        row: &delimited::Row,
        code: &str,
        days: [Option<Date>; 2],
        unit_kind: &str,
    ) -> Result<Option<NodeIndex>, Told> {
        let set = self.set;
        let document = &set.document;
        let may_be_of_another = !overlap(days, [document.valid_from, document.valid_until]);
        let column = self.position(Column::Criterion).unwrap_or(0);
        let Some(node) = set.node(code) else {
            if may_be_of_another {
                return Ok(None);
            }
            let codes = set.nodes.iter().skip(1).map(|node| node.code.as_str());
            let nearest = nearest(code, codes);
            self.report(row, column, Problem::WaiverCriterionUnknown { nearest });
            return Err(Told);
        };
        let is_forbidden = |node: &NodeIndex| {
            let criterion = set.nodes[*node].criterion();
            criterion.is_some_and(|criterion| criterion.waived == Waived::Forbidden)
        };
        let forbidden = asked_below(set, node, unit_kind).filter(is_forbidden);
        let criteria: Vec<String> = forbidden.map(|node| set.nodes[node].code.clone()).collect();
        if criteria.is_empty() {
            return Ok(Some(node));
        }
        if may_be_of_another {
            return Ok(None);
        }
        self.report(row, column, Problem::WaiverForbidden { criteria });
        Err(Told)
    }

    /// Reports rows that excuse one unit twice from one criterion on one day.
    fn report_twice(&mut self, waivers: &[(u32, Waiver)]) {
        let mut in_order: Vec<(u32, &Waiver, NodeIndex)> = waivers
            .iter()
            .filter_map(|(row, waiver)| Some((*row, waiver, waiver.of?)))
            .collect();
        in_order.sort_by_key(|(row, waiver, _)| (waiver.from, *row));
        // Of those that have begun, the ones that clash with none before them: they are no more
        // than there are criteria, however long the table.
        let mut begun: Vec<(u32, &Waiver, NodeIndex)> = Vec::new();
        for (row, waiver, node) in in_order {
            begun.retain(|(_, before, _)| waiver.from.is_none_or(|from| from <= before.until));
            let shares = |&&(_, before, other): &&(u32, &Waiver, NodeIndex)| {
                let is_in = |inner: NodeIndex, outer: NodeIndex| {
                    (outer..self.set.nodes[outer].end).contains(&inner)
                };
                before.unit_name == waiver.unit_name && (is_in(node, other) || is_in(other, node))
            };
            match begun.iter().find(shares) {
                None => begun.push((row, waiver, node)),
                Some(&(other, before, _)) => {
                    let (later, first) = if row < other {
                        (before, row)
                    } else {
                        (waiver, other)
                    };
                    let first_row = CellRef::from_absolute(first, 0).row_number();
                    let place = later.places.criterion.clone();
                    let problem = Problem::WaivedTwice { first_row };
                    let finding = Finding::new(problem, place);
                    self.findings.push(finding.quoting(&later.code));
                }
            }
        }
    }
}

/// Returns whether two stretches of days have one in common; no limit is none.
fn overlap([from, until]: [Option<Date>; 2], [other_from, other_until]: [Option<Date>; 2]) -> bool {
    let is_before = |until: Option<Date>, from: Option<Date>| matches!((until, from), (Some(until), Some(from)) if until < from);
    !is_before(until, other_from) && !is_before(other_until, from)
}

/// Returns the code that may have been meant: the same without its zeros, or one near to it.
fn nearest_code(units: &Units, code: &str) -> Option<String> {
    let without_zeros = |code: &str| code.trim_start_matches('0').to_owned();
    let mut codes = units.keys().copied();
    let same = codes.find(|other| *other != code && without_zeros(other) == without_zeros(code));
    let near = || nearest(code, units.keys().copied().filter(|other| *other != code));
    same.map(str::to_owned).or_else(near)
}

/// Returns what a day with slashes, dots or hyphens can mean: day first, and month first.
fn readings(text: &str) -> Option<[Option<Date>; 2]> {
    let parts: Vec<&str> = text.trim().split(['/', '.', '-']).collect();
    let &[one, other, year] = parts.as_slice() else {
        return None;
    };
    let number = |part: &str, length: std::ops::RangeInclusive<usize>| {
        let is_number =
            length.contains(&part.len()) && part.bytes().all(|digit| digit.is_ascii_digit());
        is_number.then(|| part.parse::<u16>().ok()).flatten()
    };
    let year = number(year, 4..=4)?;
    let [one, other] = [one, other].map(|part| u8::try_from(number(part, 1..=2)?).ok());
    let (one, other) = (one?, other?);
    Some([Date::new(year, other, one), Date::new(year, one, other)])
}
