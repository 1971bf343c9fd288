//! The gate over incidents: a breach told late, or not at all (45 CFR 164.410).

use super::{Verdict, agreements};
use crate::{
    assessment::Assessment,
    baa::{self, Baa},
    basis::Basis,
    facts::Determination,
    gate::GateState,
    prepare::Prepared,
    result::Said,
};

/// In how many days from discovery a breach is to be reported.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit<'a> {
    /// Calendar days.
    pub(crate) days: u32,
    /// The agreement that sets them; none if it is the law.
    pub(crate) by: Option<&'a Baa>,
}

/// Days from discovery after which a breach is reported late for certain, and after which it may be: 60
/// calendar days at the latest (45 CFR 164.410(b)), or earlier by an agreement. A clause nobody has read,
/// or one that counts from another day, may set any limit; an agreement that may come to be relied on,
/// its own.
pub(crate) fn breach_limits<'a>(
    assessment: &'a Assessment,
    prepared: &Prepared,
) -> (Limit<'a>, u32) {
    let relied = agreements::relied(assessment, prepared);
    let mut surely = Limit {
        days: baa::BREACH_LIMIT_DAYS,
        by: None,
    };
    let mut perhaps = baa::BREACH_LIMIT_DAYS;
    let unneeded = prepared.determination == Determination::NotRequired;
    for baa in assessment
        .baas
        .iter()
        .filter(|baa| agreements::written(baa) && !unneeded)
    {
        let certain = relied.iter().any(|one| one.id == baa.id);
        if !certain && !agreements::may_be_relied_on(prepared) {
            continue;
        }
        match &baa.notice.breach {
            Some(notice) if notice.trigger == baa::NoticeTrigger::Discovery => {
                let days = baa::most_calendar_days(notice).unwrap_or(baa::BREACH_LIMIT_DAYS);
                perhaps = perhaps.min(days);
                if certain && days < surely.days {
                    surely = Limit {
                        days,
                        by: Some(baa),
                    };
                }
            }
            Some(notice) if notice.number.is_none() => {}
            Some(_) | None => perhaps = 0,
        }
    }
    (surely, perhaps)
}

/// A breach that was reported late, or not although it was due, trips.
pub(super) fn judge(assessment: &Assessment, prepared: &Prepared) -> Verdict {
    let as_of = prepared.as_of;
    let (surely, perhaps) = breach_limits(assessment, prepared);
    let (surely, perhaps) = (i64::from(surely.days), i64::from(perhaps));
    let mut verdict = Verdict::new(GateState::NotApplicable);
    for incident in &assessment.incidents {
        let told = incident.reported_on.filter(|on| *on <= as_of);
        let open = |key| {
            let need = Said::plain(key).with("incident", &incident.id);
            Verdict::new(GateState::Undetermined).need(need)
        };
        let state = match (incident.breach, incident.discovered_on, told) {
            (Some(false), ..) => continue,
            (None, ..) => open("need.breach-decision"),
            (Some(true), None, _) => open("need.discovery"),
            (Some(true), Some(found), told) => {
                let days = found.days_until(told.unwrap_or(as_of));
                match told {
                    _ if days > surely => Verdict::new(GateState::Tripped),
                    None => open("need.breach-report"),
                    Some(_) if days > perhaps => open("need.breach-limit"),
                    Some(_) => Verdict::new(GateState::Clear),
                }
            }
        };
        let mut state = state.source(format!("incidents/{}", incident.id));
        // What the reviewer entered is the record itself.
        state.basis = Some(Basis::Document);
        verdict = verdict.and(state);
    }
    verdict
}
