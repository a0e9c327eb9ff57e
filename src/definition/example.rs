//! Worked examples of a definition file: what the regulation itself computes, tried on every
//! check.

use super::raw;
use super::{CriteriaSet, Criterion, NodeIndex, NotApplicable};
use crate::finding::{Problem, Reference};
use crate::number::{Exact, parse_plain};
use crate::rule::{Halt, InputId, InputKind, Value, nearest};

/// Returns what is wrong with an example, each with the JSON pointer below it.
pub(super) fn try_out(
    set: &CriteriaSet,
    node: NodeIndex,
    example: &raw::Example,
) -> Vec<(String, Problem)> {
    let Some(criterion) = set.nodes[node].criterion() else {
        return Vec::new();
    };
    let mut values = vec![None; set.inputs.len() + set.statistics.len()];
    let mut problems = Vec::new();
    for (index, text) in example.given.iter().enumerate() {
        match answer(set, text) {
            Ok((input, value)) => values[input.index()] = Some(value),
            Err(problem) => problems.push((format!("given/{index}"), problem)),
        }
    }
    if !problems.is_empty() {
        return problems;
    }
    let points = points(set, node, criterion, &values);
    let expected = example.points.exact();
    // A regulation prints its result rounded.
    let agrees =
        |points: &Exact| *points == expected || Exact::from(points.round(set.rounding)) == expected;
    if !points.as_ref().is_some_and(agrees) {
        let problem = Problem::ExampleDiffers {
            expected: example.points.0,
            found: points.map(|points| points.round(set.rounding)),
        };
        problems.push(("points".to_owned(), problem));
    }
    problems
}

/// Returns the points of a criterion; none where there are none for these answers.
fn points(
    set: &CriteriaSet,
    node: NodeIndex,
    criterion: &Criterion,
    values: &[Option<Value>],
) -> Option<Exact> {
    let not_applicable = || match criterion.not_applicable {
        NotApplicable::FullMarks => Some(set.nodes[node].maximum.clone()),
        NotApplicable::Zero | NotApplicable::Exclude | NotApplicable::Transfer => Some(Exact::ZERO),
        NotApplicable::Forbidden => None,
    };
    let is_declared = criterion
        .compiled
        .inputs
        .iter()
        .any(|input| values[input.index()] == Some(Value::NotApplicable));
    if is_declared {
        return not_applicable();
    }
    match criterion.compiled.formula.evaluate(values) {
        Ok(points) => Some(points),
        Err(Halt::NotApplicable) => not_applicable(),
        Err(Halt::Blank(_)) => Some(Exact::ZERO),
        Err(Halt::ZeroDenominator | Halt::Undefined) => None,
    }
}

/// Reads `name = value`: a plain decimal, `yes` or `no`, an option, or `not_applicable`.
fn answer(set: &CriteriaSet, text: &str) -> Result<(InputId, Value), Problem> {
    let malformed = || Problem::MalformedText {
        pattern: "name = value".to_owned(),
    };
    let (name, value) = text.split_once('=').ok_or_else(malformed)?;
    let (name, value) = (name.trim(), value.trim());
    let Some(id) = set.input_named(name) else {
        let statistics = || set.statistics.iter().map(|statistic| &statistic.name);
        if let Some(position) = statistics().position(|other| other == name) {
            let number = parse_plain(value).ok_or_else(malformed)?;
            let id = InputId::new(set.inputs.len() + position);
            return Ok((id, Value::Number(Exact::from(number))));
        }
        let names = set.inputs.iter().map(|input| &input.name);
        return Err(Problem::UnknownReference {
            name: name.to_owned(),
            reference: Reference::Input,
            nearest: nearest(name, names.chain(statistics()).map(String::as_str)),
        });
    };
    let shape = &set.input(id).shape;
    let value = match (shape.kind, value) {
        (_, "not_applicable") => Value::NotApplicable,
        (InputKind::YesNo, "yes") => Value::YesNo(true),
        (InputKind::YesNo, "no") => Value::YesNo(false),
        (InputKind::YesNo, _) => {
            let allowed = ["yes", "no", "not_applicable"].map(str::to_owned).to_vec();
            return Err(Problem::ValueNotAllowed { allowed });
        }
        (InputKind::Choice, option) => {
            let Some(index) = shape.options.iter().position(|other| other == option) else {
                let allowed = shape.options.clone();
                return Err(Problem::ValueNotAllowed { allowed });
            };
            Value::Option(index)
        }
        (_, number) => Value::Number(Exact::from(parse_plain(number).ok_or_else(malformed)?)),
    };
    Ok((id, value))
}
