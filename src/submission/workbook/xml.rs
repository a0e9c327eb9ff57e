//! The XML of the parts of a workbook, an element at a time: nothing recurses, nothing grows, and
//! what is told are pieces of the part itself.
//!
//! A part is looked through once for what is no UTF-8; the pieces are not looked at again, as the
//! library does that reads XML elsewhere (docs/decisions/0021).

use std::borrow::Cow;

use memchr::{memchr, memmem};
use quick_xml::escape::unescape;

use super::{damaged, unreadable};
use crate::finding::Problem;
use crate::submission::limits::{Limits, too_large};

/// A part that is being read.
pub(super) struct Xml<'x> {
    text: &'x str,
    /// Where what comes next begins.
    at: usize,
    /// Elements that are open.
    depth: usize,
    most: usize,
    expands_empty: bool,
    /// Whether the element that was told last is to be closed, though nothing is written for it.
    is_pending: bool,
}

/// What a part says next.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Event<'x> {
    /// `<a …>`
    Start(Element<'x>),
    /// `<a …/>`
    Empty(Element<'x>),
    /// `</a>`, with the name as it is written.
    End(&'x str),
    /// Text as it is written, with entities.
    Text(&'x str),
    /// Text in which a mark is nothing but itself.
    CData(&'x str),
    Eof,
}

/// What an element says of itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Element<'x> {
    name: &'x str,
    /// Its attributes, as written.
    attributes: &'x str,
}

impl<'x> Xml<'x> {
    pub(super) fn of(part: &'x [u8], limits: &Limits) -> Result<Xml<'x>, Problem> {
        let text = simdutf8::basic::from_utf8(part).map_err(unreadable)?;
        Ok(Xml {
            text: text.strip_prefix('\u{feff}').unwrap_or(text),
            at: 0,
            depth: 0,
            most: limits.nesting,
            expands_empty: false,
            is_pending: false,
        })
    }

    /// Has `<a/>` told as `<a></a>`.
    pub(super) fn with_empty_elements_expanded(mut self) -> Xml<'x> {
        self.expands_empty = true;
        self
    }

    /// Returns how many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Returns the next event of the part; its end only where every element is closed. The names of
    /// elements that end are not compared with those that began: the archive's checksums tell what was
    /// damaged on its way.
    pub(super) fn next(&mut self) -> Result<Event<'x>, Problem> {
        if std::mem::take(&mut self.is_pending) {
            self.depth = self.depth.saturating_sub(1);
            return Ok(Event::End(""));
        }
        loop {
            let rest = &self.text.as_bytes()[self.at..];
            match rest {
                [] if self.depth > 0 => return Err(damaged()),
                [] => return Ok(Event::Eof),
                [b'<', b'/', ..] => {
                    let name = self.up_to(2, ">")?.trim_ascii_end();
                    if !is_whole(name) {
                        return Err(damaged());
                    }
                    self.depth = self.depth.checked_sub(1).ok_or_else(damaged)?;
                    return Ok(Event::End(name));
                }
                [b'<', b'?', ..] => {
                    let instruction = self.up_to(2, "?>")?;
                    if !instruction.starts_with(char::is_alphabetic) {
                        return Err(damaged());
                    }
                }
                [b'<', b'!', ..] => {
                    if rest.starts_with(b"<!--") {
                        self.up_to(4, "-->")?;
                    } else if rest.starts_with(b"<![CDATA[") {
                        return self.up_to(9, "]]>").map(Event::CData);
                    } else {
                        // No office program declares a type; it is how entities are made that grow.
                        return Err(damaged());
                    }
                }
                [b'<', ..] => return self.element(rest),
                _ => {
                    let end = memchr(b'<', rest).unwrap_or(rest.len());
                    return Ok(Event::Text(self.take(0, end, 0)));
                }
            }
        }
    }

    /// Takes the element that begins here.
    fn element(&mut self, rest: &[u8]) -> Result<Event<'x>, Problem> {
        let is_end_of_name = |byte: &u8| matches!(byte, b'>' | b'/' | b' ' | b'\t' | b'\r' | b'\n');
        let name = rest.iter().position(is_end_of_name).ok_or_else(damaged)?;
        let mut end = name;
        loop {
            match rest.get(end) {
                Some(b'>') => break,
                Some(&quote @ (b'"' | b'\'')) => {
                    let behind = &rest[end + 1..];
                    end += 2 + memchr(quote, behind).ok_or_else(damaged)?;
                }
                Some(_) => end += 1,
                None => return Err(damaged()),
            }
        }
        let is_empty = rest[end - 1] == b'/';
        let whole = self.take(1, end, 1);
        let (name, attributes) = whole.split_at(name - 1);
        if !is_whole(name) {
            return Err(damaged());
        }
        let attributes = attributes.strip_suffix('/').unwrap_or(attributes);
        let element = Element { name, attributes };
        if is_empty && !self.expands_empty {
            return Ok(Event::Empty(element));
        }
        self.is_pending = is_empty;
        self.depth += 1;
        if self.depth > self.most {
            return Err(too_large("nesting", self.most as u64));
        }
        Ok(Event::Start(element))
    }

    /// Takes what stands between `from` bytes from here and the end mark, and goes behind that.
    fn up_to(&mut self, from: usize, mark: &str) -> Result<&'x str, Problem> {
        let inside = &self.text.as_bytes()[self.at + from..];
        let length = match mark.as_bytes() {
            [mark] => memchr(*mark, inside),
            mark => memmem::find(inside, mark),
        };
        let end = from + length.ok_or_else(damaged)?;
        Ok(self.take(from, end, mark.len()))
    }

    /// Takes what stands between `from` and `end`, counted from here, and goes `behind` bytes behind
    /// that.
    fn take(&mut self, from: usize, end: usize, behind: usize) -> &'x str {
        // Only before and behind marks of one byte: no letter is cut in two.
        let taken = self.text.get(self.at + from..self.at + end);
        self.at += end + behind;
        taken.unwrap_or_default()
    }

    /// Passes over what is inside the element that was just opened.
    pub(super) fn skip(&mut self) -> Result<(), Problem> {
        let outside = self.depth - 1;
        while self.depth > outside {
            self.next()?;
        }
        Ok(())
    }

    /// Adds what is written directly in the element that was just opened to `text`.
    pub(super) fn text(&mut self, text: &mut String) -> Result<(), Problem> {
        let outside = self.depth - 1;
        while self.depth > outside {
            let event = self.next()?;
            if self.depth == outside + 1 {
                push_text(&event, text)?;
            }
        }
        Ok(())
    }
}

impl<'x> Element<'x> {
    /// Returns its name with the prefix of its namespace.
    pub(super) fn name(&self) -> &'x str {
        self.name
    }

    /// Returns its name without the prefix of its namespace.
    pub(super) fn local_name(&self) -> &'x str {
        local(self.name)
    }

    /// Returns its attributes one by one, each with its value as it is written.
    pub(super) fn attributes(&self) -> Attributes<'x> {
        Attributes(self.attributes)
    }

    /// Returns the value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Result<Option<Cow<'x, str>>, Problem> {
        for attribute in self.attributes() {
            let (found, written) = attribute?;
            if found == name {
                return value(written).map(Some);
            }
        }
        Ok(None)
    }
}

/// The attributes of an element.
pub(super) struct Attributes<'x>(&'x str);

impl<'x> Attributes<'x> {
    /// Takes the attribute that comes next, nothing where its marks are not in order.
    fn take(&mut self) -> Option<(&'x str, &'x str)> {
        let bytes = self.0.as_bytes();
        let equals = memchr(b'=', bytes)?;
        let name = self.0[..equals].trim_ascii_end();
        let value = self.0[equals + 1..].trim_ascii_start();
        let quote = *value.as_bytes().first()?;
        if !matches!(quote, b'"' | b'\'') || !is_whole(name) {
            return None;
        }
        let length = memchr(quote, &value.as_bytes()[1..])?;
        self.0 = &value[length + 2..];
        Some((name, &value[1..=length]))
    }
}

impl<'x> Iterator for Attributes<'x> {
    /// Name and value.
    type Item = Result<(&'x str, &'x str), Problem>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0 = self.0.trim_ascii_start();
        if self.0.is_empty() {
            return None;
        }
        let taken = self.take();
        if taken.is_none() {
            self.0 = "";
        }
        Some(taken.ok_or_else(damaged))
    }
}

/// Returns whether a name holds none of the marks between which names stand, nor a space; then a mark
/// is missing.
fn is_whole(name: &str) -> bool {
    let is_mark =
        |byte: u8| matches!(byte, b'<' | b'/' | b'=' | b'"' | b'\'') || byte.is_ascii_whitespace();
    !name.is_empty() && !name.bytes().any(is_mark)
}

/// Returns a name without the prefix of its namespace.
pub(super) fn local(name: &str) -> &str {
    let colon = name.bytes().position(|byte| byte == b':');
    colon.map_or(name, |colon| &name[colon + 1..])
}

/// Returns the value of an attribute that is written like this. Source: XML 1.0, 3.3.3.
pub(super) fn value(written: &str) -> Result<Cow<'_, str>, Problem> {
    if !written.contains(['&', '\t', '\r', '\n']) {
        return Ok(Cow::Borrowed(written));
    }
    let written = written
        .replace("\r\n", " ")
        .replace(['\t', '\r', '\n'], " ");
    let value = unescape(&written).map_err(unreadable)?;
    Ok(Cow::Owned(value.into_owned()))
}

/// Adds the text an event is to `text`; most are none.
pub(super) fn push_text(event: &Event, text: &mut String) -> Result<(), Problem> {
    let (written, is_escaped) = match event {
        Event::Text(written) => (written, memchr(b'&', written.as_bytes()).is_some()),
        Event::CData(written) => (written, false),
        _ => return Ok(()),
    };
    // Source: XML 1.0, 2.11: every end of a line is a line feed.
    let written = if memchr(b'\r', written.as_bytes()).is_some() {
        Cow::Owned(written.replace("\r\n", "\n").replace('\r', "\n"))
    } else {
        Cow::Borrowed(*written)
    };
    if is_escaped {
        text.push_str(&unescape(&written).map_err(unreadable)?);
    } else {
        text.push_str(&written);
    }
    Ok(())
}

#[cfg(test)]
mod tests;
