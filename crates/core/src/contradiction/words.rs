//! Answers in words, as a quotation of them reads.

use crate::{
    assessment::{Answer, Value},
    questionnaire::{AnswerKind, Question},
    texts::Language::English,
};

/// What an answer says, in the words of its question.
pub(super) fn answer(question: &Question, answer: Option<&Answer>) -> String {
    let Some(value) = answer.and_then(|answer| answer.value.as_ref()) else {
        return String::new();
    };
    match (&question.answer, value) {
        (AnswerKind::Choice { options } | AnswerKind::Choices { options }, _) => {
            let chosen = |id: &str| match value {
                Value::Text(word) => word == id,
                Value::Options(words) => words.iter().any(|word| word == id),
                Value::Number(_) | Value::Rows(_) => false,
            };
            let labels = options.iter().filter(|option| chosen(option.id.as_str()));
            labels
                .map(|option| option.label.as_str())
                .collect::<Vec<_>>()
                .join("; ")
        }
        (AnswerKind::Number { unit, .. }, Value::Number(number)) => match unit {
            Some(unit) => format!("{number} {unit}"),
            None => number.to_string(),
        },
        (_, Value::Text(word)) => match word.as_str() {
            "yes" => English.text("contradiction.yes").into_owned(),
            "no" => English.text("contradiction.no").into_owned(),
            "partial" => English.text("contradiction.partial").into_owned(),
            other => other.to_owned(),
        },
        (_, Value::Number(number)) => number.to_string(),
        (_, Value::Options(words)) => words.join("; "),
        (_, Value::Rows(rows)) => rows
            .iter()
            .map(|row| row.join(", "))
            .collect::<Vec<_>>()
            .join("; "),
    }
}

/// What a record says in its own words, else in ours.
pub(super) fn quote(own: &str, key: &str, args: &[(&str, &str)]) -> String {
    let own = own.trim();
    if own.is_empty() {
        English.fill(key, args)
    } else {
        own.to_owned()
    }
}

/// The label of one option.
pub(super) fn option(question: &Question, id: &str) -> String {
    let (AnswerKind::Choice { options } | AnswerKind::Choices { options }) = &question.answer
    else {
        return String::new();
    };
    let option = options.iter().find(|option| option.id.as_str() == id);
    option
        .map(|option| option.label.clone())
        .unwrap_or_default()
}
