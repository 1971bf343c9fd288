//! Findings about breaches and incidents.

use super::Findings;
use crate::assessment::Assessment;

impl Findings<'_> {
    /// What is still open.
    pub(crate) fn incidents(&mut self, assessment: &Assessment) {
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
