//! The list of sections with their progress, and the one section that is shown.

use std::sync::Arc;

use crate::prelude::*;
use vendorward::{
    core::{assessment::Answer, when::Truth},
    set,
};
use wasm_bindgen::JsValue;

use super::{Part, question};
use crate::{
    browser,
    components::help::blocks,
    desk::review,
    route::Route,
    texts::{fill, t},
};

/// Questions of a section that apply or may, and how many of them say something.
fn progress(questions: &[u32]) -> (usize, usize) {
    let review = review();
    let (Some(scored), Some(set)) = (review.scored(), review.set.get_untracked()) else {
        return (0, 0);
    };
    review.read(|assessment| {
        let mut given = 0;
        let mut asked = 0;
        for at in questions {
            if scored.applies(*at) == Truth::False {
                continue;
            }
            asked += 1;
            let id = set.compiled.entry(*at).map(|entry| &entry.question.id);
            let found = assessment
                .answers
                .binary_search_by(|answer| Some(&answer.question).cmp(&id))
                .ok()
                .and_then(|at| assessment.answers.get(at));
            given += usize::from(found.is_some_and(says));
        }
        (given, asked)
    })
}

/// Whether an answer is more than a comment.
pub(super) fn says(answer: &Answer) -> bool {
    answer.value.is_some() || answer.state != vendorward::core::assessment::AnswerState::Answered
}

/// The list.
pub(super) fn list(parts: Arc<Vec<Part>>, at: RwSignal<usize>) -> View {
    let links = parts
        .iter()
        .enumerate()
        .map(|(index, part)| {
            let questions = part.questions.clone();
            let done = memo(move || progress(&questions));
            let words = move || {
                let (given, asked) = done.get();
                fill("site.answers.progress", &[("given", &given.to_string()), ("asked", &asked.to_string())])
            };
            let whole = move || {
                let (given, asked) = done.get();
                given == asked
            };
            let own = part.clone();
            let asked = memo(move || own.asked());
            let id = part.id.clone();
            let address = format!("#{id}");
            let choose = move |event: web_sys::MouseEvent| {
                event.prevent_default();
                show(at, index, &id);
            };
            view! {
                <li class:done={whole} hidden={move || !asked.get()}>
                    <a href={address} aria-current={move || (at.get() == index).then_some("true")} on:click={choose}>
                        <span lang={"en"}>{part.title.clone()}</span>
                        <span class={"progress"}>{words}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <nav class={"sections"} aria-label={t("site.answers.sections")}><ol>{links}</ol></nav>
    }
}

/// Shows a section and leads the focus to its heading.
fn show(at: RwSignal<usize>, index: usize, id: &str) {
    at.set(index);
    if let Ok(history) = window().history() {
        let address = Route::Answers.address(id);
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
    request_animation_frame(|| {
        if let Some(heading) = browser::element("section-title") {
            let _ = heading.focus();
            heading.scroll_into_view();
        }
    });
}

/// The section that is shown.
pub(super) fn section(set: &Arc<set::Set>, parts: &Arc<Vec<Part>>, at: RwSignal<usize>) -> View {
    let index = at.get();
    let Some(part) = parts.get(index) else {
        return view! { <p>{t("site.answers.no-questions")}</p> };
    };
    let cards = part
        .questions
        .iter()
        .map(|at| question::card(set, *at))
        .collect_view();
    let questions = part.questions.clone();
    let empty = memo(move || progress(&questions).1 == 0);
    // The next section that is asked, from here on or back: drawn anew only where that changes.
    let all = parts.clone();
    let beside = memo(move || {
        let asked = |at: &usize| all.get(*at).is_some_and(Part::asked);
        let before = (0..index).rev().find(asked);
        (before, (index + 1..all.len()).find(asked))
    });
    let (earlier, later) = (parts.clone(), parts.clone());
    let before = move || step(at, &earlier, beside.get().0, "site.answers.previous");
    let after = move || step(at, &later, beside.get().1, "site.answers.next");
    view! {
        <section class={"section"} id={part.id.clone()} aria-labelledby={"section-title"}>
            <h2 id={"section-title"} tabindex={"-1"} lang={"en"}>{part.title.clone()}</h2>
            {blocks(&part.help)}
            {cards}
            {move || empty.get().then(|| view! { <p>{t("site.answers.none-apply")}</p> })}
            <div class={"actions"}>
                {before}
                {after}
            </div>
        </section>
    }
}

/// The button that leads to another section.
fn step(at: RwSignal<usize>, parts: &[Part], to: Option<usize>, key: &'static str) -> Option<View> {
    let to = to?;
    let id = parts.get(to)?.id.clone();
    Some(view! { <button type={"button"} on:click={move |_| show(at, to, &id)}>{t(key)}</button> })
}
