//! What ranked units have together of each part, group and criterion.

use rust_decimal::Decimal;

use crate::report::document::report::{FiguresEntry, NodeStatistics, ReportDocument};
use crate::report::section::{Field, table};
use crate::report::table::{Align, Block, Cell, Table};
use crate::text::report::report_words;
use crate::text::{Language, labels};

pub(super) fn blocks(document: &ReportDocument, language: Language) -> Vec<Block> {
    let nodes = document.criteria.as_deref().unwrap_or_default();
    vec![Block::Table(of_nodes(nodes, language))]
}

fn of_nodes(nodes: &[NodeStatistics], language: Language) -> Table {
    use Align::{Fixed, Left, Right};
    let (words, labels) = (report_words(language), labels(language));
    let title = |node: &NodeStatistics| match node.role {
        "whole" => Cell::text(labels.total),
        _ => Cell::text(&node.title),
    };
    let of_points = |of: fn(&FiguresEntry) -> Decimal| {
        move |node: &NodeStatistics| Cell::number(node.points.as_ref().map(of))
    };
    let whose = |index: usize, of: fn(&NodeStatistics) -> &[String]| {
        move |node: &NodeStatistics| {
            let Some(name) = &node.extremes[index] else {
                return Cell::Empty;
            };
            match of(node).len() {
                0 | 1 => Cell::name(name),
                // One name of many would look like the only one.
                many => Cell::text(format!("{many} {}", language.pick("đơn vị", "units"))),
            }
        }
    };
    let fields: Vec<Field<NodeStatistics>> = vec![
        Field::new("code", labels.code, Fixed, |node: &NodeStatistics| {
            Cell::text(&node.code)
        }),
        Field::new("title", labels.criterion, Left, title),
        Field::new("maximum", labels.maximum, Right, |node: &NodeStatistics| {
            Cell::Short(node.maximum)
        }),
        Field::new("mean", words.mean, Right, of_points(|points| points.mean)),
        Field::new(
            "median",
            words.median,
            Right,
            of_points(|points| points.median),
        )
        .droppable(3),
        Field::new("percent", labels.percent, Right, |node: &NodeStatistics| {
            node.percent.map_or(Cell::Empty, Cell::Share)
        }),
        Field::new("lost", words.lost, Right, |node: &NodeStatistics| {
            Cell::Number(node.lost)
        })
        .droppable(2),
        Field::new("full", words.full, Right, |node: &NodeStatistics| {
            Cell::Whole(node.full)
        })
        .droppable(6),
        Field::new("zero", words.zero, Right, |node: &NodeStatistics| {
            Cell::Whole(node.zero)
        })
        .droppable(5),
        Field::new(
            "greatest",
            words.greatest,
            Right,
            of_points(|points| points.greatest),
        )
        .droppable(4),
        Field::new("best", words.best, Left, whose(0, |node| &node.best)).droppable(8),
        Field::new(
            "least",
            words.least,
            Right,
            of_points(|points| points.least),
        )
        .droppable(4),
        Field::new("worst", words.worst, Left, whose(1, |node| &node.worst)).droppable(7),
    ];
    Table {
        emphasised: (0..nodes.len())
            .filter(|&index| nodes[index].role != "criterion")
            .collect(),
        ..table(fields, nodes)
    }
}
