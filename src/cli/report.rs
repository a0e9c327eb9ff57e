//! `report`: a period's results as the documents people sign, send, look at and load.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use rayon::prelude::*;

use chamdiem::definition::CriteriaSet;
use chamdiem::overview::Results;
use chamdiem::period::Period;
use chamdiem::ranking::{Ranking, Reason};
use chamdiem::report::document::findings::Counts;
use chamdiem::report::document::ranking::Selection as Shown;
use chamdiem::report::document::report::{ReportDocument, Section};
use chamdiem::report::section::report::{Issuer, report};
use chamdiem::report::{Format, Report};
use chamdiem::scorecard::Scorecard;
use chamdiem::text::Language;
use chamdiem::unit::{AdministrativeUnit, FileNames};

use super::asked_for::{no_submission_of, only_unit};
use super::district::district_called;
use super::made::{Made, Part, units};
use super::output::{CsvFlavour, Destination, FormatChoice, agree, make_folder, replace_file};
use super::rank::{Told, tell};
use super::round::{Against, Wanted, judge};
use super::selection::{Basis, Selection};
use super::{FailOn, Session, Status};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The period.
    period: Option<Period>,
    #[command(flatten)]
    selection: Selection,
    /// Only units of this district, by code or by name.
    #[arg(long)]
    district: Option<String>,
    /// Only this unit, by code or by name, and its neighbours in the ranking.
    #[arg(long)]
    unit: Option<String>,
    /// The earlier period movements are measured against, or `none`.
    #[arg(long)]
    against: Option<Against>,
    /// How many periods the course of totals shows.
    #[arg(long, default_value = "2")]
    periods: NonZeroUsize,
    /// The sections wanted.
    #[arg(long, value_parser = section(), value_delimiter = ',')]
    section: Vec<Section>,
    /// The formats wanted.
    #[arg(long = "format", id = "formats", value_enum, value_delimiter = ',')]
    formats: Vec<FormatChoice>,
    /// Every format.
    #[arg(long, conflicts_with = "formats")]
    all: bool,
    /// Which notation delimited text has.
    #[arg(long, value_enum)]
    csv: Option<CsvFlavour>,
    /// A row for each unit and criterion in delimited text.
    #[arg(long)]
    long: bool,
    /// The file, or the folder for several.
    #[arg(long = "out", id = "out_report")]
    out: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,
}

/// Understands the name of a section.
fn section() -> impl TypedValueParser<Value = Section> {
    let names = Section::ALL.iter().map(|section| section.name());
    PossibleValuesParser::new(names).map(|name| {
        let mut all = Section::ALL.iter();
        let named = all.find(|section| section.name() == name);
        *named.expect("only these names are let through")
    })
}

/// A file to be written: its format, and whether its rows are units or units and criteria.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    format: Format,
    long: bool,
}

pub(super) fn run(arguments: &Arguments, session: Session) -> Result<Status> {
    let language = session.language;
    let pieces = arguments.pieces(language)?;
    // Before hundreds of files are read.
    if let (Some(path), [piece]) = (arguments.file(), pieces.as_slice()) {
        agree(piece.format, path, language)?;
    }
    let Some(period) = arguments.selection.period(arguments.period, language)? else {
        bail!(language.pick(
            "cho biết kỳ cần lập báo cáo, ví dụ 2021-11",
            "name the period to report on, such as 2021-11"
        ));
    };
    let basis = arguments.selection.basis(session)?;
    let district = arguments.district.as_ref();
    let district = district
        .map(|name| district_called(&basis, period, name, language))
        .transpose()?;
    let shown = Shown {
        district,
        top: None,
    };
    let sections = arguments.sections(&pieces);
    let wanted = Wanted {
        period,
        against: arguments.against,
        digests: true,
        periods: arguments.periods.get(),
    };
    let of_cards = [Section::Scorecards, Section::Answers];
    let has_cards = of_cards.iter().any(|section| sections.contains(section));
    let is_wanted = |unit: &AdministrativeUnit| {
        let name = arguments.unit.as_deref();
        name.is_none_or(|name| unit.goes_by(name))
    };
    let keep = |set: &CriteriaSet, card: &Scorecard| {
        let is_wanted = has_cards && is_wanted(&card.unit);
        Some(Part {
            results: Results::of(set, card),
            card: is_wanted.then(|| card.clone()),
        })
    };
    let judged = judge(&basis, wanted, language, keep)?;
    let unit = match &arguments.unit {
        Some(name) => Some(only_unit(units(&judged.ranking), name, language)?),
        None => None,
    };
    if let Some(unit) = unit
        && has_not_submitted(&judged.ranking, unit)
    {
        let unknown = judged.kept.iter().filter(|kept| kept.unit.is_none());
        let unknown = unknown.filter_map(|kept| Some(kept.place.source()?.name()));
        let unknown: Vec<&str> = unknown.collect();
        bail!(no_submission_of(&unit.name, &unknown, language));
    }
    let made = Made {
        basis: &basis,
        judged: &judged,
        shown: &shown,
        sections: &sections,
        unit,
    };
    let is_bilingual = pieces.iter().any(|piece| piece.format.is_bilingual());
    let drawn = Drawn {
        document: made.document(language),
        // Only some formats show both languages.
        translated: is_bilingual.then(|| made.document(other(language))),
        issuer: basis.issuer(period),
        arguments,
        language,
    };
    let stem = stem(period, &shown, unit, language);
    match arguments.destination(&pieces, &basis, period) {
        To::Stdout => {
            let (format, report) = (pieces[0].format, drawn.report(pieces[0]));
            Destination::stdout().write_report(format, &report, language)?;
        }
        To::File(path) => drawn.write(pieces[0], &path)?,
        To::Folder(folder) => drawn.write_all(&pieces, &folder, &stem, session)?,
    }
    let told = Told {
        findings: &judged.findings,
        period,
        errors_before: judged.errors_before,
    };
    tell(&arguments.selection, told, session);
    Ok(arguments.fail_on.status(Counts::of(&judged.findings)))
}

/// Where the report goes.
enum To {
    Stdout,
    File(PathBuf),
    Folder(PathBuf),
}

impl Arguments {
    /// Returns the files asked for.
    fn pieces(&self, language: Language) -> Result<Vec<Piece>> {
        let csv = match self.csv {
            Some(CsvFlavour::Excel) => Format::CsvExcel,
            _ => Format::Csv,
        };
        if self.all {
            let rows = |&format: &Format| match format {
                Format::Csv | Format::CsvExcel if format != csv => Vec::new(),
                Format::Csv | Format::CsvExcel => vec![(format, false), (format, true)],
                // What a terminal shows is no file anybody sends.
                Format::Table => Vec::new(),
                format => vec![(format, format.is_of_finest_rows())],
            };
            let pieces = Format::ALL.iter().flat_map(rows);
            return Ok(pieces
                .map(|(format, long)| Piece { format, long })
                .collect());
        }
        let mut formats: Vec<Format> = self
            .formats
            .iter()
            .map(|&choice| match Format::from(choice) {
                Format::Csv => csv,
                other => other,
            })
            .collect();
        let mut known: BTreeSet<Format> = BTreeSet::new();
        formats.retain(|&format| known.insert(format));
        if formats.is_empty() {
            let is_csv = self.csv.is_some() || self.long;
            let of_file = self.file().and_then(Format::of_file);
            formats.push(if is_csv {
                csv
            } else {
                of_file.unwrap_or(Format::Table)
            });
        }
        let is_csv = |format: &Format| matches!(format, Format::Csv | Format::CsvExcel);
        if (self.csv.is_some() || self.long) && !formats.iter().any(is_csv) {
            bail!(language.pick(
                "--csv và --long chỉ dùng cùng --format csv",
                "--csv and --long go only with --format csv"
            ));
        }
        let piece = |format| Piece {
            format,
            long: format.is_of_finest_rows() || self.long && is_csv(&format),
        };
        Ok(formats.into_iter().map(piece).collect())
    }

    /// Returns the sections a format shows: those asked for; else everything where it is for machines or
    /// has room, and a summary where it is for reading from top to bottom.
    fn shown_in(&self, format: Format) -> Vec<Section> {
        if !self.section.is_empty() {
            let sections: BTreeSet<Section> = self.section.iter().copied().collect();
            return sections.into_iter().collect();
        }
        let is_one_unit = self.unit.is_some();
        let mut sections = if is_one_unit {
            let mut sections = vec![Section::Ranking, Section::Scorecards, Section::Answers];
            if !format.is_read_through() {
                sections.extend([Section::Findings, Section::Provenance]);
            }
            sections
        } else if format.is_read_through() {
            vec![Section::Overview, Section::Ranking, Section::Districts]
        } else {
            Section::ALL.to_vec()
        };
        // Elsewhere they stand on the cards.
        sections.retain(|section| *section != Section::Answers || format.is_printed());
        sections
    }

    /// Returns the sections that some format shows; rows of units and criteria are made of scorecards.
    fn sections(&self, pieces: &[Piece]) -> Vec<Section> {
        let of_pieces = pieces.iter().flat_map(|piece| {
            let long = piece.long.then_some(Section::Scorecards);
            self.shown_in(piece.format).into_iter().chain(long)
        });
        let sections: BTreeSet<Section> = of_pieces.collect();
        sections.into_iter().collect()
    }

    /// Returns the file named, if no folder is; `-` is one without an ending.
    fn file(&self) -> Option<&Path> {
        self.out.as_deref().filter(|path| !is_folder(path))
    }

    fn destination(&self, pieces: &[Piece], basis: &Basis, period: Period) -> To {
        match (&self.out, pieces) {
            (Some(path), [_]) if path == Path::new("-") => To::Stdout,
            (Some(path), [_]) if !is_folder(path) => To::File(path.clone()),
            (Some(path), _) => To::Folder(path.clone()),
            (None, [piece]) if piece.format.is_text() => To::Stdout,
            (None, _) => To::Folder(basis.reports_folder(period)),
        }
    }
}

fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.to_string_lossy().ends_with(['/', '\\'])
}

impl Piece {
    /// Returns the end of the file's name.
    fn ending(self, language: Language) -> String {
        let long = if self.long {
            language.pick("-tung-tieu-chi", "-by-criterion")
        } else {
            ""
        };
        format!("{long}.{}", self.format.extension())
    }
}

/// Returns whether a unit has no place because it handed in nothing.
fn has_not_submitted(ranking: &Ranking, unit: &AdministrativeUnit) -> bool {
    let mut unranked = ranking.unranked.iter();
    unranked.any(|entry| entry.unit.code == unit.code && entry.reason == Reason::NotSubmitted)
}

/// Returns the name of a report's files without their ends.
fn stem(
    period: Period,
    shown: &Shown,
    unit: Option<&AdministrativeUnit>,
    language: Language,
) -> String {
    let stem = format!("{}-{period}", language.pick("bao-cao", "report"));
    let district = shown.district.as_ref().map(|tier| tier.name.as_str());
    let name = unit.map(|unit| unit.name.as_str()).or(district);
    FileNames::new().of(&stem, name.unwrap_or_default())
}

/// The report in its languages, to be written in several formats.
struct Drawn<'d> {
    document: ReportDocument,
    translated: Option<ReportDocument>,
    issuer: Issuer,
    arguments: &'d Arguments,
    language: Language,
}

impl Drawn<'_> {
    /// Returns the report as one of its files shows it.
    fn report(&self, piece: Piece) -> Report<'_> {
        let sections = self.arguments.shown_in(piece.format);
        let laid_out = |document, language| report(document, &self.issuer, &sections, language);
        let report = laid_out(&self.document, self.language);
        let report = if piece.long {
            report.in_long_rows()
        } else {
            report
        };
        match &self.translated {
            Some(translated) if piece.format.is_bilingual() => {
                report.with_translation(laid_out(translated, other(self.language)))
            }
            _ => report,
        }
    }

    fn write(&self, piece: Piece, path: &Path) -> Result<()> {
        let mut bytes = Vec::new();
        let width = Some(super::terminal::DEFAULT_WIDTH);
        piece.format.write(&self.report(piece), width, &mut bytes)?;
        replace_file(path, &bytes, self.language)
    }

    fn write_all(
        &self,
        pieces: &[Piece],
        folder: &Path,
        stem: &str,
        session: Session,
    ) -> Result<()> {
        make_folder(folder, self.language)?;
        let results: Vec<Result<PathBuf>> = pieces
            .par_iter()
            .map(|&piece| {
                let path = folder.join(format!("{stem}{}", piece.ending(self.language)));
                self.write(piece, &path)?;
                Ok(path)
            })
            .collect();
        let (written, failed): (Vec<_>, Vec<_>) = results.into_iter().partition(Result::is_ok);
        let written: Vec<PathBuf> = written.into_iter().flatten().collect();
        if !session.terminal.quiet && !written.is_empty() {
            session.terminal.hint(&said(&written, self.language));
        }
        // Each of them is told: whoever sees one alone would think the others there.
        let failed: Vec<String> = failed
            .into_iter()
            .filter_map(|result| result.err().map(|error| error.to_string()))
            .collect();
        if !failed.is_empty() {
            bail!(failed.join("; "));
        }
        Ok(())
    }
}

const fn other(language: Language) -> Language {
    match language {
        Language::Vietnamese => Language::English,
        Language::English => Language::Vietnamese,
    }
}

fn said(written: &[PathBuf], language: Language) -> String {
    let files: Vec<String> = written
        .iter()
        .map(|path| path.display().to_string())
        .collect();
    let what = language.pick("Đã ghi", "Written");
    format!("{what}: {}", files.join(", "))
}
