//! Gates: all of them, those that decide first.

use crate::prelude::*;
use vendorward::core::{
    engagement::Phi,
    gate::{Effect, GateId, GateState, LawStatus},
    pack::{Demand, Item},
    result::Gate,
};

use super::verdict::title;
use crate::{
    components::{
        gate::{mark, record_of},
        name::said,
        source::sources,
    },
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
            {(!clear.is_empty()).then(|| view! { <ul class={"gates clear-list"}>{clear.into_iter().map(|gate| shown(scored, gate)).collect_view()}</ul> })}
            {none.then(|| view! { <p>{t("site.gates.none")}</p> })}
            {(!absent.is_empty()).then(|| view! { <p class={"meta"}>{fill("site.gates.absent", &[("gates", &absent.join(", "))])}{unjudged(scored).then(|| view! { " "{t("site.gates.no-report")} })}</p> })}
        </section>
    }
}

fn head(gate: &Gate) -> View {
    view! {
        <span class={"mark"} aria-hidden={"true"}>{mark(gate.state)}</span>
        <b>{title(gate)}</b>
        <span class={"state"}>{word("state", gate.state.as_str())}</span>
    }
}

/// A gate that is not clear: what it asks, what to ask for, and what it does.
fn one(gate: &Gate) -> View {
    let needs = gate
        .needs
        .iter()
        .map(|need| view! { <li>{said(need)}</li> })
        .collect_view();
    let ask = (!gate.needs.is_empty()).then(|| {
        view! {
            <p class={"ask"}>{t("site.gates.ask")}</p>
            <ul>{needs}</ul>
        }
    });
    let effect = match (gate.state, gate.effect) {
        (GateState::Tripped, Effect::Block) => Some("site.gates.blocks"),
        (GateState::Tripped, Effect::Hold) => Some("site.gates.holds"),
        _ => None,
    };
    let basis = gate.basis.map(|basis| {
        let basis = word("basis", basis.as_str());
        view! { <span class={"basis"}>{fill("site.gates.so-far", &[("basis", &basis)])}</span> }
    });
    let because = (!gate.because.is_empty()).then(|| {
        view! { {t("site.from")}" "{sources(&gate.because)}". " }
    });
    view! {
        <li class={gate.state.as_str()} id={gate.id.as_str()} tabindex={"-1"}>
            <p class={"what"}>{head(gate)}{basis}</p>
            <p class={"asks"}>{text(&format!("{}.asks", gate.id))}</p>
            {effect.map(|key| view! { <p><b>{t(key)}</b></p> })}
            {ask}
            <p class={"cite"}>{because}{law(gate)}</p>
        </li>
    }
}

/// Whether an opinion is asked for and there is no report to judge.
fn unjudged(scored: &Scored) -> bool {
    let outcome = &scored.outcome;
    let mut gates = outcome.gates.iter();
    let moot = gates
        .any(|gate| (gate.id, gate.state) == (GateId::AssuranceOpinion, GateState::NotApplicable));
    let wanted = (Item::Soc2Type2, Demand::Required);
    let mut asked = outcome.pack.evidence.iter();
    moot && asked.any(|one| (one.item, one.demand) == wanted)
}

/// A gate that is clear, in short.
fn shown(scored: &Scored, gate: &Gate) -> View {
    let what = record_of(scored, gate.id);
    let from = (!gate.because.is_empty()).then(|| {
        view! { <p class={"from"}>{t("site.from")}" "{sources(&gate.because)}</p> }
    });
    let basis = gate.basis.map(|basis| word("basis", basis.as_str()));
    view! {
        <li class={"clear"}>
            <p class={"what"}>{head(gate)}{basis.map(|basis| view! { <span class={"basis"}>{basis}</span> })}</p>
            {what.map(|what| view! { <p>{what}</p> })}
            {from}
            <p class={"cite"}>{law(gate)}</p>
        </li>
    }
}

/// Citation and law status. Law in force needs no word beside its citation.
fn law(gate: &Gate) -> View {
    let status = (gate.law != LawStatus::InForce)
        .then(|| view! { {capital(&word("law", gate.law.as_str()))}". " });
    let cite = gate.citation.clone();
    view! { {status}<span translate={"no"}>{cite}</span> }
}

/// PHI in words.
pub(super) fn phi(phi: Phi) -> String {
    word("phi", phi.as_str())
}
