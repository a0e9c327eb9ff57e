//! A definition file: read, checked, and what was found told.
#![no_main]

use chamdiem::definition;
use chamdiem::finding::{Findings, Source};
use chamdiem_fuzz::{contained, tell};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    contained(|| {
        let text = String::from_utf8_lossy(data);
        let mut findings = Findings::new();
        definition::read(&Source::new("criteria-set.json"), &text, &mut findings);
        tell(&findings.sorted());
    });
});
