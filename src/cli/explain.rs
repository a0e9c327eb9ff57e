//! `explain`: what a finding's code means.

use anyhow::{Result, bail};
use clap::Args;

use chamdiem::finding::Code;
use chamdiem::report::document::explanation::Explanation;
use chamdiem::report::section;

use super::judgement::unknown_code;
use super::output::Output;
use super::{Session, Status};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The code; all of them when there is none.
    code: Option<String>,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(arguments: &Arguments, session: Session) -> Result<Status> {
    let language = session.language;
    arguments.output.check(language)?;
    let codes = match &arguments.code {
        None => Code::ALL.to_vec(),
        Some(text) => match text.parse() {
            Ok(code) => vec![code],
            Err(_) => bail!(unknown_code(text, language)),
        },
    };
    let entries: Vec<Explanation> = codes
        .into_iter()
        .map(|code| Explanation::new(code, language))
        .collect();
    arguments
        .output
        .write(&section::explanation::report(&entries, language), language)?;
    Ok(Status::Done)
}
