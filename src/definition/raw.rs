//! The criteria set exactly as its file has it.
//!
//! These types are the one description of the format: the JSON Schema in `criteria/` is
//! generated from them, the structure of a file is checked against that schema, and what
//! passes is decoded into them. Unknown keys are mistakes.

use serde::{Deserialize, Serialize};

use crate::number::{Literal, RoundingMode};
use crate::rule::{InputKind, Rule, ZeroDenominator};

/// The pattern of codes of parts, groups and criteria: `II`, `4.10`, `4.22.11`.
pub(super) const CODE: &str = "^[0-9A-Za-z]+([.-][0-9A-Za-z]+)*$";
/// The pattern of names of inputs and options.
pub(super) const NAME: &str = "^[a-z][a-z0-9_]*$";
/// The pattern of identifiers of criteria sets, ladders and cohorts.
pub(super) const IDENTIFIER: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";
/// The pattern of days.
pub(super) const DATE: &str = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";

/// A text in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Vietnamese.
    pub vi: String,
    /// English.
    pub en: String,
}

/// The version of the file format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Format {
    /// The first version.
    #[serde(rename = "chamdiem/criteria-set/1")]
    V1,
}

/// One published version of an assessment.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CriteriaSet {
    /// Where editors find the schema of this format.
    #[serde(rename = "$schema")]
    pub schema: Option<String>,
    /// The version of the file format.
    pub format: Format,
    /// The identifier forms and results carry.
    #[cfg_attr(test, schemars(regex(pattern = IDENTIFIER)))]
    pub id: String,
    /// The version of the set; a published version is never edited.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub version: String,
    /// The title.
    pub title: Text,
    /// What every reader of a result must know, such as that the set is illustrative.
    pub notice: Option<Text>,
    /// The decision behind the set.
    pub document: Document,
    /// How points are rounded and gaps are treated.
    pub scoring: Scoring,
    /// How units are ranked.
    pub ranking: Ranking,
    /// How far a figure may be from the period before, as a share of what it was then, before
    /// somebody should look: of counts, amounts and percentages that are not cumulative and say
    /// nothing themselves.
    pub jump: Option<Literal>,
    /// The maximum of the whole.
    pub maximum: Literal,
    /// How what is directly below makes up the whole; by adding points unless said.
    pub combine: Option<Combine>,
    /// Inputs that no single criterion owns: facts, and figures used in several places.
    #[serde(default)]
    pub inputs: Vec<Input>,
    /// Figures computed from inputs, usable wherever an input is.
    #[serde(default)]
    pub values: Vec<NamedValue>,
    /// Figures of all units together, for criteria that compare units.
    #[serde(default)]
    pub statistics: Vec<Statistic>,
    /// What has to hold between the answers of one form.
    #[serde(default)]
    pub checks: Vec<CrossCheck>,
    /// The parts (hạng mục).
    #[serde(default)]
    pub parts: Vec<Branch>,
    /// Groups directly below the whole.
    #[serde(default)]
    pub groups: Vec<Branch>,
    /// Criteria directly below the whole.
    #[serde(default)]
    pub criteria: Vec<Criterion>,
    /// The ladders of maturity levels.
    #[serde(default)]
    pub ladders: Vec<Ladder>,
    /// A remark for readers of the file.
    pub remark: Option<String>,
}

/// The decision behind a criteria set.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its number, such as `766/QĐ-TTg`; left out when there is none or it is not known.
    pub number: Option<String>,
    /// The day it was signed.
    #[cfg_attr(test, schemars(regex(pattern = DATE)))]
    pub date: Option<String>,
    /// Who issued it.
    pub issuer: Option<Text>,
    /// The level of government assessed.
    pub level: GovernmentLevel,
    /// First day of validity.
    #[cfg_attr(test, schemars(regex(pattern = DATE)))]
    pub valid_from: Option<String>,
    /// Last day of validity.
    #[cfg_attr(test, schemars(regex(pattern = DATE)))]
    pub valid_until: Option<String>,
    /// Numbers of the decisions it amends or replaces.
    #[serde(default)]
    pub amends: Vec<String>,
    /// Where the text was read.
    pub source: Option<String>,
}

/// A level of government.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum GovernmentLevel {
    /// Quốc gia.
    Country,
    /// Cấp tỉnh.
    Province,
    /// Cấp huyện.
    District,
    /// Cấp xã.
    Commune,
}

/// How points are rounded and gaps are treated.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Scoring {
    /// Rounding.
    pub rounding: Rounding,
    /// What "not applicable" means for a criterion that says nothing itself.
    pub not_applicable: NotApplicable,
    /// Whether a declaration needs a reason in the column for notes; not unless said.
    #[serde(default)]
    pub not_applicable_needs_reason: bool,
    /// What a zero denominator means for a criterion that says nothing itself.
    pub zero_denominator: ZeroDenominator,
    /// Whether the evidence criteria ask for must be named, or its absence explained in a note;
    /// not unless said. A criterion may say otherwise.
    #[serde(default)]
    pub evidence_required: bool,
    /// What a criterion not assigned to a kind of unit means; `exclude` unless said.
    pub not_assigned: Option<NotAssigned>,
    /// What a waiver gives in a criterion that says nothing itself; `forbidden` unless said.
    pub waived: Option<Waived>,
    /// Which score counts.
    pub counted: Counted,
    /// Converts the total: points ÷ applicable maximum × scale. Left out, the total is in
    /// points.
    pub scale: Option<Literal>,
}

/// Rounding: how many digits, which way, and when.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rounding {
    /// Digits after the decimal point.
    #[cfg_attr(test, schemars(range(min = 0, max = 9)))]
    pub digits: u32,
    /// Which way.
    pub mode: RoundingMode,
    /// When.
    pub stage: RoundingStage,
}

/// When points are rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RoundingStage {
    /// Every criterion, and then the rounded points are added.
    Criterion,
    /// Nothing is rounded before it is shown.
    Published,
}

/// What "not applicable" means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NotApplicable {
    /// It cannot be declared; doing so is a mistake.
    Forbidden,
    /// Full marks.
    FullMarks,
    /// No points.
    Zero,
    /// Out of the points and out of the maximum.
    Exclude,
    /// Its maximum goes in equal shares to the criteria it names.
    Transfer,
}

/// Who may declare a criterion not applicable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DeclaredBy {
    /// The unit, and the appraiser.
    Unit,
    /// Only the appraiser.
    Appraiser,
}

/// What a criterion means for a unit of a kind it is not assigned to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum NotAssigned {
    /// Full marks, as QĐ 766 treats criteria outside the commune's level.
    FullMarks,
    /// Out of the points and out of the maximum.
    Exclude,
}

/// What a criterion gives to a unit that has been excused from it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Waived {
    /// Nobody can be excused; a waiver is a mistake.
    Forbidden,
    /// Out of the points and out of the maximum.
    Exclude,
    /// Full marks.
    FullMarks,
}

/// Which score counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    /// The unit's own.
    #[serde(rename = "self")]
    SelfScore,
    /// The appraised one where the submission has been appraised, else the unit's own.
    Latest,
}

/// How units are ranked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Ranking {
    /// Places of equal scores.
    pub ties: Ties,
    /// What is compared.
    pub compare: Compare,
    /// Which of two totals is the better one; the higher unless said.
    #[serde(default)]
    pub best: Best,
    /// What becomes of a unit without a submission.
    pub missing: MissingSubmission,
    /// Groups of units ranked apart; everybody together when there are none.
    #[serde(default)]
    pub cohorts: Vec<Cohort>,
}

/// Places of equal scores.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Ties {
    /// 1, 2, 2, 4: one more than the units ahead.
    Competition,
    /// 1, 2, 2, 3: one more than the scores ahead.
    Dense,
}

/// Whether the rounded or the unrounded value is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Compare {
    /// The rounded value everybody can see.
    Published,
    /// The unrounded value.
    Exact,
}

/// Which of two totals is the better one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Best {
    /// The higher.
    #[default]
    Highest,
    /// The lower: of inequality, of risk, of complaints.
    Lowest,
}

/// What becomes of a unit without a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum MissingSubmission {
    /// It is listed beside the ranking.
    Unranked,
    /// It is ranked with no points, and listed.
    Zero,
}

/// Units ranked together.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Cohort {
    /// The identifier.
    #[cfg_attr(test, schemars(regex(pattern = IDENTIFIER)))]
    pub id: String,
    /// The title.
    pub title: Text,
    /// The kinds of unit in it, as the roster's `type` column names them.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub types: Vec<String>,
}

/// How the nodes directly below make up a branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Combine {
    /// Their points are added.
    Sum,
    /// The weighted arithmetic mean of their shares, times the maximum.
    WeightedMean,
    /// The weighted geometric mean of their shares, times the maximum.
    GeometricMean,
    /// The weighted harmonic mean of their shares, times the maximum.
    HarmonicMean,
}

impl Combine {
    /// Returns the name used in definition files; none for plain addition.
    pub const fn name(self) -> Option<&'static str> {
        match self {
            Combine::Sum => None,
            Combine::WeightedMean => Some("weighted_mean"),
            Combine::GeometricMean => Some("geometric_mean"),
            Combine::HarmonicMean => Some("harmonic_mean"),
        }
    }
}

/// Caps of points outside the scale.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Outside {
    /// The least the branch can come to, such as −5.
    pub minimum: Literal,
    /// The most.
    pub maximum: Literal,
}

/// A part or a group.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Branch {
    /// The code: text, so that 4.1 and 4.10 stay two.
    #[cfg_attr(test, schemars(regex(pattern = CODE)))]
    pub code: String,
    /// The title.
    pub title: Text,
    /// The declared maximum; checked against the sum below.
    pub maximum: Literal,
    /// How what is directly below makes up the branch; by adding points unless said.
    pub combine: Option<Combine>,
    /// What the branch weighs in a mean; 1 unless said.
    pub weight: Option<Literal>,
    /// The least share of the criteria below that must be answered for the branch to count.
    pub minimum_data: Option<Literal>,
    /// Points outside the scale: bonus and penalty, with caps of their own.
    pub outside: Option<Outside>,
    /// The codes this had in the version before; several when they were made one. Only needed
    /// where the code or the title alone would not tell.
    #[serde(default)]
    #[cfg_attr(test, schemars(inner(regex(pattern = CODE))))]
    pub same_as: Vec<String>,
    /// Groups below.
    #[serde(default)]
    pub groups: Vec<Branch>,
    /// Criteria below.
    #[serde(default)]
    pub criteria: Vec<Criterion>,
    /// A remark for readers of the file.
    pub remark: Option<String>,
}

/// What is judged.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// The code.
    #[cfg_attr(test, schemars(regex(pattern = CODE)))]
    pub code: String,
    /// The title.
    pub title: Text,
    /// The maximum.
    pub maximum: Literal,
    /// What the criterion weighs in a mean; 1 unless said.
    pub weight: Option<Literal>,
    /// The codes this had in the version before; several when they were made one. Only needed
    /// where the code or the title alone would not tell.
    #[serde(default)]
    #[cfg_attr(test, schemars(inner(regex(pattern = CODE))))]
    pub same_as: Vec<String>,
    /// The inputs asked for.
    #[serde(default)]
    pub inputs: Vec<Input>,
    /// Figures computed from inputs, usable in this rule and in those after it.
    #[serde(default)]
    pub values: Vec<NamedValue>,
    /// How the inputs become points.
    pub rule: Rule,
    /// Examples worked out elsewhere, such as in the regulation; tried on every check.
    #[serde(default)]
    pub examples: Vec<Example>,
    /// What "not applicable" means here.
    pub not_applicable: Option<NotApplicable>,
    /// Who may declare it not applicable; the unit or the appraiser unless said.
    pub not_applicable_by: Option<DeclaredBy>,
    /// The criteria that take over the points where `not_applicable` is `transfer`.
    #[serde(default)]
    pub transfer_to: Vec<String>,
    /// What a waiver gives here.
    pub waived: Option<Waived>,
    /// What a zero denominator means here.
    pub zero_denominator: Option<ZeroDenominator>,
    /// The kinds of unit asked, as the roster's `type` column names them; all unless said.
    #[serde(default)]
    pub assigned_to: Vec<String>,
    /// What evidence is asked for.
    pub evidence: Option<Text>,
    /// Whether evidence must be named here, or its absence explained in a note.
    pub evidence_required: Option<bool>,
    /// The office responsible.
    pub responsible: Option<Text>,
    /// The article or annex row it comes from.
    pub source: Option<String>,
    /// A remark for readers of the file.
    pub remark: Option<String>,
}

/// Who says what an input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum InputSource {
    /// The unit, in its form.
    Unit,
    /// The superior unit, for every unit and perhaps every period, in a table of targets.
    Superior,
}

/// A worked example of a criterion.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The answers, each as `name = value`: a plain decimal, `yes`, `no`, the identifier of an
    /// option, or `not_applicable`; what is not given is blank.
    pub given: Vec<String>,
    /// The points they come to, exact or rounded as the set rounds.
    pub points: Literal,
    /// Where the example stands.
    pub source: Option<String>,
}

/// A raw value that is asked for.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// The name rules and forms know it by; unique in the set.
    #[cfg_attr(test, schemars(regex(pattern = NAME)))]
    pub name: String,
    /// What the clerk reads.
    pub label: Text,
    /// The type.
    #[serde(rename = "type")]
    pub kind: InputKind,
    /// The unit of measure.
    pub unit: Option<Text>,
    /// The least it can be; zero unless said.
    pub minimum: Option<Literal>,
    /// The most it can be; 100 for a percentage, without limit for others unless said.
    pub maximum: Option<Literal>,
    /// Who says it: the unit unless said.
    pub source: Option<InputSource>,
    /// Whether it counts from the beginning of the year, so that it does not fall from one period
    /// of the year to the next.
    #[serde(default)]
    pub cumulative: bool,
    /// How far it may be from the period before, as a share of what it was then, before somebody
    /// should look; what the set says unless said.
    pub jump: Option<Literal>,
    /// The options of a choice, in the order shown.
    #[serde(default)]
    pub options: Vec<ChoiceOption>,
}

/// A figure computed from inputs, under a name of its own.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NamedValue {
    /// The name rules know it by; unique among inputs and values.
    #[cfg_attr(test, schemars(regex(pattern = NAME)))]
    pub name: String,
    /// What it is.
    pub label: Option<Text>,
    /// How it is computed, from inputs, from values that stand before it and from figures of all
    /// units.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub expression: String,
}

/// A figure of all units together, under a name that expressions know.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Statistic {
    /// The name; unique among inputs, values and statistics.
    #[cfg_attr(test, schemars(regex(pattern = NAME)))]
    pub name: String,
    /// What it is.
    pub label: Option<Text>,
    /// Which figure.
    pub kind: StatisticKind,
    /// What each unit has of it: an expression over inputs, the set's values and the statistics
    /// that stand before it.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub of: String,
    /// The units compared with each other; all unless said.
    pub among: Option<Among>,
    /// A condition for the units that count; all unless said.
    #[serde(rename = "where")]
    pub filter: Option<String>,
}

/// What has to hold between the answers of one form, such as that a sum is that of its parts.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CrossCheck {
    /// The condition: an expression over inputs and the set's values.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub holds: String,
    /// What is told to the clerk where it does not hold.
    pub message: Text,
    /// How bad that is; an error unless said.
    pub severity: Option<CheckSeverity>,
}

/// How bad it is that a check does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CheckSeverity {
    /// The answers contradict each other; the unit has no place until that is mended.
    Error,
    /// Somebody should look.
    Warning,
}

/// A figure of several units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StatisticKind {
    /// The least.
    Minimum,
    /// The greatest.
    Maximum,
    /// The sum.
    Sum,
    /// How many units have the figure.
    Count,
    /// The arithmetic mean.
    Mean,
    /// The median.
    Median,
    /// The standard deviation of all units.
    StandardDeviation,
    /// The share of the other units that lie below, each unit's own; ties count half.
    PercentileRank,
    /// One more than the units that lie below, each unit's own: the least has 1, and of equal
    /// figures all have the lowest place.
    Rank,
}

/// Units compared with each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Among {
    /// All.
    All,
    /// Those of the same cohort of the ranking.
    Cohort,
    /// Those with the same unit directly above.
    Siblings,
    /// The unit and those that have it above them: what a district makes of its communes.
    Below,
}

/// An option of a choice.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChoiceOption {
    /// The identifier rules use.
    #[cfg_attr(test, schemars(regex(pattern = NAME)))]
    pub id: String,
    /// What the clerk reads and chooses.
    pub label: Text,
}

/// A ladder of maturity levels, for the whole or for one branch.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Ladder {
    /// The identifier.
    #[cfg_attr(test, schemars(regex(pattern = IDENTIFIER)))]
    pub id: String,
    /// The title.
    pub title: Text,
    /// The code of the part, group or criterion whose level it is; the whole unless said.
    pub of: Option<String>,
    /// Whether conditions look at rounded or unrounded values; rounded unless said.
    pub compare: Option<Compare>,
    /// Whether a level can only be held together with every level below it.
    pub needs_level_below: bool,
    /// The levels, from the lowest up.
    #[cfg_attr(test, schemars(length(min = 1)))]
    pub levels: Vec<Level>,
}

/// A rung of a ladder.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Its number.
    #[cfg_attr(test, schemars(range(min = 0, max = 100)))]
    pub level: u32,
    /// Its name.
    pub name: Text,
    /// The condition for it.
    pub when: Condition,
}

/// Which nodes of a branch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Below {
    /// Those directly below.
    Directly,
    /// All criteria, however deep.
    Criteria,
}

/// A condition for a level.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// At least so many points.
    Points {
        /// The code of what is measured; the whole unless said.
        of: Option<String>,
        /// The points.
        at_least: Literal,
    },
    /// At least so many percent of the applicable maximum.
    Percent {
        /// The code of what is measured; the whole unless said.
        of: Option<String>,
        /// The percent: 50 is half.
        at_least: Literal,
    },
    /// A criterion with its full points.
    Met {
        /// The code of the criterion.
        criterion: String,
    },
    /// A fact stated by a yes/no input.
    Fact {
        /// The input's name.
        input: String,
        /// The answer wanted.
        is: bool,
    },
    /// At least so many percent in each part, group or criterion below; what does not apply is
    /// passed over.
    Each {
        /// The code of the branch; the whole unless said.
        of: Option<String>,
        /// Which nodes below it.
        below: Below,
        /// The percent: 50 is half.
        at_least: Literal,
    },
    /// At least a level on another ladder, which stands before this one.
    Level {
        /// The ladder.
        #[cfg_attr(test, schemars(regex(pattern = IDENTIFIER)))]
        ladder: String,
        /// The level.
        at_least: u32,
    },
    /// Not this.
    Not {
        /// The condition.
        condition: Box<Condition>,
    },
    /// All of these.
    All {
        /// The conditions.
        #[cfg_attr(test, schemars(length(min = 1)))]
        conditions: Vec<Condition>,
    },
    /// Any of these.
    Any {
        /// The conditions.
        #[cfg_attr(test, schemars(length(min = 1)))]
        conditions: Vec<Condition>,
    },
    /// At least so many of these.
    Count {
        /// How many.
        #[cfg_attr(test, schemars(range(min = 1)))]
        at_least: u32,
        /// The conditions.
        #[cfg_attr(test, schemars(length(min = 1)))]
        conditions: Vec<Condition>,
    },
}

#[cfg(test)]
mod tests {
    use super::CriteriaSet;

    /// `CHAMDIEM_ACCEPT=1 cargo test` writes the schema anew after a change of these types.
    #[test]
    fn the_schema_in_criteria_is_generated_from_these_types() {
        let mut schema = schemars::schema_for!(CriteriaSet);
        schema.insert("title".into(), "chamdiem criteria set".into());
        let text = serde_json::to_string_pretty(&schema).expect("a schema is JSON") + "\n";
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/criteria/criteria-set.schema.json"
        );
        if std::env::var_os("CHAMDIEM_ACCEPT").is_some() {
            std::fs::write(path, &text).expect("the schema file can be written");
        }
        let kept = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            kept == text,
            "criteria/criteria-set.schema.json is out of date: CHAMDIEM_ACCEPT=1 cargo test"
        );
    }
}
