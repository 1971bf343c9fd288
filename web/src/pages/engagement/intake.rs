//! The intake questionnaire: its sections and questions in its own words, each with the control of
//! the fact that it sets.

use crate::prelude::*;
use vendorward::core::{
    questionnaire::{Audience, Question},
    when::Truth,
};

use super::fact;
use crate::{
    components::{field::Field, help::blocks},
    desk::review,
};

/// Every section of every questionnaire that the hospital answers.
pub(super) fn sections() -> View {
    let Some(set) = review().set.get_untracked() else {
        return ().into_view();
    };
    set.compiled
        .questionnaires
        .iter()
        .filter(|questionnaire| questionnaire.audience == Audience::Hospital)
        .flat_map(|questionnaire| &questionnaire.sections)
        .map(|section| {
            let id = format!("s-{}", section.id);
            let questions = section.questions.iter().map(asked).collect_view();
            view! {
                <section aria-labelledby={id.clone()}>
                    <h2 id={id.clone()} lang={"en"}>{section.title.clone()}</h2>
                    <div class={"help"}>{blocks(&section.help)}</div>
                    {questions}
                </section>
            }
        })
        .collect_view()
}

/// The control of a question; nothing while it does not apply. What was entered stays.
fn asked(question: &Question) -> View {
    let review = review();
    let set = review.set.get_untracked();
    let at = set.and_then(|set| set.compiled.find(&question.id));
    let shown = memo(move || {
        let scored = review.scored();
        let truth = at.zip(scored).map(|(at, scored)| scored.applies(at));
        truth != Some(Truth::False)
    });
    let question = question.clone();
    let control = move || shown.get().then(|| fact::control(&question));
    control.into_view()
}

/// A field under a question's own words.
pub(super) fn field(question: &Question) -> Field {
    let help = (!question.help.is_empty()).then(|| blocks(&question.help));
    Field {
        id: question.id.as_str().to_owned(),
        label: view! { <span lang={"en"}>{question.prompt.clone()}</span> },
        help,
        error: Signal::stored(None),
    }
}
