//! Business associate agreements: the record of each, and how it stands for each flow.

mod clauses;
mod facts;
mod form;
mod standing;

use crate::prelude::*;
use vendorward::core::{Id, baa::Baa, gate::GateId};

use crate::{
    browser,
    components::{
        form::Place,
        frame::{frame, heading_with},
        gate::beside,
        strip::strip,
        undo::{Removed, undo},
    },
    desk::review,
    review::free_id,
    texts::{fill, t, text},
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
    let review = review();
    let removed = Removed::new();
    let ids = memo(move || {
        review.watch(|assessment| {
            assessment
                .baas
                .iter()
                .map(|one| one.id.clone())
                .collect::<Vec<Id>>()
        })
    });
    let add = move |_| {
        let id =
            review.read(|assessment| free_id("baa", assessment.baas.iter().map(|one| &one.id)));
        let Some(id) = id else { return };
        let focus = format!("{id}-status-0");
        review.edit(|assessment| assessment.baas.push(form::blank(id)));
        request_animation_frame(move || {
            if let Some(field) = browser::element(&focus) {
                let _ = field.focus();
            }
        });
    };
    let empty = move || {
        ids.with(Vec::is_empty)
            .then(|| view! { <p class={"meta"}>{t("site.baa.none")}</p> })
    };
    view! {
        <section aria-labelledby={"agreements"}>
            <h2 id={"agreements"}>{t("site.baa.on-file")}</h2>
            {empty}
            {each(move || ids.get(), move |id| form::card(id, removed))}
            {undo(removed)}
            <p><button type={"button"} on:click={add}>{t("site.baa.add")}</button></p>
        </section>
    }
}

/// One agreement.
fn at(id: &Id) -> Place<Baa> {
    let (looked, edited) = (id.clone(), id.clone());
    Place::new(
        id.as_str(),
        move |see| {
            review().read(|assessment| {
                assessment.baas.iter().find(|one| one.id == looked).map(see);
            });
        },
        move |with| {
            review().edit(|assessment| {
                let mut all = assessment.baas.iter_mut();
                all.find(|one| one.id == edited).map(with);
            });
        },
    )
}

/// Takes an agreement out; it can be put back until the page is left.
fn remove(id: &Id, removed: Removed) {
    let review = review();
    let Some(one) = at(id).get(Baa::clone) else {
        return;
    };
    review.edit(|assessment| assessment.baas.retain(|one| one.id != *id));
    removed.offer(
        fill("site.undo.removed", &[("what", id.as_str())]),
        move || {
            let one = one.clone();
            review.edit(|assessment| assessment.baas.push(one));
        },
    );
}
