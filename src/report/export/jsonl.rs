//! The document as lines of JSON, for programs that read a record at a time: the document itself first,
//! its lists of records left empty, then a line for each record, with the way to its list in `record`.

use std::io;

use serde_json::{Map, Value};

use super::json::write_line;
use crate::report::Report;

/// The key that tells where a record belongs, such as `ranking.rows`.
const RECORD: &str = "record";

/// Writes one JSON value a line.
pub(in crate::report) fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let mut lists = Vec::new();
    let head = emptied(report.data(), "", &mut lists);
    write_line(&head, out)?;
    for (name, records) in lists {
        for record in records {
            let mut line = Map::new();
            line.insert(RECORD.to_owned(), Value::from(name.as_str()));
            if let Value::Object(fields) = record {
                line.extend(fields);
            }
            write_line(&Value::Object(line), out)?;
        }
    }
    Ok(())
}

/// Takes the lists of records out of an object and of those below it, each with the way to it.
fn emptied(value: Value, way: &str, lists: &mut Vec<(String, Vec<Value>)>) -> Value {
    match value {
        Value::Object(fields) => {
            let below = |(key, value): (String, Value)| {
                let way = if way.is_empty() {
                    key.clone()
                } else {
                    format!("{way}.{key}")
                };
                let value = emptied(value, &way, lists);
                (key, value)
            };
            Value::Object(fields.into_iter().map(below).collect())
        }
        Value::Array(items) if !items.is_empty() && items.iter().all(Value::is_object) => {
            lists.push((way.to_owned(), items));
            Value::Array(Vec::new())
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;
    use serde_json::json;

    /// Puts every record back into its list.
    fn read(lines: &str) -> Value {
        let mut lines = lines
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
        let mut document = lines.next().expect("the document");
        for mut record in lines {
            let fields = record.as_object_mut().expect("an object");
            let way = fields.shift_remove(RECORD).expect("the way");
            let way = format!("/{}", way.as_str().expect("a text").replace('.', "/"));
            let list = document.pointer_mut(&way).and_then(Value::as_array_mut);
            list.expect("a list").push(record);
        }
        document
    }

    #[test]
    fn the_lines_together_are_the_document() {
        let document = json!({
            "schema": "chamdiem/x/1",
            "names": ["a", "b"],
            "none": [],
            "nothing": null,
            "rows": [{"code": "1", "levels": [{"level": 4}]}, {"code": "2", "levels": []}],
            "part": {"rows": [{"code": "3"}], "count": 2},
        });
        let report = Report::new(Language::English, Vec::new, Default::default, || {
            document.clone()
        });
        let mut written = Vec::new();
        write(&report, &mut written).expect("memory can be written");
        let written = String::from_utf8(written).expect("UTF-8");
        assert_eq!(written.lines().count(), 4);
        assert_eq!(read(&written), document);
    }
}
