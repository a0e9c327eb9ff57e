//! What was asked, held against what was handed out.

use super::{Comparison, Line, about, is_same, shown};
use crate::finding::{CellRef, Finding, Findings, KeptText, Problem};
use crate::form::Row;
use crate::number::{Decimal, WrittenNumber, read_number};
use crate::submission::sheet::Content;
use crate::text::safe::in_csv;
use crate::unit::fold;

impl Comparison<'_> {
    /// Reports texts and numbers that are not those handed out.
    pub(super) fn texts(&self, findings: &mut Findings) {
        for (Line { row, .. }, place) in self.rows() {
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
        let shown = shown(&cell);
        if shown == text || is_same(&shown, text) || is_same(&shown, &in_csv(text)) {
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
}
