//! A number as a definition file holds it.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, de};

use super::{Exact, parse_plain};

/// A JSON number that never was a double: its digits are read as text.
///
/// `definition::schema` hands every number over as the text it has in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Literal(pub Decimal);

impl Literal {
    /// Returns the value.
    pub fn exact(self) -> Exact {
        Exact::from(self.0)
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.normalize().fmt(f)
    }
}

impl<'de> Deserialize<'de> for Literal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse_plain(&text).map(Literal).ok_or_else(|| {
            de::Error::invalid_value(de::Unexpected::Str(&text), &"a plain decimal number")
        })
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Literal {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Number".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "number", "minimum": -1_000_000_000_000_i64, "maximum": 1_000_000_000_000_i64 })
    }
}
