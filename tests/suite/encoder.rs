//! Vietnamese in the encodings of other times, for files as they are handed in.
//!
//! Written from the other side than the tables of the program: from letter to code, by tone and
//! by mark, so that a slip in one of them is not made in both.

use unicode_normalization::UnicodeNormalization;

/// Every encoding a form is handed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf8WithMark,
    Utf16Little,
    Utf16LittleWithMark,
    Utf16Big,
    Utf16BigWithMark,
    Windows1258,
    Tcvn3,
    Vni,
    /// Typed with the font, in a file that is Unicode.
    Tcvn3InUtf8,
    VniInUtf8,
}

impl Encoding {
    pub const ALL: [Encoding; 11] = [
        Encoding::Utf8,
        Encoding::Utf8WithMark,
        Encoding::Utf16Little,
        Encoding::Utf16LittleWithMark,
        Encoding::Utf16Big,
        Encoding::Utf16BigWithMark,
        Encoding::Windows1258,
        Encoding::Tcvn3,
        Encoding::Vni,
        Encoding::Tcvn3InUtf8,
        Encoding::VniInUtf8,
    ];

    /// What the program has to say of a file in this encoding.
    pub const fn code(self) -> Option<&'static str> {
        match self {
            Encoding::Utf8 | Encoding::Utf8WithMark => None,
            Encoding::Utf16Little
            | Encoding::Utf16LittleWithMark
            | Encoding::Utf16Big
            | Encoding::Utf16BigWithMark
            | Encoding::Windows1258 => Some("other-encoding"),
            Encoding::Tcvn3 | Encoding::Vni | Encoding::Tcvn3InUtf8 | Encoding::VniInUtf8 => {
                Some("legacy-font")
            }
        }
    }

    pub fn encode(self, text: &str) -> Vec<u8> {
        let little = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        match self {
            Encoding::Utf8 => text.as_bytes().to_vec(),
            Encoding::Utf8WithMark => format!("\u{feff}{text}").into_bytes(),
            Encoding::Utf16Little => little(text),
            Encoding::Utf16LittleWithMark => little(&format!("\u{feff}{text}")),
            Encoding::Utf16Big => big(text),
            Encoding::Utf16BigWithMark => big(&format!("\u{feff}{text}")),
            Encoding::Windows1258 => text.chars().flat_map(windows_1258).collect(),
            Encoding::Tcvn3 => text.chars().map(tcvn3).map(byte).collect(),
            Encoding::Vni => text.chars().flat_map(vni).map(byte).collect(),
            Encoding::Tcvn3InUtf8 => text.chars().map(tcvn3).collect::<String>().into_bytes(),
            Encoding::VniInUtf8 => text.chars().flat_map(vni).collect::<String>().into_bytes(),
        }
    }
}

/// The byte of a letter of Latin-1.
fn byte(letter: char) -> u8 {
    u8::try_from(u32::from(letter)).expect("fonts have codes of one byte")
}

/// The order of tones on a Vietnamese typewriter and in tables: none, huyền, hỏi, ngã, sắc, nặng.
const TONES: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];

/// Takes the tone off a letter: the letter in small, the tone's number, whether it was a capital.
fn parts(letter: char) -> (char, usize, bool) {
    let lower: String = letter.to_lowercase().nfd().collect();
    let tone = lower
        .chars()
        .find_map(|part| TONES.iter().position(|&tone| tone == part));
    let plain: String = lower
        .chars()
        .filter(|part| !TONES.contains(part))
        .nfc()
        .collect();
    let plain = plain.chars().next().expect("a letter");
    (
        plain,
        tone.map_or(0, |tone| tone + 1),
        letter.is_uppercase(),
    )
}

fn tcvn3(letter: char) -> char {
    if letter.is_ascii() {
        return letter;
    }
    // Ă … Đ and ă … đ, then each vowel with its five tones.
    if let Some(at) = "ĂÂÊÔƠƯĐăâêôơưđ".chars().position(|other| other == letter) {
        return char::from(0xa1 + u8::try_from(at).expect("few letters"));
    }
    let (plain, tone, _) = parts(letter);
    let row: [u8; 5] = match plain {
        'a' => [0xb5, 0xb6, 0xb7, 0xb8, 0xb9],
        'ă' => [0xbb, 0xbc, 0xbd, 0xbe, 0xc6],
        'â' => [0xc7, 0xc8, 0xc9, 0xca, 0xcb],
        'e' => [0xcc, 0xce, 0xcf, 0xd0, 0xd1],
        'ê' => [0xd2, 0xd3, 0xd4, 0xd5, 0xd6],
        'i' => [0xd7, 0xd8, 0xdc, 0xdd, 0xde],
        'o' => [0xdf, 0xe1, 0xe2, 0xe3, 0xe4],
        'ô' => [0xe5, 0xe6, 0xe7, 0xe8, 0xe9],
        'ơ' => [0xea, 0xeb, 0xec, 0xed, 0xee],
        'u' => [0xef, 0xf1, 0xf2, 0xf3, 0xf4],
        'ư' => [0xf5, 0xf6, 0xf7, 0xf8, 0xf9],
        'y' => [0xfa, 0xfb, 0xfc, 0xfd, 0xfe],
        other => panic!("{other} has no tone"),
    };
    // Capitals with a tone are small letters in a font of capitals.
    char::from(row[tone - 1])
}

fn vni(letter: char) -> Vec<char> {
    if letter.is_ascii() {
        return vec![letter];
    }
    let (plain, tone, is_capital) = parts(letter);
    let tones = ["", "ø", "û", "õ", "ù", "ï"];
    let circumflex = ["â", "à", "å", "ã", "á", "ä"];
    let breve = ["ê", "è", "ú", "ü", "é", "ë"];
    let typed = match plain {
        'đ' => "ñ".to_owned(),
        'i' => ["i", "ì", "æ", "ó", "í", "ò"][tone].to_owned(),
        'y' if tone == 5 => "î".to_owned(),
        'â' => format!("a{}", circumflex[tone]),
        'ê' => format!("e{}", circumflex[tone]),
        'ô' => format!("o{}", circumflex[tone]),
        'ă' => format!("a{}", breve[tone]),
        'ơ' => format!("ô{}", tones[tone]),
        'ư' => format!("ö{}", tones[tone]),
        'a' | 'e' | 'o' | 'u' | 'y' => format!("{plain}{}", tones[tone]),
        other => panic!("{other} is no Vietnamese letter"),
    };
    let typed = if is_capital {
        typed.to_uppercase()
    } else {
        typed
    };
    typed.chars().collect()
}

/// A letter, and its tone behind it, as keyboards of Windows type it.
fn windows_1258(letter: char) -> Vec<u8> {
    if letter.is_ascii() {
        return vec![byte(letter)];
    }
    let (plain, tone, is_capital) = parts(letter);
    let base = match plain {
        'ă' => 0xe3,
        'â' => 0xe2,
        'ê' => 0xea,
        'ô' => 0xf4,
        'ơ' => 0xf5,
        'ư' => 0xfd,
        'đ' => 0xf0,
        ascii => byte(ascii),
    };
    let capital = if is_capital { 0x20 } else { 0 };
    let marks: [&[u8]; 6] = [&[], &[0xcc], &[0xd2], &[0xde], &[0xec], &[0xf2]];
    [&[base - capital][..], marks[tone]].concat()
}
