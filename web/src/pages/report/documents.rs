//! Documents other than reports and agreements, in which reviewers confirm answers.

use crate::prelude::*;
use vendorward::core::{
    Id,
    assessment::{Confidentiality, Evidence, EvidenceKind},
};

use crate::{
    browser,
    components::{
        form::{Item, Kind, Place, fields, fold, item},
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
            {asked_once("documents-you")}
            {each(move || ids.get(), move |id| row(id, removed))}
            {undo(removed)}
            <p><button type={"button"} on:click={add}>{t("site.documents.add")}</button></p>
        </section>
    }
}

/// One document.
fn at(id: &Id) -> Place<Evidence> {
    let (looked, edited) = (id.clone(), id.clone());
    Place::new(
        id.as_str(),
        move |see| {
            review().read(|assessment| {
                let mut all = assessment.evidence.iter();
                all.find(|one| one.id == looked).map(see);
            });
        },
        move |with| {
            review().edit(|assessment| {
                let mut all = assessment.evidence.iter_mut();
                all.find(|one| one.id == edited).map(with);
            });
        },
    )
}

fn remove(id: &Id, removed: Removed) {
    let review = review();
    let found = at(id).get(Evidence::clone);
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

/// A record counts as a document once somebody has seen the document itself.
const READ: Words = Words {
    said: "site.reviewed",
    press: "site.document.review",
    asks: false,
};

fn row(id: &Id, removed: Removed) -> View {
    let (place, gone) = (at(id), id.clone());
    view! {
        <div class={"record"} id={id.as_str().to_owned()} tabindex={"-1"} role={"group"} aria-label={fill("site.document.named", &[("id", id.as_str())])}>
            {fields(&place, FIELDS)}
            {scope(&place)}
            {signed(&place, READ, |one| one.reviewed.clone(), |one, by| one.reviewed = by)}
            <p><button type={"button"} class={"quiet"} on:click={move |_| remove(&gone, removed)}>{t("site.row.remove")}</button></p>
        </div>
    }
}

/// Folded: most documents speak of every product.
fn scope(place: &Place<Evidence>) -> View {
    let named = place.watch(|one| [one.products.as_slice(), &one.places].concat());
    let says = move || {
        let named = named.get().unwrap_or_default();
        if named.is_empty() {
            text("site.document.scope.all")
        } else {
            fill("site.document.scope.named", &[("names", &named.join(", "))])
        }
    };
    let place = place.clone();
    fold("site.document.scope", says, move || fields(&place, SCOPE))
}

/// Largest limit of an insurance that can be entered, in whole US dollars.
const MOST_USD: u32 = 2_000_000_000;

/// The fields: those that every document has, and those of its kind.
static FIELDS: &[Item<Evidence>] = &[
    item!("name", "site.document.title", Kind::Line, title),
    item!(
        "kind",
        "site.document.kind",
        Kind::Always("site.evidence-kind", EvidenceKind::WORDS),
        kind
    ),
    item!("issuer", "site.document.issuer", Kind::Line, issuer),
    item!("date", "site.document.date", Kind::Day, date),
    item!("until", "site.document.until", Kind::Day, valid_until),
    item!("interim", "site.document.interim", Kind::Day, interim_on, if |one| one.kind == EvidenceKind::HitrustR2),
    item!("limit", "site.document.limit", Kind::Number(0, MOST_USD), limit_usd, if |one| one.kind == EvidenceKind::Insurance),
    item!(
        "open-high", "site.document.open-high", Kind::Number(0, 9999), open_high,
        if |one| matches!(one.kind, EvidenceKind::PenTest | EvidenceKind::VulnerabilityScan)
    ),
    item!("self", "site.document.self-assessed", Kind::YesNo, self_assessed, if |one| is_examined(one.kind)),
];

/// Of what it speaks, and who may see it.
static SCOPE: &[Item<Evidence>] = &[
    item!("products", "site.document.products", Kind::Names, products),
    item!("places", "site.document.places", Kind::Names, places),
    item!(
        "seen-by",
        "site.document.confidentiality",
        Kind::Word("site.confidentiality", Confidentiality::WORDS),
        confidentiality
    ),
];

/// Whether it matters who did the examining: the vendor itself, or somebody else.
const fn is_examined(kind: EvidenceKind) -> bool {
    matches!(
        kind,
        EvidenceKind::PenTest
            | EvidenceKind::VulnerabilityScan
            | EvidenceKind::RiskAnalysis
            | EvidenceKind::PciAoc
            | EvidenceKind::HitrustE1
            | EvidenceKind::HitrustI1
            | EvidenceKind::HitrustR2
            | EvidenceKind::HipaaExamination
    )
}
