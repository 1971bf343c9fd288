//! Gates: all of them, those that decide first.

use crate::prelude::*;
use vendorward::core::{
    engagement::Phi,
    gate::{Effect, GateState, LawStatus},
    result::Gate,
};

use super::verdict::title;
use crate::{
    components::{gate::mark, name::said, source::sources},
    review::Scored,
    texts::{capital, fill, t, text, word},
};

/// The section.
pub(super) fn section(scored: &Scored) -> View {
    let gates = &scored.outcome.gates;
    let of = |wanted: GateState| gates.iter().filter(move |gate| gate.state == wanted);
    let open: Vec<&Gate> = [
        GateState::Tripped,
        GateState::Undetermined,
        GateState::Pending,
    ]
    .into_iter()
    .flat_map(of)
    .collect();
    let clear: Vec<&Gate> = of(GateState::Clear).collect();
    let absent: Vec<String> = of(GateState::NotApplicable).map(title).collect();
    let none = open.is_empty() && clear.is_empty();
    view! {
        <section aria-labelledby={"gates"}>
            <h2 id={"gates"}>{t("site.gates")}</h2>
            <p class={"meta"}>{t("site.gates.what")}</p>
            {(!open.is_empty()).then(|| view! { <ul class={"gates open"}>{open.into_iter().map(one).collect_view()}</ul> })}
            {(!clear.is_empty()).then(|| view! { <ul class={"gates clear-list"}>{clear.into_iter().map(shown).collect_view()}</ul> })}
            {none.then(|| view! { <p>{t("site.gates.none")}</p> })}
            {(!absent.is_empty()).then(|| view! { <p class={"meta"}>{fill("site.gates.absent", &[("gates", &absent.join(", "))])}</p> })}
        </section>
    }
    .into_view()
}

fn head(gate: &Gate) -> View {
    view! {
        <span class={"mark"} aria-hidden={"true"}>{mark(gate.state)}</span>
        <b>{title(gate)}</b>
        <span class={"state"}>{word("state", gate.state.as_str())}</span>
    }
    .into_view()
}

/// A gate that is not clear: what it asks, what to ask for, and what it would do.
fn one(gate: &Gate) -> View {
    let needs = gate
        .needs
        .iter()
        .map(|need| view! { <li>{said(need)}</li> })
        .collect_view();
    let asks = (!gate.needs.is_empty()).then(|| {
        view! {
            <p class={"ask"}>{t("site.gates.ask")}</p>
            <ul>{needs}</ul>
        }
    });
    let effect = match (gate.state, gate.effect) {
        (GateState::Tripped, Effect::Block) => "site.gates.blocks",
        (GateState::Tripped, Effect::Hold) => "site.gates.holds",
        (_, Effect::Block) => "site.gates.would-block",
        (_, Effect::Hold) => "site.gates.would-hold",
    };
    let basis = gate.basis.map(|basis| {
        let basis = word("basis", basis.as_str());
        view! { <p>{fill("site.gates.so-far", &[("basis", &basis)])}</p> }
    });
    let because = (!gate.because.is_empty()).then(|| {
        view! { <p class={"from"}>{t("site.from")}" "{sources(&gate.because)}</p> }
    });
    view! {
        <li class={gate.state.as_str()} id={gate.id.as_str()}>
            <p class={"what"}>{head(gate)}</p>
            <p>{text(&format!("{}.asks", gate.id))}</p>
            {basis}
            {asks}
            <p class={"effect"}>{t(effect)}</p>
            {because}
            <p class={"cite"}>{law(gate)}</p>
        </li>
    }
    .into_view()
}

/// A gate that is clear, in short.
fn shown(gate: &Gate) -> View {
    let basis = gate.basis.map(|basis| word("basis", basis.as_str()));
    view! {
        <li class={"clear"}>
            <p class={"what"}>{head(gate)}{basis.map(|basis| view! { <span class={"basis"}>{basis}</span> })}</p>
            <p class={"cite"}>{law(gate)}</p>
        </li>
    }
    .into_view()
}

/// Citation and law status. Law in force needs no word beside its citation.
fn law(gate: &Gate) -> View {
    let status = (gate.law != LawStatus::InForce)
        .then(|| view! { {capital(&word("law", gate.law.as_str()))}". " });
    let cite = gate.citation.clone();
    view! { {status}<span translate={"no"}>{cite}</span> }.into_view()
}

/// PHI in words.
pub(super) fn phi(phi: Phi) -> String {
    word("phi", phi.as_str())
}
