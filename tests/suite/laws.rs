//! Laws: what holds of every criteria set and every answer, tried on drawn ones.
//!
//! A drawn set has every kind of rule and policy; its answers are drawn for its inputs, some
//! blank, some "not applicable". `PROPTEST_CASES=5000 cargo test laws` looks further.

use std::collections::BTreeMap;
use std::sync::Arc;

use chamdiem::definition::{CriteriaSet, NotApplicable};
use chamdiem::form::{self, Answer, Filled, Flavour};
use chamdiem::number::{Decimal, Exact, parse_plain};
use chamdiem::period::Period;
use chamdiem::provenance::{InputFile, Provenance};
use chamdiem::ranking::{self, Field, Ranking};
use chamdiem::report::document::CriteriaSetReference;
use chamdiem::report::document::findings::Counts;
use chamdiem::report::document::ranking::{Context, RankingDocument, Selection};
use chamdiem::report::document::scorecards::{Cards, ScorecardsDocument};
use chamdiem::report::section::scorecards::Detail;
use chamdiem::report::{Format, Report, section};
use chamdiem::rule::{InputId, InputKind};
use chamdiem::scorecard::{Assessment, Scorecard, Standing};
use chamdiem::scoring::{self, Outcome, published};
use chamdiem::submission::Stage;
use chamdiem::text::{self, Language};
use chamdiem::unit::{AdministrativeUnit, Tier, UnitCode};
use dashu_ratio::RBig;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::builder::{self, Criterion, assessed, codes, criterion, exact, plain_unit};

const MONTH: Period = Period::Month(2021, 11);

/// `cases` of each law, or as many as `PROPTEST_CASES` says.
fn cases(cases: u32) -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig {
        cases: if std::env::var_os("PROPTEST_CASES").is_some() {
            default.cases
        } else {
            cases
        },
        // A case that fails is written down as a test, not kept in a file of seeds.
        failure_persistence: None,
        ..default
    }
}

// Drawing criteria sets.

/// How a drawn criterion is scored.
#[derive(Debug, Clone)]
enum Kind {
    YesNo,
    Choice {
        options: usize,
    },
    /// Target and floor in tenths.
    Ratio {
        target: u32,
        floor: Option<u32>,
    },
    Steps,
    /// Hundredths of a point for each.
    PerItem {
        each: u32,
    },
    WeightedCount {
        each: [u32; 2],
    },
    Checklist {
        items: usize,
        mode: &'static str,
    },
    Deduction {
        each: u32,
    },
    Manual,
    /// A ratio and a question, worth half each.
    Sum,
    /// A ratio, or a question worth half.
    Best,
}

/// A drawn criterion; its code is its place in the drawing, wherever it later stands.
#[derive(Debug, Clone)]
struct Drawn {
    code: String,
    /// In hundredths of a point, an even number.
    maximum: u32,
    kind: Kind,
    not_applicable: &'static str,
    zero_denominator: &'static str,
}

/// A drawn set: criteria below the whole, and groups with criteria and one group below.
#[derive(Debug, Clone)]
struct Plan {
    criteria: Vec<Drawn>,
    groups: Vec<(Vec<Drawn>, Vec<Drawn>)>,
    digits: u32,
    mode: &'static str,
    stage: &'static str,
    scale: Option<u32>,
    /// The ladder's thresholds in percent, rising; what else each level asks for; whether a
    /// level needs those below.
    levels: Vec<(u32, Vec<Gate>)>,
    cumulative: bool,
}

/// What a level asks for besides a percent of the whole; criterion 1 is always there.
#[derive(Debug, Clone, Copy)]
enum Gate {
    /// That the fact is this.
    Fact(bool),
    /// Full points for criterion 1.
    Met,
    /// The fact, or half of criterion 1.
    Any,
}

const FACT: &str = "su_that";

fn kind() -> impl Strategy<Value = Kind> {
    prop_oneof![
        Just(Kind::YesNo),
        (2_usize..=4).prop_map(|options| Kind::Choice { options }),
        (1_u32..=10, proptest::option::of(1_u32..=10)).prop_map(|(target, floor)| Kind::Ratio {
            target,
            floor: floor.map(|floor| floor.min(target))
        }),
        Just(Kind::Steps),
        (1_u32..500).prop_map(|each| Kind::PerItem { each }),
        [1_u32..500, 1_u32..500].prop_map(|each| Kind::WeightedCount { each }),
        (1_usize..=7, select(vec!["proportional", "all_of"]))
            .prop_map(|(items, mode)| Kind::Checklist { items, mode }),
        (1_u32..500).prop_map(|each| Kind::Deduction { each }),
        Just(Kind::Manual),
        Just(Kind::Sum),
        Just(Kind::Best),
    ]
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let policies = select(vec!["forbidden", "full_marks", "zero", "exclude"]);
    let zeros = select(vec!["error", "full_marks", "zero", "not_applicable"]);
    (1_u32..2000, kind(), policies, zeros).prop_map(
        |(half, kind, not_applicable, zero_denominator)| Drawn {
            code: String::new(),
            maximum: half * 2,
            kind,
            not_applicable,
            zero_denominator: match (not_applicable, zero_denominator) {
                // Refused by the definition's own check.
                ("forbidden", "not_applicable") => "zero",
                (_, zero_denominator) => zero_denominator,
            },
        },
    )
}

fn plan() -> impl Strategy<Value = Plan> {
    let tree = (
        vec(drawn(), 1..4),
        vec((vec(drawn(), 0..3), vec(drawn(), 0..3)), 0..3),
    );
    let modes = select(vec!["half_away_from_zero", "half_even", "down", "up"]);
    let rounding = (0_u32..=4, modes, select(vec!["published", "criterion"]));
    let gate = prop_oneof![
        any::<bool>().prop_map(Gate::Fact),
        Just(Gate::Met),
        Just(Gate::Any)
    ];
    let levels = (vec((0_u32..=100, vec(gate, 0..3)), 1..5), any::<bool>());
    let scale = proptest::option::weighted(0.2, select(vec![1_u32, 100, 200]));
    (tree, rounding, levels, scale).prop_map(
        |((criteria, groups), (digits, mode, stage), (mut levels, cumulative), scale)| {
            levels.sort_by_key(|(percent, _): &(u32, Vec<Gate>)| *percent);
            let mut plan = Plan {
                criteria,
                groups,
                digits,
                mode,
                stage,
                scale,
                levels,
                cumulative,
            };
            let codes = (1..).map(|number: u32| number.to_string());
            for (drawn, code) in plan.drawn_mut().zip(codes) {
                drawn.code = code;
            }
            plan
        },
    )
}

impl Drawn {
    fn name(&self, role: &str) -> String {
        format!("{role}_{}", self.code)
    }

    fn criterion(&self) -> Criterion {
        let [above, below, asked] = ["tu", "mau", "hoi"].map(|role| self.name(role));
        let bare = criterion(&self.code, &points(self.maximum))
            .not_applicable(self.not_applicable)
            .zero_denominator(self.zero_denominator);
        let ratio =
            format!(r#"{{ "kind": "ratio", "numerator": "{above}", "denominator": "{below}" }}"#);
        let question = format!(r#"{{ "kind": "yes_no", "input": "{asked}" }}"#);
        let half = points(self.maximum / 2);
        match &self.kind {
            Kind::YesNo => bare.asks(&asked, "yes_no").rule(&question),
            Kind::Choice { options } => {
                let ids = ["nhat", "nhi", "ba", "tu"];
                let shares = ["1", "0.5", "0.25", "0"];
                let worth = ids.iter().zip(shares).take(*options);
                let worth: Vec<String> = worth.map(|(id, share)| format!(r#"{{ "option": "{id}", "share": {share} }}"#)).collect();
                bare.asks_choice(&asked, &ids[..*options])
                    .rule(&format!(r#"{{ "kind": "choice", "input": "{asked}", "options": [{}] }}"#, worth.join(", ")))
            }
            Kind::Ratio { target, floor } => {
                let tenths = |tenths: u32| Decimal::new(i64::from(tenths), 1);
                let floor = floor.map(|floor| format!(r#", "floor": {}"#, tenths(floor))).unwrap_or_default();
                bare.asks(&above, "count").asks(&below, "count").rule(&format!(
                    r#"{{ "kind": "ratio", "numerator": "{above}", "denominator": "{below}", "target": {}{floor} }}"#,
                    tenths(*target)
                ))
            }
            Kind::Steps => bare.asks(&above, "count").asks(&below, "count").rule(&format!(
                r#"{{ "kind": "steps", "numerator": "{above}", "denominator": "{below}", "bands": [
                    {{ "below": 0.5, "points": 0 }},
                    {{ "from": 0.5, "to": 0.8, "share": 0.5 }},
                    {{ "above": 0.8, "share": 1 }}
                ] }}"#
            )),
            Kind::PerItem { each } => bare
                .asks(&above, "count")
                .rule(&format!(r#"{{ "kind": "per_item", "count": "{above}", "points_each": {} }}"#, points(*each))),
            Kind::WeightedCount { each } => bare.asks(&above, "count").asks(&below, "count").rule(&format!(
                r#"{{ "kind": "weighted_count", "items": [
                    {{ "count": "{above}", "points_each": {} }}, {{ "count": "{below}", "points_each": {} }}
                ] }}"#,
                points(each[0]),
                points(each[1])
            )),
            Kind::Checklist { items, mode } => {
                let names: Vec<String> = (0..*items).map(|item| format!("{asked}_{item}")).collect();
                let asking = names.iter().fold(bare, |asking, name| asking.asks(name, "yes_no"));
                asking.rule(&format!(r#"{{ "kind": "checklist", "items": ["{}"], "mode": "{mode}" }}"#, names.join("\", \"")))
            }
            Kind::Deduction { each } => bare
                .asks(&above, "count")
                .rule(&format!(r#"{{ "kind": "deduction", "count": "{above}", "points_each": {} }}"#, points(*each))),
            Kind::Manual => bare,
            Kind::Sum => bare.asks(&above, "count").asks(&below, "count").asks(&asked, "yes_no").rule(&format!(
                r#"{{ "kind": "sum", "parts": [{{ "points": {half}, "rule": {ratio} }}, {{ "points": {half}, "rule": {question} }}] }}"#
            )),
            Kind::Best => bare.asks(&above, "count").asks(&below, "count").asks(&asked, "yes_no").rule(&format!(
                r#"{{ "kind": "best", "of": [{{ "rule": {ratio} }}, {{ "points": {half}, "rule": {question} }}] }}"#
            )),
        }
    }
}

fn points(hundredths: u32) -> String {
    Decimal::new(i64::from(hundredths), 2).to_string()
}

impl Plan {
    fn drawn_mut(&mut self) -> impl Iterator<Item = &mut Drawn> {
        let grouped = self
            .groups
            .iter_mut()
            .flat_map(|(own, below)| own.iter_mut().chain(below));
        self.criteria.iter_mut().chain(grouped)
    }

    fn drawn(&self) -> impl Iterator<Item = &Drawn> {
        let grouped = self
            .groups
            .iter()
            .flat_map(|(own, below)| own.iter().chain(below));
        self.criteria.iter().chain(grouped)
    }

    fn set(&self) -> CriteriaSet {
        let criteria = |drawn: &[Drawn]| drawn.iter().map(Drawn::criterion).collect();
        let mut set = builder::set(criteria(&self.criteria)).fact(FACT).rounding(
            self.digits,
            self.mode,
            self.stage,
        );
        for (number, (own, below)) in self.groups.iter().enumerate() {
            let mut group = builder::group(&format!("G{number}"), criteria(own));
            group
                .groups
                .push(builder::group(&format!("G{number}.1"), criteria(below)));
            set.groups.push(group);
        }
        if let Some(scale) = self.scale {
            set = set.scoring("scale", &scale.to_string());
        }
        let levels = self
            .levels
            .iter()
            .map(|(percent, gates)| condition(*percent, gates));
        let levels: Vec<(u32, String)> = (1..).zip(levels).collect();
        let levels: Vec<(u32, &str)> = levels
            .iter()
            .map(|(level, when)| (*level, when.as_str()))
            .collect();
        // That the fact is used at all, whatever the levels ask for.
        set = set.ladder(self.cumulative, &levels);
        set.ladder(
            true,
            &[(
                1,
                &format!(r#"{{ "kind": "fact", "input": "{FACT}", "is": true }}"#),
            )],
        )
        .read()
    }
}

/// Writes the condition of a level.
fn condition(percent: u32, gates: &[Gate]) -> String {
    let fact = |is: bool| format!(r#"{{ "kind": "fact", "input": "{FACT}", "is": {is} }}"#);
    let gate = |gate: &Gate| match gate {
        Gate::Fact(is) => fact(*is),
        Gate::Met => r#"{ "kind": "met", "criterion": "1" }"#.to_owned(),
        Gate::Any => {
            let half = r#"{ "kind": "percent", "of": "1", "at_least": 50 }"#;
            format!(
                r#"{{ "kind": "any", "conditions": [{}, {half}] }}"#,
                fact(true)
            )
        }
    };
    let of_whole = format!(r#"{{ "kind": "percent", "at_least": {percent} }}"#);
    let all: Vec<String> = std::iter::once(of_whole)
        .chain(gates.iter().map(gate))
        .collect();
    format!(r#"{{ "kind": "all", "conditions": [{}] }}"#, all.join(", "))
}

// Drawing answers.

/// Answers by the input's name; an input without one is blank.
type Given = BTreeMap<String, Answer>;

const NOT_APPLICABLE: &str = "KAD";

/// Numbers to make answers of, enough for any drawn set.
fn picks() -> impl Strategy<Value = Vec<u16>> {
    vec(any::<u16>(), 64)
}

/// Answers that a set admits: parts not above their wholes, no zero where it is an error, "not
/// applicable" only where it can be declared.
fn given(set: &CriteriaSet, picks: &[u16]) -> Given {
    let criteria = || set.nodes.iter().filter_map(|node| node.criterion());
    let wholes: BTreeMap<InputId, InputId> = criteria()
        .flat_map(|criterion| criterion.compiled.parts_of_wholes.iter().copied())
        .collect();
    let mut given = Given::new();
    let ids = || (0..set.inputs.len()).map(InputId::new);
    let parts_last = ids()
        .filter(|id| !wholes.contains_key(id))
        .chain(ids().filter(|id| wholes.contains_key(id)));
    for id in parts_last {
        let input = set.input(id);
        let pick = picks[id.index() % picks.len()];
        let (outcome, number) = (pick % 16, i64::from(pick / 16));
        let mut users = criteria().filter(|criterion| criterion.compiled.inputs.contains(&id));
        let may_decline = !input.is_fact
            && users.clone().count() > 0
            && users.all(|criterion| criterion.not_applicable != NotApplicable::Forbidden);
        let never_zero = criteria().any(|criterion| criterion.compiled.never_zero.contains(&id));
        let answer = match (outcome, input.shape.kind) {
            (1, _) => continue,
            (2, _) if may_decline => Answer::Text(NOT_APPLICABLE.to_owned()),
            (_, InputKind::YesNo) => yes_no(number % 2 == 0),
            (_, InputKind::Choice) => {
                let option =
                    usize::try_from(number).expect("not negative") % input.option_labels.len();
                Answer::Text(input.option_labels[option].vi.clone())
            }
            (_, InputKind::Points) => {
                let most = input
                    .shape
                    .maximum
                    .as_ref()
                    .and_then(Exact::to_decimal)
                    .expect("points have a maximum");
                Answer::Number((most * Decimal::new(number % 101, 2)).round_dp(2))
            }
            (_, InputKind::Count | InputKind::Decimal | InputKind::Percent) => {
                let whole = wholes
                    .get(&id)
                    .and_then(|whole| number_of(given.get(&set.input(*whole).name)));
                let least = i64::from(never_zero);
                Answer::Number(Decimal::from(
                    whole.map_or(least + number % 12, |whole| number % (whole + 1)),
                ))
            }
        };
        given.insert(input.name.clone(), answer);
    }
    given
}

fn yes_no(yes: bool) -> Answer {
    Answer::Text(if yes { "Có" } else { "Không" }.to_owned())
}

fn number_of(answer: Option<&Answer>) -> Option<i64> {
    match answer? {
        Answer::Number(number) => i64::try_from(number.trunc().mantissa()).ok(),
        Answer::Text(_) => None,
    }
}

fn filled_form(set: &CriteriaSet, unit: [&str; 2], given: &Given) -> form::Form {
    form::Form::new(set, unit, MONTH, |id| Filled {
        value: given.get(&set.input(id).name).cloned(),
        ..Filled::default()
    })
}

/// Fills a form in, hands it in, and assesses it; drawn answers have nothing wrong with them.
fn card(set: &CriteriaSet, given: &Given) -> Scorecard {
    card_of(set, ["00412", "Xã Thử"], given)
}

fn card_of(set: &CriteriaSet, unit: [&str; 2], given: &Given) -> Scorecard {
    let form = filled_form(set, unit, given);
    card_of_file(set, &form::write_csv(&form, Flavour::Plain))
}

fn card_of_file(set: &CriteriaSet, bytes: &[u8]) -> Scorecard {
    let assessed = assessed(set, bytes, "");
    let mut codes = codes(&assessed.findings);
    codes.retain(|code| !matches!(*code, "V003" | "L001"));
    assert!(
        codes.is_empty(),
        "{codes:?} in {}",
        String::from_utf8_lossy(bytes)
    );
    assessed.card
}

/// A set with answers for it.
fn answered() -> impl Strategy<Value = (Plan, Vec<u16>)> {
    (plan(), picks())
}

// Scores.

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn every_score_lies_between_zero_and_the_maximum((plan, picks) in answered()) {
        let set = plan.set();
        let card = card(&set, &given(&set, &picks));
        for (index, node) in set.nodes.iter().enumerate() {
            let score = card.own.scores.of(index);
            prop_assert!(Exact::ZERO <= score.points && score.points <= score.maximum, "{}: {score:?}", node.code);
            prop_assert!(score.maximum <= node.maximum, "{}: {score:?} of {:?}", node.code, node.maximum);
            if let Some(percent) = score.percent() {
                prop_assert!(Exact::ZERO <= percent && percent <= Exact::integer(100), "{}: {percent:?}", node.code);
            }
        }
        let standing = card.into_standing(&set);
        prop_assert!(Decimal::ZERO <= standing.total && standing.total <= standing.maximum, "{standing:?}");
    }

    #[test]
    fn points_below_a_branch_add_up_to_its_points_to_the_last_digit((plan, picks) in answered()) {
        let set = plan.set();
        let card = card(&set, &given(&set, &picks));
        let scores = &card.own.scores;
        for index in 0..set.nodes.len() {
            if set.nodes[index].criterion().is_some() {
                continue;
            }
            // By an arithmetic that is not the program's.
            let points = sum(set.children(index).map(|child| fraction(&scores.of(child).points)));
            let maximum = sum(set.children(index).map(|child| fraction(&scores.of(child).maximum)));
            prop_assert_eq!(fraction(&scores.of(index).points), points, "{}", &set.nodes[index].code);
            prop_assert_eq!(fraction(&scores.of(index).maximum), maximum, "{}", &set.nodes[index].code);
        }
    }

    #[test]
    fn the_published_total_is_the_exact_sum_rounded_once((plan, picks) in answered()) {
        let set = plan.set();
        let card = card(&set, &given(&set, &picks));
        let criteria = (0..set.nodes.len()).filter(|&index| set.nodes[index].criterion().is_some());
        let mut sum = sum(criteria.map(|index| fraction(&card.own.scores.of(index).points)));
        let maximum = fraction(&card.own.scores.of(0).maximum);
        if let Some(scale) = plan.scale {
            prop_assume!(maximum != RBig::ZERO);
            sum = sum / maximum * RBig::from(scale);
        }
        let total = fraction(&Exact::from(card.into_standing(&set).total));
        prop_assert_eq!(total, rounded(&sum, plan.digits, plan.mode), "{:?} to {} digits, {}", sum, plan.digits, plan.mode);
    }

    #[test]
    fn the_arithmetic_that_is_shown_comes_to_the_points((plan, picks) in answered()) {
        let set = plan.set();
        let card = card(&set, &given(&set, &picks));
        let submission = card.valid.submission();
        for index in 0..set.nodes.len() {
            let score = card.own.scores.of(index);
            let Some(derivation) = scoring::derive(&set, submission, Stage::Own, index) else { continue };
            if !matches!(score.outcome, Outcome::Scored | Outcome::NothingHappened) {
                continue;
            }
            let value = derivation.arithmetic.evaluate(&submission.own.values);
            let value = value.map_err(|halt| TestCaseError::fail(format!("{}: {halt:?}", set.nodes[index].code)))?;
            for language in [Language::Vietnamese, Language::English] {
                let shown = text::arithmetic(&derivation.arithmetic, &submission.own.values, language);
                prop_assert_eq!(paper::evaluate(&shown), Some(fraction(&value)), "{}", shown);
            }
            let expected = match plan.stage {
                // Rounding up never carries past the maximum.
                "criterion" => Exact::from(published(&set, &value)).min(score.maximum.clone()),
                _ => value,
            };
            prop_assert_eq!(&score.points, &expected, "{}", &set.nodes[index].code);
        }
    }

    #[test]
    fn a_better_answer_never_lowers_the_total((plan, picks) in answered(), which in any::<Index>(), more in 1_u32..20) {
        let set = plan.set();
        let before = given(&set, &picks);
        let steps = improvements(&set, &plan, &before, i64::from(more));
        prop_assume!(!steps.is_empty());
        let (name, better) = which.get(&steps);
        let mut after = before.clone();
        after.insert(name.clone(), better.clone());
        let (before, after) = (card(&set, &before), card(&set, &after));
        for index in 0..set.nodes.len() {
            let points = |card: &Scorecard| card.own.scores.of(index).points.clone();
            prop_assert!(points(&after) >= points(&before), "{name} = {better:?} lowers {}", set.nodes[index].code);
        }
        let (before, after) = (before.into_standing(&set), after.into_standing(&set));
        prop_assert!(after.total >= before.total && after.compared >= before.compared, "{before:?} {after:?}");
    }

    #[test]
    fn a_criterion_excluded_as_not_applicable_is_as_if_it_were_not_there(
        (mut plan, picks) in answered(),
        which in any::<Index>(),
    ) {
        // The gates of the ladder speak of criterion 1, which may be the one that goes.
        plan.levels.iter_mut().for_each(|(_, gates)| gates.clear());
        let codes: Vec<String> = plan.drawn().map(|drawn| drawn.code.clone()).collect();
        let code = which.get(&codes);
        for drawn in plan.drawn_mut().filter(|drawn| drawn.code == *code) {
            drawn.not_applicable = "exclude";
        }
        let mut rest = plan.clone();
        rest.criteria.retain(|drawn| drawn.code != *code);
        for (own, below) in &mut rest.groups {
            own.retain(|drawn| drawn.code != *code);
            below.retain(|drawn| drawn.code != *code);
        }
        let (with, without) = (plan.set(), rest.set());
        let mut answers = given(&with, &picks);
        for input in with.inputs.iter().filter(|input| input.criterion == with.node(code)) {
            answers.insert(input.name.clone(), Answer::Text(NOT_APPLICABLE.to_owned()));
        }
        let there = card(&with, &answers);
        prop_assert_eq!(there.own.scores.of(builder::node(&with, code)).outcome, Outcome::NotApplicable);
        answers.retain(|name, _| without.input_named(name).is_some());
        let gone = card(&without, &answers);
        for node in &without.nodes {
            let (one, other) = (builder::score(&with, &there.own, &node.code), builder::score(&without, &gone.own, &node.code));
            prop_assert_eq!(&one.points, &other.points, "{}", &node.code);
            prop_assert_eq!(&one.maximum, &other.maximum, "{}", &node.code);
            prop_assert_eq!(one.percent(), other.percent(), "{}", &node.code);
        }
        let (there, gone) = (there.into_standing(&with), gone.into_standing(&without));
        prop_assert_eq!((there.total, there.maximum, there.percent), (gone.total, gone.maximum, gone.percent));
        prop_assert_eq!(there.levels, gone.levels);
    }
}

/// Answers that are better than those given, each for one input: one more counted, a no turned
/// into a yes, a better option, one violation fewer, something where nothing was said.
fn improvements(set: &CriteriaSet, plan: &Plan, given: &Given, more: i64) -> Vec<(String, Answer)> {
    let mut better = Vec::new();
    for drawn in plan.drawn() {
        let node = builder::node(set, &drawn.code);
        let inputs: Vec<&str> = set
            .inputs
            .iter()
            .filter(|input| input.criterion == Some(node))
            .map(|input| input.name.as_str())
            .collect();
        let declined =
            |name: &&str| given.get(*name) == Some(&Answer::Text(NOT_APPLICABLE.to_owned()));
        if inputs.iter().any(declined) {
            continue;
        }
        let [above, below, asked] = ["tu", "mau", "hoi"].map(|role| drawn.name(role));
        let count = |name: &str| number_of(given.get(name));
        let mut improve = |name: &str, answer: Answer| better.push((name.to_owned(), answer));
        let counted = |number: i64| Answer::Number(Decimal::from(number));
        match &drawn.kind {
            Kind::Ratio { .. } | Kind::Steps | Kind::Sum | Kind::Best => {
                // A zero denominator is no question of more or less.
                if let Some(whole) = count(&below).filter(|&whole| whole > 0) {
                    improve(
                        &above,
                        counted((count(&above).unwrap_or(0) + more).min(whole)),
                    );
                }
                if matches!(drawn.kind, Kind::Sum | Kind::Best) {
                    improve(&asked, yes_no(true));
                }
            }
            Kind::YesNo => improve(&asked, yes_no(true)),
            Kind::Choice { .. } => improve(&asked, Answer::Text("nhat".to_owned())),
            Kind::PerItem { .. } => improve(&above, counted(count(&above).unwrap_or(0) + more)),
            Kind::WeightedCount { .. } => {
                for name in [&above, &below] {
                    improve(name, counted(count(name).unwrap_or(0) + more));
                }
            }
            Kind::Checklist { .. } => inputs.iter().for_each(|name| improve(name, yes_no(true))),
            Kind::Deduction { .. } => {
                if let Some(violations) = count(&above) {
                    improve(&above, counted((violations - more).max(0)));
                }
            }
            Kind::Manual => {
                let points = match given.get(&drawn.code) {
                    Some(Answer::Number(points)) => *points,
                    _ => Decimal::ZERO,
                };
                let most = Decimal::new(i64::from(drawn.maximum), 2);
                improve(
                    &drawn.code,
                    Answer::Number((points + Decimal::new(more, 1)).min(most)),
                );
            }
        }
    }
    better
}

// Orders that say nothing.

/// What a scorecard says, without where it was read.
fn said(card: &Scorecard) -> (&Assessment, Option<&Assessment>, Stage) {
    (&card.own, card.appraised.as_ref(), card.counted)
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn the_order_of_the_rows_in_a_file_changes_nothing((plan, picks) in answered(), order in vec(any::<u32>(), 64)) {
        let set = plan.set();
        let answers = given(&set, &picks);
        let mut form = filled_form(&set, ["00412", "Xã Thử"], &answers);
        let mut order = order.iter().cycle();
        form.rows.sort_by_cached_key(|_| order.next().copied());
        let shuffled = card_of_file(&set, &form::write_csv(&form, Flavour::Plain));
        let in_order = card(&set, &answers);
        prop_assert_eq!(said(&shuffled), said(&in_order));
    }

    #[test]
    fn the_order_of_siblings_in_the_definition_changes_the_listing_only((plan, picks) in answered(), turn in 0_usize..3) {
        let set = plan.set();
        let answers = given(&set, &picks);
        let mut turned = plan.clone();
        let turn = |siblings: &mut Vec<Drawn>| {
            siblings.reverse();
            let by = turn.min(siblings.len());
            siblings.rotate_left(by);
        };
        turn(&mut turned.criteria);
        for (own, below) in &mut turned.groups {
            turn(own);
            turn(below);
        }
        let other = turned.set();
        let (one, two) = (card(&set, &answers), card(&other, &answers));
        for node in &set.nodes {
            prop_assert_eq!(builder::score(&set, &one.own, &node.code), builder::score(&other, &two.own, &node.code));
        }
        prop_assert_eq!(&one.own.levels, &two.own.levels);
        prop_assert_eq!(one.into_standing(&set), two.into_standing(&other));
    }

    #[test]
    fn appraised_answers_are_scored_like_own_ones((plan, own) in answered(), appraised in picks()) {
        let set = plan.set();
        let [own, appraised] = [own, appraised].map(|picks| given(&set, &picks));
        let text = |answer: Option<&Answer>| match answer {
            Some(Answer::Number(number)) => number.to_string(),
            Some(Answer::Text(text)) => text.clone(),
            None => String::new(),
        };
        let form = set.inputs.iter().fold(builder::unit("00412"), |form, input| {
            form.answer_appraised(&input.name, &text(own.get(&input.name)), &text(appraised.get(&input.name)))
        });
        let both = form.assessed(&set).card;
        prop_assert_eq!(&both.own, &card(&set, &own).own);
        // A fact is stated once: it stands until the appraiser states another.
        let fact = appraised.get(FACT).or(own.get(FACT)).cloned();
        let stated = fact.map(|fact| (FACT.to_owned(), fact));
        let expected = (!appraised.is_empty()).then(|| card(&set, &appraised.clone().into_iter().chain(stated).collect()).own);
        prop_assert_eq!(&both.appraised, &expected);
        prop_assert_eq!(both.counted, if appraised.is_empty() { Stage::Own } else { Stage::Appraised });
        let own_total = both.own.scores.total(&set).0;
        let shown = (!appraised.is_empty()).then(|| published(&set, &own_total));
        prop_assert_eq!(both.into_standing(&set).own_total, shown);
    }

    #[test]
    fn a_workbook_and_both_kinds_of_text_file_give_one_scorecard((plan, picks) in answered()) {
        let set = plan.set();
        let form = filled_form(&set, ["00412", "Xã Thử"], &given(&set, &picks));
        let plain = card_of_file(&set, &form::write_csv(&form, Flavour::Plain));
        let excel = card_of_file(&set, &form::write_csv(&form, Flavour::Excel));
        let workbook = card_of_file(&set, &form::write_workbook(&form).expect("short texts"));
        for other in [&excel, &workbook] {
            prop_assert_eq!(&plain.valid.submission().own.values, &other.valid.submission().own.values);
            prop_assert_eq!(said(&plain), said(other));
            prop_assert_eq!((&plain.unit, plain.period), (&other.unit, other.period));
        }
    }
}

// Levels.

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn a_level_is_held_only_with_its_conditions((plan, picks) in answered()) {
        let set = plan.set();
        let card = card(&set, &given(&set, &picks));
        for (ladder, held) in set.ladders.iter().zip(&card.own.levels) {
            let index = set.ladders.iter().position(|other| other.id == ladder.id).expect("one of them");
            let rungs = card.rungs(&set, index);
            let reached = rungs.iter().filter(|rung| rung.reached).map(|rung| ladder.levels[rung.index].level).max();
            prop_assert_eq!(*held, reached, "what is explained is what was assigned");
            let holds: Vec<bool> = rungs.iter().map(|rung| rung.condition_holds).collect();
            let position = held.and_then(|held| ladder.levels.iter().position(|level| level.level == held));
            match position {
                Some(position) if ladder.needs_level_below => {
                    prop_assert!(holds[..=position].iter().all(|holds| *holds), "{held:?} with {holds:?}");
                    prop_assert!(holds.get(position + 1) != Some(&true), "{held:?} with {holds:?}");
                }
                Some(position) => {
                    prop_assert!(holds[position] && !holds[position + 1..].contains(&true), "{held:?} with {holds:?}");
                }
                None if ladder.needs_level_below => prop_assert!(!holds[0], "{holds:?}"),
                None => prop_assert!(!holds.contains(&true), "{holds:?}"),
            }
        }
    }

    #[test]
    fn a_failed_gate_never_raises_a_level((plan, picks) in answered(), gated in any::<Index>(), is in any::<bool>()) {
        let mut stricter = plan.clone();
        let index = gated.index(stricter.levels.len());
        stricter.levels[index].1.push(Gate::Fact(is));
        let (free, strict) = (plan.set(), stricter.set());
        let answers = given(&free, &picks);
        let level = |set: &CriteriaSet, fact: Option<bool>| {
            let mut answers = answers.clone();
            answers.remove(FACT);
            answers.extend(fact.map(|fact| (FACT.to_owned(), yes_no(fact))));
            card(set, &answers).own.levels[0]
        };
        prop_assert!(level(&strict, Some(!is)) <= level(&free, Some(!is)));
        prop_assert!(level(&strict, None) <= level(&free, None));
        prop_assert_eq!(level(&strict, Some(is)), level(&free, Some(is)), "a gate that holds changes nothing");
        for fact in [false, true] {
            prop_assert!(level(&strict, None) <= level(&strict, Some(fact)), "what was not said holds less than any answer");
        }
    }
}

// Rankings.

/// A unit of a drawn ranking: total in tenths of a hundredth, district, kind.
fn field() -> impl Strategy<Value = Vec<(i64, u8, u8)>> {
    vec((0_i64..40, 0_u8..4, 0_u8..3), 1..40)
}

fn standing(
    number: usize,
    (thousandths, district, kind): &(i64, u8, u8),
    compare: &str,
) -> Standing {
    let exact = Exact::ratio(*thousandths, 1000).expect("no division by zero");
    let total = exact.round(chamdiem::number::Rounding::default());
    let tier = |code: &str| Tier {
        tier: "district".to_owned(),
        code: code.to_owned(),
        name: format!("Huyện {code}"),
    };
    Standing {
        unit: Arc::new(AdministrativeUnit {
            kind: ["xã", "phường", "thị trấn"][usize::from(*kind)].to_owned(),
            // Units of district 0 have nothing above them.
            tiers: (*district > 0)
                .then(|| tier(&district.to_string()))
                .into_iter()
                .collect(),
            ..plain_unit(&format!("{number:05}"), "Xã Thử")
        }),
        compared: if compare == "exact" {
            exact
        } else {
            Exact::from(total)
        },
        total,
        maximum: Decimal::ONE_HUNDRED,
        percent: None,
        own_total: None,
        levels: Vec::new(),
    }
}

proptest! {
    #![proptest_config(cases(128))]

    #[test]
    fn a_place_is_one_plus_what_is_strictly_ahead(
        field in field(),
        ties in select(vec!["competition", "dense"]),
        compare in select(vec!["published", "exact"]),
        apart in any::<bool>(),
    ) {
        let cohorts = r#"[
            { "id": "xa", "title": { "vi": "Xã", "en": "Rural" }, "types": ["Xã"] },
            { "id": "do-thi", "title": { "vi": "Đô thị", "en": "Urban" }, "types": ["phường", "thị trấn"] }
        ]"#;
        let set = builder::set(vec![criterion("1", "100")])
            .ranking("ties", &format!("\"{ties}\""))
            .ranking("compare", &format!("\"{compare}\""))
            .ranking("cohorts", if apart { cohorts } else { "[]" })
            .read();
        let standings: Vec<Standing> = field.iter().enumerate().map(|(number, drawn)| standing(number, drawn, compare)).collect();
        let expected = standings.iter().map(|standing| standing.unit.clone()).collect();
        let ranking = ranking::rank(&set, Field { standings: standings.clone(), refused: Vec::new(), expected });
        prop_assert_eq!(ranking.places.len(), standings.len());
        prop_assert!(ranking.unranked.is_empty());
        let value = |standing: &Standing| standing.compared.clone();
        let cohort = |standing: &Standing| apart.then(|| usize::from(standing.unit.kind != "xã"));
        let place = |standing: &Standing, others: &[&Standing]| {
            let mut ahead: Vec<Exact> = others.iter().map(|other| value(other)).filter(|other| *other > value(standing)).collect();
            if ties == "dense" {
                ahead.sort();
                ahead.dedup();
            }
            ahead.len() + 1
        };
        for entry in &ranking.places {
            let own = &entry.standing;
            prop_assert_eq!(entry.cohort, cohort(own));
            let together: Vec<&Standing> = standings.iter().filter(|other| cohort(other) == cohort(own)).collect();
            prop_assert_eq!((entry.rank, entry.of), (place(own, &together), together.len()), "{:?}", own);
            let parent = own.unit.parent();
            let siblings: Vec<&Standing> = together.into_iter().filter(|other| other.unit.parent() == parent).collect();
            prop_assert_eq!(entry.in_parent, parent.map(|_| (place(own, &siblings), siblings.len())), "{:?}", own);
        }
        for pair in ranking.places.windows(2) {
            let (one, two) = (&pair[0], &pair[1]);
            prop_assert!(one.cohort < two.cohort || one.rank <= two.rank, "the best first, cohort by cohort");
            if one.cohort == two.cohort {
                let equal = value(&one.standing) == value(&two.standing);
                prop_assert_eq!(one.rank == two.rank, equal, "equal scores share a place, others do not");
                prop_assert!(!equal || one.standing.unit.code < two.standing.unit.code, "equal scores by code");
            }
        }
    }

    #[test]
    fn the_order_in_which_units_come_in_changes_no_place(field in field(), order in vec(any::<u32>(), 40)) {
        let set = builder::set(vec![criterion("1", "100")]).read();
        let rank = |standings: Vec<Standing>| {
            let expected = standings.iter().map(|standing| standing.unit.clone()).collect();
            ranking::rank(&set, Field { standings, refused: Vec::new(), expected })
        };
        let standings: Vec<Standing> = field.iter().enumerate().map(|(number, drawn)| standing(number, drawn, "published")).collect();
        let mut shuffled: Vec<(u32, Standing)> = order.iter().copied().zip(standings.clone()).collect();
        shuffled.sort_by_key(|(key, _)| *key);
        prop_assert_eq!(rank(standings), rank(shuffled.into_iter().map(|(_, standing)| standing).collect()));
    }
}

// Files and documents.

/// Some units' answers to one set.
fn answered_by_several() -> impl Strategy<Value = (Plan, Vec<Vec<u16>>)> {
    (plan(), vec(picks(), 1..5))
}

fn several(set: &CriteriaSet, picks: &[Vec<u16>]) -> Vec<Scorecard> {
    let unit = |(number, picks): (usize, &Vec<u16>)| {
        let code = format!("0041{number}");
        card_of(set, [&code, &format!("Xã {code}")], &given(set, picks))
    };
    picks.iter().enumerate().map(unit).collect()
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn the_names_and_the_order_of_the_files_change_no_place((plan, picks) in answered_by_several(), names in vec(any::<u16>(), 8)) {
        let set = plan.set();
        let files: Vec<(String, Vec<u8>)> = (0..)
            .zip(&picks)
            .map(|(number, picks): (u32, _)| {
                let code = format!("0041{number}");
                (code.clone(), form::write_csv(&filled_form(&set, [&code, &code], &given(&set, picks)), Flavour::Plain))
            })
            .collect();
        let in_order = builder::folder(files.iter().map(|(code, bytes)| (code.as_str(), bytes.clone())));
        let elsewhere = builder::folder([]);
        for ((code, bytes), name) in files.iter().zip(&names) {
            elsewhere.add(&format!("{}/{name}-{code}.xlsx", name % 3), bytes);
        }
        let [one, other] = [&in_order, &elsewhere].map(|folder| folder.ranked(&set, None, "2021-11").ranking);
        prop_assert_eq!(one.places.len(), picks.len());
        prop_assert_eq!(one, other);
    }

    #[test]
    fn a_document_is_json_with_every_point_a_plain_decimal_text((plan, picks) in answered_by_several()) {
        let set = plan.set();
        let cards = several(&set, &picks);
        let (scorecards, ranking) = documents(&set, &cards, Language::Vietnamese);
        for report in reports(&scorecards, &ranking, Language::Vietnamese) {
            let bytes = written(Format::Json, &report);
            let value: serde_json::Value = serde_json::from_slice(&bytes).map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert_eq!(&value, &report.data(), "what is read is what was written");
            prop_assert!(value["schema"].as_str().is_some_and(|schema| schema.starts_with("chamdiem/")));
            let keys: Vec<&String> = value.as_object().into_iter().flat_map(serde_json::Map::keys).collect();
            prop_assert!(!keys.is_empty());
            let mut wrong = Vec::new();
            look_for_numbers("", &value, &mut wrong);
            prop_assert!(wrong.is_empty(), "{wrong:?}");
        }
    }

    #[test]
    fn two_runs_write_the_same_bytes_in_every_format((plan, picks) in answered_by_several()) {
        let run = || {
            let set = plan.set();
            let cards = several(&set, &picks);
            let mut files = Vec::new();
            for language in [Language::Vietnamese, Language::English] {
                let (scorecards, ranking) = documents(&set, &cards, language);
                for report in reports(&scorecards, &ranking, language) {
                    files.extend(Format::ALL.iter().map(|format| written(*format, &report)));
                }
            }
            files
        };
        let (one, other) = (run(), run());
        prop_assert_eq!(one.len(), 2 * 2 * Format::ALL.len());
        prop_assert!(one == other);
    }

    #[test]
    fn two_workbooks_of_one_form_are_the_same_bytes((plan, picks) in answered()) {
        let set = plan.set();
        let form = filled_form(&set, ["00412", "Xã Thử"], &given(&set, &picks));
        let [one, other] = [(); 2].map(|()| form::write_workbook(&form).expect("short texts"));
        prop_assert!(one == other);
    }
}

/// Points and percents: always a plain decimal in quotes, or null where there is none.
const POINTS: &[&str] = &[
    "score",
    "own_score",
    "maximum",
    "percent",
    "points",
    "difference",
    "actual",
    "required",
    "short_by",
    "attainable",
];

fn look_for_numbers(at: &str, value: &serde_json::Value, wrong: &mut Vec<String>) {
    use serde_json::Value;
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let at = format!("{at}/{key}");
                if POINTS.contains(&key.as_str()) {
                    let plain = value
                        .as_str()
                        .is_some_and(|text| parse_plain(text).is_some());
                    if !plain && !value.is_null() {
                        wrong.push(format!("{at} = {value}"));
                    }
                }
                look_for_numbers(&at, value, wrong);
            }
        }
        Value::Array(values) => values
            .iter()
            .for_each(|value| look_for_numbers(at, value, wrong)),
        Value::Number(number) if number.is_f64() => wrong.push(format!("{at} = {number}")),
        _ => {}
    }
}

/// The scorecards and the ranking of these units.
fn documents(
    set: &CriteriaSet,
    cards: &[Scorecard],
    language: Language,
) -> (ScorecardsDocument, RankingDocument) {
    let provenance = || Provenance {
        program: "chamdiem".to_owned(),
        criteria_set: InputFile {
            file: "criteria-set.json".to_owned(),
            sha256: "0".repeat(64),
        },
        roster: None,
        submissions: Vec::new(),
    };
    let builds = Cards { set, language };
    let document = ScorecardsDocument {
        notice: None,
        schema: "chamdiem/scorecards/1",
        criteria_set: CriteriaSetReference::new(set, "0", language),
        scorecards: cards
            .iter()
            .map(|card| builds.card(card, "phieu.csv", Counts::default()))
            .collect(),
        findings: Counts::default(),
        provenance: provenance(),
    };
    let mut ranking = ranking_of(set, cards);
    ranking.compare_with(&ranking.clone());
    let context = Context {
        notice: None,
        set,
        period: MONTH,
        compared_with: Some(MONTH.previous()),
        shown: Selection::default(),
        findings: Counts::default(),
        provenance: provenance(),
        language,
    };
    (document, RankingDocument::new(&ranking, context))
}

fn reports<'d>(
    scorecards: &'d ScorecardsDocument,
    ranking: &'d RankingDocument,
    language: Language,
) -> [Report<'d>; 2] {
    [
        section::scorecards::report(scorecards, Detail::Derivations, language),
        section::ranking::report(ranking, language),
    ]
}

/// The ranking of these units and of one that sent nothing.
fn ranking_of(set: &CriteriaSet, cards: &[Scorecard]) -> Ranking {
    let silent = AdministrativeUnit {
        code: UnitCode::new("99999"),
        ..plain_unit("99999", "Xã Vắng")
    };
    let field = Field {
        standings: cards
            .iter()
            .map(|card| card.clone().into_standing(set))
            .collect(),
        refused: Vec::new(),
        expected: cards
            .iter()
            .map(|card| card.unit.clone())
            .chain([Arc::new(silent)])
            .collect(),
    };
    ranking::rank(set, field)
}

fn written(format: Format, report: &Report) -> Vec<u8> {
    let mut bytes = Vec::new();
    format
        .write(report, Some(100), &mut bytes)
        .expect("memory can be written");
    bytes
}

// Another arithmetic.

fn fraction(value: &Exact) -> RBig {
    let (numerator, denominator) = value.to_fraction_text();
    format!("{numerator}/{denominator}")
        .parse()
        .expect("a fraction")
}

/// Rounds the way it is taught: cut off, and look at what was cut.
fn rounded(value: &RBig, digits: u32, mode: &str) -> RBig {
    let factor = RBig::from(10_u64.pow(digits));
    let (whole, rest) = (value * &factor).split_at_point();
    let half = RBig::from_parts(1.into(), 2_u8.into());
    let away = match mode {
        "down" => false,
        "up" => rest != RBig::ZERO,
        "half_even" => rest > half || (rest == half && &whole % 2 != 0),
        _ => rest >= half,
    };
    (RBig::from(whole) + RBig::from(u8::from(away))) / factor
}

fn sum(terms: impl Iterator<Item = RBig>) -> RBig {
    terms.fold(RBig::ZERO, |sum, term| sum + term)
}

/// Arithmetic as it is printed, computed by hand: numbers, + − × /, min(…), max(…), brackets.
mod paper {
    use dashu_ratio::RBig;

    /// Returns the value of a line of arithmetic, in either language's notation.
    pub fn evaluate(line: &str) -> Option<RBig> {
        let signs: Vec<char> = line.chars().filter(|sign| !sign.is_whitespace()).collect();
        let mut reader = Reader { signs: &signs };
        let value = reader.sum()?;
        reader.signs.is_empty().then_some(value).flatten()
    }

    struct Reader<'r> {
        signs: &'r [char],
    }

    /// What cannot be read is no value at all; what does not apply is none inside.
    type Value = Option<RBig>;

    impl Reader<'_> {
        fn take(&mut self, word: &str) -> bool {
            let word: Vec<char> = word.chars().collect();
            match self.signs.strip_prefix(word.as_slice()) {
                Some(rest) => {
                    self.signs = rest;
                    true
                }
                None => false,
            }
        }

        fn sum(&mut self) -> Option<Value> {
            let mut value = self.product()?;
            loop {
                if self.take("+") {
                    value = self.product()?.and_then(|term| Some(value? + term));
                } else if self.take("−") {
                    value = self.product()?.and_then(|term| Some(value? - term));
                } else {
                    return Some(value);
                }
            }
        }

        fn product(&mut self) -> Option<Value> {
            let mut value = self.atom()?;
            loop {
                if self.take("×") {
                    value = self.atom()?.and_then(|factor| Some(value? * factor));
                } else if self.take("/") {
                    let divisor = self.atom()?;
                    if divisor == Some(RBig::ZERO) {
                        return None;
                    }
                    value = divisor.and_then(|divisor| Some(value? / divisor));
                } else {
                    return Some(value);
                }
            }
        }

        fn atom(&mut self) -> Option<Value> {
            for none in ["không áp dụng", "not applicable"] {
                if self.take(&none.replace(' ', "")) {
                    return Some(None);
                }
            }
            for (name, keeps_greater) in [("min(", false), ("max(", true)] {
                if self.take(name) {
                    return self.extreme(keeps_greater);
                }
            }
            if self.take("(") {
                let value = self.sum()?;
                return self.take(")").then_some(value);
            }
            let length = self
                .signs
                .iter()
                .take_while(|sign| sign.is_ascii_digit() || matches!(sign, '.' | ','))
                .count();
            let (number, rest) = self.signs.split_at(length);
            self.signs = rest;
            let number: String = number
                .iter()
                .map(|sign| if *sign == ',' { '.' } else { *sign })
                .collect();
            let (whole, decimals) = number.split_once('.').unwrap_or((&number, ""));
            let digits: u128 = format!("{whole}{decimals}").parse().ok()?;
            let scale = 10_u128.checked_pow(u32::try_from(decimals.len()).ok()?)?;
            Some(Some(RBig::from(digits) / RBig::from(scale)))
        }

        fn extreme(&mut self, keeps_greater: bool) -> Option<Value> {
            let mut best: Value = None;
            loop {
                if let Some(value) = self.sum()? {
                    let better = best
                        .as_ref()
                        .is_none_or(|best| (value > *best) == keeps_greater);
                    if better {
                        best = Some(value);
                    }
                }
                if self.take(")") {
                    return Some(best);
                }
                if !self.take(";") {
                    return None;
                }
            }
        }
    }
}

#[test]
fn the_other_arithmetic_is_right_too() {
    let third = || RBig::from(1) / RBig::from(3);
    let half = || RBig::from(1) / RBig::from(2);
    for (line, value) in [
        ("35 × min(1; 123 / 168)", Some(fraction(&exact("205/8")))),
        ("(0,5 + 1) × 2", Some(RBig::from(3))),
        ("5 − 3 − 1", Some(RBig::from(1))),
        ("max(0; 1 − 2)", Some(RBig::ZERO)),
        ("max(không áp dụng; 0.5)", Some(half())),
        ("1 / 3", Some(third())),
        ("1 / 0", None),
        ("1 +", None),
    ] {
        assert_eq!(paper::evaluate(line), value, "{line}");
    }
    for (value, mode, expected) in [
        (half(), "half_away_from_zero", 1),
        (half(), "half_even", 0),
        (third(), "up", 1),
        (third(), "down", 0),
    ] {
        assert_eq!(
            rounded(&value, 0, mode),
            RBig::from(expected),
            "{value} {mode}"
        );
    }
    assert_eq!(
        rounded(&(RBig::from(3) / RBig::from(2)), 0, "half_even"),
        RBig::from(2)
    );
    assert_eq!(
        rounded(&third(), 2, "half_even"),
        RBig::from(33) / RBig::from(100)
    );
}
