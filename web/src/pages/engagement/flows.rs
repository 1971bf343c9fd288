//! Flows of PHI: product → place → party. Rows one adds and removes.

use crate::prelude::*;
use vendorward::core::{
    Id,
    engagement::{Flow, FlowFacts},
    questionnaire::Question,
};

use super::{determination, flow};
use crate::{
    components::{
        cards::{Cards, Folded, cards},
        form::{Shelf, fold},
        help::blocks,
        name,
    },
    desk::{review, you},
    review::free_id,
};

/// The editor under the intake question that asks for flows.
pub(super) fn editor(question: &Question) -> View {
    let (review, help) = (review(), question.help.clone());
    let products = move || {
        review.watch(|assessment| {
            let products = assessment.engagement.products.iter();
            products
                .map(|product| view! { <option value={product.clone()}></option> })
                .collect_view()
        })
    };
    view! {
        <div class={"group"} id={"flows"} tabindex={"-1"} role={"group"} aria-labelledby={"flows-title"}>
            <h3 id={"flows-title"} lang={"en"}>{question.prompt.clone()}</h3>
            {fold("site.flows.how", String::new, move || view! { <div class={"help"}>{blocks(&help)}</div> })}
            <datalist id={"products"}>{products}</datalist>
            {cards(&FLOWS)}
        </div>
    }
}

/// Whoever changes a flow entered the facts last.
pub(super) static SHELF: Shelf<Flow> = Shelf {
    all: |assessment| &assessment.engagement.flows,
    all_mut: |assessment| {
        assessment.engagement.entered = Some(you().sign(String::new()));
        &mut assessment.engagement.flows
    },
    id: |one| &one.id,
};

static FLOWS: Cards = Cards {
    texts: "site.flows",
    in_order: true,
    deep: true,
    ids: || SHELF.ids(),
    free: || free_id("flow", SHELF.ids().iter()),
    push: |id| SHELF.push(blank(id)),
    take: |id| SHELF.take(id),
    title: |id| name::flow(id.as_str()).unwrap_or_default(),
    needs: &["place"],
    first: "place",
    body: flow::row,
    folded: Some(Folded {
        label: "site.flow.details",
        says: determination::in_short,
    }),
};

/// A flow that says nothing; of the only product there is, if there is only one.
fn blank(id: Id) -> Flow {
    let product = review().read(
        |assessment| match assessment.engagement.products.as_slice() {
            [only] => only.clone(),
            _ => String::new(),
        },
    );
    Flow {
        id,
        product,
        place: String::new(),
        region: None,
        party: None,
        phi: None,
        forms: Vec::new(),
        data: None,
        function: None,
        facts: FlowFacts::default(),
    }
}
