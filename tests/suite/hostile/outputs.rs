//! What others have written goes out as text: nothing of it is a formula in any workbook or text the
//! program writes, and nothing of it is a path.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;

/// Texts a spreadsheet would take for a formula; with this word in it, so that it is known again.
const FORMULAS: [&str; 8] = [
    "=NGUY(1)",
    "+NGUY(1)",
    "-NGUY(1)",
    "@NGUY(1)",
    "\tNGUY(1)",
    "\r=NGUY(1)",
    "\"&NGUY(1)&\"",
    "＝NGUY(1)",
];
/// Codes and names that would be paths, or devices of Windows.
const PATHS: [(&str, &str); 7] = [
    ("../../ngoai", "Xã A"),
    ("/etc/passwd", "Xã B"),
    ("C:\\Windows\\x", "Xã C"),
    ("CON", "…"),
    ("1", "NUL"),
    ("2", "LPT1.xlsx"),
    ("3", "com1"),
];

/// A workspace whose criteria, units and forms have such texts wherever a text can be.
struct Workspace(tempfile::TempDir);

impl Workspace {
    fn new() -> Workspace {
        let folder = tempfile::tempdir().expect("a folder");
        let workspace = Workspace(folder);
        workspace.write("criteria-set.json", &criteria_set());
        workspace.write(
            "chamdiem.toml",
            "criteria = \"criteria-set.json\"\nunits = \"units.csv\"\nsubmissions = \"submissions/{period}\"\n",
        );
        let mut units = csv::Writer::from_writer(Vec::new());
        units
            .write_record(["code", "name", "type"])
            .expect("memory");
        for (number, text) in FORMULAS.iter().enumerate() {
            let code = format!("{number:05}");
            let name = format!("{text} {number}");
            units
                .write_record([code.as_str(), &name, "xã"])
                .expect("memory");
            // What stands around it says what it is; the note and the evidence are the unit's own.
            let mut form = csv::Writer::from_writer(Vec::new());
            for row in [
                ["Mã đơn vị", &code, "", ""],
                ["Kỳ", "2021-11", "", ""],
                ["Bộ tiêu chí", "mau-phat-hien", "", ""],
                ["Mã", "Giá trị", "Tài liệu kiểm chứng", "Ghi chú"],
                ["may_lan", text, text, text],
                ["may_tinh", "15", text, text],
            ] {
                form.write_record(row).expect("memory");
            }
            let form = form.into_inner().expect("memory");
            let form = String::from_utf8(form).expect("UTF-8");
            workspace.write(&format!("submissions/2021-11/{number}.csv"), &form);
        }
        for (code, name) in PATHS {
            units.write_record([code, name, "xã"]).expect("memory");
        }
        let units = units.into_inner().expect("memory");
        workspace.write("units.csv", &String::from_utf8(units).expect("UTF-8"));
        workspace
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let output = Command::new(env!("CARGO_BIN_EXE_chamdiem"))
            .env_clear()
            .arg("--directory")
            .arg(self.path())
            .args(arguments)
            .output()
            .expect("the program runs");
        let code = output.status.code();
        assert!(matches!(code, Some(0 | 1)), "{arguments:?}: {output:?}");
        output
    }

    /// Everything below a folder of it.
    fn files(&self, folder: &str) -> BTreeSet<PathBuf> {
        fn collect(folder: &Path, files: &mut BTreeSet<PathBuf>) {
            for entry in fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_dir() {
                    collect(&path, files);
                } else {
                    files.insert(path);
                }
            }
        }
        let mut files = BTreeSet::new();
        collect(&self.path().join(folder), &mut files);
        files
    }
}

/// The set of the samples of findings, with such a text before every text in it.
fn criteria_set() -> String {
    fn turn(value: &mut Value, number: &mut usize) {
        match value {
            Value::Object(object) => {
                for (key, value) in object {
                    match value {
                        Value::String(text) if key == "vi" || key == "en" => {
                            // What steers is refused in a definition.
                            let formulas =
                                FORMULAS.iter().filter(|text| !text.contains(['\t', '\r']));
                            let formulas: Vec<&&str> = formulas.collect();
                            *text = format!("{} {text}", formulas[*number % formulas.len()]);
                            *number += 1;
                        }
                        value => turn(value, number),
                    }
                }
            }
            Value::Array(values) => values.iter_mut().for_each(|value| turn(value, number)),
            _ => {}
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/findings/criteria-set.json");
    let text = fs::read_to_string(path).expect("the set is there");
    let mut set = serde_json::from_str(&text).expect("JSON");
    turn(&mut set, &mut 0);
    set.to_string()
}

/// A formula without the texts in it; a quotation mark in a text is doubled.
fn without_texts(formula: &str) -> String {
    formula.split('"').step_by(2).collect()
}

/// Fails where a formula of a workbook has something of what others wrote, and where nothing of it
/// is there as a text.
fn assert_only_text(bytes: &[u8], what: &str) {
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).expect("a workbook");
    let mut texts = 0;
    for name in book.sheet_names() {
        for (row, column, formula) in book.worksheet_formula(&name).expect("a sheet").used_cells() {
            let bare = without_texts(formula);
            assert!(
                !bare.contains("NGUY"),
                "{what} {name} {row}:{column}: {formula}"
            );
        }
        let range = book.worksheet_range(&name).expect("a sheet");
        let is_hostile =
            |value: &Data| matches!(value, Data::String(text) if text.contains("NGUY"));
        texts += range
            .used_cells()
            .filter(|(.., value)| is_hostile(value))
            .count();
    }
    assert!(texts > 0, "{what}: the texts are there");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).expect("a workbook");
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let mut xml = String::new();
        std::io::Read::read_to_string(&mut part, &mut xml).expect("text");
        // Lists, checks of what is typed, links: formulas that stand in no cell.
        for tag in ["formula1", "formula2", "definedName"] {
            let (opening, closing) = (format!("<{tag}"), format!("</{tag}>"));
            let inside = xml.split(&opening).skip(1);
            let inside = inside.filter_map(|rest| rest.split(&closing).next());
            for formula in inside {
                let bare = without_texts(&formula.replace("&quot;", "\""));
                assert!(!bare.contains("NGUY"), "{what}: {formula}");
            }
        }
    }
}

/// Fails where a field of delimited text begins like a formula and is no number.
fn assert_only_fields(text: &[u8], what: &str) {
    assert!(
        assert_no_formula(text, what) > 0,
        "{what}: the texts are there"
    );
}

/// Returns how many fields have such a text.
fn assert_no_formula(text: &[u8], what: &str) -> usize {
    let text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
    let separator = if text.contains(&b';') && !text.contains(&b',') {
        b';'
    } else {
        b','
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .flexible(true)
        .has_headers(false)
        .from_reader(text);
    let mut texts = 0;
    for record in reader.records() {
        for field in &record.expect("a record") {
            texts += usize::from(field.contains("NGUY"));
            let begins = field.trim_start().starts_with(['=', '+', '-', '@', '＝']);
            let is_formula = begins || field.starts_with(['\t', '\r']);
            let is_number = field.parse::<f64>().is_ok();
            assert!(
                !is_formula || is_number || field == "-",
                "{what}: {field:?}"
            );
        }
    }
    texts
}

/// Fails where a file is somewhere else, or is called like a device.
fn assert_in_folder(workspace: &Workspace, folder: &str, before: &BTreeSet<PathBuf>) -> usize {
    let root = workspace.path().join(folder);
    let all = workspace.files(".");
    let made: Vec<&PathBuf> = all.difference(before).collect();
    for path in &made {
        let below = path.strip_prefix(&root);
        let below = below.unwrap_or_else(|_| panic!("{} is not in {folder}", path.display()));
        let stem = below
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .to_lowercase();
        let devices = ["con", "nul", "aux", "prn", "com1", "lpt1"];
        assert!(!devices.contains(&stem.as_str()), "{}", path.display());
    }
    made.len()
}

#[test]
fn forms_have_the_texts_of_others_as_texts_and_stay_in_their_folder() {
    let workspace = Workspace::new();
    let units = FORMULAS.len() + PATHS.len();
    for (out, more) in [
        ("phieu", &[][..]),
        ("phieu-en", &["--lang", "en"]),
        ("phieu-csv", &["--csv", "plain"]),
        ("phieu-excel", &["--csv", "excel"]),
    ] {
        let before = workspace.files(".");
        workspace.run(&[&["template", "2021-11", "--out", out], more].concat());
        assert_eq!(assert_in_folder(&workspace, out, &before), units, "{out}");
        for path in workspace.files(out) {
            let bytes = fs::read(&path).expect("a form");
            if out.starts_with("phieu-csv") || out == "phieu-excel" {
                let text = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
                assert_only_fields(text, &path.display().to_string());
            } else {
                assert_only_text(&bytes, &path.display().to_string());
            }
        }
    }
}

#[test]
fn what_goes_back_has_the_texts_of_others_as_texts_and_stays_in_its_folder() {
    let workspace = Workspace::new();
    let before = workspace.files(".");
    workspace.run(&["check", "2021-11", "--return", "tra-lai"]);
    assert!(assert_in_folder(&workspace, "tra-lai", &before) >= FORMULAS.len());
    let lists = workspace.files("tra-lai");
    let lists: Vec<_> = lists
        .iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == "xlsx"))
        .collect();
    assert_eq!(lists.len(), FORMULAS.len());
    for path in lists {
        let bytes = fs::read(path).expect("a list");
        assert_only_text(&bytes, &path.display().to_string());
    }
}

#[test]
fn a_workbook_that_goes_back_gets_no_formula_of_others() {
    let workspace = Workspace::new();
    // Our own form, with such texts typed into it.
    workspace.run(&["template", "2021-11", "--out", "submissions/2021-10"]);
    fs::remove_dir_all(workspace.path().join("submissions/2021-11")).expect("a folder");
    fs::rename(
        workspace.path().join("submissions/2021-10"),
        workspace.path().join("submissions/2021-11"),
    )
    .expect("a folder");
    workspace.run(&["check", "2021-11", "--return", "tra-lai"]);
    let files = workspace.files("tra-lai");
    assert!(!files.is_empty());
    for path in files {
        let bytes = fs::read(&path).expect("a workbook");
        assert_only_text(&bytes, &path.display().to_string());
    }
}

#[test]
fn the_annex_of_a_criteria_set_has_its_texts_as_texts() {
    let workspace = Workspace::new();
    workspace.run(&[
        "criteria",
        "export",
        "criteria-set.json",
        "--to",
        "xlsx",
        "--out",
        "phu-luc.xlsx",
    ]);
    let bytes = fs::read(workspace.path().join("phu-luc.xlsx")).expect("an annex");
    assert_only_text(&bytes, "phu-luc.xlsx");
}

#[test]
fn reports_have_the_texts_of_others_as_texts_and_stay_in_their_folder() {
    let workspace = Workspace::new();
    let before = workspace.files(".");
    workspace.run(&["report", "2021-11", "--all", "--out", "bao-cao"]);
    assert!(assert_in_folder(&workspace, "bao-cao", &before) > 0);
    for path in workspace.files("bao-cao") {
        let bytes = fs::read(&path).expect("a report");
        let what = path.display().to_string();
        match path.extension().and_then(|ending| ending.to_str()) {
            Some("xlsx") => assert_only_text(&bytes, &what),
            Some("csv") => drop(assert_no_formula(&bytes, &what)),
            _ => {}
        }
    }
    for (name, arguments) in [
        ("rank.xlsx", &["rank", "2021-11"][..]),
        ("check.xlsx", &["check", "2021-11"]),
        ("score.xlsx", &["score", "2021-11"]),
    ] {
        workspace.run(&[arguments, &["--format", "xlsx", "--out", name]].concat());
        let bytes = fs::read(workspace.path().join(name)).expect("a workbook");
        assert_only_text(&bytes, name);
    }
}

#[test]
fn text_for_spreadsheets_has_no_formula_of_others() {
    let workspace = Workspace::new();
    for arguments in [
        &["check", "2021-11", "--format", "csv"][..],
        &["score", "2021-11", "--format", "csv"],
        &["score", "2021-11", "--summary", "--format", "csv"],
        &["score", "2021-11", "--derivation", "--format", "csv"],
        &["rank", "2021-11", "--format", "csv"],
        &["rank", "2021-11", "--format", "csv", "--csv", "excel"],
        &["criteria", "show", "criteria-set.json", "--format", "csv"],
    ] {
        let output = workspace.run(arguments);
        let text = output.stdout.strip_prefix("\u{feff}".as_bytes());
        assert_only_fields(text.unwrap_or(&output.stdout), &format!("{arguments:?}"));
    }
}
