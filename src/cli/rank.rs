//! `rank`: a province or a district → ranking.

use std::num::NonZeroUsize;

use anyhow::{Result, bail};
use clap::Args;

use chamdiem::finding::{Code, Finding, Place, Severity};
use chamdiem::period::Period;
use chamdiem::report::Format;
use chamdiem::report::document::ranking::Selection as Shown;
use chamdiem::report::section;
use chamdiem::text::{self, Language};

use super::district::district_called;
use super::output::Output;
use super::round::{Against, Wanted, errors_in_files, judge};
use super::selection::Selection;
use super::{FailOn, Session, Status, terminal};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The period.
    period: Option<Period>,
    #[command(flatten)]
    selection: Selection,
    /// Only units of this district, by code or by name.
    #[arg(long)]
    district: Option<String>,
    /// Only so many rows.
    #[arg(long)]
    top: Option<NonZeroUsize>,
    /// The earlier period movements are measured against, or `none`.
    #[arg(long)]
    against: Option<Against>,
    #[arg(long, value_enum, default_value_t = FailOn::Error)]
    fail_on: FailOn,
    #[command(flatten)]
    output: Output,
}

pub(super) fn run(arguments: &Arguments, session: Session) -> Result<Status> {
    let language = session.language;
    arguments.output.check(language)?;
    let Some(period) = arguments.selection.period(arguments.period, language)? else {
        bail!(language.pick(
            "cho biết kỳ cần xếp hạng, ví dụ 2021-11",
            "name the period to rank, such as 2021-11"
        ));
    };
    let basis = arguments.selection.basis(session)?;
    let district = arguments.district.as_ref();
    let district = district
        .map(|name| district_called(&basis, period, name, language))
        .transpose()?;
    let wanted = Wanted {
        period,
        against: arguments.against,
        digests: matches!(arguments.output.format(), Format::Json | Format::Jsonl),
        periods: 1,
    };
    let judged = judge(&basis, wanted, language, |_, _| None::<()>)?;
    let shown = Shown {
        district,
        top: arguments.top.map(NonZeroUsize::get),
    };
    let document = judged.document(shown, &basis, language);
    arguments
        .output
        .write(&section::ranking::report(&document, language), language)?;
    let told = Told {
        findings: &judged.findings,
        period,
        errors_before: judged.errors_before,
    };
    tell(&arguments.selection, told, session);
    Ok(arguments.fail_on.status(document.findings))
}

/// What is to be told beside a ranking or a report.
#[derive(Clone, Copy)]
pub(super) struct Told<'t> {
    pub(super) findings: &'t [Finding],
    pub(super) period: Period,
    /// The errors in the files of the earlier period.
    pub(super) errors_before: Option<(Period, usize)>,
}

/// Tells beside the ranking what stands in none of its tables, and how to see the errors in the
/// files of the period and of the earlier one.
pub(super) fn tell(selection: &Selection, told: Told, session: Session) {
    let Told {
        findings,
        period,
        errors_before,
    } = told;
    let language = session.language;
    if session.terminal.verbose {
        terminal::findings(findings, &[], language);
    } else if !session.terminal.quiet {
        terminal::findings(&told_nowhere_else(findings), &[], language);
        let errors = errors_in_files(findings);
        if errors > 0 {
            let call = selection.call("check", period, session);
            session.terminal.hint(&see_errors(errors, &call, language));
        }
    }
    if let Some((earlier, errors)) = errors_before
        && errors > 0
    {
        let call = selection.call("check", earlier, session);
        session
            .terminal
            .hint(&see_earlier_errors(errors, earlier, &call, language));
    }
}

/// Returns the findings about the run as a whole and about its criteria set; those about units
/// stand in the tables or in the units' files.
fn told_nowhere_else(findings: &[Finding]) -> Vec<Finding> {
    findings
        .iter()
        .filter(|finding| {
            let is_about_run = finding.place == Place::Run || finding.code() == Code::NotInForce;
            is_about_run && finding.unit.is_none()
        })
        .cloned()
        .collect()
}

fn see_errors(errors: usize, call: &str, language: Language) -> String {
    match language {
        Language::Vietnamese => format!("Có {errors} lỗi trong các phiếu; xem chi tiết: {call}"),
        Language::English => format!(
            "The submissions have {}; see them with: {call}",
            text::findings(errors, Severity::Error, language)
        ),
    }
}

fn see_earlier_errors(errors: usize, earlier: Period, call: &str, language: Language) -> String {
    let period = language.period(earlier);
    match language {
        Language::Vietnamese => {
            format!("Các phiếu của kỳ so sánh ({period}) có {errors} lỗi; xem chi tiết: {call}")
        }
        Language::English => format!(
            "The submissions of the earlier period ({period}) have {}; see them with: {call}",
            text::findings(errors, Severity::Error, language)
        ),
    }
}
