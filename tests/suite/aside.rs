//! What the tests read with: the program's own limits, and its child process for xls and xlsb.

use std::io::Write;
use std::process::{Command, Stdio};

use chamdiem::form;
use chamdiem::submission::aside::{Aside, Unanswered};
use chamdiem::submission::{Limits, Reader};

/// A child of the program for every file. It ends by itself when it has had its time.
#[derive(Debug)]
struct Child;

impl Aside for Child {
    fn ask(&self, bytes: &[u8]) -> Result<Vec<u8>, Unanswered> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chamdiem"));
        command.env_clear().arg("__read-workbook");
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        command.stderr(Stdio::null());
        let mut child = command.spawn().expect("the program runs");
        let mut stdin = child.stdin.take().expect("a pipe");
        std::thread::scope(|scope| {
            scope.spawn(move || stdin.write_all(bytes));
            let output = child.wait_with_output().expect("the program ends");
            if output.stdout.is_empty() {
                Err(Unanswered::Lost)
            } else {
                Ok(output.stdout)
            }
        })
    }
}

/// Reads every format the program reads.
pub fn reader() -> Reader<'static> {
    Reader {
        limits: Limits::default(),
        aside: Some(&Child),
        mapping: None,
        handed_out: Some(form::handed_out),
        watch: None,
    }
}
