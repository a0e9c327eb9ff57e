//! The figures asked for, each with the criterion that asks.

use std::collections::BTreeMap;

use super::super::columns::{self, Field};
use super::Reader;
use super::cells::{Kind, Members};
use super::rows::Node;
use super::table::Table;
use crate::finding::{Place, Problem, Reference};
use crate::rule::nearest;

impl Reader<'_> {
    /// Reads the figures, each into its criterion or among those of the whole.
    pub(super) fn inputs(
        &mut self,
        table: &Table,
        nodes: &mut [Node],
        general: &mut Vec<(Members, Place)>,
    ) {
        let by_code: BTreeMap<String, usize> = nodes
            .iter()
            .enumerate()
            .rev()
            .map(|(index, node)| (node.code.clone(), index))
            .collect();
        let mut first: BTreeMap<String, usize> = BTreeMap::new();
        for row in table.rows() {
            let Some(named) = table.cell(row, Field::Text("name")) else {
                continue;
            };
            let members = self.members(table, row, Kind::Ours);
            let place = table.sheet.place(named.at);
            let name = members.text("name").unwrap_or_default().to_owned();
            let row_number = usize::try_from(row.index())
                .unwrap_or(usize::MAX)
                .saturating_add(1);
            if let Some(&first_line) = first.get(&name) {
                let problem = Problem::DuplicateInput { name, first_line };
                self.report_cell(problem, &table.sheet, named);
            } else {
                first.insert(name, row_number);
            }
            let owner = table.cell(row, Field::Parent);
            let Some(owner) = owner else {
                general.push((members, place));
                continue;
            };
            let code = columns::bare_code(&owner.content.shown()).to_owned();
            match by_code.get(&code) {
                Some(&index) => nodes[index].inputs.push((members, place)),
                None => {
                    let nearest = nearest(&code, by_code.keys().map(String::as_str));
                    let (name, reference) = (code, Reference::Node);
                    let problem = Problem::UnknownReference {
                        name,
                        reference,
                        nearest,
                    };
                    self.report_cell(problem, &table.sheet, owner);
                }
            }
        }
    }
}
