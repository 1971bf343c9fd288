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
}

/// A finding about a question: the rule and the question's index.
pub type Brief = (&'static str, u32);

impl<'a> Findings<'a> {
    pub(crate) const fn new(compiled: &'a Compiled) -> Self {
        Self {
            compiled,
            found: Vec::new(),
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
        let mut finding = self.finding(rule, subject.to_string(), args, because);
        let rated = self.compiled.rubric.findings.get(rule.id);
        if let Some(own) = case.and_then(|case| rated?.cases.get(case)) {
            finding.severity = own.severity;
        }
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

    /// In the order of a result: severity, id, subject. One for each rule and subject: the gravest, of those
    /// the first that was added.
    pub(crate) fn sorted(mut self) -> Vec<Finding> {
        self.found.sort_by(|a, b| {
            let by_rule = a.rule.id.cmp(b.rule.id);
            by_rule
                .then_with(|| a.subject.cmp(&b.subject))
                .then_with(|| b.severity.cmp(&a.severity))
        });
        self.found.dedup_by(|later, first| {
            later.rule.id == first.rule.id && later.subject == first.subject
        });
        // Rule and subject stay in order within a severity.
        self.found
            .sort_by_key(|one| std::cmp::Reverse(one.severity));
        self.found
    }
}
