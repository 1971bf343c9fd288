//! The JSON functions: bytes in, bytes out. The command line, the npm package and workers call these
//! and nothing else.

use serde_json::{Value, json};
use vendorward_core::{
    Date, assessment::Assessment, diagnostic::Diagnostic, gate::GateId, result::Outcome, rules,
    texts::Language,
};

use crate::{
    Reply,
    package::{self, Package},
    result,
    set::{Set, finding_ids},
};

/// A scored package.
#[derive(Debug, Clone)]
pub struct Scored {
    /// The package as read.
    pub package: Package,
    /// The outcome.
    pub outcome: Outcome,
    /// The canonical bytes of the result.
    pub json: Vec<u8>,
}

/// Scores a package at a date. Parts that cannot be read are diagnostics; the rest is scored.
#[must_use]
pub fn score(set: &Set, bytes: &[u8], as_of: Date) -> Reply<Scored> {
    let mut reply = package::read_hashed(bytes).map(|(package, sha256)| {
        let outcome = result::outcome(set, &package.assessment, as_of);
        let json = result::json_hashed(set, &package.assessment, &sha256, &outcome);
        Scored {
            package,
            outcome,
            json,
        }
    });
    if let Some(scored) = &reply.value {
        reply.diagnostics.extend(answer_warnings(
            set,
            &scored.package.assessment,
            &scored.outcome,
        ));
    }
    reply
}

/// Answers to questions that nobody asks: kept, and named.
fn answer_warnings(set: &Set, assessment: &Assessment, outcome: &Outcome) -> Vec<Diagnostic> {
    outcome
        .unknown_answers
        .iter()
        .map(|id| {
            let at = assessment.answers.iter().position(|answer| answer.question == *id).unwrap_or_default();
            let fact = set.compiled.find(id).is_some();
            let message = if fact {
                format!("`{id}` sets a fact of the engagement; an answer to it is kept and does not count")
            } else {
                format!("no loaded questionnaire asks `{id}`; the answer is kept and does not count")
            };
            Diagnostic::warning("unknown-question", message)
                .at(vendorward_core::diagnostic::At::Pointer { pointer: format!("/answers/{at}") })
        })
        .collect()
}

/// Every problem of source files: questionnaires, control inventories, rubrics.
#[must_use]
pub fn lint<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<Diagnostic> {
    vendorward_content::Files::read(files).problems(&finding_ids())
}

/// Every rule and gate the code has, with what the rubric in use makes of it, as JSON.
#[must_use]
pub fn rules(set: &Set) -> Vec<u8> {
    let rubric = &set.compiled.rubric;
    let text = |key: String| Language::English.fill(&key, &[]);
    let findings: Vec<Value> = rules::RULES
        .iter()
        .map(|rule| {
            let rated = vendorward_core::Id::new(rule.id)
                .ok()
                .and_then(|id| rubric.findings.get(&id));
            json!({
                "id": rule.id,
                "title": text(format!("{}.title", rule.id)),
                "axis": rule.axis,
                "owner": rule.owner,
                "law": rule.law,
                "citation": rule.cite,
                "severity": rated.map(|rated| rated.severity),
                "reason": rated.map(|rated| rated.reason.as_str()),
                "source": rated.map(|rated| rated.source.as_str()),
                "checked": rubric.dated,
            })
        })
        .collect();
    let gates: Vec<Value> = GateId::ALL
        .iter()
        .map(|id| {
            let rule = rubric.gates.get(id);
            json!({
                "id": id,
                "title": text(format!("{id}.title")),
                "asks": text(format!("{id}.asks")),
                "law": rule.map(|rule| rule.law),
                "citations": rule.map(|rule| &rule.cites),
                "prospective": rule.map(|rule| rule.prospective),
                "live": rule.map(|rule| rule.live),
                "clears_with": rule.map(|rule| &rule.clears_with),
                "reason": rule.map(|rule| rule.reason.as_str()),
                "source": rule.map(|rule| rule.source.as_str()),
                "checked": rule.map(|rule| rule.checked),
            })
        })
        .collect();
    let whole = json!({
        "format": "vendorward/rules",
        "format_version": crate::hash::FORMAT_VERSION,
        "engine_version": crate::VERSION,
        "rubric": set.rubric,
        "gates": gates,
        "findings": findings,
    });
    serde_json::to_vec(&whole).unwrap_or_default()
}
