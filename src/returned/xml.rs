//! XML with something put in: everything else stays byte for byte.
//!
//! A part is cut open where its elements begin and end, never written anew, so that what other
//! programs keep in it, known here or not, is still there afterwards.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

use crate::finding::Problem;
use crate::submission::workbook::{damaged, unreadable};

/// How deep elements are told apart; what stands deeper is text of the element around it.
const DEPTH: usize = 4;

/// A part, and where its elements are.
#[derive(Debug)]
pub(super) struct Part {
    text: String,
    root: Element,
}

/// An element, by where it stands in the text.
#[derive(Debug, Clone)]
pub(super) struct Element {
    /// Its name without prefix.
    pub(super) name: String,
    /// From its first byte to the one after its last.
    pub(super) whole: Range<usize>,
    /// Its first tag.
    tag: Range<usize>,
    /// What is between its tags.
    inner: Range<usize>,
    /// The elements in it.
    pub(super) children: Vec<Element>,
}

impl Element {
    /// Returns the first child of that name.
    pub(super) fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    fn is_empty_tag(&self) -> bool {
        self.tag.end == self.whole.end
    }
}

/// Something to put in place of a stretch of text.
pub(super) type Edit = (Range<usize>, String);

impl Part {
    /// Takes a part apart.
    ///
    /// # Errors
    ///
    /// When it is no XML in UTF-8.
    pub(super) fn parse(bytes: Vec<u8>) -> Result<Part, Problem> {
        let mut text = String::from_utf8(bytes).map_err(unreadable)?;
        if text.starts_with('\u{feff}') {
            text.drain(..'\u{feff}'.len_utf8());
        }
        let root = tree(&text)?;
        Ok(Part { text, root })
    }

    /// Returns the outermost element.
    pub(super) const fn root(&self) -> &Element {
        &self.root
    }

    /// Returns the text of an element with its tags.
    pub(super) fn text_of(&self, element: &Element) -> &str {
        &self.text[element.whole.clone()]
    }

    /// Returns the prefix of the part's own names, with its colon: those put in need it too.
    pub(super) fn prefix(&self) -> &str {
        let tag = &self.text[self.root.tag.clone()];
        let name = tag
            .trim_start_matches('<')
            .split([' ', '\t', '\r', '\n', '>', '/'])
            .next()
            .unwrap_or_default();
        name.find(':').map_or("", |colon| &name[..=colon])
    }

    /// Returns the namespace of the part's own names.
    pub(super) fn namespace(&self) -> String {
        let declared = match self.prefix().strip_suffix(':') {
            Some(prefix) => format!("xmlns:{prefix}"),
            None => "xmlns".to_owned(),
        };
        let tag = self.tag_of(&self.root);
        let found = tag
            .attributes()
            .flatten()
            .find(|attribute| attribute.key.as_ref() == declared);
        found.map_or_else(String::new, |found| found.value.to_string())
    }

    /// Returns the value of an attribute, found by its name without prefix.
    pub(super) fn attribute(&self, element: &Element, name: &str) -> Option<String> {
        let tag = self.tag_of(element);
        tag.attributes().flatten().find_map(|attribute| {
            (attribute.key.local_name().as_ref() == name).then(|| {
                let raw = String::from_utf8_lossy(attribute.value.as_ref().as_bytes());
                unescape(&raw).map_or_else(|_| raw.to_string(), Cow::into_owned)
            })
        })
    }

    /// Returns the edit that gives an element's attribute another value, or none where it has no
    /// such attribute.
    pub(super) fn with_attribute(
        &self,
        element: &Element,
        name: &str,
        value: &str,
    ) -> Option<Edit> {
        let tag = self.tag_of(element);
        let mut offset = None;
        for attribute in tag.attributes().flatten() {
            if attribute.key.local_name().as_ref() == name {
                let key = attribute.key.as_ref();
                offset = self.text[element.tag.clone()]
                    .match_indices(key)
                    .find(|(at, _)| self.is_key(element.tag.start + at, key))
                    .map(|(at, _)| element.tag.start + at + key.len());
            }
        }
        let from = offset?;
        let rest = &self.text[from..element.tag.end];
        let quote = rest.find(['"', '\''])?;
        let end = quote + 1 + rest[quote + 1..].find(&rest[quote..=quote])?;
        Some((from + quote + 1..from + end, value.to_owned()))
    }

    /// Whether the text at a place is an attribute's name and not a piece of one, or of a value.
    fn is_key(&self, at: usize, key: &str) -> bool {
        let before = self.text[..at].chars().next_back();
        let after = self.text[at + key.len()..].trim_start();
        before.is_some_and(char::is_whitespace) && after.starts_with('=')
    }

    /// Returns the edit that puts something at the end of an element's content.
    pub(super) fn appended(&self, element: &Element, addition: &str) -> Edit {
        if !element.is_empty_tag() {
            return (element.inner.end..element.inner.end, addition.to_owned());
        }
        let slash = element.tag.end - "/>".len();
        let name = self.qualified_name(element);
        (slash..element.tag.end, format!(">{addition}</{name}>"))
    }

    /// Returns the edit that puts something at the beginning of an element's content.
    pub(super) fn prepended(&self, element: &Element, addition: &str) -> Edit {
        if element.is_empty_tag() {
            return self.appended(element, addition);
        }
        (
            element.inner.start..element.inner.start,
            addition.to_owned(),
        )
    }

    /// Returns the edit that puts a child of the root where a schema wants it: before the first of
    /// `later`, and before whatever the schema does not know.
    pub(super) fn in_order(&self, addition: &str, earlier: &[&str]) -> Edit {
        let next = self
            .root
            .children
            .iter()
            .find(|child| !earlier.contains(&child.name.as_str()));
        match next {
            Some(next) => (next.whole.start..next.whole.start, addition.to_owned()),
            None => self.appended(&self.root, addition),
        }
    }

    /// Applies edits, none of which overlaps another.
    ///
    /// # Errors
    ///
    /// When what comes of it is no XML.
    pub(super) fn edited(self, mut edits: Vec<Edit>) -> Result<Part, Problem> {
        edits.sort_by_key(|(range, _)| (range.start, range.end));
        let added: usize = edits.iter().map(|(_, text)| text.len()).sum();
        let mut text = String::with_capacity(self.text.len() + added);
        let mut at = 0;
        for (range, addition) in &edits {
            let kept = self.text.get(at..range.start).ok_or_else(damaged)?;
            text.push_str(kept);
            text.push_str(addition);
            at = range.end;
        }
        text.push_str(&self.text[at..]);
        Part::parse(text.into_bytes())
    }

    /// Returns the part's bytes.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.text.into_bytes()
    }

    fn tag_of(&self, element: &Element) -> BytesStart<'_> {
        let tag = &self.text[element.tag.clone()];
        let tag = tag.trim_start_matches('<');
        let tag = tag.strip_suffix('>').unwrap_or(tag);
        let tag = tag.strip_suffix('/').unwrap_or(tag);
        BytesStart::from_content(tag, self.qualified_name(element).len())
    }

    fn qualified_name(&self, element: &Element) -> &str {
        let tag = self.text[element.tag.clone()].trim_start_matches('<');
        let end = tag.find([' ', '\t', '\r', '\n', '>', '/']);
        &tag[..end.unwrap_or(tag.len())]
    }
}

/// Returns the elements of a text. Those of a sheet's cells are as many as the cells, and nobody
/// asks for them.
fn tree(text: &str) -> Result<Element, Problem> {
    let mut xml = quick_xml::Reader::from_str(text);
    let position = |xml: &quick_xml::Reader<&[u8]>| usize::try_from(xml.buffer_position());
    let mut open: Vec<Element> = Vec::new();
    let mut skipped = 0_usize;
    loop {
        let start = position(&xml).map_err(unreadable)?;
        let event = xml.read_event().map_err(unreadable)?;
        let end = position(&xml).map_err(unreadable)?;
        let closed = match event {
            Event::Start(element) => {
                let name = element.local_name().as_ref().to_owned();
                let is_in_cells = open.last().is_some_and(|within| within.name == "sheetData");
                if skipped > 0 || is_in_cells || open.len() == DEPTH {
                    skipped += 1;
                } else {
                    open.push(begun(name, start..end));
                }
                continue;
            }
            Event::Empty(element) => {
                let is_in_cells = open.last().is_some_and(|within| within.name == "sheetData");
                if skipped > 0 || is_in_cells || open.len() == DEPTH {
                    continue;
                }
                begun(element.local_name().as_ref().to_owned(), start..end)
            }
            Event::End(_) if skipped > 0 => {
                skipped -= 1;
                continue;
            }
            Event::End(_) => {
                let mut element = open.pop().ok_or_else(damaged)?;
                element.inner.end = start;
                element.whole.end = end;
                element
            }
            Event::Eof => return Err(damaged()),
            _ => continue,
        };
        match open.last_mut() {
            Some(within) => within.children.push(closed),
            None => return Ok(closed),
        }
    }
}

fn begun(name: String, tag: Range<usize>) -> Element {
    Element {
        name,
        whole: tag.clone(),
        inner: tag.end..tag.end,
        tag,
        children: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(text: &str) -> Part {
        Part::parse(text.as_bytes().to_vec()).expect("it is XML")
    }

    fn edited(text: &str, edits: impl Fn(&Part) -> Vec<Edit>) -> String {
        let part = part(text);
        let edits = edits(&part);
        let part = part.edited(edits).expect("it stays XML");
        String::from_utf8(part.into_bytes()).expect("it stays UTF-8")
    }

    #[test]
    fn what_is_put_in_leaves_everything_else_as_it_was() {
        let text = "<?xml version=\"1.0\"?>\r\n<x:a  k = 'v'><!-- c --><x:b/><x:c>ô</x:c ></x:a>";
        assert_eq!(part(text).prefix(), "x:");
        let put_in = edited(text, |part| {
            let root = part.root();
            vec![
                part.appended(&root.children[0], "<x:d/>"),
                part.prepended(&root.children[1], "1"),
                part.appended(&root.children[1], "2"),
                part.with_attribute(root, "k", "w").expect("there is k"),
            ]
        });
        assert_eq!(
            put_in,
            "<?xml version=\"1.0\"?>\r\n<x:a  k = 'w'><!-- c --><x:b><x:d/></x:b><x:c>1ô2</x:c ></x:a>"
        );
    }

    #[test]
    fn an_attribute_is_found_by_its_own_name_only() {
        let part = part("<a xk=\"1\" t=\"k=2\" r:k=\"3\" k2=\"4\"/>");
        assert_eq!(part.attribute(part.root(), "k").as_deref(), Some("3"));
        let (range, value) = part
            .with_attribute(part.root(), "k", "5")
            .expect("there is k");
        assert_eq!((&part.text[range], value.as_str()), ("3", "5"));
        assert_eq!(part.with_attribute(part.root(), "z", "5"), None);
    }

    #[test]
    fn a_child_goes_before_those_the_schema_has_later() {
        let put_in = |text| edited(text, |part| vec![part.in_order("<n/>", &["a", "b"])]);
        assert_eq!(put_in("<w><a/><c/></w>"), "<w><a/><n/><c/></w>");
        assert_eq!(put_in("<w><a/><b/></w>"), "<w><a/><b/><n/></w>");
        assert_eq!(put_in("<w/>"), "<w><n/></w>");
    }

    #[test]
    fn what_is_no_xml_is_refused() {
        for text in ["", "<a>", "<a></b>", "text"] {
            assert!(Part::parse(text.as_bytes().to_vec()).is_err(), "{text}");
        }
        assert!(Part::parse(vec![b'<', b'a', 0xff, b'/', b'>']).is_err());
    }
}
