//! What a result says of agreements: flow by flow, then agreement by agreement.

use super::{Baa, Reported, Standing, TermKind, in_effect, most_calendar_days, review};
use crate::{
    assessment::Assessment,
    engagement::Flow,
    facts::Determination,
    prepare::{FlowFacts, Prepared},
    rating::Recommendation,
    result::{AgreementOutcome, BaaOutcome, Clock, FlowOutcome, NoneNeeded},
};

/// Whether agreements are required, and those on file.
#[must_use]
pub(crate) fn outcome(assessment: &Assessment, prepared: &Prepared) -> BaaOutcome {
    let pairs = assessment.engagement.flows.iter().zip(&prepared.flows);
    let flows: Vec<FlowOutcome> = pairs
        .map(|(flow, facts)| flow_outcome(assessment, flow, facts, prepared))
        .collect();
    let agreements = assessment.baas.iter().map(|baa| agreement(baa, &flows));
    BaaOutcome {
        determination: prepared.determination,
        agreements: agreements.collect(),
        decided: none_needed(assessment, prepared),
        flows,
    }
}

fn flow_outcome(
    assessment: &Assessment,
    flow: &Flow,
    facts: &FlowFacts,
    prepared: &Prepared,
) -> FlowOutcome {
    let decided = &facts.determination;
    let caution = match decided.required {
        Determination::NotRequired => out_of_caution(assessment, flow, prepared),
        Determination::Required | Determination::Undetermined => None,
    };
    let nearest = facts.agreement.and_then(|at| assessment.baas.get(at));
    FlowOutcome {
        flow: flow.id.clone(),
        determination: decided.required,
        rules: decided.rules.clone(),
        instruments: decided.instruments.clone(),
        facts: decided.facts.clone(),
        missing: decided
            .missing
            .iter()
            .map(|fact| (*fact).to_owned())
            .collect(),
        standing: facts.review.as_ref().map(|review| review.standing),
        optional: caution.is_some(),
        agreement: nearest.or(caution).map(|baa| baa.id.clone()),
    }
}

/// An agreement that binds both sides and may cover a flow that needs none: signed out of caution.
fn out_of_caution<'a>(
    assessment: &'a Assessment,
    flow: &Flow,
    prepared: &Prepared,
) -> Option<&'a Baa> {
    let mut signed = assessment.baas.iter();
    signed.find(|baa| {
        in_effect(baa, prepared.as_of)
            && matches!(
                review(baa, &assessment.engagement, flow, prepared.as_of).standing,
                Standing::InForce | Standing::Unknown
            )
    })
}

fn agreement(baa: &Baa, flows: &[FlowOutcome]) -> AgreementOutcome {
    let of_flows = || {
        flows
            .iter()
            .filter(|flow| flow.agreement.as_ref() == Some(&baa.id))
    };
    let clocks = Reported::ALL.iter().map(|reported| {
        let notice = reported.clock(&baa.notice);
        Clock {
            reported: *reported,
            days: notice.as_ref().and_then(most_calendar_days),
            trigger: notice.map(|notice| notice.trigger),
            state: reported.state(&baa.notice),
        }
    });
    AgreementOutcome {
        id: baa.id.clone(),
        status: baa.status,
        optional: of_flows().any(|flow| flow.optional) && of_flows().all(|flow| flow.optional),
        ends: baa
            .term
            .filter(|term| term.kind == TermKind::Fixed)
            .and_then(|term| term.ends),
        renewal: baa.renewal,
        clocks: clocks.collect(),
    }
}

/// A negative determination stands on the decision of a person, and is asked again.
fn none_needed(assessment: &Assessment, prepared: &Prepared) -> Option<NoneNeeded> {
    if prepared.determination != Determination::NotRequired {
        return None;
    }
    let mut decisions = assessment.decisions.iter().rev();
    let last = decisions.find(|one| {
        let negative = one.outcome == Recommendation::NoAssessment || one.ask_again.is_some();
        negative && one.on <= prepared.as_of
    })?;
    Some(NoneNeeded {
        by: last.by.clone(),
        role: last.role.clone(),
        on: last.on,
        ask_again: last.ask_again,
        due: last.ask_again.is_some_and(|day| day <= prepared.as_of),
    })
}
