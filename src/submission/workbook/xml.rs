//! The XML of the parts of a workbook, an element at a time: nothing recurses, nothing grows.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::{damaged, unreadable};
use crate::finding::Problem;
use crate::submission::limits::{Limits, too_large};

/// A part that is being read.
pub(super) struct Xml<'x> {
    reader: quick_xml::Reader<&'x [u8]>,
    /// Elements that are open.
    depth: usize,
    most: usize,
}

impl<'x> Xml<'x> {
    pub(super) fn of(part: &'x [u8], limits: &Limits) -> Xml<'x> {
        let mut reader = quick_xml::Reader::from_reader(part);
        // The archive's checksums tell what was damaged on its way.
        reader.config_mut().check_end_names = false;
        Xml {
            reader,
            depth: 0,
            most: limits.nesting,
        }
    }

    /// Has `<a/>` told as `<a></a>`.
    pub(super) fn with_empty_elements_expanded(mut self) -> Xml<'x> {
        self.reader.config_mut().expand_empty_elements = true;
        self
    }

    /// Returns how many elements are open.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Returns the next event of the part; its end only where every element is closed.
    pub(super) fn next(&mut self) -> Result<Event<'x>, Problem> {
        let event = self.reader.read_event().map_err(unreadable)?;
        match &event {
            Event::Start(_) => {
                self.depth += 1;
                if self.depth > self.most {
                    return Err(too_large("nesting", self.most as u64));
                }
            }
            Event::End(_) => self.depth = self.depth.saturating_sub(1),
            // No office program writes one; it is how entities are made that grow.
            Event::DocType(_) => return Err(damaged()),
            Event::Eof if self.depth > 0 => return Err(damaged()),
            _ => {}
        }
        Ok(event)
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

/// Adds the text an event is to `text`; most are none.
pub(super) fn push_text(event: &Event, text: &mut String) -> Result<(), Problem> {
    match event {
        Event::Text(part) => text.push_str(&part.xml10_content()),
        Event::CData(part) => text.push_str(&part.xml10_content()),
        Event::GeneralRef(entity) => text.push_str(&resolved(entity)?),
        _ => {}
    }
    Ok(())
}

/// Returns the letter an entity stands for; there are five, and those told by number.
fn resolved(entity: &BytesRef) -> Result<Cow<'static, str>, Problem> {
    if let Some(letter) = entity.resolve_char_ref().map_err(unreadable)? {
        return Ok(letter.to_string().into());
    }
    let known = resolve_predefined_entity(&entity.xml10_content());
    known.map(Cow::Borrowed).ok_or_else(damaged)
}

/// Returns the value of an attribute.
pub(super) fn attribute<'e>(
    element: &'e BytesStart,
    name: &str,
) -> Result<Option<Cow<'e, str>>, Problem> {
    let found = element.try_get_attribute(name).map_err(unreadable)?;
    found.as_ref().map(value).transpose()
}

/// Returns the value of an attribute.
pub(super) fn value<'e>(attribute: &Attribute<'e>) -> Result<Cow<'e, str>, Problem> {
    let value = attribute.normalized_value(XmlVersion::Explicit1_0);
    value.map_err(unreadable)
}
