//! The `answer:` attribute: what can be answered, and what it earns.

mod bands;
mod choice;
mod table;

use std::ops::Range;

use vendorward_core::{
    Id,
    questionnaire::{AnswerKind, Good, Weight},
    units::Credit,
};

use super::attributes::{self, Attribute};
use crate::{
    codes,
    markdown::{Item, Node, NodeKind},
    read,
    source::{Report, quote},
    suggest::one_of,
    words::Words,
};

const KINDS: &[&str] = &[
    "yes-no",
    "yes-no-partial",
    "choice",
    "choices",
    "text",
    "number",
    "date",
    "table",
];

/// What the reading of an answer needs to know of its question.
pub(super) struct Context<'a> {
    /// Unless it is wrong or missing.
    pub(super) weight: Option<Weight>,
    pub(super) good: Option<&'a Attribute<'a>>,
    /// Findings that answers raise, with their places.
    pub(super) findings: Vec<(Id, Range<usize>)>,
}

impl Context<'_> {
    fn scored(&self) -> bool {
        matches!(
            self.weight,
            Some(Weight::Critical | Weight::Standard | Weight::Minor)
        )
    }

    fn info(&self) -> bool {
        self.weight == Some(Weight::Info)
    }
}

/// Reads the answer of a question.
pub(super) fn read(
    report: &mut Report<'_>,
    answer: &Attribute<'_>,
    context: &mut Context<'_>,
) -> Option<AnswerKind> {
    let kind = answer.value();
    let place = kind.range();
    if !KINDS.contains(&kind.text) {
        report.add_help(
            codes::ANSWER_KIND,
            place,
            format!("there is no kind of answer {}", quote(kind.text)),
            one_of(kind.text, KINDS),
        );
        return None;
    }
    if let Some(good) = context.good
        && !kind.text.starts_with("yes-no")
    {
        report.add_help(
            codes::GOOD_MISPLACED,
            good.key().range(),
            format!("`good` says nothing about `answer: {}`", kind.text),
            "it belongs to `yes-no` and `yes-no-partial`",
        );
    }
    if context.scored() && matches!(kind.text, "text" | "table") {
        report.add_help(
            codes::SCORED_TEXT,
            place.clone(),
            format!("a {} cannot be scored", kind.text),
            "give the question `weight: info`",
        );
    }
    if matches!(kind.text, "yes-no" | "yes-no-partial" | "text")
        && let Some(node) = answer.parts.first()
    {
        report.add_help(
            codes::ATTRIBUTE_NESTED,
            node.range.clone(),
            format!("nothing can be nested under `answer: {}`", kind.text),
            "`choice`, `choices`, `number`, `date` and `table` have parts",
        );
    }
    match kind.text {
        "yes-no" => Some(AnswerKind::YesNo {
            good: good(report, context)?,
        }),
        "yes-no-partial" => Some(AnswerKind::YesNoPartial {
            good: good(report, context)?,
        }),
        "text" => Some(AnswerKind::Text),
        "choice" | "choices" => choice::choice(report, answer, context),
        "number" => bands::number(report, answer, context),
        "date" => bands::date(report, answer, context),
        _ => table::table(report, answer),
    }
}

fn good(report: &mut Report<'_>, context: &Context<'_>) -> Option<Good> {
    let Some(good) = context.good else {
        return Some(Good::Yes);
    };
    read::word(report, good.value(), "`good`", Good::WORDS, Good::parse)
}

/// The nested items of an answer, other blocks reported.
fn parts<'n>(report: &mut Report<'_>, nodes: &'n [Node]) -> Vec<Attribute<'n>> {
    let mut items: Vec<&'n [Item]> = Vec::new();
    for node in nodes {
        match &node.kind {
            NodeKind::Bullets(own) => items.push(own),
            _ => report.add_help(
                codes::ATTRIBUTE_NESTED,
                node.range.clone(),
                "only bullet items can be nested under `answer`",
                "indent `- key: value` items by two spaces",
            ),
        }
    }
    let mut found = Vec::new();
    for own in items {
        for pair in attributes::pairs(
            report,
            own,
            "as in `- none: \"None\" 0` or `- range: 0 to 720`",
        ) {
            if let Some(nested) = pair.parts.first() {
                report.add_help(
                    codes::ATTRIBUTE_NESTED,
                    nested.range.clone(),
                    format!("nothing can be nested under {}", quote(pair.key().text)),
                    "a part of an answer has no parts",
                );
            }
            found.push(pair);
        }
    }
    found
}

fn unreachable_credit(report: &mut Report<'_>, answer: &Attribute<'_>, best: u32) {
    report.add_help(
        codes::CREDIT_UNREACHABLE,
        answer.value().range(),
        format!("the best answer earns {best} of 100"),
        "give the best answer full credit; the rubric says how much the question counts",
    );
}

/// A text in double quotes at the start, and the rest.
fn label(value: Words<'_>) -> Option<(Words<'_>, Words<'_>)> {
    let (before, rest) = value.split_once('"')?;
    let (label, rest) = rest.rsplit_once('"')?;
    (before.is_empty() && !label.is_empty()).then_some((label, rest))
}

/// `[credit [finding]]` at the end of an option or band.
fn earned(
    report: &mut Report<'_>,
    rest: Words<'_>,
    context: &mut Context<'_>,
) -> Option<(Credit, Option<Id>)> {
    let mut words = rest.split_words();
    let (credit, finding, more) = (words.next(), words.next(), words.next());
    if let Some(more) = more {
        report.add_help(
            codes::OPTION_FORM,
            more.range(),
            format!("{} stands after the finding", quote(more.text)),
            "a credit, then at most one finding",
        );
        return None;
    }
    let credit = match credit {
        None if context.scored() => {
            report.add_help(
                codes::CREDIT_MISSING,
                rest.range(),
                "a credit is missing",
                "a whole number from 0 to 100, as in `\"Every system\" 100`",
            );
            None
        }
        None => Some(Credit::NONE),
        Some(word) => read_credit(report, word, context),
    };
    let finding = match finding {
        None => None,
        Some(word) => {
            let id = read::id(report, word, "a finding")?;
            context.findings.push((id.clone(), word.range()));
            if context.info() {
                report.add_help(
                    codes::INFO_FINDING,
                    word.range(),
                    format!("a question of weight `info` cannot raise `{id}`"),
                    "take it away, or give the question another weight",
                );
            }
            Some(id)
        }
    };
    Some((credit?, finding))
}

fn read_credit(report: &mut Report<'_>, word: Words<'_>, context: &Context<'_>) -> Option<Credit> {
    let digits = word.text.bytes().all(|b| b.is_ascii_digit());
    let credit = word
        .text
        .parse()
        .ok()
        .filter(|_| digits)
        .and_then(Credit::new);
    if credit.is_none() {
        report.add_help(
            codes::CREDIT_RANGE,
            word.range(),
            format!("{} is no credit", quote(word.text)),
            "a whole number from 0 to 100",
        );
    } else if context.info() {
        report.add_help(
            codes::INFO_CREDIT,
            word.range(),
            "a question of weight `info` gives no credit",
            "take the number away, or give the question another weight",
        );
    }
    credit
}
