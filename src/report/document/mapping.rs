//! What was recognised of submissions, as data.

use serde::Serialize;

use super::findings::UnitName;
use crate::finding::Place;
use crate::intake::{FileOutcome, Outcome};
use crate::submission::recognised::Recognised;
use crate::text::{self, Language};

/// What was recognised of the files of a run.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MappingDocument {
    /// `chamdiem/mapping/1`.
    pub schema: &'static str,
    /// Every form and every table, in the order of files and sheets.
    pub tables: Vec<MappedTable>,
    /// The files in which nothing was recognised.
    pub unread: Vec<String>,
}

/// A form, or a table of units.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MappedTable {
    /// The file.
    pub file: String,
    /// The sheet.
    pub sheet: Option<String>,
    /// `form`, `table` or `json`.
    pub shape: &'static str,
    /// The units whose submissions stand in it.
    pub units: Vec<UnitName>,
    /// How many submissions belong to nobody known.
    pub unidentified: usize,
    /// Everything recognised.
    pub entries: Vec<MappedEntry>,
    /// The inputs that nothing answers.
    pub missing: Vec<String>,
    /// The place in words; not part of the data.
    #[serde(skip)]
    pub place: String,
}

/// Something recognised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MappedEntry {
    /// The cell, such as `D12`; of JSON line and column.
    pub at: String,
    /// What stands there.
    pub text: String,
    /// What it was taken for: a word of `[mapping.columns]`, or `question`.
    pub meaning: &'static str,
    /// The input it asks for.
    pub input: Option<String>,
}

impl MappingDocument {
    /// Returns the document of what became of files, where recognising was asked for.
    pub fn new<T>(outcomes: &[FileOutcome<T>], language: Language) -> MappingDocument {
        let mut tables: Vec<MappedTable> = Vec::new();
        let mut unread = Vec::new();
        for file in outcomes {
            let mut is_read = false;
            for one in &file.submissions {
                let Some(recognised) = &one.recognised else {
                    continue;
                };
                is_read = true;
                let name = file.source.name();
                let is_same = |table: &MappedTable| {
                    recognised.shape == "table"
                        && table.shape == "table"
                        && table.file == name
                        && table.sheet == recognised.sheet
                };
                if !tables.last().is_some_and(is_same) {
                    let place = Place::File(file.source.clone());
                    let place = if recognised.shape == "form" {
                        &one.place
                    } else {
                        &place
                    };
                    tables.push(table(name, recognised, text::place(place, language)));
                }
                if let Some(table) = tables.last_mut() {
                    table.add(one);
                }
            }
            if !is_read {
                unread.push(file.source.name().to_owned());
            }
        }
        MappingDocument {
            schema: "chamdiem/mapping/1",
            tables,
            unread,
        }
    }
}

impl MappedTable {
    fn add<T>(&mut self, one: &Outcome<T>) {
        match &one.unit {
            Some(unit) => self.units.push(UnitName {
                code: unit.code.as_str().to_owned(),
                name: unit.name.clone(),
            }),
            None => self.unidentified += 1,
        }
    }
}

fn table(file: &str, recognised: &Recognised, place: String) -> MappedTable {
    let is_table = recognised.shape == "table";
    // Of a table only what all rows share.
    let header = recognised
        .header
        .iter()
        .filter(|(word, ..)| !is_table || matches!(*word, "period" | "criteria_set"));
    let header = header.map(|(word, text, place)| MappedEntry {
        at: at(place),
        text: text.clone(),
        meaning: word,
        input: None,
    });
    let columns = recognised.columns.iter().map(|column| MappedEntry {
        at: at(&column.place),
        text: column.text.clone(),
        meaning: column.meaning,
        input: column.input.clone(),
    });
    let questions = recognised
        .questions
        .iter()
        .map(|(input, place)| MappedEntry {
            at: at(place),
            text: String::new(),
            meaning: "question",
            input: Some(input.clone()),
        });
    MappedTable {
        file: file.to_owned(),
        sheet: recognised.sheet.clone(),
        shape: recognised.shape,
        units: Vec::new(),
        unidentified: 0,
        entries: header.chain(columns).chain(questions).collect(),
        missing: recognised.missing.clone(),
        place,
    }
}

fn at(place: &Place) -> String {
    match place {
        Place::Text { position, .. } => format!("{}:{}", position.line, position.column),
        place => place
            .cell()
            .map(|cell| cell.to_string())
            .unwrap_or_default(),
    }
}
