//! The report of a period: no two of its formats disagree.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::LazyLock;

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;

use crate::{program, word};

const BACKAN: [&str; 6] = ["-C", "samples/backan", "report", "2021-11", "--lang", "en"];

fn run(arguments: &[&str]) -> Output {
    program::run(&program::root(), &[&BACKAN, arguments].concat())
}

fn printed(arguments: &[&str]) -> String {
    let written = program::written(&[&BACKAN, arguments].concat());
    String::from_utf8(written).expect("UTF-8")
}

/// The whole report as data, made once.
fn data() -> &'static Value {
    static DATA: LazyLock<Value> =
        LazyLock::new(|| serde_json::from_str(&printed(&["--format", "json"])).expect("JSON"));
    &DATA
}

/// Writes a report of these formats into a folder; returns the files by their endings.
fn files(folder: &Path, arguments: &[&str]) -> BTreeMap<String, PathBuf> {
    let out = format!("{}/", folder.display());
    let output = run(&[arguments, &["--out", &out]].concat());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let entries = std::fs::read_dir(folder).expect("a folder");
    entries
        .map(|entry| {
            let path = entry.expect("an entry").path();
            let name = path.file_name().expect("a name").to_string_lossy();
            let ending = name.trim_start_matches("report-2021-11").to_owned();
            (ending, path)
        })
        .collect()
}

fn rows(data: &Value) -> &Vec<Value> {
    data["ranking"]["rows"].as_array().expect("rows")
}

fn number(value: &Value) -> f64 {
    match value {
        Value::String(text) => text.parse().expect("a number"),
        value => value.as_f64().expect("a number"),
    }
}

fn cell(cell: &Data) -> f64 {
    match cell {
        Data::Float(value) => *value,
        other => panic!("{other:?} is no number"),
    }
}

/// The rows of the table on a sheet below the row that begins with this heading.
fn table(workbook: &mut Xlsx<Cursor<Vec<u8>>>, sheet: &str, first: &str) -> Vec<Vec<Data>> {
    let range = workbook.worksheet_range(sheet).expect(sheet);
    let mut rows = range
        .rows()
        .skip_while(|row| row[0] != Data::String(first.to_owned()));
    let head = rows.next().expect("a heading");
    let width = head.iter().take_while(|cell| **cell != Data::Empty).count();
    rows.map(|row| row[..width].to_vec())
        .take_while(|row| row.iter().any(|cell| *cell != Data::Empty))
        .collect()
}

#[test]
fn every_figure_of_the_workbook_is_that_of_the_data() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = files(folder.path(), &["--format", "xlsx"]);
    let bytes = std::fs::read(&files[".xlsx"]).expect("written");
    let mut workbook = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let data = data();
    let close = |one: f64, other: f64| (one - other).abs() < 1e-9;

    let ranking = table(&mut workbook, "Ranking", "Rank");
    assert_eq!(ranking.len(), rows(data).len());
    for (shown, row) in ranking.iter().zip(rows(data)) {
        assert!(close(cell(&shown[0]), number(&row["rank"])));
        assert_eq!(
            shown[1],
            Data::String(row["unit"]["code"].as_str().expect("a code").to_owned())
        );
        let score = number(&row["score"]);
        assert!(
            shown
                .iter()
                .any(|shown| matches!(shown, Data::Float(value) if close(*value, score)))
        );
    }

    let groups = table(&mut workbook, "Groups", "Rank");
    let matrix = data["groups"]["rows"].as_array().expect("rows");
    assert_eq!(groups.len(), matrix.len() + 1, "and the whole province");
    for (shown, row) in groups[1..].iter().zip(matrix) {
        let percents = row["groups"].as_array().expect("groups").iter();
        let shown: Vec<f64> = shown[2..].iter().map(cell).collect();
        let expected: Vec<f64> = percents.map(|group| number(&group["percent"])).collect();
        assert_eq!(shown, expected);
    }

    let criteria = table(&mut workbook, "Criteria", "Code");
    let nodes = data["criteria"].as_array().expect("nodes");
    assert_eq!(criteria.len(), nodes.len());
    for (shown, node) in criteria.iter().zip(nodes) {
        let points = &node["points"];
        for (index, figure) in [
            (2, &node["maximum"]),
            (3, &points["mean"]),
            (4, &points["median"]),
            (5, &node["percent"]),
            (6, &node["lost"]),
            (7, &node["full"]),
            (8, &node["zero"]),
            (9, &points["greatest"]),
            (11, &points["least"]),
        ] {
            assert!(
                close(cell(&shown[index]), number(figure)),
                "{index} of {node}"
            );
        }
    }
}

#[test]
fn a_criterion_of_steps_says_in_every_format_which_step_was_reached() {
    let unit = ["--unit", "01864", "--section", "scorecards"];
    let told = |format: &str| printed(&[&unit[..], &["--format", format]].concat());
    // 2.6 is worth nothing below one half.
    let step = "60 / 123 ≈ 0.4878 < 0.5";
    assert!(told("json").contains(step));
    let in_markdown = step.replace('<', "\\<");
    assert!(told("markdown").contains(&format!("0 (because {in_markdown})")));
    let long = printed(&["--unit", "01864", "--format", "csv", "--long"]);
    assert!(long.contains(&format!(",{step},")));
    let folder = tempfile::tempdir().expect("a folder");
    let files = files(
        folder.path(),
        &[&unit[..], &["--format", "xlsx,docx"]].concat(),
    );
    let bytes = |ending: &str| {
        let mut files = files.iter();
        let (_, path) = files
            .find(|(name, _)| name.ends_with(ending))
            .expect(ending);
        std::fs::read(path).expect("written")
    };
    let told = texts(&bytes(".xlsx"));
    assert!(told.iter().any(|text| text.contains(step)));
    let escaped = step.replace('<', "&lt;");
    assert!(word::text(&bytes(".docx")).contains(&escaped));
}

#[test]
fn every_point_of_a_scorecard_and_every_answer_is_in_the_workbook() {
    let folder = tempfile::tempdir().expect("a folder");
    let sections = ["--section", "scorecards,answers"];
    let files = files(
        folder.path(),
        &[&["--format", "xlsx"], &sections[..]].concat(),
    );
    let bytes = std::fs::read(&files[".xlsx"]).expect("written");
    let mut workbook = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let data = data();

    // Every card in the order of the places, with the points of every node; tables stand in two halves.
    let is_title = |text: &str| {
        let code = text
            .rsplit_once(" (")
            .map(|(_, code)| code.trim_end_matches(')'));
        code.is_some_and(|code| code.len() == 5 && code.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let range = workbook.worksheet_range("Scorecards").expect("scorecards");
    let mut numbers: Vec<Vec<f64>> = Vec::new();
    let mut groups: Vec<Vec<String>> = Vec::new();
    for row in range.rows() {
        if is_title(&row[0].to_string()) {
            numbers.push(Vec::new());
            groups.push(Vec::new());
        }
        let (Some(numbers), Some(groups)) = (numbers.last_mut(), groups.last_mut()) else {
            continue;
        };
        for cell in row {
            match cell {
                Data::Float(value) => numbers.push(*value),
                Data::String(text) if text.starts_with("province's median") => {
                    groups.push(text.clone());
                }
                _ => {}
            }
        }
    }
    let cards = data["scorecards"].as_array().expect("cards");
    assert_eq!(numbers.len(), cards.len());
    for ((card, mut numbers), mut groups) in cards.iter().zip(numbers).zip(groups) {
        let mut expected = Vec::new();
        let mut below = vec![&card["card"]["tree"]];
        while let Some(node) = below.pop() {
            expected.extend([&node["maximum"], &node["self"]["points"]].map(number));
            below.extend(node["children"].as_array().into_iter().flatten().rev());
        }
        expected.sort_by(f64::total_cmp);
        numbers.sort_by(f64::total_cmp);
        assert_eq!(numbers, expected);
        let text = |value: &Value| value.as_str().expect("a number").to_owned();
        let compared = card["groups"].as_array().expect("groups").iter();
        let mut compared: Vec<String> = compared
            .map(|group| {
                let difference = text(&group["difference"]);
                let signed = match difference.strip_prefix('-') {
                    Some(magnitude) => format!("−{magnitude}"),
                    None if number(&group["difference"]) == 0.0 => difference,
                    None => format!("+{difference}"),
                };
                format!("province's median {} ({signed})", text(&group["median"]))
            })
            .collect();
        compared.sort();
        groups.sort();
        assert_eq!(groups, compared);
    }

    // Every answer, where its card has no room for it.
    let answers = workbook.worksheet_range("Answers").expect("answers");
    let mut inputs = 0;
    for card in cards {
        let mut below = vec![&card["card"]["tree"]];
        while let Some(node) = below.pop() {
            let given = node["self"]["derivation"]["inputs"].as_array();
            inputs += given.map_or(0, Vec::len);
            below.extend(node["children"].as_array().into_iter().flatten());
        }
    }
    let is_cell = |cell: &Data| {
        let text = cell.to_string();
        let letters = text.trim_end_matches(|letter: char| letter.is_ascii_digit());
        letters.len() < text.len()
            && !letters.is_empty()
            && letters.bytes().all(|byte| byte.is_ascii_uppercase())
    };
    let told = answers.rows().filter(|row| row.get(3).is_some_and(is_cell));
    assert_eq!(told.count(), inputs);
}

#[test]
fn the_page_of_a_province_is_small_the_same_each_time_and_names_no_address() {
    let folder = tempfile::tempdir().expect("a folder");
    let page = || {
        let files = files(folder.path(), &["--format", "html"]);
        std::fs::read_to_string(&files[".html"]).expect("UTF-8")
    };
    let first = page();
    assert!(first.len() < 1_000_000, "{} bytes", first.len());
    assert!(first == page(), "the same bytes");
    for address in ["http:", "https:", "src=", "url(", "@import"] {
        assert!(!first.contains(address), "{address}");
    }
    let links = first.split("href=\"").skip(1);
    assert!(links.into_iter().all(|link| link.starts_with('#')));
    assert!(first.contains("default-src 'none'"));
    // The ranking is read without the script.
    assert!(first.contains("<th scope=\"row\"><a href=\"#unit-01864\">Xã Bộc Bố</a></th>"));
    for row in rows(data()) {
        let code = row["unit"]["code"].as_str().expect("a code");
        assert!(
            first.contains(&format!("[\"{code}\",")),
            "{code} has a card"
        );
    }
}

#[test]
fn every_report_is_a_page_too() {
    for arguments in [
        &["rank", "2021-11"][..],
        &["score", "2021-11", "--unit", "01864"],
        &["check", "2021-11"],
        &["explain", "V014"],
    ] {
        let arguments = [&["-C", "samples/backan"], arguments, &["--format", "html"]].concat();
        let output = program::run(&program::root(), &arguments);
        let page = String::from_utf8(output.stdout).expect("UTF-8");
        assert!(page.starts_with("<!DOCTYPE html>"), "{arguments:?}");
        assert!(
            !page.contains("href=\"#unit-"),
            "{arguments:?}: a link leads nowhere"
        );
    }
}

#[test]
fn links_of_the_ranking_lead_to_the_scorecards() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = files(
        folder.path(),
        &["--format", "xlsx", "--section", "ranking,scorecards"],
    );
    let bytes = std::fs::read(&files[".xlsx"]).expect("written");
    let mut workbook = Xlsx::new(Cursor::new(bytes.clone())).expect("a workbook");
    let cards = workbook.worksheet_range("Scorecards").expect("scorecards");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut sheet = String::new();
    let mut part = archive
        .by_name("xl/worksheets/sheet1.xml")
        .expect("the ranking");
    std::io::Read::read_to_string(&mut part, &mut sheet).expect("text");
    let links: Vec<&str> = sheet.split("<hyperlink ").skip(1).collect();
    assert_eq!(links.len(), 108);
    for link in links {
        let attribute = |name: &str| {
            let behind = link
                .split(&format!("{name}=\""))
                .nth(1)
                .expect("the attribute");
            behind.split('"').next().expect("its end").to_owned()
        };
        let (place, name) = (attribute("location"), attribute("display"));
        let row: usize = place
            .strip_prefix("Scorecards!A")
            .or_else(|| place.strip_prefix("'Scorecards'!A"))
            .expect("a row")
            .parse()
            .expect("a row");
        let title = cards.get((row - 1, 0)).expect("a title").to_string();
        assert!(title.starts_with(&name), "{title} is not {name}");
    }
}

#[test]
fn the_same_submissions_give_the_same_bytes_in_every_format() {
    let folders = [
        tempfile::tempdir().expect("a folder"),
        tempfile::tempdir().expect("a folder"),
    ];
    let [one, other] = folders
        .each_ref()
        .map(|folder| files(folder.path(), &["--all"]));
    assert!(one.len() >= 6, "{one:?}");
    for (ending, path) in &one {
        let read = |path: &Path| std::fs::read(path).expect("written");
        assert!(read(path) == read(&other[ending]), "{ending}");
    }
}

#[test]
fn figures_of_the_province_are_those_of_its_published_points() {
    let data = data();
    let mut scores: Vec<f64> = rows(data).iter().map(|row| number(&row["score"])).collect();
    scores.sort_by(f64::total_cmp);
    let count = scores.len();
    let mean: f64 = scores.iter().sum::<f64>() / 108.0;
    let median = f64::midpoint(scores[count / 2 - 1], scores[count / 2]);
    let totals = &data["totals"];
    for (figure, expected) in [
        ("mean", mean),
        ("median", median),
        ("least", scores[0]),
        ("greatest", scores[count - 1]),
    ] {
        assert!(
            (number(&totals[figure]) - expected).abs() < 0.0051,
            "{figure}"
        );
    }
    let held: u64 = data["ladders"][0]["levels"]
        .as_array()
        .expect("levels")
        .iter()
        .map(|level| level["units"].as_u64().expect("a number"))
        .sum();
    assert_eq!(held, 108);
}

#[test]
fn a_unit_that_is_named_stands_among_its_neighbours() {
    let text = printed(&["--unit", "01864", "--format", "json"]);
    let data: Value = serde_json::from_str(&text).expect("JSON");
    let ranks = data["neighbours"].as_array().expect("rows").iter();
    let ranks: Vec<u64> = ranks
        .map(|row| row["rank"].as_u64().expect("a rank"))
        .collect();
    assert_eq!(ranks, (3..=13).collect::<Vec<_>>());
    let cards = data["scorecards"].as_array().expect("cards");
    assert_eq!(cards.len(), 1);
    assert_eq!(cards[0]["card"]["unit"]["name"], "Xã Bộc Bố");
}

#[test]
fn a_report_of_one_unit_holds_that_unit_in_every_format() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = format!("{}/", folder.path().display());
    let output = run(&["--unit", "01864", "--all", "--out", &out]);
    assert!(output.status.success());
    let bytes = |ending: &str| {
        let name = format!("report-2021-11-xa-boc-bo{ending}");
        std::fs::read(folder.path().join(name)).expect("written")
    };
    let codes = |ending: &str| -> Vec<String> {
        let bytes = bytes(ending);
        let mut rows = csv::Reader::from_reader(bytes.as_slice());
        let headings = rows.headers().expect("headings").clone();
        let is_code = |name: &str| ["code", "unit_code"].contains(&name);
        let at = headings.iter().position(is_code).expect("a column");
        let code = |row: csv::Result<csv::StringRecord>| row.expect("a row")[at].to_owned();
        let mut codes: Vec<String> = rows.records().map(code).collect();
        codes.dedup();
        codes
    };
    assert_eq!(codes(".csv"), ["01864"]);
    assert_eq!(codes("-by-criterion.csv"), ["01864"]);
    let workbook = Xlsx::new(Cursor::new(bytes(".xlsx"))).expect("a workbook");
    assert_eq!(
        workbook.sheet_names(),
        ["Ranking", "Scorecards", "Answers", "Findings", "Sources"]
    );
    let data: Value = serde_json::from_slice(&bytes(".json")).expect("JSON");
    assert_eq!(data["unit"]["code"], "01864");
    assert_eq!(data["groups"], Value::Null);
    for ending in [".md", ".html"] {
        let text = String::from_utf8(bytes(ending)).expect("UTF-8");
        assert!(text.contains("Results and ranking, November 2021 – Xã Bộc Bố"));
        assert!(!text.contains("Whole province"), "{ending}");
    }
    // What is of everybody is said to be, where it is asked for.
    let groups = printed(&["--unit", "01864", "--section", "groups"]);
    assert!(
        groups.to_lowercase().contains("– whole province"),
        "{groups}"
    );
}

/// A made-up workspace: units with their answers, and a note beside the first one.
struct Office {
    folder: tempfile::TempDir,
}

impl Office {
    /// Sets one up; a unit is its code, its name, and how many of 168 computers are connected, where it
    /// has handed in.
    fn of(units: &[(&str, &str, Option<u32>)], note: &str) -> Office {
        let roster: Vec<[&str; 4]> = units
            .iter()
            .map(|(code, name, _)| [code, name, "", ""])
            .collect();
        let office = Office::expecting(&roster);
        for (code, _, connected) in units {
            if let Some(connected) = connected {
                office.hand_in("2021-11", code, *connected, note);
            }
        }
        office
    }

    /// Sets one up; a unit is its code, its name, and the code and the name of its district.
    fn expecting(units: &[[&str; 4]]) -> Office {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |name: &str| folder.path().join(name);
        let set = program::root().join("samples/first-steps/criteria-set.json");
        std::fs::copy(set, at("criteria-set.json")).expect("copied");
        std::fs::write(
            at("chamdiem.toml"),
            "criteria = \"criteria-set.json\"\nunits = \"units.csv\"\nsubmissions = \"{period}\"\n",
        )
        .expect("written");
        std::fs::create_dir(at("2021-11")).expect("made");
        let mut roster = csv::Writer::from_path(at("units.csv")).expect("a file");
        roster
            .write_record(["code", "name", "type", "district_code", "district"])
            .expect("written");
        for [code, name, district_code, district] in units {
            roster
                .write_record([*code, *name, "xã", *district_code, *district])
                .expect("written");
        }
        roster.flush().expect("written");
        Office { folder }
    }

    /// Puts the form of a unit into the folder of a period.
    fn hand_in(&self, period: &str, code: &str, connected: u32, note: &str) {
        let folder = self.folder.path().join(period);
        std::fs::create_dir_all(&folder).expect("made");
        let mut form = csv::WriterBuilder::new()
            .flexible(true)
            .from_path(folder.join(format!("{code}.csv")))
            .expect("a file");
        let connected = connected.to_string();
        for row in [
            &["Mã đơn vị", code][..],
            &["Kỳ", period],
            &["Bộ tiêu chí", "buoc-dau"],
            &["Mã", "Giá trị", "Ghi chú"],
            &["may_lan", &connected, note],
            &["may_tinh", "168", ""],
            &["man_hinh", "Có", ""],
        ] {
            form.write_record(row).expect("written");
        }
    }

    fn report(&self, arguments: &[&str]) -> Output {
        let always = ["report", "2021-11", "--fail-on", "never"];
        let language: &[&str] = if arguments.contains(&"--lang") {
            &[]
        } else {
            &["--lang", "en"]
        };
        program::run(self.folder.path(), &[&always, language, arguments].concat())
    }

    /// Writes every format; returns the files by their endings.
    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let output = self.report(&["--all", "--out", "out/"]);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}");
        let entries = std::fs::read_dir(self.folder.path().join("out")).expect("a folder");
        entries
            .map(|entry| {
                let path = entry.expect("an entry").path();
                let name = path.file_name().expect("a name").to_string_lossy();
                let ending = name.trim_start_matches("report-2021-11").to_owned();
                (ending, std::fs::read(&path).expect("written"))
            })
            .collect()
    }

    fn data(&self) -> Value {
        let output = self.report(&["--format", "json"]);
        serde_json::from_slice(&output.stdout).expect("JSON")
    }
}

/// Every cell of every sheet of a workbook that holds text.
fn texts(bytes: &[u8]) -> Vec<String> {
    let mut workbook = Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook");
    let mut texts = Vec::new();
    for sheet in workbook.sheet_names() {
        assert!(
            workbook
                .worksheet_formula(&sheet)
                .expect("a sheet")
                .is_empty(),
            "{sheet}"
        );
        let range = workbook.worksheet_range(&sheet).expect("a sheet");
        texts.extend(range.used_cells().filter_map(|(_, _, cell)| match cell {
            Data::String(text) => Some(text.clone()),
            _ => None,
        }));
    }
    texts
}

#[test]
fn names_and_notes_that_would_steer_a_program_are_texts_in_every_format() {
    let long: String = "dài ".chars().cycle().take(32_767).collect();
    let units = [
        ("00001", "<script>alert(1)</script>", Some(123)),
        ("00002", "=cmd|' /C calc'!A0", Some(100)),
        ("00003", "Xã \u{202e}Bố\u{1b}[31m", Some(90)),
        ("00004", "] ]> -- ' \" & | ` * _", Some(80)),
    ];
    let office = Office::of(&units, &long);
    let files = office.files();
    let names = |document: &Value| -> Vec<String> {
        let rows = document["ranking"]["rows"].as_array().expect("rows").iter();
        rows.map(|row| row["unit"]["name"].as_str().expect("a name").to_owned())
            .collect()
    };
    assert_eq!(
        names(&office.data()),
        units.map(|(_, name, _)| name),
        "data keep what was written"
    );
    for (ending, bytes) in &files {
        let Ok(text) = std::str::from_utf8(bytes) else {
            continue;
        };
        for letter in ['\u{1b}', '\u{202e}'] {
            assert!(!text.contains(letter), "{letter:?} in {ending}");
        }
    }
    let texts = texts(&files[".xlsx"]);
    for name in [
        "<script>alert(1)</script>",
        "=cmd|' /C calc'!A0",
        "Xã \u{fffd}Bố\u{fffd}[31m",
    ] {
        assert!(texts.iter().any(|text| text == name), "{name}");
    }
    assert!(texts.iter().all(|text| text.chars().count() <= 1_000));
}

#[test]
fn a_report_without_any_ranked_unit_says_so_in_every_format() {
    let office = Office::of(&[("00001", "Xã Một", None), ("00002", "Xã Hai", None)], "");
    let data = office.data();
    assert_eq!(data["totals"], Value::Null);
    assert_eq!(data["handed_in"]["missing"], 2);
    let files = office.files();
    let said = String::from_utf8(files[".md"].clone()).expect("UTF-8");
    assert!(said.contains("No unit is ranked yet."), "{said}");
    assert!(
        texts(&files[".xlsx"])
            .iter()
            .any(|text| text == "No unit is ranked yet.")
    );
}

#[test]
fn one_unit_is_best_and_worst_at_once() {
    let office = Office::of(&[("00001", "Xã Một", Some(123))], "");
    let totals = &office.data()["totals"];
    for figure in ["mean", "median", "least", "greatest"] {
        assert_eq!(totals[figure], "50.63", "{figure}");
    }
    assert!(
        texts(&office.files()[".xlsx"])
            .iter()
            .any(|text| text == "Xã Một")
    );
}

#[test]
fn units_that_share_a_place_are_told_to() {
    let units = [
        ("00001", "Xã Một", Some(123)),
        ("00002", "Xã Hai", Some(123)),
        ("00003", "Xã Ba", Some(123)),
    ];
    let office = Office::of(&units, "");
    for row in office.data()["ranking"]["rows"].as_array().expect("rows") {
        assert_eq!((&row["rank"], &row["tied"]), (&1.into(), &true.into()));
    }
    let told = |office: &Office| String::from_utf8(office.files()[".md"].clone()).expect("UTF-8");
    let said = told(&office);
    assert!(
        said.contains("All 3 ranked units have 50.63 points."),
        "{said}"
    );
    let units = [units[0], units[1], ("00003", "Xã Ba", Some(12))];
    let said = told(&Office::of(&units, ""));
    assert!(said.contains("Xã Một and 1 more"), "{said}");
}

#[test]
fn a_chart_is_no_wider_than_the_columns_that_are_printed() {
    let office = Office::of(
        &[
            ("00001", "Xã Một", Some(123)),
            ("00002", "Xã Hai", Some(12)),
        ],
        "",
    );
    let workbook = Cursor::new(office.files()[".xlsx"].clone());
    let mut workbook = zip::ZipArchive::new(workbook).expect("a workbook");
    let mut part = |name: &str| {
        let file = workbook.by_name(name).expect("a part");
        std::io::read_to_string(file).expect("UTF-8")
    };
    let columns = part("xl/worksheets/sheet1.xml").matches("<col ").count();
    let drawing = part("xl/drawings/drawing1.xml");
    let ends = drawing.split("<xdr:to>").skip(1);
    let ends: Vec<usize> = ends
        .map(|end| {
            let column = end.trim_start_matches("<xdr:col>").split('<').next();
            column.expect("a column").parse().expect("a number")
        })
        .collect();
    assert!(!ends.is_empty());
    assert!(
        ends.iter().all(|end| *end < columns),
        "{ends:?} of {columns}"
    );
}

#[test]
fn a_level_without_a_name_in_one_language_is_told_in_every_format() {
    for (names, english, vietnamese) in [
        (["Bậc hai", ""], "Bậc hai", "Bậc hai"),
        (["", "Rung two"], "Rung two", "Rung two"),
        (["", " "], "Level 2", "Mức độ 2"),
    ] {
        let office = Office::of(&[("00001", "Xã Một", Some(123))], "");
        let path = office.folder.path().join("criteria-set.json");
        let set = std::fs::read_to_string(&path).expect("a set");
        let mut set: Value = serde_json::from_str(&set).expect("JSON");
        let [vi, en] = names;
        set["ladders"][0]["levels"][1]["name"] = serde_json::json!({ "vi": vi, "en": en });
        std::fs::write(&path, set.to_string()).expect("written");
        for (language, name) in [("en", english), ("vi", vietnamese)] {
            let told = |format: &str| {
                let output = office.report(&["--lang", language, "--format", format]);
                String::from_utf8(output.stdout).expect("UTF-8")
            };
            let data: Value = serde_json::from_str(&told("json")).expect("JSON");
            assert_eq!(data["ranking"]["rows"][0]["levels"][0]["name"], name);
            assert_eq!(data["ladders"][0]["levels"][2]["name"], name);
            let card = &data["scorecards"][0]["card"]["ladders"][0];
            assert_eq!(card["name"], name);
            assert_eq!(card["rungs"][1]["name"], name);
            // Once in the ranking, once among the levels.
            assert!(told("markdown").matches(&format!("| {name} |")).count() >= 2);
            assert!(told("table").matches(name).count() >= 2);
        }
        let files = office.files();
        let cells = texts(&files[".xlsx"]);
        assert!(cells.iter().filter(|cell| *cell == english).count() >= 2);
        let page = String::from_utf8(files[".html"].clone()).expect("UTF-8");
        for name in [english, vietnamese] {
            assert!(page.contains(name), "{name}");
        }
    }
}

#[test]
fn a_folder_that_cannot_be_made_leaves_nothing_behind() {
    let office = Office::of(&[("00001", "Xã Một", Some(123))], "");
    let in_the_way = office.folder.path().join("reports");
    std::fs::write(&in_the_way, "a file").expect("written");
    let output = office.report(&["--all"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("cannot make the folder"), "{said}");
    assert_eq!(std::fs::read(&in_the_way).expect("still there"), b"a file");
}

/// Two districts in two months. The score is 35 points for all of 168 computers, and 25 more:
///
/// | unit | district | October | November |
/// |------|----------|--------:|---------:|
/// | Một  | A        |      30 |       60 |
/// | Hai  | A        |         |       50 |
/// | Ba   | A        |         |       40 |
/// | Bốn  | A        |         |          |
/// | Năm  | B        |      45 |       55 |
/// | Sáu  | B        |      35 |       30 |
/// | Bảy  | B        |      35 |       35 |
fn two_districts() -> Office {
    let office = Office::expecting(&[
        ["00001", "Xã Một", "010", "Huyện A"],
        ["00002", "Xã Hai", "010", "Huyện A"],
        ["00003", "Xã Ba", "010", "Huyện A"],
        ["00004", "Xã Bốn", "010", "Huyện A"],
        ["00005", "Xã Năm", "020", "Huyện B"],
        ["00006", "Xã Sáu", "020", "Huyện B"],
        ["00007", "Xã Bảy", "020", "Huyện B"],
    ]);
    for (code, october, november) in [
        ("00001", Some(24), 168),
        ("00002", None, 120),
        ("00003", None, 72),
        ("00005", Some(96), 144),
        ("00006", Some(48), 24),
        ("00007", Some(48), 48),
    ] {
        if let Some(connected) = october {
            office.hand_in("2021-10", code, connected, "");
        }
        office.hand_in("2021-11", code, november, "");
    }
    office
}

#[test]
fn figures_of_a_district_are_those_of_its_units_and_places_those_of_both() {
    let office = two_districts();
    let of = |district: &str| -> Value {
        let output = office.report(&["--format", "json", "--district", district]);
        serde_json::from_slice(&output.stdout).expect("JSON")
    };
    let (a, b, all) = (of("Huyện A"), of("Huyện B"), office.data());
    let figures = |count: u32, [mean, median, least, greatest]: [&str; 4]| {
        serde_json::json!({
            "count": count, "mean": mean, "median": median, "least": least, "greatest": greatest,
        })
    };
    let of_all = figures(6, ["45.00", "45.00", "30.00", "60.00"]);
    assert_eq!(all["totals"], of_all);
    assert_eq!(all["totals_of_all"], Value::Null);
    assert_eq!(
        a["totals"],
        figures(3, ["50.00", "50.00", "40.00", "60.00"])
    );
    assert_eq!(
        b["totals"],
        figures(3, ["40.00", "35.00", "30.00", "55.00"])
    );
    assert_eq!(
        (&a["totals_of_all"], &b["totals_of_all"]),
        (&of_all, &of_all)
    );

    let handed = |data: &Value| {
        ["expected", "handed_in", "ranked", "missing"]
            .map(|count| data["handed_in"][count].as_u64().expect("a number"))
    };
    assert_eq!(handed(&all), [7, 6, 6, 1]);
    assert_eq!(handed(&a), [4, 3, 3, 1]);
    assert_eq!(handed(&b), [3, 3, 3, 0]);

    let moved = |data: &Value| {
        ["risen", "fallen", "unchanged", "without"]
            .map(|count| data["movement"][count].as_u64().expect("a number"))
    };
    assert_eq!(moved(&all), [2, 1, 1, 2]);
    assert_eq!(moved(&b), [1, 1, 1, 0]);

    let course = |data: &Value| -> Vec<[String; 2]> {
        let periods = data["course"].as_array().expect("periods").iter();
        let figure = |period: &Value, name: &str| {
            let figure = period["totals"][name].as_str();
            figure.expect("a figure").to_owned()
        };
        periods
            .map(|period| ["mean", "median"].map(|name| figure(period, name)))
            .collect()
    };
    assert_eq!(course(&all), [["36.25", "35.00"], ["45.00", "45.00"]]);
    assert_eq!(course(&b), [["38.33", "35.00"], ["40.00", "35.00"]]);

    // 30 + 5 + 10 of three times 35.
    let costly = &b["costly"][0];
    assert_eq!(costly["lost"], "60.00");
    assert_eq!(costly["points"]["median"], "10.00");
    assert_eq!(costly["percent"], "42.86");
    let units = |field: &str| costly[field].as_array().expect("codes").clone();
    assert_eq!(
        (units("best"), units("worst")),
        (vec!["00005".into()], vec!["00006".into()])
    );
    let criterion = |data: &Value| {
        let nodes = data["criteria"].as_array().expect("nodes").iter();
        let mut nodes = nodes.filter(|node| node["code"] == costly["code"]);
        nodes.next().expect("the criterion").clone()
    };
    assert_eq!(criterion(&b), *costly);
    // And of all: 120 of six times 35.
    assert_eq!(criterion(&all)["percent"], "57.14");
    let group = |data: &Value, field: &str| {
        let groups = data["groups"]["columns"].as_array().expect("groups").iter();
        let mut groups = groups.filter(|group| group["code"] == "1");
        groups.next().expect("the group")[field].clone()
    };
    // 120 of three times 60, and 270 of six times 60.
    assert_eq!(group(&b, "percent"), "66.67");
    assert_eq!(group(&b, "percent_of_all"), "75.00");
    assert_eq!(group(&all, "percent_of_all"), Value::Null);

    // A unit is held against everybody, and has both its places.
    let cards = b["scorecards"].as_array().expect("cards");
    assert_eq!(cards.len(), 3);
    let against = &cards[1]["groups"][0];
    assert_eq!(cards[1]["card"]["unit"]["code"], "00007");
    assert_eq!(
        (&against["points"], &against["median"]),
        (&"35.00".into(), &"45.00".into())
    );
    assert_eq!(against["difference"], "-10.00");
    let places: Vec<[u64; 4]> = rows(&b)
        .iter()
        .map(|row| {
            ["rank", "of", "rank_in_parent", "of_in_parent"]
                .map(|place| row[place].as_u64().expect("a place"))
        })
        .collect();
    assert_eq!(places, [[2, 6, 1, 3], [5, 6, 2, 3], [6, 6, 3, 3]]);
}

#[test]
fn the_ranking_of_a_district_counts_its_units_beside_those_of_the_province() {
    let office = two_districts();
    let rank = |format: &str| {
        let arguments = ["rank", "2021-11", "--lang", "en", "--fail-on", "never"];
        let shown = ["--district", "Huyện A", "--top", "1", "--format", format];
        let output = program::run(office.folder.path(), &[&arguments[..], &shown].concat());
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let text = rank("table");
    assert!(text.contains("Huyện A: 4 expected; 3 ranked; 1 without a place\n"));
    assert!(text.contains("Whole province: 7 expected; 6 ranked; 1 without a place\n"));
    assert!(text.contains("Findings (whole province): "), "{text}");
    let data: Value = serde_json::from_str(&rank("json")).expect("JSON");
    let counts = |counts: &Value| {
        ["expected", "ranked", "unranked"].map(|name| counts[name].as_u64().expect("a number"))
    };
    assert_eq!(counts(&data["of_district"]), [4, 3, 1]);
    assert_eq!(counts(&data["cohort"]), [7, 6, 1]);
    assert_eq!(office.data()["ranking"]["of_district"], Value::Null);
}

#[test]
fn who_has_not_handed_in_is_among_the_findings_of_a_report() {
    let office = two_districts();
    let data = office.data();
    assert_eq!(data["findings"]["counts"], data["ranking"]["findings"]);
    let found = data["findings"]["findings"].as_array().expect("findings");
    let missing = found.iter().filter(|finding| finding["code"] == "R001");
    let missing: Vec<&Value> = missing.map(|finding| &finding["unit"]["code"]).collect();
    assert_eq!(missing, ["00004"]);
    let page = &office.files()[".html"];
    let page = String::from_utf8_lossy(page);
    assert!(page.contains("R001") && !page.contains("No errors and no warnings."));
    // Nothing was found in any file.
    let markdown = office.report(&["--format", "markdown", "--section", "findings"]);
    let markdown = String::from_utf8(markdown.stdout).expect("UTF-8");
    assert!(
        !markdown.contains(".csv") && markdown.contains("R001"),
        "{markdown}"
    );
    // Which files were read is said all the same.
    assert!(markdown.contains("6 files; "), "{markdown}");
    // A district without that unit has nothing to do with it.
    let output = office.report(&["--format", "json", "--district", "Huyện B"]);
    let data: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!(data["findings"]["findings"], serde_json::json!([]));
}

#[test]
fn the_sheet_of_a_district_does_not_name_it_in_every_row() {
    let files = two_districts().files();
    let mut book: Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(files[".xlsx"].clone())).expect("a workbook");
    let named = |sheet: &str, book: &mut Xlsx<Cursor<Vec<u8>>>| {
        let cells = book.worksheet_range(sheet).expect("a sheet");
        let named = cells.used_cells().filter(|(.., cell)| *cell == "Huyện A");
        named.count()
    };
    assert_eq!(named("Huyện A", &mut book), 0);
    // Three with a place, and one without.
    assert_eq!(named("Ranking", &mut book), 4);
}

#[test]
fn what_a_district_is_compared_with_is_said_to_be_of_the_whole_province() {
    let office = two_districts();
    let output = office.report(&["--format", "markdown", "--district", "Huyện B"]);
    let said = String::from_utf8(output.stdout).expect("UTF-8");
    for sentence in [
        "3 of 3 units handed in; 3 are ranked.",
        "The mean is 40.00, the median 35.00; the highest score is 55.00 (Xã Năm), the lowest 30.00 (Xã Sáu).",
        "Whole province: the mean is 45.00, the median 45.00, the highest score 60.00, the lowest 30.00.",
        "Since October 2021, 1 unit gained points, 1 lost points and 1 stayed the same.",
    ] {
        assert!(said.contains(sentence), "{sentence}\n{said}");
    }
    assert!(!said.contains("(whole province)"), "{said}");
}

#[test]
fn a_format_named_twice_is_written_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = files(
        folder.path(),
        &["--format", "csv,json,csv", "--section", "ranking"],
    );
    let endings: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(endings, [".csv", ".json"]);
    let out = format!("{}/", folder.path().display());
    let output = run(&[
        "--format",
        "csv,json,csv",
        "--section",
        "ranking",
        "--out",
        &out,
    ]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(said.matches(".csv").count(), 1, "{said}");
}

#[test]
fn every_document_has_a_title_in_its_properties() {
    for (arguments, title) in [
        (&["rank", "2021-11"][..], "RANKING – November 2021"),
        (
            &["score", "2021-11", "--unit", "01864"],
            "SCORECARD – Xã Bộc Bố (01864) – November 2021",
        ),
        (&["score", "2021-11"], "SCORECARD – November 2021"),
        (&["report", "2021-11"], "Results and ranking, November 2021"),
    ] {
        for format in ["docx", "xlsx"] {
            let always = ["-C", "samples/backan", "--lang", "en", "--format", format];
            let never = ["--fail-on", "never", "--out", "-"];
            let bytes = program::written(&[&always[..4], arguments, &always[4..], &never].concat());
            let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
            let mut part = archive.by_name("docProps/core.xml").expect("properties");
            let mut core = String::new();
            std::io::Read::read_to_string(&mut part, &mut core).expect("text");
            let expected = format!("<dc:title>{title}</dc:title>");
            assert!(core.contains(&expected), "{format}: {core}");
        }
    }
}

#[test]
fn the_notice_of_a_workspace_is_said_in_the_language_of_its_reader() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = files(folder.path(), &["--format", "html"]);
    let page = std::fs::read_to_string(&files[".html"]).expect("UTF-8");
    for notice in [
        "Số liệu trong các phiếu là số liệu mô phỏng",
        "The figures in the submissions are simulated",
    ] {
        assert!(page.contains(notice), "{notice}");
    }
    assert!(printed(&[]).contains("The figures in the submissions are simulated"));
}

#[test]
fn a_unit_whose_file_cannot_be_read_has_handed_in_something_all_the_same() {
    let units = [
        ("00001", "Xã Một", Some(123)),
        ("00002", "Xã Hai", Some(100)),
        ("00003", "Xã Ba", None),
    ];
    let office = Office::of(&units, "");
    let damaged = |name: &str| {
        let path = office.folder.path().join("2021-11").join(name);
        std::fs::write(path, b"PK\x03\x04").expect("written");
    };
    damaged("00003-xa-ba.xlsx");
    let data = office.data();
    let handed_in = &data["handed_in"];
    let counts = ["expected", "handed_in", "ranked", "with_errors", "missing"];
    let counts = counts.map(|key| handed_in[key].as_u64().expect("a number"));
    assert_eq!(counts, [3, 3, 2, 1, 0]);
    let unranked = &data["ranking"]["unranked"][0];
    assert_eq!(unranked["unit"]["code"], "00003");
    assert_eq!(unranked["reason"], "errors");
    // Who has another file is judged by that one; a name that says nothing is nobody's.
    damaged("00002-xa-hai.xlsx");
    damaged("scan.xlsx");
    let data = office.data();
    assert_eq!(data["ranking"]["rows"].as_array().map(Vec::len), Some(2));
    assert_eq!(data["handed_in"]["with_errors"], 1);
}

#[test]
fn an_extract_says_of_which_period_it_is_and_what_every_reader_must_know() {
    for section in ["ranking", "groups", "criteria", "findings", "provenance"] {
        let text = printed(&["--section", section, "--format", "markdown"]);
        for said in ["November 2021", "Notice", "has legal value"] {
            assert!(text.contains(said), "{said} in {section}:\n{text}");
        }
    }
    let one = printed(&["--unit", "01864", "--format", "markdown"]);
    assert!(
        one.contains("November 2021") && one.contains("has legal value"),
        "{one}"
    );
}

#[test]
fn movements_in_a_ranking_without_everybody_are_said_to_be_provisional() {
    let office = two_districts();
    let output = office.report(&["--format", "markdown"]);
    let report = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(
        report.contains("Provisional: 6 of 7 units are ranked"),
        "{report}"
    );
    // Without an earlier month nothing moved; with everybody it is as it is.
    let output = office.report(&["--format", "markdown", "--against", "none"]);
    assert!(!String::from_utf8_lossy(&output.stdout).contains("Provisional"));
    assert!(!printed(&["--format", "markdown"]).contains("Provisional"));
}
