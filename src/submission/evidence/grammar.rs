//! How documents are cited: number and symbol, day, kind, and the mark in front.
//!
//! Letters are compared without case and accents; blanks may be line ends. Every parser looks at
//! a bounded stretch, so that a long cell takes no longer than its length.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};
use winnow::combinator::{alt, delimited, eof, not, opt, peek, preceded, separated, terminated};
use winnow::error::EmptyError;
use winnow::prelude::*;
use winnow::token::{any, one_of, take_while};

use super::{DocumentDate, on_one_line};
use crate::period::Date;

/// Letters of what can be a number in an entry exported by software.
const LONGEST_NUMBER: usize = 60;

type Parsed<T> = Result<T, EmptyError>;

/// What stands in front of each entry of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// `*`, `-`, `+`, `•`
    Sign(char),
    /// `1.`, `1)`, `1/`
    Number(char),
    /// `a)`, `a.`
    Letter(char),
}

/// What a citation begins with.
#[derive(Debug, Default)]
pub(super) struct Head<'i> {
    /// The kind of the document, as written.
    pub kind: Option<&'i str>,
    /// The number and symbol.
    pub number: Option<String>,
    /// The day.
    pub date: Option<DocumentDate>,
}

/// Returns the mark a line begins with, and how long line and mark are up to its content.
pub(super) fn marked(line: &str) -> (Option<Mark>, usize) {
    let mut rest = line;
    match preceded(blanks, mark).parse_next(&mut rest) {
        Ok(mark) => (Some(mark), line.len() - rest.len()),
        Err(_) => (None, 0),
    }
}

/// Returns the head of a citation and what stands behind it; an empty one where it has none.
pub(super) fn headed(text: &str) -> (Head<'_>, &str) {
    let mut rest = text;
    match preceded(blanks, head).parse_next(&mut rest) {
        Ok(head) => (head, rest),
        Err(_) => (Head::default(), text),
    }
}

/// Whether a text begins with the number of a document, or with its kind and day.
pub(super) fn begins_document(text: &str) -> bool {
    let (head, _) = headed(text);
    head.number.is_some() || head.kind.is_some()
}

/// Returns what stands behind a comma, a semicolon or an "and", where that is a document.
pub(super) fn next_document(text: &str) -> Option<&str> {
    let mut rest = text;
    let separator = alt((one_of([',', ';']).void(), word("và")));
    preceded(blanks, separator).parse_next(&mut rest).ok()?;
    begins_document(rest).then_some(rest)
}

/// Returns number, day and abstract of an entry as software exports it: `466/QĐ- UBND - 14/08/2025:
/// Thành lập tổ`. What stands before the day is the number, however it looks; but a day is none.
pub(super) fn exported(entry: &str) -> Option<(Option<String>, DocumentDate, &str)> {
    let behind_number = |at: usize| {
        let (number, mut rest) = entry.split_at_checked(at)?;
        let day = delimited((dash, blanks), date, (blanks, ':')).parse_next(&mut rest);
        Some((number.trim(), day.ok()?, rest))
    };
    let mut places = entry.char_indices().take(LONGEST_NUMBER);
    let (number, day, rest) = places.find_map(|(at, _)| behind_number(at))?;
    let symbol = delimited(introduction, symbol, (blanks, eof)).parse(number);
    let is_number = || number.contains(|letter: char| letter.is_ascii_digit());
    let is_day = || date.parse(number).is_ok();
    let number = match symbol {
        Ok(symbol) => Some(symbol),
        Err(_) => (is_number() && !is_day()).then(|| on_one_line(number)),
    };
    Some((number, day, rest))
}

fn mark(input: &mut &str) -> Parsed<Mark> {
    // The last two are the bullets of Word's symbol font.
    const SIGNS: [char; 14] = [
        '*', '-', '+', '•', '–', '—', '●', '▪', '·', '◦', '➢', '►', '\u{f0b7}', '\u{f0a7}',
    ];
    let number = || take_while(1..=2, |letter: char| letter.is_ascii_digit());
    alt((
        one_of(SIGNS).map(Mark::Sign),
        // Not the beginning of 05.3.2021.
        delimited(number(), one_of(['.', ')']), not(one_of('0'..='9'))).map(Mark::Number),
        // Not the beginning of 12/KH-UBND.
        delimited(number(), '/', peek(blank)).map(Mark::Number),
        delimited(one_of('a'..='h'), one_of(['.', ')']), peek(blank)).map(Mark::Letter),
    ))
    .parse_next(input)
}

/// `Kế hoạch số 12/KH-UBND ngày 05/3/2021`, `15/QĐ-UBND (5.3.2021)`, `Biên bản ngày 5/3/2021`,
/// or a day alone.
fn head<'i>(input: &mut &'i str) -> Parsed<Head<'i>> {
    peek(one_of(char::is_alphanumeric)).parse_next(input)?;
    let of_kind = (terminated(kind, blanks), day_word, date).map(|(kind, (), date)| Head {
        kind: Some(kind),
        number: None,
        date: Some(date),
    });
    let day_alone = delimited(opt(day_word), date, (blanks, eof)).map(|date| Head {
        date: Some(date),
        ..Head::default()
    });
    alt((numbered, of_kind, day_alone)).parse_next(input)
}

fn numbered<'i>(input: &mut &'i str) -> Parsed<Head<'i>> {
    let (kind, has_word) = introduction.parse_next(input)?;
    let plain = terminated(digits(1, 6), not(one_of(is_part_of_plain)));
    let plain = plain.map(str::to_owned).map(|number| (number, false));
    let (number, has_symbol) =
        alt((symbol.map(|number| (number, true)), plain)).parse_next(input)?;
    let date = opt(dated).parse_next(input)?;
    // A plain number is one only with its kind, and then with "số" or a day: "Kế hoạch 5 năm".
    let is_number = has_symbol || kind.is_some() && (has_word || date.is_some());
    if !is_number {
        return Err(EmptyError);
    }
    Ok(Head {
        kind,
        number: Some(number),
        date,
    })
}

/// "Đã ban hành", the kind, "số:", each of which may be missing; the kind, and whether there is the
/// word.
fn introduction<'i>(input: &mut &'i str) -> Parsed<(Option<&'i str>, bool)> {
    let issued = (opt((word("đã"), blanks)), word("ban hành"), blanks);
    let number_word = (word("số"), blanks, opt(':'), blanks);
    let kind = opt(terminated(kind, blanks));
    (opt(issued), kind, opt(number_word))
        .map(|(_, kind, word)| (kind, word.is_some()))
        .parse_next(input)
}

/// The kinds of administrative document and their abbreviations: Nghị định 30/2020/NĐ-CP, điều 7
/// and phụ lục III; behind them what people cite beside these.
fn kind<'i>(input: &mut &'i str) -> Parsed<&'i str> {
    #[rustfmt::skip]
    const KINDS: [&str; 61] = [
        "nghị quyết", "quyết định", "chỉ thị", "quy chế", "quy định", "thông cáo", "thông báo",
        "hướng dẫn", "chương trình", "kế hoạch", "phương án", "đề án", "dự án", "báo cáo",
        "biên bản", "tờ trình", "hợp đồng", "công văn", "công điện", "bản ghi nhớ",
        "bản thỏa thuận", "giấy ủy quyền", "giấy mời", "giấy giới thiệu", "phiếu gửi",
        "phiếu chuyển", "phiếu báo",
        "NQ", "QĐ", "CT", "QC", "QyĐ", "TC", "TB", "HD", "CTr", "KH", "PA", "ĐA", "DA", "BC", "BB",
        "TTr", "HĐ", "CĐ", "GUQ", "GM", "GGT", "PC",
        "nghị định", "thông tư", "kết luận", "thư mời", "giấy chứng nhận", "văn bản",
        "NĐ", "TT", "KL", "CV", "GCN", "VB",
    ];
    // Most citations begin with a number, and need no look at the list.
    peek(one_of(char::is_alphabetic)).parse_next(input)?;
    let found = KINDS.iter().find_map(|kind| {
        let mut rest = *input;
        let found = word(kind).take().parse_next(&mut rest).ok()?;
        Some((found, rest))
    });
    let (found, rest) = found.ok_or(EmptyError)?;
    *input = rest;
    Ok(found)
}

/// `12/KH-UBND`, `15/2021/QĐ-UBND`, `808/CAX`, `36-KH/ĐU`, with the blanks people type in them.
fn symbol(input: &mut &str) -> Parsed<String> {
    let number = (digits(1, 6), opt(one_of('a'..='z'))).take();
    let slash = || delimited(blanks, '/', blanks);
    let of_the_state = (
        preceded(slash(), opt(terminated(digits(4, 4), slash()))),
        separated(1..=6, abbreviation, hyphen),
    )
        .map(|(year, offices): (Option<&str>, Vec<&str>)| {
            let year = year.map_or_else(String::new, |year| format!("/{year}"));
            format!("{year}/{}", offices.join("-"))
        });
    let of_the_party = (
        preceded(hyphen, abbreviation),
        preceded(slash(), abbreviation),
    )
        .map(|(kind, office)| format!("-{kind}/{office}"));
    (number, alt((of_the_state, of_the_party)), end_of_symbol)
        .map(|(number, symbol, ())| format!("{number}{symbol}"))
        .parse_next(input)
}

/// An abbreviation within a symbol: `UBND`, `TTr`, `BCĐ06`, `CCHC&PC`; no word, which has tones.
fn abbreviation<'i>(input: &mut &'i str) -> Parsed<&'i str> {
    let is_part = |letter: char| letter.is_ascii_alphanumeric() || "&ĐđƯ".contains(letter);
    take_while(2..=12, is_part)
        .verify(|letters: &str| letters.starts_with(char::is_uppercase))
        .parse_next(input)
}

/// A hyphen with a blank on one side at most; `KH - UBND` and `KH - HĐND` are clear all the same.
fn hyphen(input: &mut &str) -> Parsed<()> {
    let (before, (), after) = (blanks.take(), dash, blanks.take()).parse_next(input)?;
    let office = peek(abbreviation).parse_next(input)?;
    let is_clear = match (before, after) {
        ("", "") => true,
        ("", _) | (_, "") => !office.contains(char::is_lowercase),
        _ => ["UBND", "HĐND"].contains(&office),
    };
    if is_clear { Ok(()) } else { Err(EmptyError) }
}

/// A symbol does not go on as a path, the name of a file or another symbol.
fn end_of_symbol(input: &mut &str) -> Parsed<()> {
    let goes_on = alt((
        one_of(|letter: char| letter.is_alphanumeric() || "/_@".contains(letter)).void(),
        (
            one_of(['.', '-', '–']),
            not(date),
            one_of(char::is_alphanumeric),
        )
            .void(),
    ));
    not(goes_on).parse_next(input)
}

/// Whether a plain number goes on as something else: `57%`, `2021-2025`, `12/…`, `3.5`.
fn is_part_of_plain(letter: char) -> bool {
    letter.is_alphanumeric() || "/-–.,%_".contains(letter)
}

/// The day behind a number: `, ngày 05/3/2021`, ` - 05/03/2021`, ` (5.3.2021)`, ` ký ngày …`.
fn dated(input: &mut &str) -> Parsed<DocumentDate> {
    let signed = (
        alt((word("ký ban hành"), word("ký"), word("ban hành"))),
        blanks,
    );
    let opening = opt(one_of([',', ':', '-', '–', '—', '(']));
    let before = (blanks, opening, blanks, opt(signed), opt(day_word));
    let (((), opening, ..), date) = (before, date).parse_next(input)?;
    if opening == Some('(') {
        opt((blanks, ')')).parse_next(input)?;
    }
    Ok(date)
}

fn day_word(input: &mut &str) -> Parsed<()> {
    (word("ngày"), blanks, opt(':'), blanks)
        .void()
        .parse_next(input)
}

/// `05/3/2021`, `5-3-2021`, `5.3.2021`, `5 tháng 3 năm 2021`, `2021-03-05`. A year has four
/// digits: of 05/3/21 nobody knows which is which.
fn date(input: &mut &str) -> Parsed<DocumentDate> {
    let with = |separator: char| {
        let separator = move || delimited(blanks, separator, blanks);
        (
            digits(1, 2),
            separator(),
            digits(1, 2),
            separator(),
            digits(4, 4),
        )
            .map(|(day, _, month, _, year)| (year, month, day))
    };
    let in_words = (
        terminated(digits(1, 2), (blanks, word("tháng"), blanks)),
        terminated(
            digits(1, 2),
            (blanks, opt(','), blanks, word("năm"), blanks),
        ),
        digits(4, 4),
    )
        .map(|(day, month, year)| (year, month, day));
    let of_machines = (digits(4, 4), '-', digits(2, 2), '-', digits(2, 2))
        .map(|(year, _, month, _, day)| (year, month, day));
    let written = alt((with('/'), with('-'), with('.'), in_words, of_machines));
    let (written, text) = terminated(written, not(one_of('0'..='9')))
        .with_taken()
        .parse_next(input)?;
    let (year, month, day) = written;
    let date = match (year.parse(), month.parse(), day.parse()) {
        (Ok(year), Ok(month), Ok(day)) => Date::new(year, month, day),
        _ => None,
    };
    Ok(date.map_or_else(
        || DocumentDate::Impossible(on_one_line(text)),
        DocumentDate::Day,
    ))
}

fn digits<'i>(least: usize, most: usize) -> impl Parser<&'i str, &'i str, EmptyError> {
    take_while(least..=most, |letter: char| letter.is_ascii_digit())
}

fn dash(input: &mut &str) -> Parsed<()> {
    one_of(['-', '–', '—']).void().parse_next(input)
}

fn blank(input: &mut &str) -> Parsed<()> {
    one_of(char::is_whitespace).void().parse_next(input)
}

fn blanks(input: &mut &str) -> Parsed<()> {
    take_while(0.., char::is_whitespace)
        .void()
        .parse_next(input)
}

/// A word or several, in any case, with or without accents; no letter follows.
fn word<'i>(wanted: &'static str) -> impl Parser<&'i str, (), EmptyError> {
    let letters = move |input: &mut &'i str| {
        for letter in wanted.chars() {
            if letter == ' ' {
                take_while(1.., char::is_whitespace)
                    .void()
                    .parse_next(input)?;
            } else {
                any.verify(|found: &char| base(*found) == base(letter))
                    .parse_next(input)?;
            }
        }
        Ok(())
    };
    terminated(letters, not(one_of(char::is_alphabetic)))
}

/// Returns a letter without accents, in lower case.
fn base(letter: char) -> char {
    if letter.is_ascii() {
        return letter.to_ascii_lowercase();
    }
    let mut base = letter;
    decompose_canonical(letter, |part| {
        if !is_combining_mark(part) {
            base = part;
        }
    });
    match base {
        'đ' | 'Đ' => 'd',
        base => base.to_lowercase().next().unwrap_or(base),
    }
}
