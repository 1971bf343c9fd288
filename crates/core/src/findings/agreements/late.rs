//! PHI that flowed before an agreement bound the vendor (45 CFR 164.502(e), 164.402).

use crate::{
    assessment::Assessment,
    baa::{Baa, BaaStatus},
    date::Date,
    engagement::{Engagement, Phi, PhiStartBasis},
    findings::Findings,
    gates,
    prepare::Prepared,
    texts::Language::English,
};

impl Findings<'_> {
    /// A later signature does not cure PHI that flowed before it, nor does an earlier effective date.
    pub(super) fn lateness(&mut self, assessment: &Assessment, prepared: &Prepared) {
        let engagement: &Engagement = &assessment.engagement;
        if engagement.phi() != Phi::Flowing {
            return;
        }
        let start = engagement
            .phi_start
            .filter(|start| start.basis != PhiStartBasis::Unknown)
            .and_then(|start| Some((start.date?, start.basis)));
        let Some((start, basis)) = start else {
            return self.start_unknown(None);
        };
        // Agreements that followed each other without a break count from the first signature.
        let first = assessment.baas.iter().filter_map(bound_from).min();
        if first.is_some_and(|first| first <= start) {
            if basis == PhiStartBasis::NotLaterThan {
                self.start_unknown(Some(start));
            }
            return;
        }
        for baa in gates::relied_agreements(assessment, prepared) {
            self.late(baa, start);
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

    fn late(&mut self, baa: &Baa, start: Date) {
        let (Some(bound), Some(signed)) = (bound_from(baa), signed_on(baa)) else {
            return;
        };
        let because = [
            format!("baas/{}/execution", baa.id),
            "engagement/phi_start".to_owned(),
        ];
        let args = vec![
            ("agreement", baa.id.to_string()),
            ("days", start.days_until(bound).to_string()),
            ("start", start.to_string()),
            ("bound", bound.to_string()),
        ];
        self.add("baa.after-phi-start", &baa.id, args, &because);
        if let Some(effective) = baa.effective.filter(|effective| *effective <= start) {
            let args = vec![
                ("agreement", baa.id.to_string()),
                ("effective", effective.to_string()),
                ("signed", signed.to_string()),
            ];
            self.add("baa.backdated", &baa.id, args, &because);
        }
    }
}

/// The day of the last signature of an agreement that was executed, also if it has ended since.
fn signed_on(baa: &Baa) -> Option<Date> {
    let bound = matches!(baa.status, BaaStatus::Executed | BaaStatus::Terminated);
    baa.execution.as_ref().filter(|_| bound)?.completed_on()
}

/// The first day it binds: signed by both and in effect.
fn bound_from(baa: &Baa) -> Option<Date> {
    signed_on(baa).map(|signed| {
        baa.effective
            .map_or(signed, |effective| effective.max(signed))
    })
}
