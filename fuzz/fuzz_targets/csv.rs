//! A delimited text in any encoding, handed in as a form.
#![no_main]

use chamdiem_fuzz::{contained, hand_in};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    contained(|| {
        hand_in(data);
    });
});
