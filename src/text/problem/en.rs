//! The facts of a finding as one English sentence.

use super::{
    Language, bytes, did_you_mean, form, functions, is_one_value, listed, literal, period,
    stretches, types, unreadable, validity, waiver_column,
};
use crate::finding::{Asked, ExpressionLimit, KeptText, Measure, Problem, Reference, Shape};
use crate::number::Decimal;
use crate::text::kind;

const EN: Language = Language::English;

/// Returns what was found, in English.
#[expect(clippy::too_many_lines, reason = "as long as the list of codes")]
pub(super) fn sentence(problem: &Problem) -> String {
    match problem {
        Problem::InvalidJson { detail } => format!("the file is not JSON: {detail}"),
        Problem::UnknownKey {
            key,
            nearest,
            allowed,
        } => {
            let allowed = listed("; possible keys: ", allowed);
            format!(
                "the key “{key}” cannot be used here{allowed}{}",
                did_you_mean(nearest.as_slice(), EN)
            )
        }
        Problem::MissingKey { key } => format!("the required “{key}” is missing"),
        Problem::WrongType { expected } => format!("{} is needed here", shape(*expected)),
        Problem::DuplicateKey { key, first_line } => {
            format!("the key “{key}” is already in line {first_line}")
        }
        Problem::ValueNotAllowed { allowed } => {
            format!(
                "this is not one of the values possible here{}",
                listed(": ", allowed)
            )
        }
        Problem::CodeIsANumber {
            written,
            merges_with,
        } => {
            let merges = merges_with
                .as_ref()
                .map(|other| format!("; as a number it is the same as code {other}"));
            format!(
                "the code {written} must stand in double quotes{}",
                merges.unwrap_or_default()
            )
        }
        Problem::UnknownReference {
            name,
            reference,
            nearest,
        } => {
            let missing = match reference {
                Reference::Input => format!("there is no input called “{name}”"),
                Reference::Node => format!("no part, group or criterion has the code “{name}”"),
                Reference::Option => format!("the input has no option “{name}”"),
                Reference::Ladder => format!("no ladder “{name}” stands before this one"),
                Reference::Function => {
                    format!("there is no function “{name}”, only {}", functions())
                }
            };
            missing + &did_you_mean(nearest.as_slice(), EN)
        }
        Problem::SumDiffers {
            code,
            declared,
            sum,
            unit_type,
        } => {
            let of = unit_type
                .as_ref()
                .map_or_else(String::new, |of| format!(" and asked of {of}"));
            let whole = if code.is_empty() { "the whole" } else { code };
            let (declared, sum) = (number(*declared), number(*sum));
            format!(
                "the declared maximum of {whole} is {declared}, but what is below it{of} adds up to {sum}"
            )
        }
        Problem::MaximumOfNobody {
            code,
            declared,
            unit_type,
            most,
        } => {
            let whole = if code.is_empty() { "the whole" } else { code };
            let (declared, most) = (number(*declared), number(*most));
            format!(
                "the declared maximum of {whole} is {declared}, but no type of unit is asked for all of it; {unit_type} is asked for most, {most}"
            )
        }
        Problem::BandHole { from, to } => format!("{} in no band", stretch(*from, *to)),
        Problem::BandOverlap {
            bands: [one, other],
            from,
            begins_above,
            to,
            ends_below,
        } => {
            let from = from.map(|from| {
                let word = if *begins_above { "above" } else { "from" };
                format!("{word} {}", number(from))
            });
            let to = to.map(|to| {
                let word = if *ends_below { "to below" } else { "to" };
                format!("{word} {}", number(to))
            });
            let values = match (from, to) {
                (Some(_), Some(to)) if is_one_value(problem) => {
                    format!("the value {}", to.trim_start_matches("to "))
                }
                (Some(from), Some(to)) => format!("the values {from} {to}"),
                (Some(from), None) => format!("the values {from} on"),
                (None, Some(to)) => format!("the values up {to}"),
                (None, None) => "every value".to_owned(),
            };
            format!("bands {one} and {other} both claim {values}")
        }
        Problem::TargetNotPositive { value } => {
            format!("this number must be above 0 and is {}", number(*value))
        }
        Problem::LevelUnreachable {
            level,
            asked,
            required,
            attainable,
        } => match attainable {
            Some(attainable) => {
                let required = asked_for(*asked, *required);
                match asked {
                    Asked::Conditions => format!(
                        "level {level} asks for {required}, but at most {} can hold",
                        number(*attainable)
                    ),
                    Asked::Points | Asked::Percent => format!(
                        "level {level} asks for {required}, but the most that can be reached is {}",
                        asked_for(*asked, *attainable)
                    ),
                }
            }
            None => format!("level {level} has a condition that nobody can meet"),
        },
        Problem::ConditionsContradict {
            level,
            with_levels_below: false,
        } => {
            format!("the conditions for level {level} contradict each other and never hold at once")
        }
        Problem::ConditionsContradict {
            level,
            with_levels_below: true,
        } => format!(
            "the condition for level {level} contradicts those for the levels below and never holds with them"
        ),
        Problem::LevelUnreachableForTypes { level, unit_types } => format!(
            "level {level} is out of reach for units of type{}",
            listed(" ", unit_types)
        ),
        Problem::LadderOutOfOrder {
            level,
            before,
            required,
            required_before,
        } => match (required, required_before) {
            (Some(required), Some(required_before)) => {
                let (required, required_before) = (number(*required), number(*required_before));
                format!(
                    "level {level} asks for only {required}, less than the {required_before} of level {before}"
                )
            }
            _ if level > before => format!(
                "whoever reaches level {before} reaches level {level} as well, so that nobody stays at level {before}"
            ),
            _ => format!("level {level} stands after level {before} and is not above it"),
        },
        Problem::DuplicateCode { code, first_line } => {
            format!("the code “{code}” is already used in line {first_line}")
        }
        Problem::DuplicateInput { name, first_line } => {
            format!("the input name “{name}” is already used in line {first_line}")
        }
        Problem::WrongInputType { name, expected } => {
            format!("the input “{name}” must be of type {}", types(expected, EN))
        }
        Problem::RuleAboveMaximum {
            attainable,
            maximum,
        } => {
            let maximum = number(*maximum);
            match attainable {
                Some(most) => format!(
                    "the rule can give {} points, above the maximum of {maximum}",
                    number(*most)
                ),
                None => {
                    format!("the rule has no upper limit and can pass the maximum of {maximum}")
                }
            }
        }
        Problem::RuleBelowMaximum {
            attainable,
            maximum,
        } => {
            let (attainable, maximum) = (number(*attainable), number(*maximum));
            format!("the rule can give at most {attainable} points, below the maximum of {maximum}")
        }
        Problem::UnusedInput { name } => {
            format!("no rule and no condition uses the input “{name}”")
        }
        Problem::RangeReversed { lower, upper } => {
            format!(
                "the range begins at {} but ends at {}",
                literal(lower, EN),
                literal(upper, EN)
            )
        }
        Problem::MalformedText { pattern } => form(pattern, EN),
        Problem::NumberOutOfRange { minimum, maximum } => match (minimum, maximum) {
            (Some(minimum), Some(maximum)) => {
                format!(
                    "this number must be between {} and {}",
                    literal(minimum, EN),
                    literal(maximum, EN)
                )
            }
            (Some(minimum), None) => {
                format!("this number must not be less than {}", literal(minimum, EN))
            }
            (None, Some(maximum)) => {
                format!("this number must not be more than {}", literal(maximum, EN))
            }
            (None, None) => "this number is outside the range allowed".to_owned(),
        },
        Problem::EmptyList => "the list needed here must have at least one entry".to_owned(),
        Problem::DuplicateEntry { entry } => format!("“{entry}” is already in this list"),
        Problem::MalformedExpression { rest, passes } => match passes {
            Some(ExpressionLimit::Characters(limit)) => format!(
                "the expression is longer than {limit} characters; from “{rest}” on it is not looked at"
            ),
            Some(ExpressionLimit::Brackets(limit)) => {
                format!("from “{rest}” on brackets stand more than {limit} deep within each other")
            }
            None if rest.is_empty() => "the expression is not complete".to_owned(),
            None => format!("the expression is wrong from “{rest}” on"),
        },
        Problem::WrongOperand { operand, expected } => {
            format!("“{operand}” is not a {expected}")
        }
        Problem::WrongArguments {
            function,
            expected,
            given,
        } => format!("the function {function} takes {expected} arguments, not {given}"),
        Problem::FormulaTooLarge { limit } => {
            format!("with everything put in place of names this has more than {limit} parts")
        }
        Problem::ExampleDiffers { expected, found } => match found {
            Some(found) => format!(
                "the example comes to {} points, the rule to {}",
                number(*expected),
                number(*found)
            ),
            None => format!(
                "the example comes to {} points, the rule gives no result",
                number(*expected)
            ),
        },
        Problem::ImpliedCondition {
            level,
            implied,
            required,
            is_alternative,
        } => match (implied, required) {
            (Some(implied), Some(required)) if *is_alternative => format!(
                "{} is enough already, so that the alternative of {} says nothing",
                number(*required),
                number(*implied)
            ),
            _ if *is_alternative => {
                "whoever meets this alternative meets another one too, so that it says nothing"
                    .to_owned()
            }
            (Some(implied), Some(required)) => format!(
                "level {level} asks for {} already, so that asking for {} says nothing",
                number(*required),
                number(*implied)
            ),
            _ => format!(
                "whoever meets the other conditions for level {level} meets this one too, so that it says nothing"
            ),
        },
        Problem::MissingTranslation { vietnamese: false } => "there is no English".to_owned(),
        Problem::MissingTranslation { vietnamese: true } => "there is no Vietnamese".to_owned(),
        Problem::MeanOfNegative { code } => format!(
            "“{code}” may be below 0 points, and of such numbers there is no geometric or harmonic mean"
        ),
        Problem::TransferLost { code, between } => match between {
            Some(between) => format!(
                "points moved to “{code}” are lost, because “{between}” does not add the points of what is in it"
            ),
            None => format!(
                "points moved to “{code}” are lost, because the total does not add the points of what is in it"
            ),
        },
        Problem::ExpressionUndefined { operand } => {
            format!("“{operand}” has no value, whatever is answered")
        }
        Problem::RuleWithoutInputs => "the rule looks at no answer".to_owned(),
        Problem::ExampleContradicts { holds } => {
            format!("no form can have the answers of the example, because {holds} has to hold")
        }
        Problem::BandEmpty => "no value lies in this band".to_owned(),
        Problem::UsedBeforeDefined {
            name,
            is_circular: false,
        } => format!("“{name}” is used before it is defined"),
        Problem::UsedBeforeDefined {
            name,
            is_circular: true,
        } => format!("“{name}” is computed from itself, at once or by way of others"),
        Problem::WarningsLeftOut { limit, left_out } => {
            format!("{limit} warnings are told; {left_out} more are not")
        }
        Problem::CodesMerge { codes, groups } => {
            let named: Vec<String> = codes.iter().map(|alike| alike.join(" = ")).collect();
            let more = match groups.saturating_sub(named.len()) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            format!(
                "a spreadsheet takes codes for one number: {}{more}",
                named.join("; ")
            )
        }
        Problem::VersionsOverlap { version, other } => {
            format!("version {version} and version {other} are in force on the same day")
        }
        Problem::UnknownUnitType { nearest } => {
            format!(
                "there is no such type of administrative unit{}",
                did_you_mean(nearest.as_slice(), EN)
            )
        }
        Problem::NotInForce {
            period: of,
            valid_from,
            valid_until,
        } => format!(
            "the criteria set is in force {}, not in {}",
            validity(valid_from.as_deref(), valid_until.as_deref(), EN),
            period(of, EN)
        ),
        Problem::TooLarge { what, limit } => match what {
            Measure::Bytes => format!("the file is larger than the limit of {}", bytes(*limit)),
            Measure::Entries => format!(
                "the file has more than {limit} entries in its lists (criteria, inputs, bands, examples …)"
            ),
            Measure::UnitTypes => {
                format!("criteria are asked of more than {limit} different types of unit")
            }
            Measure::Depth => format!("the tree is more than {limit} levels deep"),
            Measure::Mistakes => {
                format!("there are {limit} mistakes already; what comes behind is not looked at")
            }
        },
        Problem::NoAnnexTable { headings } => {
            format!(
                "there is no row with all of the headings{}",
                listed(" ", headings)
            )
        }
        Problem::TranslationMissing { texts } => {
            format!("{texts} texts have no English, and the Vietnamese is repeated")
        }
        Problem::SaidTwice { key, other } => format!("“{key}” is already said in cell {other}"),
        Problem::CodesQualified {
            codes,
            written,
            becomes,
        } => format!("{codes} codes got the code above in front, such as {written}, now {becomes}"),

        Problem::RosterColumnMissing { column } => format!("there is no column “{column}”"),
        Problem::RosterCellEmpty { column } => format!("the cell in column “{column}” is empty"),
        Problem::DuplicateUnit { code, first_row } => {
            format!("the code {code} belongs to the unit in row {first_row} at the same time")
        }
        Problem::RosterDate => {
            "a day of the calendar is needed, as year-month-day, for example 2025-06-30".to_owned()
        }
        Problem::ValidityReversed { from, until } => {
            format!(
                "the validity begins on {} but ends on {}",
                literal(from, EN),
                literal(until, EN)
            )
        }
        Problem::ZeroCut { length } => format!(
            "the code does not have {} like the others",
            counted(*length, "digit")
        ),
        Problem::RosterRowLength { fields, expected }
        | Problem::WaiverRowLength { fields, expected } => {
            format!(
                "the row has {}, the heading has {expected}",
                counted(*fields, "field")
            )
        }

        Problem::WaiverColumnMissing { column } => {
            format!("the column “{}” is missing", waiver_column(column, EN))
        }
        Problem::WaiverHeadingUnknown { nearest } => format!(
            "nobody can tell what this column holds{}",
            did_you_mean(nearest.as_slice(), EN)
        ),
        Problem::WaiverHeadingTwice { first } => {
            format!("the column of cell {first} has the same meaning")
        }
        Problem::WaiverCellEmpty { column } => {
            format!(
                "the cell in the column “{}” is empty",
                waiver_column(column, EN)
            )
        }
        Problem::WaiverDate { readings } if readings.is_empty() => {
            "a day of the calendar is needed, as year-month-day, for example 2025-06-30".to_owned()
        }
        Problem::WaiverDate { readings } => format!("it may be {}", readings.join(" or ")),
        Problem::WaiverDaysReversed { from, until } => {
            format!("the waiver begins on {from} but ends on {until}")
        }
        Problem::WaiverUnitUnknown { nearest } => format!(
            "on the days of the waiver the roster has no such code{}",
            did_you_mean(nearest.as_slice(), EN)
        ),
        Problem::TargetUnitUnknown { nearest } => format!(
            "the roster has no such code{}",
            did_you_mean(nearest.as_slice(), EN)
        ),
        Problem::WaiverUnitContradiction { roster_name } => {
            format!("by the roster the code of this row belongs to “{roster_name}”")
        }
        Problem::WaiverUnitUnclear { units } => {
            format!(
                "on the days of the waiver the code belongs to{}",
                listed(" ", units)
            )
        }
        Problem::WaiverCriterionUnknown { nearest } => format!(
            "no part, group or criterion has this code{}",
            did_you_mean(nearest.as_slice(), EN)
        ),
        Problem::WaiverForbidden { criteria } => format!(
            "the criteria set lets nobody be excused from{}",
            listed(" ", criteria)
        ),
        Problem::WaivedTwice { first_row } => {
            format!("row {first_row} excuses the unit from this already, at the same time")
        }
        Problem::WaiverNotInForce {
            period: of,
            from,
            until,
        } => format!(
            "the waiver holds {}, not for {}",
            validity(from.as_deref(), Some(until), EN),
            period(of, EN)
        ),
        Problem::WaiverWithoutEffect => {
            "the criteria set does not ask this of the unit, so the waiver has no effect".to_owned()
        }
        Problem::WaivedAnswered => {
            "the unit is excused from this criterion, so the answer does not count".to_owned()
        }

        Problem::CheckOfNothing => "the check looks at no answer".to_owned(),
        Problem::Contradiction { en, answers, .. } | Problem::Doubtful { en, answers, .. } => {
            super::with_answers(en, answers)
        }

        Problem::UnreadableFile { detail } => {
            format!("the file cannot be read: {}", unreadable(detail, EN))
        }
        Problem::UnsupportedFormat { kind } if kind == "not a file" => {
            "this is not a file".to_owned()
        }
        Problem::UnsupportedFormat { kind } => {
            format!("this is {}, which is not read", kind::kind(kind, EN))
        }
        Problem::NotASpreadsheet { kind } => {
            format!("this is {}, not a spreadsheet", kind::kind(kind, EN))
        }
        Problem::FilesInside { kind } => format!(
            "this is {}; if there is a form, it is still inside",
            kind::kind(kind, EN)
        ),
        Problem::LinkToAFile { kind } => {
            format!("this is {}, not the form itself", kind::kind(kind, EN))
        }
        Problem::FileTooLarge { what, limit } => match what.as_str() {
            "bytes" => format!("the file is larger than the limit of {}", bytes(*limit)),
            "bytes expanded" => format!(
                "what is packed in the file expands beyond the limit of {}",
                bytes(*limit)
            ),
            "bytes of a part" => format!(
                "a part inside the file expands beyond the limit of {}",
                bytes(*limit)
            ),
            "sheets" => format!("the file has more than {limit} sheets"),
            "rows" => format!("a sheet has more than {limit} rows"),
            "columns" => format!("a sheet has more than {limit} columns"),
            "characters" => format!("the text of a cell has more than {limit} characters"),
            "nesting" => format!("the XML in the file nests deeper than {limit} levels"),
            "parts" => format!("the file has more than {limit} parts inside"),
            "cells" => format!("a sheet has more than {limit} cells"),
            "formats" => format!("the file has more than {limit} formats of cells"),
            other => format!("the file passes the limit of {limit} {other}"),
        },
        Problem::NotUtf8 { candidates } if candidates.is_empty() => {
            "the contents of the file are not UTF-8 text, and no other encoding was recognised"
                .to_owned()
        }
        Problem::NotUtf8 { candidates } => format!(
            "the contents of the file are not UTF-8 text, and may be in several encodings{}",
            listed(": ", candidates)
        ),
        Problem::OtherEncoding { encoding } => {
            format!("the file is in {encoding} and was converted to Unicode")
        }
        Problem::LegacyFont { encoding, read_as } => {
            let read_as = read_as.as_ref();
            let read_as = read_as.map(|text| format!(" and reads “{text}”"));
            format!(
                "typed with a font from before Unicode, in {encoding}; it was converted{}",
                read_as.unwrap_or_default()
            )
        }
        Problem::LettersLost { words } => format!(
            "Vietnamese letters have been replaced by question marks{}",
            listed(", for example ", words)
        ),
        Problem::AmbiguousSeparator { separators } => {
            let names = separators.iter().map(|letter| kind::separator(letter, EN));
            let names: Vec<&str> = names.collect();
            format!(
                "the columns may be separated by {}: each makes a form of the text",
                names.join(" or ")
            )
        }
        Problem::NoTable { headings } => {
            format!("no row has all the headings{}", listed(" ", headings))
        }
        Problem::NoUnit => "the top of the form has no unit code and no unit name".to_owned(),
        Problem::UnitNotInRoster { nearest } => {
            format!(
                "this unit cannot be found for certain in the period's roster{}",
                did_you_mean(nearest, EN)
            )
        }
        Problem::OtherPeriod { expected } => {
            format!(
                "the period being scored is {}, the form says otherwise",
                period(expected, EN)
            )
        }
        Problem::NoPeriod { assumed } => format!(
            "the form names no period and is counted for {}",
            period(assumed, EN)
        ),
        Problem::OtherCriteriaSet { expected } => {
            format!("the criteria set in use is “{expected}”, the form belongs to another")
        }
        Problem::UnknownRow { told_by, nearest } => {
            let said = match *told_by {
                "words" => {
                    "the criteria set does not ask what this row says, so its answer does not count"
                }
                "nothing" => "the row has an answer and no code, so it does not count",
                _ => "the criteria set has no input with this code",
            };
            match (*told_by, nearest) {
                ("nothing", Some(code)) => format!("{said}; in the form its code is “{code}”"),
                _ => format!("{said}{}", did_you_mean(nearest.as_slice(), EN)),
            }
        }
        Problem::RowTooLong { fields, expected } => {
            format!("the row has {fields} fields, the heading has {expected}")
        }
        Problem::SeveralForms { sheets } => format!(
            "the sheets {} each hold a form of the same unit",
            sheets
                .iter()
                .map(|sheet| format!("“{sheet}”"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
        Problem::HiddenCells { rows, columns } => {
            let is_one = rows.len() + columns.len() == 1;
            let numbered = |one: &str, many: &str, count: usize, names: String| {
                (count > 0).then(|| format!("{} {names}", if count == 1 { one } else { many }))
            };
            let rows = numbered("row", "rows", rows.len(), stretches(rows));
            let columns = numbered("column", "columns", columns.len(), columns.join(", "));
            let cells: Vec<String> = rows.into_iter().chain(columns).collect();
            let cells = cells.join(" and ");
            let verbs = if is_one {
                "is hidden and counts"
            } else {
                "are hidden and count"
            };
            format!("{cells} {verbs} all the same")
        }
        Problem::HiddenSheets { sheets } => {
            format!("hidden sheets are not read:{}", listed(" ", sheets))
        }
        Problem::HiddenForm { sheet } => {
            format!("the form is on the hidden sheet “{sheet}” and counts all the same")
        }
        Problem::UnitRepeated { first } => {
            format!(
                "this unit has several rows in the table, the first in {}",
                super::spot(first, EN)
            )
        }
        Problem::AmbiguousQuestion { candidates } if candidates.is_empty() => {
            "the code and the text here mean two different criteria".to_owned()
        }
        Problem::AmbiguousQuestion { candidates } => {
            format!("this can mean several inputs{}", listed(": ", candidates))
        }
        Problem::UnknownColumn { nearest } => {
            format!("the criteria set has no such input; nearly the same: “{nearest}”")
        }
        Problem::NothingFilledIn => {
            "the file has forms or a table, and no unit has filled in anything".to_owned()
        }
        Problem::PointsForFigures => {
            "this is a column of points, but the criterion is scored by figures".to_owned()
        }
        Problem::UnitByName { name } => {
            format!("the form does not name its unit, which was told by the name “{name}”")
        }
        Problem::AmbiguousUnit { candidates } => {
            format!("this can be several units: {}", candidates.join(", "))
        }
        Problem::UnitCodeCut { read_as } => {
            format!("the unit's code has lost the zeros it begins with and was taken for {read_as}")
        }
        Problem::OtherUnitInFileName { named } => {
            format!("the name of the file has the code of another unit: {named}")
        }
        Problem::OtherPeriodInFolder { folder } => {
            format!(
                "the form is for another period than its folder ({folder}); that of the form counts"
            )
        }
        Problem::EarlierSubmission { later } => {
            format!("the unit has handed in a later one, {later}; this one does not count")
        }
        Problem::OtherVersion { written, expected } => {
            format!(
                "the form was made for version {written} of the criteria set and is scored by version {expected}"
            )
        }
        Problem::OtherDigest { written, expected } => {
            format!(
                "the criteria set was changed after the form was made: the form has the digest {written}, the set in use {expected}"
            )
        }
        Problem::InvalidJsonSubmission { detail } => {
            format!("the file is not JSON: {detail}")
        }
        Problem::MalformedJsonSubmission { key, wanted } => match wanted.as_str() {
            "missing" => format!("the key “{key}” is missing"),
            "unknown" => format!("there is no key “{key}”"),
            "twice" => format!("the key “{key}” stands twice"),
            wanted => format!("the value of “{key}” has to be {wanted}"),
        },
        Problem::FormulaOverwritten { by, others } => {
            let by = match *by {
                "formula" => "was replaced by another one",
                "nothing" => "was deleted",
                _ => "was overwritten by a typed value",
            };
            let others = match others.len() {
                0 => String::new(),
                1 => ", and another one too".to_owned(),
                count => format!(", and {count} others too"),
            };
            format!("the formula of the form {by}{others}; the program computes it itself")
        }
        Problem::UnaskedAnswer => {
            "nothing says which question the answer in this row is to, so it does not count"
                .to_owned()
        }
        Problem::NothingAnswered => "the form is not filled in: it has no answer at all".to_owned(),
        Problem::FormTextChanged { what, was } => {
            let name = match what {
                KeptText::Code => "the code",
                KeptText::Title => "the question",
                KeptText::Unit => "the unit of measure",
                KeptText::Maximum => "the maximum",
                KeptText::EvidenceWanted => "the evidence asked for",
            };
            match was.as_str() {
                "" => format!("{name} was changed; the form says nothing here"),
                was => format!(
                    "{name} was changed; the form says “{}”",
                    super::kept(*what, was, EN)
                ),
            }
        }
        Problem::NoCriteriaSet { assumed } => {
            format!("the form names no criteria set and is scored by “{assumed}”")
        }
        Problem::DuplicateRow { first } => {
            format!("this code is already in {}", super::spot(first, EN))
        }
        Problem::MissingRow {
            code,
            vi,
            en,
            what,
            after,
        } => {
            let question = super::question(code, vi, en, EN);
            match (*what, after) {
                ("column", _) => format!("the table has no column {question}"),
                ("answer", _) => format!("there is no answer to {question}"),
                (_, Some(row)) => {
                    format!("the form has no row {question}, which belongs after row {row}")
                }
                (_, None) => format!("the form has no row {question}"),
            }
        }
        Problem::DuplicateSubmission { others, .. } => format!(
            "this unit has also handed in {}",
            super::elsewhere(others, EN)
        ),
        Problem::Password => "the file opens only with a password".to_owned(),
        Problem::CodeBecameNumber => {
            "the code in this cell has become a number or a date and may be one of several"
                .to_owned()
        }
        Problem::UnclosedQuote => {
            "a double quote in the file is opened and never closed".to_owned()
        }
        Problem::UnitContradiction { roster_name } => {
            format!(
                "in the roster the form's unit code belongs to “{roster_name}”, not to this name"
            )
        }
        Problem::DuplicateHeading { first } => {
            format!("the heading in cell {first} already means this column")
        }
        Problem::PeriodUnknown { is_written: true } => {
            "what stands here is no period, and none was asked for".to_owned()
        }
        Problem::PeriodUnknown { is_written: false } => {
            "the form names no period, and none was asked for".to_owned()
        }

        Problem::NotANumber => "a number is needed here".to_owned(),
        Problem::DashForNumber => {
            "a number is needed here: is it zero, not known yet, or not applicable?".to_owned()
        }
        Problem::ValueFromAnotherFile => {
            "a formula takes this from another file; it is what was computed last".to_owned()
        }
        Problem::SelfScoreDiffers {
            declared,
            computed,
            is_total,
        } => {
            let what = if *is_total {
                "the total self score"
            } else {
                "the self score"
            };
            let (declared, computed) = (number(*declared), number(*computed));
            format!("{what} says {declared}, the answers come to {computed}")
        }
        Problem::CumulativeFell {
            then,
            period,
            file,
            cell,
        } => format!(
            "a cumulative figure fell: it was {} in {}",
            number(*then),
            super::earlier(period, file, cell, EN)
        ),
        Problem::Jump {
            then,
            percent,
            limit,
            period,
            file,
            cell,
        } => format!(
            "{} % from the period before, and more than {} % is to be looked at: it was {} in {}",
            number(*percent),
            number(*limit),
            number(*then),
            super::earlier(period, file, cell, EN)
        ),
        Problem::AmbiguousNumber { either, or } => {
            format!("this may mean {} or {}", number(*either), number(*or))
        }
        Problem::Blank { counts_as } => format!(
            "nothing is filled in, which counts as {}",
            number(*counts_as)
        ),
        Problem::ReadAsYesOrNo { yes: true } => "read as “Có” (yes)".to_owned(),
        Problem::ReadAsYesOrNo { yes: false } => "read as “Không” (no)".to_owned(),
        Problem::NotYesOrNo => "the answer must be “Có” (yes) or “Không” (no)".to_owned(),
        Problem::UnknownOption { options } => format!(
            "the answer must be one of the options{}",
            listed(": ", options)
        ),
        Problem::NotWhole => "this count must not have a fraction".to_owned(),
        Problem::PartAboveWhole {
            part,
            whole,
            whole_at,
        } => {
            let at = if whole_at.is_empty() {
                String::new()
            } else {
                format!(" in {}", super::spot(whole_at, EN))
            };
            format!(
                "{} is greater than the total of {}{at}",
                number(*part),
                number(*whole)
            )
        }
        Problem::NotApplicableRefused => {
            "the criteria set does not allow “not applicable” for this question".to_owned()
        }
        Problem::ErrorValue => "the cell shows an error instead of a value".to_owned(),
        Problem::FormulaWithoutValue => "the formula in this cell has no result".to_owned(),
        Problem::DateForNumber => "a number is needed here, and the cell holds a date".to_owned(),
        Problem::PercentOrShare { value, as_percent } => {
            format!(
                "this may mean {}% or {}%",
                number(*as_percent),
                number(*value)
            )
        }
        Problem::PercentForNumber => {
            "a plain number is needed here, and the cell holds a percentage".to_owned()
        }
        Problem::ValueAboveMaximum { value, maximum } => {
            format!(
                "{} is above the maximum of {}",
                number(*value),
                number(*maximum)
            )
        }
        Problem::ValueBelowMinimum { value, minimum } => {
            format!(
                "{} is below the minimum of {}",
                number(*value),
                number(*minimum)
            )
        }
        Problem::ZeroDenominator => "this number is divided by and must not be 0".to_owned(),
        Problem::TooManyDigits => "this number has more than 28 digits".to_owned(),
        Problem::ReadAsThousands { value } => format!("this was read as {}", number(*value)),
        Problem::LogicalValue => {
            "a number is needed here, and the cell holds TRUE or FALSE".to_owned()
        }
        Problem::NoResult => "the criterion's formula has no value for these answers".to_owned(),
        Problem::TargetMissing { input } => {
            format!("the table of targets has no “{input}” for this unit")
        }
        Problem::ReasonMissing => {
            "declared not applicable, and the column for notes is empty".to_owned()
        }
        Problem::EvidenceMissing { asked } => {
            let asked = asked.as_ref().map(|asked| format!(" (asked: {asked})"));
            let asked = asked.unwrap_or_default();
            format!("no evidence is named{asked}, and the column for notes is empty")
        }
        Problem::EvidenceAfterPeriod { date, last_day } => format!(
            "a document of {} is after the last day of the period, {}",
            literal(date, EN),
            literal(last_day, EN)
        ),
        Problem::EvidenceImpossibleDate { date } => {
            format!("the calendar has no {date} (day/month/year)")
        }
        Problem::EvidenceReused {
            number,
            date,
            first,
            first_criterion,
        } => format!(
            "{number} of {} is named for criterion {first_criterion} as well, in cell {first}",
            literal(date, EN)
        ),
        Problem::CohortMissing => {
            "the form was scored by itself; criteria that compare units have no points yet"
                .to_owned()
        }
        Problem::NotAppraised => "the appraisal column of this row is empty".to_owned(),

        Problem::FactMissing { input, vi, en } => format!(
            "{}, which decides a level, is not answered",
            super::question(input, vi, en, EN)
        ),

        Problem::NotSubmitted => {
            "the unit is in the period's roster and has handed in nothing".to_owned()
        }
        Problem::NotRanked { errors } => format!(
            "not ranked, because the form has {}",
            counted(*errors, "error")
        ),
        Problem::NothingEarlier { period: earlier } => {
            format!(
                "there is no result for {} to compare with",
                period(earlier, EN)
            )
        }
        Problem::NoCohort { kind } if kind.is_empty() => {
            "the roster does not say the type of this unit".to_owned()
        }
        Problem::NoCohort { kind } => {
            format!("the type “{kind}” belongs to no cohort of the criteria set")
        }
        Problem::NothingApplies { lacks_data: false } => {
            "nothing of the criteria set applies to the unit, so it has no place".to_owned()
        }
        Problem::NothingApplies { lacks_data: true } => {
            "less is answered than the criteria set asks for, so the unit has no place".to_owned()
        }
        Problem::NobodyRanked => "no form can be used for a ranking".to_owned(),
        Problem::VersionsDiffer {
            period: earlier,
            then,
            now,
            compares_totals,
            nodes,
            maximum,
        } => {
            let versions = format!(
                "{} was scored by version {then}, this period by version {now}",
                period(earlier, EN)
            );
            let maximum = number(*maximum);
            let rest = match nodes.as_slice() {
                _ if *compares_totals => {
                    "units are ranked otherwise now, so places are not compared".to_owned()
                }
                [] => "nothing of the two can be compared".to_owned(),
                [whole] if whole.is_empty() => format!(
                    "published totals and places are not compared, only points before rounding (out of {maximum})"
                ),
                nodes => format!(
                    "totals and places are not compared, only the points of{} (out of {maximum})",
                    listed(" ", nodes)
                ),
            };
            format!("{versions}; {rest}")
        }
    }
}

fn number(value: Decimal) -> String {
    EN.short_number(value)
}

/// Returns how many there are of something, in the singular for one.
fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// Values between two ends, which may or may not belong to them, up to the verb.
fn stretch(from: Option<Decimal>, to: Option<Decimal>) -> String {
    match (from, to) {
        (Some(from), Some(to)) if from == to => format!("the value {} is", number(from)),
        (Some(from), Some(to)) => format!(
            "some values between {} and {} are",
            number(from),
            number(to)
        ),
        (Some(from), None) => format!("some values from {} upwards are", number(from)),
        (None, Some(to)) => format!("some values up to {} are", number(to)),
        (None, None) => "some values are".to_owned(),
    }
}

/// What a condition asks for: points, percent, or so many conditions.
fn asked_for(asked: Asked, value: Decimal) -> String {
    let noun = if value == Decimal::ONE { "" } else { "s" };
    let value = number(value);
    match asked {
        Asked::Points => format!("{value} point{noun}"),
        Asked::Percent => format!("{value} %"),
        Asked::Conditions => format!("{value} condition{noun}"),
    }
}

const fn shape(shape: Shape) -> &'static str {
    match shape {
        Shape::Object => "an object in braces { … }",
        Shape::List => "a list in square brackets [ … ]",
        Shape::Text => "a text in double quotes",
        Shape::Number => "a number without quotes",
        Shape::WholeNumber => "a whole number without quotes",
        Shape::TrueOrFalse => "true or false without quotes",
    }
}
