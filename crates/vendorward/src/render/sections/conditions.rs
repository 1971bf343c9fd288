//! Conditions and decisions.

use vendorward_core::{
    assessment::ConditionState,
    result::{Outcome, OutcomeCondition},
    texts::has,
};

use super::{head, heading};
use crate::{
    package::Package,
    render::{Block, Table, words::Words},
};

pub(super) fn conditions(words: Words, outcome: &Outcome, blocks: &mut Vec<Block>) {
    heading(words, "report.conditions", blocks);
    if outcome.conditions.is_empty() {
        blocks.push(Block::Paragraph(words.text("report.no-conditions")));
        return;
    }
    let row = |one: &OutcomeCondition| {
        let title = format!("{}.title", one.finding);
        let what = if has(&title) {
            words.text(&title)
        } else {
            one.finding.clone()
        };
        let about = if one.subject.is_empty() {
            one.finding.clone()
        } else {
            words.fill(
                "report.about",
                &[("id", &one.finding), ("subject", &one.subject)],
            )
        };
        let when = match (one.due, one.days) {
            (Some(due), _) => due.to_string(),
            (None, Some(days)) => words.count("report.days", usize::from(days)),
            (None, None) => String::new(),
        };
        vec![
            what.into(),
            about.into(),
            words
                .word("report.condition-kind", one.kind.as_str())
                .into(),
            when.into(),
            words.word("owner", one.owner.as_str()).into(),
            condition_state(words, one).into(),
        ]
    };
    blocks.push(Block::Table(Table {
        head: head(
            words,
            &["condition", "about", "by-when", "due", "owner", "state"],
        ),
        rows: outcome.conditions.iter().map(row).collect(),
    }));
}

/// Its state, and who accepts it until when, or what closed it.
fn condition_state(words: Words, one: &OutcomeCondition) -> String {
    let state = words.word("report.condition-state", one.state.as_str());
    match &one.accepted {
        Some(accepted) if one.state == ConditionState::Accepted => {
            let until = accepted.until.to_string();
            let args = [
                ("state", state.as_str()),
                ("by", &accepted.by),
                ("until", &until),
            ];
            words.fill("report.accepted", &args)
        }
        _ if one.evidence.is_empty() => state,
        _ => words.fill(
            "report.closed",
            &[("state", &state), ("evidence", &one.evidence)],
        ),
    }
}

pub(super) fn decision(words: Words, package: &Package, blocks: &mut Vec<Block>) {
    heading(words, "report.decisions", blocks);
    let decisions = &package.assessment.decisions;
    if decisions.is_empty() {
        blocks.push(Block::Paragraph(words.text("report.no-decision")));
    } else {
        let word = |one: vendorward_core::rating::Recommendation| {
            words.text(&format!("recommendation.{one}"))
        };
        let rows = decisions
            .iter()
            .map(|one| {
                vec![
                    one.on.to_string().into(),
                    word(one.outcome).into(),
                    word(one.recommendation).into(),
                    words.list(&[one.by.clone(), one.role.clone()]).into(),
                    one.reason.clone().into(),
                ]
            })
            .collect();
        blocks.push(Block::Table(Table {
            head: head(words, &["on", "decided", "recommended", "by", "reason"]),
            rows,
        }));
    }
    let lines = ["decision", "name", "role", "date", "signature"];
    blocks.push(Block::Signature(
        lines
            .iter()
            .map(|line| words.text(&format!("report.sign.{line}")))
            .collect(),
    ));
}
