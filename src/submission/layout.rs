//! Where things are in a form: found by what headings say, never by a fixed address.

use super::names::Names;
use super::sheet::{Cell, Content, Row, Sheet};
use super::words::{Column, Label};
use crate::finding::{CellRef, Finding, Findings, Place, Problem};
use crate::rule::InputKind;
use crate::unit::fold;

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

/// Which criteria set a form was made for: `bo-mau phiên bản 1, mã kiểm tra 0a1b2c3d4e5f`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin<'t> {
    /// The identifier.
    pub id: &'t str,
    /// The version, where it is said.
    pub version: Option<&'t str>,
    /// The beginning of the digest of its file, where it is said.
    pub digest: Option<&'t str>,
}

impl<'t> Origin<'t> {
    /// Takes apart what a form says.
    pub fn of(text: &'t str) -> Origin<'t> {
        const SHORTEST_DIGEST: usize = 8;
        let words: Vec<&str> = text
            .split([' ', ',', ';', '\u{a0}'])
            .filter(|word| !word.is_empty())
            .collect();
        let behind = |last: &str| {
            let pairs = words.windows(2);
            pairs
                .filter(|pair| fold(pair[0]) == last)
                .map(|pair| pair[1])
                .next()
        };
        let is_digest = |word: &&str| {
            word.len() >= SHORTEST_DIGEST && word.bytes().all(|byte| byte.is_ascii_hexdigit())
        };
        Origin {
            id: words.first().copied().unwrap_or_default(),
            version: behind("ban").or_else(|| behind("version")),
            digest: behind("tra")
                .or_else(|| behind("checksum"))
                .or_else(|| behind("digest"))
                .filter(is_digest),
        }
    }
}

/// The table of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// The header block.
    pub header: Header,
    /// The last row of the headings.
    pub heading_row: u32,
    /// The headings understood, each with what its column is.
    pub headings: Vec<(CellRef, Column)>,
    /// Headings that name a column a second time, each with the first one.
    pub duplicates: Vec<(CellRef, CellRef)>,
    /// The column of the codes.
    pub code: Option<u32>,
    /// The columns that say in other ways what a row is about, the numbers first.
    pub texts: Vec<(u32, Column)>,
    /// Where the unit's own answers stand.
    pub own: Answering,
    /// Where the appraised answers stand.
    pub appraised: Answering,
    /// The column of the evidence.
    pub evidence: Option<u32>,
    /// The column of the notes.
    pub note: Option<u32>,
}

/// The columns of one stage's answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Answering {
    /// The figures.
    pub figures: Option<u32>,
    /// The points.
    pub points: Option<u32>,
}

impl Answering {
    /// Returns the column in which an input of this kind is answered, and whether points stand
    /// there: they answer only who asks for points.
    pub fn column(self, kind: InputKind) -> Option<(u32, bool)> {
        let figures = self.figures.map(|column| (column, false));
        let points = self.points.map(|column| (column, true));
        if kind == InputKind::Points {
            points.or(figures)
        } else {
            figures.or(points)
        }
    }

    /// Returns its columns.
    pub fn columns(self) -> impl Iterator<Item = u32> {
        [self.figures, self.points].into_iter().flatten()
    }
}

/// Finds the header block and the table, or nothing when the sheet holds no form.
pub fn find(sheet: &Sheet, names: &Names) -> Option<Layout> {
    let mut header = Header::default();
    let mut rows = sheet.rows().peekable();
    while let Some(row) = rows.next() {
        let columns = columns_of(row, names);
        if columns.iter().any(|(column, _)| column.names_rows()) {
            let has_code = columns.iter().any(|(column, _)| *column == Column::Code);
            let has_own = columns.iter().any(|(column, _)| column.is_own());
            // Most forms have one row of headings, with codes.
            let below = rows.peek().filter(|_| !(has_code && has_own));
            let both = below.and_then(|below| with_row_below(row, &columns, *below, names));
            let (columns, heading_row) = match both {
                Some(columns) => {
                    let below = rows.next().map_or(row.index(), Row::index);
                    (columns, below)
                }
                None => (columns, row.index()),
            };
            let numbers = rows.peek().filter(|row| numbers_columns(**row, names));
            let heading_row = numbers.map_or(heading_row, |row| row.index());
            if let Some(layout) = table_of(&columns, heading_row, &header) {
                return Some(layout);
            }
        }
        read_header_row(row, names, &mut header);
    }
    None
}

fn columns_of(row: Row, names: &Names) -> Vec<(Column, CellRef)> {
    let texts = row.cells().filter_map(|cell| match cell.content {
        Content::Text(text) => Some((names.column(text.trim())?, cell.at)),
        _ => None,
    });
    texts.collect()
}

/// Returns the columns of headings in two rows: below the headings that say what a row is about
/// stands nothing, and below the others who answers, or what.
fn with_row_below(
    row: Row,
    columns: &[(Column, CellRef)],
    below: Row,
    names: &Names,
) -> Option<Vec<(Column, CellRef)>> {
    let names_rows = |at: CellRef| {
        let mut naming = columns.iter().filter(|(column, _)| column.names_rows());
        naming.any(|(_, other)| other.column() == at.column())
    };
    let mut both: Vec<(Column, CellRef)> = columns.to_vec();
    let mut is_heading = false;
    for cell in below.cells() {
        let Content::Text(text) = cell.content else {
            return None;
        };
        if names_rows(cell.at) {
            return None;
        }
        // A heading over several columns stands in the first of them.
        let above = row
            .cells()
            .take_while(|above| above.at.column() <= cell.at.column());
        let above = above.last();
        let over = above.and_then(|above| match above.content {
            Content::Text(text) => Some(text),
            _ => None,
        });
        both.retain(|(_, at)| at.column() != cell.at.column());
        if let Some(column) = under(over.unwrap_or_default(), text, names) {
            both.push((column, cell.at));
            is_heading = true;
        }
    }
    both.sort_by_key(|(_, at)| at.column());
    is_heading.then_some(both)
}

/// Returns the column that a heading names below another one.
fn under(above: &str, text: &str, names: &Names) -> Option<Column> {
    let own = names.column(text.trim());
    let folded = [above, text].map(fold);
    let says = |words: &[&str]| {
        let mut texts = folded.iter().rev();
        texts.any(|text| words.iter().any(|word| text.contains(word)))
    };
    let is_appraised = says(&["tham dinh", "cap tren"]);
    let is_own = says(&["tu cham", "tu danh gia"]);
    let are_points = matches!(own, Some(Column::Points | Column::AppraisedPoints))
        || matches!(folded[1].as_str(), "diem" | "so diem" | "diem so");
    match own {
        Some(Column::Evidence | Column::Note) => own,
        Some(column) if column.names_rows() => None,
        _ if own.is_none() && !are_points => None,
        Some(Column::AppraisedFigures | Column::AppraisedPoints) => own,
        _ if is_appraised && are_points => Some(Column::AppraisedPoints),
        _ if is_appraised => Some(Column::AppraisedFigures),
        _ if is_own && are_points => Some(Column::Points),
        _ => own,
    }
}

fn table_of(columns: &[(Column, CellRef)], heading_row: u32, header: &Header) -> Option<Layout> {
    let at = |column: Column| {
        let mut named = columns.iter().filter(|(other, _)| *other == column);
        named.next().map(|(_, at)| at.column())
    };
    let answering = |figures: Column, points: Column| Answering {
        figures: at(figures),
        points: at(points),
    };
    let own = answering(Column::Figures, Column::Points);
    let code = at(Column::Code);
    let mut texts: Vec<(u32, Column)> = columns
        .iter()
        .filter(|(column, _)| matches!(column, Column::Number | Column::Text))
        .map(|(column, at)| (at.column(), *column))
        .collect();
    texts.sort_by_key(|(at, column)| (*column, *at));
    let names_rows = code.is_some() || texts.iter().any(|(_, column)| *column == Column::Text);
    if !names_rows || own.columns().next().is_none() {
        return None;
    }
    Some(Layout {
        header: header.clone(),
        heading_row,
        headings: columns.iter().map(|(column, at)| (*at, *column)).collect(),
        duplicates: duplicates(columns),
        code,
        texts,
        own,
        appraised: answering(Column::AppraisedFigures, Column::AppraisedPoints),
        evidence: at(Column::Evidence),
        note: at(Column::Note),
    })
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
    // Words may stand in several columns: a criterion, and what exactly is asked.
    let entries = entries.filter(|(_, (column, _))| *column != Column::Text);
    entries
        .filter_map(|(index, (column, at))| Some((*at, first(index, *column)?.1)))
        .collect()
}

/// A label and a value: in two cells beside each other, or in one with a colon between; or in a
/// line of text that has other separators than the table.
pub(super) fn read_header_row(row: Row, names: &Names, header: &mut Header) {
    let mut cells = row.cells();
    if let (Some(line), None) = (cells.next(), cells.next())
        && let Content::Text(text) = line.content
        && let Some(separator) = first_separator(text)
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
        return read_header_cells(cells, names, header);
    }
    read_header_cells(row.cells(), names, header);
}

/// Columns between a label and its value, where cells were merged.
const FARTHEST: u32 = 5;

fn first_separator(text: &str) -> Option<char> {
    let mut bytes = text.bytes();
    let separator = bytes.find(|byte| matches!(byte, b',' | b';' | b'\t' | b'|'));
    separator.map(char::from)
}

fn read_header_cells<'c>(
    cells: impl Iterator<Item = Cell<'c>>,
    names: &Names,
    header: &mut Header,
) {
    let mut cells = cells.peekable();
    while let Some(label) = cells.next() {
        let Content::Text(text) = label.content else {
            continue;
        };
        let (name, inline) = match text.split_once(':') {
            Some((name, rest)) => (name, rest.trim()),
            None => (text, ""),
        };
        let Some(name) = names.label(name) else {
            continue;
        };
        let value = if inline.is_empty() {
            match cells.peek() {
                // A label beside a label says that the first has no value.
                Some(value) if is_label(value, names) => continue,
                // Nor does it where only something far away stands in its row.
                Some(value) if value.at.column() > label.at.column() + FARTHEST => continue,
                Some(value) => (header_text(value), value.at),
                None => continue,
            }
        } else {
            (inline.to_owned(), label.at)
        };
        header.slot(name).get_or_insert(value);
    }
}

fn is_label(cell: &Cell, names: &Names) -> bool {
    let Content::Text(text) = cell.content else {
        return false;
    };
    let name = text.split_once(':').map_or(text, |(name, _)| name);
    names.label(name).is_some()
}

/// Returns whether a row below the headings only numbers the columns: `(1)`, `(2)`, `(3)=(1)/(2)`,
/// perhaps with letters before the numbers. A row that begins with a code answers something.
pub(super) fn numbers_columns(row: Row, names: &Names) -> bool {
    let (mut numbers, mut letters) = (0_u32, 0_u32);
    for cell in row.cells() {
        let shown = cell.content.shown();
        let is_first = numbers + letters == 0;
        if is_first && !names.coded(shown.trim()).is_empty() {
            return false;
        }
        let mark = shown.split('=').next().unwrap_or_default().trim();
        let mark = mark.trim_start_matches('(').trim_end_matches(')').trim();
        let next_letter = char::from_u32(u32::from('a') + letters);
        match mark.parse::<u32>() {
            Ok(number) if number == numbers + 1 => numbers = number,
            Err(_) if numbers == 0 && mark.to_lowercase().chars().eq(next_letter) => letters += 1,
            _ => return false,
        }
    }
    numbers > 0 && numbers + letters >= 2
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
    use crate::submission::names;

    /// Adds cells, by row and column.
    fn fill(sheet: &mut Sheet, cells: &[(u32, u32, &str)]) {
        for &(row, column, text) in cells {
            sheet.push(CellRef::from_absolute(row, column), Content::Text(text));
        }
    }

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
        let set = names::sample();
        let header = find(&sheet, &Names::of(&set)).expect("a form").header;
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
        fill(&mut sheet, &cells);
        let set = names::sample();
        let layout = find(&sheet, &Names::of(&set)).expect("a form");
        assert_eq!((layout.heading_row, layout.code), (8, Some(5)));
        assert_eq!(layout.own.column(InputKind::Count), Some((7, false)));
        assert_eq!(layout.appraised, Answering::default());
        assert_eq!((layout.evidence, layout.note), (None, Some(9)));
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

    #[test]
    fn what_stands_far_from_a_label_is_not_its_value() {
        let mut sheet = Sheet::new(&Source::new("phieu.xlsx"), Some("Phiếu"));
        let cells = [
            (2, 0, "Đơn vị"),
            (2, 3, "Xã Bộc Bố"),
            (2, 4, "Mã đơn vị"),
            (2, 11, "0"),
            (4, 0, "Mã"),
            (4, 1, "Giá trị"),
        ];
        fill(&mut sheet, &cells);
        let set = names::sample();
        let header = find(&sheet, &Names::of(&set)).expect("a form").header;
        let name = header.unit_name.map(|(name, _)| name);
        assert_eq!(name.as_deref(), Some("Xã Bộc Bố"));
        assert_eq!(header.unit_code, None);
    }

    #[test]
    fn a_row_that_numbers_the_columns_is_told_from_an_answer() {
        let set = names::sample();
        let names = Names::of(&set);
        let told = |texts: &[&str]| {
            let mut sheet = Sheet::new(&Source::new("phieu.csv"), None);
            for (column, text) in (0..).zip(texts) {
                sheet.push(CellRef::from_absolute(0, column), Content::Text(text));
            }
            sheet.rows().any(|row| numbers_columns(row, &names))
        };
        for texts in [
            &["(1)", "(2)", "(3)"][..],
            &["A", "B", "1", "2", "3=1/2"],
            &["1", "2", "3", "4"],
        ] {
            assert!(told(texts), "{texts:?}");
        }
        for texts in [
            &["v", "1"][..],
            &["1.1", "1", "2"],
            &["may_lan", "1"],
            &["1", "3"],
            &["A"],
        ] {
            assert!(!told(texts), "{texts:?}");
        }
    }

    #[test]
    fn a_form_says_for_which_set_version_and_file_it_was_made() {
        let told = |text| {
            let origin = Origin::of(text);
            (origin.id, origin.version, origin.digest)
        };
        for text in [
            "bo-mau phiên bản 2021.1, mã kiểm tra 0a1b2c3d4e5f",
            "bo-mau version 2021.1, digest 0a1b2c3d4e5f",
        ] {
            assert_eq!(told(text), ("bo-mau", Some("2021.1"), Some("0a1b2c3d4e5f")));
        }
        assert_eq!(told("bo-mau"), ("bo-mau", None, None));
        assert_eq!(told("bo-mau, bản 2"), ("bo-mau", Some("2"), None));
        assert_eq!(told(""), ("", None, None));
    }

    #[test]
    fn headings_in_two_rows_are_read_together() {
        let mut sheet = Sheet::new(&Source::new("phieu.xlsx"), Some("Phiếu"));
        let rows = [
            "STT|Tiêu chí|Điểm tối đa|Tự đánh giá||Thẩm định||Tài liệu kiểm chứng",
            "|||Số liệu|Điểm|Số liệu|Điểm",
            "A|B|1|2|3|4|5|6",
            "1|Kế hoạch|10|||",
        ];
        for (row, texts) in (0..).zip(rows) {
            for (column, text) in (0..).zip(texts.split('|')) {
                sheet.push(CellRef::from_absolute(row, column), Content::Text(text));
            }
        }
        let set = names::sample();
        let layout = find(&sheet, &Names::of(&set)).expect("a form");
        assert_eq!((layout.heading_row, layout.code), (2, None));
        assert_eq!(layout.texts, [(0, Column::Number), (1, Column::Text)]);
        let columns = |figures, points| Answering {
            figures: Some(figures),
            points: Some(points),
        };
        assert_eq!(layout.own, columns(3, 4));
        assert_eq!(layout.appraised, columns(5, 6));
        assert_eq!(layout.evidence, Some(7));
    }
}
