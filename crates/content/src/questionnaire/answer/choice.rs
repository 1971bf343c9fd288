//! Choices: options with a label, a credit and a finding.

use std::collections::BTreeSet;

use vendorward_core::questionnaire::{AnswerKind, ChoiceOption};

use super::{Attribute, Context, earned, label, parts, unreachable_credit};
use crate::{
    codes, read,
    source::{Report, quote},
};

/// The most options of a choice: conditions keep them in 64 bits.
const MAX_OPTIONS: usize = 64;

pub(super) fn choice(
    report: &mut Report<'_>,
    answer: &Attribute<'_>,
    context: &mut Context<'_>,
) -> Option<AnswerKind> {
    let several = answer.value().text == "choices";
    let pairs = parts(report, answer.parts);
    if pairs.len() < 2 {
        report.add_help(
            codes::OPTIONS_FEW,
            answer.value().range(),
            format!("a choice needs two options or more; it has {}", pairs.len()),
            "nest them: `  - all-systems: \"Every system\" 100`",
        );
    }
    if pairs.len() > MAX_OPTIONS {
        report.add_help(
            codes::OPTIONS_MANY,
            answer.value().range(),
            format!(
                "a choice has at most {MAX_OPTIONS} options; this one has {}",
                pairs.len()
            ),
            "group them, or ask for a text",
        );
    }
    let mut seen = BTreeSet::new();
    let mut options = Vec::new();
    let mut sound = true;
    for pair in &pairs {
        let Some(option) = option(report, pair, context) else {
            sound = false;
            continue;
        };
        if option.id.as_str() == "na" {
            report.add_help(
                codes::OPTION_RESERVED,
                pair.key().range(),
                "`na` is a state of every answer, not an option",
                "`na: with-reason` lets the question be answered so",
            );
        }
        if !seen.insert(option.id.clone()) {
            report.add(
                codes::OPTION_DUPLICATE,
                pair.key().range(),
                format!("there are two options `{}`", option.id),
            );
        }
        options.push(option);
    }
    let credits = options.iter().map(|o| u32::from(o.credit.percent()));
    let best: u32 = if several {
        credits.sum()
    } else {
        credits.max().unwrap_or(0)
    };
    if context.scored() && sound && options.len() > 1 && best < 100 {
        unreachable_credit(report, answer, best);
    }
    (sound && options.len() > 1).then_some(if several {
        AnswerKind::Choices { options }
    } else {
        AnswerKind::Choice { options }
    })
}

fn option(
    report: &mut Report<'_>,
    pair: &Attribute<'_>,
    context: &mut Context<'_>,
) -> Option<ChoiceOption> {
    let id = read::id(report, pair.key(), "an option");
    let value = pair.value();
    let Some((label, rest)) = label(value) else {
        report.add_help(
            codes::OPTION_FORM,
            value.range(),
            format!("{} is not a label and a credit", quote(value.text)),
            "as in `- all-systems: \"Every system\" 100`, then a finding where there is one",
        );
        return None;
    };
    let (credit, finding) = earned(report, rest, context)?;
    Some(ChoiceOption {
        id: id?,
        label: label.text.to_owned(),
        credit,
        finding,
    })
}
