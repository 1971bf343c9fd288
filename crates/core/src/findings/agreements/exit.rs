//! What became of PHI when the relationship ends (45 CFR 164.504(e)(2)(ii)(J)).

use crate::{
    assessment::Assessment,
    baa::BaaStatus,
    engagement::{ExitKind, Phi, Stage},
    facts::Determination,
    findings::Findings,
    prepare::Prepared,
    texts::Language::English,
};

impl Findings<'_> {
    /// Return or destruction has to be shown, for subcontractors too.
    pub(super) fn exit(&mut self, assessment: &Assessment, prepared: &Prepared) {
        let engagement = &assessment.engagement;
        let ended = engagement.stage == Some(Stage::Ended);
        let winds_down = ended || engagement.stage == Some(Stage::Ending);
        if !winds_down || !holds_phi(assessment, prepared) {
            return;
        }
        let exit = engagement.exit.as_ref();
        let certified = exit.filter(|exit| {
            let in_time = |day: crate::Date| day <= prepared.as_of;
            exit.certified_on.is_some_and(in_time)
        });
        let (case, why) = match certified {
            None if ended => (None, "ended"),
            None => (Some("ending"), "ending"),
            Some(exit) if passed_on(assessment) && exit.subcontractors != Some(true) => {
                (Some("subcontractors"), "subcontractors")
            }
            Some(exit) if exit.kind == ExitKind::Retained => (Some("retained"), "retained"),
            Some(_) => return,
        };
        let args = vec![
            ("vendor", engagement.vendor.name.clone()),
            ("why", English.fill(&format!("baa.exit.{why}"), &[])),
        ];
        let because = match exit {
            Some(_) => "engagement/exit",
            None => "engagement/stage",
        };
        self.add_case(
            "baa.exit-unproven",
            case,
            "engagement",
            args,
            [because.to_owned()],
        );
    }
}

/// Whether the vendor has had PHI under an agreement, as far as is known. That none flows any more shows
/// nothing about what it kept.
fn holds_phi(assessment: &Assessment, prepared: &Prepared) -> bool {
    let engagement = &assessment.engagement;
    let began = engagement.phi_start.and_then(|start| start.date);
    let had = matches!(prepared.phi, Phi::Flowing | Phi::Unknown)
        || began.is_some_and(|day| day <= prepared.as_of);
    let bound = |status| matches!(status, BaaStatus::Executed | BaaStatus::Terminated);
    let under = match prepared.phi {
        Phi::None => assessment.baas.iter().any(|baa| bound(baa.status)),
        _ => prepared.determination == Determination::Required,
    };
    had && under
}

/// Whether a subcontractor has PHI, or may.
fn passed_on(assessment: &Assessment) -> bool {
    let engagement = &assessment.engagement;
    assessment
        .subcontractors
        .iter()
        .any(|one| one.phi != Some(false))
        || engagement.flows.iter().any(|flow| flow.party.is_some())
}
