//! Business associate agreements: the record of each, and how it stands for each flow.

mod clauses;
mod facts;
mod form;
mod standing;

use crate::prelude::*;
use vendorward::core::{
    baa::{Baa, Execution},
    gate::GateId,
};

use crate::{
    components::{
        cards::{Cards, cards},
        form::Shelf,
        frame::{frame, heading_with},
        gate::beside,
        strip::strip,
    },
    review::free_id,
    texts::{date, fill, t, text},
};

/// The page.
pub(crate) fn page() -> View {
    let title = text("site.baa.title");
    let body = view! {
        <div class={"two"}>
            <div class={"form"}>{agreements()}</div>
            <div class={"beside"}>
                <section aria-labelledby={"baa-gates"}>
                    <h2 id={"baa-gates"}>{t("site.gates")}</h2>
                    {beside(&[GateId::BaaInForce, GateId::BaaTerms, GateId::BreachClause])}
                </section>
            </div>
        </div>
        {strip()}
    };
    frame(
        title.clone(),
        heading_with(title, "site.baa.lead"),
        body.into_view(),
    )
}

fn agreements() -> View {
    view! {
        <section aria-labelledby={"agreements"}>
            <h2 id={"agreements"}>{t("site.baa.on-file")}</h2>
            {cards(&AGREEMENTS)}
        </section>
    }
}

static SHELF: Shelf<Baa> = Shelf {
    all: |assessment| &assessment.baas,
    all_mut: |assessment| &mut assessment.baas,
    id: |one| &one.id,
};

static AGREEMENTS: Cards = Cards {
    texts: "site.baa",
    in_order: false,
    deep: false,
    ids: || SHELF.ids(),
    free: || free_id("baa", SHELF.ids().iter()),
    push: |id| SHELF.push(form::blank(id)),
    take: |id| SHELF.take(id),
    title: |id| SHELF.at(id).get(titled).unwrap_or_default(),
    needs: &["status"],
    first: "status-0",
    body: form::body,
    folded: None,
};

/// An agreement by the day it was signed, and its id.
pub(crate) fn titled(one: &Baa) -> String {
    let signed = one.execution.as_ref().and_then(Execution::completed_on);
    let id = one.id.as_str();
    match signed {
        Some(day) => fill("site.baa.signed", &[("day", &date(day)), ("id", id)]),
        None => fill("site.baa.named", &[("id", id)]),
    }
}
