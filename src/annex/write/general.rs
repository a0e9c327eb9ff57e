//! The rows of what concerns the set as a whole: a key a row.

use super::super::columns;
use super::super::json::{Json, Object};
use super::cells::{number, plain, text_cell};
use super::{Cell, Look, Row, Rows};

impl Rows {
    /// Gives a row to every key that is left of the set.
    pub(super) fn general(&mut self, set: Object) {
        let Json::Object(set) = Json::Object(set).in_order() else {
            return;
        };
        self.flatten(set, "");
    }

    fn flatten(&mut self, object: Object, prefix: &str) {
        for (key, value) in object {
            let path = format!("{prefix}{key}");
            match value {
                Json::Object(below) if can_be_flattened(&below) => {
                    self.flatten(below, &format!("{path}."));
                }
                value => {
                    let cell = plain(&value).or_else(|| number(&value));
                    let json = match cell {
                        Some(_) => Cell::Empty,
                        None => text_cell(&value.compact()),
                    };
                    let name = match columns::label(&path) {
                        "" => Cell::Empty,
                        label => text_cell(label),
                    };
                    let cells = vec![name, text_cell(&path), cell.unwrap_or(Cell::Empty), json];
                    let look = Look::Plain;
                    self.general.push(Row { cells, look });
                }
            }
        }
    }
}

fn can_be_flattened(object: &Object) -> bool {
    let is_plain = |(key, _): &(String, Json)| columns::is_plain(key) && !key.contains(['.', '\n']);
    !object.is_empty() && object.iter().all(is_plain)
}
