//! Every page of a key of a criteria set is a test: what stands in its blocks is read as an
//! author writes it, and its tables are rounds of forms.

use std::fs;
use std::path::Path;

use crate::examples::Example;
use crate::pages;

/// The keys that have a page, and what only such a set says.
const PAGES: [(&str, &str); 9] = [
    ("combine", "\"combine\""),
    ("cumulative", "\"cumulative\""),
    ("jump", "\"jump\""),
    ("minimum_data", "\"minimum_data\""),
    ("outside", "\"outside\""),
    ("statistics", "\"statistics\""),
    ("targets", "\"source\": \"superior\""),
    ("transfer", "\"not_applicable\": \"transfer\""),
    ("values", "\"values\""),
];

#[test]
fn every_page_beside_the_definition_is_of_a_key_that_has_one() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/definition");
    let entries = fs::read_dir(folder).expect("src/definition can be listed");
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    let names = names.filter_map(|name| Some(name.to_str()?.strip_suffix(".md")?.to_owned()));
    let mut names: Vec<String> = names.collect();
    names.sort();
    assert_eq!(names, PAGES.map(|(name, _)| name));
}

#[test]
fn every_row_of_every_page_of_a_key_comes_to_what_it_says() {
    let mut wrong = Vec::new();
    for (name, key) in PAGES {
        let page = format!("src/definition/{name}.md");
        let text = pages::text(&page);
        assert_eq!(
            text.lines().next(),
            Some(format!("# `{name}`").as_str()),
            "{page}: the first line"
        );
        let blocks = pages::only_blocks(&page, &text);
        assert!(!blocks.is_empty(), "{page}: no set in a ```json block");
        for block in blocks {
            assert!(block.text.contains(key), "{}: no {key} in it", block.place);
            wrong.extend(Example::read(block).differences());
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
