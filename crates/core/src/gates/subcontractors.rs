//! The gate over subcontractors' own agreements (45 CFR 164.308(b)(2), 164.502(e)(1)(ii)).

use super::{Because, Verdict, least_basis};
use crate::{
    assessment::{Assessment, Subcontractor, SubcontractorBaa, word_of},
    basis::Basis,
    compile::Compiled,
    date::Date,
    facts::Tier,
    gate::{GateId, GateState},
    parties::Parties,
    prepare::FlowFacts,
    result::Said,
    source::of_field,
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
        (flows, parties): (&[FlowFacts], &Parties),
        tier: Tier,
        as_of: Date,
    ) -> Self {
        let least = least_basis(compiled, GateId::SubcontractorBaas, tier);
        let mut verdict = Verdict::new(GateState::NotApplicable);
        let mut named = false;
        let word = word_of(assessment.attestation.as_ref(), None, as_of);
        let listed = assessment.subcontractors.iter().zip(&parties.phi);
        for (at, (one, taken)) in (0..).zip(listed) {
            let phi = phi_at(one, *taken);
            named |= phi == Carries::Yes;
            let source = Because::Subcontractor(at);
            verdict = verdict.and(subcontractor(one, source, phi, word, as_of, least));
        }
        let all = assessment.engagement.flows.iter().zip(flows);
        let unlisted = all
            .zip(&parties.of_flow)
            .filter(|(_, listed)| listed.is_none());
        for ((flow, facts), _) in unlisted {
            let Some(party) = &flow.party else {
                continue;
            };
            if facts.holds_for_hospital() == Truth::False {
                continue;
            }
            named = true;
            let missing = Verdict::new(GateState::Undetermined)
                .need(Said::plain("need.subcontractor").with("party", party));
            verdict = verdict.and(missing.source(of_field("engagement/flows", &flow.id, "party")));
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

fn phi_at(one: &Subcontractor, flows: Truth) -> Carries {
    match (one.phi, flows) {
        (Some(true), _) | (None, Truth::True) => Carries::Yes,
        (Some(false), Truth::False) => Carries::No,
        (Some(false), Truth::True) => Carries::Contradiction,
        (Some(false) | None, _) => Carries::Unknown,
    }
}

fn subcontractor(
    one: &Subcontractor,
    source: Because,
    phi: Carries,
    word: Basis,
    as_of: Date,
    least: Basis,
) -> Verdict {
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
        word
    };
    verdict.from(source).with_basis(basis, least, || {
        Said::plain("need.subcontractor-attested").with("party", &one.name)
    })
}
