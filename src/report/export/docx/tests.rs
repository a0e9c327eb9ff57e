use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::Event;
use rust_decimal::Decimal;
use zip::ZipArchive;

use super::*;

use crate::report::letter::Letter;
use crate::report::page::Anchor;
use crate::report::table::{Align, Cell, Column, Rows, Table};
use crate::text::Language;
use crate::text::letter::DOTS;

fn table(rows: Vec<Vec<Cell>>) -> Block {
    Block::Table(Table {
        columns: vec![
            Column::new("rank", "Hạng", Align::Right),
            Column::new("name", "Đơn vị", Align::Left),
            Column::new("score", "Điểm", Align::Right),
        ],
        rows,
        emphasised: Vec::new(),
        fold: 0,
    })
}

fn row(rank: usize, name: &str, hundredths: i64) -> Vec<Cell> {
    let to = format!("{rank:05}");
    let name = name.to_owned();
    vec![
        Cell::Whole(rank),
        Cell::Link { name, to },
        Cell::Number(Decimal::new(hundredths, 2)),
    ]
}

fn page(role: Role, paper: Paper, title: &str, blocks: Vec<Block>) -> Page {
    Page {
        id: "page".to_owned(),
        title: title.to_owned(),
        tab: String::new(),
        paper,
        role,
        blocks,
    }
}

fn report(letter: Option<Letter>, pages: Vec<Page>) -> Report<'static> {
    let report = Report::of_pages(Language::Vietnamese, move |_| pages.clone(), Rows::none, ());
    let report = report.titled("Kết quả & <xếp hạng>").dated((2021, 11, 30));
    match letter {
        Some(letter) => report.with_letter(letter),
        None => report,
    }
}

/// A letter with two annexes, the second of two parts.
fn whole(letter: Letter) -> Report<'static> {
    let body = vec![
        Block::Heading("Tình hình nộp phiếu".to_owned()),
        Block::Lines(vec!["Có 2/2 đơn vị đã nộp phiếu.".to_owned()]),
    ];
    let ranking = || vec![table(vec![row(1, "Xã A", 7002), row(2, "Xã B", 6986)])];
    report(
        Some(letter),
        vec![
            page(Role::Body, Paper::Portrait, "Không hiện", body),
            page(Role::Annex, Paper::Landscape, "Bảng xếp hạng", ranking()),
            page(Role::Annex, Paper::Landscape, "Địa bàn", ranking()),
            page(Role::Continued, Paper::Landscape, "Huyện Một", ranking()),
        ],
    )
}

/// Writes a report and returns its parts, each read by a parser of XML.
fn parts(report: &Report) -> Vec<(String, String)> {
    let mut bytes = Vec::new();
    write(report, &mut bytes).expect("memory can be written");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut parts = Vec::new();
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut text = String::new();
        part.read_to_string(&mut text).expect("UTF-8");
        assert_is_well_formed(&name, &text);
        parts.push((name, text));
    }
    parts
}

fn assert_is_well_formed(name: &str, xml: &str) {
    let is_allowed = |letter: char| {
        !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}') || letter == '\n'
    };
    assert!(xml.chars().all(is_allowed), "{name}");
    let mut reader = Reader::from_str(xml);
    let mut depth = 0;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(Event::Start(start)) => {
                depth += 1;
                let attributes = start.attributes();
                assert!(attributes.into_iter().all(|one| one.is_ok()), "{name}");
            }
            Ok(Event::End(_)) => depth -= 1,
            Ok(_) => {}
            Err(error) => panic!("{name}: {error}"),
        }
    }
    assert_eq!(depth, 0, "{name}");
}

fn document_of(report: &Report) -> String {
    let parts = parts(report);
    let document = parts
        .into_iter()
        .find(|(name, _)| name == "word/document.xml");
    document.expect("the document is there").1
}

/// Returns the paragraphs with something in them, as they are read.
fn paragraphs(report: &Report) -> Vec<String> {
    let document = document_of(report);
    let mut reader = Reader::from_str(&document);
    let mut paragraphs = Vec::new();
    let mut current = String::new();
    loop {
        match reader.read_event().expect("well-formed") {
            Event::Eof => return paragraphs,
            Event::Start(start) if start.name().as_ref() == "w:p" => current.clear(),
            Event::Text(text) => current += &text.xml10_content(),
            Event::GeneralRef(name) => current.push(match &*name {
                "amp" => '&',
                "lt" => '<',
                "gt" => '>',
                _ => '"',
            }),
            Event::Empty(tag) if tag.name().as_ref() == "w:br" => current.push('\n'),
            Event::End(end) if end.name().as_ref() == "w:p" && !current.is_empty() => {
                paragraphs.push(std::mem::take(&mut current));
            }
            _ => {}
        }
    }
}

#[test]
fn a_letter_stands_in_the_order_of_the_decree() {
    let letter = Letter {
        superior: Some("Ủy ban nhân dân tỉnh".to_owned()),
        authority: Some("Sở Một".to_owned()),
        number: Some("12/BC-SM".to_owned()),
        place_and_day: "Bắc Kạn, ngày 05 tháng 12 năm 2021".to_owned(),
        subject: "Kết quả tháng 11 năm 2021".to_owned(),
        addressees: vec!["Ủy ban nhân dân tỉnh".to_owned()],
        opening: "Sở Một báo cáo như sau:".to_owned(),
        closing: "Trên đây là báo cáo./.".to_owned(),
        attached: "(Kèm theo Báo cáo số 12/BC-SM)".to_owned(),
        recipients: vec!["- Như trên;".to_owned(), "- Lưu: VT.".to_owned()],
        on_behalf: Some("KT. Giám đốc".to_owned()),
        office: Some("Phó Giám đốc".to_owned()),
        signer: Some("Nguyễn Văn A".to_owned()),
    };
    let cells = [
        "Hạng",
        "Đơn vị",
        "Điểm",
        "1",
        "Xã A",
        "70,02",
        "2",
        "Xã B",
        "69,86",
    ];
    let mut expected = vec![
        "Ủy ban nhân dân tỉnh",
        "Sở Một",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: 12/BC-SM",
        "Bắc Kạn, ngày 05 tháng 12 năm 2021",
        "BÁO CÁO",
        "Kết quả tháng 11 năm 2021",
        "Kính gửi: Ủy ban nhân dân tỉnh",
        "Sở Một báo cáo như sau:",
        "Tình hình nộp phiếu",
        "Có 2/2 đơn vị đã nộp phiếu.",
        "Trên đây là báo cáo./.",
        "Nơi nhận:",
        "- Như trên;",
        "- Lưu: VT.",
        "KT. Giám đốc",
        "Phó Giám đốc",
        "Nguyễn Văn A",
        "Phụ lục I\nBảng xếp hạng",
        "(Kèm theo Báo cáo số 12/BC-SM)",
    ];
    expected.extend(cells);
    expected.extend(["Phụ lục II\nĐịa bàn", "(Kèm theo Báo cáo số 12/BC-SM)"]);
    expected.extend(cells);
    expected.push("Huyện Một");
    expected.extend(cells);
    assert_eq!(paragraphs(&whole(letter)), expected);
}

#[test]
fn what_is_not_known_is_a_dotted_line() {
    let paragraphs = paragraphs(&whole(Letter::default()));
    let dotted = paragraphs.iter().filter(|text| *text == DOTS).count();
    // The superior, the authority, the office, the name.
    assert_eq!(dotted, 4, "{paragraphs:#?}");
    assert!(paragraphs.iter().any(|text| text == "Số: ……/BC-……"));
    assert!(!paragraphs.iter().any(|text| text.contains("Kính gửi")));
}

#[test]
fn each_annex_is_a_section_of_its_own_and_rows_stay_whole() {
    let document = document_of(&whole(Letter::default()));
    let count = |what: &str| document.matches(what).count();
    assert_eq!(count("<w:sectPr>"), 3);
    assert_eq!(count("w:orient=\"landscape\""), 2);
    assert_eq!(count("<w:pgNumType w:start=\"1\"/>"), 3);
    assert_eq!(count("<w:titlePg/>"), 3);
    // Three tables, their heads on every page; two rows of the head, one of the foot.
    assert_eq!(count("<w:tblHeader/>"), 3);
    assert_eq!(count("<w:tr>"), 3 * 3 + 3);
    assert_eq!(count("<w:cantSplit/>"), count("<w:tr>"));
}

#[test]
fn who_signs_signs_on_the_page_of_the_last_table() {
    let kept = |rows: usize| -> Vec<bool> {
        let rows = (1..=rows).map(|rank| row(rank, "Xã A", 7002)).collect();
        let body = vec![Block::Heading("Xếp hạng".to_owned()), table(rows)];
        let page = page(Role::Body, Paper::Portrait, "", body);
        let document = document_of(&report(Some(Letter::default()), vec![page]));
        let begin = document.find("Xếp hạng").expect("a heading");
        let (table, below) = document[begin..].split_once("</w:tbl>").expect("a table");
        // The empty line below it, and the closing sentence.
        let mut below = below.split_inclusive("</w:p>");
        let below = [below.next(), below.next()].map(|paragraph| paragraph.expect("a paragraph"));
        let rows = table.split("<w:tr>").skip(2);
        rows.chain(below)
            .map(|part| part.contains("<w:keepNext/>"))
            .collect()
    };
    assert_eq!(kept(10), [true; 12]);
    let long = kept(40);
    assert_eq!((long.len(), &long[37..]), (42, &[true; 5][..]));
    assert!(!long[..37].contains(&true));
}

#[test]
fn a_report_that_is_no_letter_is_its_pages() {
    let blocks = || vec![table(vec![row(1, "Xã A", 7002)])];
    let alone = report(None, vec![page(Role::Body, Paper::Landscape, "", blocks())]);
    assert_eq!(
        paragraphs(&alone),
        ["Hạng", "Đơn vị", "Điểm", "1", "Xã A", "70,02"]
    );
    // An annex without what it is attached to is a page as well.
    let annex = page(Role::Annex, Paper::Portrait, "Bảng", blocks());
    let alone = report(Some(Letter::default()), vec![annex]);
    assert_eq!(paragraphs(&alone)[..2], ["Bảng", "Hạng"]);
    assert_eq!(paragraphs(&report(None, Vec::new())), [] as [&str; 0]);
}

#[test]
fn nothing_of_a_submission_breaks_or_steers_the_document() {
    let note = format!("{}\u{0}\u{1b}[31m\u{fffe}", "ghi chú ".repeat(5_000));
    let blocks = vec![
        Block::Heading("<w:p> & \"x\"".to_owned()),
        Block::Facts(vec![("Tên\u{1}".to_owned(), Cell::Text(note.clone()))]),
        Block::Lines(vec![note, "]]> <!-- &amp;".to_owned()]),
        table(vec![
            row(1, "Xã </w:t></w:r> & \u{202e}đảo\u{7}", 7002),
            row(2, &"W".repeat(40_000), 6986),
            vec![Cell::Empty, Cell::Empty, Cell::Empty],
        ]),
    ];
    let hostile = report(
        None,
        vec![page(Role::Body, Paper::Portrait, "\u{2028}", blocks)],
    );
    let read = paragraphs(&hostile);
    assert!(read.contains(&"<w:p> & \"x\"".to_owned()), "{read:#?}");
    assert!(read.contains(&"]]> <!-- &amp;".to_owned()));
    assert!(read.contains(&"Xã </w:t></w:r> & \u{fffd}đảo\u{fffd}".to_owned()));
    assert!(read.iter().all(|text| text.chars().count() <= 1_000));
}

#[test]
fn the_same_report_has_the_same_bytes() {
    let bytes = || {
        let mut bytes = Vec::new();
        write(&whole(Letter::default()), &mut bytes).expect("memory can be written");
        bytes
    };
    assert_eq!(bytes(), bytes());
}

#[test]
fn every_part_is_named_where_parts_are_listed() {
    let parts = parts(&whole(Letter::default()));
    let text = |wanted: &str| {
        &parts
            .iter()
            .find(|(name, _)| name == wanted)
            .expect(wanted)
            .1
    };
    let types = text("[Content_Types].xml");
    let related = [text("_rels/.rels"), text("word/_rels/document.xml.rels")];
    for (name, _) in &parts {
        if name.contains("_rels/") || name.starts_with('[') {
            continue;
        }
        assert!(types.contains(&format!("PartName=\"/{name}\"")), "{name}");
        let short = name.strip_prefix("word/").unwrap_or(name);
        let is_related = related.iter().any(|part| {
            part.contains(&format!("Target=\"{name}\""))
                || part.contains(&format!("Target=\"{short}\""))
        });
        assert!(is_related, "{name}");
    }
    let core = text("docProps/core.xml");
    assert!(
        core.contains("<dc:title>Kết quả &amp; &lt;xếp hạng&gt;</dc:title>"),
        "{core}"
    );
    assert!(core.contains("2021-11-30T00:00:00Z"));
}

#[test]
fn a_link_leads_to_the_page_of_its_unit_and_to_nowhere_else() {
    let anchor = Anchor {
        id: "00002".to_owned(),
        title: "Xã B (00002)".to_owned(),
    };
    let places = vec![table(vec![row(1, "Xã A", 7002), row(2, "Xã B", 6986)])];
    let document = document_of(&report(
        None,
        vec![
            page(Role::Body, Paper::Landscape, "Bảng", places),
            page(
                Role::Annex,
                Paper::Portrait,
                "Phiếu",
                vec![Block::Break(anchor)],
            ),
        ],
    ));
    assert_eq!(
        document
            .matches("<w:hyperlink w:anchor=\"don_vi_1\">")
            .count(),
        1
    );
    assert_eq!(
        document
            .matches("<w:bookmarkStart w:id=\"1\" w:name=\"don_vi_1\"/>")
            .count(),
        1
    );
    assert_eq!(document.matches("<w:hyperlink").count(), 1);
}
