//! Certificates that the vendor says it holds.

use crate::{
    assessment::EvidenceKind,
    compile::{At, Compiled, answer_words},
    prepare::Prepared,
    when::Truth,
};

/// An answer that claims a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Claimed {
    /// The question that was answered.
    pub(crate) question: At,
    /// What the vendor says it holds.
    pub(crate) kind: EvidenceKind,
}

/// The certificates that answers claim, in reading order. The rubric names the questions; an option claims
/// the kind of evidence that it is named by.
pub(crate) fn claims(compiled: &Compiled, prepared: &Prepared) -> Vec<Claimed> {
    let mut claims = Vec::new();
    for id in &compiled.rubric.evidence.claims {
        let Some(at) = compiled.find(id) else {
            continue;
        };
        let (Some(entry), Some(known)) =
            (compiled.entry(at), prepared.answers.known.get(at as usize))
        else {
            continue;
        };
        if prepared.applies.get(at as usize) == Some(&Truth::False) {
            continue;
        }
        let words = answer_words(&entry.question.answer);
        let chosen = words.iter().enumerate();
        claims.extend(
            chosen
                .filter(|(place, _)| known.sure & (1_u64 << place) != 0)
                .filter_map(|(_, word)| EvidenceKind::parse(word))
                .filter(|kind| kind.is_certification())
                .map(|kind| Claimed { question: at, kind }),
        );
    }
    claims
}
