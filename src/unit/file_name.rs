//! Names of files for units: whatever code and name say, a file in the folder it is meant for.

use std::collections::BTreeSet;

use super::fold;

/// Letters of the longest name, so that a path stays short enough for every system.
const LONGEST: usize = 80;

/// Names that Windows keeps for devices, whatever ending is put behind them.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// Gives names that differ, also where capitals do not tell them apart.
#[derive(Debug, Clone, Default)]
pub struct FileNames {
    given: BTreeSet<String>,
}

impl FileNames {
    /// Returns a collection that has given no name yet.
    pub fn new() -> FileNames {
        FileNames::default()
    }

    /// Returns the name of a unit's file, without an ending: `01864-xa-boc-bo`.
    ///
    /// It consists of letters without marks, digits and hyphens, so it leads to no other folder
    /// and means the same on every system. The same units in the same order get the same names.
    pub fn of(&mut self, code: &str, name: &str) -> String {
        let mut stem = plain(code);
        let name = plain(name);
        if !stem.is_empty() && !name.is_empty() {
            stem.push('-');
        }
        stem.push_str(&name);
        stem.truncate(LONGEST);
        let stem = stem.trim_end_matches('-');
        let stem = match stem {
            "" => "don-vi".to_owned(),
            stem if is_device(stem) => format!("don-vi-{stem}"),
            stem => stem.to_owned(),
        };
        let numbered = (2_u64..).map(|number| format!("{stem}-{number}"));
        let mut candidates = std::iter::once(stem.clone()).chain(numbered);
        // Numbers never run out before units do.
        let free = candidates.find(|candidate| !self.given.contains(candidate));
        let name = free.unwrap_or(stem);
        self.given.insert(name.clone());
        name
    }
}

/// Small letters without marks, digits, and single hyphens for everything else.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for letter in fold(text).chars() {
        if letter.is_ascii_alphanumeric() {
            plain.push(letter);
        } else if !plain.is_empty() && !plain.ends_with('-') {
            plain.push('-');
        }
    }
    plain.truncate(plain.trim_end_matches('-').len());
    plain
}

fn is_device(stem: &str) -> bool {
    let is_port = |kind: &str| {
        let number = stem.strip_prefix(kind);
        number.is_some_and(|number| number.len() == 1 && number.as_bytes()[0].is_ascii_digit())
    };
    DEVICES.contains(&stem) || is_port("com") || is_port("lpt")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    #[test]
    fn a_file_is_named_by_code_and_name() {
        let mut names = FileNames::new();
        for (code, name, file) in [
            ("01864", "Xã Bộc Bố", "01864-xa-boc-bo"),
            ("01864", "XÃ  BỘC BỐ", "01864-xa-boc-bo-2"),
            ("../..", "/etc/passwd", "etc-passwd"),
            ("C:\\", "Đắk R'Lấp", "c-dak-r-lap"),
            ("con", "", "don-vi-con"),
            ("", "COM1", "don-vi-com1"),
            ("COM10", "", "com10"),
            ("", "…", "don-vi"),
            ("-rf", ". ", "rf"),
            ("", "a.xlsx:b\0c\u{202e}", "a-xlsx-b-c"),
        ] {
            assert_eq!(names.of(code, name), file);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_name_is_a_file_in_its_folder(units in vec((any::<String>(), "(con|nul|lpt1|aux|xã|\\PC*)[./ ]{0,2}"), 1..20)) {
            let mut names = FileNames::new();
            let mut seen = BTreeSet::new();
            for (code, name) in &units {
                let file = names.of(code, name);
                prop_assert!(file.len() <= LONGEST + 30, "{file}");
                prop_assert!(file.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'), "{file}");
                prop_assert!(!file.starts_with('-') && !file.ends_with('-'), "{file}");
                prop_assert!(!is_device(&file), "{file}");
                prop_assert!(seen.insert(file.to_lowercase()), "twice");
            }
        }
    }
}
