//! Criteria sets drawn at random, with every kind of rule and policy.

use chamdiem::definition::{self, CriteriaSet};
use chamdiem::finding::{Findings, Source};
use chamdiem::number::Decimal;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::builder::{self, Criterion, criterion};

/// How a drawn criterion is scored.
#[derive(Debug, Clone)]
pub(super) enum Kind {
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
pub(super) struct Drawn {
    pub(super) code: String,
    /// In hundredths of a point, an even number.
    pub(super) maximum: u32,
    pub(super) kind: Kind,
    pub(super) not_applicable: &'static str,
    pub(super) zero_denominator: &'static str,
}

/// A drawn set: criteria below the whole, and groups with criteria and one group below.
#[derive(Debug, Clone)]
pub struct Plan {
    pub(super) criteria: Vec<Drawn>,
    pub(super) groups: Vec<(Vec<Drawn>, Vec<Drawn>)>,
    pub(super) digits: u32,
    pub(super) mode: &'static str,
    pub(super) stage: &'static str,
    pub(super) scale: Option<u32>,
    /// The ladder's thresholds in percent, rising; what else each level asks for; whether a
    /// level needs those below.
    pub(super) levels: Vec<(u32, Vec<Gate>)>,
    pub(super) cumulative: bool,
}

/// What a level asks for besides a percent of the whole; criterion 1 is always there.
#[derive(Debug, Clone, Copy)]
pub(super) enum Gate {
    /// That the fact is this.
    Fact(bool),
    /// Full points for criterion 1.
    Met,
    /// The fact, or half of criterion 1.
    Any,
}

pub(super) const FACT: &str = "su_that";

pub(super) fn kind() -> impl Strategy<Value = Kind> {
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

pub(super) fn drawn() -> impl Strategy<Value = Drawn> {
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

pub fn plan() -> impl Strategy<Value = Plan> {
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
    (tree, rounding, levels, scale)
        .prop_map(
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
        // Levels nobody can reach are refused by the definition's own check.
        .prop_filter("a ladder that can be climbed", |plan| plan.read().is_some())
}

impl Drawn {
    pub(super) fn name(&self, role: &str) -> String {
        format!("{role}_{}", self.code)
    }

    pub(super) fn criterion(&self) -> Criterion {
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

pub(super) fn points(hundredths: u32) -> String {
    Decimal::new(i64::from(hundredths), 2).to_string()
}

impl Plan {
    pub(super) fn drawn_mut(&mut self) -> impl Iterator<Item = &mut Drawn> {
        let grouped = self
            .groups
            .iter_mut()
            .flat_map(|(own, below)| own.iter_mut().chain(below));
        self.criteria.iter_mut().chain(grouped)
    }

    pub(super) fn drawn(&self) -> impl Iterator<Item = &Drawn> {
        let grouped = self
            .groups
            .iter()
            .flat_map(|(own, below)| own.iter().chain(below));
        self.criteria.iter().chain(grouped)
    }

    pub fn set(&self) -> CriteriaSet {
        self.read().expect("a ladder that can be climbed")
    }

    pub(super) fn read(&self) -> Option<CriteriaSet> {
        read(&self.definition())
    }

    pub fn definition(&self) -> builder::Set {
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
    }
}

/// Reads a set; nothing is wrong with it but perhaps with its ladders.
pub(super) fn read(set: &builder::Set) -> Option<CriteriaSet> {
    let text = set.text();
    let mut findings = Findings::new();
    let set = definition::read(&Source::new("bo.json"), &text, &mut findings);
    let mut findings = findings.sorted();
    findings.retain(|finding| {
        let of_ladders = ["D013", "D014", "D034", "D042", "D043"];
        !of_ladders.contains(&finding.code().as_str())
    });
    assert!(findings.is_empty(), "{findings:#?} in\n{text}");
    set
}

/// Writes the condition of a level.
pub(super) fn condition(percent: u32, gates: &[Gate]) -> String {
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
