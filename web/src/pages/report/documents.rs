//! Documents other than reports and agreements, in which reviewers confirm answers.

use crate::prelude::*;
use vendorward::core::{
    Id,
    assessment::{Confidentiality, Evidence, EvidenceKind},
};

use crate::{
    components::{
        cards::{Cards, Folded, cards},
        form::{Item, Kind, Needs, Place, Shelf, Value, fields, fold, item},
        signed::{Words, read_by, signed},
    },
    desk::review,
    texts::{count, date, fill, t, text, word},
};

/// The section.
pub(super) fn section() -> View {
    view! {
        <section aria-labelledby={"documents"}>
            <h2 id={"documents"}>{t("site.documents")}</h2>
            <p class={"help"}>{t("site.documents.help")}</p>
            {cards(&DOCUMENTS)}
        </section>
    }
}

static SHELF: Shelf<Evidence> = Shelf {
    all: |assessment| &assessment.evidence,
    all_mut: |assessment| &mut assessment.evidence,
    id: |one| &one.id,
};

static DOCUMENTS: Cards = Cards {
    texts: "site.documents",
    in_order: false,
    deep: false,
    ids: || SHELF.ids(),
    free: || super::free("document"),
    push: |id| SHELF.push(blank(id)),
    take: |id| SHELF.take(id),
    title: |id| {
        let title = SHELF.at(id).get(|one| one.title.clone());
        title.unwrap_or_default()
    },
    needs: &["name", "kind"],
    first: "name",
    body: row,
    folded: Some(Folded {
        label: "site.document.details",
        says: in_short,
    }),
};

/// What it is, of when, and whether somebody has seen it.
fn in_short(id: &Id) -> String {
    let said = SHELF.at(id).get(|one| {
        let kind = word("site.evidence-kind", one.kind.as_str());
        let seen = one.reviewed.as_ref();
        let seen = seen.map_or_else(|| text("site.document.claim"), read_by);
        let parts = [Some(kind), one.date.map(date), Some(seen)];
        parts.into_iter().flatten().collect::<Vec<_>>().join(". ")
    });
    said.unwrap_or_default()
}

/// A record that says nothing but its kind.
const fn blank(id: Id) -> Evidence {
    Evidence {
        id,
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
    }
}

/// A record counts as a document once somebody has seen the document itself.
const READ: Words = Words {
    said: "site.reviewed",
    press: "site.document.review",
};

fn row(id: &Id, needs: Needs) -> View {
    let place = SHELF.at(id).needing(needs);
    let all = fields(&place, FIELDS);
    let own = id.clone();
    let rest = move || {
        needs.counts().then(|| {
            view! {
                {scope(&place)}
                {confirmed(&own)}
                {signed(&place, READ, |one| one.reviewed.clone(), |one, by| one.reviewed = by)}
            }
        })
    };
    view! { {all}{rest} }
}

/// How many answers a reviewer confirmed in it, and who was the last to.
fn confirmed(id: &Id) -> View {
    let said = review().read(|assessment| {
        let answers = assessment.answers.iter();
        let all: Vec<_> = answers
            .flat_map(|answer| &answer.confirmed)
            .filter(|one| one.document == *id)
            .collect();
        let last = all.iter().max_by_key(|one| one.on)?;
        let args = [("by", last.by.as_str()), ("day", &date(last.on))];
        Some(count("site.document.confirmed", all.len()) + " " + &fill("site.document.last", &args))
    });
    said.map(|said| view! { <p>{said}</p> }).into_view()
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
    Item {
        name: "controls",
        label: "site.document.controls",
        kind: Kind::Codes,
        get: |one| Value::Names(one.controls.iter().map(Id::to_string).collect()),
        put: |one, value| {
            if let Value::Names(names) = value {
                one.controls = names.iter().filter_map(|name| Id::new(name).ok()).collect();
            }
        },
        when: None,
        wrong: None,
    },
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
