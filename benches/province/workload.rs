//! The files to read: a made-up country of so many communes, each with its form filled in
//! from a seed, as workbooks and as text.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use chamdiem::definition::CriteriaSet;
use chamdiem::form::{self, Addressee, Flavour, Form};
use chamdiem::intake;
use chamdiem::period::Period;
use chamdiem::provenance::sha256;
use chamdiem::text::Language;
use rayon::prelude::*;

use super::generator::{Quality, Random, draw, filled};
use super::job;

/// The criteria set the forms are for.
pub const CRITERIA_SET: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/criteria/minh-hoa-cqdt-cap-xa/criteria-set.json"
);
/// The period the forms are for.
pub const PERIOD: Period = Period::Month(2021, 11);

/// Codes begin above those of real communes, which end near 33 000.
const FIRST_CODE: usize = 80_001;

/// How the forms were saved.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// As workbooks.
    Workbook,
    /// As comma-separated text.
    Text,
}

impl Kind {
    pub const ALL: [Kind; 2] = [Kind::Workbook, Kind::Text];

    /// Returns the files' extension.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::Workbook => "xlsx",
            Kind::Text => "csv",
        }
    }

    /// Returns the library that reads them.
    pub const fn library(self) -> &'static str {
        match self {
            Kind::Workbook => "calamine",
            Kind::Text => "csv",
        }
    }

    pub fn named(name: &str) -> Result<Kind> {
        Kind::ALL
            .into_iter()
            .find(|kind| kind.name() == name)
            .context("xlsx or csv")
    }
}

/// So many units, with a roster and one file of each kind.
pub struct Workload {
    pub units: usize,
    root: PathBuf,
}

impl Workload {
    /// Returns the workload of so many units, made earlier.
    pub fn at(units: usize) -> Workload {
        // CARGO_TARGET_TMPDIR is `tmp` in the target directory.
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("bench-data");
        Workload {
            units,
            root: target.join(units.to_string()),
        }
    }

    /// Returns the workload of so many units, making it unless it is there, complete and what
    /// would be made today.
    pub fn prepare(units: usize) -> Result<Workload> {
        let workload = Workload::at(units);
        if units > 99_999 - FIRST_CODE {
            bail!("codes of five digits do not go so far");
        }
        let (set, file) = job::criteria_set()?;
        let bytes = |kind, unit| bytes(&set, &file.sha256, kind, unit);
        let mut mark = file.sha256.clone();
        for kind in Kind::ALL {
            mark += &sha256(&bytes(kind, 0)?);
        }
        mark += &sha256(roster(units).as_bytes());
        let marked = workload.root.join("complete");
        if fs::read_to_string(&marked).is_ok_and(|found| found == mark) {
            return Ok(workload);
        }
        eprintln!("writing {units} units to {}", workload.root.display());
        if workload.root.exists() {
            fs::remove_dir_all(&workload.root)?;
        }
        for kind in Kind::ALL {
            let folder = workload.folder(kind);
            fs::create_dir_all(&folder)?;
            (0..units)
                .into_par_iter()
                .try_for_each(|unit| -> Result<()> {
                    let path = folder.join(format!("{}.{}", FIRST_CODE + unit, kind.name()));
                    Ok(fs::write(path, bytes(kind, unit)?)?)
                })?;
        }
        fs::write(workload.roster(), roster(units))?;
        fs::write(marked, mark)?;
        Ok(workload)
    }

    /// Returns the roster's path.
    pub fn roster(&self) -> PathBuf {
        self.root.join("units.csv")
    }

    /// Returns the folder of the forms saved as `kind`.
    pub fn folder(&self, kind: Kind) -> PathBuf {
        self.root.join(kind.name())
    }

    /// Returns the forms saved as `kind`.
    pub fn files(&self, kind: Kind) -> Result<Vec<PathBuf>> {
        Ok(intake::files(&self.folder(kind))?)
    }
}

fn unit_kind(unit: usize) -> &'static str {
    if unit.is_multiple_of(5) {
        "Phường"
    } else {
        "Xã"
    }
}

fn unit_name(unit: usize) -> String {
    format!("{} Thử Nghiệm {}", unit_kind(unit), unit + 1)
}

fn roster(units: usize) -> String {
    let mut text = "code,name,type,district_code,district,province_code,province\n".to_owned();
    for unit in 0..units {
        let (district, province) = (unit / 14, unit / 108);
        // Writing to a string has no way to fail.
        let _ = writeln!(
            text,
            "{},{},{},{district:03},Huyện Thử Nghiệm {district},{province:02},Tỉnh Thử Nghiệm {province}",
            FIRST_CODE + unit,
            unit_name(unit),
            unit_kind(unit).to_lowercase(),
        );
    }
    text
}

/// Returns the bytes of one unit's form, as it is handed out, and then filled in.
pub fn bytes(set: &CriteriaSet, digest: &str, kind: Kind, unit: usize) -> Result<Vec<u8>> {
    let mut random = Random::seeded(u64::try_from(unit)?);
    let quality = Quality(random.between(100, 950));
    let answers = draw(set, quality, &mut random);
    let code = (FIRST_CODE + unit).to_string();
    let addressee = Addressee {
        code: &code,
        name: &unit_name(unit),
        kind: &unit_kind(unit).to_lowercase(),
        language: Language::Vietnamese,
        digest: Some(digest),
    };
    let form = Form::addressed(set, addressee, PERIOD, |input| filled(&answers, input));
    Ok(match kind {
        Kind::Workbook => form::write_workbook(&form)?,
        Kind::Text => form::write_csv(&form, Flavour::Plain),
    })
}
