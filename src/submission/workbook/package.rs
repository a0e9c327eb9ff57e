//! What the parts of an xlsx are to each other: what calls whom, and which part is which sheet.

use quick_xml::events::{BytesStart, Event};

use super::archive::{self, Archive};
use super::{attribute, unreadable};
use crate::finding::Problem;

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
    /// Whether its tab is there.
    pub(crate) is_seen: bool,
}

/// Returns the name of the part that says which sheets there are.
pub(crate) fn workbook(archive: &mut Archive) -> Result<String, Problem> {
    let package = relationships(archive, "")?;
    let workbook = package
        .into_iter()
        .find(|part| part.kind.ends_with("/officeDocument"));
    Ok(workbook.map_or_else(String::new, |part| resolve("", &part.target)))
}

/// Returns the sheets in the order of their tabs; one that is in no part is left out.
pub(crate) fn sheets(archive: &mut Archive, workbook: &str) -> Result<Vec<SheetPart>, Problem> {
    let relationships = relationships(archive, workbook)?;
    let content = archive::part(archive, workbook)?.unwrap_or_default();
    let mut sheets = Vec::new();
    each_element(&content, "sheet", |element| {
        let name = attribute(element, "name")?;
        let id = id_of(element)?;
        let state = attribute(element, "state")?;
        let part = relationships
            .iter()
            .find(|part| Some(&part.id) == id.as_ref());
        if let (Some(name), Some(part)) = (name, part) {
            sheets.push(SheetPart {
                name: name.into_owned(),
                path: resolve(workbook, &part.target),
                is_seen: state.is_none_or(|state| state == "visible"),
            });
        }
        Ok(())
    })?;
    Ok(sheets)
}

/// Returns the name an element calls its part by, whatever prefix the namespace has.
fn id_of(element: &BytesStart) -> Result<Option<String>, Problem> {
    for attribute in element.attributes() {
        let attribute = attribute.map_err(unreadable)?;
        if attribute.key.prefix().is_some() && attribute.key.local_name().as_ref() == "id" {
            return super::value(&attribute).map(|id| Some(id.into_owned()));
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
    each_element(content, "Relationship", |element| {
        let text = |name| Ok(attribute(element, name)?.unwrap_or_default().into_owned());
        relationships.push(Relationship {
            id: text("Id")?,
            kind: text("Type")?,
            target: text("Target")?,
        });
        Ok(())
    })?;
    Ok(relationships)
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

fn each_element(
    content: &[u8],
    name: &str,
    mut found: impl FnMut(&BytesStart) -> Result<(), Problem>,
) -> Result<(), Problem> {
    let mut xml = quick_xml::Reader::from_reader(content);
    loop {
        match xml.read_event().map_err(unreadable)? {
            Event::Start(element) | Event::Empty(element)
                if element.local_name().as_ref() == name =>
            {
                found(&element)?;
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}
