//! Findings that the scope matrix and the gates over records show: places, subcontractors, incidents.

use super::Findings;
use crate::{
    assessment::{Assessment, SubcontractorBaa},
    engagement::Phi,
    gate::{GateId, GateState},
    gates::GateVerdict,
    result::{Cell, ScopeRow},
};

impl Findings<'_> {
    /// Findings that the matrix and the gates over records show.
    pub(crate) fn scope(
        &mut self,
        rows: &[ScopeRow],
        assessment: &Assessment,
        gates: &[GateVerdict<'_>],
    ) {
        for row in rows {
            // Whose place it is says more than what it is for.
            let place = if row.party.is_empty() {
                row.place.clone()
            } else {
                format!("{} ({})", row.place, row.party)
            };
            let about = vec![
                ("product", row.product.clone()),
                ("where", place),
                ("party", row.party.clone()),
            ];
            let because = [format!("engagement/flows/{}", row.flow)];
            if row.assurance.cell == Cell::Gap && row.assurance.why.key == "scope.place-out" {
                self.add("scope.phi-location", &row.flow, about.clone(), &because);
            }
            match row.their_baa.cell {
                Cell::Gap => self.add("baa.subcontractor-missing", &row.party, about, &because),
                Cell::Unknown if row.phi != Phi::Unknown => {
                    self.add("scope.subcontractor", &row.party, about, &because);
                }
                _ => {}
            }
        }
        for one in &assessment.subcontractors {
            if one.phi == Some(true) && one.baa == SubcontractorBaa::None {
                let args = vec![("product", String::new()), ("party", one.name.clone())];
                self.add(
                    "baa.subcontractor-missing",
                    &one.name,
                    args,
                    &[format!("subcontractors/{}", one.id)],
                );
            }
        }
        let tripped = |id| {
            gates
                .iter()
                .any(|(gate, verdict)| *gate == id && verdict.state == GateState::Tripped)
        };
        if tripped(GateId::Location) {
            for flow in &assessment.engagement.flows {
                let allowed = &assessment.engagement.customer.regions_allowed;
                if assessment.engagement.phi_of(flow) == Phi::None {
                    continue;
                }
                if let Some(region) = flow
                    .region
                    .as_ref()
                    .filter(|region| !allowed.iter().any(|one| one.eq_ignore_ascii_case(region)))
                {
                    let args = vec![
                        ("flow", flow.id.to_string()),
                        ("region", region.clone()),
                        ("allowed", allowed.join(", ")),
                    ];
                    self.add(
                        "scope.region",
                        &flow.id,
                        args,
                        &[format!("engagement/flows/{}/region", flow.id)],
                    );
                }
            }
        }
        for incident in &assessment.incidents {
            if incident.resolved_on.is_none() && incident.breach != Some(false) {
                let args = vec![("incident", incident.title.clone())];
                self.add(
                    "incident.unresolved",
                    &incident.id,
                    args,
                    &[format!("incidents/{}", incident.id)],
                );
            }
        }
    }
}
