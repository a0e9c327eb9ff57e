//! The ladders, each with its levels in the rows below it.

use super::super::columns::Field;
use super::super::json::Json;
use super::Reader;
use super::cells::{Kind, Members};
use super::table::Table;
use crate::finding::{Place, Problem, Reference};
use crate::rule::nearest;

impl Reader<'_> {
    /// Reads the ladders: a row for each, and below it those of its levels.
    pub(super) fn ladders(&mut self, table: &Table) -> Vec<Json> {
        struct Ladder {
            id: String,
            members: Members,
            place: Place,
            levels: Vec<(Members, Place)>,
        }
        let mut ladders: Vec<Ladder> = Vec::new();
        for row in table.rows() {
            let Some(named) = table.cell(row, Field::Text("id")) else {
                continue;
            };
            let mut members = self.members(table, row, Kind::Ours);
            let place = table.sheet.place(named.at);
            let id = members.text("id").unwrap_or_default().to_owned();
            if table.cell(row, Field::Number("level")).is_none() {
                let levels = Vec::new();
                ladders.push(Ladder {
                    id,
                    members,
                    place,
                    levels,
                });
                continue;
            }
            members.object.retain(|(key, _)| key != "id");
            members.cells.retain(|(key, _)| key != "id");
            let keys = members.object.iter_mut().map(|(key, _)| key);
            for key in keys.chain(members.cells.iter_mut().map(|(key, _)| key)) {
                if key == "title" {
                    "name".clone_into(key);
                }
            }
            match ladders.iter_mut().find(|ladder| ladder.id == id) {
                Some(ladder) => ladder.levels.push((members, place)),
                None => {
                    let nearest = nearest(&id, ladders.iter().map(|ladder| ladder.id.as_str()));
                    let reference = Reference::Ladder;
                    let problem = Problem::UnknownReference {
                        name: id,
                        reference,
                        nearest,
                    };
                    self.report_cell(problem, &table.sheet, named);
                }
            }
        }
        let mut list = Vec::new();
        for (index, ladder) in ladders.into_iter().enumerate() {
            let pointer = format!("/ladders/{index}");
            let levels = self.plain_list(ladder.levels, &format!("{pointer}/levels"));
            let mut object = self.placed(ladder.members, ladder.place, &pointer);
            self.add_list(&mut object, "levels", levels, &pointer);
            list.push(Json::Object(object));
        }
        list
    }
}
