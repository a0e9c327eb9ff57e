//! Points and maxima of every node: `scoring`, as formulas.

use super::expression::{literal, rounded};
use super::{Content, Sheet, code, column, ranges};
use crate::definition::{
    Combine, CriteriaSet, Criterion, NodeIndex, NotApplicable, NotAssigned, RoundingStage, Waived,
};
use crate::number::Exact;
use crate::rule::InputId;
use crate::scoring::{Outcome, Score, published};

/// What a node's cell says when it is not asked of the unit.
const NOT_ASSIGNED: u32 = 7;
/// What it says when the unit is excused from it.
const WAIVED: u32 = 8;

/// A node's formulas.
struct Scored {
    state: String,
    points: String,
    maximum: String,
}

impl Sheet<'_> {
    fn score(&self, node: NodeIndex) -> &Score {
        self.subject.card.own.scores.of(node)
    }

    /// Writes a row for every node.
    pub(super) fn nodes(&mut self) {
        let set = self.set;
        for (index, node) in set.nodes.iter().enumerate() {
            let row = self.node_row(index);
            self.put(row, column::NAME, Content::Text(node.code.clone()));
            match node.criterion() {
                Some(criterion) => self.criterion(index, criterion),
                None => self.branch(index),
            }
            let parent = node.parent.map(|parent| set.nodes[parent].combine);
            if let Some(combine) = parent.filter(|combine| *combine != Combine::Sum)
                && node.outside.is_none()
            {
                self.share(index, combine);
            }
        }
    }

    fn criterion(&mut self, node: NodeIndex, criterion: &Criterion) {
        let (row, set) = (self.node_row(node), self.set);
        let score = self.score(node).clone();
        let maximum = &set.nodes[node].maximum;
        let full = literal(maximum);
        if let Some((said, is_full)) = self.without_asking(node, criterion) {
            let given = if is_full { maximum } else { &Exact::ZERO };
            self.put(
                row,
                column::VALUE,
                Content::formula(&said.to_string(), said),
            );
            self.take_over(
                node,
                &score,
                &Scored {
                    state: String::new(),
                    points: literal(given),
                    maximum: literal(given),
                },
            );
            return;
        }
        let Scored {
            state,
            points,
            maximum,
        } = self.judged(node, criterion, &full);
        let said = state_now(score.outcome);
        self.put(row, column::VALUE, Content::formula(&state, said));
        self.take_over(
            node,
            &score,
            &Scored {
                state,
                points,
                maximum,
            },
        );
    }

    /// Returns the state of a criterion that is settled whatever is filled in, and whether it then
    /// gives full marks, or is out of the maximum.
    fn without_asking(&self, node: NodeIndex, criterion: &Criterion) -> Option<(u32, bool)> {
        if !criterion.is_assigned_to(self.subject.kind) {
            let is_full = self.set.not_assigned == NotAssigned::FullMarks;
            return Some((NOT_ASSIGNED, is_full));
        }
        let is_full = criterion.waived == Waived::FullMarks;
        self.is_waived(node).then_some((WAIVED, is_full))
    }

    /// Writes why the formula halts and what it is worth, and returns state, points and maximum.
    fn judged(&mut self, node: NodeIndex, criterion: &Criterion, full: &str) -> Scored {
        let (row, set) = (self.node_row(node), self.set);
        let cell = |letter: char| format!("{letter}{}", row + 1);
        let inputs: Vec<InputId> = criterion
            .compiled
            .inputs
            .iter()
            .copied()
            .filter(|input| input.index() < set.inputs.len())
            .collect();
        let (reason, worth) = self.formula(&criterion.compiled.formula);
        let evaluated = criterion.compiled.formula.evaluate(self.values());
        let (halt, value) = match &evaluated {
            Ok(value) => (0, value.clone()),
            Err(halt) => (
                super::expression::halt_code(*halt, set.inputs.len()),
                Exact::ZERO,
            ),
        };
        self.put(row, column::REASON, Content::formula(&reason, halt));
        if criterion.compiled.zero_is_a_mistake || criterion.compiled.may_be_undefined {
            let blamed = self.blamed(criterion, &cell('J'));
            let now = self.blamed_now(criterion);
            self.put(row, column::BLAMED, Content::formula(&blamed, now));
        }
        let statuses: Vec<String> = inputs
            .iter()
            .map(|input| self.final_status(*input))
            .collect();
        let state = if statuses.is_empty() {
            code::BLANK.to_string()
        } else {
            let (all, reason) = (statuses.join(","), cell('J'));
            format!(
                "IF(MAX({all})>={},{},IF(MAX({all})={na},{na},IF(MIN({all})={},{},{reason})))",
                code::REFUSED,
                code::REFUSED,
                code::BLANK,
                code::BLANK,
                na = code::NOT_APPLICABLE
            )
        };
        let said = cell('B');
        let raw = format!("IF({said}=0,{worth},0)");
        let raw_now = if self.score(node).outcome == Outcome::Scored
            || self.score(node).outcome == Outcome::NothingHappened
        {
            value
        } else {
            Exact::ZERO
        };
        self.put(row, column::RAW, Content::computed(&raw, &raw_now));
        let raw = cell('K');
        let earned = match set.rounding_stage {
            RoundingStage::Published => raw,
            RoundingStage::Criterion => {
                format!("MIN({},{full})", rounded(&raw, set.rounding))
            }
        };
        let na = code::NOT_APPLICABLE;
        let points = match criterion.not_applicable {
            NotApplicable::FullMarks => format!("IF({said}=0,{earned},IF({said}={na},{full},0))"),
            _ => format!("IF({said}=0,{earned},0)"),
        };
        let maximum = match criterion.not_applicable {
            NotApplicable::Exclude | NotApplicable::Transfer => {
                format!("IF({said}={na},0,{full})")
            }
            _ => full.to_owned(),
        };
        Scored {
            state,
            points,
            maximum,
        }
    }

    /// Writes a criterion's points and maximum; where others may transfer theirs to it, with what
    /// they transfer.
    fn take_over(&mut self, node: NodeIndex, score: &Score, scored: &Scored) {
        let row = self.node_row(node);
        let set = self.set;
        let cell = |letter: char| format!("{letter}{}", row + 1);
        let givers: Vec<NodeIndex> = set
            .nodes
            .iter()
            .enumerate()
            .filter(|(_, other)| {
                other.criterion().is_some_and(|criterion| {
                    criterion.not_applicable == NotApplicable::Transfer
                        && criterion.is_assigned_to(self.subject.kind)
                        && criterion.transfer_to.contains(&node)
                })
            })
            .map(|(index, _)| index)
            .collect();
        let final_points = &score.points;
        if givers.is_empty() && !self.gives_or_takes(node) {
            self.put(
                row,
                column::FINAL,
                Content::computed(&scored.points, final_points),
            );
            self.put(
                row,
                column::MAXIMUM,
                Content::computed(&scored.maximum, &score.maximum),
            );
            return;
        }
        // Before the transfer: what it has by itself; exact caches are those after it.
        self.put(
            row,
            column::ALONE,
            Content::computed(&scored.points, final_points),
        );
        self.put(
            row,
            column::BESIDE,
            Content::computed(&scored.maximum, &score.maximum),
        );
        let (points, maximum) = (cell('C'), cell('D'));
        let shares: Vec<String> = givers
            .iter()
            .filter_map(|giver| {
                let takers = set.nodes[*giver].criterion()?.transfer_to.iter();
                let counted =
                    takers.map(|taker| format!("IF({}<>0,1,0)", self.of_node('D', *taker)));
                let takers = counted.collect::<Vec<_>>().join("+");
                let state = self.of_node('B', *giver);
                let given = literal(&set.nodes[*giver].maximum);
                let na = code::NOT_APPLICABLE;
                // 766 METRICS on petitions (N3): equal shares to those that can take it over.
                Some(format!(
                    "IF(AND({state}={na},({takers})>0),{given}/({takers}),0)"
                ))
            })
            .collect();
        if shares.is_empty() {
            self.put(row, column::FINAL, Content::computed(&points, final_points));
            self.put(
                row,
                column::MAXIMUM,
                Content::computed(&maximum, &score.maximum),
            );
            return;
        }
        let more = shares.join("+");
        let grown = format!("IF({maximum}=0,0,{maximum}+{more})");
        self.put(
            row,
            column::MAXIMUM,
            Content::computed(&grown, &score.maximum),
        );
        let whole = cell('F');
        let grown_points = match set.rounding_stage {
            // Rounded once, when it has grown.
            RoundingStage::Criterion if !scored.state.is_empty() => {
                let grown = format!("({}*{whole}/{maximum})", cell('K'));
                let rounded = rounded(&grown, set.rounding);
                let earned = format!("MIN({rounded},{whole})");
                let otherwise = format!("{points}*{whole}/{maximum}");
                format!(
                    "IF({maximum}=0,{points},IF({}=0,{earned},{otherwise}))",
                    cell('B')
                )
            }
            _ => format!("IF({maximum}=0,{points},{points}*{whole}/{maximum})"),
        };
        self.put(
            row,
            column::FINAL,
            Content::computed(&grown_points, final_points),
        );
    }

    /// Whether a node has part in a transfer.
    fn gives_or_takes(&self, node: NodeIndex) -> bool {
        self.set.nodes.iter().any(|other| {
            other.criterion().is_some_and(|criterion| {
                criterion.not_applicable == NotApplicable::Transfer
                    && criterion.transfer_to.contains(&node)
            })
        })
    }

    /// Writes share, weight and term of a node whose branch is a mean.
    fn share(&mut self, index: NodeIndex, combine: Combine) {
        let row = self.node_row(index);
        let node = &self.set.nodes[index];
        let score = self.score(index).clone();
        let cell = |letter: char| format!("{letter}{}", row + 1);
        let applies = !score.maximum.is_zero();
        // Where nothing applies, as the formula has it.
        let share = score.points.checked_div(&score.maximum);
        let share = share.unwrap_or(Exact::ZERO);
        let weight = if applies {
            node.weight.clone()
        } else {
            Exact::ZERO
        };
        let (points, maximum) = (cell('E'), cell('F'));
        let text = format!("IF({maximum}<>0,{points}/{maximum},0)");
        self.put(row, column::SHARE, Content::computed(&text, &share));
        let text = format!("IF({maximum}<>0,{},0)", literal(&node.weight));
        self.put(row, column::WEIGHT, Content::computed(&text, &weight));
        let (share_at, weight_at) = (cell('G'), cell('H'));
        let parent = node.parent.unwrap_or(0);
        let weights = self.weights(parent);
        let total = self.weight_now(parent);
        let term = match combine {
            Combine::Sum | Combine::WeightedMean => {
                (format!("{share_at}*{weight_at}"), &share * &weight)
            }
            Combine::GeometricMean => (
                format!(
                    "IF({weight_at}=0,1,IF({share_at}=0,0,ABS({share_at})^({weight_at}/SUM({weights}))))"
                ),
                weight
                    .checked_div(&total)
                    .filter(|_| applies)
                    .map_or(Exact::ONE, |power| {
                        share.power(&power).unwrap_or(Exact::ZERO)
                    }),
            ),
            Combine::HarmonicMean => (
                format!("IF({weight_at}=0,0,IF({share_at}=0,0,{weight_at}/{share_at}))"),
                weight.checked_div(&share).unwrap_or(Exact::ZERO),
            ),
        };
        self.put(row, column::TERM, Content::computed(&term.0, &term.1));
    }

    fn inside(&self, branch: NodeIndex) -> Vec<NodeIndex> {
        let children = self.set.children(branch);
        children
            .filter(|child| self.set.nodes[*child].outside.is_none())
            .collect()
    }

    fn list(&self, letter: char, nodes: &[NodeIndex]) -> String {
        ranges(letter, nodes.iter().map(|node| self.node_row(*node)))
    }

    fn weights(&self, branch: NodeIndex) -> String {
        self.list('H', &self.inside(branch))
    }

    fn weight_now(&self, branch: NodeIndex) -> Exact {
        let inside = self.inside(branch);
        let applying = inside
            .iter()
            .filter(|child| !self.score(**child).maximum.is_zero());
        Exact::sum(applying.map(|child| &self.set.nodes[*child].weight))
    }

    fn branch(&mut self, branch: NodeIndex) {
        let (row, set) = (self.node_row(branch), self.set);
        let node = &set.nodes[branch];
        let score = self.score(branch).clone();
        let inside = self.inside(branch);
        let full = literal(&node.maximum);
        let (mut points, maximum) = if inside.is_empty() {
            ("0".to_owned(), "0".to_owned())
        } else if node.combine == Combine::Sum {
            (
                format!("SUM({})", self.list('E', &inside)),
                format!("SUM({})", self.list('F', &inside)),
            )
        } else {
            self.mean(node.combine, &inside, &full)
        };
        let outside: Vec<NodeIndex> = set
            .children(branch)
            .filter(|child| set.nodes[*child].outside.is_some())
            .collect();
        if !outside.is_empty() {
            points = format!("{points}+SUM({})", self.list('E', &outside));
        }
        if let Some([least, most]) = &node.outside {
            points = format!("MAX({},MIN({},{points}))", literal(least), literal(most));
        }
        let applies = if node.maximum.is_zero() {
            "TRUE".to_owned()
        } else {
            format!("{maximum}<>0")
        };
        let enough = self.enough(branch);
        let counts = match (applies.as_str(), &enough) {
            ("TRUE", None) => None,
            (_, None) => Some(applies),
            (_, Some(enough)) => Some(format!("AND({applies},{enough})")),
        };
        let counted = |value: String| match &counts {
            Some(counts) => format!("IF({counts},{value},0)"),
            None => value,
        };
        self.put(
            row,
            column::FINAL,
            Content::computed(&counted(points), &score.points),
        );
        // A maximum of zero needs no second look.
        let maximum = if enough.is_some() {
            counted(maximum)
        } else {
            maximum
        };
        self.put(
            row,
            column::MAXIMUM,
            Content::computed(&maximum, &score.maximum),
        );
    }

    /// Returns the formulas of a mean of shares: points and maximum.
    fn mean(&self, combine: Combine, inside: &[NodeIndex], full: &str) -> (String, String) {
        let [shares, weights, terms] = ['G', 'H', 'I'].map(|letter| self.list(letter, inside));
        let counts = |of: &str| format!("IF(SUM({weights})>0,{of},0)");
        match combine {
            Combine::Sum | Combine::WeightedMean => (
                counts(&format!("SUM({terms})/SUM({weights})*{full}")),
                counts(full),
            ),
            Combine::GeometricMean => {
                // A negative share has a root only when it is the only one.
                let has_root = format!("OR(MIN({shares})>=0,MAX({weights})=SUM({weights}))");
                let only = |of: &str| counts(&format!("IF({has_root},{of},0)"));
                let sign = format!("IF(MIN({shares})<0,-1,1)");
                (only(&format!("{sign}*PRODUCT({terms})*{full}")), only(full))
            }
            Combine::HarmonicMean => {
                let zeros: Vec<String> = inside
                    .iter()
                    .map(|child| {
                        let [share, weight] = ['G', 'H'].map(|letter| self.of_node(letter, *child));
                        format!("AND({weight}<>0,{share}=0)")
                    })
                    .collect();
                let any_zero = format!("OR({})", zeros.join(","));
                (
                    counts(&format!(
                        "IF({any_zero},0,IF(SUM({terms})=0,0,SUM({weights})/SUM({terms})*{full}))"
                    )),
                    counts(&format!(
                        "IF({any_zero},{full},IF(SUM({terms})=0,0,{full}))"
                    )),
                )
            }
        }
    }

    /// Returns the question whether enough of the criteria below is answered, where it is asked.
    fn enough(&self, branch: NodeIndex) -> Option<String> {
        let node = &self.set.nodes[branch];
        let least = node.minimum_data.as_ref()?;
        let below = ranges('B', (branch + 1..node.end).map(|node| self.node_row(node)));
        if below.is_empty() {
            return None;
        }
        // Only criteria have a state.
        let na = code::NOT_APPLICABLE;
        let answered = format!("COUNTIF({below},0)");
        let is_any_waived = (branch + 1..node.end).any(|node| self.is_waived(node));
        let waived = is_any_waived.then(|| format!("-COUNTIF({below},{WAIVED})"));
        let all = format!(
            "(COUNT({below})-COUNTIF({below},{na})-COUNTIF({below},{NOT_ASSIGNED}){})",
            waived.unwrap_or_default()
        );
        let least = literal(least);
        Some(format!(
            "IF({all}=0,TRUE,ROUND({answered}/{all}-{least},10)>=0)"
        ))
    }

    fn decimal_of(&self, value: &Exact) -> String {
        published(self.set, value).to_string()
    }

    /// Returns a node's points as shown beside the form.
    pub(super) fn shown_points(&self, node: NodeIndex) -> Content {
        let score = self.score(node);
        let cell = |letter| self.called_elsewhere(&self.of_node(letter, node));
        let number = rounded(&cell('E'), self.set.rounding);
        let shown = self.decimal_of(&score.points);
        if self.set.nodes[node].criterion().is_none() {
            return Content::shown(&number, &shown);
        }
        let words = [
            self.subject.pending,
            self.subject.not_assigned,
            self.subject.waived,
        ];
        let [pending, not_assigned, waived] = words;
        let number = criterion_points(&number, &cell('B'), words, self.is_waived(node));
        let shown = match score.outcome {
            Outcome::Pending => pending.to_owned(),
            Outcome::NotAssigned => not_assigned.to_owned(),
            Outcome::Waived => waived.to_owned(),
            _ => shown,
        };
        Content::shown(&number, &shown)
    }

    /// Returns a node's maximum as shown beside the form.
    pub(super) fn shown_maximum(&self, node: NodeIndex) -> Content {
        let cell = self.called_elsewhere(&self.of_node('F', node));
        let shown = self.decimal_of(&self.score(node).maximum);
        Content::shown(&rounded(&cell, self.set.rounding), &shown)
    }

    /// Returns a node's percent as shown beside the form; nothing where nothing applies.
    pub(super) fn shown_percent(&self, node: NodeIndex) -> Content {
        let [points, maximum] =
            ['E', 'F'].map(|letter| self.called_elsewhere(&self.of_node(letter, node)));
        let percent = rounded(&format!("{points}/{maximum}*100"), self.set.rounding);
        let shown = self.score(node).percent();
        let shown = shown.map(|percent| self.decimal_of(&percent));
        Content::shown(
            &format!("IF({maximum}=0,\"\",{percent})"),
            &shown.unwrap_or_default(),
        )
    }

    /// Returns the formula of the total before it is rounded, on the scale of the set.
    pub(super) fn total(&self) -> String {
        let [points, maximum] =
            ['E', 'F'].map(|letter| self.called_elsewhere(&self.of_node(letter, 0)));
        on_scale(self.set, points, &maximum)
    }

    /// Returns the total and its maximum as shown.
    pub(super) fn shown_total(&self) -> [Content; 2] {
        let (total, maximum) = self.subject.card.own.scores.total(self.set);
        let cell = self.called_elsewhere(&self.of_node('F', 0));
        let of = match &self.set.scale {
            None => cell,
            Some(scale) => format!("IF({cell}=0,0,{})", literal(scale)),
        };
        let rounding = self.set.rounding;
        [
            Content::shown(&rounded(&self.total(), rounding), &self.decimal_of(&total)),
            Content::shown(&rounded(&of, rounding), &self.decimal_of(&maximum)),
        ]
    }
}

/// Returns the formula of a criterion's points as shown beside the form: the number, or the word
/// that says why there is none. Whatever is filled in, a waived criterion is, and no other.
fn criterion_points(number: &str, state: &str, words: [&str; 3], is_waived: bool) -> String {
    let [pending, not_assigned, waived] = words;
    let number = if is_waived {
        format!("IF({state}={WAIVED},\"{waived}\",{number})")
    } else {
        number.to_owned()
    };
    format!(
        "IF({state}={},\"{pending}\",IF({state}={NOT_ASSIGNED},\"{not_assigned}\",{number}))",
        code::PENDING
    )
}

fn on_scale(set: &CriteriaSet, points: String, maximum: &str) -> String {
    match &set.scale {
        None => points,
        Some(scale) => format!("IF({maximum}=0,0,{points}/{maximum}*{})", literal(scale)),
    }
}

/// Returns the formula of the total, written as those of [`possible_points`].
pub(in crate::form) fn possible_total(set: &CriteriaSet) -> String {
    let row = 1 + set.inputs.len() + 1 + 1;
    let total = on_scale(set, format!("!E{row}"), &format!("!F{row}"));
    rounded(&total, set.rounding)
}

/// Returns the formulas that may stand beside the form for a node's points, with the sheet behind
/// the form called by no name and texts left out.
pub(in crate::form) fn possible_points(set: &CriteriaSet, node: NodeIndex) -> Vec<String> {
    let row = 1 + set.inputs.len() + 1 + node + 1;
    let number = rounded(&format!("!E{row}"), set.rounding);
    if set.nodes[node].criterion().is_none() {
        return vec![number];
    }
    let state = format!("!B{row}");
    let of = |is_waived| criterion_points(&number, &state, [""; 3], is_waived);
    vec![of(false), of(true)]
}

/// Returns what a criterion's state is for what is filled in.
fn state_now(outcome: Outcome) -> u32 {
    match outcome {
        Outcome::Scored | Outcome::NothingHappened => 0,
        Outcome::Blank => code::BLANK,
        // Only a branch lacks data, and a branch has no state here.
        Outcome::NotApplicable | Outcome::InsufficientData => code::NOT_APPLICABLE,
        Outcome::Pending => code::PENDING,
        Outcome::NotAssigned => NOT_ASSIGNED,
        Outcome::Waived => WAIVED,
        Outcome::Refused | Outcome::NotAccepted => code::REFUSED,
    }
}
