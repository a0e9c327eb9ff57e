//! One cell's text, as the answer to every kind of input and as a list of documents.
#![no_main]

use chamdiem::submission::evidence;
use chamdiem::submission::sheet::Content;
use chamdiem::submission::value;
use chamdiem_fuzz::{SET, contained};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    contained(|| {
        for input in &SET.inputs {
            value::read(Content::Text(text), input);
        }
        value::says_not_accepted(Content::Text(text));
        evidence::parse(text);
    });
});
