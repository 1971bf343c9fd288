//! What a report leaves to others: subservice organisations and the hospital itself.

use super::{About, said};
use crate::{
    criteria::Criteria,
    findings::Findings,
    soc2::{self, Lack, Subservice, SubserviceMethod, Unfit},
};

/// Criteria that reports of subservice organisations on file show, where they can be relied on.
pub(super) fn shown(about: &About<'_>) -> Criteria {
    let (reports, standings) = (&about.assessment.reports, &about.prepared.standings);
    let orgs = about.report.subservice_orgs.iter();
    orgs.filter(|org| org.method == SubserviceMethod::CarveOut)
        .filter(|org| {
            let lack = soc2::lacking(about.report, org, reports, standings);
            matches!(lack, None | Some(Lack::Criteria(_)))
        })
        .filter_map(|org| standings.get(soc2::own_report(about.report, org, reports)?))
        .fold(Criteria::default(), |all, one| {
            all.with(one.tests.in_order())
        })
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
            self.add_case("soc2.carve-out-no-report", case, subject, args, because);
        }
    }

    /// What the report expects of the hospital and nobody there has taken.
    pub(super) fn cuecs(&mut self, about: &About<'_>) {
        let open = about.report.cuecs.iter().filter(|one| !one.is_mapped());
        let open: Vec<&str> = open.map(|one| one.id.as_str()).collect();
        if !open.is_empty() {
            let args = about.args([("n", open.len().to_string()), ("duties", open.join(", "))]);
            let because = about.source("cuecs");
            self.add("soc2.cuec-unmapped", about.id(), args, because);
        }
    }
}

/// What is lacking of a subservice organisation's own report, in words.
fn lacking(about: &About<'_>, org: &Subservice) -> Option<String> {
    let (reports, standings) = (&about.assessment.reports, &about.prepared.standings);
    let lack = soc2::lacking(about.report, org, reports, standings)?;
    let own = soc2::own_report(about.report, org, reports).and_then(|at| reports.get(at));
    let (id, company) = own.map_or(("", ""), |own| {
        (own.id.as_str(), own.service_org_legal_name.as_str())
    });
    let (key, criteria) = match lack {
        Lack::None => ("host.none", String::new()),
        Lack::Unfit(why) => (key_of(why), String::new()),
        Lack::Criteria(open) => {
            let open: Vec<&str> = open.ids().collect();
            ("host.criteria", open.join(", "))
        }
    };
    let args = [("own", id), ("company", company), ("criteria", &criteria)];
    Some(said(key, &args))
}

const fn key_of(why: Unfit) -> &'static str {
    match why {
        Unfit::NotSoc2 => "host.not-soc2",
        Unfit::OfAnother => "host.of-another",
        Unfit::Loose => "host.loose",
        Unfit::Nameless => "host.nameless",
        Unfit::Type1 => "host.type1",
        Unfit::SetAside => "host.set-aside",
        Unfit::Stale => "host.stale",
        Unfit::Opinion => "host.opinion",
        Unfit::Unread => "host.unread",
    }
}

/// Whether it holds PHI: as the report's record says, else as the list of subcontractors does.
fn phi(about: &About<'_>, org: &Subservice) -> Option<bool> {
    org.phi.or_else(|| about.prepared.parties.named(&org.name))
}
