//! Gates beside the form that decides them: state and what to ask for, as one types.

use crate::prelude::*;
use vendorward::core::{
    gate::{GateId, GateState},
    result::Gate,
};

use crate::{
    components::name::said,
    desk::review,
    texts::{text, word},
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
        scored
            .outcome
            .gates
            .iter()
            .find(|gate| gate.id == id)
            .cloned()
    });
    let draw = move || gate.get().map(|gate| drawn(&gate));
    let class = move || gate.get().map_or("", |gate| gate.state.as_str());
    view! { <li class={class}>{draw}</li> }
}

fn drawn(gate: &Gate) -> View {
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
        {(!gate.needs.is_empty()).then(|| view! { <ul>{needs}</ul> })}
    }
}
