//! What was asked, held against what was handed out.

use super::{Comparison, Line, about, is_same, is_written, shown};
use crate::finding::{CellRef, Finding, Findings, KeptText, Problem};
use crate::form::Row;
use crate::number::{Decimal, WrittenNumber, read_number};
use crate::submission::sheet::{Cell, Content};
use crate::text::safe::in_csv;
use crate::unit::fold;

impl Comparison<'_> {
    /// Reports texts and numbers that are not those handed out.
    pub(super) fn texts(&self, findings: &mut Findings) {
        for (line, place) in self.rows() {
            let row = &line.row;
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
            let texts = [
                (columns.criterion, KeptText::Code, Some(code)),
                (columns.question, KeptText::Title, Some(title)),
                (
                    columns.evidence_wanted,
                    KeptText::EvidenceWanted,
                    Some(evidence),
                ),
                (columns.unit, KeptText::Unit, unit),
            ];
            for (column, what, text) in texts {
                let (Some(column), Some(text)) = (column, text) else {
                    continue;
                };
                if !self.says(place.cell(column), text) {
                    let at = CellRef::from_absolute(place.row, column);
                    self.report_text(at, what, text.clone(), row, findings);
                }
            }
            if let Some(column) = columns.maximum
                && !line.has_maximum(place.cell(column), maximum)
            {
                let at = CellRef::from_absolute(place.row, column);
                let was = maximum.map(|maximum| maximum.normalize().to_string());
                let was = was.unwrap_or_default();
                self.report_text(at, KeptText::Maximum, was, row, findings);
            }
        }
    }

    fn says(&self, cell: Option<Cell>, text: &str) -> bool {
        let Some(cell) = cell else {
            return text.trim().is_empty();
        };
        if is_written(&cell, text) {
            return true;
        }
        let shown = shown(&cell);
        if is_same(&shown, text) || is_same(&shown, &in_csv(text)) {
            return true;
        }
        // A text that had to be converted may have lost its capitals.
        !self.sheet.remarks().is_empty() && fold(&shown) == fold(text)
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
}

impl Line {
    /// Returns whether a cell holds the maximum of the row, or nothing where it has none.
    fn has_maximum(&self, cell: Option<Cell>, maximum: Option<Decimal>) -> bool {
        match (cell.map(|cell| cell.content), maximum) {
            (None, None) => true,
            (Some(Content::Number { value, .. }), Some(maximum)) => value == maximum,
            (Some(Content::Text(text)), Some(maximum)) => {
                if self.maximum.get().is_some_and(|written| written == text) {
                    return true;
                }
                let is_maximum = says_number(text, maximum);
                if is_maximum {
                    self.maximum.get_or_init(|| text.to_owned());
                }
                is_maximum
            }
            _ => false,
        }
    }
}

/// Returns whether a text is a number, or may be read as it.
fn says_number(text: &str, number: Decimal) -> bool {
    match read_number(text) {
        Some(WrittenNumber::Clear(value)) => value == number,
        Some(WrittenNumber::Ambiguous {
            as_fraction,
            as_thousands,
        }) => as_fraction == number || as_thousands == number,
        _ => false,
    }
}
