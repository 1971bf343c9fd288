//! Recording a decision: a person, a role, a date, and the result they saw.

use vendorward_core::{
    Date, Id,
    assessment::{Condition, ConditionState, Decision},
    diagnostic::Diagnostic,
    rating::Recommendation,
};

use crate::{Reply, package::Package, result, set::Set};

/// A decision as a person enters it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What was decided.
    pub outcome: Recommendation,
    /// By whom.
    pub by: String,
    /// In what role.
    pub role: String,
    /// When: the as-of date of the result decided on.
    pub on: Date,
    /// Why; needed where it is unlike the recommendation.
    pub reason: String,
    /// When to ask again, above all where no agreement or no assessment is needed: that rests on facts that
    /// may change.
    pub ask_again: Option<Date>,
}

/// Appends a decision; proposed conditions become open, raised on its date. Nothing recorded changes.
#[must_use]
pub fn record(set: &Set, package: &Package, entry: Entry) -> Reply<Package> {
    let outcome = result::outcome(set, &package.assessment, entry.on);
    let missing = |what: &str| {
        Reply::failed(Diagnostic::error(
            "decision-incomplete",
            format!("the decision lacks {what}"),
        ))
    };
    if entry.by.trim().is_empty() {
        return missing("a name");
    }
    if entry.role.trim().is_empty() {
        return missing("a role");
    }
    if entry.ask_again.is_some_and(|day| day <= entry.on) {
        return Reply::failed(Diagnostic::error(
            "decision-incomplete",
            format!(
                "the day to ask again is not after {}, the day of the decision",
                entry.on
            ),
        ));
    }
    let unlike = entry.outcome != outcome.recommendation;
    // That nothing is assessed is decided on facts that may change: they are written down.
    let unassessed = entry.outcome == Recommendation::NoAssessment;
    if (unlike || unassessed) && entry.reason.trim().is_empty() {
        return missing(if unlike {
            "a reason, which it needs because it is unlike the recommendation"
        } else {
            "a reason: the facts on which nothing is assessed"
        });
    }
    let mut package = package.clone();
    let bytes = result::json(set, &package, &outcome);
    let taken =
        |id: &str, conditions: &[Condition]| conditions.iter().any(|one| one.id.as_str() == id);
    for proposed in outcome
        .conditions
        .iter()
        .filter(|one| one.state == ConditionState::Proposed)
    {
        let Ok(finding) = Id::new(&proposed.finding) else {
            continue;
        };
        let number = (1..)
            .map(|n| format!("condition-{n}"))
            .find(|id| !taken(id, &package.assessment.conditions));
        let Some(id) = number.and_then(|id| Id::new(&id).ok()) else {
            continue;
        };
        package.assessment.conditions.push(Condition {
            id,
            finding,
            subject: proposed.subject.clone(),
            kind: proposed.kind,
            owner: proposed.owner,
            raised_on: entry.on,
            due: proposed.days.map(|days| entry.on.add_days(i32::from(days))),
            state: ConditionState::Open,
            evidence: String::new(),
            closed_on: None,
            accepted: None,
        });
    }
    package.assessment.decisions.push(Decision {
        ask_again: entry.ask_again,
        outcome: entry.outcome,
        by: entry.by,
        role: entry.role,
        on: entry.on,
        reason: entry.reason,
        recommendation: outcome.recommendation,
        result_sha256: result::sha256(&bytes),
    });
    Reply::of(package)
}
