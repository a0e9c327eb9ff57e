//! Is an input answered, and can the answer be used: the checks of `validation`, as formulas.

use super::expression::literal;
use super::{Content, Sheet, code, column};
use crate::definition::Criterion;
use crate::finding::Code;
use crate::number::Exact;
use crate::rule::{Formula, InputId, InputKind, Value};
use crate::submission::Stage;
use crate::submission::value::Reading;
use crate::validation;

/// What is the matter with an answer that cannot be used, as the sheet's cells say it.
pub(in crate::form) mod refused {
    use super::code::REFUSED;
    pub(in crate::form) const NOT_UNDERSTOOD: u32 = REFUSED;
    pub(in crate::form) const NOT_WHOLE: u32 = REFUSED + 1;
    pub(in crate::form) const ABOVE_MAXIMUM: u32 = REFUSED + 2;
    pub(in crate::form) const BELOW_MINIMUM: u32 = REFUSED + 3;
    pub(in crate::form) const PERCENT_OR_SHARE: u32 = REFUSED + 4;
    pub(in crate::form) const NOT_APPLICABLE: u32 = REFUSED + 5;
    pub(in crate::form) const PART_ABOVE_WHOLE: u32 = REFUSED + 6;
    pub(in crate::form) const NO_RESULT: u32 = REFUSED + 7;
}

/// What can be entered for an input.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::form) struct Entry {
    /// The type.
    pub(in crate::form) kind: InputKind,
    /// The least.
    pub(in crate::form) minimum: Option<Exact>,
    /// The most.
    pub(in crate::form) maximum: Option<Exact>,
    /// Whether it can be said not to apply.
    pub(in crate::form) may_not_apply: bool,
}

/// What is said beside an answer: the cell that knows, and what it says now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::form) struct Remark {
    /// The cell with the state, as other sheets call it.
    pub(in crate::form) cell: String,
    /// The state now.
    pub(in crate::form) state: u32,
    /// The inputs this one is part of.
    pub(in crate::form) wholes: Vec<InputId>,
}

/// Returns what is the matter with an answer by itself.
pub(in crate::form) fn own_state(reading: Option<&Reading>, entry: &Entry) -> u32 {
    let number = match reading {
        None => return code::BLANK,
        Some(Reading::Refused(problem)) if problem.code() == Code::PercentOrShare => {
            return refused::PERCENT_OR_SHARE;
        }
        Some(Reading::Refused(_)) => return refused::NOT_UNDERSTOOD,
        Some(Reading::Value(Value::NotApplicable, _)) if entry.may_not_apply => {
            return code::NOT_APPLICABLE;
        }
        Some(Reading::Value(Value::NotApplicable, _)) => return refused::NOT_APPLICABLE,
        Some(Reading::Value(Value::Number(number), _)) => number,
        Some(Reading::Value(..)) => return 0,
    };
    if entry.maximum.as_ref().is_some_and(|most| number > most) {
        refused::ABOVE_MAXIMUM
    } else if entry.minimum.as_ref().is_some_and(|least| number < least) {
        refused::BELOW_MINIMUM
    } else if entry.kind == InputKind::Count && !number.is_whole() {
        refused::NOT_WHOLE
    } else {
        0
    }
}

impl Sheet<'_> {
    /// Returns the criteria that are judged: those the unit is asked and not excused from.
    fn asked(&self) -> impl Iterator<Item = (usize, &Criterion)> {
        let nodes = self.set.nodes.iter().enumerate();
        nodes.filter_map(|(index, node)| {
            let criterion = node.criterion()?;
            let is_asked = criterion.is_assigned_to(self.subject.kind);
            (is_asked && !self.is_waived(index)).then_some((index, criterion))
        })
    }

    /// Finds the inputs that have a whole, and those that can be blamed.
    pub(super) fn find_what_matters(&mut self) {
        let mut has_whole = vec![false; self.set.inputs.len()];
        let mut may_be_blamed = has_whole.clone();
        for (_, criterion) in self.asked() {
            for (part, _) in &criterion.compiled.parts_of_wholes {
                has_whole[part.index()] = true;
            }
            for blamed in candidates(criterion).into_iter().flatten() {
                if let Some(may) = may_be_blamed.get_mut(blamed.index()) {
                    *may = true;
                }
            }
        }
        self.has_whole = has_whole;
        self.may_be_blamed = may_be_blamed;
    }

    /// Writes a row for every input.
    pub(super) fn inputs(&mut self) -> Vec<Remark> {
        let mut remarks = Vec::new();
        for index in 0..self.set.inputs.len() {
            let id = InputId::new(index);
            remarks.push(self.input(id));
        }
        remarks
    }

    fn input(&mut self, id: InputId) -> Remark {
        let input = self.set.input(id);
        let row = Self::input_row(id);
        let own = self.subject.own_states[id.index()];
        self.put(row, column::NAME, Content::Text(input.name.clone()));
        let worth = match &self.values()[id.index()] {
            Some(Value::Number(number)) => number.clone(),
            Some(Value::YesNo(true)) => Exact::ONE,
            Some(Value::Option(option)) => {
                Exact::integer(i64::try_from(option + 1).unwrap_or(i64::MAX))
            }
            _ => Exact::ZERO,
        };
        let answer = self.subject.answers[id.index()].clone();
        let (value, state) = self.value_and_state(id, &answer);
        self.put(row, column::VALUE, Content::computed(&value, &worth));
        self.put(row, column::ALONE, Content::formula(&state, own));
        let submission = self.subject.card.valid.submission();
        let is_refused = submission.own.refused[id.index()];
        let wholes = self.wholes_of(id);
        let is_above =
            own == 0 && is_refused && wholes.iter().any(|whole| self.exceeds(id, *whole));
        let beside = if is_above {
            refused::PART_ABOVE_WHOLE
        } else {
            own
        };
        if self.has_whole[id.index()] {
            let (own_value, alone) = (Self::value(id), Self::alone(id));
            let above: Vec<String> = wholes
                .iter()
                .map(|whole| {
                    let (value, alone) = (Self::value(*whole), Self::alone(*whole));
                    format!("AND({alone}=0,{own_value}>{value})")
                })
                .collect();
            let text = format!(
                "IF({alone}<>0,{alone},IF(OR({}),{},0))",
                above.join(","),
                refused::PART_ABOVE_WHOLE
            );
            self.put(row, column::BESIDE, Content::formula(&text, beside));
        }
        let last = if beside == 0 && is_refused {
            refused::NO_RESULT
        } else {
            beside
        };
        if self.may_be_blamed[id.index()] {
            let status = self.status(id);
            let number = id.index() + 1;
            let blaming: Vec<String> = self
                .asked()
                .filter(|(_, criterion)| {
                    candidates(criterion)
                        .iter()
                        .flatten()
                        .any(|other| *other == id)
                })
                .map(|(node, _)| format!("{}={number}", self.of_node('L', node)))
                .collect();
            let text = format!(
                "IF({status}<>0,{status},IF(OR({}),{},0))",
                blaming.join(","),
                refused::NO_RESULT
            );
            self.put(row, column::FINAL, Content::formula(&text, last));
        }
        Remark {
            cell: self.called_elsewhere(&self.final_status(id)),
            state: last,
            wholes,
        }
    }

    fn wholes_of(&self, part: InputId) -> Vec<InputId> {
        let mut wholes = Vec::new();
        for (_, criterion) in self.asked() {
            for (other, whole) in &criterion.compiled.parts_of_wholes {
                if *other == part && !wholes.contains(whole) {
                    wholes.push(*whole);
                }
            }
        }
        wholes
    }

    fn exceeds(&self, part: InputId, whole: InputId) -> bool {
        let filled = self.subject.filled;
        match (&filled[part.index()], &filled[whole.index()]) {
            (Some(Value::Number(part)), Some(Value::Number(whole))) => part > whole,
            _ => false,
        }
    }

    /// Returns the formulas of an answer as a number, and of what is the matter with it.
    fn value_and_state(&self, id: InputId, answer: &str) -> (String, String) {
        let input = self.set.input(id);
        let [not_applicable, yes, no] = self.subject.words;
        let alone = Self::alone(id);
        let declared = if validation::may_be_declared(self.set, id, Stage::Own) {
            code::NOT_APPLICABLE
        } else {
            refused::NOT_APPLICABLE
        };
        let word = format!("LOWER(TRIM({answer}))");
        let not_understood = refused::NOT_UNDERSTOOD;
        let otherwise = format!("IF({word}=\"{not_applicable}\",{declared},{not_understood})");
        let text_only = |understood: &str| {
            format!("IF(ISERROR({answer}),{not_understood},IF(TRIM({answer})=\"\",1,{understood}))")
        };
        match input.shape.kind {
            InputKind::YesNo => (
                format!(
                    "IF(ISERROR({answer}),0,IF(OR({word}=\"{yes}\",{word}=\"x\",{word}=\"1\"),1,0))"
                ),
                text_only(&format!(
                    "IF(OR({word}=\"{yes}\",{word}=\"x\",{word}=\"1\",{word}=\"{no}\",{word}=\"0\"),\
                     0,{otherwise})"
                )),
            ),
            InputKind::Choice => {
                // An option is known by its number too.
                let last = input.option_labels.len();
                let numbered = format!("AND({answer}>=1,{answer}<={last},{answer}=INT({answer}))");
                let number = match &self.subject.options[id.index()] {
                    Some([labels, numbers]) => format!(
                        "IF(ISERROR({answer}),0,IF(ISNUMBER({answer}),IF({numbered},{answer},0),\
                         SUMPRODUCT(EXACT({labels},{answer})*{numbers})))"
                    ),
                    None => "0".to_owned(),
                };
                let value = Self::value(id);
                (number, text_only(&format!("IF({value}>0,0,{otherwise})")))
            }
            kind @ (InputKind::Count
            | InputKind::Decimal
            | InputKind::Percent
            | InputKind::Points) => {
                let range = |number: &str| self.range(id, number);
                let (value, checked) = if kind == InputKind::Percent {
                    // A cell that shows 85 % holds 0.85.
                    let shows_percent = format!("LEFT(CELL(\"format\",{answer}),1)=\"P\"");
                    let hundredfold = format!("ROUND({answer}*100,12)");
                    (
                        format!("IF({shows_percent},{hundredfold},{answer})"),
                        format!(
                            "IF({shows_percent},{},IF(AND({answer}>0,{answer}<=1),{},{}))",
                            range(&hundredfold),
                            refused::PERCENT_OR_SHARE,
                            range(answer)
                        ),
                    )
                } else {
                    (answer.to_owned(), range(answer))
                };
                (
                    format!("IF({alone}=0,{value},0)"),
                    format!(
                        "IF(ISERROR({answer}),{not_understood},IF(ISNUMBER({answer}),{checked},\
                         IF(TRIM({answer})=\"\",1,{otherwise})))"
                    ),
                )
            }
        }
    }

    fn range(&self, id: InputId, number: &str) -> String {
        let shape = &self.set.input(id).shape;
        let mut text = if shape.kind == InputKind::Count {
            format!("IF({number}<>INT({number}),{},0)", refused::NOT_WHOLE)
        } else {
            "0".to_owned()
        };
        if let Some(least) = &shape.minimum {
            let least = literal(least);
            text = format!("IF({number}<{least},{},{text})", refused::BELOW_MINIMUM);
        }
        if let Some(most) = &shape.maximum {
            let most = literal(most);
            text = format!("IF({number}>{most},{},{text})", refused::ABOVE_MAXIMUM);
        }
        text
    }

    /// Returns the formula that names the input a criterion without a result blames, counted
    /// from one.
    pub(super) fn blamed(&mut self, criterion: &Criterion, reason: &str) -> String {
        let compiled = &criterion.compiled;
        let mut undefined = "0".to_owned();
        if compiled.may_be_undefined {
            undefined = self.first_zero(&compiled.inputs);
        }
        let mut zero = "0".to_owned();
        if compiled.zero_is_a_mistake {
            for denominator in compiled.denominators.iter().rev() {
                let (halts, worth) = self.formula(denominator);
                let first = self.first_zero(&denominator.inputs());
                zero = format!("IF({halts}<>0,{zero},IF(ROUND({worth},10)=0,{first},{zero}))");
            }
        }
        format!(
            "IF({reason}={},{zero},IF({reason}={},{undefined},0))",
            code::ZERO_DENOMINATOR,
            code::UNDEFINED
        )
    }

    /// The first input that is zero, or the first of all, counted from one.
    fn first_zero(&self, inputs: &[InputId]) -> String {
        let known: Vec<InputId> = inputs
            .iter()
            .copied()
            .filter(|input| input.index() < self.set.inputs.len())
            .collect();
        let Some(first) = known.first() else {
            return "0".to_owned();
        };
        let otherwise = (first.index() + 1).to_string();
        known.iter().rev().fold(otherwise, |later, input| {
            let is_number = self.set.input(*input).shape.kind.is_number();
            if !is_number {
                return later;
            }
            let (status, value) = (self.status(*input), Self::value(*input));
            let number = input.index() + 1;
            format!("IF(AND({status}=0,{value}=0),{number},{later})")
        })
    }

    /// Returns the input a criterion blames for what is filled in, counted from one; 0 is none.
    pub(super) fn blamed_now(&self, criterion: &Criterion) -> u32 {
        let submission = self.subject.card.valid.submission();
        let is_above = |input: InputId| {
            let wholes = self.wholes_of(input);
            wholes.into_iter().any(|whole| self.exceeds(input, whole))
        };
        let is_blamed = |input: &&InputId| {
            input.index() < self.set.inputs.len()
                && submission.own.refused[input.index()]
                && self.subject.own_states[input.index()] == 0
                && !is_above(**input)
        };
        let candidates = candidates(criterion);
        let blamed = candidates.iter().flatten().find(is_blamed);
        blamed.map_or(0, |input| u32::try_from(input.index() + 1).unwrap_or(0))
    }
}

/// Returns the inputs that a criterion without a result can blame: those of each denominator,
/// and those of a formula that may have none.
fn candidates(criterion: &Criterion) -> Vec<Vec<InputId>> {
    let compiled = &criterion.compiled;
    let mut candidates = Vec::new();
    if compiled.zero_is_a_mistake {
        candidates.extend(compiled.denominators.iter().map(Formula::inputs));
    }
    if compiled.may_be_undefined {
        candidates.push(compiled.inputs.clone());
    }
    candidates
}
