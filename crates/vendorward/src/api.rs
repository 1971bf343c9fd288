//! The JSON functions: bytes in, bytes out. The command line, the npm package and workers call these
//! and nothing else.

#[cfg(feature = "book")]
use vendorward_core::texts::Language;
use vendorward_core::{Date, assessment::Assessment, diagnostic::Diagnostic, result::Outcome};

use crate::{
    Reply,
    package::{self, Package},
    result,
    set::{Set, finding_ids},
};

/// A scored package.
#[derive(Debug, Clone)]
pub struct Scored {
    /// The package as read.
    pub package: Package,
    /// The outcome.
    pub outcome: Outcome,
    /// The canonical bytes of the result.
    pub json: Vec<u8>,
}

/// Scores a package at a date. Parts that cannot be read are diagnostics; the rest is scored.
#[must_use]
pub fn score(set: &Set, bytes: &[u8], as_of: Date) -> Reply<Scored> {
    let mut reply = package::read_hashed(bytes).map(|(package, sha256)| {
        let outcome = result::outcome(set, &package.assessment, as_of);
        let json = result::json_hashed(set, &package.assessment, &sha256, &outcome);
        Scored {
            package,
            outcome,
            json,
        }
    });
    if let Some(scored) = &reply.value {
        reply.diagnostics.extend(answer_warnings(
            set,
            &scored.package.assessment,
            &scored.outcome,
        ));
    }
    reply
}

/// Answers to questions that nobody asks: kept, and named.
fn answer_warnings(set: &Set, assessment: &Assessment, outcome: &Outcome) -> Vec<Diagnostic> {
    outcome
        .unknown_answers
        .iter()
        .map(|id| {
            let at = assessment.answers.iter().position(|answer| answer.question == *id).unwrap_or_default();
            let fact = set.compiled.find(id).is_some();
            let message = if fact {
                format!("`{id}` sets a fact of the engagement; an answer to it is kept and does not count")
            } else {
                format!("no loaded questionnaire asks `{id}`; the answer is kept and does not count")
            };
            Diagnostic::warning("unknown-question", message)
                .at(vendorward_core::diagnostic::At::Pointer { pointer: format!("/answers/{at}") })
        })
        .collect()
}

/// Every problem of source files: questionnaires, control inventories, rubrics.
#[must_use]
pub fn lint<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<Diagnostic> {
    vendorward_content::Files::read(files).problems(&finding_ids())
}

/// Every rule, number and duty this tool decides by, as JSON: see [`crate::book`].
#[cfg(feature = "book")]
#[must_use]
pub fn rules(subject: &crate::book::Subject<'_>) -> Vec<u8> {
    crate::book::Book::new(subject, Language::English).json()
}
