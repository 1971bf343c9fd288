//! Breaches and incidents that the reviewer knows of.

use crate::prelude::*;
use vendorward::core::{Date, Id, assessment::Incident};

use crate::{
    browser,
    components::{
        choice::yes_no,
        field::{day, line, named},
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

fn change(id: &Id, with: impl FnOnce(&mut Incident)) {
    review().edit(|assessment| {
        if let Some(one) = assessment.incidents.iter_mut().find(|one| one.id == *id) {
            with(one);
        }
    });
}

fn remove(id: &Id, removed: Removed) {
    let review = review();
    let found = review.read(|assessment| {
        assessment
            .incidents
            .iter()
            .find(|one| one.id == *id)
            .cloned()
    });
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
    let now = review().read(|assessment| {
        assessment
            .incidents
            .iter()
            .find(|one| one.id == *id)
            .cloned()
    });
    let Some(one) = now else {
        return ().into_view();
    };
    let field = |part: &str| format!("{id}-{part}");
    let (a, b, c, d, e, gone) = (
        id.clone(),
        id.clone(),
        id.clone(),
        id.clone(),
        id.clone(),
        id.clone(),
    );
    view! {
        <div class={"record"} role={"group"} aria-label={fill("site.incident.named", &[("id", id.as_str())])}>
            {line(named(field("what"), "site.incident.title"), one.title, Tell::new(move |text: String| change(&a, |one| one.title = text)))}
            {yes_no(named(field("breach"), "site.incident.breach"), one.breach, Tell::new(move |yes: Option<bool>| change(&b, |one| one.breach = yes)))}
            <div class={"pair"}>
                {day(named(field("discovered"), "site.incident.discovered"), one.discovered_on, Tell::new(move |on: Option<Date>| change(&c, |one| one.discovered_on = on)))}
                {day(named(field("reported"), "site.incident.reported"), one.reported_on, Tell::new(move |on: Option<Date>| change(&d, |one| one.reported_on = on)))}
                {day(named(field("resolved"), "site.incident.resolved"), one.resolved_on, Tell::new(move |on: Option<Date>| change(&e, |one| one.resolved_on = on)))}
            </div>
            <p><button type={"button"} class={"quiet"} on:click={move |_| remove(&gone, removed)}>{t("site.row.remove")}</button></p>
        </div>
    }
}
