//! The agreements on file: where each stands, until when, and within which time the vendor tells of what
//! went wrong.

use crate::prelude::*;
use vendorward::{
    core::{Date, baa::Baa, baa::TermKind, result::AgreementOutcome},
    diff::Clock,
};

use crate::{
    components::{signed::read_by, source::words},
    desk::review,
    pages::baa,
    review::Scored,
    texts::{count, date, fill, language, t, text, word},
};

/// Days before its end from which an agreement is pointed out.
const SOON: i64 = 90;

/// The section; nothing without an agreement.
pub(super) fn section(scored: &Scored) -> View {
    let baas = review().read(|assessment| assessment.baas.clone());
    if baas.is_empty() {
        return ().into_view();
    }
    let all = &scored.outcome.baa.agreements;
    let as_of = scored.outcome.as_of;
    let drawn = baas
        .iter()
        .map(|baa| one(baa, all.iter().find(|one| one.id == baa.id), as_of))
        .collect_view();
    view! {
        <section class={"card"} aria-labelledby={"agreement"}>
            <h2 id={"agreement"}>{t("site.baa.on-file")}</h2>
            {drawn}
        </section>
    }
}

fn one(baa: &Baa, outcome: Option<&AgreementOutcome>, as_of: Date) -> View {
    let path = format!("baas/{}", baa.id);
    let state = word("baa.status", baa.status.as_str());
    let fixed = baa.term.filter(|term| term.kind == TermKind::Fixed);
    let lasts = match (fixed.and_then(|term| term.ends), baa.term) {
        (Some(day), _) => by(day, as_of),
        (None, Some(term)) => word("site.term", term.kind.as_str()).into_view(),
        (None, None) => text("site.choice.unknown").into_view(),
    };
    let optional = outcome
        .is_some_and(|one| one.optional)
        .then(|| view! { " "<span class={"cell na"}>{t("site.baa.optional")}</span> });
    let covers = baa.coverage.as_ref().map(|one| {
        let named = (!one.list.is_empty())
            .then(|| view! { ": "<span translate={"no"}>{one.list.join("; ")}</span> });
        view! { {word("site.coverage", one.kind.as_str())}{named} }
    });
    let clocks = [
        ("diff.notice.breach", baa.notice.breach),
        ("diff.notice.use", baa.notice.impermissible_use),
        ("diff.notice.incident", baa.notice.incident),
    ];
    let clocks = clocks.map(|(key, clock)| {
        let says = clock.map_or_else(
            || text("site.baa.notice.unread"),
            |clock| Clock::from(clock).words(language()),
        );
        fact(key, says.into_view())
    });
    let read = baa.reviewed.as_ref();
    let read = read.map_or_else(|| text("site.baa.claim"), read_by);
    view! {
        <h3 translate={"no"}>{words(baa::titled(baa), Some(&path))}</h3>
        <dl class={"facts"}>
            {fact("site.baa.status", view! { {state}{optional} })}
            {fact("site.baa.term", lasts)}
            {baa.renewal.map(|day| fact("site.baa.renewal", by(day, as_of)))}
            {covers.map(|covers| fact("site.baa.coverage", covers))}
            {clocks.into_iter().collect_view()}
            {fact("diff.read", read.into_view())}
        </dl>
    }
}

fn fact(key: &'static str, says: View) -> View {
    view! { <div><dt>{t(key)}</dt><dd>{says}</dd></div> }
}

/// A day by which something ends or is to be done, and how far it is off.
fn by(day: Date, as_of: Date) -> View {
    let days = as_of.days_until(day);
    let (key, class) = match days {
        ..0 => ("site.baa.ended", "cell gap"),
        0..=SOON => ("site.baa.ends-in", "cell unk"),
        _ => ("site.baa.ends-in", ""),
    };
    let args = [
        ("day", date(day)),
        (
            "days",
            count(
                "site.days",
                usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX),
            ),
        ),
    ];
    let args = args.each_ref().map(|(name, value)| (*name, value.as_str()));
    view! { <span class={class}>{fill(key, &args)}</span> }
}
