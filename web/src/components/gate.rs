//! Gates beside the form that decides them: state and what to ask for, as one types.

use crate::prelude::*;
use vendorward::{
    core::{
        baa::{Provision, ProvisionKey, ProvisionState},
        gate::{GateId, GateState},
        result::Gate,
        soc2::Opinion,
    },
    diff::Clock,
};

use crate::{
    components::name::said,
    desk::review,
    review::Scored,
    texts::{date, fill, language, text, word},
};

/// The mark of a state. Each also has its word.
pub(crate) const fn mark(state: GateState) -> &'static str {
    match state {
        GateState::Tripped => "✕",
        GateState::Undetermined => "?",
        GateState::Pending => "…",
        GateState::Clear => "✓",
        GateState::NotApplicable => "–",
    }
}

/// These gates, one below the other.
pub(crate) fn beside(ids: &'static [GateId]) -> View {
    let list = ids.iter().map(|id| one(*id)).collect_view();
    view! { <ul class={"gates"}>{list}</ul> }
}

fn one(id: GateId) -> View {
    let review = review();
    let gate = memo(move || {
        let scored = review.scored()?;
        let mut gates = scored.outcome.gates.iter();
        let gate = gates.find(|gate| gate.id == id)?.clone();
        let clear = gate.state == GateState::Clear;
        let says = clear.then(|| record_of(&scored, id)).flatten();
        Some((gate, says))
    });
    let draw = move || gate.get().map(|(gate, says)| drawn(&gate, says));
    let class = move || gate.get().map_or("", |(gate, _)| gate.state.as_str());
    view! { <li class={class}>{draw}</li> }
}

/// What a record says that clears a gate: an agreement's signature, clause or provisions, a report's opinion.
pub(crate) fn record_of(scored: &Scored, gate: GateId) -> Option<String> {
    let outcome = &scored.outcome;
    review().read(|assessment| {
        if gate == GateId::AssuranceOpinion {
            let relied = outcome.assurance.relied_on.as_ref()?;
            let mut reports = assessment.reports.iter();
            let opinion = reports.find(|one| one.id == *relied)?.opinion_overall?;
            let words = word("site.opinion", opinion.as_str());
            let key = if opinion == Opinion::Unqualified {
                "site.gates.opinion"
            } else {
                "site.gates.opinion.not"
            };
            return Some(fill(key, &[("opinion", &words)]));
        }
        let held = outcome
            .baa
            .flows
            .iter()
            .find_map(|flow| flow.agreement.as_ref());
        let baa = assessment.baas.iter().find(|baa| Some(&baa.id) == held)?;
        match gate {
            GateId::BaaInForce => {
                let day = baa.execution.as_ref()?.completed_on()?;
                Some(fill("site.gates.signed", &[("day", &date(day))]))
            }
            GateId::BaaTerms => {
                let found = |one: &&Provision| one.state == ProvisionState::Found;
                let n = baa.provisions.iter().filter(found).count().to_string();
                let of = ProvisionKey::WORDS.len().to_string();
                Some(fill("site.gates.provisions", &[("n", &n), ("of", &of)]))
            }
            GateId::BreachClause => Some(Clock::from(baa.notice.breach?).words(language())),
            _ => None,
        }
    })
}

fn drawn(gate: &Gate, says: Option<String>) -> View {
    let needs = gate
        .needs
        .iter()
        .map(|need| view! { <li>{said(need)}</li> })
        .collect_view();
    view! {
        <p class={"what"}>
            <span class={"mark"} aria-hidden={"true"}>{mark(gate.state)}</span>
            <b>{text(&format!("{}.title", gate.id))}</b>
            <span class={"state"}>{word("state", gate.state.as_str())}</span>
        </p>
        {says.map(|says| view! { <p>{says}</p> })}
        {(!gate.needs.is_empty()).then(|| view! { <ul>{needs}</ul> })}
    }
}
