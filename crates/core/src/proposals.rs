//! Which controls of a report may speak to which questions: proposed here, confirmed by a reviewer.
//!
//! A proposal rests on a criterion that both name. Until someone links a control to the question, the report
//! is a document that speaks for the answer (DESIGN 6.2); with the link the answer is tested.

use std::sync::Arc;

use crate::{
    assessment::Assessment,
    compile::Compiled,
    criteria::Criteria,
    prepare::Prepared,
    result::Proposal,
    score,
    soc2::{ControlResult, Report},
};

/// Proposals for every scored question that is asked, by question and report.
#[must_use]
pub fn proposals(
    compiled: &Compiled,
    assessment: &Assessment,
    prepared: &Prepared,
) -> Vec<Proposal> {
    let reports: Vec<_> = assessment
        .reports
        .iter()
        .zip(&prepared.standings)
        .filter(|(_, standing)| standing.usable && !standing.tests.in_order().is_empty())
        .map(|(report, standing)| (report, standing.tests.in_order(), sets(report)))
        .collect();
    if reports.is_empty() {
        return Vec::new();
    }
    let mut finder = compiled.finder();
    let mut linked = vec![Vec::new(); compiled.questions.len()];
    for answer in assessment
        .answers
        .iter()
        .filter(|one| !one.linked.is_empty())
    {
        let at = finder.find(&answer.question);
        if let Some(slot) = at.and_then(|at| linked.get_mut(at as usize)) {
            slot.extend(&answer.linked);
        }
    }
    let mut found = Vec::new();
    for (question, _, item) in score::items(compiled, &prepared.answers, &prepared.applies) {
        let entry = compiled.entry(question.at).filter(|_| item.asked);
        let Some(entry) = entry.filter(|entry| !entry.criteria.is_empty()) else {
            continue;
        };
        let links = linked.get(question.at as usize);
        for (report, tested, sets) in &reports {
            let shared = tested.shared(entry.criteria);
            if shared.is_empty() {
                continue;
            }
            let controls = sets
                .iter()
                .filter(|(_, criteria)| !criteria.shared(shared).is_empty())
                .map(|(id, _)| {
                    let confirmed = links.is_some_and(|links| {
                        links
                            .iter()
                            .any(|link| link.report == report.id && *link.control == **id)
                    });
                    (Arc::clone(id), confirmed)
                })
                .collect();
            found.push(Proposal {
                question: entry.question.id.clone(),
                report: report.id.clone(),
                criteria: shared.ids().collect(),
                controls,
            });
        }
    }
    found
}

/// Controls tested without exception, and the criteria of each.
fn sets(report: &Report) -> Vec<(Arc<str>, Criteria)> {
    report
        .controls
        .iter()
        .filter(|control| control.result == ControlResult::Tested)
        .map(|control| {
            let id = Arc::from(control.id.as_str());
            (id, Criteria::all(&control.criteria))
        })
        .collect()
}
