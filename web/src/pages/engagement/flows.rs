//! Flows of PHI: product → place → party. Rows one adds and removes.

use crate::prelude::*;
use vendorward::core::{Id, engagement::Flow, questionnaire::Question};

use super::{edit, flow};
use crate::{
    browser,
    components::{
        help::blocks,
        undo::{Removed, undo},
    },
    desk::review,
    review::free_id,
    texts::{fill, t, text},
};

/// The editor under the intake question that asks for flows.
pub(super) fn editor(question: &Question) -> View {
    let review = review();
    let removed = Removed::new();
    let ids = memo(move || {
        review.watch(|assessment| {
            let flows = &assessment.engagement.flows;
            flows
                .iter()
                .map(|flow| flow.id.clone())
                .collect::<Vec<Id>>()
        })
    });
    let add = move |_| {
        let added = add();
        if let Some(id) = added {
            request_animation_frame(move || {
                if let Some(field) = browser::element(&format!("{id}-product")) {
                    let _ = field.focus();
                }
            });
        }
    };
    let products = move || {
        review.watch(|assessment| {
            let products = assessment.engagement.products.iter();
            products
                .map(|product| view! { <option value={product.clone()}></option> })
                .collect_view()
        })
    };
    let empty = move || {
        ids.with(Vec::is_empty)
            .then(|| view! { <p class={"meta"}>{t("site.flows.none")}</p> })
    };
    view! {
        <div class={"group"} id={"flows"} tabindex={"-1"} role={"group"} aria-labelledby={"flows-title"}>
            <h3 id={"flows-title"} lang={"en"}>{question.prompt.clone()}</h3>
            <div class={"help"}>{blocks(&question.help)}</div>
            <datalist id={"products"}>{products}</datalist>
            {empty}
            {each(move || ids.get(), move |id| flow::row(id, removed))}
            {undo(removed)}
            <p><button type={"button"} on:click={add}>{t("site.flows.add")}</button></p>
        </div>
    }
}

/// Adds an empty flow; of the only product there is, if there is only one.
fn add() -> Option<Id> {
    let (id, product) = review().read(|assessment| {
        let engagement = &assessment.engagement;
        let id = free_id("flow", engagement.flows.iter().map(|flow| &flow.id));
        let product = match engagement.products.as_slice() {
            [only] => only.clone(),
            _ => String::new(),
        };
        (id, product)
    });
    let id = id?;
    let flow = Flow {
        id: id.clone(),
        product,
        place: String::new(),
        region: None,
        party: None,
        phi: None,
        forms: Vec::new(),
        data: None,
        function: None,
        facts: vendorward::core::engagement::FlowFacts::default(),
    };
    edit(|engagement| engagement.flows.push(flow));
    Some(id)
}

/// Takes a flow out; it can be put back until the page is left.
pub(super) fn remove(id: &Id, removed: Removed) {
    let found = review().read(|assessment| {
        let flows = &assessment.engagement.flows;
        let at = flows.iter().position(|flow| flow.id == *id)?;
        flows.get(at).cloned().map(|flow| (at, flow))
    });
    let Some((at, flow)) = found else { return };
    edit(|engagement| engagement.flows.retain(|flow| flow.id != *id));
    let name = if flow.place.trim().is_empty() {
        text("site.flows.unnamed")
    } else {
        flow.place.clone()
    };
    removed.offer(fill("site.undo.removed", &[("what", &name)]), move || {
        let flow = flow.clone();
        edit(|engagement| {
            let at = at.min(engagement.flows.len());
            engagement.flows.insert(at, flow);
        });
    });
}
