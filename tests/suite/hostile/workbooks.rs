//! Workbooks of every format: cut off, with flipped bytes, and made to grow.

use std::panic::{AssertUnwindSafe, catch_unwind};

use chamdiem::definition::CriteriaSet;
use chamdiem::finding::{Findings, Problem, Source};
use chamdiem::submission::sheet::Sheet;
use chamdiem::submission::{Limits, Reader};
use rayon::prelude::*;
use zip::CompressionMethod;

use super::{archive, assert_no_seed_panics, assess, index, mutated, parts_of, set, told, units};
use crate::aside;
use crate::catalogue::criteria_set;
use crate::formats::{as_xlsb, form};
use crate::generator::Random;

/// A form without a fault, for the criteria set of `samples/first-steps`, in every format.
fn forms() -> [(&'static str, Vec<u8>); 4] {
    let of = |format: &str| form(&format!("xa-hoa-binh.{format}"));
    [
        ("xlsx", of("xlsx")),
        ("ods", of("ods")),
        ("xls", of("xls")),
        ("xlsb", as_xlsb("xa-hoa-binh.xls")),
    ]
}

/// Whether a format is read in a process of its own, which takes its time.
fn is_aside(format: &str) -> bool {
    ["xls", "xlsb"].contains(&format)
}

fn first_steps() -> CriteriaSet {
    criteria_set(&super::root().join("samples/first-steps/criteria-set.json"))
}

/// Reads a file; of one that cannot be read something is found.
fn read(set: &CriteriaSet, bytes: &[u8]) -> Result<Sheet, Vec<&'static str>> {
    read_with(aside::reader(), set, bytes)
}

fn read_with(reader: Reader, set: &CriteriaSet, bytes: &[u8]) -> Result<Sheet, Vec<&'static str>> {
    let mut findings = Findings::new();
    let read = reader.read(set, &Source::new("phieu"), bytes, &mut findings);
    let codes: Vec<&str> = told(findings.iter()).into_iter().collect();
    match read {
        Some(submission) => Ok(Sheet::clone(&submission.sheet)),
        None if codes.is_empty() => panic!("nothing was found, and nothing read"),
        None => Err(codes),
    }
}

#[test]
fn a_workbook_cut_off_anywhere_is_a_finding_or_the_whole_form() {
    let set = first_steps();
    for (format, bytes) in forms() {
        let whole = read(&set, &bytes).expect("a form");
        // Of those in a process of their own a sample, and every one near both ends.
        let step = if is_aside(format) { 41 } else { 1 };
        let lengths = (0..bytes.len())
            .filter(|length| length % step == 0 || *length < 8 || bytes.len() - length < 8);
        let lengths: Vec<usize> = lengths.collect();
        let wrong = lengths.into_par_iter().filter(|&length| {
            let cut = catch_unwind(|| read(&set, &bytes[..length]));
            // The end of an old workbook may be a sector that nobody uses.
            !matches!(cut, Ok(Err(_))) && !matches!(cut, Ok(Ok(sheet)) if sheet == whole)
        });
        assert_eq!(
            wrong.collect::<Vec<_>>(),
            Vec::<usize>::new(),
            "{format}: lengths"
        );
    }
}

#[test]
fn no_flipped_byte_of_a_workbook_panics() {
    let (set, units) = (set(), units());
    let every_kind = ["ods", "xls"].map(|format| form(&format!("every-kind-of-cell.{format}")));
    let xlsb = as_xlsb("every-kind-of-cell.ods");
    let [ods, xls] = &every_kind;
    for (form, seeds) in [
        (ods, 60_000..62_000),
        (xls, 62_000..62_500),
        (&xlsb, 62_500..62_800),
    ] {
        assert_no_seed_panics(seeds, |random| assess(&set, &units, &mutated(form, random)));
    }
}

#[test]
fn no_flipped_byte_inside_a_workbook_panics() {
    let (set, units) = (set(), units());
    let inside = |bytes: &[u8], random: &mut Random| {
        let mut parts = parts_of(bytes);
        // Half of the time where the cells are, else anywhere.
        let holds_cells = |name: &str| name == "content.xml" || name.ends_with("sheet1.bin");
        let cells = parts.iter().position(|(name, _)| holds_cells(name));
        let part = match cells {
            Some(cells) if random.happens(500) => cells,
            _ => index(random, parts.len()),
        };
        parts[part].1 = mutated(&parts[part].1, random);
        archive(&parts, CompressionMethod::Stored)
    };
    let ods = form("every-kind-of-cell.ods");
    assert_no_seed_panics(63_000..67_000, |random| {
        assess(&set, &units, &inside(&ods, random));
    });
    let xlsb = as_xlsb("every-kind-of-cell.ods");
    assert_no_seed_panics(67_000..67_500, |random| {
        assess(&set, &units, &inside(&xlsb, random));
    });
}

/// The form as xlsx or ods, with one part changed.
fn with_part(format: &str, changed: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut parts = parts_of(&form(&format!("xa-hoa-binh.{format}")));
    let (_, content) = parts
        .iter_mut()
        .find(|(name, _)| name == changed)
        .unwrap_or_else(|| panic!("no part {changed}"));
    let text = String::from_utf8(std::mem::take(content)).expect("UTF-8");
    *content = change(text).into_bytes();
    archive(&parts, CompressionMethod::Deflated)
}

/// Puts something before a closing tag.
fn before(tag: &'static str, what: String) -> impl Fn(String) -> String {
    move |text| {
        let at = text.rfind(tag).unwrap_or_else(|| panic!("no {tag}"));
        format!("{}{what}{}", &text[..at], &text[at..])
    }
}

#[test]
fn a_bomb_in_any_part_of_a_workbook_is_refused() {
    let set = first_steps();
    let blanks = " ".repeat(33 << 20);
    for format in ["xlsx", "ods", "xlsb"] {
        let bytes = match format {
            "xlsb" => as_xlsb("xa-hoa-binh.xls"),
            _ => form(&format!("xa-hoa-binh.{format}")),
        };
        let parts = parts_of(&bytes);
        let names: Vec<usize> = (0..parts.len())
            .filter(|&part| !parts[part].0.ends_with('/'))
            .collect();
        for part in names {
            let mut bomb = parts.clone();
            bomb[part].1.extend(blanks.as_bytes());
            let found = read(&set, &archive(&bomb, CompressionMethod::Deflated));
            assert_eq!(found, Err(vec!["S003"]), "{format}: {}", parts[part].0);
        }
    }
}

#[test]
fn what_describes_little_and_makes_the_library_remember_much_is_refused() {
    let set = first_steps();
    let times = |what: &str| what.repeat((9 << 20) / what.len());
    for (part, tag, what) in [
        ("xl/styles.xml", "</cellXfs>", "<xf/>"),
        ("xl/styles.xml", "</fonts>", "<font/>"),
        (
            "xl/workbook.xml",
            "</sheets>",
            "<sheet name=\"a\" sheetId=\"1\" r:id=\"rId9\"/>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "</Relationships>",
            "<Relationship Id=\"a\" Target=\"b\"/>",
        ),
    ] {
        let bytes = with_part("xlsx", part, before(tag, times(what)));
        assert_eq!(read(&set, &bytes), Err(vec!["S003"]), "{part}: {what}");
    }
}

#[test]
fn a_part_used_for_a_thousand_sheets_is_not_read_a_thousand_times() {
    let mut parts = parts_of(&form("xa-hoa-binh.xlsx"));
    for (name, content) in &mut parts {
        let text = String::from_utf8_lossy(content).into_owned();
        if name == "xl/worksheets/sheet1.xml" {
            // No form is in it, so that every sheet has to be looked at.
            let text = text
                .replace("<sheetData>", "<sheetData><!--")
                .replace("</sheetData>", "--></sheetData>");
            let text = before("</sheetData>", format!("<!--{}-->", "x".repeat(1 << 20)))(text);
            *content = text.into_bytes();
        } else if name == "xl/workbook.xml" {
            let id = text
                .split("r:id=\"")
                .nth(1)
                .expect("a sheet")
                .split('"')
                .next();
            let id = id.expect("an identifier").to_owned();
            let sheets = (2..900).map(|number| {
                format!("<sheet name=\"{number}\" sheetId=\"{number}\" r:id=\"{id}\"/>")
            });
            *content = before("</sheets>", sheets.collect())(text).into_bytes();
        }
    }
    let bytes = archive(&parts, CompressionMethod::Deflated);
    assert_eq!(read(&first_steps(), &bytes), Err(vec!["S001"]));
}

#[test]
fn one_text_in_a_hundred_thousand_cells_is_not_kept_a_hundred_thousand_times() {
    let long = "x".repeat(32_000);
    let mut parts = parts_of(&form("xa-hoa-binh.xlsx"));
    for (name, content) in &mut parts {
        let text = String::from_utf8_lossy(content).into_owned();
        if name == "xl/sharedStrings.xml" {
            let at = text.find("<si>").expect("a text");
            *content = format!("{}<si><t>{long}</t></si>{}", &text[..at], &text[at..]).into_bytes();
        } else if name == "xl/worksheets/sheet1.xml" {
            let cells = "<c t=\"s\"><v>0</v></c>".repeat(100_000);
            let rows = format!("<row r=\"1000\">{}</row>", &cells[..cells.len() / 100]);
            *content = before("</sheetData>", rows.repeat(100))(text).into_bytes();
        }
    }
    let bytes = archive(&parts, CompressionMethod::Deflated);
    assert_eq!(read(&first_steps(), &bytes), Err(vec!["S003"]));
    let cell = format!(
        "<table:table-row table:number-rows-repeated=\"900000\">\
         <table:table-cell office:value-type=\"string\"><text:p>{long}</text:p></table:table-cell>\
         </table:table-row>"
    );
    let ods = with_part("ods", "content.xml", before("</table:table>", cell));
    assert_eq!(read(&first_steps(), &ods), Err(vec!["S003"]));
}

#[test]
fn what_an_ods_says_is_repeated_is_not_repeated_without_end() {
    let set = first_steps();
    let row = |rows: &str, columns: &str, content: &str| {
        format!(
            "<table:table-row table:number-rows-repeated=\"{rows}\">\
             <table:table-cell table:number-columns-repeated=\"{columns}\" {content}</table:table-row>"
        )
    };
    let number = "office:value-type=\"float\" office:value=\"1\"/>";
    let blank = "office:value-type=\"string\"><text:p> </text:p></table:table-cell>";
    let huge = "99999999999999999999";
    let last = |what: String| with_part("ods", "content.xml", before("</table:table>", what));
    for bomb in [
        row("1048576", "1", number),
        row("1", "16384000", number),
        row(huge, huge, number),
    ] {
        assert_eq!(read(&set, &last(bomb)), Err(vec!["S003"]));
    }
    // Blanks are repeated to the end of every sheet, and cost nothing.
    for harmless in [row("1048576", "16384", "/>"), row(huge, huge, blank)] {
        assert!(read(&set, &last(harmless)).is_ok());
    }
    let spaces = "office:value-type=\"string\"><text:p>a<text:s text:c=\"32000\"/></text:p></table:table-cell>";
    let many = "office:value-type=\"string\"><text:p>".to_owned()
        + &"<text:s text:c=\"4000000000\"/>".repeat(10)
        + "</text:p></table:table-cell>";
    assert!(read(&set, &last(row("1", "1", spaces))).is_ok());
    assert_eq!(read(&set, &last(row("1", "1", &many))), Err(vec!["S003"]));
}

#[test]
fn entities_are_not_made_and_nothing_nests_without_end() {
    let set = first_steps();
    let lol = "<!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;&lol;&lol;\">]>";
    let after_head = |text: String| {
        let at = text.find("?>").expect("a declaration") + 2;
        format!("{}{lol}{}", &text[..at], &text[at..])
    };
    for (format, part) in [
        ("xlsx", "xl/worksheets/sheet1.xml"),
        ("xlsx", "xl/sharedStrings.xml"),
        ("xlsx", "xl/styles.xml"),
        ("ods", "content.xml"),
    ] {
        let bytes = with_part(format, part, after_head);
        assert_eq!(read(&set, &bytes), Err(vec!["S001"]), "{format}: {part}");
    }
    let entity = |text: String| text.replace("123", "&lol;");
    assert_eq!(
        read(&set, &with_part("ods", "content.xml", entity)).err(),
        Some(vec!["S001"])
    );
    let deep = "<text:span>".repeat(100_000);
    let ods = with_part("ods", "content.xml", before("</text:p>", deep));
    assert_eq!(read(&set, &ods), Err(vec!["S003"]));
    for part in [
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
        "xl/workbook.xml",
    ] {
        let deep = "<x>".repeat(100_000) + &"</x>".repeat(100_000);
        let end = match part {
            "xl/worksheets/sheet1.xml" => "</sheetData>",
            "xl/sharedStrings.xml" => "</sst>",
            "xl/styles.xml" => "</styleSheet>",
            _ => "</workbook>",
        };
        let xlsx = with_part("xlsx", part, before(end, deep));
        assert_eq!(read(&set, &xlsx), Err(vec!["S003"]), "{part}");
    }
}

/// The entry of a part in the directory of an archive: where its record begins.
fn entry(bytes: &[u8], name: &str) -> usize {
    let entries = bytes.windows(4).enumerate();
    let mut entries = entries.filter(|(_, window)| *window == b"PK\x01\x02");
    let found = entries.find(|(at, _)| bytes[at + 46..].starts_with(name.as_bytes()));
    found.unwrap_or_else(|| panic!("no {name}")).0
}

#[test]
fn parts_that_overlap_or_share_a_name_are_refused() {
    let set = first_steps();
    for format in ["xlsx", "ods", "xlsb"] {
        let mut parts = match format {
            "xlsb" => parts_of(&as_xlsb("xa-hoa-binh.xls")),
            _ => parts_of(&form(&format!("xa-hoa-binh.{format}"))),
        };
        parts.push(("one".to_owned(), vec![b'1'; 100]));
        parts.push(("two".to_owned(), vec![b'2'; 100]));
        let sound = archive(&parts, CompressionMethod::Stored);
        assert!(read(&set, &sound).is_ok(), "{format}");
        let [one, two] = ["one", "two"].map(|name| entry(&sound, name));
        // The second entry is where the first one is.
        let mut overlapping = sound.clone();
        overlapping.copy_within(one + 42..one + 46, two + 42);
        assert_eq!(read(&set, &overlapping), Err(vec!["S001"]), "{format}");
        let mut same_name = sound;
        same_name.copy_within(one + 46..one + 49, two + 46);
        assert_eq!(read(&set, &same_name), Err(vec!["S001"]), "{format}");
    }
}

#[test]
fn chains_of_sectors_that_lead_in_a_circle_end() {
    let set = first_steps();
    let bytes = form("xa-hoa-binh.xls");
    let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().expect("four bytes"));
    // The header names the first sector of the table of chains; the header is a sector too.
    let table = (usize::try_from(number(76)).expect("small") + 1) * 512;
    let circles: [fn(u32) -> u32; 3] = [|sector| sector, |sector| sector ^ 1, |_| 0];
    for next in circles {
        let mut circle = bytes.clone();
        for (sector, at) in (0..128).zip((table..).step_by(4)) {
            circle[at..at + 4].copy_from_slice(&next(sector).to_le_bytes());
        }
        assert_eq!(read(&set, &circle).err(), Some(vec!["S001"]));
    }
    // Tables of tables, the directory, and the short streams begin at themselves.
    for start in [48, 60, 68] {
        for sector in [0_u32, 1, 7, 0x00ff_ffff] {
            let mut circle = bytes.clone();
            circle[start..start + 4].copy_from_slice(&sector.to_le_bytes());
            circle[72..76].copy_from_slice(&u32::MAX.to_le_bytes());
            let _ = read(&set, &circle);
        }
    }
}

#[test]
fn every_limit_has_its_finding() {
    let set = first_steps();
    let usual = Limits::default();
    let limits = [
        ("bytes", Limits { file: 100, ..usual }),
        ("bytes of a part", Limits { part: 200, ..usual }),
        (
            "bytes expanded",
            Limits {
                expanded: 2_000,
                ..usual
            },
        ),
        ("sheets", Limits { sheets: 0, ..usual }),
        ("rows", Limits { rows: 8, ..usual }),
        (
            "columns",
            Limits {
                columns: 3,
                ..usual
            },
        ),
        ("cells", Limits { cells: 5, ..usual }),
        ("characters", Limits { text: 10, ..usual }),
        (
            "nesting",
            Limits {
                nesting: 3,
                ..usual
            },
        ),
    ];
    let csv = super::bytes_of(&super::root().join("samples/first-steps/xa-hoa-binh.csv"));
    for (format, bytes) in forms().into_iter().chain([("csv", csv)]) {
        for (what, limits) in limits {
            let is_packed = !["csv", "xls"].contains(&format);
            let applies = match what {
                "nesting" => ["ods", "xlsx"].contains(&format),
                "bytes of a part" | "bytes expanded" => is_packed,
                "sheets" => format != "csv",
                _ => true,
            };
            if !applies {
                continue;
            }
            let reader = Reader {
                limits,
                ..aside::reader()
            };
            let mut findings = Findings::new();
            reader.read(&set, &Source::new("phieu"), &bytes, &mut findings);
            let found: Vec<&str> = findings
                .iter()
                .filter_map(|finding| match &finding.problem {
                    Problem::FileTooLarge { what, .. } => Some(what.as_str()),
                    _ => None,
                })
                .collect();
            assert_eq!(found, [what], "{format}");
        }
    }
}

#[test]
fn an_answer_from_aside_is_trusted_no_more_than_the_file() {
    use chamdiem::submission::aside::{Aside, Unanswered};
    #[derive(Debug)]
    struct Says(Vec<u8>);
    impl Aside for Says {
        fn ask(&self, _: &[u8]) -> Result<Vec<u8>, Unanswered> {
            Ok(self.0.clone())
        }
    }
    let set = first_steps();
    let xls = form("xa-hoa-binh.xls");
    let mut answer = Vec::new();
    chamdiem::submission::aside::answer(&xls, &mut answer).expect("an answer");
    let heard = |answer: Vec<u8>| {
        let says = Says(answer);
        let reader = Reader {
            aside: Some(&says),
            ..Reader::default()
        };
        catch_unwind(AssertUnwindSafe(|| read_with(reader, &set, &xls)))
    };
    assert!(matches!(heard(answer.clone()), Ok(Ok(_))));
    // Only the line break behind the end may be missing.
    for length in 0..answer.len() - 1 {
        assert!(
            matches!(heard(answer[..length].to_vec()), Ok(Err(_))),
            "{length}"
        );
    }
    assert_no_seed_panics(68_000..70_000, |random| {
        let _ = heard(mutated(&answer, random)).expect("no panic");
    });
}
