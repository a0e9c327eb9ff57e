//! The program as an office runs it, over a workload as its workspace.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use super::workload::{CRITERIA_SET, Kind, Workload};

/// Writes the workspace file of a workload and returns its folder.
pub fn workspace(workload: &Workload, kind: Kind) -> Result<PathBuf> {
    let root = workload.folder(kind).with_extension("workspace");
    fs::create_dir_all(&root)?;
    let toml = |path: &Path| format!("{:?}", path.display().to_string());
    let file = format!(
        "criteria = {}\nunits = {}\n",
        toml(Path::new(CRITERIA_SET)),
        toml(&workload.roster()),
    );
    fs::write(root.join("chamdiem.toml"), file)?;
    Ok(root)
}

/// Runs the program in a workspace.
pub fn run(workspace: &Path, arguments: &[&str]) -> Result<()> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_chamdiem"));
    command.arg("-q").arg("-C").arg(workspace).args(arguments);
    silently(&mut command)
}

/// Runs a command to its end, with nothing to read and nobody to read it.
pub fn silently(command: &mut Command) -> Result<()> {
    let status = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status()?;
    if !status.success() {
        bail!("{command:?} failed");
    }
    Ok(())
}
