//! Laws of text files: encoding and separator are how a form travels, not what it says.

use chamdiem::finding::Finding;
use chamdiem::form::{self, Flavour};
use chamdiem::scorecard::Scorecard;
use proptest::prelude::*;

use super::answering::*;
use super::cases;
use crate::builder::assessed;
use crate::encoder::Encoding;

/// Writes a form anew with another separator between its fields.
fn separated(form: &[u8], by: u8) -> String {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(form);
    let mut writer = csv::WriterBuilder::new()
        .delimiter(by)
        .flexible(true)
        .from_writer(Vec::new());
    for record in reader.records() {
        let record = record.expect("a form");
        writer.write_record(&record).expect("memory can be written");
    }
    let bytes = writer.into_inner().expect("memory can be written");
    String::from_utf8(bytes).expect("UTF-8")
}

fn answers(card: &Scorecard) -> (Vec<String>, String) {
    let submission = card.valid.submission();
    let values = submission.own.values.iter();
    (
        values.map(|value| format!("{value:?}")).collect(),
        format!("{:?}", card.own),
    )
}

proptest! {
    #![proptest_config(cases(8))]

    #[test]
    fn a_form_says_the_same_in_every_encoding_with_every_separator((plan, picks) in answered()) {
        let set = plan.set();
        let form = filled_form(&set, ["00412", "Xã Thử"], &given(&set, &picks));
        let form = form::write_csv(&form, Flavour::Plain);
        let plain = card_of_file(&set, &form);
        for separator in *b",;\t|" {
            let text = separated(&form, separator);
            for encoding in Encoding::ALL {
                let assessed = assessed(&set, &encoding.encode(&text), "");
                let told = |finding: &Finding| match finding.code().slug() {
                    code @ ("other-encoding" | "legacy-font") => Some(code),
                    _ => None,
                };
                let codes: Vec<&str> = assessed.findings.iter().filter_map(told).collect();
                let expected: Vec<&str> = encoding.code().into_iter().collect();
                prop_assert_eq!(codes, expected, "{:?} {}", encoding, char::from(separator));
                prop_assert_eq!(answers(&plain), answers(&assessed.card), "{:?} {}", encoding, char::from(separator));
                prop_assert_eq!(&plain.unit, &assessed.card.unit);
                prop_assert_eq!(plain.period, assessed.card.period);
            }
        }
    }

    #[test]
    fn a_form_that_lost_bytes_is_never_taken_for_another_encoding((plan, picks) in answered(), at in any::<prop::sample::Index>(), byte in 0x80_u8..) {
        let set = plan.set();
        let form = filled_form(&set, ["00412", "Xã Thử"], &given(&set, &picks));
        let mut bytes = form::write_csv(&form, Flavour::Plain);
        // In the middle of a letter, so that what is left is none.
        let inside: Vec<usize> = (0..bytes.len()).filter(|&at| bytes[at] >= 0xc0).collect();
        bytes.insert(*at.get(&inside) + 1, byte);
        if std::str::from_utf8(&bytes).is_err() {
            let mut findings = chamdiem::finding::Findings::new();
            let source = chamdiem::finding::Source::new("phieu.csv");
            let read = chamdiem::submission::read(&set, &source, &bytes, &mut findings);
            prop_assert!(read.is_none());
            let slugs: Vec<&str> = findings.iter().map(|finding| finding.code().slug()).collect();
            prop_assert_eq!(slugs, ["not-utf-8"]);
        }
    }
}
