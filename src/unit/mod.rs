//! Who is assessed: administrative units, and the roster of those expected.
//!
//! A unit is a code in a dated roster, never a code alone: 01864 was Xã Bộc Bố until
//! 30 June 2025 and is Xã Bằng Thành since.

mod called;
mod file_name;
mod roster;

use std::borrow::Borrow;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

use crate::period::{Date, Period};

use called::Calls;

pub use called::asked_for;
pub use file_name::FileNames;
pub use roster::read;

/// The official code of a unit: text, with its leading zeros.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitCode(String);

impl UnitCode {
    /// Returns the code written `text`.
    pub fn new(text: impl Into<String>) -> UnitCode {
        UnitCode(text.into())
    }

    /// Returns the code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for UnitCode {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UnitCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A unit above, such as the district or the province.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tier {
    /// The name of the roster's column: `district`, `province`.
    pub tier: String,
    /// The code of the unit above.
    pub code: String,
    /// Its name.
    pub name: String,
}

/// A commune, ward, town or special zone, as the roster has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdministrativeUnit {
    /// The official code.
    pub code: UnitCode,
    /// The name with its type, such as `Xã Bộc Bố`.
    pub name: String,
    /// The type: `xã`, `phường`, `thị trấn`, `đặc khu`; empty when the roster is silent.
    pub kind: String,
    /// The units above, the nearest first: one list for neighbours that have the same.
    pub tiers: Arc<[Tier]>,
    /// First day on which the unit exists under this code.
    pub valid_from: Option<Date>,
    /// Last day.
    pub valid_until: Option<Date>,
}

impl AdministrativeUnit {
    /// Returns whether the unit exists on `day`.
    pub fn exists_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day)
            && self.valid_until.is_none_or(|until| day <= until)
    }

    /// Returns the unit directly above.
    pub fn parent(&self) -> Option<&Tier> {
        self.tiers.first()
    }
}

/// The types of administrative unit there are and were, as rosters name them.
pub const TYPES: [&str; 9] = [
    "xã",
    "phường",
    "thị trấn",
    "đặc khu",
    "huyện",
    "quận",
    "thị xã",
    "thành phố",
    "tỉnh",
];

/// The units expected, so that absence is a finding.
#[derive(Debug, Clone, Default)]
pub struct Roster {
    units: Vec<Arc<AdministrativeUnit>>,
    /// Positions by code; of several units with one code, the first.
    by_code: HashMap<UnitCode, usize>,
    /// Positions by what units are called; only forms without a code need it.
    calls: OnceLock<Calls>,
}

impl Roster {
    /// Returns the roster of `units`, kept in their order.
    pub fn new(units: Vec<AdministrativeUnit>) -> Roster {
        Roster::of(units.into_iter().map(Arc::new).collect())
    }

    fn of(units: Vec<Arc<AdministrativeUnit>>) -> Roster {
        let mut by_code = HashMap::with_capacity(units.len());
        for (index, unit) in units.iter().enumerate() {
            by_code.entry(unit.code.clone()).or_insert(index);
        }
        Roster {
            units,
            by_code,
            calls: OnceLock::new(),
        }
    }

    /// Returns the units, in the order of the file.
    pub fn units(&self) -> &[Arc<AdministrativeUnit>] {
        &self.units
    }

    /// Returns the units that exist on the last day of `period`.
    #[must_use]
    pub fn in_force(&self, period: Period) -> Roster {
        let day = period.last_day();
        Roster::of(
            self.units
                .iter()
                .filter(|unit| unit.exists_on(day))
                .cloned()
                .collect(),
        )
    }

    /// Returns the unit with this code.
    pub fn by_code(&self, code: &str) -> Option<&Arc<AdministrativeUnit>> {
        self.by_code.get(code).map(|&index| &self.units[index])
    }

    /// Returns every unit whose whole name `name` can be ([`is_name_of`]).
    pub fn by_name(&self, name: &str) -> Vec<&Arc<AdministrativeUnit>> {
        let found = self.calls().by_whole(name).iter();
        let found = found.map(|&index| &self.units[index]);
        found.filter(|unit| is_name_of(name, &unit.name)).collect()
    }

    /// Returns the only unit whose code is this number, as if a spreadsheet had cut their zeros.
    pub fn by_cut_code(&self, number: &str) -> Option<&Arc<AdministrativeUnit>> {
        let is_number = |code: &str| !code.is_empty() && code.bytes().all(|b| b.is_ascii_digit());
        if !is_number(number) {
            return None;
        }
        let value = number.trim_start_matches('0');
        let mut same = self.units.iter().filter(|unit| {
            let code = unit.code.as_str();
            is_number(code) && code.trim_start_matches('0') == value
        });
        let first = same.next()?;
        same.next().is_none().then_some(first)
    }

    fn calls(&self) -> &Calls {
        self.calls.get_or_init(|| Calls::of(&self.units))
    }

    /// Returns up to three units whose names are nearest to `name`, to be offered, never taken.
    pub fn nearest(&self, name: &str) -> Vec<&Arc<AdministrativeUnit>> {
        let folded = fold(name);
        let mut near: Vec<(usize, &Arc<AdministrativeUnit>)> = self
            .units
            .iter()
            .map(|unit| (strsim::osa_distance(&fold(&unit.name), &folded), unit))
            .filter(|(distance, _)| *distance <= 1 + folded.chars().count() / 4)
            .collect();
        near.sort_by(|one, two| (one.0, &one.1.code).cmp(&(two.0, &two.1.code)));
        near.into_iter().take(3).map(|(_, unit)| unit).collect()
    }
}

/// Returns whether a name as typed means `name`: the same letters and tones, wherever in the
/// syllable the tone is written (Hoà, Hòa), however composed, in any case; or the same letters,
/// where it was typed without any marks.
pub fn is_name_of(typed: &str, name: &str) -> bool {
    if typed == name || toned(typed) == toned(name) {
        return true;
    }
    let folded = fold(typed);
    let is_without_marks = typed
        .to_lowercase()
        .split_whitespace()
        .eq(folded.split(' '));
    is_without_marks && folded == fold(name)
}

/// Spells a name with the tone of each syllable behind it, in lower case, with single spaces.
fn toned(name: &str) -> String {
    const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];
    let syllable = |word: &str| {
        let lower = word.to_lowercase();
        let parts = || lower.nfd();
        let (letters, tones): (String, String) = (
            parts().filter(|part| !TONES.contains(part)).collect(),
            parts().filter(|part| TONES.contains(part)).collect(),
        );
        letters + &tones
    };
    let words = name.split(|letter: char| letter.is_whitespace() || letter == '\u{200b}');
    let words: Vec<String> = words
        .filter(|word| !word.is_empty())
        .map(syllable)
        .collect();
    words.join(" ")
}

/// Returns the words of a text, folded, without the marks between them.
pub fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(|letter: char| !letter.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// Folds a Vietnamese name for looking it up: no marks, any case, đ as d, single spaces.
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    let mut pending_space = false;
    let mut add = |letter: char| {
        if letter.is_whitespace() || matches!(letter, '\u{200b}' | '\u{feff}') {
            pending_space = !folded.is_empty();
            return;
        }
        if std::mem::take(&mut pending_space) {
            folded.push(' ');
        }
        match letter {
            'đ' | 'Đ' => folded.push('d'),
            letter if letter.is_ascii() => folded.push(letter.to_ascii_lowercase()),
            letter => folded.extend(letter.to_lowercase()),
        }
    };
    for letter in name.chars() {
        if letter.is_ascii() {
            add(letter);
            continue;
        }
        if let Some(plain) = without_marks(letter) {
            add(plain);
            continue;
        }
        // The marks go, and so their order does not matter.
        decompose_canonical(letter, |part| {
            if !is_combining_mark(part) {
                add(part);
            }
        });
    }
    folded
}

/// Returns what a Vietnamese letter folds to: what the tables of Unicode say, for the letters that
/// nearly every text here is made of.
const fn without_marks(letter: char) -> Option<char> {
    let plain = match letter {
        'à' | 'À' | 'á' | 'Á' | 'ả' | 'Ả' | 'ã' | 'Ã' | 'ạ' | 'Ạ' | 'ă' | 'Ă' | 'ằ' | 'Ằ' | 'ắ'
        | 'Ắ' | 'ẳ' | 'Ẳ' | 'ẵ' | 'Ẵ' | 'ặ' | 'Ặ' | 'â' | 'Â' | 'ầ' | 'Ầ' | 'ấ' | 'Ấ' | 'ẩ'
        | 'Ẩ' | 'ẫ' | 'Ẫ' | 'ậ' | 'Ậ' => 'a',
        'è' | 'È' | 'é' | 'É' | 'ẻ' | 'Ẻ' | 'ẽ' | 'Ẽ' | 'ẹ' | 'Ẹ' | 'ê' | 'Ê' | 'ề' | 'Ề' | 'ế'
        | 'Ế' | 'ể' | 'Ể' | 'ễ' | 'Ễ' | 'ệ' | 'Ệ' => 'e',
        'ì' | 'Ì' | 'í' | 'Í' | 'ỉ' | 'Ỉ' | 'ĩ' | 'Ĩ' | 'ị' | 'Ị' => 'i',
        'ò' | 'Ò' | 'ó' | 'Ó' | 'ỏ' | 'Ỏ' | 'õ' | 'Õ' | 'ọ' | 'Ọ' | 'ô' | 'Ô' | 'ồ' | 'Ồ' | 'ố'
        | 'Ố' | 'ổ' | 'Ổ' | 'ỗ' | 'Ỗ' | 'ộ' | 'Ộ' | 'ơ' | 'Ơ' | 'ờ' | 'Ờ' | 'ớ' | 'Ớ' | 'ở'
        | 'Ở' | 'ỡ' | 'Ỡ' | 'ợ' | 'Ợ' => 'o',
        'ù' | 'Ù' | 'ú' | 'Ú' | 'ủ' | 'Ủ' | 'ũ' | 'Ũ' | 'ụ' | 'Ụ' | 'ư' | 'Ư' | 'ừ' | 'Ừ' | 'ứ'
        | 'Ứ' | 'ử' | 'Ử' | 'ữ' | 'Ữ' | 'ự' | 'Ự' => 'u',
        'ỳ' | 'Ỳ' | 'ý' | 'Ý' | 'ỷ' | 'Ỷ' | 'ỹ' | 'Ỹ' | 'ỵ' | 'Ỵ' => 'y',
        'đ' | 'Đ' => 'd',
        _ => return None,
    };
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_letters_fold_as_the_tables_of_unicode_say() {
        let mut known = 0;
        for letter in ('\u{80}'..'\u{3000}').filter(|letter| !letter.is_whitespace()) {
            let Some(plain) = without_marks(letter) else {
                continue;
            };
            let mut parts = Vec::new();
            decompose_canonical(letter, |part| parts.push(part));
            parts.retain(|part| !is_combining_mark(*part));
            let folded = match parts.as_slice() {
                ['đ' | 'Đ'] => 'd',
                [part] => part.to_ascii_lowercase(),
                _ => panic!("{letter} is of several letters"),
            };
            assert_eq!(plain, folded, "{letter}");
            known += 1;
        }
        // 12 vowels in six tones and đ, without the six that are ASCII, in two cases.
        assert_eq!(known, 2 * (12 * 6 + 1 - 6));
    }

    fn unit(code: &str, name: &str, until: Option<&str>, from: Option<&str>) -> AdministrativeUnit {
        AdministrativeUnit {
            code: UnitCode::new(code),
            name: name.to_owned(),
            kind: "xã".to_owned(),
            tiers: Arc::default(),
            valid_from: from.and_then(|day| day.parse().ok()),
            valid_until: until.and_then(|day| day.parse().ok()),
        }
    }

    #[test]
    fn one_code_names_two_units_at_two_times() {
        let roster = Roster::new(vec![
            unit("01864", "Xã Bộc Bố", Some("2025-06-30"), None),
            unit("01864", "Xã Bằng Thành", None, Some("2025-07-01")),
        ]);
        let name = |period: &str| {
            let period = period.parse().expect("a period");
            roster
                .in_force(period)
                .by_code("01864")
                .map(|unit| unit.name.clone())
        };
        assert_eq!(name("2021-11").as_deref(), Some("Xã Bộc Bố"));
        assert_eq!(name("2025-06").as_deref(), Some("Xã Bộc Bố"));
        assert_eq!(name("2025-07").as_deref(), Some("Xã Bằng Thành"));
    }

    #[test]
    fn names_fold_alike_however_they_are_typed() {
        for (one, two) in [
            ("Xã Trung Hoà", "xã  TRUNG HÒA"),
            ("Xã Liêm Thuỷ", "Xã Liêm Thủy"),
            ("Đăk Lăk", "Dak Lak"),
            ("Xã Bộc Bố", "Xa\u{303} Bo\u{302}\u{323}c Bo\u{302}\u{301}"),
        ] {
            assert_eq!(fold(one), fold(two));
        }
        assert_ne!(fold("Xã Quí"), fold("Xã Quý"));
    }

    #[test]
    fn a_tone_tells_names_apart_and_its_place_does_not() {
        for (typed, name) in [
            ("xã  TRUNG HÒA", "Xã Trung Hoà"),
            ("Xã Liêm Thủy", "Xã Liêm Thuỷ"),
            ("Xa\u{303} Bo\u{302}\u{323}c Bo\u{302}\u{301}", "Xã Bộc Bố"),
            ("xa boc bo", "Xã Bộc Bố"),
        ] {
            assert!(is_name_of(typed, name), "{typed}");
        }
        for (typed, name) in [
            ("Xã Phù Đổng", "Xã Phú Đông"),
            ("Xã Bà", "Xã Bả"),
            ("Xa Bộc Bố", "Xã Bộc Bố"),
            ("xa giao hieu", "Xã Bộc Bố"),
        ] {
            assert!(!is_name_of(typed, name), "{typed}");
        }
    }

    #[test]
    fn the_nearest_names_are_offered_in_order() {
        let roster = Roster::new(vec![
            unit("1", "Xã Giáo Hiệu", None, None),
            unit("2", "Xã Bộc Bố", None, None),
        ]);
        let nearest: Vec<&str> = roster
            .nearest("Xã Bọc Bổ")
            .iter()
            .map(|unit| unit.name.as_str())
            .collect();
        assert_eq!(nearest, ["Xã Bộc Bố"]);
        assert!(roster.nearest("Phường Nguyễn Thị Minh Khai").is_empty());
    }
}
