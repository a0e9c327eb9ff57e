//! Titles, reasons and remedies in English.

use super::Entry;
use crate::finding::Code;

/// Returns what is to be known about a code, in English.
#[expect(clippy::too_many_lines, reason = "as long as the list of codes")]
pub(super) const fn entry(code: Code) -> Entry {
    match code {
        Code::InvalidJson => Entry {
            title: "the criteria set is not valid JSON",
            why: "Reading stops at the first mistake of syntax, so the rest of the file has not been checked.",
            remedy: "Open the file at the line and column given and look for a missing or superfluous comma, bracket \
                or quote; comments and a comma after the last entry are not allowed.",
        },
        Code::UnknownKey => Entry {
            title: "a key that cannot be used here",
            why: "If unknown keys were skipped, a misspelt provision would silently have no effect and scores would be \
                wrong.",
            remedy: "Correct the key after the list of keys that can be used, or delete it. Of “points” and “share”, \
                “from” and “above”, “to” and “below”, keep one.",
        },
        Code::MissingKey => Entry {
            title: "a required part is missing",
            why: "Without it nobody can tell how to score, and the program does not choose a value in the author's \
                place.",
            remedy: "Add the missing part at the place given. Every band or option needs “points” or “share”; a choice \
                rule lists every option of its input.",
        },
        Code::WrongType => Entry {
            title: "a value of the wrong type",
            why: "A number in quotes is text, and a value without square brackets is no list; guessing what was meant \
                could change scores.",
            remedy: "Write the value as the type asked for: numbers without quotes and with a decimal point, text in \
                double quotes, lists in square brackets, objects in braces.",
        },
        Code::DuplicateKey => Entry {
            title: "a key stands twice in one object",
            why: "JSON readers usually keep one of the two without a word, so two offices could score by two different \
                texts.",
            remedy: "Keep the key with the right value and delete the other.",
        },
        Code::ValueNotAllowed => Entry {
            title: "a value that is not one of those allowed",
            why: "Each value here selects one defined way of working; any other has no meaning to apply.",
            remedy: "Use one of the values listed, letter by letter. Where “zero_denominator” is “not_applicable”, the \
                criterion's “not_applicable” must not be “forbidden”.",
        },
        Code::CodeIsANumber => Entry {
            title: "a code is written as a number",
            why: "Without quotes 4.10 and 4.1 are the same number, and two criteria would become one.",
            remedy: "Put the code in straight double quotes: \"4.10\". Do so for every code in the file, whole numbers \
                too.",
        },
        Code::UnknownReference => Entry {
            title: "a reference to a name that does not exist",
            why: "A rule or condition that relies on an input, a code or an option the criteria set does not have, or on \
                a function there is not, cannot be computed.",
            remedy: "Write the name as it is declared, upper and lower case included; or declare the missing input, \
                branch, criterion or option.",
        },
        Code::SumDiffers => Entry {
            title: "the maximum is not the sum of what is below",
            why: "Points are added from below, so the two must agree; a difference is usually one mistyped maximum or \
                one criterion left out.",
            remedy: "Compare this branch and what is below it with the annex of the decision; correct the wrong \
                maximum or add the missing criterion.",
        },
        Code::BandHole => Entry {
            title: "some values are in no band",
            why: "A unit whose figure falls into the hole has no points to be given; bands 80–89 and 90–100, for \
                example, leave out 89.5.",
            remedy: "Let the bands meet: the lower one ends with “below” and the upper one begins with “from” at the \
                same value. In the lowest and the highest band leave out the outer end when there is no limit.",
        },
        Code::BandOverlap => Entry {
            title: "some values are in two bands",
            why: "One figure cannot be worth two different scores; whoever applies the criteria set must get the same \
                result.",
            remedy: "Give each boundary to one band: the lower one ends with “below” and the upper one begins with \
                “from” at that value, or use “to” and “above”.",
        },
        Code::TargetNotPositive => Entry {
            title: "a number that must be above zero is not",
            why: "A target or scale of zero means dividing by zero; points per case of zero or less make counting \
                pointless.",
            remedy: "Enter a number above zero, as the decision has it. The target of a ratio is a share of one: 0.8 \
                for 80%.",
        },
        Code::ConditionsContradict => Entry {
            title: "conditions contradict each other",
            why: "Each of the conditions can hold, but never all at once, so nobody will ever hold this level.",
            remedy: "Compare the conditions with the decision; look at conditions of kind “not”, and at the thresholds of \
                the levels below where the ladder asks for those too (needs_level_below).",
        },
        Code::LevelUnreachableForTypes => Entry {
            title: "units of some types cannot reach a level",
            why: "Some criteria are not assigned to these types, so the most their units can have is below the threshold, \
                however good the results.",
            remedy: "If that is what the decision says, nothing need be done; otherwise ask for percent instead of points, \
                or correct “assigned_to” of the criteria.",
        },
        Code::MeanOfNegative => Entry {
            title: "a mean of numbers below zero",
            why: "Geometric and harmonic means say nothing about numbers below zero; a branch with one of them has no points.",
            remedy: "Keep what stands in it from falling below 0 (“minimum”, “floor”), or use “weighted_mean”.",
        },
        Code::TransferLost => Entry {
            title: "points are lost where they are moved",
            why: "What is moved is the maximum; in a mean, or outside the scale, a larger maximum does not make a criterion \
                weigh more, so that the points moved there have no effect.",
            remedy: "In a mean use “exclude”: the others weigh more by themselves. Otherwise name criteria from which up to \
                the branch they share everything is added.",
        },
        Code::ExpressionUndefined => Entry {
            title: "an expression without a value",
            why: "A division by 0, the square root of a number below zero and the logarithm of one that is not above it \
                have no result, so that the criterion never has points.",
            remedy: "Correct the part of the expression that is named.",
        },
        Code::RuleWithoutInputs => Entry {
            title: "a rule that looks at no answer",
            why: "There is nothing to fill in, so the criterion counts as not answered and always has no points.",
            remedy: "Let the rule look at an input; for points awarded by a person use “manual”, for a figure that is used \
                elsewhere “values”.",
        },
        Code::ExampleContradicts => Entry {
            title: "an example that no form could have",
            why: "An example is something a form can say; one like this would be sent back, so the example proves nothing.",
            remedy: "Compare the example with the decision: correct its answers, or allow them by “may_exceed” where the \
                numerator may be larger.",
        },
        Code::BandEmpty => Entry {
            title: "a band without values",
            why: "The two ends of the band leave no value in it, so nobody gets its points.",
            remedy: "Correct one of the ends: “from” and “to” belong to the band, “above” and “below” do not.",
        },
        Code::UsedBeforeDefined => Entry {
            title: "used before it is defined",
            why: "Values, figures of all units and ladders can use only what stands before them; of two that wait for each \
                other neither can be computed.",
            remedy: "Move the definition up; where two are made of each other, write one of them anew.",
        },
        Code::CodesMerge => Entry {
            title: "codes a spreadsheet takes for one number",
            why: "Codes are text, but a spreadsheet reads 4.10 as the number 4.1: once a CSV file is opened and saved, or a \
                code typed again, two criteria have one code.",
            remedy: "They may stay: our forms write codes as text, and a form in which one has lost its zero is told when it \
                comes in (S016). To be safe, number with all digits: 4.01, 4.02 … 4.10.",
        },
        Code::MaximumOfNobody => Entry {
            title: "no type of unit is asked for the whole maximum",
            why: "All that is below adds up to the declared maximum, but some of it is asked of some types of unit only, so that \
                every type is asked for less; conditions in points and whoever reads the maximum go by what is declared.",
            remedy: "Where criteria stand for each other, declare what each type is asked for. Where the decision computes a share \
                of what a unit is asked, it may stay.",
        },
        Code::WarningsLeftOut => Entry {
            title: "there are more warnings",
            why: "Nobody reads so many warnings to the end, and most of them usually have one cause. The criteria set can be used.",
            remedy: "Mend the cause of those that are told and check again; the others are told then.",
        },
        Code::LevelUnreachable => Entry {
            title: "no unit can reach this level",
            why: "The condition asks for more than the most there can be, so nobody will ever hold this level, however \
                good the results.",
            remedy: "Compare the condition with the decision and correct the threshold in “at_least” or the code in \
                “of”; for a threshold in percent use a condition of kind “percent”, not “points”.",
        },
        Code::LadderOutOfOrder => Entry {
            title: "a level is not above the one before it",
            why: "Levels are judged from the lowest up; when whoever has an earlier one has the later one as well, nobody \
                ever stays at the earlier, and units may be given the wrong level.",
            remedy: "Put the levels in rising order, and ask for no less at a level than at the one before it.",
        },
        Code::DuplicateCode => Entry {
            title: "a code is used twice",
            why: "The code is the one name of a part, group or criterion in forms and reports; used twice, points \
                cannot be told apart.",
            remedy: "Change one of the two codes to what the annex of the decision says, then correct the conditions \
                of levels that use it.",
        },
        Code::DuplicateInput => Entry {
            title: "the name of an input is used twice",
            why: "Each row of the form answers one input by its name; under one name two answers would be mixed up.",
            remedy: "Rename one of the two. If it is one figure that several criteria use, declare it once in “inputs” \
                at the top level of the file and delete the others.",
        },
        Code::WrongInputType => Entry {
            title: "an input is of the wrong type",
            why: "Each kind of rule works with some types only: a yes cannot be divided by anything, and only an input \
                of type “choice” has options.",
            remedy: "Correct the “type” of the input, name another input, or use another kind of rule. If the place is \
                “options”, delete them or make the type “choice”.",
        },
        Code::RuleAboveMaximum => Entry {
            title: "the rule can give more than the maximum",
            why: "A unit could receive more points than the published maximum, which would falsify totals and ranks.",
            remedy: "Lower the points of the band, option or part that exceeds, set a “cap”, or give an input without \
                limit a “maximum”; if the criterion's maximum is wrong, correct that.",
        },
        Code::RuleBelowMaximum => Entry {
            title: "the rule can never give the maximum",
            why: "Even the best unit falls short of full points; usually one band, option or part has the wrong \
                points.",
            remedy: "Compare the most the rule can give with the annex and correct the wrong number; if the decision \
                really says so, leave it.",
        },
        Code::UnusedInput => Entry {
            title: "an input that nothing uses",
            why: "Units would have to collect and enter a figure that changes neither points nor levels.",
            remedy: "Delete the input, or name it in the rule or condition that was meant to use it.",
        },
        Code::RangeReversed => Entry {
            title: "a range ends before it begins",
            why: "No value and no day lies in a reversed range, so this part could never apply.",
            remedy: "Swap the two ends or correct the wrong one: days of validity, limits of an input, ends of a band. \
                A “floor” must not exceed the “target”. In “clamp(a, least, most)” the least stands first.",
        },
        Code::MalformedText => Entry {
            title: "a text is not of the form required",
            why: "Codes, names and days link the criteria set to forms and reports; written in another form they match \
                nothing.",
            remedy: "Write the text in the form given. Codes and names have no diacritics and no spaces; a day must \
                exist in the calendar.",
        },
        Code::NumberOutOfRange => Entry {
            title: "a number outside the range allowed",
            why: "A number below or above this range cannot be used here, such as a negative maximum or rounding to \
                dozens of digits.",
            remedy: "Enter a number within the range given; look for a stray minus sign or a digit too many.",
        },
        Code::EmptyList => Entry {
            title: "a list must not be empty",
            why: "An empty list leaves no option to choose, no band to score by, or no condition to judge a level by.",
            remedy: "Add at least one entry to the list; an input of type “choice” must have “options”.",
        },
        Code::DuplicateEntry => Entry {
            title: "an entry stands twice in a list",
            why: "Options, ladders and cohorts are known by their identifier; with two alike nobody can tell which one \
                applies. A code of the version before, too, is named by one “same_as” only.",
            remedy: "Delete the repeated entry, or change the identifier of one and whatever refers to it.",
        },
        Code::MalformedExpression => Entry {
            title: "the expression cannot be read",
            why: "Without its expression a criterion has no points.",
            remedy: "Correct it: + - * /, comparisons >= > <= < = !=, and, or, not, the functions min, max, if, clamp, ln, \
                exp, sqrt, power; names as they are declared; decimals with a point.",
        },
        Code::WrongOperand => Entry {
            title: "a condition where a number is wanted, or the other way round",
            why: "Arithmetic needs numbers; if, and, or, not need conditions. A yes/no answer is a condition, not a number.",
            remedy: "Make a number of a condition with if(condition, when true, when false), or a condition of numbers by \
                comparing them.",
        },
        Code::WrongArguments => Entry {
            title: "a function with too many or too few arguments",
            why: "Every function takes so many arguments; with others nobody can tell what is meant.",
            remedy: "Write if(condition, when true, when false), clamp(value, least, greatest), ln(number), exp(number), \
                sqrt(number), power(base, exponent).",
        },
        Code::FormulaTooLarge => Entry {
            title: "the formula or the list is too large",
            why: "Values that use each other, or a long list of bands, options or conditions, have grown to what cannot be computed in reasonable time.",
            remedy: "Write the values so that each is used only a few times, or shorten the list.",
        },
        Code::ExampleDiffers => Entry {
            title: "a worked example contradicts the rule",
            why: "Examples usually come from the regulation itself; another result means that the rule is written down wrong, or \
                that the regulation contradicts itself.",
            remedy: "Work the example out by hand: if it is right, correct the rule; if the regulation contradicts itself, take \
                the example out and name the contradiction in a remark.",
        },
        Code::ImpliedCondition => Entry {
            title: "a condition that says nothing",
            why: "Whoever meets the other conditions for the level meets this one for certain; or, among the alternatives of \
                an “any”, whoever meets this one meets another one as well. It has no effect, and often a code or a \
                threshold was mistyped.",
            remedy: "Take the condition out, or correct the code or the threshold to what the decision says.",
        },
        Code::MissingTranslation => Entry {
            title: "one language is missing",
            why: "Forms and reports in that language show the other one here.",
            remedy: "Write the Vietnamese under the key “vi” and the English under “en”.",
        },
        Code::VersionsOverlap => Entry {
            title: "two versions are in force at once",
            why: "On the days when both are in force nobody can tell which one to score by.",
            remedy: "Let the old version end (valid_until) on the day before the new one begins.",
        },
        Code::UnknownUnitType => Entry {
            title: "no such type of administrative unit",
            why: "Types are compared with the roster letter by letter; one that is misspelt applies to nobody.",
            remedy: "Write the type as the roster has it, with its marks: xã, phường, thị trấn, đặc khu, huyện, quận, thị \
                xã, thành phố, tỉnh.",
        },
        Code::NotInForce => Entry {
            title: "the criteria set is not in force in this period",
            why: "A result by a set that is not yet or no longer in force may not be recognised.",
            remedy: "Use the set in force in the period; if the decision allows it, correct the days of validity in the \
                definition file.",
        },
        Code::TooLarge => Entry {
            title: "the criteria set is too large, or has too many mistakes",
            why: "A set of several hundred criteria takes less than a megabyte, with some thousands of entries and a few \
                types of unit; a file beyond the limit is almost certainly something else, and nobody reads so many \
                mistakes to the end.",
            remedy: "Check the path of the criteria set; if it is the right file, shorten the texts pasted into it and \
                take out what is repeated, correct the mistakes told, and check again.",
        },
        Code::NoAnnexTable => Entry {
            title: "no table of criteria was found in the file",
            why: "The table is known by its heading row; when a heading is missing or has another name, nobody knows which \
                column holds the codes, the criteria and the points.",
            remedy: "Put the headings “STT”, “Tiêu chí” (or “Nội dung”) and “Điểm tối đa” (or “Điểm chuẩn”) into one row, \
                each above its column, and save the file.",
        },
        Code::TranslationMissing => Entry {
            title: "there is no English yet",
            why: "A criteria set has both languages; where there is no English, the Vietnamese is repeated.",
            remedy: "Fill in the English columns of the workbook and import it again, or write the English into “en” in the \
                JSON file. It may stay as it is where only Vietnamese is used.",
        },
        Code::SaidTwice => Entry {
            title: "one thing is said in two cells",
            why: "The two cells may differ, and the program does not choose between them.",
            remedy: "Keep one of the two cells and clear the other. What has a column of its own belongs there and not into \
                “Nội dung khác”.",
        },
        Code::CodesQualified => Entry {
            title: "codes got the code above in front",
            why: "In the table the numbers begin anew in every part, so that several rows have one code; in a criteria set \
                every code is used once.",
            remedy: "Look through the new codes; if others are wanted, change the column “STT” and import again.",
        },
        Code::RosterColumnMissing => Entry {
            title: "the roster lacks a required column",
            why: "Without codes and names nobody can tell whose submission is whose, or who has not handed one in.",
            remedy: "Head the columns in the first row of the file: “code” or “Mã đơn vị” for the code, “name” or “Tên \
                đơn vị” for the name.",
        },
        Code::RosterCellEmpty => Entry {
            title: "a unit without code or name",
            why: "A row without code or name is no unit, so that unit's submission will be reported as not in the \
                roster.",
            remedy: "Fill the empty cell from the official list of administrative units; if the row is superfluous, \
                delete it.",
        },
        Code::DuplicateUnit => Entry {
            title: "two units have one code at the same time",
            why: "Submissions are matched by unit code; with two units of one code on the same day nobody can tell \
                whose a submission is.",
            remedy: "Correct the wrong code. If the code was reused after a merger, give the old unit a “valid_until” \
                and the new one a “valid_from” so that the two do not overlap.",
        },
        Code::RosterDate => Entry {
            title: "an invalid day in the roster",
            why: "Days of validity decide which units must submit in a period; without the right day the list has a \
                unit too many or too few.",
            remedy: "Write the day as year-month-day with its zeros, such as 2025-06-30. In Excel format the cell as \
                Text before typing, so that the day is not rewritten.",
        },
        Code::ValidityReversed => Entry {
            title: "a unit's validity ends before it begins",
            why: "A unit with a reversed validity exists in no period, so it would never be expected to submit.",
            remedy: "Swap “valid_from” and “valid_until” or correct the wrong day; leave “valid_until” empty for a \
                unit that still exists.",
        },
        Code::ZeroCut => Entry {
            title: "a code may have lost its leading zero",
            why: "Excel takes codes for numbers and turns 01864 into 1864; the shortened code does not match the one \
                in the form.",
            remedy: "Format the code column as Text, type the leading zero again and save. Open CSV files through Data \
                → From Text/CSV with the code column as Text, not by double-clicking.",
        },
        Code::RosterRowLength => Entry {
            title: "a row does not have as many fields as the heading",
            why: "One separator too many or too few shifts the fields, so that a name may land in the code column; the \
                row is left out.",
            remedy: "Complete the row: put fields that contain a comma in double quotes, and keep the separators of \
                empty fields.",
        },
        Code::WaiverColumnMissing => Entry {
            title: "the table of waivers lacks a column it needs",
            why: "A waiver has to say which unit is excused from what, why, by whom, and until when; without \
                one of these there is no ground for it.",
            remedy: "Name the columns in the first row: “code”, “criterion”, “reason”, “approver”, “until”; \
                “name”, “document”, “from” and “note” may stand beside them.",
        },
        Code::WaiverHeadingUnknown => Entry {
            title: "a heading of the table of waivers means nothing",
            why: "A column that is not understood would be passed over, and it may be the one that limits the \
                waiver, such as a “from” with a slip in it.",
            remedy: "Use one of “code”, “name”, “criterion”, “reason”, “approver”, “document”, “from”, “until”, \
                “note”, or delete the column.",
        },
        Code::WaiverHeadingTwice => Entry {
            title: "two columns of the table of waivers have one meaning",
            why: "The two may say different things, and nobody can tell which to follow.",
            remedy: "Delete one of them, or call the one that is only there to be read “note”.",
        },
        Code::WaiverRowLength => Entry {
            title: "a row of the table of waivers does not have as many fields as the heading",
            why: "One separator too many or too few shifts the fields, so that a reason may land in the column \
                of criteria; the row cannot be read.",
            remedy: "Complete the row: put fields that contain a comma in double quotes, and keep the separators \
                of empty fields.",
        },
        Code::WaiverCellEmpty => Entry {
            title: "a waiver lacks something it must have",
            why: "A waiver changes the score of a unit, so it needs a unit, a criterion, a reason, an approver \
                and a last day; what never ends belongs into the criteria set.",
            remedy: "Fill in the cell as the decision has it; where nobody has decided yet, delete the row.",
        },
        Code::WaiverDate => Entry {
            title: "a day in the table of waivers cannot be told",
            why: "The days decide in which periods the unit is excused. 05/06/2025 may be 5 June or 6 May, as \
                the computer was set that saved the file.",
            remedy: "Write the day as year-month-day with its zeros, such as 2025-06-05. In Excel format the \
                column as Text before typing, so that the day is not rewritten.",
        },
        Code::WaiverDaysReversed => Entry {
            title: "a waiver ends before it begins",
            why: "No day lies between its first and its last, so the unit would be excused in no period.",
            remedy: "Correct the wrong day as the decision has it; with an empty “from” only “until” limits the \
                waiver.",
        },
        Code::WaiverUnitUnknown => Entry {
            title: "the unit of a waiver is not in the roster",
            why: "Nobody can tell who is excused. The usual causes are a mistyped code, a leading zero cut by \
                Excel, or a code that is not valid yet or no longer on the days of the waiver.",
            remedy: "Correct the code as the roster has it, with its leading zeros; look at the unit's days of \
                validity too.",
        },
        Code::TargetUnitUnknown => Entry {
            title: "a unit of the table of targets is not in the roster",
            why: "The figures of this row are set for nobody, and the unit they were meant for may seem to have none. The \
                usual causes are a mistyped code and a leading zero cut by Excel.",
            remedy: "Correct the code as the roster has it, with its leading zeros; delete the row of a unit that is no \
                more, or add the unit to the roster.",
        },
        Code::WaiverUnitContradiction => Entry {
            title: "code and name in the table of waivers belong to two units",
            why: "By the code a unit might be excused for which nobody decided it.",
            remedy: "Compare the decision with the roster, and correct the code or the name.",
        },
        Code::WaiverUnitUnclear => Entry {
            title: "the code belongs to several units on the days of the waiver",
            why: "Codes pass to other units when units are merged, and a waiver granted to the old unit does \
                not pass on with the code.",
            remedy: "Enter the unit's name in the column “name”, or keep “from” and “until” within the days of \
                one unit.",
        },
        Code::WaiverCriterionUnknown => Entry {
            title: "the criteria set has nothing of this code to be excused from",
            why: "Nobody can tell what the unit is excused from; Excel may have turned 4.10 into 4.1 or into a \
                day.",
            remedy: "Enter the code of a criterion, group or part as the criteria set has it. In Excel format the \
                column as Text before typing.",
        },
        Code::WaiverForbidden => Entry {
            title: "the criteria set lets nobody be excused from this",
            why: "What a waived criterion gives is for the criteria set to say; for this one it says nothing, \
                so nobody can be excused from it.",
            remedy: "Delete the row. Where the regulation knows waivers, whoever issues the criteria set adds \
                “waived” (exclude or full_marks) to a new version of it.",
        },
        Code::WaivedTwice => Entry {
            title: "a unit is excused twice from one criterion at the same time",
            why: "The two rows may differ in reason and approver, and nobody can tell which to follow; a \
                waiver of a group is one of every criterion in it.",
            remedy: "Keep the row of the decision that is in force, and delete the other or change its days so \
                that one follows the other.",
        },
        Code::UnreadableFile => Entry {
            title: "the file cannot be read",
            why: "The file is damaged, locked or not readable for this user, so the submission in it has been neither \
                checked nor counted.",
            remedy: "Close the file in Excel and try again. If that does not help, open it in Excel and save it as \
                .xlsx; if it does not open, fill in a new form.",
        },
        Code::UnsupportedFormat => Entry {
            title: "the file format is not supported",
            why: "Forms are read as xlsx, xlsm, xls, xlsb, ods and CSV; renaming a file does not change what is inside.",
            remedy: "Open the file in Excel, choose File → Save As → Excel Workbook (*.xlsx), and hand in the new \
                file. In Numbers choose File → Export To → Excel.",
        },
        Code::FileTooLarge => Entry {
            title: "the file is too large",
            why: "A form takes a few dozen kilobytes; a much larger file usually holds pictures, extra sheets or very \
                many unused cells.",
            remedy: "Copy the answers into a new form with Paste Values and hand that in; send evidence as separate \
                files. If the file has to be that large, raise the limit under [limits] in chamdiem.toml.",
        },
        Code::NotUtf8 => Entry {
            title: "the encoding of the text file is not recognised",
            why: "Besides UTF-8, UTF-16, Windows-1258 and the encodings TCVN3 and VNI of old fonts are recognised when \
                exactly one of them makes Vietnamese of the text; here this is not so, and a guess may get the unit's \
                name and the answers wrong.",
            remedy: "Open the file in Excel, choose File → Save As → CSV UTF-8 (Comma delimited) or Excel Workbook \
                (*.xlsx), and hand in the new file.",
        },
        Code::NoTable => Entry {
            title: "no scoring table was found in the file",
            why: "The table is known by its row of headings; when one is missing or renamed, nobody can tell codes \
                from answers.",
            remedy: "Restore the headings of the form, with “Mã” and “Giá trị” (or “Điểm tự chấm”) in one row; if this \
                is the wrong file, hand in the form.",
        },
        Code::NoUnit => Entry {
            title: "the form does not say whose it is",
            why: "The unit is not guessed from the file's name, so the submission cannot be counted for anybody.",
            remedy: "At the top of the form, enter the code to the right of “Mã đơn vị” and the name to the right of \
                “Đơn vị”, as in the roster.",
        },
        Code::UnitNotInRoster => Entry {
            title: "the unit is not in the roster for this period",
            why: "Only units in the roster are ranked. The usual causes are a mistyped code, a lost leading zero, or a \
                code and name from before a merger.",
            remedy: "Check code and name at the top of the form and type leading zeros; where several units share a \
                name, enter the code. If both are right, ask the office in charge of the scoring to update the roster.",
        },
        Code::OtherPeriod => Entry {
            title: "the form is for another period",
            why: "Figures of another period cannot be used for this one; perhaps last period's file was sent by \
                mistake.",
            remedy: "If it is the wrong file, hand in the form for the right period. If only the entry is wrong, \
                correct the cell to the right of “Kỳ” to the period being scored.",
        },
        Code::NoPeriod => Entry {
            title: "the form does not say which period it is for",
            why: "It is counted for the period being scored; if it belongs to another, the result is wrong and nobody \
                notices.",
            remedy: "Check that the figures are of this period, then enter it to the right of “Kỳ” at the top of the \
                form, for example Tháng 11/2021.",
        },
        Code::OtherCriteriaSet => Entry {
            title: "the form belongs to another criteria set",
            why: "Two criteria sets may use one code for two different questions, so the answers of this form cannot \
                be used.",
            remedy: "Take the form of the criteria set in use, copy the answers row by row, and hand it in. Do not \
                just overwrite “Bộ tiêu chí” in the old form.",
        },
        Code::UnknownRow => Entry {
            title: "a row with an answer to no question of the criteria set",
            why: "The answer in this row counts for no criterion.",
            remedy: "Correct the cell in column “Mã” after the form, or write the code again. If you added the row \
                yourself, delete its value and put the text into “Ghi chú” of the row concerned.",
        },
        Code::DuplicateRow => Entry {
            title: "two rows have the same code",
            why: "A question has one answer; with two rows nobody can tell which one is right.",
            remedy: "Keep the row with the right value and delete the other; if one of the codes was mistyped, correct \
                it after the form.",
        },
        Code::MissingRow => Entry {
            title: "the form lacks one of its rows",
            why: "Without its row a question cannot be answered; the row may have been deleted by mistake, or its code \
                changed.",
            remedy: "Insert the row again with its code in column “Mã” and fill in the answer, or copy your answers \
                into a new form.",
        },
        Code::DuplicateSubmission => Entry {
            title: "several submissions of one unit for one period",
            why: "Nobody said which of them is the official one, so none is counted.",
            remedy: "Ask the unit which one is official, then move the other files out of the period's folder.",
        },
        Code::Password => Entry {
            title: "the file is protected by a password",
            why: "Without the password none of the answers in the file can be read.",
            remedy: "Open the file in Excel, go to File → Info → Protect Workbook → Encrypt with Password, clear the \
                password, save, and hand it in again.",
        },
        Code::CodeBecameNumber => Entry {
            title: "a code has become a number or a date",
            why: "As numbers 4.10 and 4.1 cannot be told apart, so it is not known which question this row answers.",
            remedy: "Format column “Mã” (“STT” in an annex) as Text and type the code again as in the form, for example \
                4.10; answers can also be copied into a new form.",
        },
        Code::UnclosedQuote => Entry {
            title: "a double quote is opened and never closed",
            why: "From that quote on, the whole rest of the file is taken for one field, and the rows after it are \
                lost.",
            remedy: "Open the CSV file in Notepad, find the single double quote, and delete it or add the closing one. \
                Handing in an xlsx file is safer.",
        },
        Code::UnitContradiction => Entry {
            title: "code and name belong to two units",
            why: "The code says one unit and the name another; choosing between them could give the points to the \
                wrong unit.",
            remedy: "Correct “Mã đơn vị” or “Đơn vị” at the top of the form after the roster; make sure you did not \
                use another unit's form.",
        },
        Code::DuplicateHeading => Entry {
            title: "two columns have headings of one meaning",
            why: "When two columns mean the same, such as “Giá trị” and “Điểm tự chấm”, nobody can tell which one \
                holds the answers.",
            remedy: "Keep one column as in the form; delete the other or give it a different heading.",
        },
        Code::RowTooLong => Entry {
            title: "a row has more fields than the heading",
            why: "A decimal comma or a comma in a text was taken for a separator, so the values of this row are cut and \
                stand in the wrong columns.",
            remedy: "Open the file in Excel, correct the row and save; if another program wrote the CSV, put fields with \
                a comma into quotes or separate the columns by semicolons.",
        },
        Code::SeveralForms => Entry {
            title: "several sheets of the workbook hold a form of one unit",
            why: "Nobody can tell which of them is the official one, and the program does not choose.",
            remedy: "Keep one sheet for each unit, delete the others or move them to another file, then save.",
        },
        Code::NoCriteriaSet => Entry {
            title: "the form does not say which criteria set it is for",
            why: "It is scored by the set in use; if it was made for another one, its figures may be misread.",
            remedy: "Check that it is the right form, then enter the set's identifier to the right of “Bộ tiêu chí” at \
                the top of the form.",
        },
        Code::HiddenCells => Entry {
            title: "rows or columns are hidden",
            why: "Whoever looks at the form does not see these cells, and they are read and scored like all others.",
            remedy: "Right-click the heading of the row or column and choose Unhide; if a filter hides it, choose Data → \
                Clear. Nothing has to be done when the figures are right.",
        },
        Code::HiddenSheets => Entry {
            title: "the workbook has hidden sheets",
            why: "The form is read from a sheet that is seen; if the right figures are on a hidden one, they do not count.",
            remedy: "Right-click the name of a sheet and choose Unhide to look at it; delete what is not needed.",
        },
        Code::HiddenForm => Entry {
            title: "the form is on a hidden sheet",
            why: "No sheet that is seen holds a form, so the hidden one is read; it may be an old one.",
            remedy: "Right-click the name of a sheet, choose Unhide, see that it is the form of this period, and save.",
        },
        Code::UnitRepeated => Entry {
            title: "one unit has several rows in the table",
            why: "Nobody said which row is the official one, so none is counted.",
            remedy: "Keep one row for each unit, delete the others, and save.",
        },
        Code::AmbiguousQuestion => Entry {
            title: "a row or a column can mean several inputs",
            why: "The program does not guess: a row that is mistaken for another scores the wrong criterion.",
            remedy: "Write the input's code (column “Mã” of the form handed out) in this row or heading, and save.",
        },
        Code::UnknownColumn => Entry {
            title: "the heading of a column is nearly the name of an input",
            why: "It may be a slip; if it were passed over, the column would count for no unit.",
            remedy: "Correct the heading to the input's code; if the column is of no concern, give it another name.",
        },
        Code::NothingFilledIn => Entry {
            title: "a file of several units holds no answer",
            why: "A sheet or row without a single answer is nothing handed in, so this file holds no submission.",
            remedy: "Fill it in and save; if it is a blank template, move it out of the period's folder.",
        },
        Code::PointsForFigures => Entry {
            title: "points where figures are asked for",
            why: "The points of this criterion are computed from figures; taking points for figures would give a wrong result.",
            remedy: "Enter the figures in a column “Giá trị” or “Số liệu”. If these are the figures, write the heading of this column in [mapping] of chamdiem.toml as “figures”.",
        },
        Code::UnitByName => Entry {
            title: "the unit is told by the name of the file or sheet",
            why: "A file is easily renamed or copied; somebody should see that it is the right unit.",
            remedy: "Enter name and code at the top of the form, to the right of “Đơn vị” and “Mã đơn vị”.",
        },
        Code::AmbiguousUnit => Entry {
            title: "a name can mean several units",
            why: "The program does not guess: points given to the wrong unit are worse than none.",
            remedy: "Enter the unit's code, or the full name with its district, at the top of the form.",
        },
        Code::UnitCodeCut => Entry {
            title: "a unit's code has lost its first zeros",
            why: "Excel takes codes for numbers and cuts their zeros; only one unit of the roster fits.",
            remedy: "Format the cell as text and type the whole code again.",
        },
        Code::OtherUnitInFileName => Entry {
            title: "the name of the file has another unit's code",
            why: "Forms are often copied from a neighbour; either the header or the name is wrong.",
            remedy: "Compare the unit in the form with the file's name and correct the one that is wrong.",
        },
        Code::OtherPeriodInFolder => Entry {
            title: "the form is for another period than its folder",
            why: "It may lie in the wrong folder, or last month's form was copied and its period not changed.",
            remedy: "Move the file to the folder of its period, or correct the period in the form.",
        },
        Code::EarlierSubmission => Entry {
            title: "the unit has handed in a later submission",
            why: "The names of the files differ only by a number or a day; the later one counts.",
            remedy: "Nothing to do if the later one is official; else move it out of the period's folder. With --strict nothing is chosen.",
        },
        Code::OtherVersion => Entry {
            title: "the form was made for another version of the criteria set",
            why: "A question of the same code may mean something else in another version.",
            remedy: "Use the form of the version in use (command template), or score with the version the form names.",
        },
        Code::OtherDigest => Entry {
            title: "the criteria set was changed after the form was made",
            why: "The version is the same and the file is not; somebody should see which question changed.",
            remedy: "Compare the two with criteria diff; if a question has changed, make the forms anew.",
        },
        Code::InvalidJsonSubmission => Entry {
            title: "the file is not JSON",
            why: "The program that wrote it failed, or the file was cut off; no answer can be read.",
            remedy: "Write it again; the schema is docs/submission.schema.json.",
        },
        Code::MalformedJsonSubmission => Entry {
            title: "the JSON is no submission",
            why: "With a key that is missing, unknown or of another type nobody knows what was left out.",
            remedy: "Mend it by the schema docs/submission.schema.json.",
        },
        Code::FormulaOverwritten => Entry {
            title: "a formula of the form was overwritten",
            why: "The cell computed points or a level so far, or checked an answer; what whoever fills in the form sees there \
                is no longer right. The program computes everything itself, so the result is not affected.",
            remedy: "Nothing has to be mended to be scored. To see the right points while typing, copy the answers into a new \
                form, and leave the locked cells alone.",
        },
        Code::UnaskedAnswer => Entry {
            title: "a row with an answer of which nothing says what it is to",
            why: "The row has no code, and its words are those of no question of the criteria set, so it counts for no \
                criterion. The form is scored by its other rows all the same.",
            remedy: "If it is an answer, put it into the row of its question, the one with the code. If it is a remark, \
                move it to the column “Ghi chú” or delete it.",
        },
        Code::NothingAnswered => Entry {
            title: "the form is not filled in",
            why: "A blank form is mostly the wrong file, or the figures were typed into another column. Scored, it would give the unit \
                no points and a place as if it had handed in.",
            remedy: "Hand in the file that was filled in; if it was, see whether the figures stand in the column “Giá trị”.",
        },
        Code::FormTextChanged => Entry {
            title: "what the form says was changed",
            why: "The form asks by the criteria set; with another code, question, unit of measure or maximum somebody may have \
                answered another question. The program scores by the criteria set all the same.",
            remedy: "See whether the answer in this row fits the original question; if not, fill in a new form.",
        },
        Code::PeriodUnknown => Entry {
            title: "it is not known which period this is for",
            why: "The period decides which units are in the roster and what the result is compared with; without it \
                nothing can be scored.",
            remedy: "Enter the period to the right of “Kỳ” at the top of the form, for example Tháng 11/2021; or name \
                it in the command, for example 2021-11.",
        },
        Code::OtherEncoding => Entry {
            title: "the text file was converted from another encoding",
            why: "The encoding was recognised by the mark at the beginning, or because there is only one way to read \
                Vietnamese in it; were it another, the unit's name and answers in words would be wrong.",
            remedy: "See whether the unit's name is right; then nothing has to be done. Next time choose File → Save As → \
                CSV UTF-8 (Comma delimited) or Excel Workbook (*.xlsx).",
        },
        Code::LegacyFont => Entry {
            title: "typed with a font from before Unicode (TCVN3, VNI)",
            why: "The fonts .VnTime and VNI-Times show the right letters only where they are installed; elsewhere “Xã Bộc \
                Bố” is “X· Béc Bè”. Capitals with a tone from a font of capitals (.VnTimeH) cannot be told from small \
                letters.",
            remedy: "See whether the converted text is right. In the form, type it anew with a Unicode font (Times New \
                Roman, Arial) and the keyboard set to Unicode, or convert it with the keyboard's own tool (Unikey: \
                Ctrl+Shift+F6).",
        },
        Code::LettersLost => Entry {
            title: "Vietnamese letters were lost when the file was saved",
            why: "Excel's “CSV (Comma delimited)” and “Text (Tab delimited)” keep no Vietnamese letters on most computers: \
                those that cannot be saved become question marks, and this file does not have them any more.",
            remedy: "Open the original workbook in Excel, choose File → Save As → CSV UTF-8 (Comma delimited) or Excel \
                Workbook (*.xlsx), and hand in the new file. Where the original is gone, fill in the form again.",
        },
        Code::AmbiguousSeparator => Entry {
            title: "it is not clear what separates the columns",
            why: "Two separators each give a table with all headings, and different answers; to take one of them would be \
                a guess.",
            remedy: "Leave only one table in the file, or add a first line that names the separator, such as sep=; – safer \
                still, hand in the form as xlsx.",
        },
        Code::NotASpreadsheet => Entry {
            title: "the file is no spreadsheet",
            why: "Documents, pictures and PDF files have no cells to read figures from, even where they show a table.",
            remedy: "Fill the figures in on the form (xlsx) and hand that in; send documents and pictures along as \
                evidence, outside the folder of submissions.",
        },
        Code::FilesInside => Entry {
            title: "the form is still in a packed file or a mail",
            why: "A packed file or a mail may hold several files; they are not opened, and none is picked.",
            remedy: "Unpack it (right click → Extract All) or save the attachment of the mail, and put the form itself, \
                xlsx or CSV, into the folder of submissions.",
        },
        Code::LinkToAFile => Entry {
            title: "the file only points to the form",
            why: "A shortcut or a link says where the form is; the figures are not in this file.",
            remedy: "Open the link, save the form as xlsx (Google Sheets: File → Download → Microsoft Excel), and hand in \
                that file.",
        },
        Code::NotANumber => Entry {
            title: "the answer is not a number",
            why: "Points are computed from the number in this cell; words or a unit of measure beside it prevent that.",
            remedy: "Type the number alone, for example 12 or 70.5; put explanations into “Ghi chú”.",
        },
        Code::AmbiguousNumber => Entry {
            title: "a number with two possible meanings",
            why: "The dot or comma may be a decimal mark or may separate thousands; the wrong reading is off by a \
                factor of one thousand.",
            remedy: "For thousands type the digits alone, for example 1234. For a fraction format the cell as Text and \
                add a zero at the end, for example 1.2340.",
        },
        Code::Blank => Entry {
            title: "the cell is empty",
            why: "An unanswered question earns no points while its maximum still counts, and the appraiser cannot tell \
                “none” from “forgotten”.",
            remedy: "Fill in the answer; if there really was none in the period, type 0, or “Không” where yes or no is \
                asked.",
        },
        Code::NotYesOrNo => Entry {
            title: "the answer is neither yes nor no",
            why: "Only two answers exist here; with entries such as “yes but broken” the unit itself must decide which \
                one it is.",
            remedy: "Type “Có” (yes) or “Không” (no); put explanations into “Ghi chú”.",
        },
        Code::UnknownOption => Entry {
            title: "the answer is not one of the options",
            why: "Each option has its own points; no points can be derived from another answer.",
            remedy: "Copy one of the options listed, word for word, or type its number in the list, for example 1 for \
                the first.",
        },
        Code::NotWhole => Entry {
            title: "a count must be a whole number",
            why: "People, computers and dossiers have no fractions; usually a comma was mistyped, or a percentage \
                entered instead of a count.",
            remedy: "Type the count again in this cell, without decimals and not as a percentage.",
        },
        Code::PartAboveWhole => Entry {
            title: "the part is greater than the whole",
            why: "This number is counted out of the other one, so it cannot be greater; the share would pass 100%.",
            remedy: "Compare both cells with the register or report of the period and correct the wrong one; both must \
                cover the same period and scope.",
        },
        Code::NotApplicableRefused => Entry {
            title: "“not applicable” is not allowed here",
            why: "The criteria set does not let this question be skipped; every unit that is asked must answer.",
            remedy: "Enter the actual answer, even if it is 0 or “Không”; if you think the criterion does not suit \
                your unit, tell the office in charge of the scoring.",
        },
        Code::ErrorValue => Entry {
            title: "the cell shows a spreadsheet error",
            why: "The formula in the cell is broken, by dividing by zero or using a deleted cell for example, so there \
                is no value to score.",
            remedy: "Delete the formula and type the answer into the cell, or mend the cells the formula uses until \
                the error is gone.",
        },
        Code::FormulaWithoutValue => Entry {
            title: "a formula without a result",
            why: "The file has the formula and no stored result, or the result is empty; the program does not \
                calculate formulas itself.",
            remedy: "Open the file in Excel, press Ctrl + Alt + F9 to recalculate, save and hand it in again; or \
                delete the formula and type the answer into the cell.",
        },
        Code::DateForNumber => Entry {
            title: "a date where a number belongs",
            why: "Excel turns whatever looks like a date, such as 1/2 or 1-2, into one; the number that was typed is \
                gone.",
            remedy: "Select the cell, change its format to Number, and type the number again.",
        },
        Code::PercentOrShare => Entry {
            title: "a percentage that may be a share",
            why: "A percentage is asked for; 0.85 may be 85% (a share of one) or 0.85%. The wrong reading is off by a \
                factor of one hundred.",
            remedy: "Type one of the two percentages again with its % sign; the small one only if it really is no more \
                than one per cent.",
        },
        Code::PercentForNumber => Entry {
            title: "a percentage where a plain number belongs",
            why: "A count or points are asked for; a cell that shows 85% really holds 0.85.",
            remedy: "Change the cell's format from Percentage to Number, then type the count or the points asked for.",
        },
        Code::ValueAboveMaximum => Entry {
            title: "value is above the maximum",
            why: "The criteria set limits this number; going beyond usually means a digit too many, another unit of \
                measure, or the wrong row.",
            remedy: "Compare the cell with your records and with column “Đơn vị tính” and type it again; if the number \
                is really right, tell the office in charge of the scoring.",
        },
        Code::ValueBelowMinimum => Entry {
            title: "value is below the minimum",
            why: "The criteria set limits this number; falling short usually means a stray minus sign, a digit too \
                few, or the wrong row.",
            remedy: "Compare the cell with your records and with column “Đơn vị tính” and type it again; if the number \
                is really right, tell the office in charge of the scoring.",
        },
        Code::ZeroDenominator => Entry {
            title: "the denominator is zero",
            why: "Points depend on a share of this number; nothing can be divided by zero, and the criteria set calls \
                it a mistake.",
            remedy: "Check the number in this cell. If there really was nothing in the period, ask the office in \
                charge of the scoring what to enter.",
        },
        Code::TooManyDigits => Entry {
            title: "a number with too many digits",
            why: "Numbers are kept exactly up to 28 digits; a longer one is no real figure, usually several numbers \
                pasted into one cell.",
            remedy: "Clear the cell and type the number again.",
        },
        Code::ReadAsThousands => Entry {
            title: "a separator was read as thousands",
            why: "A count has no fraction, so 1.234 can only mean one thousand two hundred and thirty-four here.",
            remedy: "If the number is right, nothing needs to be done; if not, type the digits again without a \
                separator.",
        },
        Code::ReadAsYesOrNo => Entry {
            title: "an x, or a 1 or a 0, was read as yes or no",
            why: "The question wants yes or no. Some people cross out with an x, and a 1 or a 0 may be the number of another \
                row.",
            remedy: "If that is what was meant, nothing needs to be done; if not, type “Có” (yes) or “Không” (no).",
        },
        Code::LogicalValue => Entry {
            title: "TRUE or FALSE where a number belongs",
            why: "TRUE and FALSE come from a comparison or a tick box in Excel and do not say the number asked for.",
            remedy: "Remove the formula or the tick box and type the number into the cell.",
        },
        Code::NoResult => Entry {
            title: "these answers give no result",
            why: "The criterion's formula has a root, a logarithm or a power, which has no value for what was answered.",
            remedy: "Check the criterion's figures, above all those that are 0; if they are right, tell the office in \
                charge of the scoring.",
        },
        Code::TargetMissing => Entry {
            title: "the superior unit has set no figure",
            why: "Points depend on a figure the superior sets; without it the criterion counts as blank, with no points.",
            remedy: "The office in charge adds the unit's figure to the table of targets (“targets” in chamdiem.toml, or \
                --targets); where no target is set it enters 0 or KAD, as the rules say.",
        },
        Code::ReasonMissing => Entry {
            title: "declared not applicable without a reason",
            why: "The criteria set asks for a reason where a criterion does not apply to a unit; without one the appraiser has \
                nothing to go by.",
            remedy: "Enter the reason in the column for notes of this row; if the criterion does apply, enter the figures.",
        },
        Code::EvidenceMissing => Entry {
            title: "evidence is missing",
            why: "The criteria set requires evidence for the points claimed here, or an explanation in the column for notes. The \
                unit's own points stay as they are, but an appraiser may not accept them.",
            remedy: "Enter number and symbol, day and abstract of the document in the column for evidence, such as 12/KH-UBND \
                ngày 05/03/2021 về việc…; where there is none, enter in the column for notes why, and how the points came about.",
        },
        Code::EvidenceAfterPeriod => Entry {
            title: "evidence is dated after the period",
            why: "A document signed after the last day of the period usually proves something of a later one, or its year is a \
                slip. A report on this period made after its end can serve, if the appraiser accepts it.",
            remedy: "Look at the day of the document; leave it where it is right and the document is about this period, else name \
                another document.",
        },
        Code::EvidenceImpossibleDate => Entry {
            title: "evidence bears a day that does not exist",
            why: "The calendar has no such day, so nobody can tell which document is meant, and whether it belongs to the period.",
            remedy: "Look at the document and enter its day in the order day/month/year, such as 05/03/2021.",
        },
        Code::EvidenceReused => Entry {
            title: "one document serves several criteria",
            why: "A document of the same number, symbol and day is named as evidence of another criterion of this form. That may \
                be right, but the appraiser should know.",
            remedy: "Leave it where the document proves both; where it was copied by mistake, name the right document.",
        },
        Code::WaiverNotInForce => Entry {
            title: "a waiver does not hold in this period",
            why: "A waiver holds for a period when the period's last day is one of its days; here it is not, \
                so the criterion is scored as for everybody.",
            remedy: "Where the unit is still to be excused, add a row for the decision that prolongs it; \
                otherwise nothing need be done. Keep old rows, so that earlier periods can be computed \
                again.",
        },
        Code::WaiverWithoutEffect => Entry {
            title: "a waiver has no effect",
            why: "The criteria set does not ask this of the unit: the criterion is not for its type, or \
                belongs to another version of the set.",
            remedy: "Look at the code of the criterion, and at the unit's type in the roster; where both are \
                right no waiver is needed and the row can be deleted.",
        },
        Code::WaivedAnswered => Entry {
            title: "the unit answered in a criterion it is excused from",
            why: "The unit is excused from this criterion, so the answer does not count.",
            remedy: "The form need not be changed. Where the unit wants the criterion scored, whoever approved \
                the waiver ends it (“until” in the table of waivers).",
        },
        Code::CheckOfNothing => Entry {
            title: "a check between answers uses none",
            why: "A condition without a figure of the form always holds or never does.",
            remedy: "Write the condition with the names of inputs, such as \"holds\": \"online + at_the_counter = dossiers\".",
        },
        Code::Contradiction => Entry {
            title: "answers contradict each other",
            why: "The criteria set says how these figures hang together; where they do not, one of them at least is wrong.",
            remedy: "Compare these cells with the records, mend the wrong one and hand the form in again.",
        },
        Code::Doubtful => Entry {
            title: "answers go badly together",
            why: "The criteria set holds it unlikely that these figures go together; they are scored as they stand.",
            remedy: "Look at these cells again; if they are right, say why in the column “Ghi chú”.",
        },
        Code::DashForNumber => Entry {
            title: "a dash, or “không có”, instead of a number",
            why: "It may mean zero, no data yet, or not applicable; the three are scored differently.",
            remedy: "Type 0 for zero; leave the cell blank where there are no data; type “Không áp dụng” (not applicable) where \
                the criterion allows it, with the reason in the column “Ghi chú”.",
        },
        Code::ValueFromAnotherFile => Entry {
            title: "the answer comes from another file",
            why: "The formula in this cell takes it from another file; what stands here was computed last time, and may be old.",
            remedy: "Look at the number and paste it as a value (Paste Values); nothing has to be done when it is right.",
        },
        Code::SelfScoreDiffers => Entry {
            title: "the self score is not what the answers come to",
            why: "Points are computed from the answers by the criteria set, and those the unit wrote down are not used; where the \
                two differ, somebody has misunderstood the rule, or an answer is wrong.",
            remedy: "See how it is computed with score --derivation, and check the answers of this criterion; if they are right, correct the \
                self score.",
        },
        Code::CumulativeFell => Entry {
            title: "a cumulative figure fell since the period before",
            why: "What counts from the beginning of the year cannot become less within it; one of the two periods is wrong, or this \
                one has only what happened in it. The figure is scored as it stands.",
            remedy: "Check the figure of both periods; if the earlier one was wrong, say so in the column “Ghi chú”.",
        },
        Code::Jump => Entry {
            title: "a figure is far from that of the period before",
            why: "The criteria set holds so large a change to be rare; mostly a digit is missing or too many, or the unit of \
                measure is another one. The figure is scored as it stands.",
            remedy: "Check the figure; if it is right, give the reason in the column “Ghi chú”.",
        },
        Code::CohortMissing => Entry {
            title: "some criteria compare units",
            why: "Their points depend on the figures of every unit; a form scored by itself has none of them yet.",
            remedy: "Score the whole period, for example with chamdiem rank 2021-11 or chamdiem score 2021-11, once the \
                forms of the units are there.",
        },
        Code::NotAppraised => Entry {
            title: "a row without an appraised value",
            why: "Other rows have been appraised, so the appraised score is computed from that column alone; a row \
                left empty there earns nothing in it.",
            remedy: "The appraiser enters a value in this row of the appraisal column; to agree with the unit, copy \
                the unit's value.",
        },
        Code::FactMissing => Entry {
            title: "a question that decides the level is not answered",
            why: "A level depends on this answer; left empty, the condition counts as not met, whatever the facts are.",
            remedy: "Type the answer into the cell given, for example “Có” (yes) or “Không” (no), then check the form \
                again.",
        },
        Code::NotSubmitted => Entry {
            title: "the unit has not handed in a form",
            why: "The unit is in the period's roster and no form of it was found; the criteria set says whether it \
                stays unranked or counts as zero.",
            remedy: "Remind the unit. If it did hand in a form, see whether the file is in the period's folder and \
                whether its unit code was reported as an error.",
        },
        Code::NotRanked => Entry {
            title: "the unit is not ranked because its form has errors",
            why: "Points from a form with errors are not certain; ranking them would also falsify the places of other \
                units.",
            remedy: "Send the unit its list of errors, have it correct the form and hand it in again, then rank once \
                more.",
        },
        Code::NothingEarlier => Entry {
            title: "there is no earlier result to compare with",
            why: "Where nobody was ranked in the earlier period, no movement of ranks and points can be computed, so \
                those columns stay empty.",
            remedy: "If the earlier period was scored, put its forms into the right folder, correct the errors in them \
                and run again; in the very first period nothing needs to be done.",
        },
        Code::NobodyRanked => Entry {
            title: "no unit could be ranked",
            why: "No form can be used, so there is no ranking to publish.",
            remedy: "Make sure that folder, period, criteria set and roster are right and belong together, then deal \
                with the errors of each form.",
        },
        Code::NoCohort => Entry {
            title: "the unit's type belongs to no cohort",
            why: "The criteria set ranks units apart by their type, and no cohort takes this type, so the unit has no \
                place.",
            remedy: "Check or fill in the unit's “type” in the roster; if it is right, add the type to a cohort in \
                “ranking.cohorts” of the criteria set.",
        },
        Code::NothingApplies => Entry {
            title: "nothing of the criteria set counts for the unit",
            why: "The maximum that applies to the unit is 0, so there is no total to rank: 0 of 0 is not 0 points.",
            remedy: "Where too little is answered (“minimum_data” in the criteria set), ask the unit to fill in what is \
                blank; else check the unit's type in the roster, “assigned_to” in the criteria set, the table of waivers, \
                and what the unit declares not applicable.",
        },
        Code::VersionsDiffer => Entry {
            title: "the earlier period was scored by another version of the criteria set",
            why: "Where criteria, maxima, rules or the way of ranking have changed, points and places of the two periods \
                no longer measure the same thing; a gain or a loss may be the criteria set's alone.",
            remedy: "See with criteria diff where the two versions differ. If a criterion has only another title, name \
                its old code under “same_as” in the new version before it is issued. If no comparison is wanted, add \
                --against none.",
        },
    }
}
