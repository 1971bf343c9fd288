//! The vendor's subcontractors, and whether each has an agreement with it (45 CFR 164.314(a)(2)(iii)).

use crate::prelude::*;
use vendorward::core::{
    Date, Id,
    assessment::{Subcontractor, SubcontractorBaa},
};

use crate::{
    browser,
    components::{
        choice::{radios, words, yes_no},
        field::{day, line, named},
        undo::{Removed, undo},
    },
    desk::{review, you},
    review::free_id,
    texts::{date, fill, t, text},
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
            {each(move || ids.get(), move |id| row(id, removed))}
            {undo(removed)}
            <p><button type={"button"} on:click={add}>{t("site.subcontractors.add")}</button></p>
        </section>
    }
}

fn change(id: &Id, with: impl FnOnce(&mut Subcontractor)) {
    review().edit(|assessment| {
        if let Some(one) = assessment
            .subcontractors
            .iter_mut()
            .find(|one| one.id == *id)
        {
            with(one);
        }
    });
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
    let review = review();
    let now = review.read(|assessment| {
        assessment
            .subcontractors
            .iter()
            .find(|one| one.id == *id)
            .cloned()
    });
    let Some(one) = now else {
        return ().into_view();
    };
    let own = id.clone();
    let name = memo(move || {
        review.watch(|assessment| {
            let one = assessment.subcontractors.iter().find(|one| one.id == own);
            one.map(|one| one.name.trim().to_owned())
                .unwrap_or_default()
        })
    });
    let title = move || {
        let name = name.get();
        if name.is_empty() {
            text("site.subcontractors.unnamed")
        } else {
            name
        }
    };
    let field = |part: &str| format!("{id}-{part}");
    let heading = field("title");
    let (a, b, c, d, e, gone) = (
        id.clone(),
        id.clone(),
        id.clone(),
        id.clone(),
        id.clone(),
        id.clone(),
    );
    view! {
        <div class={"record"} role={"group"} aria-labelledby={heading.clone()}>
            <div class={"record-head"}>
                <h3 id={heading.clone()} translate={"no"}>{title}</h3>
                <button type={"button"} class={"quiet"} on:click={move |_| remove(&gone, removed)}
                    aria-label={move || fill("site.undo.remove", &[("what", &title())])}>{t("site.row.remove")}</button>
            </div>
            <div class={"pair"}>
                {line(named(field("name"), "site.subcontractor.name"), one.name, Tell::new(move |text: String| change(&a, |one| one.name = text)))}
                {line(named(field("service"), "site.subcontractor.service"), one.service, Tell::new(move |text: String| change(&b, |one| one.service = text)))}
            </div>
            {yes_no(named(field("phi"), "site.subcontractor.phi"), one.phi, Tell::new(move |yes: Option<bool>| change(&c, |one| one.phi = yes)))}
            {radios(
                named(field("baa"), "site.subcontractor.baa"),
                words("site.subcontractor-baa", &["executed", "none"]),
                Some(one.baa.as_str()).filter(|_| one.baa != SubcontractorBaa::Unknown),
                Tell::new(move |word: Option<String>| {
                    let baa = word.and_then(|word| SubcontractorBaa::parse(&word)).unwrap_or(SubcontractorBaa::Unknown);
                    change(&d, |one| one.baa = baa);
                }),
            )}
            {day(named(field("on"), "site.subcontractor.on"), one.baa_on, Tell::new(move |on: Option<Date>| change(&e, |one| one.baa_on = on)))}
            {confirmed(id)}
        </div>
    }
}

/// Whether a reviewer saw the agreement, or a list that names it.
fn confirmed(id: &Id) -> View {
    let review = review();
    let own = id.clone();
    let state = memo(move || {
        review.watch(|assessment| {
            let one = assessment.subcontractors.iter().find(|one| one.id == own);
            one.and_then(|one| one.confirmed.clone())
        })
    });
    let id = id.clone();
    let draw = move || {
        let own = id.clone();
        match state.get() {
            Some(signed) => {
                let said = fill(
                    "site.subcontractor.confirmed",
                    &[("by", &signed.by), ("day", &date(signed.on))],
                );
                view! { <p>{said}" "<button type={"button"} class={"quiet"} on:click={move |_| change(&own, |one| one.confirmed = None)}>{t("site.reviewer.undo")}</button></p> }
            }
            None => {
                let confirm =
                    move |_| change(&own, |one| one.confirmed = Some(you().sign(String::new())));
                view! { <p><button type={"button"} disabled={move || !you().is_known()} on:click={confirm}>{t("site.subcontractor.confirm")}</button></p> }
            }
        }
    };
    draw.into_view()
}
