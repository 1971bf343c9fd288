//! What a result says of agreements: flow by flow, then agreement by agreement.

use std::{collections::BTreeSet, sync::Arc};

use super::{Baa, Reported, Standing, TermKind, in_effect, most_calendar_days, review};
use crate::{
    assessment::Assessment,
    date::Date,
    engagement::Flow,
    facts::Determination,
    prepare::{FlowFacts, Prepared},
    rating::Recommendation,
    result::{AgreementOutcome, BaaOutcome, Clock, FlowOutcome, NoneNeeded},
};

/// Whether agreements are required, and those on file.
#[must_use]
pub(crate) fn outcome(assessment: &Assessment, prepared: &Prepared) -> BaaOutcome {
    let needed = needed(prepared);
    // What no flow relies on binds both sides all the same.
    let spare: Vec<&Baa> = assessment
        .baas
        .iter()
        .enumerate()
        .filter(|(at, baa)| !needed.contains(at) && in_effect(baa, prepared.as_of))
        .map(|(_, baa)| baa)
        .collect();
    let pairs = assessment.engagement.flows.iter().zip(&prepared.flows);
    let flows: Vec<FlowOutcome> = pairs
        .map(|(flow, facts)| flow_outcome(assessment, flow, facts, &spare, prepared))
        .collect();
    let none_needed = prepared.determination == Determination::NotRequired;
    let each = assessment.baas.iter().enumerate();
    let agreements = each.map(|(at, baa)| {
        let cautious =
            |flow: &FlowOutcome| flow.optional && flow.agreement.as_ref() == Some(&baa.id);
        let optional = !needed.contains(&at) && (none_needed || flows.iter().any(cautious));
        agreement(baa, optional)
    });
    BaaOutcome {
        determination: prepared.determination,
        agreements: agreements.collect(),
        decided: decided(assessment, prepared),
        flows,
    }
}

/// The agreements that some flow relies on, or may.
fn needed(prepared: &Prepared) -> BTreeSet<usize> {
    let flows = prepared.flows.iter();
    let of_flow = |flow: &FlowFacts| {
        let beside: Vec<usize> = flow.beside.iter().map(|(at, _)| *at).collect();
        flow.agreement.into_iter().chain(beside)
    };
    flows.flat_map(of_flow).collect()
}

fn flow_outcome(
    assessment: &Assessment,
    flow: &Flow,
    facts: &FlowFacts,
    spare: &[&Baa],
    prepared: &Prepared,
) -> FlowOutcome {
    let decided = &facts.determination;
    let caution = match decided.required {
        Determination::NotRequired => out_of_caution(assessment, flow, spare, prepared.as_of),
        Determination::Required | Determination::Undetermined => None,
    };
    let nearest = facts.agreement.and_then(|at| assessment.baas.get(at));
    FlowOutcome {
        flow: flow.id.clone(),
        determination: Arc::clone(decided),
        standing: facts.review.as_ref().map(|review| review.standing),
        optional: caution.is_some(),
        agreement: nearest.or(caution).map(|baa| baa.id.clone()),
    }
}

/// An agreement that binds both sides and may cover a flow that needs none: signed out of caution.
fn out_of_caution<'a>(
    assessment: &Assessment,
    flow: &Flow,
    spare: &[&'a Baa],
    as_of: Date,
) -> Option<&'a Baa> {
    let mut spare = spare.iter().copied();
    spare.find(|baa| {
        let standing = review(baa, &assessment.engagement, flow, as_of).standing;
        matches!(standing, Standing::InForce | Standing::Unknown)
    })
}

fn agreement(baa: &Baa, optional: bool) -> AgreementOutcome {
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
        optional,
        ends: baa
            .term
            .filter(|term| term.kind == TermKind::Fixed)
            .and_then(|term| term.ends),
        renewal: baa.renewal,
        clocks: clocks.collect(),
    }
}

/// A negative determination stands on the decision of a person, and is asked again.
fn decided(assessment: &Assessment, prepared: &Prepared) -> Option<NoneNeeded> {
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
