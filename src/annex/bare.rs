//! What a table says that has codes and no word about what stands in what: `I`, `1`, `1.1`, `a`.

use super::columns;

/// How a code counts.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Series {
    /// A, B, C.
    Capital,
    /// I, II, III.
    Roman,
    /// 1, 2, 3.
    Number,
    /// 1.1, or 1.1.1: so many parts.
    Parts(usize),
    /// a, b, c.
    Small,
    /// Anything else.
    Other,
}

/// A row on the way from the whole to the row read last.
struct Open {
    row: usize,
    series: Series,
}

/// Returns for each row the row it stands in, from the codes alone.
///
/// A code stands in the nearest code it begins with: 1.1.1 in 1.1. Else it goes on a series begun
/// before it, and the first of a new series stands in the row before.
pub(super) fn parents(codes: &[String], deepest: usize) -> Vec<Option<usize>> {
    let mut open: Vec<Open> = Vec::new();
    let mut parents = Vec::with_capacity(codes.len());
    for (row, code) in codes.iter().enumerate() {
        let begins = |other: &Open| is_below(code, &codes[other.row]);
        let series = if let Some(found) = open.iter().rposition(begins) {
            open.truncate(found + 1);
            let series = series_of(code, None);
            // Of a row such as 1.1 another series may have begun below it.
            if let Some(same) = open.iter().position(|other| other.series == series) {
                open.truncate(same.max(found + 1));
            }
            series
        } else {
            let before = open.iter().map(|other| codes[other.row].as_str());
            let series = series_of(code, Some(&before.collect::<Vec<_>>()));
            let same = open.iter().rposition(|other| other.series == series);
            if let Some(same) = same {
                open.truncate(same);
            }
            series
        };
        open.truncate(deepest);
        parents.push(open.last().map(|above| above.row));
        open.push(Open { row, series });
    }
    parents
}

/// Whether a code begins with another one and a mark between: 1.1.1 with 1.1.
fn is_below(code: &str, above: &str) -> bool {
    code.strip_prefix(above)
        .is_some_and(|rest| rest.starts_with(['.', '-']) && !above.is_empty())
}

fn series_of(code: &str, before: Option<&[&str]>) -> Series {
    let parts = code.split(['.', '-']).count();
    if parts > 1 {
        return Series::Parts(parts);
    }
    if !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit()) {
        return Series::Number;
    }
    let mut letters = code.chars();
    let letter = letters.next().filter(|_| letters.next().is_none());
    // After B, C is a letter and not one hundred.
    let goes_on = |letter: char| {
        let previous = char::from_u32(u32::from(letter) - 1);
        let previous = previous.map(String::from).unwrap_or_default();
        before.is_some_and(|before| before.contains(&previous.as_str()))
    };
    match letter {
        Some(letter) if letter.is_ascii_uppercase() && letter != 'I' && goes_on(letter) => {
            Series::Capital
        }
        _ if is_roman(code) => Series::Roman,
        Some(letter) if letter.is_ascii_uppercase() => Series::Capital,
        Some(letter) if letter.is_lowercase() => Series::Small,
        _ if code == "dd" => Series::Small,
        _ => Series::Other,
    }
}

fn is_roman(code: &str) -> bool {
    let rest = code.trim_start_matches('X');
    let tens = code.len() - rest.len();
    let ones = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    !code.is_empty() && tens <= 3 && ones.contains(&rest)
}

/// Returns codes that are unique where the table's own begin anew in every part: with the code
/// above in front.
pub(super) fn unique(codes: &[String], parents: &[Option<usize>]) -> Vec<String> {
    let mut seen = std::collections::BTreeSet::new();
    let repeated: std::collections::BTreeSet<Option<usize>> = codes
        .iter()
        .filter(|code| !seen.insert(code.as_str()))
        .map(|code| code_length(code))
        .collect();
    let mut made: Vec<String> = Vec::with_capacity(codes.len());
    for (code, parent) in codes.iter().zip(parents) {
        let full = match parent {
            Some(parent) => {
                let above = &made[*parent];
                let is_letter = series_of(code, None) == Series::Small;
                if is_below(code, &codes[*parent]) {
                    let rest = code.strip_prefix(codes[*parent].as_str());
                    format!("{above}{}", rest.unwrap_or_default())
                } else if is_letter || repeated.contains(&code_length(code)) {
                    format!("{above}.{code}")
                } else {
                    code.clone()
                }
            }
            None => code.clone(),
        };
        made.push(full);
    }
    made
}

/// Codes of one series have as many parts; letters and numerals have none that count.
fn code_length(code: &str) -> Option<usize> {
    match series_of(code, None) {
        Series::Number => Some(1),
        Series::Parts(parts) => Some(parts),
        _ => None,
    }
}

/// Splits a line such as `I. HẠ TẦNG SỐ`, which stands in one cell over the whole table.
pub(super) fn code_and_title(line: &str) -> Option<(&str, &str)> {
    let (first, rest) = line.trim().split_once(char::is_whitespace)?;
    let code = columns::bare_code(first);
    let is_marked = code.len() < first.len();
    let is_code = !matches!(series_of(code, None), Series::Other)
        && code
            .split(['.', '-'])
            .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let is_short = code.len() <= 8;
    (is_marked && is_code && is_short).then(|| (code, rest.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn full(codes: &[&str]) -> Vec<String> {
        let codes: Vec<String> = codes.iter().map(|&code| code.to_owned()).collect();
        unique(&codes, &parents(&codes, 50))
    }

    fn above(codes: &[&str]) -> Vec<String> {
        let owned: Vec<String> = codes.iter().map(|&code| code.to_owned()).collect();
        let name = |parent: Option<usize>| parent.map_or("-", |parent| codes[parent]).to_owned();
        parents(&owned, 50).into_iter().map(name).collect()
    }

    #[test]
    fn a_row_stands_in_the_code_it_begins_with_or_goes_on_its_series() {
        let codes = [
            "I", "1", "1.1", "1.2", "2", "2.1", "2.1.1", "II", "3", "3.1",
        ];
        assert_eq!(
            above(&codes),
            ["-", "I", "1", "1", "I", "2", "2.1", "-", "II", "3"]
        );
        let codes = ["A", "I", "1", "II", "B", "I", "C", "1", "D"];
        assert_eq!(above(&codes), ["-", "A", "I", "A", "-", "B", "-", "C", "-"]);
        // No row for 1 and 2 themselves.
        assert_eq!(
            above(&["I", "1.1", "1.2", "II", "2.1"]),
            ["-", "I", "I", "-", "II"]
        );
        assert_eq!(
            above(&["1", "a", "b", "c", "2", "a"]),
            ["-", "1", "1", "1", "-", "2"]
        );
        assert_eq!(above(&["1.1", "1.10", "1.2"]), ["-", "-", "-"]);
    }

    #[test]
    fn codes_that_begin_anew_get_the_code_above_in_front() {
        assert_eq!(
            full(&["I", "1", "2", "II", "1"]),
            ["I", "I.1", "I.2", "II", "II.1"]
        );
        assert_eq!(
            full(&["I", "1", "1.1", "II", "1", "1.1"]),
            ["I", "I.1", "I.1.1", "II", "II.1", "II.1.1"]
        );
        assert_eq!(full(&["I", "1", "II", "2"]), ["I", "1", "II", "2"]);
        assert_eq!(
            full(&["1", "a", "b", "2", "a"]),
            ["1", "1.a", "1.b", "2", "2.a"]
        );
    }

    #[test]
    fn a_heading_over_the_whole_table_begins_with_its_code() {
        assert_eq!(code_and_title("I. HẠ TẦNG SỐ"), Some(("I", "HẠ TẦNG SỐ")));
        assert_eq!(code_and_title("1.2. Máy tính"), Some(("1.2", "Máy tính")));
        assert_eq!(code_and_title("Nơi nhận: UBND tỉnh"), None);
        assert_eq!(code_and_title("Ghi chú: điểm cộng"), None);
        assert_eq!(code_and_title("CHỦ TỊCH"), None);
    }
}
