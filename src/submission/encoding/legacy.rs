//! TCVN3 (ABC) and VNI: the encodings of Vietnamese fonts before Unicode.
//!
//! A text typed with such a font is Latin-1 to everybody but the font: `X· Béc Bè` or
//! `Xaõ Boäc Boá` for `Xã Bộc Bố`. Whether a text is one is not decided here.

use unicode_normalization::UnicodeNormalization;

/// An encoding of Vietnamese fonts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Font {
    /// The fonts named `.Vn…`: one code per letter, capitals with a tone in fonts of their own.
    Tcvn3,
    /// The fonts named `VNI-…`: a letter, and behind it a code for its marks.
    Vni,
}

/// The letters of TCVN3 beyond ASCII, as Latin-1 shows their codes.
///
/// Source: TCVN 5712:1993, set VN3; checked against the table of VN1, which contains it, in glibc
/// (`localedata/charmaps/TCVN5712-1`) and libX11 (`lcUniConv/tcvn.h`).
const TCVN3_CODES: &str = "\
    ¡¢£¤¥¦§¨©ª«¬\u{ad}®\
    µ¶·¸¹»¼½¾ÆÇÈÉÊË\
    ÌÎÏÐÑÒÓÔÕÖ\
    ×ØÜÝÞ\
    ßáâãäåæçèéêëìíî\
    ïñòóôõö÷øù\
    úûüýþ";

/// What they mean.
const TCVN3_LETTERS: &str = "\
    ĂÂÊÔƠƯĐăâêôơưđ\
    àảãáạằẳẵắặầẩẫấậ\
    èẻẽéẹềểễếệ\
    ìỉĩíị\
    òỏõóọồổỗốộờởỡớợ\
    ùủũúụừửữứự\
    ỳỷỹýỵ";

/// Tones as VNI writes them behind a letter, and as Unicode does: sắc, huyền, hỏi, ngã, nặng.
///
/// Source: the table of VNI-Windows in xvnkb (`vni.h`), and the code tables of Unikey's
/// documentation.
const VNI_TONES: [(char, char); 5] = [
    ('ù', SAC),
    ('ø', HUYEN),
    ('û', HOI),
    ('õ', NGA),
    ('ï', NANG),
];

/// The circumflex behind a, e and o, alone and with each tone.
const VNI_CIRCUMFLEX: [(char, Option<char>); 6] = [
    ('â', None),
    ('á', Some(SAC)),
    ('à', Some(HUYEN)),
    ('å', Some(HOI)),
    ('ã', Some(NGA)),
    ('ä', Some(NANG)),
];

/// The breve behind a, alone and with each tone.
const VNI_BREVE: [(char, Option<char>); 6] = [
    ('ê', None),
    ('é', Some(SAC)),
    ('è', Some(HUYEN)),
    ('ú', Some(HOI)),
    ('ü', Some(NGA)),
    ('ë', Some(NANG)),
];

/// Letters that VNI writes with one code.
const VNI_LETTERS: [(char, char); 9] = [
    ('ñ', 'đ'),
    ('ô', 'ơ'),
    ('ö', 'ư'),
    ('í', 'í'),
    ('ì', 'ì'),
    ('æ', 'ỉ'),
    ('ó', 'ĩ'),
    ('ò', 'ị'),
    ('î', 'ỵ'),
];

const SAC: char = '\u{301}';
const HUYEN: char = '\u{300}';
const HOI: char = '\u{309}';
const NGA: char = '\u{303}';
const NANG: char = '\u{323}';
const CIRCUMFLEX: char = '\u{302}';
const BREVE: char = '\u{306}';

impl Font {
    /// Every such encoding.
    pub const ALL: [Font; 2] = [Font::Tcvn3, Font::Vni];

    /// Returns the name people know it by.
    pub const fn name(self) -> &'static str {
        match self {
            Font::Tcvn3 => "TCVN3 (ABC)",
            Font::Vni => "VNI",
        }
    }

    /// Returns whether a text may have been typed with such a font, at a glance: it has letters
    /// beyond ASCII, and each of them a code of one byte.
    pub fn may_be_of(text: &str) -> bool {
        !text.is_ascii() && text.chars().all(|letter| western(letter).is_some())
    }

    /// Returns what a text typed with the font says, where every letter of it has a code of one
    /// byte: as the font's encoding wants it.
    pub fn read(self, typed: &str) -> Option<String> {
        let codes = typed.chars().map(western);
        match self {
            Font::Tcvn3 => codes.map(|code| code.map(tcvn3)).collect(),
            Font::Vni => vni(codes),
        }
    }
}

/// Returns the letter Windows-1252 has for the byte of a letter; none where it has no byte.
///
/// A Vietnamese Windows shows other letters for some bytes (Windows-1258), and a text may have
/// been copied from its screen.
fn western(letter: char) -> Option<char> {
    Some(match letter {
        '\0'..='\u{7f}' | '\u{a0}'..='\u{ff}' => letter,
        // The punctuation between 0x80 and 0x9F.
        '€' | '‚' | 'ƒ' | '„' | '…' | '†' | '‡' | 'ˆ' | '‰' | 'Š' | '‹' | 'Œ' | 'Ž' | '‘' | '’'
        | '“' | '”' | '•' | '–' | '—' | '˜' | '™' | 'š' | '›' | 'œ' | 'ž' | 'Ÿ' => {
            letter
        }
        'Ă' => 'Ã',
        HUYEN => 'Ì',
        'Đ' => 'Ð',
        HOI => 'Ò',
        'Ơ' => 'Õ',
        'Ư' => 'Ý',
        NGA => 'Þ',
        'ă' => 'ã',
        SAC => 'ì',
        'đ' => 'ð',
        NANG => 'ò',
        'ơ' => 'õ',
        'ư' => 'ý',
        '₫' => 'þ',
        _ => return None,
    })
}

fn tcvn3(code: char) -> char {
    if code.is_ascii() {
        return code;
    }
    let index = TCVN3_CODES.chars().position(|other| other == code);
    index
        .and_then(|index| TCVN3_LETTERS.chars().nth(index))
        .unwrap_or(code)
}

fn vni(mut codes: impl Iterator<Item = Option<char>>) -> Option<String> {
    let mut text = String::new();
    // The last letter, which marks may follow.
    let mut open: Option<char> = None;
    let mut next = codes.next();
    while let Some(code) = next {
        let code = code?;
        next = codes.next();
        if let Some(marked) = open.take().and_then(|letter| vni_marked(letter, code)) {
            text.pop();
            text.push(marked);
            continue;
        }
        let letter = vni_letter(code);
        text.push(letter);
        open = Some(letter);
    }
    Some(text)
}

/// Returns the letter that a code is by itself.
fn vni_letter(code: char) -> char {
    if code.is_ascii() {
        return code;
    }
    let lower = lower(code);
    let found = VNI_LETTERS.iter().find(|(other, _)| *other == lower);
    match found {
        Some((_, letter)) if lower == code => *letter,
        Some((_, letter)) => letter.to_uppercase().next().unwrap_or(*letter),
        // Marks with no letter before them: no text in VNI has them, and Latin-1 is full of them.
        None if "ùøûõïâáàåãäêéèúüë".contains(lower) => char::REPLACEMENT_CHARACTER,
        None => code,
    }
}

/// Returns the letter with the marks a code stands for, if it can have them.
fn vni_marked(letter: char, code: char) -> Option<char> {
    let mark = lower(code);
    let hat = |marks: &[(char, Option<char>)], hat: char| {
        let (_, tone) = marks.iter().find(|(other, _)| *other == mark)?;
        composed(letter, Some(hat).into_iter().chain(*tone))
    };
    match lower(letter) {
        'a' => hat(&VNI_CIRCUMFLEX, CIRCUMFLEX).or_else(|| hat(&VNI_BREVE, BREVE)),
        'e' | 'o' => hat(&VNI_CIRCUMFLEX, CIRCUMFLEX),
        'ơ' | 'u' | 'ư' | 'y' => None,
        _ => return None,
    }
    .or_else(|| {
        let (_, tone) = VNI_TONES.iter().find(|(other, _)| *other == mark)?;
        composed(letter, [*tone])
    })
}

/// Returns the one letter that a letter with marks is.
fn composed(letter: char, marks: impl IntoIterator<Item = char>) -> Option<char> {
    let mut composed = std::iter::once(letter).chain(marks).nfc();
    let only = composed.next();
    only.filter(|_| composed.next().is_none())
}

/// Marks behind a capital are capitals themselves, mostly.
fn lower(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The motto of the republic and a name, as they stand on papers of the time.
    const KNOWN: [(&str, &str, &str); 4] = [
        (
            "Céng hßa x· héi chñ nghÜa ViÖt Nam",
            "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam",
            "Cộng hòa xã hội chủ nghĩa Việt Nam",
        ),
        (
            "§éc lËp - Tù do - H¹nh phóc",
            "Ñoäc laäp - Töï do - Haïnh phuùc",
            "Độc lập - Tự do - Hạnh phúc",
        ),
        ("X· Béc Bè", "Xaõ Boäc Boá", "Xã Bộc Bố"),
        (
            "Ph\u{ad}êng Mü §×nh: ®ñ ®iÒu kiÖn, kü n¨ng sö dông",
            "Phöôøng Myõ Ñình: ñuû ñieàu kieän, kyõ naêng söû duïng",
            "Phường Mỹ Đình: đủ điều kiện, kỹ năng sử dụng",
        ),
    ];

    #[test]
    fn known_texts_read_as_they_were_meant() {
        for (tcvn3, vni, meant) in KNOWN {
            assert_eq!(Font::Tcvn3.read(tcvn3).as_deref(), Some(meant));
            assert_eq!(Font::Vni.read(vni).as_deref(), Some(meant));
        }
    }

    #[test]
    fn capitals_of_vni_have_marks_of_their_own_or_small_ones() {
        for typed in ["THÒ TRAÁN ÑOÀNG ÑAÊNG", "THÒ TRAáN ÑOàNG ÑAêNG"] {
            assert_eq!(Font::Vni.read(typed).as_deref(), Some("THỊ TRẤN ĐỒNG ĐĂNG"));
        }
    }

    #[test]
    fn a_vietnamese_windows_shows_other_letters_for_the_same_bytes() {
        // The bytes of “Hướng Hóa” in TCVN3 and of “Xã Thị” in VNI, shown by Windows-1258.
        assert_eq!(
            Font::Tcvn3.read("H\u{ad}íng Hăa").as_deref(),
            Some("Hướng Hóa")
        );
        assert_eq!(Font::Vni.read("Xaơ Th\u{323}").as_deref(), Some("Xã Thị"));
    }

    #[test]
    fn a_mark_by_itself_is_no_letter_of_vni() {
        assert_eq!(Font::Vni.read("Mã").as_deref(), Some("M\u{fffd}"));
    }

    #[test]
    fn a_letter_without_a_code_of_one_byte_was_typed_with_no_such_font() {
        for font in Font::ALL {
            assert_eq!(font.read("Xã Bộc Bố"), None);
        }
    }

    #[test]
    fn every_code_of_tcvn3_has_a_letter_of_its_own() {
        let codes: std::collections::BTreeSet<char> = TCVN3_CODES.chars().collect();
        let letters: std::collections::BTreeSet<char> = TCVN3_LETTERS.chars().collect();
        // VN3 adds 67 small letters and 7 capitals to ASCII.
        assert_eq!((codes.len(), letters.len()), (74, 74));
        assert_eq!(TCVN3_CODES.chars().count(), TCVN3_LETTERS.chars().count());
    }
}
