//! One file per format. These see `report` and the language, and nothing deeper.

mod chart;
pub mod csv;
pub mod docx;
pub mod html;
pub mod json;
pub mod jsonl;
pub mod markdown;
mod measure;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod text;
pub mod xlsx;

use super::table::Cell;
use crate::text::Language;
use crate::text::safe::{cut, name, printable};

/// Letters of the longest heading.
const LONGEST_HEADING: usize = 200;
/// Letters of the longest text in a cell, and of the longest line: more than any sentence of
/// ours has.
const LONGEST_TEXT: usize = 1_000;

/// Returns a cell as people read it.
fn shown(cell: &Cell, language: Language) -> String {
    let signed = |negative: bool, zero: bool, magnitude: String| match (zero, negative) {
        (true, _) => "0".to_owned(),
        (false, true) => format!("−{magnitude}"),
        (false, false) => format!("+{magnitude}"),
    };
    match cell {
        Cell::Empty => String::new(),
        Cell::Name(text) | Cell::Link { name: text, .. } => name(text),
        Cell::Text(text) | Cell::Level { name: text, .. } => printable(&cut(text, LONGEST_TEXT)),
        Cell::Number(value) | Cell::Share(value) | Cell::Bar { percent: value, .. } => {
            language.number(*value)
        }
        Cell::Short(value) => language.short_number(*value),
        Cell::Signed(value) => signed(
            value.is_sign_negative(),
            value.is_zero(),
            language.number(value.abs()),
        ),
        Cell::Whole(value) => value.to_string(),
        Cell::SignedWhole(value) => {
            signed(*value < 0, *value == 0, value.unsigned_abs().to_string())
        }
    }
}

/// Returns a heading as people read it.
fn heading(text: &str) -> String {
    printable(&cut(text, LONGEST_HEADING))
}

/// Returns how many steps a line is indented, two spaces each, and what stands behind them.
fn indented(line: &str) -> (usize, &str) {
    let text = line.trim_start_matches(' ');
    ((line.len() - text.len()) / 2, text)
}

/// Returns a line as people read it.
fn line(text: &str) -> String {
    printable(&cut(text, LONGEST_TEXT))
}
