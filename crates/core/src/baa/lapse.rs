//! Days on which PHI flowed and no agreement bound the vendor for it (45 CFR 164.502(e), 164.402). What an
//! earlier agreement covered stays covered; what lies between two agreements no later signature cures.

use super::{
    Baa, BaaStatus, TermKind, fits, in_circle, is_undated, outlives_contract, signed_on_file,
};
use crate::{
    date::Date,
    engagement::{Engagement, Flow},
    order::settle,
    when::Truth,
};

/// A run of days without an agreement, or of which that is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lapse {
    /// Its first day.
    pub first: Date,
    /// Its last day, or the day that is asked about.
    pub last: Date,
    /// The agreement that held until the day before, as an index; none if none held since PHI started. Of days
    /// that are in doubt, the one that may have held.
    pub before: Option<usize>,
    /// The agreement that ended it, as an index; none if it lasts.
    pub after: Option<usize>,
    /// Why it is not known whether an agreement held; none if none did.
    pub doubt: Option<Doubt>,
}

/// What leaves open whether an agreement held on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// It is over, or may be, and nobody says since when.
    End,
    /// Its signatures are not dated.
    Start,
    /// Its record leaves open whether it was with the right parties and covered the flow.
    Fit,
}

/// The days that an agreement covers, or may.
#[derive(Debug, Clone, Copy)]
struct Span {
    first: Date,
    last: Date,
    at: usize,
    doubt: Option<Doubt>,
}

/// The days from `start` to `as_of` on which no agreement covered a flow, and after them those of which it is not
/// known: there one may have held whose parties, coverage or dates nobody has recorded. Where that one is
/// all there is today, whether it is in force is the question, and others ask it; but for one in force that was
/// accepted on a day nobody knows.
#[must_use]
pub fn lapses(
    baas: &[Baa],
    engagement: &Engagement,
    flow: &Flow,
    start: Date,
    as_of: Date,
) -> Vec<Lapse> {
    let all = baas.iter().enumerate();
    let mut spans: Vec<Span> = all
        .filter_map(|(at, baa)| {
            let doubt = match fits(baa, engagement, flow) {
                Truth::True => None,
                Truth::Unknown => Some(Doubt::Fit),
                Truth::False => return None,
            };
            span(baa, at, baas, engagement, as_of).map(|span| Span {
                doubt: span.doubt.or(doubt),
                ..span
            })
        })
        .collect();
    settle(&mut spans, |span| (span.first, span.at));
    let mut lapses = holes(spans.iter(), start, as_of);
    let (surely, perhaps): (Vec<&Span>, Vec<&Span>) =
        spans.iter().partition(|span| span.doubt.is_none());
    if !perhaps.is_empty() {
        let open = holes(surely.into_iter(), start, as_of);
        let doubtful: Vec<Lapse> = open
            .into_iter()
            .flat_map(|hole| in_doubt(&hole, &perhaps))
            // Of an agreement whose signatures have no date the record itself is open.
            .filter(|run| run.after.is_some() || run.is_of_acceptance(baas))
            .collect();
        lapses.extend(doubtful);
    }
    lapses
}

/// The days that no span holds, in order. Spans stand in the order of their first days.
fn holes<'a>(spans: impl Iterator<Item = &'a Span>, start: Date, as_of: Date) -> Vec<Lapse> {
    let mut holes = Vec::new();
    let (mut open, mut before) = (start, None);
    let hole = |first, last, before, after| Lapse {
        first,
        last,
        before,
        after,
        doubt: None,
    };
    for span in spans.filter(|span| span.last >= start) {
        if span.first > open {
            let last = span.first.add_days(-1);
            holes.push(hole(open, last, before, Some(span.at)));
        }
        if span.last >= open {
            (open, before) = (span.last.add_days(1), Some(span.at));
        }
    }
    if open <= as_of {
        holes.push(hole(open, as_of, before, None));
    }
    holes
}

/// The days of a hole among the agreements that surely held on which others may have, one by one. These stand in
/// the order of their first days.
fn in_doubt(hole: &Lapse, perhaps: &[&Span]) -> Vec<Lapse> {
    let mut runs = Vec::new();
    let mut open = hole.first;
    for span in perhaps {
        let (first, last) = (span.first.max(open), span.last.min(hole.last));
        if first <= last {
            runs.push(Lapse {
                first,
                last,
                before: Some(span.at),
                after: hole.after,
                doubt: span.doubt,
            });
            open = last.add_days(1);
        }
    }
    runs
}

impl Lapse {
    /// Whether the agreement that may have held is in force, and was accepted on a day nobody knows.
    fn is_of_acceptance(&self, baas: &[Baa]) -> bool {
        let baa = self.before.and_then(|at| baas.get(at));
        self.doubt == Some(Doubt::Start) && baa.is_some_and(|baa| !is_undated(baa))
    }
}

/// Whether an agreement held for some flow on a day: unknown where its record leaves parties, coverage or
/// dates open.
#[must_use]
pub fn held_on(baa: &Baa, all: &[Baa], engagement: &Engagement, on: Date, as_of: Date) -> Truth {
    let span = span(baa, 0, all, engagement, as_of);
    let Some(span) = span.filter(|span| span.first <= on && on <= span.last) else {
        return Truth::False;
    };
    let flows = engagement.flows.iter();
    let fits = flows.map(|flow| fits(baa, engagement, flow));
    // While it is not known where PHI goes it may cover that.
    let elsewhere = if engagement.says_where_phi_goes() {
        Truth::False
    } else {
        Truth::Unknown
    };
    let fits = fits.fold(elsewhere, Truth::or);
    match span.doubt {
        Some(_) => fits.and(Truth::Unknown),
        None => fits,
    }
}

/// When an agreement held, at most. One that is not dated may have held on any day; one that is over held until
/// the day before, at most, unless it says when it ended.
fn span(baa: &Baa, at: usize, all: &[Baa], engagement: &Engagement, as_of: Date) -> Option<Span> {
    if !signed_on_file(baa, as_of) {
        return None;
    }
    let bound = bound_from(baa);
    // No agreement binds before the day it says it begins.
    let first = bound.or(baa.effective).unwrap_or(Date::FIRST);
    let outlives = outlives_contract(baa, engagement);
    let over = baa.status == BaaStatus::Terminated || outlives == Truth::False;
    let most = if over { as_of.add_days(-1) } else { as_of };
    let fixed = baa.term.filter(|term| term.kind == TermKind::Fixed);
    let says = fixed.and_then(|term| term.ends);
    let ends = says.into_iter().chain(replaced_on(baa, all, as_of)).min();
    let last = ends.map_or(most, |ends| ends.min(most));
    // One with a term that nobody recorded, or that ended early, may have ended on any day.
    let unsaid = baa.term.is_none() || fixed.is_some_and(|term| term.ends.is_none());
    // That another took its place does not say when one ended that was ended.
    let told = if over { says } else { ends };
    let told = told.is_some_and(|ends| ends <= most);
    let doubt = if bound.is_none() {
        Some(Doubt::Start)
    } else if !told && (over || unsaid || outlives == Truth::Unknown) {
        Some(Doubt::End)
    } else {
        None
    };
    (first <= last).then_some(Span {
        first,
        last,
        at,
        doubt,
    })
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
