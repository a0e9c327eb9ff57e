//! Tables: as wide as the paper, in type as large as fits. Their head stands on every page, and no row
//! breaks across two.

use std::fmt::Write as _;

use super::body::Writer;
use super::markup::{Paragraph, Run, Stand, gap};
use super::measure::{longest_word, width};
use super::styles::{CELL, LINE, TABLE};
use crate::report::export::{heading, shown};
use crate::report::table::{Align, Cell, Table};
use crate::text::letter::left_out;

/// The space left and right of what stands in a cell.
const MARGIN: u32 = 70;
/// The same in tables without rules.
pub(super) const NARROW_MARGIN: u32 = 30;
/// Both, and a little for the letters of other fonts.
const MARGINS: u32 = 2 * MARGIN + 40;
/// What is tried, one after the other.
const TRIED: [Trial; 5] = [
    Trial::new(24, Content::Whole, 1),
    Trial::new(22, Content::Comfortable, 3),
    Trial::new(20, Content::Comfortable, 4),
    Trial::new(SMALLEST, Content::Comfortable, u32::MAX),
    Trial::new(SMALLEST, Content::Narrow, u32::MAX),
];
/// The smallest type, in half points.
const SMALLEST: u32 = 18;
/// Rows of a table that stands on one page.
const ON_ONE_PAGE: usize = 6;

/// A size of type, in half points, how much room columns of text have to get in it, and how many lines a row
/// may have at most.
#[derive(Debug, Clone, Copy)]
struct Trial {
    half_points: u32,
    content: Content,
    lines: u32,
}

impl Trial {
    const fn new(half_points: u32, content: Content, lines: u32) -> Trial {
        Trial {
            half_points,
            content,
            lines,
        }
    }
}

/// How much room a column of text wants at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content {
    /// Nothing is broken.
    Whole,
    /// A name stands on one line.
    Comfortable,
    /// A word does.
    Narrow,
}

/// A table as its cells are shown.
struct Drawn {
    headings: Vec<String>,
    aligns: Vec<Align>,
    drops: Vec<u8>,
    rows: Vec<Vec<String>>,
}

/// The width a column needs at least, the one in which nothing of it is broken, and how wide all its cells
/// together are.
#[derive(Debug, Clone, Copy)]
struct Need {
    least: u32,
    most: u32,
    ink: u32,
}

/// Which columns of a table there is room for, how wide they are, and in type of which size.
#[derive(Debug, PartialEq, Eq)]
struct Fitted {
    columns: Vec<usize>,
    widths: Vec<u32>,
    half_points: u32,
}

/// Returns a table.
pub(super) fn table(table: &Table, room: u32, writer: Writer) -> String {
    if table.columns.is_empty() {
        return String::new();
    }
    let drawn = Drawn::new(table, writer);
    let fitted = drawn.fit(room);
    let mut xml = opening(Some(TABLE), MARGIN, &fitted.widths);
    write_head(&mut xml, &drawn, &fitted);
    let last = table.rows.len().saturating_sub(1);
    for (index, row) in table.rows.iter().enumerate() {
        let look = Look {
            bold: table.emphasised.contains(&index),
            kept: table.rows.len() <= ON_ONE_PAGE && index < last,
        };
        write_row(&mut xml, row, &drawn, &fitted, look, writer);
    }
    xml.push_str("</w:tbl>");
    let headings = drawn.headings.iter().enumerate();
    let missing: Vec<&str> = headings
        .filter(|(index, _)| !fitted.columns.contains(index))
        .map(|(_, heading)| heading.as_str())
        .collect();
    if missing.is_empty() {
        xml + &gap(120, None)
    } else {
        let note = Run::new(left_out(&missing, writer.language))
            .italic()
            .sized(20);
        xml + &Paragraph::styled(LINE).run(&note).xml()
    }
}

impl Drawn {
    fn new(table: &Table, writer: Writer) -> Drawn {
        let columns = || table.columns.iter();
        let row = |row: &Vec<Cell>| {
            row.iter()
                .map(|cell| shown(cell, writer.language))
                .collect()
        };
        Drawn {
            headings: columns().map(|column| heading(&column.heading)).collect(),
            aligns: columns().map(|column| column.align).collect(),
            drops: columns().map(|column| column.drop).collect(),
            rows: table.rows.iter().map(row).collect(),
        }
    }

    /// Finds the largest type for which there is room; where the smallest is too large, droppable columns
    /// go, the first to go first.
    fn fit(&self, room: u32) -> Fitted {
        let mut columns: Vec<usize> = (0..self.headings.len()).collect();
        loop {
            for trial in TRIED {
                let needs: Vec<Need> = columns
                    .iter()
                    .map(|&column| self.need(column, trial, room))
                    .collect();
                if needs.iter().map(|need| need.least).sum::<u32>() > room {
                    continue;
                }
                let widths = shared(&needs, room);
                if self.lines(&columns, &widths, trial.half_points) <= trial.lines {
                    return Fitted {
                        columns,
                        widths,
                        half_points: trial.half_points,
                    };
                }
            }
            let droppable = columns.iter().filter(|&&column| self.drops[column] > 0);
            match droppable.copied().max_by_key(|&column| self.drops[column]) {
                Some(dropped) => columns.retain(|&column| column != dropped),
                None => {
                    let even = room / u32::try_from(columns.len().max(1)).unwrap_or(u32::MAX);
                    return Fitted {
                        widths: vec![even; columns.len()],
                        columns,
                        half_points: SMALLEST,
                    };
                }
            }
        }
    }

    /// Returns how many lines the longest row has.
    fn lines(&self, columns: &[usize], widths: &[u32], half_points: u32) -> u32 {
        let of_cell = |row: &Vec<String>, (&column, &room): (&usize, &u32)| {
            let text = row.get(column).map_or("", String::as_str);
            width(text, half_points, false) / room.saturating_sub(MARGINS).max(1) + 1
        };
        let of_row = |row| {
            columns
                .iter()
                .zip(widths)
                .map(move |place| of_cell(row, place))
        };
        self.rows.iter().flat_map(of_row).max().unwrap_or(1)
    }

    fn need(&self, column: usize, trial: Trial, room: u32) -> Need {
        /// What a column of text is content with, in letters as wide as a digit.
        const LETTERS: u32 = 17;
        let half_points = trial.half_points;
        let cells = || self.rows.iter().filter_map(|row| row.get(column));
        let widths = || cells().map(|text| width(text, half_points, false));
        let heading = &self.headings[column];
        let heading_word = longest_word(heading, half_points, true);
        let whole = widths().max().unwrap_or(0).max(heading_word);
        // A heading would like to stand on two lines.
        let two_lines = width(heading, half_points, true) * 3 / 5;
        let least = match (self.aligns[column], trial.content) {
            (_, Content::Whole) => whole.max(two_lines),
            (Align::Fixed | Align::Right, _) => whole,
            (Align::Left, Content::Comfortable) => {
                whole.min(LETTERS * half_points * 5).max(heading_word)
            }
            (Align::Left, Content::Narrow) => {
                let words = cells().map(|text| longest_word(text, half_points, false));
                words.max().unwrap_or(0).max(heading_word)
            }
        };
        let least = match trial.content {
            Content::Whole => least,
            // No word is so long that nothing else has room.
            Content::Comfortable | Content::Narrow => least.min(room / 3),
        };
        Need {
            least: least + MARGINS,
            most: whole.max(least).max(two_lines) + MARGINS,
            ink: widths().fold(two_lines, u32::saturating_add),
        }
    }
}

/// Shares the room among columns: first what each needs at least; then what they would like, more to those
/// with more in them; then what is left, in proportion to what they have.
fn shared(needs: &[Need], room: u32) -> Vec<u32> {
    /// Columns that get all they would like leave something to the others.
    const ROUNDS: usize = 4;
    let part = |of: u32, whole: u64, amount: u32| {
        let part = u64::from(of) * u64::from(amount) / whole.max(1);
        u32::try_from(part).unwrap_or(amount)
    };
    let mut widths: Vec<u32> = needs.iter().map(|need| need.least).collect();
    let spare = |widths: &[u32]| room.saturating_sub(widths.iter().sum());
    for _ in 0..ROUNDS {
        let amount = spare(&widths);
        let wanting = |(need, width): (&Need, &u32)| if need.most > *width { need.ink } else { 0 };
        let ink = needs.iter().zip(&widths).map(wanting).map(u64::from).sum();
        for (need, width) in needs.iter().zip(&mut widths) {
            if need.most > *width {
                *width = need.most.min(*width + part(need.ink, ink, amount));
            }
        }
    }
    let taken: u32 = widths.iter().sum();
    let rest = spare(&widths);
    for width in &mut widths {
        *width += part(*width, u64::from(taken), rest);
    }
    widths
}

/// How a row looks.
#[derive(Debug, Clone, Copy)]
struct Look {
    bold: bool,
    /// Whether it stays on the page of the next row.
    kept: bool,
}

fn opening(style: Option<&str>, margin: u32, widths: &[u32]) -> String {
    let mut xml = String::from("<w:tbl><w:tblPr>");
    if let Some(style) = style {
        let _ = write!(xml, "<w:tblStyle w:val=\"{style}\"/>");
    }
    let whole: u32 = widths.iter().sum();
    let _ = write!(
        xml,
        "<w:tblW w:w=\"{whole}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/><w:tblCellMar>\
         <w:left w:w=\"{margin}\" w:type=\"dxa\"/><w:right w:w=\"{margin}\" w:type=\"dxa\"/>\
         </w:tblCellMar></w:tblPr><w:tblGrid>"
    );
    for width in widths {
        let _ = write!(xml, "<w:gridCol w:w=\"{width}\"/>");
    }
    xml.push_str("</w:tblGrid>");
    xml
}

fn write_head(out: &mut String, drawn: &Drawn, fitted: &Fitted) {
    out.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (&column, width) in fitted.columns.iter().zip(&fitted.widths) {
        let heading = Run::new(&*drawn.headings[column]).bold();
        let heading = Paragraph::styled(CELL)
            .kept_with_next(true)
            .centred()
            .run(&heading.sized(fitted.half_points));
        write_cell(out, *width, "<w:vAlign w:val=\"center\"/>", &heading.xml());
    }
    out.push_str("</w:tr>");
}

fn write_row(
    out: &mut String,
    row: &[Cell],
    drawn: &Drawn,
    fitted: &Fitted,
    look: Look,
    writer: Writer,
) {
    out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
    for (&column, width) in fitted.columns.iter().zip(&fitted.widths) {
        let cell = row.get(column).unwrap_or(&Cell::Empty);
        let run = Run::new(shown(cell, writer.language))
            .bold_if(look.bold)
            .sized(fitted.half_points);
        let paragraph = Paragraph::styled(CELL).kept_with_next(look.kept).standing(
            match drawn.aligns[column] {
                Align::Left | Align::Fixed => Stand::Left,
                Align::Right => Stand::Right,
            },
        );
        let place = match cell {
            Cell::Link { to, .. } => writer.places.get(to),
            _ => None,
        };
        let paragraph = match (cell, place) {
            (Cell::Empty, _) => paragraph,
            (_, Some(&place)) => paragraph.link(place, &run),
            (_, None) => paragraph.run(&run),
        };
        write_cell(
            out,
            *width,
            "<w:vAlign w:val=\"center\"/>",
            &paragraph.xml(),
        );
    }
    out.push_str("</w:tr>");
}

fn write_cell(out: &mut String, width: u32, properties: &str, content: &str) {
    let _ = write!(
        out,
        "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{properties}</w:tcPr>{content}</w:tc>"
    );
}

/// Returns rows of two cells without rules, each a text of paragraphs.
pub(super) fn side_by_side(widths: [u32; 2], rows: &[[String; 2]]) -> String {
    let mut xml = opening(None, NARROW_MARGIN, &widths);
    for row in rows {
        xml.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for (width, cell) in widths.iter().zip(row) {
            write_cell(&mut xml, *width, "", cell);
        }
        xml.push_str("</w:tr>");
    }
    xml.push_str("</w:tbl>");
    xml
}

/// Returns facts, one below the other, what they are called on the left.
pub(super) fn facts(facts: &[(String, String)], room: u32) -> String {
    if facts.is_empty() {
        return String::new();
    }
    let names = facts.iter().map(|(name, _)| width(name, 24, true));
    let name = (names.max().unwrap_or(0) + 3 * MARGINS).min(room / 3);
    let cell = |run: &Run| Paragraph::styled(CELL).run(run).xml();
    let rows: Vec<[String; 2]> = facts
        .iter()
        .map(|(name, text)| {
            [
                cell(&Run::new(format!("{name}:")).bold()),
                cell(&Run::new(&**text)),
            ]
        })
        .collect();
    side_by_side([name, room - name], &rows) + &gap(120, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_take_all_the_room_and_no_more() {
        let of = |needs: &[[u32; 3]]| -> Vec<Need> {
            let need = |&[least, most, ink]: &[u32; 3]| Need { least, most, ink };
            needs.iter().map(need).collect()
        };
        for (needs, room) in [
            (
                of(&[[500, 900, 9], [300, 300, 900], [1_000, 4_000, 90]]),
                9_354,
            ),
            (
                of(&[[500, 900, 9], [300, 300, 9], [1_000, 40_000, 90]]),
                9_354,
            ),
            (of(&[[100, 100, 0]]), 14_286),
        ] {
            let widths = shared(&needs, room);
            let taken: u32 = widths.iter().sum();
            assert!(taken <= room && room - taken < 4, "{widths:?}");
            let mut enough = needs.iter().zip(&widths);
            assert!(enough.all(|(need, &width)| width >= need.least));
        }
    }

    #[test]
    fn what_has_no_room_in_the_smallest_type_goes_by_the_order_of_its_section() {
        let drawn = Drawn {
            headings: vec!["Đơn vị".to_owned(); 40],
            aligns: vec![Align::Right; 40],
            drops: (0..40).collect(),
            rows: vec![vec!["1.234.567,89".to_owned(); 40]],
        };
        let fitted = drawn.fit(9_354);
        assert_eq!(fitted.half_points, SMALLEST);
        assert!((5..40).contains(&fitted.columns.len()), "{fitted:?}");
        assert!(
            fitted
                .columns
                .iter()
                .enumerate()
                .all(|(index, &column)| index == column)
        );
        assert!(fitted.widths.iter().sum::<u32>() <= 9_354);
    }
}
