//! What makes an official document of the report: the office's own words, and the sentences that hold the
//! report together.

use super::Issuer;
use crate::period::Period;
use crate::report::document::report::{ReportDocument, Section};
use crate::report::letter::Letter;
use crate::text::Language;
use crate::text::letter::{
    Matter, attached, closing, day_of_issue, opening, place_and_day, recipients,
};

pub(super) fn letter(
    document: &ReportDocument,
    issuer: &Issuer,
    subject: &str,
    sections: &[Section],
    language: Language,
) -> Letter {
    let known = &issuer.letter;
    let authority = known.authority.as_deref();
    let period = document.ranking.period_value;
    let year = period.map_or(0, |period| Period::last_day(period).parts().0);
    let day = day_of_issue(issuer.day, year, language);
    let decision = &document.decision;
    let [signed, ..] = &decision.days_text;
    let matter = Matter {
        authority,
        subject,
        criteria_set: &document.criteria_set().title,
        decision: [&decision.number, signed, &decision.issuer].map(Option::as_deref),
        has_annexes: sections.iter().any(|section| *section != Section::Overview),
    };
    Letter {
        place_and_day: place_and_day(issuer.place.as_deref(), &day),
        subject: subject.to_owned(),
        opening: opening(matter, language),
        closing: closing(matter, language),
        attached: attached(known.number.as_deref(), &day, authority, language),
        recipients: recipients(&known.recipients, !known.addressees.is_empty(), language),
        ..known.clone()
    }
}
