//! What the auditor's tests found: exceptions, what became of them, controls and criteria without a test.

use std::collections::BTreeMap;

use super::{About, said};
use crate::{
    criteria::Criteria,
    date::Date,
    findings::Findings,
    soc2::{
        ControlResult, RemediationState, Report, ReportException, ReportStanding, is_safeguard,
        left_to_others,
    },
    source::of_record,
};

/// An exception as the record tells it: in a list of its own, or by a control's result alone.
struct Exception<'a> {
    control: &'a str,
    criteria: &'a [String],
    record: Option<&'a ReportException>,
}

impl Exception<'_> {
    /// The case that the rubric rates: by what it hits, and whether that holds PHI. That management calls it
    /// mended changes neither: nobody has tested that.
    fn case(&self) -> Option<&'static str> {
        let phi = self.record.and_then(|record| record.phi);
        match phi {
            Some(true) => {
                let safeguard = self.criteria.iter().any(|one| is_safeguard(one));
                safeguard.then_some("safeguard-phi")
            }
            Some(false) => Some("no-phi"),
            None => None,
        }
    }

    /// What is known of it, and what is still to be shown, in words.
    fn words(&self, as_of: Date) -> [(&'static str, String); 2] {
        let response = self
            .record
            .is_some_and(|one| !one.response.trim().is_empty());
        let mended = self.record.and_then(|record| record.remediation);
        let mended = mended.filter(|one| one.state == RemediationState::Done);
        let mended = mended.and_then(|one| one.date).filter(|on| *on <= as_of);
        let mut seen = seen(self.record);
        let key = match (mended, response) {
            (Some(on), _) => {
                let date = on.to_string();
                seen = format!("{seen} {}", said("remediation.done", &[("date", &date)]));
                "exception.prove"
            }
            (None, true) => "exception.mend",
            (None, false) => "exception.answer",
        };
        [("seen", seen), ("remedy", said(key, &[]))]
    }
}

/// Every exception once: those in the list of exceptions, then those that a result alone tells.
fn exceptions(report: &Report) -> Vec<Exception<'_>> {
    let mut all: Vec<Exception<'_>> = report
        .exceptions
        .iter()
        .map(|record| Exception {
            control: &record.control,
            criteria: &record.criteria,
            record: Some(record),
        })
        .collect();
    let mut unsaid = all
        .iter_mut()
        .filter(|one| one.criteria.is_empty())
        .peekable();
    if unsaid.peek().is_some() {
        let controls = report.controls.iter();
        let criteria: BTreeMap<&str, &[String]> = controls
            .map(|one| (one.id.as_str(), one.criteria.as_slice()))
            .collect();
        for exception in unsaid {
            let known = criteria.get(exception.control);
            exception.criteria = known.copied().unwrap_or_default();
        }
    }
    let mut told: Vec<&str> = all.iter().map(|one| one.control).collect();
    told.sort_unstable();
    let by_result = report.controls.iter().filter(|one| {
        one.result == ControlResult::Exception && told.binary_search(&one.id.as_str()).is_err()
    });
    all.extend(by_result.map(|one| Exception {
        control: &one.id,
        criteria: &one.criteria,
        record: None,
    }));
    all
}

/// Controls that had an exception in a report, sorted.
fn excepted(report: &Report) -> Vec<&str> {
    let by_result = report.controls.iter();
    let by_result = by_result
        .filter(|one| one.result == ControlResult::Exception)
        .map(|one| one.id.as_str());
    let told = report.exceptions.iter().map(|one| one.control.as_str());
    let mut all: Vec<&str> = by_result.chain(told).collect();
    all.sort_unstable();
    all.dedup();
    all
}

impl Findings<'_> {
    /// Exceptions, weighed; without a response; not mended; not the first time.
    pub(super) fn exceptions(&mut self, about: &About<'_>) {
        let all = exceptions(about.report);
        if all.is_empty() {
            return;
        }
        let earlier = earlier(about);
        for exception in &all {
            let control = exception.control;
            let subject = format!("{} {control}", about.id());
            let mut args = about.args([
                ("control", control.to_owned()),
                ("criteria", exception.criteria.join(", ")),
            ]);
            args.extend(exception.words(about.prepared.as_of));
            let because = match exception.record {
                Some(_) => about.source("exceptions"),
                None => about.source("controls"),
            };
            let case = exception.case();
            self.add_case("soc2.exception", case, &subject, args.clone(), because);
            let before = earlier
                .iter()
                .find(|(_, ids)| ids.binary_search(&control).is_ok());
            if let Some((report, _)) = before {
                let args = [args.clone(), vec![("earlier", report.id.to_string())]].concat();
                let because =
                    [about.source("controls"), [of_record("reports", &report.id)]].concat();
                self.add("soc2.exception-repeat", &subject, args, because);
            }
            if let Some(record) = exception.record {
                self.response(about, record, &subject, &args);
            }
        }
    }

    /// What management says, and apart from that what was done: an answer mends nothing.
    fn response(
        &mut self,
        about: &About<'_>,
        record: &ReportException,
        subject: &str,
        args: &[(&'static str, String)],
    ) {
        let because = || about.source("exceptions");
        if record.response.trim().is_empty() {
            let args = args.to_vec();
            self.add("soc2.exception-no-response", subject, args, because());
        }
        let as_of = about.prepared.as_of;
        let (key, case) = match record.remediation.map(|one| (one.state, one.date)) {
            Some((RemediationState::Done, Some(date))) if date <= as_of => return,
            Some((RemediationState::Done, Some(_))) => ("remediation.to-come", None),
            Some((RemediationState::Done, None)) => ("remediation.undated", None),
            Some((RemediationState::Planned, Some(date))) if date >= as_of => {
                ("remediation.planned", Some("planned"))
            }
            Some((RemediationState::Planned, Some(_))) => ("remediation.overdue", None),
            Some((RemediationState::Planned, None)) => ("remediation.no-date", None),
            Some((RemediationState::None, _)) => ("remediation.none", None),
            None => ("remediation.unsaid", None),
        };
        let date = record.remediation.and_then(|one| one.date);
        let date = date.map(|date| date.to_string()).unwrap_or_default();
        let what = ("what", said(key, &[("date", &date)]));
        let args = [args.to_vec(), vec![what]].concat();
        self.add_case(
            "soc2.exception-not-remediated",
            case,
            subject,
            args,
            because(),
        );
    }

    /// Controls that nothing happened to, and criteria that are nobody's tests.
    pub(super) fn untested(&mut self, about: &About<'_>) {
        let controls = || about.report.controls.iter();
        let idle: Vec<&str> = controls()
            .filter(|one| one.result == ControlResult::NoEvents)
            .map(|one| one.id.as_str())
            .collect();
        if !idle.is_empty() {
            let args = about.args([("n", idle.len().to_string()), ("controls", idle.join(", "))]);
            let because = about.source("controls");
            self.add("soc2.controls-not-tested", about.id(), args, because);
        }
        let mut left: Vec<&str> = left_to_others(about.report).collect();
        let carved = controls().filter(|one| one.result == ControlResult::CarvedOut);
        let carved = carved.flat_map(|one| &one.criteria).map(String::as_str);
        // Other controls of a criterion may have been tested all the same.
        let tested = about.standing.tests.alive();
        left.extend(carved.filter(|id| Criteria::of(id).shared(tested).is_empty()));
        left.sort_unstable();
        left.dedup();
        if left.is_empty() {
            return;
        }
        let shown = super::hosts::shown(about);
        left.retain(|criterion| Criteria::of(criterion).shared(shown).is_empty());
        if !left.is_empty() {
            let args = about.args([("criteria", left.join(", "))]);
            let because = about.source("subservice_orgs");
            self.add("soc2.criterion-carved-out", about.id(), args, because);
        }
    }
}

/// How much of the sample failed, if that is told; a sentence that follows another.
fn seen(record: Option<&ReportException>) -> String {
    let counted = record.and_then(|record| Some((record.failed?, record.sample?)));
    counted.map_or_else(String::new, |(failed, sample)| {
        let args = [failed.to_string(), sample.to_string()];
        let [failed, sample] = args.each_ref();
        let said = said("soc2.sample", &[("failed", failed), ("sample", sample)]);
        format!(" {said}")
    })
}

/// The vendor's reports about the same products that ended before this one, with their exceptions.
fn earlier<'a>(about: &About<'a>) -> Vec<(&'a Report, Vec<&'a str>)> {
    let own = about.standing;
    let alike = |one: &ReportStanding| {
        let pairs = one.products.iter().zip(&own.products);
        let mut both = pairs.map(|((_, theirs), (_, ours))| (*theirs, *ours));
        let covered = crate::result::Cell::Covered;
        own.products.is_empty() || both.any(|pair| pair == (covered, covered))
    };
    let reports = about
        .assessment
        .reports
        .iter()
        .zip(&about.prepared.standings);
    reports
        .filter(|(_, one)| one.is_own() && one.ends < own.ends && alike(one))
        .map(|(report, _)| (report, excepted(report)))
        .collect()
}
