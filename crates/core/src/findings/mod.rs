//! Findings: what answers, agreements and reports raise. Severity comes from the rubric, words from
//! the catalogue of texts.

mod agreements;
mod answers;
mod documents;
mod evidence;
mod incidents;
mod reports;
mod scope;

pub(crate) use answers::OfAnswers;

use std::collections::BTreeMap;

use crate::{
    compile::Compiled,
    finding::Severity,
    result::Finding,
    rules::{self, Rule},
};

/// Collects findings; one for each rule and subject.
pub(crate) struct Findings<'a> {
    pub(crate) compiled: &'a Compiled,
    found: Vec<Finding>,
    /// Where the finding of a rule and subject stands.
    places: BTreeMap<(&'static str, String), usize>,
}

/// A finding about a question: the rule and the question's index.
pub type Brief = (&'static str, u32);

impl<'a> Findings<'a> {
    pub(crate) fn new(compiled: &'a Compiled) -> Self {
        Self {
            compiled,
            found: Vec::new(),
            places: BTreeMap::new(),
        }
    }

    /// Adds a finding. Of several with one rule and subject the gravest stays, of those the first. A rule
    /// the rubric does not rate is medium.
    pub(crate) fn add(
        &mut self,
        id: &str,
        subject: impl ToString,
        args: Vec<(&'static str, String)>,
        because: &[String],
    ) {
        self.add_case(id, None, subject, args, because);
    }

    /// The same for a case that the rule tells apart: the rubric may give it a severity of its own.
    fn add_case(
        &mut self,
        id: &str,
        case: Option<&str>,
        subject: impl ToString,
        args: Vec<(&'static str, String)>,
        because: &[String],
    ) {
        let Some(rule) = rules::find(id) else {
            return;
        };
        let rated = self.compiled.rubric.findings.get(rule.id);
        let own = case.and_then(|case| rated?.cases.get(case));
        let severity = own
            .map(|own| own.severity)
            .or_else(|| rated.map(|rated| rated.severity))
            .unwrap_or(Severity::Medium);
        let key = (rule.id, subject.to_string());
        let place = self.places.get(&key).copied();
        if let Some(known) = place.and_then(|at| self.found.get_mut(at)) {
            // What makes it graver says so.
            if severity > known.severity {
                (known.severity, known.args, known.because) = (severity, args, because.to_vec());
            }
            return;
        }
        let mut finding = self.finding(rule, key.1.clone(), args, because);
        finding.severity = severity;
        self.places.insert(key, self.found.len());
        self.found.push(finding);
    }

    fn finding(
        &self,
        rule: &'static Rule,
        subject: String,
        args: Vec<(&'static str, String)>,
        because: &[String],
    ) -> Finding {
        let rated = self.compiled.rubric.findings.get(rule.id);
        let citations = rule
            .cite
            .split("; ")
            .filter(|cite| !cite.is_empty())
            .map(str::to_owned)
            .collect();
        Finding {
            rule,
            subject,
            severity: rated.map_or(Severity::Medium, |rated| rated.severity),
            owner: rule.owner,
            axis: rule.axis,
            law: rule.law,
            args,
            citations,
            because: because.to_vec(),
        }
    }

    /// In the order of a result: severity, id, subject.
    pub(crate) fn sorted(mut self) -> Vec<Finding> {
        self.found.sort_by(|a, b| {
            b.severity
                .cmp(&a.severity)
                .then_with(|| a.rule.id.cmp(b.rule.id))
                .then_with(|| a.subject.cmp(&b.subject))
        });
        self.found
    }
}
