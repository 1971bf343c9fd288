//! Breaches and incidents that the reviewer knows of.

use crate::prelude::*;
use vendorward::core::assessment::Incident;

use crate::{
    components::{
        cards::{Cards, cards},
        form::{Item, Kind, Shelf, fields, item},
    },
    desk::you,
    review::free_id,
    texts::t,
};

/// The section.
pub(super) fn section() -> View {
    view! {
        <section id={"incidents"} tabindex={"-1"} aria-labelledby={"incidents-title"}>
            <h2 id={"incidents-title"}>{t("site.incidents")}</h2>
            <p class={"help"}>{t("site.incidents.help")}</p>
            {cards(&INCIDENTS)}
        </section>
    }
}

static SHELF: Shelf<Incident> = Shelf {
    all: |assessment| &assessment.incidents,
    all_mut: |assessment| &mut assessment.incidents,
    id: |one| &one.id,
};

static INCIDENTS: Cards = Cards {
    texts: "site.incidents",
    in_order: false,
    deep: false,
    ids: || SHELF.ids(),
    free: || free_id("incident", SHELF.ids().iter()),
    push: |id| {
        SHELF.push(Incident {
            id,
            title: String::new(),
            breach: None,
            discovered_on: None,
            reported_on: None,
            resolved_on: None,
            by: you().name_now(),
        });
    },
    take: |id| SHELF.take(id),
    title: |id| {
        let title = SHELF.at(id).get(|one| one.title.clone());
        title.unwrap_or_default()
    },
    needs: &["what"],
    first: "what",
    body: |id, needs| fields(&SHELF.at(id).needing(needs), FIELDS),
    folded: None,
};

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
