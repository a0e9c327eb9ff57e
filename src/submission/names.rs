//! What people call the questions of a criteria set: by the name of an input, by the code of its
//! criterion, or by the text of either, however it is typed. Never a guess: a text has the inputs
//! it can mean, and whoever asks decides what several of them are.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::mapping::{Heading, Mapping};
use super::sheet::Content;
use super::words::{Column, Label};
use crate::definition::{CriteriaSet, NodeIndex};
use crate::number::parse_plain;
use crate::rule::{InputId, nearest};
use crate::unit::{fold, is_name_of};

/// Bytes of the longest text that may name a question; what is longer is a notice.
const LONGEST_TEXT: usize = 1_500;

/// A criteria set, and what its questions are called.
#[derive(Debug)]
pub struct Names<'s> {
    /// The criteria set.
    pub set: &'s CriteriaSet,
    mapping: Option<&'s Mapping>,
    /// Inputs by the folded texts that name them; only files in layouts of their own need it.
    texts: OnceLock<Texts>,
}

/// The texts of a criteria set, folded.
#[derive(Debug, Default)]
struct Texts {
    /// What names inputs.
    inputs: BTreeMap<String, Vec<Called>>,
    /// The titles of parts, groups and criteria.
    titles: BTreeMap<String, Vec<(String, NodeIndex)>>,
}

/// A text of the criteria set, and an input it names.
#[derive(Debug)]
struct Called {
    text: String,
    input: InputId,
}

/// A code that has become a number or a day, and may be one of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LostCode;

impl<'s> Names<'s> {
    /// Returns the names of a criteria set.
    pub fn of(set: &'s CriteriaSet) -> Names<'s> {
        Names::mapped(set, None)
    }

    /// Returns the names of a criteria set, and what else was written down to mean the same.
    pub fn mapped(set: &'s CriteriaSet, mapping: Option<&'s Mapping>) -> Names<'s> {
        Names {
            set,
            mapping,
            texts: OnceLock::new(),
        }
    }

    /// Returns the column a heading names.
    pub(super) fn column(&self, text: &str) -> Option<Column> {
        match self.written_down(text) {
            Some(Heading::Column(column)) => Some(column),
            Some(Heading::Label(_)) => None,
            None => Column::of_heading(text),
        }
    }

    /// Returns what a label above the table names.
    pub(super) fn label(&self, text: &str) -> Option<Label> {
        match self.written_down(text) {
            Some(Heading::Label(label)) => Some(label),
            Some(Heading::Column(_)) => None,
            None => Label::of(text),
        }
    }

    /// Returns what the heading of a column says of a table's units.
    pub(super) fn label_of_column(&self, text: &str) -> Option<Label> {
        match self.written_down(text) {
            Some(Heading::Label(label)) => Some(label),
            Some(Heading::Column(_)) => None,
            None => Label::of_column(text),
        }
    }

    fn written_down(&self, text: &str) -> Option<Heading> {
        self.mapping?.named(text)
    }

    /// Returns whether a sheet is to be read.
    pub(super) fn has_sheet(&self, name: &str) -> bool {
        self.mapping.is_none_or(|mapping| mapping.has_sheet(name))
    }

    /// Returns the code of the unit a name was written down to mean.
    pub(super) fn unit_meant(&self, name: &str) -> Option<&'s str> {
        self.mapping?.meant(name)
    }

    /// Returns the inputs asked of the unit that a cell names, in the order of the form.
    ///
    /// # Errors
    ///
    /// When it holds a code that has become something else.
    pub fn named_in(&self, content: Content) -> Result<Vec<InputId>, LostCode> {
        match content {
            Content::Text(text) => Ok(self.named(text)),
            Content::Number { value, .. } => self.numbered(&value.normalize().to_string()),
            Content::Date(_) => Err(LostCode),
            Content::Logical(_) | Content::Error(_) | Content::UncalculatedFormula => {
                Ok(Vec::new())
            }
        }
    }

    /// Returns the inputs asked of the unit that a text names, in the order of the form.
    pub fn named(&self, text: &str) -> Vec<InputId> {
        let text = text.trim();
        if text.is_empty() || text.len() > LONGEST_TEXT {
            return Vec::new();
        }
        let mapped = self.mapping.and_then(|mapping| mapping.asked(text));
        let by_code = self.coded(mapped.unwrap_or(text));
        if !by_code.is_empty() {
            return by_code;
        }
        let by_text = self.called(text);
        if !by_text.is_empty() {
            return by_text;
        }
        self.coded_and_called(text)
    }

    /// Returns the inputs of a criterion, by its code.
    pub(super) fn of_code(&self, code: &str) -> Vec<InputId> {
        self.set
            .node(code)
            .map_or_else(Vec::new, |node| self.of_criterion(node))
    }

    /// Returns the name or the text that is nearest to one that means nothing, to be offered.
    pub(super) fn nearest(&self, text: &str) -> Option<String> {
        let inputs = self.set.inputs.iter();
        let names = inputs.clone().map(|input| input.name.as_str());
        let labels = inputs.map(|input| input.label.vi.as_str());
        let titles = self.set.nodes.iter().map(|node| node.title.vi.as_str());
        nearest(text.trim(), names.chain(labels).chain(titles))
    }

    /// Returns the inputs of a code: the input of that name, or those of the criterion.
    pub fn coded(&self, code: &str) -> Vec<InputId> {
        if let Some(input) = self.set.input_named(code) {
            return self.asked([input]);
        }
        match self.set.node(code) {
            Some(node) if node > 0 => self.of_criterion(node),
            _ => Vec::new(),
        }
    }

    /// Returns the inputs that a number can be the code of.
    fn numbered(&self, shown: &str) -> Result<Vec<InputId>, LostCode> {
        let value = parse_plain(shown);
        let nodes = self.set.nodes.iter().skip(1);
        let nodes = nodes.filter(|node| node.criterion().is_some());
        let codes = nodes.map(|node| node.code.as_str());
        let inputs = self.set.inputs.iter().map(|input| input.name.as_str());
        let mut same: Vec<&str> = codes
            .chain(inputs)
            .filter(|code| parse_plain(code) == value)
            .collect();
        same.sort_unstable();
        same.dedup();
        match same.as_slice() {
            [] => Ok(Vec::new()),
            [code] => Ok(self.coded(code)),
            _ => Err(LostCode),
        }
    }

    /// Returns the inputs of which a text is the label, or their criterion's title.
    fn called(&self, text: &str) -> Vec<InputId> {
        let texts = &self.texts.get_or_init(|| self.index()).inputs;
        let mut tried = Some(text);
        while let Some(text) = tried {
            let text_trimmed = plain(text);
            let found = texts.get(&fold(text_trimmed)).into_iter().flatten();
            let mut found: Vec<InputId> = found
                .filter(|called| is_name_of(text_trimmed, &called.text))
                .map(|called| called.input)
                .collect();
            if !found.is_empty() {
                found.sort_unstable();
                found.dedup();
                return found;
            }
            tried = without_remark(text);
        }
        Vec::new()
    }

    /// Returns the inputs of a code and a text in one cell: `1.2. Máy tính kết nối mạng`.
    fn coded_and_called(&self, text: &str) -> Vec<InputId> {
        let Some((code, rest)) = text.split_once(char::is_whitespace) else {
            return self.coded(plain(text));
        };
        let code = code.trim_end_matches(['.', ')', ':', '-', '/']);
        let (by_code, by_text) = (self.coded(code), self.called(rest));
        if by_text.is_empty() {
            // A running number is no code; a code in parts is.
            let is_code = code.contains(['.', '_']);
            return if is_code { by_code } else { Vec::new() };
        }
        if by_code.is_empty() {
            return by_text;
        }
        let both = by_text.iter().filter(|input| by_code.contains(input));
        both.copied().collect()
    }

    /// Returns whether a text is the title of a part or a group, perhaps behind its code.
    pub(super) fn is_branch(&self, text: &str) -> bool {
        let is_branch = |node: &NodeIndex| self.set.nodes[*node].criterion().is_none();
        let text = text.trim();
        if text.len() > LONGEST_TEXT {
            return false;
        }
        let behind_code = text.split_once(char::is_whitespace).map(|(_, rest)| rest);
        let tried = [Some(text), without_remark(text), behind_code];
        let mut tried = tried.into_iter().flatten();
        tried.any(|text| self.titled(text).iter().any(is_branch))
    }

    /// Returns whether a text is the code of a part or a group.
    pub(super) fn is_branch_code(&self, text: &str) -> bool {
        let node = self.set.node(text.trim()).filter(|&node| node > 0);
        node.is_some_and(|node| self.set.nodes[node].criterion().is_none())
    }

    /// Returns the parts, groups and criteria of this code or title, or of both in one text.
    pub(super) fn nodes(&self, text: &str) -> Vec<NodeIndex> {
        let text = text.trim();
        if text.is_empty() || text.len() > LONGEST_TEXT {
            return Vec::new();
        }
        let coded = |code: &str| self.set.node(code).filter(|&node| node > 0);
        if let Some(node) = coded(text) {
            return vec![node];
        }
        let plain = without_remark(text).into_iter();
        for text in std::iter::once(text).chain(plain) {
            let titled = self.titled(text);
            if !titled.is_empty() {
                return titled;
            }
            let Some((code, rest)) = text.split_once(char::is_whitespace) else {
                continue;
            };
            let code = coded(code.trim_end_matches(['.', ')', ':', '-', '/']));
            let titled = self.titled(rest).into_iter();
            let both: Vec<NodeIndex> = titled
                .filter(|node| code.is_none_or(|code| code == *node))
                .collect();
            if !both.is_empty() {
                return both;
            }
        }
        Vec::new()
    }

    /// Returns the parts, groups and criteria of this title.
    fn titled(&self, text: &str) -> Vec<NodeIndex> {
        let texts = &self.texts.get_or_init(|| self.index()).titles;
        let text = plain(text);
        let found = texts.get(&fold(text)).into_iter().flatten();
        let mut nodes: Vec<NodeIndex> = found
            .filter(|(title, _)| is_name_of(text, title))
            .map(|(_, node)| *node)
            .collect();
        nodes.dedup();
        nodes
    }

    fn index(&self) -> Texts {
        let mut texts = Texts::default();
        for (index, node) in self.set.nodes.iter().enumerate().skip(1) {
            for title in [&node.title.vi, &node.title.en] {
                let titles = texts.titles.entry(fold(plain(title))).or_default();
                titles.push((plain(title).to_owned(), index));
            }
        }
        let index = &mut texts.inputs;
        let mut add = |text: &str, input: InputId| {
            let text = plain(text);
            let called = Called {
                text: text.to_owned(),
                input,
            };
            index.entry(fold(text)).or_default().push(called);
        };
        for (number, input) in self.set.inputs.iter().enumerate() {
            if input.is_set_by_superior {
                continue;
            }
            let id = InputId::new(number);
            let titles = input.criterion.map(|node| &self.set.nodes[node].title);
            for text in std::iter::once(&input.label).chain(titles) {
                add(&text.vi, id);
                add(&text.en, id);
            }
        }
        texts
    }

    fn of_criterion(&self, node: usize) -> Vec<InputId> {
        let inputs = self.set.inputs.iter().enumerate();
        let own = inputs.filter(|(_, input)| input.criterion == Some(node));
        self.asked(own.map(|(index, _)| InputId::new(index)))
    }

    fn asked(&self, inputs: impl IntoIterator<Item = InputId>) -> Vec<InputId> {
        let inputs = inputs.into_iter();
        inputs
            .filter(|&input| !self.set.input(input).is_set_by_superior)
            .collect()
    }
}

/// Returns a text without what stands before it in a list, and without a mark at its end.
fn plain(text: &str) -> &str {
    let text = text
        .trim()
        .trim_start_matches(['-', '+', '•', '*', '–', ' ']);
    let text = text.trim_end_matches([':', '.', ';', ',', '*', ' ']);
    match text.split_once([')', '.']) {
        Some((mark, rest)) if is_enumerator(mark) && rest.starts_with(' ') => rest.trim(),
        _ => text.trim(),
    }
}

/// `a`, `12`: what numbers the entries of a list.
fn is_enumerator(mark: &str) -> bool {
    let mut letters = mark.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => letter.is_alphanumeric(),
        _ => mark.len() <= 2 && mark.bytes().all(|byte| byte.is_ascii_digit()),
    }
}

/// Returns a text without the remark in brackets at its end, such as `(10 điểm)`.
fn without_remark(text: &str) -> Option<&str> {
    let text = text.trim_end().strip_suffix(')')?;
    let (before, _) = text.rsplit_once('(')?;
    let before = before.trim_end();
    (!before.is_empty()).then_some(before)
}

/// The criteria set of the samples of findings.
#[cfg(test)]
pub(super) fn sample() -> CriteriaSet {
    let text = include_str!("../../samples/findings/criteria-set.json");
    let source = crate::finding::Source::new("criteria-set.json");
    let set = crate::definition::read(&source, text, &mut crate::finding::Findings::new());
    set.expect("the sample is in order")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        let set = sample();
        let named = Names::of(&set).named(text);
        let name = |input: &InputId| set.input(*input).name.clone();
        named.iter().map(name).collect()
    }

    #[test]
    fn a_question_is_called_by_name_code_or_text() {
        for (text, named) in [
            ("may_lan", &["may_lan"][..]),
            ("1.2", &["may_lan", "may_tinh"]),
            ("Số máy tính kết nối mạng LAN", &["may_lan"]),
            ("SO MAY TINH KET NOI MANG LAN:", &["may_lan"]),
            ("- Tổng số máy tính.", &["may_tinh"]),
            ("1.2. Máy tính kết nối mạng LAN", &["may_lan", "may_tinh"]),
            ("1.2 Tổng số máy tính", &["may_tinh"]),
            ("1.10 Tuyên truyền", &["1.10"]),
            ("Tuyên truyền (10 điểm)", &["1.10"]),
            ("b) Tuyên truyền", &["1.10"]),
            ("1.4 Ban chỉ đạo CĐS", &["truong_ban"]),
            ("Website", &["muc_tin_tuc", "muc_thu_tuc"]),
        ] {
            assert_eq!(told(text), named, "{text}");
        }
    }

    #[test]
    fn a_text_that_is_nearly_a_question_is_none() {
        for text in [
            "Tổng số máy in",
            "Tuyên truyện",
            "1 Tuyên truyền viên",
            "1",
            "Cộng",
            "1.2 Tuyên truyền",
            "",
        ] {
            assert_eq!(told(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn a_code_that_became_a_number_is_told_apart_or_lost() {
        let set = sample();
        let names = Names::of(&set);
        let number = |text: &str| {
            let value = parse_plain(text).expect("a number");
            let percent = false;
            names.named_in(Content::Number { value, percent })
        };
        assert_eq!(number("1.1"), Err(LostCode), "1.1 and 1.10");
        let found = number("1.3").expect("only one");
        assert_eq!(set.input(found[0]).name, "ho_so");
        assert_eq!(number("7"), Ok(Vec::new()));
    }
}
