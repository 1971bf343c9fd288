//! Whether a BAA is required: for the engagement, and for each flow with the rule and the facts that
//! decided.

use crate::prelude::*;
use vendorward::core::{Id, result::FlowOutcome};

use crate::{
    desk::review,
    texts::{capital, fill, t, text, word},
};

/// The box beside the form.
pub(super) fn section() -> View {
    let review = review();
    let outcome = memo(move || review.scored().map(|scored| scored.outcome.baa.clone()));
    let draw = move || {
        outcome.get().map(|outcome| {
            let flows = outcome
                .flows
                .iter()
                .map(|flow| {
                    let name = name(&flow.flow);
                    view! { <li><span translate={"no"}>{name}</span>": "{word("determination", flow.determination.required.as_str())}</li> }
                })
                .collect_view();
            view! {
                <p class={"big"} id={"determination"}>{capital(&word("determination", outcome.determination.as_str()))}</p>
                <ul class={"plain-list"}>{flows}</ul>
            }
        })
    };
    view! {
        <section class={"card"} aria-labelledby={"determination-title"}>
            <h2 id={"determination-title"}>{t("site.determination")}</h2>
            {draw}
            <p class={"meta"}>{t("site.determination.what")}</p>
        </section>
    }
}

fn name(id: &Id) -> String {
    review().read(|assessment| {
        let flow = assessment
            .engagement
            .flows
            .iter()
            .find(|flow| flow.id == *id);
        let place = flow
            .map(|flow| flow.place.trim().to_owned())
            .unwrap_or_default();
        if place.is_empty() {
            id.to_string()
        } else {
            place
        }
    })
}

/// The line under a flow.
pub(super) fn of_flow(id: &Id) -> View {
    let review = review();
    let own = id.clone();
    let outcome = memo(move || {
        let scored = review.scored()?;
        scored
            .outcome
            .baa
            .flows
            .iter()
            .find(|flow| flow.flow == own)
            .cloned()
    });
    let draw = move || outcome.get().map(|flow| explained(&flow));
    view! { <div class={"explained-by"} role={"status"}>{draw}</div> }
}

fn explained(flow: &FlowOutcome) -> View {
    let rules = flow
        .determination
        .rules
        .iter()
        .map(|rule| {
            let says = text(&format!("rule.{rule}"));
            let cite = rule.cite();
            view! { <li><b translate={"no"}>{rule.as_str()}</b>" "{says}" "<span class={"cite"} translate={"no"}>{cite}</span></li> }
        })
        .collect_view();
    let missing: Vec<String> = flow
        .determination
        .missing
        .iter()
        .map(|name| word("site.missing-fact", name))
        .collect();
    let missing = (!missing.is_empty()).then(|| {
        view! { <p><b>{t("site.determination.missing")}</b>" "{missing.join("; ")}</p> }
    });
    let facts: Vec<String> = flow
        .determination
        .facts
        .iter()
        .map(|fact| deciding(fact))
        .collect();
    let instruments: Vec<String> = flow
        .determination
        .instruments
        .iter()
        .map(|one| word("site.instrument", one.as_str()))
        .collect();
    let sign = (!instruments.is_empty()).then(|| {
        view! { <p>{fill("site.determination.sign", &[("what", &instruments.join(", "))])}</p> }
    });
    view! {
        <p><b>{fill("site.determination.flow", &[("state", &word("determination", flow.determination.required.as_str()))])}</b></p>
        {missing}
        {sign}
        <ul>{rules}</ul>
        <p class={"meta"}>{t("site.determination.because")}" "{facts.join("; ")}</p>
    }
}

/// A deciding fact as the engine names it, `function: cloud-hosting`, in words.
fn deciding(fact: &str) -> String {
    let Some((name, value)) = fact.split_once(": ") else {
        return fact.to_owned();
    };
    let value = match name {
        "phi" => word("phi", value),
        "function" => word("site.function", value),
        "data" => word("site.data", value),
        "customer" => word("site.customer", value),
        "limited_purpose" => word("site.purpose", value),
        "substitute" => word(
            "site.substitute",
            value.split(',').next().unwrap_or_default(),
        ),
        _ => word("site.yes-no", value),
    };
    fill(
        "site.determination.fact",
        &[("name", &word("site.deciding", name)), ("value", &value)],
    )
}
