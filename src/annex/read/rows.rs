//! The rows of the annex: what each is, and which hold a sum or a remark instead.

use super::super::bare;
use super::super::columns::{self, Field, ROLES};
use super::super::json::Json;
use super::Reader;
use super::cells::{Kind, Members};
use super::table::{Sequence, Table, collapsed, is_heading_again, is_numbering};
use crate::finding::{CellRef, Place, Problem};
use crate::submission::sheet::{Cell, Content, Row, Sheet};
use crate::unit::fold;

/// Names of the last row, which holds the sum.
const TOTALS: [&str; 6] = [
    "tong",
    "tong cong",
    "tong so",
    "tong diem",
    "tong so diem",
    "tong diem toi da",
];

/// What a row of sums says.
enum Sum {
    /// It is no such row.
    None,
    /// The sum of a part, which is not kept: the check adds up itself.
    OfPart,
    /// The sum of the whole.
    OfWhole(String, Place),
}

/// A row of the annex.
pub(super) struct Node {
    pub(super) members: Members,
    pub(super) place: Place,
    pub(super) row_number: u64,
    pub(super) code: String,
    /// Where the maximum stands, or should stand.
    pub(super) maximum_at: Place,
    pub(super) role: Option<&'static str>,
    pub(super) parent: Option<(String, Place)>,
    pub(super) remarks: Vec<String>,
    pub(super) inputs: Vec<(Members, Place)>,
}

impl Reader<'_> {
    /// Reads the rows of the annex, and the sum in its last row.
    pub(super) fn nodes(&mut self, table: &Table) -> (Vec<Node>, Option<(String, Place)>) {
        let is_ours = table.is_ours();
        let mut nodes: Vec<Node> = Vec::new();
        let mut total = None;
        let mut codes = Sequence::default();
        // Whether a row without a code still belongs to the one above it.
        let mut goes_on = false;
        let mut before = table.heading_row;
        for row in table.rows() {
            goes_on &= row.index() <= before + 1;
            before = row.index();
            if !is_ours && (is_heading_again(table, row) || is_numbering(table, row)) {
                continue;
            }
            let title = table.cell(row, Field::Vietnamese("title"));
            let shown = |cell: Option<Cell>| cell.map(|cell| collapsed(&cell.content.shown()));
            match self.total(table, row, title) {
                Sum::None => {}
                Sum::OfPart => {
                    goes_on = false;
                    continue;
                }
                Sum::OfWhole(number, place) => {
                    goes_on = false;
                    total = Some((number, place));
                    continue;
                }
            }
            let Some((code, place, whole_line)) = self.code(table, row, &mut codes) else {
                let line: Vec<String> = row
                    .cells()
                    .map(|cell| collapsed(&cell.content.shown()))
                    .collect();
                if let Some(last) = nodes.last_mut().filter(|_| goes_on) {
                    last.remarks.push(line.join(": "));
                }
                continue;
            };
            goes_on = true;
            let mut node = self.node(table, row, code, place);
            if let (Some(line), false) = (whole_line, node.members.has("title")) {
                let place = node.place.clone();
                self.untranslated.push(place.clone());
                node.members
                    .add("title", columns::in_both(&line, &line), place);
            }
            if !node.members.has("title") && shown(title).is_none() {
                self.report(
                    Problem::MissingKey {
                        key: "title".to_owned(),
                    },
                    node.place.clone(),
                    "",
                );
            }
            nodes.push(node);
        }
        (nodes, total)
    }

    /// Returns the sum, when this is a row that holds one.
    fn total(&mut self, table: &Table, row: Row, title: Option<Cell>) -> Sum {
        let code = table.cell(row, Field::Code);
        let Some(maximum) = table.cell(row, Field::Number("maximum")) else {
            return Sum::None;
        };
        let label = match (
            code.map(|cell| cell.content),
            title.map(|cell| cell.content),
        ) {
            (None, Some(Content::Text(text))) => fold(text),
            (Some(Content::Text(text)), None) if !table.is_ours() => fold(text),
            _ => return Sum::None,
        };
        if label != "tong" && !label.starts_with("tong ") {
            return Sum::None;
        }
        if !TOTALS.contains(&label.trim_end_matches([':', '.', ' '])) {
            return Sum::OfPart;
        }
        match self.number(&table.sheet, maximum) {
            Some(number) => Sum::OfWhole(number, table.sheet.place(maximum.at)),
            None => Sum::OfPart,
        }
    }

    /// Returns the code of a row and its place; and the title, where both stand in one cell.
    fn code(
        &mut self,
        table: &Table,
        row: Row,
        codes: &mut Sequence,
    ) -> Option<(String, Place, Option<String>)> {
        let cell = table.cell(row, Field::Code)?;
        let place = table.sheet.place(cell.at);
        match cell.content {
            Content::Number {
                value,
                percent: false,
            } => {
                let shown = value.normalize().to_string();
                if !codes.goes_on_with(&shown) {
                    self.report_cell(Problem::CodeBecameNumber, &table.sheet, cell);
                }
                Some((shown, place, None))
            }
            Content::Text(text) => {
                let title = table.cell(row, Field::Vietnamese("title"));
                let is_ours = table.is_ours();
                let code = columns::bare_code(text);
                if !is_ours && title.is_none() {
                    let (code, title) = bare::code_and_title(text)?;
                    codes.goes_on_with(code);
                    return Some((code.to_owned(), place, Some(collapsed(title))));
                }
                let is_bullet = !code.chars().any(char::is_alphanumeric);
                let is_sentence = code.contains(char::is_whitespace) && code.len() > 20;
                if !is_ours && (is_bullet || is_sentence) {
                    return None;
                }
                codes.goes_on_with(code);
                let code = match code {
                    // The letter between d and e.
                    "đ" if !is_ours => "dd",
                    code => code,
                };
                Some((code.to_owned(), place, None))
            }
            Content::Error(_) => {
                self.report_cell(Problem::ErrorValue, &table.sheet, cell);
                None
            }
            Content::UncalculatedFormula => {
                self.report_cell(Problem::FormulaWithoutValue, &table.sheet, cell);
                None
            }
            Content::Date(_) | Content::Logical(_) | Content::Number { .. } => {
                self.report_cell(Problem::CodeBecameNumber, &table.sheet, cell);
                None
            }
        }
    }

    fn node(&mut self, table: &Table, row: Row, code: String, place: Place) -> Node {
        let is_ours = table.is_ours();
        let mut remarks = Vec::new();
        let mut members = self.members(
            table,
            row,
            if is_ours {
                Kind::Ours
            } else {
                Kind::Bare(&mut remarks)
            },
        );
        members
            .object
            .insert(0, ("code".to_owned(), Json::Text(code.clone())));
        members.cells.push(("code".to_owned(), place.clone()));
        let maximum_at = table.column(Field::Number("maximum")).map_or_else(
            || place.clone(),
            |column| {
                table
                    .sheet
                    .place(CellRef::from_absolute(row.index(), column))
            },
        );
        let role = table
            .cell(row, Field::Role)
            .and_then(|cell| self.role(&table.sheet, cell));
        let parent = table.cell(row, Field::Parent).map(|cell| {
            let code = columns::bare_code(&cell.content.shown()).to_owned();
            (code, table.sheet.place(cell.at))
        });
        Node {
            members,
            place,
            row_number: u64::from(row.index()) + 1,
            code,
            maximum_at,
            role,
            parent,
            remarks,
            inputs: Vec::new(),
        }
    }

    fn role(&mut self, sheet: &Sheet, cell: Cell) -> Option<&'static str> {
        let folded = fold(&cell.content.shown());
        let known = ROLES
            .iter()
            .find(|(key, name)| fold(name) == folded || *key == folded);
        let role = known.map(|(key, _)| *key).or(match folded.as_str() {
            "hang muc" => Some("parts"),
            "nhom tieu chi" => Some("groups"),
            _ => None,
        });
        if role.is_none() {
            let allowed = ROLES.iter().map(|(_, name)| (*name).to_owned()).collect();
            self.report_cell(Problem::ValueNotAllowed { allowed }, sheet, cell);
        }
        role
    }
}
