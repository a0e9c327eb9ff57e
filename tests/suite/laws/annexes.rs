//! Laws of the workbook a criteria set can be.

use chamdiem::annex;
use chamdiem::finding::{Findings, Source};
use proptest::prelude::*;

use super::cases;
use super::drawing::*;

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn a_set_written_as_a_workbook_is_read_as_the_same_set(plan in plan()) {
        let definition = plan.definition();
        let text = definition.text();
        let workbook = annex::write(&text).expect("short texts");
        let mut findings = Findings::new();
        let imported = annex::read(&Source::new("phu-luc.xlsx"), &workbook, None, &mut findings);
        let imported = imported.expect("a workbook of ours");
        prop_assert_eq!(imported.set, read(&definition));
        prop_assert!(!findings.has_errors(), "{findings:?}");
        // What was read is written as the same workbook, byte by byte.
        prop_assert!(annex::write(&imported.text).expect("short texts") == workbook);
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect("JSON");
        prop_assert_eq!(value(&imported.text), value(&text));
    }
}
