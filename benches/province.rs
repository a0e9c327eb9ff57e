//! What a whole province costs, against only reading its files: ratios of medians taken in
//! turns, never times (docs/performance.md).
//!
//! ```text
//! cargo bench                                        108 and 10 600 units, 7 rounds
//! cargo bench --bench province -- 1000 --rounds 3    so many units, so many rounds
//! ```

#[path = "province/bare.rs"]
mod bare;
#[path = "province/forms.rs"]
mod forms;
#[path = "../tests/suite/generator.rs"]
#[expect(dead_code, reason = "the samples need more of it")]
mod generator;
#[path = "province/job.rs"]
mod job;
#[path = "province/measure.rs"]
mod measure;
#[path = "province/program.rs"]
mod program;
#[path = "province/table.rs"]
mod table;
#[path = "province/workload.rs"]
mod workload;

use std::io;
use std::process::Command;

use anyhow::{Context, Result, bail};
use chamdiem::report::Format;

use job::{Scoring, Times};
use measure::{Comparison, alternate, child, peak, timed};
use table::{Table, Target};
use workload::{Kind, PERIOD, Workload};

/// Up to so many units a run is short, and the rounds are five times as many.
const FEW: usize = 1_000;

/// What is asked for.
struct Arguments {
    units: Vec<usize>,
    rounds: usize,
}

fn main() -> Result<()> {
    let given: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, task @ ..] = given.as_slice()
        && flag == child::FLAG
    {
        return run_child(task);
    }
    let arguments = Arguments::read(&given)?;
    let mut table = Table::new();
    for &units in &arguments.units {
        let workload = Workload::prepare(units)?;
        let rounds = if units <= FEW {
            arguments.rounds * 5
        } else {
            arguments.rounds
        };
        same_results(&workload)?;
        for kind in Kind::ALL {
            whole_job(&workload, kind, rounds, &mut table)?;
        }
        scoring(&workload, rounds, &mut table)?;
        if units == arguments.units[0] {
            start_up(&workload, rounds, &mut table)?;
        }
        documents(&workload, arguments.rounds, &mut table)?;
        forms(&workload, arguments.rounds, &mut table)?;
        for kind in Kind::ALL {
            memory(&workload, kind, &mut table)?;
        }
        memory_of_documents(&workload, &mut table)?;
    }
    println!("\n{table}");
    Ok(())
}

impl Arguments {
    /// Reads the arguments; without `--bench`, which cargo adds for a benchmark, this is a
    /// test run and only tries whether everything still works.
    fn read(given: &[String]) -> Result<Arguments> {
        let mut units = Vec::new();
        let mut rounds = None;
        let mut is_bench = false;
        let mut given = given.iter();
        while let Some(argument) = given.next() {
            match argument.as_str() {
                "--bench" => is_bench = true,
                "--rounds" => {
                    rounds = Some(given.next().context("--rounds needs a number")?.parse()?);
                }
                number => units.push(
                    number
                        .parse()
                        .with_context(|| format!("a number of units, not {number}"))?,
                ),
            }
        }
        if units.is_empty() {
            units = if is_bench {
                vec![108, 10_600]
            } else {
                vec![12]
            };
        }
        let rounds = rounds.unwrap_or(if is_bench { 7 } else { 1 });
        if rounds == 0 || units.contains(&0) {
            bail!("nothing to measure");
        }
        Ok(Arguments { units, rounds })
    }
}

/// Workbooks and text files hold the same answers, so the rankings must be the same bytes.
fn same_results(workload: &Workload) -> Result<()> {
    let mut rankings = Vec::new();
    for kind in Kind::ALL {
        let mut ranking = Vec::new();
        let done = job::rank(workload, kind, Format::Csv, &mut ranking)?;
        if done.ranked != workload.units || done.errors > 0 {
            bail!(
                "{} {}: {} ranked, {} errors",
                workload.units,
                kind.name(),
                done.ranked,
                done.errors
            );
        }
        rankings.push(ranking);
    }
    if rankings.windows(2).any(|pair| pair[0] != pair[1]) {
        bail!("workbooks and text files of the same answers rank differently");
    }
    Ok(())
}

fn whole_job(workload: &Workload, kind: Kind, rounds: usize, table: &mut Table) -> Result<()> {
    let files = workload.files(kind)?;
    let mut before_files = Times::new();
    let compared = alternate(
        rounds,
        || {
            timed(|| {
                let done = job::rank(workload, kind, Format::Csv, &mut io::sink())?;
                before_files.push(done.before_files);
                Ok(())
            })
        },
        || timed(|| bare::read(kind, &files).map(drop)),
    )?;
    let target = match kind {
        Kind::Workbook => 1.15,
        Kind::Text => 1.3,
    };
    let what = format!("rank, {} {}", workload.units, kind.name());
    table.ratio(
        &what,
        &format!("bare {} loop", kind.library()),
        &compared,
        Some(Target::Ratio(target)),
    );
    let share = before_files.median().as_secs_f64() / compared.ours.as_secs_f64();
    table.note(&format!(
        "{what}: criteria set and roster are {:.1} % of it",
        share * 100.0
    ));
    Ok(())
}

fn scoring(workload: &Workload, rounds: usize, table: &mut Table) -> Result<()> {
    let files = workload.files(Kind::Text)?;
    let basis = job::Basis::read(workload)?;
    for (scoring, what) in [
        (Scoring::Assess, "validation + scoring + levels"),
        (Scoring::Score, "scoring alone"),
    ] {
        let compared = alternate(
            rounds,
            || job::score(&basis, &files, scoring),
            || timed(|| bare::read(Kind::Text, &files).map(drop)),
        )?;
        let what = format!("{what}, {} units", workload.units);
        table.percent(&what, "bare csv loop", &compared, Target::Percent(10.0));
    }
    Ok(())
}

fn start_up(workload: &Workload, rounds: usize, table: &mut Table) -> Result<()> {
    let files = workload.files(Kind::Text)?;
    let compared = alternate(
        rounds,
        || timed(|| job::criteria_set().map(drop)),
        || timed(|| bare::read(Kind::Text, &files).map(drop)),
    )?;
    table.ratio(
        "criteria set read and checked",
        &format!("bare csv loop, {} files", workload.units),
        &compared,
        None,
    );
    let compared = alternate(
        rounds,
        || {
            timed(|| {
                program::silently(Command::new(env!("CARGO_BIN_EXE_chamdiem")).arg("--version"))
            })
        },
        || timed(|| program::silently(&mut child::command(&["nothing"])?)),
    )?;
    table.milliseconds(
        "chamdiem --version",
        "a program that does nothing",
        &compared,
        Target::Milliseconds(5.0),
    );
    Ok(())
}

/// The documents of `report` and `rank` that people open or load, written by the program itself.
fn documents(workload: &Workload, rounds: usize, table: &mut Table) -> Result<()> {
    let kind = Kind::Workbook;
    let workspace = program::workspace(workload, kind)?;
    let files = workload.files(kind)?;
    let out = workspace.join("out");
    std::fs::create_dir_all(&out)?;
    let compare = |what: &str, arguments: &[&str]| -> Result<Comparison> {
        let period = PERIOD.to_string();
        let path = out.join(what);
        let path = path.display().to_string();
        let submissions = workload.folder(kind).display().to_string();
        let command = [
            &arguments[..1],
            &[period.as_str()],
            &arguments[1..],
            &["--submissions", &submissions, "--out", &path],
        ];
        let command = command.concat();
        alternate(
            rounds,
            || timed(|| program::run(&workspace, &command)),
            || timed(|| bare::read(kind, &files).map(drop)),
        )
    };
    let units = workload.units;
    let against = "bare calamine loop";
    if units <= FEW {
        let all = compare("all/", &["report", "--all"])?;
        let what = format!("report --all, {units} xlsx");
        table.seconds(&what, against, &all, 1.0);
    }
    for format in ["xlsx", "jsonl"] {
        let one = compare(&format!("ranking.{format}"), &["rank", "--format", format])?;
        table.ratio(
            &format!("rank --format {format}, {units} xlsx"),
            against,
            &one,
            None,
        );
    }
    Ok(())
}

/// Forms out.
fn forms(workload: &Workload, rounds: usize, table: &mut Table) -> Result<()> {
    // As many as a province has; more take as many times as long.
    if workload.units > FEW {
        return Ok(());
    }
    let cells = forms::Cells::of(workload)?;
    let compared = alternate(
        rounds,
        || timed(|| forms::write(workload)),
        || timed(|| cells.write(workload.units)),
    )?;
    table.ratio(
        &format!("forms, {} units", workload.units),
        "rust_xlsxwriter, cells only",
        &compared,
        Some(Target::Ratio(1.1)),
    );
    Ok(())
}

fn memory_of_documents(workload: &Workload, table: &mut Table) -> Result<()> {
    let units = workload.units.to_string();
    let bare = child::peak_of(&["bare", "xlsx", &units])?;
    for task in [
        vec!["rank", "xlsx", &units, "xlsx"],
        vec!["rank", "xlsx", &units, "jsonl"],
        vec!["forms", &units],
    ] {
        let what = format!("peak memory of {}", task.join(" "));
        match (child::peak_of(&task)?, bare) {
            (Some(ours), Some(theirs)) => {
                table.mebibytes(&what, "bare calamine loop", ours, theirs, None);
            }
            _ => table.note(&format!("{what}: told by Linux only")),
        }
    }
    Ok(())
}

fn memory(workload: &Workload, kind: Kind, table: &mut Table) -> Result<()> {
    let units = workload.units.to_string();
    let what = format!("peak memory of rank, {} {}", workload.units, kind.name());
    let against = format!("bare {} loop", kind.library());
    let of = |task: &str| child::peak_of(&[task, kind.name(), &units]);
    match (of("rank")?, of("bare")?) {
        (Some(ours), Some(theirs)) => {
            table.mebibytes(&what, &against, ours, theirs, Some(Target::Mebibytes(40.0)));
        }
        _ => table.note(&format!("{what}: told by Linux only")),
    }
    Ok(())
}

/// One task in a process of its own, which tells its peak memory on standard output.
fn run_child(task: &[String]) -> Result<()> {
    let task: Vec<&str> = task.iter().map(String::as_str).collect();
    match task.as_slice() {
        ["nothing"] => return Ok(()),
        ["bare", kind, units] => {
            let (kind, workload) = (Kind::named(kind)?, Workload::at(units.parse()?));
            bare::read(kind, &workload.files(kind)?).map(drop)?;
        }
        ["rank", kind, units, format @ ..] => {
            let (kind, workload) = (Kind::named(kind)?, Workload::at(units.parse()?));
            let format = match format {
                [] => Format::Csv,
                ["xlsx"] => Format::Xlsx,
                ["jsonl"] => Format::Jsonl,
                _ => bail!("no such format: {format:?}"),
            };
            job::rank(&workload, kind, format, &mut io::sink()).map(drop)?;
        }
        ["forms", units] => forms::write(&Workload::at(units.parse()?))?,
        _ => bail!("no such task: {task:?}"),
    }
    if let Some(kibibytes) = peak() {
        println!("{kibibytes}");
    }
    Ok(())
}
