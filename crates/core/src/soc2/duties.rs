//! What reports expect of the hospital: complementary user entity controls as duties with owner and state.

use super::{Cuec, CuecState};
use crate::{assessment::Assessment, prepare::Prepared, result::CustomerDuty, source::of_field};

impl Cuec {
    /// Whether someone at the hospital has taken it, or it is said why it does not concern the hospital.
    #[must_use]
    pub fn is_mapped(&self) -> bool {
        match self.state {
            CuecState::Open => false,
            CuecState::Assigned | CuecState::Done => !self.owner.trim().is_empty(),
            CuecState::NotApplicable => !self.reason.trim().is_empty(),
        }
    }
}

/// The duties that the reports with a say about the products bought lay on the hospital, by report.
pub(crate) fn duties(assessment: &Assessment, prepared: &Prepared) -> Vec<CustomerDuty> {
    let speakers = prepared.speaking(assessment).into_iter();
    speakers
        .flat_map(|speaker| {
            let source = of_field("reports", &speaker.report.id, "cuecs");
            speaker.report.cuecs.iter().map(move |cuec| CustomerDuty {
                id: cuec.id.clone(),
                text: cuec.text.clone(),
                criteria: cuec.criteria.clone(),
                owner: cuec.owner.clone(),
                state: cuec.state,
                source: format!("{source}/{}", cuec.id),
            })
        })
        .collect()
}
