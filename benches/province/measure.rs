//! Two things in turns, medians of each; and the peak memory of a process.

use std::time::{Duration, Instant};

use anyhow::Result;

/// Ours and theirs, measured in turns.
pub struct Comparison {
    /// How often each was measured.
    pub rounds: usize,
    /// The median of ours.
    pub ours: Duration,
    /// The median of theirs.
    pub theirs: Duration,
    /// The least ratio of two neighbours.
    pub lowest: f64,
    /// The greatest ratio of two neighbours.
    pub highest: f64,
}

impl Comparison {
    /// Returns the ratio of the medians.
    pub fn ratio(&self) -> f64 {
        self.ours.as_secs_f64() / self.theirs.as_secs_f64()
    }
}

/// Rounds are cut short when they have taken so long, but never below [`LEAST_ROUNDS`].
const LONG: Duration = Duration::from_secs(30);
const LEAST_ROUNDS: usize = 3;

/// Measures `ours` and `theirs` in turns, after one round that only warms the page cache.
pub fn alternate(
    rounds: usize,
    mut ours: impl FnMut() -> Result<Duration>,
    mut theirs: impl FnMut() -> Result<Duration>,
) -> Result<Comparison> {
    ours()?;
    theirs()?;
    let start = Instant::now();
    let (mut all_ours, mut all_theirs) = (Vec::new(), Vec::new());
    while all_ours.len() < rounds && (all_ours.len() < LEAST_ROUNDS || start.elapsed() < LONG) {
        all_ours.push(ours()?);
        all_theirs.push(theirs()?);
    }
    let ratios = all_ours
        .iter()
        .zip(&all_theirs)
        .map(|(one, other)| one.as_secs_f64() / other.as_secs_f64());
    Ok(Comparison {
        rounds: all_ours.len(),
        ours: median(&all_ours),
        theirs: median(&all_theirs),
        lowest: ratios.clone().fold(f64::INFINITY, f64::min),
        highest: ratios.fold(0.0, f64::max),
    })
}

/// Returns how long `task` takes.
pub fn timed(task: impl FnOnce() -> Result<()>) -> Result<Duration> {
    let start = Instant::now();
    task()?;
    Ok(start.elapsed())
}

/// Returns the middle one.
pub fn median(times: &[Duration]) -> Duration {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

/// Returns the most memory this process ever held, in KiB; none where the system does not tell.
pub fn peak() -> Option<u32> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// This program again, for one task.
pub mod child {
    use std::process::Command;

    use anyhow::{Context, Result, bail};

    /// What tells the program that it is the child.
    pub const FLAG: &str = "--child";

    /// Returns the command that runs `task`.
    pub fn command(task: &[&str]) -> Result<Command> {
        let mut command = Command::new(std::env::current_exe()?);
        command.arg(FLAG).args(task);
        Ok(command)
    }

    /// Runs `task` and returns its peak memory in MiB.
    pub fn peak_of(task: &[&str]) -> Result<Option<f64>> {
        let output = command(task)?.output()?;
        if !output.status.success() {
            bail!(
                "{task:?} failed: {}",
                String::from_utf8_lossy(&output.stderr)
            );
        }
        let text = String::from_utf8(output.stdout)?;
        if text.trim().is_empty() {
            return Ok(None);
        }
        let kibibytes: u32 = text.trim().parse().context("a peak in KiB")?;
        Ok(Some(f64::from(kibibytes) / 1024.0))
    }
}
