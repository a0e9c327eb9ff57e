//! A criteria set, laid out as a tree.

use super::{Field, criteria_set_lines, flat_rows, optional, table};
use crate::report::Report;
use crate::report::document::criteria::{CriteriaDocument, CriteriaLevel, CriteriaNode};
use crate::report::table::{Align, Block, Cell, Rows, Table};
use crate::text::{Language, labels};

/// Returns the report of a criteria set.
pub fn report(document: &CriteriaDocument, language: Language) -> Report<'_> {
    Report::new(
        language,
        move || blocks(document, language),
        move || flat(document, language),
        document,
    )
    .titled(format!(
        "{} – {}",
        labels(language).criteria_title,
        document.criteria_set.title
    ))
}

fn blocks(document: &CriteriaDocument, language: Language) -> Vec<Block> {
    let mut blocks = vec![
        Block::Lines(heading(document, language)),
        Block::Table(tree(document, language)),
    ];
    let words = labels(language);
    let rules: Vec<String> = document.nodes.iter().flat_map(rule).collect();
    if !rules.is_empty() {
        blocks.push(Block::Heading(words.how_points_are_computed.to_owned()));
        blocks.push(Block::Lines(rules));
    }
    for ladder in &document.ladders {
        let below = if ladder.needs_level_below {
            format!(" ({})", words.needs_level_below)
        } else {
            String::new()
        };
        let mut lines = vec![format!("{}{below}", ladder.title)];
        let level = |level: &CriteriaLevel| format!("  {}: {}", level.name, level.condition);
        lines.extend(ladder.levels.iter().map(level));
        blocks.push(Block::Lines(lines));
    }
    blocks
}

/// What a criterion's points are, in lines.
fn rule(node: &CriteriaNode) -> Vec<String> {
    let mut lines = Vec::new();
    if let [formula] = node.formula.as_slice() {
        lines.push(format!("{}  {formula}", node.code));
    } else if !node.formula.is_empty() {
        lines.push(node.code.clone());
        lines.extend(node.formula.iter().map(|line| format!("  {line}")));
    }
    lines
}

fn heading(document: &CriteriaDocument, language: Language) -> Vec<String> {
    let words = labels(language);
    let mut lines = vec![words.criteria_title.to_owned()];
    lines.extend(criteria_set_lines(&document.criteria_set, None, language));
    if let Some(number) = &document.document {
        lines.push(format!("{}: {number}", words.document));
    }
    let day = |day: &Option<String>| {
        let date = day.as_ref().and_then(|day| day.parse().ok());
        date.map_or_else(|| "…".to_owned(), |date| language.day(date))
    };
    if document.valid_from.is_some() || document.valid_until.is_some() {
        lines.push(format!(
            "{}: {} {} {}",
            words.validity,
            day(&document.valid_from),
            words.until,
            day(&document.valid_until)
        ));
    }
    lines.push(format!(
        "{}: {}",
        words.level_of_government, document.level_name
    ));
    lines.push(format!(
        "{} {}, {} {}; {}: {}; {}: {}",
        document.criteria,
        words.criteria_count,
        document.inputs,
        words.inputs_count,
        words.maximum,
        language.short_number(document.maximum),
        words.attainable,
        language.short_number(document.attainable)
    ));
    for cohort in &document.cohorts {
        let types = cohort.types.join(", ");
        lines.push(format!("{}: {} ({types})", words.cohort, cohort.title));
    }
    if document.compares_units {
        lines.push(words.compares_units.to_owned());
    }
    lines
}

fn tree(document: &CriteriaDocument, language: Language) -> Table {
    use Align::{Fixed, Left, Right};
    let words = labels(language);
    let code = |node: &CriteriaNode| {
        let indent = "  ".repeat(node.depth.saturating_sub(1));
        Cell::text(format!("{indent}{}", node.code))
    };
    let fields: Vec<Field<CriteriaNode>> = vec![
        Field::new("code", words.code, Fixed, code),
        Field::new("title", words.criterion, Left, |node: &CriteriaNode| {
            Cell::text(&node.title)
        }),
        Field::new("maximum", words.maximum, Right, |node: &CriteriaNode| {
            Cell::Short(node.maximum)
        }),
        Field::new("rule", words.rule, Left, |node: &CriteriaNode| {
            Cell::text(&node.rule_name)
        }),
        Field::new("inputs", words.inputs, Left, |node: &CriteriaNode| {
            Cell::text(node.inputs.join(", "))
        })
        .droppable(1),
    ];
    let is_branch = |index: &usize| document.nodes[*index].role != "criterion";
    Table {
        emphasised: (0..document.nodes.len()).filter(is_branch).collect(),
        ..table(fields, &document.nodes)
    }
}

fn flat(document: &CriteriaDocument, language: Language) -> Rows<'_> {
    use Align::{Fixed, Left, Right};
    let words = labels(language);
    let fields: Vec<Field<CriteriaNode>> = vec![
        Field::new("code", words.code, Fixed, |node: &CriteriaNode| {
            Cell::text(&node.code)
        }),
        Field::new("parent", words.code, Fixed, |node: &CriteriaNode| {
            optional(node.parent.as_ref())
        }),
        Field::new("role", words.kind, Fixed, |node: &CriteriaNode| {
            Cell::text(node.role)
        }),
        Field::new("title", words.criterion, Left, |node: &CriteriaNode| {
            Cell::text(&node.title)
        }),
        Field::new("maximum", words.maximum, Right, |node: &CriteriaNode| {
            Cell::Short(node.maximum)
        }),
        Field::new("rule", words.rule, Fixed, |node: &CriteriaNode| {
            Cell::text(node.rule.unwrap_or_default())
        }),
        Field::new("inputs", words.inputs, Left, |node: &CriteriaNode| {
            Cell::text(node.inputs.join(" "))
        }),
    ];
    flat_rows(fields, &document.nodes)
}
