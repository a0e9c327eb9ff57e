//! Several submissions of one unit for one period.

use std::collections::BTreeMap;
use std::path::Path;

use super::{FileOutcome, Outcome, later};
use crate::finding::{Findings, OtherSubmission, Place, Problem};
use crate::period::Period;

/// Returns the submissions of each unit for each period that has several, as the places of file
/// and submission.
fn several_of_one_unit<T>(outcomes: &[FileOutcome<T>]) -> Vec<Vec<At>> {
    let mut by_unit: BTreeMap<(&str, Option<Period>), Vec<At>> = BTreeMap::new();
    for (file, outcome) in outcomes.iter().enumerate() {
        for (index, one) in outcome.submissions.iter().enumerate() {
            if let Some(unit) = one.unit.as_ref().filter(|_| one.result.is_some()) {
                let key = (unit.code.as_str(), one.period);
                by_unit.entry(key).or_default().push((file, index));
            }
        }
    }
    by_unit
        .into_values()
        .filter(|places| places.len() > 1)
        .collect()
}

/// The place of a file, and of a submission in it.
type At = (usize, usize);

/// Of several files of one unit in one folder the latest is taken, where their names say which it
/// is. The others are only told: what is wrong in them is no longer of concern.
pub(super) fn set_earlier_aside<T>(outcomes: &mut [FileOutcome<T>]) {
    for places in several_of_one_unit(outcomes) {
        let is_whole = |&(file, index): &At| {
            let one: &Outcome<T> = &outcomes[file].submissions[index];
            one.place == Place::File(outcomes[file].source.clone())
        };
        if !places.iter().all(is_whole) {
            continue;
        }
        let names: Vec<String> = places
            .iter()
            .map(|&(file, _)| outcomes[file].source.name().to_owned())
            .collect();
        let paths: Vec<&Path> = names.iter().map(Path::new).collect();
        let is_one_folder = paths.iter().all(|path| path.parent() == paths[0].parent());
        let stems: Vec<&str> = paths
            .iter()
            .filter_map(|path| path.file_stem()?.to_str())
            .collect();
        if !is_one_folder || stems.len() != paths.len() {
            continue;
        }
        let Some(latest) = later::latest(&stems) else {
            continue;
        };
        for (number, &(file, index)) in places.iter().enumerate() {
            if number != latest {
                let one = &mut outcomes[file].submissions[index];
                one.result = None;
                one.findings = Findings::new();
                let later = names[latest].clone();
                one.report(Problem::EarlierSubmission { later });
            }
        }
    }
}

/// Other files that are told of: whoever has more does not look for them one by one.
const TOLD: usize = 9;

/// Two submissions of one unit and period: none is taken, since nobody said which.
pub(super) fn report<T>(outcomes: &mut [FileOutcome<T>]) {
    for places in several_of_one_unit(outcomes) {
        let files: Vec<&[At]> = places.chunk_by(|one, two| one.0 == two.0).collect();
        let first_of = |within: &&[At]| elsewhere(outcomes, within[0]);
        let told: Vec<OtherSubmission> = files.iter().take(TOLD + 1).map(first_of).collect();
        for (number, within) in files.into_iter().enumerate() {
            let repeated = (within.len() > 1).then(|| repeated(outcomes, within));
            let others = told.iter().enumerate();
            let others = others.filter(|&(other, _)| other != number);
            let others: Vec<OtherSubmission> =
                others.map(|(_, one)| one.clone()).take(TOLD).collect();
            let files: Vec<&str> = others.iter().map(|one| one.file.as_str()).collect();
            let other = files.join(", ");
            for &(file, index) in within {
                let one = &mut outcomes[file].submissions[index];
                if let Some(problem) = &repeated {
                    one.report(problem.clone());
                }
                if !others.is_empty() {
                    let (other, others) = (other.clone(), others.clone());
                    let place = one.named_at.as_ref().unwrap_or(&one.place).clone();
                    one.report_at(place, Problem::DuplicateSubmission { other, others });
                }
            }
        }
    }
}

/// Returns where a submission is, for whoever has to choose between it and another one.
fn elsewhere<T>(outcomes: &[FileOutcome<T>], (file, index): At) -> OtherSubmission {
    let file = &outcomes[file];
    let one = &file.submissions[index];
    let place = one.named_at.as_ref().unwrap_or(&one.place);
    let called = one.findings.iter().find_map(|found| match &found.problem {
        Problem::OtherUnitInFileName { named } => Some(named.clone()),
        _ => None,
    });
    OtherSubmission {
        file: file.source.name().to_owned(),
        sheet: place.sheet().map(str::to_owned),
        cell: spot(place),
        called,
    }
}

/// Returns the cell of a place; in JSON the line and the character, `12:3`.
fn spot(place: &Place) -> Option<String> {
    match place {
        Place::Text { position, .. } => Some(format!("{}:{}", position.line, position.column)),
        place => place.cell().map(|cell| cell.to_string()),
    }
}

/// Says that one unit stands in one file several times.
fn repeated<T>(outcomes: &[FileOutcome<T>], within: &[At]) -> Problem {
    let places = within
        .iter()
        .map(|&(file, index)| &outcomes[file].submissions[index].place);
    match places.clone().find_map(spot) {
        Some(first) => Problem::UnitRepeated { first },
        None => Problem::SeveralForms {
            sheets: places
                .filter_map(|place| place.sheet())
                .map(str::to_owned)
                .collect(),
        },
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::finding::{CellRef, Code, Finding, Source};
    use crate::unit::{AdministrativeUnit, UnitCode};

    /// Files with so many rows of one unit each.
    fn files(rows: &[u32]) -> Vec<FileOutcome<()>> {
        let unit = Arc::new(AdministrativeUnit {
            code: UnitCode::new("01234".to_owned()),
            name: "Xã Bộc Bố".to_owned(),
            kind: "xã".to_owned(),
            tiers: Arc::default(),
            valid_from: None,
            valid_until: None,
        });
        let submission = |source: &Source, row: u32| Outcome {
            place: Place::Field {
                source: source.clone(),
                cell: CellRef::from_absolute(row, 0),
            },
            named_at: None,
            unit: Some(Arc::clone(&unit)),
            period: None,
            result: Some(()),
            findings: Findings::new(),
            recognised: None,
        };
        let file = |(number, &rows): (usize, &u32)| {
            let source = Source::new(&format!("{number}.csv"));
            let mut file = FileOutcome::new(source.clone());
            file.submissions = (1..=rows).map(|row| submission(&source, row)).collect();
            file
        };
        rows.iter().enumerate().map(file).collect()
    }

    /// The other files that each submission of a unit is told of.
    fn others(mut files: Vec<FileOutcome<()>>) -> Vec<String> {
        report(&mut files);
        let within = files.iter().flat_map(|file| &file.submissions);
        let found = within.flat_map(|one| one.findings.iter());
        found
            .filter_map(|found| match &found.problem {
                Problem::DuplicateSubmission { other, others } => {
                    assert_eq!(other.split(", ").count(), others.len());
                    Some(other.clone())
                }
                _ => None,
            })
            .collect()
    }

    #[test]
    fn of_a_file_with_many_rows_of_the_unit_the_first_is_told() {
        assert_eq!(
            others(files(&[3, 2])),
            ["1.csv", "1.csv", "1.csv", "0.csv", "0.csv"]
        );
        let mut twice = files(&[3]);
        report(&mut twice);
        let first = twice[0].submissions[2].findings.iter().next();
        assert_eq!(first.map(Finding::code), Some(Code::UnitRepeated));
    }

    #[test]
    fn of_many_files_of_one_unit_each_is_told_of_some() {
        let told = others(files(&[1; 1_000]));
        assert_eq!(told.len(), 1_000);
        let nine = |first: u32| (first..first + 9).map(|file| format!("{file}.csv"));
        assert_eq!(told[0], nine(1).collect::<Vec<_>>().join(", "));
        assert_eq!(told[999], nine(0).collect::<Vec<_>>().join(", "));
    }
}
