//! Gates over agreements: one in force for each flow, what it must say, and by when a breach is told
//! (45 CFR 164.502(e), 164.504(e), 164.314(a), 164.410).

use std::collections::BTreeSet;

use super::{Arises, Because, Verdict};
use crate::{
    assessment::Assessment,
    baa::{self, Baa, ClockState, ProvisionKey, ProvisionState, Reported, Standing},
    basis::Basis,
    engagement::Phi,
    facts::Determination,
    gate::GateState,
    prepare::{FlowFacts, Prepared},
    result::Said,
    source::{of_field, of_record},
    texts::Language::English,
    when::Truth,
};

/// The agreements relied on: for each flow that needs one, that which comes nearest to being in force.
pub(crate) fn relied<'a>(assessment: &'a Assessment, prepared: &Prepared) -> Vec<&'a Baa> {
    let mut relied: Vec<usize> = prepared
        .flows
        .iter()
        .filter_map(|flow| flow.agreement)
        .collect();
    relied.sort_unstable();
    relied.dedup();
    relied
        .into_iter()
        .filter_map(|at| assessment.baas.get(at))
        .collect()
}

/// Without a text there are no terms to judge; that there is none is another gate's matter.
pub(super) fn written(baa: &Baa) -> bool {
    !matches!(baa.status, baa::BaaStatus::None | baa::BaaStatus::Refused)
}

/// Whether an agreement that is not relied on yet may come to be.
pub(super) fn may_be_relied_on(prepared: &Prepared) -> bool {
    let open = |required| required == Determination::Undetermined;
    open(prepared.determination)
        || prepared
            .flows
            .iter()
            .any(|flow| open(flow.determination.required))
}

/// What every agreement relied on says. Where two hold for one flow neither is picked: the worse one counts.
/// One that may hold beside it, or of which it is not known whether a flow needs any, may come to count.
pub(super) fn over_relied(
    assessment: &Assessment,
    prepared: &Prepared,
    judge: &dyn Fn(&Baa) -> Verdict,
) -> Verdict {
    let open = may_be_relied_on(prepared);
    let mut verdict = Verdict::new(GateState::NotApplicable);
    for (baa, relied) in assessment.baas.iter().zip(reliance(assessment, prepared)) {
        if !written(baa) {
            continue;
        }
        let said = match relied {
            Truth::True => judge(baa),
            Truth::Unknown => judge(baa).arises(Truth::Unknown, "need.beside"),
            Truth::False if open => judge(baa).arises(Truth::Unknown, "need.determination"),
            Truth::False => continue,
        };
        verdict = verdict.and(said);
    }
    verdict
}

/// Whether each agreement on file is relied on for some flow: the one that comes nearest, and every other
/// that holds for the same flow.
fn reliance(assessment: &Assessment, prepared: &Prepared) -> Vec<Truth> {
    let mut relied = vec![Truth::False; assessment.baas.len()];
    for flow in &prepared.flows {
        let nearest = flow.agreement.map(|at| (at, Truth::True));
        for (at, truth) in nearest.into_iter().chain(flow.beside.iter().copied()) {
            if let Some(known) = relied.get_mut(at) {
                *known = truth.or(*known);
            }
        }
    }
    relied
}

/// The agreements whose words count: those relied on, and those that hold beside them.
pub(crate) fn holding<'a>(assessment: &'a Assessment, prepared: &Prepared) -> Vec<&'a Baa> {
    let all = assessment.baas.iter().zip(reliance(assessment, prepared));
    all.filter(|(_, relied)| *relied == Truth::True)
        .map(|(baa, _)| baa)
        .collect()
}

pub(super) fn in_force(assessment: &Assessment, prepared: &Prepared, least: Basis) -> Verdict {
    if prepared.phi == Phi::None {
        return Verdict::new(GateState::NotApplicable);
    }
    let mut verdict = Verdict::new(GateState::NotApplicable);
    let mut judged = BTreeSet::new();
    for (at, flow) in (0..).zip(&prepared.flows) {
        let source = Because::Flow(at);
        let of_flow = match flow.determination.required {
            Determination::NotRequired => continue,
            Determination::Undetermined => {
                let mut open = Verdict::new(GateState::Undetermined).from(source);
                for missing in &flow.determination.missing {
                    open = open.need(
                        Said::plain("need.fact")
                            .with("flow", &flow.id)
                            .with("fact", missing),
                    );
                }
                open
            }
            Determination::Required if judged.insert(flow.class) => {
                required_flow(assessment, flow, source, least)
            }
            // The first of its class has said all but which flow this is.
            Determination::Required => {
                verdict = with_phi(verdict.from(source), flow);
                continue;
            }
        };
        verdict = verdict.and(of_flow);
    }
    if prepared.determination == Determination::Undetermined
        && !assessment.engagement.says_where_phi_goes()
    {
        let unsaid = Verdict::new(GateState::Undetermined);
        verdict = verdict.and(unsaid.need(Said::plain("need.flows")));
    }
    verdict
}

/// Where it is not known whether a flow carries PHI that is to be found out first.
fn with_phi(verdict: Verdict, flow: &FlowFacts) -> Verdict {
    match flow.phi {
        Phi::Unknown => verdict.need(Said::plain("need.phi").with("flow", &flow.id)),
        _ => verdict,
    }
}

fn required_flow(
    assessment: &Assessment,
    flow: &FlowFacts,
    source: Because,
    least: Basis,
) -> Verdict {
    let standing = flow
        .review
        .as_ref()
        .map_or(Standing::Missing, |review| review.standing);
    let state = baa::gate_state(standing, flow.phi);
    let mut verdict = with_phi(Verdict::new(state).from(source), flow);
    let Some(baa) = flow.agreement.and_then(|at| assessment.baas.get(at)) else {
        return verdict.need(Said::plain("need.baa"));
    };
    verdict = verdict.source(of_record("baas", &baa.id));
    if let Some(review) = &flow.review {
        for missing in &review.missing {
            verdict = verdict.need(
                Said::plain("need.baa-field")
                    .with("agreement", &baa.id)
                    .with("field", missing),
            );
        }
        for defect in &review.defects {
            verdict = verdict.need(
                Said::plain("need.baa-defect")
                    .with(
                        "finding",
                        English.fill(&format!("{}.title", defect.finding), &[]),
                    )
                    .with("about", &defect.about),
            );
        }
        if matches!(standing, Standing::Unfinished | Standing::Missing) {
            verdict = verdict.need(Said::plain("need.signatures").with("agreement", &baa.id));
        }
    }
    let basis = agreement_basis(baa);
    let need = || Said::plain("need.agreement").with("agreement", &baa.id);
    // Pending is better than undetermined: a record that may yet turn out in force, and then be
    // undetermined because nobody read the agreement, is no better before.
    if state == GateState::Pending && standing == Standing::Unknown && basis < least {
        verdict.state = GateState::Undetermined;
        verdict = verdict.need(need().with("basis", least));
    }
    verdict.with_basis(basis, least, need)
}

/// Only a reviewer who read the agreement makes the record more than a word.
fn agreement_basis(baa: &Baa) -> Basis {
    if baa.reviewed.is_some() {
        Basis::Document
    } else {
        Basis::Word
    }
}

pub(super) fn terms(baa: &Baa, arises: &Arises, least: Basis) -> Verdict {
    let mut verdict =
        Verdict::new(GateState::Clear).source(of_field("baas", &baa.id, "provisions"));
    for key in ProvisionKey::ALL {
        if baa.may_omit(*key) {
            continue;
        }
        let asked = if key.ephi_only() {
            arises.ephi
        } else {
            Truth::True
        };
        let found = match baa::provision_state(&baa.provisions, *key) {
            Some(ProvisionState::Found) => Verdict::new(GateState::Clear),
            Some(ProvisionState::Absent) => Verdict::new(GateState::Tripped),
            Some(ProvisionState::Unclear) | None => Verdict::new(GateState::Undetermined)
                .need(Said::plain("need.provision").with("provision", key)),
        };
        verdict = verdict.and(found.arises(asked, "need.any-ephi"));
    }
    verdict.with_basis(agreement_basis(baa), least, || {
        Said::plain("need.agreement").with("agreement", &baa.id)
    })
}

fn counts_from_confirmation(baa: &Baa) -> bool {
    let notice = baa.notice.breach;
    notice.is_some_and(|notice| notice.trigger == baa::NoticeTrigger::Confirmation)
}

pub(super) fn breach_clause(baa: &Baa, least: Basis) -> Verdict {
    let open = |need| {
        Verdict::new(GateState::Undetermined).need(Said::plain(need).with("agreement", &baa.id))
    };
    match Reported::Breach.state(&baa.notice) {
        ClockState::Unread => open("need.breach-clause"),
        ClockState::Open if counts_from_confirmation(baa) => open("need.breach-discovery"),
        ClockState::Open => open("need.breach-trigger"),
        ClockState::OverLimit => Verdict::new(GateState::Tripped),
        ClockState::Lawful => Verdict::new(GateState::Clear),
    }
    .source(of_field("baas", &baa.id, "notice/breach"))
    .with_basis(agreement_basis(baa), least, || {
        Said::plain("need.agreement").with("agreement", &baa.id)
    })
}
