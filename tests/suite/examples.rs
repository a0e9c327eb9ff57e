//! Criteria sets on pages, with a table below each: every row is a form, and a table is one round
//! of one period.
//!
//! A heading in backticks is an input, with what the clerk types. One in bold is a code, or
//! `total`, with what comes out (`pages::expectation` says how). With `appraised` behind it either
//! is the appraiser's. What the ranking makes of a unit is in bold too: `published`, `percent`,
//! `place`, and `level`, the one held on the first ladder. The other columns say of which unit a
//! row is: `unit`, its code; `type`; `district`, the code of the unit above. With `before` behind
//! it an input is what the unit answered in the period before, and `found` has the codes of what is
//! told of the change since then.

use std::collections::BTreeMap;

use chamdiem::definition::{CriteriaSet, NodeIndex};
use chamdiem::finding::{Findings, Source};
use chamdiem::intake::earlier::{Earlier, Gathering};
use chamdiem::intake::{self, FileOutcome};
use chamdiem::period::Period;
use chamdiem::scorecard::Scorecard;
use chamdiem::scoring::Outcome;
use chamdiem::submission::target::Targets;
use chamdiem::submission::{Reader, Stage};
use chamdiem::unit::Roster;

use crate::builder::{self, Folder, Round, folder, roster};
use crate::pages::{self, Block};

/// The period of every round.
const PERIOD: &str = "2021-11";
/// What stands where there is nothing.
const NOTHING: &str = "–";

/// What a column of a table holds.
enum Column {
    /// The code of the row's unit.
    Unit,
    /// Its type.
    Type,
    /// The code of the unit above.
    District,
    /// What is typed for an input.
    Answer(String, Stage),
    /// What was typed for it in the period before.
    Before(String),
    /// The codes of what is found of the change since then.
    Found,
    /// The score of a criterion, a branch or the whole.
    Score(NodeIndex, Stage),
    /// What the ranking says.
    Ranked(Ranked),
}

/// What a ranking says of a unit.
#[derive(Clone, Copy)]
enum Ranked {
    Published,
    Percent,
    Place,
    Level,
}

/// A block with its table, read.
pub struct Example {
    place: String,
    set: CriteriaSet,
    targets: Option<Targets>,
    columns: Vec<Column>,
    rows: Vec<(usize, Vec<String>)>,
}

impl Example {
    /// Reads what a block says of a set; what it does not say is as usual.
    pub fn read(block: Block) -> Example {
        let place = block.place;
        let keys = block.text.strip_prefix('{');
        let keys = keys.and_then(|text| text.strip_suffix('}'));
        let keys = keys.unwrap_or_else(|| panic!("{place}: the block is no object"));
        let set = pages::criteria_set(&place, keys);
        let targets = block.csv.map(|text| {
            let mut findings = Findings::new();
            let targets =
                Targets::read(&set, &[], None, &Source::new(&place), &text, &mut findings);
            assert!(findings.is_empty(), "{place}: {:#?}", findings.sorted());
            targets
        });
        let column = |cell: &String| {
            column(&set, cell).unwrap_or_else(|| panic!("{place}: the column {cell}"))
        };
        let columns: Vec<Column> = block.heading.iter().map(column).collect();
        let asked = set.inputs.iter().filter(|input| !input.is_set_by_superior);
        let named = columns.iter().filter_map(|column| match column {
            Column::Answer(name, Stage::Own) => Some(name),
            _ => None,
        });
        assert!(
            asked.map(|input| &input.name).eq(named),
            "{place}: the columns in backticks are the inputs that are asked"
        );
        Example {
            place,
            set,
            targets,
            columns,
            rows: block.rows,
        }
    }

    /// Hands every row in, and tells where something else comes out.
    pub fn differences(&self) -> Vec<String> {
        let roster = self.roster();
        let (now, then) = (PERIOD.parse().expect("a period"), self.before());
        let earlier = then.map(|(period, folder)| {
            let gathering = Gathering::of(period, &self.set, &self.set);
            let outcomes = self.round(&folder, &roster, period, &[], |card| gathering.take(&card));
            gathering.done(&outcomes)
        });
        let earlier: Vec<Earlier> = earlier.into_iter().collect();
        let folder = self.folder(now, |column| match column {
            Column::Answer(name, stage) => Some((name, *stage)),
            _ => None,
        });
        let outcomes = self.round(&folder, &roster, now, &earlier, |card| card);
        let cards = self.by_code(outcomes);
        let is_ranked = |column: &Column| matches!(column, Column::Ranked(_));
        let round = self.columns.iter().any(is_ranked).then(|| {
            assert!(self.targets.is_none(), "{}: no places here", self.place);
            builder::ranked(&self.set, Some(&roster), PERIOD, folder.path())
        });
        let mut wrong = Vec::new();
        for (index, (line, row)) in self.rows.iter().enumerate() {
            let place = format!("{} | {} | (line {line})", self.place, row.join(" | "));
            assert_eq!(
                row.len(),
                self.columns.len(),
                "{place}: as many cells as columns"
            );
            let code = self.code(index);
            let submission = &cards[&code];
            let card = submission.result.as_ref().expect("a form is read");
            let mut is_refused = false;
            for (column, cell) in self.columns.iter().zip(row) {
                let told = match *column {
                    Column::Score(node, stage) => {
                        is_refused |= cell == "refused";
                        self.score_differs(card, node, stage, cell)
                    }
                    Column::Found => {
                        let shown = changes(&submission.findings);
                        (shown != *cell).then_some(shown)
                    }
                    Column::Ranked(what) => {
                        let round = round.as_ref().expect("it was ranked");
                        let shown = ranked(round, &code, what);
                        (shown != *cell).then_some(shown)
                    }
                    _ => None,
                };
                wrong.extend(told.map(|told| format!("{place}: {told}, not {cell}")));
            }
            if is_refused != submission.findings.has_errors() {
                wrong.push(format!("{place}: {:#?}", submission.findings));
            }
        }
        wrong
    }

    /// Says what comes out for a node, where that is something else than a cell says.
    fn score_differs(
        &self,
        card: &Scorecard,
        node: NodeIndex,
        stage: Stage,
        cell: &str,
    ) -> Option<String> {
        let assessment = match stage {
            Stage::Own => Some(&card.own),
            Stage::Appraised => card.appraised.as_ref(),
        };
        let Some(assessment) = assessment else {
            return (cell != NOTHING).then(|| "no score".to_owned());
        };
        let expected = pages::expectation(cell, &self.set.nodes[node].maximum);
        let expected = expected.unwrap_or_else(|| panic!("{}: \"{cell}\"", self.place));
        let score = assessment.scores.of(node);
        (*score != expected).then(|| {
            let Outcome::Scored = score.outcome else {
                return format!("{score:?}");
            };
            let [points, maximum] = [&score.points, &score.maximum].map(|of| {
                let (above, below) = of.to_fraction_text();
                format!("{above}/{below}")
            });
            format!("{points} of {maximum}")
        })
    }

    /// The period before, and its forms, where the table says what was answered then.
    fn before(&self) -> Option<(Period, Folder)> {
        let mut columns = self.columns.iter();
        columns.find(|column| matches!(column, Column::Before(_)))?;
        let period: Period = PERIOD.parse().expect("a period");
        let folder = self.folder(period.previous(), |column| match column {
            Column::Before(name) => Some((name, Stage::Own)),
            _ => None,
        });
        Some((period.previous(), folder))
    }

    /// Reads and scores the rows together, as a province does with a folder.
    fn round<T: Send>(
        &self,
        folder: &Folder,
        roster: &Roster,
        period: Period,
        earlier: &[Earlier],
        keep: impl Fn(Scorecard) -> T + Sync,
    ) -> Vec<FileOutcome<T>> {
        let request = intake::Request {
            roster: Some(roster),
            targets: self.targets.as_ref(),
            earlier,
            period: Some(period),
            reader: Reader::default(),
            ..builder::request(&self.set)
        };
        let files = intake::files(folder.path()).expect("the folder can be listed");
        intake::run(request, &files, keep)
    }

    fn by_code(
        &self,
        outcomes: Vec<FileOutcome<Scorecard>>,
    ) -> BTreeMap<String, intake::Outcome<Scorecard>> {
        let submissions = outcomes.into_iter().flat_map(|file| file.submissions);
        let by_code = |submission: intake::Outcome<Scorecard>| {
            let unit = submission.unit.clone();
            let unit = unit.unwrap_or_else(|| panic!("{}: {submission:#?}", self.place));
            (unit.code.as_str().to_owned(), submission)
        };
        submissions.map(by_code).collect()
    }

    /// The form of every row for a period, filled in by the columns of which `answered` says so.
    fn folder(
        &self,
        period: Period,
        answered: impl Fn(&Column) -> Option<(&String, Stage)>,
    ) -> Folder {
        let form = |row: usize| {
            let code = self.code(row);
            let form = builder::unit(&code)
                .named(&name_of(&code))
                .header("Kỳ", &period.to_string())
                .header("Bộ tiêu chí", self.set.id.as_str());
            let named = self.columns.iter().filter_map(&answered);
            let named = named.filter(|(_, stage)| *stage == Stage::Own);
            let answered = named.fold(form, |form, (name, _)| {
                let [own, appraised] = [Stage::Own, Stage::Appraised]
                    .map(|stage| self.cell(row, |column| answered(column) == Some((name, stage))));
                let [own, appraised] = [own, appraised].map(Option::unwrap_or_default);
                form.answer_appraised(name, own, appraised)
            });
            (format!("{row:03}.csv"), answered.csv())
        };
        let files: Vec<(String, Vec<u8>)> = (0..self.rows.len()).map(form).collect();
        folder(
            files
                .iter()
                .map(|(name, bytes)| (name.as_str(), bytes.clone())),
        )
    }

    fn roster(&self) -> Roster {
        let unit = |row: usize| {
            let kind = self.cell(row, |column| matches!(column, Column::Type));
            let kind = kind.unwrap_or("xã");
            let district = self.cell(row, |column| matches!(column, Column::District));
            let district = district.unwrap_or_default();
            let code = self.code(row);
            let name = name_of(&code);
            format!("{code},{name},{kind},{district},{district}\n")
        };
        let units: String = (0..self.rows.len()).map(unit).collect();
        roster(&format!("code,name,type,district_code,district\n{units}"))
    }

    /// The code of a row's unit: as the table says, or as the row counts.
    fn code(&self, row: usize) -> String {
        let code = self.cell(row, |column| matches!(column, Column::Unit));
        code.map_or_else(|| format!("{:05}", row + 1), str::to_owned)
    }

    fn cell(&self, row: usize, wanted: impl Fn(&Column) -> bool) -> Option<&str> {
        let column = self.columns.iter().position(wanted)?;
        Some(self.rows[row].1[column].as_str())
    }
}

/// Returns the codes of what is told of changes since the period before; a dash where nothing is.
fn changes(findings: &Findings) -> String {
    let codes = builder::codes(findings.iter());
    let of_changes = codes
        .into_iter()
        .filter(|code| ["V037", "V038"].contains(code));
    let codes: Vec<&str> = of_changes.collect();
    if codes.is_empty() {
        NOTHING.to_owned()
    } else {
        codes.join(", ")
    }
}

/// Returns what a ranking says of a unit; a dash where it has no place.
fn ranked(round: &Round, code: &str, what: Ranked) -> String {
    let mut places = round.ranking.places.iter();
    let Some(place) = places.find(|place| place.standing.unit.code.as_str() == code) else {
        return NOTHING.to_owned();
    };
    let standing = &place.standing;
    let shown = match what {
        Ranked::Published => Some(standing.total.to_string()),
        Ranked::Percent => standing.percent.map(|percent| percent.to_string()),
        Ranked::Place => Some(place.rank.to_string()),
        Ranked::Level => standing.levels[0].map(|level| level.to_string()),
    };
    shown.unwrap_or_else(|| NOTHING.to_owned())
}

fn name_of(code: &str) -> String {
    format!("Đơn vị {code}")
}

/// Returns what a heading means; none where it means nothing.
fn column(set: &CriteriaSet, cell: &str) -> Option<Column> {
    if let Some(name) = cell.strip_suffix("` before") {
        return Some(Column::Before(name.strip_prefix('`')?.to_owned()));
    }
    let (heading, stage) = match cell.strip_suffix(" appraised") {
        Some(heading) => (heading, Stage::Appraised),
        None => (cell, Stage::Own),
    };
    let within = |mark: &str| heading.strip_prefix(mark)?.strip_suffix(mark);
    if let Some(name) = within("`") {
        return Some(Column::Answer(name.to_owned(), stage));
    }
    if let Some(name) = within("**") {
        let what = match name {
            "published" => Ranked::Published,
            "percent" => Ranked::Percent,
            "place" => Ranked::Place,
            "level" => Ranked::Level,
            code => {
                let code = if code == "total" { "" } else { code };
                let node = set.nodes.iter().position(|node| node.code == code)?;
                return Some(Column::Score(node, stage));
            }
        };
        return Some(Column::Ranked(what));
    }
    match heading {
        "found" => Some(Column::Found),
        "unit" => Some(Column::Unit),
        "type" => Some(Column::Type),
        "district" => Some(Column::District),
        _ => None,
    }
}
