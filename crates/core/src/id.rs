//! Identifiers: `[a-z][a-z0-9]*([-.][a-z0-9]+)*`, at most 64 bytes, compared byte by byte.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The most bytes an id may have.
pub const MAX_LEN: usize = 64;

/// A stable identifier of a question, control, rule, report, flow or other record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

/// Why a text is not an id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdError {
    /// The text is empty.
    Empty,
    /// The text has more than [`MAX_LEN`] bytes.
    TooLong,
    /// The byte at this offset does not fit the grammar.
    Byte(usize),
}

impl fmt::Display for IdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("an id is missing"),
            Self::TooLong => write!(f, "an id has at most {MAX_LEN} bytes"),
            Self::Byte(at) => write!(
                f,
                "not an id at byte {at}: lower-case letters and digits, parts joined by `-` or `.`, first a letter"
            ),
        }
    }
}

impl std::error::Error for IdError {}

impl Id {
    /// Reads an id.
    ///
    /// # Errors
    /// [`IdError`] where the text does not fit the grammar.
    pub fn new(text: &str) -> Result<Self, IdError> {
        check(text)?;
        Ok(Self(text.into()))
    }

    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Checks the grammar of an id without making one.
///
/// # Errors
/// [`IdError`] where the text does not fit the grammar.
pub fn check(text: &str) -> Result<(), IdError> {
    if text.is_empty() {
        return Err(IdError::Empty);
    }
    if text.len() > MAX_LEN {
        return Err(IdError::TooLong);
    }
    let mut joint = true;
    for (at, byte) in text.bytes().enumerate() {
        joint = match byte {
            b'a'..=b'z' => false,
            b'0'..=b'9' if at > 0 => false,
            b'-' | b'.' if !joint => true,
            _ => return Err(IdError::Byte(at)),
        };
    }
    if joint {
        return Err(IdError::Byte(text.len()));
    }
    Ok(())
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Id {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl de::Visitor<'_> for Visitor {
            type Value = Id;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an id")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<Id, E> {
                Id::new(text).map_err(|error| E::custom(format_args!("`{text}` is {error}")))
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Id {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Id".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "maxLength": MAX_LEN,
            "pattern": "^[a-z][a-z0-9]*([-.][a-z0-9]+)*$",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grammar() {
        for good in ["a", "ac-01", "gate.baa-in-force", "a1.b2-c3"] {
            assert!(Id::new(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "1a",
            "A",
            "a-",
            "a..b",
            "-a",
            "a b",
            "a_b",
            "é",
            &"a".repeat(65),
        ] {
            assert!(Id::new(bad).is_err(), "{bad}");
        }
    }
}
