//! What every reader of a result must be told of the rubric in use.

use crate::{
    facts::Tier,
    gate::{GateId, LawStatus},
    result::Said,
    rubric::Rubric,
    rules::{RULES, Rule},
};

/// What every reader must be told first: a rubric that softens a gate that is law, and a rubric that
/// does not rate every rule.
pub(crate) fn notices(rubric: &Rubric) -> Vec<Said> {
    let mut notices = Vec::new();
    for id in GateId::ALL.iter().filter(|id| id.is_law()) {
        let softened = rubric.gates.get(id).is_none_or(|rule| {
            let least = id.least_effects();
            rule.prospective < least.0
                || rule.live < least.1
                || rule.law != LawStatus::InForce
                || Tier::ALL
                    .iter()
                    .any(|tier| rule.clears_with.at(*tier) < id.least_basis(*tier))
                || id
                    .least_controls()
                    .iter()
                    .any(|control| !rule.controls.iter().any(|own| own.as_str() == *control))
        });
        if softened {
            notices.push(Said::plain("notice.softened").with("gate", id));
        }
    }
    let rated = |rule: &&Rule| rubric.findings.contains_key(rule.id);
    let count = RULES.iter().filter(|rule| !rated(rule)).count();
    if count > 0 {
        notices.push(Said::plain("notice.unrated").with("count", count));
    }
    notices
}
