//! Words of the command line, all from the catalogue.

use vendorward::core::texts::Language;

/// In which words the command line speaks.
pub(crate) const LANGUAGE: Language = Language::English;

/// A text.
pub(crate) fn say(key: &'static str) -> String {
    LANGUAGE.text(key).into_owned()
}

/// A text with its places filled.
pub(crate) fn fill(key: &str, args: &[(&str, &str)]) -> String {
    LANGUAGE.fill(key, args)
}

/// `key.one` for one, else `key.many`; the number stands at `{n}`.
pub(crate) fn count(key: &str, n: u64) -> String {
    LANGUAGE.count(key, n)
}
