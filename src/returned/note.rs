//! Comments at cells: what they say, and the drawings that show them.
//!
//! A comment is two things in two parts: its text, and a shape in the drawing language of former
//! times (VML), which Excel still wants. Comments of others keep theirs.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use quick_xml::escape::escape;

use super::package::Package;
use super::xml::{Edit, Part};
use crate::finding::{CellRef, Problem};
use crate::submission::workbook::unreadable;
use crate::text::safe::cut;

/// Who the comments are by: those of an earlier return are known by it, and taken away.
const AUTHOR: &str = "chamdiem";
/// Letters a cell's text may have, and so a comment's.
const LONGEST: usize = 32_000;

const COMMENTS_TYPE: &str =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const DRAWING_TYPE: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";

const NO_DRAWING: &str = concat!(
    "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" ",
    "xmlns:o=\"urn:schemas-microsoft-com:office:office\" ",
    "xmlns:x=\"urn:schemas-microsoft-com:office:excel\"></xml>",
);
const SHAPE_TYPE: &str = concat!(
    "<v:shapetype xmlns:v=\"urn:schemas-microsoft-com:vml\" ",
    "xmlns:o=\"urn:schemas-microsoft-com:office:office\" id=\"_x0000_t202\" ",
    "coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\">",
    "<v:stroke joinstyle=\"miter\"/><v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/>",
    "</v:shapetype>",
);

/// What a sheet has in it after the place of a drawing, and before it.
pub(super) const BEFORE_DRAWING: &[&str] = &[
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
];

/// Writes the comments of a sheet, in the place of those of an earlier return; returns the sheet's
/// part, which says where their drawing is.
pub(super) fn write(
    package: &mut Package,
    sheet: &str,
    content: Part,
    notes: &BTreeMap<CellRef, String>,
) -> Result<Part, Problem> {
    let threads = threaded(package, sheet)?;
    let mut notes: BTreeMap<CellRef, &str> = notes
        .iter()
        // Of a cell with a conversation a spreadsheet shows nothing else.
        .filter(|(cell, _)| !threads.contains(&cell.to_string()))
        .map(|(cell, text)| (*cell, text.as_str()))
        .collect();
    let Some(path) = package.related(sheet, "comments")? else {
        if notes.is_empty() {
            return Ok(content);
        }
        let path = package.free_name("xl/chamdiem-comments", ".xml");
        package.put(&path, fresh(&content.namespace()).into_bytes());
        package.declare(&path, COMMENTS_TYPE)?;
        package.relate(sheet, &path, "comments")?;
        return put_in(package, sheet, content, &path, &mut notes);
    };
    put_in(package, sheet, content, &path, &mut notes)
}

fn fresh(namespace: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <comments xmlns=\"{namespace}\"><authors/><commentList/></comments>"
    )
}

fn put_in(
    package: &mut Package,
    sheet: &str,
    content: Part,
    path: &str,
    notes: &mut BTreeMap<CellRef, &str>,
) -> Result<Part, Problem> {
    let comments = package.part(path)?;
    let (comments, dropped) = told(comments, notes)?;
    package.put(path, comments.into_bytes());
    draw(package, sheet, content, &dropped, notes)
}

/// Returns the comments with those of an earlier return away and the notes in; leaves the notes
/// that need a shape, and returns the cells whose shape goes.
fn told(
    comments: Part,
    notes: &mut BTreeMap<CellRef, &str>,
) -> Result<(Part, Vec<String>), Problem> {
    let prefix = comments.prefix().to_owned();
    let root = comments.root();
    let (Some(authors), Some(list)) = (root.child("authors"), root.child("commentList")) else {
        return Err(unreadable("comments without authors"));
    };
    let own = authors.children.iter().position(|author| {
        let text = comments.text_of(author);
        text.contains(&format!(">{AUTHOR}<"))
    });
    let author = own.unwrap_or(authors.children.len());
    let mut edits: Vec<Edit> = Vec::new();
    if own.is_none() {
        let addition = format!("<{prefix}author>{AUTHOR}</{prefix}author>");
        edits.push(comments.appended(authors, &addition));
    }
    let mut dropped = Vec::new();
    let mut added = notes.clone();
    for comment in &list.children {
        let Some(at) = comments.attribute(comment, "ref") else {
            continue;
        };
        let by = comments.attribute(comment, "authorId");
        if own.is_some() && by == Some(author.to_string()) {
            edits.push((comment.whole.clone(), String::new()));
            dropped.push(at);
            continue;
        }
        let here = notes.keys().find(|cell| cell.to_string() == at).copied();
        let Some((cell, text)) = here.and_then(|cell| Some((cell, added.remove(&cell)?))) else {
            continue;
        };
        // Somebody's comment stays, and ours goes below; its shape is there.
        notes.remove(&cell);
        let said = comments.text_of(comment);
        if let Some(words) = comment
            .child("text")
            .filter(|_| !said.contains(&*escape(text)))
        {
            edits.push(comments.appended(words, &run(&prefix, &format!("\n\n{text}"))));
        }
    }
    let mut addition = String::new();
    for (cell, text) in added {
        let _ = write!(
            addition,
            "<{prefix}comment ref=\"{cell}\" authorId=\"{author}\"><{prefix}text>{}\
             </{prefix}text></{prefix}comment>",
            run(&prefix, text)
        );
    }
    edits.push(comments.appended(list, &addition));
    Ok((comments.edited(edits)?, dropped))
}

fn run(prefix: &str, text: &str) -> String {
    format!(
        "<{prefix}r><{prefix}t xml:space=\"preserve\">{}</{prefix}t></{prefix}r>",
        escape(&*cut(text, LONGEST))
    )
}

/// Draws the shapes of the notes, in the drawing the sheet has or in one of its own.
fn draw(
    package: &mut Package,
    sheet: &str,
    content: Part,
    dropped: &[String],
    notes: &BTreeMap<CellRef, &str>,
) -> Result<Part, Problem> {
    let drawn = match content.root().child("legacyDrawing") {
        Some(element) => {
            let id = content.attribute(element, "id");
            let related = package.relationships(sheet)?;
            let drawing = related
                .into_iter()
                .find(|part| Some(&part.id) == id.as_ref());
            let drawing = drawing.ok_or_else(|| unreadable("a drawing that is nowhere"))?;
            let path = crate::submission::workbook::package::resolve(sheet, &drawing.target);
            (path, content)
        }
        None if notes.is_empty() => return Ok(content),
        None => {
            let path = package.free_name("xl/chamdiem-notes", ".vml");
            package.put(&path, NO_DRAWING.as_bytes().to_vec());
            package.declare(&path, DRAWING_TYPE)?;
            let id = package.relate(sheet, &path, "vmlDrawing")?;
            let prefix = content.prefix().to_owned();
            let addition = format!(
                "<{prefix}legacyDrawing xmlns:r=\"{}\" r:id=\"{id}\"/>",
                package.namespace_of_relationships()
            );
            let edit = content.in_order(&addition, BEFORE_DRAWING);
            (path, content.edited(vec![edit])?)
        }
    };
    let (path, content) = drawn;
    let bytes = package.bytes(&path)?.unwrap_or_default();
    let drawing = String::from_utf8(bytes).map_err(unreadable)?;
    let drawing =
        redrawn(&drawing, dropped, notes).ok_or_else(|| unreadable("a broken drawing"))?;
    package.put(&path, drawing.into_bytes());
    Ok(content)
}

/// Returns a drawing without the shapes of some cells and with those of others. Drawings of former
/// times need not be XML, so that they are cut as text.
fn redrawn(drawing: &str, dropped: &[String], notes: &BTreeMap<CellRef, &str>) -> Option<String> {
    let mut kept = String::with_capacity(drawing.len());
    let mut rest = drawing;
    while let Some(start) = rest.find("<v:shape ") {
        const END: &str = "</v:shape>";
        let end = start + rest[start..].find(END)? + END.len();
        let shape = &rest[start..end];
        let cell = cell_of(shape).map(|cell| cell.to_string());
        kept.push_str(&rest[..start]);
        if cell.is_none_or(|cell| !dropped.contains(&cell)) {
            kept.push_str(shape);
        }
        rest = &rest[end..];
    }
    kept.push_str(rest);
    let end = kept.rfind("</xml>")?;
    let mut addition = String::new();
    if !notes.is_empty() && !kept.contains("\"_x0000_t202\"") {
        addition.push_str(SHAPE_TYPE);
    }
    for (number, (cell, text)) in (first_free_number(&kept)..).zip(notes) {
        addition.push_str(&shape(*cell, number, text));
    }
    kept.insert_str(end, &addition);
    Some(kept)
}

/// Returns the cell a comment's shape belongs to.
fn cell_of(shape: &str) -> Option<CellRef> {
    let number = |name: &str| -> Option<u32> {
        let open = format!("<x:{name}>");
        let from = shape.find(&open)? + open.len();
        let length = shape[from..].find('<')?;
        shape[from..from + length].trim().parse().ok()
    };
    Some(CellRef::from_absolute(number("Row")?, number("Column")?))
}

/// Returns a number no shape of the drawing has.
fn first_free_number(drawing: &str) -> u64 {
    const BEFORE: &str = "_x0000_s";
    let taken = drawing.match_indices(BEFORE).filter_map(|(at, _)| {
        let digits = &drawing[at + BEFORE.len()..];
        let end = digits.find(|letter: char| !letter.is_ascii_digit());
        digits[..end.unwrap_or(digits.len())].parse::<u64>().ok()
    });
    taken.max().unwrap_or(1024).saturating_add(1)
}

fn shape(cell: CellRef, number: u64, text: &str) -> String {
    // About so many letters stand in a line of three columns; what is longer is not seen at once.
    const LETTERS: usize = 45;
    let lines: usize = text
        .lines()
        .map(|line| 1 + line.chars().count() / LETTERS)
        .sum();
    let (row, column) = (cell.row(), cell.column());
    let height = u32::try_from(lines.clamp(3, 15)).unwrap_or(15);
    format!(
        "<v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\" \
         xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
         xmlns:x=\"urn:schemas-microsoft-com:office:excel\" id=\"_x0000_s{number}\" \
         type=\"#_x0000_t202\" style=\"position:absolute;visibility:hidden\" \
         fillcolor=\"#ffffe1\" o:insetmode=\"auto\"><v:fill color2=\"#ffffe1\"/>\
         <v:shadow on=\"t\" color=\"black\" obscured=\"t\"/><v:path o:connecttype=\"none\"/>\
         <v:textbox style=\"mso-direction-alt:auto\"><div style=\"text-align:left\"></div></v:textbox>\
         <x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/>\
         <x:Anchor>{}, 12, {}, 4, {}, 40, {}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>\
         <x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>",
        column.saturating_add(1),
        row.saturating_sub(1),
        column.saturating_add(4),
        row.saturating_sub(1).saturating_add(height),
    )
}

/// Returns the cells with a conversation, by name.
fn threaded(package: &mut Package, sheet: &str) -> Result<Vec<String>, Problem> {
    let Some(path) = package.related(sheet, "threadedComment")? else {
        return Ok(Vec::new());
    };
    let threads = package.part(&path)?;
    let cells = threads.root().children.iter();
    Ok(cells
        .filter_map(|thread| threads.attribute(thread, "ref"))
        .collect())
}
