//! PHI that flowed while no agreement bound the vendor: before the first one, between two, or still
//! (45 CFR 164.502(e), 164.402).

use std::collections::BTreeSet;

use crate::{
    assessment::Assessment,
    baa::{self, Baa, BaaStatus, Doubt, Lapse},
    date::Date,
    engagement::{Flow, Phi, PhiStart, PhiStartBasis},
    facts::Determination,
    findings::Findings,
    prepare::Prepared,
    source::of_field,
    texts::Language::English,
};

/// Since when PHI flows, as far as is known.
#[derive(Clone, Copy)]
struct Since {
    /// The day; none where nobody has recorded one.
    start: Option<Date>,
    /// Whether PHI may have started before that day.
    or_earlier: bool,
}

impl Since {
    fn of(start: Option<PhiStart>) -> Self {
        let known = start.filter(|start| start.basis != PhiStartBasis::Unknown);
        Self {
            start: known.and_then(|start| start.date),
            or_earlier: known.is_none_or(|start| start.basis == PhiStartBasis::NotLaterThan),
        }
    }
}

impl Findings<'_> {
    /// A later signature does not cure PHI that flowed before it, nor does an earlier effective date.
    pub(super) fn lateness(&mut self, assessment: &Assessment, prepared: &Prepared) {
        let engagement = &assessment.engagement;
        if engagement.phi() != Phi::Flowing {
            return;
        }
        let since = Since::of(engagement.phi_start);
        if since.or_earlier || since.start.is_none() {
            self.start_unknown(since.start);
        }
        // Where nobody knows since when, it is known of today at least.
        let start = since.start.unwrap_or(prepared.as_of);
        let flows = engagement.flows.iter().zip(&prepared.flows);
        let flowing = flows.filter(|(_, facts)| {
            facts.determination.required == Determination::Required && facts.phi == Phi::Flowing
        });
        let flowing: Vec<&Flow> = flowing.map(|(flow, _)| flow).collect();
        let several = flowing
            .windows(2)
            .any(|pair| matches!(pair, [a, b] if a.product.trim() != b.product.trim()));
        // What an agreement covers turns on product and function alone.
        let mut seen = BTreeSet::new();
        for flow in flowing {
            if !seen.insert((flow.product.as_str(), flow.function)) {
                continue;
            }
            let of = match flow.product.trim() {
                product if several && !product.is_empty() => {
                    format!(" {}", English.fill("baa.lapse.of", &[("product", product)]))
                }
                _ => String::new(),
            };
            for lapse in baa::lapses(&assessment.baas, engagement, flow, start, prepared.as_of) {
                self.lapse(&assessment.baas, &lapse, since, &of);
            }
        }
    }

    /// The first day is not known, or only a day before which it lies.
    fn start_unknown(&mut self, latest: Option<Date>) {
        let start = latest.map_or_else(
            || English.text("baa.first-day.unknown").into_owned(),
            |day| English.fill("baa.first-day.not-later-than", &[("day", &day.to_string())]),
        );
        self.add(
            "baa.phi-start-unknown",
            "engagement",
            vec![("start", start)],
            &["engagement/phi_start".to_owned()],
        );
    }

    fn lapse(&mut self, baas: &[Baa], lapse: &Lapse, since: Since, of: &str) {
        let (before, after) = (
            lapse.before.and_then(|at| baas.get(at)),
            lapse.after.and_then(|at| baas.get(at)),
        );
        let first = lapse.first.to_string();
        let (case, subject) = match (before, after) {
            (Some(before), None) if lapse.doubt.is_some() => {
                (Some("doubt"), format!("{} {first}", before.id))
            }
            (None, None) => (Some("open"), "engagement".to_owned()),
            (Some(before), None) => (Some("open"), format!("{} {first}", before.id)),
            (None, Some(after)) => (None, after.id.to_string()),
            (Some(_), Some(after)) => {
                let case = if lapse.doubt.is_some() {
                    "doubt"
                } else {
                    "gap"
                };
                (Some(case), format!("{} {first}", after.id))
            }
        };
        let ended = before.map(|baa| of_field("baas", &baa.id, "term"));
        let bound = after.map(|baa| of_field("baas", &baa.id, "execution"));
        let started = "engagement/phi_start".to_owned();
        let because: Vec<String> = ended.into_iter().chain(bound).chain([started]).collect();
        let args = vec![
            ("what", said(lapse, since, before, after)),
            ("of", of.to_owned()),
        ];
        if let Some(after) = after.filter(|_| lapse.doubt.is_none()) {
            self.backdated(after, lapse, &because);
        }
        self.add_case("baa.after-phi-start", case, subject, args, because);
    }

    /// An agreement that calls itself effective on a day before both had signed it.
    fn backdated(&mut self, baa: &Baa, lapse: &Lapse, because: &[String]) {
        let effective = baa.effective.filter(|effective| *effective <= lapse.last);
        let (Some(effective), Some(signed)) = (effective, baa::signed_on(baa)) else {
            return;
        };
        let args = vec![
            ("agreement", baa.id.to_string()),
            ("effective", effective.to_string()),
            ("signed", signed.to_string()),
        ];
        self.add("baa.backdated", &baa.id, args, because);
    }
}

/// The days, and what lies before and after them.
fn said(lapse: &Lapse, since: Since, before: Option<&Baa>, after: Option<&Baa>) -> String {
    let key = match (before, after) {
        _ if lapse.doubt == Some(Doubt::End) => "doubt-end",
        (_, None) if lapse.doubt.is_some() => "doubt-accepted",
        _ if lapse.doubt == Some(Doubt::Start) => "doubt-start",
        _ if lapse.doubt == Some(Doubt::Fit) => "doubt-fit",
        (None, None) if since.start.is_none() => "open-undated",
        (None, None) if lapse.first == lapse.last => "open-today",
        (None, None) if since.or_earlier => "open-at-least",
        (None, None) => "open",
        (Some(before), None) if before.status == BaaStatus::Terminated => "open-terminated",
        (Some(_), None) => "open-after",
        (None, Some(_)) if since.or_earlier => "late-at-least",
        (None, Some(_)) => "late",
        (Some(_), Some(_)) if lapse.first == lapse.last => "gap-day",
        (Some(_), Some(_)) => "gap",
    };
    // Up to the day that an agreement bound both sides, or to the day that is asked about.
    let until = after.and_then(baa::bound_from).unwrap_or(lapse.last);
    let days = lapse.first.days_until(until);
    // From the day after one ended to the day that is asked about, both count.
    let days = days + i64::from(before.is_some() && after.is_none());
    let name = |baa: Option<&Baa>| baa.map(|baa| baa.id.to_string()).unwrap_or_default();
    English.fill(
        &format!("baa.lapse.{key}"),
        &[
            ("before", &name(before)),
            ("agreement", &name(after)),
            ("first", &lapse.first.to_string()),
            ("last", &lapse.last.to_string()),
            ("bound", &until.to_string()),
            ("days", &English.count("baa.days", days.unsigned_abs())),
        ],
    )
}
