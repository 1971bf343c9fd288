//! One question: what is asked, the answer, what it earns, and the reviewer's own part.

use std::sync::Arc;

use crate::prelude::*;
use vendorward::{
    core::{
        Id,
        assessment::{Answer, AnswerState, Value},
        compile::Entry,
        gate::LawStatus,
        questionnaire::{Law, Question, Weight},
        resolve::State,
        when::Truth,
    },
    set,
};

use super::{inputs, reviewer};
use crate::{
    browser,
    components::{
        field::{Field, lines, named},
        help::blocks,
    },
    desk::{self, review},
    texts::{capital, fill, t, text, word},
};

/// The card of a question; nothing while it does not apply.
pub(super) fn card(set: &Arc<set::Set>, at: u32) -> View {
    let Some(entry) = set.compiled.entry(at).cloned() else {
        return ().into_view();
    };
    let review = review();
    let entry = Arc::new(entry);
    let applies = memo(move || {
        review
            .scored()
            .map_or(Truth::True, |scored| scored.applies(at))
    });
    let shown = memo(move || applies.get() != Truth::False);
    let card = move || shown.get().then(|| drawn(&entry, at, applies));
    card.into_view()
}

fn drawn(entry: &Arc<Entry>, at: u32, applies: Memo<Truth>) -> View {
    let question = &entry.question;
    let perhaps = move || {
        (applies.get() == Truth::Unknown)
            .then(|| view! { <p class={"meta"}>{t("site.answers.perhaps")}</p> })
    };
    let help = (!question.help.is_empty() || !question.evidence.is_empty()).then(|| help(question));
    let body = match conflict(&question.id) {
        Some(choices) => choices,
        None => view! {
            {inputs::input(question)}
            {comment(question)}
            {(entry.weight > 0).then(|| worth(at))}
            {(entry.weight > 0).then(|| reviewer::part(question))}
        },
    };
    view! {
        <article class={"question"} id={question.id.as_str().to_owned()} tabindex={"-1"}>
            {perhaps}
            {carried(at)}
            {body}
            {help}
            <p class={"cite"}>{marks(question)}</p>
        </article>
    }
}

/// Where the answer comes from, if it was given at another depth.
fn carried(at: u32) -> View {
    let review = review();
    let from = memo(move || {
        let scored = review.scored();
        scored.map_or(at, |scored| scored.prepared.answered_in(at))
    });
    let draw = move || {
        let set = review.set.get_untracked().filter(|_| from.get() != at)?;
        let entry = set.compiled.entry(from.get())?;
        let args = [("from", entry.question.id.as_str())];
        let line = fill("site.answers.carried", &args);
        Some(view! { <p class={"meta"}>{line}</p> })
    };
    draw.into_view()
}

/// Id, weight, law status and citations in one line.
fn marks(question: &Question) -> View {
    let mut words = Vec::new();
    if question.weight != Weight::Standard {
        words.push(word("site.weight", question.weight.as_str()));
    }
    if question.weight != Weight::Info {
        words.push(capital(&match question.law {
            Law::Required => text("site.law.required"),
            Law::Addressable => word("law", LawStatus::Addressable.as_str()),
            Law::Proposed => word("law", LawStatus::Proposed.as_str()),
            Law::Practice => word("law", LawStatus::Practice.as_str()),
            Law::Contract => word("law", LawStatus::Contract.as_str()),
        }));
    }
    let words: String = words.into_iter().map(|word| format!("{word}. ")).collect();
    view! {
        <span translate={"no"}>{question.id.as_str().to_owned()}". "</span>
        {words}
        <span translate={"no"}>{question.cites.join("; ")}</span>
    }
}

fn help(question: &Question) -> View {
    let evidence = (!question.evidence.is_empty()).then(|| {
        view! { <p><b>{t("site.answers.evidence")}</b>" "<span lang={"en"}>{question.evidence.join("; ")}</span></p> }
    });
    view! {
        <details class={"fold"}>
            <summary>{t("site.answers.help")}</summary>
            {blocks(&question.help)}
            {evidence}
        </details>
    }
}

/// Changes what the vendor says, and notes who entered it and when.
pub(super) fn say(question: &Id, change: impl FnOnce(&mut Answer)) {
    review().edit_answer(question, |answer| {
        change(answer);
        if answer.state != AnswerState::NotApplicable {
            answer.na_accepted = None;
        }
        answer.by = desk::you().name_now();
        answer.on = Some(browser::today());
    });
}

/// Whether an answer is "partial".
fn is_partial(answer: &Answer) -> bool {
    answer.state == AnswerState::Answered
        && matches!(&answer.value, Some(Value::Text(word)) if word == "partial")
}

/// The words beside the answer. "Partial" and "not applicable" need them; others may have them.
fn comment(question: &Question) -> View {
    let signal = review().answer(&question.id);
    let asked = signal.clone();
    let open = RwSignal::new(signal.with_untracked(|answer| !answer.text.is_empty()));
    let need = memo(move || {
        asked.with(|answer| {
            if answer.state == AnswerState::NotApplicable {
                "na"
            } else if is_partial(answer) {
                "partial"
            } else {
                ""
            }
        })
    });
    let id = question.id.clone();
    let field_id = format!("{}-text", question.id);
    let draw = move || {
        let need = need.get();
        if need.is_empty() && !open.get() {
            let show = move |_| open.set(true);
            return view! { <p><button type={"button"} class={"quiet"} on:click={show}>{t("site.answers.comment.add")}</button></p> };
        }
        let (key, missing) = match need {
            "na" => ("site.answers.comment.na", "site.answers.error.na"),
            "partial" => ("site.answers.comment.partial", "site.answers.error.partial"),
            _ => ("site.answers.comment", ""),
        };
        let words = signal.clone();
        let error = Signal::derive(move || {
            let blank = words.with(|answer| answer.text.trim().is_empty());
            (!missing.is_empty() && blank).then(|| text(missing))
        });
        let id = id.clone();
        let tell = Tell::new(move |words: String| {
            say(&id, |answer| answer.text = words);
        });
        let now = signal.with_untracked(|answer| answer.text.clone());
        let field = Field {
            error,
            ..named(field_id.clone(), key)
        };
        lines(field, now, tell)
    };
    draw.into_view()
}

/// What the answer earns and on what basis.
fn worth(at: u32) -> View {
    let review = review();
    let words = memo(move || {
        let scored = review.scored()?;
        let resolved = scored.prepared.answers.resolved.get(at as usize)?;
        let basis = word("basis", resolved.basis.as_str());
        Some(match resolved.state {
            State::Answered(credit) => fill(
                "site.answers.earns",
                &[("credit", &credit.percent().to_string()), ("basis", &basis)],
            ),
            State::PartialUnexplained => text("site.answers.earns.partial"),
            State::Blank => text("site.answers.earns.blank"),
            State::Unclear => text("site.answers.earns.unclear"),
            State::NaOpen => text("site.answers.earns.na-open"),
            State::Na => text("site.answers.earns.na"),
            State::Refused => text("site.answers.earns.refused"),
        })
    });
    view! { <p class={"worth"}>{move || words.get()}</p> }
}

/// Two answers that differ: both are shown, and one is to be kept.
fn conflict(id: &Id) -> Option<View> {
    let review = review();
    let given: Vec<Answer> = review.read(|assessment| {
        assessment
            .answers
            .iter()
            .filter(|answer| answer.question == *id)
            .cloned()
            .collect()
    });
    let first = given.first()?;
    if given.iter().all(|answer| answer.says_the_same(first)) {
        return None;
    }
    let choices = given
        .into_iter()
        .map(|answer| {
            let said = inputs::in_words(&answer);
            let by = answer.by.clone();
            let keep = move |_| {
                let answer = answer.clone();
                let id = answer.question.clone();
                review.put_answer(answer);
                review.redraw();
                request_animation_frame(move || {
                    if let Some(card) = browser::element(id.as_str()) {
                        let _ = card.focus();
                    }
                });
            };
            view! {
                <li>
                    <span translate={"no"}>{said}{(!by.is_empty()).then(|| format!(" ({by})"))}</span>" "
                    <button type={"button"} on:click={keep}>{t("site.answers.keep")}</button>
                </li>
            }
        })
        .collect_view();
    Some(view! {
        <div class={"notice"}>
            <p>{t("site.answers.conflict")}</p>
            <ul>{choices}</ul>
        </div>
    })
}
