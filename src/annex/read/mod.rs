//! A workbook → JSON: our own with all its sheets, or a bare table of STT, tiêu chí and điểm tối
//! đa, where criteria are awarded by hand until somebody refines them.

mod assembly;
mod cells;
mod general;
mod inputs;
mod ladders;
mod maxima;
mod parents;
mod rows;
mod sheets;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use super::columns::{self, Field};
use super::json::Json;
use super::written::Written;
use crate::definition::{self, CriteriaSet};
use crate::finding::{CellRef, Code, Finding, Findings, Place, Problem, Severity, Source};
use crate::submission;
use crate::submission::sheet::{Cell, Sheet};

use cells::Members;
use table::Table;

/// How deep a table may nest; a definition file nests hardly deeper.
const DEEPEST: usize = 50;

/// What a workbook has become.
#[derive(Debug, Clone, PartialEq)]
pub struct Imported {
    /// The definition file.
    pub text: String,
    /// The criteria set, when it has no errors.
    pub set: Option<CriteriaSet>,
}

/// Reads a criteria set out of a workbook, under `id` if one is given.
///
/// Every mistake is in `findings`, each with its cell. When a cell cannot be understood nothing is
/// returned; what is understood and wrong all the same is a definition file with errors.
pub fn read(
    source: &Source,
    bytes: &[u8],
    id: Option<&str>,
    findings: &mut Findings,
) -> Option<Imported> {
    let mut reader = Reader {
        source,
        findings: Findings::new(),
        places: BTreeMap::new(),
        untranslated: Vec::new(),
    };
    let json = match reader.read(bytes, id) {
        Ok(json) => json,
        Err(problem) => {
            reader.report(problem, Place::File(source.clone()), "");
            None
        }
    };
    let Reader {
        findings: own,
        places,
        ..
    } = reader;
    let is_understood = !own.has_errors();
    let Some(json) = json else {
        findings.extend(own);
        return None;
    };
    let written = Written::new(&json.in_order(), &places);
    let mut meant = Findings::new();
    let set = definition::read(source, &written.text, &mut meant);
    let merging = set
        .as_ref()
        .and_then(|set| definition::merging_codes(source, &written.text, set));
    meant.extend(merging.into_iter().collect());
    let meant = in_cells(&own, &meant, &written, source);
    findings.extend(own);
    findings.extend(meant);
    is_understood.then_some(Imported {
        text: written.text,
        set,
    })
}

/// Places what is wrong with the definition in the cells it came from. What follows from a cell
/// that was not understood is left out.
fn in_cells(own: &Findings, meant: &Findings, written: &Written, source: &Source) -> Findings {
    let row = |place: &Place| match place {
        Place::Cell { sheet, cell, .. } => Some((sheet.clone(), cell.row())),
        _ => None,
    };
    let errors = || {
        own.iter()
            .filter(|finding| finding.code().severity() == Severity::Error)
    };
    let wrong_rows: BTreeSet<_> = errors().filter_map(|finding| row(&finding.place)).collect();
    let has_errors = errors().next().is_some();
    let placed = meant.iter().map(|finding| {
        let mut finding = finding.clone();
        if let Place::Text { span, .. } = &finding.place {
            let origin = written.origin(span.start).cloned();
            finding.place = origin.unwrap_or_else(|| Place::File(source.clone()));
        }
        finding
    });
    let follows = |finding: &Finding| match finding.code() {
        // Told of the cells already, with the number of the row.
        Code::DuplicateCode | Code::DuplicateInput => {
            own.iter().any(|other| other.code() == finding.code())
        }
        // Told once for the whole table.
        Code::MissingTranslation | Code::TranslationMissing => own
            .iter()
            .any(|other| other.code() == Code::TranslationMissing),
        Code::SumDiffers | Code::MaximumOfNobody => has_errors,
        _ => row(&finding.place).is_some_and(|row| wrong_rows.contains(&row)),
    };
    placed.filter(|finding| !follows(finding)).collect()
}

struct Reader<'s> {
    source: &'s Source,
    findings: Findings,
    places: BTreeMap<String, Place>,
    /// Where the Vietnamese is repeated for want of English.
    untranslated: Vec<Place>,
}

impl Reader<'_> {
    fn report(&mut self, problem: Problem, place: Place, quoted: &str) {
        let mut finding = Finding::new(problem, place);
        if !quoted.is_empty() {
            finding = finding.quoting(quoted);
        }
        self.findings.push(finding);
    }

    /// Reports what is wrong with a cell.
    fn report_cell(&mut self, problem: Problem, sheet: &Sheet, cell: Cell) {
        let shown: String = cell.content.shown().chars().take(200).collect();
        self.report(problem, sheet.place(cell.at), &shown);
    }

    fn read(&mut self, bytes: &[u8], id: Option<&str>) -> Result<Option<Json>, Problem> {
        let mut workbook = submission::open_workbook(self.source, bytes)?;
        let Some(table) = self.annex(&mut workbook)? else {
            return Ok(None);
        };
        let general = self.sheet(
            &mut workbook,
            columns::GENERAL,
            columns::GENERAL_COLUMNS,
            &[Field::Path],
        )?;
        let inputs = self.sheet(
            &mut workbook,
            columns::INPUTS,
            columns::INPUT_COLUMNS,
            &[Field::Text("name")],
        )?;
        let ladders = self.sheet(
            &mut workbook,
            columns::LADDERS,
            columns::LADDER_COLUMNS,
            &[Field::Text("id")],
        )?;
        let mut whole = Members::default();
        if let Some(general) = &general {
            self.general(general, &mut whole);
        } else {
            self.assumed(&table, &mut whole);
        }
        let (mut nodes, total) = self.nodes(&table);
        let parents = self.parents(&mut nodes, &table);
        let mut general_inputs = Vec::new();
        if let Some(inputs) = &inputs {
            self.inputs(inputs, &mut nodes, &mut general_inputs);
        }
        let ladders = ladders.map(|ladders| self.ladders(&ladders));
        self.complete(&mut nodes, &parents);
        self.maximum(&mut whole, total, &nodes, &parents);
        self.tell_untranslated(&table);
        if let Some(id) = id {
            whole.object.retain(|(key, _)| key != "id");
            self.places.remove("/id");
            whole
                .object
                .push(("id".to_owned(), Json::Text(id.to_owned())));
        }
        let mut lists = vec![("inputs", self.plain_list(general_inputs, "/inputs"))];
        if let Some(ladders) = ladders {
            lists.push(("ladders", ladders));
        }
        Ok(Some(self.assemble(whole, lists, nodes, &parents)))
    }

    fn tell_untranslated(&mut self, table: &Table) {
        let texts = self.untranslated.len();
        if let Some(first) = self.untranslated.first().cloned() {
            // Of a table without English the table is told, else the first cell.
            let has_english = table.column(Field::English("title")).is_some();
            let heading = table
                .column(Field::Vietnamese("title"))
                .filter(|_| !has_english);
            let place = heading.map_or(first, |column| {
                table
                    .sheet
                    .place(CellRef::from_absolute(table.heading_row, column))
            });
            self.report(Problem::TranslationMissing { texts }, place, "");
        }
    }
}
