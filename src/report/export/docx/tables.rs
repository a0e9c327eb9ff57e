//! Tables: as wide as the paper, in type as large as fits. Their head stands on every page, and no row
//! breaks across two.

use std::fmt::Write as _;

use super::body::Writer;
use super::card::line_height;
use super::markup::{Paragraph, Run, Stand, gap, space};
use super::styles::{CELL, LINE, TABLE};
use crate::report::export::measure::{self, Need, longest_word, shared, width};
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
/// Rows of a table that stands on one page with what is below it.
const WITH_WHAT_FOLLOWS: usize = 12;
/// Rows of a longer one that stand on the page of what is below it.
const LAST_ROWS: usize = 3;

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
    /// What is left free in a cell, left and right together.
    margins: u32,
}

/// Which columns of a table there is room for, how wide they are, and in type of which size.
#[derive(Debug, PartialEq, Eq)]
struct Fitted {
    columns: Vec<usize>,
    widths: Vec<u32>,
    half_points: u32,
}

/// Returns a table; `is_held` where its end stays on the page of what is below it.
pub(super) fn table(table: &Table, room: u32, is_held: bool, writer: Writer) -> String {
    if table.columns.is_empty() {
        return String::new();
    }
    let drawn = Drawn::new(table, writer);
    let fitted = drawn.fit(room);
    let mut xml = opening(Some(TABLE), MARGIN, &fitted.widths);
    write_head(&mut xml, &drawn, &fitted, false);
    let count = table.rows.len();
    for (index, row) in table.rows.iter().enumerate() {
        let is_below = count <= ON_ONE_PAGE && index + 1 < count;
        let is_held = is_held && (count <= WITH_WHAT_FOLLOWS || index + LAST_ROWS >= count);
        let look = Look {
            kept: is_below || is_held,
            tight: false,
        };
        let bold = |column| table.is_emphasised(index, column);
        write_row(&mut xml, row, bold, &drawn, &fitted, look, writer);
    }
    xml.push_str("</w:tbl>");
    let headings = drawn.headings.iter().enumerate();
    let missing: Vec<&str> = headings
        .filter(|(index, _)| !fitted.columns.contains(index))
        .map(|(_, heading)| heading.as_str())
        .collect();
    if missing.is_empty() {
        xml + &space(120).kept_with_next(is_held).xml()
    } else {
        let note = Run::new(left_out(&missing, writer.language))
            .italic()
            .sized(20);
        let note = Paragraph::styled(LINE).run(&note);
        xml + &note.kept_with_next(is_held).xml()
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
            margins: MARGINS,
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
            width(text, half_points, false) / room.saturating_sub(self.margins).max(1) + 1
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
            least: least + self.margins,
            most: whole.max(least).max(two_lines) + self.margins,
            ink: widths().fold(two_lines, u32::saturating_add),
        }
    }
}

/// A table without space between its rows, all its columns in type of one size.
pub(super) struct Compact {
    drawn: Drawn,
    fitted: Fitted,
    height: u32,
}

impl Compact {
    /// The space left and right of what stands in a cell.
    const MARGIN: u32 = 40;
    /// A rule between two rows, and what is lost to rounding.
    const RULE: u32 = 12;

    pub(super) fn new(table: &Table, half_points: u32, room: u32, writer: Writer) -> Compact {
        let drawn = Drawn {
            margins: 2 * Compact::MARGIN + 20,
            ..Drawn::new(table, writer)
        };
        let columns: Vec<usize> = (0..table.columns.len()).collect();
        let trial = |content| Trial::new(half_points, content, u32::MAX);
        let needs = |content| -> Vec<Need> {
            let need = |&column: &usize| drawn.need(column, trial(content), room);
            columns.iter().map(need).collect()
        };
        let least = |needs: &[Need]| needs.iter().map(|need| need.least).sum::<u32>();
        let comfortable = needs(Content::Comfortable);
        let needs = if least(&comfortable) <= room {
            comfortable
        } else {
            needs(Content::Narrow)
        };
        let widths = if least(&needs) <= room {
            shared(&needs, room)
        } else {
            let columns = u32::try_from(columns.len().max(1)).unwrap_or(u32::MAX);
            vec![room / columns; needs.len()]
        };
        let fitted = Fitted {
            columns,
            widths,
            half_points,
        };
        let lines_of = |texts: &[String], bold: &dyn Fn(usize) -> bool| {
            let cells = texts.iter().zip(&fitted.widths).enumerate();
            let lines = cells.map(|(column, (text, width))| {
                let room = width.saturating_sub(drawn.margins);
                measure::lines(text, half_points, bold(column), room)
            });
            lines.max().unwrap_or(1)
        };
        let rows = drawn
            .rows
            .iter()
            .enumerate()
            .map(|(index, row)| lines_of(row, &|column| table.is_emphasised(index, column)));
        let lines = std::iter::once(lines_of(&drawn.headings, &|_| true)).chain(rows);
        let heights = lines.map(|lines| lines * line_height(half_points) + Compact::RULE);
        Compact {
            height: heights.sum(),
            drawn,
            fitted,
        }
    }

    /// Returns how high it is, in twentieths of a point.
    pub(super) const fn height(&self) -> u32 {
        self.height
    }

    pub(super) fn xml(&self, table: &Table, writer: Writer) -> String {
        let (drawn, fitted) = (&self.drawn, &self.fitted);
        let mut xml = opening(Some(TABLE), Compact::MARGIN, &fitted.widths);
        write_head(&mut xml, drawn, fitted, true);
        let look = Look {
            kept: false,
            tight: true,
        };
        for (index, row) in table.rows.iter().enumerate() {
            let bold = |column| table.is_emphasised(index, column);
            write_row(&mut xml, row, bold, drawn, fitted, look, writer);
        }
        xml.push_str("</w:tbl>");
        xml
    }
}

/// How a row looks.
#[derive(Debug, Clone, Copy)]
struct Look {
    /// Whether it stays on the page of the next row.
    kept: bool,
    /// Whether there is no space above and below its texts.
    tight: bool,
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

fn write_head(out: &mut String, drawn: &Drawn, fitted: &Fitted, tight: bool) {
    out.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (&column, width) in fitted.columns.iter().zip(&fitted.widths) {
        let heading = Run::new(&*drawn.headings[column]).bold();
        let mut paragraph = Paragraph::styled(CELL).kept_with_next(true).centred();
        if tight {
            paragraph = paragraph.spaced([0, 0]);
        }
        let heading = paragraph.run(&heading.sized(fitted.half_points));
        write_cell(out, *width, "<w:vAlign w:val=\"center\"/>", &heading.xml());
    }
    out.push_str("</w:tr>");
}

fn write_row(
    out: &mut String,
    row: &[Cell],
    bold: impl Fn(usize) -> bool,
    drawn: &Drawn,
    fitted: &Fitted,
    look: Look,
    writer: Writer,
) {
    out.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
    for (&column, width) in fitted.columns.iter().zip(&fitted.widths) {
        let cell = row.get(column).unwrap_or(&Cell::Empty);
        let run = Run::new(shown(cell, writer.language))
            .bold_if(bold(column))
            .sized(fitted.half_points);
        let paragraph = Paragraph::styled(CELL).kept_with_next(look.kept).standing(
            match drawn.aligns[column] {
                Align::Left | Align::Fixed => Stand::Left,
                Align::Right => Stand::Right,
            },
        );
        let paragraph = if look.tight {
            paragraph.spaced([0, 0]).sized(fitted.half_points)
        } else {
            paragraph
        };
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
    fn what_has_no_room_in_the_smallest_type_goes_by_the_order_of_its_section() {
        let drawn = Drawn {
            headings: vec!["Đơn vị".to_owned(); 40],
            aligns: vec![Align::Right; 40],
            drops: (0..40).collect(),
            rows: vec![vec!["1.234.567,89".to_owned(); 40]],
            margins: MARGINS,
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
