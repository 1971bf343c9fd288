//! The gate over incidents: a breach told late, or not at all (45 CFR 164.410).

use super::{Verdict, agreements};
use crate::{
    assessment::{Assessment, Incident},
    baa::{self, Baa, BaaStatus},
    basis::Basis,
    date::Date,
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
/// calendar days at the latest (45 CFR 164.410(b)), or earlier by an agreement that bound the vendor on the
/// day of discovery. A clause nobody has read, or one that counts from another day, may set any limit; an
/// agreement signed while the time ran, or one that has made way since, its own; one signed afterwards none.
pub(crate) fn breach_limits<'a>(
    assessment: &'a Assessment,
    prepared: &Prepared,
    (found, told): (Date, Option<Date>),
) -> (Limit<'a>, u32) {
    let relied = agreements::relied(assessment, prepared);
    let mut surely = Limit {
        days: baa::BREACH_LIMIT_DAYS,
        by: None,
    };
    let mut perhaps = baa::BREACH_LIMIT_DAYS;
    if prepared.determination == Determination::NotRequired {
        return (surely, perhaps);
    }
    let (all, engagement, as_of) = (&assessment.baas, &assessment.engagement, prepared.as_of);
    // What nobody has signed binds nobody.
    let signed = |baa: &&Baa| matches!(baa.status, BaaStatus::Executed | BaaStatus::Terminated);
    for baa in all.iter().filter(signed) {
        let relied = relied.iter().any(|one| one.id == baa.id);
        let held = |on| baa::may_have_held(baa, all, engagement, on, as_of);
        let certain = relied && bound_by(baa, found);
        // Nobody who signed a clause after all was told was late under it.
        let after = baa::bound_from(baa).is_some_and(|bound| bound > told.unwrap_or(as_of));
        let open = relied || agreements::may_be_relied_on(prepared) || held(found);
        if after || !(certain || open) {
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

/// Whether an agreement bound both sides on a day.
pub(crate) fn bound_by(baa: &Baa, on: Date) -> bool {
    baa::bound_from(baa).is_some_and(|bound| bound <= on)
}

/// Whether a breach was told, or is still to be told, after all the time that the law allows.
pub(crate) fn past_law(assessment: &Assessment, as_of: Date) -> bool {
    let late = |incident: &Incident| {
        let told = incident.reported_on.filter(|on| *on <= as_of);
        let found = incident.discovered_on;
        let days = found.map(|found| found.days_until(told.unwrap_or(as_of)));
        incident.breach == Some(true)
            && days.is_some_and(|days| days > i64::from(baa::BREACH_LIMIT_DAYS))
            && !(told.is_some() && is_accounted_for(assessment, incident))
    };
    assessment.incidents.iter().any(late)
}

/// Whether the hospital closed what it asked of the vendor about an incident.
fn is_accounted_for(assessment: &Assessment, incident: &Incident) -> bool {
    assessment.has_closed("incident.unresolved", incident.id.as_str())
}

/// A breach that was reported late, or not although it was due, trips; what the vendor was asked for after a
/// late report clears it once it is closed.
pub(super) fn judge(assessment: &Assessment, prepared: &Prepared) -> Verdict {
    let as_of = prepared.as_of;
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
                let (surely, perhaps) = breach_limits(assessment, prepared, (found, told));
                let late = days > i64::from(surely.days);
                let tripped = |key| Verdict {
                    state: GateState::Tripped,
                    ..open(key)
                };
                match told {
                    None if late => tripped("need.breach-report"),
                    None => open("need.breach-report"),
                    Some(_) if is_accounted_for(assessment, incident) => {
                        Verdict::new(GateState::Clear)
                    }
                    Some(_) if late => tripped("need.breach-account"),
                    Some(_) if days > i64::from(perhaps) => open("need.breach-limit"),
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
