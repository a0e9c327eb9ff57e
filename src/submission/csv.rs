//! A delimited text file → [`Sheet`] with the form in it.
//!
//! UTF-8 with a separator nobody can mistake is read once. Everything else is tried in the ways
//! it may be meant, and the headings of the form are the evidence.

use memchr::memmem;

use super::Table as Found;
use super::encoding::{self, Encoding};
use super::font;
use super::layout;
use super::limits::Limits;
use super::names::Names;
use super::sheet::Sheet;
use crate::delimited::{self, Separator, Table};
use crate::finding::{Finding, Place, Problem, Source};

/// Reads a text, in whatever encoding it is.
///
/// # Errors
///
/// The finding that says why no form can be read.
pub(super) fn read(
    limits: Limits,
    names: &Names,
    source: &Source,
    bytes: &[u8],
) -> Result<(Sheet, Found), Box<Finding>> {
    let failed = |problem| Box::new(Finding::new(problem, Place::File(source.clone())));
    match delimited::read(bytes) {
        Ok(table) => find(limits, names, source, bytes, table),
        Err(Problem::NotUtf8 { .. }) => {
            let decoded = encoding::decode(bytes).map_err(|problem| {
                failed(lost_letters(&encoding::western(bytes)).unwrap_or(problem))
            })?;
            let bytes = decoded.text.as_bytes();
            let table = delimited::read(bytes).map_err(failed)?;
            let (mut sheet, found) = find(limits, names, source, bytes, table)?;
            sheet.remark(converted(source, decoded.from, &found));
            Ok((sheet, found))
        }
        Err(problem) => Err(failed(problem)),
    }
}

/// Tells the encoding, and the unit's name as it reads now: whoever knows it sees at a glance
/// whether it is right.
fn converted(source: &Source, from: Encoding, found: &Found) -> Finding {
    let name = found.header().unit_name.as_ref().map(|(name, _)| name);
    let encoding = from.name().to_owned();
    let (problem, quoted) = match from {
        Encoding::Font(_) => {
            let read_as = name.cloned();
            (Problem::LegacyFont { encoding, read_as }, None)
        }
        Encoding::Utf16(_) | Encoding::Windows1258 => {
            (Problem::OtherEncoding { encoding }, name.cloned())
        }
    };
    let mut finding = Finding::new(problem, Place::File(source.clone()));
    finding.quoted = quoted;
    finding
}

/// Finds the form in a text taken apart; where none is, or where another separator may be meant,
/// the text is taken apart by the others too.
fn find(
    limits: Limits,
    names: &Names,
    source: &Source,
    bytes: &[u8],
    table: Table,
) -> Result<(Sheet, Found), Box<Finding>> {
    let failed = |problem| Box::new(Finding::new(problem, Place::File(source.clone())));
    let (separator, is_contested) = (table.separator(), table.is_contested());
    let first = Sheet::of_text(source, table);
    limits.check_sheet(&first)?;
    if !is_contested && let Ok(form) = font::find(first, names) {
        return Ok(form);
    }
    let stands = |other: &Separator| {
        let mut letter = [0; 4];
        memmem::find(bytes, other.letter().encode_utf8(&mut letter).as_bytes()).is_some()
    };
    let mut tried = Vec::new();
    for other in Separator::all().filter(|other| *other == separator || stands(other)) {
        if let Ok(table) = delimited::read_separated(bytes, other) {
            tried.push((other, Sheet::of_text(source, table)));
        }
    }
    let has_headings = |(_, sheet): &(Separator, Sheet)| Found::find(sheet, names).is_some();
    let (plain, others): (Vec<_>, Vec<_>) = tried.into_iter().partition(has_headings);
    let tried = if plain.is_empty() { others } else { plain };
    let mut forms: Vec<(Separator, (Sheet, Found))> = tried
        .into_iter()
        .filter_map(|(separator, sheet)| Some((separator, font::find(sheet, names).ok()?)))
        .collect();
    if forms.len() > 1 {
        let letters = forms.iter().map(|(separator, _)| separator.letter());
        let separators = letters.map(String::from).collect();
        return Err(failed(Problem::AmbiguousSeparator { separators }));
    }
    match forms.pop() {
        Some((_, form)) => Ok(form),
        None => Err(match lost_letters(&String::from_utf8_lossy(bytes)) {
            Some(problem) => failed(problem),
            None => Box::new(layout::no_table(Place::File(source.clone()))),
        }),
    }
}

/// Returns the finding for a text in which question marks stand for letters: Excel saves “CSV
/// (Comma delimited)” in the code page of the Windows it runs on, which may lack most of them.
fn lost_letters(text: &str) -> Option<Problem> {
    /// Words of which one may be an accident.
    const ENOUGH: usize = 3;
    let is_lost = |word: &&str| {
        let mut pairs = word.chars().zip(word.chars().skip(1));
        pairs.any(|(mark, next)| mark == '?' && next.is_alphabetic())
            && !word.contains(['/', '=', '&'])
    };
    let words = text.split(|letter: char| letter.is_whitespace() || ",;|\"".contains(letter));
    let words: Vec<String> = words
        .filter(is_lost)
        .take(ENOUGH)
        .map(str::to_owned)
        .collect();
    (words.len() == ENOUGH).then_some(Problem::LettersLost { words })
}
