//! The decision in one sentence that a procurement officer can repeat, and the reason for it.

use std::cmp::Reverse;

use crate::prelude::*;
use vendorward::core::{
    assessment::{ConditionKind, ConditionState},
    gate::{Effect, GateId, GateState},
    order::settle,
    result::{Finding, Gate, Outcome},
    soc2::CuecState,
};

use crate::{
    components::strip,
    review::{Scored, Standing, standing},
    texts::{capital, count, fill, t, text, word},
};

/// Most gates that are named as reasons; the list of gates names them all.
const REASONS: usize = 3;

/// The section.
pub(super) fn section(scored: &Scored) -> View {
    let outcome = &scored.outcome;
    let class = format!("verdict {}", standing(outcome.recommendation).class());
    let reasons = reasons(outcome);
    let pending = pending(outcome).then(|| view! { <p class={"must"}>{t("say.pending")}</p> });
    view! {
        <section class={class} aria-label={t("site.result.recommendation")}>
            <div>
                <p class={"decision"} id={"recommendation"}>{word("recommendation", outcome.recommendation.said(outcome.ended))}</p>
                {pending}
                {reasons}
                <p class={"meta"}>{t("recommendation.disclaimer")}" "{t("site.result.recorded-below")}</p>
            </div>
            {numbers(scored)}
        </section>
    }
}

/// Whether PHI waits for signatures: then the first sentence of every report says so.
fn pending(outcome: &Outcome) -> bool {
    let mut gates = outcome.gates.iter();
    !outcome.ended
        && gates.any(|gate| gate.id == GateId::BaaInForce && gate.state == GateState::Pending)
}

/// Gates that decide, worst first: tripped ones, else those that are not shown.
fn reasons(outcome: &Outcome) -> View {
    let mut open: Vec<&Gate> = outcome
        .gates
        .iter()
        .filter(|gate| !matches!(gate.state, GateState::Clear | GateState::NotApplicable))
        .collect();
    settle(&mut open, |gate| (gate.state, Reverse(gate.effect)));
    let decisive: Vec<&Gate> = open
        .iter()
        .copied()
        .filter(|gate| gate.state == GateState::Tripped)
        .take(REASONS)
        .collect();
    if decisive.is_empty() {
        let names: Vec<String> = open.iter().map(|gate| title(gate)).collect();
        if names.is_empty() {
            return thin(outcome);
        }
        let gates = names.join(", ");
        return view! { <p>{fill("say.open", &[("gates", &gates)])}</p> };
    }
    decisive
        .into_iter()
        .map(|gate| {
            let key = if gate.effect == Effect::Block {
                "say.block"
            } else {
                "say.hold"
            };
            let why = finding_of(outcome, gate).map(|finding| {
                view! { " "{super::findings::part(finding, "title")}"." }
            });
            view! { <p>{fill(key, &[("gate", &title(gate))])}{why}</p> }
        })
        .collect_view()
}

/// Without an open gate: what else keeps the decision from being better.
fn thin(outcome: &Outcome) -> View {
    let serious = outcome
        .findings
        .iter()
        .filter(|finding| finding.severity >= vendorward::core::finding::Severity::High)
        .count();
    let goes = standing(outcome.recommendation) == Standing::Go;
    match serious {
        0 if goes => view! { <p>{t("site.result.nothing-serious")}</p> },
        0 => ().into_view(),
        n => view! { <p>{count("site.result.serious", n)}</p> },
    }
}

/// A gate's name.
pub(super) fn title(gate: &Gate) -> String {
    text(&format!("{}.title", gate.id))
}

/// The worst finding that rests on the same source as a gate.
pub(super) fn finding_of<'a>(outcome: &'a Outcome, gate: &Gate) -> Option<&'a Finding> {
    let prefix = match gate.id {
        GateId::BaaInForce => "baa.",
        GateId::AssuranceOpinion => "soc2.",
        _ => "",
    };
    outcome
        .findings
        .iter()
        .filter(|finding| finding.rule.id.starts_with(prefix))
        .find(|finding| {
            finding
                .because
                .iter()
                .any(|source| gate.because.contains(source))
        })
}

fn numbers(scored: &Scored) -> View {
    let outcome = &scored.outcome;
    let open = |kind: ConditionKind| {
        outcome
            .conditions
            .iter()
            .filter(|one| one.kind == kind)
            .filter(|one| !matches!(one.state, ConditionState::Closed | ConditionState::Accepted))
            .count()
    };
    let conditions: Vec<String> = ConditionKind::ALL
        .iter()
        .map(|kind| (kind, open(*kind)))
        .filter(|(_, n)| *n > 0)
        .map(|(kind, n)| fill(&format!("site.conditions.{kind}"), &[("n", &n.to_string())]))
        .collect();
    let conditions = if conditions.is_empty() {
        text("site.none")
    } else {
        conditions.join(", ")
    };
    let (now, best) = match outcome.rating {
        None => (text("site.rating.none"), None),
        Some(rating) => (
            word("tier", rating.now.as_str()),
            (rating.best != rating.now).then(|| word("tier", rating.best.as_str())),
        ),
    };
    let tier = outcome.inherent.tier.as_str();
    let uncertain = (outcome.inherent.best != outcome.inherent.tier).then(|| {
        fill(
            "site.tier.or",
            &[("best", &word("tier", outcome.inherent.best.as_str()))],
        )
    });
    let open = |state| matches!(state, CuecState::Open | CuecState::Assigned);
    let duties = outcome.customer_duties.iter();
    let owed = duties.filter(|duty| open(duty.state)).count();
    view! {
        <dl class={"numbers"}>
            <dt>{t("site.tier")}</dt>
            <dd>{capital(&word("tier", tier))}{uncertain.map(|other| view! { " "{other} })}</dd>
            <dt>{t("site.rating.now")}</dt><dd id={"rating-now"}>{capital(&now)}</dd>
            {best.map(|best| view! { <dt>{t("site.rating.best")}</dt><dd id={"rating-best"}>{capital(&best)}</dd> })}
            {outcome.score.as_ref().map(|score| view! { <dt>{t("site.claimed")}</dt><dd id={"claimed"}>{strip::claimed(score)}</dd> })}
            <dt>{t("site.conditions")}</dt><dd>{conditions}</dd>
            {(owed > 0).then(|| view! { <dt>{t("site.customer.short")}</dt><dd>{fill("site.customer.open", &[("n", &owed.to_string())])}</dd> })}
            {outcome.next_review.map(|day| view! { <dt>{t("site.next-review")}</dt><dd>{crate::texts::date(day)}</dd> })}
        </dl>
    }
}
