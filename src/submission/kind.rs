//! What a file is that is no form: known by its content, so that its sender is told what to do.
//!
//! Names only; nothing is opened, and a file that is none of these may still be damaged.

use std::io::Cursor;

use memchr::memmem;
use zip::ZipArchive;

use crate::finding::Problem;

/// How far into a file its kind is looked for.
const HEAD: usize = 4 << 10;

/// What is to be said of a kind of file.
type Said = fn(String) -> Problem;

const OTHER_TABLE: Said = |kind| Problem::UnsupportedFormat { kind };
const DOCUMENT: Said = |kind| Problem::NotASpreadsheet { kind };
const PARCEL: Said = |kind| Problem::FilesInside { kind };
const LINK: Said = |kind| Problem::LinkToAFile { kind };

/// How files begin.
const MAGIC: [(&[u8], &str, Said); 23] = [
    (b"%PDF", "pdf", DOCUMENT),
    (b"{\\rtf", "rtf", DOCUMENT),
    (b"\x89PNG", "png", DOCUMENT),
    (b"\xff\xd8\xff", "jpeg", DOCUMENT),
    (b"GIF8", "gif", DOCUMENT),
    (b"II*\0", "tiff", DOCUMENT),
    (b"MM\0*", "tiff", DOCUMENT),
    (b"BM", "bmp", DOCUMENT),
    (b"MZ", "exe", DOCUMENT),
    (b"Rar!", "rar", PARCEL),
    (b"7z\xbc\xaf", "7z", PARCEL),
    (b"\x1f\x8b", "gzip", PARCEL),
    (b"PK\x05\x06", "zip", PARCEL),
    (b"PK\x07\x08", "zip", PARCEL),
    (b"Return-Path:", "eml", PARCEL),
    (b"Received:", "eml", PARCEL),
    (b"Delivered-To:", "eml", PARCEL),
    (b"X-Received:", "eml", PARCEL),
    (b"\x4c\0\0\0\x01\x14\x02\0", "lnk", LINK),
    (b"[InternetShortcut]", "url", LINK),
    // Worksheets of Excel 2 to 4, which had no wrapping yet.
    (b"\x09\0\x04\0", "xls", OTHER_TABLE),
    (b"\x09\x02\x06\0", "xls", OTHER_TABLE),
    (b"\x09\x04\x06\0", "xls", OTHER_TABLE),
];

/// Parts of archives that are no workbook, by the beginnings of their names.
const PARTS: [(&str, &str, Said); 7] = [
    ("word/", "docx", DOCUMENT),
    ("ppt/", "pptx", DOCUMENT),
    ("Index/Document.iwa", "numbers", OTHER_TABLE),
    ("Index.zip", "numbers", OTHER_TABLE),
    ("Object 1/", "odt", DOCUMENT),
    ("META-INF/container.xml", "epub", DOCUMENT),
    ("AndroidManifest.xml", "exe", DOCUMENT),
];

/// Returns what to say of a file that is no text and no workbook, by how it begins.
pub fn of_file(bytes: &[u8]) -> Option<Problem> {
    if bytes.is_empty() {
        return Some(Problem::UnreadableFile {
            detail: "empty".to_owned(),
        });
    }
    let head = &bytes[..bytes.len().min(HEAD)];
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let begins = |(magic, ..): &&(&[u8], &str, Said)| {
        // “BM” and “MZ” may begin a word; a picture and a program have zeros.
        let may_be_word = matches!(*magic, b"BM" | b"MZ");
        head.starts_with(magic) && (!may_be_word || head.contains(&0))
    };
    if let Some((_, kind, said)) = MAGIC.iter().find(begins) {
        return Some(said((*kind).to_owned()));
    }
    if head.get(4..8) == Some(b"ftyp") {
        return Some(DOCUMENT("heic".to_owned()));
    }
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        return Some(DOCUMENT("webp".to_owned()));
    }
    of_marked_text(head)
}

/// Tables and links in the markup of other programs; in UTF-16 too, where each letter has a zero.
fn of_marked_text(head: &[u8]) -> Option<Problem> {
    const MAIL: [&[u8]; 4] = [b"from: ", b"to: ", b"date: ", b"subject: "];
    let letters = |head: &[u8]| -> Vec<u8> {
        let head = head
            .strip_prefix(b"\xff\xfe")
            .or_else(|| head.strip_prefix(b"\xfe\xff"))
            .unwrap_or(head);
        let letters: Vec<u8> = head.iter().copied().filter(|&byte| byte != 0).collect();
        letters.trim_ascii_start().to_ascii_lowercase()
    };
    // Forms begin otherwise, and need no closer look.
    let start = letters(&head[..head.len().min(64)]);
    let may_be_mail = MAIL.iter().any(|of| start.starts_with(of));
    let is_marked = matches!(start.first(), None | Some(b'<' | b'{'));
    if !may_be_mail && !is_marked && !start.starts_with(b"mime-version:") {
        return None;
    }
    let letters = letters(head);
    let has = |text: &[u8]| memmem::find(&letters, text).is_some();
    let begins = |text: &[u8]| letters.starts_with(text);
    // A form in English may begin with a date.
    let is_mail = may_be_mail && has(b"\nmime-version:");
    let (kind, said) = if is_mail {
        ("eml", PARCEL)
    } else if begins(b"mime-version:") {
        let is_page = has(b"multipart/related") || has(b"text/html");
        if is_page {
            ("mhtml", OTHER_TABLE)
        } else {
            ("eml", PARCEL)
        }
    } else if begins(b"{") && (has(b"docs.google.com") || has(b"\"doc_id\"")) {
        ("gsheet", LINK)
    } else if !begins(b"<") {
        return None;
    } else if has(b"urn:schemas-microsoft-com:office:spreadsheet") && !has(b"<html") {
        ("xml-spreadsheet", OTHER_TABLE)
    } else if has(b"office:document") {
        ("fods", OTHER_TABLE)
    } else if has(b"<html") || has(b"<!doctype html") || has(b"<table") {
        ("html", OTHER_TABLE)
    } else {
        ("xml", OTHER_TABLE)
    };
    Some(said(kind.to_owned()))
}

/// Returns what to say of an archive that turned out to be no workbook.
pub fn of_archive(bytes: &[u8]) -> Option<Problem> {
    let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let names: Vec<_> = archive.file_names().filter_map(Result::ok).collect();
    let has = |part: &str| names.iter().any(|name| name.starts_with(part));
    if has("xl/") || has("content.xml") {
        return None;
    }
    let found = PARTS.iter().find(|(part, ..)| has(part));
    let (kind, said) = match found {
        Some((_, kind, said)) => (*kind, *said),
        // Of a damaged workbook there may be this part only.
        None if has("[Content_Types].xml") => return None,
        None => ("zip", PARCEL),
    };
    Some(said(kind.to_owned()))
}

/// Returns what to say of a file in the wrapping of old Office files, which mails have too, that
/// turned out to be no workbook.
pub fn of_compound_file(bytes: &[u8]) -> Option<Problem> {
    // The class stands in the root of its directory; not every program writes one.
    let class = root_class(bytes).unwrap_or_default();
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        memmem::find(bytes, &name).is_some()
    };
    match class.get(..4) {
        Some(b"\x06\x09\x02\0") => return Some(DOCUMENT("doc".to_owned())),
        Some(b"\x10\x8d\x81\x64") => return Some(DOCUMENT("ppt".to_owned())),
        Some(b"\x0b\x0d\x02\0") => return Some(PARCEL("msg".to_owned())),
        Some(b"\x10\x08\x02\0" | b"\x20\x08\x02\0") => return None,
        _ => {}
    }
    if has("__properties_version1.0") {
        Some(PARCEL("msg".to_owned()))
    } else if has("EncryptedPackage") || has("Workbook") || has("Book") {
        None
    } else if has("WordDocument") {
        Some(DOCUMENT("doc".to_owned()))
    } else if has("PowerPoint Document") {
        Some(DOCUMENT("ppt".to_owned()))
    } else {
        None
    }
}

/// Returns the class of the root of a compound file's directory ([MS-CFB] 2.2 and 2.6).
fn root_class(bytes: &[u8]) -> Option<&[u8]> {
    let shift = u16::from_le_bytes(bytes.get(30..32)?.try_into().ok()?);
    let sector = u32::from_le_bytes(bytes.get(48..52)?.try_into().ok()?);
    let size = 1_usize.checked_shl(u32::from(shift))?;
    let directory = usize::try_from(sector).ok()?.checked_add(1)?;
    let at = directory.checked_mul(size)?.checked_add(80)?;
    bytes.get(at..at.checked_add(16)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(problem: &Problem) -> (&'static str, String) {
        let kind = match problem {
            Problem::UnsupportedFormat { kind }
            | Problem::NotASpreadsheet { kind }
            | Problem::FilesInside { kind }
            | Problem::LinkToAFile { kind } => kind.clone(),
            _ => String::new(),
        };
        (problem.code().slug(), kind)
    }

    #[test]
    fn files_are_known_by_their_content() {
        for (bytes, slug, kind) in [
            (&b"%PDF-1.4"[..], "not-a-spreadsheet", "pdf"),
            (b"BM\x36\0\0\0", "not-a-spreadsheet", "bmp"),
            (b"\0\0\0\x18ftypheic", "not-a-spreadsheet", "heic"),
            (b"Rar!\x1a\x07", "files-inside", "rar"),
            (b"Received: from mail", "files-inside", "eml"),
            (
                b"Date: today\nMIME-Version: 1.0\n",
                "files-inside",
                "eml",
            ),
            (b"[InternetShortcut]\r\nURL=", "link-to-a-file", "url"),
            (
                b"{\"url\": \"https://docs.google.com/spreadsheets\"}",
                "link-to-a-file",
                "gsheet",
            ),
            (b"  <HTML><Table>", "unsupported-format", "html"),
            (
                b"\xff\xfe<\0t\0a\0b\0l\0e\0>\0",
                "unsupported-format",
                "html",
            ),
            (
                b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
                "unsupported-format",
                "xml-spreadsheet",
            ),
            (
                b"MIME-Version: 1.0\nContent-Type: multipart/related",
                "unsupported-format",
                "mhtml",
            ),
        ] {
            let found = of_file(bytes).as_ref().map(said);
            assert_eq!(found, Some((slug, kind.to_owned())), "{bytes:?}");
        }
        for text in [
            &b"BM,MZ\n"[..],
            b"Date: today\n",
            b"{\"a\": 1}",
            b"M\xe3,Gi\xe1",
        ] {
            assert_eq!(of_file(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_file_of_nothing_is_told_as_empty_whatever_it_is_called() {
        let detail = "empty".to_owned();
        assert_eq!(of_file(b""), Some(Problem::UnreadableFile { detail }));
    }

    #[test]
    fn a_compound_file_says_what_it_is_in_its_root_or_by_its_streams() {
        let mut file = vec![0; 1024];
        file[30] = 9;
        assert_eq!(of_compound_file(&file), None);
        file[592..596].copy_from_slice(b"\x0b\x0d\x02\0");
        assert_eq!(
            of_compound_file(&file).as_ref().map(said),
            Some(("files-inside", "msg".to_owned()))
        );
        let named = |name: &str| -> Vec<u8> {
            let name = name.encode_utf16().flat_map(u16::to_le_bytes);
            [0; 80].into_iter().chain(name).collect()
        };
        // Workbooks of either kind are for the reader of workbooks to name.
        for workbook in ["EncryptedPackage", "Workbook", "Book"] {
            assert_eq!(of_compound_file(&named(workbook)), None);
        }
        assert_eq!(
            of_compound_file(&named("WordDocument")).as_ref().map(said),
            Some(("not-a-spreadsheet", "doc".to_owned()))
        );
        assert_eq!(root_class(b"\xd0\xcf\x11\xe0"), None);
    }
}
