//! The gate over subcontractors' own agreements (45 CFR 164.308(b)(2), 164.502(e)(1)(ii)).

use super::{Verdict, least_basis};
use crate::{
    assessment::{Assessment, Subcontractor, SubcontractorBaa, word_of},
    basis::Basis,
    compile::Compiled,
    date::Date,
    engagement::{Engagement, Phi},
    facts::Tier,
    gate::{GateId, GateState},
    result::Said,
    when::Truth,
};

/// Subcontractors with PHI by the records, one by one.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    verdict: Verdict,
    /// Whether anyone is known to have PHI.
    named: bool,
}

impl Listed {
    pub(crate) fn new(
        compiled: &Compiled,
        assessment: &Assessment,
        tier: Tier,
        as_of: Date,
    ) -> Self {
        let least = least_basis(compiled, GateId::SubcontractorBaas, tier);
        let mut verdict = Verdict::new(GateState::NotApplicable);
        let mut named = false;
        for one in &assessment.subcontractors {
            let phi = phi_at(one, &assessment.engagement);
            named |= phi == Carries::Yes;
            verdict = verdict.and(subcontractor(one, phi, assessment, as_of, least));
        }
        for flow in assessment.engagement.flows.iter() {
            let Some(party) = &flow.party else { continue };
            if assessment.engagement.phi_of(flow) == Phi::None
                || assessment.subcontractors.iter().any(|one| one.id == *party)
            {
                continue;
            }
            named = true;
            let missing = Verdict::new(GateState::Undetermined)
                .need(Said::plain("need.subcontractor").with("party", party));
            verdict = verdict.and(missing.source(format!("engagement/flows/{}/party", flow.id)));
        }
        Self { verdict, named }
    }

    /// Beside the vendor's own answer.
    pub(super) fn beside(&self, answer: Verdict) -> Verdict {
        let mut listed = self.verdict.clone();
        if answer.state == GateState::Clear && !self.named {
            // "All have agreements" without anyone known to have PHI: at the least the list is missing.
            listed = listed.and(
                Verdict::new(GateState::Undetermined).need(Said::plain("need.subcontractor-list")),
            );
        }
        answer.and(listed)
    }
}

/// Whether a subcontractor has PHI, by its record and by the flows that go to it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Carries {
    Yes,
    No,
    Unknown,
    /// The record says none, and a flow takes some there.
    Contradiction,
}

fn phi_at(one: &Subcontractor, engagement: &Engagement) -> Carries {
    let flows = engagement
        .flows
        .iter()
        .filter(|flow| flow.party.as_ref() == Some(&one.id))
        .map(|flow| match engagement.phi_of(flow) {
            Phi::None => Truth::False,
            Phi::Unknown => Truth::Unknown,
            Phi::Planned | Phi::Flowing => Truth::True,
        })
        .fold(Truth::False, Truth::or);
    match (one.phi, flows) {
        (Some(true), _) | (None, Truth::True) => Carries::Yes,
        (Some(false), Truth::False) => Carries::No,
        (Some(false), Truth::True) => Carries::Contradiction,
        (Some(false) | None, _) => Carries::Unknown,
    }
}

fn subcontractor(
    one: &Subcontractor,
    phi: Carries,
    assessment: &Assessment,
    as_of: Date,
    least: Basis,
) -> Verdict {
    let source = format!("subcontractors/{}", one.id);
    let verdict = match (phi, one.baa, one.baa_on) {
        (Carries::No, ..) => return Verdict::new(GateState::NotApplicable),
        (_, SubcontractorBaa::Executed, Some(on)) if on <= as_of => Verdict::new(GateState::Clear),
        (_, SubcontractorBaa::Executed, _) => Verdict::new(GateState::Undetermined)
            .need(Said::plain("need.subcontractor-date").with("party", &one.name)),
        (Carries::Yes, SubcontractorBaa::None, _) => Verdict::new(GateState::Tripped),
        _ => Verdict::new(GateState::Undetermined)
            .need(Said::plain("need.subcontractor-baa").with("party", &one.name)),
    };
    let basis = if one.confirmed.is_some() {
        Basis::Document
    } else {
        word_of(assessment.attestation.as_ref(), None, as_of)
    };
    verdict.source(source).with_basis(
        basis,
        least,
        Said::plain("need.subcontractor-attested").with("party", &one.name),
    )
}
