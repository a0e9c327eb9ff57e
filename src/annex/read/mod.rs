//! A workbook → JSON: our own with all its sheets, or a bare table of STT, tiêu chí and điểm tối
//! đa, where criteria are awarded by hand until somebody refines them.

mod cells;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use super::bare;
use super::columns::{self, Column, Field, ROLES};
use super::json::{Json, Object, Written};
use crate::definition::{self, CriteriaSet};
use crate::finding::{
    CellRef, Code, Finding, Findings, Place, Problem, Reference, Severity, Source,
};
use crate::number::{Decimal, parse_plain};
use crate::rule::nearest;
use crate::submission::sheet::{Cell, Content, Row, Sheet};
use crate::submission::{self, Workbook};
use crate::unit::fold;

use cells::{Kind, Members};
use table::{
    Sequence, Table, collapsed, find_annex, heading, is_heading_again, is_numbering, number_above,
    title_above,
};

/// How deep a table may nest; a definition file nests hardly deeper.
const DEEPEST: usize = 50;
/// Names of the last row, which holds the sum.
const TOTALS: [&str; 6] = [
    "tong",
    "tong cong",
    "tong so",
    "tong diem",
    "tong so diem",
    "tong diem toi da",
];

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
        Code::MissingTranslation => own
            .iter()
            .any(|other| other.code() == Code::TranslationMissing),
        Code::SumDiffers => has_errors,
        _ => row(&finding.place).is_some_and(|row| wrong_rows.contains(&row)),
    };
    placed.filter(|finding| !follows(finding)).collect()
}

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
struct Node {
    members: Members,
    place: Place,
    row_number: u64,
    code: String,
    /// Where the maximum stands, or should stand.
    maximum_at: Place,
    role: Option<&'static str>,
    parent: Option<(String, Place)>,
    remarks: Vec<String>,
    inputs: Vec<(Members, Place)>,
}

/// The groups and criteria of one node, as they are collected from the last to the first.
#[derive(Default)]
struct Lists(Vec<(usize, &'static str, Vec<Json>)>);

impl Lists {
    fn put_first(&mut self, role: &'static str, row: usize, value: Json) {
        match self.0.iter_mut().find(|(_, other, _)| *other == role) {
            Some((first, _, list)) => {
                *first = row;
                list.push(value);
            }
            None => self.0.push((row, role, vec![value])),
        }
    }

    /// Returns the lists in the order of their first rows.
    fn in_order(mut self) -> impl Iterator<Item = (&'static str, Vec<Json>)> {
        self.0.sort_by_key(|(first, ..)| *first);
        let lists = self.0.into_iter();
        lists.map(|(_, role, list)| (role, list.into_iter().rev().collect()))
    }
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

    /// Finds the table of the annex.
    fn annex(&mut self, workbook: &mut Workbook) -> Result<Option<Table>, Problem> {
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
    fn sheet(
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

    /// Reads the keys of the whole.
    fn general(&mut self, table: &Table, whole: &mut Members) {
        let mut object = Json::Object(Object::new());
        let mut first: BTreeMap<String, CellRef> = BTreeMap::new();
        for row in table.rows() {
            let Some(path) = table.cell(row, Field::Path) else {
                continue;
            };
            let json = table.cell(row, Field::Rest);
            let cell = table.cell(row, Field::Value);
            let place = table
                .sheet
                .place(cell.or(json).map_or(path.at, |cell| cell.at));
            let value = match (cell, json) {
                (None, None) => continue,
                (Some(cell), Some(json)) => {
                    let key = path.content.shown();
                    let other = cell.at.to_string();
                    let place = table.sheet.place(json.at);
                    self.report(Problem::SaidTwice { key, other }, place, "");
                    continue;
                }
                (Some(cell), None) => match cell.content {
                    Content::Number {
                        value,
                        percent: false,
                    } => Some(Json::Number(value.normalize().to_string())),
                    _ => self.text(&table.sheet, cell).map(Json::Text),
                },
                (None, Some(json)) => self.json(&table.sheet, json),
            };
            let Some(value) = value else { continue };
            let path_text = path.content.shown().trim().to_owned();
            let segments: Vec<&str> = path_text.split('.').collect();
            if segments.len() > DEEPEST {
                let limit = DEEPEST as u64;
                self.report_cell(Problem::TooLarge { limit }, &table.sheet, path);
                continue;
            }
            if !insert(&mut object, &segments, value) {
                let other = first
                    .get(&path_text)
                    .map_or_else(String::new, ToString::to_string);
                let key = path_text.clone();
                self.report_cell(Problem::SaidTwice { key, other }, &table.sheet, path);
                continue;
            }
            // A key within another one is told of the cell of either.
            for length in 1..=segments.len() {
                let pointer = format!("/{}", segments[..length].join("/"));
                self.places.entry(pointer).or_insert_with(|| place.clone());
            }
            first.insert(path_text, path.at);
        }
        if let Json::Object(object) = object {
            whole.object = object;
        }
    }

    /// What a bare table does not say.
    fn assumed(&mut self, table: &Table, whole: &mut Members) {
        let name = self
            .source
            .name()
            .rsplit(['/', '\\'])
            .next()
            .unwrap_or_default();
        let stem = name
            .rsplit_once('.')
            .map_or(name, |(stem, _)| stem)
            .to_owned();
        let words: Vec<String> = fold(&stem)
            .split(|letter: char| !letter.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        let id = if words.is_empty() {
            "bo-tieu-chi".to_owned()
        } else {
            words.join("-")
        };
        let title = title_above(table).unwrap_or((stem, Place::File(self.source.clone())));
        let number = number_above(table);
        let text = |text: &str| Json::Text(text.to_owned());
        let object = |members: &[(&str, Json)]| {
            let members = members.iter();
            Json::Object(
                members
                    .map(|(key, value)| ((*key).to_owned(), value.clone()))
                    .collect(),
            )
        };
        let mut document = Object::new();
        if let Some((number, place)) = number {
            document.push(("number".to_owned(), Json::Text(number)));
            self.places.insert("/document/number".to_owned(), place);
        }
        document.push(("level".to_owned(), text("commune")));
        self.untranslated.push(title.1.clone());
        self.places.insert("/title".to_owned(), title.1);
        let rounding = object(&[
            ("digits", Json::Number("2".to_owned())),
            ("mode", text("half_away_from_zero")),
            ("stage", text("published")),
        ]);
        let members = [
            ("format", text("chamdiem/criteria-set/1")),
            ("id", Json::Text(id)),
            ("version", text("1")),
            ("title", columns::in_both(&title.0, &title.0)),
            ("document", Json::Object(document)),
            (
                "scoring",
                object(&[
                    ("rounding", rounding),
                    ("not_applicable", text("forbidden")),
                    ("zero_denominator", text("error")),
                    ("counted", text("latest")),
                ]),
            ),
            (
                "ranking",
                object(&[
                    ("ties", text("competition")),
                    ("compare", text("published")),
                    ("missing", text("unranked")),
                ]),
            ),
        ];
        let members = members.into_iter();
        whole
            .object
            .extend(members.map(|(key, value)| (key.to_owned(), value)));
    }

    /// Reads the rows of the annex, and the sum in its last row.
    fn nodes(&mut self, table: &Table) -> (Vec<Node>, Option<(String, Place)>) {
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

    /// Returns for each node the node it stands in.
    fn parents(&mut self, nodes: &mut [Node], table: &Table) -> Vec<Option<usize>> {
        let parents = if table.is_ours() {
            self.named_parents(nodes)
        } else {
            let codes: Vec<String> = nodes.iter().map(|node| node.code.clone()).collect();
            let parents = bare::parents(&codes, DEEPEST);
            let unique = bare::unique(&codes, &parents);
            let changed: Vec<(&String, &String)> = codes
                .iter()
                .zip(&unique)
                .filter(|(old, new)| old != new)
                .collect();
            if let Some((written, becomes)) = changed.first() {
                let problem = Problem::CodesQualified {
                    codes: changed.len(),
                    written: (*written).clone(),
                    becomes: (*becomes).clone(),
                };
                let first = codes.iter().zip(&unique).position(|(old, new)| old != new);
                let place = nodes[first.unwrap_or_default()].place.clone();
                self.report(problem, place, "");
            }
            for (node, code) in nodes.iter_mut().zip(unique) {
                if let Some((_, value)) = node
                    .members
                    .object
                    .iter_mut()
                    .find(|(key, _)| key == "code")
                {
                    *value = Json::Text(code.clone());
                }
                node.code = code;
            }
            parents
        };
        let mut first: BTreeMap<&str, u64> = BTreeMap::new();
        let mut twice = Vec::new();
        for node in nodes.iter() {
            match first.get(node.code.as_str()) {
                Some(&row) => twice.push((node.code.clone(), node.place.clone(), row)),
                None => {
                    first.insert(&node.code, node.row_number);
                }
            }
        }
        for (code, place, row) in twice {
            let first_line = usize::try_from(row).unwrap_or(usize::MAX);
            let quoted = code.clone();
            self.report(Problem::DuplicateCode { code, first_line }, place, &quoted);
        }
        parents
    }

    fn named_parents(&mut self, nodes: &[Node]) -> Vec<Option<usize>> {
        let all: BTreeSet<&str> = nodes.iter().map(|node| node.code.as_str()).collect();
        let mut above: BTreeMap<&str, usize> = BTreeMap::new();
        let mut depths: Vec<usize> = Vec::with_capacity(nodes.len());
        let mut parents: Vec<Option<usize>> = Vec::with_capacity(nodes.len());
        for (index, node) in nodes.iter().enumerate() {
            let mut parent = None;
            if let Some((code, place)) = &node.parent {
                match above.get(code.as_str()) {
                    Some(&found) if depths[found] < DEEPEST => parent = Some(found),
                    Some(_) => {
                        let limit = DEEPEST as u64;
                        self.report(Problem::TooLarge { limit }, place.clone(), code);
                    }
                    None if all.contains(code.as_str()) => {
                        let allowed = above.keys().map(|&code| code.to_owned()).collect();
                        self.report(Problem::ValueNotAllowed { allowed }, place.clone(), code);
                    }
                    None => {
                        let nearest = nearest(code, above.keys().copied());
                        let (name, reference) = (code.clone(), Reference::Node);
                        let problem = Problem::UnknownReference {
                            name,
                            reference,
                            nearest,
                        };
                        self.report(problem, place.clone(), code);
                    }
                }
            }
            depths.push(parent.map_or(0, |parent| depths[parent] + 1));
            parents.push(parent);
            if node.role != Some("criteria") {
                above.entry(&node.code).or_insert(index);
            }
        }
        parents
    }

    /// Reads the figures, each into its criterion or among those of the whole.
    fn inputs(&mut self, table: &Table, nodes: &mut [Node], general: &mut Vec<(Members, Place)>) {
        let by_code: BTreeMap<String, usize> = nodes
            .iter()
            .enumerate()
            .rev()
            .map(|(index, node)| (node.code.clone(), index))
            .collect();
        let mut first: BTreeMap<String, usize> = BTreeMap::new();
        for row in table.rows() {
            let Some(named) = table.cell(row, Field::Text("name")) else {
                continue;
            };
            let members = self.members(table, row, Kind::Ours);
            let place = table.sheet.place(named.at);
            let name = members.text("name").unwrap_or_default().to_owned();
            let row_number = usize::try_from(row.index())
                .unwrap_or(usize::MAX)
                .saturating_add(1);
            if let Some(&first_line) = first.get(&name) {
                let problem = Problem::DuplicateInput { name, first_line };
                self.report_cell(problem, &table.sheet, named);
            } else {
                first.insert(name, row_number);
            }
            let owner = table.cell(row, Field::Parent);
            let Some(owner) = owner else {
                general.push((members, place));
                continue;
            };
            let code = columns::bare_code(&owner.content.shown()).to_owned();
            match by_code.get(&code) {
                Some(&index) => nodes[index].inputs.push((members, place)),
                None => {
                    let nearest = nearest(&code, by_code.keys().map(String::as_str));
                    let (name, reference) = (code, Reference::Node);
                    let problem = Problem::UnknownReference {
                        name,
                        reference,
                        nearest,
                    };
                    self.report_cell(problem, &table.sheet, owner);
                }
            }
        }
    }

    /// Reads the ladders: a row for each, and below it those of its levels.
    fn ladders(&mut self, table: &Table) -> Vec<Json> {
        struct Ladder {
            id: String,
            members: Members,
            place: Place,
            levels: Vec<(Members, Place)>,
        }
        let mut ladders: Vec<Ladder> = Vec::new();
        for row in table.rows() {
            let Some(named) = table.cell(row, Field::Text("id")) else {
                continue;
            };
            let mut members = self.members(table, row, Kind::Ours);
            let place = table.sheet.place(named.at);
            let id = members.text("id").unwrap_or_default().to_owned();
            if table.cell(row, Field::Number("level")).is_none() {
                let levels = Vec::new();
                ladders.push(Ladder {
                    id,
                    members,
                    place,
                    levels,
                });
                continue;
            }
            members.object.retain(|(key, _)| key != "id");
            members.cells.retain(|(key, _)| key != "id");
            let keys = members.object.iter_mut().map(|(key, _)| key);
            for key in keys.chain(members.cells.iter_mut().map(|(key, _)| key)) {
                if key == "title" {
                    "name".clone_into(key);
                }
            }
            match ladders.iter_mut().find(|ladder| ladder.id == id) {
                Some(ladder) => ladder.levels.push((members, place)),
                None => {
                    let nearest = nearest(&id, ladders.iter().map(|ladder| ladder.id.as_str()));
                    let reference = Reference::Ladder;
                    let problem = Problem::UnknownReference {
                        name: id,
                        reference,
                        nearest,
                    };
                    self.report_cell(problem, &table.sheet, named);
                }
            }
        }
        let mut list = Vec::new();
        for (index, ladder) in ladders.into_iter().enumerate() {
            let pointer = format!("/ladders/{index}");
            let levels = self.plain_list(ladder.levels, &format!("{pointer}/levels"));
            let mut object = self.placed(ladder.members, ladder.place, &pointer);
            self.add_list(&mut object, "levels", levels, &pointer);
            list.push(Json::Object(object));
        }
        list
    }

    /// Gives criteria a rule and branches a maximum where the table has none.
    fn complete(&mut self, nodes: &mut [Node], parents: &[Option<usize>]) {
        let mut has_children = vec![false; nodes.len()];
        for parent in parents.iter().flatten() {
            has_children[*parent] = true;
        }
        for (index, node) in nodes.iter_mut().enumerate() {
            let role = if has_children[index] {
                "groups"
            } else {
                "criteria"
            };
            let role = *node.role.get_or_insert(role);
            if role == "criteria" && !node.members.has("rule") {
                let manual = vec![("kind".to_owned(), Json::Text("manual".to_owned()))];
                node.members
                    .object
                    .push(("rule".to_owned(), Json::Object(manual)));
            }
            if !node.remarks.is_empty() {
                let more = node.remarks.join("\n");
                let said = node
                    .members
                    .object
                    .iter_mut()
                    .find(|(key, _)| key == "remark");
                match said {
                    Some((_, Json::Text(text))) => *text = format!("{text}\n{more}"),
                    Some(_) => {}
                    None => node
                        .members
                        .object
                        .push(("remark".to_owned(), Json::Text(more))),
                }
            }
        }
        // What is below stands after what it is in.
        let mut sums: Vec<Option<Decimal>> = vec![Some(Decimal::ZERO); nodes.len()];
        for index in (0..nodes.len()).rev() {
            let node = &mut nodes[index];
            let own = match node.members.object.iter().find(|(key, _)| key == "maximum") {
                Some((_, Json::Number(text))) => parse_plain(text),
                Some(_) => None,
                None if has_children[index] => {
                    let sum = sums[index].map(|sum| sum.normalize());
                    if let Some(sum) = sum {
                        let sum = Json::Number(sum.to_string());
                        node.members.add("maximum", sum, node.maximum_at.clone());
                    }
                    sum
                }
                None => {
                    let place = node.maximum_at.clone();
                    if !self.findings.iter().any(|finding| finding.place == place) {
                        self.findings
                            .push(Finding::new(Problem::NotANumber, place).about(&node.code));
                    }
                    None
                }
            };
            if let Some(parent) = parents[index] {
                sums[parent] = sums[parent]
                    .zip(own)
                    .and_then(|(sum, own)| sum.checked_add(own));
            }
        }
    }

    /// Gives the whole its maximum: the last row's, or the sum.
    fn maximum(
        &mut self,
        whole: &mut Members,
        total: Option<(String, Place)>,
        nodes: &[Node],
        parents: &[Option<usize>],
    ) {
        match total {
            Some((_, place)) if whole.has("maximum") => {
                let key = "maximum".to_owned();
                let general = self.places.get("/maximum").and_then(Place::cell);
                let other = general.map(|cell| format!("{cell} ({})", columns::GENERAL));
                let other = other.unwrap_or_default();
                self.report(Problem::SaidTwice { key, other }, place, "");
            }
            Some((number, place)) => {
                whole
                    .object
                    .push(("maximum".to_owned(), Json::Number(number)));
                self.places.insert("/maximum".to_owned(), place);
            }
            None if whole.has("maximum") => {}
            None => {
                let own = |node: &Node| match node
                    .members
                    .object
                    .iter()
                    .find(|(key, _)| key == "maximum")
                {
                    Some((_, Json::Number(text))) => parse_plain(text),
                    _ => None,
                };
                let top = nodes
                    .iter()
                    .zip(parents)
                    .filter(|(_, parent)| parent.is_none());
                let sum = top
                    .map(|(node, _)| own(node))
                    .try_fold(Decimal::ZERO, |sum, own| sum.checked_add(own?));
                if let Some(sum) = sum {
                    let sum = Json::Number(sum.normalize().to_string());
                    whole.object.push(("maximum".to_owned(), sum));
                }
            }
        }
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

    /// Returns the members as an object that stands at `pointer`.
    fn placed(&mut self, members: Members, place: Place, pointer: &str) -> Object {
        self.places.insert(pointer.to_owned(), place);
        for (key, place) in members.cells {
            self.places.insert(format!("{pointer}/{key}"), place);
        }
        members.object
    }

    fn plain_list(&mut self, items: Vec<(Members, Place)>, pointer: &str) -> Vec<Json> {
        let items = items.into_iter().enumerate();
        items
            .map(|(index, (members, place))| {
                Json::Object(self.placed(members, place, &format!("{pointer}/{index}")))
            })
            .collect()
    }

    /// Adds a list made of rows; the object may say the same in JSON.
    fn add_list(&mut self, object: &mut Object, key: &str, list: Vec<Json>, pointer: &str) {
        if list.is_empty() {
            return;
        }
        if object.iter().any(|(other, _)| other == key) {
            let place = self.places.get(&format!("{pointer}/{key}/0")).cloned();
            let place = place.unwrap_or_else(|| Place::File(self.source.clone()));
            let other = self
                .places
                .get(&format!("{pointer}/{key}"))
                .or_else(|| self.places.get(pointer));
            let other = other.and_then(Place::cell).map(|cell| cell.to_string());
            let other = other.unwrap_or_default();
            self.report(
                Problem::SaidTwice {
                    key: key.to_owned(),
                    other,
                },
                place,
                "",
            );
            return;
        }
        object.push((key.to_owned(), Json::List(list)));
    }

    /// Puts the rows together to a tree.
    fn assemble(
        &mut self,
        whole: Members,
        lists: Vec<(&str, Vec<Json>)>,
        nodes: Vec<Node>,
        parents: &[Option<usize>],
    ) -> Json {
        // Where each node stands, told by the lists of what it is in.
        let mut counts: BTreeMap<(Option<usize>, &str), usize> = BTreeMap::new();
        let mut pointers: Vec<String> = Vec::with_capacity(nodes.len());
        for (node, parent) in nodes.iter().zip(parents) {
            let role = node.role.unwrap_or("criteria");
            let count = counts.entry((*parent, role)).or_default();
            let above = parent.map_or("", |parent| pointers[parent].as_str());
            pointers.push(format!("{above}/{role}/{count}"));
            *count += 1;
        }
        let mut below: Vec<Lists> = std::iter::repeat_with(Lists::default)
            .take(nodes.len())
            .collect();
        let mut top = Lists::default();
        // What is below a node is put together before it, last rows first.
        for (index, node) in nodes.into_iter().enumerate().rev() {
            let pointer = &pointers[index];
            let inputs = self.plain_list(node.inputs, &format!("{pointer}/inputs"));
            let mut object = self.placed(node.members, node.place, pointer);
            self.add_list(&mut object, "inputs", inputs, pointer);
            for (role, list) in std::mem::take(&mut below[index]).in_order() {
                self.add_list(&mut object, role, list, pointer);
            }
            let role = node.role.unwrap_or("criteria");
            let lists = parents[index].map_or(&mut top, |parent| &mut below[parent]);
            lists.put_first(role, index, Json::Object(object));
        }
        let mut object = whole.object;
        for (key, list) in lists {
            self.add_list(&mut object, key, list, "");
        }
        for (role, list) in top.in_order() {
            self.add_list(&mut object, role, list, "");
        }
        Json::Object(object)
    }
}

/// Puts a value under a path of keys; false when something stands there already.
fn insert(at: &mut Json, path: &[&str], value: Json) -> bool {
    let (Json::Object(members), Some((first, rest))) = (at, path.split_first()) else {
        return false;
    };
    let found = members.iter().position(|(key, _)| key == first);
    match (found, rest) {
        (Some(_), []) => false,
        (Some(index), rest) => insert(&mut members[index].1, rest, value),
        (None, []) => {
            members.push(((*first).to_owned(), value));
            true
        }
        (None, rest) => {
            let mut below = Json::Object(Object::new());
            let is_new = insert(&mut below, rest, value);
            members.push(((*first).to_owned(), below));
            is_new
        }
    }
}
