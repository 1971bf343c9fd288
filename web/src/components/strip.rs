//! The result in one line, while one types.

use crate::prelude::*;
use vendorward::core::{gate::GateState, result::Score};

use crate::{
    desk::review,
    review::{Scored, standing},
    route::{Route, link},
    texts::{count, fill, percent, t, word},
};

/// Claimed ends in words, as in `79 to 91 %`.
pub(crate) fn claimed(score: &Score) -> String {
    ends(score.claimed_lo.points.get(), score.claimed_hi.points.get())
}

/// Two ends in hundredths of a percent in words; one number if they are the same on screen.
pub(crate) fn ends(lo: u16, hi: u16) -> String {
    let (lo, hi) = (percent(lo), percent(hi));
    if lo == hi {
        fill("site.percent", &[("n", &lo.to_string())])
    } else {
        fill(
            "site.percent.range",
            &[("lo", &lo.to_string()), ("hi", &hi.to_string())],
        )
    }
}

/// A rating as now, and at best where that differs.
pub(crate) fn rating(scored: &Scored) -> String {
    match scored.outcome.rating {
        None => fill("site.rating.none", &[]),
        Some(rating) if rating.now == rating.best => word("tier", rating.now.as_str()),
        Some(rating) => fill(
            "site.rating.both",
            &[
                ("now", &word("tier", rating.now.as_str())),
                ("best", &word("tier", rating.best.as_str())),
            ],
        ),
    }
}

/// Gates that are not clear, counted.
fn open_gates(scored: &Scored) -> String {
    let open = scored
        .outcome
        .gates
        .iter()
        .filter(|gate| !matches!(gate.state, GateState::Clear | GateState::NotApplicable))
        .count();
    count("site.strip.gates", open)
}

/// A number of the result that draws itself anew only when it changes.
fn number(look: fn(&Scored) -> String) -> impl Fn() -> String + Clone + Send {
    let review = review();
    let memo = memo(move || {
        review
            .scored()
            .map(|scored| look(&scored))
            .unwrap_or_default()
    });
    move || memo.get()
}

/// The strip at the foot of the pages on which one types.
pub(crate) fn strip() -> View {
    let review = review();
    let class = memo(move || {
        review
            .scored()
            .map_or("", |scored| standing(scored.outcome.recommendation).class())
    });
    let decision = number(|scored| {
        let outcome = &scored.outcome;
        word("recommendation", outcome.recommendation.said(outcome.ended))
    });
    let tier = number(|scored| word("tier", scored.outcome.inherent.tier.as_str()));
    let claim = number(|scored| {
        scored
            .outcome
            .score
            .as_ref()
            .map_or_else(|| fill("site.score.none", &[]), claimed)
    });
    let shown = number(|scored| {
        scored.outcome.score.as_ref().map_or_else(
            || fill("site.score.none", &[]),
            |score| {
                fill(
                    "site.percent",
                    &[("n", &percent(score.evidenced_lo.points.get()).to_string())],
                )
            },
        )
    });
    view! {
        <aside class={move || format!("strip {}", class.get())} aria-label={t("site.strip.label")}>
            <p id={"strip-recommendation"} class={"decision"}>{decision}</p>
            <dl>
                <div><dt>{t("site.tier")}</dt><dd id={"strip-tier"}>{tier}</dd></div>
                <div><dt>{t("site.rating")}</dt><dd id={"strip-rating"}>{number(rating)}</dd></div>
                <div><dt>{t("site.claimed")}</dt><dd id={"strip-claimed"}>{claim}</dd></div>
                <div><dt>{t("site.shown")}</dt><dd id={"strip-shown"}>{shown}</dd></div>
                <div><dt>{t("site.gates")}</dt><dd id={"strip-gates"}>{number(open_gates)}</dd></div>
            </dl>
            {link(Route::Result, "", "button", t("site.strip.see").into_view())}
        </aside>
    }
}
