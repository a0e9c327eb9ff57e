//! What the form computes while it is filled in is what the program computes: forms with drawn
//! answers lose every result they were written with, a spreadsheet computes them anew, and every
//! number and word it shows has to be the program's.
//!
//! Needs a spreadsheet (`soffice`), so it is ignored unless asked for:
//! `cargo test --test suite recalculated -- --ignored`.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Data, Reader, Xlsx};
use chamdiem::definition::{self, CriteriaSet, Waived};
use chamdiem::finding::{Findings, Source};
use chamdiem::form::{self, Addressee, Answer, Filled, Form};
use chamdiem::number::Decimal;
use chamdiem::period::Period;
use chamdiem::rule::{InputId, InputKind};
use chamdiem::text::Language;
use chamdiem::waiver::{self, Granted};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use rayon::prelude::*;

use crate::builder::plain_unit;
use crate::generator::Random;
use crate::laws::plan;
use crate::samples::criteria_set;

/// Answer sets in all.
const FORMS: usize = 2_000;
/// Sets drawn at random, with every kind of rule and policy.
const DRAWN_SETS: usize = 40;
const PERIOD: Period = Period::Month(2021, 11);
/// The sheets that are shown.
const SHEETS: [&str; 2] = ["Phiếu", "Kết quả"];

/// A set with every way to combine, and its variants of rounding.
fn everything() -> Vec<CriteriaSet> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms/everything.json");
    let text = fs::read_to_string(path).expect("the set is there");
    let stated = r#""digits": 2, "mode": "half_away_from_zero", "stage": "published""#;
    assert!(text.contains(stated), "the rounding stands as expected");
    let variants = [
        (2, "half_away_from_zero", "published", ""),
        (
            2,
            "half_away_from_zero",
            "criterion",
            r#""scale": 1000, "waived": "exclude", "#,
        ),
        (1, "half_even", "criterion", r#""waived": "full_marks", "#),
        (
            3,
            "half_even",
            "published",
            r#""scale": 1, "not_applicable_needs_reason": true, "#,
        ),
        (2, "down", "published", r#""waived": "exclude", "#),
        (
            2,
            "up",
            "criterion",
            r#""not_applicable_needs_reason": true, "#,
        ),
        (
            0,
            "half_away_from_zero",
            "published",
            r#""not_assigned": "full_marks", "waived": "full_marks", "#,
        ),
    ];
    let variant = |(digits, mode, stage, more): (u32, &str, &str, &str)| {
        let rounding = format!(r#""digits": {digits}, "mode": "{mode}", "stage": "{stage}""#);
        let text = text.replace(stated, &rounding);
        let text = text.replace(r#""scoring": {"#, &format!(r#""scoring": {{ {more}"#));
        read(&text)
    };
    variants.into_iter().map(variant).collect()
}

fn read(text: &str) -> CriteriaSet {
    let mut findings = Findings::new();
    let set = definition::read(&Source::new("criteria-set.json"), text, &mut findings);
    set.unwrap_or_else(|| panic!("{:#?}", findings.sorted()))
}

fn drawn() -> Vec<CriteriaSet> {
    let mut runner = TestRunner::deterministic();
    let policies = ["forbidden", "exclude", "full_marks"];
    let sets = (0..DRAWN_SETS).map(|number| {
        let tree = plan().new_tree(&mut runner).expect("a set is drawn");
        let policy = format!("\"{}\"", policies[number % policies.len()]);
        // What can be excused may make a condition superfluous, which is no matter here.
        let definition = tree.current().definition().scoring("waived", &policy);
        read(&definition.text())
    });
    sets.collect()
}

fn published() -> Vec<CriteriaSet> {
    ["minh-hoa-cqdt-cap-xa", "qd766-cap-xa", "tiep-can-phap-luat"]
        .map(criteria_set)
        .into()
}

/// Draws an answer, most of them admissible: small numbers, so that halves and thresholds are
/// met, and now and then a blank, a slip, or "not applicable".
fn draw(set: &CriteriaSet, input: InputId, random: &mut Random) -> Option<Answer> {
    let asked = set.input(input);
    let number = |value: i64, scale: u32| Some(Answer::Number(Decimal::new(value, scale)));
    let text = |text: &str| Some(Answer::Text(text.to_owned()));
    // What moves its points to others does not apply as often as not, so that those grow.
    let criterion = asked.criterion.and_then(|node| set.nodes[node].criterion());
    let gives = criterion.is_some_and(|criterion| !criterion.transfer_to.is_empty());
    if gives && random.happens(500) {
        return text("Không áp dụng");
    }
    match random.between(0, 39) {
        0..=3 => return None,
        4 => return text("Không áp dụng"),
        5 => return text("nhiều"),
        6 => return number(0, 0),
        7 => return number(random.between(-3, 2_000), 1),
        _ => {}
    }
    let most = asked
        .shape
        .maximum
        .as_ref()
        .and_then(chamdiem::number::Exact::to_decimal);
    match asked.shape.kind {
        InputKind::YesNo => text(if random.happens(600) { "Có" } else { "Không" }),
        InputKind::Choice => {
            let labels = &asked.option_labels;
            let last = i64::try_from(labels.len()).expect("few") - 1;
            let chosen = usize::try_from(random.between(0, last)).expect("not negative");
            text(&labels[chosen].vi)
        }
        InputKind::Count if random.happens(500) => number(random.between(0, 12), 0),
        InputKind::Count => number(random.between(0, 400), 0),
        InputKind::Percent if random.happens(300) => number(
            [50, 80, 100][usize::try_from(random.between(0, 2)).expect("few")],
            0,
        ),
        InputKind::Percent => number(random.between(100, 10_000), 2),
        InputKind::Decimal | InputKind::Points => {
            let most = most.unwrap_or(Decimal::from(500));
            let share = Decimal::new(random.between(0, 100), 2);
            Some(Answer::Number((most * share).round_dp(2)))
        }
    }
}

/// Draws what the unit is excused from: a criterion here and there, and now and then all of a group,
/// where the set allows it.
fn draw_waivers(set: &CriteriaSet, random: &mut Random) -> Granted {
    let may_be = |node: usize| {
        let below = node..set.nodes[node].end.max(node + 1);
        let mut criteria = below
            .filter_map(|node| set.nodes[node].criterion())
            .peekable();
        criteria.peek().is_some() && criteria.all(|criterion| criterion.waived != Waived::Forbidden)
    };
    let mut rows = String::new();
    let mut node = 1;
    while node < set.nodes.len() {
        let is_branch = set.nodes[node].criterion().is_none();
        let often = if is_branch { 40 } else { 120 };
        if may_be(node) && random.happens(often) {
            let code = &set.nodes[node].code;
            writeln!(rows, "00412,{code},Lũ,UBND tỉnh,2021-12-31").expect("memory");
            node = set.nodes[node].end.max(node + 1);
        } else {
            node += 1;
        }
    }
    let table = format!("code,criterion,reason,approver,until\n{rows}");
    let mut findings = Findings::new();
    let waivers = waiver::read(
        set,
        None,
        &Source::new("waivers.csv"),
        &table,
        &mut findings,
    );
    assert!(findings.is_empty(), "{findings:#?}");
    waivers.granted(set, &plain_unit("00412", "Xã Thử"), PERIOD, &mut findings)
}

fn form<'s>(set: &'s CriteriaSet, kind: &str, random: &mut Random) -> Form<'s> {
    let addressee = Addressee {
        code: "00412",
        name: "Xã Thử",
        kind,
        language: Language::Vietnamese,
        digest: None,
    };
    let waived = draw_waivers(set, random);
    let form = Form::addressed(set, addressee, PERIOD, |input| Filled {
        value: draw(set, input, random),
        note: if random.happens(500) {
            "Có lý do".to_owned()
        } else {
            String::new()
        },
        ..Filled::default()
    });
    form.excused(waived)
}

/// Takes away every result a formula was written with.
fn without_results(workbook: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).expect("a workbook");
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).expect("parts are text");
        if name.starts_with("xl/worksheets/") {
            text = cut_results(&text);
        }
        out.start_file(name, options).expect("a part");
        out.write_all(text.as_bytes()).expect("memory");
    }
    out.finish().expect("a workbook").into_inner()
}

fn cut_results(xml: &str) -> String {
    let mut cut = String::with_capacity(xml.len());
    let mut rest = xml;
    while let Some(end) = rest.find("</f><v>") {
        cut.push_str(&rest[..end + 4]);
        let after = &rest[end + 7..];
        let value = after.find("</v>").expect("a value ends");
        rest = &after[value + 4..];
    }
    cut.push_str(rest);
    cut
}

/// Every cell of the sheets that are shown, by sheet and address, numbers to nine digits.
fn shown(workbook: &[u8]) -> BTreeMap<(usize, u32, u32), String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(workbook)).expect("a workbook");
    let mut cells = BTreeMap::new();
    for (sheet, name) in SHEETS.iter().enumerate() {
        let range = book.worksheet_range(name).expect("the sheet is there");
        let (top, left) = range.start().unwrap_or_default();
        for (row, column, value) in range.used_cells() {
            let at = |offset: usize, first: u32| first + u32::try_from(offset).expect("few");
            let text = match value {
                Data::Float(number) => format!("{number:.9}"),
                Data::Int(number) => format!("{number:.9}"),
                Data::String(text) => text.clone(),
                other => format!("{other:?}"),
            };
            if !text.is_empty() {
                cells.insert((sheet, at(row, top), at(column, left)), text);
            }
        }
    }
    cells
}

/// Workbooks that one run of the spreadsheet is given.
const AT_ONCE: usize = 50;

/// Has a spreadsheet compute these workbooks anew, each run with a profile of its own.
fn recalculate(folder: &Path, names: &[String]) {
    let profile = tempfile::tempdir().expect("a folder");
    let output = Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.path().display()
        ))
        .args([
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
        ])
        .arg(folder.join("out"))
        .args(names.iter().map(|name| folder.join(name)))
        .output()
        .expect("a spreadsheet (soffice) is installed");
    let missing = |name: &&String| !folder.join("out").join(name).exists();
    let missing: Vec<String> = names.iter().filter(missing).cloned().collect();
    // Now and then a run ends before its time; what one workbook alone does not give is a fault.
    match (missing.as_slice(), names) {
        ([], _) => {}
        (_, [name]) => panic!("{name} was not computed: {output:?}"),
        (missing, _) => missing
            .iter()
            .for_each(|name| recalculate(folder, std::slice::from_ref(name))),
    }
}

/// Returns the cells in which two workbooks differ.
fn differences(expected: &[u8], found: &[u8]) -> Vec<String> {
    let (expected, found) = (shown(expected), shown(found));
    let mut differing = Vec::new();
    for (at, value) in &expected {
        let other = found.get(at).map_or("nothing", String::as_str);
        if other != value {
            let (sheet, row, column) = *at;
            let letter = char::from(b'A' + u8::try_from(column).expect("few columns"));
            differing.push(format!(
                "{}!{letter}{}: {value}, computed {other}",
                SHEETS[sheet],
                row + 1
            ));
        }
    }
    differing
}

#[test]
#[ignore = "needs LibreOffice"]
fn what_the_form_computes_is_what_the_program_computes() {
    let sets: Vec<CriteriaSet> = [everything(), published(), drawn()].concat();
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("out")).expect("a folder");
    // Each round takes every set once; the first ones, with most in them, twice.
    let rich = everything().len() + published().len();
    let order: Vec<usize> = (0..rich).chain(0..sets.len()).cycle().take(FORMS).collect();
    let names: Vec<String> = order
        .par_iter()
        .enumerate()
        .map(|(number, &set)| {
            let mut random = Random::seeded(u64::try_from(number).expect("few"));
            let kind = if random.happens(500) {
                "xã"
            } else {
                "phường"
            };
            let workbook = form::write_workbook(&form(&sets[set], kind, &mut random))
                .expect("the form can be written");
            let name = format!("{number:04}.xlsx");
            fs::write(folder.path().join(format!("{name}.kept")), &workbook).expect("written");
            fs::write(folder.path().join(&name), without_results(&workbook)).expect("written");
            name
        })
        .collect();
    names
        .par_chunks(AT_ONCE)
        .for_each(|some| recalculate(folder.path(), some));
    let wrong: Vec<String> = names
        .par_iter()
        .zip(&order)
        .filter_map(|(name, set)| {
            let expected = fs::read(folder.path().join(format!("{name}.kept"))).expect("kept");
            let found = fs::read(folder.path().join("out").join(name)).expect("recalculated");
            let differing = differences(&expected, &found);
            let id = &sets[*set].id;
            (!differing.is_empty())
                .then(|| format!("{name} ({id}, {set}): {}", differing.join("; ")))
        })
        .collect();
    if !wrong.is_empty() {
        let kept: PathBuf = folder.keep();
        panic!(
            "{} of {FORMS} forms differ, kept in {}:\n{}",
            wrong.len(),
            kept.display(),
            wrong.join("\n")
        );
    }
}
