//! Which of several files of one unit is the later one: what their names say, since nothing else
//! stays the same when files are copied.
//!
//! Names that differ only by a mark at their end are one submission handed in again: a number in
//! brackets (`phieu (2)`), the number of a version or of a time (`v2`, `lần 2`, `sửa lần 2`), or a
//! day (`2021-11-28`, `28.11.2021`). A name without a number is the first. Days are compared with
//! days, and numbers of one kind with each other; anything else says nothing.

use crate::period::Date;
use crate::unit::words;

/// What the end of a name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    /// Nothing: the first one.
    None,
    /// `(2)`, which systems and mail programs add.
    Copy(u32),
    /// `v2`, `lần 2`, `sửa`.
    Version(u32),
    /// A day.
    Day(Date),
}

/// Returns which of these names of files, without their endings, is the latest.
pub(super) fn latest(stems: &[&str]) -> Option<usize> {
    let marked: Vec<(Vec<String>, Mark)> = stems.iter().map(|stem| taken_apart(stem)).collect();
    let (first, _) = marked.first()?;
    let is_one_kind = |one: Mark, two: Mark| match (one, two) {
        (Mark::None, Mark::Day(_)) | (Mark::Day(_), Mark::None) => false,
        (Mark::None, _) | (_, Mark::None) => true,
        (one, two) => std::mem::discriminant(&one) == std::mem::discriminant(&two),
    };
    for (index, (base, mark)) in marked.iter().enumerate() {
        let mut others = marked[..index].iter();
        if base != first || others.any(|(_, other)| other == mark || !is_one_kind(*other, *mark)) {
            return None;
        }
    }
    let marks = marked.iter().map(|(_, mark)| *mark).enumerate();
    marks.max_by_key(|(_, mark)| *mark).map(|(index, _)| index)
}

/// Returns the words of a name before its mark, and the mark.
fn taken_apart(stem: &str) -> (Vec<String>, Mark) {
    let stem = stem.trim();
    if let Some((before, number)) = stem
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
        && let Some(number) = small(number)
    {
        return (words(before), Mark::Copy(number));
    }
    let mut words = words(stem);
    if let Some(day) = day(&mut words) {
        return (words, Mark::Day(day));
    }
    match version(&mut words) {
        Some(number) => (words, Mark::Version(number)),
        None => (words, Mark::None),
    }
}

fn small(number: &str) -> Option<u32> {
    let is_number = (1..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    is_number.then(|| number.parse().ok()).flatten()
}

/// Takes a day off the end.
fn day(words: &mut Vec<String>) -> Option<Date> {
    let date = |year: &str, month: &str, day: &str| {
        let is_long = year.len() == 4 && month.len() <= 2 && day.len() <= 2;
        let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        date.filter(|_| is_long)
    };
    if let [.., one, two, three] = words.as_slice()
        && let Some(found) = date(one, two, three).or_else(|| date(three, two, one))
    {
        words.truncate(words.len() - 3);
        return Some(found);
    }
    let last = words.last()?;
    if last.len() != 8 || !last.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let found = date(&last[..4], &last[4..6], &last[6..])
        .or_else(|| date(&last[4..], &last[2..4], &last[..2]))?;
    words.pop();
    Some(found)
}

/// Takes the number of a version off the end.
fn version(words: &mut Vec<String>) -> Option<u32> {
    /// Words before the number of a time.
    const TIMES: [&str; 5] = ["lan", "ban", "v", "ver", "version"];
    /// Words that say it was changed, each in one word or two.
    const CHANGED: [&[&str]; 6] = [
        &["da", "sua"],
        &["sua"],
        &["chinh", "sua"],
        &["bo", "sung"],
        &["dieu", "chinh"],
        &["nop", "lai"],
    ];
    let last = words.last()?.clone();
    let number = last.strip_prefix('v').and_then(small);
    let mut found = None;
    if number.is_some() {
        words.pop();
        found = number;
    } else if let (Some(number), Some(before)) = (small(&last), words.iter().rev().nth(1))
        && TIMES.contains(&before.as_str())
    {
        words.truncate(words.len() - 2);
        found = Some(number);
    }
    for changed in CHANGED {
        let is_last = words.len() > changed.len()
            && words[words.len() - changed.len()..]
                .iter()
                .eq(changed.iter());
        if is_last {
            words.truncate(words.len() - changed.len());
            // Changed for the first time is the second one.
            return Some(found.map_or(2, |number| number + 1));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_later_one_is_told_by_a_mark_at_the_end_of_the_name() {
        for (names, later) in [
            (["01864-xa-boc-bo", "01864-xa-boc-bo (2)"], 1),
            (["phieu (10)", "phieu (9)"], 0),
            (["Phiếu lần 1", "Phiếu lần 2"], 1),
            (["phieu", "phieu_v2"], 1),
            (["phieu v3", "phieu v2"], 0),
            (["Xã Bộc Bố", "Xã Bộc Bố (sửa)"], 1),
            (["Xã Bộc Bố - sửa", "Xã Bộc Bố - sửa lần 2"], 1),
            (["phieu bổ sung", "phieu"], 0),
            (["phieu 2021-11-28", "phieu 2021-11-30"], 1),
            (["phieu 30.11.2021", "phieu 28.11.2021"], 0),
            (["phieu_20211128", "phieu_20211130"], 1),
        ] {
            assert_eq!(latest(&names), Some(later), "{names:?}");
        }
    }

    #[test]
    fn names_that_differ_otherwise_say_nothing() {
        for names in [
            ["01864-xa-boc-bo", "xa-boc-bo"],
            ["phieu", "phieu"],
            ["phieu (2)", "phieu v3"],
            ["phieu", "phieu 2021-11-30"],
            ["phieu - Copy", "phieu"],
            ["phieu 1", "phieu 2"],
            ["a-ban-sao", "a"],
        ] {
            assert_eq!(latest(&names), None, "{names:?}");
        }
    }
}
