//! The decision in one sentence that a procurement officer can repeat.

use vendorward_core::{
    baa::Standing,
    engagement::Engagement,
    facts::Determination,
    finding::Severity,
    gate::{Effect, GateId, GateState, LawStatus},
    rating::Recommendation,
    recommend,
    result::{Finding, FlowOutcome, Gate, Outcome},
    texts::Language,
};

use super::words::Words;

/// What is recommended for whom, and why, in one sentence. While the agreement is pending it says that
/// no PHI may flow until both sides have signed.
#[must_use]
pub fn lead(engagement: &Engagement, outcome: &Outcome, language: Language) -> String {
    let words = Words(language);
    let decision = words.fill(
        &format!(
            "report.decide.{}",
            outcome.recommendation.said(outcome.ended)
        ),
        &[("vendor", &vendor(words, engagement))],
    );
    let mut reasons = tripped(words, outcome);
    // Nothing flows any more once it has ended.
    if let Some(key) = waits(outcome).filter(|_| !outcome.ended) {
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
        flow.determination.required == Determination::Required
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

/// Why, where no gate says it: too little is known, gates are open, or the gravest finding.
fn otherwise(words: Words, outcome: &Outcome) -> Option<String> {
    if outcome.recommendation == Recommendation::Defer {
        return Some(words.text("report.reason.thin"));
    }
    let open = |gate: &&Gate| gate.state == GateState::Undetermined;
    match outcome.gates.iter().filter(open).count() {
        0 => gravest(words, outcome),
        n => Some(words.count("report.reason.open", n)),
    }
}

/// The gravest finding from high on, what the law in force asks before others; else the rating, where it
/// alone makes the conditions.
fn gravest(words: Words, outcome: &Outcome) -> Option<String> {
    let grave = outcome
        .findings
        .iter()
        .filter(|one| one.severity >= Severity::High);
    // Of equals the first in the order of the result.
    let mut worst: Option<&Finding> = None;
    let rank = |one: &Finding| (one.severity, one.law == LawStatus::InForce);
    for one in grave {
        if worst.is_none_or(|worst| rank(one) > rank(worst)) {
            worst = Some(one);
        }
    }
    let asks = |what: &&str| outcome.conditions.iter().any(|one| one.finding == *what);
    let id = match worst {
        Some(finding) => finding.rule.id,
        // No finding is grave: a rating alone, or a document that is not on file.
        None => [recommend::RATED, recommend::DOCUMENT]
            .into_iter()
            .find(asks)?,
    };
    Some(inside(&words.text(&format!("{id}.title"))))
}

/// A title as part of a sentence: its first word without capital, unless it is an abbreviation.
fn inside(title: &str) -> String {
    let mut letters = title.chars();
    let (first, second) = (letters.next(), letters.next());
    match first {
        Some(first) if !second.is_some_and(char::is_uppercase) => {
            first.to_lowercase().chain(title.chars().skip(1)).collect()
        }
        _ => title.to_owned(),
    }
}
