//! Findings about agreements: missing, late, defective, and what they say.

use super::Findings;
use crate::{
    assessment::Assessment,
    baa::{self, Baa, BaaStatus, Instrument, NoticeTrigger, ProvisionState, Standing},
    date::Date,
    engagement::{Engagement, Phi, PhiStartBasis},
    facts::Determination,
    gates,
    prepare::{FlowFacts, Prepared},
    texts::Language::English,
    when::Truth,
};

impl Findings<'_> {
    /// Findings about agreements.
    pub(crate) fn agreements(&mut self, assessment: &Assessment, prepared: &Prepared) {
        for flow in &prepared.flows {
            let flow_source = format!("engagement/flows/{}", flow.id);
            if flow.determination.required != Determination::Undetermined && flow.phi != Phi::None {
                self.data_use(assessment, flow, prepared.as_of);
            }
            match flow.determination.required {
                Determination::NotRequired => {}
                Determination::Undetermined => {
                    let missing = flow.determination.missing.join(", ");
                    self.add(
                        "baa.undetermined",
                        &flow.id,
                        vec![("flow", flow.id.to_string()), ("facts", missing)],
                        &[flow_source],
                    );
                }
                Determination::Required if flow.phi != Phi::None => {
                    self.required_flow(assessment, flow, &flow_source)
                }
                Determination::Required => {}
            }
        }
        if prepared.determination == Determination::Undetermined
            && !assessment.engagement.says_where_phi_goes()
        {
            self.add(
                "baa.undetermined",
                "engagement",
                vec![("flow", String::new()), ("facts", "flows".to_owned())],
                &["engagement/flows".to_owned()],
            );
        }
        if prepared.determination == Determination::Required {
            self.lateness(assessment, prepared);
            let ephi = gates::Arises::of(prepared).ephi != Truth::False;
            for baa in gates::relied_agreements(assessment, prepared) {
                self.terms(baa, ephi);
            }
        }
    }

    /// A limited data set goes out under a data use agreement, whoever gets it.
    fn data_use(&mut self, assessment: &Assessment, flow: &FlowFacts, as_of: Date) {
        let product = assessment
            .engagement
            .flows
            .iter()
            .find(|one| one.id == flow.id)
            .map_or("", |one| one.product.as_str());
        if flow.determination.instruments.contains(&Instrument::Dua)
            && !assessment.data_use_agreement(product, as_of)
        {
            let args = vec![("flow", flow.id.to_string())];
            let because = [format!("engagement/flows/{}", flow.id)];
            self.add("baa.dua-missing", &flow.id, args, &because);
        }
    }

    fn required_flow(&mut self, assessment: &Assessment, flow: &FlowFacts, source: &str) {
        let standing = flow
            .review
            .as_ref()
            .map_or(Standing::Missing, |review| review.standing);
        let baa = flow.agreement.and_then(|at| assessment.baas.get(at));
        let agreement = baa.map(|baa| baa.id.to_string()).unwrap_or_default();
        let mut because = vec![source.to_owned()];
        because.extend(baa.map(|baa| format!("baas/{}", baa.id)));
        match standing {
            Standing::Missing => self.add(
                "baa.missing",
                "engagement",
                vec![("vendor", assessment.engagement.vendor.name.clone())],
                &because,
            ),
            Standing::Refused => self.add(
                "baa.refused",
                &agreement,
                vec![("agreement", agreement.clone())],
                &because,
            ),
            Standing::Unfinished => self.add(
                "baa.not-executed",
                &agreement,
                vec![
                    ("agreement", agreement.clone()),
                    ("status", baa.map(said_status).unwrap_or_default()),
                ],
                &because,
            ),
            Standing::Defective | Standing::Unknown | Standing::InForce => {}
        }
        let defects = flow.review.iter().flat_map(|review| {
            let defects = review.defects.iter();
            let spelling = review.spelling.iter();
            defects
                .map(|defect| (defect.finding, &defect.about))
                .chain(spelling.map(|spelling| ("baa.wrong-party", spelling)))
        });
        for (finding, about) in defects {
            let args = vec![("agreement", agreement.clone()), ("about", about.clone())];
            self.add(finding, format!("{agreement} {about}"), args, &because);
        }
        let part2 = flow
            .determination
            .instruments
            .contains(&Instrument::Part2Terms);
        if part2 && baa.is_none_or(|baa| baa.part2_terms != Some(true)) {
            self.add(
                "baa.part2-missing",
                &flow.id,
                vec![("flow", flow.id.to_string())],
                &because,
            );
        }
    }

    /// A later signature does not cure PHI that flowed before it, nor does an earlier effective date.
    fn lateness(&mut self, assessment: &Assessment, prepared: &Prepared) {
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

    fn terms(&mut self, baa: &Baa, ephi: bool) {
        let agreement = baa.id.to_string();
        for provision in &baa.provisions {
            // A provision listed twice counts as its last state in the order found, unclear, absent.
            let worst = baa
                .provisions
                .iter()
                .filter(|one| one.key == provision.key)
                .map(|one| one.state)
                .max();
            let exempt = baa.may_omit(provision.key) || (provision.key.ephi_only() && !ephi);
            if worst != Some(ProvisionState::Absent) || exempt {
                continue;
            }
            let args = vec![("agreement", agreement.clone())];
            self.add(
                &format!("baa.provision.{}", provision.key),
                &agreement,
                args,
                &[format!("baas/{agreement}/provisions/{}", provision.key)],
            );
        }
        let because = [format!("baas/{agreement}/notice/breach")];
        let Some(notice) = &baa.notice.breach else {
            return;
        };
        let args = |days: String| vec![("agreement", agreement.clone()), ("days", days)];
        let slow = |key: &str, days: i64| {
            let time = English.fill(key, &[("days", &days.to_string())]);
            vec![("agreement", agreement.clone()), ("time", time)]
        };
        match baa::most_calendar_days(notice) {
            Some(days) if days > baa::BREACH_LIMIT_DAYS => {
                self.add(
                    "baa.breach-notice-over-60-days",
                    &agreement,
                    args(days.to_string()),
                    &because,
                );
            }
            Some(days) if days > self.compiled.rubric.limits.slow_notice() => self.add(
                "baa.breach-notice-slow",
                &agreement,
                slow("baa.notice.stated", days.into()),
                &because,
            ),
            None => self.add(
                "baa.breach-notice-slow",
                &agreement,
                slow("baa.notice.unstated", baa::BREACH_LIMIT_DAYS.into()),
                &because,
            ),
            Some(_) => {}
        }
        if notice.trigger == NoticeTrigger::Confirmation {
            self.add(
                "baa.breach-clock-late",
                &agreement,
                vec![("agreement", agreement.clone())],
                &because,
            );
        }
    }
}

/// Where an agreement stands, in words.
fn said_status(baa: &Baa) -> String {
    let key = format!("baa.status.{}", baa.status);
    English.fill(&key, &[])
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
