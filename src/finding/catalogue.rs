//! Everything the program can find: the one list of codes, and the facts each carries.
//!
//! A code is a letter for the stage and three digits: `D` definition, `U` units (the roster, the
//! table of waivers), `S` submission (file, sheet, layout), `V` validation (one value), `L` level,
//! `R` ranking. Codes are printed on paper and quoted on the telephone: never reused; a retired one
//! stays listed. Titles, reasons and remedies in both languages are in `text::catalogue`.

use std::str::FromStr;

use rust_decimal::Decimal;
use serde::Serialize;

use super::Severity;

/// The type a definition file wants at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// `{ … }`
    Object,
    /// `[ … ]`
    List,
    /// `"…"`
    Text,
    /// `12.5`
    Number,
    /// `12`
    WholeNumber,
    /// `true` or `false`
    TrueOrFalse,
}

/// What a name in a definition refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reference {
    /// An input by its name.
    Input,
    /// A part, group or criterion by its code.
    Node,
    /// An option of a choice.
    Option,
    /// A ladder that stands before.
    Ladder,
    /// A function of expressions.
    Function,
}

/// A text of the form that nobody is to change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum KeptText {
    /// The code of a part, a group or a criterion.
    Code,
    /// A title, or what is asked.
    Title,
    /// The unit of measure.
    Unit,
    /// The maximum.
    Maximum,
    /// What evidence is asked.
    EvidenceWanted,
}

/// Another submission of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OtherSubmission {
    /// The file.
    pub file: String,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The cell that names the unit; in JSON a line and a character, `12:3`.
    pub cell: Option<String>,
    /// The unit the file is called after, where that is another one.
    pub called: Option<String>,
}

/// A limit of expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpressionLimit {
    /// So many characters.
    Characters(usize),
    /// Brackets within each other.
    Brackets(usize),
}

/// What a definition can have too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Bytes of the file.
    Bytes,
    /// Entries of all its lists: criteria, inputs, bands, examples …
    Entries,
    /// Types of unit that criteria are asked of.
    UnitTypes,
    /// Levels of a tree.
    Depth,
    /// Mistakes.
    Mistakes,
}

/// What a condition for a level asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Asked {
    /// Points.
    Points,
    /// Percent of the maximum.
    Percent,
    /// That so many conditions hold.
    Conditions,
}

macro_rules! catalogue {
    ($(
        $(#[$doc:meta])*
        $code:literal $slug:literal $severity:ident $variant:ident
        $({ $($(#[$field_doc:meta])* $field:ident : $type:ty),* $(,)? })?
    )*) => {
        /// One kind of finding, with the facts of the case.
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[serde(untagged)]
        pub enum Problem {
            $( $(#[$doc])* $variant $({ $($(#[$field_doc])* $field: $type),* })?, )*
        }

        /// The name under which a kind of finding is listed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $( $(#[$doc])* $variant, )*
        }

        impl Problem {
            /// Returns the catalogue code.
            pub const fn code(&self) -> Code {
                match self {
                    $( Problem::$variant $({ $($field: _),* })? => Code::$variant, )*
                }
            }
        }

        impl Code {
            /// Every code, in catalogue order.
            pub const ALL: &'static [Code] = &[ $( Code::$variant, )* ];

            /// Returns the letter and three digits, such as `V014`.
            pub const fn as_str(self) -> &'static str {
                match self { $( Code::$variant => $code, )* }
            }

            /// Returns the readable name, such as `value-above-maximum`.
            pub const fn slug(self) -> &'static str {
                match self { $( Code::$variant => $slug, )* }
            }

            /// Returns how bad a finding of this kind is.
            pub const fn severity(self) -> Severity {
                match self { $( Code::$variant => Severity::$severity, )* }
            }
        }
    };
}

catalogue! {
    /// The definition is not JSON.
    "D001" "invalid-json" Error InvalidJson {
        /// What the JSON parser says.
        detail: String,
    }
    /// A key the format does not know.
    "D002" "unknown-key" Error UnknownKey {
        /// The key.
        key: String,
        /// The known key nearest to it.
        nearest: Option<String>,
        /// The keys possible here.
        allowed: Vec<String>,
    }
    /// A key that must be there is not.
    "D003" "missing-key" Error MissingKey {
        /// The key.
        key: String,
    }
    /// A value of another type than the format wants.
    "D004" "wrong-type" Error WrongType {
        /// The type wanted.
        expected: Shape,
    }
    /// A key stands twice in one object; JSON readers would silently keep one.
    "D005" "duplicate-key" Error DuplicateKey {
        /// The key.
        key: String,
        /// Line of the first one.
        first_line: usize,
    }
    /// A value that is not one of those possible here.
    "D006" "value-not-allowed" Error ValueNotAllowed {
        /// The possible values.
        allowed: Vec<String>,
    }
    /// A code written as a number: 4.10 would become 4.1.
    "D007" "code-is-a-number" Error CodeIsANumber {
        /// The code as it was written.
        written: String,
        /// Another code, written as a number too, which is the same number.
        merges_with: Option<String>,
    }
    /// A name that refers to nothing.
    "D008" "unknown-reference" Error UnknownReference {
        /// The name.
        name: String,
        /// What it should name.
        reference: Reference,
        /// The known name nearest to it.
        nearest: Option<String>,
    }
    /// The declared maximum of a branch is not the sum below it.
    "D009" "sum-differs" Error SumDiffers {
        /// Code of the branch; empty for the whole.
        code: String,
        /// The declared maximum.
        declared: Decimal,
        /// The sum of the maxima below.
        sum: Decimal,
        /// The type of unit that is asked for so much, where others are asked for what is declared.
        unit_type: Option<String>,
    }
    /// Values between two bands belong to none.
    "D010" "band-hole" Error BandHole {
        /// Where the hole begins; none when it has no lower end.
        from: Option<Decimal>,
        /// Where the hole ends; none when it has no upper end.
        to: Option<Decimal>,
    }
    /// Values belong to two bands.
    "D011" "band-overlap" Error BandOverlap {
        /// The two bands, counted from one as they are written.
        bands: [usize; 2],
        /// Where the overlap begins; none when it has no lower end.
        from: Option<Decimal>,
        /// Whether it begins beyond that.
        begins_above: bool,
        /// Where the overlap ends; none when it has no upper end.
        to: Option<Decimal>,
        /// Whether it ends before that.
        ends_below: bool,
    }
    /// A target, divisor or number per item that must be above zero is not.
    "D012" "target-not-positive" Error TargetNotPositive {
        /// The value.
        value: Decimal,
    }
    /// No submission whatever can reach this level.
    "D013" "level-unreachable" Error LevelUnreachable {
        /// The level.
        level: u32,
        /// Of what the condition asks for so much.
        asked: Asked,
        /// What the condition asks for.
        required: Decimal,
        /// The most that can be reached; none where there is nothing to be reached.
        attainable: Option<Decimal>,
    }
    /// A level is not above the one before it.
    "D014" "ladder-out-of-order" Error LadderOutOfOrder {
        /// The level.
        level: u32,
        /// The level written before it.
        before: u32,
        /// What this level asks for, where both ask for points or percent of one thing.
        required: Option<Decimal>,
        /// What the level before asks for.
        required_before: Option<Decimal>,
    }
    /// A code is used twice.
    "D015" "duplicate-code" Error DuplicateCode {
        /// The code.
        code: String,
        /// Line of the first one.
        first_line: usize,
    }
    /// An input's name is used twice.
    "D016" "duplicate-input" Error DuplicateInput {
        /// The name.
        name: String,
        /// Line of the first one.
        first_line: usize,
    }
    /// A rule uses an input of a type it cannot count with.
    "D017" "wrong-input-type" Error WrongInputType {
        /// The input.
        name: String,
        /// The types the rule can use.
        expected: Vec<String>,
    }
    /// A rule can give more than the criterion's maximum.
    "D018" "rule-above-maximum" Error RuleAboveMaximum {
        /// The most the rule can give; none when it has no upper end.
        attainable: Option<Decimal>,
        /// The declared maximum.
        maximum: Decimal,
    }
    /// A rule can never give the criterion's maximum.
    "D019" "rule-below-maximum" Warning RuleBelowMaximum {
        /// The most the rule can give.
        attainable: Decimal,
        /// The declared maximum.
        maximum: Decimal,
    }
    /// An input no rule and no condition uses.
    "D020" "unused-input" Warning UnusedInput {
        /// The input.
        name: String,
    }
    /// A range whose lower end is above its upper end.
    "D021" "range-reversed" Error RangeReversed {
        /// The lower end.
        lower: String,
        /// The upper end.
        upper: String,
    }
    /// A text that is not of the form wanted here: a date, a name, a code.
    "D022" "malformed-text" Error MalformedText {
        /// The form wanted, as a pattern.
        pattern: String,
    }
    /// A number outside the range the format allows.
    "D023" "number-out-of-range" Error NumberOutOfRange {
        /// The least allowed.
        minimum: Option<String>,
        /// The most allowed.
        maximum: Option<String>,
    }
    /// A list that must hold something is empty.
    "D024" "empty-list" Error EmptyList
    /// A level or an option stands twice.
    "D025" "duplicate-entry" Error DuplicateEntry {
        /// The level or option.
        entry: String,
    }
    /// A definition too deep or too large to be one, or with too many mistakes to tell them all.
    "D026" "too-large" Error TooLarge {
        /// What it has too much of.
        what: Measure,
        /// The limit passed.
        limit: u64,
    }
    /// A type of unit that Vietnam does not have: `xa` written for `xã` fits nobody.
    "D027" "unknown-unit-type" Warning UnknownUnitType {
        /// The type nearest to it.
        nearest: Option<String>,
    }
    /// The criteria set is not in force in the period it is used for.
    "D028" "not-in-force" Warning NotInForce {
        /// The period.
        period: String,
        /// First day of validity.
        valid_from: Option<String>,
        /// Last day of validity.
        valid_until: Option<String>,
    }
    /// An expression that cannot be read.
    "D029" "malformed-expression" Error MalformedExpression {
        /// The text from the mistake on; empty when something is missing at the end.
        rest: String,
        /// The limit it passes there, where nothing else is known to be wrong.
        passes: Option<ExpressionLimit>,
    }
    /// A condition where a number is wanted, or the other way round.
    "D030" "wrong-operand" Error WrongOperand {
        /// The part of the expression.
        operand: String,
        /// What is wanted: `number` or `condition`.
        expected: String,
    }
    /// A function with too many or too few arguments.
    "D031" "wrong-arguments" Error WrongArguments {
        /// The function.
        function: String,
        /// How many it takes.
        expected: usize,
        /// How many it has.
        given: usize,
    }
    /// Values put together to a formula without measure.
    "D032" "formula-too-large" Error FormulaTooLarge {
        /// The most parts a formula may have.
        limit: u64,
    }
    /// A worked example comes to other points than it says.
    "D033" "example-differs" Error ExampleDiffers {
        /// The points the example gives.
        expected: Decimal,
        /// The points the rule gives; none when it gives none.
        found: Option<Decimal>,
    }
    /// A condition holds whenever the others of its level do, or an alternative only where another one
    /// does, so that it says nothing.
    "D034" "implied-condition" Warning ImpliedCondition {
        /// The level.
        level: u32,
        /// The threshold that says nothing, where another for the same thing implies it.
        implied: Option<Decimal>,
        /// The threshold that implies it, or of alternatives the one that is enough.
        required: Option<Decimal>,
        /// Whether it is an alternative.
        is_alternative: bool,
    }
    /// A text is there in one language only, or has the Vietnamese twice.
    "D035" "missing-translation" Warning MissingTranslation {
        /// Whether it is the Vietnamese that is missing.
        vietnamese: bool,
    }
    /// Two versions of one set are in force on the same day.
    "D036" "versions-overlap" Warning VersionsOverlap {
        /// The version.
        version: String,
        /// The other one.
        other: String,
    }

    /// No sheet has the heading row of an annex.
    "D037" "no-annex-table" Error NoAnnexTable {
        /// The headings that were looked for.
        headings: Vec<String>,
    }
    /// Texts without English, for which the Vietnamese is repeated.
    "D038" "translations-missing" Warning TranslationMissing {
        /// How many.
        texts: usize,
    }
    /// One thing is said in two cells.
    "D039" "said-twice" Error SaidTwice {
        /// The key of the definition file.
        key: String,
        /// The other cell.
        other: String,
    }
    /// Codes that begin anew in every part have become others.
    "D040" "codes-qualified" Info CodesQualified {
        /// How many.
        codes: usize,
        /// The first of them, as it is written.
        written: String,
        /// What became of it.
        becomes: String,
    }
    /// A check between answers that looks at none.
    "D041" "check-of-nothing" Error CheckOfNothing
    /// Conditions for a level of which each can hold, and never all at once.
    "D042" "conditions-contradict" Error ConditionsContradict {
        /// The level.
        level: u32,
        /// Whether it is the levels below that they contradict.
        with_levels_below: bool,
    }
    /// Units of some types can never reach a level that others can.
    "D043" "level-unreachable-for-types" Warning LevelUnreachableForTypes {
        /// The level.
        level: u32,
        /// The types.
        unit_types: Vec<String>,
    }
    /// A criterion or branch that may be below zero stands in a mean that knows no such numbers.
    "D044" "mean-of-negative" Error MeanOfNegative {
        /// The code of what may be below zero.
        code: String,
    }
    /// Points are moved to where they do not count as what they were.
    "D045" "transfer-lost" Error TransferLost {
        /// The code of the criterion that is to take them over.
        code: String,
        /// The code of the branch in between that does not add points; none for the whole.
        between: Option<String>,
    }
    /// Part of an expression that has no value, whatever is answered.
    "D046" "expression-undefined" Error ExpressionUndefined {
        /// That part.
        operand: String,
    }
    /// A rule that looks at no answer.
    "D047" "rule-without-inputs" Error RuleWithoutInputs
    /// A worked example whose answers no form could have.
    "D048" "example-contradicts" Error ExampleContradicts {
        /// What would have to hold.
        holds: String,
    }
    /// A band in which no value lies.
    "D049" "band-empty" Error BandEmpty
    /// A name is used before what it stands for, or by what it is made of.
    "D050" "used-before-defined" Error UsedBeforeDefined {
        /// The name.
        name: String,
        /// Whether it is made of what uses it.
        is_circular: bool,
    }
    /// Codes that a spreadsheet takes for one number.
    "D051" "codes-merge" Info CodesMerge {
        /// The first groups of them; each is one number.
        codes: Vec<Vec<String>>,
        /// How many groups there are.
        groups: usize,
    }
    /// What is below a branch adds up to its maximum, but no type of unit is asked for all of it.
    "D052" "maximum-of-nobody" Warning MaximumOfNobody {
        /// Code of the branch; empty for the whole.
        code: String,
        /// The declared maximum.
        declared: Decimal,
        /// The type of unit that is asked for most.
        unit_type: String,
        /// How much that is.
        most: Decimal,
    }
    /// More warnings than anybody reads.
    "D053" "warnings-left-out" Warning WarningsLeftOut {
        /// How many are told.
        limit: usize,
        /// How many are not.
        left_out: usize,
    }

    /// The roster lacks a column it needs.
    "U001" "roster-column-missing" Error RosterColumnMissing {
        /// The column.
        column: String,
    }
    /// A unit without code or name.
    "U002" "roster-cell-empty" Error RosterCellEmpty {
        /// The column.
        column: String,
    }
    /// Two units have one code at the same time.
    "U003" "duplicate-unit" Error DuplicateUnit {
        /// The code.
        code: String,
        /// Row number of the first one.
        first_row: u64,
    }
    /// A day that the calendar does not have.
    "U004" "roster-date" Error RosterDate
    /// A validity that ends before it begins.
    "U005" "validity-reversed" Error ValidityReversed {
        /// First day.
        from: String,
        /// Last day.
        until: String,
    }
    /// A code shorter than the others, as if a spreadsheet had cut leading zeros.
    "U006" "zero-cut" Warning ZeroCut {
        /// The usual length.
        length: usize,
    }
    /// A row with more or fewer fields than the heading.
    "U007" "roster-row-length" Error RosterRowLength {
        /// Fields in the row.
        fields: usize,
        /// Fields in the heading.
        expected: usize,
    }
    /// The table of waivers lacks a column it needs.
    "U008" "waiver-column-missing" Error WaiverColumnMissing {
        /// The column.
        column: String,
    }
    /// A heading of the table of waivers that means nothing.
    "U009" "waiver-heading-unknown" Error WaiverHeadingUnknown {
        /// The known heading nearest to it.
        nearest: Option<String>,
    }
    /// Two columns of the table of waivers have one meaning.
    "U010" "waiver-heading-twice" Error WaiverHeadingTwice {
        /// The cell of the first one.
        first: String,
    }
    /// A row of the table of waivers with more or fewer fields than the heading.
    "U011" "waiver-row-length" Error WaiverRowLength {
        /// Fields in the row.
        fields: usize,
        /// Fields in the heading.
        expected: usize,
    }
    /// A waiver without something it must have: unit, criterion, reason, approver, last day.
    "U012" "waiver-cell-empty" Error WaiverCellEmpty {
        /// The column.
        column: String,
    }
    /// A day that the calendar does not have, or that may be two.
    "U013" "waiver-date" Error WaiverDate {
        /// The days it may be; none when it is no day at all.
        readings: Vec<String>,
    }
    /// A waiver that ends before it begins.
    "U014" "waiver-days-reversed" Error WaiverDaysReversed {
        /// First day.
        from: String,
        /// Last day.
        until: String,
    }
    /// The roster has no unit of this code on the days of the waiver.
    "U015" "waiver-unit-unknown" Error WaiverUnitUnknown {
        /// The known code nearest to it.
        nearest: Option<String>,
    }
    /// The unit's code and name in the table of waivers belong to two units.
    "U016" "waiver-unit-contradiction" Error WaiverUnitContradiction {
        /// The name the roster has for the code.
        roster_name: String,
    }
    /// On the days of the waiver the code passes from one unit to another.
    "U017" "waiver-unit-unclear" Error WaiverUnitUnclear {
        /// The names of the units.
        units: Vec<String>,
    }
    /// The criteria set has nothing of this code to be excused from.
    "U018" "waiver-criterion-unknown" Error WaiverCriterionUnknown {
        /// The known code nearest to it.
        nearest: Option<String>,
    }
    /// The criteria set lets nobody be excused from this.
    "U019" "waiver-forbidden" Error WaiverForbidden {
        /// The codes of the criteria.
        criteria: Vec<String>,
    }
    /// One unit is excused twice from one criterion on one day.
    "U020" "waived-twice" Error WaivedTwice {
        /// Row number of the first one.
        first_row: u64,
    }
    /// The roster has no unit of a code in the table of targets.
    "U021" "target-unit-unknown" Warning TargetUnitUnknown {
        /// The known code nearest to it.
        nearest: Option<String>,
    }

    /// The file cannot be read at all.
    "S001" "unreadable-file" Error UnreadableFile {
        /// What the system or the library says.
        detail: String,
    }
    /// A file of a kind that is not read.
    "S002" "unsupported-format" Error UnsupportedFormat {
        /// The kind, where it was recognised.
        kind: String,
    }
    /// A file beyond the limits that a real submission never meets.
    "S003" "file-too-large" Error FileTooLarge {
        /// What there is too much of.
        what: String,
        /// The limit.
        limit: u64,
    }
    /// A text that is not UTF-8, and of which no other encoding, or more than one, makes
    /// Vietnamese.
    "S004" "not-utf-8" Error NotUtf8 {
        /// The encodings that would do.
        candidates: Vec<String>,
    }
    /// No heading row of a form was found.
    "S005" "no-table" Error NoTable {
        /// The headings that were looked for.
        headings: Vec<String>,
    }
    /// The file does not say whose it is.
    "S006" "no-unit" Error NoUnit
    /// The unit is not in the roster for this period.
    "S007" "unit-not-in-roster" Error UnitNotInRoster {
        /// Names near to it.
        nearest: Vec<String>,
    }
    /// The file's period is not the one asked for.
    "S008" "other-period" Error OtherPeriod {
        /// The period asked for.
        expected: String,
    }
    /// The file does not say which period it is for.
    "S009" "no-period" Warning NoPeriod {
        /// The period assumed.
        assumed: String,
    }
    /// The form belongs to another criteria set.
    "S010" "other-criteria-set" Error OtherCriteriaSet {
        /// The set in use.
        expected: String,
    }
    /// A row with an answer that belongs to no question of the criteria set.
    "S011" "unknown-row" Error UnknownRow {
        /// By what the row says what it is about: a `code`, `words`, or `nothing` but the words of a
        /// question where a code is wanted.
        told_by: &'static str,
        /// The known code nearest to it.
        nearest: Option<String>,
    }
    /// Two rows answer one question.
    "S012" "duplicate-row" Error DuplicateRow {
        /// The cell of the first one.
        first: String,
    }
    /// The form has no row for a question.
    "S013" "missing-row" Error MissingRow {
        /// The code of the row.
        code: String,
        /// What it asks, in Vietnamese.
        vi: String,
        /// What it asks, in English.
        en: String,
        /// What is missing: a `row`, in a table of units a `column`, in JSON an `answer`.
        what: &'static str,
        /// The number of the row it comes after in the form.
        after: Option<u64>,
    }
    /// Two files of one unit.
    "S014" "duplicate-submission" Error DuplicateSubmission {
        /// The other files, the first nine of many.
        other: String,
        /// The first submission in each of them, with its place.
        others: Vec<OtherSubmission>,
    }
    /// A password protects the file.
    "S015" "password" Error Password
    /// A code has become a number: 4.10 and 4.1 can no longer be told apart.
    "S016" "code-became-number" Error CodeBecameNumber
    /// A quote is opened and never closed; the rest of the file is in one field.
    "S017" "unclosed-quote" Error UnclosedQuote
    /// The unit's code and name in the file belong to two units.
    "S018" "unit-contradiction" Error UnitContradiction {
        /// The name the roster has for the code.
        roster_name: String,
    }
    /// Two heading cells name one column.
    "S019" "duplicate-heading" Error DuplicateHeading {
        /// The cell of the first one.
        first: String,
    }

    /// Neither the file nor the command says which period it is.
    "S020" "period-unknown" Error PeriodUnknown {
        /// Whether something is written where the period belongs.
        is_written: bool,
    }
    /// A row of delimited text has more fields than the heading: a separator too many.
    "S021" "row-too-long" Error RowTooLong {
        /// Fields of the row.
        fields: u32,
        /// Fields of the heading.
        expected: u32,
    }
    /// Several sheets of one workbook hold a form of one unit.
    "S022" "several-forms" Error SeveralForms {
        /// The names of the sheets.
        sheets: Vec<String>,
    }
    /// The file does not say which criteria set it was made for.
    "S023" "no-criteria-set" Warning NoCriteriaSet {
        /// The set it is taken for.
        assumed: String,
    }

    /// A text was in another encoding than UTF-8, and was converted.
    "S024" "other-encoding" Info OtherEncoding {
        /// The encoding.
        encoding: String,
    }
    /// A text was typed with a font from before Unicode, and was converted.
    "S025" "legacy-font" Warning LegacyFont {
        /// The font's encoding.
        encoding: String,
        /// The text as it was understood; none for the file as a whole.
        read_as: Option<String>,
    }
    /// Letters were replaced by question marks when the file was saved.
    "S026" "letters-lost" Error LettersLost {
        /// Some of the words.
        words: Vec<String>,
    }
    /// Two separators each make a form of the text.
    "S027" "ambiguous-separator" Error AmbiguousSeparator {
        /// The separators.
        separators: Vec<String>,
    }
    /// A document or a picture, which has no cells to read.
    "S028" "not-a-spreadsheet" Error NotASpreadsheet {
        /// What it is.
        kind: String,
    }
    /// A parcel of files, or a mail with the form attached.
    "S029" "files-inside" Error FilesInside {
        /// What it is.
        kind: String,
    }
    /// A pointer to a file that is elsewhere.
    "S030" "link-to-a-file" Error LinkToAFile {
        /// What it is.
        kind: String,
    }
    /// Rows or columns nobody sees count all the same.
    "S031" "hidden-cells" Info HiddenCells {
        /// Numbers of the rows with answers.
        rows: Vec<u64>,
        /// Letters of the columns.
        columns: Vec<String>,
    }
    /// Sheets that were hidden are not read, because a sheet that is seen holds the form.
    "S032" "hidden-sheets" Info HiddenSheets {
        /// Their names.
        sheets: Vec<String>,
    }
    /// The form is on a sheet nobody sees.
    "S033" "hidden-form" Warning HiddenForm {
        /// Its name.
        sheet: String,
    }
    /// One unit stands several times in one table.
    "S034" "unit-repeated" Error UnitRepeated {
        /// The cell where it stands first.
        first: String,
    }
    /// A row or a column that can mean several questions.
    "S035" "ambiguous-question" Error AmbiguousQuestion {
        /// The inputs it can mean; none where its code and its text contradict each other.
        candidates: Vec<String>,
    }
    /// The heading of a column is nearly the name of an input.
    "S036" "unknown-column" Error UnknownColumn {
        /// The input.
        nearest: String,
    }
    /// Neither sheet nor row of a file of several units has an answer.
    "S037" "nothing-filled-in" Warning NothingFilledIn
    /// Points where the criteria set asks for figures.
    "S038" "points-for-figures" Error PointsForFigures
    /// The unit was told by the name of the file or of the sheet.
    "S039" "unit-by-name" Info UnitByName {
        /// The name.
        name: String,
    }
    /// A name can mean several units of the roster.
    "S040" "ambiguous-unit" Error AmbiguousUnit {
        /// The units.
        candidates: Vec<String>,
    }
    /// A spreadsheet has cut the zeros a unit's code begins with.
    "S041" "unit-code-cut" Warning UnitCodeCut {
        /// The code it was taken for.
        read_as: String,
    }
    /// The name of the file has the code of another unit.
    "S042" "other-unit-in-file-name" Warning OtherUnitInFileName {
        /// The other unit.
        named: String,
    }
    /// The form says another period than the folder it lies in.
    "S043" "other-period-in-folder" Warning OtherPeriodInFolder {
        /// The period of the folder.
        folder: String,
    }
    /// A later submission of the unit takes the place of this one.
    "S044" "earlier-submission" Warning EarlierSubmission {
        /// The later one.
        later: String,
    }
    /// The form was made for another version of the criteria set.
    "S045" "other-version" Warning OtherVersion {
        /// The version of the form.
        written: String,
        /// The version in use.
        expected: String,
    }
    /// The form was made for another state of this version of the criteria set.
    "S046" "other-digest" Warning OtherDigest {
        /// The digest in the form.
        written: String,
        /// The digest of the set in use.
        expected: String,
    }
    /// A text that is no JSON.
    "S047" "invalid-json-submission" Error InvalidJsonSubmission {
        /// What the JSON parser says.
        detail: String,
    }
    /// JSON that is no submission: a key missing, unknown or twice, a value of another type.
    "S048" "malformed-json-submission" Error MalformedJsonSubmission {
        /// The key.
        key: String,
        /// What is the matter with it: `missing`, `unknown`, `twice` or what is wanted.
        wanted: String,
    }
    /// A formula of the form that was handed out is gone.
    "S049" "formula-overwritten" Warning FormulaOverwritten {
        /// What stands there: a `value`, another `formula`, `nothing`.
        by: &'static str,
        /// Other cells in which one is gone, where they are not told by themselves.
        others: Vec<String>,
    }
    /// A text or number of the form that was handed out says something else.
    "S050" "form-text-changed" Warning FormTextChanged {
        /// What it is.
        what: KeptText,
        /// What the form says.
        was: String,
    }
    /// A form came back without a single answer.
    "S051" "nothing-answered" Error NothingAnswered
    /// Nothing says which question the answer in a row is to.
    "S052" "unasked-answer" Warning UnaskedAnswer

    /// The answer is not a number.
    "V001" "not-a-number" Error NotANumber
    /// The answer is a number with two meanings.
    "V002" "ambiguous-number" Error AmbiguousNumber {
        /// One meaning.
        either: Decimal,
        /// The other.
        or: Decimal,
    }
    /// Nothing was answered.
    "V003" "blank" Warning Blank {
        /// What the blank counts for.
        counts_as: Decimal,
    }
    /// Neither yes nor no.
    "V004" "not-yes-or-no" Error NotYesOrNo
    /// Not one of the options.
    "V005" "unknown-option" Error UnknownOption {
        /// The options.
        options: Vec<String>,
    }
    /// A count with a fraction.
    "V006" "not-whole" Error NotWhole
    /// The part is greater than the whole it is counted from.
    "V007" "part-above-whole" Error PartAboveWhole {
        /// The part.
        part: Decimal,
        /// The whole.
        whole: Decimal,
        /// Where the whole is.
        whole_at: String,
    }
    /// "Not applicable" where the criteria set does not allow it.
    "V008" "not-applicable-refused" Error NotApplicableRefused
    /// The spreadsheet shows an error instead of a value.
    "V009" "error-value" Error ErrorValue
    /// A formula that was never calculated.
    "V010" "formula-without-value" Error FormulaWithoutValue
    /// A day where a number belongs.
    "V011" "date-for-number" Error DateForNumber
    /// A percent that may be a share: 0.85 for 85 %.
    "V012" "percent-or-share" Error PercentOrShare {
        /// As it was written.
        value: Decimal,
        /// The percent it may mean.
        as_percent: Decimal,
    }
    /// A number shown as percent where a plain number belongs.
    "V013" "percent-for-number" Error PercentForNumber
    /// The value is above the most it can be.
    "V014" "value-above-maximum" Error ValueAboveMaximum {
        /// The value.
        value: Decimal,
        /// The maximum.
        maximum: Decimal,
    }
    /// The value is below the least it can be.
    "V015" "value-below-minimum" Error ValueBelowMinimum {
        /// The value.
        value: Decimal,
        /// The minimum.
        minimum: Decimal,
    }
    /// Dividing by zero where the criteria set does not say what that means.
    "V016" "zero-denominator" Error ZeroDenominator
    /// More digits than can be kept exactly.
    "V017" "too-many-digits" Error TooManyDigits
    /// Read as thousands, the only meaning a count can have.
    "V018" "read-as-thousands" Info ReadAsThousands {
        /// The value read.
        value: Decimal,
    }
    /// A true or false of the spreadsheet where a number or an option belongs.
    "V019" "logical-value" Error LogicalValue
    /// Appraisal has begun, and this row has no appraised value.
    "V020" "not-appraised" Warning NotAppraised
    /// The formula has no value for these answers: the root or the logarithm of what has none.
    "V021" "no-result" Error NoResult
    /// Some criteria compare units, and this file was scored by itself.
    "V022" "cohort-missing" Info CohortMissing
    /// The superior unit has set no figure where the criteria set asks for one.
    "V023" "target-missing" Warning TargetMissing {
        /// The input.
        input: String,
    }
    /// Declared not applicable without the reason the criteria set asks for.
    "V024" "reason-missing" Warning ReasonMissing
    /// Points are claimed without the evidence the criteria set requires, and without a note.
    "V025" "evidence-missing" Warning EvidenceMissing {
        /// What the criteria set asks for, in Vietnamese as in the form.
        asked: Option<String>,
    }
    /// A document named as evidence is of a day after the period.
    "V026" "evidence-after-period" Warning EvidenceAfterPeriod {
        /// The day it bears.
        date: String,
        /// The last day of the period.
        last_day: String,
    }
    /// A document named as evidence is of a day that the calendar does not have.
    "V027" "evidence-impossible-date" Warning EvidenceImpossibleDate {
        /// The day as written.
        date: String,
    }
    /// One document is named as evidence of several criteria.
    "V028" "evidence-reused" Info EvidenceReused {
        /// Its number and symbol.
        number: String,
        /// The day it bears.
        date: String,
        /// The cell where it is named first.
        first: String,
        /// The criterion it is named for there.
        first_criterion: String,
    }
    /// A waiver that does not hold on the last day of the period.
    "V029" "waiver-not-in-force" Info WaiverNotInForce {
        /// The period.
        period: String,
        /// First day.
        from: Option<String>,
        /// Last day.
        until: String,
    }
    /// A waiver of something the criteria set does not ask the unit.
    "V030" "waiver-without-effect" Info WaiverWithoutEffect
    /// The unit answered in a criterion it is excused from; the answer does not count.
    "V031" "waived-answered" Info WaivedAnswered
    /// Answers contradict each other, as a check of the criteria set says.
    "V032" "contradiction" Error Contradiction {
        /// What the check says in Vietnamese.
        vi: String,
        /// What it says in English.
        en: String,
        /// The answers it is about: cell and what stands there.
        answers: Vec<(String, String)>,
    }
    /// Answers are doubtful together, as a check of the criteria set says.
    "V033" "doubtful" Warning Doubtful {
        /// What the check says in Vietnamese.
        vi: String,
        /// What it says in English.
        en: String,
        /// The answers it is about: cell and what stands there.
        answers: Vec<(String, String)>,
    }

    /// A dash, or “không có”, where a number belongs.
    "V034" "dash-for-number" Error DashForNumber
    /// The answer is what another file said when this one was computed last.
    "V035" "value-from-another-file" Info ValueFromAnotherFile

    /// The points a unit says it has are not those its answers come to.
    "V036" "self-score-differs" Warning SelfScoreDiffers {
        /// What it says.
        declared: Decimal,
        /// What the answers come to.
        computed: Decimal,
        /// Whether these are the points in all.
        is_total: bool,
    }

    /// A figure that counts from the beginning of the year is less than in the period before.
    "V037" "cumulative-fell" Warning CumulativeFell {
        /// What it was.
        then: Decimal,
        /// The period before.
        period: Box<str>,
        /// The file of then.
        file: Box<str>,
        /// The cell in it, where it has cells.
        cell: Box<str>,
    }
    /// A figure is further from the period before than the criteria set expects.
    "V038" "jump" Warning Jump {
        /// What it was.
        then: Decimal,
        /// How far it is, in percent of what it was.
        percent: Decimal,
        /// How far it may be, in percent.
        limit: Decimal,
        /// The period before.
        period: Box<str>,
        /// The file of then.
        file: Box<str>,
        /// The cell in it, where it has cells.
        cell: Box<str>,
    }

    /// A mark or a digit was read as yes or no, and may have been meant as something else.
    "V039" "read-as-yes-or-no" Info ReadAsYesOrNo {
        /// Whether it was read as yes.
        yes: bool,
    }

    /// A level depends on a fact that was not stated.
    "L001" "fact-missing" Warning FactMissing {
        /// The input that states it.
        input: String,
        /// What it asks, in Vietnamese.
        vi: String,
        /// What it asks, in English.
        en: String,
    }

    /// A unit of the roster sent nothing.
    "R001" "not-submitted" Warning NotSubmitted
    /// A submission cannot be ranked because of its errors.
    "R002" "not-ranked" Warning NotRanked {
        /// How many errors it has.
        errors: usize,
    }
    /// There is nothing to compare with.
    "R003" "nothing-earlier" Info NothingEarlier {
        /// The period looked for.
        period: String,
    }
    /// Nobody could be ranked.
    "R004" "nobody-ranked" Error NobodyRanked
    /// The unit's type belongs to no cohort of the criteria set.
    "R005" "no-cohort" Warning NoCohort {
        /// The unit's type.
        kind: String,
    }
    /// Nothing of the criteria set counts for the unit.
    "R006" "nothing-applies" Warning NothingApplies {
        /// Whether that is because too little is answered.
        lacks_data: bool,
    }
    /// The earlier period was judged by a version that counts otherwise.
    "R007" "versions-differ" Info VersionsDiffer {
        /// The earlier period.
        period: String,
        /// The version then.
        then: String,
        /// The version now.
        now: String,
        /// Whether totals may be compared all the same.
        compares_totals: bool,
        /// The largest parts, groups and criteria that may be compared, where totals may not.
        nodes: Vec<String>,
        /// Their maximum.
        maximum: Decimal,
    }
}

/// A text that is no catalogue code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no finding has the code {0}")]
pub struct UnknownCode(pub String);

/// Parses a code or a slug, in any case: `V014`, `v014`, `value-above-maximum`.
impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        Code::ALL
            .iter()
            .copied()
            .find(|code| {
                code.as_str().eq_ignore_ascii_case(text) || code.slug().eq_ignore_ascii_case(text)
            })
            .ok_or_else(|| UnknownCode(text.to_owned()))
    }
}
