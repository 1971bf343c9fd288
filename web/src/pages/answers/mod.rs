//! The vendor's answers: one section at a time, only the questions that apply.

mod attest;
mod import;
mod inputs;
mod question;
mod reviewer;
mod sections;
mod table;

use std::sync::Arc;

use crate::prelude::*;
use vendorward::{
    core::{Id, compile::Compiled, questionnaire::Audience, when::Truth},
    set,
};

use crate::{
    components::{
        frame::{frame, heading_with},
        strip::strip,
    },
    desk::{announcer, review, router},
    review::Scored,
    texts::{count, text},
};

/// A section with the questions it asks, by their index in the set.
#[derive(Clone)]
pub(super) struct Part {
    /// Unique over all questionnaires loaded together, as an id of the page.
    id: String,
    title: String,
    help: Vec<vendorward::core::questionnaire::Block>,
    questions: Vec<u32>,
}

impl Part {
    /// Whether the pack asks its questionnaire, as far as is known. Tracked.
    pub(super) fn asked(&self) -> bool {
        self.asked_in(review().scored())
    }

    fn asked_in(&self, scored: Option<Arc<Scored>>) -> bool {
        let (Some(scored), Some(set)) = (scored, review().set.get_untracked()) else {
            return true;
        };
        let first = self.questions.first();
        first.is_none_or(|at| scored.prepared.asks(&set.compiled, *at) != Truth::False)
    }
}

/// The page.
pub(crate) fn page() -> View {
    let review = review();
    let title = text("site.answers.title");
    let Some(set) = review.set.get_untracked() else {
        return ().into_view();
    };
    let parts = Arc::new(parts(&set.compiled));
    let at = RwSignal::new(start(&set, &parts));
    announce_changes(&set);
    let body = view! {
        <div class={"axes"}>{import::section()}{attest::section()}</div>
        <div class={"answers"}>
            {sections::list(parts.clone(), at)}
            {move || sections::section(&set, &parts, at)}
        </div>
        {strip()}
    };
    frame(
        title.clone(),
        heading_with(title, "site.answers.lead"),
        body.into_view(),
    )
}

/// The sections that a vendor answers. An intake is the hospital's own, on the page before.
fn parts(compiled: &Compiled) -> Vec<Part> {
    let mut next = 0_u32;
    let mut parts = Vec::new();
    for questionnaire in &compiled.questionnaires {
        for section in &questionnaire.sections {
            let questions: Vec<u32> = section
                .questions
                .iter()
                .map(|_| {
                    next += 1;
                    next - 1
                })
                .collect();
            if questionnaire.audience == Audience::Vendor {
                parts.push(Part {
                    id: format!("{}-{}", questionnaire.id, section.id),
                    title: section.title.clone(),
                    help: section.help.clone(),
                    questions,
                });
            }
        }
    }
    parts
}

/// The section that the address names, by its own id or by one of its questions; else the first.
fn start(set: &set::Set, parts: &[Part]) -> usize {
    let named = router().here_now().fragment;
    let question = Id::new(&named).ok().and_then(|id| set.compiled.find(&id));
    parts
        .iter()
        .position(|part| {
            part.id == named || question.is_some_and(|at| part.questions.contains(&at))
        })
        .or_else(|| {
            // Not tracked: an answer does not draw the page anew.
            let scored = review().scored_now();
            parts.iter().position(|part| part.asked_in(scored.clone()))
        })
        .unwrap_or(0)
}

/// Says how many questions came or went with the last answer.
fn announce_changes(set: &Arc<set::Set>) {
    let review = review();
    let questions = set.compiled.questions.len();
    Effect::new(move |before: Option<Vec<bool>>| {
        let scored = review.scored();
        let now: Vec<bool> = (0_u32..)
            .take(questions)
            .map(|at| {
                scored
                    .as_ref()
                    .is_some_and(|scored| scored.applies(at) != Truth::False)
            })
            .collect();
        if let Some(before) = before {
            let changed = |wanted: bool| {
                now.iter()
                    .zip(&before)
                    .filter(|(now, before)| **now == wanted && **before != wanted)
                    .count()
            };
            let said: Vec<String> = [
                (true, "site.answers.added"),
                (false, "site.answers.removed"),
            ]
            .into_iter()
            .map(|(wanted, key)| (changed(wanted), key))
            .filter(|(n, _)| *n > 0)
            .map(|(n, key)| count(key, n))
            .collect();
            if !said.is_empty() {
                announcer().say(said.join(" "));
            }
        }
        now
    });
}
