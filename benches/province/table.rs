//! What was measured, as one table in Markdown.

use std::fmt;
use std::time::Duration;

use super::measure::Comparison;

/// What is aimed at; nothing fails when it is missed.
pub enum Target {
    /// Ours ÷ theirs.
    Ratio(f64),
    /// Ours ÷ theirs × 100.
    Percent(f64),
    /// Ours − theirs.
    Milliseconds(f64),
    /// Ours, whatever theirs.
    Seconds(f64),
    /// Ours − theirs.
    Mebibytes(f64),
}

/// The rows so far, and what is to be said below them.
pub struct Table {
    rows: Vec<[String; 8]>,
    notes: Vec<String>,
}

impl Table {
    pub fn new() -> Table {
        let head = [
            "measured",
            "against",
            "ours",
            "theirs",
            "rounds",
            "result",
            "pair by pair",
            "target",
        ];
        Table {
            rows: vec![head.map(str::to_owned)],
            notes: Vec::new(),
        }
    }

    /// Adds a ratio of two times.
    pub fn ratio(
        &mut self,
        what: &str,
        against: &str,
        compared: &Comparison,
        target: Option<Target>,
    ) {
        let span = format!("{:.2}–{:.2}", compared.lowest, compared.highest);
        let ratio = compared.ratio();
        self.times(
            what,
            against,
            compared,
            [format!("{ratio:.2}"), span],
            judged(ratio, target),
        );
    }

    /// Adds a ratio of two times of which ours is to be no more than some seconds on an idle machine.
    pub fn seconds(&mut self, what: &str, against: &str, compared: &Comparison, most: f64) {
        let span = format!("{:.2}–{:.2}", compared.lowest, compared.highest);
        let ratio = format!("{:.2}", compared.ratio());
        let judged = judged(compared.ours.as_secs_f64(), Some(Target::Seconds(most)));
        self.times(what, against, compared, [ratio, span], judged);
    }

    /// Adds a ratio of two times, in percent.
    pub fn percent(&mut self, what: &str, against: &str, compared: &Comparison, target: Target) {
        let span = format!(
            "{:.0}–{:.0} %",
            compared.lowest * 100.0,
            compared.highest * 100.0
        );
        let percent = compared.ratio() * 100.0;
        self.times(
            what,
            against,
            compared,
            [format!("{percent:.1} %"), span],
            judged(percent, Some(target)),
        );
    }

    /// Adds a difference of two times.
    pub fn milliseconds(
        &mut self,
        what: &str,
        against: &str,
        compared: &Comparison,
        target: Target,
    ) {
        let difference = (compared.ours.as_secs_f64() - compared.theirs.as_secs_f64()) * 1000.0;
        self.times(
            what,
            against,
            compared,
            [format!("{difference:+.1} ms"), String::new()],
            judged(difference, Some(target)),
        );
    }

    /// Adds a difference of two peaks, in MiB.
    pub fn mebibytes(
        &mut self,
        what: &str,
        against: &str,
        ours: f64,
        theirs: f64,
        target: Option<Target>,
    ) {
        let difference = ours - theirs;
        let [ours, theirs] = [ours, theirs].map(|peak| format!("{peak:.1} MiB"));
        let result = [format!("{difference:+.1} MiB"), String::new()];
        self.row(
            what,
            against,
            [ours, theirs],
            1,
            result,
            judged(difference, target),
        );
    }

    /// Adds a line below the table.
    pub fn note(&mut self, note: &str) {
        self.notes.push(note.to_owned());
    }

    fn times(
        &mut self,
        what: &str,
        against: &str,
        compared: &Comparison,
        result: [String; 2],
        target: String,
    ) {
        self.row(
            what,
            against,
            [compared.ours, compared.theirs].map(shown),
            compared.rounds,
            result,
            target,
        );
    }

    fn row(
        &mut self,
        what: &str,
        against: &str,
        [ours, theirs]: [String; 2],
        rounds: usize,
        [result, span]: [String; 2],
        target: String,
    ) {
        let row = [
            what.to_owned(),
            against.to_owned(),
            ours,
            theirs,
            rounds.to_string(),
            result,
            span,
            target,
        ];
        println!("{}", row.join("  "));
        self.rows.push(row);
    }
}

fn shown(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

fn judged(value: f64, target: Option<Target>) -> String {
    let Some(target) = target else {
        return String::new();
    };
    let (limit, shown) = match target {
        Target::Ratio(limit) => (limit, format!("≤ {limit}")),
        Target::Percent(limit) => (limit, format!("≤ {limit} %")),
        Target::Milliseconds(limit) => (limit, format!("≤ {limit} ms")),
        Target::Seconds(limit) => (limit, format!("ours ≤ {limit} s")),
        Target::Mebibytes(limit) => (limit, format!("≤ {limit} MiB")),
    };
    format!("{shown}, {}", if value <= limit { "met" } else { "missed" })
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = |column: usize| {
            self.rows
                .iter()
                .map(|row| row[column].chars().count())
                .max()
                .unwrap_or(0)
        };
        for (index, row) in self.rows.iter().enumerate() {
            for (column, cell) in row.iter().enumerate() {
                write!(f, "| {cell:width$} ", width = width(column))?;
            }
            writeln!(f, "|")?;
            if index == 0 {
                for column in 0..row.len() {
                    write!(f, "|{}", "-".repeat(width(column) + 2))?;
                }
                writeln!(f, "|")?;
            }
        }
        if !self.notes.is_empty() {
            writeln!(f)?;
        }
        self.notes.iter().try_for_each(|note| writeln!(f, "{note}"))
    }
}
