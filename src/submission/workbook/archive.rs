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
            _ => {}
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

/// Bytes for which room is made before they are there.
const MOST_FORESEEN: u64 = 1 << 20;

/// Returns the number of the part of that name. Case makes no difference between parts (ECMA-376 part
/// 2, 7.3), and some programs write paths as Windows does.
fn index_of(archive: &Archive, name: &str) -> Option<usize> {
    let is_same = |other: &str| {
        let pairs = other.bytes().zip(name.bytes());
        other.len() == name.len()
            && pairs
                .map(|(other, own)| (if other == b'\\' { b'/' } else { other }, own))
                .all(|(other, own)| other.eq_ignore_ascii_case(&own))
    };
    archive.index_for_name(name).or_else(|| {
        let mut names = archive.file_names();
        names.position(|other| other.is_ok_and(|other| is_same(&other)))
    })
}

/// Expands a part, or nothing where there is none of that name.
pub(crate) fn part(archive: &mut Archive, name: &str) -> Result<Option<Vec<u8>>, Problem> {
    let Some(index) = index_of(archive, name) else {
        return Ok(None);
    };
    let mut part = archive.by_index(index).map_err(broken)?;
    let mut content =
        Vec::with_capacity(usize::try_from(part.size().min(MOST_FORESEEN)).unwrap_or(0));
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
