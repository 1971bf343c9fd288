//! Days on which PHI flowed and no agreement bound the vendor for it (45 CFR 164.502(e), 164.402). What an
//! earlier agreement covered stays covered; what lies between two agreements no later signature cures.

use super::{
    Baa, BaaStatus, TermKind, fits, in_circle, is_undated, outlives_contract, signed_on_file,
};
use crate::{
    date::Date,
    engagement::{Engagement, Flow},
    when::Truth,
};

/// A run of days without an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lapse {
    /// Its first day.
    pub first: Date,
    /// Its last day, or the day that is asked about.
    pub last: Date,
    /// The agreement that held until the day before, as an index; none if none held since PHI started.
    pub before: Option<usize>,
    /// The agreement that ended it, as an index; none if it lasts.
    pub after: Option<usize>,
}

/// The days that an agreement covers, or may.
#[derive(Debug, Clone, Copy)]
struct Span {
    first: Date,
    last: Date,
    at: usize,
}

/// The days from `start` to `as_of` on which no agreement covered a flow, in order of time. A day that an
/// agreement may have covered is not counted: whose party, coverage or dates are not known shows nothing
/// either way.
#[must_use]
pub fn lapses(
    baas: &[Baa],
    engagement: &Engagement,
    flow: &Flow,
    start: Date,
    as_of: Date,
) -> Vec<Lapse> {
    let fitting = baas.iter().enumerate();
    let fitting = fitting.filter(|(_, baa)| fits(baa, engagement, flow));
    let mut spans: Vec<Span> = fitting
        .filter_map(|(at, baa)| span(baa, at, baas, engagement, as_of))
        .collect();
    spans.sort_by_key(|span| (span.first, span.at));
    let mut lapses = Vec::new();
    let (mut open, mut before) = (start, None);
    for span in spans.iter().filter(|span| span.last >= start) {
        if span.first > open {
            lapses.push(Lapse {
                first: open,
                last: span.first.add_days(-1),
                before,
                after: Some(span.at),
            });
        }
        if span.last >= open {
            (open, before) = (span.last.add_days(1), Some(span.at));
        }
    }
    if open <= as_of {
        lapses.push(Lapse {
            first: open,
            last: as_of,
            before,
            after: None,
        });
    }
    lapses
}

/// When an agreement held, at most. One that is not dated may have held on any day; one that is over held until
/// the day before, at most, unless it says when it ended.
fn span(baa: &Baa, at: usize, all: &[Baa], engagement: &Engagement, as_of: Date) -> Option<Span> {
    if !signed_on_file(baa, as_of) {
        return None;
    }
    let first = match bound_from(baa) {
        Some(bound) => bound,
        None if is_undated(baa) => Date::FIRST,
        None => return None,
    };
    let over =
        baa.status == BaaStatus::Terminated || outlives_contract(baa, engagement) == Truth::False;
    let most = if over { as_of.add_days(-1) } else { as_of };
    let ends = baa.term.filter(|term| term.kind == TermKind::Fixed);
    let last = [
        ends.and_then(|term| term.ends),
        replaced_on(baa, all, as_of),
    ]
    .into_iter()
    .flatten()
    .fold(most, Date::min);
    (first <= last).then_some(Span { first, last, at })
}

/// The last day before a successor took an agreement's place.
fn replaced_on(baa: &Baa, all: &[Baa], as_of: Date) -> Option<Date> {
    let successors = all
        .iter()
        .filter(|later| later.id != baa.id && later.supersedes.as_ref() == Some(&baa.id));
    let from = successors
        .filter(|later| later.status == BaaStatus::Executed && signed_on_file(later, as_of))
        .filter_map(bound_from)
        .filter(|from| *from <= as_of)
        .min()?;
    (!in_circle(baa, all)).then(|| from.add_days(-1))
}

/// The day of the last signature of an agreement that was executed, also if it has ended since.
#[must_use]
pub fn signed_on(baa: &Baa) -> Option<Date> {
    let bound = matches!(baa.status, BaaStatus::Executed | BaaStatus::Terminated);
    baa.execution.as_ref().filter(|_| bound)?.completed_on()
}

/// The first day an agreement binds: signed by both and in effect.
#[must_use]
pub fn bound_from(baa: &Baa) -> Option<Date> {
    signed_on(baa).map(|signed| {
        baa.effective
            .map_or(signed, |effective| effective.max(signed))
    })
}
