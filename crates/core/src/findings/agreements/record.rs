//! Records that contradict themselves or each other.

use std::collections::BTreeSet;

use crate::{
    assessment::{Assessment, RecordList},
    baa::{self, Baa},
    facts::Determination,
    findings::Findings,
    prepare::Prepared,
    source::{of_field, of_record},
    texts::Language::English,
    when::Truth,
};

impl Findings<'_> {
    /// Two agreements that hold for one flow and differ: both are named, with what differs.
    pub(super) fn conflicts(&mut self, assessment: &Assessment, prepared: &Prepared) {
        let all = &assessment.baas;
        let stands = |baa: &&Baa| baa::superseded(baa, all, prepared.as_of) == Truth::False;
        let standing: Vec<&Baa> = all.iter().filter(stands).collect();
        if standing.len() < 2 {
            return;
        }
        let mut seen = BTreeSet::new();
        for (flow, facts) in assessment.engagement.flows.iter().zip(&prepared.flows) {
            let Some(relied) = facts.agreement.and_then(|at| all.get(at)) else {
                continue;
            };
            // Many flows share a product and an agreement.
            if seen.insert((&relied.id, flow.product.as_str())) {
                for other in standing.iter().filter(|other| other.id != relied.id) {
                    self.conflict(relied, other, &flow.product, prepared);
                }
            }
        }
    }

    fn conflict(&mut self, relied: &Baa, other: &Baa, product: &str, prepared: &Prepared) {
        let differences = baa::differences(relied, other, product, prepared.as_of);
        if differences.is_empty() {
            return;
        }
        let words = differences
            .iter()
            .map(|one| English.fill(&format!("baa.difference.{one}"), &[]));
        let what = words.collect::<Vec<_>>().join("; ");
        let mut ids = [relied.id.to_string(), other.id.to_string()];
        ids.sort();
        let because = ids.each_ref().map(|id| of_record("baas", id));
        let subject = ids.join(" ");
        let [agreement, other] = ids;
        let args = vec![("agreement", agreement), ("other", other), ("what", what)];
        self.add("baa.conflict", subject, args, because);
    }

    /// Each record that cannot be as it stands, also one that could not be read at all. What contradicts
    /// itself in an agreement that nobody needs is for the record.
    pub(super) fn records(&mut self, assessment: &Assessment, prepared: &Prepared) {
        let needless = prepared.determination == Determination::NotRequired;
        let case = needless.then_some("optional");
        for baa in &assessment.baas {
            for fault in baa::faults(baa, &assessment.baas, prepared.as_of) {
                let args = vec![
                    ("agreement", baa.id.to_string()),
                    ("what", English.fill(&format!("baa.fault.{fault}"), &[])),
                ];
                let because = [of_field("baas", &baa.id, fault.field())];
                let subject = format!("{} {fault}", baa.id);
                self.add_case("baa.record-inconsistent", case, subject, args, because);
            }
        }
        let impossible = assessment.impossible.iter();
        for one in impossible.filter(|one| one.list == RecordList::Baas) {
            let args = vec![
                ("agreement", one.id.clone()),
                (
                    "what",
                    English.fill("baa.fault.unreadable", &[("why", &one.why)]),
                ),
            ];
            let because = [of_record("baas", &one.id)];
            self.add_case("baa.record-inconsistent", case, &one.id, args, because);
        }
    }
}
