//! What an option, a band or an answer is worth.

use super::Compiler;
use crate::finding::Problem;
use crate::number::{Exact, Literal};

/// Points, written outright or as a share of what is to be had; one of the two.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Award {
    /// Points outright.
    pub points: Option<Literal>,
    /// A share of the points to be had: 0.5 is half of them.
    pub share: Option<Literal>,
}

impl Award {
    /// Returns the points when `full` are to be had.
    ///
    /// Neither or both of the two is reported at `key` of the current rule.
    pub fn of(self, full: &Exact, key: &str, compiler: &mut Compiler) -> Exact {
        match (self.points, self.share) {
            (Some(points), None) => points.exact(),
            (None, Some(share)) => &share.exact() * full,
            (None, None) => {
                compiler.report(
                    key,
                    Problem::MissingKey {
                        key: "points".to_owned(),
                    },
                );
                Exact::ZERO
            }
            (Some(points), Some(_)) => {
                let problem = Problem::UnknownKey {
                    key: "share".to_owned(),
                    nearest: None,
                    allowed: vec!["points".to_owned()],
                };
                compiler.report(&format!("{key}/share"), problem);
                points.exact()
            }
        }
    }
}
