//! A workbook: a sheet for each page, with real numbers, links, filters, charts and a print set-up.

mod cell;
mod chart;
mod grid;
mod height;
mod paper;
mod sheet;
mod sheets;
mod style;

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use rayon::prelude::*;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};

use crate::report::Report;
use crate::report::page::{Medium, Page};
use crate::report::table::Block;
use crate::text::report::report_words;
use crate::text::safe::printable;

use chart::Figures;
use paper::Layout;
use style::{FONT, Styles};

/// Where links lead: anchor → sheet and row.
type Anchors = BTreeMap<String, (String, u32)>;

/// Writes the report as an xlsx file; the same report gives the same bytes.
pub(in crate::report) fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let bytes = workbook(report).map_err(io::Error::other)?;
    out.write_all(&bytes)
}

fn workbook(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let language = report.language();
    let pages = report.pages(Medium::Paper).into_par_iter();
    let sheets: Vec<Vec<(Page, Layout)>> = pages.map(|page| sheets::of(page, language)).collect();
    let sheets: Vec<(Page, Layout)> = sheets.into_iter().flatten().collect();
    let tabs = sheets.iter().map(|(sheet, _)| sheet.tab.as_str());
    let names = names(tabs, report_words(language).title);
    let anchors = anchors(&sheets, &names);
    let mut workbook = Workbook::new();
    workbook.set_default_format(&Format::new().set_font_name(FONT).set_font_size(11), 20, 64)?;
    let (year, month, day) = report.day().unwrap_or((2000, 1, 1));
    // A spreadsheet has no day before 1900.
    let dated = ExcelDateTime::from_ymd(year, month, day);
    let dated = dated.or_else(|_| ExcelDateTime::from_ymd(2000, 1, 1))?;
    workbook.set_properties(
        &DocProperties::new()
            .set_title(printable(report.title()))
            .set_creation_datetime(&dated),
    );
    let styles = Styles::new();
    let mut figures = Figures::new(report_words(language).figures_of_charts);
    for ((page, layout), name) in sheets.iter().zip(&names) {
        let drawing = sheet::Drawing {
            page,
            layout,
            styles: &styles,
            anchors: &anchors,
            language,
        };
        drawing.draw(workbook.add_worksheet().set_name(name)?, &mut figures)?;
    }
    if !figures.is_empty() {
        figures.write(workbook.add_worksheet())?;
    }
    workbook.save_to_buffer()
}

/// Returns where every anchor stands.
fn anchors(sheets: &[(Page, Layout)], names: &[String]) -> Anchors {
    let mut anchors = Anchors::new();
    for ((page, layout), name) in sheets.iter().zip(names) {
        let mut row = sheet::first_row(page);
        for (index, block) in page.blocks.iter().enumerate() {
            if let Block::Break(anchor) = block {
                anchors.insert(anchor.id.clone(), (name.clone(), row));
            }
            row += layout.rows_of(index, block);
        }
    }
    anchors
}

/// Returns a name for each sheet, as spreadsheets allow them: 31 letters, none of those that mean
/// something in a formula, and no two the same.
fn names<'t>(tabs: impl IntoIterator<Item = &'t str>, otherwise: &str) -> Vec<String> {
    /// Letters of the longest name, with room for a number behind it.
    const LONGEST: usize = 26;
    let mut given = BTreeSet::new();
    let name = |tab: &str| {
        let tab = if tab.is_empty() { otherwise } else { tab };
        let plain: String = printable(tab)
            .chars()
            .map(|letter| match letter {
                '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'' | '\u{fffd}' => ' ',
                letter => letter,
            })
            .take(LONGEST)
            .collect();
        let plain = plain.trim().to_owned();
        let stem = if plain.is_empty() {
            "1".to_owned()
        } else {
            plain
        };
        let mut name = stem.clone();
        let mut number = 2_usize;
        while !given.insert(name.to_lowercase()) {
            name = format!("{stem} {number}");
            number += 1;
        }
        name
    };
    tabs.into_iter().map(name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheets_have_names_that_spreadsheets_allow() {
        let long = "Huyện có tên rất dài, dài hơn nhiều so với ba mươi mốt chữ";
        let tabs = ["A/B", "a b", "", "'", long, long];
        let names = names(tabs, "Kết quả");
        let expected = [
            "A B",
            "a b 2",
            "Kết quả",
            "1",
            "Huyện có tên rất dài, dài",
            "Huyện có tên rất dài, dài 2",
        ];
        assert_eq!(names, expected);
    }
}
