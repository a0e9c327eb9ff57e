//! What people call a unit: with its type, without, shortened ("X.", "P.", "TT"), behind "UBND",
//! with the district it belongs to, or in the name of a file. Every unit that can be meant is
//! returned; nobody here chooses between two.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::{AdministrativeUnit, Roster, fold, is_name_of};

/// Units by what they are called, folded; only looked up.
#[derive(Debug, Clone, Default)]
pub(super) struct Calls {
    /// By the whole name.
    whole: HashMap<String, Vec<usize>>,
    /// By the name without its type.
    bare: HashMap<String, Vec<usize>>,
    /// By either without spaces, as in `XaBocBo.xlsx`.
    joined: HashMap<String, Vec<usize>>,
}

impl Calls {
    pub(super) fn of(units: &[Arc<AdministrativeUnit>]) -> Calls {
        let mut calls = Calls::default();
        for (index, unit) in units.iter().enumerate() {
            let (whole, bare) = (fold(&unit.name), fold(bare_of(unit)));
            let joined = |text: &str| text.replace(' ', "");
            let add = |map: &mut HashMap<String, Vec<usize>>, key: String| {
                let known = map.entry(key).or_default();
                if !known.contains(&index) {
                    known.push(index);
                }
            };
            add(&mut calls.joined, joined(&whole));
            add(&mut calls.joined, joined(&bare));
            add(&mut calls.whole, whole);
            add(&mut calls.bare, bare);
        }
        calls
    }

    pub(super) fn by_whole(&self, name: &str) -> &[usize] {
        self.whole.get(&fold(name)).map_or(&[], Vec::as_slice)
    }
}

/// A name taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Call<'n> {
    /// The type said, as rosters name it.
    kind: Option<&'static str>,
    /// The name without it.
    bare: &'n str,
}

/// Types of unit, with the ways they are written, folded; the longer before the shorter.
const KINDS: [(&[&str], &str); 11] = [
    (&["thi", "tran"], "thị trấn"),
    (&["dac", "khu"], "đặc khu"),
    (&["phuong"], "phường"),
    (&["xa"], "xã"),
    (&["t.t"], "thị trấn"),
    (&["tt"], "thị trấn"),
    (&["đk"], "đặc khu"),
    (&["dk"], "đặc khu"),
    (&["p"], "phường"),
    (&["f"], "phường"),
    (&["x"], "xã"),
];

/// Who speaks for a unit, folded.
const OFFICES: [&[&str]; 3] = [&["uy", "ban", "nhan", "dan"], &["ubnd"], &["hdnd", "ubnd"]];

impl<'n> Call<'n> {
    fn of(name: &'n str) -> Call<'n> {
        let mut rest = name.trim();
        for office in OFFICES {
            if let Some(behind) = behind(rest, office) {
                rest = behind;
            }
        }
        for (words, kind) in KINDS {
            if let Some(bare) = behind(rest, words) {
                let kind = Some(kind);
                return Call { kind, bare };
            }
        }
        Call {
            kind: None,
            bare: rest,
        }
    }
}

/// Returns what stands behind these words, if a text begins with them and goes on.
fn behind<'n>(text: &'n str, words: &[&str]) -> Option<&'n str> {
    let mut rest = text;
    for word in words {
        let end = rest
            .char_indices()
            .find(|&(at, letter)| {
                letter.is_whitespace() || (letter == '.' && fold(&rest[..at]) == *word)
            })
            .map(|(at, _)| at)?;
        if fold(&rest[..end]).trim_end_matches('.') != *word {
            return None;
        }
        rest = rest[end..].trim_start_matches(['.', ' ', '\u{a0}', '\t']);
    }
    (!rest.is_empty()).then_some(rest)
}

impl AdministrativeUnit {
    /// Whether the unit goes by what somebody typed to ask for it: its code, or its name with or without the type
    /// in front, in any case and with or without marks.
    pub fn goes_by(&self, typed: &str) -> bool {
        let (own, typed) = (fold(&self.name), fold(typed));
        fold(self.code.as_str()) == typed || own == typed || own.ends_with(&format!(" {typed}"))
    }
}

/// Returns the units of these that somebody asked for: the one with that code, even where others have it for a
/// name; or all that go by that name.
pub fn asked_for<'u>(
    units: impl IntoIterator<Item = &'u AdministrativeUnit>,
    typed: &str,
) -> Vec<&'u AdministrativeUnit> {
    let going_by = units.into_iter().filter(|unit| unit.goes_by(typed));
    let going_by: Vec<&AdministrativeUnit> = going_by.collect();
    let coded = going_by.iter().find(|unit| unit.code.as_str() == typed);
    coded.map_or(going_by.clone(), |unit| vec![*unit])
}

impl Roster {
    /// Returns every unit that a name can mean, however it is put.
    ///
    /// The whole name comes first; only what no unit is called is taken apart. A district behind
    /// it ("Xã Bộc Bố, huyện Pác Nặm") tells units of one name apart.
    pub fn meant(&self, name: &str) -> Vec<&Arc<AdministrativeUnit>> {
        let whole = self.by_name(name);
        if whole.len() == 1 {
            return whole;
        }
        let (first, above) = parts(name);
        let mut meant = if whole.is_empty() {
            self.called(first)
        } else {
            whole
        };
        if meant.len() > 1 && !above.is_empty() {
            let stands_below = |unit: &&Arc<AdministrativeUnit>| {
                let mut tiers = unit.tiers.iter();
                tiers.any(|tier| above.iter().any(|text| is_tier(text, &tier.name)))
            };
            let below: Vec<_> = meant.iter().copied().filter(stands_below).collect();
            if !below.is_empty() {
                meant = below;
            }
        }
        meant
    }

    /// Returns the units called so, with or without their type.
    fn called(&self, name: &str) -> Vec<&Arc<AdministrativeUnit>> {
        let exact = self.by_name(name);
        if !exact.is_empty() {
            return exact;
        }
        let call = Call::of(name);
        let found = self.calls().bare.get(&fold(call.bare));
        let found = found.into_iter().flatten().map(|&index| &self.units[index]);
        found
            .filter(|unit| call.kind.is_none_or(|kind| is_of_kind(unit, kind)))
            .filter(|unit| is_name_of(call.bare, bare_of(unit)))
            .collect()
    }

    /// Returns the units that the name of a file or a sheet can mean: by a code among its words,
    /// or else by the longest names in it.
    pub fn meant_in(&self, text: &str) -> Vec<&Arc<AdministrativeUnit>> {
        let words: Vec<&str> = words(text).collect();
        let coded: BTreeSet<usize> = words
            .iter()
            .filter_map(|word| self.by_code.get(*word).copied())
            .collect();
        let found = if coded.is_empty() {
            self.named_in(&words)
        } else {
            coded
        };
        found.into_iter().map(|index| &self.units[index]).collect()
    }

    /// Returns the unit whose code stands among the words of a text, if only one does.
    pub fn coded_in(&self, text: &str) -> Option<&Arc<AdministrativeUnit>> {
        let mut found = words(text).filter_map(|word| self.by_code.get(word).copied());
        let first = found.next()?;
        found
            .all(|other| other == first)
            .then(|| &self.units[first])
    }

    fn named_in(&self, words: &[&str]) -> BTreeSet<usize> {
        /// Words of the longest name.
        const LONGEST: usize = 6;
        let mut taken: Vec<(std::ops::Range<usize>, Vec<usize>)> = Vec::new();
        for length in (1..=LONGEST.min(words.len())).rev() {
            for start in 0..=words.len() - length {
                let span = start..start + length;
                let is_within = |(other, _): &(std::ops::Range<usize>, _)| {
                    other.start <= span.start && span.end <= other.end
                };
                if taken.iter().any(is_within) {
                    continue;
                }
                let found = self.named_by(words, span.clone());
                if !found.is_empty() {
                    taken.push((span, found));
                }
            }
        }
        taken.into_iter().flat_map(|(_, found)| found).collect()
    }

    /// Returns the units that some words name; one word alone only behind their type.
    fn named_by(&self, words: &[&str], span: std::ops::Range<usize>) -> Vec<usize> {
        let name = words[span.clone()].join(" ");
        let calls = self.calls();
        let kind = match said_before(&words[..span.start]) {
            Before::Kind(kind) => Some(kind),
            Before::Nothing => None,
            // A district may have the name of a commune.
            Before::Above => return Vec::new(),
        };
        let bare = calls.bare.get(&fold(&name)).into_iter().flatten();
        let bare = bare.copied().filter(|&index| {
            let unit = &self.units[index];
            (span.len() > 1 || kind.is_some())
                && kind.is_none_or(|kind| is_of_kind(unit, kind))
                && is_name_of(&name, bare_of(unit))
        });
        let mut found: Vec<usize> = bare.collect();
        if span.len() == 1 && kind.is_none() {
            let joined = calls.joined.get(&fold(&name)).into_iter().flatten();
            let joined = joined.copied().filter(|&index| {
                let unit = &self.units[index];
                let (whole, bare) = (&unit.name, bare_of(unit));
                let of_several = |name: &str| name.trim().contains(' ');
                [whole.as_str(), bare].into_iter().any(|name_of| {
                    of_several(name_of) && is_name_of(&name, &name_of.replace(' ', ""))
                })
            });
            found.extend(joined);
        }
        found
    }
}

/// What the words before a name say of it.
enum Before {
    Nothing,
    /// Its type.
    Kind(&'static str),
    /// That it is a district or a province.
    Above,
}

fn said_before(words: &[&str]) -> Before {
    const ABOVE: [&str; 9] = [
        "huyen",
        "tinh",
        "quan",
        "h",
        "tp",
        "thi xa",
        "tx",
        "thanh pho",
        "cum",
    ];
    let last = |count: usize| {
        let start = words.len().checked_sub(count)?;
        Some(fold(&words[start..].join(" ")))
    };
    for count in [2, 1] {
        let Some(said) = last(count) else { continue };
        if ABOVE.contains(&said.as_str()) {
            return Before::Above;
        }
        let kind = KINDS.iter().find(|(words, _)| words.join(" ") == said);
        if let Some((_, kind)) = kind {
            return Before::Kind(kind);
        }
    }
    Before::Nothing
}

/// Returns the words of the name of a file or a sheet.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |letter: char| {
        letter.is_alphanumeric()
            || letter == '\''
            || unicode_normalization::char::is_combining_mark(letter)
    };
    text.split(move |letter| !is_part(letter))
        .filter(|word| !word.is_empty())
}

/// Returns a name, and what is said behind it of the units above.
fn parts(name: &str) -> (&str, Vec<&str>) {
    let mut parts = name
        .split([',', ';', '(', ')', '–'])
        .flat_map(|part| part.split(" - "))
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let first = parts.next().unwrap_or_default();
    (first, parts.collect())
}

/// Returns whether a text names a unit above, with or without its type.
fn is_tier(text: &str, name: &str) -> bool {
    const TYPES: [&[&str]; 9] = [
        &["thanh", "pho"],
        &["thi", "xa"],
        &["huyen"],
        &["quan"],
        &["tinh"],
        &["tp"],
        &["tx"],
        &["h"],
        &["q"],
    ];
    let bare = |text| {
        let mut types = TYPES.iter();
        types.find_map(|words| behind(text, words)).unwrap_or(text)
    };
    is_name_of(text, name) || is_name_of(bare(text), bare(name))
}

/// Returns a unit's name without its type, and without what stands behind it in brackets.
fn bare_of(unit: &AdministrativeUnit) -> &str {
    Call::of(parts(&unit.name).0).bare
}

fn is_of_kind(unit: &AdministrativeUnit, kind: &str) -> bool {
    match Call::of(&unit.name).kind {
        Some(own) => own == kind,
        None => unit.kind.is_empty() || unit.kind == kind,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Findings, Source};
    use crate::unit;

    fn roster() -> Roster {
        let text = "code,name,type,district\n\
            01840,Phường Sông Cầu,phường,Thành phố Bắc Kạn\n\
            01864,Xã Bộc Bố,xã,Huyện Pác Nặm\n\
            01870,Xã Giáo Hiệu,xã,Huyện Pác Nặm\n\
            01900,Xã Quang Phong,xã,Huyện Na Rì\n\
            01906,Thị trấn Yến Lạc,thị trấn,Huyện Na Rì\n\
            01951,Xã Thượng Quan,xã,Huyện Ngân Sơn\n\
            02001,Thị trấn Đồng Tâm,thị trấn,Huyện Chợ Mới\n\
            02002,Xã Đồng Tâm,xã,Huyện Chợ Mới\n\
            02003,Xã Tân Tiến,xã,Huyện Bạch Thông\n\
            02004,Xã Tân Tiến,xã,Huyện Na Rì\n\
            02005,Xã Liêm Thuỷ,xã,Huyện Na Rì\n\
            02006,Xã Phú,xã,Huyện Na Rì\n";
        let text = text.replace("type,district\n", "type,district_code,district\n");
        let text: Vec<String> = text
            .lines()
            .map(|line| match line.rsplit_once(',') {
                Some((rest, tier)) if !line.starts_with("code") => format!("{rest},0,{tier}"),
                _ => line.to_owned(),
            })
            .collect();
        let mut findings = Findings::new();
        let roster = unit::read(&Source::new("units.csv"), &text.join("\n"), &mut findings);
        assert!(findings.is_empty(), "{findings:?}");
        roster
    }

    fn codes(units: &[&Arc<AdministrativeUnit>]) -> String {
        let codes: Vec<&str> = units.iter().map(|unit| unit.code.as_str()).collect();
        codes.join(" ")
    }

    #[test]
    fn a_unit_is_meant_however_it_is_called() {
        let roster = roster();
        for (name, meant) in [
            ("Xã Bộc Bố", "01864"),
            ("Bộc Bố", "01864"),
            ("bộc bố", "01864"),
            ("BOC BO", "01864"),
            ("X. Bộc Bố", "01864"),
            ("X.Bộc Bố", "01864"),
            ("xa boc bo", "01864"),
            ("UBND xã Bộc Bố", "01864"),
            ("Ủy ban nhân dân xã Bộc Bố", "01864"),
            ("Bo\u{302}\u{323}c Bo\u{302}\u{301}", "01864"),
            ("P. Sông Cầu", "01840"),
            ("TT Yến Lạc", "01906"),
            ("TT. Yến Lạc", "01906"),
            ("T.T Yến Lạc", "01906"),
            ("Liêm Thủy", "02005"),
            ("Xã Bộc Bố, huyện Pác Nặm, tỉnh Bắc Kạn", "01864"),
            ("Xã Tân Tiến - huyện Na Rì", "02004"),
            ("Tân Tiến (Bạch Thông)", "02003"),
            ("Thị trấn Đồng Tâm", "02001"),
            ("TT Đồng Tâm", "02001"),
        ] {
            assert_eq!(codes(&roster.meant(name)), meant, "{name}");
        }
    }

    #[test]
    fn between_two_units_nobody_chooses() {
        let roster = roster();
        for (name, meant) in [
            ("Đồng Tâm", "02001 02002"),
            ("Xã Tân Tiến", "02003 02004"),
            ("Tân Tiến, huyện Ngân Sơn", "02003 02004"),
            ("P. Bộc Bố", ""),
            ("Bọc Bổ", ""),
            ("Xã", ""),
            ("", ""),
        ] {
            assert_eq!(codes(&roster.meant(name)), meant, "{name}");
        }
    }

    #[test]
    fn the_name_of_a_file_means_a_unit_by_its_code_or_by_the_longest_name() {
        let roster = roster();
        for (name, meant) in [
            ("01864-xa-boc-bo", "01864"),
            ("phieu_01870_T11.2021", "01870"),
            ("Phiếu chấm điểm xã Bộc Bố tháng 11", "01864"),
            ("phieu-cham-diem-boc-bo (2)", "01864"),
            ("XaBocBo_T11", "01864"),
            ("BocBo", "01864"),
            ("TT Yến Lạc", "01906"),
            ("huyen dong tam", ""),
            ("Xã Thượng Quan", "01951"),
            ("quang phong - giao hieu", "01870 01900"),
            ("dong tam", "02001 02002"),
            ("xa dong tam", "02002"),
            ("phu luc 1", ""),
            ("xa phu", "02006"),
            ("phieu thang 11", ""),
        ] {
            assert_eq!(codes(&roster.meant_in(name)), meant, "{name}");
        }
        let coded = |name| roster.coded_in(name).map(|unit| unit.code.as_str());
        assert_eq!(coded("01864-xa-giao-hieu"), Some("01864"));
        assert_eq!(coded("01864 01870"), None);
    }
}
