//! A criteria set as the annex of a decision looks: a workbook, written and read without loss.
//!
//! The annex has a row for every part, group and criterion; the figures asked for, the ladders
//! and what concerns the whole have sheets of their own. A key without a column travels as JSON in
//! the last one, so JSON → workbook → JSON is the same value. Works on the JSON of a set, not on
//! its types: a key the format gains travels without a change here. A table that was never ours
//! (STT, tiêu chí, điểm tối đa) is read as well, with points awarded by hand.

mod bare;
mod columns;
mod json;
mod read;
mod schema;
mod workbook;
mod write;
mod written;

use rust_xlsxwriter::XlsxError;

pub use read::{Imported, read};

/// The most letters a cell of a workbook can hold.
const LONGEST_CELL: usize = 32_767;

/// Why a criteria set cannot be written as a workbook.
#[derive(Debug, thiserror::Error)]
pub enum AnnexError {
    /// The text is no JSON object.
    #[error("no criteria set")]
    NoSet,
    /// A text is too long for a cell.
    #[error("{sheet}: {row}, {column}: {letters} letters are too many for a cell")]
    TooLong {
        /// The sheet.
        sheet: &'static str,
        /// The code, name or key of the row.
        row: String,
        /// The heading of the column.
        column: &'static str,
        /// How many letters the text has.
        letters: usize,
    },
    /// What the library says.
    #[error("the workbook cannot be written")]
    Workbook(#[from] XlsxError),
}

/// Returns a criteria set, given as the JSON of its file, as an xlsx file; the same set gives the
/// same bytes.
///
/// # Errors
///
/// When a text is too long for a cell, or there are more rows than a sheet can have.
pub fn write(text: &str) -> Result<Vec<u8>, AnnexError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match json::Json::parse(text) {
        Ok(json::Json::Object(set)) => workbook::write(&write::book(set)?),
        _ => Err(AnnexError::NoSet),
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::json::{Json, Object};
    use super::{read, write};
    use crate::finding::{Findings, Source};

    const KEYS: [&str; 24] = [
        "vi",
        "en",
        "kind",
        "groups",
        "inputs",
        "values",
        "label",
        "name",
        "type",
        "unit",
        "options",
        "minimum",
        "ladders",
        "levels",
        "level",
        "id",
        "when",
        "evidence",
        "remark",
        "source",
        "responsible",
        "x.y",
        "",
        "_x0041_",
    ];

    fn text() -> impl Strategy<Value = Json> {
        let texts = prop_oneof![
            "[a-zà-ỹ .,|:\n]{0,12}",
            ".{0,6}",
            select(vec![
                "STT",
                "Tổng cộng",
                "4.10",
                "=1+1",
                "_x000D_",
                "a\r\nb",
                "\u{7f}",
                "tỷ lệ",
                "count",
                "true"
            ])
            .prop_map(str::to_owned),
        ];
        texts.prop_map(Json::Text)
    }

    fn number() -> impl Strategy<Value = Json> {
        let texts = prop_oneof![
            "-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,6})?",
            "(0|[1-9][0-9]{0,25})(\\.[0-9]{1,4})?",
            select(vec!["1e3", "-0", "1.50", "0.1", "70.02"]).prop_map(str::to_owned),
        ];
        texts.prop_map(Json::Number)
    }

    /// An object without a key twice.
    fn object(values: impl Strategy<Value = Json>) -> impl Strategy<Value = Object> {
        vec((select(KEYS.to_vec()), values), 0..6).prop_map(|members| {
            let mut object = Object::new();
            for (key, value) in members {
                if object.iter().all(|(other, _)| other != key) {
                    object.push((key.to_owned(), value));
                }
            }
            object
        })
    }

    fn value() -> impl Strategy<Value = Json> {
        let scalar = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::Bool),
            number(),
            text()
        ];
        let both = [text(), text()]
            .prop_map(|[vi, en]| Json::Object(vec![("vi".to_owned(), vi), ("en".to_owned(), en)]));
        let leaf = prop_oneof![3 => scalar, 1 => both];
        leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![
                vec(inner.clone(), 0..4).prop_map(Json::List),
                object(inner).prop_map(Json::Object)
            ]
        })
    }

    /// A node with what no node is without, and anything besides.
    fn node(code: &'static str) -> impl Strategy<Value = Json> {
        let rule = prop_oneof![
            value(),
            Just(Json::Object(vec![(
                "kind".to_owned(),
                Json::Text("ratio".to_owned())
            )]))
        ];
        let codes = prop_oneof![4 => Just(code.to_owned()), 1 => "[a-z1-9.)]{1,4}"];
        (object(value()), codes, value(), number(), rule).prop_map(
            |(mut object, code, title, maximum, rule)| {
                let more = [
                    ("code", Json::Text(code)),
                    ("title", title),
                    ("maximum", maximum),
                    ("rule", rule),
                ];
                object.extend(more.map(|(key, value)| (key.to_owned(), value)));
                Json::Object(object)
            },
        )
    }

    fn set() -> impl Strategy<Value = Json> {
        let below = (vec(node("1.1"), 0..2), vec(node("1.10"), 0..2));
        let parts = (object(value()), number(), node("1"), node("2"), below);
        parts.prop_map(|(mut set, maximum, one, two, (groups, criteria))| {
            let mut one = one;
            if let Json::Object(members) = &mut one {
                members.retain(|(key, _)| key != "groups");
                members.push(("groups".to_owned(), Json::List(groups)));
                members.push(("criteria".to_owned(), Json::List(criteria)));
            }
            // The format knows its keys, and none of the whole is odd.
            let is_odd = |key: &str| key.is_empty() || key.contains(['.', '_']);
            set.retain(|(key, _)| key != "groups" && !is_odd(key));
            set.push(("maximum".to_owned(), maximum));
            set.push(("groups".to_owned(), Json::List(vec![one])));
            set.push(("criteria".to_owned(), Json::List(vec![two])));
            Json::Object(set)
        })
    }

    /// With all keys in one order, whatever they mean.
    fn sorted(value: Json) -> Json {
        match value {
            Json::List(items) => Json::List(items.into_iter().map(sorted).collect()),
            Json::Object(members) => {
                let members = members.into_iter();
                let mut members: Object =
                    members.map(|(key, value)| (key, sorted(value))).collect();
                members.sort_by(|(one, _), (two, _)| one.cmp(two));
                Json::Object(members)
            }
            scalar => scalar,
        }
    }

    /// A few, or as many as `PROPTEST_CASES` says.
    fn cases() -> ProptestConfig {
        let mut config = ProptestConfig::default();
        if std::env::var_os("PROPTEST_CASES").is_none() {
            config.cases = 48;
        }
        config.failure_persistence = None;
        config
    }

    proptest! {
        #![proptest_config(cases())]

        #[test]
        fn whatever_a_set_holds_comes_back_digit_by_digit(set in set()) {
            let text = set.compact();
            let workbook = write(&text).expect("short texts");
            let mut findings = Findings::new();
            let imported = read(&Source::new("a.xlsx"), &workbook, None, &mut findings);
            let imported = imported.ok_or_else(|| TestCaseError::fail(format!("{findings:?}")))?;
            let back = Json::parse(&imported.text).expect("JSON");
            prop_assert_eq!(sorted(back), sorted(set));
            prop_assert!(write(&text).expect("the same") == workbook, "the same bytes");
        }
    }
}
