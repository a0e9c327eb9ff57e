//! Whether words are Vietnamese syllables: the evidence by which a text is told from gibberish.
//!
//! Vietnamese is written in syllables of few shapes: a consonant, one of some 150 rimes, a tone
//! that stands on the right vowel. Letters read in a wrong encoding keep none of it for long.

use std::collections::HashSet;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{compose, decompose_canonical};

/// Words looked at; no text needs more to be judged.
const ENOUGH: usize = 2_000;

/// What a syllable may begin with, the longest first.
const ONSETS: [&str; 28] = [
    "ngh", "ng", "nh", "gh", "gi", "kh", "ph", "th", "tr", "ch", "qu", "b", "c", "d", "đ", "g",
    "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", "",
];

/// What it may end with, without the tone.
const RIMES: &str = "
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong op ot oa oac oach oai oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt
    oe oen oeo oet ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uc ui um un ung up ut uân uâng uât uây uê uêch uênh uơ uy uya uych uyên uyêt uynh uyt
    uyu uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
    y yêm yên yêng yêt yêu ynh yt ych yn ym";

/// Words of forms, of reports and of the names of places, of which any form has some; picked by
/// hand.
const COMMON: &str = "
    có không và của các được đơn vị xã phường thị trấn tiêu chí điểm tự chấm thẩm định giá trị mã
    số tỷ lệ hồ sơ dịch vụ công trực tuyến một cửa kỳ tháng năm ghi chú tài liệu kiểm chứng nội
    máy tính mạng cán bộ chức kết quả chính quyền điện tử hành thủ tục giải quyết hạn đúng đã chưa
    đạt tổng người dân xử lý ủy ban nhân phó tịch chủ trưởng kế hoạch đủ điều kiện mức độ về trên
    tại thông tin bảng tên huyện tỉnh đặc khu nhóm áp dụng lượng hoặc với để là";

/// The vowels, without tones.
const VOWELS: &str = "aăâeêioôơuưy";

static KNOWN_RIMES: LazyLock<HashSet<&str>> = LazyLock::new(|| RIMES.split_whitespace().collect());
static COMMON_WORDS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| COMMON.split_whitespace().collect());

/// What speaks for a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Evidence {
    /// Words with a letter beyond ASCII.
    pub words: usize,
    /// How many of them have no other letters than Vietnamese has, and ASCII.
    pub spelled: usize,
    /// How many of them are syllables.
    pub syllables: usize,
    /// How many of them are among the words of every form.
    pub common: usize,
}

impl Evidence {
    /// Looks at the words of a text.
    pub fn of(text: &str) -> Evidence {
        let mut evidence = Evidence::default();
        for word in marked_words(text).take(ENOUGH) {
            let word: String = word.nfc().flat_map(char::to_lowercase).collect();
            evidence.words += 1;
            if is_syllable(&word) {
                evidence.spelled += 1;
                evidence.syllables += 1;
                evidence.common += usize::from(COMMON_WORDS.contains(word.as_str()));
            } else {
                evidence.spelled += usize::from(is_spelled(&word));
            }
        }
        evidence
    }

    /// Returns whether this is how a Vietnamese form looks: names of other languages are rare in
    /// it, and the words of every form are not.
    pub fn is_vietnamese(self) -> bool {
        self.common > 0
            && self.syllables * 100 >= self.words * 85
            && self.common * 100 >= self.words * 5
    }

    /// Returns whether all words are written with letters that Vietnamese has.
    pub fn is_spelled(self) -> bool {
        self.spelled == self.words
    }

    /// Returns whether there is a word that is no syllable.
    pub fn is_doubtful(self) -> bool {
        self.syllables < self.words
    }
}

/// Returns the words in which a letter beyond ASCII stands.
fn marked_words(text: &str) -> impl Iterator<Item = &str> {
    // Signs of Latin-1 belong to words: in a wrong encoding they are where letters were.
    let parts = text.split(|letter: char| {
        letter.is_whitespace()
            || (letter.is_ascii() && !letter.is_ascii_alphabetic())
            || matches!(letter, '\u{2000}'..='\u{206f}' | '€')
    });
    parts.filter(|word| !word.is_ascii() && word.chars().any(char::is_alphabetic))
}

fn is_spelled(word: &str) -> bool {
    word.chars()
        .all(|letter| letter.is_ascii_alphabetic() || toneless(letter).is_some())
}

/// Returns whether a word, in small letters and composed, can be a Vietnamese syllable.
fn is_syllable(word: &str) -> bool {
    let mut plain = String::with_capacity(word.len());
    let mut tone = None;
    for (index, letter) in word.chars().enumerate() {
        let Some((letter, sign)) = toneless(letter) else {
            return false;
        };
        plain.push(letter);
        if let Some(sign) = sign
            && tone.replace((index, sign)).is_some()
        {
            return false;
        }
    }
    let ends_in_rime = |start: usize| {
        let (before, rime) = plain.split_at(start);
        let before = before.chars().count();
        let tone = tone.map(|(index, sign)| (index.checked_sub(before), sign));
        KNOWN_RIMES.contains(rime) && tone_fits(rime, tone)
    };
    let mut onsets = ONSETS.iter().filter(|onset| plain.starts_with(*onset));
    // The i of gi may be the vowel (gì, giếng), and then g is what it begins with.
    onsets.any(|onset| ends_in_rime(onset.len()))
}

/// Returns whether a tone stands where it is written in this rime.
fn tone_fits(rime: &str, tone: Option<(Option<usize>, char)>) -> bool {
    let is_stopped = rime.ends_with(['c', 'p', 't']) || rime.ends_with("ch");
    let Some((at, sign)) = tone else {
        // A syllable that ends in a stop has one of two tones.
        return !is_stopped;
    };
    if is_stopped && !matches!(sign, '\u{301}' | '\u{323}') {
        return false;
    }
    let is_vowel = |letter: &char| VOWELS.contains(*letter);
    let vowels: Vec<char> = rime.chars().take_while(is_vowel).collect();
    let is_open = vowels.len() == rime.chars().count();
    let hatted = vowels.iter().rposition(|letter| !letter.is_ascii());
    let fits = |place: usize| at == Some(place);
    match (hatted, vowels.as_slice()) {
        (Some(place), _) => fits(place),
        // Both Hoà and Hòa are written.
        (None, ['o', 'a' | 'e'] | ['u', 'y']) if is_open => fits(0) || fits(1),
        (None, [_, _, _] | ['o', 'a' | 'e' | 'o'] | ['u', 'y']) => fits(1),
        _ => fits(0),
    }
}

/// Returns a letter without its tone, and the tone; none for what no Vietnamese word has.
fn toneless(letter: char) -> Option<(char, Option<char>)> {
    match letter {
        'f' | 'j' | 'w' | 'z' => return None,
        'a'..='z' | 'ă' | 'â' | 'đ' | 'ê' | 'ô' | 'ơ' | 'ư' => return Some((letter, None)),
        _ => {}
    }
    let (mut plain, mut tone, mut is_letter) = (None, None, true);
    decompose_canonical(letter, |part| match part {
        '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}' => tone = Some(part),
        // The dot below stands before a circumflex or a breve.
        '\u{302}' | '\u{306}' | '\u{31b}' => {
            plain = plain.and_then(|letter| compose(letter, part));
        }
        part if plain.is_none() => plain = Some(part),
        _ => is_letter = false,
    });
    let plain = plain.filter(|letter| is_letter && VOWELS.contains(*letter))?;
    Some((plain, Some(tone?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_are_told_from_gibberish() {
        for word in [
            "xã",
            "bộc",
            "bố",
            "hoà",
            "hòa",
            "thuỷ",
            "thủy",
            "nghĩa",
            "việt",
            "gì",
            "giếng",
            "quý",
            "quốc",
            "được",
            "phường",
            "ủy",
            "uỷ",
            "khuỷu",
            "người",
            "yếu",
            "điểm",
        ] {
            assert!(is_syllable(word), "{word}");
        }
        for word in [
            "x·",
            "xaõ",
            "boäc",
            "mă",
            "tât",
            "cảc",
            "cóà",
            "giaù",
            "trò·",
            "đøn",
            "ph\u{ad}êng",
            "khäng",
            "ñôn",
            "việtt",
            "hóan",
        ] {
            assert!(!is_syllable(word), "{word}");
        }
    }

    #[test]
    fn only_words_with_marks_are_looked_at() {
        let evidence = Evidence::of("Kỳ 2021-11; Xa\u{303} Bo\u{323}\u{302}c, abc “x·” – 25 °C ½");
        assert_eq!(
            evidence,
            Evidence {
                words: 5,
                spelled: 3,
                syllables: 3,
                common: 2
            }
        );
    }
}
