//! The archive a workbook of today is: what kind it is, and whether it can be opened without
//! harm. Nothing is expanded here but the first bytes of a few parts.
//!
//! Declared sizes are checked before anything is expanded, and the zip library fails a read that
//! runs past them, so they bound what comes out.

use std::io::{Cursor, Read};

use zip::ZipArchive;
use zip::result::ZipError;

use super::{damaged, unreadable};
use crate::finding::Problem;
use crate::submission::limits::{self, Limits, too_large};

/// An archive in memory.
pub(crate) type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// What an archive holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// xlsx or xlsm.
    Xlsx,
    /// xlsb.
    Xlsb,
    /// ods.
    Ods,
}

/// Opens an archive within limits.
///
/// # Errors
///
/// What makes it unusable, as a finding about the file.
pub(crate) fn open<'b>(bytes: &'b [u8], limits: &Limits) -> Result<(Kind, Archive<'b>), Problem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > limits::PARTS {
        return Err(too_large("parts", limits::PARTS as u64));
    }
    // Nobody can say which of two parts is meant, and a part inside another is how a small file
    // becomes a large one.
    if archive.has_duplicate_names() || archive.has_overlapping_entries().map_err(broken)? {
        return Err(damaged());
    }
    let mut expanded = 0_u64;
    let mut kind = Kind::Xlsx;
    let mut shared_strings = Vec::new();
    for index in 0..archive.len() {
        let part = archive.by_index_raw(index).map_err(broken)?;
        let name = String::from_utf8_lossy(part.name_raw()).to_ascii_lowercase();
        let size = part.size();
        expanded = expanded.saturating_add(size);
        if expanded > limits.expanded {
            return Err(too_large("bytes expanded", limits.expanded));
        }
        let limit = limits.part.min(most_bytes_of(&name));
        if size > limit {
            return Err(too_large("bytes of a part", limit));
        }
        match name.as_str() {
            "xl/workbook.bin" => kind = Kind::Xlsb,
            "content.xml" | "encrypted-package" => kind = Kind::Ods,
            "word/document.xml" => return Err(unsupported("docx")),
            "ppt/presentation.xml" => return Err(unsupported("pptx")),
            _ if name.ends_with("sharedstrings.xml") => shared_strings.push((index, size)),
            _ => {}
        }
    }
    for (index, size) in shared_strings {
        let head = head(&mut archive, index)?;
        // The shortest string is `<si/>`, five bytes.
        if declared_count(&head).is_some_and(|count| count > size / 5) {
            return Err(too_large("shared strings", size / 5));
        }
    }
    if kind == Kind::Ods {
        check_mimetype(&mut archive)?;
    }
    Ok((kind, archive))
}

/// Returns the most bytes a part of this name is expanded to.
fn most_bytes_of(name: &str) -> u64 {
    let describes = [
        "styles.xml",
        "styles.bin",
        "workbook.xml",
        "workbook.bin",
        ".rels",
    ];
    if describes.iter().any(|end| name.ends_with(end)) || name.starts_with("meta-inf/") {
        limits::DESCRIBING_PART
    } else {
        u64::MAX
    }
}

/// Refuses what is no spreadsheet among the documents of `OpenDocument`.
fn check_mimetype(archive: &mut Archive) -> Result<(), Problem> {
    let index = archive.index_for_name("mimetype").ok_or_else(damaged)?;
    let head = head(archive, index)?;
    let head = String::from_utf8_lossy(&head);
    match head.strip_prefix("application/vnd.oasis.opendocument.") {
        Some("spreadsheet" | "spreadsheet-template") => Ok(()),
        Some("text") => Err(unsupported("odt")),
        Some("presentation") => Err(unsupported("odp")),
        _ => Err(unsupported("OpenDocument")),
    }
}

/// Returns how a part begins.
fn head(archive: &mut Archive, index: usize) -> Result<Vec<u8>, Problem> {
    let mut head = Vec::new();
    let part = archive.by_index(index).map_err(broken)?;
    part.take(512).read_to_end(&mut head).map_err(unreadable)?;
    Ok(head)
}

/// Expands a part, or nothing where there is none of that name.
pub(crate) fn part(archive: &mut Archive, name: &str) -> Result<Option<Vec<u8>>, Problem> {
    let Some(index) = archive.index_for_name(name) else {
        return Ok(None);
    };
    let mut part = archive.by_index(index).map_err(broken)?;
    let mut content = Vec::new();
    part.read_to_end(&mut content).map_err(unreadable)?;
    Ok(Some(content))
}

fn unsupported(kind: &str) -> Problem {
    Problem::UnsupportedFormat {
        kind: kind.to_owned(),
    }
}

pub(super) fn broken(error: ZipError) -> Problem {
    match error {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Problem::Password,
        error => unreadable(error),
    }
}

/// Returns the largest of the counts the `<sst>` tag declares.
fn declared_count(head: &[u8]) -> Option<u64> {
    let start = head.windows(4).position(|window| window == b"<sst")? + 4;
    let rest = head.get(start..)?;
    let tag = rest.split(|&byte| byte == b'>').next()?;
    let counts = tag
        .split(|byte| matches!(byte, b'"' | b'\''))
        .filter(|value| !value.is_empty() && value.iter().all(u8::is_ascii_digit))
        .map(|digits| {
            digits.iter().fold(0_u64, |count, digit| {
                count
                    .saturating_mul(10)
                    .saturating_add(u64::from(digit - b'0'))
            })
        });
    counts.max()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shared_strings_that_cannot_be_there_are_refused() {
        assert_eq!(
            declared_count(br#"<?xml?><sst count="3" uniqueCount="4000000000">"#),
            Some(4_000_000_000)
        );
        assert_eq!(
            declared_count(b"<sst uniqueCount='99999999999999999999999'>"),
            Some(u64::MAX)
        );
        assert_eq!(declared_count(b"<x/>"), None);
    }
}
