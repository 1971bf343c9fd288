//! The inherent tier, from facts alone, with the factors that decide it.

use crate::prelude::*;
use vendorward::core::{order::settle, result::Factor};

use crate::{
    desk::review,
    texts::{capital, fill, t, text, word},
};

/// The box beside the form.
pub(super) fn section() -> View {
    let review = review();
    let inherent = memo(move || {
        review
            .scored()
            .map(|scored| scored.outcome.inherent.clone())
    });
    let triage = memo(move || review.scored().map(|scored| scored.outcome.triage));
    let draw = move || {
        inherent.get().map(|inherent| {
            let other = (inherent.best != inherent.tier).then(|| {
                let best = word("tier", inherent.best.as_str());
                view! { " "<span class={"meta"}>{fill("site.tier.or", &[("best", &best)])}</span> }
            });
            let mut factors = inherent.factors.clone();
            let rank = |one: &Factor| (std::cmp::Reverse(one.tier), !one.certain);
            settle(&mut factors, rank);
            view! {
                <p class={"big"} id={"tier"}>{capital(&word("tier", inherent.tier.as_str()))}{other}</p>
                <ul class={"plain-list"}>{factors.iter().map(one).collect_view()}</ul>
            }
        })
    };
    let depth = move || {
        triage.get().map(|triage| {
            fill(
                "site.triage",
                &[("depth", &word("triage", triage.as_str()))],
            )
        })
    };
    view! {
        <section class={"card"} aria-labelledby={"tier-title"}>
            <h2 id={"tier-title"}>{t("site.tier")}</h2>
            {draw}
            <p class={"meta"}>{depth}" "{t("site.tier.what")}</p>
        </section>
    }
}

fn one(factor: &Factor) -> View {
    let reason = review().set.with_untracked(|set| {
        let set = set.as_ref()?;
        let rule = set
            .compiled
            .rubric
            .tier
            .iter()
            .find(|rule| rule.id == factor.id)?;
        Some(rule.reason.clone())
    });
    let tier = capital(&word("tier", factor.tier.as_str()));
    let key = if factor.certain {
        "site.tier.holds"
    } else {
        "site.tier.may"
    };
    view! {
        <li>
            <b>{tier}</b>" "<span class={"cell na"}>{text(key)}</span>" "
            <span lang={"en"}>{reason}</span>
        </li>
    }
}
