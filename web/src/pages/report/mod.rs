//! Reports of independent auditors, and other documents.

mod asked;
mod documents;
mod facts;
mod form;
mod parts;
mod upload;

pub(crate) use form::in_short;

use crate::prelude::*;
use vendorward::core::{Id, gate::GateId, soc2::ReportRecord};

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
    let title = text("site.report.title");
    let body = view! {
        <div class={"two"}>
            <div class={"form"}>
                {upload::section()}
                {reports()}
                {documents::section()}
                {asked::section()}
            </div>
            <div class={"beside"}>
                <section aria-labelledby={"report-gates"}>
                    <h2 id={"report-gates"}>{t("site.gates")}</h2>
                    {beside(&[GateId::AssuranceOpinion])}
                    <p class={"meta"}>{t("site.report.what-for")}</p>
                </section>
            </div>
        </div>
        {strip()}
    };
    frame(
        title.clone(),
        heading_with(title, "site.report.lead"),
        body.into_view(),
    )
}

fn reports() -> View {
    let review = review();
    let removed = Removed::new();
    let ids = memo(move || {
        review.track();
        review.read_reports(|records| {
            let ids = records.iter().map(|record| record.id.clone());
            ids.collect::<Vec<Id>>()
        })
    });
    let add = move |_| {
        let Some(id) = free(None) else { return };
        let focus = format!("{id}-kind-0");
        review.edit_reports(|records| records.push(form::blank(id)));
        request_animation_frame(move || {
            if let Some(field) = browser::element(&focus) {
                let _ = field.focus();
            }
        });
    };
    let empty = move || {
        ids.with(Vec::is_empty)
            .then(|| view! { <p class={"meta"}>{t("site.report.none")}</p> })
    };
    view! {
        <section aria-labelledby={"reports"}>
            <h2 id={"reports"}>{t("site.report.on-file")}</h2>
            {empty}
            {each(move || ids.get(), move |id| form::card(id, removed))}
            {undo(removed)}
            <p><button type={"button"} on:click={add}>{t("site.report.add")}</button></p>
        </section>
    }
}

/// The id wanted, if nothing else has it, or a free one. Ids of documents of all kinds are apart, so
/// that a confirmation names one of them.
fn free(wanted: Option<&Id>) -> Option<Id> {
    let review = review();
    let taken: Vec<Id> = review.read(|assessment| {
        let evidence = assessment.evidence.iter().map(|one| one.id.clone());
        let baas = assessment.baas.iter().map(|one| one.id.clone());
        let mut taken: Vec<Id> = evidence.chain(baas).collect();
        review.read_reports(|records| taken.extend(records.iter().map(|one| one.id.clone())));
        taken
    });
    match wanted {
        Some(wanted) if !taken.contains(wanted) => Some(wanted.clone()),
        _ => free_id("report", taken.iter()),
    }
}

/// One record, as entered.
fn at(id: &Id) -> Place<ReportRecord> {
    let (looked, edited) = (id.clone(), id.clone());
    Place::new(
        id.as_str(),
        move |see| {
            review().read_reports(|records| {
                records.iter().find(|one| one.id == looked).map(see);
            });
        },
        move |with| {
            review().edit_reports(|records| {
                records.iter_mut().find(|one| one.id == edited).map(with);
            });
        },
    )
}

/// Takes a report out; it can be put back until the page is left.
fn remove(id: &Id, removed: Removed) {
    let review = review();
    let Some(record) = at(id).get(ReportRecord::clone) else {
        return;
    };
    review.edit_reports(|records| records.retain(|record| record.id != *id));
    let name = if record.system_name.is_empty() {
        record.id.to_string()
    } else {
        record.system_name.clone()
    };
    removed.offer(fill("site.undo.removed", &[("what", &name)]), move || {
        let record = record.clone();
        review.edit_reports(|records| records.push(record));
    });
}
