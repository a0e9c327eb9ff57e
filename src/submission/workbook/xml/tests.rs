//! What a part says, held against what another reader of XML tells of it.

use std::fs;

use proptest::prelude::*;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event as Other};

use super::super::archive;
use super::super::xlsx::tests::workbooks;
use super::*;

/// An element with its attributes, an end, or all text up to the next of them.
#[derive(Debug, PartialEq)]
enum Told {
    Open(String, Vec<(String, String)>),
    Closed(String),
    Text(String),
}

fn push(told: &mut Vec<Told>, more: &str) {
    match told.last_mut() {
        Some(Told::Text(text)) => text.push_str(more),
        _ if more.is_empty() => {}
        _ => told.push(Told::Text(more.to_owned())),
    }
}

fn ours(part: &[u8]) -> Result<Vec<Told>, Problem> {
    let mut told = Vec::new();
    let open = |element: Element| {
        let attributes = element.attributes().map(|attribute| {
            let (name, written) = attribute?;
            Ok((name.to_owned(), value(written)?.into_owned()))
        });
        let attributes = attributes.collect::<Result<_, Problem>>()?;
        Ok::<_, Problem>(Told::Open(element.name().to_owned(), attributes))
    };
    let mut xml = Xml::of(part, &Limits::default())?;
    loop {
        match xml.next()? {
            Event::Start(element) => told.push(open(element)?),
            Event::Empty(element) => {
                told.push(open(element)?);
                told.push(Told::Closed(element.name().to_owned()));
            }
            Event::End(name) => told.push(Told::Closed(name.to_owned())),
            event @ (Event::Text(_) | Event::CData(_)) => {
                let mut text = String::new();
                push_text(&event, &mut text)?;
                push(&mut told, &text);
            }
            Event::Eof => return Ok(told),
        }
    }
}

/// Nothing where the other reader refuses the part.
fn theirs(part: &[u8]) -> Option<Vec<Told>> {
    let mut told = Vec::new();
    let open = |element: &BytesStart| {
        let mut attributes = element.attributes();
        let attributes = attributes.with_checks(false).map(|attribute| {
            let attribute = attribute.ok()?;
            let value = attribute.normalized_value(XmlVersion::Explicit1_0).ok()?;
            Some((attribute.key.as_ref().to_owned(), value.into_owned()))
        });
        let attributes = attributes.collect::<Option<_>>()?;
        Some(Told::Open(element.name().as_ref().to_owned(), attributes))
    };
    let mut depth = 0_usize;
    let mut xml = quick_xml::Reader::from_reader(part);
    xml.config_mut().check_end_names = false;
    loop {
        match xml.read_event().ok()? {
            Other::Start(element) => {
                depth += 1;
                told.push(open(&element)?);
            }
            Other::Empty(element) => {
                told.push(open(&element)?);
                told.push(Told::Closed(element.name().as_ref().to_owned()));
            }
            Other::End(element) => {
                depth = depth.saturating_sub(1);
                told.push(Told::Closed(element.name().as_ref().to_owned()));
            }
            Other::Text(text) => push(&mut told, &text.xml10_content()),
            Other::CData(text) => push(&mut told, &text.xml10_content()),
            Other::GeneralRef(entity) => match entity.resolve_char_ref().ok()? {
                Some(letter) => push(&mut told, letter.encode_utf8(&mut [0; 4])),
                None => push(
                    &mut told,
                    resolve_predefined_entity(&entity.xml10_content())?,
                ),
            },
            Other::DocType(_) => return None,
            Other::Eof => return (depth == 0).then_some(told),
            Other::Decl(_) | Other::PI(_) | Other::Comment(_) => {}
        }
    }
}

/// The parts of the workbooks of the repository that are XML.
fn parts() -> Vec<(String, Vec<u8>)> {
    let mut parts = Vec::new();
    for path in workbooks() {
        let bytes = fs::read(&path).expect("a file");
        let Ok((_, mut archive)) = archive::open(&bytes, &Limits::default()) else {
            continue;
        };
        let names = archive.file_names().flatten();
        let names: Vec<String> = names.map(Cow::into_owned).collect();
        for name in names {
            if [".xml", ".rels"].iter().any(|end| name.ends_with(end)) {
                let part = archive::part(&mut archive, &name).expect("a part");
                parts.push((format!("{}: {name}", path.display()), part.expect("a part")));
            }
        }
    }
    parts
}

#[test]
fn every_part_says_what_another_reader_tells_of_it() {
    let parts = parts();
    for (name, part) in &parts {
        assert_eq!(ours(part).ok(), theirs(part), "{name}");
    }
    assert!(parts.len() > 500, "only {} parts", parts.len());
}

/// Pieces of which broken parts are made, and whole ones.
fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "<a>",
        "</a>",
        "<b x=\"1\">",
        "</b>",
        "<x:c y = 'a>b' z=\"&lt;\"/>",
        "<e />",
        "Xã",
        "&amp;",
        "&nbsp;",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "<?p",
        "?>",
        "<!DOCTYPE a>",
        "<",
        ">",
        "/",
        "=",
        "\"",
        "'",
        "\r",
        "<a b>",
        "<a b=c>",
        "<a b c='1'>",
        "<a<b>",
        "<>",
    ])
}

/// What is in order, however deep.
fn content() -> impl Strategy<Value = String> {
    let leaf = prop::sample::select(vec![
        "Xã Bộc Bố",
        " \r\n\t",
        "\r",
        "a > b ]] \"c\"",
        "&amp;&#7845;&#x1EA5;&lt;",
        "<![CDATA[<b> & ]] > \r\n]]>",
        "<!-- <a> & -- > -->",
        "<?p <a> ?>",
        "<d/>",
    ]);
    let leaf = leaf.prop_map(str::to_owned);
    leaf.prop_recursive(6, 40, 5, |inner| {
        let attributes = prop::sample::select(vec![
            "",
            " ",
            " x=\"1\"",
            "\n\ty = 'a>\"/>b' z=\"&lt;'\r\n\t=\" ",
            " x:id='' id=\"ố\"",
        ]);
        let name = prop::sample::select(vec!["a", "x:b", "xã"]);
        (name, attributes, prop::collection::vec(inner, 0..5)).prop_map(
            |(name, attributes, inside)| {
                let inside = inside.concat();
                format!("<{name}{attributes}>{inside}<{name}{attributes}/></{name} >")
            },
        )
    })
}

proptest! {
    #[test]
    fn what_is_in_order_says_what_another_reader_tells_of_it(content in content()) {
        let told = theirs(content.as_bytes());
        prop_assert!(told.is_some());
        prop_assert_eq!(ours(content.as_bytes()).ok(), told);
    }

    #[test]
    fn what_is_not_in_order_is_refused_or_means_what_another_reader_takes_it_for(
        pieces in prop::collection::vec(piece(), 0..24),
    ) {
        let part = pieces.concat();
        if let Ok(ours) = ours(part.as_bytes()) {
            prop_assert_eq!(Some(ours), theirs(part.as_bytes()));
        }
    }
}
