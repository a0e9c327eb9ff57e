//! Text in other encodings than UTF-8 → Unicode, by evidence and never by a guess.
//!
//! What begins with a byte order mark says what it is. Everything else is read in every way
//! there is, and taken where exactly one of them makes Vietnamese of it. Knows nothing of
//! separators, cells and forms.

mod legacy;
mod syllable;

use encoding_rs::{UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1258};
use memchr::memchr;
use unicode_normalization::UnicodeNormalization;

use crate::finding::Problem;

pub use legacy::Font;
pub use syllable::Evidence;

/// Bytes that are looked at to tell the encoding of a text.
const ENOUGH: usize = 1 << 18;

/// An encoding other than UTF-8.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Excel's “Unicode Text”; least or greatest byte first.
    Utf16(Order),
    /// The Vietnamese code page of Windows.
    Windows1258,
    /// That of a font, from before Unicode.
    Font(Font),
}

/// Which byte of two comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// The least.
    Little,
    /// The greatest.
    Big,
}

/// A text, and what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The text.
    pub text: String,
    /// Its encoding before.
    pub from: Encoding,
}

impl Encoding {
    /// The encodings in which a byte is never part of a pair.
    const OF_SINGLE_BYTES: [Encoding; 3] = [
        Encoding::Windows1258,
        Encoding::Font(Font::Tcvn3),
        Encoding::Font(Font::Vni),
    ];

    /// Returns the name people know it by.
    pub const fn name(self) -> &'static str {
        match self {
            Encoding::Utf16(_) => "UTF-16",
            Encoding::Windows1258 => "Windows-1258",
            Encoding::Font(font) => font.name(),
        }
    }

    /// Returns what the bytes say, if they can be of this encoding.
    fn read(self, bytes: &[u8]) -> Option<String> {
        match self {
            Encoding::Utf16(order) => {
                let encoding = match order {
                    Order::Little => UTF_16LE,
                    Order::Big => UTF_16BE,
                };
                let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
                Some(text.into_owned())
            }
            // Tones are marks of their own there, and forms have composed letters.
            Encoding::Windows1258 => {
                let (text, _) = WINDOWS_1258.decode_without_bom_handling(bytes);
                Some(text.nfc().collect())
            }
            // The bytes are the same whatever the code page of the Windows it was typed on.
            Encoding::Font(font) => {
                let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
                font.read(&text)
            }
        }
    }
}

/// Returns a text as a Western Windows shows its bytes, to look at.
pub fn western(bytes: &[u8]) -> String {
    WINDOWS_1252
        .decode_without_bom_handling(bytes)
        .0
        .into_owned()
}

/// Returns whether most letters beyond ASCII are those of UTF-8: a text that was damaged.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut letters, mut others) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|of| !of.is_ascii()).count();
        others += chunk.invalid().len();
    }
    letters > others
}

/// Reads a text that is not UTF-8.
///
/// # Errors
///
/// That no encoding makes Vietnamese of it, or more than one does.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Problem> {
    let unknown = |candidates: &[Encoding]| Problem::NotUtf8 {
        candidates: candidates
            .iter()
            .map(|encoding| encoding.name().to_owned())
            .collect(),
    };
    let read = |from: Encoding, bytes| {
        let text = from.read(bytes)?;
        Some(Decoded { text, from })
    };
    let marked = [
        (&b"\xff\xfe"[..], Order::Little),
        (&b"\xfe\xff"[..], Order::Big),
    ];
    for (mark, order) in marked {
        if let Some(bytes) = bytes.strip_prefix(mark) {
            return read(Encoding::Utf16(order), bytes).ok_or_else(|| unknown(&[]));
        }
    }
    // Only pairs of bytes make a text of zeros: each Latin letter and each comma has one.
    let candidates: &[Encoding] = if memchr(0, bytes).is_some() {
        &[Encoding::Utf16(Order::Little), Encoding::Utf16(Order::Big)]
    } else {
        &Encoding::OF_SINGLE_BYTES
    };
    let sample = &bytes[..bytes.len().min(ENOUGH)];
    if is_damaged_utf8(sample) {
        return Err(unknown(&[]));
    }
    let mut fitting: Vec<(Encoding, String)> = Vec::new();
    for &encoding in candidates {
        let Some(text) = encoding.read(sample) else {
            continue;
        };
        // Two ways to read the same are one.
        if is_plausible(&text) && fitting.iter().all(|(_, other)| *other != text) {
            fitting.push((encoding, text));
        }
    }
    match fitting.as_slice() {
        [(encoding, _)] => read(*encoding, bytes).ok_or_else(|| unknown(&[])),
        several => {
            let candidates: Vec<Encoding> = several.iter().map(|(of, _)| *of).collect();
            Err(unknown(&candidates))
        }
    }
}

/// Returns whether a text looks like Vietnamese, or has nothing beyond ASCII to be judged by.
fn is_plausible(text: &str) -> bool {
    let evidence = Evidence::of(text);
    let is_control = |letter: char| letter.is_control() && !matches!(letter, '\t' | '\n' | '\r');
    !text.contains(is_control) && (evidence.words == 0 || evidence.is_vietnamese())
}
