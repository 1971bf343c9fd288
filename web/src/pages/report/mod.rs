//! Reports of independent auditors, and other documents.

mod asked;
mod documents;
mod facts;
mod form;
mod parts;
mod paste;
mod upload;

pub(crate) use form::in_short;

use crate::prelude::*;
use vendorward::core::{Id, gate::GateId, soc2::ReportRecord};

use crate::{
    components::{
        cards::{Cards, cards},
        form::{Back, Place},
        frame::{frame, heading_with},
        gate::beside,
        strip::strip,
    },
    desk::review,
    review::free_id,
    texts::{date, fill, t, text},
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
    view! {
        <section aria-labelledby={"reports"}>
            <h2 id={"reports"}>{t("site.report.on-file")}</h2>
            {cards(&REPORTS)}
        </section>
    }
}

/// A report counts once its kind and days are possible ones: its own card says so.
static REPORTS: Cards = Cards {
    texts: "site.report",
    in_order: false,
    deep: false,
    ids: || review().read_reports(|records| records.iter().map(|one| one.id.clone()).collect()),
    free: || free("report"),
    push: |id| review().edit_reports(|records| records.push(ReportRecord::blank(id))),
    take,
    title: |id| at(id).get(titled).unwrap_or_default(),
    needs: &[],
    first: "kind-0",
    body: |id, _| form::body(id),
    folded: None,
};

/// A report by the system it describes and the last day it speaks of; empty while it names none.
fn titled(one: &ReportRecord) -> String {
    let (system, id) = (one.system_name.trim(), one.id.as_str());
    let end = one.period_end.or(one.as_of_date).map(date);
    match end {
        _ if system.is_empty() => id.to_owned(),
        Some(end) => fill(
            "site.report.named",
            &[("system", system), ("day", &end), ("id", id)],
        ),
        None => format!("{system} ({id})"),
    }
}

/// A free id. Ids of documents of all kinds are apart, so that a confirmation names one of them.
fn free(stem: &str) -> Option<Id> {
    free_id(stem, taken().iter())
}

fn taken() -> Vec<Id> {
    let review = review();
    review.read(|assessment| {
        let evidence = assessment.evidence.iter().map(|one| one.id.clone());
        let baas = assessment.baas.iter().map(|one| one.id.clone());
        let mut taken: Vec<Id> = evidence.chain(baas).collect();
        review.read_reports(|records| taken.extend(records.iter().map(|one| one.id.clone())));
        taken
    })
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

/// Takes a report out; gives what puts it back where it stood.
fn take(id: &Id) -> Option<Back> {
    let at = review().read_reports(|records| records.iter().position(|one| one.id == *id))?;
    let mut taken = None;
    review().edit_reports(|records| {
        taken = (at < records.len()).then(|| records.remove(at));
    });
    let taken = taken?;
    Some(Box::new(move || {
        let one = taken.clone();
        review().edit_reports(|records| records.insert(at.min(records.len()), one));
    }))
}
