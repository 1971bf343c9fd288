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

use std::collections::{BTreeMap, btree_map::Entry};

use crate::{
    compile::Compiled,
    finding::{Axis, Severity},
    gate::LawStatus,
    result::{Args, Finding, Source},
    rubric::SeverityRule,
    rules::{self, RULES, Rule},
};

/// Collects findings; one for each rule and subject.
pub(crate) struct Findings<'a> {
    pub(crate) compiled: &'a Compiled,
    /// By the place of the rule among all, and by subject.
    found: BTreeMap<(usize, String), Raised>,
    /// What the rubric says of each rule, in the order of the rules.
    rated: Vec<Option<&'a SeverityRule>>,
}

/// A finding without its rule and subject.
struct Raised {
    case: Option<&'static str>,
    severity: Severity,
    axis: Axis,
    law: LawStatus,
    args: Args,
    cites: Vec<String>,
    because: Vec<Source>,
}

/// A finding about a question: the rule and the question's index.
pub type Brief = (&'static str, u32);

impl<'a> Findings<'a> {
    pub(crate) fn new(compiled: &'a Compiled) -> Self {
        let rules = rules::RULES.iter();
        Self {
            compiled,
            found: BTreeMap::new(),
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
        subject: impl AsRef<str>,
        args: impl Into<Args>,
        because: impl Into<Vec<Source>>,
    ) {
        self.add_case(id, None, subject, args, because);
    }

    /// The same for a case that the rule tells apart: the rubric may give it a severity of its own.
    fn add_case(
        &mut self,
        id: &str,
        case: Option<&'static str>,
        subject: impl AsRef<str>,
        args: impl Into<Args>,
        because: impl Into<Vec<Source>>,
    ) {
        self.raise((id, case), subject.as_ref(), args.into(), because.into());
    }

    fn raise(
        &mut self,
        (id, case): (&str, Option<&'static str>),
        subject: &str,
        args: Args,
        because: Vec<Source>,
    ) {
        if let Some((place, rule)) = rules::place(id) {
            let severity = self.severity(place, case);
            let raised = Raised::new(rule, (case, severity), args, because);
            self.put(place, subject.to_owned(), raised);
        }
    }

    fn put(&mut self, place: usize, subject: String, raised: Raised) {
        match self.found.entry((place, subject)) {
            Entry::Vacant(free) => {
                free.insert(raised);
            }
            Entry::Occupied(mut known) => {
                // What makes it graver says so.
                if raised.severity > known.get().severity {
                    known.insert(raised);
                }
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

    /// In the order of a result: severity, id, subject. Ids and subjects are in order already.
    pub(crate) fn sorted(self) -> Vec<Finding> {
        let mut by_severity: Vec<Vec<Finding>> = Severity::ALL.iter().map(|_| Vec::new()).collect();
        for ((place, subject), one) in self.found {
            let of_severity = by_severity.get_mut(one.severity as usize);
            if let (Some(list), Some(rule)) = (of_severity, RULES.get(place)) {
                list.push(one.finding(rule, subject));
            }
        }
        by_severity.into_iter().rev().flatten().collect()
    }
}

impl Raised {
    /// As its rule has it.
    fn new(
        rule: &Rule,
        (case, severity): (Option<&'static str>, Severity),
        args: Args,
        because: Vec<Source>,
    ) -> Self {
        Self {
            case,
            severity,
            axis: rule.axis,
            law: rule.law,
            args,
            cites: Vec::new(),
            because,
        }
    }

    fn finding(self, rule: &'static Rule, subject: String) -> Finding {
        Finding {
            rule,
            case: self.case,
            subject,
            severity: self.severity,
            owner: rule.owner,
            axis: self.axis,
            law: self.law,
            args: self.args,
            cites: self.cites,
            because: self.because,
        }
    }
}
