//! The vendor's subcontractors, and whether each has an agreement with it (45 CFR 164.314(a)(2)(iii)).

use crate::prelude::*;
use vendorward::core::{
    Id,
    assessment::{Subcontractor, SubcontractorBaa},
};

use crate::{
    browser,
    components::{
        form::{Held, Item, Kind, Place, fields, item},
        signed::{Words, asked_once, signed},
        undo::{Removed, undo},
    },
    desk::review,
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
                .subcontractors
                .iter()
                .map(|one| one.id.clone())
                .collect::<Vec<Id>>()
        })
    });
    let add = move |_| {
        let id = review.read(|assessment| {
            free_id(
                "subcontractor",
                assessment.subcontractors.iter().map(|one| &one.id),
            )
        });
        let Some(id) = id else { return };
        let one = Subcontractor {
            id: id.clone(),
            name: String::new(),
            service: String::new(),
            phi: None,
            baa: SubcontractorBaa::Unknown,
            baa_on: None,
            confirmed: None,
        };
        review.edit(|assessment| assessment.subcontractors.push(one));
        request_animation_frame(move || {
            if let Some(field) = browser::element(&format!("{id}-name")) {
                let _ = field.focus();
            }
        });
    };
    let empty = move || {
        ids.with(Vec::is_empty)
            .then(|| view! { <p class={"meta"}>{t("site.subcontractors.none")}</p> })
    };
    view! {
        <section id={"subcontractors"} tabindex={"-1"} aria-labelledby={"subcontractors-title"}>
            <h2 id={"subcontractors-title"}>{t("site.subcontractors")}</h2>
            <p class={"help"}>{t("site.subcontractors.help")}</p>
            {empty}
            {asked_once("subcontractors-you")}
            {each(move || ids.get(), move |id| row(id, removed))}
            {undo(removed)}
            <p><button type={"button"} on:click={add}>{t("site.subcontractors.add")}</button></p>
        </section>
    }
}

/// One subcontractor.
fn at(id: &Id) -> Place<Subcontractor> {
    let (looked, edited) = (id.clone(), id.clone());
    Place::new(
        id.as_str(),
        move |see| {
            review().read(|assessment| {
                let mut all = assessment.subcontractors.iter();
                all.find(|one| one.id == looked).map(see);
            });
        },
        move |with| {
            review().edit(|assessment| {
                let mut all = assessment.subcontractors.iter_mut();
                all.find(|one| one.id == edited).map(with);
            });
        },
    )
}

fn remove(id: &Id, removed: Removed) {
    let review = review();
    let found = review.read(|assessment| {
        let all = &assessment.subcontractors;
        let at = all.iter().position(|one| one.id == *id)?;
        all.get(at).cloned().map(|one| (at, one))
    });
    let Some((at, one)) = found else { return };
    review.edit(|assessment| assessment.subcontractors.retain(|one| one.id != *id));
    let name = if one.name.trim().is_empty() {
        text("site.subcontractors.unnamed")
    } else {
        one.name.clone()
    };
    removed.offer(fill("site.undo.removed", &[("what", &name)]), move || {
        let one = one.clone();
        review.edit(|assessment| {
            let at = at.min(assessment.subcontractors.len());
            assessment.subcontractors.insert(at, one);
        });
    });
}

fn row(id: &Id, removed: Removed) -> View {
    let (place, gone) = (at(id), id.clone());
    let name = place.watch(|one| one.name.trim().to_owned());
    let title = move || match name.get() {
        Some(name) if !name.is_empty() => name,
        _ => text("site.subcontractors.unnamed"),
    };
    let heading = format!("{id}-title");
    view! {
        <div class={"record"} role={"group"} aria-labelledby={heading.clone()}>
            <div class={"record-head"}>
                <h3 id={heading.clone()} translate={"no"}>{title}</h3>
                <button type={"button"} class={"quiet"} on:click={move |_| remove(&gone, removed)}
                    aria-label={move || fill("site.undo.remove", &[("what", &title())])}>{t("site.row.remove")}</button>
            </div>
            {fields(&place, FIELDS)}
            {confirmed(&place)}
        </div>
    }
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
        asks: false,
    };
    signed(
        place,
        words,
        |one| one.confirmed.clone(),
        |one, by| one.confirmed = by,
    )
}
