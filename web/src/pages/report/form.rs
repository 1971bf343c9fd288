//! The record of one report.

use crate::prelude::*;
use vendorward::core::{
    Id,
    result::{Cell, ReportOutcome},
    soc2::{ReportKind, ReportRecord, Whose},
};

use super::{at, facts, parts};
use crate::{
    components::{
        choice::{radios_only, words},
        field::named,
        form::{Place, fields, fold, list},
        signed::{Words, signed},
    },
    desk::review,
    texts::{t, text, word},
};

/// A record counts as a document once somebody has compared it with the report itself.
const READ: Words = Words {
    said: "site.reviewed",
    press: "site.report.review",
};

/// What stands on the card of a report.
pub(super) fn body(id: &Id) -> View {
    let place = at(id);
    let wrong = place.watch(|one| facts::error(one).is_some());
    let not_counted = move || {
        (wrong.get() == Some(true)).then(
            || view! { <p class={"notice"} role={"status"}>{t("site.report.not-counted")}</p> },
        )
    };
    view! {
        {standing(id)}
        {not_counted}
            {kind_field(&place)}
            {fields(&place, facts::TIME)}
            {fields(&place, facts::COVERS)}
            {fields(&place, facts::OPINION)}
            {by_category(&place)}
            {list(&place, &parts::EXCEPTIONS)}
            {list(&place, &parts::CONTROLS)}
            {list(&place, &parts::CUECS)}
            {list(&place, &parts::SUBSERVICE)}
            {list(&place, &parts::ADDITIONAL)}
            {list(&place, &parts::BRIDGE)}
            {fields(&place, facts::AUDITOR)}
            {list(&place, &parts::PEER)}
            {fields(&place, facts::RELIED)}
            {signed(&place, READ, |one| one.reviewed.clone(), |one, by| one.reviewed = by)}
    }
}

/// Opinions of single categories: most reports have none of their own.
fn by_category(place: &Place<ReportRecord>) -> View {
    let count = place.watch(|one| one.opinion_by_category.len());
    let says = move || match count.get() {
        None | Some(0) => text("site.list.none"),
        Some(n) => n.to_string(),
    };
    let place = place.clone();
    fold("site.report.opinion.by-category", says, move || {
        fields(&place, facts::BY_CATEGORY)
    })
}

/// What the engine makes of it: whether it can be relied on, and for which products.
fn standing(id: &Id) -> View {
    let review = review();
    let own = id.clone();
    let outcome = memo(move || {
        let scored = review.scored()?;
        let mut reports = scored.outcome.assurance.reports.iter();
        reports.find(|report| report.id == own).cloned()
    });
    let draw = move || {
        outcome.get().map(|report| {
            let (key, class) = in_short(&report);
            let own = report.whose != Whose::Subservice;
            let products = report
                .products
                .iter()
                .filter(|_| own)
                .map(|(product, cell)| {
                    let class = match cell {
                        Cell::Covered => "cell ok",
                        Cell::Gap => "cell gap",
                        _ => "cell unk",
                    };
                    view! { <li><span translate={"no"}>{product.clone()}</span>" "<span class={class}>{word("site.scope-of", cell.as_str())}</span></li> }
                })
                .collect_view();
            view! {
                <p><span class={class}>{t(key)}</span></p>
                <ul class={"plain-list"}>{products}</ul>
            }
        })
    };
    draw.into_view()
}

/// Whether a report counts, in a word and its look.
pub(crate) fn in_short(report: &ReportOutcome) -> (&'static str, &'static str) {
    if !report.relied_for.is_empty() {
        ("site.report.relied-on", "cell ok")
    } else if report.whose == Whose::Subservice {
        ("site.report.others", "cell na")
    } else if report.usable {
        ("site.report.usable", "cell ok")
    } else {
        ("site.report.unusable", "cell gap")
    }
}

/// The kind; another kind has other dates.
fn kind_field(place: &Place<ReportRecord>) -> View {
    let edited = place.clone();
    let now = place.get(|one| one.report_kind);
    radios_only(
        named(format!("{}-kind", place.id), "site.report.kind"),
        words("site.report-kind", ReportKind::WORDS),
        now.map(ReportKind::as_str),
        Tell::new(move |word: Option<String>| {
            let Some(kind) = word.and_then(|word| ReportKind::parse(&word)) else {
                return;
            };
            edited.edit(&mut |one| {
                one.report_kind = kind;
                // A Type 1 speaks of one day, all others of a period: the other kind's dates go.
                if kind == ReportKind::Soc2Type1 {
                    one.as_of_date = one.as_of_date.or(one.period_end);
                    one.period_start = None;
                    one.period_end = None;
                } else {
                    one.period_end = one.period_end.or(one.as_of_date);
                    one.as_of_date = None;
                }
            });
        }),
    )
}
