//! The gate over incidents: a breach told late, or not at all (45 CFR 164.410).

use super::Verdict;
use crate::{
    assessment::{Assessment, Incident},
    baa::{self, Baa},
    basis::Basis,
    date::Date,
    gate::GateState,
    prepare::Prepared,
    result::Said,
    source::of_record,
    when::Truth,
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
/// calendar days at the latest (45 CFR 164.410(b)), or earlier by an agreement that held on the day of
/// discovery, whatever has taken its place since. A clause nobody has read, or one that counts from another
/// day, may set any limit; an agreement that may have held that day, its own.
pub(crate) fn breach_limits<'a>(
    assessment: &'a Assessment,
    prepared: &Prepared,
    found: Date,
) -> (Limit<'a>, u32) {
    let mut surely = Limit {
        days: baa::BREACH_LIMIT_DAYS,
        by: None,
    };
    let mut perhaps = baa::BREACH_LIMIT_DAYS;
    for (baa, held) in binding(assessment, prepared, found) {
        match &baa.notice.breach {
            Some(notice) if notice.trigger == baa::NoticeTrigger::Discovery => {
                let days = baa::most_calendar_days(notice).unwrap_or(baa::BREACH_LIMIT_DAYS);
                perhaps = perhaps.min(days);
                if held == Truth::True && days < surely.days {
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

/// The agreements that held on a day, or may have. Who needs none owes nothing under one.
pub(crate) fn binding<'a>(
    assessment: &'a Assessment,
    prepared: &Prepared,
    on: Date,
) -> impl Iterator<Item = (&'a Baa, Truth)> {
    let (all, engagement) = (&assessment.baas, &assessment.engagement);
    let (needed, as_of) = (Truth::from(prepared.determination), prepared.as_of);
    let held = move |baa| {
        (
            baa,
            needed.and(baa::held_on(baa, all, engagement, on, as_of)),
        )
    };
    all.iter()
        .map(held)
        .filter(|(_, held)| *held != Truth::False)
}

/// Whether a breach was told, or is still to be told, after all the time that the law allows.
pub(crate) fn past_law(assessment: &Assessment, as_of: Date) -> bool {
    let late = |incident: &Incident| {
        let days = incident.days_untold(as_of);
        let told = incident.told_by(as_of);
        incident.breach == Some(true)
            && days.is_some_and(|days| days > i64::from(baa::BREACH_LIMIT_DAYS))
            && !told.is_some_and(|told| is_accounted_for(assessment, incident, told, as_of))
    };
    assessment.incidents.iter().any(late)
}

/// Whether the hospital, after it was told late, closed what it asked of the vendor about that.
fn is_accounted_for(assessment: &Assessment, incident: &Incident, told: Date, as_of: Date) -> bool {
    let closed = assessment.closed_on("incident.unresolved", incident.id.as_str(), as_of);
    closed.is_some_and(|closed| closed >= told)
}

/// A breach that was reported late, or not although it was due, trips; what the vendor was asked for after a
/// late report clears it once it is closed.
pub(super) fn judge(assessment: &Assessment, prepared: &Prepared) -> Verdict {
    let as_of = prepared.as_of;
    let mut verdict = Verdict::new(GateState::NotApplicable);
    for incident in &assessment.incidents {
        let told = incident.told_by(as_of);
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
                let (surely, perhaps) = breach_limits(assessment, prepared, found);
                let late = days > i64::from(surely.days);
                let tripped = |key| Verdict {
                    state: GateState::Tripped,
                    ..open(key)
                };
                match told {
                    None if late => tripped("need.breach-report"),
                    None => open("need.breach-report"),
                    Some(told) if is_accounted_for(assessment, incident, told, as_of) => {
                        Verdict::new(GateState::Clear)
                    }
                    Some(_) if late => tripped("need.breach-account"),
                    Some(_) if days > i64::from(perhaps) => open("need.breach-limit"),
                    Some(_) => Verdict::new(GateState::Clear),
                }
            }
        };
        let mut state = state.source(of_record("incidents", &incident.id));
        // What the reviewer entered is the record itself.
        state.basis = Some(Basis::Document);
        verdict = verdict.and(state);
    }
    verdict
}
