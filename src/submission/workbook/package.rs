//! What the parts of an xlsx are to each other: what calls whom, and which part is which sheet.

use super::archive::{self, Archive};
use super::xml::{Element, Event, Xml, value};
use super::{Shown, damaged};
use crate::finding::Problem;
use crate::submission::limits::Limits;

/// What a part calls another one by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Relationship {
    /// The name the part uses.
    pub(crate) id: String,
    /// What the other part is to it, as a URI.
    pub(crate) kind: String,
    /// Where the other part is, as written.
    pub(crate) target: String,
}

/// A sheet, and the part it is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SheetPart {
    /// The name on its tab.
    pub(crate) name: String,
    /// The name of the part.
    pub(crate) path: String,
    /// Whether a user sees it.
    pub(crate) shown: Shown,
    /// Whether it is made of cells: a chart may be a sheet of its own.
    pub(crate) has_cells: bool,
}

/// The part that says which sheets there are, and what it calls.
#[derive(Debug)]
pub(crate) struct WorkbookPart {
    /// Its name.
    pub(crate) path: String,
    /// What it calls others by.
    pub(crate) relationships: Vec<Relationship>,
    /// The sheets in the order of their tabs; one that is in no part is left out.
    pub(crate) sheets: Vec<SheetPart>,
    /// Whether days are counted from 1904 and not from 1900.
    pub(crate) is_1904: bool,
}

impl WorkbookPart {
    /// Returns the name of the part of a kind, such as `styles`; where nothing is called so, the name
    /// that every office program gives it.
    pub(crate) fn part(&self, kind: &str) -> String {
        let mut called = self.relationships.iter();
        let called = called.find(|part| part.kind.rsplit('/').next() == Some(kind));
        match called {
            Some(part) => resolve(&self.path, &part.target),
            None => resolve(&self.path, &format!("{kind}.xml")),
        }
    }
}

/// Reads the part that says which sheets there are.
pub(crate) fn workbook(archive: &mut Archive, limits: &Limits) -> Result<WorkbookPart, Problem> {
    let package = relationships(archive, "")?;
    let mut called = package.into_iter();
    let called = called.find(|part| part.kind.ends_with("/officeDocument"));
    let path = resolve("", &called.ok_or_else(damaged)?.target);
    let relationships = relationships(archive, &path)?;
    let content = archive::part(archive, &path)?.ok_or_else(damaged)?;
    let mut workbook = WorkbookPart {
        path,
        relationships,
        sheets: Vec::new(),
        is_1904: false,
    };
    let mut xml = Xml::of(&content, limits)?;
    loop {
        match xml.next()? {
            Event::Start(element) | Event::Empty(element) => match element.local_name() {
                "sheet" => {
                    let sheet = sheet(&element, &workbook)?;
                    workbook.sheets.extend(sheet);
                }
                "workbookPr" => {
                    let begin = element.attribute("date1904")?;
                    workbook.is_1904 |= matches!(begin.as_deref(), Some("1" | "true"));
                }
                _ => {}
            },
            Event::Eof => return Ok(workbook),
            _ => {}
        }
    }
}

fn sheet(element: &Element, workbook: &WorkbookPart) -> Result<Option<SheetPart>, Problem> {
    let id = id_of(element)?;
    let mut called = workbook.relationships.iter();
    let called = called.find(|part| Some(&part.id) == id.as_ref());
    let (Some(name), Some(part)) = (element.attribute("name")?, called) else {
        return Ok(None);
    };
    Ok(Some(SheetPart {
        name: name.into_owned(),
        path: resolve(&workbook.path, &part.target),
        shown: match element.attribute("state")?.as_deref() {
            Some("hidden") => Shown::Hidden,
            Some("veryHidden") => Shown::VeryHidden,
            _ => Shown::Visible,
        },
        has_cells: part.kind.ends_with("/worksheet"),
    }))
}

/// Returns the name an element calls its part by, whatever prefix the namespace has.
fn id_of(element: &Element) -> Result<Option<String>, Problem> {
    for attribute in element.attributes() {
        let (name, written) = attribute?;
        if name.ends_with(":id") {
            return value(written).map(|id| Some(id.into_owned()));
        }
    }
    Ok(None)
}

/// Returns what `part` calls other parts by; with an empty name, what the package does.
pub(crate) fn relationships(
    archive: &mut Archive,
    part: &str,
) -> Result<Vec<Relationship>, Problem> {
    let content = archive::part(archive, &relationships_of(part))?.unwrap_or_default();
    relationships_in(&content)
}

/// Returns the relationships a part of them lists.
pub(crate) fn relationships_in(content: &[u8]) -> Result<Vec<Relationship>, Problem> {
    let mut relationships = Vec::new();
    let mut xml = Xml::of(content, &Limits::default())?;
    loop {
        match xml.next()? {
            Event::Start(element) | Event::Empty(element)
                if element.local_name() == "Relationship" =>
            {
                let text = |name| Ok(element.attribute(name)?.unwrap_or_default().into_owned());
                relationships.push(Relationship {
                    id: text("Id")?,
                    kind: text("Type")?,
                    target: text("Target")?,
                });
            }
            Event::Eof => return Ok(relationships),
            _ => {}
        }
    }
}

/// Returns the name of the part with the relationships of `part`.
pub(crate) fn relationships_of(part: &str) -> String {
    let (folder, file) = part.split_at(part.rfind('/').map_or(0, |slash| slash + 1));
    format!("{folder}_rels/{file}.rels")
}

/// Returns the name of the part that `part` calls `target`.
pub(crate) fn resolve(part: &str, target: &str) -> String {
    if let Some(path) = target.strip_prefix('/') {
        return path.to_owned();
    }
    let mut path: Vec<&str> = part.split('/').collect();
    path.pop();
    for step in target.split('/') {
        match step {
            "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}
