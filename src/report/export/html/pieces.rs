//! Markup that repeats, taken apart so that it is kept once.
//!
//! Cards of one report are hundreds of times the same rows with other figures. A row is cut where its
//! elements end ([`Grain`]); figures are taken out of what remains, which is then a shape that many rows
//! share. A figure that is the same in all of them is put back. Shapes in turn are lists of pieces, runs of
//! tags and the texts between them. The script goes the way back.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::text::Language;

/// Stands for a figure in a shape; in a report no text has it.
const GAP: char = '\u{1}';

/// Where markup is cut.
#[derive(Debug, Clone, Copy)]
pub(super) enum Grain {
    /// Behind rows and lines: for what is there many times with other figures.
    Rows,
    /// Behind cells too: for rows that have names.
    Cells,
}

impl Grain {
    const fn ends(self) -> &'static [&'static str] {
        match self {
            Grain::Rows => &["</tr>", "</p>", "</dd>"],
            Grain::Cells => &[
                "</tr>", "</p>", "</dd>", "</td>", "</th>", "</a>", "</span>",
            ],
        }
    }
}

/// The shapes met so far.
#[derive(Default)]
pub(super) struct Pool {
    shapes: Vec<Shape>,
    known: BTreeMap<Vec<String>, usize>,
    pieces: Vec<Vec<String>>,
    numbers: BTreeMap<Vec<String>, usize>,
}

/// Markup with gaps, in each language it is written in.
struct Shape {
    texts: Vec<String>,
    /// For each gap what has filled it, language by language, as long as that was always the same.
    constants: Vec<Option<Vec<String>>>,
}

/// Markup taken apart: shapes, each with what fills its gaps.
pub(super) struct Parts(Vec<(usize, Vec<String>)>);

impl Pool {
    /// Takes markup apart that says the same in each of these languages. Where the languages differ in more
    /// than texts there is a result for each.
    pub(super) fn take(&mut self, languages: &[(Language, &str)], grain: Grain) -> Vec<Parts> {
        let cut: Vec<Vec<&str>> = languages
            .iter()
            .map(|(_, markup)| stretches(markup, grain.ends()))
            .collect();
        let lengths: Vec<usize> = cut.iter().map(Vec::len).collect();
        let codes: Vec<Language> = languages.iter().map(|(language, _)| *language).collect();
        if lengths.windows(2).any(|pair| pair[0] != pair[1]) {
            let alone = |language| self.take(&[language], grain);
            return languages.iter().copied().flat_map(alone).collect();
        }
        let count = lengths.first().copied().unwrap_or_default();
        let parts = (0..count).map(|index| {
            let texts: Vec<&str> = cut.iter().map(|stretches| stretches[index]).collect();
            self.part(&codes, &texts)
        });
        vec![Parts(parts.collect())]
    }

    fn part(&mut self, languages: &[Language], texts: &[&str]) -> (usize, Vec<String>) {
        let (shape, filled) = figures_out_of(languages, texts);
        let values = filled.iter().map(|(value, _)| value.clone()).collect();
        let spoken: Vec<Vec<String>> = filled.into_iter().map(|(_, spoken)| spoken).collect();
        if let Some(&number) = self.known.get(&shape) {
            for (constant, spoken) in self.shapes[number].constants.iter_mut().zip(spoken) {
                if *constant != Some(spoken) {
                    *constant = None;
                }
            }
            return (number, values);
        }
        let number = self.shapes.len();
        self.known.insert(shape.clone(), number);
        self.shapes.push(Shape {
            texts: shape,
            constants: spoken.into_iter().map(Some).collect(),
        });
        (number, values)
    }

    /// Returns the numbers of the shapes, and what fills the gaps that are left, with a space between.
    pub(super) fn written(&self, parts: &[Parts]) -> Value {
        let one = |Parts(parts): &Parts| {
            let shapes: Vec<usize> = parts.iter().map(|(shape, _)| *shape).collect();
            let filled = parts.iter().flat_map(|(shape, values)| {
                let gaps = values.iter().zip(&self.shapes[*shape].constants);
                gaps.filter_map(|(value, constant)| constant.is_none().then_some(value.as_str()))
            });
            json!([shapes, filled.collect::<Vec<&str>>().join(" ")])
        };
        match parts {
            [parts] => one(parts),
            parts => parts.iter().map(one).collect(),
        }
    }

    /// Returns the number of a piece that stands in each language.
    pub(super) fn piece(&mut self, languages: Vec<String>) -> usize {
        if let Some(&number) = self.numbers.get(&languages) {
            return number;
        }
        let number = self.pieces.len();
        self.pieces.push(languages.clone());
        self.numbers.insert(languages, number);
        number
    }

    /// Returns the shapes as lists of pieces, and the pieces: a text, or one for each language.
    pub(super) fn into_shapes_and_pieces(mut self) -> (Value, Value) {
        let shapes = std::mem::take(&mut self.shapes);
        let shapes: Vec<Vec<usize>> = shapes.iter().map(|shape| self.pieces_of(shape)).collect();
        let piece = |languages: Vec<String>| match languages.as_slice() {
            [first, rest @ ..] if rest.iter().all(|other| other == first) => json!(first),
            _ => json!(languages),
        };
        (json!(shapes), self.pieces.into_iter().map(piece).collect())
    }

    fn pieces_of(&mut self, shape: &Shape) -> Vec<usize> {
        let filled: Vec<String> = shape
            .texts
            .iter()
            .enumerate()
            .map(|(language, text)| with_constants(text, language, &shape.constants))
            .collect();
        let cut: Vec<Vec<&str>> = filled.iter().map(|text| tags_and_texts(text)).collect();
        let owned = |pieces: Vec<&str>| pieces.into_iter().map(str::to_owned).collect();
        let lengths: Vec<usize> = cut.iter().map(Vec::len).collect();
        if lengths.windows(2).any(|pair| pair[0] != pair[1]) {
            return vec![self.piece(filled)];
        }
        let count = lengths.first().copied().unwrap_or_default();
        let pieces = (0..count).map(|index| {
            let languages = cut.iter().map(|pieces| pieces[index]).collect();
            self.piece(owned(languages))
        });
        pieces.collect()
    }
}

/// Puts back what is the same wherever the shape is met.
fn with_constants(text: &str, language: usize, constants: &[Option<Vec<String>>]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut gaps = constants.iter();
    for letter in text.chars() {
        match (letter, letter == GAP) {
            (_, true) => match gaps.next() {
                Some(Some(spoken)) => filled.push_str(&spoken[language]),
                _ => filled.push(GAP),
            },
            (letter, false) => filled.push(letter),
        }
    }
    filled
}

/// Cuts markup behind each of these ends.
fn stretches<'m>(markup: &'m str, ends: &[&str]) -> Vec<&'m str> {
    let mut stretches = Vec::new();
    let mut begin = 0;
    for (at, _) in markup.match_indices("</") {
        if let Some(end) = ends.iter().find(|end| markup[at..].starts_with(**end)) {
            let end = at + end.len();
            stretches.push(&markup[begin..end]);
            begin = end;
        }
    }
    if begin < markup.len() {
        stretches.push(&markup[begin..]);
    }
    stretches
}

/// A figure as the script is told it, and as it stands in each language.
type Figure = (String, Vec<String>);

/// Takes the figures out of one text in several languages; none where the languages do not agree on them.
fn figures_out_of(languages: &[Language], texts: &[&str]) -> (Vec<String>, Vec<Figure>) {
    let taken: Vec<(String, Vec<&str>)> = texts.iter().map(|text| gaps(text)).collect();
    let counts: Vec<usize> = taken.iter().map(|(_, figures)| figures.len()).collect();
    let count = counts.first().copied().unwrap_or_default();
    let figures = (0..count).map(|index| {
        let spoken = taken.iter().map(|(_, figures)| figures.get(index).copied());
        let spoken = spoken.collect::<Option<Vec<&str>>>()?;
        let value = agreed(languages, &spoken)?;
        Some((value, spoken.into_iter().map(str::to_owned).collect()))
    });
    let figures = figures.collect::<Option<Vec<Figure>>>();
    match figures {
        Some(figures) if counts.iter().all(|&other| other == count) => {
            let shape = taken.into_iter().map(|(shape, _)| shape).collect();
            (shape, figures)
        }
        _ => (
            texts.iter().map(|&text| text.to_owned()).collect(),
            Vec::new(),
        ),
    }
}

/// Returns a figure with a comma where each language has its decimal mark; none where the languages do not
/// say the same. One without a mark, such as a code, is the same in all.
fn agreed(languages: &[Language], spoken: &[&str]) -> Option<String> {
    let (first, others) = spoken.split_first()?;
    if !first.contains(',') && others.iter().all(|other| other == first) {
        return Some((*first).to_owned());
    }
    let mut plain = languages
        .iter()
        .zip(spoken)
        .map(|(language, figure)| match language {
            Language::Vietnamese => Some((*figure).to_owned()),
            Language::English => (!figure.contains(',')).then(|| figure.replace('.', ",")),
        });
    let first = plain.next()??;
    plain
        .all(|other| other.as_ref() == Some(&first))
        .then_some(first)
}

/// Returns a text with gaps for its figures, and these: digits that do not belong to a word, with the points
/// and commas between them.
fn gaps(text: &str) -> (String, Vec<&str>) {
    let mut shape = String::with_capacity(text.len());
    let mut figures = Vec::new();
    let mut before = ' ';
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        if !letter.is_ascii_digit() || before.is_alphanumeric() {
            shape.push(letter);
            before = letter;
            rest = &rest[letter.len_utf8()..];
            continue;
        }
        let mut end = 0;
        let bytes = rest.as_bytes();
        let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        while is_digit(end) || (matches!(bytes.get(end), Some(b'.' | b',')) && is_digit(end + 1)) {
            end += 1;
        }
        let (figure, after) = rest.split_at(end);
        figures.push(figure);
        shape.push(GAP);
        before = '0';
        rest = after;
    }
    (shape, figures)
}

/// Cuts markup where text begins and where tags begin. In a text and in an attribute `<` and `>` are
/// escaped, so that those left are the ends of tags.
fn tags_and_texts(markup: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = markup;
    while !rest.is_empty() {
        let end = if rest.starts_with('<') {
            // A run of tags ends before a text.
            let mut ends = rest.match_indices('>').map(|(at, _)| at + 1);
            ends.find(|&at| !rest[at..].starts_with('<'))
        } else {
            rest.find('<')
        };
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        pieces.push(piece);
        rest = after;
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{English, Vietnamese};
    use proptest::prelude::*;

    /// What the script does.
    fn put_together(written: &Value, shapes: &Value, pieces: &Value, language: usize) -> String {
        let written = if written[0][0].is_array() {
            &written[language]
        } else {
            written
        };
        let mark = [",", "."][language];
        let mut values = written[1].as_str().expect("figures").split(' ');
        let mut text = String::new();
        for shape in written[0].as_array().expect("shapes") {
            let shape = usize::try_from(shape.as_u64().expect("a number")).expect("small");
            for number in shapes[shape].as_array().expect("pieces") {
                let number = usize::try_from(number.as_u64().expect("a number")).expect("small");
                let piece = &pieces[number];
                let piece = piece.as_str().or_else(|| piece[language].as_str());
                for letter in piece.expect("a text").chars() {
                    if letter == GAP {
                        text.push_str(&values.next().expect("a figure").replacen(',', mark, 1));
                    } else {
                        text.push(letter);
                    }
                }
            }
        }
        text
    }

    fn there_and_back(cards: &[[&str; 2]]) -> (Vec<[String; 2]>, Value, Value) {
        let mut pool = Pool::default();
        let parts: Vec<Vec<Parts>> = cards
            .iter()
            .map(|[vi, en]| pool.take(&[(Vietnamese, vi), (English, en)], Grain::Rows))
            .collect();
        let written: Vec<Value> = parts.iter().map(|parts| pool.written(parts)).collect();
        let (shapes, pieces) = pool.into_shapes_and_pieces();
        let back = written
            .iter()
            .map(|card| [0, 1].map(|language| put_together(card, &shapes, &pieces, language)));
        (back.collect(), shapes, pieces)
    }

    #[test]
    fn rows_that_differ_in_figures_have_one_shape() {
        let cards = [
            [
                "<tr><td>Điểm 70,02 / 100</td></tr>",
                "<tr><td>Score 70.02 / 100</td></tr>",
            ],
            [
                "<tr><td>Điểm 69,86 / 100</td></tr>",
                "<tr><td>Score 69.86 / 100</td></tr>",
            ],
        ];
        let (back, shapes, pieces) = there_and_back(&cards);
        assert_eq!(back, cards);
        assert_eq!(shapes, json!([[0, 1, 2]]));
        // What is the same in both stands in the text.
        assert_eq!(
            pieces,
            json!([
                "<tr><td>",
                ["Điểm \u{1} / 100", "Score \u{1} / 100"],
                "</td></tr>"
            ])
        );
    }

    #[test]
    fn a_comma_that_is_no_decimal_mark_stays_one() {
        let cards = [
            ["<p>1,5.csv</p>", "<p>1,5.csv</p>"],
            ["<p>2,5.csv</p>", "<p>2,5.csv</p>"],
        ];
        assert_eq!(there_and_back(&cards).0, cards);
    }

    #[test]
    fn languages_that_differ_in_more_than_texts_are_kept_apart() {
        let cards = [["<p>một 1</p><p>2</p>", "<p>one 1</p>"], ["<p></p>", ""]];
        assert_eq!(there_and_back(&cards).0, cards);
    }

    #[test]
    fn markup_is_cut_between_tags_and_texts() {
        let markup = "<p class=\"a\"><b>one &lt;b&gt;</b> two</p><p></p>";
        assert_eq!(
            tags_and_texts(markup),
            [
                "<p class=\"a\"><b>",
                "one &lt;b&gt;",
                "</b>",
                " two",
                "</p><p></p>"
            ]
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_taken_apart_comes_back_to_the_letter(
            texts in proptest::collection::vec(("[a-zđ0-9.,; -]{0,12}", "[a-zđ0-9.,; -]{0,12}"), 1..6),
            figures in proptest::collection::vec(0_u32..300, 6),
        ) {
            let cards: Vec<[String; 2]> = texts.iter().zip(&figures).map(|((vi, en), figure)| {
                let whole = figure / 100;
                let row = |text: &str, mark: &str| {
                    format!("<tr><th>{text}</th><td width=\"{figure}\">{whole}{mark}{figure:02}</td></tr><p>{text}</p>")
                };
                [row(vi, ","), row(en, ".")]
            }).collect();
            let borrowed: Vec<[&str; 2]> = cards.iter().map(|[vi, en]| [vi.as_str(), en.as_str()]).collect();
            prop_assert_eq!(there_and_back(&borrowed).0, cards);
        }
    }
}
