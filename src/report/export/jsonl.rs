//! The document as lines of JSON, for programs that read a record at a time: the document itself first,
//! its lists of records left empty, then a line for each record. What a line is stands in its `record`:
//! `document`, or the way to the record's list.

use std::{fmt, io};

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::report::Report;

/// Writes one JSON value a line.
pub(in crate::report) fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let mut document = Vec::new();
    report.data().write_on_one_line(&mut document)?;
    let document = serde_json::from_slice(&document)?;
    let mut lists = Vec::new();
    let mut emptied = Vec::new();
    write_emptied(document, "", &mut lists, &mut emptied)?;
    write_line("document", &emptied, out)?;
    for List { way, records } in lists {
        for record in records {
            write_line(&way, record.get().as_bytes(), out)?;
        }
    }
    Ok(())
}

/// Writes an object with the key that tells what it is, such as `ranking.rows`, before its own.
fn write_line(what: &str, object: &[u8], out: &mut dyn io::Write) -> io::Result<()> {
    write!(out, "{{\"record\":\"{what}\"")?;
    let fields = &object[1..];
    if !fields.starts_with(b"}") {
        out.write_all(b",")?;
    }
    out.write_all(fields)?;
    out.write_all(b"\n")
}

/// A list of records, and the way to it in the document.
struct List<'j> {
    way: String,
    records: Vec<&'j RawValue>,
}

/// Writes a value with its lists of records empty, and keeps those.
fn write_emptied<'j>(
    value: &'j RawValue,
    way: &str,
    lists: &mut Vec<List<'j>>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let is_object = |value: &RawValue| value.get().starts_with('{');
    if is_object(value) {
        let Fields(fields) = serde_json::from_str(value.get())?;
        out.write_all(b"{")?;
        for (index, (key, value)) in fields.into_iter().enumerate() {
            let between = if index == 0 { "" } else { "," };
            write!(out, "{between}{key}:")?;
            // Keys are names of fields, in which nothing is escaped.
            let name = key.get().trim_matches('"');
            let way = match way {
                "" => name.to_owned(),
                way => format!("{way}.{name}"),
            };
            write_emptied(value, &way, lists, out)?;
        }
        return out.write_all(b"}");
    }
    if value.get().starts_with('[') {
        let records: Vec<&RawValue> = serde_json::from_str(value.get())?;
        if !records.is_empty() && records.iter().all(|record| is_object(record)) {
            let way = way.to_owned();
            lists.push(List { way, records });
            return out.write_all(b"[]");
        }
    }
    write!(out, "{value}")
}

/// The fields of an object, in their order, as they are written.
struct Fields<'j>(Vec<(&'j RawValue, &'j RawValue)>);

impl<'j> Deserialize<'j> for Fields<'j> {
    fn deserialize<D: Deserializer<'j>>(deserializer: D) -> Result<Fields<'j>, D::Error> {
        struct InOrder;

        impl<'j> Visitor<'j> for InOrder {
            type Value = Fields<'j>;

            fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'j>>(self, mut map: A) -> Result<Fields<'j>, A::Error> {
                let mut fields = Vec::new();
                while let Some(field) = map.next_entry()? {
                    fields.push(field);
                }
                Ok(Fields(fields))
            }
        }

        deserializer.deserialize_map(InOrder)
    }
}
