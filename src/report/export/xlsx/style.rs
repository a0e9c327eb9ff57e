//! How cells look.

use rust_decimal::Decimal;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

use crate::report::table::{Align, Cell};

/// What official documents are written in (Nghị định 30/2020/NĐ-CP, Phụ lục I).
pub(super) const FONT: &str = "Times New Roman";
const HEADING: Color = Color::RGB(0x00D9_E2F3);
const EMPHASISED: Color = Color::RGB(0x00F2_F2F2);
const LINK: Color = Color::RGB(0x001F_4E79);

/// Colours of levels, the lowest first, as light as text on them needs; and of none.
const LEVELS: [u32; 5] = [
    0x00FA_D7D3,
    0x00FC_E4C8,
    0x00FF_F4C2,
    0x00DF_EFD0,
    0x00B9_DFB5,
];
const NO_LEVEL: u32 = 0x00ED_EDED;

/// The formats a sheet begins with.
pub(super) struct Styles {
    pub(super) title: Format,
    pub(super) heading: Format,
    pub(super) anchor: Format,
    pub(super) line: Format,
    pub(super) fact: Format,
    pub(super) head: Format,
}

impl Styles {
    pub(super) fn new() -> Styles {
        let plain = || Format::new().set_font_name(FONT).set_font_size(11);
        Styles {
            title: plain()
                .set_bold()
                .set_font_size(15)
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter),
            heading: plain().set_bold().set_font_size(12),
            anchor: plain()
                .set_bold()
                .set_font_size(14)
                .set_border_bottom(FormatBorder::Medium),
            line: plain().set_text_wrap().set_align(FormatAlign::Top),
            fact: plain()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Top),
            head: plain()
                .set_bold()
                .set_border(FormatBorder::Thin)
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(HEADING),
        }
    }
}

/// Returns the format of a fact.
pub(super) fn fact(cell: &Cell) -> Format {
    let format = Format::new()
        .set_font_name(FONT)
        .set_font_size(11)
        .set_text_wrap()
        .set_align(FormatAlign::Left)
        .set_align(FormatAlign::Top);
    of_value(format, cell)
}

/// Returns the format of a cell of a table.
pub(super) fn cell(cell: &Cell, align: Align, is_emphasised: bool) -> Format {
    let mut format = Format::new()
        .set_font_name(FONT)
        .set_font_size(11)
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::Top);
    format = match align {
        Align::Left => format.set_text_wrap(),
        Align::Fixed => format.set_num_format("@"),
        // Without a space behind it a number touches the text in the next column.
        Align::Right if cell.is_number() => format.set_align(FormatAlign::Right),
        Align::Right => format.set_align(FormatAlign::Right).set_indent(1),
    };
    if is_emphasised {
        format = format.set_bold().set_background_color(EMPHASISED);
    }
    of_value(format, cell)
}

/// Numbers keep the digits they are published with; whose mark stands before them is the reader's
/// spreadsheet's business.
fn of_value(format: Format, cell: &Cell) -> Format {
    // Behind each a space as wide as a bracket.
    let digits = |value: &Decimal| match value.scale() {
        0 => "0_)".to_owned(),
        scale => format!("0.{}_)", "0".repeat(scale as usize)),
    };
    match cell {
        Cell::Number(value) | Cell::Share(value) | Cell::Bar { percent: value, .. } => {
            format.set_num_format(digits(value))
        }
        Cell::Short(value) => format.set_num_format(digits(&value.normalize())),
        Cell::Signed(value) => {
            let digits = digits(value);
            format.set_num_format(format!("+{digits};−{digits};0_)"))
        }
        Cell::Whole(_) => format.set_num_format("0_)"),
        Cell::SignedWhole(_) => format.set_num_format("+0_);−0_);0_)"),
        Cell::Link { .. } => format.set_font_color(LINK),
        Cell::Level { step, of, .. } => format.set_background_color(level(*step, *of)),
        Cell::Empty | Cell::Text(_) | Cell::Name(_) => format,
    }
}

fn level(step: usize, of: usize) -> Color {
    if step == 0 || of == 0 {
        return Color::RGB(NO_LEVEL);
    }
    let last = LEVELS.len() - 1;
    let index = if of == 1 {
        last
    } else {
        (step - 1) * last / (of - 1)
    };
    Color::RGB(LEVELS[index.min(last)])
}
