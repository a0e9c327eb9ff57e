//! `WordprocessingML`, as far as it is needed: runs and paragraphs, with their properties in the order the
//! schema wants. Every text passes through [`escaped`].

use std::fmt::Write as _;

/// Returns a text as XML 1.0 may hold it: markup escaped; what no document may hold is left out.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            // XML 1.0, production 2 (Char).
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// A stretch of text of one look; what is not said is the style's.
#[derive(Debug, Clone, Default)]
pub(super) struct Run {
    text: String,
    bold: bool,
    italic: bool,
    capitals: bool,
    half_points: Option<u32>,
}

impl Run {
    pub(super) fn new(text: impl Into<String>) -> Run {
        Run {
            text: text.into(),
            ..Run::default()
        }
    }

    pub(super) fn bold(self) -> Run {
        self.bold_if(true)
    }

    pub(super) fn bold_if(mut self, bold: bool) -> Run {
        self.bold = bold;
        self
    }

    pub(super) fn italic(mut self) -> Run {
        self.italic = true;
        self
    }

    /// Shows the text in capitals; it stays as it is.
    pub(super) fn capitals(mut self) -> Run {
        self.capitals = true;
        self
    }

    /// Gives the text a size.
    pub(super) fn sized(mut self, half_points: u32) -> Run {
        self.half_points = Some(half_points);
        self
    }

    fn write(&self, out: &mut String) {
        out.push_str("<w:r>");
        let mut look = String::new();
        if self.bold {
            look.push_str("<w:b/><w:bCs/>");
        }
        if self.italic {
            look.push_str("<w:i/><w:iCs/>");
        }
        if self.capitals {
            look.push_str("<w:caps/>");
        }
        if let Some(size) = self.half_points {
            let _ = write!(look, "<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>");
        }
        if !look.is_empty() {
            let _ = write!(out, "<w:rPr>{look}</w:rPr>");
        }
        let text = escaped(&self.text);
        let _ = write!(out, "<w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    }
}

/// How the lines of a paragraph stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    Left,
    Centre,
    Right,
}

/// A paragraph; what is not said is the style's.
#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    style: &'static str,
    keep_next: bool,
    page_break: bool,
    rule: bool,
    spacing: Option<String>,
    indents: Option<[u32; 2]>,
    stand: Option<Stand>,
    half_points: Option<u32>,
    section: Option<String>,
    content: String,
}

impl Paragraph {
    pub(super) fn styled(style: &'static str) -> Paragraph {
        Paragraph {
            style,
            ..Paragraph::default()
        }
    }

    /// Keeps the paragraph on the page of the next one.
    pub(super) fn kept_with_next(mut self, is_kept: bool) -> Paragraph {
        self.keep_next = is_kept;
        self
    }

    /// Begins a page.
    pub(super) fn on_new_page(mut self, is_new: bool) -> Paragraph {
        self.page_break = is_new;
        self
    }

    /// Puts space above and below, in twentieths of a point.
    pub(super) fn spaced(mut self, [before, after]: [u32; 2]) -> Paragraph {
        self.spacing = Some(format!("w:before=\"{before}\" w:after=\"{after}\""));
        self
    }

    /// Indents all lines from the left and from the right, in twentieths of a point.
    pub(super) fn indented(mut self, indents: [u32; 2]) -> Paragraph {
        self.indents = Some(indents);
        self
    }

    pub(super) fn standing(mut self, stand: Stand) -> Paragraph {
        self.stand = Some(stand);
        self
    }

    /// Gives the paragraph a size, which counts where nothing stands in it.
    pub(super) fn sized(mut self, half_points: u32) -> Paragraph {
        self.half_points = Some(half_points);
        self
    }

    pub(super) fn centred(self) -> Paragraph {
        self.standing(Stand::Centre)
    }

    pub(super) fn run(mut self, run: &Run) -> Paragraph {
        run.write(&mut self.content);
        self
    }

    /// Goes on in the next line.
    pub(super) fn line_break(mut self) -> Paragraph {
        self.content.push_str("<w:r><w:br/></w:r>");
        self
    }

    /// Puts in a run that leads to a place of the document.
    pub(super) fn link(mut self, place: usize, run: &Run) -> Paragraph {
        let anchor = bookmark(place);
        let _ = write!(self.content, "<w:hyperlink w:anchor=\"{anchor}\">");
        run.write(&mut self.content);
        self.content.push_str("</w:hyperlink>");
        self
    }

    /// Makes the paragraph, up to here, the place links lead to.
    pub(super) fn marked(mut self, place: usize) -> Paragraph {
        let name = bookmark(place);
        let start = format!("<w:bookmarkStart w:id=\"{place}\" w:name=\"{name}\"/>");
        let end = format!("<w:bookmarkEnd w:id=\"{place}\"/>");
        self.content = format!("{start}{}{end}", self.content);
        self
    }

    pub(super) fn xml(&self) -> String {
        let mut xml = String::from("<w:p>");
        self.write_properties(&mut xml);
        xml.push_str(&self.content);
        xml.push_str("</w:p>");
        xml
    }

    fn write_properties(&self, out: &mut String) {
        out.push_str("<w:pPr>");
        if !self.style.is_empty() {
            let _ = write!(out, "<w:pStyle w:val=\"{}\"/>", self.style);
        }
        if self.keep_next {
            out.push_str("<w:keepNext/>");
        }
        if self.page_break {
            out.push_str("<w:pageBreakBefore/>");
        }
        if self.rule {
            out.push_str(
                "<w:pBdr><w:top w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"000000\"/></w:pBdr>",
            );
        }
        if let Some(spacing) = &self.spacing {
            let _ = write!(out, "<w:spacing {spacing}/>");
        }
        if let Some([left, right]) = self.indents {
            let _ = write!(
                out,
                "<w:ind w:left=\"{left}\" w:right=\"{right}\" w:firstLine=\"0\"/>"
            );
        }
        if let Some(stand) = self.stand {
            let stand = match stand {
                Stand::Left => "left",
                Stand::Centre => "center",
                Stand::Right => "right",
            };
            let _ = write!(out, "<w:jc w:val=\"{stand}\"/>");
        }
        if let Some(size) = self.half_points {
            let _ = write!(
                out,
                "<w:rPr><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr>"
            );
        }
        if let Some(section) = &self.section {
            out.push_str(section);
        }
        out.push_str("</w:pPr>");
    }
}

fn bookmark(place: usize) -> String {
    format!("don_vi_{place}")
}

/// Returns a rule as wide as `width` in the middle of a space as wide as `room`.
pub(super) fn rule(width: u32, room: u32) -> String {
    let beside = room.saturating_sub(width) / 2;
    Paragraph {
        rule: true,
        spacing: Some(
            "w:before=\"40\" w:after=\"0\" w:line=\"120\" w:lineRule=\"exact\"".to_owned(),
        ),
        indents: Some([beside, beside]),
        ..Paragraph::default()
    }
    .xml()
}

/// Returns an empty line so many twentieths of a point high: between tables, which would be one table
/// otherwise, and where a section ends.
pub(super) fn gap(height: u32, section: Option<String>) -> String {
    Paragraph {
        section,
        ..space(height)
    }
    .xml()
}

/// Returns an empty line so many twentieths of a point high.
pub(super) fn space(height: u32) -> Paragraph {
    Paragraph {
        spacing: Some(format!(
            "w:before=\"0\" w:after=\"0\" w:line=\"{height}\" w:lineRule=\"exact\""
        )),
        ..Paragraph::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_of_others_is_text() {
        assert_eq!(
            escaped("<w:p/> & \"Hoà\" ]]>"),
            "&lt;w:p/&gt; &amp; &quot;Hoà&quot; ]]&gt;"
        );
    }

    #[test]
    fn what_xml_may_not_hold_is_left_out() {
        assert_eq!(
            escaped("a\0\u{1}\u{1b}\u{fffe}\u{ffff}b\tc\r\nd"),
            "ab c  d"
        );
    }
}
