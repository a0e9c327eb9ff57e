//! The files a run stands on, read: criteria set, roster, table of targets. One with errors ends
//! the run, with all of them printed.

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};

use chamdiem::definition::{self, CriteriaSet};
use chamdiem::finding::{Finding, Findings, Source};
use chamdiem::provenance::{InputFile, sha256};
use chamdiem::submission::target::Targets;
use chamdiem::text::Language;
use chamdiem::unit::{self, Roster};
use chamdiem::waiver::{self, Waivers};

use super::Session;
use super::terminal::{self, SourceText};

/// Reads a criteria set; a set with errors ends the run, with all of them printed.
///
/// # Errors
///
/// When it cannot be read, or has errors.
pub(super) fn read_set(path: &Path, session: Session) -> Result<(CriteriaSet, InputFile)> {
    let (source, text, file) = read_text(path, Role::CriteriaSet, session.language)?;
    let mut findings = Findings::new();
    let Some(set) = definition::read(&source, &text, &mut findings) else {
        terminal::findings(
            &findings.sorted(),
            &[SourceText::new(&source, &text)],
            session.language,
        );
        bail!(
            "{}: {}",
            source,
            session.language.pick(
                "bộ tiêu chí có lỗi, không dùng được",
                "the criteria set has errors and cannot be used"
            )
        );
    };
    if session.terminal.verbose {
        terminal::findings(
            &findings.sorted(),
            &[SourceText::new(&source, &text)],
            session.language,
        );
    }
    Ok((set, file))
}

/// Reads a roster; what is not wrong enough to end the run is added to `told`.
///
/// # Errors
///
/// When it cannot be read, or has errors, which are all printed.
pub(super) fn read_roster(
    path: &Path,
    told: &mut Findings,
    session: Session,
) -> Result<(Roster, InputFile)> {
    let (source, text, file) = read_text(path, Role::Roster, session.language)?;
    let mut findings = Findings::new();
    let roster = unit::read(&source, &text, &mut findings);
    if findings.has_errors() {
        terminal::findings(&findings.sorted(), &[], session.language);
        bail!(
            "{}: {}",
            source,
            session.language.pick(
                "danh sách đơn vị có lỗi, không dùng được",
                "the roster has errors and cannot be used"
            )
        );
    }
    told.extend(findings);
    Ok((roster, file))
}

/// Reads a table of targets for each version of the set; what is not wrong enough to end the run
/// is added to `told`.
///
/// # Errors
///
/// When it cannot be read, or has errors, which are all printed.
pub(super) fn read_targets(
    versions: &[&CriteriaSet],
    roster: Option<&Roster>,
    path: &Path,
    told: &mut Findings,
    session: Session,
) -> Result<(Vec<Targets>, InputFile)> {
    let (source, text, file) = read_text(path, Role::Targets, session.language)?;
    let mut findings = Findings::new();
    let read =
        |set: &&CriteriaSet| Targets::read(set, versions, roster, &source, &text, &mut findings);
    let targets = versions.iter().map(read).collect();
    if findings.has_errors() {
        terminal::findings(&of_all_versions(findings), &[], session.language);
        bail!(
            "{}: {}",
            source,
            session.language.pick(
                "bảng chỉ tiêu có lỗi, không dùng được",
                "the table of targets has errors and cannot be used"
            )
        );
    }
    told.extend(of_all_versions(findings).into_iter().collect());
    Ok((targets, file))
}

/// Reads a table of waivers for each version of the set; one with errors ends the run, with all
/// of them printed.
///
/// # Errors
///
/// When it cannot be read, or has errors.
pub(super) fn read_waivers(
    versions: &[&CriteriaSet],
    roster: Option<&Roster>,
    path: &Path,
    session: Session,
) -> Result<(Vec<Waivers>, InputFile)> {
    let (source, text, file) = read_text(path, Role::Waivers, session.language)?;
    let mut findings = Findings::new();
    let read = |set: &&CriteriaSet| waiver::read(set, roster, &source, &text, &mut findings);
    let waivers = versions.iter().map(read).collect();
    let usable = !findings.has_errors();
    if !usable || session.terminal.verbose {
        terminal::findings(&of_all_versions(findings), &[], session.language);
    }
    if !usable {
        bail!(
            "{}: {}",
            source,
            session.language.pick(
                "bảng miễn xét có lỗi, không dùng được",
                "the table of waivers has errors and cannot be used"
            )
        );
    }
    Ok((waivers, file))
}

/// What is wrong with a table itself is found once for every version, and told once.
fn of_all_versions(findings: Findings) -> Vec<Finding> {
    let mut findings = findings.sorted();
    findings.dedup();
    findings
}

/// Bytes of the largest file a run stands on; what is longer is no definition and no roster.
const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// Reads a file; `-` is standard input. One that is too large is not read to its end.
///
/// # Errors
///
/// When it cannot be read, or is too large.
pub(super) fn read_bytes(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        let input = io::stdin().lock();
        input.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    } else {
        let file = fs::File::open(path)?;
        file.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    }
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(io::Error::from(io::ErrorKind::FileTooLarge));
    }
    Ok(bytes)
}

/// What a text file is read for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    CriteriaSet,
    Roster,
    Targets,
    Waivers,
}

/// Reads a text file that must be UTF-8.
///
/// # Errors
///
/// When it cannot be read, or is no text in UTF-8.
pub(super) fn read_text(
    path: &Path,
    role: Role,
    language: Language,
) -> Result<(Source, String, InputFile)> {
    let name = match role {
        Role::CriteriaSet => language.pick("bộ tiêu chí", "the criteria set"),
        Role::Roster => language.pick("danh sách đơn vị", "the roster"),
        Role::Targets => language.pick("bảng chỉ tiêu", "the table of targets"),
        Role::Waivers => language.pick("bảng miễn xét", "the table of waivers"),
    };
    let what = || {
        format!(
            "{} {name} {}",
            language.pick("không đọc được", "cannot read"),
            path.display()
        )
    };
    let bytes = read_bytes(path).with_context(what)?;
    let file = InputFile {
        file: path.display().to_string(),
        sha256: sha256(&bytes),
    };
    match String::from_utf8(bytes) {
        Ok(text) if !text.starts_with(WORKBOOK) && !is_markup(&text) => {
            Ok((Source::new(&path.display().to_string()), text, file))
        }
        Ok(text) => Err(no_text(text.as_bytes(), role, language)).with_context(what),
        Err(error) => Err(no_text(error.as_bytes(), role, language)).with_context(what),
    }
}

/// Programs write web pages and call them `.xls` or `.csv`.
fn is_markup(text: &str) -> bool {
    text.trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('<')
}

/// How a file begins that Excel saved as a workbook.
const WORKBOOK: &str = "PK\u{3}\u{4}";
const OLD_WORKBOOK: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0];

/// Says what a file is that is no text in UTF-8, and how to make it one.
fn no_text(bytes: &[u8], role: Role, language: Language) -> anyhow::Error {
    let utf_16 = [b"\xff\xfe", b"\xfe\xff"];
    let is_workbook = bytes.starts_with(WORKBOOK.as_bytes()) || bytes.starts_with(OLD_WORKBOOK);
    let what = if is_workbook {
        language.pick("đây là tệp Excel", "this is an Excel workbook")
    } else if utf_16.iter().any(|mark| bytes.starts_with(*mark)) {
        language.pick("tệp dùng bảng mã UTF-16", "the file is in UTF-16")
    } else if std::str::from_utf8(bytes).is_ok_and(is_markup) {
        language.pick("đây là tệp HTML hoặc XML", "this is an HTML or XML file")
    } else {
        language.pick("tệp không dùng bảng mã UTF-8", "the file is not in UTF-8")
    };
    let remedy = match role {
        Role::Roster | Role::Targets | Role::Waivers => language.pick(
            "mở tệp bằng Excel, chọn File → Save As → CSV UTF-8 (Comma delimited), rồi dùng tệp mới",
            "open it in Excel, choose File → Save As → CSV UTF-8 (Comma delimited), and use the new file",
        ),
        Role::CriteriaSet if is_workbook => language.pick(
            "bộ tiêu chí phải là tệp JSON; kiểm tra lại đường dẫn, hoặc chuyển phụ lục Excel bằng lệnh criteria import",
            "a criteria set is a JSON file; see whether the path is right, or use criteria import for an annex in Excel",
        ),
        Role::CriteriaSet => language.pick(
            "lưu lại tệp với bảng mã UTF-8",
            "save it with the encoding UTF-8",
        ),
    };
    anyhow!("{what}; {remedy}")
}
