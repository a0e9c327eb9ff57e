//! Readings of a decision that its sources leave open: each a JSON Patch (RFC 6902) of a
//! shipped criteria set, so that nothing but the difference is kept twice.
//!
//! Knows only the three operations the patches use: `test`, `add` a key, `replace`.

use std::fs;
use std::path::{Path, PathBuf};

use chamdiem::definition::{self, CriteriaSet};
use chamdiem::finding::{Findings, Source};
use serde_json::Value;

use crate::builder::{assessed, shown};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("criteria/qd766-cap-xa")
}

fn json(path: &Path) -> Value {
    let text = fs::read_to_string(path).expect("the file is there");
    serde_json::from_str(&text).expect("the file is JSON")
}

/// Applies a patch, and finds fault with one that does not fit the set.
fn patched(mut set: Value, patch: &Value) -> Value {
    for operation in patch.as_array().expect("a patch is a list") {
        let text = |key: &str| operation[key].as_str().expect("a text");
        let (path, value) = (text("path"), operation["value"].clone());
        match text("op") {
            "test" => assert_eq!(set.pointer(path), Some(&value), "{path}"),
            "replace" => *set.pointer_mut(path).expect("what is replaced is there") = value,
            "add" => {
                let (object, key) = path.rsplit_once('/').expect("a pointer");
                let object = set
                    .pointer_mut(object)
                    .and_then(Value::as_object_mut)
                    .expect("an object");
                assert!(object.insert(key.to_owned(), value).is_none(), "{path}");
            }
            other => panic!("{other}: no operation of these patches"),
        }
    }
    set
}

fn read(text: &str) -> CriteriaSet {
    let mut findings = Findings::new();
    let set = definition::read(&Source::new("variant"), text, &mut findings);
    assert!(findings.is_empty(), "{:?}", findings.sorted());
    set.expect("a criteria set")
}

/// The set as it is shipped, or one of its variants.
fn qd766(variant: Option<&str>) -> CriteriaSet {
    let base = json(&folder().join("criteria-set.json"));
    let Some(name) = variant else {
        return read(&base.to_string());
    };
    let patch = json(&folder().join("variants").join(format!("{name}.json")));
    let set = read(&patched(base, &patch).to_string());
    assert_eq!(set.version, format!("2026.1+{name}"));
    set
}

fn points(set: &CriteriaSet, commune: &str, code: &str) -> String {
    let form = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("samples/qd766/2026-09")
        .join(commune);
    let bytes = fs::read(form).expect("the sample is there");
    let assessed = assessed(set, &bytes, "xã");
    assert!(assessed.findings.is_empty(), "{:?}", assessed.findings);
    if code.is_empty() {
        return assessed.standing(set).total.to_string();
    }
    let [points, _] = shown(set, &assessed.card.own, code);
    points
}

/// Variant, form, node (the whole has none), points in the shipped set and in the variant, all
/// computed by hand from the forms.
const EFFECTS: &[(&str, &str, &str, &str, &str)] = &[
    // 20 of 40 dossiers, full at 80 %.
    ("4.2-at-80", "99901-xa-mot.csv", "4.2", "2.00", "2.50"),
    // The maximum for what does not apply to a commune.
    (
        "online-province-only",
        "99901-xa-mot.csv",
        "III",
        "5.75",
        "12.00",
    ),
    (
        "1.2-1.3-province-only",
        "99901-xa-mot.csv",
        "1.2",
        "3.00",
        "4.00",
    ),
    (
        "1.2-1.3-province-only",
        "99902-xa-hai.csv",
        "1.3",
        "1.80",
        "2.00",
    ),
    // No petitions: 12 points less of 100, and 53.4 of 88 brought to 100.
    (
        "petitions-excluded",
        "99901-xa-mot.csv",
        "5.3",
        "6.00",
        "0.00",
    ),
    (
        "petitions-excluded",
        "99901-xa-mot.csv",
        "",
        "65.40",
        "60.68",
    ),
    // No petitions: 6 points more for each of the two that take them over, both of which were full.
    (
        "petitions-moved",
        "99901-xa-mot.csv",
        "2.1",
        "20.00",
        "26.00",
    ),
    (
        "petitions-moved",
        "99901-xa-mot.csv",
        "5.4",
        "6.00",
        "12.00",
    ),
    ("petitions-moved", "99901-xa-mot.csv", "5.2", "6.00", "0.00"),
    ("petitions-moved", "99901-xa-mot.csv", "", "65.40", "65.40"),
    ("petitions-moved", "99902-xa-hai.csv", "", "73.09", "73.09"),
    // With petitions nothing changes.
    (
        "petitions-excluded",
        "99902-xa-hai.csv",
        "",
        "73.09",
        "73.09",
    ),
    // No dossiers this period: 5 of 480 / 12, or of 480 / 4.
    ("quarter", "99901-xa-mot.csv", "1.4", "0.75", "0.25"),
    // Nothing announced in the period.
    (
        "zero-denominator-full-marks",
        "99901-xa-mot.csv",
        "1.1",
        "0.00",
        "6.00",
    ),
];

#[test]
fn each_variant_of_766_is_the_shipped_set_with_its_stated_edit() {
    let shipped = qd766(None);
    for &(variant, commune, code, before, after) in EFFECTS {
        let set = qd766(Some(variant));
        assert_eq!(points(&shipped, commune, code), before, "{variant}, {code}");
        assert_eq!(points(&set, commune, code), after, "{variant}, {code}");
    }
}

#[test]
fn every_variant_of_766_is_named_in_its_source_page_and_tried_here() {
    let page = fs::read_to_string(folder().join("SOURCE.md")).expect("the page is there");
    let files = fs::read_dir(folder().join("variants")).expect("the variants can be listed");
    for file in files {
        let name = file.expect("a variant").file_name();
        let name = name.to_string_lossy();
        let name = name.strip_suffix(".json").expect("variants are JSON");
        assert!(page.contains(&format!("`{name}`")), "{name}");
        assert!(
            EFFECTS.iter().any(|&(variant, ..)| variant == name),
            "{name}"
        );
    }
}
