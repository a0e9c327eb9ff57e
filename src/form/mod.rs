//! Criteria set → the form to fill in: one row per input, in the layout that
//! `submission::layout` finds again, with the score while typing.

mod csv;
mod handed_out;
mod live;
mod workbook;

use rust_decimal::Decimal;

use crate::definition::CriteriaSet;
use crate::period::Period;
use crate::rule::{InputId, InputKind};
use crate::text::{FormWords, Language, excused, form_words};
use crate::waiver::Granted;

pub use csv::{Flavour, write as write_csv};
pub use handed_out::handed_out;
pub use workbook::{FormError, write as write_workbook};

/// Whom a form is for, and what it says of its origin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Addressee<'a> {
    /// The unit's code; empty on a form without a unit.
    pub code: &'a str,
    /// The unit's name.
    pub name: &'a str,
    /// The kind of the unit, in lower case; empty when unknown.
    pub kind: &'a str,
    /// The language the form speaks.
    pub language: Language,
    /// The digest of the criteria set's file, by which the form tells its origin.
    pub digest: Option<&'a str>,
}

/// A form for one unit and one period.
#[derive(Debug, Clone, PartialEq)]
pub struct Form<'s> {
    /// The title.
    pub title: String,
    /// What every reader of the form must know; empty lines are left out.
    pub notices: Vec<String>,
    /// Label and value of each line of the header block.
    pub header: Vec<(&'static str, String)>,
    /// The rows of the table.
    pub rows: Vec<Row>,
    /// The period, whose last day dates the file.
    pub period: Period,
    set: &'s CriteriaSet,
    /// The kind of the unit, in lower case.
    kind: String,
    /// What the unit is excused from.
    waived: Granted,
    language: Language,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq)]
pub enum Row {
    /// A part, a group or a criterion that asks for several inputs.
    Heading {
        /// Its code.
        code: String,
        /// Its title.
        title: String,
        /// Its maximum.
        maximum: Decimal,
        /// Steps below the whole.
        depth: usize,
        /// Its place in the tree.
        node: usize,
        /// What evidence it asks for.
        evidence_wanted: String,
    },
    /// An input.
    Input {
        /// The input's name, by which the row is found again.
        name: String,
        /// The code of its criterion; empty for general figures and facts.
        criterion: String,
        /// What is asked.
        label: String,
        /// The unit of measure, or the answers possible.
        unit: String,
        /// The criterion's maximum, on the row of its only input.
        maximum: Option<Decimal>,
        /// The criterion's place in the tree, on the row of its only input.
        node: Option<usize>,
        /// What evidence the criterion asks for, on the row of its only input.
        evidence_wanted: String,
        /// The input.
        input: InputId,
        /// What is filled in.
        filled: Filled,
    },
}

/// An answer filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// A number.
    Number(Decimal),
    /// A word: yes, no, an option.
    Text(String),
}

/// What is filled in for one input.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Filled {
    /// The answer.
    pub value: Option<Answer>,
    /// The evidence.
    pub evidence: String,
    /// The note.
    pub note: String,
    /// The answer of the period before, for comparison.
    pub previous: Option<Answer>,
}

impl<'s> Form<'s> {
    /// Returns the Vietnamese form of a unit of unknown kind, with what `fill` says for each
    /// input.
    pub fn new(
        set: &'s CriteriaSet,
        unit: [&str; 2],
        period: Period,
        fill: impl FnMut(InputId) -> Filled,
    ) -> Form<'s> {
        let [code, name] = unit;
        let addressee = Addressee {
            code,
            name,
            kind: "",
            language: Language::Vietnamese,
            digest: None,
        };
        Form::addressed(set, addressee, period, fill)
    }

    /// Returns the form of a unit, with what `fill` says for each input.
    pub fn addressed(
        set: &'s CriteriaSet,
        addressee: Addressee,
        period: Period,
        mut fill: impl FnMut(InputId) -> Filled,
    ) -> Form<'s> {
        let language = addressee.language;
        let words = form_words(language);
        let mut rows = Vec::new();
        let mut inputs = |criterion: Option<usize>, rows: &mut Vec<Row>| {
            let own: Vec<usize> = (0..set.inputs.len())
                .filter(|&index| set.inputs[index].criterion == criterion)
                .collect();
            let asked = own
                .iter()
                .filter(|&&index| !set.inputs[index].is_set_by_superior);
            let is_only = asked.count() == 1 && own.len() == 1;
            if let (Some(node), false) = (criterion, is_only) {
                rows.push(heading(set, node, language));
            }
            for &index in &own {
                rows.push(input_row(
                    set,
                    index,
                    is_only,
                    fill(InputId::new(index)),
                    language,
                ));
            }
        };
        inputs(None, &mut rows);
        for index in 1..set.nodes.len() {
            match set.nodes[index].criterion() {
                Some(_) => inputs(Some(index), &mut rows),
                None => rows.push(heading(set, index, language)),
            }
        }
        Form {
            title: words.title.to_owned(),
            notices: set
                .notice
                .iter()
                .map(|notice| language.of(notice).to_owned())
                .collect(),
            header: vec![
                (words.unit, addressee.name.to_owned()),
                (words.unit_code, addressee.code.to_owned()),
                (words.period, language.period_of_form(period)),
                (words.criteria_set, origin(set, addressee.digest, words)),
            ],
            rows,
            period,
            set,
            kind: addressee.kind.to_owned(),
            waived: Granted::default(),
            language,
        }
    }

    /// Returns the form of a unit that is excused from something: it says so, and the score while
    /// typing knows.
    #[must_use]
    pub fn excused(mut self, waived: Granted) -> Form<'s> {
        let lines = waived.iter().filter_map(|(waiver, criteria)| {
            let node = |index: usize| &self.set.nodes[index];
            let of = node(waiver.of?);
            let criteria = criteria.iter().map(|&index| node(index).code.as_str());
            let title = self.language.of(&of.title);
            Some(excused(waiver, title, criteria, self.language))
        });
        self.notices.extend(lines);
        self.waived = waived;
        self
    }
}

/// Letters of a digest that tell one file from another.
const DIGEST: usize = 12;

/// Names the criteria set, and where a digest is known also which file of it.
fn origin(set: &CriteriaSet, digest: Option<&str>, words: &FormWords) -> String {
    match digest {
        None => set.id.clone(),
        Some(digest) => {
            let digest = digest.get(..DIGEST).unwrap_or(digest);
            format!(
                "{} {} {}, {} {digest}",
                set.id, words.version, set.version, words.digest
            )
        }
    }
}

fn heading(set: &CriteriaSet, index: usize, language: Language) -> Row {
    let node = &set.nodes[index];
    Row::Heading {
        code: node.code.clone(),
        title: language.of(&node.title).to_owned(),
        maximum: node.maximum.written(),
        depth: node.depth,
        node: index,
        evidence_wanted: evidence_wanted(set, index, language),
    }
}

fn evidence_wanted(set: &CriteriaSet, node: usize, language: Language) -> String {
    let criterion = set.nodes[node].criterion();
    let evidence = criterion.and_then(|criterion| criterion.evidence.as_ref());
    evidence.map_or_else(String::new, |evidence| language.of(evidence).to_owned())
}

fn input_row(
    set: &CriteriaSet,
    index: usize,
    is_only: bool,
    filled: Filled,
    language: Language,
) -> Row {
    let input = &set.inputs[index];
    let words = form_words(language);
    let criterion = input.criterion.map(|node| &set.nodes[node]);
    let possible = match input.shape.kind {
        InputKind::YesNo => words.yes_or_no.to_owned(),
        InputKind::Choice => {
            let labels: Vec<&str> = input
                .option_labels
                .iter()
                .map(|label| language.of(label))
                .collect();
            labels.join(" / ")
        }
        InputKind::Percent => "%".to_owned(),
        InputKind::Points => words.points_unit.to_owned(),
        InputKind::Count | InputKind::Decimal => String::new(),
    };
    let node = input.criterion.filter(|_| is_only);
    Row::Input {
        name: input.name.clone(),
        criterion: criterion.map(|node| node.code.clone()).unwrap_or_default(),
        label: language.of(&input.label).to_owned(),
        unit: input
            .unit
            .as_ref()
            .map_or(possible, |unit| language.of(unit).to_owned()),
        maximum: node.and_then(|node| set.nodes[node].maximum.to_decimal()),
        node,
        evidence_wanted: node
            .map(|node| evidence_wanted(set, node, language))
            .unwrap_or_default(),
        input: InputId::new(index),
        filled,
    }
}
