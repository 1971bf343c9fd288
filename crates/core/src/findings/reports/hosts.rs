//! What a report leaves to others: subservice organisations and the hospital itself.

use super::{About, said};
use crate::{
    findings::Findings,
    soc2::{ControlResult, Report, ReportStanding, Subservice, SubserviceMethod, Trust},
};

/// A subservice organisation's own report with its standing, if that is on file.
fn own_report<'a>(about: &About<'a>, org: &Subservice) -> Option<(&'a Report, &'a ReportStanding)> {
    let id = org
        .own_report
        .as_ref()
        .filter(|id| **id != about.report.id)?;
    let mut reports = about
        .assessment
        .reports
        .iter()
        .zip(&about.prepared.standings);
    reports.find(|(report, _)| report.id == *id)
}

/// Criteria that a report tests without exception and leaves to nobody, sorted.
fn tested(report: &Report) -> Vec<&str> {
    let left = crate::soc2::left_to_others(report);
    let of = |clean: bool| {
        let controls = report.controls.iter();
        controls
            .filter(move |one| (one.result == ControlResult::Tested) == clean)
            .flat_map(|one| &one.criteria)
            .map(String::as_str)
    };
    let mut failed: Vec<&str> = of(false).collect();
    failed.sort_unstable();
    let mut all: Vec<&str> = of(true)
        .filter(|one| failed.binary_search(one).is_err() && left.binary_search(one).is_err())
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Why a report does not stand in for what is left to its organisation; nothing if it may.
const fn unfit(standing: &ReportStanding) -> Option<&'static str> {
    match standing.trust {
        _ if !standing.kind.is_soc2() => Some("host.not-soc2"),
        Trust::Stale => Some("host.stale"),
        Trust::Opinion => Some("host.opinion"),
        Trust::Unread => Some("host.unread"),
        Trust::Good => None,
    }
}

/// Criteria that reports of subservice organisations on file show, where they can be relied on; sorted.
pub(super) fn shown<'a>(about: &About<'a>) -> Vec<&'a str> {
    let orgs = about.report.subservice_orgs.iter();
    let mut shown: Vec<&str> = orgs
        .filter(|org| org.method == SubserviceMethod::CarveOut)
        .filter_map(|org| own_report(about, org))
        .filter(|(_, standing)| unfit(standing).is_none())
        .flat_map(|(report, _)| tested(report))
        .collect();
    shown.sort_unstable();
    shown
}

impl Findings<'_> {
    /// Organisations whose part nobody shows: no report of their own, one that cannot be relied on, or one
    /// that does not test what is expected of them.
    pub(super) fn hosts(&mut self, about: &About<'_>) {
        let carved = about.report.subservice_orgs.iter();
        for org in carved.filter(|org| org.method == SubserviceMethod::CarveOut) {
            let Some(what) = lacking(about, org) else {
                continue;
            };
            let case = match phi(about, org) {
                Some(true) => Some("phi"),
                Some(false) => Some("no-phi"),
                None => None,
            };
            let args = about.args([("host", org.name.clone()), ("what", what)]);
            let subject = format!("{} {}", about.id(), org.name);
            let because = about.source("subservice_orgs");
            self.add_case("soc2.carve-out-no-report", case, subject, args, &because);
        }
    }

    /// What the report expects of the hospital and nobody there has taken.
    pub(super) fn cuecs(&mut self, about: &About<'_>) {
        let open = about.report.cuecs.iter().filter(|one| !one.is_mapped());
        let open: Vec<&str> = open.map(|one| one.id.as_str()).collect();
        if !open.is_empty() {
            let args = about.args([("n", open.len().to_string()), ("duties", open.join(", "))]);
            let because = about.source("cuecs");
            self.add("soc2.cuec-unmapped", about.id(), args, &because);
        }
    }
}

/// What is lacking of a subservice organisation's own report, in words.
fn lacking(about: &About<'_>, org: &Subservice) -> Option<String> {
    let Some((report, standing)) = own_report(about, org) else {
        return Some(said("host.none", &[]));
    };
    let id = report.id.as_str();
    if let Some(key) = unfit(standing) {
        return Some(said(key, &[("own", id)]));
    }
    let tested = tested(report);
    let mut open: Vec<&str> = org
        .csocs
        .iter()
        .flat_map(|one| &one.criteria)
        .map(String::as_str)
        .filter(|criterion| tested.binary_search(criterion).is_err())
        .collect();
    open.sort_unstable();
    open.dedup();
    let criteria = open.join(", ");
    let args = [("own", id), ("criteria", criteria.as_str())];
    (!open.is_empty()).then(|| said("host.criteria", &args))
}

/// Whether it holds PHI: as the report's record says, else as the list of subcontractors does.
fn phi(about: &About<'_>, org: &Subservice) -> Option<bool> {
    org.phi.or_else(|| about.prepared.parties.named(&org.name))
}
