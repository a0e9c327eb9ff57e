//! How cells look.

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

const HEADING: Color = Color::RGB(0x00D9_E2F3);
const GROUP: Color = Color::RGB(0x00F2_F2F2);
const TO_FILL_IN: Color = Color::RGB(0x00FF_F2CC);
const GREY: Color = Color::RGB(0x0059_5959);
const RED: Color = Color::RGB(0x00C0_0000);

/// The formats of a form's cells.
pub(super) struct Styles {
    pub(super) title: Format,
    pub(super) notice: Format,
    pub(super) label: Format,
    /// Texts that must stay texts: codes, periods.
    pub(super) plain: Format,
    pub(super) heading: Format,
    pub(super) group: Format,
    pub(super) group_code: Format,
    pub(super) group_number: Format,
    pub(super) group_points: Format,
    pub(super) points: Format,
    pub(super) total: Format,
    pub(super) total_number: Format,
    pub(super) text: Format,
    /// Codes are text, so that 4.10 stays 4.10.
    pub(super) code: Format,
    pub(super) number: Format,
    pub(super) remark: Format,
    pub(super) answer: Format,
    pub(super) answer_text: Format,
    pub(super) given: Format,
    pub(super) grey: Format,
    pub(super) paragraph: Format,
    /// Who signs, and the lines around.
    pub(super) signs: Format,
    pub(super) signed: Format,
}

impl Styles {
    /// Returns the formats for points published with so many digits.
    pub(super) fn new(digits: u32) -> Styles {
        let published = match digits {
            0 => "0".to_owned(),
            digits => format!("0.{}", "0".repeat(digits as usize)),
        };
        let bordered = || {
            Format::new()
                .set_border(FormatBorder::Thin)
                .set_align(FormatAlign::Top)
        };
        let total = || {
            bordered()
                .set_bold()
                .set_font_size(12)
                .set_background_color(HEADING)
        };
        let group = || bordered().set_bold().set_background_color(GROUP);
        Styles {
            title: Format::new().set_bold().set_font_size(14),
            notice: Format::new()
                .set_italic()
                .set_font_color(RED)
                .set_text_wrap()
                .set_align(FormatAlign::Top),
            label: Format::new().set_bold(),
            plain: Format::new()
                .set_num_format("@")
                .set_align(FormatAlign::Left),
            heading: bordered()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color(HEADING),
            group: group().set_text_wrap(),
            group_code: group().set_num_format("@"),
            group_number: group().set_align(FormatAlign::Right).set_indent(1),
            group_points: group()
                .set_align(FormatAlign::Right)
                .set_indent(1)
                .set_num_format(&published),
            points: bordered()
                .set_align(FormatAlign::Right)
                .set_indent(1)
                .set_text_wrap()
                .set_num_format(&published),
            total: total(),
            total_number: total()
                .set_align(FormatAlign::Right)
                .set_indent(1)
                .set_num_format(&published),
            text: bordered().set_text_wrap(),
            code: bordered().set_num_format("@"),
            number: bordered()
                .set_align(FormatAlign::Right)
                .set_indent(1)
                .set_text_wrap(),
            remark: bordered().set_text_wrap().set_font_color(RED),
            answer: bordered()
                .set_background_color(TO_FILL_IN)
                .set_align(FormatAlign::Right)
                .set_text_wrap()
                .set_unlocked(),
            answer_text: bordered()
                .set_background_color(TO_FILL_IN)
                .set_text_wrap()
                .set_num_format("@")
                .set_unlocked(),
            given: bordered().set_align(FormatAlign::Right).set_indent(1),
            grey: bordered().set_text_wrap().set_font_color(GREY),
            paragraph: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            signs: Format::new().set_bold().set_align(FormatAlign::Center),
            signed: Format::new()
                .set_italic()
                .set_align(FormatAlign::Center)
                .set_unlocked(),
        }
    }
}

/// Height of a line of text, in points.
const LINE: f64 = 15.0;
/// The most lines a row is made high.
const MOST_LINES: u32 = 15;

/// Returns the height of a row for the longest of its texts, each with the width of its column in
/// characters; spreadsheets do not all stretch rows by themselves.
pub(super) fn height(texts: &[(&str, u16)]) -> f64 {
    let needed = |(text, width): &(&str, u16)| {
        // Words do not fill lines to the last letter.
        let width = u32::from(*width).saturating_sub(2).max(1);
        let lines = text.lines().map(|line| {
            let letters = u32::try_from(line.chars().count()).unwrap_or(u32::MAX);
            letters.div_ceil(width).max(1)
        });
        lines.sum::<u32>()
    };
    let lines = texts.iter().map(needed).max().unwrap_or(1);
    LINE * f64::from(lines.clamp(1, MOST_LINES))
}
