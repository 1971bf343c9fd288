//! Documents other than reports and agreements, in which reviewers confirm answers.

use crate::prelude::*;
use vendorward::core::{
    Date, Id,
    assessment::{Evidence, EvidenceKind},
};

use crate::{
    browser,
    components::{
        choice::{labels, select},
        field::{day, line, named},
        list::names,
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
                .evidence
                .iter()
                .map(|one| one.id.clone())
                .collect::<Vec<Id>>()
        })
    });
    let add = move |_| {
        let id = review
            .read(|assessment| free_id("document", assessment.evidence.iter().map(|one| &one.id)));
        let Some(id) = id else { return };
        let one = Evidence {
            id: id.clone(),
            kind: EvidenceKind::Policy,
            title: String::new(),
            issuer: String::new(),
            date: None,
            valid_until: None,
            products: Vec::new(),
            places: Vec::new(),
            controls: Vec::new(),
            interim_on: None,
            self_assessed: None,
            open_high: None,
            limit_usd: None,
            confidentiality: None,
            sha256: String::new(),
            reviewed: None,
        };
        review.edit(|assessment| assessment.evidence.push(one));
        request_animation_frame(move || {
            if let Some(field) = browser::element(&format!("{id}-name")) {
                let _ = field.focus();
            }
        });
    };
    view! {
        <section aria-labelledby={"documents"}>
            <h2 id={"documents"}>{t("site.documents")}</h2>
            <p class={"help"}>{t("site.documents.help")}</p>
            {each(move || ids.get(), move |id| row(id, removed))}
            {undo(removed)}
            <p><button type={"button"} on:click={add}>{t("site.documents.add")}</button></p>
        </section>
    }
}

fn change(id: &Id, with: impl FnOnce(&mut Evidence)) {
    review().edit(|assessment| {
        if let Some(one) = assessment.evidence.iter_mut().find(|one| one.id == *id) {
            with(one);
        }
    });
}

fn remove(id: &Id, removed: Removed) {
    let review = review();
    let found = review.read(|assessment| {
        assessment
            .evidence
            .iter()
            .find(|one| one.id == *id)
            .cloned()
    });
    let Some(one) = found else { return };
    review.edit(|assessment| assessment.evidence.retain(|one| one.id != *id));
    let name = if one.title.trim().is_empty() {
        text("site.documents.unnamed")
    } else {
        one.title.clone()
    };
    removed.offer(fill("site.undo.removed", &[("what", &name)]), move || {
        let one = one.clone();
        review.edit(|assessment| assessment.evidence.push(one));
    });
}

fn row(id: &Id, removed: Removed) -> View {
    let now = review().read(|assessment| {
        assessment
            .evidence
            .iter()
            .find(|one| one.id == *id)
            .cloned()
    });
    let Some(one) = now else {
        return ().into_view();
    };
    let field = |part: &str| format!("{id}-{part}");
    let (a, b, c, d, e, f, gone) = (
        id.clone(),
        id.clone(),
        id.clone(),
        id.clone(),
        id.clone(),
        id.clone(),
        id.clone(),
    );
    view! {
        <div class={"record"} id={id.as_str().to_owned()} tabindex={"-1"} role={"group"} aria-label={fill("site.document.named", &[("id", id.as_str())])}>
            <div class={"pair"}>
                {line(named(field("name"), "site.document.title"), one.title, Tell::new(move |text: String| change(&a, |one| one.title = text)))}
                {select(
                    named(field("kind"), "site.document.kind"),
                    labels("site.evidence-kind", EvidenceKind::WORDS),
                    Some(one.kind.as_str()),
                    Tell::new(move |word: Option<String>| {
                        let kind = word.and_then(|word| EvidenceKind::parse(&word)).unwrap_or(EvidenceKind::Other);
                        change(&b, |one| one.kind = kind);
                    }),
                )}
                {line(named(field("issuer"), "site.document.issuer"), one.issuer, Tell::new(move |text: String| change(&c, |one| one.issuer = text)))}
                {day(named(field("date"), "site.document.date"), one.date, Tell::new(move |on: Option<Date>| change(&d, |one| one.date = on)))}
                {day(named(field("until"), "site.document.until"), one.valid_until, Tell::new(move |on: Option<Date>| change(&e, |one| one.valid_until = on)))}
                {names(named(field("products"), "site.document.products"), &one.products, Tell::new(move |list: Vec<String>| change(&f, |one| one.products = list)))}
            </div>
            <p><button type={"button"} class={"quiet"} on:click={move |_| remove(&gone, removed)}>{t("site.row.remove")}</button></p>
        </div>
    }
}
