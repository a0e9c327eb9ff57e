//! The house rules that are absences, read off the sources.

use std::fs;
use std::path::{Path, PathBuf};

/// Lowest first. A module may import what stands before it, never what stands after.
const LAYERS: &[&str] = &[
    "number",
    "period",
    "finding",
    "delimited",
    "unit",
    "rule",
    "definition",
    "waiver",
    "submission",
    "validation",
    "cohort",
    "scoring",
    "level",
    "scorecard",
    "provenance",
    "intake",
    "ranking",
    "overview",
    "text",
    "form",
    "returned",
    "annex",
    "report",
];

/// Where a spreadsheet's doubles are met; nothing else may name a floating-point type.
const DOORS_FOR_FLOATS: &[&str] = &[
    "src/submission/workbook/mod.rs",
    "src/form/workbook/mod.rs",
    "src/form/workbook/pages.rs",
    "src/form/workbook/style.rs",
    "src/form/workbook/table.rs",
    "src/annex/workbook.rs",
    "src/report/export/xlsx/cell.rs",
];

struct SourceFile {
    /// The path from the package root, with `/`.
    path: String,
    text: String,
}

impl SourceFile {
    /// The top-level module of the library it belongs to; none for the binary.
    fn module(&self) -> Option<&str> {
        let inner = self.path.strip_prefix("src/")?;
        let module = inner.split(['/', '.']).next()?;
        LAYERS.iter().copied().find(|layer| *layer == module)
    }

    /// The lines of code: neither comments nor texts nor the tests at the end of the file, and
    /// of a `use` every path on a line of its own.
    fn code(&self) -> Vec<(usize, String)> {
        let blanked = without_comments_and_texts(&self.text);
        let before_tests = blanked
            .split("\n#[cfg(test)]\nmod tests")
            .next()
            .unwrap_or_default();
        let mut code = Vec::new();
        let mut import: Option<(usize, String)> = None;
        for (index, line) in before_tests.lines().enumerate() {
            let line = line.trim();
            let (number, text) = match import.take() {
                Some((number, begun)) => (number, format!("{begun} {line}")),
                None => (index + 1, line.to_owned()),
            };
            match (import_of(&text), text.ends_with(';')) {
                (Some(_), false) => import = Some((number, text)),
                (Some(tree), true) => {
                    let tree = tree.trim_end_matches(';');
                    code.extend(paths(tree).into_iter().map(|path| (number, path)));
                }
                (None, _) => code.push((number, text)),
            }
        }
        code
    }
}

/// Returns what a `use` brings in, whoever may see it.
fn import_of(line: &str) -> Option<&str> {
    let rest = match line.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(')')?.1,
        Some(rest) => rest,
        None => line,
    };
    rest.trim_start().strip_prefix("use ")
}

/// Returns the paths of a `use`, with its groups taken apart.
fn paths(tree: &str) -> Vec<String> {
    let Some((before, group)) = tree.split_once('{') else {
        return vec![tree.trim().to_owned()];
    };
    let group = group.rsplit_once('}').map_or(group, |(group, _)| group);
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for letter in group.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().expect("one part at least").push(letter);
    }
    parts
        .iter()
        .filter(|part| !part.trim().is_empty())
        .flat_map(|part| paths(part))
        .map(|path| format!("{}{path}", before.trim()))
        .collect()
}

/// Returns the source with blanks for comments and for what stands in quotation marks; its
/// lines keep their numbers.
fn without_comments_and_texts(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let raw = rest.strip_prefix('r').map(|text| {
            let text = text.trim_start_matches('#');
            (rest.len() - text.len() - 1, text.starts_with('"'))
        });
        let in_word = code.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let length = match raw {
            Some((hashes, true)) if !in_word => {
                let end = format!("\"{}", "#".repeat(hashes));
                let start = hashes + 2;
                rest[start..]
                    .find(&end)
                    .map(|found| start + found + end.len())
            }
            _ if rest.starts_with("//") => rest.find('\n'),
            _ if first == '"' => end_of_text(rest),
            _ if first == '\'' => end_of_character(rest),
            _ => {
                code.push(first);
                rest = &rest[first.len_utf8()..];
                continue;
            }
        };
        let (blanked, after) = rest.split_at(length.unwrap_or(rest.len()));
        code.extend(blanked.chars().map(|c| if c == '\n' { c } else { ' ' }));
        rest = after;
    }
    code
}

fn end_of_text(text: &str) -> Option<usize> {
    let mut escaped = false;
    for (index, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return Some(index + 1),
            _ => {}
        }
    }
    None
}

/// Of a lifetime only the mark is taken.
fn end_of_character(text: &str) -> Option<usize> {
    let mut letters = text.char_indices().skip(1);
    let (_, letter) = letters.next()?;
    if letter == '\\' {
        let (escape, _) = letters.next()?;
        return text[escape + 1..].find('\'').map(|end| escape + end + 2);
    }
    match letters.next() {
        Some((end, '\'')) => Some(end + 1),
        _ => Some(1),
    }
}

fn sources(folder: &str) -> Vec<SourceFile> {
    fn collect(path: &Path, root: &Path, files: &mut Vec<SourceFile>) {
        let mut entries: Vec<PathBuf> = fs::read_dir(path)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        entries.sort();
        for entry in entries {
            if entry.is_dir() {
                collect(&entry, root, files);
            } else if entry.extension().is_some_and(|extension| extension == "rs") {
                let relative = entry.strip_prefix(root).expect("below the root");
                files.push(SourceFile {
                    path: relative.to_string_lossy().replace('\\', "/"),
                    text: fs::read_to_string(&entry).expect("UTF-8"),
                });
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&root.join(folder), root, &mut files);
    files
}

/// The modules of the library that a line names.
fn imported(line: &str) -> impl Iterator<Item = &str> {
    let name = |rest: &'_ str| {
        rest.split(|c: char| !c.is_alphanumeric() && c != '_')
            .next()
            .map(str::len)
    };
    line.split("crate::")
        .skip(1)
        .filter_map(move |rest| rest.get(..name(rest)?))
}

fn offences(files: &[SourceFile], offence: impl Fn(&SourceFile, &str) -> Option<String>) -> String {
    let mut found = Vec::new();
    for file in files {
        for (line, code) in file.code() {
            if let Some(what) = offence(file, &code) {
                found.push(format!("{}:{line}: {what}", file.path));
            }
        }
    }
    found.join("\n")
}

#[test]
fn modules_import_only_earlier_layers() {
    let layer = |name: &str| LAYERS.iter().position(|layer| *layer == name);
    let found = offences(&sources("src"), |file, line| {
        let own = layer(file.module()?)?;
        let later: Vec<&str> = imported(line)
            .filter(|name| layer(name).is_some_and(|other| other > own))
            .collect();
        (!later.is_empty()).then(|| format!("{} must not import {}", LAYERS[own], later.join(", ")))
    });
    assert_eq!(found, "");
}

#[test]
fn every_top_level_module_has_a_layer() {
    let library = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs"))
        .expect("lib.rs");
    let declared = library
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.split(';').next());
    assert_eq!(
        declared.collect::<Vec<_>>(),
        LAYERS,
        "lib.rs lists the modules in the order of the layers"
    );
}

#[test]
fn readers_of_sheets_know_nothing_of_criteria() {
    let found = offences(&sources("src/submission"), |file, line| {
        let reader = ["sheet.rs", "csv.rs", "/workbook/", "limits.rs"]
            .iter()
            .any(|name| file.path.contains(name));
        let knows = line.contains("crate::definition") || line.contains("crate::rule");
        (reader && knows).then(|| line.to_owned())
    });
    assert_eq!(found, "");
}

#[test]
fn exporters_see_reports_and_nothing_deeper() {
    let found = offences(&sources("src/report/export"), |_, line| {
        let deeper: Vec<&str> = imported(line)
            .filter(|module| !["report", "text"].contains(module))
            .collect();
        (!deeper.is_empty()).then(|| format!("an exporter must not import {}", deeper.join(", ")))
    });
    assert_eq!(found, "");
}

/// Whether a line names a floating-point type or holds a number of one: `1.5`, `1.`, `2e3`.
fn is_float(line: &str) -> bool {
    let words = line.split(|c: char| !c.is_alphanumeric() && c != '_');
    let mut of_type = words.filter(|word| !word.starts_with(|c: char| c.is_ascii_digit()));
    if of_type.any(|word| matches!(word, "f32" | "f64") || word.ends_with("_f64")) {
        return true;
    }
    let is_part_of_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut before = ' ';
    let mut rest = line;
    while let Some(first) = rest.chars().next() {
        // A digit behind a point counts the fields of a tuple.
        if !first.is_ascii_digit() || is_part_of_word(before) || before == '.' {
            before = first;
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let end = rest.find(|c: char| !is_part_of_word(c));
        let (number, after) = rest.split_at(end.unwrap_or(rest.len()));
        let is_decimal = !number.starts_with("0x") && !number.starts_with("0b");
        // `1..2` is a range, `1.max(2)` a call.
        let has_point = after
            .strip_prefix('.')
            .is_some_and(|after| !after.starts_with(|c: char| c == '.' || c.is_alphabetic()));
        let has_suffix = number.ends_with("f32") || number.ends_with("f64");
        let has_exponent = number.contains(['e', 'E']) && !number.ends_with("size");
        if is_decimal && (has_point || has_suffix || has_exponent) {
            return true;
        }
        before = number.chars().last().unwrap_or(' ');
        rest = after;
    }
    false
}

#[test]
fn floating_point_is_met_only_at_the_doors_of_spreadsheets() {
    let found = offences(&sources("src"), |file, line| {
        (!DOORS_FOR_FLOATS.contains(&file.path.as_str()) && is_float(line)).then(|| line.to_owned())
    });
    assert_eq!(found, "");
}

#[test]
fn only_the_command_line_prints_or_reads_clock_and_environment() {
    const OUTSIDE: &[&str] = &[
        "println!",
        "print!",
        "std::env",
        "SystemTime",
        "Instant::now",
        "std::process",
    ];
    let found = offences(&sources("src"), |file, line| {
        let offence = OUTSIDE.iter().find(|name| line.contains(*name))?;
        file.module().is_some().then(|| (*offence).to_owned())
    });
    assert_eq!(found, "");
}

#[test]
fn an_import_is_seen_however_it_is_grouped() {
    let file = SourceFile {
        path: "src/number/mod.rs".to_owned(),
        text: "pub(crate) use crate::{finding, report::{self, Report}};\n\
               use std::{\n    env,\n    fmt,\n};\n\
               // use crate::text;\n\
               const TEXT: &str = \"use crate::form;\";\n"
            .to_owned(),
    };
    let code = file.code();
    let code: Vec<(usize, &str)> = code
        .iter()
        .map(|(line, code)| (*line, code.trim()))
        .collect();
    assert_eq!(
        code,
        [
            (1, "crate::finding"),
            (1, "crate::report::self"),
            (1, "crate::report::Report"),
            (2, "std::env"),
            (2, "std::fmt"),
            (6, ""),
            (7, "const TEXT: &str =                   ;"),
        ]
    );
    assert_eq!(
        imported("crate::report::Report").collect::<Vec<_>>(),
        ["report"]
    );
}

#[test]
fn comments_texts_and_characters_are_no_code() {
    for (source, code) in [
        ("a // b\nc", "a     \nc"),
        (r#"a("b \" c", d)"#, "a(        , d)"),
        ("r\"\\\" f64", "     f64"),
        ("r#\"a \" b\"# c", "           c"),
        ("'\"' 1", "    1"),
        (r"'\'' 1", "     1"),
        ("&'a str", "& a str"),
    ] {
        assert_eq!(without_comments_and_texts(source), code, "{source}");
    }
}

#[test]
fn a_floating_point_number_is_seen_however_it_is_written() {
    for line in [
        "let x: f64;",
        "to_f64()",
        "x * 1.5",
        "2e3",
        "1f32",
        "1_f64",
        "vec![0.; 3]",
    ] {
        assert!(is_float(line), "{line}");
    }
    for line in [
        "pair.0.1", "1..2", "0x1e3", "1.max(2)", "f(1)", "v2e3", "5usize",
    ] {
        assert!(!is_float(line), "{line}");
    }
}

#[test]
fn no_hash_map_is_walked() {
    // Maps whose order is chance are only looked up; a new one has to be put on this list.
    const LOOKED_UP_ONLY: &[&str] = &[
        "src/definition/mod.rs",
        "src/ranking/change.rs",
        "src/submission/words.rs",
        "src/unit/called.rs",
        "src/unit/mod.rs",
    ];
    let found = offences(&sources("src"), |file, line| {
        (line.contains("HashMap") && !LOOKED_UP_ONLY.contains(&file.path.as_str()))
            .then(|| line.to_owned())
    });
    assert_eq!(found, "");
}

#[test]
fn every_test_file_is_mounted() {
    let read = |path: &str| {
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).expect(path)
    };
    let missing: Vec<String> = sources("tests/suite")
        .into_iter()
        .map(|file| file.path)
        .filter(|path| path != "tests/suite/main.rs")
        .filter(|path| {
            let module = path.trim_end_matches("/mod.rs").trim_end_matches(".rs");
            let (folder, name) = module.rsplit_once('/').expect("a folder");
            let parent = match folder {
                "tests/suite" => "tests/suite/main.rs".to_owned(),
                folder => format!("{folder}/mod.rs"),
            };
            !read(&parent).contains(&format!("mod {name};"))
        })
        .collect();
    assert_eq!(missing, Vec::<String>::new());
}
