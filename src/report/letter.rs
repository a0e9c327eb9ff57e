//! What makes an official document of a report: who issues it, to whom, who signs. What is not
//! known stays open, as a dotted line to be filled in by hand.

/// The head and the foot of an official document, in the order of Nghị định 30/2020/NĐ-CP, Phụ lục I.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Letter {
    /// The authority directly above the issuing one, such as "Ủy ban nhân dân tỉnh Bắc Kạn"; the head shows it in
    /// capitals.
    pub superior: Option<String>,
    /// The issuing authority, such as "Sở Thông tin và Truyền thông".
    pub authority: Option<String>,
    /// Number and sign, such as "12/BC-STTTT"; "/BC-STTTT" leaves room for the number.
    pub number: Option<String>,
    /// Where and when it is issued, such as "Bắc Kạn, ngày 05 tháng 12 năm 2021"; what is not known
    /// is left out of it and room is left.
    pub place_and_day: String,
    /// What it is about, below its kind: "Kết quả chấm điểm … tháng 11 năm 2021".
    pub subject: String,
    /// To whom it is addressed, each on a line.
    pub addressees: Vec<String>,
    /// The sentence it begins with: who reports what, by which criteria set.
    pub opening: String,
    /// The sentence it ends with.
    pub closing: String,
    /// What stands below the title of whatever is attached to it: "(Kèm theo Báo cáo số …)".
    pub attached: String,
    /// Who is sent a copy ("Nơi nhận").
    pub recipients: Vec<String>,
    /// On whose behalf it is signed, such as "KT. GIÁM ĐỐC".
    pub on_behalf: Option<String>,
    /// The office of whoever signs, such as "PHÓ GIÁM ĐỐC".
    pub office: Option<String>,
    /// Who signs.
    pub signer: Option<String>,
}
