//! How two versions of a criteria set differ, laid out: one table of changes for each kind of
//! thing.

use super::{Field, criteria_set_lines, flat_rows, optional, table};
use crate::report::Report;
use crate::report::document::criteria_diff::{ChangeEntry, CriteriaDiffDocument};
use crate::report::table::{Align, Block, Cell, Rows, Table};
use crate::text::{Language, difference, labels};

/// Returns the report of how two versions differ.
pub fn report(document: &CriteriaDiffDocument, language: Language) -> Report<'_> {
    Report::new(
        language,
        move || blocks(document, language),
        move || flat(document, language),
        document,
    )
    .titled(labels(language).comparison_title)
}

/// One change of one thing.
#[derive(Default)]
struct Line {
    subject: &'static str,
    code: String,
    old_code: String,
    title: String,
    change: &'static str,
    label: &'static str,
    old: [Option<String>; 2],
    new: [Option<String>; 2],
    comparable: Option<bool>,
}

fn blocks(document: &CriteriaDiffDocument, language: Language) -> Vec<Block> {
    let words = labels(language);
    let mut blocks = vec![Block::Lines(heading(document, language))];
    let lines = lines(document, language);
    let sections: [(&[&str], &str); 4] = [
        (&["set"], words.general_rules),
        (&["node"], words.criteria_changes),
        (&["input"], words.inputs),
        (&["ladder", "level"], words.levels_title),
    ];
    for (subjects, title) in sections {
        let changes: Vec<&Line> = lines
            .iter()
            .filter(|line| subjects.contains(&line.subject))
            .collect();
        if !changes.is_empty() {
            blocks.push(Block::Heading(title.to_owned()));
            blocks.push(Block::Table(shown(&changes, language)));
        }
    }
    blocks
}

fn heading(document: &CriteriaDiffDocument, language: Language) -> Vec<String> {
    let words = labels(language);
    let mut lines = vec![words.comparison_title.to_owned()];
    for (name, version) in [
        (words.old_version, &document.old),
        (words.new_version, &document.new),
    ] {
        let about = criteria_set_lines(version, None, language);
        lines.extend(about.into_iter().map(|line| format!("{name} – {line}")));
    }
    if document.equal {
        lines.push(difference::nothing(language).to_owned());
    }
    let count = document.nodes_count;
    let counts = [
        count.added,
        count.removed,
        count.changed,
        count.comparable,
        count.all,
    ];
    lines.push(difference::summary(counts, language));
    lines
}

/// Returns every change, thing by thing.
fn lines(document: &CriteriaDiffDocument, language: Language) -> Vec<Line> {
    let words = labels(language);
    let mut lines = Vec::new();
    let mut tell = |about: &dyn Fn() -> Line,
                    status: &'static str,
                    [data, words_of_it]: [String; 2],
                    changes: &[ChangeEntry]| {
        let side = || [Some(data.clone()), Some(words_of_it.clone())];
        match status {
            "added" => lines.push(Line {
                change: status,
                label: words.added,
                new: side(),
                ..about()
            }),
            "removed" => lines.push(Line {
                change: status,
                label: words.removed,
                old: side(),
                ..about()
            }),
            _ => lines.extend(changes.iter().map(|change| Line {
                change: change.change,
                label: change.label,
                old: [change.old.clone(), change.shown[0].clone()],
                new: [change.new.clone(), change.shown[1].clone()],
                ..about()
            })),
        }
    };
    let set = || Line {
        subject: "set",
        ..Line::default()
    };
    tell(&set, "changed", Default::default(), &document.set);
    for node in &document.nodes {
        let about = || Line {
            subject: "node",
            code: node.code.clone().unwrap_or_default(),
            old_code: node.old_codes.join(" "),
            title: if node.role == "whole" {
                words.total.to_owned()
            } else {
                node.title.clone()
            },
            comparable: Some(node.comparable),
            ..Line::default()
        };
        let maximum = language.short_number(node.maximum);
        let maximum = [
            node.maximum.normalize().to_string(),
            format!("{}: {maximum}", words.maximum),
        ];
        tell(&about, node.status, maximum, &node.changes);
    }
    for input in &document.inputs {
        let about = || Line {
            subject: "input",
            code: input.name.clone(),
            title: input.label.clone(),
            ..Line::default()
        };
        let place = match &input.criterion {
            Some(code) => [code.clone(), format!("{} {code}", words.criterion)],
            None => [String::new(), words.general_rules.to_owned()],
        };
        tell(&about, input.status, place, &input.changes);
    }
    for ladder in &document.ladders {
        let about = || Line {
            subject: "ladder",
            code: ladder.id.clone(),
            title: ladder.title.clone(),
            ..Line::default()
        };
        let title = [(); 2].map(|()| ladder.title.clone());
        tell(&about, ladder.status, title, &ladder.changes);
        for level in &ladder.levels {
            let about = || Line {
                subject: "level",
                code: format!("{}/{}", ladder.id, level.level),
                title: level.name.clone(),
                ..Line::default()
            };
            let condition = [(); 2].map(|()| level.condition.clone());
            tell(&about, level.status, condition, &level.changes);
        }
    }
    lines
}

fn shown(lines: &[&Line], language: Language) -> Table {
    use Align::Left;
    let words = labels(language);
    let word = |yes: bool| if yes { words.yes } else { words.no };
    // One column: a screen has little room beside what was and what is.
    let title = |line: &&Line| {
        let is_gone = line.code.is_empty();
        let code = if is_gone { &line.old_code } else { &line.code };
        Cell::text(format!("{code} {}", line.title).trim())
    };
    let mut fields: Vec<Field<&Line>> = Vec::new();
    if lines.iter().any(|line| line.subject != "set") {
        fields.push(Field::new("title", words.title, Left, title));
    }
    fields.extend([
        Field::new("change", words.change, Left, |line: &&Line| {
            Cell::text(line.label)
        }),
        Field::new("old", words.old_version, Left, |line: &&Line| {
            optional(line.old[1].as_ref())
        }),
        Field::new("new", words.new_version, Left, |line: &&Line| {
            optional(line.new[1].as_ref())
        }),
    ]);
    if lines.iter().any(|line| line.comparable.is_some()) {
        let comparable = move |line: &&Line| Cell::text(line.comparable.map_or("", word));
        fields.push(Field::new("comparable", words.comparable, Left, comparable).droppable(1));
    }
    table(fields, lines)
}

/// One row per change, for spreadsheets and scripts.
fn flat(document: &CriteriaDiffDocument, language: Language) -> Rows<'_> {
    use Align::{Fixed, Left};
    let words = labels(language);
    let comparable = |line: &Line| {
        let word = |comparable| if comparable { "yes" } else { "no" };
        Cell::text(line.comparable.map_or("", word))
    };
    let fields: Vec<Field<Line>> = vec![
        Field::new("subject", words.kind, Fixed, |line: &Line| {
            Cell::text(line.subject)
        }),
        Field::new("code", words.code, Fixed, |line: &Line| {
            Cell::text(&line.code)
        }),
        Field::new("old_code", words.code, Fixed, |line: &Line| {
            Cell::text(&line.old_code)
        }),
        Field::new("title", words.title, Left, |line: &Line| {
            Cell::text(&line.title)
        }),
        Field::new("change", words.change, Fixed, |line: &Line| {
            Cell::text(line.change)
        }),
        Field::new("old", words.old_version, Left, |line: &Line| {
            optional(line.old[0].as_ref())
        }),
        Field::new("new", words.new_version, Left, |line: &Line| {
            optional(line.new[0].as_ref())
        }),
        Field::new("comparable", words.comparable, Fixed, comparable),
    ];
    flat_rows(fields, lines(document, language))
}
