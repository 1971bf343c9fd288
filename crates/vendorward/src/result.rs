//! The result as one JSON object, `"format": "vendorward/result"`. Its bytes are made here only, and
//! written by hand: most of the time of a stream of assessments would else go into making them.

mod agreements;
mod assurance;
#[cfg(feature = "print")]
mod check;
mod document;
mod phrases;

use vendorward_core::{
    Date, assess,
    assessment::Assessment,
    result::{Outcome, Said},
    texts::Language,
};

#[cfg(feature = "print")]
pub(crate) use check::baa_check;

use crate::{canonical::Writer, hash, package::Package, set::Set};

/// The value of `format` in a result.
pub const FORMAT: &str = "vendorward/result";

/// Scores an assessment at a date.
#[must_use]
pub fn outcome(set: &Set, assessment: &Assessment, as_of: Date) -> Outcome {
    assess::assess(&set.compiled, assessment, as_of)
}

/// The canonical bytes of a result, in English.
#[must_use]
pub fn json(set: &Set, package: &Package, outcome: &Outcome) -> Vec<u8> {
    json_hashed(set, &package.assessment, &package.sha256(), outcome)
}

/// The canonical bytes of the result of an assessment whose hash is known: that of its package.
#[must_use]
pub fn json_hashed(set: &Set, assessment: &Assessment, sha256: &str, outcome: &Outcome) -> Vec<u8> {
    let mut writer = Writer::onto(Vec::with_capacity(48 * 1024));
    document::write(&mut writer, set, assessment, sha256, outcome);
    writer.into_sink()
}

/// The hash of a result, over its canonical bytes. A decision is recorded with the hash of the result
/// before it.
#[must_use]
pub fn sha256(json: &[u8]) -> String {
    hash::of("result", json)
}

/// A text in English.
#[must_use]
pub fn say(said: &Said) -> String {
    Language::English.speak(said.key, &said.args)
}
