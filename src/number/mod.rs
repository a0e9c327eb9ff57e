//! Exact quantities and the one rounding function.
//!
//! Inside the program a number is a fraction ([`Exact`]); at its edges it is a
//! [`Decimal`], read from text and printed as text. This module knows nothing of
//! criteria, files or languages, and no binary floating point: the only door for a
//! spreadsheet's doubles is `submission::workbook`.

mod decimal;
mod exact;
mod irrational;
mod literal;
mod rounding;

pub use decimal::{WrittenNumber, parse_plain, read_number};
pub use exact::Exact;
pub use literal::Literal;
pub use rounding::{Rounding, RoundingMode};
pub use rust_decimal::Decimal;
