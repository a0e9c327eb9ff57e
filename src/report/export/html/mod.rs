//! A page to look at: one file that opens without a network, shows every page of a report in every
//! language it has, and is of use without its script too.
//!
//! The pages of the first language stand in the file as they are. Those of the other language, and the
//! cards, which are what follows a [`Block::Break`], are drawn by the same code, taken apart into what
//! repeats, and put together by the script when somebody asks for them (`pieces`). All texts are escaped by
//! their type, and the policy of the file lets no other script run than ours (`policy`).

mod block;
mod chart;
mod pieces;
mod policy;

use std::collections::BTreeSet;
use std::io;

use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::{Map, Value, json};

use crate::report::Report;
use crate::report::page::{Anchor, Medium, Page, Paper};
use crate::report::table::Block;
use crate::text::Language;
use crate::text::screen::{ScreenWords, screen_words};
use pieces::{Grain, Parts, Pool};

/// Writes the page.
pub(in crate::report) fn write(report: &Report, out: &mut dyn io::Write) -> io::Result<()> {
    let mut editions = vec![Edition::of(report)];
    editions.extend(report.translation().map(Edition::of));
    out.write_all(document(&editions).into_string().as_bytes())?;
    out.write_all(b"\n")
}

/// The report in one language.
struct Edition {
    language: Language,
    title: String,
    pages: Vec<Page>,
}

impl Edition {
    fn of(report: &Report) -> Edition {
        Edition {
            language: report.language(),
            title: super::heading(report.title()),
            pages: report.pages(Medium::Screen),
        }
    }

    fn code(&self) -> &'static str {
        self.language.code()
    }

    fn words(&self) -> &'static ScreenWords {
        screen_words(self.language)
    }

    /// Whether there is anything to choose from.
    fn has_menu(&self) -> bool {
        self.pages.len() > 1
    }

    /// What links may lead to.
    fn anchors(&self) -> BTreeSet<&str> {
        let blocks = self.pages.iter().flat_map(|page| &page.blocks);
        let id = |block| match block {
            &Block::Break(Anchor { ref id, .. }) => Some(id.as_str()),
            _ => None,
        };
        blocks.filter_map(id).collect()
    }
}

/// What stands between two breaks.
struct Card<'b> {
    anchor: &'b Anchor,
    blocks: &'b [Block],
}

/// Returns what stands on a page itself, and the cards that follow.
fn cards(page: &Page) -> (&[Block], Vec<Card<'_>>) {
    let is_break = |block: &Block| matches!(block, Block::Break(_));
    let first = page.blocks.iter().position(is_break);
    let (own, rest) = page.blocks.split_at(first.unwrap_or(page.blocks.len()));
    let mut cards: Vec<Card> = Vec::new();
    for (index, block) in rest.iter().enumerate() {
        if let Block::Break(anchor) = block {
            let after = &rest[index + 1..];
            let end = after.iter().position(is_break).unwrap_or(after.len());
            cards.push(Card {
                anchor,
                blocks: &after[..end],
            });
        }
    }
    (own, cards)
}

/// Pages whose names end in a number are parts of the page before: `district-1` of `districts`.
fn is_part(page: &Page) -> bool {
    let end = page.id.rsplit_once('-').map(|(_, end)| end);
    end.is_some_and(|end| !end.is_empty() && end.bytes().all(|byte| byte.is_ascii_digit()))
}

fn document(editions: &[Edition]) -> Markup {
    let style = policy::unified(include_str!("page.css"));
    let script = policy::unified(include_str!("page.js"));
    let Some(first) = editions.first() else {
        return Markup::default();
    };
    let title = if first.title.is_empty() {
        "chamdiem"
    } else {
        &first.title
    };
    html! {
        (DOCTYPE)
        html lang=(first.code()) data-shown=(first.code()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy::of(&style, &script));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (title) }
                style { (PreEscaped(&style)) }
                script { (PreEscaped(&script)) }
            }
            body {
                @for edition in editions {
                    a.skip href="#content" lang=(edition.code()) { (edition.words().skip) }
                }
                header.top {
                    @for edition in editions {
                        h1 lang=(edition.code()) class=[(!edition.has_menu()).then_some("unseen")] {
                            (edition.title)
                        }
                    }
                    (controls(editions))
                }
                @for edition in editions {
                    @if edition.has_menu() {
                        (menu(edition))
                    }
                }
                main id="content" tabindex="-1" {
                    div.edition lang=(first.code()) { (pages(first, true)) }
                    div id="card" hidden {}
                }
                script id="data" type="application/json" {
                    (PreEscaped(in_script(&data(editions))))
                }
            }
        }
    }
}

/// Buttons, which only the script can make work.
fn controls(editions: &[Edition]) -> Markup {
    html! {
        div.controls {
            @if let [first, _, ..] = editions {
                div role="group" aria-label=(first.words().languages) {
                    @for edition in editions {
                        button type="button" data-language=(edition.code()) {
                            (edition.words().language)
                        }
                    }
                }
            }
            @for edition in editions {
                button type="button" data-do="dark" lang=(edition.code()) {
                    (edition.words().dark)
                }
                button type="button" data-do="print" lang=(edition.code()) {
                    (edition.words().print)
                }
            }
        }
    }
}

fn menu(edition: &Edition) -> Markup {
    html! {
        nav.menu lang=(edition.code()) aria-label=(edition.words().menu) {
            ul {
                @for page in edition.pages.iter().filter(|page| !is_part(page)) {
                    li { a href=(format!("#{}", page.id)) { (super::heading(&page.tab)) } }
                }
            }
        }
    }
}

/// The pages, one below the other; the script shows one at a time. Only those that stand in the file need
/// ids.
fn pages(edition: &Edition, is_first: bool) -> Markup {
    let anchors = edition.anchors();
    let drawing = block::Drawing {
        language: edition.language,
        anchors: &anchors,
    };
    html! {
        @for (index, page) in edition.pages.iter().enumerate() {
            @let (own, cards) = cards(page);
            @let is_repeated = super::heading(&page.title) == edition.title;
            @let paper = match page.paper {
                Paper::Portrait => "upright",
                Paper::Landscape | Paper::Card => "wide",
            };
            section data-page=(page.id) data-part[is_part(page)] class=(paper) id=[is_first.then_some(&page.id)] {
                @if !page.title.is_empty() {
                    h2 tabindex="-1" class=[is_repeated.then_some("unseen")] { (super::heading(&page.title)) }
                }
                (parts(edition, index))
                (drawing.blocks(own, &super::heading(&page.title)))
                @if !cards.is_empty() {
                    noscript { p.note { (edition.words().needs_script) } }
                    p.actions {
                        button type="button" data-do="all" { (edition.words().show_all) }
                    }
                    ul.cards {
                        @for card in &cards {
                            li {
                                a href=(address(&card.anchor.id)) { (super::heading(&card.anchor.title)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A list of the parts of a page. It stands there once, however many these are: the script takes it to the part
/// that is shown, and folds a long one up there.
fn parts(edition: &Edition, index: usize) -> Markup {
    let following = &edition.pages[index + 1..];
    let count = following.iter().take_while(|page| is_part(page)).count();
    if is_part(&edition.pages[index]) || count == 0 {
        return Markup::default();
    }
    let list = html! {
        ul {
            @for page in &edition.pages[index..=index + count] {
                li { a href=(format!("#{}", page.id)) { (super::heading(&page.tab)) } }
            }
        }
    };
    html! {
        nav.parts aria-label=(edition.words().parts) {
            @if count > MANY_PARTS {
                details open {
                    summary { (edition.words().parts) " (" (count) ")" }
                    (list)
                }
            } @else {
                (list)
            }
        }
    }
}

/// Parts whose list would push everything else off the screen.
const MANY_PARTS: usize = 40;

/// Returns where the card with this id is found: `#unit-01864`. Anything but letters and digits of ASCII is
/// written as its bytes, as browsers do themselves.
fn address(id: &str) -> String {
    format!("#unit-{}", encoded(id))
}

fn encoded(id: &str) -> String {
    let byte = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' => {
            char::from(byte).to_string()
        }
        byte => format!("%{byte:02X}"),
    };
    id.bytes().map(byte).collect()
}

/// What the script needs: words, the pages in the other languages, and the cards.
fn data(editions: &[Edition]) -> Value {
    let Some((first, others)) = editions.split_first() else {
        return Value::Null;
    };
    let mut pool = Pool::default();
    let pages = others.iter().map(|edition| {
        let markup = pages(edition, false).into_string();
        pool.take(&[(edition.language, &markup)], Grain::Cells)
    });
    let pages: Vec<Vec<Parts>> = pages.collect();
    let translations: Vec<Vec<DrawnCard>> = others.iter().map(drawn_cards).collect();
    let mut entries = Vec::new();
    for (index, card) in drawn_cards(first).into_iter().enumerate() {
        // Cards are the same and stand in the same order in every language.
        let mut titles = vec![card.title.clone()];
        let mut markups = vec![(first.language, card.markup.as_str())];
        for (edition, cards) in others.iter().zip(&translations) {
            let other = cards.get(index).filter(|other| other.id == card.id);
            let other = other.unwrap_or(&card);
            titles.push(other.title.clone());
            markups.push((edition.language, &other.markup));
        }
        let title = pool.piece(titles);
        let parts = pool.take(&markups, Grain::Rows);
        entries.push((card.id, card.page, title, parts));
    }
    let cards = entries
        .iter()
        .map(|(id, page, title, parts)| json!([id, page, title, pool.written(parts)]));
    let cards: Vec<Value> = cards.collect();
    let pages: Vec<Value> = pages.iter().map(|parts| pool.written(parts)).collect();
    let (shapes, pieces) = pool.into_shapes_and_pieces();
    let words = editions
        .iter()
        .map(|edition| (edition.code().to_owned(), words(edition)));
    json!({
        "words": words.collect::<Map<String, Value>>(),
        "languages": editions.iter().map(Edition::code).collect::<Vec<_>>(),
        "pages": pages,
        "cards": cards,
        "shapes": shapes,
        "pieces": pieces,
    })
}

struct DrawnCard {
    id: String,
    page: String,
    title: String,
    markup: String,
}

fn drawn_cards(edition: &Edition) -> Vec<DrawnCard> {
    let anchors = edition.anchors();
    let drawing = block::Drawing {
        language: edition.language,
        anchors: &anchors,
    };
    let mut drawn = Vec::new();
    for page in &edition.pages {
        for card in cards(page).1 {
            let title = super::heading(&card.anchor.title);
            let markup = html! {
                h2 tabindex="-1" { (title) }
                (drawing.blocks(card.blocks, &title))
            };
            drawn.push(DrawnCard {
                id: encoded(&card.anchor.id),
                page: page.id.clone(),
                markup: markup.into_string(),
                title,
            });
        }
    }
    drawn
}

fn words(edition: &Edition) -> Value {
    let words = edition.words();
    json!({
        "find": words.find,
        "all": words.all,
        "none": words.none,
        "clear": words.clear,
        "rows": words.rows,
        "no_row": words.no_row,
        "all_columns": words.all_columns,
        "fewer_columns": words.fewer_columns,
        "sort": words.sort,
        "previous": words.previous,
        "next": words.next,
        "mark": if edition.language == Language::Vietnamese { "," } else { "." },
    })
}

/// JSON inside an element `script`: nothing in it can end the element or begin another.
fn in_script(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::chart::{Chart, Kind, Series};
    use crate::report::page::Role;
    use crate::report::table::{Align, Cell, Column, Rows, Table};
    use crate::text::safe::steers;
    use rust_decimal::Decimal;

    /// A report of a table, and of a card for each name.
    fn written(names: &[&str], translated: bool) -> String {
        let pages = |language: Language| {
            let anchor = |(index, name): (usize, &&str)| Anchor {
                id: format!("{index}{}", name.chars().take(20).collect::<String>()),
                title: (*name).to_owned(),
            };
            let anchors: Vec<Anchor> = names.iter().enumerate().map(anchor).collect();
            let row = |anchor: &Anchor| {
                vec![
                    Cell::Link {
                        name: anchor.title.clone(),
                        to: anchor.id.clone(),
                    },
                    Cell::Text(anchor.title.clone()),
                    Cell::Level {
                        name: anchor.title.clone(),
                        step: 9,
                        of: 4,
                    },
                    Cell::Number(Decimal::new(7002, 2)),
                ]
            };
            let table = Table {
                columns: vec![
                    Column::new("name", names.first().unwrap_or(&"name"), Align::Left),
                    Column::new("text", "text", Align::Left),
                    Column::new("level", "level", Align::Fixed),
                    Column::new("score", "score", Align::Right),
                ],
                rows: anchors.iter().map(row).collect(),
                emphasised: Vec::new(),
                fold: 0,
            };
            let mut blocks = vec![
                Block::Facts(vec![("fact".to_owned(), Cell::name("<fact>"))]),
                Block::Table(table.clone()),
                Block::Chart(Chart {
                    title: "<chart>".to_owned(),
                    kind: Kind::Bars,
                    unit: String::new(),
                    maximum: None,
                    categories: names.iter().map(|name| (*name).to_owned()).collect(),
                    series: vec![Series {
                        name: "series".to_owned(),
                        values: names.iter().map(|_| Some(Decimal::ONE)).collect(),
                    }],
                }),
            ];
            for anchor in anchors {
                blocks.push(Block::Break(anchor.clone()));
                blocks.push(Block::Heading(anchor.title.clone()));
                blocks.push(Block::Lines(vec![format!("  ✓ {}", anchor.title)]));
                blocks.push(Block::Table(table.clone()));
            }
            vec![
                Page {
                    id: "one".to_owned(),
                    title: language.pick("Một", "One").to_owned(),
                    tab: language.pick("Một", "One").to_owned(),
                    paper: Paper::Portrait,
                    role: Role::Annex,
                    blocks,
                },
                Page {
                    id: "one-1".to_owned(),
                    title: "part".to_owned(),
                    tab: names
                        .first()
                        .map(|&name| name.to_owned())
                        .unwrap_or_default(),
                    paper: Paper::Landscape,
                    role: Role::Annex,
                    blocks: Vec::new(),
                },
            ]
        };
        let of = |language| {
            Report::of_pages(language, move |_| pages(language), Rows::none, ())
                .titled(names.first().copied().unwrap_or_default())
        };
        let mut report = of(Language::Vietnamese);
        if translated {
            report = report.with_translation(of(Language::English));
        }
        let mut bytes = Vec::new();
        write(&report, &mut bytes).expect("memory");
        String::from_utf8(bytes).expect("UTF-8")
    }

    const MARKUP: &str =
        "</script><script>alert(1)</script><!--<img src=x onerror='alert(2)'>\"&amp;";

    #[test]
    fn markup_in_any_text_is_text() {
        for translated in [false, true] {
            let page = written(&[MARKUP, "b"], translated);
            let count = |what: &str| page.matches(what).count();
            // Ours: the script and its data.
            assert_eq!((count("<script"), count("</script")), (2, 2));
            assert_eq!(
                (count("<!"), count("<img"), count("<fact"), count("<chart")),
                (1, 0, 0, 0)
            );
            assert!(page.contains("&lt;/script&gt;&lt;script&gt;alert(1)"));
            // The ends of attributes are escaped too.
            assert!(!page.contains("onerror='alert(2)'>\"&"));
        }
    }

    #[test]
    fn what_steers_is_shown_as_a_sign_and_long_texts_are_cut() {
        let name = format!(
            "\u{0}\u{1}\u{7f}\u{1b}[2J\u{202e}\u{2028}{}",
            "dài".repeat(32_767)
        );
        let page = written(&[&name], true);
        assert!(!page.contains(|letter| letter != '\n' && steers(letter)));
        assert!(page.len() < 100_000, "{} bytes", page.len());
    }

    #[test]
    fn reports_of_nobody_and_of_one_are_pages_too() {
        for names in [&[][..], &["Xã Bộc Bố"], &[""]] {
            let page = written(names, true);
            assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>\n"));
        }
    }

    #[test]
    fn an_address_is_of_letters_browsers_leave_alone() {
        assert_eq!(address("01864"), "#unit-01864");
        assert_eq!(address("a b/\"ố"), "#unit-a%20b%2F%22%E1%BB%91");
    }

    #[test]
    fn a_link_that_leads_nowhere_is_a_name() {
        let drawing = block::Drawing {
            language: Language::Vietnamese,
            anchors: &BTreeSet::new(),
        };
        let facts = vec![(
            "unit".to_owned(),
            Cell::Link {
                name: "Xã Bộc Bố".to_owned(),
                to: "01864".to_owned(),
            },
        )];
        let drawn = drawing.blocks(&[Block::Facts(facts)], "").into_string();
        assert!(drawn.contains("<dd>Xã Bộc Bố</dd>"), "{drawn}");
    }

    #[test]
    fn pages_numbered_after_another_are_its_parts() {
        let page = |id: &str| Page {
            id: id.to_owned(),
            title: String::new(),
            tab: String::new(),
            paper: Paper::Portrait,
            role: Role::Annex,
            blocks: Vec::new(),
        };
        assert_eq!(
            ["districts", "district-1", "by-level", "a-"].map(|id| is_part(&page(id))),
            [false, true, false, false]
        );
    }

    #[test]
    fn the_list_of_parts_stands_in_the_page_once() {
        let page = written(&["Huyện Một", "Huyện Hai"], false);
        assert_eq!(page.matches("<nav class=\"parts\"").count(), 1);
        assert_eq!(page.matches("href=\"#one-1\"").count(), 1);
        assert!(!page.contains("<details"), "a short list is not folded up");
    }

    #[test]
    fn a_list_of_hundreds_of_parts_can_be_folded_up() {
        let page = |index: usize| Page {
            id: match index {
                0 => "districts".to_owned(),
                index => format!("district-{index}"),
            },
            title: String::new(),
            tab: index.to_string(),
            paper: Paper::Landscape,
            role: Role::Annex,
            blocks: Vec::new(),
        };
        let pages = move |_| (0..=343).map(page).collect();
        let report = Report::of_pages(Language::English, pages, Rows::none, ());
        let mut bytes = Vec::new();
        write(&report, &mut bytes).expect("memory");
        let page = String::from_utf8(bytes).expect("UTF-8");
        assert!(page.contains("<details open><summary>One by one (343)</summary>"));
        assert_eq!(page.matches("#district-343").count(), 1);
    }

    #[test]
    fn the_data_is_json_that_cannot_end_its_element() {
        let page = written(&[MARKUP], true);
        let begin =
            page.find("application/json\">").expect("the data") + "application/json\">".len();
        let data = &page[begin..begin + page[begin..].find("</script").expect("its end")];
        assert!(!data.contains('<'));
        let data: Value = serde_json::from_str(data).expect("JSON");
        assert_eq!(data["cards"][0][0], encoded(&format!("0{}", &MARKUP[..20])));
    }
}
