//! What produced a result: criteria set, roster and inputs with their digests, and the program.
//!
//! Whoever has the same files can check each with `sha256sum` or `certutil -hashfile`.

use serde::Serialize;
use sha2::{Digest, Sha256};

/// A file that was read, and its digest.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct InputFile {
    /// The file as it was named.
    pub file: String,
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    pub sha256: String,
}

/// What produced a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Provenance {
    /// The program and its version.
    pub program: String,
    /// The definition file.
    pub criteria_set: InputFile,
    /// The roster, where there was one.
    pub roster: Option<InputFile>,
    /// The table of targets, where there was one.
    pub targets: Option<InputFile>,
    /// The table of waivers, where there was one.
    pub waivers: Option<InputFile>,
    /// The submissions, by name.
    pub submissions: Vec<InputFile>,
}

impl Provenance {
    /// The program and its version.
    pub const PROGRAM: &'static str = concat!("chamdiem ", env!("CARGO_PKG_VERSION"));
}

/// Returns the SHA-256 of `bytes` in lower-case hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(64);
    for byte in Sha256::digest(bytes) {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_digest_is_the_one_every_tool_prints() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        assert_eq!(super::sha256(b""), empty);
    }
}
