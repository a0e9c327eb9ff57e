//! The `chamdiem` program: runs the command line and returns its exit code; nothing else.

mod cli;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run(std::env::args_os())
}
