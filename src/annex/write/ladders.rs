//! The rows of the ladders: one for each, and below it those of its levels.

use std::collections::BTreeSet;

use super::super::columns;
use super::super::json::{Json, Object};
use super::branches::records;
use super::cells::{cells_of, number};
use super::{Look, Row, Rows};

impl Rows {
    /// Takes the ladders out of the set, when every one of them can be laid out.
    pub(super) fn ladders(&mut self, set: &mut Object) {
        let mut known = BTreeSet::new();
        let ladders = columns::take(set, "ladders", |value| {
            let ladders = records(value, "id", columns::is_plain, &mut known)?;
            let ladders = ladders.into_iter().map(|(id, ladder)| {
                let mut ladder = ladder;
                let has_level = ladder.iter().any(|(key, _)| key == "level");
                let levels = columns::take(&mut ladder, "levels", levels).unwrap_or_default();
                (!has_level).then_some((id, ladder, levels))
            });
            ladders.collect::<Option<Vec<_>>>()
        });
        for (id, ladder, levels) in ladders.into_iter().flatten() {
            let row = |object, look| Row {
                cells: cells_of(object, columns::LADDER_COLUMNS, "", "", ""),
                look,
            };
            self.ladders.push(row(ladder, Look::Group));
            for mut level in levels {
                level.push(("id".to_owned(), Json::Text(id.clone())));
                for (key, _) in &mut level {
                    if key == "name" {
                        "title".clone_into(key);
                    }
                }
                self.ladders.push(row(level, Look::Plain));
            }
        }
    }
}

/// Returns the levels of a ladder, when each can have a row.
fn levels(value: &Json) -> Option<Vec<Object>> {
    let Json::List(levels) = value else {
        return None;
    };
    let level = |level: &Json| {
        let Json::Object(members) = level else {
            return None;
        };
        let has = |wanted: &str| members.iter().any(|(key, _)| key == wanted);
        let numbered = members.iter().find(|(key, _)| key == "level")?;
        number(&numbered.1)?;
        (!has("id") && !has("title")).then(|| members.clone())
    };
    let levels: Option<Vec<Object>> = levels.iter().map(level).collect();
    levels.filter(|levels| !levels.is_empty())
}
