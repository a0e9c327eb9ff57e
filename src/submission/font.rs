//! Cells typed with a font from before Unicode: in a file that is Unicode, letters of Latin-1.
//!
//! People copy a name from an old document, or keep on with an old form. Such a text is read as
//! it was meant where exactly one font makes Vietnamese of it, and whoever checks is told.

use std::cell::Cell;

use super::encoding::{Evidence, Font};
use super::layout::{self, Layout};
use super::names::Names;
use super::sheet::{self, Content, Row, Sheet};
use super::tables::Table;
use super::value::Reading;
use crate::finding::{CellRef, Finding, Place, Problem};
use crate::rule::Value;

/// Cells looked at for headings in a font: what has none among them is no form.
const SEARCHED: usize = 10_000;

/// Finds the form in a sheet; where its headings or the unit's name were typed with such a
/// font, they are converted, and so is the rest of a form whose headings were.
///
/// # Errors
///
/// The sheet, where there is none.
pub(super) fn find(sheet: Sheet, names: &Names) -> Result<(Sheet, Table), Box<Sheet>> {
    match Table::find(&sheet, names) {
        Some(Table::Form(layout)) => Ok(with_plain_header(sheet, layout, names)),
        Some(wide) => Ok((sheet, wide)),
        None => with_plain_headings(&sheet, names).ok_or_else(|| Box::new(sheet)),
    }
}

/// Reads an answer that was refused as it would read in Unicode, where one font, and only one,
/// makes an answer of it.
pub fn answer(content: Content, read: impl Fn(Content) -> Reading) -> Option<(Value, Problem)> {
    let Content::Text(text) = content else {
        return None;
    };
    let mut found = Font::ALL.iter().filter_map(|&font| {
        let meant = converted(text, font)?;
        match read(Content::Text(&meant)) {
            Reading::Value(value, None) => Some((value, legacy(font, Some(meant)))),
            Reading::Value(_, Some(_)) | Reading::Refused(_) => None,
        }
    });
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

/// The form is found; what stands above its table is looked at where it does not say whose it
/// is, or says it in words that are none.
fn with_plain_header(mut sheet: Sheet, layout: Layout, names: &Names) -> (Sheet, Table) {
    let header = &layout.header;
    let is_doubtful = match (&header.unit_name, &header.unit_code) {
        (Some((name, _)), _) => Font::may_be_of(name) && Evidence::of(name).is_doubtful(),
        (None, code) => code.is_none(),
    };
    if !is_doubtful {
        return (sheet, Table::Form(layout));
    }
    let above = |at: CellRef| at.row() < layout.heading_row;
    let before = sheet.clone();
    let replaced = sheet.replace_texts(|at, text| {
        let meant = above(at).then(|| meant(text)).flatten()?;
        Some(meant.1)
    });
    let Some(found) = layout::find(&sheet, names).filter(|_| !replaced.is_empty()) else {
        return (before, Table::Form(layout));
    };
    // What matters is the name; without it, the first cell stands for all.
    let name = found.header.unit_name.as_ref().map(|(_, at)| *at);
    let at = name
        .filter(|at| replaced.contains(at))
        .unwrap_or(replaced[0]);
    let original = before.at(at).map(|cell| cell.content.shown());
    let original = original.unwrap_or_default();
    if let Some((font, text)) = meant(&original) {
        let problem = legacy(font, Some(text));
        sheet.remark(Finding::new(problem, sheet.place(at)).quoting(original));
    }
    (sheet, Table::Form(found))
}

/// No heading was understood: perhaps the whole form is in such a font.
fn with_plain_headings(sheet: &Sheet, names: &Names) -> Option<(Sheet, Table)> {
    let texts = sheet.rows().flat_map(Row::cells);
    let may_be = |cell: sheet::Cell| match cell.content {
        Content::Text(text) => Font::may_be_of(text),
        _ => false,
    };
    if !texts.take(SEARCHED).any(may_be) {
        return None;
    }
    let mut found = Vec::new();
    for font in Font::ALL {
        let mut plain = sheet.clone();
        let left = Cell::new(SEARCHED);
        let searched = plain.replace_texts(|_, text| {
            left.set(left.get().checked_sub(1)?);
            rather(text, font)
        });
        if !searched.is_empty() && Table::find(&plain, names).is_some() {
            found.push(font);
        }
    }
    let [font] = *found.as_slice() else {
        return None;
    };
    let mut plain = sheet.clone();
    plain.replace_texts(|_, text| rather(text, font));
    let table = Table::find(&plain, names)?;
    let place = Place::File(sheet.source().clone());
    let name = table.header().unit_name.as_ref();
    let mut finding = Finding::new(legacy(font, name.map(|(name, _)| name.clone())), place);
    finding.quoted = name
        .and_then(|(_, at)| sheet.at(*at))
        .map(|cell| cell.content.shown());
    plain.remark(finding);
    Some((plain, table))
}

fn legacy(font: Font, read_as: Option<String>) -> Problem {
    Problem::LegacyFont {
        encoding: font.name().to_owned(),
        read_as,
    }
}

/// Returns what a text reads in Unicode, if the font has other letters for it.
fn converted(text: &str, font: Font) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    font.read(text).filter(|meant| meant != text)
}

/// Returns what a text was meant to say, judged by itself: no Vietnamese as it stands, and
/// Vietnamese in one font only.
fn meant(text: &str) -> Option<(Font, String)> {
    if !Font::may_be_of(text) {
        return None;
    }
    let as_it_stands = Evidence::of(text);
    if !as_it_stands.is_doubtful() {
        return None;
    }
    let readings: Vec<(Font, String, Evidence)> = Font::ALL
        .iter()
        .filter_map(|&font| {
            let meant = converted(text, font)?;
            let evidence = Evidence::of(&meant);
            Some((font, meant, evidence))
        })
        .collect();
    // Names of other languages of the country are spelled with its letters, but are none of its
    // syllables: Xã Đắk Blà.
    let tests: [&dyn Fn(Evidence) -> bool; 2] =
        [&|evidence| !evidence.is_doubtful(), &|evidence| {
            evidence.is_spelled() && evidence.syllables * 2 >= evidence.words
        }];
    for test in tests {
        let mut fitting = readings
            .iter()
            .filter(|(_, _, evidence)| evidence.syllables > as_it_stands.syllables)
            .filter(|(_, _, evidence)| test(*evidence));
        match (fitting.next(), fitting.next()) {
            (Some((font, meant, _)), None) => return Some((*font, meant.clone())),
            (Some(_), Some(_)) => return None,
            (None, _) => {}
        }
    }
    None
}

/// Returns what a text says in a form that is known to be in a font: there may be cells in
/// Unicode beside, which say more as they stand.
fn rather(text: &str, font: Font) -> Option<String> {
    let meant = converted(text, font)?;
    let weight = |evidence: Evidence| (evidence.syllables, evidence.common);
    (weight(Evidence::of(&meant)) >= weight(Evidence::of(text))).then_some(meant)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Source;
    use crate::submission::names;

    #[test]
    fn a_text_is_converted_only_when_it_is_none_as_it_stands() {
        let told = |text| meant(text).map(|(font, meant)| (font.name(), meant));
        for (typed, font, name) in [
            ("X· Béc Bè", "TCVN3 (ABC)", "Xã Bộc Bố"),
            ("Xaõ Boäc Boá", "VNI", "Xã Bộc Bố"),
            ("ThÞ trÊn §¹ TÎh", "TCVN3 (ABC)", "Thị trấn Đạ Tẻh"),
            ("Xaõ Ñaêk Troâi", "VNI", "Xã Đăk Trôi"),
        ] {
            assert_eq!(told(typed), Some((font, name.to_owned())), "{typed}");
        }
        for name in [
            "Xã Bộc Bố",
            "Xã Krông Ana",
            "Hòa Bình",
            "Xa\u{303} Bo\u{302}\u{323}c",
            "Café Zürich",
            "Pac Nam",
            "25 °C",
        ] {
            assert_eq!(told(name), None, "{name}");
        }
    }

    #[test]
    fn a_cell_in_unicode_stays_as_it_is_in_a_form_of_a_font() {
        assert_eq!(rather("Không", Font::Tcvn3), None);
        assert_eq!(rather("Có", Font::Tcvn3), None);
        assert_eq!(rather("Cã", Font::Tcvn3).as_deref(), Some("Có"));
        assert_eq!(rather("Kh«ng", Font::Tcvn3).as_deref(), Some("Không"));
        assert_eq!(rather("Coù", Font::Vni).as_deref(), Some("Có"));
    }

    #[test]
    fn a_form_in_a_font_is_found_and_told() {
        let mut sheet = Sheet::new(&Source::new("phieu.xlsx"), Some("Phiếu"));
        for (row, column, text) in [
            (0, 0, "§¬n vÞ"),
            (0, 1, "X· Béc Bè"),
            (2, 0, "M·"),
            (2, 1, "Gi¸ trÞ"),
            (3, 0, "may_tinh"),
            (3, 1, "12"),
        ] {
            sheet.push(CellRef::from_absolute(row, column), Content::Text(text));
        }
        let set = names::sample();
        let (sheet, table) = find(sheet, &Names::of(&set)).expect("a form");
        let name = table.header().unit_name.as_ref();
        assert_eq!(name.map(|(name, _)| name.as_str()), Some("Xã Bộc Bố"));
        let remarks: Vec<&Problem> = sheet.remarks().iter().map(|of| &of.problem).collect();
        assert_eq!(
            remarks,
            [&legacy(Font::Tcvn3, Some("Xã Bộc Bố".to_owned()))]
        );
    }
}
