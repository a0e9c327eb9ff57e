//! Starts the program as its users do, with nothing of the environment of whoever runs the tests.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The root of the package.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Runs the program in a folder.
pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chamdiem"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .output()
        .expect("the program runs")
}

/// Runs the program at the root of the package; returns what it wrote to its standard output.
pub(crate) fn written(arguments: &[&str]) -> Vec<u8> {
    let output = run(&root(), arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    output.stdout
}
