//! Head and foot of the letter, and the titles of its annexes.

use super::markup::{Paragraph, Run, Stand, rule};
use super::sheet::room;
use super::styles::{ANNEX, BODY, CELL, TITLE};
use super::tables::{NARROW_MARGIN, side_by_side};
use crate::report::export::measure::width;
use crate::report::export::{heading, line};
use crate::report::letter::Letter;
use crate::report::page::Paper;
use crate::text::Language;
use crate::text::letter::{DOTS, ended, letter_words, numbered};

/// The widths of the two halves of the head: the name of the state needs more than half.
const HEAD: [u32; 2] = [4_150, 5_204];
/// The widths of the two halves of the foot.
const FOOT: [u32; 2] = [4_600, 4_754];
/// Sizes of type, in half points.
const TWELVE: u32 = 24;
const THIRTEEN: u32 = 26;
const FOURTEEN: u32 = 28;

/// Returns a text of the letter, or the dotted line for it.
fn known(text: Option<&String>) -> String {
    text.map_or_else(|| DOTS.to_owned(), |text| heading(text))
}

/// Returns everything above the first section.
pub(super) fn head(letter: &Letter, language: Language) -> String {
    let words = letter_words(language);
    let authority = known(letter.authority.as_ref());
    let centred = |run: &Run| Paragraph::default().centred().run(run).xml();
    let of_lines = |lines: &[&str], look: fn(Run) -> Run| -> String {
        let lines = lines.iter().map(|&line| {
            let run = look(Run::new(line).capitals().sized(TWELVE));
            centred(&run)
        });
        lines.collect()
    };
    let superior = known(letter.superior.as_ref());
    let authority = balanced(&authority, true);
    let widest = authority.iter().map(|line| in_capitals(line, true)).max();
    let left = [
        of_lines(&balanced(&superior, false), |run| run),
        of_lines(&authority, Run::bold),
        // Between a third and a half as long as the name.
        rule(widest.unwrap_or(0).min(HEAD[0]) * 2 / 5, HEAD[0]),
    ];
    let right = [
        centred(&Run::new(words.nation).bold().sized(TWELVE)),
        centred(&Run::new(words.motto).bold().sized(THIRTEEN)),
        // As long as the words above it.
        rule(width(words.motto, THIRTEEN, true), HEAD[1]),
    ];
    let number = heading(&numbered(letter.number.as_deref(), language));
    let number = [centred(&Run::new(number).sized(THIRTEEN))];
    let day = heading(&letter.place_and_day);
    let day = [centred(&Run::new(day).italic().sized(THIRTEEN))];
    let mut xml = side_by_side(
        HEAD,
        &[
            [left.concat(), right.concat()],
            [number.concat(), day.concat()],
        ],
    );
    let subject = heading(&letter.subject);
    xml += &Paragraph::styled(TITLE)
        .spaced([360, 0])
        .run(&Run::new(words.kind))
        .xml();
    xml += &Paragraph::styled(TITLE).run(&Run::new(&*subject)).xml();
    let room = room(Paper::Portrait);
    xml += &rule(width(&subject, FOURTEEN, true).min(room) * 2 / 5, room);
    xml += &addressees(letter, words.to);
    xml += &Paragraph::styled(BODY)
        .spaced([240, 0])
        .run(&Run::new(line(&letter.opening)))
        .xml();
    xml
}

fn in_capitals(name: &str, bold: bool) -> u32 {
    width(&name.to_uppercase(), TWELVE, bold)
}

/// Returns a name in two lines about as long as each other, if it has no room on one.
fn balanced(name: &str, bold: bool) -> Vec<&str> {
    let width = |part: &str| in_capitals(part, bold);
    if width(name) <= HEAD[0] - 2 * NARROW_MARGIN {
        return vec![name];
    }
    let breaks = name
        .match_indices(' ')
        .map(|(at, _)| (&name[..at], &name[at + 1..]));
    let longer = |(first, second): &(&str, &str)| width(first).max(width(second));
    match breaks.min_by_key(longer) {
        Some((first, second)) => vec![first, second],
        None => vec![name],
    }
}

/// One addressee stands behind the words, several below them.
fn addressees(letter: &Letter, to: &str) -> String {
    let centred = |text: String| {
        Paragraph::default()
            .centred()
            .spaced([240, 0])
            .run(&Run::new(text))
            .xml()
    };
    match letter.addressees.as_slice() {
        [] => String::new(),
        [one] => centred(format!("{to}: {}", heading(one))),
        several => {
            let names = several.iter().map(|name| heading(name)).collect();
            let mut xml = Paragraph::default()
                .indented([1_440, 0])
                .spaced([240, 0])
                .run(&Run::new(format!("{to}:")))
                .xml();
            for name in ended(names) {
                xml += &Paragraph::default()
                    .indented([2_400, 0])
                    .run(&Run::new(name))
                    .xml();
            }
            xml
        }
    }
}

/// Returns everything below the last section: the closing sentence, who is sent a copy, who signs.
pub(super) fn foot(letter: &Letter, language: Language) -> String {
    let words = letter_words(language);
    let closing = Paragraph::styled(BODY)
        .kept_with_next(true)
        .spaced([120, 240])
        .run(&Run::new(line(&letter.closing)))
        .xml();
    let mut left = Paragraph::styled(CELL)
        .spaced([0, 0])
        .run(&Run::new(format!("{}:", words.recipients)).bold().italic())
        .xml();
    for recipient in &letter.recipients {
        left += &Paragraph::styled(CELL)
            .spaced([0, 0])
            .run(&Run::new(heading(recipient)).sized(22))
            .xml();
    }
    let centred = |text: String, is_shown_in_capitals: bool| {
        let run = Run::new(text).bold().sized(FOURTEEN);
        let run = if is_shown_in_capitals {
            run.capitals()
        } else {
            run
        };
        Paragraph::default()
            .centred()
            .kept_with_next(true)
            .run(&run)
    };
    let mut right = String::new();
    if let Some(on_behalf) = &letter.on_behalf {
        right += &centred(heading(on_behalf), true).xml();
    }
    if letter.office.is_some() || letter.on_behalf.is_none() {
        right += &centred(known(letter.office.as_ref()), true).xml();
    }
    // Room for a signature and a seal.
    right += &centred(known(letter.signer.as_ref()), false)
        .spaced([1_700, 0])
        .kept_with_next(false)
        .xml();
    // No signature stands on a page without a word it signs.
    closing + &side_by_side(FOOT, &[[left, right]])
}

/// Returns what stands above an annex: what it is called, its title, and what it belongs to.
pub(super) fn annex_title(name: &str, title: &str, attached: &str) -> String {
    let mut heading_of = Paragraph::styled(ANNEX).run(&Run::new(name));
    if !title.is_empty() {
        let title = Run::new(heading(title)).capitals();
        heading_of = heading_of.line_break().run(&title);
    }
    let attached = Paragraph::default()
        .standing(Stand::Centre)
        .kept_with_next(true)
        .spaced([0, 200])
        .run(&Run::new(line(attached)).italic());
    heading_of.xml() + &attached.xml()
}
