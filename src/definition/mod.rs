//! What is asked and how it counts: the criteria set, from its file to the tree that scoring
//! walks.
//!
//! `raw` has the file's types, `schema` checks a file's structure, `resolve` makes the
//! [`CriteriaSet`], `lint` finds what is well-formed and wrong all the same, [`versions`] tells
//! which version a period is judged by, [`diff`] compares two. Knows nothing of submissions.

pub mod diff;
mod example;
mod lint;
mod merging;
mod mistakes;
mod raw;
mod resolve;
mod schema;
pub mod versions;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::finding::{Code, Finding, Findings, Measure, Place, Problem, Source};
use crate::number::{Exact, Rounding};
use crate::period::Date;
use crate::rule::{
    Compiled, Formula, InputId, InputKind, InputShape, NamedStatistic, NamedValue, Rule, Test,
    ZeroDenominator,
};
use crate::unit::AdministrativeUnit;

pub use lint::attainable;
pub use merging::merging_codes;
pub use raw::{
    Among, Best, Combine, Compare, Counted, DeclaredBy, GovernmentLevel, MissingSubmission,
    NotApplicable, NotAssigned, RoundingStage, StatisticKind, Text, Ties, Waived,
};
pub use schema::TEXT as SCHEMA;
pub(crate) use schema::parse_strictly;

/// A small set to begin a new one with: two criteria, examples, two levels.
pub const STARTER: &str = include_str!("../../samples/your-first-set/3-ratio-and-levels.json");

/// The largest definition file that is read, in bytes.
const LARGEST_FILE: u64 = 16 * 1024 * 1024;

/// The place of a part, group or criterion in the set's list; 0 is the whole.
pub type NodeIndex = usize;

/// One published version of the assessment, ready to score with.
#[derive(Debug, Clone, PartialEq)]
pub struct CriteriaSet {
    /// The identifier forms and results carry.
    pub id: String,
    /// The version.
    pub version: String,
    /// The title.
    pub title: Text,
    /// What every reader of a result must know.
    pub notice: Option<Text>,
    /// The decision behind the set.
    pub document: Document,
    /// Digits and direction of rounding.
    pub rounding: Rounding,
    /// When points are rounded.
    pub rounding_stage: RoundingStage,
    /// Whether declaring a criterion not applicable needs a reason.
    pub not_applicable_needs_reason: bool,
    /// What a criterion not assigned to a unit's kind means.
    pub not_assigned: NotAssigned,
    /// Which score counts.
    pub counted: Counted,
    /// The scale the total is converted to; none when it is in points.
    pub scale: Option<Exact>,
    /// How units are ranked.
    pub ranking: RankingPolicy,
    /// The share beyond which a change since the period before is told, of inputs that say nothing
    /// themselves.
    pub jump: Option<Exact>,
    /// Every input, in the order of the form.
    pub inputs: Vec<Input>,
    /// The tree, each branch directly before what is below it; the first node is the whole.
    pub nodes: Vec<Node>,
    /// Figures of all units together; in answers they stand behind the inputs.
    pub statistics: Vec<Statistic>,
    /// What has to hold between the answers of one form.
    pub checks: Vec<CrossCheck>,
    /// The ladders of maturity levels.
    pub ladders: Vec<Ladder>,
    /// Inputs by name.
    input_names: HashMap<String, InputId>,
    /// Figures computed from inputs, by name.
    named_values: BTreeMap<String, NamedValue>,
    /// Figures of all units, by name.
    named_statistics: BTreeMap<String, NamedStatistic>,
}

/// What has to hold between the answers of one form.
#[derive(Debug, Clone, PartialEq)]
pub struct CrossCheck {
    /// The condition as written.
    pub holds: String,
    /// One where the condition holds, zero where it does not.
    pub formula: Formula,
    /// The inputs it is about, in the order of their first use.
    pub inputs: Vec<InputId>,
    /// What is told to the clerk where it does not hold.
    pub message: Text,
    /// Whether that is an error.
    pub is_error: bool,
}

/// The decision behind a criteria set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Its number.
    pub number: Option<String>,
    /// The day it was signed.
    pub date: Option<Date>,
    /// Who issued it.
    pub issuer: Option<Text>,
    /// The level of government assessed.
    pub level: GovernmentLevel,
    /// First day of validity.
    pub valid_from: Option<Date>,
    /// Last day of validity.
    pub valid_until: Option<Date>,
    /// The decisions it amends or replaces.
    pub amends: Vec<String>,
    /// Where the text was read.
    pub source: Option<String>,
}

/// How units are ranked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankingPolicy {
    /// Places of equal scores.
    pub ties: Ties,
    /// Whether rounded or unrounded scores are compared.
    pub compare: Compare,
    /// Which of two scores is the better one.
    pub best: Best,
    /// What becomes of a unit without a submission.
    pub missing: MissingSubmission,
    /// Units ranked apart; empty when all are ranked together.
    pub cohorts: Vec<Cohort>,
}

/// Units ranked together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cohort {
    /// The identifier.
    pub id: String,
    /// The title.
    pub title: Text,
    /// The kinds of unit in it.
    pub types: Vec<String>,
}

/// A part, a group, a criterion, or the whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The code; empty for the whole.
    pub code: String,
    /// The title.
    pub title: Text,
    /// The declared maximum.
    pub maximum: Exact,
    /// What it is.
    pub role: Role,
    /// Steps below the whole.
    pub depth: usize,
    /// The branch it stands in; none for the whole.
    pub parent: Option<NodeIndex>,
    /// The first node after everything below it.
    pub end: NodeIndex,
    /// How what is directly below makes it up.
    pub combine: Combine,
    /// What it weighs in a mean.
    pub weight: Exact,
    /// The least share of the criteria below that must be answered for it to count.
    pub minimum_data: Option<Exact>,
    /// The least and the most it can come to, where it stands outside the scale.
    pub outside: Option<[Exact; 2]>,
    /// The codes it had in the version before.
    pub same_as: Vec<String>,
}

/// What a node is.
#[derive(Debug, Clone, PartialEq)]
pub enum Role {
    /// The whole assessment.
    Whole,
    /// A part, which may have a level of its own.
    Part,
    /// A group.
    Group,
    /// A criterion.
    Criterion(Box<Criterion>),
}

/// What is judged, and how.
#[derive(Debug, Clone, PartialEq)]
pub struct Criterion {
    /// The kind of its rule, as definition files name it.
    pub rule: &'static str,
    /// The rule as the file has it.
    pub declared: Rule,
    /// The rule's formula and inputs.
    pub compiled: Compiled,
    /// What a zero denominator means.
    pub zero_denominator: ZeroDenominator,
    /// What "not applicable" means.
    pub not_applicable: NotApplicable,
    /// Who may declare it not applicable.
    pub not_applicable_by: DeclaredBy,
    /// The criteria that take over the points of a transfer.
    pub transfer_to: Vec<NodeIndex>,
    /// What it gives to a unit that has been excused from it.
    pub waived: Waived,
    /// The kinds of unit asked; empty when all are.
    pub assigned_to: Vec<String>,
    /// What evidence is asked for.
    pub evidence: Option<Text>,
    /// Whether it must be named, or its absence explained.
    pub evidence_required: bool,
    /// The office responsible.
    pub responsible: Option<Text>,
    /// The article or annex row it comes from.
    pub source: Option<String>,
}

/// A raw value that is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// The name rules and forms know it by.
    pub name: String,
    /// What the clerk reads.
    pub label: Text,
    /// The unit of measure.
    pub unit: Option<Text>,
    /// Type, range, option identifiers.
    pub shape: InputShape,
    /// The labels of the options, in the order of `shape.options`.
    pub option_labels: Vec<Text>,
    /// The criterion it stands under in the form; none for general figures and facts.
    pub criterion: Option<NodeIndex>,
    /// Whether only ladders use it.
    pub is_fact: bool,
    /// Whether the superior unit says it, and not the form.
    pub is_set_by_superior: bool,
    /// Whether it counts from the beginning of the year.
    pub is_cumulative: bool,
    /// The share of what it was in the period before beyond which a change is told, where the
    /// input says so itself.
    pub jump: Option<Exact>,
}

/// A figure of all units together.
#[derive(Debug, Clone, PartialEq)]
pub struct Statistic {
    /// The name.
    pub name: String,
    /// What it is.
    pub label: Option<Text>,
    /// Which figure.
    pub kind: StatisticKind,
    /// What each unit has of it.
    pub of: Formula,
    /// The units compared with each other.
    pub among: Among,
    /// The condition for the units that count.
    pub filter: Option<Test>,
}

/// A ladder of maturity levels.
#[derive(Debug, Clone, PartialEq)]
pub struct Ladder {
    /// The identifier.
    pub id: String,
    /// The title.
    pub title: Text,
    /// Whose level it is.
    pub of: NodeIndex,
    /// Whether conditions look at rounded or unrounded values.
    pub compare: Compare,
    /// Whether a level needs every level below it.
    pub needs_level_below: bool,
    /// The levels, from the lowest up.
    pub levels: Vec<Level>,
}

/// A rung of a ladder.
#[derive(Debug, Clone, PartialEq)]
pub struct Level {
    /// Its number.
    pub level: u32,
    /// Its name.
    pub name: Text,
    /// The condition for it.
    pub condition: Condition,
}

/// A condition for a level.
#[derive(Debug, Clone, PartialEq)]
pub enum Condition {
    /// At least so many points.
    Points {
        /// What is measured.
        of: NodeIndex,
        /// The points.
        at_least: Exact,
    },
    /// At least so many percent of the applicable maximum.
    Percent {
        /// What is measured.
        of: NodeIndex,
        /// The percent.
        at_least: Exact,
        /// Whether the condition holds where nothing applies and there is no percent.
        holds_without: bool,
    },
    /// At least a level on a ladder that stands before.
    Level {
        /// The ladder's position.
        ladder: usize,
        /// The level.
        at_least: u32,
    },
    /// Not this.
    Not(Box<Condition>),
    /// A criterion with its full points.
    Met(NodeIndex),
    /// A yes/no input with this answer.
    Fact {
        /// The input.
        input: InputId,
        /// The answer wanted.
        is: bool,
    },
    /// All of these.
    All(Vec<Condition>),
    /// Any of these.
    Any(Vec<Condition>),
    /// At least so many of these.
    Count {
        /// How many.
        at_least: usize,
        /// The conditions.
        conditions: Vec<Condition>,
    },
}

impl CriteriaSet {
    /// Returns the whole.
    pub fn whole(&self) -> &Node {
        // `resolve` begins every set with the whole.
        &self.nodes[0]
    }

    /// Returns the node with this code.
    pub fn node(&self, code: &str) -> Option<NodeIndex> {
        self.nodes.iter().position(|node| node.code == code)
    }

    /// Returns the share of what an input was in the period before beyond which a change is told.
    /// What counts from the beginning of the year grows by itself, and points are given by people:
    /// of them only what they say themselves.
    pub fn jump_of(&self, id: InputId) -> Option<&Exact> {
        let input = self.input(id);
        let is_figure = matches!(
            input.shape.kind,
            InputKind::Count | InputKind::Decimal | InputKind::Percent
        );
        let usual = self.jump.as_ref();
        let usual =
            usual.filter(|_| is_figure && !input.is_cumulative && !input.is_set_by_superior);
        input.jump.as_ref().or(usual)
    }

    /// Returns an input; ids are made by this set only.
    pub fn input(&self, id: InputId) -> &Input {
        &self.inputs[id.index()]
    }

    /// Returns the input called `name`.
    pub fn input_named(&self, name: &str) -> Option<InputId> {
        self.input_names.get(name).copied()
    }

    /// Returns the inputs that state facts conditions of levels ask for.
    pub fn inputs_of_ladders(&self) -> BTreeSet<InputId> {
        let mut inputs = BTreeSet::new();
        for level in self.ladders.iter().flat_map(|ladder| &ladder.levels) {
            lint::facts(&level.condition, &mut inputs);
        }
        inputs
    }

    /// Returns the types of unit that some criterion is asked of and another is not.
    pub fn unit_types(&self) -> Vec<&str> {
        let criteria = self.nodes.iter().filter_map(Node::criterion);
        let assigned = criteria.flat_map(|criterion| &criterion.assigned_to);
        let types: BTreeSet<&str> = assigned.map(String::as_str).collect();
        types.into_iter().collect()
    }

    /// Returns the ranking cohort of a unit; none where its kind is in none.
    pub fn cohort_of(&self, unit: &AdministrativeUnit) -> Option<usize> {
        let mut cohorts = self.ranking.cohorts.iter();
        cohorts.position(|cohort| cohort.types.contains(&unit.kind))
    }

    /// Returns the input that holds the points awarded by hand to a criterion: it goes by
    /// the criterion's own code.
    pub fn own_points(&self, node: NodeIndex) -> Option<InputId> {
        let asked = self.nodes[node].criterion()?.compiled.inputs.iter();
        let is_own = |id: &&InputId| {
            let input = self.input(**id);
            input.criterion == Some(node) && input.name == self.nodes[node].code
        };
        asked.copied().find(|id| is_own(&id))
    }

    /// Returns the nodes directly below `index`.
    pub fn children(&self, index: NodeIndex) -> impl Iterator<Item = NodeIndex> + Clone + '_ {
        let end = self.nodes[index].end;
        let first = index + 1;
        std::iter::successors((first < end).then_some(first), move |&child| {
            let next = self.nodes[child].end;
            (next < end).then_some(next)
        })
    }
}

impl Criterion {
    /// Returns whether a unit of this kind is asked; everybody is, where the kind is unknown.
    pub fn is_assigned_to(&self, unit_kind: &str) -> bool {
        self.assigned_to.is_empty()
            || unit_kind.is_empty()
            || self.assigned_to.iter().any(|kind| kind == unit_kind)
    }
}

impl Node {
    /// Returns the criterion this node is, if it is one.
    pub fn criterion(&self) -> Option<&Criterion> {
        match &self.role {
            Role::Criterion(criterion) => Some(criterion),
            _ => None,
        }
    }
}

/// Returns the place in a definition file of a JSON pointer, or of the deepest part of it that
/// stands there; the file, where it is no JSON.
pub fn place(source: &Source, text: &str, pointer: &str) -> Place {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match schema::Parsed::new(source, text) {
        Ok(parsed) => parsed.place(pointer),
        Err(_) => Place::File(source.clone()),
    }
}

/// Reads a criteria set; every mistake is in `findings`, and with an error among them there
/// is no set.
pub fn read(source: &Source, text: &str, findings: &mut Findings) -> Option<CriteriaSet> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() as u64 > LARGEST_FILE {
        let problem = Problem::TooLarge {
            what: Measure::Bytes,
            limit: LARGEST_FILE,
        };
        findings.push(Finding::new(problem, Place::File(source.clone())));
        return None;
    }
    let parsed = match schema::Parsed::new(source, text) {
        Ok(parsed) => parsed,
        Err(finding) => {
            findings.push(*finding);
            return None;
        }
    };
    let mut found = Findings::new();
    let checked = parsed.checked(&mut found);
    if checked.is_incomplete {
        findings.extend(found);
        return None;
    }
    let has_structure = !found.has_errors();
    let set = match serde_json::from_value::<raw::CriteriaSet>(checked.value) {
        // A key too many or a broken rule does not hide what else is wrong.
        Ok(raw) => {
            let mut meant = Findings::new();
            let set = resolve::resolve(&raw, &parsed, &mut meant);
            if checked.has_replaced_rules {
                // The rule that uses the input may be one of those.
                meant.retain(|finding| finding.code() != Code::UnusedInput);
            }
            found.extend(meant);
            Some(set)
        }
        Err(error) => {
            if has_structure {
                let detail = error.to_string();
                found.push(Finding::new(
                    Problem::InvalidJson { detail },
                    parsed.place(""),
                ));
            }
            None
        }
    };
    let usable = !found.has_errors();
    findings.extend(found);
    set.filter(|_| usable)
}
