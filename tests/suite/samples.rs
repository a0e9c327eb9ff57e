//! The synthetic submissions of `samples/backan`, made from seeds.
//!
//! `CHAMDIEM_ACCEPT=1 cargo test samples` writes them anew; the test proves that what is in
//! the repository is what the generator makes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chamdiem::definition::{self, CriteriaSet};
use chamdiem::finding::{Findings, Source};
use chamdiem::form::{self, Flavour, Form};
use chamdiem::number::Decimal;
use chamdiem::period::Period;
use chamdiem::scorecard::{self, Scorecard};
use chamdiem::submission::Submission;
use chamdiem::unit::{self, AdministrativeUnit, Roster};
use rayon::prelude::*;

use crate::generator::{Answers, Quality, Random, draw, filled, redraw, values};

/// The two results a newspaper reported for November 2021: unit, points, and whether the
/// level of the part "Chính quyền điện tử" is 4.
const REPORTED: [(&str, i64, bool); 2] = [("01864", 7002, true), ("01870", 6986, false)];
/// Their places, from which the number of units ahead follows.
const AHEAD: usize = 7;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

pub fn criteria_set(id: &str) -> CriteriaSet {
    let path = root().join("criteria").join(id).join("criteria-set.json");
    let text = fs::read_to_string(&path).expect("the criteria set is there");
    let mut findings = Findings::new();
    let set = definition::read(&Source::new(id), &text, &mut findings);
    set.unwrap_or_else(|| panic!("{id}: {:?}", findings.sorted()))
}

fn roster() -> Roster {
    let text =
        fs::read_to_string(root().join("samples/backan/units.csv")).expect("the roster is there");
    let mut findings = Findings::new();
    let roster = unit::read(&Source::new("units.csv"), &text, &mut findings);
    assert!(findings.is_empty(), "{findings:?}");
    roster
}

fn form<'s>(
    set: &'s CriteriaSet,
    unit: &Arc<AdministrativeUnit>,
    period: Period,
    answers: &Answers,
) -> Form<'s> {
    let mut form = Form::new(set, [unit.code.as_str(), &unit.name], period, |input| {
        filled(answers, input)
    });
    form.notices.push(NOTICE.to_owned());
    form
}

const NOTICE: &str = "Số liệu trong phiếu này là số liệu mô phỏng do chương trình sinh ra, không phải số liệu của đơn vị.";

/// Scores answers as a file of them would be scored.
fn assess(
    set: &CriteriaSet,
    unit: &Arc<AdministrativeUnit>,
    period: Period,
    answers: &Answers,
) -> Scorecard {
    let mut findings = Findings::new();
    let submission = Submission::of_values(&Source::new("generated"), values(set, answers));
    let card = scorecard::assess(set, submission, unit.clone(), period, &mut findings);
    assert!(
        findings.is_empty(),
        "{}: {:?}",
        unit.name,
        findings.sorted()
    );
    card
}

/// What a unit's answers are drawn towards.
#[derive(Debug, Clone, Copy)]
struct Aim {
    /// The total in hundredths of a point.
    total: i64,
    /// How far off it may be.
    tolerance: i64,
    /// Whether level 4 of the first ladder is wanted, where that matters.
    level_four: Option<bool>,
}

impl Aim {
    /// How far a scorecard is from the aim, in hundredths of a point; zero is good enough.
    fn distance(self, set: &CriteriaSet, card: &Scorecard) -> i64 {
        let assessment = card.counted();
        let total = scorecard::Standing::of(set, card.unit.clone(), assessment).total;
        let hundredths =
            i64::try_from((total * Decimal::ONE_HUNDRED).trunc().mantissa()).expect("fits");
        let off = ((hundredths - self.total).abs() - self.tolerance).max(0);
        let wrong_level = self
            .level_four
            .is_some_and(|wanted| wanted != (assessment.levels[0] == Some(4)));
        // A level of its own weighs more than any distance of points that is left.
        off + if wrong_level {
            400 + missing(set, card)
        } else {
            0
        }
    }
}

/// How many percent are missing to level 4, so that the search knows where to go.
fn missing(set: &CriteriaSet, card: &Scorecard) -> i64 {
    fn short(gate: &chamdiem::level::GateOutcome) -> i64 {
        use chamdiem::level::GateOutcome;
        match gate {
            GateOutcome::Measure {
                actual,
                required,
                holds: false,
                ..
            } => {
                let gap = required - &actual.clone().unwrap_or_default();
                let rounded = gap.round(chamdiem::number::Rounding::default());
                i64::try_from(rounded.mantissa() / 10).unwrap_or(1000)
            }
            GateOutcome::All(parts)
            | GateOutcome::Any(parts)
            | GateOutcome::Count {
                conditions: parts, ..
            } => parts.iter().filter(|part| !part.holds()).map(short).sum(),
            gate if gate.holds() => 0,
            _ => 200,
        }
    }
    card.rungs(set, 0)
        .iter()
        .filter(|rung| !rung.condition_holds)
        .map(|rung| short(&rung.gate))
        .sum()
}

/// Draws answers and changes one at a time until the aim is met.
fn search(
    set: &CriteriaSet,
    unit: &Arc<AdministrativeUnit>,
    period: Period,
    aim: Aim,
    seed: u64,
) -> Answers {
    let mut random = Random::seeded(seed);
    let mut best: Option<(i64, Answers)> = None;
    for _ in 0..40 {
        let quality = Quality((aim.total / 10 + random.between(-60, 60)).clamp(60, 980));
        let mut answers = draw(set, quality, &mut random);
        let mut distance = aim.distance(set, &assess(set, unit, period, &answers));
        for _ in 0..500 {
            if distance == 0 {
                return answers;
            }
            let index = usize::try_from(
                random.between(0, i64::try_from(set.inputs.len()).expect("few") - 1),
            )
            .expect("index");
            let mut changed = answers.clone();
            let toward = Quality(random.between(100, 1000));
            redraw(set, index, toward, &mut changed, &mut random);
            let new = aim.distance(set, &assess(set, unit, period, &changed));
            if new <= distance {
                (distance, answers) = (new, changed);
            }
        }
        if best.as_ref().is_none_or(|(least, _)| distance < *least) {
            best = Some((distance, answers));
        }
    }
    let (distance, _) = best.expect("at least one try");
    panic!("{}: {aim:?} not met, {distance} away", unit.name);
}

/// Where each unit is drawn towards in November: the two reported results, seven units above
/// them, the others below.
fn aims(units: &[Arc<AdministrativeUnit>]) -> BTreeMap<String, Aim> {
    let mut random = Random::seeded(202_111);
    let mut others: Vec<&Arc<AdministrativeUnit>> = units
        .iter()
        .filter(|unit| {
            REPORTED
                .iter()
                .all(|(code, ..)| *code != unit.code.as_str())
        })
        .collect();
    // Shuffled, so that no district is all good or all bad.
    for last in (1..others.len()).rev() {
        let other =
            usize::try_from(random.between(0, i64::try_from(last).expect("few"))).expect("index");
        others.swap(last, other);
    }
    let mut aims = BTreeMap::new();
    for (code, total, level_four) in REPORTED {
        let aim = Aim {
            total,
            tolerance: 0,
            level_four: Some(level_four),
        };
        aims.insert(code.to_owned(), aim);
    }
    for (position, unit) in others.iter().enumerate() {
        let position = i64::try_from(position).expect("few");
        let ahead = i64::try_from(AHEAD).expect("few");
        let total = if position < ahead {
            8_350 - position * 180 + random.between(-60, 60)
        } else {
            6_900 - (position - ahead) * 34 + random.between(-50, 50)
        };
        let aim = Aim {
            total,
            tolerance: 20,
            level_four: None,
        };
        aims.insert(unit.code.as_str().to_owned(), aim);
    }
    aims
}

/// A unit's file name: its code and its name without diacritics.
fn file_stem(unit: &AdministrativeUnit) -> String {
    format!(
        "{}-{}",
        unit.code,
        unit::fold(&unit.name).replace([' ', '\''], "-")
    )
}

/// Every file of a period, by name: two in three are workbooks, the others text as scripts
/// or as Excel in a Vietnamese locale write it.
fn files(set: &CriteriaSet, roster: &Roster, period: Period) -> BTreeMap<String, Vec<u8>> {
    let units = roster.in_force(period);
    let aims = aims(units.units());
    let november = Period::Month(2021, 11);
    let make = |(index, unit): (usize, &Arc<AdministrativeUnit>)| {
        let mut aim = aims[unit.code.as_str()];
        if period != november {
            let mut random = Random::seeded(u64::try_from(index).expect("few") ^ 0x0A0B);
            aim = Aim {
                total: (aim.total - 120 + random.between(-600, 480)).max(800),
                tolerance: 20,
                level_four: None,
            };
        }
        let seed = u64::try_from(index).expect("few") * 7919 + u64::from(period != november);
        let answers = search(set, unit, period, aim, seed);
        let form = form(set, unit, period, &answers);
        let stem = file_stem(unit);
        match index % 6 {
            1 => (
                format!("{stem}.csv"),
                form::write_csv(&form, Flavour::Plain),
            ),
            4 => (
                format!("{stem}.csv"),
                form::write_csv(&form, Flavour::Excel),
            ),
            _ => (
                format!("{stem}.xlsx"),
                form::write_workbook(&form).expect("short texts"),
            ),
        }
    };
    units.units().par_iter().enumerate().map(make).collect()
}

fn kept(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .map(|entry| entry.expect("an entry"));
    let files = entries.filter(|entry| entry.path().is_file());
    files
        .map(|entry| {
            (
                entry.file_name().into_string().expect("UTF-8"),
                fs::read(entry.path()).expect("readable"),
            )
        })
        .collect()
}

#[test]
fn the_submissions_of_backan_are_what_the_generator_makes() {
    let set = criteria_set("minh-hoa-cqdt-cap-xa");
    let roster = roster();
    for period in [Period::Month(2021, 10), Period::Month(2021, 11)] {
        let made = files(&set, &roster, period);
        assert_eq!(made.len(), 108);
        let folder = root()
            .join("samples/backan/submissions")
            .join(period.to_string());
        // Other tests read these files, so they are touched only when they change.
        if std::env::var_os("CHAMDIEM_ACCEPT").is_some() && kept(&folder) != made {
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).expect("the folder can be made");
            for (name, bytes) in &made {
                fs::write(folder.join(name), bytes).expect("the file can be written");
            }
        }
        let kept = kept(&folder);
        let names: Vec<&String> = made.keys().collect();
        assert_eq!(
            kept.keys().collect::<Vec<_>>(),
            names,
            "{period}: CHAMDIEM_ACCEPT=1 cargo test samples"
        );
        for (name, bytes) in &made {
            assert!(
                kept[name] == *bytes,
                "{period}/{name} is not what the generator makes"
            );
        }
    }
}
