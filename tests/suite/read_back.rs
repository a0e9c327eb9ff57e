//! What programs read back: every field of the report stands in its JSON, its lines put together are the
//! document, and every column of its tables is a value of the JSON, row by row. What is a field of a row and no
//! column is listed here, with its reason.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

use chamdiem::report::table::Rows;
use chamdiem::report::{Format, Report};
use chamdiem::text::Language;
use serde_json::{Value, json};

use crate::program;

/// Workspaces that have among them all a report can have: movements, waivers, appraised scores that count and
/// that do not, another version before, files that cannot be used.
const WORKSPACES: &[(&str, &str)] = &[
    ("samples/backan", "2021-11"),
    ("samples/hai-phien-ban", "2025-01"),
    ("samples/nhieu-hinh-dang", "2021-11"),
    ("samples/tayninh-dti-xa-2025", "2025"),
    ("tests/cli/appraised", "2025-11"),
    ("tests/cli/excused", "2025-11"),
];

/// The report of a workspace.
struct Reported {
    workspace: (&'static str, &'static str),
    data: Value,
}

impl Reported {
    fn printed(&self, arguments: &[&str]) -> String {
        printed(self.workspace, arguments)
    }

    fn records(&self, arguments: &[&str]) -> Vec<BTreeMap<String, String>> {
        let text = self.printed(arguments);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        reader
            .deserialize()
            .map(|row| row.expect("a row"))
            .collect()
    }
}

fn printed((folder, period): (&str, &str), arguments: &[&str]) -> String {
    let folder = program::root().join(folder);
    let always = ["report", period, "--lang", "en", "--fail-on", "never", "-q"];
    let output = program::run(&folder, &[&always, arguments].concat());
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {said}", folder.display());
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn reports() -> &'static [Reported] {
    static REPORTS: LazyLock<Vec<Reported>> = LazyLock::new(|| {
        let report = |&workspace| Reported {
            workspace,
            data: serde_json::from_str(&printed(workspace, &["--format", "json"])).expect("JSON"),
        };
        WORKSPACES.iter().map(report).collect()
    });
    &REPORTS
}

/// The schema of the report, made from its types.
fn schema() -> &'static Value {
    static SCHEMA: LazyLock<Value> = LazyLock::new(|| {
        let path = Path::new("docs/schemas/report.schema.json");
        let text = std::fs::read_to_string(program::root().join(path)).expect("a schema");
        serde_json::from_str(&text).expect("JSON")
    });
    &SCHEMA
}

/// The schemas a value may have, references followed, without that of null.
fn choices(part: &'static Value) -> Vec<&'static Value> {
    if let Some(way) = part["$ref"].as_str() {
        let way = way.trim_start_matches('#');
        return choices(schema().pointer(way).expect("a definition"));
    }
    for key in ["anyOf", "oneOf"] {
        if let Some(parts) = part[key].as_array() {
            return parts.iter().flat_map(choices).collect();
        }
    }
    if part["type"] == "null" {
        Vec::new()
    } else {
        vec![part]
    }
}

/// Whether an object is of the kind a schema is of, where there are several.
fn is_of_kind(part: &Value, value: &Value) -> bool {
    let properties = part["properties"].as_object().into_iter().flatten();
    let mut fixed = properties.filter_map(|(name, of)| Some((name, of.get("const")?)));
    fixed.all(|(name, fixed)| value[name] == *fixed)
}

/// Looks for fields of the types that a document has not, and for those it has besides; notes those with a value.
fn compare(value: &Value, part: &'static Value, at: &str, seen: &mut BTreeSet<String>) {
    if !value.is_null() {
        seen.insert(at.to_owned());
    }
    match value {
        Value::Object(fields) => {
            let choices = choices(part);
            let part = choices.iter().find(|part| is_of_kind(part, value));
            let part = part.unwrap_or_else(|| panic!("{at}: no type for {value}"));
            let Some(properties) = part["properties"].as_object() else {
                assert!(part.get("additionalProperties").is_some(), "{at}: {part}");
                return;
            };
            let required = part["required"].as_array().into_iter().flatten();
            for name in required.filter_map(Value::as_str) {
                assert!(fields.contains_key(name), "{at}/{name} is missing");
            }
            for (name, value) in fields {
                let part = properties.get(name);
                let part = part.unwrap_or_else(|| panic!("{at}/{name} is in no type"));
                // A tree is the same at any depth.
                let below = if name == "children" || name == "conditions" || name == "condition" {
                    at.to_owned()
                } else {
                    format!("{at}/{name}")
                };
                compare(value, part, &below, seen);
            }
        }
        Value::Array(items) => {
            let choices = choices(part);
            let part = choices.iter().find_map(|part| part.get("items"));
            let part = part.unwrap_or_else(|| panic!("{at}: no list"));
            for item in items {
                compare(item, part, at, seen);
            }
        }
        _ => assert!(!choices(part).is_empty(), "{at}"),
    }
}

/// The ways to the values of a type that are no lists or objects; `*` is any place in a list.
fn leaves(part: &'static Value, at: &str, found: &mut BTreeSet<String>) {
    for part in choices(part) {
        if let Some(properties) = part["properties"].as_object() {
            for (name, part) in properties {
                if name != "children" {
                    leaves(part, &format!("{at}/{name}"), found);
                }
            }
        } else if let Some(items) = part.get("items") {
            leaves(items, &format!("{at}/*"), found);
        } else {
            found.insert(at.to_owned());
        }
    }
}

fn leaves_of(definition: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    leaves(&schema()["$defs"][definition], "", &mut found);
    found
}

/// A value as a field of delimited text; of a list one behind the other.
fn field(value: &Value, way: &str) -> String {
    if let Some((list, rest)) = way.split_once("/*") {
        let items = value.pointer(list).and_then(Value::as_array);
        let texts: Vec<String> = items
            .into_iter()
            .flatten()
            .map(|item| field(item, rest))
            .collect();
        return texts.join("; ");
    }
    match value.pointer(way) {
        None | Some(Value::Null) => String::new(),
        Some(Value::Bool(yes)) => if *yes { "yes" } else { "no" }.to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        Some(other) => panic!("{way}: {other} is no field"),
    }
}

/// A field as it was before an apostrophe kept a spreadsheet from taking it for a formula.
fn unmarked(field: &str) -> &str {
    match field.strip_prefix('\'') {
        Some(rest) if rest.trim_start().starts_with(['=', '+', '-', '@']) => rest,
        _ => field,
    }
}

/// Columns of waivers, in both tables.
const WAIVERS: &[(&str, &str)] = &[
    ("waived", "/waivers/*/code"),
    ("waiver_reason", "/waivers/*/reason"),
    ("waiver_approver", "/waivers/*/approver"),
    ("waiver_document", "/waivers/*/document"),
    ("waiver_from", "/waivers/*/from"),
    ("waiver_until", "/waivers/*/until"),
];

/// Columns of the ranking, each with the way to it in a row.
const OF_A_ROW: &[(&str, &str)] = &[
    ("rank", "/rank"),
    ("of", "/of"),
    ("tied", "/tied"),
    ("cohort", "/cohort"),
    ("rank_in_district", "/rank_in_parent"),
    ("of_in_district", "/of_in_parent"),
    ("code", "/unit/code"),
    ("name", "/unit/name"),
    ("type", "/unit/type"),
    ("district_code", "/unit/parent/code"),
    ("district", "/unit/parent/name"),
    ("score", "/score"),
    ("own_score", "/own_score"),
    ("appraised_score", "/appraised_score"),
    ("maximum", "/maximum"),
    ("percent", "/percent"),
    ("level", "/levels/0/level"),
    ("rank_change", "/change/rank"),
    ("score_change", "/change/score"),
    ("comparable_before", "/change/comparable/before"),
    (
        "comparable_maximum_before",
        "/change/comparable/maximum_before",
    ),
    ("comparable_score", "/change/comparable/now"),
    ("comparable_maximum", "/change/comparable/maximum"),
    ("comparable_change", "/change/comparable/score"),
    ("nothing_submitted", "/nothing_submitted"),
    ("unranked_reason", "/reason"),
];

/// What is a field of a row and no column, and why.
const NOT_OF_A_ROW: &[(&str, &str)] = &[
    (
        "/unit/parent/tier",
        "the same for every unit: what the roster calls what is above it",
    ),
    (
        "/levels/*/ladder",
        "in `levels`, beside the level: see levels_of",
    ),
    ("/levels/*/level", "in `levels`: see levels_of"),
    ("/levels/*/scope", "belongs to the ladder, not to the unit"),
    ("/levels/*/name", "words for the level, in one language"),
    ("/waivers/*/title", "words for the code, in one language"),
    (
        "/waivers/*/criteria/*",
        "the criteria below the code; each has the waiver in its row of the long table",
    ),
    (
        "/explanation",
        "words for `unranked_reason`, in one language",
    ),
];

/// Columns of the long table, each with the way to it in a part, group or criterion.
const OF_A_NODE: &[(&str, &str)] = &[
    ("code", "/code"),
    ("role", "/role"),
    ("title", "/title"),
    ("maximum", "/maximum"),
    ("self", "/self/points"),
    ("self_maximum", "/self/maximum"),
    ("self_percent", "/self/percent"),
    ("self_outcome", "/self/outcome"),
    ("rule", "/self/derivation/rule"),
    ("arithmetic", "/self/derivation/arithmetic"),
    ("conditions", "/self/derivation/conditions/*"),
    ("appraised", "/appraised/points"),
    ("appraised_maximum", "/appraised/maximum"),
    ("appraised_percent", "/appraised/percent"),
    ("appraised_outcome", "/appraised/outcome"),
    ("appraised_arithmetic", "/appraised/derivation/arithmetic"),
    ("appraised_conditions", "/appraised/derivation/conditions/*"),
];

/// Columns of the long table, each with the way to it in a card.
const OF_A_CARD: &[(&str, &str)] = &[
    ("unit_code", "/unit/code"),
    ("unit", "/unit/name"),
    ("period", "/period"),
    ("file", "/file"),
    ("counted", "/counted"),
];

/// What is a field of a part, group or criterion and no column, and why.
const NOT_OF_A_NODE: &[(&str, &str)] = &[
    (
        "exact",
        "a fraction, which spreadsheets take for a day; `arithmetic` comes to it",
    ),
    ("derivation/inputs", "several to a row"),
];

fn is_left_out(leaf: &str) -> bool {
    let below = |stage: &str| {
        let rest = leaf.strip_prefix(stage)?;
        NOT_OF_A_NODE
            .iter()
            .find(|(way, _)| rest == *way || rest.starts_with(&format!("{way}/")))
    };
    // The rule is that of the criterion, whoever answered.
    leaf == "/appraised/derivation/rule"
        || below("/self/").is_some()
        || below("/appraised/").is_some()
}

/// The column `levels` of a row: `ladder=level`, a dash for none.
fn levels_of(row: &Value) -> String {
    let levels = row["levels"].as_array().into_iter().flatten();
    let told = levels.map(|held| {
        let level = held["level"].as_u64();
        let level = level.map_or_else(|| "-".to_owned(), |level| level.to_string());
        format!("{}={level}", held["ladder"].as_str().expect("a ladder"))
    });
    told.collect::<Vec<_>>().join(" ")
}

fn expected<'c>(
    value: &Value,
    columns: impl IntoIterator<Item = &'c (&'c str, &'c str)>,
) -> BTreeMap<String, String> {
    columns
        .into_iter()
        .map(|(column, way)| ((*column).to_owned(), field(value, way)))
        .collect()
}

fn assert_same(
    records: &[BTreeMap<String, String>],
    expected: &[BTreeMap<String, String>],
    folder: &str,
) {
    assert_eq!(records.len(), expected.len(), "{folder}");
    for (record, expected) in records.iter().zip(expected) {
        let read: BTreeMap<String, String> = record
            .iter()
            .map(|(column, text)| (column.clone(), unmarked(text).to_owned()))
            .collect();
        assert_eq!(read, *expected, "{folder}");
    }
}

#[test]
fn every_field_of_the_types_is_in_the_json_and_nothing_else() {
    let mut seen = BTreeSet::new();
    for report in reports() {
        compare(&report.data, schema(), "", &mut seen);
    }
    // A comparison of documents in which nearly everything is null would show little.
    for way in [
        "/ranking/comparison/nodes/old_code",
        "/ranking/rows/change/comparable/before",
        "/ranking/rows/own_score",
        "/ranking/rows/waivers/until",
        "/ranking/unranked/reason",
        "/scorecards/card/appraised/score",
        "/scorecards/card/tree/appraised/derivation/arithmetic",
        "/scorecards/card/tree/self/exact",
        "/scorecards/card/tree/self/derivation/inputs/documents",
        "/scorecards/found/message",
        "/groups/rows/groups/percent",
        "/findings/files/unit/name",
        "/course/totals/median",
    ] {
        assert!(seen.contains(way), "{way} is null in every report");
    }
}

/// Puts every record of lines of JSON back into its list.
fn put_together(text: &str) -> Value {
    let mut lines = text
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON"));
    let mut document = lines.next().expect("the document");
    let fields = document.as_object_mut().expect("an object");
    let what = fields.shift_remove("record").expect("what it is");
    assert_eq!(what, "document");
    for mut record in lines {
        let fields = record.as_object_mut().expect("an object");
        let way = fields.shift_remove("record").expect("the way");
        let way = format!("/{}", way.as_str().expect("a text").replace('.', "/"));
        let list = document.pointer_mut(&way).and_then(Value::as_array_mut);
        list.expect("a list").push(record);
    }
    document
}

#[test]
fn lines_of_json_put_together_are_the_document() {
    for report in reports() {
        let text = report.printed(&["--format", "jsonl"]);
        let document = put_together(&text);
        assert_eq!(document, report.data, "{:?}", report.workspace);
    }
}

#[test]
fn what_is_empty_and_what_has_lists_of_its_own_is_put_together_too() {
    let document = json!({
        "schema": "chamdiem/x/1",
        "names": ["a", "b"],
        "none": [],
        "nothing": null,
        "empty": {},
        "rows": [{"code": "1", "levels": [{"level": 4}]}, {"code": "2", "levels": []}, {}],
        "part": {"rows": [{"code": "3"}], "count": 2},
    });
    let report = Report::new(Language::English, Vec::new, Rows::none, &document);
    let mut written = Vec::new();
    Format::Jsonl
        .write(&report, None, &mut written)
        .expect("memory can be written");
    let written = String::from_utf8(written).expect("UTF-8");
    assert_eq!(written.lines().count(), 5);
    assert_eq!(put_together(&written), document);
}

#[test]
fn every_column_of_the_ranking_is_a_value_of_its_row() {
    for report in reports() {
        let ranking = &report.data["ranking"];
        let of_all = [
            ("period", ranking["period"].clone()),
            (
                "criteria_set",
                Value::from(format!(
                    "{}/{}",
                    field(ranking, "/criteria_set/id"),
                    field(ranking, "/criteria_set/version")
                )),
            ),
        ];
        let lists = [&ranking["rows"], &ranking["unranked"]];
        let rows = lists
            .into_iter()
            .filter_map(|rows| rows.as_array())
            .flatten();
        let expected: Vec<BTreeMap<String, String>> = rows
            .map(|row| {
                let mut expected = expected(row, OF_A_ROW.iter().chain(WAIVERS));
                expected.insert("levels".to_owned(), levels_of(row));
                for (column, value) in &of_all {
                    expected.insert((*column).to_owned(), field(value, ""));
                }
                expected
            })
            .collect();
        assert!(!expected.is_empty());
        let records = report.records(&["--format", "csv"]);
        assert_same(&records, &expected, report.workspace.0);
    }
}

#[test]
fn every_field_of_a_row_is_a_column_or_is_left_out_for_a_reason() {
    let fields = &leaves_of("Row") | &leaves_of("UnrankedRow");
    let columns = OF_A_ROW.iter().chain(WAIVERS).map(|(_, way)| *way);
    let first_level = "/levels/0/level";
    let told: BTreeSet<String> = columns
        .filter(|way| *way != first_level)
        .chain(NOT_OF_A_ROW.iter().map(|(way, _)| *way))
        .map(str::to_owned)
        .collect();
    assert_eq!(fields, told);
}

#[test]
fn every_column_of_the_long_table_is_a_value_of_its_card() {
    for report in reports() {
        let mut rows = Vec::new();
        for reported in report.data["scorecards"].as_array().expect("cards") {
            let card = &reported["card"];
            let mut below = vec![&card["tree"]];
            while let Some(node) = below.pop() {
                let mut row = expected(card, OF_A_CARD);
                row.extend(expected(node, OF_A_NODE));
                row.extend(expected(&waived_within(card, node), WAIVERS));
                rows.push(row);
                if let Some(appraised) = node["appraised"]["derivation"]["rule"].as_str() {
                    let own = &node["self"]["derivation"];
                    assert!(own.is_null() || own["rule"] == appraised);
                }
                below.extend(node["children"].as_array().into_iter().flatten().rev());
            }
        }
        assert!(!rows.is_empty());
        assert_same(&report.records(&["--long"]), &rows, report.workspace.0);
    }
}

#[test]
fn every_field_of_a_criterion_is_a_column_or_is_left_out_for_a_reason() {
    let fields = leaves_of("NodeEntry");
    let columns: BTreeSet<String> = OF_A_NODE.iter().map(|(_, way)| (*way).to_owned()).collect();
    let (left_out, told): (BTreeSet<String>, BTreeSet<String>) =
        fields.into_iter().partition(|leaf| is_left_out(leaf));
    assert_eq!(told, columns);
    for (way, why) in NOT_OF_A_NODE {
        let is_there = left_out.iter().any(|leaf| leaf.contains(way));
        assert!(is_there, "{way} is no field any more ({why})");
    }
}

/// The waivers of a card that have a part in a node.
fn waived_within(card: &Value, node: &Value) -> Value {
    let mut codes = Vec::new();
    let mut below = vec![node];
    while let Some(node) = below.pop() {
        codes.push(&node["code"]);
        below.extend(node["children"].as_array().into_iter().flatten());
    }
    let waivers = card["waivers"].as_array().into_iter().flatten();
    let within = waivers.filter(|waiver| {
        let mut criteria = waiver["criteria"].as_array().into_iter().flatten();
        criteria.any(|code| codes.contains(&code))
    });
    serde_json::json!({ "waivers": within.collect::<Vec<_>>() })
}
