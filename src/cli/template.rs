//! `template`: criteria set + roster → the forms to hand out, one file per unit.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, Result, bail};
use clap::Args;
use rayon::prelude::*;
use rust_decimal::Decimal;

use chamdiem::definition::{CriteriaSet, diff};
use chamdiem::finding::Findings;
use chamdiem::form::{self, Addressee, Answer, Filled, Flavour, Form};
use chamdiem::intake::{self, Request};
use chamdiem::period::Period;
use chamdiem::rule::{InputId, Value};
use chamdiem::text::{Language, form_words};
use chamdiem::unit::{AdministrativeUnit, FileNames};

use super::asked_for::only_unit;
use super::output::{CsvFlavour, make_folder, replace_file};
use super::selection::{Basis, Selection, list};
use super::versions::Version;
use super::{Session, Status};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The period.
    period: Option<Period>,
    #[command(flatten)]
    selection: Selection,
    /// Only this unit, by code or by name; may be repeated.
    #[arg(long)]
    unit: Vec<String>,
    /// One form without a unit.
    #[arg(long, conflicts_with = "unit")]
    blank: bool,
    /// The folder the forms are written to.
    #[arg(long = "out", id = "out_folder")]
    out: Option<PathBuf>,
    /// Delimited text in place of workbooks.
    #[arg(long, value_enum)]
    csv: Option<CsvFlavour>,
    /// Replaces forms that are there already.
    #[arg(long)]
    overwrite: bool,
}

/// What one form is made of.
struct Order<'o> {
    unit: Option<&'o AdministrativeUnit>,
    path: PathBuf,
}

/// The answers of the period before, by the unit's code, each at its input of now.
type Before = BTreeMap<String, Vec<Option<Answer>>>;

pub(super) fn run(arguments: &Arguments, session: Session) -> Result<Status> {
    let language = session.language;
    let Some(period) = arguments.selection.period(arguments.period, language)? else {
        bail!(language.pick(
            "cho biết kỳ cần lập phiếu, ví dụ 2021-12",
            "name the period to make forms for, such as 2021-12"
        ));
    };
    let basis = arguments.selection.basis(session)?;
    let roster = basis.roster.as_ref().map(|roster| roster.in_force(period));
    let units: Vec<&AdministrativeUnit> = match &roster {
        Some(roster) if !arguments.blank => chosen(roster.units(), &arguments.unit, language)?,
        None if !arguments.blank => bail!(language.pick(
            "cần danh sách đơn vị (--units) để lập phiếu cho từng đơn vị; hoặc dùng --blank để lập một phiếu trống",
            "forms for every unit need a roster (--units); --blank makes one form without a unit"
        )),
        _ => Vec::new(),
    };
    if units.is_empty() && !arguments.blank {
        bail!(nobody_in_force(period, language));
    }
    let folder = arguments
        .out
        .clone()
        .unwrap_or_else(|| basis.forms_folder(period));
    let extension = if arguments.csv.is_some() {
        "csv"
    } else {
        "xlsx"
    };
    let orders: Vec<Order> = if arguments.blank {
        let blank = language.pick("phieu-trong", "blank-form");
        vec![Order {
            unit: None,
            path: folder.join(format!("{blank}-{period}.{extension}")),
        }]
    } else {
        let mut names = FileNames::new();
        units
            .iter()
            .map(|unit| {
                let name = names.of(unit.code.as_str(), &unit.name);
                Order {
                    unit: Some(unit),
                    path: folder.join(format!("{name}.{extension}")),
                }
            })
            .collect()
    };
    if !arguments.overwrite {
        refuse_to_replace(&orders, language)?;
    }
    make_folder(&folder, language)?;
    let before = earlier(&basis, period, language)?;
    let progress = session.terminal.progress();
    progress.expect(orders.len());
    orders.par_iter().try_for_each(|order| -> Result<()> {
        let bytes = make(order, &basis, period, &before, arguments.csv, language)
            .with_context(|| order.path.display().to_string())?;
        replace_file(&order.path, &bytes, language)?;
        progress.step();
        Ok(())
    })?;
    if !session.terminal.quiet {
        session
            .terminal
            .hint(&made(orders.len(), &folder, language));
    }
    Ok(Status::Done)
}

/// Returns the units asked for, by code.
fn chosen<'u>(
    units: &'u [Arc<AdministrativeUnit>],
    wanted: &[String],
    language: Language,
) -> Result<Vec<&'u AdministrativeUnit>> {
    let all = || units.iter().map(AsRef::as_ref);
    if wanted.is_empty() {
        return Ok(all().collect());
    }
    let chosen = wanted.iter().map(|name| only_unit(all(), name, language));
    let mut chosen = chosen.collect::<Result<Vec<_>>>()?;
    chosen.sort_by(|one, other| one.code.cmp(&other.code));
    chosen.dedup_by(|one, other| one.code == other.code);
    Ok(chosen)
}

/// A roster that ends before the period, or begins after it, has nobody to make a form for.
fn nobody_in_force(period: Period, language: Language) -> String {
    let named = language.period(period);
    match language {
        Language::Vietnamese => format!(
            "danh sách đơn vị không có đơn vị nào trong kỳ {named}, nên không lập phiếu nào; kiểm tra lại kỳ, hoặc cập nhật các cột valid_from, valid_until của danh sách"
        ),
        Language::English => format!(
            "the roster has no unit in {named}, so no form was made; see whether the period is right, or bring valid_from and valid_until of the roster up to date"
        ),
    }
}

/// A form that is there may be filled in: it is not written over unless that is asked for.
fn refuse_to_replace(orders: &[Order], language: Language) -> Result<()> {
    let there: Vec<&Path> = orders
        .iter()
        .map(|order| order.path.as_path())
        .filter(|path| path.exists())
        .collect();
    let Some(first) = there.first() else {
        return Ok(());
    };
    let (count, first) = (there.len(), first.display());
    bail!(match language {
        Language::Vietnamese => format!(
            "đã có {count} tệp phiếu, ví dụ {first}, có thể đã được điền; chọn thư mục khác bằng --out, hoặc thêm --overwrite để ghi đè"
        ),
        Language::English => format!(
            "{count} forms are there already, such as {first}, and may be filled in; choose another folder with --out, or add --overwrite to replace them"
        ),
    })
}

/// Returns the answers of the period before, where the workspace has them and they are asked for in
/// the same way still.
fn earlier(basis: &Basis, period: Period, language: Language) -> Result<Before> {
    let earlier = period.previous();
    let Some(folder) = basis.earlier_folder(earlier) else {
        return Ok(Before::new());
    };
    let old = basis.versions.of(earlier);
    let set = &old.set;
    let request = Request {
        set,
        earlier: &[],
        reader: basis.reader(),
        roster: basis.roster.as_ref(),
        targets: old.targets.as_ref(),
        waivers: old.waivers.as_ref(),
        period: Some(earlier),
        set_digest: Some(&old.file.sha256),
        of_several: basis.of_several,
        recognised: false,
        digests: false,
        is_whole_period: false,
    };
    let files = list(&folder, language)?;
    let asked = diff::carried_inputs(set, &basis.versions.of(period).set);
    let outcomes = intake::run(request, &files, |card| {
        let submission = card.valid.submission();
        let counted = submission.appraised.as_ref().unwrap_or(&submission.own);
        let answered = |input: &Option<InputId>| {
            let value = counted.values.get((*input)?.index())?.as_ref()?;
            answer(set, (*input)?, value, language)
        };
        asked.iter().map(answered).collect()
    });
    let submissions = outcomes.into_iter().flat_map(|file| file.submissions);
    let answered =
        submissions.filter_map(|one| Some((one.unit?.code.as_str().to_owned(), one.result?)));
    Ok(answered.collect())
}

fn make(
    order: &Order,
    basis: &Basis,
    period: Period,
    before: &Before,
    csv: Option<CsvFlavour>,
    language: Language,
) -> Result<Vec<u8>> {
    let Version {
        set,
        targets,
        waivers,
        file,
    } = basis.versions.of(period);
    let unit = order.unit;
    let code = unit.map_or("", |unit| unit.code.as_str());
    let addressee = Addressee {
        code,
        name: unit.map_or("", |unit| &unit.name),
        kind: unit.map_or("", |unit| &unit.kind),
        language,
        digest: Some(&file.sha256),
    };
    let previous = before.get(code);
    let form = Form::addressed(set, addressee, period, |input| {
        let asked = set.input(input);
        let given = unit
            .filter(|_| asked.is_set_by_superior)
            .and_then(|unit| targets.as_ref()?.of(unit.code.as_str(), input, period));
        let previous = previous.and_then(|answers| answers.get(input.index())?.clone());
        Filled {
            value: given.and_then(|value| answer(set, input, value, language)),
            previous,
            ..Filled::default()
        }
    });
    let mut form = form;
    form.notices.extend(basis.notice(language));
    if let (Some(waivers), Some(unit)) = (waivers, unit) {
        // A waiver without effect is told by whoever scores.
        form = form.excused(waivers.granted(set, unit, period, &mut Findings::new()));
    }
    Ok(match csv {
        None => form::write_workbook(&form)?,
        Some(CsvFlavour::Plain) => form::write_csv(&form, Flavour::Plain),
        Some(CsvFlavour::Excel) => form::write_csv(&form, Flavour::Excel),
    })
}

/// Returns a value as a person would fill it in.
fn answer(set: &CriteriaSet, input: InputId, value: &Value, language: Language) -> Option<Answer> {
    let words = form_words(language);
    Some(match value {
        Value::Number(number) => {
            Answer::Number(number.to_decimal().map(|n: Decimal| n.normalize())?)
        }
        Value::YesNo(yes) => Answer::Text(if *yes { words.yes } else { words.no }.to_owned()),
        Value::Option(option) => {
            let label = set.input(input).option_labels.get(*option)?;
            Answer::Text(language.of(label).to_owned())
        }
        Value::NotApplicable => Answer::Text(words.not_applicable.to_owned()),
        Value::NotAccepted => return None,
    })
}

fn made(forms: usize, folder: &Path, language: Language) -> String {
    let folder = folder.display();
    match language {
        Language::Vietnamese => format!("Đã lập {forms} phiếu trong thư mục {folder}"),
        Language::English if forms == 1 => format!("Made 1 form in {folder}"),
        Language::English => format!("Made {forms} forms in {folder}"),
    }
}
