//! What computes in a form, held against what was handed out.

use std::sync::OnceLock;

use super::{Comparison, about, is_same, shown};
use crate::definition::{CriteriaSet, NodeIndex};
use crate::finding::{CellRef, Finding, Findings, Problem};
use crate::form::Row;
use crate::form::live::{possible_points, possible_total};
use crate::submission::sheet::{Cell, Content, Origin, Row as Cells, Sheet};
use crate::text::FormWords;

/// Formulas that are told one by one; of more, one is told for all.
const TOLD_EACH: usize = 8;

impl Comparison<'_> {
    /// Reports formulas that are no longer there, or are others.
    pub(super) fn formulas(&self, findings: &mut Findings) {
        let (Some(points), Some(check)) = (self.columns.points, self.columns.check) else {
            return;
        };
        let total_row = self.heading_row + 1;
        if self.sheet.origin(CellRef::from_absolute(total_row, points)) == Origin::Unknown {
            return;
        }
        let mut cells: Vec<Expected> = Vec::new();
        let total = |column: u32, formula| Expected {
            at: CellRef::from_absolute(total_row, column),
            formula,
            row: None,
            may_say: "",
        };
        cells.push(total(points, Some(&self.layout.total)));
        if let Some(level) = self
            .columns
            .previous
            .filter(|_| !self.set.ladders.is_empty())
        {
            cells.push(total(level, None));
        }
        for (line, place) in self.rows() {
            let row = &line.row;
            let at = |column| CellRef::from_absolute(place.row, column);
            cells.extend(line.points.as_ref().map(|formula| Expected {
                at: at(points),
                formula: Some(formula),
                row: Some(row),
                may_say: "",
            }));
            if let Row::Input { .. } = row {
                cells.push(Expected {
                    at: at(check),
                    formula: None,
                    row: Some(row),
                    may_say: self.layout.words.not_asked,
                });
            }
        }
        let judged: Vec<(&Expected, Stands)> =
            cells.iter().map(|cell| (cell, self.stands(cell))).collect();
        // Another version of the program may write other formulas, but then all of them are.
        let is_ours = judged
            .iter()
            .any(|(cell, stands)| *stands == Stands::AsHandedOut && cell.formula.is_some());
        let changed: Vec<(&Expected, &'static str)> = judged
            .into_iter()
            .filter_map(|(cell, stands)| match stands {
                Stands::AsHandedOut => None,
                Stands::OtherFormula => is_ours.then_some((cell, "formula")),
                Stands::Broken => Some((cell, "formula")),
                Stands::Value => Some((cell, "value")),
                Stands::Nothing => Some((cell, "nothing")),
            })
            .collect();
        let changed = changed.into_iter();
        let changed = changed.map(|(cell, by)| (cell.at, by, cell.row));
        report(self.sheet, &changed.collect::<Vec<_>>(), findings);
        for results in self.sheet.beside() {
            if results.name() == Some(self.layout.words.results_sheet) {
                let mut gone = overwritten(results, self.layout.words);
                gone.extend(self.deleted(results));
                gone.sort_by_key(|(at, ..)| *at);
                report(results, &gone, findings);
            }
        }
    }

    /// Returns the cells of the sheet of results that are empty where something was computed: of the
    /// total and the branches maximum, points and percent, of everything below what holds.
    fn deleted<'g>(&self, results: &'g Sheet) -> Vec<Gone<'g>> {
        let Some(heading) = heading_of_results(results, self.layout.words) else {
            return Vec::new();
        };
        let Some(naming) = heading.column().checked_sub(1) else {
            return Vec::new();
        };
        let text = |row: &Cells<'g>, column: Option<u32>| Some(shown(&row.in_column(column?)?));
        let is_branch = |code: &str| {
            let mut nodes = self.set.nodes.iter().skip(1);
            nodes.any(|node| node.criterion().is_none() && node.code == code)
        };
        let rows = results.rows().filter(|row| row.index() > heading.row());
        let empty = rows.flat_map(|row| {
            let name = text(&row, Some(naming));
            let code = text(&row, naming.checked_sub(1));
            let has_points = name.as_deref() == Some(self.layout.words.total)
                || code.as_deref().is_some_and(is_branch);
            let columns = match name {
                None => 0,
                Some(_) if has_points => 3,
                Some(_) => 1,
            };
            (0..columns).filter_map(move |offset| {
                let column = heading.column().checked_add(offset)?;
                Some(CellRef::from_absolute(row.index(), column))
            })
        });
        empty
            .filter(|at| results.at(*at).is_none() && results.origin(*at) == Origin::Typed)
            .map(|at| (at, "nothing", None))
            .collect()
    }

    fn stands(&self, expected: &Expected) -> Stands {
        let content = self.sheet.at(expected.at).map(|cell| cell.content);
        match (self.sheet.origin(expected.at), content) {
            (Origin::Typed, None) => Stands::Nothing,
            (Origin::Typed, Some(Content::Text(text))) if is_same(text, expected.may_say) => {
                Stands::AsHandedOut
            }
            (Origin::Typed, Some(_)) => Stands::Value,
            (Origin::Computed(Some(formula)), _) if is_broken(formula) => Stands::Broken,
            (Origin::Computed(Some(formula)), _) => {
                let is_as_handed_out = expected
                    .formula
                    .map_or_else(|| looks_behind(formula), |own| own.is(formula));
                if is_as_handed_out {
                    Stands::AsHandedOut
                } else {
                    Stands::OtherFormula
                }
            }
            (Origin::Computed(None) | Origin::Unknown, _) => Stands::AsHandedOut,
        }
    }
}

/// Returns whether a formula computes from another sheet, as all of ours do; ods writes
/// `[$'Tính điểm'.E12]`, and `[.E12]` for its own cells.
fn looks_behind(formula: &str) -> bool {
    let mut letters = formula.bytes();
    while let Some(letter) = letters.next() {
        match letter {
            b'"' | b'\'' => {
                letters.by_ref().find(|end| *end == letter);
            }
            b'!' => return true,
            _ => {}
        }
    }
    formula.contains("[$")
}

/// Returns whether what a formula looked at was deleted.
fn is_broken(formula: &str) -> bool {
    formula.contains("#REF!")
}

/// A cell in which a formula is gone, what stands there, and the row of the form.
type Gone<'g> = (CellRef, &'static str, Option<&'g Row>);

fn report(sheet: &Sheet, gone: &[Gone], findings: &mut Findings) {
    let is_each = gone.len() <= TOLD_EACH;
    let told = if is_each { gone.len() } else { 1 };
    for &(at, by, row) in &gone[..told] {
        let others = gone.iter().filter(|(other, ..)| !is_each && *other != at);
        let problem = Problem::FormulaOverwritten {
            by,
            others: others.map(|(other, ..)| other.to_string()).collect(),
        };
        let mut finding = Finding::new(problem, sheet.place(at));
        if let Some(cell) = sheet.at(at) {
            finding = cell.content.quoted_by(finding);
        }
        findings.push(match row {
            Some(row) => about(finding, row),
            None => finding,
        });
    }
}

/// Returns the cells of the sheet of results that compute nothing any more: below its headings
/// everything from the maximum on is computed.
fn overwritten<'g>(sheet: &Sheet, words: &FormWords) -> Vec<Gone<'g>> {
    let Some(heading) = heading_of_results(sheet, words) else {
        return Vec::new();
    };
    let below = sheet.rows().filter(|row| row.index() > heading.row());
    let computed = below
        .flat_map(Cells::cells)
        .filter(|cell| cell.at.column() >= heading.column());
    computed
        .filter_map(|cell| match sheet.origin(cell.at) {
            Origin::Typed => Some((cell.at, "value", None)),
            Origin::Computed(Some(formula)) if is_broken(formula) || !looks_behind(formula) => {
                Some((cell.at, "formula", None))
            }
            Origin::Computed(_) | Origin::Unknown => None,
        })
        .collect()
}

/// Returns the heading of the maxima of the sheet of results; what is computed begins there.
fn heading_of_results(sheet: &Sheet, words: &FormWords) -> Option<CellRef> {
    let is_maximum =
        |cell: &Cell| matches!(cell.content, Content::Text(text) if is_same(text, words.maximum));
    let heading = sheet.rows().flat_map(Cells::cells).find(is_maximum);
    heading.map(|cell| cell.at)
}

/// A cell in which a formula was handed out.
struct Expected<'e> {
    at: CellRef,
    /// What it is; nothing where only that it looks behind the form is known.
    formula: Option<&'e Formula>,
    row: Option<&'e Row>,
    /// What may stand there instead.
    may_say: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    AsHandedOut,
    OtherFormula,
    /// What it looked at is gone.
    Broken,
    Value,
    Nothing,
}

/// A formula as it was handed out, by what is left of it however an office program writes it.
pub(super) struct Formula {
    possible: Vec<String>,
    /// How the first form that came back had it: mostly all of them have it so.
    written: OnceLock<String>,
}

impl Formula {
    /// Returns the formula of the total.
    pub(super) fn of_total(set: &CriteriaSet) -> Formula {
        Formula::of(&[possible_total(set)])
    }

    /// Returns the formula of a node's points.
    pub(super) fn of_points(set: &CriteriaSet, node: NodeIndex) -> Formula {
        Formula::of(&possible_points(set, node))
    }

    fn of(possible: &[String]) -> Formula {
        Formula {
            possible: possible.iter().map(|formula| skeleton(formula)).collect(),
            written: OnceLock::new(),
        }
    }

    /// Returns whether a formula is this one.
    fn is(&self, formula: &str) -> bool {
        if self.written.get().is_some_and(|written| written == formula) {
            return true;
        }
        let is_possible = self.possible.contains(&skeleton(formula));
        if is_possible {
            self.written.get_or_init(|| formula.to_owned());
        }
        is_possible
    }
}

/// Returns what is left of a formula when names of sheets, texts, spaces and marks of absolute
/// cells are gone, which every office program writes as it likes.
fn skeleton(formula: &str) -> String {
    let mut bare = String::with_capacity(formula.len());
    let mut letters = formula.chars();
    while let Some(letter) = letters.next() {
        match letter {
            // A quotation mark in a text is doubled: two texts, then.
            '"' => {
                letters.by_ref().find(|letter| *letter == '"');
                if !bare.ends_with("\"\"") {
                    bare.push_str("\"\"");
                }
            }
            '\'' => {
                letters.by_ref().find(|letter| *letter == '\'');
            }
            '!' => {
                let is_of_name = |letter: char| letter.is_alphanumeric() || "_.".contains(letter);
                bare.truncate(bare.trim_end_matches(is_of_name).len());
                bare.push('!');
            }
            '$' => {}
            letter if letter.is_whitespace() => {}
            letter => bare.extend(letter.to_uppercase()),
        }
    }
    let bare = bare.trim_start_matches('=');
    bare.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_the_same_however_an_office_program_writes_it() {
        let own = "=IF('Tính điểm'!B12=6,\"Chờ \"\"mọi\"\" đơn vị\",ROUND('Tính điểm'!E12,2))";
        let bare = "IF(!B12=6,\"\",ROUND(!E12,2))";
        for written in [
            own,
            "IF(Calculation!$B$12=6, \"After\", ROUND(Calculation!E12, 2))",
            "if(calculation!B12=6,\"\",round(calculation!E12,2))",
        ] {
            assert_eq!(skeleton(written), bare, "{written}");
        }
        for other in [
            "IF(!B12=6,\"\",ROUND(!E12,2))+5",
            "IF(!B12=6,\"\",ROUND(!E13,2))",
            "ROUND(E12,2)",
        ] {
            assert_ne!(skeleton(other), bare, "{other}");
        }
    }

    #[test]
    fn a_formula_that_looks_at_another_sheet_is_known_in_every_format() {
        for behind in [
            "ROUND('Tính điểm'!E12,2)",
            "of:=ROUND([$'Tính điểm'.E12];2)",
            "of:=IF([$Calc.E12]=1;\"Đạt\";\"\")",
        ] {
            assert!(looks_behind(behind), "{behind}");
        }
        for written in [
            "\"a!b\"",
            "\"a!b",
            "'It''s'!A1",
            "'a!b'",
            "'a\"!b'!C1",
            "IF(A1=\"!\",1)",
        ] {
            let is_behind = skeleton(written).contains('!');
            assert_eq!(looks_behind(written), is_behind, "{written}");
        }
        for own in ["SUM(D7:D9)", "of:=SUM([.D7:.D9])", "of:=[.$D$7]+1"] {
            assert!(!looks_behind(own), "{own}");
        }
    }
}
