//! What a test of a condition may compare.

use vendorward_core::{
    Date,
    facts::{Fact, FactKind},
    questionnaire::AnswerKind,
    when::{Op, Test},
};

use crate::{
    codes::{self, Code},
    source::quote,
    suggest::{did_you_mean, names, one_of},
};

/// What can be compared with a fact or an answer.
pub(crate) enum Kind<'a> {
    /// One of these words.
    Word { words: Vec<&'a str>, ordered: bool },
    /// Any of these words.
    Set(Vec<&'a str>),
    /// A whole number.
    Number,
    /// A date.
    Date,
    /// Nothing but N/A.
    Opaque,
}

/// Why a test does not fit.
pub(crate) struct Fits {
    pub(crate) code: Code,
    /// Whether the value is to blame, else the comparison.
    pub(crate) on_value: bool,
    pub(crate) message: String,
    pub(crate) help: String,
}

/// The fact of a path.
pub(crate) fn fact_of(path: &str) -> Option<Fact> {
    Fact::parse(path)
}

/// "Did you mean" over the facts.
pub(crate) fn near_fact(path: &str) -> Option<String> {
    did_you_mean(path, Fact::WORDS.iter().copied())
}

/// What can be compared with a fact.
pub(crate) fn kind_of(fact: Fact) -> Kind<'static> {
    match fact.kind() {
        FactKind::Word { words, ordered } => Kind::Word {
            words: words.to_vec(),
            ordered,
        },
        FactKind::Set(words) => Kind::Set(words.to_vec()),
        FactKind::Number => Kind::Number,
    }
}

/// What can be compared with an answer.
pub(crate) fn kind_of_answer(answer: &AnswerKind) -> Kind<'_> {
    match answer {
        AnswerKind::YesNo { .. } => Kind::Word {
            words: vec!["yes", "no"],
            ordered: false,
        },
        AnswerKind::YesNoPartial { .. } => Kind::Word {
            words: vec!["yes", "partial", "no"],
            ordered: false,
        },
        AnswerKind::Choice { options } => Kind::Word {
            words: options.iter().map(|option| option.id.as_str()).collect(),
            ordered: false,
        },
        AnswerKind::Choices { options } => {
            Kind::Set(options.iter().map(|option| option.id.as_str()).collect())
        }
        AnswerKind::Number { .. } => Kind::Number,
        AnswerKind::Date { .. } => Kind::Date,
        AnswerKind::Text | AnswerKind::Table { .. } => Kind::Opaque,
    }
}

/// Whether the comparison and the value of a test fit what is compared.
pub(crate) fn fits(kind: &Kind<'_>, path: &str, test: &Test) -> Result<(), Fits> {
    let path = quote(path);
    let op = test.op;
    let operator = |help: String| {
        Err(Fits {
            code: codes::WHEN_OPERATOR,
            on_value: false,
            message: format!("{path} cannot be compared with `{}`", op.as_str()),
            help,
        })
    };
    let value = |message: String, help: String| {
        Err(Fits {
            code: codes::WHEN_VALUE,
            on_value: true,
            message,
            help,
        })
    };
    let known = |words: &[&str]| {
        if words.contains(&test.value.as_str()) {
            return Ok(());
        }
        value(
            format!("{path} is never {}", quote(&test.value)),
            one_of(&test.value, words),
        )
    };
    match kind {
        Kind::Word { words, ordered } => match op {
            Op::Is | Op::IsNot => known(words),
            Op::Less | Op::AtMost | Op::More | Op::AtLeast if *ordered => known(words),
            _ => operator("it is one word: `is` or `is not`".to_owned()),
        },
        Kind::Set(words) if op == Op::Includes => known(words),
        Kind::Set(_) => operator("it may be several words: `includes`".to_owned()),
        Kind::Number if op == Op::Includes => {
            operator(format!("it is a number: {}", names(NUMBER_OPS)))
        }
        Kind::Number if test.value.parse::<i64>().is_ok() => Ok(()),
        Kind::Number => value(
            format!("{path} is never {}", quote(&test.value)),
            "it is a whole number".to_owned(),
        ),
        Kind::Date if op == Op::Includes => {
            operator(format!("it is a date: {}", names(NUMBER_OPS)))
        }
        Kind::Date if Date::parse(&test.value).is_ok() => Ok(()),
        Kind::Date => value(
            format!("{path} is never {}", quote(&test.value)),
            "it is a day, as in `2026-11-22`".to_owned(),
        ),
        Kind::Opaque => operator(
            "a text or a table can only be tested with `is na`; ask with a choice instead"
                .to_owned(),
        ),
    }
}

const NUMBER_OPS: &[&str] = &["is", "is not", "<", "<=", ">", ">="];
