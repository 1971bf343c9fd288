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

use std::{
    borrow::Cow,
    collections::{BTreeMap, btree_map::Entry},
};

use crate::{
    compile::Compiled,
    finding::Severity,
    result::Finding,
    rubric::SeverityRule,
    rules::{self, Rule},
};

/// Collects findings; one for each rule and subject.
pub(crate) struct Findings<'a> {
    pub(crate) compiled: &'a Compiled,
    found: Vec<Finding>,
    /// Where the finding of a rule, by its place among the rules, and subject stands.
    places: BTreeMap<(usize, String), usize>,
    /// What the rubric says of each rule, in the order of the rules.
    rated: Vec<Option<&'a SeverityRule>>,
}

/// A finding about a question: the rule and the question's index.
pub type Brief = (&'static str, u32);

impl<'a> Findings<'a> {
    pub(crate) fn new(compiled: &'a Compiled) -> Self {
        let rules = rules::RULES.iter();
        Self {
            compiled,
            found: Vec::new(),
            places: BTreeMap::new(),
            rated: rules
                .map(|rule| compiled.rubric.findings.get(rule.id))
                .collect(),
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
        case: Option<&'static str>,
        subject: impl ToString,
        args: Vec<(&'static str, String)>,
        because: &[String],
    ) {
        self.put((id, case), subject.to_string(), args, because);
    }

    fn put(
        &mut self,
        (id, case): (&str, Option<&'static str>),
        subject: String,
        args: Vec<(&'static str, String)>,
        because: &[String],
    ) {
        let Some((place, rule)) = rules::place(id) else {
            return;
        };
        let severity = self.severity(place, case);
        let next = self.found.len();
        match self.places.entry((place, subject)) {
            Entry::Occupied(known) => {
                let known = self.found.get_mut(*known.get());
                // What makes it graver says so.
                if let Some(known) = known.filter(|known| severity > known.severity) {
                    (known.case, known.severity) = (case, severity);
                    (known.args, known.because) = (args, because.to_vec());
                }
            }
            Entry::Vacant(free) => {
                let subject = free.key().1.clone();
                free.insert(next);
                let finding = finding((rule, case), subject, severity, args, because);
                self.found.push(finding);
            }
        }
    }

    fn severity(&self, place: usize, case: Option<&str>) -> Severity {
        let rated = self.rated.get(place).copied().flatten();
        rated.map_or(Severity::Medium, |rated| {
            let own = case.and_then(|case| rated.cases.get(case));
            own.map_or(rated.severity, |own| own.severity)
        })
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

/// A finding as its rule has it.
fn finding(
    (rule, case): (&'static Rule, Option<&'static str>),
    subject: String,
    severity: Severity,
    args: Vec<(&'static str, String)>,
    because: &[String],
) -> Finding {
    let citations = rule.cite.split(';').map(str::trim);
    let citations = citations.filter(|cite| !cite.is_empty());
    Finding {
        rule,
        case,
        subject,
        severity,
        owner: rule.owner,
        axis: rule.axis,
        law: rule.law,
        args,
        citations: citations.map(Cow::Borrowed).collect(),
        because: because.to_vec(),
    }
}
