//! What the facts of the intake say before anything is answered: whether HIPAA asks for an agreement and the
//! rubric for a SOC 2 report, with the facts that decided it.

use std::collections::BTreeMap;

use vendorward_core::{
    assessment::Assessment,
    baa::{BaaStatus, DeterminationRule},
    engagement::{Engagement, Flow},
    pack::{Advice, Item},
    result::{FlowOutcome, Outcome},
    rubric::Rubric,
    soc2::ReportKind,
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
    // Extended and not collected, which would sort by itself first: that is code.
    let mut of_id: BTreeMap<&str, (&Flow, &FlowOutcome)> = BTreeMap::new();
    of_id.extend(flows.map(|pair| (pair.1.flow.as_str(), pair)));
    let facts = pack.because.iter().filter_map(|source| {
        if let Some(id) = source.strip_prefix("baa/flows/") {
            let (flow, judged) = of_id.get(id)?;
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

/// Whether a document that does not count is on file all the same: it is not to be asked for a second time.
#[must_use]
pub fn short_of(assessment: &Assessment, item: Item) -> bool {
    match item {
        Item::Baa => assessment
            .baas
            .iter()
            .any(|baa| baa.status == BaaStatus::Executed),
        Item::Soc2Type2 => assessment
            .reports
            .iter()
            .any(|one| one.scope.kind() == ReportKind::Soc2Type2),
        _ => false,
    }
}

/// The party of a flow that the vendor, not the hospital, has to sign with: its subcontractor
/// (45 CFR 164.502(e)(1)(ii)).
#[must_use]
pub fn vendors_to_sign(assessment: &Assessment, flow: &FlowOutcome) -> Option<String> {
    if !flow.determination.rules.contains(&DeterminationRule::D16) {
        return None;
    }
    let mut flows = assessment.engagement.flows.iter();
    let party = flows.find(|one| one.id == flow.flow)?.party.as_ref()?;
    let mut parties = assessment.subcontractors.iter();
    let known = parties
        .find(|one| one.id == *party)
        .map(|one| one.name.trim());
    let name = known.filter(|name| !name.is_empty());
    Some(name.unwrap_or(party.as_str()).to_owned())
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
