//! Findings about breaches and incidents: told late, not told although due, not closed (45 CFR 164.410,
//! 164.314(a)(2)(i)(C)).

use super::Findings;
use crate::{
    assessment::{Assessment, Incident},
    baa::{self, Baa, NoticeTrigger},
    date::Date,
    gates::{self, Limit},
    prepare::Prepared,
    source::of_record,
    texts::Language::English,
    when::Truth,
};

/// What a finding about one incident says, gravest first.
struct Told {
    case: Option<&'static str>,
    what: String,
}

impl Findings<'_> {
    /// What was told late, and what is still open.
    pub(crate) fn incidents(&mut self, assessment: &Assessment, prepared: &Prepared) {
        if assessment.incidents.is_empty() {
            return;
        }
        let relied = gates::relied_agreements(assessment, prepared);
        for incident in &assessment.incidents {
            let limit = |found| gates::breach_limits(assessment, prepared, found).0;
            let late = late_breach(incident, &limit, &relied, prepared.as_of)
                .or_else(|| past_clause(assessment, incident, prepared));
            let open = incident.resolved_on.is_none() && incident.breach != Some(false);
            let still = || English.text("incident.open").into_owned();
            let told = match late {
                Some(late) if open => Told {
                    what: format!("{} {}", late.what, still()),
                    ..late
                },
                Some(late) => late,
                None if open => Told {
                    case: None,
                    what: still(),
                },
                None => continue,
            };
            let args = vec![("incident", incident.title.clone()), ("what", told.what)];
            let because = [of_record("incidents", &incident.id)];
            self.add_case(
                "incident.unresolved",
                told.case,
                &incident.id,
                args,
                because,
            );
        }
    }
}

/// A breach told, or not yet told, later than agreement or law allow; and the hospital's own time, which runs
/// from the day it learns of it or, where the vendor is its agent, from the vendor's discovery (45 CFR
/// 164.404(a)(2)).
fn late_breach<'a>(
    incident: &Incident,
    limit: &dyn Fn(Date) -> Limit<'a>,
    relied: &[&Baa],
    as_of: Date,
) -> Option<Told> {
    let found = incident
        .discovered_on
        .filter(|_| incident.breach == Some(true))?;
    let told = incident.told_by(as_of);
    let days = incident.days_untold(as_of)?;
    let limit = limit(found);
    if days <= i64::from(limit.days) {
        return None;
    }
    let allowed = match limit.by.and_then(|baa| Some((baa, baa.notice.breach?))) {
        Some((baa, clock)) => English.fill(
            "incident.allowed.agreement",
            &[("agreement", baa.id.as_str()), ("limit", &clock.length())],
        ),
        None => English.text("incident.allowed.law").into_owned(),
    };
    let agent = |is| relied.iter().any(|baa| baa.agent == is);
    let own = if agent(Some(true)) {
        "agent"
    } else if told.is_none() {
        "untold"
    } else if agent(None) {
        "perhaps-agent"
    } else {
        "told"
    };
    let from = if own == "agent" { Some(found) } else { told };
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let own = English.fill(
        &format!("incident.own.{own}"),
        &[
            ("from", &day(from)),
            ("until", &day(from.map(|day| day.add_days(60)))),
            ("found", &day(Some(found))),
        ],
    );
    let key = if told.is_some() {
        "told-late"
    } else {
        "not-told"
    };
    let said = English.fill(
        &format!("incident.{key}"),
        &[
            ("found", &day(Some(found))),
            ("told", &day(told)),
            ("days", &English.count("baa.days", days.unsigned_abs())),
            ("allowed", &allowed),
        ],
    );
    Some(Told {
        case: Some("late"),
        what: format!("{said} {own}"),
    })
}

/// An incident that is no breach, told later than the agreement's own time for incidents. The law sets none.
fn past_clause(assessment: &Assessment, incident: &Incident, prepared: &Prepared) -> Option<Told> {
    let found = incident
        .discovered_on
        .filter(|_| incident.breach != Some(true))?;
    let told = incident.told_by(prepared.as_of);
    let days = incident.days_untold(prepared.as_of)?;
    let held = gates::binding(assessment, prepared, found).filter(|(_, held)| *held == Truth::True);
    let clocks = held.filter_map(|(baa, _)| {
        let clock = baa.notice.incident?;
        let from_discovery = clock.trigger == NoticeTrigger::Discovery;
        let limit = baa::most_calendar_days(&clock).filter(|_| from_discovery)?;
        Some((limit, clock, baa))
    });
    let (limit, clock, baa) = clocks.min_by_key(|(limit, ..)| *limit)?;
    if days <= i64::from(limit) {
        return None;
    }
    let key = if told.is_some() {
        "told-late"
    } else {
        "not-told"
    };
    let allowed = English.fill(
        "incident.allowed.incident",
        &[("agreement", baa.id.as_str()), ("limit", &clock.length())],
    );
    let what = English.fill(
        &format!("incident.{key}"),
        &[
            ("found", &found.to_string()),
            ("told", &told.map(|day| day.to_string()).unwrap_or_default()),
            ("days", &English.count("baa.days", days.unsigned_abs())),
            ("allowed", &allowed),
        ],
    );
    Some(Told {
        case: Some("clause"),
        what,
    })
}
