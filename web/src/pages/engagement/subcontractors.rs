//! The vendor's subcontractors, and whether each has an agreement with it (45 CFR 164.314(a)(2)(iii)).

use crate::prelude::*;
use vendorward::core::{
    Id,
    assessment::{Subcontractor, SubcontractorBaa},
};

use crate::{
    components::{
        cards::{Cards, cards},
        form::{Held, Item, Kind, Needs, Place, Shelf, fields, item},
        signed::{Words, signed},
    },
    review::free_id,
    texts::t,
};

/// The section.
pub(super) fn section() -> View {
    view! {
        <section id={"subcontractors"} tabindex={"-1"} aria-labelledby={"subcontractors-title"}>
            <h2 id={"subcontractors-title"}>{t("site.subcontractors")}</h2>
            <p class={"help"}>{t("site.subcontractors.help")}</p>
            {cards(&SUBCONTRACTORS)}
        </section>
    }
}

static SHELF: Shelf<Subcontractor> = Shelf {
    all: |assessment| &assessment.subcontractors,
    all_mut: |assessment| &mut assessment.subcontractors,
    id: |one| &one.id,
};

static SUBCONTRACTORS: Cards = Cards {
    texts: "site.subcontractors",
    in_order: false,
    deep: false,
    ids: || SHELF.ids(),
    free: || free_id("subcontractor", SHELF.ids().iter()),
    push: |id| {
        SHELF.push(Subcontractor {
            id,
            name: String::new(),
            service: String::new(),
            phi: None,
            baa: SubcontractorBaa::Unknown,
            baa_on: None,
            confirmed: None,
        });
    },
    take: |id| SHELF.take(id),
    title: |id| {
        let name = SHELF.at(id).get(|one| one.name.trim().to_owned());
        name.unwrap_or_default()
    },
    needs: &["name"],
    first: "name",
    body: row,
    folded: None,
};

fn row(id: &Id, needs: Needs) -> View {
    let place = SHELF.at(id).needing(needs);
    let all = fields(&place, FIELDS);
    let rest = move || needs.counts().then(|| confirmed(&place));
    view! { {all}{rest} }
}

static FIELDS: &[Item<Subcontractor>] = &[
    item!("name", "site.subcontractor.name", Kind::Line, name),
    item!("service", "site.subcontractor.service", Kind::Line, service),
    item!("phi", "site.subcontractor.phi", Kind::YesNo, phi),
    Item {
        name: "baa",
        label: "site.subcontractor.baa",
        kind: Kind::Radios("site.subcontractor-baa", &["executed", "none"]),
        get: |one| {
            let known = Some(one.baa).filter(|baa| *baa != SubcontractorBaa::Unknown);
            known.show()
        },
        put: |one, value| {
            let mut baa: Option<SubcontractorBaa> = None;
            baa.hear(value);
            one.baa = baa.unwrap_or(SubcontractorBaa::Unknown);
        },
        when: None,
        wrong: None,
    },
    item!("on", "site.subcontractor.on", Kind::Day, baa_on),
];

/// Whether a reviewer saw the agreement, or a list that names it.
fn confirmed(place: &Place<Subcontractor>) -> View {
    let words = Words {
        said: "site.subcontractor.confirmed",
        press: "site.subcontractor.confirm",
    };
    signed(
        place,
        words,
        |one| one.confirmed.clone(),
        |one, by| one.confirmed = by,
    )
}
