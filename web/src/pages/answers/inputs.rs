//! The control for each kind of answer. Besides a value an answer can be "don't know", refused, not
//! applicable or still open: four different things.

use crate::prelude::*;
use vendorward::core::{
    Date, Id,
    assessment::{Answer, AnswerState, Value},
    questionnaire::{AnswerKind, ChoiceOption, NaRule, Question},
};

use super::{question::say, table};
use crate::{
    components::{
        choice::{Option_, words},
        field::{Field, checked, day, lines, number},
    },
    desk::review,
    texts::{t, text, word},
};

/// What stands in a radio button for a state instead of a value; no option's id has such a form.
const STATES: [(&str, AnswerState); 3] = [
    ("=dont-know", AnswerState::DontKnow),
    ("=refused", AnswerState::Refused),
    ("=not-applicable", AnswerState::NotApplicable),
];

/// The control of a question under its prompt.
pub(super) fn input(question: &Question) -> View {
    let prompt = view! { <span lang={"en"}>{question.prompt.clone()}</span> };
    let group = Field {
        id: format!("{}-answer", question.id),
        label: prompt,
        help: None,
        error: trouble(&question.id),
    };
    let controls = match &question.answer {
        AnswerKind::YesNo { .. } => one_of(question, words("site.yes-no", &["yes", "no"])),
        AnswerKind::YesNoPartial { .. } => {
            one_of(question, words("site.yes-no", &["yes", "partial", "no"]))
        }
        AnswerKind::Choice { options } => one_of(question, labels(options)),
        AnswerKind::Choices { options } => with_states(question, any_of(question, options)),
        AnswerKind::Text => with_states(question, free(question)),
        AnswerKind::Number { unit, min, max, .. } => {
            with_states(question, whole(question, unit.as_deref(), (*min, *max)))
        }
        AnswerKind::Date { .. } => with_states(question, dated(question)),
        AnswerKind::Table { columns } => with_states(question, table::rows(question, columns)),
    };
    group.group("group answer", controls)
}

/// The options of a choice in the questionnaire's words.
fn labels(options: &[ChoiceOption]) -> Vec<Option_> {
    options
        .iter()
        .map(|option| {
            let label = option.label.clone();
            (
                option.id.as_str().to_owned(),
                view! { <span lang={"en"}>{label}</span> },
            )
        })
        .collect()
}

/// What is wrong with an answer that does not fit its question.
fn trouble(id: &Id) -> Signal<Option<String>> {
    let review = review();
    let id = id.clone();
    let memo = memo(move || {
        let scored = review.scored()?;
        let set = review.set.get_untracked()?;
        let at = set.compiled.find(&id)?;
        scored
            .prepared
            .answers
            .troubles
            .iter()
            .any(|(of, trouble)| {
                *of == at && matches!(trouble, vendorward::core::resolve::Trouble::Invalid(_))
            })
            .then(|| text("site.answers.error.invalid"))
    });
    memo.into()
}

fn now(question: &Question) -> Answer {
    review().answer(&question.id).get_untracked()
}

/// The word that a radio button holds for an answer.
fn word_of(answer: &Answer) -> String {
    let state = STATES.iter().find(|(_, state)| *state == answer.state);
    match (state, &answer.value) {
        (Some((word, _)), _) => (*word).to_owned(),
        (None, Some(Value::Text(word))) => word.clone(),
        (None, _) => String::new(),
    }
}

/// The states that a question allows, as options.
fn states(question: &Question) -> Vec<Option_> {
    STATES
        .iter()
        .filter(|(_, state)| *state != AnswerState::NotApplicable || question.na != NaRule::Never)
        .map(|(word_, state)| {
            (
                (*word_).to_owned(),
                word("site.answer-state", state.as_str()).into_view(),
            )
        })
        .collect()
}

/// Radio buttons: values first, then the states, then "no answer yet".
fn one_of(question: &Question, values: Vec<Option_>) -> View {
    let id = question.id.clone();
    let blank: Option_ = (String::new(), t("site.answers.blank").into_view());
    let split = values.len();
    let current = word_of(&now(question));
    let name = format!("{id}-answer");
    let mut buttons: Vec<View> = values
        .into_iter()
        .chain(states(question))
        .chain([blank])
        .enumerate()
        .map(|(at, (word, label))| {
            let selected = current == word;
            let own = format!("{name}-{at}");
            let id = id.clone();
            let given = word.clone();
            let choose = move |_| {
                let state = STATES.iter().find(|(one, _)| *one == given);
                say(&id, |answer| {
                    answer.state = state.map_or(AnswerState::Answered, |(_, state)| *state);
                    if state.is_none() {
                        answer.value = (!given.is_empty()).then(|| Value::Text(given.clone()));
                    } else {
                        answer.value = None;
                    }
                });
            };
            view! {
                <label class={"option"}>
                    <input type={"radio"} id={own} name={name.clone()} value={word} checked={selected} on:change={choose} />
                    <span>{label}</span>
                </label>
            }
        })
        .collect();
    let others = buttons.split_off(split.min(buttons.len()));
    view! {
        <div class={"options values"}>{buttons}</div>
        <div class={"options others"}>{others}</div>
    }
}

/// A control for a value, with the states beside it. A state takes the value's place.
fn with_states(question: &Question, control: View) -> View {
    let id = question.id.clone();
    let signal = review().answer(&id);
    let answered = memo(move || signal.with(|answer| answer.state == AnswerState::Answered));
    let current = word_of(&Answer {
        value: None,
        ..now(question)
    });
    let name = format!("{id}-state");
    let given: Option_ = (String::new(), t("site.answers.given").into_view());
    let buttons = [given]
        .into_iter()
        .chain(states(question))
        .enumerate()
        .map(|(at, (word, label))| {
            let selected = current == word;
            let own = format!("{name}-{at}");
            let id = id.clone();
            let given = word.clone();
            let choose = move |_| {
                let state = STATES.iter().find(|(one, _)| *one == given);
                say(&id, |answer| {
                    answer.state = state.map_or(AnswerState::Answered, |(_, state)| *state);
                });
            };
            view! {
                <label class={"option"}>
                    <input type={"radio"} id={own} name={name.clone()} value={word} checked={selected} on:change={choose} />
                    <span>{label}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <div class={"value"} hidden={move || !answered.get()}>{control}</div>
        <div class={"options others"} role={"radiogroup"} aria-label={t("site.answers.state")}>{buttons}</div>
    }
}

fn any_of(question: &Question, options: &[ChoiceOption]) -> View {
    let chosen = match now(question).value {
        Some(Value::Options(chosen)) => chosen,
        _ => Vec::new(),
    };
    let boxes = labels(options)
        .into_iter()
        .enumerate()
        .map(|(at, (word, label))| {
            let ticked = chosen.contains(&word);
            let own = format!("{}-{at}", question.id);
            let id = question.id.clone();
            let change = move |event: web_sys::Event| {
                let on = checked(&event);
                say(&id, |answer| {
                    let mut chosen = match answer.value.take() {
                        Some(Value::Options(chosen)) => chosen,
                        _ => Vec::new(),
                    };
                    chosen.retain(|one| *one != word);
                    if on {
                        chosen.push(word.clone());
                    }
                    answer.value = Some(Value::Options(chosen));
                });
            };
            view! {
                <label class={"option"}>
                    <input type={"checkbox"} id={own} checked={ticked} on:change={change} />
                    <span>{label}</span>
                </label>
            }
        })
        .collect_view();
    let id = question.id.clone();
    let signal = review().answer(&question.id);
    let chose_none = move || {
        signal.with(
            |answer| matches!(&answer.value, Some(Value::Options(chosen)) if chosen.is_empty()),
        )
    };
    let none = move |_| {
        say(&id, |answer| {
            answer.value = Some(Value::Options(Vec::new()))
        })
    };
    view! {
        <div class={"options values"}>{boxes}</div>
        <p><button type={"button"} class={"quiet"} aria-pressed={move || chose_none().to_string()} on:click={none}>{t("site.answers.none-of-these")}</button></p>
    }
}

/// A field inside a question: its name is only for those who listen, the prompt stands above.
fn inner(question: &Question, label: String) -> Field {
    Field {
        id: format!("{}-value", question.id),
        label: label.into_view(),
        help: None,
        error: Signal::stored(None),
    }
}

fn free(question: &Question) -> View {
    let value = match now(question).value {
        Some(Value::Text(text)) => text,
        _ => String::new(),
    };
    let id = question.id.clone();
    let tell = Tell::new(move |words: String| {
        say(&id, |answer| {
            answer.value = (!words.trim().is_empty()).then_some(Value::Text(words))
        });
    });
    lines(inner(question, text("site.answers.value")), value, tell)
}

fn whole(question: &Question, unit: Option<&str>, range: (i64, i64)) -> View {
    let value = match now(question).value {
        Some(Value::Number(number)) => Some(number),
        _ => None,
    };
    let id = question.id.clone();
    let tell = Tell::new(move |number: Option<i64>| {
        say(&id, |answer| answer.value = number.map(Value::Number));
    });
    let mut field = inner(question, text("site.answers.value"));
    if let Some(unit) = unit {
        let unit = unit.to_owned();
        field.label = view! { {t("site.answers.value")}" ("<span lang={"en"}>{unit}</span>")" };
    }
    number(field, value, range, tell)
}

fn dated(question: &Question) -> View {
    let value = match now(question).value {
        Some(Value::Text(text)) => Date::parse(&text).ok(),
        _ => None,
    };
    let id = question.id.clone();
    let tell = Tell::new(move |date: Option<Date>| {
        say(&id, |answer| {
            answer.value = date.map(|date| Value::Text(date.to_string()))
        });
    });
    day(inner(question, text("site.answers.value")), value, tell)
}

/// What an answer says, for people.
pub(super) fn in_words(answer: &Answer) -> String {
    if answer.state != AnswerState::Answered {
        return word("site.answer-state", answer.state.as_str());
    }
    match &answer.value {
        None => text("site.answers.blank"),
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::Text(words)) => word("site.yes-no", words),
        Some(Value::Options(words)) => words.join(", "),
        Some(Value::Rows(rows)) => rows.len().to_string(),
    }
}
