//! What an office makes of findings: some it will not have, of some it wants to hear nothing.

use anyhow::{Result, bail};
use clap::Args;

use chamdiem::finding::{Code, Findings, Severity};
use chamdiem::text::Language;

/// Codes whose findings count otherwise than the catalogue says.
#[derive(Debug, Clone, Args)]
pub(super) struct Judgement {
    #[arg(long, value_delimiter = ',')]
    deny: Vec<String>,
    #[arg(long, value_delimiter = ',')]
    allow: Vec<String>,
}

/// The same, understood.
#[derive(Debug)]
pub(super) struct Judge {
    denied: Vec<Code>,
    allowed: Vec<Code>,
}

impl Judgement {
    /// Understands the codes.
    ///
    /// # Errors
    ///
    /// When there is no such code, when it is an error that is to be allowed (the unit would have no
    /// place, and nobody would know why), or when the two options contradict each other.
    pub(super) fn judge(&self, language: Language) -> Result<Judge> {
        let denied = codes(&self.deny, language)?;
        let allowed = codes(&self.allow, language)?;
        for code in &allowed {
            if code.severity() == Severity::Error {
                let code = code.as_str();
                bail!(match language {
                    Language::Vietnamese => format!(
                        "{code} là lỗi, không bỏ qua được bằng --allow: đơn vị có lỗi không được xếp hạng"
                    ),
                    Language::English => format!(
                        "{code} is an error and cannot be allowed: a unit with an error has no place"
                    ),
                });
            }
            if denied.contains(code) {
                let code = code.as_str();
                bail!(match language {
                    Language::Vietnamese => format!("{code} có trong cả --deny và --allow"),
                    Language::English => format!("{code} is both denied and allowed"),
                });
            }
        }
        Ok(Judge { denied, allowed })
    }
}

fn codes(texts: &[String], language: Language) -> Result<Vec<Code>> {
    let mut codes = Vec::new();
    for text in texts {
        let Ok(code) = text.trim().parse() else {
            bail!(unknown_code(text, language));
        };
        codes.push(code);
    }
    Ok(codes)
}

/// Says that nothing is called so.
pub(super) fn unknown_code(text: &str, language: Language) -> String {
    let what = language.pick("không có mã phát hiện nào là", "no finding has the code");
    format!("{what} {text}")
}

impl Judge {
    /// Makes errors of what is denied, and takes away what is allowed.
    pub(super) fn apply(&self, findings: &mut Findings) {
        findings.retain(|finding| !self.allowed.contains(&finding.code()));
        findings.deny(|finding| self.denied.contains(&finding.code()));
    }
}
