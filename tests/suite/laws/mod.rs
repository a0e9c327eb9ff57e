//! Laws: what holds of every criteria set and every answer, tried on drawn ones.
//!
//! A drawn set has every kind of rule and policy; its answers are drawn for its inputs, some
//! blank, some "not applicable". `PROPTEST_CASES=5000 cargo test laws` looks further.

mod annexes;
mod answering;
mod arithmetic;
mod documents;
mod drawing;
mod encodings;
mod levels;
mod lint;
mod orders;
mod rankings;
mod scores;
mod shapes;
mod versions;
mod waivers;

use chamdiem::period::Period;
use proptest::prelude::*;

pub use drawing::plan;

const MONTH: Period = Period::Month(2021, 11);

/// `cases` of each law, or as many as `PROPTEST_CASES` says.
pub fn cases(cases: u32) -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig {
        cases: if std::env::var_os("PROPTEST_CASES").is_some() {
            default.cases
        } else {
            cases
        },
        // A case that fails is written down as a test, not kept in a file of seeds.
        failure_persistence: None,
        ..default
    }
}
