//! Sections: each begins on a new sheet of its paper, with pages numbered from 1; the first page shows no
//! number.

use super::markup::gap;
use crate::report::page::Paper;

/// Width and height of A4, in twentieths of a point.
const A4: [u32; 2] = [11_906, 16_838];
/// Nghị định 30/2020/NĐ-CP, Phụ lục I: 20–25 mm at the top and at the bottom, 30–35 on the left, 15–20 on
/// the right.
const TOP_AND_BOTTOM: u32 = 1_134;
const LEFT: u32 = 1_701;
const RIGHT: u32 = 851;
/// How far below the edge of the paper the page's number stands.
const HEADER: u32 = 567;

/// Margins of a card: top, right, bottom, left. It is a sheet to look things up in, not to be bound.
const OF_CARD: [u32; 4] = [794, 680, 567, 680];

/// Returns the width between the margins.
pub(super) const fn room(paper: Paper) -> u32 {
    let [width, _] = size(paper);
    let [_, right, _, left] = margins(paper);
    width - left - right
}

/// Returns the height between the margins.
pub(super) const fn height(paper: Paper) -> u32 {
    let [_, height] = size(paper);
    let [top, _, bottom, _] = margins(paper);
    height - top - bottom
}

/// Top, right, bottom and left.
const fn margins(paper: Paper) -> [u32; 4] {
    match paper {
        Paper::Portrait | Paper::Landscape => [TOP_AND_BOTTOM, RIGHT, TOP_AND_BOTTOM, LEFT],
        Paper::Card => OF_CARD,
    }
}

const fn size(paper: Paper) -> [u32; 2] {
    let [short, long] = A4;
    match paper {
        Paper::Portrait => [short, long],
        Paper::Landscape | Paper::Card => [long, short],
    }
}

/// The sections of a document.
pub(super) struct Sheets {
    done: String,
    current: Option<(Paper, String)>,
}

impl Sheets {
    pub(super) fn new() -> Sheets {
        Sheets {
            done: String::new(),
            current: None,
        }
    }

    /// Begins a section.
    pub(super) fn begin(&mut self, paper: Paper) {
        if let Some((paper, content)) = self.current.take() {
            self.done.push_str(&content);
            // A section ends with the paragraph that says what it was.
            self.done.push_str(&gap(20, Some(properties(paper))));
        }
        self.current = Some((paper, String::new()));
    }

    /// Goes on in the section there is, if it lies the same way.
    pub(super) fn go_on(&mut self, paper: Paper) {
        if self.current.as_ref().is_none_or(|(lies, _)| *lies != paper) {
            self.begin(paper);
        }
    }

    pub(super) fn push(&mut self, xml: &str) {
        if let Some((_, content)) = &mut self.current {
            content.push_str(xml);
        }
    }

    /// Returns the whole part.
    pub(super) fn finish(mut self) -> String {
        let (paper, content) = self
            .current
            .take()
            .unwrap_or((Paper::Portrait, String::new()));
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
             <w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
             xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
             <w:body>{}{content}{}{}</w:body></w:document>",
            self.done,
            // Word wants a paragraph behind the last table.
            gap(20, None),
            properties(paper)
        )
    }
}

fn properties(paper: Paper) -> String {
    let [width, height] = size(paper);
    let [top, right, bottom, left] = margins(paper);
    // The number of a card's page stands in its narrow margin.
    let edge = match paper {
        Paper::Portrait | Paper::Landscape => HEADER,
        Paper::Card => HEADER / 2,
    };
    let lies = match paper {
        Paper::Portrait => "",
        Paper::Landscape | Paper::Card => " w:orient=\"landscape\"",
    };
    format!(
        "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rIdNumber\"/>\
         <w:headerReference w:type=\"first\" r:id=\"rIdFirst\"/><w:type w:val=\"nextPage\"/>\
         <w:pgSz w:w=\"{width}\" w:h=\"{height}\"{lies}/>\
         <w:pgMar w:top=\"{top}\" w:right=\"{right}\" w:bottom=\"{bottom}\" \
         w:left=\"{left}\" w:header=\"{edge}\" w:footer=\"{edge}\" w:gutter=\"0\"/>\
         <w:pgNumType w:start=\"1\"/><w:cols w:space=\"708\"/><w:titlePg/></w:sectPr>"
    )
}
