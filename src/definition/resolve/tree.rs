//! Parts, groups, criteria and inputs of the file → nodes in the order of the tree, and the names
//! they go by.

use super::Resolver;
use crate::definition::{Input, Node, NodeIndex, Role, raw};
use crate::finding::{Place, Problem};
use crate::number::{Exact, Literal};
use crate::rule::{InputId, InputKind, InputShape, Rule};

/// What a branch of the file and a criterion of the file have in common.
struct Heading<'h> {
    code: &'h str,
    title: &'h raw::Text,
    maximum: Literal,
    weight: Option<Literal>,
    same_as: &'h [String],
}

impl Resolver<'_, '_> {
    pub(super) fn tree(&mut self, raw: &raw::CriteriaSet) {
        self.nodes.push(Node {
            code: String::new(),
            title: raw.title.clone(),
            maximum: raw.maximum.exact(),
            role: Role::Whole,
            depth: 0,
            parent: None,
            end: 0,
            combine: raw.combine.unwrap_or(raw::Combine::Sum),
            weight: Exact::ONE,
            minimum_data: None,
            outside: None,
            same_as: Vec::new(),
        });
        self.pointers.push(String::new());
        for (index, input) in raw.inputs.iter().enumerate() {
            self.input(input, None, &format!("/inputs/{index}"));
        }
        for (index, part) in raw.parts.iter().enumerate() {
            self.branch(part, Role::Part, 0, &format!("/parts/{index}"));
        }
        self.below(&raw.groups, &raw.criteria, 0, "");
        self.nodes[0].end = self.nodes.len();
    }

    fn below(
        &mut self,
        groups: &[raw::Branch],
        criteria: &[raw::Criterion],
        parent: NodeIndex,
        pointer: &str,
    ) {
        for (index, group) in groups.iter().enumerate() {
            self.branch(
                group,
                Role::Group,
                parent,
                &format!("{pointer}/groups/{index}"),
            );
        }
        for (index, criterion) in criteria.iter().enumerate() {
            self.criterion(criterion, parent, &format!("{pointer}/criteria/{index}"));
        }
    }

    fn branch(&mut self, branch: &raw::Branch, role: Role, parent: NodeIndex, pointer: &str) {
        let heading = Heading {
            code: &branch.code,
            title: &branch.title,
            maximum: branch.maximum,
            weight: branch.weight,
            same_as: &branch.same_as,
        };
        let node = self.node(&heading, role, parent, pointer);
        let own = &mut self.nodes[node];
        own.combine = branch.combine.unwrap_or(raw::Combine::Sum);
        own.minimum_data = branch.minimum_data.map(Literal::exact);
        own.outside = branch
            .outside
            .as_ref()
            .map(|caps| [caps.minimum.exact(), caps.maximum.exact()]);
        let is_share = |share: &Exact| *share >= Exact::ZERO && *share <= Exact::ONE;
        if !own.minimum_data.as_ref().is_none_or(is_share) {
            let problem = Problem::NumberOutOfRange {
                minimum: Some("0".to_owned()),
                maximum: Some("1".to_owned()),
            };
            self.report(&format!("{pointer}/minimum_data"), problem);
        }
        self.below(&branch.groups, &branch.criteria, node, pointer);
        self.nodes[node].end = self.nodes.len();
    }

    fn criterion(&mut self, criterion: &raw::Criterion, parent: NodeIndex, pointer: &str) {
        let heading = Heading {
            code: &criterion.code,
            title: &criterion.title,
            maximum: criterion.maximum,
            weight: criterion.weight,
            same_as: &criterion.same_as,
        };
        // The place is kept by a group until the rule is compiled, when all names are known.
        let node = self.node(&heading, Role::Group, parent, pointer);
        self.unit_types(&criterion.assigned_to, &format!("{pointer}/assigned_to"));
        for (index, input) in criterion.inputs.iter().enumerate() {
            self.input(input, Some(node), &format!("{pointer}/inputs/{index}"));
        }
        let own_points =
            asks_for_own_points(&criterion.rule).then(|| self.own_points(criterion, node, pointer));
        self.criteria.push((node, criterion.clone(), own_points));
        self.nodes[node].end = self.nodes.len();
    }

    fn node(
        &mut self,
        heading: &Heading,
        role: Role,
        parent: NodeIndex,
        pointer: &str,
    ) -> NodeIndex {
        let index = self.nodes.len();
        let code = heading.code.to_owned();
        if let Some(&first) = self.codes.get(&code) {
            let first_line = line(&self.parsed.place(&format!("{}/code", self.pointers[first])));
            self.report(
                &format!("{pointer}/code"),
                Problem::DuplicateCode {
                    code: code.clone(),
                    first_line,
                },
            );
        } else {
            self.codes.insert(code.clone(), index);
        }
        if let Some(weight) = heading.weight
            && weight.exact() <= Exact::ZERO
        {
            let problem = Problem::TargetNotPositive { value: weight.0 };
            self.report(&format!("{pointer}/weight"), problem);
        }
        if heading.maximum.exact() < Exact::ZERO {
            let problem = Problem::NumberOutOfRange {
                minimum: Some("0".to_owned()),
                maximum: None,
            };
            self.report(&format!("{pointer}/maximum"), problem);
        }
        self.nodes.push(Node {
            code,
            title: heading.title.clone(),
            maximum: heading.maximum.exact(),
            role,
            depth: self.nodes[parent].depth + 1,
            parent: Some(parent),
            end: index + 1,
            combine: raw::Combine::Sum,
            weight: heading.weight.map_or(Exact::ONE, Literal::exact),
            minimum_data: None,
            outside: None,
            same_as: heading.same_as.to_vec(),
        });
        self.pointers.push(pointer.to_owned());
        index
    }

    fn input(&mut self, raw: &raw::Input, criterion: Option<NodeIndex>, pointer: &str) {
        let own_maximum = criterion.map(|node| self.nodes[node].maximum.clone());
        let maximum = match (raw.maximum, raw.kind) {
            (Some(maximum), _) => Some(maximum.exact()),
            (None, InputKind::Percent) => Some(Exact::integer(100)),
            (None, InputKind::Points) => own_maximum,
            (None, _) => None,
        };
        let input = Input {
            name: raw.name.clone(),
            label: raw.label.clone(),
            unit: raw.unit.clone(),
            shape: InputShape {
                kind: raw.kind,
                minimum: raw
                    .kind
                    .is_number()
                    .then(|| raw.minimum.map_or(Exact::ZERO, Literal::exact)),
                maximum,
                options: raw.options.iter().map(|option| option.id.clone()).collect(),
            },
            option_labels: raw
                .options
                .iter()
                .map(|option| option.label.clone())
                .collect(),
            criterion,
            is_fact: false,
            is_set_by_superior: raw.source == Some(raw::InputSource::Superior),
            is_cumulative: raw.cumulative,
            jump: raw.jump.map(Literal::exact),
        };
        self.check_changes(raw, pointer);
        self.add_input(input, pointer);
    }

    /// Only numbers of the unit's own can be compared with the period before.
    fn check_changes(&mut self, raw: &raw::Input, pointer: &str) {
        let keys = [("cumulative", raw.cumulative), ("jump", raw.jump.is_some())];
        for (key, _) in keys.into_iter().filter(|(_, is_said)| *is_said) {
            if !raw.kind.is_number() {
                let problem = Problem::WrongInputType {
                    name: raw.name.clone(),
                    expected: ["count", "decimal", "percent", "points"]
                        .map(str::to_owned)
                        .into(),
                };
                self.report(&format!("{pointer}/{key}"), problem);
            }
        }
        self.check_jump(raw.jump, pointer);
    }

    pub(super) fn check_jump(&mut self, jump: Option<Literal>, pointer: &str) {
        if let Some(jump) = jump.filter(|jump| jump.exact() <= Exact::ZERO) {
            let problem = Problem::TargetNotPositive { value: jump.0 };
            self.report(&format!("{pointer}/jump"), problem);
        }
    }

    /// The row a criterion awarded by hand has in the form, under its own code.
    fn own_points(
        &mut self,
        criterion: &raw::Criterion,
        node: NodeIndex,
        pointer: &str,
    ) -> InputId {
        let input = Input {
            name: criterion.code.clone(),
            label: criterion.title.clone(),
            unit: None,
            shape: InputShape {
                kind: InputKind::Points,
                minimum: Some(Exact::ZERO),
                maximum: Some(criterion.maximum.exact()),
                options: Vec::new(),
            },
            option_labels: Vec::new(),
            criterion: Some(node),
            is_fact: false,
            is_set_by_superior: false,
            is_cumulative: false,
            jump: None,
        };
        self.add_input(input, pointer)
    }

    fn add_input(&mut self, input: Input, pointer: &str) -> InputId {
        let id = InputId::new(self.inputs.len());
        if let Some(&first) = self.names.get(&input.name) {
            let first_line = line(&self.parsed.place(&self.input_pointers[first.index()]));
            let name = input.name.clone();
            self.report(
                &format!("{pointer}/name"),
                Problem::DuplicateInput { name, first_line },
            );
        } else {
            self.names.insert(input.name.clone(), id);
        }
        self.inputs.push(input);
        self.input_pointers.push(pointer.to_owned());
        id
    }
}

/// Returns whether a rule awards points by hand under the criterion's own code.
fn asks_for_own_points(rule: &Rule) -> bool {
    match rule {
        Rule::Manual(manual) => manual.input.is_none(),
        Rule::Sum(sum) => sum.parts.iter().any(|part| asks_for_own_points(&part.rule)),
        Rule::Best(best) => best.of.iter().any(|case| asks_for_own_points(&case.rule)),
        _ => false,
    }
}

fn line(place: &Place) -> usize {
    match place {
        Place::Text { position, .. } => position.line,
        _ => 0,
    }
}
