//! The period before, as far as answers are compared with it.

use std::collections::BTreeSet;

use anyhow::Result;

use chamdiem::intake::earlier::{self, Earlier, Gathering};
use chamdiem::intake::{self, Request};
use chamdiem::period::Period;
use chamdiem::text::Language;

use super::check::Work;
use super::selection::{Basis, list};

impl Basis {
    /// Returns what was answered in the periods before those of some work, where the workspace has
    /// them and the criteria set compares anything.
    ///
    /// # Errors
    ///
    /// When a folder cannot be listed.
    pub(super) fn earlier_of(&self, work: &Work, language: Language) -> Result<Vec<Earlier>> {
        let sets = self.versions.sets();
        if !sets.iter().any(|set| earlier::is_compared(set)) || !self.has_earlier_folders() {
            return Ok(Vec::new());
        }
        let periods: BTreeSet<Period> = match work.period {
            Some(period) => BTreeSet::from([period]),
            None => {
                let periods = intake::periods(&sets, &work.files, self.reader());
                periods.into_iter().flatten().collect()
            }
        };
        let earlier = periods.into_iter();
        let earlier = earlier.map(|period| self.earlier(period, language));
        earlier.filter_map(Result::transpose).collect()
    }

    /// Returns what was answered in the period before this one.
    ///
    /// # Errors
    ///
    /// When its folder cannot be listed.
    pub(super) fn earlier(&self, period: Period, language: Language) -> Result<Option<Earlier>> {
        let before = period.previous();
        let Some(folder) = self.earlier_folder(before) else {
            return Ok(None);
        };
        let Some(gathering) = self.gathering(before, period) else {
            return Ok(None);
        };
        let version = self.versions.of(before);
        let request = Request {
            set: &version.set,
            roster: self.roster.as_ref(),
            targets: version.targets.as_ref(),
            waivers: version.waivers.as_ref(),
            earlier: &[],
            reader: self.reader(),
            period: Some(before),
            set_digest: None,
            of_several: self.of_several,
            recognised: false,
            digests: false,
            is_whole_period: false,
        };
        let files = list(&folder, language)?;
        self.progress.expect(files.len());
        let outcomes = intake::run(request, &files, |card| gathering.take(&card));
        Ok(Some(gathering.done(&outcomes)))
    }

    /// Begins with what is compared of a period with the one before it, if anything is.
    pub(super) fn gathering(&self, before: Period, now: Period) -> Option<Gathering> {
        let set = &self.versions.of(now).set;
        let is_compared = earlier::is_compared(set) && now.previous() == before;
        is_compared.then(|| Gathering::of(before, &self.versions.of(before).set, set))
    }
}
