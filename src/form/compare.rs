//! A form that comes back, held against what was handed out: what stands in the cells nobody is to
//! fill in. Nothing of it counts, since the program asks and computes by the criteria set; but who
//! read a changed question has answered another one.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;

use super::live::{possible_points, possible_total};
use super::{Addressee, Filled, Form, Row};
use crate::definition::CriteriaSet;
use crate::finding::{CellRef, Finding, Findings, KeptText, Problem};
use crate::number::{Decimal, WrittenNumber, read_number};
use crate::period::Period;
use crate::submission::Submission;
use crate::submission::sheet::{Cell, Content, Origin, Row as Cells, Sheet};
use crate::text::safe::in_csv;
use crate::text::{FormWords, Language, form_words};
use crate::unit::fold;

/// Formulas that are told one by one; of more, one is told for all.
const TOLD_EACH: usize = 8;

/// Reports what was changed in a form of ours, made for this very file of the criteria set.
pub fn compare(set: &CriteriaSet, submission: &Submission, findings: &mut Findings) {
    let Some(comparison) = Comparison::of(set, submission) else {
        return;
    };
    comparison.texts(findings);
    comparison.formulas(findings);
}

/// The columns of the form that are not to be filled in.
#[derive(Debug, Default)]
struct Columns {
    code: Option<u32>,
    criterion: Option<u32>,
    question: Option<u32>,
    unit: Option<u32>,
    maximum: Option<u32>,
    evidence_wanted: Option<u32>,
    check: Option<u32>,
    points: Option<u32>,
    previous: Option<u32>,
}

impl Columns {
    fn of(sheet: &Sheet, heading_row: u32, words: &FormWords) -> Columns {
        let mut columns = Columns::default();
        let row = sheet.rows().find(|row| row.index() == heading_row);
        for cell in row.into_iter().flat_map(Cells::cells) {
            let Content::Text(text) = cell.content else {
                continue;
            };
            let slots = [
                (words.code, &mut columns.code),
                (words.criterion, &mut columns.criterion),
                (words.question, &mut columns.question),
                (words.unit_of_measure, &mut columns.unit),
                (words.maximum, &mut columns.maximum),
                (words.evidence_wanted, &mut columns.evidence_wanted),
                (words.check, &mut columns.check),
                (words.points, &mut columns.points),
                (words.previous, &mut columns.previous),
            ];
            for (heading, slot) in slots {
                if is_same(text, heading) {
                    slot.get_or_insert(cell.at.column());
                }
            }
        }
        columns
    }
}

/// A form, and where its rows are in the sheet that came back.
struct Comparison<'c> {
    set: &'c CriteriaSet,
    submission: &'c Submission,
    sheet: &'c Sheet,
    words: &'static FormWords,
    columns: Columns,
    heading_row: u32,
    /// The rows handed out, each with where it is now.
    rows: Vec<(Row, Option<u32>)>,
}

impl<'c> Comparison<'c> {
    /// Returns the comparison with the form in the language it speaks; what has not its headings
    /// was laid out anew by somebody.
    fn of(set: &'c CriteriaSet, submission: &'c Submission) -> Option<Comparison<'c>> {
        let sheet = submission.sheet.as_ref();
        let heading_row = submission.columns.iter().map(|(at, _)| at.row()).max()?;
        let found = Language::ALL.iter().find_map(|&language| {
            let columns = Columns::of(sheet, heading_row, form_words(language));
            let is_ours = columns.code.is_some() && columns.question.is_some();
            (is_ours && columns.maximum.is_some()).then_some((language, columns))
        });
        let (language, columns) = found?;
        let addressee = Addressee {
            code: "",
            name: "",
            kind: "",
            language,
            digest: None,
        };
        // Whatever the period, the rows are the same.
        let period = Period::Year(0);
        let form = Form::addressed(set, addressee, period, |_| Filled::default());
        let mut comparison = Comparison {
            set,
            submission,
            sheet,
            words: form_words(language),
            columns,
            heading_row,
            rows: form.rows.into_iter().map(|row| (row, None)).collect(),
        };
        comparison.find_rows();
        Some(comparison)
    }

    /// Finds the rows again: of an input by its name; the headings between two of them by their
    /// number, or else by their codes, since somebody may have inserted a row.
    fn find_rows(&mut self) {
        let in_column = |column: Option<u32>| -> Vec<(String, u32)> {
            let rows = self.sheet.rows();
            let below = rows.filter(|row| row.index() > self.heading_row);
            below
                .filter_map(|row| {
                    let text = row.in_column(column?)?.content.shown();
                    Some((text.trim().to_owned(), row.index()))
                })
                .collect()
        };
        let mut inputs: BTreeMap<String, u32> = BTreeMap::new();
        for (name, row) in in_column(self.columns.code) {
            inputs.entry(name).or_insert(row);
        }
        let codes = in_column(self.columns.criterion);
        let found = |row: &Row| match row {
            Row::Input { name, .. } => inputs.get(name).copied(),
            Row::Heading { .. } => None,
        };
        let mut places: Vec<Option<u32>> = self.rows.iter().map(|(row, _)| found(row)).collect();
        // Directly below the headings of a workbook stands the total.
        let mut before = Some(self.heading_row + u32::from(self.columns.points.is_some()));
        let mut start = 0;
        while start < self.rows.len() {
            if let Row::Input { .. } = self.rows[start].0 {
                before = places[start];
                start += 1;
                continue;
            }
            let rest = self.rows[start..].iter();
            let length = rest
                .take_while(|(row, _)| matches!(row, Row::Heading { .. }))
                .count();
            let after = places.get(start + length).copied().flatten();
            let count = u32::try_from(length).unwrap_or(u32::MAX);
            let is_whole = before
                .zip(after)
                .is_some_and(|(before, after)| before.checked_add(count + 1) == Some(after));
            for (offset, index) in (start..start + length).enumerate() {
                places[index] = match (is_whole, before) {
                    (true, Some(before)) => {
                        Some(before + 1 + u32::try_from(offset).unwrap_or(u32::MAX))
                    }
                    _ => {
                        let Row::Heading { code, .. } = &self.rows[index].0 else {
                            continue;
                        };
                        let mut same = codes.iter().filter(|(text, row)| {
                            text == code && !inputs.values().any(|input| input == row)
                        });
                        same.next().map(|(_, row)| *row)
                    }
                };
            }
            start += length;
        }
        for ((_, place), found) in self.rows.iter_mut().zip(places) {
            *place = found;
        }
    }

    /// Reports texts and numbers that are not those handed out.
    fn texts(&self, findings: &mut Findings) {
        for (row, place) in &self.rows {
            let Some(place) = *place else { continue };
            let (code, title, unit, maximum, evidence) = match row {
                Row::Heading {
                    code,
                    title,
                    maximum,
                    evidence_wanted,
                    ..
                } => (code, title, None, Some(*maximum), evidence_wanted),
                Row::Input {
                    criterion,
                    label,
                    unit,
                    maximum,
                    evidence_wanted,
                    ..
                } => (criterion, label, Some(unit), *maximum, evidence_wanted),
            };
            let columns = &self.columns;
            let mut texts = vec![
                (columns.criterion, KeptText::Code, code),
                (columns.question, KeptText::Title, title),
                (columns.evidence_wanted, KeptText::EvidenceWanted, evidence),
            ];
            texts.extend(unit.map(|unit| (columns.unit, KeptText::Unit, unit)));
            for (column, what, text) in texts {
                let Some(column) = column else { continue };
                let at = CellRef::from_absolute(place, column);
                if !self.says(at, text) {
                    self.report_text(at, what, text.clone(), row, findings);
                }
            }
            if let Some(column) = columns.maximum {
                let at = CellRef::from_absolute(place, column);
                if !self.counts(at, maximum) {
                    let was = maximum.map(|maximum| maximum.normalize().to_string());
                    let was = was.unwrap_or_default();
                    self.report_text(at, KeptText::Maximum, was, row, findings);
                }
            }
        }
    }

    fn says(&self, at: CellRef, text: &str) -> bool {
        let Some(cell) = self.sheet.at(at) else {
            return text.trim().is_empty();
        };
        let shown = cell.content.shown();
        if is_same(&shown, text) || is_same(&shown, &in_csv(text)) {
            return true;
        }
        // A text that had to be converted may have lost its capitals.
        !self.sheet.remarks().is_empty() && fold(&shown) == fold(text)
    }

    fn counts(&self, at: CellRef, number: Option<Decimal>) -> bool {
        let content = self.sheet.at(at).map(|cell| cell.content);
        match (content, number) {
            (None, None) => true,
            (Some(Content::Number { value, .. }), Some(number)) => value == number,
            (Some(Content::Text(text)), Some(number)) => match read_number(text) {
                Some(WrittenNumber::Clear(value)) => value == number,
                Some(WrittenNumber::Ambiguous {
                    as_fraction,
                    as_thousands,
                }) => as_fraction == number || as_thousands == number,
                _ => false,
            },
            _ => false,
        }
    }

    fn report_text(
        &self,
        at: CellRef,
        what: KeptText,
        was: String,
        row: &Row,
        findings: &mut Findings,
    ) {
        let shown = self.sheet.at(at).map(|cell| cell.content.shown());
        let problem = Problem::FormTextChanged { what, was };
        let finding = Finding::new(problem, self.submission.place(at));
        findings.push(about(finding.quoting(shown.unwrap_or_default()), row));
    }

    /// Reports formulas that are no longer there, or are others.
    fn formulas(&self, findings: &mut Findings) {
        let (Some(points), Some(check)) = (self.columns.points, self.columns.check) else {
            return;
        };
        let total_row = self.heading_row + 1;
        if self.sheet.origin(CellRef::from_absolute(total_row, points)) == Origin::Unknown {
            return;
        }
        let mut cells: Vec<Expected> = Vec::new();
        let total = |column: u32, formulas: Vec<String>| Expected {
            at: CellRef::from_absolute(total_row, column),
            formulas,
            row: None,
            may_say: "",
        };
        cells.push(total(points, vec![possible_total(self.set)]));
        if let Some(level) = self
            .columns
            .previous
            .filter(|_| !self.set.ladders.is_empty())
        {
            cells.push(total(level, Vec::new()));
        }
        for (row, place) in &self.rows {
            let Some(place) = *place else { continue };
            let at = |column| CellRef::from_absolute(place, column);
            let node = match row {
                Row::Heading { node, .. } => Some(*node),
                Row::Input { node, .. } => *node,
            };
            cells.extend(node.map(|node| Expected {
                at: at(points),
                formulas: possible_points(self.set, node),
                row: Some(row),
                may_say: "",
            }));
            if let Row::Input { .. } = row {
                cells.push(Expected {
                    at: at(check),
                    formulas: Vec::new(),
                    row: Some(row),
                    may_say: self.words.not_asked,
                });
            }
        }
        let judged: Vec<(&Expected, Stands)> =
            cells.iter().map(|cell| (cell, self.stands(cell))).collect();
        // Another version of the program may write other formulas, but then all of them are.
        let is_ours = judged
            .iter()
            .any(|(cell, stands)| *stands == Stands::AsHandedOut && !cell.formulas.is_empty());
        let changed: Vec<(&Expected, &'static str)> = judged
            .into_iter()
            .filter_map(|(cell, stands)| match stands {
                Stands::AsHandedOut => None,
                Stands::OtherFormula => is_ours.then_some((cell, "formula")),
                Stands::Value => Some((cell, "value")),
                Stands::Nothing => Some((cell, "nothing")),
            })
            .collect();
        let changed = changed.into_iter();
        let changed = changed.map(|(cell, by)| (cell.at, by, cell.row));
        report(self.sheet, &changed.collect::<Vec<_>>(), findings);
        for results in self.sheet.beside() {
            if results.name() == Some(self.words.results_sheet) {
                let mut gone = overwritten(results, self.words);
                gone.extend(self.deleted(results));
                gone.sort_by_key(|(at, ..)| *at);
                report(results, &gone, findings);
            }
        }
    }

    /// Returns the cells of the sheet of results that are empty where something was computed: of the
    /// total and the branches maximum, points and percent, of everything below what holds.
    fn deleted<'g>(&self, results: &Sheet) -> Vec<Gone<'g>> {
        let Some(heading) = heading_of_results(results, self.words) else {
            return Vec::new();
        };
        let Some(naming) = heading.column().checked_sub(1) else {
            return Vec::new();
        };
        let text = |row: &Cells, column: Option<u32>| {
            let cell = row.in_column(column?)?;
            Some(cell.content.shown().trim().to_owned())
        };
        let is_branch = |code: &str| {
            let mut nodes = self.set.nodes.iter().skip(1);
            nodes.any(|node| node.criterion().is_none() && node.code == code)
        };
        let rows = results.rows().filter(|row| row.index() > heading.row());
        let empty = rows.flat_map(|row| {
            let name = text(&row, Some(naming));
            let code = text(&row, naming.checked_sub(1));
            let has_points =
                name.as_deref() == Some(self.words.total) || code.as_deref().is_some_and(is_branch);
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
            (Origin::Computed(Some(formula)), _) => {
                let is_as_handed_out = if expected.formulas.is_empty() {
                    looks_behind(formula)
                } else {
                    let formula = skeleton(formula);
                    expected.formulas.iter().any(|own| skeleton(own) == formula)
                };
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
    skeleton(formula).contains('!') || formula.contains("[$")
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
            finding = finding.quoting(cell.content.shown());
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
            Origin::Computed(Some(formula)) if !looks_behind(formula) => {
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
    /// What it may be; nothing where only that it looks behind the form is known.
    formulas: Vec<String>,
    row: Option<&'e Row>,
    /// What may stand there instead.
    may_say: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    AsHandedOut,
    OtherFormula,
    Value,
    Nothing,
}

fn about(finding: Finding, row: &Row) -> Finding {
    let (Row::Heading { code, .. }
    | Row::Input {
        criterion: code, ..
    }) = row;
    if code.is_empty() {
        finding
    } else {
        finding.about(code)
    }
}

/// Returns whether two texts say the same, however they are spaced and composed.
fn is_same(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let words = text.split_whitespace();
        words.map(|word| word.nfc().collect()).collect()
    };
    one == other || words(one) == words(other)
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
        for own in ["SUM(D7:D9)", "of:=SUM([.D7:.D9])", "of:=[.$D$7]+1"] {
            assert!(!looks_behind(own), "{own}");
        }
    }

    #[test]
    fn spaces_and_the_composition_of_letters_are_no_change() {
        assert!(is_same(" Máy  tính\n", "Ma\u{301}y tính"));
        assert!(!is_same("Máy tính", "Máy in"));
        assert!(!is_same("1.1", "1.10"));
    }
}
