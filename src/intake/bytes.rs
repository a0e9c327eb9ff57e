//! A file's bytes, all of one moment: what somebody saves meanwhile is read again.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::thread;
use std::time::Duration;

use crate::finding::Problem;
use crate::submission::Limits;

/// How often a file is read that keeps changing, and how long the writer is waited for.
const ATTEMPTS: usize = 4;
const PAUSE: Duration = Duration::from_millis(150);

/// What the text of a finding calls a file that somebody is saving.
const BEING_SAVED: &str = "being saved";

/// Reads a file whole, within its limit.
///
/// # Errors
///
/// What keeps it from being read, as a finding about the file.
pub(super) fn read(path: &Path, limits: &Limits) -> Result<Vec<u8>, Problem> {
    settled(|| attempt(path, limits), || thread::sleep(PAUSE))
}

/// Tries until what was read has the same stamp before and after, but not for ever.
fn settled<T>(
    mut attempt: impl FnMut() -> Result<Attempt<T>, Problem>,
    mut pause: impl FnMut(),
) -> Result<T, Problem> {
    for number in 1..=ATTEMPTS {
        match attempt()? {
            Attempt::Whole(content) => return Ok(content),
            Attempt::Changed if number < ATTEMPTS => pause(),
            Attempt::Changed => {}
        }
    }
    Err(Problem::UnreadableFile {
        detail: BEING_SAVED.to_owned(),
    })
}

/// What one attempt came to.
enum Attempt<T> {
    /// The file did not change while it was read.
    Whole(T),
    /// Somebody wrote into it, or holds it.
    Changed,
}

fn attempt(path: &Path, limits: &Limits) -> Result<Attempt<Vec<u8>>, Problem> {
    // Looked at before it is opened: opening a pipe waits for whoever writes into it.
    let metadata = fs::metadata(path).map_err(|error| unreadable(&error))?;
    if metadata.is_dir() {
        fs::read_dir(path).map_err(|error| unreadable(&error))?;
    }
    if !metadata.is_file() {
        return Err(Problem::UnsupportedFormat {
            kind: "not a file".to_owned(),
        });
    }
    limits.check_file(metadata.len())?;
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if is_held(&error) => return Ok(Attempt::Changed),
        Err(error) => return Err(unreadable(&error)),
    };
    // What changes with the content.
    let stamp = |metadata: &Metadata| (metadata.len(), metadata.modified().ok());
    let before = stamp(&file.metadata().map_err(|error| unreadable(&error))?);
    // A little room behind the end, so that the read that finds the end needs no more.
    let length = usize::try_from(metadata.len()).unwrap_or_default();
    let mut bytes = Vec::with_capacity(length + 64);
    let mut file = file.take(limits.file + 1);
    match file.read_to_end(&mut bytes) {
        Ok(_) => {}
        Err(error) if is_held(&error) => return Ok(Attempt::Changed),
        Err(error) => return Err(unreadable(&error)),
    }
    limits.check_file(bytes.len() as u64)?;
    let metadata = file.into_inner().metadata();
    let after = stamp(&metadata.map_err(|error| unreadable(&error))?);
    // A file that was put in its place is another one, and this one is whole.
    let is_whole = before == after && after.0 == bytes.len() as u64;
    Ok(if is_whole {
        Attempt::Whole(bytes)
    } else {
        Attempt::Changed
    })
}

/// Returns whether another program holds the file for a moment, as programs do on Windows while
/// they save: sharing or locking was violated.
fn is_held(error: &io::Error) -> bool {
    cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33))
}

fn unreadable(error: &io::Error) -> Problem {
    Problem::UnreadableFile {
        detail: error.kind().to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Reads what changes in the first attempts; returns the result and how often it was waited.
    fn read_after(changes: usize) -> (Result<&'static str, Problem>, usize) {
        let (mut attempts, mut pauses) = (0, 0);
        let read = settled(
            || {
                attempts += 1;
                Ok(if attempts > changes {
                    Attempt::Whole("nội dung")
                } else {
                    Attempt::Changed
                })
            },
            || pauses += 1,
        );
        (read, pauses)
    }

    #[test]
    fn a_file_somebody_saves_is_read_again_and_not_for_ever() {
        assert_eq!(read_after(0), (Ok("nội dung"), 0));
        assert_eq!(read_after(2), (Ok("nội dung"), 2));
        let being_saved = Problem::UnreadableFile {
            detail: BEING_SAVED.to_owned(),
        };
        assert_eq!(read_after(9), (Err(being_saved), ATTEMPTS - 1));
    }

    #[test]
    fn a_file_nobody_touches_is_read_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("phieu.csv");
        fs::write(&path, "Mã,Giá trị\n").expect("a file");
        let bytes = read(&path, &Limits::default()).expect("it can be read");
        assert_eq!(bytes, "Mã,Giá trị\n".as_bytes());
    }
}
