//! The one unit that is meant by what somebody typed.

use anyhow::{Result, bail};

use chamdiem::text::Language;
use chamdiem::unit::{AdministrativeUnit, asked_for};

/// Returns the only unit of these that goes by a code or a name; one that nobody is called is a slip of the hand.
pub(super) fn only_unit<'u>(
    units: impl IntoIterator<Item = &'u AdministrativeUnit>,
    typed: &str,
    language: Language,
) -> Result<&'u AdministrativeUnit> {
    let found = asked_for(units, typed);
    match (found.as_slice(), language) {
        ([one], _) => Ok(one),
        ([], Language::Vietnamese) => bail!("không có đơn vị nào tên “{typed}” trong kỳ này"),
        ([], Language::English) => bail!("no unit is called “{typed}” in this period"),
        (several, _) => {
            let names = several
                .iter()
                .map(|unit| format!("{} ({})", unit.name, unit.code));
            let names = names.collect::<Vec<_>>().join(", ");
            match language {
                Language::Vietnamese => {
                    bail!("“{typed}” có thể là nhiều đơn vị: {names}; dùng mã đơn vị")
                }
                Language::English => bail!("“{typed}” may be several: {names}; use the code"),
            }
        }
    }
}

/// Says that nothing of this unit was found; a file of unknown owner may be the unit's.
pub(super) fn no_submission_of(unit: &str, unidentified: &[&str], language: Language) -> String {
    let files = unidentified.join(", ");
    match (language, unidentified) {
        (Language::Vietnamese, []) => format!("không có phiếu nào của đơn vị “{unit}”"),
        (Language::Vietnamese, _) => format!(
            "không có phiếu nào của đơn vị “{unit}”; tệp chưa xác định được đơn vị: {files} (xem lỗi bằng lệnh check)"
        ),
        (Language::English, []) => format!("there is no submission of a unit “{unit}”"),
        (Language::English, _) => format!(
            "there is no submission of a unit “{unit}”; files of unknown units: {files} (see why with check)"
        ),
    }
}
