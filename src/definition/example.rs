//! Worked examples of a definition file: what the regulation itself computes, tried on every
//! check.

use super::raw;
use super::{CriteriaSet, Criterion, NodeIndex, NotApplicable};
use crate::finding::{Problem, Reference, Shape};
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
    // Where each answer stands.
    let mut given = vec![None; values.len()];
    for (index, text) in example.given.iter().enumerate() {
        let answer = answer(set, text).and_then(|(input, value)| {
            admissible(set, criterion, input, &value)?;
            Ok((input, value))
        });
        match answer {
            Ok((input, _)) if given[input.index()].is_some() => {
                let entry = text.split('=').next().unwrap_or(text).trim().to_owned();
                problems.push((format!("given/{index}"), Problem::DuplicateEntry { entry }));
            }
            Ok((input, value)) => {
                given[input.index()] = Some(index);
                values[input.index()] = Some(value);
            }
            Err(problem) => problems.push((format!("given/{index}"), problem)),
        }
    }
    if !problems.is_empty() {
        return problems;
    }
    if let Some((input, holds)) = contradiction(set, criterion, &values) {
        let place = given[input.index()].unwrap_or(0);
        let problem = Problem::ExampleContradicts { holds };
        return vec![(format!("given/{place}"), problem)];
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

/// Tells of an answer that no form could have: one outside the range of its input, or "not
/// applicable" where that cannot be said.
fn admissible(
    set: &CriteriaSet,
    criterion: &Criterion,
    input: InputId,
    value: &Value,
) -> Result<(), Problem> {
    // What all units have together has no range.
    let Some(shape) = set.inputs.get(input.index()).map(|input| &input.shape) else {
        return Ok(());
    };
    match value {
        Value::Number(number) => {
            let is_below = shape.minimum.as_ref().is_some_and(|least| number < least);
            let is_above = shape.maximum.as_ref().is_some_and(|most| number > most);
            if is_below || is_above {
                let shown = |end: &Option<Exact>| Some(end.as_ref()?.to_decimal()?.to_string());
                return Err(Problem::NumberOutOfRange {
                    minimum: shown(&shape.minimum),
                    maximum: shown(&shape.maximum),
                });
            }
            if shape.kind == InputKind::Count && !number.is_whole() {
                let expected = Shape::WholeNumber;
                return Err(Problem::WrongType { expected });
            }
            Ok(())
        }
        Value::NotApplicable
            if criterion.not_applicable == NotApplicable::Forbidden
                && criterion.compiled.inputs.contains(&input) =>
        {
            let allowed = ["full_marks", "zero", "exclude", "transfer"];
            let allowed = allowed.map(|policy| format!("\"not_applicable\": \"{policy}\""));
            Err(Problem::ValueNotAllowed {
                allowed: allowed.to_vec(),
            })
        }
        _ => Ok(()),
    }
}

/// Returns what does not hold between the answers, with the input it is told of: a part is
/// greater than its whole, or a check of the set fails that makes a form faulty.
fn contradiction(
    set: &CriteriaSet,
    criterion: &Criterion,
    values: &[Option<Value>],
) -> Option<(InputId, String)> {
    let number = |input: InputId| match &values[input.index()] {
        Some(Value::Number(number)) => Some(number),
        _ => None,
    };
    let name = |input: InputId| &set.input(input).name;
    let mut parts = criterion.compiled.parts_of_wholes.iter();
    let part = parts.find(|(part, whole)| number(*part) > number(*whole).or(number(*part)));
    if let Some((part, whole)) = part {
        return Some((*part, format!("{} <= {}", name(*part), name(*whole))));
    }
    let mut checks = set.checks.iter().filter(|check| check.is_error);
    let failed = checks.find(|check| check.formula.evaluate(values) == Ok(Exact::ZERO))?;
    Some((*failed.inputs.first()?, failed.holds.clone()))
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
