//! Shapes that say nothing: the same answers give the same scorecards, whatever kind of file they
//! stand in, and whatever stands beside them.

use std::collections::BTreeMap;

use chamdiem::definition::CriteriaSet;
use chamdiem::form::{self, Answer, Flavour};
use chamdiem::intake::{self, Request};
use chamdiem::scorecard::{Assessment, Scorecard};
use chamdiem::submission::Stage;
use proptest::collection::vec;
use proptest::prelude::*;

use super::answering::*;
use super::{MONTH, cases};
use crate::builder::{folder, request};

/// What a scorecard says, without where it was read.
type Said = (Assessment, Option<Assessment>, Stage);

/// Rows of cells, all typed as text.
type Cells = Vec<Vec<String>>;

fn name(code: &str) -> String {
    format!("Xã Thử {code}")
}

/// Hands the files in, and returns what is said of each unit.
fn said(set: &CriteriaSet, files: Vec<(&str, Vec<u8>)>) -> BTreeMap<String, Said> {
    let folder = folder(files);
    let request = Request {
        period: Some(MONTH),
        is_whole_period: false,
        ..request(set)
    };
    let files = intake::files(folder.path()).expect("the folder can be listed");
    let of = |card: Scorecard| (card.own, card.appraised, card.counted);
    let mut said = BTreeMap::new();
    for file in intake::run(request, &files, of) {
        assert!(
            file.found()
                .all(|one| ["V003", "L001"].contains(&one.code().as_str())),
            "{:?}",
            file.found().collect::<Vec<_>>()
        );
        for one in file.submissions {
            let unit = one.unit.expect("every form names its unit");
            let before = said.insert(
                unit.code.as_str().to_owned(),
                one.result.expect("a scorecard"),
            );
            assert!(before.is_none(), "{} is there twice", unit.code);
        }
    }
    said
}

fn cells_of(set: &CriteriaSet, code: &str, given: &Given) -> Cells {
    let form = filled_form(set, [code, &name(code)], given);
    let bytes = form::write_csv(&form, Flavour::Plain);
    let reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(bytes.as_slice());
    let rows = reader.into_records().map(|row| row.expect("a row"));
    rows.map(|row| row.iter().map(str::to_owned).collect())
        .collect()
}

fn as_csv(cells: &Cells) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    for row in cells {
        // A row of nothing is written as one blank field.
        let blank = [String::new()];
        writer
            .write_record(if row.is_empty() { &blank[..] } else { row })
            .expect("into memory");
    }
    writer.into_inner().expect("into memory")
}

fn as_workbook<'c>(sheets: impl IntoIterator<Item = (&'c str, &'c Cells)>) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, cells) in sheets {
        let sheet = book.add_worksheet().set_name(name).expect("a short name");
        for (row, cells) in (0..).zip(cells) {
            for (column, text) in (0..).zip(cells) {
                sheet.write_string(row, column, text).expect("a cell");
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

/// The form of a unit in words only: what the set asks, numbered, where its criteria stand.
fn in_words(set: &CriteriaSet, code: &str, given: &Given) -> Cells {
    let text = |text: &str| text.to_owned();
    let mut cells = vec![
        vec![text("Tên đơn vị"), name(code)],
        vec![text("Mã đơn vị"), text(code)],
        vec![text("Kỳ"), MONTH.to_string()],
        vec![text("Bộ tiêu chí"), set.id.clone()],
        ["STT", "Nội dung", "Số liệu", "Ghi chú"]
            .map(str::to_owned)
            .to_vec(),
    ];
    let mut above = None;
    for (number, input) in (1..).zip(&set.inputs) {
        if input.criterion != above {
            above = input.criterion;
            if let Some(node) = above {
                let node = &set.nodes[node];
                cells.push(vec![node.code.clone(), node.title.vi.clone()]);
            }
        }
        let answer = given.get(&input.name).map(shown).unwrap_or_default();
        let is_own = input
            .criterion
            .is_some_and(|node| set.nodes[node].code == input.name);
        if is_own {
            // A criterion awarded by hand is its own question.
            let row = cells.last_mut().expect("its criterion");
            row.push(answer);
        } else {
            cells.push(vec![number.to_string(), input.label.vi.clone(), answer]);
        }
    }
    cells
}

fn as_json(set: &CriteriaSet, units: &[(&str, Given)]) -> Vec<u8> {
    let answers = |given: &Given| -> serde_json::Map<String, serde_json::Value> {
        let inputs = set.inputs.iter();
        inputs
            .map(|input| (input.name.clone(), given.get(&input.name).map(shown).into()))
            .collect()
    };
    let submissions: Vec<serde_json::Value> = units
        .iter()
        .map(|(code, given)| serde_json::json!({ "unit": { "code": code, "name": name(code) }, "answers": answers(given) }))
        .collect();
    let file = serde_json::json!({
        "format": "chamdiem/submission/1",
        "criteria_set": { "id": set.id, "version": set.version },
        "period": MONTH.to_string(),
        "submissions": submissions,
    });
    file.to_string().into_bytes()
}

fn shown(answer: &Answer) -> String {
    match answer {
        Answer::Number(number) => number.to_string(),
        Answer::Text(text) => text.clone(),
    }
}

/// A table with a row for every unit; `called` is what a heading says of an input.
fn table(set: &CriteriaSet, units: &[(&str, Given)], called: impl Fn(usize) -> String) -> Cells {
    let mut cells: Cells = vec![
        vec!["Kỳ".to_owned(), MONTH.to_string()],
        vec!["Bộ tiêu chí".to_owned(), set.id.clone()],
        vec![],
    ];
    let headings = (0..set.inputs.len()).map(called);
    let first = ["STT", "Mã đơn vị", "Tên đơn vị"].map(str::to_owned);
    cells.push(first.into_iter().chain(headings).collect());
    for (number, (code, given)) in (1..).zip(units) {
        let answers = set
            .inputs
            .iter()
            .map(|input| given.get(&input.name).map(shown).unwrap_or_default());
        let first = [number.to_string(), (*code).to_owned(), name(code)];
        cells.push(first.into_iter().chain(answers).collect());
    }
    cells
}

/// Units with their drawn answers; one that answered nothing has handed in nothing.
fn units(set: &CriteriaSet, picks: &[Vec<u16>]) -> Vec<(&'static str, Given)> {
    let given = picks.iter().map(|picks| given(set, picks));
    let units = ["00412", "01840", "01864"].into_iter().zip(given);
    units.filter(|(_, given)| !given.is_empty()).collect()
}

fn forms(set: &CriteriaSet, units: &[(&'static str, Given)]) -> Vec<(&'static str, Cells)> {
    let cells = units
        .iter()
        .map(|(code, given)| (*code, cells_of(set, code, given)));
    cells.collect()
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn a_sheet_or_a_row_for_each_unit_says_what_its_own_file_says((plan, _) in answered(), picks in vec(picks(), 3)) {
        let set = plan.set();
        let units = units(&set, &picks);
        let forms = forms(&set, &units);
        let own = said(&set, forms.iter().map(|(code, cells)| (*code, as_csv(cells))).collect());
        let sheets = as_workbook(forms.iter().map(|(code, cells)| (*code, cells)));
        prop_assert_eq!(&said(&set, vec![("sheets.xlsx", sheets)]), &own);
        let rows = table(&set, &units, |input| set.inputs[input].name.clone());
        prop_assert_eq!(&said(&set, vec![("rows.csv", as_csv(&rows))]), &own);
        prop_assert_eq!(&said(&set, vec![("rows.xlsx", as_workbook([("Tổng hợp", &rows)]))]), &own);
    }

    #[test]
    fn words_and_json_say_what_the_form_says((plan, _) in answered(), picks in vec(picks(), 3)) {
        let set = plan.set();
        let units = units(&set, &picks);
        let own = said(&set, forms(&set, &units).iter().map(|(code, cells)| (*code, as_csv(cells))).collect());
        let words = units.iter().map(|(code, given)| (*code, as_csv(&in_words(&set, code, given))));
        prop_assert_eq!(&said(&set, words.collect()), &own);
        prop_assert_eq!(&said(&set, vec![("a.json", as_json(&set, &units))]), &own);
    }

    #[test]
    fn the_order_of_units_and_questions_and_what_stands_between_them_says_nothing(
        (plan, _) in answered(), picks in vec(picks(), 3), order in vec(any::<u32>(), 64), gaps in vec(0_usize..3, 64),
    ) {
        let set = plan.set();
        let units = units(&set, &picks);
        let in_order = table(&set, &units, |input| set.inputs[input].name.clone());
        let mut turned = in_order.clone();
        let mut order = order.iter().cycle();
        turned[4..].sort_by_cached_key(|_| order.next().copied());
        // Columns in another order, some of them apart from the others.
        let mut columns: Vec<usize> = (0..turned[3].len()).collect();
        columns.sort_by_cached_key(|_| order.next().copied());
        let mut gap = gaps.iter().cycle();
        let mut apart = Vec::new();
        for column in columns {
            apart.extend(std::iter::repeat_n(None, *gap.next().expect("endless")));
            apart.push(Some(column));
        }
        let moved = |row: &Vec<String>| -> Vec<String> {
            apart.iter().map(|column| column.and_then(|column| row.get(column)).cloned().unwrap_or_default()).collect()
        };
        let mut spread: Cells = turned[..3].to_vec();
        for row in &turned[3..] {
            spread.push(moved(row));
            spread.extend(std::iter::repeat_n(Vec::new(), *gap.next().expect("endless")));
        }
        prop_assert_eq!(
            said(&set, vec![("rows.xlsx", as_workbook([("Bảng", &spread)]))]),
            said(&set, vec![("rows.csv", as_csv(&in_order))])
        );
    }
}
