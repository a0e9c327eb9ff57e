//! Waivers, laid out: below the score they have a part in.

use super::{Field, table};
use crate::report::document::waivers::WaiverEntry;
use crate::report::table::{Align, Block, Cell, Table};
use crate::text::{Language, labels};

/// A waiver, and the code and name of the unit where there are several.
pub(super) struct Line<'l> {
    pub unit: Option<[&'l str; 2]>,
    pub waiver: &'l WaiverEntry,
}

/// Returns a line for each waiver of one unit.
pub(super) fn of<'l>(
    unit: Option<[&'l str; 2]>,
    waivers: &'l [WaiverEntry],
) -> impl Iterator<Item = Line<'l>> {
    waivers.iter().map(move |waiver| Line { unit, waiver })
}

/// Returns the waivers of one unit below its score, with their heading; nothing without waivers.
pub(super) fn of_one(waivers: &[WaiverEntry], language: Language) -> Vec<Block> {
    let lines: Vec<Line> = of(None, waivers).collect();
    titled(&lines, language)
}

/// Returns the table of waivers with its heading; nothing without waivers.
pub(super) fn titled(lines: &[Line], language: Language) -> Vec<Block> {
    if lines.is_empty() {
        return Vec::new();
    }
    let title = labels(language).waivers_title.to_owned();
    vec![
        Block::Heading(title),
        Block::Table(table_of(lines, language)),
    ]
}

/// Returns the table of waivers. No screen drops a reason, an approver or a last day.
fn table_of(lines: &[Line], language: Language) -> Table {
    use Align::{Fixed, Left};
    let words = labels(language);
    let mut fields: Vec<Field<Line>> = Vec::new();
    if lines.iter().any(|line| line.unit.is_some()) {
        let unit = |index: usize| {
            move |line: &Line| {
                line.unit
                    .map_or(Cell::Empty, |unit| Cell::text(unit[index]))
            }
        };
        fields.push(Field::new("code", words.code, Fixed, unit(0)));
        fields.push(Field::new("name", words.unit, Left, unit(1)).droppable(1));
    }
    let of_waiver =
        |text: fn(&WaiverEntry) -> String| move |line: &Line| Cell::text(text(line.waiver));
    let code = of_waiver(|waiver| waiver.code.clone());
    fields.push(Field::new("waived", words.criterion, Fixed, code));
    fields.push(Field::new("title", words.title, Left, of_waiver(title)).droppable(2));
    let reason = of_waiver(|waiver| waiver.reason.clone());
    fields.push(Field::new("reason", words.reason, Left, reason));
    fields.push(Field::new(
        "approver",
        words.approver,
        Left,
        of_waiver(decision),
    ));
    let until = of_waiver(|waiver| waiver.until_text.clone());
    fields.push(Field::new("until", words.until_day, Fixed, until));
    table(fields, lines)
}

/// Returns the columns of what has a part in the score of a row, for files with a row per score:
/// of several waivers one behind the other, in one order in all columns.
pub(super) fn fields<'f, 'l: 'f, R: 'f>(
    language: Language,
    of: impl Fn(&R) -> &'l [WaiverEntry] + Copy + Sync + 'f,
) -> [Field<'f, R>; 6] {
    use Align::{Fixed, Left};
    let words = labels(language);
    let field = |key, heading, align, text: fn(&WaiverEntry) -> &str| {
        Field::new(key, heading, align, move |row: &R| {
            let texts: Vec<&str> = of(row).iter().map(text).collect();
            Cell::text(texts.join("; "))
        })
    };
    [
        field("waived", words.waived, Left, |waiver| &waiver.code),
        field("waiver_reason", words.reason, Left, |waiver| &waiver.reason),
        field("waiver_approver", words.approver, Left, |waiver| {
            &waiver.approver
        }),
        field("waiver_document", words.document, Left, |waiver| {
            waiver.document.as_deref().unwrap_or_default()
        }),
        field("waiver_until", words.until_day, Fixed, |waiver| {
            &waiver.until
        }),
        field("waiver_from", words.from_day, Fixed, |waiver| {
            waiver.from.as_deref().unwrap_or_default()
        }),
    ]
}

/// What the unit is excused from; of a group also which criteria that are.
fn title(waiver: &WaiverEntry) -> String {
    if waiver.criteria.as_slice() == std::slice::from_ref(&waiver.code) {
        waiver.title.clone()
    } else {
        format!("{} ({})", waiver.title, waiver.criteria.join(", "))
    }
}

fn decision(waiver: &WaiverEntry) -> String {
    match &waiver.document {
        Some(document) => format!("{} ({document})", waiver.approver),
        None => waiver.approver.clone(),
    }
}
