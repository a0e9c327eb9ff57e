//! A Word document: the letter as Nghị định 30/2020/NĐ-CP, Phụ lục I lays it out, with everything else
//! attached to it; a report that is no letter is its pages.

mod body;
mod card;
mod letter;
mod markup;
mod package;
mod sheet;
mod styles;
mod tables;

use std::collections::BTreeMap;
use std::io;

use self::body::{Setting, Writer};
use self::sheet::Sheets;
use super::heading;
use crate::report::Report;
use crate::report::page::{Medium, Page, Paper, Role};
use crate::report::table::Block;
use crate::text::letter::annex;

/// Writes the document.
pub(in crate::report) fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let document = document(report);
    out.write_all(&package::packed(report, &document)?)
}

/// Returns the part with everything people read.
fn document(report: &Report) -> String {
    let pages = report.pages(Medium::Paper);
    let places = places(&pages);
    let writer = Writer {
        language: report.language(),
        places: &places,
    };
    let (body, attached): (Vec<&Page>, Vec<&Page>) =
        pages.iter().partition(|page| page.role == Role::Body);
    let mut sheets = Sheets::new();
    match report.letter() {
        Some(letter) if !body.is_empty() => {
            sheets.begin(Paper::Portrait);
            sheets.push(&letter::head(letter, writer.language));
            for page in body {
                sheets.push(&writer.blocks(page, Setting::Letter));
            }
            sheets.push(&letter::foot(letter, writer.language));
            let annexes = attached.iter().filter(|page| page.role == Role::Annex);
            let of = annexes.count();
            let mut number = 0;
            for page in attached {
                if page.role == Role::Annex {
                    number += 1;
                    sheets.begin(page.paper);
                    let name = annex(number, of, writer.language);
                    sheets.push(&letter::annex_title(&name, &page.title, &letter.attached));
                } else {
                    sheets.go_on(page.paper);
                    sheets.push(&body::part_title(&page.title));
                }
                sheets.push(&writer.blocks(page, Setting::Sheet));
            }
        }
        _ => {
            for page in &pages {
                match page.role {
                    Role::Continued => sheets.go_on(page.paper),
                    Role::Body | Role::Annex => sheets.begin(page.paper),
                }
                if !page.title.is_empty() {
                    sheets.push(&match page.role {
                        Role::Continued => body::part_title(&page.title),
                        Role::Body | Role::Annex => body::page_title(&heading(&page.title)),
                    });
                }
                sheets.push(&writer.blocks(page, Setting::Sheet));
            }
        }
    }
    sheets.finish()
}

/// Returns the places links lead to, each with a name Word takes for a bookmark.
fn places(pages: &[Page]) -> BTreeMap<String, usize> {
    let mut places = BTreeMap::new();
    for block in pages.iter().flat_map(|page| &page.blocks) {
        if let Block::Break(anchor) = block {
            let number = places.len() + 1;
            places.entry(anchor.id.clone()).or_insert(number);
        }
    }
    places
}

#[cfg(test)]
mod tests;
