//! The reviewer's part of an answer: accepting a reason, confirming it in a document, linking a
//! tested control, or giving another credit with a reason. The vendor's answer stays beside it.

use crate::prelude::*;
use vendorward::core::{
    Id,
    assessment::{Answer, AnswerState, Confirmed, Linked, Override},
    questionnaire::Question,
    units::Credit,
};

use crate::{
    browser,
    components::{
        act::act,
        choice::select_name,
        field::{line, named, number},
        you,
    },
    desk::{self, review},
    texts::{date, fill, t, text},
};

/// The part, folded away until it is wanted.
pub(super) fn part(question: &Question) -> View {
    let id = question.id.clone();
    let open = RwSignal::new(false);
    let drawn = move || open.get().then(|| tools(&id));
    let toggled = move |event: web_sys::Event| {
        let fold = event.target().and_then(|target| {
            wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlDetailsElement>(target).ok()
        });
        open.set(fold.is_some_and(|fold| fold.open()));
    };
    view! {
        {done(&question.id)}
        <details class={"fold"} on:toggle={toggled}>
            <summary>{t("site.reviewer")}</summary>
            {drawn}
        </details>
    }
}

/// Documents on file: id and title.
fn documents() -> Vec<(String, String)> {
    review().read(|assessment| {
        let evidence = assessment
            .evidence
            .iter()
            .map(|one| (one.id.to_string(), one.title.clone()));
        let reports = assessment
            .reports
            .iter()
            .map(|one| (one.id.to_string(), one.system_name.clone()));
        let baas = assessment
            .baas
            .iter()
            .map(|one| (one.id.to_string(), one.document.clone()));
        evidence
            .chain(reports)
            .chain(baas)
            .map(|(id, title)| {
                let label = if title.trim().is_empty() {
                    id.clone()
                } else {
                    format!("{title} ({id})")
                };
                (id, label)
            })
            .collect()
    })
}

/// What reviewers have done, each with a way to take it back.
fn done(id: &Id) -> View {
    let signal = review().answer(id);
    let id = id.clone();
    let list = move || {
        let answer = signal.get();
        let mut rows: Vec<View> = Vec::new();
        if let Some(signed) = &answer.na_accepted {
            rows.push(row(
                &id,
                fill(
                    "site.reviewer.na-accepted",
                    &who(&signed.by, &date(signed.on)),
                ),
                |answer| {
                    answer.na_accepted = None;
                },
            ));
        }
        if let Some(own) = &answer.r#override {
            let credit = own.credit.percent().to_string();
            let day = date(own.on);
            let args = [
                ("credit", credit.as_str()),
                ("reason", own.reason.as_str()),
                ("by", own.by.as_str()),
                ("day", day.as_str()),
            ];
            rows.push(row(
                &id,
                fill("site.reviewer.overridden", &args),
                |answer| answer.r#override = None,
            ));
        }
        for one in &answer.confirmed {
            let page = one
                .page
                .map(|page| fill("site.at.page", &[("page", &page.to_string())]))
                .unwrap_or_default();
            let day = date(one.on);
            let args = [
                ("document", one.document.as_str()),
                ("page", page.as_str()),
                ("by", one.by.as_str()),
                ("day", day.as_str()),
            ];
            let gone = one.clone();
            rows.push(row(
                &id,
                fill("site.reviewer.confirmed", &args),
                move |answer| answer.confirmed.retain(|one| *one != gone),
            ));
        }
        for one in &answer.linked {
            let day = date(one.on);
            let args = [
                ("control", one.control.as_str()),
                ("report", one.report.as_str()),
                ("by", one.by.as_str()),
                ("day", day.as_str()),
            ];
            let gone = one.clone();
            rows.push(row(
                &id,
                fill("site.reviewer.linked", &args),
                move |answer| answer.linked.retain(|one| *one != gone),
            ));
        }
        (!rows.is_empty()).then(|| view! { <ul class={"signed"}>{rows}</ul> })
    };
    list.into_view()
}

fn who<'a>(by: &'a str, day: &'a str) -> [(&'static str, &'a str); 2] {
    [("by", by), ("day", day)]
}

fn row(id: &Id, words: String, undo: impl FnOnce(&mut Answer) + Clone + Send + 'static) -> View {
    let id = id.clone();
    let take_back = move |_| review().edit_answer(&id, undo.clone());
    let label = fill("site.reviewer.undo-what", &[("what", &words)]);
    view! {
        <li>
            {words}" "
            <button type={"button"} class={"quiet"} aria-label={label} on:click={take_back}>{t("site.reviewer.undo")}</button>
        </li>
    }
}

fn tools(id: &Id) -> View {
    view! {
        {you::field_of(format!("{id}-you"))}
        {accept(id)}
        {confirm(id)}
        {link(id)}
        {credit(id)}
    }
}

/// Accepting the reason of "not applicable"; offered where there is one.
fn accept(id: &Id) -> View {
    let signal = review().answer(id);
    let open = memo(move || {
        signal.with(|answer| {
            answer.state == AnswerState::NotApplicable
                && answer.na_accepted.is_none()
                && !answer.text.trim().is_empty()
        })
    });
    let id = id.clone();
    let you = desk::you();
    let draw = move || {
        open.get().then(|| {
            let id = id.clone();
            let accept = move || {
                review().edit_answer(&id, |answer| {
                    answer.na_accepted = Some(you.sign(String::new()))
                });
            };
            let named = move || !you.name_now().is_empty();
            act("site.reviewer.accept", "site.you.first", named, accept)
        })
    };
    draw.into_view()
}

fn confirm(id: &Id) -> View {
    let documents = documents();
    if documents.is_empty() {
        return view! { <p class={"meta"}>{t("site.reviewer.no-documents")}</p> };
    }
    let you = desk::you();
    let document = RwSignal::new(None::<Id>);
    let page = RwSignal::new(None::<i64>);
    let choose = Tell::new(move |word: Option<String>| {
        document.set(word.and_then(|word| Id::new(&word).ok()))
    });
    let own = id.clone();
    let add = move || {
        let Some(document) = document.get_untracked() else {
            return;
        };
        let confirmed = Confirmed {
            document,
            page: page
                .get_untracked()
                .and_then(|page| u32::try_from(page).ok()),
            by: you.name_now(),
            on: browser::today(),
        };
        review().edit_answer(&own, |answer| answer.confirmed.push(confirmed));
    };
    let ready = move || document.with_untracked(Option::is_some) && !you.name_now().is_empty();
    view! {
        <div class={"tool"}>
            {select_name(named(format!("{id}-document"), "site.reviewer.document"), text("site.choice.none"), documents, None, choose)}
            {number(named(format!("{id}-page"), "site.reviewer.page"), None, (1, 99_999), Tell::new(move |n| page.set(n)))}
            {act("site.reviewer.confirm", "site.reviewer.confirm.lacks", ready, add)}
        </div>
    }
}

/// Linking a control of a report that tests what the question asks.
fn link(id: &Id) -> View {
    let controls: Vec<(String, String)> = review().read(|assessment| {
        let reports = assessment.reports.iter();
        reports
            .flat_map(|report| {
                report.controls.iter().map(move |control| {
                    let label = format!(
                        "{}: {} ({})",
                        report.id,
                        control.id,
                        control.criteria.join(", ")
                    );
                    (format!("{}\n{}", report.id, control.id), label)
                })
            })
            .collect()
    });
    if controls.is_empty() {
        return ().into_view();
    }
    let you = desk::you();
    let chosen = RwSignal::new(None::<String>);
    let own = id.clone();
    let add = move || {
        let chosen = chosen.get_untracked().unwrap_or_default();
        let Some((report, control)) = chosen.split_once('\n') else {
            return;
        };
        let Ok(report) = Id::new(report) else { return };
        let linked = Linked {
            report,
            control: control.to_owned(),
            by: you.name_now(),
            on: browser::today(),
        };
        review().edit_answer(&own, |answer| answer.linked.push(linked));
    };
    let ready = move || chosen.with_untracked(Option::is_some) && !you.name_now().is_empty();
    view! {
        <div class={"tool"}>
            {select_name(named(format!("{id}-control"), "site.reviewer.control"), text("site.choice.none"), controls, None, Tell::new(move |word| chosen.set(word)))}
            {act("site.reviewer.link", "site.reviewer.link.lacks", ready, add)}
        </div>
    }
}

/// A credit of the reviewer's own, with its reason.
fn credit(id: &Id) -> View {
    let you = desk::you();
    let credit = RwSignal::new(None::<Credit>);
    let reason = RwSignal::new(String::new());
    let own = id.clone();
    let add = move || {
        let Some(credit) = credit.get_untracked() else {
            return;
        };
        let given = Override {
            credit,
            reason: reason.get_untracked(),
            by: you.name_now(),
            on: browser::today(),
        };
        review().edit_answer(&own, |answer| answer.r#override = Some(given));
    };
    let ready = move || {
        credit.with_untracked(Option::is_some)
            && reason.with_untracked(|text| !text.trim().is_empty())
            && !you.name_now().is_empty()
    };
    let tell = Tell::new(move |n: Option<i64>| {
        credit.set(n.and_then(|n| u8::try_from(n).ok()).and_then(Credit::new));
    });
    view! {
        <div class={"tool"}>
            {number(named(format!("{id}-credit"), "site.reviewer.credit"), None, (0, 100), tell)}
            {line(named(format!("{id}-reason"), "site.reviewer.reason"), String::new(), Tell::new(move |text| reason.set(text)))}
            {act("site.reviewer.override", "site.reviewer.override.lacks", ready, add)}
        </div>
    }
}
