//! The record of decisions: who, in what role, when, why, and which result they saw.

use crate::prelude::*;
use vendorward::{
    core::{Date, assessment::Decision, rating::Recommendation},
    decide::{self, Entry},
};

use crate::{
    browser,
    components::{
        choice::radios_only,
        diagnostics::diagnostics,
        field::{Field, day, line, lines, named},
        you,
    },
    desk::{self, announcer, review},
    texts::{date, fill, t, text, word},
};

/// What can be decided while PHI flows, and before.
const LIVE: [Recommendation; 5] = [
    Recommendation::Continue,
    Recommendation::ContinueWithConditions,
    Recommendation::SuspendPhi,
    Recommendation::Exit,
    Recommendation::NoAssessment,
];
const PROSPECTIVE: [Recommendation; 5] = [
    Recommendation::Approve,
    Recommendation::ApproveWithConditions,
    Recommendation::Defer,
    Recommendation::DoNotProceed,
    Recommendation::NoAssessment,
];

/// The section.
pub(super) fn section() -> View {
    let review = review();
    let made = move || {
        let made = review.watch(|assessment| assessment.decisions.clone());
        if made.is_empty() {
            view! { <p class={"meta"}>{t("site.decision.none")}</p> }
        } else {
            view! { <ol class={"decisions"}>{made.iter().map(one).collect_view()}</ol> }
        }
    };
    // Whether PHI flows decides what can be decided; the form is drawn anew only when that changes,
    // or when a decision has been recorded.
    let live = memo(move || {
        review.watch(|assessment| (assessment.engagement.is_live(), assessment.decisions.len()))
    });
    view! {
        <section class={"card"} id={"decision"} tabindex={"-1"} aria-labelledby={"decision-title"}>
            <h2 id={"decision-title"}>{t("site.decision")}</h2>
            {made}
            {move || form(live.get().0)}
        </section>
    }
}

fn one(decision: &Decision) -> View {
    let outcome = word("recommendation", decision.outcome.as_str());
    let unlike = (decision.outcome != decision.recommendation).then(|| {
        let recommended = word("recommendation", decision.recommendation.as_str());
        view! { " "{fill("site.decision.unlike", &[("recommended", &recommended)])} }
    });
    let hash: String = decision.result_sha256.chars().take(16).collect();
    view! {
        <li>
            <b>{outcome}</b>{unlike}
            <p>
                <span translate={"no"}>{decision.by.clone()}", "{decision.role.clone()}</span>
                ", "{date(decision.on)}"."{decision.ask_again.map(|day| view! { " "{fill("site.decision.again.on", &[("day", &date(day))])} })}
            </p>
            {(!decision.reason.is_empty()).then(|| view! { <p translate={"no"}>{decision.reason.clone()}</p> })}
            <p class={"meta"}>{t("site.decision.result")}" "<span translate={"no"}>{hash}</span></p>
        </li>
    }
}

fn form(live: bool) -> View {
    let review = review();
    let you = desk::you();
    let chosen = RwSignal::new(None::<Recommendation>);
    let (role, reason) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (again, tried) = (RwSignal::new(None::<Date>), RwSignal::new(false));
    let failed = RwSignal::new(Vec::new());
    let recommended = memo(move || review.scored().map(|scored| scored.outcome.recommendation));
    let unlike = move || chosen.get().is_some() && chosen.get() != recommended.get();
    let wrong = move |bad: Signal<bool>, key: &'static str| {
        Signal::derive(move || (tried.get() && bad.get()).then(|| text(key)))
    };
    let blank = |signal: RwSignal<String>| {
        Signal::derive(move || signal.with(|text| text.trim().is_empty()))
    };
    let no_outcome = Signal::derive(move || chosen.get().is_none());
    let no_name = Signal::derive(move || !you.is_known());
    let no_role = blank(role);
    // That nothing is assessed is decided on facts that may change: they are written down.
    let unassessed = move || chosen.get() == Some(Recommendation::NoAssessment);
    let no_reason = Signal::derive(move || {
        (unlike() || unassessed()) && reason.with(|text| text.trim().is_empty())
    });
    let options = if live { LIVE } else { PROSPECTIVE };
    let outcome = radios_only(
        Field {
            error: wrong(no_outcome, "site.decision.error.outcome"),
            ..named("outcome", "site.decision.outcome")
        },
        options
            .iter()
            .map(|one| {
                let one = *one;
                let label = move || {
                    let mut label = word("recommendation", one.as_str());
                    if recommended.get() == Some(one) {
                        label.push(' ');
                        label.push_str(&text("site.decision.recommended"));
                    }
                    label
                };
                (one.as_str().to_owned(), label.into_view())
            })
            .collect(),
        None,
        Tell::new(move |word: Option<String>| {
            chosen.set(word.and_then(|word| Recommendation::parse(&word)))
        }),
    );
    let record = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if let Some(first) = [
            ("outcome-0", no_outcome),
            ("decided-by", no_name),
            ("role", no_role),
            ("reason", no_reason),
        ]
        .into_iter()
        .find(|(_, bad)| bad.get_untracked())
        {
            if let Some(field) = browser::element(first.0) {
                let _ = field.focus();
            }
            return;
        }
        let (Some(set), Some(outcome)) = (review.set.get_untracked(), chosen.get_untracked())
        else {
            return;
        };
        let entry = Entry {
            outcome,
            by: you.name_now(),
            role: role.get_untracked(),
            on: review.as_of.get_untracked(),
            reason: reason.get_untracked(),
            ask_again: again.get_untracked(),
        };
        let reply = decide::record(&set, &review.package(), entry);
        failed.set(reply.diagnostics);
        if let Some(package) = reply.value {
            review.edit(|assessment| {
                assessment.conditions = package.assessment.conditions;
                assessment.decisions = package.assessment.decisions;
            });
            announcer().say(text("site.decision.done"));
            if let Some(section) = browser::element("decision") {
                let _ = section.focus();
            }
        }
    };
    let reason_field = Field {
        error: Signal::derive(move || {
            let key = if unlike() {
                "site.decision.error.reason"
            } else {
                "site.decision.error.basis"
            };
            (tried.get() && no_reason.get()).then(|| text(key))
        }),
        ..named("reason", "site.decision.reason")
    };
    view! {
        <details class={"fold screen"}>
            <summary>{t("site.decision.record")}</summary>
            <form on:submit={record} novalidate={true}>
                <p class={"meta"}>
                    {move || fill("site.decision.on", &[("day", &date(review.as_of.get()))])}
                </p>
                {outcome}
                {you::field_with("decided-by", wrong(no_name, "site.decision.error.name"))}
                {line(
                    Field { error: wrong(no_role, "site.decision.error.role"), ..named("role", "site.decision.role") },
                    String::new(),
                    Tell::new(move |text| role.set(text)),
                )}
                {lines(reason_field, String::new(), Tell::new(move |text| reason.set(text)))}
                {day(named("ask-again", "site.decision.again"), None, Tell::new(move |day| again.set(day)))}
                {move || diagnostics(&failed.get())}
                <p class={"meta"}>{t("site.decision.keeps")}</p>
                <p><button type={"submit"} class={"first"}>{t("site.decision.do")}</button></p>
            </form>
        </details>
    }
}
