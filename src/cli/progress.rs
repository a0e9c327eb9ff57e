//! How far a long job has come, on a terminal and only there.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget};

use chamdiem::submission::Watch;

/// A job that is done sooner needs no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar on standard error that appears when the job takes its time, and goes when it is done.
#[derive(Debug)]
pub(super) struct Progress {
    /// Whether anybody sees it.
    is_seen: bool,
    job: Mutex<Job>,
}

#[derive(Debug)]
struct Job {
    begun: Instant,
    bar: Option<ProgressBar>,
    steps: u64,
    done: u64,
}

impl Progress {
    pub(super) fn new(is_seen: bool) -> Progress {
        let job = Mutex::new(Job {
            begun: Instant::now(),
            bar: None,
            steps: 0,
            done: 0,
        });
        Progress { is_seen, job }
    }

    /// Adds so many steps to the job.
    pub(super) fn expect(&self, steps: usize) {
        if let Ok(mut job) = self.job.lock() {
            job.steps += u64::try_from(steps).unwrap_or(0);
            if let Some(bar) = &job.bar {
                bar.set_length(job.steps);
            }
        }
    }

    /// Takes a step.
    pub(super) fn step(&self) {
        let Ok(mut job) = self.job.lock() else { return };
        job.done += 1;
        if job.done >= job.steps {
            if let Some(bar) = job.bar.take() {
                bar.finish_and_clear();
            }
        } else if let Some(bar) = &job.bar {
            bar.set_position(job.done);
        } else if self.is_seen && job.begun.elapsed() > PATIENCE {
            let target = ProgressDrawTarget::stderr();
            let bar = ProgressBar::with_draw_target(Some(job.steps), target);
            bar.set_position(job.done);
            job.bar = Some(bar);
        }
    }
}

impl Watch for Progress {
    fn has_read(&self) {
        self.step();
    }
}
