//! What a report leaves to subservice organisations, and whether a report of their own shows it.

use super::{Report, ReportKind, ReportStanding, Subservice, Trust};
use crate::{
    criteria::Criteria,
    id::Id,
    names::{self, Match},
};

/// What is lacking of a subservice organisation's own report.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lack {
    /// None is named, or the one that is named is not in the package.
    None,
    /// It does not stand in for what is left to the organisation.
    Unfit(Unfit),
    /// It does not show these criteria tested and in order.
    Criteria(Criteria),
}

/// Why a report does not stand in for what is left to an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// A SOC 3 or SOC 1.
    NotSoc2,
    /// It is about another company.
    OfAnother,
    /// The company it is about may or may not be the organisation.
    Loose,
    /// Its record does not say what company it is about.
    Nameless,
    /// It looks at design on one day.
    Type1,
    /// A reviewer set it aside.
    SetAside,
    /// It does not speak of today.
    Stale,
    /// Its opinion or its signer.
    Opinion,
    /// Nobody has read it.
    Unread,
}

/// The report of the package that an organisation is said to have, by place; none where a report names
/// itself.
pub(crate) fn own_report(report: &Report, org: &Subservice, all: &[Report]) -> Option<usize> {
    let id: &Id = org.own_report.as_ref().filter(|id| **id != report.id)?;
    all.iter().position(|one| one.id == *id)
}

/// What is lacking of an organisation's own report; nothing if it shows what is left to the organisation:
/// that of the same company, a Type 2, good today, that tested each criterion left to it and found it in
/// order.
pub(crate) fn lacking(
    report: &Report,
    org: &Subservice,
    all: &[Report],
    standings: &[ReportStanding],
) -> Option<Lack> {
    let at = own_report(report, org, all);
    let Some((own, standing)) = at.and_then(|at| Some((all.get(at)?, standings.get(at)?))) else {
        return Some(Lack::None);
    };
    if let Some(why) = unfit(org, own, standing) {
        return Some(Lack::Unfit(why));
    }
    let left = org.csocs.iter().flat_map(|one| &one.criteria);
    let open = Criteria::all(left).without(standing.tests.in_order());
    (!open.is_empty()).then_some(Lack::Criteria(open))
}

fn unfit(org: &Subservice, own: &Report, standing: &ReportStanding) -> Option<Unfit> {
    if !standing.kind.is_soc2() {
        return Some(Unfit::NotSoc2);
    }
    // An organisation may be called by its name alone, and then a person says which company that is.
    match names::compare(&own.service_org_legal_name, &org.name) {
        Match::Exact | Match::Alike => {}
        Match::Loose => return Some(Unfit::Loose),
        Match::None if own.service_org_legal_name.trim().is_empty() => {
            return Some(Unfit::Nameless);
        }
        Match::None => return Some(Unfit::OfAnother),
    }
    match standing.trust {
        _ if standing.kind != ReportKind::Soc2Type2 => Some(Unfit::Type1),
        _ if standing.set_aside => Some(Unfit::SetAside),
        Trust::Stale => Some(Unfit::Stale),
        Trust::Opinion => Some(Unfit::Opinion),
        Trust::Unread => Some(Unfit::Unread),
        Trust::Good => None,
    }
}
