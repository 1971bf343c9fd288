//! The gate over where PHI is kept and reached from.

use super::{Because, Verdict};
use crate::{
    assessment::{Assessment, word_of},
    basis::Basis,
    date::Date,
    engagement::Phi,
    gate::GateState,
    result::Said,
};

pub(super) fn judge(assessment: &Assessment, as_of: Date, least: Basis) -> Verdict {
    let allowed = &assessment.engagement.customer.regions_allowed;
    if allowed.is_empty() {
        return Verdict::new(GateState::NotApplicable);
    }
    let mut verdict = Verdict::new(GateState::NotApplicable);
    for (at, flow) in (0..).zip(&assessment.engagement.flows) {
        let phi = assessment.engagement.phi_of(flow);
        if phi == Phi::None {
            continue;
        }
        let state = match &flow.region {
            None => Verdict::new(GateState::Undetermined)
                .need(Said::plain("need.region").with("flow", &flow.id)),
            Some(region) if allowed.iter().any(|one| one.eq_ignore_ascii_case(region)) => {
                Verdict::new(GateState::Clear)
            }
            Some(_) if phi == Phi::Unknown => Verdict::new(GateState::Undetermined)
                .need(Said::plain("need.phi").with("flow", &flow.id)),
            Some(_) => Verdict::new(GateState::Tripped),
        };
        verdict = verdict.and(state.from(Because::Region(at)));
    }
    if !assessment.engagement.says_where_phi_goes() {
        let unsaid = Verdict::new(GateState::Undetermined);
        verdict = verdict.and(unsaid.need(Said::plain("need.flows")));
    }
    // Data kept at home and reached from abroad is not at home.
    let home = allowed.iter().any(|one| one.eq_ignore_ascii_case("US"));
    if home && allowed.len() == 1 && assessment.engagement.offshore != Some(false) {
        let reached = Verdict::new(GateState::Undetermined).source("engagement/offshore");
        verdict = verdict.and(reached.need(Said::plain("need.offshore")));
    }
    let basis = word_of(assessment.attestation.as_ref(), None, as_of);
    verdict.with_basis(basis, least, || Said::plain("need.location"))
}
