//! What the operating system says, in words: its own are in English and differ from system to
//! system.

use std::io::{self, ErrorKind};

use super::Language;

/// Returns what an error of the system means; what has no words here is quoted.
pub fn system_error(error: &io::Error, language: Language) -> String {
    match meaning(error.kind(), language) {
        Some(meaning) => meaning.to_owned(),
        None => format!(
            "{} ({error})",
            language.pick("hệ điều hành báo lỗi", "the system reports an error")
        ),
    }
}

/// Returns what a kind of error means, as the catalogue keeps it: by its English description.
pub(super) fn described(description: &str, language: Language) -> Option<&'static str> {
    KINDS
        .iter()
        .find(|kind| kind.to_string() == description)
        .and_then(|&kind| meaning(kind, language))
}

/// The kinds that have words.
const KINDS: &[ErrorKind] = &[
    ErrorKind::NotFound,
    ErrorKind::PermissionDenied,
    ErrorKind::AlreadyExists,
    ErrorKind::IsADirectory,
    ErrorKind::NotADirectory,
    ErrorKind::StorageFull,
    ErrorKind::FileTooLarge,
    ErrorKind::ReadOnlyFilesystem,
    ErrorKind::InvalidData,
    ErrorKind::InvalidFilename,
];

const fn meaning(kind: ErrorKind, language: Language) -> Option<&'static str> {
    Some(match kind {
        ErrorKind::NotFound => language.pick(
            "không có tệp hoặc thư mục này",
            "there is no such file or folder",
        ),
        ErrorKind::PermissionDenied => {
            language.pick("không có quyền truy cập", "access is not permitted")
        }
        ErrorKind::AlreadyExists => {
            language.pick("đã có tệp hoặc thư mục này", "it is there already")
        }
        ErrorKind::IsADirectory => language.pick(
            "đây là thư mục, không phải tệp",
            "this is a folder, not a file",
        ),
        ErrorKind::NotADirectory => language.pick(
            "đường dẫn đi qua một tệp, không phải thư mục",
            "the path leads through a file, not a folder",
        ),
        ErrorKind::StorageFull => language.pick("ổ đĩa đã đầy", "the disk is full"),
        ErrorKind::FileTooLarge => language.pick("tệp quá lớn", "the file is too large"),
        ErrorKind::ReadOnlyFilesystem => {
            language.pick("ổ đĩa chỉ cho phép đọc", "the disk is read-only")
        }
        // What reading a file as text says of bytes that are none.
        ErrorKind::InvalidData => language.pick(
            "nội dung không phải là văn bản UTF-8",
            "the contents are not UTF-8 text",
        ),
        ErrorKind::InvalidFilename => language.pick(
            "tên tệp không hợp lệ hoặc quá dài",
            "the file's name is not possible or too long",
        ),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kinds_listed_have_words_in_both_languages_and_no_other_is_lost() {
        for &kind in KINDS {
            for &language in Language::ALL {
                assert!(meaning(kind, language).is_some(), "{kind}");
                assert_eq!(
                    described(&kind.to_string(), language),
                    meaning(kind, language)
                );
            }
        }
        let strange = io::Error::other("the printer is on fire");
        assert_eq!(
            system_error(&strange, Language::Vietnamese),
            "hệ điều hành báo lỗi (the printer is on fire)"
        );
    }

    #[test]
    fn nothing_english_stands_in_what_a_missing_file_is_called() {
        let missing = std::fs::read("/nowhere/at/all").expect_err("nothing is there");
        assert_eq!(
            system_error(&missing, Language::Vietnamese),
            "không có tệp hoặc thư mục này"
        );
        assert_eq!(
            system_error(&missing, Language::English),
            "there is no such file or folder"
        );
    }
}
