//! Breaches and incidents that the reviewer knows of.

use crate::prelude::*;
use vendorward::core::{Id, assessment::Incident};

use crate::{
    browser,
    components::{
        form::{Item, Kind, Place, fields, item},
        undo::{Removed, undo},
    },
    desk::{review, you},
    review::free_id,
    texts::{fill, t, text},
};

/// The section.
pub(super) fn section() -> View {
    let review = review();
    let removed = Removed::new();
    let ids = memo(move || {
        review.watch(|assessment| {
            assessment
                .incidents
                .iter()
                .map(|one| one.id.clone())
                .collect::<Vec<Id>>()
        })
    });
    let add = move |_| {
        let id = review
            .read(|assessment| free_id("incident", assessment.incidents.iter().map(|one| &one.id)));
        let Some(id) = id else { return };
        let one = Incident {
            id: id.clone(),
            title: String::new(),
            breach: None,
            discovered_on: None,
            reported_on: None,
            resolved_on: None,
            by: you().name_now(),
        };
        review.edit(|assessment| assessment.incidents.push(one));
        request_animation_frame(move || {
            if let Some(field) = browser::element(&format!("{id}-what")) {
                let _ = field.focus();
            }
        });
    };
    view! {
        <section id={"incidents"} tabindex={"-1"} aria-labelledby={"incidents-title"}>
            <h2 id={"incidents-title"}>{t("site.incidents")}</h2>
            <p class={"help"}>{t("site.incidents.help")}</p>
            {each(move || ids.get(), move |id| row(id, removed))}
            {undo(removed)}
            <p><button type={"button"} on:click={add}>{t("site.incidents.add")}</button></p>
        </section>
    }
}

/// One incident.
fn at(id: &Id) -> Place<Incident> {
    let (looked, edited) = (id.clone(), id.clone());
    Place::new(
        id.as_str(),
        move |see| {
            review().read(|assessment| {
                let mut all = assessment.incidents.iter();
                all.find(|one| one.id == looked).map(see);
            });
        },
        move |with| {
            review().edit(|assessment| {
                let mut all = assessment.incidents.iter_mut();
                all.find(|one| one.id == edited).map(with);
            });
        },
    )
}

fn remove(id: &Id, removed: Removed) {
    let review = review();
    let found = at(id).get(Incident::clone);
    let Some(one) = found else { return };
    review.edit(|assessment| assessment.incidents.retain(|one| one.id != *id));
    let name = if one.title.trim().is_empty() {
        text("site.incidents.unnamed")
    } else {
        one.title.clone()
    };
    removed.offer(fill("site.undo.removed", &[("what", &name)]), move || {
        let one = one.clone();
        review.edit(|assessment| assessment.incidents.push(one));
    });
}

fn row(id: &Id, removed: Removed) -> View {
    let gone = id.clone();
    view! {
        <div class={"record"} role={"group"} aria-label={fill("site.incident.named", &[("id", id.as_str())])}>
            {fields(&at(id), FIELDS)}
            <p><button type={"button"} class={"quiet"} on:click={move |_| remove(&gone, removed)}>{t("site.row.remove")}</button></p>
        </div>
    }
}

static FIELDS: &[Item<Incident>] = &[
    item!("what", "site.incident.title", Kind::Line, title),
    item!("breach", "site.incident.breach", Kind::YesNo, breach),
    item!(
        "discovered",
        "site.incident.discovered",
        Kind::Day,
        discovered_on
    ),
    item!("reported", "site.incident.reported", Kind::Day, reported_on),
    item!("resolved", "site.incident.resolved", Kind::Day, resolved_on),
];
