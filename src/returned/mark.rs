//! Colours at cells: a condition that always holds lies over the cell's own format, which stays.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::note::BEFORE_DRAWING;
use super::style::Styles;
use super::xml::{Edit, Element, Part};
use crate::finding::{CellRef, Problem, Severity};

/// What is always true and says whose the condition is: those of an earlier return are known by
/// it, and taken away.
const CONDITION: &str = "\"chamdiem\"=\"chamdiem\"";
/// Cells one condition is given for at most; a list of more would be longer than spreadsheets read.
const MOST_CELLS: usize = 200;

/// Returns a sheet with its cells marked, in the place of the marks of an earlier return.
pub(super) fn put(
    sheet: Part,
    marks: &BTreeMap<CellRef, Severity>,
    styles: Styles,
) -> Result<Part, Problem> {
    let prefix = sheet.prefix().to_owned();
    let is_ours = |element: &Element| {
        let text = sheet.text_of(element).replace("&quot;", "\"");
        text.contains(CONDITION)
    };
    let conditions = sheet.root().children.iter();
    let conditions = conditions.filter(|element| element.name == "conditionalFormatting");
    let (earlier, others): (Vec<&Element>, Vec<&Element>) =
        conditions.partition(|element| is_ours(element));
    let mut edits: Vec<Edit> = earlier
        .iter()
        .map(|element| (element.whole.clone(), String::new()))
        .collect();
    let priorities = others.iter().flat_map(|element| &element.children);
    let priorities = priorities.filter_map(|rule| sheet.attribute(rule, "priority")?.parse().ok());
    let highest: u32 = priorities.max().unwrap_or(0);
    let mut priority = highest.saturating_add(1);
    let mut addition = String::new();
    for severity in [Severity::Error, Severity::Warning] {
        let cells: Vec<String> = marks
            .iter()
            .filter(|(_, own)| **own == severity)
            .map(|(cell, _)| cell.to_string())
            .collect();
        for cells in cells.chunks(MOST_CELLS) {
            let _ = write!(
                addition,
                "<{prefix}conditionalFormatting sqref=\"{}\"><{prefix}cfRule type=\"expression\" \
                 dxfId=\"{}\" priority=\"{priority}\"><{prefix}formula>{CONDITION}</{prefix}formula>\
                 </{prefix}cfRule></{prefix}conditionalFormatting>",
                cells.join(" "),
                styles.of(severity),
            );
            priority = priority.saturating_add(1);
        }
    }
    let before: Vec<&str> = BEFORE_DRAWING
        .iter()
        .copied()
        .take_while(|name| *name != "dataValidations")
        .collect();
    edits.push(sheet.in_order(&addition, &before));
    sheet.edited(edits)
}
