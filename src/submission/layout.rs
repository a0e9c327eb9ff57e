//! Where things are in a form: found by what headings say, never by a fixed address.

use super::sheet::{Cell, Content, Row, Sheet};
use crate::finding::{CellRef, Finding, Findings, Place, Problem};
use crate::unit::fold;

/// Bytes of the longest text that may be a heading or a label.
const LONGEST_LABEL: usize = 80;

/// A column of the form's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// The name of the input, or the code of a criterion awarded by hand.
    Code,
    /// The unit's own value or points.
    Value,
    /// The appraised value or points.
    Appraised,
    /// Evidence.
    Evidence,
    /// A note.
    Note,
}

impl Column {
    /// Every column, in the order of the form.
    pub const ALL: &'static [Column] = &[
        Column::Code,
        Column::Value,
        Column::Appraised,
        Column::Evidence,
        Column::Note,
    ];

    /// Returns the headings understood, folded; the first is the one our form has.
    const fn headings(self) -> &'static [&'static str] {
        match self {
            Column::Code => &["ma", "ma so lieu", "ma chi tieu", "code"],
            Column::Value => &[
                "gia tri",
                "so lieu",
                "diem tu cham",
                "diem tu danh gia",
                "tu cham",
                "value",
                "self score",
            ],
            Column::Appraised => &[
                "gia tri tham dinh",
                "so lieu tham dinh",
                "diem tham dinh",
                "tham dinh",
                "appraised value",
                "appraised score",
            ],
            Column::Evidence => &["tai lieu kiem chung", "minh chung", "evidence"],
            Column::Note => &["ghi chu", "giai trinh", "note"],
        }
    }

    /// Returns the column a heading names.
    pub(super) fn of_heading(text: &str) -> Option<Column> {
        // Our own form's spelling needs no folding.
        match text {
            "Mã" => return Some(Column::Code),
            "Giá trị" => return Some(Column::Value),
            "Giá trị thẩm định" => return Some(Column::Appraised),
            "Tài liệu kiểm chứng" => return Some(Column::Evidence),
            "Ghi chú" => return Some(Column::Note),
            "Tiêu chí" | "Nội dung" | "Đơn vị tính" | "Điểm tối đa" => return None,
            _ => {}
        }
        if text.len() > LONGEST_LABEL {
            return None;
        }
        let folded = fold(text);
        let name = folded.trim_end_matches([':', '*', ' ']);
        Column::ALL
            .iter()
            .copied()
            .find(|column| column.headings().contains(&name))
    }
}

/// What the header block says, each with its cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Header {
    /// The unit's code.
    pub unit_code: Option<(String, CellRef)>,
    /// The unit's name.
    pub unit_name: Option<(String, CellRef)>,
    /// The period, as written.
    pub period: Option<(String, CellRef)>,
    /// The criteria set's identifier.
    pub criteria_set: Option<(String, CellRef)>,
}

/// The table of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The header block.
    pub header: Header,
    /// The row of the headings.
    pub heading_row: u32,
    /// Headings that name a column a second time, each with the first one.
    pub duplicates: Vec<(CellRef, CellRef)>,
    /// The column of the codes.
    pub code: u32,
    /// The column of the values.
    pub value: u32,
    /// The column of the appraised values.
    pub appraised: Option<u32>,
    /// The column of the evidence.
    pub evidence: Option<u32>,
    /// The column of the notes.
    pub note: Option<u32>,
}

/// Finds the header block and the table, or nothing when the sheet holds no form.
pub fn find(sheet: &Sheet) -> Option<Layout> {
    let mut header = Header::default();
    for row in sheet.rows() {
        let columns: Vec<(Column, CellRef)> = row
            .cells()
            .filter_map(|cell| match cell.content {
                Content::Text(text) => Some((Column::of_heading(text.trim())?, cell.at)),
                _ => None,
            })
            .collect();
        let at = |column: Column| {
            columns
                .iter()
                .find(|(other, _)| *other == column)
                .map(|(_, at)| at.column())
        };
        if let (Some(code), Some(value)) = (at(Column::Code), at(Column::Value)) {
            let duplicates = duplicates(&columns);
            return Some(Layout {
                header,
                duplicates,
                heading_row: row.index(),
                code,
                value,
                appraised: at(Column::Appraised),
                evidence: at(Column::Evidence),
                note: at(Column::Note),
            });
        }
        read_header_row(row, &mut header);
    }
    None
}

/// Returns the finding for a file without any form.
pub fn no_table(place: Place) -> Finding {
    let headings = vec!["Mã".to_owned(), "Giá trị".to_owned()];
    Finding::new(Problem::NoTable { headings }, place)
}

impl Layout {
    /// Reports headings that name a column a second time.
    pub fn report_duplicates(&self, sheet: &Sheet, findings: &mut Findings) {
        for (at, first) in &self.duplicates {
            let first = first.to_string();
            let finding = Finding::new(Problem::DuplicateHeading { first }, sheet.place(*at));
            let text = sheet.at(*at).map(|cell| cell.content.shown());
            findings.push(finding.quoting(text.unwrap_or_default()));
        }
    }
}

fn duplicates(columns: &[(Column, CellRef)]) -> Vec<(CellRef, CellRef)> {
    let first = |index: usize, column: Column| {
        let mut before = columns[..index].iter();
        before.find(|(other, _)| *other == column)
    };
    let entries = columns.iter().enumerate();
    entries
        .filter_map(|(index, (column, at))| Some((*at, first(index, *column)?.1)))
        .collect()
}

/// A label and a value: in two cells beside each other, or in one with a colon between; or in a
/// line of text that has other separators than the table.
pub(super) fn read_header_row(row: Row, header: &mut Header) {
    let mut cells = row.cells();
    if let (Some(line), None) = (cells.next(), cells.next())
        && let Content::Text(text) = line.content
        && let Some(separator) = text.chars().find(|letter| ",;\t|".contains(*letter))
        && !text
            .split_once(separator)
            .is_some_and(|(label, _)| label.contains(':'))
    {
        let unquoted = |field: &'_ str| {
            let field = field.trim();
            let inner = field
                .strip_prefix('"')
                .and_then(|field| field.strip_suffix('"'));
            inner.unwrap_or(field).replace("\"\"", "\"")
        };
        let fields: Vec<String> = text.split(separator).map(unquoted).collect();
        let fields = fields.iter().filter(|field| !field.is_empty());
        let cells = fields.map(|field| Cell {
            at: line.at,
            content: Content::Text(field),
        });
        return read_header_cells(cells, header);
    }
    read_header_cells(row.cells(), header);
}

fn read_header_cells<'c>(cells: impl Iterator<Item = Cell<'c>>, header: &mut Header) {
    let mut cells = cells.peekable();
    while let Some(label) = cells.next() {
        let Content::Text(text) = label.content else {
            continue;
        };
        let (name, inline) = match text.split_once(':') {
            Some((name, rest)) => (name, rest.trim()),
            None => (text, ""),
        };
        let Some(name) = Label::of(name) else {
            continue;
        };
        let value = if inline.is_empty() {
            match cells.peek() {
                // A label beside a label says that the first has no value.
                Some(value) if is_label(value) => continue,
                Some(value) => (header_text(value), value.at),
                None => continue,
            }
        } else {
            (inline.to_owned(), label.at)
        };
        header.slot(name).get_or_insert(value);
    }
}

fn is_label(cell: &Cell) -> bool {
    let Content::Text(text) = cell.content else {
        return false;
    };
    let name = text.split_once(':').map_or(text, |(name, _)| name);
    Label::of(name).is_some()
}

/// Returns whether a row below the headings only numbers the columns: `(1)`, `(2)`, `(3)=(1)/(2)`,
/// perhaps with letters before the numbers.
pub(super) fn numbers_columns(row: Row) -> bool {
    let mut last = 0_u32;
    let mut letters = 0;
    for cell in row.cells() {
        let shown = cell.content.shown();
        let mark = shown.split('=').next().unwrap_or_default().trim();
        let mark = mark.trim_start_matches('(').trim_end_matches(')').trim();
        match mark.parse::<u32>() {
            Ok(number) if number == last + 1 => last = number,
            Err(_) if last == 0 && mark.len() == 1 && mark.is_ascii() => letters += 1,
            _ => return false,
        }
    }
    last > 0 && last + letters >= 2
}

/// A period that Excel has turned into a day is told as the month again.
pub(super) fn header_text(cell: &Cell) -> String {
    match cell.content {
        Content::Date(date) => {
            let (year, month, _) = date.parts();
            format!("{year:04}-{month:02}")
        }
        content => content.shown().trim().to_owned(),
    }
}

/// What a label of the header block, or the heading of a column about units, names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// The unit's name.
    UnitName,
    /// The unit's code.
    UnitCode,
    /// The period.
    Period,
    /// The criteria set.
    CriteriaSet,
}

impl Label {
    /// Returns what a text names, if it is a label.
    pub fn of(text: &str) -> Option<Label> {
        match text.trim() {
            "Đơn vị" => return Some(Label::UnitName),
            "Mã đơn vị" => return Some(Label::UnitCode),
            "Kỳ" => return Some(Label::Period),
            "Bộ tiêu chí" => return Some(Label::CriteriaSet),
            // The text of a notice is no label.
            label if label.len() > LONGEST_LABEL => return None,
            _ => {}
        }
        match fold(text).as_str() {
            "don vi" | "ten don vi" | "don vi tu cham" | "unit" => Some(Label::UnitName),
            "ma don vi" | "ma dvhc" | "unit code" => Some(Label::UnitCode),
            "ky" | "ky cham diem" | "ky danh gia" | "ky bao cao" | "period" => Some(Label::Period),
            "bo tieu chi" | "ma bo tieu chi" | "criteria set" => Some(Label::CriteriaSet),
            _ => None,
        }
    }

    /// Returns what the heading of a column names in a table with a row for every unit.
    pub fn of_column(text: &str) -> Option<Label> {
        Label::of(text).or_else(|| {
            if text.len() > LONGEST_LABEL {
                return None;
            }
            match fold(text).as_str() {
                "ten xa"
                | "ten xa, phuong"
                | "ten xa, phuong, thi tran"
                | "ten xa/phuong"
                | "xa"
                | "xa, phuong"
                | "xa, phuong, thi tran"
                | "xa/phuong"
                | "xa phuong"
                | "xa, phuong, dac khu"
                | "ubnd xa"
                | "ubnd cap xa"
                | "don vi hanh chinh"
                | "ten don vi hanh chinh"
                | "unit name" => Some(Label::UnitName),
                "ma xa" | "ma xa, phuong" | "ma xa/phuong" | "ma don vi hanh chinh" => {
                    Some(Label::UnitCode)
                }
                _ => None,
            }
        })
    }
}

impl Header {
    /// Sets the entry of a label.
    pub(super) fn set(&mut self, label: Label, value: (String, CellRef)) {
        *self.slot(label) = Some(value);
    }

    /// Returns the entry of a label.
    fn slot(&mut self, label: Label) -> &mut Option<(String, CellRef)> {
        match label {
            Label::UnitName => &mut self.unit_name,
            Label::UnitCode => &mut self.unit_code,
            Label::Period => &mut self.period,
            Label::CriteriaSet => &mut self.criteria_set,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Source;

    #[test]
    fn a_line_of_the_header_may_have_separators_of_its_own() {
        let mut sheet = Sheet::new(&Source::new("phieu.csv"), None);
        for (row, text) in [
            "Đơn vị,\"Xã Hòa Bình\",,,",
            "Mã đơn vị|00001|Kỳ|2021-11",
            "Bộ tiêu chí: mau, bản 2",
        ]
        .into_iter()
        .enumerate()
        {
            let row = u32::try_from(row).expect("few rows");
            sheet.push(CellRef::from_absolute(row, 0), Content::Text(text));
        }
        for (column, text) in ["Mã", "Giá trị"].into_iter().enumerate() {
            let column = u32::try_from(column).expect("few columns");
            sheet.push(CellRef::from_absolute(4, column), Content::Text(text));
        }
        let header = find(&sheet).expect("a form").header;
        let read = [
            header.unit_name,
            header.unit_code,
            header.period,
            header.criteria_set,
        ];
        let read = read.map(|entry| entry.map(|(text, _)| text).unwrap_or_default());
        assert_eq!(read, ["Xã Hòa Bình", "00001", "2021-11", "mau, bản 2"]);
    }

    #[test]
    fn a_table_may_start_anywhere_and_speak_in_capitals() {
        let source = Source::new("phieu.xlsx");
        let mut sheet = Sheet::new(&source, Some("Phiếu"));
        let cells = [
            (3, 4, "Tên đơn vị:"),
            (3, 6, "Xã Bộc Bố"),
            (4, 4, "Mã đơn vị: 01864"),
            (5, 4, "KỲ CHẤM ĐIỂM"),
            (5, 5, "Tháng 11/2021"),
            (8, 4, "STT"),
            (8, 5, "MÃ SỐ LIỆU"),
            (8, 7, "Gia\u{301} trị"),
            (8, 9, "Ghi chú"),
        ];
        for (row, column, text) in cells {
            sheet.push(CellRef::from_absolute(row, column), Content::Text(text));
        }
        let layout = find(&sheet).expect("a form");
        assert_eq!((layout.heading_row, layout.code, layout.value), (8, 5, 7));
        assert_eq!(
            (layout.appraised, layout.evidence, layout.note),
            (None, None, Some(9))
        );
        let text = |entry: &Option<(String, CellRef)>| {
            entry.as_ref().map(|(text, at)| format!("{at}={text}"))
        };
        assert_eq!(
            text(&layout.header.unit_name).as_deref(),
            Some("G4=Xã Bộc Bố")
        );
        assert_eq!(text(&layout.header.unit_code).as_deref(), Some("E5=01864"));
        assert_eq!(
            text(&layout.header.period).as_deref(),
            Some("F6=Tháng 11/2021")
        );
    }
}
