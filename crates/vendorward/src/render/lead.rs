//! The decision in one sentence that a procurement officer can repeat.

use vendorward_core::{
    engagement::Engagement,
    gate::{Effect, GateId, GateState},
    rating::Recommendation,
    result::{Gate, Outcome},
    texts::Language,
};

use super::words::Words;

/// What is recommended for whom, and why, in one sentence. While the agreement is pending it says that
/// no PHI may flow until both sides have signed (DESIGN 7).
#[must_use]
pub fn lead(engagement: &Engagement, outcome: &Outcome, language: Language) -> String {
    let words = Words(language);
    let decision = words.fill(
        &format!("report.decide.{}", outcome.recommendation),
        &[("vendor", &vendor(words, engagement))],
    );
    let mut reasons = tripped(words, outcome);
    if pending(outcome) {
        reasons.push(words.text("report.reason.pending"));
    }
    if reasons.is_empty() {
        reasons.extend(otherwise(words, outcome));
    }
    if reasons.is_empty() {
        return words.fill("report.lead.plain", &[("decision", &decision)]);
    }
    words.fill(
        "report.lead.because",
        &[("decision", &decision), ("reasons", &reasons.join("; "))],
    )
}

/// The vendor as people call it.
pub(super) fn vendor(words: Words, engagement: &Engagement) -> String {
    let vendor = &engagement.vendor;
    [&vendor.name, &vendor.legal_name]
        .into_iter()
        .find(|name| !name.trim().is_empty())
        .cloned()
        .unwrap_or_else(|| words.text("report.vendor-unnamed"))
}

/// Whether PHI waits for signatures.
fn pending(outcome: &Outcome) -> bool {
    let waits = |gate: &Gate| gate.id == GateId::BaaInForce && gate.state == GateState::Pending;
    outcome.gates.iter().any(waits)
}

/// Why not: blocking gates if there are any, else those that hold.
fn tripped(words: Words, outcome: &Outcome) -> Vec<String> {
    let with = |effect| {
        let counts = move |gate: &&Gate| gate.state == GateState::Tripped && gate.effect == effect;
        let gates = outcome.gates.iter().filter(counts);
        gates
            .map(|gate| words.text(&format!("report.tripped.{}", gate.id)))
            .collect::<Vec<_>>()
    };
    let blocks = with(Effect::Block);
    if blocks.is_empty() {
        with(Effect::Hold)
    } else {
        blocks
    }
}

/// Why, where no gate says it: too little is known, gates are open, or conditions are named below.
fn otherwise(words: Words, outcome: &Outcome) -> Option<String> {
    if outcome.recommendation == Recommendation::Defer {
        return Some(words.text("report.reason.thin"));
    }
    let open = |gate: &&Gate| gate.state == GateState::Undetermined;
    match outcome.gates.iter().filter(open).count() {
        0 => None,
        n => Some(words.count("report.reason.open", n)),
    }
}
