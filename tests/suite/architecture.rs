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
    "submission",
    "validation",
    "scoring",
    "level",
    "scorecard",
    "provenance",
    "intake",
    "ranking",
    "text",
    "form",
    "report",
];

/// Where a spreadsheet's doubles are met; nothing else may name a floating-point type.
const DOORS_FOR_FLOATS: &[&str] = &["src/submission/workbook.rs", "src/form/workbook.rs"];

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

    /// The lines of code: neither comments nor the tests at the end of the file.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let before_tests = self
            .text
            .split("\n#[cfg(test)]\nmod tests")
            .next()
            .unwrap_or_default();
        before_tests
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line.trim()))
            .filter(|(_, line)| !line.starts_with("//"))
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
            if let Some(what) = offence(file, code) {
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
        let reader = ["sheet.rs", "csv.rs", "workbook.rs", "limits.rs"]
            .iter()
            .any(|name| file.path.ends_with(name));
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

#[test]
fn floating_point_is_met_only_at_the_doors_of_spreadsheets() {
    let is_float = |line: &str| {
        line.split(|c: char| !c.is_alphanumeric() && c != '_')
            .any(|word| matches!(word, "f32" | "f64") || word.ends_with("_f64"))
    };
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
        // The version of the package is known when it is compiled.
        (file.module().is_some() && !line.contains("env!(")).then(|| (*offence).to_owned())
    });
    assert_eq!(found, "");
}

#[test]
fn no_hash_map_is_walked() {
    // Maps whose order is chance are only looked up; a new one has to be put on this list.
    const LOOKED_UP_ONLY: &[&str] = &[
        "src/definition/mod.rs",
        "src/ranking/change.rs",
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
