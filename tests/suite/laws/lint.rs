//! Laws of what the check of a definition calls impossible or without effect: no submission
//! whatever may show otherwise.

use chamdiem::definition::{self, CriteriaSet};
use chamdiem::finding::{Finding, Findings, Place, Problem, Source};
use proptest::collection::vec;
use proptest::prelude::*;

use super::cases;
use crate::builder::{self, Branch, Criterion, Form, criterion, group, unit};

/// Drawn numbers, one after the other.
struct Draw<'d> {
    numbers: std::iter::Cycle<std::slice::Iter<'d, u16>>,
}

impl<'d> Draw<'d> {
    fn new(numbers: &'d [u16]) -> Draw<'d> {
        Draw {
            numbers: numbers.iter().cycle(),
        }
    }

    fn below(&mut self, limit: usize) -> usize {
        let number = self.numbers.next().copied().unwrap_or(0);
        usize::from(number) % limit
    }

    fn of<'o>(&mut self, options: &[&'o str]) -> &'o str {
        options[self.below(options.len())]
    }

    fn one_of<'o>(&mut self, codes: &'o [String]) -> &'o str {
        &codes[self.below(codes.len())]
    }

    fn happens(&mut self, of_ten: usize) -> bool {
        self.below(10) < of_ten
    }
}

const KINDS: [&str; 4] = ["", "xã", "phường", "đặc khu"];
const FACT: &str = "su_that";
const VETO: &str = "bi_phat";

/// A criterion that gives at most `maximum`, or less, or less than nothing.
fn drawn_criterion(
    draw: &mut Draw,
    code: &str,
    siblings: &[String],
    may_be_negative: bool,
) -> Criterion {
    let maximum = draw.of(&["2", "3", "5", "10", "33.3"]);
    let of = |role: &str| format!("{role}_{code}");
    let bare = criterion(code, maximum);
    let mut drawn = match draw.below(if may_be_negative { 7 } else { 6 }) {
        0 | 1 => bare,
        2 => bare.asks(&of("hoi"), "yes_no").rule(&format!(
            r#"{{ "kind": "yes_no", "input": "{}" }}"#,
            of("hoi")
        )),
        3 => bare.asks(&of("dem"), "count").rule(&format!(
            r#"{{ "kind": "per_item", "count": "{}", "points_each": 0.7, "cap": 1.4 }}"#,
            of("dem")
        )),
        4 | 5 => bare
            .asks(&of("tu"), "count")
            .asks(&of("mau"), "count")
            .rule(&format!(
                r#"{{ "kind": "ratio", "numerator": "{}", "denominator": "{}" }}"#,
                of("tu"),
                of("mau")
            ))
            .zero_denominator(draw.of(&["full_marks", "zero"])),
        _ => bare.asks(&of("loi"), "count").rule(&format!(
            r#"{{ "kind": "deduction", "count": "{}", "points_each": 1.5, "floor": -4 }}"#,
            of("loi")
        )),
    };
    let policy = draw.of(&[
        "forbidden",
        "forbidden",
        "full_marks",
        "zero",
        "exclude",
        "exclude",
        "transfer",
    ]);
    let takers: Vec<&str> = siblings
        .iter()
        .map(String::as_str)
        .filter(|other| *other != code)
        .collect();
    drawn = match policy {
        "transfer" if takers.is_empty() => drawn,
        "transfer" => {
            let first = draw.below(takers.len());
            drawn.not_applicable(policy).transfer_to(&takers[first..])
        }
        policy => drawn.not_applicable(policy),
    };
    if draw.happens(3) {
        drawn = drawn.assigned_to(draw.of(&["xã", "phường"]));
    }
    drawn
}

fn drawn_group(draw: &mut Draw, name: &str) -> Branch {
    let codes: Vec<String> = (1..=1 + draw.below(3))
        .map(|number| format!("{name}{number}"))
        .collect();
    let combine = draw.of(&["", "", "weighted_mean", "geometric_mean", "harmonic_mean"]);
    let may_be_negative = matches!(combine, "" | "weighted_mean");
    let siblings = if combine.is_empty() {
        codes.clone()
    } else {
        Vec::new()
    };
    let criteria = codes
        .iter()
        .map(|code| {
            let drawn = drawn_criterion(draw, code, &siblings, may_be_negative);
            let weight = format!(r#""weight": {}"#, 1 + draw.below(3));
            if combine.is_empty() {
                drawn
            } else {
                drawn.also(&weight)
            }
        })
        .collect();
    let mut drawn = group(&name.to_uppercase(), criteria);
    if !combine.is_empty() {
        drawn = drawn.also(&format!(r#""combine": "{combine}""#));
    }
    if draw.happens(2) {
        drawn = drawn.also(r#""minimum_data": 0.5"#);
    }
    drawn
}

/// A tree and what its ladder asks for; each level is a list of conditions that all must hold.
struct Drawn {
    set: builder::Set,
    levels: Vec<Vec<String>>,
    /// The alternatives of every “any”, however deep.
    alternatives: Vec<Vec<String>>,
    needs_level_below: bool,
    compare: &'static str,
}

fn drawn(numbers: &[u16]) -> Drawn {
    let draw = &mut Draw::new(numbers);
    let mut groups: Vec<Branch> = ["a", "b"][..=draw.below(2)]
        .iter()
        .map(|name| drawn_group(draw, name))
        .collect();
    if draw.happens(3) {
        let bonus = drawn_criterion(draw, "t1", &[], true);
        let caps = draw.of(&[
            r#"{ "minimum": -3, "maximum": 2 }"#,
            r#"{ "minimum": 0, "maximum": 4 }"#,
        ]);
        groups.push(group("T", vec![bonus]).also(&format!(r#""outside": {caps}"#)));
    }
    let mut codes: Vec<String> = groups.iter().map(|group| group.code.clone()).collect();
    let below = groups.iter().flat_map(|group| &group.criteria);
    let criteria: Vec<String> = below.map(|criterion| criterion.code.clone()).collect();
    codes.extend(criteria.iter().cloned());
    let mode = draw.of(&["half_away_from_zero", "half_even", "down", "up"]);
    let stage = draw.of(&["published", "criterion"]);
    let digits = u32::try_from(draw.below(3)).expect("small");
    let mut set = builder::set_of_groups(groups).fact(FACT).fact(VETO);
    set = set.rounding(digits, mode, stage);
    if draw.happens(2) {
        set = set.scoring("scale", draw.of(&["1", "100", "7"]));
    }
    if draw.happens(3) {
        set = set.scoring("not_assigned", "\"full_marks\"");
    }
    let mut alternatives = Vec::new();
    let levels = (0..=draw.below(3))
        .map(|_| {
            let gates = 1 + draw.below(3);
            (0..gates)
                .map(|_| drawn_condition(draw, &codes, &criteria, &mut alternatives, 2))
                .collect()
        })
        .collect();
    Drawn {
        set,
        levels,
        alternatives,
        needs_level_below: draw.happens(5),
        compare: draw.of(&["published", "exact"]),
    }
}

fn drawn_condition(
    draw: &mut Draw,
    codes: &[String],
    criteria: &[String],
    alternatives: &mut Vec<Vec<String>>,
    depth: usize,
) -> String {
    let of = |draw: &mut Draw| {
        if draw.happens(3) {
            String::new()
        } else {
            format!(r#""of": "{}", "#, draw.one_of(codes))
        }
    };
    match draw.below(if depth == 0 { 7 } else { 11 }) {
        0 | 1 => {
            let of = of(draw);
            let points = draw.of(&[
                "0", "1", "1.4", "2", "2.005", "3", "5", "9.995", "10", "13", "15", "20.5", "40",
            ]);
            format!(r#"{{ "kind": "points", {of}"at_least": {points} }}"#)
        }
        2 | 3 => {
            let of = of(draw);
            let percent = draw.of(&[
                "0", "14", "28", "50", "66.67", "75", "80", "99.995", "100", "105",
            ]);
            format!(r#"{{ "kind": "percent", {of}"at_least": {percent} }}"#)
        }
        4 => format!(
            r#"{{ "kind": "met", "criterion": "{}" }}"#,
            draw.one_of(criteria)
        ),
        5 => format!(
            r#"{{ "kind": "fact", "input": "{VETO}", "is": {} }}"#,
            draw.happens(5)
        ),
        6 => {
            let of = of(draw);
            let below = draw.of(&["directly", "criteria"]);
            let percent = draw.of(&["20", "50", "80", "100"]);
            // Of a criterion there is nothing below.
            let of = if of.contains(char::is_lowercase)
                && of.bytes().any(|byte| byte.is_ascii_digit())
            {
                String::new()
            } else {
                of
            };
            format!(r#"{{ "kind": "each", {of}"below": "{below}", "at_least": {percent} }}"#)
        }
        7 => format!(
            r#"{{ "kind": "not", "condition": {} }}"#,
            drawn_condition(draw, codes, criteria, alternatives, depth - 1)
        ),
        other => {
            let parts: Vec<String> = (0..=draw.below(3))
                .map(|_| drawn_condition(draw, codes, criteria, alternatives, depth - 1))
                .collect();
            let at_least = 1 + draw.below(parts.len());
            if other == 9 {
                alternatives.push(parts.clone());
            }
            let parts = parts.join(", ");
            match other {
                8 => format!(r#"{{ "kind": "all", "conditions": [{parts}] }}"#),
                9 => format!(r#"{{ "kind": "any", "conditions": [{parts}] }}"#),
                _ => format!(
                    r#"{{ "kind": "count", "at_least": {at_least}, "conditions": [{parts}] }}"#
                ),
            }
        }
    }
}

impl Drawn {
    fn linted(&self) -> (String, Vec<Finding>) {
        let levels: Vec<(u32, String)> = (1..)
            .zip(&self.levels)
            .map(|(level, gates)| {
                (
                    level,
                    format!(
                        r#"{{ "kind": "all", "conditions": [{}] }}"#,
                        gates.join(", ")
                    ),
                )
            })
            .collect();
        let levels: Vec<(u32, &str)> = levels
            .iter()
            .map(|(level, when)| (*level, when.as_str()))
            .collect();
        let compare = format!(r#""compare": "{}""#, self.compare);
        let text = self
            .set
            .clone()
            .ladder_with(self.needs_level_below, &compare, &levels)
            .text();
        let mut findings = Findings::new();
        definition::read(&Source::new("bo.json"), &text, &mut findings);
        (text, findings.sorted())
    }

    /// The same set, with a ladder of one rung for every single condition; each can be had by
    /// stating a fact, so that none of them is out of reach.
    fn to_be_judged(&self) -> CriteriaSet {
        let mut set = self.set.clone();
        let compare = format!(r#""compare": "{}""#, self.compare);
        let fact = format!(r#"{{ "kind": "fact", "input": "{FACT}", "is": true }}"#);
        for gate in self.levels.iter().chain(&self.alternatives).flatten() {
            let either = format!(r#"{{ "kind": "any", "conditions": [{fact}, {gate}] }}"#);
            set = set.ladder_with(true, &compare, &[(1, &either)]);
        }
        let text = set.text();
        let mut findings = Findings::new();
        let read = definition::read(&Source::new("bo.json"), &text, &mut findings);
        read.unwrap_or_else(|| panic!("{:#?} in\n{text}", findings.sorted()))
    }

    /// Whether each condition of each level holds for a form, then each alternative of each list.
    fn judged(&self, set: &CriteriaSet, form: &Form, kind: &str) -> Vec<Vec<bool>> {
        let levels = form.assessed_as(kind, set).card.own.levels;
        let mut held = levels.iter().map(|held| *held == Some(1));
        let gates = |gates: &Vec<String>| held.by_ref().take(gates.len()).collect();
        self.levels
            .iter()
            .chain(&self.alternatives)
            .map(gates)
            .collect()
    }
}

/// Answers at the ends of what can be said, and now and then between.
fn answers(set: &CriteriaSet, draw: &mut Draw) -> Form {
    let mut form = unit("00412").answer(FACT, "Không");
    let leans = draw.below(3);
    for input in set.inputs.iter().filter(|input| input.name != FACT) {
        let end = match leans {
            0 => 0,
            1 => 1,
            _ => draw.below(4),
        };
        let is_number = input.shape.kind.is_number();
        let answer = match (draw.below(12), is_number) {
            (0, _) => "",
            (1 | 2, _) if !input.is_fact => "KAD",
            (_, true) if input.name.starts_with("loi") => ["0", "900", "2", "5"][end],
            (_, true) if input.name.starts_with("tu") => ["7", "0", "3", "1"][end],
            (_, true) if input.name.starts_with("mau") => ["7", "8", "9", "0"][end],
            (_, true) if input.name.starts_with("dem") => ["2", "0", "1", "50"][end],
            (_, true) => match (
                end,
                input
                    .shape
                    .maximum
                    .as_ref()
                    .and_then(chamdiem::number::Exact::to_decimal),
            ) {
                (0 | 3, Some(maximum)) => {
                    form = form.answer(&input.name, &maximum.to_string().replace('.', ","));
                    continue;
                }
                _ => ["0", "0", "1,5", "2"][end],
            },
            (_, false) => ["Có", "Không", "Có", "Không"][end],
        };
        form = form.answer(&input.name, answer);
    }
    form
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn what_the_check_calls_impossible_no_submission_shows(numbers in vec(any::<u16>(), 160), picks in vec(any::<u16>(), 400)) {
        let drawn = drawn(&numbers);
        let (text, findings) = drawn.linted();
        let claims: Vec<&Finding> = findings
            .iter()
            .filter(|finding| matches!(
                finding.problem,
                Problem::LevelUnreachable { .. }
                    | Problem::ConditionsContradict { .. }
                    | Problem::LevelUnreachableForTypes { .. }
                    | Problem::ImpliedCondition { .. }
                    | Problem::LadderOutOfOrder { .. }
            ))
            .collect();
        prop_assume!(!claims.is_empty());
        let set = drawn.to_be_judged();
        let draw = &mut Draw::new(&picks);
        for number in 0..48 {
            let form = answers(&set, draw);
            let kind = KINDS[number % KINDS.len()];
            let gates = drawn.judged(&set, &form, kind);
            let holds = |level: u32| gates[level as usize - 1].iter().all(|gate| *gate);
            let with_below = |level: u32| {
                let first = if drawn.needs_level_below { 1 } else { level };
                (first..=level).all(holds)
            };
            for claim in &claims {
                let shows_otherwise = match &claim.problem {
                    Problem::LevelUnreachable { level, .. } => holds(*level),
                    Problem::ConditionsContradict { level, .. } => with_below(*level),
                    Problem::LevelUnreachableForTypes { level, unit_types } => {
                        unit_types.iter().any(|of| of == kind) && with_below(*level)
                    }
                    // Less of one thing than below is told whatever else is asked for.
                    Problem::LadderOutOfOrder { required: Some(_), .. } if drawn.needs_level_below => false,
                    Problem::LadderOutOfOrder { level, before, .. } => with_below(*before) && !holds(*level),
                    Problem::ImpliedCondition { is_alternative: true, .. } => {
                        let Place::Text { span, .. } = &claim.place else { panic!("{claim:?}") };
                        let own = &text[span.start..span.end];
                        let held = &gates[drawn.levels.len()..];
                        let lists = drawn.alternatives.iter().zip(held);
                        let mut lists = lists.filter(|(list, _)| list.iter().any(|one| one == own)).peekable();
                        prop_assert!(lists.peek().is_some(), "{own} is no alternative of\n{text}");
                        // Met without any of the others, wherever it stands.
                        lists.all(|(list, held)| {
                            let met: Vec<&String> = list.iter().zip(held).filter(|(_, held)| **held).map(|(one, _)| one).collect();
                            met == [own]
                        })
                    }
                    Problem::ImpliedCondition { level, .. } => {
                        let Place::Text { span, .. } = &claim.place else { panic!("{claim:?}") };
                        let own = &text[span.start..span.end];
                        let level = *level as usize - 1;
                        let index = drawn.levels[level].iter().position(|gate| gate == own);
                        // Within a condition that is itself a list of them.
                        index.is_some_and(|index| {
                            let others = gates[level].iter().enumerate().filter(|(other, _)| *other != index);
                            others.clone().all(|(_, gate)| *gate) && !gates[level][index]
                        })
                    }
                    _ => false,
                };
                let csv = String::from_utf8(form.csv()).expect("text");
                prop_assert!(!shows_otherwise, "{claim:#?}\nof type “{kind}”\n{csv}\n{text}");
            }
        }
    }
}
