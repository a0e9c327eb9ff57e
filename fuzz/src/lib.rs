//! What the fuzz targets share: whatever a file holds, reading it ends in findings or in a result,
//! and both can be told.

use std::panic::{self, AssertUnwindSafe};
use std::process::abort;
use std::sync::{LazyLock, Once};

use chamdiem::definition::{self, CriteriaSet};
use chamdiem::finding::{Finding, Findings, Source};
use chamdiem::submission;
use chamdiem::text::{self, Language};
use chamdiem::{scorecard, scoring};

/// The set the forms are read with: every kind of input and of rule.
pub static SET: LazyLock<CriteriaSet> = LazyLock::new(|| {
    let text = include_str!("../../tests/forms/everything.json");
    let mut findings = Findings::new();
    let set = definition::read(&Source::new("everything.json"), text, &mut findings);
    set.expect("the set is without a fault")
});

/// Runs `target`; a panic it lets out ends the process, and one that is caught inside does not: the
/// reader of workbooks panics on damaged ones, and the program makes a finding of it.
pub fn contained(target: impl FnOnce()) {
    static QUIET: Once = Once::new();
    QUIET.call_once(|| panic::set_hook(Box::new(|_| ())));
    if let Err(panic) = panic::catch_unwind(AssertUnwindSafe(target)) {
        let said = panic.downcast_ref::<String>().map(String::as_str);
        let said = said.or_else(|| panic.downcast_ref::<&str>().copied());
        eprintln!("panicked: {}", said.unwrap_or_default());
        abort();
    }
}

/// Reads a form as `check` and `score` do, and tells what was found.
pub fn hand_in(bytes: &[u8]) -> Vec<Finding> {
    let set = &*SET;
    let mut findings = Findings::new();
    let source = Source::new("phieu");
    if let Some(submission) = submission::read(set, &source, bytes, &mut findings) {
        let unit = submission::identify(&submission, None, &mut findings);
        let period = submission.period();
        if let (Some(unit), Some(period)) = (unit, period) {
            let card = scorecard::assess(set, submission, unit, period, &mut findings);
            for node in set.nodes.iter().filter_map(|node| set.node(&node.code)) {
                scoring::published(set, &card.own.scores.of(node).points);
            }
        }
    }
    let findings = findings.sorted();
    tell(&findings);
    findings
}

/// Makes sentences of findings in both languages.
pub fn tell(findings: &[Finding]) {
    for finding in findings {
        for language in [Language::Vietnamese, Language::English] {
            assert!(!text::finding(finding, language).is_empty());
            text::place(&finding.place, language);
        }
    }
}
