//! What a report of a period is made of: the ranking, results, scorecards, and what was found.

use std::collections::BTreeMap;

use rayon::prelude::*;

use chamdiem::finding::{Finding, Findings};
use chamdiem::overview::Results;
use chamdiem::ranking::Ranking;
use chamdiem::report::document::findings::{CheckedFile, Counts, FindingEntry, UnitName};
use chamdiem::report::document::ranking::Selection as Shown;
use chamdiem::report::document::report::{
    CardWithFindings, Context, FindingsPart, ReportDocument, Section,
};
use chamdiem::report::document::scorecards::Cards;
use chamdiem::scorecard::Scorecard;
use chamdiem::text::Language;
use chamdiem::unit::{AdministrativeUnit, UnitCode};

use super::round::{Judged, Kept};
use super::selection::Basis;

/// What is kept of a scorecard.
pub(super) struct Part {
    pub(super) results: Results,
    /// The card, where scorecards are wanted.
    pub(super) card: Option<Scorecard>,
}

/// What a report is made of, whatever its language.
pub(super) struct Made<'m> {
    pub(super) basis: &'m Basis,
    pub(super) judged: &'m Judged<'m, Part>,
    pub(super) shown: &'m Shown,
    pub(super) sections: &'m [Section],
    pub(super) unit: Option<&'m AdministrativeUnit>,
}

impl Made<'_> {
    /// Returns the document.
    pub(super) fn document(&self, language: Language) -> ReportDocument {
        let set = &self.judged.version.set;
        let document = self
            .judged
            .document(self.shown.clone(), self.basis, language);
        let results: BTreeMap<UnitCode, Results> = self
            .judged
            .kept
            .iter()
            .filter_map(|kept| {
                let unit = kept.unit.as_ref()?;
                Some((unit.code.clone(), kept.value.as_ref()?.results.clone()))
            })
            .collect();
        let wanted: Vec<&Kept<Part>> = self
            .judged
            .kept
            .iter()
            .filter(|kept| self.is_shown(kept.unit.as_deref()))
            .collect();
        let cards = Cards { set, language };
        let card = |kept: &&Kept<Part>| {
            let part = kept.value.as_ref()?;
            let card = part.card.as_ref()?;
            let source = kept.place.source().map_or("", |source| source.name());
            let found = kept.findings.iter();
            Some(CardWithFindings {
                card: cards.card(card, source, Counts::of(&kept.findings)),
                results: part.results.clone(),
                found: found
                    .map(|finding| FindingEntry::new(finding, language))
                    .collect(),
            })
        };
        let findings = self.findings(&wanted, language);
        let cards: Vec<CardWithFindings> = wanted.par_iter().filter_map(card).collect();
        ReportDocument::new(Context {
            set,
            language,
            sections: self.sections,
            ranking: &self.judged.ranking,
            results: &results,
            cards,
            findings,
            unit: self.unit,
            course: &self.judged.course,
            document,
        })
    }

    /// Returns what was found in these submissions, and of the units shown elsewhere: who has not handed in, who
    /// did twice.
    fn findings(&self, wanted: &[&Kept<Part>], language: Language) -> FindingsPart {
        let file = |kept: &&Kept<Part>| {
            let unit = kept.unit.as_ref().map(|unit| UnitName {
                code: unit.code.as_str().to_owned(),
                name: unit.name.clone(),
            });
            CheckedFile::new(&kept.place, unit, Counts::of(&kept.findings), language)
        };
        let in_files = wanted.iter().flat_map(|kept| kept.findings.iter());
        let all = in_files.chain(self.found_elsewhere()).cloned();
        let sorted = all.collect::<Findings>().sorted();
        FindingsPart {
            counts: Counts::of(&sorted),
            files: wanted.iter().map(file).collect(),
            findings: sorted
                .iter()
                .map(|finding| FindingEntry::new(finding, language))
                .collect(),
        }
    }

    /// Returns what was found of the units shown, but not in their submissions.
    fn found_elsewhere(&self) -> impl Iterator<Item = &Finding> {
        let known: BTreeMap<&str, &AdministrativeUnit> = units(&self.judged.ranking)
            .map(|unit| (unit.code.as_str(), unit))
            .collect();
        self.judged.elsewhere.iter().filter(move |finding| {
            let unit = finding.unit.as_ref();
            let unit = unit.and_then(|(code, _)| known.get(code.as_str()).copied());
            self.is_shown(unit)
        })
    }

    /// Returns whether a submission is of a unit that is shown; one of nobody known may be.
    fn is_shown(&self, unit: Option<&AdministrativeUnit>) -> bool {
        let Some(unit) = unit else {
            return self.unit.is_none();
        };
        match self.unit {
            Some(only) => only.code == unit.code,
            None => self.shown.covers(unit),
        }
    }
}

/// Returns everybody, ranked or not.
pub(super) fn units(ranking: &Ranking) -> impl Iterator<Item = &AdministrativeUnit> {
    let placed = ranking.places.iter().map(|place| &place.standing.unit);
    let unranked = ranking.unranked.iter().map(|entry| &entry.unit);
    placed.chain(unranked).map(AsRef::as_ref)
}
