//! The decision in one sentence that a procurement officer can repeat.

use vendorward_core::{
    baa::Standing,
    engagement::Engagement,
    facts::Determination,
    gate::{Effect, GateId, GateState},
    rating::Recommendation,
    result::{FlowOutcome, Gate, Outcome},
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
    if let Some(key) = waits(outcome) {
        reasons.push(words.text(key));
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

/// Whether PHI waits: for signatures, or for facts that show whether an agreement covers it. A flow that
/// is not clear counts also where another one is worse known.
fn waits(outcome: &Outcome) -> Option<&'static str> {
    let gate = outcome
        .gates
        .iter()
        .find(|gate| gate.id == GateId::BaaInForce)?;
    // What both have signed and nobody can place yet waits for facts, not for signatures.
    let unsigned = |flow: &FlowOutcome| {
        flow.determination == Determination::Required
            && !matches!(flow.standing, Some(Standing::InForce | Standing::Unknown))
    };
    match gate.state {
        GateState::Pending => Some("report.reason.pending"),
        GateState::Undetermined if outcome.baa.flows.iter().any(unsigned) => {
            Some("report.reason.pending")
        }
        GateState::Undetermined => Some("report.reason.undetermined"),
        GateState::Clear | GateState::Tripped | GateState::NotApplicable => None,
    }
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
