//! What an official document says besides its content: head, foot and what holds its annexes to it, as
//! Nghị định 30/2020/NĐ-CP, Phụ lục I words them. What is not known yet is a dotted line.

use super::Language;

/// What stands where something has to be filled in by hand.
pub const DOTS: &str = "……………………";
/// The same for a few letters.
const FEW_DOTS: &str = "……";

/// The words of an official document; a field added here is asked for in both languages.
#[derive(Debug)]
#[expect(missing_docs, reason = "each field is named after what it labels")]
pub struct LetterWords {
    pub nation: &'static str,
    pub motto: &'static str,
    pub kind: &'static str,
    pub to: &'static str,
    pub recipients: &'static str,
    pub left_out: &'static str,
}

const VIETNAMESE: LetterWords = LetterWords {
    nation: "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    motto: "Độc lập - Tự do - Hạnh phúc",
    kind: "BÁO CÁO",
    to: "Kính gửi",
    recipients: "Nơi nhận",
    left_out: "Khổ giấy không đủ rộng cho các cột",
};

const ENGLISH: LetterWords = LetterWords {
    // Thông tư 03/2009/TT-BNG gives the name of the state in English.
    nation: "SOCIALIST REPUBLIC OF VIET NAM",
    motto: "Independence - Freedom - Happiness",
    kind: "REPORT",
    to: "To",
    recipients: "Recipients",
    left_out: "The paper has no room for the columns",
};

/// Returns the words of an official document.
pub const fn letter_words(language: Language) -> &'static LetterWords {
    match language {
        Language::Vietnamese => &VIETNAMESE,
        Language::English => &ENGLISH,
    }
}

/// Returns number and sign with room for what is not known: "Số: ……/BC-……".
fn number_and_sign(number: Option<&str>) -> String {
    match number {
        None => format!("{FEW_DOTS}/BC-{FEW_DOTS}"),
        Some(sign) if sign.starts_with('/') => format!("{FEW_DOTS}{sign}"),
        Some(number) => number.to_owned(),
    }
}

/// Returns the line with number and sign: "Số: 12/BC-STTTT".
pub fn numbered(number: Option<&str>, language: Language) -> String {
    let number = number_and_sign(number);
    format!("{} {number}", language.pick("Số:", "No."))
}

/// Returns a day as documents name it, with room for what is not known yet.
pub fn day_of_issue(day: Option<(u16, u8, u8)>, year: u16, language: Language) -> String {
    match (language, day) {
        (Language::Vietnamese, Some((year, month, day))) => {
            // Days below 10 and the months 1 and 2 have a 0 in front.
            let month = if month <= 2 {
                format!("{month:02}")
            } else {
                month.to_string()
            };
            format!("ngày {day:02} tháng {month} năm {year}")
        }
        (Language::Vietnamese, None) => {
            format!("ngày {FEW_DOTS} tháng {FEW_DOTS} năm {year}")
        }
        (Language::English, Some((year, month, day))) => format!("{year}-{month:02}-{day:02}"),
        (Language::English, None) => format!("{FEW_DOTS} {year}"),
    }
}

/// Returns where and when a document is issued.
pub fn place_and_day(place: Option<&str>, day: &str) -> String {
    format!("{}, {day}", place.unwrap_or(DOTS))
}

/// Returns what stands below the title of an annex: "(Kèm theo Báo cáo số … ngày … của …)".
pub fn attached(
    number: Option<&str>,
    day: &str,
    authority: Option<&str>,
    language: Language,
) -> String {
    let number = number_and_sign(number);
    let authority = authority.unwrap_or(DOTS);
    match language {
        Language::Vietnamese => format!("(Kèm theo Báo cáo số {number} {day} của {authority})"),
        Language::English => format!("(Attached to Report No. {number}, {day}, of {authority})"),
    }
}

/// What a report is about.
#[derive(Debug, Clone, Copy)]
pub struct Matter<'m> {
    /// Who reports.
    pub authority: Option<&'m str>,
    /// The title of the report.
    pub subject: &'m str,
    /// The title of the criteria set.
    pub criteria_set: &'m str,
    /// The decision behind it: number, day, issuer.
    pub decision: [Option<&'m str>; 3],
    /// Whether anything is attached.
    pub has_annexes: bool,
}

/// Returns the sentence a report begins with.
pub fn opening(matter: Matter, language: Language) -> String {
    let Matter {
        authority,
        criteria_set,
        decision: [number, day, issuer],
        ..
    } = matter;
    let authority = authority.unwrap_or(DOTS);
    let subject = begun(matter.subject);
    let part = |before: &str, text: Option<&str>| {
        text.map(|text| format!("{before}{text}"))
            .unwrap_or_default()
    };
    match language {
        Language::Vietnamese => {
            let decision = number.map(|number| {
                let (day, issuer) = (part(" ngày ", day), part(" của ", issuer));
                format!("Thực hiện Quyết định số {number}{day}{issuer}, ")
            });
            let decision = decision.unwrap_or_default();
            // "Bộ tiêu chí …" is most of the titles' first words.
            let is_named = criteria_set.to_lowercase().starts_with("bộ tiêu chí");
            let criteria_set = if is_named {
                criteria_set.to_owned()
            } else {
                format!("bộ tiêu chí “{criteria_set}”")
            };
            format!("{decision}{authority} báo cáo {subject} theo {criteria_set} như sau:")
        }
        Language::English => {
            let decision = number.map(|number| {
                let (day, issuer) = (part(" of ", day), part(" by ", issuer));
                format!("Pursuant to Decision No. {number}{day}{issuer}, ")
            });
            let decision = decision.unwrap_or_default();
            format!(
                "{decision}{authority} reports on {subject}, by the criteria set “{criteria_set}”, as follows:"
            )
        }
    }
}

/// Returns the sentence a report ends with.
pub fn closing(matter: Matter, language: Language) -> String {
    let authority = matter.authority.unwrap_or(DOTS);
    let subject = begun(matter.subject);
    match language {
        Language::Vietnamese => {
            let annexes = if matter.has_annexes {
                " (chi tiết tại các phụ lục kèm theo)"
            } else {
                ""
            };
            // "./." is how a document says that nothing follows.
            format!("Trên đây là báo cáo {subject} của {authority}{annexes}./.")
        }
        Language::English => {
            let annexes = if matter.has_annexes {
                "; details are in the annexes"
            } else {
                ""
            };
            format!("This is the report of {authority} on {subject}{annexes}.")
        }
    }
}

/// Returns a title as it stands within a sentence.
fn begun(title: &str) -> String {
    let mut letters = title.chars();
    let first = letters.next().into_iter().flat_map(char::to_lowercase);
    first.chain(letters).collect()
}

/// Returns who is sent a copy, line by line: those addressed first, the files last.
pub fn recipients(named: &[String], has_addressees: bool, language: Language) -> Vec<String> {
    let as_above = language.pick("Như trên", "As above");
    let filed = language.pick("Lưu: VT", "Archives");
    let named = named
        .iter()
        .map(|name| name.trim().trim_start_matches('-').trim_start())
        .map(|name| name.trim_end_matches(['.', ';', ',']))
        .filter(|name| !name.is_empty());
    let mut lines: Vec<String> = named.map(str::to_owned).collect();
    if lines.is_empty() && !has_addressees {
        lines.push(DOTS.to_owned());
    }
    if has_addressees && !lines.iter().any(|line| line == as_above) {
        lines.insert(0, as_above.to_owned());
    }
    let is_filed = |line: &String| line.starts_with("Lưu") || line.starts_with(filed);
    if !lines.iter().any(is_filed) {
        lines.push(filed.to_owned());
    }
    ended(lines)
}

/// Returns the lines of a list, each with a dash before and its mark behind.
pub fn ended(lines: Vec<String>) -> Vec<String> {
    let last = lines.len().saturating_sub(1);
    let mark = |index: usize| if index == last { '.' } else { ';' };
    let lines = lines.into_iter().enumerate();
    lines
        .map(|(index, line)| format!("- {line}{}", mark(index)))
        .collect()
}

/// Returns what an annex is called: numbered where there are several.
pub fn annex(number: usize, of: usize, language: Language) -> String {
    let word = language.pick("Phụ lục", "Annex");
    if of < 2 {
        word.to_owned()
    } else {
        format!("{word} {}", roman(number))
    }
}

/// Returns a number in Roman numerals.
fn roman(number: usize) -> String {
    const NUMERALS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut rest = number;
    let mut numerals = String::new();
    for (value, numeral) in NUMERALS {
        while rest >= value {
            numerals.push_str(numeral);
            rest -= value;
        }
    }
    numerals
}

/// Says which columns a sheet of paper has no room for.
pub fn left_out(headings: &[&str], language: Language) -> String {
    let words = letter_words(language);
    format!("{}: {}.", words.left_out, headings.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(named: &[&str], has_addressees: bool) -> Vec<String> {
        let named: Vec<String> = named.iter().map(|&name| name.to_owned()).collect();
        recipients(&named, has_addressees, Language::Vietnamese)
    }

    #[test]
    fn those_addressed_stand_first_among_the_recipients_and_the_files_last() {
        assert_eq!(
            lines(&["UBND các huyện, thành phố;", "- Lưu: VT, CNTT."], true),
            [
                "- Như trên;",
                "- UBND các huyện, thành phố;",
                "- Lưu: VT, CNTT."
            ]
        );
        assert_eq!(lines(&[], true), ["- Như trên;", "- Lưu: VT."]);
        assert_eq!(lines(&[], false), [&format!("- {DOTS};"), "- Lưu: VT."]);
    }

    #[test]
    fn a_number_that_is_not_given_yet_has_its_room() {
        let numbered = |number| numbered(number, Language::Vietnamese);
        assert_eq!(numbered(Some("12/BC-STTTT")), "Số: 12/BC-STTTT");
        assert_eq!(numbered(Some("/BC-STTTT")), "Số: ……/BC-STTTT");
        assert_eq!(numbered(None), "Số: ……/BC-……");
    }

    #[test]
    fn one_annex_has_no_number() {
        let annex = |number, of| annex(number, of, Language::Vietnamese);
        assert_eq!(annex(1, 1), "Phụ lục");
        assert_eq!(annex(1, 2), "Phụ lục I");
        assert_eq!(annex(14, 49), "Phụ lục XIV");
        assert_eq!(annex(49, 49), "Phụ lục XLIX");
    }

    #[test]
    fn a_day_is_written_as_the_decree_wants_it() {
        let day = |day| day_of_issue(day, 2021, Language::Vietnamese);
        assert_eq!(day(Some((2022, 2, 5))), "ngày 05 tháng 02 năm 2022");
        assert_eq!(day(Some((2021, 3, 15))), "ngày 15 tháng 3 năm 2021");
        assert_eq!(day(None), "ngày …… tháng …… năm 2021");
    }

    #[test]
    fn the_opening_names_the_decision_as_far_as_it_is_known() {
        let matter = Matter {
            authority: None,
            subject: "Kết quả chấm điểm năm 2022",
            criteria_set: "Bộ tiêu chí thử",
            decision: [Some("766/QĐ-TTg"), Some("23/06/2022"), Some("Thủ tướng")],
            has_annexes: false,
        };
        assert_eq!(
            opening(matter, Language::Vietnamese),
            format!(
                "Thực hiện Quyết định số 766/QĐ-TTg ngày 23/06/2022 của Thủ tướng, {DOTS} báo cáo \
                 kết quả chấm điểm năm 2022 theo Bộ tiêu chí thử như sau:"
            )
        );
        let decision = [None, None, None];
        assert_eq!(
            opening(Matter { decision, ..matter }, Language::Vietnamese),
            format!("{DOTS} báo cáo kết quả chấm điểm năm 2022 theo Bộ tiêu chí thử như sau:")
        );
    }
}
