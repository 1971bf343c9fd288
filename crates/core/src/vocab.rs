//! Closed vocabularies: enums whose members have one spelling everywhere.

use std::fmt;

use serde::{Deserializer, de};

/// Reads one of these words; gives its place among them. One reader for all vocabularies: what serde
/// derives for each would cost the site many kilobytes.
pub(crate) fn place<'de, D: Deserializer<'de>>(
    deserializer: D,
    words: &'static [&'static str],
) -> Result<usize, D::Error> {
    struct Visitor(&'static [&'static str]);
    impl de::Visitor<'_> for Visitor {
        type Value = usize;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a word")
        }
        fn visit_str<E: de::Error>(self, text: &str) -> Result<usize, E> {
            let place = self.0.iter().position(|word| *word == text);
            place.ok_or_else(|| E::unknown_variant(text, self.0))
        }
    }
    deserializer.deserialize_str(Visitor(words))
}

/// Declares an enum whose members are written in files, results and on screen by one fixed word.
///
/// Gives `ALL` (in declaration order, which is the order of the vocabulary), `as_str`, `parse`,
/// `Display` and serde by that word.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $vis:vis enum $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        $vis enum $name { $($(#[$vmeta])* #[cfg_attr(feature = "schema", schemars(rename = $word))] $variant),+ }

        impl $name {
            /// Every member, in the order of the vocabulary.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// Every word, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word),+];

            /// The one spelling of this member.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// The member spelt `word`, byte for byte.
            #[must_use]
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_unit_variant(stringify!($name), *self as u32, self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let place = $crate::vocab::place(deserializer, Self::WORDS)?;
                // Members and words stand in the same order.
                Self::ALL
                    .get(place)
                    .copied()
                    .ok_or_else(|| serde::de::Error::unknown_variant("", Self::WORDS))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}
pub(crate) use vocabulary;
