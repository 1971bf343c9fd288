//! What the facts of the intake say before anything is answered: whether HIPAA asks for an agreement and the
//! rubric for a SOC 2 report, with the facts that decided it.

use std::collections::BTreeMap;

use vendorward_core::{
    engagement::{Engagement, Flow},
    pack::Advice,
    result::{FlowOutcome, Outcome},
    rubric::Rubric,
    texts::Language,
};

/// The advice in a sentence, then each fact that decided it or that is missing.
#[must_use]
pub fn advice(
    rubric: &Rubric,
    engagement: &Engagement,
    outcome: &Outcome,
    language: Language,
) -> (String, Vec<String>) {
    let pack = &outcome.pack;
    let sentence = language.fill(&format!("advice.{}", pack.advice), &[]);
    let flows = engagement.flows.iter().zip(&outcome.baa.flows);
    let flows: BTreeMap<&str, (&Flow, &FlowOutcome)> =
        flows.map(|pair| (pair.1.flow.as_str(), pair)).collect();
    let facts = pack.because.iter().filter_map(|source| {
        if let Some(id) = source.strip_prefix("baa/flows/") {
            let (flow, judged) = flows.get(id)?;
            return Some(of_flow(language, flow, judged));
        }
        if let Some(id) = source.strip_prefix("inherent/") {
            let mut factors = rubric.tier.iter();
            let factor = factors.find(|factor| factor.id.as_str() == id)?;
            let tier = language.fill(&format!("tier.{}", factor.tier), &[]);
            let args = [("tier", tier.as_str()), ("reason", &factor.reason)];
            return Some(language.fill("advice.because.tier", &args));
        }
        let unsaid = pack.advice == Advice::Undetermined;
        let key = if unsaid { "phi-unsaid" } else { "no-flow" };
        Some(language.fill(&format!("advice.because.{key}"), &[]))
    });
    let facts = facts.collect();
    (sentence, facts)
}

fn of_flow(language: Language, flow: &Flow, judged: &FlowOutcome) -> String {
    let decided = &judged.determination;
    let place = flow.place.trim();
    let name = if place.is_empty() {
        flow.id.as_str()
    } else {
        place
    };
    let determination = language.fill(&format!("determination.{}", decided.required), &[]);
    let rules: Vec<String> = decided
        .rules
        .iter()
        .map(|rule| {
            language.fill(
                "advice.rule",
                &[("rule", rule.as_str()), ("cite", rule.cite())],
            )
        })
        .collect();
    let args = [
        ("flow", name),
        ("determination", &determination),
        ("rules", &rules.join(", ")),
        ("missing", &decided.missing.join(", ")),
    ];
    let key = match (rules.is_empty(), decided.missing.is_empty()) {
        (_, false) => "advice.because.missing",
        (true, true) => "advice.because.flow",
        (false, true) => "advice.because.ruled",
    };
    language.fill(key, &args)
}
