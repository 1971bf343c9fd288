//! Intake questions and the facts they set.

use std::collections::BTreeMap;

use vendorward_core::{
    diagnostic::Diagnostic,
    engagement::Phi,
    facts::{Fact, FactKind, NAMES, YesNo},
    questionnaire::AnswerKind,
};

use super::{condition::fact_of, each};
use crate::{
    codes::{self, Code},
    parsed::QuestionnaireIndex,
    source::{diagnose, quote},
    suggest::{did_you_mean, names},
};

/// What an answer must be to set a fact.
enum Needs {
    YesNo,
    Choice(&'static [&'static str]),
    Choices(&'static [&'static str]),
    Number,
    Date,
    Text,
    Table,
}

/// Checks every `fact:`.
pub(super) fn check(questionnaires: &[&QuestionnaireIndex]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut set: BTreeMap<&str, (&str, u32)> = BTreeMap::new();
    for (index, question) in each(questionnaires) {
        let Some(fact) = &question.fact else { continue };
        let name = fact.value.as_str();
        let mut add = |code: Code, at, message: String, help: Option<String>| {
            found.push(diagnose(code, &index.file, at, message, help));
        };
        let typed = fact_of(name);
        if typed.is_none() && !NAMES.contains(&name) {
            let known = Fact::WORDS.iter().chain(NAMES).copied();
            add(
                codes::FACT_UNKNOWN,
                fact.at,
                format!("there is no fact {}", quote(name)),
                did_you_mean(name, known),
            );
            continue;
        }
        if let Some(typed) = typed
            && !typed.derived_from().is_empty()
        {
            let from: Vec<&str> = typed.derived_from().iter().map(|f| f.as_str()).collect();
            add(
                codes::FACT_DERIVED,
                fact.at,
                format!("the fact `{name}` is derived and cannot be set"),
                Some(format!("it follows from {}", names(&from))),
            );
            continue;
        }
        if let Some((other, line)) = set.get(name) {
            add(
                codes::FACT_DUPLICATE,
                fact.at,
                format!(
                    "the fact `{name}` is set on line {line} of {}",
                    quote(other)
                ),
                Some("one question sets one fact".to_owned()),
            );
            continue;
        }
        set.insert(name, (&index.file, fact.at.line));
        if let Some(answer) = &question.answer
            && let Err((message, help)) = suits(&needs(typed, name), answer, name)
        {
            add(codes::FACT_ANSWER, question.answer_at, message, Some(help));
        }
    }
    found
}

fn needs(typed: Option<Fact>, name: &str) -> Needs {
    let Some(fact) = typed else {
        return if name == "phi-start" {
            Needs::Date
        } else {
            Needs::Text
        };
    };
    match (fact, fact.kind()) {
        // Flows are records of their own; conditions see only their traits.
        (Fact::Flows, _) => Needs::Table,
        // What nobody has established is said so, though no condition can ask for it.
        (Fact::Phi, _) => Needs::Choice(Phi::WORDS),
        (_, FactKind::Word { words, .. }) if words == YesNo::WORDS => Needs::YesNo,
        (_, FactKind::Word { words, .. }) => Needs::Choice(words),
        (_, FactKind::Set(words)) => Needs::Choices(words),
        (_, FactKind::Number) => Needs::Number,
    }
}

fn suits(needs: &Needs, answer: &AnswerKind, name: &str) -> Result<(), (String, String)> {
    let kind = |expected: &str| {
        Err((
            format!("this answer cannot set `{name}`"),
            format!("`answer: {expected}`"),
        ))
    };
    match (needs, answer) {
        (Needs::YesNo, AnswerKind::YesNo { .. })
        | (Needs::Number, AnswerKind::Number { .. })
        | (Needs::Date, AnswerKind::Date { .. })
        | (Needs::Text, AnswerKind::Text)
        | (Needs::Table, AnswerKind::Table { .. }) => Ok(()),
        (Needs::Choice(words), AnswerKind::Choice { options })
        | (Needs::Choices(words), AnswerKind::Choices { options }) => {
            match options
                .iter()
                .find(|option| !words.contains(&option.id.as_str()))
            {
                None => Ok(()),
                Some(option) => Err((
                    format!("`{name}` is never `{}`", option.id),
                    format!("the options are {}", names(words)),
                )),
            }
        }
        (Needs::YesNo, _) => kind("yes-no"),
        (Needs::Number, _) => kind("number"),
        (Needs::Date, _) => kind("date"),
        (Needs::Text, _) => kind("text"),
        (Needs::Table, _) => kind("table"),
        (Needs::Choice(_), _) => kind("choice"),
        (Needs::Choices(_), _) => kind("choices"),
    }
}
