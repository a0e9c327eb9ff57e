//! xls and xlsb are read in a child process of this same program: what reads them can panic, ask
//! for all memory there is, or never end, and then only the child is lost.
//!
//! The file goes to the child's standard input, the answer comes from its standard output. The
//! child has a limit of memory and of time of its own, so that it ends even where its parent was
//! killed.

use std::io::{self, BufWriter, Read, Write};
use std::path::PathBuf;
use std::process::{Command, ExitCode, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use chamdiem::submission::aside::{self, Aside, Unanswered};

/// The only argument of a child.
pub(super) const ARGUMENT: &str = "__read-workbook";

/// How long reading may take: files that people hand in take milliseconds.
const SECONDS: u64 = 8;
/// How many bytes of memory it may take, with all that a process takes anyway.
const MEMORY: u64 = 320 << 20;
/// How many bytes an answer may have.
const ANSWER: u64 = 64 << 20;

/// A child process for every file.
#[derive(Debug, Clone)]
pub(super) struct Child {
    program: PathBuf,
    argument: PathBuf,
    patience: Duration,
}

impl Child {
    /// Returns children that run this program; where it is not found they do not start.
    pub(super) fn of_this_program() -> Child {
        Child {
            program: std::env::current_exe().unwrap_or_default(),
            argument: PathBuf::from(ARGUMENT),
            patience: Duration::from_secs(SECONDS),
        }
    }
}

impl Aside for Child {
    fn ask(&self, bytes: &[u8]) -> Result<Vec<u8>, Unanswered> {
        let not_started = |error: io::Error| Unanswered::NotStarted(error.kind());
        let mut command = Command::new(&self.program);
        command.arg(&self.argument).stdin(Stdio::piped());
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(not_started)?;
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
        let answer = thread::scope(|scope| {
            if let Some(mut stdin) = stdin {
                // A child that is lost reads no further; its answer says so.
                scope.spawn(move || stdin.write_all(bytes));
            }
            let (sender, receiver) = mpsc::channel();
            if let Some(stdout) = stdout {
                scope.spawn(move || {
                    let mut answer = Vec::new();
                    let read = stdout.take(ANSWER + 1).read_to_end(&mut answer);
                    sender.send(read.map(|_| answer))
                });
            }
            let answer = receiver.recv_timeout(self.patience);
            // Whatever it does now is no longer waited for; both pipes end with it.
            let _ = child.kill();
            answer
        });
        child.wait().map_err(|_| Unanswered::Lost)?;
        match answer {
            Ok(Ok(answer)) if answer.is_empty() => Err(Unanswered::Lost),
            Ok(Ok(answer)) if answer.len() as u64 > ANSWER => Err(Unanswered::TooLong),
            Ok(Ok(answer)) => Ok(answer),
            Err(mpsc::RecvTimeoutError::Timeout) => Err(Unanswered::TooSlow),
            Ok(Err(_)) | Err(mpsc::RecvTimeoutError::Disconnected) => Err(Unanswered::Lost),
        }
    }
}

/// What the child does.
pub(super) fn serve() -> ExitCode {
    match limits::set().and_then(|()| answer()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn answer() -> io::Result<()> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    aside::answer(&bytes, &mut BufWriter::new(io::stdout().lock()))
}

/// The system ends a process beyond its limits.
#[cfg(target_os = "linux")]
mod limits {
    use std::io;

    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

    use super::{MEMORY, SECONDS};

    pub(super) fn set() -> io::Result<()> {
        // No dump of a process that was expected to end so.
        let limits = [
            (Resource::Core, 0),
            (Resource::Cpu, SECONDS),
            (Resource::As, MEMORY),
        ];
        for (resource, most) in limits {
            let most = getrlimit(resource)
                .maximum
                .map_or(most, |hard| hard.min(most));
            let limit = Rlimit {
                current: Some(most),
                maximum: Some(most),
            };
            setrlimit(resource, limit)?;
        }
        Ok(())
    }
}

/// The allocator refuses what is beyond the limit, and a thread ends the process in time.
#[cfg(not(target_os = "linux"))]
mod limits {
    use std::alloc::System;
    use std::time::Duration;
    use std::{io, process, thread};

    use cap::Cap;

    use super::{MEMORY, SECONDS};

    #[global_allocator]
    static ALLOCATOR: Cap<System> = Cap::new(System, usize::MAX);

    pub(super) fn set() -> io::Result<()> {
        thread::spawn(|| {
            thread::sleep(Duration::from_secs(SECONDS));
            process::exit(1);
        });
        let most = usize::try_from(MEMORY).unwrap_or(usize::MAX);
        ALLOCATOR
            .set_limit(most)
            .map_err(|()| io::ErrorKind::OutOfMemory.into())
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::time::Instant;

    use super::*;

    /// What becomes of a child that is this script.
    fn asked(script: &str, patience: Duration) -> Result<Vec<u8>, Unanswered> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let argument = folder.path().join("child");
        fs::write(&argument, script).expect("a script is written");
        let program = PathBuf::from("/bin/sh");
        let child = Child {
            program,
            argument,
            patience,
        };
        child.ask(&vec![b'x'; 1 << 20])
    }

    #[test]
    fn a_child_may_answer_be_lost_be_slow_or_never_stop() {
        let minute = Duration::from_mins(1);
        assert_eq!(
            asked("cat > /dev/null; printf answer", minute),
            Ok(b"answer".to_vec())
        );
        for lost in ["exit 1", "kill -9 $$", "cat > /dev/null"] {
            assert_eq!(asked(lost, minute), Err(Unanswered::Lost), "{lost}");
        }
        let start = Instant::now();
        let slow = asked("exec sleep 600", Duration::from_millis(100));
        assert_eq!(slow, Err(Unanswered::TooSlow));
        assert!(start.elapsed() < minute, "nobody waited for it");
        assert_eq!(asked("exec yes", minute), Err(Unanswered::TooLong));
    }

    #[test]
    fn a_child_that_does_not_start_is_no_fault_of_the_file() {
        let child = Child {
            program: PathBuf::from("/nowhere/at/all"),
            ..Child::of_this_program()
        };
        assert_eq!(
            child.ask(b"x"),
            Err(Unanswered::NotStarted(io::ErrorKind::NotFound))
        );
    }
}
