//! `check --return`: what goes back to those who sent faulty files.

use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Result, anyhow, bail};
use rayon::prelude::*;

use chamdiem::finding::{Finding, Problem};
use chamdiem::returned;
use chamdiem::submission::Limits;
use chamdiem::text::{self, Language, returned_words};

use super::check::Work;
use super::output::{make_folder, replace_file};

/// Where to, and whether what is there already is replaced.
#[derive(Debug, Clone, Copy)]
pub(super) struct Destination<'d> {
    pub(super) folder: &'d Path,
    pub(super) overwrite: bool,
}

/// A file with what was found in it.
#[derive(Debug)]
pub(super) struct Faulty<'f> {
    pub(super) path: &'f Path,
    pub(super) findings: Vec<&'f Finding>,
}

/// What is written for one faulty file.
struct Parcel {
    /// The file as it goes back.
    copy: PathBuf,
    /// The list beside it, where the file itself cannot say what is wrong with it.
    list: PathBuf,
}

/// Writes what goes back for each faulty file. The folders below the one all files are in are made
/// again in the destination, so that two files of one name stay two.
///
/// # Errors
///
/// When the destination is where the submissions are, when something is there already, or when it
/// cannot be written.
pub(super) fn hand_back(
    destination: Destination,
    work: &Work,
    faulty: &[Faulty],
    limits: &Limits,
    language: Language,
) -> Result<()> {
    let common = common_folder(&work.files);
    refuse_among_submissions(destination.folder, work, language)?;
    let suffix = returned_words(language).file_suffix;
    let parcels: Vec<Parcel> = faulty
        .iter()
        .map(|file| {
            let copy = destination.folder.join(below(file.path, &common));
            let mut list = copy.clone().into_os_string();
            list.push(format!("-{suffix}.xlsx"));
            Parcel {
                copy,
                list: PathBuf::from(list),
            }
        })
        .collect();
    if !destination.overwrite {
        refuse_to_replace(&parcels, language)?;
    }
    let made: Result<()> = faulty
        .par_iter()
        .zip(&parcels)
        .try_for_each(|(file, parcel)| write(file, parcel, limits, language));
    made
}

fn write(file: &Faulty, parcel: &Parcel, limits: &Limits, language: Language) -> Result<()> {
    let folder = parcel.copy.parent().unwrap_or(Path::new("."));
    make_folder(folder, language)?;
    // What is no file, or larger than any submission, was not read and does not go back.
    let is_small = fs::metadata(file.path)
        .is_ok_and(|metadata| metadata.is_file() && limits.check_file(metadata.len()).is_ok());
    let bytes = is_small.then(|| fs::read(file.path).ok()).flatten();
    let marked = bytes
        .as_deref()
        .map(|bytes| returned::workbook(bytes, &file.findings, limits, language));
    if let Some(Ok(marked)) = marked {
        return replace_file(&parcel.copy, &marked, language);
    }
    if let Some(bytes) = bytes {
        replace_file(&parcel.copy, &bytes, language)?;
    }
    let name = file.path.file_name().unwrap_or_default().to_string_lossy();
    let list = returned::list(&name, &file.findings, language)
        .map_err(|problem| cannot_list(&problem, language))?;
    replace_file(&parcel.list, &list, language)
}

fn cannot_list(problem: &Problem, language: Language) -> anyhow::Error {
    anyhow!(text::sentence(problem, language))
}

/// A copy among the submissions would be read as a submission the next time, and one in the place
/// of a submission would be all that is left of it.
fn refuse_among_submissions(folder: &Path, work: &Work, language: Language) -> Result<()> {
    let Some(own) = real_or_to_be(folder) else {
        return Ok(());
    };
    let mut own_folders = work.files.iter().filter_map(|file| file.parent());
    let is_taken = |submissions: &&Path| real_or_to_be(submissions).as_ref() == Some(&own);
    let mut searched = work.folders.iter().map(PathBuf::as_path);
    let is_around =
        |submissions: &&Path| real_or_to_be(submissions).is_some_and(|of| own.starts_with(of));
    let found = searched.find(is_around);
    let found = found.or_else(|| own_folders.find(is_taken));
    if let Some(submissions) = found {
        let (folder, submissions) = (folder.display(), submissions.display());
        bail!(match language {
            Language::Vietnamese => format!(
                "thư mục trả lại {folder} nằm trong thư mục phiếu {submissions}, lần sau bản trả lại sẽ bị đọc như phiếu nộp; chọn thư mục khác"
            ),
            Language::English => format!(
                "the folder {folder} lies within that of the submissions, {submissions}: what is handed back would be read as handed in; choose another"
            ),
        });
    }
    Ok(())
}

/// Returns the real path of a folder that may still have to be made.
fn real_or_to_be(folder: &Path) -> Option<PathBuf> {
    let mut missing = Vec::new();
    let mut there = folder;
    loop {
        let known = if there.as_os_str().is_empty() {
            Path::new(".")
        } else {
            there
        };
        if let Ok(real) = known.canonicalize() {
            return Some(
                missing
                    .iter()
                    .rev()
                    .fold(real, |path, name| path.join(name)),
            );
        }
        missing.push(there.file_name()?);
        there = there.parent()?;
    }
}

/// Returns where a file is below a folder; whatever path it was named by, it leads nowhere else.
fn below(file: &Path, folder: &Path) -> PathBuf {
    let below = file.strip_prefix(folder).unwrap_or(file);
    let inside = |step: &Component| matches!(step, Component::Normal(_));
    below.components().filter(inside).collect()
}

/// Returns the deepest folder all files are in.
fn common_folder(files: &[PathBuf]) -> PathBuf {
    let mut folders = files.iter().filter_map(|file| file.parent());
    let Some(first) = folders.next() else {
        return PathBuf::new();
    };
    folders.fold(first.to_owned(), |common, folder| {
        let steps = common.components().zip(folder.components());
        steps
            .take_while(|(one, other)| one == other)
            .map(|(step, _)| step)
            .collect()
    })
}

/// What was handed back may have been written in since.
fn refuse_to_replace(parcels: &[Parcel], language: Language) -> Result<()> {
    let there: Vec<&Path> = parcels
        .iter()
        .flat_map(|parcel| [parcel.copy.as_path(), parcel.list.as_path()])
        .filter(|path| path.exists())
        .collect();
    let Some(first) = there.first() else {
        return Ok(());
    };
    let (count, first) = (there.len(), first.display());
    bail!(match language {
        Language::Vietnamese => format!(
            "đã có {count} tệp trả lại, ví dụ {first}; chọn thư mục khác cho --return, hoặc thêm --overwrite để ghi đè"
        ),
        Language::English => format!(
            "{count} of the files are there already, such as {first}; choose another folder for --return, or add --overwrite to replace them"
        ),
    })
}

/// Says how many files went back.
pub(super) fn said(files: usize, folder: &Path, language: Language) -> String {
    let folder = folder.display();
    match (language, files) {
        (Language::Vietnamese, 0) => "Không có tệp nào phải trả lại".to_owned(),
        (Language::Vietnamese, _) => format!("Đã ghi {files} tệp cần trả lại vào thư mục {folder}"),
        (Language::English, 0) => "No file has to go back".to_owned(),
        (Language::English, 1) => format!("Wrote 1 file to hand back into {folder}"),
        (Language::English, _) => format!("Wrote {files} files to hand back into {folder}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_back_stays_in_its_folder_by_whatever_path_it_was_named() {
        let folder = |files: &[&str]| {
            let files: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
            let common = common_folder(&files);
            let below = |file: &PathBuf| below(file, &common).display().to_string();
            files.iter().map(below).collect::<Vec<_>>()
        };
        assert_eq!(
            folder(&["thu/a/x.xlsx", "thu/b/x.xlsx"]),
            ["a/x.xlsx", "b/x.xlsx"]
        );
        assert_eq!(
            folder(&["a/../../x.xlsx", "y.xlsx"]),
            ["a/x.xlsx", "y.xlsx"]
        );
        assert_eq!(folder(&["/thu/x.xlsx", "y.xlsx"]), ["thu/x.xlsx", "y.xlsx"]);
    }
}
